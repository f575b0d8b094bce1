"""Making an evidence bundle from an archive: which entries, and what shows that they stand in their books.

- The books are those from the root down to the PPK (or PPLN) of the area, as `rekap explain` follows them.
- Of each stream there is everything from its first entry on, so that its chain can be followed: the election, the
  contest, the book's own life, its own officials and those of the next book, its plenaries, orders and recapitulation
  of the contest, and the results of the area; of its other bodies and desa only what says that they are to be expected.
- Where Bawaslu's line has a dispute about the area, or a copy of a C.Hasil, its books come along, down to there.
- Of an objection about the area, what its answer cites comes along, from whatever TPS.
- Nothing is left out for being unfavourable: what is in a stream is in the bundle.
- A book that is not whole, or whose entries do not give its checkpoint's root, can prove nothing, and is refused.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from msgspec import to_builtins

from domain.areas import AreaLevel, ancestor, contains, is_area, level_of, meets
from domain.bodies import KPU_LINE, parse_body
from domain.election import Election
from domain.events import (
    BodyAuthorized,
    ChildCorrected,
    CopyRecorded,
    DisputeFiled,
    DisputeRuled,
    Entry,
    ObjectionRaised,
    ObjectionResolved,
    PlenaryOpened,
    RegionRegistered,
    TallyReceived,
)
from domain.types import Hash
from ledger.archive import CHECKPOINT, VKEY, Archive
from ledger.bundles.bundle import BookPart, Bundle, json_bytes
from ledger.bundles.bundle_check import CheckedBundle, check_bytes, follow, quoted_sizes
from ledger.bundles.bundle_story import changed_rows
from ledger.bundles.bundle_tree import cover
from ledger.bundles.report_html import page
from ledger.checkpoint import is_book_origin, open_checkpoint, peek_checkpoint
from ledger.errors import BundleAreaError, BundleSourceError, FormatError, NotInElectionError
from ledger.explain.explaining import require_row
from ledger.explain.pathcheck import CheckedPath, check_path
from ledger.merkle import Tree, leaf_hash
from ledger.note import parse_vkey
from ledger.records import decode_entry
from ledger.tiles import bundles, split_bundle
from ledger.trust import Trust

MOST_ROWS: Final = 12
"""How many rows a bundle is about unless they are named."""

_FALLBACK: Final = "suara_sah"
_ALONE: Final = frozenset({"election", "book"})
_ALL_OF: Final = frozenset({"plenary", "order"})


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle that was made: its bytes, how its own check ends, the documents that it names and has not.

    `further` are rows that somebody changed as well.
    """

    raw: bytes
    checked: CheckedBundle
    absent: tuple[str, ...]
    further: tuple[str, ...]


@dataclass(slots=True)
class _Book:
    """A book of the archive: what is stored, and which of it is chosen."""

    origin: str
    note: bytes
    vkey: bytes
    raw: list[bytes]
    tree: Tree
    entries: dict[int, Entry] = field(default_factory=dict)
    streams: dict[str, list[int]] = field(default_factory=dict)
    chosen: set[int] = field(default_factory=set)

    def take(self, stream: str, until: int | None = None) -> None:
        """Choose a stream, up to entry `until` of the book."""
        self.chosen |= {index for index in self.streams.get(stream, ()) if until is None or index <= until}

    def last(self, stream: str, kind: type) -> int:
        """The index of the stream's last entry of a kind; -1 if there is none."""
        return max((at for at in self.streams[stream] if isinstance(self.entries[at].data, kind)), default=-1)


def make_bundle(
    folder: Path,
    trust: Trust,
    contest: str,
    area: str,
    rows: Sequence[str] = (),
    *,
    language: str,
    with_documents: bool = False,
) -> Made:
    """Make the bundle of a contest in an area; without `rows`, of those that somebody changed.

    Raises `BundleAreaError`, `BundleSourceError`, `BundleContainerError`, `NoSuchRowError`, `NotInElectionError`,
    `ArchiveMissingError`, `UnknownAreaCodeError`.
    """
    if level_of(area) not in (AreaLevel.KECAMATAN, AreaLevel.DESA, AreaLevel.TPS):
        raise BundleAreaError(area=area)
    archive = Archive.open(folder)
    path = check_path(folder, trust, contest, area)
    election = path.passes.result.election
    if election is None or contest not in election.contests:
        raise NotInElectionError(value=contest)
    declared = election.contests[contest].contest
    if not any(meets(outer, area) for outer in declared.areas) or not is_there(path):
        raise NotInElectionError(value=area)
    for row in rows:
        require_row(declared, row)
    books = [_read(archive, origin) for origin in path.books]
    _Choice(books, contest, area).run()
    books += _other_line(archive, election, contest, area)
    named = _documents_named(books, contest)
    documents = dict(_documents(archive, named)) if with_documents else {}
    changed: tuple[str, ...] = ()
    parts = _parts(books, trust)
    chosen = Bundle(contest, area, tuple(rows), language, parts, documents)
    if not rows:
        followed = follow(chosen, trust).path
        changed = changed_rows(followed) if followed is not None else ()
        rows = changed[:MOST_ROWS] or (_FALLBACK if _FALLBACK in declared.rows else declared.rows[0],)
    bundle = Bundle(contest, area, tuple(rows), language, parts, documents)
    story = follow(bundle, trust).story
    if story is None:
        raise BundleSourceError(origin=trust.root.name, reason="form")
    raw = replace(bundle, story=json_bytes(to_builtins(story)), report=page(story, language)).raw
    return Made(raw, check_bytes(raw, trust), tuple(sorted(named - set(documents))), tuple(changed[MOST_ROWS:]))


