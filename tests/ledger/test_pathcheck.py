"""Checking the path of a number: what is wrong on it is found, what is wrong beside it is not asked for.

- Every entry of a book on the path is hashed against the checkpoint's root.
- Signatures, their authority, form, place and chain of the entries on the path are checked.
- What is missing on the path makes it incomplete.
- What does not bear on the number is not checked.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.events import Event
from ledger.checkpoint import Checkpoint, sign_checkpoint
from ledger.explain.explaining import explain
from ledger.explain.pathcheck import CheckedPath, check_path
from ledger.merkle import Tree, leaf_hash
from ledger.tiles import bundles, join_bundle
from ledger.trust import Trust
from tests.support.practice import (
    CONTEST,
    KAB,
    OTHER_PPK,
    OTHER_TPS,
    PPK,
    PROV,
    ROOT_BODY,
    SECOND_TPS,
    TPS,
    Script,
    Step,
    World,
    altered,
    authorizing,
    certifying,
    form,
    kpps,
    operator,
    practice,
    quorum,
    receiving,
)


class Written:
    """A written archive, whose books can be damaged."""

    def __init__(self, script: Script, folder: Path) -> None:
        self.world = script.run()
        self.folder = folder / "archive"
        self.world.write(self.folder)

    def place(self, body: str) -> Path:
        return self.folder.joinpath(*self.world.origin(body).split("/"))

    def check(self, area: str = TPS) -> CheckedPath:
        return check_path(self.folder, self.world.trust(), CONTEST, area)

    def codes(self, area: str = TPS) -> list[str]:
        return [finding.code for finding in self.check(area).findings]

    def rewrite(self, body: str, index: int, change: Callable[[bytes], bytes], *, resign: bool) -> None:
        """Change one entry in the bundle; with `resign`, whoever holds the log key signs the new tree."""
        raw = list(self.world.books[body].raw)
        raw[index] = change(raw[index])
        for name in bundles(len(raw)):
            (self.place(body) / name.path).write_bytes(join_bundle(raw[name.begin : name.end]))
        if resign:
            tree = Tree(map(leaf_hash, raw))
            checkpoint = Checkpoint(self.world.origin(body), len(raw), tree.root())
            (self.place(body) / "checkpoint").write_bytes(sign_checkpoint(checkpoint, self.world.log_key(body)))


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Script], Written]:
    return lambda script: Written(script, tmp_path)


def flipped(raw: bytes) -> bytes:
    """The entry with one bit of its own signature changed."""
    return raw[:-1] + bytes([raw[-1] ^ 1])


def test_a_sound_path_has_the_books_from_the_root_down_and_nothing_else(written: Callable[[Script], Written]) -> None:
    made = written(practice())
    path = made.check()
    assert list(path.books) == [made.world.origin(body) for body in (ROOT_BODY, PROV, KAB, PPK)]
    assert (path.status, path.findings) == ("valid", [])
    assert sum(book.inspected.signatures for book in path.books.values()) > 60


def test_a_signature_that_is_not_valid_on_the_path_breaks_it(written: Callable[[Script], Written]) -> None:
    made = written(practice())
    made.rewrite(PPK, made.world.indexes[f"tally {TPS}"], flipped, resign=True)
    path = made.check()
    assert path.status == "broken"
    assert "R401" in made.codes()


def test_a_signature_in_a_statement_on_the_path_is_checked_too(written: Callable[[Script], Written]) -> None:
    def forged(world: World) -> Event:
        made = receiving(TPS, form(100, 60))(world)
        other = receiving(TPS, form(100, 61))(world)
        statement = made.statement
        return altered(made, statement=altered(statement, signatures=other.statement.signatures))

    script = practice()
    script.change(f"tally {TPS}", event=forged)
    assert "R401" in written(script).codes()


def test_a_signature_beside_the_path_is_not_asked_for(written: Callable[[Script], Written]) -> None:
    made = written(practice())
    made.rewrite(PPK, made.world.indexes[f"tally {SECOND_TPS}"], flipped, resign=True)
    assert "R401" not in made.codes(TPS)
    assert "R401" in made.codes(SECOND_TPS)
    assert "R401" in made.codes(TPS[:10])


@pytest.mark.parametrize("resign", [False, True])
@pytest.mark.parametrize("name", [f"tally {SECOND_TPS}", f"tally {TPS}"])
def test_an_entry_that_the_root_does_not_include_breaks_every_path_through_its_book(
    written: Callable[[Script], Written], name: str, *, resign: bool
) -> None:
    made = written(practice())
    made.rewrite(PPK, made.world.indexes[name], flipped, resign=resign)
    assert ("R301" in made.codes()) is not resign
    assert made.check(OTHER_TPS).status == "valid"


def test_a_key_that_nobody_appointed_breaks_the_path(written: Callable[[Script], Written]) -> None:
    script = practice()
    script.change(f"tally {TPS}", event=receiving(TPS, form(100, 60), kpps("1609012001009")))
    made = written(script)
    assert made.check().status == "broken"
    assert made.codes().count("R402") == 3


def test_a_quorum_that_is_not_reached_breaks_the_path(written: Callable[[Script], Written]) -> None:
    script = practice()
    script.change(f"tally {TPS}", event=receiving(TPS, form(100, 60), kpps(TPS)[:1]))
    assert "R405" in written(script).codes()


def test_a_certificate_signed_by_another_body_breaks_the_path(written: Callable[[Script], Written]) -> None:
    script = practice()
    script.change(f"{KAB} certificate", event=certifying(KAB, signers=quorum(PROV)))
    assert {"R402", "R405"} <= set(written(script).codes())


def test_a_checkpoint_of_another_key_breaks_the_path(written: Callable[[Script], Written]) -> None:
    made = written(practice())
    place = made.place(PPK) / "checkpoint"
    lines = place.read_bytes().splitlines(keepends=True)
    place.write_bytes(b"".join([*lines[:1], b"1\n", *lines[2:]]))
    assert "R302" in made.codes()


def test_a_log_key_that_was_not_authorised_breaks_the_path(written: Callable[[Script], Written]) -> None:
    script = practice()
    script.log_keys[PPK] = f"log {PPK} 9"
    honest = script.copy()
    honest.log_keys = {}
    made = written(script)
    shutil.rmtree(made.place(KAB))
    Written(honest, made.folder.parent / "honest")
    shutil.copytree(
        (made.folder.parent / "honest" / "archive").joinpath(*made.world.origin(KAB).split("/")), made.place(KAB)
    )
    assert "R303" in made.codes()


@pytest.mark.parametrize("body", [PPK, KAB, PROV, ROOT_BODY])
def test_a_book_that_is_not_there_makes_the_path_incomplete(written: Callable[[Script], Written], body: str) -> None:
    made = written(practice())
    shutil.rmtree(made.place(body))
    path = made.check()
    assert path.status == "incomplete"
    assert "R307" in made.codes()


def rogue(script: Script) -> Script:
    """The KPU's operator alone authorises another book for the PPK, before the quorum authorises the true one."""
    origin = "example.id/latihan/ppk/160901-2"
    made = authorizing(PPK, (operator(KAB),), origin=origin, key="rogue")
    script.before(f"authorize {PPK}", Step("rogue", KAB, operator(KAB), f"body/{PPK}", made))
    return script


