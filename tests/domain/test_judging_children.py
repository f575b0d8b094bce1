"""Corrections and recounts above the PPK: what a level may change of a child, and how its column and totals move."""

from dataclasses import replace

import pytest

from domain.deciding import InForce, totals_of
from domain.events import (
    AttendanceRecorded,
    Attendee,
    Cell,
    ChildCorrected,
    ChildRecounted,
    Column,
    ObjectionRaised,
    ObjectionResolved,
    PlenaryClosed,
)
from domain.findings import Finding
from domain.joining import join
from domain.nodes import ContestReplay, Node
from domain.recap import Adjustment, Certificate
from domain.totals import Totals, totals_of_stations
from domain.types import Figures, Hash
from tests.domain.stories import KAB, PPWP, ROWS, TPS, WIDTH, Book, arrival, codes, contest, digest, form

CHILD, OTHER = "160901", "160902"
FIRST_CERTIFICATE = digest("certificate")


def in_session() -> Book:
    """A KPU Kabupaten to which one child's result came, in its plenary."""
    book = Book(KAB, (CHILD, OTHER), "kpu-16")
    assert book.log(f"recap/{PPWP}", arrival(CHILD)) == []
    assert book.open() == []
    assert book.log("plenary/1", AttendanceRecorded(())) == []
    return book


def change(book: Book, *cells: Cell, **other: object) -> list[Finding]:
    fields: dict[str, object] = {
        "attendance": book.state.plenaries["1"].attendances[-1],
        "basis": "c-hasil",
        "cells": cells,
        "child": CHILD,
        "objection": None,
        "papers": (digest("paper"),),
        "reason": "salah salin",
        "source": FIRST_CERTIFICATE,
        "unit": TPS,
    }
    kind = ChildRecounted if other.pop("recount", False) else ChildCorrected
    return book.log(f"recap/{PPWP}", kind(**(fields | other)))  # type: ignore[arg-type]  # fields by name


def reason(found: list[Finding]) -> tuple[str, object]:
    (finding,) = found
    return finding.code, dict(finding.params).get("reason")


# ---------------------------------------------------------------- in the book


def test_a_change_of_a_unit_below_a_child_is_kept_with_the_child() -> None:
    book = in_session()
    assert change(book, Cell(9, 10, "suara_1")) == []
    (made,) = book.state.recaps[PPWP].adjustments[CHILD]
    assert (made.leaf, made.event.unit) == (book.last, TPS)


def test_the_next_change_follows_on_the_one_before() -> None:
    book = in_session()
    change(book, Cell(9, 10, "suara_1"))
    first = book.last
    assert reason(change(book, Cell(8, 9, "suara_1"))) == ("J.512", "source")
    assert change(book, Cell(8, 9, "suara_1"), source=first) == []


def test_a_child_that_has_not_arrived_cannot_be_changed() -> None:
    book = in_session()
    assert reason(change(book, Cell(1, 2, "suara_1"), child=OTHER, unit=OTHER)) == ("J.512", "absent")


def test_what_was_changed_before_a_new_arrival_does_not_move_the_new_certificate() -> None:
    book = in_session()
    change(book, Cell(9, 10, "suara_1"))
    assert book.log(f"recap/{PPWP}", arrival(CHILD, index=20)) == []
    assert book.state.recaps[PPWP].adjustments == {}


@pytest.mark.parametrize(
    ("unit", "child", "what"),
    [
        ("1609022001001", CHILD, "unit"),
        (TPS, "160999", "unit"),
        ("1709012001001", CHILD, "unit"),
        ("semua", CHILD, "unit"),
    ],
)
def test_a_unit_outside_the_child_is_refused(unit: str, child: str, what: str) -> None:
    (finding,) = change(in_session(), Cell(9, 10, "suara_1"), unit=unit, child=child)
    assert (finding.code, dict(finding.params)["what"]) == ("G.101", what)


@pytest.mark.parametrize(
    ("cells", "unit", "why"),
    [
        ((), TPS, "rows"),
        ((Cell(9, 10, "suara_9"),), TPS, "rows"),
        ((Cell(9, 10, "suara_1"), Cell(8, 10, "suara_1")), TPS, "rows"),
        ((Cell(10, 10, "suara_1"),), TPS, "same"),
        ((Cell(10, None, "suara_1"),), CHILD, "empty"),
    ],
)
def test_cells_that_are_no_change_of_one_unit_are_refused(cells: tuple[Cell, ...], unit: str, why: str) -> None:
    assert reason(change(in_session(), *cells, unit=unit)) == ("J.512", why)


