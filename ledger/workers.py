"""Work on books in several processes, with the same answers for any number of them.

- A book stays with the process that first worked on it, so that what one pass parsed the next need not parse again.
- Books are handed out one at a time, heaviest first, to whoever is idle; answers are collected by name, so that no
  order of finishing shows.
- With one worker everything happens in this process.
"""

import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Final, Self, TypeVar, cast

PARENT_SECONDS: Final = 5
"""How often an idle worker looks whether its parent still lives."""

Job = TypeVar("Job")
Answer = TypeVar("Answer")


class Workers:
    """`count` processes; `weights` says of every book how much work it is."""

    def __init__(self, count: int, weights: Mapping[str, int]) -> None:
        """Start the processes, if more than one is asked for and of use."""
        count = max(1, min(count, len(weights)))
        self._weights = weights
        self._home: dict[str, Connection] = {}
        self._crew = [_start() for _ in range(count)] if count > 1 else []

    def run(self, work: Callable[[Job], Answer], jobs: Mapping[str, Job]) -> dict[str, Answer]:
        """`work` done on every job, by book, each where its book is at home; in ascending order of the names.

        An exception of `work` is raised here.
        """
        names = sorted(jobs)
        if not self._crew:
            return {name: work(jobs[name]) for name in names}
        answers: dict[str, Answer] = {}
        homeless: deque[str] = deque()
        queues: dict[Connection, deque[str]] = {pipe: deque() for _, pipe in self._crew}
        for name in sorted(names, key=lambda each: -self._weights[each]):
            (queues[self._home[name]] if name in self._home else homeless).append(name)
        at_work: dict[Connection, str] = {}
        idle = list(queues)
        while True:
            for pipe in idle:
                if queue := queues[pipe] or homeless:
                    at_work[pipe] = name = queue.popleft()
                    self._home[name] = pipe
                    pipe.send((work, jobs[name]))
            if not at_work:
                return {name: answers[name] for name in names}
            idle = cast("list[Connection]", wait(list(at_work)))
            for pipe in idle:
                answers[at_work.pop(pipe)] = _answer(pipe)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Closing a pipe would not end its worker: forked ones hold copies of each other's ends.
        for process, pipe in self._crew:
            if exc is None:
                pipe.send(None)
            else:
                process.terminate()
        for process, pipe in self._crew:
            process.join()
            pipe.close()


def _start() -> tuple[BaseProcess, Connection]:
    # A forked worker is there at once, a spawned one imports everything anew; but threads do not survive a fork.
    can_fork = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    context = multiprocessing.get_context("fork") if can_fork else multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _answer(pipe: Connection) -> Any:
    """What the worker at the other end sends; what it raised is raised."""
    answer = pipe.recv()
    if isinstance(answer, BaseException):
        raise answer
    return answer


def _serve(pipe: Connection) -> None:
    """A worker's life: take one job after another and answer each, until there is no more."""
    # Ctrl-C reaches every process of the terminal; the parent alone answers to it, and ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while (order := _next_order(pipe)) is not None:
        work, job = order
        try:
            pipe.send(work(job))
        except Exception as error:  # noqa: BLE001 - it is raised again on the other side
            pipe.send(error)


def _next_order(pipe: Connection) -> Any:
    """What the parent sends next; None also when the parent is no more."""
    parent = multiprocessing.parent_process()
    while not pipe.poll(PARENT_SECONDS):
        if parent is None or not parent.is_alive():
            return None
    return pipe.recv()
