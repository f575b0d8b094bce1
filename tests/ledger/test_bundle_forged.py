"""Evidence bundles that somebody made again from public data, with story, page and proofs that fit.

- A bundle shows that something is there, never that something is not: whatever is taken out of it, nobody is accused
  of more than in the whole archive, and what its own entries name is missed.
- Only what stands last in its stream, and what nothing names, can be taken out unseen: that is what a bundle says of
  itself.
- A fault of which both sides are in the file stays a fault.
- An area that nobody registered, or that no bundle is about, books in another order, a document that no entry names: no
  figure is told of these, and none is evidence.
- What is known from outside is compared as far as it can be, and where it cannot, that is said.
- Bytes that are no entries cost little.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import to_builtins

from domain.events import OrderExecuted, OrderRegistered
from domain.findings import Finding, Level
from domain.types import Hash
from ledger.bundles.bundle import MAX_ENTRIES, MIN_ENTRY_BYTES, BookPart, Bundle, json_bytes, read_bundle
from ledger.bundles.bundle_books import MOST_UNREADABLE
from ledger.bundles.bundle_check import CheckedBundle, check_bytes, follow
from ledger.bundles.bundle_tree import PartialTree, cover
from ledger.bundles.report_html import page
from ledger.checkpoint import Checkpoint, sign_checkpoint
from ledger.errors import BundleContentError
from ledger.merkle import Tree, leaf_hash
from ledger.records import decode_entry
from ledger.texts import finding_text
from ledger.verification import verify_archive
from tests.ledger.test_bundle import Made
from tests.ledger.test_changed_children import change, changing
from tests.ledger.test_explaining import lead
from tests.support.bawaslu import KAB as BAWASLU_KAB
from tests.support.disputes import REPORT, Story, at_bawaslu, at_ppk, recounted, seeing, seen
from tests.support.disputes import told as dispute_told
from tests.support.lives import PAPER, corrected, figures_of, refused, second
from tests.support.practice import (
    CONTEST,
    KAB,
    PPK,
    PROV,
    ROOT_BODY,
    SECOND_TPS,
    TPS,
    Script,
    altered,
    authorizing,
    form,
    practice,
    publishing,
    quorum,
)

OLD: Final = figures_of()
ACCUSING: Final = (Level.BROKEN, Level.OPEN)

Place = tuple[str, int]


def honest() -> Script:
    """A TPS that was corrected after an objection."""
    script = practice()
    corrected(script, {"suara_1": OLD["suara_1"] + 3, "suara_2": OLD["suara_2"] - 3}, objected=True)
    refused(script)
    return script


def faulty() -> Script:
    """The PPK certifies other figures than it received."""
    script = practice()
    lead(script)
    return script


def twice_counted() -> Script:
    """Two C.Hasil of one vote."""
    script = practice()
    second(script, OLD_FORM)
    return script


def disputed() -> Script:
    """Two disputes, the order of one of them carried out and seen."""
    script = dispute_told(Story(act=recounted))
    other = altered(REPORT, areas=(SECOND_TPS,), text="laporan kedua")
    script.before("ruled", at_bawaslu("filed again", lambda _: other, "dispute/13-2024"))
    return seen(script, seeing())


def changed_above() -> Script:
    """The KPU Kab/Kota corrects figures of the TPS after the PPK has certified it."""
    script = practice()
    new = {"suara_1": OLD["suara_1"] + 3, "suara_2": OLD["suara_2"] - 3}
    change(script, KAB, PPK, changing(KAB, PPK, {row: OLD[row] for row in new}, new))
    return script


OLD_FORM: Final = tuple(figures_of().values())
SCRIPTS: Final[dict[str, Callable[[], Script]]] = {
    "honest": honest,
    "faulty": faulty,
    "twice counted": twice_counted,
    "disputed": disputed,
    "changed above": changed_above,
}


class Forger:
    """An archive, its honest bundle, and whoever leaves things out of it."""

    def __init__(self, script: Script, folder: Path, area: str = TPS) -> None:
        self.made = Made(script, folder)
        self.bundle = read_bundle(self.made.bundle(area))
        self.whole = verify_archive(self.made.folder, self.made.trust)
        self.accused = {key(each) for each in self.whole.findings}
        self.entries = {
            (part.origin, index): decode_entry(raw).entry for part in self.bundle.books for index, raw in part.entries
        }

    @property
    def streams(self) -> list[tuple[str, str]]:
        """Every stream in the bundle, by its book."""
        return sorted({(origin, entry.stream) for (origin, _), entry in self.entries.items()})

    def without(self, dropped: Collection[Place], books: Collection[str] = ()) -> CheckedBundle:
        """The check of the bundle without these entries and books, made again."""
        parts = [self._part(each, dropped) for each in self.bundle.books if each.origin not in books]
        return self.check(replace(self.bundle, books=tuple(parts)))

    def _part(self, part: BookPart, dropped: Collection[Place]) -> BookPart:
        entries = tuple(each for each in part.entries if (part.origin, each[0]) not in dropped)
        body = next(body for body in self.made.world.books if self.made.world.origin(body) == part.origin)
        tree = Tree(map(leaf_hash, self.made.raw(body)))
        return replace(part, entries=entries, hashes=cover(tree, tree.size, [at for at, _ in entries], part.sizes))

    def check(self, bundle: Bundle) -> CheckedBundle:
        """The check of a bundle whose story and page were made again."""
        story = follow(bundle, self.made.trust).story
        if story is not None:
            bundle = replace(bundle, story=json_bytes(to_builtins(story)), report=page(story, bundle.language))
        return check_bytes(bundle.raw, self.made.trust)

    def of_stream(self, origin: str, stream: str) -> set[Place]:
        """The places of a stream's entries."""
        return {place for place, entry in self.entries.items() if (place[0], entry.stream) == (origin, stream)}

    def is_unseen(self, place: Place) -> bool:
        """Whether an entry stands last in its stream, and no other names it or signs with what it grants."""
        entry = self.entries[place]
        after = [at for at in self.of_stream(place[0], entry.stream) if at > place]
        unnamed = ("PlenaryClosed", "ExecutionSeen", "TallyReceived")
        return not after and (entry.type in unnamed or entry.subject.startswith("panwaslu"))

    def accuses(self, checked: CheckedBundle) -> list[Finding]:
        """What the check says against somebody that the whole archive does not."""
        return [each for each in checked.findings if each.level in ACCUSING and key(each) not in self.accused]


