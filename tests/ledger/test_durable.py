"""Files that are there, whole, or not there (`ledger.durable`).

- What is written is on disk before it has its name, and its name is on disk before the call returns.
- New folders above it are on disk by name too.
- When it fails, what was there before is still there, and no temporary file is left.
- A temporary file is never seen at the place of the file.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.durable import make_folder, sync_folder, write_file

OnDisk = Callable[[], list[str]]


@pytest.fixture(name="on_disk")
def _on_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> OnDisk:
    """What was synced and renamed so far, in order, as paths below the test's folder."""
    calls: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def synced(handle: int) -> None:
        calls.append("sync " + _relative(Path(f"/proc/self/fd/{handle}").readlink()))
        fsync(handle)

    def renamed(source: Path, target: Path) -> None:
        calls.append("name " + _relative(target))
        replace(source, target)

    def _relative(path: Path) -> str:
        name = os.path.relpath(path, tmp_path)
        return "temporary" if name.startswith("staging/") else name

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", renamed)
    return lambda: calls


def test_bytes_are_on_disk_before_the_name_and_the_name_before_the_call_returns(
    tmp_path: Path, on_disk: OnDisk
) -> None:
    (tmp_path / "staging").mkdir()
    (tmp_path / "book").mkdir()
    write_file(tmp_path / "book" / "checkpoint", b"note", tmp_path / "staging")
    assert on_disk() == ["sync temporary", "name book/checkpoint", "sync book"]
    assert (tmp_path / "book" / "checkpoint").read_bytes() == b"note"


def test_new_folders_are_on_disk_by_name_from_the_top_down(tmp_path: Path, on_disk: OnDisk) -> None:
    make_folder(tmp_path / "a" / "b" / "c")
    assert on_disk() == ["sync .", "sync a", "sync a/b"]
    make_folder(tmp_path / "a" / "b")
    assert len(on_disk()) == 3, "what is there needs nothing"


def test_a_file_in_the_way_of_a_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(OSError, match="a"):
        make_folder(tmp_path / "a" / "b")


def test_a_file_that_was_there_is_replaced_whole(tmp_path: Path) -> None:
    for data in (b"first, and longer", b"second"):
        write_file(tmp_path / "file", data, tmp_path / "staging")
    assert (tmp_path / "file").read_bytes() == b"second"
    assert list((tmp_path / "staging").iterdir()) == []


@pytest.mark.parametrize(("owner", "call"), [(os, "fsync"), (Path, "replace")])
def test_when_it_fails_what_was_there_stays_and_no_temporary_file_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: object, call: str
) -> None:
    write_file(tmp_path / "file", b"old", tmp_path / "staging")

    def fail(*_: object) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr(owner, call, fail)
        with pytest.raises(OSError, match="full"):
            write_file(tmp_path / "file", b"new", tmp_path / "staging")
    assert (tmp_path / "file").read_bytes() == b"old"
    assert list((tmp_path / "staging").iterdir()) == []


def test_two_files_of_one_name_in_different_folders_do_not_meet(tmp_path: Path) -> None:
    for folder in ("tile/0", "tile/entries"):
        write_file(tmp_path / folder / "000", folder.encode(), tmp_path / "staging")
    assert (tmp_path / "tile/0/000").read_bytes() == b"tile/0"
    assert (tmp_path / "tile/entries/000").read_bytes() == b"tile/entries"


def test_a_folder_that_is_not_there_cannot_be_synced(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        sync_folder(tmp_path / "nowhere")
