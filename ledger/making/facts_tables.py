"""The tables of election facts: CSV files of codes and figures (`docs/facts.md`).

Rules of this module:

- A table is a file of bounded size in UTF-8, each physical line a row; it is no link to somewhere else.
- The header names every column once and no column that the table does not have; a needed column may not be missing.
- A code is written in digits, as long as its level asks, lies in the contest's area, and stands once.
- A figure is `0` or ASCII digits without a leading zero, within its limit; an empty cell is "not known", never 0.
- Per kecamatan every figure is known where TPS are in, and none is above 0 where no TPS is in.
- A sum that a table states per kecamatan is that of its parts.
- The first thing that is wrong is named with file, line and column, and nothing is taken.
"""

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, NoReturn

from domain.areas import AreaLevel, is_area, length_of
from domain.contests import MAX_OPTION_NUMBER, Contest, ContestOption, option_rows
from domain.totals import MAX_STATION_FIGURE
from domain.types import Figures
from ledger.canonical import check_text
from ledger.errors import FactsSumError, FactsTableError, FactsUnreadableError, NotCanonicalError
from ledger.spreading import MOST_PER_DESA, Sum, sums_of, vote_leaves

MAX_TABLE_BYTES: Final = 512 * 1024 * 1024
"""The largest table: every TPS of the nation with a form of some dozen rows."""

MAX_LINE_BYTES: Final = 256 * 1024
"""The longest line: the names of 4,096 rows."""

MAX_AREA_FIGURE: Final = 100_000_000
"""The largest figure that is taken for the count of a kecamatan."""

MAX_AREA_TPS: Final = 100_000
"""The most TPS of a kecamatan."""

CODE: Final = "kode"
NAME: Final = "nama"
TPS: Final = "tps"
DPT: Final = "dpt"
INVALID: Final = "suara_tidak_sah"
ALL_CAST: Final = "suara_total"

_FIGURE: Final = re.compile(r"0|[1-9][0-9]*", re.ASCII)
_DIGITS: Final = len(str(MAX_AREA_FIGURE))
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class StationTable:
    """A table per TPS.

    Attributes:
        rows: the rows of the form that it has, in the order of the form.
        figures: per TPS the figures in that order; None where no cell is filled.
        dpt: per TPS the voters registered, where the table says so.
    """

    rows: tuple[str, ...]
    figures: Mapping[str, Figures | None]
    dpt: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class AreaLine:
    """A line of a table per kecamatan: how many TPS are in, and the figure of every row that is no sum."""

    line: int
    kecamatan: str
    tps: int
    figures: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class AreaTable:
    """A table per kecamatan.

    Attributes:
        file: its name.
        rows: the rows of the form that come of it, in the order of the form: its own and the sums.
        sums: the rows that are added up.
        lines: one per kecamatan, in the order of the file.
    """

    file: str
    rows: tuple[str, ...]
    sums: tuple[Sum, ...]
    lines: tuple[AreaLine, ...]


def read_stations(path: Path, contest: Contest) -> StationTable:
    """A table per TPS of a contest that is declared with every row of its form: `kode[,dpt],<row>,...`.

    Raises `FactsTableError`, `FactsUnreadableError`.
    """
    table = _Table(path)
    header = table.header((CODE, *option_rows(contest.options)), (DPT, *contest.rows))
    rows = tuple(row for row in contest.rows if row in header)
    places = [(header.index(row), row) for row in rows]
    code_at, voters_at = header.index(CODE), header.index(DPT) if DPT in header else None
    figures: dict[str, Figures | None] = {}
    dpt: dict[str, int] = {}
    for line, cells in table.lines():
        code = table.code(line, cells[code_at], AreaLevel.TPS, figures)
        if not contest.covers(code):
            table.refuse(line, CODE, "outside", code)
        form = tuple([table.figure(line, row, cells[at]) for at, row in places])
        figures[code] = form if any(each is not None for each in form) else None
        registered = None if voters_at is None else table.figure(line, DPT, cells[voters_at])
        if registered is not None:
            dpt[code] = registered
    return StationTable(rows, figures, dpt)


