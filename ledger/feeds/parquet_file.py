"""Reader of published results as Parquet, in the columns of the CSV layout.

Rules of this module:

- A file is read by batches of rows, whatever its size: memory is that of one batch.
- Columns of text are bounded as a whole and value by value: one long text repeated is a small file.
- Columns of figures are integers, fractions or text; null is not published, and a fraction that is not whole or NaN is
  a problem.  Any other type has no figures.
- A line is a row counted from 2, as if the header were line 1 of a table.
- Reading needs pyarrow, which is an extra of its own; without it the error says what to install.
"""

import importlib
from collections.abc import Iterator, Sequence
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ledger.feeds.errors import FeedMalformedError, FeedTooLargeError, FeedUnreadableError, ParquetUnavailableError
from ledger.feeds.feed import Feed, Reading
from ledger.feeds.layout import NAME_COLUMNS
from ledger.feeds.mapping import MAX_COLUMNS, Guess, HeaderMapping
from ledger.feeds.plain import open_plain
from ledger.feeds.rows import MAX_FIGURE, figure_of
from ledger.feeds.table import Table, table_for

if TYPE_CHECKING:
    from types import ModuleType

BATCH: Final = 16_384
"""How many rows are in the memory at once."""

MAX_GROUP_BYTES: Final = 2 * 1024**3
"""The most bytes that a row group may have when it is unpacked, so that a small file does not fill the memory."""


MAX_COLUMN_BYTES: Final = 128 * 1024**2
"""The most bytes that a column of text may have in a row group: every code of the nation, several times."""

MAX_CELL: Final = 1024
"""The longest text of a cell, in bytes."""


class ParquetFeed(Feed):
    """A Parquet file with a sound header."""

    def __init__(self, path: Path, headers: Sequence[str], table: Table, texts: Sequence[str]) -> None:
        super().__init__(path, table.mapping.rows, table.mapping)
        self._headers = tuple(headers)
        self._texts = tuple(texts)
        self._table = table

    def readings(self) -> Iterator[Reading]:
        """One for each row."""
        arrow, parquet = _libraries(self.path)
        needed = _needed(self._headers, self._table.mapping)
        line = 2
        try:
            with parquet.ParquetFile(self.path, memory_map=False, read_dictionary=list(self._texts)) as file:
                # Without threads: workers are forked later, and a reader of many batches gains little.
                for batch in file.iter_batches(BATCH, columns=needed, use_threads=False):
                    columns = [_Column(self.path, arrow, batch, name) for name in needed]
                    yield from self._read(line, columns, batch.num_rows)
                    line += batch.num_rows
        except OSError as error:
            raise _of_file(self.path, error) from error
        except (arrow.ArrowException, ValueError) as error:
            raise FeedMalformedError(path=str(self.path), reason="parquet") from error

    def _read(self, line: int, columns: "list[_Column]", count: int) -> Iterator[Reading]:
        by_name = {column.name: column for column in columns}
        # A column that is not needed is never unpacked; its place in the table is held by nothing.
        lists = [by_name[name].values if name in by_name else repeat(None, count) for name in self._headers]
        sound = all(by_name[self._headers[place]].is_sound for place, _ in self._table.figures)
        figure = _as_it_is if sound else figure_of
        for number, cells in enumerate(zip(*lists, strict=True), line):
            yield self._table.read(number, cells, figure)


class _Column:
    """A column of a batch; `is_sound` if every value is known to be a figure or null."""

    def __init__(self, path: Path, arrow: "ModuleType", batch: object, name: str) -> None:
        column = batch.column(name)  # type: ignore[attr-defined]  # carries no types
        self.name = name
        if _longest(arrow, column) > MAX_CELL:
            raise FeedTooLargeError(path=str(path), reason="cell", limit=MAX_CELL)
        if hasattr(column, "dictionary_decode"):
            column = column.dictionary_decode()
        self.values: list[object] = column.to_pylist()
        self.is_sound = False
        if arrow.types.is_integer(column.type):
            bounds = importlib.import_module("pyarrow.compute").min_max(column).as_py()
            self.is_sound = bounds["min"] is None or (bounds["min"] >= 0 and bounds["max"] <= MAX_FIGURE)


def open_parquet(path: Path, mapping: HeaderMapping | None = None, guess: Guess | None = None) -> ParquetFeed:
    """Opens a feed and checks its columns; the rows are read when the feed is iterated.

    Raises `ParquetUnavailableError`, `FeedUnreadableError`, `FeedMalformedError`, `FeedTooLargeError` and what
    `table_for` raises.
    """
    arrow, parquet = _libraries(path)
    open_plain(path).close()
    try:
        with parquet.ParquetFile(path) as file:
            headers = [str(name) for name in file.schema_arrow.names]
            groups = [file.metadata.row_group(index) for index in range(file.num_row_groups)]
            texts = [name for name in headers if _holds_text(arrow, file.schema_arrow.field(name).type)]
            # In the order of the leaves, each by its whole path: a column of texts is a leaf of its own name.
            chunks = [group.column(place) for group in groups for place in range(group.num_columns)]
    except OSError as error:
        raise _of_file(path, error) from error
    except (arrow.ArrowException, ValueError) as error:
        raise FeedMalformedError(path=str(path), reason="parquet") from error
    if len(headers) > MAX_COLUMNS:
        raise FeedTooLargeError(path=str(path), reason="columns", limit=MAX_COLUMNS)
    if max((group.total_byte_size for group in groups), default=0) > MAX_GROUP_BYTES:
        raise FeedTooLargeError(path=str(path), reason="row_group", limit=MAX_GROUP_BYTES)
    table = table_for(path, headers, mapping, guess)
    needed = set(_needed(headers, table.mapping)) & set(texts)
    for chunk in chunks:
        if chunk.path_in_schema in needed and chunk.total_uncompressed_size > MAX_COLUMN_BYTES:
            raise FeedTooLargeError(path=str(path), reason="column", limit=MAX_COLUMN_BYTES)
    return ParquetFeed(path, headers, table, texts)


def _needed(headers: Sequence[str], mapping: HeaderMapping) -> list[str]:
    """The columns that are read: not those of names of areas."""
    return [header for header in headers if mapping.columns.get(header, NAME_COLUMNS[0]) not in NAME_COLUMNS]


def _holds_text(arrow: "ModuleType", kind: object) -> bool:
    types = arrow.types
    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_binary(kind))


def _longest(arrow: "ModuleType", column: object) -> int:
    """The bytes of the longest text of a column; what stands often stands once in its dictionary."""
    values: Any = getattr(column, "dictionary", column)
    if not (_holds_text(arrow, values.type) or arrow.types.is_large_binary(values.type)):
        return 0
    compute = importlib.import_module("pyarrow.compute")
    return int(compute.max(compute.binary_length(values)).as_py() or 0)


def _as_it_is(value: object) -> tuple[int | None, str | None]:
    return (value if isinstance(value, int) else None), None


def _libraries(path: Path) -> "tuple[ModuleType, ModuleType]":
    try:
        return importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    except ImportError:
        raise ParquetUnavailableError(path=str(path)) from None


def _of_file(path: Path, error: OSError) -> FeedUnreadableError | FeedMalformedError:
    # The reader says the same of a file that the system does not give as of one that it cannot make sense of.
    if error.errno is None:
        return FeedMalformedError(path=str(path), reason="parquet")
    return FeedUnreadableError(path=str(path), reason=type(error).__name__)
