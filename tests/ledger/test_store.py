"""What every store keeps, run against each database; then what only PostgreSQL has to answer for."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

import psycopg
import pytest
from eventsourcing.persistence import OperationalError
from psycopg.sql import SQL, Identifier

from ledger.errors import (
    CheckpointConflictError,
    ColumnsDisagreeError,
    ConflictError,
    ForeignStoreError,
    FormatError,
    StoreBusyError,
    StoreError,
    StoreFullError,
    StoreNotDurableError,
    StoreNotFoundError,
    StoreNotWritableError,
)
from ledger.storing.store import PostgresSettings, Store, Stored

TALLY: Final = "tally/1609010001001"
OTHER: Final = "tally/1609010001002"


def columns_of(raw: bytes) -> tuple[str, int, str]:
    """A stand-in for the decoder of entries."""
    try:
        stream, seq, entry_type, _ = raw.decode().split("|")
        return stream, int(seq), entry_type
    except ValueError:
        raise FormatError from None


def entry(seq: int, stream: str = TALLY, text: str = "votes") -> Stored:
    return Stored(stream, seq, "TallyReceived", f"{stream}|{seq}|TallyReceived|{text}".encode())


def entries(count: int, stream: str = TALLY) -> list[Stored]:
    return [entry(seq, stream) for seq in range(1, count + 1)]


class Place(Protocol):
    """Where a test keeps its book, and the way in for somebody who goes around the program."""

    def open(self, *, create: bool = False) -> Store: ...

    def execute(self, statement: str) -> None: ...

    def without_triggers(self, statement: str) -> None: ...


class StoreContract:
    """Every test here runs once for each database."""

    def test_an_acknowledged_entry_is_read_back_byte_for_byte_after_reopening(self, place: Place) -> None:
        with place.open(create=True) as store:
            assert store.append([entry(1)]) == 0
        with place.open() as store:
            assert list(store.read()) == [entry(1)]

    def test_append_gives_the_index_of_the_first_entry(self, place: Place) -> None:
        with place.open(create=True) as store:
            assert store.append(entries(3)) == 0
            assert store.append([entry(1, OTHER), entry(4)]) == 3
            assert store.count() == 5

    def test_a_batch_is_stored_together_or_not_at_all(self, place: Place) -> None:
        with place.open(create=True) as store:
            with pytest.raises(ConflictError):
                store.append([entry(1), entry(2), entry(2, text="other")])
            assert store.count() == 0
            assert store.append([entry(1)]) == 0, "what was rolled back leaves no gap"

    def test_an_empty_batch_is_a_fault_of_the_caller(self, place: Place) -> None:
        with place.open(create=True) as store, pytest.raises(ValueError, match="no entries"):
            store.append([])

    @pytest.mark.parametrize("seq", [0, 1, 2, 4])
    def test_an_entry_that_is_not_the_next_of_its_stream_is_refused(self, place: Place, seq: int) -> None:
        with place.open(create=True) as store:
            store.append(entries(2))
            with pytest.raises(ConflictError) as caught:
                store.append([entry(seq, text="another one")])
            assert dict(caught.value.params) == {"stream": TALLY, "seq": seq, "last": 2}
            assert store.count() == 2

    def test_of_two_writers_the_second_is_told_and_can_go_on(self, place: Place) -> None:
        with place.open(create=True) as first, place.open() as second:
            first.append([entry(1, text="first")])
            with pytest.raises(ConflictError):
                second.append([entry(1, text="second")])
            assert second.append([entry(2, text="second")]) == 1
            assert [stored.raw[-6:] for stored in first.read()] == [b"|first", b"second"]

    def test_an_entry_judged_after_fewer_entries_than_there_are_is_refused(self, place: Place) -> None:
        with place.open(create=True) as first, place.open() as second:
            first.append([entry(1)], after=0)
            with pytest.raises(ConflictError):
                second.append([entry(1, OTHER)], after=0)
            with pytest.raises(ConflictError):
                second.append([entry(1, OTHER)], after=2)
            assert second.append([entry(1, OTHER)], after=1) == 1
            assert second.append([entry(1, OTHER)], after=1) == 1, "the same bytes again are no conflict"
            assert first.count() == 2

    def test_two_writers_at_once_lose_and_double_nothing(self, place: Place) -> None:
        def write(stream: str) -> list[int]:
            with place.open() as store:
                return [store.append([one]) for one in entries(20, stream)]

        place.open(create=True).close()
        with ThreadPoolExecutor(2) as pool:
            indexes = list(pool.map(write, [TALLY, OTHER]))
        assert sorted(indexes[0] + indexes[1]) == list(range(40))
        with place.open() as store:
            stored = list(store.read())
            assert [stored[index] for index in indexes[0]] == entries(20, TALLY)

    def test_the_same_bytes_appended_again_are_no_second_entry(self, place: Place) -> None:
        with place.open(create=True) as store:
            store.append([entry(1, OTHER)])
            assert store.append(entries(3)) == 1
            store.append([entry(4)])
            assert store.append(entries(3)) == 1
            assert store.count() == 5

    def test_a_batch_of_which_a_part_is_stored_is_a_conflict(self, place: Place) -> None:
        with place.open(create=True) as store:
            store.append([entry(1)])
            with pytest.raises(ConflictError):
                store.append([entry(1), entry(2)])
            assert store.count() == 1

    @pytest.mark.parametrize(
        ("column", "change"),
        [
            ("stream", "originator_id = 'tally/1609010001009'"),
            ("seq", "originator_version = 9"),
            ("type", "topic = 'os:system'"),
        ],
    )
    def test_columns_are_compared_with_the_bytes_on_reading(self, place: Place, column: str, change: str) -> None:
        with place.open(create=True) as store:
            store.append(entries(3))
        place.without_triggers(f"UPDATE stored_events SET {change} WHERE originator_version = 3")  # noqa: S608
        with place.open() as store:
            with pytest.raises(ColumnsDisagreeError) as caught:
                list(store.read())
            assert dict(caught.value.params) == {"index": 2, "column": column}
            with pytest.raises(ColumnsDisagreeError):
                _ = [list(store.stream(stream)) for stream in store.heads()]

    def test_the_librarys_repository_compares_columns_too(self, place: Place) -> None:
        with place.open(create=True) as store:
            store.append(entries(2))
        place.without_triggers("UPDATE stored_events SET topic = 'os:system' WHERE originator_version = 2")
        with place.open() as store, pytest.raises(ColumnsDisagreeError):
            store.fold(TALLY, list)

    def test_bytes_that_are_no_entry_are_a_format_error(self, place: Place) -> None:
        with place.open(create=True) as store:
            store.append([entry(1)])
        place.without_triggers("UPDATE stored_events SET state = CAST('x' AS BLOB)")
        with place.open() as store, pytest.raises(FormatError):
            list(store.read())

    @pytest.mark.parametrize(("gone", "index"), [(1, 0), (2, 1), (3, 2)])
    def test_a_missing_row_is_found_when_the_store_is_opened(self, place: Place, gone: int, index: int) -> None:
        with place.open(create=True) as store:
            store.append(entries(3))
            store.append([entry(1, OTHER)])
            store.record_checkpoint(4, b"note of 4")
        place.without_triggers(f"DELETE FROM stored_events WHERE originator_version = {gone}")  # noqa: S608
        with pytest.raises(ColumnsDisagreeError) as caught:
            place.open().close()
        assert dict(caught.value.params) == {"index": index, "column": "index"}

    def test_entries_below_a_recorded_checkpoint_cannot_go_missing_at_the_end(self, place: Place) -> None:
        with place.open(create=True) as store:
            store.append(entries(3))
            store.record_checkpoint(3, b"note of 3")
        place.without_triggers("DELETE FROM stored_events WHERE originator_version = 3")
        with pytest.raises(ColumnsDisagreeError) as caught:
            place.open().close()
        assert dict(caught.value.params) == {"index": 2, "column": "index"}

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE stored_events SET topic = 'x'",
            "DELETE FROM stored_events",
            "UPDATE checkpoints SET note = CAST('x' AS BLOB)",
            "DELETE FROM checkpoints",
            "INSERT INTO checkpoints (size, note) VALUES (2, CAST('x' AS BLOB))",
        ],
    )
    def test_the_database_refuses_changes_whoever_asks(self, place: Place, statement: str) -> None:
        with place.open(create=True) as store:
            store.append(entries(3))
            store.record_checkpoint(3, b"note of 3")
        with pytest.raises(Exception, match=r"never|not the next"):
            place.execute(statement)
        with place.open() as store:
            assert list(store.read()) == entries(3)
            assert store.last_checkpoint() == (3, b"note of 3")

    def test_a_store_without_its_triggers_is_refused(self, place: Place) -> None:
        place.open(create=True).close()
        place.execute("DROP TRIGGER stored_events_next" + self.on_table)
        for create in (False, True):
            with pytest.raises(ForeignStoreError) as caught:
                place.open(create=create).close()
            assert dict(caught.value.params)["reason"] == "tables"

    on_table = ""

    def test_a_book_is_read_in_pages_from_any_index(self, place: Place) -> None:
        with place.open(create=True) as store:
            store.append(entries(1_201))
            assert list(store.read()) == entries(1_201)
            assert list(store.read(1_199)) == entries(1_201)[1_199:]
            assert next(store.read(1_000)) == entry(1_001)
            assert list(store.read(1_201)) == []
            assert list(store.stream(TALLY)) == entries(1_201)

    def test_reading_goes_on_while_others_append(self, place: Place) -> None:
        with place.open(create=True) as store:
            store.append(entries(600))
            reading = store.read()
            assert next(reading) == entry(1)
            store.append([entry(601)])
            assert list(reading)[-1] == entry(601)

    def test_a_stream_is_found_by_its_name(self, place: Place) -> None:
        with place.open(create=True) as store:
            store.append([entry(1), entry(1, OTHER), entry(2)])
            assert list(store.stream(TALLY)) == entries(2)
            assert store.last(TALLY) == entry(2)
            assert store.last("plenary/1") is None
            assert list(store.stream("plenary/1")) == []
            assert store.heads() == {TALLY: 2, OTHER: 1}

    def test_the_librarys_repository_folds_a_stream(self, place: Place) -> None:
        with place.open(create=True) as store:
            store.append(entries(3))
            assert store.fold(TALLY, lambda stored: b" ".join(one.raw for one in stored)).count(b"votes") == 3
            assert store.fold(TALLY, list, to_seq=2) == entries(2)
            assert store.fold("plenary/1", list) == []

    def test_checkpoints_only_grow(self, place: Place) -> None:
        with place.open(create=True) as store:
            assert store.last_checkpoint() is None
            store.append(entries(5))
            for size in (0, 2, 4):
                store.record_checkpoint(size, b"note of %d" % size)
            with pytest.raises(CheckpointConflictError) as caught:
                store.record_checkpoint(3, b"note of 3")
            assert dict(caught.value.params) == {"size": 3, "last": 4, "count": 5}
            assert list(store.checkpoints()) == [(0, b"note of 0"), (2, b"note of 2"), (4, b"note of 4")]
        with place.open() as store:
            assert store.last_checkpoint() == (4, b"note of 4")

    def test_there_is_one_checkpoint_of_each_size(self, place: Place) -> None:
        with place.open(create=True) as store:
            store.append(entries(3))
            store.record_checkpoint(1, b"one")
            store.record_checkpoint(2, b"two")
            store.record_checkpoint(2, b"two")
            store.record_checkpoint(1, b"one")
            with pytest.raises(CheckpointConflictError):
                store.record_checkpoint(2, b"another history")
            assert list(store.checkpoints()) == [(1, b"one"), (2, b"two")]

    def test_no_checkpoint_covers_entries_that_are_not_stored(self, place: Place) -> None:
        with place.open(create=True) as store:
            store.append(entries(3))
            with pytest.raises(CheckpointConflictError):
                store.record_checkpoint(4, b"four")

    def test_there_is_one_publisher_at_a_time(self, place: Place) -> None:
        with place.open(create=True) as first, place.open() as second:
            with first.publishing():
                with pytest.raises(StoreBusyError) as caught, second.publishing():
                    pass
                assert dict(caught.value.params)["use"] == "publish"
                assert second.append([entry(1)]) == 0, "publishing keeps nobody from appending"
                first.record_checkpoint(1, b"one")
            with second.publishing():
                second.record_checkpoint(1, b"one")

    def test_a_publisher_that_fails_lets_the_next_one_in(self, place: Place) -> None:
        with place.open(create=True) as store:
            with pytest.raises(KeyError), store.publishing():
                raise KeyError
            with store.publishing():
                pass

    def test_a_store_that_is_not_there_is_not_made_unasked(self, place: Place) -> None:
        with pytest.raises(StoreNotFoundError):
            place.open()

    def test_asking_to_create_a_store_that_is_there_keeps_it(self, place: Place) -> None:
        with place.open(create=True) as store:
            store.append([entry(1)])
        with place.open(create=True) as store:
            assert store.count() == 1

    def test_variables_of_the_shell_change_nothing(self, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
        for name, value in STRAY_VARIABLES.items():
            for prefix in ("", "STORED_", "STORE_", "_BOOK_"):
                monkeypatch.setenv(prefix + name, value)
        with place.open(create=True) as store:
            store.append(entries(2))
            assert store.fold(TALLY, list) == entries(2)
            assert store.repository.cache is None
        for name in list(os.environ):
            if name.endswith(tuple(STRAY_VARIABLES)):
                monkeypatch.delenv(name)
        with place.open() as store:
            assert list(store.read()) == entries(2)


STRAY_VARIABLES: Final = {
    "PERSISTENCE_MODULE": "eventsourcing.popo",
    "INFRASTRUCTURE_FACTORY": "eventsourcing.popo:Factory",
    "MAPPER_TOPIC": "eventsourcing.persistence:Mapper",
    "TRANSCODER_TOPIC": "no.such:Transcoder",
    "COMPRESSOR_TOPIC": "eventsourcing.compressor:ZlibCompressor",
    "CIPHER_TOPIC": "no.such:Cipher",
    "CIPHER_KEY": "c2VjcmV0",
    "APPLICATION_RECORDER_TOPIC": "no.such:Recorder",
    "SQLITE_DBNAME": ":memory:",
    "SQLITE_LOCK_TIMEOUT": "no number",
    "POSTGRES_DBNAME": "elsewhere",
    "POSTGRES_HOST": "elsewhere.invalid",
    "POSTGRES_ENABLE_DB_FUNCTIONS": "y",
    "CREATE_TABLE": "no",
    "ORIGINATOR_ID_TYPE": "uuid",
    "IS_SNAPSHOTTING_ENABLED": "y",
    "AGGREGATE_CACHE_MAXSIZE": "100",
    "PGOPTIONS": "-c synchronous_commit=off -c search_path=elsewhere",
    "PGHOST": "elsewhere.invalid",
    "PGHOSTADDR": "192.0.2.1",
    "PGPORT": "1",
    "PGDATABASE": "elsewhere",
    "PGUSER": "nobody",
    "PGSSLMODE": "verify-full",
    "PGTARGETSESSIONATTRS": "standby",
}


# --- SQLite ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SqlitePlace:
    """A file, and SQLite without our program."""

    path: Path

    def open(self, *, create: bool = False) -> Store:
        return Store.open(self.path, columns_of, create=create)

    def execute(self, statement: str) -> None:
        import sqlite3  # noqa: PLC0415 - only here, beside psycopg

        with closing(sqlite3.connect(self.path, isolation_level=None)) as connection:
            connection.execute(statement)

    def without_triggers(self, statement: str) -> None:
        import sqlite3  # noqa: PLC0415 - as above

        with closing(sqlite3.connect(self.path, isolation_level=None)) as connection:
            triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            connection.execute(statement)
            for _, sql in triggers:
                connection.execute(sql)


class TestSqlite(StoreContract):
    """The contract, in a file."""

    @pytest.fixture
    def place(self, tmp_path: Path) -> Place:
        return SqlitePlace(tmp_path / "book.sqlite")


# --- PostgreSQL ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PostgresPlace:
    """A schema of the private server, and its owner without our program."""

    settings: PostgresSettings

    def open(self, *, create: bool = False) -> Store:
        return Store.connect(self.settings, columns_of, create=create)

    @contextmanager
    def connection(self) -> Iterator[psycopg.Connection]:
        s = self.settings
        arguments = {"host": s.host, "port": s.port, "dbname": s.dbname, "user": s.user, "password": s.password}
        with psycopg.connect(**arguments, autocommit=True) as connection:  # type: ignore[arg-type]
            connection.execute(SQL("SET search_path TO {}").format(Identifier(s.schema)))
            yield connection

    def execute(self, statement: str) -> None:
        with self.connection() as connection:
            connection.execute(_portable(statement))

    def without_triggers(self, statement: str) -> None:
        with self.connection() as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute(_portable(statement))


def _portable(statement: str) -> bytes:
    return statement.replace("AS BLOB", "AS bytea").encode()


@pytest.fixture(scope="session")
def server(program: Callable[[str], Path]) -> Iterator[PostgresSettings]:
    """A PostgreSQL server of the test's own: no port, a socket in a folder that goes away with it."""
    initdb, postgres = program("initdb"), program("postgres")
    root = os.geteuid() == 0  # the server refuses to run as root
    user = "postgres" if any(p.pw_name == "postgres" for p in pwd.getpwall()) else "nobody"
    folder = Path(tempfile.mkdtemp(prefix="rekap-"))

    def start(command: list[object], log: Path) -> "subprocess.Popen[bytes]":
        arguments = [str(argument) for argument in command]
        with log.open("ab") as output:
            if not root:
                return subprocess.Popen(arguments, stdout=output, stderr=output, cwd=folder)
            group = pwd.getpwnam(user).pw_gid
            return subprocess.Popen(
                arguments, stdout=output, stderr=output, cwd=folder, user=user, group=group, extra_groups=[]
            )

    try:
        password = folder / "password"
        password.write_text("practice")
        if root:
            shutil.chown(folder, user)
            shutil.chown(password, user)
        data, log = folder / "data", folder / "log"
        options = ["-U", "rekap", "-A", "scram-sha-256", "-E", "UTF8", "--no-locale", f"--pwfile={password}"]
        assert start([initdb, "-D", data, *options], log).wait(60) == 0, log.read_text()
        process = start([postgres, "-D", data, "-k", folder, "-c", "listen_addresses="], log)
        try:
            settings = PostgresSettings(str(folder), dbname="postgres", user="rekap", password=password.read_text())
            _wait_for(settings, process)
            yield settings
        finally:
            process.terminate()
            process.wait(30)
    finally:
        shutil.rmtree(folder)


