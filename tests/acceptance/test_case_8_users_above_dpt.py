"""Case 8 of the domain: more users than the DPT has voters, because moved and e-KTP voters came on top.

- The C.Hasil is received without a reason, and nothing is found against it.
"""

from pathlib import Path

import pytest

from tests.support.by_hand import Outcome, sound_figures
from tests.support.by_hand_room import PlenaryTown
from tests.support.cases import FIRST, SECOND, begin, finish, published, the_third_is_absent, verified

DPT, MOVED, EKTP = 250, 12, 6
USED = DPT - 2 + MOVED + EKTP


def crowded() -> dict[str, int | None]:
    """248 of 250 came, and 18 more: 266 users."""
    figures = sound_figures(150, 106, 10)
    men = {"dpt": 124, "pindahan": MOVED // 2, "khusus": EKTP // 2, "total": USED // 2}
    for group, total in (("dpt", DPT - 2), ("pindahan", MOVED), ("khusus", EKTP), ("total", USED)):
        cells = (men[group], total - men[group], total)
        figures |= {f"pengguna_{group}_{column}": cell for column, cell in zip("lpj", cells, strict=True)}
    for group, total in (("pindahan", MOVED), ("khusus", EKTP), ("total", DPT + MOVED + EKTP)):
        cells = (total // 2, total - total // 2, total)
        figures |= {f"pemilih_{group}_{column}": cell for column, cell in zip("lpj", cells, strict=True)}
    ballots = 280
    figures |= {"surat_suara_diterima": ballots, "surat_suara_tidak_digunakan": ballots - USED}
    return figures


@pytest.fixture(scope="module")
def told(town: PlenaryTown) -> tuple[Path, Outcome]:
    """It is received like any other."""
    begin(town)
    received = town.receive(town.tally(FIRST, crowded()))
    town.receive(town.tally(SECOND, sound_figures(100, 90)))
    the_third_is_absent(town)
    finish(town)
    return published(town), received


def test_the_users_are_more_than_the_dpt() -> None:
    figures = crowded()
    assert figures["pengguna_total_j"] == figures["suara_total"] == USED > DPT == figures["pemilih_dpt_j"]


def test_it_is_received_without_a_reason(told: tuple[Path, Outcome]) -> None:
    _, received = told
    assert received.code == 0
    assert "G." not in received.sentences


def test_nothing_is_found_against_it(town: PlenaryTown, told: tuple[Path, Outcome]) -> None:
    archive, _ = told
    _, findings, totals = verified(town, archive)
    assert [each["code"] for each in findings if each["area"] == FIRST and each["level"] != "hint"] == []
    assert totals["160901"]["suara_total"] == USED + 200