def test_a_recount_is_of_one_tps_and_complete() -> None:
    book = in_session()
    whole = tuple(Cell(figure, figure, row) for row, figure in zip(ROWS, form(3, 4), strict=True))
    assert reason(change(book, *whole[1:], recount=True)) == ("J.512", "incomplete")
    assert reason(change(book, *whole, recount=True, unit=CHILD)) == ("J.512", "incomplete")
    assert change(book, *whole, recount=True) == []


def test_a_change_needs_an_open_plenary_and_its_attendance() -> None:
    book = in_session()
    assert codes(change(book, Cell(9, 10, "suara_1"), attendance=digest("nobody"))) == ["R205"]
    assert codes(change(book, Cell(9, 10, "suara_1"), basis="rumour")) == ["R203"]
    book.log("plenary/1", PlenaryClosed())
    assert reason(change(book, Cell(9, 10, "suara_1"))) == ("J.510", "session")


def test_a_ppk_changes_no_child() -> None:
    book = Book("ppk-160901", (TPS,))
    book.open()
    book.log("plenary/1", AttendanceRecorded(()))
    assert codes(change(book, Cell(9, 10, "suara_1"))) == ["G.101"]


def test_a_change_before_a_new_arrival_still_answers_an_objection() -> None:
    book = in_session()
    by = Attendee(PPWP, 1, "saksi")
    assert book.log(f"recap/{PPWP}", ObjectionRaised(by, None, ("suara_1",), "Salah salin.", CHILD)) == []
    raised = book.last
    assert change(book, Cell(9, 10, "suara_1"), objection=raised) == []
    changed = book.last
    assert book.log(f"recap/{PPWP}", arrival(CHILD, index=20)) == []
    assert book.log(f"recap/{PPWP}", ObjectionResolved((changed,), raised, "accepted", "")) == []


# ---------------------------------------------------------------- between the books

STATIONS = {TPS: form(10, 5), "1609012001002": form(3, 4)}
BELOW = totals_of_stations(STATIONS.values(), WIDTH)


def adjustment(*cells: Cell, unit: str = TPS, source: Hash = FIRST_CERTIFICATE, index: int = 12) -> Adjustment:
    event = ChildCorrected(digest("room"), "c-hasil", cells, CHILD, None, (), "salah", source, unit)
    return Adjustment(digest("adjustment", index), index, event)


HANDOVER = digest("handover")


def ppk(stations: dict[str, Figures] | None = None) -> Node:
    known = STATIONS if stations is None else stations
    certificates = (Certificate(FIRST_CERTIFICATE, 20, totals_of_stations(known.values(), WIDTH), ()),)
    replay = ContestReplay(certificates, ((FIRST_CERTIFICATE, 21, HANDOVER),), totals=BELOW, stations=known)
    return Node("example.id/a/ppk/160901", CHILD, {PPWP: replay}, of_stations=True)


def kab(*made: Adjustment, column: Totals | None = None, sources: tuple[Hash, ...] | None = None) -> Node:
    """A KPU Kabupaten that changed its child so; with `column`, it certified that of the child at index 33."""
    cited = (FIRST_CERTIFICATE, *(each.leaf for each in made)) if sources is None else sources
    certificates: tuple[Certificate, ...] = ()
    if column is not None:
        certified = Column(column.sums, column.missing, cited, CHILD)
        certificates = (Certificate(digest("kab"), 33, column, (certified,)),)
    came = arrival(CHILD, leaf=HANDOVER)
    replay = ContestReplay(
        certificates, (), {CHILD: (3, came)}, ((3, came),), adjustments={CHILD: made} if made else {}, made=made
    )
    return Node("example.id/a/kpu/1609", "1609", {PPWP: replay}, of_stations=False, children=[ppk()])


def moved(**by: int) -> Totals:
    sums = tuple(figure + by.get(row, 0) for row, figure in zip(ROWS, BELOW.sums, strict=True))
    return Totals(sums, BELOW.missing)


def found(node: Node) -> list[tuple[str, str | None]]:
    findings = join(node, contest())
    wanted = (each for each in findings if each.code.startswith("J") and each.code != "J.513")
    return [(each.code, each.row) for each in wanted if not (each.code == "J.503" and each.area == "1609")]


def sums(*made: Adjustment, stations: dict[str, Figures] | None = None) -> list[tuple[str, str | None, int | None]]:
    """The form rules that changed units break."""
    node = kab(*made)
    node.children[0] = ppk(stations)
    findings = join(node, contest())
    return [(each.code, each.area, each.index) for each in findings if each.code.startswith("G")]


def test_the_figures_of_a_tps_add_up_after_a_change() -> None:
    assert sums(adjustment(*TO_INVALID)) == []
    assert sums(adjustment(Cell(9, 10, "suara_1"))) == [("G.301", TPS, 12)]
    mended = adjustment(Cell(6, 5, "suara_2"), index=13)
    assert sums(adjustment(Cell(9, 10, "suara_1")), mended) == []


