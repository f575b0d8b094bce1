"""Tampering with a published archive (issue "One real kabupaten", done when 3).

- One byte changed in any file is `broken`, and the book is named.
- A file taken away that a checkpoint commits to is `incomplete`, and named; so is a whole book.
- Entries dropped, duplicated, reordered, swapped or signed again, books exchanged or rewritten are `broken`, with the
  place.
- Whatever is done at random, the answer never gets better, and nothing raises.
- Two workers say what one says.
"""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.archive import MAX_BUNDLE_BYTES, MAX_TILE_BYTES, MAX_VKEY_BYTES
from ledger.checkpoint import MAX_CHECKPOINT_BYTES
from ledger.passes import Verification
from ledger.records import decode_entry, encode_entry
from ledger.signing import ENTRY_TYPE, pae
from ledger.trust import read_trust
from ledger.verification import verify_archive
from tests.support.practice import (
    KAB,
    PPK,
    PROV,
    ROOT_BODY,
    SMALL_RESULTS,
    TPS,
    BookWritten,
    World,
    altered,
    key_of,
    operator,
    practice,
)
from tests.support.tampering import (
    STRANGERS,
    Change,
    Files,
    book_of,
    changed,
    changes,
    copy,
    cut,
    damage,
    delete,
    exchange,
    extend,
    flip,
    is_named,
    required,
    rewritten,
    small_files,
    small_world,
    verify_files,
)

PATHS: Final = sorted(small_files())
REQUIRED: Final = sorted(required(small_files()))
BOOKS: Final = sorted({book_of(path) for path in PATHS})


def check(files: Files, *, workers: int = 1) -> Verification:
    """Verify these files, with the small election's trust."""
    with TemporaryDirectory() as folder:
        return verify_files(files, Path(folder) / "archive", small_world().trust(), workers=workers)


# ---------------------------------------------------------------- single files


@pytest.mark.parametrize("path", PATHS)
def test_one_byte_changed_in_a_file_is_broken_and_its_book_named(path: str) -> None:
    @settings(max_examples=6)
    @given(st.integers(0, len(small_files()[path]) - 1), st.integers(1, 255))
    def one_byte(at: int, bits: int) -> None:
        found = check(changed(small_files(), flip(path, at, bits)))
        assert found.status == "broken"
        assert is_named(path, found)

    one_byte()


@pytest.mark.parametrize("path", REQUIRED)
def test_a_file_taken_away_is_incomplete_and_named(path: str) -> None:
    found = check(changed(small_files(), delete(path)))
    assert found.status == "incomplete"
    name = path.removeprefix(f"{book_of(path)}/")
    assert any(
        (each.code, each.book, dict(each.params)) == ("R107", book_of(path), {"path": name}) for each in found.findings
    )


@pytest.mark.parametrize("path", sorted(set(PATHS) - set(REQUIRED)))
def test_an_older_note_or_tile_may_be_missing(path: str) -> None:
    assert check(changed(small_files(), delete(path))).status == "valid"


@pytest.mark.parametrize("path", PATHS)
def test_an_empty_file_is_broken_and_named(path: str) -> None:
    found = check(changed(small_files(), lambda files: files.update({path: b""})))
    assert found.status == "broken"
    assert is_named(path, found)


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("checkpoint", MAX_CHECKPOINT_BYTES),
        ("log.vkey", MAX_VKEY_BYTES),
        ("tile/0/000.p/13", MAX_TILE_BYTES),
        ("tile/entries/000.p/13", MAX_BUNDLE_BYTES),
    ],
)
def test_an_oversized_file_is_named_and_not_read(name: str, limit: int) -> None:
    book = small_world().origin(PROV)
    path = next(path for path in PATHS if path.startswith(f"{book}/{name.split('.p/', maxsplit=1)[0]}"))
    found = check(changed(small_files(), lambda files: files.update({path: bytes(limit + 1)})))
    assert found.status == "broken"
    assert any(each.code == "R105" and each.book == book for each in found.findings)


@pytest.mark.parametrize("path", STRANGERS)
def test_an_extra_file_is_broken_and_named(path: str) -> None:
    found = check(changed(small_files(), lambda files: files.update({path: b"junk"})))
    assert found.status == "broken"
    assert is_named(path, found) or any(
        path.endswith(str(value)) for each in found.findings for _, value in each.params
    )


def test_a_document_under_its_own_hash_belongs() -> None:
    data = b"a scan"
    files = changed(small_files(), lambda files: files.update({f"files/{sha256(data).hexdigest()}": data}))
    assert check(files).status == "valid"


def test_a_document_under_another_hash_is_broken() -> None:
    files = changed(small_files(), lambda files: files.update({f"files/{sha256(b'x').hexdigest()}": b"y"}))
    assert [each.code for each in check(files).findings] == ["R110"]


