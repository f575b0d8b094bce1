"""Reader of published results as CSV, one line per TPS (the layout of the Sirekap 2024 and Situng 2019 extracts).

Rules of this module:

- One physical line is one TPS: a quote that is never closed spoils its own line and no other.
- An empty cell is "not published" (None), never 0.
- A figure is `0` or ASCII digits without a leading zero, at most 1,000,000; anything else is reported, never guessed.
- A line with any problem is left out as a whole, and every problem of it is reported by line and column.
- A code is 13 ASCII digits and agrees with the `kode_*` columns beside it.
- A TPS stands once: every later line of the same code is reported and left out, also when the first one was.
- A line that is no UTF-8, or that holds control characters, is reported, and reading goes on.
- A file without header, with a needed column missing or a column twice is one error for the whole file.

The limit of a figure is far above any TPS (at most 600 voters) and any misreading seen, and low enough that the sum
over a million TPS stays below 2^53, the largest integer of the wire format.

    feed = read_feed(path)
    for row in feed: ...            # FeedRow
    feed.problems                   # complete when the loop has ended
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TextIO

from domain.areas import AreaLevel, length_of
from domain.contests import ContestOption
from domain.profiles import COLUMNS
from domain.totals import MAX_STATION_FIGURE
from domain.types import Figures
from ledger.errors import (
    FeedColumnMissingError,
    FeedColumnTwiceError,
    FeedEmptyError,
    FeedNotCsvError,
    FeedUnreadableError,
)

MAX_FIGURE: Final = MAX_STATION_FIGURE
"""The largest figure that is taken for the count of a TPS."""

MAX_LINE: Final = 65_536
"""The longest line that is read, in characters: a file without line ends does not fill the memory."""

CODE: Final = "kode_tps"
"""The column of the 13 digits of the TPS."""

NAME_COLUMNS: Final = ("provinsi", "kabko", "kecamatan", "kelurahan")
"""The columns of the names, from the provinsi to the desa or kelurahan."""

_PREFIXES: Final = {
    "kode_provinsi": length_of(AreaLevel.PROVINSI),
    "kode_kabko": length_of(AreaLevel.KABKO),
    "kode_kecamatan": length_of(AreaLevel.KECAMATAN),
    "kode_kelurahan": length_of(AreaLevel.DESA),
}
_VOTES: Final = ("suara_sah", "suara_tidak_sah", "suara_total")
_GROUPS: Final = {
    "pemilih_dpt": "pemilih_dpt",
    "pengguna_dpt": "pengguna_dpt",
    "pengguna_dptb": "pengguna_pindahan",
    "pengguna_non_dpt": "pengguna_khusus",
    "pengguna_total": "pengguna_total",
}
_OPTIONAL: Final = {f"{theirs}_{k}": f"{ours}_{k}" for theirs, ours in _GROUPS.items() for k in COLUMNS}
"""Columns that a feed may lack, and the row each one fills; the feed of 2019 has no users of the right to vote."""

_REQUIRED: Final = (CODE, *_PREFIXES, *NAME_COLUMNS, "suara_1", *_VOTES)
_TPS: Final = re.compile(r"[0-9]{13}")
_FIGURE: Final = re.compile(r"0|[1-9][0-9]*")
_OPTION: Final = re.compile(r"suara_([1-9][0-9]{0,3})")
_REASONS: Final = (
    ("spaces", re.compile(r".*\s.*", re.DOTALL)),
    ("negative", re.compile(r"-[0-9].*")),
    ("boolean", re.compile(r"true|false|ya|tidak", re.IGNORECASE)),
    ("not_whole", re.compile(r"\+?[0-9]*[.,][0-9]+|[0-9.]+e[+-]?[0-9]+|nan|[+-]?inf(inity)?", re.IGNORECASE)),
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
"""What `surrogateescape` reads bytes outside UTF-8 as."""
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""Control characters, and invisible ones that change how a name is shown."""
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One TPS as published: line of the file, code, names from the provinsi down, figures by row of the form."""

    line: int
    tps: str
    names: tuple[str, ...]
    figures: Mapping[str, int | None]

    @property
    def is_published(self) -> bool:
        """Whether any figure is there."""
        return any(figure is not None for figure in self.figures.values())

    def figures_for(self, rows: Sequence[str]) -> Figures:
        """The figures in the order of a contest's rows; None for a row that the feed does not carry."""
        return tuple([self.figures.get(row) for row in rows])


@dataclass(frozen=True, slots=True)
class FeedProblem:
    """Why a line was left out.

    Attributes:
        line: counted from 1, the header being line 1.
        column: the name in the header; empty where the line as a whole is meant.
        reason: `cells`, `malformed`, `too_long`, `not_utf8`, `control_character`, `code`, `code_disagrees`,
            `duplicate_tps`, or of a figure: `spaces`, `negative`, `boolean`, `not_whole`, `too_large`, `not_a_number`.
        value: what stands there, shortened, in printable ASCII.
    """

    line: int
    column: str
    reason: str
    value: str


