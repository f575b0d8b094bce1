"""`rekap verify`: is this archive what it claims to be?

Rules of this module:

- The exit code is the status: 0 valid, 1 findings, 3 broken, 4 incomplete.
- Without a trust file the best answer is incomplete.
- A file that is an evidence bundle is checked as such (`cli.bundling`).
- An area or contest that the election does not have is an error, never an empty and therefore green report.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.frame import Mistake, command, emit, exit_with, single, write
from cli.progress import progress

if TYPE_CHECKING:
    from ledger.passes import Scope, Verification

app = single()


@command(app)
def verify(  # noqa: PLR0913, PLR0917 - every option is a parameter
    archive: Annotated[Path, typer.Argument(metavar="ARCHIVE")],
    trust: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    contest: Annotated[str | None, typer.Option(metavar="ID")] = None,
    area: Annotated[str | None, typer.Option(metavar="CODE")] = None,
    workers: Annotated[int | None, typer.Option(metavar="N", min=1, max=256)] = None,
    json: Annotated[bool, typer.Option("--json")] = False,
    with_all: Annotated[bool, typer.Option("--all")] = False,
    since: Annotated[Path | None, typer.Option(metavar="STATE")] = None,
    save_state: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    at: Annotated[list[str] | None, typer.Option("--at", metavar="MOMENT")] = None,
    report: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
) -> None:
    from cli.report import EXIT_CODES, document
    from cli.report import report as lines
    from ledger.bundles.bundle import is_bundle
    from ledger.errors import StateOfMomentError

    if is_bundle(archive):
        from cli.bundling import verify_bundle

        verify_bundle(archive, trust, has_scope=any((contest, area, since, save_state, at)), json=json, report=report)
    if report is not None:
        raise Mistake("bundle.report_of_archive")
    if save_state is None:
        result = verified(archive, trust, scope_of(contest, area), workers, at=at, since=since)
    elif at:
        raise StateOfMomentError
    else:
        result = _with_state(archive, trust, scope_of(contest, area), workers, save_state, since)
    if json:
        emit(document(result))
    else:
        for line in lines(result, with_all=with_all):
            write(line)
    exit_with(EXIT_CODES[result.status])


def _with_state(
    archive: Path, trust: Path | None, scope: "Scope", workers: int | None, path: Path, since: Path | None
) -> "Verification":
    """Verify the whole archive, and keep the state of it in a file."""
    from ledger.durable import write_file
    from ledger.errors import ArchiveChangedError, StatePartialError
    from ledger.passes import Scope
    from ledger.verification import state_of
    from ledger.verified_state import checkpoints_of, require_place

    if scope != Scope():
        raise StatePartialError
    require_place(path, archive)
    before = checkpoints_of(archive)
    result = verified(archive, trust, scope, workers, since=since)
    if checkpoints_of(archive) != before:
        raise ArchiveChangedError(path=str(archive))
    if (state := state_of(result, before)) is not None:
        write_file(path, state.text.encode(), path.parent)
    return result


def scope_of(contest: str | None, area: str | None) -> "Scope":
    """What a report is limited to.  Raises `UnknownAreaCodeError`, `UnknownContestIdError`."""
    from domain.areas import level_of
    from domain.contests import parse_contest_id
    from ledger.passes import Scope

    if area is not None:
        level_of(area)
    if contest is not None:
        parse_contest_id(contest)
    return Scope(area, contest)


def verified(
    archive: Path,
    trust: Path | None,
    scope: "Scope",
    workers: int | None,
    *,
    with_stations: bool = False,
    at: "list[str] | None" = None,
    since: Path | None = None,
) -> "Verification":
    """The verification of an archive, with a sign of life on a terminal; `workers` None means one per processor.

    `at` names the moment (`ledger.moment`), `since` the file with the state of a verification to go on from.
    Raises `Mistake` for an area or contest that the election does not have, and the errors of `verify_archive`,
    `moment_of` and `read_state`.
    """
    from ledger.archive import Archive
    from ledger.moment import moment_of
    from ledger.rebuilding import is_below_kecamatan, knows_area
    from ledger.trust import read_trust
    from ledger.verification import verify_archive
    from ledger.verified_state import read_state

    known = read_trust(trust) if trust is not None else None
    state = read_state(since) if since is not None else None
    deep = with_stations or is_below_kecamatan(scope.area)
    with progress("progress.verify"):
        moment = moment_of(Archive.open(archive), known, at) if at else None
        result = verify_archive(
            archive, known, workers=count_of(workers), scope=scope, with_stations=deep, at=moment, since=state
        )
    if result.election is not None:
        contests = ", ".join(sorted(result.election.contests))
        if scope.contest is not None and scope.contest not in result.election.contests:
            raise Mistake("scope.contest", contest=scope.contest, contests=contests)
        if scope.area is not None and not knows_area(result, scope.area):
            raise Mistake("scope.area", area=scope.area)
    return result


def count_of(workers: int | None) -> int:
    """How many processes to use: as asked, or one per processor this process may use."""
    import os

    if workers is not None:
        return workers
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
