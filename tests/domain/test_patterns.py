"""The patterns of differences: a case that has each one, one that just fails, and where the line is drawn."""

import random
from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contests import ContestOption, option_rows
from domain.patterns import (
    LEAST_EXCHANGED,
    LEAST_FILLED,
    Cell,
    Move,
    Pattern,
    Reading,
    layout_of,
    read,
    read_neighbours,
)
from domain.types import Figures

PARTIES = tuple(
    option
    for party in (1, 2)
    for option in (
        ContestOption(party, f"Partai {party}"),
        *(ContestOption(number, f"Calon {number}", party) for number in (1, 2, 3)),
    )
)
PASLON = tuple(ContestOption(number, f"Paslon {number}") for number in (1, 2, 3))
USERS = ("pengguna_dpt_l", "pengguna_dpt_j", "pengguna_total_l", "pengguna_total_j")
BALLOTS = ("surat_suara_digunakan", "surat_suara_tidak_digunakan")
SUMS = ("suara_sah", "suara_tidak_sah", "suara_total")
ROWS = ("pemilih_dpt_j", *USERS, *BALLOTS, *option_rows(PARTIES), *SUMS)
PASLON_ROWS = (*USERS, *option_rows(PASLON), *SUMS)
LAYOUT = layout_of(PARTIES, ROWS)
VOTES = {
    "suara_1": 40, "suara_1_1": 30, "suara_1_2": 21, "suara_1_3": 9,
    "suara_2": 35, "suara_2_1": 17, "suara_2_2": 0, "suara_2_3": 6, "suara_tidak_sah": 12,
}  # fmt: skip


def form(votes: Mapping[str, int | None] | None = None, rows: tuple[str, ...] = ROWS) -> dict[str, int | None]:
    """A sound form with these votes: its sums are right, and as many used the right to vote."""
    cells: dict[str, int | None] = dict.fromkeys(rows, 0)
    cells |= {row: (votes or {}).get(row, VOTES.get(row, 50)) for row in rows if row in layout_of_rows(rows)}
    summed(cells)
    for row in (*USERS, BALLOTS[0]):
        if row in cells:
            cells[row] = cells["suara_total"]
    return cells


def layout_of_rows(rows: tuple[str, ...]) -> set[str]:
    return {row for row in rows if row == "suara_tidak_sah" or (row.startswith("suara_") and row[-1].isdigit())}


def summed(cells: dict[str, int | None]) -> None:
    leaves = [row for row in layout_of_rows(tuple(cells)) if row != "suara_tidak_sah"]
    for party in (1, 2):
        if f"suara_{party}_total" in cells:
            cells[f"suara_{party}_total"] = sum(cells[row] or 0 for row in leaves if row.split("_")[1] == str(party))
    valid = sum(cells[row] or 0 for row in leaves)
    cells |= {"suara_sah": valid, "suara_total": valid + (cells["suara_tidak_sah"] or 0)}


def changed(changes: Mapping[str, int], *, follow: bool = True, rows: tuple[str, ...] = ROWS) -> Reading:
    """The reading of the form with these changes; the sums follow unless told otherwise."""
    before = form({}, rows)
    after = {row: (figure or 0) + changes.get(row, 0) for row, figure in before.items()}
    later: dict[str, int | None] = dict(after)
    if follow:
        summed(later)
        later |= {row: (before[row] or 0) + changes[row] for row in SUMS if row in changes}
    layout = LAYOUT if rows is ROWS else layout_of(PASLON, rows)
    return read(layout, tuple(before.values()), tuple(later.values()))


def named(reading: Reading) -> dict[str, tuple[Pattern, ...]]:
    """The rows with a pattern."""
    return {cell.row: cell.patterns for cell in reading.cells if cell.patterns}


