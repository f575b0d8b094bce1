"""An outside list: figures of TPS that somebody else wrote down, to be compared with the ledger.

Rules of this module:

- A list is read like any published results (`ledger.feeds`): CSV and the other kinds of table; the code of the TPS and
  the rows it has are enough.
- A line with a fault is left out as a whole and named; an empty cell is a blank, never 0.
- A TPS that stands on several lines is taken from none of them: nobody can tell which one is meant.
- A row of the form that the contest does not have is kept by its name, to be named as not compared.
- A list that has no TPS or no row of the contest in common with the ledger is refused: nothing could be compared.
"""

from dataclasses import dataclass
from pathlib import Path

from domain.contests import Contest
from domain.types import Figures
from ledger.diff.differing import Forms
from ledger.errors import NothingInCommonError
from ledger.feeds import CODE, Feed, FeedProblem, FeedRow, Unusable, open_feed


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a line of the list was left out, and its TPS where that can be read (else empty)."""

    problem: FeedProblem
    tps: str


@dataclass(frozen=True, slots=True)
class OutsideList:
    """The list's figures, those rows first that the contest has; what was left out of it; and its SHA-256."""

    forms: Forms
    faults: tuple[Fault, ...]
    sha256: str


def read_outside(path: Path, contest: Contest, ledger: Forms) -> OutsideList:
    """The list in the file at `path`, about `contest`, of which `ledger` has the other figures.

    Raises `NothingInCommonError` and the errors of `ledger.feeds`.
    """
    feed = open_feed(path)
    carried, known = frozenset(feed.rows), frozenset(contest.rows)
    common = tuple(row for row in contest.rows if row in carried)
    rows = (*common, *(row for row in feed.rows if row not in known))
    stations, faults = _lines(feed, rows)
    unusable = frozenset(fault.tps for fault in faults if fault.tps)
    if not common or stations.keys().isdisjoint(ledger.stations):
        is_faulty = bool(faults) and (not stations or not unusable.isdisjoint(ledger.stations))
        raise _refusal(path, contest, faults, "faults" if common and is_faulty else "tps" if common else "rows")
    return OutsideList(Forms(rows, stations, unusable=unusable), faults, feed.sha256())


def _lines(feed: Feed, rows: tuple[str, ...]) -> tuple[dict[str, Figures | None], tuple[Fault, ...]]:
    """The figures of the TPS that stand on one line without a fault, and the faults in the order of the list."""
    stations: dict[str, Figures | None] = {}
    faults: list[Fault] = []
    first: dict[str, Fault | None] = {}  # by TPS what to say of its first line if there is another; None if it was said
    for reading in feed.readings():
        if not isinstance(reading, FeedRow | Unusable):
            continue
        tps = reading.tps
        if isinstance(reading, Unusable):
            faults += [Fault(problem, tps) for problem in reading.problems]
        repeated = _repeated(reading)
        if tps in first:
            faults += [each for each in (first[tps], repeated) if each is not None]
            first[tps] = None
            stations.pop(tps, None)
            continue
        if tps:
            first[tps] = repeated
        if isinstance(reading, FeedRow):
            stations[tps] = reading.figures_for(rows)
    return stations, tuple(sorted(faults, key=lambda fault: (fault.problem.file, fault.problem.line)))


def _repeated(reading: FeedRow | Unusable) -> Fault:
    """What is wrong with a line whose TPS stands on another one too."""
    place = reading if isinstance(reading, FeedRow) else reading.problems[0]
    return Fault(FeedProblem(place.file, place.line, CODE, "duplicate_tps", reading.tps), reading.tps)


def _refusal(path: Path, contest: Contest, faults: tuple[Fault, ...], reason: str) -> NothingInCommonError:
    if reason != "faults":
        return NothingInCommonError(path=str(path), contest=contest.id, reason=reason)
    first = faults[0].problem
    place: dict[str, int | str] = {"line": first.line, "column": first.column, "value": first.value}
    return NothingInCommonError(path=str(path), contest=contest.id, reason=reason, count=len(faults), **place)
