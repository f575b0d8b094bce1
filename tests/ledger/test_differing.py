"""Comparing two sources of forms, TPS by TPS and area by area."""

import pytest

from domain.areas import AreaLevel
from domain.contests import Contest, ContestOption
from domain.patterns import Pattern
from domain.totals import Totals
from domain.types import Figures
from ledger.diff.differing import Difference, Forms, compare
from ledger.diff.wholes import whole_of
from ledger.making.plan import planned_contest

ROWS = ("suara_1", "suara_2", "suara_sah", "suara_tidak_sah", "suara_total")
OPTIONS = (ContestOption(1, "Paslon 1"), ContestOption(2, "Paslon 2"))
CONTEST = planned_contest("bupati-1609", "pilkada-2024", OPTIONS, rows=ROWS)
TPS = ("1609012001001", "1609012001002", "1609012002001", "1609022001001")


def form(first: int, second: int, invalid: int = 1) -> Figures:
    return (first, second, first + second, invalid, first + second + invalid)


SOUND: dict[str, Figures | None] = {
    TPS[0]: form(50, 40),
    TPS[1]: form(30, 35),
    TPS[2]: form(20, 10),
    TPS[3]: form(5, 9),
}


IN_FORCE = whole_of(5, {"1609": Totals((205, 94, 299, 4, 303), (0,) * 5)}, SOUND)


def forms() -> Forms:
    return Forms(ROWS, dict(SOUND))


def differing(changes: dict[str, Figures | None], area: str = "0", contest: Contest = CONTEST) -> Difference:
    return compare(contest, forms(), Forms(ROWS, {**SOUND, **changes}), area)


def test_the_same_forms_do_not_differ_and_their_sums_are_told() -> None:
    difference = differing({})
    assert not difference.is_different
    assert difference.compared == 4
    assert list(difference.areas) == ["1609"]
    assert difference.areas["1609"].earlier == difference.areas["1609"].later == [105, 94, 199, 4, 203]


def test_a_difference_is_told_by_cell_row_pattern_and_area() -> None:
    difference = differing({TPS[1]: form(20, 45)})
    assert set(difference.stations) == {TPS[1]}
    assert difference.cells == {"suara_1": 1, "suara_2": 1}
    assert difference.patterns == {Pattern.BETWEEN_OPTIONS: (1, 10)}
    assert list(difference.areas) == ["1609", "160901"]
    assert difference.changes("160901") == {"suara_1": -10, "suara_2": 10}


def test_the_effect_on_order_and_margin_is_that_of_the_area() -> None:
    difference = differing({TPS[1]: form(20, 45)})
    [kabko], [kecamatan] = difference.effects("1609"), difference.effects("160901")
    assert (kabko.earlier.margin, kabko.later.margin, kabko.is_new_order) == (11, 9, True)
    assert (kecamatan.earlier.margin, kecamatan.later.leader) == (15, "suara_2")
    assert kabko.later.leader == "suara_2"


def test_the_effect_is_that_in_the_whole_area_where_a_side_is_one() -> None:
    listed = Forms(ROWS, {TPS[1]: form(20, 45)})
    ours = Forms(ROWS, dict(SOUND), whole=IN_FORCE)
    difference = compare(CONTEST, ours, listed)
    [effect] = difference.effects("1609")
    assert difference.is_whole("1609")
    assert (effect.earlier.margin, effect.later.margin) == (111, 91)
    assert not effect.is_new_order
    backwards = compare(CONTEST, listed, ours)
    [effect] = backwards.effects("1609")
    assert (effect.earlier.margin, effect.later.margin) == (91, 111)
    assert difference.changes("1609") == {"suara_1": -10, "suara_2": 10}


def test_the_effect_of_two_wholes_is_that_of_their_own_sums() -> None:
    theirs = whole_of(5, {"1609": Totals((100, 100, 200, 4, 204), (0,) * 5)}, {})
    later = Forms(ROWS, {**SOUND, TPS[1]: form(20, 45)}, whole=theirs)
    [effect] = compare(CONTEST, Forms(ROWS, dict(SOUND), whole=IN_FORCE), later).effects("1609")
    assert (effect.earlier.margin, effect.later.margin) == (111, 0)


def test_an_area_of_which_only_the_whole_sums_differ_is_told_too() -> None:
    theirs = whole_of(5, {"1609": Totals((105, 194, 299, 4, 303), (0,) * 5)}, {})
    sides = [Forms(ROWS, dict(SOUND), whole=whole) for whole in (IN_FORCE, theirs)]
    difference = compare(CONTEST, sides[0], sides[1])
    assert (difference.stations, list(difference.areas)) == ({}, ["1609"])
    [effect] = difference.effects("1609")
    assert (effect.earlier.margin, effect.later.margin, effect.later.leader) == (111, 89, "suara_2")


def test_rows_that_a_list_lacks_count_in_the_order_of_the_whole_area() -> None:
    listed = Forms(("suara_1",), {TPS[0]: (49,)})
    [effect] = compare(CONTEST, Forms(ROWS, dict(SOUND), whole=IN_FORCE), listed).effects("1609")
    assert (effect.earlier.margin, effect.later.margin) == (111, 110)


