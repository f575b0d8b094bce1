"""Typing a form field by field: what each line that a person types does to what was typed so far.

Rules of this module:

- Fields come in the order of the form, contest after contest; last the numbers of signatures.
- A field holds a figure, or was left empty on purpose, or has not been answered; typing ends when all are answered.
- Enter on a field that is not answered asks once whether it is empty on the form; on an answered one it goes on.
- Whatever is typed, no figure is lost: only an answer to the same field changes one.
- A place of the form (`V.A`, `iv 3`, `ib4 l`) or a contest goes there; what is neither is refused with its reason.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, NamedTuple

from domain.contests import Contest
from domain.errors import UnknownRowError
from domain.profiles import VOTES, place, section
from domain.totals import MAX_STATION_FIGURE
from ledger.errors import TypedFigureError
from ledger.forms.figure_text import figure_of_text, number_in_words, shown_text

BACK: Final = "<"
FORWARD: Final = ">"
TO_OPEN: Final = ">>"
EMPTY: Final = "-"
HELP: Final = "?"
VIEW: Final = "="
STOP: Final = "q"

RESULT: Final = "V"
SIGNED_KPPS: Final = "signed_kpps"
SIGNED_SAKSI: Final = "signed_saksi"
SIGNATURES: Final = {SIGNED_KPPS: 99, SIGNED_SAKSI: 999}
"""The numbers of signatures, which belong to no contest, and their limits."""

_PLACES: Final = {SIGNED_KPPS: "TTD KPPS", SIGNED_SAKSI: "TTD saksi"}
_NO_PLACE_DOT: Final = re.compile(r"(?<![0-9])\.|\.(?![0-9])")


class Field(NamedTuple):
    """One box of the form: of a contest (none: a number of signatures), a row, in digits or in words."""

    contest: str
    row: str
    in_words: bool = False

    @property
    def place(self) -> str:
        """Where it stands on the form; empty for a row that no form has."""
        try:
            return _PLACES.get(self.row) or place(self.row)
        except UnknownRowError:
            return ""

    @property
    def section(self) -> str:
        """The block it stands in; empty for a number of signatures and for a row that no form has."""
        return section_of(self.row)

    @property
    def limit(self) -> int:
        """The highest figure that it takes."""
        return SIGNATURES.get(self.row, MAX_STATION_FIGURE)


class Did(StrEnum):
    """What became of a line."""

    FILLED = "filled"
    EMPTIED = "emptied"
    KEPT = "kept"
    ASK = "ask"
    AGAIN = "again"
    MOVED = "moved"
    HELP = "help"
    VIEW = "view"
    REFUSED = "refused"
    OPEN = "open"
    FINISHED = "finished"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Typing:
    """What was typed so far: `values` of the answered fields (None: empty on the form), and the field that is next.

    `at` is the number of fields once the end is reached; `asked`: whether the field is empty has been asked.
    """

    fields: tuple[Field, ...]
    values: Mapping[Field, int | None] = field(default_factory=dict)
    at: int = 0
    asked: bool = False

    @property
    def current(self) -> Field | None:
        """The field that is asked for; None at the end."""
        return self.fields[self.at] if self.at < len(self.fields) else None

    @property
    def first_open(self) -> int:
        """The first field that is not answered; the number of fields if there is none."""
        return next((at for at, each in enumerate(self.fields) if each not in self.values), len(self.fields))

    @property
    def answered(self) -> int:
        """How many fields are answered."""
        return len(self.values)

    @property
    def is_complete(self) -> bool:
        """Whether every field is answered."""
        return self.answered == len(self.fields)


@dataclass(frozen=True, slots=True)
class Step:
    """What a line led to; `reason` and `value` say why it was refused."""

    typing: Typing
    did: Did
    reason: str = ""
    value: str = ""
    limit: int = 0


def section_of(row: str) -> str:
    """The block of a row; empty where the form has none."""
    try:
        return section(row)
    except UnknownRowError:
        return ""


def fields_of(contests: Sequence[Contest], *, with_words: bool = False) -> tuple[Field, ...]:
    """The fields of these forms and of the signatures; `with_words`: sections IV and V also in words."""
    return (*_contest_fields(contests, with_words=with_words), *(Field("", row) for row in SIGNATURES))


def _contest_fields(contests: Sequence[Contest], *, with_words: bool) -> Iterator[Field]:
    for contest in contests:
        for row in contest.rows:
            yield Field(contest.id, row)
            if with_words and section_of(row) in {VOTES, RESULT}:
                yield Field(contest.id, row, in_words=True)


def answer(typing: Typing, line: str) -> Step:
    """What `line`, typed by a person, does."""
    text = line.strip()
    if not text:
        return _enter(typing)
    typing = replace(typing, asked=False)
    command = _COMMANDS.get(text.lower())
    if command is not None:
        return Step(typing, command)
    if text in {BACK, FORWARD, TO_OPEN}:
        return _move(typing, text)
    if text == EMPTY:
        return _put(typing, None)
    target = _find(typing, text)
    if target is not None:
        return Step(replace(typing, at=target), Did.MOVED)
    return _figure(typing, text)


_COMMANDS: Final = {HELP: Did.HELP, VIEW: Did.VIEW, STOP: Did.STOPPED}


def _enter(typing: Typing) -> Step:
    current = typing.current
    if current is None:
        if typing.is_complete:
            return Step(typing, Did.FINISHED)
        return Step(replace(typing, at=typing.first_open), Did.OPEN)
    if current in typing.values:
        return Step(replace(typing, at=typing.at + 1), Did.KEPT)
    if not typing.asked:
        return Step(replace(typing, asked=True), Did.ASK)
    return _put(typing, None)


def _move(typing: Typing, text: str) -> Step:
    if text == TO_OPEN:
        return Step(replace(typing, at=typing.first_open), Did.MOVED)
    at = typing.at + (-1 if text == BACK else 1)
    if not 0 <= at <= len(typing.fields):
        return Step(typing, Did.REFUSED, "at_start" if at < 0 else "at_end")
    return Step(replace(typing, at=at), Did.MOVED)


def _put(typing: Typing, value: int | None) -> Step:
    current = typing.current
    if current is None:
        return Step(typing, Did.REFUSED, "at_end")
    values = {**typing.values, current: value}
    did = Did.EMPTIED if value is None else Did.FILLED
    return Step(Typing(typing.fields, values, typing.at + 1), did)


def _figure(typing: Typing, text: str) -> Step:
    current = typing.current
    limit = current.limit if current else MAX_STATION_FIGURE
    spelled = number_in_words(text) if current is not None and current.in_words else None
    if spelled is not None:
        return _put(typing, spelled)
    try:
        return _put(typing, figure_of_text(text, limit=limit, with_zeros=True))
    except TypedFigureError as error:
        given = dict(error.params)
        reason = str(given["reason"])
        if reason == "not_a_number" and text[:1].isalpha():
            reason = "not_words" if current is not None and current.in_words else "no_place"
        return Step(typing, Did.REFUSED, reason, shown_text(text), limit)


def _find(typing: Typing, text: str) -> int | None:
    """The field that a person means by a place, here or in the contest they name."""
    if not text[0].isalpha() or not typing.fields:
        return None
    wanted = _plain(text)
    here = (typing.current or typing.fields[-1]).contest
    here = here or next((each.contest for each in reversed(typing.fields) if each.contest), "")
    places = [
        (at, _plain(each.place)) for at, each in enumerate(typing.fields) if each.contest in {here, ""} and each.place
    ]
    exact = (at for at, plain in places if plain == wanted)
    contests = (at for at, each in enumerate(typing.fields) if each.contest == text.lower())
    near = (at for at, plain in places if plain.startswith(wanted))
    return next((at for found in (exact, contests, near) for at in found), None)


def _plain(text: str) -> str:
    """A place without what people write this way or that: `IV no. 3.2` and `iv 3.2` are one."""
    return _NO_PLACE_DOT.sub("", text.lower().replace(" ", "").replace("no.", ""))
