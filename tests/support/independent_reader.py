"""A second reader of books, written from `docs/format.md` alone: it imports nothing of the program.

It answers for one book what section 7 of that page says, and for its entries and statements what sections 2 and 3 say;
the refusal of keys and signatures of small order is left out here, for these books come from sound keys.
"""

import re
from base64 import b64decode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgpack
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

TEXT = re.compile("[\u0020-\u007e\u00a0-\u00ac\u00ae-\u024f]*")
ENTRY = {"book", "data", "election", "prev", "seq", "signer", "stream", "time", "type", "v"}
STATEMENT = {"data", "election", "replaces", "signers", "subject", "time", "type", "v"}


def decode(raw: bytes, keys: set[str]) -> dict[str, Any]:
    """Section 2, and the exact keys of the outermost map."""
    value: dict[str, Any] = msgpack.unpackb(raw)
    assert msgpack.packb(value) == raw, "one value has one encoding"
    check(value, 1)
    assert set(value) == keys
    return value


def check(value: object, depth: int) -> None:
    match value:
        case dict():
            assert list(value) == sorted(value)
            assert all(re.fullmatch("[a-z0-9_]{1,32}", key) for key in value)
            check(list(value.values()), depth)
        case list():
            assert depth <= 8
            assert len(value) <= 4096
            for item in value:
                check(item, depth + 1)
        case str():
            assert TEXT.fullmatch(value)
            assert len(value.encode()) <= 500
        case int():
            assert 0 <= value < 2**53
        case _:
            assert value is None or isinstance(value, bytes)


def verify(key: bytes, signature: bytes, kind: bytes, payload: bytes) -> None:
    """Section 3: Ed25519 over the PAE; raises InvalidSignature."""
    name = b"application/vnd.rekap.%b.v1+msgpack" % kind
    message = b"DSSEv1 %d %b %d %b" % (len(name), name, len(payload), payload)
    Ed25519PublicKey.from_public_bytes(key).verify(signature, message)


def root(leaves: list[bytes]) -> bytes:
    """Section 7: MTH over leaf hashes."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + root(leaves[:split]) + root(leaves[split:])).digest()


def statements(value: object) -> Iterator[dict[str, Any]]:
    """The statements inside the data of an entry, wherever they stand."""
    if isinstance(value, dict) and set(value) == {"payload", "signatures"}:
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from statements(item)


def open_checkpoint(note: bytes, vkey: str) -> tuple[int, bytes]:
    """Size and root of a checkpoint with one signature line, by the key of `vkey`."""
    origin, key_id, encoded = vkey.split("+", 2)
    material = b64decode(encoded, validate=True)
    assert sha256(origin.encode() + b"\n" + material).digest()[:4].hex() == key_id
    text, _, line = note.decode().rpartition("\n\n")
    name, size, digest = text.split("\n")
    blob = b64decode(line.removeprefix(f"\u2014 {origin} ").removesuffix("\n"), validate=True)
    assert (name, blob[:4].hex()) == (origin, key_id)
    Ed25519PublicKey.from_public_bytes(material[1:]).verify(blob[4:], f"{text}\n".encode())
    return int(size), b64decode(digest, validate=True)


def group(number: int) -> str:
    """A tile's number in groups of three digits."""
    digits = f"{number:0{3 * (1 + (len(str(number)) - 1) // 3)}d}"
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    return "/".join([*(f"x{each}" for each in groups[:-1]), groups[-1]])


def bundle(data: bytes) -> list[bytes]:
    """The entries of a bundle, each behind its length."""
    entries = []
    while data:
        end = 2 + int.from_bytes(data[:2], "big")
        assert len(data) >= end
        entries.append(data[2:end])
        data = data[end:]
    return entries


def read_book(folder: Path) -> list[tuple[bytes, dict[str, Any]]]:
    """Leaf hash and payload of every entry of a book, all of it checked; else AssertionError, InvalidSignature."""
    vkey = (folder / "log.vkey").read_text().removesuffix("\n")
    size, committed = open_checkpoint((folder / "checkpoint").read_bytes(), vkey)
    raws: list[bytes] = []
    leaves: list[bytes] = []
    for number in range(-(-size // 256)):
        width = min(256, size - 256 * number)
        name = group(number) + ("" if width == 256 else f".p/{width}")
        raws += bundle((folder / "tile/entries" / name).read_bytes())
        leaves = [sha256(b"\0" + raw).digest() for raw in raws]
        assert (folder / "tile/0" / name).read_bytes() == b"".join(leaves[256 * number :])
    assert len(raws) == size
    assert root(leaves) == committed
    payloads = [read_entry(raw) for raw in raws]
    check_chain(vkey.split("+")[0], leaves, payloads)
    return list(zip(leaves, payloads, strict=True))


def read_entry(raw: bytes) -> dict[str, Any]:
    """The payload of an entry, its signatures and those of its statements verified."""
    entry = decode(raw, {"payload", "signature"})
    payload = decode(entry["payload"], ENTRY)
    verify(payload["signer"], entry["signature"], b"entry", entry["payload"])
    for statement in statements(payload["data"]):
        signers = decode(statement["payload"], STATEMENT)["signers"]
        assert signers == sorted(set(signers))
        for key, signature in zip(signers, statement["signatures"], strict=True):
            verify(key, signature, b"statement", statement["payload"])
    return payload


def check_chain(origin: str, leaves: list[bytes], payloads: list[dict[str, Any]]) -> None:
    """Every entry stands in this book and election, and follows the last one of its stream."""
    declared = payloads[0]["type"] == "ElectionDeclared"
    election = leaves[0] if declared else payloads[0]["election"]
    last: dict[str, tuple[int, bytes]] = {}
    for index, (leaf, payload) in enumerate(zip(leaves, payloads, strict=True)):
        seq, prev = last.get(payload["stream"], (0, bytes(32)))
        assert (payload["seq"], payload["prev"]) == (seq + 1, prev)
        assert payload["book"] == origin
        assert payload["election"] == (bytes(32) if declared and index == 0 else election)
        last[payload["stream"]] = (payload["seq"], leaf)
