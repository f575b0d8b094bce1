"""Which signatures and keys count, in the words of `ledger.signing`'s rules."""

import base64
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import TypedDict

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicNumbers
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st

from domain.types import PublicKey, Signature
from ledger.envelope import read_envelope
from ledger.errors import EnvelopeMalformedError
from ledger.signing import ENTRY_TYPE, STATEMENT_TYPE, SigningKey, is_acceptable_key, pae, verify

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493

# RFC 8032, section 7.1: seed, public key, message, signature.
RFC_8032 = {
    "1": (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe2465"
            "5141438e7a100b"
        ),
    ),
    "2": (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb0"
            "0d291612bb0c00"
        ),
    ),
    "3": (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc0"
            "27beceea1ec40a"
        ),
    ),
}

# The eight points of small order and the second ways to write them: y, then the sign of x in the highest bit.
SMALL_ORDER = [
    (y | sign << 255).to_bytes(32, "little")
    for y in (
        0,
        1,
        P - 1,
        int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"),
        int.from_bytes(bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"), "little"),
        P,
        P + 1,
    )
    for sign in (0, 1)
]
NON_CANONICAL = [(y | sign << 255).to_bytes(32, "little") for y in range(P, 2**255) for sign in (0, 1)]
KEY = SigningKey.from_seed(bytes(range(32)))
MESSAGE = pae(STATEMENT_TYPE, b"C.Hasil")
SIGNATURE = KEY.sign(MESSAGE)


class Vector(TypedDict):
    """One of the Ed25519 edge cases."""

    key: str
    sig: str
    msg: str
    flags: list[str] | None


@pytest.fixture(scope="module")
def edge_cases(shared: Path) -> list[Vector]:
    file = shared / "vectors" / "cctv-ed25519" / "ed25519" / "ed25519vectors.json"
    cases: list[Vector] = json.loads(file.read_text())
    return cases


def verdict(case: Vector) -> bool:
    key, signature = PublicKey(bytes.fromhex(case["key"])), Signature(bytes.fromhex(case["sig"]))
    return verify(key, signature, case["msg"].encode())


def expected(case: Vector) -> bool:
    """By the README of the vectors: a point with a mere component of small order is no reason to refuse."""
    refused = {"low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R", "low_order_residue"}
    return refused.isdisjoint(case["flags"] or [])


@pytest.mark.parametrize(("seed", "public", "message", "signature"), RFC_8032.values(), ids=RFC_8032)
def test_a_key_of_rfc_8032_signs_and_verifies_as_printed_there(
    seed: str, public: str, message: str, signature: str
) -> None:
    key = SigningKey.from_seed(bytes.fromhex(seed))
    assert key.public.hex() == public
    assert key.sign(bytes.fromhex(message)).hex() == signature
    assert verify(key.public, Signature(bytes.fromhex(signature)), bytes.fromhex(message))


def test_each_of_the_914_edge_cases_gets_the_verdict_of_these_rules(edge_cases: list[Vector]) -> None:
    assert [case for case in edge_cases if verdict(case) != expected(case)] == []
    assert Counter(map(verdict, edge_cases)) == {True: 43, False: 871}


def test_edge_cases_with_a_key_of_small_order_never_verify(edge_cases: list[Vector]) -> None:
    keys = {bytes.fromhex(case["key"]) for case in edge_cases if "low_order_A" in (case["flags"] or [])}
    assert keys == set(SMALL_ORDER)


@pytest.mark.parametrize("raw", SMALL_ORDER, ids=bytes.hex)
def test_a_key_of_small_order_is_refused_in_every_encoding(raw: bytes) -> None:
    # S = 0 and R = the key: without the refusal this verifies for a share of all messages.
    messages = [pae(STATEMENT_TYPE, bytes([number])) for number in range(16)]
    assert not any(verify(PublicKey(raw), Signature(raw + bytes(32)), message) for message in messages)
    assert not is_acceptable_key(raw)


@pytest.mark.parametrize("raw", SMALL_ORDER, ids=bytes.hex)
def test_a_signature_that_starts_with_a_point_of_small_order_is_refused_in_every_encoding(raw: bytes) -> None:
    assert not verify(KEY.public, Signature(raw + SIGNATURE[32:]), MESSAGE)


def test_a_signature_with_the_neutral_point_is_refused_though_the_backend_takes_it() -> None:
    """With R the neutral point, S = k a satisfies RFC 8032's equation: whoever holds the key can make one."""
    r = (1).to_bytes(32, "little")
    digest = hashlib.sha512(KEY.secret_seed()).digest()
    a = int.from_bytes(digest[:32], "little") & (2**254 - 8) | 2**254
    k = int.from_bytes(hashlib.sha512(r + KEY.public + MESSAGE).digest(), "little")
    signature = r + (k * a % L).to_bytes(32, "little")
    Ed25519PublicKey.from_public_bytes(KEY.public).verify(signature, MESSAGE)
    assert not verify(KEY.public, Signature(signature), MESSAGE)


def test_a_key_that_is_not_canonical_is_refused() -> None:
    assert len(set(NON_CANONICAL)) == 38
    for raw in NON_CANONICAL:
        assert not is_acceptable_key(raw)
        assert not verify(PublicKey(raw), SIGNATURE, MESSAGE)


def test_the_largest_canonical_keys_are_judged_by_the_curve_alone() -> None:
    points = [y for y in range(P - 20, P - 1) if is_acceptable_key(y.to_bytes(32, "little"))]
    assert 0 < len(points) < 19


def test_a_key_that_is_no_point_of_the_curve_is_refused() -> None:
    assert not is_acceptable_key((2).to_bytes(32, "little"))
    assert not verify(PublicKey((2).to_bytes(32, "little")), SIGNATURE, MESSAGE)


def test_every_key_we_make_is_acceptable() -> None:
    assert all(is_acceptable_key(SigningKey.generate().public) for _ in range(50))


@pytest.mark.parametrize("length", [0, 1, 31, 33, 64])
def test_a_key_of_another_length_is_refused(length: int) -> None:
    raw = (KEY.public * 2)[:length]
    assert not is_acceptable_key(raw)
    assert not verify(PublicKey(raw), SIGNATURE, MESSAGE)


@pytest.mark.parametrize("length", [0, 1, 32, 63, 65, 128])
def test_a_signature_of_another_length_is_refused(length: int) -> None:
    assert not verify(KEY.public, Signature((SIGNATURE * 2)[:length]), MESSAGE)


def test_a_signature_with_the_group_order_added_to_s_is_refused() -> None:
    s = int.from_bytes(SIGNATURE[32:], "little")
    for multiple in range(1, 16):
        forged = SIGNATURE[:32] + (s + multiple * L).to_bytes(33, "little")[:32]
        assert not verify(KEY.public, Signature(forged), MESSAGE)


@given(st.integers(0, 32 * 8 - 1), st.sampled_from(["key", "r", "s", "message"]))
def test_one_flipped_bit_anywhere_refuses_a_signature(bit: int, place: str) -> None:
    def flipped(raw: bytes, offset: int = 0) -> bytes:
        index = (offset + bit // 8) % len(raw)
        return raw[:index] + bytes([raw[index] ^ 1 << bit % 8]) + raw[index + 1 :]

    key = PublicKey(flipped(KEY.public)) if place == "key" else KEY.public
    signature = Signature(flipped(SIGNATURE, {"r": 0, "s": 32}[place])) if place in ("r", "s") else SIGNATURE
    message = flipped(MESSAGE) if place == "message" else MESSAGE
    assert verify(KEY.public, SIGNATURE, MESSAGE)
    assert not verify(key, signature, message)


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=64, max_size=64), st.binary(max_size=64))
def test_checking_never_raises(key: bytes, signature: bytes, message: bytes) -> None:
    assert not verify(PublicKey(key), Signature(signature), message)


