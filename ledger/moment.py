"""A moment: how much of every book could be known when one book had so many entries (`docs/moment.md`).

- A moment is named by a book and its size, `BOOK@SIZE`, or by a checkpoint note; several together mean all of that.
- What a book could know of others is what its entries quote: notes of a superior (BookOpened, AuthoritySeen), of a
  child (ChildReceived), of anybody (CheckpointAcknowledged, ExecutionSeen), roots in cuts and affirmations, the book
  that a successor goes on from, entries named as evidence, and the ruling that an order cites by its leaf hash, where
  the archive has it.  No clock decides anything.
- What a book quotes was known with all that the quoted one had quoted by then, until nothing is added.
- Of several sizes of a book the largest counts, at most what the archive has.
- A book that nobody quoted was not known: it counts as if it had no entry yet.
- Where nobody quotes the root book (Bawaslu's line does not), it is known as far as its last ContestDeclared.
- A note counts only if the log of its book signed it; one that is named must be, a size must be the book's, from 1 on.
- Bytes, chain, tree and every known note are checked over the whole books; what is judged is what was known.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import msgspec

from domain.bodies import BAWASLU_LINE, body_of_origin
from domain.events import (
    AuthoritySeen,
    BookOpened,
    CheckpointAcknowledged,
    ChildReceived,
    ContestDeclared,
    EntriesAffirmed,
    Entry,
    EvidenceAdded,
    ExecutionSeen,
    OfficialRevoked,
    OrderRegistered,
)
from domain.findings import Finding, Level, broken, params
from domain.types import Hash
from ledger.archive import VKEY, Archive, BookFiles, read_bounded
from ledger.checkpoint import MAX_CHECKPOINT_BYTES, Checkpoint, is_book_origin, open_checkpoint, peek_checkpoint
from ledger.errors import (
    FileTooLargeError,
    FormatError,
    MomentBookError,
    MomentMalformedError,
    MomentNoteError,
    MomentSizeError,
)
from ledger.inspection import InspectedBook
from ledger.merkle import Tree, leaf_hash
from ledger.note import VerifierKey, parse_vkey
from ledger.published_entries import stored_entries, stream_of
from ledger.records import decode_entry
from ledger.tracing import quoted_checkpoint
from ledger.trust import Trust

_NAMED: Final = re.compile(r"([a-z0-9][a-z0-9./-]*)@([0-9]{1,15})")
_QUOTING: Final = ("recap/", "body/", "dispute/", "order/")
"""The streams, beside `book`, with entries that quote other books."""


@dataclass(frozen=True, slots=True)
class Named:
    """One book of a moment as it was asked for; with the note, if it was named by one."""

    origin: str
    size: int
    note: bytes | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """What was asked for, and how much was known then of every book of the archive; 0 where nothing was."""

    named: tuple[Named, ...]
    sizes: Mapping[str, int]

    @property
    def known(self) -> dict[str, int]:
        """The books that were known, each with its size."""
        return {origin: size for origin, size in sorted(self.sizes.items()) if size}


@dataclass(frozen=True, slots=True)
class Quote:
    """Another book of which an entry knows `size` entries."""

    origin: str
    size: int


@dataclass(frozen=True, slots=True)
class Cited:
    """A ruling, by its leaf hash, in whatever book of Bawaslu's line it stands."""

    leaf: Hash


def moment_of(archive: Archive, trust: Trust | None, asked: Sequence[str]) -> Moment | None:
    """The moment named by these; None if nothing was asked for.

    Raises `MomentMalformedError`, `MomentBookError`, `MomentSizeError`, `MomentNoteError`.
    """
    if not asked:
        return None
    origins = archive.survey()[0]
    named = tuple(_named(text, archive, origins) for text in asked)
    closure = _Closure(archive, origins, Notes(archive))
    closure.add(Quote(each.origin, each.size) for each in named)
    if trust is not None and trust.root.name in origins and trust.root.name not in closure.sizes:
        closure.add([Quote(trust.root.name, _declared_size(archive.book(trust.root.name)))])
    return Moment(named, {origin: closure.sizes.get(origin, 0) for origin in origins})


def cut(book: InspectedBook, size: int) -> InspectedBook:
    """An inspected book as it was known at `size` entries; what is wrong with its bytes stays wrong."""
    if book.checkpoint is None:
        return replace(book, was_known=size > 0)
    tree = book.tree
    if size < tree.size:
        tree = Tree(map(tree.leaf, range(size)))
    entries = [(index, entry) for index, entry in book.entries if index < size]
    claimed = min(size, book.checkpoint.size)
    root = book.tree.root(claimed) if claimed <= book.tree.size else book.checkpoint.root
    checkpoint = Checkpoint(book.checkpoint.origin, claimed, root)
    return replace(book, tree=tree, entries=entries, checkpoint=checkpoint, was_known=size > 0)


