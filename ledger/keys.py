"""Key files: private keys as encrypted PKCS#8, public keys beside them, and the keyring of a practice election.

Rules of this module:

- A private key is stored only encrypted (PKCS#8, PBES2: scrypt, AES-256-CBC); one that lies in the open is refused.
- A passphrase has at least eight bytes.
- A private key file is readable by its owner only; no key file is ever overwritten; each is synced to the disk.
- A key file is at most 64 KiB, and of Ed25519.
- A private key that does not fit the public key beside it is damaged: the cipher alone does not notice.
- A public key is a PEM SubjectPublicKeyInfo or 64 lower-case hexadecimal digits, and a key that may be appointed.
- Every key of a practice or replica election follows from one number: the same number, the same keys everywhere.
- No error of this module carries key material, passphrases or the contents of a file.
"""

import base64
import contextlib
import os
import re
import secrets
import textwrap
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from domain.types import PublicKey
from ledger.errors import (
    KeyAlgorithmError,
    KeyFileExistsError,
    KeyFileMalformedError,
    KeyFileMissingError,
    KeyFileNotEncryptedError,
    KeyFileTooLargeError,
    PassphraseTooShortError,
    UnacceptableKeyError,
    WrongPassphraseError,
)
from ledger.signing import SigningKey, is_acceptable_key

MINIMUM_PASSPHRASE: Final = 8
"""Bytes a passphrase must have."""

MAX_KEY_FILE: Final = 64 * 1024
"""Bytes a key file may have."""

PRACTICE_PASSPHRASE: Final = b"latihan-rekap"
"""The published passphrase of practice and replica keyrings, whose keys protect nothing."""

# RFC 8410: everything of a PrivateKeyInfo and of a SubjectPublicKeyInfo that comes before the 32 bytes of the key.
_PRIVATE_PREFIX: Final = bytes.fromhex("302e020100300506032b657004220420")
_PUBLIC_PREFIX: Final = bytes.fromhex("302a300506032b6570032100")

# scrypt N=2^14, r=8, p=5: the costliest of the usual equivalents (one of them N=2^17, p=1) that stays below the 32 MiB
# which openssl grants scrypt, so that `openssl pkey` opens the file; about 0.2 s.
_SCRYPT_COSTS: Final = {"n": 2**14, "r": 8, "p": 5}
_AES_KEY_SIZE: Final = 32
_BLOCK_SIZE: Final = 16

_ENCRYPTED: Final = "ENCRYPTED PRIVATE KEY"
_OPEN: Final = "PRIVATE KEY"
_PUBLIC: Final = "PUBLIC KEY"
_HEX_KEY: Final = re.compile(rb"[0-9a-f]{64}\n?")


def write_private_key(path: Path, key: SigningKey, passphrase: bytes) -> None:
    """Create `path` (mode 0600) with `key` encrypted under `passphrase`.

    Raises PassphraseTooShortError, KeyFileExistsError, or OSError when the disk refuses; then nothing is left behind.
    """
    if len(passphrase) < MINIMUM_PASSPHRASE:
        raise PassphraseTooShortError(minimum=MINIMUM_PASSPHRASE)
    _create(path, _pem(_ENCRYPTED, _encrypted_pkcs8(_PRIVATE_PREFIX + key.secret_seed(), passphrase)), mode=0o600)


def read_private_key(path: Path, passphrase: bytes) -> SigningKey:
    """The key in `path`, encrypted PKCS#8 of any parameters the backend knows, checked against `<path>.pub` if there.

    Raises KeyFileMissingError, KeyFileTooLargeError, KeyFileMalformedError, KeyFileNotEncryptedError,
    WrongPassphraseError, KeyAlgorithmError, or OSError when the file cannot be read.
    """
    pem = _read(path)
    _require_encrypted(path, pem)
    key = SigningKey(_decrypted(path, pem, passphrase))
    beside = public_key_path(path)
    if beside.exists() and read_public_key(beside) != key.public:
        raise KeyFileMalformedError(path=str(path))
    return key


