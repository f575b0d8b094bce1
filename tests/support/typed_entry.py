"""A TPS of Pemilu 2024 that types its forms: the election, its trust file, and the keys of those who sign."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from domain.contests import Contest, ContestOption, contest
from domain.profiles import profile, rows_for
from tests.support.by_hand import Town, done

TPS: Final = "1607012001001"
PPWP: Final = "ppwp"
KABKO: Final = "dprd_kabko-1607-1"
PASLON: Final = ("Anggrek - Aster", "Bakung - Bougenvil", "Cempaka - Cendana")
CANDIDATES: Final = (
    ContestOption(1, "PARTAI SATU"),
    ContestOption(1, "CALON A", 1),
    ContestOption(2, "CALON B", 1),
    ContestOption(2, "PARTAI DUA"),
    ContestOption(1, "CALON C", 2),
)
PEMILU: Final = profile("pemilu-2024")
SOUND: Final[dict[str, int]] = {
    "pemilih_dpt_l": 120,
    "pemilih_dpt_p": 130,
    "pemilih_dpt_j": 250,
    "pengguna_dpt_l": 100,
    "pengguna_dpt_p": 105,
    "pengguna_dpt_j": 205,
    "pengguna_pindahan_l": 1,
    "pengguna_pindahan_p": 0,
    "pengguna_pindahan_j": 1,
    "pengguna_khusus_l": 2,
    "pengguna_khusus_p": 2,
    "pengguna_khusus_j": 4,
    "pengguna_total_l": 103,
    "pengguna_total_p": 107,
    "pengguna_total_j": 210,
    "surat_suara_diterima": 255,
    "surat_suara_digunakan": 210,
    "surat_suara_dikembalikan": 1,
    "surat_suara_tidak_digunakan": 44,
    "disabilitas_l": 1,
    "disabilitas_p": 0,
    "disabilitas_j": 1,
    "suara_1": 70,
    "suara_2": 90,
    "suara_3": 43,
    "suara_sah": 203,
    "suara_tidak_sah": 7,
    "suara_total": 210,
}
"""A C.HASIL-PPWP that breaks no rule, in the order of the form."""


def ppwp() -> Contest:
    """The contest of the president."""
    options = tuple(ContestOption(no, name) for no, name in enumerate(PASLON, start=1))
    levels = ("kecamatan", "kabko", "provinsi", "nasional")
    return contest(PPWP, areas=("0",), levels=levels, options=options, rows=rows_for(PEMILU, options))


def parties() -> Contest:
    """A contest of parties with candidates."""
    rows = rows_for(PEMILU, CANDIDATES)
    return contest(KABKO, areas=("160701",), levels=("kecamatan", "kabko"), options=CANDIDATES, rows=rows)


@dataclass
class Station:
    """The machine of the TPS, and the people who sign there."""

    town: Town
    folder: Path

    def signers(self, count: int = 3) -> list[object]:
        """The options that name those who sign."""
        people = [self.town.person(f"{TPS}:anggota:{number}") for number in range(1, count + 1)]
        return [option for person in people for option in ("--signer", person.beside)]


def station(root: Path) -> Station:
    """An election with two contests, and a TPS that has its trust file and the published books."""
    town = Town(root)
    roots = ["root:1", "root:2"]
    proofs = [option for seat in roots for option in ("--possession", town.possession("kpu-0", seat))]
    by = town.by("kpu-0", "root:1")
    origin = ["--origin", "example.id/pemilu-2024/kpu/0", "--log", town.log_key("kpu-0").beside]
    about = ["--name", "Latihan Pemilu", "--kind", "practice", "--profile", "pemilu-2024"]
    done("election", "declare", *origin, *about, *proofs, *by)
    paslon = [option for no, name in enumerate(PASLON, start=1) for option in ("--option", f"{no}={name}")]
    done("election", "contest", PPWP, *paslon, *by)
    names = (f"{each.no if each.parent is None else f'{each.parent}.{each.no}'}={each.name}" for each in CANDIDATES)
    listed = [option for name in names for option in ("--option", name)]
    done("election", "contest", KABKO, *listed, "--area", "160701", *by)
    town.publish("kpu-0")
    folder = town.root / "tps"
    done("log", "fetch", town.desk("kpu-0") / "archive", "--trust", town.trust, "--desk", folder)
    return Station(town, folder)