@dataclass(slots=True)
class Feed:
    """A feed file with a sound header.  Iterating reads it from the start and renews `problems`.

    Attributes:
        path: the file.
        columns: its header.
        rows: for each column with figures, its row of the form, in the order of the header.
        paslon: the ballot numbers, from 1 without gaps.
        problems: what the last iteration left out so far, in the order of the lines.
    """

    path: Path
    columns: tuple[str, ...]
    rows: Mapping[str, str]
    paslon: tuple[int, ...]
    problems: list[FeedProblem] = field(default_factory=list)

    @property
    def options(self) -> tuple[ContestOption, ...]:
        """The paslon as options of a contest; a feed knows no names."""
        return tuple(ContestOption(no, f"Paslon {no}") for no in self.paslon)

    def __iter__(self) -> Iterator[FeedRow]:
        self.problems = []
        seen: set[str] = set()
        try:
            with _open(self.path) as stream:
                lines = _lines(stream)
                next(lines, None)
                for number, line in lines:
                    row, problems = self._read(number, line, seen)
                    self.problems += problems
                    if row is not None:
                        yield row
        except OSError as error:
            raise _unreadable(self.path, error) from error

    def _read(self, number: int, line: str | None, seen: set[str]) -> tuple[FeedRow | None, list[FeedProblem]]:
        """The TPS of a line, or else its problems; an empty line has neither."""
        if line == "":
            return None, []
        whole, cells = _cells(line)
        if whole is None and len(cells) != len(self.columns):
            whole = "cells"
        if whole is not None:
            return None, [FeedProblem(number, "", whole, _printable(line or ""))]
        named = dict(zip(self.columns, cells, strict=True))
        code = named[CODE]
        problems = [FeedProblem(number, *problem) for problem in _code_problems(named)]
        if not problems and code in seen:
            problems = [FeedProblem(number, CODE, "duplicate_tps", code)]
        if _TPS.fullmatch(code):
            seen.add(code)
        figures: dict[str, int | None] = {}
        for column, row in self.rows.items():
            figures[row], reason = _figure(named[column])
            if reason is not None:
                problems.append(FeedProblem(number, column, reason, _printable(named[column])))
        if problems:
            return None, problems
        return FeedRow(number, code, tuple(named[name] for name in NAME_COLUMNS), figures), []


def read_feed(path: Path) -> Feed:
    """Opens a feed and checks its header; the lines are read when the feed is iterated.

    Raises `FeedUnreadableError`, `FeedEmptyError`, `FeedNotCsvError`, `FeedColumnMissingError`, `FeedColumnTwiceError`.
    """
    try:
        with _open(path) as stream:
            _, line = next(_lines(stream), (1, ""))
    except OSError as error:
        raise _unreadable(path, error) from error
    if line == "":
        raise FeedEmptyError(path=str(path))
    reason, columns = _cells(line)
    if reason is not None:
        raise FeedNotCsvError(path=str(path), reason=reason)
    paslon = _checked_paslon(path, columns)
    options = {f"suara_{no}": f"suara_{no}" for no in paslon}
    known = _OPTIONAL | options | {name: name for name in _VOTES}
    rows = {column: known[column] for column in columns if column in known}
    return Feed(path, tuple(columns), rows, paslon)


def _checked_paslon(path: Path, columns: Sequence[str]) -> tuple[int, ...]:
    """The ballot numbers in a header that has every column once."""
    twice = next((column for column in columns if columns.count(column) > 1), None)
    if twice is not None:
        raise FeedColumnTwiceError(path=str(path), column=_printable(twice))
    numbers = sorted(int(match[1]) for match in map(_OPTION.fullmatch, columns) if match)
    # A number left out would be votes left out: the file lost a column.
    gaps = (f"suara_{no}" for no in range(1, max(numbers, default=1)) if no not in numbers)
    missing = sorted({column for column in _REQUIRED if column not in columns}.union(gaps))
    if missing:
        raise FeedColumnMissingError(path=str(path), columns=",".join(missing))
    return tuple(numbers)


def _open(path: Path) -> TextIO:
    # Bytes that are no UTF-8 become lone surrogates, so that only their own line is lost; a byte order mark is skipped.
    return path.open(encoding="utf-8-sig", errors="surrogateescape", newline="")


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


def _cells(line: str | None) -> tuple[str | None, list[str]]:
    """The reason why a line cannot be read, or None and its cells."""
    if line is None:
        return "too_long", []
    if _SURROGATE.search(line):
        return "not_utf8", []
    if _CONTROL.search(line):
        return "control_character", []
    try:
        return None, next(csv.reader([line], strict=True))
    except csv.Error:
        return "malformed", []


def _code_problems(named: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Column, reason and value of what is wrong with the codes of a line."""
    code = named[CODE]
    if _TPS.fullmatch(code) is None:
        return [(CODE, "code", _printable(code))]
    return [
        (column, "code_disagrees", _printable(named[column]))
        for column, length in _PREFIXES.items()
        if named[column] != code[:length]
    ]


def _figure(cell: str) -> tuple[int | None, str | None]:
    """The figure of a cell (None: not published) and the reason why there is none."""
    if cell == "":
        return None, None
    if _FIGURE.fullmatch(cell) is None:
        return None, next((reason for reason, pattern in _REASONS if pattern.fullmatch(cell)), "not_a_number")
    # Length first: turning thousands of digits into an integer is slow and, above 4,300, an error.
    if len(cell) > len(str(MAX_FIGURE)) or int(cell) > MAX_FIGURE:
        return None, "too_large"
    return int(cell), None


def _printable(value: str) -> str:
    short = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}..."
    return short.encode("unicode_escape").decode("ascii")
