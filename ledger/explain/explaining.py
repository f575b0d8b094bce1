"""Explaining one number: where it comes from, who signed it, what changed it, and where it first differs.

- The number is rebuilt by the same rules as in a replay; the path to it is checked every time (`pathcheck`).
- Of an area above the kecamatan the figures of the areas below come from an index (`indexing`), and so do the
  places below where what was certified is not what those below give; their signatures are not checked here.
- A certificate in force is stale when something in the column that carries the number is no longer in force.
- The first difference is the lowest book whose certificate in force is not what those below give, in this row.
- What is broken on the path makes the number unknown; what is missing is named, and is never a 0: where the book is not
  there that would say it, the number is not known.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from domain.areas import AreaLevel, ancestor, contains, length_of, level_of, meets
from domain.bodies import KPU_LINE
from domain.contests import Contest, parse_contest_id
from domain.deciding import is_station, rebuilt_of
from domain.election import DeclaredContest, Election
from domain.recap import Recap
from domain.totals import totals_of_stations
from domain.types import Figures
from ledger.errors import NoSuchRowError, NotInElectionError
from ledger.explain.explained import Child, Explanation, Figure, Rung, differing_places
from ledger.explain.explained_levels import Levels
from ledger.explain.explained_life import Told, tell
from ledger.explain.index_nodes import moves_of, node_of
from ledger.explain.index_records import Index, KeptBook, columns_of, together
from ledger.explain.indexing import index_of
from ledger.explain.pathcheck import CheckedPath, check_path
from ledger.passes import status_of
from ledger.trust import Trust

_LOW = (AreaLevel.KECAMATAN, AreaLevel.DESA, AreaLevel.TPS)


def explain(
    folder: Path,
    trust: Trust,
    contest: str,
    area: str,
    row: str,
    *,
    kept: Path | None = None,
    sizes: Mapping[str, int] | None = None,
) -> Explanation:
    """Explain the row of a contest in an area.

    `kept` is the folder of the index (None: not kept); `sizes` how much of each book was known then (None: all).
    Raises `NoSuchRowError`, `NotInElectionError`, `UnknownAreaCodeError`, `UnknownContestIdError`,
    `ArchiveMissingError`, `IndexInsideArchiveError`.
    """
    parse_contest_id(contest)
    if sizes is not None:
        trust = replace(trust, notes=())  # they are of later moments, and say how long a book is now
    is_low = level_of(area) in _LOW
    path = check_path(folder, trust, contest, area, sizes=sizes)
    election = path.passes.result.election
    declared = _declared(path, election, contest, area, row)
    if election is None or declared is None:
        return _counted(Explanation(election, None, contest, area, row, path.status, is_known=False), path)
    index = None if is_low else index_of(folder, trust, area, kept, sizes=sizes)
    return explain_path(path, election, declared, row, index)


def explain_path(
    path: CheckedPath, election: Election, contest: DeclaredContest, row: str, index: Index | None = None
) -> Explanation:
    """Explain a row of the contest by the books read as `path`, and the index of the areas below if there is one."""
    return _Explainer(path, election, contest, row, index).explanation()


def _declared(
    path: CheckedPath, election: Election | None, contest: str, area: str, row: str
) -> DeclaredContest | None:
    """The contest; None where the books that would say what there is are broken or not all there.

    Raises `NotInElectionError` or `NoSuchRowError` where they say that there is no such contest, row or area.
    """
    is_sound = path.status not in ("broken", "incomplete")
    declared = election.contests.get(contest) if election is not None else None
    if election is None or (declared is None and not is_sound):
        return None
    if declared is None:
        raise NotInElectionError(value=contest)
    require_row(declared.contest, row)
    if any(meets(outer, area) for outer in declared.contest.areas) and _is_there(path, area):
        return declared
    if is_sound:
        raise NotInElectionError(value=area)
    return None


def require_row(contest: Contest, row: str) -> None:
    """Raises `NoSuchRowError` where the forms of the contest have no such row."""
    if row not in contest.rows:
        raise NoSuchRowError(row=row, contest=contest.id, rows=" ".join(contest.rows))


def _is_there(path: CheckedPath, area: str) -> bool:
    """Whether authority knows the area; True where the books that would say so are not all there."""
    traced = [book for book in path.passes.traced.books.values() if book.body.kind in KPU_LINE]
    last = max((book for book in traced if contains(book.body.area, area)), key=lambda book: len(book.body.area))
    if last.body.recapitulates_tps:
        return last.body.area == area or any(contains(area, tps) for tps in last.registered)
    return last.body.area == area or last.origin not in path.books


class _Explainer:
    def __init__(
        self, path: CheckedPath, election: Election, contest: DeclaredContest, row: str, index: Index | None
    ) -> None:
        self._path = path
        self._election = election
        self._contest = contest
        self._id = contest.contest.id
        self._area = path.area
        self._row = row
        self._at = contest.contest.rows.index(row)
        self._index = index
        self._told = {
            origin: tell(book, path.passes.jobs[origin], self._id, self._area, row)
            for origin, book in path.books.items()
            if origin in path.passes.jobs
        }
        self._levels = Levels(path, contest, row, self._told, index)

    def explanation(self) -> Explanation:
        """Everything of the number."""
        rungs = self._levels.rungs()
        found = Explanation(self._election, self._contest, self._id, self._area, self._row, self._path.status)
        _counted(found, self._path)
        own = self._own()
        if own is not None and own.state.of_stations:
            found.life, found.objections = tuple(own.life), tuple(own.objections.values())
        found.rungs = tuple(rungs)
        figures, found.children = self._figures()
        found.is_known = figures is not None and found.status != "broken"
        if figures is not None and found.is_known:
            found.figure, found.missing = figures
            found.figure = None if is_station(self._area) and found.missing else found.figure
            found.adjusted = self._adjusted(found.figure, rungs)
        found.differ_at([*self._levels.differences_below(), *differing_places(rungs)])
        self._add_below(found)
        return found

    def _add_below(self, found: Explanation) -> None:
        """What is wrong in the books below, as the index has it."""
        if self._index is None:
            return
        # Of the area's own book the path has only what bears on the number; whatever else is wrong in it shows here.
        within = [book for book in self._index.books.values() if contains(self._area, book.area)]
        wrong = {finding for book in within for finding in book.findings}
        found.findings = tuple(sorted({*found.findings, *wrong}, key=lambda each: each.order))
        found.from_index = sum(1 for book in within if book.origin not in self._path.books)
        found.made = self._index.made
        found.status = status_of(found.findings)
        found.is_known = found.is_known and found.status != "broken"

    # ------------------------------------------------------------ the number

    def _own(self) -> Told | None:
        """What the book of the area tells, or of a desa or TPS that of its PPK."""
        kecamatan = ancestor(self._area, AreaLevel.KECAMATAN) or self._area
        return next((told for told in self._told.values() if told.state.authority.body.area == kecamatan), None)

    def _figures(self) -> tuple[tuple[int, int] | None, tuple[Child, ...]]:
        """Sum and missing of the area (None: not known), and its children."""
        if self._index is not None:
            return self._from_index(self._index)
        told = self._own()
        if told is None:
            return None, tuple(self._unread_children())
        stations, certified = self._stations(told), self._column_cells(told)
        children = tuple(self._station_children(stations, certified, told.state.authority.origin))
        return self._summed(stations.values()), children

    def _summed(self, forms: Iterable[Figures | None]) -> tuple[int, int]:
        totals = totals_of_stations(forms, self._contest.width)
        return totals.sums[self._at], totals.missing[self._at]

    def _stations(self, told: Told) -> dict[str, Figures | None]:
        """The TPS of the area with their figures in force."""
        state = told.state
        units = [*state.expected_units(self._contest), *state.unseen_units(self._contest)]
        found: dict[str, Figures | None] = {}
        for unit in sorted(unit for unit in units if contains(self._area, unit)):
            result = state.result_of(unit, self._id) if state.is_expected(unit) else None
            found[unit] = result.figures if result is not None else None
        return found

    def _unread_children(self) -> Iterator[Child]:
        """What the area is a sum of, where the book of the PPK is not there: as the book above registered it."""
        traced = self._path.passes.traced.books.values()
        inside = {tps for book in traced for tps in book.registered if contains(self._area, tps)}
        stations = dict.fromkeys(sorted(tps for tps in inside if self._contest.contest.covers(tps)))
        for child in self._station_children(stations, {}, None):
            yield replace(child, figure=None, state="incomplete")

    def _column_cells(self, told: Told) -> dict[str, Figure]:
        """What the certificate in force of the PPK says of every TPS."""
        recap = told.state.recaps.get(self._id, Recap())
        columns = columns_of(recap.in_force.columns if recap.in_force else ())
        return {unit: together([figures[self._at] for figures in listed]) for unit, listed in columns.items()}

    def _station_children(
        self, stations: Mapping[str, Figures | None], certified: Mapping[str, Figure], book: str | None
    ) -> Iterator[Child]:
        level = level_of(self._area)
        if level is AreaLevel.TPS:
            return
        digits = length_of(AreaLevel.DESA if level is AreaLevel.KECAMATAN else AreaLevel.TPS)
        for unit, group in groupby(stations, key=lambda tps: tps[:digits]):
            listed = list(group)
            figure, missing = self._summed(stations[tps] for tps in listed)
            said = [certified[tps] for tps in listed if tps in certified]
            total = sum(filter(None, said)) if said else None
            if level is AreaLevel.DESA:
                yield Child(unit, None if missing else figure, missing, said[0] if said else None, book)
            else:
                yield Child(unit, figure, missing, total, book)

    def _from_index(self, index: Index) -> tuple[tuple[int, int] | None, tuple[Child, ...]]:
        origin = next((name for name, book in index.books.items() if book.area == self._area), None)
        if origin is None:
            return None, ()
        children = []
        for child in index.children(origin, self._contest):
            contest = index.contest(child.origin, self._id)
            known = self._rebuilt(index, child)
            figure, missing = known if known is not None else (None, 0)
            last = contest.certificate if contest is not None else None
            certified = last.sums[self._at] if last is not None else None
            state = self._state(index, child)
            children.append(
                Child(child.area, None if child.is_absent else figure, missing, certified, child.origin, state)
            )
        return self._rebuilt(index, index.books[origin]), tuple(sorted(children, key=lambda each: each.area))

    def _rebuilt(self, index: Index, book: KeptBook) -> tuple[int, int] | None:
        """Sum and missing of a book's area, rebuilt from the TPS; None if a book in it is broken, or nobody says which.

        A book above the PPK says which books there are below it; the TPS of a PPK's book that is not there are missing.
        """
        if not book.is_known or not (book.of_stations or book.is_whole):
            return None
        contest = index.contest(book.origin, self._id)
        if book.of_stations:
            return (contest.sums[self._at], contest.missing[self._at]) if contest is not None else (0, 0)
        parts = [self._rebuilt(index, child) for child in index.children(book.origin, self._contest)]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        moves = []
        if contest is not None and contest.moves:
            made = moves_of(node_of(index, book, self._contest), self._contest)
            moves = [(by.sums[self._at], by.missing[self._at]) for by in made]
        return sum(part[0] for part in known + moves), sum(part[1] for part in known + moves)

    def _state(self, index: Index, book: KeptBook) -> str:
        """What a book and those below it are: `broken`, `incomplete` or `read`."""
        below = {self._state(index, child) for child in index.children(book.origin, self._contest)}
        if not book.is_known or "broken" in below:
            return "broken"
        return "incomplete" if book.findings or "incomplete" in below else "read"

    def _adjusted(self, figure: Figure, rungs: list[Rung]) -> Figure:
        """The figure as the levels above moved it; None if they did not."""
        above = [rung for rung in rungs if rung.area != self._area]
        made = [step for rung in above for step in rung.adjustments if step.counts and contains(self._area, step.unit)]
        if not made:
            return None
        moves: list[tuple[str, int]] = []
        for step in made:
            before = self._before(step.unit)
            if before is not None:
                now = before + sum(by for unit, by in moves if contains(step.unit, unit))
                moves.append((step.unit, (step.new or 0) - now))
        return (figure or 0) + sum(by for _, by in moves)

    def _before(self, unit: str) -> int | None:
        """The rebuilt figure of a unit in the area, as the books up to the area's leave it; None: no such unit."""
        if self._index is not None:
            book = next((book for book in self._index.books.values() if book.area == self._area), None)
            node = node_of(self._index, book, self._contest) if book is not None else None
            known = rebuilt_of(node, unit, self._contest) if node is not None else None
            return known.sums[self._at] if known is not None else None
        told = self._own()
        inside = [figures for tps, figures in self._stations(told).items() if contains(unit, tps)] if told else []
        return self._summed(inside)[0] if inside else None


def _counted(found: Explanation, path: CheckedPath) -> Explanation:
    """What was checked, and what was found."""
    found.findings = tuple(path.findings)
    read = [book.inspected for book in path.books.values()]
    found.books = {
        book.origin: (book.checkpoint.size, book.checkpoint.root) for book in read if book.checkpoint is not None
    }
    found.entries = sum(len(book.checked) for book in path.books.values())
    found.statements = sum(book.statements for book in read)
    found.signatures = sum(book.signatures for book in read)
    return found
