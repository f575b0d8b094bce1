"""`rekap verify` and `rekap replay`: status, report, scope, rebuilt recapitulations."""

import json
import re
import shutil
from pathlib import Path

import pytest

from ledger.making.practice import PPK
from tests.support.commands import run

COUNTS = {"books", "entries", "statements", "signatures"}
KEYS = {"status", "at", "since", "election", "kind", "scope", "contests", "findings", "totals", *COUNTS}
FINDING_KEYS = {"code", "level", "book", "index", "stream", "area", "contest", "row", "params", "text"}
TPS = "9001012001001"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "demo"
    assert run("demo", "--out", folder).code == 0
    return folder


@pytest.fixture
def copy(demo: Path, tmp_path: Path) -> Path:
    """An archive of one's own, to be damaged."""
    return Path(shutil.copytree(demo / "archive", tmp_path / "archive"))


def findings(document: dict[str, object]) -> list[dict[str, object]]:
    found = document["findings"]
    assert isinstance(found, list)
    return found


def test_a_sound_archive_is_valid(demo: Path) -> None:
    outcome = run("verify", demo / "archive", "--trust", demo / "trust")
    assert outcome.code == 0
    assert "VALID: everything agrees" in outcome.out
    assert outcome.err == ""


def test_without_a_trust_file_the_best_answer_is_incomplete(demo: Path) -> None:
    outcome = run("verify", demo / "archive")
    assert outcome.code == 4
    assert "INCOMPLETE" in outcome.out
    assert "--trust FILE" in outcome.out


def test_one_changed_byte_is_broken_and_its_place_named(copy: Path, demo: Path) -> None:
    bundle = next((copy / PPK / "tile" / "entries").glob("000.p/*"))
    raw = bytearray(bundle.read_bytes())
    raw[500] ^= 1
    bundle.write_bytes(raw)
    outcome = run("verify", copy, "--trust", demo / "trust")
    assert outcome.code == 3
    assert "BROKEN" in outcome.out
    assert "book of PPK 900101, entry" in outcome.words
    assert "Not known, because a book in it is broken." in outcome.words


def test_a_removed_book_is_incomplete_and_named(copy: Path, demo: Path) -> None:
    shutil.rmtree(copy / PPK)
    outcome = run("verify", copy, "--trust", demo / "trust")
    assert outcome.code == 4
    assert f"The book {PPK} is not in this archive." in outcome.words


def test_a_document_has_the_keys_of_the_design(demo: Path) -> None:
    document = run("verify", demo / "tampered", "--trust", demo / "trust", "--json").document
    assert set(document) == KEYS
    assert all(set(found) == FINDING_KEYS for found in findings(document))
    assert document["status"] == "broken"
    assert document["kind"] == "practice"
    assert document["scope"] == {"area": None, "contest": None}
    assert document["contests"] == ["ppwp"]
    totals = document["totals"]
    assert isinstance(totals, dict)
    assert {area for area, rows in totals["ppwp"].items() if rows is None} == {"0", "90", "9001", "900101"}
    assert set(totals["ppwp"]["900102"]["suara_1"]) == {"sum", "missing"}


def test_a_document_is_the_same_in_every_language_and_for_every_number_of_workers(demo: Path) -> None:
    args = ("verify", demo / "tampered", "--trust", demo / "trust", "--json", "--workers")
    documents = {run(*args, workers, REKAP_LANG=language).out for workers in (1, 2) for language in ("id", "en")}
    assert len(documents) == 1


def test_a_later_verification_goes_on_from_an_earlier_one(copy: Path, demo: Path, tmp_path: Path) -> None:
    line, state = ("verify", copy, "--trust", demo / "trust"), tmp_path / "state"
    assert run(*line, "--save-state", state).code == 0
    again = run(*line, "--since", state, "--save-state", tmp_path / "next")
    assert again.code == 0
    assert "Goes on from an earlier verification (valid)" in again.words
    assert (tmp_path / "next").read_bytes() == state.read_bytes()
    plain, document = run(*line, "--json").document, run(*line, "--since", state, "--json").document
    books, signatures = plain["books"], plain["signatures"]
    assert document.pop("since") == {"status": "valid", "books": books, "sound": books, "spared": signatures}
    assert plain.pop("since") is None
    assert document == plain


