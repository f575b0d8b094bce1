"""The one catalogue: complete, in both languages, and nothing in it that nobody says."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

import domain.errors
import ledger.errors
import ledger.feeds.errors
from cli.helping import parameter_key
from cli.program import COMMANDS, module_of
from domain.errors import RekapError
from domain.findings import Finding, Level, params
from domain.rules import CATALOGUE
from ledger.errors import TrustMalformedError
from ledger.texts import LANGUAGES, TABLES, error_text, fill, find, finding_text, printable, remedy_text, text
from ledger.texts.findings import FINDINGS, REMEDIES

PLACEHOLDER = re.compile(r"{([a-z_]*)}")
R_CODE = re.compile(r"R[1-4][0-9][0-9]")
ENTRIES = [(key, pair) for table in TABLES for key, pair in table.items()]


def sources(root: Path) -> Iterator[tuple[Path, ast.Module]]:
    for package in ("domain", "ledger", "cli"):
        for path in sorted((root / package).rglob("*.py")):
            if not path.name.startswith("texts_"):
                yield path, ast.parse(path.read_text())


def literals(root: Path) -> set[str]:
    """Every text literal of the program, without its catalogue."""
    nodes = (node for _, tree in sources(root) for node in ast.walk(tree))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def beginnings(root: Path) -> set[str]:
    """How the keys begin that are put together: `status.` of `f"status.{status}"`."""
    nodes = (node for _, tree in sources(root) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr))
    firsts = (node.values[0] for node in nodes if node.values)
    return {
        first.value
        for first in firsts
        if isinstance(first, ast.Constant) and isinstance(first.value, str) and re.fullmatch(r"[a-z_.]+\.", first.value)
    }


def error_classes() -> list[type[RekapError]]:
    modules = (domain.errors, ledger.errors, ledger.feeds.errors)
    found = {each for module in modules for each in vars(module).values() if isinstance(each, type)}
    return sorted((each for each in found if issubclass(each, RekapError)), key=lambda each: each.code)


def help_keys() -> Iterator[tuple[str, str]]:
    """Path of every command and parameter, and the key of its help."""
    yield "rekap", "help"
    for name in COMMANDS:
        module = __import__(module_of(name), fromlist=["app"])
        yield from keys_below(typer.main.get_command(module.app), f"help.{name}")


def keys_below(command: object, key: str) -> Iterator[tuple[str, str]]:
    yield key, key
    for param in getattr(command, "params", []):
        if param.name != "help":
            yield f"{key} {param.name}", parameter_key(key, param.name)
    for name, child in getattr(command, "commands", {}).items():
        yield from keys_below(child, f"{key}.{name}")


@pytest.fixture(scope="module")
def root(pytestconfig: pytest.Config) -> Path:
    return pytestconfig.rootpath


def test_a_key_is_in_one_table_only() -> None:
    keys = [key for key, _ in ENTRIES]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


@pytest.mark.parametrize(("key", "pair"), ENTRIES, ids=[key for key, _ in ENTRIES])
def test_both_languages_say_the_same(key: str, pair: tuple[str, str]) -> None:
    assert len(pair) == len(LANGUAGES)
    assert set(PLACEHOLDER.findall(pair[0])) == set(PLACEHOLDER.findall(pair[1]))
    assert len({len(each) - len(each.lstrip()) for each in pair}) == 1
    assert all(each.strip() and each == each.rstrip() for each in pair), key
    assert all(fill(each, {}).isprintable() for each in pair)


def test_every_error_has_a_code_of_its_own() -> None:
    codes = [each.code for each in error_classes()]
    assert sorted({code for code in codes if codes.count(code) > 1}) == []


def test_every_error_has_a_text_and_every_text_of_errors_an_error() -> None:
    assert {each.code for each in error_classes()} == {key for key, _ in ENTRIES if re.fullmatch(r"E[0-9]{3}", key)}


@pytest.mark.parametrize("error", error_classes(), ids=lambda each: each.code)
def test_the_text_of_an_error_names_only_what_the_error_carries(error: type[RekapError]) -> None:
    carried = {"codes"} if error.code == "E050" else set(re.findall(r"`([a-z_]+)`", error.__doc__ or ""))
    inherited = {name for base in error.__mro__ for name in re.findall(r"`([a-z_]+)`", base.__doc__ or "")}
    for key, pair in ENTRIES:
        if key.partition(".")[0] == error.code:
            assert set(PLACEHOLDER.findall(pair[0].replace("{{", "").replace("}}", ""))) <= carried | inherited, key


def test_every_finding_of_family_r_has_a_text_and_every_text_a_finding(root: Path) -> None:
    raised = {literal for literal in literals(root) if R_CODE.fullmatch(literal)}
    assert raised == {key for key in FINDINGS if R_CODE.fullmatch(key)}


def test_every_rule_named_in_the_program_is_in_the_catalogue(root: Path) -> None:
    named = {literal for literal in literals(root) if re.fullmatch(r"[GPJ]\.[0-9]{3}", literal)}
    assert named <= set(CATALOGUE)


def test_every_variant_of_a_text_belongs_to_a_code() -> None:
    variants = {key.rpartition(".")[0] for key in FINDINGS if not R_CODE.fullmatch(key)}
    assert variants <= {*CATALOGUE, *FINDINGS}


@pytest.mark.parametrize("code", [*CATALOGUE, *(key for key in FINDINGS if R_CODE.fullmatch(key))])
def test_every_finding_says_what_to_do(code: str) -> None:
    remedy = remedy_text(code)
    assert remedy.id != remedy.en
    assert remedy.id[0].isupper()
    assert remedy.en.endswith(".")


def test_every_remedy_belongs_to_a_code_or_a_family() -> None:
    codes = {key.removeprefix("remedy.") for key in REMEDIES}
    assert {code for code in codes if code not in FINDINGS} == {"R1", "R2", "R3", "R4"}


@pytest.mark.parametrize(("path", "key"), list(help_keys()), ids=str)
def test_every_command_and_parameter_has_help(path: str, key: str) -> None:
    assert find(key) is not None, path


def test_no_text_is_without_use(root: Path) -> None:
    said, begun, helped = literals(root), tuple(beginnings(root)), {key for _, key in help_keys()}
    codes = {*FINDINGS, *(each.code for each in error_classes())}
    unused = [
        key
        for key, _ in ENTRIES
        if key.partition(".")[0] not in codes
        and key not in codes
        and key not in helped
        and key not in said
        and not key.startswith(begun)
    ]
    assert unused == []


def test_every_text_that_is_said_is_there(root: Path) -> None:
    """Keys in calls of `tr`, `say`, `note` and `Mistake`."""
    said = set()
    for path, tree in sources(root):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                is_key = isinstance(first, ast.Constant) and isinstance(first.value, str)
                if is_key and node.func.id in {"tr", "say", "note", "Mistake", "_say"}:
                    said.add((path.name, first.value))  # type: ignore[attr-defined]  # it is a constant
    assert sorted((name, key) for name, key in said if find(key) is None) == []


def test_a_text_lacks_nothing_but_shows_a_dash_for_what_it_was_not_given() -> None:
    assert text("E162", "en") == "There is no trust file -. Check the name."
    assert text("no.such.text", "en") == "no.such.text"


def test_what_is_filled_in_reaches_a_terminal_printable() -> None:
    hostile = "a\x1b[2Jb\n\u202ec"
    assert printable(hostile) == "a\\x1b[2Jb\\n\\u202ec"
    assert "\x1b" not in text("E162", "id", path=hostile)
    finding = Finding("R106", Level.BROKEN, params=params(path=hostile))
    assert finding_text(finding).en.isprintable()


def test_a_value_with_braces_is_filled_in_as_it_is() -> None:
    assert text("E162", "en", path="{trust}") == "There is no trust file {trust}. Check the name."


def test_an_error_is_said_in_the_language_asked_for() -> None:
    error = TrustMalformedError(path="trust", line=2)
    assert error_text(error, "en").startswith("The trust file trust is wrong at line 2.")
    assert error_text(error, "id").startswith("Berkas kepercayaan trust salah pada baris 2.")


def test_a_finding_is_said_with_words_for_its_reason() -> None:
    values = params(unit="1609011014005", reason="not_received")
    said = finding_text(Finding("J.503", Level.OPEN, area="1609011014005", params=values))
    assert said.id.endswith("Alasan yang dicatat: belum diterima, tanpa keterangan.")
    assert said.en.endswith("Reason on record: not received, nothing on record.")


def test_a_difference_of_missing_stations_is_not_said_as_one_of_votes() -> None:
    values = params(unit="160901", left=1, right=2, what="missing")
    said = finding_text(Finding("J.501", Level.OPEN, contest="ppwp", row="suara_1", params=values))
    assert said.en == (
        "Votes for number 1 (IV no. 1) for 160901: the level above records 1 TPS without a figure; the result in force"
        " of 160901 says 2."
    )


def test_a_document_name_is_never_taken_for_a_word_of_ours() -> None:
    finding = Finding("R106", Level.BROKEN, params=params(path="root"))
    assert finding_text(finding).en == "root does not belong in this archive."
