"""What the rows of a form are called beside their place: on the screen while typing, and in templates.

Rules of this module:

- An option is called by its name; what stands in a foreign file is printable.
- The place is not part of the label: it has a column of its own.
- A row that no form has is called by its own name.
"""

import re
from typing import Final

from domain.contests import Contest, ContestOption
from domain.errors import UnknownRowError
from domain.profiles import COLUMNS, VOTER_GROUPS, VOTES, Profile, label, place
from ledger.forms.typing_form import SIGNATURES, section_of
from ledger.texts import LANGUAGES, printable, text

_COLUMN: Final = re.compile(r", [^,()]+?( \([^()]*\))?$")
"""What the label of a voter row ends with: men, women or both, then the printed word."""


def row_label(contest: Contest, row: str, election: Profile, language: str) -> str:
    """The name of a row; of a vote row its option's."""
    if section_of(row) == VOTES:
        return _vote_label(contest, row, language)
    try:
        said, where = label(row, election)[LANGUAGES.index(language)], place(row)
    except UnknownRowError:
        return printable(row)
    return said.replace(f" ({where})", "").replace(f"({where}, ", "(")


def group_label(contest: Contest, row: str, election: Profile, language: str) -> str:
    """The name of a row beside its place, which says L, P or J already."""
    said = row_label(contest, row, election, language)
    group, _, column = row.rpartition("_")
    return _COLUMN.sub(r"\1", said) if group in VOTER_GROUPS and column in COLUMNS else said


def signature_label(row: str, language: str) -> str:
    """The name of a number of signatures."""
    return text(f"typing.{row}", language) if row in SIGNATURES else row


def short_place(row: str) -> str:
    """The place as it is read beside the title of its block: a ballot number within the votes, else the whole place."""
    if section_of(row) != VOTES:
        try:
            return place(row)
        except UnknownRowError:
            return ""
    _, no, *part = row.split("_")
    if part == ["total"]:
        return ""
    return f"{no}.{part[0]}" if part else no


def party_of(contest: Contest, row: str) -> ContestOption | None:
    """The party whose block a row opens; None for any other row."""
    options = contest.options
    own = next((each for each in options if each.parent is None and row == f"suara_{each.no}"), None)
    return own if own is not None and any(each.parent == own.no for each in options) else None


def _vote_label(contest: Contest, row: str, language: str) -> str:
    _, no, *part = row.split("_")
    parent, number = (int(no), part[0]) if part and part[0] != "total" else (None, no)
    names = [each.name for each in contest.options if each.parent == parent and str(each.no) == number]
    name = printable(names[0]) if names else row
    if part == ["total"]:
        return text("typing.party_total", language, party=name)
    return text("typing.party_alone", language, party=name) if party_of(contest, row) else name
