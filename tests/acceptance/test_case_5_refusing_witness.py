"""Case 5 of the domain: a saksi refuses to sign.

- The D.Hasil is valid all the same.
- The refusal and its reason are on record, signed by the saksi, and shown wherever the result is.
"""

import json
from pathlib import Path

import pytest

from domain.events import RecapitulationCertified, WitnessRecorded
from tests.support.by_hand import done, sound_figures
from tests.support.by_hand_room import CONTEST, PPK, PlenaryTown
from tests.support.cases import (
    FIRST,
    SECOND,
    begin,
    codes,
    entries,
    published,
    replayed,
    the_third_is_absent,
    verified,
)

REASON = "Daftar hadir TPS 002 tidak diperlihatkan kepada saksi."


@pytest.fixture(scope="module")
def archive(town: PlenaryTown) -> Path:
    """One saksi signs, the other one refuses; it is certified and handed over."""
    begin(town)
    town.mandate(1)
    town.mandate(2)
    town.receive(town.tally(FIRST, sound_figures(120, 80)))
    town.receive(town.tally(SECOND, sound_figures(100, 90)))
    the_third_is_absent(town)
    file = town.draft(PPK, "d-hasil")
    town.say_of(file, 1)
    town.say_of(file, 2, REASON)
    town.sign_and_certify(PPK, file)
    done("plenary", "close", *town.by(PPK))
    done("handoff", "give", CONTEST, *town.by(PPK))
    return published(town)


def test_the_d_hasil_is_valid(town: PlenaryTown, archive: Path) -> None:
    _, findings, totals = verified(town, archive)
    assert codes(findings) == set()
    assert totals["160901"]["suara_1"] == 220


def test_the_refusal_is_signed_by_the_saksi_and_about_this_d_hasil(town: PlenaryTown) -> None:
    made = [entry.data for entry in entries(town, PPK)]
    (certified,) = [each for each in made if isinstance(each, RecapitulationCertified)]
    (refusal,) = [each for each in made if isinstance(each, WitnessRecorded) and each.stance == "refused"]
    (position,) = refusal.positions
    assert (refusal.option, refusal.reason, refusal.dhasil) == (2, REASON, certified.dhasil.hash)
    assert [key.hex() for key in position.signers] == [town.person("saksi 2").public]


def test_the_refusal_and_its_reason_are_shown_with_the_result(town: PlenaryTown, archive: Path) -> None:
    here = done("recap", "show", CONTEST, "--desk", town.desk(PPK)).out
    for text in (here, replayed(town, archive, "160901").out):
        words = " ".join(text.split())
        assert f"the saksi of number 2 refused to sign; reason: {REASON}" in words
        assert "the saksi of number 1 signed" in words


def test_a_program_reads_the_refusal_from_the_replay(town: PlenaryTown, archive: Path) -> None:
    witnesses = json.loads(replayed(town, archive, "160901", "--json").out)["plenary"]["witnesses"]
    assert [(each["option"], each["stance"], each["reason"]) for each in witnesses] == [
        (1, "signed", ""),
        (2, "refused", REASON),
    ]
