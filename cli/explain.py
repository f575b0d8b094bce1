"""`rekap explain`: where does this number come from, who signed it, and where did it change?

Rules of this module:

- The exit code is that of the path: 0 valid, 1 findings or a difference, 3 broken, 4 incomplete.
- It says whether the whole archive was verified only where the state of such a verification is given and fits.
- A contest, area or row that the election does not have is an error, never an empty answer.
"""

from pathlib import Path
from typing import Annotated

import typer

from cli.frame import command, emit, exit_with, single, write
from cli.progress import progress

app = single()


@command(app)
def explain(  # noqa: PLR0913, PLR0917 - every option is a parameter
    archive: Annotated[Path, typer.Argument(metavar="ARCHIVE")],
    trust: Annotated[Path, typer.Option(metavar="FILE")],
    contest: Annotated[str, typer.Option(metavar="ID")],
    area: Annotated[str, typer.Option(metavar="CODE")],
    row: Annotated[str, typer.Option(metavar="ROW")],
    index: Annotated[Path | None, typer.Option(metavar="DIR")] = None,
    state: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    json: Annotated[bool, typer.Option("--json")] = False,
    at: Annotated[list[str] | None, typer.Option("--at", metavar="MOMENT")] = None,
) -> None:
    from cli.explain_document import document
    from cli.explain_report import report
    from cli.report import EXIT_CODES, moment_document, moment_lines
    from ledger.archive import Archive
    from ledger.explain.explaining import explain as explanation_of
    from ledger.explain.indexing import default_folder
    from ledger.moment import moment_of, require_notes
    from ledger.trust import read_trust
    from ledger.verified_state import checkpoints_of, read_state

    known = read_trust(trust)
    earlier = read_state(state) if state is not None else None
    with progress("progress.explain"):
        moment = moment_of(Archive.open(archive), known, at) if at else None
        require_notes(Archive.open(archive), moment)
        sizes = moment.sizes if moment is not None else None
        kept = index or default_folder(archive, Path(typer.get_app_dir("rekap")))
        found = explanation_of(archive, known, contest, area, row, kept=kept, sizes=sizes)
        differing = earlier.differing(checkpoints_of(archive)) if earlier is not None else ()
    if earlier is not None and earlier.election != known.election:
        differing = tuple(sorted({*differing, *earlier.books}))
    if json:
        emit({**document(found, earlier, differing), "at": moment_document(moment)})
    else:
        for line in moment_lines(moment):
            write(line)
        for line in report(found, earlier, differing):
            write(line)
    has_difference = found.status == "valid" and found.first is not None
    exit_with(1 if has_difference else EXIT_CODES[found.status])
