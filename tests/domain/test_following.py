"""Orders followed through the books: registered, carried out, in time, as ordered; nothing is said that nobody knows.

- S.201 and S.202 stand at the ruling; S.203 and S.204 at the entry that says the order was executed.
- What Bawaslu saw last, and is not as ordered, stands where it says so.
- What counts lies behind the registration and before the execution, in each area and contest.
"""

from dataclasses import replace
from typing import Any

import pytest

from domain.bodies import parse_body
from domain.events import (
    Cell,
    ChildCorrected,
    ChildRecounted,
    OrderExecuted,
    OrderRegistered,
    TallyCorrected,
    TallyRecounted,
)
from domain.findings import Finding
from domain.following import Act, OrderBook, StandingRuling, acts_of, order_findings
from domain.orders import Execution, Order
from domain.recap import Adjustment, Certificate, Recap
from domain.statements import Ruling
from domain.tally import Result, Tally
from domain.totals import Totals
from tests.domain.stories import BUPATI, KAB, PPK, PPWP, SECOND, TPS, codes, digest, ready_ppk

BOOK = "example.id/pemilu/bawaslu/1609"
LEAF = digest("ruling")
PAPER = digest("paper")


def ruling(order: str = "recount", to: str = PPK, **other: object) -> Ruling:
    said: dict[str, Any] = {"areas": (TPS,), "contests": (PPWP,), "deadline": None, **other}
    return Ruling(document=PAPER, order=order, reason="x", to=to, **said)


def standing(given: Ruling, *, can_be_followed: bool = True) -> StandingRuling:
    return StandingRuling("12-2024", BOOK, 8, LEAF, given, can_be_followed)


def order(given: Ruling, *executed: int, time: int = 0, cites: bool = True, **other: object) -> Order:
    """The registration at entry 10 of what was ruled, executed at these entries."""
    said: dict[str, Any] = {
        "areas": given.areas,
        "contests": given.contests,
        "deadline": given.deadline,
        "what": given.order,
        **other,
    }
    registered = OrderRegistered(document=PAPER, issuer="x", number="1", ruling=LEAF if cites else None, **said)
    return Order(
        digest("order"), 10, registered, tuple(Execution(index, time, OrderExecuted(())) for index in executed)
    )


def book(body: str, *acts: Act, **orders: Order) -> OrderBook:
    parsed = parse_body(body)
    assert parsed is not None
    return OrderBook(parsed, f"book of {body}", orders, acts)


def found(given: Ruling | None, *books: OrderBook, can_be_followed: bool = True) -> list[Finding]:
    there = [standing(given, can_be_followed=can_be_followed)] if given is not None else []
    return list(order_findings(there, {each.body.id: each for each in books}))


def done(kind: str, area: str = TPS, contest: str = PPWP, index: int = 15) -> Act:
    return Act(kind, area, contest, index)


@pytest.mark.parametrize("books", [(), (book(PPK),), (book(KAB, order=order(ruling())),)])
def test_an_order_that_the_ordered_body_did_not_register_is_open(books: tuple[OrderBook, ...]) -> None:
    first = found(ruling(deadline=7), *books)[0]
    assert (first.code, first.book, first.index, first.area, first.contest) == ("S.201", BOOK, 8, TPS, PPWP)
    assert dict(first.params) == {"deadline": 7, "dispute": "12-2024", "to": PPK, "what": "recount"}


def test_of_a_book_that_is_not_there_nothing_is_said() -> None:
    assert found(ruling(), can_be_followed=False) == []


def test_an_order_that_was_registered_and_not_executed_is_open() -> None:
    (only,) = found(ruling(), book(PPK, done("recount"), a=order(ruling())))
    assert (only.code, only.book, only.index) == ("S.202", BOOK, 8)


@pytest.mark.parametrize(
    ("what", "kind", "area"),
    [
        ("recount", "recount", TPS),
        ("correct", "correct", TPS),
        ("correct", "recount", TPS),
        ("revote", "revote", TPS),
        ("recapitulate", "recapitulate", "160901"),
    ],
)
def test_an_order_that_was_done_before_it_was_said_to_be_says_nothing(what: str, kind: str, area: str) -> None:
    assert found(ruling(what), book(PPK, done(kind, area), a=order(ruling(what), 20))) == []


