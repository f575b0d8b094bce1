"""Explaining a number: where a level certified something else than is below it, and which certificates are current.

- A unit that stands twice in a D.Hasil counts twice in what was certified, and is found where it was certified.
- How many TPS lack a row is compared as the votes are.
- A total is compared with what the children give, wherever all of them were read.
- A finding that a body's own book is enough for is shown, also where the books below were not read.
- A column that was left out is not called stale, and what rests on a certificate that is not current is named.
- What is not there is never a 0: the number is not known, nor whether a certificate that rests on it is current.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.events import RecapitulationPart
from ledger.explain.explained import Difference, Explanation
from ledger.explain.explaining import explain
from tests.support.commands import Outcome, run
from tests.support.lives import PART, figures_of, reopened
from tests.support.practice import (
    CONTEST,
    KAB,
    OTHER_PPK,
    OTHER_TPS,
    PPK,
    PROV,
    SECOND_TPS,
    TPS,
    Script,
    World,
    altered,
    practice,
    with_row,
)

KECAMATAN, KABKO = PPK.partition("-")[2], KAB.partition("-")[2]


class Written:
    """A written archive, to be asked; `index` False: without one kept."""

    def __init__(self, script: Script, folder: Path) -> None:
        self.world = script.run()
        self.archive, self.trust = folder / "archive", folder / "trust"
        self.world.write(self.archive)
        self.trust.write_text(self.world.trust().text)

    def lose(self, body: str) -> None:
        shutil.rmtree(self.archive.joinpath(*self.world.origin(body).split("/")))

    def explain(self, area: str, row: str = "suara_1") -> Explanation:
        return explain(self.archive, self.world.trust(), CONTEST, area, row)

    def told(self, area: str, row: str = "suara_1", **environment: str) -> Outcome:
        asked = ("--contest", CONTEST, "--area", area, "--row", row)
        return run("explain", self.archive, "--trust", self.trust, *asked, **environment)


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Script], Written]:
    return lambda script: Written(script, tmp_path)


def twice(script: Script, step: str = f"{KAB} part", **more: int) -> Script:
    """The first column of a part stands in it twice, the first time with more votes."""

    def change(_: World, part: RecapitulationPart) -> RecapitulationPart:
        first = part.columns[0]
        return altered(part, columns=(altered(first, figures=with_row(first.figures, **more)), *part.columns))

    script.alter(step, change)
    return script


def listed(differences: tuple[Difference, ...]) -> list[tuple[str, str, int | None, int | None]]:
    return [(each.what, each.unit, each.certified, each.given) for each in differences]


def first_of(found: Explanation) -> tuple[str, list[tuple[str, str, int | None, int | None]]]:
    assert found.first is not None
    return found.first.area, listed(found.first.differences)


def states(found: Explanation) -> dict[str, str]:
    return {rung.area: rung.in_force.state for rung in found.rungs if rung.in_force is not None}


# ---------------------------------------------------------------- a unit that stands twice


@pytest.mark.parametrize("area", [TPS, KECAMATAN])
def test_a_kecamatan_twice_in_a_certificate_above_it_is_found_from_below(
    written: Callable[[Script], Written], area: str
) -> None:
    found = written(twice(practice())).explain(area)
    assert first_of(found) == (KABKO, [("times", KECAMATAN, 2, 1), ("column", KECAMATAN, 362, 181)])


@pytest.mark.parametrize("area", [KABKO, "16", "0"])
def test_a_kecamatan_twice_makes_the_total_differ_from_what_the_children_give(
    written: Callable[[Script], Written], area: str
) -> None:
    found = written(twice(practice())).explain(area)
    assert found.figure == 251
    wanted = [("times", KECAMATAN, 2, 1), ("column", KECAMATAN, 362, 181), ("total", KABKO, 432, 251)]
    assert first_of(found) == (KABKO, wanted)


@pytest.mark.parametrize("area", [TPS, SECOND_TPS, KECAMATAN, KABKO, "0"])
def test_a_tps_twice_is_found_with_all_its_columns(written: Callable[[Script], Written], area: str) -> None:
    found = written(twice(practice(), PART, suara_1=150)).explain(area)
    wanted = [("times", TPS, 2, 1), ("column", TPS, 250, 100), ("total", KECAMATAN, 331, 181)]
    assert first_of(found) == (KECAMATAN, wanted)


def test_a_tps_twice_shows_all_its_columns_where_it_is_a_child(written: Callable[[Script], Written]) -> None:
    children = written(twice(practice(), PART)).explain(TPS[:10]).children
    assert [(child.figure, child.certified) for child in children] == [(100, 200), (81, 81)]


def test_the_columns_of_a_unit_are_told_as_such(written: Callable[[Script], Written]) -> None:
    made = written(twice(practice()))
    for area, code in ((TPS, 1), (KABKO, 1), ("0", 1)):
        outcome = made.told(area)
        assert outcome.code == code
        assert "Kecamatan 160901 stands in 2 columns, where it belongs in 1" in outcome.words
        assert "in the column of" not in outcome.words
        assert "No difference" not in outcome.words
    assert "certified: 362 for Kecamatan 160901, 432 in all" in made.told(TPS).words
    assert "Kecamatan 160901 ada dalam 2 kolom" in made.told(TPS, REKAP_LANG="id").words


# ---------------------------------------------------------------- the TPS that lack a row


def lacking(script: Script) -> Script:
    """The kab/kota says that one TPS more lacks every row, with the same votes."""

    def change(_: World, part: RecapitulationPart) -> RecapitulationPart:
        first, *others = part.columns
        return altered(part, columns=(altered(first, missing=tuple(each + 1 for each in first.missing)), *others))

    script.alter(f"{KAB} part", change)
    return script


def test_tps_that_lack_a_row_are_compared_as_the_votes_are(written: Callable[[Script], Written]) -> None:
    made = written(lacking(practice()))
    assert first_of(made.explain(TPS)) == (KABKO, [("column_missing", KECAMATAN, 1, 0)])
    for area in (KABKO, "0"):
        wanted = [("column_missing", KECAMATAN, 1, 0), ("total_missing", KABKO, 1, 0)]
        assert first_of(made.explain(area)) == (KABKO, wanted)
    outcome = made.told(KABKO)
    assert outcome.code == 1
    assert "column of Kecamatan 160901, TPS without a figure: certified 1, from below 0" in outcome.words


# ---------------------------------------------------------------- findings of the body's own book


def test_a_unit_that_stands_twice_is_a_finding_of_the_body_itself(written: Callable[[Script], Written]) -> None:
    found = written(twice(practice())).explain(KABKO)
    assert [(each.code, each.area) for each in found.findings] == [("J.504", KECAMATAN)]


def test_a_unit_that_never_arrived_is_a_finding_of_the_body_itself(written: Callable[[Script], Written]) -> None:
    script = practice()
    script.drop(f"{OTHER_PPK} handover", f"arrival {OTHER_PPK}")
    made = written(script)
    found = made.explain(KABKO)
    assert [(each.code, each.area) for each in found.findings] == [("J.509", "160902")]
    assert made.told(KABKO).code == 1


# ---------------------------------------------------------------- whether it is current


def test_a_column_that_was_left_out_is_not_called_stale(written: Callable[[Script], Written]) -> None:
    script = practice()
    script.alter(f"{KAB} part", lambda _, part: altered(part, columns=part.columns[1:]))
    made = written(script)
    for area in (TPS, KABKO):
        found = made.explain(area)
        assert {area: state for area, state in states(found).items() if len(area) < 6} == {
            KABKO: "left_out",
            "16": "rests_on_stale",
            "0": "rests_on_stale",
        }
        assert first_of(found)[1][0] == ("column", KECAMATAN, None, 181)
    assert "without a column that belongs in it" in made.told(TPS).words


def test_a_tps_that_was_left_out_by_its_ppk_is_so_named(written: Callable[[Script], Written]) -> None:
    script = practice()
    script.alter(PART, lambda _, part: altered(part, columns=part.columns[1:]))
    made = written(script)
    assert states(made.explain(TPS))[KECAMATAN] == "left_out"
    assert states(made.explain(SECOND_TPS)) == {KECAMATAN: "current", KABKO: "current", "16": "current", "0": "current"}
    assert states(made.explain("1609"))[KABKO] == "rests_on_stale"


@pytest.mark.parametrize("area", [TPS, KECAMATAN, KABKO, "16", "0"])
def test_what_rests_on_a_stale_certificate_is_not_current(written: Callable[[Script], Written], area: str) -> None:
    """The kecamatan certified again, the levels above did not."""
    script = practice()
    reopened(script, {"suara_1": figures_of()["suara_1"] - 10})
    made = written(script)
    found = states(made.explain(area))
    wanted = {KECAMATAN: "current", KABKO: "stale", "16": "rests_on_stale", "0": "rests_on_stale"}
    assert found == {each: wanted[each] for each in found}
    words = made.told(area).words
    assert "251; current" not in words
    assert ("rests on a certificate that is not current" in words) == ("0" in found)


def test_beside_a_stale_certificate_the_levels_above_are_current_for_other_areas(
    written: Callable[[Script], Written],
) -> None:
    script = practice()
    reopened(script, {"suara_1": figures_of()["suara_1"] - 10})
    assert set(states(written(script).explain(OTHER_TPS)).values()) == {"current"}


# ---------------------------------------------------------------- what is not there


@pytest.mark.parametrize("body", [PROV, KAB])
@pytest.mark.parametrize("area", [TPS, TPS[:10], KECAMATAN, "160999", KABKO, "16", "0"])
def test_with_a_book_missing_above_the_number_is_not_known_and_never_0(
    written: Callable[[Script], Written], body: str, area: str
) -> None:
    made = written(practice())
    made.lose(body)
    found = made.explain(area)
    assert (found.status, found.is_known, found.figure) == ("incomplete", False, None)
    assert "current" not in states(found).values()
    assert all((child.figure, child.state) == (None, "incomplete") for child in found.children)
    outcome = made.told(area)
    assert outcome.code == 4
    assert "not known" in outcome.words
    assert ": 0" not in outcome.words
    assert "No difference" not in outcome.words
    assert "whether what was certified differs from what is below it is not known" in outcome.words


def test_without_the_book_of_its_ppk_a_number_is_not_known(written: Callable[[Script], Written]) -> None:
    made = written(practice())
    made.lose(PPK)
    for area, children in ((TPS, []), (TPS[:10], [TPS, SECOND_TPS]), (KECAMATAN, [TPS[:10]])):
        found = made.explain(area)
        assert (found.status, found.is_known, found.figure) == ("incomplete", False, None)
        assert [(child.area, child.figure) for child in found.children] == [(each, None) for each in children]
        assert states(found)[KABKO] == "unread"
    assert "what it rests on could not be read" in made.told(TPS).words


def test_a_ppk_that_is_not_there_is_missing_in_the_sum_above(written: Callable[[Script], Written]) -> None:
    made = written(practice())
    made.lose(PPK)
    found = made.explain(KABKO)
    assert (found.status, found.is_known, found.figure, found.missing) == ("incomplete", True, 70, 2)
    assert [(child.area, child.figure, child.missing, child.state) for child in found.children] == [
        (KECAMATAN, None, 2, "incomplete"),
        ("160902", 70, 0, "read"),
    ]
    outcome = made.told(KABKO)
    assert outcome.code == 4
    assert "No difference" not in outcome.words
    assert made.told("160902").code == 0
