"""`rekap export`: status first, files complete or not at all, nothing withheld in silence."""

import csv
import json
import re
import shutil
from pathlib import Path

import pytest

from ledger.making.practice import PPK
from tests.support.commands import Outcome, run


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "demo"
    assert run("demo", "--out", folder).code == 0
    return folder


def export(demo: Path, out: Path, *args: object, archive: str = "archive", **environment: str) -> Outcome:
    return run("export", demo / archive, "--trust", demo / "trust", "--out", out, *args, **environment)


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_sound_archive_is_exported_in_all_formats(demo: Path, tmp_path: Path) -> None:
    outcome = export(demo, tmp_path / "out")
    assert outcome.code == 0
    assert outcome.err == ""
    assert "VALID: everything agrees" in outcome.words
    assert re.search(r"Recapitulation of ppwp: 5 areas, [0-9]+ TPS, 0 of them without a result\.", outcome.words)
    assert f"Everything is in {tmp_path / 'out'}." in outcome.words
    assert f"rekap simulate {tmp_path / 'out' / 'facts.json'} --out {tmp_path / 'out'}-replika" in outcome.out
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"export.json", "facts.json", "ppwp", "ppwp.csv"}
    assert {path.suffix for path in (tmp_path / "out" / "ppwp").iterdir()} == {".csv", ".json", ".xlsx"}


def test_the_totals_are_those_of_verify(demo: Path, tmp_path: Path) -> None:
    export(demo, tmp_path / "out", "--format", "json")
    report = run("verify", demo / "archive", "--trust", demo / "trust", "--json").document
    document = json.loads((tmp_path / "out" / "ppwp" / "ppwp.json").read_text())
    for area, rows in report["totals"]["ppwp"].items():  # type: ignore[index]  # a document
        assert document["areas"][area]["figures"] == [rows[row]["sum"] for row in document["rows"]]
        assert document["areas"][area]["missing"] == [rows[row]["missing"] for row in document["rows"]]


@pytest.mark.parametrize(
    ("language", "first", "status"),
    [
        ("id", "*** LATIHAN: bukan pemilihan sungguhan ***", "SAH: semua cocok"),
        ("en", "*** PRACTICE (LATIHAN): not a real election ***", "VALID: everything agrees"),
    ],
)
def test_what_is_said_is_marked_and_begins_with_the_status(
    language: str, first: str, status: str, demo: Path, tmp_path: Path
) -> None:
    said = export(demo, tmp_path / "out", REKAP_LANG=language).out.splitlines()
    assert said[0] == said[-1] == first
    assert said[1].startswith(status)


def test_only_the_formats_asked_for_are_written(demo: Path, tmp_path: Path) -> None:
    assert export(demo, tmp_path / "out", "--format", "csv", "--format", "json").code == 0
    assert {path.suffix for path in (tmp_path / "out" / "ppwp").iterdir()} == {".csv", ".json"}


def test_every_number_of_workers_gives_the_same_files(demo: Path, tmp_path: Path) -> None:
    for workers in (1, 2):
        assert export(demo, tmp_path / str(workers), "--workers", workers).code == 0
    first = {path.relative_to(tmp_path / "1"): path for path in (tmp_path / "1").rglob("*") if path.is_file()}
    for name, path in first.items():
        assert (tmp_path / "2" / name).read_bytes() == path.read_bytes()


def test_an_area_limits_the_export_and_not_the_checks(demo: Path, tmp_path: Path) -> None:
    outcome = export(demo, tmp_path / "out", "--area", "900102", "--contest", "ppwp", archive="tampered")
    assert outcome.code == 3
    assert "BROKEN" in outcome.out
    assert [line["kode"] for line in lines(tmp_path / "out" / "ppwp" / "kecamatan.csv")] == ["900102"]
    assert not (tmp_path / "out" / "ppwp" / "kabko.csv").exists()


def test_a_broken_archive_gives_no_totals_and_says_what_is_withheld(demo: Path, tmp_path: Path) -> None:
    outcome = export(demo, tmp_path / "out", archive="tampered")
    assert outcome.code == 3
    assert "ppwp: the figures of the nation, Provinsi 90, Kab/Kota 9001 and 1 more are not written" in outcome.words
    assert "The facts for a replica are not written" in outcome.words
    national = lines(tmp_path / "out" / "ppwp" / "nasional.csv")
    assert [line.pop("kode") for line in national] == ["0"]
    assert {*national[0].values()} == {"practice", "broken", "unknown", ""}
    assert not (tmp_path / "out" / "facts.json").exists()


def test_an_incomplete_archive_is_exported_as_such(demo: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(demo, tmp_path / "demo"))
    shutil.rmtree(copy / "archive" / PPK)
    outcome = export(copy, tmp_path / "out")
    assert outcome.code == 4
    assert {line["status"] for line in lines(tmp_path / "out" / "ppwp" / "kecamatan.csv")} == {"incomplete"}
    assert not (tmp_path / "out" / "facts.json").exists()


def test_an_archive_without_a_readable_election_gives_no_folder(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    outcome = run("export", tmp_path / "empty", "--trust", demo / "trust", "--out", tmp_path / "out")
    assert outcome.code == 4
    assert "Nothing was written: no election can be read from this archive." in outcome.words
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]


def test_a_folder_that_holds_something_is_never_touched(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "note").write_text("mine")
    outcome = export(demo, tmp_path / "out")
    assert outcome.code == 2
    assert outcome.out == ""
    assert [path.name for path in tmp_path.rglob("*")] == ["out", "note"]


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["--area", "91"], "There is no area 91 in this election."),
        (["--area", "9001012001"], "9001012001 has no recapitulation of its own. The lowest area of an export is"),
        (["--area", "90x"], "90x is no area code."),
        (["--contest", "bupati-1609"], "This election has no bupati-1609. There are: ppwp."),
        (["--contest", "presiden"], "presiden is no contest id."),
        (["--format", "ods"], "There is no format ods. There are: csv, xlsx, json."),
    ],
)
def test_what_is_not_there_is_an_error_and_leaves_no_folder(
    args: list[str], sentence: str, demo: Path, tmp_path: Path
) -> None:
    outcome = export(demo, tmp_path / "out", *args)
    assert outcome.code == 2
    assert outcome.err.startswith(sentence)
    assert list(tmp_path.iterdir()) == []
