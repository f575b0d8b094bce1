"""Statements and entries: only the one encoding of a sound record is let in, wherever it stands."""

import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import msgpack
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.events import EVENT_TYPES, Entry, Event, PlenaryClosed, TallyReceived, Unsupported
from domain.statements import STATEMENT_TYPES, CHasil, Possession, Role, Statement, StatementData
from domain.types import Hash, PublicKey, Signature
from ledger.canonical import Value
from ledger.errors import (
    EntryTooLargeError,
    FormatError,
    NotCanonicalError,
    RecordError,
    UnsupportedRecordError,
)
from ledger.records import (
    columns_of,
    decode_entry,
    encode_entry,
    entry_payload,
    parse_statement,
    statement_payload,
)
from tests.ledger.msgpack_forms import other_forms, pack
from tests.ledger.record_strategies import (
    OPTIONAL,
    OPTIONAL_BELOW,
    plain,
    records,
    sample,
    sample_statement,
    statements,
)

Fields = dict[str, Any]
BOOK = "example.id/latihan/ppk/160901"
SIGNATURE = Signature(b"s" * 64)
every_event = pytest.mark.parametrize("kind", EVENT_TYPES.values(), ids=EVENT_TYPES)
every_statement = pytest.mark.parametrize("kind", STATEMENT_TYPES.values(), ids=STATEMENT_TYPES)


def payload_of(event: Event) -> bytes:
    return entry_payload(
        event,
        book=BOOK,
        election=Hash(b"e" * 32),
        prev=Hash(b"p" * 32),
        seq=7,
        signer=PublicKey(b"o" * 32),
        stream="tally/1609012001001",
        time=1_732_689_000_000,
    )


def fields_of(event: Event) -> Fields:
    """The payload of an entry as maps and lists."""
    fields = plain(decode_entry(encode_entry(payload_of(event), SIGNATURE)).entry)
    assert isinstance(fields, dict)
    del fields["hash"]
    return dict(sorted({**fields, "type": type(event).__name__, "v": 1}.items()))


def sealed(payload: bytes) -> bytes:
    return pack({"payload": payload, "signature": SIGNATURE})


def is_refused(raw: bytes) -> bool:
    try:
        decode_entry(raw)
    except FormatError:
        return True
    return False


def encoded_again(raw: bytes) -> bytes:
    """What a decoded entry of a known type encodes to."""
    found = decode_entry(raw)
    entry: Entry = found.entry
    payload = entry_payload(
        entry.data,
        book=entry.book,
        election=entry.election,
        prev=entry.prev,
        seq=entry.seq,
        signer=entry.signer,
        stream=entry.stream,
        time=entry.time,
    )
    return encode_entry(payload, found.signature)


# ---------------------------------------------------------------- what goes in comes out


@every_event
@settings(max_examples=15)
@given(st.data())
def test_an_entry_of_every_type_comes_back_as_it_was(kind: type[Event], data: st.DataObject) -> None:
    event = data.draw(records(kind))
    raw = encode_entry(payload_of(event), SIGNATURE)
    found = decode_entry(raw)
    assert found.entry.data == event
    assert (found.raw, found.signature, found.entry.seq, found.entry.book) == (raw, SIGNATURE, 7, BOOK)
    assert found.entry.type == kind.__name__
    assert raw == msgpack.packb({"payload": msgpack.packb(fields_of(event)), "signature": bytes(SIGNATURE)})


@every_statement
@settings(max_examples=15)
@given(st.data())
def test_a_statement_of_every_type_comes_back_as_it_was(kind: type[StatementData], data: st.DataObject) -> None:
    drawn = data.draw(statements(kind))
    again = parse_statement(drawn.payload, drawn.signatures)
    assert again == drawn
    assert list(again.signers) == sorted(again.signers)


def test_the_columns_of_an_entry_are_its_stream_seq_and_type() -> None:
    raw = encode_entry(payload_of(sample(EVENT_TYPES["TallyAbsent"])), SIGNATURE)
    assert columns_of(raw) == ("tally/1609012001001", 7, "TallyAbsent")


# ---------------------------------------------------------------- one value, one encoding


@every_event
def test_every_other_form_of_an_entry_is_refused(kind: type[Event]) -> None:
    fields = fields_of(sample(kind))
    assert not is_refused(sealed(pack(fields)))
    assert all(is_refused(sealed(form)) for form in other_forms(fields))
    assert all(is_refused(form) for form in other_forms({"payload": pack(fields), "signature": SIGNATURE}))


