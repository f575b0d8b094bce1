"""The files of a published book: hash tiles and entry bundles (c2sp.org/tlog-tiles).

    tile/<level>/<n>[.p/<width>]     256 hashes of 32 bytes; `.p/<width>` while the tile has fewer
    tile/entries/<n>[.p/<width>]     256 entries, each behind its length in two bytes, big-endian

Rules of this module:

- Hash i of tile n at level l is the root over the leaves (n*256+i)*256^l to (n*256+i+1)*256^l; only full
  subtrees are hashed up.
- No tile is empty; a width from 1 to 255 is written as `.p/<width>`, 256 is the full tile without it.
- A tile's number is written in groups of three digits, all but the last behind `x`; no other spelling is a path.
- A bundle holds exactly the expected entries, nothing after them, none longer than 65,535 bytes.
- A tile belongs to a log that has all its hashes or entries: a partial tile still does when the log has grown.
- Adding entries reads the partial tiles of the right edge only, and writes the tiles that are new or changed only.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from domain.types import MAX_INTEGER, Hash
from ledger.errors import BundleMalformedError, EntryTooLargeError, StoredEdgeError
from ledger.merkle import HASH_BYTES, Tree, fold_peaks

TILE_WIDTH: Final = 256
"""The number of hashes or entries of a full tile."""

MAX_ENTRY_BYTES: Final = 65_535
MAX_LEVEL: Final = 63

_LENGTH_BYTES: Final = 2
_HEIGHT: Final = 8
_PATH: Final = re.compile(r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


@dataclass(frozen=True, slots=True)
class TileName:
    """Which tile a file holds: of hashes at a level, or of entries when `level` is None."""

    level: int | None
    n: int
    width: int = TILE_WIDTH

    @property
    def path(self) -> str:
        """The path below the book's folder, with `/`."""
        folder = "entries" if self.level is None else str(self.level)
        partial = "" if self.width == TILE_WIDTH else f".p/{self.width}"
        return f"tile/{folder}/{_digit_groups(self.n)}{partial}"

    @property
    def begin(self) -> int:
        """The number of hashes (of this level) or entries before this tile."""
        return self.n * TILE_WIDTH

    @property
    def end(self) -> int:
        """The number of hashes (of this level) or entries up to the end of this tile."""
        return self.begin + self.width

    def belongs_to(self, size: int) -> bool:
        """Whether a log of `size` entries has all that this tile holds."""
        return self.end <= size >> _HEIGHT * (self.level or 0)


def tile_path(level: int, n: int, width: int = TILE_WIDTH) -> str:
    """The path of hash tile `n` at `level`."""
    return TileName(level, n, width).path


def bundle_path(n: int, width: int = TILE_WIDTH) -> str:
    """The path of entry bundle `n`."""
    return TileName(None, n, width).path


def parse_tile_path(path: str) -> TileName | None:
    """The tile that has exactly this path; None when there is none."""
    match = _PATH.fullmatch(path)
    if match is None:
        return None
    folder, groups, width = match.groups()
    level = None if folder == "entries" else int(folder)
    name = TileName(level, int(re.sub("[x/]", "", groups)), int(width) if width else TILE_WIDTH)
    is_named = name.path == path and (level or 0) <= MAX_LEVEL and name.end <= MAX_INTEGER
    return name if is_named else None


def hash_tiles(size: int) -> Iterator[TileName]:
    """The hash tiles that a log of `size` entries publishes, by level and number; a level's last may be partial."""
    level = 0
    while size:
        yield from _tiles_of_level(level, size)
        level += 1
        size >>= _HEIGHT


def bundles(size: int) -> Iterator[TileName]:
    """The entry bundles that a log of `size` entries publishes, by number; the last may be partial."""
    return _tiles_of_level(None, size)


def tile_bytes(tree: Tree, name: TileName) -> bytes:
    """What hash tile `name` of a log with this tree holds.  Raises OutsideTreeError if it does not belong to it."""
    return tree.cells(_HEIGHT * (name.level or 0), name.begin, name.end)


def join_bundle(entries: Iterable[bytes]) -> bytes:
    """The bundle of `entries`, or a part of one.  Raises EntryTooLargeError."""
    return b"".join(map(_with_length, entries))


def split_bundle(data: bytes, count: int) -> list[bytes]:
    """The `count` entries of a bundle, 1 to 256.  Raises BundleMalformedError if bytes lack or are left."""
    entries = []
    at = 0
    for number in range(count):
        begin = at + _LENGTH_BYTES
        at = begin + int.from_bytes(data[at:begin], "big")
        if at > len(data):
            raise BundleMalformedError(reason="truncated", entry=number)
        entries.append(data[begin:at])
    if at != len(data):
        raise BundleMalformedError(reason="extra_bytes", entry=count)
    return entries


def first_entries(bundle: bytes, count: int) -> bytes:
    """The beginning of a sound bundle that holds its first `count` entries: an earlier partial one."""
    at = 0
    for _ in range(count):
        at += _LENGTH_BYTES + int.from_bytes(bundle[at : at + _LENGTH_BYTES], "big")
    return bundle[:at]


