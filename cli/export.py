"""`rekap export`: the rebuilt recapitulation as CSV, XLSX and JSON, and as facts for a replica.

Rules of this module:

- The archive is verified first; its status is the first thing said, and the exit code is that of `rekap verify`.
- Figures that are not known, because a book is broken, are not written, and what is withheld is named.
- The folder appears when it is complete; one that holds something is never touched.
- An area or contest that the election does not have is an error, never an empty export.
"""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.frame import command, exit_with, say, single, tr, write
from cli.helping import language, program_path
from cli.layout import area_name, number, paragraph
from cli.progress import progress
from cli.verify import scope_of, verified

if TYPE_CHECKING:
    from ledger.exports.exporting import Exported, ExportedContest

app = single()

_SHOWN = 3
"""How many areas without figures are named one by one."""


@command(app)
def export(
    archive: Annotated[Path, typer.Argument(metavar="ARCHIVE")],
    trust: Annotated[Path, typer.Option(metavar="FILE")],
    out: Annotated[Path, typer.Option(metavar="DIR")],
    contest: Annotated[str | None, typer.Option(metavar="ID")] = None,
    area: Annotated[str | None, typer.Option(metavar="CODE")] = None,
    format: Annotated[list[str] | None, typer.Option(metavar="csv|xlsx|json")] = None,  # noqa: A002 - the option's name
    workers: Annotated[int | None, typer.Option(metavar="N", min=1, max=256)] = None,
) -> None:
    from cli.report import EXIT_CODES, mark, status_lines
    from ledger.exports.exporting import check_area, check_formats
    from ledger.exports.exporting import export as write_export
    from ledger.target import building

    scope = scope_of(contest, area)
    check_area(area)
    formats = check_formats(format or ())
    with building(out) as place:
        result = verified(archive, trust, scope, workers, with_stations=True)
        for line in [*mark(result), *status_lines(result)]:
            write(line)
        if result.election is None:
            say("export.nothing")
            exit_with(EXIT_CODES[result.status])
        with progress("progress.export"):
            exported = write_export(result, result.election, place, formats, language())
    for line in [*_report(exported, out), *mark(result)]:
        write(line)
    exit_with(EXIT_CODES[result.status])


def _report(exported: "Exported", out: Path) -> list[str]:
    """What was written, what was not, and how to go on."""
    lines = []
    for each in exported.contests:
        lines += paragraph(_counts(each))
        if each.unknown:
            lines += paragraph(tr("export.withheld", contest=each.contest, areas=_named(each.unknown)))
    lines += paragraph(tr("export.out", out=out))
    if exported.lacks_facts:
        return lines + paragraph(tr(f"export.no_facts.{exported.lacks_facts}"))
    command_line = shlex.join([program_path(), "simulate", str(out / "facts.json"), "--out", f"{out}-replika"])
    return [*lines, tr("export.facts", command=command_line)]


def _counts(each: "ExportedContest") -> str:
    counts = {name: number(getattr(each, name)) for name in ("areas", "stations", "absent")}
    return tr("export.done", contest=each.contest, **counts)


def _named(areas: tuple[str, ...]) -> str:
    shown = ", ".join(map(area_name, areas[:_SHOWN]))
    more = len(areas) - _SHOWN
    return tr("export.withheld_more", areas=shown, count=number(more)) if more > 0 else shown
