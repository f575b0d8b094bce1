"""What a store in one SQLite file has to answer for: the file, the disk, power cuts and other programs."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
from eventsourcing.sqlite import SQLiteConnection

from ledger.errors import (
    ForeignStoreError,
    StoreBusyError,
    StoreError,
    StoreFullError,
    StoreNotDurableError,
    StoreNotFoundError,
    StoreNotWritableError,
)
from ledger.storing.store import PostgresSettings, Store, Stored

NOBODY: Final = 65_534


def columns_of(raw: bytes) -> tuple[str, int, str]:
    """A stand-in for the decoder of entries."""
    seq, _, _ = raw.partition(b"|")
    return "book", int(seq), "BookOpened"


def entry(seq: int, size: int = 0) -> Stored:
    return Stored("book", seq, "BookOpened", b"%d|" % seq + bytes(size))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "book.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path, columns_of, create=True, lock_seconds=1) as store:
        yield store


def settings_of(store: Store) -> dict[str, object]:
    """What holds on the connection the store writes with."""
    with store._recorder.datastore.get_connection(commit=False) as connection:  # type: ignore[attr-defined]
        names = ("journal_mode", "synchronous", "application_id", "user_version")
        return {name: connection._sqlite_conn.execute(f"PRAGMA {name}").fetchone()[0] for name in names}


def test_every_connection_writes_ahead_and_waits_for_the_disk(store: Store, path: Path) -> None:
    expected = {"journal_mode": "wal", "synchronous": 2, "application_id": 0x72656B61, "user_version": 1}
    assert settings_of(store) == expected
    with Store.open(path, columns_of) as second:
        assert settings_of(second) == expected


def test_a_file_system_without_write_ahead_log_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect

    def connect_without_shared_memory(database: str, **options: object) -> sqlite3.Connection:
        return connect(database + "&vfs=unix-dotfile", **options)  # type: ignore[call-overload,no-any-return]  # passed on

    monkeypatch.setattr(sqlite3, "connect", connect_without_shared_memory)
    with pytest.raises(StoreNotDurableError) as caught:
        Store.open(path, columns_of, create=True)
    assert dict(caught.value.params) == {"place": str(path), "setting": "journal_mode", "value": "delete"}


def test_only_its_owner_may_read_the_files(store: Store, path: Path) -> None:
    store.append([entry(1)])
    with store.publishing():
        files = sorted(path.parent.iterdir())
        assert [file.name for file in files] == [path.name + end for end in ("", "-shm", "-wal", ".publisher")]
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_close_leaves_one_file_and_nothing_open(path: Path) -> None:
    def open_files() -> set[str]:
        return {os.path.realpath(link) for link in Path("/proc/self/fd").iterdir()}

    with Store.open(path, columns_of, create=True) as store:
        store.append([entry(1)])
        next(store.read())
        assert str(path) in open_files()
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert not [name for name in open_files() if name.startswith(str(path))]


def test_a_half_read_book_does_not_keep_the_log_from_being_written_back(store: Store, path: Path) -> None:
    store.append([entry(seq) for seq in range(1, 601)])
    reading = store.read()
    next(reading)
    with closing(sqlite3.connect(path)) as other:
        busy, pages, written_back = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        assert (busy, pages) == (0, written_back)


def test_a_missing_file_is_not_made(path: Path) -> None:
    with pytest.raises(StoreNotFoundError):
        Store.open(path, columns_of)
    assert not path.exists()


@pytest.mark.parametrize("where", ["", "no/such/folder/book", "file/book"])
def test_a_place_where_no_file_can_be_is_said(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreNotWritableError):
        Store.open(tmp_path / where, columns_of, create=True)


def test_odd_characters_in_a_path_are_only_characters(tmp_path: Path) -> None:
    path = tmp_path / "file:memory?mode=memory&cache=shared #1 %41 :memory:"
    with Store.open(path, columns_of, create=True) as store:
        store.append([entry(1)])
    with Store.open(path, columns_of) as store:
        assert store.count() == 1


def test_the_database_of_another_program_is_refused_untouched(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE stored_events (originator_id TEXT)")
    before = path.read_bytes()
    for create in (False, True):
        with pytest.raises(ForeignStoreError) as caught:
            Store.open(path, columns_of, create=create)
        assert dict(caught.value.params)["reason"] == "program"
    assert path.read_bytes() == before


def test_a_store_of_another_version_is_refused(path: Path) -> None:
    Store.open(path, columns_of, create=True).close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 2")
    with pytest.raises(ForeignStoreError) as caught:
        Store.open(path, columns_of)
    assert dict(caught.value.params)["reason"] == "version"


def test_a_file_that_is_no_database_is_refused_untouched(path: Path) -> None:
    path.write_bytes(b"D.Hasil, Kecamatan Muaradua" * 100)
    with pytest.raises(ForeignStoreError) as caught:
        Store.open(path, columns_of, create=True)
    assert dict(caught.value.params)["reason"] == "no-database"
    assert path.read_bytes() == b"D.Hasil, Kecamatan Muaradua" * 100


def test_a_damaged_page_is_an_error_of_ours(path: Path) -> None:
    with Store.open(path, columns_of, create=True) as store:
        store.append([entry(seq, 3_000) for seq in range(1, 100)])
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4_096)
        file.write(b"\xff" * (size - 4_096))
    with pytest.raises(StoreError) as caught:
        Store.open(path, columns_of)
    assert type(caught.value) is StoreError
    assert "CORRUPT" in str(dict(caught.value.params)["reason"])


def test_a_crash_while_creating_leaves_a_file_that_can_be_created_again(path: Path) -> None:
    path.touch(0o600)
    with pytest.raises(StoreNotFoundError):
        Store.open(path, columns_of)
    assert path.stat().st_size == 0
    with Store.open(path, columns_of, create=True) as store:
        assert store.append([entry(1)]) == 0


@pytest.mark.parametrize("what", ["folder", "file"])
def test_a_store_one_may_not_write_to_is_said(path: Path, what: str) -> None:
    Store.open(path, columns_of, create=True).close()
    path.parent.chmod(0o555 if what == "folder" else 0o777)
    path.chmod(0o666 if what == "folder" else 0o444)
    assert error_as_nobody("Store.open(path, columns_of).append([entry(1)])", path) == "StoreNotWritableError"


def test_a_folder_one_may_not_write_to_gets_no_store(path: Path) -> None:
    path.parent.chmod(0o555)
    assert error_as_nobody("Store.open(path, columns_of, create=True)", path) == "StoreNotWritableError"


def test_a_folder_one_may_not_look_into_is_said(path: Path) -> None:
    (path.parent / "closed").mkdir(0o700)
    if os.geteuid() != 0:
        (path.parent / "closed").chmod(0o000)
    statement = "Store.open(path.parent / 'closed' / 'book', columns_of)"
    assert error_as_nobody(statement, path) == "StoreNotWritableError"


def test_a_server_without_the_extra_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ledger.storing.store_postgres", None)
    with pytest.raises(StoreError) as caught:
        Store.connect(PostgresSettings("localhost", dbname="rekap", user="rekap"), columns_of)
    assert dict(caught.value.params) == {"place": "localhost:5432/rekap/public", "reason": "psycopg"}


def error_as_nobody(statement: str, path: Path) -> str:
    """Name of the error that `statement` raises in a program without root's rights."""
    if os.geteuid() == 0:
        for folder in path.parents[:4]:  # pytest keeps its folders to their owner
            folder.chmod(folder.stat().st_mode | 0o111)
    script = f"""
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid({NOBODY})
    os.setuid({NOBODY})
try:
    {statement}
except BaseException as error:
    print(type(error).__name__)
"""
    with run(script, path) as child:
        return child.communicate()[0].strip()


