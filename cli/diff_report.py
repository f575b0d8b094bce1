"""The document of `rekap diff --json`, which `docs/diff.md` describes.

Rules of this module:

- The document is the same bytes in every language and for every number of workers, and names no path of this machine.
- Areas and TPS are listed where something differs; sums are over the cells that both versions have.
- Both languages of the sentence on what it proves stand in it where something differs.
"""

from typing import TYPE_CHECKING

from cli.diff_beside_report import act_document, beside_document
from ledger.texts import LANGUAGES, text

if TYPE_CHECKING:
    from domain.patterns import Cell, Move, Reading
    from domain.standings import Effect, Standing
    from ledger.diff.comparing import Compared, Comparison
    from ledger.diff.differing import Difference
    from ledger.diff.differing_sources import Read

Document = dict[str, object]


def document(found: "Compared") -> Document:
    """The outcome as one JSON document."""
    return {
        "mode": found.mode,
        "status": found.status,
        "different": found.is_different,
        "area": found.area,
        "archives": [_archive(read) for read in found.reads],
        "list": None
        if found.sha256 is None
        else {
            "sha256": found.sha256,
            "problems": [
                {name: getattr(fault.problem, name) for name in ("file", "line", "column", "reason", "value")}
                | {"tps": fault.tps or None}
                for fault in found.faults
            ],
        },
        "comparisons": [_comparison(each) for each in found.comparisons],
        "contests": {"only_earlier": list(found.only_earlier), "only_later": list(found.only_later)},
        "proves": _proves(found.mode) if found.is_different else None,
    }


def _proves(mode: str) -> Document:
    key = "diff.proves_list" if mode == "list" else "diff.proves"
    return {language: text(key, language) for language in LANGUAGES}


def _archive(read: "Read") -> Document:
    election = read.result.election
    return {
        "status": read.result.status,
        "election": election.hash.hex() if election else None,
        "kind": election.declared.kind if election else None,
    }


def _comparison(comparison: "Comparison") -> Document:
    difference = comparison.difference
    return {
        "contest": difference.contest.id,
        "earlier": comparison.earlier,
        "later": comparison.later,
        "holder": comparison.holder or None,
        "rows": list(difference.rows),
        "uncompared_rows": list(difference.uncompared),
        "compared": difference.compared,
        "cells": dict(difference.cells),
        "blanks": dict(difference.blanks),
        "votes": difference.votes,
        "patterns": {
            str(pattern): {"tps": stations, "votes": votes}
            for pattern, (stations, votes) in difference.patterns.items()
        },
        "without_result": list(difference.absent),
        "only_earlier": list(difference.only_earlier),
        "only_later": list(difference.only_later),
        "not_compared": list(difference.unknown),
        "areas": {area: _area(difference, area) for area in difference.areas},
        "certificates": {area: act_document(each) for area, each in sorted(comparison.certificates.items())},
        "stations": {
            tps: {**_reading(reading), **_signed(comparison, tps)} for tps, reading in difference.stations.items()
        },
        "one_sided": {tps: _signed(comparison, tps) for tps in (*difference.only_earlier, *difference.only_later)},
        **beside_document(comparison.beside, difference.contest),
    }


def _area(difference: "Difference", area: str) -> Document:
    known = difference.areas[area]
    return {
        "compared": known.compared,
        "tps": known.stations,
        "cells": dict(known.cells),
        "votes": known.votes,
        "changes": difference.changes(area),
        "whole": difference.is_whole(area),
        "standings": [_effect(effect) for effect in difference.effects(area)],
    }


def _effect(effect: "Effect") -> Document:
    return {
        "party": effect.party,
        "order_changed": effect.is_new_order,
        "earlier": _standing(effect.earlier),
        "later": _standing(effect.later),
    }


def _standing(standing: "Standing") -> Document:
    return {
        "order": list(standing.order),
        "leader": standing.leader,
        "margin": standing.margin,
        "ties": [list(tied) for tied in standing.ties],
    }


def _reading(reading: "Reading") -> Document:
    return {
        "cells": [_cell(cell) for cell in reading.cells],
        "blanks": [_cell(cell) for cell in reading.blanks],
        "moves": [_move(move) for move in reading.moves],
    }


def _cell(cell: "Cell") -> Document:
    return {
        "row": cell.row,
        "earlier": cell.earlier,
        "later": cell.later,
        "patterns": [str(pattern) for pattern in cell.patterns],
    }


def _move(move: "Move") -> Document:
    return {
        "pattern": str(move.pattern),
        "votes": move.votes,
        "source": move.source,
        "target": move.target,
        "unit": move.unit,
    }


def _signed(comparison: "Comparison", tps: str) -> Document:
    """The acts that say both versions of a TPS; of a copy also from which vote it is."""
    said = comparison.said.get(tps, (None, None))
    generation = comparison.beside.generations.get(tps)
    return {
        "said": [act_document(each) if each is not None else None for each in said],
        **({} if generation is None else {"generation": generation}),
    }
