"""What one PPK's book says of its TPS at two levels: C.Hasil, first and in force, D.Hasil, and copies of the C.Hasil.

Rules of this module:

- What a D.Hasil says of a TPS is the column in its certificate in force; of several columns of one TPS the first that
  is not its figures in force, and all of them are kept.
- What a certificate totals is compared with the sum of its columns, and with that of the figures in force.
- A contest that is not held in the body's area is no matter of its book.
- What the KPPS said first is the first result received of the generation in force.
- A copy stands against the first result of its own generation.
- Who signed is said by role, seat and body as appointed; no name is known.
- Only what differs is kept: an archive has many TPS that do not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from domain.areas import meets
from domain.bookstate import BookState
from domain.copies import HeldCopy
from domain.election import DeclaredContest
from domain.events import (
    ChildCorrected,
    Column,
    CopyRecorded,
    Entry,
    RecapitulationCertified,
    RecapitulationPart,
    TallyCorrected,
    TallyReceived,
)
from domain.recap import Certificate, Recap, sum_of_columns
from domain.statements import Form, Statement, StatementData
from domain.tally import Result
from domain.totals import Totals, totals_of_stations
from domain.types import Figures, Hash
from ledger.signers import Keys, Seat, seat_of


@dataclass(frozen=True, slots=True)
class Said:
    """The act that says a figure: its entry, what was signed and by whom, on what paper."""

    act: str
    book: str
    index: int
    leaf: str
    statement: str | None
    signers: tuple[Seat, ...]
    papers: tuple[str, ...]


class ColumnOfTps(NamedTuple):
    """One of several columns of a TPS: its figures, and the entry of the part that it stands in."""

    figures: Figures
    said: Said | None


class Certified(NamedTuple):
    """What a certificate totals, what its columns add up to, and the C.Hasil in force of its TPS."""

    totals: Totals
    columns: Totals
    stations: Totals


@dataclass(slots=True)
class BookForms:
    """What one PPK's book says of the TPS of one contest, beside the figures in force.

    Attributes:
        columns: the column of the D.Hasil where it is not the figures in force (None: the TPS was left out).
        first: the first C.Hasil where it is not the figures in force.
        received: figures by TPS and generation that a copy exists of, as first received.
        certificate: the certificate in force; None where there is none yet.
        said: what set the figures of the TPS named above: the first, and the one in force.
        receipts: what set the figures in `received`.
        parts: the entry of the part with the column of a TPS named above.
        repeated: the columns of every TPS that has several, in the order of the D.Hasil.
        certified: the sums, where there are such TPS or the certificate's totals are not those of its columns.
    """

    columns: dict[str, Figures | None] = field(default_factory=dict)
    first: dict[str, Figures] = field(default_factory=dict)
    received: dict[tuple[str, int], Figures] = field(default_factory=dict)
    certificate: Said | None = None
    said: dict[str, tuple[Said | None, Said | None]] = field(default_factory=dict)
    receipts: dict[tuple[str, int], Said] = field(default_factory=dict)
    parts: dict[str, Said] = field(default_factory=dict)
    repeated: dict[str, tuple[ColumnOfTps, ...]] = field(default_factory=dict)
    certified: Certified | None = None


def forms_of(
    state: BookState, entries: Iterable[tuple[int, Entry]], copies: Sequence[HeldCopy]
) -> dict[str, BookForms]:
    """What a book says of the TPS, by contest: its state at the end, its sound entries, each with its index.

    `copies` are those that others hold of its TPS.
    """
    by_leaf = {entry.hash: (index, entry) for index, entry in entries}
    area = state.authority.body.area
    return {
        contest_id: _Reader(state, contest, by_leaf).read(copies)
        for contest_id, contest in state.election.contests.items()
        if any(meets(held, area) for held in contest.contest.areas)
    }


def said_in(index: int, entry: Entry, keys: Keys, contest: str | None = None) -> Said:
    """An act as evidence: the statement in it with its signers, or else the entry with its own."""
    statement = _statement_in(entry)
    signers = statement.signers if statement is not None else (entry.signer,)
    return Said(
        type(entry.data).__name__,
        entry.book,
        index,
        entry.hash.hex(),
        statement.hash.hex() if statement is not None else None,
        tuple(seat_of(key, keys) for key in signers),
        tuple(sorted({paper.hex() for paper in _papers(entry, contest)})),
    )


class _Reader:
    """Reads one contest off the state of a whole book."""

    def __init__(self, state: BookState, contest: DeclaredContest, by_leaf: Mapping[Hash, tuple[int, Entry]]) -> None:
        self._state = state
        self._contest = contest
        self._by_leaf = by_leaf
        self._id = contest.contest.id

    def read(self, copies: Sequence[HeldCopy]) -> BookForms:
        found = BookForms()
        certificate = self._state.recaps.get(self._id, Recap()).in_force
        columns: dict[str, Figures] = {}
        if certificate is not None:
            columns = {column.unit: column.figures for column in certificate.columns}
            found.certificate = self._said(certificate.leaf)
            if len(columns) < len(certificate.columns):
                found.repeated = self._repeated(certificate)
        blank: Figures = (None,) * self._contest.width
        forms: list[Figures] = []
        for tps in self._state.expected_units(self._contest):
            results = self._results(tps)
            last = results[-1] if results else None
            original = _first(results, last.generation) if last is not None else None
            now = last.figures or blank if last is not None else blank
            forms.append(now)
            if tps in found.repeated:
                columns[tps] = next((each.figures for each in found.repeated[tps] if each.figures != now), now)
            if certificate is not None and columns.get(tps) != now:
                found.columns[tps] = columns.get(tps)
            if original is not None and original.figures != now:
                found.first[tps] = original.figures or blank
            if tps in found.columns or tps in found.first:
                found.said[tps] = (self._said_of(original or last), self._said_of(last))
        if certificate is not None:
            found.certified = self._certified(certificate, forms, has_repeated=bool(found.repeated))
            if found.columns:
                found.parts = self._parts(certificate, found)
        self._receive(copies, found)
        return found

    def _certified(self, certificate: Certificate, forms: Sequence[Figures], *, has_repeated: bool) -> Certified | None:
        """The sums of a certificate in which something counts twice, or that are not those of its columns."""
        width = self._contest.width
        summed = sum_of_columns(certificate.columns, width, of_stations=True)
        if summed == certificate.totals and not has_repeated:
            return None
        unseen = [None] * len(self._state.unseen_units(self._contest))
        return Certified(certificate.totals, summed, totals_of_stations([*forms, *unseen], width))

    def _receive(self, copies: Sequence[HeldCopy], found: BookForms) -> None:
        for copy in copies:
            result = _first(self._results(copy.tps), copy.generation) if copy.contest == self._id else None
            if result is not None and result.figures is not None:
                found.received[copy.tps, copy.generation] = result.figures
                said = self._said_of(result)
                if said is not None:
                    found.receipts[copy.tps, copy.generation] = said

    def _results(self, tps: str) -> tuple[Result, ...]:
        tally = self._state.tallies.get(tps)
        return tally.results.get(self._id, ()) if tally is not None else ()

    def _parts(self, certificate: Certificate, found: BookForms) -> dict[str, Said]:
        """The entries of the parts with the columns in `found`."""
        parts: dict[str, Said] = {}
        for said, columns in self._columns(certificate):
            parts |= dict.fromkeys((column.unit for column in columns if column.unit in found.columns), said)
        for tps, several in found.repeated.items():
            for each in several:
                if each.said is not None and each.figures == found.columns.get(tps):
                    parts[tps] = each.said
        return parts

    def _repeated(self, certificate: Certificate) -> dict[str, tuple[ColumnOfTps, ...]]:
        """The columns of every TPS that has several, in their order."""
        found: defaultdict[str, list[ColumnOfTps]] = defaultdict(list)
        for said, columns in self._columns(certificate):
            for column in columns:
                found[column.unit].append(ColumnOfTps(column.figures, said))
        return {tps: tuple(several) for tps, several in found.items() if len(several) > 1}

    def _columns(self, certificate: Certificate) -> Iterator[tuple[Said, Sequence[Column]]]:
        """The parts of a certificate: each with its entry and its columns."""
        data = self._by_leaf[certificate.leaf][1].data
        for leaf in data.dhasil.data.parts if isinstance(data, RecapitulationCertified) else ():
            part, said = self._by_leaf[leaf][1].data, self._said(leaf)
            if isinstance(part, RecapitulationPart) and said is not None:
                yield said, part.columns

    def _said_of(self, result: Result | None) -> Said | None:
        return self._said(result.source) if result is not None else None

    def _said(self, leaf: Hash) -> Said | None:
        if leaf not in self._by_leaf:
            return None
        index, entry = self._by_leaf[leaf]
        return said_in(index, entry, self._state.authority.keys, self._id)


def _first(results: Sequence[Result], generation: int) -> Result | None:
    """What was first received of a generation."""
    return next((each for each in results if each.generation == generation and each.figures is not None), None)


def _statement_in(entry: Entry) -> Statement[StatementData] | None:
    match entry.data:
        case TallyReceived(statement=statement):
            return statement
        case RecapitulationCertified(dhasil=dhasil):
            return dhasil
        case CopyRecorded(copy=copy):
            return copy
        case _:
            return None


def _papers(entry: Entry, contest: str | None) -> list[Hash]:
    """The hashes of the papers that an act names for a contest."""
    match entry.data:
        case TallyReceived(statement=statement):
            return _papers_of(statement.data.forms, contest)
        case CopyRecorded(copy=copy, paper=paper):
            return [*_papers_of(copy.data.forms, contest), *([paper] if paper is not None else [])]
        case TallyCorrected(paper=paper):
            return [paper]
        case ChildCorrected(papers=papers):
            return list(papers)
        case _:
            return []


def _papers_of(forms: Sequence[Form], contest: str | None) -> list[Hash]:
    return [paper for form in forms if contest in (None, form.contest) for paper in form.papers]