def test_a_seed_of_another_length_is_refused_without_showing_it() -> None:
    with pytest.raises(ValueError, match="32 bytes") as refused:
        SigningKey.from_seed(b"secret")
    assert "secret" not in str(refused.value)


def test_a_signing_key_never_shows_its_secret() -> None:
    seed = KEY.secret_seed()
    assert seed == bytes(range(32))
    for shown in (repr(KEY), str(KEY), f"{KEY}"):
        assert KEY.public.hex() in shown
        assert seed.hex() not in shown
        assert repr(seed) not in shown


def test_the_encoding_that_is_signed_counts_bytes_and_not_letters() -> None:
    assert pae("é", b"") == b"DSSEv1 2 \xc3\xa9 0 "
    assert pae(ENTRY_TYPE, b"a b") == b"DSSEv1 38 application/vnd.rekap.entry.v1+msgpack 3 a b"


def test_a_statement_is_never_taken_for_an_entry() -> None:
    assert not verify(KEY.public, KEY.sign(pae(STATEMENT_TYPE, b"x")), pae(ENTRY_TYPE, b"x"))


def test_the_published_vector_of_dsse_is_encoded_and_signed_as_we_do(shared: Path) -> None:
    vector = json.loads((shared / "vectors" / "dsse" / "dsse_v1_vector.json").read_text())
    message = pae(vector["payloadType"], vector["serializedBody_utf8"].encode())
    assert message == vector["pae_utf8"].encode()

    x, y = (int(vector["ecdsa_p256"][name]) for name in "xy")
    signature = _raw_ecdsa(vector["envelope"]["signatures"][0]["sig"])
    EllipticCurvePublicNumbers(x, y, SECP256R1()).public_key().verify(signature, message, ECDSA(SHA256()))


def test_the_published_vector_of_dsse_is_of_no_type_of_ours(shared: Path) -> None:
    vector = json.loads((shared / "vectors" / "dsse" / "dsse_v1_vector.json").read_text())
    with pytest.raises(EnvelopeMalformedError):
        read_envelope(json.dumps(vector["envelope"]).encode())


def _raw_ecdsa(text: str) -> bytes:
    """DER of a signature that is written as r || s."""
    raw = base64.b64decode(text)
    return encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
