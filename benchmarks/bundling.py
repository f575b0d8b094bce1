"""Evidence bundles: bytes of the file about one TPS and contest."""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.archives import Built
from benchmarks.tables import Table

MOST_KILOBYTES: Final = 256
ROOT: Final = Path(__file__).parents[1]


def table(archives: Sequence[tuple[Built, str]], contest: str = "ppwp", row: str = "suara_1") -> Table:
    """How large the file is that somebody carries to the court, of each archive and TPS."""
    found = Table(
        "An evidence bundle of one TPS and contest",
        "KB (10^3 bytes) of the file that `rekap dispute bundle` writes, without documents, with the report in it.",
        ("archive", "KB"),
    )
    for built, tps in archives:
        size = _bytes(built, tps, contest, row) / 1000
        found.row(built.name, found.target(f"bundle of {built.name}, in KB", size, most=MOST_KILOBYTES))
    return found


def _bytes(built: Built, tps: str, contest: str, row: str) -> int:
    with tempfile.TemporaryDirectory(prefix="rekap-bundle-") as folder:
        out = Path(folder) / "bundle"
        asked = ["--contest", contest, "--area", tps, "--row", row, "--out", str(out)]
        archive = ["--trust", str(built.archive.parent / "trust"), str(built.archive)]
        command = [sys.executable, "-m", "cli.main", "dispute", "bundle", *archive, *asked]
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
        return out.stat().st_size
