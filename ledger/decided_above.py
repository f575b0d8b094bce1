"""What levels above decided of units, and what therefore counts of a TPS in an area.

Rules of this module:

- What counts of a TPS in an area are its figures in force, or what that level or one below it had decided them to be,
  one after another from the lowest level up; such a decision goes with the figures that it changed.
- A desa or kecamatan that was decided as a whole says nothing of the figures of one TPS in it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from domain.areas import AreaLevel, contains, length_of
from domain.bodies import body_of_origin
from domain.contests import Contest
from domain.judging_corrections import with_cells
from domain.recap import Adjustment
from domain.types import Figures
from ledger.bookreplay import BookReplay

Decided = tuple[tuple[str, Adjustment], ...]
"""What was decided of a unit, each with the area of the level that did; the lowest level first."""

_LENGTHS: Final = tuple(length_of(level) for level in AreaLevel if level is not AreaLevel.NASIONAL)
_TPS: Final = length_of(AreaLevel.TPS)


@dataclass(frozen=True, slots=True)
class DecidedAbove:
    """What levels above decided in a contest, and is in force, by unit."""

    contest: Contest
    units: Mapping[str, Decided]

    @property
    def stations(self) -> Iterator[str]:
        """The TPS that something was decided of."""
        return (unit for unit in self.units if len(unit) == _TPS)

    def counting(self, tps: str, figures: Figures | None, area: str) -> Figures | None:
        """The figures of a TPS that count in `area`, where `figures` are those in force below."""
        return counting(self.contest, figures, self.units.get(tps, ()), area)

    def rows(self, tps: str, area: str) -> frozenset[str]:
        """The rows of a TPS that count in `area` as decided, be it with a unit around the TPS."""
        made = (each for length in _LENGTHS for each in self.units.get(tps[:length], ()))
        return frozenset(cell.row for above, each in made if contains(area, above) for cell in each.event.cells)

    def without(self, stations: Collection[str]) -> "DecidedAbove":
        """What is left where other figures of some TPS take the place of whatever was decided with them."""
        if not self.units:
            return self
        around = {tps[:length] for tps in stations for length in _LENGTHS}
        return DecidedAbove(self.contest, {unit: made for unit, made in self.units.items() if unit not in around})


def counting(contest: Contest, figures: Figures | None, decided: Decided, area: str) -> Figures | None:
    """The figures of a TPS that count in `area`, as the levels up to it decided, one after another."""
    for above, made in decided:
        if contains(area, above):
            known = figures if figures is not None else (None,) * len(contest.rows)
            figures = with_cells(contest, known, made.event.cells)
    return figures


def decided_above(contest: Contest, replays: Mapping[str, BookReplay]) -> DecidedAbove:
    """What levels above decided in the books of a verification, by origin."""
    units: dict[str, list[tuple[str, Adjustment]]] = {}
    for area, made in _made(contest.id, replays):
        units.setdefault(made.event.unit, []).append((area, made))
    return DecidedAbove(contest, {unit: tuple(those) for unit, those in units.items()})


def _made(contest: str, replays: Mapping[str, BookReplay]) -> Iterator[tuple[str, Adjustment]]:
    """Every decision in force with the area of its level, from the lowest level up."""
    bodies = [(body.area, origin) for origin in replays if (body := body_of_origin(origin)) is not None]
    for area, origin in sorted(bodies, key=lambda each: (-len(each[0]), each)):
        recap = replays[origin].contests.get(contest)
        by_child: Iterable[tuple[Adjustment, ...]] = recap.adjustments.values() if recap is not None else ()
        yield from ((area, made) for those in by_child for made in those)
