"""Reader of published results as Parquet, in the columns of the CSV layout.

Rules of this module:

- A file is read by batches of rows, whatever its size: memory is that of one batch.
- Columns of figures are integers, fractions or text; null is not published, and a fraction that is not whole or NaN is
  a problem.  Any other type has no figures.
- A line is a row counted from 2, as if the header were line 1 of a table.
- Reading needs pyarrow, which is an extra of its own; without it the error says what to install.
"""

import importlib
from collections.abc import Iterator, Sequence
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ledger.feeds.errors import FeedMalformedError, FeedTooLargeError, FeedUnreadableError, ParquetUnavailableError
from ledger.feeds.feed import Feed, Reading
from ledger.feeds.mapping import MAX_COLUMNS, Guess, HeaderMapping
from ledger.feeds.rows import MAX_FIGURE, figure_of
from ledger.feeds.table import Table, table_for

if TYPE_CHECKING:
    from types import ModuleType

BATCH: Final = 16_384
"""How many rows are in the memory at once."""

MAX_GROUP_BYTES: Final = 2 * 1024**3
"""The most bytes that a row group may have when it is unpacked, so that a small file does not fill the memory."""


class ParquetFeed(Feed):
    """A Parquet file with a sound header."""

    def __init__(self, path: Path, headers: Sequence[str], table: Table) -> None:
        super().__init__(path, table.mapping.rows, table.mapping)
        self._headers = tuple(headers)
        self._table = table

    def readings(self) -> Iterator[Reading]:
        """One for each row."""
        arrow, parquet = _libraries(self.path)
        needed = [header for header in self._headers if header in self._table.mapping.columns]
        line = 2
        try:
            with parquet.ParquetFile(self.path, memory_map=False) as file:
                # Without threads: workers are forked later, and a reader of many batches gains little.
                for batch in file.iter_batches(BATCH, columns=needed, use_threads=False):
                    yield from self._read(line, [_Column(arrow, batch, name) for name in needed], batch.num_rows)
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

    def __init__(self, arrow: "ModuleType", batch: object, name: str) -> None:
        column = batch.column(name)  # type: ignore[attr-defined]  # carries no types
        self.name = name
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
    try:
        with parquet.ParquetFile(path) as file:
            headers = [str(name) for name in file.schema_arrow.names]
            groups = [file.metadata.row_group(index).total_byte_size for index in range(file.num_row_groups)]
    except OSError as error:
        raise _of_file(path, error) from error
    except (arrow.ArrowException, ValueError) as error:
        raise FeedMalformedError(path=str(path), reason="parquet") from error
    if len(headers) > MAX_COLUMNS:
        raise FeedTooLargeError(path=str(path), reason="columns", limit=MAX_COLUMNS)
    if max(groups, default=0) > MAX_GROUP_BYTES:
        raise FeedTooLargeError(path=str(path), reason="row_group", limit=MAX_GROUP_BYTES)
    return ParquetFeed(path, headers, table_for(path, headers, mapping, guess))


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
