"""`rekap diff`: two sources of figures compared cell by cell, with the pattern of every difference.

Rules of this module:

- One thing is compared at a time: a second archive, two levels, copies, or an outside list.
- Exit codes: 0 no difference, 1 differences; 3 or 4 where an archive is broken or incomplete, as `rekap verify` says.
- Without a trust file an archive is incomplete at best, and so is the answer.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypedDict

import typer

from cli.frame import Mistake, command, emit, exit_with, single, write
from cli.progress import progress
from cli.verify import count_of, scope_of

if TYPE_CHECKING:
    from ledger.diff.comparing import Check
    from ledger.diff.differing_sources import Read

app = single()

NATION: Final = "0"
_SERIOUS: Final = frozenset({"broken", "incomplete"})


class _Limits(TypedDict):
    """What is compared of the archives, and with how many processes."""

    contest: str | None
    area: str
    workers: int


@command(app)
def diff(  # noqa: PLR0913, PLR0917 - every option is a parameter
    archive: Annotated[Path, typer.Argument(metavar="ARCHIVE")],
    archive2: Annotated[Path | None, typer.Argument(metavar="ARCHIVE2")] = None,
    trust: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    trust2: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    levels: Annotated[bool, typer.Option("--levels")] = False,
    copies: Annotated[bool, typer.Option("--copies")] = False,
    outside: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    contest: Annotated[str | None, typer.Option(metavar="ID")] = None,
    area: Annotated[str | None, typer.Option(metavar="CODE")] = None,
    workers: Annotated[int | None, typer.Option(metavar="N", min=1, max=256)] = None,
    json: Annotated[bool, typer.Option("--json")] = False,
    with_all: Annotated[bool, typer.Option("--all")] = False,
    at: Annotated[list[str] | None, typer.Option("--at", metavar="MOMENT")] = None,
    at2: Annotated[list[str] | None, typer.Option("--at2", metavar="MOMENT")] = None,
    since: Annotated[Path | None, typer.Option(metavar="STATE")] = None,
    since2: Annotated[Path | None, typer.Option(metavar="STATE")] = None,
) -> None:
    from cli.diff_lines import moments_told, report
    from cli.diff_report import document
    from cli.report import EXIT_CODES, moment_document, state_document, state_lines
    from ledger.archive import Archive
    from ledger.diff import comparing
    from ledger.diff.differing_sources import Source
    from ledger.moment import moment_of
    from ledger.trust import read_trust
    from ledger.verified_state import read_state

    others = sum((archive2 is not None, levels, copies, outside is not None))
    is_moments = not others and bool(at or at2)  # one archive at two moments, or at one and now
    has_second = archive2 is not None or is_moments
    if (others != 1 and not is_moments) or (at2 and not has_second) or ((trust2 or since2) and archive2 is None):
        raise Mistake("diff.what")
    scope_of(contest, area)
    known = read_trust(trust) if trust is not None else None
    moment, moment2 = moment_of(Archive.open(archive), known, at or ()), None
    state = read_state(since) if since is not None else None
    state2 = read_state(since2) if since2 is not None else state if is_moments else None
    source = Source(Archive.open(archive), known, moment, state)
    limits: _Limits = {"contest": contest, "area": area or NATION, "workers": count_of(workers)}
    with progress("progress.verify"):
        if has_second:
            other, known2 = Archive.open(archive2 or archive), read_trust(trust2) if trust2 is not None else known
            moment2 = moment_of(other, known2, at2 or ())
            second = Source(other, known2, moment2, state2)
            found = comparing.between_archives(source, second, check=_checked(contest, area), **limits)
        elif outside is not None:
            check = _checked(contest, area, alone=True)
            found = comparing.with_list(source, outside, check=check, **limits)
        else:
            compared = comparing.between_levels if levels else comparing.with_copies
            found = compared(source, check=_checked(contest, area), **limits)
    if json:
        moments = {"at": moment_document(moment), "at2": moment_document(moment2)}
        states = {"since": state_document(state), "since2": state_document(state2) if archive2 is not None else None}
        emit({**document(found), **moments, **states})
    else:
        for line in (*moments_told(found), *state_lines(state or state2)):
            write(line)
        for line in report(found, with_all=with_all):
            write(line)
    exit_with(EXIT_CODES[found.status] if found.status in _SERIOUS else int(found.is_different))


def _checked(contest: str | None, area: str | None, *, alone: bool = False) -> "Check":
    """Looks whether an archive has the contest and area asked for, and with `alone` whether it is clear which contest.

    What it gives raises `Mistake`.
    """
    from ledger.rebuilding import knows_area

    def check(read: "Read") -> None:
        if read.result.election is None:
            return
        contests = sorted(read.result.election.contests)
        if contest is not None and contest not in contests:
            raise Mistake("scope.contest", contest=contest, contests=", ".join(contests))
        if alone and contest is None and len(contests) != 1:
            raise Mistake("scope.which_contest", contests=", ".join(contests))
        if area is not None and not knows_area(read.result, area):
            raise Mistake("scope.area", area=area)

    return check
