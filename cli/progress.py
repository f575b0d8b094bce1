"""A sign of life while something takes long.

Rules of this module:

- It goes to stderr, only on a terminal, and only after one second.
- It runs on a timer signal of the main thread: with a thread of its own, workers could not be forked.
"""

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from cli.frame import tr
from cli.helping import is_terminal

if TYPE_CHECKING:
    from types import FrameType

    from rich.progress import Progress

_FIRST_SECONDS: Final = 1.0
_NEXT_SECONDS: Final = 0.2


@contextmanager
def progress(key: str, done: Callable[[], float] | None = None) -> Iterator[None]:
    """Shows the text `key` with a bar while the block runs; `done` gives the part that is done, from 0 to 1."""
    can_time = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not can_time or not is_terminal():
        yield
        return
    bar = _Bar(tr(key), done)
    before = signal.signal(signal.SIGALRM, bar.draw)
    signal.setitimer(signal.ITIMER_REAL, _FIRST_SECONDS, _NEXT_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        bar.clear()


class _Bar:
    def __init__(self, title: str, done: Callable[[], float] | None) -> None:
        self._title = title
        self._done = done
        self._shown: Progress | None = None
        self._is_drawing = False

    def draw(self, _number: int, _frame: "FrameType | None") -> None:
        """Draws the bar, or draws it anew; on a slow machine the next signal may come before this is done."""
        if self._is_drawing:
            return
        self._is_drawing = True
        try:
            self._draw()
        finally:
            self._is_drawing = False

    def _draw(self) -> None:
        if self._shown is None:
            self._shown = _started(self._title, has_end=self._done is not None)
        part = None if self._done is None else self._done()
        for task in self._shown.task_ids:
            self._shown.update(task, completed=part)
        self._shown.refresh()

    def clear(self) -> None:
        """Takes the bar off the screen."""
        if self._shown is not None:
            self._shown.stop()


def _started(title: str, *, has_end: bool) -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    shown = Progress(*columns, console=Console(file=sys.stderr), auto_refresh=False, transient=True)
    shown.add_task(title, total=1.0 if has_end else None)
    shown.start()
    return shown
