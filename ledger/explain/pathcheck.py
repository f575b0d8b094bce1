"""Checking the path of one number: the books from the root down to it, and in them only what bears on it.

- Every entry of a book on the path is hashed, and the hashes lead to the checkpoint's root (R301): that each entry is
  in it, and that none was left out.  The checkpoint is signed by the log key (R302) that authority names (R303).
- From book to book the path follows what authority grants, not what is named first; whatever else is named is judged.
- An entry on the path is checked as in a verification: form, place, chain, its own signature and those of the
  statements in it; its signers by the authority traced through the books above.
- What does not bear on the number is read where its figures are needed, and its signatures are not checked.
- What is missing on the path is named: `incomplete`, as in a verification; what lies beside it is not asked for.
- The findings are those of a verification, as far as they are about the path.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

from domain.areas import AreaLevel, contains, is_area, level_of, meets
from domain.bodies import KPU_LINE, Body, body_of_origin, parse_body
from domain.events import ElectionDeclared, Entry
from domain.findings import Finding, Level, broken
from domain.types import ZERO_HASH, Hash
from ledger.archive import CHECKPOINT, VKEY, Archive, BookFiles
from ledger.bookreplay import BookReplay, ReplayJob, replay_book
from ledger.checkpoint import Checkpoint, is_book_origin, open_checkpoint, peek_checkpoint
from ledger.entrycheck import EntryChecker, entry_finding
from ledger.errors import FileTooLargeError, FormatError
from ledger.inspection import InspectedBook
from ledger.merkle import Tree, leaf_hash
from ledger.note import parse_vkey
from ledger.passes import Passes, Scope, Verification, status_of
from ledger.published_entries import stream_of
from ledger.records import decode_entry
from ledger.tiles import bundles, split_bundle
from ledger.tracing import trace
from ledger.trust import Trust

Streams = Callable[[str], bool]
"""Whether a stream is meant."""

_BELOW_PPK: Final = (AreaLevel.DESA, AreaLevel.TPS)
_FROM_ITS_BOOK_ALONE: Final = frozenset({"J.504", "J.509", "J.512"})
"""A unit that stands twice or never arrived, and a change that is none: the book that says it is enough to judge."""


@dataclass(slots=True)
class ReadBook:
    """A book as it was read: its note, what pass 0 would know of it, and which entries were checked.

    `faults` are the checked entries that something is wrong with; they are not among the sound ones.  `content` is
    what `content_of` gave of its files when they were read.
    """

    inspected: InspectedBook
    note: bytes = b""
    content: Hash = ZERO_HASH
    checked: set[int] = field(default_factory=set)
    faults: dict[int, tuple[Entry, tuple[Finding, ...]]] = field(default_factory=dict)

    @property
    def all_entries(self) -> list[tuple[int, Entry, tuple[Finding, ...]]]:
        """Sound and faulty entries in the order of the book, each with what is wrong with it."""
        sound = ((index, entry, ()) for index, entry in self.inspected.entries)
        return sorted([*sound, *((at, *fault) for at, fault in self.faults.items())], key=lambda each: each[0])


@dataclass(slots=True)
class CheckedPath:
    """The books on the path, from the root down, what was replayed of them, and what is wrong on the path."""

    contest: str
    area: str
    books: dict[str, ReadBook]
    passes: Passes
    findings: list[Finding]

    @property
    def status(self) -> str:
        """`broken`, `incomplete`, `findings` or `valid`: of the path alone."""
        return status_of(self.findings)


def read_book(
    files: BookFiles, election: Hash, on_path: Streams, needed: Streams, size: int | None = None
) -> ReadBook | None:
    """A published book, or as it was at `size` entries; None if nothing of it is there.

    Entries of streams `on_path` are checked, those of streams that are `needed` are decoded, all are hashed.
    """
    if not files.folder.is_dir():
        return None
    book = ReadBook(InspectedBook(files.origin))
    reader = _Reader(book, files, EntryChecker(files.origin, election), on_path, needed)
    checkpoint = reader.checkpoint()
    if checkpoint is not None:
        reader.read(checkpoint, checkpoint.size if size is None else min(size, checkpoint.size))
    book.content = reader.content.digest
    return book


def content_of(files: BookFiles) -> Hash:
    """A hash over everything that `read_book` reads of a book; zero where nothing of it is there.

    Raises `FileTooLargeError`.
    """
    if not files.folder.is_dir():
        return ZERO_HASH
    content = _Content()
    content.add(files.read(VKEY))
    note = content.add(files.read(CHECKPOINT))
    try:
        size = peek_checkpoint(note or b"").size
    except FormatError:
        return content.digest
    for name in bundles(size):
        if content.add(files.read(name.path)) is None:
            break
    return content.digest


class _Content:
    """A hash over the files of a book in the order in which they are read."""

    def __init__(self) -> None:
        self._hash = sha256()

    def add(self, data: bytes | None) -> bytes | None:
        """Take in a file, or that it is not there; gives it back."""
        self._hash.update(b"-" if data is None else b"+%d\n" % len(data))
        self._hash.update(data or b"")
        return data

    @property
    def digest(self) -> Hash:
        """The hash over what was taken in so far."""
        return Hash(self._hash.digest())


class _Reader:
    def __init__(
        self, book: ReadBook, files: BookFiles, checker: EntryChecker, on_path: Streams, needed: Streams
    ) -> None:
        self._book = book
        self._into = book.inspected
        self._files = files
        self._checker = checker
        self._on_path = on_path
        self._needed = needed
        self.content = _Content()

    def checkpoint(self) -> Checkpoint | None:
        """The book's checkpoint, if key and note are there and sound."""
        vkey, note = self._read(VKEY), self._read(CHECKPOINT)
        if note is None or vkey is None:
            return None
        self._book.note = note
        try:
            self._into.vkey = key = parse_vkey(vkey.decode("utf-8").removesuffix("\n"))
            if key.name != self._files.origin:
                self._into.findings.append(self._at_book(broken("R303", path=VKEY)))
        except (FormatError, UnicodeDecodeError):
            self._into.findings.append(self._at_book(broken("R303", path=VKEY)))
            return None
        try:
            return open_checkpoint(note, key).checkpoint
        except FormatError as error:
            self._into.findings.append(self._at_book(broken("R302", path=CHECKPOINT, reason=error.code)))
            return None

    def read(self, checkpoint: Checkpoint, size: int) -> None:
        """Hash every entry against the checkpoint, decode what is needed of the first `size`, check the path's."""
        raw = self._raw(checkpoint.size)
        tree = Tree(map(leaf_hash, raw))
        if tree.size == checkpoint.size and tree.root() != checkpoint.root:
            self._into.findings.append(self._at_book(broken("R301", size=checkpoint.size)))
        if size < checkpoint.size:
            tree = Tree(map(leaf_hash, raw[:size]))
            checkpoint = Checkpoint(checkpoint.origin, size, tree.root())
        self._into.tree, self._into.checkpoint, self._into.was_known = tree, checkpoint, size > 0
        for index, each in enumerate(raw[:size]):
            self._entry(index, each)
        self._into.election = self._checker.election
        self._into.statements, self._into.signatures = self._checker.statements, self._checker.signatures

    def _raw(self, size: int) -> list[bytes]:
        """The stored bytes of the entries, as far as they are there and whole."""
        raw: list[bytes] = []
        for name in bundles(size):
            data = self._read(name.path)
            if data is None:
                break
            try:
                raw += split_bundle(data, name.width)
            except FormatError as error:
                self._into.findings.append(self._at_book(broken("R109", path=name.path, **dict(error.params))))
                break
        return raw

    def _entry(self, index: int, raw: bytes) -> None:
        stream = stream_of(raw)  # where nobody can say it is looked at
        if stream is not None and not self._needed(stream) and not self._on_path(stream):
            return
        try:
            sealed = decode_entry(raw)
        except FormatError as error:
            self._book.checked.add(index)
            self._into.findings.append(msgspec.structs.replace(self._at_book(entry_finding(error)), index=index))
            return
        entry = sealed.entry
        if not self._on_path(entry.stream):
            names = entry.hash if index == 0 and entry.stream == "election" else entry.election
            if entry.book == self._files.origin and names == self._checker.election:
                self._into.entries.append((index, entry))
            return
        self._book.checked.add(index)
        found = self._checker.findings(sealed, index)
        placed = tuple(each.at(book=entry.book, index=index, stream=entry.stream) for each in found)
        self._into.findings += [msgspec.structs.replace(each, book=self._files.origin) for each in placed]
        if any(each.level is Level.BROKEN for each in placed):
            self._book.faults[index] = (entry, placed)
        else:
            self._into.entries.append((index, entry))

    def _read(self, path: str) -> bytes | None:
        """The bytes of a file; None if it is not there (R107), or larger than it may be (R105)."""
        try:
            data = self._files.read(path)
        except FileTooLargeError as error:
            limit = dict(error.params)["limit"]
            self._into.findings.append(self._at_book(broken("R105", path=path, limit=limit)))
            return None
        self.content.add(data)
        if data is None:
            self._into.findings.append(self._at_book(Finding("R107", Level.INCOMPLETE, params=(("path", path),))))
        return data

    def _at_book(self, finding: Finding) -> Finding:
        return msgspec.structs.replace(finding, book=self._files.origin)


