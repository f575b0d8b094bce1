"""A body drafts, certifies and hands over its D.Hasil: every contradiction with what the book holds is named."""

import pytest

from domain.events import (
    Column,
    OrderRegistered,
    PlenaryClosed,
    RecapitulationHandedOver,
    RecapitulationPart,
    RecapitulationReopened,
    TallyAbsent,
)
from domain.findings import Finding, Level
from domain.judging_recap import closing_findings
from domain.types import Hash
from tests.domain.stories import (
    BUPATI,
    DAPIL,
    KAB,
    PPK,
    PPWP,
    SECOND,
    TPS,
    WIDTH,
    Book,
    arrival,
    codes,
    contest,
    digest,
    form,
    officials,
    ready_ppk,
)

RECAP = f"recap/{PPWP}"
ZEROS = (0,) * WIDTH


def places(findings: list[Finding]) -> list[tuple[str, str | None, str | None]]:
    return [(each.code, each.area, each.row) for each in findings]


def closing(book: Book, name: str = PPWP) -> list[Finding]:
    return list(closing_findings(book.state, contest(name)))


def column(unit: str, first: int, second: int, source: Hash | None = None) -> Column:
    """The column of a unit above the TPS."""
    return Column(form(first, second), ZEROS, (source or digest("certificate", unit),), unit)


def kabupaten() -> Book:
    """A KPU Kab with two kecamatan that have arrived, and an open plenary."""
    book = Book(KAB, ("160901", "160902"), "kpu-16")
    for child in ("160901", "160902"):
        assert book.log(RECAP, arrival(child)) == []
    assert book.open() == []
    return book


# ---------------------------------------------------------------- a part


def test_a_part_with_the_figures_in_force_is_sound() -> None:
    ready_ppk()


def test_a_part_needs_an_open_plenary_for_its_contest() -> None:
    book = Book(PPK, (TPS,))
    book.receive(TPS, form(10, 5))
    assert codes(book.part([book.column(TPS)])) == ["J.510"]
    book.open(BUPATI)
    assert codes(book.part([book.column(TPS)])) == ["J.510"]
    book.open(PPWP, number=2)
    assert book.part([book.column(TPS)]) == []


def test_a_column_that_differs_from_the_entry_it_cites_is_named_row_by_row() -> None:
    book = ready_ppk()
    found = book.part([book.column(TPS, form(11, 5))])
    assert places(found) == [("J.502", TPS, row) for row in ("suara_1", "suara_sah", "suara_total")]
    assert dict(found[0].params) == {"unit": TPS, "left": 11, "right": 10, "what": "figure"}


def test_a_row_not_filled_in_is_not_nothing() -> None:
    book = ready_ppk()
    blank = (None, *form(10, 5)[1:])
    (finding,) = book.part([book.column(TPS, blank)])
    assert (dict(finding.params)["left"], dict(finding.params)["right"]) == ("-", 10)


@pytest.mark.parametrize("sources", [(), (digest("nothing"),), "twice", "of another TPS"])
def test_a_column_of_a_tps_cites_the_one_entry_that_set_its_figures(sources: tuple[Hash, ...] | str) -> None:
    book = ready_ppk()
    own, other = book.column(TPS), book.column(SECOND)
    cited = {"twice": (*own.sources, *own.sources), "of another TPS": other.sources}.get(str(sources), sources)
    assert not isinstance(cited, str)
    found = book.part([Column(own.figures, (), cited, TPS)])
    assert [(each.code, dict(each.params)["reason"]) for each in found] == [("J.502", "source")]


def test_the_column_of_an_absent_tps_is_blank_and_cites_its_absence() -> None:
    book = Book(PPK, (TPS,))
    book.open()
    book.log(f"tally/{TPS}", TallyAbsent((PPWP,), "banjir"))
    assert book.part([book.column(TPS)]) == []
    assert places(book.part([book.column(TPS, (1, None, None, None, None))])) == [("J.502", TPS, "suara_1")]


@pytest.mark.parametrize(
    ("unit", "in_part"),
    [("1609012001099", "1609012001"), (SECOND, "1609012002"), (TPS, "160902"), (TPS, "16"), ("160901", "160901")],
)
def test_a_unit_that_does_not_belong_in_a_part_leads_to_nothing(unit: str, in_part: str) -> None:
    book = ready_ppk()
    before = book.state.recaps[PPWP]
    (finding,) = book.part([Column(form(1, 2), (), (digest("x"),), unit)], unit=in_part)
    assert (finding.code, dict(finding.params)["what"]) == ("G.101", "unit")
    assert book.state.recaps[PPWP] is before


