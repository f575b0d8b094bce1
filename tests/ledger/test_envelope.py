"""Envelopes passed from hand to hand, in the words of `ledger.envelope`'s rules."""

import base64
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.types import PublicKey, Signature
from ledger.envelope import MAX_ENVELOPE, MAX_SIGNATURES, Envelope, read_envelope, write_envelope
from ledger.errors import EnvelopeMalformedError
from ledger.signing import ENTRY_TYPE, STATEMENT_TYPE, SigningKey, pae, verify

KETUA = SigningKey.from_seed(b"k" * 32)
ANGGOTA = SigningKey.from_seed(b"a" * 32)
DRAFT = Envelope(STATEMENT_TYPE, b"\x82 a statement \xff\x00")


def signed(envelope: Envelope, *keys: SigningKey) -> Envelope:
    for key in keys:
        envelope = envelope.with_signature(key.public, key.sign(envelope.message))
    return envelope


BOTH = signed(DRAFT, KETUA, ANGGOTA)
Document = dict[str, object]


def refusal(raw: bytes) -> str:
    with pytest.raises(EnvelopeMalformedError) as refused:
        read_envelope(raw)
    return str(dict(refused.value.params)["reason"])


def changed(change: Callable[[Document], object]) -> bytes:
    document: Document = json.loads(write_envelope(BOTH))
    change(document)
    return json.dumps(document).encode()


def entry(**fields: object) -> dict[str, object]:
    return {"keyid": "00" * 32, "sig": base64.b64encode(bytes(64)).decode()} | fields


def with_entries(*entries: object) -> bytes:
    return changed(lambda document: document.update(signatures=list(entries)))


@given(
    st.binary(max_size=300), st.dictionaries(st.binary(min_size=32, max_size=32), st.binary(min_size=64, max_size=64))
)
def test_what_was_written_is_read_back(payload: bytes, signatures: dict[bytes, bytes]) -> None:
    envelope = Envelope(ENTRY_TYPE, payload)
    for key, signature in signatures.items():
        envelope = envelope.with_signature(PublicKey(key), Signature(signature))
    assert read_envelope(write_envelope(envelope)) == envelope


def test_the_written_bytes_are_these() -> None:
    envelope = Envelope(ENTRY_TYPE, b"abc").with_signature(PublicKey(b"\x01" * 32), Signature(b"\x02" * 64))
    lines = [
        "{",
        ' "payload": "YWJj",',
        f' "payloadType": "{ENTRY_TYPE}",',
        ' "signatures": [',
        "  {",
        f'   "keyid": "{"01" * 32}",',
        f'   "sig": "{base64.b64encode(bytes([2]) * 64).decode()}"',
        "  }",
        " ]",
        "}",
        "",
    ]
    assert write_envelope(envelope) == "\n".join(lines).encode()


def test_the_order_of_signing_leaves_no_trace_in_the_bytes() -> None:
    assert write_envelope(signed(DRAFT, KETUA, ANGGOTA)) == write_envelope(signed(DRAFT, ANGGOTA, KETUA))


def test_a_statement_passed_from_signer_to_signer_collects_their_signatures() -> None:
    at_the_ketua = read_envelope(write_envelope(DRAFT))
    at_the_anggota = read_envelope(write_envelope(signed(at_the_ketua, KETUA)))
    complete = read_envelope(write_envelope(signed(at_the_anggota, ANGGOTA)))
    assert {key for key, _ in complete.signatures} == {KETUA.public, ANGGOTA.public}
    assert all(verify(key, signature, complete.message) for key, signature in complete.signatures)


def test_who_has_not_signed_yet_is_not_in_the_list() -> None:
    assert json.loads(write_envelope(DRAFT))["signatures"] == []
    assert read_envelope(write_envelope(DRAFT)).signatures == ()


def test_signing_makes_a_new_envelope_and_leaves_the_old_one() -> None:
    assert DRAFT.signatures == ()
    assert BOTH.payload == DRAFT.payload


def test_signing_again_replaces_the_signers_own_signature_only() -> None:
    damaged = BOTH.with_signature(KETUA.public, Signature(bytes(64)))
    assert signed(damaged, KETUA) == BOTH


def test_every_signature_is_over_the_dsse_encoding() -> None:
    assert DRAFT.message == pae(STATEMENT_TYPE, DRAFT.payload)


def test_any_json_layout_and_order_of_signatures_is_read() -> None:
    document = json.loads(write_envelope(BOTH))
    document["signatures"].reverse()
    layout = json.dumps(dict(reversed(document.items())), indent=None, separators=(",", ":"))
    assert read_envelope(layout.encode()) == BOTH


