"""`rekap rules`: every code explained from the catalogue."""

import json

import pytest

from domain.rules import CATALOGUE
from tests.support.commands import run


def test_all_codes_are_listed_by_family() -> None:
    out = run("rules").out
    places = [out.index(f"  {code} ") for code in ("G.101", "P.201", "J.501", "R101", "E001")]
    assert places == sorted(places)
    assert all(f"  {code} " in out for code in CATALOGUE)


@pytest.mark.parametrize("written", ["G.305", "g.305", "G305", "g305"])
def test_a_code_is_found_however_it_is_written(written: str) -> None:
    assert run("rules", written).out.startswith("G.305\n")


def test_a_rule_says_what_is_wrong_what_must_hold_what_to_do_and_its_basis() -> None:
    out = run("rules", "G.301").out
    assert "suara_sah == sum(suara)" in out
    assert "suara_sah = Valid votes (V.A)" in out
    assert "Usual causes, and what to do" in out
    assert "C.HASIL V.A" in out


@pytest.mark.parametrize("code", ["R301", "E162"])
def test_findings_about_books_and_errors_are_explained_too(code: str) -> None:
    outcome = run("rules", code, REKAP_LANG="id")
    assert outcome.code == 0
    assert outcome.out.startswith(f"{code}\n")
    assert "Apa yang salah" in outcome.out


def test_a_code_that_is_none_is_an_error_with_the_way_to_the_list() -> None:
    outcome = run("rules", "G.999")
    assert outcome.code == 2
    assert outcome.err == "There is no rule or code G.999. For the list: rekap rules\n"


def test_the_document_holds_both_languages() -> None:
    assert run("rules", "J.501", "--json", REKAP_LANG="id").out == run("rules", "J.501", "--json").out
    everything = json.loads(run("rules", "--json").out)
    assert {entry["code"] for entry in everything} >= set(CATALOGUE)
    assert all(set(entry["text"]) == {"id", "en"} for entry in everything)


@pytest.mark.parametrize("code", [*CATALOGUE, *(f"R{number}" for number in range(401, 412))])
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_rule_fits_80_columns_and_says_what_usually_causes_it(code: str, language: str) -> None:
    out = run("rules", code, REKAP_LANG=language).out
    assert max(map(len, out.splitlines())) <= 80
    assert "family." not in out
    if not code.startswith("S.2"):  # an order that is not carried out has no usual cause
        assert {"id": "Biasanya", "en": "Usually"}[language] in out


def test_what_a_finding_fills_in_is_shown_by_its_name() -> None:
    out = " ".join(run("rules", "J.501").out.split())
    assert "[row] for [unit]: the level above records [figure], but the result in force of [unit] is" in out
