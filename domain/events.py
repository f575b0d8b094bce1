"""Events: what an operator logs, one class per entry type (`docs/format.md`, section 5).

- An event's type is the name of its class; types resolve through the closed table `EVENT_TYPES`.
- `STREAMS` says in which streams each event may stand.

The classes lie in the modules `domain.events_*`; everybody else takes them from here.
"""

from domain.events_authority import (
    AttemptRefused,
    AuthoritySeen,
    BodyAuthorized,
    BookOpened,
    CheckpointAcknowledged,
    ContestAmended,
    ContestDeclared,
    Continued,
    DeclaredOption,
    ElectionAmended,
    ElectionDeclared,
    EntriesAffirmed,
    Line,
    OfficialAppointed,
    OfficialRevoked,
    RegionRegistered,
    Station,
    StationKeysIssued,
)
from domain.events_dispute import DisputeFiled, DisputeRuled, EvidenceAdded, ExecutionSeen, Reference
from domain.events_plenary import (
    AttendanceRecorded,
    Attendee,
    Cell,
    Explanation,
    MandateRecorded,
    OrderExecuted,
    OrderRegistered,
    PlenaryClosed,
    PlenaryOpened,
    PlenaryResumed,
    PlenarySuspended,
    TallyAbsent,
    TallyCorrected,
    TallyReceived,
    TallyRecounted,
)
from domain.events_recap import (
    ChildCorrected,
    ChildReceived,
    ChildRecounted,
    Column,
    CopyDelivered,
    CopyRecorded,
    ObjectionRaised,
    ObjectionResolved,
    RecapitulationCertified,
    RecapitulationHandedOver,
    RecapitulationPart,
    RecapitulationReopened,
    WitnessRecorded,
)
from domain.statements import Quorum
from domain.types import Hash, PublicKey, Record

__all__ = [
    "EVENT_TYPES",
    "STREAMS",
    "AttemptRefused",
    "AttendanceRecorded",
    "Attendee",
    "AuthoritySeen",
    "BodyAuthorized",
    "BookOpened",
    "Cell",
    "CheckpointAcknowledged",
    "ChildCorrected",
    "ChildReceived",
    "ChildRecounted",
    "Column",
    "ContestAmended",
    "ContestDeclared",
    "Continued",
    "CopyDelivered",
    "CopyRecorded",
    "DeclaredOption",
    "DisputeFiled",
    "DisputeRuled",
    "ElectionAmended",
    "ElectionDeclared",
    "EntriesAffirmed",
    "Entry",
    "Event",
    "EvidenceAdded",
    "ExecutionSeen",
    "Explanation",
    "Line",
    "MandateRecorded",
    "ObjectionRaised",
    "ObjectionResolved",
    "OfficialAppointed",
    "OfficialRevoked",
    "OrderExecuted",
    "OrderRegistered",
    "PlenaryClosed",
    "PlenaryOpened",
    "PlenaryResumed",
    "PlenarySuspended",
    "Quorum",
    "RecapitulationCertified",
    "RecapitulationHandedOver",
    "RecapitulationPart",
    "RecapitulationReopened",
    "Reference",
    "RegionRegistered",
    "Station",
    "StationKeysIssued",
    "TallyAbsent",
    "TallyCorrected",
    "TallyReceived",
    "TallyRecounted",
    "Unsupported",
    "WitnessRecorded",
]


class Unsupported(Record, frozen=True):
    """A sound entry of an unknown type or version, or (then `within` is its own type) with such a statement in it."""

    type: str
    v: int
    within: str | None = None


Event = (
    ElectionDeclared
    | ElectionAmended
    | ContestDeclared
    | ContestAmended
    | BookOpened
    | AuthoritySeen
    | CheckpointAcknowledged
    | AttemptRefused
    | BodyAuthorized
    | OfficialAppointed
    | OfficialRevoked
    | EntriesAffirmed
    | RegionRegistered
    | StationKeysIssued
    | TallyReceived
    | TallyAbsent
    | TallyCorrected
    | TallyRecounted
    | PlenaryOpened
    | PlenarySuspended
    | PlenaryResumed
    | PlenaryClosed
    | AttendanceRecorded
    | MandateRecorded
    | RecapitulationPart
    | RecapitulationCertified
    | WitnessRecorded
    | ObjectionRaised
    | ObjectionResolved
    | CopyDelivered
    | RecapitulationHandedOver
    | RecapitulationReopened
    | ChildReceived
    | ChildCorrected
    | ChildRecounted
    | CopyRecorded
    | OrderRegistered
    | OrderExecuted
    | DisputeFiled
    | EvidenceAdded
    | DisputeRuled
    | ExecutionSeen
    | Unsupported
)

STREAMS: dict[type[Event], str] = {
    ElectionDeclared: "election",
    ElectionAmended: "election",
    ContestDeclared: "contest/",
    ContestAmended: "contest/",
    BookOpened: "book",
    AuthoritySeen: "book",
    CheckpointAcknowledged: "book",
    AttemptRefused: "book",
    BodyAuthorized: "body/",
    OfficialAppointed: "body/",
    OfficialRevoked: "body/",
    EntriesAffirmed: "body/",
    RegionRegistered: "region/",
    StationKeysIssued: "region/",
    TallyReceived: "tally/",
    TallyAbsent: "tally/",
    TallyCorrected: "tally/",
    TallyRecounted: "tally/",
    PlenaryOpened: "plenary/",
    PlenarySuspended: "plenary/",
    PlenaryResumed: "plenary/",
    PlenaryClosed: "plenary/",
    AttendanceRecorded: "plenary/",
    MandateRecorded: "plenary/",
    RecapitulationPart: "recap/",
    RecapitulationCertified: "recap/",
    WitnessRecorded: "recap/",
    ObjectionRaised: "recap/",
    ObjectionResolved: "recap/",
    CopyDelivered: "recap/",
    RecapitulationHandedOver: "recap/",
    RecapitulationReopened: "recap/",
    ChildReceived: "recap/",
    ChildCorrected: "recap/",
    ChildRecounted: "recap/",
    CopyRecorded: "copies/",
    OrderRegistered: "order/",
    OrderExecuted: "order/",
    DisputeFiled: "dispute/",
    EvidenceAdded: "dispute/",
    DisputeRuled: "dispute/",
    ExecutionSeen: "dispute/",
}
"""The stream of each event: a whole name, or a prefix ending in `/` before the subject."""

EVENT_TYPES: dict[str, type[Event]] = {kind.__name__: kind for kind in STREAMS}
"""The closed table of entry types."""


class Entry(Record, frozen=True):
    """A decoded entry; `time` is milliseconds since 1970 and only a claim; `hash` is its leaf hash."""

    book: str
    data: Event
    election: Hash
    prev: Hash
    seq: int
    signer: PublicKey
    stream: str
    time: int
    hash: Hash

    @property
    def subject(self) -> str:
        """What the stream is about: the part after the first `/`."""
        return self.stream.partition("/")[2]

    @property
    def type(self) -> str:
        """The entry type as it stands on the wire."""
        data = self.data
        return data.within or data.type if isinstance(data, Unsupported) else type(data).__name__
