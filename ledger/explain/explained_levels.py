"""The bodies above a number: their certificates, what they changed, and where they differ from what is below them.

- A certificate in force is stale when something in the columns that carry the number is no longer in force.
- What a body's children give is what they certified, moved by what the body itself changed of it; of a PPK's TPS it is
  their figures in force.
- Of bodies that are not on the path the index says where they differ.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from domain.areas import contains, level_of
from domain.bodies import KPU_LINE
from domain.election import DeclaredContest
from domain.recap import Certificate, Recap, sum_of_columns
from domain.totals import Totals, totals_of_stations
from domain.types import Figures, Hash
from ledger.explain.explained import Certified, Difference, Figure, FirstDifference, Named, Rung
from ledger.explain.explained_life import Told
from ledger.explain.index_records import Index, KeptBook, KeptContest, station_cells
from ledger.explain.pathcheck import CheckedPath
from ledger.tracing import TracedBook


class Levels:
    """The levels above one row of a contest in an area; `told` is what the books on the path tell, root first."""

    def __init__(
        self,
        path: CheckedPath,
        contest: DeclaredContest,
        row: str,
        told: Mapping[str, Told],
        index: Index | None,
    ) -> None:
        """Nothing is compared yet."""
        self._path = path
        self._contest = contest
        self._id = contest.contest.id
        self._area = path.area
        self._row = row
        self._at = contest.contest.rows.index(row)
        self._told = told
        self._index = index

    def rungs(self) -> list[Rung]:
        """From the lowest body up."""
        found = []
        for origin in reversed(list(self._told)):
            traced = self._path.passes.traced.books[origin]
            if str(level_of(traced.body.area)) in self._contest.contest.levels:
                found.append(self._rung(traced, self._told[origin]))
        return found

    def _rung(self, traced: TracedBook, told: Told) -> Rung:
        recap = told.state.recaps.get(self._id, Recap())
        certificates = tuple(self._certified(traced, told, recap, at) for at in range(len(recap.certificates)))
        in_force = {each.leaf for made in recap.adjustments.values() for each in made}
        given, differences = self._compared(traced, told, recap)
        return Rung(
            traced.body.area,
            traced.origin,
            certificates,
            tuple(told.arrivals),
            tuple(told.handed_over),
            tuple(replace(step, counts=step.entry.leaf in in_force) for step in told.adjustments),
            () if told.state.of_stations else tuple(told.objections.values()),
            tuple(told.positions),
            given,
            tuple(differences),
        )

    def _certified(self, traced: TracedBook, told: Told, recap: Recap, number: int) -> Certified:
        certificate, said = recap.certificates[number], told.certified[number]
        unit = self._unit(traced)
        columns = [column for column in certificate.columns if unit is not None and contains(unit, column.unit)]
        figures = [column.figures[self._at] for column in columns]
        is_low = told.state.of_stations
        missing = figures.count(None) if is_low else sum(column.missing[self._at] for column in columns)
        is_alone = len(figures) == 1
        figure = figures[0] if is_alone else sum(filter(None, figures)) if figures else None
        is_last = number == len(recap.certificates) - 1
        state = (
            "superseded" if not is_last else "stale" if self._is_stale(traced, told, recap, certificate) else "current"
        )
        sources = [source for column in columns for source in column.sources]
        named = tuple(where for source in sources if (where := self._named(source)) is not None)
        return replace(said, unit=unit, column=figure, column_missing=missing, state=state, sources=named)

    def _unit(self, traced: TracedBook) -> str | None:
        """The unit whose columns carry the number in this body's certificate; None where the total itself does."""
        area = traced.body.area
        if area == self._area:
            return None
        if traced.body.recapitulates_tps:
            return self._area
        below = [child.body.area for child in traced.children if child.body.kind in KPU_LINE]
        return next((each for each in below if contains(each, self._area)), self._area)

    def _named(self, leaf: Hash) -> Named | None:
        return next((told.leaves[leaf] for told in self._told.values() if leaf in told.leaves), None)

    def _is_stale(self, traced: TracedBook, told: Told, recap: Recap, certificate: Certificate) -> bool:
        columns = certificate.by_unit
        if told.state.of_stations:
            for unit in told.state.expected_units(self._contest):
                result = told.state.result_of(unit, self._id)
                column = columns.get(unit)
                is_cited = column is not None and result is not None and result.source in column.sources
                if contains(self._area, unit) and result is not None and not is_cited:
                    return True
            return False
        for area, wanted in self._sources_wanted(traced, recap):
            column = columns.get(area)
            if wanted and (column is None or column.sources != wanted):
                return True
        return False

    def _sources_wanted(self, traced: TracedBook, recap: Recap) -> Iterator[tuple[str, tuple[Hash, ...]]]:
        """Per child concerned: its certificate in force, and what this body changed of it."""
        for area, (leaf, _) in self._children_certified(traced).items():
            made = tuple(each.leaf for each in recap.adjustments.get(area, ()))
            yield area, (leaf, *made)

    def _children_certified(self, traced: TracedBook) -> dict[str, tuple[Hash, int]]:
        """Leaf hash and figure of the certificates in force of the children that are on the path, or in the index."""
        found: dict[str, tuple[Hash, int]] = {}
        for child in traced.children:
            told = self._told.get(child.origin)
            last = told.state.recaps.get(self._id, Recap()).in_force if told is not None else None
            if last is not None:
                found[child.body.area] = (last.leaf, last.totals.sums[self._at])
            elif told is None and self._index is not None and contains(self._area, child.body.area):
                contest = self._index.contest(child.origin, self._id)
                if contest is not None and contest.certificate is not None:
                    kept = contest.certificate
                    found[child.body.area] = (kept.leaf, kept.sums[self._at])
        return found

    def _compared(self, traced: TracedBook, told: Told, recap: Recap) -> tuple[Figure, list[Difference]]:
        """What the children give together, and where the certificate in force says otherwise."""
        if told.state.of_stations:
            totals = self._kecamatan_totals(told)
            cells = station_cells(told.state, self._contest, totals)
            found = [
                _difference(cell.unit, traced.body.area, cell.certified, cell.given)
                for cell in cells
                if cell.row == self._row
            ]
            return totals.sums[self._at], found
        last = recap.in_force
        moved = [each.moved(self._contest.contest.rows) for made in recap.adjustments.values() for each in made]
        certified = self._children_certified(traced)
        is_whole = self._index is not None and traced.body.area == self._area
        given = sum(figure for _, figure in certified.values()) + sum(each.sums[self._at] for each in moved)
        if last is None:
            return given if is_whole else None, []
        columns = last.by_unit
        found = []
        for area, (_, figure) in sorted(certified.items()):
            moves = sum(
                each.moved(self._contest.contest.rows).sums[self._at] for each in recap.adjustments.get(area, ())
            )
            said = columns[area].figures[self._at] if area in columns else None
            if said != figure + moves:
                found.append(Difference("column", area, said, figure + moves))
        summed = sum_of_columns(last.columns, self._contest.width, of_stations=False).sums[self._at]
        if summed != last.totals.sums[self._at]:
            found.append(Difference("total", traced.body.area, last.totals.sums[self._at], summed))
        return given if is_whole else summed, found

    def _kecamatan_totals(self, told: Told) -> Totals:
        state = told.state
        figures: dict[str, Figures | None] = dict.fromkeys(state.unseen_units(self._contest))
        for unit in state.expected_units(self._contest):
            result = state.result_of(unit, self._id)
            figures[unit] = result.figures if result is not None else None
        return totals_of_stations(figures.values(), self._contest.width)

    def differences_below(self) -> list[FirstDifference]:
        """The places below the area where a certificate differs, lowest first, as the index has them."""
        if self._index is None:
            return []
        found = []
        for origin, book in self._index.books.items():
            if origin in self._path.books or not contains(self._area, book.area):
                continue
            contest = self._index.contest(origin, self._id)
            if contest is None or contest.certificate is None:
                continue
            differences = tuple(self._kept_differences(self._index, book, contest))
            if differences:
                where = Named(origin, contest.certificate.index, contest.certificate.leaf)
                found.append(FirstDifference(book.area, origin, where, differences))
        return sorted(found, key=lambda each: (-len(each.area), each.area))

    def _kept_differences(self, index: Index, book: KeptBook, contest: KeptContest) -> Iterator[Difference]:
        for cell in contest.cells:
            if cell.row == self._row:
                yield _difference(cell.unit, book.area, cell.certified, cell.given)
        if book.of_stations or contest.certificate is None:
            return
        columns = {column.unit: column for column in contest.columns}
        for child in index.children(book.origin, self._contest):
            theirs = index.contest(child.origin, self._id)
            if theirs is None or theirs.certificate is None:
                continue
            moves = sum(move.sums[self._at] for move in contest.moves if move.child == child.area)
            given = theirs.certificate.sums[self._at] + moves
            said = columns[child.area].figures[self._at] if child.area in columns else None
            if said != given:
                yield Difference("column", child.area, said, given)
        summed = sum(column.figures[self._at] or 0 for column in contest.columns)
        if summed != contest.certificate.sums[self._at]:
            yield Difference("total", book.area, contest.certificate.sums[self._at], summed)


def _difference(unit: str, area: str, certified: Figure, given: Figure) -> Difference:
    return Difference("total" if unit == area else "column", unit, certified, given)