def is_there(path: CheckedPath) -> bool:
    """Whether authority knows the area of the path: its PPK, or one of the TPS registered in it."""
    books = path.passes.traced.books.values()
    is_body = any(book.body.area == path.area for book in books)
    return is_body or any(contains(path.area, tps) for book in books for tps in book.registered)


# ---------------------------------------------------------------- reading


def _read(archive: Archive, origin: str) -> _Book:
    files = archive.book(origin)
    note, vkey = files.read(CHECKPOINT), files.read(VKEY)
    if note is None or vkey is None:
        raise BundleSourceError(origin=origin, reason="missing")
    raw: list[bytes] = []
    try:
        checkpoint = open_checkpoint(note, parse_vkey(vkey.decode("utf-8").removesuffix("\n"))).checkpoint
        for name in bundles(checkpoint.size):
            data = files.read(name.path)
            if data is None:
                raise BundleSourceError(origin=origin, reason="missing")
            raw += split_bundle(data, name.width)
    except (FormatError, UnicodeDecodeError):
        raise BundleSourceError(origin=origin, reason="form") from None
    tree = Tree(map(leaf_hash, raw))
    if tree.root() != checkpoint.root:
        raise BundleSourceError(origin=origin, reason="root")
    book = _Book(origin, note, vkey, raw, tree)
    for index, each in enumerate(raw):
        try:
            entry = decode_entry(each).entry
        except FormatError:
            continue  # it belongs to no stream; the archive's own verification names it
        book.entries[index] = entry
        book.streams.setdefault(entry.stream, []).append(index)
    return book


# ---------------------------------------------------------------- choosing


class _Choice:
    """Chooses the entries of the books, root first."""

    def __init__(self, books: list[_Book], contest: str, area: str) -> None:
        self._books = books
        self._contest = contest
        self._area = area
        self._kecamatan = ancestor(area, AreaLevel.KECAMATAN) or area
        self._units = {area}

    def run(self) -> None:
        """Choose the acts first, then what makes them count."""
        for book in self._books:
            self._acts(book)
        for book in self._books:
            for index in sorted(book.chosen):
                self._look(book.entries[index])
        for book in self._books:
            self._tallies(book)
        for book in self._books:
            self._authority(book)

    def _acts(self, book: _Book) -> None:
        """The recapitulation of the contest, its plenaries, and the orders."""
        book.take(f"recap/{self._contest}")
        for stream, indexes in book.streams.items():
            kind = stream.partition("/")[0]
            opened = [book.entries[at].data for at in indexes]
            if kind == "order" or (
                kind == "plenary"
                and any(isinstance(each, PlenaryOpened) and self._contest in each.contests for each in opened)
            ):
                book.take(stream)

    def _look(self, entry: Entry) -> None:
        """What else the acts need: a desa whose figures a level above changed."""
        match entry.data:
            case ChildCorrected(unit=unit) if is_area(unit) and contains(unit, self._area):
                self._units |= {unit} if contains(self._kecamatan, unit) else set()

    def _tallies(self, book: _Book) -> None:
        """The results of the area, and those that an answer to an objection about it cites."""
        cited = set(self._cited(book))
        for stream, indexes in book.streams.items():
            kind, _, subject = stream.partition("/")
            if kind != "tally" or not is_area(subject):
                continue
            if cited.intersection(book.entries[at].hash for at in indexes):
                self._units.add(subject)
            if any(contains(unit, subject) for unit in self._units):
                book.take(stream)

    def _cited(self, book: _Book) -> Iterator[Hash]:
        raised = {entry.hash: entry.data for entry in book.entries.values() if isinstance(entry.data, ObjectionRaised)}
        for index in book.chosen:
            answer = book.entries[index].data
            if isinstance(answer, ObjectionResolved):
                objection = raised.get(answer.objection)
                if objection is not None and is_area(objection.unit) and meets(objection.unit, self._area):
                    yield from answer.entries

    def _authority(self, book: _Book) -> None:
        """Who may sign what, and which units there are."""
        for stream in book.streams:
            kind, _, subject = stream.partition("/")
            if stream in _ALONE or (kind == "contest" and subject == self._contest):
                book.take(stream)
            elif kind == "body":
                below = parse_body(subject)
                if below is not None and below.kind in KPU_LINE and contains(below.area, self._area):
                    book.take(stream)
                elif below is not None and below.kind in KPU_LINE:
                    book.take(stream, book.last(stream, BodyAuthorized))
            elif kind == "region" and contains(self._kecamatan, subject):
                is_near = any(meets(subject, unit) for unit in self._units)
                book.take(stream, None if is_near else book.last(stream, RegionRegistered))


