"""A rebuilt recapitulation as a workbook, laid out as D.HASIL is: a sheet per area, a column per child, then the total.

Rules of this module:

- On the sheet of a kecamatan the TPS stand by desa, each desa with its sum; above, a column per area directly below.
- The last column is the total; the one before it says how many TPS left the row blank.
- Every sheet says where it is from, how the archive was verified, and that an election is a practice or a replica.
- What is not known is `?`, what was not filled in is an empty cell; never 0.
- A text is written as text, whatever it begins with: no cell is a formula.
- The names of sheets are made of levels and codes; nothing from the archive is in them.
- The same archive gives the same bytes in one language and with one version of openpyxl.
- One sheet at a time is written; those that are done lie in the folder for temporary files.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from domain.areas import AreaLevel, level_of
from domain.contests import Contest, ContestOption
from domain.errors import UnknownFormError, UnknownRowError
from domain.profiles import Profile, label, place, profile, section
from ledger.errors import SheetTooWideError, WorkbookUnavailableError
from ledger.exports.exporting_tables import AreaResult, ContestTables, Head, State
from ledger.texts import LANGUAGES, printable, text

if TYPE_CHECKING:
    from _typeshed import SizedBuffer, StrPath
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

MAX_COLUMNS: Final = 16_384
"""How many columns a sheet can have."""

_EPOCH: Final = datetime(1980, 1, 1, tzinfo=UTC)
"""The time that stands in every file of a workbook: the earliest that a zip file can say."""

_UNIX: Final = 3
_LABELS: Final = 2
_HEADER: Final = 8
_WIDTHS: Final = (9, 60)
_CODE_WIDTH: Final = 16


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a sheet: what stands above it, and its cells (None: not known)."""

    group: str
    name: str
    remark: str
    cells: Sequence[int | None] | None


def write_workbook(path: Path, tables: ContestTables, head: Head, language: str) -> None:
    """The workbook of a contest, a sheet for every area that recapitulates, the highest first.

    Raises `WorkbookUnavailableError` without openpyxl, and `SheetTooWideError`.
    """
    try:
        from openpyxl import Workbook  # noqa: PLC0415 - an extra
        from openpyxl.writer.excel import ExcelWriter  # noqa: PLC0415
    except ImportError as error:
        raise WorkbookUnavailableError(path=path.name) from error
    book = Workbook(write_only=True)
    book.properties.creator = "rekap"
    book.properties.created = book.properties.modified = _EPOCH
    rows = row_labels(tables.contest, profile(head.profile), language)
    for area in tables.recapitulating:
        sheet = book.create_sheet(f"{level_of(area)} {area}")
        _Sheet(cast("Worksheet", sheet), tables, head, language).write(area, rows)
        sheet.close()
    with _SteadyZip(path, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).write_data()


def row_labels(contest: Contest, election: Profile, language: str) -> list[tuple[str, str]]:
    """The block and the name of every row of a contest's form; an option by its own name."""
    names = {_row_of(option): option.name for option in contest.options}
    return [_row_label(row, names.get(row), election, language) for row in contest.rows]


def _row_of(option: ContestOption) -> str:
    return f"suara_{option.no}" if option.parent is None else f"suara_{option.parent}_{option.no}"


def _row_label(row: str, name: str | None, election: Profile, language: str) -> tuple[str, str]:
    try:
        said = label(row, election)[LANGUAGES.index(language)] if name is None else f"{printable(name)} ({place(row)})"
        return section(row), said
    except UnknownRowError:
        return "", row