@every_statement
def test_every_other_form_of_a_statement_inside_an_entry_is_refused(kind: type[StatementData]) -> None:
    statement = sample_statement(kind)
    assert not is_refused(holding(statement.payload))
    assert all(is_refused(holding(form)) for form in other_forms(statement_fields_of(statement)))


def statement_fields_of(statement: Statement[StatementData]) -> Fields:
    fields = plain(statement)
    assert isinstance(fields, dict)
    unpacked: Fields = msgpack.unpackb(fields["payload"], use_list=False)
    return unpacked


def holding(payload: bytes, signatures: int = 2) -> bytes:
    """An entry that embeds the statement with this payload where one of its type belongs (or in TallyReceived)."""
    try:
        kind = str(msgpack.unpackb(payload).get("type"))
    except (ValueError, AttributeError, msgpack.UnpackException):
        kind = ""
    embedded: Fields = {"payload": payload, "signatures": (bytes(64),) * signatures}
    event, field = PLACES.get(kind, ("TallyReceived", "statement"))
    fields = fields_of(sample(EVENT_TYPES[event]))
    value = (embedded,) if field.endswith("s") else embedded
    return sealed(pack(fields | {"data": fields["data"] | {field: value}}))


PLACES = {
    "Ruling": ("DisputeRuled", "ruling"),
    "Copy": ("CopyRecorded", "copy"),
    "DHasil": ("RecapitulationCertified", "dhasil"),
    "Mandate": ("MandateRecorded", "mandate"),
    "WitnessPosition": ("WitnessRecorded", "positions"),
    "Appointment": ("BodyAuthorized", "appointment"),
    "Possession": ("OfficialAppointed", "possessions"),
    "Revocation": ("OfficialRevoked", "revocation"),
    "Affirmation": ("EntriesAffirmed", "affirmation"),
    "ElectionAmendment": ("ElectionAmended", "amendment"),
    "ContestAmendment": ("ContestAmended", "amendment"),
}
"""An entry type, and its field, that embeds each type of statement; a field named in the plural is a list."""


# ---------------------------------------------------------------- keys and values


def changed(value: Value, change: Callable[[tuple[str, ...], Value], Iterator[Value]]) -> Iterator[Value]:
    """`value` with one node changed, in every way that `change` gives for a node and its path."""
    return _changed(value, change, ())


def _changed(
    value: Value, change: Callable[[tuple[str, ...], Value], Iterator[Value]], path: tuple[str, ...]
) -> Iterator[Value]:
    yield from change(path, value)
    if isinstance(value, dict):
        for key, item in value.items():
            for other in _changed(item, change, (*path, key)):
                yield value | {key: other}
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            for other in _changed(item, change, (*path, "[]")):
                yield (*value[:at], other, *value[at + 1 :])


def other_keys(_: tuple[str, ...], value: Value) -> Iterator[Value]:
    if isinstance(value, dict):
        for key in value:
            yield {each: item for each, item in value.items() if each != key}
        for key in ("a0", "zz"):
            yield dict(sorted((value | {key: 0}).items()))


@every_event
def test_an_entry_with_a_missing_or_an_unknown_key_anywhere_is_refused(kind: type[Event]) -> None:
    fields = fields_of(sample(kind))
    others = list(changed(fields, other_keys))
    assert len(others) > 12
    assert all(is_refused(sealed(pack(other))) for other in others)
    around = changed({"payload": pack(fields), "signature": SIGNATURE}, other_keys)
    assert all(is_refused(pack(other)) for other in around)


@every_statement
def test_a_statement_with_a_missing_or_an_unknown_key_anywhere_is_refused(kind: type[StatementData]) -> None:
    fields = statement_fields_of(sample_statement(kind))
    assert all(is_refused(holding(pack(other))) for other in changed(fields, other_keys))


def other_kinds_in(kind: str) -> Callable[[tuple[str, ...], Value], Iterator[Value]]:
    """Values of another kind than the one that stands in each place of a record of type `kind`."""
    return lambda path, value: other_kinds(kind, path, value)


