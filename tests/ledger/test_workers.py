"""Work in several processes, with the same answers for any number of them.

- A book stays with the process that first worked on it.
- Answers come by name, in order, however many workers there are.
- What a job raises is raised here; a worker that dies is an error and no endless wait.
- With other threads about, workers are spawned instead of forked, and answer the same.
"""

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from domain.errors import Refused, RekapError
from domain.findings import Finding, Level
from ledger.errors import FileTooLargeError
from ledger.verification import verify_archive
from ledger.workers import Workers
from tests.support.tampering import changed, flip, small_files, small_world, write

NAMES = {"a": 3, "b": 2, "c": 2, "d": 1}

pytestmark = pytest.mark.timeout(120)


def process_of(_: str) -> int:
    return os.getpid()


def process_after(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def doubled(number: int) -> int:
    return number * 2


def refuse(path: str) -> str:
    raise FileTooLargeError(path=path, limit=7)


def die(_: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def unpicklable(_: str) -> object:
    return lambda: None


@pytest.mark.parametrize("count", [-1, 0, 1, 2, 3, 99])
def test_answers_are_the_same_for_any_number_of_workers(count: int) -> None:
    with Workers(count, NAMES) as crew:
        assert list(crew.run(doubled, {"d": 1, "a": 2, "c": 3}).items()) == [("a", 4), ("c", 6), ("d", 2)]
        assert crew.run(doubled, {}) == {}


def test_no_books_need_no_workers() -> None:
    with Workers(4, {}) as crew:
        assert crew.run(doubled, {}) == {}


def test_one_worker_is_this_process() -> None:
    with Workers(1, NAMES) as crew:
        assert set(crew.run(process_of, dict.fromkeys(NAMES, "")).values()) == {os.getpid()}


def test_a_book_stays_with_its_process() -> None:
    with Workers(2, NAMES) as crew:
        first = crew.run(process_of, dict.fromkeys(NAMES, ""))
        assert crew.run(process_of, {"b": "", "d": ""}) == {"b": first["b"], "d": first["d"]}
        assert len(set(first.values())) == 2
        assert os.getpid() not in first.values()


def test_the_heaviest_book_is_begun_first_and_who_is_idle_takes_the_next() -> None:
    seconds = {"a": 0.1, "b": 0.1, "c": 0.1, "heavy": 1.5}
    with Workers(2, {"a": 1, "b": 1, "c": 1, "heavy": 2}) as crew:
        homes = crew.run(process_after, seconds)
        assert [name for name in homes if homes[name] == homes["heavy"]] == ["heavy"]


def test_a_refusal_survives_the_way_between_processes() -> None:
    refused = Refused((Finding("J.510", Level.OPEN, index=3),))
    again = pickle.loads(pickle.dumps(refused))  # noqa: S301 - its own bytes
    assert (type(again), again.params, again.findings, again.args) == (
        Refused,
        refused.params,
        refused.findings,
        refused.args,
    )


@pytest.mark.parametrize("count", [1, 2])
def test_what_a_job_raises_is_raised_here_with_its_parameters(count: int) -> None:
    with pytest.raises(RekapError) as raised, Workers(count, NAMES) as crew:
        crew.run(refuse, dict.fromkeys(NAMES, "book"))
    assert isinstance(raised.value, FileTooLargeError)
    assert dict(raised.value.params) == {"path": "book", "limit": 7}


def test_a_worker_that_is_killed_is_an_error_and_no_endless_wait() -> None:
    with pytest.raises((EOFError, OSError)), Workers(2, NAMES) as crew:
        crew.run(die, dict.fromkeys(NAMES, ""))


def test_an_answer_that_cannot_be_sent_is_an_error_and_no_endless_wait() -> None:
    with pytest.raises(Exception, match=r"pickle|lambda|local"), Workers(2, NAMES) as crew:
        crew.run(unpicklable, dict.fromkeys(NAMES, ""))


def test_no_process_is_left_when_the_work_is_done() -> None:
    with Workers(2, NAMES) as crew:
        processes = set(crew.run(process_of, dict.fromkeys(NAMES, "")).values())
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_beside_other_threads_workers_are_spawned_and_answer_the_same(tmp_path: Path) -> None:
    files = changed(small_files(), flip("example.id/latihan/ppk/160901/checkpoint", 40))
    archive, trust = write(files, tmp_path / "archive"), small_world().trust()
    alone = verify_archive(archive, trust, workers=1)
    stop = threading.Event()
    other = threading.Thread(target=stop.wait)
    other.start()
    try:
        together = verify_archive(archive, trust, workers=2)
    finally:
        stop.set()
        other.join()
    assert (alone.findings, alone.totals, alone.status) == (together.findings, together.totals, together.status)


def test_workers_whose_parent_is_killed_end_by_themselves(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import os, sys, time\n"
        "from ledger.workers import Workers\n"
        "def pid(_): return os.getpid()\n"
        "if __name__ == '__main__':\n"
        "    crew = Workers(2, {'a': 1, 'b': 1})\n"
        "    print(*crew.run(pid, {'a': '', 'b': ''}).values(), flush=True)\n"
        "    time.sleep(60)\n"
    )
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
    ) as parent:
        assert parent.stdout is not None
        workers = [int(word) for word in parent.stdout.readline().split()]
        parent.kill()
        parent.wait()
    until = time.monotonic() + 30
    while any(is_alive(worker) for worker in workers) and time.monotonic() < until:
        time.sleep(0.1)
    assert [worker for worker in workers if is_alive(worker)] == []


def is_alive(process: int) -> bool:
    """Whether a process runs; one that only waits to be reaped does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
