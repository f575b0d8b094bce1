"""Msgpack written by hand, for tests: the shortest form of a value, and every way to write the same value otherwise.

Nothing here knows the codec under test or a library; forms are those of the msgpack specification.
"""

from collections.abc import Iterator

from ledger.canonical import Value

UNSIGNED = ((0xCC, 1), (0xCD, 2), (0xCE, 4), (0xCF, 8))
SIGNED = ((0xD0, 1), (0xD1, 2), (0xD2, 4), (0xD3, 8))


def pack(value: Value) -> bytes:
    """The shortest form of `value`, with maps in the order they have."""
    head = _heads(value)[0]
    match value:
        case str():
            return head + value.encode()
        case bytes():
            return head + value
        case tuple():
            return head + b"".join(map(pack, value))
        case dict():
            return head + b"".join(pack(key) + pack(item) for key, item in value.items())
        case _:
            return head


def other_forms(value: Value) -> Iterator[bytes]:
    """Every encoding of `value` with one fault: a longer head, two keys the other way round, or a key that is twice."""
    shortest = pack(value)
    heads = _heads(value)
    for head in heads[1:]:
        yield head + shortest[len(heads[0]) :]
    if isinstance(value, tuple):
        yield from _with_other_parts(heads[0], list(value))
    elif isinstance(value, dict):
        parts = [part for pair in value.items() for part in pair]
        yield from _with_other_parts(heads[0], parts)
        pairs = [pack(key) + pack(item) for key, item in value.items()]
        for at in range(len(pairs)):
            doubled = [*pairs[: at + 1], *pairs[at:]]
            yield _map_head(len(doubled)) + b"".join(doubled)
            if at:
                yield heads[0] + b"".join([*pairs[: at - 1], pairs[at], pairs[at - 1], *pairs[at + 1 :]])


def _with_other_parts(head: bytes, parts: list[Value]) -> Iterator[bytes]:
    packed = [pack(part) for part in parts]
    for at, part in enumerate(parts):
        for form in other_forms(part):
            yield head + b"".join([*packed[:at], form, *packed[at + 1 :]])


def _heads(value: Value) -> list[bytes]:  # noqa: PLR0911 - one answer for each shape
    """The heads that a value may have, the shortest first."""
    match value:
        case None:
            return [b"\xc0"]
        case bool():
            return [b"\xc3" if value else b"\xc2"]
        case int():
            return _integers(value)
        case str():
            length = len(value.encode())
            return _sized(length, 0xA0, 31, ((0xD9, 1), (0xDA, 2), (0xDB, 4)))
        case bytes():
            return _sized(len(value), 0, -1, ((0xC4, 1), (0xC5, 2), (0xC6, 4)))
        case tuple():
            return _sized(len(value), 0x90, 15, ((0xDC, 2), (0xDD, 4)))
        case dict():
            return _sized(len(value), 0x80, 15, ((0xDE, 2), (0xDF, 4)))


def _integers(value: int) -> list[bytes]:
    small = [bytes([value])] if value < 1 << 7 else []
    unsigned = [bytes([head]) + value.to_bytes(size, "big") for head, size in UNSIGNED if value < 1 << 8 * size]
    signed = [bytes([head]) + value.to_bytes(size, "big") for head, size in SIGNED if value < 1 << 8 * size - 1]
    return small + unsigned + signed


def _map_head(length: int) -> bytes:
    return _sized(length, 0x80, 15, ((0xDE, 2), (0xDF, 4)))[0]


def _sized(length: int, fixed: int, limit: int, longer: tuple[tuple[int, int], ...]) -> list[bytes]:
    small = [bytes([fixed | length])] if length <= limit else []
    return small + [bytes([head]) + length.to_bytes(size, "big") for head, size in longer if length < 1 << 8 * size]