def other_kinds(kind: str, path: tuple[str, ...], value: Value) -> Iterator[Value]:
    if isinstance(value, bool):
        return
    if path in {("type",), ("v",)}:
        return  # an unknown type is another story
    if not (_may_be_nil(kind, path) or value is None):
        yield None
    yield False
    yield True
    if not isinstance(value, int):
        yield 1
    if not isinstance(value, str):
        yield "teks"
    if not isinstance(value, bytes):
        yield b"h" * 32
    if not isinstance(value, tuple):
        yield ()
        yield (value,)
    if not isinstance(value, dict):
        yield {}
        yield {"a": value}


def _may_be_nil(kind: str, path: tuple[str, ...]) -> bool:
    if path[-2:] in {("figures", "[]"), ("words", "[]"), ("times", "[]")}:
        return True
    if path[:-1] == ("data",):
        return path[-1] in OPTIONAL.get(kind, ())
    return path[:1] == ("data",) and path[-1] in OPTIONAL_BELOW


@every_event
def test_a_value_of_another_kind_anywhere_is_refused(kind: type[Event]) -> None:
    fields = fields_of(sample(kind))
    others = changed(fields, other_kinds_in(kind.__name__))
    accepted = [other for other in others if not is_refused(sealed(pack(other)))]
    assert accepted == []


@every_statement
def test_a_value_of_another_kind_anywhere_in_a_statement_is_refused(kind: type[StatementData]) -> None:
    fields = statement_fields_of(sample_statement(kind))
    others = changed(fields, other_kinds_in(kind.__name__))
    accepted = [other for other in others if not is_refused(holding(pack(other)))]
    assert accepted == []


def out_of_limits(path: tuple[str, ...], value: Value) -> Iterator[Value]:
    """Values of the right kind that no field may hold."""
    match value:
        case int():
            yield from (2**53, 2**64 - 1)
        case str():
            yield from ("\u00ad", "a\nb", "é\u202e", "\u0250", "a" * 501, "é" * 251)
        case bytes() if len(value) in {32, 64}:
            yield from (b"", value[:-1], value + b"h")
        case bytes() if path[-1] in {"note", "authority"}:
            yield b"n" * 16_385
        case _:
            pass


@every_event
def test_a_value_out_of_its_limits_anywhere_is_refused(kind: type[Event]) -> None:
    fields = fields_of(sample(kind))
    accepted = [other for other in changed(fields, out_of_limits) if not is_refused(sealed(pack(other)))]
    assert accepted == []


@every_statement
def test_a_value_out_of_its_limits_anywhere_in_a_statement_is_refused(kind: type[StatementData]) -> None:
    fields = statement_fields_of(sample_statement(kind))
    accepted = [other for other in changed(fields, out_of_limits) if not is_refused(holding(pack(other)))]
    assert accepted == []


@every_event
def test_a_float_or_a_negative_number_in_the_place_of_any_number_is_refused(kind: type[Event]) -> None:
    fields = fields_of(sample(kind))
    for wrong in (0.0, 1.0, 300.0, -1, -300):
        marked = changed(fields, lambda _, value: iter((987_654,)) if isinstance(value, int) else iter(()))
        for other in marked:
            payload = pack(other)
            assert payload.count(pack(987_654)) == 1
            assert is_refused(sealed(payload.replace(pack(987_654), msgpack.packb(wrong))))


def test_a_note_of_16384_bytes_is_let_in() -> None:
    fields = fields_of(sample(EVENT_TYPES["AuthoritySeen"]))
    assert not is_refused(sealed(pack(fields | {"data": {"note": b"n" * 16_384}})))


def test_a_list_of_4097_elements_is_refused() -> None:
    fields = fields_of(sample(EVENT_TYPES["TallyAbsent"]))
    for number, refused in ((4096, False), (4097, True)):
        data = {"contests": ("",) * number, "reason": ""}
        assert is_refused(sealed(pack(fields | {"data": data}))) is refused


@pytest.mark.parametrize("name", ["figures", "words", "times"])
def test_a_form_of_4097_rows_is_refused(name: str) -> None:
    fields = statement_fields_of(sample_statement(CHasil))
    data = fields["data"]
    for number, refused in ((4096, False), (4097, True)):
        rows = (None,) * number
        form = data["forms"][0] | ({} if name == "times" else {name: rows})
        other = data | {"forms": (form,)} | ({"times": rows} if name == "times" else {})
        assert is_refused(holding(pack(fields | {"data": other}))) is refused


# ---------------------------------------------------------------- a single byte


