"""What a crash leaves behind, and what a restart makes of it (`docs/format.md`, section 7).

- Stopped at any step, every acknowledged entry is there after restart, and a batch is there whole or not at all.
- After restart publishing finishes: same root, same bytes in every published file as without the crash.
- Over the crash and the restart no two different checkpoints of one size are ever signed, and none is smaller than one
  that could be seen.
- The same when the process is killed from outside.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest

from domain.events import TallyAbsent
from domain.types import ZERO_HASH, Hash
from ledger.archive import CHECKPOINT, Archive
from ledger.checkpoint import open_checkpoint, parse_checkpoint, peek_checkpoint
from ledger.desk import Desk
from ledger.inspection import inspect_book
from ledger.merkle import Tree, leaf_hash
from ledger.note import VerifierKey
from ledger.publishing import publish
from ledger.records import columns_of, encode_entry, entry_payload
from ledger.signing import ENTRY_TYPE, SigningKey, pae
from ledger.storing.store import Store, Stored
from ledger.tiles import bundles, hash_tiles
from tests.support.crash_election import PPK, Election, build, files_of
from tests.support.crash_steps import Steps, Stopped

ORIGIN: Final = "example.id/latihan/ppk/160901"
ELECTION: Final = Hash(b"e" * 32)
LOG_KEY: Final = SigningKey.from_seed(b"l" * 32)
VKEY: Final = VerifierKey.of(ORIGIN, LOG_KEY.public)
OPERATOR: Final = SigningKey.from_seed(b"o" * 32)

BEFORE: Final = 252
"""Entries stored, and not yet published, when the script begins."""

BATCHES: Final = (1, 2, 1, 1, 3, 1)
"""Entries appended together; each batch is followed by a publishing.  The first bundle is full after the third."""

SHARES: Final = 8
KILLS: Final = 20


def test_there_are_at_least_180_steps_to_stop_at(undisturbed: "Undisturbed") -> None:
    assert undisturbed.steps >= 180
    assert BEFORE < 256 < len(undisturbed.entries), "a bundle and a tile get full on the way"


@pytest.mark.parametrize("share", range(SHARES))
def test_stopped_at_any_step_the_restart_finishes_the_same_book(
    tmp_path: Path, undisturbed: "Undisturbed", share: int
) -> None:
    for stop_at in range(1 + share, undisturbed.steps + 1, SHARES):
        place = undisturbed.place(tmp_path / str(stop_at))
        with Steps(stop_at).counted() as crashed, pytest.raises(Stopped):
            place.run()
        _check_what_is_there(place, undisturbed)
        with Steps().counted() as restarted:
            place.run()
        _check_one_history([*crashed.signed, *restarted.signed], undisturbed)
        assert files_of(place.archive, ORIGIN) == undisturbed.files, crashed.names[-1]
        shutil.rmtree(place.folder)


@pytest.mark.parametrize("share", range(SHARES))
def test_stopped_at_any_step_whoever_goes_on_appending_before_publishing_publishes_the_same_history(
    tmp_path: Path, undisturbed: "Undisturbed", share: int
) -> None:
    for stop_at in range(1 + share, undisturbed.steps + 1, SHARES * 4):
        place = undisturbed.place(tmp_path / str(stop_at))
        with Steps(stop_at).counted() as crashed, pytest.raises(Stopped):
            place.run()
        with Steps().counted() as restarted, place.open() as store:
            if store.count() < len(undisturbed.entries):
                store.append(undisturbed.entries[store.count() :])
            place.publish(store)
        _check_one_history([*crashed.signed, *restarted.signed], undisturbed)
        _check_clean(place.archive, undisturbed)
        assert files_of(place.archive, ORIGIN)[CHECKPOINT] == undisturbed.files[CHECKPOINT]
        shutil.rmtree(place.folder)


@pytest.mark.soak
def test_stopped_twice_at_any_two_steps_the_restart_finishes_the_same_book(
    tmp_path: Path, undisturbed: "Undisturbed"
) -> None:
    chance = random.Random(6)  # noqa: S311 - which moments, no secret
    for number in range(1500):
        place = undisturbed.place(tmp_path / str(number))
        signed = []
        for _ in range(2):
            with Steps(chance.randint(1, undisturbed.steps)).counted() as steps:
                try:
                    place.run()
                except Stopped:
                    _check_what_is_there(place, undisturbed)
            signed += steps.signed
        with Steps().counted() as restarted:
            place.run()
        _check_one_history([*signed, *restarted.signed], undisturbed)
        assert files_of(place.archive, ORIGIN) == undisturbed.files
        shutil.rmtree(place.folder)


# ---------------------------------------------------------------- killed from outside


@pytest.fixture(scope="module")
def election(tmp_path_factory: pytest.TempPathFactory) -> Election:
    return build(tmp_path_factory.mktemp("crash"))


@pytest.mark.parametrize("moment", range(KILLS))
def test_a_process_killed_at_any_moment_loses_nothing_it_acknowledged(
    tmp_path: Path, election: Election, moment: int
) -> None:
    _kill_and_restart(tmp_path, election, after_lines=moment + 1, seconds=moment % 7 * 0.001)


@pytest.mark.soak
@pytest.mark.parametrize("moment", range(300))
def test_a_process_killed_at_many_more_moments_loses_nothing_it_acknowledged(
    tmp_path: Path, election: Election, moment: int
) -> None:
    _kill_and_restart(tmp_path, election, after_lines=1 + moment % 22, seconds=moment // 22 * 0.0007)


def _kill_and_restart(folder: Path, election: Election, after_lines: int, seconds: float) -> None:
    election.new_desk(folder / "desk").close()
    said = _killed_child(election.folder, folder / "desk", after_lines, seconds)
    stored = [line.split()[2] for line in said if line.startswith("stored")]
    recorded = [line.split()[1:] for line in said if line.startswith("recorded")]
    with Desk.open(folder / "desk") as desk:
        there = [entry.hash for _, entry in desk.entries()]
        assert [leaf.hex() for leaf in there[: len(stored)]] == stored, "every acknowledged entry"
        assert len(there) - len(stored) in (0, 1), "and at most the one that was being stored"
        for size, root in recorded:
            assert Tree(there).root(int(size)).hex() == root
        election.finish(desk)
        alone = files_of(election.archive, PPK)
        ours = files_of(desk.archive, PPK)
        assert ours[CHECKPOINT] == alone[CHECKPOINT], "the same root as the book that nobody disturbed"
        assert sorted(int(path.split("/")[1]) for path in ours if path.startswith("checkpoints/")) == list(range(1, 12))
        assert inspect_book(desk.archive.book(PPK), election.trust.election).findings == []


def _killed_child(election: Path, desk: Path, after_lines: int, seconds: float) -> list[str]:
    """Every line that a process said before it was killed, `seconds` after the line with this number."""
    command = [sys.executable, "-m", "tests.support.crash_child", str(election), str(desk)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as child:
        assert child.stdout is not None
        said = [child.stdout.readline() for _ in range(after_lines)]
        signal.sigtimedwait([], seconds)
        os.kill(child.pid, signal.SIGKILL)
        return [*said, *child.stdout.readlines()]


# ---------------------------------------------------------------- one book, step by step


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """The run that nobody stopped: its entries, how many steps it took, and what it published."""

    entries: Sequence[Stored]
    before: Path
    """The store before the script."""
    steps: int
    files: dict[str, bytes]

    def place(self, folder: Path) -> "_Place":
        """A place to run the script in."""
        return _Place(folder, self.entries, self.before)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    entries = list(_entries(BEFORE + sum(BATCHES)))
    before = tmp_path_factory.mktemp("before") / "store"
    with Store.open(before, columns_of, create=True) as store:
        store.append(entries[:BEFORE])
    place = _Place(tmp_path_factory.mktemp("undisturbed") / "place", entries, before)
    with Steps().counted() as steps:
        place.run()
    assert inspect_book(place.archive.book(ORIGIN), ELECTION).findings == []
    return Undisturbed(entries, before, len(steps.names), files_of(place.archive, ORIGIN))


@dataclass(slots=True)
class _Place:
    """A folder in which the script is run, from wherever it stopped."""

    folder: Path
    entries: Sequence[Stored]
    before: Path
    acknowledged: int = BEFORE
    shown: list[int] = field(default_factory=list)

    @property
    def archive(self) -> Archive:
        return Archive(self.folder / "archive")

    def __post_init__(self) -> None:
        self.folder.mkdir()
        shutil.copy(self.before, self.folder / "store")

    def open(self) -> Store:
        return Store.open(self.folder / "store", columns_of)

    def publish(self, store: Store) -> None:
        self.shown.append(publish(store, self.archive, ORIGIN, LOG_KEY, self.folder / "staging").checkpoint.size)

    def run(self) -> None:
        """Append and publish what is not there yet; as the same commands given again."""
        with self.open() as store:
            there = store.count()
            end = BEFORE
            for batch in BATCHES:
                end += batch
                if end > there:
                    store.append(self.entries[end - batch : end])
                self.acknowledged = max(self.acknowledged, end)
                if end >= there:
                    self.publish(store)


def _entries(count: int) -> Iterator[Stored]:
    """Sealed entries of one book, each in a stream of its own."""
    for number in range(count):
        stream = f"tally/{1609012001001 + number}"
        payload = entry_payload(
            TallyAbsent(("ppwp",), "not-published"),
            book=ORIGIN,
            election=ELECTION,
            prev=ZERO_HASH,
            seq=1,
            signer=OPERATOR.public,
            stream=stream,
            time=0,
        )
        yield Stored(stream, 1, "TallyAbsent", encode_entry(payload, OPERATOR.sign(pae(ENTRY_TYPE, payload))))


def _check_what_is_there(place: _Place, undisturbed: Undisturbed) -> None:
    """Right after the stop, before anything is finished."""
    with place.open() as store:
        there = list(store.read())
        assert there == undisturbed.entries[: len(there)]
        assert len(there) >= place.acknowledged
        ends = {BEFORE + sum(BATCHES[:number]) for number in range(len(BATCHES) + 1)}
        assert len(there) in ends, "a batch is stored whole or not at all"
        recorded = dict(store.checkpoints())
        tree = Tree(leaf_hash(stored.raw) for stored in there)
        for size, note in recorded.items():
            assert open_checkpoint(note, VKEY).checkpoint.root == tree.root(size)
        public = place.archive.book(ORIGIN).read(CHECKPOINT)
        assert set(place.shown) <= set(recorded)
        if public is not None:
            assert recorded[peek_checkpoint(public).size] == public, "recorded before anybody can see it"
            _check_published_is_complete(place, undisturbed, peek_checkpoint(public).size)


def _check_published_is_complete(place: _Place, undisturbed: Undisturbed, size: int) -> None:
    """Whoever copies the book now has all that its checkpoint commits to."""
    book = place.archive.book(ORIGIN)
    for name in (*hash_tiles(size), *bundles(size)):
        assert book.read(name.path) == undisturbed.files[name.path]


def _check_one_history(signed: Sequence[bytes], undisturbed: Undisturbed) -> None:
    """Of one size one checkpoint, and the one that nobody disturbed would have signed."""
    tree = Tree(leaf_hash(stored.raw) for stored in undisturbed.entries)
    for text in signed:
        checkpoint = parse_checkpoint(text)
        assert checkpoint.root == tree.root(checkpoint.size)


def _check_clean(archive: Archive, undisturbed: Undisturbed) -> None:
    book = inspect_book(archive.book(ORIGIN), ELECTION)
    assert book.findings == []
    assert book.tree.size == len(undisturbed.entries)
