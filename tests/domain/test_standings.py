"""Who leads, in what order, and by how much."""

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
    assert standing({"suara_1": 5, "suara_2": 9, "suara_3": 5}) == Standing(("suara_2", "suara_1", "suara_3"), 4)


def test_with_equal_votes_nobody_leads() -> None:
    assert standing({"suara_1": 5, "suara_2": 5}).leader is None
    assert standing({"suara_1": 6, "suara_2": 5}).leader == "suara_1"


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