def test_an_entry_with_one_byte_changed_is_refused_or_is_exactly_what_it_now_says() -> None:
    raw = encode_entry(payload_of(PlenaryClosed()), SIGNATURE)
    for at, byte in enumerate(raw):
        for other in {byte ^ 1, byte ^ 0x80, byte ^ 0x20, 0, 0x7F, 0xC0, 0xC2, 0xCC, 0xD9, 0xFF} - {byte}:
            _is_refused_or_exact(raw[:at] + bytes([other]) + raw[at + 1 :])


@every_event
@settings(max_examples=60)
@given(st.data())
def test_an_entry_of_any_type_with_one_byte_changed_is_refused_or_exact(kind: type[Event], data: st.DataObject) -> None:
    raw = encode_entry(payload_of(sample(kind)), SIGNATURE)
    at = data.draw(st.integers(0, len(raw) - 1))
    _is_refused_or_exact(raw[:at] + bytes([data.draw(st.integers(0, 255))]) + raw[at + 1 :])


def _is_refused_or_exact(raw: bytes) -> None:
    try:
        found = decode_entry(raw)
    except FormatError:
        return
    if isinstance(found.entry.data, Unsupported):
        payload = msgpack.packb(msgpack.unpackb(found.payload, use_list=False))
        assert sealed_as(payload, found.signature) == raw
    else:
        assert encoded_again(raw) == raw


def sealed_as(payload: bytes, signature: bytes) -> bytes:
    return pack({"payload": payload, "signature": signature})


@every_event
def test_an_entry_cut_off_or_prolonged_anywhere_is_refused(kind: type[Event]) -> None:
    payload = payload_of(sample(kind))
    raw = encode_entry(payload, SIGNATURE)
    assert all(is_refused(raw[:length]) for length in range(len(raw)))
    assert all(is_refused(sealed(payload[:length])) for length in range(len(payload)))
    for more in (b"\x00", b"\xc0", raw):
        assert is_refused(raw + more)
        assert is_refused(sealed(payload + more))


@settings(max_examples=300)
@given(st.binary(max_size=80))
def test_random_bytes_raise_nothing_but_a_format_error(raw: bytes) -> None:
    for attempt in (raw, sealed(raw), holding(raw)):
        assert is_refused(attempt)


