"""The columns of the CSV layout of published results: the names that need no guessing.

Rules of this module:

- `kode_tps` or `kode` is the TPS; without it `kode_kelurahan` and `nomor_tps` together are.
- `kode_provinsi` to `kode_kelurahan` and the names beside them may be left out; the codes are checked where present.
- Every row of a form of Pemilu or Pilkada is a column by its own name: `suara_sah`, `suara_3`, `suara_4_10`.
- The public feed's own names are known besides: its `dptb` is the form's second group of voters (moved), its `non_dpt`
  the third (e-KTP), in Pilkada too (?).
"""

import re
from types import MappingProxyType
from typing import Final

from domain.areas import AreaLevel, length_of
from domain.profiles import COLUMNS, PROFILES

TPS_CODE: Final = "kode_tps"
TPS_NUMBER: Final = "nomor_tps"
DESA_CODE: Final = "kode_kelurahan"

PREFIXES: Final = MappingProxyType(
    {
        "kode_provinsi": length_of(AreaLevel.PROVINSI),
        "kode_kabko": length_of(AreaLevel.KABKO),
        "kode_kecamatan": length_of(AreaLevel.KECAMATAN),
        DESA_CODE: length_of(AreaLevel.DESA),
    }
)
"""The columns with the codes of the areas around a TPS, and how many digits each has."""

NAME_COLUMNS: Final = ("provinsi", "kabko", "kecamatan", "kelurahan")
"""The columns of the names, from the provinsi to the desa or kelurahan."""

PLACES: Final = frozenset({TPS_CODE, TPS_NUMBER, *PREFIXES, *NAME_COLUMNS})
"""What a column may be beside a row of the form."""

_FORM_ROWS: Final = frozenset(row for each in PROFILES.values() for block in each.blocks for row in block.rows)
_VOTE_ROW: Final = re.compile(r"suara_[1-9][0-9]{0,3}(_([1-9][0-9]{0,3}|total))?")
_FEED_GROUPS: Final = {"pengguna_dptb": "pengguna_pindahan", "pengguna_non_dpt": "pengguna_khusus"}
_OTHER_NAMES: Final = {f"{theirs}_{k}": f"{ours}_{k}" for theirs, ours in _FEED_GROUPS.items() for k in COLUMNS} | {
    "kode": TPS_CODE
}


def is_form_row(name: str) -> bool:
    """Whether a row of that name is on a form of some contest."""
    return name in _FORM_ROWS or _VOTE_ROW.fullmatch(name) is not None


def is_vote_row(name: str) -> bool:
    """Whether a row holds the votes of an option, a candidate or a whole party."""
    return _VOTE_ROW.fullmatch(name) is not None


def target_of(column: str) -> str | None:
    """What a column of the layout stands for: a place or a row of the form; None for any other name."""
    name = _OTHER_NAMES.get(column, column)
    return name if name in PLACES or is_form_row(name) else None
