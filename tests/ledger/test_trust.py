"""The trust file: the one thing that a verifier has from elsewhere.

- Line 1 is the root book's key, line 2 the election, every further line a checkpoint; anything else is refused.
- A wrong key or election is `broken`, no trust file at best `incomplete`.
- A checkpoint line is a minimum: a book that is shorter, or another, is `broken`, one not there is `incomplete`.
"""

from pathlib import Path

import pytest

from domain.types import Hash
from ledger.checkpoint import Checkpoint, sign_checkpoint
from ledger.errors import TrustMalformedError, TrustMissingError
from ledger.note import VerifierKey
from ledger.passes import Verification
from ledger.trust import Trust, read_trust
from ledger.verification import verify_archive
from tests.support.practice import CONTEST, KAB, PPK, ROOT_BODY, key_of
from tests.support.tampering import small_files, small_world, write

WORLD = small_world()
TRUST = WORLD.trust()
LINES = TRUST.text.splitlines()


def verified(folder: Path, trust: Trust | None) -> Verification:
    return verify_archive(write(small_files(), folder / "archive"), trust)


def codes(found: Verification) -> list[str]:
    return [each.code for each in found.findings]


def test_a_trust_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    trust = Trust(TRUST.root, TRUST.election, (WORLD.note(PPK), WORLD.note(KAB)))
    (tmp_path / "trust").write_text(trust.text)
    assert read_trust(tmp_path / "trust") == trust


def test_a_trust_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrustMissingError) as refused:
        read_trust(tmp_path / "trust")
    assert dict(refused.value.params)["path"] == str(tmp_path / "trust")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("\n\n", 1),
        ("rubbish\n" + LINES[1], 1),
        (LINES[0], 2),
        (LINES[0] + "\nelection abc", 2),
        (LINES[0] + "\nelection " + "A" * 64, 2),
        (LINES[0] + "\nElection " + "a" * 64, 2),
        (LINES[0] + "\r\n" + LINES[1] + "\r\n", 1),
        (TRUST.text + "\n", 3),
        (TRUST.text + "checkpoint\n", 3),
        (TRUST.text + "checkpoint !!!\n", 3),
        (TRUST.text + "note aGFsbG8=\n", 3),
        (TRUST.text + "checkpoint aGFsbG8=\nrubbish\n", 4),
        ("é", 1),
    ],
)
def test_a_malformed_trust_file_is_refused_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    (tmp_path / "trust").write_bytes(text.encode())
    with pytest.raises(TrustMalformedError) as refused:
        read_trust(tmp_path / "trust")
    assert dict(refused.value.params)["line"] == line


def test_without_trust_the_answer_is_incomplete_at_best(tmp_path: Path) -> None:
    found = verified(tmp_path, None)
    assert (found.status, codes(found)) == ("incomplete", ["R311"])


def test_the_key_of_another_log_as_root_is_broken(tmp_path: Path) -> None:
    wrong = Trust(VerifierKey.of(TRUST.root.name, key_of("somebody").public), TRUST.election)
    found = verified(tmp_path, wrong)
    assert found.status == "broken"
    assert "R308" in codes(found)


def test_another_election_is_broken_and_has_no_totals(tmp_path: Path) -> None:
    found = verified(tmp_path, Trust(TRUST.root, Hash(bytes(32))))
    assert found.status == "broken"
    assert "R308" in codes(found)
    assert found.totals == {}


def test_a_root_book_that_is_not_the_root_is_broken(tmp_path: Path) -> None:
    key = VerifierKey.of(WORLD.origin(KAB), WORLD.log_key(KAB).public)
    found = verified(tmp_path, Trust(key, TRUST.election))
    assert found.status == "broken"
    assert "R308" in codes(found)


def test_a_trust_file_of_another_root_book_is_named_once(tmp_path: Path) -> None:
    key = VerifierKey.of("example.id/pemilu/kpu/0", WORLD.log_key(ROOT_BODY).public)
    found = verified(tmp_path, Trust(key, TRUST.election))
    assert (found.status, codes(found)) == ("broken", ["R308"])


def test_checkpoints_that_agree_change_nothing(tmp_path: Path) -> None:
    notes = tuple(WORLD.note(body, size) for body in (ROOT_BODY, KAB, PPK) for size in (1, 4))
    found = verified(tmp_path, Trust(TRUST.root, TRUST.election, notes))
    assert (found.status, found.findings) == ("valid", [])


def test_a_checkpoint_of_a_longer_book_is_broken_and_the_book_named(tmp_path: Path) -> None:
    size = len(WORLD.books[PPK].raw) + 1
    longer = sign_checkpoint(Checkpoint(WORLD.origin(PPK), size, Hash(b"\x01" * 32)), WORLD.log_key(PPK))
    found = verified(tmp_path, Trust(TRUST.root, TRUST.election, (longer,)))
    assert (found.status, codes(found)) == ("broken", ["R305"])
    assert found.findings[0].book == WORLD.origin(PPK)
    assert found.totals[CONTEST]["160901"] is None


def test_a_checkpoint_of_another_history_is_broken_and_the_book_named(tmp_path: Path) -> None:
    other = sign_checkpoint(Checkpoint(WORLD.origin(PPK), 3, Hash(b"\x01" * 32)), WORLD.log_key(PPK))
    found = verified(tmp_path, Trust(TRUST.root, TRUST.election, (other,)))
    assert (found.status, codes(found)) == ("broken", ["R304"])
    assert found.findings[0].book == WORLD.origin(PPK)


def test_a_checkpoint_under_another_key_is_broken(tmp_path: Path) -> None:
    forged = sign_checkpoint(Checkpoint(WORLD.origin(PPK), 3, Hash(b"\x01" * 32)), key_of("somebody"))
    found = verified(tmp_path, Trust(TRUST.root, TRUST.election, (forged,)))
    assert (found.status, codes(found)) == ("broken", ["R310"])


def test_a_checkpoint_of_a_book_that_is_not_there_is_incomplete(tmp_path: Path) -> None:
    note = sign_checkpoint(Checkpoint("example.id/latihan/ppk/160909", 0, WORLD_EMPTY), key_of("x"))
    found = verified(tmp_path, Trust(TRUST.root, TRUST.election, (note,)))
    assert (found.status, codes(found)) == ("incomplete", ["R307"])


def test_a_checkpoint_that_is_no_note_is_broken(tmp_path: Path) -> None:
    found = verified(tmp_path, Trust(TRUST.root, TRUST.election, (b"rubbish",)))
    assert (found.status, codes(found)) == ("broken", ["R310"])


WORLD_EMPTY = Hash(bytes.fromhex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