@pytest.mark.parametrize("is_there", [False, True])
def test_the_path_leads_to_the_book_that_authority_grants_and_not_to_the_one_named_first(
    written: Callable[[Script], Written], *, is_there: bool
) -> None:
    made = written(rogue(practice()))
    if is_there:
        shutil.copytree(made.place(PPK), made.place(PPK).with_name("160901-2"))
    path = made.check()
    assert list(path.books) == [made.world.origin(body) for body in (ROOT_BODY, PROV, KAB, PPK)]
    assert {(finding.code, finding.book) for finding in path.findings} == {
        (code, made.world.origin(KAB)) for code in ("R403", "R405")
    }
    assert path.status == "broken"


def test_a_book_that_is_only_named_without_a_quorum_is_not_on_the_path(written: Callable[[Script], Written]) -> None:
    script = practice()
    script.change(f"authorize {PPK}", event=authorizing(PPK, (operator(KAB),)))
    path = written(script).check()
    assert path.status == "broken"
    assert len(path.books) == 3


def test_a_bundle_that_is_not_there_makes_the_path_incomplete(written: Callable[[Script], Written]) -> None:
    made = written(practice())
    shutil.rmtree(made.place(PPK) / "tile")
    assert made.check().status == "incomplete"
    assert "R107" in made.codes()


def test_a_book_beside_the_path_may_be_missing(written: Callable[[Script], Written]) -> None:
    made = written(practice())
    shutil.rmtree(made.place(OTHER_PPK))
    assert made.check().status == "valid"
    assert made.check(OTHER_TPS).status == "incomplete"


def test_bytes_that_are_no_entry_break_the_path(written: Callable[[Script], Written]) -> None:
    made = written(practice())
    made.rewrite(PPK, 4, lambda _: b"\xc1", resign=True)
    assert made.check().status == "broken"


def test_a_bundle_with_bytes_left_over_breaks_the_path(written: Callable[[Script], Written]) -> None:
    made = written(practice())
    place = next((made.place(PPK) / "tile" / "entries").rglob("000.p/*"))
    for each in place.parent.iterdir():
        each.write_bytes(each.read_bytes() + b"x")
    assert "R109" in made.codes()


def test_a_key_file_that_is_no_key_breaks_the_path(written: Callable[[Script], Written]) -> None:
    made = written(practice())
    (made.place(PPK) / "log.vkey").write_bytes(b"\xff\n")
    assert "R303" in made.codes()


def test_a_checkpoint_over_its_limit_breaks_the_path(written: Callable[[Script], Written]) -> None:
    made = written(practice())
    (made.place(PPK) / "checkpoint").write_bytes(bytes(20_000))
    assert "R105" in made.codes()


def test_another_election_in_the_trust_file_leaves_nothing_to_explain(
    written: Callable[[Script], Written], tmp_path: Path
) -> None:
    made = written(practice())
    trust = made.world.trust()
    other = Trust(trust.root, type(trust.election)(bytes(32)))
    found = explain(made.folder, other, CONTEST, TPS, "suara_1", kept=tmp_path / "index")
    assert (found.status, found.is_known, found.rungs) == ("broken", False, ())


def test_a_book_is_read_as_it_was_at_a_size(written: Callable[[Script], Written]) -> None:
    """The seam for `--at`: entries behind the size are not there."""
    made = written(practice())
    size = made.world.indexes[f"tally {TPS}"]
    path = check_path(made.folder, made.world.trust(), CONTEST, TPS, sizes={made.world.origin(PPK): size})
    assert path.books[made.world.origin(PPK)].inspected.tree.size == size
    assert [finding.code for finding in path.findings if finding.area == TPS] == ["J.503"]
