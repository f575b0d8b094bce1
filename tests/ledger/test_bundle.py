"""Evidence bundles of one number: what is in them, what their check finds, what it cannot.

- A bundle of an untouched archive is valid, needs no archive, and tells what `explain` tells.
- The same archive gives the same bytes.
- Whatever is changed in it is found, validly packed or not; what is left out inside of a stream is missed.
- A page or explanation that does not follow from the entries is found.
- What is left out at the end of a stream, and results of other TPS, it does not know: that is said.
"""

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.types import Hash
from ledger.bundles.bundle import REPORT, STORY, BookPart, Bundle, read_bundle
from ledger.bundles.bundle_check import CheckedBundle, check_bytes
from ledger.bundles.bundle_container import pack, unpack
from ledger.bundles.bundle_tree import cover
from ledger.bundles.bundling import make_bundle
from ledger.bundles.report_html import page
from ledger.checkpoint import Checkpoint, sign_checkpoint
from ledger.errors import BundleAreaError, BundleContentError, BundleSourceError, NoSuchRowError, NotInElectionError
from ledger.explain.explaining import explain
from ledger.merkle import Tree, leaf_hash
from ledger.note import VerifierKey
from ledger.records import decode_entry
from tests.support.lives import PAPER, corrected, figures_of, refused, revoted, second
from tests.support.practice import CONTEST, PPK, TPS, Script, World, form, practice

LIMIT: Final = 256 * 1024
OLD: Final = figures_of()


class Made:
    """The archive of a script, and a bundle of it."""

    def __init__(self, script: Script, folder: Path) -> None:
        self.world: World = script.run()
        self.folder = folder / "archive"
        self.world.write(self.folder)
        self.trust = self.world.trust()

    def bundle(self, area: str = TPS, *rows: str, language: str = "en", with_documents: bool = False) -> bytes:
        made = make_bundle(
            self.folder, self.trust, CONTEST, area, rows, language=language, with_documents=with_documents
        )
        return made.raw

    def check(self, raw: bytes) -> CheckedBundle:
        return check_bytes(raw, self.trust)

    def part(self, bundle: Bundle, body: str = PPK) -> BookPart:
        return next(part for part in bundle.books if part.origin == self.world.origin(body))

    def without(self, bundle: Bundle, index: int, body: str = PPK) -> Bundle:
        """The bundle without an entry, with a proof made again from the archive."""
        part = self.part(bundle, body)
        entries = tuple(each for each in part.entries if each[0] != index)
        tree = Tree(leaf_hash(raw) for raw in self.raw(body))
        hashes = cover(tree, tree.size, [at for at, _ in entries], part.sizes)
        other = replace(part, entries=entries, hashes=hashes)
        return replace(bundle, books=tuple(other if each is part else each for each in bundle.books))

    def raw(self, body: str) -> list[bytes]:
        return self.world.books[body].raw


Maker = Callable[[Script], Made]


