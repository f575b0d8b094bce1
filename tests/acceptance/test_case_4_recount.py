"""Case 4 of the domain: a recount.

- The corrected figure is in force, the old form stays; both are visible, and the one names the other.
"""

import json
import re
from pathlib import Path

import pytest

from domain.events import TallyReceived, TallyRecounted
from tests.support.by_hand import done, sound_figures
from tests.support.by_hand_room import CONTEST, PPK, PlenaryTown
from tests.support.cases import (
    FIRST,
    SECOND,
    begin,
    codes,
    entries,
    figure_options,
    finish,
    published,
    replayed,
    the_third_is_absent,
    verified,
)

COUNTED = {"suara_1": 98, "suara_2": 93, "suara_sah": 191, "suara_tidak_sah": 9, "suara_total": 200}
WHY = "V.C tidak sama dengan jumlah pengguna hak pilih"


@pytest.fixture(scope="module")
def archive(town: PlenaryTown) -> Path:
    """The plenary with its recount, certified and published."""
    begin(town)
    town.receive(town.tally(FIRST, sound_figures(120, 80)))
    town.receive(town.tally(SECOND, sound_figures(100, 90)))
    the_third_is_absent(town)
    paper = ("--paper", town.paper("ulang-002"))
    done("tally", "recount", SECOND, *figure_options(COUNTED), "--reason", WHY, *paper, *town.by(PPK))
    finish(town)
    return published(town)


def test_the_recounted_figures_are_in_force(town: PlenaryTown, archive: Path) -> None:
    _, findings, totals = verified(town, archive)
    assert (totals["160901"]["suara_1"], totals["160901"]["suara_2"]) == (120 + 98, 80 + 93)
    assert codes(findings) == set()


def test_the_recount_names_the_form_that_it_replaces_and_the_form_stays(town: PlenaryTown) -> None:
    made = entries(town, PPK)
    (recount,) = [entry for entry in made if isinstance(entry.data, TallyRecounted)]
    assert isinstance(recount.data, TallyRecounted)
    (old,) = [entry for entry in made if entry.hash == recount.data.source]
    assert isinstance(old.data, TallyReceived)
    rows = {cell.row: (cell.old, cell.new) for cell in recount.data.cells}
    assert rows["suara_1"] == (100, 98)
    assert 100 in old.data.statement.data.forms[0].figures


def test_old_and_new_are_shown_side_by_side_with_reason_and_paper(town: PlenaryTown, archive: Path) -> None:
    here = done("tally", "show", SECOND, "--desk", town.desk(PPK)).out
    for text in (here, replayed(town, archive, SECOND).out, replayed(town, archive, "160901").out):
        assert re.search(rf"recounted.*{WHY}", " ".join(text.split()))
        assert "100 -> 98" in text
        assert re.search(r"paper SHA-256 [0-9a-f]{64}", text)


def test_a_program_reads_both_from_the_replay(town: PlenaryTown, archive: Path) -> None:
    document = json.loads(replayed(town, archive, "160901", "--json").out)
    received, recounted = document["plenary"]["results"][SECOND]
    assert (received["kind"], recounted["kind"]) == ("received", "recounted")
    assert recounted["rows"]["suara_1"] == {"old": 100, "new": 98}
    assert document["contest"] == CONTEST
