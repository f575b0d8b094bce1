"""`rekap copy`: the copy (SALINAN) of a C.Hasil as Bawaslu or Panwaslu holds it, in a book of its own line.

- A copy is typed as a form is, signed by one official of the body, and recorded in the body's book.
- Whether it agrees with the C.Hasil is found where both books are verified (J.511).
"""

from pathlib import Path
from typing import Annotated

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
    carry_out,
    paper_hash,
    public_keys,
    refuse_existing,
)
from cli.frame import command, group
from cli.rounds import new_round, read_signed, sign_figures, write_round
from cli.showing_keys import show_copy

app = group()


@command(app, "prepare")
def prepare(
    tps: Annotated[str, typer.Argument(metavar="TPS")],
    signer: Signers,
    out: OutFile,
    contest: Annotated[str | None, typer.Option(metavar="CONTEST")] = None,
    figure: Annotated[list[str] | None, typer.Option(metavar="ROW=N")] = None,
    form: Annotated[list[str] | None, typer.Option(metavar="[CONTEST=]FILE")] = None,
    generation: Annotated[int, typer.Option(metavar="N", min=1, max=99)] = 1,
    desk: DeskFolder = HERE,
) -> None:
    """Prepare a copy for signing."""
    from domain.statements import Copy
    from ledger.seats import tps_of
    from ledger.typed_forms import forms_given
    from ledger.viewing import election_at, seats_at

    refuse_existing(out)
    station, election = tps_of(tps), election_at(desk)
    data = Copy(forms_given(election, station, contest, figure or (), form or ()), generation)
    prepared = new_round(data, subject=station, signers=public_keys(signer), election=election.hash)
    show_copy(election, prepared, prepared.require_kind(Copy), seats_at(desk))
    write_round(out, prepared)


@command(app, "sign")
def sign(file: EnvelopeFile, key: KeyFile, desk: DeskFolder = HERE, passphrase_fd: PassphraseFd = None) -> None:
    """Show a copy and sign it."""
    from domain.statements import Copy

    sign_figures(file, key, desk, passphrase_fd, Copy, show_copy)


@command(app, "record")
def record(
    file: EnvelopeFile,
    key: KeyFile,
    area: Annotated[str | None, typer.Option(metavar="CODE")] = None,
    paper: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Record a signed copy in the body's book."""
    from domain.areas import parent
    from domain.events import CopyRecorded
    from domain.statements import Copy
    from ledger.desk import Desk
    from ledger.seats import tps_of

    statement = read_signed(file, Copy)
    stream = f"copies/{area or parent(tps_of(statement.subject))}"
    event = CopyRecorded(statement, paper_hash(paper))
    with Desk.open(desk) as opened:
        carry_out(opened, stream, event, Keys(key, log_key, passphrase_fd), paper)
