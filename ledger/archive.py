"""Archives: published books as plain files (design, section 7).

- A book is a folder `<host>/<election>/<body>/<area>` with `checkpoint`, `log.vkey`, `tile/...` and, where older notes
  are known, `checkpoints/<size>`; documents are `files/<sha256>`.  Whatever else lies there is a stranger.
- Links are strangers and are never followed; no path from a file is ever joined to a folder.
- A file is read up to the limit of its kind and no further.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ledger.checkpoint import MAX_CHECKPOINT_BYTES, is_book_origin
from ledger.errors import ArchiveMissingError, FileTooLargeError
from ledger.tiles import MAX_ENTRY_BYTES, TILE_WIDTH

CHECKPOINT: Final = "checkpoint"
VKEY: Final = "log.vkey"
OLDER: Final = "checkpoints"
FILES: Final = "files"
MAX_VKEY_BYTES: Final = 1024
MAX_TILE_BYTES: Final = TILE_WIDTH * 32
MAX_BUNDLE_BYTES: Final = TILE_WIDTH * (MAX_ENTRY_BYTES + 2)
_ORIGIN_DEPTH: Final = 4


@dataclass(frozen=True, slots=True)
class BookFiles:
    """The published files of one book, below `folder`; paths are relative to it, with `/`."""

    origin: str
    folder: Path

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, or None if it is not there.  Raises `FileTooLargeError`."""
        return read_bounded(self.folder.joinpath(*path.split("/")), _limit_of(path))

    def paths(self) -> list[str]:
        """Every file, and every link or other thing that is no folder, ascending."""
        return sorted(_walk(self.folder, ""))

    def weight(self) -> int:
        """Bytes of its entry bundles: how much work it is to check this book."""
        entries = self.folder / "tile" / "entries"
        return sum(path.lstat().st_size for path in entries.rglob("*") if path.is_file() and not path.is_symlink())


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
        for path, depth, is_folder in _entries(self.folder):
            if depth == _ORIGIN_DEPTH and is_folder and is_book_origin(path):
                origins.append(path)
            elif not is_folder and not _is_document(path):
                strangers.append(path)
            elif is_folder and depth == _ORIGIN_DEPTH:
                strangers.append(path)
        return sorted(origins), sorted(strangers)

    def documents(self) -> Iterator[tuple[str, Path]]:
        """Name and place of every document, in ascending order of the names."""
        folder = self.folder / FILES
        if folder.is_dir() and not folder.is_symlink():
            for path in sorted(folder.iterdir()):
                yield path.name, path


def read_bounded(path: Path, limit: int) -> bytes | None:
    """The bytes of a plain file; None if there is none.  Raises `FileTooLargeError` beyond `limit` bytes."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    except OSError:
        return None
    with open(handle, "rb") as file:  # noqa: PTH123 - from a handle that follows no link
        try:
            data = file.read(limit + 1)
        except IsADirectoryError:
            return None
    if len(data) > limit:
        raise FileTooLargeError(path=path.name, limit=limit)
    return data


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


def _entries(folder: Path) -> Iterator[tuple[str, int, bool]]:
    """Path, depth and whether it is a folder, for everything above and at the depth of books."""
    pending = [("", folder, 1)]
    while pending:
        prefix, place, depth = pending.pop()
        with os.scandir(place) as listing:
            for item in listing:
                path = prefix + item.name
                is_folder = item.is_dir(follow_symlinks=False)
                yield path, depth, is_folder
                if is_folder and depth < _ORIGIN_DEPTH:
                    pending.append((f"{path}/", place / item.name, depth + 1))


def _walk(folder: Path, prefix: str) -> Iterator[str]:
    with os.scandir(folder) as listing:
        for item in listing:
            if item.is_dir(follow_symlinks=False):
                yield from _walk(folder / item.name, f"{prefix}{item.name}/")
            else:
                yield prefix + item.name
