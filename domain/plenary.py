"""The aggregate of one plenary (rapat pleno): opened once, suspended and resumed, then closed; and who is in the room.

- Nothing happens in a plenary before it is opened, nor after it is closed; nothing but resuming or closing while it is
  suspended.
- The attendance recorded last is the one in force; who is there after a pause is recorded anew.
- A saksi's key counts from where the mandate for it was recorded; a key is one peserta's or one saksi's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from domain.events import (
    AttendanceRecorded,
    MandateRecorded,
    PlenaryClosed,
    PlenaryOpened,
    PlenaryResumed,
    PlenarySuspended,
)
from domain.statements import Mandate, Role
from domain.types import Hash, PublicKey

PlenaryEvent = PlenaryOpened | PlenarySuspended | PlenaryResumed | PlenaryClosed | AttendanceRecorded | MandateRecorded

ATTENDING: Final = frozenset(
    ("ketua", "anggota", "operator", "saksi", "panwaslu", "pps", "kpps", "pemantau", "masyarakat")
)
"""The roles that somebody in the room may have."""

Seat = tuple[Role, int, int]
"""Who a key speaks for: as peserta or saksi, which person (of a peserta the option), of which option."""


class Phase(StrEnum):
    """How far a plenary is."""

    ANNOUNCED = "announced"
    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Plenary:
    """The state of `plenary/<n>`.

    `attendances` are the leaf hashes of what recorded who is there since it was opened or resumed, oldest first;
    `mandates` are those of saksi with a key of their own, `spoken_for` all of them; `seats` say whose each key is.
    """

    contests: tuple[str, ...] = ()
    phase: Phase = Phase.ANNOUNCED
    attendances: tuple[Hash, ...] = ()
    present: AttendanceRecorded | None = None
    mandates: Mapping[PublicKey, Mandate] = field(default_factory=dict)
    spoken_for: tuple[Mandate, ...] = ()
    seats: Mapping[PublicKey, Seat] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether acts in this plenary count now."""
        return self.phase is Phase.OPEN

    @property
    def is_under_way(self) -> bool:
        """Whether it was opened and not closed."""
        return self.phase in {Phase.OPEN, Phase.SUSPENDED}


_MOVES: Final[Mapping[type[PlenaryEvent], tuple[frozenset[Phase], Phase]]] = {
    PlenaryOpened: (frozenset({Phase.ANNOUNCED}), Phase.OPEN),
    PlenarySuspended: (frozenset({Phase.OPEN}), Phase.SUSPENDED),
    PlenaryResumed: (frozenset({Phase.SUSPENDED}), Phase.OPEN),
    PlenaryClosed: (frozenset({Phase.OPEN, Phase.SUSPENDED}), Phase.CLOSED),
    AttendanceRecorded: (frozenset({Phase.OPEN}), Phase.OPEN),
    MandateRecorded: (frozenset({Phase.OPEN}), Phase.OPEN),
}
"""In which phases each act may come, and the phase it leads to."""


def fold_plenary(plenary: Plenary, event: PlenaryEvent, leaf: Hash) -> Plenary | None:
    """The state after `event`, whose entry has this leaf hash; None if it cannot follow."""
    phases, then = _MOVES[type(event)]
    if plenary.phase not in phases:
        return None
    match event:
        case PlenaryOpened(contests=contests):
            return Plenary(contests, then)
        case AttendanceRecorded() as present:
            return replace(plenary, attendances=(*plenary.attendances, leaf), present=present)
        case MandateRecorded(mandate=mandate):
            said = mandate.data
            mandates = plenary.mandates if said.key is None else {**plenary.mandates, said.key: said}
            seats = {**plenary.seats, **dict(seats_of(said, mandate.signers))}
            return replace(plenary, mandates=mandates, spoken_for=(*plenary.spoken_for, said), seats=seats)
        case PlenaryResumed():
            return replace(plenary, phase=then, attendances=(), present=None)
        case _:
            return replace(plenary, phase=then)


def seats_of(mandate: Mandate, signers: Iterable[PublicKey]) -> list[tuple[PublicKey, Seat]]:
    """Whose the keys of a mandate are: those of the peserta who signed it, and the saksi's, if there is one."""
    seats = [(key, (Role.PESERTA, mandate.option, mandate.option)) for key in signers]
    return seats if mandate.key is None else [*seats, (mandate.key, (Role.SAKSI, mandate.person, mandate.option))]
