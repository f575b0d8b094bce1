"""Adding figures upward: what was not filled in is skipped and counted, never taken for nothing."""

from hypothesis import given
from hypothesis import strategies as st

from domain.events import Column
from domain.recap import sum_of_columns
from domain.totals import Totals, add, nothing_from, totals_of_station, totals_of_stations
from domain.types import Figures

WIDTH = 4
FORMS = st.lists(st.none() | st.tuples(*[st.none() | st.integers(0, 2**53 - 1)] * WIDTH), max_size=12)


def test_a_row_not_filled_in_is_missing_once_and_adds_nothing() -> None:
    assert totals_of_station((3, None, 0), 3) == Totals((3, 0, 0), (0, 1, 0))


def test_of_a_tps_nothing_is_known_of_every_row_is_missing() -> None:
    assert totals_of_station(None, 3) == nothing_from(1, 3) == Totals((0, 0, 0), (1, 1, 1))


def test_no_tps_at_all_add_up_to_nothing() -> None:
    assert totals_of_stations([], 3) == add([], 3) == nothing_from(0, 3)
    assert totals_of_stations([None, None], 2) == nothing_from(2, 2)
    assert nothing_from(0, 3).width == 3


@given(FORMS)
def test_tps_added_at_once_are_tps_added_one_by_one(forms: list[Figures | None]) -> None:
    assert totals_of_stations(forms, WIDTH) == add((totals_of_station(each, WIDTH) for each in forms), WIDTH)


@given(FORMS, FORMS)
def test_a_total_of_totals_is_the_total_of_everything(some: list[Figures | None], more: list[Figures | None]) -> None:
    parts = (totals_of_stations(some, WIDTH), totals_of_stations(more, WIDTH))
    assert add(parts, WIDTH) == add(reversed(parts), WIDTH) == totals_of_stations(some + more, WIDTH)


@given(FORMS)
def test_every_tps_is_either_in_a_sum_or_missing_there(forms: list[Figures | None]) -> None:
    total = totals_of_stations(forms, WIDTH)
    for row in range(WIDTH):
        filled = [each[row] for each in forms if each is not None and each[row] is not None]
        assert total.missing[row] + len(filled) == len(forms)
        assert total.sums[row] == sum(figure or 0 for figure in filled)


def test_the_nation_of_2024_is_the_sum_of_its_three_paslon() -> None:
    assert sum((40_971_906, 96_214_691, 27_040_878)) == 164_227_475
    parts = [Totals((40_971_906, 96_214_691, 27_040_878), (0, 0, 0)), nothing_from(2, 3)]
    assert add(parts, 3) == Totals((40_971_906, 96_214_691, 27_040_878), (2, 2, 2))


def test_columns_of_tps_count_what_is_missing_and_columns_above_say_it() -> None:
    stations = (Column((1, None), (), (), "a"), Column((2, 5), (), (), "b"))
    assert sum_of_columns(stations, 2, of_stations=True) == Totals((3, 5), (0, 1))
    units = (Column((1, 0), (0, 1), (), "a"), Column((2, 5), (3, 0), (), "b"))
    assert sum_of_columns(units, 2, of_stations=False) == Totals((3, 5), (3, 1))
    assert sum_of_columns((), 2, of_stations=True) == sum_of_columns((), 2, of_stations=False) == nothing_from(0, 2)
