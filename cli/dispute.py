"""`rekap dispute`: disputes at the desk of Bawaslu or Panwaslu: report, evidence, ruling, execution.

- A paper that stays with the body is named by a salted commitment; its salt is on the disk before the commitment is in
  the book, and neither paper nor salt goes into the archive.
- A ruling is prepared, signed by everybody who must, then recorded.

What belongs to `rekap dispute` and stands in modules of its own is added to `app` at the end.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli.bundling import register as register_bundle
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
    paper_hash,
    public_keys,
    refuse_beforehand,
    refuse_existing,
)
from cli.dispute_document import document as document_of
from cli.dispute_view import dispute_line, show_dispute, show_ruling
from cli.frame import command, emit, group, say
from cli.rounds import new_round, read_signed, sign_round, write_round
from cli.whatif import register as register_whatif

if TYPE_CHECKING:
    from ledger.commitments import Committed
    from ledger.desk import Desk
    from ledger.signing_round import Round

app = group()

_NOT_YET: Final = ("S.201",)
"""Not registered: so is every ruling before anybody could see it."""

Name = Annotated[str, typer.Argument(metavar="NAME")]
Areas = Annotated[list[str], typer.Option(metavar="AREA")]
Contests = Annotated[list[str] | None, typer.Option(metavar="CONTEST")]
Files = Annotated[list[Path] | None, typer.Option(metavar="FILE")]
Entries = Annotated[list[str] | None, typer.Option(metavar="ENTRY")]
Time = Annotated[str | None, typer.Option(metavar="TIME")]
Json = Annotated[bool, typer.Option("--json")]
Words = Annotated[str, typer.Option(metavar="TEXT")]


@command(app, "file")
def file_report(  # noqa: PLR0913, PLR0917 - what a report says
    dispute: Name,
    area: Areas,
    reporter: Annotated[str, typer.Option(metavar="ROLE")],
    text: Words,
    key: KeyFile,
    contest: Contests = None,
    happened: Time = None,
    known: Time = None,
    paper: Files = None,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Record a report."""
    from ledger.desk import Desk
    from ledger.disputework import Place, dispute_stream, report

    stream = dispute_stream(dispute)
    with Desk.open(desk) as opened:
        papers = _commit(opened, paper)
        event = report(
            Place(area, contest or ()),
            reporter=reporter,
            text=text,
            happened=_time(happened),
            known=_time(known),
            papers=[each.commitment for each in papers],
        )
        keys = Keys(key, log_key, passphrase_fd)
        refuse_beforehand(opened, stream, event, keys)
        _keep_salts(papers)
        append(opened, [(stream, event)], keys)


