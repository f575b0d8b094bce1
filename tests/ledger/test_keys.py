"""Key files and the practice keyring, in the words of `ledger.keys`' rules."""

import base64
import os
import stat
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as generate_p256
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from domain.errors import RekapError
from ledger import errors
from ledger.keys import (
    MAX_KEY_FILE,
    MINIMUM_PASSPHRASE,
    PRACTICE_PASSPHRASE,
    PracticeKeyring,
    public_key_from_hex,
    public_key_path,
    read_private_key,
    read_public_key,
    write_private_key,
    write_public_key,
)
from ledger.signing import SigningKey

PASSPHRASE = b"kotak suara 12"
KEY = SigningKey.from_seed(bytes(range(32)))
SECRETS = (KEY.secret_seed().hex(), repr(KEY.secret_seed()), base64.b64encode(KEY.secret_seed()).decode())


@pytest.fixture(scope="module")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "ketua.key"
    write_private_key(path, KEY, PASSPHRASE)
    return path


def put(folder: Path, content: bytes) -> Path:
    path = folder / "some.key"
    path.write_bytes(content)
    return path


def refused(error: type[RekapError], path: Path, passphrase: bytes = PASSPHRASE) -> RekapError:
    with pytest.raises(error) as caught:
        read_private_key(path, passphrase)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return caught.value


def test_a_private_key_is_read_back_with_its_passphrase(key_file: Path) -> None:
    assert read_private_key(key_file, PASSPHRASE).secret_seed() == KEY.secret_seed()


def test_a_private_key_is_stored_only_encrypted(key_file: Path) -> None:
    text = key_file.read_text()
    assert text.startswith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n")
    assert text.endswith("\n-----END ENCRYPTED PRIVATE KEY-----\n")
    assert max(map(len, text.splitlines())) <= 64
    assert KEY.secret_seed() not in base64.b64decode("".join(text.splitlines()[1:-1]))


def test_two_files_of_one_key_differ(key_file: Path, tmp_path: Path) -> None:
    write_private_key(tmp_path / "again.key", KEY, PASSPHRASE)
    assert (tmp_path / "again.key").read_bytes() != key_file.read_bytes()


def test_a_private_key_file_is_readable_by_its_owner_only(key_file: Path) -> None:
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600


def test_a_key_file_is_never_overwritten(tmp_path: Path) -> None:
    path = put(tmp_path, b"the only copy")
    with pytest.raises(errors.KeyFileExistsError):
        write_private_key(path, KEY, PASSPHRASE)
    with pytest.raises(errors.KeyFileExistsError):
        write_public_key(path, KEY.public)
    assert path.read_bytes() == b"the only copy"


def test_a_link_to_nowhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(errors.KeyFileExistsError):
        write_private_key(tmp_path / "link", KEY, PASSPHRASE)
    assert not (tmp_path / "elsewhere").exists()


def test_a_full_disk_leaves_no_half_of_a_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_private_key(tmp_path / "ketua.key", KEY, PASSPHRASE)
    assert list(tmp_path.iterdir()) == []


def test_the_file_and_its_folder_are_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[bool] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(stat.S_ISDIR(os.fstat(descriptor).st_mode)))
    write_public_key(tmp_path / "ketua.pub", KEY.public)
    assert synced == [False, True]


def test_a_folder_that_does_not_exist_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_public_key(tmp_path / "nowhere" / "ketua.pub", KEY.public)


@pytest.mark.parametrize("passphrase", [b"", b"1234567"])
def test_a_passphrase_of_less_than_eight_bytes_is_refused_for_writing(tmp_path: Path, passphrase: bytes) -> None:
    with pytest.raises(errors.PassphraseTooShortError) as caught:
        write_private_key(tmp_path / "ketua.key", KEY, passphrase)
    assert caught.value.params == (("minimum", MINIMUM_PASSPHRASE),)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("passphrase", [b"", b"kotak suara 13", b"latihan-rekap"])
def test_a_wrong_passphrase_is_named_as_such(key_file: Path, passphrase: bytes) -> None:
    refused(errors.WrongPassphraseError, key_file, passphrase)


def test_no_wrong_passphrase_ever_opens_a_key_by_chance(tmp_path: Path) -> None:
    """One in 256 of them gives a sound padding; the file here is cheap to try."""
    encryption = BestAvailableEncryption(PASSPHRASE)
    key = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)
    path = put(tmp_path, key)
    for number in range(600):
        refused(errors.WrongPassphraseError, path, b"wrong %d" % number)


def test_a_missing_key_is_named_as_such(tmp_path: Path) -> None:
    error = refused(errors.KeyFileMissingError, tmp_path / "ketua.key")
    assert error.params == (("path", str(tmp_path / "ketua.key")),)
    with pytest.raises(errors.KeyFileMissingError):
        read_public_key(tmp_path / "ketua.pub")


