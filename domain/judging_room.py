"""Judging what happens in the room beside the figures: plenaries, mandates, objections, witnesses, copies, orders.

- A plenary goes from opened to closed, one at a time for a contest (J.510); for a contest that is certified it opens
  again only after reopening.
- A mandate is signed by the peserta's key, and every key in it proves itself (R402, R407); a key is one person's, of
  one option, here and elsewhere in the book (R406).
- A saksi in the room is of an option of a declared contest; an objection is about a unit that there is (G.101).
- An objection is resolved once, after it was raised in this book (R205); an accepted one names corrections, recounts or
  revotes of what it is about, that followed it.  It is answered before the contest is certified or handed over (S.101).
- A saksi signs or refuses with a key that was mandated here for that option and contest (R402); a refusal has a reason
  and blocks nothing.  What is recorded is what was signed, to the word (R203), and once (R206); if it is about another
  D.Hasil than was certified, that is named (S.103).
- An order reopens a contest once (J.510).
- A copy that is posted is for everybody (R203).
- What is cited stands in this book (R205).
"""

from collections.abc import Container, Iterator
from dataclasses import replace
from itertools import pairwise

from domain.areas import contains, is_area, meets
from domain.bookstate import BookState
from domain.election import DeclaredContest
from domain.events import (
    AttendanceRecorded,
    Attendee,
    CopyDelivered,
    Entry,
    MandateRecorded,
    ObjectionRaised,
    ObjectionResolved,
    OrderExecuted,
    OrderRegistered,
    PlenaryOpened,
    RecapitulationReopened,
    WitnessRecorded,
)
from domain.findings import Finding, Level, broken, params
from domain.orders import KINDS, Execution, Order
from domain.plenary import ATTENDING, Plenary, PlenaryEvent, fold_plenary, seats_of
from domain.recap import ACCEPTED, OUTCOMES, REJECTED, Objection, Recap, with_objection, with_reopening, with_resolution
from domain.statements import Possession, Role
from domain.types import Hash

SIGNED, REFUSED, ABSENT = STANCES = ("signed", "refused", "absent")
"""What a saksi does with a D.Hasil."""

HANDED, POSTED = DELIVERIES = ("handed", "posted")
"""How a copy of the D.Hasil reaches people."""

EVERYBODY = Attendee("", 0, "masyarakat")
"""Who receives a copy that is posted."""

_EMPTY = Recap()


def judge_plenary(state: BookState, _: int, entry: Entry, event: PlenaryEvent) -> tuple[list[Finding], Plenary | None]:
    """What speaks against this act of a plenary, and the plenary it leads to."""
    match event:
        case PlenaryOpened():
            findings = list(_opening_findings(state, entry, event))
        case AttendanceRecorded(present=present):
            findings = [finding for each in present for finding in _attendee_findings(state, each)]
        case MandateRecorded():
            findings = list(_mandate_findings(state, entry, event))
        case _:
            findings = []
    plenary = fold_plenary(state.plenaries.get(entry.subject, Plenary()), event, entry.hash)
    if plenary is None:
        findings.append(Finding("J.510", Level.OPEN, params=params(act=entry.type, reason="plenary")))
    return findings, None if findings else plenary


def judge_objection(
    state: BookState, index: int, entry: Entry, event: ObjectionRaised
) -> tuple[list[Finding], Recap | None]:
    """What speaks against recording this objection, and the recap it leads to."""
    contest = state.election.contests.get(entry.subject)
    if contest is None or not _is_inside(state, event.unit):
        what = "contest" if contest is None else "area"
        return [_unknown(entry.subject, entry.subject if contest is None else event.unit, what)], None
    if not _is_there(state, event.unit):
        return [Finding("G.101", Level.OPEN, area=event.unit, params=params(value=event.unit, what="unit"))], None
    findings = state.session_findings(entry.subject, entry.type, event.unit)
    findings += [_unknown(entry.subject, row, "row") for row in event.rows if row not in contest.contest.rows]
    findings += _attendee_findings(state, event.by)
    if not event.text.strip():
        findings.append(_value("text", event.text))
    recap = state.recaps.get(entry.subject, _EMPTY)
    return findings, None if findings else with_objection(recap, index, entry, event)


