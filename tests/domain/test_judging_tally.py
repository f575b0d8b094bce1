"""A PPK logs the results of its TPS: what is taken, what is taken with a finding, and what leads to nothing."""

import pytest

from domain.events import Explanation, TallyAbsent, TallyReceived
from domain.findings import Finding, Level
from domain.statements import CHasil, Form, Transcription
from domain.tally import Result
from domain.types import Figures, Hash
from tests.domain.stories import (
    BUPATI,
    DAPIL,
    ELECTION,
    PPK,
    PPWP,
    SECOND,
    TPS,
    WIDTH,
    Book,
    c_hasil,
    codes,
    contest,
    digest,
    form,
    kpps,
    officials,
    said,
    tally,
)

OTHER_PPKS_TPS = "1609022001001"


def ppk() -> Book:
    return Book(PPK, (TPS, SECOND))


def figures_of(book: Book, tps: str = TPS, name: str = PPWP) -> Figures | None:
    result = in_force(book, tps, name)
    return result.figures if result else None


def in_force(book: Book, tps: str = TPS, name: str = PPWP) -> Result | None:
    return book.state.tallies[tps].in_force(name) if tps in book.state.tallies else None


def values(finding: Finding) -> dict[str, int | str]:
    return dict(finding.params)


# ---------------------------------------------------------------- TPS of stream, statement and signers


def test_the_first_result_of_a_tps_is_taken_without_a_plenary() -> None:
    book = ppk()
    assert book.receive(TPS, form(10, 5)) == []
    assert figures_of(book) == form(10, 5)


def test_a_result_of_another_kecamatans_tps_is_refused() -> None:
    book = ppk()
    found = book.receive(OTHER_PPKS_TPS, form(10, 5))
    assert codes(found) == ["R404", "R402", "R402", "R402", "R405"]
    assert OTHER_PPKS_TPS not in book.state.tallies


@pytest.mark.parametrize("tps", ["1609012001099", "160901", "1609012001", "160901nonsense", ""])
def test_a_result_of_what_nobody_registered_is_refused(tps: str) -> None:
    book = ppk()
    found = book.log(f"tally/{tps}", tally(tps, {PPWP: form(10, 5)}, signers=kpps(TPS)))
    assert {"G.101", "R404"} & set(codes(found))
    assert book.state.tallies == {}


def test_a_tps_registered_behind_the_last_note_seen_does_not_count_yet() -> None:
    book = Book(PPK, {TPS: 99, SECOND: 100})
    assert book.receive(TPS, form(1, 2)) == []
    assert codes(book.receive(SECOND, form(1, 2))) == ["G.101"]


def test_a_c_hasil_of_one_tps_is_refused_in_the_stream_of_another() -> None:
    book = ppk()
    found = book.log(f"tally/{SECOND}", tally(TPS, {PPWP: form(10, 5)}, signers=kpps(SECOND)))
    assert codes(found) == ["R203"]
    assert book.state.tallies == {}


def test_a_c_hasil_of_another_election_is_refused() -> None:
    assert codes(ppk().receive(TPS, form(10, 5), election=digest("another"))) == ["R203"]


def test_kpps_of_the_neighbouring_tps_do_not_count() -> None:
    assert codes(ppk().receive(TPS, form(10, 5), signers=kpps(SECOND))) == ["R404", "R404", "R404", "R405"]


def test_a_c_hasil_signed_by_officials_of_the_ppk_is_refused() -> None:
    assert codes(ppk().receive(TPS, form(10, 5), signers=officials(PPK))) == ["R403", "R403", "R403", "R405"]


# ---------------------------------------------------------------- who signs


def test_a_c_hasil_needs_its_ketua_and_two_anggota() -> None:
    ketua, second, third = kpps(TPS)
    assert codes(ppk().receive(TPS, form(1, 2), signers=[ketua, second])) == ["R405"]
    assert codes(ppk().receive(TPS, form(1, 2), signers=[second, third, f"kpps_anggota {TPS} 4"])) == ["R405"]
    assert ppk().receive(TPS, form(1, 2), signers=[ketua, second, third, f"kpps_anggota {TPS} 4"]) == []


def test_a_key_nobody_appointed_spoils_a_c_hasil_that_has_its_quorum() -> None:
    assert codes(ppk().receive(TPS, form(1, 2), signers=[*kpps(TPS), "somebody"])) == ["R402"]


def transcription(signers: list[str]) -> TallyReceived:
    paper = c_hasil({PPWP: form(8, 9)})
    data = Transcription(paper.forms, 1, None, None, ())
    return TallyReceived("-", "-", (), None, said(data, TPS, signers))


def test_a_transcription_from_paper_is_signed_by_two_officials() -> None:
    book = ppk()
    assert book.log(f"tally/{TPS}", transcription([f"operator {PPK}", f"anggota {PPK} 2"])) == []
    assert figures_of(book) == form(8, 9)