def test_a_private_key_that_lies_in_the_open_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    refused(errors.KeyFileNotEncryptedError, path)


@pytest.mark.parametrize("form", [PrivateFormat.OpenSSH, PrivateFormat.TraditionalOpenSSL])
def test_a_private_key_of_another_format_is_refused(tmp_path: Path, form: PrivateFormat) -> None:
    key = generate_p256(SECP256R1()).private_bytes(Encoding.PEM, form, NoEncryption())
    refused(errors.KeyFileMalformedError, put(tmp_path, key))


def test_a_key_that_is_not_ed25519_is_refused(tmp_path: Path) -> None:
    key = generate_p256(SECP256R1())
    encryption = BestAvailableEncryption(PASSPHRASE)
    path = put(tmp_path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption))
    refused(errors.KeyAlgorithmError, path)
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    path.write_bytes(public)
    with pytest.raises(errors.KeyAlgorithmError):
        read_public_key(path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"\x00\xff",
        b"-----BEGIN ENCRYPTED PRIVATE KEY-----\n",
        b"-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
        b"-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n",
        b"-----BEGIN PUBLIC KEY-----\nMAA=\n-----END PUBLIC KEY-----\n",
        b"0" * 64,
    ],
)
def test_what_is_no_private_key_is_refused(tmp_path: Path, content: bytes) -> None:
    refused(errors.KeyFileMalformedError, put(tmp_path, content))


def test_a_folder_is_no_key(tmp_path: Path) -> None:
    refused(errors.KeyFileMissingError, tmp_path)


def test_a_file_over_the_limit_is_refused_before_it_is_parsed(key_file: Path, tmp_path: Path) -> None:
    path = put(tmp_path, key_file.read_bytes().ljust(MAX_KEY_FILE + 1))
    assert refused(errors.KeyFileTooLargeError, path).params == (("limit", MAX_KEY_FILE), ("path", str(path)))
    with pytest.raises(errors.KeyFileTooLargeError):
        read_public_key(path)


def test_a_damaged_key_file_is_refused(key_file: Path, tmp_path: Path) -> None:
    """The public key beside it tells, where damage within the secret leaves a sound key of somebody else."""
    raw = key_file.read_bytes()
    write_public_key(tmp_path / "some.key.pub", KEY.public)
    codes = set()
    for index in (*range(40, len(raw) - 130, 29), *range(len(raw) - 130, len(raw) - 40, 7)):
        path = put(tmp_path, raw[:index] + (b"A" if raw[index : index + 1] != b"A" else b"B") + raw[index + 1 :])
        with pytest.raises(RekapError) as caught:
            read_private_key(path, PASSPHRASE)
        codes.add(caught.value.code)
    assert codes <= {"E133", "E135", "E136"}


def test_a_private_key_that_does_not_fit_the_public_key_beside_it_is_refused(key_file: Path, tmp_path: Path) -> None:
    path = put(tmp_path, key_file.read_bytes())
    assert read_private_key(path, PASSPHRASE).public == KEY.public
    write_public_key(public_key_path(path), SigningKey.generate().public)
    refused(errors.KeyFileMalformedError, path)


def test_a_long_passphrase_counts_in_full(tmp_path: Path) -> None:
    write_private_key(tmp_path / "ketua.key", KEY, b"x" * 5_000)
    assert read_private_key(tmp_path / "ketua.key", b"x" * 5_000).public == KEY.public
    refused(errors.WrongPassphraseError, tmp_path / "ketua.key", b"x" * 4_999)


def test_no_error_carries_the_key_or_the_passphrase(key_file: Path, tmp_path: Path) -> None:
    in_the_open = put(
        tmp_path,
        Ed25519PrivateKey.from_private_bytes(KEY.secret_seed()).private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        ),
    )
    shown = [
        repr(refused(errors.WrongPassphraseError, key_file, b"a wrong passphrase")),
        repr(refused(errors.KeyFileNotEncryptedError, in_the_open)),
    ]
    with pytest.raises(RekapError) as caught:
        public_key_from_hex(KEY.secret_seed().hex() + "0")
    shown.append(repr(caught.value))
    assert not [text for text in shown for secret in (*SECRETS, "a wrong passphrase") if secret in text]


# -- public keys -----------------------------------------------------------------------------------------------------


def test_the_public_key_lies_beside_the_private_one() -> None:
    assert public_key_path(Path("keys/ppk-160901.ketua")) == Path("keys/ppk-160901.ketua.pub")


