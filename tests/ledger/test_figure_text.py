"""Figures as people type them (`ledger.forms.figure_text`)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import TypedFigureError
from ledger.forms.figure_text import figure_of_text, number_in_words, spelled


@given(st.integers(0, 1_000_000))
def test_a_figure_is_read_as_it_is_written(figure: int) -> None:
    assert figure_of_text(str(figure)) == figure


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("-4", "negative"),
        ("1.352", "separators"),
        ("1,352", "separators"),
        ("4.5", "not_whole"),
        ("1e3", "not_whole"),
        ("ya", "boolean"),
        ("\u0664", "not_a_number"),
        ("007", "not_a_number"),
        ("empat", "not_a_number"),
        ("", "not_a_number"),
        ("1000001", "too_large"),
        ("9" * 5000, "too_large"),
    ],
)
def test_what_is_no_figure_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(TypedFigureError) as caught:
        figure_of_text(text)
    assert dict(caught.value.params)["reason"] == reason


def test_by_hand_a_leading_zero_is_no_mistake() -> None:
    assert figure_of_text("058", with_zeros=True) == 58


def test_a_place_has_a_limit_of_its_own() -> None:
    with pytest.raises(TypedFigureError):
        figure_of_text("100", limit=99)


@given(st.integers(0, 999_999))
def test_a_number_in_words_is_read_as_it_is_spelled(number: int) -> None:
    words = spelled(number)
    assert number_in_words(words) == number
    assert number_in_words(f"  {words.upper().replace(' ', '   ')} ") == number
    assert number_in_words(words.replace(" ", "")) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [("sepuluh", 10), ("sebelas", 11), ("seratus satu", 101), ("duapuluh tiga", 23), ("dua ribu tujuh", 2007)],
)
def test_numbers_are_spelled_as_indonesian_spells_them(words: str, number: int) -> None:
    assert number_in_words(words) == number


@pytest.mark.parametrize("words", ["", "satu ribu", "satu puluh", "dua dua", "seratus nol", "ribu", "ten", "dua-puluh"])
def test_what_nobody_spells_so_is_no_number(words: str) -> None:
    assert number_in_words(words) is None


@given(st.text(max_size=200))
def test_any_text_is_a_number_in_words_or_none(text: str) -> None:
    number = number_in_words(text)
    assert number is None or number_in_words(spelled(number)) == number
