"""What happened, in the order of the books (`docs/moment.md`).

- The order of a book is the order of its entries.  Between books, an entry that quotes so many entries of another book
  comes after these, and all come after the declaration of the election, whose hash they carry; nothing else is known.
  What the books do not order stands in the order of the claimed times, then by origin: a convenience, and the same for
  everybody.
- Books that contradict each other so that no order fits are told all the same, and the place is marked.
- A time is what its signer claimed.
- Marked is what is done outside a plenary (J.510), tried and refused, done at night, or done after the certificate of
  its contest was handed over or that contest was opened again (`timeline_marks`); and what has a fault in itself or its
  signers (R).
- An area or a body that the books do not have is refused; where books are broken or missing, nobody can say.
- With the trust file of another election nothing is told but that.
- Of an area the books of the bodies in it and above it are read, and no others; what is shown is checked as a
  verification does, but nothing is said of the rest of the archive.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from domain.areas import AreaLevel, ancestor, contains, is_area, level_of, meets
from domain.bodies import Body, body_of_origin, parse_body
from domain.contests import parse_contest_id
from domain.election import Election
from domain.events import AttemptRefused, Cell, Entry
from domain.findings import Finding, Level
from domain.nodes import ContestReplay
from domain.replaying import step
from domain.types import Hash
from ledger.archive import Archive
from ledger.bookreplay import BookReplay, ReplayJob, start
from ledger.errors import NotInElectionError, TimelineFilterError
from ledger.explain.pathcheck import ReadBook, read_book
from ledger.history.timeline_about import (
    About,
    Reader,
    bodies_of,
    cells_of,
    keys_of,
    lies_in,
    papers_of,
    reason_given,
    statements_logged,
)
from ledger.history.timeline_marks import (
    DISORDERED,
    FAULTY,
    LATE,
    MARKS,
    NIGHT,
    OUTSIDE,
    REFUSED,
    REOPENED,
    Handovers,
    Night,
)
from ledger.history.timeline_order import Quoting, in_order
from ledger.moment import Moment, Notes, Quote
from ledger.passes import Passes, Scope, Verification, status_of
from ledger.signers import Keys, Seat, seat_of
from ledger.tracing import Trace
from ledger.trust import Trust

LEAST_KEY_DIGITS: Final = 8
_OTHER_ELECTION: Final = "R308"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the timeline is of; None for no limit.  `key` is hexadecimal, or the beginning of it."""

    area: str | None = None
    contest: str | None = None
    body: str | None = None
    key: str | None = None

    @property
    def place(self) -> str | None:
        """The area whose books are read: the area asked for, or that of the body."""
        of_body = parse_body(self.body) if self.body is not None else None
        return self.area if of_body is None else of_body.area


@dataclass(frozen=True, slots=True)
class Act:
    """One entry as the timeline tells it; `signed` are those of the statements in it, `tried` what was refused."""

    book: str
    index: int
    leaf: Hash
    stream: str
    type: str
    time: int
    areas: tuple[str, ...]
    contests: tuple[str, ...]
    logged_by: Seat
    signed: tuple[Seat, ...]
    cells: tuple[Cell, ...]
    papers: tuple[Hash, ...]
    reason: str
    marks: tuple[str, ...]
    codes: tuple[str, ...]
    quotes: tuple[Quote, ...]
    tried: AttemptRefused | None = None
    tried_by: Seat | None = None


@dataclass(slots=True)
class Timeline:
    """The acts in order, the books that were read with their sizes, and what is wrong with these."""

    wanted: Wanted
    night: Night
    at: Moment | None
    election: Election | None = None
    books: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)

    @property
    def status(self) -> str:
        """`broken`, `incomplete` or `valid`: of what was read."""
        return status_of(self.findings)

    @property
    def is_foreign(self) -> bool:
        """Whether the trust file is of another election, so that nothing is told."""
        return any(finding.code == _OTHER_ELECTION for finding in self.findings)