P = Pattern
CASES = {
    P.PARTY_TO_CANDIDATE: ({"suara_1": -5, "suara_1_2": 5}, {"suara_1": -5, "suara_2_2": 5}),
    P.CANDIDATE_TO_PARTY: ({"suara_1_2": -5, "suara_1": 5}, {"suara_1_2": -5, "suara_2": 5}),
    P.BETWEEN_CANDIDATES: ({"suara_1_1": -5, "suara_1_2": 5}, {"suara_1_1": -5, "suara_2_2": 5}),
    P.BETWEEN_PARTIES: ({"suara_1_1": -5, "suara_2": 5}, {"suara_1_1": -5, "suara_1_2": 5}),
    P.INVALID_TO_VALID: ({"suara_tidak_sah": -5, "suara_2_2": 5}, {"suara_1": -5, "suara_2_2": 5}),
    P.VALID_TO_INVALID: ({"suara_2_1": -5, "suara_tidak_sah": 5}, {"suara_2_1": -5, "suara_1": 5}),
    P.ADDED_BALLOTS: ({"suara_2_2": 5, "pengguna_total_j": 5}, {"suara_2_2": 5, "pengguna_total_j": 4}),
    P.REMOVED_BALLOTS: ({"suara_1": -5, "surat_suara_digunakan": -5}, {"suara_1": -5, "surat_suara_digunakan": -4}),
    P.CRUDE_INFLATION: ({"suara_2_2": 5}, {"suara_2_2": 5, "pengguna_total_j": 1}),
    P.CRUDE_LOSS: ({"suara_1": -5}, {"suara_1": -5, "surat_suara_digunakan": -1}),
}


@pytest.mark.parametrize("pattern", CASES)
def test_a_pattern_is_named_in_every_row_it_moved_and_its_votes_counted(pattern: Pattern) -> None:
    changes, _ = CASES[pattern]
    reading = changed(changes)
    votes = [row for row in changes if row in LAYOUT.parties]
    assert named(reading) == dict.fromkeys(votes, (pattern,))
    assert [(move.pattern, move.votes) for move in reading.moves] == [(pattern, 5)]


@pytest.mark.parametrize("pattern", CASES)
def test_what_just_fails_a_pattern_is_not_called_so(pattern: Pattern) -> None:
    _, changes = CASES[pattern]
    assert pattern not in {each for patterns in named(changed(changes)).values() for each in patterns}


def test_one_vote_is_enough() -> None:
    assert named(changed({"suara_1": -1, "suara_1_2": 1})) == dict.fromkeys(
        ("suara_1", "suara_1_2"), (P.PARTY_TO_CANDIDATE,)
    )


def test_between_paslon_there_are_no_parties() -> None:
    reading = changed({"suara_1": -2, "suara_3": 2}, rows=PASLON_ROWS)
    assert named(reading) == dict.fromkeys(("suara_1", "suara_3"), (P.BETWEEN_OPTIONS,))


def test_sums_that_follow_have_no_pattern() -> None:
    reading = changed({"suara_1_1": -5, "suara_2": 5})
    followers = {cell.row for cell in reading.cells if not cell.patterns}
    assert followers == {"suara_1_total", "suara_2_total"}
    assert {cell.row for cell in changed({"suara_1": -5, "suara_1_2": 5}).cells} == {"suara_1", "suara_1_2"}


@pytest.mark.parametrize("row", ["suara_1_total", "suara_sah", "suara_total"])
def test_a_sum_that_changes_alone_or_by_too_much_is_other(row: str) -> None:
    if row != "suara_total":
        assert named(changed({row: 3}, follow=False)) == {row: (P.OTHER,)}
    before = form()
    after = dict(form({"suara_1": 45}))
    after[row] = (after[row] or 0) + 1
    assert named(read(LAYOUT, tuple(before.values()), tuple(after.values())))[row] == (P.OTHER,)


@pytest.mark.parametrize(("votes", "pattern"), [(785, P.CRUDE_INFLATION), (-12, P.CRUDE_LOSS)])
def test_v_c_inflated_alone_is_crude_with_as_many_votes(votes: int, pattern: Pattern) -> None:
    reading = changed({"suara_total": votes}, follow=False)
    assert named(reading) == {"suara_total": (pattern,)}
    ends = (None, "suara_total") if votes > 0 else ("suara_total", None)
    assert reading.moves == (Move(pattern, abs(votes), *ends),)


