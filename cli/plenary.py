"""`rekap plenary`: a plenary opens for contests, is suspended and resumed, knows who is there, and closes."""

from typing import TYPE_CHECKING, Annotated

import typer

from cli.desking import HERE, DeskFolder, KeyFile, Keys, LogKeyFile, PassphraseFd, carry_out
from cli.frame import command, group, say, tr

if TYPE_CHECKING:
    from pathlib import Path

    from domain.plenary import PlenaryEvent

app = group()
Number = Annotated[int | None, typer.Option(metavar="N", min=1)]


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

    keys = Keys(key, log_key, passphrase_fd)
    with Desk.open(desk) as opened:
        state = opened.state()
        number = next_plenary(state)
        event = PlenaryOpened(state.authority.body.area, tuple(dict.fromkeys(contest)))
        carry_out(opened, f"plenary/{number}", event, keys)
        say("plenary.opened", number=number, contests=", ".join(event.contests))


@command(app, "suspend")
def suspend(
    reason: Annotated[str, typer.Option(metavar="TEXT")],
    key: KeyFile,
    number: Number = None,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Suspend the plenary."""
    from domain.events import PlenarySuspended
    from ledger.seats import said

    _log(desk, number, PlenarySuspended(said("reason", reason)), Keys(key, log_key, passphrase_fd), "plenary.suspended")


@command(app, "resume")
def resume(
    key: KeyFile,
    number: Number = None,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Resume the plenary."""
    from domain.events import PlenaryResumed

    _log(desk, number, PlenaryResumed(), Keys(key, log_key, passphrase_fd), "plenary.resumed")


@command(app, "attend")
def attend(
    present: Annotated[list[str], typer.Option(metavar="WHO")],
    key: KeyFile,
    number: Number = None,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Record who is in the room."""
    from ledger.room.roomwork import attendance

    event = attendance(present)
    _log(desk, number, event, Keys(key, log_key, passphrase_fd), "plenary.attended", present=len(event.present))


@command(app, "close")
def close(
    key: KeyFile,
    number: Number = None,
    unanswered: Annotated[bool, typer.Option("--unanswered")] = False,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Close the plenary."""
    from domain.events import PlenaryClosed
    from ledger.desk import Desk
    from ledger.room.roomwork import plenary_meant, require_answers

    if not unanswered:
        with Desk.open(desk) as opened:
            state = opened.state()
            require_answers(state, plenary_meant(state, number))
    _log(desk, number, PlenaryClosed(), Keys(key, log_key, passphrase_fd), "plenary.closed")


@command(app, "show")
def show(desk: DeskFolder = HERE) -> None:
    """Print the plenaries, and how far every contest is."""
    from ledger.desk import Desk
    from ledger.room.roomwork import progress

    with Desk.open(desk) as opened:
        state = opened.state()
        if not state.plenaries:
            say("plenary.none")
        for number, plenary in sorted(state.plenaries.items()):
            phase = tr(f"plenary.phase.{plenary.phase}")
            say("plenary.line", number=number, phase=phase, contests=", ".join(plenary.contests))
        for contest in sorted({each for plenary in state.plenaries.values() for each in plenary.contests}):
            far, recap = progress(state, contest), state.recaps.get(contest)
            standing = "reopened" if recap and recap.is_reopened else "certified" if recap and recap.is_final else None
            say(
                "plenary.progress",
                contest=contest,
                done=far.done,
                expected=far.expected,
                objected=far.objected,
                unanswered=far.unanswered,
                state=tr(f"plenary.{standing or 'not_certified'}"),
            )


def _log(desk: "Path", number: int | None, event: "PlenaryEvent", keys: Keys, done: str, /, **values: object) -> None:
    from ledger.desk import Desk
    from ledger.room.roomwork import plenary_meant

    with Desk.open(desk) as opened:
        chosen = plenary_meant(opened.state(), number)
        carry_out(opened, f"plenary/{chosen}", event, keys)
        say(done, number=chosen, **values)
