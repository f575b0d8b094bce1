"""Scans in the archive (`ledger.entry.scans`)."""

from hashlib import sha256
from pathlib import Path

import pytest

from ledger.entry.scans import MAX_SCAN_BYTES, store_scan
from ledger.errors import DocumentClashError, InputMissingError, ScanRefusedError


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "foto.jpg"
    path.write_bytes(b"C.HASIL")
    return path


def test_a_scan_is_stored_under_its_hash(scan: Path, tmp_path: Path) -> None:
    digest = store_scan(scan, tmp_path / "desk" / "archive")
    assert digest == sha256(b"C.HASIL").digest()
    place = tmp_path / "desk" / "archive" / "files" / digest.hex()
    assert place.read_bytes() == b"C.HASIL"
    assert [path.name for path in (tmp_path / "desk").iterdir()] == ["archive"]


def test_what_is_there_is_never_overwritten(scan: Path, tmp_path: Path) -> None:
    digest = store_scan(scan, tmp_path / "archive")
    place = tmp_path / "archive" / "files" / digest.hex()
    before = place.stat().st_ino
    assert store_scan(scan, tmp_path / "archive") == digest
    assert place.stat().st_ino == before
    place.write_bytes(b"something else")
    with pytest.raises(DocumentClashError):
        store_scan(scan, tmp_path / "archive")
    assert place.read_bytes() == b"something else"


def test_a_link_in_its_place_is_not_followed(scan: Path, tmp_path: Path) -> None:
    place = tmp_path / "archive" / "files" / sha256(b"C.HASIL").hexdigest()
    place.parent.mkdir(parents=True)
    place.symlink_to(scan)
    with pytest.raises(DocumentClashError):
        store_scan(scan, tmp_path / "archive")


@pytest.mark.parametrize(("size", "reason"), [(0, "empty"), (MAX_SCAN_BYTES + 1, "too_large")])
def test_a_scan_has_content_and_a_limit(tmp_path: Path, size: int, reason: str) -> None:
    path = tmp_path / "foto.jpg"
    with path.open("wb") as file:
        file.truncate(size)
    with pytest.raises(ScanRefusedError) as caught:
        store_scan(path, tmp_path / "archive")
    assert dict(caught.value.params)["reason"] == reason
    assert not (tmp_path / "archive").exists()


def test_a_scan_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputMissingError):
        store_scan(tmp_path / "none.jpg", tmp_path / "archive")
