"""What `rekap diff` tells beside the figures of the TPS.

- Sums and changes above the TPS, columns that count twice, totals that do not add up, contests that one side has.
- Who signed which paper, of archives, moments, copies and lists; what is proved, and only where something differs.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from domain.events import DeclaredOption, RecapitulationPart
from domain.statements import DHasil
from domain.types import Figures
from ledger.making.site import ROOTS
from tests.ledger.test_changed_children import NEW, OLD, change, changing
from tests.support.bawaslu import PANWASLU, copying, two_lines
from tests.support.differing import MOVED, PAPER, PART, Place, corrected, with_column
from tests.support.practice import (
    KAB,
    OPTIONS,
    PPK,
    PROV,
    RESULTS,
    ROOT_BODY,
    ROWS,
    SECOND_TPS,
    TPS,
    Script,
    Step,
    World,
    altered,
    certifying,
    declaring_contest,
    form,
    practice,
    with_row,
)

OTHER_CONTEST = "dprd_kabko-1609-1"
VOTES = ("suara_1", "suara_sah", "suara_total")


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Script], Place]:
    """Writes the archive that a script gives."""
    made: list[Place] = []

    def write(script: Script) -> Place:
        folder = tmp_path / str(len(made))
        world = script.run()
        world.write(folder / "archive")
        (folder / "trust").write_text(world.trust().text, encoding="ascii")
        made.append(Place(folder / "archive", folder / "trust"))
        return made[-1]

    return write


def against(other: Place) -> tuple[object, ...]:
    """The arguments that compare one archive with another."""
    return other.archive, "--trust2", other.trust


def raised(figures: Figures, by: int) -> Figures:
    """A form with so many more votes for paslon 1, all sums kept right."""
    return with_row(figures, **{row: (figures[ROWS.index(row)] or 0) + by for row in VOTES})


def twice(by: int) -> Script:
    """The election in whose D.Hasil the second TPS stands twice: first with so many more votes, then as it is."""
    script = practice()

    def doubled(_: World, part: RecapitulationPart) -> RecapitulationPart:
        *others, last = part.columns
        return altered(part, columns=(*others, altered(last, figures=raised(last.figures, by)), last))

    script.alter(PART, doubled)
    return script


def more_certified(by: int) -> Script:
    """The election in which the PPK certifies so many more votes than its columns have."""

    def more(dhasil: DHasil) -> DHasil:
        totals = (figure + by if row in VOTES else figure for row, figure in zip(ROWS, dhasil.totals, strict=True))
        return altered(dhasil, totals=tuple(totals))

    script = practice()
    script.change(f"{PPK} certificate", event=certifying(PPK, change=more))
    return script


def changed_above(body: str = KAB, child: str = PPK) -> Script:
    """The election in which a level above changes the figures of the first TPS."""
    script = practice()
    change(script, body, child, changing(body, child, OLD, NEW))
    return script


def two_contests() -> Script:
    """The election with a second contest, which is held in one kecamatan."""
    options = tuple(DeclaredOption(option.name, option.no, option.parent) for option in OPTIONS)
    script = practice()
    declared = Step(
        "second contest",
        ROOT_BODY,
        f"root {ROOT_BODY} {ROOTS[0]}",
        f"contest/{OTHER_CONTEST}",
        lambda world: altered(
            declaring_contest(world), areas=("160901",), levels=("kecamatan", "kabko"), options=options
        ),
    )
    script.after("contest", declared)
    return script


# --- the D.Hasil of the kecamatan ---


def test_a_tps_with_several_columns_is_named_with_each_of_them(written: Callable[[Script], Place]) -> None:
    place = written(twice(50))
    outcome = place.diff("--levels")
    assert outcome.code == 1
    assert f"TPS {SECOND_TPS} has 2 columns in the D.Hasil: Paslon 1 (IV no. 1): 131 / 81" in outcome.words
    [comparison] = place.comparisons("--levels")
    certified = comparison["certified"]["160901"]
    columns = certified["repeated"][SECOND_TPS]
    assert [each["figures"]["suara_1"] for each in columns] == [131, 81]
    assert {each["said"]["act"] for each in columns} == {"RecapitulationPart"}
    assert certified["sums"]["suara_1"] == {"certificate": 312, "columns": 312, "chasil": 181}
    [cell] = [cell for cell in comparison["stations"][SECOND_TPS]["cells"] if cell["row"] == "suara_1"]
    assert (cell["earlier"], cell["later"]) == (81, 131)


def test_a_tps_that_counts_twice_with_the_same_figures_differs_too(written: Callable[[Script], Place]) -> None:
    outcome = written(twice(0)).diff("--levels")
    assert outcome.code == 1
    assert "They say the same, and all count." in outcome.words
    assert "Paslon 1 (IV no. 1) 262 262 181" in outcome.words
    assert "Other rows that differ (9) are in --json." in outcome.words


def test_a_certificate_that_is_not_the_sum_of_its_columns_is_named(written: Callable[[Script], Place]) -> None:
    place = written(more_certified(7))
    outcome = place.diff("--levels")
    assert outcome.code == 1
    assert "What is certified, what its columns add up to, and what the C.Hasil in force do:" in outcome.words
    assert "Paslon 1 (IV no. 1) 188 181 181" in outcome.words
    assert "signed by ketua (2) of PPK 160901" in outcome.words
    assert place.diff("--levels", "--area", "160902").code == 0


def test_of_levels_above_it_is_said_that_they_were_not_compared_and_what_verify_finds(
    written: Callable[[Script], Place],
) -> None:
    script = practice()

    def shifted(_: World, part: RecapitulationPart) -> RecapitulationPart:
        first, *others = part.columns
        return altered(part, columns=(altered(first, figures=raised(first.figures, 9)), *others))

    script.alter(f"{KAB} part", shifted)
    place = written(script)
    outcome = place.diff("--levels")
    assert outcome.code == 0
    assert "Only the D.Hasil of the kecamatan is compared. ABOVE IT SOMETHING DIFFERS: J.501 (3)" in outcome.words
    [comparison] = place.comparisons("--levels")
    assert comparison["above"]["not_compared"] == ["kabko", "provinsi", "nasional"]
    assert comparison["above"]["findings"]["J.501"] == 3
    assert "For those above it see `rekap verify`" in written(practice()).diff("--levels").words


def test_a_kecamatan_in_which_a_contest_is_not_held_is_not_waited_for(written: Callable[[Script], Place]) -> None:
    [comparison] = written(two_contests()).comparisons("--levels", "--contest", OTHER_CONTEST)
    assert comparison["not_compared"] == ["160901"]


# --- above the TPS, in two archives or at two moments ---


def test_a_change_by_a_level_above_is_told_with_its_unit_rows_signer_and_paper(
    written: Callable[[Script], Place],
) -> None:
    honest, other = written(practice()), written(changed_above())
    outcome = honest.diff(*against(other))
    assert outcome.code == 1
    assert "No difference in the 3 TPS compared." in outcome.words
    assert "Changes by levels above the PPK that are in force in the second archive only: TPS 1609" in outcome.words
    assert "Paslon 1 (IV no. 1): 100 -> 97" in outcome.words
    assert "of the book of KPU Kab/Kota 1609, logged by operator (1) of KPU Kab/Kota 1609; paper" in outcome.words
    [comparison] = honest.comparisons(*against(other))
    [made] = comparison["changed_above"]["only_later"]
    assert (made["unit"], made["said"]["act"]) == (TPS, "ChildCorrected")
    assert made["cells"] == [{"new": 97, "old": 100, "row": "suara_1"}, {"new": 63, "old": 60, "row": "suara_2"}]
    assert comparison["changed_above"]["only_earlier"] == []


@pytest.mark.parametrize(
    ("body", "child", "moved"), [(KAB, PPK, ["0", "16", "1609"]), (PROV, KAB, ["0", "16"]), (ROOT_BODY, PROV, ["0"])]
)
def test_sums_in_force_are_compared_from_the_level_up_that_changed_them(
    body: str, child: str, moved: list[str], written: Callable[[Script], Place]
) -> None:
    honest, other = written(practice()), written(changed_above(body, child))
    [comparison] = honest.comparisons(*against(other))
    assert list(comparison["totals"]) == moved
    assert comparison["totals"]["0"]["sums"]["suara_1"] == {"earlier": 251, "later": 248}
    assert [area for area, sums in comparison["totals"].items() if sums["own"]] == moved[-1:]
    outcome = honest.diff(*against(other))
    assert "the nation Paslon 1 (IV no. 1): 251 -> 248 (-3)" in outcome.words


def test_sums_that_follow_the_tps_are_not_shown_again(written: Callable[[Script], Place]) -> None:
    honest, other = written(practice()), written(practice({**RESULTS, TPS: MOVED}))
    [comparison] = honest.comparisons(*against(other))
    assert list(comparison["totals"]) == ["0", "16", "1609", "160901"]
    assert not any(sums["own"] for sums in comparison["totals"].values())
    assert "Sums in force" not in honest.diff(*against(other)).words


def test_a_change_that_both_have_in_force_is_no_difference(written: Callable[[Script], Place]) -> None:
    one, other = written(changed_above()), written(changed_above())
    assert one.diff(*against(other)).code == 0


def test_two_moments_around_a_change_above_differ(written: Callable[[Script], Place]) -> None:
    script = changed_above()
    index = script.run().indexes[f"{KAB} change"]
    book = "example.id/latihan/kpu/1609"
    outcome = written(script).diff("--at", f"{book}@{index}", "--at2", f"{book}@{index + 1}")
    assert outcome.code == 1
    assert "in force in the second moment only" in outcome.words


def test_what_is_outside_the_area_asked_for_is_not_told(written: Callable[[Script], Place]) -> None:
    honest, other = written(practice()), written(changed_above())
    assert honest.diff(*against(other), "--area", "160902").code == 0
    assert honest.diff(*against(other), "--area", TPS).code == 1


def test_a_contest_that_only_one_archive_has_is_a_difference(written: Callable[[Script], Place]) -> None:
    one, two = written(practice()), written(two_contests())
    outcome = one.diff(*against(two))
    assert outcome.code == 1
    assert f"Contests that only the second archive has, not compared: {OTHER_CONTEST}" in outcome.words
    document: dict[str, Any] = two.diff(*against(one), "--json").document
    assert document["contests"] == {"only_earlier": [OTHER_CONTEST], "only_later": []}
    assert document["different"]


# --- who signed, and what is proved ---


def test_of_two_archives_the_acts_in_force_are_named_on_both_sides(written: Callable[[Script], Place]) -> None:
    honest, other = written(practice()), written(corrected())
    [comparison] = honest.comparisons(*against(other))
    earlier, later = comparison["stations"][TPS]["said"]
    assert (earlier["act"], later["act"]) == ("TallyReceived", "TallyCorrected")
    assert {signer["of"] for signer in earlier["signers"]} == {TPS}
    assert later["papers"] == [PAPER.hex()]
    outcome = honest.diff(*against(other))
    assert "the first archive: C.HASIL-PPWP: entry" in outcome.words
    assert f"signed by ketua of KPPS (1) of TPS {TPS}" in outcome.words
    assert "the second archive: C.HASIL-PPWP: corrected in entry" in outcome.words
    assert f"paper SHA-256 {PAPER.hex()}" in outcome.words


def test_at_a_moment_the_acts_are_those_in_force_then(written: Callable[[Script], Place]) -> None:
    script = corrected()
    index = script.run().indexes["correction"]
    book = "example.id/latihan/ppk/160901"
    [comparison] = written(script).comparisons("--at", f"{book}@{index}", "--at2", f"{book}@{index + 1}")
    earlier, later = comparison["stations"][TPS]["said"]
    assert (earlier["act"], later["act"], later["index"]) == ("TallyReceived", "TallyCorrected", index)


def test_of_an_outside_list_nobody_signed_and_of_the_books_somebody_did(
    written: Callable[[Script], Place], tmp_path: Path
) -> None:
    table = tmp_path / "list.csv"
    table.write_text(f"kode_tps,suara_1,suara_2\n{TPS},99,61\n", encoding="utf-8")
    place = written(practice())
    [comparison] = place.comparisons("--outside", table)
    earlier, later = comparison["stations"][TPS]["said"]
    assert (earlier["act"], later) == ("TallyReceived", None)
    assert "nobody signed the list" in place.diff("--outside", table).words


def test_what_is_proved_is_said_only_where_something_differs(written: Callable[[Script], Place]) -> None:
    honest, other = written(practice()), written(with_column(practice(), MOVED))
    assert "proves" not in honest.diff("--levels").words
    assert honest.diff("--levels", "--json").document["proves"] is None
    assert "This proves that the figures differ and who signed them" in other.diff("--levels").words


# --- copies ---


def test_a_copy_without_a_c_hasil_is_named_with_its_vote_entry_and_signer(written: Callable[[Script], Place]) -> None:
    place = written(two_lines({"copy": copying(TPS, form(1, 1), generation=2)}))
    outcome = place.diff("--copies")
    assert outcome.code == 1
    assert f"Copies from vote 2: TPS {TPS}" in outcome.words
    assert "SALINAN of C.HASIL-PPWP: entry" in outcome.words
    [comparison] = place.comparisons("--copies")
    assert comparison["only_later"] == [TPS]
    told = comparison["one_sided"][TPS]
    assert told["generation"] == 2
    assert (told["said"][0], told["said"][1]["act"]) == (None, "CopyRecorded")
    assert told["said"][1]["signers"][0]["of"] == PANWASLU


def test_a_copy_that_differs_is_told_with_its_vote(written: Callable[[Script], Place]) -> None:
    place = written(two_lines({"copy": copying(figures=with_row(RESULTS[TPS], suara_1=99))}))
    [comparison] = place.comparisons("--copies")
    assert comparison["stations"][TPS]["generation"] == 1


# --- all of them ---


@pytest.mark.parametrize("script", [twice(50), changed_above()], ids=["levels", "above"])
def test_it_is_the_same_in_every_language_and_for_every_number_of_workers(
    script: Script, written: Callable[[Script], Place]
) -> None:
    place, honest = written(script), written(practice())
    for args in (("--levels",), against(honest)):
        outs = {
            place.diff(*args, "--json", "--workers", count, REKAP_LANG=language).out
            for count in (1, 2)
            for language in ("id", "en")
        }
        assert len(outs) == 1
        assert max(map(len, place.diff(*args, REKAP_LANG="id").out.splitlines())) <= 80