def test_a_book_that_changed_since_is_named(copy: Path, demo: Path, tmp_path: Path) -> None:
    line, state = ("verify", copy, "--trust", demo / "trust"), tmp_path / "state"
    run(*line, "--save-state", state)
    shutil.rmtree(copy / PPK)
    shutil.copytree(demo / "tampered" / PPK, copy / PPK)
    outcome = run(*line, "--since", state)
    assert outcome.code == 3
    assert "R401" in outcome.out


def test_a_state_of_another_election_is_refused(demo: Path, tmp_path: Path) -> None:
    archive, trust, state = demo / "archive", demo / "trust", tmp_path / "state"
    run("verify", archive, "--trust", trust, "--save-state", state)
    text = state.read_text()
    election = json.loads(text)["election"]
    state.write_text(text.replace(election, "00" * 32))
    outcome = run("verify", archive, "--trust", trust, "--since", state)
    assert (outcome.code, outcome.out) == (2, "")
    assert "of another election" in outcome.words


@pytest.mark.parametrize("place", ["archive/state", "trust", "nowhere/state"])
def test_a_state_is_not_written_where_something_else_is(place: str, copy: Path, demo: Path) -> None:
    folder = copy.parent
    shutil.copy(demo / "trust", folder / "trust")
    before = (folder / "trust").read_bytes()
    outcome = run("verify", copy, "--trust", demo / "trust", "--save-state", folder / place)
    assert (outcome.code, outcome.out) == (2, "")
    assert (folder / "trust").read_bytes() == before
    assert run("verify", copy, "--trust", demo / "trust").code == 0


def test_a_file_that_is_no_state_is_an_error(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("{}")
    for name, said in (("state", "is no state of a verification"), ("nothing", "There is no state file")):
        outcome = run("verify", demo / "archive", "--trust", demo / "trust", "--since", tmp_path / name)
        assert (outcome.code, outcome.out) == (2, "")
        assert said in outcome.words


def test_every_report_of_a_practice_election_is_marked(demo: Path) -> None:
    for command in ("verify", "replay"):
        lines = run(command, demo / "archive", "--trust", demo / "trust", REKAP_LANG="id").out.splitlines()
        assert lines[0] == lines[-1] == "*** LATIHAN: bukan pemilihan sungguhan ***"


def test_findings_are_shown_by_level_worst_first_with_what_to_do(demo: Path) -> None:
    out = run("verify", demo / "tampered", "--trust", demo / "trust").out
    assert out.index("Broken (") < out.index("Open, not explained (")
    assert "  R401  4\n" in out
    assert "    ... and 1 more\n" in out
    assert "For every finding run again with --all." in out
    everything = run("verify", demo / "tampered", "--trust", demo / "trust", "--all").out
    assert everything.count("The signature of") == 4
    assert "more\n" not in everything


def test_an_area_limits_the_report_but_not_the_checks(demo: Path) -> None:
    args = ("verify", demo / "tampered", "--trust", demo / "trust", "--json", "--area", "900102")
    document = run(*args).document
    assert document["status"] == "broken"
    shown = [found for found in findings(document) if str(found["code"])[0] != "R"]
    assert {str(found["area"])[:6] for found in shown} == {"900102"}
    totals = document["totals"]
    assert isinstance(totals, dict)
    assert set(totals["ppwp"]) == {"900102"}


@pytest.mark.parametrize("command", ["verify", "replay"])
@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["--area", "91"], "There is no area 91 in this election."),
        (["--area", "9001012009"], "There is no area 9001012009 in this election."),
        (["--area", "90x"], "90x is no area code."),
        (["--contest", "bupati-1609"], "This election has no bupati-1609. There are: ppwp."),
        (["--contest", "presiden"], "presiden is no contest id."),
    ],
)
def test_an_area_or_contest_that_is_not_there_is_an_error_and_never_green(
    command: str, args: list[str], sentence: str, demo: Path
) -> None:
    outcome = run(command, demo / "archive", "--trust", demo / "trust", *args)
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.startswith(sentence)


