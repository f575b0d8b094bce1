"""Statements and entries between bytes and types (`docs/format.md`, sections 3 to 5).

- Types resolve through the closed tables of `domain`; a sound entry of another type or version is `Unsupported`.
- One value has one encoding: what does not encode to the same bytes again is refused.
- What is parsed is kept with the bytes it came from; nothing is signed or hashed over an encoding made again.
"""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Final

import msgspec

from domain.events import EVENT_TYPES, Entry, Event, Unsupported
from domain.statements import STATEMENT_TYPES, Statement, StatementData
from domain.types import Count, Hash, HashField, KeyField, ListOf, PublicKey, Record, Signature, SignatureField, Text
from ledger import canonical
from ledger.errors import EntryTooLargeError, NotCanonicalError, RecordError, UnsupportedRecordError
from ledger.merkle import leaf_hash
from ledger.wire import Codec, SealedStatement, decode_with, encode

VERSION: Final = 1


class SealedEntry(Record, frozen=True):
    """An entry as it is stored: the parsed entry, and the bytes that were signed and stored."""

    entry: Entry
    payload: bytes
    signature: Signature
    raw: bytes


class _SealedEntry(msgspec.Struct, gc=False):
    payload: bytes
    signature: SignatureField


class _EntryPayload(msgspec.Struct, gc=False):
    book: Text
    data: Any
    election: HashField
    prev: HashField
    seq: Count
    signer: KeyField
    stream: Text
    time: Count
    type: Text
    v: Count


class _RawEntryPayload(_EntryPayload, gc=False):
    data: msgspec.Raw


class _StatementPayload(msgspec.Struct, gc=False):
    data: Any
    election: HashField
    replaces: ListOf[HashField]
    signers: ListOf[KeyField]
    subject: Text
    time: Count
    type: Text
    v: Count


class _RawStatementPayload(_StatementPayload, gc=False):
    data: msgspec.Raw


_sealed_entries: Final = msgspec.msgpack.Decoder(_SealedEntry)
_entry_payloads: Final = msgspec.msgpack.Decoder(_RawEntryPayload)
_statement_payloads: Final = msgspec.msgpack.Decoder(_RawStatementPayload)
_statement_codecs: Final = {name: Codec(kind) for name, kind in STATEMENT_TYPES.items()}
_event_codecs: Final = {name: Codec(kind) for name, kind in EVENT_TYPES.items()}


# ---------------------------------------------------------------- statements


def parse_statement(payload: bytes, signatures: tuple[Signature, ...]) -> Statement[StatementData]:
    """The statement signed as `payload`, one signature per signer in their order.

    Raises `FormatError` for malformed bytes and `UnsupportedRecordError` for an unknown type or version.
    """
    texts: list[str] = []
    statement = _statement(payload, signatures, texts)
    canonical.check_joined_text(texts)
    return statement


def _statement(payload: bytes, signatures: tuple[Signature, ...], texts: list[str]) -> Statement[StatementData]:
    """As `parse_statement`, with its texts added to `texts` for the caller to check."""
    fields = decode_with(_statement_payloads, payload)
    texts += (fields.subject, fields.type)
    signers: tuple[PublicKey, ...] = fields.signers
    if not signers or list(signers) != sorted(set(signers)):
        raise RecordError(reason="signers")
    if len(signers) != len(signatures):
        raise RecordError(reason="signatures")
    codec = _statement_codecs.get(fields.type) if fields.v == VERSION else None
    if codec is None:
        _check_unknown(fields, payload)
        raise UnsupportedRecordError(type=fields.type, v=fields.v)
    fields.data = data = codec.decode(fields.data, texts)
    if encode(fields) != payload:
        raise NotCanonicalError(reason="encoding")
    return Statement(
        data,
        fields.election,
        fields.replaces,
        signers,
        fields.subject,
        fields.time,
        leaf_hash(payload),
        payload,
        signatures,
    )


