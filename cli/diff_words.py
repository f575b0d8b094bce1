"""Words that all parts of what `rekap diff` shows have in common: signers, lists of names.

Rules of this module:

- Signers are told by role, number of the seat, and the body or TPS that they are of.
- Of a long list the first few are named, and it is said how many more there are.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from cli.frame import tr
from cli.layout import area_name, number, seat_word

if TYPE_CHECKING:
    from ledger.signers import Seat

_NAMED: Final = 10
"""How many areas or rows are listed by name in a sentence."""


def signers_told(signers: "Sequence[Seat]") -> str:
    """Signers by role and body, with the numbers of their seats."""
    ordered = sorted(signers, key=lambda each: (each.of, each.person))
    groups = groupby(ordered, key=lambda each: (each.role, each.of))
    said = []
    for (role, of), group in groups:
        persons = ", ".join(str(each.person) for each in group)
        said.append(tr("diff.signers_of", role=seat_word(role), persons=persons, of=_of(of)))
    return ", ".join(said)


def _of(name: str) -> str:
    """A body by its id (`ppk-160901`) or a TPS by its code, as people say it."""
    from domain.areas import level_of

    kind, _, area = name.partition("-")
    if not area:
        return area_name(name)
    return tr(f"body.{kind}.{level_of(area)}" if kind in {"kpu", "bawaslu"} else f"body.{kind}", area=area)


def few(names: Sequence[str]) -> str:
    """The first few of a list, and how many more there are."""
    shown = ", ".join(names[:_NAMED])
    return shown if len(names) <= _NAMED else f"{shown}, ... (+{number(len(names) - _NAMED)})"