@pytest.mark.parametrize(
    ("what", "act", "reason"),
    [
        ("recount", done("correct"), "not_recounted"),
        ("correct", done("revote"), "not_corrected"),
        ("revote", done("recount"), "not_revoted"),
        ("recapitulate", done("recount"), "not_recapitulated"),
        ("recount", done("recount", SECOND), "not_recounted"),
        ("recount", done("recount", contest=BUPATI), "not_recounted"),
        ("recount", done("recount", index=9), "not_recounted"),
        ("recount", done("recount", index=21), "not_recounted"),
        ("recapitulate", done("recapitulate", "160902"), "not_recapitulated"),
    ],
)
def test_what_was_not_done_is_named_at_the_execution(what: str, act: Act, reason: str) -> None:
    (only,) = found(ruling(what), book(PPK, act, a=order(ruling(what), 20)))
    place = (only.code, only.book, only.index, only.stream, only.area, only.contest)
    assert place == ("S.204", f"book of {PPK}", 20, "order/a", TPS, PPWP)
    assert dict(only.params)["reason"] == reason


def test_every_area_and_contest_is_asked_for() -> None:
    given = ruling(areas=(TPS, SECOND), contests=(PPWP, BUPATI))
    left = found(given, book(PPK, done("recount"), done("recount", SECOND, BUPATI), a=order(given, 20)))
    assert [(each.area, each.contest) for each in left] == [(TPS, BUPATI), (SECOND, PPWP)]


def test_without_contests_any_one_will_do_and_an_area_is_done_by_one_tps_in_it() -> None:
    given = ruling(areas=("160901",), contests=())
    assert found(given, book(PPK, done("recount", contest=BUPATI), a=order(given, 20))) == []
    (only,) = found(given, book(PPK, a=order(given, 20)))
    assert (only.area, only.contest) == ("160901", None)


def test_what_was_lacking_may_be_done_and_said_again() -> None:
    assert found(ruling(), book(PPK, done("recount", index=25), a=order(ruling(), 20, 30))) == []


@pytest.mark.parametrize(("time", "expected"), [(7, []), (8, ["S.203"])])
def test_an_execution_that_claims_a_time_after_the_deadline_is_late(time: int, expected: list[str]) -> None:
    given = ruling(deadline=7)
    late = found(given, book(PPK, done("recount"), a=order(given, 20, time=time)))
    assert codes(late) == expected
    assert all(dict(each.params)["time"] == time and each.index == 20 for each in late)


def test_the_deadline_is_that_of_the_ruling_whatever_was_registered() -> None:
    given = ruling(deadline=7)
    late = found(given, book(PPK, done("recount"), a=order(given, 20, time=8, deadline=9)))
    assert codes(late) == ["S.203"]


def test_an_execution_is_dated_by_where_everything_was_done() -> None:
    given = ruling(deadline=7)
    late = Execution(30, 9, OrderExecuted(()))
    twice = order(given, 20, time=3)
    both = Order(twice.leaf, twice.index, twice.registered, (*twice.executed, late))
    assert codes(found(given, book(PPK, done("recount"), a=both))) == []
    assert codes(found(given, book(PPK, done("recount", index=25), a=both))) == ["S.203"]


def test_an_order_may_be_carried_out_below_where_it_was_registered_too() -> None:
    given = ruling("revote", to=KAB)
    above = book(KAB, a=order(given, 20))
    assert found(given, above, book(PPK, done("revote", index=11), b=order(given))) == []
    assert codes(found(given, above, book(PPK, done("revote", index=9), b=order(given)))) == ["S.204"]
    assert codes(found(given, above, book(PPK, done("revote", index=11)))) == ["S.204"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"what": "correct"}, "other_what"),
        ({"areas": ("160901",)}, "other_areas"),
        ({"areas": ()}, "other_areas"),
        ({"contests": (BUPATI,)}, "other_contests"),
        ({"contests": ()}, "other_contests"),
    ],
)
def test_what_is_registered_of_a_ruling_is_what_was_ruled(changes: dict[str, Any], reason: str) -> None:
    said = found(ruling(), book(PPK, a=order(ruling(), **changes)))
    (differs,) = [each for each in said if each.code == "S.204"]
    assert (dict(differs.params)["reason"], differs.index) == (reason, 10)


