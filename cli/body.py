"""`rekap body`: a body's book is authorised, its officials appointed, its desk opened.

- The body above prepares an appointment, its quorum signs the file, its operator logs it.
- A key is taken back, its entries affirmed, a lost one replaced: see `cli.rekeying`.
- A desk is opened with the superior's published folder beside it, and sees newer ones when they are brought.
"""

from functools import partial
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
    append,
    append_at,
    carry_out,
    print_copies,
    refuse_existing,
)
from cli.frame import Mistake, command, group, say
from cli.rekeying import REKEYING
from cli.rounds import prepare_at, read_possessions, read_signed, require_election_of, show_and_sign, write_round
from cli.showing import show_appointment
from cli.showing_keys import show_affirmation, show_revocation

if TYPE_CHECKING:
    from ledger.signing_round import Round

app = group()
for name, function in REKEYING.items():
    command(app, name)(function)


@command(app, "prepare")
def prepare(
    body: Annotated[str, typer.Argument(metavar="BODY")],
    signer: Signers,
    out: OutFile,
    seat: Annotated[list[str] | None, typer.Option(metavar="ROLE:N=KEY")] = None,
    book: Annotated[str | None, typer.Option(metavar="ORIGIN")] = None,
    log: Annotated[str | None, typer.Option(metavar="KEY")] = None,
    desk: DeskFolder = HERE,
) -> None:
    """Prepare an appointment: the book of a body, or its officials."""
    from domain.statements import Appointment, LogGrant
    from ledger.desk import Desk
    from ledger.founding import appointment_event
    from ledger.seats import body_of, body_seats, key_of

    refuse_existing(out)
    subject = body_of(body)
    if (book is None) != (log is None) or (book is None) == (not seat):
        raise Mistake("body.seats_or_book")
    grant = LogGrant(key_of(log), book) if book is not None and log is not None else None
    data = Appointment(body_seats(seat or (), subject.area), grant)
    with Desk.open(desk) as opened:
        prepared = prepare_at(
            opened,
            data,
            subject=subject.id,
            signers=signer,
            show=show_appointment,
            stream=f"body/{subject.id}",
            event=lambda statement: appointment_event(statement, ()),
            besides=("R407",),  # possessions come with the appointment itself, and are not here yet
        )
    write_round(out, prepared)


@command(app, "sign")
def sign(file: EnvelopeFile, key: KeyFile, desk: DeskFolder = HERE, passphrase_fd: PassphraseFd = None) -> None:
    """Sign an appointment, a revocation, or an affirmation."""
    show_and_sign(file, key, passphrase_fd, lambda found: _show(found, desk))


@command(app, "authorize")
def authorize(
    file: EnvelopeFile,
    key: KeyFile,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Log a signed authorisation of a book."""
    from domain.events import BodyAuthorized
    from domain.statements import Appointment
    from ledger.desk import Desk

    statement = read_signed(file, Appointment)
    if statement.data.log is None:
        raise Mistake("body.no_book", path=file)
    with Desk.open(desk) as opened:
        carry_out(opened, f"body/{statement.subject}", BodyAuthorized(statement), Keys(key, log_key, passphrase_fd))


@command(app, "appoint")
def appoint(
    file: EnvelopeFile,
    possession: Annotated[list[Path], typer.Option(metavar="FILE")],
    key: KeyFile,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Log a signed appointment of officials, with their possessions."""
    from domain.events import OfficialAppointed
    from domain.statements import Appointment

    statement = read_signed(file, Appointment)
    if statement.data.log is not None:
        raise Mistake("body.no_seats", path=file)
    event = OfficialAppointed(statement, read_possessions(possession))
    append_at(desk, [(f"body/{statement.subject}", event)], Keys(key, log_key, passphrase_fd))


@command(app, "open")
def open_book(
    origin: Annotated[str, typer.Option(metavar="HOST/ELECTION/BODY/AREA")],
    source: Annotated[Path, typer.Option("--from", metavar="DIR")],
    trust: Annotated[Path, typer.Option(metavar="FILE")],
    key: KeyFile,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Create the desk of a body and open its book under the superior."""
    from ledger.collecting import archive_in, fetch
    from ledger.founding import new_desk, opening
    from ledger.trust import read_trust

    trusted, books = read_trust(trust), archive_in(source)
    with new_desk(desk, origin) as opened:
        opened.write_trust(trusted)
        print_copies(fetch(opened, books))
        append(opened, [("book", opening(opened))], Keys(key, log_key, passphrase_fd))


@command(app, "see")
def see(
    key: KeyFile,
    source: Annotated[Path | None, typer.Option("--from", metavar="DIR")] = None,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Take the superior's newer checkpoint."""
    from ledger.collecting import archive_in, fetch
    from ledger.desk import Desk
    from ledger.founding import seen, superior_of

    with Desk.open(desk) as opened:
        if source is not None:
            print_copies(fetch(opened, archive_in(source)))
        event = seen(opened)
        if event is None:
            say("body.nothing_new", origin=superior_of(opened))
            return
        append(opened, [("book", event)], Keys(key, log_key, passphrase_fd))


def _show(found: "Round", desk: Path) -> None:
    """What is granted or taken back; if the election is known here, it must be the same."""
    from domain.statements import Affirmation, Appointment, Revocation
    from ledger.viewing import seats_at

    match found.statement.data:
        case Revocation():
            show = partial(show_revocation, found, found.require_kind(Revocation))
        case Affirmation():
            show = partial(show_affirmation, found, found.require_kind(Affirmation))
        case _:
            show = partial(show_appointment, found, found.require_kind(Appointment))
    require_election_of(desk, found)
    show(seats_at(desk))
