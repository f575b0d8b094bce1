"""Forms for the tests of the rules: one of three paslon and one of two parties, sound, and with cells changed."""

from collections.abc import Mapping

from domain.checking import form_check
from domain.contests import Contest, ContestOption, contest
from domain.profiles import Profile, profile, rows_for
from domain.types import Figures

PASLON = tuple(ContestOption(no, f"Paslon {no}") for no in (1, 2, 3))
PARTIES = (ContestOption(1, "A"), ContestOption(2, "B"), ContestOption(1, "A1", 1), ContestOption(2, "A2", 1))
Changes = Mapping[str, int | None]

SOUND = {
    "pemilih_dpt_l": 145,
    "pemilih_dpt_p": 139,
    "pemilih_dpt_j": 284,
    "pengguna_dpt_l": 120,
    "pengguna_dpt_p": 118,
    "pengguna_dpt_j": 238,
    "pengguna_pindahan_l": 2,
    "pengguna_pindahan_p": 1,
    "pengguna_pindahan_j": 3,
    "pengguna_khusus_l": 3,
    "pengguna_khusus_p": 1,
    "pengguna_khusus_j": 4,
    "pengguna_total_l": 125,
    "pengguna_total_p": 120,
    "pengguna_total_j": 245,
    "surat_suara_diterima": 290,
    "surat_suara_digunakan": 245,
    "surat_suara_dikembalikan": 2,
    "surat_suara_tidak_digunakan": 43,
    "disabilitas_l": 1,
    "disabilitas_p": 2,
    "disabilitas_j": 3,
    "suara_1": 60,
    "suara_2": 150,
    "suara_3": 30,
    "suara_sah": 240,
    "suara_tidak_sah": 5,
    "suara_total": 245,
}
PARTY_VOTES = {
    "suara_1": 100,
    "suara_1_1": 50,
    "suara_1_2": 10,
    "suara_1_total": 160,
    "suara_2": 80,
    "suara_2_total": 80,
}


def ppwp(election: Profile | None = None) -> Contest:
    rows = rows_for(election or profile("pemilu-2024"), PASLON)
    return contest("ppwp", areas=("1609",), levels=("kecamatan", "kabko"), options=PASLON, rows=rows)


def dprd() -> Contest:
    rows = rows_for(profile("pemilu-2024"), PARTIES)
    return contest("dprd_kabko-1609-1", areas=("1609",), levels=("kecamatan", "kabko"), options=PARTIES, rows=rows)


PPWP, DPRD = ppwp(), dprd()
CHECK = form_check(PPWP, profile("pemilu-2024"))
PARTY_CHECK = form_check(DPRD, profile("pemilu-2024"))


def form(changes: Changes | None = None, of: Contest = PPWP) -> Figures:
    values: dict[str, int | None] = {**SOUND, **(PARTY_VOTES if of is DPRD else {}), **(changes or {})}
    return tuple(values[row] for row in of.rows)
