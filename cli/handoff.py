"""`rekap handoff`: a certificate goes up, and arrives.

- Both ends are logged: the child names where it goes, the body above names the entry and the checkpoint it saw.
- What arrives is the child's published folder, checked and copied; a folder that is older or contradicts is refused.
"""

from pathlib import Path
from typing import Annotated

import typer

from cli.desking import HERE, DeskFolder, KeyFile, Keys, LogKeyFile, PassphraseFd, carry_out, print_copies
from cli.frame import command, group, note, say

app = group()
Contest = Annotated[str, typer.Argument(metavar="CONTEST")]


@command(app, "give")
def give(
    contest: Contest,
    key: KeyFile,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Log that the certificate goes up."""
    from ledger.casework import handover
    from ledger.desk import Desk

    with Desk.open(desk) as opened:
        event = handover(opened, contest)
        carry_out(opened, f"recap/{contest}", event, Keys(key, log_key, passphrase_fd))
        say("handoff.given", contest=contest, to=event.to, folder=opened.archive.folder)
        if log_key is None:
            note("handoff.publish_first")


@command(app, "receive")
def receive(
    source: Annotated[Path, typer.Argument(metavar="DIR")],
    contest: Annotated[str, typer.Option(metavar="CONTEST")],
    child: Annotated[str, typer.Option(metavar="BODY")],
    box: Annotated[str, typer.Option(metavar="TEXT")],
    key: KeyFile,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Copy the child's published folder and log the arrival."""
    from ledger.casework import arrival
    from ledger.collecting import archive_in, fetch
    from ledger.desk import Desk
    from ledger.seats import body_of

    body = body_of(child)
    with Desk.open(desk) as opened:
        print_copies(fetch(opened, archive_in(source)))
        event = arrival(opened, contest, body, box)
        carry_out(opened, f"recap/{contest}", event, Keys(key, log_key, passphrase_fd))
        say("handoff.received", contest=contest, child=body.id, index=event.index, origin=event.book)


@command(app, "show")
def show(contest: Contest, desk: DeskFolder = HERE) -> None:
    """Print what arrived and what was handed over."""
    from ledger.desk import Desk
    from ledger.viewing import contest_in

    with Desk.open(desk) as opened:
        state = opened.state()
        declared = contest_in(state.election, contest)
        recap = state.recaps.get(contest)
        for unit in () if state.of_stations else state.expected_units(declared):
            arrived = recap.received.get(unit) if recap else None
            if arrived is None:
                say("handoff.waiting", unit=unit)
            else:
                say("handoff.arrived", unit=unit, index=arrived[0], origin=arrived[1].book, entry=arrived[1].index)
        for certificate, index, _ in recap.handed_over if recap else ():
            say("handoff.handed_over", contest=contest, index=index, hash=certificate.hex())
