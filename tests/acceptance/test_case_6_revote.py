"""Case 6 of the domain: a revote (PSU).

- Without an order a second vote is refused; on an order it sets the figures.
- The first vote is kept; totals use the new one.
"""

import json
import re
from pathlib import Path

import pytest

from domain.events import TallyReceived
from tests.support.by_hand import Outcome, done, rekap, sound_figures
from tests.support.by_hand_room import CONTEST, PPK, PlenaryTown
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

BOX = ("--box", "K-1", "--carrier", "PPS")


@pytest.fixture(scope="module")
def told(town: PlenaryTown) -> tuple[Path, Outcome]:
    """The vote of a TPS is held again on an order, in an open plenary."""
    begin(town)
    town.receive(town.tally(FIRST, sound_figures(120, 80)))
    town.receive(town.tally(SECOND, sound_figures(100, 90)))
    the_third_is_absent(town)
    again = _second_vote(town)
    refused = rekap("tally", "receive", again, *BOX, *town.by(PPK), keys=2)
    letter = ("--issuer", "Bawaslu", "--number", "12/2024", "--document", town.paper("rekomendasi-psu"))
    about = ("--what", "revote", "--area", FIRST, "--contest", CONTEST)
    ordered = done("order", "register", "psu-1", *about, *letter, *town.by(PPK))
    order = re.findall(r"hash ([0-9a-f]{64})", ordered.out)[-1]
    town.receive(again, "--order", order)
    finish(town)
    return published(town), refused


def _second_vote(town: PlenaryTown) -> Path:
    """The C.Hasil of the second vote, signed by the KPPS; that of the first lies beside it."""
    folder = town.station(FIRST)
    (folder / "c-hasil.json").rename(folder / "c-hasil-1.json")
    return town.tally(FIRST, sound_figures(60, 130), "--generation", 2)


def test_without_an_order_the_second_vote_is_refused(told: tuple[Path, Outcome]) -> None:
    _, refused = told
    assert refused.code == 5
    assert "J.510" in refused.err


def test_the_totals_use_the_new_vote(town: PlenaryTown, told: tuple[Path, Outcome]) -> None:
    archive, _ = told
    _, findings, totals = verified(town, archive)
    assert (totals["160901"]["suara_1"], totals["160901"]["suara_2"]) == (60 + 100, 130 + 90)
    assert codes(findings) == set()


def test_the_first_vote_is_kept(town: PlenaryTown, told: tuple[Path, Outcome]) -> None:
    assert told
    received = [entry.data for entry in entries(town, PPK) if entry.stream == f"tally/{FIRST}"]
    generations = [each.statement.data.generation for each in received if isinstance(each, TallyReceived)]
    assert generations == [1, 2]


def test_both_votes_are_shown(town: PlenaryTown, told: tuple[Path, Outcome]) -> None:
    archive, _ = told
    for text in (done("tally", "show", FIRST, "--desk", town.desk(PPK)).out, replayed(town, archive, FIRST).out):
        assert text.index("received") < text.index("revote")
        assert "120 -> 60" in text
    document = json.loads(replayed(town, archive, "160901", "--json").out)
    assert [step["kind"] for step in document["plenary"]["results"][FIRST]] == ["received", "revoted"]
