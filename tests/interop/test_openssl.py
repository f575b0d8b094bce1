"""A person with nothing but a shell and openssl reaches the same verdicts as we do.

- `verify_with_openssl.sh` accepts what we export, and refuses every tampered envelope.
- Our private and public key files are read by `openssl pkey`, and its files by us.
- openssl and `ledger.signing` make and accept the same signatures.
"""

import base64
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.types import PublicKey, Signature
from ledger.envelope import Envelope, write_envelope
from ledger.keys import read_private_key, read_public_key, write_private_key, write_public_key
from ledger.signing import ENTRY_TYPE, STATEMENT_TYPE, SigningKey, verify

KEYS = [SigningKey.from_seed(bytes([number]) * 32) for number in range(3)]
PASSPHRASE = "kotak suara 12"  # noqa: S105 - it guards keys that everybody can read above
# As long as an entry may be, with every byte in it.
PAYLOAD = (bytes(range(256)) * 256)[:65_000]

Program = Callable[[str], Path]


@pytest.fixture
def verified(tmp_path: Path, program: Program) -> Callable[[bytes], tuple[int, str]]:
    """Runs the script over an envelope; its exit code and what it printed."""
    script = Path(__file__).with_name("verify_with_openssl.sh")
    shell, _ = program("sh"), program("openssl")

    def run(envelope: bytes) -> tuple[int, str]:
        file = tmp_path / "envelope.json"
        file.write_bytes(envelope)
        done = subprocess.run([shell, script, file], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    return run


@pytest.fixture
def openssl(program: Program) -> Callable[..., bytes]:
    """Runs openssl with arguments; what it printed.  Fails when it fails."""
    path = program("openssl")

    def run(*arguments: str | Path) -> bytes:
        return subprocess.run([path, *arguments], capture_output=True, check=True).stdout

    return run


def signed(payload_type: str, payload: bytes, *keys: SigningKey) -> Envelope:
    envelope = Envelope(payload_type, payload)
    for key in keys:
        envelope = envelope.with_signature(key.public, key.sign(envelope.message))
    return envelope


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


Run = Callable[[bytes], tuple[int, str]]


def test_openssl_verifies_an_exported_entry(verified: Run) -> None:
    code, printed = verified(write_envelope(signed(ENTRY_TYPE, PAYLOAD, KEYS[0])))
    assert (code, printed) == (0, f"ok {KEYS[0].public.hex()}\n")


@pytest.mark.parametrize("length", [0, 1, 2, 3, 47, 48, 49])
def test_openssl_verifies_every_signer_of_a_statement(verified: Run, length: int) -> None:
    code, printed = verified(write_envelope(signed(STATEMENT_TYPE, PAYLOAD[:length], *KEYS)))
    assert code == 0
    assert printed.splitlines() == [f"ok {public}" for public in sorted(key.public.hex() for key in KEYS)]


def test_openssl_refuses_one_bad_signature_among_good_ones(verified: Run) -> None:
    envelope = signed(STATEMENT_TYPE, b"C.Hasil", *KEYS)
    other = KEYS[1].sign(b"something else")
    code, printed = verified(write_envelope(envelope.with_signature(KEYS[1].public, other)))
    assert code == 1
    assert f"bad {KEYS[1].public.hex()}" in printed
    assert printed.count("ok ") == 2


def tampered() -> dict[str, bytes]:
    envelope = signed(STATEMENT_TYPE, b"C.Hasil", KEYS[0])
    signature = envelope.signatures[0][1]
    text = write_envelope(envelope).decode()
    public = KEYS[0].public.hex()
    documents = {
        "another payload": text.replace(base64.b64encode(b"C.Hasil").decode(), base64.b64encode(b"C.HasiL").decode()),
        "another type": text.replace(STATEMENT_TYPE, ENTRY_TYPE),
        "another signer": text.replace(public, KEYS[1].public.hex()),
        "another signature": text.replace(_b64(signature), _b64(KEYS[1].sign(envelope.message))),
        "a flipped bit": text.replace(_b64(signature), _b64(bytes([signature[0] ^ 1]) + signature[1:])),
        "a cut signature": text.replace(_b64(signature), _b64(signature[:-1])),
        "no signature": write_envelope(Envelope(STATEMENT_TYPE, b"C.Hasil")).decode(),
        "a key that is none": text.replace(public, "zz" * 32),
        "a short key": text.replace(public, public[2:]),
        "two payloads": text.replace(' "payload":', ' "payload": "",\n "payload":'),
        "a signature line lost": "".join(line for line in text.splitlines(keepends=True) if '"sig"' not in line),
        "another layout": json.dumps(json.loads(text)),
        "nothing": "",
    }
    assert all(document != text for document in documents.values())
    return {name: document.encode() for name, document in documents.items()}


@pytest.mark.parametrize("envelope", tampered().values(), ids=tampered())
def test_openssl_refuses_a_tampered_envelope(verified: Run, envelope: bytes) -> None:
    code, printed = verified(envelope)
    assert code == 1
    assert "ok " not in printed


def test_openssl_signs_and_verifies_as_we_do(openssl: Callable[..., bytes], tmp_path: Path) -> None:
    message, key, signature = tmp_path / "message", tmp_path / "ketua.key", tmp_path / "signature"
    message.write_bytes(PAYLOAD)
    write_private_key(key, KEYS[0], PASSPHRASE.encode())
    given = ("-passin", f"pass:{PASSPHRASE}")
    openssl("pkeyutl", "-sign", "-rawin", "-inkey", key, *given, "-in", message, "-out", signature)
    assert signature.read_bytes() == KEYS[0].sign(PAYLOAD)
    assert verify(KEYS[0].public, Signature(signature.read_bytes()), PAYLOAD)


def test_openssl_reads_our_encrypted_key_file(openssl: Callable[..., bytes], tmp_path: Path) -> None:
    path = tmp_path / "ketua.key"
    write_private_key(path, KEYS[0], PASSPHRASE.encode())
    der = openssl("pkey", "-in", path, "-passin", f"pass:{PASSPHRASE}", "-pubout", "-outform", "DER")
    assert der[-32:] == KEYS[0].public


def test_our_key_file_is_guarded_by_scrypt_and_aes_256(openssl: Callable[..., bytes], tmp_path: Path) -> None:
    path = tmp_path / "ketua.key"
    write_private_key(path, KEYS[0], PASSPHRASE.encode())
    shown = openssl("asn1parse", "-in", path).decode()
    words = [line.rsplit(":", 1)[-1].strip() for line in shown.splitlines() if "OBJECT" in line or "INTEGER" in line]
    assert words == ["PBES2", "scrypt", "4000", "08", "05", "20", "aes-256-cbc"]


def test_openssl_refuses_our_key_file_with_another_passphrase(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "ketua.key"
    write_private_key(path, KEYS[0], PASSPHRASE.encode())
    command: list[str | Path] = [program("openssl"), "pkey", "-in", path, "-passin", "pass:kotak suara 13", "-noout"]
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0


@pytest.mark.parametrize(
    "protection",
    [("-scrypt",), ("-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA256", "-iter", "20000")],
    ids=["scrypt", "pbkdf2"],
)
def test_we_read_a_key_file_of_openssl(
    openssl: Callable[..., bytes], tmp_path: Path, protection: tuple[str, ...]
) -> None:
    plain, encrypted, public = tmp_path / "plain", tmp_path / "encrypted", tmp_path / "public"
    openssl("genpkey", "-algorithm", "ed25519", "-out", plain)
    openssl("pkcs8", "-topk8", "-in", plain, *protection, "-passout", f"pass:{PASSPHRASE}", "-out", encrypted)
    openssl("pkey", "-in", plain, "-pubout", "-out", public)
    assert read_private_key(encrypted, PASSPHRASE.encode()).public == read_public_key(public)


def test_openssl_reads_our_public_key_file(openssl: Callable[..., bytes], tmp_path: Path) -> None:
    path = tmp_path / "ketua.pub"
    write_public_key(path, KEYS[0].public)
    assert PublicKey(openssl("pkey", "-pubin", "-in", path, "-outform", "DER")[-32:]) == KEYS[0].public