def notes_by_book(moment: Moment, trust: Trust | None) -> dict[str, list[bytes]]:
    """The notes known from outside, of the trust file and of the moment, by the book they name; by "" if by none."""
    notes = [*(trust.notes if trust is not None else ()), *(each.note for each in moment.named if each.note)]
    found: dict[str, list[bytes]] = {}
    for note in notes:
        try:
            origin = peek_checkpoint(note).origin
        except FormatError:
            origin = ""
        found.setdefault(origin, []).append(note)
    return found


def require_notes(archive: Archive, moment: Moment | None) -> None:
    """Refuse a note by which a moment was named if its book has another history: for what does not check whole books.

    Raises `MomentNoteError`.
    """
    for named in moment.named if moment is not None else ():
        if named.note is not None:
            tree = Tree(leaf_hash(raw) for _, raw in stored_entries(archive.book(named.origin)))
            if tree.size < named.size or tree.root(named.size) != peek_checkpoint(named.note).root:
                raise MomentNoteError(path=named.origin, cause="R304")


def note_findings(notes: Iterable[bytes], book: InspectedBook) -> list[Finding]:
    """What notes known from outside say against a whole book (R304, R305, R310)."""
    if book.vkey is None:
        return []  # that there is no sound key is named already
    found = [each for note in notes for each in quoted_checkpoint(note, book.vkey, {book.origin: book})[1]]
    return [msgspec.structs.replace(each, book=book.origin) for each in found]


def stray_note_findings(notes: Mapping[str, Sequence[bytes]], origins: Iterable[str]) -> Iterator[Finding]:
    """What notes known from outside say of books that are not there."""
    there = set(origins)
    for origin in notes:
        if not origin:
            yield broken("R310", origin="", reason="malformed")
        elif origin not in there:
            yield Finding("R307", Level.INCOMPLETE, origin, params=params(origin=origin))


def quotes_in(entry: Entry) -> Iterator[Quote | Cited | bytes]:
    """What an entry quotes: books with a size, rulings, and notes as they are."""
    match entry.data:
        case BookOpened(authority=note, continues=continues):
            if note is not None:
                yield note
            if continues is not None:
                yield Quote(continues.book, continues.size)
        case AuthoritySeen(note=note) | CheckpointAcknowledged(note=note) | ChildReceived(note=note):
            yield note
        case OfficialRevoked(revocation=revocation):
            yield from (Quote(each.book, each.size) for each in revocation.data.cuts)
        case EntriesAffirmed(affirmation=affirmation):
            yield Quote(affirmation.data.book, affirmation.data.end)
        case EvidenceAdded(entries=entries):
            yield from (Quote(each.book, each.index + 1) for each in entries)
        case ExecutionSeen(note=note, entries=entries):
            yield note
            yield from (Quote(each.book, each.index + 1) for each in entries)
        case OrderRegistered(ruling=ruling) if ruling is not None:
            yield Cited(ruling)
        case _:
            return