def test_a_unit_outside_the_areas_of_the_contest_is_in_no_part() -> None:
    book = kabupaten()
    (finding,) = book.part([column("160902", 1, 2)], name=DAPIL)
    assert (finding.code, dict(finding.params)["what"]) == ("G.101", "unit")


@pytest.mark.parametrize(
    "wrong",
    [
        Column(form(1, 2)[:-1], (), (digest("x"),), TPS),
        Column((*form(1, 2), 1), (), (digest("x"),), TPS),
        Column(form(1, 2), ZEROS, (digest("x"),), TPS),
    ],
)
def test_a_column_of_a_tps_is_as_wide_as_the_form_and_lacks_nothing(wrong: Column) -> None:
    (finding,) = ready_ppk().part([wrong])
    assert (finding.code, dict(finding.params)["what"]) == ("G.101", "rows")


@pytest.mark.parametrize(
    "wrong",
    [
        Column(form(1, 2), (), (digest("x"),), "160901"),
        Column(form(1, 2), ZEROS[1:], (digest("x"),), "160901"),
        Column((None, *form(1, 2)[1:]), ZEROS, (digest("x"),), "160901"),
    ],
)
def test_a_column_above_the_tps_is_filled_in_and_says_what_is_missing(wrong: Column) -> None:
    (finding,) = kabupaten().part([wrong])
    assert (finding.code, dict(finding.params)["what"]) == ("G.101", "rows")


def test_a_part_follows_the_declaration_of_its_contest() -> None:
    book = ready_ppk()
    stale = RecapitulationPart((), digest("an older declaration"), 1, "160901")
    unknown = RecapitulationPart((), contest().declared, 1, "160901")
    assert [dict(each.params)["what"] for each in book.log(RECAP, stale)] == ["rows"]
    assert [dict(each.params)["what"] for each in book.log("recap/gubernur-16", unknown)] == ["contest"]


def test_a_body_above_the_last_level_of_a_contest_has_no_part_in_it() -> None:
    book = Book("kpu-16", ("1609",), "kpu-0")
    book.open()
    (finding,) = book.part([], name=BUPATI)
    assert (finding.code, dict(finding.params)["what"]) == ("G.101", "level")
    assert book.part([]) == []


def test_a_body_outside_the_areas_of_a_contest_has_no_part_in_it() -> None:
    """A dapil holds some kecamatan of its kabupaten; the PPK of the others have nothing to say of it."""
    book = Book("ppk-160902", ("1609022001001",))
    book.open(DAPIL)
    (finding,) = book.part([], name=DAPIL)
    assert (finding.code, dict(finding.params)["what"]) == ("G.101", "outside")
    assert codes(book.certify(name=DAPIL)) == ["G.101"]


# ---------------------------------------------------------------- a certificate


def test_a_certificate_of_all_units_truly_added_up_is_sound() -> None:
    book = ready_ppk()
    assert book.certify(book.last) == []
    in_force = book.state.recaps[PPWP].in_force
    assert in_force is not None
    assert in_force.totals.sums == (13, 9, 22, 0, 22)
    assert closing(book) == []


def test_a_total_that_is_not_the_sum_of_its_columns_is_named() -> None:
    book = ready_ppk()
    found = book.certify(book.last, totals=(14, 9, 22, 0, 22))
    assert places(found) == [("J.502", "160901", "suara_1")]
    assert dict(found[0].params)["right"] == 13


def test_a_wrong_number_of_tps_that_lacked_a_row_is_named() -> None:
    book = ready_ppk()
    (finding,) = book.certify(book.last, missing=(0, 0, 1, 0, 0))
    assert (finding.code, finding.row, dict(finding.params)["what"]) == ("J.502", "suara_sah", "missing")


def test_a_unit_counted_twice_is_named() -> None:
    book = ready_ppk()
    first = book.last
    book.part([book.column(TPS)])
    (finding,) = book.certify(first, book.last)
    assert (finding.code, finding.area, dict(finding.params)["times"]) == ("J.504", TPS, 2)


