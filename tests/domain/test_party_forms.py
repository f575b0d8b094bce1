"""Forms as large as they come: 18 parties with 10 candidates each; and the smallest: one paslon against kolom kosong.

- The rules of a large form are made in well under a second and run in microseconds.
- One vote that moves inside a block is found by no sum of the form; the comparison of levels finds it.
- Kolom kosong is an option like any other: its votes are valid votes.
"""

from time import process_time

import pytest

from domain.areas import AreaLevel
from domain.checking import FormCheck, form_check, same_vector
from domain.contests import KOLOM_KOSONG, Contest, ContestOption, Kind, contest, levels_of, option_rows
from domain.profiles import label, profile, profile_for, rows_for
from domain.types import Figures

PEMILU, PILKADA = profile("pemilu-2024"), profile("pilkada-2024")
PARTIES = tuple(ContestOption(party, f"Partai {party}") for party in range(1, 19))
CANDIDATES = tuple(ContestOption(no, f"Calon {no}", party.no) for party in PARTIES for no in range(1, 11))
ALONE = (ContestOption(1, "Anggrek dan Melati"), ContestOption(2, KOLOM_KOSONG))


def large() -> Contest:
    options = (*PARTIES, *CANDIDATES)
    return contest(
        "dpr-16-1", areas=("1607", "1609"), levels=levels_of(Kind.DPR), options=options, rows=rows_for(PEMILU, options)
    )


def sound(of: Contest, votes: dict[str, int], invalid: int = 4) -> dict[str, int]:
    """A form without fault around these votes of block IV."""
    valid = sum(figure for row, figure in votes.items() if not row.endswith("_total"))
    used = valid + invalid
    cells = dict.fromkeys(of.rows, 0) | votes
    for group, figure in (
        ("pemilih_dpt", 290),
        ("pemilih_total", 290),
        ("pengguna_dpt", used),
        ("pengguna_total", used),
    ):
        if f"{group}_j" in cells:
            cells |= {f"{group}_l": figure // 2, f"{group}_p": figure - figure // 2, f"{group}_j": figure}
    reserve = -(-290 * profile_for(of.kind).reserve_permille // 1000)
    return cells | {
        "surat_suara_diterima": 290 + reserve,
        "surat_suara_digunakan": used,
        "surat_suara_tidak_digunakan": 290 + reserve - used,
        "suara_sah": valid,
        "suara_tidak_sah": invalid,
        "suara_total": used,
    }


def party_votes() -> dict[str, int]:
    votes = dict.fromkeys(option_rows((*PARTIES, *CANDIDATES)), 1) | {"suara_3_7": 9}
    return votes | {f"suara_{party.no}_total": 11 + 8 * (party.no == 3) for party in PARTIES}


LARGE = large()
CHECK = form_check(LARGE, PEMILU)


def figures(of: Contest, cells: dict[str, int]) -> Figures:
    return tuple(cells[row] for row in of.rows)


def broken(check: FormCheck, form: Figures) -> list[tuple[str, str | None]]:
    return [(breach.code, breach.row) for breach in check.breaches(form)]


def test_a_form_of_18_parties_with_10_candidates_each_is_checked() -> None:
    assert len(LARGE.rows) == 241
    cells = sound(LARGE, party_votes())
    assert broken(CHECK, figures(LARGE, cells)) == []
    for party in (1, 18):
        assert broken(CHECK, figures(LARGE, cells | {f"suara_{party}_10": 2})) == [("G.302", f"suara_{party}_total")]
    assert ("G.301", "suara_sah") in broken(CHECK, figures(LARGE, cells | {"suara_18_total": 12}))


def test_a_vote_moved_between_two_candidates_of_a_party_breaks_no_rule_of_the_form() -> None:
    cells = sound(LARGE, party_votes())
    moved = cells | {"suara_3_7": cells["suara_3_7"] - 1, "suara_3_8": cells["suara_3_8"] + 1}
    assert broken(CHECK, figures(LARGE, moved)) == []
    assert CHECK.votes(figures(LARGE, moved)) != CHECK.votes(figures(LARGE, cells))


def test_the_rules_of_a_large_form_are_made_and_run_quickly() -> None:
    """Generous limits in CPU time: measured are 33 ms to make them and 5 us for a sound form."""
    made, ran = [], []
    form = figures(LARGE, sound(LARGE, party_votes()))
    for _ in range(5):
        start = process_time()
        check = form_check(LARGE, PEMILU)
        made.append(process_time() - start)
        start = process_time()
        for _ in range(1_000):
            check.breaches(form)
        ran.append(process_time() - start)
    assert min(made) < 0.1
    assert min(ran) / 1_000 < 50e-6


def test_single_candidates_are_options_without_blocks() -> None:
    options = tuple(ContestOption(no, f"Calon {no}") for no in range(1, 21))
    rows = rows_for(PEMILU, options)
    dpd = contest("dpd-16", areas=("16",), levels=levels_of(Kind.DPD), options=options, rows=rows)
    assert dpd.final_level is AreaLevel.NASIONAL
    assert [row for row in rows if row.startswith("suara_")][:2] == ["suara_1", "suara_2"]
    cells = sound(dpd, {f"suara_{no}": no for no in range(1, 21)})
    check = form_check(dpd, PEMILU)
    assert broken(check, figures(dpd, cells)) == []
    assert ("G.301", "suara_sah") in broken(check, figures(dpd, cells | {"suara_20": 19}))


# --- one paslon against kolom kosong ---


def alone() -> Contest:
    return contest(
        "bupati-1609",
        areas=("1609",),
        levels=levels_of(Kind.BUPATI),
        options=ALONE,
        rows=rows_for(PILKADA, ALONE),
    )


@pytest.mark.parametrize(
    ("paslon", "empty", "found"),
    [(150, 50, []), (200, 0, [("P.205", "suara_sah")]), (0, 200, [("P.205", "suara_sah")]), (199, 1, [])],
)
def test_votes_for_kolom_kosong_are_valid_votes(paslon: int, empty: int, found: list[tuple[str, str]]) -> None:
    of = alone()
    cells = sound(of, {"suara_1": paslon, "suara_2": empty})
    check = form_check(of, PILKADA)
    assert broken(check, figures(of, cells)) == found
    assert ("G.301", "suara_sah") in broken(check, figures(of, cells | {"suara_2": empty + 1}))


def test_the_same_votes_of_two_options_at_two_tps_say_nothing() -> None:
    of = alone()
    votes = form_check(of, PILKADA).votes(figures(of, sound(of, {"suara_1": 150, "suara_2": 50})))
    assert same_vector([("1609011013001", votes), ("1609011013002", votes)]) == ()


def test_kolom_kosong_stands_where_its_number_on_the_ballot_says() -> None:
    swapped = (ContestOption(1, "KOLOM  kosong"), ContestOption(2, "Anggrek"))
    assert [option.is_kolom_kosong for option in swapped] == [True, False]
    assert label("suara_1").id == "Suara nomor urut 1 (IV no. 1)"
