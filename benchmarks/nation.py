"""A nation of 100,000 TPS: verifying it, going on from there, comparing, explaining, the evidence of one TPS.

    python -m benchmarks.nation [--stations N] [--folder DIR] [--apart] [--record FILE]

It builds an election, and the same with a vote moved from paslon 1 to paslon 2 in one TPS of every fiftieth kecamatan
by whoever holds the keys; with `--apart` that one again under other keys, so that no entry is in common.  Building
takes most of half an hour, and 0.6 GB of disk each; with `--folder` they are kept there, and used again.  `--record`
puts the tables between the marks of FILE that are named `nation`.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from benchmarks import archives, bundling, explaining, machine
from benchmarks.archives import Built
from benchmarks.tables import Table, record
from ledger.making.plan import Plan
from ledger.making.simulation import simulate
from ledger.trust import read_trust

STATIONS: Final = 100_000
WORKERS: Final = 2
MOST_SECONDS: Final = 60
EVERY: Final = 50
FIRST_TPS: Final = "1601012001001"
ROOT: Final = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Run:
    """A command that ended: seconds on the wall and of processor time, and the largest resident size in MB."""

    wall: float
    processor: float
    megabytes: float

    @property
    def cells(self) -> tuple[str, str]:
        """Processor time and memory for a table."""
        return f"{self.processor:.0f}", f"{self.megabytes:.0f}"


def main() -> int:
    """The program; exit code 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nation", description=__doc__.partition("\n")[0])
    parser.add_argument("--stations", type=int, default=STATIONS, metavar="N", help="TPS (default 100,000)")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="keep the archives here, and use those that are")
    parser.add_argument("--apart", action="store_true", help="also two archives without an entry in common")
    parser.add_argument("--record", type=Path, metavar="FILE", help="write the tables between the marks of this file")
    arguments = parser.parse_args()
    warning = machine.busy()
    with tempfile.TemporaryDirectory(prefix="rekap-nation-") as folder:
        tables = _measure(arguments.folder or Path(folder), arguments.stations, is_apart=arguments.apart)
    if arguments.record:
        command = "python -m benchmarks.nation"
        how = f"`{command}`, {machine.described()}. {warning}".strip()
        record(arguments.record, [how, *(table.markdown() for table in tables)], "nation")
    print(warning)
    missed = [line for table in tables for line in table.missed]
    for line in missed:
        print(f"target missed: {line}")
    return 1 if missed else 0


def _measure(folder: Path, stations: int, *, is_apart: bool) -> list[Table]:
    plan = archives.generated(stations)
    changed = _moved(plan)
    built = [
        _build("an election", plan, folder / "a", seed=1),
        _build("a few results moved", changed, folder / "b", seed=1),
    ]
    if is_apart:
        built.append(_build("made under other keys", changed, folder / "c", seed=2))
    tables = [_verifying(built), _differing(built)]
    for table in tables:
        print(table.plain(), flush=True)
    tables += [explaining.table(built[0], FIRST_TPS), bundling.table([(built[0], FIRST_TPS)])]
    for table in tables[2:]:
        print(table.plain(), flush=True)
    return tables


def _moved(plan: Plan) -> Plan:
    """The plan with a vote moved in the first TPS with one to move, of every fiftieth kecamatan."""
    contest = plan.contests[0]
    one, two = contest.rows.index("suara_1"), contest.rows.index("suara_2")
    results, seen = [], set()
    for result in plan.results:
        figures, kecamatan = result.forms.get(contest.id), result.tps[:6]
        if figures is None or not figures[one] or figures[two] is None or kecamatan in seen:
            results.append(result)
            continue
        seen.add(kecamatan)
        cells = [
            (figure or 0) + (at == two) - (at == one) if at in (one, two) else figure
            for at, figure in enumerate(figures)
        ]
        is_moved = len(seen) % EVERY == 1
        results.append(replace(result, forms={contest.id: tuple(cells)}) if is_moved else result)
    return replace(plan, results=tuple(results))


def _build(name: str, plan: Plan, folder: Path, *, seed: int) -> Built:
    print(f"building {len(plan.results)} TPS, {name} ...", file=sys.stderr, flush=True)
    if not (folder / "done").exists():
        simulate(plan, folder, seed=seed, workers=WORKERS)
        (folder / "done").touch()
    return Built(f"{name}, {len(plan.results)} TPS", folder / "archive", read_trust(folder / "trust"))


def _verifying(built: Sequence[Built]) -> Table:
    found = Table(
        "Verifying a nation",
        f"Of the first archive, {WORKERS} workers.  `since`: going on from the state of the run before it.",
        ("what", "seconds on the wall", "of the processors", "MB"),
    )
    for place, each in enumerate(built):
        state = each.archive.parent / "state"
        run = _run("verify", each, "--save-state", str(state))
        if place == 0:
            found.row("verify", f"{run.wall:.0f}", *run.cells)
            again = _run("verify", each, "--since", str(state))
            found.row("verify --since", f"{again.wall:.0f}", *again.cells)
    return found


def _differing(built: Sequence[Built]) -> Table:
    found = Table(
        "Comparing two nations",
        f"`rekap diff`, {WORKERS} workers, both archives verified.  The states are those of `verify --save-state`.",
        ("archives", "seconds on the wall", "of the processors", "MB"),
    )
    first, moved, *others = built
    states = [str(each.archive.parent / "state") for each in built]
    cases: list[tuple[str, Built, list[str]]] = [
        ("a few results moved", moved, []),
        ("a few results moved, from the states of both", moved, ["--since", states[0], "--since2", states[1]]),
    ]
    for other in others:
        cases.append(
            ("no entry in common, from the states of both", other, ["--since", states[0], "--since2", states[2]])
        )
        cases.append(("no entry in common, every signature checked", other, []))
    for name, second, asked in cases:
        trust2 = str(second.archive.parent / "trust")
        run = _run("diff", first, str(second.archive), "--trust2", trust2, *asked)
        is_target = asked or second is moved
        wall = found.target(f"diff, {name}, in s", run.wall, most=MOST_SECONDS) if is_target else f"{run.wall:.0f}"
        found.row(name, wall, *run.cells)
    return found


def _run(name: str, built: Built, *args: str) -> Run:
    """A command on an archive, in a fresh process."""
    trust = str(built.archive.parent / "trust")
    line = [
        sys.executable,
        "-m",
        "cli.main",
        name,
        str(built.archive),
        *args,
        "--trust",
        trust,
        "--workers",
        str(WORKERS),
    ]
    began = time.perf_counter()
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise subprocess.CalledProcessError(process.returncode, line)
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6)


if __name__ == "__main__":
    sys.exit(main())
