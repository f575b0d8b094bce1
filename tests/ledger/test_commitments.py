"""Salted commitments: what proves a paper, and what never leaves its place.

- The commitment is SHA-256(salt || document), with 32 bytes of chance.
- A salt is written once, for its owner only, and used again.
"""

import stat
from hashlib import sha256
from pathlib import Path

import pytest

from domain.types import Hash
from ledger.commitments import commit, commitment_of, keep_salt, read_salt, require_commitment, salt_path
from ledger.errors import CommitmentMismatchError, InputMissingError, PaperInArchiveError, SaltMalformedError


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "surat.pdf"
    path.write_bytes(b"isi surat")
    return path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    return folder


def test_a_commitment_is_the_hash_of_salt_and_document() -> None:
    salt = bytes(range(32))
    assert commitment_of(salt, b"isi") == sha256(salt + b"isi").digest()


def test_nothing_is_written_before_the_salt_is_kept(paper: Path, archive: Path) -> None:
    committed = commit(paper, archive)
    assert not salt_path(paper).exists()
    keep_salt(committed)
    assert stat.S_IMODE(salt_path(paper).stat().st_mode) == 0o600
    assert read_salt(salt_path(paper)) == committed.salt
    require_commitment(paper, salt_path(paper), committed.commitment)


def test_a_salt_that_is_there_is_used_again_and_never_overwritten(paper: Path, archive: Path) -> None:
    first = commit(paper, archive)
    keep_salt(first)
    before = salt_path(paper).read_bytes()
    again = commit(paper, archive)
    keep_salt(again)
    assert (again.commitment, again.is_new) == (first.commitment, False)
    assert salt_path(paper).read_bytes() == before
    with pytest.raises(FileExistsError):
        keep_salt(first)


def test_two_papers_with_the_same_content_have_different_commitments(tmp_path: Path, archive: Path) -> None:
    papers = [tmp_path / name for name in ("a", "b")]
    for path in papers:
        path.write_bytes(b"sama")
    assert len({commit(path, archive).commitment for path in papers}) == 2


@pytest.mark.parametrize("how", ["inside", "link"])
def test_no_paper_and_no_salt_lies_in_the_archive(paper: Path, archive: Path, how: str) -> None:
    inside = archive / "surat.pdf"
    inside.write_bytes(b"x")
    if how == "link":
        salt_path(paper).symlink_to(archive / "garam")
        inside = paper
    with pytest.raises(PaperInArchiveError):
        commit(inside, archive)


@pytest.mark.parametrize("content", [b"", b"ab" * 31, b"AB" * 32, b"ab" * 32 + b"\n\n", b"zz" * 32])
def test_a_file_that_is_no_salt_is_refused(paper: Path, archive: Path, content: bytes) -> None:
    salt_path(paper).write_bytes(content)
    with pytest.raises((SaltMalformedError, InputMissingError)):
        commit(paper, archive)


def test_another_document_salt_or_commitment_proves_nothing(paper: Path, archive: Path, tmp_path: Path) -> None:
    committed = commit(paper, archive)
    keep_salt(committed)
    with pytest.raises(CommitmentMismatchError):
        require_commitment(paper, salt_path(paper), Hash(bytes(32)))
    paper.write_bytes(b"isi lain")
    with pytest.raises(CommitmentMismatchError):
        require_commitment(paper, salt_path(paper), committed.commitment)
    with pytest.raises(InputMissingError):
        require_commitment(tmp_path / "tidak ada", salt_path(paper), committed.commitment)
