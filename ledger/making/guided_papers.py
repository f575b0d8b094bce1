"""What lies on the table of a guided lesson: the election, the papers of its three TPS, who is in the room.

- The same seed gives the same figures; every plano is sound.
- One C.Hasil has a slip: a paslon's votes are not those of the plano, which breaks one rule.
- The areas are made up (provinsi 90), so that nobody takes the figures for real ones.
"""

from typing import Final

from domain.bodies import Body, BodyKind
from domain.contests import Contest, ContestOption
from domain.types import Figures
from ledger.making.chance import Chance
from ledger.making.plan import Plan, StationResult, planned_contest

CONTEST: Final = "bupati-9001"
PROFILE: Final = "pilkada-2024"
HOST: Final = "example.id/latihan-kelas"
PPK: Final = Body(BodyKind.PPK, "900101")
KPU: Final = Body(BodyKind.KPU, "9001")
TPS: Final = ("9001012001001", "9001012001002", "9001012001003")
"""The class fills in the form of the first; that of the second has the slip."""

OPTIONS: Final = (ContestOption(1, "Anggrek"), ContestOption(2, "Bakung"), ContestOption(3, "Cempaka"))
ROWS: Final = (
    "pemilih_dpt_j",
    "pengguna_total_j",
    "surat_suara_digunakan",
    "suara_1",
    "suara_2",
    "suara_3",
    "suara_sah",
    "suara_tidak_sah",
    "suara_total",
)
"""The rows of the short form: as many as a class types in a few minutes."""

SLIP_ROW: Final = "suara_2"
SLIP: Final = 10
RULE: Final = "G.301"
RULE_ROW: Final = "suara_sah"
"""The rule that the slip breaks, and the row where it is found."""

SIGNED_KPPS: Final = 7
SIGNED_SAKSI: Final = 3
OBJECTOR: Final = f"saksi:2@{CONTEST}"
REFUSER: Final = 3
"""The ballot number of the paslon whose saksi does not sign."""

PRESENT: Final = ("ketua:2", "anggota:3", "anggota:4", *(f"saksi:{each.no}@{CONTEST}" for each in OPTIONS), "panwaslu")


def lesson_contest() -> Contest:
    """What is voted on: the bupati of a made-up kabupaten, on the short form, up to the kabupaten."""
    return planned_contest(CONTEST, PROFILE, OPTIONS, rows=ROWS)


def plano(seed: int, tps: str) -> Figures:
    """What stands on the plano of a TPS, in the order of `ROWS`; it breaks no rule."""
    chance = Chance(seed, "guided", tps)
    votes = [chance.between(low, low + 30) for low in (60, 50, 20)]
    invalid = chance.between(2, 9)
    total = sum(votes) + invalid
    voters = total + chance.between(15, 60)
    return (voters, total, total, *votes, sum(votes), invalid, total)


def copied(seed: int, tps: str) -> Figures:
    """What the KPPS of a TPS wrote on their C.Hasil: the plano, at one TPS with the slip."""
    figures = plano(seed, tps)
    if tps != TPS[1]:
        return figures
    return tuple((figure or 0) - SLIP * (row == SLIP_ROW) for row, figure in zip(ROWS, figures, strict=True))


def lesson_plan(seed: int) -> Plan:
    """The election of the lesson, without results: they are what the class makes."""
    stations = tuple(StationResult(tps, {}, plano(seed, tps)[0]) for tps in TPS)
    return Plan("practice", "Latihan kelas", PROFILE, HOST, (lesson_contest(),), stations)