def statement_payload(
    data: StatementData,
    *,
    election: Hash,
    signers: tuple[PublicKey, ...],
    subject: str,
    time: int,
    replaces: tuple[Hash, ...] = (),
) -> bytes:
    """The bytes that `signers` (any order) sign; `time` in milliseconds, a claim.

    Raises `FormatError` for values that no statement may hold.
    """
    ordered = tuple(sorted(set(signers)))
    name = type(data).__name__
    payload = encode(_StatementPayload(data, election, replaces, ordered, subject, time, name, VERSION))
    parse_statement(payload, (Signature(bytes(64)),) * len(ordered))
    return payload


# ---------------------------------------------------------------- entries


def decode_entry(raw: bytes) -> SealedEntry:
    """The entry in `raw`; its signatures are not checked here.

    Raises `FormatError` (see `ledger.errors`) for anything that is not one sound entry.
    """
    if len(raw) > canonical.MAX_BYTES:
        raise EntryTooLargeError(size=len(raw))
    sealed = decode_with(_sealed_entries, raw)
    payload: bytes = sealed.payload
    fields = decode_with(_entry_payloads, payload)
    texts: list[str] = [fields.book, fields.stream, fields.type]
    event = _event(fields, payload, texts)
    canonical.check_joined_text(texts)
    entry = Entry(
        fields.book,
        event,
        fields.election,
        fields.prev,
        fields.seq,
        fields.signer,
        fields.stream,
        fields.time,
        leaf_hash(raw),
    )
    if encode(sealed) != raw:
        raise NotCanonicalError(reason="encoding")
    return SealedEntry(entry, payload, sealed.signature, raw)


def _event(fields: _EntryPayload, payload: bytes, texts: list[str]) -> Event:
    """The event in a decoded payload, which is checked to encode to `payload` again; its texts are added to `texts`."""
    codec = _event_codecs.get(fields.type) if fields.v == VERSION else None
    if codec is None:
        _check_unknown(fields, payload)
        return Unsupported(fields.type, fields.v)
    fields.data = wire = codec.decode(fields.data, texts)
    if encode(fields) != payload:
        raise NotCanonicalError(reason="encoding")
    try:
        event: Event = codec.from_wire(wire, lambda sealed: _statement(sealed.payload, sealed.signatures, texts))
    except UnsupportedRecordError as inner:
        _check_statements(codec.statements_in(wire))
        unknown = dict(inner.params)
        return Unsupported(str(unknown["type"]), int(unknown["v"]), fields.type)
    return event


def _check_unknown(fields: _EntryPayload | _StatementPayload, payload: bytes) -> None:
    """Refuse a payload of an unknown type that is malformed all the same."""
    canonical.check_value(canonical.decode(payload))
    if encode(fields) != payload:  # `data` is still as it came, so it is the keys around it that differ
        raise RecordError(reason="keys")


def _check_statements(statements: Iterable[tuple[SealedStatement, type[StatementData]]]) -> None:
    """Refuse a malformed statement that stands beside one of an unknown type."""
    for sealed, kind in statements:
        with suppress(UnsupportedRecordError):
            if not isinstance(parse_statement(sealed.payload, sealed.signatures).data, kind):
                raise RecordError(reason="statement")


def entry_payload(
    data: Event, *, book: str, election: Hash, prev: Hash, seq: int, signer: PublicKey, stream: str, time: int
) -> bytes:
    """The bytes that an entry's signer signs."""
    name = type(data).__name__
    wire = _event_codecs[name].to_wire(data)
    return encode(_EntryPayload(book, wire, election, prev, seq, signer, stream, time, name, VERSION))


def encode_entry(payload: bytes, signature: Signature) -> bytes:
    """The stored bytes of an entry.  Raises `EntryTooLargeError`."""
    raw = encode(_SealedEntry(payload, signature))
    if len(raw) > canonical.MAX_BYTES:
        raise EntryTooLargeError(size=len(raw))
    return raw


def columns_of(raw: bytes) -> tuple[str, int, str]:
    """Stream, seq and type of the entry in `raw`, as the store's columns must have them.  Raises `FormatError`."""
    entry = decode_entry(raw).entry
    return entry.stream, entry.seq, entry.type
