"""`rekap rules`: every rule and code, what it means, what usually causes it, what to do.

Rules of this module:

- Without a code all of them are listed, by family; with a code one is explained.
- What a finding fills in is shown by its name, in brackets.
- Nothing is said here that is not in the catalogue.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from cli.frame import command, emit, single, tr, write
from cli.helping import language
from cli.layout import paragraph

if TYPE_CHECKING:
    from domain.profiles import Text
    from domain.rules import Rule

app = single()


@command(app)
def rules(
    code: Annotated[str | None, typer.Argument(metavar="CODE")] = None,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    entries = [_entry(each) for each in _codes()] if code is None else [_entry(_known(code))]
    if json:
        emit(entries if code is None else entries[0])
        return
    for line in _list(entries) if code is None else _one(entries[0]):
        write(line)


def _codes() -> list[str]:
    """Every code: G, P, J, then R, then E."""
    from domain.rules import CATALOGUE
    from ledger.texts.errors import ERRORS
    from ledger.texts.findings import FINDINGS

    return [*CATALOGUE, *(each for each in FINDINGS if "." not in each), *ERRORS]


def _known(code: str) -> str:
    """The code as the catalogue writes it: `g301`, `G301` and `G.301` are one.  Raises `UnknownRuleError`."""
    from domain.errors import UnknownRuleError

    plain = code.upper().replace(".", "")
    for each in _codes():
        if each.replace(".", "") == plain:
            return each
    raise UnknownRuleError(rule=code)


def _entry(code: str) -> dict[str, object]:
    """What the catalogue has about a code."""
    from domain.rules import CATALOGUE
    from ledger.texts import find, remedy_text

    if code in CATALOGUE:
        return _rule_entry(CATALOGUE[code])
    pair = find(code) or (code, code)
    entry: dict[str, object] = {"code": code, "family": code[0], "text": {"id": pair[0], "en": pair[1]}}
    if code.startswith("R"):
        entry["remedy"] = _both(remedy_text(code))
    return entry


def _rule_entry(rule: "Rule") -> dict[str, object]:
    from ledger.texts import remedy_text

    return {
        "code": rule.code,
        "family": str(rule.kind),
        "text": _both(rule.text),
        "remedy": _both(remedy_text(rule.code)),
        "equations": list(rule.holds),
        "basis": rule.basis,
    }


def _both(said: "Text") -> dict[str, str]:
    return {"id": said.id, "en": said.en}


def _list(entries: list[dict[str, object]]) -> Iterator[str]:
    family = ""
    for entry in entries:
        if entry["family"] != family:
            if family:
                yield ""
            family = str(entry["family"])
            yield from paragraph(tr(f"family.{family}"))
        yield from paragraph(_said(entry, "text"), "         ", f"  {entry['code']:<6} ")
    yield ""
    yield from paragraph(tr("rules.one"))


def _one(entry: dict[str, object]) -> Iterator[str]:
    yield str(entry["code"])
    yield from paragraph(tr(f"family.{entry['family']}"), "  ")
    yield from _section("rules.wrong", _said(entry, "text"))
    equations = entry.get("equations")
    if isinstance(equations, list) and equations:
        yield tr("rules.equation")
        for equation in equations:
            yield from paragraph(equation, "      ", "    ")
        yield from _rows_of(equations)
    if "remedy" in entry:
        yield from _section("rules.remedy", _said(entry, "remedy"))
    if entry.get("basis"):
        yield from _section("rules.basis", str(entry["basis"]))


def _section(key: str, sentence: str) -> Iterator[str]:
    yield tr(key)
    yield from paragraph(sentence, "    ")


def _rows_of(equations: list[str]) -> Iterator[str]:
    """The rows of the form that an equation names, as people say them."""
    from domain.errors import UnknownRowError
    from domain.profiles import label

    named = dict.fromkeys(re.findall(r"[a-z_]+", " ".join(each.replace("{k}", "j") for each in equations)))
    lines = []
    for name in named:
        try:
            lines.append(f"{name} = {getattr(label(name), language())}")
        except UnknownRowError:
            continue
    if lines:
        yield tr("rules.rows")
        for line in lines:
            yield from paragraph(line, "      ", "    ")


def _said(entry: dict[str, object], part: str) -> str:
    """The text of this run's language; where a finding has its figures and names, what stands there in brackets."""
    both = entry[part]
    return re.sub(r"\{([a-z_]+)\}", _blank, both[language()]) if isinstance(both, dict) else ""


def _blank(match: re.Match[str]) -> str:
    """What stands in the place of a parameter: `[row]`, `[figure]`, or `[...]`."""
    key = f"rules.blank.{match[1]}"
    said = tr(key)
    return "[...]" if said == key else f"[{said}]"