def public_key_path(path: Path) -> Path:
    """Where the public half of the private key file `path` lies: `<name>.pub` beside it."""
    return path.with_name(f"{path.name}.pub")


def write_public_key(path: Path, key: PublicKey) -> None:
    """Create `path` (readable by all) with `key` as PEM; raises KeyFileExistsError, OSError."""
    _create(path, _pem(_PUBLIC, _PUBLIC_PREFIX + key), mode=0o644)


def read_public_key(path: Path) -> PublicKey:
    """The public key in `path`: PEM, or 64 hexadecimal digits with or without a line end.

    Raises KeyFileMissingError, KeyFileTooLargeError, KeyFileMalformedError, KeyAlgorithmError, UnacceptableKeyError.
    """
    return _public_key(_read(path), str(path))


def public_key_from_hex(text: str) -> PublicKey:
    """The public key of 64 lower-case hexadecimal digits.

    Raises KeyFileMalformedError, UnacceptableKeyError; their `path` is empty, for what was typed may be a secret.
    """
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise KeyFileMalformedError(path="")
    return _acceptable(bytes.fromhex(text), "")


class PracticeKeyring:
    """All keys of one practice or replica election, derived from one master key.

        PracticeKeyring.create(path, 7, PRACTICE_PASSPHRASE).key("ppk-160901/ketua")

    The key of a name is that of the seed HKDF-SHA256(master, salt "rekap practice key v1", info name); the master of
    a number is SHA-256("rekap practice master v1 <number>").  Whoever knows the number knows every key.
    """

    __slots__ = ("_master",)

    def __init__(self, master: SigningKey) -> None:
        """Derive from `master`; other modules use `create` or `open`."""
        self._master = master

    @classmethod
    def create(cls, path: Path, seed_number: int, passphrase: bytes) -> "PracticeKeyring":
        """The keyring of `seed_number`, its master key stored at `path`; raises as `write_private_key`."""
        master = _practice_master(seed_number)
        write_private_key(path, master, passphrase)
        return cls(master)

    @classmethod
    def from_number(cls, seed_number: int) -> "PracticeKeyring":
        """The keyring of `seed_number`, stored nowhere."""
        return cls(_practice_master(seed_number))

    @classmethod
    def open(cls, path: Path, passphrase: bytes) -> "PracticeKeyring":
        """The keyring stored at `path`; raises as `read_private_key`."""
        return cls(read_private_key(path, passphrase))

    def key(self, name: str) -> SigningKey:
        """The key called `name`; every name has one."""
        hkdf = HKDF(algorithm=SHA256(), length=32, salt=b"rekap practice key v1", info=name.encode())
        return SigningKey.from_seed(hkdf.derive(self._master.secret_seed()))

    def __repr__(self) -> str:
        """Names the keyring by the public half of its master key."""
        return f"PracticeKeyring(master={self._master.public.hex()})"


def _practice_master(seed_number: int) -> SigningKey:
    return SigningKey.from_seed(sha256(b"rekap practice master v1 %d" % seed_number).digest())


# -- PKCS#8 (RFC 5958, RFC 8018, RFC 7914) -------------------------------------------------------------------------


_DER_LONG_FORM: Final = 0x80
_PBES2: Final = bytes.fromhex("06092a864886f70d01050d")  # OBJECT IDENTIFIER 1.2.840.113549.1.5.13
_SCRYPT: Final = bytes.fromhex("06092b06010401da47040b")  # 1.3.6.1.4.1.11591.4.11
_AES256_CBC: Final = bytes.fromhex("060960864801650304012a")  # 2.16.840.1.101.3.4.1.42


