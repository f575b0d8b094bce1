"""The whole of a contest in force: its sums by area, of which the TPS of a comparison may be only a part.

Rules of this module:

- From the kecamatan up the sums are those of the verification, with what the levels above changed; below, they are
  those of the TPS.
- What counts of a TPS in an area where a level up to it decided the TPS is what was decided (`ledger.decided_above`);
  other figures in place of the TPS's own move that area by the difference to this.
- Where anything of an area is not known, its sums are not.
- A TPS without a result adds nothing.
"""

from collections import ChainMap
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from operator import add, sub
from typing import Final

from domain.areas import NATION, AreaLevel, contains, length_of
from domain.totals import Totals, totals_of_station, totals_of_stations
from domain.types import Figures
from ledger.decided_above import DecidedAbove

Sums = tuple[int, ...]

_KECAMATAN: Final = length_of(AreaLevel.KECAMATAN)
_AROUND: Final = tuple(length_of(level) for level in (AreaLevel.PROVINSI, AreaLevel.KABKO, AreaLevel.KECAMATAN))


@dataclass(frozen=True, slots=True)
class Whole:
    """The sums of the areas from the kecamatan up, where they are known, and the figures of every TPS, by row.

    `decided` is what levels above decided; None for nothing.
    """

    width: int
    areas: MutableMapping[str, Sums]
    stations: MutableMapping[str, Figures | None]
    decided: DecidedAbove | None = None

    def sums(self, area: str) -> Sums | None:
        """The sums of an area; None where they are not known."""
        if len(area) <= _KECAMATAN or area[:_KECAMATAN] not in self.areas:
            return self.areas.get(area)
        inside = (figures for tps, figures in self.stations.items() if contains(area, tps))
        return totals_of_stations(inside, self.width).sums

    def with_figures(self, stations: Mapping[str, Figures | None]) -> "Whole":
        """The same with these figures of some TPS in place of their own, and of what was decided of them."""
        changed: dict[str, Sums] = {}
        for tps, figures in stations.items():
            theirs = totals_of_station(figures, self.width).sums
            for area in (NATION, *(tps[:length] for length in _AROUND)):
                known = changed.get(area, self.areas.get(area))
                if known is not None:
                    ours = totals_of_station(self.counting(tps, area), self.width).sums
                    changed[area] = tuple(map(add, known, map(sub, theirs, ours)))
        decided = self.decided.without(stations.keys()) if self.decided is not None else None
        return Whole(self.width, ChainMap(changed, self.areas), ChainMap(dict(stations), self.stations), decided)

    def counting(self, tps: str, area: str) -> Figures | None:
        """What counts of a TPS in an area."""
        own = self.stations.get(tps)
        return self.decided.counting(tps, own, area) if self.decided is not None else own

    def offsets(self, tps: str, area: str, others: Mapping[int, int | None]) -> dict[int, int]:
        """By row, how much further from these figures is what was decided of a TPS than its own; blanks left out."""
        nothing = (None,) * self.width
        own, counts = self.stations.get(tps) or nothing, self.counting(tps, area) or nothing
        known = {at: other for at, other in others.items() if other is not None}
        moved = {at: _change(counts[at], other) - _change(own[at], other) for at, other in known.items()}
        return {at: more for at, more in moved.items() if more}


def _change(figure: int | None, other: int) -> int:
    """From a figure to another one; from a blank nothing is told."""
    return other - figure if figure is not None else 0


def whole_of(
    width: int,
    totals: Mapping[str, Totals | None],
    stations: MutableMapping[str, Figures | None],
    decided: DecidedAbove | None = None,
) -> Whole:
    """What is in force: totals by area (None: not known), figures by TPS, what levels above decided."""
    return Whole(width, {area: known.sums for area, known in totals.items() if known is not None}, stations, decided)
