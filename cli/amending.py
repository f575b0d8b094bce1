"""`rekap election`, amendments: what the roots change of the election and of a contest.

- Each is prepared at the root desk of the line, signed by the quorum of its roots, then logged by one of them.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

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
    public_keys,
    refuse_existing,
)
from cli.rounds import prepare_at, read_possessions, read_signed, sign_round, write_round
from cli.showing_keys import show_contest_amendment, show_election_amendment

if TYPE_CHECKING:
    from ledger.signing_round import Round

Proofs = Annotated[list[Path] | None, typer.Option(metavar="FILE")]


def prepare_amendment(
    signer: Signers,
    out: OutFile,
    name: Annotated[str | None, typer.Option(metavar="TEXT")] = None,
    quorum: Annotated[int | None, typer.Option(metavar="N", min=1, max=99)] = None,
    anggota: Annotated[list[str] | None, typer.Option(metavar="KIND=N")] = None,
    possession: Proofs = None,
    remove: Annotated[list[str] | None, typer.Option(metavar="KEY")] = None,
    desk: DeskFolder = HERE,
) -> None:
    """Prepare an amendment of the election, or of Bawaslu's line at its root desk."""
    from domain.events import ElectionAmended
    from ledger.desk import Desk
    from ledger.rekeying import election_amendment

    refuse_existing(out)
    proofs = read_possessions(possession)
    with Desk.open(desk) as opened:
        data = election_amendment(
            opened,
            name=name,
            quorum=quorum,
            quorums=anggota or (),
            added=proofs,
            removed=public_keys(remove or ()),
        )
        prepared = prepare_at(
            opened,
            data,
            subject=opened.body.id,
            signers=signer,
            show=show_election_amendment,
            stream="election",
            event=lambda statement: ElectionAmended(statement, proofs),
        )
    write_round(out, prepared)


def prepare_contest_amendment(
    contest: Annotated[str, typer.Argument(metavar="CONTEST")],
    paper: Annotated[Path, typer.Option(metavar="FILE")],
    reason: Annotated[str, typer.Option(metavar="TEXT")],
    signer: Signers,
    out: OutFile,
    area: Annotated[list[str] | None, typer.Option(metavar="CODE")] = None,
    withdraw: Annotated[list[str] | None, typer.Option(metavar="NO")] = None,
    desk: DeskFolder = HERE,
) -> None:
    """Prepare an amendment of a contest: its areas, and options that are withdrawn."""
    from domain.events import ContestAmended
    from ledger.desk import Desk
    from ledger.rekeying import contest_amendment

    refuse_existing(out)
    with Desk.open(desk) as opened:
        data = contest_amendment(
            opened, contest, areas=area or (), withdrawn=withdraw or (), paper=paper, reason=reason
        )
        prepared = prepare_at(
            opened,
            data,
            subject=contest,
            signers=signer,
            show=show_contest_amendment,
            stream=f"contest/{contest}",
            event=ContestAmended,
        )
    write_round(out, prepared)


def sign(file: EnvelopeFile, key: KeyFile, desk: DeskFolder = HERE, passphrase_fd: PassphraseFd = None) -> None:
    """Show an amendment and sign it."""
    from domain.statements import ContestAmendment, ElectionAmendment
    from ledger.viewing import seats_at

    def show(found: "Round") -> None:
        if isinstance(found.statement.data, ContestAmendment):
            show_contest_amendment(found, found.require_kind(ContestAmendment), seats_at(desk))
        else:
            show_election_amendment(found, found.require_kind(ElectionAmendment), seats_at(desk))

    sign_round(file, key, desk, passphrase_fd, show)


def amend(
    file: EnvelopeFile,
    key: KeyFile,
    possession: Proofs = None,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Log a signed amendment of the election, with the possessions of new root keys."""
    from domain.events import ElectionAmended
    from domain.statements import ElectionAmendment

    event = ElectionAmended(read_signed(file, ElectionAmendment), read_possessions(possession))
    append_at(desk, [("election", event)], Keys(key, log_key, passphrase_fd))


def contest_amend(
    file: EnvelopeFile,
    key: KeyFile,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Log a signed amendment of a contest."""
    from domain.events import ContestAmended
    from domain.statements import ContestAmendment

    statement = read_signed(file, ContestAmendment)
    acts = [(f"contest/{statement.subject}", ContestAmended(statement))]
    append_at(desk, acts, Keys(key, log_key, passphrase_fd))


AMENDING: Final[dict[str, Callable[..., None]]] = {
    "prepare-amendment": prepare_amendment,
    "prepare-contest-amendment": prepare_contest_amendment,
    "sign": sign,
    "amend": amend,
    "contest-amend": contest_amend,
}
"""The commands of this module by their names."""
