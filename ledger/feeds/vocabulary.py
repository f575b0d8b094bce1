"""What people write over the columns of their tables, and which row of the form they mean.

Rules of this module:

- Upper and lower case, punctuation and words that only fill ("jumlah", "no. urut", "hak pilih") do not matter.
- Men, women and both are read from L, P, J and their words; a group of voters without one of them means both.
- What may mean two rows is not guessed: "DPTb" is moved voters in Pemilu and e-KTP voters in Pilkada, "jumlah partai 3"
  is the party's own votes or those of all its candidates too.
- Where it is known what is counted, only `partai 3` is a party, and it is nothing else.
- The name of an option stands for its votes.
"""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from domain.contests import Counted
from domain.profiles import Profile
from ledger.feeds.layout import TPS_CODE, TPS_NUMBER

_PLACES: Final = MappingProxyType(
    {
        "kode tps": TPS_CODE,
        "id tps": TPS_CODE,
        "tps": TPS_NUMBER,
        "nomor tps": TPS_NUMBER,
        "no tps": TPS_NUMBER,
    }
)
_AREAS: Final = MappingProxyType(
    {
        "provinsi": ("provinsi", "propinsi", "prov"),
        "kabko": ("kabko", "kabupaten", "kota", "kab", "kabupaten kota", "kab kota"),
        "kecamatan": ("kecamatan", "kec", "distrik"),
        "kelurahan": ("kelurahan", "desa", "kel", "desa kelurahan", "kelurahan desa", "desa kel", "kel desa"),
    }
)
_GROUPS: Final = MappingProxyType(
    {
        "dpt": "pemilih_dpt",
        "pemilih dpt": "pemilih_dpt",
        "pemilih pindahan": "pemilih_pindahan",
        "pemilih khusus": "pemilih_khusus",
        "pemilih": "pemilih_total",
        "pengguna dpt": "pengguna_dpt",
        "pengguna pindahan": "pengguna_pindahan",
        "pengguna khusus": "pengguna_khusus",
        "pengguna ektp": "pengguna_khusus",
        "pengguna": "pengguna_total",
        "disabilitas": "disabilitas",
        "pengguna disabilitas": "disabilitas",
        "disabilitas terdaftar": "disabilitas_terdaftar",
        "pemilih disabilitas terdaftar": "disabilitas_terdaftar",
    }
)
_SINGLES: Final = MappingProxyType(
    {
        "suara sah": "suara_sah",
        "suara tidak sah": "suara_tidak_sah",
        "tidak sah": "suara_tidak_sah",
        "suara batal": "suara_tidak_sah",
        "suara sah tidak sah": "suara_total",
        "suara sah suara tidak sah": "suara_total",
        "surat suara diterima": "surat_suara_diterima",
        "surat suara diterima termasuk cadangan": "surat_suara_diterima",
        "surat suara digunakan": "surat_suara_digunakan",
        "surat suara terpakai": "surat_suara_digunakan",
        "surat suara dikembalikan": "surat_suara_dikembalikan",
        "surat suara rusak": "surat_suara_dikembalikan",
        "surat suara dikembalikan rusak keliru coblos": "surat_suara_dikembalikan",
        "surat suara tidak digunakan": "surat_suara_tidak_digunakan",
        "surat suara tidak terpakai": "surat_suara_tidak_digunakan",
    }
)
_PRINTED: Final = frozenset({"dptb", "dpk", "dpph"})
_MEN: Final = frozenset({"l", "lk", "laki", "pria"})
_WOMEN: Final = frozenset({"p", "pr", "perempuan", "wanita"})
_BOTH: Final = frozenset({"j", "jml", "jumlah", "total", "seluruh"})
_FILLING: Final = _BOTH | {
    "dalam", "dan", "dari", "data", "hak", "karena", "no", "nomor", "perolehan", "pilih", "terdaftar", "urut", "yang",
}  # fmt: skip
_WORDS: Final = re.compile(r"[a-z0-9]+")
_OPTION: Final = re.compile(
    r"(?:suara )?(?:paslon|pasangan calon|calon|kandidat|partai|partai politik) 0*([1-9]\d{0,3})"
)
_BARE: Final = re.compile(r"0*([1-9]\d?)")
_CANDIDATE: Final = re.compile(r"(?:suara )?partai 0*([1-9]\d{0,3}) calon 0*([1-9]\d{0,3})")
_CANDIDATE_FIRST: Final = re.compile(r"(?:suara )?calon 0*([1-9]\d{0,3}) partai 0*([1-9]\d{0,3})")
_PARTY_TOTAL: Final = re.compile(r"(?:suara )?(?:sah )?partai (?:politik )?calon 0*([1-9]\d{0,3})")


