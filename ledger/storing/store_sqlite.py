"""The store in one SQLite file.

Rules of this module, besides those of `store_port`:

- The file says whose it is (`application_id`) and of which version (`user_version`); any other database is refused
  before a byte of it changes.  Its tables and triggers are exactly those below.
- `journal_mode=WAL` and `synchronous=FULL` are set on every connection, and read back: FULL is only the default of most
  builds, and WAL is not to be had on every file system.
- Only its owner may read and write the file (mode 0600).
- A file appears empty and becomes a store in one transaction, so that a crash while creating leaves nothing half made.
- The publisher holds an exclusive lock on a small SQLite file beside the store, which the operating system gives back
  when the process ends, however it ends.
"""

import os
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final, cast

from eventsourcing.persistence import IntegrityError, PersistenceError, StoredEvent
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteDatastore,
    SQLiteFactory,
)

from ledger.durable import sync_folder
from ledger.errors import (
    ColumnsDisagreeError,
    ForeignStoreError,
    StoreBusyError,
    StoreError,
    StoreFullError,
    StoreNotDurableError,
    StoreNotFoundError,
    StoreNotWritableError,
)
from ledger.storing.store_port import LOCK_SECONDS, STORE_VERSION, BookFactory, BookRecorder

_APPLICATION_ID: Final = int.from_bytes(b"reka")
_FULL: Final = 2
_SETTINGS: Final = (
    ("journal_mode", "wal"),
    ("synchronous", _FULL),
    ("fullfsync", 1),  # on macOS fsync alone does not reach the disk
    ("checkpoint_fullfsync", 1),
)

_SCHEMA: Final = (
    # AUTOINCREMENT: an id is never given again.  The library's statements read the column by the name `rowid`; as a
    # declared column it also survives dump and restore.
    """CREATE TABLE stored_events (
        rowid INTEGER PRIMARY KEY AUTOINCREMENT,
        originator_id TEXT NOT NULL,
        originator_version INTEGER NOT NULL,
        topic TEXT NOT NULL,
        state BLOB NOT NULL,
        UNIQUE (originator_id, originator_version)
    ) STRICT""",
    # The second condition: INSERT OR REPLACE would delete a row without asking the trigger against DELETE.
    """CREATE TRIGGER stored_events_next BEFORE INSERT ON stored_events
        WHEN NEW.originator_version IS NOT 1 + (
            SELECT coalesce(max(originator_version), 0) FROM stored_events WHERE originator_id = NEW.originator_id
        ) OR EXISTS (SELECT 1 FROM stored_events WHERE rowid = NEW.rowid)
        BEGIN SELECT RAISE(ABORT, 'not the next entry of its stream'); END""",
    """CREATE TRIGGER stored_events_update BEFORE UPDATE ON stored_events
        BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END""",
    """CREATE TRIGGER stored_events_delete BEFORE DELETE ON stored_events
        BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END""",
    """CREATE TABLE checkpoints (size INTEGER PRIMARY KEY, note BLOB NOT NULL) STRICT""",
    """CREATE TRIGGER checkpoints_next BEFORE INSERT ON checkpoints
        WHEN NEW.size <= (SELECT coalesce(max(size), -1) FROM checkpoints)
            OR NEW.size > (SELECT coalesce(max(rowid), 0) FROM stored_events)
        BEGIN SELECT RAISE(ABORT, 'not the next checkpoint'); END""",
    """CREATE TRIGGER checkpoints_update BEFORE UPDATE ON checkpoints
        BEGIN SELECT RAISE(ABORT, 'checkpoints are never changed'); END""",
    """CREATE TRIGGER checkpoints_delete BEFORE DELETE ON checkpoints
        BEGIN SELECT RAISE(ABORT, 'checkpoints are never deleted'); END""",
)
_IDENTITY: Final = (f"PRAGMA application_id = {_APPLICATION_ID}", f"PRAGMA user_version = {STORE_VERSION}")

_COUNTS: Final = """
    SELECT (SELECT count(*) FROM stored_events), (SELECT coalesce(max(rowid), 0) FROM stored_events),
        (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'stored_events')
"""
_FIRST_GAP: Final = """
    SELECT n FROM (SELECT rowid AS id, row_number() OVER (ORDER BY rowid) AS n FROM stored_events) WHERE id <> n LIMIT 1
"""


