"""`rekap log`: the book as a public log: publish it, copy books, show, export and prove entries.

- Publishing needs the book's log key; nothing else does.
- A proof is checked against a log key from elsewhere: of a file, or as authority names it in this folder.
"""

from pathlib import Path
from typing import Annotated

import typer

from cli.desking import (
    HERE,
    DeskFolder,
    LogKeyFile,
    OutFile,
    PassphraseFd,
    open_key,
    print_copies,
    refuse_existing,
    write_new,
)
from cli.desking import publish as publish_book
from cli.frame import Mistake, command, group, say

app = group()
EntryName = Annotated[str, typer.Argument(metavar="BOOK@INDEX")]


@command(app, "publish")
def publish(log_key: LogKeyFile = None, desk: DeskFolder = HERE, passphrase_fd: PassphraseFd = None) -> None:
    """Publish what is stored."""
    from ledger.collecting import require_entries
    from ledger.desk import Desk

    if log_key is None:
        raise Mistake("log.needs_key")
    with Desk.open(desk) as opened:
        require_entries(opened)
        publish_book(opened, open_key(log_key, passphrase_fd))


@command(app, "fetch")
def fetch(
    source: Annotated[Path, typer.Argument(metavar="DIR")],
    book: Annotated[list[str] | None, typer.Option(metavar="ORIGIN")] = None,
    trust: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    desk: DeskFolder = HERE,
) -> None:
    """Copy published books into this folder."""
    from ledger.collecting import archive_in, collect

    print_copies(collect(desk, archive_in(source), trust, book))


@command(app, "show")
def show(
    last: Annotated[int, typer.Option(metavar="N", min=0, max=10_000)] = 20,
    desk: DeskFolder = HERE,
) -> None:
    """Print the last entries of the book."""
    from domain.events import AttemptRefused
    from ledger.desk import Desk

    with Desk.open(desk) as opened:
        entries = opened.entries()
        published = opened.store.last_checkpoint()
        say("log.book", origin=opened.origin, size=len(entries), published=published[0] if published else 0)
        for index, entry in entries[max(0, len(entries) - last) :]:
            say("log.entry", index=index, type=entry.type, stream=entry.stream, seq=entry.seq, hash=entry.hash.hex())
            if isinstance(entry.data, AttemptRefused):
                tried = entry.data
                say(
                    "log.attempt", by=tried.by.hex(), type=tried.type, stream=tried.stream, codes=", ".join(tried.codes)
                )


@command(app, "export")
def export(
    entry: EntryName,
    out: OutFile,
    statement: Annotated[bool, typer.Option("--statement")] = False,
    desk: DeskFolder = HERE,
) -> None:
    """Write an entry, or the statement in it, as an envelope."""
    from ledger.collecting import entry_at, entry_envelope, statement_envelope

    refuse_existing(out)
    sealed = entry_at(desk, entry)
    write_new(out, statement_envelope(sealed) if statement else entry_envelope(sealed))
    say("log.exported", path=out, entry=entry, type=sealed.entry.type)


@command(app, "prove")
def prove(entry: EntryName, out: OutFile, desk: DeskFolder = HERE) -> None:
    """Write the proof that an entry stands in its book."""
    from ledger.collecting import proof_of

    refuse_existing(out)
    proof = proof_of(desk, entry)
    write_new(out, proof.raw)
    say("log.proved", path=out, entry=entry, hashes=len(proof.hashes))


@command(app, "check")
def check(
    proof: Annotated[Path, typer.Argument(metavar="PROOF")],
    entry: Annotated[Path, typer.Option(metavar="FILE")],
    vkey: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    desk: DeskFolder = HERE,
) -> None:
    """Check a proof of an entry."""
    from ledger.collecting import check_files

    checkpoint, index = check_files(proof, entry, vkey, desk)
    say("log.checked", origin=checkpoint.origin, index=index, size=checkpoint.size, root=checkpoint.root.hex())
