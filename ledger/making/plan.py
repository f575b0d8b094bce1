"""What is to be built: an election with its contests, from what is known of each TPS.

- The plan alone decides what is written: the same plan and seed give the same bytes.
- A contest without figures at a TPS stays without; nothing is guessed.
- A plan with a result that no contest has a place for is refused before anything is built, and so is one with two
  contests of one kind that meet, or with one that is not held in its region.
- A body recapitulates the contests whose areas meet its own and whose levels hold its level.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from domain.areas import NATION, AreaLevel, ancestor, is_abroad, is_area, level_of
from domain.bodies import Body, BodyKind
from domain.contests import Contest, ContestOption, contest, levels_of, parse_contest_id, refuse_overlap
from domain.errors import InvalidDeclarationError, reason_of
from domain.profiles import profile, rows_for
from domain.types import Figures
from ledger.errors import PlanMalformedError

NATIONAL: Final = Body(BodyKind.KPU, NATION)
"""KPU itself, whose book is the root."""

AS_PUBLISHED: Final = "as-published"
"""The reason on record for what breaks a G rule in results that were published so."""

NOT_PUBLISHED: Final = "not-published"
"""The reason on record for a contest without a result at a TPS."""


@dataclass(frozen=True, slots=True)
class StationResult:
    """What is known of one TPS: per contest the figures in the order of its rows; a contest not in it has no result.

    `dpt` is how many voters are registered there, None where that is not known.  `corrected` has, for contests whose
    form the plenary of the PPK corrects, the figures after that.
    """

    tps: str
    forms: Mapping[str, Figures]
    dpt: int | None = None
    corrected: Mapping[str, Figures] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to build: an election of these contests over the TPS of `results` (ascending by code)."""

    kind: str
    name: str
    profile: str
    host: str
    contests: tuple[Contest, ...]
    results: tuple[StationResult, ...]
    reason: str = AS_PUBLISHED

    def refuse_malformed(self) -> None:
        """Raises `PlanMalformedError` for contests that contradict each other, and for a result without a place."""
        contests = self._sound_contests()
        seen: set[str] = set()
        for result in self.results:
            if not is_area(result.tps) or level_of(result.tps) is not AreaLevel.TPS:
                raise PlanMalformedError(contest="", place=result.tps, reason="no_tps")
            if result.tps in seen:
                raise PlanMalformedError(contest="", place=result.tps, reason="tps_twice")
            seen.add(result.tps)
            for contest_id, figures in (*result.forms.items(), *result.corrected.items()):
                reason = _misfit(contests.get(contest_id), result.tps, figures)
                if result.forms.get(contest_id, ()) in {(), result.corrected.get(contest_id)}:
                    reason = reason or "correction"
                if reason is not None:
                    raise PlanMalformedError(contest=contest_id, place=result.tps, reason=reason)

    def _sound_contests(self) -> dict[str, Contest]:
        """The contests by id; raises `PlanMalformedError` for one that is not held here, or not beside others."""
        contests: dict[str, Contest] = {}
        held = profile(self.profile)
        for each in self.contests:
            if each.kind not in held.kinds:
                raise PlanMalformedError(contest=each.id, place=each.id, reason="kind")
            if not held.is_held(each.kind, parse_contest_id(each.id).area):
                raise PlanMalformedError(contest=each.id, place=each.id, reason="not_held")
            if each.id in contests:
                raise PlanMalformedError(contest=each.id, place=each.id, reason="contest_twice")
            try:
                refuse_overlap(((name, other.areas) for name, other in contests.items()), each.id, each.areas)
            except InvalidDeclarationError as error:
                raise PlanMalformedError(contest=each.id, place=each.id, reason=reason_of(error)) from None
            contests[each.id] = each
        return contests

    def bodies(self, level: AreaLevel) -> list[Body]:
        """The bodies that recapitulate at `level`, ascending; the PPLN stand with the PPK."""
        found = {ancestor(result.tps, level) for result in self.results}
        return [_body(level, area) for area in sorted(area for area in found if area is not None)]

    def contests_of(self, body: Body) -> tuple[Contest, ...]:
        """The contests that a body recapitulates, in the order of the plan."""
        level = level_of(body.area)
        return tuple(each for each in self.contests if level in each.levels and each.meets(body.area))

    def contests_at(self, tps: str) -> tuple[Contest, ...]:
        """The contests that are held at a TPS, in the order of the plan."""
        return tuple(each for each in self.contests if each.covers(tps))

    def origin(self, body: Body) -> str:
        """The origin of a body's book."""
        return f"{self.host}/{body.kind}/{body.area}"


def planned_contest(
    contest_id: str,
    profile_name: str,
    options: Iterable[ContestOption],
    *,
    areas: Iterable[str] = (),
    levels: Iterable[AreaLevel] = (),
    rows: Iterable[str] = (),
) -> Contest:
    """A contest of a plan: by default in the area of its id, at all levels of its kind, with every row of the form.

    Raises `UnknownContestIdError`, `UnknownProfileError`, `InvalidDeclarationError`.
    """
    identity = parse_contest_id(contest_id)
    chosen = tuple(options)
    return contest(
        contest_id,
        areas=tuple(areas) or (identity.area,),
        levels=tuple(levels) or levels_of(identity.kind),
        options=chosen,
        rows=tuple(rows) or rows_for(profile(profile_name), chosen),
    )


def _misfit(held: Contest | None, tps: str, figures: Figures) -> str | None:
    if held is None:
        return "contest"
    if not held.covers(tps):
        return "outside"
    return "rows" if len(figures) != len(held.rows) else None


def _body(level: AreaLevel, area: str) -> Body:
    if level is not AreaLevel.KECAMATAN:
        return Body(BodyKind.KPU, area)
    return Body(BodyKind.PPLN if is_abroad(area) else BodyKind.PPK, area)
