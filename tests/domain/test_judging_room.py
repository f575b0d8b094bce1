"""What happens in the room: plenaries, mandates, objections, witnesses, copies, orders and reopening."""

import pytest

from domain.events import (
    AttendanceRecorded,
    Attendee,
    CopyDelivered,
    CopyRecorded,
    Event,
    ObjectionRaised,
    ObjectionResolved,
    OrderExecuted,
    OrderRegistered,
    PlenaryClosed,
    PlenaryOpened,
    PlenaryResumed,
    PlenarySuspended,
    RecapitulationHandedOver,
    RecapitulationReopened,
    TallyCorrected,
)
from domain.findings import Finding, Level
from domain.judging_room import closing_objections
from domain.statements import Copy
from domain.types import Hash
from tests.domain.stories import BUPATI, KAB, PPK, PPWP, SECOND, TPS, Book, codes, digest, form, ready_ppk, said
from tests.domain.test_judging_corrections import cells, correction

AREA = "160901"
SAKSI, PANWASLU = Attendee(PPWP, 2, "saksi"), Attendee("", 1, "panwaslu")
RECAP = f"recap/{PPWP}"


def in_session() -> Book:
    """A PPK in its plenary, two TPS received and drafted, the attendance recorded."""
    book = ready_ppk()
    assert book.log("plenary/1", AttendanceRecorded((SAKSI, PANWASLU))) == []
    return book


def certified() -> Book:
    """The same, certified."""
    book = in_session()
    part = next(iter(book.state.recaps[PPWP].parts))
    assert book.certify(part) == []
    return book


def reason(found: list[Finding]) -> tuple[str, object]:
    (finding,) = found
    return finding.code, dict(finding.params).get("reason")


def field(found: list[Finding]) -> tuple[str, object]:
    (finding,) = found
    return finding.code, dict(finding.params).get("field")


# ---------------------------------------------------------------- plenaries


def test_a_plenary_is_opened_suspended_resumed_and_closed() -> None:
    book = Book(PPK, (TPS,))
    assert book.open() == []
    for event in (PlenarySuspended("magrib"), PlenaryResumed(), PlenarySuspended("malam"), PlenaryClosed()):
        assert book.log("plenary/1", event) == []


@pytest.mark.parametrize(
    "acts",
    [
        (PlenaryResumed(),),
        (PlenarySuspended("a"), PlenarySuspended("b")),
        (PlenarySuspended("a"), AttendanceRecorded(())),
        (PlenaryClosed(), PlenaryResumed()),
        (PlenaryClosed(), AttendanceRecorded(())),
        (PlenaryClosed(), PlenaryOpened(AREA, (PPWP,))),
    ],
)
def test_what_does_not_fit_the_state_of_a_plenary_is_refused(acts: tuple[Event, ...]) -> None:
    book = Book(PPK, (TPS,))
    book.open()
    *before, last = acts
    for event in before:
        assert book.log("plenary/1", event) == []
    assert reason(book.log("plenary/1", last)) == ("J.510", "plenary")


def test_a_contest_has_one_plenary_at_a_time() -> None:
    book = Book(PPK, (TPS,))
    book.open(PPWP)
    assert reason(book.open(PPWP, number=2)) == ("J.510", "under_way")
    assert book.open(BUPATI, number=3) == []
    book.log("plenary/1", PlenarySuspended("malam"))
    assert reason(book.open(PPWP, number=4)) == ("J.510", "under_way")
    book.log("plenary/1", PlenaryClosed())
    assert book.open(PPWP, number=5) == []


def test_only_known_roles_are_in_the_room() -> None:
    book = Book(PPK, (TPS,))
    book.open()
    assert field(book.log("plenary/1", AttendanceRecorded((Attendee("", 1, "bupati"),)))) == ("R203", "role")


def test_a_certified_contest_is_taken_up_again_only_after_reopening_on_an_order() -> None:
    book = certified()
    book.log("plenary/1", PlenaryClosed())
    assert reason(book.open(PPWP, number=2)) == ("J.510", "certified")
    assert codes(book.log(RECAP, RecapitulationReopened(digest("an order")))) == ["R205"]
    assert book.log("order/mk-1", order("reopen")) == []
    assert book.log(RECAP, RecapitulationReopened(book.last)) == []
    assert book.open(PPWP, number=3) == []


def test_a_contest_that_is_not_certified_cannot_be_reopened() -> None:
    book = in_session()
    book.log("order/mk-1", order("reopen"))
    assert reason(book.log(RECAP, RecapitulationReopened(book.last))) == ("J.510", "reopen_not_certified")


def test_an_order_for_another_contest_reopens_nothing() -> None:
    book = certified()
    book.log("order/mk-1", order("reopen", contests=(BUPATI,)))
    assert reason(book.log(RECAP, RecapitulationReopened(book.last))) == ("J.510", "reopen_order")


