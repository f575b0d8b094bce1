"""Judging a correction or recount of one TPS, in the plenary of its PPK or PPLN.

- It names the entry that set the figures in force, and each figure as it is in force: nobody corrects what he has not
  seen (J.512).
- A correction changes every row it names; a recount gives every row of sections IV and V anew (J.512).
- It happens in an open plenary of its contest, while that is not certified (J.510), under the attendance in force
  there, and where an objection led to it, one that was raised in this book (R205) about this unit and was not rejected
  or withdrawn (J.512).
- The form rules read the new figures; reasons given before hold on while the same is broken by the same figures.
- Who leads after it and did not before is named (J.508).
"""

from collections.abc import Iterable, Iterator
from typing import Final

from domain.areas import meets
from domain.authority import area_findings
from domain.bookstate import BookState
from domain.contests import Contest, option_rows
from domain.election import DeclaredContest
from domain.events import Cell, Entry, Explanation, TallyCorrected, TallyRecounted
from domain.findings import Finding, Level, Params, broken, or_dash, params
from domain.judging_forms import figures_behind, form_findings, unknown
from domain.statements import Form
from domain.tally import Result, Tally, corrected
from domain.totals import MAX_STATION_FIGURE
from domain.types import Figures, Hash

_SUMS: Final = frozenset(("suara_sah", "suara_tidak_sah", "suara_total"))
"""The rows of section V."""


def judge_correction(
    state: BookState, index: int, entry: Entry, event: TallyCorrected
) -> tuple[list[Finding], Tally | None]:
    """What speaks against this correction or recount, and the tally it leads to."""
    tps, contest = entry.subject, state.election.contests.get(event.contest)
    findings = list(area_findings(state.authority, tps))
    if findings:
        return findings, None
    if contest is None or not contest.contest.covers(tps):
        return [unknown(tps, event.contest, "contest")], None
    findings = state.change_findings(event.contest, entry.type, tps)
    findings += room_findings(state, event.contest, tps, event.attendance, event.objection)
    tally = state.tallies.get(tps)
    before = tally.in_force(event.contest) if tally is not None else None
    wrong = list(_source_findings(tps, event, before))
    if wrong or before is None or before.figures is None or tally is None:
        return findings + wrong, None
    wrong = list(cell_findings(contest, tps, event.cells, before.figures, is_recount=isinstance(event, TallyRecounted)))
    if wrong or findings:
        return findings + wrong, None
    figures = with_cells(contest.contest, before.figures, event.cells)
    if max(filter(None, figures), default=0) > MAX_STATION_FIGURE:
        return [unknown(tps, event.contest, "too_large")], None
    form = Form(event.contest, contest.declared, figures, (), ())
    explained = (*_still_needed(before, form_findings(contest, tps, form, {})), *event.explained)
    reasons = {(given.code, given.contest, given.row): given.reason for given in explained}
    found = tuple(form_findings(contest, tps, form, reasons))
    result = Result(figures, before.generation, entry.hash, index, "", found, explained)
    return list(lead_findings(contest.contest, tps, before.figures, figures)), corrected(tally, event.contest, result)


def _still_needed(before: Result, now: Iterable[Finding]) -> Iterator[Explanation]:
    """The reasons given for what was broken before and still is, by the same figures: of all else nothing holds on."""
    same = {_breach(finding) for finding in before.findings} & {_breach(finding) for finding in now}
    rows = {(code, row) for code, row, _ in same}
    return (given for given in before.explained if (given.code, given.row) in rows)


def _breach(finding: Finding) -> tuple[str, str, Params]:
    """What is broken where, by which figures, whatever was said of it."""
    return finding.code, finding.row or "", figures_behind(finding.params)


