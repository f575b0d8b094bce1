"""Statements and entries between bytes and types (`docs/format.md`, sections 3 to 5).

- Every record has exactly the keys of its class, in ascending order; unknown keys are refused.
- Types resolve through the closed tables of `domain`; a sound entry of another type or version is `Unsupported`.
- What is parsed is kept with the bytes it came from; nothing is signed or hashed over an encoding made again.

A record's wire form is read from the annotations of its class, once, when this module is imported.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from domain.events import EVENT_TYPES, Entry, Event, Unsupported
from domain.statements import STATEMENT_TYPES, Statement, StatementData
from domain.types import MAX_INTEGER, Figures, Hash, PublicKey, Signature
from ledger import canonical
from ledger.canonical import Value
from ledger.errors import EntryTooLargeError, RecordError, UnsupportedRecordError
from ledger.merkle import leaf_hash

Parser = Callable[[Any], Any]
VERSION = 1
MAX_NOTE_BYTES = 16_384
_ENTRY_KEYS = ("book", "data", "election", "prev", "seq", "signer", "stream", "time", "type", "v")
_STATEMENT_KEYS = ("data", "election", "replaces", "signers", "subject", "time", "type", "v")
_SEALED_ENTRY = ("payload", "signature")
_SEALED_STATEMENT = ("payload", "signatures")


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """An entry as it is stored: the parsed entry, and the bytes that were signed and stored."""

    entry: Entry
    payload: bytes
    signature: Signature
    raw: bytes


# ---------------------------------------------------------------- values


def _integer(value: object) -> int:
    if type(value) is not int or not 0 <= value <= MAX_INTEGER:
        raise RecordError(reason="integer")
    return value


def _boolean(value: object) -> bool:
    if type(value) is not bool:
        raise RecordError(reason="boolean")
    return value


def _text(value: object) -> str:
    if type(value) is not str:
        raise RecordError(reason="text")
    canonical.check_text(value)
    return value


def _bin32(value: object) -> bytes:
    if type(value) is not bytes or len(value) != 32:
        raise RecordError(reason="bin32")
    return value


def _bin64(value: object) -> bytes:
    if type(value) is not bytes or len(value) != 64:
        raise RecordError(reason="bin64")
    return value


def _note(value: object) -> bytes:
    if type(value) is not bytes or len(value) > MAX_NOTE_BYTES:
        raise RecordError(reason="note")
    return value


def _figures(value: object) -> Figures:
    if type(value) is not tuple:
        raise RecordError(reason="figures")
    for number in value:
        if number is not None and (type(number) is not int or not 0 <= number <= MAX_INTEGER):
            raise RecordError(reason="figures")
    return value


def _enumeration(kind: type[StrEnum]) -> Parser:
    known = {str(member): member for member in kind}

    def parse(value: object) -> StrEnum:
        member = known.get(value) if isinstance(value, str) else None
        if member is None:
            raise RecordError(reason=kind.__name__.lower())
        return member

    return parse


def _optional(parse_one: Parser) -> Parser:
    return lambda value: None if value is None else parse_one(value)


def _list(parse_one: Parser) -> Parser:
    def parse(value: object) -> tuple[Any, ...]:
        if type(value) is not tuple:
            raise RecordError(reason="list")
        return tuple(map(parse_one, value))

    return parse


_hashes = _list(_bin32)
_signatures = _list(_bin64)


def _record(kind: Any) -> Parser:
    """A parser for a map with exactly the fields of `kind`, which stand in ascending order."""
    hints = get_type_hints(kind)
    keys = tuple(field.name for field in fields(kind))
    if keys != tuple(sorted(keys)):
        raise TypeError(kind)
    parsers = tuple(_parser_of(hints[key]) for key in keys)

    def parse(value: object) -> object:
        if type(value) is not dict or tuple(value) != keys:
            raise RecordError(reason="keys")
        return kind(*[parse_one(part) for parse_one, part in zip(parsers, value.values(), strict=True)])

    return parse


def _parser_of(hint: Any) -> Parser:  # noqa: PLR0911 - one line per kind of value
    simple: dict[Any, Parser] = {
        int: _integer,
        bool: _boolean,
        str: _text,
        bytes: _note,
        Hash: _bin32,
        PublicKey: _bin32,
        Figures: _figures,
    }
    if hint in simple:
        return simple[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Statement:
        return _statement_of(arguments[0])
    if origin is tuple:
        return _list(_parser_of(arguments[0]))
    if origin in (Union, types.UnionType):
        return _optional(_parser_of(arguments[0]))
    if is_dataclass(hint):
        return _record(hint)
    return _enumeration(hint)


# ---------------------------------------------------------------- statements


def statement_from_map(value: object) -> Statement[StatementData]:
    """The statement in a decoded map of payload and signatures.

    Raises `FormatError` for malformed bytes and `UnsupportedRecordError` for an unknown type or version.
    """
    if type(value) is not dict or tuple(value) != _SEALED_STATEMENT:
        raise RecordError(reason="keys")
    payload = value["payload"]
    if type(payload) is not bytes:
        raise RecordError(reason="payload")
    return parse_statement(payload, _signatures(value["signatures"]))


def parse_statement(payload: bytes, signatures: tuple[Signature, ...]) -> Statement[StatementData]:
    """The statement signed as `payload`, one signature per signer in their order.

    Raises `FormatError` for malformed bytes and `UnsupportedRecordError` for an unknown type or version.
    """
    fields_ = canonical.decode(payload)
    if type(fields_) is not dict or tuple(fields_) != _STATEMENT_KEYS:
        raise RecordError(reason="keys")
    name, version = _text(fields_["type"]), _integer(fields_["v"])
    signers = _hashes(fields_["signers"])
    if not signers or any(left >= right for left, right in zip(signers, signers[1:], strict=False)):
        raise RecordError(reason="signers")
    if len(signers) != len(signatures):
        raise RecordError(reason="signatures")
    parse_data = _STATEMENTS.get(name) if version == VERSION else None
    if parse_data is None:
        canonical.check_value(fields_)
        raise UnsupportedRecordError(type=name, v=version)
    return Statement(
        data=parse_data(fields_["data"]),
        election=Hash(_bin32(fields_["election"])),
        replaces=_hashes(fields_["replaces"]),
        signers=signers,
        subject=_text(fields_["subject"]),
        time=_integer(fields_["time"]),
        hash=leaf_hash(payload),
        payload=payload,
        signatures=signatures,
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
    """The bytes that `signers` (any order) sign; `time` in milliseconds, a claim.  Raises `FormatError` for values out of range."""
    payload = canonical.encode(
        {
            "data": _plain(data),
            "election": election,
            "replaces": replaces,
            "signers": tuple(sorted(set(signers))),
            "subject": subject,
            "time": time,
            "type": type(data).__name__,
            "v": VERSION,
        }
    )
    parse_statement(payload, (Signature(bytes(64)),) * len(set(signers)))
    return payload


def _statement_of(kind: type[StatementData]) -> Parser:
    """A parser for an embedded statement; where a CHasil may stand, a Transcription may."""

    def parse(value: object) -> Statement[StatementData]:
        statement = statement_from_map(value)
        if not isinstance(statement.data, kind):
            raise RecordError(reason="statement")
        return statement

    return parse


# ---------------------------------------------------------------- entries


def decode_entry(raw: bytes) -> SealedEntry:
    """The entry in `raw`; its signatures are not checked here.

    Raises `FormatError` (see `ledger.errors`) for anything that is not one sound entry.
    """
    if len(raw) > canonical.MAX_BYTES:
        raise EntryTooLargeError(size=len(raw))
    sealed = canonical.decode(raw)
    if type(sealed) is not dict or tuple(sealed) != _SEALED_ENTRY:
        raise RecordError(reason="keys")
    payload, signature = sealed["payload"], _bin64(sealed["signature"])
    if type(payload) is not bytes:
        raise RecordError(reason="payload")
    value = canonical.decode(payload)
    if type(value) is not dict or tuple(value) != _ENTRY_KEYS:
        raise RecordError(reason="keys")
    entry = Entry(
        book=_text(value["book"]),
        data=_event(value),
        election=Hash(_bin32(value["election"])),
        prev=Hash(_bin32(value["prev"])),
        seq=_integer(value["seq"]),
        signer=PublicKey(_bin32(value["signer"])),
        stream=_text(value["stream"]),
        time=_integer(value["time"]),
        hash=leaf_hash(raw),
    )
    return SealedEntry(entry, payload, Signature(signature), raw)


def entry_payload(  # noqa: PLR0913 - the fields of an entry
    data: Event, *, book: str, election: Hash, prev: Hash, seq: int, signer: PublicKey, stream: str, time: int
) -> bytes:
    """The bytes that an entry's signer signs."""
    return canonical.encode(
        {
            "book": book,
            "data": _plain(data),
            "election": election,
            "prev": prev,
            "seq": seq,
            "signer": signer,
            "stream": stream,
            "time": time,
            "type": type(data).__name__,
            "v": VERSION,
        }
    )


