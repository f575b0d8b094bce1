"""How a contest is declared beside others.

- It is held in its region, and meets no other contest of its kind.
"""

import pytest

from domain.contests import ContestOption
from domain.election import contest_of
from domain.errors import ContestNotHeldError, InvalidDeclarationError, UnknownFormError
from ledger.founding import contest_declared
from ledger.texts import LANGUAGES, error_text

PARTIES = (ContestOption(1, "Satu"), ContestOption(1, "Calon", 1))
PEMILU = "pemilu-2024"


def test_a_dapil_that_meets_another_one_is_refused_with_what_to_do() -> None:
    first = contest_of("dprd_kabko-1607-1", contest_declared(PEMILU, "dprd_kabko-1607-1", (), PARTIES))
    with pytest.raises(InvalidDeclarationError) as raised:
        contest_declared(PEMILU, "dprd_kabko-1607-2", (), PARTIES, [first])
    assert dict(raised.value.params) == {"contest": "dprd_kabko-1607-2", "reason": "contests_overlap"}
    assert all("--area" in error_text(raised.value, language) for language in LANGUAGES)


def test_dapil_beside_each_other_are_declared_and_so_is_another_kind_in_the_same_area() -> None:
    first = contest_of("dprd_kabko-1607-1", contest_declared(PEMILU, "dprd_kabko-1607-1", ["160701"], PARTIES))
    assert contest_declared(PEMILU, "dprd_kabko-1607-2", ["160702"], PARTIES, [first]).areas == ("160702",)
    assert contest_declared(PEMILU, "dprd_prov-16-1", (), PARTIES, [first]).areas == ("16",)


@pytest.mark.parametrize(
    ("profile", "contest"),
    [(PEMILU, "dprd_kabko-3171-1"), ("pilkada-2024", "bupati-3101"), ("pilkada-2024", "walikota-3171")],
)
def test_what_dki_does_not_elect_is_refused_in_a_sentence(profile: str, contest: str) -> None:
    options = (PARTIES[0], ContestOption(2, "Dua"))
    with pytest.raises(ContestNotHeldError) as raised:
        contest_declared(profile, contest, (), options)
    assert [error_text(raised.value, language).startswith(("Menurut", "By")) for language in LANGUAGES] == [True, True]


def test_what_is_only_likely_not_to_be_held_is_declared() -> None:
    options = (PARTIES[0], ContestOption(2, "Dua"))
    assert contest_declared("pilkada-2024", "gubernur-34", (), options).areas == ("34",)


def test_a_contest_of_another_profile_has_no_form() -> None:
    with pytest.raises(UnknownFormError):
        contest_declared(PEMILU, "bupati-1609", (), PARTIES[:1])
