"""What every reader of published results gives: rows of TPS, problems, and the figures in between.

Rules of this module:

- A cell without content is "not published" (None), never 0.
- A figure is a whole number from 0 to 1,000,000; as text it is `0` or ASCII digits without a leading zero.
- What a spreadsheet or a column of another type holds instead (formula, date, boolean, fraction, NaN) is a problem.
- What is reported is short and printable.

The limit of a figure is far above any TPS (at most 600 voters) and any misreading seen, and low enough that the sum
over a million TPS stays below 2^53, the largest integer of the wire format.
"""

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from domain.totals import MAX_STATION_FIGURE
from domain.types import Figures

MAX_FIGURE: Final = MAX_STATION_FIGURE
"""The largest figure that is taken for the count of a TPS."""

CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""Control characters, and invisible ones that change how a name is shown."""

_FIGURE: Final = re.compile(r"0|[1-9][0-9]*")
_REASONS: Final = (
    ("spaces", re.compile(r".*\s.*", re.DOTALL)),
    ("negative", re.compile(r"-[0-9].*")),
    ("boolean", re.compile(r"true|false|ya|tidak", re.IGNORECASE)),
    ("not_whole", re.compile(r"\+?[0-9]*[.,][0-9]+|[0-9.]+e[+-]?[0-9]+|nan|[+-]?inf(inity)?", re.IGNORECASE)),
)
_MAX_DIGITS: Final = len(str(MAX_FIGURE))
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell of a spreadsheet that holds a formula instead of a value."""

    text: str

    def __str__(self) -> str:
        """The formula as it stands in the cell."""
        return self.text


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One TPS as published.

    Attributes:
        file: the name of the file it stands in; inside a folder or zip with the path from there.
        line: counted from 1, the header being line 1 of a table; 0 where a file is one TPS.
        tps: the 13 digits.
        figures: by row of the form; None is not published.
        psu: the feed's mark of a revote, empty where it has none.
    """

    file: str
    line: int
    tps: str
    figures: Mapping[str, int | None]
    psu: str = ""

    @property
    def is_published(self) -> bool:
        """Whether any figure is there."""
        return any(figure is not None for figure in self.figures.values())

    def figures_for(self, rows: Sequence[str]) -> Figures:
        """The figures in the order of a contest's rows; None for a row that the feed does not carry."""
        return tuple([self.figures.get(row) for row in rows])


@dataclass(frozen=True, slots=True)
class FeedProblem:
    """Why a line was left out, or a whole file where one file is one TPS.

    Attributes:
        file: the name of the file, as in `FeedRow`.
        line: counted from 1, the header being line 1; 0 where a file is no table.
        column: the header of the column, or the place in a JSON file; empty where the line or file as a whole is meant.
        reason: the last part of a key `feed.reason.*` of the catalogue.
        value: what stands there, shortened, in printable ASCII.
    """

    file: str
    line: int
    column: str
    reason: str
    value: str


def figure_of(value: object) -> tuple[int | None, str | None]:  # noqa: PLR0911 - one return per type of cell
    """The figure of a cell (None: not published) and the reason why there is none."""
    if value is None:
        return None, None
    if isinstance(value, str):
        return _figure_of_text(value)
    if isinstance(value, bool):
        return None, "boolean"
    if isinstance(value, int):
        return _in_range(value)
    if isinstance(value, float):
        return _in_range(int(value)) if math.isfinite(value) and value == int(value) else (None, "not_whole")
    if isinstance(value, Decimal):
        return None, "not_whole"
    if isinstance(value, Formula):
        return None, "formula"
    if isinstance(value, (dt.date, dt.time, dt.timedelta)):
        return None, "date"
    return None, "not_a_number"


def _figure_of_text(text: str) -> tuple[int | None, str | None]:
    if text == "":
        return None, None
    if _FIGURE.fullmatch(text) is None:
        return None, next((reason for reason, pattern in _REASONS if pattern.fullmatch(text)), "not_a_number")
    # Length first: turning thousands of digits into an integer is slow and, above 4,300, an error.
    if len(text) > _MAX_DIGITS:
        return None, "too_large"
    return _in_range(int(text))


def _in_range(figure: int) -> tuple[int | None, str | None]:
    if figure < 0:
        return None, "negative"
    return (None, "too_large") if figure > MAX_FIGURE else (figure, None)


def text_of(value: object) -> str:
    """A cell as text: whole numbers by their digits, nothing as an empty text."""
    if value is None:
        return ""
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        return str(int(value))
    return str(value)


def shown(value: object) -> str:
    """What stands in a cell, for a report."""
    # An integer of thousands of digits refuses to be written out in decimal.
    text = hex(value) if isinstance(value, int) and value.bit_length() > _SHOWN * 4 else text_of(value)
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
    return short.encode("unicode_escape").decode("ascii")


def by_reason(problems: Iterable[FeedProblem]) -> list[tuple[str, int]]:
    """How many lines were left out for each reason, ascending by reason."""
    lines = {(problem.reason, problem.file, problem.line) for problem in problems}
    return sorted(Counter(reason for reason, _, _ in lines).items())