def read_areas(path: Path, contest: Contest) -> AreaTable:
    """A table per kecamatan of a contest that is declared with every row of its form: `kode,nama,tps,<row>,...`.

    Raises `FactsTableError`, `FactsSumError`, `FactsUnreadableError`.
    """
    table = _Table(path)
    leaves = vote_leaves(contest.options)
    sums = sums_of(contest.options, with_invalid=True)
    header = table.header((CODE, NAME, TPS, *leaves), (INVALID, *(each.row for each in sums)))
    if INVALID not in header:
        if ALL_CAST in header:
            table.refuse(1, INVALID, "column_missing", INVALID)
        sums = sums_of(contest.options, with_invalid=False)
    spread = (*leaves, INVALID) if INVALID in header else leaves
    computed = frozenset(each.row for each in sums)
    lines = []
    seen: dict[str, None] = {}
    for line, cells in table.lines():
        cell = dict(zip(header, cells, strict=True))
        code = table.code(line, cell[CODE], AreaLevel.KECAMATAN, seen)
        seen[code] = None
        if not contest.covers(code):
            table.refuse(line, CODE, "outside", code)
        stations = table.figure(line, TPS, cell[TPS], MAX_AREA_TPS)
        if stations is None:
            table.refuse(line, TPS, "empty", "")
        figures = {row: _area_figure(table, line, row, cell[row], stations) for row in spread}
        stated = {row: _area_figure(table, line, row, cell[row], stations) for row in header if row in computed}
        _compare(table, line, sums, figures, stated)
        lines.append(AreaLine(line, code, stations, figures))
    rows = tuple(row for row in contest.rows if row in computed or row in spread)
    return AreaTable(path.name, rows, sums, tuple(lines))


def read_units(path: Path) -> dict[str, dict[str, int | None]]:
    """The desa of each kecamatan with their number of TPS, None where that is not known: `kode,nama[,tps]`.

    Raises `FactsTableError`, `FactsUnreadableError`.
    """
    table = _Table(path)
    header = table.header((CODE, NAME), (TPS,))
    units: dict[str, dict[str, int | None]] = {}
    seen: dict[str, None] = {}
    for line, cells in table.lines():
        cell = dict(zip(header, cells, strict=True))
        code = table.code(line, cell[CODE], AreaLevel.DESA, seen)
        seen[code] = None
        count = table.figure(line, TPS, cell[TPS], MOST_PER_DESA) if TPS in header else None
        desa = units.setdefault(code[: length_of(AreaLevel.KECAMATAN)], {})
        if desa and (count is None) != (next(iter(desa.values())) is None):
            table.refuse(line, TPS, "partly_known", code)
        desa[code] = count
    return units


def read_options(path: Path) -> tuple[ContestOption, ...]:
    """The options of contests, in ballot order: `no,name[,parent]`.

    Raises `FactsTableError`, `FactsUnreadableError`.
    """
    table = _Table(path)
    header = table.header(("no", "name"), ("parent",))
    options = []
    for line, cells in table.lines():
        cell = dict(zip(header, cells, strict=True))
        number = table.figure(line, "no", cell["no"], MAX_OPTION_NUMBER)
        if number is None:
            table.refuse(line, "no", "empty", "")
        try:
            check_text(cell["name"])
        except NotCanonicalError:
            table.refuse(line, "name", "characters", cell["name"])
        above = table.figure(line, "parent", cell["parent"], MAX_OPTION_NUMBER) if "parent" in header else None
        options.append(ContestOption(number, cell["name"], above))
    return tuple(options)


def _area_figure(table: "_Table", line: int, row: str, text: str, stations: int) -> int:
    """A figure of a kecamatan: known where TPS are in, and 0 or empty where none is."""
    figure = table.figure(line, row, text, MAX_AREA_FIGURE)
    if figure is None and stations:
        table.refuse(line, row, "empty", "")
    if figure and not stations:
        table.refuse(line, row, "without_tps", text)
    return figure or 0