class TileEdge:
    """The right edge of a log's hash tiles: what publishing further entries needs to read, and no more.

    Per level the hashes of the tile that is not full yet, at most 255.  New and changed tiles gather
    until `take_changes`.
    """

    __slots__ = ("_full", "_levels", "size")

    size: int
    """The number of leaves."""

    def __init__(self) -> None:
        """The edge of an empty log; use `load` for any other."""
        self.size = 0
        self._levels: list[_OpenTile] = []
        self._full: list[tuple[TileName, bytes]] = []

    @classmethod
    def load(cls, size: int, read: Callable[[str], bytes]) -> "TileEdge":
        """The edge of a log of `size` entries, from its stored partial tiles: `read` gives the bytes at a path.

        Compare `root` with the checkpoint before trusting it.  Raises StoredEdgeError for a tile of the wrong length.
        """
        edge = cls()
        edge.size = size
        while size:
            size, width = divmod(size, TILE_WIDTH)
            name = TileName(len(edge._levels), size, width)
            data = read(name.path) if width else b""
            if len(data) != width * HASH_BYTES:
                raise StoredEdgeError(path=name.path)
            edge._levels.append(_OpenTile(size, Tree(_hashes(data))))
        return edge

    @property
    def root(self) -> Hash:
        """The Merkle root over all leaves."""
        return fold_peaks(peak for tile in self._levels for peak in tile.tree.peaks())

    def extend(self, leaf_hashes: Iterable[Hash]) -> None:
        """Add leaves at the right."""
        self._extend_level(0, leaf_hashes)
        self.size = self._levels[0].n * TILE_WIDTH + self._levels[0].tree.size

    def take_changes(self) -> list[tuple[TileName, bytes]]:
        """The tiles that are new or changed since loading or since the last call, with their bytes."""
        changes = self._full
        self._full = []
        for level, tile in enumerate(self._levels):
            if tile.is_changed and tile.tree.size:
                changes.append((TileName(level, tile.n, tile.tree.size), tile.tree.cells(0, 0, tile.tree.size)))
            tile.is_changed = False
        return changes

    def _extend_level(self, level: int, hashes: Iterable[Hash]) -> None:
        if level == len(self._levels):
            self._levels.append(_OpenTile(0, Tree()))
        tile = self._levels[level]
        source = iter(hashes)
        while chunk := list(islice(source, TILE_WIDTH - tile.tree.size)):
            tile.tree.extend(chunk)
            tile.is_changed = True
            if tile.tree.size == TILE_WIDTH:
                self._full.append((TileName(level, tile.n), tile.tree.cells(0, 0, TILE_WIDTH)))
                self._extend_level(level + 1, [tile.tree.root()])
                tile.n += 1
                tile.tree = Tree()


@dataclass(slots=True)
class _OpenTile:
    """The tile at the right edge of one level: its number, and a tree over the hashes it has so far."""

    n: int
    tree: Tree
    is_changed: bool = False


class BundleEdge:
    """The right edge of a log's entry bundles: the bundle in progress.

    New and changed bundles gather until `take_changes`.
    """

    __slots__ = ("_full", "_is_changed", "_open", "size")

    size: int
    """The number of entries."""

    def __init__(self) -> None:
        """The edge of an empty log; use `load` for any other."""
        self.size = 0
        self._open: list[bytes] = []
        self._is_changed = False
        self._full: list[tuple[TileName, bytes]] = []

    @classmethod
    def load(cls, size: int, read: Callable[[str], bytes]) -> "BundleEdge":
        """The edge of a log of `size` entries, from its stored partial bundle: `read` gives the bytes at a path.

        Raises BundleMalformedError.
        """
        edge = cls()
        edge.size = size
        n, width = divmod(size, TILE_WIDTH)
        if width:
            edge._open = split_bundle(read(bundle_path(n, width)), width)
        return edge

    def extend(self, entries: Iterable[bytes]) -> None:
        """Add entries at the right.  Raises EntryTooLargeError, with the entries before the large one added."""
        for entry in entries:
            if len(entry) > MAX_ENTRY_BYTES:
                raise EntryTooLargeError(size=len(entry))
            self._open.append(entry)
            self.size += 1
            self._is_changed = True
            if len(self._open) == TILE_WIDTH:
                self._full.append((TileName(None, self.size // TILE_WIDTH - 1), join_bundle(self._open)))
                self._open = []

    def take_changes(self) -> list[tuple[TileName, bytes]]:
        """The bundles that are new or changed since loading or since the last call, with their bytes."""
        changes = self._full
        self._full = []
        if self._is_changed and self._open:
            name = TileName(None, self.size // TILE_WIDTH, len(self._open))
            changes.append((name, join_bundle(self._open)))
        self._is_changed = False
        return changes


def _tiles_of_level(level: int | None, count: int) -> Iterator[TileName]:
    full, width = divmod(count, TILE_WIDTH)
    for n in range(full):
        yield TileName(level, n)
    if width:
        yield TileName(level, full, width)


def _digit_groups(number: int) -> str:
    last = f"{number % 1000:03}"
    return f"{_leading_groups(number // 1000)}{last}"


def _leading_groups(number: int) -> str:
    return f"{_leading_groups(number // 1000)}x{number % 1000:03}/" if number else ""


def _with_length(entry: bytes) -> bytes:
    if len(entry) > MAX_ENTRY_BYTES:
        raise EntryTooLargeError(size=len(entry))
    return len(entry).to_bytes(_LENGTH_BYTES, "big") + entry


def _hashes(cells: bytes) -> Iterator[Hash]:
    return (Hash(cells[at : at + HASH_BYTES]) for at in range(0, len(cells), HASH_BYTES))