def sqlite_factory(path: Path, *, create: bool, lock_seconds: int = LOCK_SECONDS) -> BookFactory:
    """The library's factory for the store at `path`; nothing is read from the shell's variables.

    Raises:
        StoreNotFoundError: there is no file and `create` is false.
        StoreNotWritableError: the file cannot be made, or is no file.
    """
    if create:
        _touch(path)
    try:
        is_file = stat.S_ISREG(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StoreNotFoundError(place=str(path)) from error
    except OSError as error:
        raise _typed(error, path) from error
    if not is_file:
        raise StoreNotWritableError(place=str(path))
    return cast("BookFactory", SqliteFactory(path, create=create, lock_seconds=lock_seconds))


class SqliteRecorder(SQLiteApplicationRecorder, BookRecorder):
    """The tables of one book in SQLite."""

    driver_error = sqlite3.Error

    def __init__(self, datastore: SQLiteDatastore, path: Path) -> None:
        super().__init__(datastore)
        self._path = path
        self.insert_events_statement = (
            "INSERT INTO stored_events (originator_id, originator_version, topic, state) VALUES (?,?,?,?)"
        )

    def construct_create_table_statements(self) -> list[str]:
        """The tables, the triggers and the mark of ownership, run in one transaction."""
        return [*_SCHEMA, *_IDENTITY]

    def create_table(self) -> None:
        """Make the tables, in one transaction, unless there are any: a damaged store is not to be mended in silence."""
        with self.datastore.transaction(commit=True) as c:
            c.execute("SELECT count(*) FROM sqlite_master")
            if c.fetchone()[0] == 0:
                self._create_table(c)

    def check(self) -> None:
        """See `BookRecorder.check`."""
        with self.datastore.transaction(commit=False) as c:
            c.execute("SELECT sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%'")
            statements = {row["sql"] for row in c.fetchall()}
            if statements != set(_SCHEMA):
                raise ForeignStoreError(place=str(self._path), reason="tables")
            c.execute(_COUNTS)
            entries, last, given = c.fetchone()
            c.execute(_FIRST_GAP if entries < last else "SELECT NULL")
            gap = c.fetchone()[0]
        if gap is not None:
            raise ColumnsDisagreeError(index=gap - 1, column="index")
        if last < given:  # AUTOINCREMENT remembers the last id ever given
            raise ColumnsDisagreeError(index=last, column="index")

    def insert_events(
        self, stored_events: Sequence[StoredEvent], *, after: int | None = None, **kwargs: object
    ) -> Sequence[int] | None:
        """See `BookRecorder.insert_events`."""
        with self.datastore.transaction(commit=True) as c:
            # Looked at after the first write: a reader who then becomes a writer would not wait for another one.
            ids = self._insert_events(c, stored_events, **kwargs)
            if after is not None and ids and ids[0] != after + 1:
                raise IntegrityError
        return ids

    def index_of(self, stream: str, seq: int) -> int | None:
        """See `BookRecorder.index_of`."""
        with self.datastore.transaction(commit=False) as c:
            c.execute("SELECT rowid FROM stored_events WHERE originator_id=? AND originator_version=?", (stream, seq))
            row = c.fetchone()
        return row["rowid"] - 1 if row else None

    def heads(self) -> dict[str, int]:
        """See `BookRecorder.heads`."""
        with self.datastore.transaction(commit=False) as c:
            c.execute("SELECT originator_id, max(originator_version) FROM stored_events GROUP BY 1 ORDER BY 1")
            return {row[0]: row[1] for row in c.fetchall()}

    def insert_checkpoint(self, size: int, note: bytes) -> None:
        """See `BookRecorder.insert_checkpoint`."""
        with self.datastore.transaction(commit=True) as c:
            c.execute("INSERT INTO checkpoints (size, note) VALUES (?,?)", (size, note))

    def select_checkpoints(self) -> list[tuple[int, bytes]]:
        """See `BookRecorder.select_checkpoints`."""
        with self.datastore.transaction(commit=False) as c:
            c.execute("SELECT size, note FROM checkpoints ORDER BY size")
            return [(row["size"], row["note"]) for row in c.fetchall()]

    def last_checkpoint(self) -> tuple[int, bytes] | None:
        """See `BookRecorder.last_checkpoint`."""
        with self.datastore.transaction(commit=False) as c:
            c.execute("SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1")
            row = c.fetchone()
        return (row["size"], row["note"]) if row else None

    @contextmanager
    def publisher(self) -> Iterator[None]:
        """See `BookRecorder.publisher`."""
        lock_file = self._path.with_name(self._path.name + ".publisher")
        _touch(lock_file)
        with closing(sqlite3.connect(lock_file, isolation_level=None, timeout=0)) as lock:
            try:
                lock.execute("PRAGMA journal_mode = OFF")  # nothing is written, so no second file beside it
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                if _primary_code(error) == sqlite3.SQLITE_BUSY:
                    raise StoreBusyError(place=str(self._path), use="publish") from error
                raise
            yield

    def typed(self, error: Exception) -> StoreError:
        """See `BookRecorder.typed`."""
        return _typed(error, self._path)


class SqliteFactory(SQLiteFactory):
    """Makes the recorder for one file, with one connection: the program has one thread."""

    def __init__(self, path: Path, *, create: bool, lock_seconds: int) -> None:
        self._path = path
        # As a URI, so that SQLite never makes a file by itself; quoted, so that no path is taken for an option.
        uri = path.resolve().as_uri() + "?mode=rw"
        super().__init__(
            {"SQLITE_DBNAME": uri, "ORIGINATOR_ID_TYPE": "text", "CREATE_TABLE": "yes" if create else "no"}
        )
        self.datastore.pool = _OneConnection(uri, path, lock_seconds, may_be_empty=create)

    def application_recorder(self) -> SqliteRecorder:
        """A recorder over a store that was checked, and made if that was asked for.

        Raises:
            StoreError: a subclass that says what is wrong.
        """
        try:
            recorder = SqliteRecorder(self.datastore, self._path)
            if self.env_create_table():
                recorder.create_table()
            recorder.check()
        except (PersistenceError, sqlite3.Error) as error:
            raise _typed(error, self._path) from error
        return recorder


class _OneConnection(SQLiteConnectionPool):
    """A pool whose connections are durable, or not made."""

    def __init__(self, uri: str, path: Path, lock_seconds: int, *, may_be_empty: bool) -> None:
        super().__init__(db_name=uri, lock_timeout=lock_seconds, pool_size=1, max_overflow=0)
        self._path = path
        self._may_be_empty = may_be_empty

    def _create_connection(self) -> SQLiteConnection:
        connection = sqlite3.connect(
            self.db_name, uri=True, check_same_thread=False, isolation_level=None, timeout=self.lock_timeout or 0
        )
        try:
            _check_identity(connection, self._path, may_be_empty=self._may_be_empty)
            _make_durable(connection, self._path)
        except BaseException:
            connection.close()
            raise
        connection.row_factory = sqlite3.Row
        return _Connection(connection, max_age=None)


class _Connection(SQLiteConnection):
    """A connection that is never left inside a transaction: the library's stays there when COMMIT fails."""

    def commit(self) -> None:
        try:
            super().commit()
        except BaseException:
            self.rollback()
            raise


def _check_identity(connection: sqlite3.Connection, path: Path, *, may_be_empty: bool) -> None:
    """Refuse a database that is not ours; an empty one is nobody's yet."""
    application_id, version = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
    )
    if application_id == _APPLICATION_ID:
        if version != STORE_VERSION:
            raise ForeignStoreError(place=str(path), reason="version")
        return
    if application_id != 0 or connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise ForeignStoreError(place=str(path), reason="program")
    if not may_be_empty:
        raise StoreNotFoundError(place=str(path))


