"""Archives to verify: a real kabupaten where the feed is at hand, and generated ones of growing size.

Generated figures break the rules as often as published forms did: `../shared/domain.md` counted 258,470 TPS.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from domain.contests import ContestOption
from domain.types import Figures
from ledger.feed import read_feed
from ledger.plan import Plan, StationResult
from ledger.replica import plan_replica
from ledger.simulation import simulate
from ledger.trust import Trust, read_trust

OKU_SELATAN: Final = "data/sirekap2024/sirekap2024_ppwp_oku_selatan_1609.csv"
SIZES: Final = (500, 2000)
FULL_SIZES: Final = (500, 2000, 8000)

ABSENT: Final = 0.08
"""Of the TPS of OKU Selatan, the share without any published figure."""

MISTAKES: Final = {"suara_1": 0.049, "suara_total": 0.012, "pengguna_total_j": 0.064, "pengguna_dpt_l": 0.036}
"""Which cell is misread how often: it breaks G.301, G.303, G.305 and G.201."""

_PER_DESA: Final = 6
_PER_KECAMATAN: Final = 72
_KECAMATAN_PER_KABUPATEN: Final = 20


@dataclass(frozen=True, slots=True)
class Built:
    """An archive on disk, with the trust file to verify it by."""

    name: str
    archive: Path
    trust: Trust


@dataclass(frozen=True, slots=True)
class Job:
    """An archive to build from a plan."""

    name: str
    folder: str
    plan: Plan

    def build(self, folder: Path) -> Built:
        """Build it below `folder`."""
        built = simulate(self.plan, folder, seed=1, workers=2)
        return Built(self.name, built.archive, read_trust(built.trust))


def jobs(shared: Path, *, is_full: bool) -> Iterator[Job]:
    """The archives to build, smallest first, the real one last."""
    for size in FULL_SIZES if is_full else SIZES:
        yield Job(f"generated, {size} TPS", f"generated-{size}", generated(size))
    feed = shared / OKU_SELATAN
    if feed.is_file():
        plan = plan_replica(read_feed(feed), "ppwp").plan
        yield Job(f"OKU Selatan, {len(plan.results)} TPS", "oku-selatan", plan)


def generated(stations: int) -> Plan:
    """A presidential count of three paslon in so many TPS; the same for the same number."""
    options = tuple(ContestOption(number, f"Paslon {number}") for number in (1, 2, 3))
    chance = random.Random(stations)  # noqa: S311 - figures, no secret
    bare = Plan("practice", "Uji kecepatan", "sirekap-2024", "example.id/uji", "ppwp", options, ())
    results = tuple(
        StationResult(_code(number), None if chance.random() < ABSENT else _figures(bare.rows, chance))
        for number in range(stations)
    )
    return Plan(bare.kind, bare.name, bare.profile, bare.host, bare.contest, options, results)


def _code(number: int) -> str:
    """The TPS code: 20 kecamatan to a kabupaten, 12 desa to a kecamatan, 6 TPS to a desa."""
    kecamatan, place = divmod(number, _PER_KECAMATAN)
    desa, tps = divmod(place, _PER_DESA)
    kabupaten, kecamatan = divmod(kecamatan, _KECAMATAN_PER_KABUPATEN)
    return f"16{kabupaten + 1:02}{kecamatan + 1:02}{2001 + desa}{tps + 1:03}"


def _figures(rows: tuple[str, ...], chance: random.Random) -> Figures:
    figures = _sound_figures(chance)
    for row, rate in MISTAKES.items():
        if chance.random() < rate:
            figures[row] += chance.choice((1, 2, 10, 100))
    return tuple(figures[row] for row in rows)


def _sound_figures(chance: random.Random) -> dict[str, int]:
    """Figures of one TPS that break no rule."""
    figures: dict[str, int] = {}
    men, women = chance.randint(90, 140), chance.randint(90, 140)
    for group, (low, high) in _GROUPS.items():
        share = chance.uniform(low, high)
        figures |= _split(group, round(men * share), round(women * share))
    used = [_sum(figures, (f"{group}_{sex}" for group in _USERS)) for sex in "lp"]
    figures |= _split("pengguna_total", *used)
    total = sum(used)
    invalid = round(total * chance.uniform(0, 0.06))
    valid = total - invalid
    first = round(valid * chance.uniform(0.1, 0.4))
    second = round((valid - first) * chance.uniform(0.4, 0.9))
    return figures | {
        "suara_1": first,
        "suara_2": second,
        "suara_3": valid - first - second,
        "suara_sah": valid,
        "suara_tidak_sah": invalid,
        "suara_total": total,
    }


_GROUPS: Final = {
    "pemilih_dpt": (1.0, 1.0),
    "pengguna_dpt": (0.6, 0.9),
    "pengguna_pindahan": (0.0, 0.02),
    "pengguna_khusus": (0.0, 0.03),
}
_USERS: Final = ("pengguna_dpt", "pengguna_pindahan", "pengguna_khusus")


def _split(group: str, men: int, women: int) -> dict[str, int]:
    return {f"{group}_l": men, f"{group}_p": women, f"{group}_j": men + women}


def _sum(figures: Mapping[str, int], rows: Iterator[str]) -> int:
    return sum(figures[row] for row in rows)
