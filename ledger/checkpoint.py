"""Checkpoints: the signed statement of a log's size and root (c2sp.org/tlog-checkpoint; `docs/format.md`, section 7).

    <origin> LF <size, decimal> LF <base64 of root[32]> LF

Rules of this module:

- The size is ASCII `0` or a digit 1-9 and digits, at most 2^53 - 1; the root is canonical base64 of 32 bytes.
- An origin is not empty and has at most 255 bytes.
- A book's checkpoint has no extension lines; only a foreign log's may be read with them, and they are dropped.
- Size 0 has the empty root.
- A checkpoint counts only with exactly one signature line of the log's key, valid, the key named as the origin.
- Signature lines that nobody knows are handed on as hints.
- A book's origin is `host/election/body/area`, four segments `[a-z0-9][a-z0-9.-]{0,62}` without `..`.
"""

import re
from dataclasses import dataclass
from typing import Final

from domain.types import MAX_INTEGER, Hash
from ledger.errors import CheckpointMalformedError, CheckpointOriginError, CheckpointSignatureCountError
from ledger.merkle import EMPTY_ROOT, HASH_BYTES
from ledger.note import (
    SignatureLine,
    VerifierKey,
    decode_base64,
    encode_base64,
    open_note,
    sign_note,
    split_note,
)
from ledger.signing import SigningKey

MAX_CHECKPOINT_BYTES: Final = 16_384
"""The most bytes of a checkpoint note, as entries carry them (records)."""

MAX_ORIGIN_BYTES: Final = 255

_SIZE: Final = re.compile("0|[1-9][0-9]{0,15}")
_SEGMENT: Final = "[a-z0-9][a-z0-9.-]{0,62}"
_BOOK_ORIGIN: Final = re.compile("/".join([_SEGMENT] * 4))


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself: its name, its number of entries and its Merkle root."""

    origin: str
    size: int
    root: Hash

    @property
    def text(self) -> bytes:
        """The text of the note, three lines, as it is signed."""
        return f"{self.origin}\n{self.size}\n{encode_base64(self.root)}\n".encode()


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint that its log signed: with the bytes it came in, and the signature lines that nobody knows."""

    checkpoint: Checkpoint
    raw: bytes
    hints: tuple[SignatureLine, ...]


def parse_checkpoint(text: bytes, *, allow_extensions: bool = False) -> Checkpoint:
    """The checkpoint written as `text`, the text of a note, whether or not anybody signed it.

    With `allow_extensions`, further lines that are not empty are read over (foreign logs).
    Raises CheckpointMalformedError.
    """
    origin, size, root, *extensions = _lines(text)
    if not 0 < len(origin.encode()) <= MAX_ORIGIN_BYTES:
        raise CheckpointMalformedError(reason="origin")
    if extensions and not (allow_extensions and all(extensions)):
        raise CheckpointMalformedError(reason="extension")
    checkpoint = Checkpoint(origin, _parse_size(size), _parse_root(root))
    if checkpoint.size == 0 and checkpoint.root != EMPTY_ROOT:
        raise CheckpointMalformedError(reason="empty_root")
    return checkpoint


def peek_checkpoint(raw: bytes) -> Checkpoint:
    """What the note `raw` claims, no signature checked: to learn whose key to look for.

    Raises NoteMalformedError, CheckpointMalformedError.
    """
    return parse_checkpoint(split_note(raw, max_bytes=MAX_CHECKPOINT_BYTES).text)


def sign_checkpoint(checkpoint: Checkpoint, key: SigningKey) -> bytes:
    """The note over `checkpoint`, signed by the log key under the origin as key name."""
    return sign_note(parse_checkpoint(checkpoint.text).text, checkpoint.origin, key)


def open_checkpoint(raw: bytes, vkey: VerifierKey) -> SignedCheckpoint:
    """The checkpoint in the note `raw`, if the log with `vkey` signed it.

    Raises NoteMalformedError, NoteSignatureInvalidError, NoteUnverifiedError (`open_note`), CheckpointMalformedError,
    CheckpointOriginError when the text names another log, CheckpointSignatureCountError when the log signed twice.
    """
    note = open_note(raw, [vkey], max_bytes=MAX_CHECKPOINT_BYTES)
    checkpoint = parse_checkpoint(note.text)
    if checkpoint.origin != vkey.name:
        raise CheckpointOriginError(origin=checkpoint.origin, name=vkey.name)
    lines = sum(line.claims(vkey) for line in note.lines)
    if lines != 1:
        raise CheckpointSignatureCountError(origin=checkpoint.origin, lines=lines)
    return SignedCheckpoint(checkpoint, raw, note.unknown)


def is_book_origin(text: str) -> bool:
    """Whether `text` may name a book: `host/election/body/area`, so at most 255 bytes (`docs/format.md`, section 6)."""
    return ".." not in text and _BOOK_ORIGIN.fullmatch(text) is not None


def _lines(text: bytes) -> list[str]:
    """The three lines of a checkpoint and any extension lines, without their LF."""
    try:
        lines = text.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        raise CheckpointMalformedError(reason="utf8") from None
    if len(lines) < 4 or lines.pop() != "":  # noqa: PLR2004 - three lines, and nothing after the last LF
        raise CheckpointMalformedError(reason="lines")
    return lines


def _parse_size(text: str) -> int:
    # int() alone would take " 1", "+1", "1_0" and the digits of other scripts.
    if _SIZE.fullmatch(text) is None or int(text) > MAX_INTEGER:
        raise CheckpointMalformedError(reason="size")
    return int(text)


def _parse_root(text: str) -> Hash:
    root = decode_base64(text)
    if root is None or len(root) != HASH_BYTES:
        raise CheckpointMalformedError(reason="root")
    return Hash(root)
