"""One book replayed as a whole: what was found, and the little that goes upward."""

import pickle
from dataclasses import replace

from domain.election import election_of
from domain.events import ContestDeclared, DeclaredOption, RecapitulationHandedOver, TallyAbsent
from domain.findings import Level
from domain.nodes import ContestReplay
from domain.totals import Totals, nothing_from
from ledger.bookreplay import ReplayJob, election_from, replay_book, start
from tests.domain.stories import (
    BUPATI,
    DAPIL,
    ELECTION,
    KAB,
    PPK,
    PPWP,
    SECOND,
    THIRD,
    TPS,
    WIDTH,
    Book,
    arrival,
    declaration,
    declared_contest,
    digest,
    form,
    ready_ppk,
    tally,
)

LEVELS = ("kecamatan", "kabko", "provinsi", "nasional")
DECLARATIONS = (
    ELECTION,
    declaration(),
    (
        declared_contest(PPWP, ("0",), LEVELS),
        declared_contest(BUPATI, ("1609",), LEVELS[:2]),
        declared_contest(DAPIL, ("160901",), LEVELS[:2]),
    ),
    (),
)


def job(book: Book, *, with_stations: bool = False) -> ReplayJob:
    state = book.state
    origin = state.authority.origin
    return ReplayJob(origin, DECLARATIONS, state.authority, state.units, state.superior, with_stations=with_stations)


def replay(book: Book, *, with_stations: bool = False) -> dict[str, ContestReplay]:
    return replay_book(job(book, with_stations=with_stations), book.entries).contests


def certified() -> Book:
    book = ready_ppk()
    book.certify(book.last)
    book.log(f"recap/{PPWP}", RecapitulationHandedOver(book.last, KAB))
    return book


def test_a_sound_book_gives_its_certificate_its_handover_and_its_totals() -> None:
    book = certified()
    replayed = replay_book(job(book), book.entries)
    assert {finding.contest for finding in replayed.findings} == {BUPATI, DAPIL}
    contest = replayed.contests[PPWP]
    assert contest.totals == Totals((13, 9, 22, 0, 22), (0,) * WIDTH) == contest.certificates[-1].totals
    assert contest.handed_over == ((book.entries[-2][1].hash, len(book.entries) - 1, book.last),)
    assert (contest.certificates[0].columns, contest.received, contest.stations) == ((), {}, {})


def test_a_contest_nothing_was_received_for_lacks_every_tps() -> None:
    contests = replay(certified())
    assert contests[BUPATI].totals == nothing_from(2, WIDTH)
    assert contests[BUPATI].certificates == ()


def test_figures_of_every_expected_tps_go_up_only_when_asked_for() -> None:
    book = Book(PPK, (TPS, SECOND, THIRD))
    book.receive(TPS, form(1, 2))
    book.open()
    book.log(f"tally/{SECOND}", TallyAbsent((PPWP,), "banjir"))
    assert replay(book, with_stations=True)[PPWP].stations == {TPS: form(1, 2), SECOND: None, THIRD: None}
    assert replay(book)[PPWP].stations == {}
    assert replay(book)[PPWP].totals == Totals((1, 2, 3, 0, 3), (2,) * WIDTH)


def test_what_is_wrong_once_the_book_is_read_stands_at_the_certificate_in_force() -> None:
    book = certified()
    book.receive(TPS, form(1, 1), generation=2)
    found = [each for each in replay_book(job(book), book.entries).findings if each.code == "J.507"]
    assert [(each.book, each.index, each.stream) for each in found] == [
        (book.state.authority.origin, len(book.entries) - 3, f"recap/{PPWP}")
    ]
    gaps = [each for each in replay_book(job(book), book.entries).findings if each.code == "J.503"]
    assert {(each.index, each.stream) for each in gaps} == {(None, f"recap/{BUPATI}"), (None, f"recap/{DAPIL}")}