def guessed_target(
    header: str, words: Mapping[str, str], names: Mapping[str, str], counted: Counted | None = None
) -> str | None:
    """The place or row that a header stands for, None where none is certain.

    `words` are the printed words of the election (`DPTb` -> `pindahan`), `names` the vote rows by `plain` name;
    `counted` is what stands on the ballot, None where that is not known.
    """
    said = plain(header)
    if said in names:
        return names[said]
    return _place(said) or _vote_row(said, counted) or _form_row(said.split(), words)


def plain(text: str) -> str:
    """A header or name without case and punctuation: `"No. TPS"` -> `"no tps"`."""
    return " ".join(_WORDS.findall(text.casefold().replace("e-ktp", "ektp").replace("laki-laki", "laki")))


def printed_words(headers: Iterable[str], election: Profile | None) -> dict[str, str]:
    """What the printed words mean here: by the election, or else by a word that only one kind of election has."""
    if election is not None:
        return {election.words[group].casefold(): group for group in ("pindahan", "khusus")}
    said = {word for header in headers for word in plain(header).split()}
    if ("dpk" in said) == ("dpph" in said):
        return {"dpk": "khusus", "dpph": "pindahan"} if "dpk" not in said else {}
    return {"dptb": "pindahan", "dpk": "khusus"} if "dpk" in said else {"dpph": "pindahan", "dptb": "khusus"}


def _place(said: str) -> str | None:
    if said in _PLACES:
        return _PLACES[said]
    first, _, rest = said.partition(" ")
    for target, names in _AREAS.items():
        if first in {"kode", "kd", "id"} and rest in names:
            return f"kode_{target}"
        if said in names or (first == "nama" and rest in names):
            return target
    return None


def _vote_row(said: str, on_ballot: Counted | None) -> str | None:
    sums = bool(_BOTH & set(said.split()))
    kept = " ".join(word for word in said.split() if word not in _FILLING)
    if match := _CANDIDATE.fullmatch(kept):
        return f"suara_{match[1]}_{match[2]}"
    if match := _CANDIDATE_FIRST.fullmatch(kept):
        return f"suara_{match[2]}_{match[1]}"
    if match := _PARTY_TOTAL.fullmatch(kept):
        return f"suara_{match[1]}_total"
    match = _OPTION.fullmatch(kept) or _BARE.fullmatch(kept)
    if match is None or (sums and "partai" in kept):
        return None
    if on_ballot is not None and ("partai" in kept) != (on_ballot is Counted.PARTIES):
        return None
    return f"suara_{match[1]}"


def _form_row(said: list[str], words: Mapping[str, str]) -> str | None:
    """A row that is no vote: one of V and II by its words, or a group of voters with its column."""
    if " ".join(word for word in said if word not in _FILLING) in {"suara", "suara masuk"} and _BOTH & set(said):
        return "suara_total"
    single = _SINGLES.get(" ".join(word for word in said if word not in _FILLING))
    if single is not None:
        return single
    men, women = (bool(column & set(said)) for column in (_MEN, _WOMEN))
    column = "l" if men and not women else "p" if women and not men else "j"
    # "terdaftar" fills beside the DPT, and tells the registered from those who came beside "disabilitas".
    filling = _FILLING - ({"terdaftar"} if "disabilitas" in said else set())
    kept = [word for word in said if word not in filling | _MEN | _WOMEN]
    if any(word in _PRINTED and word not in words for word in kept):
        return None
    kept = [words.get(word, word) for word in kept]
    # "Pengguna dari DPT" names the DPT; a printed word alone ("DPTb") does not say whether they came.
    group = _GROUPS.get(" ".join(kept))
    return None if group is None else f"{group}_{column}"