def test_an_envelope_over_the_limit_is_refused_unread() -> None:
    raw = write_envelope(DRAFT)
    assert read_envelope(raw + b" " * (MAX_ENVELOPE - len(raw))) == DRAFT
    assert refusal(raw + b" " * (MAX_ENVELOPE - len(raw) + 1)) == "too_large"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"null x",
        b"\xff",
        b"\xef\xbb\xbf{}",
        b"[" * 100_000,
        write_envelope(BOTH) + b"x",
        write_envelope(BOTH)[:-3],
    ],
    ids=["empty", "open", "trailing", "no utf-8", "byte order mark", "deep", "more after the end", "cut"],
)
def test_what_is_no_json_is_refused(raw: bytes) -> None:
    assert refusal(raw) == "not_json"


@pytest.mark.parametrize("raw", [b"1", b"-1", b"1.5", b"NaN", b"Infinity", b'{"payload": 1e9}', b"9" * 10_000])
def test_a_number_is_refused_wherever_it_stands(raw: bytes) -> None:
    assert refusal(raw) == "number"


def test_a_key_said_twice_is_refused_at_every_depth() -> None:
    text = write_envelope(BOTH)
    assert refusal(text.replace(b'"payload":', b'"payload": "", "payload":')) == "duplicate_key"
    assert refusal(text.replace(b'"sig":', b'"sig": "", "sig":')) == "duplicate_key"
    assert refusal(text.replace(b'"payload":', b'"payload": "", "pay\\u006coad":')) == "duplicate_key"


@pytest.mark.parametrize("raw", [b"null", b"[]", b'""', b"true", b"{}"])
def test_what_is_no_envelope_is_refused(raw: bytes) -> None:
    assert refusal(raw) == "fields"


@pytest.mark.parametrize("name", ["payload", "payloadType", "signatures"])
def test_a_missing_field_is_refused(name: str) -> None:
    assert refusal(changed(lambda document: document.pop(name))) == "fields"


def test_an_unknown_field_is_refused() -> None:
    assert refusal(changed(lambda document: document.update(note="x"))) == "fields"
    assert refusal(with_entries(entry(note="x"))) == "fields"
    assert refusal(with_entries({"sig": ""})) == "fields"
    assert refusal(with_entries("text")) == "fields"


@pytest.mark.parametrize(
    "name", ["", "application/json", STATEMENT_TYPE + " ", STATEMENT_TYPE.upper(), None, [], {}], ids=repr
)
def test_a_payload_type_of_others_is_refused(name: object) -> None:
    assert refusal(changed(lambda document: document.update(payloadType=name))) == "payload_type"


@pytest.mark.parametrize(
    "text",
    ["YQ", "YQ=", "YR==", "YQ==\n", " YQ==", "YQ==YQ==", "Y-Q_", "YQ==x", "====", "é", "\ud800", None, True, []],
    ids=ascii,
)
def test_base64_in_any_other_form_is_refused(text: object) -> None:
    assert refusal(changed(lambda document: document.update(payload=text))) == "base64"
    assert refusal(with_entries(entry(sig=text))) == "base64"


def test_a_signature_of_another_length_is_refused() -> None:
    for length in (0, 63, 65):
        assert refusal(with_entries(entry(sig=base64.b64encode(bytes(length)).decode()))) == "sig"


@pytest.mark.parametrize(
    "key_id",
    ["", "00" * 31, "00" * 33, "AB" * 32, "00" * 32 + "\n", "0x" + "00" * 31, "\u0660" * 64, None, []],
    ids=ascii,
)
def test_a_key_id_that_is_no_raw_key_in_hexadecimal_is_refused(key_id: object) -> None:
    assert refusal(with_entries(entry(keyid=key_id))) == "keyid"


def test_two_signatures_under_one_key_id_are_refused() -> None:
    assert refusal(with_entries(entry(), entry())) == "duplicate_keyid"


@pytest.mark.parametrize("value", [None, {}, "x"])
def test_signatures_that_are_no_list_are_refused(value: object) -> None:
    assert refusal(changed(lambda document: document.update(signatures=value))) == "signatures"


def test_more_signatures_than_the_limit_are_refused() -> None:
    entries = [entry(keyid=number.to_bytes(32).hex()) for number in range(MAX_SIGNATURES + 1)]
    assert len(read_envelope(with_entries(*entries[:-1])).signatures) == MAX_SIGNATURES
    assert refusal(with_entries(*entries)) == "signatures"


@given(st.data())
def test_a_damaged_envelope_is_refused_or_no_longer_the_same(data: st.DataObject) -> None:
    raw = write_envelope(BOTH)
    index = data.draw(st.integers(0, len(raw) - 1))
    damaged = raw[:index] + data.draw(st.binary(max_size=2)) + raw[index + 1 :]
    try:
        envelope = read_envelope(damaged)
    except EnvelopeMalformedError:
        return
    intact = envelope == BOTH
    failing = [key for key, signature in envelope.signatures if not verify(key, signature, envelope.message)]
    assert intact or failing