def room_findings(
    state: BookState, contest: str, unit: str, attendance: Hash, objection: Hash | None
) -> Iterator[Finding]:
    """What speaks against changing `unit` in this room, for this objection.

    R205 for an attendance not in force in the plenary under way, or an objection not raised in this book; J.512 for one
    that was rejected or withdrawn, or is not about the unit.
    """
    plenary = state.plenary_for(contest)
    if plenary is not None and plenary.attendances[-1:] != (attendance,):
        yield broken("R205", cited=attendance.hex())
    if objection is None:
        return
    recap = state.recaps.get(contest)
    raised = recap.objections.get(objection) if recap is not None else None
    if raised is None:
        yield broken("R205", cited=objection.hex())
    elif raised.is_dismissed or not meets(raised.raised.unit, unit):
        yield _not_current(unit, contest, "objection")


def cell_findings(
    contest: DeclaredContest, unit: str, cells: tuple[Cell, ...], current: Figures, *, is_recount: bool
) -> Iterator[Finding]:
    """J.512 where the cells are not a change of the `current` figures of `unit`."""
    rows = {row: at for at, row in enumerate(contest.contest.rows)}
    named = [cell.row for cell in cells]
    if not cells or len(set(named)) < len(named) or not rows.keys() >= set(named):
        yield _not_current(unit, contest.contest.id, "rows")
        return
    if is_recount and set(named) != set(recounted_rows(contest.contest)):
        yield _not_current(unit, contest.contest.id, "incomplete")
    for cell in cells:
        if current[rows[cell.row]] != cell.old:
            yield _not_current(unit, contest.contest.id, "old", cell, current[rows[cell.row]])
        elif (is_recount and cell.new is None) or (not is_recount and cell.new == cell.old):
            yield _not_current(unit, contest.contest.id, "same" if cell.new is not None else "incomplete", cell)


def recounted_rows(contest: Contest) -> tuple[str, ...]:
    """The rows of sections IV and V of a contest's form, in their order."""
    counted = _SUMS.union(option_rows(contest.options))
    return tuple(row for row in contest.rows if row in counted)


def with_cells(contest: Contest, figures: Figures, cells: tuple[Cell, ...]) -> Figures:
    """The figures with the cells' new ones in their rows."""
    new = {cell.row: cell.new for cell in cells}
    return tuple([new.get(row, figure) for row, figure in zip(contest.rows, figures, strict=True)])


def lead_findings(contest: Contest, unit: str, before: Figures, after: Figures) -> Iterator[Finding]:
    """J.508 where one option led before and another leads now."""
    first, then = leader(contest, before), leader(contest, after)
    if first is not None and then is not None and first != then:
        values = params(left=first, right=then)
        yield Finding("J.508", Level.HINT, area=unit, contest=contest.id, params=values)


def leader(contest: Contest, figures: Figures) -> int | None:
    """The number of the option (paslon, candidate or party) with the most votes; None for a tie or unknown votes."""
    by_row = dict(zip(contest.rows, figures, strict=True))
    tops = [option for option in contest.options if option.parent is None]
    votes = [(by_row.get(f"suara_{top.no}_total", by_row.get(f"suara_{top.no}")), top.no) for top in tops]
    known = sorted(((figure, no) for figure, no in votes if figure is not None), reverse=True)
    if len(known) < len(tops) or not known or (len(known) > 1 and known[0][0] == known[1][0]):
        return None
    return known[0][1]


def _source_findings(tps: str, event: TallyCorrected, before: Result | None) -> Iterator[Finding]:
    """J.512 where there is nothing to correct, or it is not the figures in force that are corrected."""
    if before is None or before.figures is None:
        yield _not_current(tps, event.contest, "absent")
    elif event.generation != before.generation:
        yield _not_current(tps, event.contest, "generation")
    elif event.source != before.source:
        yield _not_current(tps, event.contest, "source")


def _not_current(unit: str, contest: str, reason: str, cell: Cell | None = None, current: int | None = None) -> Finding:
    values = params(unit=unit, reason=reason, left=or_dash(cell.old if cell else None), right=or_dash(current))
    return Finding("J.512", Level.OPEN, area=unit, contest=contest, row=cell.row if cell else None, params=values)
