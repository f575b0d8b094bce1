"""The store on a PostgreSQL server, one schema for each book; needs the extra `postgres`.

Rules of this module, besides those of `store_port`:

- `fsync`, `full_page_writes` and `synchronous_commit` are on, whatever the server's, the role's or the shell's settings
  say: the last is set on every connection, all are read back.
- No variable of the shell (`PGOPTIONS`, `PGHOSTADDR`, `PGSSLMODE`, ...) changes where or how we connect.
- A notification id is one more than the last one, given under the table lock that the library takes for every insert.
  A sequence would leave a gap after each rollback, and the id would not be the index.
- The library's variant without that lock (`POSTGRES_ENABLE_DB_FUNCTIONS`) is never used.
- Tables are made once, under an advisory lock; starting several programs at once is safe.
- TRUNCATE is refused as UPDATE and DELETE are.
- The publisher holds an advisory lock of its own connection, which the server gives back when the connection ends.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, cast

import psycopg
from eventsourcing.persistence import IntegrityError, InterfaceError, OperationalError, PersistenceError, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore, PostgresFactory
from eventsourcing.utils import retry
from psycopg.sql import SQL, Composed, Identifier

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
from ledger.storing.store_port import STORE_VERSION, BookFactory, BookRecorder

_APPLICATION_ID: Final = int.from_bytes(b"reka")
_MARK: Final = f"rekap store {STORE_VERSION}"
_CONNECT_SECONDS: Final = 5
_LOCK_SECONDS: Final = 1  # the library tries ten times
_PLAIN_NAME: Final = re.compile("[a-z_][a-z0-9_]{0,62}")
_DURABLE: Final = (("fsync", "on"), ("full_page_writes", "on"), ("synchronous_commit", "on"))

_TRIGGERS: Final = frozenset(
    {"stored_events_next", "stored_events_kept", "checkpoints_next", "checkpoints_kept"}
    | {"stored_events_not_emptied", "checkpoints_not_emptied"}
)
_SCHEMA: Final = """
CREATE TABLE {schema}.stored_events (
    originator_id text NOT NULL,
    originator_version bigint NOT NULL,
    topic text NOT NULL,
    state bytea NOT NULL,
    notification_id bigint NOT NULL UNIQUE,
    PRIMARY KEY (originator_id, originator_version)
);
CREATE TABLE {schema}.checkpoints (size bigint PRIMARY KEY CHECK (size >= 0), note bytea NOT NULL);
CREATE TYPE {schema}.stored_event_text AS (originator_id text, originator_version bigint, topic text, state bytea);

CREATE FUNCTION {schema}.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION {schema}.next_entry() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.originator_version <> 1 + (
        SELECT coalesce(max(originator_version), 0) FROM {schema}.stored_events WHERE originator_id = NEW.originator_id
    ) THEN RAISE EXCEPTION 'not the next entry of its stream' USING ERRCODE = 'unique_violation'; END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION {schema}.next_checkpoint() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.size <= (SELECT coalesce(max(size), -1) FROM {schema}.checkpoints)
        OR NEW.size > (SELECT coalesce(max(notification_id), 0) FROM {schema}.stored_events)
    THEN RAISE EXCEPTION 'not the next checkpoint' USING ERRCODE = 'unique_violation'; END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER stored_events_next BEFORE INSERT ON {schema}.stored_events
    FOR EACH ROW EXECUTE FUNCTION {schema}.next_entry();
CREATE TRIGGER stored_events_kept BEFORE UPDATE OR DELETE ON {schema}.stored_events
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse();
CREATE TRIGGER stored_events_not_emptied BEFORE TRUNCATE ON {schema}.stored_events
    FOR EACH STATEMENT EXECUTE FUNCTION {schema}.refuse();
CREATE TRIGGER checkpoints_next BEFORE INSERT ON {schema}.checkpoints
    FOR EACH ROW EXECUTE FUNCTION {schema}.next_checkpoint();
CREATE TRIGGER checkpoints_kept BEFORE UPDATE OR DELETE ON {schema}.checkpoints
    FOR EACH ROW EXECUTE FUNCTION {schema}.refuse();
CREATE TRIGGER checkpoints_not_emptied BEFORE TRUNCATE ON {schema}.checkpoints
    FOR EACH STATEMENT EXECUTE FUNCTION {schema}.refuse();
"""
_INSERT: Final = """
INSERT INTO {schema}.stored_events (originator_id, originator_version, topic, state, notification_id)
SELECT e.originator_id, e.originator_version, e.topic, e.state,
    e.place + (SELECT coalesce(max(notification_id), 0) FROM {schema}.stored_events)
FROM unnest(%s::{schema}.stored_event_text[])
    WITH ORDINALITY AS e (originator_id, originator_version, topic, state, place)