class _Sheet:
    """One sheet while it is written."""

    def __init__(self, sheet: "Worksheet", tables: ContestTables, head: Head, language: str) -> None:
        from openpyxl.styles import Font  # noqa: PLC0415 - an extra

        self._bold = Font(bold=True)
        self._sheet = sheet
        self._tables = tables
        self._head = head
        self._language = language

    def write(self, area: str, rows: Sequence[tuple[str, str]]) -> None:
        """The whole sheet of an area."""
        result = self._tables.area(area)
        columns = list(self._columns(result))
        if len(columns) + _LABELS > MAX_COLUMNS:
            raise SheetTooWideError(area=area, columns=len(columns) + _LABELS, most=MAX_COLUMNS)
        self._lay_out(len(columns))
        for line in self._about(result):
            self._line([line])
        blank = [""] * _LABELS
        self._line([*blank, *(column.group for column in columns)])
        self._line([self._say("export.section"), self._say("export.row"), *(column.name for column in columns)])
        self._line([*blank, *(column.remark for column in columns)])
        for at, (block, name) in enumerate(rows):
            cells = ["?" if column.cells is None else column.cells[at] for column in columns]
            self._sheet.append([self._text(block), self._text(name), *map(self._figure, cells)])

    def _lay_out(self, columns: int) -> None:
        from openpyxl.utils import get_column_letter  # noqa: PLC0415

        for at, width in enumerate((*_WIDTHS, *[_CODE_WIDTH] * columns), 1):
            self._sheet.column_dimensions[get_column_letter(at)].width = width
        self._sheet.freeze_panes = f"{get_column_letter(_LABELS + 1)}{_HEADER + 1}"
        self._sheet.page_setup.orientation = "landscape"

    def _about(self, result: AreaResult) -> Iterator[str]:
        """The lines above the table."""
        head, contest = self._head, self._tables.contest
        where = self._say(f"area.{result.level}", area=result.area)
        yield "" if head.kind == "official" else self._say(f"mark.{head.kind}")
        yield f"{_form_name(contest, result.area, profile(head.profile))}, {where} ({contest.id})"
        yield f"{printable(head.name)} ({self._say(f'kind.{head.kind}')}), {head.election}"
        yield self._say(f"status.{head.status}")
        yield self._say("export.legend")

    def _columns(self, result: AreaResult) -> Iterator[_Column]:
        if result.level is AreaLevel.KECAMATAN:
            for desa, stations in self._tables.desa_of(result.area):
                for tps in stations:
                    yield self._column(desa, tps, self._tables.station(tps))
                yield self._column(desa, self._say("export.desa"), self._tables.desa(desa, stations))
        else:
            for child in result.children:
                yield self._column("", child, self._tables.area(child))
        yield _Column("", self._say("table.missing"), "", result.missing)
        yield self._column("", self._say("table.sum"), result)

    def _column(self, group: str, name: str, result: AreaResult) -> _Column:
        figures = result.figures
        if result.state is State.ABSENT:
            figures = (None,) * len(self._tables.contest.rows)
        remark = "" if result.state is State.KNOWN else self._say(f"export.{result.state}")
        return _Column(group, name, remark, figures)

    def _line(self, cells: list[str]) -> None:
        self._sheet.append([self._text(each, is_bold=True) if each else None for each in cells])

    def _figure(self, value: str | int | None) -> "Cell | int | None":
        return self._text(value) if isinstance(value, str) else value

    def _text(self, value: str, *, is_bold: bool = False) -> "Cell":
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

        cell = WriteOnlyCell(self._sheet, value)
        cell.data_type = "s"  # openpyxl takes what begins with `=` for a formula
        if is_bold:
            cell.font = self._bold
        return cell

    def _say(self, key: str, **values: str) -> str:
        return text(key, self._language, **values)


def _form_name(contest: Contest, area: str, election: Profile) -> str:
    try:
        return election.form_name(contest.kind, level_of(area), area)
    except UnknownFormError:
        return contest.id


class _SteadyZip(ZipFile):
    """A zip file that says the same of its files at any time and on any machine."""

    def writestr(
        self,
        zinfo_or_arcname: str | ZipInfo,
        data: "str | SizedBuffer",
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Adds a file with this content."""
        given = zinfo_or_arcname.filename if isinstance(zinfo_or_arcname, ZipInfo) else zinfo_or_arcname
        super().writestr(_entry(given), data, compress_type or ZIP_DEFLATED, compresslevel)

    def write(
        self,
        filename: "StrPath",
        arcname: "StrPath | None" = None,
        compress_type: int | None = None,
        compresslevel: int | None = None,  # noqa: ARG002 - as its base
    ) -> None:
        """Adds the file of that name, as it is now."""
        entry = _entry(os.fspath(arcname or filename))
        entry.compress_type = compress_type or ZIP_DEFLATED
        entry.file_size = Path(filename).stat().st_size
        with Path(filename).open("rb") as source, self.open(entry, "w") as target:
            shutil.copyfileobj(source, target)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _EPOCH.timetuple()[:6])
    entry.create_system = _UNIX
    entry.external_attr = 0o644 << 16
    return entry
