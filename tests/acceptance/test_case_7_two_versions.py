"""Case 7 of the domain, Bangkalan: two versions of one C.Hasil.

- Both are kept; the first one counts.
- J.506 says so, and names who signed both.
"""

from pathlib import Path

import pytest

from domain.events import TallyReceived
from tests.support.by_hand import KPPS, Outcome, done, sound_figures
from tests.support.by_hand_room import PPK, PlenaryTown
from tests.support.cases import (
    FIRST,
    SECOND,
    begin,
    codes,
    entries,
    finish,
    published,
    the_third_is_absent,
    verified,
)


@pytest.fixture(scope="module")
def told(town: PlenaryTown) -> tuple[Path, Outcome]:
    """The same KPPS signed two results of one vote, and both came to the PPK."""
    begin(town)
    town.receive(town.tally(FIRST, sound_figures(120, 80)))
    folder = town.station(FIRST)
    (folder / "c-hasil.json").rename(folder / "c-hasil-1.json")
    second = town.receive(town.tally(FIRST, sound_figures(40, 160)))
    town.receive(town.tally(SECOND, sound_figures(100, 90)))
    the_third_is_absent(town)
    finish(town)
    return published(town), second


def test_both_are_kept_and_the_first_one_counts(town: PlenaryTown, told: tuple[Path, Outcome]) -> None:
    archive, _ = told
    received = [entry.data for entry in entries(town, PPK) if entry.stream == f"tally/{FIRST}"]
    figures = [each.statement.data.forms[0].figures for each in received if isinstance(each, TallyReceived)]
    assert [(120 in each, 160 in each) for each in figures] == [(True, False), (False, True)]
    _, findings, totals = verified(town, archive)
    assert (totals["160901"]["suara_1"], totals["160901"]["suara_2"]) == (220, 170)
    assert codes(findings) == {"J.506"}


def test_the_finding_names_who_signed_both(town: PlenaryTown, told: tuple[Path, Outcome]) -> None:
    archive, _ = told
    code, findings, _ = verified(town, archive)
    (finding,) = [each for each in findings if each["code"] == "J.506"]
    params = finding["params"]
    assert isinstance(params, dict)
    assert (code, finding["level"], finding["area"]) == (1, "open", FIRST)
    assert set(str(params["signers"]).split()) == {town.person(f"{FIRST}:{seat}").public for seat in KPPS}
    statements = {each.data.statement.hash.hex() for each in entries(town, PPK) if isinstance(each.data, TallyReceived)}
    assert {params["statement"], params["other"]} <= statements


def test_whoever_receives_the_second_is_told(told: tuple[Path, Outcome]) -> None:
    _, second = told
    assert "J.506" in second.sentences


def test_the_book_has_both(town: PlenaryTown, told: tuple[Path, Outcome]) -> None:
    assert told
    shown = done("log", "show", "--desk", town.desk(PPK)).out
    assert shown.count(f"tally/{FIRST}") == 2
