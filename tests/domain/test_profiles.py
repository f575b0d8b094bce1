"""The forms of Pemilu and Pilkada are data: rows in the order of the form, printed words, limits and form names."""

import re
from itertools import chain

import pytest

from domain.areas import AreaLevel
from domain.contests import ContestOption, Kind, contest, levels_of
from domain.errors import UnknownFormError, UnknownProfileError, UnknownRowError
from domain.profiles import (
    PROFILES,
    VOTER_GROUPS,
    Profile,
    label,
    offered,
    place,
    profile,
    profile_for,
    rows_for,
    section,
)

PASLON = (ContestOption(1, "Pertama"), ContestOption(2, "Kedua"))
EVERY = pytest.mark.parametrize("election", PROFILES.values(), ids=list(PROFILES))


def test_an_unknown_profile_is_refused() -> None:
    with pytest.raises(UnknownProfileError):
        profile("pemilu-1955")


def test_a_profile_that_is_only_read_is_not_offered_to_a_new_election() -> None:
    assert [each.name for each in PROFILES.values() if not each.is_offered] == ["sirekap-2024"]
    assert offered("pemilu-2024") is profile("pemilu-2024")
    for name in ("sirekap-2024", "pemilu-1955"):
        with pytest.raises(UnknownProfileError):
            offered(name)


@EVERY
def test_the_rows_of_every_profile_make_a_valid_contest(election: Profile) -> None:
    kind = next(kind for kind in (Kind.PPWP, Kind.GUBERNUR) if kind in election.kinds)
    name = "ppwp" if kind is Kind.PPWP else "gubernur-16"
    rows = rows_for(election, PASLON)
    assert contest(name, areas=("16",), levels=("kecamatan",), options=PASLON, rows=rows).rows == rows


def test_the_rows_stand_in_the_order_of_the_printed_form() -> None:
    rows = rows_for(profile("pemilu-2024"), PASLON)
    sections = [section(row) for row in rows]
    assert sections == sorted(sections)
    assert [place(row) for row in rows[:3]] == ["I.A.1 L", "I.A.1 P", "I.A.1 J"]
    assert rows[-5:] == ("suara_1", "suara_2", "suara_sah", "suara_tidak_sah", "suara_total")


@pytest.mark.parametrize("kind", Kind, ids=str)
def test_a_kind_of_contest_is_held_in_one_profile_only(kind: Kind) -> None:
    assert [each for each in PROFILES.values() if each.is_offered and kind in each.kinds] == [profile_for(kind)]
    assert profile_for(kind).form_name(kind, AreaLevel.TPS).startswith("C.HASIL")


def test_dptb_means_moved_voters_in_pemilu_and_e_ktp_voters_in_pilkada() -> None:
    pemilu, pilkada = profile("pemilu-2024"), profile("pilkada-2024")
    assert label("pengguna_pindahan_j", pemilu).id.endswith("(I.B.2 J, DPTb)")
    assert label("pengguna_khusus_j", pemilu).id.endswith("(I.B.3 J, DPK)")
    assert label("pengguna_pindahan_j", pilkada).id.endswith("(I.B.2 J, DPPh)")
    assert label("pengguna_khusus_j", pilkada).id.endswith("(I.B.3 J, DPTb)")


def test_limits_and_reserve_are_those_of_the_election() -> None:
    assert (profile("pemilu-2024").voter_limit, profile("pemilu-2024").reserve_permille) == (300, 20)
    assert (profile("pilkada-2024").voter_limit, profile("pilkada-2024").reserve_permille) == (600, 25)
    assert dict(profile("pemilu-2024").quorums) == {"kpps": 2, "ppk": 2, "kpu": 2}


@EVERY
def test_every_row_has_a_label_in_both_languages_and_no_two_rows_share_one(election: Profile) -> None:
    rows = rows_for(election, (*PASLON, ContestOption(1, "Calon", parent=1)))
    labels = [label(row) for row in rows]
    assert all(text.id and text.en and text.id != text.en for text in labels)
    assert len({text.id for text in labels}) == len({text.en for text in labels}) == len(rows)
    assert len({place(row) for row in rows}) == len(rows)


def test_a_label_says_the_row_the_column_and_the_place() -> None:
    assert label("pengguna_total_l").id == "Jumlah pengguna hak pilih, laki-laki (I.B.4 L)"
    assert label("pengguna_total_l").en == "All who voted, men (I.B.4 L)"
    assert label("suara_2").id == "Suara nomor urut 2 (IV no. 2)"
    assert section("suara_18_total") == section("suara_18_10") == "IV"


@pytest.mark.parametrize("row", ["", "pemilih_dpt", "pemilih_dpt_x", "suara_", "suara_x", "suara_1_2_3", "dapil"])
def test_a_row_that_no_form_has_is_refused(row: str) -> None:
    for ask in (label, place, section):
        with pytest.raises(UnknownRowError):
            ask(row)


@EVERY
def test_every_contest_of_a_profile_has_a_form_at_the_tps_and_at_each_of_its_levels(election: Profile) -> None:
    for kind in election.kinds:
        names = [election.form_name(kind, level) for level in (AreaLevel.TPS, *levels_of(kind))]
        assert len(set(names)) == len(names)
        assert names[0].startswith("C.HASIL-")
        assert all(re.fullmatch(r"D\.HASIL (KECAMATAN|KABKO|PROV|NASIONAL)-.+", name) for name in names[1:])


def test_a_form_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownFormError):
        profile("pilkada-2024").form_name(Kind.BUPATI, AreaLevel.PROVINSI)
    with pytest.raises(UnknownFormError):
        profile("pemilu-2024").form_name(Kind.BUPATI, AreaLevel.TPS)


def test_every_group_of_voters_has_its_three_columns_wherever_it_stands() -> None:
    for election in PROFILES.values():
        rows = set(rows_for(election, PASLON))
        for group in VOTER_GROUPS:
            cells = {f"{group}_{column}" for column in "lpj"}
            assert cells <= rows or not cells & rows
    everywhere = set(chain.from_iterable(rows_for(election, PASLON) for election in PROFILES.values()))
    assert all(f"{group}_j" in everywhere for group in VOTER_GROUPS)
