"""`rekap tally`: the result of a TPS is prepared, signed by its KPPS, received by the PPK.

- Every rule a form breaks is printed with its text before anybody signs, and again when it is received.
- A G finding needs a reason to be received; without one nothing is logged, and the way to give it is said.
- A TPS with several contests has one form file for each, called by its contest; one C.Hasil holds them all.
- A transcription from files takes two readings that agree.
- Scans go into the archive of the desk that is used; a receipt takes over only those that the forms name.
- An empty form never overwrites a file that is there.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.correcting import TALLY_CHANGES, register_changes
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
    public_keys,
    refuse_existing,
)
from cli.entering import register_entry
from cli.entering_parts import stored_scans
from cli.frame import Mistake, command, group, say, write
from cli.room_view import life_lines
from cli.rounds import new_round, read_round, read_signed, sign_figures, write_round
from cli.showing import say_how_to_explain, show_c_hasil, show_head, show_result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.bookstate import BookState
    from domain.election import Election
    from domain.statements import CHasil
    from domain.types import Hash
    from ledger.desk import Desk

app = group()
register_entry(app)
Tps = Annotated[str, typer.Argument(metavar="TPS")]
register_changes(app, TALLY_CHANGES)


@command(app, "blank")
def blank(
    tps: Tps,
    out: Annotated[Path, typer.Option(metavar="DIR")],
    contest: Annotated[list[str] | None, typer.Option(metavar="CONTEST")] = None,
    desk: DeskFolder = HERE,
) -> None:
    """Write the empty forms of a TPS, a CSV file per contest."""
    from cli.rows import row_names
    from ledger.forms.form_input import empty_form
    from ledger.seats import tps_of
    from ledger.viewing import contest_in, election_at

    station = tps_of(tps)
    election = election_at(desk)
    named = contest or _held_at(election, station)
    if not named:
        raise Mistake("scope.area", area=station)
    forms = {out / f"{name}.csv": contest_in(election, name).contest for name in named}
    out.mkdir(parents=True, exist_ok=True)
    for path in forms:
        refuse_existing(path)
    for path, each in forms.items():
        path.write_text(empty_form(each.rows, row_names(each, election)), encoding="utf-8")
        say("tally.blank", path=path)
    say("tally.blank_next", tps=station, options=" ".join(f"--form {path}" for path in forms))


@command(app, "prepare")
def prepare(  # noqa: PLR0913, PLR0917 - the parts of a C.Hasil
    tps: Tps,
    signer: Signers,
    out: OutFile,
    contest: Annotated[str | None, typer.Option(metavar="CONTEST")] = None,
    figure: Annotated[list[str] | None, typer.Option(metavar="ROW=N")] = None,
    form: Annotated[list[str] | None, typer.Option(metavar="[CONTEST=]FILE")] = None,
    paper: Annotated[list[str] | None, typer.Option(metavar="[CONTEST=]FILE")] = None,
    generation: Annotated[int, typer.Option(metavar="N", min=1, max=99)] = 1,
    kpps: Annotated[int | None, typer.Option(metavar="N", min=0, max=99)] = None,
    saksi: Annotated[int | None, typer.Option(metavar="N", min=0, max=999)] = None,
    transcription: Annotated[bool, typer.Option("--transcription")] = False,
    replaces: Annotated[list[str] | None, typer.Option(metavar="FILE|HASH")] = None,
    desk: DeskFolder = HERE,
) -> None:
    """Prepare a C.Hasil for signing, and say what the rules find on it."""
    from msgspec.structs import replace

    from domain.statements import CHasil
    from ledger.casework import c_hasil
    from ledger.seats import tps_of
    from ledger.typed_forms import forms_given, forms_read_twice
    from ledger.viewing import election_at, seats_at

    refuse_existing(out)
    station = tps_of(tps)
    if bool(figure) == bool(form):
        raise Mistake("tally.figures_or_form")
    if transcription and figure:
        raise Mistake("tally.two_readings")
    election, signers = election_at(desk), public_keys(signer)
    if transcription:
        forms = forms_read_twice(election, station, contest, form or ())
    else:
        forms = forms_given(election, station, contest, figure or (), form or ())
    earlier = tuple(_statement_hash(text) for text in replaces or ())
    papers = stored_scans(paper or (), [each.contest for each in forms], desk)
    forms = tuple(replace(each, papers=papers.get(each.contest, ())) for each in forms)
    data = c_hasil(forms, generation=generation, signed_kpps=kpps, signed_saksi=saksi, is_transcription=transcription)
    prepared = new_round(data, subject=station, signers=signers, election=election.hash, replaces=earlier)
    show_c_hasil(election, prepared, prepared.require_kind(CHasil), seats_at(desk))
    write_round(out, prepared)


@command(app, "sign")
def sign(file: EnvelopeFile, key: KeyFile, desk: DeskFolder = HERE, passphrase_fd: PassphraseFd = None) -> None:
    """Show a C.Hasil and sign it."""
    from domain.statements import CHasil

    sign_figures(file, key, desk, passphrase_fd, CHasil, show_c_hasil)


@command(app, "receive")
def receive(  # noqa: PLR0913, PLR0917 - the parts of a receipt
    file: EnvelopeFile,
    box: Annotated[str, typer.Option(metavar="TEXT")],
    carrier: Annotated[str, typer.Option(metavar="TEXT")],
    key: KeyFile,
    explain: Annotated[list[str] | None, typer.Option(metavar="CODE:ROW=REASON")] = None,
    order: Annotated[str | None, typer.Option(metavar="ORDER")] = None,
    paper: Annotated[list[Path] | None, typer.Option(metavar="FILE")] = None,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Log a signed C.Hasil."""
    from domain.errors import Refused
    from domain.events import TallyReceived
    from domain.statements import CHasil
    from ledger.casework import explanations
    from ledger.desk import Desk
    from ledger.room.roomwork import order_named
    from ledger.seats import said

    keys = Keys(key, log_key, passphrase_fd)
    statement = read_signed(file, CHasil)
    _require_named(statement.data, paper or ())
    reasons = explanations(explain or (), [form.contest for form in statement.data.forms])
    with Desk.open(desk) as opened:
        ordered = order_named(opened, order) if order is not None else None
        event = TallyReceived(said("box", box), said("carrier", carrier), reasons, ordered, statement)
        try:
            carry_out(opened, f"tally/{statement.subject}", event, keys, *paper or ())
        except Refused as refused:
            say_how_to_explain(refused.findings)
            raise


