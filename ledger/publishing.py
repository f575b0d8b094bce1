"""Publishing a book: its stored entries become tiles under a signed checkpoint (`docs/format.md`, section 7).

- In this order: compare the published edge with the recorded checkpoint; extend it with entries read back from the
  store; sign; record the checkpoint; write the tiles; write `checkpoint` last.
- A checkpoint is recorded before anybody can see it, once per size, and never below one that was seen.
- So a published checkpoint that the store has not recorded means a restored backup, which publishes nothing; a store
  behind, or beside, a checkpoint known from anywhere is one too.
- A crash at any point loses no entry and never leads to two histories: the next publishing finishes or repeats it.
- Published files that are missing, and a right edge that is not the checkpoint's, are derived anew from the store.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from domain.types import Hash
from ledger.archive import CHECKPOINT, OLDER, VKEY, Archive, BookFiles
from ledger.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from ledger.durable import write_file
from ledger.errors import FormatError, LogKeyError, RestoredBackupError, StoredEdgeError
from ledger.merkle import EMPTY_ROOT, Tree, leaf_hash
from ledger.note import VerifierKey
from ledger.signing import SigningKey
from ledger.storing.store import Store
from ledger.tiles import (
    TILE_WIDTH,
    BundleEdge,
    TileEdge,
    TileName,
    bundle_path,
    bundles,
    hash_tiles,
    split_bundle,
    tile_path,
)


@dataclass(frozen=True, slots=True)
class Published:
    """What `publish` made public: the checkpoint and its note, and how many entries were new."""

    checkpoint: Checkpoint
    note: bytes
    added: int


def publish(store: Store, archive: Archive, origin: str, log_key: SigningKey, staging: Path) -> Published:
    """Publish every stored entry of the book `origin` into `archive`; temporary files go to `staging`.

    Raises `LogKeyError` when the key is not the book's, `RestoredBackupError`, `FormatError` when `checkpoint` is there
    and damaged, and the errors of the store.
    """
    files = archive.book(origin)
    vkey = VerifierKey.of(origin, log_key.public)
    with store.publishing():
        known = files.read(VKEY)
        if known is not None and known != _vkey_file(vkey):
            raise LogKeyError(origin=origin)
        publisher = _Publisher(store, files, vkey, staging)
        return publisher.publish(log_key)


def known_notes(files: BookFiles) -> Iterator[bytes]:
    """The newest notes that lie in a book's own published folder: `checkpoint`, and the largest of the older ones."""
    older = files.folder / OLDER
    sizes = [int(path.name) for path in older.iterdir() if path.name.isdecimal()] if older.is_dir() else []
    for path in (CHECKPOINT, *(f"{OLDER}/{size}" for size in sorted(sizes)[-1:])):
        note = files.read(path)
        if note is not None:
            yield note


def refuse_restored_backup(tree: Tree, origin: str, seen: Iterable[Checkpoint]) -> None:
    """Raise `RestoredBackupError` if the entries in `tree` are fewer or others than a checkpoint seen covers."""
    for checkpoint in seen:
        if checkpoint.size > tree.size or tree.root(checkpoint.size) != checkpoint.root:
            raise RestoredBackupError(origin=origin, size=tree.size, seen=checkpoint.size)


