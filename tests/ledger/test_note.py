"""Signed notes and verifier keys, with the vectors of other programs."""

import base64
import json
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.types import PublicKey
from ledger.errors import (
    FormatError,
    NoteMalformedError,
    NoteSignatureInvalidError,
    NoteUnverifiedError,
    VerifierKeyAlgorithmError,
    VerifierKeyMalformedError,
)
from ledger.note import (
    MAX_NOTE_BYTES,
    MAX_SIGNATURES,
    SignatureLine,
    VerifierKey,
    decode_base64,
    encode_base64,
    open_note,
    parse_vkey,
    sign_note,
    split_note,
)
from ledger.signing import SigningKey

TEXT: Final = b"a first line\n\nand a last one\n"
ALICE: Final = SigningKey.from_seed(b"a" * 32)
BOB: Final = SigningKey.from_seed(b"b" * 32)
ALICE_KEY: Final = VerifierKey.of("example.id/alice", ALICE.public)
BOB_KEY: Final = VerifierKey.of("example.id/bob", BOB.public)
NOTE: Final = sign_note(TEXT, ALICE_KEY.name, ALICE)
ALICE_LINE: Final = NOTE[len(TEXT) + 1 :]
BOB_LINE: Final = sign_note(TEXT, BOB_KEY.name, BOB)[len(TEXT) + 1 :]
VECTORS: Final = "vectors/signed-note/note_vectors.json"
VERDICTS: Final[dict[str, type[FormatError]]] = {
    "unverified": NoteUnverifiedError,
    "invalid": NoteSignatureInvalidError,
    "malformed": NoteMalformedError,
}


def line(name: str, blob: bytes) -> bytes:
    return f"\u2014 {name} {encode_base64(blob)}\n".encode()


def reason_of(raw: bytes) -> object:
    with pytest.raises(NoteMalformedError) as refusal:
        split_note(raw)
    return dict(refusal.value.params)["reason"]


# --- what is signed --------------------------------------------------------------------------------------------------


def test_the_signed_bytes_are_the_text_with_its_last_line_end_and_without_the_blank_line() -> None:
    note = open_note(NOTE, [ALICE_KEY])
    assert note.text == TEXT
    signature = split_note(NOTE).lines[0].signature
    assert signature == ALICE.sign(TEXT)


def test_a_note_is_split_at_its_last_blank_line() -> None:
    assert split_note(b"one\n\ntwo\n\n" + ALICE_LINE).text == b"one\n\ntwo\n"


def test_the_text_of_a_note_is_readable_before_any_key_is_known() -> None:
    note = split_note(NOTE)
    assert note.text == TEXT
    assert [one.name for one in note.lines] == [ALICE_KEY.name]


@given(bit=st.integers(0, 8 * len(NOTE) - 1))
def test_a_note_with_one_bit_changed_anywhere_is_refused(bit: int) -> None:
    changed = bytearray(NOTE)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(FormatError):
        open_note(bytes(changed), [ALICE_KEY])


@pytest.mark.parametrize("text", [b"", b"no line end", b"tab\tinside\n", b"\xff\n", b"return\r\n", NOTE[:-1]])
def test_what_cannot_be_the_text_of_a_note_is_not_signed(text: bytes) -> None:
    with pytest.raises(NoteMalformedError):
        sign_note(text, ALICE_KEY.name, ALICE)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "no\u00a0break", "a\nb", "wide\u3000space", "bell\x07"])
def test_a_key_name_has_no_space_and_no_plus(name: str) -> None:
    with pytest.raises(VerifierKeyMalformedError):
        sign_note(TEXT, name, ALICE)
    assert reason_of(TEXT + b"\n" + line(name, bytes(68))) is not None


# --- syntax ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "blank_line"),
        (TEXT.replace(b"\n\n", b"\n"), "blank_line"),
        (b"text\n\n", "last_line"),
        (NOTE[:-1], "last_line"),
        (NOTE + b"\n", "last_line"),
        (NOTE + b"more\n", "signature_line"),
        (NOTE.replace(b"\n", b"\r\n"), "control_character"),
        (b"\x00" + NOTE, "control_character"),
        (b"\xff" + NOTE, "utf8"),
        (b"\xed\xa0\x80" + NOTE, "utf8"),
        (TEXT + b"\n" + ALICE_LINE.replace("\u2014".encode(), b"-"), "signature_line"),
        (TEXT + b"\n" + ALICE_LINE.replace(b" example", b"  example"), "signature_line"),
        (TEXT + b"\n" + ALICE_LINE.replace(b"\n", b" \n"), "signature_line"),
        (TEXT + b"\n" + line("name", bytes(4)), "signature_line"),
        (TEXT + b"\n" + "\u2014 name\n".encode(), "signature_line"),
    ],
)
def test_junk_is_refused_with_its_reason(raw: bytes, reason: str) -> None:
    assert reason_of(raw) == reason


