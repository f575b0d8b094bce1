"""`rekap recap`: a D.Hasil is drafted from the book, signed by the quorum, certified.

- A draft whose certificate would be refused logs none of its parts.
"""

from typing import TYPE_CHECKING, Annotated

import typer

from cli.correcting import RECAP_CHANGES, register_changes
from cli.delivering import DELIVERING
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
    carry_out,
    now,
    public_keys,
    refuse_beforehand,
    refuse_existing,
)
from cli.frame import command, group, note, say, write
from cli.room_view import room_lines
from cli.rounds import new_round, read_signed, sign_figures, write_round
from cli.showing import show_columns, show_contest, show_d_hasil, show_head, show_missing, show_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.showing import Seats
    from domain.election import DeclaredContest, Election
    from domain.statements import DHasil, Statement
    from domain.types import PublicKey
    from ledger.desk import Act, Desk
    from ledger.signing_round import Round

app = group()
Contest = Annotated[str, typer.Argument(metavar="CONTEST")]
Candidates = Annotated[bool, typer.Option("--candidates")]
register_changes(app, RECAP_CHANGES | DELIVERING)


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
    from ledger.casework import draft as draft_of
    from ledger.desk import Act, Desk
    from ledger.viewing import seats_in

    refuse_existing(out)
    signers = public_keys(signer)
    with Desk.open(desk) as opened:
        drafted = draft_of(opened, contest)
        _name_unanswered(opened, contest)
        stream, keys = f"recap/{contest}", Keys(key, log_key, passphrase_fd)
        parts = [Act(stream, part, now()) for part in drafted.unlogged]
        certificate = RecapitulationCertified(_d_hasil(opened, contest, signers, parts).require_kind(DHasil))
        refuse_beforehand(opened, stream, certificate, keys if parts else None, ahead=parts)
        if parts:
            append(opened, [(act.stream, act.event) for act in parts], keys)
        prepared = _d_hasil(opened, contest, signers)
        seats = seats_in(opened.examine())
        show_d_hasil(opened.state().election, prepared, prepared.require_kind(DHasil), seats)
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

    def show(election: "Election", found: "Round", statement: "Statement[DHasil]", seats: "Seats") -> None:
        columns = columns_at(desk, statement)
        if columns is not None:
            show_columns(election, statement, columns, with_candidates=candidates)
        show_d_hasil(election, found, statement, seats)

    sign_figures(file, key, desk, passphrase_fd, DHasil, show)


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

    statement = read_signed(file, DHasil)
    stream = f"recap/{statement.subject.partition('/')[2]}"
    with Desk.open(desk) as opened:
        carry_out(opened, stream, RecapitulationCertified(statement), Keys(key, log_key, passphrase_fd))


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
            _show_room(opened, declared)
            return
        say("recap.certified", contest=contest, index=certificate.index, hash=certificate.leaf.hex())
        show_rows(state.election, declared, state.authority.body.area, certificate.totals.sums)
        show_missing(declared, certificate.totals.missing)
        _show_room(opened, declared)


def _d_hasil(desk: "Desk", contest: str, signers: "Sequence[PublicKey]", ahead: "Sequence[Act]" = ()) -> "Round":
    """The D.Hasil over the parts that are logged, or `ahead`, unsigned."""
    from ledger.casework import d_hasil

    data = d_hasil(desk, contest, ahead)
    return new_round(data, subject=f"{desk.body.area}/{contest}", signers=signers, election=desk.election())


def _name_unanswered(desk: "Desk", contest: str) -> None:
    """Objections that should be answered before anybody signs."""
    from ledger.room.roomwork import unanswered

    left = unanswered(desk.state(), [contest])
    if left:
        note("recap.unanswered", count=len(left), entries=", ".join(str(each.index) for each in left))


def _show_room(desk: "Desk", contest: "DeclaredContest") -> None:
    """What was changed, objected, signed and delivered here, and objected one level below."""
    from ledger.room.room_reading import around

    passes = desk.examine()
    if passes.result.election is not None:
        seen = around(passes.replays, desk.body.area, contest.contest.id)
        for line in room_lines(passes.result.election, contest, seen):
            write(line)
