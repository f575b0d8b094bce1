"""Two operators of one PPK log at the same moment, each with a program of their own, on the book's laptop.

- Of two acts judged on the same book one is stored; the other is not, ends with 5, and is told what happened.
- The loser goes on: the same command again is stored.
- In a rush of many nothing is lost and nothing doubled: what was answered with "stored" is there, once.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from ledger.desk import Desk
from tests.support.by_hand import PASSPHRASE, Outcome, done, rekap, stored, stored_since
from tests.support.by_hand_room import CONTEST, PPK, PlenaryTown

OPERATORS: Final = ("operator:1", "operator:5")
ROOT: Final = Path(__file__).parents[2]
ROUNDS: Final = 6


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> PlenaryTown:
    """The plenary of the PPK is open; it has two operators."""
    town = PlenaryTown(tmp_path_factory.mktemp("town"))
    town.set_up()
    done("plenary", "open", "--contest", CONTEST, *town.by(PPK))
    return town


def start(town: PlenaryTown, seat: str, *command: object, gate: Path | None = None) -> "subprocess.Popen[str]":
    """The program in a process of its own, as the operator of this seat starts it."""
    reading, writing = os.pipe()
    os.write(writing, f"{PASSPHRASE}\n".encode())
    os.close(writing)
    who = ["--desk", town.desk(PPK), "--key", town.person(f"{PPK}:{seat}").key, "--passphrase-fd", reading]
    module = ["-m", "cli.main"] if gate is None else ["-m", "tests.support.meeting_child", gate]
    line = [str(each) for each in (sys.executable, *module, *command, *who)]
    try:
        return subprocess.Popen(
            line,
            cwd=ROOT,
            env={**os.environ, "REKAP_LANG": "en"},
            pass_fds=[reading],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    finally:
        os.close(reading)


def ended(process: "subprocess.Popen[str]") -> Outcome:
    out, err = process.communicate(timeout=120)
    return Outcome(process.returncode, out, err)


def attending(number: int) -> tuple[str, ...]:
    """An act that differs from every other one."""
    return ("plenary", "attend", "--present", f"masyarakat:{number}")


def test_of_two_acts_on_the_same_book_one_is_stored_and_the_loser_is_told(town: PlenaryTown, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    gate.mkdir()
    before = stored(town.desk(PPK))
    acts = {seat: attending(number) for number, seat in enumerate(OPERATORS, start=1)}
    running = {seat: start(town, seat, *act, gate=gate) for seat, act in acts.items()}
    outcomes = {seat: ended(process) for seat, process in running.items()}
    winner, loser = sorted(outcomes, key=lambda seat: outcomes[seat].code)
    assert (outcomes[winner].code, outcomes[loser].code) == (0, 5), outcomes
    assert "stored, entry" in outcomes[winner].out
    assert "stored, entry" not in outcomes[loser].out
    assert re.fullmatch(r"Somebody else added to this book .* then try again\.\n", outcomes[loser].err)
    assert stored_since(town.desk(PPK), before) == ["AttendanceRecorded"]
    again = ended(start(town, loser, *acts[loser]))
    assert again.code == 0, again.sentences
    assert stored_since(town.desk(PPK), before) == ["AttendanceRecorded"] * 2


def test_in_a_rush_nothing_is_lost_and_nothing_doubled(town: PlenaryTown) -> None:
    first = stored(town.desk(PPK))
    said: dict[int, str] = {}
    waiting = {seat: list(range(start, start + ROUNDS)) for seat, start in zip(OPERATORS, (100, 200), strict=True)}
    while any(waiting.values()):
        running = {seat: start(town, seat, *attending(todo[0])) for seat, todo in waiting.items() if todo}
        for seat, process in running.items():
            outcome = ended(process)
            assert outcome.code in {0, 5}, outcome.sentences
            if outcome.code == 0:
                said[waiting[seat].pop(0)] = outcome.out
            else:
                assert "Somebody else added to this book" in outcome.err
    with Desk.open(town.desk(PPK)) as desk:
        entries = desk.entries()[first:]
    numbers = [entry.data.present[0].no for _, entry in entries]  # type: ignore[union-attr]  # nothing else was logged
    assert sorted(numbers) == sorted(said)
    assert [entry.seq for _, entry in entries] == list(range(entries[0][1].seq, entries[0][1].seq + len(entries)))
    for index, entry in entries:
        assert f"stored, entry {index}: AttendanceRecorded" in said[entry.data.present[0].no]  # type: ignore[union-attr]
    town.publish(PPK)
    report = json.loads(rekap("verify", town.desk(PPK) / "archive", "--trust", town.trust, "--json").out)
    assert "broken" not in {finding["level"] for finding in report["findings"]}
