"""The bodies above a number: their certificates, what they changed, and where they differ from what is below them.

- Whether a certificate in force is current is judged by the columns that carry the number, and by what these rest on.
- What a body's children give is what they certified, moved by what the body itself changed of it; of a PPK's TPS it is
  their figures in force.
- What books give that are not on the path, the index says.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from domain.areas import contains, level_of, meets
from domain.bodies import KPU_LINE
from domain.election import DeclaredContest
from domain.recap import Certificate, Recap, sum_of_columns
from domain.totals import Totals, totals_of_stations
from domain.types import Figures, Hash
from ledger.explain.currency import (
    CURRENT,
    SUPERSEDED,
    UNREAD,
    resting_on,
    state_of_column,
    state_of_stations,
    worst_of,
)
from ledger.explain.differing_levels import Count, Kept, add_up, differences_above
from ledger.explain.explained import Certified, Difference, Figure, FirstDifference, Named, Rung
from ledger.explain.explained_life import Told
from ledger.explain.index_records import Index, station_cells
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
        self._kept = Kept(index, contest, row) if index is not None else None
        self._states: dict[str, str] = {}

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
        self._states[traced.origin] = certificates[-1].state if certificates else CURRENT
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
            tuple(told.reopenings),
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
        state = self._state(traced, told, recap, certificate) if is_last else SUPERSEDED
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

    # ------------------------------------------------------------ whether it is current

    def _state(self, traced: TracedBook, told: Told, recap: Recap, certificate: Certificate) -> str:
        if told.state.of_stations:
            return state_of_stations(told.state, self._contest, certificate, self._area)
        return worst_of(self._states_below(traced, recap, certificate))

    def _states_below(self, traced: TracedBook, recap: Recap, certificate: Certificate) -> Iterator[str]:
        """Per child concerned: what its certificate in force, and what this body changed of it, speak for."""
        for child in self._children(traced):
            theirs = self._certified_by(child)
            if theirs is not None:
                area = child.body.area
                wanted = (theirs[0], *(each.leaf for each in recap.adjustments.get(area, ())))
                cited = [column.sources for column in certificate.columns if column.unit == area]
                came = min((index for index, event in recap.arrivals if event.child == area), default=-1)
                yield state_of_column(cited, wanted, came_later=came > certificate.index)
            yield resting_on(self._state_of(child))

    def _state_of(self, child: TracedBook) -> str:
        """How current the certificate of a child is."""
        if child.origin in self._told:
            return self._states.get(child.origin, CURRENT)
        return self._kept.state(child.origin) if self._kept is not None else UNREAD

    # ------------------------------------------------------------ what the children give

    def _children(self, traced: TracedBook) -> list[TracedBook]:
        """The children that the number hangs on: the one that it lies in, or those that it is a sum of."""
        return [
            child
            for child in traced.children
            if child.body.kind in KPU_LINE
            and meets(self._area, child.body.area)
            and any(meets(outer, child.body.area) for outer in self._contest.contest.areas)
        ]

    def _is_read(self, child: TracedBook) -> bool:
        told = child.origin in self._told
        return told or (self._kept is not None and self._kept.is_read(child.origin))

    def _certified_by(self, child: TracedBook) -> tuple[Hash, Count] | None:
        """Leaf hash and figure of the certificate in force of a child that is on the path, or in the index."""
        told = self._told.get(child.origin)
        if told is None:
            return self._kept.certified(child.origin) if self._kept is not None else None
        last = told.state.recaps.get(self._id, Recap()).in_force
        return None if last is None else (last.leaf, self._count(last.totals))

    def _count(self, totals: Totals) -> Count:
        return totals.sums[self._at], totals.missing[self._at]

    def _compared(self, traced: TracedBook, told: Told, recap: Recap) -> tuple[Figure, list[Difference]]:
        """What the children give together, and where the certificate in force says otherwise."""
        if told.state.of_stations:
            totals = self._kecamatan_totals(told)
            cells = station_cells(told.state, self._contest, totals)
            found = [
                Difference(cell.what, cell.unit, cell.certified, cell.given) for cell in cells if cell.row == self._row
            ]
            return totals.sums[self._at], found
        children = self._children(traced)
        given = {child.body.area: self._given_by(child, recap) for child in children if self._is_read(child)}
        is_whole = traced.body.area == self._area and all(map(self._is_read, children))
        whole = add_up(each for each in given.values() if each is not None) if is_whole else None
        last = recap.in_force
        if last is None:
            return None if whole is None else whole[0], []
        summed = self._count(sum_of_columns(last.columns, self._contest.width, of_stations=False))
        columns = [(each.unit, (each.figures[self._at] or 0, each.missing[self._at])) for each in last.columns]
        found = list(differences_above(traced.body.area, self._count(last.totals), columns, given, whole))
        return (summed if whole is None else whole)[0], found

    def _given_by(self, child: TracedBook, recap: Recap) -> Count | None:
        """What a child certified, moved by what this body changed of it; None if it certified nothing."""
        theirs = self._certified_by(child)
        if theirs is None:
            return None
        made = recap.adjustments.get(child.body.area, ())
        return add_up([theirs[1], *(self._count(each.moved(self._contest.contest.rows)) for each in made)])

    def _kecamatan_totals(self, told: Told) -> Totals:
        state = told.state
        figures: dict[str, Figures | None] = dict.fromkeys(state.unseen_units(self._contest))
        for unit in state.expected_units(self._contest):
            result = state.result_of(unit, self._id)
            figures[unit] = result.figures if result is not None else None
        return totals_of_stations(figures.values(), self._contest.width)

    def differences_below(self) -> list[FirstDifference]:
        """The places below the area where a certificate differs, lowest first, as the index has them."""
        return [] if self._kept is None else self._kept.places(self._area, self._path.books)
