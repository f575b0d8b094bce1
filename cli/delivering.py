"""`rekap recap`, after certifying: copies are delivered or posted; on an order a recapitulation is opened again.

- A copy is one of the certificate in force; the receiver and the way it went are on record.
- An order is named by its short name, its entry's index, or its hash.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final

import typer

from cli.desking import HERE, DeskFolder, KeyFile, Keys, LogKeyFile, PassphraseFd, carry_out, paper_hash
from cli.frame import Mistake

Contest = Annotated[str, typer.Argument(metavar="CONTEST")]


def deliver(
    contest: Contest,
    key: KeyFile,
    to: Annotated[str | None, typer.Option(metavar="WHO")] = None,
    posted: Annotated[bool, typer.Option("--posted")] = False,
    paper: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Record that a copy was delivered or posted."""
    from ledger.desk import Desk
    from ledger.room.roomwork import delivery

    if posted == (to is not None):
        raise Mistake("recap.to_or_posted")
    with Desk.open(desk) as opened:
        event = delivery(opened.state(), contest, to, paper_hash(paper))
        carry_out(opened, f"recap/{contest}", event, Keys(key, log_key, passphrase_fd), paper)


def reopen(
    contest: Contest,
    order: Annotated[str, typer.Option(metavar="ORDER")],
    key: KeyFile,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Reopen a certified recapitulation."""
    from domain.events import RecapitulationReopened
    from ledger.desk import Desk
    from ledger.room.roomwork import order_named
    from ledger.viewing import contest_in, election_of_desk

    with Desk.open(desk) as opened:
        contest_in(election_of_desk(opened), contest)
        event = RecapitulationReopened(order_named(opened, order))
        carry_out(opened, f"recap/{contest}", event, Keys(key, log_key, passphrase_fd))


DELIVERING: Final[dict[str, Callable[..., None]]] = {"deliver": deliver, "reopen": reopen}
"""The commands of this module under `rekap recap`."""