ORDER BY e.place
RETURNING notification_id
"""
_FIRST_GAP: Final = """
SELECT min(place)
FROM (SELECT notification_id AS id, row_number() OVER (ORDER BY notification_id) AS place FROM {schema}.stored_events) t
WHERE id <> place
"""
# Entries missing at the end leave no gap; the last checkpoint remembers some of them.
_MISSING_AT_THE_END: Final = """
SELECT last FROM (SELECT coalesce(max(notification_id), 0) AS last FROM {schema}.stored_events) AS entries
WHERE last < (SELECT max(size) FROM {schema}.checkpoints)
"""


def postgres_factory(environment: dict[str, str], sslmode: str, place: str, *, create: bool) -> BookFactory:
    """The library's factory for the book that `environment` (the library's POSTGRES_* names) says.

    Raises:
        StoreError: the schema's name is not made of small letters, digits and underscores.
    """
    if not _PLAIN_NAME.fullmatch(environment["POSTGRES_SCHEMA"]):
        raise StoreError(place=place, reason="schema")  # the library quotes it in most places, but not in all
    environment = {
        **environment,
        "ORIGINATOR_ID_TYPE": "text",
        "POSTGRES_POOL_SIZE": "1",
        "POSTGRES_MAX_OVERFLOW": "0",
        "POSTGRES_CONNECT_TIMEOUT": str(_CONNECT_SECONDS),
        "POSTGRES_LOCK_TIMEOUT": str(_LOCK_SECONDS),
        "POSTGRES_ENABLE_DB_FUNCTIONS": "no",
        "CREATE_TABLE": "yes" if create else "no",
    }
    return cast("BookFactory", BookPostgresFactory(environment, sslmode, place))


class PostgresRecorder(PostgresApplicationRecorder, BookRecorder):
    """The tables of one book in PostgreSQL."""

    driver_error = psycopg.Error

    def __init__(self, datastore: PostgresDatastore, place: str) -> None:
        super().__init__(datastore, events_table_name="stored_events")
        self._place = place
        self.insert_events_statement = self._sql(_INSERT)
        self.sql_create_statements = []  # `create_table` has its own

    def create_table(self) -> None:
        """Make the tables, in one transaction, unless there are any."""
        with self.datastore.transaction(commit=True) as c:
            c.execute("SELECT pg_advisory_xact_lock(%s)", (_APPLICATION_ID,))
            c.execute(self._sql("CREATE SCHEMA IF NOT EXISTS {schema}"))
            if not self._exists(c):
                c.execute(self._sql(_SCHEMA))
                c.execute(self._sql("COMMENT ON TABLE {schema}.stored_events IS {mark}", mark=_MARK))
        self.datastore.register_type_adapters()

    def check(self) -> None:
        """See `BookRecorder.check`."""
        with self.datastore.transaction() as c:
            if not self._exists(c):
                raise StoreNotFoundError(place=self._place)
            c.execute("SELECT obj_description(%s::regclass) AS mark", (self._table("stored_events"),))
            if _value(c) != _MARK:
                raise ForeignStoreError(place=self._place, reason="program")
            c.execute(
                "SELECT tgname FROM pg_trigger"
                " WHERE tgrelid IN (%s::regclass, %s::regclass) AND NOT tgisinternal AND tgenabled <> 'D'",
                (self._table("stored_events"), self._table("checkpoints")),
            )
            if {row["tgname"] for row in c.fetchall()} != _TRIGGERS:
                raise ForeignStoreError(place=self._place, reason="tables")
            c.execute(self._sql(_FIRST_GAP))
            gap = _value(c)
            c.execute(self._sql(_MISSING_AT_THE_END))
            last = _value(c)
        if gap is not None:
            raise ColumnsDisagreeError(index=gap - 1, column="index")
        if last is not None:
            raise ColumnsDisagreeError(index=last, column="index")

    @retry((InterfaceError, OperationalError), max_attempts=10, wait=0.2)
    def insert_events(
        self, stored_events: Sequence[StoredEvent], *, after: int | None = None, **_: object
    ) -> Sequence[int] | None:
        """See `BookRecorder.insert_events`; asks again as the library does.

        Without the library's pipeline, which may report only that it was aborted and not what the server refused.
        """
        with self.datastore.transaction(commit=True) as c:
            self._lock_table(c)
            if after is not None:
                c.execute(self.max_notification_id_statement)
                if (_value(c) or 0) != after:
                    raise IntegrityError
            self._insert_stored_events(c, stored_events)
            ids: Sequence[int] | None = self._fetch_ids_after_insert_events(c, stored_events)
        return ids

    def index_of(self, stream: str, seq: int) -> int | None:
        """See `BookRecorder.index_of`."""
        with self.datastore.transaction() as c:
            c.execute(
                self._sql(
                    "SELECT notification_id FROM {schema}.stored_events"
                    " WHERE originator_id = %s AND originator_version = %s"
                ),
                (stream, seq),
            )
            notification_id = _value(c)
        return None if notification_id is None else notification_id - 1

    def heads(self) -> dict[str, int]:
        """See `BookRecorder.heads`."""
        with self.datastore.transaction() as c:
            c.execute(
                self._sql(
                    "SELECT originator_id AS stream, max(originator_version) AS seq FROM {schema}.stored_events"
                    ' GROUP BY 1 ORDER BY originator_id COLLATE "C"'
                )
            )
            return {row["stream"]: row["seq"] for row in c.fetchall()}

    def insert_checkpoint(self, size: int, note: bytes) -> None:
        """See `BookRecorder.insert_checkpoint`."""
        with self.datastore.transaction(commit=True) as c:
            # Two at once would each not see the other, and the smaller could come last.
            c.execute(self._sql("LOCK TABLE {schema}.checkpoints IN EXCLUSIVE MODE"))
            c.execute(self._sql("INSERT INTO {schema}.checkpoints (size, note) VALUES (%s, %s)"), (size, note))

    def select_checkpoints(self) -> list[tuple[int, bytes]]:
        """See `BookRecorder.select_checkpoints`."""
        with self.datastore.transaction() as c:
            c.execute(self._sql("SELECT size, note FROM {schema}.checkpoints ORDER BY size"))
            return [(row["size"], bytes(row["note"])) for row in c.fetchall()]

    def last_checkpoint(self) -> tuple[int, bytes] | None:
        """See `BookRecorder.last_checkpoint`."""
        with self.datastore.transaction() as c:
            c.execute(self._sql("SELECT size, note FROM {schema}.checkpoints ORDER BY size DESC LIMIT 1"))
            row = c.fetchone()
        return (row["size"], bytes(row["note"])) if row else None

    @contextmanager
    def publisher(self) -> Iterator[None]:
        """See `BookRecorder.publisher`."""
        with psycopg.connect(**_arguments(self.datastore), autocommit=True) as lock, lock.cursor() as c:
            c.execute(
                "SELECT pg_try_advisory_lock(%s, %s::regclass::oid::int) AS held",
                (_APPLICATION_ID, self._table("checkpoints")),
            )
            if not _value(c):
                raise StoreBusyError(place=self._place, use="publish")
            yield

    def typed(self, error: Exception) -> StoreError:
        """See `BookRecorder.typed`."""
        return _typed(error, self._place)

    def _exists(self, c: psycopg.Cursor[dict[str, Any]]) -> bool:
        c.execute("SELECT to_regclass(%s) IS NOT NULL AS there", (self._table("stored_events"),))
        return bool(_value(c))

    def _table(self, name: str) -> str:
        """The quoted name, for a cast to regclass."""
        return Identifier(self.datastore.schema, name).as_string()

    def _sql(self, text: str, **literals: str) -> Composed:
        return SQL(cast("Any", text)).format(schema=Identifier(self.datastore.schema), **literals)


class BookPostgresFactory(PostgresFactory):
    """Makes the recorder for one schema, with one connection: the program has one thread."""

    def __init__(self, environment: dict[str, str], sslmode: str, place: str) -> None:
        super().__init__(environment)
        self._place = place
        _arguments(self.datastore).update(
            # An empty value counts as given, so that the shell's variable is not asked.
            hostaddr="",
            sslmode=sslmode,
            target_session_attrs="read-write",
            connect_timeout=_CONNECT_SECONDS,
            application_name="rekap",
            options="-c synchronous_commit=on -c default_transaction_isolation=read\\ committed",
        )

    def application_recorder(self) -> PostgresRecorder:
        """A recorder over a store that was checked, and made if that was asked for.

        Raises:
            StoreError: a subclass that says what is wrong.
        """
        try:
            _check_server(self.datastore, self._place)
            recorder = PostgresRecorder(self.datastore, self._place)
            if self.env_create_table():
                recorder.create_table()
            recorder.check()
        except (PersistenceError, psycopg.Error) as error:
            raise _typed(error, self._place) from error
        return recorder


def _check_server(datastore: PostgresDatastore, place: str) -> None:
    """Refuse a server that is not there at once (the library would wait and retry), or that may lose commits."""
    with psycopg.connect(**_arguments(datastore)) as connection:
        for setting, wanted in _DURABLE:
            found = _value(connection.execute("SELECT current_setting(%s)", (setting,)))
            if found != wanted:
                raise StoreNotDurableError(place=place, setting=setting, value=str(found))


def _arguments(datastore: PostgresDatastore) -> dict[str, Any]:
    """What the library's pool connects with."""
    return cast("dict[str, Any]", datastore.pool.kwargs)


def _value(c: psycopg.Cursor[dict[str, Any]]) -> Any:  # noqa: ANN401 - whatever the column holds
    """The only column of the next row, or None."""
    row = c.fetchone()
    return next(iter(row.values())) if row else None


def _typed(error: Exception, place: str) -> StoreError:
    """Which of our errors an error of the driver, or of the library around it, means."""
    cause = error if isinstance(error, psycopg.Error) else error.__cause__
    state = cause.sqlstate if isinstance(cause, psycopg.Error) else None
    match state:
        case None if isinstance(cause, psycopg.OperationalError):
            return StoreNotFoundError(place=place)  # no connection, hence no answer with a state
        case "28P01" | "28000" | "3D000":
            return StoreNotFoundError(place=place)
        case "53100":
            return StoreFullError(place=place)
        case "42501" | "25006":
            return StoreNotWritableError(place=place)
        case "55P03":
            return StoreBusyError(place=place, use="append")
        case _:
            return StoreError(place=place, reason=state or type(error).__name__)
