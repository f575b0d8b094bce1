"""Pass 1: authority and receipts, from the root books down (`docs/architecture.md`).

- Books are found from the declaration's lines and from BodyAuthorized; a book nobody authorised is a stranger (R306),
  one that was authorised and is not there is named (R307), and its log key is the authorised one (R303).
- A book opens first of all with BookOpened, under a note of its superior (R408); the sizes seen never fall (R408).
- What the superior took back counts nowhere behind its cut, whenever it was taken back; what the roots amended counts
  in a book from where its notes reach the amendment.
- Every note quoted anywhere is signed by its log (R310), and the quoted book, where it is there, is at least as long
  (R305) and has that root (R304).
"""

from collections import defaultdict, deque
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Final, TypeVar

from domain.appointing import AUTHORITY_EVENTS, fold_authority
from domain.areas import NATION, AreaLevel, length_of
from domain.authority import FROM_THE_START, Appointed, Authority, signer_findings
from domain.bodies import KPU_LINE, Body, BodyKind, body_of_origin
from domain.disputes import DISPUTE_EVENTS
from domain.election import quorums_in_force
from domain.events import (
    AuthoritySeen,
    BookOpened,
    ChildReceived,
    CopyRecorded,
    ElectionDeclared,
    Entry,
    Line,
    Unsupported,
)
from domain.findings import Finding, Level, broken, params
from domain.grants import AuthorizedBook, Grants, Use, use_text
from domain.statements import Role
from domain.types import Hash, PublicKey
from ledger.checkpoint import Checkpoint, is_book_origin, open_checkpoint, peek_checkpoint
from ledger.errors import FormatError
from ledger.inspection import InspectedBook
from ledger.note import VerifierKey
from ledger.signing import is_acceptable_key

T = TypeVar("T")

_OWN_ACTS: Final = (CopyRecorded, *DISPUTE_EVENTS, Unsupported)
"""What a body that recapitulates nothing logs beside authority."""


@dataclass
class TracedBook:
    """A book that somebody authorised: whose it is, what its signatures are judged by, and what it grants.

    `registered` are the TPS that the superior registered in the body's area, each with the index of its registration.
    """

    body: Body
    origin: str
    log: PublicKey
    authority: Authority
    superior: "TracedBook | None" = None
    grants: Grants = field(default_factory=Grants)
    registered: Mapping[str, int] = field(default_factory=dict)
    children: list["TracedBook"] = field(default_factory=list)

    @cached_property
    def vkey(self) -> VerifierKey:
        """The key its checkpoints must be signed with; made once, for that looks whether it is a point."""
        return VerifierKey.of(self.origin, self.log)


@dataclass(slots=True)
class Trace:
    """The tree of authorised books, superiors first, and what pass 1 found."""

    books: dict[str, TracedBook] = field(default_factory=dict)
    lines: list[TracedBook] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def trace(inspected: Mapping[str, InspectedBook], election: Hash, declared: ElectionDeclared) -> Trace:
    """Follow authority through the inspected books of one election, from its declaration."""
    tracer = _Tracer(inspected, election, declared)
    tracer.run()
    return tracer.trace


def quoted_checkpoint(
    note: bytes, book: VerifierKey, inspected: Mapping[str, InspectedBook]
) -> tuple[Checkpoint | None, list[Finding]]:
    """The checkpoint of `book` in a quoted note, and what speaks against it (R304, R305, R310)."""
    try:
        checkpoint = open_checkpoint(note, book).checkpoint
    except FormatError as error:
        return None, [broken("R310", origin=book.name, reason=error.code)]
    there = inspected.get(book.name)
    return checkpoint, [] if there is None else seen_otherwise(there, checkpoint.size, checkpoint.root)


def seen_otherwise(book: InspectedBook, size: int, root: Hash) -> list[Finding]:
    """What speaks against a book that somebody has seen with `size` entries and this root (R304, R305)."""
    if book.checkpoint is None:
        return []  # that is said by itself
    if size > book.checkpoint.size:
        return [broken("R305", origin=book.origin, seen=size, size=book.checkpoint.size)]
    if size <= book.tree.size and book.tree.root(size) != root:
        return [broken("R304", origin=book.origin, size=size)]
    return []


