"""`rekap body`, keys over time: a key is taken back, what it signed is affirmed, a lost one is replaced.

- Each is prepared at the desk of the body that appointed, signed by its quorum (`rekap body sign`), then logged.
- A lost key is replaced by one command that logs the revocation and the new appointment together.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final

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
from cli.frame import Mistake
from cli.rounds import prepare_at, read_possessions, read_signed, write_round
from cli.showing_keys import show_affirmation, show_revocation

Body = Annotated[str, typer.Argument(metavar="BODY")]
RevokedKey = Annotated[str, typer.Option("--revoked", metavar="KEY")]
Proofs = Annotated[list[Path], typer.Option(metavar="FILE")]


def prepare_revocation(
    body: Body,
    revoked: RevokedKey,
    reason: Annotated[str, typer.Option(metavar="TEXT")],
    signer: Signers,
    out: OutFile,
    cut: Annotated[list[str] | None, typer.Option(metavar="BOOK@SIZE")] = None,
    nowhere: Annotated[bool, typer.Option("--nowhere")] = False,
    desk: DeskFolder = HERE,
) -> None:
    """Prepare the revocation of a key."""
    from domain.events import OfficialRevoked
    from ledger.desk import Desk
    from ledger.rekeying import revocation
    from ledger.seats import body_of, key_of

    refuse_existing(out)
    if nowhere and cut:
        raise Mistake("body.cut_or_nowhere")
    subject = body_of(body).id
    with Desk.open(desk) as opened:
        prepared = prepare_at(
            opened,
            revocation(opened, subject, key_of(revoked), reason, cut or (), nowhere=nowhere),
            subject=subject,
            signers=signer,
            show=show_revocation,
            stream=f"body/{subject}",
            event=OfficialRevoked,
        )
    write_round(out, prepared)


def revoke(
    file: EnvelopeFile,
    key: KeyFile,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Log a signed revocation."""
    from domain.events import OfficialRevoked
    from domain.statements import Revocation

    statement = read_signed(file, Revocation)
    acts = [(f"body/{statement.subject}", OfficialRevoked(statement))]
    append_at(desk, acts, Keys(key, log_key, passphrase_fd))


def prepare_affirmation(
    body: Body,
    revoked: RevokedKey,
    begin: Annotated[str, typer.Option("--from", metavar="BOOK@INDEX")],
    signer: Signers,
    out: OutFile,
    end: Annotated[int | None, typer.Option("--size", metavar="N", min=1)] = None,
    desk: DeskFolder = HERE,
) -> None:
    """Prepare the affirmation of entries that a revoked key signed."""
    from domain.events import EntriesAffirmed
    from ledger.desk import Desk
    from ledger.rekeying import affirmation
    from ledger.seats import body_of, key_of

    refuse_existing(out)
    subject = body_of(body).id
    with Desk.open(desk) as opened:
        prepared = prepare_at(
            opened,
            affirmation(opened, subject, key_of(revoked), begin, end),
            subject=subject,
            signers=signer,
            show=show_affirmation,
            stream=f"body/{subject}",
            event=EntriesAffirmed,
        )
    write_round(out, prepared)


def affirm(
    file: EnvelopeFile,
    key: KeyFile,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Log a signed affirmation."""
    from domain.events import EntriesAffirmed
    from domain.statements import Affirmation

    statement = read_signed(file, Affirmation)
    acts = [(f"body/{statement.subject}", EntriesAffirmed(statement))]
    append_at(desk, acts, Keys(key, log_key, passphrase_fd))


def replace(
    revocation: Annotated[Path, typer.Argument(metavar="REVOCATION")],
    appointment: Annotated[Path, typer.Argument(metavar="APPOINTMENT")],
    possession: Proofs,
    key: KeyFile,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Log a signed revocation and the signed appointment of the new key, both or none."""
    from domain.statements import Appointment, Revocation
    from ledger.rekeying import replacement

    revoked = read_signed(revocation, Revocation)
    appointed = read_signed(appointment, Appointment)
    acts = replacement(revoked, appointed, read_possessions(possession))
    append_at(desk, acts, Keys(key, log_key, passphrase_fd))


REKEYING: Final[dict[str, Callable[..., None]]] = {
    "prepare-revocation": prepare_revocation,
    "revoke": revoke,
    "prepare-affirmation": prepare_affirmation,
    "affirm": affirm,
    "replace": replace,
}
"""The commands of this module by their names."""