def check_path(
    folder: Path, trust: Trust, contest: str, area: str, *, sizes: Mapping[str, int] | None = None
) -> CheckedPath:
    """Read and check the books from the root down to `area`; `sizes` says how much of each was known (None: all).

    Raises `ArchiveMissingError`.
    """
    archive = Archive.open(folder)
    books: dict[str, ReadBook] = {}
    origin: str | None = trust.root.name
    while origin is not None and is_book_origin(origin) and origin not in books:
        body = body_of_origin(origin)
        on_path = _streams_on_path(body, contest, area)
        size = None if sizes is None else sizes.get(origin)
        book = read_book(archive.book(origin), trust.election, on_path, _streams_needed(contest, area), size)
        if book is None:
            break
        books[origin] = book
        is_last = body is not None and (body.recapitulates_tps or body.area == area)
        origin = None if is_last else _next_below(books, trust.election, area)
    inspected = {name: book.inspected for name, book in books.items()}
    result = Verification(Scope(None, contest))
    passes = Passes(inspected, trust, result, lambda jobs: _replays(jobs, inspected), with_stations=True)
    passes.run()
    findings = sorted(
        (each for each in result.findings if _is_about(each, books, contest, area)), key=lambda each: each.order
    )
    return CheckedPath(contest, area, books, passes, findings)


