"""Canonical msgpack (`docs/format.md`, section 2).

- One value has one encoding: shortest forms, map keys ascending, nothing after the value.
- No floats, negatives, extensions; integers at most 2^53-1; text of the allowed characters, at most 500 bytes.
- Depth at most 8; at most 4,096 elements per list or map.
- Anything else is refused; nothing is repaired.

`decode` checks what encoding again can show (forms, trailing bytes, duplicate keys); the values themselves are checked
by `check_value`.  This is the codec for values of any shape; records of known types have a faster one (`ledger.wire`).
"""

import re
from typing import Final

import msgpack

from domain.types import MAX_ELEMENTS, MAX_INTEGER, MAX_TEXT
from ledger.errors import NotCanonicalError

Value = None | bool | int | str | bytes | tuple["Value", ...] | dict[str, "Value"]

MAX_DEPTH: Final = 8
MAX_BYTES: Final = 65_535

# U+00AD (soft hyphen) is invisible; above U+024F composition and direction begin to matter.
is_text = re.compile("[\u0020-\u007e\u00a0-\u00ac\u00ae-\u024f]*").fullmatch
is_key = re.compile("[a-z0-9_]{1,32}").fullmatch


def encode(value: Value) -> bytes:
    """The bytes of a value whose maps already have their keys in ascending order."""
    packed: bytes = msgpack.packb(value, use_bin_type=True)
    return packed


def decode(raw: bytes) -> Value:
    """The one value that encodes to `raw`.

    Raises `NotCanonicalError`.  Lists come as tuples.
    """
    try:
        value: Value = msgpack.unpackb(
            raw,
            use_list=False,
            max_array_len=MAX_ELEMENTS,
            max_map_len=MAX_ELEMENTS,
            max_ext_len=0,
            max_str_len=MAX_BYTES,
        )
        again = encode(value)
    except (ValueError, TypeError, OverflowError, RecursionError, msgpack.UnpackException) as error:
        raise NotCanonicalError(reason="encoding") from error
    if again != raw:
        raise NotCanonicalError(reason="encoding")
    return value


def check_value(value: object, depth: int = 1) -> None:
    """Refuse, with `NotCanonicalError`, a decoded value that no record of this format could hold."""
    match value:
        case None | bool() | bytes():
            return
        case int():
            if not 0 <= value <= MAX_INTEGER:
                raise NotCanonicalError(reason="integer")
        case str():
            check_text(value)
        case tuple() if type(value) is tuple:  # an extension of msgpack is decoded to a kind of tuple
            _check_depth(depth)
            for item in value:
                check_value(item, depth + 1)
        case dict():
            _check_depth(depth)
            keys = list(value)
            if not all(isinstance(key, str) and is_key(key) for key in keys) or keys != sorted(keys):
                raise NotCanonicalError(reason="keys")
            for item in value.values():
                check_value(item, depth + 1)
        case _:
            raise NotCanonicalError(reason="type")


def check_text(value: str) -> None:
    """Refuse, with `NotCanonicalError`, a text with other characters than those allowed, or over 500 bytes."""
    if is_text(value) is None or len(value) > MAX_TEXT or len(value.encode()) > MAX_TEXT:
        raise NotCanonicalError(reason="text")


def check_joined_text(texts: list[str]) -> None:
    """As `check_text`, over many texts at once: what may stand in each may stand in all of them joined."""
    joined = "".join(texts)
    if joined.isascii() and joined.isprintable():
        return  # at most 500 characters each, by their annotations, and each of one byte
    for text in texts:
        check_text(text)


def _check_depth(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise NotCanonicalError(reason="depth")