def test_where_the_whole_is_not_known_the_effect_is_over_the_compared_tps() -> None:
    difference = compare(CONTEST, Forms(ROWS, dict(SOUND), whole=whole_of(5, {"1609": None}, {})), forms())
    [effect] = difference.effects("1609")
    assert not difference.is_whole("1609")
    assert effect.earlier.margin == 11


def test_sums_are_over_what_both_have_so_that_they_differ_by_the_cells() -> None:
    blank: Figures = (None, 40, None, 1, 91)
    difference = differing({TPS[0]: blank, TPS[1]: form(29, 36)})
    area = difference.areas["1609"]
    assert area.earlier == [55, 94, 109, 4, 203]
    assert [after - before for before, after in zip(area.earlier, area.later, strict=True)] == [-1, 1, 0, 0, 0]
    assert difference.blanks == {"suara_1": 1, "suara_sah": 1}


def test_a_tps_without_a_result_on_one_side_is_blank_and_never_0() -> None:
    difference = differing({TPS[2]: None})
    assert difference.cells == {}
    assert difference.blanks == dict.fromkeys(ROWS, 1)
    assert difference.votes == 0
    assert difference.is_different
    assert (difference.compared, difference.absent) == (3, (TPS[2],))


def test_a_tps_without_a_result_on_either_side_is_not_compared() -> None:
    nothing: dict[str, Figures | None] = {**SOUND, TPS[2]: None}
    difference = compare(CONTEST, Forms(ROWS, nothing), Forms(ROWS, nothing))
    assert (difference.compared, difference.absent, difference.is_different) == (3, (TPS[2],), False)


def test_a_tps_that_a_source_has_in_no_usable_form_is_not_said_to_be_in_the_other_alone() -> None:
    later: dict[str, Figures | None] = {tps: figures for tps, figures in SOUND.items() if tps != TPS[3]}
    difference = compare(CONTEST, forms(), Forms(ROWS, later, unusable=frozenset({TPS[3]})))
    assert (difference.compared, difference.only_earlier) == (3, ())


def test_tps_that_one_side_lacks_are_named_and_left_out_of_the_sums() -> None:
    later = {tps: figures for tps, figures in SOUND.items() if tps != TPS[3]} | {"1609032001001": form(1, 1)}
    difference = compare(CONTEST, forms(), Forms(ROWS, later))
    assert (difference.only_earlier, difference.only_later) == ((TPS[3],), ("1609032001001",))
    assert difference.areas["1609"].earlier == [100, 85, 185, 3, 188]
    assert difference.is_different


def test_what_a_source_does_not_know_is_not_compared_on_either_side() -> None:
    later = Forms(ROWS, {TPS[3]: form(9, 5)}, frozenset({"160901"}))
    difference = compare(CONTEST, forms(), later)
    assert difference.unknown == ("160901",)
    assert difference.only_earlier == ()
    assert set(difference.stations) == {TPS[3]}
    assert list(difference.areas) == ["1609", "160902"]


def test_rows_are_compared_by_name_and_what_one_lacks_is_named_once() -> None:
    later = Forms(
        ("suara_2", "suara_1", "lain"), {tps: (figures[1], figures[0], 7) for tps, figures in SOUND.items() if figures}
    )
    difference = compare(CONTEST, forms(), later)
    assert difference.rows == ("suara_1", "suara_2")
    assert difference.uncompared == ("suara_sah", "suara_tidak_sah", "suara_total", "lain")
    assert not difference.is_different


@pytest.mark.parametrize(
    ("area", "compared"), [("1609", 4), ("160901", 3), ("1609012001", 2), (TPS[1], 1), ("1608", 0)]
)
def test_an_area_limits_what_is_compared(area: str, compared: int) -> None:
    difference = differing({TPS[1]: form(31, 34), TPS[3]: form(9, 5)}, area)
    assert difference.compared == compared
    assert all(tps.startswith(area) for tps in difference.stations)
    assert all(code.startswith(area) for code in difference.areas)


def test_a_contest_s_highest_area_is_that_of_its_last_level() -> None:
    contest = planned_contest("bupati-1609", "pilkada-2024", OPTIONS, rows=ROWS, levels=[AreaLevel.KECAMATAN])
    assert list(differing({}, contest=contest).areas) == ["160901"]


def test_only_the_common_ones_are_looked_at_where_one_source_has_a_part_alone() -> None:
    part = Forms(ROWS, {TPS[1]: form(30, 35)})
    difference = compare(CONTEST, part, forms(), only_common=True)
    assert (difference.compared, difference.only_later, difference.is_different) == (1, (), False)


def test_columns_are_looked_for_within_the_kecamatan() -> None:
    swapped = differing({TPS[0]: SOUND[TPS[1]], TPS[1]: SOUND[TPS[0]]})
    assert set(swapped.patterns) == {Pattern.SWAPPED_TPS}
    elsewhere = differing({TPS[0]: SOUND[TPS[3]]})
    assert Pattern.CARRIED_OVER not in elsewhere.patterns