# ---------------------------------------------------------------- Bawaslu's line


def _other_line(archive: Archive, election: Election, contest: str, area: str) -> list[_Book]:
    """The books of Bawaslu's line, root first, as far down as they have a dispute or a copy about the number."""
    line = election.declared.bawaslu
    origin = line.origin if line is not None else None
    books: list[_Book] = []
    while origin is not None and is_book_origin(origin) and archive.book(origin).folder.is_dir():
        books.append(_read(archive, origin))
        origin = _below(books[-1], area)
    for book in books:
        for stream in book.streams:
            if any(_is_matter(book.entries[at], contest, area) for at in book.streams[stream]):
                book.take(stream)
    while books and not books[-1].chosen:
        books.pop()
    for book in books:
        book.take("book")
        for stream in book.streams:
            below = parse_body(stream.removeprefix("body/")) if stream.startswith("body/") else None
            if below is not None and contains(below.area, area):
                book.take(stream)
    return books


def _below(book: _Book, area: str) -> str | None:
    """The book that this one opens for the body next below it in whose area the number lies."""
    for entry in book.entries.values():
        below = parse_body(entry.subject) if isinstance(entry.data, BodyAuthorized) else None
        if below is not None and contains(below.area, area) and isinstance(entry.data, BodyAuthorized):
            log = entry.data.appointment.data.log
            return log.origin if log is not None else None
    return None


def _is_matter(entry: Entry, contest: str, area: str) -> bool:
    match entry.data:
        case DisputeFiled(areas=areas, contests=contests):
            is_there = any(is_area(each) and meets(each, area) for each in areas)
            return is_there and (not contests or contest in contests)
        case CopyRecorded(copy=copy):
            return is_area(copy.subject) and contains(area, copy.subject)
        case _:
            return False


# ---------------------------------------------------------------- proofs and documents


def _parts(books: Sequence[_Book], trust: Trust) -> tuple[BookPart, ...]:
    sizes: dict[str, set[int]] = {book.origin: set() for book in books}
    for note in trust.notes:
        try:
            seen = peek_checkpoint(note)
        except FormatError:
            continue
        sizes.setdefault(seen.origin, set()).add(seen.size)
    for book in books:
        for index in book.chosen:
            for origin, size in quoted_sizes(book.entries[index]):
                sizes.setdefault(origin, set()).add(size)
    return tuple(_part(book, sizes[book.origin]) for book in books)


def _part(book: _Book, quoted: set[int]) -> BookPart:
    size = book.tree.size
    sizes = tuple(sorted(each for each in quoted if 0 < each <= size))
    indexes = sorted(book.chosen)
    hashes = cover(book.tree, size, indexes, sizes)
    return BookPart(
        book.origin, book.note, book.vkey, tuple((index, book.raw[index]) for index in indexes), sizes, hashes
    )


def _documents_named(books: Sequence[_Book], contest: str) -> set[str]:
    """The SHA-256 of every document that a chosen entry names."""
    found: set[Hash] = set()
    for book in books:
        for index in book.chosen:
            event = book.entries[index].data
            for name in ("paper", "document"):
                found.add(getattr(event, name, None) or Hash(b""))
            if not isinstance(event, DisputeFiled):  # those are commitments
                found |= set(getattr(event, "papers", ()))
            found |= set(getattr(event, "documents", ()))
            if isinstance(event, DisputeRuled):
                found.add(event.ruling.data.document)
            if isinstance(event, TallyReceived):
                forms = [form for form in event.statement.data.forms if form.contest == contest]
                found |= {paper for form in forms for paper in form.papers}
    return {each.hex() for each in found if each}


def _documents(archive: Archive, named: set[str]) -> Mapping[str, bytes]:
    places = dict(archive.documents())
    found = {}
    for name in sorted(named & set(places)):
        if not places[name].is_symlink() and places[name].is_file():
            data = places[name].read_bytes()
            if sha256(data).hexdigest() == name:
                found[name] = data
    return found
