"""The store of one book: sealed entries, in order, and the checkpoints signed over them.

It stands on the `eventsourcing` library: streams with optimistic concurrency, a repository for folds, and a log of all
entries.  A row is (stream, seq, type, bytes); the bytes are the entry, verbatim.

Rules of this module:

- What `append` acknowledged stays, through a crash or a power cut the next moment.
- Several entries of one `append` are stored together or not at all.
- An entry is stored only as the next of its stream; else `ConflictError`, and nothing of the batch is stored.
- The same bytes appended again are no second entry and no conflict: the answer is where they are.  After a lost reply
  of a server the library asks again, and the conflict it meets is its own success.
- Index = rank: 0, 1, 2, ... in the order of commits.  A missing row is an error, never skipped.
- Columns are compared with the bytes on every reading; a row never names code to be imported.
- Checkpoints only grow: one of each size, never smaller, never beyond the entries.
- Nothing of a store depends on the variables of the shell.

    with Store.open(Path("book.sqlite"), columns_of, create=True) as store:
        index = store.append([Stored("tally/1609010001001", 1, "TallyReceived", raw)])
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar, cast

from eventsourcing.application import Application, Repository
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    JSONTranscoder,
    Mapper,
    Notification,
    PersistenceError,
    StoredEvent,
)
from eventsourcing.utils import Environment, EnvType

from ledger.errors import CheckpointConflictError, ColumnsDisagreeError, ConflictError, StoreError
from ledger.storing.store_port import LOCK_SECONDS, BookFactory, BookRecorder
from ledger.storing.store_sqlite import sqlite_factory

ColumnsOf = Callable[[bytes], tuple[str, int, str]]
"""Entry bytes to (stream, seq, type); raises a `FormatError` for bytes that are no entry."""

_T = TypeVar("_T")

_PAGE: Final = 500
"""Rows per query: the library fetches a whole answer at once, and larger pages were measured slower."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One row: an entry's bytes and the columns they are found by."""

    stream: str
    seq: int
    type: str
    raw: bytes

    @property
    def originator_id(self) -> str:
        """The stream, under the library's name."""
        return self.stream

    @property
    def originator_version(self) -> int:
        """The seq, under the library's name."""
        return self.seq


@dataclass(frozen=True, slots=True)
class PostgresSettings:
    """Where a PostgreSQL server keeps the book: one schema for each."""

    host: str
    """Name, address, or the folder of a local socket."""
    dbname: str
    user: str
    password: str = field(default="", repr=False)
    port: int = 5432
    schema: str = "public"
    sslmode: str = "prefer"


class SealedMapper(Mapper[str]):
    """Rows to entries and back: bytes stay bytes, and columns are compared with them."""

    def __init__(self, columns_of: ColumnsOf, index_of: Callable[[str, int], int]) -> None:
        super().__init__(JSONTranscoder())  # never used: there is nothing to transcode
        self._columns_of = columns_of
        self._index_of = index_of

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        """The row of a `Stored`; whoever made it took its columns from the entry, and nobody decodes it twice."""
        if not isinstance(domain_event, Stored):
            raise TypeError(type(domain_event))
        return StoredEvent(domain_event.stream, domain_event.seq, domain_event.type, domain_event.raw)

    def to_domain_event(self, stored_event: StoredEvent) -> Stored:
        """The `Stored` of a row.

        Raises:
            ColumnsDisagreeError: the columns are not those of the bytes.
            FormatError: the bytes are no entry.
        """
        stored = Stored(
            str(stored_event.originator_id), stored_event.originator_version, stored_event.topic, stored_event.state
        )
        stream, seq, entry_type = self._columns_of(stored.raw)
        if (stream, seq, entry_type) == (stored.stream, stored.seq, stored.type):
            return stored
        column = "stream" if stream != stored.stream else "seq" if seq != stored.seq else "type"
        raise ColumnsDisagreeError(index=self._index_of(stored.stream, stored.seq), column=column)