@given(raw=st.binary(max_size=200))
def test_any_bytes_are_a_note_or_a_named_refusal(raw: bytes) -> None:
    try:
        split_note(raw)
    except NoteMalformedError:
        return


@pytest.mark.parametrize("text", ["QQ", "QR==", "QQ==\n", " QQ==", "QQ==QQ==", "Q-==", "Q===", "QQ=", "é==="])
def test_base64_that_is_not_canonical_is_refused(text: str) -> None:
    assert decode_base64(text) is None


@given(data=st.binary(max_size=40))
def test_base64_round_trips(data: bytes) -> None:
    assert decode_base64(encode_base64(data)) == data


def test_a_signature_in_loose_base64_is_refused() -> None:
    loose = ALICE_LINE[:-3] + bytes([ALICE_LINE[-3] + 1]) + ALICE_LINE[-2:]
    assert base64.b64decode(loose.split()[2]) == base64.b64decode(ALICE_LINE.split()[2])
    assert reason_of(TEXT + b"\n" + loose) == "signature_line"


def test_a_note_over_the_limit_is_refused_unread() -> None:
    assert reason_of(b"x" * (MAX_NOTE_BYTES + 1)) == "size"
    with pytest.raises(NoteMalformedError):
        open_note(NOTE, [ALICE_KEY], max_bytes=len(NOTE) - 1)
    assert open_note(NOTE, [ALICE_KEY], max_bytes=len(NOTE)).text == TEXT


def test_a_note_has_at_most_100_signatures() -> None:
    strangers = b"".join(line(f"stranger-{number}", bytes(68)) for number in range(MAX_SIGNATURES - 1))
    assert len(open_note(NOTE + strangers, [ALICE_KEY]).unknown) == MAX_SIGNATURES - 1
    assert reason_of(NOTE + strangers + BOB_LINE) == "signature_count"


# --- who signed ------------------------------------------------------------------------------------------------------


def test_a_signature_that_nobody_knows_is_set_aside() -> None:
    note = open_note(NOTE + BOB_LINE, [ALICE_KEY])
    assert note.verified == (ALICE_KEY,)
    assert [one.name for one in note.unknown] == [BOB_KEY.name]
    assert [one.name for one in note.lines] == [ALICE_KEY.name, BOB_KEY.name]


def test_a_bad_signature_of_a_known_key_rejects_the_whole_note() -> None:
    bad = line(BOB_KEY.name, BOB_KEY.key_id + ALICE.sign(TEXT))
    with pytest.raises(NoteSignatureInvalidError):
        open_note(NOTE + bad, [ALICE_KEY, BOB_KEY])


def test_a_known_key_with_a_signature_of_another_length_rejects_the_note() -> None:
    for blob in (ALICE.sign(TEXT) + b"\x00", ALICE.sign(TEXT)[:-1]):
        with pytest.raises(NoteSignatureInvalidError):
            open_note(TEXT + b"\n" + line(ALICE_KEY.name, ALICE_KEY.key_id + blob), [ALICE_KEY])


def test_a_bad_signature_behind_a_good_one_of_the_same_key_rejects_the_note() -> None:
    bad = line(ALICE_KEY.name, ALICE_KEY.key_id + BOB.sign(TEXT))
    with pytest.raises(NoteSignatureInvalidError):
        open_note(NOTE + bad, [ALICE_KEY])


def test_a_key_that_signed_twice_counts_once() -> None:
    assert open_note(NOTE + ALICE_LINE, [ALICE_KEY]).verified == (ALICE_KEY,)


def test_a_note_that_no_known_key_signed_is_rejected() -> None:
    with pytest.raises(NoteUnverifiedError):
        open_note(NOTE, [BOB_KEY])
    with pytest.raises(NoteUnverifiedError):
        open_note(NOTE, [])


def test_the_right_key_under_another_name_is_unknown() -> None:
    with pytest.raises(NoteUnverifiedError):
        open_note(NOTE, [VerifierKey.of("example.id/other", ALICE.public)])


