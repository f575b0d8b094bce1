"""Adding figures upward.

- A sum skips what was not filled and says of how many TPS it was missing.
- Totals are computed, printed and compared; never input.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from domain.types import Figures

MAX_STATION_FIGURE: Final = 1_000_000
"""The largest figure that is taken for the count of a TPS: sums over a million TPS stay below 2^53."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Per row of a contest: the sum, and the number of TPS that lacked the row; of a change, by how much (also < 0)."""

    sums: tuple[int, ...]
    missing: tuple[int, ...]

    @property
    def width(self) -> int:
        """The number of rows."""
        return len(self.sums)


def nothing_from(stations: int, width: int) -> Totals:
    """The totals of `stations` TPS of which no row is known."""
    return Totals((0,) * width, (stations,) * width)


def totals_of_stations(forms: Iterable[Figures | None], width: int) -> Totals:
    """TPS as totals: a row that was not filled counts as missing once, in a TPS without figures every row does."""
    listed = list(forms)
    filled = [figures for figures in listed if figures is not None]
    absent = len(listed) - len(filled)
    rows = list(zip(*filled, strict=True)) or [()] * width
    return Totals(tuple([sum(filter(None, row)) for row in rows]), tuple([absent + row.count(None) for row in rows]))


def totals_of_station(figures: Figures | None, width: int) -> Totals:
    """One TPS as totals."""
    return totals_of_stations((figures,), width)


def add(parts: Iterable[Totals], width: int) -> Totals:
    """The sum of `parts`, each `width` rows wide."""
    listed = list(parts)
    if not listed:
        return nothing_from(0, width)
    return Totals(
        tuple(map(sum, zip(*[part.sums for part in listed], strict=True))),
        tuple(map(sum, zip(*[part.missing for part in listed], strict=True))),
    )
