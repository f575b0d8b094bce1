"""Drafting a D.Hasil from what the book holds.

- A part has the columns of one desa (PPK) or of the child units (KPU); what does not fit one entry goes into the next.
- A column is taken from the entries it cites; nothing is typed in.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from domain.areas import AreaLevel, ancestor
from domain.bookstate import BookState
from domain.election import DeclaredContest
from domain.events import Column, RecapitulationPart
from domain.nodes import ContestReplay
from domain.recap import sum_of_columns
from domain.statements import DHasil
from domain.totals import add
from domain.types import Hash

MAX_PART_BYTES: Final = 60_000
"""Leaves room for the rest of the entry, which is at most 65,535 bytes."""


def station_parts(state: BookState, contest: DeclaredContest) -> list[RecapitulationPart]:
    """The parts of a PPK's or PPLN's draft: every expected TPS with its figures in force, desa by desa.

    A TPS without any entry is left out: certifying will name it (J.509).
    """
    by_desa: dict[str, list[Column]] = {}
    for tps in state.expected_units(contest):
        result = state.result_of(tps, contest.contest.id)
        if result is not None:
            figures = result.figures if result.figures is not None else (None,) * contest.width
            desa = ancestor(tps, AreaLevel.DESA) or tps
            by_desa.setdefault(desa, []).append(Column(figures, (), (result.source,), tps))
    return _parts(contest, by_desa)


def child_parts(
    state: BookState, contest: DeclaredContest, children: Mapping[str, ContestReplay]
) -> list[RecapitulationPart]:
    """The parts of a KPU's draft: every child that has arrived, its certificate moved by what was changed here.

    `children` are the replays of the children's books by area.
    """
    recap = state.recaps.get(contest.contest.id)
    columns = []
    for unit in state.expected_units(contest):
        certificates = children[unit].certificates if unit in children else ()
        if certificates:
            made = recap.adjustments.get(unit, ()) if recap is not None else ()
            moves = [each.moved(contest.contest.rows) for each in made]
            totals = add([certificates[-1].totals, *moves], contest.width)
            sources = (certificates[-1].leaf, *(each.leaf for each in made))
            columns.append(Column(totals.sums, totals.missing, sources, unit))
    return _parts(contest, {state.authority.body.area: columns})


def dhasil(state: BookState, contest: DeclaredContest, parts: Iterable[tuple[Hash, RecapitulationPart]]) -> DHasil:
    """The D.Hasil of drafted parts, each with the leaf hash of its entry, in their order."""
    listed = list(parts)
    columns = tuple(column for _, part in listed for column in part.columns)
    totals = sum_of_columns(columns, contest.width, of_stations=state.of_stations)
    return DHasil(contest.declared, totals.missing, tuple(leaf for leaf, _ in listed), totals.sums)


def _parts(contest: DeclaredContest, by_unit: Mapping[str, list[Column]]) -> list[RecapitulationPart]:
    pieces = [(unit, piece) for unit in sorted(by_unit) for piece in _pieces(by_unit[unit])]
    return [
        RecapitulationPart(tuple(piece), contest.declared, number, unit)
        for number, (unit, piece) in enumerate(pieces, start=1)
    ]


def _pieces(columns: list[Column]) -> Iterator[list[Column]]:
    """The columns in pieces that fit one entry each."""
    piece: list[Column] = []
    size = 0
    for column in columns:
        # At most 9 bytes an integer, 34 a source, and 64 for the keys and the unit.
        weight = 64 + 9 * (len(column.figures) + len(column.missing)) + 34 * len(column.sources)
        if piece and size + weight > MAX_PART_BYTES:
            yield piece
            piece, size = [], 0
        piece.append(column)
        size += weight
    if piece:
        yield piece