def test_a_trust_file_or_archive_that_is_not_there_is_an_error(demo: Path, tmp_path: Path) -> None:
    nothing = tmp_path / "nothing"
    assert run("verify", demo / "archive", "--trust", nothing).err.startswith(f"There is no trust file {nothing}.")
    assert run("verify", nothing, "--trust", demo / "trust").err.startswith(f"There is no archive folder {nothing}.")


def test_a_trust_file_of_another_election_is_never_green(demo: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert run("demo", "--out", other, "--seed", 2).code == 0
    assert run("verify", demo / "archive", "--trust", other / "trust").code == 3


def test_a_recapitulation_is_its_children_and_their_sum(demo: Path) -> None:
    outcome = run("replay", demo / "archive", "--trust", demo / "trust", "--json")
    document = outcome.document
    assert outcome.code == 0
    assert document["area"] == "0"
    children, totals = document["children"], document["totals"]
    assert isinstance(children, dict)
    assert isinstance(totals, dict)
    assert set(children) == {"90"}
    for row in document["rows"]:  # type: ignore[attr-defined]  # a list
        assert totals[row]["sum"] == sum(child[row]["sum"] for child in children.values())


@pytest.mark.parametrize(("area", "length"), [("90", 4), ("9001", 6), ("900101", 10), ("9001012001", 13), (TPS, 13)])
def test_the_children_of_an_area_are_one_level_below_down_to_the_tps(area: str, length: int, demo: Path) -> None:
    document = run("replay", demo / "archive", "--trust", demo / "trust", "--area", area, "--json").document
    children, stations, totals = document["children"], document["stations"], document["totals"]
    assert isinstance(children, dict)
    assert isinstance(stations, dict)
    assert isinstance(totals, dict)
    assert {len(child) for child in children} == {length}
    assert all(code.startswith(area) for code in (*children, *stations))
    assert bool(stations) == (len(area) >= 6)
    assert totals["suara_sah"]["sum"] == sum(child["suara_sah"]["sum"] for child in children.values())
    assert not stations or totals["suara_sah"]["sum"] == sum(each["suara_sah"]["sum"] for each in stations.values())


def test_a_recapitulation_for_people_names_rows_options_and_areas(demo: Path) -> None:
    out = run("replay", demo / "archive", "--trust", demo / "trust", "--area", "900101", REKAP_LANG="id").out
    assert "Rekapitulasi ppwp, Kecamatan 900101, dari 2 wilayah di bawahnya:" in out
    assert "Paslon 1 (IV no. 1)" in out
    assert "Jumlah suara sah (V.A)" in out
    assert re.search(r"Jumlah  TPS kosong  9001012001\n", out)
    assert re.search(r" 9001012002\n", out)


def test_what_is_below_a_broken_book_is_unknown_and_not_zero(demo: Path) -> None:
    args = ("replay", demo / "tampered", "--trust", demo / "trust", "--area", "900101")
    outcome = run(*args)
    assert outcome.code == 3
    assert "? Not known, because a book in it is broken." in outcome.words
    assert run(*args, "--json").document["totals"] is None
    assert run(*args[:-1], TPS, "--json").document["totals"] is None
    whole = run(*args[:-2], "--json").document
    assert whole["totals"] is None


def test_an_archive_without_a_readable_election_is_reported_and_not_a_fault(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for command in ("verify", "replay"):
        outcome = run(command, tmp_path / "empty", "--trust", demo / "trust")
        assert outcome.code == 4
        assert "INCOMPLETE" in outcome.out


def test_a_name_in_the_archive_never_reaches_the_terminal_as_it_is(copy: Path, demo: Path) -> None:
    (copy / "evil\x1b[2J").write_bytes(b"")
    outcome = run("verify", copy, "--trust", demo / "trust")
    assert outcome.code == 3
    assert "evil\\x1b[2J does not belong in this archive." in outcome.words
    assert "\x1b" not in outcome.out
