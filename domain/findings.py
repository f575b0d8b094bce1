"""What a check says: a finding, with its code, its level and its place.

Rules of this module:

- A check yields findings; it does not print, raise or stop.
- The level decides the status of a verification: the first level present, in the order of `Level`.
- Findings have one total order, so that a report is the same bytes on every machine.
"""

from enum import StrEnum

from domain.types import Record

Params = tuple[tuple[str, int | str], ...]
"""Names and values a text is filled in with, in ascending order of the names."""


class Level(StrEnum):
    """How bad a finding is, worst first (`docs/format.md`, section 10)."""

    BROKEN = "broken"
    INCOMPLETE = "incomplete"
    OPEN = "open"
    EXPLAINED = "explained"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """0 for the worst level; sorts findings and decides the status."""
        return _RANKS[self]


_RANKS = {level: rank for rank, level in enumerate(Level)}


class Finding(Record, frozen=True):
    """One failed check.  Every part of the place that does not apply is None."""

    code: str
    level: Level
    book: str | None = None
    index: int | None = None
    stream: str | None = None
    area: str | None = None
    contest: str | None = None
    row: str | None = None
    params: Params = ()

    @property
    def order(self) -> tuple[int, str, int, str, str, str, str]:
        """The sort key of reports: level, book, index, code, area, contest, row; what ties keeps its order."""
        index = -1 if self.index is None else self.index
        place = (self.area or "", self.contest or "", self.row or "")
        return (_RANKS[self.level], self.book or "", index, self.code, *place)

    def at(self, *, book: str, index: int, stream: str) -> "Finding":
        """The same finding, placed at entry `index` of `book`."""
        return Finding(self.code, self.level, book, index, stream, self.area, self.contest, self.row, self.params)


def broken(code: str, **values: int | str) -> Finding:
    """A finding of level `broken`, without a place yet."""
    return Finding(code, Level.BROKEN, params=params(**values))


def params(**values: int | str) -> Params:
    """Parameters in the order that `Finding` wants them."""
    return tuple(sorted(values.items()))


def or_dash(figure: int | None) -> int | str:
    """A number as a parameter; of one that is not there, as of a row that was not filled, a dash."""
    return "-" if figure is None else figure
