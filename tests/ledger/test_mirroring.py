"""Copying published books (`ledger.mirroring`).

What a copy is refused for at the command line is in `tests/cli/test_log.py`, two continuations of one book among it.
"""

from hashlib import sha256
from pathlib import Path

import pytest

from domain.types import Hash
from ledger import mirroring
from ledger.archive import CHECKPOINT, FILES, OLDER, VKEY, Archive
from ledger.durable import write_file
from ledger.errors import BookMissingError, BrokenCopyError, CopyIncompleteError, CopyOlderError, CopyOtherKeyError
from ledger.mirroring import Mirrored, checkpoint_of, mirror
from ledger.publishing import publish
from ledger.records import columns_of
from ledger.signing import SigningKey
from ledger.storing.store import Store
from tests.support.crash_election import KABUPATEN, PPK, Election, build, files_of, remove


@pytest.fixture(scope="module")
def election(tmp_path_factory: pytest.TempPathFactory) -> Election:
    return build(tmp_path_factory.mktemp("election"))


@pytest.fixture
def target(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "target")


def copied(source: Archive, target: Archive, tmp_path: Path, *only: str, own: str | None = None) -> list[Mirrored]:
    return mirror(source, target, staging=tmp_path / "staging", own=own, only=only or None)


def test_a_first_copy_is_the_published_folder_byte_for_byte(
    election: Election, target: Archive, tmp_path: Path
) -> None:
    done = copied(election.archive, target, tmp_path)
    assert {book.outcome for book in done} == {"new"}
    for book in done:
        assert files_of(target, book.origin) == files_of(election.archive, book.origin)
    assert not (tmp_path / "staging").exists()


def test_a_newer_copy_keeps_the_older_note(election: Election, target: Archive, tmp_path: Path) -> None:
    copied(Archive(election.superiors), target, tmp_path)
    before = checkpoint_of(target.book(KABUPATEN))
    note = target.book(KABUPATEN).read(CHECKPOINT)
    assert before is not None
    done = copied(election.archive, target, tmp_path, KABUPATEN)
    assert [(book.outcome, book.before) for book in done] == [("newer", before.size)]
    assert target.book(KABUPATEN).read(f"{OLDER}/{before.size}") == note
    assert [book.outcome for book in copied(election.archive, target, tmp_path, KABUPATEN)] == ["same"]


def test_an_older_copy_never_takes_the_place_of_a_newer_one(
    election: Election, target: Archive, tmp_path: Path
) -> None:
    copied(election.archive, target, tmp_path)
    before = files_of(target, KABUPATEN)
    outcomes = {book.origin: book.outcome for book in copied(Archive(election.superiors), target, tmp_path)}
    assert outcomes[KABUPATEN] == "older"
    with pytest.raises(CopyOlderError):
        copied(Archive(election.superiors), target, tmp_path, KABUPATEN)
    assert files_of(target, KABUPATEN) == before


def test_the_own_book_is_never_copied(election: Election, target: Archive, tmp_path: Path) -> None:
    assert PPK not in {book.origin for book in copied(election.archive, target, tmp_path, own=PPK)}
    assert target.book(PPK).read(CHECKPOINT) is None


def test_a_book_that_changes_its_log_key_is_refused(election: Election, target: Archive, tmp_path: Path) -> None:
    copied(Archive(election.superiors), target, tmp_path)
    before = files_of(target, KABUPATEN)
    other = Archive(tmp_path / "other")
    other.folder.mkdir()
    stored = Store.open(election.folder / "desks" / "kpu-1609" / "book.sqlite", columns_of)
    with stored as store, Store.open(tmp_path / "again", columns_of, create=True) as again:
        again.append(list(store.read()))
        publish(again, other, KABUPATEN, SigningKey.from_seed(b"o" * 32), tmp_path / "staging")
    with pytest.raises(CopyOtherKeyError):
        copied(other, target, tmp_path)
    assert files_of(target, KABUPATEN) == before


def test_a_book_of_another_election_is_refused(election: Election, target: Archive, tmp_path: Path) -> None:
    with pytest.raises(BrokenCopyError) as caught:
        mirror(election.archive, target, staging=tmp_path / "staging", election=Hash(b"x" * 32), only=[PPK])
    assert dict(caught.value.params) == {"origin": PPK, "finding": "R203"}


@pytest.mark.parametrize("path", [VKEY, CHECKPOINT, "tile/entries/000.p/9"])
def test_a_copy_without_all_its_files_is_refused(
    election: Election, target: Archive, tmp_path: Path, path: str
) -> None:
    stick = Archive(tmp_path / "stick")
    copied(election.archive, stick, tmp_path, PPK)
    there = next((name for name in files_of(stick, PPK) if name.startswith("tile/entries/")), path)
    remove(stick, PPK, there if path.startswith("tile/") else path)
    with pytest.raises(CopyIncompleteError):
        copied(stick, target, tmp_path)
    assert target.book(PPK).read(CHECKPOINT) is None


def test_a_copy_with_a_stranger_in_it_is_refused(election: Election, target: Archive, tmp_path: Path) -> None:
    stick = Archive(tmp_path / "stick")
    copied(election.archive, stick, tmp_path, PPK)
    (stick.book(PPK).folder / "tile" / "extra").write_bytes(b"x")
    with pytest.raises(BrokenCopyError):
        copied(stick, target, tmp_path)


def test_a_book_that_was_asked_for_and_is_not_there_is_named(
    election: Election, target: Archive, tmp_path: Path
) -> None:
    with pytest.raises(BookMissingError):
        copied(Archive(election.superiors), target, tmp_path, PPK)


def test_the_checkpoint_is_written_last_so_that_what_was_there_stays_until_then(
    election: Election, target: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied(Archive(election.superiors), target, tmp_path)
    note = target.book(KABUPATEN).read(CHECKPOINT)

    def stop_at_the_checkpoint(path: Path, data: bytes, staging: Path) -> None:
        if path.name == CHECKPOINT:
            raise OSError(28, "No space left on device", str(path))
        write_file(path, data, staging)

    with monkeypatch.context() as patch:
        patch.setattr(mirroring, "write_file", stop_at_the_checkpoint)
        with pytest.raises(OSError, match="No space"):
            copied(election.archive, target, tmp_path, KABUPATEN)
    assert target.book(KABUPATEN).read(CHECKPOINT) == note
    assert [book.outcome for book in copied(election.archive, target, tmp_path, KABUPATEN)] == ["newer"]
    assert files_of(target, KABUPATEN).items() >= files_of(election.archive, KABUPATEN).items()


def test_documents_are_copied_if_they_are_what_their_names_say(
    election: Election, target: Archive, tmp_path: Path
) -> None:
    stick = Archive(tmp_path / "stick")
    copied(election.archive, stick, tmp_path, PPK)
    folder = stick.folder / FILES
    folder.mkdir()
    name = sha256(b"scan").hexdigest()
    (folder / name).write_bytes(b"scan")
    (folder / ("0" * 64)).write_bytes(b"another")
    (folder / ("1" * 64)).symlink_to(folder / name)
    copied(stick, target, tmp_path)
    assert [each for each, _ in target.documents()] == [name]