def test_two_known_keys_that_share_name_and_key_id_are_both_tried() -> None:
    namesake = VerifierKey(ALICE_KEY.name, ALICE_KEY.key_id, BOB.public)
    assert open_note(NOTE, [namesake, ALICE_KEY]).verified == (ALICE_KEY,)


def test_a_signature_line_claims_a_key_by_name_and_key_id_together() -> None:
    assert SignatureLine(ALICE_KEY.name, ALICE_KEY.key_id, b"").claims(ALICE_KEY)
    assert not SignatureLine(BOB_KEY.name, ALICE_KEY.key_id, b"").claims(ALICE_KEY)
    assert not SignatureLine(ALICE_KEY.name, BOB_KEY.key_id, b"").claims(ALICE_KEY)


# --- verifier keys ---------------------------------------------------------------------------------------------------


@given(seed=st.binary(min_size=32, max_size=32))
def test_a_verifier_key_round_trips_also_with_a_plus_in_its_base64(seed: bytes) -> None:
    key = VerifierKey.of("example.id/x", SigningKey.from_seed(seed).public)
    assert parse_vkey(key.text) == key


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda text: text.replace("+", "-"), "parts"),
        (lambda text: text + "\n", "base64"),
        (lambda text: text.replace("example", "exa mple"), "name"),
        (lambda text: text.replace("example", "exa\udcffmple"), "name"),
        (lambda text: text[text.index("+") :], "name"),
        (lambda text: text.replace("alice", "alicf"), "key_id"),
        (lambda text: text.replace(ALICE_KEY.key_id.hex(), ALICE_KEY.key_id.hex().upper()), "key_id"),
        (lambda text: text.replace(ALICE_KEY.key_id.hex(), "0" + ALICE_KEY.key_id.hex()), "key_id"),
        (lambda text: text[: text.rindex("+") + 1], "base64"),
    ],
)
def test_a_verifier_key_written_otherwise_is_refused(change: object, reason: str) -> None:
    assert callable(change)
    with pytest.raises(VerifierKeyMalformedError) as refusal:
        parse_vkey(change("example.id/alice+" + ALICE_KEY.text.split("+", 1)[1]))
    assert dict(refusal.value.params)["reason"] == reason


def test_a_verifier_key_that_is_no_sound_ed25519_key_is_refused() -> None:
    for raw in (bytes(32), b"\x01" + bytes(31), b"\xff" * 32, bytes(31)):
        with pytest.raises(VerifierKeyMalformedError):
            VerifierKey.of("example.id/x", PublicKey(raw))


def test_a_key_of_an_algorithm_unknown_here_is_told_apart() -> None:
    with pytest.raises(VerifierKeyAlgorithmError) as refusal:
        parse_vkey("PeterNeumann+00000000+AmRpc2QcUPDhMQ==")
    assert refusal.value.params == (("algorithm", 2), ("name", "PeterNeumann"))


# --- vectors of other programs ---------------------------------------------------------------------------------------


def test_the_notes_of_other_programs_get_their_verdicts(shared: Path) -> None:
    cases = json.loads((shared / VECTORS).read_bytes())["cases"]
    assert len(cases) == 15
    for case in cases:
        raw, known = base64.b64decode(case["note_b64"]), [parse_vkey(text) for text in case["vkeys"]]
        if case["want"] == "ok":
            assert [key.name for key in open_note(raw, known).verified] == case["verified"], case["name"]
        else:
            with pytest.raises(VERDICTS[case["want"]]):
                open_note(raw, known)


def test_the_bad_verifier_keys_of_other_programs_are_refused(shared: Path) -> None:
    bad = json.loads((shared / VECTORS).read_bytes())["vkey_bad"]
    with pytest.raises(VerifierKeyMalformedError):
        parse_vkey(bad["wrong_length"])
    with pytest.raises(VerifierKeyAlgorithmError):
        parse_vkey(bad["unknown_alg"])


def test_our_note_is_the_note_that_another_program_signs_with_the_same_key(shared: Path) -> None:
    known = json.loads((shared / VECTORS).read_bytes())
    _, _, name, _, material = known["skey"].split("+", 4)
    key = SigningKey.from_seed(base64.b64decode(material)[1:])
    theirs = base64.b64decode(known["cases"][0]["note_b64"])
    assert theirs.startswith(sign_note(split_note(theirs).text, name, key))