def test_v_a_and_a_party_s_block_inflated_as_much_as_v_c_are_so_too_and_the_votes_count_once() -> None:
    rows = ("suara_2_total", "suara_sah", "suara_total")
    reading = changed(dict.fromkeys(rows, 785), follow=False)
    assert named(reading) == dict.fromkeys(rows, (P.CRUDE_INFLATION,))
    assert reading.votes == 785


def test_v_a_off_by_another_number_than_v_c_is_other() -> None:
    reading = changed({"suara_sah": 700, "suara_total": 785}, follow=False)
    assert named(reading) == {"suara_sah": (P.OTHER,), "suara_total": (P.CRUDE_INFLATION,)}


def test_v_c_inflated_beyond_its_parts_is_crude_beside_what_moved_between_them() -> None:
    moved = {"suara_1": -4, "suara_2": 4, "suara_1_total": -4, "suara_2_total": 4}
    reading = changed({**moved, "suara_total": 9}, follow=False)
    assert named(reading) == {
        "suara_1": (P.BETWEEN_PARTIES,),
        "suara_2": (P.BETWEEN_PARTIES,),
        "suara_total": (P.CRUDE_INFLATION,),
    }
    assert reading.votes == 13


@pytest.mark.parametrize("users", ["pengguna_total_j", "surat_suara_digunakan"])
def test_v_c_that_changes_alone_while_users_or_ballots_change_otherwise_is_other(users: str) -> None:
    assert named(changed({"suara_total": 9, users: 1}, follow=False))["suara_total"] == (P.OTHER,)


def test_v_c_that_stays_while_its_parts_change_is_no_crude_inflation() -> None:
    assert named(changed({"suara_1": -5}, follow=False)) == {"suara_1": (P.OTHER,)}


def test_without_users_and_ballots_v_c_alone_is_other() -> None:
    rows = (*option_rows(PASLON), *SUMS)
    before = tuple(form({}, rows).values())
    after = (*before[:-1], (before[-1] or 0) + 785)
    assert named(read(layout_of(PASLON, rows), before, after)) == {"suara_total": (P.OTHER,)}


def test_votes_from_nowhere_with_v_c_unchanged_are_other() -> None:
    assert named(changed({"suara_1": 5}, follow=False)) == {"suara_1": (P.OTHER,)}


def test_without_users_and_ballots_votes_from_nowhere_are_other() -> None:
    rows = (*option_rows(PASLON), *SUMS)
    assert named(changed({"suara_1": 5}, rows=rows)) == {"suara_1": (P.OTHER,)}


def test_rows_of_users_and_ballots_follow_ballots_that_were_added() -> None:
    grown = dict.fromkeys((*USERS, "surat_suara_digunakan"), 5)
    reading = changed({"suara_1": 5, "surat_suara_tidak_digunakan": -5, **grown})
    assert named(reading) == {"suara_1": (P.ADDED_BALLOTS,)}


@pytest.mark.parametrize(("row", "change"), [("pemilih_dpt_j", 5), ("pengguna_dpt_l", 6), ("pengguna_dpt_l", -1)])
def test_other_rows_of_voters_are_other_even_beside_added_ballots(row: str, change: int) -> None:
    reading = changed({"suara_1": 5, "pengguna_total_j": 5, row: change})
    assert named(reading) == {"suara_1": (P.ADDED_BALLOTS,), row: (P.OTHER,)}


