"""Signed notes and verifier keys (c2sp.org/signed-note v1.0.0).

    <text, ends in LF> LF (U+2014 SP <key name> SP base64(key id[4] || signature) LF){1..100}

Rules of this module:

- The signed bytes are the text with its last LF and without the blank line, which is the last blank line of the note.
- A note is UTF-8 without control characters below U+0020 except LF; a key name has no Unicode space and no `+`.
- Base64 is canonical: decoding and encoding again gives the same characters.
- A note has at most 1,000,000 bytes, or fewer if the caller says so, and 1 to 100 signature lines, each well formed.
- A signature line whose (name, key id) nobody knows is set aside; its bytes prove nothing.
- Every line of a known key is checked, repeated ones too: a single bad one rejects the whole note.
- A note that no known key signed is rejected.
- A verifier key is split at most twice, for base64 contains `+`; its key id must be the one computed from it.
- Only algorithm 0x01, Ed25519 over the text, is known here; any other is told apart, so that it can be ignored.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from domain.types import PublicKey, Signature
from ledger.errors import (
    NoteMalformedError,
    NoteSignatureInvalidError,
    NoteUnverifiedError,
    VerifierKeyAlgorithmError,
    VerifierKeyMalformedError,
)
from ledger.signing import SigningKey, is_acceptable_key, verify

MAX_NOTE_BYTES: Final = 1_000_000
MAX_SIGNATURES: Final = 100
KEY_ID_BYTES: Final = 4

_ED25519: Final = 0x01
_ECDSA: Final = 0x02  # computes its key id over other bytes, so that it cannot be compared here
_DASH: Final = "\u2014 "
_KEY_NAME: Final = re.compile(r"[^\s+\x00-\x1f\ud800-\udfff]+")
_has_control_character: Final = re.compile(rb"[\x00-\x09\x0b-\x1f]").search


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """An Ed25519 key that signs notes under a name; made by `parse_vkey` or `of`, so the key id fits."""

    name: str
    key_id: bytes
    public: PublicKey

    @classmethod
    def of(cls, name: str, public: PublicKey) -> "VerifierKey":
        """The verifier key of `public` under `name`.  Raises VerifierKeyMalformedError."""
        if not is_key_name(name):
            raise VerifierKeyMalformedError(reason="name")
        if not is_acceptable_key(public):
            raise VerifierKeyMalformedError(reason="key")
        return cls(name, _key_id(name, bytes([_ED25519]) + public), public)

    @property
    def text(self) -> str:
        """The key as one line without LF: `name+key id in hex+base64(0x01 || public)`."""
        return f"{self.name}+{self.key_id.hex()}+{encode_base64(bytes([_ED25519]) + self.public)}"


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One signature line, not verified: who claims to have signed, and the signature's bytes."""

    name: str
    key_id: bytes
    signature: bytes

    def claims(self, key: VerifierKey) -> bool:
        """Whether this line says that it is `key`'s."""
        return self.key_id == key.key_id and self.name == key.name