class _Book(Application[str]):
    """The library's application, with its settings given and nothing inherited."""

    name = "stored"  # prefix of the table that holds the entries

    def __init__(self, factory: BookFactory, columns_of: ColumnsOf) -> None:
        self._factory = factory
        self._columns_of = columns_of
        super().__init__()

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:  # noqa: ARG002 - the library's
        return self._factory.env

    def construct_factory(self, env: Environment) -> BookFactory:  # noqa: ARG002 - as above
        return self._factory

    def construct_mapper(self) -> Mapper[str]:
        return SealedMapper(self._columns_of, self._index_of)

    def _index_of(self, stream: str, seq: int) -> int:
        """Index of a row that was just read."""
        index = cast("BookRecorder", self.recorder).index_of(stream, seq)
        return -1 if index is None else index


class Store:
    """The entries and checkpoints of one book, in a file or on a server.  Not for several threads."""

    def __init__(self, factory: BookFactory, columns_of: ColumnsOf) -> None:
        """Use `Store.open` or `Store.connect`."""
        try:
            self._book = _Book(factory, columns_of)
        except BaseException:
            factory.close()
            raise
        self._recorder = _book_recorder(self._book.recorder)

    @classmethod
    def open(cls, path: Path, columns_of: ColumnsOf, *, create: bool = False, lock_seconds: int = LOCK_SECONDS) -> Self:
        """Open the SQLite file at `path`; with `create`, make it if it is not there.

        Raises:
            StoreError: a subclass that says what is wrong with the file or the folder.
            ColumnsDisagreeError: an entry is missing from the file.
        """
        return cls(sqlite_factory(path, create=create, lock_seconds=lock_seconds), columns_of)

    @classmethod
    def connect(cls, settings: PostgresSettings, columns_of: ColumnsOf, *, create: bool = False) -> Self:
        """Open the book in a schema of a PostgreSQL server; with `create`, make its tables if they are not there.

        Raises:
            StoreError: a subclass that says what is wrong with the server, the schema or this installation.
            ColumnsDisagreeError: an entry is missing from the tables.
        """
        place = f"{settings.host}:{settings.port}/{settings.dbname}/{settings.schema}"
        try:
            from ledger.storing.store_postgres import postgres_factory  # noqa: PLC0415 - an extra, absent by default
        except ImportError as error:
            raise StoreError(place=place, reason="psycopg") from error
        environment = {
            "POSTGRES_HOST": settings.host,
            "POSTGRES_PORT": str(settings.port),
            "POSTGRES_DBNAME": settings.dbname,
            "POSTGRES_USER": settings.user,
            "POSTGRES_PASSWORD": settings.password,
            "POSTGRES_SCHEMA": settings.schema,
        }
        return cls(postgres_factory(environment, settings.sslmode, place, create=create), columns_of)

    def close(self) -> None:
        """Close every connection."""
        self._book.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def repository(self) -> Repository[str]:
        """The library's repository: `repository.get(stream, projector_func=...)` with a projector over `Stored`."""
        return self._book.repository

    def fold(self, stream: str, projector: Callable[[Iterable[Stored]], _T], *, to_seq: int | None = None) -> _T:
        """What `projector` makes of a stream's entries, up to `to_seq` if given; as `read` for errors."""
        # Never the library's own projector: it checks a protocol at runtime for each event, 1.3 to 2.7 times slower.
        with self._typed_errors():
            result: tuple[_T] = self.repository.get(
                stream, version=to_seq, projector_func=cast("Any", lambda _, events: (projector(events),))
            )
        return result[0]

    def append(self, entries: Sequence[Stored], *, after: int | None = None) -> int:
        """Store `entries`, all or none, on disk when this returns; gives the index of the first.

        With `after`, only if exactly that many entries are stored: whoever judged them knew the whole book.

        Raises:
            ConflictError: one of them is not the next of its stream, or the book has grown.
            StoreError: the database failed; nothing was stored, or the same bytes may be appended again to find out.
            ValueError: there are no entries.
        """
        if not entries:
            raise ValueError("no entries")  # noqa: EM101, TRY003 - a fault of the caller, not for people
        try:
            with self._typed_errors():
                # What `save` does after checking a protocol at runtime for each entry.
                return self._book.events.put(entries, after=after)[0].notification.id - 1
        except IntegrityError as error:
            index = self._index_if_stored(entries)
            if index is None:
                raise self._conflict(entries) from error
            return index

    def read(self, start: int = 0) -> Iterator[Stored]:
        """All entries from index `start` on, in the order of the book, each compared with its columns.

        Raises:
            ColumnsDisagreeError: a row is missing, or contradicts its entry.
            FormatError: the bytes of a row are no entry.
        """
        index = start
        while True:
            page = self._page(index)
            for row in page:
                if row.id != index + 1:
                    raise ColumnsDisagreeError(index=index, column="index")
                yield self._from_row(row)
                index += 1
            if len(page) < _PAGE:
                return

    def count(self) -> int:
        """How many entries there are."""
        with self._typed_errors():
            return self._recorder.max_notification_id() or 0

    def stream(self, stream: str) -> Iterator[Stored]:
        """The entries of one stream, in the order of seq; as `read` for errors."""
        seq = 0
        while True:
            with self._typed_errors():
                page = self._recorder.select_events(stream, gt=seq, limit=_PAGE)
            yield from map(self._from_row, page)
            if len(page) < _PAGE:
                return
            seq = page[-1].originator_version

    def last(self, stream: str) -> Stored | None:
        """The entry with the highest seq of a stream; as `read` for errors."""
        with self._typed_errors():
            page = self._recorder.select_events(stream, desc=True, limit=1)
        return self._from_row(page[0]) if page else None

    def heads(self) -> dict[str, int]:
        """The highest seq of every stream, in ascending order of the streams."""
        with self._typed_errors():
            return self._recorder.heads()

    def record_checkpoint(self, size: int, note: bytes) -> None:
        """Store the checkpoint over the first `size` entries, on disk when this returns; again the same is no change.

        Raises:
            CheckpointConflictError: there is another one of that size, or a larger one, or fewer entries.
        """
        try:
            with self._typed_errors():
                self._recorder.insert_checkpoint(size, note)
        except IntegrityError as error:
            if (size, note) in self.checkpoints():
                return
            last = self.last_checkpoint()
            raise CheckpointConflictError(size=size, last=last[0] if last else 0, count=self.count()) from error

    def last_checkpoint(self) -> tuple[int, bytes] | None:
        """The checkpoint of the largest size, as (size, note)."""
        with self._typed_errors():
            return self._recorder.last_checkpoint()

    def checkpoints(self) -> Iterator[tuple[int, bytes]]:
        """All checkpoints as (size, note), in ascending order of size."""
        with self._typed_errors():
            return iter(self._recorder.select_checkpoints())

    @contextmanager
    def publishing(self) -> Iterator[None]:
        """Be the one publisher of this book, for the length of the block.

        Raises:
            StoreBusyError: another one publishes; this does not wait.
        """
        with self._typed_errors(), self._recorder.publisher():
            yield

    def _page(self, index: int) -> Sequence[Notification]:
        with self._typed_errors():
            return self._recorder.select_notifications(index + 1, _PAGE)

    def _from_row(self, row: StoredEvent) -> Stored:
        return cast("Stored", self._book.mapper.to_domain_event(row))

    def _index_if_stored(self, entries: Sequence[Stored]) -> int | None:
        """Index of the first entry if exactly these bytes stand in the store one after another."""
        with self._typed_errors():
            first = self._recorder.index_of(entries[0].stream, entries[0].seq)
            if first is None:
                return None
            rows = self._recorder.select_notifications(first + 1, len(entries))
        return first if [row.state for row in rows] == [entry.raw for entry in entries] else None

    def _conflict(self, entries: Sequence[Stored]) -> ConflictError:
        """Which entry is not the next of its stream."""
        heads = {stream: self._head(stream) for stream in {entry.stream for entry in entries}}
        after = dict(heads)
        wrong = entries[0]
        for entry in entries:
            if entry.seq != after[entry.stream] + 1:
                wrong = entry
                break
            after[entry.stream] = entry.seq
        return ConflictError(stream=wrong.stream, seq=wrong.seq, last=heads[wrong.stream])

    def _head(self, stream: str) -> int:
        """The highest seq of a stream, 0 if there is none."""
        with self._typed_errors():
            page = self._recorder.select_events(stream, desc=True, limit=1)
        return page[0].originator_version if page else 0

    @contextmanager
    def _typed_errors(self) -> Iterator[None]:
        """Let no error of the library or the driver out, except the refusal that `append` answers itself."""
        try:
            yield
        except IntegrityError:
            raise
        except (PersistenceError, self._recorder.driver_error) as error:
            raise self._recorder.typed(error) from error


def _book_recorder(recorder: ApplicationRecorder) -> BookRecorder:
    if not isinstance(recorder, BookRecorder):
        raise TypeError(type(recorder))
    return recorder