@pytest.fixture
def made(tmp_path: Path) -> Maker:
    return lambda script: Made(script, tmp_path)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A TPS that was corrected after an objection, with everything certified after it."""
    script = practice()
    corrected(script, {"suara_1": OLD["suara_1"] + 3, "suara_2": OLD["suara_2"] - 3}, objected=True)
    refused(script)
    return Made(script, tmp_path_factory.mktemp("told"))


def codes(checked: CheckedBundle) -> set[str]:
    return {finding.code for finding in checked.findings}


def index_of(made: Made, kind: str, body: str = PPK) -> int:
    """The index of the first entry of a type."""
    kinds = [decode_entry(raw).entry.type for raw in made.raw(body)]
    return kinds.index(kind)


# ---------------------------------------------------------------- sound bundles


@pytest.mark.parametrize("area", [TPS, TPS[:10], TPS[:6]])
def test_a_bundle_of_a_sound_archive_is_valid(made: Maker, area: str) -> None:
    one = made(practice())
    checked = one.check(one.bundle(area))
    assert (checked.status, checked.findings) == ("valid", [])


def test_it_tells_what_explain_tells(told: Made) -> None:
    story = told.check(told.bundle(TPS, "suara_1")).story
    assert story is not None
    (row,) = story.rows
    found = explain(told.folder, told.trust, CONTEST, TPS, "suara_1")
    assert (row.figure, row.missing, row.adjusted) == (found.figure, found.missing, found.adjusted)
    assert [(step.kind, step.old, step.new, step.entry.hash) for step in row.life] == [
        (step.kind, step.old, step.new, step.entry.leaf.hex()) for step in found.life
    ]
    assert [
        (level.book, each.column, each.total, each.state) for level in row.levels for each in level.certificates
    ] == [(rung.book, each.column, each.total, each.state) for rung in found.rungs for each in rung.certificates]
    assert [each.outcome for each in row.objections] == [each.outcome for each in found.objections] == ["accepted"]
    assert row.first_difference is None
    assert found.first is None


def test_the_same_archive_gives_the_same_bytes(told: Made) -> None:
    assert told.bundle() == told.bundle()


def test_without_rows_it_is_about_those_that_somebody_changed(told: Made) -> None:
    assert read_bundle(told.bundle()).rows == ("suara_1", "suara_2")


def test_where_nothing_changed_it_is_about_the_valid_votes(made: Maker) -> None:
    assert read_bundle(made(practice()).bundle()).rows == ("suara_sah",)


def test_it_is_small(told: Made) -> None:
    assert len(told.bundle()) < LIMIT // 2


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda script: revoted(script, form(90, 70)), "revoted"),
        (lambda script: second(script, form(90, 70)), "second"),
        (lambda script: corrected(script, {"suara_1": OLD["suara_1"] + 1}, recount=True), "recounted"),
    ],
)
def test_whatever_happened_to_a_tps_is_in_it(made: Maker, change: Callable[[Script], None], kind: str) -> None:
    script = practice()
    change(script)
    one = made(script)
    story = one.check(one.bundle()).story
    assert story is not None
    assert kind in [step.kind for step in story.rows[0].life]


def test_documents_come_along_on_demand_and_are_what_their_names_say(told: Made) -> None:
    folder = told.folder / "files"
    folder.mkdir(exist_ok=True)
    (folder / PAPER.hex()).write_bytes(b"not what its name says")
    assert read_bundle(told.bundle(with_documents=True)).documents == {}
    bundle = read_bundle(told.bundle())
    checked = told.check(replace(bundle, documents={PAPER.hex(): b"anything"}).raw)
    assert {"R110", "R108"} <= codes(checked)


def test_what_has_no_bundle_is_refused_with_one_error(told: Made) -> None:
    with pytest.raises(BundleAreaError):
        told.bundle("1609")
    with pytest.raises(NotInElectionError):
        told.bundle("1609012001999")
    with pytest.raises(NoSuchRowError):
        told.bundle(TPS, "suara_9")


def test_a_book_that_does_not_lead_to_its_checkpoint_proves_nothing(made: Maker) -> None:
    one = made(practice())
    bundle = next((one.folder / one.world.origin(PPK) / "tile" / "entries").rglob("*"))
    file = next(path for path in [bundle, *bundle.rglob("*")] if path.is_file())
    raw = bytearray(file.read_bytes())
    raw[-1] ^= 1
    file.write_bytes(bytes(raw))
    with pytest.raises(BundleSourceError):
        one.bundle()


# ---------------------------------------------------------------- changed bundles


@settings(max_examples=40)
@given(st.data())
def test_whatever_is_changed_in_an_entry_is_found(told: Made, data: st.DataObject) -> None:
    bundle = read_bundle(told.bundle())
    part = data.draw(st.sampled_from(bundle.books))
    at = data.draw(st.integers(0, len(part.entries) - 1))
    index, raw = part.entries[at]
    place = data.draw(st.integers(0, len(raw) - 1))
    other = raw[:place] + bytes([raw[place] ^ data.draw(st.integers(1, 255))]) + raw[place + 1 :]
    entries = (*part.entries[:at], (index, other), *part.entries[at + 1 :])
    changed = replace(part, entries=entries)
    books = tuple(changed if each is part else each for each in bundle.books)
    assert told.check(replace(bundle, books=books).raw).status == "broken"


def test_a_changed_checkpoint_or_key_is_found(told: Made) -> None:
    bundle = read_bundle(told.bundle())
    for part in bundle.books:
        for changed in (replace(part, note=flipped(part.note)), replace(part, vkey=flipped(part.vkey))):
            books = tuple(changed if each is part else each for each in bundle.books)
            assert told.check(replace(bundle, books=books).raw).status == "broken"


def flipped(raw: bytes) -> bytes:
    return raw[:-3] + bytes([raw[-3] ^ 2]) + raw[-2:]


def test_a_changed_proof_is_found(told: Made) -> None:
    bundle = read_bundle(told.bundle())
    part = next(each for each in bundle.books if each.hashes)
    changed = replace(part, hashes=(Hash(bytes(32)), *part.hashes[1:]))
    books = tuple(changed if each is part else each for each in bundle.books)
    assert "R301" in codes(told.check(replace(bundle, books=books).raw))


def test_another_page_or_explanation_is_found(told: Made) -> None:
    bundle = read_bundle(told.bundle())
    others = {
        REPORT: replace(bundle, report=bundle.report.replace(b"103", b"104", 1)),
        STORY: replace(bundle, story=bundle.story.replace(b"103", b"104", 1)),
    }
    for path, other in others.items():
        checked = told.check(other.raw)
        assert checked.status == "broken"
        assert [dict(each.params)["path"] for each in checked.findings] == [path]


def test_a_page_in_the_other_language_is_another_page(told: Made) -> None:
    bundle = read_bundle(told.bundle(language="id"))
    checked = told.check(bundle.raw)
    assert checked.status == "valid"
    assert checked.story is not None
    assert told.check(replace(bundle, report=page(checked.story, "en")).raw).status == "broken"


def test_a_trust_file_of_another_election_breaks_it(told: Made) -> None:
    other = VerifierKey.of(told.trust.root.name, told.world.log_key(PPK).public)
    for trust in (replace(told.trust, election=Hash(bytes(32))), replace(told.trust, root=other)):
        checked = check_bytes(told.bundle(), trust)
        assert checked.status == "broken"
        assert "R308" in codes(checked)


def test_a_note_known_from_outside_with_another_root_breaks_it(told: Made) -> None:
    size = len(told.raw(PPK))
    other = sign_checkpoint(Checkpoint(told.world.origin(PPK), size, Hash(bytes(32))), told.world.log_key(PPK))
    checked = check_bytes(told.bundle(), replace(told.trust, notes=(other,)))
    assert "R304" in codes(checked)


# ---------------------------------------------------------------- what is left out


@pytest.mark.parametrize(
    "kind", ["TallyReceived", "ObjectionRaised", "RecapitulationPart", "PlenaryOpened", "BookOpened"]
)
def test_what_is_left_out_inside_of_a_stream_is_missed(told: Made, kind: str) -> None:
    bundle = told.without(read_bundle(told.bundle()), index_of(told, kind))
    checked = told.check(bundle.raw)
    assert checked.status in ("broken", "incomplete")
    assert kind == "BookOpened" or "R107" in codes(checked)


def test_without_the_keys_of_the_kpps_their_form_does_not_count(told: Made) -> None:
    kab = "kpu-1609"
    bundle = told.without(read_bundle(told.bundle()), index_of(told, "StationKeysIssued", kab), kab)
    assert told.check(bundle.raw).status in ("broken", "incomplete")


def test_what_is_left_out_at_the_end_of_a_stream_is_not_known(told: Made) -> None:
    """Said by the page and by the command: it needs the archive."""
    bundle = told.without(read_bundle(told.bundle()), index_of(told, "PlenaryClosed"))
    checked = told.check(bundle.raw)
    assert {each.code for each in checked.findings if each.level == "broken"} <= {"R108"}


def test_a_book_under_another_name_is_refused(told: Made) -> None:
    bundle = read_bundle(told.bundle())
    *others, last = bundle.books
    changed = replace(bundle, books=(*others, replace(last, origin="example.id/latihan/ppk/160999")))
    assert told.check(changed.raw).status == "broken"


def test_a_bundle_without_the_root_book_proves_nothing(told: Made) -> None:
    bundle = read_bundle(told.bundle())
    assert told.check(replace(bundle, books=bundle.books[1:]).raw).status == "incomplete"


def test_a_stranger_in_it_is_refused(told: Made) -> None:
    members = unpack(told.bundle())
    with pytest.raises(BundleContentError):
        read_bundle(pack(members | {"notes.txt": b"x"}))
    for name in members:
        with pytest.raises(BundleContentError):
            read_bundle(pack({other: data for other, data in members.items() if other != name}))


def test_every_part_of_a_bundle_has_a_test_that_changes_it() -> None:
    assert {each.name for each in fields(BookPart)} == {"origin", "note", "vkey", "entries", "sizes", "hashes"}
