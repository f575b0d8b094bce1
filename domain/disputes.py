"""The aggregate of one dispute in a book of Bawaslu's line: the report, evidence, the ruling, what was seen of it.

- A dispute begins with its report and is ruled on once; evidence may be added as long as it lasts.
- What became of an order is noted after the ruling that gave it; a dismissed dispute orders nothing.
"""

from dataclasses import dataclass, replace
from typing import Final

from domain.events import DisputeFiled, DisputeRuled, Entry, EvidenceAdded, ExecutionSeen
from domain.orders import CORRECT, RECAPITULATE, RECOUNT, REVOTE
from domain.plenary import ATTENDING
from domain.statements import Ruling
from domain.types import Hash, PublicKey

DISMISS: Final = "dismiss"
ORDERS: Final = (DISMISS, CORRECT, RECOUNT, RECAPITULATE, REVOTE)
"""What a ruling may say."""

EXECUTED, DIFFERENTLY, NONE = OUTCOMES = ("executed", "differently", "none")
"""What became of an order, as Bawaslu saw it."""

REPORTERS: Final = ("peserta", *ATTENDING)
"""Who reports: a role, never a name."""

DisputeEvent = DisputeFiled | EvidenceAdded | DisputeRuled | ExecutionSeen
DISPUTE_EVENTS: Final = (DisputeFiled, EvidenceAdded, DisputeRuled, ExecutionSeen)


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruling as the entry with this index and leaf hash has it, and the keys that signed it."""

    leaf: Hash
    index: int
    ruling: Ruling
    signers: tuple[PublicKey, ...]

    @property
    def orders_something(self) -> bool:
        """Whether somebody has to do something."""
        return self.ruling.order != DISMISS


@dataclass(frozen=True, slots=True)
class Dispute:
    """The state of `dispute/<id>`; evidence and what was seen stand with the index of their entry."""

    leaf: Hash
    index: int
    filed: DisputeFiled
    evidence: tuple[tuple[int, EvidenceAdded], ...] = ()
    ruled: Ruled | None = None
    seen: tuple[tuple[int, ExecutionSeen], ...] = ()


def fold_dispute(dispute: Dispute | None, index: int, entry: Entry, event: DisputeEvent) -> Dispute | None:
    """The dispute after this event; None where the event has no place in it."""
    match event:
        case DisputeFiled():
            return Dispute(entry.hash, index, event) if dispute is None else None
        case _ if dispute is None:
            return None
        case EvidenceAdded():
            return replace(dispute, evidence=(*dispute.evidence, (index, event)))
        case DisputeRuled(ruling=statement):
            ruled = Ruled(entry.hash, index, statement.data, statement.signers)
            return replace(dispute, ruled=ruled) if dispute.ruled is None else None
        case ExecutionSeen():
            is_ordered = dispute.ruled is not None and dispute.ruled.orders_something
            return replace(dispute, seen=(*dispute.seen, (index, event))) if is_ordered else None
