"""`rekap replay`: the recapitulation of one area, rebuilt from what the TPS reported.

Rules of this module:

- The figures come from a verification of the whole archive; the exit code is that verification's.
- Below a kecamatan its desa and their TPS are shown; a TPS by itself.
- What is not known is shown as unknown, never as 0; a sum says how many TPS lacked the row.
- Figures that were changed in a plenary are shown old and new, with objections, saksi and copies.
- A contest of parties is shown party by party; the candidates on demand.  The JSON document has every row.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.frame import Mistake, command, emit, exit_with, single, tr, write
from cli.layout import area_name, number, paragraph, table
from cli.room_view import room_document, room_lines
from cli.verify import scope_of, verified

if TYPE_CHECKING:
    from domain.election import DeclaredContest
    from domain.totals import Totals
    from ledger.passes import Verification
    from ledger.rebuilding import Rebuilt

app = single()


@command(app)
def replay(
    archive: Annotated[Path, typer.Argument(metavar="ARCHIVE")],
    trust: Annotated[Path, typer.Option(metavar="FILE")],
    contest: Annotated[str | None, typer.Option(metavar="ID")] = None,
    area: Annotated[str | None, typer.Option(metavar="CODE")] = None,
    workers: Annotated[int | None, typer.Option(metavar="N", min=1, max=256)] = None,
    candidates: Annotated[bool, typer.Option("--candidates")] = False,
    json: Annotated[bool, typer.Option("--json")] = False,
    at: Annotated[list[str] | None, typer.Option("--at", metavar="MOMENT")] = None,
) -> None:
    from cli.report import EXIT_CODES
    from ledger.rebuilding import highest_area, is_below_kecamatan, knows_area, rebuilt

    scope = scope_of(contest, _kecamatan_of(area))
    result = verified(archive, trust, scope, workers, with_stations=area is not None, at=at)
    if area is not None and result.election is not None and not knows_area(result, area):
        raise Mistake("scope.area", area=area)
    declared = _contest_of(result, contest)
    place = area or highest_area(result, declared.contest.id if declared else "")
    if declared is not None and not is_below_kecamatan(place) and place not in result.totals[declared.contest.id]:
        raise Mistake("replay.no_level", contest=declared.contest.id, area=area_name(place))
    shown = rebuilt(result, declared, place) if declared else None
    if json:
        emit(_document(result, declared, shown))
    else:
        for line in _report(result, declared, shown, with_candidates=candidates):
            write(line)
    exit_with(EXIT_CODES[result.status])


def _kecamatan_of(area: str | None) -> str | None:
    """The area itself, or for a desa or TPS its kecamatan: the smallest one that totals are kept of."""
    from domain.areas import AreaLevel, ancestor

    return None if area is None else ancestor(area, AreaLevel.KECAMATAN) or area


def _contest_of(result: "Verification", contest: str | None) -> "DeclaredContest | None":
    """The contest asked for, or the only one; None if the archive has no readable election."""
    if result.election is None:
        return None
    contests = result.election.contests
    if contest is None and len(contests) != 1:
        raise Mistake("scope.which_contest", contests=", ".join(sorted(contests)))
    return contests.get(contest or next(iter(contests)))


def _document(result: "Verification", declared: "DeclaredContest | None", shown: "Rebuilt | None") -> dict[str, object]:
    from cli.report import moment_document, rows_document
    from ledger.room.room_reading import around

    rows = declared.contest.rows if declared else ()
    election = result.election
    return {
        "status": result.status,
        "at": moment_document(result.at),
        "election": election.hash.hex() if election else None,
        "kind": election.declared.kind if election else None,
        "contest": declared.contest.id if declared else None,
        "area": shown.area if shown else None,
        "rows": list(rows),
        "totals": rows_document(shown.totals, rows) if shown else None,
        "children": {area: rows_document(each, rows) for area, each in shown.children.items()} if shown else {},
        "stations": {area: rows_document(each, rows) for area, each in shown.stations.items()} if shown else {},
        "plenary": room_document(declared, around(result.replays, shown.area, declared.contest.id))
        if declared and shown
        else {},
    }


def _report(
    result: "Verification", declared: "DeclaredContest | None", shown: "Rebuilt | None", *, with_candidates: bool
) -> Iterator[str]:
    from cli.report import mark, moment_lines, status_lines
    from cli.rows import form_name, row_names, shown_rows
    from ledger.room.room_reading import around

    yield from mark(result)
    yield from moment_lines(result.at)
    yield from status_lines(result)
    if declared is None or shown is None or result.election is None:
        return
    yield ""
    children = [area for area in shown.children if area != shown.area]
    where = {"contest": declared.contest.id, "area": area_name(shown.area)}
    title = tr("replay.title", **where, count=len(children)) if children else tr("replay.title_alone", **where)
    yield from paragraph(title)
    yield from paragraph(tr("replay.form", form=form_name(result.election, declared.contest, shown.area)))
    names, columns = row_names(declared.contest, result.election), _columns(shown, len(declared.contest.rows))
    rows = shown_rows(declared.contest, with_candidates=with_candidates)
    yield from table([names[at] for at in rows], {name: [cells[at] for at in rows] for name, cells in columns.items()})
    yield ""
    if len(rows) < len(names):
        yield from paragraph(tr("replay.by_party"))
    if any(totals is not None and any(totals.missing) for totals in (shown.totals, *shown.children.values())):
        yield from paragraph(tr("replay.missing_note"))
    if None in (shown.totals, *shown.children.values()):
        yield from paragraph(tr("replay.unknown_note"))
    yield from room_lines(result.election, declared, around(result.replays, shown.area, declared.contest.id))
    yield from mark(result)


def _columns(shown: "Rebuilt", height: int) -> dict[str, list[str]]:
    """The sum and the number of TPS without a figure, then a column per child."""
    missing = shown.totals.missing if shown.totals is not None else (0,) * height
    columns = {
        tr("table.sum"): _cells(shown.totals, height),
        tr("table.missing"): [number(each) if each else "" for each in missing],
    }
    children = {area: each for area, each in shown.children.items() if area != shown.area}
    return columns | {
        area: _station_cells(each, height) if area in shown.stations else _cells(each, height)
        for area, each in children.items()
    }


def _cells(totals: "Totals | None", height: int) -> list[str]:
    if totals is None:
        return ["?"] * height
    cells = zip(totals.sums, totals.missing, strict=True)
    return [f"{number(figure)}{'*' if missing else ' '}" for figure, missing in cells]


def _station_cells(totals: "Totals | None", height: int) -> list[str]:
    """The figures of one TPS: what is not filled in is a dash, not a sum that lacks something."""
    if totals is None:
        return ["?"] * height
    cells = zip(totals.sums, totals.missing, strict=True)
    return ["- " if missing else f"{number(figure)} " for figure, missing in cells]
