"""The index of an archive: used while it holds, made again where it does not, and never inside the archive.

- It holds while checkpoints and what was granted above are the same; then nothing is read again.
- A book with another checkpoint is read again, and only it.
- What was damaged or deleted since shows, whether or not something is kept.
- A file that is not whole is made again.
- What is broken or missing in a book makes its figures unknown or named, and is asked for anew every time.
- Where nothing can be written it serves once.
"""

import shutil
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from domain.events import PlenaryClosed
from ledger.errors import ArchiveMissingError, IndexInsideArchiveError
from ledger.explain.explained import Explanation
from ledger.explain.explaining import explain
from ledger.explain.indexing import SUFFIX, default_folder, index_of
from tests.support.practice import (
    CONTEST,
    KAB,
    OTHER_PPK,
    PPK,
    Script,
    Step,
    World,
    authorizing,
    operator,
    practice,
    publishing,
)


def written(folder: Path, script: Script | None = None) -> World:
    world = (script or practice()).run()
    world.write(folder / "archive")
    return world


def asked(folder: Path, world: World, area: str = "0") -> Explanation:
    return explain(folder / "archive", world.trust(), CONTEST, area, "suara_1", kept=folder / "index")


def place(folder: Path, world: World, body: str) -> Path:
    return (folder / "archive").joinpath(*world.origin(body).split("/"))


def kept(folder: Path, world: World, body: str) -> Path:
    return (folder / "index").joinpath(*world.origin(body).split("/")).with_suffix(SUFFIX)


def test_what_is_kept_is_used_and_nothing_read_again(tmp_path: Path) -> None:
    world = written(tmp_path)
    first, again = asked(tmp_path, world), asked(tmp_path, world)
    assert (first.made, again.made) == (5, 0)
    assert (first.figure, again.figure, again.from_index) == (251, 251, 4)


def test_a_smaller_area_makes_only_what_it_needs(tmp_path: Path) -> None:
    world = written(tmp_path)
    assert asked(tmp_path, world, "160901").made == 0
    assert asked(tmp_path, world, "1609").made == 5
    assert asked(tmp_path, world).made == 0


def longer(script: Script, body: str) -> Script:
    """The same election, in which the book has one more entry, of no account."""
    more = Step("more", body, operator(body), "plenary/1", lambda _: PlenaryClosed())
    script.steps += [more, publishing(body, " once more")]
    return script


@pytest.mark.parametrize("body", [PPK, KAB])
def test_a_book_with_another_checkpoint_is_read_again_and_only_it(tmp_path: Path, body: str) -> None:
    world = written(tmp_path)
    asked(tmp_path, world)
    shutil.rmtree(tmp_path / "archive")
    world = written(tmp_path, longer(practice(), body))
    found = asked(tmp_path, world)
    assert (found.made, found.figure) == (1, 251)


def bundle_of(folder: Path, world: World, body: str) -> Path:
    """The bundle with all of the body's entries."""
    return place(folder, world, body) / f"tile/entries/000.p/{len(world.books[body].raw)}"


def damaged(file: Path) -> None:
    """One bit in the middle."""
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(bytes(raw))


@pytest.mark.parametrize("harm", [damaged, Path.unlink])
@pytest.mark.parametrize("body", [OTHER_PPK, KAB])
def test_what_was_damaged_or_deleted_since_shows_whether_or_not_something_is_kept(
    tmp_path: Path, body: str, harm: Callable[[Path], None]
) -> None:
    """The checkpoint is the same all the time."""
    world = written(tmp_path)
    for area in ("1609", "0"):
        asked(tmp_path, world, area)
    file = bundle_of(tmp_path, world, body)
    sound = file.read_bytes()
    harm(file)
    for area in ("1609", "0"):
        found = asked(tmp_path, world, area)
        anew = explain(tmp_path / "archive", world.trust(), CONTEST, area, "suara_1")
        assert replace(found, made=0) == replace(anew, made=0)
        assert found.status in ("broken", "incomplete")
    file.write_bytes(sound)
    assert (found := asked(tmp_path, world)).figure == 251
    assert found.status == "valid"


@pytest.mark.parametrize("name", ["checkpoint", "log.vkey"])
def test_a_key_or_checkpoint_that_is_gone_shows_too(tmp_path: Path, name: str) -> None:
    world = written(tmp_path)
    asked(tmp_path, world)
    (place(tmp_path, world, OTHER_PPK) / name).unlink()
    assert asked(tmp_path, world).status == "incomplete"


def test_a_file_over_its_limit_shows_too(tmp_path: Path) -> None:
    world = written(tmp_path)
    asked(tmp_path, world)
    (place(tmp_path, world, OTHER_PPK) / "log.vkey").write_bytes(bytes(20_000))
    assert asked(tmp_path, world).status == "broken"