def timeline(
    folder: Path, trust: Trust, wanted: Wanted, *, night: Night | None = None, at: Moment | None = None
) -> Timeline:
    """What happened to an area or contest, or by a body or key, in the order of the books.

    Raises `TimelineFilterError`, `UnknownAreaCodeError`, `UnknownContestIdError`, `NotInElectionError`,
    `ArchiveMissingError`.
    """
    _check(wanted)
    archive = Archive.open(folder)
    found = Timeline(wanted, night or Night(), at)
    books = _read(archive, trust, wanted, at)
    judged = _Judged(books)
    passes = Passes(
        {origin: book.inspected for origin, book in books.items()},
        trust if at is None else replace(trust, notes=()),
        Verification(Scope()),
        judged.replay,
    )
    passes.run()
    found.election = judged.election = passes.result.election
    if wanted.contest is not None and found.election is not None and wanted.contest not in found.election.contests:
        raise NotInElectionError(value=wanted.contest)
    found.books = {origin: book.inspected.tree.size for origin, book in books.items()}
    for finding in passes.result.findings:
        judged.add(finding)
    told = {each for each in judged.found if _is_told(each, books, archive, wanted)}
    found.findings = sorted(told, key=lambda each: each.order)
    if found.is_foreign:
        found.findings = [each for each in found.findings if each.code == _OTHER_ELECTION]
        return found
    if found.status == "valid":
        _refuse_unknown(wanted, passes.traced)
    keys = {origin: book.authority.keys for origin, book in passes.traced.books.items()}
    found.acts = list(_told(_lines(books, Notes(archive), trust.root.name), books, found, judged, keys))
    return found


def _check(wanted: Wanted) -> None:
    """Refuse what cannot be meant."""
    if wanted.area is not None:
        level_of(wanted.area)
    if wanted.contest is not None:
        parse_contest_id(wanted.contest)
    if wanted.body is not None and parse_body(wanted.body) is None:
        raise TimelineFilterError(value=wanted.body, reason="body")
    if wanted.key is not None and (len(wanted.key) < LEAST_KEY_DIGITS or set(wanted.key) - set("0123456789abcdef")):
        raise TimelineFilterError(value=wanted.key, reason="key")


def _refuse_unknown(wanted: Wanted, traced: Trace) -> None:
    """Refuse an area or a body that books which are all there and sound do not have."""
    books = traced.books.values()
    if wanted.body is not None and all(book.body.id != wanted.body for book in books):
        raise TimelineFilterError(value=wanted.body, reason="missing")
    area = wanted.area
    if area is not None and not any(
        contains(area, each) for book in books for each in (book.body.area, *book.registered)
    ):
        raise NotInElectionError(value=area)


# ---------------------------------------------------------------- reading


def _read(archive: Archive, trust: Trust, wanted: Wanted, at: Moment | None) -> dict[str, ReadBook]:
    """The books that may tell of it: of the bodies in its area and above."""
    books = {}
    for origin in archive.survey()[0]:
        body = body_of_origin(origin)
        size = None if at is None else at.sizes.get(origin, 0)
        if size == 0 or not _concerns(body, wanted.place):
            continue
        on_path, needed = _streams(wanted.place)
        book = read_book(archive.book(origin), trust.election, on_path, needed, size)
        if book is not None:
            books[origin] = book
    return books


def _concerns(body: Body | None, place: str | None) -> bool:
    return place is None or (body is not None and meets(body.area, place))


def _streams(place: str | None) -> tuple["_Streams", "_Streams"]:
    """The streams whose entries are checked, and those that are decoded besides."""
    kecamatan = None if place is None else ancestor(place, AreaLevel.KECAMATAN) or place
    return _Streams(place, kecamatan), _Streams(kecamatan, kecamatan)


@dataclass(frozen=True, slots=True)
class _Streams:
    """Which streams are meant: of tallies those in one area, of regions those in another, and all others."""

    tallies: str | None
    regions: str | None

    def __call__(self, stream: str) -> bool:
        kind, _, subject = stream.partition("/")
        limit = {"tally": self.tallies, "region": self.regions}.get(kind)
        return limit is None or not is_area(subject) or meets(subject, limit)