def test_two_keys_of_one_official_are_not_two_officials() -> None:
    found = ppk().log(f"tally/{TPS}", transcription([f"operator {PPK}", f"ketua {PPK}"]))
    assert codes(found) == ["R405"]


def test_kpps_do_not_transcribe() -> None:
    assert codes(ppk().log(f"tally/{TPS}", transcription(kpps(TPS)))) == ["R403", "R403", "R403", "R405"]


# ---------------------------------------------------------------- form rules


def explained(*reasons: Explanation, figures: Figures) -> TallyReceived:
    return TallyReceived("-", "-", reasons, None, said(c_hasil({PPWP: figures}), TPS, kpps(TPS)))


WRONG_SUM: Figures = (10, 5, 16, 0, 16)


def test_a_form_that_breaks_a_rule_is_taken_and_the_rule_is_named() -> None:
    book = ppk()
    found = book.receive(TPS, WRONG_SUM)
    assert [(each.code, each.level, each.area, each.contest, each.row) for each in found] == [
        ("G.301", Level.OPEN, TPS, PPWP, "suara_sah")
    ]
    assert figures_of(book) == WRONG_SUM


def test_a_reason_makes_a_broken_rule_explained_and_its_code_stays() -> None:
    reason = Explanation("G.301", PPWP, "salah jumlah", "suara_sah")
    (finding,) = ppk().log(f"tally/{TPS}", explained(reason, figures=WRONG_SUM))
    assert (finding.code, finding.level, values(finding)["reason"]) == ("G.301", Level.EXPLAINED, "salah jumlah")


@pytest.mark.parametrize(
    "reason",
    [
        Explanation("G.303", PPWP, "salah", "suara_sah"),
        Explanation("G.301", BUPATI, "salah", "suara_sah"),
        Explanation("G.301", PPWP, "salah", "suara_total"),
        Explanation("G.301", PPWP, "", "suara_sah"),
        Explanation("G.301", PPWP, " \u00a0", "suara_sah"),
    ],
)
def test_a_reason_for_something_else_or_an_empty_one_explains_nothing(reason: Explanation) -> None:
    (finding,) = ppk().log(f"tally/{TPS}", explained(reason, figures=WRONG_SUM))
    assert (finding.code, finding.level) == ("G.301", Level.OPEN)


def test_a_hint_is_never_explained() -> None:
    figures = form(15, 0)
    reason = Explanation("P.205", PPWP, "memang begitu", "suara_sah")
    (finding,) = ppk().log(f"tally/{TPS}", explained(reason, figures=figures))
    assert (finding.code, finding.level) == ("P.205", Level.HINT)


def with_form(made: Form) -> TallyReceived:
    return TallyReceived("-", "-", (), None, said(CHasil((made,), 1, None, None, ()), TPS, kpps(TPS)))


def test_a_number_that_differs_in_words_is_named() -> None:
    words = (10, None, 51, 0, 15)
    (finding,) = ppk().log(f"tally/{TPS}", with_form(Form(PPWP, contest().declared, form(10, 5), (), words)))
    assert (finding.code, finding.row, values(finding)) == ("G.306", "suara_sah", {"left": 51, "right": 15})


@pytest.mark.parametrize(
    ("made", "what"),
    [
        (Form("gubernur-16", contest().declared, form(1, 2), (), ()), "contest"),
        (Form(PPWP, digest("an older declaration"), form(1, 2), (), ()), "rows"),
        (Form(PPWP, contest().declared, form(1, 2)[:-1], (), ()), "rows"),
        (Form(PPWP, contest().declared, (*form(1, 2), 0), (), ()), "rows"),
        (Form(PPWP, contest().declared, form(1, 2), (), (1,)), "words"),
    ],
)
def test_a_form_that_does_not_fit_its_declaration_sets_no_figures(made: Form, what: str) -> None:
    book = ppk()
    (finding,) = book.log(f"tally/{TPS}", with_form(made))
    assert (finding.code, finding.level, values(finding)["what"]) == ("G.101", Level.OPEN, what)
    assert in_force(book) is None


def test_a_contest_that_is_not_held_at_a_tps_sets_no_figures_there() -> None:
    elsewhere = "1609022001001"
    book = Book("ppk-160902", (elsewhere,))
    (finding,) = book.receive(elsewhere, form(1, 2), DAPIL)
    assert (finding.code, values(finding)["what"]) == ("G.101", "outside")
    assert in_force(book, elsewhere, DAPIL) is None


def test_two_forms_of_one_contest_in_one_c_hasil_are_refused() -> None:
    book = ppk()
    one, two = c_hasil({PPWP: form(1, 2)}).forms[0], c_hasil({PPWP: form(2, 1)}).forms[0]
    statement = said(CHasil((one, two), 1, None, None, ()), TPS, kpps(TPS))
    assert codes(book.log(f"tally/{TPS}", TallyReceived("-", "-", (), None, statement))) == ["R206"]
    assert book.state.tallies == {}