@command(app, "evidence")
def add_evidence(  # noqa: PLR0913, PLR0917 - the kinds of evidence
    dispute: Name,
    key: KeyFile,
    text: Words = "",
    paper: Files = None,
    document: Files = None,
    entry: Entries = None,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Add evidence."""
    from ledger.desk import Desk
    from ledger.disputework import dispute_stream, evidence
    from ledger.entry.scans import store_scan
    from ledger.forms.form_input import document_hash

    stream, given = dispute_stream(dispute), document or []
    documents = [document_hash(path) for path in given]
    with Desk.open(desk) as opened:
        papers = _commit(opened, paper)
        commitments = [each.commitment for each in papers]
        event = evidence(desk, text=text, papers=commitments, documents=documents, entries=entry or ())
        keys = Keys(key, log_key, passphrase_fd)
        refuse_beforehand(opened, stream, event, keys)
        _keep_salts(papers)
        for path in given:
            say("desk.scan", path=path, hash=store_scan(path, opened.archive.folder).hex())
        append(opened, [(stream, event)], keys)


@command(app, "prepare-ruling")
def prepare_ruling(  # noqa: PLR0913, PLR0917 - what a ruling says
    dispute: Name,
    order: Annotated[str, typer.Option(metavar="ORDER")],
    reason: Words,
    document: Annotated[Path, typer.Option(metavar="FILE")],
    signer: Signers,
    out: OutFile,
    to: Annotated[str, typer.Option(metavar="BODY")] = "",
    area: Annotated[list[str] | None, typer.Option(metavar="AREA")] = None,
    contest: Contests = None,
    deadline: Time = None,
    desk: DeskFolder = HERE,
) -> None:
    """Prepare a ruling for signing; what speaks against it is said before anybody signs."""
    from ledger.desk import Desk
    from ledger.disputework import Place, dispute_stream, ruling
    from ledger.forms.form_input import document_hash
    from ledger.viewing import election_at

    refuse_existing(out)
    dispute_stream(dispute)
    data = ruling(
        Place(area or (), contest or ()),
        order=order,
        to=to,
        deadline=_time(deadline),
        document=document_hash(document),
        reason=reason,
    )
    election = election_at(desk)
    found = new_round(data, subject=dispute, signers=public_keys(signer), election=election.hash)
    _show(found, desk)
    with Desk.open(desk) as opened:
        _refuse_ruling(opened, found)
    write_round(out, found)


@command(app, "sign")
def sign(file: EnvelopeFile, key: KeyFile, desk: DeskFolder = HERE, passphrase_fd: PassphraseFd = None) -> None:
    """Show a ruling and sign it."""
    sign_round(file, key, desk, passphrase_fd, lambda found: _show(found, desk))


@command(app, "rule")
def rule(
    file: EnvelopeFile,
    key: KeyFile,
    document: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Record a signed ruling."""
    from domain.statements import Ruling
    from ledger.desk import Desk
    from ledger.disputework import dispute_stream, ruled

    statement = read_signed(file, Ruling)
    event, stream = ruled(statement, paper_hash(document)), dispute_stream(statement.subject)
    with Desk.open(desk) as opened:
        carry_out(opened, stream, event, Keys(key, log_key, passphrase_fd), document, besides=_NOT_YET)


@command(app, "seen")
def seen_execution(
    dispute: Name,
    outcome: Annotated[str, typer.Option(metavar="OUTCOME")],
    key: KeyFile,
    entry: Entries = None,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Record what came of a ruling."""
    from ledger.desk import Desk
    from ledger.disputework import dispute_stream, seen

    stream = dispute_stream(dispute)
    with Desk.open(desk) as opened:
        event = seen(opened, dispute, outcome, entry or ())
        carry_out(opened, stream, event, Keys(key, log_key, passphrase_fd))


@command(app, "show")
def show(dispute: Name, desk: DeskFolder = HERE, json: Json = False) -> None:
    """Print one dispute of this book."""
    from ledger.desk import Desk
    from ledger.disputework import dispute_in
    from ledger.viewing import seats_in

    with Desk.open(desk) as opened:
        found = dispute_in(opened, dispute)
        seats = seats_in(opened.examine())
    if json:
        emit(document_of({opened.origin: {dispute: found}}))
    else:
        show_dispute(opened.origin, dispute, found, seats)


@command(app, "list")
def list_disputes(desk: DeskFolder = HERE, json: Json = False) -> None:
    """Print every dispute in the archive of a desk, or of a folder with a trust file."""
    from ledger.disputework import disputes_at

    books = disputes_at(desk)
    if json:
        emit(document_of(books))
        return
    for book, disputes in books.items():
        for name, dispute in sorted(disputes.items()):
            dispute_line(book, name, dispute)
    if not books:
        say("dispute.none")


@command(app, "check")
def check(
    document: Annotated[Path, typer.Argument(metavar="FILE")],
    salt: Annotated[Path, typer.Option(metavar="FILE")],
    commitment: Annotated[str, typer.Option(metavar="HASH")],
) -> None:
    """Check a paper against a commitment."""
    from ledger.commitments import require_commitment
    from ledger.seats import hash_of

    require_commitment(document, salt, hash_of(commitment))
    say("dispute.checked", path=document, commitment=commitment)


def _commit(desk: "Desk", papers: Sequence[Path] | None) -> "list[Committed]":
    """Commitments to papers, each of which is named once."""
    from ledger.commitments import commit

    return [commit(path, desk.archive.folder) for path in dict.fromkeys(papers or ())]


def _keep_salts(papers: "Sequence[Committed]") -> None:
    from ledger.commitments import keep_salt, salt_path

    for each in papers:
        keep_salt(each)
        say("dispute.salted", path=each.path, commitment=each.commitment.hex(), salt=salt_path(each.path))


def _refuse_ruling(desk: "Desk", found: "Round") -> None:
    """Say what would speak against a ruling with all its signatures."""
    from domain.statements import Ruling
    from ledger.disputework import dispute_stream, ruled

    statement = found.require_kind(Ruling)
    refuse_beforehand(desk, dispute_stream(statement.subject), ruled(statement, None), besides=_NOT_YET)


def _show(found: "Round", desk: Path) -> None:
    from domain.statements import Ruling
    from ledger.viewing import seats_at

    statement = found.require_kind(Ruling)
    show_ruling(statement.subject, statement.data, found, seats_at(desk))


def _time(text: str | None) -> int | None:
    from ledger.claimed_time import parse_time

    return None if text is None else parse_time(text)


register_whatif(app)
register_bundle(app)
