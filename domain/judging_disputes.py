"""Judging the disputes in one book of Bawaslu's line, entry by entry.

- A dispute is filed first (R205), once, and ruled on once (R206); what it is about lies in the body's area (R404) and
  is declared (G.101).
- It says who reports (a role) and what: nothing is filed, added or ruled without words (R203).
- A ruling is signed by the body's own quorum (R402 to R405), about this dispute and election (R203), and its order is
  of a closed set (R203).  What is ordered goes to a body of KPU's line inside the area of the body that rules, about
  areas of both (R404); a dismissal goes to nobody, by no deadline (R203).
- What was seen of an order has an outcome of a closed set, and names the entries it speaks of (R203).

Whether cited entries of other books are there is asked where these books are at hand.
"""

from collections.abc import Iterable, Iterator

from domain.areas import contains, is_area
from domain.authority import Authority, body_quorum_findings
from domain.bodies import KPU_LINE, parse_body
from domain.disputes import DISMISS, NONE, ORDERS, OUTCOMES, REPORTERS, Dispute, DisputeEvent, fold_dispute
from domain.election import Election
from domain.events import DisputeFiled, DisputeRuled, Entry, EvidenceAdded, ExecutionSeen
from domain.findings import Finding, Level, broken, params
from domain.statements import Ruling


class Docket:
    """The disputes of one book, by their id."""

    def __init__(self, authority: Authority, election: Election) -> None:
        """Nothing is filed yet."""
        self.disputes: dict[str, Dispute] = {}
        self.authority = authority
        self._area = authority.body.area
        self._election = election

    def judge(self, index: int, entry: Entry, event: DisputeEvent, limit: int) -> list[Finding]:
        """What speaks against this event; without anything it is taken."""
        before = self.disputes.get(entry.subject)
        after = fold_dispute(before, index, entry, event)
        if after is None:
            return [_out_of_turn(before, entry, event)]
        findings = list(self._findings(entry, event, limit))
        if not findings:
            self.disputes[entry.subject] = after
        return findings

    def _findings(self, entry: Entry, event: DisputeEvent, limit: int) -> Iterator[Finding]:
        match event:
            case DisputeFiled():
                yield from self._report_findings(event)
            case EvidenceAdded():
                if not (event.text.strip() or event.commitments or event.documents or event.entries):
                    yield _value("text", event.text)
            case DisputeRuled():
                yield from self._ruling_findings(entry, event, limit)
            case ExecutionSeen():
                if event.outcome not in OUTCOMES:
                    yield _value("outcome", event.outcome)
                elif not event.entries and event.outcome != NONE:
                    yield _value("entries", "")

    def _report_findings(self, event: DisputeFiled) -> Iterator[Finding]:
        if event.reporter not in REPORTERS:
            yield _value("reporter", event.reporter)
        if not event.text.strip():
            yield _value("text", event.text)
        if not event.areas:
            yield _value("areas", "")
        yield from self._place_findings(event.areas, event.contests)

    def _ruling_findings(self, entry: Entry, event: DisputeRuled, limit: int) -> Iterator[Finding]:
        statement, ruling = event.ruling, event.ruling.data
        if statement.subject != entry.subject or statement.election != entry.election:
            yield _value("subject", statement.subject)
        yield from body_quorum_findings(self.authority, statement, limit)
        if ruling.order not in ORDERS:
            yield _value("order", ruling.order)
        if not ruling.reason.strip():
            yield _value("reason", ruling.reason)
        yield from self._place_findings(ruling.areas, ruling.contests)
        yield from _dismissal_findings(ruling) if ruling.order == DISMISS else self._order_findings(ruling)

    def _order_findings(self, ruling: Ruling) -> Iterator[Finding]:
        """Whom the order is to, and about what."""
        to = parse_body(ruling.to)
        if to is None or to.kind not in KPU_LINE:
            yield _value("to", ruling.to)
            return
        if not contains(self._area, to.area):
            yield broken("R404", key="", area=to.area, wanted=self._area)
        if not ruling.areas:
            yield _value("areas", "")
        for area in ruling.areas:
            if is_area(area) and contains(self._area, area) and not contains(to.area, area):
                yield broken("R404", key="", area=area, wanted=to.area)

    def _place_findings(self, areas: Iterable[str], contests: Iterable[str]) -> Iterator[Finding]:
        for area in areas:
            if not is_area(area) or not contains(self._area, area):
                yield broken("R404", key="", area=area, wanted=self._area)
        for contest in contests:
            if contest not in self._election.contests:
                yield Finding("G.101", Level.OPEN, contest=contest, params=params(value=contest, what="contest"))


def _out_of_turn(before: Dispute | None, entry: Entry, event: DisputeEvent) -> Finding:
    """Why this event has no place in the dispute as it stands."""
    if before is None:
        return broken("R205", cited=entry.subject)
    if isinstance(event, ExecutionSeen):
        return _value("outcome", event.outcome) if before.ruled else broken("R205", cited=entry.subject)
    if isinstance(event, DisputeRuled):
        return broken("R206", subject=entry.subject, what="ruling")
    return broken("R206", subject=entry.subject)


def _dismissal_findings(ruling: Ruling) -> Iterator[Finding]:
    if ruling.to:
        yield _value("to", ruling.to)
    if ruling.deadline is not None:
        yield _value("deadline", str(ruling.deadline))


def _value(field: str, value: str) -> Finding:
    return broken("R203", field=field, value=value)
