"""Every rule of the catalogue over whole forms: it passes, it fails, and it turns exactly at its boundary."""

from collections.abc import Mapping
from typing import NamedTuple

import pytest

from domain.checking import Breach, FormCheck, across_forms, form_check, same_vector, signature_breaches
from domain.contests import Contest, ContestOption, contest
from domain.findings import Finding, Level, params
from domain.profiles import VOTER_GROUPS, profile, rows_for
from domain.rules import BEYOND_ONE_FORM, CATALOGUE, message
from domain.types import Figures
from tests.domain.checked_forms import CHECK, DPRD, PARTY_CHECK, PARTY_VOTES, PASLON, PPWP, SOUND, Changes, form


def found(changes: Changes, code: str, check: FormCheck = CHECK, of: Contest = PPWP) -> list[Breach]:
    return [breach for breach in check.breaches(form(changes, of)) if breach.code == code]


def zero(*starts: str) -> dict[str, int | None]:
    return {row: 0 for row in SOUND if row.startswith(starts)}


def without(*starts: str) -> dict[str, int | None]:
    return {row: None for row in SOUND if row.startswith(starts)}


class Case(NamedTuple):
    """Changes to the sound form; the row and parameters of the breach, or None where the rule holds."""

    changes: Changes
    row: str | None = None
    params: dict[str, int | str] | None = None


