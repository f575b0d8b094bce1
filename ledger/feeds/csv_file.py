"""Reader of published results as CSV, one line per TPS.

Rules of this module:

- One physical line is one TPS: a quote that is never closed spoils its own line and no other.
- A line that is no UTF-8, or that holds control characters, is reported, and reading goes on.
- Columns are parted by `,`, or by `;` where the header has no comma.
- A file without a header that names the TPS and the votes is one error for the whole file.
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TextIO

from ledger.feeds.errors import FeedEmptyError, FeedNotCsvError, FeedUnreadableError
from ledger.feeds.feed import Feed, Reading
from ledger.feeds.mapping import MAX_COLUMNS, Guess, HeaderMapping
from ledger.feeds.plain import open_plain
from ledger.feeds.rows import CONTROL
from ledger.feeds.table import Table, table_for

MAX_LINE: Final = 65_536
"""The longest line that is read, in characters: a file without line ends does not fill the memory."""

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
"""What `surrogateescape` reads bytes outside UTF-8 as."""


class CsvFeed(Feed):
    """A CSV file with a sound header."""

    def __init__(self, path: Path, table: Table, delimiter: str) -> None:
        super().__init__(path, table.mapping.rows, table.mapping)
        self._table = table
        self._delimiter = delimiter

    def readings(self) -> Iterator[Reading]:
        """One for each line that is not empty."""
        try:
            with _open(self.path) as stream:
                lines = _lines(stream)
                next(lines, None)
                for number, line in lines:
                    if line != "":
                        yield self._read(number, line)
        except OSError as error:
            raise _unreadable(self.path, error) from error

    def _read(self, number: int, line: str | None) -> Reading:
        reason, cells = _cells(line, self._delimiter)
        if reason is None and len(cells) != self._table.width:
            reason = "cells"
        if reason is not None:
            return self._table.whole(number, reason, line or "")
        return self._table.read(number, cells)


def open_csv(path: Path, mapping: HeaderMapping | None = None, guess: Guess | None = None) -> CsvFeed:
    """Opens a feed and checks its header; the lines are read when the feed is iterated.

    Raises `FeedUnreadableError`, `FeedEmptyError`, `FeedNotCsvError` and what `table_for` raises.
    """
    try:
        with _open(path) as stream:
            _, line = next(_lines(stream), (1, ""))
    except OSError as error:
        raise _unreadable(path, error) from error
    if line == "":
        raise FeedEmptyError(path=str(path))
    delimiter = ";" if line is not None and "," not in line and ";" in line else ","
    reason, headers = _cells(line, delimiter)
    if reason is None and len(headers) > MAX_COLUMNS:
        reason = "columns"
    if reason is not None:
        raise FeedNotCsvError(path=str(path), reason=reason)
    return CsvFeed(path, table_for(path, headers, mapping, guess), delimiter)


def csv_lines(path: Path) -> Iterator[tuple[int, str | None, list[str]]]:
    """Of each line that is not empty its number from 1, the reason why it cannot be read (or None), and its cells.

    Raises `FeedUnreadableError`.
    """
    try:
        with _open(path) as stream:
            for number, line in _lines(stream):
                if line != "":
                    yield number, *_cells(line, ",")
    except OSError as error:
        raise _unreadable(path, error) from error


def _open(path: Path) -> TextIO:
    # Bytes that are no UTF-8 become lone surrogates, so that only their own line is lost; a byte order mark is skipped.
    return io.TextIOWrapper(open_plain(path), encoding="utf-8-sig", errors="surrogateescape", newline="")


def _unreadable(path: Path, error: OSError) -> FeedUnreadableError:
    return FeedUnreadableError(path=str(path), reason=type(error).__name__)


def _lines(stream: TextIO) -> Iterator[tuple[int, str | None]]:
    """Line numbers from 1 and lines without their end; None for a line that is too long."""
    number = 0
    while line := stream.readline(MAX_LINE):
        number += 1
        if len(line) < MAX_LINE or line.endswith(("\n", "\r")):
            yield number, line.rstrip("\r\n")
            continue
        while line and not line.endswith(("\n", "\r")):
            line = stream.readline(MAX_LINE)
        yield number, None


def _cells(line: str | None, delimiter: str) -> tuple[str | None, list[str]]:
    """The reason why a line cannot be read, or None and its cells."""
    if line is None:
        return "too_long", []
    if _SURROGATE.search(line):
        return "not_utf8", []
    if CONTROL.search(line):
        return "control_character", []
    try:
        return None, next(csv.reader([line], strict=True, delimiter=delimiter))
    except csv.Error:
        return "malformed", []
