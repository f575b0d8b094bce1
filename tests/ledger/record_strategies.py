"""Records drawn from the annotations of their classes, and what they are as plain values.

A field is drawn within the limits that its annotation states, so a new record type is tested as soon as it is declared.
"""

# ruff: noqa: ANN401 - reads annotations and values of any record

import types
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec
from hypothesis import strategies as st

from domain.statements import STATEMENT_TYPES, Statement, StatementData
from domain.types import Hash, PublicKey, Record, Signature
from ledger.canonical import Value
from ledger.records import parse_statement, statement_payload

LETTERS = st.sampled_from(" ~aZ09-/éÿ\u00a0\u00ac\u00ae\u024f")
HASHES = st.binary(min_size=32, max_size=32).map(Hash)
OPTIONAL = {
    "Ruling": {"deadline"},
    "DisputeFiled": {"happened", "known"},
    "CHasil": {"signed_kpps", "signed_saksi"},
    "Transcription": {"signed_kpps", "signed_saksi"},
    "Mandate": {"key"},
    "Appointment": {"log"},
    "ElectionDeclared": {"bawaslu"},
    "BookOpened": {"authority", "continues"},
    "TallyReceived": {"order"},
    "TallyCorrected": {"objection"},
    "TallyRecounted": {"objection"},
    "MandateRecorded": {"paper"},
    "WitnessRecorded": {"paper"},
    "ObjectionRaised": {"paper"},
    "CopyDelivered": {"paper"},
    "ChildCorrected": {"objection"},
    "ChildRecounted": {"objection"},
    "CopyRecorded": {"paper"},
    "OrderRegistered": {"deadline", "ruling"},
}
"""The fields of each record that may be nil, as `docs/format.md` has them (`x?`)."""
OPTIONAL_BELOW = {"dpt", "parent", "old", "new"}
"""The same of the records inside them: no other record there has a field of such a name."""
COUNTS = st.sampled_from((0, 1, 127, 128, 255, 256, 65_535, 65_536, 2**32 - 1, 2**32, 2**53 - 1)) | st.integers(0, 999)


def records(kind: type[Record]) -> st.SearchStrategy[Any]:
    """Records of this class."""
    hints = get_type_hints(kind, include_extras=True)
    return st.builds(kind, *[_values(hints[name]) for name in kind.__struct_fields__])


def statements(kind: type[StatementData]) -> st.SearchStrategy[Statement[StatementData]]:
    """Sound statements with data of this class (or one below it), by one to three signers."""
    kinds = [each for each in STATEMENT_TYPES.values() if issubclass(each, kind)]

    def make(data: StatementData, signers: set[bytes], replaces: list[Hash], time: int) -> Statement[StatementData]:
        payload = statement_payload(
            data,
            election=Hash(bytes(32)),
            signers=tuple(PublicKey(key) for key in signers),
            subject="1609012001001",
            time=time,
            replaces=tuple(replaces),
        )
        return parse_statement(payload, tuple(Signature(key + key) for key in sorted(signers)))

    signers = st.sets(st.binary(min_size=32, max_size=32), min_size=1, max_size=3)
    data = st.one_of([records(each) for each in kinds])
    return st.builds(make, data, signers, st.lists(HASHES, max_size=2), COUNTS)


def sample(kind: Any) -> Any:
    """One record of this class in which every optional field is there and every list has one element."""
    if issubclass(kind, Enum):
        return next(iter(kind))
    hints = get_type_hints(kind, include_extras=True)
    return kind(*[_sample_value(hints[name]) for name in kind.__struct_fields__])


def sample_statement(kind: type[StatementData], *, subject: str = "1609012001001") -> Statement[Any]:
    """One statement with data of this class, by two signers."""
    signers = (PublicKey(b"k" * 32), PublicKey(b"l" * 32))
    payload = statement_payload(
        sample(kind), election=Hash(bytes(32)), signers=signers, subject=subject, time=1, replaces=(Hash(b"r" * 32),)
    )
    return parse_statement(payload, (Signature(b"s" * 64), Signature(b"t" * 64)))


def plain(value: Any) -> Value:
    """A record as maps, lists and values, as `docs/format.md` has it."""
    match value:
        case Statement():
            return {"payload": value.payload, "signatures": tuple(bytes(each) for each in value.signatures)}
        case msgspec.Struct():
            return {name: plain(getattr(value, name)) for name in value.__struct_fields__}
        case Enum():
            return str(value.value)
        case tuple():
            return tuple(map(plain, value))
        case None | int() | str() | bytes():
            return value
        case _:
            raise TypeError(value)


def texts_in(value: Value) -> list[str]:
    """Every text in a plain value."""
    match value:
        case str():
            return [value]
        case tuple():
            return [text for item in value for text in texts_in(item)]
        case dict():
            return [text for item in value.values() for text in texts_in(item)]
        case _:
            return []


def _values(hint: Any) -> st.SearchStrategy[Any]:  # noqa: PLR0911 - as above
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        inner = arguments[0]
        if get_origin(inner) is Annotated or get_origin(inner) is tuple:
            return _values(inner)
        return _limited(inner, arguments[1])
    if origin in (Union, types.UnionType):
        return st.none() | st.one_of([_values(part) for part in arguments if part is not type(None)])
    if origin is tuple:
        return st.lists(_values(arguments[0]), max_size=2).map(tuple)
    if origin is Statement:
        return statements(arguments[0])
    if issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    return records(hint)


def _limited(kind: Any, limits: msgspec.Meta) -> st.SearchStrategy[Any]:
    base = getattr(kind, "__supertype__", kind)
    if base is int:
        return COUNTS
    if base is str:
        return st.text(LETTERS, max_size=12)
    longest = limits.max_length if limits.max_length is not None and limits.min_length == limits.max_length else 40
    return st.binary(min_size=limits.min_length or 0, max_size=longest)


def _sample_value(hint: Any) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated and get_origin(arguments[0]) in (Annotated, tuple):
        return _sample_value(arguments[0])
    if origin is Annotated:
        base = getattr(arguments[0], "__supertype__", arguments[0])
        return {int: 300, str: "teks", bytes: b"h" * (arguments[1].min_length or 40)}[base]
    if origin in (Union, types.UnionType):
        return _sample_value(arguments[0])
    if origin is tuple:
        return (_sample_value(arguments[0]),)
    return sample_statement(arguments[0]) if origin is Statement else sample(hint)
