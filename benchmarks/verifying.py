"""Verification: entries per second, the CPU of an entry beside its signature checks, workers, memory, bytes.

The bare loop is `ledger.signing.verify` over the very signatures that a verification of this archive checked: those of
entries, statements and checkpoint notes.  It takes turns with the verification, so that a slow moment of the machine
falls on both; the fastest of each is compared.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from unittest.mock import patch

from benchmarks.archives import Built
from benchmarks.tables import Table
from domain.types import PublicKey, Signature
from ledger.archive import CHECKPOINT, Archive
from ledger.checkpoint import peek_checkpoint
from ledger.passes import Verification
from ledger.signing import verify
from ledger.tiles import bundles
from ledger.verification import verify_archive

Signed = tuple[PublicKey, Signature, bytes]

MICRO: Final = 1e6
MEGA: Final = 1e6
MOST_MICROSECONDS: Final = 25
LEAST_SPEEDUP: Final = 1.6
MOST_MEGABYTES: Final = 300

_MEASURE_WORKERS: Final = """
import sys, time
from pathlib import Path
from ledger.trust import read_trust
from ledger.verification import verify_archive
trust, best = read_trust(Path(sys.argv[2])), [float("inf")] * 2
for _ in range(int(sys.argv[3])):
    for place in range(2):
        began = time.perf_counter()
        verify_archive(Path(sys.argv[1]), trust, workers=place + 1)
        best[place] = min(best[place], time.perf_counter() - began)
