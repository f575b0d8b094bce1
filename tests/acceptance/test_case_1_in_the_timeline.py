"""Case 1 of the domain, Bekasi Timur, as an auditor reads it: the attempt of 23:04 in the timeline of the kecamatan.

- It is told as refused, outside a plenary and at night, with the seat of whoever tried and the TPS.
- The time is what the computer of the PPK claimed, and is called a claim; by day in another zone it is no night.
- Nothing else is marked.
"""

from pathlib import Path
from unittest.mock import patch

import pytest

from tests.support.by_hand import Outcome, rekap, sound_figures
from tests.support.by_hand_room import PPK, PlenaryTown
from tests.support.cases import FIRST, SECOND, begin, finish, published, the_third_is_absent

FOUR_PAST_ELEVEN = 1_732_896_240_000
"""29 November 2024, 23:04 WIB."""


@pytest.fixture(scope="module")
def archive(town: PlenaryTown) -> Path:
    """By day the plenary, at 23:04 an attempt to change a figure, and then everything is published."""
    begin(town)
    town.receive(town.tally(FIRST, sound_figures(120, 80)))
    town.receive(town.tally(SECOND, sound_figures(100, 90)))
    the_third_is_absent(town)
    finish(town)
    figures = ("--figure", "suara_1=90", "--figure", "suara_2=110")
    ground = ("--reason", "perbaikan", "--paper", town.paper("tidak-ada"))
    with patch("cli.desking.time.time_ns", return_value=FOUR_PAST_ELEVEN * 1_000_000):
        assert rekap("tally", "correct", FIRST, *figures, *ground, *town.by(PPK), keys=2).code == 5
    return published(town)


def told(town: PlenaryTown, archive: Path, *options: object, language: str = "en") -> Outcome:
    """The timeline, with a night that no real clock of today is in."""
    return rekap("timeline", archive, "--trust", town.trust, *options, language=language)


def marked(outcome: Outcome) -> list[str]:
    """The paragraphs of the acts with a mark."""
    acts = outcome.out.split("\n\n")
    return [" ".join(act.split()) for act in acts if "\n  ! " in act]


def test_the_attempt_is_refused_outside_a_plenary_and_at_night(town: PlenaryTown, archive: Path) -> None:
    outcome = told(town, archive, "--area", FIRST, "--night", "23-0")
    assert outcome.code == 0, outcome.err
    (act,) = [each for each in marked(outcome) if "REFUSED" in each]
    for words in (
        f"REFUSED: TPS result corrected, TPS {FIRST}",
        "claimed 2024-11-29 23:04 WIB",
        "tried by operator 1, refused for J.510; nothing changed",
        "REFUSED, OUTSIDE A PLENARY, AT NIGHT (by the claimed time)",
    ):
        assert words in act, act


def test_in_indonesian_it_says_the_same(town: PlenaryTown, archive: Path) -> None:
    outcome = told(town, archive, "--area", "160901", "--night", "23-0", language="id")
    (act,) = [each for each in marked(outcome) if "DITOLAK" in each]
    assert "DI LUAR RAPAT PLENO, MALAM HARI (menurut jam pencatat)" in act
    assert f"Pembetulan hasil TPS untuk TPS {FIRST}" in act


def test_where_that_hour_is_no_night_it_is_refused_and_outside_all_the_same(town: PlenaryTown, archive: Path) -> None:
    outcome = told(town, archive, "--area", FIRST, "--night", "1-2")
    (act,) = [each for each in marked(outcome) if "REFUSED" in each]
    assert "NIGHT" not in act
    assert "OUTSIDE A PLENARY" in act


def test_the_official_who_tried_is_found_by_the_key(town: PlenaryTown, archive: Path) -> None:
    key = town.person(f"{PPK}:operator:1").public
    outcome = told(town, archive, "--key", key[:16], "--night", "23-0")
    assert [each for each in marked(outcome) if "REFUSED" in each]


def test_another_tps_has_nothing_marked(town: PlenaryTown, archive: Path) -> None:
    outcome = told(town, archive, "--area", SECOND, "--night", "23-0")
    assert not [each for each in marked(outcome) if "PLENARY" in each]
