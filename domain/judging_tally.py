"""Judging what a PPK logs about one TPS.

- The TPS of the stream, of the statement and of its signers is the same, and registered (R203, R404, G.101).
- KPPS sign a CHasil with their quorum, two officials of the PPK a Transcription (R402 to R405).
- Every form is checked once, when its figures are set; what is found goes with them, and is reported at the end if
  they are still in force.  A reason given makes a G finding `explained`.
- A second CHasil of a contest and generation is kept, is an equivocation unless one names the other (J.506), and
  needs a session; the next generation needs an order of its own, and a contest that is not certified (J.510).
"""

from collections.abc import Iterator, Mapping

from domain.authority import area_findings, official_pair_findings, station_quorum_findings
from domain.bookstate import BookState
from domain.events import Entry, TallyAbsent, TallyReceived
from domain.findings import Finding, Level, params
from domain.judging_forms import NO_OTHERS, contest_of, form_findings, unknown, whole_findings
from domain.orders import REVOTE
from domain.statements import CHasil, Statement, Transcription
from domain.tally import Heard, Result, Tally, absent, received

Judgement = tuple[list[Finding], Tally | None]


def judge_received(state: BookState, index: int, entry: Entry, event: TallyReceived) -> Judgement:
    """What speaks against receiving this result, and the tally it leads to."""
    tps, statement = entry.subject, event.statement
    result = statement.data
    findings = _place_findings(state, tps)
    if statement.subject != tps or statement.election != entry.election:
        findings.append(Finding("R203", Level.BROKEN, params=params(field="subject", value=statement.subject)))
    if isinstance(result, Transcription):
        findings += official_pair_findings(state.authority, statement, state.limit)
    else:
        findings += station_quorum_findings(state.authority, statement, tps, state.limit)
    if len(result.forms) > 1 and len({form.contest for form in result.forms}) < len(result.forms):
        # Which of two forms of one contest is meant, nobody can say.
        findings.append(Finding("R206", Level.BROKEN, area=tps, params=params(subject=statement.hash.hex())))
    if event.order is not None and state.order(event.order) is None:
        findings.append(Finding("R205", Level.BROKEN, area=tps, params=params(cited=event.order.hex())))
    if findings:
        return findings, None
    tally = state.tallies.get(tps, _EMPTY)
    if result.generation != 1 or tally.statements:
        findings += _later_findings(state, tally, event)
    explained = {(given.code, given.contest, given.row): given.reason for given in event.explained}
    results = {}
    for form in result.forms:
        contest = contest_of(state.election.contests, tps, form)
        if isinstance(contest, Finding):
            findings.append(contest)
            continue
        found = tuple(form_findings(contest, tps, form, explained))
        results[form.contest] = Result(form.figures, result.generation, entry.hash, index, "", found, event.explained)
    anggota = state.authority.quorum_of("kpps")
    others = tally.figures_in_force() if tally.results else NO_OTHERS
    findings += whole_findings(state.election.contests, anggota, tps, result, others)
    contests = tuple([form.contest for form in result.forms])
    heard = Heard(contests, result.generation, statement.replaces, statement.hash, event.order)
    return findings, received(tally, heard, results)


def judge_absent(state: BookState, index: int, entry: Entry, event: TallyAbsent) -> Judgement:
    """What speaks against declaring this TPS absent, and the tally it leads to."""
    tps = entry.subject
    findings = _place_findings(state, tps)
    if findings:
        return findings, None
    known = tuple(contest for contest in event.contests if _covers(state, contest, tps))
    findings = [unknown(tps, contest, "contest") for contest in event.contests if contest not in known]
    for contest in known:
        findings += state.change_findings(contest, "TallyAbsent", tps)
    tally = state.tallies.get(tps, _EMPTY)
    if any(result is not None and not result.is_blank for result in map(tally.in_force, known)):
        findings.append(
            Finding("J.510", Level.OPEN, area=tps, params=params(act="TallyAbsent", reason="received_before"))
        )
        return findings, None
    if not event.reason.strip():
        values = params(act="TallyAbsent", reason="no_reason")
        return [*findings, Finding("J.510", Level.OPEN, area=tps, params=values)], None
    return findings, absent(tally, known, entry.hash, index, event.reason)


def _place_findings(state: BookState, tps: str) -> list[Finding]:
    outside = area_findings(state.authority, tps)
    if outside or state.is_expected(tps):
        return list(outside)
    return [unknown(tps, None, "tps")]


def _later_findings(state: BookState, tally: Tally, event: TallyReceived) -> Iterator[Finding]:
    """What a second result of a contest, or a later generation, needs; the first of all needs nothing."""
    statement = event.statement
    generation = statement.data.generation
    tps = statement.subject
    contests = {form.contest for form in statement.data.forms}
    before = {contest: tally.generation_of(contest) for contest in contests}
    for contest in sorted(contests):
        if generation > before[contest] and generation != 1:
            yield from state.change_findings(contest, "TallyReceived", tps)
        elif generation != 1 or before[contest]:
            yield from state.session_findings(contest, "TallyReceived", tps)  # kept, and changes no figures
    if generation < 1 or (generation > 1 and not _is_ordered(state, tally, event, before)):
        yield Finding(
            "J.510", Level.OPEN, area=tps, params=params(act="TallyReceived", reason="order", generation=generation)
        )
    if any(earlier.statement == statement.hash for earlier in tally.statements):
        yield Finding("R206", Level.BROKEN, area=tps, params=params(subject=statement.hash.hex()))
        return
    for earlier in tally.statements:
        linked = earlier.statement in statement.replaces or statement.hash in earlier.replaces
        if earlier.generation == generation and not linked and not contests.isdisjoint(earlier.contests):
            # Named against the first it contradicts; more would say nothing new, and there may be thousands.
            yield from _equivocations(statement, earlier, tps)
            return


def _is_ordered(state: BookState, tally: Tally, event: TallyReceived, before: Mapping[str, int]) -> bool:
    """Whether every contest that this receipt takes to a next generation has an order for a revote there, not used."""
    order = state.order(event.order) if event.order is not None else None
    tps, generation = event.statement.subject, event.statement.data.generation
    new = [contest for contest, earlier in before.items() if generation > earlier]
    if order is None or order.registered.what != REVOTE:
        return bool(before) and not new
    votes = [heard for heard in tally.statements if heard.order == event.order and heard.generation > 1]
    used = {contest for heard in votes for contest in heard.contests}
    return all(
        generation == before[contest] + 1 and order.covers(tps, contest) and contest not in used for contest in new
    )


def _equivocations(statement: Statement[CHasil], earlier: Heard, tps: str) -> Iterator[Finding]:
    """J.506 for every contest that both tell the result of."""
    signers = " ".join(key.hex() for key in statement.signers)
    values = params(
        generation=earlier.generation,
        other=earlier.statement.hex(),
        statement=statement.hash.hex(),
        signers=signers,
    )
    for form in statement.data.forms:
        if form.contest in earlier.contests:
            yield Finding("J.506", Level.OPEN, area=tps, contest=form.contest, params=values)


def _covers(state: BookState, contest: str, tps: str) -> bool:
    declared = state.election.contests.get(contest)
    return declared is not None and declared.contest.covers(tps)


_EMPTY = Tally()
