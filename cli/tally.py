"""`rekap tally`: the result of a TPS is prepared, signed by its KPPS, received by the PPK.

- Every rule a form breaks is printed with its text before anybody signs, and again when it is received.
- A G finding needs a reason to be received; without one nothing is logged, and the way to give it is said.
- A TPS with several contests has one form file for each, called by its contest; one C.Hasil holds them all.
- An empty form never overwrites a file that is there.
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
from cli.frame import Mistake, command, group, note, say
from cli.showing import show_c_hasil, show_head, show_result

if TYPE_CHECKING:
    from domain.election import Election
    from domain.findings import Finding
    from domain.statements import Form
    from ledger.signing_round import Round

app = group()
Tps = Annotated[str, typer.Argument(metavar="TPS")]


@command(app, "blank")
def blank(
    tps: Tps,
    out: Annotated[Path, typer.Option(metavar="DIR")],
    contest: Annotated[list[str] | None, typer.Option(metavar="CONTEST")] = None,
    desk: DeskFolder = HERE,
) -> None:
    """Write the empty forms of a TPS, a CSV file per contest."""
    from cli.rows import row_names
    from ledger.form_input import empty_form
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
    paper: Annotated[list[Path] | None, typer.Option(metavar="FILE")] = None,
    generation: Annotated[int, typer.Option(metavar="N", min=1, max=99)] = 1,
    kpps: Annotated[int | None, typer.Option(metavar="N", min=0, max=99)] = None,
    saksi: Annotated[int | None, typer.Option(metavar="N", min=0, max=999)] = None,
    transcription: Annotated[bool, typer.Option("--transcription")] = False,
    desk: DeskFolder = HERE,
) -> None:
    """Prepare a C.Hasil for signing, and say what the rules find on it."""
    from domain.statements import CHasil
    from ledger.casework import c_hasil
    from ledger.seats import tps_of
    from ledger.signing_round import prepare as prepare_round
    from ledger.viewing import election_at, seats_at

    refuse_existing(out)
    station = tps_of(tps)
    if bool(figure) == bool(form):
        raise Mistake("tally.figures_or_form")
    election = election_at(desk)
    forms = _forms(election, station, contest, figure or (), form or (), paper or ())
    data = c_hasil(forms, generation=generation, signed_kpps=kpps, signed_saksi=saksi, is_transcription=transcription)
    prepared = prepare_round(data, subject=station, signers=public_keys(signer), election=election.hash, time=now())
    show_c_hasil(election, prepared, prepared.require_kind(CHasil), seats_at(desk))
    write_round(out, prepared)


@command(app, "sign")
def sign(file: EnvelopeFile, key: KeyFile, desk: DeskFolder = HERE, passphrase_fd: PassphraseFd = None) -> None:
    """Show a C.Hasil and sign it."""
    from domain.statements import CHasil
    from ledger.viewing import election_at, seats_at

    def show(found: "Round") -> None:
        statement, election = found.require_kind(CHasil), election_at(desk)
        found.require_election(election.hash)
        show_c_hasil(election, found, statement, seats_at(desk))

    sign_round(file, key, passphrase_fd, show)


@command(app, "receive")
def receive(  # noqa: PLR0913, PLR0917 - the parts of a receipt
    file: EnvelopeFile,
    box: Annotated[str, typer.Option(metavar="TEXT")],
    carrier: Annotated[str, typer.Option(metavar="TEXT")],
    key: KeyFile,
    explain: Annotated[list[str] | None, typer.Option(metavar="CODE:ROW=REASON")] = None,
    order: Annotated[str | None, typer.Option(metavar="HASH")] = None,
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
    from ledger.seats import hash_of, said

    found = read_round(file)
    statement = found.complete(CHasil)
    reasons = explanations(explain or (), [form.contest for form in statement.data.forms])
    ordered = hash_of(order) if order is not None else None
    event = TallyReceived(said("box", box), said("carrier", carrier), reasons, ordered, statement)
    with Desk.open(desk) as opened:
        try:
            refuse_beforehand(opened, f"tally/{statement.subject}", event)
        except Refused as refused:
            _say_how_to_explain(refused.findings)
            raise
        append(opened, [(f"tally/{statement.subject}", event)], Keys(key, log_key, passphrase_fd))


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
        append(opened, [(f"tally/{station}", event)], Keys(key, log_key, passphrase_fd))


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


def _forms(
    election: "Election",
    tps: str,
    contest: str | None,
    figures: "list[str] | tuple[()]",
    files: "list[str] | tuple[()]",
    papers: "list[Path] | tuple[()]",
) -> "list[Form]":
    """The forms: one of `--figure`s, or one per `--form`."""
    from domain.statements import Form
    from ledger.casework import only_contest
    from ledger.form_input import document_hash, form_file, form_of_pairs, read_form
    from ledger.viewing import contest_in

    hashes = tuple(document_hash(path) for path in papers)
    if figures:
        declared = contest_in(election, contest or only_contest(election, tps))
        given = form_of_pairs(figures, declared.contest.rows)
        return [Form(declared.contest.id, declared.declared, given.figures, hashes, given.words)]
    forms = []
    for text in files:
        chosen, path = form_file(text, _held_at(election, tps), contest)
        declared = contest_in(election, chosen)
        given = read_form(path, declared.contest.rows)
        forms.append(Form(chosen, declared.declared, given.figures, hashes, given.words))
    if len({form.contest for form in forms}) != len(forms):
        raise Mistake("tally.contest_twice")
    return forms


def _held_at(election: "Election", tps: str) -> list[str]:
    """The contests that are held at a TPS, by id."""
    return [name for name, each in sorted(election.contests.items()) if each.contest.covers(tps)]


def _say_how_to_explain(findings: "tuple[Finding, ...]") -> None:
    """The options that would record the reasons, ready to be filled in."""
    for finding in findings:
        if finding.code.startswith("G") and finding.code != "G.101":
            place = f"{finding.code}:{finding.row or ''}@{finding.contest}"
            note("tally.explain", option=f'--explain "{place}=..."')
