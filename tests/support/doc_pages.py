"""The parts of `docs/` that are made from the program, so that they cannot grow old; tests compare them.

    python -m tests.support.doc_pages        writes them anew

- `docs/findings.md`, all of it, from the catalogue of rules and texts and from where findings are made.
- In `docs/format.md` the worked example, block by block.
- In `docs/architecture.md` the reading order of the modules, from their imports and docstrings.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from domain.errors import RekapError
from domain.rules import CATALOGUE, Rule
from ledger import texts
from ledger.texts.findings import FINDINGS
from tests.support.format_example import blocks

ROOT: Final = Path(__file__).parents[2]
PACKAGES: Final = ("domain", "ledger", "cli")
READING_ORDER: Final = "## Modules in reading order\n"

_BLOCK: Final = re.compile(r"^```(hex|text) ([a-z0-9-]+)\n.*?^```$", re.MULTILINE | re.DOTALL)
_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
_ASIDE: Final = re.compile(r"[;,]? ?\((?:design|`docs/format.md`|c2sp)[^)]*\)|; design, section \d+")


# --- docs/findings.md -------------------------------------------------------------------------------------------------


def findings_page() -> str:
    """The page of all codes."""
    return "\n".join(_findings_lines()) + "\n"


def _findings_lines() -> Iterator[str]:
    yield from _HEAD
    for family, title in _FAMILIES.items():
        codes = [code for code in FINDINGS if code.startswith(family) and "." not in code]
        yield from (f"### {title}", "", "| code | level | what is wrong | what to do |", "|---|---|---|---|")
        for code in codes:
            said, remedy = (texts.find(code) or ("", ""))[1], texts.remedy_text(code).en
            yield f"| {code} | {level_of(code)} | {_cell(said)}{_variants(code)} | {_cell(remedy)} |"
        yield ""
    for kind, lines in _RULES.items():
        yield from lines
        for rule in CATALOGUE.values():
            if rule.kind == kind:
                holds = "" if kind in {"J", "S"} else f" {_holds(rule)} |"
                yield f"| {rule.code} | {_cell(rule.text.en)}{_variants(rule.code)} |{holds} {_cell(rule.remedy.en)} |"
        yield ""
    yield from _ERRORS_HEAD
    for error in errors():
        said = (texts.find(error.code) or ("", ""))[1]
        yield f"| {error.code} | {_cell(said)} |"


def _variants(code: str) -> str:
    """What a code says for one value of a parameter."""
    keys = [key for key in FINDINGS if key.startswith(f"{code}.")]
    return "".join(f" *{_variant(key.rpartition('.')[2])}*: {_cell(FINDINGS[key][1])}" for key in keys)


def _variant(value: str) -> str:
    return "ketua 0" if value == "0" else value


def _holds(rule: Rule) -> str:
    """The equations of a rule, or its parameters."""
    if rule.holds:
        return "<br>".join(f"`{each}`" for each in rule.holds)
    return "procedure"


def _cell(sentence: str) -> str:
    """A text of the catalogue as a cell: its parameters in italics."""
    return _PLACEHOLDER.sub(r"*\1*", sentence).replace("|", "\\|").strip()


@cache
def level_of(code: str) -> str:
    """The level that the program gives findings of this code: read from where they are made."""
    found = set()
    for source in sources():
        found |= set(re.findall(rf'Finding\(\s*"{code}",\s*Level\.(\w+)', source))
        found |= {"BROKEN" for _ in re.findall(rf'broken\(\s*"{code}"', source)}
        found |= {"BROKEN" for _ in re.findall(rf'code = "{code}"', source)}
    return " or ".join(sorted(level.lower() for level in found))


@cache
def sources() -> tuple[str, ...]:
    """The source of `domain` and `ledger`."""
    return tuple(
        file.read_text() for package in ("domain", "ledger") for file in sorted((ROOT / package).rglob("*.py"))
    )


def errors() -> list[type[RekapError]]:
    """Every class of errors, by code; those of the base of a family too."""
    import ledger.feeds.errors  # noqa: F401, PLC0415 - its classes, and those of `ledger.errors`, are found below

    def below(kind: type[RekapError]) -> Iterator[type[RekapError]]:
        yield kind
        for each in kind.__subclasses__():
            yield from below(each)

    return sorted({each.code: each for each in below(RekapError)}.values(), key=lambda each: each.code)


# --- docs/format.md ---------------------------------------------------------------------------------------------------


def with_blocks(page: str) -> str:
    """The page with every block of the worked example made anew."""
    made = blocks()
    return _BLOCK.sub(lambda found: f"```{found[1]} {found[2]}\n{made[found[2]].rstrip()}\n```", page)


# --- docs/architecture.md ---------------------------------------------------------------------------------------------


def with_reading_order(page: str) -> str:
    """The page with the table of modules made anew."""
    head = page.split(READING_ORDER, maxsplit=1)[0]
    return f"{head}{READING_ORDER}\n{_ORDER_HEAD}" + "\n".join(_order_lines()) + "\n"


def reading_order() -> list[str]:
    """All modules, a package after the other, each after those that it imports."""
    imports = {module: imported(file.read_text()) for module, file in modules().items()}

    @cache
    def depth(module: str) -> int:
        return 1 + max((depth(each) for each in imports[module] & set(imports) - {module}), default=0)

    return sorted(imports, key=lambda module: (PACKAGES.index(module.partition(".")[0]), depth(module), module))


def imported(source: str) -> set[str]:
    """The modules that a source file imports, at its top or later."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def modules() -> dict[str, Path]:
    """Every module of the program and its file."""
    files = [file.relative_to(ROOT) for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]
    # What a package within a package gives its own name to stands in its `__init__`.
    named = {".".join(file.with_suffix("").parts).removesuffix(".__init__"): ROOT / file for file in files}
    return {name: file for name, file in named.items() if name not in PACKAGES}


