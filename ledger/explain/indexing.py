"""An index of an archive: what every book gives of every contest, so that a sum need not read all of them again.

- It is made by this program from bytes whose hashes lead to the checkpoints' roots; signatures are not checked for it.
- Nothing on the path of a number is taken from it: those books are read and checked every time (`pathcheck`).
- It is kept outside of the archive, one file per book, each behind its SHA-256; a file that is not whole is made again.
- A book's part is used only while the book's files are the same, byte for byte (SHA-256), and so is all that was
  granted in the books above it; else it is made again, and only it.  So nothing that was damaged or deleted since goes
  unnoticed.  Where nothing can be written, it is made for this once.
- What is broken in a book, or not there, is kept with it: its figures are then not known, and so are those above.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

from domain.appointing import AUTHORITY_EVENTS
from domain.areas import meets
from domain.bodies import body_of_origin
from domain.bookstate import BookState
from domain.election import Election
from domain.events import BodyAuthorized, Entry
from domain.findings import Finding, Level
from domain.nodes import ContestReplay
from domain.replaying import step
from domain.totals import nothing_from
from domain.types import ZERO_HASH, Hash
from ledger.archive import Archive, read_bounded
from ledger.bookreplay import BookReplay, ReplayJob, start
from ledger.checkpoint import is_book_origin
from ledger.errors import FileTooLargeError, IndexInsideArchiveError
from ledger.explain.index_records import Index, KeptBook, KeptContest, decode_book, encode_stations, kept_contest
from ledger.explain.pathcheck import ReadBook, content_of, read_book
from ledger.passes import Passes, Scope, Verification
from ledger.tracing import TracedBook, is_recapitulating
from ledger.trust import Trust

FORMAT: Final = "rekap-index-3"
SUFFIX: Final = ".index"
_LARGEST: Final = 64 * 1024 * 1024
_DIGEST: Final = 32
_MOST_FINDINGS: Final = 20
_encode: Final = msgspec.msgpack.Encoder().encode


def default_folder(archive: Path, own: Path) -> Path:
    """Where the index of an archive lies unless somebody says otherwise: below `own`, a folder of this user's alone.

    Never beside the archive: whoever hands over both could say in the index what they like.
    """
    return own / "index" / sha256(str(archive.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def index_of(
    folder: Path, trust: Trust, area: str, kept: Path | None, *, sizes: Mapping[str, int] | None = None
) -> Index:
    """The index of an archive as far as `area` needs it, checked and brought up to date, in the folder `kept` if any.

    `sizes` says how much of each book was known; what was known then is never kept.
    Raises `ArchiveMissingError`, `IndexInsideArchiveError`.
    """
    archive = Archive.open(folder)
    if kept is not None and (folder.resolve() in kept.resolve().parents or folder.resolve() == kept.resolve()):
        raise IndexInsideArchiveError(path=str(kept))
    builder = _Builder(archive, trust, area, None if sizes is not None else kept, sizes)
    builder.run()
    return builder.index


@dataclass(frozen=True, slots=True)
class _Group:
    """A KPU book, and the books above it as they were read, root first."""

    origin: str
    grounds: Hash
    above: tuple[ReadBook, ...]


class _Builder:
    def __init__(
        self, archive: Archive, trust: Trust, area: str, kept: Path | None, sizes: Mapping[str, int] | None
    ) -> None:
        self.index = Index(trust.root.name)
        self._archive = archive
        self._trust = trust
        self._area = area
        self._kept = kept
        self._sizes = sizes

    def run(self) -> None:
        """From the root down, each KPU book with the PPK and PPLN directly below it."""
        pending = [_Group(self.index.root, self._trust.election, ())]
        while pending:
            pending += self._visit(pending.pop())

    def _visit(self, group: _Group) -> list[_Group]:
        book, read = self._load(group.origin, group.grounds), None
        if book is not None:
            self.index.books[book.origin] = book
            stations = [child for child in book.children if _of_stations(child) and self._is_wanted(child)]
            stale = [child for child in stations if not self._take(child, book.granted)]
            if stale:
                read = self._make(group, frozenset(stale))
        else:
            read = self._make(group, None)
            book = self.index.books[group.origin]
        below = [child for child in book.children if not _of_stations(child) and self._is_wanted(child)]
        if not below:
            return []
        read = read or self._read(group.origin, with_regions=False)
        if read is None:
            return []
        # Of what is granted to KPPS the books below need nothing.
        sound = read.inspected.entries
        read.inspected.entries = [(at, entry) for at, entry in sound if not _is_region(entry.stream)]
        return [_Group(child, book.granted, (*group.above, read)) for child in below]

    def _is_wanted(self, origin: str) -> bool:
        return meets(_area_of(origin), self._area)

    def _take(self, origin: str, grounds: Hash) -> bool:
        """Use what is kept of a book, if it still holds."""
        book = self._load(origin, grounds)
        if book is not None:
            self.index.books[origin] = book
        return book is not None

    def _read(self, origin: str, *, with_regions: bool) -> ReadBook | None:
        if not is_book_origin(origin):
            return None
        size = None if self._sizes is None else self._sizes.get(origin)
        files = self._archive.book(origin)
        return read_book(
            files, self._trust.election, lambda _: False, lambda at: with_regions or not _is_region(at), size
        )

    def _make(self, group: _Group, stale: frozenset[str] | None) -> ReadBook | None:
        """Read a KPU book, and those of its PPK that are `stale` (None: the book itself is), and keep what they give.

        Gives the KPU book.
        """
        own = self._read(group.origin, with_regions=True)
        if own is None:
            self._keep_absent(group.origin, group.grounds, None, None)
            return None
        granted = _granted(group.grounds, own)
        named = [origin for origin in _authorized(own) if _of_stations(origin) and self._is_wanted(origin)]
        wanted = {origin for origin in named if not self._take(origin, granted)} if stale is None else stale
        below = {
            origin: book for origin in named if origin in wanted and (book := self._read(origin, with_regions=True))
        }
        made = _made(self._trust, [*group.above, own], below)
        if stale is None:
            self._keep(own, group.grounds, granted, tuple(child.origin for child in made.children), made)
        for child in made.children:
            if child.origin in below:
                self._keep(below[child.origin], granted, ZERO_HASH, (), made)
            elif child.origin in wanted:
                self._keep_absent(child.origin, granted, child, made.election)
        return own

    def _keep(self, book: ReadBook, grounds: Hash, granted: Hash, children: tuple[str, ...], made: "_Made") -> None:
        origin = book.inspected.origin
        state, election = made.states.get(origin), made.election
        contests = {}
        if state is not None and election is not None:
            area = state.authority.body.area
            contests = {
                contest_id: _encode(kept_contest(state, contest))
                for contest_id, contest in election.contests.items()
                if any(meets(outer, area) for outer in contest.contest.areas)
            }
        findings = made.findings(origin)
        of_stations = _of_stations(origin)
        self._store(
            KeptBook(
                _area_of(origin),
                children,
                book.content,
                contests,
                findings,
                FORMAT,
                granted,
                grounds,
                of_stations,
                origin,
            )
        )

    def _keep_absent(self, origin: str, grounds: Hash, traced: TracedBook | None, election: Election | None) -> None:
        """A book that was authorised and is not there: the TPS registered for it are all that is known."""
        contests = {}
        if traced is not None and election is not None:
            for contest_id, contest in election.contests.items():
                stations = dict.fromkeys(tps for tps in traced.registered if contest.contest.covers(tps))
                nothing, known = nothing_from(len(stations), contest.width), encode_stations(stations)
                contests[contest_id] = _encode(KeptContest((), None, (), nothing.missing, (), known, nothing.sums))
        missing = Finding("R307", Level.INCOMPLETE, origin, area=_area_of(origin), params=(("origin", origin),))
        area, of_stations = _area_of(origin), _of_stations(origin)
        found = (missing,)
        self._store(KeptBook(area, (), ZERO_HASH, contests, found, FORMAT, ZERO_HASH, grounds, of_stations, origin))

    # ------------------------------------------------------------ files

    def _place(self, origin: str) -> Path | None:
        if self._kept is None or not is_book_origin(origin):
            return None
        return self._kept.joinpath(*origin.split("/")).with_suffix(SUFFIX)

    def _load(self, origin: str, grounds: Hash) -> KeptBook | None:
        """What is kept of a book, if it is whole, and of these files and grounds."""
        place = self._place(origin)
        if place is None:
            return None
        try:
            raw = read_bounded(place, _LARGEST)
        except FileTooLargeError:
            return None
        if raw is None or sha256(raw[_DIGEST:]).digest() != raw[:_DIGEST]:
            return None
        try:
            book = decode_book(raw[_DIGEST:])
        except msgspec.MsgspecError:
            return None
        is_same = (book.format, book.origin, book.grounds) == (FORMAT, origin, grounds)
        # What was broken or not whole may be whole by now; of a book that is not there nothing else can be known.
        is_whole = not book.findings or book.content == ZERO_HASH
        return book if is_same and is_whole and self._is_as_read(book) else None

    def _is_as_read(self, book: KeptBook) -> bool:
        """Whether the files of the book are those that it was made from."""
        try:
            return content_of(self._archive.book(book.origin)) == book.content
        except FileTooLargeError:
            return False

    def _store(self, book: KeptBook) -> None:
        self.index.books[book.origin] = book
        self.index.made += 1
        place = self._place(book.origin)
        if place is None:
            return
        body = _encode(book)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            temporary = place.with_name(f"{place.name}.{os.getpid()}")
            temporary.write_bytes(sha256(body).digest() + body)
            temporary.replace(place)
        except OSError:
            self._kept = None  # nothing can be kept; what was made serves this once


@dataclass(slots=True)
class _Made:
    """What was read for the index at a time: replayed books, the bodies below, and what is wrong."""

    election: Election | None
    children: list[TracedBook]
    states: dict[str, BookState]
    found: list[Finding]

    def findings(self, origin: str) -> tuple[Finding, ...]:
        """What is broken in a book, or missing of it."""
        serious = (each for each in self.found if each.book == origin and each.code.startswith("R"))
        listed = [each for each in serious if each.level in (Level.BROKEN, Level.INCOMPLETE)]
        return tuple(listed[:_MOST_FINDINGS])


def _made(trust: Trust, chain: list[ReadBook], below: Mapping[str, ReadBook]) -> _Made:
    """Trace and replay the last book of the chain, from the root, and the books directly below it."""
    inspected = {book.inspected.origin: book.inspected for book in (*chain, *below.values())}
    own = chain[-1].inspected.origin
    states: dict[str, BookState] = {}
    found: list[Finding] = []

    def replay(jobs: Mapping[str, ReplayJob]) -> dict[str, BookReplay]:
        for origin, job in jobs.items():
            if origin == own or origin in below:
                states[origin], wrong = _folded(job, inspected[origin].entries)
                found.extend(wrong)
        return {origin: _nothing_replayed(passes.result.election, origin) for origin in jobs}

    passes = Passes(inspected, trust, Verification(Scope()), replay)
    passes.run()
    traced = passes.traced.books.get(own)
    children = [child for child in traced.children if is_recapitulating(child.body)] if traced else []
    return _Made(passes.result.election, children, states, passes.result.findings + found)


def _folded(job: ReplayJob, entries: list[tuple[int, Entry]]) -> tuple[BookState, list[Finding]]:
    state = start(job)
    found: list[Finding] = []
    for index, entry in entries:
        found += [each for each in step(state, index, entry) if each.code.startswith("R")]
    return state, found


def _nothing_replayed(election: Election | None, origin: str) -> BookReplay:
    contests = election.contests if election is not None else {}
    return BookReplay(origin, contests={contest: ContestReplay() for contest in contests})


def _authorized(book: ReadBook) -> list[str]:
    """The origins of the books that this one says to authorise; whether rightly, authority says."""
    named = []
    for _, entry in book.inspected.entries:
        if isinstance(entry.data, BodyAuthorized) and entry.data.appointment.data.log is not None:
            named.append(entry.data.appointment.data.log.origin)
    return list(dict.fromkeys(named))


def _granted(grounds: Hash, book: ReadBook) -> Hash:
    """A hash over everything that was granted in this book and above it."""
    leaves = (entry.hash for _, entry in book.inspected.entries if type(entry.data) in AUTHORITY_EVENTS)
    return Hash(sha256(grounds + b"".join(leaves)).digest())


def _is_region(stream: str) -> bool:
    return stream.startswith("region/")


def _of_stations(origin: str) -> bool:
    body = body_of_origin(origin)
    return body is not None and body.recapitulates_tps


def _area_of(origin: str) -> str:
    body = body_of_origin(origin)
    return body.area if body is not None else ""
