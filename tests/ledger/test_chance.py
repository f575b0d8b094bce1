"""Chance: the same numbers everywhere, evenly spread, and never outside what was asked for."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from ledger.making.chance import Chance

LIMITS = st.integers(1, 2**20)


def test_the_numbers_are_shake_256_of_the_name_and_a_counter() -> None:
    first = hashlib.shake_256(b"7\ntps\n9001012001001\n" + bytes(8)).digest(4)
    assert Chance(7, "tps", "9001012001001").words(1) == (int.from_bytes(first, "little"),)


def test_the_numbers_of_a_name_are_known_for_ever() -> None:
    chance = Chance(1, "known")
    assert [chance.below(1000) for _ in range(6)] == [557, 873, 475, 799, 393, 557]


@given(st.lists(st.integers(0, 700), max_size=6))
def test_it_does_not_matter_in_what_portions_numbers_are_drawn(portions: list[int]) -> None:
    chance = Chance("portions")
    drawn = [word for count in portions for word in chance.words(count)]
    assert tuple(drawn) == Chance("portions").words(sum(portions))


@given(st.integers(), LIMITS)
def test_a_draw_lies_between_its_bounds(seed: int, limit: int) -> None:
    chance = Chance(seed)
    assert 0 <= chance.below(limit) < limit
    assert limit <= chance.between(limit, limit + 3) <= limit + 3
    assert not chance.happens(0)
    assert chance.happens(1000)


def test_every_number_below_the_limit_is_drawn_about_as_often() -> None:
    chance = Chance("even")
    drawn = [chance.below(7) for _ in range(7_000)]
    assert all(900 < drawn.count(number) < 1100 for number in range(7))


@given(st.integers(), st.integers(0, 50))
def test_shuffling_loses_nothing(seed: int, count: int) -> None:
    assert sorted(Chance(seed).shuffled(count)) == list(range(count))


def test_another_name_gives_other_numbers() -> None:
    names = [(1, "a"), (2, "a"), (1, "b"), ("1", "a", "")]
    assert len({Chance(*name).words(4) for name in names}) == len(names)
