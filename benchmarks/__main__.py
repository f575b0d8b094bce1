"""Runs the benchmarks, prints their tables, and writes nothing unless it is told where.

    python -m benchmarks [--full] [--record FILE]

`--full` adds the larger archives; `--record` puts the tables between the two marks of FILE.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import archives, bundling, explaining, machine, starting, storing, verifying
from benchmarks.tables import Table, record

SHARED = Path(__file__).parents[1].parent / "shared"


def main() -> int:
    """The program; exit code 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument("--full", action="store_true", help="larger archives too, more rounds: about ten minutes")
    parser.add_argument("--record", type=Path, metavar="FILE", help="write the tables between the marks of this file")
    arguments = parser.parse_args()
    began = time.perf_counter()
    warning = machine.busy()
    tables = []
    with tempfile.TemporaryDirectory(prefix="rekap-bench-") as folder:
        for table in _tables(Path(folder), is_full=arguments.full):
            print(table.plain(), flush=True)
            tables.append(table)
    print(f"{time.perf_counter() - began:.0f} s in all")
    if arguments.record:
        command = "python -m benchmarks" + " --full" * arguments.full
        how = f"`{command}`, {machine.described()}. {warning}".strip()
        record(arguments.record, [how, *(table.markdown() for table in tables)])
    print(warning)
    missed = [line for table in tables for line in table.missed]
    for line in missed:
        print(f"target missed: {line}")
    return 1 if missed else 0


def _tables(folder: Path, *, is_full: bool) -> Iterator[Table]:
    print(f"{machine.described()}\n", flush=True)
    yield starting.table()
    yield storing.appending(folder, rounds=7 if is_full else 5)
    yield storing.at_the_desk(folder)
    yield storing.publishing(folder)
    built = []
    for job in archives.jobs(SHARED, is_full=is_full):
        print(f"building {job.name} ...", file=sys.stderr, flush=True)
        built.append(job.build(folder / job.folder))
    rounds = 7 if is_full else 5
    yield verifying.speed(built, rounds)
    yield verifying.workers(built[-1], 3 * rounds)  # the clock on the wall sees everybody else's work
    yield verifying.size(built)
    yield verifying.memory(built)
    job = explaining.job()
    print(f"building {job.name} ...", file=sys.stderr, flush=True)
    kabupaten = job.build(folder / job.folder)
    yield explaining.table(kabupaten)
    yield bundling.table([(kabupaten, explaining.FIRST_TPS)])


if __name__ == "__main__":
    sys.exit(main())
