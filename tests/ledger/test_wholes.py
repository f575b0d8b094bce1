"""The whole sums in force, of which a comparison may have only a part."""

import pytest

from domain.totals import Totals
from domain.types import Figures
from ledger.diff.wholes import Whole, whole_of

ONE, TWO, OTHER = "1609012001001", "1609012002001", "1609022001001"
STATIONS: dict[str, Figures | None] = {ONE: (5, None), TWO: (7, 2), OTHER: None}


def whole(*unknown: str) -> Whole:
    """What is in force: a level above moved 10 to the first row of the kabupaten."""
    known: dict[str, Totals | None] = {area: Totals((22, 2), (1, 2)) for area in ("0", "16", "1609")}
    known |= {"160901": Totals((12, 2), (0, 1)), "160902": Totals((0, 0), (1, 1))}
    return whole_of(2, known | dict.fromkeys(unknown), STATIONS)


@pytest.mark.parametrize(
    ("area", "sums"),
    [("0", (22, 2)), ("1609", (22, 2)), ("160901", (12, 2)), ("1609012001", (5, 0)), (TWO, (7, 2)), ("1701", None)],
)
def test_the_sums_of_an_area_are_those_in_force(area: str, sums: tuple[int, ...] | None) -> None:
    assert whole().sums(area) == sums


@pytest.mark.parametrize("area", ["160901", "1609012001", ONE])
def test_where_anything_is_not_known_the_sums_are_not(area: str) -> None:
    assert whole("160901").sums(area) is None


def test_figures_in_place_of_those_in_force_move_every_area_around() -> None:
    found = whole().with_figures({ONE: (1, 1), OTHER: (3, 3)})
    sums = {area: found.sums(area) for area in ("0", "16", "1609", "160901", "160902", "1609012001", TWO)}
    assert sums == {
        **dict.fromkeys(("0", "16", "1609"), (21, 6)),
        "160901": (8, 3),
        "160902": (3, 3),
        "1609012001": (1, 1),
        TWO: (7, 2),
    }
    assert whole().sums("0") == (22, 2)


def test_what_is_not_known_stays_so() -> None:
    assert whole("160901").with_figures({ONE: (1, 1)}).sums("160901") is None
