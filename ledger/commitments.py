"""Salted commitments: a paper that stays with Bawaslu is named in the book by SHA-256(salt || document).

- A salt is 32 bytes of chance, kept as 64 hexadecimal digits in `<document>.salt`, readable by its owner only, and
  never overwritten: one that is there is used again, so that a command can be repeated.
- Neither a document nor its salt lies in an archive: what lies there is published.
- Whoever has document and salt proves the paper; without the salt nobody can try documents against the commitment.
"""

import os
import re
import secrets
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from domain.types import Hash
from ledger.errors import CommitmentMismatchError, PaperInArchiveError, SaltMalformedError
from ledger.forms.form_input import MAX_DOCUMENT_BYTES, read_input

SALT_SIZE: Final = 32
_SALT: Final = re.compile(rb"([0-9a-f]{64})\n?")


@dataclass(frozen=True, slots=True)
class Committed:
    """A paper with its salt and commitment; `is_new` says that the salt is not on the disk yet."""

    path: Path
    salt: bytes
    commitment: Hash
    is_new: bool


def commitment_of(salt: bytes, document: bytes) -> Hash:
    """SHA-256(salt || document)."""
    return Hash(sha256(salt + document).digest())


def salt_path(document: Path) -> Path:
    """Where the salt of a document lies: `<name>.salt` beside it."""
    return document.with_name(f"{document.name}.salt")


def commit(document: Path, archive: Path) -> Committed:
    """Commit to a document that lies outside `archive`; nothing is written yet.

    Raises `InputMissingError`, `PaperInArchiveError`, `SaltMalformedError`, `OSError`.
    """
    raw, beside = read_input(document, MAX_DOCUMENT_BYTES), salt_path(document)
    if document.resolve().is_relative_to(archive.resolve()) or beside.resolve().is_relative_to(archive.resolve()):
        raise PaperInArchiveError(path=str(document))
    is_new = not (beside.exists() or beside.is_symlink())
    salt = secrets.token_bytes(SALT_SIZE) if is_new else read_salt(beside)
    return Committed(document, salt, commitment_of(salt, raw), is_new)


def keep_salt(committed: Committed) -> None:
    """Write the salt beside the document (mode 0600) and sync it, unless it is there.  Raises `OSError`."""
    if not committed.is_new:
        return
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    handle = os.open(salt_path(committed.path), flags, 0o600)
    with open(handle, "wb") as file:  # noqa: PTH123 - of a handle
        file.write(committed.salt.hex().encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def read_salt(path: Path) -> bytes:
    """The salt in a file.  Raises `InputMissingError`, `SaltMalformedError`."""
    match = _SALT.fullmatch(read_input(path, 2 * SALT_SIZE + 1))
    if match is None:
        raise SaltMalformedError(path=str(path))
    return bytes.fromhex(match[1].decode())


def require_commitment(document: Path, salt: Path, commitment: Hash) -> None:
    """Raise `CommitmentMismatchError` if this document with this salt is not what was committed to."""
    if commitment_of(read_salt(salt), read_input(document, MAX_DOCUMENT_BYTES)) != commitment:
        raise CommitmentMismatchError(path=str(document), salt=str(salt), commitment=commitment.hex())
