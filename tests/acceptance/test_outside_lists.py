"""The Pilpres of 2019 in two kabupaten: KPU's own entry as the books, the crowd's as the outside list.

- Exactly the differing cells and the one-sided blanks that `../shared/data/README.md` counts.
- A sum that differs on its own is a cell like any other; an empty cell is a blank and never 0.
"""

from pathlib import Path
from typing import Any

import pytest

from ledger.feeds import open_feed
from ledger.making.replica import plan_replica
from ledger.making.simulation import simulate
from tests.support.commands import run

ROWS = ("suara_1", "suara_2", "suara_sah", "suara_tidak_sah", "suara_total")
EXPECTED = {
    "selatan": (1_273, (1, 2, 2, 4, 19), (2, 2, 2, 2, 6)),
    "timur": (2_178, (16, 18, 20, 19, 47), (31, 31, 31, 31, 25)),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_the_differing_cells_and_the_blanks_are_those_of_the_readme(name: str, shared: Path, tmp_path: Path) -> None:
    stations, cells, blanks = EXPECTED[name]
    folder = shared / "data" / "situng2019"
    replica = plan_replica(open_feed(folder / f"pilpres2019_tps_oku_{name}.csv"), "ppwp")
    built = simulate(replica.plan, tmp_path / "built", seed=1, workers=2)
    crowd = folder / f"pilpres2019_tps_oku_{name}_crowd.csv"
    outcome = run("diff", built.archive, "--trust", built.trust, "--outside", crowd, "--json")
    assert outcome.code == 1
    document: dict[str, Any] = outcome.document
    [comparison] = document["comparisons"]
    assert comparison["compared"] == stations
    assert tuple(comparison["cells"].get(row, 0) for row in ROWS) == cells
    assert tuple(comparison["blanks"].get(row, 0) for row in ROWS) == blanks
    assert set(comparison["cells"]) | set(comparison["blanks"]) == set(ROWS)
    assert comparison["only_earlier"] == comparison["only_later"] == document["list"]["problems"] == []
