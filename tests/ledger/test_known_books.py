"""Other books in a desk's archive: inspected for every command, their signatures once.

- A second command checks no signature of a book that is as it was; of one that has grown, those of the new entries.
- A book that was changed is found broken, whatever the memory says of it.
- Without a memory, or with one that cannot be read or written, everything is checked.
"""

from pathlib import Path
from unittest.mock import patch

import pytest

from ledger import entrycheck
from ledger.archive import Archive
from ledger.errors import BrokenCopyError
from ledger.inspection import InspectedBook
from ledger.known_books import MEMORY_FILE, inspect_known
from ledger.signing import verify
from tests.support.practice import KAB, PPK, SMALL_RESULTS, practice
from tests.support.tampering import small_files, small_world, write

BOOKS = (small_world().origin(KAB), small_world().origin(PPK))


def inspected(folder: Path) -> tuple[dict[str, InspectedBook], int]:
    """The books, and how many signatures were checked."""
    calls: list[object] = []

    def counted(*signed: object) -> bool:
        calls.append(signed)
        return verify(*signed)  # type: ignore[arg-type]

    with patch.object(entrycheck, "verify", counted):
        books = inspect_known(
            Archive.open(folder / "archive"), BOOKS, small_world().election, folder, folder / ".staging"
        )
    return books, len(calls)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    write(small_files(), tmp_path / "archive")
    return tmp_path


def test_a_book_that_is_as_it_was_has_no_signature_checked_again(desk: Path) -> None:
    first, checked = inspected(desk)
    again, checked_again = inspected(desk)
    assert checked == sum(book.signatures for book in first.values()) > 0
    assert checked_again == 0
    assert {origin: book.entries for origin, book in again.items()} == {
        origin: book.entries for origin, book in first.items()
    }


def test_of_a_book_that_has_grown_the_new_is_checked(tmp_path: Path) -> None:
    script = practice(SMALL_RESULTS)
    del script.steps[script.at(f"{PPK} certificate") :]
    script.run().write(tmp_path / "archive")
    _, before = inspected(tmp_path)
    small_world().write(tmp_path / "archive")
    grown, checked = inspected(tmp_path)
    assert checked == sum(book.signatures for book in grown.values()) - before > 0


def test_a_book_that_was_changed_is_broken_whatever_was_remembered(desk: Path) -> None:
    inspected(desk)
    [bundle, *_] = sorted((desk / "archive").joinpath(*BOOKS[1].split("/")).glob("tile/entries/**/*.p/*"))
    data = bytearray(bundle.read_bytes())
    data[-1] ^= 1
    bundle.write_bytes(data)
    with pytest.raises(BrokenCopyError):
        inspected(desk)


@pytest.mark.parametrize(
    "memory", [b"", b"{", b"[]", b'{"a/b/c/d":[-1,"00"]}', f'{{"{BOOKS[0]}":[3,"zz"],"{BOOKS[1]}":[-3,"00"]}}'.encode()]
)
def test_a_memory_that_cannot_be_read_remembers_nothing(desk: Path, memory: bytes) -> None:
    _, checked = inspected(desk)
    (desk / MEMORY_FILE).write_bytes(memory)
    assert inspected(desk)[1] == checked
    assert inspected(desk)[1] == 0


def test_a_memory_that_cannot_be_written_is_done_without(desk: Path) -> None:
    (desk / MEMORY_FILE).mkdir()
    _, checked = inspected(desk)
    assert inspected(desk)[1] == checked > 0