def judge_resolution(
    state: BookState, _: int, entry: Entry, event: ObjectionResolved
) -> tuple[list[Finding], Recap | None]:
    """What speaks against this answer to an objection, and the recap it leads to."""
    recap = state.recaps.get(entry.subject, _EMPTY)
    objection = recap.objections.get(event.objection)
    if objection is None:
        return [broken("R205", cited=event.objection.hex())], None
    findings = state.session_findings(entry.subject, entry.type, objection.raised.unit)
    if objection.resolved is not None:
        findings.append(broken("R206", subject=event.objection.hex()))
    if event.outcome not in OUTCOMES or (event.outcome == ACCEPTED) != bool(event.entries):
        findings.append(_value("outcome", event.outcome))
    if event.outcome == REJECTED and not event.reason.strip():
        findings.append(_value("reason", event.reason))
    made = _changes_since(state, entry.subject, objection)
    findings += [broken("R205", cited=cited.hex()) for cited in event.entries if cited not in made]
    return findings, None if findings else with_resolution(recap, event)


def judge_witness(
    state: BookState, index: int, entry: Entry, event: WitnessRecorded
) -> tuple[list[Finding], Recap | None]:
    """What speaks against recording what a saksi did with a D.Hasil, and the recap it leads to."""
    contest, area = entry.subject, state.authority.body.area
    declared = state.election.contests.get(contest)
    if declared is None:
        return [_unknown(contest, contest, "contest")], None
    if event.option not in _ballot(declared):
        return [_unknown(contest, str(event.option), "option")], None
    findings = [] if event.stance in STANCES else [_value("stance", event.stance)]
    if event.stance == REFUSED and not event.reason.strip():
        findings.append(_value("reason", event.reason))
    if len(event.positions) > 1 or (event.positions and event.stance == ABSENT):
        findings.append(_value("positions", str(len(event.positions))))
    for position in event.positions:
        said = position.data
        if position.subject != f"{area}/{contest}" or position.election != entry.election:
            findings.append(_value("subject", position.subject))
        if (said.dhasil, said.option, said.stance, said.reason) != _position(event):
            findings.append(_value("stance", said.stance))
        mandated = {
            mandate.key
            for plenary in state.plenaries.values()
            for mandate in plenary.spoken_for
            if mandate.option == event.option and contest in mandate.contests
        }
        findings += [broken("R402", key=key.hex()) for key in position.signers if key not in mandated]
    recap = state.recaps.get(contest, _EMPTY)
    heard = {position.hash for _, earlier in recap.witnesses for position in earlier.positions}
    findings += [broken("R206", subject=each.hash.hex()) for each in event.positions if each.hash in heard]
    return findings, None if findings else replace(recap, witnesses=(*recap.witnesses, (index, event)))


def judge_copy(state: BookState, index: int, entry: Entry, event: CopyDelivered) -> tuple[list[Finding], Recap | None]:
    """What speaks against recording that a copy was delivered, and the recap it leads to."""
    recap = state.recaps.get(entry.subject, _EMPTY)
    if event.certificate not in {certificate.leaf for certificate in recap.certificates}:
        return [broken("R205", cited=event.certificate.hex())], None
    findings = [] if event.how in DELIVERIES else [_value("how", event.how)]
    findings += _attendee_findings(state, event.receiver)
    if event.how == POSTED and event.receiver != EVERYBODY:
        findings.append(_value("receiver", event.receiver.role))
    return findings, None if findings else replace(recap, copies=(*recap.copies, (index, event)))