def test_a_full_disk_stores_nothing_and_loses_nothing(store: Store) -> None:
    store.append([entry(1)])
    with store._recorder.datastore.transaction(commit=False) as c:  # type: ignore[attr-defined]
        c.execute("PRAGMA page_count")
        c.execute(f"PRAGMA max_page_count = {c.fetchone()[0] + 2}")
    with pytest.raises(StoreFullError):
        store.append([entry(seq, 3_000) for seq in range(2, 10)])
    assert list(store.read()) == [entry(1)]
    assert store.append([entry(2)]) == 1


def test_a_store_that_another_program_holds_is_said_after_a_while(store: Store, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusyError) as caught:
            store.append([entry(1)])
        assert dict(caught.value.params) == {"place": str(path), "use": "append"}
        other.execute("ROLLBACK")
    assert store.append([entry(1)]) == 0


def test_a_failed_commit_leaves_the_store_usable(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: SQLiteConnection) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as patch:
        patch.setattr(SQLiteConnection, "commit", fail)
        with pytest.raises(StoreError):
            store.append([entry(1, 10)])
    assert store.count() == 0
    assert store.append([entry(1)]) == 0


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO stored_events VALUES (1, 'book', 1, 'x', x'00')",
        "INSERT OR REPLACE INTO stored_events VALUES (1, 'other', 1, 'x', x'00')",
        "INSERT OR REPLACE INTO stored_events VALUES (NULL, 'book', 1, 'x', x'00')",
        "INSERT OR REPLACE INTO checkpoints VALUES (1, x'00')",
        "UPDATE OR REPLACE stored_events SET rowid = 2",
        "INSERT INTO stored_events VALUES (NULL, 'book', 3, 'x', 'text for bytes')",
    ],
)
def test_no_statement_replaces_a_row(store: Store, path: Path, statement: str) -> None:
    store.append([entry(1), entry(2)])
    store.record_checkpoint(1, b"one")
    with closing(sqlite3.connect(path)) as other, pytest.raises(sqlite3.IntegrityError):
        other.execute(statement)
    assert list(store.read()) == [entry(1), entry(2)]


