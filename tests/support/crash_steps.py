"""Stopping a program at its n-th step towards the disk, as a crash would.

A step is a call by which appending or publishing changes something outside the process, or signs: a folder made, a file
opened, written, synced, renamed, an entry or a checkpoint inserted, a transaction committed.  At the chosen step half a
write is done, or none, and nothing after it: every further step is refused, as by a process that is no more.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, BinaryIO, Self

import pytest

from ledger import durable
from ledger.signing import SigningKey
from ledger.storing import store_sqlite


class Stopped(BaseException):
    """The end of the process: no handler of the program takes it for an error."""


class Steps:
    """Counts steps and stops at one of them; `names` are those taken, `signed` the messages signed."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.names: list[str] = []
        self.signed: list[bytes] = []
        self._stop_at = stop_at

    def take(self, name: str) -> None:
        """One step; raises `Stopped` at the chosen one and at all after it."""
        self.names.append(name)
        if self._stop_at is not None and len(self.names) >= self._stop_at:
            raise Stopped(name)

    @contextmanager
    def counted(self) -> Iterator["Steps"]:
        """Count, and stop, within the block."""
        with pytest.MonkeyPatch.context() as patch:
            calls = {name: self._before(name, getattr(os, name)) for name in ("open", "close")}
            # That the disk is asked is a step; whether it has done so shows in a power cut only, and costs the time.
            calls["fsync"] = self._before("fsync", lambda _: None)
            patch.setattr(durable, "os", SimpleNamespace(**{**vars(os), **calls}))
            patch.setattr(durable, "open", self._open, raising=False)
            for name in ("mkdir", "replace"):
                patch.setattr(Path, name, self._before(name, getattr(Path, name)))
            recorder = store_sqlite.SqliteRecorder
            for name in ("insert_events", "insert_checkpoint"):
                patch.setattr(recorder, name, self._before(name, getattr(recorder, name)))
            commit = store_sqlite._Connection.commit
            patch.setattr(store_sqlite._Connection, "commit", self._around("commit", commit))
            patch.setattr(SigningKey, "sign", self._sign(SigningKey.sign))
            yield self

    def _before(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: object, **kwargs: object) -> object:
            self.take(name)
            return call(*args, **kwargs)

        return counted

    def _around(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: object, **kwargs: object) -> object:
            self.take(f"before {name}")
            result = call(*args, **kwargs)
            self.take(f"after {name}")
            return result

        return counted

    def _sign(self, sign: Callable[[SigningKey, bytes], Any]) -> Callable[[SigningKey, bytes], Any]:
        def counted(key: SigningKey, message: bytes) -> object:
            self.take("sign")
            self.signed.append(message)
            return sign(key, message)

        return counted

    def _open(self, handle: int, mode: str) -> "_HalfWriter":
        return _HalfWriter(os.fdopen(handle, mode), self)  # type: ignore[arg-type]  # always a binary mode here


class _HalfWriter:
    """A file that writes half of what it should when it is stopped there."""

    def __init__(self, file: BinaryIO, steps: Steps) -> None:
        self._file = file
        self._steps = steps

    def write(self, data: bytes) -> None:
        """All of it, or half."""
        self._file.write(data[: len(data) // 2])
        self._file.flush()
        self._steps.take("write")
        self._file.write(data[len(data) // 2 :])

    def flush(self) -> None:
        """Hand everything to the system."""
        self._file.flush()

    def fileno(self) -> int:
        """The handle."""
        return self._file.fileno()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