CASES: dict[str, list[Case]] = {
    "G.102": [
        Case({}),
        Case({"pemilih_dpt_l": 144}, "pemilih_dpt_j", {"left": 284, "right": 283}),
        Case({"pengguna_khusus_j": 5}, "pengguna_khusus_j", {"rows": "pengguna_khusus_l=3,pengguna_khusus_p=1"}),
        Case({"disabilitas_p": 3}, "disabilitas_j", {"left": 3, "right": 4}),
        Case({"disabilitas_p": None}),
    ],
    "G.201": [
        Case({}),
        Case({"pengguna_pindahan_l": 1}, "pengguna_total_l", {"left": 125, "right": 124}),
        Case({"pengguna_total_p": 121}, "pengguna_total_p", {"left": 121, "right": 120}),
        Case({"pengguna_khusus_j": None, "pengguna_total_j": 999}),
    ],
    "G.202": [
        Case({"pengguna_dpt_l": 145}),
        Case({"pengguna_dpt_l": 146}, "pengguna_dpt_l", {"left": 146, "right": 145}),
        Case({"pengguna_total_j": 290}),
    ],
    "G.203": [
        Case({}),
        Case({"surat_suara_dikembalikan": 3}, "surat_suara_diterima", {"left": 290, "right": 291}),
        Case({"surat_suara_tidak_digunakan": None}),
    ],
    "G.204": [
        Case({"disabilitas_l": 125}),
        Case({"disabilitas_l": 126}, "disabilitas_l", {"left": 126, "right": 125}),
    ],
    "G.301": [
        Case({}),
        Case(
            {"suara_2": 151},
            "suara_sah",
            {"left": 240, "right": 241, "rows": "suara_1=60,suara_2=151,suara_3=30"},
        ),
        Case({"suara_3": 29}, "suara_sah", {"right": 239}),
        Case({"suara_3": None}),
    ],
    "G.303": [
        Case({}),
        Case({"suara_tidak_sah": 4}, "suara_total", {"left": 245, "right": 244}),
        Case({"suara_tidak_sah": None, "suara_total": 1}),
    ],
    "G.304": [
        Case({}),
        Case({"surat_suara_digunakan": 246}, "suara_total", {"left": 245, "right": 246}),
    ],
    "G.305": [
        Case({}),
        Case({"pengguna_total_j": 244}, "suara_total", {"left": 245, "right": 244}),
        Case({"pengguna_total_j": None}),
    ],
    "P.201": [
        Case({}),
        Case({"pemilih_dpt_j": 250, "surat_suara_diterima": 255}),
        Case({"pemilih_dpt_j": 251, "surat_suara_diterima": 257}),
        Case({"pemilih_dpt_j": 251, "surat_suara_diterima": 256}, "surat_suara_diterima", {"left": 256, "right": 257}),
    ],
    "P.202": [
        Case({"pemilih_dpt_j": 300}),
        Case({"pemilih_dpt_j": 301}, "pemilih_dpt_j", {"left": 301, "right": 300}),
    ],
    "P.203": [
        Case({"pemilih_dpt_j": 1000, "pengguna_total_j": 980}),
        Case(
            {"pemilih_dpt_j": 1000, "pengguna_total_j": 981},
            "pengguna_total_j",
            {"users": 981, "dpt": 1000, "permille": 981},
        ),
        Case({"pemilih_dpt_j": 1000, "pengguna_total_j": 200}),
        Case({"pemilih_dpt_j": 1000, "pengguna_total_j": 199}, "pengguna_total_j", {"permille": 199}),
        Case({"pemilih_dpt_j": 0, "pengguna_total_j": 7}),
    ],
    "P.204": [
        Case({"suara_tidak_sah": 24, "suara_total": 241}),
        Case({"suara_tidak_sah": 24, "suara_total": 240}, "suara_tidak_sah", {"left": 24, "right": 240}),
        Case({"suara_tidak_sah": 0, "suara_total": 0}),
    ],
    "P.205": [
        Case({"suara_1": 0, "suara_3": 1, "suara_2": 239}),
        Case({"suara_1": 0, "suara_3": 0, "suara_2": 240}, "suara_sah", {"left": 240}),
        Case({"suara_2": 240}),
        Case({"suara_1": 0, "suara_3": 0, "suara_2": 0, "suara_sah": 0}),
    ],
    "P.208": [
        Case(zero("pengguna") | {"pengguna_khusus_l": 1}),
        Case(zero("pengguna"), "pengguna_dpt_l", {"left": 245}),
        Case(zero("surat"), "surat_suara_diterima", {"left": 245}),
        Case(zero("suara"), "suara_1", {"left": 245}),
        Case(zero("pengguna", "suara", "surat")),
        Case(zero("pengguna") | {"pengguna_khusus_l": None}),
    ],
    "P.210": [
        Case({}),
        Case(without("disabilitas"), "disabilitas_l", {"rules": "G.102, G.204"}),
        Case(without("surat") | {"surat_suara_diterima": 290}),
        Case(without("p", "s", "d")),
    ],
}
"""For every rule that one form answers: sound, broken, and on either side of the boundary."""

PARTY_CASES: dict[str, list[Case]] = {
    "G.301": [
        Case({}),
        Case({"suara_2_total": 81}, "suara_sah", {"rows": "suara_1_total=160,suara_2_total=81"}),
        Case({"suara_2_total": 79}, "suara_sah", {"left": 240, "right": 239}),
        Case({"suara_1": 999, "suara_1_1": 999}),
        Case({"suara_1_total": None}),
    ],
    "G.302": [
        Case({}),
        Case({"suara_1_2": 11}, "suara_1_total", {"left": 160, "right": 161}),
        Case({"suara_2": 79}, "suara_2_total", {"left": 80, "right": 79, "rows": "suara_2=79"}),
        Case({"suara_1": 99, "suara_1_1": 51}),
        Case({"suara_1_1": None, "suara_1_total": 1}),
    ],
    "P.205": [
        Case({"suara_1_total": 239, "suara_2_total": 1}),
        Case({"suara_1_total": 240, "suara_2_total": 0}, "suara_sah", {"left": 240}),
        Case({"suara_1_total": 0, "suara_2_total": 240}, "suara_sah", {"left": 240}),
        Case({"suara_1_total": 240, "suara_2_total": 80}),
        Case({"suara_1_total": 0, "suara_2_total": 0, "suara_sah": 0}),
        Case({"suara_1_total": 240, "suara_2_total": None}),
    ],
    "P.208": [
        Case(zero("suara_s", "suara_t") | {"suara_1_total": 0, "suara_2_total": 1}),
        Case(zero("suara_s", "suara_t") | {"suara_1_total": 0, "suara_2_total": 0}, "suara_1_total", {"left": 245}),
    ],
    "P.210": [
        Case({"suara_1": None, "suara_1_1": None, "suara_1_2": None, "suara_1_total": None}),
        Case(dict.fromkeys(PARTY_VOTES), "suara_1", {"rules": "G.301, G.302, P.205, P.208"}),
    ],
}
"""The rules that read block IV, where it holds parties: 1 has two candidates, 2 has none."""