def test_too_few_signatures_on_the_paper_are_a_hint() -> None:
    data = c_hasil({PPWP: form(1, 2)})
    for kpps_signed, saksi, expected in ((2, 1, ["P.209"]), (3, 0, ["P.209"]), (3, 1, []), (None, 0, ["P.209"])):
        paper = CHasil(data.forms, 1, kpps_signed, saksi, ())
        found = ppk().log(f"tally/{TPS}", TallyReceived("-", "-", (), None, said(paper, TPS, kpps(TPS))))
        assert codes(found) == expected


def test_several_contests_in_one_c_hasil_each_set_their_figures() -> None:
    book = ppk()
    assert book.log(f"tally/{TPS}", tally(TPS, {PPWP: form(1, 2), BUPATI: form(3, 4)})) == []
    assert (figures_of(book), figures_of(book, TPS, BUPATI)) == (form(1, 2), form(3, 4))


# ---------------------------------------------------------------- second results, later generations


def test_each_contest_may_come_in_a_c_hasil_of_its_own() -> None:
    book = ppk()
    assert book.receive(TPS, form(1, 2), PPWP) == []
    assert book.receive(TPS, form(3, 4), BUPATI) == []
    assert (figures_of(book), figures_of(book, TPS, BUPATI)) == (form(1, 2), form(3, 4))


def test_a_second_c_hasil_of_one_generation_is_an_equivocation_and_sets_nothing() -> None:
    book = ppk()
    book.open()
    book.receive(TPS, form(10, 5))
    first = book.state.tallies[TPS].statements[0].statement
    (finding,) = book.receive(TPS, form(5, 10))
    assert (finding.code, finding.level, finding.area, finding.contest) == ("J.506", Level.OPEN, TPS, PPWP)
    assert values(finding)["other"] == first.hex()
    assert len(str(values(finding)["signers"]).split()) == 3
    assert figures_of(book) == form(10, 5)
    assert len(book.state.tallies[TPS].statements) == 2


def test_a_third_c_hasil_is_named_against_the_first_and_not_against_every_one_before() -> None:
    book = ppk()
    book.open()
    book.receive(TPS, form(10, 5))
    book.receive(TPS, form(5, 10))
    assert codes(book.receive(TPS, form(7, 8))) == ["J.506"]


def test_an_equivocation_is_named_for_the_contests_that_both_tell_of() -> None:
    book = ppk()
    book.open()
    book.log(f"tally/{TPS}", tally(TPS, {PPWP: form(1, 2), BUPATI: form(3, 4)}))
    found = book.log(f"tally/{TPS}", tally(TPS, {BUPATI: form(4, 3), DAPIL: form(5, 6)}))
    assert [(each.code, each.contest) for each in found] == [("J.506", BUPATI)]
    assert figures_of(book, TPS, BUPATI) == form(3, 4)
    assert figures_of(book, TPS, DAPIL) == form(5, 6)


@pytest.mark.parametrize("older_first", [True, False])
def test_a_c_hasil_that_replaces_the_other_is_no_equivocation_whichever_came_first(*, older_first: bool) -> None:
    book = ppk()
    book.open()
    older = tally(TPS, {PPWP: form(10, 5)})
    newer = tally(TPS, {PPWP: form(5, 10)}, replaces=(older.statement.hash,))
    arrivals = (older, newer) if older_first else (newer, older)
    assert [book.log(f"tally/{TPS}", event) for event in arrivals] == [[], []]
    assert figures_of(book) == arrivals[0].statement.data.forms[0].figures


def test_a_second_c_hasil_needs_an_open_plenary() -> None:
    book = ppk()
    book.receive(TPS, form(10, 5))
    assert codes(book.receive(TPS, form(5, 10))) == ["J.510", "J.506"]
    book.open(BUPATI)
    assert codes(book.receive(TPS, form(6, 9))) == ["J.510", "J.506"]


def test_the_same_c_hasil_twice_is_said_twice() -> None:
    book = ppk()
    book.open()
    book.receive(TPS, form(10, 5))
    assert codes(book.receive(TPS, form(10, 5))) == ["R206"]


def test_the_second_of_two_versions_twice_is_said_twice() -> None:
    book = ppk()
    book.open()
    book.receive(TPS, form(10, 5))
    assert codes(book.receive(TPS, form(5, 10))) == ["J.506"]
    assert codes(book.receive(TPS, form(5, 10))) == ["R206"]