def test_a_part_listed_twice_counts_its_units_twice() -> None:
    book = ready_ppk()
    assert codes(book.certify(book.last, book.last)) == ["J.504", "J.504"]


def test_certifying_before_a_tps_was_received_or_declared_absent_is_named() -> None:
    book = Book(PPK, (TPS, SECOND))
    book.receive(TPS, form(10, 5))
    book.open()
    book.part([book.column(TPS)])
    assert places(book.certify(book.last)) == [("J.509", SECOND, None)]


def test_a_form_without_any_figure_is_no_result() -> None:
    book = Book(PPK, (TPS,))
    book.receive(TPS, (None,) * len(form(1, 2)))
    assert [(each.code, each.area, dict(each.params)["reason"]) for each in closing(book)] == [("J.503", TPS, "blank")]


def test_certifying_with_an_absent_tps_is_sound_and_the_gap_stays_open() -> None:
    book = Book(PPK, (TPS, SECOND))
    book.receive(TPS, form(10, 5))
    book.open()
    book.log(f"tally/{SECOND}", TallyAbsent((PPWP,), "banjir"))
    book.part([book.column(TPS), book.column(SECOND)])
    assert book.certify(book.last) == []
    assert [(each.code, each.area, dict(each.params)["reason"]) for each in closing(book)] == [
        ("J.503", SECOND, "banjir")
    ]


def test_certifying_before_a_child_arrived_is_named() -> None:
    book = Book(KAB, ("160901", "160902"), "kpu-16")
    book.log(RECAP, arrival("160901"))
    book.open()
    book.part([column("160901", 1, 2), column("160902", 3, 4)])
    assert places(book.certify(book.last)) == [("J.509", "160902", None)]


def test_a_unit_that_changed_since_the_draft_is_named() -> None:
    book = ready_ppk()
    draft = book.last
    book.receive(TPS, form(1, 1), generation=2)
    found = book.certify(draft)
    assert places(found) == [("J.507", TPS, None)]
    assert dict(found[0].params)["in_force"] == book.entries[-2][1].hash.hex()
    assert codes(closing(book)) == ["J.501"] * 4, "it was stale when certified, and that is said once"


def test_a_column_that_cites_nothing_is_named_and_does_no_harm() -> None:
    book = ready_ppk()
    book.part([Column(form(10, 5), (), (), TPS), book.column(SECOND)])
    assert codes(book.certify(book.last)) == ["J.507"]
    book.receive(TPS, form(10, 5), generation=2)
    assert codes(closing(book)) == ["J.507"]
    assert dict(closing(book)[0].params)["cited"] == ""


def reopen(book: Book) -> None:
    """Reopen the contest on an order, while the plenary goes on."""
    number = len(book.entries)
    registered = OrderRegistered((), (), None, digest("document"), "MK", "7", None, "reopen")
    assert book.log(f"order/mk-{number}", registered) == []
    assert book.log(RECAP, RecapitulationReopened(book.last)) == []


def test_a_second_certificate_from_the_same_sources_with_other_totals_contradicts_the_first() -> None:
    book = ready_ppk()
    draft = book.last
    book.certify(draft)
    reopen(book)
    found = book.certify(draft, totals=(14, 9, 22, 0, 22))
    assert codes(found) == ["J.502", "J.505"]


def test_a_second_certificate_that_says_the_same_is_no_contradiction() -> None:
    book = ready_ppk()
    draft = book.last
    assert book.certify(draft) == []
    reopen(book)
    assert book.certify(draft) == []


def test_a_certified_contest_is_not_drafted_or_certified_again_before_it_is_reopened() -> None:
    book = ready_ppk()
    draft = book.last
    assert book.certify(draft) == []
    for found in (book.certify(draft), book.part([book.column(TPS)])):
        assert [(each.code, dict(each.params)["reason"]) for each in found] == [("J.510", "certified")]


def test_nothing_is_handed_over_while_it_is_reopened() -> None:
    book = ready_ppk()
    book.certify(book.last)
    certificate = book.last
    reopen(book)
    (finding,) = book.log(RECAP, RecapitulationHandedOver(certificate, KAB))
    assert (finding.code, dict(finding.params)["reason"]) == ("J.510", "reopened")


def test_a_second_certificate_from_other_sources_is_no_contradiction() -> None:
    book = ready_ppk()
    book.certify(book.last)
    reopen(book)
    book.receive(TPS, form(1, 1), generation=2)
    book.part([book.column(TPS), book.column(SECOND)])
    assert book.certify(book.last) == []


