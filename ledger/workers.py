"""Work on books in several processes, with the same answers for any number of them.

- A book stays with the process that first worked on it, so that what one pass parsed the next need not parse again.
- Books are spread by weight, heaviest first; answers are collected by name, so that no order of finishing shows.
- With one worker everything happens in this process.
"""

import multiprocessing
import signal
import threading
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Final, Self, TypeVar

PARENT_SECONDS: Final = 5
"""How often an idle worker looks whether its parent still lives."""

Job = TypeVar("Job")
Answer = TypeVar("Answer")


class Workers:
    """`count` processes; `weights` says of every book how much work it is."""

    def __init__(self, count: int, weights: Mapping[str, int]) -> None:
        """Start the processes, if more than one is asked for and of use."""
        count = max(1, min(count, len(weights)))
        loads = [0] * count
        self._home: dict[str, int] = {}
        for name in sorted(weights, key=lambda each: (-weights[each], each)):
            lightest = loads.index(min(loads))
            self._home[name] = lightest
            loads[lightest] += weights[name]
        self._crew = [_start() for _ in range(count)] if count > 1 else []

    def run(self, work: Callable[[Job], Answer], jobs: Mapping[str, Job]) -> dict[str, Answer]:
        """`work` done on every job, by book, each where its book is at home; in ascending order of the names.

        An exception of `work` is raised here.
        """
        names = sorted(jobs)
        if not self._crew:
            return {name: work(jobs[name]) for name in names}
        for number, (_, pipe) in enumerate(self._crew):
            pipe.send((work, [(name, jobs[name]) for name in names if self._home[name] == number]))
        answers: dict[str, Answer] = {}
        for _, pipe in self._crew:
            answer = pipe.recv()
            if isinstance(answer, BaseException):
                raise answer
            answers |= answer
        return {name: answers[name] for name in names}

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


def _serve(pipe: Connection) -> None:
    """A worker's life: take a list of jobs and answer with all of their results, until there is no more."""
    # Ctrl-C reaches every process of the terminal; the parent alone answers to it, and ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while (order := _next_order(pipe)) is not None:
        work, jobs = order
        try:
            pipe.send({name: work(job) for name, job in jobs})
        except Exception as error:  # noqa: BLE001 - it is raised again on the other side
            pipe.send(error)


def _next_order(pipe: Connection) -> Any:
    """What the parent sends next; None also when the parent is no more."""
    parent = multiprocessing.parent_process()
    while not pipe.poll(PARENT_SECONDS):
        if parent is None or not parent.is_alive():
            return None
    return pipe.recv()