def flat(cases: Mapping[str, list[Case]]) -> list[tuple[str, Case]]:
    return [(code, case) for code, each in cases.items() for case in each]


def verify_case(code: str, case: Case, check: FormCheck, of: Contest) -> None:
    breaches = found(case.changes, code, check, of)
    if case.row is None:
        assert breaches == []
        return
    breach = next(breach for breach in breaches if breach.row == case.row)
    assert (case.params or {}).items() <= dict(breach.params).items()
    assert dict(breach.params).keys() == CATALOGUE[code].params
    text = message(Finding(code, Level.OPEN, row=breach.row, params=breach.params))
    assert "{" not in text.id + text.en
    assert " - " not in text.id + text.en


@pytest.mark.parametrize(("code", "case"), flat(CASES))
def test_a_rule_passes_fails_and_turns_at_its_boundary(code: str, case: Case) -> None:
    verify_case(code, case, CHECK, PPWP)


@pytest.mark.parametrize(("code", "case"), flat(PARTY_CASES))
def test_a_rule_over_parties_passes_fails_and_turns_at_its_boundary(code: str, case: Case) -> None:
    verify_case(code, case, PARTY_CHECK, DPRD)


@pytest.mark.parametrize(
    ("code", "case"),
    [(code, case) for code, case in flat(CASES) if not {"suara_1", "suara_2", "suara_3"} & case.changes.keys()],
)
def test_the_rules_of_the_other_blocks_are_the_same_with_parties(code: str, case: Case) -> None:
    if code not in PARTY_CASES:
        verify_case(code, case, PARTY_CHECK, DPRD)


def test_every_rule_that_reads_votes_has_a_passing_and_a_failing_case_with_parties() -> None:
    reading = {
        code
        for code, rule in CATALOGUE.items()
        if any(name in equation for equation in rule.holds for name in ("(suara)", "rivals", "{party}", "(hasil)"))
    }
    assert reading <= PARTY_CASES.keys()
    for code, cases in PARTY_CASES.items():
        assert {case.row is None for case in cases} == {True, False}, code


def test_every_form_rule_of_the_catalogue_has_a_passing_and_a_failing_case() -> None:
    one_form = {code for code in CATALOGUE if code[0] in "GP"} - set(BEYOND_ONE_FORM)
    assert CASES.keys() | PARTY_CASES.keys() == one_form
    for code in one_form:
        rows = {case.row is None for case in CASES.get(code, []) + PARTY_CASES.get(code, [])}
        assert rows == {True, False}, code


def test_every_column_and_every_group_of_voters_counts() -> None:
    everything = tuple(2 * number + 1 for number in range(len(PPWP.rows)))
    keys = {(breach.code, breach.row) for breach in CHECK.breaches(everything)}
    groups = [group for group in VOTER_GROUPS if f"{group}_j" in PPWP.rows]
    assert {("G.102", f"{group}_j") for group in groups} <= keys
    assert {("G.201", f"pengguna_total_{k}") for k in "lpj"} <= keys


def test_a_sound_form_has_no_breach() -> None:
    assert CHECK.breaches(form()) == ()
    assert PARTY_CHECK.breaches(form(of=DPRD)) == ()