def test_two_tps_with_the_same_votes_for_three_options_are_a_hint() -> None:
    name, leaf, event = declared_contest(PPWP, ("0",), LEVELS)
    options = (*event.options, DeclaredOption("Ketiga", 3, None))
    three = ContestDeclared(
        event.areas, event.levels, options, ("suara_1", "suara_2", "suara_3", "suara_sah", "suara_total")
    )
    book = Book(PPK, (TPS, SECOND, THIRD))
    for tps, first in ((TPS, 3), (SECOND, 4), (THIRD, 3)):
        book.receive(tps, (first, 4, 5, first + 9, first + 9))
    work = replace(job(book), declarations=(ELECTION, declaration(), ((name, leaf, three),), ()))
    found = [each for each in replay_book(work, book.entries).findings if each.code == "P.207"]
    assert [(each.area, each.contest, each.level, dict(each.params)["other"]) for each in found] == [
        (TPS, PPWP, Level.HINT, THIRD),
        (THIRD, PPWP, Level.HINT, TPS),
    ]


def test_the_votes_of_tps_are_compared_contest_by_contest() -> None:
    """Three TPS give two contests each; parties and candidates count as options, and each contest is named alone."""
    listed = (("A", 1, None), ("B", 2, None), ("A1", 1, 1), ("B1", 1, 2))
    options = tuple(DeclaredOption(*each) for each in listed)
    rows = (
        "suara_1",
        "suara_1_1",
        "suara_1_total",
        "suara_2",
        "suara_2_1",
        "suara_2_total",
        "suara_sah",
        "suara_total",
    )
    declared = (
        declared_contest(PPWP, ("0",), LEVELS),
        (DAPIL, digest("contest", DAPIL), ContestDeclared(("160901",), LEVELS[:2], options, rows)),
    )
    book = Book(PPK, (TPS, SECOND, THIRD))
    book.state.election = election_of(ELECTION, declaration(), declared)
    for tps, first in ((TPS, 3), (SECOND, 3), (THIRD, 4)):
        figures = (first, 2, first + 2, 0, 5, 5, first + 7, first + 7)
        book.log(f"tally/{tps}", tally(tps, {PPWP: form(7, 8), DAPIL: figures}))
    work = replace(job(book), declarations=(ELECTION, declaration(), declared, ()))
    found = [each for each in replay_book(work, book.entries).findings if each.code == "P.207"]
    assert [(each.area, each.contest, dict(each.params)["votes"]) for each in found] == [
        (TPS, DAPIL, "3-2-0-5"),
        (SECOND, DAPIL, "3-2-0-5"),
    ]


def test_findings_of_acts_come_in_the_order_of_the_book() -> None:
    book = Book(PPK, (TPS, SECOND))
    book.receive(TPS, form(1, 2), signers=["somebody"])
    book.log(f"tally/{SECOND}", TallyAbsent((PPWP,), "banjir"))
    found = [each for each in replay_book(job(book), book.entries).findings if each.index is not None]
    assert [(each.index, each.code) for each in found] == [(0, "R402"), (0, "R405"), (1, "J.510"), (1, "J.503")]


def test_replaying_twice_gives_the_same() -> None:
    book = certified()
    assert replay_book(job(book), book.entries) == replay_book(job(book), book.entries)


def test_a_job_and_its_outcome_travel_to_another_process_and_back() -> None:
    book = certified()
    sent: ReplayJob = pickle.loads(pickle.dumps(job(book)))  # noqa: S301 - our own bytes
    outcome = replay_book(sent, book.entries)
    assert pickle.loads(pickle.dumps(outcome)) == replay_book(job(book), book.entries)  # noqa: S301 - as above


def test_a_kpus_book_gives_arrivals_and_whole_certificates_and_no_totals() -> None:
    book = Book(KAB, ("160901",), "kpu-16")
    book.log(f"recap/{PPWP}", arrival("160901"))
    contest = replay(book)[PPWP]
    assert contest.received == {"160901": (0, arrival("160901"))}
    assert contest.arrivals == ((0, arrival("160901")),)
    assert contest.totals is None
    assert replay_book(job(book), book.entries).findings == []


def test_an_election_is_made_once_per_process() -> None:
    assert election_from(DECLARATIONS) is election_from(DECLARATIONS)
    assert start(job(certified())).election is election_from(DECLARATIONS)
