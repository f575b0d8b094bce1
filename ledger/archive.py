"""Archives: published books as plain files (`docs/format.md`, section 9).

- A book is a folder `<host>/<election>/<body>/<area>` with `checkpoint`, `log.vkey`, `tile/...` and, where older notes
  are known, `checkpoints/<size>`; documents are `files/<sha256>`.  Whatever else lies there is a stranger.
- Links, pipes and devices are strangers, never followed and never waited for; no path from a file is ever joined to a
  folder.
- A file is read up to the limit of its kind and no further.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ledger.checkpoint import MAX_CHECKPOINT_BYTES, is_book_origin, peek_checkpoint
from ledger.errors import ArchiveMissingError, FileTooLargeError, FormatError
from ledger.tiles import MAX_ENTRY_BYTES, TILE_WIDTH

CHECKPOINT: Final = "checkpoint"
VKEY: Final = "log.vkey"
OLDER: Final = "checkpoints"
FILES: Final = "files"
MAX_VKEY_BYTES: Final = 1024
MAX_TILE_BYTES: Final = TILE_WIDTH * 32
MAX_BUNDLE_BYTES: Final = TILE_WIDTH * (MAX_ENTRY_BYTES + 2)
_CHUNK: Final = 1 << 19  # most files, a bundle of usual entries too, come at once
_ORIGIN_DEPTH: Final = 4
_MAX_DEPTH: Final = 12
"""Deeper than any tile's path below its book; what lies there is not looked at."""

# A pipe without a writer would keep a reader waiting for ever.
_READ_PLAIN_FILE: Final = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


@dataclass(frozen=True, slots=True)
class BookFiles:
    """The published files of one book, below `folder`; paths are relative to it, with `/`."""

    origin: str
    folder: Path

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, or None if it is not there.  Raises `FileTooLargeError`."""
        *folders, name = path.split("/")
        place = str(self.folder)
        for folder in folders:
            place = f"{place}/{folder}"
            if os.path.islink(place):  # noqa: PTH114 - a `Path` for every folder takes longer than reading the file
                return None
        return read_bounded(f"{place}/{name}", _limit_of(path))

    def paths(self) -> list[str]:
        """Every file, and every link or other thing that is no folder, ascending."""
        return sorted(_walk(self.folder))

    def weight(self) -> int:
        """The entries it claims to have: how much work it is to check this book.  Nothing but speed hangs on it.

        Not its bytes: the keys of many stations are one entry with few signatures.
        """
        try:
            return peek_checkpoint(self.read(CHECKPOINT) or b"").size
        except FormatError:
            return 0


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder of published books."""

    folder: Path

    @classmethod
    def open(cls, folder: Path) -> "Archive":
        """The archive in `folder`.  Raises `ArchiveMissingError`."""
        if not folder.is_dir():
            raise ArchiveMissingError(path=str(folder))
        return cls(folder)

    def book(self, origin: str) -> BookFiles:
        """The files of the book with this origin, whether or not it is there."""
        if not is_book_origin(origin):
            raise ValueError(origin)
        return BookFiles(origin, self.folder.joinpath(*origin.split("/")))

    def survey(self) -> tuple[list[str], list[str]]:
        """Origins of all book folders, and paths of all strangers outside of them, each ascending."""
        origins: list[str] = []
        strangers: list[str] = []
        for path, depth, item in _entries(self.folder):
            is_folder = item.is_dir(follow_symlinks=False)
            if depth == _ORIGIN_DEPTH and is_folder and is_book_origin(path):
                origins.append(path)
            elif is_folder:
                if depth == _ORIGIN_DEPTH or path.startswith(f"{FILES}/"):
                    strangers.append(path)
            elif not (_is_document(path) and item.is_file(follow_symlinks=False)):
                strangers.append(path)
        return sorted(origins), sorted(strangers)

    def documents(self) -> Iterator[tuple[str, Path]]:
        """Name and place of every document, in ascending order of the names."""
        folder = self.folder / FILES
        if folder.is_dir() and not folder.is_symlink():
            for path in sorted(folder.iterdir()):
                yield path.name, path


def read_bounded(path: Path | str, limit: int) -> bytes | None:
    """The bytes of a plain file; None if there is none.  Raises `FileTooLargeError` beyond `limit` bytes."""
    try:
        handle = os.open(path, _READ_PLAIN_FILE)
    except OSError:
        return None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        chunks = []
        left = limit + 1
        while left and (chunk := os.read(handle, min(left, _CHUNK))):
            chunks.append(chunk)
            left -= len(chunk)
    finally:
        os.close(handle)
    if not left:
        raise FileTooLargeError(path=Path(path).name, limit=limit)
    return b"".join(chunks)


def is_hex_hash(text: str) -> bool:
    """Whether `text` is 32 bytes in lower-case hex."""
    return len(text) == 64 and not set(text) - set("0123456789abcdef")  # noqa: PLR2004 - two digits a byte


def _is_document(path: str) -> bool:
    folder, _, name = path.partition("/")
    return folder == FILES and is_hex_hash(name)


def _limit_of(path: str) -> int:
    if path == VKEY:
        return MAX_VKEY_BYTES
    if path == CHECKPOINT or path.startswith(f"{OLDER}/"):
        return MAX_CHECKPOINT_BYTES
    return MAX_BUNDLE_BYTES if path.startswith("tile/entries/") else MAX_TILE_BYTES


def _entries(folder: Path) -> Iterator[tuple[str, int, os.DirEntry[str]]]:
    """Path, depth and the thing itself, for everything above and at the depth of books."""
    pending = [("", str(folder), 1)]
    while pending:
        prefix, place, depth = pending.pop()
        with os.scandir(place) as listing:
            for item in listing:
                path = prefix + item.name
                yield path, depth, item
                if item.is_dir(follow_symlinks=False) and depth < _ORIGIN_DEPTH:
                    pending.append((f"{path}/", item.path, depth + 1))


def _walk(folder: Path) -> Iterator[str]:
    """The path of everything below a book's folder that is no folder, and of folders too deep to look into."""
    pending = [("", str(folder), 1)]
    while pending:
        prefix, place, depth = pending.pop()
        with os.scandir(place) as listing:
            for item in listing:
                if item.is_dir(follow_symlinks=False) and depth < _MAX_DEPTH:
                    pending.append((f"{prefix}{item.name}/", item.path, depth + 1))
                else:
                    yield prefix + item.name
