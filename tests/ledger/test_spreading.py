"""Figures of a kecamatan over its TPS (`ledger.spreading`)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contests import ContestOption
from ledger.spreading import Sum, in_turn, largest_remainder, shares, spread, stations_of_units, sums_of, vote_leaves

PASLON = tuple(ContestOption(no, f"Calon {no}") for no in (1, 2, 3))
PARTIES = (ContestOption(1, "Anggrek"), ContestOption(1, "Calon 1", 1), ContestOption(4, "Bakung"))
DESA = ("1609012001", "1609012002", "1609012003")
TPS = stations_of_units(dict.fromkeys(DESA), 7)


def test_the_tps_of_a_kecamatan_lie_round_robin_over_its_desa() -> None:
    assert stations_of_units({DESA[1]: None, DESA[0]: None}, 3) == (
        "1609012001001",
        "1609012002001",
        "1609012001002",
    )


def test_the_tps_lie_in_the_desa_as_is_stated() -> None:
    assert stations_of_units({DESA[0]: 1, DESA[1]: 3, DESA[2]: 0}, 99) == (
        "1609012001001",
        "1609012002001",
        "1609012002002",
        "1609012002003",
    )


def test_a_desa_has_no_tps_beyond_999() -> None:
    assert stations_of_units({DESA[0]: None}, 5_000)[-1] == "1609012001999"
    assert stations_of_units({}, 5) == ()


@given(st.lists(st.integers(0, 40), min_size=1, max_size=3))
def test_the_turn_of_a_tps_follows_from_its_code(counts: list[int]) -> None:
    stations = stations_of_units(dict(zip(DESA, counts, strict=False)), 0)
    assert in_turn(sorted(stations)) == stations


@given(st.integers(0, 10**8), st.lists(st.integers(1, 10**6), min_size=1, max_size=40))
def test_the_parts_add_up_to_the_figure_and_none_is_further_than_1_from_its_share(
    figure: int, weights: list[int]
) -> None:
    parts = largest_remainder(figure, weights)
    assert sum(parts) == figure
    whole = sum(weights)
    assert all(abs(part * whole - figure * weight) < whole for part, weight in zip(parts, weights, strict=True))


def test_of_equal_remainders_the_first_comes_first() -> None:
    assert largest_remainder(5, [1, 1, 1]) == [2, 2, 1]


@given(st.integers(0, 200_000), st.integers(1, 60))
def test_the_shares_of_a_row_add_up_to_its_figure_exactly(figure: int, needed: int) -> None:
    stations = stations_of_units(dict.fromkeys(DESA), needed)
    parts = shares("ppwp", "suara_1", stations, figure)
    assert sum(parts) == figure
    assert min(parts) >= 0


def test_a_share_follows_from_contest_row_and_code_alone() -> None:
    first = shares("bupati-1609", "suara_1", TPS, 2_100)
    assert first == [246, 304, 400, 292, 352, 258, 248]  # the same on every machine
    assert shares("bupati-1609", "suara_2", TPS, 2_100) != first
    assert shares("gubernur-16", "suara_1", TPS, 2_100) != first
    assert shares("bupati-1609", "suara_1", TPS[::-1], 2_100) == first[::-1]


def test_the_shares_of_a_row_lie_near_their_mean() -> None:
    stations = stations_of_units(dict.fromkeys(DESA), 450)
    parts = shares("ppwp", "suara_1", stations, 45_000)
    assert 65 <= min(parts) < 80
    assert 120 < max(parts) <= 140


def test_the_sums_of_a_form_are_added_up_per_tps_and_never_spread() -> None:
    leaves = vote_leaves(PARTIES)
    sums = sums_of(PARTIES, with_invalid=True)
    assert leaves == ("suara_1", "suara_1_1", "suara_4")
    assert sums == (
        Sum("suara_1_total", ("suara_1", "suara_1_1")),
        Sum("suara_4_total", ("suara_4",)),
        Sum("suara_sah", leaves),
        Sum("suara_total", ("suara_sah", "suara_tidak_sah")),
    )
    rows = (*leaves, "suara_tidak_sah", *(each.row for each in sums))
    figures = {"suara_1": 300, "suara_1_1": 1_000, "suara_4": 77, "suara_tidak_sah": 31}
    forms = dict(spread("dpr-16-1", rows, sums, TPS, figures))
    assert tuple(forms) == TPS
    for form in forms.values():
        cell = {row: figure or 0 for row, figure in zip(rows, form, strict=True)}
        assert all(cell[each.row] == sum(cell[part] for part in each.parts) for each in sums)
    assert [sum(form[at] or 0 for form in forms.values()) for at in range(len(rows))] == [
        *(300, 1_000, 77, 31),
        *(1_300, 77, 1_377, 1_408),
    ]


def test_without_invalid_votes_there_is_no_sum_of_all_votes() -> None:
    assert sums_of(PASLON, with_invalid=False) == (Sum("suara_sah", ("suara_1", "suara_2", "suara_3")),)


@pytest.mark.parametrize("figure", [0, 1, 6])
def test_fewer_votes_than_tps_leave_some_without(figure: int) -> None:
    parts = shares("ppwp", "suara_1", TPS, figure)
    assert sum(parts) == figure
    assert set(parts) <= {0, 1}
