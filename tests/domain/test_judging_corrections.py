"""Corrections, recounts and revotes of a TPS: which are taken, and what they make of the figures in force."""

import pytest

from domain.events import (
    AttendanceRecorded,
    Attendee,
    Cell,
    Explanation,
    ObjectionRaised,
    ObjectionResolved,
    OrderRegistered,
    PlenaryClosed,
    PlenaryResumed,
    PlenarySuspended,
    RecapitulationReopened,
    TallyCorrected,
    TallyRecounted,
)
from domain.findings import Finding, Level
from domain.judging_corrections import leader
from domain.types import Figures, Hash
from tests.domain.stories import PPK, PPWP, ROWS, SECOND, TPS, Book, codes, contest, digest, form, tally

PAPER = digest("paper")
SOUND = form(10, 5)
WRONG_SUM: Figures = (10, 5, 16, 0, 16)


def cells(old: Figures, new: Figures) -> tuple[Cell, ...]:
    """The rows in which `new` differs from `old`."""
    return tuple(Cell(b, a, row) for row, a, b in zip(ROWS, old, new, strict=True) if a != b)


def in_session(*, figures: Figures = SOUND) -> Book:
    """A PPK with one received TPS, an open plenary and its attendance."""
    book = Book(PPK, (TPS, SECOND))
    book.receive(TPS, figures)
    assert book.open() == []
    assert book.log("plenary/1", AttendanceRecorded((Attendee("", 1, "ketua"), Attendee(PPWP, 2, "saksi")))) == []
    return book


def source(book: Book, tps: str = TPS) -> Hash:
    result = book.state.result_of(tps, PPWP)
    assert result is not None
    return result.source


def correction(book: Book, changed: tuple[Cell, ...], **other: object) -> TallyCorrected:
    """A correction of the first TPS as it should be, but for `other`."""
    fields: dict[str, object] = {
        "attendance": book.state.plenaries["1"].attendances[-1],
        "cells": changed,
        "contest": PPWP,
        "explained": (),
        "generation": 1,
        "objection": None,
        "paper": PAPER,
        "reason": "salah tulis",
        "source": source(book),
    }
    kind = TallyRecounted if other.pop("recount", False) else TallyCorrected
    return kind(**(fields | other))  # type: ignore[arg-type]  # fields of mixed types by name


def correct(book: Book, changed: tuple[Cell, ...], tps: str = TPS, **other: object) -> list[Finding]:
    return book.log(f"tally/{tps}", correction(book, changed, **other))


def figures(book: Book) -> Figures | None:
    result = book.state.result_of(TPS, PPWP)
    return result.figures if result else None


def reason(found: list[Finding]) -> tuple[str, object]:
    (finding,) = found
    return finding.code, dict(finding.params).get("reason")


# ---------------------------------------------------------------- corrections


def test_a_correction_sets_new_figures_and_the_old_ones_stay_linked() -> None:
    book = in_session()
    first = source(book)
    assert correct(book, cells(form(10, 5), form(9, 5, 1))) == []
    assert figures(book) == form(9, 5, 1)
    results = book.state.tallies[TPS].results[PPWP]
    assert [each.figures for each in results] == [form(10, 5), form(9, 5, 1)]
    assert (results[0].source, results[1].source) == (first, book.last)


def test_a_correction_follows_on_the_one_before() -> None:
    book = in_session()
    before = source(book)
    correct(book, cells(form(10, 5), form(9, 5, 1)))
    assert reason(correct(book, cells(form(10, 5), form(8, 5, 2)), source=before)) == ("J.512", "source")
    assert correct(book, cells(form(9, 5, 1), form(8, 6, 1))) == []
    assert figures(book) == form(8, 6, 1)


def test_a_figure_may_be_filled_in_later_and_taken_out_again() -> None:
    unfilled: Figures = (None, 5, None, 0, None)
    book = in_session(figures=unfilled)
    assert correct(book, cells(unfilled, form(10, 5))) == []
    assert correct(book, cells(form(10, 5), unfilled)) == []
    assert figures(book) == unfilled


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ((Cell(9, 11, "suara_1"),), "old"),
        ((Cell(9, None, "suara_1"),), "old"),
        ((Cell(10, 10, "suara_1"),), "same"),
        ((), "rows"),
        ((Cell(9, 10, "suara_9"),), "rows"),
        ((Cell(9, 10, "suara_1"), Cell(8, 10, "suara_1")), "rows"),
    ],
)
def test_cells_that_are_no_change_of_the_figures_in_force_are_refused(changed: tuple[Cell, ...], why: str) -> None:
    book = in_session()
    assert reason(correct(book, changed)) == ("J.512", why)
    assert figures(book) == form(10, 5)


def test_the_figure_in_force_is_named_beside_the_one_that_was_thought_to_be() -> None:
    (finding,) = correct(in_session(), (Cell(9, 11, "suara_1"),))
    assert (finding.row, dict(finding.params)["left"], dict(finding.params)["right"]) == ("suara_1", 11, 10)


def test_a_correction_of_another_generation_is_refused() -> None:
    assert reason(correct(in_session(), cells(form(10, 5), form(9, 5)), generation=2)) == ("J.512", "generation")


