"""SHA-256 of files, and of several digests as one."""

from hashlib import sha256
from pathlib import Path

from ledger.digest import digest_of, digest_of_all


def test_a_large_file_has_the_digest_of_its_bytes(tmp_path: Path) -> None:
    raw = bytes(range(256)) * 9_000
    path = tmp_path / "file"
    path.write_bytes(raw)
    assert digest_of(path) == sha256(raw).digest()


def test_the_digest_of_several_does_not_depend_on_their_order() -> None:
    first, second = sorted(sha256(raw).digest() for raw in (b"a", b"b"))
    assert digest_of_all([second, first]) == digest_of_all([first, second]) == sha256(first + second).digest()