def judge_reopening(
    state: BookState, _: int, entry: Entry, event: RecapitulationReopened
) -> tuple[list[Finding], Recap | None]:
    """What speaks against reopening a certified recapitulation, and the recap it leads to."""
    recap, order = state.recaps.get(entry.subject, _EMPTY), state.order(event.order)
    area = state.authority.body.area
    if order is None:
        return [broken("R205", cited=event.order.hex())], None
    reason = "used" if event.order in recap.reopened_on else None
    if not order.covers(area, entry.subject):
        reason = "order"
    if not recap.is_final:
        reason = "not_certified"
    if reason is not None:
        values = params(act=entry.type, reason=f"reopen_{reason}")
        return [Finding("J.510", Level.OPEN, area=area, contest=entry.subject, params=values)], None
    return [], with_reopening(recap, event.order)


def judge_order(
    state: BookState, index: int, entry: Entry, event: OrderRegistered | OrderExecuted
) -> tuple[list[Finding], Order | None]:
    """What speaks against registering or executing an order, and the order it leads to."""
    order = state.orders.get(entry.subject)
    if isinstance(event, OrderRegistered):
        findings = [] if event.what in KINDS else [_value("what", event.what)]
        if order is not None:
            findings.append(broken("R206", subject=entry.subject))
        areas = (area for area in event.areas if not _is_inside(state, area))
        findings += [broken("R404", key="", area=area, wanted=state.authority.body.area) for area in areas]
        findings += [_unknown(each, each, "contest") for each in event.contests if each not in state.election.contests]
        return findings, None if findings else Order(entry.hash, index, event)
    if order is None:
        return [broken("R205", cited=entry.subject)], None
    return [], replace(order, executed=(*order.executed, Execution(index, entry.time, event)))


def closing_objections(state: BookState) -> Iterator[Finding]:
    """S.101 for what was not answered when the plenary closed or certified its contest; S.102 for what was rejected.

    S.103 for every position of a saksi about a D.Hasil that was never certified here.
    """
    for contest, recap in state.recaps.items():
        plenary = state.plenary_for(contest)
        for objection in recap.objections.values():
            place = (objection.index, f"recap/{contest}", objection.raised.unit, contest)
            if objection.resolved is None and (plenary is None or _was_passed_over(recap, objection)):
                reason = "closed" if plenary is None else "certified"
                values = params(text=objection.raised.text, reason=reason)
                yield Finding("S.101", Level.OPEN, None, *place, params=values)
            elif objection.resolved is not None and objection.resolved.outcome == REJECTED:
                values = params(text=objection.raised.text, reason=objection.resolved.reason)
                yield Finding("S.102", Level.HINT, None, *place, params=values)
        if recap.is_final or plenary is None:
            yield from _stray_positions(state, contest, recap)


def _was_passed_over(recap: Recap, objection: Objection) -> bool:
    """Whether the contest was certified or handed over after this objection."""
    acts = [*(each.index for each in recap.certificates), *(index for _, index, _ in recap.handed_over)]
    return max(acts, default=-1) > objection.index


def _stray_positions(state: BookState, contest: str, recap: Recap) -> Iterator[Finding]:
    certified = {certificate.statement for certificate in recap.certificates}
    area = state.authority.body.area
    for index, event in recap.witnesses:
        if event.stance != ABSENT and event.dhasil not in certified:
            values = params(option=event.option, dhasil=event.dhasil.hex())
            yield Finding("S.103", Level.HINT, None, index, f"recap/{contest}", area, contest, params=values)


def _opening_findings(state: BookState, entry: Entry, event: PlenaryOpened) -> Iterator[Finding]:
    area = state.authority.body.area
    if event.area != area:
        yield broken("R404", key="", area=event.area, wanted=area)
    unknown = [contest for contest in event.contests if contest not in state.election.contests]
    if unknown or not event.contests:
        yield _unknown(unknown[0] if unknown else None, unknown[0] if unknown else entry.stream, "contest")
    for contest in event.contests:
        reason = "certified" if state.recaps.get(contest, _EMPTY).is_final else None
        if state.plenary_for(contest) is not None:
            reason = "under_way"  # one left open would keep corrections possible after the other closed
        if reason is not None:
            yield Finding("J.510", Level.OPEN, area=area, contest=contest, params=params(act=entry.type, reason=reason))


