"""`rekap witness`: saksi with their mandates, and what they say of a D.Hasil.

- A peserta prepares and signs the mandate on a machine of its own; the body records it in its plenary.
- A saksi with a key prepares and signs what there is to say; what is on paper only, the body notes.
- A refusal has a reason and blocks nothing.
"""

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
    carry_out,
    paper_hash,
    public_keys,
    refuse_existing,
)
from cli.frame import command, group, say
from cli.rounds import new_round, read_possessions, read_round, sign_round, write_round

if TYPE_CHECKING:
    from ledger.signing_round import Round

app = group()
Option = Annotated[int, typer.Option(metavar="N", min=1, max=9999)]
Paper = Annotated[Path | None, typer.Option(metavar="FILE")]
OneSigner = Annotated[str, typer.Option(metavar="KEY")]


@command(app, "mandate")
def prepare_mandate(
    body: Annotated[str, typer.Argument(metavar="BODY")],
    contest: Annotated[list[str], typer.Option(metavar="CONTEST")],
    option: Option,
    person: Annotated[int, typer.Option(metavar="N", min=1, max=99)],
    signer: OneSigner,
    out: OutFile,
    saksi: Annotated[str | None, typer.Option(metavar="KEY")] = None,
    desk: DeskFolder = HERE,
) -> None:
    """Prepare a mandate."""
    from ledger.room.witnessing import mandate
    from ledger.seats import body_of, key_of
    from ledger.viewing import election_at

    refuse_existing(out)
    sent_to, election = body_of(body), election_at(desk)
    data = mandate(election, sent_to, contest, option, person, key_of(saksi) if saksi is not None else None)
    found = new_round(data, subject=sent_to.id, signers=public_keys([signer]), election=election.hash)
    _show(found)
    write_round(out, found)


@command(app, "position")
def prepare_position(
    dhasil: Annotated[Path, typer.Argument(metavar="FILE")],
    option: Option,
    signer: OneSigner,
    out: OutFile,
    refuse: Annotated[str | None, typer.Option(metavar="TEXT")] = None,
    desk: DeskFolder = HERE,
) -> None:
    """Prepare what a saksi says of a D.Hasil."""
    from domain.statements import DHasil
    from ledger.room.witnessing import position
    from ledger.viewing import election_at

    refuse_existing(out)
    election, about = election_at(desk), read_round(dhasil)
    about.require_election(election.hash)
    statement = about.require_kind(DHasil)
    data = position(election, statement, option, refuse)
    found = new_round(data, subject=statement.subject, signers=public_keys([signer]), election=election.hash)
    _show(found)
    write_round(out, found)


@command(app, "sign")
def sign(file: EnvelopeFile, key: KeyFile, desk: DeskFolder = HERE, passphrase_fd: PassphraseFd = None) -> None:
    """Show a mandate or a position and sign it."""
    sign_round(file, key, desk, passphrase_fd, _show)


@command(app, "record")
def record(
    file: EnvelopeFile,
    key: KeyFile,
    possession: Annotated[list[Path] | None, typer.Option(metavar="FILE")] = None,
    paper: Paper = None,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Log a signed mandate or position."""
    from domain.statements import Mandate, WitnessPosition
    from ledger.desk import Desk
    from ledger.room.witnessing import mandate_recorded, position_recorded

    found = read_round(file)
    proofs = read_possessions(possession)
    with Desk.open(desk) as opened:
        if isinstance(found.statement.data, Mandate):
            made = mandate_recorded(opened.state(), found.complete(Mandate), proofs, paper_hash(paper))
        else:
            made = position_recorded(found.complete(WitnessPosition), paper_hash(paper))
        carry_out(opened, *made, Keys(key, log_key, passphrase_fd), paper)


@command(app, "note")
def note_witness(  # noqa: PLR0913, PLR0917 - what there is to say of a saksi
    contest: Annotated[str, typer.Argument(metavar="CONTEST")],
    option: Option,
    stance: Annotated[str, typer.Option(metavar="STANCE")],
    key: KeyFile,
    reason: Annotated[str, typer.Option(metavar="TEXT")] = "",
    dhasil: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    paper: Paper = None,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Log what a saksi did on paper, or that there was none."""
    from domain.statements import DHasil
    from ledger.desk import Desk
    from ledger.room.witnessing import note

    about = read_round(dhasil).require_kind(DHasil) if dhasil is not None else None
    with Desk.open(desk) as opened:
        event = note(opened, contest, option, stance, reason, about, paper_hash(paper))
        carry_out(opened, f"recap/{contest}", event, Keys(key, log_key, passphrase_fd), paper)


def _show(found: "Round") -> None:
    """What is about to be signed."""
    from domain.statements import Mandate, WitnessPosition

    subject = found.statement.subject
    if isinstance(found.statement.data, Mandate):
        sent = found.require_kind(Mandate).data
        contests = ", ".join(sent.contests)
        say("show.Mandate", subject=subject, option=sent.option, person=sent.person, contests=contests)
        return
    said = found.require_kind(WitnessPosition).data
    values = {"subject": subject, "option": said.option, "hash": said.dhasil.hex(), "reason": said.reason}
    say(f"show.WitnessPosition.{said.stance}", **values)