def _wait_for(settings: PostgresSettings, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with PostgresPlace(settings).connection():
                return
        except psycopg.OperationalError:
            time.sleep(0.05)
    pytest.fail("the PostgreSQL server does not start")


class TestPostgres(StoreContract):
    """The contract, and more, on a server."""

    on_table = " ON stored_events"

    @pytest.fixture
    def place(self, server: PostgresSettings) -> Iterator[PostgresPlace]:
        place = PostgresPlace(replace(server, schema=f"book_{time.monotonic_ns()}"))
        yield place
        with place.connection() as connection:
            connection.execute(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(place.settings.schema)))

    @pytest.mark.parametrize("table", ["stored_events", "checkpoints"])
    def test_truncate_is_refused(self, place: PostgresPlace, table: str) -> None:
        place.open(create=True).close()
        with pytest.raises(psycopg.errors.RestrictViolation):
            place.execute(f"TRUNCATE {table}")

    def test_a_conflict_after_a_lost_reply_is_ones_own_success(
        self, place: PostgresPlace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with place.open(create=True) as store:
            datastore = store._recorder.datastore  # type: ignore[attr-defined]
            get_connection, replies = datastore.get_connection, iter([False])

            @contextmanager
            def lossy_connection() -> Iterator[psycopg.Connection]:
                with get_connection() as connection:
                    yield connection
                if not next(replies, True):
                    raise OperationalError("the reply to COMMIT got lost")

            monkeypatch.setattr(datastore, "get_connection", lossy_connection)
            assert store.append(entries(2)) == 0
            assert list(store.read()) == entries(2)

    def test_a_connection_that_was_cut_is_replaced(self, place: PostgresPlace) -> None:
        with place.open(create=True) as store:
            store.append([entry(1)])
            place.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'rekap'")
            assert store.append([entry(2)]) == 1
            assert list(store.read()) == entries(2)

    def test_a_publisher_without_a_server_is_told(self, place: PostgresPlace) -> None:
        with place.open(create=True) as store:
            store._recorder.datastore.pool.kwargs["host"] = "/no/such/folder"  # type: ignore[attr-defined]
            with pytest.raises(StoreNotFoundError), store.publishing():
                pass

    def test_several_programs_starting_at_once_make_the_tables_once(self, place: PostgresPlace) -> None:
        def start(_: int) -> int:
            with place.open(create=True) as store:
                return store.count()

        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(start, range(4))) == [0, 0, 0, 0]

    @pytest.mark.parametrize("wrong", [{"password": "wrong"}, {"dbname": "elsewhere"}, {"host": "/no/such/folder"}])
    def test_a_server_that_does_not_let_us_in_is_said_at_once(
        self, place: PostgresPlace, wrong: dict[str, str]
    ) -> None:
        start = time.monotonic()
        with pytest.raises(StoreNotFoundError):
            PostgresPlace(replace(place.settings, **wrong)).open()  # type: ignore[arg-type]  # all are texts
        assert time.monotonic() - start < 5

    def test_a_role_that_may_only_read_is_said(self, place: PostgresPlace) -> None:
        with place.open(create=True) as store:
            store.append([entry(1)])
        schema = place.settings.schema
        place.execute(f"CREATE ROLE {schema} LOGIN PASSWORD 'practice'")
        place.execute(f"GRANT USAGE ON SCHEMA {schema} TO {schema}")
        place.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {schema}")
        with PostgresPlace(replace(place.settings, user=schema)).open() as reader:
            assert list(reader.read()) == [entry(1)]
            with pytest.raises(StoreNotWritableError):
                reader.append([entry(2)])

    @pytest.mark.parametrize(
        ("error", "expected"),
        [
            (psycopg.errors.DiskFull(), StoreFullError),
            (psycopg.errors.LockNotAvailable(), StoreBusyError),
            (psycopg.errors.ReadOnlySqlTransaction(), StoreNotWritableError),
            (psycopg.errors.DataCorrupted(), StoreError),
            (RuntimeError(), StoreError),
        ],
    )
    def test_what_the_server_says_is_told_apart(
        self, place: PostgresPlace, error: Exception, expected: type[StoreError]
    ) -> None:
        with place.open(create=True) as store:
            assert type(store._recorder.typed(error)) is expected

    def test_a_role_that_turns_durability_off_is_overruled(self, place: PostgresPlace) -> None:
        place.execute("ALTER ROLE rekap SET synchronous_commit = off")
        try:
            with place.open(create=True) as store, store._recorder.datastore.transaction() as c:  # type: ignore[attr-defined]
                assert c.execute("SHOW synchronous_commit").fetchone() == {"synchronous_commit": "on"}
        finally:
            place.execute("ALTER ROLE rekap RESET synchronous_commit")

    def test_a_server_that_may_lose_commits_is_refused(self, place: PostgresPlace) -> None:
        place.execute("ALTER SYSTEM SET full_page_writes = off")
        place.execute("SELECT pg_reload_conf(), pg_sleep(0.3)")
        try:
            with pytest.raises(StoreNotDurableError) as caught:
                place.open(create=True)
            assert dict(caught.value.params)["setting"] == "full_page_writes"
        finally:
            place.execute("ALTER SYSTEM RESET full_page_writes")
            place.execute("SELECT pg_reload_conf(), pg_sleep(0.3)")

    def test_a_schema_name_that_would_need_quoting_is_refused(self, place: PostgresPlace) -> None:
        with pytest.raises(StoreError) as caught:
            PostgresPlace(replace(place.settings, schema='book"; --')).open(create=True)
        assert dict(caught.value.params)["reason"] == "schema"

    def test_tables_of_another_program_are_refused(self, place: PostgresPlace) -> None:
        place.execute(f"CREATE SCHEMA {place.settings.schema}")
        place.execute("CREATE TABLE stored_events (originator_id uuid)")
        with pytest.raises(ForeignStoreError):
            place.open(create=True)

    def test_close_leaves_no_connection(self, place: PostgresPlace) -> None:
        with place.open(create=True) as store:
            store.append([entry(1)])
        with place.connection() as connection:
            query = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'rekap'"
            deadline = time.monotonic() + 5
            while connection.execute(query).fetchone() != (0,):
                assert time.monotonic() < deadline
                time.sleep(0.05)
