"""Making an evidence bundle from an archive: which entries, and what shows that they stand in their books.

- The books are those from the root down to the PPK (or PPLN) of the area, as `rekap explain` follows them; which of
  their entries, `bundle_choice` says.
- Where Bawaslu's line has a dispute about the area (by report, ruling, or evidence that cites its results), or a copy
  of a C.Hasil, its books come along, down to there.
- A book that is not whole, or whose entries do not give its checkpoint's root, can prove nothing, and is refused.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from msgspec import to_builtins

from domain.areas import contains, is_area, level_of, meets
from domain.bodies import parse_body
from domain.election import Election
from domain.events import (
    BodyAuthorized,
    CopyRecorded,
    DisputeFiled,
    DisputeRuled,
    Entry,
    EvidenceAdded,
    ExecutionSeen,
    OrderRegistered,
)
from domain.types import Hash
from ledger.archive import CHECKPOINT, VKEY, Archive
from ledger.bundles.bundle import BookPart, Bundle, json_bytes, place_of
from ledger.bundles.bundle_check import AREA_LEVELS, CheckedBundle, check_bytes, follow, is_there
from ledger.bundles.bundle_choice import Choice, StoredBook
from ledger.bundles.bundle_missing import quoted_sizes
from ledger.bundles.bundle_papers import documents_named
from ledger.bundles.bundle_story import changed_rows
from ledger.bundles.bundle_tree import cover
from ledger.bundles.report_html import page
from ledger.checkpoint import is_book_origin, open_checkpoint, peek_checkpoint
from ledger.errors import BundleAreaError, BundleSourceError, FormatError, NotInElectionError
from ledger.explain.explaining import require_row
from ledger.explain.pathcheck import check_path
from ledger.merkle import Tree, leaf_hash
from ledger.note import parse_vkey
from ledger.records import decode_entry
from ledger.tiles import bundles, split_bundle
from ledger.trust import Trust

MOST_ROWS: Final = 12
"""How many rows a bundle is about unless they are named."""

_FALLBACK: Final = "suara_sah"


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle that was made: its bytes, how its own check ends, the documents that it names and has not.

    `further` are rows that somebody changed as well.
    """

    raw: bytes
    checked: CheckedBundle
    absent: tuple[str, ...]
    further: tuple[str, ...]


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
    if level_of(area) not in AREA_LEVELS:
        raise BundleAreaError(area=area)
    archive = Archive.open(folder)
    path = check_path(folder, trust, contest, area)
    election = path.passes.result.election
    if election is None or contest not in election.contests:
        raise NotInElectionError(value=contest)
    declared = election.contests[contest].contest
    if not is_there(path.passes, contest, area):
        raise NotInElectionError(value=area)
    for row in rows:
        require_row(declared, row)
    books = [_read(archive, origin) for origin in path.books]
    others = _other_line(archive, election, contest, area, books)
    cited = {each for book in others for index in book.chosen for each in _references(book.entries[index])}
    Choice(books, contest, area, cited).run()
    books = sorted([*books, *others], key=lambda book: place_of(book.origin))
    named = documents_named((book.entries[index].data for book in books for index in book.chosen), contest)
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


# ---------------------------------------------------------------- reading


def _read(archive: Archive, origin: str) -> StoredBook:
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
    book = StoredBook(origin, note, vkey, raw, tree)
    for index, each in enumerate(raw):
        try:
            entry = decode_entry(each).entry
        except FormatError:
            continue  # it belongs to no stream; the archive's own verification names it
        book.entries[index] = entry
        book.streams.setdefault(entry.stream, []).append(index)
    return book


# ---------------------------------------------------------------- Bawaslu's line


