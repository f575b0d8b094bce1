"""Judging what a level above the PPK changes of a child's figures, in its own plenary.

- It names the child, and the child itself or a unit below it whose figures were looked at (G.101).
- It follows on what changed the child's column last in this book, as far as the book knows that (J.512).
- A recount is of one TPS, and gives every row of sections IV and V (J.512); above a TPS no figure is empty.
- It happens in an open plenary of its contest (J.510), under the attendance in force there (R205), while the contest
  is not certified (J.510); an objection that led to it is about the unit, and was not rejected or withdrawn (J.512).

Whether the old figures are those in force, and the new ones add up, are questions to the child's book:
`domain.joining` asks them.
"""

from collections.abc import Iterator

from domain.areas import contains, is_area
from domain.bookstate import BookState
from domain.deciding import is_station
from domain.election import DeclaredContest
from domain.events import ChildCorrected, ChildRecounted, Entry
from domain.findings import Finding, Level, broken, params
from domain.judging_corrections import recounted_rows, room_findings
from domain.recap import Recap, with_adjustment
from domain.totals import MAX_STATION_FIGURE
from domain.types import MAX_INTEGER

BASES = ("c-hasil", "copies", "ballots", "d-hasil", "court")
"""What a figure is changed on the ground of."""

_EMPTY = Recap()


def judge_adjustment(
    state: BookState, index: int, entry: Entry, event: ChildCorrected
) -> tuple[list[Finding], Recap | None]:
    """What speaks against this change of a child's figures, and the recap it leads to."""
    recap, contest = state.recaps.get(entry.subject, _EMPTY), state.election.contests.get(entry.subject)
    if contest is None or state.of_stations or not state.is_expected(event.child):
        return [_unknown(entry.subject, event.child, "contest" if contest is None else "unit")], None
    if not is_area(event.unit) or not contains(event.child, event.unit) or not contest.contest.covers(event.unit):
        return [_unknown(entry.subject, event.unit, "unit")], None
    findings = state.change_findings(entry.subject, entry.type, event.unit)
    findings += room_findings(state, entry.subject, event.unit, event.attendance, event.objection)
    if event.basis not in BASES:
        findings.append(broken("R203", field="basis", value=event.basis))
    findings += _source_findings(entry.subject, event, recap)
    findings += _cell_findings(contest, event)
    return findings, None if findings else with_adjustment(recap, index, entry, event)


def _source_findings(contest: str, event: ChildCorrected, recap: Recap) -> Iterator[Finding]:
    """J.512 where nothing arrived from the child, or it was changed here since what is cited."""
    before = recap.adjustments.get(event.child, ())
    if event.child not in recap.received:
        yield _not_current(contest, event.unit, "absent")
    elif before and before[-1].leaf != event.source:
        yield _not_current(contest, event.unit, "source")


def _cell_findings(contest: DeclaredContest, event: ChildCorrected) -> Iterator[Finding]:
    """J.512 where the cells are no change of one unit's figures."""
    contest_id, is_recount = contest.contest.id, isinstance(event, ChildRecounted)
    of_station = is_station(event.unit)
    named = [cell.row for cell in event.cells]
    if not named or len(set(named)) < len(named) or not set(contest.contest.rows) >= set(named):
        yield _not_current(contest_id, event.unit, "rows")
    if is_recount and not (of_station and set(named) == set(recounted_rows(contest.contest))):
        yield _not_current(contest_id, event.unit, "incomplete")
    largest = MAX_STATION_FIGURE if of_station else MAX_INTEGER
    for cell in event.cells:
        if None in (cell.new, cell.old) and not of_station:
            yield _not_current(contest_id, event.unit, "empty", cell.row)
        if (cell.new == cell.old and not is_recount) or (cell.new is None and is_recount):
            yield _not_current(contest_id, event.unit, "same", cell.row)
        if (cell.new or 0) > largest:
            yield _unknown(contest_id, event.unit, "too_large")


def _not_current(contest: str, unit: str, reason: str, row: str | None = None) -> Finding:
    values = params(unit=unit, reason=reason, left="-", right="-")
    return Finding("J.512", Level.OPEN, area=unit, contest=contest, row=row, params=values)


def _unknown(contest: str, unit: str, what: str) -> Finding:
    values = params(unit=unit, value=contest if what == "contest" else unit, what=what)
    return Finding("G.101", Level.OPEN, area=unit, contest=contest, params=values)
