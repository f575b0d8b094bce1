"""Templates: an empty form of a contest as a CSV file or a workbook, filled in by a person and read back.

Rules of this module:

- One file is one form, laid out like the paper: section, place, label, row, figure, and the number in words.
- Every row of the form stands there exactly once; a line that was deleted is not an empty figure.
- Place and row of a line belong together: a sheet that was sorted or shifted in part is refused.
- A figure is a whole number; a formula, a date, a yes or no, a fraction is refused with its cell.
- A number in words may be digits or Indonesian words.
- Sizes are bounded, of the file and of what it unpacks to; XML entities are refused.
- The same form gives the same bytes; in the workbook only the cells to be filled in can be changed.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

from domain.contests import MAX_ROWS, Contest
from domain.profiles import VOTES, Profile
from domain.totals import MAX_STATION_FIGURE
from domain.types import Figures
from ledger.errors import TemplateCellError, TemplateMalformedError, TemplateWorkbookError, TypedFigureError
from ledger.forms.figure_text import figure_of_text, number_in_words, shown_text
from ledger.forms.form_labels import row_label
from ledger.forms.typing_form import RESULT, Field, section_of
from ledger.texts import LANGUAGES, text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

HEADERS: Final = {
    "id": ("bagian", "tempat", "uraian", "baris", "angka", "huruf"),
    "en": ("section", "place", "label", "row", "figure", "words"),
}
MAX_TEMPLATE_BYTES: Final = 4 * 1024 * 1024
MAX_UNPACKED: Final = 64 * 1024 * 1024
_MAX_PARTS: Final = 200
_HEADER_LINES: Final = 10
_MOST_LINES: Final = MAX_ROWS + 1000
_WIDTHS: Final = (9, 16, 62, 24, 12, 34)
_EPOCH: Final = datetime(1980, 1, 1, tzinfo=UTC)
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
_ZIP: Final = b"PK\x03\x04"
_FORMULA_STARTS: Final = ("=", "+", "-", "@")
_PLACE, _ROW, _FIGURE, _WORDS = 1, 3, 4, 5


class TemplateLine(NamedTuple):
    """A row of the form as the template prints it."""

    section: str
    place: str
    label: str
    row: str


def template_lines(contest: Contest, election: Profile, language: str) -> list[TemplateLine]:
    """The rows of a contest's form, in its order."""
    return [
        TemplateLine(section_of(row), Field(contest.id, row).place, row_label(contest, row, election, language), row)
        for row in contest.rows
    ]


# --- writing ---------------------------------------------------------------------------------------------------------


