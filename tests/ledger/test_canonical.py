"""Values of any shape: one value has one encoding, and nothing else is let in."""

import struct

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.canonical import MAX_DEPTH, Value, check_joined_text, check_text, check_value, decode, encode
from ledger.errors import FormatError, NotCanonicalError
from tests.ledger.msgpack_forms import other_forms, pack

TEXTS = st.text(st.sampled_from(" ~aé\u024f"), max_size=40)
LEAVES = st.none() | st.booleans() | st.integers(0, 2**53 - 1) | TEXTS | st.binary(max_size=300)
KEYS = st.text(st.sampled_from("az09_"), min_size=1, max_size=5)


def _branches(below: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    maps = st.dictionaries(KEYS, below, max_size=20).map(lambda drawn: dict(sorted(drawn.items())))
    return st.lists(below, max_size=20).map(tuple) | maps


VALUES: st.SearchStrategy[Value] = st.recursive(LEAVES, _branches, max_leaves=12)


def is_refused(raw: bytes) -> bool:
    try:
        check_value(decode(raw))
    except NotCanonicalError:
        return True
    return False


@given(VALUES)
def test_a_value_comes_back_from_its_one_encoding(value: Value) -> None:
    raw = encode(value)
    assert raw == pack(value)
    assert decode(raw) == value


@given(VALUES)
def test_every_other_form_of_a_value_is_refused(value: Value) -> None:
    assert all(is_refused(form) for form in other_forms(value))


@pytest.mark.parametrize(
    "raw",
    [
        *[bytes([head]) + (5).to_bytes(size, "big") for head, size in ((0xCC, 1), (0xCD, 2), (0xCE, 4), (0xCF, 8))],
        *[bytes([head]) + (5).to_bytes(size, "big") for head, size in ((0xD0, 1), (0xD1, 2), (0xD2, 4), (0xD3, 8))],
        b"\xd9\x01a",
        b"\xda\x00\x01a",
        b"\xc5\x00\x01a",
        b"\xdc\x00\x01\x00",
        b"\xde\x00\x01\xa1a\x00",
    ],
)
def test_a_longer_form_of_integer_text_bytes_list_or_map_is_refused(raw: bytes) -> None:
    assert is_refused(raw)


@pytest.mark.parametrize("value", [0.0, -0.0, 1.0, 1.5, float("nan"), float("inf")])
@pytest.mark.parametrize("form", [">Bd", ">Bf"])
def test_a_float_is_refused_even_where_it_is_a_whole_number(value: float, form: str) -> None:
    assert is_refused(struct.pack(form, 0xCB if form == ">Bd" else 0xCA, value))
    assert is_refused(b"\x81\xa1a" + struct.pack(form, 0xCB if form == ">Bd" else 0xCA, value))


@pytest.mark.parametrize("value", [-1, -32, -33, -(2**31), -(2**63), 2**53, 2**63, 2**64 - 1])
def test_an_integer_below_nothing_or_above_its_limit_is_refused(value: int) -> None:
    assert is_refused(msgpack.packb(value))


@pytest.mark.parametrize("code", [-128, -1, 0, 1, 5, 127])
@pytest.mark.parametrize("size", [0, 1, 2, 4, 8, 12, 16, 17, 300])
def test_an_extension_is_refused_be_it_a_timestamp_or_empty(code: int, size: int) -> None:
    fixed = {1: b"\xd4", 2: b"\xd5", 4: b"\xd6", 8: b"\xd7", 16: b"\xd8"}
    head = fixed.get(size) or (b"\xc7" + bytes([size]) if size < 256 else b"\xc8" + size.to_bytes(2, "big"))
    raw = head + struct.pack("b", code) + bytes(size)
    assert is_refused(raw)
    assert is_refused(b"\x91" + raw)
    assert is_refused(b"\x81\xa1a" + raw)


@pytest.mark.parametrize(
    "key",
    [b"\xa0", b"\xa1A", b"\xa1-", b"\xa1\x00", b"\xa2\xc3\xa9", b"\xc4\x01a", b"\x01", b"\xc0", b"\xc3", b"\x90"],
)
def test_a_key_is_a_short_text_of_small_letters_digits_and_underlines(key: bytes) -> None:
    assert is_refused(b"\x81" + key + b"\x00")


def test_a_key_has_at_most_32_characters() -> None:
    assert not is_refused(encode({"k" * 32: 0}))
    assert is_refused(encode({"k" * 33: 0}))


def test_keys_of_two_kinds_are_refused() -> None:
    assert is_refused(b"\x82\xa1a\x00\xc4\x01b\x00")


def test_keys_ascend_and_stand_once() -> None:
    assert not is_refused(b"\x82\xa1a\x00\xa1b\x00")
    assert is_refused(b"\x82\xa1b\x00\xa1a\x00")
    assert is_refused(b"\x82\xa1a\x00\xa1a\x00")


@pytest.mark.parametrize("character", ["\x00", "\n", "\x1f", "\x7f", "\x80", "\x9f", "\u00ad", "\u0250", "\u0301"])
@pytest.mark.parametrize("before", ["", "a", "é"])
def test_a_forbidden_character_is_refused(character: str, before: str) -> None:
    assert is_refused(pack(before + character))


@pytest.mark.parametrize("character", ["\u200b", "\u200e", "\u202e", "\u2066", "\ufeff", "\U0001f5f3"])
def test_a_character_that_hides_or_turns_text_is_refused(character: str) -> None:
    assert is_refused(pack(character))


@pytest.mark.parametrize("character", [" ", "~", "\u00a0", "\u00ac", "\u00ae", "\u024f"])
def test_the_last_characters_that_are_allowed_are_allowed(character: str) -> None:
    assert not is_refused(pack(character))


def test_a_text_has_at_most_500_bytes_however_few_characters_they_are() -> None:
    assert not is_refused(pack("a" * 500))
    assert not is_refused(pack("é" * 250))
    assert is_refused(pack("a" * 501))
    assert is_refused(pack("é" * 250 + "a"))


@pytest.mark.parametrize(
    "raw", [b"\xa1\xff", b"\xa2\xc0\xaf", b"\xa3\xed\xa0\x80", b"\xa1\xc3", b"\xa4\xf5\x80\x80\x80"]
)
def test_a_text_that_is_no_utf8_is_refused(raw: bytes) -> None:
    assert is_refused(raw)


def test_a_list_or_map_has_at_most_4096_elements() -> None:
    assert not is_refused(pack((0,) * 4096))
    assert is_refused(pack((0,) * 4097))
    keys = [f"k{number:04}" for number in range(4097)]
    assert not is_refused(pack(dict.fromkeys(keys[:4096], 0)))
    assert is_refused(pack(dict.fromkeys(keys, 0)))


def test_a_value_is_at_most_eight_deep() -> None:
    assert not is_refused(b"\x91" * MAX_DEPTH + b"\x00")
    assert is_refused(b"\x91" * MAX_DEPTH + b"\x90")
    assert not is_refused(b"\x81\xa1a" * MAX_DEPTH + b"\x00")
    assert is_refused(b"\x81\xa1a" * MAX_DEPTH + b"\x80")


@pytest.mark.parametrize("depth", [9, 100, 600, 1100, 60_000])
def test_a_deep_value_is_refused_without_harm(depth: int) -> None:
    assert is_refused(b"\x91" * depth + b"\x00")


@pytest.mark.parametrize("raw", [b"", b"\xc1", b"\x00\x00", b"\x91", b"\xa2a", b"\xc4\x02a", b"\x81\xa1a", b"\xcd\x01"])
def test_what_is_cut_off_or_goes_on_is_refused(raw: bytes) -> None:
    assert is_refused(raw)


@pytest.mark.parametrize("head", [b"\xdd", b"\xdf", b"\xc6", b"\xdb", b"\xc9"])
def test_a_head_that_claims_four_thousand_million_elements_is_refused_at_once(head: bytes) -> None:
    assert is_refused(head + b"\xff\xff\xff\xff")


@given(st.binary(max_size=60))
def test_any_bytes_are_one_canonical_value_or_refused(raw: bytes) -> None:
    try:
        value = decode(raw)
        check_value(value)
    except FormatError:
        return
    assert encode(value) == raw


@pytest.mark.parametrize("value", [1.5, object(), {1}, bytearray(b"a"), ["list"], msgpack.ExtType(5, b"")])
def test_a_value_of_another_type_is_refused(value: object) -> None:
    with pytest.raises(NotCanonicalError):
        check_value(value)


@given(st.lists(st.text(max_size=4), max_size=4))
def test_many_texts_are_checked_at_once_as_each_by_itself(texts: list[str]) -> None:
    def passes() -> bool:
        for text in texts:
            try:
                check_text(text)
            except NotCanonicalError:
                return False
        return True

    if passes():
        check_joined_text(texts)
    else:
        with pytest.raises(NotCanonicalError):
            check_joined_text(texts)