def test_a_difference_may_hold_several_patterns() -> None:
    reading = changed({"suara_1": -7, "suara_tidak_sah": -3, "suara_1_2": 10})
    assert named(reading) == {
        "suara_1": (P.PARTY_TO_CANDIDATE,),
        "suara_tidak_sah": (P.INVALID_TO_VALID,),
        "suara_1_2": (P.PARTY_TO_CANDIDATE, P.INVALID_TO_VALID),
    }
    assert {(move.pattern, move.votes) for move in reading.moves} == {
        (P.PARTY_TO_CANDIDATE, 7),
        (P.INVALID_TO_VALID, 3),
    }


def test_equal_amounts_belong_together_and_the_nearest_first() -> None:
    reading = changed({"suara_1": -5, "suara_1_1": 3, "suara_1_2": 5, "suara_2_1": -3})
    assert set(reading.moves) == {
        Move(P.PARTY_TO_CANDIDATE, 5, "suara_1", "suara_1_2"),
        Move(P.BETWEEN_PARTIES, 3, "suara_2_1", "suara_1_1"),
    }


def test_two_rows_that_have_each_other_s_figure_are_exchanged() -> None:
    reading = changed({"suara_1_1": -9, "suara_1_2": 9})
    assert reading.moves == (Move(P.SWAPPED_ROWS, 9, "suara_1_1", "suara_1_2"),)
    assert named(reading) == dict.fromkeys(("suara_1_1", "suara_1_2"), (P.SWAPPED_ROWS,))


def test_one_vote_more_or_less_is_a_move_and_no_exchange() -> None:
    for votes in (8, 10):
        assert set(named(changed({"suara_1_1": -votes, "suara_1_2": votes})).values()) == {(P.BETWEEN_CANDIDATES,)}


def test_an_exchange_with_nothing_or_of_nearly_equal_figures_is_a_move() -> None:
    assert set(named(changed({"suara_2_1": -17, "suara_2_2": 17})).values()) == {(P.BETWEEN_CANDIDATES,)}
    near, far = LEAST_EXCHANGED - 1, LEAST_EXCHANGED
    for apart, pattern in ((near, P.BETWEEN_CANDIDATES), (far, P.SWAPPED_ROWS)):
        before = tuple(form({"suara_2_1": 20, "suara_2_3": 20 - apart}).values())
        after = tuple(form({"suara_2_1": 20 - apart, "suara_2_3": 20}).values())
        assert set(named(read(LAYOUT, before, after)).values()) == {(pattern,)}


def test_a_blank_is_no_figure_and_is_listed_apart() -> None:
    before, after = form(), form()
    after["suara_1"] = None
    reading = read(LAYOUT, tuple(before.values()), tuple(after.values()))
    assert reading == Reading((), (Cell("suara_1", 40, None),), ())
    after["suara_sah"] = 1
    assert named(read(LAYOUT, tuple(before.values()), tuple(after.values()))) == {"suara_sah": (P.OTHER,)}


def test_the_same_figures_are_no_difference() -> None:
    figures = tuple(form().values())
    assert read(LAYOUT, figures, figures) == Reading()
    assert list(read_neighbours(LAYOUT, [("1", figures, figures)])) == []


# --- columns of other TPS ---

ONE, TWO, THREE = (
    tuple(form({"suara_1": votes, "suara_1_1": votes + 7, "suara_2": votes + 1}).values()) for votes in (10, 20, 30)
)


def neighbours(*stations: tuple[Figures, Figures]) -> dict[str, Reading]:
    return dict(read_neighbours(LAYOUT, [(str(at), *each) for at, each in enumerate(stations)]))


def test_two_tps_with_each_other_s_column_are_swapped() -> None:
    found = neighbours((ONE, TWO), (TWO, ONE), (THREE, THREE))
    assert set(found) == {"0", "1"}
    for tps, other in (("0", "1"), ("1", "0")):
        assert [(move.pattern, move.unit) for move in found[tps].moves] == [(P.SWAPPED_TPS, other)]
        assert {each for patterns in named(found[tps]).values() for each in patterns} == {P.SWAPPED_TPS}