def test_a_certificate_needs_an_open_plenary() -> None:
    book = ready_ppk()
    draft = book.last
    book.log("plenary/1", PlenaryClosed())
    assert codes(book.certify(draft)) == ["J.510"]


def test_a_part_that_is_not_in_this_book_is_not_certified() -> None:
    book = ready_ppk()
    assert codes(book.certify(book.last, digest("elsewhere"))) == ["R205"]
    assert book.state.recaps[PPWP].in_force is None


def test_a_part_of_another_contest_is_not_certified() -> None:
    book = ready_ppk()
    assert codes(book.certify(book.last, name=BUPATI)) == ["R205"]


@pytest.mark.parametrize("subject", ["160902/ppwp", "160901/bupati-1609", "160901", "160901/ppwp/"])
def test_a_d_hasil_about_another_area_or_contest_is_refused(subject: str) -> None:
    book = ready_ppk()
    assert codes(book.certify(book.last, subject=subject)) == ["R203"]
    assert book.state.recaps[PPWP].in_force is None


def test_a_d_hasil_of_another_election_is_refused() -> None:
    book = ready_ppk()
    assert codes(book.certify(book.last, election=digest("another"))) == ["R203"]


def test_a_d_hasil_without_its_quorum_is_refused() -> None:
    book = ready_ppk()
    draft = book.last
    ketua, second, third = officials(PPK)
    assert codes(book.certify(draft, signers=[ketua, second])) == ["R405"]
    assert codes(book.certify(draft, signers=[second, third, f"anggota {PPK} 4"])) == ["R405"]
    assert codes(book.certify(draft, signers=[ketua, second, third, f"operator {PPK}"])) == ["R403"]
    assert book.certify(draft, signers=[ketua, third, f"anggota {PPK} 5"]) == []


def test_a_d_hasil_with_another_number_of_rows_is_refused() -> None:
    book = ready_ppk()
    draft = book.last
    assert codes(book.certify(draft, totals=(1, 2))) == ["G.101"]
    assert codes(book.certify(draft, missing=())) == ["G.101"]
    assert book.state.recaps[PPWP].in_force is None


def test_a_d_hasil_of_an_older_declaration_is_refused() -> None:
    book = ready_ppk()
    assert codes(book.certify(book.last, declared=digest("an older declaration"))) == ["G.101"]


def test_a_certificate_without_any_column_leaves_every_tps_out() -> None:
    book = ready_ppk()
    assert book.certify() == []
    assert [(each.code, each.area, dict(each.params).get("reason")) for each in closing(book)] == [
        ("J.501", TPS, "left_out"),
        ("J.501", SECOND, "left_out"),
    ]


# ---------------------------------------------------------------- handing over, arriving


def test_the_certificate_in_force_is_handed_over_to_the_body_above() -> None:
    book = ready_ppk()
    book.certify(book.last)
    certificate = book.last
    assert book.log(RECAP, RecapitulationHandedOver(certificate, KAB)) == []
    assert book.state.recaps[PPWP].handed_over == ((certificate, len(book.entries) - 1, book.last),)


def test_handing_over_needs_no_plenary() -> None:
    book = ready_ppk()
    book.certify(book.last)
    certificate = book.last
    book.log("plenary/1", PlenaryClosed())
    assert book.log(RECAP, RecapitulationHandedOver(certificate, KAB)) == []


def test_what_is_not_the_certificate_in_force_is_not_handed_over() -> None:
    book = ready_ppk()
    draft = book.last
    assert codes(book.log(RECAP, RecapitulationHandedOver(draft, KAB))) == ["R205"]
    book.certify(draft)
    first = book.last
    book.certify(draft)
    assert codes(book.log(RECAP, RecapitulationHandedOver(first, KAB))) == ["R205"]
    assert book.state.recaps[PPWP].handed_over == ()


@pytest.mark.parametrize("to", ["kpu-16", "kpu-1608", "", PPK])
def test_a_certificate_goes_to_no_other_body(to: str) -> None:
    book = ready_ppk()
    book.certify(book.last)
    assert codes(book.log(RECAP, RecapitulationHandedOver(book.last, to))) == ["R203"]


