"""The typed codec: every record class, read from its annotations, against its plain value and a foreign library."""

from typing import Any

import msgpack
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.events import EVENT_TYPES, Event
from domain.statements import STATEMENT_TYPES, CHasil, DHasil, Statement, StatementData
from domain.types import Count, HashField, ListOf, Record, Text
from ledger import canonical
from ledger.errors import FormatError, NotCanonicalError, RecordError
from ledger.wire import Codec, SealedStatement, decode_with, encode, statement_fields
from tests.ledger.record_strategies import OPTIONAL, plain, records, sample, sample_statement, texts_in

KINDS: dict[str, type[Record]] = {**STATEMENT_TYPES, **EVENT_TYPES}
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def parsed(sealed: SealedStatement) -> Statement[Any]:
    from ledger.records import parse_statement  # noqa: PLC0415 - what stands above the module under test

    return parse_statement(sealed.payload, sealed.signatures)


@every_kind
@settings(max_examples=15)
@given(st.data())
def test_a_record_of_every_type_comes_back_and_is_the_msgpack_of_its_plain_value(
    kind: type[Record], data: st.DataObject
) -> None:
    record = data.draw(records(kind))
    codec = Codec(kind)
    raw = encode(codec.to_wire(record))
    assert raw == canonical.encode(plain(record)) == msgpack.packb(plain(record))
    assert codec.from_wire(codec.decode(raw, []), parsed) == record


@every_kind
def test_every_text_of_a_record_is_handed_over_to_be_checked(kind: type[Record]) -> None:
    record = sample(kind)
    codec = Codec(kind)
    texts: list[str] = []
    codec.decode(encode(codec.to_wire(record)), texts)
    roles = [text for text in texts_in(plain(record)) if text == "root"]
    assert sorted(texts) == sorted(text for text in texts_in(plain(record)) if text not in roles)


@every_kind
def test_an_optional_field_may_be_empty_and_no_other(kind: type[Record]) -> None:
    codec = Codec(kind)
    fields: Any = plain(sample(kind))
    for name in fields:
        raw = canonical.encode(fields | {name: None})
        if name in OPTIONAL.get(kind.__name__, ()):
            assert getattr(codec.decode(raw, []), name) is None
        else:
            with pytest.raises(RecordError):
                codec.decode(raw, [])


@every_kind
def test_a_list_is_never_a_map_and_a_record_never_a_list(kind: type[Record]) -> None:
    codec = Codec(kind)
    fields: Any = plain(sample(kind))
    values = tuple(fields.values())
    with pytest.raises(RecordError):
        codec.decode(canonical.encode(values), [])
    for name, value in fields.items():
        other: Any = {} if isinstance(value, tuple) else ()
        with pytest.raises(RecordError):
            codec.decode(canonical.encode(fields | {name: other}), [])


def test_fields_that_do_not_ascend_are_no_record() -> None:
    class Wrong(Record, frozen=True):
        second: Text
        first: Text

    with pytest.raises(TypeError):
        Codec(Wrong)


def test_texts_are_found_in_lists_below_lists_and_in_what_may_be_missing() -> None:
    class Leaf(Record, frozen=True):
        name: Text
        no: Count

    class Twig(Record, frozen=True):
        leaves: ListOf[Leaf]
        one: Leaf | None

    class Branch(Record, frozen=True):
        hashes: ListOf[HashField]
        names: ListOf[Text]
        twigs: ListOf[Twig]

    twigs = (Twig((Leaf("a", 1), Leaf("b", 2)), Leaf("c", 3)), Twig((), None))
    texts: list[str] = []
    Codec(Branch).decode(encode(Branch((), ("d", "e"), twigs)), texts)
    assert sorted(texts) == ["a", "b", "c", "d", "e"]


def test_texts_of_many_plain_records_are_found_and_records_without_any_are_passed_over() -> None:
    class Bare(Record, frozen=True):
        no: Count

    class Pair(Record, frozen=True):
        first: Text
        second: Text

    class Names(Record, frozen=True):
        names: ListOf[Text]

    class Both(Record, frozen=True):
        bare: ListOf[Bare]
        maybe: Bare | None
        names: ListOf[Names]
        pairs: ListOf[Pair]

    record = Both((Bare(1),), Bare(2), (Names(("a", "b")), Names(())), (Pair("c", "d"), Pair("e", "f")))
    texts: list[str] = []
    Codec(Both).decode(encode(record), texts)
    assert sorted(texts) == ["a", "b", "c", "d", "e", "f"]


def test_a_record_without_texts_hands_over_none() -> None:
    texts: list[str] = []
    Codec(DHasil).decode(encode(sample(DHasil)), texts)
    assert texts == []


STATEMENT_PLACES = [
    (event, place, wanted) for event in EVENT_TYPES.values() for place, wanted in statement_fields(event).items()
]


@pytest.mark.parametrize(("event", "place", "wanted"), STATEMENT_PLACES)
@pytest.mark.parametrize("other", STATEMENT_TYPES.values(), ids=STATEMENT_TYPES)
def test_a_statement_of_another_type_is_refused_in_its_place(
    event: type[Event], place: int, wanted: type[StatementData], other: type[StatementData]
) -> None:
    codec = Codec(event)
    values = [getattr(sample(event), name) for name in event.__struct_fields__]
    statement: Any = sample_statement(other)
    values[place] = (values[place][0], statement) if isinstance(values[place], tuple) else statement
    wire = codec.to_wire(event(*values))
    if issubclass(other, wanted):
        assert codec.from_wire(wire, parsed) == event(*values)
    else:
        with pytest.raises(RecordError):
            codec.from_wire(wire, parsed)


def test_a_transcription_stands_where_a_c_hasil_may_and_says_what_it_is() -> None:
    statement = sample_statement(STATEMENT_TYPES["Transcription"])
    assert isinstance(statement.data, CHasil)
    assert type(statement.data).__name__ == "Transcription"


def test_what_is_no_msgpack_is_told_from_what_is_no_such_record() -> None:
    decoder = msgspec.msgpack.Decoder(DHasil)
    with pytest.raises(NotCanonicalError):
        decode_with(decoder, b"\xc1")
    with pytest.raises(RecordError):
        decode_with(decoder, b"\x80")


def test_the_reason_of_a_refusal_is_short_and_plain_ascii() -> None:
    raw = canonical.encode({"area": "0", "person": 1, "role": "é" * 400})
    with pytest.raises(RecordError) as caught:
        Codec(STATEMENT_TYPES["Possession"]).decode(raw, [])
    reason = str(dict(caught.value.params)["reason"])
    assert reason.isascii()
    assert len(reason) <= 200


@pytest.mark.parametrize("head", [b"\xdd", b"\xdf", b"\xc6", b"\xdb"])
@every_kind
def test_a_field_that_claims_four_thousand_million_elements_costs_nothing(kind: type[Record], head: bytes) -> None:
    fields: Any = plain(sample(kind))
    for name in fields:
        start = canonical.encode({key: 0 for key in fields if key < name})[1:]
        raw = bytes([0x80 | len(fields)]) + start + canonical.encode(name) + head + b"\xff\xff\xff\xff"
        with pytest.raises(FormatError):
            Codec(kind).decode(raw, [])