def _order_lines() -> Iterator[str]:
    files = modules()
    for module in reading_order():
        said = (ast.get_docstring(ast.parse(files[module].read_text())) or "").split("\n")[0]
        yield f"| `{module}` | {_ASIDE.sub('', said).strip().rstrip('.')} |"


# --- fixed parts ------------------------------------------------------------------------------------------------------

_ORDER_HEAD: Final = """Each module imports only modules above it, and says in its first lines which rules it keeps.

| module | what it is |
|---|---|
"""

_HEAD: Final = (
    "# Findings and errors",
    "",
    "Made from the program's own catalogue (`python -m tests.support.doc_pages`); a test compares. `rekap rules`",
    "prints the same, in either language; `rekap rules CODE` explains one code. Words in *italics* are parameters.",
    "",
    "A finding has a code, a level, a place and parameters. What the levels mean, and which one decides the exit code:",
    "[auditor.md](auditor.md).",
    "",
    "## R: bytes, chain, log, authority",
    "",
)
_FAMILIES: Final = {
    "R1": "R1xx: bytes and files",
    "R2": "R2xx: chain",
    "R3": "R3xx: log",
    "R4": "R4xx: authority",
}
_RULES: Final = {
    "G": (
        "## G: galat, the arithmetic of one form",
        "",
        "Level: open; explained where the entry that recorded the form gives a reason for this code, contest and row.",
        "Each equation must hold; it runs where every figure it reads is filled in. Names are rows of the form;",
        "`{k}` stands for l, p and j in turn.",
        "",
        "| code | what is wrong | must hold | what to do |",
        "|---|---|---|---|",
    ),
    "P": (
        "## P: peringatan, a hint",
        "",
        "Level: hint. It never decides a status.",
        "",
        "| code | what was noticed | must hold | what to do |",
        "|---|---|---|---|",
    ),
    "J": (
        "## J: between levels",
        "",
        "Level: open (J.508: hint). An absent unit stays open even with a reason.",
        "",
        "| code | what is wrong | what to do |",
        "|---|---|---|",
    ),
    "S": (
        "## S: objections and disputes",
        "",
        "Level: open (S.102, S.103: hint). What is said is what is on record; times are claims of those who signed.",
        "",
        "| code | what is wrong | what to do |",
        "|---|---|---|",
    ),
}
_ERRORS_HEAD: Final = (
    "## E: errors",
    "",
    "What stops a command. An error is one sentence on stderr; exit code 2, or 5 for E050, an act that is refused.",
    "",
    "| code | what it says |",
    "|---|---|",
)


def main() -> None:
    """Write the pages anew."""
    docs = ROOT / "docs"
    (docs / "findings.md").write_text(findings_page())
    for name, renewed in (("format.md", with_blocks), ("architecture.md", with_reading_order)):
        (docs / name).write_text(renewed((docs / name).read_text()))


if __name__ == "__main__":
    main()
