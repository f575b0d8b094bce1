"""`docs/threat-model.md` names only codes that there are, and says what it must say."""

import re
from pathlib import Path

import pytest

from domain.rules import CATALOGUE
from ledger.texts.findings import FINDINGS
from tests.support.doc_pages import errors

CODE = re.compile(r"\b[RGPJSE]\.?[0-9]{3}\b")


@pytest.fixture(scope="module")
def docs(pytestconfig: pytest.Config) -> Path:
    return pytestconfig.rootpath / "docs"


def test_every_code_that_any_page_names_is_in_the_catalogue(docs: Path) -> None:
    known = {*CATALOGUE, *FINDINGS, *(error.code for error in errors())}
    pages = [*docs.rglob("*.md"), docs.parent / "README.md"]
    assert {
        (page.name, code) for page in pages for code in CODE.findall(page.read_text()) if code not in known
    } == set()


def test_every_threat_is_detected_by_a_code_or_says_what_comes_of_it(docs: Path) -> None:
    rows = [line.split("|")[1:-1] for line in (docs / "threat-model.md").read_text().split("\n") if line[:2] == "| "]
    threats = [[cell.strip() for cell in row] for row in rows[1:]]
    assert len(threats) > 30
    for threat, outcome, codes, besides in threats:
        assert outcome, threat
        if "detected" in outcome:
            assert CODE.search(codes), threat
        if outcome.startswith("not here"):
            assert besides, threat


def test_it_says_plainly_who_can_rewrite_an_unseen_book(docs: Path) -> None:
    assert "can be rewritten by whoever holds its log key" in " ".join((docs / "threat-model.md").read_text().split())


def test_every_link_between_the_pages_leads_somewhere(docs: Path) -> None:
    for page in [*docs.rglob("*.md"), docs.parent / "README.md", docs.parent / "CONTRIBUTING.md"]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
            assert (page.parent / target).exists(), (page.name, target)