def test_a_tps_without_a_result_cannot_be_corrected() -> None:
    book = in_session()
    assert reason(correct(book, cells(form(10, 5), form(9, 5)), tps=SECOND)) == ("J.512", "absent")


def test_a_correction_needs_an_open_plenary() -> None:
    book = in_session()
    made = correction(book, cells(form(10, 5), form(9, 5)))
    book.log("plenary/1", PlenarySuspended("magrib"))
    assert reason(book.log(f"tally/{TPS}", made)) == ("J.510", "suspended")
    book.log("plenary/1", PlenaryClosed())
    assert reason(book.log(f"tally/{TPS}", made)) == ("J.510", "session")
    assert figures(book) == form(10, 5)


def test_a_correction_names_the_attendance_in_force_and_an_objection_of_this_book() -> None:
    book = in_session()
    changed = cells(form(10, 5), form(9, 5))
    assert codes(correct(book, changed, attendance=digest("nobody"))) == ["R205"]
    assert codes(correct(book, changed, objection=digest("none"))) == ["R205"]
    raised = ObjectionRaised(Attendee(PPWP, 2, "saksi"), None, ("suara_1",), "Angka paslon 1 salah.", TPS)
    assert book.log(f"recap/{PPWP}", raised) == []
    assert correct(book, changed, objection=book.last) == []


def test_a_correction_by_somebody_who_is_no_operator_does_not_count() -> None:
    book = in_session()
    made = correction(book, cells(form(10, 5), form(9, 5)))
    assert codes(book.log(f"tally/{TPS}", made, signer=f"ketua {PPK}")) == ["R403"]
    assert figures(book) == form(10, 5)


# ---------------------------------------------------------------- what the form rules say


def test_a_correction_that_mends_a_form_leaves_nothing_to_explain() -> None:
    book = in_session(figures=WRONG_SUM)
    assert correct(book, cells(WRONG_SUM, form(10, 5))) == []
    result = book.state.result_of(TPS, PPWP)
    assert result is not None
    assert result.findings == ()


def test_a_correction_that_breaks_a_rule_is_named_and_a_reason_explains_it() -> None:
    book = in_session()
    assert codes(correct(book, cells(form(10, 5), WRONG_SUM))) == ["G.301"]
    book = in_session()
    why = Explanation("G.301", PPWP, "begitu pada plano", "suara_sah")
    (finding,) = correct(book, cells(form(10, 5), WRONG_SUM), explained=(why,))
    assert (finding.code, finding.level) == ("G.301", Level.EXPLAINED)


def test_a_reason_given_at_receipt_holds_on_while_the_same_is_broken() -> None:
    book = Book(PPK, (TPS, SECOND))
    why = Explanation("G.301", PPWP, "begitu pada plano", "suara_sah")
    received = tally(TPS, {PPWP: WRONG_SUM})
    book.log(f"tally/{TPS}", type(received)("-", "-", (why,), None, received.statement))
    book.open()
    book.log("plenary/1", AttendanceRecorded(()))
    (finding,) = correct(book, cells(WRONG_SUM, (9, 6, 16, 0, 16)))
    assert (finding.code, finding.level) == ("G.301", Level.EXPLAINED)


def test_a_reason_for_a_breach_of_one_covers_no_other_breach() -> None:
    book = in_session()
    why = Explanation("G.301", PPWP, "begitu pada plano", "suara_sah")
    correct(book, cells(form(10, 5), WRONG_SUM), explained=(why,))
    (finding,) = correct(book, cells(WRONG_SUM, (8, 5, 16, 0, 16)))
    assert (finding.code, finding.level) == ("G.301", Level.OPEN)


def certify(book: Book) -> None:
    """Certify the contest, while the plenary goes on."""
    book.receive(SECOND, form(1, 1))
    book.part([book.column(TPS), book.column(SECOND)])
    assert book.certify(book.last) == []


def test_what_is_certified_is_not_corrected_before_it_is_reopened() -> None:
    book = in_session()
    certify(book)
    (finding,) = correct(book, cells(form(10, 5), form(9, 5)))
    assert (finding.code, dict(finding.params)["reason"]) == ("J.510", "certified")
    assert figures(book) == form(10, 5)
    assert book.log("order/mk-1", order("correct", ())) == []
    assert book.log(f"recap/{PPWP}", RecapitulationReopened(book.last)) == []
    assert correct(book, cells(form(10, 5), form(9, 5))) == []


def test_what_is_certified_is_not_voted_again_before_it_is_reopened() -> None:
    book = in_session()
    certify(book)
    book.log("order/mk-1", order("revote", ()))
    found = book.receive(TPS, form(1, 1), generation=2, order=book.last)
    assert [dict(each.params)["reason"] for each in found] == ["certified"]


def test_one_order_to_vote_again_serves_once() -> None:
    book = in_session()
    book.log("order/mk-1", order("revote", ()))
    ordered = book.last
    assert book.receive(TPS, form(1, 1), generation=2, order=ordered) == []
    (finding,) = book.receive(TPS, form(2, 1), generation=3, order=ordered)
    assert (finding.code, dict(finding.params)["reason"]) == ("J.510", "order")


