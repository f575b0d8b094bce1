"""Scans of paper forms, kept in the archive under their SHA-256, so that they are published with the book.

Rules of this module:

- A scan is stored whole or not at all, as `files/<sha256>`; it is there before anything names it.
- What is there is never overwritten; if its content is not what its name says, that is said.
- A scan has content, and at most 20 MiB.
"""

from hashlib import sha256
from pathlib import Path
from typing import Final

from domain.types import Hash
from ledger.archive import FILES
from ledger.digest import digest_of
from ledger.durable import write_file
from ledger.errors import DocumentClashError, InputMissingError, ScanRefusedError
from ledger.forms.form_input import read_input

MAX_SCAN_BYTES: Final = 20 * 1024 * 1024
_STAGING: Final = ".scans"


def read_scan(path: Path) -> bytes:
    """The bytes of a scan.  Raises `ScanRefusedError`, `InputMissingError`, `OSError`."""
    try:
        raw = read_input(path, MAX_SCAN_BYTES)
    except InputMissingError as error:
        if dict(error.params)["reason"] != "too_large":
            raise
        raise ScanRefusedError(path=str(path), reason="too_large", limit=MAX_SCAN_BYTES) from None
    if not raw:
        raise ScanRefusedError(path=str(path), reason="empty", limit=MAX_SCAN_BYTES)
    return raw


def store_scan(path: Path, archive: Path) -> Hash:
    """Store the scan in `path` in the folder of the archive; its hash.

    Raises `ScanRefusedError`, `DocumentClashError`, `InputMissingError`, `OSError`.
    """
    raw = read_scan(path)
    digest = Hash(sha256(raw).digest())
    place = archive / FILES / digest.hex()
    if place.exists() or place.is_symlink():
        if place.is_symlink() or not place.is_file() or digest_of(place) != digest:
            raise DocumentClashError(path=str(place))
        return digest
    staging = archive.parent / _STAGING
    write_file(place, raw, staging)
    if not any(staging.iterdir()):
        staging.rmdir()
    return digest
