"""Reader of published results as XLSX, the way a PPK keeps them: one row per TPS under a line of headers.

Rules of this module:

- The header is looked for in the first 20 rows of each sheet; the first sheet that has one is read, or the named one.
- A header names the TPS and the votes of some option; where none does, that is one error for the whole file.
- A cell that holds a formula counts with the result that stands in the file; one that was never computed is a problem.
- Sizes are bounded: of the file, of what it unpacks to, of parts that are read as a whole, of rows and of columns.
- XML entities are refused.
- A line is the number of the row as the spreadsheet shows it; empty rows are passed over.
"""

import os
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, TypeVar
from xml.etree.ElementTree import ParseError

from ledger.feeds.errors import (
    FeedMalformedError,
    FeedTooLargeError,
    FeedTwoHeadersError,
    FeedUnreadableError,
    HeaderMissingError,
    SheetMissingError,
)
from ledger.feeds.feed import Feed, Reading
from ledger.feeds.mapping import MAX_COLUMNS, Guess, HeaderMapping, mapping_of
from ledger.feeds.plain import open_plain
from ledger.feeds.rows import CONTROL, Formula, shown
from ledger.feeds.table import Table, table_for

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell, MergedCell

    _Books = tuple[Workbook, Workbook]

X = TypeVar("X")

MAX_BYTES: Final = 64 * 1024**2
"""The largest workbook that is read."""

MAX_UNPACKED: Final = 512 * 1024**2
"""The most bytes that the parts of a workbook may unpack to."""

MAX_PART: Final = 4 * 1024**2
"""The most bytes of a part that is no sheet, text or picture: styles and such are held as a whole."""

MAX_ROWS: Final = 1_048_576
"""The most rows that a sheet can have."""

HEADER_ROWS: Final = 20
"""In how many rows the header is looked for."""

_LARGE: Final = re.compile(r"xl/(?:worksheets/[^/]+\.xml|sharedStrings\.xml|media/[^/]+)", re.IGNORECASE)
_CONTENTS: Final = "[Content_Types].xml"
_SPACE: Final = re.compile(r"\s+")


class XlsxFeed(Feed):
    """A sheet of a workbook with a sound header; `sheet` is its name."""

    def __init__(self, path: Path, sheet: str, header_row: int, table: Table) -> None:
        super().__init__(path, table.mapping.rows, table.mapping)
        self.sheet = sheet
        self._header_row = header_row
        self._table = table

    def readings(self) -> Iterator[Reading]:
        """One for each row below the header that holds anything."""
        width = self._table.width
        with _workbook(self.path) as books:
            for number, cells in _rows(self.path, books, self.sheet):
                if number <= self._header_row or all(cell is None or cell == "" for cell in cells):
                    continue
                # Rows end at their last cell; what stands beyond the headers belongs to none of them.
                yield self._table.read(number, [*cells[:width], *[None] * (width - len(cells))])


def open_xlsx(
    path: Path, mapping: HeaderMapping | None = None, guess: Guess | None = None, sheet: str | None = None
) -> XlsxFeed:
    """Opens a workbook and finds its header; the rows are read when the feed is iterated.

    Raises `FeedUnreadableError`, `FeedMalformedError`, `FeedTooLargeError`, `SheetMissingError`, `HeaderMissingError`
    and what `table_for` raises.
    """
    with _workbook(path) as books:
        names = [each.title for each in books[0].worksheets]
        if sheet is not None and sheet not in names:
            raise SheetMissingError(path=str(path), sheet=shown(sheet), sheets=", ".join(map(shown, names)))
        for name in names if sheet is None else [sheet]:
            found = _header(path, islice(_rows(path, books, name), HEADER_ROWS), mapping, guess)
            if found is not None:
                number, headers = found
                return XlsxFeed(path, name, number, table_for(path, headers, mapping, guess))
    raise HeaderMissingError(path=str(path), rows=HEADER_ROWS)


def _header(
    path: Path, rows: Iterable[tuple[int, Sequence[object]]], mapping: HeaderMapping | None, guess: Guess | None
) -> tuple[int, list[str]] | None:
    """The first row that can be the header, and its headers."""
    for number, cells in rows:
        headers = [_header_text(cell) for cell in cells]
        if mapping is not None:
            if set(mapping.columns) <= set(headers):
                return number, headers
        elif _may_be_header(path, headers, guess):
            return number, headers
    return None


def _may_be_header(path: Path, headers: list[str], guess: Guess | None) -> bool:
    texts = [header for header in headers if header]
    # A line of numbers is no header, though numbers may be headers beside a word; a word that stands twice may
    # still be one, which is then an error to name.
    unique = list(dict.fromkeys(texts))
    if not any(character.isalpha() for text in texts for character in text):
        return False
    try:
        return mapping_of(path, unique, guess).is_usable()
    except FeedTwoHeadersError:
        return True


