"""A contest is valid by construction: whatever contradicts itself is refused with a reason."""

from collections.abc import Sequence
from itertools import chain

import pytest

from domain.areas import AreaLevel
from domain.contests import (
    KOLOM_KOSONG,
    MAX_ROWS,
    Contest,
    ContestId,
    ContestOption,
    Counted,
    Kind,
    contest,
    counted,
    final_level,
    levels_of,
    option_rows,
    parse_contest_id,
    refuse_overlap,
)
from domain.errors import InvalidDeclarationError, UnknownContestIdError

PASLON = (ContestOption(1, "Pertama"), ContestOption(2, "Kedua"))
ROWS = ("pemilih_dpt_j", "suara_1", "suara_2", "suara_sah")


def bupati(
    contest_id: str = "bupati-1609",
    areas: Sequence[str] = ("1609",),
    levels: Sequence[str] = ("kecamatan", "kabko"),
    options: Sequence[ContestOption] = PASLON,
    rows: Sequence[str] = ROWS,
) -> Contest:
    return contest(contest_id, areas=areas, levels=levels, options=options, rows=rows)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ppwp", ContestId(Kind.PPWP, "0", None)),
        ("bupati-1609", ContestId(Kind.BUPATI, "1609", None)),
        ("walikota-1671", ContestId(Kind.WALIKOTA, "1671", None)),
        ("gubernur-16", ContestId(Kind.GUBERNUR, "16", None)),
        ("dpd-16", ContestId(Kind.DPD, "16", None)),
        ("dpr-16-2", ContestId(Kind.DPR, "16", 2)),
        ("dprd_prov-16-10", ContestId(Kind.DPRD_PROV, "16", 10)),
        ("dprd_kabko-1607-3", ContestId(Kind.DPRD_KABKO, "1607", 3)),
    ],
)
def test_a_contest_id_is_kind_area_and_dapil(text: str, parts: ContestId) -> None:
    assert parse_contest_id(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "presiden",
        "PPWP",
        "ppwp-16",
        "ppwp-0",
        "ppwp-",
        "bupati",
        "bupati-16",
        "bupati-1609-1",
        "gubernur-1609",
        "dpr-16-0",
        "dpr-16-01",
        "dpr-16-1-1",
        "dpr-16-",
        "dpd-16-1",
        "bupati-16O9",
        "bupati-1609\n",
        "dprd_kabko-1607-٣",
    ],
)
def test_a_text_that_is_no_contest_id_is_refused(text: str) -> None:
    with pytest.raises(UnknownContestIdError):
        parse_contest_id(text)


def test_a_contest_that_does_not_contradict_itself_is_made() -> None:
    made = bupati()
    assert made.kind is Kind.BUPATI
    assert made.final_level is AreaLevel.KABKO
    assert made.levels == (AreaLevel.KECAMATAN, AreaLevel.KABKO)
    assert made.covers("1609011013001")
    assert not made.covers("1608011013001")
    assert not made.covers("16")


def test_every_kind_knows_its_final_level() -> None:
    assert final_level(Kind.PPWP) is final_level(Kind.DPR) is final_level(Kind.DPD) is AreaLevel.NASIONAL
    assert final_level(Kind.GUBERNUR) is final_level(Kind.DPRD_PROV) is AreaLevel.PROVINSI
    assert levels_of(Kind.WALIKOTA) == (AreaLevel.KECAMATAN, AreaLevel.KABKO)


TOO_MANY = tuple(chain(ROWS, (f"lain_{number}" for number in range(MAX_ROWS))))


@pytest.mark.parametrize(
    ("reason", "changed"),
    [
        ("no_areas", {"areas": ()}),
        ("area_unknown", {"areas": ("16x9",)}),
        ("area_outside", {"areas": ("1608",)}),
        ("area_outside", {"areas": ("16",)}),
        ("areas_overlap", {"areas": ("160901", "160901")}),
        ("areas_overlap", {"areas": ("160901", "160902", "1609021001")}),
        ("no_levels", {"levels": ()}),
        ("level_unknown", {"levels": ("desa",)}),
        ("level_unknown", {"levels": ("kecamatan", "kabupaten")}),
        ("levels_not_ascending", {"levels": ("kabko", "kecamatan")}),
        ("levels_not_ascending", {"levels": ("kabko",)}),
        ("levels_not_ascending", {"levels": ("kecamatan", "kecamatan")}),
        ("level_above_final", {"levels": ("kecamatan", "kabko", "provinsi")}),
        ("no_options", {"options": (), "rows": ("suara_sah",)}),
        ("option_number", {"options": (ContestOption(0, "Nol"), *PASLON)}),
        ("option_number", {"options": (ContestOption(10_000, "Besar"), *PASLON)}),
        ("option_twice", {"options": (*PASLON, ContestOption(2, "Kembar"))}),
        ("option_candidate", {"options": (*PASLON, ContestOption(1, "Calon", parent=1))}),
        ("kolom_kosong", {"options": (ContestOption(1, KOLOM_KOSONG),)}),
        ("kolom_kosong", {"options": (*PASLON, ContestOption(3, "kolom  KOSONG"))}),
        ("kolom_kosong", {"options": (ContestOption(1, KOLOM_KOSONG), ContestOption(2, KOLOM_KOSONG))}),
        ("option_without_row", {"rows": ("suara_1", "suara_sah")}),
        ("row_without_option", {"rows": (*ROWS, "suara_3")}),
        ("row_without_option", {"rows": (*ROWS, "suara_1_total")}),
        ("row_twice", {"rows": (*ROWS, "suara_1")}),
        ("row_name", {"rows": (*ROWS, "Suara")}),
        ("row_name", {"rows": (*ROWS, "")}),
        ("row_name", {"rows": (*ROWS, "a" * 33)}),
        ("too_many_rows", {"rows": TOO_MANY}),
    ],
)
def test_a_declaration_that_contradicts_itself_is_refused_with_the_reason(
    reason: str, changed: dict[str, tuple[str, ...]]
) -> None:
    with pytest.raises(InvalidDeclarationError) as caught:
        bupati(**changed)  # type: ignore[arg-type]  # options are among the changed fields
    assert dict(caught.value.params) == {"contest": "bupati-1609", "reason": reason}


