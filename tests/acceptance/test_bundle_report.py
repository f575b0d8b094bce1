"""The report of an evidence bundle in a real browser: it opens with nothing beside it, for everybody, on any paper.

- No message on the console, no request to anybody, in either language.
- An accessibility checker finds nothing, at the width of a desk and of a phone.
- Nothing is wider than the window of a desk or a phone, or than an A4 page, however long a word somebody wrote.
- The checks themselves find what is wrong with a page that is.
"""

import re
from collections.abc import Callable
from html import escape
from importlib import resources
from pathlib import Path

import pytest
from msgspec.structs import replace

from ledger.bundles.bundle import read_bundle
from ledger.bundles.bundling import make_bundle
from tests.ledger.test_explaining import lead
from tests.support.browser import Browser, violations
from tests.support.disputes import REPORT, RULING, Story, added, at_bawaslu, recounted, seeing, seen, told
from tests.support.lives import corrected, figures_of, refused
from tests.support.practice import CONTEST, TPS, practice

OLD = figures_of()
LONG = f"angka berbeda {'W' * 400}"
A4_TEXT = 688
"""The width of the text of an A4 page, 182 mm, in pixels of CSS."""


@pytest.fixture(scope="module")
def browser(program: Callable[[str], Path]) -> Browser:
    return Browser(program("chromium"))


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report of a TPS that was corrected, and then certified otherwise; in both languages.

    `long.id` and `long.en` are of a TPS with a dispute in whose texts one word is very long.
    """
    folder = tmp_path_factory.mktemp("report")
    script = practice()
    corrected(script, {"suara_1": OLD["suara_1"] + 3, "suara_2": OLD["suara_2"] - 3}, objected=True)
    refused(script)
    lead(script)
    world = script.run()
    world.write(folder / "archive")
    disputed = told(Story(replace(RULING, reason=LONG), act=recounted))
    disputed.change("filed", event=lambda _: replace(REPORT, text=LONG))
    seen(disputed, seeing())
    disputed.before("seen", at_bawaslu("evidence", lambda world: replace(added(world), text=LONG)))
    other = disputed.run()
    other.write(folder / "disputed")
    found = {}
    for name, made in (("", world), ("long.", other)):
        for language in ("id", "en"):
            place = folder / ("disputed" if name else "archive")
            bundle = make_bundle(place, made.trust(), CONTEST, TPS, language=language)
            found[f"{name}{language}"] = folder / f"{name}{language}.html"
            found[f"{name}{language}"].write_bytes(read_bundle(bundle.raw).report)
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
@pytest.mark.parametrize("language", ["id", "en", "long.id", "long.en"])
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


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["id", "long.id", "long.en"])
def test_nothing_is_wider_than_the_window(
    browser: Browser, reports: dict[str, Path], tmp_path: Path, name: str, width: int
) -> None:
    assert width_of(browser, reports[name].read_text(), tmp_path, width) <= width


@pytest.mark.parametrize("name", ["en", "long.id", "long.en"])
def test_nothing_is_wider_than_the_text_of_an_a4_page(
    browser: Browser, reports: dict[str, Path], tmp_path: Path, name: str
) -> None:
    source = reports[name].read_text().replace("@media print", "@media all").replace("@media screen", "@media speech")
    assert width_of(browser, source, tmp_path, A4_TEXT) <= A4_TEXT


def width_of(browser: Browser, source: str, folder: Path, width: int) -> int:
    """How wide a page gets in a frame of this width; a window may be wider than asked for, a frame is not."""
    framed = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", source)
    inside = "document.body.dataset.width = this.contentDocument.documentElement.scrollWidth"
    page = folder / "framed.html"
    page.write_text(
        f'<!doctype html><body><iframe width="{width}" height="800" style="border:0" srcdoc="{escape(framed)}"'
        f' onload="{inside}"></iframe></body>'
    )
    found = re.search(r'data-width="(\d+)"', browser.open(page).document)
    assert found is not None
    return int(found[1])


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
