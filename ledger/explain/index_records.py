"""What an index holds of every book, and what it gives of a contest (`ledger.explain.indexing` makes it).

- Of a PPK it holds the rebuilt totals, the certificate in force, and the cells in which this is not what its TPS give.
- Of a body above it holds the certificate in force with its columns, and by how much it moved its children's.
- A unit may stand in several columns: all of them count, as they do in the total.
- What is decoded from a file has the types of these classes, or is no index.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec
from msgspec.structs import replace

from domain.areas import meets
from domain.bookstate import BookState
from domain.election import DeclaredContest
from domain.events import ChildCorrected, Column
from domain.findings import Finding, Level
from domain.recap import Recap
from domain.totals import Totals, totals_of_stations
from domain.types import Figures, Hash, Record
from ledger.explain.currency import CURRENT, state_of_stations


class KeptCertificate(Record, frozen=True):
    """The certificate in force: where it stands, its totals, and of a PPK whether it is current for its TPS."""

    index: int
    leaf: Hash
    missing: tuple[int, ...]
    state: str
    sums: tuple[int, ...]


class KeptColumn(Record, frozen=True):
    """A column of the certificate in force of a body above the PPK."""

    figures: tuple[int | None, ...]
    missing: tuple[int, ...]
    sources: tuple[Hash, ...]
    unit: str


class KeptMove(Record, frozen=True):
    """A change of a child's figures that counts: what it says of which unit, and how its column moves, row by row."""

    child: str
    event: ChildCorrected
    leaf: Hash
    missing: tuple[int, ...]
    sums: tuple[int, ...]


class KeptCell(Record, frozen=True):
    """A cell of a PPK's certificate that is not what its TPS give; `what` as in a `Difference`."""

    certified: int | None
    given: int | None
    row: str
    unit: str
    what: str


class KeptContest(Record, frozen=True):
    """One contest in one book: of a PPK the rebuilt totals, of a body above what it moved of its children's.

    `stations` are the figures in force of the TPS, still encoded (empty: none).
    """

    cells: tuple[KeptCell, ...]
    certificate: KeptCertificate | None
    columns: tuple[KeptColumn, ...]
    missing: tuple[int, ...]
    moves: tuple[KeptMove, ...]
    stations: bytes
    sums: tuple[int, ...]


class KeptBook(Record, frozen=True):
    """One book.  `content` is the hash over its files, `grounds` what was granted above it, `granted` with its own.

    `contests` are KeptContest by contest, still encoded.
    """

    area: str
    children: tuple[str, ...]
    content: Hash
    contests: dict[str, bytes]
    findings: tuple[Finding, ...]
    format: str
    granted: Hash
    grounds: Hash
    of_stations: bool
    origin: str

    @property
    def is_known(self) -> bool:
        """Whether nothing in it is broken."""
        return all(finding.level is not Level.BROKEN for finding in self.findings)

    @property
    def is_absent(self) -> bool:
        """Whether nothing of it is there."""
        return any(each.code == "R307" and dict(each.params).get("origin") == self.origin for each in self.findings)

    @property
    def is_whole(self) -> bool:
        """Whether it is there, and all of it; that a book below is not there says nothing of this one."""
        missing = [finding for finding in self.findings if finding.level is Level.INCOMPLETE]
        return all(dict(each.params).get("origin", self.origin) != self.origin for each in missing)


decode_book: Final = msgspec.msgpack.Decoder(KeptBook).decode
_contests: Final = msgspec.msgpack.Decoder(KeptContest)
encode_stations: Final = msgspec.msgpack.Encoder().encode
decode_stations: Final = msgspec.msgpack.Decoder(dict[str, Figures | None]).decode


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
        KeptCertificate(last.index, last.leaf, last.totals.missing, CURRENT, last.totals.sums)
        if last is not None
        else None
    )
    if not state.of_stations:
        rows = contest.contest.rows
        listed = last.columns if last is not None else ()
        columns = tuple(KeptColumn(each.figures, each.missing, each.sources, each.unit) for each in listed)
        made = [(child, each, each.moved(rows)) for child, some in recap.adjustments.items() for each in some]
        moves = tuple(KeptMove(child, each.event, each.leaf, moved.missing, moved.sums) for child, each, moved in made)
        return KeptContest((), certificate, columns, (), moves, b"", ())
    figures = dict.fromkeys(state.unseen_units(contest))
    for unit in state.expected_units(contest):
        result = state.result_of(unit, contest.contest.id)
        figures[unit] = result.figures if result is not None else None
    totals = totals_of_stations(figures.values(), contest.width)
    cells = tuple(station_cells(state, contest, totals))
    if certificate is not None and last is not None:
        whether = state_of_stations(state, contest, last, state.authority.body.area)
        certificate = replace(certificate, state=whether)
    return KeptContest(cells, certificate, (), totals.missing, (), encode_stations(figures), totals.sums)


def station_cells(state: BookState, contest: DeclaredContest, totals: Totals) -> Iterator[KeptCell]:
    """The cells in which a PPK's certificate in force differs from what its TPS give, and from their totals."""
    recap = state.recaps.get(contest.contest.id)
    if recap is None or recap.in_force is None:
        return
    columns, rows = columns_of(recap.in_force.columns), contest.contest.rows
    blank = (None,) * contest.width
    for unit in state.expected_units(contest):
        result = state.result_of(unit, contest.contest.id)
        given = result.figures if result is not None and result.figures is not None else blank
        listed = columns.get(unit, ())
        if len(listed) > 1:
            yield from (KeptCell(len(listed), 1, row, unit, "times") for row in rows)
        certified = listed[0] if len(listed) == 1 else tuple(map(together, zip(*listed, strict=True))) or blank
        if certified != given:
            for row, left, right in zip(rows, certified, given, strict=True):
                if left != right:
                    yield KeptCell(left, right, row, unit, "column")
    area, certified_totals = state.authority.body.area, recap.in_force.totals
    for what, ours, theirs in (
        ("total", certified_totals.sums, totals.sums),
        ("total_missing", certified_totals.missing, totals.missing),
    ):
        for row, said, counted in zip(rows, ours, theirs, strict=True):
            if said != counted:
                yield KeptCell(said, counted, row, area, what)


def columns_of(columns: Iterable[Column]) -> dict[str, list[Figures]]:
    """The figures of all columns of each unit, in the order of the certificate."""
    found: dict[str, list[Figures]] = {}
    for column in columns:
        found.setdefault(column.unit, []).append(column.figures)
    return found


def together(cells: Sequence[int | None]) -> int | None:
    """What several columns of one TPS say in a row: their sum, None where none of them is filled."""
    filled = [each for each in cells if each is not None]
    return sum(filled) if filled else None
