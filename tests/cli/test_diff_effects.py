"""What `rekap diff` says of the effect on order and margin, of ties, blanks, faulty lists, recounts and moments."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from domain.events import TallyAbsent
from tests.support import lives
from tests.support.differing import Place, corrected, with_column
from tests.support.practice import CONTEST, OTHER_TPS, RESULTS, SECOND_TPS, TPS, Script, form, practice, with_row


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Script], Place]:
    """Writes the archive that a script gives."""

    def write(script: Script) -> Place:
        world = script.run()
        world.write(tmp_path / "archive")
        (tmp_path / "trust").write_text(world.trust().text, encoding="ascii")
        return Place(tmp_path / "archive", tmp_path / "trust")

    return write


@pytest.fixture
def honest(written: Callable[[Script], Place]) -> Place:
    return written(practice())


def listed(path: Path, *lines: str, head: str = "kode_tps,suara_1,suara_2") -> Path:
    path.write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    return path


def standing(comparison: dict[str, Any], area: str) -> dict[str, Any]:
    """The effect on the options at the top."""
    told: dict[str, Any] = comparison["areas"][area]["standings"][0]
    return told


# --- the whole area, not the compared TPS ---


def test_the_effect_of_a_list_of_one_tps_is_that_on_the_whole_nation(honest: Place, tmp_path: Path) -> None:
    table = listed(tmp_path / "l.csv", f"{TPS},70,90")
    outcome = honest.diff("--outside", table)
    assert "the nation: the order stays, the margin of the first over the second 11 -> 71." in outcome.words
    assert "Who gains and who loses, the 1 TPS compared:" in outcome.words
    [comparison] = honest.comparisons("--outside", table)
    assert comparison["compared"] == 1
    assert comparison["areas"]["0"]["whole"]
    assert standing(comparison, "0")["later"]["margin"] == 71
    assert standing(comparison, "160901")["order_changed"]


def test_the_effect_in_a_desa_is_that_on_all_of_its_tps(honest: Place, tmp_path: Path) -> None:
    table = listed(tmp_path / "l.csv", f"{TPS},70,90")
    [comparison] = honest.comparisons("--outside", table, "--area", TPS[:10])
    told = standing(comparison, TPS[:10])
    assert (told["earlier"]["margin"], told["later"]["margin"]) == (29, 31)


def test_where_a_book_is_broken_the_effect_is_said_over_how_many_tps(honest: Place, tmp_path: Path) -> None:
    bundle = next((honest.archive / "example.id/latihan/ppk/160902/tile/entries").glob("000.p/*"))
    raw = bytearray(bundle.read_bytes())
    raw[900] ^= 1
    bundle.write_bytes(raw)
    outcome = honest.diff("--outside", listed(tmp_path / "l.csv", f"{TPS},70,90"))
    assert outcome.code == 3
    assert "the 1 TPS compared: THE ORDER CHANGES" in outcome.words
    assert "the nation" not in outcome.words


def test_of_a_tps_that_was_corrected_the_first_c_hasil_stands_in_the_whole_too(
    written: Callable[[Script], Place],
) -> None:
    _, first = written(corrected()).comparisons("--levels")
    told = standing(first, "0")
    assert (told["earlier"]["margin"], told["later"]["margin"]) == (11, 31)  # 100 : 60 was corrected to 90 : 70


# --- ties ---


def test_a_lead_that_becomes_a_tie_is_told_as_a_tie(honest: Place, tmp_path: Path) -> None:
    table = listed(tmp_path / "l.csv", f"{TPS},92,81")
    outcome = honest.diff("--outside", table, "--area", "160901")
    order = "THE ORDER CHANGES: 1. Paslon 1 (IV no. 1), 2. Paslon 2 (IV no. 2) -> "
    assert f"{order}1. Paslon 1 (IV no. 1) = Paslon 2 (IV no. 2) (tied); margin 29 -> 0." in outcome.words
    [comparison] = honest.comparisons("--outside", table, "--area", "160901")
    later = standing(comparison, "160901")["later"]
    assert (later["leader"], later["margin"], later["ties"]) == (None, 0, [["suara_1", "suara_2"]])


def test_a_tie_that_becomes_a_lead_is_another_order(written: Callable[[Script], Place], tmp_path: Path) -> None:
    place = written(practice({**RESULTS, TPS: form(92, 81)}))
    outcome = place.diff("--outside", listed(tmp_path / "l.csv", f"{TPS},93,80"), "--area", "160901")
    assert "1. Paslon 1 (IV no. 1) = Paslon 2 (IV no. 2) (tied) -> 1. Paslon 1" in outcome.words


def test_a_tie_that_stays_one_is_told(written: Callable[[Script], Place], tmp_path: Path) -> None:
    place = written(practice({**RESULTS, TPS: form(92, 81)}))
    outcome = place.diff("--outside", listed(tmp_path / "l.csv", f"{TPS},91,80"), "--area", "160901")
    tied = "1. Paslon 1 (IV no. 1) = Paslon 2 (IV no. 2) (tied)"
    assert f"the order stays, the first place stays tied: {tied}." in outcome.words


# --- what is inflated, recounted, blank ---


def test_v_c_inflated_alone_is_crude_inflation_with_as_many_votes(written: Callable[[Script], Place]) -> None:
    [comparison] = written(with_column(practice(), with_row(RESULTS[TPS], suara_total=948))).comparisons("--levels")
    assert comparison["patterns"] == {"crude_inflation": {"tps": 1, "votes": 785}}
    assert comparison["stations"][TPS]["cells"] == [
        {"row": "suara_total", "earlier": 163, "later": 948, "patterns": ["crude_inflation"]}
    ]


def test_a_recount_is_called_a_recount(written: Callable[[Script], Place]) -> None:
    script = practice()
    lives.corrected(script, {"suara_1": 90, "suara_2": 70}, recount=True)
    outcome = written(script).diff("--levels")
    assert "C.HASIL-PPWP: recounted in entry" in outcome.words
    assert "corrected in entry" not in outcome.words


def test_blanks_alone_are_no_different_figures_and_have_no_pattern(honest: Place, tmp_path: Path) -> None:
    outcome = honest.diff("--outside", listed(tmp_path / "l.csv", f"{TPS},100,"))
    assert outcome.code == 1
    assert "No difference in the 1 TPS compared. 1 cells in 1 TPS are filled on one side only" in outcome.words
    assert "Patterns of the change" not in outcome.words
    assert "Effect on order" not in outcome.words
    assert "blank on one side (60 / -)" in outcome.words


def test_a_tps_without_a_result_does_not_count_as_compared(written: Callable[[Script], Place], tmp_path: Path) -> None:
    script = practice()
    script.change(f"tally {TPS}", event=lambda _: TallyAbsent((CONTEST,), "kotak hilang"))
    place = written(script)
    table = listed(tmp_path / "l.csv", f"{TPS},100,60", f"{OTHER_TPS},70,110")
    [comparison] = place.comparisons("--outside", table)
    assert (comparison["compared"], comparison["without_result"]) == (1, [TPS])
    outcome = place.diff("--outside", table)
    assert f"1 TPS have no result on one side or both, and are not compared: TPS {TPS}" in outcome.words


# --- outside lists with faults ---


def test_two_lines_of_one_tps_are_both_left_out_named_and_a_difference(honest: Place, tmp_path: Path) -> None:
    lines = (f"{TPS},100,60", f"{SECOND_TPS},81,92", f"{OTHER_TPS},70,110", f"{TPS},0,160")
    table = listed(tmp_path / "l.csv", *lines)
    outcome = honest.diff("--outside", table)
    assert outcome.code == 1
    assert "No difference in the 2 TPS compared." in outcome.words
    for line in (2, 5):
        fault = f"TPS {TPS}: l.csv, line {line}, column kode_tps: this TPS stands on another line already ({TPS})."
        assert fault in outcome.words
    assert "TPS ini sudah ada di baris lain" in honest.diff("--outside", table, REKAP_LANG="id").words
    assert honest.diff("--outside", table, "--json").document["different"]


def test_faults_of_tps_outside_the_area_asked_for_are_not_its_own(honest: Place, tmp_path: Path) -> None:
    table = listed(tmp_path / "l.csv", f"{TPS},100,60", f"{OTHER_TPS},x,1")
    assert honest.diff("--outside", table, "--area", "160901").code == 1  # one TPS is not in the list
    assert honest.diff("--outside", table, "--area", TPS).code == 0


def test_a_column_that_the_contest_lacks_is_named(honest: Place, tmp_path: Path) -> None:
    table = listed(tmp_path / "l.csv", f"{TPS},100,60,9", head="kode_tps,suara_1,suara_2,suara_3")
    assert "Rows that only the outside list has, not compared: suara_3" in honest.diff("--outside", table).words
    assert "suara_3" in honest.comparisons("--outside", table)[0]["uncompared_rows"]


def test_a_list_of_which_every_line_has_a_fault_is_refused_for_that(honest: Place, tmp_path: Path) -> None:
    outcome = honest.diff("--outside", listed(tmp_path / "l.csv", f"{TPS},1O0,60"))
    assert outcome.code == 2
    assert "has a fault. The first of 1: line 2, column suara_1: 1O0." in outcome.words


# --- moments ---


def test_of_two_sides_it_is_said_which_moment_is_whose(honest: Place) -> None:
    moment = "example.id/latihan/ppk/160901@3"
    outcome = honest.diff("--at2", moment)
    assert outcome.words.startswith("Of the first moment: what there is now. Of the second moment: AS IT STOOD THEN")
    both = honest.diff("--at", moment, "--at2", moment).words
    assert both.startswith("Of the first moment: AS IT STOOD THEN")
    assert honest.diff("--levels", "--at", moment).words.startswith("AS IT STOOD THEN")


def test_the_order_of_two_archives_is_that_of_their_own_sums_with_what_levels_above_changed(tmp_path: Path) -> None:
    places = []
    for name, script in (("one", practice()), ("two", practice())):
        if name == "two":
            lives.adjusting(script)
        world = script.run()
        world.write(tmp_path / name)
        (tmp_path / f"{name}.trust").write_text(world.trust().text, encoding="ascii")
        places.append(Place(tmp_path / name, tmp_path / f"{name}.trust"))
    outcome = places[0].diff(places[1].archive, "--trust2", places[1].trust)
    assert outcome.code == 1
    assert "No difference in the 3 TPS compared." in outcome.words
    assert "the nation: the order stays, the margin of the first over the second 11 -> 17." in outcome.words