def _replays(jobs: Mapping[str, ReplayJob], inspected: Mapping[str, InspectedBook]) -> dict[str, BookReplay]:
    return {origin: replay_book(job, inspected[origin].entries) for origin, job in jobs.items()}


def _next_below(books: Mapping[str, ReadBook], election: Hash, area: str) -> str | None:
    """The book of the body in whose area the number lies, as authority grants it in the last of the `books`."""
    inspected = {origin: book.inspected for origin, book in books.items()}
    root, last = next(iter(inspected.values())), next(reversed(inspected))
    match root.entries[:1]:
        case [(0, Entry(data=ElectionDeclared() as declared))]:
            traced = trace(inspected, election, declared).books.get(last)
        case _:
            return None
    below = [child for child in traced.children if child.body.kind in KPU_LINE] if traced is not None else []
    return next((child.origin for child in below if contains(child.body.area, area)), None)


def _streams_on_path(body: Body | None, contest: str, area: str) -> Streams:
    """The streams of a book on the path whose entries are checked."""
    exact = {"election", "book", f"contest/{contest}", f"recap/{contest}"}
    if body is not None:
        exact.add(f"body/{body.id}")
    is_low = level_of(area) in (AreaLevel.KECAMATAN, *_BELOW_PPK)

    def is_on_path(stream: str) -> bool:
        if stream in exact:
            return True
        kind, _, subject = stream.partition("/")
        match kind:
            case "plenary" | "order":
                return True
            case "body":
                below = parse_body(subject)
                return below is not None and below.kind in KPU_LINE and contains(below.area, area)
            case "region":
                return is_low and is_area(subject) and meets(subject, area)
            case "tally":
                return is_area(subject) and contains(area, subject)
            case _:
                return False

    return is_on_path


def _streams_needed(contest: str, area: str) -> Streams:
    """The streams that are decoded besides: what the totals of the kecamatan and the expected units hang on."""
    kecamatan = area[:6] if level_of(area) in (AreaLevel.KECAMATAN, *_BELOW_PPK) else None

    def is_needed(stream: str) -> bool:
        kind, _, subject = stream.partition("/")
        if kind == "region":
            return kecamatan is not None and subject.startswith(kecamatan)
        return kind != "recap" or subject == contest

    return is_needed


def _is_about(finding: Finding, books: Mapping[str, ReadBook], contest: str, area: str) -> bool:
    """Whether a finding is about the path: an entry that was checked, a book on it, or the area and contest."""
    if finding.code == "R307":
        return _concerns_area(str(dict(finding.params).get("origin", "")), area)
    book = books.get(finding.book) if finding.book is not None else None
    is_checked = book is not None and finding.index in book.checked
    if finding.code.startswith("R"):
        is_of_book = finding.book is None or (book is not None and finding.index is None)
        return is_of_book or is_checked
    if finding.contest not in (None, contest):
        return False
    if finding.area is None or not is_area(finding.area):
        return is_checked
    # Of areas below that have books of their own nothing was read; some findings hang on none of it.
    is_below = finding.area != area and contains(area, finding.area)
    is_unread = is_below and level_of(finding.area) not in _BELOW_PPK
    is_sure = is_checked and finding.code in _FROM_ITS_BOOK_ALONE
    return meets(finding.area, area) and (is_sure or not is_unread)


def _concerns_area(origin: str, area: str) -> bool:
    """Whether the book that is not there would be on the path to `area`."""
    body = body_of_origin(origin)
    return body is None or (body.kind in KPU_LINE and contains(body.area, area))