class Notes:
    """Opens quoted notes by the log keys in an archive, and finds rulings in it; each note, key and book once."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._keys: dict[str, VerifierKey | None] = {}
        self._sizes: dict[bytes, Quote | None] = {}
        self._rulings: dict[Hash, Quote] | None = None

    def quotes(self, entry: Entry) -> list[Quote]:
        """The books that an entry quotes; a note that its log did not sign quotes nothing."""
        listed = (each if isinstance(each, Quote) else self._found(each) for each in quotes_in(entry))
        return [each for each in listed if each is not None]

    def _found(self, quoted: Cited | bytes) -> Quote | None:
        if isinstance(quoted, bytes):
            return self.open(quoted)
        if self._rulings is None:
            self._rulings = dict(_disputed(self._archive))
        return self._rulings.get(quoted.leaf)

    def open(self, note: bytes) -> Quote | None:
        """What a note says, if the log of its book signed it."""
        if note not in self._sizes:
            try:
                origin = peek_checkpoint(note).origin
                key = self.key(origin)
                self._sizes[note] = Quote(origin, open_checkpoint(note, key).checkpoint.size) if key else None
            except FormatError:
                self._sizes[note] = None
        return self._sizes[note]

    def key(self, origin: str) -> VerifierKey | None:
        """The log key that lies with a book; whether it is the authorised one is judged elsewhere."""
        if origin not in self._keys:
            self._keys[origin] = _key_of(self._archive, origin)
        return self._keys[origin]


@dataclass(slots=True)
class _Closure:
    """The books that are known, with their sizes, and how far each was read for what it quotes."""

    archive: Archive
    origins: Sequence[str]
    notes: Notes
    sizes: dict[str, int] = field(default_factory=dict)

    def add(self, quotes: Iterable[Quote]) -> None:
        """Let these be known, and all that follows from them."""
        pending = deque(quotes)
        there = set(self.origins)
        while pending:
            quote = pending.popleft()
            known = self.sizes.get(quote.origin, 0)
            if quote.origin not in there or quote.size <= known:
                continue
            files = self.archive.book(quote.origin)
            size = min(quote.size, files.weight() or quote.size)
            self.sizes[quote.origin] = size
            for _, entry in _entries(files, known, size):
                pending.extend(self.notes.quotes(entry))


def _entries(files: BookFiles, begin: int, end: int, streams: Sequence[str] = _QUOTING) -> Iterator[tuple[int, Entry]]:
    """The readable entries of these streams and of `book` from index `begin` to below `end`."""
    for index, raw in stored_entries(files, begin):
        if index >= end:
            return
        stream = stream_of(raw)
        if stream is not None and (stream == "book" or stream.startswith(tuple(streams))):
            try:
                yield index, decode_entry(raw).entry
            except FormatError:
                continue


def _disputed(archive: Archive) -> Iterator[tuple[Hash, Quote]]:
    """The leaf hash of every entry about a dispute in the books of Bawaslu's line, and where it stands."""
    for origin in archive.survey()[0]:
        body = body_of_origin(origin)
        if body is not None and body.kind in BAWASLU_LINE:
            for index, raw in stored_entries(archive.book(origin)):
                if (stream_of(raw) or "").startswith("dispute/"):
                    yield leaf_hash(raw), Quote(origin, index + 1)


def _declared_size(files: BookFiles) -> int:
    """How far the root book goes to its last ContestDeclared; 1 where there is none."""
    entries = _entries(files, 0, files.weight(), ("contest/",))
    declared = (index for index, entry in entries if type(entry.data) is ContestDeclared)
    return max(declared, default=0) + 1


# ---------------------------------------------------------------- what was asked for


def _named(text: str, archive: Archive, origins: Sequence[str]) -> Named:
    found = _NAMED.fullmatch(text)
    if found is None:
        return _noted(Path(text), archive, origins)
    origin = _origin_of(found[1], origins)
    size, there = int(found[2]), archive.book(origin).weight()
    if not 0 < size <= there:
        reason = "large" if size else "zero"
        raise MomentSizeError(value=found[1], size=size, there=there, reason=reason)
    return Named(origin, size)


def _origin_of(name: str, origins: Sequence[str]) -> str:
    """The book with this origin, or the only one of the body with this id."""
    if name in origins:
        return name
    of_body = [origin for origin in origins if (body := body_of_origin(origin)) is not None and body.id == name]
    if len(of_body) != 1:
        raise MomentBookError(value=name, reason="several" if of_body else "none", there=", ".join(of_body))
    return of_body[0]


def _noted(path: Path, archive: Archive, origins: Sequence[str]) -> Named:
    try:
        note = read_bounded(path, MAX_CHECKPOINT_BYTES)
    except FileTooLargeError:
        raise MomentNoteError(path=str(path), cause="E.size") from None
    if note is None:
        raise MomentMalformedError(value=str(path))
    try:
        claimed = peek_checkpoint(note)
        if claimed.origin not in origins:
            raise MomentBookError(value=claimed.origin, reason="none", there="")
        key = _key_of(archive, claimed.origin)
        if key is None:
            raise MomentBookError(value=claimed.origin, reason="none", there="")
        open_checkpoint(note, key)
    except FormatError as error:
        raise MomentNoteError(path=str(path), cause=error.code) from None
    if claimed.size == 0:
        raise MomentSizeError(value=claimed.origin, size=0, there=archive.book(claimed.origin).weight(), reason="zero")
    return Named(claimed.origin, claimed.size, note)


def _key_of(archive: Archive, origin: str) -> VerifierKey | None:
    if not is_book_origin(origin):
        return None
    try:
        raw = archive.book(origin).read(VKEY)
        key = parse_vkey((raw or b"").decode("utf-8").removesuffix("\n"))
    except (FormatError, FileTooLargeError, UnicodeDecodeError):
        return None
    return key if key.name == origin else None
