"""`rekap diff`: two archives, two levels, copies, an outside list; what is said, and with what exit code."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from domain.contests import Kind
from ledger.making.generating import Shape, generate
from ledger.making.generating_shapes import contests_for, made_up_places
from ledger.making.simulation import simulate
from tests.support.bawaslu import PANWASLU, copying, two_lines
from tests.support.commands import run
from tests.support.differing import MOVED, PAPER, PART, Place, corrected, with_column
from tests.support.practice import (
    OTHER_TPS,
    PPK,
    RESULTS,
    ROWS,
    SECOND_TPS,
    TPS,
    Script,
    altered,
    form,
    practice,
    with_row,
)


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


@pytest.fixture
def honest(written: Callable[[Script], Place]) -> Place:
    return written(practice())


# --- two archives ---


def test_an_archive_does_not_differ_from_itself(honest: Place) -> None:
    outcome = honest.diff(honest.archive)
    assert outcome.code == 0
    assert "No difference in the 3 TPS compared." in outcome.words


def test_two_archives_are_compared_cell_by_cell(honest: Place, written: Callable[[Script], Place]) -> None:
    other = written(practice({**RESULTS, TPS: MOVED}))
    outcome = honest.diff(other.archive, "--trust2", other.trust)
    assert outcome.code == 1
    assert "1 of 3 TPS differ: 2 cells, and 0 sums that follow; 10 votes moved." in outcome.words
    assert "Paslon 1 (IV no. 1): 100 -> 90 (-10)" in outcome.words
    assert "between options, 10 votes: Paslon 1 (IV no. 1) -> Paslon 2 (IV no. 2)" in outcome.words
    assert "it does not prove why, nor any intent" in outcome.words
    assert max(map(len, outcome.out.splitlines())) <= 80


def test_the_effect_on_order_and_margin_is_told(honest: Place, written: Callable[[Script], Place]) -> None:
    other = written(practice({**RESULTS, TPS: form(60, 100)}))
    [comparison] = honest.comparisons(other.archive, "--trust2", other.trust)
    [standing] = comparison["areas"]["160901"]["standings"]
    assert standing["order_changed"]
    assert (standing["earlier"]["leader"], standing["later"]["leader"]) == ("suara_1", "suara_2")
    assert (standing["earlier"]["margin"], standing["later"]["margin"]) == (29, 51)
    outcome = honest.diff(other.archive, "--trust2", other.trust)
    assert "Kecamatan 160901: THE ORDER CHANGES: 1. Paslon 1 (IV no. 1), 2. Paslon 2" in outcome.words


def test_the_archives_of_one_election_need_one_trust_file(honest: Place, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(honest.archive, tmp_path / "copy"))
    assert honest.diff(copy).code == 0


def test_archives_of_different_elections_are_said_to_be_so(honest: Place, written: Callable[[Script], Place]) -> None:
    script = practice()
    script.alter("election", lambda _, event: altered(event, name="Latihan kedua"))
    other = written(script)
    outcome = honest.diff(other.archive, "--trust2", other.trust)
    assert outcome.code == 0
    assert "The two archives are of different elections" in outcome.words
    assert honest.diff(other.archive).code == 3


def test_archives_without_a_common_contest_are_refused(honest: Place, tmp_path: Path) -> None:
    shape = Shape(made_up_places(desa=1, tps=1), contests_for([Kind.BUPATI], ["9001"]), mistakes={})
    built = simulate(generate(shape, 1).plan, tmp_path / "bupati", seed=1)
    outcome = honest.diff(built.archive, "--trust2", built.trust)
    assert outcome.code == 2
    assert "no contest in common. The first has: ppwp; the second: bupati-9001." in outcome.words


def test_what_a_broken_book_tells_is_not_compared(honest: Place, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(honest.archive, tmp_path / "copy"))
    bundle = next((copy / "example.id/latihan/ppk/160901/tile/entries").glob("000.p/*"))
    raw = bytearray(bundle.read_bytes())
    raw[900] ^= 1
    bundle.write_bytes(raw)
    outcome = honest.diff(copy)
    assert outcome.code == 3
    assert "BROKEN" in outcome.out
    assert "Not compared, because a book is broken or there is no D.Hasil yet: Kecamatan 160901" in outcome.words
    [comparison] = honest.comparisons(copy)
    assert (comparison["compared"], comparison["not_compared"]) == (1, ["160901"])


def test_a_missing_book_makes_it_incomplete_and_its_tps_one_sided(honest: Place, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(honest.archive, tmp_path / "copy"))
    shutil.rmtree(copy / "example.id/latihan/ppk/160902")
    outcome = honest.diff(copy)
    assert outcome.code == 4
    assert f"1 TPS are only in the first archive: TPS {OTHER_TPS}" in outcome.words


def test_without_a_trust_file_the_best_answer_is_incomplete(honest: Place) -> None:
    assert run("diff", honest.archive, honest.archive).code == 4


# --- two moments ---


def test_two_moments_of_an_archive_are_compared(written: Callable[[Script], Place]) -> None:
    script = corrected()
    index = script.run().indexes["correction"]
    place = written(script)
    book = "example.id/latihan/ppk/160901"
    moments = ("--at", f"{book}@{index}", "--at2", f"{book}@{index + 1}")
    [comparison] = place.comparisons(*moments)
    assert (comparison["earlier"], comparison["later"]) == ("moment_1", "moment_2")
    assert comparison["stations"][TPS]["moves"] == [
        {"pattern": "between_options", "votes": 10, "source": "suara_1", "target": "suara_2", "unit": None}
    ]
    assert "ppwp: the first moment compared with the second moment" in place.diff(*moments).words
    assert set(place.comparisons("--at", f"{book}@{index}")[0]["stations"]) >= {TPS}
    assert TPS not in place.comparisons("--at", f"{book}@{index + 1}")[0]["stations"]


def test_levels_are_compared_at_a_moment(written: Callable[[Script], Place]) -> None:
    script = with_column(practice(), MOVED)
    before = script.run().indexes[f"{PPK} certificate"]
    place = written(script)
    [comparison] = place.comparisons("--levels", "--at", f"example.id/latihan/ppk/160901@{before}")
    assert "160901" in comparison["not_compared"]


def test_signatures_that_held_before_are_not_checked_again(
    honest: Place, written: Callable[[Script], Place], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = written(corrected())
    for place, name in ((honest, "one"), (other, "two")):
        run("verify", place.archive, "--trust", place.trust, "--save-state", tmp_path / name)
    line = (other.archive, "--trust2", other.trust, "--json")
    plain = honest.diff(*line).document
    monkeypatch.setattr("ledger.entrycheck.verify", lambda *_: pytest.fail("a signature is checked"))
    found = honest.diff(*line, "--workers", 1, "--since", tmp_path / "one", "--since2", tmp_path / "two").document
    sound = {"status": "valid", "books": 5, "sound": 5}
    assert found == {**plain, "since": sound, "since2": sound}


# --- two levels ---


def test_a_d_hasil_that_says_what_the_c_hasil_say_does_not_differ(honest: Place) -> None:
    outcome = honest.diff("--levels")
    assert outcome.code == 0
    assert "ppwp: the C.Hasil in force compared with the D.Hasil of the kecamatan" in outcome.words


def test_a_column_that_differs_is_named_with_level_tps_row_signers(written: Callable[[Script], Place]) -> None:
    place = written(with_column(practice(), MOVED))
    outcome = place.diff("--levels")
    assert outcome.code == 1
    assert "between the C.Hasil of the TPS and the D.Hasil of the kecamatan, at PPK 160901" in outcome.words
    assert "D.HASIL KECAMATAN-PPWP: entry" in outcome.words
    assert f"signed by ketua of KPPS (1) of TPS {TPS}, anggota of KPPS (2, 3) of TPS {TPS}" in outcome.words
    assert "logged by operator (1) of PPK 160901" in outcome.words
    [comparison] = place.comparisons("--levels")
    assert comparison["certificates"]["160901"]["act"] == "RecapitulationCertified"
    assert [each["act"] for each in comparison["stations"][TPS]["said"]] == ["TallyReceived", "RecapitulationPart"]


def test_a_correction_is_named_against_the_first_c_hasil_and_not_against_the_one_in_force(
    written: Callable[[Script], Place],
) -> None:
    place = written(corrected())
    in_force, first = place.comparisons("--levels")
    assert (in_force["earlier"], in_force["later"]) == ("chasil", "dhasil")
    assert in_force["stations"] == {}
    assert (first["earlier"], first["later"]) == ("chasil_first", "dhasil")
    assert first["compared"] == 1
    received, correction = first["stations"][TPS]["said"]
    assert (received["act"], correction["act"]) == ("TallyReceived", "TallyCorrected")
    assert correction["papers"] == [PAPER.hex()]
    outcome = place.diff("--levels")
    assert outcome.code == 1
    assert "C.HASIL-PPWP: corrected in entry" in outcome.words
    assert f"paper SHA-256 {PAPER.hex()}" in outcome.words


def test_a_tps_that_the_d_hasil_leaves_out_is_named(written: Callable[[Script], Place]) -> None:
    script = practice()
    script.alter(PART, lambda _, part: altered(part, columns=part.columns[1:]))
    [comparison] = written(script).comparisons("--levels")
    assert (comparison["only_earlier"], comparison["stations"]) == ([TPS], {})


def test_a_kecamatan_without_a_certificate_is_not_compared(written: Callable[[Script], Place]) -> None:
    script = practice()
    gone = [step.name for step in script.steps[script.at(f"{PPK} certificate") :]]
    script.drop(*(name for name in gone if name not in {f"{PPK} close", f"{PPK} publish at last"}))
    outcome = written(script).diff("--levels")
    assert "Not compared, because a book is broken or there is no D.Hasil yet: Kecamatan 160901" in outcome.words


# --- copies ---


def test_copies_are_compared_with_the_c_hasil_first_received(written: Callable[[Script], Place]) -> None:
    other = with_row(RESULTS[TPS], suara_1=99, suara_tidak_sah=None)
    place = written(two_lines({"first": copying(SECOND_TPS), "copy": copying(figures=other)}))
    outcome = place.diff("--copies")
    assert outcome.code == 1
    assert f"the C.Hasil first received compared with the copy of {PANWASLU}" in outcome.words
    assert "SALINAN of C.HASIL-PPWP: entry" in outcome.words
    assert "signed by member (7) of Panwaslu 160901" in outcome.words
    [comparison] = place.comparisons("--copies")
    assert (comparison["compared"], comparison["holder"]) == (2, PANWASLU)
    assert comparison["cells"] == {"suara_1": 1}
    assert comparison["blanks"] == {"suara_tidak_sah": 1}
    received, copy = comparison["stations"][TPS]["said"]
    assert (received["act"], copy["act"]) == ("TallyReceived", "CopyRecorded")
    assert copy["signers"] == [{"of": PANWASLU, "person": 7, "role": "panwaslu"}]


def test_copies_that_agree_do_not_differ(written: Callable[[Script], Place]) -> None:
    assert written(two_lines({"copy": copying()})).diff("--copies").code == 0


def test_a_second_copy_of_a_holder_is_compared_by_itself(written: Callable[[Script], Place]) -> None:
    other = with_row(RESULTS[TPS], suara_1=99)
    place = written(two_lines({"one": copying(), "two": copying(figures=other)}))
    assert [each["cells"] for each in place.comparisons("--copies")] == [{}, {"suara_1": 1}]


# --- an outside list ---


def listed(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(["kode_tps,suara_1,suara_2", *lines, ""]), encoding="utf-8")
    return path


def test_an_outside_list_is_compared_with_the_figures_in_force(honest: Place, tmp_path: Path) -> None:
    table = listed(tmp_path / "l.csv", f"{TPS},100,61", f"{SECOND_TPS},81,", "1609012001009,1,1", f"{OTHER_TPS},x,1")
    outcome = honest.diff("--outside", table)
    assert outcome.code == 1
    assert "1 cells in 1 TPS are filled on one side only" in outcome.words
    assert "1 TPS are only in the outside list: TPS 1609012001009" in outcome.words
    assert "only in the C.Hasil in force" not in outcome.words
    fault = f"- TPS {OTHER_TPS}: l.csv, line 5, column suara_1: it is no figure (x). The line is left out."
    assert f"1 faults in the outside list. The TPS of these lines are not compared: {fault}" in outcome.words
    document: dict[str, Any] = honest.diff("--outside", table, "--json").document
    [comparison] = document["comparisons"]
    assert comparison["rows"] == ["suara_1", "suara_2"]
    assert len(comparison["uncompared_rows"]) == len(ROWS) - 2
    assert comparison["cells"] == comparison["blanks"] == {"suara_2": 1}
    assert [(each["reason"], each["tps"]) for each in document["list"]["problems"]] == [("not_a_number", OTHER_TPS)]


def test_a_list_with_nothing_in_common_is_refused(honest: Place, tmp_path: Path) -> None:
    outcome = honest.diff("--outside", listed(tmp_path / "l.csv", "1699012001001,1,1"))
    assert outcome.code == 2
    assert "none of its TPS is in the archive" in outcome.words
    (tmp_path / "r.csv").write_text(f"kode_tps,suara_7\n{TPS},1\n", encoding="utf-8")
    assert "none of its columns is a row of that form" in honest.diff("--outside", tmp_path / "r.csv").words


# --- all of them ---


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("--levels", "--copies"),
        ("--levels", "--outside", "x"),
        ("--levels", "--trust2", "x"),
        ("--levels", "--at2", "x"),
        ("--levels", "--since2", "x"),
    ],
)
def test_one_thing_is_compared_at_a_time(args: tuple[str, ...], honest: Place) -> None:
    outcome = honest.diff(*args)
    assert outcome.code == 2
    assert "Name one thing to compare with" in outcome.words


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("--area", "91"), "There is no area 91 in this election."),
        (("--area", "9x"), "9x is no area code."),
        (("--contest", "bupati-1609"), "This election has no bupati-1609. There are: ppwp."),
    ],
)
def test_an_area_or_contest_that_is_not_there_is_an_error(args: tuple[str, ...], sentence: str, honest: Place) -> None:
    outcome = honest.diff("--levels", *args)
    assert outcome.code == 2
    assert outcome.words.startswith(sentence)


def test_an_area_limits_what_is_compared(written: Callable[[Script], Place]) -> None:
    place = written(with_column(practice(), MOVED))
    assert place.diff("--levels", "--area", "160902").code == 0
    [comparison] = place.comparisons("--levels", "--area", TPS)
    assert (comparison["compared"], list(comparison["areas"])) == (1, [TPS])


def test_a_document_is_the_same_in_every_language_and_for_every_number_of_workers(
    written: Callable[[Script], Place],
) -> None:
    place = written(corrected())
    outs = {
        place.diff("--levels", "--json", "--workers", count, REKAP_LANG=language).out
        for count in (1, 2)
        for language in ("id", "en")
    }
    [out] = outs
    assert json.loads(out)["proves"]["id"].startswith("Ini membuktikan")
    assert str(place.archive) not in out


def test_what_is_left_out_of_a_report_is_said_and_shown_on_demand(written: Callable[[Script], Place]) -> None:
    results = {f"1609012001{number:03}": form(40 + number, 30 + 2 * number) for number in range(1, 9)}
    swapped = {tps: form(41 + number, 29 + 2 * number) for number, tps in enumerate(results, start=1)}
    first, second = written(practice(results)), written(practice(swapped))
    short = first.diff(second.archive, "--trust2", second.trust)
    assert "... and 3 more TPS in this kecamatan" in short.words
    assert short.out.count("  TPS 16") == 5
    assert first.diff(second.archive, "--trust2", second.trust, "--all").out.count("  TPS 16") == 8


def test_every_report_of_a_practice_election_is_marked(honest: Place) -> None:
    lines = honest.diff("--levels", REKAP_LANG="id").out.splitlines()
    assert lines[0] == lines[-1] == "*** LATIHAN: bukan pemilihan sungguhan ***"
