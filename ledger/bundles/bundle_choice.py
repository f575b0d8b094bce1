"""Which entries of the books of KPU's line go into an evidence bundle (`docs/bundle.md`).

- Of each stream everything from its first entry on: the election, the contest, the book's own life, its own officials
  and those of the next book, its plenaries, orders and recapitulation of the contest, and the results of the area.
- Of its other bodies and desa only what says that they are to be expected.
- Of an objection about the area, what its answer cites comes along, from whatever TPS; and so does what a dispute
  about the number cites.
- Nothing is left out for being unfavourable: what is in a stream is in the bundle.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final

from domain.areas import AreaLevel, ancestor, contains, is_area, meets
from domain.bodies import KPU_LINE, parse_body
from domain.events import (
    BodyAuthorized,
    ChildCorrected,
    Entry,
    ObjectionRaised,
    ObjectionResolved,
    PlenaryOpened,
    RegionRegistered,
)
from domain.types import Hash
from ledger.merkle import Tree

_ALONE: Final = frozenset({"election", "book"})


@dataclass(slots=True)
class StoredBook:
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


class Choice:
    """Chooses the entries of the books, root first; `cited` are the leaf hashes of what disputes about it name."""

    def __init__(self, books: list[StoredBook], contest: str, area: str, cited: Collection[Hash]) -> None:
        self._books = books
        self._contest = contest
        self._area = area
        self._kecamatan = ancestor(area, AreaLevel.KECAMATAN) or area
        self._units = {area}
        self._named = cited

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

    def _acts(self, book: StoredBook) -> None:
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

    def _tallies(self, book: StoredBook) -> None:
        """The results of the area, and those that an answer to an objection about it cites."""
        cited = {*self._cited(book), *self._named}
        for stream, indexes in book.streams.items():
            kind, _, subject = stream.partition("/")
            if any(book.entries[at].hash in self._named for at in indexes):
                book.take(stream)
            if kind != "tally" or not is_area(subject):
                continue
            if cited.intersection(book.entries[at].hash for at in indexes):
                self._units.add(subject)
            if any(contains(unit, subject) for unit in self._units):
                book.take(stream)

    def _cited(self, book: StoredBook) -> Iterator[Hash]:
        raised = {entry.hash: entry.data for entry in book.entries.values() if isinstance(entry.data, ObjectionRaised)}
        for index in book.chosen:
            answer = book.entries[index].data
            if isinstance(answer, ObjectionResolved):
                objection = raised.get(answer.objection)
                if objection is not None and is_area(objection.unit) and meets(objection.unit, self._area):
                    yield from answer.entries

    def _authority(self, book: StoredBook) -> None:
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
