"""Books of others at a desk, and single entries of any book that lies there: copied, exported, proved.

- What is copied to a desk is checked; the own book's checkpoint, seen elsewhere, is compared and never copied.
- A folder without a desk, of people who only sign, takes copies by its trust file.
- An entry is named `BOOK@INDEX`; it is exported with its signature, a statement with all of its signatures.
- A proof is for a published entry, under the newest checkpoint; it is checked against a log key from elsewhere.
"""

import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Final

from domain.events import (
    ElectionDeclared,
)
from domain.findings import Level
from ledger.archive import CHECKPOINT, MAX_VKEY_BYTES, Archive
from ledger.checkpoint import Checkpoint, is_book_origin, open_checkpoint
from ledger.desk import ARCHIVE_FOLDER, DESK_FILE, TRUST_FILE, Desk
from ledger.durable import write_file
from ledger.entrycheck import statements_in
from ledger.envelope import MAX_ENVELOPE, Envelope, read_envelope, write_envelope
from ledger.errors import (
    BookMissingError,
    BrokenCopyError,
    EntryMissingError,
    FormatError,
    InputMalformedError,
    NotAuthorizedError,
    NothingStoredError,
    NotPublishedError,
    RestoredBackupError,
    WrongStatementError,
)
from ledger.forms.form_input import read_input
from ledger.inspection import InspectedBook, inspect_book
from ledger.merkle import Tree
from ledger.mirroring import Mirrored, mirror
from ledger.note import parse_vkey
from ledger.proofs import MAX_PROOF_BYTES, Proof, check_proof, prove, read_proof
from ledger.records import SealedEntry, decode_entry, encode_entry
from ledger.seats import shown
from ledger.signing import ENTRY_TYPE
from ledger.signing_round import envelope_of
from ledger.tiles import bundles, split_bundle
from ledger.trust import read_trust
from ledger.viewing import passes_at

STAGING: Final = ".mirroring"
_INDEX: Final = re.compile("0|[1-9][0-9]{0,15}")


# ---------------------------------------------------------------- copying


def fetch(desk: Desk, source: Archive, only: Collection[str] | None = None) -> list[Mirrored]:
    """Copy published books to the desk; the own book's checkpoint, seen there, is compared and never copied.

    Raises what `ledger.mirroring.mirror` raises, and `RestoredBackupError`.
    """
    election = None if _declares(desk) else desk.trust.election
    copied = mirror(source, desk.archive, staging=desk.folder / STAGING, own=desk.origin, election=election, only=only)
    desk.known = {}
    _compare_own(desk, source)
    return copied


def _compare_own(desk: Desk, source: Archive) -> None:
    """A checkpoint of the own book that the store does not reach is kept in the trust file, and stops the desk."""
    note = source.book(desk.origin).read(CHECKPOINT)
    book = desk.examine().traced.books.get(desk.origin)
    if note is None or book is None:
        return
    try:
        seen_there = open_checkpoint(note, book.vkey).checkpoint
    except FormatError:
        return  # not signed by this book's log
    tree = Tree(entry.hash for _, entry in desk.entries())
    if seen_there.size <= tree.size and tree.root(seen_there.size) == seen_there.root:
        return
    if not _declares(desk):
        desk.write_trust(replace(desk.trust, notes=(*desk.trust.notes, note)))
    raise RestoredBackupError(origin=desk.origin, size=tree.size, seen=seen_there.size)


def _declares(desk: Desk) -> bool:
    """Whether this is the desk of the root book, whose trust follows from its own first entry."""
    own = desk.entries()
    return bool(own) and isinstance(own[0][1].data, ElectionDeclared)


def archive_in(path: Path) -> Archive:
    """The archive at `path`, which may also be the folder of a desk.  Raises `ArchiveMissingError`."""
    within = path / ARCHIVE_FOLDER
    return Archive.open(within if within.is_dir() else path)


def require_entries(desk: Desk) -> None:
    """Raise `NothingStoredError` for a book without entries."""
    if not desk.store.count():
        raise NothingStoredError(origin=desk.origin)


def collect(folder: Path, source: Archive, trust: Path | None, only: Collection[str] | None) -> list[Mirrored]:
    """Copy books into a folder: a desk, or one with no more than `trust` and `archive`, which is made if need be.

    `trust` is taken over where the folder has none.  Raises as `fetch`, and the errors of the trust file.
    """
    if (folder / DESK_FILE).is_file():
        with Desk.open(folder) as desk:
            return fetch(desk, source, only)
    own_trust = folder / TRUST_FILE
    trusted = read_trust(own_trust if own_trust.exists() or trust is None else trust)
    if not own_trust.exists():
        write_file(own_trust, trusted.text.encode(), folder / STAGING)
    target = Archive(folder / ARCHIVE_FOLDER)
    target.folder.mkdir(parents=True, exist_ok=True)
    return mirror(source, target, staging=folder / STAGING, election=trusted.election, only=only)