@dataclass(slots=True)
class _Judged:
    """What a replay finds on every entry, by book and index."""

    books: Mapping[str, ReadBook]
    codes: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)
    election: Election | None = None

    def replay(self, jobs: Mapping[str, ReplayJob]) -> dict[str, BookReplay]:
        """Judge every book, and give nothing upward: sums are not asked for."""
        answers = {}
        for origin, job in jobs.items():
            state = start(job)
            for index, entry in self.books[origin].inspected.entries:
                for finding in step(state, index, entry):
                    self.add(finding)
            contests = {contest: ContestReplay() for contest in state.election.contests}
            answers[origin] = BookReplay(origin, contests=contests)
        return answers

    def add(self, finding: Finding) -> None:
        """Keep what is found, by its entry if it has one."""
        self.found.append(finding)
        if finding.book is not None and finding.index is not None and finding.level is not Level.HINT:
            codes = self.codes.setdefault((finding.book, finding.index), [])
            if finding.code not in codes:
                codes.append(finding.code)

    def at(self, origin: str, index: int) -> tuple[str, ...]:
        """What was found on an entry."""
        return tuple(sorted(self.codes.get((origin, index), ())))


def _is_told(finding: Finding, books: Mapping[str, ReadBook], archive: Archive, wanted: Wanted) -> bool:
    """Whether a finding is about what was read; a book that is not there counts if it would have been."""
    if not finding.code.startswith("R"):
        return False
    if finding.code == "R307":
        origin = str(dict(finding.params).get("origin", ""))
        is_there = archive.folder.joinpath(*origin.split("/")).is_dir()
        return not is_there and _concerns(body_of_origin(origin), wanted.place)
    return finding.book is None or finding.index is None or finding.index in books[finding.book].checked


# ---------------------------------------------------------------- telling


def _lines(books: Mapping[str, ReadBook], notes: Notes, root: str) -> dict[str, list[Quoting]]:
    """Every entry with what it quotes; the first of every book names the election, and so the root book's first."""
    lines: dict[str, list[Quoting]] = {}
    for origin, book in books.items():
        lines[origin] = [(index, entry, tuple(notes.quotes(entry))) for index, entry, _ in book.all_entries]
        if origin != root and lines[origin]:
            index, entry, quotes = lines[origin][0]
            lines[origin][0] = (index, entry, (*quotes, Quote(root, 1)))
    return lines


def _told(
    lines: Mapping[str, Sequence[Quoting]],
    books: Mapping[str, ReadBook],
    found: Timeline,
    judged: _Judged,
    keys: Mapping[str, Keys],
) -> Iterator[Act]:
    quoted = {(origin, index): quotes for origin, line in lines.items() for index, _, quotes in line if quotes}
    readers = {origin: Reader(body_of_origin(origin)) for origin in lines}
    handed = {origin: Handovers() for origin in lines}
    for origin, index, entry, is_forced in in_order(lines):
        about = readers[origin].about(entry)
        codes = judged.at(origin, index)
        late = handed[origin].mark(entry, about.contests)
        if not codes:
            handed[origin].take(entry, about.contests)
        is_shown = (
            index in books[origin].checked
            and (found.wanted.area is None or lies_in(found.wanted.area, about, readers[origin].body))
            and _is_about_contest(found.wanted.contest, entry, about)
            and (found.wanted.body is None or found.wanted.body in bodies_of(entry))
            and (found.wanted.key is None or any(each.hex().startswith(found.wanted.key) for each in keys_of(entry)))
        )
        if not is_shown:
            continue
        tried = entry.data if isinstance(entry.data, AttemptRefused) else None
        known = keys.get(origin, {})
        marked = {
            REFUSED: tried is not None,
            OUTSIDE: "J.510" in codes or (tried is not None and "J.510" in tried.codes),
            NIGHT: found.night.has(entry.time),
            LATE: late == LATE,
            REOPENED: late == REOPENED,
            FAULTY: any(code.startswith("R") for code in codes),
            DISORDERED: is_forced,
        }
        yield Act(
            origin,
            index,
            entry.hash,
            entry.stream,
            entry.type,
            entry.time,
            about.areas,
            about.contests,
            seat_of(entry.signer, known),
            tuple(seat_of(key, known) for statement in statements_logged(entry) for key in statement.signers),
            cells_of(entry),
            papers_of(entry, found.wanted.contest),
            reason_given(entry),
            tuple(mark for mark in MARKS if marked[mark]),
            codes,
            quoted.get((origin, index), ()),
            tried,
            seat_of(tried.by, known) if tried is not None else None,
        )


def _is_about_contest(contest: str | None, entry: Entry, about: About) -> bool:
    """Whether an entry is about the contest asked for; a refused attempt that names none is about all of its book's."""
    is_of_all = isinstance(entry.data, AttemptRefused) and not about.contests
    return contest is None or contest in about.contests or is_of_all