def test_what_a_tps_had_wrong_before_stays_with_its_own_book() -> None:
    wrong: Figures = (10, 5, 16, 0, 16)
    assert sums(adjustment(Cell(9, 10, "suara_1"), Cell(6, 5, "suara_2")), stations={TPS: wrong}) == []
    assert sums(adjustment(Cell(9, 10, "suara_1")), stations={TPS: wrong}) == [("G.301", TPS, 12)]


@pytest.mark.parametrize("unit", ["1609012001", CHILD])
def test_the_sums_of_an_area_hold_where_they_held_before(unit: str) -> None:
    assert sums(adjustment(Cell(1013, 13, "suara_1"), unit=unit)) == [("G.301", unit, 12)]
    moved_votes = (Cell(12, 13, "suara_1"), Cell(10, 9, "suara_2"))
    assert sums(adjustment(*moved_votes, unit=unit)) == []
    wrong: dict[str, Figures] = {TPS: (10, 5, 16, 0, 16), "1609012001002": form(3, 4)}
    assert sums(adjustment(*moved_votes, unit=unit), stations=wrong) == []


def lapsed(*made: Adjustment, since: tuple[Adjustment, ...] = ()) -> list[Finding]:
    """What is named when the child's result came again at index 35, after these changes and before those."""
    node = kab(*made)
    ours = (node.replays or {})[PPWP]
    again = (35, arrival(CHILD, leaf=HANDOVER))
    later = replace(
        ours,
        received={CHILD: again},
        arrivals=(*ours.arrivals, again),
        adjustments={CHILD: since} if since else {},
        made=(*made, *since),
    )
    return [each for each in join(replace(node, replays={PPWP: later}), contest()) if each.code == "J.513"]


def test_a_change_that_lapsed_with_a_newer_arrival_is_named_there_until_it_is_repeated() -> None:
    made = adjustment(Cell(9, 10, "suara_1"))
    (finding,) = lapsed(made)
    assert (finding.index, finding.area, finding.row) == (35, TPS, "suara_1")
    assert (dict(finding.params)["left"], dict(finding.params)["right"]) == (9, 10)
    assert lapsed(made, since=(adjustment(Cell(9, 10, "suara_1"), index=36),)) == []


def test_a_change_that_the_child_took_over_did_not_lapse() -> None:
    assert lapsed(adjustment(Cell(10, 11, "suara_1"))) == []


def test_a_change_is_not_made_while_the_contest_is_certified() -> None:
    book = in_session()
    recap = book.state.recaps[PPWP]
    certificate = Certificate(digest("ours"), 3, BELOW, ())
    book.state.recaps[PPWP] = replace(recap, certificates=(certificate,))
    assert reason(change(book, Cell(9, 10, "suara_1"))) == ("J.510", "certified")
    assert reason(book.log(f"recap/{PPWP}", arrival(CHILD, index=20))) == ("J.510", "certified")


TO_INVALID = (Cell(9, 10, "suara_1"), Cell(14, 15, "suara_sah"), Cell(1, 0, "suara_tidak_sah"))
AFTER = moved(suara_1=-1, suara_sah=-1, suara_tidak_sah=1)


def test_the_column_of_a_child_moves_by_what_was_changed() -> None:
    assert found(kab(adjustment(*TO_INVALID), column=AFTER)) == []
    rows = [("J.502", row) for row in ("suara_1", "suara_sah", "suara_tidak_sah")]
    assert found(kab(adjustment(*TO_INVALID), column=BELOW))[:3] == rows


def test_a_column_that_moved_without_a_change_is_found() -> None:
    assert ("J.501", "suara_1") in found(kab(column=AFTER))


def test_a_column_cites_every_change_in_the_order_of_the_book() -> None:
    made = adjustment(*TO_INVALID)
    assert found(kab(made, column=AFTER, sources=(FIRST_CERTIFICATE,))) == [("J.502", None)]


def test_a_change_after_the_certificate_makes_it_stale() -> None:
    made = adjustment(*TO_INVALID, index=40)
    assert ("J.507", None) in found(kab(made, column=BELOW, sources=(FIRST_CERTIFICATE,)))


def test_a_new_arrival_after_the_certificate_makes_it_stale_and_not_wrong() -> None:
    node = kab(adjustment(*TO_INVALID), column=AFTER)
    ours = (node.replays or {})[PPWP]
    again = (35, arrival(CHILD, leaf=HANDOVER))
    later = replace(ours, received={CHILD: again}, arrivals=(*ours.arrivals, again), adjustments={})
    findings = found(replace(node, replays={PPWP: later}))
    assert ("J.507", None) in findings
    assert "J.502" not in {code for code, _ in findings}


def test_the_totals_of_a_level_show_its_own_changes_and_those_of_the_child_do_not() -> None:
    totals = totals_of(kab(adjustment(*TO_INVALID)), contest())
    assert (totals["1609"], totals[CHILD]) == (AFTER, BELOW)


