"""Publishing a book (`ledger.publishing`; `docs/format.md`, section 7).

- Publishing again changes nothing; publishing more keeps what was published.
- Entries and checkpoint: what is signed is what is stored.
- A checkpoint is recorded before anybody can see it, once per size.
- A store behind or beside a published checkpoint, or one that has not recorded it, publishes nothing.
- Missing files and a wrong right edge are derived anew; another history is never signed.
- One log key; one publisher at a time.
"""

import shutil
from pathlib import Path
from typing import Final

import pytest

from domain.events import TallyAbsent
from domain.types import ZERO_HASH, Hash
from ledger.archive import CHECKPOINT, VKEY, Archive, BookFiles
from ledger.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from ledger.errors import FormatError, LogKeyError, RestoredBackupError, StoreBusyError
from ledger.inspection import inspect_book
from ledger.merkle import EMPTY_ROOT, Tree, leaf_hash
from ledger.note import VerifierKey
from ledger.publishing import Published, known_notes, publish, refuse_restored_backup
from ledger.records import columns_of, encode_entry, entry_payload
from ledger.signing import ENTRY_TYPE, SigningKey, pae
from ledger.storing.store import Store, Stored
from tests.support.crash_election import files_of, remove

ORIGIN: Final = "example.id/latihan/ppk/160901"
ELECTION: Final = Hash(b"e" * 32)
LOG_KEY: Final = SigningKey.from_seed(b"l" * 32)
OTHER_KEY: Final = SigningKey.from_seed(b"m" * 32)
OPERATOR: Final = SigningKey.from_seed(b"o" * 32)
VKEY_OF_LOG: Final = VerifierKey.of(ORIGIN, LOG_KEY.public)