def encode_entry(payload: bytes, signature: Signature) -> bytes:
    """The stored bytes of an entry.  Raises `EntryTooLargeError`."""
    raw = canonical.encode({"payload": payload, "signature": signature})
    if len(raw) > canonical.MAX_BYTES:
        raise EntryTooLargeError(size=len(raw))
    return raw


def columns_of(raw: bytes) -> tuple[str, int, str]:
    """Stream, seq and type of the entry in `raw`, as the store's columns must have them.  Raises `FormatError`."""
    entry = decode_entry(raw).entry
    return entry.stream, entry.seq, entry.type


def _event(value: Mapping[str, Value]) -> Event:
    name, version = _text(value["type"]), _integer(value["v"])
    parse_data = _EVENTS.get(name) if version == VERSION else None
    if parse_data is not None:
        try:
            event: Event = parse_data(value["data"])
        except UnsupportedRecordError as inner:
            unknown = dict(inner.params)
            return Unsupported(str(unknown["type"]), int(unknown["v"]))
        return event
    canonical.check_value(value)
    return Unsupported(name, version)


def _plain(value: Any) -> Value:
    """A record as the value that is encoded; an embedded statement as the map of its verbatim bytes."""
    if isinstance(value, Statement):
        return {"payload": value.payload, "signatures": value.signatures}
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    if isinstance(value, StrEnum):
        return str(value)
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    plain: Value = value
    return plain


_STATEMENTS: dict[str, Parser] = {name: _record(kind) for name, kind in STATEMENT_TYPES.items()}
_EVENTS: dict[str, Parser] = {name: _record(kind) for name, kind in EVENT_TYPES.items()}
