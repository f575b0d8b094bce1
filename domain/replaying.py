"""Replaying one book: every act is judged against the state that the acts before it made.

- Each stream is an aggregate with an immutable state; an entry changes only the aggregate of its own stream.
- `judge` says what speaks against an act and what state it leads to; `step` takes that state.  Appending refuses an
  act with a blocking finding; verifying reports the finding and goes on.  Both ask the same `judge`.
- An act whose signer does not count, or whose statement's signers do not, leads to no state.
- A unit's first TallyReceived, ChildReceived and RecapitulationHandedOver need no open plenary; everything else in
  `tally/` and `recap/` does (J.510).
- A form that does not fit its contest's declaration sets no figures (G.101).
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from domain.authority import signer_findings
from domain.bookstate import BookState, State
from domain.events import (
    ChildReceived,
    Entry,
    Event,
    PlenaryClosed,
    PlenaryOpened,
    RecapitulationCertified,
    RecapitulationHandedOver,
    RecapitulationPart,
    TallyAbsent,
    TallyReceived,
)
from domain.findings import Finding, Level, params
from domain.judging_recap import judge_certificate, judge_child, judge_handover, judge_part
from domain.judging_tally import judge_absent, judge_received
from domain.plenary import Plenary, fold_plenary

NOT_BLOCKING = frozenset({"J.503", "J.506"})
"""What an operator may log all the same: a gap is named, an equivocation is kept."""


def step(state: BookState, index: int, entry: Entry) -> list[Finding]:
    """Judge `entry` and take the state it leads to; the findings carry its place."""
    findings, changed = judge(state, index, entry)
    if changed is not None:
        state.put(entry.stream, changed)
    return findings and [finding.at(book=entry.book, index=index, stream=entry.stream) for finding in findings]


def judge(state: BookState, index: int, entry: Entry) -> tuple[list[Finding], State | None]:
    """What speaks against `entry` at `index`, and the new state of its stream (None: it does not count)."""
    state.limit = state.authority.limit_at(index, state.limit)
    judge_event = _JUDGES.get(type(entry.data))
    if judge_event is None:
        return [], None  # authority is judged by `domain.appointing`
    findings = signer_findings(state.authority, entry, state.limit)
    return (list(findings), None) if findings else judge_event(state, index, entry, entry.data)


def blocking(findings: list[Finding]) -> tuple[Finding, ...]:
    """Those findings for which an act is refused."""
    serious = (Level.BROKEN, Level.INCOMPLETE, Level.OPEN)
    return tuple(finding for finding in findings if finding.level in serious and finding.code not in NOT_BLOCKING)


def _judge_plenary(
    state: BookState, _: int, entry: Entry, event: PlenaryOpened | PlenaryClosed
) -> tuple[list[Finding], Plenary | None]:
    if isinstance(event, PlenaryOpened):
        if event.area != state.authority.body.area:
            values = params(key="", area=event.area, wanted=state.authority.body.area)
            return [Finding("R404", Level.BROKEN, params=values)], None
        unknown = [contest for contest in event.contests if contest not in state.election.contests]
        if unknown or not event.contests:
            contest = unknown[0] if unknown else None
            values = params(value=contest or entry.stream, what="contest")
            return [Finding("G.101", Level.OPEN, contest=contest, params=values)], None
    plenary = fold_plenary(state.plenaries.get(entry.subject, Plenary()), event)
    if plenary is None:
        return [Finding("J.510", Level.OPEN, params=params(act=type(event).__name__, reason="plenary"))], None
    return [], plenary


_JUDGES: Final[Mapping[type[Event], Callable[[BookState, int, Entry, Any], tuple[list[Finding], State | None]]]] = {
    TallyReceived: judge_received,
    TallyAbsent: judge_absent,
    RecapitulationPart: lambda state, _, entry, event: judge_part(state, entry, event),
    RecapitulationCertified: judge_certificate,
    RecapitulationHandedOver: judge_handover,
    ChildReceived: judge_child,
    PlenaryOpened: _judge_plenary,
    PlenaryClosed: _judge_plenary,
}
"""What judges the event of an entry whose signer counts."""
