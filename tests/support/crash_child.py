"""A process that writes a PPK's book and says so, line by line, until it is killed.

    python -m tests.support.crash_child ELECTION DESK

`stored I HASH` after an act was acknowledged, `recorded N ROOT` after a publishing; `ready` before the first.
"""

import sys
from pathlib import Path

from ledger.desk import Desk
from tests.support.crash_election import Election


def main(folder: Path, place: Path) -> None:
    """Log and publish every act of the finished book again at the desk in `place`."""
    election = Election(folder, folder)
    acts = election.acts()
    with Desk.open(place) as desk:
        operator, log_key = election.operator(desk.origin), election.log_key(desk.origin)
        _say("ready")
        for index, act in enumerate(acts):
            (entry,) = desk.append([act], operator)
            _say(f"stored {index} {entry.hash.hex()}")
            checkpoint = desk.publish(log_key).checkpoint
            _say(f"recorded {checkpoint.size} {checkpoint.root.hex()}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