def test_a_body_below_registers_its_share_and_nobody_beside_anything() -> None:
    given = ruling(to=KAB, areas=(TPS, "160902"))
    share = order(given, areas=(TPS,))
    assert codes(found(given, book(PPK, a=share))) == ["S.201"]
    beside = found(ruling(), book("ppk-160902", a=order(ruling())))
    assert [dict(each.params).get("reason") for each in beside] == [None, "other_body"]


def test_an_order_on_paper_is_followed_by_what_was_registered() -> None:
    letter = order(ruling(deadline=7), 20, time=8, cites=False)
    assert codes(found(None, book(PPK, a=letter))) == ["S.204", "S.203"]
    assert codes(found(None, book(PPK, done("recount"), a=order(ruling(), 20, cites=False)))) == []
    assert codes(found(None, book(PPK, a=order(ruling(), cites=False)))) == []


def test_of_reopening_nothing_more_is_asked() -> None:
    assert found(None, book(PPK, a=order(ruling("reopen"), 20, cites=False))) == []


@pytest.mark.parametrize(
    ("outcome", "code", "reason"),
    [
        ("differently", "S.204", "seen_differently"),
        ("none", "S.202", "seen_none"),
    ],
)
def test_what_bawaslu_saw_stands_where_it_says_so_whatever_the_other_books_say(
    outcome: str, code: str, reason: str
) -> None:
    given = ruling(deadline=7)
    carried_out = book(PPK, done("recount"), a=order(given, 20))
    seen = replace(standing(given), seen=(12, outcome))
    (only,) = order_findings([seen], {PPK: carried_out})
    assert (only.code, only.book, only.index, only.stream) == (code, BOOK, 12, "dispute/12-2024")
    assert (only.area, only.contest, dict(only.params)["reason"]) == (TPS, PPWP, reason)
    assert list(order_findings([replace(seen, can_be_followed=False)], {})) == [only]


def test_what_bawaslu_saw_executed_is_followed_by_the_books_alone() -> None:
    seen = replace(standing(ruling()), seen=(12, "executed"))
    assert list(order_findings([seen], {PPK: book(PPK, done("recount"), a=order(ruling(), 20))})) == []
    assert codes(list(order_findings([seen], {PPK: book(PPK, a=order(ruling(), 20))}))) == ["S.204"]


# ---------------------------------------------------------------- what was done


def test_every_change_of_figures_and_every_certificate_is_something_done() -> None:
    state = ready_ppk().state
    first, counted = Result((1,), 1, digest(1), 1), Result((2,), 1, digest(2), 2)
    mended, again = Result((3,), 1, digest(3), 3), Result((4,), 2, digest(4), 4)
    absent = Result(None, 2, digest(5), 5)
    state.tallies = {TPS: Tally((), {PPWP: (first, counted, mended, again)}), SECOND: Tally((), {PPWP: (absent,)})}
    cells = (Cell(1, 2, "suara_1"),)
    change = (PAPER, cells, PPWP, (), 1, None, PAPER, "x", PAPER)
    above = (PAPER, "ballots", cells, "160901", None, (), "x", PAPER)
    made = (
        Adjustment(digest(6), 6, ChildRecounted(*above, TPS)),
        Adjustment(digest(7), 7, ChildCorrected(*above, "1609012001")),
    )
    state.recaps = {PPWP: Recap(made=made, certificates=(Certificate(digest(8), 8, Totals((), ()), ()),))}
    assert acts_of(state, {2: TallyRecounted(*change), 3: TallyCorrected(*change)}) == (
        done("recount", index=2),
        done("correct", index=3),
        done("revote", index=4),
        done("recount", index=6),
        done("correct", "1609012001", index=7),
        done("recapitulate", "160901", index=8),
    )
