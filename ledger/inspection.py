"""Pass 0: one book by itself: bytes, chain, tree, signatures (`docs/architecture.md`).

- Every published file is read and compared; what the checkpoint commits to and is not there is named (R107).
- Every entry is decoded strictly (R101 to R104), stands in its book, election and stream (R203), follows its stream's
  last entry (R201, R202), and carries valid signatures, its own and those of the statements in it (R401).
- The entries hash to the checkpoint's root (R301) and to every older note's (R304); tiles are what they hash to (R108).
- An entry with a fault of its own is reported and not used further.
"""

from collections.abc import Container
from dataclasses import dataclass, field

from msgspec.structs import replace

from domain.events import Entry
from domain.findings import Finding, Level, params
from domain.types import Hash
from ledger.archive import CHECKPOINT, OLDER, VKEY, BookFiles
from ledger.checkpoint import Checkpoint, SignedCheckpoint, open_checkpoint
from ledger.entrycheck import EntryChecker, entry_finding
from ledger.errors import FileTooLargeError, FormatError
from ledger.merkle import Tree, leaf_hash
from ledger.note import VerifierKey, parse_vkey
from ledger.records import decode_entry
from ledger.tiles import TileName, bundles, first_entries, hash_tiles, parse_tile_path, split_bundle, tile_bytes


@dataclass(slots=True)
class InspectedBook:
    """What pass 0 found in one book.  `entries` are the sound ones with their index; `tree` holds every entry read.

    `spared` of the `signatures` were known to hold and not checked again.
    `was_known` is False at a moment when nobody knew any of it.
    """

    origin: str
    tree: Tree = field(default_factory=Tree)
    entries: list[tuple[int, Entry]] = field(default_factory=list)
    election: Hash | None = None
    vkey: VerifierKey | None = None
    checkpoint: Checkpoint | None = None
    findings: list[Finding] = field(default_factory=list)
    statements: int = 0
    signatures: int = 0
    spared: int = 0
    was_known: bool = True

    @property
    def is_broken(self) -> bool:
        """Whether something in this book contradicts itself."""
        return any(finding.level is Level.BROKEN for finding in self.findings)

    @property
    def is_whole(self) -> bool:
        """Whether all entries are there that a checkpoint commits to (an own book has none yet)."""
        return bool(self.entries) if self.checkpoint is None else self.is_complete

    @property
    def is_complete(self) -> bool:
        """Whether every entry of the checkpoint was read."""
        return self.checkpoint is not None and self.tree.size == self.checkpoint.size


def inspect_book(files: BookFiles, election: Hash | None, sound: Container[Hash] = frozenset()) -> InspectedBook:
    """Check one book's files; its entries must name `election` (None: the one that the first of them names).

    `sound` are the leaf hashes of entries whose signatures were checked already and held.
    """
    book = InspectedBook(files.origin)
    inspector = _Inspector(book, files, EntryChecker(files.origin, election, sound=sound))
    inspector.read_key_and_checkpoint()
    if book.checkpoint is None:
        inspector.report_all_as_strangers()
    else:
        inspector.read_entries(book.checkpoint.size)
        inspector.compare_root(book.checkpoint)
        inspector.compare_files(book.checkpoint)
    return book


