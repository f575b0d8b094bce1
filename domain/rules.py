"""The rules of a result, one row each: what must hold, what is wrong when it does not, and what to do.

Rules of this module:

- A rule is a row of `CATALOGUE`; its code is used once, and nothing else in the program states what it says.
- G (galat) is arithmetic printed on the form; P (peringatan) is a hint and never blocks; J compares levels;
  S is about objections and disputes.
- An equation is written in names of rows and integers only; the first row it names is the row of its finding.
- A rule without an equation is a procedure: it needs more than one form, or more than the figures of one.
- A text names only parameters that its rule gives, and `{row}` (label), `{section}`, `{area}`, `{contest}`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from domain.errors import UnknownRowError, UnknownRuleError
from domain.findings import Finding
from domain.profiles import Profile, Text, label, place, section
from domain.rule import Rule, RuleKind
from domain.rules_galat import GALAT
from domain.rules_jenjang import JENJANG
from domain.rules_peringatan import PERINGATAN
from domain.rules_sengketa import SENGKETA

__all__ = ["BEYOND_ONE_FORM", "CATALOGUE", "Rule", "RuleKind", "message", "rule"]

CATALOGUE: Final[Mapping[str, Rule]] = MappingProxyType(
    {rule.code: rule for rule in (*GALAT, *PERINGATAN, *JENJANG, *SENGKETA)}
)
"""Every rule by its code, in the order of the codes within its kind."""

BEYOND_ONE_FORM: Final = ("G.101", "G.306", "P.206", "P.207", "P.209", "P.211")
"""Form rules that the figures of one form cannot answer.

G.101 needs the declared areas and contests, G.306 the numbers in words, P.206 the other forms of the TPS, P.207 the
other TPS of the kecamatan, P.209 the signatures, P.211 the options withdrawn.
"""


def rule(code: str) -> Rule:
    """The rule with this code; raises `UnknownRuleError`."""
    try:
        return CATALOGUE[code]
    except KeyError:
        raise UnknownRuleError(rule=code) from None


def message(finding: Finding, election: Profile | None = None) -> Text:
    """What is wrong, in both languages, for a finding of this catalogue; raises `UnknownRuleError`.

    A part of the place that the finding does not have, and a parameter it does not carry, is printed as `-`.
    """
    text = rule(finding.code).text
    given = {name: _shown(name, value) for name, value in finding.params}
    where = {"area": finding.area or "-", "contest": finding.contest or "-", "section": _section(finding.row)}
    row = _label(finding.row, election)
    return Text(
        text.id.format_map(_Blanks(given | where | {"row": row.id})),
        text.en.format_map(_Blanks(given | where | {"row": row.en})),
    )


class _Blanks(dict[str, str]):
    """Prints a dash for what is not there: a report never fails for want of a parameter."""

    def __missing__(self, key: str) -> str:
        return "-"


def _shown(name: str, value: int | str) -> str:
    if name != "rows":
        return str(value)
    cells = (cell.partition("=") for cell in str(value).split(","))
    return "; ".join(f"{_place(row)} = {figure}" if figure else row for row, _, figure in cells)


def _place(row: str) -> str:
    try:
        return place(row)
    except UnknownRowError:
        return row


def _section(row: str | None) -> str:
    try:
        return "-" if row is None else section(row)
    except UnknownRowError:
        return "-"


def _label(row: str | None, election: Profile | None) -> Text:
    try:
        return Text("-", "-") if row is None else label(row, election)
    except UnknownRowError:
        return Text(str(row), str(row))
