"""Pass 1, authority and receipts, from the root books down.

- A book nobody authorised is a stranger (R306), one that is missing is named (R307), its key is the authorised (R303).
- A book opens first of all under a note of its superior, and the sizes it has seen never fall (R408).
- Every note quoted is its log's (R310), of a book at least as long (R305) and of the same history (R304).
- What is found for want of entries above is `incomplete`; what contradicts is `broken`.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.events import AuthoritySeen, BookOpened, ElectionDeclared, Line
from domain.types import Hash
from ledger.checkpoint import Checkpoint, sign_checkpoint
from ledger.note import VerifierKey
from ledger.passes import Verification
from ledger.signing import SigningKey
from ledger.tracing import quoted_checkpoint, trace
from tests.support.expecting import verified
from tests.support.practice import (
    KAB,
    PPK,
    PROV,
    ROOT_BODY,
    TPS,
    Script,
    Step,
    World,
    arriving,
    authorizing,
    form,
    operator,
    practice,
    quorum,
    receiving,
    registering,
)
from tests.support.tampering import book_of, small_files, small_world, verify_files

ORIGIN = small_world().origin(PPK)


def places(found: Verification) -> list[tuple[str, str | None, int | None]]:
    """Code, book and index of every finding."""
    return [(each.code, each.book, each.index) for each in found.findings]


def seeing(script: Script, note: Callable[[World], bytes]) -> None:
    """Let the first PPK log a newer note of the kabupaten after it has opened its book."""
    script.after(f"{PPK} open", Step("seen", PPK, operator(PPK), "book", lambda world: AuthoritySeen(note(world))))


def test_every_authorised_book_is_found_from_the_root(tmp_path: Path) -> None:
    found = verified(practice(), tmp_path)
    assert (found.status, found.books) == ("valid", 5)


def test_a_book_that_was_authorised_and_is_not_there_is_named_with_its_area(tmp_path: Path) -> None:
    files = {path: data for path, data in small_files().items() if book_of(path) != ORIGIN}
    found = verify_files(files, tmp_path / "a", small_world().trust())
    missing = next(each for each in found.findings if each.code == "R307")
    assert (missing.book, missing.area, found.status) == (ORIGIN, "160901", "incomplete")


def test_a_kabupaten_that_goes_on_appointing_after_its_ppk_opened_is_no_contradiction(tmp_path: Path) -> None:
    script = practice()
    script.before(
        f"arrival {PPK}", Step("more", KAB, operator(KAB), "body/ppk-160909", authorizing("ppk-160909", quorum(KAB)))
    )
    found = verified(script, tmp_path)
    assert {each.code for each in found.findings} == {"R307", "J.503", "J.509"}


def test_a_newer_note_of_the_superior_lets_newer_keys_count(tmp_path: Path) -> None:
    script = practice()
    script.change(f"{PPK} open", event=lambda world: BookOpened(world.note(KAB, 5), None))
    seeing(script, lambda world: world.note(KAB))
    assert verified(script, tmp_path).status == "valid"


def test_the_same_note_twice_is_no_fall(tmp_path: Path) -> None:
    script = practice()
    seeing(script, lambda world: world.note(KAB))
    assert verified(script, tmp_path).status == "valid"


def test_sizes_seen_that_fall_are_found_at_their_entry(tmp_path: Path) -> None:
    script = practice()
    seeing(script, lambda world: world.note(KAB, 4))
    assert places(verified(script, tmp_path)) == [("R408", ORIGIN, 1)]


def test_a_note_of_the_wrong_superior_is_found_at_its_entry(tmp_path: Path) -> None:
    script = practice()
    seeing(script, lambda world: world.note(PROV))
    assert places(verified(script, tmp_path)) == [("R310", ORIGIN, 1)]


def test_the_root_book_sees_no_superior(tmp_path: Path) -> None:
    script = practice()
    script.after(
        "contest",
        Step("seen", ROOT_BODY, operator(ROOT_BODY), "book", lambda world: AuthoritySeen(world.note(ROOT_BODY, 1))),
    )
    script.move("seen", before=f"authorize {PROV}")
    assert places(verified(script, tmp_path)) == [("R408", small_world().origin(ROOT_BODY), 4)]


def test_two_versions_of_a_kabupaten_shown_to_two_ppk_are_found_where_the_other_is_quoted(tmp_path: Path) -> None:
    def other_version(world: World) -> bytes:
        checkpoint = Checkpoint(world.origin(KAB), 16, Hash(b"\x09" * 32))
        return sign_checkpoint(checkpoint, world.log_key(KAB))

    script = practice()
    seeing(script, other_version)
    found = verified(script, tmp_path)
    assert places(found) == [("R304", ORIGIN, 1)]
    assert found.totals["ppwp"]["1609"] is None


def test_a_note_of_a_longer_superior_than_the_one_published_is_found(tmp_path: Path) -> None:
    def longer(world: World) -> bytes:
        return sign_checkpoint(Checkpoint(world.origin(KAB), 99, Hash(b"\x09" * 32)), world.log_key(KAB))

    script = practice()
    seeing(script, longer)
    assert places(verified(script, tmp_path)) == [("R305", ORIGIN, 1)]


def test_a_log_key_other_than_the_authorised_one_is_found(tmp_path: Path) -> None:
    script = practice()
    made = authorizing(PPK, quorum(KAB), key="another key")
    script.change(f"authorize {PPK}", event=made)
    found = verified(script, tmp_path)
    assert ("R303", ORIGIN, None) in places(found)
    assert ("R310", small_world().origin(KAB), 9) in places(found)


def test_a_second_book_under_one_origin_is_found(tmp_path: Path) -> None:
    script = practice()
    again = authorizing(PPK, quorum(KAB), key="another key")
    script.after(f"officials {PPK}", Step("again", KAB, operator(KAB), f"body/{PPK}", again))
    assert places(verified(script, tmp_path)) == [("R206", small_world().origin(KAB), 3)]


def test_an_arrival_names_the_handover_where_it_stands(tmp_path: Path) -> None:
    script = practice()
    script.change(f"arrival {PPK}", event=arriving(PPK, index=f"{PPK} certificate", leaf=f"{PPK} handover"))
    found = verified(script, tmp_path)
    assert places(found) == [("R205", small_world().origin(KAB), found.findings[0].index)]


@pytest.mark.parametrize("gone", [PROV, KAB])
def test_books_below_a_missing_book_are_not_called_strangers_for_good(gone: str, tmp_path: Path) -> None:
    origin = small_world().origin(gone)
    files = {path: data for path, data in small_files().items() if book_of(path) != origin}
    found = verify_files(files, tmp_path / "a", small_world().trust())
    assert found.status == "incomplete"
    assert ("R306", ORIGIN, None) in places(found)


def test_a_stranger_beside_a_missing_book_stays_broken(tmp_path: Path) -> None:
    origin = small_world().origin(PPK)
    files = {path.replace(origin, "example.id/latihan/ppk/160909"): data for path, data in small_files().items()}
    assert verify_files(files, tmp_path / "a", small_world().trust()).status == "broken"


def test_an_invalid_signature_below_a_missing_book_stays_broken(tmp_path: Path) -> None:
    world = practice().run()
    raw = bytearray(world.books[PPK].raw[2])
    raw[-1] ^= 1
    world.books[PPK].raw[2] = bytes(raw)
    world.publish(PPK)
    files = {path: data for path, data in world.files().items() if book_of(path) != world.origin(KAB)}
    found = verify_files(files, tmp_path / "a", world.trust())
    assert found.status == "broken"
    assert ("R401", ORIGIN, 2) in places(found)


def test_keys_lost_with_a_bundle_of_the_superior_make_a_book_incomplete_not_broken(tmp_path: Path) -> None:
    """A kabupaten of more than 256 entries, whose second bundle, with the keys of the PPK, is not there."""
    script = practice()
    fillers = [
        Step(f"filler {number}", KAB, operator(KAB), f"region/{number:010}", registering(()))
        for number in range(1609031000, 1609031260)
    ]
    script.after(f"authorize {PPK}", *fillers)
    world = script.run()
    assert len(world.books[KAB].raw) > 256
    path = next(path for path in world.files() if book_of(path) == world.origin(KAB) and "/tile/entries/001" in path)
    lost = {each: data for each, data in world.files().items() if not each.startswith(path.partition(".p/")[0])}
    assert verify_files(world.files(), tmp_path / "whole", world.trust()).status == "valid"
    found = verify_files(lost, tmp_path / "a", world.trust())
    assert [each.code for each in found.findings if str(each.level) == "broken"] == []
    assert found.status == "incomplete"


def test_a_quoted_note_gives_its_checkpoint_where_the_book_is_not_there() -> None:
    world = small_world()
    note = world.note(PPK)
    checkpoint, findings = quoted_checkpoint(note, VerifierKey.of(ORIGIN, world.log_key(PPK).public), {})
    assert checkpoint is not None
    assert (checkpoint.origin, findings) == (ORIGIN, [])


def test_everything_is_made_again_from_what_a_tps_says(tmp_path: Path) -> None:
    script = practice()
    script.change(f"tally {TPS}", event=receiving(TPS, form(90, 70)))
    found = verified(script, tmp_path)
    totals = found.totals["ppwp"]["0"]
    assert totals is not None
    assert (found.status, totals.sums[-5:-3]) == ("valid", (241, 272))


@pytest.mark.parametrize(("quorum_of_roots", "roots", "codes"), [(0, 2, {"R207"}), (3, 2, {"R207"}), (2, 2, set())])
def test_the_quorum_of_the_roots_is_one_that_they_can_reach(quorum_of_roots: int, roots: int, codes: set[str]) -> None:
    keys = tuple(SigningKey.from_seed(bytes([number] * 32)).public for number in range(1, roots + 1))
    line = Line(SigningKey.from_seed(bytes(32)).public, "example.id/latihan/kpu/0", quorum_of_roots, keys)
    declared = ElectionDeclared(None, "practice", line, "Latihan", (), "pemilu-2024", ())
    found = {finding.code for finding in trace({}, Hash(bytes(32)), declared).findings}
    assert found - {"R307"} == codes