def _compare(
    table: "_Table", line: int, sums: Sequence[Sum], figures: Mapping[str, int], stated: Mapping[str, int]
) -> None:
    """Raises `FactsSumError` for the first sum that is not that of its parts."""
    known = dict(figures)
    for each in sums:
        known[each.row] = sum(known[part] for part in each.parts)
        if stated.get(each.row, known[each.row]) != known[each.row]:
            raise FactsSumError(
                file=table.file, line=line, column=each.row, stated=stated[each.row], sum=known[each.row]
            )


class _Table:
    """One table while it is read."""

    def __init__(self, path: Path) -> None:
        self.file = path.name
        self._lines = _physical_lines(path)
        self._columns: tuple[str, ...] = ()

    def refuse(self, line: int, column: str, reason: str, value: str) -> NoReturn:
        """Raises `FactsTableError`."""
        shown = value.encode("ascii", "replace").decode()[:_SHOWN]
        raise FactsTableError(file=self.file, line=line, column=column[:_SHOWN], reason=reason, value=shown) from None

    def header(self, needed: Sequence[str], allowed: Sequence[str]) -> tuple[str, ...]:
        """The columns: every needed one, and else only allowed ones, none twice."""
        line, text = next(self._lines, (1, ""))
        columns = self._cells(line, text)
        known = {*needed, *allowed}
        for at, column in enumerate(columns):
            if column not in known:
                self.refuse(line, column, "column_unknown", column)
            if column in columns[:at]:
                self.refuse(line, column, "column_twice", column)
        for column in needed:
            if column not in columns:
                self.refuse(line, column, "column_missing", column)
        self._columns = tuple(columns)
        return self._columns

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """Number and cells of every line below the header; empty lines are passed over."""
        width = len(self._columns)
        for line, text in self._lines:
            if not text:
                continue
            cells = self._cells(line, text)
            if len(cells) != width:
                self.refuse(line, self._columns[min(len(cells), width - 1)], "cells", str(len(cells)))
            yield line, cells

    def code(self, line: int, text: str, level: AreaLevel, seen: Collection[str]) -> str:
        """A code of that level, not seen before."""
        if len(text) != length_of(level) or not is_area(text):
            self.refuse(line, CODE, f"no_{level}", text)
        if text in seen:
            self.refuse(line, CODE, "twice", text)
        return text

    def figure(self, line: int, column: str, text: str, limit: int = MAX_STATION_FIGURE) -> int | None:
        """What a cell says; None for an empty one."""
        if not text:
            return None
        if _FIGURE.fullmatch(text) is None:
            self.refuse(line, column, "no_figure", text)
        if len(text) > _DIGITS or int(text) > limit:
            self.refuse(line, column, "too_large", text)
        return int(text)

    def _cells(self, line: int, text: str) -> list[str]:
        if not text.isprintable():
            self.refuse(line, "-", "characters", "")
        try:
            return next(csv.reader([text], strict=True), [])
        except csv.Error:
            self.refuse(line, "-", "quotes", "")


def _physical_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a table with their numbers, without line ends; raises as reading does."""
    with open_plainly(path, MAX_TABLE_BYTES) as file:
        number = 0
        while raw := file.readline(MAX_LINE_BYTES + 1):
            number += 1
            if len(raw) > MAX_LINE_BYTES:
                raise FactsTableError(file=path.name, line=number, column="-", reason="line_too_long", value="")
            try:
                yield number, raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
            except UnicodeDecodeError:
                raise FactsTableError(file=path.name, line=number, column="-", reason="not_utf8", value="") from None


def open_plainly(path: Path, limit: int) -> BinaryIO:
    """A file that is no link and not above `limit` bytes; raises `FactsUnreadableError`."""
    reason = None
    if path.is_symlink() or not path.is_file():
        reason = "not_a_file" if path.is_symlink() or path.exists() else "not_there"
    elif path.stat().st_size > limit:
        reason = "too_large"
    if reason is not None:
        raise FactsUnreadableError(path=str(path), reason=reason)
    return path.open("rb")
