"""What is typed in a plenary becomes the event that is logged, or one clear error (`ledger.room.roomwork`)."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from domain.bookstate import BookState
from domain.events import Attendee, ObjectionRaised, ObjectionResolved
from domain.plenary import Phase, Plenary
from domain.recap import Objection, Recap
from domain.types import Hash
from ledger.desk import Desk
from ledger.errors import InputMalformedError, NotCertifiedError, ObjectionsOpenError
from ledger.room.roomwork import (
    attendance,
    attendee,
    delivery,
    leaf_of,
    objection,
    order,
    order_named,
    order_stream,
    plenary_meant,
    progress,
    require_answers,
    resolution,
)
from tests.support.crash_election import PPK, Election, build

CONTEST = "ppwp"
TPS = "1609012001001"
TALLIES = 6


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A PPK's desk: the plenary is open, four TPS are received."""
    election: Election = build(tmp_path_factory.mktemp("election"))
    with election.new_desk(tmp_path_factory.mktemp("place") / "desk") as desk:
        desk.append(election.acts()[:TALLIES], election.operator(PPK))
        yield desk


def reason_of(error: pytest.ExceptionInfo[InputMalformedError]) -> object:
    return dict(error.value.params)["reason"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("ketua:2", Attendee("", 2, "ketua")),
        ("panwaslu", Attendee("", 0, "panwaslu")),
        ("saksi:1@ppwp", Attendee("ppwp", 1, "saksi")),
        ("saksi:4@dprd_kabko-1607-3", Attendee("dprd_kabko-1607-3", 4, "saksi")),
    ],
)
def test_somebody_in_the_room_is_a_role_a_number_and_for_a_saksi_a_contest(text: str, who: Attendee) -> None:
    assert attendee(text) == who


@pytest.mark.parametrize(
    "text", ["", "tamu", "saksi", "saksi:1", "saksi@ppwp", "ketua:", "ketua:12345", "KETUA:1", "a b"]
)
def test_anybody_else_is_refused(text: str) -> None:
    with pytest.raises(InputMalformedError) as refused:
        attendee(text)
    assert reason_of(refused) == "attendee"


def test_who_is_named_twice_is_there_once() -> None:
    assert len(attendance(["ketua:1", "ketua:1", "panwaslu"]).present) == 2


def test_an_entry_is_named_by_its_index_or_its_hash(desk: Desk) -> None:
    second = desk.entries()[2][1].hash
    assert leaf_of(desk, "2") == leaf_of(desk, second.hex()) == second
    for text, reason in (("99", "no_entry"), ("02", "form"), ("x", "form"), ("", "form"), ("1" * 20, "form")):
        with pytest.raises(InputMalformedError) as refused:
            leaf_of(desk, text)
        assert reason_of(refused) == reason


def test_the_plenary_under_way_is_meant_and_where_there_is_none_the_next(desk: Desk) -> None:
    state = desk.state()
    assert plenary_meant(state, None) == plenary_meant(state, 1) == 1
    suspended = replace(state, plenaries={"1": Plenary(phase=Phase.SUSPENDED)})
    assert plenary_meant(suspended, None) == 1
    closed = replace(state, plenaries={"1": Plenary(phase=Phase.CLOSED)})
    assert [plenary_meant(closed, number) for number in (None, 1, 7)] == [2, 1, 7]


def raised(state: BookState, *, is_answered: bool) -> BookState:
    """The state with one objection about a TPS."""
    leaf = Hash(b"o" * 32)
    answer = ObjectionResolved((), leaf, "rejected", "x") if is_answered else None
    said = Objection(3, ObjectionRaised(Attendee("", 0, "panwaslu"), None, (), "x", TPS), answer)
    return replace(state, recaps={CONTEST: Recap(objections={leaf: said})})


def test_progress_counts_tps_received_and_those_with_objections(desk: Desk) -> None:
    far = progress(raised(desk.state(), is_answered=False), CONTEST)
    assert (far.done, far.objected, far.unanswered) == (4, 1, 1)
    assert far.expected >= far.done
    assert progress(desk.state(), CONTEST).objected == 0


def test_a_plenary_with_objections_that_nobody_answered_does_not_just_close(desk: Desk) -> None:
    require_answers(desk.state(), 1)
    require_answers(raised(desk.state(), is_answered=True), 1)
    with pytest.raises(ObjectionsOpenError) as refused:
        require_answers(raised(desk.state(), is_answered=False), 1)
    assert dict(refused.value.params) == {"number": 1, "count": 1, "entries": "3"}


def test_an_objection_is_about_an_area_and_says_something() -> None:
    made = objection("panwaslu", TPS, ["suara_1", "suara_1"], " salah ", None)
    assert (made.rows, made.text, made.unit) == (("suara_1",), "salah", TPS)
    for unit, text in (("16x", "salah"), (TPS, " ")):
        with pytest.raises(InputMalformedError):
            objection("panwaslu", unit, [], text, None)


def test_an_objection_is_answered_in_one_of_three_ways(desk: Desk) -> None:
    assert resolution(desk, "1", "accepted", ["2"], "").entries == (desk.entries()[2][1].hash,)
    with pytest.raises(InputMalformedError) as refused:
        resolution(desk, "1", "perhaps", [], "")
    assert dict(refused.value.params)["known"] == "accepted, rejected, withdrawn"


def test_an_order_has_a_short_name_and_says_one_of_five_things(desk: Desk) -> None:
    paper = Hash(bytes(32))
    made = order(what="revote", areas=[TPS], contests=[], issuer="Panwaslu", number="12", document=paper)
    assert (made.what, made.areas, made.contests) == ("revote", (TPS,), ())
    assert order_stream("psu-1") == "order/psu-1"
    for name in ("", "PSU", "a b", "x" * 41, "-x", "a/b"):
        with pytest.raises(InputMalformedError):
            order_stream(name)
    with pytest.raises(InputMalformedError):
        order(what="again", areas=[TPS], contests=[], issuer="x", number="1", document=paper)
    assert order_named(desk, "2") == desk.entries()[2][1].hash


def test_a_copy_is_of_the_certificate_in_force(desk: Desk) -> None:
    with pytest.raises(NotCertifiedError):
        delivery(desk.state(), CONTEST, "panwaslu", None)


def test_texts_that_records_cannot_hold_are_refused() -> None:
    for text in ("a\x1b[2J", "x" * 501):
        with pytest.raises(InputMalformedError):
            objection("panwaslu", TPS, [], text, None)
