"""The state of a verification, kept so that it can be referred to later: which checkpoints, and with what status.

- It is of the whole archive: a report limited to an area or a contest is not kept.
- It says of every book how long it was, with what root, and whether it was sound: nothing in it broken or missing.
- A later verification goes on from it: signatures in a book that was sound are not checked again, and a sound book that
  is not what it was then is named.
- It is one JSON object with exactly the keys `books election format status`; anything else is refused.
- It proves nothing by itself: who uses it trusts whoever made it, as one trusts one's own note.
"""

import json
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from domain.errors import RekapError
from domain.types import MAX_INTEGER, Hash
from ledger.archive import CHECKPOINT, Archive, BookFiles, is_hex_hash, read_bounded
from ledger.checkpoint import is_book_origin, peek_checkpoint
from ledger.errors import (
    FileTooLargeError,
    FormatError,
    InputMissingError,
    OutputExistsError,
    StateInsideArchiveError,
    StateMalformedError,
    StateMissingError,
)
from ledger.merkle import Tree, leaf_hash
from ledger.published_entries import stored_entries

FORMAT: Final = "rekap-state-1"
STATUSES: Final = ("valid", "findings", "broken", "incomplete")
MAX_STATE_BYTES: Final = 64 * 1024 * 1024

Checkpoints = Mapping[str, tuple[int, Hash]]
"""Size and root by book."""


class _Book(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    root: str
    size: int
    sound: bool


class _Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    books: dict[str, _Book]
    election: str
    format: str
    status: str


class State(msgspec.Struct, frozen=True):
    """How a verification ended, of which election, over which checkpoints, and which of the books were sound."""

    election: Hash
    status: str
    books: Checkpoints
    sound: frozenset[str] = frozenset()

    def differing(self, books: Checkpoints) -> tuple[str, ...]:
        """The books whose checkpoint is not that of this state, there or here, ascending."""
        return tuple(sorted(name for name in {*self.books, *books} if self.books.get(name) != books.get(name)))

    @property
    def text(self) -> str:
        """The content of the file."""
        books = {
            name: {"root": root.hex(), "size": size, "sound": name in self.sound}
            for name, (size, root) in sorted(self.books.items())
        }
        document = {"books": books, "election": self.election.hex(), "format": FORMAT, "status": self.status}
        return json.dumps(document, sort_keys=True, separators=(",", ":")) + "\n"


def leaves_below(files: BookFiles, size: int, root: Hash) -> frozenset[Hash]:
    """The leaf hashes of a published book's first `size` entries if they hash to `root`; none otherwise."""
    leaves = [leaf_hash(raw) for _, raw in islice(stored_entries(files), size)]
    tree = Tree()
    tree.extend(leaves)
    return frozenset(leaves) if tree.size == size and tree.root() == root else frozenset()


def checkpoints_of(folder: Path) -> dict[str, tuple[int, Hash]]:
    """The checkpoints that the books of an archive claim; a book without one has size 0.

    Raises `ArchiveMissingError`.
    """
    archive = Archive.open(folder)
    found = {}
    for origin in archive.survey()[0]:
        try:
            claimed = peek_checkpoint(archive.book(origin).read(CHECKPOINT) or b"")
            found[origin] = (claimed.size, claimed.root)
        except (FormatError, FileTooLargeError):
            found[origin] = (0, Hash(b""))
    return found


def require_place(path: Path, archive: Path) -> None:
    """Whether a state may be written to `path`: outside of the archive, over nothing but an older state.

    Raises `StateInsideArchiveError`, `OutputExistsError`, `InputMissingError` if its folder is not there.
    """
    if path.resolve().is_relative_to(archive.resolve()):
        raise StateInsideArchiveError(path=str(path))
    if not path.parent.is_dir():
        raise InputMissingError(path=str(path.parent), reason="no_folder")
    if path.exists() or path.is_symlink():
        try:
            read_state(path)
        except (RekapError, OSError):
            raise OutputExistsError(path=str(path)) from None


def read_state(path: Path) -> State:
    """The state in a file.  Raises `StateMissingError` or `StateMalformedError`."""
    raw = read_bounded(path, MAX_STATE_BYTES)
    if raw is None:
        raise StateMissingError(path=str(path))
    try:
        document = msgspec.json.decode(raw, type=_Document)
    except msgspec.MsgspecError:
        raise StateMalformedError(path=str(path), reason="form") from None
    hashes = [document.election, *(book.root for book in document.books.values() if book.root)]
    if document.format != FORMAT or document.status not in STATUSES or not all(map(is_hex_hash, hashes)):
        raise StateMalformedError(path=str(path), reason="value")
    if not all(is_book_origin(name) and 0 <= book.size <= MAX_INTEGER for name, book in document.books.items()):
        raise StateMalformedError(path=str(path), reason="value")
    books = {name: (book.size, Hash(bytes.fromhex(book.root))) for name, book in document.books.items()}
    sound = frozenset(name for name, book in document.books.items() if book.sound)
    return State(Hash(bytes.fromhex(document.election)), document.status, books, sound)
