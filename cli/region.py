"""`rekap region`: the TPS of a desa, their voters, and the keys of their KPPS."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.desking import (
    HERE,
    DeskFolder,
    EnvelopeFile,
    KeyFile,
    Keys,
    LogKeyFile,
    OutFile,
    PassphraseFd,
    Signers,
    append_at,
    refuse_existing,
)
from cli.frame import Mistake, command, group
from cli.rounds import prepare_at, read_signed, sign_round, write_round
from cli.showing import show_appointment

if TYPE_CHECKING:
    from ledger.signing_round import Round

app = group()
_KPPS = "kpps-"


@command(app, "register")
def register(
    desa: Annotated[str, typer.Argument(metavar="DESA")],
    key: KeyFile,
    tps: Annotated[list[str] | None, typer.Option(metavar="TPS[=DPT]")] = None,
    stations: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Register the TPS of a desa."""
    from domain.events import RegionRegistered
    from ledger.seats import stations as parse_stations
    from ledger.seats import stations_file

    if (stations is None) == (not tps):
        raise Mistake("region.list_or_file")
    listed = stations_file(stations) if stations is not None else parse_stations(tps or ())
    append_at(desk, [(f"region/{desa}", RegionRegistered(listed))], Keys(key, log_key, passphrase_fd))


@command(app, "prepare")
def prepare(
    desa: Annotated[str, typer.Argument(metavar="DESA")],
    signer: Signers,
    out: OutFile,
    seat: Annotated[list[str] | None, typer.Option(metavar="TPS:ROLE:N=KEY")] = None,
    seats: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    desk: DeskFolder = HERE,
) -> None:
    """Prepare the appointment of the KPPS keys of a desa."""
    from domain.events import StationKeysIssued
    from domain.statements import Appointment
    from ledger.desk import Desk
    from ledger.seats import station_seats, station_seats_file

    refuse_existing(out)
    if (seats is None) == (not seat):
        raise Mistake("region.list_or_file")
    grants = station_seats_file(seats) if seats is not None else station_seats(seat or ())
    with Desk.open(desk) as opened:
        prepared = prepare_at(
            opened,
            Appointment(grants, None),
            subject=f"{_KPPS}{desa}",
            signers=signer,
            show=show_appointment,
            stream=f"region/{desa}",
            event=StationKeysIssued,
        )
    write_round(out, prepared)


@command(app, "sign")
def sign(file: EnvelopeFile, key: KeyFile, desk: DeskFolder = HERE, passphrase_fd: PassphraseFd = None) -> None:
    """Sign that appointment."""
    from domain.statements import Appointment
    from ledger.viewing import seats_at

    def show(found: "Round") -> None:
        show_appointment(found, found.require_kind(Appointment), seats_at(desk))

    sign_round(file, key, desk, passphrase_fd, show)


@command(app, "keys")
def keys(
    file: EnvelopeFile,
    key: KeyFile,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Log the signed KPPS keys of a desa."""
    from domain.events import StationKeysIssued
    from domain.statements import Appointment

    statement = read_signed(file, Appointment)
    if not statement.subject.startswith(_KPPS):
        raise Mistake("region.not_of_a_desa", path=file)
    stream = f"region/{statement.subject.removeprefix(_KPPS)}"
    append_at(desk, [(stream, StationKeysIssued(statement))], Keys(key, log_key, passphrase_fd))
