"""Archives read for a comparison: verified as ever, each book once."""

from pathlib import Path
from unittest.mock import patch

import pytest

from domain.types import Hash
from ledger import bookreading
from ledger.archive import Archive, BookFiles
from ledger.diff.differing_sources import Read, Source, read_sources
from ledger.inspection import InspectedBook, inspect_book
from ledger.trust import Trust
from ledger.verification import verify_archive
from tests.support.bawaslu import copying, two_lines
from tests.support.practice import CONTEST, PPK, RESULTS, SECOND_TPS, TPS, Script, altered, form, practice


def written(script: Script, folder: Path) -> tuple[Archive, Trust]:
    world = script.run()
    world.write(folder)
    return Archive.open(folder), world.trust()


def read(script: Script, folder: Path, *, with_levels: bool = False) -> Read:
    [found] = read_sources([Source(*written(script, folder))], with_levels=with_levels)
    return found


def wrong() -> Script:
    """A D.Hasil that is not what the C.Hasil say, and a certificate signed by too few."""
    script = practice()
    part = f"{PPK} part {TPS[:10]}"
    script.alter(part, lambda _, event: altered(event, columns=event.columns[1:]))
    return script


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("script", [practice(), wrong()], ids=["sound", "wrong"])
def test_it_finds_what_a_verification_finds(script: Script, workers: int, tmp_path: Path) -> None:
    archive, trust = written(script, tmp_path)
    [found] = read_sources([Source(archive, trust)], workers=workers)
    expected = verify_archive(tmp_path, trust, with_stations=True)
    assert found.result.findings == expected.findings
    assert (found.result.totals, found.result.stations) == (expected.totals, expected.stations)
    counts = ("books", "entries", "statements", "signatures", "status")
    assert [getattr(found.result, name) for name in counts] == [getattr(expected, name) for name in counts]


def test_a_book_with_the_same_files_is_inspected_once(tmp_path: Path) -> None:
    first, trust = written(practice(), tmp_path / "first")
    second, _ = written(practice(), tmp_path / "second")
    other, other_trust = written(practice({**RESULTS, TPS: form(90, 70)}), tmp_path / "other")
    inspected: list[str] = []
    known: dict[str, int] = {}

    def inspect(files: BookFiles, election: None, sound: frozenset[Hash]) -> InspectedBook:
        inspected.append(files.origin)
        known[files.origin] = len(sound)
        return inspect_book(files, election, sound)

    with patch.object(bookreading, "inspect_book", inspect):
        read_sources([Source(first, trust), Source(second, trust)])
        assert len(inspected) == len(first.survey()[0])
        inspected.clear()
        read_sources([Source(first, trust), Source(other, other_trust)])
        assert inspected.count("example.id/latihan/ppk/160901") == 2
        assert inspected.count("example.id/latihan/ppk/160902") == 1
        assert known["example.id/latihan/ppk/160901"]  # entries that were found sound in the first


def test_files_that_cannot_be_read_are_not_the_same(tmp_path: Path) -> None:
    archives = [written(practice(), tmp_path / name)[0] for name in ("first", "second")]
    trust = written(practice(), tmp_path / "third")[1]
    for archive in archives:
        (archive.folder / "example.id/latihan/ppk/160901/checkpoint").write_bytes(b"x" * (1 << 20))
    reads = read_sources([Source(archive, trust) for archive in archives])
    assert [each.result.status for each in reads] == ["broken", "broken"]
    assert [each.unknown(CONTEST) for each in reads] == [frozenset({"160901"})] * 2


def test_a_copy_stands_against_the_result_of_its_own_generation(tmp_path: Path) -> None:
    script = two_lines({"later": copying(generation=2), "now": copying(SECOND_TPS)})
    books = read(script, tmp_path, with_levels=True).books[CONTEST]
    assert set(books["160901"].received) == {(SECOND_TPS, 1)}


def test_only_what_differs_is_kept_of_a_book(tmp_path: Path) -> None:
    books = read(practice(), tmp_path, with_levels=True).books[CONTEST]
    assert set(books) == {"160901", "160902"}
    for book in books.values():
        assert book.certificate is not None
        assert [book.columns, book.first, book.said, book.parts] == [{}, {}, {}, {}]