def test_one_order_reopens_a_contest_once() -> None:
    book = certified()
    draft = next(iter(book.state.recaps[PPWP].parts))
    book.log("order/mk-1", order("recount"))
    first = book.last
    assert book.log(RECAP, RecapitulationReopened(first)) == []
    assert book.certify(draft) == []
    assert reason(book.log(RECAP, RecapitulationReopened(first))) == ("J.510", "reopen_used")
    book.log("order/mk-2", order("correct"))
    assert book.log(RECAP, RecapitulationReopened(book.last)) == []


# ---------------------------------------------------------------- orders


def order(what: str, areas: tuple[str, ...] = (AREA,), contests: tuple[str, ...] = (PPWP,)) -> OrderRegistered:
    return OrderRegistered(areas, contests, None, digest("document"), "Mahkamah Konstitusi", "7", None, what)


def test_an_order_is_registered_once_and_executed_after_that() -> None:
    book = in_session()
    assert codes(book.log("order/mk-1", OrderExecuted((book.last,)))) == ["R205"]
    assert book.log("order/mk-1", order("recount")) == []
    assert codes(book.log("order/mk-1", order("recount"))) == ["R206"]
    assert book.log("order/mk-1", OrderExecuted((book.last,))) == []


def test_an_order_is_for_this_area_and_known_contests_and_of_a_known_kind() -> None:
    book = in_session()
    assert codes(book.log("order/a", order("recount", areas=("160902",)))) == ["R404"]
    assert codes(book.log("order/b", order("recount", contests=("dpd-16",)))) == ["G.101"]
    assert field(book.log("order/c", order("annul"))) == ("R203", "what")


# ---------------------------------------------------------------- objections


def objection(**other: object) -> ObjectionRaised:
    fields: dict[str, object] = {"by": SAKSI, "paper": None, "rows": ("suara_1",), "text": "Salah.", "unit": TPS}
    return ObjectionRaised(**(fields | other))  # type: ignore[arg-type]  # fields of mixed types by name


def resolve(book: Book, raised: Hash, outcome: str, *entries: Hash, why: str = "sudah dicocokkan") -> list[Finding]:
    return book.log(RECAP, ObjectionResolved(entries, raised, outcome, why))


def test_an_accepted_objection_names_the_correction_that_followed() -> None:
    book = in_session()
    assert book.log(RECAP, objection()) == []
    raised = book.last
    assert field(resolve(book, raised, "accepted")) == ("R203", "outcome")
    assert codes(resolve(book, raised, "accepted", digest("no entry"))) == ["R205"]
    made: TallyCorrected = correction(book, cells(form(10, 5), form(9, 5, 1)), objection=raised)
    assert book.log(f"tally/{TPS}", made) == []
    assert resolve(book, raised, "accepted", book.last) == []
    assert list(closing_objections(book.state)) == []


def test_a_rejected_objection_has_a_reason_and_is_a_hint_for_the_next_level() -> None:
    book = in_session()
    book.log(RECAP, objection())
    raised = book.last
    assert field(resolve(book, raised, "rejected", why=" ")) == ("R203", "reason")
    assert resolve(book, raised, "rejected") == []
    (finding,) = closing_objections(book.state)
    assert (finding.code, finding.level, finding.area, finding.contest) == ("S.102", Level.HINT, TPS, PPWP)


def test_an_objection_is_resolved_once_and_only_if_it_was_raised_here() -> None:
    book = in_session()
    assert codes(resolve(book, digest("no objection"), "withdrawn")) == ["R205"]
    book.log(RECAP, objection())
    raised = book.last
    assert resolve(book, raised, "withdrawn") == []
    assert codes(resolve(book, raised, "rejected")) == ["R206"]


def test_an_objection_nobody_answered_is_named_once_the_plenary_closed() -> None:
    book = in_session()
    book.log(RECAP, objection())
    assert list(closing_objections(book.state)) == []
    book.log("plenary/1", PlenaryClosed())
    (finding,) = closing_objections(book.state)
    assert (finding.code, finding.level) == ("S.101", Level.OPEN)
    assert dict(finding.params) == {"text": "Salah.", "reason": "closed"}


def test_an_objection_that_was_passed_over_by_the_certificate_is_named_while_the_plenary_goes_on() -> None:
    book = in_session()
    book.log(RECAP, objection())
    raised = book.last
    book.certify(next(iter(book.state.recaps[PPWP].parts)))
    (finding,) = closing_objections(book.state)
    assert (finding.code, dict(finding.params)["reason"]) == ("S.101", "certified")
    assert resolve(book, raised, "withdrawn") == []
    assert list(closing_objections(book.state)) == []