@pytest.mark.parametrize("area", ["1609", "16", "0"])
def test_what_is_wrong_in_the_book_of_the_area_itself_breaks_its_number(tmp_path: Path, area: str) -> None:
    """One operator authorises a PPK alone: nothing that the number's own entries show, but its book is broken."""
    script = practice()
    made = authorizing(PPK, (operator(KAB),), origin="example.id/latihan/ppk/160901-2", key="rogue")
    script.before(f"authorize {PPK}", Step("rogue", KAB, operator(KAB), f"body/{PPK}", made))
    world = written(tmp_path, script)
    for _ in range(2):
        found = asked(tmp_path, world, area)
        assert (found.status, found.is_known, found.figure) == ("broken", False, None)
        assert {(each.code, each.book) for each in found.findings} == {
            (code, world.origin(KAB)) for code in ("R403", "R405")
        }


def test_what_was_granted_differently_above_makes_the_books_below_again(tmp_path: Path) -> None:
    world = written(tmp_path)
    asked(tmp_path, world)
    shutil.rmtree(tmp_path / "archive")
    script = practice()
    script.drop(f"officials {OTHER_PPK}")
    world = written(tmp_path, script)
    assert asked(tmp_path, world).made >= 3


@pytest.mark.parametrize("content", [b"", b"x" * 40, None])
def test_a_file_that_is_not_whole_is_made_again(tmp_path: Path, content: bytes | None) -> None:
    world = written(tmp_path)
    asked(tmp_path, world)
    file = kept(tmp_path, world, PPK)
    raw = bytearray(file.read_bytes())
    raw[-1] ^= 1
    file.write_bytes(bytes(raw) if content is None else content)
    found = asked(tmp_path, world)
    assert (found.made, found.figure) == (1, 251)
    assert asked(tmp_path, world).made == 0


def test_a_whole_file_that_says_something_else_is_made_again(tmp_path: Path) -> None:
    world = written(tmp_path)
    asked(tmp_path, world)
    file = kept(tmp_path, world, PPK)
    other = kept(tmp_path, world, OTHER_PPK).read_bytes()
    for content in (other, sha256(b"\x80").digest() + b"\x80"):
        file.write_bytes(content)
        assert (asked(tmp_path, world).made, asked(tmp_path, world).figure) == (1, 251)


def test_a_book_that_is_not_there_counts_its_tps_as_missing_and_is_named(tmp_path: Path) -> None:
    world = written(tmp_path)
    asked(tmp_path, world)
    shutil.rmtree(place(tmp_path, world, OTHER_PPK))
    for _ in range(2):
        found = asked(tmp_path, world)
        assert (found.status, found.figure, found.missing) == ("incomplete", 181, 1)
        assert "R307" in {finding.code for finding in found.findings}
    world.write(tmp_path / "archive")
    assert asked(tmp_path, world).figure == 251


def test_a_book_between_that_is_not_there_is_named(tmp_path: Path) -> None:
    world = written(tmp_path)
    shutil.rmtree(place(tmp_path, world, KAB))
    found = asked(tmp_path, world)
    assert found.status == "incomplete"


def test_a_broken_book_below_makes_the_number_unknown_until_it_is_whole(tmp_path: Path) -> None:
    world = written(tmp_path)
    bundle = next((place(tmp_path, world, PPK) / "tile" / "entries").rglob("000.p/*"))
    sound = {file: file.read_bytes() for file in bundle.parent.iterdir()}
    for file, raw in sound.items():
        file.write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
    found = asked(tmp_path, world)
    assert (found.status, found.is_known, found.figure) == ("broken", False, None)
    assert {child.state for child in asked(tmp_path, world, "1609").children} == {"broken", "read"}
    for file, raw in sound.items():
        file.write_bytes(raw)
    assert (asked(tmp_path, world).status, asked(tmp_path, world).figure) == ("valid", 251)


def test_an_index_inside_the_archive_is_refused(tmp_path: Path) -> None:
    world = written(tmp_path)
    for folder in (tmp_path / "archive", tmp_path / "archive" / "index"):
        with pytest.raises(IndexInsideArchiveError):
            index_of(tmp_path / "archive", world.trust(), "0", folder)


def test_by_default_it_lies_below_a_folder_of_this_user_alone_one_for_each_archive(tmp_path: Path) -> None:
    own = tmp_path / "own"
    one, other = (default_folder(tmp_path / name, own) for name in ("archive", "other"))
    assert one != other
    assert one.is_relative_to(own)
    assert default_folder(tmp_path / "x" / ".." / "archive", own) == one


def test_where_nothing_can_be_written_the_index_serves_once(tmp_path: Path) -> None:
    world = written(tmp_path)
    (tmp_path / "index").write_bytes(b"no folder")
    assert (asked(tmp_path, world).figure, asked(tmp_path, world).made) == (251, 5)


def test_an_earlier_moment_is_never_kept(tmp_path: Path) -> None:
    world = written(tmp_path)
    sizes = {world.origin(PPK): 3}
    index_of(tmp_path / "archive", world.trust(), "0", tmp_path / "index", sizes=sizes)
    assert not (tmp_path / "index").exists()


def test_an_archive_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    world = practice().run()
    with pytest.raises(ArchiveMissingError):
        index_of(tmp_path / "nowhere", world.trust(), "0", None)
