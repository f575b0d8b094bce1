"""How long a person waits for the program to say anything at all."""

import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from benchmarks.tables import Table

RUNS: Final = 10
MOST_SECONDS: Final = 0.4


def table() -> Table:
    """The start of `rekap --help`, as installed if it is, and of the interpreter alone."""
    program = Path(sys.executable).with_name("rekap")
    command = [str(program)] if program.exists() else [sys.executable, "-m", "cli.main"]
    name = "rekap --help" if program.exists() else "python -m cli.main --help"
    found = Table("Starting", f"Seconds on the wall, median of {RUNS} fresh processes.", ("program", "seconds"))
    found.row(name, found.target("start of rekap --help, in s", _median([*command, "--help"]), most=MOST_SECONDS))
    found.row("python -c pass", f"{_median([sys.executable, '-c', 'pass']):.3g}")
    return found


def _median(command: list[str]) -> float:
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parents[1])
        times.append(time.perf_counter() - began)
    return statistics.median(times)
