"""Real desks of a small practice election in which plenaries are played: signed, stored, published, verified.

Rules of this module:

- The election is that of `tests.support.practice` up to the opening of the PPK's book, with short forms and the three
  contests of `tests.domain.playing`.
- A desk beside its shadow: a legal act is stored, any other leaves exactly one AttemptRefused.
"""

import shutil
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeVar

import pytest

from domain.errors import Refused
from domain.events import (
    AttemptRefused,
    BookOpened,
    ChildReceived,
    ContestDeclared,
    DeclaredOption,
    Event,
    RegionRegistered,
    Station,
)
from domain.statements import Statement, StatementData
from domain.types import Hash, PublicKey
from ledger.desk import Act as Logged
from ledger.desk import Desk
from ledger.records import decode_entry
from ledger.signing import SigningKey
from ledger.storing.store import Stored
from tests.domain.dice import CONTESTS
from tests.domain.saying import Names, Speaker
from tests.domain.shadow import Shadow
from tests.domain.shadow_acts import ROWS, Act
from tests.domain.stories import digest
from tests.support import practice
from tests.support.practice import KAB, PPK, SECOND_TPS, TPS, Script, Step, World, key_of, operator

D = TypeVar("D", bound=StatementData)
STATIONS: Final = (TPS, SECOND_TPS)
HELD_IN: Final = dict(zip(CONTESTS, ("0", "1609", "160901"), strict=True))
LEVELS: Final = ("kecamatan", "kabko", "provinsi", "nasional")
_SEATS: Final = {"operator": 1, "ketua": 2, "kpps_ketua": 1}


def practice_name(name: str) -> str:
    """The name of the practice key of somebody in `tests.domain.playing`."""
    role, _, rest = name.partition(" ")
    if role in _SEATS:
        return f"{name} {_SEATS[role]}"
    if role == "anggota":
        body, _, person = rest.partition(" ")
        return f"{role} {body} {int(person) + 1}"
    return name


def _declaring(area: str, levels: tuple[str, ...]) -> ContestDeclared:
    options = tuple(DeclaredOption(name, no, None) for no, name in ((1, "Pertama"), (2, "Kedua")))
    return ContestDeclared((area,), levels, options, ROWS)


@lru_cache(maxsize=1)
def groundwork() -> World:
    """The books of KPU, the provinsi and the kabupaten, up to where the PPK may open its own."""
    script = practice.practice(dict.fromkeys(STATIONS))
    del script.steps[script.at(f"{PPK} open") :]
    root = script.steps[script.at("contest")].signer
    script.change("contest", event=lambda _: _declaring("0", LEVELS))
    others = [
        Step(name, "kpu-0", root, f"contest/{name}", lambda _, name=name: _declaring(HELD_IN[name], LEVELS[:2]))  # type: ignore[misc]  # a default binds the name
        for name in CONTESTS[1:]
    ]
    script.after("contest", *others)
    script.alter("region 1609012001", lambda _, __: RegionRegistered(tuple(Station(250, tps) for tps in STATIONS)))
    return Script(script.steps).run()


class Signed:
    """Statements signed with the practice keys."""

    def __init__(self, world: World, names: Names, desk: Desk) -> None:
        """`desk` is where published books are found."""
        self._world, self._names, self._desk = world, names, desk

    def said(self, data: D, subject: str, signers: Sequence[str], replaces: tuple[Hash, ...]) -> Statement[D]:
        """The statement, signed by these."""
        return self._world.sign(data, subject, [practice_name(name) for name in signers], replaces=replaces)

    def key(self, name: str) -> PublicKey:
        """The key of that name."""
        return key_of(practice_name(name)).public

    def declared(self, contest: str) -> Hash:
        """The leaf hash of a contest's declaration."""
        name = "contest" if contest == CONTESTS[0] else contest
        return self._world.leaves.get(name) or digest(contest)

    def arrival(self, child: str, contest: str, handover: str, leaf: Hash) -> ChildReceived:
        """The arrival of a handover, as the child's published book has it."""
        assert contest
        origin = self._world.origin(PPK)
        index = int(handover.rpartition(" ")[2]) if handover in self._names.leaves else 0
        return ChildReceived(origin, "-", child, index, leaf, self._desk.note_of(origin))


