"""`docs/glossary.md` is the language of the program.

- What a word is called in the code, the code calls it.
- A word stands once.
- A word that was turned down stands in no other page.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.doc_pages import sources


@pytest.fixture(scope="module")
def docs(pytestconfig: pytest.Config) -> Path:
    return pytestconfig.rootpath / "docs"


@pytest.fixture(scope="module")
def words(docs: Path) -> list[list[str]]:
    return list(rows((docs / "glossary.md").read_text()))


def rows(page: str) -> Iterator[list[str]]:
    for line in page.split("\n"):
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if len(cells) == 4 and cells[0] not in ("word", "---"):
            yield cells


def test_what_a_word_is_called_in_the_code_the_code_calls_it(words: list[list[str]]) -> None:
    code = "\n".join(sources())
    names = [name for _, _, cell, _ in words for name in re.findall(r"`([^`]+)`", cell)]
    assert len(names) > 60
    assert [name for name in names if not re.search(rf"\b{re.escape(name)}\b", code)] == []


def test_a_word_stands_once(words: list[list[str]]) -> None:
    names = [word for cell, *_ in words for word in re.sub(r" \(.*?\)", "", cell).split(", ")]
    assert sorted(names) == sorted(set(names))


def test_a_word_that_was_turned_down_stands_in_no_other_page(words: list[list[str]], docs: Path) -> None:
    turned_down = [word for *_, cell in words for word in cell.split(", ") if word]
    pages = [page for page in (*docs.rglob("*.md"), docs.parent / "README.md") if page.name != "glossary.md"]
    found = {
        (page.name, word)
        for page in pages
        for word in turned_down
        if re.search(rf"\b{word}s?\b", page.read_text(), re.IGNORECASE)
    }
    assert found == set()
