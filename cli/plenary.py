"""`rekap plenary`: a plenary opens for contests and closes."""

from typing import Annotated

import typer

from cli.desking import HERE, DeskFolder, KeyFile, Keys, LogKeyFile, PassphraseFd, append
from cli.frame import command, group, say

app = group()


@command(app, "open")
def open_plenary(
    contest: Annotated[list[str], typer.Option(metavar="CONTEST")],
    key: KeyFile,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Open the next plenary."""
    from domain.events import PlenaryOpened
    from ledger.casework import next_plenary
    from ledger.desk import Desk

    with Desk.open(desk) as opened:
        state = opened.state()
        number = next_plenary(state)
        event = PlenaryOpened(state.authority.body.area, tuple(dict.fromkeys(contest)))
        append(opened, [(f"plenary/{number}", event)], Keys(key, log_key, passphrase_fd))
        say("plenary.opened", number=number, contests=", ".join(event.contests))


@command(app, "close")
def close(
    key: KeyFile,
    number: Annotated[int | None, typer.Option(metavar="N", min=1)] = None,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Close the open plenary."""
    from domain.events import PlenaryClosed
    from ledger.casework import plenary_to_close
    from ledger.desk import Desk

    with Desk.open(desk) as opened:
        closing = plenary_to_close(opened.state(), number)
        append(opened, [(f"plenary/{closing}", PlenaryClosed())], Keys(key, log_key, passphrase_fd))
        say("plenary.closed", number=closing)