def test_a_revote_needs_an_order_and_sets_the_figures() -> None:
    book = ppk()
    book.open()
    book.receive(TPS, form(10, 5))
    (finding,) = book.receive(TPS, form(1, 2), generation=2)
    assert (finding.code, values(finding)["reason"], values(finding)["generation"]) == ("J.510", "order", 2)
    assert figures_of(book) == form(1, 2)
    assert [result.figures for result in book.state.tallies[TPS].results[PPWP]] == [form(10, 5), form(1, 2)]


def test_a_late_c_hasil_of_an_earlier_generation_is_kept_and_sets_nothing() -> None:
    book = ppk()
    book.open()
    book.receive(TPS, form(1, 2), generation=2)
    assert book.receive(TPS, form(10, 5), generation=1) == []
    assert figures_of(book) == form(1, 2)


def test_a_first_result_of_a_later_generation_needs_a_plenary_too() -> None:
    assert [dict(each.params)["reason"] for each in ppk().receive(TPS, form(1, 2), generation=2)] == [
        "session",
        "order",
    ]


def test_there_is_no_generation_before_the_first() -> None:
    book = ppk()
    book.open()
    (finding,) = book.receive(TPS, form(1, 2), generation=0)
    assert (finding.code, values(finding)["reason"]) == ("J.510", "order")


def test_an_order_that_is_in_no_book_is_not_cited() -> None:
    book = ppk()
    assert codes(book.receive(TPS, form(1, 2), order=Hash(b"o" * 32))) == ["R205"]
    assert book.state.tallies == {}


def test_a_c_hasil_without_any_form_sets_nothing() -> None:
    book = ppk()
    book.open()
    assert book.log(f"tally/{TPS}", tally(TPS, {})) == []
    assert codes(book.log(f"tally/{TPS}", tally(TPS, {}, generation=2))) == ["J.510"]
    assert in_force(book) is None


# ---------------------------------------------------------------- absent


def test_a_tps_is_not_declared_absent_without_a_reason() -> None:
    book = ppk()
    book.open()
    assert codes(book.log(f"tally/{SECOND}", TallyAbsent((PPWP,), " "))) == ["J.510"]
    assert in_force(book, SECOND) is None


def test_a_figure_no_tps_can_have_sets_nothing() -> None:
    book = ppk()
    assert codes(book.receive(TPS, form(10**6 + 1, 0))) == ["G.101"]
    assert in_force(book, TPS) is None


def test_a_tps_without_a_result_is_declared_absent_in_the_plenary() -> None:
    book = ppk()
    assert codes(book.log(f"tally/{TPS}", TallyAbsent((PPWP,), "banjir"))) == ["J.510"]
    book.open()
    assert book.log(f"tally/{SECOND}", TallyAbsent((PPWP, BUPATI), "banjir")) == []
    assert in_force(book, SECOND) == Result(None, 0, book.last, 2, "banjir")
    assert in_force(book, SECOND, DAPIL) is None


def test_a_contest_that_is_not_held_there_is_not_absent_there() -> None:
    elsewhere = "1609022001001"
    book = Book("ppk-160902", (elsewhere,))
    book.open()
    found = book.log(f"tally/{elsewhere}", TallyAbsent((PPWP, DAPIL, "presiden"), "banjir"))
    assert [(each.code, each.contest) for each in found] == [("G.101", DAPIL), ("G.101", "presiden")]
    assert in_force(book, elsewhere) is not None
    assert in_force(book, elsewhere, DAPIL) is None


@pytest.mark.parametrize("tps", [OTHER_PPKS_TPS, "1609012001099"])
def test_what_is_not_expected_is_not_absent(tps: str) -> None:
    book = ppk()
    book.open()
    assert codes(book.log(f"tally/{tps}", TallyAbsent((PPWP,), "banjir")))[0] in {"R404", "G.101"}
    assert book.state.tallies == {}


def test_a_tps_whose_result_was_received_is_not_absent() -> None:
    book = ppk()
    book.open()
    book.receive(TPS, form(10, 5))
    (finding,) = book.log(f"tally/{TPS}", TallyAbsent((PPWP,), "banjir"))
    assert (finding.code, values(finding)["reason"]) == ("J.510", "received_before")
    assert figures_of(book) == form(10, 5)


def test_a_result_that_comes_after_all_sets_the_figures_of_an_absent_tps() -> None:
    book = ppk()
    book.open()
    book.log(f"tally/{TPS}", TallyAbsent((PPWP,), "banjir"))
    assert book.receive(TPS, form(10, 5)) == []
    assert figures_of(book) == form(10, 5)


def test_figures_not_filled_in_stay_unfilled() -> None:
    book = ppk()
    blank: Figures = (None,) * WIDTH
    assert book.receive(TPS, blank) == []
    assert figures_of(book) == blank


def test_the_election_of_the_entry_is_that_of_the_statement() -> None:
    assert said(c_hasil({}), TPS, ["somebody"]).election == ELECTION