@command(app, "absent")
def absent(
    tps: Tps,
    reason: Annotated[str, typer.Option(metavar="TEXT")],
    key: KeyFile,
    contest: Annotated[list[str] | None, typer.Option(metavar="CONTEST")] = None,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Log that a TPS has no result, and why."""
    from ledger.casework import absence
    from ledger.desk import Desk
    from ledger.seats import tps_of
    from ledger.viewing import election_of_desk

    station = tps_of(tps)
    with Desk.open(desk) as opened:
        event = absence(election_of_desk(opened), station, contest or (), reason)
        carry_out(opened, f"tally/{station}", event, Keys(key, log_key, passphrase_fd))


@command(app, "show")
def show(tps: Tps, desk: DeskFolder = HERE) -> None:
    """Print the result of a TPS in force."""
    from ledger.desk import Desk
    from ledger.seats import tps_of

    station = tps_of(tps)
    with Desk.open(desk) as opened:
        state = opened.state()
        show_head(state.election)
        say("tally.of", tps=station)
        tally = state.tallies.get(station)
        for name in _held_at(state.election, station):
            result = tally.in_force(name) if tally else None
            show_result(state.election, state.election.contests[name], station, result)
        _show_lives(opened, station, state)


def _statement_hash(text: str) -> "Hash":
    """The hash of the statement in an envelope file, or the hash itself."""
    from ledger.seats import hash_of

    path = Path(text)
    return read_round(path).statement.hash if path.is_file() else hash_of(text)


def _require_named(statement: "CHasil", papers: "Sequence[Path]") -> None:
    """Only scans that the forms name are taken over into the archive."""
    from ledger.forms.form_input import document_hash

    named = {digest for form in statement.forms for digest in form.papers}
    for path in papers:
        if document_hash(path) not in named:
            raise Mistake("tally.paper_not_named", path=path)


def _show_lives(desk: "Desk", tps: str, state: "BookState") -> None:
    """How every result of a TPS came about: received, corrected, recounted, voted again."""
    from ledger.rooms import life_of

    tally = state.tallies.get(tps)
    events = {index: entry.data for index, entry in desk.entries() if entry.subject == tps}
    for contest, results in sorted(tally.results.items()) if tally is not None else ():
        say("tally.life", contest=contest)
        life = life_of(results, contest, events)
        for line in life_lines(state.election, state.election.contests[contest], life):
            write(line)


def _held_at(election: "Election", tps: str) -> list[str]:
    """The contests that are held at a TPS, by id."""
    return [name for name, each in sorted(election.contests.items()) if each.contest.covers(tps)]