def _nested(below: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    keys = st.text(max_size=3) | st.binary(max_size=3)
    return st.lists(below, max_size=3) | st.dictionaries(keys, below, max_size=3)


ANYTHING = st.recursive(st.none() | st.integers() | st.floats() | st.text() | st.binary(), _nested, max_leaves=6)


@settings(max_examples=150)
@given(ANYTHING)
def test_any_data_under_an_unknown_type_is_unsupported_or_a_format_error(data: object) -> None:
    try:
        packed = msgpack.packb(data)
    except OverflowError:
        return
    raw = unknown_entry(packed)
    try:
        assert decode_entry(raw).entry.data == Unsupported("SeatsAllotted", 1)
    except FormatError:
        return
    _is_refused_or_exact(raw)


def unknown_entry(data: bytes, **fields: object) -> bytes:
    """An entry of a type not known here, with these bytes as its data."""
    mark = b"\x00data goes here\x00"
    known = fields_of(sample(EVENT_TYPES["PlenaryClosed"])) | {"type": "SeatsAllotted"}
    payload = pack(dict(sorted((known | {"data": mark} | fields).items())))
    return sealed(payload.replace(pack(mark), data))


# ---------------------------------------------------------------- types and versions


@pytest.mark.parametrize("data", [{}, {"document": b"h" * 32, "number": 4, "parts": ((1, None, True), {"a": "é"})}])
def test_a_sound_entry_of_an_unknown_type_is_unsupported(data: Value) -> None:
    found = decode_entry(unknown_entry(pack(data))).entry
    assert found.data == Unsupported("SeatsAllotted", 1)
    assert found.type == "SeatsAllotted"


@pytest.mark.parametrize("version", [0, 2, 2**53 - 1])
@every_event
def test_a_sound_entry_of_an_unknown_version_is_unsupported(kind: type[Event], version: int) -> None:
    fields = fields_of(sample(kind)) | {"v": version}
    assert decode_entry(sealed(pack(fields))).entry.data == Unsupported(kind.__name__, version)


TOO_MUCH: list[Value] = ["\u00ad", "a" * 501, 2**53, (0,) * 4097]
MALFORMED = [
    pack({"A": 1}),
    *[pack({"a": value}) for value in TOO_MUCH],
    *[msgpack.packb(value) for value in ({"a": 0.0}, {"a": -1}, {b"a": 1}, {"a": msgpack.ExtType(5, b"")})],
    msgpack.packb({"a": 1, b"b": 2}),
    b"\x81\xa1a\xcc\x01",
    b"\x82\xa1b\x00\xa1a\x00",
    b"\x82\xa1a\x00\xa1a\x00",
    b"\x81\xa1a" * 7 + b"\x90",
    b"\x81\xa1a\xa1\xff",
    b"\x81\xa1a\xdd\xff\xff\xff\xff",
    b"\x81\xa1a" + b"\x91" * 2000 + b"\x00",
]


@pytest.mark.parametrize("data", MALFORMED)
def test_a_malformed_entry_of_an_unknown_type_or_version_is_refused(data: bytes) -> None:
    assert is_refused(unknown_entry(data))
    assert is_refused(unknown_entry(data, type="PlenaryClosed", v=2))


@pytest.mark.parametrize("extra", [{"zz": 1}, {"a0": 1}])
def test_an_entry_of_an_unknown_type_has_the_keys_that_every_entry_has(extra: Fields) -> None:
    assert is_refused(unknown_entry(pack({}), **extra))
    assert is_refused(unknown_entry(pack({}), v=2, **extra))


def unknown_statement(data: bytes, **fields: object) -> bytes:
    """The payload of a statement of a type not known here, with these bytes as its data."""
    mark = b"\x00data goes here\x00"
    known = statement_fields_of(sample_statement(CHasil)) | {"type": "SeatsAllotted"}
    payload = pack(dict(sorted((known | {"data": mark} | fields).items())))
    return payload.replace(pack(mark), data)


def test_an_entry_with_a_sound_statement_of_an_unknown_type_is_unsupported_and_keeps_its_own_type() -> None:
    raw = holding(unknown_statement(pack({"reason": "é"})))
    assert decode_entry(raw).entry.data == Unsupported("SeatsAllotted", 1, "TallyReceived")
    assert columns_of(raw) == ("tally/1609012001001", 7, "TallyReceived")


def test_an_entry_with_a_sound_statement_of_an_unknown_version_is_unsupported() -> None:
    fields = statement_fields_of(sample_statement(CHasil)) | {"v": 2}
    assert decode_entry(holding(pack(fields))).entry.data == Unsupported("CHasil", 2, "TallyReceived")


@pytest.mark.parametrize("data", MALFORMED)
def test_an_entry_with_a_malformed_statement_of_an_unknown_type_is_refused(data: bytes) -> None:
    assert is_refused(holding(unknown_statement(data)))


@pytest.mark.parametrize("extra", [{"zz": 1}, {"a0": 1}, {"subject": "\u00ad"}, {"signers": ()}, {"time": 2**53}])
def test_a_statement_of_an_unknown_type_is_sound_around_its_data(extra: Fields) -> None:
    assert is_refused(holding(unknown_statement(pack({}), **extra)))


@pytest.mark.parametrize("first", ["appointment", "possessions"])
def test_an_unknown_statement_does_not_hide_a_malformed_one_beside_it(first: str) -> None:
    fields = fields_of(sample(EVENT_TYPES["OfficialAppointed"]))
    unknown = {"payload": unknown_statement(pack({})), "signatures": (bytes(64),) * 2}
    malformed = {"payload": unknown_statement(pack({"A": 1})), "signatures": (bytes(64),) * 2}
    wrong = {"payload": sample_statement(CHasil).payload, "signatures": (bytes(64),) * 2}
    for bad in (malformed, wrong):
        data = {
            "appointment": unknown if first == "appointment" else fields["data"]["appointment"],
            "possessions": (bad,) if first == "appointment" else (unknown, bad),
        }
        assert is_refused(sealed(pack(fields | {"data": data})))
    known = {"appointment": unknown, "possessions": fields["data"]["possessions"]}
    found = decode_entry(sealed(pack(fields | {"data": known}))).entry
    assert found.data == Unsupported("SeatsAllotted", 1, "OfficialAppointed")


# ---------------------------------------------------------------- signers


K1, K2, K3 = (PublicKey(bytes([number]) * 32) for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("signers", "signatures"),
    [((), 0), ((K2, K1), 2), ((K1, K1), 2), ((K1, K2, K2), 3), ((K1, K2), 1), ((K1, K2), 3), ((K1,), 0)],
)
def test_signers_ascend_stand_once_and_each_has_one_signature(signers: tuple[PublicKey, ...], signatures: int) -> None:
    fields = statement_fields_of(sample_statement(CHasil)) | {"signers": signers}
    assert is_refused(holding(pack(fields), signatures))
    with pytest.raises(RecordError):
        parse_statement(pack(fields), (SIGNATURE,) * signatures)


def test_three_signers_with_three_signatures_are_let_in() -> None:
    fields = statement_fields_of(sample_statement(CHasil)) | {"signers": (K1, K2, K3)}
    assert not is_refused(holding(pack(fields), 3))


@pytest.mark.parametrize("size", [0, 63, 65])
def test_a_signature_has_64_bytes(size: int) -> None:
    payload = payload_of(sample(EVENT_TYPES["PlenaryClosed"]))
    assert is_refused(pack({"payload": payload, "signature": bytes(size)}))
    fields = fields_of(sample(TallyReceived))
    embedded = fields["data"]["statement"] | {"signatures": (bytes(64), bytes(size))}
    assert is_refused(sealed(pack(fields | {"data": fields["data"] | {"statement": embedded}})))


def test_whoever_signs_a_statement_is_listed_once_and_in_order() -> None:
    payload = statement_payload(
        Possession("160901", 1, Role.KETUA),
        election=Hash(bytes(32)),
        signers=(K3, K1, K3),
        subject="ppk-160901",
        time=1,
    )
    assert parse_statement(payload, (SIGNATURE, SIGNATURE)).signers == (K1, K3)


@pytest.mark.parametrize("subject", ["\u00ad", "a" * 501, "\n"])
def test_nobody_is_asked_to_sign_what_no_statement_may_hold(subject: str) -> None:
    with pytest.raises(FormatError):
        statement_payload(
            Possession("160901", 1, Role.KETUA), election=Hash(bytes(32)), signers=(K1,), subject=subject, time=1
        )


def test_a_statement_of_an_unknown_type_by_itself_is_named() -> None:
    with pytest.raises(UnsupportedRecordError) as caught:
        parse_statement(unknown_statement(pack({})), (SIGNATURE, SIGNATURE))
    assert caught.value.params == (("type", "SeatsAllotted"), ("v", 1))


# ---------------------------------------------------------------- size


def test_an_entry_has_at_most_65535_bytes() -> None:
    spare = 65_535 - len(unknown_entry(pack({"a": b"x" * 60_000}))) + 60_000
    raw = unknown_entry(pack({"a": b"x" * spare}))
    assert len(raw) == 65_535
    assert isinstance(decode_entry(raw).entry.data, Unsupported)
    with pytest.raises(EntryTooLargeError):
        decode_entry(unknown_entry(pack({"a": b"x" * (spare + 1)})))


def test_an_entry_too_large_is_not_made() -> None:
    event = sample(EVENT_TYPES["TallyAbsent"])
    assert len(encode_entry(payload_of(event), SIGNATURE)) < 65_535
    with pytest.raises(EntryTooLargeError) as caught:
        encode_entry(bytes(65_536), SIGNATURE)
    assert dict(caught.value.params)["size"] > 65_535  # type: ignore[operator]  # a number, as the class says


@pytest.mark.parametrize("head", [b"\xdd", b"\xdf", b"\xc6", b"\xdb", b"\xc9"])
@pytest.mark.parametrize("kind", ["TallyAbsent", "SeatsAllotted"])
def test_a_head_that_claims_four_thousand_million_elements_costs_nothing(kind: str, head: bytes) -> None:
    claimed = head + b"\xff\xff\xff\xff"
    inside = unknown_entry(b"\x82\xa8contests" + claimed + b"\xa6reason\xa0", type=kind)
    tracemalloc.start()
    try:
        for raw in (claimed, b"\x82\xa7payload" + claimed, sealed(claimed), inside):
            with pytest.raises(FormatError):
                decode_entry(raw)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_lists_in_lists_that_each_claim_the_most_cost_little() -> None:
    raw = unknown_entry(b"\x81\xa1a" + b"\xdc\x10\x00" * 500)
    tracemalloc.start()
    try:
        with pytest.raises(NotCanonicalError):
            decode_entry(raw)
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
    finally:
        tracemalloc.stop()