@dataclass(frozen=True, slots=True)
class UnverifiedNote:
    """A well-formed note of which no signature was checked: to learn what it claims, not to believe it."""

    text: bytes
    lines: tuple[SignatureLine, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A note that at least one known key signed.

    `verified` holds each key once, in the order of the lines; `unknown` the lines that nobody knows, each once;
    `lines` every line.
    """

    text: bytes
    verified: tuple[VerifierKey, ...]
    unknown: tuple[SignatureLine, ...]
    lines: tuple[SignatureLine, ...]


def parse_vkey(text: str) -> VerifierKey:
    """The verifier key written as `text`, one line without LF.

    Raises VerifierKeyMalformedError; VerifierKeyAlgorithmError for a sound key of an algorithm unknown here.
    """
    parts = text.split("+", 2)
    if len(parts) != 3:  # noqa: PLR2004 - name, key id, key
        raise VerifierKeyMalformedError(reason="parts")
    name, key_id, encoded = parts
    material = decode_base64(encoded)
    if not is_key_name(name):
        raise VerifierKeyMalformedError(reason="name")
    if not material:
        raise VerifierKeyMalformedError(reason="base64")
    if material[0] != _ECDSA and key_id != _key_id(name, material).hex():
        raise VerifierKeyMalformedError(reason="key_id")
    if material[0] != _ED25519:
        raise VerifierKeyAlgorithmError(name=name, algorithm=material[0])
    return VerifierKey.of(name, PublicKey(material[1:]))


def sign_note(text: bytes, name: str, key: SigningKey) -> bytes:
    """The note over `text` with one signature line, by `key` under `name`.

    Raises NoteMalformedError when `text` cannot be the text of a note, VerifierKeyMalformedError for a bad name.
    """
    verifier = VerifierKey.of(name, key.public)
    blob = verifier.key_id + key.sign(text)
    raw = text + f"\n{_DASH}{name} {encode_base64(blob)}\n".encode()
    if split_note(raw).text != text:
        raise NoteMalformedError(reason="text")
    return raw


def open_note(raw: bytes, known: Sequence[VerifierKey], *, max_bytes: int = MAX_NOTE_BYTES) -> Note:
    """The note, if keys in `known` signed it.

    Raises NoteMalformedError, NoteSignatureInvalidError when a line of a known key does not verify,
    NoteUnverifiedError when no line is of a known key.
    """
    note = split_note(raw, max_bytes=max_bytes)
    verified: dict[VerifierKey, None] = {}
    unknown: dict[SignatureLine, None] = {}
    for line in note.lines:
        claimed = [key for key in known if line.claims(key)]
        if claimed:
            verified[_signer(line, claimed, note.text)] = None
        else:
            unknown[line] = None
    if not verified:
        raise NoteUnverifiedError(lines=len(note.lines))
    return Note(note.text, tuple(verified), tuple(unknown), note.lines)


def split_note(raw: bytes, *, max_bytes: int = MAX_NOTE_BYTES) -> UnverifiedNote:
    """The parts of a note, no signature checked.  Raises NoteMalformedError."""
    if len(raw) > max_bytes:
        raise NoteMalformedError(reason="size")
    text, blank, signatures = _decode(raw).rpartition("\n\n")
    if not blank:
        raise NoteMalformedError(reason="blank_line")
    if not signatures.endswith("\n"):
        raise NoteMalformedError(reason="last_line")
    lines = signatures[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise NoteMalformedError(reason="signature_count")
    return UnverifiedNote((text + "\n").encode(), tuple(map(_parse_line, lines)))


def is_key_name(name: str) -> bool:
    """Whether `name` may name a key: not empty, no Unicode space, no `+`, no control character, no lone surrogate."""
    return _KEY_NAME.fullmatch(name) is not None


def encode_base64(data: bytes) -> str:
    """RFC 4648, section 4: standard alphabet, padded."""
    return b64encode(data).decode("ascii")


def decode_base64(text: str) -> bytes | None:
    """The bytes that `encode_base64` writes exactly as `text`; None when there are none."""
    try:
        data = b64decode(text, validate=True)
    except (Base64Error, ValueError):
        return None
    return data if encode_base64(data) == text else None


def _decode(raw: bytes) -> str:
    try:
        note = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise NoteMalformedError(reason="utf8") from None
    if _has_control_character(raw):
        raise NoteMalformedError(reason="control_character")
    return note


def _parse_line(line: str) -> SignatureLine:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    blob = decode_base64(encoded)
    if not line.startswith(_DASH) or not is_key_name(name) or blob is None or len(blob) <= KEY_ID_BYTES:
        raise NoteMalformedError(reason="signature_line")
    return SignatureLine(name, blob[:KEY_ID_BYTES], blob[KEY_ID_BYTES:])


def _signer(line: SignatureLine, claimed: Sequence[VerifierKey], text: bytes) -> VerifierKey:
    """The key among those `claimed` that made the signature: two keys can share a name and a key id of four bytes."""
    for key in claimed:
        if verify(key.public, Signature(line.signature), text):
            return key
    raise NoteSignatureInvalidError(name=line.name)


def _key_id(name: str, material: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + material).digest()[:KEY_ID_BYTES]
