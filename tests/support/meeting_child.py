"""The program in a process of its own, which waits before it stores until another one is about to store as well.

    python -m tests.support.meeting_child GATE ARGUMENT...

GATE is a folder; in it each process leaves a file with its number, and goes on when there are two.
"""

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from unittest.mock import patch

from cli.main import main
from ledger.storing.store import Store, Stored

SECONDS: Final = 60
_append = Store.append


def meet(gate: Path) -> None:
    """Wait until a second process is at the gate."""
    (gate / str(os.getpid())).touch()
    ends = time.monotonic() + SECONDS
    while len(list(gate.iterdir())) < 2:
        if time.monotonic() > ends:
            raise TimeoutError
        time.sleep(0.001)


def run(gate: Path, arguments: list[str]) -> int:
    """The exit code of the program."""

    def append(store: Store, entries: Sequence[Stored], *, after: int | None = None) -> int:
        meet(gate)
        return _append(store, entries, after=after)

    with patch.object(Store, "append", append):
        return main(arguments)


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), sys.argv[2:]))