def _encrypted_pkcs8(private_key_info: bytes, passphrase: bytes) -> bytes:
    """DER; written here because the backend's own writer derives the key with 2,048 rounds of PBKDF2 only."""
    salt, iv = secrets.token_bytes(_BLOCK_SIZE), secrets.token_bytes(_BLOCK_SIZE)
    aes_key = Scrypt(salt=salt, length=_AES_KEY_SIZE, **_SCRYPT_COSTS).derive(passphrase)
    costs = map(_integer, (*_SCRYPT_COSTS.values(), _AES_KEY_SIZE))
    derivation = _sequence(_SCRYPT, _sequence(_octets(salt), *costs))
    cipher = _sequence(_AES256_CBC, _octets(iv))
    algorithm = _sequence(_PBES2, _sequence(derivation, cipher))
    return _sequence(algorithm, _octets(_aes_cbc(aes_key, iv, private_key_info)))


def _aes_cbc(key: bytes, iv: bytes, plain: bytes) -> bytes:
    padder = PKCS7(8 * _BLOCK_SIZE).padder()
    encryptor = Cipher(AES256(key), CBC(iv)).encryptor()
    return encryptor.update(padder.update(plain) + padder.finalize()) + encryptor.finalize()


def _der(tag: int, content: bytes) -> bytes:
    """One value of DER, of less than 256 bytes."""
    length = bytes([len(content)]) if len(content) < _DER_LONG_FORM else bytes([0x81, len(content)])
    return bytes([tag]) + length + content


def _sequence(*parts: bytes) -> bytes:
    return _der(0x30, b"".join(parts))


def _octets(content: bytes) -> bytes:
    return _der(0x04, content)


def _integer(value: int) -> bytes:
    return _der(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def _pem(label: str, der: bytes) -> bytes:
    """RFC 7468: base64 in lines of 64 between the labels."""
    lines = textwrap.wrap(base64.b64encode(der).decode(), 64)
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""]).encode()


def _begin(label: str) -> bytes:
    return f"-----BEGIN {label}-----".encode()


def _require_encrypted(path: Path, pem: bytes) -> None:
    """Told apart without the passphrase: the backend answers TypeError for a sound file that needs one."""
    if not pem.startswith((_begin(_ENCRYPTED), _begin(_OPEN))):
        raise KeyFileMalformedError(path=str(path))
    try:
        load_pem_private_key(pem, None)
    except TypeError:
        return
    except (ValueError, UnsupportedAlgorithm):
        raise KeyFileMalformedError(path=str(path)) from None
    raise KeyFileNotEncryptedError(path=str(path))


def _decrypted(path: Path, pem: bytes, passphrase: bytes) -> Ed25519PrivateKey:
    if not passphrase:  # which the backend takes for "not encrypted"
        raise WrongPassphraseError(path=str(path))
    try:
        key = load_pem_private_key(pem, passphrase)
    except UnsupportedAlgorithm:
        raise KeyAlgorithmError(path=str(path)) from None
    except (ValueError, MemoryError):
        raise WrongPassphraseError(path=str(path)) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyAlgorithmError(path=str(path))
    return key


def _public_key(raw: bytes, path: str) -> PublicKey:
    if _HEX_KEY.fullmatch(raw):
        return _acceptable(bytes.fromhex(raw.decode()), path)
    if not raw.startswith(_begin(_PUBLIC)):
        raise KeyFileMalformedError(path=path)
    try:
        key = load_pem_public_key(raw)
    except (ValueError, UnsupportedAlgorithm):
        raise KeyFileMalformedError(path=path) from None
    if not isinstance(key, Ed25519PublicKey):
        raise KeyAlgorithmError(path=path)
    return _acceptable(key.public_bytes_raw(), path)


def _acceptable(raw: bytes, path: str) -> PublicKey:
    if not is_acceptable_key(raw):
        raise UnacceptableKeyError(path=path)
    return PublicKey(raw)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_KEY_FILE + 1)
    except (FileNotFoundError, IsADirectoryError):
        raise KeyFileMissingError(path=str(path)) from None
    if len(raw) > MAX_KEY_FILE:
        raise KeyFileTooLargeError(path=str(path), limit=MAX_KEY_FILE)
    return raw


def _create(path: Path, content: bytes, *, mode: int) -> None:
    """O_EXCL, not a rename: it never replaces a key, follows no link, and works on a stick without hard links."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise KeyFileExistsError(path=str(path)) from None
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor has no path
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _sync_folder(path.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
