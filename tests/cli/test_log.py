"""`rekap log`: books are copied, shown, exported and proved; a bad folder or file is one sentence, and changes nothing.

- A copy that is broken, incomplete, older, forked or under another key is refused, and what was here stays.
- An entry that is not there, not published or wrongly named is said.
- A proof holds only for its own entry under a checkpoint that the book's key signed.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.support.by_hand import CONTEST, FD, HOST, Town, done, refused, rekap, stored

Line = Callable[[Town, Path], tuple[object, ...]]
KABUPATEN: Final = "kpu-1609"
PPK: Final = "ppk-160901"
BOOK: Final = f"{HOST}/kpu/1609"


def _at(town: Town) -> tuple[object, ...]:
    return ("--desk", town.desk(KABUPATEN))


def _check(content: bytes) -> Line:
    def line(town: Town, folder: Path) -> tuple[object, ...]:
        (folder / "p").write_bytes(content)
        done("log", "export", f"{BOOK}@1", "--out", folder / "e.json", *_at(town))
        return ("log", "check", folder / "p", "--entry", folder / "e.json", *_at(town))

    return line


BAD: Final[dict[str, tuple[Line, str]]] = {
    "publish: no key": (lambda town, _: ("log", "publish", *_at(town)), "--log-key"),
    "publish: no such key": (
        lambda town, folder: ("log", "publish", *_at(town), "--log-key", folder / "k", "--passphrase-fd", FD),
        "no file",
    ),
    "export: no such entry": (
        lambda town, folder: ("log", "export", f"{BOOK}@999", "--out", folder / "o", *_at(town)),
        "no entry 999",
    ),
    "export: no statement": (
        lambda town, folder: ("log", "export", f"{BOOK}@0", "--statement", "--out", folder / "o", *_at(town)),
        "no statement",
    ),
    "export: no such book": (
        lambda town, folder: ("log", "export", f"{HOST}/ppk/160999@0", "--out", folder / "o", *_at(town)),
        "160999",
    ),
    "export: wrongly named": (
        lambda town, folder: ("log", "export", "entry-1", "--out", folder / "o", *_at(town)),
        "entry-1",
    ),
    "export: climbing": (
        lambda town, folder: ("log", "export", "a/../../b@1", "--out", folder / "o", *_at(town)),
        "a/../../b@1",
    ),
    "export: the file is there": (
        lambda town, _: ("log", "export", f"{BOOK}@1", "--out", town.trust, *_at(town)),
        "not overwritten",
    ),
    "prove: not published": (
        lambda town, folder: (
            *("log", "prove", f"{HOST}/ppk/160901@1", "--out", folder / "o", "--desk", town.desk(PPK)),
        ),
        "160901",
    ),
    "check: no proof": (_check(b"hello\n"), "no tlog-proof"),
    "check: header only": (_check(b"c2sp.org/tlog-proof@v1\nindex 1\n\n"), "no tlog-proof"),
    "check: leading zero": (_check(b"c2sp.org/tlog-proof@v1\nindex 01\n\nx\n"), "no tlog-proof"),
    "check: no note": (_check(b"c2sp.org/tlog-proof@v1\nindex 1\n\nx\n"), "note"),
    "fetch: no folder": (lambda town, folder: ("log", "fetch", folder / "x", *_at(town)), "no archive folder"),
    "fetch: no such book": (
        lambda town, _: ("log", "fetch", town.desk("kpu-16"), "--book", f"{HOST}/ppk/160999", *_at(town)),
        "160999",
    ),
    "show: no desk": (lambda _, folder: ("log", "show", "--desk", folder), "no desk"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_one_sentence(town: Town, tmp_path: Path, case: str) -> None:
    line, says = BAD[case]
    outcome = refused(town.desk(KABUPATEN), *line(town, tmp_path), code=2, says=says)
    assert outcome.err.count("\n") <= 2
    assert not (tmp_path / "o").exists()


@pytest.fixture
def copies(town: Town, tmp_path: Path) -> Path:
    """The published folders at KPU Kabupaten, to be spoilt on the way."""
    return Path(shutil.copytree(town.desk(KABUPATEN) / "archive", tmp_path / "stick"))


@pytest.fixture
def machine(town: Town, tmp_path: Path) -> Path:
    """The machine of somebody who holds copies."""
    folder = tmp_path / "machine"
    done("log", "fetch", town.desk(KABUPATEN), "--trust", town.trust, "--desk", folder)
    return folder


def _files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_one_changed_byte_on_the_way_is_refused_and_changes_nothing(town: Town, copies: Path, tmp_path: Path) -> None:
    bundle = next((copies / BOOK / "tile" / "entries").rglob("*.p/*"))
    entries = bundle.read_bytes()
    bundle.write_bytes(entries[:-1] + bytes([entries[-1] ^ 1]))
    folder = tmp_path / "new"
    outcome = rekap("log", "fetch", copies, "--trust", town.trust, "--desk", folder)
    assert outcome.code == 2
    assert "broken" in outcome.err
    assert not (folder / "archive" / BOOK / "checkpoint").exists()


def test_a_missing_file_is_refused(town: Town, copies: Path, tmp_path: Path) -> None:
    next((copies / BOOK / "tile" / "0").rglob("*.p/*")).unlink()
    outcome = rekap("log", "fetch", copies, "--trust", town.trust, "--desk", tmp_path / "new")
    assert outcome.code == 2
    assert "incomplete" in outcome.err


def test_an_older_copy_is_left_alone_and_refused_where_it_was_asked_for(town: Town, tmp_path: Path) -> None:
    later = town.copy_to(tmp_path / "later")
    done("plenary", "open", "--contest", CONTEST, *later.by(KABUPATEN))
    later.publish(KABUPATEN)
    folder = tmp_path / "machine"
    done("log", "fetch", later.desk(KABUPATEN), "--trust", town.trust, "--desk", folder)
    before = _files(folder)
    assert "left alone" in done("log", "fetch", town.desk(KABUPATEN), "--desk", folder).out
    outcome = rekap("log", "fetch", town.desk(KABUPATEN), "--book", BOOK, "--desk", folder)
    assert outcome.code == 2
    assert "older" in outcome.err
    assert _files(folder) == before


def test_two_continuations_of_one_book_are_never_mixed(town: Town, tmp_path: Path) -> None:
    """A book continued in two ways, both validly signed by its own log key, is a rewritten book."""
    one, two = town.copy_to(tmp_path / "one"), town.copy_to(tmp_path / "two")
    done("plenary", "open", "--contest", CONTEST, *one.by(KABUPATEN))
    one.publish(KABUPATEN)
    done("plenary", "open", "--contest", CONTEST, *two.by(KABUPATEN))
    done("plenary", "suspend", "--reason", "magrib", *two.by(KABUPATEN))
    two.publish(KABUPATEN)
    for first, second in ((one, two), (two, one)):
        folder = tmp_path / f"machine-{first.root.name}"
        done("log", "fetch", first.desk(KABUPATEN), "--trust", town.trust, "--desk", folder)
        before = _files(folder)
        outcome = rekap("log", "fetch", second.desk(KABUPATEN), "--desk", folder)
        assert outcome.code == 2
        assert "rewritten" in outcome.err
        assert _files(folder) == before


def test_a_newer_copy_takes_the_place_of_the_older_one(town: Town, machine: Path, tmp_path: Path) -> None:
    later = town.copy_to(tmp_path / "later")
    done("plenary", "open", "--contest", CONTEST, *later.by(KABUPATEN))
    later.publish(KABUPATEN)
    assert "(before: 5)" in done("log", "fetch", later.desk(KABUPATEN), "--desk", machine).out
    assert "already here" in done("log", "fetch", later.desk(KABUPATEN), "--desk", machine).out


def test_strangers_and_links_on_a_stick_are_not_copied(town: Town, copies: Path, tmp_path: Path) -> None:
    (copies / "autorun.inf").write_text("x")
    (copies / "files").mkdir()
    (copies / "files" / ("0" * 64)).write_text("not what its name says")
    folder = tmp_path / "machine"
    done("log", "fetch", copies, "--trust", town.trust, "--desk", folder)
    names = {path.name for path in folder.rglob("*")}
    assert "autorun.inf" not in names
    assert "0" * 64 not in names


def test_the_last_entries_are_shown_with_their_hashes(town: Town) -> None:
    # What stands behind the fifth entry other tests of this town have stored.
    size = stored(town.desk(KABUPATEN))
    head, *lines = done("log", "show", "--last", size - 3, *_at(town)).out.splitlines()
    assert f"stored {size}, published 5" in head
    shown = [line.split() for line in lines if not line.startswith("   ")]
    assert [(each[0], each[1]) for each in shown[:2]] == [("3", "RegionRegistered"), ("4", "StationKeysIssued")]
    assert [int(each[0]) for each in shown] == list(range(3, size))
    assert all(re.search(r"\b[0-9a-f]{64}\b", line) for line in lines[:2])
