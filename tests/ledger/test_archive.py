"""Archives as folders: what belongs to a book, what is a stranger, and what is never followed or waited for.

- A book is a folder `<host>/<election>/<body>/<area>`; a document is `files/<sha256>`; all else is a stranger.
- Links, pipes and other things that are no plain files are strangers; they are not followed and not waited for.
- A file is read up to the limit of its kind; nesting without end is not walked.
"""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from ledger.archive import MAX_VKEY_BYTES, Archive, BookFiles, read_bounded
from ledger.checkpoint import MAX_CHECKPOINT_BYTES, peek_checkpoint
from ledger.errors import ArchiveMissingError, FileTooLargeError
from ledger.verification import verify_archive
from tests.support.tampering import small_files, small_world, write

ORIGIN = "example.id/latihan/ppk/160901"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write(small_files(), tmp_path / "archive")


def codes(archive: Path) -> list[tuple[str, str | int]]:
    """Code and path (or origin) of every finding."""
    found = verify_archive(archive, small_world().trust())
    return [(each.code, next(iter(dict(each.params).values()))) for each in found.findings]


def test_a_folder_that_is_not_there_is_an_error_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissingError):
        Archive.open(tmp_path / "nowhere")


def test_an_empty_archive_is_incomplete(tmp_path: Path) -> None:
    found = verify_archive(tmp_path, small_world().trust(), workers=2)
    assert (found.status, [each.code for each in found.findings]) == ("incomplete", ["R307"])


def test_the_books_of_an_archive_are_found_in_order(archive: Path) -> None:
    origins, strangers = Archive.open(archive).survey()
    assert origins == [f"example.id/latihan/{name}" for name in ("kpu/0", "kpu/16", "kpu/1609", "ppk/160901")]
    assert strangers == []


def test_a_name_that_is_no_origin_is_never_joined_to_a_path(archive: Path) -> None:
    with pytest.raises(ValueError, match=r"\.\."):
        Archive.open(archive).book("../../etc/passwd")


@pytest.mark.parametrize("name", ["example.id/latihan/ppk/UPPER", "example.id/latihan/ppk/a..b", "a b/c/d/e"])
def test_a_folder_whose_name_is_no_origin_is_a_stranger(archive: Path, name: str) -> None:
    (archive / name).mkdir(parents=True)
    assert ("R106", name) in codes(archive)


def test_a_file_above_the_books_is_a_stranger(archive: Path) -> None:
    (archive / "example.id" / "notes.txt").write_text("x")
    assert codes(archive) == [("R106", "example.id/notes.txt")]


def test_a_linked_book_is_a_stranger_and_not_followed(archive: Path, tmp_path: Path) -> None:
    (archive / ORIGIN).rename(tmp_path / "elsewhere")
    (archive / ORIGIN).symlink_to(tmp_path / "elsewhere")
    assert ("R106", ORIGIN) in codes(archive)
    assert ("R307", ORIGIN) in codes(archive)


def test_a_linked_file_of_a_book_is_a_stranger_and_counts_as_missing(archive: Path, tmp_path: Path) -> None:
    place = archive / ORIGIN / "checkpoint"
    place.rename(tmp_path / "checkpoint")
    place.symlink_to(tmp_path / "checkpoint")
    assert ("R107", "checkpoint") in codes(archive)


def test_a_linked_folder_of_tiles_is_a_stranger_and_not_read_through(archive: Path, tmp_path: Path) -> None:
    place = archive / ORIGIN / "tile"
    place.rename(tmp_path / "tile")
    place.symlink_to(tmp_path / "tile")
    assert ("R106", "tile") in codes(archive)
    assert any(code == "R107" for code, _ in codes(archive))


def test_a_book_weighs_what_its_checkpoint_claims_and_nothing_without_one(archive: Path) -> None:
    book = BookFiles(ORIGIN, archive / ORIGIN)
    assert book.weight() == peek_checkpoint((book.folder / "checkpoint").read_bytes()).size
    (book.folder / "checkpoint").write_bytes(b"no note")
    assert book.weight() == 0


def test_a_linked_document_is_a_stranger(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "scan").write_bytes(b"x")
    (archive / "files").mkdir()
    (archive / "files" / ("0" * 64)).symlink_to(tmp_path / "scan")
    assert codes(archive) == [("R106", f"files/{'0' * 64}")]


def test_a_folder_among_the_documents_is_a_stranger(archive: Path) -> None:
    (archive / "files" / ("0" * 64)).mkdir(parents=True)
    assert codes(archive) == [("R106", f"files/{'0' * 64}")]


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", ["checkpoint", "log.vkey"])
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(archive: Path, name: str) -> None:
    place = archive / ORIGIN / name
    place.unlink()
    os.mkfifo(place)
    assert ("R107", name) in codes(archive)


@pytest.mark.timeout(20)
def test_a_pipe_that_belongs_nowhere_is_a_stranger(archive: Path) -> None:
    os.mkfifo(archive / ORIGIN / "pipe")
    (archive / "files").mkdir()
    os.mkfifo(archive / "files" / ("0" * 64))
    assert sorted(codes(archive)) == [("R106", f"files/{'0' * 64}"), ("R106", "pipe")]


def test_a_socket_is_a_stranger() -> None:
    folder = Path(mkdtemp())  # a socket's path is short
    archive = write(small_files(), folder / "a")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "a" / "s"))
        assert codes(archive) == [("R106", "s")]


@pytest.fixture
def nested(archive: Path) -> Iterator[Path]:
    """The archive with folders in folders in a book, more than a path or a stack can hold; taken apart afterwards."""
    here = os.getcwd()  # noqa: PTH109 - a path this long can only be made step by step
    outer, inner = archive / ORIGIN / "d", archive / ORIGIN / "inner"
    try:
        os.chdir(archive / ORIGIN)
        for _ in range(2500):
            os.mkdir("d")  # noqa: PTH102 - as above
            os.chdir("d")
    finally:
        os.chdir(here)
    yield archive
    while (outer / "d").is_dir():
        (outer / "d").rename(inner)
        outer.rmdir()
        inner.rename(outer)
    outer.rmdir()


def test_folders_nested_without_end_are_one_stranger(nested: Path) -> None:
    found = codes(nested)
    assert len(found) == 1
    assert found[0][0] == "R106"


def test_a_folder_in_the_place_of_a_file_counts_as_missing(archive: Path) -> None:
    place = archive / ORIGIN / "checkpoint"
    place.unlink()
    place.mkdir()
    assert ("R107", "checkpoint") in codes(archive)


def test_a_file_that_nobody_may_read_counts_as_missing(tmp_path: Path) -> None:
    assert read_bounded(tmp_path / "nothing", 10) is None


@pytest.mark.parametrize(("name", "limit"), [("checkpoint", MAX_CHECKPOINT_BYTES), ("log.vkey", MAX_VKEY_BYTES)])
def test_a_file_is_read_up_to_the_limit_of_its_kind(tmp_path: Path, name: str, limit: int) -> None:
    files = BookFiles(ORIGIN, tmp_path)
    (tmp_path / name).write_bytes(bytes(limit))
    assert files.read(name) == bytes(limit)
    (tmp_path / name).write_bytes(bytes(limit + 1))
    with pytest.raises(FileTooLargeError):
        files.read(name)


def test_a_file_name_that_is_no_text_is_a_stranger(archive: Path) -> None:
    with open(os.fsencode(archive) + b"/\xff\xfe", "wb") as file:  # noqa: PTH123 - bytes
        file.write(b"x")
    assert [code for code, _ in codes(archive)] == ["R106"]
