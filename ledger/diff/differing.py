"""Comparing two sources of forms per TPS: cell by cell, grouped by area (what `rekap diff` shows).

Rules of this module:

- TPS are compared by code, one kecamatan after the other; only those that both sources have and that may be used.
- Rows are compared by name; a row that one source does not carry at all is named once and never counted as a blank.
- Sums are over the cells that both versions have, so that two sums differ by just what their cells differ.
- Order and margin are those of the whole area: of a side that is a whole its own sums, of the other one these and what
  differs; only where neither side knows them, they are over the TPS that were compared.
- In an area where a level up to it decided a TPS, what differs there is what differs from the decision; from columns
  that the level decided on, nothing does.
- A TPS without a result on a side is not compared: what the other side has of it is listed as blanks.
- What a source does not know (a broken book, no certificate yet) is left out on both sides, and named.
- A difference between two versions is a difference; nothing here says why.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import add, itemgetter
from typing import Final

from domain.areas import NATION, AreaLevel, ancestor, contains, length_of, meets
from domain.contests import Contest
from domain.patterns import Pattern, Reading, layout_of, read_neighbours
from domain.standings import Effect, effects
from domain.types import Figures
from ledger.diff.wholes import Whole

_KECAMATAN: Final = length_of(AreaLevel.KECAMATAN)


@dataclass(frozen=True, slots=True)
class Forms:
    """What one source has of a contest: figures by TPS in the order of `rows` (None: no result of that TPS).

    `unknown` are the kecamatan of which nothing may be used, `unusable` the TPS that it has in no usable form; `whole`
    is the whole of which these are figures, if there is one; `is_decided_on` where they are what levels above decide
    on (columns of a D.Hasil), so that what one of them decided stands.
    """

    rows: tuple[str, ...]
    stations: Mapping[str, Figures | None]
    unknown: frozenset[str] = frozenset()
    unusable: frozenset[str] = frozenset()
    whole: Whole | None = None
    is_decided_on: bool = False

    def sums(self, area: str) -> dict[str, int]:
        """The whole sums of an area by row; none where they are not known."""
        known = self.whole.sums(area) if self.whole is not None else None
        return dict(zip(self.rows, known, strict=True)) if known is not None else {}


@dataclass(slots=True)
class AreaDifference:
    """What differs in an area: TPS, cells by row, votes moved; and by row the sums of what both versions have.

    `whole` are the sums of the whole area in both versions, by row; None where they are not known.
    """

    width: int
    compared: int = 0
    stations: int = 0
    cells: Counter[str] = field(default_factory=Counter)
    votes: int = 0
    earlier: list[int] = field(init=False)
    later: list[int] = field(init=False)
    whole: tuple[dict[str, int], dict[str, int]] | None = None

    def __post_init__(self) -> None:
        """Nothing is added yet."""
        self.earlier = [0] * self.width
        self.later = [0] * self.width

    @property
    def is_different(self) -> bool:
        """Whether a TPS differs, or the whole sums do."""
        return bool(self.stations) or (self.whole is not None and self.whole[0] != self.whole[1])

    def changes(self, rows: Sequence[str]) -> dict[str, int]:
        """By how much the sums of the rows changed; those that did not are left out."""
        pairs = zip(rows, self.earlier, self.later, strict=True)
        return {row: after - before for row, before, after in pairs if after != before}

    def add(self, part: "AreaDifference") -> None:
        """Take in what differs in a part of the area."""
        self.compared += part.compared
        self.stations += part.stations
        self.cells.update(part.cells)
        self.votes += part.votes
        self.earlier = list(map(add, self.earlier, part.earlier))
        self.later = list(map(add, self.later, part.later))


@dataclass(slots=True)
class Difference:
    """How two sources differ in one contest.

    Attributes:
        contest: the contest as the earlier source declares it.
        rows: the rows that were compared, in the order of the form.
        uncompared: rows that one of the sources does not carry.
        compared: how many TPS were compared: those with a result in both.
        absent: the TPS that both sources have, and one of them or both without a result, ascending.
        stations: the TPS that differ or have blanks, ascending, and how.
        only_earlier: TPS that the later source does not have, ascending; `only_later` the other way round.
        unknown: kecamatan left out because a source does not know them, ascending.
        areas: every area with a difference, and the highest one, from the highest down.
    """

    contest: Contest
    rows: tuple[str, ...]
    uncompared: tuple[str, ...] = ()
    compared: int = 0
    absent: tuple[str, ...] = ()
    stations: dict[str, Reading] = field(default_factory=dict)
    only_earlier: tuple[str, ...] = ()
    only_later: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    areas: dict[str, AreaDifference] = field(default_factory=dict)

    @property
    def cells(self) -> Counter[str]:
        """How many cells differ, by row, both figures there."""
        return Counter(cell.row for reading in self.stations.values() for cell in reading.cells)

    @property
    def blanks(self) -> Counter[str]:
        """How many cells one version lacks, by row."""
        return Counter(cell.row for reading in self.stations.values() for cell in reading.blanks)

    @property
    def patterns(self) -> dict[Pattern, tuple[int, int]]:
        """The TPS and the votes of every pattern that was found, in the order of the patterns."""
        stations: Counter[Pattern] = Counter()
        votes: Counter[Pattern] = Counter()
        for reading in self.stations.values():
            named = {pattern for cell in reading.cells for pattern in cell.patterns}
            stations.update(named)
            for move in reading.moves:
                votes[move.pattern] += move.votes
        return {pattern: (stations[pattern], votes[pattern]) for pattern in Pattern if stations[pattern]}

    @property
    def votes(self) -> int:
        """How many votes moved."""
        return sum(reading.votes for reading in self.stations.values())

    @property
    def is_different(self) -> bool:
        """Whether anything differs, be it that only one side has it, or a sum alone."""
        one_sided = bool(self.only_earlier or self.only_later)
        return bool(self.stations) or one_sided or any(each.is_different for each in self.areas.values())

    def effects(self, area: str) -> list[Effect]:
        """The effect on order and margin in one of `areas`; see `is_whole`."""
        known = self.areas[area]
        if known.whole is None:
            return list(effects(self.contest.options, self.rows, known.earlier, known.later))
        before, after = known.whole
        return list(effects(self.contest.options, tuple(before), tuple(before.values()), tuple(after.values())))

    def is_whole(self, area: str) -> bool:
        """Whether `effects` are those in the whole area, and not over the compared TPS alone."""
        return self.areas[area].whole is not None

    def changes(self, area: str) -> dict[str, int]:
        """By how much the sums of the rows changed in one of `areas`; those that did not are left out."""
        return self.areas[area].changes(self.rows)


def compare(
    contest: Contest, earlier: Forms, later: Forms, area: str = NATION, *, only_common: bool = False
) -> Difference:
    """How `later` differs from `earlier` in `area`; with `only_common`, TPS that one of them lacks are not named."""
    carried = frozenset(later.rows)
    rows = tuple(row for row in earlier.rows if row in carried)
    common = frozenset(rows)
    uncompared = tuple(dict.fromkeys(row for row in (*earlier.rows, *later.rows) if row not in common))
    unknown = earlier.unknown | later.unknown
    difference = Difference(contest, rows, uncompared, unknown=tuple(sorted(filter(_meeting(area), unknown))))
    if not only_common:
        difference.only_earlier = tuple(_only(earlier, later, area, unknown))
        difference.only_later = tuple(_only(later, earlier, area, unknown))
    layout = layout_of(contest.options, rows)
    first, second = _projection(earlier.rows, rows), _projection(later.rows, rows)
    codes = sorted(tps for tps in earlier.stations.keys() & later.stations.keys() if contains(area, tps))
    areas: dict[str, AreaDifference] = {}
    absent: list[str] = []
    for kecamatan, group in groupby(codes, key=itemgetter(slice(_KECAMATAN))):
        if kecamatan in unknown:
            continue
        known = {tps: (earlier.stations[tps], later.stations[tps]) for tps in group}
        versions = [(tps, first(before), second(after)) for tps, (before, after) in known.items()]
        lacking = [tps for tps, sides in known.items() if None in sides]
        readings = dict(read_neighbours(layout, versions))
        difference.stations |= readings
        absent += lacking
        found = _summary([before for _, before, _ in versions], readings, rows)
        found.compared -= len(lacking)
        difference.compared += found.compared
        for code in _areas_around(kecamatan, contest, area):
            areas.setdefault(code, AreaDifference(len(rows))).add(found)
    difference.absent = tuple(absent)
    decided = _decided(difference, earlier, later, area)
    for code, around in areas.items():
        changes = Counter(around.changes(rows))
        changes.update(decided.get(code, {}))
        around.whole = _whole(earlier.sums(code), later.sums(code), changes, contest)
    difference.areas = _told(areas)
    return difference


def _whole(
    earlier: Mapping[str, int], later: Mapping[str, int], changes: Mapping[str, int], contest: Contest
) -> tuple[dict[str, int], dict[str, int]] | None:
    """Both whole sums of an area: what one side does not know is what the other has and what differs."""
    if not earlier and not later:
        return None
    before, after = {}, {}
    for row in contest.rows:
        change = changes.get(row, 0)
        before[row] = earlier[row] if row in earlier else later.get(row, 0) - change
        after[row] = later.get(row, before[row] + change)
    return before, after


def _decided(difference: Difference, earlier: Forms, later: Forms, area: str) -> dict[str, Counter[str]]:
    """By area and row, what sums differ by beyond the cells, where levels up to there decided TPS of the whole side.

    Figures stand in the place of what was decided; those that a level decided on do not.
    """
    ours, theirs, sign = (earlier, later, 1) if later.whole is None else (later, earlier, -1)
    whole = ours.whole
    if theirs.whole is not None or whole is None or whole.decided is None or not whole.decided.units:
        return {}
    contest, rows, found = difference.contest, frozenset(difference.rows), dict[str, Counter[str]]()
    for tps in difference.stations if theirs.is_decided_on else whole.decided.stations:
        kecamatan, given = tps[:_KECAMATAN], theirs.stations.get(tps)
        if given is None or tps not in ours.stations or not contains(area, tps) or kecamatan in difference.unknown:
            continue
        others = {ours.rows.index(row): each for row, each in zip(theirs.rows, given, strict=True) if row in rows}
        for code in _areas_around(kecamatan, contest, area):
            if theirs.is_decided_on:
                stay = whole.decided.rows(tps, code)
                more = {cell.row: -cell.change for cell in difference.stations[tps].cells if cell.row in stay}
            else:
                more = {ours.rows[at]: sign * each for at, each in whole.offsets(tps, code, others).items()}
            found.setdefault(code, Counter()).update(more)
    return found


def _told(areas: Mapping[str, AreaDifference]) -> dict[str, AreaDifference]:
    """The areas with a difference and the highest one, from the highest down."""
    ordered = sorted(areas, key=lambda code: (len(code), code))
    return {code: areas[code] for place, code in enumerate(ordered) if areas[code].is_different or place == 0}


def _areas_around(kecamatan: str, contest: Contest, area: str) -> Iterator[str]:
    """The areas with a recapitulation that hold a kecamatan, inside `area`; below a kecamatan, `area` itself."""
    if len(area) > _KECAMATAN:
        yield area
        return
    for level in contest.levels:
        around = ancestor(kecamatan, level)
        if around is not None and contains(area, around):
            yield around


def _summary(earlier: Sequence[Figures], readings: Mapping[str, Reading], rows: Sequence[str]) -> AreaDifference:
    """The counts and sums of one kecamatan: `earlier` are the figures of all its TPS."""
    found = AreaDifference(len(rows))
    places = {row: place for place, row in enumerate(rows)}
    sums = [sum(filter(None, column)) for column in zip(*earlier, strict=True)]
    changes = [0] * len(rows)
    for reading in readings.values():
        for cell in reading.blanks:
            sums[places[cell.row]] -= cell.earlier or 0
        for cell in reading.cells:
            changes[places[cell.row]] += cell.change
            found.cells[cell.row] += 1
        found.votes += reading.votes
    found.earlier = sums
    found.later = list(map(add, sums, changes))
    found.compared, found.stations = len(earlier), len(readings)
    return found


def _only(here: Forms, there: Forms, area: str, unknown: Container[str]) -> list[str]:
    """The TPS of `area` that only one source has, ascending."""
    lacking = (tps for tps in here.stations if tps not in there.stations and tps not in there.unusable)
    only = (tps for tps in lacking if contains(area, tps))
    return sorted(tps for tps in only if tps[:_KECAMATAN] not in unknown)


def _meeting(area: str) -> Callable[[str], bool]:
    return lambda other: meets(area, other)


def _projection(has: tuple[str, ...], wanted: tuple[str, ...]) -> Callable[[Figures | None], Figures]:
    """Makes figures in the order of `has` those of `wanted`; a TPS without a result has none of them."""
    blank: Figures = (None,) * len(wanted)
    if has == wanted:
        return lambda figures: figures if figures is not None else blank
    places = [has.index(row) for row in wanted]
    return lambda figures: tuple([figures[place] for place in places]) if figures is not None else blank
