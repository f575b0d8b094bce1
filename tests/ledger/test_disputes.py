"""Disputes in whole archives, validly signed: what is cited across books, and what becomes of an order.

- A dispute that is ruled on, registered, carried out and seen says nothing; each S rule speaks where it must.
- Evidence, orders and what was seen name entries that are there (R203, R205), under notes of the right log (R304,
  R310).
- In a book of another line, or of nobody who may, nothing of it counts.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.events import DisputeFiled, Event, EvidenceAdded, Reference
from domain.findings import Finding, Level
from ledger.making.site import CLAIMED_TIME
from ledger.passes import Verification
from ledger.texts import finding_text, remedy_text
from ledger.verification import verify_archive
from tests.support import bawaslu
from tests.support.bawaslu import MEMBER, PANWASLU, two_lines
from tests.support.disputes import (
    BODY,
    BOOK,
    DISMISSAL,
    NOWHERE,
    REPORT,
    RULING,
    STREAM,
    Story,
    added,
    at_bawaslu,
    at_ppk,
    correcting,
    recounted,
    reference,
    registering,
    revoting,
    seeing,
    seen,
    told,
)
from tests.support.expecting import verified
from tests.support.practice import (
    CONTEST,
    OTHER_PPK,
    PPK,
    TPS,
    Script,
    Step,
    World,
    altered,
    operator,
    publishing,
    quorum,
)

PPK_BOOK = "example.id/latihan/ppk/160901"
Make = Callable[[World], Event]
HINTS = ("J.508",)


def findings(result: Verification) -> list[Finding]:
    return [each for each in result.findings if each.code not in HINTS]


def codes(result: Verification) -> list[str]:
    return [each.code for each in findings(result)]


def said(script: Script, folder: Path) -> list[tuple[str, str]]:
    return [(each.code, str(each.level)) for each in findings(verified(script, folder))]


# ---------------------------------------------------------------- the whole way


@pytest.mark.parametrize("workers", [1, 2])
def test_a_dispute_that_was_ruled_on_carried_out_and_seen_says_nothing(tmp_path: Path, workers: int) -> None:
    result = verified(seen(told(Story(act=recounted)), seeing()), tmp_path, workers=workers)
    assert (codes(result), result.status) == ([], "valid")


@pytest.mark.parametrize(("order", "act"), [("correct", correcting), ("revote", revoting), ("recapitulate", None)])
def test_every_order_can_be_carried_out(tmp_path: Path, order: str, act: Callable[[Script], None] | None) -> None:
    story = Story(altered(RULING, order=order), act=act)
    assert codes(verified(told(story), tmp_path)) == []


def test_a_dismissed_dispute_needs_nothing(tmp_path: Path) -> None:
    story = Story(DISMISSAL, is_registered=False, is_executed=False)
    assert codes(verified(told(story), tmp_path)) == []


def test_a_dispute_that_is_not_ruled_on_says_nothing(tmp_path: Path) -> None:
    script = told(Story(is_registered=False, is_executed=False))
    script.drop("ruled")
    assert codes(verified(script, tmp_path)) == []


# ---------------------------------------------------------------- what became of an order


def only(result: Verification, code: str) -> Finding:
    (finding,) = findings(result)
    assert (finding.code, finding.level, result.status) == (code, Level.OPEN, "findings")
    return finding


def test_an_order_that_was_not_registered_is_open_at_the_ruling(tmp_path: Path) -> None:
    script = told(Story(is_registered=False, is_executed=False))
    finding = only(verified(script, tmp_path), "S.201")
    assert (finding.book, finding.index, finding.stream) == (BOOK, script.run().indexes["ruled"], STREAM)
    assert (finding.area, finding.contest) == (TPS, CONTEST)


def test_an_order_that_was_not_executed_is_open_at_the_ruling(tmp_path: Path) -> None:
    script = told(Story(act=recounted, is_executed=False))
    finding = only(verified(script, tmp_path), "S.202")
    assert (finding.book, finding.index) == (BOOK, script.run().indexes["ruled"])


def test_an_order_that_was_executed_after_the_deadline_is_open_at_the_execution(tmp_path: Path) -> None:
    script = told(Story(altered(RULING, deadline=CLAIMED_TIME), act=recounted))
    finding = only(verified(script, tmp_path), "S.203")
    assert (finding.book, finding.index) == (PPK_BOOK, script.run().indexes["executed"])
    assert dict(finding.params)["deadline"] == CLAIMED_TIME
    assert "claims the time" in finding_text(finding).en


@pytest.mark.parametrize("order", ["recount", "correct", "revote"])
def test_an_order_that_was_executed_differently_is_open_at_the_execution(tmp_path: Path, order: str) -> None:
    script = told(Story(altered(RULING, order=order)))
    finding = only(verified(script, tmp_path), "S.204")
    assert (finding.book, finding.index) == (PPK_BOOK, script.run().indexes["executed"])
    assert (finding.area, finding.contest) == (TPS, CONTEST)


def test_a_recapitulation_without_a_later_certificate_is_executed_differently(tmp_path: Path) -> None:
    script = told(Story(altered(RULING, order="recapitulate"), is_registered=False))
    script.before("executed", at_ppk("order", registering(altered(RULING, order="recapitulate"))))
    assert only(verified(script, tmp_path), "S.204").index == script.run().indexes["executed"]


def test_an_order_registered_otherwise_than_ruled_is_open_at_the_registration(tmp_path: Path) -> None:
    script = told(Story(act=recounted, registered={"contests": ()}))
    finding = only(verified(script, tmp_path), "S.204")
    assert (finding.book, finding.index) == (PPK_BOOK, script.run().indexes["order"])


def test_a_ruling_registered_by_a_body_that_it_is_not_to_is_named_there(tmp_path: Path) -> None:
    script = told(Story(act=recounted))
    other = registering(RULING, areas=(OTHER_PPK.partition("-")[2],))
    script.before(f"{OTHER_PPK} publish at last", Step("beside", OTHER_PPK, operator(OTHER_PPK), "order/psu-9", other))
    finding = only(verified(script, tmp_path), "S.204")
    assert (finding.index, dict(finding.params)["reason"]) == (script.run().indexes["beside"], "other_body")


@pytest.mark.parametrize(
    ("outcome", "code", "words"),
    [
        ("differently", "S.204", ("carried out differently", "dilaksanakan lain")),
        ("none", "S.202", ("was not carried out by", "tidak dilaksanakan oleh")),
    ],
)
def test_what_bawaslu_saw_of_its_order_stands_until_it_saw_it_executed(
    tmp_path: Path, outcome: str, code: str, words: tuple[str, str]
) -> None:
    script = seen(told(Story(act=recounted)), seeing(outcome))
    finding = only(verified(script, tmp_path / "seen"), code)
    assert (finding.book, finding.index, finding.stream) == (BOOK, script.run().indexes["seen"], STREAM)
    text = finding_text(finding)
    assert words[0] in text.en
    assert words[1] in text.id
    script.after("seen", at_bawaslu("seen again", seeing()))
    assert verified(script, tmp_path / "again").status == "valid"


def lacking(script: Script, folder: Path, *bodies: str) -> Verification:
    """The verification of an archive that lacks the books of these bodies."""
    world = script.run()
    for body in bodies:
        del world.books[body]
    world.write(folder)
    return verify_archive(folder, world.trust())


def test_nothing_is_said_of_an_order_whose_book_is_not_there(tmp_path: Path) -> None:
    result = lacking(told(Story(is_registered=False, is_executed=False)), tmp_path, PPK)
    assert result.status == "incomplete"
    assert not any(code.startswith("S.") for code in codes(result))


@pytest.mark.parametrize("code", ["S.201", "S.202", "S.203", "S.204"])
def test_texts_say_what_is_missing_and_accuse_nobody(code: str) -> None:
    accusing = ("curang", "palsu", "manipula", "fraud", "crime", "guilty", "melanggar")
    finding = Finding(code, Level.OPEN, params=(("deadline", 0), ("time", 0), ("what", "recount")))
    text, remedy = finding_text(finding), remedy_text(code)
    for each in (*text, *remedy):
        assert not any(word in each.lower() for word in accusing)
    assert "a recount" in text.en
    assert "penghitungan ulang" in text.id
    assert ("1970-01-01 07:00 WIB" in text.en) == (code != "S.204")


# ---------------------------------------------------------------- rulings that orders cite


def test_an_order_cites_a_ruling_that_counts(tmp_path: Path) -> None:
    script = told(Story(signers=quorum(BODY)[1:], act=recounted))
    found = findings(verified(script, tmp_path))
    assert [(each.code, each.book, str(each.level)) for each in found] == [
        ("R405", BOOK, "broken"),
        ("R205", PPK_BOOK, "broken"),
    ]


def test_an_order_that_cites_another_entry_contradicts_the_books(tmp_path: Path) -> None:
    script = told(Story(is_executed=False))
    script.alter("order", lambda world, event: altered(event, ruling=world.leaves["filed"]))
    assert said(script, tmp_path) == [("R205", "broken"), ("S.201", "open")]


def test_a_ruling_that_stands_nowhere_is_not_there_yet(tmp_path: Path) -> None:
    script = told(Story(is_executed=False))
    script.alter("order", lambda _, event: altered(event, ruling=NOWHERE))
    assert said(script, tmp_path) == [("R205", "incomplete"), ("S.201", "open")]


def test_of_a_ruling_in_a_book_that_is_not_there_nothing_is_said(tmp_path: Path) -> None:
    result = lacking(told(Story(act=recounted)), tmp_path, BODY, PANWASLU)
    assert set(codes(result)) == {"R307"}


# ---------------------------------------------------------------- evidence and what was seen


def with_evidence(event: Make) -> Script:
    return seen(told(Story(act=recounted)), event)


def test_evidence_names_entries_of_books(tmp_path: Path) -> None:
    assert codes(verified(with_evidence(added), tmp_path)) == []


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        (Reference(PPK_BOOK, 1, NOWHERE), [("R205", "broken")]),
        (Reference(PPK_BOOK, 900, NOWHERE), [("R205", "incomplete")]),
        (Reference("example.id/latihan/ppk/160999", 1, NOWHERE), []),
    ],
)
def test_an_entry_that_is_not_there_is_no_evidence(
    tmp_path: Path, cited: Reference, expected: list[tuple[str, str]]
) -> None:
    assert said(with_evidence(lambda _: EvidenceAdded((), (), (cited,), "")), tmp_path) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda world: {"note": world.note("kpu-1609")}, ["R205"]),
        (lambda world: {"note": world.note(PPK)[:-9] + b"AAAAAAA=\n"}, ["R310"]),
        (lambda _: {"note": b"apa"}, ["R310"]),
        (lambda world: {"note": world.note(PPK, 2)}, ["R205"]),
        (lambda world: {"entries": (reference(world, "filed", BODY),)}, ["R203"]),
        (lambda _: {"entries": (Reference(PPK_BOOK, 1, NOWHERE),)}, ["R205"]),
    ],
    ids=["another book's note", "a note nobody signed", "no note", "behind the note", "another book", "another leaf"],
)
def test_what_was_seen_stands_in_the_ordered_bodys_book_under_its_note(
    tmp_path: Path, change: Callable[[World], dict[str, object]], expected: list[str]
) -> None:
    script = seen(told(Story(act=recounted)), lambda world: altered(seeing()(world), **change(world)))
    assert codes(verified(script, tmp_path)) == expected


def test_a_book_that_was_rewritten_since_it_was_seen_is_found(tmp_path: Path) -> None:
    script = seen(told(Story(act=recounted)), seeing())
    world = script.run()
    early = world.note(PPK)
    other = told(Story(altered(RULING, reason="lain"), act=recounted))
    seen(other, lambda world: altered(seeing()(world), note=early))
    assert codes(verified(other, tmp_path)) == ["R304"]


# ---------------------------------------------------------------- whose book it is


def test_a_dispute_in_the_book_of_another_line_is_no_act_there(tmp_path: Path) -> None:
    script = two_lines()
    script.before(f"{PPK} publish at last", at_ppk("filed", lambda _: REPORT, STREAM))
    assert codes(verified(script, tmp_path)) == ["R203"]


def test_an_operator_of_the_body_records_a_dispute(tmp_path: Path) -> None:
    script = two_lines()
    filed = Step("filed", PANWASLU, MEMBER, STREAM, lambda _: REPORT)
    script.before(f"{PANWASLU} publish", filed)
    assert codes(verified(script, tmp_path)) == ["R403"]


def test_a_body_of_bawaslu_judges_inside_its_area(tmp_path: Path) -> None:
    script = two_lines()
    outside = DisputeFiled(("160902",), (), None, None, (), "saksi", "x")
    script.before(f"{PANWASLU} publish", Step("filed", PANWASLU, operator(PANWASLU), STREAM, lambda _: outside))
    assert codes(verified(script, tmp_path)) == ["R404"]


def test_an_order_in_a_book_of_bawaslu_is_no_act_there(tmp_path: Path) -> None:
    script = told(Story(act=recounted))
    script.after("ruled", at_bawaslu("own order", registering(RULING), "order/psu-1"))
    assert codes(verified(script, tmp_path)) == ["R203"]


def test_bawaslu_of_the_nation_rules_over_everybody_below(tmp_path: Path) -> None:
    script = two_lines()
    root = bawaslu.ROOT
    filed = Step("filed", root, operator(root), STREAM, lambda _: REPORT)
    script.after(f"officials {root}", filed)
    assert codes(verified(script, tmp_path)) == []
    assert publishing(root).name in [step.name for step in script.steps]
