"""Case 1 of the domain, Bekasi Timur: figures changed at 23:00, after the plenary, by nobody knew whom.

- The change is refused (exit 5), and the figures are what they were.
- The attempt is on record, with the key of whoever tried.
"""

from pathlib import Path

import pytest

from domain.events import AttemptRefused
from tests.support.by_hand import Outcome, done, rekap, sound_figures
from tests.support.by_hand_room import PPK, PlenaryTown
from tests.support.cases import (
    FIRST,
    SECOND,
    begin,
    codes,
    entries,
    finish,
    published,
    replayed,
    the_third_is_absent,
    verified,
)


@pytest.fixture(scope="module")
def told(town: PlenaryTown) -> tuple[Path, Outcome]:
    """The plenary is over; at 23:00 somebody with the operator's key wants to change a figure all the same."""
    begin(town)
    town.receive(town.tally(FIRST, sound_figures(120, 80)))
    town.receive(town.tally(SECOND, sound_figures(100, 90)))
    the_third_is_absent(town)
    finish(town)
    figures = ("--figure", "suara_1=90", "--figure", "suara_2=110")
    ground = ("--reason", "perbaikan", "--paper", town.paper("tidak-ada"))
    tried = rekap("tally", "correct", FIRST, *figures, *ground, *town.by(PPK), keys=2)
    return published(town), tried


def attempt(town: PlenaryTown) -> tuple[int, AttemptRefused]:
    """The one attempt on record, and where."""
    ((index, found),) = [
        (index, entry.data) for index, entry in enumerate(entries(town, PPK)) if isinstance(entry.data, AttemptRefused)
    ]
    return index, found


def test_the_change_is_refused_and_it_is_said_why(told: tuple[Path, Outcome]) -> None:
    _, tried = told
    assert tried.code == 5, tried.sentences
    assert "J.510" in tried.err
    assert "Traceback" not in tried.sentences


def test_the_attempt_is_on_record_with_the_key_of_whoever_tried(town: PlenaryTown, told: tuple[Path, Outcome]) -> None:
    assert told
    _, found = attempt(town)
    by = town.person(f"{PPK}:operator:1").public
    assert (found.by.hex(), found.stream, found.type, found.area) == (by, f"tally/{FIRST}", "TallyCorrected", FIRST)
    assert "J.510" in found.codes


def test_the_figures_are_what_they_were(town: PlenaryTown, told: tuple[Path, Outcome]) -> None:
    archive, _ = told
    _, findings, totals = verified(town, archive)
    assert (totals["160901"]["suara_1"], totals["160901"]["suara_2"]) == (220, 170)
    assert codes(findings) == set()
    assert "90" not in replayed(town, archive, FIRST).out.split()


def test_the_attempt_is_shown_in_the_book(town: PlenaryTown, told: tuple[Path, Outcome]) -> None:
    assert told
    index, found = attempt(town)
    shown = done("log", "show", "--desk", town.desk(PPK)).out
    (line,) = [line for line in shown.splitlines() if "AttemptRefused" in line]
    assert line.split()[0].startswith(str(index))
    for word in ("TallyCorrected", f"tally/{FIRST}", found.by.hex(), "J.510"):
        assert word in shown