def test_an_objection_that_was_passed_over_by_the_handover_is_named() -> None:
    book = certified()
    certificate = book.last
    book.log(RECAP, objection())
    assert list(closing_objections(book.state)) == []
    assert book.log(RECAP, RecapitulationHandedOver(certificate, KAB)) == []
    assert codes(closing_objections(book.state)) == ["S.101"]


def test_what_followed_from_an_objection_is_a_change_of_what_it_is_about() -> None:
    book = in_session()
    book.log(RECAP, objection(unit=SECOND))
    raised = book.last
    assert book.log(f"tally/{TPS}", correction(book, cells(form(10, 5), form(9, 5, 1)))) == []
    assert codes(resolve(book, raised, "accepted", book.last)) == ["R205"]


def test_a_first_result_does_not_answer_an_objection() -> None:
    book = Book(PPK, (TPS, SECOND))
    book.open()
    assert book.log(RECAP, objection()) == []
    raised = book.last
    book.receive(TPS, form(10, 5))
    assert codes(resolve(book, raised, "accepted", book.last)) == ["R205"]


@pytest.mark.parametrize("unit", [AREA, "1609012001", TPS])
def test_an_objection_may_be_about_the_body_a_desa_or_a_tps(unit: str) -> None:
    assert in_session().log(RECAP, objection(unit=unit)) == []


@pytest.mark.parametrize("unit", ["1609012001099", "1609012009"])
def test_an_objection_is_about_a_unit_that_there_is(unit: str) -> None:
    (finding,) = in_session().log(RECAP, objection(unit=unit))
    assert (finding.code, dict(finding.params)["what"]) == ("G.101", "unit")


@pytest.mark.parametrize("who", [Attendee(PPWP, 9, "saksi"), Attendee("dpd-16", 1, "saksi"), Attendee("", 1, "saksi")])
def test_a_saksi_is_of_an_option_of_a_declared_contest(who: Attendee) -> None:
    book = certified()
    certificate = book.last
    acts: tuple[Event, ...] = (
        AttendanceRecorded((who,)),
        objection(by=who),
        CopyDelivered(certificate, "handed", None, who),
    )
    for stream, act in zip(("plenary/1", RECAP, RECAP), acts, strict=True):
        (finding,) = book.log(stream, act)
        assert (finding.code, dict(finding.params)["what"]) == ("G.101", "option")


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (objection(unit="160902"), "G.101"),
        (objection(rows=("suara_9",)), "G.101"),
        (objection(text=" "), "R203"),
        (objection(by=Attendee("", 1, "bupati")), "R203"),
    ],
)
def test_an_objection_is_about_this_body_and_known_rows_and_says_something(raised: ObjectionRaised, code: str) -> None:
    assert codes(in_session().log(RECAP, raised)) == [code]


def test_an_objection_is_raised_in_the_plenary() -> None:
    book = in_session()
    book.log("plenary/1", PlenaryClosed())
    assert reason(book.log(RECAP, objection())) == ("J.510", "session")


def test_what_followed_from_an_objection_was_logged_after_it() -> None:
    book = in_session()
    before = next(iter(book.state.tallies[TPS].results[PPWP])).source
    assert book.log(RECAP, objection()) == []
    raised = book.last
    assert codes(book.log(RECAP, ObjectionResolved((before,), raised, "accepted", ""))) == ["R205"]


@pytest.mark.parametrize("unit", ["", "160901semua", "16090", "kecamatan"])
def test_an_objection_is_about_an_area(unit: str) -> None:
    assert codes(in_session().log(RECAP, objection(unit=unit))) == ["G.101"]


def test_an_order_is_about_areas() -> None:
    assert codes(in_session().log("order/a", order("recount", areas=("160901semua",)))) == ["R404"]


# ---------------------------------------------------------------- copies


def test_copies_of_the_certificate_are_handed_out_and_posted() -> None:
    book = certified()
    certificate = book.last
    assert book.log(RECAP, CopyDelivered(certificate, "handed", None, SAKSI)) == []
    assert book.log(RECAP, CopyDelivered(certificate, "posted", None, Attendee("", 0, "masyarakat"))) == []
    assert field(book.log(RECAP, CopyDelivered(certificate, "sold", None, SAKSI))) == ("R203", "how")
    assert codes(book.log(RECAP, CopyDelivered(digest("none"), "handed", None, SAKSI))) == ["R205"]


def test_a_posted_copy_is_for_everybody() -> None:
    book = certified()
    assert field(book.log(RECAP, CopyDelivered(book.last, "posted", None, SAKSI))) == ("R203", "receiver")


def test_a_copy_of_a_c_hasil_does_not_belong_in_the_book_of_those_who_recapitulate() -> None:
    copy = said(Copy((), 1), TPS, ["panwaslu"])
    assert codes(in_session().log(f"copies/{AREA}", CopyRecorded(copy, None))) == ["R203"]