def _mandate_findings(state: BookState, entry: Entry, event: MandateRecorded) -> Iterator[Finding]:
    mandate, said = event.mandate, event.mandate.data
    body = state.authority.body
    if mandate.subject != body.id or mandate.election != entry.election or said.area != body.area:
        yield _value("subject", mandate.subject)
    for contest in said.contests:
        declared = state.election.contests.get(contest)
        if declared is None or said.option not in _ballot(declared):
            yield _unknown(contest, str(said.option), "option")
    proven = {
        (proof.signers[0], proof.data)
        for proof in event.possessions
        if len(proof.signers) == 1 and proof.subject == body.id and proof.election == entry.election
    }
    seats = [(key, Possession(said.area, said.option, Role.PESERTA)) for key in mandate.signers]
    if said.key is not None:
        seats.append((said.key, Possession(said.area, said.person, Role.SAKSI)))
    if len(mandate.signers) != 1:
        yield broken("R405", have=len(mandate.signers), need=1, ketua=1)
    for key, seat in seats:
        if (key, seat) not in proven:
            yield broken("R407", key=key.hex())
    taken = {key: seat for plenary in state.plenaries.values() for key, seat in plenary.seats.items()}
    for key, its in seats_of(said, mandate.signers):
        if key in state.authority.keys or taken.setdefault(key, its) != its:
            yield broken("R406", key=key.hex(), use=str(its[0]))


def _changes_since(state: BookState, contest: str, objection: Objection) -> Container[Hash]:
    """The leaf hashes of the corrections, recounts and revotes behind an objection, of what it is about."""
    unit, index = objection.raised.unit, objection.index
    changes = state.recaps.get(contest, _EMPTY).made
    made = {each.leaf for each in changes if each.index > index and meets(each.event.unit, unit)}
    near = (tally.results.get(contest, ()) for tps, tally in state.tallies.items() if meets(tps, unit))
    pairs = (pair for results in near for pair in pairwise(results))
    return made.union(then.source for first, then in pairs if then.index > index and first.figures is not None)


def _attendee_findings(state: BookState, who: Attendee) -> Iterator[Finding]:
    """R203 for a role that nobody has, G.101 for a saksi of no option of a declared contest."""
    if who.role not in ATTENDING:
        yield _value("role", who.role)
    elif who.role == str(Role.SAKSI):
        declared = state.election.contests.get(who.contest)
        if declared is None or who.no not in _ballot(declared):
            yield _unknown(who.contest, str(who.no), "option")


def _is_there(state: BookState, unit: str) -> bool:
    """Whether `unit` is the body's area, an expected unit, or around or (above a PPK) inside one."""
    expected = (each for each in state.units if state.is_expected(each))
    return unit == state.authority.body.area or any(
        contains(unit, each) or (not state.of_stations and contains(each, unit)) for each in expected
    )


def _is_inside(state: BookState, area: str) -> bool:
    """Whether this is an area of the book's body."""
    return is_area(area) and contains(state.authority.body.area, area)


def _ballot(contest: DeclaredContest) -> set[int]:
    """The ballot numbers of a contest's parties or paslon."""
    return {option.no for option in contest.contest.options if option.parent is None}


def _position(event: WitnessRecorded) -> tuple[Hash, int, str, str]:
    """What a saksi must have said for this to be recorded."""
    return event.dhasil, event.option, event.stance, event.reason


def _unknown(contest: str | None, value: str, what: str) -> Finding:
    return Finding("G.101", Level.OPEN, contest=contest, params=params(value=value, what=what))


def _value(field: str, value: str) -> Finding:
    return broken("R203", field=field, value=value)