def test_a_dump_restored_keeps_every_index(store: Store, path: Path) -> None:
    store.append([entry(1), entry(2)])
    store.record_checkpoint(2, b"two")
    copy = path.with_name("copy.sqlite")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        target.executescript("\n".join(source.iterdump()))
        target.execute(f"PRAGMA application_id = {0x72656B61}")
        target.execute("PRAGMA user_version = 1")
    with Store.open(copy, columns_of) as restored:
        assert list(restored.read()) == [entry(1), entry(2)]
        assert restored.append([entry(3)]) == 2


def run(script: str, path: Path) -> "subprocess.Popen[str]":
    """A program of its own that appends to the store at `path`."""
    prelude = """
import os, sys, sqlite3
from pathlib import Path
from eventsourcing.sqlite import SQLiteConnection
from ledger.storing.store import Store, Stored
def columns_of(raw): return "book", int(raw.partition(b"|")[0]), "BookOpened"
def entry(seq): return Stored("book", seq, "BookOpened", b"%d|" % seq)
path = Path(sys.argv[1])
"""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", prelude + script, str(path)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root)


APPEND_FROM: Final = """
store = Store.open(path, columns_of)
for seq in range({}, 10_000):
    print(store.append([entry(seq)]), flush=True)
"""


def test_what_was_acknowledged_survives_kill_9(path: Path) -> None:
    Store.open(path, columns_of, create=True).close()
    seq = 0
    for acknowledged in (1, 7, 40):
        with run(APPEND_FROM.format(seq + 1), path) as child:
            assert child.stdout is not None
            indexes = [int(child.stdout.readline()) for _ in range(acknowledged)]
            os.kill(child.pid, signal.SIGKILL)
            indexes += [int(line) for line in child.stdout.read().splitlines()]
        with Store.open(path, columns_of) as store:
            assert store.count() >= indexes[-1] + 1
            seq = store.count()
            assert list(store.read()) == [entry(n) for n in range(1, seq + 1)]


@pytest.mark.parametrize("committed", [False, True])
def test_a_crash_at_commit_stores_the_whole_batch_or_nothing(path: Path, *, committed: bool) -> None:
    with Store.open(path, columns_of, create=True) as store:
        store.append([entry(1)])
    script = f"""
commit = SQLiteConnection.commit
SQLiteConnection.commit = lambda c: (commit(c) if {committed} else None, os._exit(9))
Store.open(path, columns_of).append([entry(2), entry(3)])"""
    with run(script, path) as child:
        assert child.wait() == 9
    with Store.open(path, columns_of) as store:
        assert store.count() == (3 if committed else 1)
        assert store.append([entry(2), entry(3)]) == 1, "after a crash the same act may simply be repeated"
        assert list(store.read()) == [entry(1), entry(2), entry(3)]


def test_a_publisher_that_was_killed_lets_the_next_one_in(store: Store, path: Path) -> None:
    script = """
with Store.open(path, columns_of) as store, store.publishing():
    print("held", flush=True)
    sys.stdin.read()"""
    with run(script, path) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        with pytest.raises(StoreBusyError), store.publishing():
            pass
        os.kill(child.pid, signal.SIGKILL)
    with store.publishing():
        pass
