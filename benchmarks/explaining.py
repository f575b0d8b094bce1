"""Explaining one number: seconds of the whole command, start-up included.

Asked of a TPS, of its kecamatan, and of every area above; of those above twice, for the first time makes the index.

    python -m benchmarks.explaining ARCHIVE TRUST TPS CONTEST ROW      measures any archive at hand
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.archives import Built, Job
from benchmarks.tables import Table
from domain.areas import NATION, AreaLevel, ancestor
from domain.contests import Kind
from ledger.making.generating import Shape, generate
from ledger.making.generating_shapes import contests_for, made_up_places

STATIONS: Final = 2564
FIRST_TPS: Final = "9001012001001"
RUNS: Final = 3
MOST_SECONDS: Final = 1.0
MOST_SECONDS_OF_A_NATION: Final = 2.0
_LARGE: Final = 50_000


def job() -> Job:
    """One kabupaten of 2,564 TPS."""
    places = made_up_places(kecamatan=24, desa=18, tps=6)[:STATIONS]
    shape = Shape(places, contests_for([Kind.PPWP], ["9001"]), name="Uji kecepatan", host="example.id/uji")
    return Job(f"one kabupaten, {STATIONS} TPS", "kabupaten", generate(shape, seed=1).plan)


def table(built: Built, tps: str = FIRST_TPS, contest: str = "ppwp", row: str = "suara_1") -> Table:
    """How long people wait for an answer."""
    found = Table(
        "Explaining one number",
        f"Seconds on the wall of `rekap explain`, start-up included; median of {RUNS} fresh processes.  `making the"
        " index`: the first time, when the books below are read for it; `again`: with the index of that time.",
        ("archive", "number", "making the index", "again"),
    )
    most = MOST_SECONDS if _size(built) < _LARGE else MOST_SECONDS_OF_A_NATION
    with tempfile.TemporaryDirectory(prefix="rekap-index-") as folder:
        index = Path(folder) / "index"
        for name, area in _areas(tps):
            is_low = name in ("TPS", "kecamatan")
            first = 0.0 if is_low else _first(built, area, contest, row, index)
            again = statistics.median(_seconds(built, area, contest, row, index) for _ in range(RUNS))
            what = f"explain of a {name}, in s"
            found.row(built.name, name, "-" if is_low else f"{first:.2f}", found.target(what, again, most=most))
    return found


def _areas(tps: str) -> Iterator[tuple[str, str]]:
    yield "TPS", tps
    for level in (AreaLevel.KECAMATAN, AreaLevel.KABKO, AreaLevel.PROVINSI):
        yield str(level), ancestor(tps, level) or NATION
    yield "nation", NATION


def _first(built: Built, area: str, contest: str, row: str, index: Path) -> float:
    """Without anything kept."""
    shutil.rmtree(index, ignore_errors=True)
    return _seconds(built, area, contest, row, index)


def _seconds(built: Built, area: str, contest: str, row: str, index: Path) -> float:
    asked = ["--contest", contest, "--area", area, "--row", row, "--index", str(index), "--json"]
    trust = built.archive.parent / "trust"
    command = [sys.executable, "-m", "cli.main", "explain", str(built.archive), "--trust", str(trust), *asked]
    began = time.perf_counter()
    done = subprocess.run(command, check=False, capture_output=True, cwd=Path(__file__).parents[1])
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr.decode())
    return time.perf_counter() - began


def _size(built: Built) -> int:
    """About how many entries there are."""
    return sum(1 for _ in built.archive.rglob("checkpoint")) * 72


if __name__ == "__main__":
    from ledger.trust import read_trust

    ARCHIVE, TRUST, TPS, CONTEST, ROW = sys.argv[1:6]
    print(table(Built("at hand", Path(ARCHIVE).resolve(), read_trust(Path(TRUST))), TPS, CONTEST, ROW).plain())