def test_a_correction_cites_no_objection_that_was_dismissed_or_is_about_another_unit() -> None:
    book = in_session()
    by = Attendee(PPWP, 2, "saksi")
    recap = f"recap/{PPWP}"
    assert book.log(recap, ObjectionRaised(by, None, (), "Salah.", SECOND)) == []
    elsewhere = book.last
    assert book.log(recap, ObjectionRaised(by, None, (), "Salah.", TPS)) == []
    dismissed = book.last
    assert book.log(recap, ObjectionResolved((), dismissed, "rejected", "sudah dicocokkan")) == []
    for raised in (elsewhere, dismissed):
        (finding,) = correct(book, cells(form(10, 5), form(9, 5)), objection=raised)
        assert (finding.code, dict(finding.params)["reason"]) == ("J.512", "objection")


def test_after_a_pause_who_is_there_is_recorded_anew() -> None:
    book = in_session()
    made = correction(book, cells(form(10, 5), form(9, 5)))
    book.log("plenary/1", PlenarySuspended("magrib"))
    book.log("plenary/1", PlenaryResumed())
    assert codes(book.log(f"tally/{TPS}", made)) == ["R205"]
    book.log("plenary/1", AttendanceRecorded(()))
    assert correct(book, cells(form(10, 5), form(9, 5))) == []


def test_a_reason_no_longer_holds_once_what_it_explained_was_mended() -> None:
    book = in_session()
    why = Explanation("G.301", PPWP, "begitu pada plano", "suara_sah")
    correct(book, cells(form(10, 5), WRONG_SUM), explained=(why,))
    assert correct(book, cells(WRONG_SUM, form(10, 5))) == []
    (finding,) = correct(book, cells(form(10, 5), WRONG_SUM))
    assert (finding.code, finding.level) == ("G.301", Level.OPEN)


def test_a_correction_that_changes_who_leads_is_named() -> None:
    found = correct(in_session(), cells(form(10, 5), form(5, 10)))
    assert [(each.code, each.level, dict(each.params)) for each in found] == [
        ("J.508", Level.HINT, {"left": 1, "right": 2})
    ]


@pytest.mark.parametrize(
    ("votes", "leads"),
    [((3, 2), 1), ((2, 3), 2), ((2, 2), None), ((0, 0), None), ((1, None), None), ((None, None), None)],
)
def test_the_option_with_the_most_votes_leads_unless_there_are_two(
    votes: tuple[int | None, int | None], leads: int | None
) -> None:
    assert leader(contest().contest, (*votes, 0, 0, 0)) == leads


# ---------------------------------------------------------------- recounts


def test_a_recount_gives_every_row_of_votes_and_sums_anew() -> None:
    book = in_session()
    old, new = form(10, 5), form(10, 4, 1)
    whole = tuple(Cell(b, a, row) for row, a, b in zip(ROWS, old, new, strict=True))
    assert reason(correct(book, whole[:-1], recount=True)) == ("J.512", "incomplete")
    empty = (*whole[:-1], Cell(None, whole[-1].old, whole[-1].row))
    assert reason(correct(book, empty, recount=True)) == ("J.512", "incomplete")
    assert correct(book, whole, recount=True) == []
    assert figures(book) == new


def test_a_recount_may_find_what_was_there_before() -> None:
    book = in_session()
    whole = tuple(Cell(figure, figure, row) for row, figure in zip(ROWS, form(10, 5), strict=True))
    assert correct(book, whole, recount=True) == []


# ---------------------------------------------------------------- revotes


def order(what: str = "revote", areas: tuple[str, ...] = (TPS,), contests: tuple[str, ...] = ()) -> OrderRegistered:
    return OrderRegistered(areas, contests, None, PAPER, "Bawaslu Kabupaten", "12/2024", None, what)


def test_a_revote_on_an_order_sets_the_figures_and_keeps_the_first_vote() -> None:
    book = in_session()
    assert book.log("order/psu-1", order()) == []
    assert book.receive(TPS, form(1, 2), generation=2, order=book.last) == []
    assert figures(book) == form(1, 2)
    assert [each.generation for each in book.state.tallies[TPS].results[PPWP]] == [1, 2]


@pytest.mark.parametrize(
    "other", [order("recount"), order(areas=(SECOND,)), order(contests=("bupati-1609",))], ids=lambda each: each.what
)
def test_an_order_for_something_else_allows_no_revote(other: OrderRegistered) -> None:
    book = in_session()
    assert book.log("order/psu-1", other) == []
    assert reason(book.receive(TPS, form(1, 2), generation=2, order=book.last)) == ("J.510", "order")


def test_an_order_that_nobody_registered_is_no_order() -> None:
    book = in_session()
    assert codes(book.receive(TPS, form(1, 2), generation=2, order=digest("an order"))) == ["R205"]
    assert figures(book) == form(10, 5)


def test_no_generation_is_left_out() -> None:
    book = in_session()
    book.log("order/psu-1", order())
    assert reason(book.receive(TPS, form(1, 2), generation=3, order=book.last)) == ("J.510", "order")