def test_a_column_of_a_neighbour_is_carried_over() -> None:
    found = neighbours((ONE, ONE), (TWO, ONE), (THREE, THREE))
    assert set(found) == {"1"}
    assert found["1"].moves == (Move(P.CARRIED_OVER, 30, None, None, "0"),)


def test_one_vote_beside_a_neighbour_s_column_is_not_carried_over() -> None:
    almost = list(ONE)
    almost[ROWS.index("suara_2_2")] = 1
    patterns = {each for found in named(neighbours((ONE, ONE), (TWO, tuple(almost)))["1"]).values() for each in found}
    assert P.CARRIED_OVER not in patterns


def test_a_change_of_one_row_is_not_carried_over_though_a_neighbour_has_the_same_votes() -> None:
    before = tuple(form({"suara_1": 11, "suara_1_1": 17, "suara_2": 11}).values())
    found = neighbours((ONE, ONE), (before, ONE))
    assert [move.pattern for move in found["1"].moves] == [P.REMOVED_BALLOTS]


def test_a_column_that_was_not_filled_before_is_blank_and_not_carried_over() -> None:
    blank = tuple(None if row in LAYOUT.parties else figure for row, figure in zip(ROWS, ONE, strict=True))
    found = neighbours((ONE, ONE), (blank, ONE))["1"]
    assert (found.cells, found.moves) == ((), ())
    assert {cell.row for cell in found.blanks} == set(LAYOUT.parties)


@pytest.mark.parametrize(("filled", "is_told"), [(LEAST_FILLED - 1, False), (LEAST_FILLED, True)])
def test_too_few_votes_are_not_told_from_others(filled: int, is_told: bool) -> None:  # noqa: FBT001
    empty = dict.fromkeys(LAYOUT.parties, 0)
    rows = ["suara_1", "suara_1_1", "suara_2"][:filled]
    theirs = tuple(form(empty | {row: 9 + at for at, row in enumerate(rows)}).values())
    found = neighbours((theirs, theirs), (TWO, theirs))["1"]
    assert (found.moves[0].pattern is P.CARRIED_OVER) == is_told


def test_rows_that_are_not_the_neighbour_s_are_other() -> None:
    strange = list(ONE)
    strange[ROWS.index("pemilih_dpt_j")] = 77
    assert named(neighbours((ONE, ONE), (TWO, tuple(strange)))["1"])["pemilih_dpt_j"] == (P.OTHER,)


# --- whatever the difference ---

CHANGES = st.dictionaries(st.sampled_from(ROWS), st.integers(-9, 30), max_size=8)


@given(CHANGES, st.booleans())
def test_moves_conserve_every_row_of_votes(changes: dict[str, int], follow: bool) -> None:  # noqa: FBT001 - drawn
    reading = changed(changes, follow=follow)
    net: Counter[str] = Counter()
    for move in reading.moves:
        assert move.votes > 0
        if move.source is not None:
            net[move.source] -= move.votes
        if move.target is not None:
            net[move.target] += move.votes
    expected = {cell.row: cell.change for cell in reading.cells if cell.row in LAYOUT.parties}
    assert {row: change for row, change in net.items() if change and row != "suara_total"} == expected
    assert set(net) <= {*LAYOUT.parties, "suara_total"}


@given(CHANGES, st.booleans())
def test_every_changed_row_has_a_pattern_or_is_a_sum_or_count_that_follows(
    changes: dict[str, int],
    follow: bool,  # noqa: FBT001
) -> None:
    reading = changed(changes, follow=follow)
    for cell in reading.cells:
        assert cell.change != 0
        assert cell.patterns or cell.row not in LAYOUT.parties
    assert not {cell.row for cell in reading.cells if not cell.patterns} & {"pemilih_dpt_j"}


@given(st.dictionaries(st.sampled_from(sorted(LAYOUT.parties)), st.integers(-5, 9), max_size=6), st.integers())
def test_a_reading_is_the_same_again(changes: dict[str, int], seed: int) -> None:
    shuffled = list(changes.items())
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - an order
    assert changed(dict(shuffled)) == changed(changes)