def _make_durable(connection: sqlite3.Connection, path: Path) -> None:
    """Set what makes a commit last, and look whether it holds."""
    for setting, value in _SETTINGS:
        connection.execute(f"PRAGMA {setting} = {value}")
        found = connection.execute(f"PRAGMA {setting}").fetchone()[0]
        if found != value:
            raise StoreNotDurableError(place=str(path), setting=setting, value=str(found))


def _touch(path: Path) -> None:
    """Make an empty file for its owner alone, on disk under its name; a file that is there stays as it is."""
    try:
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            sync_folder(path.parent)
    except OSError as error:
        raise _typed(error, path) from error


def _primary_code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF


def _typed(error: Exception, path: Path) -> StoreError:
    """Which of our errors an error of SQLite, of the library around it, or of the file system means."""
    cause = error if isinstance(error, sqlite3.Error) else error.__cause__
    if isinstance(cause, sqlite3.Error):
        return _typed_sqlite(cause, str(path))
    if isinstance(error, OSError):
        return StoreNotWritableError(place=str(path))
    return StoreError(place=str(path), reason=type(error).__name__)


def _typed_sqlite(error: sqlite3.Error, place: str) -> StoreError:
    match _primary_code(error):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreBusyError(place=place, use="append")
        case sqlite3.SQLITE_FULL:
            return StoreFullError(place=place)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return StoreNotWritableError(place=place)
        case sqlite3.SQLITE_NOTADB:
            return ForeignStoreError(place=place, reason="no-database")
        case _:
            return StoreError(place=place, reason=getattr(error, "sqlite_errorname", type(error).__name__))
