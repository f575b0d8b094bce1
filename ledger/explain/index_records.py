"""What an index holds of every book, and what it gives of a contest (`ledger.explain.indexing` makes it).

- Of a PPK it holds the rebuilt totals, the certificate in force, and the cells in which this is not what its TPS give.
- Of a body above it holds the certificate in force with its columns, and by how much it moved its children's.
- What is decoded from a file has the types of these classes, or is no index.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import msgspec

from domain.areas import meets
from domain.bookstate import BookState
from domain.election import DeclaredContest
from domain.findings import Finding, Level
from domain.recap import Recap
from domain.totals import Totals, totals_of_stations
from domain.types import Hash, Record


class KeptCertificate(Record, frozen=True):
    """The certificate in force: where it stands, and its totals."""

    index: int
    leaf: Hash
    missing: tuple[int, ...]
    sums: tuple[int, ...]


class KeptColumn(Record, frozen=True):
    """A column of the certificate in force of a body above the PPK."""

    figures: tuple[int | None, ...]
    sources: tuple[Hash, ...]
    unit: str


class KeptMove(Record, frozen=True):
    """A change of a child's column that counts: by how much, row by row."""

    child: str
    leaf: Hash
    missing: tuple[int, ...]
    sums: tuple[int, ...]


class KeptCell(Record, frozen=True):
    """A cell of a PPK's certificate that is not what its TPS give: a TPS's, or the total's."""

    certified: int | None
    given: int | None
    row: str
    unit: str


class KeptContest(Record, frozen=True):
    """One contest in one book: of a PPK the rebuilt totals, of a body above what it moved of its children's."""

    cells: tuple[KeptCell, ...]
    certificate: KeptCertificate | None
    columns: tuple[KeptColumn, ...]
    missing: tuple[int, ...]
    moves: tuple[KeptMove, ...]
    sums: tuple[int, ...]


class KeptBook(Record, frozen=True):
    """One book.  `note` is the SHA-256 of its checkpoint, `grounds` what was granted above it, `granted` with its own.

    `contests` are KeptContest by contest, still encoded.
    """

    area: str
    children: tuple[str, ...]
    contests: dict[str, bytes]
    findings: tuple[Finding, ...]
    format: str
    granted: Hash
    grounds: Hash
    note: Hash
    of_stations: bool
    origin: str

    @property
    def is_known(self) -> bool:
        """Whether nothing in it is broken."""
        return all(finding.level is not Level.BROKEN for finding in self.findings)


decode_book: Final = msgspec.msgpack.Decoder(KeptBook).decode
_contests: Final = msgspec.msgpack.Decoder(KeptContest)


@dataclass(slots=True)
class Index:
    """What the books give; `made` are the books that were read for it now."""

    root: str
    books: dict[str, KeptBook] = field(default_factory=dict)
    made: int = 0

    def contest(self, origin: str, contest: str) -> KeptContest | None:
        """What a book gives of a contest."""
        book = self.books.get(origin)
        raw = book.contests.get(contest) if book is not None else None
        return _contests.decode(raw) if raw is not None else None

    def children(self, origin: str, contest: DeclaredContest) -> Iterator[KeptBook]:
        """The books below that the contest concerns."""
        book = self.books.get(origin)
        for child in book.children if book is not None else ():
            below = self.books.get(child)
            if below is not None and any(meets(outer, below.area) for outer in contest.contest.areas):
                yield below


def kept_contest(state: BookState, contest: DeclaredContest) -> KeptContest:
    """What a replayed book gives of a contest."""
    recap = state.recaps.get(contest.contest.id, Recap())
    last = recap.in_force
    certificate = (
        KeptCertificate(last.index, last.leaf, last.totals.missing, last.totals.sums) if last is not None else None
    )
    if not state.of_stations:
        rows = contest.contest.rows
        columns = tuple(KeptColumn(each.figures, each.sources, each.unit) for each in last.columns) if last else ()
        made = [(child, each, each.moved(rows)) for child, some in recap.adjustments.items() for each in some]
        moves = tuple(KeptMove(child, each.leaf, moved.missing, moved.sums) for child, each, moved in made)
        return KeptContest((), certificate, columns, (), moves, ())
    figures = dict.fromkeys(state.unseen_units(contest))
    for unit in state.expected_units(contest):
        result = state.result_of(unit, contest.contest.id)
        figures[unit] = result.figures if result is not None else None
    totals = totals_of_stations(figures.values(), contest.width)
    cells = tuple(station_cells(state, contest, totals))
    return KeptContest(cells, certificate, (), totals.missing, (), totals.sums)


def station_cells(state: BookState, contest: DeclaredContest, totals: Totals) -> Iterator[KeptCell]:
    """The cells in which a PPK's certificate in force differs from what its TPS give, and from their totals."""
    recap = state.recaps.get(contest.contest.id)
    if recap is None or recap.in_force is None:
        return
    columns, rows = recap.in_force.by_unit, contest.contest.rows
    blank = (None,) * contest.width
    for unit in state.expected_units(contest):
        result = state.result_of(unit, contest.contest.id)
        given = result.figures if result is not None and result.figures is not None else blank
        column = columns.get(unit)
        certified = column.figures if column is not None else blank
        if certified != given:
            for row, left, right in zip(rows, certified, given, strict=True):
                if left != right:
                    yield KeptCell(left, right, row, unit)
    for row, left, right in zip(rows, recap.in_force.totals.sums, totals.sums, strict=True):
        if left != right:
            yield KeptCell(left, right, row, state.authority.body.area)
