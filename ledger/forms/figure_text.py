"""Figures as people type them: digits, or an Indonesian number written out.

Rules of this module:

- A figure is ASCII digits, at most the limit of its place; nothing is guessed about points, commas or signs.
- By hand a leading zero is no mistake: the boxes of the paper form have one.
- A number in words is read only if it is spelled as Indonesian spells it; spaces inside it do not matter.
"""

import re
from typing import Final

from domain.totals import MAX_STATION_FIGURE
from ledger.errors import TypedFigureError

_DIGITS: Final = len(str(MAX_STATION_FIGURE))
_SHOWN: Final = 40
_ONES: Final = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SPELLED: Final = re.compile(r"[a-z ]{1,120}")
_THOUSAND: Final = 1000
_HUNDRED: Final = 100
_TEN: Final = 10
_TEENS_END: Final = 20


def figure_of_text(text: str, *, limit: int = MAX_STATION_FIGURE, with_zeros: bool = False) -> int:
    """The figure in `text`; `with_zeros` allows leading zeros.  Raises `TypedFigureError`."""
    if not (text.isascii() and text.isdecimal()):
        raise TypedFigureError(value=shown_text(text), reason=_reason(text), limit=limit)
    if not with_zeros and len(text) > 1 and text.startswith("0"):
        raise TypedFigureError(value=shown_text(text), reason="not_a_number", limit=limit)
    if len(text) > _DIGITS or int(text) > limit:
        raise TypedFigureError(value=shown_text(text), reason="too_large", limit=limit)
    return int(text)


def number_in_words(text: str) -> int | None:
    """The number that Indonesian words spell, from `nol` to 999.999; None for anything else."""
    plain = " ".join(text.lower().split())
    if not _SPELLED.fullmatch(plain):
        return None
    wanted = plain.replace(" ", "")
    found, rest = _read(wanted)
    return found if not rest and spelled(found).replace(" ", "") == wanted else None


def spelled(number: int) -> str:
    """A number from 0 to 999,999 in Indonesian words."""
    if number < _TEN:
        return _ONES[number]
    if number < _TEENS_END:
        return {10: "sepuluh", 11: "sebelas"}.get(number) or f"{_ONES[number - _TEN]} belas"
    for size, name in ((_THOUSAND, "ribu"), (_HUNDRED, "ratus"), (_TEN, "puluh")):
        if number >= size:
            count, rest = divmod(number, size)
            first = f"se{name}" if count == 1 and size != _TEN else f"{spelled(count)} {name}"
            return f"{first} {spelled(rest)}" if rest else first
    raise AssertionError(number)


def shown_text(text: str) -> str:
    """What was typed, short and in plain letters, for the parameter of an error."""
    return text.encode("ascii", "replace").decode()[:_SHOWN]


def _reason(text: str) -> str:
    if re.fullmatch(r"-[0-9]+", text):
        return "negative"
    if text.lower() in {"true", "false", "ya", "tidak"}:
        return "boolean"
    if re.fullmatch(r"[0-9]{1,3}([.,][0-9]{3})+", text):
        return "separators"
    if re.fullmatch(r"[+-]?[0-9]*[.,][0-9]+|[0-9.]+[eE][+-]?[0-9]+", text):
        return "not_whole"
    return "not_a_number"


_SCALES: Final = (
    ("seribu", 0, 1000),
    ("ribu", 1000, 0),
    ("seratus", 0, 100),
    ("ratus", 100, 0),
    ("sepuluh", 0, 10),
    ("puluh", 10, 0),
    ("sebelas", 0, 11),
    ("belas", 1, 10),
    *((name, 0, value) for value, name in enumerate(_ONES)),
)
"""A word, by how much it multiplies what stands before it (0: not at all), and what it adds."""


def _read(text: str) -> tuple[int, str]:
    """A number and what is left; whether it is well spelled is seen by spelling it again."""
    thousands = rest = ones = 0
    while text:
        word = next((each for each in _SCALES if text.startswith(each[0])), None)
        if word is None:
            break
        name, times, plus = word
        text = text[len(name) :]
        if name.endswith("ribu"):
            thousands, rest, ones = (rest + ones) * times + plus, 0, 0
        elif times:
            rest, ones = rest + ones * times + plus, 0
        else:
            rest, ones = (rest, plus) if plus < _TEN else (rest + plus, 0)
    return min(thousands + rest + ones, 999_999), text