class _Publisher:
    """The steps of one publishing."""

    def __init__(self, store: Store, files: BookFiles, vkey: VerifierKey, staging: Path) -> None:
        self._store = store
        self._files = files
        self._vkey = vkey
        self._staging = staging
        self._recorded = dict(store.checkpoints())
        if self._recorded:
            self._recorded_root(max(self._recorded))  # refuses another key before anything is read by it
        self._public = self._public_checkpoint()

    def publish(self, log_key: SigningKey) -> Published:
        """All steps, in their order."""
        count = self._store.count()
        tiles, entries = self._edges()
        changes = self._extend(tiles, entries, count)
        checkpoint = Checkpoint(self._vkey.name, count, tiles.root)
        note = self._record(checkpoint, log_key)
        self._put(VKEY, _vkey_file(self._vkey))
        for name, data in changes:
            self._put(name.path, data)
        for size, older in self._recorded.items():
            if size > self._public.size or size == count:
                self._put(f"{OLDER}/{size}", older)
        self._put(CHECKPOINT, note)
        return Published(checkpoint, note, count - self._public.size)

    def _public_checkpoint(self) -> Checkpoint:
        """The published checkpoint, which the store must have recorded; of size 0 where nothing is published yet."""
        note = self._files.read(CHECKPOINT)
        if note is None:
            return Checkpoint(self._vkey.name, 0, EMPTY_ROOT)
        public = open_checkpoint(note, self._vkey).checkpoint
        if public.size not in self._recorded or self._recorded_root(public.size) != public.root:
            raise RestoredBackupError(origin=self._vkey.name, size=self._store.count(), seen=public.size)
        return public

    def _recorded_root(self, size: int) -> Hash:
        """The root of the checkpoint recorded for `size`."""
        try:
            return open_checkpoint(self._recorded[size], self._vkey).checkpoint.root
        except FormatError:
            raise LogKeyError(origin=self._vkey.name) from None

    def _edges(self) -> tuple[TileEdge, BundleEdge]:
        """The published right edge, or one derived anew from the store where files are missing or wrong."""
        size = self._public.size
        if all(self._place(name.path).is_file() for name in (*hash_tiles(size), *bundles(size))):
            with suppress(FormatError, StoredEdgeError):
                tiles, entries = TileEdge.load(size, self._tile), BundleEdge.load(size, self._tile)
                if tiles.root == self._public.root and self._is_last_bundle_sound(size):
                    return tiles, entries
        return TileEdge(), BundleEdge()

    def _is_last_bundle_sound(self, size: int) -> bool:
        """Whether the entries of the bundle that is not full yet are those of the tile beside it."""
        n, width = divmod(size, TILE_WIDTH)
        if not width:
            return True
        raw = split_bundle(self._tile(bundle_path(n, width)), width)
        return b"".join(map(leaf_hash, raw)) == self._tile(tile_path(0, n, width))

    def _tile(self, path: str) -> bytes:
        data = self._files.read(path)
        if data is None:
            raise StoredEdgeError(path=path)
        return data

    def _extend(self, tiles: TileEdge, entries: BundleEdge, count: int) -> list[tuple[TileName, bytes]]:
        """Add the entries behind the edge; on the way every checkpoint that was recorded must come out.

        Gives the files that change, also those which the recorded checkpoints were published with.
        """
        changes: list[tuple[TileName, bytes]] = []
        behind = self._store.read(tiles.size)
        for size in sorted({*(size for size in self._recorded if size >= tiles.size), count}):
            raw = [stored.raw for stored in islice(behind, size - tiles.size)]
            tiles.extend(map(leaf_hash, raw))
            entries.extend(raw)
            if tiles.size != size or (size in self._recorded and self._recorded_root(size) != tiles.root):
                raise RestoredBackupError(origin=self._vkey.name, size=tiles.size, seen=size)
            changes += (*entries.take_changes(), *tiles.take_changes())
        return changes

    def _record(self, checkpoint: Checkpoint, log_key: SigningKey) -> bytes:
        """The note of this size: the recorded one, or a new one, recorded before it is shown."""
        if checkpoint.size not in self._recorded:
            note = sign_checkpoint(checkpoint, log_key)
            self._store.record_checkpoint(checkpoint.size, note)
            self._recorded[checkpoint.size] = note
        return self._recorded[checkpoint.size]

    def _put(self, path: str, data: bytes) -> None:
        """Write a file, unless it is there already with these bytes."""
        if self._files.read(path) != data:
            write_file(self._place(path), data, self._staging)

    def _place(self, path: str) -> Path:
        return self._files.folder.joinpath(*path.split("/"))


def _vkey_file(vkey: VerifierKey) -> bytes:
    return f"{vkey.text}\n".encode()