class _Tracer:
    def __init__(self, inspected: Mapping[str, InspectedBook], election: Hash, declared: ElectionDeclared) -> None:
        self.trace = Trace()
        self._inspected = inspected
        self._election = election
        self._declared = declared
        self._quorums = quorums_in_force(declared)
        self._used: dict[PublicKey, Use] = {}

    def run(self) -> None:
        """From the lines' root books down, each book once."""
        lines = ((self._declared.kpu, BodyKind.KPU), (self._declared.bawaslu, BodyKind.BAWASLU))
        pending = deque(self._root(line, Body(kind, NATION)) for line, kind in lines if line is not None)
        self.trace.lines = list(pending)
        while pending:
            book = pending.popleft()
            if book.origin in self.trace.books:
                self._report(book.origin, broken("R206", subject=book.origin))
                continue
            self.trace.books[book.origin] = book
            pending.extend(self._visit(book))
        for origin in sorted(set(self._inspected) - set(self.trace.books)):
            if self._inspected[origin].was_known:
                self._report(origin, broken("R306", origin=origin))

    def _root(self, line: Line, body: Body) -> TracedBook:
        if body_of_origin(line.origin) != body:
            self._report(line.origin, broken("R203", field="origin", value=line.origin))
        authority = Authority(body, line.origin, None, line.quorum, self._quorums)
        for person, key in enumerate(line.roots, start=1):
            authority.keys[key] = Appointed(key, body.id, body.area, person, Role.ROOT, FROM_THE_START)
            self._use(line, key, (Role.ROOT, body.id, person, line.origin, 0, "election"))
        self._use(line, line.log, ("log", line.origin, 0, line.origin, 0, "election"))
        if not 1 <= line.quorum <= len(set(line.roots)):
            self._report(line.origin, broken("R207", reason="quorum"))
        return TracedBook(body, line.origin, line.log, authority)

    def _use(self, line: Line, key: PublicKey, use: Use) -> None:
        """Note what a key of the declaration is for."""
        if key in self._used:
            self._report(line.origin, broken("R406", key=key.hex(), use=use_text(self._used[key])))
        self._used[key] = use

    def _is_sound(self, origin: str, log: PublicKey) -> bool:
        """Whether a book can have this origin and this log key."""
        there = self._inspected.get(origin)
        if there is not None and there.vkey is not None and there.vkey.public == log:
            return True  # looking whether it is a point of the curve takes long
        return is_book_origin(origin) and is_acceptable_key(log)

    def _visit(self, book: TracedBook) -> list[TracedBook]:
        """Judge what this book grants; gives the books it opens."""
        there = self._inspected.get(book.origin)
        if there is None:
            self._report(
                book.origin, Finding("R307", Level.INCOMPLETE, area=book.body.area, params=params(origin=book.origin))
            )
            return []
        if there.election not in (None, self._election):
            value = there.election.hex() if there.election else ""
            self._report(book.origin, broken("R203", field="election", value=value))
            return []
        if there.vkey is not None and (there.vkey.name, there.vkey.public) == (book.origin, book.log):
            book.vkey = there.vkey
        elif there.vkey is not None:
            self._report(book.origin, broken("R303", path="log.vkey"))
        entries = [(index, entry) for index, entry in there.entries if type(entry.data) in AUTHORITY_EVENTS]
        self._read_steps(book, there, entries)
        book.grants = fold_authority(book.authority, entries, self._used)
        self.trace.findings += book.grants.findings
        if not is_recapitulating(book.body):
            self.trace.findings += _foreign_acts(book, there.entries)
        # An entry speaks of the TPS of one desa.
        stations = _by_kecamatan(groupby(book.grants.stations, attrgetter("index")), attrgetter("area"))
        registered = _by_kecamatan(groupby(book.grants.registered.items(), itemgetter(1)), itemgetter(0))
        for granted in self._sound_books(book):
            child = TracedBook(
                granted.body, granted.log.origin, granted.log.key, self._authority_of(granted, book), book
            )
            if granted.body.recapitulates_tps:
                child.registered = dict(registered.get(granted.body.area, ()))
                child.authority.keys |= {key.key: key for key in stations.get(granted.body.area, ())}
            child.authority.revoked = book.grants.revoked_in(child.origin, child.authority.keys)
            book.children.append(child)
        return book.children

    def _sound_books(self, book: TracedBook) -> list[AuthorizedBook]:
        """The books that are granted, without those that cannot be; these are reported."""
        sound = [granted for granted in book.grants.books if self._is_sound(granted.log.origin, granted.log.key)]
        for granted in book.grants.books:
            if granted not in sound:
                finding = broken("R203", field="log", value=granted.log.origin)
                self.trace.findings.append(
                    finding.at(book=book.origin, index=granted.index, stream=f"body/{granted.body.id}")
                )
        book.grants.books = sound
        return sound

    def _authority_of(self, granted: AuthorizedBook, superior: TracedBook) -> Authority:
        """What signatures in a book below are judged by, but for its stations."""
        authority = Authority(granted.body, granted.log.origin, superior.origin, 0, self._quorums)
        authority.keys = {key.key: key for key in superior.grants.officials.get(granted.body.id, ())}
        return authority

    def _read_steps(self, book: TracedBook, there: InspectedBook, entries: list[tuple[int, Entry]]) -> None:
        """Where the book has seen how much of its superior's (BookOpened, AuthoritySeen)."""
        first = 1 if book.origin == self._declared.kpu.origin else 0  # there the declaration comes first
        opened = [index for index, entry in entries if isinstance(entry.data, BookOpened)]
        if opened != [first] and there.tree.size > first:
            self._report(book.origin, broken("R408", reason="opening"))
        size = 0
        for index, entry in entries:
            for finding in self._step_findings(book, index, entry, size):
                self.trace.findings.append(finding.at(book=book.origin, index=index, stream=entry.stream))
            size = book.authority.steps.get(index, size)

    def _step_findings(self, book: TracedBook, index: int, entry: Entry, size: int) -> Iterator[Finding]:
        match entry.data:
            case BookOpened(authority=note, continues=continues):
                if continues is not None:
                    yield Finding("R103", Level.INCOMPLETE, params=params(type="BookOpened.continues", v=1))
                if note is None:
                    if not book.authority.is_root:
                        yield broken("R408", reason="no_note")
                    return
            case AuthoritySeen(note=note):
                pass
            case _:
                return
        if book.superior is None:
            yield broken("R408", reason="root")
            return
        checkpoint, findings = quoted_checkpoint(note, book.superior.vkey, self._inspected)
        yield from findings
        if checkpoint is not None and checkpoint.size < size:
            yield broken("R408", reason="falling", size=checkpoint.size, seen=size)
        elif checkpoint is not None:
            book.authority.steps[index] = checkpoint.size
            self._learn(book.authority, book.superior.authority, index, checkpoint.size)

    def _learn(self, authority: Authority, superior: Authority, index: int, size: int) -> None:
        """Entry `index` quotes `size` entries of the superior's book: the quorums known there count after it."""
        known = superior.quorums_known(size)
        if known != authority.quorums_known(index + 1):
            authority.amended.append((index + 1, known))

    def _report(self, origin: str, finding: Finding) -> None:
        self.trace.findings.append(
            Finding(finding.code, finding.level, origin, area=finding.area, params=finding.params)
        )