# ---------------------------------------------------------------- books


@pytest.mark.parametrize("body", [ROOT_BODY, PROV, KAB, PPK])
def test_a_removed_book_is_incomplete_and_named(body: str) -> None:
    origin = small_world().origin(body)
    found = check({path: data for path, data in small_files().items() if book_of(path) != origin})
    assert any(each.code == "R307" and dict(each.params)["origin"] == origin for each in found.findings)
    assert found.status == "incomplete"


def test_two_exchanged_books_are_broken() -> None:
    one, two = small_world().origin(PPK), small_world().origin(PROV)
    swap = {one: two, two: one}
    files = {
        path.replace(book_of(path), swap.get(book_of(path), book_of(path))): data
        for path, data in small_files().items()
    }
    found = check(files)
    assert found.status == "broken"
    assert {one, two} <= {each.book for each in found.findings if each.code == "R303"}


def test_a_book_in_a_folder_of_another_name_is_broken() -> None:
    origin, elsewhere = small_world().origin(PPK), "example.id/latihan/ppk/160909"
    found = check({path.replace(origin, elsewhere): data for path, data in small_files().items()})
    codes = {(each.code, each.book) for each in found.findings}
    assert {("R303", elsewhere), ("R306", elsewhere), ("R307", origin)} <= codes
    assert found.status == "broken"


def test_a_book_that_nobody_authorised_is_broken() -> None:
    world = small_world()
    other = World()
    other.books = {"ppk-160909": BookWritten(list(world.books[PPK].raw))}
    other.publish("ppk-160909")
    found = check({**small_files(), **other.files()})
    assert found.status == "broken"
    assert ("R306", other.origin("ppk-160909")) in {(each.code, each.book) for each in found.findings}


def test_a_book_rewritten_with_a_fresh_log_key_is_broken() -> None:
    world = small_world()
    found = check(rewritten(world, PPK, world.books[PPK].raw, "a fresh key"))
    assert found.status == "broken"
    assert ("R303", world.origin(PPK)) in {(each.code, each.book) for each in found.findings}


def test_a_book_rewritten_whole_with_its_own_keys_after_its_superior_received_it_is_broken() -> None:
    world = small_world()
    script = practice(SMALL_RESULTS)
    script.alter(f"tally {TPS}", lambda _, event: altered(event, box="another box"))
    again = script.run()
    found = check(rewritten(world, PPK, again.books[PPK].raw))
    rewritten_book = world.origin(PPK)
    assert found.status == "broken"
    assert any(each.code == "R304" and dict(each.params).get("origin") == rewritten_book for each in found.findings)
    assert found.totals["ppwp"]["160901"] is None


@pytest.mark.parametrize("body", [KAB, PPK])
def test_a_book_cut_short_with_its_own_key_after_its_superior_received_it_is_broken(body: str) -> None:
    world = small_world()
    found = check(rewritten(world, body, world.books[body].raw[:-1]))
    assert found.status == "broken"
    shorter = [each for each in found.findings if each.code == "R305"]
    assert {dict(each.params).get("origin") for each in shorter} == {world.origin(body)}
    assert found.totals["ppwp"][body.partition("-")[2]] is None


def test_a_book_that_goes_on_after_its_superior_received_it_is_no_contradiction() -> None:
    assert len(small_world().books[KAB].notes) == 2
    assert check(small_files()).status == "valid"


# ---------------------------------------------------------------- entries

Edit = Callable[[list[bytes]], list[bytes]]
EDITS: Final[dict[str, Edit]] = {
    "dropped": lambda raw: [*raw[:2], *raw[3:]],
    "first dropped": lambda raw: raw[1:],
    "duplicated": lambda raw: [*raw[:3], raw[2], *raw[3:]],
    "reordered": lambda raw: [*raw[:2], raw[3], raw[2], *raw[4:]],
    "swapped with another book's": lambda raw: [*raw[:2], of_another_book(raw), *raw[3:]],
    "signed by another key": lambda raw: [*raw[:2], signed_again(raw[2], "somebody"), *raw[3:]],
    "signed by another operator": lambda raw: [*raw[:2], signed_again(raw[2], operator(ROOT_BODY)), *raw[3:]],
    "replaced by no entry at all": lambda raw: [*raw[:2], b"\x80", *raw[3:]],
}


def of_another_book(raw: list[bytes]) -> bytes:
    """An entry, validly signed, of a book that does not hold `raw`."""
    return next(book.raw[2] for book in small_world().books.values() if book.raw[2] not in raw)


def signed_again(raw: bytes, signer: str) -> bytes:
    """The same payload under the signature of another key."""
    payload = decode_entry(raw).payload
    return encode_entry(payload, key_of(signer).sign(pae(ENTRY_TYPE, payload)))


