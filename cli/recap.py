"""`rekap recap`: a D.Hasil is drafted from the book, signed by the quorum, certified."""

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
    now,
    public_keys,
    read_round,
    refuse_beforehand,
    refuse_existing,
    sign_round,
    write_round,
)
from cli.frame import command, group, say
from cli.showing import show_columns, show_contest, show_d_hasil, show_head, show_missing, show_rows

if TYPE_CHECKING:
    from ledger.signing_round import Round

app = group()
Contest = Annotated[str, typer.Argument(metavar="CONTEST")]
Candidates = Annotated[bool, typer.Option("--candidates")]


@command(app, "draft")
def draft(
    contest: Contest,
    signer: Signers,
    out: OutFile,
    key: KeyFile,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Log the parts of a D.Hasil and prepare it for signing."""
    from domain.events import RecapitulationCertified
    from domain.statements import DHasil
    from ledger.casework import d_hasil
    from ledger.casework import draft as draft_of
    from ledger.desk import Desk
    from ledger.signing_round import prepare
    from ledger.viewing import seats_in

    refuse_existing(out)
    signers = public_keys(signer)
    with Desk.open(desk) as opened:
        drafted = draft_of(opened, contest)
        if drafted.unlogged:
            acts = [(f"recap/{contest}", part) for part in drafted.unlogged]
            append(opened, acts, Keys(key, log_key, passphrase_fd))
        state = opened.state()
        prepared = prepare(
            d_hasil(opened, contest),
            subject=f"{state.authority.body.area}/{contest}",
            signers=signers,
            election=opened.election(),
            time=now(),
        )
        statement = prepared.require_kind(DHasil)
        show_d_hasil(state.election, prepared, statement, seats_in(opened.examine()))
        refuse_beforehand(opened, f"recap/{contest}", RecapitulationCertified(statement))
    write_round(out, prepared)


@command(app, "sign")
def sign(
    file: EnvelopeFile,
    key: KeyFile,
    desk: DeskFolder = HERE,
    candidates: Candidates = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Show a D.Hasil and sign it."""
    from domain.statements import DHasil
    from ledger.casework import columns_at
    from ledger.viewing import election_at, seats_at

    def show(found: "Round") -> None:
        statement, election = found.require_kind(DHasil), election_at(desk)
        found.require_election(election.hash)
        columns = columns_at(desk, statement)
        if columns is not None:
            show_columns(election, statement, columns, with_candidates=candidates)
        show_d_hasil(election, found, statement, seats_at(desk))

    sign_round(file, key, passphrase_fd, show)


@command(app, "certify")
def certify(
    file: EnvelopeFile,
    key: KeyFile,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Log the signed D.Hasil."""
    from domain.events import RecapitulationCertified
    from domain.statements import DHasil
    from ledger.desk import Desk

    statement = read_round(file).complete(DHasil)
    stream = f"recap/{statement.subject.partition('/')[2]}"
    with Desk.open(desk) as opened:
        event = RecapitulationCertified(statement)
        refuse_beforehand(opened, stream, event)
        append(opened, [(stream, event)], Keys(key, log_key, passphrase_fd))


@command(app, "show")
def show(contest: Contest, desk: DeskFolder = HERE) -> None:
    """Print the D.Hasil in force."""
    from ledger.desk import Desk
    from ledger.viewing import contest_in

    with Desk.open(desk) as opened:
        state = opened.state()
        declared = contest_in(state.election, contest)
        recap = state.recaps.get(contest)
        certificate = recap.in_force if recap else None
        show_head(state.election)
        if certificate is None:
            show_contest(declared)
            say("recap.none", contest=contest, arrived=len(recap.received) if recap else 0)
            return
        say("recap.certified", contest=contest, index=certificate.index, hash=certificate.leaf.hex())
        show_rows(state.election, declared, state.authority.body.area, certificate.totals.sums)
        show_missing(declared, certificate.totals.missing)
