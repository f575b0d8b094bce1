"""Storing and publishing: durable appends beside the plain library, acts at a desk, checkpoints.

`Appending without publishing` is what the program does for one act once it is allowed: seal the entry, sign it, store
it durably.  The plain library stores the same bytes with an application of its own, whose mapper passes them through,
in SQLite at the same `synchronous` setting; it signs and checks nothing.
"""

import shutil
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final, cast

from eventsourcing.application import Application
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent

from benchmarks.archives import generated
from benchmarks.tables import Table
from domain.events import TallyReceived
from domain.statements import CHasil, Form
from domain.types import ZERO_HASH, Hash
from ledger.acts import signed
from ledger.archive import Archive
from ledger.desk import Act, Desk
from ledger.keys import PracticeKeyring
from ledger.making.simulation import simulate
from ledger.publishing import publish
from ledger.records import columns_of, decode_entry, encode_entry, entry_payload
from ledger.signing import ENTRY_TYPE, SigningKey, pae
from ledger.storing.store import Store, Stored

ENTRIES: Final = 300
LEAST_RATIO: Final = 0.75
BATCHES: Final = (1, 100)
PUBLISHINGS: Final = 20
DESK_STATIONS: Final = 72

_ORIGIN: Final = "example.id/uji/ppk/160101"
_ELECTION: Final = Hash(b"e" * 32)
_OPERATOR: Final = SigningKey.from_seed(b"o" * 32)
_KPPS: Final = tuple(SigningKey.from_seed(bytes([number]) * 32) for number in (1, 2, 3))


class _PassingMapper(Mapper[str]):
    """The library's least: bytes as they are."""

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        row = cast("Stored", domain_event)
        return StoredEvent(row.stream, row.seq, row.type, row.raw)


class _Plain(Application[str]):
    """The plain library over the same rows."""

    def construct_mapper(self) -> Mapper[str]:
        return _PassingMapper(JSONTranscoder())


def appending(folder: Path, rounds: int) -> Table:
    """One entry after another, each durable before the next."""
    events = _tallies()
    table = Table(
        "Durable appends, one at a time",
        f"TallyReceived with a C.Hasil of three signers; {ENTRIES} a round, medians of {rounds} rounds that take turns."
        "  synchronous=FULL in both.",
        ("what", "entries/s", "beside the plain library"),
    )
    rates: dict[str, list[float]] = {}
    with (
        Store.open(folder / "ours", columns_of, create=True) as ours,
        Store.open(folder / "bare", columns_of, create=True) as bare,
    ):
        plain = _Plain(_plain_environment(folder / "plain"))
        ways = {
            "seal + sign + Store.append": lambda number: _log(ours, events, number),
            "Store.append alone": lambda number: _store(bare, events, number),
            "the plain library": lambda number: _save(plain, events, number),
        }
        _same_setting(plain)
        for number in range(rounds):
            for name in _turned(list(ways), number):
                rates.setdefault(name, []).append(ways[name](number))
        plain.close()
    middle = {name: statistics.median(found) for name, found in rates.items()}
    for name in ways:
        ratio = middle[name] / middle["the plain library"]
        is_ours = name.startswith("seal")
        cell = table.target("append beside the plain library", ratio, least=LEAST_RATIO) if is_ours else f"{ratio:.2f}"
        table.row(name, f"{middle[name]:,.0f}", cell)
    return table


def at_the_desk(folder: Path) -> Table:
    """Acts at a desk, each judged against the whole book before it is stored."""
    site = folder / "desk-site"
    built = simulate(generated(DESK_STATIONS), site, seed=1, keep_desks=True)
    desk, acts, operator = _desk_again(site, built.archive)
    table = Table(
        "Acts at a desk, one at a time",
        "`Desk.append` runs the passes of verification over the book with the new act; milliseconds per act.",
        ("entries in the book", "ms per act"),
    )
    with desk:
        for begin in range(0, len(acts), 20):
            part = acts[begin : begin + 20]
            began = time.perf_counter()
            for act in part:
                desk.append([act], operator)
            table.row(f"{begin} to {begin + len(part)}", f"{(time.perf_counter() - began) / len(part) * 1000:.1f}")
    return table


def publishing(folder: Path) -> Table:
    """Publishing batches onto a book that grows."""
    table = Table(
        "Publishing",
        f"Append a batch, then publish it: tiles, bundle, notes and checkpoint synced.  Medians of {PUBLISHINGS}.",
        ("entries in a batch", "append, ms", "publish, ms", "entries/s, both"),
    )
    log_key = SigningKey.from_seed(b"l" * 32)
    for batch in BATCHES:
        appends, publishings = _publish_batches(folder / f"publish-{batch}", batch, log_key)
        append, publishing_time = statistics.median(appends), statistics.median(publishings)
        table.row(
            str(batch),
            f"{append * 1000:.2f}",
            f"{publishing_time * 1000:.2f}",
            f"{batch / (append + publishing_time):,.0f}",
        )
    return table