# ---------------------------------------------------------------- entries


def parse_entry_name(text: str) -> tuple[str, int]:
    """Book and index of `BOOK@INDEX`.  Raises `InputMalformedError`."""
    origin, sign, digits = text.rpartition("@")
    if not sign or not is_book_origin(origin) or _INDEX.fullmatch(digits) is None:
        raise InputMalformedError(what="entry", value=shown(text), reason="form")
    return origin, int(digits)


def entry_at(folder: Path, name: str) -> SealedEntry:
    """An entry of the own book as stored, or of a copied book as published.

    Raises `InputMalformedError`, `BookMissingError`, `BrokenCopyError`, `EntryMissingError`.
    """
    origin, index = parse_entry_name(name)
    if (folder / DESK_FILE).is_file():
        with Desk.open(folder) as desk:
            if desk.origin == origin:
                return _stored(desk, index)
    book = _published(folder, origin)
    if index >= book.tree.size:
        raise EntryMissingError(origin=origin, index=index)
    files = Archive(folder / ARCHIVE_FOLDER).book(origin)
    name_of = next(each for each in bundles(book.tree.size) if each.begin <= index < each.end)
    data = files.read(name_of.path)
    if data is None:
        raise EntryMissingError(origin=origin, index=index)
    return decode_entry(split_bundle(data, name_of.width)[index - name_of.begin])


def entry_envelope(sealed: SealedEntry) -> bytes:
    """The envelope of an entry, which any DSSE library verifies."""
    return write_envelope(Envelope(ENTRY_TYPE, sealed.payload, ((sealed.entry.signer, sealed.signature),)))


def statement_envelope(sealed: SealedEntry) -> bytes:
    """The envelope of the first statement in an entry.  Raises `EntryMissingError` if it has none."""
    statement = next(statements_in(sealed.entry.data), None)
    if statement is None:
        raise EntryMissingError(origin=sealed.entry.book, index=-1)
    return write_envelope(envelope_of(statement))


def proof_of(folder: Path, name: str) -> Proof:
    """The proof that an entry stands in its book as published in this folder.

    Raises as `entry_at`, and `NotPublishedError`.
    """
    origin, index = parse_entry_name(name)
    book = _published(folder, origin)
    note = Archive(folder / ARCHIVE_FOLDER).book(origin).read(CHECKPOINT)
    if note is None or book.checkpoint is None or index >= book.checkpoint.size:
        raise NotPublishedError(origin=origin, index=index, size=book.tree.size)
    return prove(book.tree, index, book.checkpoint, note)


def check_files(proof: Path, entry: Path, vkey: Path | None, folder: Path) -> tuple[Checkpoint, int]:
    """The checkpoint and index that a proof file shows for the entry in an envelope file.

    The log key is that of the file `vkey`, or as authority names it for the book, by the trust file in `folder`.
    Raises the errors of the files, and `ProofInvalidError`.
    """
    parsed = read_proof(read_input(proof, MAX_PROOF_BYTES))
    envelope = read_envelope(read_input(entry, MAX_ENVELOPE))
    if envelope.payload_type != ENTRY_TYPE or len(envelope.signatures) != 1:
        raise WrongStatementError(wanted="entry", found="statement")
    raw = encode_entry(envelope.payload, envelope.signatures[0][1])
    if vkey is not None:
        key = parse_vkey(_ascii_line(read_input(vkey, MAX_VKEY_BYTES)))
    else:
        book = passes_at(folder).traced.books.get(parsed.origin)
        if book is None:
            raise NotAuthorizedError(origin=parsed.origin)
        key = book.vkey
    return check_proof(parsed, decode_entry(raw).entry.hash, key), parsed.index


def _stored(desk: Desk, index: int) -> SealedEntry:
    if index >= desk.store.count():
        raise EntryMissingError(origin=desk.origin, index=index)
    return decode_entry(next(desk.store.read(index)).raw)


def _published(folder: Path, origin: str) -> InspectedBook:
    """A published book in the archive of this folder, sound by itself."""
    files = Archive.open(folder / ARCHIVE_FOLDER).book(origin)
    if files.read(CHECKPOINT) is None:
        raise BookMissingError(origin=origin)
    book = inspect_book(files, None)
    worst = next((finding for finding in book.findings if finding.level is Level.BROKEN), None)
    if worst is not None:
        raise BrokenCopyError(origin=origin, finding=worst.code)
    return book


def _ascii_line(raw: bytes) -> str:
    return raw.decode("utf-8", "replace").removesuffix("\n")
