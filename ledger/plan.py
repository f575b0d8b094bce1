"""What is to be built: an election of one contest, from what is known of each TPS.

- The plan alone decides what is written: the same plan and seed give the same bytes.
- A TPS without figures stays without; nothing is guessed.
"""

from dataclasses import dataclass
from typing import Final

from domain.areas import NATION, AreaLevel, ancestor
from domain.bodies import Body, BodyKind
from domain.contests import ContestOption
from domain.profiles import profile, rows_for
from domain.types import Figures

NATIONAL: Final = Body(BodyKind.KPU, NATION)
"""KPU itself, whose book is the root."""


@dataclass(frozen=True, slots=True)
class StationResult:
    """What is known of one TPS: figures in the order of the contest's rows; None if nothing was published."""

    tps: str
    figures: Figures | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What to build: an election of one contest over the TPS of `results`."""

    kind: str
    name: str
    profile: str
    host: str
    contest: str
    options: tuple[ContestOption, ...]
    results: tuple[StationResult, ...]
    reason: str = "as-published"

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows of the contest's forms."""
        return rows_for(profile(self.profile), self.options)

    @property
    def areas(self) -> tuple[str, ...]:
        """Where the contest is held: the kabupaten and kota of the results."""
        return tuple(sorted({ancestor(result.tps, AreaLevel.KABKO) or NATION for result in self.results}))

    def bodies(self, level: AreaLevel) -> list[Body]:
        """The bodies that recapitulate at `level`, ascending."""
        kind = BodyKind.PPK if level is AreaLevel.KECAMATAN else BodyKind.KPU
        areas = {ancestor(result.tps, level) for result in self.results}
        return [Body(kind, area) for area in sorted(area for area in areas if area is not None)]

    def origin(self, body: Body) -> str:
        """The origin of a body's book."""
        return f"{self.host}/{body.kind}/{body.area}"