def _publish_batches(place: Path, batch: int, log_key: SigningKey) -> tuple[list[float], list[float]]:
    """Seconds of every append and of every publishing."""
    place.mkdir()
    archive, staging = Archive(place / "archive"), place / "staging"
    appends, publishings = [], []
    with Store.open(place / "store", columns_of, create=True) as store:
        for number in range(PUBLISHINGS):
            appends.append(_wall(partial(store.append, _rows(batch, number))))
            publishings.append(_wall(lambda: publish(store, archive, _ORIGIN, log_key, staging)))
    return appends, publishings


def _tallies() -> list[TallyReceived]:
    """What is logged: made beforehand, as a PPK receives it."""
    figures = tuple(range(100, 121))
    form = Form("ppwp", _ELECTION, figures, (), (None,) * len(figures))
    statement = signed(CHasil((form,), 1, 7, 3, ()), "1601012001001", _KPPS, _ELECTION, 0)
    return [TallyReceived("A12", "-", (), None, statement)] * ENTRIES


def _sealed(event: TallyReceived, stream: str) -> Stored:
    payload = entry_payload(
        event,
        book=_ORIGIN,
        election=_ELECTION,
        prev=ZERO_HASH,
        seq=1,
        signer=_OPERATOR.public,
        stream=stream,
        time=0,
    )
    raw = encode_entry(payload, _OPERATOR.sign(pae(ENTRY_TYPE, payload)))
    return Stored(stream, 1, "TallyReceived", raw)


def _rows(count: int, number: int) -> list[Stored]:
    (event, *_) = _tallies()
    return [_sealed(event, _stream(number, place)) for place in range(count)]


def _stream(number: int, place: int) -> str:
    return f"tally/{1_601_012_001_000 + number * 1000 + place}"


def _log(store: Store, events: Sequence[TallyReceived], number: int) -> float:
    """Entries per second, sealed and signed on the way."""

    def work() -> None:
        for place, event in enumerate(events):
            store.append([_sealed(event, _stream(number, place))])

    return len(events) / _wall(work)


def _store(store: Store, events: Sequence[TallyReceived], number: int) -> float:
    """Entries per second, sealed before."""
    rows = [_sealed(event, _stream(number, place)) for place, event in enumerate(events)]

    def work() -> None:
        for row in rows:
            store.append([row])

    return len(events) / _wall(work)


def _save(plain: _Plain, events: Sequence[TallyReceived], number: int) -> float:
    """Entries per second of the plain library, sealed before."""
    rows = [_sealed(event, _stream(number, place)) for place, event in enumerate(events)]

    def work() -> None:
        for row in rows:
            plain.save(row)

    return len(events) / _wall(work)


def _plain_environment(path: Path) -> dict[str, str]:
    return {
        "PERSISTENCE_MODULE": "eventsourcing.sqlite",
        "SQLITE_DBNAME": str(path),
        "ORIGINATOR_ID_TYPE": "text",
    }


def _same_setting(plain: _Plain) -> None:
    """Refuse to compare with a library that does not sync: FULL is only the default of most builds."""
    found = []
    with plain.recorder.datastore.transaction(commit=False) as cursor:  # type: ignore[attr-defined]
        for name in ("journal_mode", "synchronous"):
            cursor.execute(f"PRAGMA {name}")
            found.append(cursor.fetchone()[0])
    if found != ["wal", 2]:
        raise RuntimeError(found)


def _turned(names: list[str], number: int) -> list[str]:
    """Every round begins with another one."""
    at = number % len(names)
    return names[at:] + names[:at]


def _wall(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _desk_again(site: Path, archive: Path) -> tuple[Desk, list[Act], SigningKey]:
    """A PPK's desk without its book, and the acts to write it again."""
    old = next(iter(sorted((site / "desks").glob("ppk-*"))))
    with Store.open(old / "book.sqlite", columns_of) as store:
        entries = [decode_entry(stored.raw).entry for stored in store.read()]
    origin = entries[0].book
    shutil.rmtree(Archive(archive).book(origin).folder)
    for above in ("kpu/0", "kpu/16", "kpu/1601"):
        _forget_receipts(site, archive, f"{origin.rsplit('/', 2)[0]}/{above}")
    desk = Desk.create(site / "again", origin, archive)
    shutil.copy(site / "trust", desk.folder / "trust")
    keyring = PracticeKeyring.from_number(1)
    return desk, [Act(entry.stream, entry.data, entry.time) for entry in entries], keyring.key(f"operator {old.name} 1")


def _forget_receipts(site: Path, archive: Path, origin: str) -> None:
    """A KPU book as it was before its plenary: what it received would show the PPK's empty desk as a restored one."""
    old = site / "desks" / "-".join(origin.split("/")[-2:])
    key = PracticeKeyring.from_number(1).key(f"log {old.name} 0")
    with (
        Store.open(old / "book.sqlite", columns_of) as store,
        Store.open(site / old.name, columns_of, create=True) as beginning,
    ):
        rows = list(store.read())
        end = next(index for index, row in enumerate(rows) if row.type in ("ChildReceived", "PlenaryOpened"))
        beginning.append(rows[:end])
        shutil.rmtree(Archive(archive).book(origin).folder)
        publish(beginning, Archive(archive), origin, key, site / "staging")
