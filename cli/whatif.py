"""`rekap dispute whatif`: what a ruling would change, if it were made.  Nothing is written.

Rules of this module:

- Everything it prints says that it is hypothetical.
- The exit code is 0 where the archive is whole, with findings or without; 3 broken, 4 incomplete.
- Rows that would not change are left out for people; the JSON document has every row.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli.frame import command, emit, exit_with, tr, write
from cli.helping import language
from cli.layout import area_name, body_name, number, paragraph, table
from cli.progress import progress
from cli.standing_text import order_text
from cli.verify import count_of

if TYPE_CHECKING:
    from domain.election import DeclaredContest
    from domain.standings import Effect, Standing
    from domain.types import Figures
    from ledger.history.whatif import AreaEffect, Changed, WhatIf

_SERIOUS: Final = frozenset({"broken", "incomplete"})
_PLACES: Final = 8
_SHORT: Final = 12

Document = dict[str, object]
Rulings = Annotated[list[str] | None, typer.Option(metavar="TPS")]
Sources = Annotated[list[str] | None, typer.Option(metavar="TPS=SOURCE")]


def register(app: typer.Typer) -> None:
    """Makes this a subcommand of `rekap dispute`."""
    command(app, "whatif")(whatif)


def whatif(  # noqa: PLR0913, PLR0917 - every option is a parameter
    archive: Annotated[Path, typer.Argument(metavar="ARCHIVE")],
    trust: Annotated[Path, typer.Option(metavar="FILE")],
    contest: Annotated[str, typer.Option(metavar="ID")],
    exclude: Rulings = None,
    replace: Sources = None,
    recount: Sources = None,
    at: Annotated[list[str] | None, typer.Option("--at", metavar="MOMENT")] = None,
    workers: Annotated[int | None, typer.Option(metavar="N", min=1, max=256)] = None,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    from cli.report import EXIT_CODES
    from ledger.archive import Archive
    from ledger.history.whatif import EXCLUDE, RECOUNT, REPLACE, asked_of, what_if
    from ledger.moment import moment_of
    from ledger.trust import read_trust

    known = read_trust(trust)
    given = ((EXCLUDE, exclude), (REPLACE, replace), (RECOUNT, recount))
    asked = [asked_of(kind, text) for kind, texts in given for text in texts or ()]
    with progress("progress.verify"):
        moment = moment_of(Archive.open(archive), known, at or ())
        found = what_if(archive, known, contest, asked, workers=count_of(workers), at=moment)
    if json:
        emit(document(found))
    else:
        for line in report(found):
            write(line)
    status = found.result.status
    exit_with(EXIT_CODES[status] if status in _SERIOUS else 0)


# --- for programs ---


def document(found: "WhatIf") -> Document:
    """The one JSON document of a hypothetical ruling (`docs/moment.md`)."""
    from cli.report import moment_document, rows_document

    election, declared = found.result.election, found.declared
    rows = declared.contest.rows if declared else ()
    return {
        "hypothetical": True,
        "status": found.result.status,
        "at": moment_document(found.result.at),
        "election": election.hash.hex() if election else None,
        "kind": election.declared.kind if election else None,
        "contest": found.contest,
        "rows": list(rows),
        "ruling": [_change_document(change, rows) for change in found.changes],
        "areas": {
            each.area: {
                "before": rows_document(each.before, rows),
                "after": rows_document(each.after, rows),
                "standings": [_effect_document(effect) for effect in each.effects],
                "ties": {"before": _lists(each.ties[0]), "after": _lists(each.ties[1])},
            }
            for each in found.areas
        },
    }


def _change_document(change: "Changed", rows: Sequence[str]) -> Document:
    copy, leaf = change.copy, change.leaf
    entry = None if copy is None or leaf is None else {"book": copy.book, "index": copy.index, "hash": leaf.hex()}
    return {
        "tps": change.asked.tps,
        "what": change.asked.kind,
        "entry": entry,
        "file": change.asked.source if change.asked.source and entry is None else None,
        "before": _figures(change.before, rows),
        "after": _figures(change.after, rows),
        "undone": [{"area": area, "index": made.index, "hash": made.leaf.hex()} for area, made in change.undone],
    }


def _figures(figures: "Figures | None", rows: Sequence[str]) -> Document | None:
    return None if figures is None else dict(zip(rows, figures, strict=True))


def _effect_document(effect: "Effect") -> Document:
    sides = {"before": effect.earlier, "after": effect.later}
    return {"party": effect.party} | {
        name: {"order": list(side.order), "margin": side.margin, "leader": side.leader} for name, side in sides.items()
    }


def _lists(groups: Sequence[Sequence[str]]) -> list[list[str]]:
    return [list(rows) for rows in groups]


# --- for people ---


def report(found: "WhatIf") -> Iterator[str]:
    """The lines for people."""
    from cli.report import mark, moment_lines, status_lines

    yield from mark(found.result)
    yield from paragraph(tr("whatif.hypothetical"))
    yield from moment_lines(found.result.at)
    yield from status_lines(found.result)
    if found.declared is not None:
        yield ""
        for change in found.changes:
            yield from _change(change)
        for each in found.areas:
            yield ""
            yield from _area(each, found.declared, found)
        yield ""
    yield from paragraph(tr("whatif.hypothetical"))
    yield from mark(found.result)


def _change(change: "Changed") -> Iterator[str]:
    asked, copy = change.asked, change.copy
    values: dict[str, object] = {"tps": area_name(asked.tps), "source": asked.source}
    key = f"whatif.{asked.kind}"
    if copy is not None and change.leaf is not None:
        key = "whatif.replace_copy"
        values |= {"body": body_name(copy.book), "index": copy.index, "leaf": change.leaf.hex()[:_SHORT]}
    yield from paragraph(tr(key, **values), "    ", "  - ")
    if change.before is None:
        yield from paragraph(tr("whatif.no_result"), "    ")
    for area, made in change.undone:
        yield from paragraph(tr("whatif.undone", area=area_name(area), index=made.index), "    ")


def _area(each: "AreaEffect", contest: "DeclaredContest", found: "WhatIf") -> Iterator[str]:
    from cli.rows import row_names

    yield area_name(each.area)
    election = found.result.election
    if each.before is None or each.after is None or election is None:
        yield from paragraph(tr("report.totals_unknown"), "  ")
        return
    rows, names = contest.contest.rows, row_names(contest.contest, election)
    cells = zip(each.before.sums, each.before.missing, each.after.sums, each.after.missing, strict=True)
    lines = [(names[at], *cell) for at, cell in enumerate(cells) if cell[:2] != cell[2:]]
    if lines:
        columns = {
            tr("whatif.before"): [_cell(before, missing) for _, before, missing, _, _ in lines],
            tr("whatif.after"): [_cell(after, missing) for _, _, _, after, missing in lines],
            tr("whatif.change"): [_signed(after - before) for _, before, _, after, _ in lines],
        }
        yield from table([line[0] for line in lines], columns)
        if any(line[2] or line[4] for line in lines):
            yield from paragraph(tr("whatif.missing_note"))
    else:
        yield from paragraph(tr("whatif.nothing"), "  ")
    called = dict(zip(rows, names, strict=True))
    for effect in each.effects:
        yield from _effect(effect, called)
    for key, groups in zip(("before", "after"), each.ties, strict=True):
        for group in groups:
            tied = ", ".join(called.get(row, row) for row in group)
            yield from paragraph(tr(f"whatif.tie_{key}", options=tied), "    ", "  ")


def _effect(effect: "Effect", called: dict[str, str]) -> Iterator[str]:
    margins = {"before": number(effect.earlier.margin), "after": number(effect.later.margin)}
    if not effect.is_new_order:
        yield from paragraph(tr("whatif.same_order", order=_order(effect.later, called), **margins), "    ", "  ")
        return
    orders = {"old": _order(effect.earlier, called), "new": _order(effect.later, called)}
    if effect.party is None:
        yield from paragraph(tr("whatif.new_order", **orders, **margins), "    ", "  ! ")
        return
    party = called.get(f"suara_{effect.party}_total", str(effect.party))
    yield from paragraph(tr("whatif.new_order_party", party=party, **orders, **margins), "    ", "  ! ")


def _order(standing: "Standing", called: dict[str, str]) -> str:
    return order_text(standing.places, called, _PLACES)


def _cell(figure: int, missing: int) -> str:
    return f"{number(figure)}{'*' if missing else ' '}"


def _signed(value: int) -> str:
    text = f"{value:+,}"
    return text.replace(",", ".") if language() == "id" else text
