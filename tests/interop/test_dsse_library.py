"""A DSSE library that knows nothing of us reads and verifies what we export, and we read what it writes."""

import json

import pytest
from securesystemslib.dsse import Envelope as ForeignEnvelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import Key, SSlibKey  # type: ignore[attr-defined]  # re-exported without saying so

from domain.types import PublicKey, Signature
from ledger.envelope import Envelope, read_envelope, write_envelope
from ledger.signing import ENTRY_TYPE, STATEMENT_TYPE, SigningKey

KPPS = [SigningKey.from_seed(bytes([number]) * 32) for number in range(1, 4)]
STRANGER = SigningKey.from_seed(b"s" * 32)


def statement(*signers: SigningKey) -> Envelope:
    envelope = Envelope(STATEMENT_TYPE, b"\x81\xa1v\x01")
    for signer in signers:
        envelope = envelope.with_signature(signer.public, signer.sign(envelope.message))
    return envelope


def foreign(envelope: Envelope) -> ForeignEnvelope:
    return ForeignEnvelope.from_dict(json.loads(write_envelope(envelope)))


def trusted(*keys: SigningKey) -> list[Key]:
    return [SSlibKey(key.public.hex(), "ed25519", "ed25519", {"public": key.public.hex()}) for key in keys]


def test_the_library_verifies_a_threshold_of_signers() -> None:
    accepted = foreign(statement(*KPPS)).verify(trusted(*KPPS), threshold=3)
    assert set(accepted) == {key.public.hex() for key in KPPS}


def test_the_library_verifies_an_exported_entry() -> None:
    envelope = Envelope(ENTRY_TYPE, bytes(range(256)))
    envelope = envelope.with_signature(KPPS[0].public, KPPS[0].sign(envelope.message))
    assert foreign(envelope).verify(trusted(KPPS[0]), threshold=1)


def test_the_library_encodes_what_is_signed_as_we_do() -> None:
    assert foreign(statement()).pae() == statement().message


@pytest.mark.parametrize("signers", [KPPS[:2], [*KPPS[:2], STRANGER]], ids=["one missing", "a stranger"])
def test_the_library_refuses_a_statement_below_the_threshold(signers: list[SigningKey]) -> None:
    with pytest.raises(VerificationError):
        foreign(statement(*signers)).verify(trusted(*KPPS), threshold=3)


def test_the_library_refuses_a_signature_under_another_signers_name() -> None:
    envelope = statement(*KPPS[:2]).with_signature(KPPS[2].public, STRANGER.sign(statement().message))
    with pytest.raises(VerificationError):
        foreign(envelope).verify(trusted(*KPPS), threshold=3)


def test_the_library_refuses_an_altered_payload() -> None:
    envelope = statement(*KPPS)
    altered = Envelope(STATEMENT_TYPE, b"\x81\xa1v\x02", envelope.signatures)
    with pytest.raises(VerificationError):
        foreign(altered).verify(trusted(*KPPS), threshold=1)


def test_we_read_what_the_library_writes() -> None:
    envelope = statement(*KPPS)
    assert read_envelope(json.dumps(foreign(envelope).to_dict()).encode()) == envelope
    pairs = [(PublicKey(key), Signature(signature)) for key, signature in envelope.signatures]
    assert read_envelope(json.dumps(foreign(envelope).to_dict()).encode()).signatures == tuple(pairs)
