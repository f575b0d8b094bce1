"""The other books that lie in the archive of a desk, inspected anew for every command.

- A broken one is named and stops the desk.
- Nearly all of the work is checking signatures: a book whose signatures held is remembered beside the desk by its size
  and root, and those of the same entries are not checked again.
- The memory is this machine's own notebook: without it, or where it cannot be read or written, all is checked.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Final

import msgspec

from domain.findings import Level
from domain.types import Count, Hash
from ledger.archive import Archive, read_bounded
from ledger.durable import write_file
from ledger.errors import BrokenCopyError, FileTooLargeError
from ledger.inspection import InspectedBook, inspect_book
from ledger.verified_state import leaves_below

MEMORY_FILE: Final = "inspected.json"
_MAX_BYTES: Final = 16 * 1024 * 1024

_Memory = dict[str, tuple[Count, Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]]]
"""Size and root, hexadecimal, by origin."""


def inspect_known(
    archive: Archive, origins: Iterable[str], election: Hash | None, folder: Path, staging: Path
) -> dict[str, InspectedBook]:
    """These books of an archive, each inspected; `folder` keeps the memory, `staging` is where it is written first.

    Raises `BrokenCopyError` for a broken one.
    """
    memory = _read(folder / MEMORY_FILE)
    books = {origin: _inspect(archive, origin, election, memory.get(origin)) for origin in origins}
    held = {origin: (book.tree.size, book.tree.root().hex()) for origin, book in books.items() if book.is_complete}
    if held != memory:
        with suppress(OSError):  # a folder that may only be read: nothing is lost but time
            write_file(folder / MEMORY_FILE, msgspec.json.encode(held, order="sorted"), staging)
    return books


def _inspect(archive: Archive, origin: str, election: Hash | None, remembered: tuple[int, str] | None) -> InspectedBook:
    files = archive.book(origin)
    sound = frozenset[Hash]()
    if remembered is not None:
        size, root = remembered
        sound = leaves_below(files, size, Hash(bytes.fromhex(root)))
    book = inspect_book(files, election, sound)
    worst = next((finding.code for finding in book.findings if finding.level is Level.BROKEN), None)
    if worst is not None:
        raise BrokenCopyError(origin=origin, finding=worst)
    return book


def _read(path: Path) -> Mapping[str, tuple[int, str]]:
    try:
        return msgspec.json.decode(read_bounded(path, _MAX_BYTES) or b"{}", type=_Memory)
    except (msgspec.MsgspecError, FileTooLargeError, OSError):
        return {}
