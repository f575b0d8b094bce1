"""Corrections and recounts in a plenary: of a TPS (`rekap tally`), of the levels below (`rekap recap`).

- What changes is printed, old and new, with every rule that the new figures break, before a key is asked for.
- A G finding needs a reason to be recorded; without one nothing is logged, and the way to give it is said.
- The scans of the papers go into the archive before anything names them.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli.desking import (
    HERE,
    DeskFolder,
    KeyFile,
    Keys,
    LogKeyFile,
    PassphraseFd,
    carry_out,
    paper_hash,
)
from cli.frame import command, note, say, write

if TYPE_CHECKING:
    from domain.events import ChildCorrected, TallyCorrected
    from domain.types import Hash
    from ledger.desk import Desk
    from ledger.room.correcting import Ground

Tps = Annotated[str, typer.Argument(metavar="TPS")]
Contest = Annotated[str, typer.Argument(metavar="CONTEST")]
Unit = Annotated[str, typer.Argument(metavar="UNIT")]
ContestOption = Annotated[str | None, typer.Option("--contest", metavar="CONTEST")]
Cells = Annotated[list[str], typer.Option("--figure", metavar="ROW=N")]
Changes = Annotated[list[str], typer.Option("--change", metavar="ROW=OLD:NEW")]
Reason = Annotated[str, typer.Option(metavar="TEXT")]
Paper = Annotated[Path, typer.Option(metavar="FILE")]
Papers = Annotated[list[Path], typer.Option("--paper", metavar="FILE")]
Basis = Annotated[str, typer.Option(metavar="BASIS")]
ObjectionEntry = Annotated[str | None, typer.Option(metavar="ENTRY")]
Explain = Annotated[list[str] | None, typer.Option(metavar="CODE:ROW=REASON")]


def correct_tally(  # noqa: PLR0913, PLR0917 - what a correction says
    tps: Tps,
    cell: Cells,
    reason: Reason,
    paper: Paper,
    key: KeyFile,
    contest: ContestOption = None,
    objection: ObjectionEntry = None,
    explain: Explain = None,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Correct figures of a TPS."""
    from ledger.desk import Desk
    from ledger.room.correcting import correction

    with Desk.open(desk) as opened:
        station, chosen = _place(opened, tps, contest)
        ground = _ground(opened, reason, [paper], objection, explain)
        event = correction(opened, station, chosen, cell, ground)
        _log_tally(opened, station, event, Keys(key, log_key, passphrase_fd), paper)


def recount_tally(  # noqa: PLR0913, PLR0917 - what a recount says
    tps: Tps,
    reason: Reason,
    paper: Paper,
    key: KeyFile,
    contest: ContestOption = None,
    figure: Annotated[list[str] | None, typer.Option(metavar="ROW=N")] = None,
    form: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    objection: ObjectionEntry = None,
    explain: Explain = None,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Record a recount of a TPS."""
    from ledger.desk import Desk
    from ledger.room.correcting import recount
    from ledger.typed_forms import forms_given
    from ledger.viewing import election_of_desk

    with Desk.open(desk) as opened:
        station, chosen = _place(opened, tps, contest)
        files = [str(form)] if form is not None else []
        given = forms_given(election_of_desk(opened), station, chosen, figure or (), files)[0]
        ground = _ground(opened, reason, [paper], objection, explain)
        event = recount(opened, station, chosen, given.figures, ground)
        _log_tally(opened, station, event, Keys(key, log_key, passphrase_fd), paper)


def correct_child(  # noqa: PLR0913, PLR0917 - what a change says
    contest: Contest,
    unit: Unit,
    change: Changes,
    basis: Basis,
    reason: Reason,
    paper: Papers,
    key: KeyFile,
    objection: ObjectionEntry = None,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Correct figures of a unit below."""
    from ledger.desk import Desk
    from ledger.room.correcting import adjustment

    with Desk.open(desk) as opened:
        ground = _ground(opened, reason, paper, objection)
        event = adjustment(opened, contest, unit, change, ground, basis=basis)
        _log_child(opened, contest, event, Keys(key, log_key, passphrase_fd), paper)


def recount_child(  # noqa: PLR0913, PLR0917 - as above
    contest: Contest,
    unit: Unit,
    change: Changes,
    reason: Reason,
    paper: Papers,
    key: KeyFile,
    objection: ObjectionEntry = None,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Record a recount of a TPS at a level above."""
    from ledger.desk import Desk
    from ledger.room.correcting import adjustment

    with Desk.open(desk) as opened:
        ground = _ground(opened, reason, paper, objection)
        event = adjustment(opened, contest, unit, change, ground, basis="ballots", is_recount=True)
        _log_child(opened, contest, event, Keys(key, log_key, passphrase_fd), paper)


TALLY_CHANGES: Final[dict[str, Callable[..., None]]] = {"correct": correct_tally, "recount": recount_tally}
"""The commands of this module under `rekap tally`."""

RECAP_CHANGES: Final[dict[str, Callable[..., None]]] = {"correct": correct_child, "recount": recount_child}
"""Those under `rekap recap`."""


def register_changes(app: typer.Typer, commands: "dict[str, Callable[..., None]]") -> None:
    """Make these functions commands of `app`."""
    for name, function in commands.items():
        command(app, name)(function)


def _place(desk: "Desk", tps: str, contest: str | None) -> tuple[str, str]:
    """The TPS and the contest meant: the only one there, if none is named."""
    from ledger.casework import only_contest
    from ledger.seats import tps_of
    from ledger.viewing import election_of_desk

    station = tps_of(tps)
    return station, contest or only_contest(election_of_desk(desk), station)


def _ground(
    desk: "Desk",
    reason: str,
    papers: Sequence[Path],
    objection: str | None,
    explain: Sequence[str] | None = None,
) -> "Ground":
    from ledger.room.correcting import Ground
    from ledger.room.roomwork import leaf_of

    hashes: list[Hash] = [digest for path in papers if (digest := paper_hash(path)) is not None]
    led_to_it = leaf_of(desk, objection) if objection is not None else None
    return Ground(reason, tuple(hashes), led_to_it, tuple(explain or ()))


def _log_tally(desk: "Desk", tps: str, event: "TallyCorrected", keys: Keys, paper: Path) -> None:
    from cli.showing import say_how_to_explain
    from domain.errors import Refused

    _show_cells(desk, tps, event)
    _name_attendance(event)
    try:
        carry_out(desk, f"tally/{tps}", event, keys, paper)
    except Refused as refused:
        say_how_to_explain(refused.findings)
        raise


def _log_child(desk: "Desk", contest: str, event: "ChildCorrected", keys: Keys, papers: Sequence[Path]) -> None:
    _show_cells(desk, event.unit, event)
    _name_attendance(event)
    carry_out(desk, f"recap/{contest}", event, keys, *papers)


def _name_attendance(event: "TallyCorrected | ChildCorrected") -> None:
    """That nobody is on record as being in the room; the act is judged, and refused, all the same."""
    from domain.types import ZERO_HASH

    if event.attendance == ZERO_HASH:
        note("correct.no_attendance")


def _show_cells(desk: "Desk", unit: str, event: "TallyCorrected | ChildCorrected") -> None:
    """What changes, row by row, before a key is asked for."""
    from cli.room_view import cell_line
    from ledger.viewing import election_of_desk

    election = election_of_desk(desk)
    say(f"show.{type(event).__name__}", unit=unit, reason=event.reason)
    for cell in event.cells:
        if cell.old != cell.new:
            write(cell_line(election, cell.row, cell.old, cell.new))
