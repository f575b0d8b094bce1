"""Two entries of one paper (`ledger.entry.entry_compare`)."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.types import Hash
from ledger.entry.entry_compare import Settling, require_complete, require_pair, settling
from ledger.entry.entry_draft import Draft, DraftHead
from ledger.errors import DraftIncompleteError, DraftsDifferError
from ledger.forms.typing_form import Did, Field
from tests.support.typed_entry import PPWP, TPS

FIELDS = tuple(Field(PPWP, f"suara_{number}") for number in (1, 2, 3))
PATHS = (Path("a"), Path("b"))
HEAD = DraftHead(Hash(bytes(32)), TPS, 1, ((PPWP, Hash(bytes(32))),), 1)
READINGS = st.tuples(*[st.none() | st.integers(0, 20)] * 3)


def draft(entry: int, figures: tuple[int | None, ...] = (1, 2, 3), **changes: object) -> Draft:
    head = replace(HEAD, entry=entry, **changes)  # type: ignore[arg-type]  # as each case says
    return Draft(head, dict(zip(FIELDS, figures, strict=False)), 0)


def started(first: tuple[int | None, ...], second: tuple[int | None, ...]) -> tuple[dict[Field, int | None], Settling]:
    return settling(FIELDS, dict(zip(FIELDS, first, strict=True)), dict(zip(FIELDS, second, strict=True)))


def test_the_drafts_are_the_first_and_the_second_entry_in_whatever_order_they_are_named() -> None:
    one, two = draft(1), draft(2)
    assert require_pair(two, one, PATHS) == require_pair(one, two, PATHS) == (one, two)


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (draft(1), "entry"),
        (draft(0), "entry"),
        (draft(2, tps="1607012001002"), "tps"),
        (draft(2, generation=2), "generation"),
        (draft(2, contests=((PPWP, Hash(b"x" * 32)),)), "contests"),
        (draft(2, election=Hash(b"x" * 32)), "election"),
        (draft(2, with_words=True), "with_words"),
    ],
)
def test_drafts_of_different_papers_are_not_compared(other: Draft, reason: str) -> None:
    with pytest.raises(DraftsDifferError) as caught:
        require_pair(draft(1), other, PATHS)
    assert dict(caught.value.params)["reason"] == reason


def test_both_entries_are_complete() -> None:
    with pytest.raises(DraftIncompleteError) as caught:
        require_complete(draft(2, (1, 2)), FIELDS, PATHS[1])
    assert caught.value.params == (("answered", 2), ("path", "b"), ("total", 3))


@given(READINGS, READINGS)
def test_only_fields_that_differ_are_asked_again(first: tuple[int | None, ...], second: tuple[int | None, ...]) -> None:
    alike, state = started(first, second)
    assert set(state.typing.fields) == {
        each for each, left, right in zip(FIELDS, first, second, strict=True) if left != right
    }
    assert set(alike) | set(state.typing.fields) == set(FIELDS)


def test_a_reading_of_one_of_them_stands_at_once() -> None:
    _, state = started((1, 2, 3), (1, 5, 3))
    state, step = state.answer("5")
    assert step.did is Did.FILLED
    assert state.typing.values == {FIELDS[1]: 5}


def test_a_third_reading_is_typed_twice_before_it_stands() -> None:
    _, state = started((1, 2, 3), (1, 5, 3))
    state, step = state.answer("7")
    assert (step.did, state.typing.answered) == (Did.AGAIN, 0)
    other, step = state.answer("8")
    assert (step.did, other.typing.answered) == (Did.AGAIN, 0)
    state, step = state.answer("7")
    assert (step.did, state.typing.values) == (Did.FILLED, {FIELDS[1]: 7})


def test_an_empty_field_is_a_reading_too() -> None:
    _, state = started((1, 2, 3), (1, None, 3))
    state, step = state.answer("-")
    assert (step.did, state.typing.values) == (Did.EMPTIED, {FIELDS[1]: None})


@given(READINGS, READINGS)
def test_who_typed_what_is_not_told(first: tuple[int | None, ...], second: tuple[int | None, ...]) -> None:
    _, state = started(first, second)
    _, turned = started(second, first)
    assert [state.shown(each) for each in state.typing.fields] == [turned.shown(each) for each in turned.typing.fields]


@given(READINGS, READINGS, st.lists(st.sampled_from(["1", "7", "", "-", "<", ">", "V.A", "=", "x"]), max_size=30))
def test_no_reading_stands_that_nobody_typed_twice(
    first: tuple[int | None, ...], second: tuple[int | None, ...], lines: list[str]
) -> None:
    _, state = started(first, second)
    before: tuple[Field | None, int | None] | None = None
    for line in lines:
        current = state.typing.current
        held = dict(state.typing.values)
        state, step = state.answer(line)
        for field, value in state.typing.values.items():
            if held.get(field, "-") != value:
                assert value in state.readings[field] or before == (field, value)
        if step.did is Did.AGAIN:
            before = state.again
            assert before is not None
            assert before[0] == current
