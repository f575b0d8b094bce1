"""The report of an evidence bundle in a real browser: it opens with nothing beside it, for everybody, on any paper.

- No message on the console, no request to anybody, in either language.
- An accessibility checker finds nothing, at the width of a desk and of a phone.
- Nothing is wider than the window of a phone; it prints on A4.
- The checks themselves find what is wrong with a page that is.
"""

import re
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

from ledger.bundles.bundle import read_bundle
from ledger.bundles.bundling import make_bundle
from tests.ledger.test_explaining import lead
from tests.support.browser import Browser, violations
from tests.support.lives import corrected, figures_of, refused
from tests.support.practice import CONTEST, TPS, practice

OLD = figures_of()


@pytest.fixture(scope="module")
def browser(program: Callable[[str], Path]) -> Browser:
    return Browser(program("chromium"))


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report of a TPS that was corrected, and then certified otherwise; in both languages."""
    folder = tmp_path_factory.mktemp("report")
    script = practice()
    corrected(script, {"suara_1": OLD["suara_1"] + 3, "suara_2": OLD["suara_2"] - 3}, objected=True)
    refused(script)
    lead(script)
    world = script.run()
    world.write(folder / "archive")
    found = {}
    for language in ("id", "en"):
        made = make_bundle(folder / "archive", world.trust(), CONTEST, TPS, language=language)
        found[language] = folder / f"{language}.html"
        found[language].write_bytes(read_bundle(made.raw).report)
    return found


@pytest.mark.parametrize("language", ["id", "en"])
def test_it_opens_without_a_message_and_without_a_request(
    browser: Browser, reports: dict[str, Path], language: str
) -> None:
    opened = browser.open(reports[language])
    assert "<h1>" in opened.document
    assert (opened.console, opened.requested) == ([], [])


def test_a_page_that_complains_and_calls_out_is_noticed(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "bad.html"
    page.write_text('<!doctype html><script>console.error("bad")</script><img src="http://example.id/x.png">')
    opened = browser.open(page)
    assert any('"bad"' in line for line in opened.console)
    assert opened.requested == ["http://example.id/x.png"]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["id", "en"])
def test_an_accessibility_checker_finds_nothing(
    browser: Browser, reports: dict[str, Path], language: str, width: int
) -> None:
    assert violations(browser, reports[language], axe(), width) == []


def test_the_accessibility_checker_finds_what_is_wrong(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "bad.html"
    page.write_text('<!doctype html><html><body><img src="data:,"><p style="color:#bbb">grey</p></body></html>')
    found = {each.split()[0] for each in violations(browser, page, axe(), 1280)}
    assert {"image-alt", "color-contrast", "html-has-lang"} <= found


def axe() -> str:
    return resources.files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def test_nothing_is_wider_than_a_phone(browser: Browser, reports: dict[str, Path], tmp_path: Path) -> None:
    source = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", reports["id"].read_text())
    inside = "document.body.dataset.width = this.contentDocument.documentElement.scrollWidth"
    framed = source.replace('"', "&quot;")
    page = tmp_path / "phone.html"
    # A window may be wider than asked for; a frame is as narrow as it is made.
    page.write_text(
        f'<!doctype html><body><iframe width="390" height="800" style="border:0" srcdoc="{framed}"'
        f' onload="{inside}"></iframe></body>'
    )
    found = re.search(r'data-width="(\d+)"', browser.open(page).document)
    assert found is not None
    assert int(found[1]) <= 390


def test_it_prints_on_a4(browser: Browser, reports: dict[str, Path], tmp_path: Path) -> None:
    paper = tmp_path / "report.pdf"
    browser.print(reports["en"], paper)
    raw = paper.read_bytes()
    boxes = {tuple(map(float, found.split())) for found in re.findall(rb"/MediaBox \[([0-9. ]+)\]", raw)}
    assert [tuple(map(round, box)) for box in boxes] == [(0, 0, 595, 842)]
    assert 2 <= len(re.findall(rb"/Type /Page\b", raw)) <= 12


def test_pictures_of_it_can_be_taken(browser: Browser, reports: dict[str, Path], tmp_path: Path) -> None:
    for width in (1280, 390):
        picture = tmp_path / f"{width}.png"
        browser.shoot(reports["en"], picture, width, 1600)
        assert picture.read_bytes().startswith(b"\x89PNG")
