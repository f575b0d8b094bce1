"""`rekap timeline`: what happened, in the order of the books, with claimed times shown as claims.

Rules of this module:

- The exit code is that of what was read: 0 sound, 3 broken, 4 incomplete.
- Every act is named by book, index and the beginning of its hash, `BOOK@INDEX` as other commands take it; the JSON
  document has the whole hash.
- A finding that stands at no act that is shown is told before the acts.
- A refused attempt is shown as one; marks stand below the act they belong to.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli.frame import Mistake, command, emit, exit_with, single, tr, write
from cli.helping import language
from cli.layout import area_name, body_name, figure_or_dash, number, paragraph, seat_name, word
from cli.progress import progress
from ledger.claimed_time import ZONES, shown_time
from ledger.texts import find

if TYPE_CHECKING:
    from ledger.history.timeline import Act, Timeline
    from ledger.history.timeline_marks import Night
    from ledger.signers import Seat

app = single()

_NIGHT: Final = re.compile("([0-9]{1,2})-([0-9]{1,2})")
_HOURS: Final = 24
_SHORT: Final = 12
_CELLS: Final = 8
_FINDINGS: Final = 8
_DEEP: Final = "    "

Document = dict[str, object]


@command(app)
def timeline(  # noqa: PLR0913, PLR0917 - every option is a parameter
    archive: Annotated[Path, typer.Argument(metavar="ARCHIVE")],
    trust: Annotated[Path, typer.Option(metavar="FILE")],
    area: Annotated[str | None, typer.Option(metavar="CODE")] = None,
    contest: Annotated[str | None, typer.Option(metavar="ID")] = None,
    body: Annotated[str | None, typer.Option(metavar="BODY")] = None,
    key: Annotated[str | None, typer.Option(metavar="HEX")] = None,
    night: Annotated[str, typer.Option(metavar="HH-HH")] = "22-5",
    zone: Annotated[str, typer.Option(metavar="ZONE")] = "wib",
    at: Annotated[list[str] | None, typer.Option("--at", metavar="MOMENT")] = None,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    from cli.report import EXIT_CODES
    from ledger.archive import Archive
    from ledger.history.timeline import Wanted
    from ledger.history.timeline import timeline as timeline_of
    from ledger.moment import moment_of, require_notes
    from ledger.trust import read_trust

    known, hours = read_trust(trust), _night(night, zone)
    with progress("progress.timeline"):
        moment = moment_of(Archive.open(archive), known, at or ())
        require_notes(Archive.open(archive), moment)
        found = timeline_of(archive, known, Wanted(area, contest, body, key), night=hours, at=moment)
    if json:
        emit(document(found))
    else:
        for line in report(found, zone):
            write(line)
    exit_with(EXIT_CODES[found.status])


def _night(text: str, zone: str) -> "Night":
    from ledger.history.timeline_marks import Night

    hours = _NIGHT.fullmatch(text)
    if hours is None or max(int(hours[1]), int(hours[2])) >= _HOURS:
        raise Mistake("timeline.night", value=text)
    if zone not in ZONES:
        raise Mistake("timeline.zone", value=zone)
    return Night(int(hours[1]), int(hours[2]), ZONES[zone])


# --- for programs ---


def document(found: "Timeline") -> Document:
    """The one JSON document of a timeline (`docs/moment.md`)."""
    from cli.report import finding_document, moment_document

    wanted, night, election = found.wanted, found.night, found.election
    return {
        "status": found.status,
        "at": moment_document(found.at),
        "election": election.hash.hex() if election else None,
        "kind": election.declared.kind if election else None,
        "filter": {"area": wanted.area, "contest": wanted.contest, "body": wanted.body, "key": wanted.key},
        "night": {"first": night.first, "last": night.last, "zone": night.zone},
        "books": found.books,
        "findings": [finding_document(each, election) for each in found.findings],
        "acts": [_act_document(act) for act in found.acts],
    }


def _act_document(act: "Act") -> Document:
    tried = act.tried
    return {
        "book": act.book,
        "index": act.index,
        "hash": act.leaf.hex(),
        "stream": act.stream,
        "type": act.type,
        "claimed": act.time,
        "areas": list(act.areas),
        "contests": list(act.contests),
        "logged_by": _seat_document(act.logged_by),
        "signed": [_seat_document(seat) for seat in act.signed],
        "cells": [{"row": cell.row, "old": cell.old, "new": cell.new} for cell in act.cells],
        "papers": [paper.hex() for paper in act.papers],
        "reason": act.reason,
        "marks": list(act.marks),
        "codes": list(act.codes),
        "quotes": [{"book": quote.origin, "size": quote.size} for quote in act.quotes],
        "refused": None
        if tried is None or act.tried_by is None
        else {
            "type": tried.type,
            "stream": tried.stream,
            "codes": list(tried.codes),
            "by": _seat_document(act.tried_by),
            "key": tried.by.hex(),
        },
    }


def _seat_document(seat: "Seat") -> Document:
    return {"role": seat.role or None, "person": seat.person, "of": _of(seat)}


# --- for people ---


def report(found: "Timeline", zone: str) -> Iterator[str]:
    """The lines for people."""
    from cli.report import moment_lines

    yield from _mark(found)
    yield from moment_lines(found.at)
    yield from paragraph(tr("timeline.title", what=_what(found)))
    yield from paragraph(tr("timeline.order"))
    if found.is_foreign:
        yield from _findings(found)
        yield from _mark(found)
        return
    yield from paragraph(tr("timeline.checked", books=number(len(found.books))))
    if found.status != "valid":
        yield from paragraph(tr(f"timeline.status.{found.status}"))
    yield from _findings(found)
    marked = sum(1 for act in found.acts if act.marks)
    yield from paragraph(tr("timeline.count", acts=number(len(found.acts)), marked=number(marked)))
    for act in found.acts:
        yield ""
        yield from _act(act, zone)
    if not found.acts:
        yield ""
        yield from paragraph(tr("timeline.none"))
    elif marked:
        yield ""
        yield from paragraph(tr("timeline.no_intent"))
    yield from _mark(found)


def _mark(found: "Timeline") -> list[str]:
    kind = found.election.declared.kind if found.election else "official"
    return [] if kind == "official" else paragraph(tr(f"mark.{kind}"))


def _findings(found: "Timeline") -> Iterator[str]:
    """What is wrong and stands below no act that is shown; hints are in the JSON document."""
    from cli.report import place
    from ledger.texts import finding_text

    shown = {(act.book, act.index) for act in found.acts}
    apart = [each for each in found.findings if str(each.level) != "hint" and (each.book, each.index) not in shown]
    for finding in apart[:_FINDINGS]:
        said = getattr(finding_text(finding, found.election.profile if found.election else None), language())
        where = place(finding)
        yield from paragraph(f"{finding.code} {where}: {said}" if where else f"{finding.code} {said}", _DEEP, "  - ")
    if len(apart) > _FINDINGS:
        yield from paragraph(tr("report.more", count=number(len(apart) - _FINDINGS)), _DEEP, "  - ")


def _what(found: "Timeline") -> str:
    wanted = found.wanted
    area = area_name(wanted.area) if wanted.area else None
    limits = {"area": area, "contest": wanted.contest, "body": wanted.body, "key": wanted.key}
    said = [tr(f"timeline.what.{name}", value=value) for name, value in limits.items() if value]
    return ", ".join(said) or tr("timeline.everything")


def _act(act: "Act", zone: str) -> Iterator[str]:
    where = {"body": body_name(act.book), "book": act.book, "index": act.index, "leaf": act.leaf.hex()[:_SHORT]}
    yield from paragraph(tr("timeline.line", time=shown_time(act.time, zone), **where), _DEEP, "")
    about = ", ".join([*_areas(act.areas), *act.contests])
    if act.tried is None or act.tried_by is None:
        yield from paragraph(tr("timeline.act", type=_type(act.type), about=about), _DEEP, "  ")
    else:
        yield from paragraph(tr("timeline.refused", type=_type(act.tried.type), about=about), _DEEP, "  ")
        codes = ", ".join(act.tried.codes) or "-"
        yield from paragraph(tr("timeline.refused_by", seat=_seat(act.tried_by, act), codes=codes), _DEEP, "  ")
    cells = [
        tr("timeline.cell", row=cell.row, old=figure_or_dash(cell.old), new=figure_or_dash(cell.new))
        for cell in act.cells
    ]
    if len(cells) > _CELLS:
        cells[_CELLS:] = [tr("report.more", count=number(len(cells) - _CELLS))]
    if cells:
        yield from paragraph("; ".join(cells), _DEEP, "  ")
    if act.reason and act.tried is None:
        yield from paragraph(tr("timeline.reason", reason=word(act.reason)), _DEEP, "  ")
    for paper in act.papers:
        yield from paragraph(tr("timeline.paper", hash=paper.hex()[:_SHORT]), _DEEP, "  ")
    signed = ", ".join(_seat(seat, act) for seat in _sorted(act.signed))
    hands = [tr("timeline.signed", seats=signed)] if signed else []
    yield from paragraph("; ".join([*hands, tr("timeline.logged", seat=_seat(act.logged_by, act))]), _DEEP, "  ")
    if act.marks:
        yield from paragraph(", ".join(tr(f"timeline.mark.{mark}") for mark in act.marks), _DEEP, "  ! ")
    if act.codes:
        yield from paragraph(tr("timeline.found", codes=", ".join(act.codes)), _DEEP, "  ")


def _areas(areas: Sequence[str]) -> list[str]:
    if len(areas) <= 1:
        return [area_name(area) for area in areas]
    return [tr("timeline.areas", first=area_name(areas[0]), count=number(len(areas) - 1))]


def _type(name: str) -> str:
    key = f"timeline.type.{name}"
    return tr(key) if find(key) else name


def _sorted(seats: "Sequence[Seat]") -> "list[Seat]":
    """Ketua first."""
    return sorted(seats, key=lambda seat: (_of(seat), not seat.role.endswith("ketua"), seat.role, seat.person))


def _of(seat: "Seat") -> str:
    """Whose seat it is; of a key that nobody appointed, the key."""
    return seat.of or seat.key.hex()


def _seat(seat: "Seat", act: "Act") -> str:
    """Role and number; of whom, where it is not the body of the book."""
    from domain.bodies import body_of_origin

    if not seat.role:
        return tr("timeline.unknown_key", key=_of(seat)[:_SHORT])
    said = seat_name(seat)
    body = body_of_origin(act.book)
    own = {body.id if body else "", *act.areas}
    return said if seat.of in own else tr("timeline.of", seat=said, of=seat.of)
