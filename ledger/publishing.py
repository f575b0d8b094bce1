"""Publishing a book: its stored entries become tiles under a signed checkpoint (design, section 7).

- In this order: compare the published edge with the recorded checkpoint; extend it with entries read back from the store;
  sign; record the checkpoint; write the tiles; write `checkpoint` last.
- A checkpoint is recorded before anybody can see it, once per size, and never below one that was seen.
- A crash at any point loses no entry and never leads to two histories: the next publishing finishes or repeats the same.
- A store behind, or beside, a checkpoint known from anywhere is a restored backup and publishes nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ledger.archive import CHECKPOINT, OLDER, VKEY, Archive, BookFiles
from ledger.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from ledger.durable import write_file
from ledger.errors import FormatError, LogKeyError, RestoredBackupError, StoredEdgeError
from ledger.merkle import EMPTY_ROOT, Tree, leaf_hash
from ledger.note import VerifierKey
from ledger.signing import SigningKey
from ledger.store import Store
from ledger.tiles import BundleEdge, TileEdge


@dataclass(frozen=True, slots=True)
class Published:
    """What `publish` made public: the checkpoint and its note, and how many entries were new."""

    checkpoint: Checkpoint
    note: bytes
    added: int


def publish(store: Store, archive: Archive, origin: str, log_key: SigningKey, staging: Path) -> Published:
    """Publish every stored entry of the book `origin` into `archive`; temporary files go to `staging`.

    Raises `LogKeyError` when the key is not the book's, `RestoredBackupError`, and the errors of the store.
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
    """The checkpoint notes that lie in a book's own published folder."""
    if files.folder.is_dir():
        for path in files.paths():
            note = files.read(path) if path == CHECKPOINT or path.startswith(f"{OLDER}/") else None
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
        self._recorded = store.last_checkpoint()
        self._public = self._public_checkpoint()

    def publish(self, log_key: SigningKey) -> Published:
        """All steps, in their order."""
        count = self._store.count()
        seen = max(self._public.size, self._recorded[0] if self._recorded else 0)
        if count < seen:
            raise RestoredBackupError(origin=self._vkey.name, size=count, seen=seen)
        tiles, bundles = self._edges()
        self._extend(tiles, bundles, count)
        checkpoint = Checkpoint(self._vkey.name, count, tiles.root)
        note = self._record(checkpoint, log_key)
        if self._files.read(VKEY) is None:
            self._write(VKEY, _vkey_file(self._vkey))
        for name, data in (*bundles.take_changes(), *tiles.take_changes()):
            self._write(name.path, data)
        self._write(f"{OLDER}/{count}", note)
        if self._files.read(CHECKPOINT) != note:
            self._write(CHECKPOINT, note)
        return Published(checkpoint, note, count - self._public.size)

    def _public_checkpoint(self) -> Checkpoint:
        """The published checkpoint; of size 0 where nothing is published yet."""
        note = self._files.read(CHECKPOINT)
        if note is None:
            return Checkpoint(self._vkey.name, 0, EMPTY_ROOT)
        return open_checkpoint(note, self._vkey).checkpoint

    def _edges(self) -> tuple[TileEdge, BundleEdge]:
        """The published right edge, or one derived anew from the store where files of it are missing or wrong."""
        size = self._public.size
        try:
            tiles = TileEdge.load(size, self._tile)
            bundles = BundleEdge.load(size, self._tile)
        except (FormatError, StoredEdgeError):
            return TileEdge(), BundleEdge()
        return (tiles, bundles) if tiles.root == self._public.root else (TileEdge(), BundleEdge())

    def _tile(self, path: str) -> bytes:
        data = self._files.read(path)
        if data is None:
            raise StoredEdgeError(path=path)
        return data

    def _extend(self, tiles: TileEdge, bundles: BundleEdge, count: int) -> None:
        """Add the entries behind the edge; on the way every checkpoint that is known must come out."""
        known = {self._public.size: self._public.root}
        if self._recorded is not None:
            recorded = open_checkpoint(self._recorded[1], self._vkey).checkpoint
            known.setdefault(recorded.size, recorded.root)
        entries = self._store.read(tiles.size)
        for size in sorted(size for size in {*known, count} if size >= tiles.size):
            raw = [next(entries).raw for _ in range(size - tiles.size)]
            tiles.extend(map(leaf_hash, raw))
            bundles.extend(raw)
            if known.get(size, tiles.root) != tiles.root:
                raise RestoredBackupError(origin=self._vkey.name, size=size, seen=size)

    def _record(self, checkpoint: Checkpoint, log_key: SigningKey) -> bytes:
        """The note of this size: the recorded one, or a new one, recorded before it is shown."""
        if self._recorded is not None and self._recorded[0] == checkpoint.size:
            return self._recorded[1]
        note = sign_checkpoint(checkpoint, log_key)
        self._store.record_checkpoint(checkpoint.size, note)
        return note

    def _write(self, path: str, data: bytes) -> None:
        write_file(self._files.folder.joinpath(*path.split("/")), data, self._staging)


def _vkey_file(vkey: VerifierKey) -> bytes:
    return f"{vkey.text}\n".encode()