def test_users_above_the_roll_are_accepted_when_moved_and_e_ktp_voters_explain_them() -> None:
    many = {
        "pengguna_khusus_l": 80, "pengguna_khusus_j": 81, "pengguna_total_l": 202, "pengguna_total_j": 322,
        "suara_1": 137, "suara_sah": 317, "suara_total": 322,
        "surat_suara_digunakan": 322, "surat_suara_tidak_digunakan": 0, "surat_suara_diterima": 324,
    }  # fmt: skip
    assert not [breach for breach in CHECK.breaches(form(many)) if breach.code.startswith("G")]


def test_a_missing_value_stops_only_the_rules_that_need_it() -> None:
    able = set(CHECK.ran(form())) - set(CHECK.ran(form({"suara_tidak_sah": None})))
    assert {code for code, _ in able} == {"G.303", "P.204", "P.208"}
    assert [breach.code for breach in CHECK.breaches(form({"suara_tidak_sah": None, "suara_1": 61}))] == ["G.301"]


def test_a_block_not_filled_in_is_said_with_the_rules_that_did_not_run() -> None:
    breaches = CHECK.breaches(form(without("pengguna")))
    assert [(breach.code, breach.row) for breach in breaches] == [("P.210", "pengguna_dpt_l")]
    assert dict(breaches[0].params)["rules"] == "G.102, G.201, G.202, G.204, G.305, P.203, P.208"


def test_a_rule_is_named_once_per_row_even_when_two_of_its_equations_break() -> None:
    assert len(found(zero("pengguna"), "P.208")) == 1


def test_the_limit_of_voters_does_not_apply_abroad() -> None:
    figures = form({"pemilih_dpt_j": 2000})
    at_home = {breach.code for breach in CHECK.breaches(figures)}
    assert at_home - {breach.code for breach in CHECK.breaches(figures, abroad=True)} == {"P.202"}


def test_pilkada_has_its_own_limit_and_reserve() -> None:
    election = profile("pilkada-2024")
    rows = rows_for(election, PASLON)
    pilkada = contest("bupati-1609", areas=("1609",), levels=("kecamatan", "kabko"), options=PASLON, rows=rows)
    values = SOUND | {"pemilih_dpt_j": 600, "surat_suara_diterima": 615}
    codes = {
        breach.code for breach in form_check(pilkada, election).breaches(tuple(values.get(row, 0) for row in rows))
    }
    assert not codes & {"P.201", "P.202"}


def test_a_contest_with_one_option_is_not_said_to_give_it_all_votes() -> None:
    only = (ContestOption(1, "Tunggal"),)
    rows = rows_for(profile("pemilu-2024"), only)
    alone = contest("ppwp", areas=("1609",), levels=("kecamatan",), options=only, rows=rows)
    values = SOUND | {"suara_1": 240}
    assert form_check(alone, profile("pemilu-2024")).breaches(tuple(values[row] for row in rows)) == ()


def test_the_largest_form_the_wire_format_allows_can_be_checked() -> None:
    options = tuple(ContestOption(no, f"Calon {no}") for no in range(1, 4_001))
    rows = rows_for(profile("pemilu-2024"), options)
    large = contest("dpd-16", areas=("16",), levels=("kecamatan",), options=options, rows=rows)
    figures = tuple(1 if row.removeprefix("suara_").isdigit() else SOUND[row] for row in rows)
    breach = next(each for each in form_check(large, profile("pemilu-2024")).breaches(figures) if each.code == "G.301")
    assert dict(breach.params)["right"] == 4_000
    assert len(str(dict(breach.params)["rows"])) < 1_000


# --- words, signatures, several forms --------------------------------------------------------------------------------


