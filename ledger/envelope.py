"""DSSE envelopes: the file in which people pass a statement for signing, and the export of an entry.

Rules of this module:

- An envelope is `{"payload", "payloadType", "signatures": [{"keyid", "sig"}]}` with exactly these keys, none twice.
- It is at most 1 MiB, and has at most 100 signatures.
- Base64 is RFC 4648, section 4, in its one canonical form.
- The payload type is that of our statements or of our entries.
- A key id is the raw Ed25519 public key in lower-case hexadecimal; no key id comes twice.
- Who has not signed yet is not in the list.
- Reading says nothing about signatures: `ledger.signing.verify` does, over `Envelope.message`.
- The same envelope is always written as the same bytes.
"""

import base64
import binascii
import json
import re
from dataclasses import dataclass, replace
from typing import Final, NoReturn

from domain.types import PublicKey, Signature
from ledger.errors import EnvelopeMalformedError
from ledger.signing import ENTRY_TYPE, SIGNATURE_SIZE, STATEMENT_TYPE, pae

MAX_ENVELOPE: Final = 1024 * 1024
"""Bytes an envelope may have."""

MAX_SIGNATURES: Final = 100
"""Signatures an envelope may have."""

_ENVELOPE_KEYS: Final = frozenset({"payload", "payloadType", "signatures"})
_SIGNATURE_KEYS: Final = frozenset({"keyid", "sig"})
_KEY_ID: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Envelope:
    """A payload, its type and who signed it so far, in ascending order of the keys."""

    payload_type: str
    payload: bytes
    signatures: tuple[tuple[PublicKey, Signature], ...] = ()

    @property
    def message(self) -> bytes:
        """The bytes that every signature is over."""
        return pae(self.payload_type, self.payload)

    def with_signature(self, key: PublicKey, signature: Signature) -> "Envelope":
        """The envelope with `key`'s signature added, or put in the place of an earlier one of `key`."""
        signatures = {**dict(self.signatures), key: signature}
        return replace(self, signatures=tuple(sorted(signatures.items())))


def write_envelope(envelope: Envelope) -> bytes:
    """The file's bytes: JSON with sorted keys, one field per line, a line end at the end."""
    document = {
        "payload": base64.b64encode(envelope.payload).decode(),
        "payloadType": envelope.payload_type,
        "signatures": [
            {"keyid": key.hex(), "sig": base64.b64encode(signature).decode()}
            for key, signature in sorted(envelope.signatures)
        ],
    }
    return (json.dumps(document, indent=1, sort_keys=True) + "\n").encode()


def read_envelope(raw: bytes) -> Envelope:
    """Parse the bytes of a file, in any JSON layout; raises EnvelopeMalformedError with one of these reasons.

    too_large, not_json, duplicate_key, number, fields, payload_type, base64, signatures, keyid, duplicate_keyid, sig.
    """
    if len(raw) > MAX_ENVELOPE:
        _refuse("too_large")
    document = _fields(_parse_json(raw), _ENVELOPE_KEYS)
    payload_type = document["payloadType"]
    if not isinstance(payload_type, str) or payload_type not in (STATEMENT_TYPE, ENTRY_TYPE):
        _refuse("payload_type")
    return Envelope(payload_type, _base64(document["payload"]), _signatures(document["signatures"]))


def _signatures(value: object) -> tuple[tuple[PublicKey, Signature], ...]:
    if not isinstance(value, list) or len(value) > MAX_SIGNATURES:
        _refuse("signatures")
    pairs = [_signature(item) for item in value]
    if len(dict(pairs)) != len(pairs):
        _refuse("duplicate_keyid")
    return tuple(sorted(pairs))


def _signature(value: object) -> tuple[PublicKey, Signature]:
    fields = _fields(value, _SIGNATURE_KEYS)
    key_id, signature = fields["keyid"], _base64(fields["sig"])
    if not isinstance(key_id, str) or not _KEY_ID.fullmatch(key_id):
        _refuse("keyid")
    if len(signature) != SIGNATURE_SIZE:
        _refuse("sig")
    return PublicKey(bytes.fromhex(key_id)), Signature(signature)


def _base64(value: object) -> bytes:
    if not isinstance(value, str):
        _refuse("base64")
    try:
        decoded = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        _refuse("base64")
    if base64.b64encode(decoded).decode() != value:
        _refuse("base64")
    return decoded


def _fields(value: object, keys: frozenset[str]) -> dict[str, object]:
    if not isinstance(value, dict) or value.keys() != keys:
        _refuse("fields")
    return value


def _parse_json(raw: bytes) -> object:
    try:
        document: object = _DECODER.decode(raw.decode())
    except (ValueError, RecursionError):
        _refuse("not_json")
    return document


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuses an object that says a key twice, of which readers would see different halves."""
    members = dict(pairs)
    if len(members) != len(pairs):
        _refuse("duplicate_key")
    return members


def _no_number(_: str) -> NoReturn:
    _refuse("number")


def _refuse(reason: str) -> NoReturn:
    raise EnvelopeMalformedError(reason=reason) from None


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_unique, parse_int=_no_number, parse_float=_no_number, parse_constant=_no_number
)
