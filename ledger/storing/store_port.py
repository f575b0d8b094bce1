"""What the store asks of a database: the port that `store_sqlite` and `store_postgres` implement.

A recorder of the `eventsourcing` library (`originator_id` = stream, `originator_version` = seq, `topic` = entry type,
`state` = entry bytes, notification id = index + 1), and what the library does not have: checkpoints, one publisher at
a time, and a look at the whole before it is used.

Rules every implementation keeps; the tests in `tests/ledger/test_store.py` run against each:

- An entry is stored when `insert_events` returns, and stays stored if power fails the next moment.
- Notification ids count 1, 2, 3, ... in the order of commits, without gaps.
- In every stream, seq counts 1, 2, 3, ...: the database refuses any other, whoever asks.
- The database refuses UPDATE and DELETE of entries and of checkpoints, whoever asks.
- A checkpoint covers at most the entries stored, and more than the last checkpoint.
"""

from abc import abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import ClassVar, Final

from eventsourcing.persistence import ApplicationRecorder, InfrastructureFactory, StoredEvent, TrackingRecorder

from ledger.errors import StoreError

STORE_VERSION: Final = 1
"""Version of the tables; a store of another version is refused."""

LOCK_SECONDS: Final = 5
"""How long an append waits for another one before it gives up."""


BookFactory = InfrastructureFactory[TrackingRecorder]
"""Makes the recorder of one book; its `application_recorder` gives a `BookRecorder`."""


class BookRecorder(ApplicationRecorder):
    """The tables of one book.

    Methods raise errors of the library, or those of the driver below it, which `typed` turns into ours.
    """

    driver_error: ClassVar[type[Exception]]
    """Base of the driver's errors."""

    @abstractmethod
    def check(self) -> None:
        """Look at the whole store before it is used.

        Raises:
            ForeignStoreError: the tables and triggers are not those of this version.
            ColumnsDisagreeError: an entry is missing.
        """

    @abstractmethod
    def insert_events(
        self, stored_events: Sequence[StoredEvent], *, after: int | None = None, **kwargs: object
    ) -> Sequence[int] | None:
        """The library's, and with `after` the library's IntegrityError unless exactly that many entries are there."""

    @abstractmethod
    def index_of(self, stream: str, seq: int) -> int | None:
        """Index of a stored entry, or None."""

    @abstractmethod
    def heads(self) -> dict[str, int]:
        """The highest seq of every stream, in ascending order of the streams."""

    @abstractmethod
    def insert_checkpoint(self, size: int, note: bytes) -> None:
        """Store a checkpoint; the library's IntegrityError when the database refuses it."""

    @abstractmethod
    def select_checkpoints(self) -> list[tuple[int, bytes]]:
        """All checkpoints as (size, note), in ascending order of size."""

    @abstractmethod
    def last_checkpoint(self) -> tuple[int, bytes] | None:
        """The checkpoint of the largest size."""

    @abstractmethod
    def publisher(self) -> AbstractContextManager[None]:
        """Hold the right to publish; it ends with the block, with the process, or with the connection.

        Raises:
            StoreBusyError: another publisher holds it; this does not wait.
        """

    @abstractmethod
    def typed(self, error: Exception) -> StoreError:
        """The error of ours that says what an error of the library or the driver means."""