def key(finding: Finding) -> tuple[object, ...]:
    """What a finding is about, whatever its level and words."""
    return finding.code, finding.book, finding.index, finding.area, finding.contest, finding.row


@pytest.fixture(scope="module", params=list(SCRIPTS))
def forger(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Forger:
    return Forger(SCRIPTS[request.param](), tmp_path_factory.mktemp("forger"))


def codes(checked: CheckedBundle) -> set[str]:
    return {finding.code for finding in checked.findings}


# ---------------------------------------------------------------- something is left out


def test_an_honest_bundle_says_what_the_whole_archive_says_of_the_number(forger: Forger) -> None:
    checked = forger.made.check(forger.bundle.raw)
    assert checked.status == forger.whole.status
    about = [each for each in forger.whole.findings if each.area == TPS]
    assert {key(each) for each in checked.findings} == {key(each) for each in about}


def test_no_entry_is_left_out_unseen_but_the_last_of_a_stream_that_nothing_names(forger: Forger) -> None:
    for place in forger.entries:
        checked = forger.without({place})
        assert forger.accuses(checked) == [], place
        assert checked.status == "incomplete" or forger.is_unseen(place), place


def test_no_stream_is_left_out_unseen_but_one_that_nothing_here_needs(forger: Forger) -> None:
    for origin, stream in forger.streams:
        checked = forger.without(forger.of_stream(origin, stream))
        assert forger.accuses(checked) == [], stream
        assert checked.status == "incomplete" or stream in ("body/panwaslu-160901", "dispute/13-2024"), stream


def test_no_book_is_left_out_unseen(forger: Forger) -> None:
    for part in forger.bundle.books:
        checked = forger.without((), {part.origin})
        assert forger.accuses(checked) == [], part.origin
        assert checked.status == "incomplete", part.origin


def test_where_the_other_books_are_whole_one_that_is_gone_is_still_no_proof(tmp_path: Path) -> None:
    forger = Forger(disputed(), tmp_path, TPS[:6])
    checked = forger.without((), {forger.made.world.origin(KAB)})
    assert forger.accuses(checked) == []
    assert {each.code for each in checked.findings} >= {"R307", "J.503"}


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_whatever_is_left_out_accuses_nobody(forger: Forger, data: st.DataObject) -> None:
    streams = data.draw(st.lists(st.sampled_from(forger.streams), max_size=4, unique=True))
    places = data.draw(st.lists(st.sampled_from(sorted(forger.entries)), max_size=6, unique=True))
    books = data.draw(st.lists(st.sampled_from([part.origin for part in forger.bundle.books]), max_size=1))
    dropped = set(places).union(*(forger.of_stream(*each) for each in streams))
    checked = forger.without(dropped, books)
    assert forger.accuses(checked) == []
    gone = [place for place in dropped if not forger.is_unseen(place)]
    assert checked.status == "incomplete" or not (gone or books) or set(gone) <= of_no_need(forger)


def of_no_need(forger: Forger) -> set[Place]:
    """The dispute about another TPS, whole or its end."""
    return {place for place, entry in forger.entries.items() if entry.stream == "dispute/13-2024"}


def test_what_is_not_in_the_file_is_said_to_be_that(forger: Forger) -> None:
    dropped = forger.of_stream(forger.made.world.origin(PPK), f"tally/{TPS}")
    said = [finding_text(each) for each in forger.without(dropped).findings]
    assert said
    assert all("this evidence file" in each.en and "berkas bukti ini" in each.id for each in said)


def test_a_fault_with_both_sides_in_the_file_stays_one_when_something_else_is_missing(tmp_path: Path) -> None:
    forger = Forger(faulty(), tmp_path)
    kab = forger.made.world.origin(KAB)
    checked = forger.without(forger.of_stream(kab, f"recap/{CONTEST}"))
    levels = {each.code: each.level for each in checked.findings}
    assert (levels["J.501"], levels["J.502"], levels["J.503"]) == (Level.OPEN, Level.OPEN, Level.INCOMPLETE)
    assert checked.status == "incomplete"


def test_that_bawaslu_saw_it_done_differently_is_in_the_file(tmp_path: Path) -> None:
    forger = Forger(seen(dispute_told(Story(act=recounted)), seeing("differently")), tmp_path)
    (found,) = forger.made.check(forger.bundle.raw).findings
    assert (found.code, found.level, dict(found.params)["reason"]) == ("S.204", Level.OPEN, "seen_differently")


def test_a_document_left_out_accuses_nobody_and_one_whose_entry_is_left_out_is_none(tmp_path: Path) -> None:
    paper = b"the paper"
    name = sha256(paper).hexdigest()
    script = honest()
    script.alter("corrected", lambda _, event: altered(event, paper=Hash(bytes.fromhex(name))))
    forger = Forger(script, tmp_path)
    place = forger.made.folder / "files" / name
    place.parent.mkdir()
    place.write_bytes(paper)
    forger.bundle = read_bundle(forger.made.bundle(with_documents=True))
    assert list(forger.bundle.documents) == [name]
    assert forger.check(replace(forger.bundle, documents={})).status == "valid"
    (naming,) = (at for at, entry in forger.entries.items() if entry.type == "TallyCorrected")
    checked = forger.without({naming})
    assert forger.accuses(checked) == []
    assert "R106" in codes(checked)
    assert checked.story is not None
    assert checked.story.documents == []


# ---------------------------------------------------------------- disputes and orders of others


def test_orders_and_rulings_about_other_areas_and_contests_break_nothing(tmp_path: Path) -> None:
    script = dispute_told(Story(act=recounted))
    far = altered(REPORT, areas=(SECOND_TPS,), text="laporan kedua")
    script.before("ruled", at_bawaslu("filed again", lambda _: far, "dispute/13-2024"))
    order = OrderRegistered((SECOND_TPS,), (), None, PAPER, "pengadilan", "7-2024", None, "correct")
    script.before(f"{PPK} plenary", at_ppk("far order", lambda _: order, "order/7"))
    script.before(f"{PPK} publish at last", at_ppk("far done", lambda world: done(world.leaves), "order/7"))
    other = altered(order, areas=(TPS,), contests=("dpd",))
    script.before(f"{PPK} plenary", at_ppk("other order", lambda _: other, "order/8"))
    script.before(f"{PPK} publish at last", at_ppk("other done", lambda world: done(world.leaves), "order/8"))
    third = altered(REPORT, contests=("dpd",))
    script.before("ruled", at_bawaslu("filed otherwise", lambda _: third, "dispute/15-2024"))
    made = Made(script, tmp_path)
    checked = made.check(made.bundle())
    assert (checked.status, checked.findings) == ("valid", [])
    near = made.check(made.bundle(SECOND_TPS))
    assert {(each.code, each.level) for each in near.findings} == {("S.204", Level.INCOMPLETE)}


def done(leaves: Mapping[str, Hash]) -> OrderExecuted:
    """The order was carried out by whatever happened to the second TPS."""
    return OrderExecuted((leaves[f"tally {SECOND_TPS}"],))


def test_a_dispute_comes_along_when_an_order_here_names_its_ruling(tmp_path: Path) -> None:
    made = Made(dispute_told(Story(act=recounted)), tmp_path)
    bundle = read_bundle(made.bundle(SECOND_TPS))
    assert [part.origin for part in bundle.books][-1] == made.world.origin(BAWASLU_KAB)
    assert made.check(bundle.raw).status == "valid"


def test_a_book_that_follows_on_another_of_the_same_body_comes_along(tmp_path: Path) -> None:
    script = dispute_told(Story(is_registered=False, is_executed=False))
    origin = "example.id/latihan/bawaslu/1609-2"
    script.origins["bawaslu-1609-2"] = origin
    making = authorizing(BAWASLU_KAB, quorum("bawaslu-16"), origin=origin, key="log bawaslu-1609-2")
    script.after("authorize bawaslu-1609", replace(script.steps[script.at("authorize bawaslu-1609")], event=making))
    own = at_bawaslu("filed later", lambda _: REPORT, "dispute/14-2024")
    script.steps += [replace(own, book="bawaslu-1609-2"), publishing("bawaslu-1609-2", " once")]
    made = Made(script, tmp_path)
    assert origin in [part.origin for part in read_bundle(made.bundle()).books]


def test_only_an_entry_that_is_here_is_held() -> None:
    leaves = [leaf_hash(bytes([each])) for each in range(2)]
    tree = PartialTree(2, {0: leaves[0]}, (), cover(Tree(leaves), 2, [0], []))
    assert (tree.holds(leaves[0]), tree.holds(leaves[1])) == (True, False)


# ---------------------------------------------------------------- another label


def test_of_an_area_that_nobody_registered_no_figure_is_told(forger: Forger) -> None:
    for area in ("1609012001999", "1609019999", "160999"):
        checked = forger.check(replace(forger.bundle, area=area))
        assert (checked.status, checked.story) == ("incomplete", None)
        assert {each.code for each in checked.findings if each.level in ACCUSING} <= {"J.501", "J.502"}


@pytest.mark.parametrize("area", ["1609", "16", "0", "<script>", ""])
def test_of_an_area_that_no_bundle_is_about_none_is_told_either(forger: Forger, area: str) -> None:
    checked = forger.check(replace(forger.bundle, area=area))
    assert (checked.status, checked.story, codes(checked)) == ("broken", None, {"R203"})


@pytest.mark.parametrize("area", [SECOND_TPS, TPS[:10], TPS[:6], "160902"])
def test_under_the_label_of_a_neighbour_it_accuses_nobody(forger: Forger, area: str) -> None:
    checked = forger.check(replace(forger.bundle, area=area))
    assert forger.accuses(checked) == []
    assert checked.status == "incomplete" or area in (TPS[:10], TPS[:6])


def test_a_contest_or_row_that_the_election_does_not_have_is_named(forger: Forger) -> None:
    contest = forger.check(replace(forger.bundle, contest="dpr"))
    assert (contest.status, contest.story) == ("incomplete", None)
    assert any("contest/dpr is not in this evidence file" in finding_text(each).en for each in contest.findings)
    row = forger.check(replace(forger.bundle, rows=("suara_9",)))
    assert (row.status, row.story) == ("broken", None)
    (wrong,) = (each for each in row.findings if each.code == "R203")
    assert finding_text(wrong).en.startswith("This evidence file names rows suara_9")


def test_books_in_another_order_are_refused(forger: Forger) -> None:
    checked = forger.check(replace(forger.bundle, books=tuple(reversed(forger.bundle.books))))
    assert (checked.status, checked.story, codes(checked)) == ("broken", None, {"R203"})


def test_a_document_that_no_entry_names_is_no_evidence(forger: Forger) -> None:
    paper = b"a scan of something"
    name = sha256(paper).hexdigest()
    checked = forger.check(replace(forger.bundle, documents={name: paper}))
    assert "R106" in codes(checked)
    assert checked.status == "incomplete"
    assert checked.story is not None
    assert checked.story.documents == []


# ---------------------------------------------------------------- known from outside


def noted(forger: Forger, size: int, body: str = PPK, *, key_of_body: str = PPK) -> CheckedBundle:
    """The check under a trust file with a note of this size of a book."""
    leaves = list(map(leaf_hash, forger.made.raw(body)))
    root = Tree(leaves[:size]).root() if size <= len(leaves) else leaves[0]
    note = sign_checkpoint(
        Checkpoint(forger.made.world.origin(body), size, root), forger.made.world.log_key(key_of_body)
    )
    return check_bytes(forger.bundle.raw, replace(forger.made.trust, notes=(note,)))


def test_a_book_that_somebody_has_seen_longer_is_incomplete(forger: Forger) -> None:
    checked = noted(forger, 99)
    found = {each.code: each for each in checked.findings}["R305"]
    assert (checked.status, found.level) == ("incomplete", Level.INCOMPLETE)
    assert "99 have been seen" in finding_text(found).en


def test_a_note_that_cannot_be_compared_is_said_to_be_one(tmp_path: Path) -> None:
    forger = Forger(practice({f"{TPS[:10]}{number:03}": form(100, 60) for number in range(1, 10)}), tmp_path)
    count = len(forger.made.raw(PPK))
    assert noted(forger, count).findings == []
    sizes = [noted(forger, size) for size in range(1, count)]
    assert {checked.status for checked in sizes} == {"valid"}
    assert {each.level for checked in sizes for each in checked.findings} == {Level.HINT}
    assert "cannot be compared" in finding_text(next(c.findings[0] for c in sizes if c.findings)).en


def test_a_note_that_the_log_did_not_sign_breaks_it(forger: Forger) -> None:
    assert "R310" in codes(noted(forger, 99, key_of_body=PROV))


# ---------------------------------------------------------------- bytes


def stuffed(bundle: Bundle, entries: tuple[tuple[int, bytes], ...]) -> bytes:
    """The bundle with these entries in its last book."""
    *others, last = bundle.books
    return replace(bundle, books=(*others, replace(last, entries=entries))).raw


@pytest.mark.parametrize(
    ("count", "length", "reason"), [(1, MIN_ENTRY_BYTES - 1, "short"), (MAX_ENTRIES + 1, MIN_ENTRY_BYTES, "many")]
)
def test_short_entries_and_too_many_are_refused_before_they_are_read(
    forger: Forger, count: int, length: int, reason: str
) -> None:
    raw = stuffed(forger.bundle, tuple((index, bytes(length)) for index in range(count)))
    with pytest.raises(BundleContentError) as caught:
        read_bundle(raw)
    assert dict(caught.value.params)["reason"] == reason


def test_behind_many_entries_that_are_none_nothing_more_is_read(forger: Forger) -> None:
    raw = stuffed(forger.bundle, tuple((index, bytes(MIN_ENTRY_BYTES)) for index in range(5000)))
    checked = check_bytes(raw, forger.made.trust)
    assert checked.status == "broken"
    assert len(checked.findings) < 2 * MOST_UNREADABLE


def test_no_entry_is_shorter_than_the_shortest_that_is_read(forger: Forger) -> None:
    assert min(len(raw) for body in (ROOT_BODY, PPK) for raw in forger.made.raw(body)) > 2 * MIN_ENTRY_BYTES
