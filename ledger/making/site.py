"""The place where a planned election is built, with the keys of everybody in it.

- Every key is the practice keyring's, named `<role> <body or TPS> <person>`.
- Every body has its own desk; all of them publish into one archive.
- A KPU stands above the bodies of the next level in its area; KPU itself above the provinces and the PPLN.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from domain.areas import AreaLevel, ancestor, is_abroad, level_of, parent
from domain.bodies import Body, BodyKind
from domain.events import Event
from domain.statements import Role
from domain.types import Hash
from ledger.archive import Archive
from ledger.desk import TRUST_FILE, Act, Desk
from ledger.durable import write_file
from ledger.inspection import InspectedBook, inspect_book
from ledger.keys import PracticeKeyring
from ledger.making.plan import NATIONAL, Plan, StationResult
from ledger.signing import SigningKey

OFFICIALS: Final = ((Role.OPERATOR, 1), (Role.KETUA, 2), (Role.ANGGOTA, 3), (Role.ANGGOTA, 4))
KPPS: Final = ((Role.KPPS_KETUA, 1), (Role.KPPS_ANGGOTA, 2), (Role.KPPS_ANGGOTA, 3))
ROOTS: Final = (1, 2, 3)
ROOT_QUORUM: Final = 2
CLAIMED_TIME: Final = 1_707_868_800_000
"""2024-02-14T00:00:00Z in milliseconds: a simulation claims the day of the vote, so that its bytes never change."""


DESKS_FOLDER: Final = "desks"

_BELOW: Final = {
    AreaLevel.NASIONAL: AreaLevel.PROVINSI,
    AreaLevel.PROVINSI: AreaLevel.KABKO,
    AreaLevel.KABKO: AreaLevel.KECAMATAN,
}


class Site:
    """The folder `out` in which `plan` is built."""

    def __init__(self, plan: Plan, out: Path, keyring: PracticeKeyring) -> None:
        self.plan = plan
        self.out = out
        self.archive = Archive(out / "archive")
        self._keyring = keyring
        self._stations: dict[str, list[StationResult]] = {}
        for result in plan.results:
            self._stations.setdefault(ancestor(result.tps, AreaLevel.KECAMATAN) or "", []).append(result)
        self._bodies = {level: plan.bodies(level) for level in (AreaLevel.NASIONAL, *_BELOW.values())}

    def bodies(self, level: AreaLevel) -> list[Body]:
        """The bodies of a level, ascending; the PPLN stand with the PPK."""
        return self._bodies[level]

    def children(self, body: Body) -> list[Body]:
        """The bodies directly under a KPU: those of the next level, ascending, then the PPLN."""
        below = [child for child in self.bodies(_BELOW[level_of(body.area)]) if parent(child.area) == body.area]
        abroad = self.bodies(AreaLevel.KECAMATAN) if body == NATIONAL else ()
        return [*below, *(child for child in abroad if is_abroad(child.area))]

    def stations(self, body: Body) -> list[StationResult]:
        """What is known of the TPS of a PPK or PPLN."""
        return self._stations[body.area]

    def key(self, role: Role | str, place: str, person: int = 0) -> SigningKey:
        """The practice key of a seat: `<role> <body or TPS> <person>`."""
        return self._keyring.key(f"{role} {place} {person}")

    def officials(self, body: Body) -> list[SigningKey]:
        """The keys of a body's quorum."""
        return [self.key(role, body.id, person) for role, person in OFFICIALS if role is not Role.OPERATOR]

    def roots(self) -> list[SigningKey]:
        """The root keys that appoint."""
        return [self.key(Role.ROOT, NATIONAL.id, person) for person in ROOTS[:ROOT_QUORUM]]

    def operator(self, body: Body) -> SigningKey:
        """The key of the operator who logs."""
        return self.key(Role.OPERATOR, body.id, 1)

    def log_key(self, body: Body) -> SigningKey:
        """The key that signs a book's checkpoints."""
        return self.key("log", body.id)

    def create_desk(self, body: Body) -> Desk:
        """A new desk for a body; what it knows of other books is set by the caller."""
        desk = Desk.create(self.out / DESKS_FOLDER / body.id, self.plan.origin(body), self.archive.folder)
        trust = self.out / TRUST_FILE
        if trust.exists():
            write_file(desk.folder / TRUST_FILE, trust.read_bytes(), desk.folder)
        return desk

    def open_desk(self, body: Body, known: Iterable[Body]) -> Desk:
        """The desk of a body again, with the published books of `known` beside it."""
        desk = Desk.open(self.out / DESKS_FOLDER / body.id, self.archive.folder)
        desk.known = self.inspect(known, desk.trust.election)
        return desk

    def inspect(self, bodies: Iterable[Body], election: Hash) -> dict[str, InspectedBook]:
        """The published books of these bodies."""
        origins = [self.plan.origin(body) for body in bodies]
        return {origin: inspect_book(self.archive.book(origin), election) for origin in origins}

    def superiors(self, body: Body) -> list[Body]:
        """The bodies above, from the nation down."""
        above = [
            level for level in (AreaLevel.PROVINSI, AreaLevel.KABKO) if (ancestor(body.area, level) or "") != body.area
        ]
        areas = [area for level in above if (area := ancestor(body.area, level)) is not None]
        return [NATIONAL, *(Body(BodyKind.KPU, area) for area in areas)] if body != NATIONAL else []


def log_acts(desk: Desk, signer: SigningKey, *acts: tuple[str, Event]) -> list[Hash]:
    """Append acts of one signer; gives their leaf hashes."""
    first = len(desk.entries())
    timed = [Act(stream, event, CLAIMED_TIME + 1000 * index) for index, (stream, event) in enumerate(acts, start=first)]
    return [entry.hash for entry in desk.append(timed, signer)]
