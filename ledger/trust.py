"""The trust file: the one thing a verifier must have from elsewhere (`docs/format.md`, section 9).

- Line 1 is the root book's log vkey, line 2 is `election <64 hex>`; every further line is `checkpoint <base64 note>`.
- A checkpoint line is a minimum size known from outside, and never empty.  Anything else is refused.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from domain.types import Hash
from ledger.archive import is_hex_hash, read_bounded
from ledger.errors import FormatError, TrustMalformedError, TrustMissingError
from ledger.note import VerifierKey, decode_base64, encode_base64, parse_vkey

MAX_TRUST_BYTES: Final = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Trust:
    """The root book's log key, the election, and checkpoint notes known from outside (any book, unverified yet)."""

    root: VerifierKey
    election: Hash
    notes: tuple[bytes, ...] = ()

    @property
    def text(self) -> str:
        """The content of the trust file."""
        notes = [f"checkpoint {encode_base64(note)}" for note in self.notes]
        return "\n".join([self.root.text, f"election {self.election.hex()}", *notes, ""])


def read_trust(path: Path) -> Trust:
    """The trust in the file at `path`.  Raises `TrustMissingError` or `TrustMalformedError` (with the line)."""
    raw = read_bounded(path, MAX_TRUST_BYTES)
    if raw is None:
        raise TrustMissingError(path=str(path))
    try:
        lines = raw.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise TrustMalformedError(path=str(path), line=1) from None
    if lines and lines[-1] == "":
        lines.pop()
    return _parse(lines, str(path))


def _parse(lines: list[str], path: str) -> Trust:
    if len(lines) < 2:  # noqa: PLR2004 - key and election
        raise TrustMalformedError(path=path, line=len(lines) + 1)
    try:
        root = parse_vkey(lines[0])
    except FormatError as error:
        raise TrustMalformedError(path=path, line=1) from error
    word, _, digits = lines[1].partition(" ")
    if word != "election" or not is_hex_hash(digits):
        raise TrustMalformedError(path=path, line=2)
    notes = []
    for number, line in enumerate(lines[2:], start=3):
        word, _, encoded = line.partition(" ")
        note = decode_base64(encoded)
        if word != "checkpoint" or not note:
            raise TrustMalformedError(path=path, line=number)
        notes.append(note)
    return Trust(root, Hash(bytes.fromhex(digits)), tuple(notes))