def test_the_nation_hands_nothing_over() -> None:
    book = Book("kpu-0", ("16",), None)
    book.state.authority.superior = "the root book is not judged here"
    book.log(RECAP, arrival("16"))
    book.open()
    book.part([column("16", 1, 2)])
    book.certify(book.last)
    assert codes(book.log(RECAP, RecapitulationHandedOver(book.last, "kpu-0"))) == ["R203"]


def test_a_child_arrives_without_a_plenary_the_first_time_only() -> None:
    book = Book(KAB, ("160901",), "kpu-16")
    assert book.log(RECAP, arrival("160901")) == []
    assert codes(book.log(RECAP, arrival("160901", index=12))) == ["J.510"]
    book.open()
    assert book.log(RECAP, arrival("160901", index=15)) == []
    assert book.state.recaps[PPWP].received["160901"][1].index == 15
    assert [event.index for _, event in book.state.recaps[PPWP].arrivals] == [9, 12, 15]


def test_a_handover_arrives_once() -> None:
    book = Book(KAB, ("160901",), "kpu-16")
    book.log(RECAP, arrival("160901"))
    book.open()
    assert codes(book.log(RECAP, arrival("160901"))) == ["R206"]
    assert len(book.state.recaps[PPWP].arrivals) == 1


@pytest.mark.parametrize("child", ["160903", "1609", "", "1609011001001"])
def test_a_child_that_nobody_authorised_does_not_arrive(child: str) -> None:
    book = Book(KAB, ("160901",), "kpu-16")
    assert codes(book.log(RECAP, arrival(child))) == ["G.101"]
    assert PPWP not in book.state.recaps


def test_no_child_arrives_for_a_contest_that_is_not_declared() -> None:
    assert codes(Book(KAB, ("160901",), "kpu-16").log("recap/gubernur-16", arrival("160901"))) == ["G.101"]


def test_no_child_arrives_at_a_ppk() -> None:
    assert codes(Book(PPK, (TPS,)).log(RECAP, arrival(TPS))) == ["G.101"]


# ---------------------------------------------------------------- when the whole book is read


def test_a_tps_never_received_is_a_gap() -> None:
    book = Book(PPK, (TPS, SECOND))
    book.receive(TPS, form(10, 5))
    assert [(each.code, each.level, each.area, dict(each.params)["reason"]) for each in closing(book)] == [
        ("J.503", Level.OPEN, SECOND, "not_received")
    ]


def test_a_tps_registered_behind_the_last_note_seen_is_a_gap() -> None:
    book = Book(PPK, {TPS: 5, SECOND: 100})
    book.receive(TPS, form(10, 5))
    assert [(each.area, dict(each.params)["reason"]) for each in closing(book)] == [(SECOND, "not_seen")]


def test_gaps_are_those_of_the_contest() -> None:
    book = Book("ppk-160902", ("1609022001001",))
    assert codes(closing(book, BUPATI)) == ["J.503"]
    assert closing(book, DAPIL) == []


def test_a_certificate_with_other_figures_than_those_in_force_is_named_cell_by_cell() -> None:
    """Magelang: every total is kept, and votes are moved between two TPS and two options."""
    book = ready_ppk()
    book.part([book.column(TPS, form(11, 4)), book.column(SECOND, form(2, 5))])
    assert codes(book.certify(book.last)) == []
    assert places(closing(book)) == [
        ("J.501", TPS, "suara_1"),
        ("J.501", TPS, "suara_2"),
        ("J.501", SECOND, "suara_1"),
        ("J.501", SECOND, "suara_2"),
    ]


def test_a_tps_that_changed_after_the_certificate_makes_it_stale() -> None:
    book = ready_ppk()
    book.certify(book.last)
    book.receive(TPS, form(10, 6), generation=2)
    found = closing(book)
    assert codes(found) == ["J.507", "J.501", "J.501", "J.501"]
    assert dict(found[0].params)["in_force"] == book.last.hex()


def test_a_tps_that_was_absent_and_arrived_after_the_certificate_makes_it_stale() -> None:
    book = Book(PPK, (TPS,))
    book.open()
    book.log(f"tally/{TPS}", TallyAbsent((PPWP,), "banjir"))
    book.part([book.column(TPS)])
    assert book.certify(book.last) == []
    book.receive(TPS, form(1, 2))
    assert codes(closing(book)) == ["J.507", *["J.501"] * WIDTH]