def test_words_and_digits_are_compared_where_both_were_entered() -> None:
    digits = form({"suara_3": None})
    words = tuple({"suara_1": 60, "suara_2": 15, "suara_3": 30}.get(row) for row in PPWP.rows)
    assert CHECK.words_breaches(digits, words) == (Breach("G.306", "suara_2", params(left=15, right=150)),)
    assert CHECK.words_breaches(digits, ()) == ()


@pytest.mark.parametrize(
    ("kpps", "saksi", "said"),
    [
        (3, 1, None),
        (2, 1, {"kpps": 2, "saksi": 1, "required": 3}),
        (3, 0, {"kpps": 3, "saksi": 0, "required": 3}),
        (None, None, None),
        (None, 0, {"kpps": "-", "saksi": 0, "required": 3}),
        (0, None, {"kpps": 0, "saksi": "-", "required": 3}),
        (7, None, None),
    ],
)
def test_too_few_signatures_or_no_witness_is_a_hint_and_unknown_is_not(
    kpps: int | None, saksi: int | None, said: dict[str, int | str] | None
) -> None:
    breaches = signature_breaches(kpps, saksi, 3)
    assert [dict(breach.params) for breach in breaches] == ([] if said is None else [said])


@pytest.mark.parametrize(("users", "told"), [(245, False), (242, False), (241, True)])
def test_users_of_two_contests_may_differ_by_the_moved_voters_and_no_more(users: int, told: bool) -> None:  # noqa: FBT001
    forms = [(PPWP, form()), (DPRD, form({"pengguna_total_j": users}, DPRD))]
    said = across_forms(forms)
    assert bool(said) is told
    if told:
        [(name, breach)] = said
        assert (name, breach.row) == ("dprd_kabko-1609-1", "pengguna_total_j")
        assert dict(breach.params) == {"left": 241, "right": 245, "other": "ppwp", "moved": 3}


def test_users_of_two_contests_are_not_compared_when_a_number_is_missing() -> None:
    other = (DPRD, form({"pengguna_total_j": 1}, DPRD))
    assert across_forms([(PPWP, form({"pengguna_pindahan_j": None})), other]) == ()
    assert across_forms([(PPWP, form({"pengguna_total_j": None})), other]) == ()
    assert across_forms([(PPWP, form({"pengguna_total_j": None}))]) == ()
    assert across_forms([]) == ()


def test_the_same_votes_in_two_tps_of_a_kecamatan_are_named_at_each_of_them() -> None:
    votes = [("1609011013002", (1, 2, 3)), ("1609011013001", (1, 2, 3)), ("1609011013003", (1, 2, 4))]
    said = same_vector(votes)
    assert [(tps, dict(breach.params)) for tps, breach in said] == [
        ("1609011013001", {"votes": "1-2-3", "other": "1609011013002", "count": 2}),
        ("1609011013002", {"votes": "1-2-3", "other": "1609011013001", "count": 2}),
    ]


@pytest.mark.parametrize("vector", [(0, 2, 3), (5, 5, 0), (1, None, 3, 4), ()])
def test_votes_with_fewer_than_three_options_or_a_missing_one_are_not_compared(vector: Figures) -> None:
    assert same_vector([("1609011013001", vector), ("1609011013002", vector)]) == ()


def test_the_vector_of_a_form_is_its_votes_in_ballot_order() -> None:
    assert CHECK.votes(form()) == (60, 150, 30)
    assert PARTY_CHECK.votes(form(of=DPRD)) == (100, 50, 10, 80)


def test_the_total_of_a_party_is_no_option_of_its_own_when_votes_are_compared() -> None:
    """One party with one candidate voted for: two figures besides the total, too few to tell anything."""
    votes = {"suara_1": 3, "suara_1_1": 4, "suara_1_2": 0, "suara_1_total": 7, "suara_2": 0, "suara_2_total": 0}
    vector = PARTY_CHECK.votes(form(votes, DPRD))
    assert same_vector([("1609011013001", vector), ("1609011013002", vector)]) == ()
