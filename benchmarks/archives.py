"""Archives to verify: a real kabupaten where the feed is at hand, and generated ones of growing size."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from domain.profiles import profile, rows_for
from ledger.feeds import open_feed
from ledger.making.generating import Shape, generate
from ledger.making.generating_shapes import Place, paslon_options
from ledger.making.plan import Plan, planned_contest
from ledger.making.replica import plan_replica
from ledger.making.simulation import simulate
from ledger.trust import Trust, read_trust

OKU_SELATAN: Final = "data/sirekap2024/sirekap2024_ppwp_oku_selatan_1609.csv"
SIZES: Final = (500, 2000)
FULL_SIZES: Final = (500, 2000, 8000)

ABSENT: Final = 80
"""Of the TPS of OKU Selatan, the share per thousand without any published figure."""

_PROFILE: Final = "pemilu-2024"
_UNKNOWN: Final = ("surat_suara_", "disabilitas_")
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
        plan = plan_replica(open_feed(feed), "ppwp").plan
        yield Job(f"OKU Selatan, {len(plan.results)} TPS", "oku-selatan", plan)


def generated(stations: int) -> Plan:
    """A presidential count of three paslon in so many TPS, as the public feed carries it; the same for the same number.

    Rules are broken, and results missing, as often as in published forms.
    """
    options = paslon_options(3)
    rows = tuple(row for row in rows_for(profile(_PROFILE), options) if not row.startswith(_UNKNOWN))
    contest = planned_contest("ppwp", _PROFILE, options, rows=rows)
    places = tuple(Place(_code(number)) for number in range(stations))
    shape = Shape(places, (contest,), absent_tps=ABSENT, name="Uji kecepatan", host="example.id/uji")
    return generate(shape, seed=stations).plan


def _code(number: int) -> str:
    """The TPS code: 20 kecamatan to a kabupaten, 12 desa to a kecamatan, 6 TPS to a desa."""
    kecamatan, place = divmod(number, _PER_KECAMATAN)
    desa, tps = divmod(place, _PER_DESA)
    kabupaten, kecamatan = divmod(kecamatan, _KECAMATAN_PER_KABUPATEN)
    return f"16{kabupaten + 1:02}{kecamatan + 1:02}{2001 + desa}{tps + 1:03}"