@pytest.mark.parametrize("body", [PROV, KAB, PPK])
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_edited_entries_under_a_new_checkpoint_of_the_books_own_key_are_broken(edit: Edit, body: str) -> None:
    world = small_world()
    found = check(rewritten(world, body, edit(world.books[body].raw)))
    origin = world.origin(body)
    assert found.status == "broken"
    assert any(each.book == origin or origin in dict(each.params).values() for each in found.findings)


@pytest.mark.parametrize("body", [ROOT_BODY, PROV, KAB, PPK])
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_edited_entries_under_the_old_checkpoint_are_broken(edit: Edit, body: str) -> None:
    world = small_world()
    files = rewritten(world, body, edit(world.books[body].raw))
    note = f"{world.origin(body)}/checkpoint"
    found = check({**files, note: small_files()[note]})
    assert found.status in {"broken", "incomplete"}
    assert any(each.book == world.origin(body) for each in found.findings)


# ---------------------------------------------------------------- anything at random


def judge(files: Files, after: Files, before: Verification, found: Verification) -> None:
    """The invariant: never better, broken or incomplete unless nothing was touched, and the place named."""
    done = damage(files, after)
    if done.is_none:
        assert (found.status, Counter(found.findings)) == (before.status, Counter(before.findings))
        return
    assert found.status in {"broken", "incomplete"}
    assert any(is_named(path, found) for path in done.changed | done.lost)
    if len(done.changed) + len(done.lost) == 1:
        assert found.status == ("broken" if done.changed else "incomplete")


@lru_cache(maxsize=1)
def untouched() -> Verification:
    return check(small_files())


def mutate(picked: list[Change]) -> None:
    files = small_files()
    after = changed(files, *picked)
    # A file cannot stand where a folder stands.
    folders = {"/".join(path.split("/")[:depth]) for path in after for depth in range(1, path.count("/") + 1)}
    after = {path: data for path, data in after.items() if path not in folders}
    judge(files, after, untouched(), check(after))


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(changes(PATHS), min_size=1, max_size=3))
def test_no_random_mutation_makes_the_answer_better(picked: list[Change]) -> None:
    mutate(picked)


@pytest.mark.soak
@settings(max_examples=2_000, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(changes(PATHS), min_size=1, max_size=5))
def test_no_random_mutation_of_two_thousand_makes_the_answer_better(picked: list[Change]) -> None:
    mutate(picked)


@pytest.mark.soak
def test_no_random_mutation_of_a_whole_kabupaten_makes_the_answer_better(shared: Path, tmp_path: Path) -> None:
    """OKU Selatan with its 1,352 TPS, twenty times; the archive is restored after each."""
    feed = shared / "data" / "sirekap2024" / "sirekap2024_ppwp_oku_selatan_1609.csv"
    simulated = subprocess.run(
        [sys.executable, "-m", "cli.main", "simulate", str(feed), "--out", str(tmp_path / "okus"), "--seed", "1"],
        check=False,
        capture_output=True,
    )
    assert simulated.returncode in {0, 1}, simulated.stderr
    archive, trust = tmp_path / "okus" / "archive", read_trust(tmp_path / "okus" / "trust")
    before = {str(path.relative_to(archive)): path.read_bytes() for path in archive.rglob("*") if path.is_file()}
    first = verify_archive(archive, trust)
    chance = Random(1609)  # noqa: S311 - the same twenty in every run
    for _ in range(20):
        after = changed(before, one_change(chance, sorted(before)))
        restore(archive, before, after)
        judge(before, after, first, verify_archive(archive, trust))
        restore(archive, after, before)


def one_change(chance: Random, paths: Sequence[str]) -> Change:
    """A change of one file, drawn by `chance`."""
    path, other = chance.sample(paths, 2)
    at = chance.randrange(1 << 20)
    kinds = (flip(path, at), cut(path, at), extend(path, b"x"), exchange(path, other), delete(path), copy(path, other))
    return chance.choice(kinds)


def restore(archive: Path, before: Files, after: Files) -> None:
    """Make the files in `archive`, which are `before`, those of `after`."""
    for path in before.keys() - after.keys():
        (archive / path).unlink()
    for path, data in after.items():
        if before.get(path) != data:
            (archive / path).write_bytes(data)


@pytest.mark.parametrize("seed", range(6))
def test_two_workers_say_what_one_says_of_a_tampered_archive(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - the same in every run
    first, second, third = chance.sample(PATHS, 3)
    files = changed(small_files(), flip(first, chance.randrange(99)), delete(second), copy(third, first))
    one, two = check(files), check(files, workers=2)
    assert one.findings == two.findings
    assert (one.totals, one.status, one.entries, one.signatures) == (
        two.totals,
        two.status,
        two.entries,
        two.signatures,
    )
