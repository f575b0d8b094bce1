"""A book is replayed act by act; judging alone changes nothing, and what does not count leads to nothing."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.bookstate import BookState
from domain.events import (
    AuthoritySeen,
    Event,
    PlenaryClosed,
    PlenaryOpened,
    PlenarySuspended,
    RecapitulationCertified,
    RecapitulationHandedOver,
    RecapitulationPart,
    RegionRegistered,
    TallyAbsent,
    Unsupported,
)
from domain.findings import Finding, Level
from domain.plenary import Phase, Plenary, fold_plenary
from domain.replaying import blocking, judge, step
from domain.totals import totals_of_stations
from tests.domain.stories import (
    BUPATI,
    KAB,
    PPK,
    PPWP,
    SECOND,
    SEEN,
    THIRD,
    TPS,
    WIDTH,
    Book,
    arrival,
    codes,
    contest,
    digest,
    form,
    ready_ppk,
    tally,
)


def snapshot(state: BookState) -> tuple[object, ...]:
    return copy.copy(state.tallies), copy.copy(state.plenaries), copy.copy(state.recaps)


def acts() -> list[tuple[str, Event]]:
    """One act of every kind that a PPK may log, as it stands next in `ready_ppk`."""
    book = ready_ppk()
    certificate = RecapitulationCertified(book.dhasil(book.last))
    return [
        (f"tally/{TPS}", tally(TPS, {BUPATI: form(1, 2)})),
        (f"tally/{TPS}", TallyAbsent((BUPATI,), "banjir")),
        ("plenary/1", PlenarySuspended("magrib")),
        ("plenary/1", PlenaryClosed()),
        (f"recap/{PPWP}", RecapitulationPart((book.column(TPS),), contest().declared, 1, "160901")),
        (f"recap/{PPWP}", certificate),
    ]


every_act = pytest.mark.parametrize(("stream", "event"), acts(), ids=lambda value: type(value).__name__)


@every_act
def test_judging_an_act_leaves_the_state_as_it_is(stream: str, event: Event) -> None:
    book = ready_ppk()
    before = snapshot(book.state)
    found, changed = judge(book.state, len(book.entries), book.entry(stream, event))
    assert found == []
    assert changed is not None
    assert snapshot(book.state) == before


@every_act
def test_a_step_takes_the_state_that_judging_leads_to(stream: str, event: Event) -> None:
    book, other = ready_ppk(), ready_ppk()
    entry = book.entry(stream, event)
    _, changed = judge(book.state, len(book.entries), entry)
    assert changed is not None
    book.state.put(stream, changed)
    assert step(other.state, len(other.entries), entry) == []
    assert snapshot(book.state) == snapshot(other.state)


@every_act
@pytest.mark.parametrize("signer", ["somebody", f"ketua {PPK}", f"kpps_ketua {TPS}", "operator ppk-160902"])
def test_an_act_whose_signer_does_not_count_leads_to_nothing(stream: str, event: Event, signer: str) -> None:
    book = ready_ppk()
    before = snapshot(book.state)
    (finding,) = book.log(stream, event, signer)
    assert finding.code == ("R402" if signer in {"somebody", "operator ppk-160902"} else "R403")
    assert snapshot(book.state) == before


@every_act
def test_an_act_changes_only_the_aggregate_of_its_own_stream(stream: str, event: Event) -> None:
    book = ready_ppk()
    before = snapshot(book.state)
    book.log(stream, event)
    kind, _, subject = stream.partition("/")
    names = {"tally": 0, "plenary": 1, "recap": 2}
    for place, (old, new) in enumerate(zip(before, snapshot(book.state), strict=True)):
        assert isinstance(old, dict)
        assert isinstance(new, dict)
        touched = {key for key in new if new[key] != old.get(key)}
        assert touched == ({subject} if place == names[kind] else set())


def test_a_finding_carries_the_place_of_its_entry() -> None:
    book = Book(PPK, (TPS,))
    book.receive(TPS, form(1, 2))
    (finding,) = book.part([book.column(TPS)])
    assert (finding.book, finding.index, finding.stream) == ("example.id/pemilu/ppk/160901", 1, f"recap/{PPWP}")
    assert (finding.code, finding.area, finding.contest) == ("J.510", "160901", PPWP)


@pytest.mark.parametrize(
    "event", [RegionRegistered(()), AuthoritySeen(b"note"), Unsupported("OrderRegistered", 1)], ids=str
)
def test_what_is_judged_elsewhere_or_not_known_changes_nothing_here(event: Event) -> None:
    book = ready_ppk()
    before = snapshot(book.state)
    assert book.log("region/1609012001", event, "somebody") == []
    assert snapshot(book.state) == before


def test_a_newer_note_lets_later_registrations_count() -> None:
    book = Book(PPK, {TPS: SEEN})
    book.state.authority.steps[1] = SEEN + 1
    assert codes(book.receive(TPS, form(1, 2))) == ["G.101"]
    book.log("book", AuthoritySeen(b"note"))
    assert book.receive(TPS, form(1, 2)) == []


# ---------------------------------------------------------------- sessions


def test_first_receipts_arrivals_and_handovers_need_no_plenary_and_everything_else_does() -> None:
    book = Book(PPK, (TPS, SECOND))
    assert book.receive(TPS, form(1, 2)) == []
    assert codes(book.log(f"tally/{SECOND}", TallyAbsent((PPWP,), "banjir"))) == ["J.510"]
    assert codes(book.part([book.column(TPS), book.column(SECOND)])) == ["J.510"]
    assert codes(book.certify(book.last)) == ["J.510"]
    assert book.log(f"recap/{PPWP}", RecapitulationHandedOver(book.last, KAB)) == []
    assert Book(KAB, ("160901",), "kpu-16").log(f"recap/{PPWP}", arrival("160901")) == []


def test_a_plenary_is_opened_once_and_closed_once() -> None:
    book = Book(PPK, (TPS,))
    assert codes(book.log("plenary/1", PlenaryClosed())) == ["J.510"]
    assert book.open(PPWP, number=1) == []
    assert codes(book.open(BUPATI, number=1)) == ["J.510"]
    assert book.log("plenary/1", PlenaryClosed()) == []
    assert codes(book.log("plenary/1", PlenaryClosed())) == ["J.510"]
    assert codes(book.open(PPWP, number=1)) == ["J.510"]
    assert book.open(PPWP, number=2) == []


def test_a_closed_plenary_opens_no_session() -> None:
    book = ready_ppk()
    assert book.state.session_findings(PPWP, "act", "160901") == []
    book.log("plenary/1", PlenaryClosed())
    assert codes(book.state.session_findings(PPWP, "act", "160901")) == ["J.510"]


def test_bekasi_timur_figures_changed_after_the_plenary_are_on_record_as_such() -> None:
    book = ready_ppk()
    book.certify(book.last)
    book.log("plenary/1", PlenaryClosed())
    found = book.part([book.column(TPS, form(15, 0)), book.column(SECOND)])
    assert codes(found) == ["J.510", "J.502", "J.502"]
    assert codes(book.certify(book.last)) == ["J.510", "J.505"]


@pytest.mark.parametrize(
    ("area", "contests", "code"),
    [("160902", (PPWP,), "R404"), ("1609", (PPWP,), "R404"), ("160901", (), "G.101"), ("160901", ("x",), "G.101")],
)
def test_a_plenary_is_for_the_own_area_and_for_declared_contests(
    area: str, contests: tuple[str, ...], code: str
) -> None:
    book = Book(PPK, (TPS,))
    assert codes(book.log("plenary/1", PlenaryOpened(area, contests))) == [code]
    assert book.state.plenaries == {}


def test_folding_a_plenary_keeps_its_contests() -> None:
    opened = fold_plenary(Plenary(), PlenaryOpened("160901", (PPWP,)), digest("opened"))
    assert opened == Plenary((PPWP,), Phase.OPEN)
    assert fold_plenary(opened, PlenaryClosed(), digest("closed")) == Plenary((PPWP,), Phase.CLOSED)


# ---------------------------------------------------------------- blocking


@pytest.mark.parametrize(
    ("code", "level", "blocks"),
    [
        ("G.301", Level.OPEN, True),
        ("G.301", Level.EXPLAINED, False),
        ("P.205", Level.HINT, False),
        ("R402", Level.BROKEN, True),
        ("R103", Level.INCOMPLETE, True),
        ("J.510", Level.OPEN, True),
        ("J.503", Level.OPEN, False),
        ("J.506", Level.OPEN, False),
    ],
)
def test_an_act_is_refused_for_what_is_serious_but_not_for_a_gap_or_an_equivocation(
    code: str, level: Level, *, blocks: bool
) -> None:
    finding = Finding(code, level)
    assert blocking([finding]) == ((finding,) if blocks else ())


# ---------------------------------------------------------------- order


ORDERS = st.permutations([TPS, SECOND, THIRD, "1609012002002", "1609012002003"])
CELLS = st.none() | st.integers(0, 300)


@settings(max_examples=40)
@given(ORDERS, st.lists(st.tuples(*[CELLS] * WIDTH), min_size=5, max_size=5))
def test_the_order_in_which_tps_are_received_changes_no_total(
    order: list[str], rows: list[tuple[int | None, ...]]
) -> None:
    figures = dict(zip(sorted(order), rows, strict=True))
    states = []
    for stations in (sorted(order), order):
        book = Book(PPK, stations)
        for tps in stations:
            book.receive(tps, figures[tps])
        in_force = [book.state.tallies[tps].in_force(PPWP) for tps in book.state.expected_units(contest())]
        states.append(totals_of_stations([result.figures if result else None for result in in_force], WIDTH))
    assert states[0] == states[1] == totals_of_stations(rows, WIDTH)


def test_expected_units_are_those_in_the_areas_of_the_contest_ascending() -> None:
    book = Book(KAB, ("160902", "160901"), "kpu-16")
    assert book.state.expected_units(contest()) == ["160901", "160902"]
    assert book.state.expected_units(contest("dprd_kabko-1609-1")) == ["160901"]