def test_a_public_key_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "ketua.pub"
    write_public_key(path, KEY.public)
    assert read_public_key(path) == KEY.public
    backend = Ed25519PrivateKey.from_private_bytes(KEY.secret_seed()).public_key()
    assert path.read_bytes() == backend.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_public_key_may_be_64_hexadecimal_digits(tmp_path: Path, end: str) -> None:
    assert read_public_key(put(tmp_path, (KEY.public.hex() + end).encode())) == KEY.public
    assert public_key_from_hex(KEY.public.hex()) == KEY.public


@pytest.mark.parametrize(
    "text",
    ["", "00" * 31, "00" * 33, KEY.public.hex().upper(), KEY.public.hex() + "\n\n", " " + KEY.public.hex(), "x" * 64],
)
def test_what_is_no_public_key_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(errors.KeyFileMalformedError):
        read_public_key(put(tmp_path, text.encode()))
    with pytest.raises(errors.KeyFileMalformedError):
        public_key_from_hex(text)


def test_a_private_key_is_no_public_key(key_file: Path) -> None:
    with pytest.raises(errors.KeyFileMalformedError):
        read_public_key(key_file)


def test_a_damaged_public_key_is_refused(tmp_path: Path) -> None:
    content = b"-----BEGIN PUBLIC KEY-----\nMAA=\n-----END PUBLIC KEY-----\n"
    with pytest.raises(errors.KeyFileMalformedError):
        read_public_key(put(tmp_path, content))


@pytest.mark.parametrize("raw", [bytes(32), (2).to_bytes(32, "little"), b"\xff" * 32], ids=["order 4", "off", "y > p"])
def test_a_public_key_that_may_not_be_appointed_is_refused(tmp_path: Path, raw: bytes) -> None:
    write_public_key(tmp_path / "pem.pub", KEY.public.__class__(raw))
    for path in (tmp_path / "pem.pub", put(tmp_path, raw.hex().encode())):
        with pytest.raises((errors.UnacceptableKeyError, errors.KeyFileMalformedError)):
            read_public_key(path)
    with pytest.raises(errors.UnacceptableKeyError):
        public_key_from_hex(raw.hex())


# -- the practice keyring --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def keyring_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("practice") / "keyring.pem"
    PracticeKeyring.create(path, 7, PRACTICE_PASSPHRASE)
    return path


def test_the_practice_passphrase_is_the_documented_one() -> None:
    assert PRACTICE_PASSPHRASE == b"latihan-rekap"


def test_an_opened_keyring_has_the_keys_of_the_created_one(keyring_file: Path, tmp_path: Path) -> None:
    created = PracticeKeyring.create(tmp_path / "other.pem", 7, b"another passphrase")
    opened = PracticeKeyring.open(keyring_file, PRACTICE_PASSPHRASE)
    assert created.key("ppk-160901/ketua").public == opened.key("ppk-160901/ketua").public


def test_every_practice_key_follows_from_the_number_and_its_name(keyring_file: Path) -> None:
    master = sha256(b"rekap practice master v1 7").digest()
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=b"rekap practice key v1", info=b"kpps-1609010001001/1")
    key = PracticeKeyring.open(keyring_file, PRACTICE_PASSPHRASE).key("kpps-1609010001001/1")
    assert key.secret_seed() == hkdf.derive(master)


def test_the_keys_of_a_number_are_the_same_for_ever(keyring_file: Path) -> None:
    key = PracticeKeyring.open(keyring_file, PRACTICE_PASSPHRASE).key("kpu-0/ketua")
    assert key.public.hex() == "05aacf10ee4bb9d437a9c526bb0d58950c63b67d85aa43956aa198ef81068d7d"


def test_another_number_or_another_name_gives_another_key(keyring_file: Path, tmp_path: Path) -> None:
    seven = PracticeKeyring.open(keyring_file, PRACTICE_PASSPHRASE)
    eight = PracticeKeyring.create(tmp_path / "eight.pem", 8, PRACTICE_PASSPHRASE)
    names = ("", "a", "b", "kpu-0/ketua", "kpu-0/anggota-1", "é")
    assert len({ring.key(name).public for ring in (seven, eight) for name in names}) == 2 * len(names)


def test_a_keyring_never_shows_its_secret(keyring_file: Path) -> None:
    master = sha256(b"rekap practice master v1 7").digest()
    shown = repr(PracticeKeyring.open(keyring_file, PRACTICE_PASSPHRASE))
    assert master.hex() not in shown
    assert SigningKey.from_seed(master).public.hex() in shown


def test_a_keyring_needs_its_passphrase(keyring_file: Path) -> None:
    with pytest.raises(errors.WrongPassphraseError):
        PracticeKeyring.open(keyring_file, PASSPHRASE)