class Place:
    """A store and an archive in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.archive = Archive(folder / "archive")
        self.store = Store.open(folder / "store", columns_of, create=True)

    @property
    def book(self) -> BookFiles:
        return self.archive.book(ORIGIN)

    def append(self, count: int, reason: str = "not-published") -> None:
        first = self.store.count()
        self.store.append([entry(number, reason) for number in range(first, first + count)])

    def publish(self, key: SigningKey = LOG_KEY) -> Published:
        return publish(self.store, self.archive, ORIGIN, key, self.folder / "staging")

    def tree(self) -> Tree:
        return Tree(leaf_hash(stored.raw) for stored in self.store.read())

    def files(self) -> dict[str, bytes]:
        return files_of(self.archive, ORIGIN)

    def is_clean(self) -> bool:
        return inspect_book(self.book, ELECTION).findings == []

    def back_up(self) -> None:
        """Keep a copy of the store, as it is now."""
        self.store.close()
        shutil.copy(self.folder / "store", self.folder / "backup")
        self.store = Store.open(self.folder / "store", columns_of)

    def restore(self) -> None:
        """Put the copy back in the place of the store."""
        self.store.close()
        for file in self.folder.glob("store-*"):
            file.unlink()
        shutil.copy(self.folder / "backup", self.folder / "store")
        self.store = Store.open(self.folder / "store", columns_of)


@pytest.fixture
def place(tmp_path: Path) -> "Place":
    return Place(tmp_path)


def entry(number: int, reason: str = "not-published") -> Stored:
    """A sealed entry in a stream of its own."""
    stream = f"tally/{1609012001001 + number}"
    payload = entry_payload(
        TallyAbsent(("ppwp",), reason),
        book=ORIGIN,
        election=ELECTION,
        prev=ZERO_HASH,
        seq=1,
        signer=OPERATOR.public,
        stream=stream,
        time=0,
    )
    return Stored(stream, 1, "TallyAbsent", encode_entry(payload, OPERATOR.sign(pae(ENTRY_TYPE, payload))))


@pytest.mark.parametrize("batches", [[1], [3, 4], [256], [255, 1, 1], [300, 300]])
def test_what_is_published_is_what_is_stored(place: Place, batches: list[int]) -> None:
    for batch in batches:
        place.append(batch)
        published = place.publish()
        assert published.added == batch
        assert published.checkpoint == Checkpoint(ORIGIN, place.store.count(), place.tree().root())
        assert open_checkpoint(place.book.read(CHECKPOINT) or b"", VKEY_OF_LOG).checkpoint == published.checkpoint
        assert place.is_clean()
    assert place.book.read(VKEY) == f"{VKEY_OF_LOG.text}\n".encode()
    assert len([path for path in place.book.paths() if path.startswith("checkpoints/")]) == len(batches)


def test_an_empty_book_can_be_published(place: Place) -> None:
    assert place.publish().checkpoint == Checkpoint(ORIGIN, 0, EMPTY_ROOT)
    place.append(1)
    assert place.publish().added == 1
    assert place.is_clean()


def test_publishing_again_changes_nothing(place: Place) -> None:
    place.append(5)
    first = place.publish()
    before = {path: place.book.folder.joinpath(path).stat().st_mtime_ns for path in place.book.paths()}
    again = place.publish()
    assert (again.checkpoint, again.note, again.added) == (first.checkpoint, first.note, 0)
    assert {path: place.book.folder.joinpath(path).stat().st_mtime_ns for path in place.book.paths()} == before


def test_no_temporary_file_is_left(place: Place) -> None:
    place.append(2)
    place.publish()
    assert list((place.folder / "staging").iterdir()) == []


def test_a_checkpoint_is_recorded_before_anybody_can_see_it(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.append(2)

    def refuse(*_: object) -> None:
        raise OSError("full")

    with monkeypatch.context() as patch:
        patch.setattr("ledger.publishing.write_file", refuse)
        with pytest.raises(OSError, match="full"):
            place.publish()
    assert [size for size, _ in place.store.checkpoints()] == [2]
    place.append(1)
    place.publish()
    assert [size for size, _ in place.store.checkpoints()] == [2, 3]
    assert {"checkpoints/2", "checkpoints/3"} <= set(place.book.paths()), "a recorded checkpoint is published later"
    assert place.is_clean()


# ---------------------------------------------------------------- restored backups


def test_a_store_that_is_shorter_than_the_published_book_publishes_nothing(place: Place) -> None:
    place.append(3)
    place.publish()
    place.back_up()
    place.append(2)
    place.publish()
    before = place.files()
    place.restore()
    with pytest.raises(RestoredBackupError) as caught:
        place.publish()
    assert dict(caught.value.params) == {"origin": ORIGIN, "size": 3, "seen": 5}
    assert place.files() == before
    assert [size for size, _ in place.store.checkpoints()] == [3], "nothing was signed"


@pytest.mark.parametrize("more", [2, 3, 300])
def test_a_restored_store_that_went_another_way_since_publishes_nothing(place: Place, more: int) -> None:
    place.append(3)
    place.publish()
    place.back_up()
    place.append(2)
    place.publish()
    before = place.files()
    place.restore()
    place.append(more, reason="another-way")
    with pytest.raises(RestoredBackupError):
        place.publish()
    assert place.files() == before
    assert [size for size, _ in place.store.checkpoints()] == [3]


def test_a_restored_store_that_recorded_another_checkpoint_of_that_size_publishes_nothing(place: Place) -> None:
    place.append(3)
    place.back_up()
    place.append(1)
    place.publish()
    before = place.files()
    place.restore()
    place.append(1, reason="another-way")
    note = sign_checkpoint(Checkpoint(ORIGIN, 4, place.tree().root()), LOG_KEY)
    place.store.record_checkpoint(4, note)
    with pytest.raises(RestoredBackupError):
        place.publish()
    assert place.files() == before


def test_a_recorded_checkpoint_that_the_stored_entries_do_not_give_is_refused(place: Place) -> None:
    place.append(4)
    place.store.record_checkpoint(3, sign_checkpoint(Checkpoint(ORIGIN, 3, Hash(b"x" * 32)), LOG_KEY))
    with pytest.raises(RestoredBackupError):
        place.publish()
    assert not place.book.folder.exists()


def test_fewer_or_other_entries_than_a_checkpoint_seen_are_a_restored_backup() -> None:
    tree = Tree([Hash(b"a" * 32), Hash(b"b" * 32)])
    refuse_restored_backup(tree, ORIGIN, [Checkpoint(ORIGIN, 1, tree.root(1)), Checkpoint(ORIGIN, 2, tree.root())])
    for seen in (Checkpoint(ORIGIN, 3, tree.root()), Checkpoint(ORIGIN, 2, tree.root(1))):
        with pytest.raises(RestoredBackupError):
            refuse_restored_backup(tree, ORIGIN, [seen])


def test_the_newest_notes_in_the_published_folder_are_known(place: Place) -> None:
    assert list(known_notes(place.book)) == []
    for _ in range(11):
        place.append(1)
        place.publish()
    remove(place.archive, ORIGIN, CHECKPOINT)
    (note,) = known_notes(place.book)
    assert open_checkpoint(note, VKEY_OF_LOG).checkpoint.size == 11


# ---------------------------------------------------------------- damaged archives


@pytest.fixture
def published(place: Place) -> Place:
    """A book of 300 entries, published at 258 and 300."""
    place.append(258)
    place.publish()
    place.append(42)
    place.publish()
    return place


def test_a_deleted_book_is_published_again_to_the_same_bytes(published: Place) -> None:
    before = published.files()
    shutil.rmtree(published.book.folder)
    published.publish()
    assert published.files() == before, "the partial tiles of older sizes too"


@pytest.mark.parametrize(
    "path",
    [CHECKPOINT, VKEY, "checkpoints/300", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/000"],
)
@pytest.mark.parametrize("more", [0, 5])
def test_a_deleted_file_is_derived_anew(published: Place, path: str, more: int) -> None:
    before = published.files()
    remove(published.archive, ORIGIN, path)
    if more:
        published.append(more)
    published.publish()
    if not more:
        assert published.files() == before
    assert published.is_clean()


@pytest.mark.parametrize("path", ["tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/44"])
@pytest.mark.parametrize("place_of_the_byte", [0, 5, -1])
def test_a_changed_tile_of_the_right_edge_is_derived_anew(published: Place, path: str, place_of_the_byte: int) -> None:
    before = published.files()
    damaged = bytearray(before[path])
    damaged[place_of_the_byte] ^= 1
    published.book.folder.joinpath(path).write_bytes(damaged)
    published.append(5)
    assert published.publish().checkpoint.root == published.tree().root()
    assert published.files()[path] == before[path]
    assert published.is_clean()


@pytest.mark.parametrize("path", ["tile/0/000", "tile/entries/000"])
def test_a_changed_full_tile_never_leads_to_another_history(published: Place, path: str) -> None:
    damaged = bytearray(published.files()[path])
    damaged[70] ^= 1
    published.book.folder.joinpath(path).write_bytes(damaged)
    published.append(5)
    assert published.publish().checkpoint.root == published.tree().root()
    assert not published.is_clean(), "verification names the file"
    remove(published.archive, ORIGIN, path)
    published.publish()
    assert published.is_clean()


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\n"])
def test_beside_a_damaged_checkpoint_nothing_is_published(published: Place, damage: bytes) -> None:
    published.book.folder.joinpath(CHECKPOINT).write_bytes(damage)
    published.append(1)
    with pytest.raises(FormatError):
        published.publish()
    assert [size for size, _ in published.store.checkpoints()] == [258, 300]


def test_a_checkpoint_put_back_to_an_older_one_is_overtaken(published: Place) -> None:
    published.book.folder.joinpath(CHECKPOINT).write_bytes(published.files()["checkpoints/258"])
    before = published.files()["checkpoints/300"]
    assert published.publish().note == before
    assert published.is_clean()


# ---------------------------------------------------------------- who publishes


def test_another_log_key_is_refused(published: Place) -> None:
    before = published.files()
    published.append(1)
    with pytest.raises(LogKeyError):
        published.publish(OTHER_KEY)
    assert published.files() == before


@pytest.mark.parametrize("is_there", [True, False])
def test_another_log_key_is_refused_when_the_archive_is_gone(published: Place, *, is_there: bool) -> None:
    if is_there:
        remove(published.archive, ORIGIN, VKEY)
    else:
        shutil.rmtree(published.book.folder)
    with pytest.raises(LogKeyError):
        published.publish(OTHER_KEY)
    assert len(list(published.store.checkpoints())) == 2


def test_of_two_publishers_at_once_one_is_refused_and_can_go_on(place: Place) -> None:
    place.append(2)
    with Store.open(place.folder / "store", columns_of) as second:
        with second.publishing(), pytest.raises(StoreBusyError) as caught:
            place.publish()
        assert dict(caught.value.params)["use"] == "publish"
        first = place.publish()
        again = publish(second, place.archive, ORIGIN, LOG_KEY, place.folder / "staging")
    assert again.note == first.note
    assert again.added == 0
