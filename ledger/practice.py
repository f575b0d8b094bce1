"""A small practice election, and one tampering with a copy of its archive.

Rules of this module:

- The areas are made up (provinsi 90), so that nobody takes the figures for real ones.
- The same seed gives the same figures; all forms are sound but one, which has a mistake with its reason on record.
- The tampering moves votes between two paslon of one TPS, all sums kept: no rule of arithmetic can see it.
"""

import random
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from domain.contests import ContestOption
from domain.events import TallyReceived
from domain.profiles import profile, rows_for
from domain.types import Figures
from ledger.archive import Archive
from ledger.canonical import encode
from ledger.checkpoint import peek_checkpoint
from ledger.inspection import inspect_book
from ledger.plan import Plan, StationResult
from ledger.tiles import bundles, join_bundle, split_bundle

CONTEST: Final = "ppwp"
PROFILE: Final = "pemilu-2024"
HOST: Final = "example.id/latihan"
MISTAKE_REASON: Final = "sum-miscounted"
PPK: Final = f"{HOST}/ppk/900101"
"""The book that is tampered with."""

DESA: Final = ("9001012001", "9001012002", "9001022001", "9001022002")
OPTIONS: Final = tuple(ContestOption(no, f"Paslon {no}") for no in (1, 2, 3))
_MOST_VOTERS: Final = 290
_LEAST_VOTERS: Final = 210
_MISTAKE_AT: Final = 4
"""The TPS, counted from 0, whose form has a mistake."""


@dataclass(frozen=True, slots=True)
class Tampering:
    """What was changed: in which book and entry, at which TPS, how many votes from which paslon to which."""

    book: str
    index: int
    tps: str
    moved: int
    loser: int
    winner: int


def practice_plan(seed: int) -> Plan:
    """The plan of the practice election: 1 provinsi, 1 kabupaten, 2 kecamatan, 4 desa, 2 or 3 TPS each."""
    chance = random.Random(seed)  # noqa: S311 - figures for an exercise
    rows = rows_for(profile(PROFILE), OPTIONS)
    codes = [f"{desa}{number:03}" for desa in DESA for number in range(1, chance.choice((2, 3)) + 1)]
    results = tuple(
        StationResult(tps, _figures(chance, rows, has_mistake=place == _MISTAKE_AT)) for place, tps in enumerate(codes)
    )
    name = "Latihan rekapitulasi"
    return Plan("practice", name, PROFILE, HOST, CONTEST, OPTIONS, results, MISTAKE_REASON)


def tamper(archive: Path, copy: Path) -> Tampering:
    """Copy an archive of the practice election to `copy` and move votes there, in one TPS of one book."""
    shutil.copytree(archive, copy)
    files = Archive(copy).book(PPK)
    index, event = next(
        (index, entry.data)
        for index, entry in inspect_book(files, None).entries
        if isinstance(entry.data, TallyReceived)
    )
    form = event.statement.data.forms[0]
    places = [rows_for(profile(PROFILE), OPTIONS).index(f"suara_{option.no}") for option in OPTIONS]
    changed, moved, loser, winner = _moved(form.figures, places)
    note = files.read("checkpoint") or b""
    for bundle in bundles(peek_checkpoint(note).size):
        if bundle.begin <= index < bundle.end:
            path = files.folder.joinpath(*bundle.path.split("/"))
            entries = split_bundle(path.read_bytes(), bundle.width)
            entry = entries[index - bundle.begin]
            entries[index - bundle.begin] = entry.replace(encode(form.figures), encode(changed), 1)
            path.write_bytes(join_bundle(entries))
    return Tampering(PPK, index, event.statement.subject, moved, OPTIONS[loser].no, OPTIONS[winner].no)


def _moved(figures: Figures, places: list[int]) -> tuple[Figures, int, int, int]:
    """Votes moved from the first of two options to the other, so that the form stays as long as it was."""
    size = len(encode(figures))
    order = sorted(range(len(places)), key=lambda at: -(figures[places[at]] or 0))
    for moved in (20, 15, 10, 5, 3, 2, 1):
        for loser, winner in ((order[0], order[1]), (order[0], order[2]), (order[1], order[2])):
            changed = list(figures)
            changed[places[loser]] = (figures[places[loser]] or 0) - moved
            changed[places[winner]] = (figures[places[winner]] or 0) + moved
            if (changed[places[loser]] or 0) >= 0 and len(encode(tuple(changed))) == size:
                return tuple(changed), moved, loser, winner
    raise LookupError(figures)


def _figures(chance: random.Random, rows: tuple[str, ...], *, has_mistake: bool) -> Figures:
    """A sound form of a TPS, or one with a miscounted sum."""
    values = _voters(chance)
    cast = values["pengguna_total_j"]
    reserve = -(-values["pemilih_dpt_j"] * 20 // 1000)
    spoilt = chance.randint(0, 2)
    received = values["pemilih_dpt_j"] + reserve
    invalid = chance.randint(1, 8)
    votes = _shares(chance, cast - invalid)
    values |= {
        "surat_suara_diterima": received,
        "surat_suara_digunakan": cast,
        "surat_suara_dikembalikan": spoilt,
        "surat_suara_tidak_digunakan": received - cast - spoilt,
        "suara_sah": cast - invalid,
        "suara_tidak_sah": invalid,
        "suara_total": cast,
    }
    values |= {f"suara_{option.no}": share for option, share in zip(OPTIONS, votes, strict=True)}
    if has_mistake:
        values["surat_suara_tidak_digunakan"] += 1
    return tuple([values[row] for row in rows])


def _voters(chance: random.Random) -> dict[str, int]:
    """Blocks I and III: men, women and both, of every group."""
    values: dict[str, int] = {}
    total = chance.randint(_LEAST_VOTERS, _MOST_VOTERS)
    _fill(values, "pemilih_dpt", total // 2 + chance.randint(-6, 6), total)
    from_roll = total * chance.randint(76, 88) // 100
    _fill(values, "pengguna_dpt", _part(values["pemilih_dpt_l"], from_roll, total), from_roll)
    _fill(values, "pengguna_pindahan", 1, chance.randint(1, 3))
    _fill(values, "pengguna_khusus", 0, chance.randint(0, 2))
    for column in ("l", "p", "j"):
        groups = ("pengguna_dpt", "pengguna_pindahan", "pengguna_khusus")
        values[f"pengguna_total_{column}"] = sum(values[f"{group}_{column}"] for group in groups)
    _fill(values, "disabilitas", 1, chance.randint(1, 3))
    return values


def _fill(values: dict[str, int], group: str, men: int, both: int) -> None:
    values[f"{group}_l"], values[f"{group}_p"], values[f"{group}_j"] = men, both - men, both


def _part(of: int, numerator: int, denominator: int) -> int:
    return of * numerator // denominator


def _shares(chance: random.Random, valid: int) -> tuple[int, int, int]:
    """The votes of the three paslon, which add up to `valid`."""
    first = valid * chance.randint(22, 34) // 100
    second = valid * chance.randint(36, 50) // 100
    return first, second, valid - first - second
