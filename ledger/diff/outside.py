"""An outside list: figures of TPS that somebody else wrote down, to be compared with the ledger.

Rules of this module:

- A list is read like any published results (`ledger.feeds`): CSV and the other kinds of table; the code of the TPS and
  the rows it has are enough.
- A line with a fault is left out as a whole and named; an empty cell is a blank, never 0.
- A list that has no TPS or no row of the contest in common with the ledger is refused: nothing could be compared.
"""

from dataclasses import dataclass
from pathlib import Path

from domain.contests import Contest
from ledger.diff.differing import Forms
from ledger.errors import NothingInCommonError
from ledger.feeds import FeedProblem, open_feed


@dataclass(frozen=True, slots=True)
class OutsideList:
    """The list's figures in the order of the contest's rows, what was left out of it, and its SHA-256."""

    forms: Forms
    problems: tuple[FeedProblem, ...]
    sha256: str


def read_outside(path: Path, contest: Contest, ledger: Forms) -> OutsideList:
    """The list in the file at `path`, about `contest`, of which `ledger` has the other figures.

    Raises `NothingInCommonError` and the errors of `ledger.feeds`.
    """
    feed = open_feed(path)
    carried = frozenset(feed.rows)
    rows = tuple(row for row in contest.rows if row in carried)
    stations = {row.tps: row.figures_for(rows) for row in feed}
    if not rows or stations.keys().isdisjoint(ledger.stations):
        reason = "tps" if rows else "rows"
        raise NothingInCommonError(path=str(path), contest=contest.id, reason=reason)
    return OutsideList(Forms(rows, dict(stations)), tuple(feed.problems), feed.sha256())
