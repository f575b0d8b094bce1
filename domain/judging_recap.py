"""Judging what a body logs about its D.Hasil of one contest.

- A part's column has the figures of the sources it cites (J.502); a total is the sum of its columns (J.502).
- A certificate lists every expected unit once (J.504), after each was received or declared absent (J.509), and none
  that changed since (J.507); a second one from the same sources says the same (J.505).
- A body has part in the contests that are held in its area, up to their last level (G.101).
- What is certified stays: no part, no second certificate, and no later arrival before it is reopened (J.510); while it
  is reopened, nothing is handed over (J.510).
- A handover arrives once (R206).
- What is cited stands in this book (R205); the statement is about this area and contest (R203), signed by the quorum.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from domain.areas import contains, level_of
from domain.authority import body_quorum_findings
from domain.bookstate import BookState
from domain.comparing import differences
from domain.election import DeclaredContest
from domain.events import (
    ChildReceived,
    Column,
    Entry,
    RecapitulationCertified,
    RecapitulationHandedOver,
    RecapitulationPart,
)
from domain.findings import Finding, Level, params
from domain.recap import Certificate, Recap, sum_of_columns, with_certificate, with_child, with_handover, with_part
from domain.tally import Result
from domain.types import Figures, Hash

Judgement = tuple[list[Finding], Recap | None]
_EMPTY = Recap()


def judge_part(state: BookState, _: int, entry: Entry, part: RecapitulationPart) -> Judgement:
    """What speaks against this part of a draft, and the recap it leads to."""
    contest = _declared(state, entry.subject, part.declared)
    if isinstance(contest, Finding):
        return [contest], None
    findings = state.change_findings(entry.subject, entry.type, part.unit)
    inside = contains(state.authority.body.area, part.unit)
    expected = state.expected_units(contest)
    if not inside or any(not _belongs(column.unit, part.unit, expected) for column in part.columns):
        return [*findings, _open("G.101", entry.subject, part.unit, value=part.unit, what="unit")], None
    if any(not _fits(state, contest, column) for column in part.columns):
        return [*findings, _open("G.101", entry.subject, part.unit, value=part.unit, what="rows")], None
    if state.of_stations:
        for column in part.columns:
            findings += _station_column_findings(state, contest, column)
    return findings, with_part(state.recaps.get(entry.subject, _EMPTY), entry, part)


def judge_certificate(state: BookState, index: int, entry: Entry, event: RecapitulationCertified) -> Judgement:
    """What speaks against this certificate, and the recap it leads to."""
    statement, recap = event.dhasil, state.recaps.get(entry.subject, _EMPTY)
    body = state.authority.body
    findings = list(body_quorum_findings(state.authority, statement, state.limit))
    if statement.subject != f"{body.area}/{entry.subject}" or statement.election != entry.election:
        findings.append(Finding("R203", Level.BROKEN, params=params(field="subject", value=statement.subject)))
    unknown = [part for part in statement.data.parts if part not in recap.parts]
    findings += [Finding("R205", Level.BROKEN, params=params(cited=part.hex())) for part in unknown]
    if findings:
        return findings, None
    contest = _declared(state, entry.subject, statement.data.declared)
    if isinstance(contest, Finding):
        return [contest], None
    if not len(statement.data.totals) == len(statement.data.missing) == contest.width:
        return [_open("G.101", entry.subject, body.area, value=entry.subject, what="rows")], None
    findings = state.change_findings(entry.subject, entry.type, body.area)
    changed = with_certificate(recap, index, entry, statement)
    certificate = changed.certificates[-1]
    findings += _sum_findings(state, contest, certificate)
    findings += _unit_findings(state, contest, recap, certificate)
    findings += _contradiction_findings(contest, recap.in_force, certificate, body.area)
    return findings, changed


def judge_handover(state: BookState, index: int, entry: Entry, event: RecapitulationHandedOver) -> Judgement:
    """What speaks against handing this certificate over, and the recap it leads to."""
    recap = state.recaps.get(entry.subject, _EMPTY)
    in_force = recap.in_force
    if in_force is None or in_force.leaf != event.certificate:
        return [Finding("R205", Level.BROKEN, params=params(cited=event.certificate.hex()))], None
    if event.to != state.superior:
        return [Finding("R203", Level.BROKEN, params=params(field="to", value=event.to))], None
    if recap.is_reopened:
        values = params(act=entry.type, reason="reopened")
        return [
            Finding("J.510", Level.OPEN, area=state.authority.body.area, contest=entry.subject, params=values)
        ], None
    return [], with_handover(recap, index, entry, event.certificate)


def judge_child(state: BookState, index: int, entry: Entry, event: ChildReceived) -> Judgement:
    """What speaks against this arrival, and the recap it leads to; the child's own book is compared in the join."""
    recap = state.recaps.get(entry.subject, _EMPTY)
    if entry.subject not in state.election.contests or state.of_stations or not state.is_expected(event.child):
        return [_open("G.101", entry.subject, event.child, value=event.child, what="unit")], None
    if any(earlier.leaf == event.leaf and earlier.child == event.child for _, earlier in recap.arrivals):
        return [Finding("R206", Level.BROKEN, area=event.child, params=params(subject=event.leaf.hex()))], None
    findings = state.change_findings(entry.subject, entry.type, event.child) if event.child in recap.received else []
    return findings, with_child(recap, index, event)