def _header_text(cell: object) -> str:
    """A header as one line of text."""
    text = "" if cell is None else _SPACE.sub(" ", str(cell)).strip()
    return CONTROL.sub("", text)


def _rows(path: Path, books: "_Books", sheet: str) -> Iterator[tuple[int, list[object]]]:
    """Numbers of rows from 1 and the values of their cells; a formula that was never computed stays one."""
    written, computed = (_rows_of(book, sheet) for book in books)
    number = 0
    while (row := _quietly(next, written, None)) is not None:
        number += 1
        if number > MAX_ROWS:
            raise FeedTooLargeError(path=str(path), reason="rows", limit=MAX_ROWS)
        if len(row) > MAX_COLUMNS:
            raise FeedTooLargeError(path=str(path), reason="columns", limit=MAX_COLUMNS)
        results = _quietly(next, computed, ())
        yield number, [_value(cell, result) for cell, result in zip(row, results, strict=True)]


def _rows_of(book: "Workbook", sheet: str) -> "Iterator[tuple[Cell | MergedCell, ...]]":
    page = book[sheet]
    # The size that a sheet says it has is not trusted: it makes every row that wide.
    page.reset_dimensions()
    return page.iter_rows()


def _value(cell: "Cell | MergedCell", result: "Cell | MergedCell") -> object:
    """What a cell holds; of a formula the result that is stored beside it."""
    if cell.data_type != "f":
        return cell.value
    return Formula(str(cell.value)) if result.value is None else result.value


@contextmanager
def _workbook(path: Path) -> "Iterator[_Books]":
    """A workbook opened twice, for what was written and what was computed; what goes wrong is an error of the file."""
    _check_size(path)
    import openpyxl  # noqa: PLC0415 - start-up time asks for late imports

    if not openpyxl.DEFUSEDXML:
        raise FeedMalformedError(path=str(path), reason="xml_unprotected")
    try:
        with path.open("rb") as first, path.open("rb") as second, ExitStack() as opened:
            written, computed = _load(first, data_only=False), _load(second, data_only=True)
            opened.callback(written.close)
            opened.callback(computed.close)
            yield written, computed
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        NotImplementedError,
        OSError,
        ParseError,
        RecursionError,
        TypeError,
        ValueError,
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        zlib.error,
    ) as error:  # fmt: skip - what its reader raises for parts that do not fit together
        raise _said(path, error) from error


def _load(file: BinaryIO, *, data_only: bool) -> "Workbook":
    from openpyxl import load_workbook  # noqa: PLC0415 - as above

    return _quietly(partial(load_workbook, read_only=True, data_only=data_only, keep_links=False), file)


def _said(path: Path, error: Exception) -> FeedMalformedError | FeedUnreadableError:
    """The error of a file, for what its reader raised."""
    from defusedxml import DefusedXmlException  # noqa: PLC0415 - as above

    if isinstance(error, OSError) and error.errno is not None:
        return FeedUnreadableError(path=str(path), reason=type(error).__name__)
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, DefusedXmlException):
        cause = cause.__cause__ or cause.__context__
    return FeedMalformedError(path=str(path), reason="xlsx" if cause is None else "xml_entities")


def _quietly(function: Callable[..., X], *args: object) -> X:
    """The value of a call whose warnings nobody needs: what matters to a row is named by row and column."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return function(*args)


def _check_size(path: Path) -> None:
    try:
        with open_plain(path) as file:
            size = os.fstat(file.fileno()).st_size
        if size > MAX_BYTES:
            raise FeedTooLargeError(path=str(path), reason="file", limit=MAX_BYTES)
        with zipfile.ZipFile(path) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
            small = max((part.file_size for part in parts.infolist() if not _LARGE.fullmatch(part.filename)), default=0)
            # A picture may be large because nothing reads it: none is declared to be any other part.
            pictures = small <= MAX_PART and _CONTENTS in parts.namelist() and b"/xl/media/" in parts.read(_CONTENTS)
    except OSError as error:
        raise FeedUnreadableError(path=str(path), reason=type(error).__name__) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise FeedMalformedError(path=str(path), reason="xlsx") from error
    if pictures:
        raise FeedMalformedError(path=str(path), reason="xlsx")
    if small > MAX_PART:
        raise FeedTooLargeError(path=str(path), reason="part", limit=MAX_PART)
    if unpacked > MAX_UNPACKED:
        raise FeedTooLargeError(path=str(path), reason="unpacked", limit=MAX_UNPACKED)