def test_an_old_figure_that_is_not_in_force_is_named_with_the_one_that_is() -> None:
    (finding,) = [each for each in join(kab(adjustment(Cell(9, 11, "suara_1"))), contest()) if each.code == "J.512"]
    assert (finding.row, finding.index, finding.area) == ("suara_1", 12, TPS)
    assert (dict(finding.params)["left"], dict(finding.params)["right"]) == (11, 10)


def test_a_second_change_starts_from_what_the_first_left() -> None:
    first, second = adjustment(Cell(9, 10, "suara_1")), adjustment(Cell(8, 9, "suara_1"), index=13)
    assert found(kab(first, second)) == []
    assert ("J.512", "suara_1") in found(kab(first, adjustment(Cell(8, 10, "suara_1"), index=13)))


def test_the_first_change_cites_a_certificate_of_the_child() -> None:
    made = adjustment(Cell(9, 10, "suara_1"), source=digest("no certificate"))
    assert found(kab(made)) == [("J.512", None)]


def test_the_first_change_cites_the_certificate_that_arrived() -> None:
    node = kab(adjustment(Cell(9, 10, "suara_1"), source=digest("a newer one")))
    newer = Certificate(digest("a newer one"), 30, AFTER, ())
    theirs = (node.children[0].replays or {})[PPWP]
    again = replace(theirs, certificates=(*theirs.certificates, newer))
    node.children[0] = replace(node.children[0], replays={PPWP: again})
    assert found(node) == [("J.512", None)]
    child = adjustment(Cell(12, 13, "suara_1"), unit=CHILD)
    ours = replace((node.replays or {})[PPWP], adjustments={CHILD: (child,)})
    assert found(replace(node, replays={PPWP: ours})) == []


def test_a_unit_that_the_child_does_not_have_cannot_be_changed() -> None:
    findings = join(kab(adjustment(Cell(9, 10, "suara_1"), unit="1609012001099")), contest())
    (finding,) = [each for each in findings if each.code == "J.512"]
    assert (finding.code, dict(finding.params)["reason"]) == ("J.512", "absent")


def test_the_figures_of_a_desa_are_those_of_its_tps() -> None:
    assert found(kab(adjustment(Cell(12, 13, "suara_1"), unit="1609012001"))) == []
    assert found(kab(adjustment(Cell(12, 11, "suara_1"), unit="1609012001"))) == [("J.512", "suara_1")]


def test_a_change_of_the_child_as_a_whole_starts_from_its_certificate() -> None:
    assert found(kab(adjustment(Cell(12, 13, "suara_1"), unit=CHILD))) == []
    assert found(kab(adjustment(Cell(12, 10, "suara_1"), unit=CHILD))) == [("J.512", "suara_1")]


def test_a_figure_that_was_not_filled_is_nil_and_counts_as_missing_until_it_is() -> None:
    unfilled: Figures = (None, 5, None, 0, None)
    node = kab(adjustment(Cell(4, None, "suara_1")))
    node.children[0] = ppk({TPS: unfilled})
    assert ("J.512", "suara_1") not in found(node)
    (made,) = [adjustment(Cell(4, None, "suara_1"))]
    assert made.moved(ROWS) == Totals((4, 0, 0, 0, 0), (-1, 0, 0, 0, 0))


def test_nothing_is_said_of_a_unit_whose_book_is_not_there() -> None:
    node = kab(adjustment(Cell(9, 99, "suara_1")))
    node.children[0] = replace(node.children[0], replays=None)
    assert "J.512" not in [code for code, _ in found(node)]


def test_no_column_falls_below_nothing() -> None:
    whole = adjustment(Cell(0, 13, "suara_1"), unit=CHILD)
    of_one = adjustment(Cell(9, 10, "suara_1"), index=13)
    assert ("J.512", "suara_1") in found(kab(whole, of_one))


def test_a_change_that_turns_the_lead_of_a_unit_is_named() -> None:
    cells = (Cell(5, 10, "suara_1"), Cell(10, 5, "suara_2"))
    assert ("J.508", None) in found(kab(adjustment(*cells)))


def test_the_level_above_takes_what_the_levels_between_left() -> None:
    between = kab(adjustment(*TO_INVALID), column=AFTER)
    province = Node("example.id/a/kpu/16", "16", {PPWP: ContestReplay()}, of_stations=False, children=[between])
    book = InForce(province, contest())
    for figures in (book.rebuilt, book.undecided(between).standing):
        assert figures(TPS) == Totals((9, 5, 14, 1, 15), (0,) * WIDTH)
        assert figures(CHILD) == AFTER
        assert figures("1609") == AFTER
        assert figures("1609012001009") is None