def closing_findings(state: BookState, contest: DeclaredContest) -> Iterator[Finding]:
    """What is wrong with a PPK's recapitulation once its whole book is read: J.501, J.503, J.507."""
    contest_id = contest.contest.id
    certificate = state.recaps.get(contest_id, _EMPTY).in_force
    columns = certificate.by_unit if certificate else {}
    for unit in state.unseen_units(contest):
        yield _open("J.503", contest_id, unit, reason="not_seen")
    for unit in state.expected_units(contest):
        result = state.result_of(unit, contest_id)
        if result is None:
            yield _open("J.503", contest_id, unit, reason="not_received")
        elif result.is_blank:
            gap = _open("J.503", contest_id, unit, reason=result.reason or "blank")
            yield replace(gap, index=result.index, stream=f"tally/{unit}")
        if certificate is None or result is None:
            continue
        column = columns.get(unit)
        if column is None:
            yield _open("J.501", contest_id, unit, reason="left_out")
            continue
        if result.index > certificate.index:
            yield from _stale_findings(contest_id, column, result)
        blank: Figures = (None,) * contest.width
        yield from differences("J.501", contest, unit, column.figures, result.figures or blank)


def _declared(state: BookState, contest_id: str, declared: Hash) -> DeclaredContest | Finding:
    contest = state.election.contests.get(contest_id)
    area = state.authority.body.area
    if contest is not None and level_of(area) not in contest.contest.levels:
        return _open("G.101", contest_id, area, value=area, what="level")
    if contest is not None and not contest.contest.meets(area):
        return _open("G.101", contest_id, area, value=area, what="outside")
    if contest is None or contest.declared != declared:
        what = "contest" if contest is None else "rows"
        return _open("G.101", contest_id, state.authority.body.area, value=contest_id, what=what)
    return contest


def _belongs(unit: str, part: str, expected: Sequence[str]) -> bool:
    """Whether a column of this unit may stand in the part; `expected` are the contest's units, ascending."""
    at = bisect_left(expected, unit)
    return at < len(expected) and expected[at] == unit and contains(part, unit)


def _fits(state: BookState, contest: DeclaredContest, column: Column) -> bool:
    """Whether a column is as wide as the declaration, and unfilled only where it may be."""
    if len(column.figures) != contest.width or len(column.missing) != (0 if state.of_stations else contest.width):
        return False
    return state.of_stations or None not in column.figures


def _station_column_findings(state: BookState, contest: DeclaredContest, column: Column) -> Iterator[Finding]:
    """A TPS column cites the one entry that set its figures, and has just these."""
    tally = state.tallies.get(column.unit)
    source = column.sources[0] if len(column.sources) == 1 else None
    result = tally.set_by(contest.contest.id, source) if tally and source else None
    if result is None:
        yield _open("J.502", contest.contest.id, column.unit, reason="source")
        return
    blank: Figures = (None,) * contest.width
    yield from differences("J.502", contest, column.unit, column.figures, result.figures or blank)


def _sum_findings(state: BookState, contest: DeclaredContest, certificate: Certificate) -> Iterator[Finding]:
    sums = sum_of_columns(certificate.columns, contest.width, of_stations=state.of_stations)
    area = state.authority.body.area
    yield from differences("J.502", contest, area, certificate.totals.sums, sums.sums)
    yield from differences("J.502", contest, area, certificate.totals.missing, sums.missing, what="missing")


def _unit_findings(
    state: BookState, contest: DeclaredContest, recap: Recap, certificate: Certificate
) -> Iterator[Finding]:
    contest_id = contest.contest.id
    times = Counter(column.unit for column in certificate.columns)
    for unit in sorted(unit for unit, count in times.items() if count > 1):
        yield _open("J.504", contest_id, unit, times=times[unit])
    for unit in state.expected_units(contest):
        if not _arrived(state, contest_id, recap, unit):
            yield _open("J.509", contest_id, unit)
    if state.of_stations:
        for column in certificate.columns:
            yield from _stale_findings(contest_id, column, state.result_of(column.unit, contest_id))


def _stale_findings(contest_id: str, column: Column, result: Result | None) -> Iterator[Finding]:
    """J.507 where a TPS has another result in force than the column cites."""
    if result is not None and result.source not in column.sources:
        cited = column.sources[0].hex() if column.sources else ""
        yield _open("J.507", contest_id, column.unit, cited=cited, in_force=result.source.hex())


def _arrived(state: BookState, contest_id: str, recap: Recap, unit: str) -> bool:
    if not state.of_stations:
        return unit in recap.received
    return state.result_of(unit, contest_id) is not None


def _contradiction_findings(
    contest: DeclaredContest, before: Certificate | None, after: Certificate, area: str
) -> Iterator[Finding]:
    """J.505: the same sources, other totals."""
    if before is None or before.totals == after.totals:
        return
    if sorted(_sources(before)) == sorted(_sources(after)):
        yield _open("J.505", contest.contest.id, area, other=before.leaf.hex(), certificate=after.leaf.hex())


def _sources(certificate: Certificate) -> Iterator[tuple[str, tuple[Hash, ...]]]:
    return ((column.unit, column.sources) for column in certificate.columns)


def _open(code: str, contest: str, area: str, **values: int | str) -> Finding:
    return Finding(code, Level.OPEN, area=area, contest=contest, params=params(unit=area, **values))
