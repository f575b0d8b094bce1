"""Several contests of one TPS, in one C.Hasil or in several (P.206); and what holds at home only (P.202)."""

import pytest

from domain.election import election_of
from domain.events import ContestDeclared, DeclaredOption, TallyAbsent
from domain.findings import Level
from tests.domain.stories import (
    BUPATI,
    DAPIL,
    ELECTION,
    PPK,
    PPWP,
    SECOND,
    TPS,
    Book,
    codes,
    contest,
    declaration,
    tally,
)

ABROAD = "9901010001001"


def with_users(*names: str) -> Book:
    """A PPK where forms tell the users and the moved voters among them, with a limit of voters at home."""
    options = tuple(DeclaredOption(name, no, None) for no, name in ((1, "Pertama"), (2, "Kedua")))
    rows = ("pemilih_dpt_j", "pengguna_pindahan_j", "pengguna_total_j", "suara_1", "suara_2")
    areas = {PPWP: "0", BUPATI: "1609", DAPIL: "160901"}
    declared = [
        (name, contest(name).declared, ContestDeclared((areas[name],), ("kecamatan",), options, rows)) for name in names
    ]
    book = Book(PPK, (TPS, SECOND))
    book.state.election = election_of(ELECTION, declaration(), declared)
    return book


def test_users_that_differ_between_the_contests_of_one_tps_are_a_hint() -> None:
    book = with_users(PPWP, BUPATI)
    found = book.log(f"tally/{TPS}", tally(TPS, {PPWP: (250, 1, 200, 100, 90), BUPATI: (250, 0, 190, 90, 95)}))
    assert [(each.code, each.level, each.area, each.contest) for each in found] == [("P.206", Level.HINT, TPS, BUPATI)]
    assert dict(found[0].params)["moved"] == 1


@pytest.mark.parametrize(("users", "named"), [(190, BUPATI), (199, None), (210, PPWP)])
def test_contests_that_come_in_separate_c_hasil_are_compared_when_the_second_arrives(
    users: int, named: str | None
) -> None:
    book = with_users(PPWP, BUPATI)
    assert book.receive(TPS, (250, 1, 200, 100, 90), PPWP) == []
    found = book.receive(TPS, (250, 1, users, 90, 95), BUPATI)
    assert [(each.code, each.area, each.contest) for each in found] == ([("P.206", TPS, named)] if named else [])


def test_a_difference_between_earlier_c_hasil_is_not_told_again_with_the_third() -> None:
    book = with_users(PPWP, BUPATI, DAPIL)
    book.receive(TPS, (250, 1, 200, 100, 90), PPWP)
    assert codes(book.receive(TPS, (250, 1, 190, 90, 95), BUPATI)) == ["P.206"]
    assert book.receive(TPS, (250, 1, 200, 90, 95), DAPIL) == []


def test_a_contest_without_result_is_not_compared() -> None:
    book = with_users(PPWP, BUPATI)
    book.open()
    book.log(f"tally/{TPS}", TallyAbsent((PPWP,), "rusak"))
    assert book.receive(TPS, (250, 0, 190, 90, 95), BUPATI) == []


def test_the_limit_of_voters_holds_at_home_and_not_abroad() -> None:
    large = (301, 0, 190, 90, 100)
    here = with_users(PPWP)
    assert codes(here.receive(TPS, large, PPWP)) == ["P.202"]
    there = Book("ppln-990101", (ABROAD,), "kpu-0")
    there.state.election = here.state.election
    assert there.receive(ABROAD, large, PPWP) == []
