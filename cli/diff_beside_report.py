"""The part of the document of `rekap diff --json` that is told beside the figures of the TPS.

Rules of this module:

- Sums stand by area and row, only where they differ; `null` and 0 are not the same.
- An act is told by its entry, what was signed in it and by whom, and the papers that it names.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from domain.contests import Contest
    from ledger.diff.beside import Above, Adjusted, Beside, Certified, Sums
    from ledger.diff.differing_books import Said

Document = dict[str, object]

_SIDES = ("earlier", "later")
_CERTIFIED = ("certificate", "columns", "chasil")


def beside_document(beside: "Beside", contest: "Contest") -> Document:
    """What stands in a comparison beside the figures of its TPS."""
    return {
        "totals": {area: {**_sums(sums, _SIDES), "own": area in beside.own} for area, sums in beside.totals.items()},
        "changed_above": {
            "only_earlier": [_adjusted(each) for each in beside.only_earlier],
            "only_later": [_adjusted(each) for each in beside.only_later],
        },
        "certified": {area: _certified(each, contest.rows) for area, each in beside.certified.items()},
        "above": _above(beside.above) if beside.above is not None else None,
    }


def act_document(said: "Said") -> Document:
    """An act: its entry, its statement, its signers and papers."""
    return {
        "act": said.act,
        "book": said.book,
        "index": said.index,
        "leaf": said.leaf,
        "statement": said.statement,
        "signers": [{"role": each.role, "person": each.person, "of": each.of} for each in said.signers],
        "papers": list(said.papers),
    }


def _sums(sums: "Sums", names: Sequence[str]) -> Document:
    return {"sums": _named(sums.sums, names), "missing": _named(sums.missing, names)}


def _named(rows: Mapping[str, tuple[int, ...]], names: Sequence[str]) -> Document:
    return {row: dict(zip(names, figures, strict=True)) for row, figures in rows.items()}


def _adjusted(change: "Adjusted") -> Document:
    return {
        "unit": change.unit,
        "cells": [{"row": cell.row, "old": cell.old, "new": cell.new} for cell in change.cells],
        "said": act_document(change.said),
    }


def _certified(certified: "Certified", rows: Sequence[str]) -> Document:
    return {
        **_sums(certified.sums, _CERTIFIED),
        "repeated": {
            tps: [
                {
                    "figures": dict(zip(rows, each.figures, strict=True)),
                    "said": act_document(each.said) if each.said is not None else None,
                }
                for each in several
            ]
            for tps, several in certified.columns.items()
        },
    }


def _above(above: "Above") -> Document:
    return {"not_compared": [str(level) for level in above.levels], "findings": dict(above.findings)}
