"""The state of a verification: what it holds, when it fits, and what is refused.

- It has every book with size and root, the election and the status, and is read as it was written.
- It fits an archive with just these checkpoints: none more, none less, none other.
- Anything else in the file is refused.
"""

import json
from pathlib import Path

import pytest

from domain.types import Hash
from ledger.errors import StateMalformedError, StateMissingError
from ledger.verified_state import State, checkpoints_of, read_state
from tests.support.practice import KAB, PPK, ROOT_BODY, World, practice

ELECTION = Hash(bytes([1]) * 32)


@pytest.fixture(scope="module")
def world() -> World:
    return practice().run()


@pytest.fixture
def archive(world: World, tmp_path: Path) -> Path:
    world.write(tmp_path / "archive")
    return tmp_path / "archive"


def test_a_state_is_read_as_it_was_written(archive: Path, tmp_path: Path) -> None:
    state = State(ELECTION, "valid", checkpoints_of(archive))
    (tmp_path / "state").write_text(state.text)
    assert read_state(tmp_path / "state") == state
    assert len(state.books) == 5


def test_it_fits_an_archive_with_just_these_checkpoints(archive: Path, world: World) -> None:
    state = State(ELECTION, "valid", checkpoints_of(archive))
    assert state.differing(checkpoints_of(archive)) == ()
    fewer = {name: book for name, book in state.books.items() if name != world.origin(KAB)}
    assert state.differing(fewer) == (world.origin(KAB),)
    assert State(ELECTION, "valid", fewer).differing(state.books) == (world.origin(KAB),)
    size, root = state.books[world.origin(PPK)]
    other = {**state.books, world.origin(PPK): (size + 1, root), world.origin(KAB): (size, ELECTION)}
    assert state.differing(other) == (world.origin(KAB), world.origin(PPK))


def test_a_book_without_a_readable_checkpoint_counts_as_empty(archive: Path, world: World) -> None:
    place = archive.joinpath(*world.origin(ROOT_BODY).split("/")) / "checkpoint"
    place.write_bytes(b"nothing")
    assert checkpoints_of(archive)[world.origin(ROOT_BODY)] == (0, Hash(b""))


@pytest.mark.parametrize(
    "change",
    [
        {"format": "rekap-state-2"},
        {"status": "fine"},
        {"election": "00"},
        {"more": 1},
        {"books": []},
        {"books": {"../x": {"root": "00" * 32, "size": 1, "sound": True}}},
        {"books": {"example.id/a/ppk/160901": {"root": "00", "size": 1, "sound": True}}},
        {"books": {"example.id/a/ppk/160901": {"root": "00" * 32, "size": -1, "sound": True}}},
        {"books": {"example.id/a/ppk/160901": {"root": "00" * 32, "size": 2**63, "sound": True}}},
        {"books": {"example.id/a/ppk/160901": {"root": "00" * 32, "size": 1}}},
        {"books": {"example.id/a/ppk/160901": {"root": "00" * 32}}},
    ],
)
def test_anything_else_is_refused(change: dict[str, object], tmp_path: Path) -> None:
    sound = json.loads(State(ELECTION, "valid", {}).text)
    (tmp_path / "state").write_text(json.dumps({**sound, **change}))
    with pytest.raises(StateMalformedError):
        read_state(tmp_path / "state")


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StateMissingError):
        read_state(tmp_path / "state")