def _other_line(
    archive: Archive, election: Election, contest: str, area: str, books: Sequence[StoredBook]
) -> list[StoredBook]:
    """The books of Bawaslu's line, root first, as far down as they have a dispute or a copy about the number.

    Disputes whose ruling an order in `books`, those of KPU's line, names are about it too.
    """
    line = election.declared.bawaslu
    pending = [(line.origin, "")] if line is not None else []
    above: dict[str, str] = {}
    found: dict[str, StoredBook] = {}
    for origin, superior in pending:
        if origin not in found and is_book_origin(origin) and archive.book(origin).folder.is_dir():
            found[origin], above[origin] = _read(archive, origin), superior
            pending += [(below, origin) for below in _below(found[origin], area)]
    results, rulings = _results(books, area), _rulings(books)
    wanted: set[str] = set()
    for origin, book in reversed(found.items()):
        for stream, indexes in book.streams.items():
            entries = [book.entries[at] for at in indexes]
            if any(entry.hash in rulings or _is_matter(entry, contest, area, results) for entry in entries):
                book.take(stream)
        if book.chosen or origin in wanted:
            wanted |= {origin, above[origin]}
            book.take("book")
            for stream in book.streams:
                below = parse_body(stream.removeprefix("body/")) if stream.startswith("body/") else None
                if below is not None and contains(below.area, area):
                    book.take(stream)
    return [book for origin, book in found.items() if origin in wanted]


def _below(book: StoredBook, area: str) -> Iterator[str]:
    """The books that this one opens for the body next below it in whose area the number lies, successors too."""
    for entry in book.entries.values():
        below = parse_body(entry.subject) if isinstance(entry.data, BodyAuthorized) else None
        if below is not None and contains(below.area, area) and isinstance(entry.data, BodyAuthorized):
            log = entry.data.appointment.data.log
            if log is not None:
                yield log.origin


def _rulings(books: Sequence[StoredBook]) -> set[Hash]:
    """The leaf hashes of the rulings that the orders in these books name."""
    orders = (entry.data for book in books for entry in book.entries.values())
    return {each.ruling for each in orders if isinstance(each, OrderRegistered) and each.ruling is not None}


def _references(entry: Entry) -> Iterator[Hash]:
    """The leaf hashes of the entries that evidence, or what was seen of an order, names."""
    if isinstance(entry.data, (EvidenceAdded, ExecutionSeen)):
        yield from (each.leaf for each in entry.data.entries)


def _results(books: Sequence[StoredBook], area: str) -> set[Hash]:
    """The leaf hashes of everything recorded of the results of the area."""
    found: set[Hash] = set()
    for book in books:
        for stream, indexes in book.streams.items():
            kind, _, subject = stream.partition("/")
            if kind == "tally" and is_area(subject) and contains(area, subject):
                found |= {book.entries[at].hash for at in indexes}
    return found


def _is_matter(entry: Entry, contest: str, area: str, results: set[Hash]) -> bool:
    """Whether an entry of Bawaslu's line is about the number; `results` are the leaves of the results of the area."""
    match entry.data:
        case DisputeFiled(areas=areas, contests=contests):
            return _are_about(areas, contests, contest, area)
        case EvidenceAdded(entries=cited):
            return any(each.leaf in results for each in cited)
        case DisputeRuled(ruling=ruling):
            return _are_about(ruling.data.areas, ruling.data.contests, contest, area)
        case CopyRecorded(copy=copy):
            return is_area(copy.subject) and contains(area, copy.subject)
        case _:
            return False


def _are_about(areas: Iterable[str], contests: Collection[str], contest: str, area: str) -> bool:
    """Whether one of the areas meets the area; no contest named is every contest."""
    is_there = any(is_area(each) and meets(each, area) for each in areas)
    return is_there and (not contests or contest in contests)


# ---------------------------------------------------------------- proofs and documents


def _parts(books: Sequence[StoredBook], trust: Trust) -> tuple[BookPart, ...]:
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


def _part(book: StoredBook, quoted: set[int]) -> BookPart:
    size = book.tree.size
    sizes = tuple(sorted(each for each in quoted if 0 < each <= size))
    indexes = sorted(book.chosen)
    hashes = cover(book.tree, size, indexes, sizes)
    return BookPart(
        book.origin, book.note, book.vkey, tuple((index, book.raw[index]) for index in indexes), sizes, hashes
    )


def _documents(archive: Archive, named: set[str]) -> Mapping[str, bytes]:
    places = dict(archive.documents())
    found = {}
    for name in sorted(named & set(places)):
        if not places[name].is_symlink() and places[name].is_file():
            data = places[name].read_bytes()
            if sha256(data).hexdigest() == name:
                found[name] = data
    return found
