"""The commands that the pages print can be typed as they stand.

- Every command exists, every option is one of its own, and no option it needs is left out.
- The tables of the JSON document list its keys: none more, none less.
- The exit codes are those of the program.
"""

import re
import shlex
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

import pytest
import typer

from cli.program import module_of
from cli.report import EXIT_CODES, document
from domain.areas import AreaLevel
from domain.findings import Finding, Level
from ledger.making.practice import practice_plan
from ledger.passes import Scope, Verification

BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def root(pytestconfig: pytest.Config) -> Path:
    return pytestconfig.rootpath


def commands(root: Path) -> Iterator[list[str]]:
    """Every command line of every page, without `rekap`."""
    for page in [*sorted((root / "docs").rglob("*.md")), root / "README.md"]:
        for block in BLOCK.findall(page.read_text()):
            for line in block.replace("\\\n", " ").split("\n"):
                words = shlex.split(line, comments=True)
                if words and words[0].endswith("rekap"):
                    yield words[1:]


def test_every_printed_command_can_be_typed_as_it_stands(root: Path) -> None:
    lines = list(commands(root))
    assert len(lines) > 40
    for name, *rest in lines:
        known = typer.main.get_command(import_module(module_of(name)).app)
        words = rest
        if hasattr(known, "commands"):
            known, words = known.commands[rest[0]], rest[1:]
        line = f"rekap {name} {' '.join(rest)}"
        given = {word for word in words if word.startswith("--")}
        options = {option for each in known.params for option in each.opts if option.startswith("--")}
        assert given <= options, line
        for each in known.params:
            if each.required and each.param_type_name == "option":
                assert given & set(each.opts), line
        values = sum(1 for each in known.params if each.param_type_name == "argument" and each.required)
        assert len(plain(words, known.params)) >= values, line


def plain(words: list[str], params: Sequence[object]) -> list[str]:
    """The words that are no option and no option's value."""
    flags = {option for each in params if getattr(each, "is_flag", False) for option in getattr(each, "opts", ())}
    found, skip = [], False
    for word in words:
        if skip:
            skip = False
        elif word.startswith("--"):
            skip = word not in flags
        else:
            found.append(word)
    return found


def table_keys(page: str, after: str) -> set[str]:
    """The names in the first column of the first table behind a sentence."""
    table = page.split(after)[1].split("\n\n")[1]
    return {name for line in table.split("\n") for name in re.findall(r"`(\w+)`", line.split("|")[1])}


def test_the_tables_list_the_keys_of_the_json_document(root: Path) -> None:
    page = (root / "docs" / "auditor.md").read_text()
    result = Verification(Scope(), findings=[Finding("R311", Level.INCOMPLETE)])
    made = document(result)
    findings = made["findings"]
    assert isinstance(findings, list)
    assert table_keys(page, "One line, keys sorted, ASCII, LF at the end.") == set(made)
    assert table_keys(page, "Each of `findings`:") == set(findings[0])


def test_the_exit_codes_are_those_of_the_program(root: Path) -> None:
    page = (root / "docs" / "auditor.md").read_text()
    assert {status: int(code) for code, status in re.findall(r"^\| (\d) \| (\w+) \|", page, re.MULTILINE)} == EXIT_CODES


def test_the_demo_is_as_large_as_the_readme_says(root: Path) -> None:
    plan = practice_plan(1)
    readme = (root / "README.md").read_text()
    assert f"({len(plan.results)} TPS, {len(plan.bodies(AreaLevel.KECAMATAN))} kecamatan, up to the nation)" in readme