class DeskHall:
    """A body's desk beside its shadow."""

    def __init__(self, desk: Desk, shadow: Shadow, names: Names) -> None:
        """An open desk with an open book."""
        self.desk, self.shadow, self.names = desk, shadow, names
        self.speaker = Speaker(shadow, names, Signed(groundwork(), names, desk))

    @classmethod
    def create(cls, folder: Path, body: str, superior: str, shadow: Shadow, names: Names) -> "DeskHall":
        """A new desk with the published books of those above; its book is opened."""
        world = groundwork()
        desk = Desk.create(folder, world.origin(body))
        desk.write_trust(world.trust())
        world.write(desk.archive.folder)
        hall = cls(desk, shadow, names)
        hall.log("book", BookOpened(world.note(superior), None))
        return hall

    @classmethod
    def go_on(cls, folder: Path, body: str, shadow: Shadow, names: Names) -> "DeskHall":
        """A desk whose book has what the groundwork has of it."""
        world = groundwork()
        desk = Desk.create(folder, world.origin(body))
        desk.write_trust(world.trust())
        world.write(desk.archive.folder)
        entries = [(raw, decode_entry(raw).entry) for raw in world.books[body].raw]
        desk.store.append([Stored(each.stream, each.seq, each.type, raw) for raw, each in entries], after=0)
        shutil.rmtree(desk.archive.folder / world.origin(body))
        hall = cls(desk, shadow, names)
        hall.publish()
        return hall

    @property
    def operator(self) -> SigningKey:
        """The key of the operator."""
        return key_of(operator(self.shadow.body))

    def log(self, stream: str, event: Event, signer: SigningKey | None = None) -> Hash:
        """Log one act."""
        (entry,) = self.desk.append([Logged(stream, event, len(self.desk.entries()))], signer or self.operator)
        return entry.hash

    def attempt(self, act: Act) -> bool:
        """Try an act, which is logged exactly if the shadow allows it; else the attempt is."""
        stream, event = self.speaker.event(act)
        before, expected = len(self.desk.entries()), self.shadow.allows(act)
        signer = key_of(practice_name(act["signer"]))
        if not expected:
            with pytest.raises(Refused):
                self.log(stream, event, signer)
            self.expect_attempt(act, stream, event, before)
            return False
        leaf = self.log(stream, event, signer)
        name = f"{self.shadow.body} entry {before}"
        self.names.leaves[name] = leaf
        self.shadow.log(name, act)
        return True

    def expect_attempt(self, act: Act, stream: str, event: Event, before: int) -> None:
        """Of what was refused there is one AttemptRefused, if whoever tried may log anything here."""
        since = [entry for _, entry in self.desk.entries()[before:]]
        if act["signer"] != f"operator {self.shadow.body}":
            assert since == []
            return
        (entry,) = since
        assert isinstance(entry.data, AttemptRefused)
        found = (entry.stream, entry.data.stream, entry.data.type, entry.data.by, entry.signer)
        by = key_of(practice_name(act["signer"])).public
        assert found == ("book", stream, type(event).__name__, by, by)
        assert entry.data.codes

    def publish(self) -> None:
        """Publish the book."""
        self.desk.publish(groundwork().log_key(self.shadow.body))


def ppk_shadow() -> Shadow:
    """The shadow of the PPK before anything happened."""
    return Shadow(PPK, STATIONS, HELD_IN, KAB)


def kab_shadow(ppk: Shadow) -> Shadow:
    """The shadow of the kabupaten above it."""
    return Shadow(KAB, (ppk.area,), HELD_IN, "kpu-16", {ppk.area: ppk})