def receipt_findings(
    book: TracedBook,
    arrivals: Iterable[tuple[int, ChildReceived]],
    inspected: Mapping[str, InspectedBook],
    contest: str,
    handed_over: Mapping[str, Container[Hash]],
) -> Iterator[Finding]:
    """What speaks against the arrivals logged in `book`: the note, or the entry of the child that is named (R205)."""
    children = {child.origin: child for child in book.children}
    for index, event in arrivals:
        found: list[Finding] = []
        child = children.get(event.book)
        if child is None or child.body.area != event.child:
            found.append(broken("R205", cited=event.book))
        else:
            checkpoint, found = quoted_checkpoint(event.note, child.vkey, inspected)
            there = inspected.get(event.book)
            if checkpoint is not None and event.index >= checkpoint.size:
                found.append(broken("R205", cited=event.leaf.hex()))
            elif there is not None and event.index < there.tree.size:
                named = there.tree.leaf(event.index) == event.leaf and event.leaf in handed_over.get(event.book, ())
                found += [] if named else [broken("R205", cited=event.leaf.hex())]
        for finding in found:
            yield finding.at(book=book.origin, index=index, stream=f"recap/{contest}")


def trusted_note_findings(
    notes: tuple[bytes, ...], traced: Trace, inspected: Mapping[str, InspectedBook]
) -> Iterator[Finding]:
    """Notes known from outside against the books that are there."""
    for note in notes:
        try:
            origin = peek_checkpoint(note).origin
        except FormatError as error:
            yield broken("R310", origin="", reason=error.code)
            continue
        book = traced.books.get(origin)
        if book is None:
            yield Finding("R307", Level.INCOMPLETE, origin, params=params(origin=origin))
            continue
        for finding in quoted_checkpoint(note, book.vkey, inspected)[1]:
            yield Finding(finding.code, finding.level, origin, params=finding.params)


def is_recapitulating(body: Body) -> bool:
    """Whether this body makes D.Hasil."""
    return body.kind in KPU_LINE


def _foreign_acts(book: TracedBook, entries: Iterable[tuple[int, Entry]]) -> Iterator[Finding]:
    """What stands in the book of a body that receives and certifies nothing, and is no act of its own."""
    limit = 0
    for index, entry in entries:
        limit = book.authority.limit_at(index, limit)
        if type(entry.data) not in AUTHORITY_EVENTS and not isinstance(entry.data, _OWN_ACTS):
            place = broken("R203", field="stream", value=entry.stream)
            for finding in (*signer_findings(book.authority, entry, limit), place):
                yield finding.at(book=book.origin, index=index, stream=entry.stream)


def _by_kecamatan(groups: Iterable[tuple[int, Iterator[T]]], area_of: Callable[[T], str]) -> dict[str, list[T]]:
    """What lies in each kecamatan (or PPLN), given in groups each of which lies in one."""
    found: defaultdict[str, list[T]] = defaultdict(list)
    digits = length_of(AreaLevel.KECAMATAN)
    for _, group in groups:
        items = list(group)
        found[area_of(items[0])[:digits]] += items
    return found
