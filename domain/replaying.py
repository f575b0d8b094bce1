"""Replaying one book: every act is judged against the state that the acts before it made.

- Each stream is an aggregate with an immutable state; an entry changes only the aggregate of its own stream.
- `judge` says what speaks against an act and what state it leads to; `step` takes that state.  Appending refuses an
  act with a blocking finding; verifying reports the finding and goes on.  Both ask the same `judge`.
- An act whose signer does not count, or whose statement's signers do not, leads to no state.
- A unit's first TallyReceived, ChildReceived and RecapitulationHandedOver need no open plenary; everything else in
  `tally/` and `recap/` does (J.510).  What changes figures or a D.Hasil needs a contest that is not certified (J.510).
- A form that does not fit its contest's declaration sets no figures (G.101).
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from domain.authority import signer_findings
from domain.bookstate import BookState, State
from domain.disputes import DISPUTE_EVENTS
from domain.events import (
    AttendanceRecorded,
    ChildCorrected,
    ChildReceived,
    ChildRecounted,
    CopyDelivered,
    CopyRecorded,
    Entry,
    Event,
    MandateRecorded,
    ObjectionRaised,
    ObjectionResolved,
    OrderExecuted,
    OrderRegistered,
    PlenaryClosed,
    PlenaryOpened,
    PlenaryResumed,
    PlenarySuspended,
    RecapitulationCertified,
    RecapitulationHandedOver,
    RecapitulationPart,
    RecapitulationReopened,
    TallyAbsent,
    TallyCorrected,
    TallyReceived,
    TallyRecounted,
    WitnessRecorded,
)
from domain.findings import Finding, Level, broken
from domain.judging_children import judge_adjustment
from domain.judging_corrections import judge_correction
from domain.judging_recap import judge_certificate, judge_child, judge_handover, judge_part
from domain.judging_room import (
    judge_copy,
    judge_objection,
    judge_order,
    judge_plenary,
    judge_reopening,
    judge_resolution,
    judge_witness,
)
from domain.judging_tally import judge_absent, judge_received

NOT_BLOCKING = frozenset({"J.503", "J.506", "J.513", "S.201", "S.202", "S.203", "S.204"})
"""What an operator may log all the same.

A gap is named, an equivocation is kept, a newer result arrives, an order is followed.
"""


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


def _elsewhere(_: BookState, __: int, entry: Entry, ___: Event) -> tuple[list[Finding], State | None]:
    """Copies are held, and disputes ruled on, by others than those who recapitulate (R203)."""
    return [broken("R203", field="stream", value=entry.stream)], None


_Judge = Callable[[BookState, int, Entry, Any], tuple[list[Finding], State | None]]

_JUDGES: Final[Mapping[type[Event], _Judge]] = {
    TallyReceived: judge_received,
    TallyAbsent: judge_absent,
    TallyCorrected: judge_correction,
    TallyRecounted: judge_correction,
    PlenaryOpened: judge_plenary,
    PlenarySuspended: judge_plenary,
    PlenaryResumed: judge_plenary,
    PlenaryClosed: judge_plenary,
    AttendanceRecorded: judge_plenary,
    MandateRecorded: judge_plenary,
    RecapitulationPart: judge_part,
    RecapitulationCertified: judge_certificate,
    WitnessRecorded: judge_witness,
    ObjectionRaised: judge_objection,
    ObjectionResolved: judge_resolution,
    CopyDelivered: judge_copy,
    RecapitulationHandedOver: judge_handover,
    RecapitulationReopened: judge_reopening,
    ChildReceived: judge_child,
    ChildCorrected: judge_adjustment,
    ChildRecounted: judge_adjustment,
    CopyRecorded: _elsewhere,
    **dict.fromkeys(DISPUTE_EVENTS, _elsewhere),
    OrderRegistered: judge_order,
    OrderExecuted: judge_order,
}
"""What judges the event of an entry whose signer counts."""
