"""The whole of a contest in force: its sums by area, of which the TPS of a comparison may be only a part.

Rules of this module:

- From the kecamatan up the sums are those of the verification, with what the levels above changed; below, they are
  those of the TPS.
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

Sums = tuple[int, ...]

_KECAMATAN: Final = length_of(AreaLevel.KECAMATAN)
_AROUND: Final = tuple(length_of(level) for level in (AreaLevel.PROVINSI, AreaLevel.KABKO, AreaLevel.KECAMATAN))


@dataclass(frozen=True, slots=True)
class Whole:
    """The sums of the areas from the kecamatan up, where they are known, and the figures of every TPS, by row."""

    width: int
    areas: MutableMapping[str, Sums]
    stations: MutableMapping[str, Figures | None]

    def sums(self, area: str) -> Sums | None:
        """The sums of an area; None where they are not known."""
        if len(area) <= _KECAMATAN or area[:_KECAMATAN] not in self.areas:
            return self.areas.get(area)
        inside = (figures for tps, figures in self.stations.items() if contains(area, tps))
        return totals_of_stations(inside, self.width).sums

    def with_figures(self, stations: Mapping[str, Figures | None]) -> "Whole":
        """The same with these figures of some TPS in place of their own."""
        changed: dict[str, Sums] = {}
        for tps, figures in stations.items():
            ours, theirs = (totals_of_station(each, self.width).sums for each in (self.stations.get(tps), figures))
            more = tuple(map(sub, theirs, ours))
            for area in (NATION, *(tps[:length] for length in _AROUND)):
                known = changed.get(area, self.areas.get(area))
                if known is not None:
                    changed[area] = tuple(map(add, known, more))
        return Whole(self.width, ChainMap(changed, self.areas), ChainMap(dict(stations), self.stations))


def whole_of(width: int, totals: Mapping[str, Totals | None], stations: MutableMapping[str, Figures | None]) -> Whole:
    """What is in force: totals by area (None: not known), figures by TPS."""
    return Whole(width, {area: known.sums for area, known in totals.items() if known is not None}, stations)
