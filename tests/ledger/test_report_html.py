"""The page of a bundle: what it is made of, whatever the names in it are.

- Text from a foreign file is text: no element, no attribute, no script comes of it.
- Nothing in it points anywhere else, and it forbids itself to fetch anything.
- Landmarks, one first heading, no level left out; tables with caption and headings; a picture with words.
- Text has enough contrast in the light and in the dark.
- It is made from the document alone, and marked where the election is not official.
"""

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Final

import msgspec
import pytest

from domain.events import ContestDeclared, DeclaredOption, ObjectionRaised, TallyCorrected
from ledger.bundles.bundle import json_bytes, read_bundle
from ledger.bundles.bundle_check import check_bytes
from ledger.bundles.bundle_document import Story
from ledger.bundles.bundling import make_bundle
from ledger.bundles.report_html import page
from ledger.bundles.report_style import STYLE
from tests.support.lives import corrected, figures_of, refused
from tests.support.practice import CONTEST, TPS, World, altered, practice

OLD: Final = figures_of()
HOSTILE: Final = "<script>alert(1)</script>\"' onload=x <!-- ]]> &amp; </title>"
VOID: Final = {"meta", "link", "br", "path", "rect"}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The story of a TPS in an election full of hostile names."""
    script = practice()
    corrected(script, {"suara_1": OLD["suara_1"] + 3, "suara_2": OLD["suara_2"] - 3}, objected=True)
    refused(script)

    def named(_: World, declared: ContestDeclared) -> ContestDeclared:
        return altered(
            declared, options=tuple(DeclaredOption(HOSTILE, each.no, each.parent) for each in declared.options)
        )

    def reasoned(_: World, event: TallyCorrected) -> TallyCorrected:
        return altered(event, reason=HOSTILE)

    def said(_: World, event: ObjectionRaised) -> ObjectionRaised:
        return altered(event, text=HOSTILE)

    script.alter("contest", named)
    script.alter("corrected", reasoned)
    script.alter("objection", said)
    world = script.run()
    folder = tmp_path_factory.mktemp("hostile")
    world.write(folder / "archive")
    made = make_bundle(folder / "archive", world.trust(), CONTEST, TPS, language="en")
    checked = check_bytes(made.raw, world.trust())
    assert checked.status == "valid"
    assert checked.story is not None
    return checked.story


class Read(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def named(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name in names]


@pytest.fixture(scope="module", params=["id", "en"])
def read(story: Story, request: pytest.FixtureRequest) -> Read:
    return Read(page(story, request.param).decode())


def test_a_hostile_name_is_text(read: Read) -> None:
    assert not read.named("script", "img", "iframe", "object", "form")
    assert not [name for _, attributes in read.elements for name in attributes if name.startswith("on")]
    assert read.text.count(HOSTILE) > 5
    assert read.open == []


def test_every_element_that_is_opened_is_closed(read: Read) -> None:
    assert read.open == []


def test_nothing_points_anywhere_else(read: Read) -> None:
    links = [value for _, attributes in read.elements for key, value in attributes.items() if key in ("href", "src")]
    identifiers = {attributes.get("id") for _, attributes in read.elements}
    assert all(link == "data:," or (link or "")[1:] in identifiers for link in links)
    assert "url(" not in STYLE
    assert "@import" not in STYLE
    (policy,) = [each["content"] for each in read.named("meta") if each.get("http-equiv") == "Content-Security-Policy"]
    assert (policy or "").startswith("default-src 'none'")


def test_it_has_landmarks_and_headings_without_gaps(read: Read) -> None:
    assert [len(read.named(name)) for name in ("header", "main", "footer", "h1")] == [1, 1, 1, 1]
    levels = [int(name[1]) for name, _ in read.elements if re.fullmatch("h[1-6]", name)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_headings_with_a_scope(read: Read) -> None:
    assert len(read.named("table")) == len(read.named("caption")) > 3
    assert all(each.get("scope") in ("col", "row") for each in read.named("th"))
    assert all(each.get("data-label") is not None for each in read.named("td"))


def test_every_picture_says_in_words_what_it_shows(read: Read) -> None:
    identifiers = {attributes.get("id") for _, attributes in read.elements}
    pictures = read.named("svg")
    assert len(pictures) == 2
    for each in pictures:
        assert each["role"] == "img"
        assert set((each["aria-labelledby"] or "").split()) <= identifiers


def test_identifiers_are_there_once(read: Read) -> None:
    found = [attributes["id"] for _, attributes in read.elements if "id" in attributes]
    assert len(found) == len(set(found))


def test_no_key_of_the_catalogue_shows_through(read: Read) -> None:
    assert not re.findall(
        r"\b(?:bundle|explain|word|area|body|status|objection)\.[a-z_.]+", read.text.split("svg .tip.bad")[-1]
    )


def test_it_is_marked_at_the_top_and_at_the_end(read: Read) -> None:
    assert read.text.count("***") == 4


def test_the_page_follows_from_the_document_alone(story: Story) -> None:
    again = msgspec.json.decode(json_bytes(msgspec.to_builtins(story)), type=Story)
    assert page(again, "en") == page(story, "en")


# ---------------------------------------------------------------- colours


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2, from `#rrggbb` or `#rgb`."""
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(each * 2 for each in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_text_has_contrast_in_the_light_in_the_dark_and_on_paper() -> None:
    schemes = [dict(re.findall(r"--([a-z-]+):(#[0-9a-f]+)", each)) for each in re.findall(r":root\{([^}]*)\}", STYLE)]
    assert len(schemes) == 3
    for scheme in schemes:
        for ground in ("paper", "panel", "alarm-panel"):
            for ink in ("ink", "soft", "alarm", "link"):
                assert contrast(scheme[ink], scheme[ground]) >= 4.5, (ink, ground)


def test_the_report_in_the_bundle_is_this_page(tmp_path: Path) -> None:
    world = practice().run()
    world.write(tmp_path / "archive")
    made = make_bundle(tmp_path / "archive", world.trust(), CONTEST, TPS, language="id")
    assert made.checked.story is not None
    assert read_bundle(made.raw).report == page(made.checked.story, "id")
