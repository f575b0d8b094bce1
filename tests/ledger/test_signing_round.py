"""Statements on their way from signer to signer (`ledger.signing_round`)."""

import pytest

from domain.statements import Appointment, CHasil, Possession, Role
from domain.types import Hash, Signature
from ledger.canonical import encode
from ledger.envelope import Envelope, write_envelope
from ledger.errors import (
    FormatError,
    NotASignerError,
    OtherElectionError,
    RecordError,
    SignaturesMissingError,
    StatementSignatureError,
    UnsupportedRecordError,
    WrongStatementError,
)
from ledger.signing import ENTRY_TYPE, STATEMENT_TYPE, SigningKey
from ledger.signing_round import Round, envelope_of, prepare, read_round

ELECTION = Hash(b"e" * 32)
KPPS = [SigningKey.from_seed(bytes([number]) * 32) for number in range(1, 4)]
STRANGER = SigningKey.from_seed(b"s" * 32)
SUBJECT = "1609012001001"


def prepared() -> Round:
    data = CHasil((), 1, None, None, ())
    return prepare(data, subject=SUBJECT, signers=[key.public for key in KPPS], election=ELECTION, time=7)


def signed(*keys: SigningKey) -> Round:
    going = prepared()
    for key in keys:
        going = read_round(going.sign(key).raw)
    return going


def test_everybody_signs_once_and_then_it_is_complete() -> None:
    going = signed(*KPPS)
    assert going.missing == ()
    statement = going.complete(CHasil)
    assert (statement.subject, statement.time, statement.election) == (SUBJECT, 7, ELECTION)
    assert envelope_of(statement) == going.envelope


def test_the_order_of_signing_does_not_matter_and_signing_again_changes_nothing() -> None:
    assert signed(*KPPS).raw == signed(*reversed(KPPS)).raw == signed(*KPPS, KPPS[0]).raw


def test_an_incomplete_statement_is_nothing_and_names_who_is_missing() -> None:
    going = signed(KPPS[0], KPPS[2])
    assert going.missing == (KPPS[1].public,)
    with pytest.raises(SignaturesMissingError) as caught:
        going.complete(CHasil)
    assert dict(caught.value.params) == {"count": 1, "missing": KPPS[1].public.hex()}


def test_who_is_not_named_cannot_sign() -> None:
    with pytest.raises(NotASignerError):
        prepared().sign(STRANGER)


def test_a_strangers_signature_in_the_file_is_refused() -> None:
    envelope = prepared().envelope
    envelope = envelope.with_signature(STRANGER.public, STRANGER.sign(envelope.message))
    with pytest.raises(NotASignerError):
        read_round(write_envelope(envelope))


def test_a_signature_that_fails_is_named_when_the_file_is_read() -> None:
    envelope = prepared().envelope.with_signature(KPPS[0].public, STRANGER.sign(prepared().envelope.message))
    with pytest.raises(StatementSignatureError) as caught:
        read_round(write_envelope(envelope))
    assert dict(caught.value.params) == {"signer": KPPS[0].public.hex()}


def test_a_signature_over_another_payload_type_does_not_count() -> None:
    going = prepared()
    as_entry = Envelope(ENTRY_TYPE, going.envelope.payload)
    forged = going.envelope.with_signature(KPPS[0].public, KPPS[0].sign(as_entry.message))
    with pytest.raises(StatementSignatureError):
        read_round(write_envelope(forged))


def test_a_statement_of_another_election_is_refused() -> None:
    prepared().require_election(ELECTION)
    with pytest.raises(OtherElectionError):
        prepared().require_election(Hash(b"f" * 32))


def test_a_statement_of_another_type_is_refused() -> None:
    with pytest.raises(WrongStatementError):
        signed(*KPPS).complete(Appointment)


def test_an_exported_entry_is_no_statement() -> None:
    with pytest.raises(WrongStatementError):
        read_round(write_envelope(Envelope(ENTRY_TYPE, b"\x80")))


@pytest.mark.parametrize(
    "payload", [b"", b"\x80", b"\x90", b"\xc0", b"\x81\xa7signers\xc0", prepared().envelope.payload + b"\x00"]
)
def test_bytes_that_are_no_statement_are_refused(payload: bytes) -> None:
    with pytest.raises(FormatError):
        read_round(write_envelope(Envelope(STATEMENT_TYPE, payload)))


def test_a_statement_of_a_type_unknown_here_is_told_apart() -> None:
    fields = {"data": None, "election": bytes(32), "replaces": (), "signers": (KPPS[0].public,), "subject": "x"}
    payload = encode({**fields, "time": 0, "type": "SeatsAllotted", "v": 1})
    with pytest.raises(UnsupportedRecordError):
        read_round(write_envelope(Envelope(STATEMENT_TYPE, payload)))


def test_a_statement_without_signers_is_not_prepared() -> None:
    with pytest.raises(RecordError):
        prepare(Possession("160901", 1, Role.OPERATOR), subject="ppk-160901", signers=[], election=ELECTION, time=0)


def test_a_signature_that_is_missing_is_not_a_valid_one() -> None:
    assert prepared().statement.signatures == (Signature(bytes(64)),) * 3
