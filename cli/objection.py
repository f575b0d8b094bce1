"""`rekap objection`: objections in the plenary are raised, answered and listed, also those of the level below."""

from pathlib import Path
from typing import Annotated

import typer

from cli.desking import HERE, DeskFolder, KeyFile, Keys, LogKeyFile, PassphraseFd, carry_out, paper_hash
from cli.frame import command, group, say, write
from cli.room_view import objection_lines

app = group()


@command(app, "raise")
def raise_objection(  # noqa: PLR0913, PLR0917 - what an objection says
    contest: Annotated[str, typer.Argument(metavar="CONTEST")],
    unit: Annotated[str, typer.Argument(metavar="UNIT")],
    by: Annotated[str, typer.Option(metavar="WHO")],
    text: Annotated[str, typer.Option(metavar="TEXT")],
    key: KeyFile,
    row: Annotated[list[str] | None, typer.Option(metavar="ROW")] = None,
    paper: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Record an objection."""
    from ledger.desk import Desk
    from ledger.room.roomwork import objection
    from ledger.viewing import contest_in, election_of_desk

    event = objection(by, unit, row or (), text, paper_hash(paper))
    with Desk.open(desk) as opened:
        contest_in(election_of_desk(opened), contest)
        carry_out(opened, f"recap/{contest}", event, Keys(key, log_key, passphrase_fd), paper)


@command(app, "resolve")
def resolve(
    objection: Annotated[str, typer.Argument(metavar="ENTRY")],
    outcome: Annotated[str, typer.Option(metavar="OUTCOME")],
    key: KeyFile,
    reason: Annotated[str, typer.Option(metavar="TEXT")] = "",
    entry: Annotated[list[str] | None, typer.Option(metavar="ENTRY")] = None,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Answer an objection."""
    from ledger.desk import Desk
    from ledger.room.roomwork import objection_contest, resolution

    with Desk.open(desk) as opened:
        event = resolution(opened, objection, outcome, entry or (), reason)
        stream = f"recap/{objection_contest(opened.state(), event.objection)}"
        carry_out(opened, stream, event, Keys(key, log_key, passphrase_fd))


@command(app, "list")
def list_objections(desk: DeskFolder = HERE) -> None:
    """Print every objection of this book, and those of the books below."""
    from ledger.desk import Desk
    from ledger.room.room_reading import around

    with Desk.open(desk) as opened:
        area, passes = opened.body.area, opened.examine()
    lines: list[str] = []
    for contest in sorted(passes.result.election.contests if passes.result.election else ()):
        lines += objection_lines(around(passes.replays, area, contest))
    for line in lines:
        write(line)
    if not lines:
        say("objection.none")