def csv_template(lines: Sequence[TemplateLine], language: str) -> bytes:
    """The template as CSV, the way a spreadsheet set to Indonesian opens it in columns: parted by `;`, with a mark."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADERS[language])
    # A spreadsheet would take a name that begins like a formula for one.
    shown = (
        line._replace(label=f" {line.label}") if line.label.startswith(_FORMULA_STARTS) else line for line in lines
    )
    writer.writerows((*line, "", "") for line in shown)
    return out.getvalue().encode("utf-8-sig")


def workbook_template(lines: Sequence[TemplateLine], title: str, language: str) -> bytes:
    """The template as a workbook with one sheet.  Raises `TemplateWorkbookError` without openpyxl."""
    try:
        from openpyxl import Workbook  # noqa: PLC0415 - an extra
        from openpyxl.writer.excel import ExcelWriter  # noqa: PLC0415
    except ImportError as error:
        raise TemplateWorkbookError(path=title) from error
    book = Workbook()
    book.properties.creator = "rekap"
    book.properties.created = book.properties.modified = _EPOCH
    sheet: Worksheet = book.worksheets[0]
    sheet.title = "C.HASIL"
    _fill(sheet, lines, title, language)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).write_data()
    return _steady(out)


def _fill(sheet: "Worksheet", lines: Sequence[TemplateLine], title: str, language: str) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side  # noqa: PLC0415 - an extra

    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    grey, open_cell = PatternFill("solid", fgColor="DDDDDD"), Protection(locked=False)
    thin = Side(style="thin")
    frame = Border(left=thin, right=thin, top=thin, bottom=thin)
    for head in (title, text("template.advice", language), ""):
        sheet.append([head])
    sheet.append(HEADERS[language])
    for cell in sheet[4]:
        cell.font, cell.fill = bold, grey
    for line in lines:
        sheet.append([*line, None, None])
        cells: Sequence[Cell] = sheet[sheet.max_row]  # type: ignore[assignment]  # no merged cells here
        for cell, value in zip(cells, line, strict=False):
            cell.data_type = "s" if value else "n"  # a name is never a formula
            cell.alignment = wrapped
        for at in (_FIGURE, _WORDS) if line.section in {VOTES, RESULT} else (_FIGURE,):
            cells[at].protection, cells[at].border = open_cell, frame
    sheet["A1"].font = bold
    _lay_out(sheet, language)


def _lay_out(sheet: "Worksheet", language: str) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - an extra

    for letter, width in zip("ABCDEF", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A5"
    sheet.print_title_rows = "4:4"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]  # made with the sheet
    whole = DataValidation(type="whole", operator="between", formula1="0", formula2=str(MAX_STATION_FIGURE))
    whole.error = text("template.whole", language)
    whole.add(f"E5:E{sheet.max_row}")
    sheet.add_data_validation(whole)
    sheet.protection.sheet = True


def _steady(packed: io.BytesIO) -> bytes:
    """The same zip file with no time of day in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(packed) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for part in sorted(before.infolist(), key=lambda each: each.filename != "[Content_Types].xml"):
            info = zipfile.ZipInfo(part.filename, _ZIP_TIME)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
            after.writestr(info, before.read(part))
    return out.getvalue()


# --- reading ---------------------------------------------------------------------------------------------------------


