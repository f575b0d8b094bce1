"""The order of options as a line for people."""

import pytest

from cli.standing_text import changed_order, order_text
from domain.standings import Effect, standing


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REKAP_LANG", "en")


NAMES = {"a": "Ani", "b": "Budi", "c": "Citra", "d": "Dedi"}


def changed(before: tuple[int, ...], after: tuple[int, ...], most: int = 9) -> tuple[str, str]:
    earlier, later = (standing(dict(zip("abcd", votes, strict=False))) for votes in (before, after))
    return changed_order(Effect(None, earlier, later), NAMES, most)


def test_whoever_is_tied_shares_a_place_and_the_next_one_is_counted_after_all_of_them() -> None:
    assert order_text([("a", "b"), ("c",)], NAMES, 9) == "1. Ani = Budi (tied), 3. Citra"


def test_of_a_long_order_the_first_places_are_shown() -> None:
    assert order_text([("a",), ("b",), ("c",)], NAMES, 2) == "1. Ani, 2. Budi, ..."


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ((9, 5, 4, 1), (9, 4, 5, 1), ("2. Budi, 3. Citra", "2. Citra, 3. Budi")),
        ((9, 5), (5, 5), ("1. Ani, 2. Budi", "1. Ani = Budi (tied)")),
        ((9, 7, 7, 1), (9, 8, 7, 1), ("2. Budi = Citra (tied)", "2. Budi, 3. Citra")),
    ],
)
def test_of_an_order_that_changed_only_the_places_that_did_are_told(
    before: tuple[int, ...], after: tuple[int, ...], told: tuple[str, str]
) -> None:
    assert changed(before, after) == told
