"""A body's desk: the folder on one machine in which it writes its book.

    DESK/desk.json       which book this is
    DESK/trust           the trust file
    DESK/book.sqlite     the store
    DESK/archive/        the published book, and beside it copies of the published books it depends on

- An act is refused exactly when verifying the book with it would find something against it: the same passes run over
  the known books, the store's entries and the new ones before anything is stored.
- Acts given together are stored together or not at all; an attempt that was refused is on record.
- Acts are judged against the whole book as it is stored; one that somebody else extended meanwhile is a conflict.
- A book that nobody authorised is not written.
- A book with fewer or other entries than any known checkpoint covers is a restored backup: nothing is added to it.
- Only the authorised log key publishes.
- What was stored is read back before it is published.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Self

from domain.bodies import Body, body_of_origin
from domain.bookstate import BookState
from domain.contests_named import only_named
from domain.errors import Refused
from domain.events import (
    AttemptRefused,
    AuthoritySeen,
    BookOpened,
    CheckpointAcknowledged,
    ChildReceived,
    ElectionDeclared,
    Entry,
    Event,
    ExecutionSeen,
)
from domain.nodes import ContestReplay
from domain.replaying import blocking, step
from domain.types import ZERO_HASH, Hash
from ledger.archive import CHECKPOINT, Archive, read_bounded
from ledger.bookreplay import replay_book, start
from ledger.checkpoint import Checkpoint, is_book_origin, open_checkpoint
from ledger.durable import write_file
from ledger.entrycheck import EntryChecker
from ledger.errors import (
    BookMissingError,
    ConflictError,
    DeskMalformedError,
    DeskMissingError,
    FormatError,
    LogKeyError,
    NotAuthorizedError,
)
from ledger.inspection import InspectedBook
from ledger.known_books import inspect_known
from ledger.merkle import Tree
from ledger.note import VerifierKey
from ledger.passes import Passes, Replayer, Scope, Verification
from ledger.publishing import Published, known_notes, publish, refuse_restored_backup
from ledger.records import SealedEntry, columns_of, decode_entry, encode_entry, entry_payload
from ledger.signing import ENTRY_TYPE, SigningKey, pae
from ledger.storing.store import Store, Stored
from ledger.tracing import TracedBook
from ledger.trust import Trust, read_trust

DESK_FILE: Final = "desk.json"
TRUST_FILE: Final = "trust"
STORE_FILE: Final = "book.sqlite"
ARCHIVE_FOLDER: Final = "archive"
_STAGING: Final = ".publishing"
_MAX_DESK_BYTES: Final = 4096


@dataclass(frozen=True, slots=True)
class Act:
    """An event to be logged in a stream of the own book; `time` is claimed, in milliseconds since 1970."""

    stream: str
    event: Event
    time: int


@dataclass(frozen=True, slots=True)
class _Examined:
    """Passes that are done, and over what: how many own entries, which known books, which trust file."""

    size: int
    known: Mapping[str, InspectedBook]
    trust: Trust | None
    passes: Passes

    def fits(self, size: int, known: Mapping[str, InspectedBook], trust: Trust | None) -> bool:
        """Whether they would be the same over these."""
        return (self.size, self.trust) == (size, trust) and self.known is known


class Desk:
    """An open desk; close it, or use it in a `with` block."""

    def __init__(self, folder: Path, origin: str, store: Store, archive: Path | None = None) -> None:
        """Use `Desk.create` or `Desk.open`; `archive` is another place for the archive."""
        self.folder = folder
        self.origin = origin
        self.archive = Archive(archive or folder / ARCHIVE_FOLDER)
        self.store = store
        self.known: dict[str, InspectedBook] = {}
        self._own: list[tuple[int, Entry]] | None = None
        self._heads: dict[str, tuple[int, Hash]] = {}
        self._examined: _Examined | None = None

    @classmethod
    def create(cls, folder: Path, origin: str, archive: Path | None = None) -> Self:
        """Set up a new desk for the book `origin`; the trust file comes from elsewhere (or from the declaration).

        Raises `DeskMalformedError` for an origin that names no body's book or a folder in use, and the store's errors.
        """
        if not is_book_origin(origin) or body_of_origin(origin) is None:
            raise DeskMalformedError(path=str(folder), reason="origin")
        if (folder / DESK_FILE).exists():
            raise DeskMalformedError(path=str(folder), reason="exists")
        folder.mkdir(parents=True, exist_ok=True)
        (archive or folder / ARCHIVE_FOLDER).mkdir(parents=True, exist_ok=True)
        store = Store.open(folder / STORE_FILE, columns_of, create=True)
        write_file(folder / DESK_FILE, json.dumps({"origin": origin}).encode() + b"\n", folder / _STAGING)
        return cls(folder, origin, store, archive)

    @classmethod
    def open(cls, folder: Path, archive: Path | None = None) -> Self:
        """The desk in `folder`.  Raises `DeskMissingError`, `DeskMalformedError`, `StoreError`."""
        raw = read_bounded(folder / DESK_FILE, _MAX_DESK_BYTES)
        if raw is None:
            raise DeskMissingError(path=str(folder))
        try:
            origin = json.loads(raw)["origin"]
        except (ValueError, KeyError, TypeError):
            raise DeskMalformedError(path=str(folder), reason="json") from None
        if not isinstance(origin, str) or not is_book_origin(origin):
            raise DeskMalformedError(path=str(folder), reason="origin")
        return cls(folder, origin, Store.open(folder / STORE_FILE, columns_of), archive)

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def body(self) -> Body:
        """The body whose book this is."""
        body = body_of_origin(self.origin)
        if body is None:
            raise DeskMalformedError(path=str(self.folder), reason="origin")
        return body

    @property
    def trust(self) -> Trust:
        """The trust file of this desk.  Raises `TrustMissingError`, `TrustMalformedError`."""
        return read_trust(self.folder / TRUST_FILE)

    def write_trust(self, trust: Trust) -> None:
        """Set the trust file."""
        write_file(self.folder / TRUST_FILE, trust.text.encode(), self.folder / _STAGING)

    # ---------------------------------------------------------------- appending

    def append(self, acts: Sequence[Act], signer: SigningKey) -> list[Entry]:
        """Log these acts, all or none; gives the entries, stored and synced.

        An attempt that is refused is itself logged (AttemptRefused), if the signer may log anything here.

        Raises `Refused` with what speaks against them, `NotAuthorizedError`, `RestoredBackupError`,
        `EntryTooLargeError`, `ConflictError` when somebody else appended meanwhile, and the store's other errors.
        """
        try:
            return self._append(acts, signer)
        except Refused as refused:
            self.note_attempt(acts, refused, signer)
            raise

    def note_attempt(self, acts: Sequence[Act], refused: Refused, signer: SigningKey) -> Entry | None:
        """Log that the holder of `signer` tried these acts; None if that key may log nothing in this book.

        The contest is that of the finding, or the only one that the act names.
        """
        first = len(self.entries())
        if not first:
            return None  # a book that is not open yet records nothing
        worst = refused.findings[0]
        place = (worst.index or first) - first
        act = acts[place] if 0 <= place < len(acts) else acts[0]
        attempt = AttemptRefused(
            area=worst.area or "",
            by=signer.public,
            codes=tuple(sorted({finding.code for finding in refused.findings})),
            contest=worst.contest or only_named(act.stream, act.event),
            stream=act.stream,
            type=type(act.event).__name__,
        )
        with suppress(Refused, ConflictError):  # who was quicker has his say first; the refusal stands either way
            return self._append([Act("book", attempt, act.time)], signer)[0]
        return None

    def _append(self, acts: Sequence[Act], signer: SigningKey) -> list[Entry]:
        own = self.entries()
        declares = not own and isinstance(acts[0].event, ElectionDeclared)
        election = ZERO_HASH if declares else self.election()
        heads = dict(self._heads)
        sealed = [self._seal(act, signer, heads, election) for act in acts]
        passes = self._refuse_unsound(own, sealed, None if declares else election)
        rows = [Stored(each.entry.stream, each.entry.seq, each.entry.type, each.raw) for each in sealed]
        self.store.append(rows, after=len(own))
        own += enumerate((each.entry for each in sealed), start=len(own))
        self._heads = heads
        self._examined = _Examined(len(own), self.known, self._trust_over(own), passes)
        return [each.entry for each in sealed]

    def entries(self) -> list[tuple[int, Entry]]:
        """The stored entries of the own book, each with its index."""
        if self._own is None or len(self._own) != self.store.count():
            self._own = [(index, decode_entry(stored.raw).entry) for index, stored in enumerate(self.store.read())]
            self._heads = {entry.stream: (entry.seq, entry.hash) for _, entry in self._own}
        return self._own

    def election(self) -> Hash:
        """The hash that names the election: the trust file's, or that of the declaration stored here."""
        own = self.entries()
        if own and isinstance(own[0][1].data, ElectionDeclared):
            return own[0][1].hash
        return self.trust.election

    def _seal(self, act: Act, signer: SigningKey, heads: dict[str, tuple[int, Hash]], election: Hash) -> SealedEntry:
        """The signed entry for `act`, which becomes the head of its stream."""
        seq, prev = heads.get(act.stream, (0, ZERO_HASH))
        payload = entry_payload(
            act.event,
            book=self.origin,
            election=election,
            prev=prev,
            seq=seq + 1,
            signer=signer.public,
            stream=act.stream,
            time=act.time,
        )
        sealed = decode_entry(encode_entry(payload, signer.sign(pae(ENTRY_TYPE, payload))))
        heads[act.stream] = (sealed.entry.seq, sealed.entry.hash)
        return sealed

    def _refuse_unsound(
        self, own: list[tuple[int, Entry]], sealed: Sequence[SealedEntry], election: Hash | None
    ) -> Passes:
        """Run the passes over the book with the new entries, and raise `Refused` for what speaks against these."""
        first = len(own)
        checker = EntryChecker(self.origin, election, self._heads)
        found = [
            finding.at(book=self.origin, index=index, stream=each.entry.stream)
            for index, each in enumerate(sealed, start=first)
            for finding in checker.findings(each, index)
        ]
        passes = self.examine([*own, *enumerate((each.entry for each in sealed), start=first)])
        self._refuse_restored(own, self._traced(passes))
        found += [
            finding
            for finding in passes.result.findings
            if finding.book == self.origin and finding.index is not None and finding.index >= first
        ]
        refused = blocking(found)
        if refused:
            raise Refused(tuple(dict.fromkeys(refused)))  # bytes and authority may find the same
        return passes

    def _traced(self, passes: Passes) -> TracedBook:
        """The own book as its superior authorised it.  Raises `NotAuthorizedError`."""
        traced = passes.traced.books.get(self.origin)
        if traced is None:
            raise NotAuthorizedError(origin=self.origin)
        return traced

    def _refuse_restored(self, own: list[tuple[int, Entry]], traced: TracedBook) -> None:
        refuse_restored_backup(Tree(entry.hash for _, entry in own), self.origin, self._checkpoints_seen(traced.vkey))

    # ---------------------------------------------------------------- looking

    def examine(self, own: list[tuple[int, Entry]] | None = None) -> Passes:
        """Passes 1 to 3, done, over the known books and the own one with these entries (default: those stored).

        Of what is stored they are done once, until something is stored, copied here, or trusted anew.
        """
        entries, known = self.entries() if own is None else own, self.known_books()
        trust, done = self._trust_over(entries), self._examined
        if own is None and done is not None and done.fits(len(entries), known, trust):
            return done.passes
        book = InspectedBook(self.origin, Tree(entry.hash for _, entry in entries), entries)
        books = {**known, self.origin: book}
        passes = Passes(books, trust, Verification(Scope()), _replayer(books))
        passes.run()
        if own is None:
            self._examined = _Examined(len(entries), known, trust, passes)
        return passes

    def _trust_over(self, entries: Sequence[tuple[int, Entry]]) -> Trust | None:
        """The trust file, which a root book with these entries does not need."""
        return None if entries and isinstance(entries[0][1].data, ElectionDeclared) else self.trust

    def state(self) -> BookState:
        """The state of the own book after its stored entries.  Raises `NotAuthorizedError` if nobody authorised it."""
        passes = self.examine()
        job = passes.jobs.get(self.origin)
        if job is None:
            raise NotAuthorizedError(origin=self.origin)
        state = start(job)
        for index, entry in self.entries():
            step(state, index, entry)
        return state

    def children(self, contest: str) -> dict[str, ContestReplay]:
        """Of every child whose published book lies in the archive, by area, the replay of this contest."""
        return {area: contests[contest] for area, contests in self.replays().items()}

    def replays(self) -> dict[str, Mapping[str, ContestReplay]]:
        """As `children`, with every contest of the election."""
        passes = self.examine()
        own = passes.traced.books[self.origin]
        there = [child for child in own.children if child.origin in passes.replays]
        return {child.body.area: passes.replays[child.origin].contests for child in there}

    def known_books(self) -> Mapping[str, InspectedBook]:
        """The other books that lie in the archive, inspected once.  Raises `BrokenCopyError` for one that is broken."""
        if not self.known:
            election = None if self._declares() else self.trust.election
            others = [origin for origin in self.archive.survey()[0] if origin != self.origin]
            self.known = inspect_known(self.archive, others, election, self.folder, self.folder / _STAGING)
        return self.known

    def note_of(self, origin: str) -> bytes:
        """The checkpoint note of a book that lies in the archive.  Raises `BookMissingError`."""
        note = self.archive.book(origin).read(CHECKPOINT)
        if note is None:
            raise BookMissingError(origin=origin)
        return note

    def _checkpoints_seen(self, vkey: VerifierKey) -> list[Checkpoint]:
        """Every checkpoint of the own book that is known here: published, trusted, or quoted by another book."""
        notes = [*known_notes(self.archive.book(self.origin)), *self._quotes()]
        if not self._declares() or (self.folder / TRUST_FILE).exists():
            notes += self.trust.notes
        opened = (_opened(note, vkey) for note in notes)
        return [checkpoint for checkpoint in opened if checkpoint is not None]

    def publish(self, log_key: SigningKey) -> Published:
        """Publish what is stored; see `ledger.publishing.publish`.

        Raises `NotAuthorizedError`, `LogKeyError` for another key than the authorised one, `RestoredBackupError`.
        """
        traced = self._traced(self.examine())
        if log_key.public != traced.log:
            raise LogKeyError(origin=self.origin)
        self._refuse_restored(self.entries(), traced)
        return publish(self.store, self.archive, self.origin, log_key, self.folder / _STAGING)

    def _declares(self) -> bool:
        """Whether this is the desk of the root book, which needs no trust file to begin with."""
        first = next(iter(self.store.read()), None)
        return self.body.id == "kpu-0" and (first is None or first.type == "ElectionDeclared")

    def _quotes(self) -> Iterator[bytes]:
        """The notes that other books quote, of whatever book."""
        for book in self.known_books().values():
            for _, entry in book.entries:
                match entry.data:
                    case BookOpened(authority=bytes() as note) | AuthoritySeen(note=note) | ChildReceived(note=note):
                        yield note
                    case CheckpointAcknowledged(note=note) | ExecutionSeen(note=note):
                        yield note


@lru_cache(maxsize=4096)
def _opened(note: bytes, vkey: VerifierKey) -> Checkpoint | None:
    """The checkpoint in a note, if it is this book's; the same notes are asked for at every append."""
    try:
        return open_checkpoint(note, vkey).checkpoint
    except FormatError:
        return None


def _replayer(books: Mapping[str, InspectedBook]) -> Replayer:
    """Pass 2 in this process, over books held in memory."""
    return lambda jobs: {origin: replay_book(job, books[origin].entries) for origin, job in jobs.items()}
