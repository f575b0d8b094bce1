"""Who leads, in what order, and by how much."""

from hypothesis import given
from hypothesis import strategies as st

from domain.contests import ContestOption, option_rows
from domain.standings import Standing, effects, standing

PASLON = tuple(ContestOption(number, f"Paslon {number}") for number in (1, 2, 3))
PARTIES = (
    ContestOption(1, "Partai 1"),
    ContestOption(1, "Calon 1", 1),
    ContestOption(2, "Calon 2", 1),
    ContestOption(2, "Partai 2"),
)


def test_options_stand_in_the_order_of_their_votes_and_equal_ones_in_that_of_the_ballot() -> None:
    assert standing({"suara_1": 5, "suara_2": 9, "suara_3": 5}) == Standing(
        ("suara_2", "suara_1", "suara_3"), 4, (("suara_1", "suara_3"),)
    )


def test_with_equal_votes_nobody_leads() -> None:
    assert standing({"suara_1": 5, "suara_2": 5}).leader is None
    assert standing({"suara_1": 6, "suara_2": 5}).leader == "suara_1"


def test_options_with_as_many_votes_share_a_place() -> None:
    told = standing({"suara_1": 5, "suara_2": 7, "suara_3": 5, "suara_4": 7, "suara_5": 6})
    assert told.ties == (("suara_2", "suara_4"), ("suara_1", "suara_3"))
    assert told.places == (("suara_2", "suara_4"), ("suara_5",), ("suara_1", "suara_3"))


@given(st.lists(st.integers(0, 3), max_size=5))
def test_who_is_tied_has_as_many_votes_and_nobody_else_has(votes: list[int]) -> None:
    named = {f"suara_{number}": count for number, count in enumerate(votes, start=1)}
    told = standing(named)
    for group in told.ties:
        [count] = {named[row] for row in group}
        assert set(group) == {row for row, each in named.items() if each == count}
    tied = {row for group in told.ties for row in group}
    assert all(votes.count(named[row]) == 1 or named[row] == 0 for row in named.keys() - tied)


def test_options_without_votes_are_tied_only_where_nobody_has_any() -> None:
    assert standing({"suara_1": 0, "suara_2": 0}).ties == (("suara_1", "suara_2"),)
    assert standing({"suara_1": 1, "suara_2": 0, "suara_3": 0}).ties == ()


def test_a_lead_that_becomes_a_tie_is_another_order_and_so_is_a_tie_that_becomes_a_lead() -> None:
    rows = option_rows(PASLON)
    for before, after in (((90, 80, 0), (80, 80, 0)), ((80, 90, 0), (80, 80, 0)), ((80, 80, 0), (90, 80, 0))):
        [effect] = effects(PASLON, rows, before, after)
        assert effect.is_new_order
        assert {effect.earlier.leader, effect.later.leader} > {None}
    [same] = effects(PASLON, rows, (80, 80, 0), (70, 70, 0))
    assert not same.is_new_order
    assert same.later.ties == (("suara_1", "suara_2"),)


def test_one_option_alone_leads_by_all_its_votes() -> None:
    assert standing({"suara_1": 5}) == Standing(("suara_1",), 5)
    assert standing({}).leader is None


def test_paslon_have_one_standing_before_and_after() -> None:
    [effect] = effects(PASLON, option_rows(PASLON), (10, 7, 1), (8, 9, 1))
    assert (effect.earlier.leader, effect.later.leader) == ("suara_1", "suara_2")
    assert (effect.earlier.margin, effect.later.margin) == (3, 1)
    assert effect.is_new_order


def test_a_party_stands_with_its_block_and_its_candidates_where_their_order_changes() -> None:
    rows = option_rows(PARTIES)
    before, after = (5, 9, 2, 16, 20, 20), (0, 9, 20, 29, 20, 20)
    top, party = effects(PARTIES, rows, before, after)
    assert (top.party, top.earlier.order, top.later.order) == (
        None,
        ("suara_2_total", "suara_1_total"),
        ("suara_1_total", "suara_2_total"),
    )
    assert (party.party, party.earlier.leader, party.later.leader) == (1, "suara_1_1", "suara_1_2")


def test_candidates_whose_order_stays_are_not_named() -> None:
    rows = option_rows(PARTIES)
    assert [each.party for each in effects(PARTIES, rows, (5, 9, 2, 16, 20, 20), (0, 9, 7, 16, 20, 20))] == [None]


def test_a_row_that_is_not_compared_counts_for_nothing() -> None:
    [effect] = effects(PASLON, ("suara_1", "suara_3"), (10, 7), (8, 9))
    assert effect.later.order == ("suara_3", "suara_1", "suara_2")