def is_template(path: Path) -> bool:
    """Whether a file looks like a template of ours: a workbook, or CSV with its header."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        start = file.read(200)
    first = start.decode("utf-8-sig", "replace").splitlines()[:1] or [""]
    return start.startswith(_ZIP) or _header(_csv_cells(first[0])) is not None


def read_template(path: Path, rows: Sequence[str]) -> tuple[Figures, Figures]:
    """The figures and the numbers in words of a filled-in template, in the order of `rows`; no words where none stand.

    Raises `TemplateMalformedError`, `TemplateCellError`, `TemplateWorkbookError`, and `OSError`.
    """
    with path.open("rb") as file:
        raw = file.read(MAX_TEMPLATE_BYTES + 1)
    if len(raw) > MAX_TEMPLATE_BYTES:
        _malformed(path, "too_large")
    lines = _workbook_lines(raw, path) if raw.startswith(_ZIP) else _text_lines(raw, path)
    return _form(_below_header(lines, path), rows, path)


class _Line(NamedTuple):
    number: int
    cells: Sequence[object]


class _Formula(NamedTuple):
    text: str


def _header(cells: Sequence[object]) -> str | None:
    """The language of the header in these cells, if they are one."""
    said = tuple(str(cell).strip().lower() for cell in cells if cell is not None and str(cell).strip())
    return next((language for language in LANGUAGES if HEADERS[language] == said), None)


def _csv_cells(line: str) -> list[str]:
    return next(csv.reader([line], delimiter=";" if ";" in line else ","), [])


def _text_lines(raw: bytes, path: Path) -> Iterator[_Line]:
    try:
        content = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        _malformed(path, "not_utf8")
    first = content.partition("\n")[0]
    try:
        reader = csv.reader(io.StringIO(content), delimiter=";" if ";" in first else ",", strict=True)
        yield from (_Line(number, cells) for number, cells in enumerate(reader, start=1))
    except csv.Error:
        _malformed(path, "csv")


def _workbook_lines(raw: bytes, path: Path) -> list[_Line]:
    try:
        import openpyxl  # noqa: PLC0415 - an extra
        from defusedxml import DefusedXmlException  # noqa: PLC0415
    except ImportError as error:
        raise TemplateWorkbookError(path=path.name) from error
    if not openpyxl.DEFUSEDXML:
        raise TemplateWorkbookError(path=path.name)
    try:
        _require_small(raw, path)
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=False, keep_links=False)
        try:
            return list(_sheet_lines(book, path))
        finally:
            book.close()
    except TemplateMalformedError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever its reader stumbles over in parts that do not fit together
        is_entity = isinstance(error, DefusedXmlException) or isinstance(error.__cause__, DefusedXmlException)
        _malformed(path, "entities" if is_entity else "workbook")


def _require_small(raw: bytes, path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        listed = parts.infolist()
    if len(listed) > _MAX_PARTS or sum(part.file_size for part in listed) > MAX_UNPACKED:
        _malformed(path, "too_large")


def _sheet_lines(book: "Workbook", path: Path) -> Iterator[_Line]:
    if len(book.worksheets) != 1:
        _malformed(path, "sheets", str(len(book.worksheets)))
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # the size that a sheet says it has is not trusted
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > _MOST_LINES or len(row) > MAX_ROWS:
            _malformed(path, "too_large")
        cells = [_Formula(str(cell.value)) if cell.data_type == "f" else cell.value for cell in row]
        yield _Line(number, [*cells, *[None] * (len(HEADERS["id"]) - len(cells))])


def _below_header(lines: Iterable[_Line], path: Path) -> Iterator[_Line]:
    """The lines below the header that hold anything."""
    language = None
    for line in lines:
        if language is None:
            language = _header(line.cells)
            if language is None and line.number >= _HEADER_LINES:
                break
        elif any(cell is not None and str(cell).strip() for cell in line.cells):
            yield line
    if language is None:
        _malformed(path, "header", ",".join(HEADERS["id"]))


def _form(lines: Iterable[_Line], rows: Sequence[str], path: Path) -> tuple[Figures, Figures]:
    known = frozenset(rows)
    figures: dict[str, int | None] = {}
    words: dict[str, int | None] = {}
    for line in lines:
        width = len(HEADERS["id"])
        if len(line.cells) < width or any(cell not in {None, ""} for cell in line.cells[width:]):
            _refuse(path, line, width, "", "cells", str(len(line.cells)))
        row = str(line.cells[_ROW] or "").strip()
        if row not in known:
            _refuse(path, line, _ROW, row, "unknown_row", row)
        if row in figures:
            _refuse(path, line, _ROW, row, "row_twice", row)
        where = str(line.cells[_PLACE] or "").strip()
        if where != Field("", row).place:
            _refuse(path, line, _PLACE, row, "shifted", where)
        figures[row] = _figure(path, line, _FIGURE, row)
        words[row] = _figure(path, line, _WORDS, row)
    missing = [row for row in rows if row not in figures]
    if missing:
        _malformed(path, "rows", missing[0])
    spelled = tuple(words[row] for row in rows)
    return tuple(figures[row] for row in rows), spelled if any(word is not None for word in spelled) else ()


def _figure(path: Path, line: _Line, column: int, row: str) -> int | None:
    value = line.cells[column]
    if value is None or value == "":
        return None
    if isinstance(value, (bool, _Formula, datetime)):
        _refuse(path, line, column, row, "formula" if isinstance(value, _Formula) else "not_a_number", _said(value))
    typed = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
    if column == _WORDS:
        spelled = number_in_words(typed)
        if spelled is not None:
            return spelled
    try:
        return figure_of_text(typed)
    except TypedFigureError as error:
        reason = str(dict(error.params)["reason"])
        is_words = column == _WORDS and reason == "not_a_number"
        _refuse(path, line, column, row, "not_words" if is_words else reason, typed)


def _said(value: object) -> str:
    return value.text if isinstance(value, _Formula) else str(value)


def _refuse(path: Path, line: _Line, column: int, row: str, reason: str, value: str) -> NoReturn:
    raise TemplateCellError(
        path=path.name,
        line=line.number,
        column="ABCDEFG"[column],
        row=shown_text(row),
        value=shown_text(value),
        reason=reason,
    ) from None


def _malformed(path: Path, reason: str, value: str = "") -> NoReturn:
    raise TemplateMalformedError(path=path.name, reason=reason, value=shown_text(value)) from None
