"""Lists of desa as people have them: which desa a kecamatan has, and how many TPS.

Rules of this module:

- The code is the column `kode`, `kode_kelurahan`, `kode_desa` or `id`, the first of these that is there; the name is
  `nama`, `kelurahan`, `desa` or `nama_kelurahan`, the number of TPS `tps` or `jumlah_tps`.  Others are not used.
- Only the lines inside the areas that are asked for count; a code of them is ten digits and stands once.
- Of a kecamatan the number of TPS is known for every desa or for none.
- The first thing that is wrong is named with file, line and column, and nothing is taken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, NoReturn

from domain.areas import AreaLevel, contains, length_of
from ledger.errors import FactsTableError
from ledger.feeds.csv_file import csv_lines
from ledger.feeds.rows import figure_of, shown
from ledger.spreading import MOST_PER_DESA

_NAMES: Final = MappingProxyType(
    {
        "kode": ("kode", "kode_kelurahan", "kode_desa", "id"),
        "nama": ("nama", "kelurahan", "desa", "nama_kelurahan"),
        "tps": ("tps", "jumlah_tps"),
    }
)


@dataclass(frozen=True, slots=True)
class Desa:
    """A desa: its code, its name, and how many TPS it has, None where that is not known."""

    code: str
    name: str
    tps: int | None


def read_desa(path: Path, areas: Sequence[str]) -> tuple[Desa, ...]:
    """The desa of a list that lie in `areas`, in its order; raises `FactsTableError` and `FeedUnreadableError`."""
    lines = csv_lines(path)
    at = _columns(path, next(lines, (1, None, []))[2])
    found: dict[str, Desa] = {}
    kecamatan: dict[str, bool] = {}
    for line, reason, cells in lines:
        if reason is not None or len(cells) <= max(at.values()):
            _refuse(path, line, "-", "cells", str(len(cells)))
        code = cells[at["kode"]]
        if not any(contains(area, code) for area in areas):
            continue
        if len(code) != length_of(AreaLevel.DESA) or not (code.isascii() and code.isdigit()):
            _refuse(path, line, "kode", "no_desa", code)
        if code in found:
            _refuse(path, line, "kode", "twice", code)
        count = _tps(path, line, cells[at["tps"]]) if "tps" in at else None
        if kecamatan.setdefault(code[: length_of(AreaLevel.KECAMATAN)], count is None) != (count is None):
            _refuse(path, line, "tps", "partly_known", code)
        found[code] = Desa(code, cells[at["nama"]], count)
    return tuple(found.values())


def _columns(path: Path, headers: Sequence[str]) -> Mapping[str, int]:
    known = {column: [headers.index(name) for name in names if name in headers] for column, names in _NAMES.items()}
    at = {column: places[0] for column, places in known.items() if places}
    for column in ("kode", "nama"):
        if column not in at:
            _refuse(path, 1, column, "column_missing", column)
    return at


def _tps(path: Path, line: int, text: str) -> int | None:
    count, reason = figure_of(text)
    if reason is not None:
        _refuse(path, line, "tps", "no_figure", text)
    if count is not None and count > MOST_PER_DESA:
        _refuse(path, line, "tps", "too_large", text)
    return count


def _refuse(path: Path, line: int, column: str, reason: str, value: str) -> NoReturn:
    raise FactsTableError(file=path.name, line=line, column=column, reason=reason, value=shown(value))
