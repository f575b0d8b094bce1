"""A practice election of four TPS, and a PPK's desk at which its book can be written again, act by act.

Keys and claimed times are derived, so that the same acts give the same bytes whoever logs them, and however often it
was stopped in between.
"""

import shutil
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Final

from domain.bodies import Body, body_of_origin
from domain.contests import ContestOption
from domain.events import ChildReceived, Entry, PlenaryOpened
from ledger.archive import CHECKPOINT, Archive
from ledger.desk import Act, Desk
from ledger.keys import PracticeKeyring
from ledger.making.plan import Plan, StationResult, planned_contest
from ledger.making.simulation import simulate
from ledger.publishing import publish
from ledger.records import columns_of, decode_entry
from ledger.signing import SigningKey
from ledger.storing.store import Store
from ledger.trust import Trust, read_trust

HOST: Final = "example.id/latihan"
ROOT: Final = f"{HOST}/kpu/0"
KABUPATEN: Final = f"{HOST}/kpu/1609"
PPK: Final = f"{HOST}/ppk/160901"
_SEED: Final = 7
_PEOPLE: Final = {"l": 90, "p": 93, "j": 183}
_OF_THE_COUNT: Final = (ChildReceived.__name__, PlenaryOpened.__name__)
_OPTIONS: Final = (ContestOption(1, "Paslon 1"), ContestOption(2, "Paslon 2"))


@dataclass(frozen=True, slots=True)
class Election:
    """A finished election in `folder`, and what its bodies' desks know of each other before the first tally."""

    folder: Path
    superiors: Path
    """An archive of the KPU books as they were before any child's result arrived."""

    @property
    def archive(self) -> Archive:
        """The finished books."""
        return Archive(self.folder / "archive")

    @property
    def trust(self) -> Trust:
        """The trust file."""
        return read_trust(self.folder / "trust")

    def log_key(self, origin: str) -> SigningKey:
        """The key that signs a book's checkpoints."""
        return _key("log", origin, 0)

    def root_key(self) -> SigningKey:
        """The first of the keys that declare the election."""
        return _key("root", ROOT, 1)

    def operator(self, origin: str) -> SigningKey:
        """The key of a book's operator."""
        return _key("operator", origin, 1)

    def entries(self, origin: str) -> list[Entry]:
        """The finished book's entries."""
        with _store(self.folder, origin) as store:
            return [decode_entry(stored.raw).entry for stored in store.read()]

    def acts(self, origin: str = PPK) -> list[Act]:
        """What was logged in a book, to be logged again."""
        return [Act(entry.stream, entry.data, entry.time) for entry in self.entries(origin)]

    def new_desk(self, folder: Path, origin: str = PPK) -> Desk:
        """An empty desk of a body, which has the superiors' books as they were before the first tally."""
        desk = Desk.create(folder, origin)
        desk.write_trust(self.trust)
        shutil.copytree(self.superiors, desk.archive.folder, dirs_exist_ok=True)
        return desk

    def finish(self, desk: Desk) -> None:
        """Log what is missing of the PPK's book, one act at a time, and publish after each."""
        there = len(desk.entries())
        for size, act in enumerate(self.acts(desk.origin), start=1):
            if size > there:
                desk.append([act], self.operator(desk.origin))
            if size >= max(there, 1):
                desk.publish(self.log_key(desk.origin))


def build(folder: Path) -> Election:
    """Make the election below `folder`."""
    contest = planned_contest("ppwp", "pemilu-2024", _OPTIONS)
    figures = {"suara_1": 120, "suara_2": 60, "suara_sah": 180, "suara_tidak_sah": 3, "suara_total": 183}
    figures |= {f"{group}_{k}": n for group in ("pengguna_dpt", "pengguna_total") for k, n in _PEOPLE.items()}
    figures |= {"pemilih_dpt_l": 120, "pemilih_dpt_p": 130, "pemilih_dpt_j": 250}
    figures |= {"surat_suara_diterima": 255, "surat_suara_digunakan": 183, "surat_suara_tidak_digunakan": 72}
    results = tuple(
        StationResult(f"{desa}{number:03}", {contest.id: tuple(figures.get(row, 0) for row in contest.rows)}, 250)
        for desa in ("1609012001", "1609012002")
        for number in (1, 2)
    )
    plan = Plan("practice", "Latihan", "pemilu-2024", HOST, (contest,), results)
    simulate(plan, folder / "election", seed=_SEED, keep_desks=True)
    election = Election(folder / "election", folder / "superiors")
    for body in ("kpu/0", "kpu/16", "kpu/1609"):
        _publish_beginning(election, f"{HOST}/{body}", folder)
    return election


def files_of(archive: Archive, origin: str) -> dict[str, bytes]:
    """Every published file of a book, by path."""
    book = archive.book(origin)
    return {path: book.folder.joinpath(*path.split("/")).read_bytes() for path in book.paths()}


def remove(archive: Archive, origin: str, path: str = CHECKPOINT) -> None:
    """Delete a published file."""
    archive.book(origin).folder.joinpath(*path.split("/")).unlink()


def body(origin: str) -> Body:
    """The body whose book `origin` is."""
    found = body_of_origin(origin)
    assert found is not None
    return found


def _publish_beginning(election: Election, origin: str, folder: Path) -> None:
    """A book as it was published before its first receipt and plenary."""
    with _store(election.folder, origin) as store, Store.open(folder / "beginning", columns_of, create=True) as copy:
        copy.append(list(takewhile(lambda stored: stored.type not in _OF_THE_COUNT, store.read())))
        publish(copy, Archive(election.superiors), origin, election.log_key(origin), folder / "staging")
    (folder / "beginning").unlink()


def _store(folder: Path, origin: str) -> Store:
    return Store.open(folder / "desks" / body(origin).id / "book.sqlite", columns_of)


def _key(role: str, origin: str, person: int) -> SigningKey:
    return PracticeKeyring.from_number(_SEED).key(f"{role} {body(origin).id} {person}")
