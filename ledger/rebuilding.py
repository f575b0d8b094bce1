"""The recapitulation of one area, rebuilt: its children, their rows, the sum (what `rekap replay` shows).

- From the kecamatan up these are the totals of the verification; below, the figures in force of the TPS, added up.
- Where a book is broken nothing is known, and nothing is guessed (None).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.areas import NATION, AreaLevel, contains, length_of, level_of, meets, parent
from domain.election import DeclaredContest
from domain.totals import Totals, add, totals_of_station
from ledger.passes import Verification

_BELOW_KECAMATAN = (AreaLevel.DESA, AreaLevel.TPS)
_NEXT = {AreaLevel.KECAMATAN: AreaLevel.DESA, AreaLevel.DESA: AreaLevel.TPS, AreaLevel.TPS: AreaLevel.TPS}


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """An area's totals, those of its children, and below the kab/kota those of its TPS (None: not known)."""

    area: str
    totals: Totals | None
    children: Mapping[str, Totals | None] = field(default_factory=dict)
    stations: Mapping[str, Totals | None] = field(default_factory=dict)


def is_below_kecamatan(area: str | None) -> bool:
    """Whether an area is a desa or a TPS, of which a verification keeps nothing unless asked."""
    return area is not None and level_of(area) in _BELOW_KECAMATAN


def knows_area(result: Verification, area: str) -> bool:
    """Whether an area belongs to the election, as far as the archive tells; needs the stations for a desa or TPS."""
    if result.election is None:
        return False
    contests = result.election.contests.values()
    if not any(meets(outer, area) for declared in contests for outer in declared.contest.areas):
        return False
    if is_below_kecamatan(area):
        # Of a book that cannot be read the TPS are not known.
        known = {tps for stations in result.stations.values() for tps in stations}
        return not known or any(contains(area, tps) for tps in known)
    return any(contains(area, each) for areas in result.totals.values() for each in areas) or not result.totals


def highest_area(result: Verification, contest: str) -> str:
    """The area at which a contest's recapitulation ends, as far as the archive has it."""
    return min(result.totals.get(contest) or {"0": None}, key=lambda area: (len(area), area))


def rebuilt(result: Verification, contest: DeclaredContest, area: str) -> Rebuilt:
    """The recapitulation of `area`; for a kecamatan and below, `result` must hold that kecamatan and its stations."""
    known = result.totals.get(contest.contest.id, {})
    level = level_of(area)
    if level in _NEXT:
        return _of_stations(result, contest, area, _NEXT[level])
    # Not the shortest codes below: those of a PPLN, directly below the nation, are longer than those of a provinsi.
    children = {each: totals for each, totals in sorted(known.items()) if each != NATION and parent(each) == area}
    return Rebuilt(area, known.get(area), children)


def _of_stations(result: Verification, contest: DeclaredContest, area: str, level: AreaLevel) -> Rebuilt:
    figures = result.stations.get(contest.contest.id, {})
    kecamatan = area[: length_of(AreaLevel.KECAMATAN)]
    is_broken = result.totals.get(contest.contest.id, {}).get(kecamatan) is None
    stations = {
        tps: None if is_broken else totals_of_station(figures[tps], contest.width)
        for tps in sorted(figures)
        if contains(area, tps)
    }
    groups: dict[str, list[Totals]] = {}
    for tps, each in stations.items():
        groups.setdefault(tps[: length_of(level)], []).extend([each] if each is not None else [])
    children = {code: None if is_broken else add(parts, contest.width) for code, parts in groups.items()}
    whole = None if is_broken else add((each for each in stations.values() if each is not None), contest.width)
    return Rebuilt(area, whole, children, stations)
