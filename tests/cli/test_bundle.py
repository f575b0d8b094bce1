"""`rekap dispute bundle`, and `rekap verify` of what it wrote.

- The file is whole; the sentences say where it is and how it is checked; the report may lie beside it.
- What is there is never overwritten.
- A check writes the report of a bundle, made again from the entries; where it found more than stands in it, none, and
  it does not end with 0.  A hint is not more.
- The exit code of the check is its status; without a trust file, or with a scope, it is one sentence.
- The JSON document is the same in every language.
"""

import json
from base64 import b64encode
from dataclasses import replace
from pathlib import Path

import pytest
import typer

from cli.bundling import verify_bundle
from domain.findings import Finding, Level
from ledger.bundles.bundle import read_bundle
from ledger.bundles.bundle_check import CheckedBundle
from ledger.checkpoint import Checkpoint, sign_checkpoint
from ledger.merkle import Tree, leaf_hash
from tests.ledger.test_explaining import lead
from tests.support.by_hand import rekap
from tests.support.practice import CONTEST, PPK, TPS, form, practice


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive in which the PPK certified other figures than it received, with its trust file."""
    folder = tmp_path_factory.mktemp("bundle")
    script = practice()
    lead(script)
    world = script.run()
    world.write(folder / "archive")
    (folder / "trust").write_text(world.trust().text)
    return folder


def make(folder: Path, out: Path, *options: object, area: str = TPS) -> tuple[int, str]:
    said = rekap(
        "dispute", "bundle", folder / "archive", "--trust", folder / "trust", "--contest", CONTEST, "--area", area,
        "--out", out, *options,
    )  # fmt: skip
    return said.code, said.sentences


def test_a_bundle_is_made_and_checked(folder: Path, tmp_path: Path) -> None:
    out, report = tmp_path / "bukti.rekap", tmp_path / "bukti.html"
    code, said = make(folder, out, "--report", report)
    assert code == 0
    assert f"rekap verify {out} --trust FILE" in said
    assert report.read_bytes() == read_bundle(out.read_bytes()).report
    checked = rekap("verify", out, "--trust", folder / "trust")
    assert checked.code == 1
    assert "J.501" in checked.out
    assert "Not proven" in checked.out
    assert "PRACTICE" in checked.out


def test_the_report_is_in_the_language_asked_for(folder: Path, tmp_path: Path) -> None:
    for language in ("id", "en"):
        assert make(folder, tmp_path / language, "--lang", language)[0] == 0
        assert f'<html lang="{language}">'.encode() in read_bundle((tmp_path / language).read_bytes()).report
    assert make(folder, tmp_path / "b", "--lang", "fr")[0] == 2


def test_a_row_may_be_named(folder: Path, tmp_path: Path) -> None:
    assert make(folder, tmp_path / "b", "--row", "suara_sah", "--row", "suara_1")[0] == 0
    assert read_bundle((tmp_path / "b").read_bytes()).rows == ("suara_sah", "suara_1")


def test_the_document_is_the_same_in_every_language(folder: Path, tmp_path: Path) -> None:
    make(folder, tmp_path / "b")
    line = ("verify", tmp_path / "b", "--trust", folder / "trust", "--json")
    outcomes = [rekap(*line, language=language) for language in ("id", "en")]
    assert outcomes[0].out == outcomes[1].out
    document = json.loads(outcomes[0].out)
    assert document["status"] == "findings"
    assert set(document) == {"area", "books", "contest", "documents", "election", "findings", "kind", "rows", "status"}


def test_a_changed_byte_ends_with_3(folder: Path, tmp_path: Path) -> None:
    make(folder, tmp_path / "b")
    raw = bytearray((tmp_path / "b").read_bytes())
    raw[5000] ^= 1
    (tmp_path / "b").write_bytes(bytes(raw))
    checked = rekap("verify", tmp_path / "b", "--trust", folder / "trust")
    assert checked.code == 3
    assert "BROKEN" in checked.out


@pytest.mark.parametrize(
    ("options", "says"), [((), "trust file"), (("--area", TPS), "do not apply"), (("--contest", "x"), "do not apply")]
)
def test_what_cannot_be_is_one_sentence(folder: Path, tmp_path: Path, options: tuple[str, ...], says: str) -> None:
    make(folder, tmp_path / "b")
    trust = ("--trust", folder / "trust") if options else ()
    outcome = rekap("verify", tmp_path / "b", *trust, *options)
    assert outcome.code == 2
    assert says in outcome.sentences


def test_an_area_above_the_kecamatan_is_refused(folder: Path, tmp_path: Path) -> None:
    code, said = make(folder, tmp_path / "b", area="1609")
    assert code == 2
    assert "kecamatan" in said
    assert not (tmp_path / "b").exists()


def test_an_evidence_file_or_report_that_is_there_is_not_overwritten(folder: Path, tmp_path: Path) -> None:
    out, report = tmp_path / "bukti.rekap", tmp_path / "bukti.html"
    make(folder, out, "--with-documents", "--report", report)
    before = out.read_bytes(), report.read_bytes()
    assert make(folder, out)[0] == 2
    assert make(folder, tmp_path / "other", "--report", report)[0] == 2
    assert rekap("verify", out, "--trust", folder / "trust", "--report", report).code == 2
    assert (out.read_bytes(), report.read_bytes()) == before
    assert not (tmp_path / "other").exists()


def test_a_check_writes_the_report_of_a_bundle(folder: Path, tmp_path: Path) -> None:
    out, report = tmp_path / "bukti.rekap", tmp_path / "bukti.html"
    make(folder, out)
    checked = rekap("verify", out, "--trust", folder / "trust", "--report", report, "--json")
    assert (checked.code, json.loads(checked.out)["status"]) == (1, "findings")
    assert report.read_bytes() == read_bundle(out.read_bytes()).report


def test_no_report_is_written_of_a_bundle_that_says_otherwise(folder: Path, tmp_path: Path) -> None:
    make(folder, tmp_path / "b")
    bundle = read_bundle((tmp_path / "b").read_bytes())
    (tmp_path / "b").write_bytes(replace(bundle, report=b"<!doctype html><p>valid").raw)
    checked = rekap("verify", tmp_path / "b", "--trust", folder / "trust", "--report", tmp_path / "r.html")
    assert checked.code == 3
    assert "R108" in checked.out
    assert "No report was written" in checked.err
    assert not (tmp_path / "r.html").exists()


def test_a_note_that_cannot_be_compared_is_only_a_hint_and_the_report_is_written(tmp_path: Path) -> None:
    world = practice({f"{TPS[:10]}{number:03}": form(100, 60) for number in range(1, 10)}).run()
    world.write(tmp_path / "archive")
    leaves = [leaf_hash(raw) for raw in world.books[PPK].raw]
    (tmp_path / "trust").write_text(world.trust().text)
    make(tmp_path, tmp_path / "b")
    size = world.indexes[f"tally {TPS[:10]}006"]
    note = sign_checkpoint(Checkpoint(world.origin(PPK), size, Tree(leaves[:size]).root()), world.log_key(PPK))
    (tmp_path / "later").write_text(f"{world.trust().text}checkpoint {b64encode(note).decode()}\n")
    checked = rekap("verify", tmp_path / "b", "--trust", tmp_path / "later", "--report", tmp_path / "r.html")
    assert "cannot be compared" in " ".join(checked.out.split())
    assert checked.code == 0
    assert (tmp_path / "r.html").read_bytes() == read_bundle((tmp_path / "b").read_bytes()).report


def test_a_check_that_writes_no_report_does_not_end_with_0(folder: Path, tmp_path: Path) -> None:
    for status, code in (("valid", 2), ("incomplete", 4)):
        checked = CheckedBundle([] if status == "valid" else [Finding("R107", Level.INCOMPLETE)])
        assert checked.status == status
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("ledger.bundles.bundle_check.check_bundle", lambda *_, found=checked: found)
            with pytest.raises(typer.Exit) as caught:
                verify_bundle(tmp_path / "b", folder / "trust", has_scope=False, json=True, report=tmp_path / "r.html")
        assert caught.value.exit_code == code
        assert not (tmp_path / "r.html").exists()


def test_an_archive_has_no_report_to_write(folder: Path, tmp_path: Path) -> None:
    checked = rekap("verify", folder / "archive", "--trust", folder / "trust", "--report", tmp_path / "r.html")
    assert checked.code == 2
    assert "dispute bundle --report" in checked.sentences