def test_a_form_may_have_exactly_as_many_rows_as_the_wire_format_allows() -> None:
    assert len(bupati(rows=TOO_MANY[:MAX_ROWS]).rows) == MAX_ROWS


def test_parties_have_a_row_of_their_own_one_per_candidate_and_a_total() -> None:
    options = (ContestOption(1, "A"), ContestOption(2, "B"), ContestOption(1, "A1", 1), ContestOption(2, "A2", 1))
    assert option_rows(options) == ("suara_1", "suara_1_1", "suara_1_2", "suara_1_total", "suara_2", "suara_2_total")
    made = bupati("dprd_kabko-1609-1", areas=("160901",), options=options, rows=option_rows(options))
    assert made.final_level is AreaLevel.KABKO


@pytest.mark.parametrize("contest_id", ["ppwp", "dpd-16", "gubernur-16", "walikota-1671"])
def test_only_where_parties_stand_does_an_option_have_a_parent(contest_id: str) -> None:
    options = (ContestOption(1, "A"), ContestOption(1, "A1", 1))
    area = parse_contest_id(contest_id).area
    with pytest.raises(InvalidDeclarationError, match="option_candidate"):
        bupati(contest_id, areas=(area,), levels=("kecamatan",), options=options, rows=option_rows(options))


def test_a_party_may_stand_without_candidates_and_no_candidate_without_his_party() -> None:
    parties = (ContestOption(1, "A"), ContestOption(2, "B"))
    for options in (parties, (*parties, ContestOption(1, "A1", 1))):
        assert bupati("dprd_kabko-1609", options=options, rows=option_rows(options)).options == options
    options = (*parties, ContestOption(1, "C1", 7))
    with pytest.raises(InvalidDeclarationError, match="option_parent"):
        bupati("dprd_kabko-1609", options=options, rows=option_rows(options))


def test_two_contests_of_one_kind_that_meet_are_refused() -> None:
    held = [("dprd_kabko-1609-1", ("160901", "160903")), ("bupati-1609", ("1609",)), ("dpr-31-2", ("3171", "99"))]
    for beside, areas in (
        ("dprd_kabko-1609-2", ("160902", "160904")),
        ("dprd_prov-16-1", ("16",)),
        ("dpr-16", ("16",)),
    ):
        refuse_overlap(held, beside, areas)
    refuse_overlap(held, "bupati-1609", ("1609",))
    for meeting, areas in (
        ("dprd_kabko-1609-2", ("160902", "1609032001")),
        ("dprd_kabko-1609", ("1609",)),
        ("dpr-16-1", ("16", "990101")),
    ):
        with pytest.raises(InvalidDeclarationError, match="contests_overlap"):
            refuse_overlap(held, meeting, areas)


def test_the_voters_abroad_may_belong_to_a_dapil_of_dpr_and_to_no_other() -> None:
    assert bupati("dpr-31-2", areas=("3171", "99")).covers("9901010001001")
    with pytest.raises(InvalidDeclarationError):
        bupati("dprd_prov-31-2", areas=("3171", "99"))


def test_kolom_kosong_stands_against_one_paslon() -> None:
    alone = (ContestOption(1, "Pertama"), ContestOption(2, "kolom kosong"))
    assert [option.is_kolom_kosong for option in bupati(options=alone).options] == [False, True]


def test_kolom_kosong_stands_in_no_contest_of_parties_or_single_candidates() -> None:
    alone = (ContestOption(1, "Calon"), ContestOption(2, KOLOM_KOSONG))
    with pytest.raises(InvalidDeclarationError, match="kolom_kosong"):
        bupati("dpd-16", areas=("16",), options=alone)


def test_every_kind_says_what_stands_on_its_ballot() -> None:
    assert {kind for kind in Kind if counted(kind) is Counted.PARTIES} == {Kind.DPR, Kind.DPRD_PROV, Kind.DPRD_KABKO}
    assert [kind for kind in Kind if counted(kind) is Counted.CANDIDATES] == [Kind.DPD]
    assert {counted(kind) for kind in (Kind.PPWP, Kind.GUBERNUR, Kind.BUPATI, Kind.WALIKOTA)} == {Counted.PASLON}


def test_a_dapil_may_hold_a_part_of_its_kabupaten_or_of_its_provinsi() -> None:
    made = bupati("dprd_kabko-1609-1", areas=("160901", "160903"))
    assert made.covers("1609031001001")
    assert not made.covers("1609021001001")
    across = bupati("dpr-16-2", areas=("1607", "1609", "1671"), levels=("kecamatan", "kabko", "provinsi", "nasional"))
    assert across.covers("1671011001001")
    assert not across.covers("1608011001001")
    with pytest.raises(InvalidDeclarationError, match="area_outside"):
        bupati("dprd_kabko-1609-1", areas=("160901", "160801"))
