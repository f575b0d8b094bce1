"""What the commands that write have in common: the desk, the keys, storing and publishing, new files.

- A command that logs says "stored" with the entry's index; with the log key it publishes and says "recorded".
- What speaks against an act is printed before a passphrase is asked for; an act that would be refused ends with exit 5,
  and the attempt is on record if the key of whoever made it was given.
- A file that is there is never overwritten, except an envelope file that is signed (`cli.rounds`).
- The claimed time of statements and entries is the time of this machine; here is the only place that reads its clock.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.frame import note, passphrase, say
from cli.showing import may_be_explained, show_findings

if TYPE_CHECKING:
    from domain.errors import Refused
    from domain.events import Event
    from domain.types import Hash, PublicKey
    from ledger.desk import Act, Desk
    from ledger.mirroring import Mirrored
    from ledger.signing import SigningKey

DeskFolder = Annotated[Path, typer.Option("--desk", metavar="DIR")]
KeyFile = Annotated[Path, typer.Option("--key", metavar="FILE")]
LogKeyFile = Annotated[Path | None, typer.Option("--log-key", metavar="FILE")]
PassphraseFd = Annotated[int | None, typer.Option("--passphrase-fd", metavar="N", min=0)]
OutFile = Annotated[Path, typer.Option("--out", metavar="FILE")]
Signers = Annotated[list[str], typer.Option("--signer", metavar="KEY")]
EnvelopeFile = Annotated[Path, typer.Argument(metavar="FILE")]
HERE = Path()


@dataclass(frozen=True, slots=True)
class Keys:
    """The key files of one command, and where their passphrases come from (one line each, in this order)."""

    key: Path
    log_key: Path | None
    fd: int | None

    def open(self) -> "tuple[SigningKey, SigningKey | None]":
        """The key that signs the entries, and the book's log key if it was named."""
        signer = open_key(self.key, self.fd)
        return signer, open_key(self.log_key, self.fd) if self.log_key is not None else None


def now() -> int:
    """The time that is claimed, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def open_key(path: Path, fd: int | None) -> "SigningKey":
    """The private key in `path`; its passphrase is asked for or read from `fd`."""
    from ledger.forms.form_input import read_input
    from ledger.keys import read_private_key

    read_input(path)  # a wrong name is said before a passphrase is asked for
    if fd is None:
        note("desk.key_for", path=path)
    return read_private_key(path, passphrase(fd))


def public_keys(texts: Sequence[str]) -> "list[PublicKey]":
    """The public keys written as files or hexadecimal digits."""
    from ledger.seats import key_of

    return [key_of(text) for text in texts]


# --- logging and publishing ---


def append(desk: "Desk", acts: "Sequence[tuple[str, Event]]", keys: Keys) -> None:
    """Log these acts and say where; publish if the log key is given."""
    from ledger.desk import Act

    at = now()
    signer, log_key = keys.open()
    first = len(desk.entries())
    entries = desk.append([Act(stream, event, at) for stream, event in acts], signer)
    for index, entry in enumerate(entries, start=first):
        say("desk.stored", index=index, stream=entry.stream, type=entry.type, hash=entry.hash.hex())
    publish_if(desk, log_key)


def append_at(desk: Path, acts: "Sequence[tuple[str, Event]]", keys: Keys) -> None:
    """As `append`, at the desk in this folder, which is opened for it."""
    from ledger.desk import Desk

    with Desk.open(desk) as opened:
        append(opened, acts, keys)


def carry_out(
    desk: "Desk", stream: str, event: "Event", keys: Keys, *papers: Path | None, besides: Sequence[str] = ()
) -> None:
    """One act from beginning to end: what speaks against it (but `besides`), its scans, logging, publishing."""
    from ledger.entry.scans import store_scan

    refuse_beforehand(desk, stream, event, keys, besides=besides)
    for path in papers:
        if path is not None:
            digest = store_scan(path, desk.archive.folder)
            say("desk.scan", path=path, hash=digest.hex())
    append(desk, [(stream, event)], keys)


def publish_if(desk: "Desk", log_key: "SigningKey | None") -> None:
    """Publish with the log key; without it, storing is where a command ends."""
    if log_key is not None:
        publish(desk, log_key)


def publish(desk: "Desk", log_key: "SigningKey") -> None:
    """Publish what is stored, and say up to which entry and under which checkpoint."""
    published = desk.publish(log_key)
    checkpoint = published.checkpoint
    say(
        "desk.recorded", index=checkpoint.size - 1, size=checkpoint.size, root=checkpoint.root.hex(), origin=desk.origin
    )


def refuse_beforehand(
    desk: "Desk",
    stream: str,
    event: "Event",
    keys: Keys | None = None,
    *,
    besides: Sequence[str] = (),
    ahead: "Sequence[Act]" = (),
) -> None:
    """Print every finding this act would have; raise `Refused` with those (but `besides`) that stand against it.

    With `keys` it is an attempt, not a question: a refused one is put on record with them first, unless it lacks
    nothing but reasons.  `ahead` are acts to be logged before this one; where there are some, they are the attempt.
    """
    from domain.errors import Refused
    from domain.replaying import blocking
    from ledger.casework import preview
    from ledger.desk import Act

    act = Act(stream, event, now())
    findings = [finding for finding in preview(desk, act, ahead=ahead) if finding.code not in besides]
    refused = blocking(findings)
    show_findings(sorted((each for each in findings if each not in refused), key=lambda each: each.order))
    if refused:
        if keys is not None and not all(may_be_explained(each) for each in refused):
            put_on_record(desk, ahead or [act], Refused(refused), keys)
        raise Refused(refused)


def put_on_record(desk: "Desk", acts: "Sequence[Act]", refused: "Refused", keys: Keys) -> None:
    """Log the refused attempt at these acts, signed by whoever made it; publish if the log key is given."""
    note("desk.attempt", codes=dict(refused.params)["codes"])
    signer, log_key = keys.open()
    attempt = desk.note_attempt(acts, refused, signer)
    if attempt is not None:
        note("desk.attempt_logged", index=len(desk.entries()) - 1)
        publish_if(desk, log_key)


# --- files ---


def paper_hash(path: Path | None) -> "Hash | None":
    """The hash that names a scan; None where none was given."""
    from ledger.forms.form_input import document_hash

    return None if path is None else document_hash(path)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet.  Raises `OutputExistsError`."""
    from ledger.durable import write_file
    from ledger.errors import OutputExistsError

    refuse_existing(path)
    try:
        write_file(path, data, path.parent)
    except FileExistsError:
        raise OutputExistsError(path=str(path)) from None


def refuse_existing(path: Path) -> None:
    """Raise `OutputExistsError` if there is something at `path`, `InputMissingError` if its folder is not there."""
    from ledger.errors import InputMissingError, OutputExistsError

    if not path.parent.is_dir():
        raise InputMissingError(path=str(path.parent), reason="no_folder")

    if path.exists() or path.is_symlink():
        raise OutputExistsError(path=str(path))


def print_copies(copied: "Sequence[Mirrored]") -> None:
    """What came of copying each book."""
    for book in copied:
        say(f"desk.copied.{book.outcome}", origin=book.origin, size=book.size, before=book.before)
