"""What an act of a timeline is marked with.

- Night is by the claimed hour.
- What decides figures of a contest after the book handed its certificate over is late; after a reopening that counts
  it is done anew, until the next handover.
- A refused attempt that names no contest is about all of them; it is late where what was tried decides figures.
"""

from dataclasses import dataclass, field
from typing import Final

from domain.events import (
    AttemptRefused,
    ChildCorrected,
    ChildReceived,
    ChildRecounted,
    Entry,
    ObjectionRaised,
    ObjectionResolved,
    RecapitulationCertified,
    RecapitulationHandedOver,
    RecapitulationPart,
    RecapitulationReopened,
    TallyAbsent,
    TallyCorrected,
    TallyReceived,
    TallyRecounted,
)

REFUSED, OUTSIDE, NIGHT, LATE, REOPENED, FAULTY, DISORDERED = MARKS = (
    "refused",
    "outside_plenary",
    "night",
    "after_handover",
    "reopened",
    "faulty",
    "disordered",
)
"""What an act may be marked with, in this order."""

_HOUR: Final = 3_600_000
_DAY: Final = 24
_DECIDING: Final = (
    TallyReceived,
    TallyAbsent,
    TallyCorrected,
    TallyRecounted,
    RecapitulationPart,
    RecapitulationCertified,
    ChildReceived,
    ChildCorrected,
    ChildRecounted,
    ObjectionRaised,
    ObjectionResolved,
)
"""What decides figures."""

_DECIDING_TYPES: Final = frozenset(event.__name__ for event in _DECIDING)


@dataclass(frozen=True, slots=True)
class Night:
    """From the hour `first` to before the hour `last`, `zone` hours east of Greenwich (WIB 7, WITA 8, WIT 9)."""

    first: int = 22
    last: int = 5
    zone: int = 7

    def has(self, time: int) -> bool:
        """Whether a claimed time (milliseconds since 1970) is at night."""
        hour = (time // _HOUR + self.zone) % _DAY
        return self.first <= hour < self.last if self.first <= self.last else not self.last <= hour < self.first


@dataclass(slots=True)
class Handovers:
    """The contests whose certificates one book has handed over, and those among them that it opened again since."""

    handed: set[str] = field(default_factory=set)
    reopened: set[str] = field(default_factory=set)

    def mark(self, entry: Entry, contests: tuple[str, ...]) -> str | None:
        """`LATE` or `REOPENED` where an entry about these contests is that."""
        data = entry.data
        if isinstance(data, AttemptRefused):
            decides = bool(contests) or data.type in _DECIDING_TYPES
            about = set(contests) or self.handed | self.reopened
        else:
            decides, about = isinstance(data, _DECIDING), set(contests)
        if decides and about & self.handed:
            return LATE
        return REOPENED if decides and about & self.reopened else None

    def take(self, entry: Entry, contests: tuple[str, ...]) -> None:
        """Go on after an entry that counts."""
        if isinstance(entry.data, RecapitulationHandedOver):
            self.handed.update(contests)
            self.reopened.difference_update(contests)
        elif isinstance(entry.data, RecapitulationReopened):
            self.reopened.update(self.handed.intersection(contests))
            self.handed.difference_update(contests)