class _Inspector:
    """The steps of pass 0 over one book's files."""

    def __init__(self, book: InspectedBook, files: BookFiles, checker: EntryChecker) -> None:
        self._book = book
        self._files = files
        self._checker = checker
        self._bundles: list[bytes] = []
        self._seen = {CHECKPOINT, VKEY}

    def read_key_and_checkpoint(self) -> None:
        """Take the log key and the checkpoint it signed, if both are there and sound."""
        vkey, note = self._read(VKEY), self._read(CHECKPOINT)
        if vkey is None or note is None:
            return
        try:
            self._book.vkey = parse_vkey(vkey.decode("utf-8").removesuffix("\n"))
        except (FormatError, UnicodeDecodeError):
            self._broken("R303", path=VKEY)
            return
        if vkey != f"{self._book.vkey.text}\n".encode() or self._book.vkey.name != self._book.origin:
            self._broken("R303", path=VKEY)
        signed = self._open(CHECKPOINT, note, self._book.vkey)
        if signed is not None:
            self._book.checkpoint = signed.checkpoint

    def read_entries(self, size: int) -> None:
        """Read the bundles in order, as far as they are there and whole."""
        for name in bundles(size):
            data = self._read(name.path)
            if data is None:
                return
            try:
                entries = split_bundle(data, name.width)
            except FormatError as error:
                self._broken("R109", path=name.path, **dict(error.params))
                return
            self._bundles.append(data)
            self._seen.add(name.path)
            self._book.tree.extend([self._read_entry(name.begin + place, raw) for place, raw in enumerate(entries)])

    def compare_root(self, checkpoint: Checkpoint) -> None:
        """Compare the checkpoint's root with the entries', once all of them were read."""
        self._book.statements, self._book.signatures = self._checker.statements, self._checker.signatures
        self._book.spared = self._checker.spared
        self._book.election = self._checker.election
        if self._book.is_complete and self._book.tree.root() != checkpoint.root:
            self._broken("R301", size=checkpoint.size)

    def compare_files(self, checkpoint: Checkpoint) -> None:
        """Look at every file that is there, and for every tile that must be."""
        present = set(self._files.paths())
        for path in sorted(present - self._seen):
            self._compare(path, checkpoint)
        # Where entries are missing that is reported, and nothing bounds the size that a checkpoint claims.
        for name in hash_tiles(checkpoint.size) if self._book.is_complete else ():
            if name.path not in present:
                self._missing(name.path)

    def report_all_as_strangers(self) -> None:
        """Without a checkpoint nothing says which tiles belong here; only what never does is named."""
        for path in self._files.paths():
            if path not in self._seen and parse_tile_path(path) is None and not _is_older(path):
                self._broken("R106", path=path)

    def _read_entry(self, index: int, raw: bytes) -> Hash:
        """Check one entry; gives its leaf hash."""
        book = self._book
        try:
            sealed = decode_entry(raw)
        except FormatError as error:
            book.findings.append(replace(entry_finding(error), book=book.origin, index=index))
            return leaf_hash(raw)
        found = self._checker.findings(sealed, index)
        if found:
            book.findings += [
                finding.at(book=book.origin, index=index, stream=sealed.entry.stream) for finding in found
            ]
        if not found or all(finding.level is not Level.BROKEN for finding in found):
            book.entries.append((index, sealed.entry))
        return sealed.entry.hash

    def _compare(self, path: str, checkpoint: Checkpoint) -> None:
        """One file beside the checkpoint and the key: an older note, a tile, or a stranger."""
        name = parse_tile_path(path)
        if name is not None and name.belongs_to(checkpoint.size):
            self._compare_tile(name)
        elif _is_older(path):
            self._compare_older(path, checkpoint)
        else:
            self._broken("R106", path=path)

    def _compare_tile(self, name: TileName) -> None:
        if not name.belongs_to(self._book.tree.size):
            return  # an entry before it was missing or unreadable, and that is reported
        if name.level is None:
            derived = first_entries(self._bundles[name.n], name.width)
        else:
            derived = tile_bytes(self._book.tree, name)
        data = self._read(name.path)
        if data is not None and data != derived:
            self._broken("R108", path=name.path)

    def _compare_older(self, path: str, checkpoint: Checkpoint) -> None:
        note, vkey = self._read(path), self._book.vkey
        signed = self._open(path, note, vkey) if note is not None and vkey is not None else None
        if signed is None:
            return
        older = signed.checkpoint
        if path != f"{OLDER}/{older.size}":
            self._broken("R106", path=path)
        elif older.size > checkpoint.size:
            self._broken("R305", size=checkpoint.size, seen=older.size, by=path)
        elif older.size <= self._book.tree.size and self._book.tree.root(older.size) != older.root:
            self._broken("R304", size=older.size, by=path)

    def _open(self, path: str, note: bytes, vkey: VerifierKey) -> SignedCheckpoint | None:
        try:
            signed = open_checkpoint(note, vkey)
        except FormatError as error:
            self._broken("R302", path=path, reason=error.code)
            return None
        for line in signed.hints:
            self._report(Finding("R309", Level.HINT, params=params(path=path, name=line.name)))
        return signed

    def _read(self, path: str) -> bytes | None:
        try:
            data = self._files.read(path)
        except FileTooLargeError as error:
            self._broken("R105", path=path, limit=dict(error.params)["limit"])
            return None
        if data is None:
            self._missing(path)
        return data

    def _missing(self, path: str) -> None:
        self._report(Finding("R107", Level.INCOMPLETE, params=params(path=path)))

    def _broken(self, code: str, **values: int | str) -> None:
        self._report(Finding(code, Level.BROKEN, params=params(**values)))

    def _report(self, finding: Finding) -> None:
        self._book.findings.append(replace(finding, book=self._book.origin))


def _is_older(path: str) -> bool:
    folder, _, size = path.partition("/")
    return folder == OLDER and size.isascii() and size.isdigit()