print(*best)
"""

_MEASURE_MEMORY: Final = """
import re, resource, sys
from pathlib import Path
from ledger.trust import read_trust
from ledger.verification import verify_archive
verify_archive(Path(sys.argv[1]), read_trust(Path(sys.argv[2])), workers=int(sys.argv[3]))
own, child = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
status = Path("/proc/self/status")  # ru_maxrss is not less than what the process that started this one had
found = re.search("VmHWM:\\s+(\\d+) kB", status.read_text()) if status.exists() else None
print(found[1] if found else own, child)
"""


def speed(built: Sequence[Built], rounds: int) -> Table:
    """One worker: entries per second, and where the CPU goes."""
    table = Table(
        "Verifying an archive, one worker",
        "CPU per entry in microseconds, the fastest of the rounds of each.  `bare loop`: the signature checks alone;"
        " `the rest`: the same verification, every signature taken for valid unseen, and how many checks of one"
        " signature take as long; `difference`: the whole less the bare loop, which says the same with more noise,"
        " because two large numbers are subtracted.",
        (
            "archive",
            "entries",
            "entries/s",
            "signatures per entry",
            "whole",
            "bare loop",
            "the rest",
            "in checks",
            "difference",
        ),
    )
    for each in built:
        signed = signatures_checked(each)
        whole, bare, without, outcome = _fastest(each, signed, rounds)
        entries = outcome.entries
        rest = without / entries * MICRO
        is_real = each is built[-1]
        table.row(
            each.name,
            str(entries),
            f"{entries / whole:,.0f}",
            f"{outcome.signatures / entries:.2f}",
            f"{whole / entries * MICRO:.1f}",
            f"{bare / entries * MICRO:.1f}",
            table.target("CPU per entry outside signature checks, in us", rest, most=MOST_MICROSECONDS)
            if is_real
            else f"{rest:.1f}",
            f"{rest / (bare / len(signed) * MICRO):.2f}",
            f"{(whole - bare) / entries * MICRO:.1f}",
        )
        if len(signed) < outcome.signatures:
            table.missed.append(f"{each.name}: {len(signed)} signatures checked of {outcome.signatures}")
    return table


def workers(built: Built, rounds: int) -> Table:
    """Two workers against one, by the clock on the wall."""
    table = Table(
        "Two workers against one",
        "Seconds on the wall in a fresh process, the fastest of the rounds.  (A process that holds much else is slower"
        " to fork, and its workers copy what they touch.)",
        ("archive", "one", "two", "ratio"),
    )
    one, two = _printed(_MEASURE_WORKERS, built, rounds)
    ratio = table.target("two workers against one", one / two, least=LEAST_SPEEDUP)
    table.row(built.name, f"{one:.3f} s", f"{two:.3f} s", ratio)
    return table


def size(built: Sequence[Built]) -> Table:
    """Bytes of an archive for each entry."""
    table = Table(
        "Size of an archive",
        "Bytes per entry: of the bundles that hold the entries, and of all published files, older tiles and notes too.",
        ("archive", "files", "entries", "everything"),
    )
    for each in built:
        archive = Archive(each.archive)
        origins, _ = archive.survey()
        entries = sum(_checkpoint_size(archive, origin) for origin in origins)
        files = [path for path in each.archive.rglob("*") if path.is_file()]
        held = sum(len(data) for origin in origins for data in _bundles(archive, origin))
        table.row(
            each.name,
            str(len(files)),
            f"{held / entries:.0f}",
            f"{sum(path.stat().st_size for path in files) / entries:.0f}",
        )
    return table


def memory(built: Sequence[Built]) -> Table:
    """The most memory that verifying took, in a fresh process."""
    table = Table(
        "Memory of verifying",
        "Largest resident size in MB (10^6 bytes) of a fresh process; with two workers, of it and the larger worker.",
        ("archive", "one worker", "two workers"),
    )
    for each in built:
        alone, _ = _peak(each, 1)
        parent, child = _peak(each, 2)
        peak = table.target("memory of verifying, in MB", alone, most=MOST_MEGABYTES)
        table.row(each.name, peak, f"{parent:.0f} and {child:.0f}")
    return table


def signatures_checked(built: Built) -> list[Signed]:
    """What one verification checks, in its order: key, signature, message."""
    checked: list[Signed] = []

    def note(*signed: *Signed) -> bool:
        checked.append(signed)
        return verify(*signed)

    with _checking(note):
        _verify(built, 1)
    return checked


@contextmanager
def _checking(check: Callable[..., bool]) -> Iterator[None]:
    """Have `check` in the place of `ledger.signing.verify`."""
    with patch("ledger.entrycheck.verify", check), patch("ledger.note.verify", check):
        yield


def _bundles(archive: Archive, origin: str) -> Iterator[bytes]:
    """The bundles of a book as its checkpoint commits to them."""
    for name in bundles(_checkpoint_size(archive, origin)):
        data = archive.book(origin).read(name.path)
        if data is None:
            raise FileNotFoundError(name.path)
        yield data


def _checkpoint_size(archive: Archive, origin: str) -> int:
    return peek_checkpoint(archive.book(origin).read(CHECKPOINT) or b"").size


def _fastest(built: Built, signed: Sequence[Signed], rounds: int) -> tuple[float, float, float, Verification]:
    """CPU seconds: verification, the bare loop, verification without signature checks; and the outcome."""

    def bare() -> bool:
        return all(verify(key, signature, message) for key, signature, message in signed)

    def without() -> Verification:
        with _checking(lambda *_: True):
            return _verify(built, 1)

    outcome = _verify(built, 1)
    best = [float("inf")] * 3
    for _ in range(rounds):
        for place, work in enumerate((lambda: _verify(built, 1), bare, without)):
            best[place] = min(best[place], _cpu(work))
    return best[0], best[1], best[2], outcome


def _verify(built: Built, count: int) -> Verification:
    return verify_archive(built.archive, built.trust, workers=count)


def _cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _peak(built: Built, count: int) -> tuple[float, float]:
    """Of a process and of its largest child, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    own, child = (number * unit / MEGA for number in _printed(_MEASURE_MEMORY, built, count))
    return own, child


def _printed(program: str, built: Built, number: int) -> list[float]:
    """The numbers that `program` prints in a fresh process, given the archive, its trust file and `number`."""
    command = [sys.executable, "-c", program, str(built.archive), str(built.archive.parent / "trust"), str(number)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1])
    return [float(word) for word in done.stdout.split()]
