"""A form on the screen (`cli.form_view`, `cli.rows`): what is signed can be read, and nothing of it stays unseen."""

import re

import pytest

from cli.form_view import form_lines
from cli.layout import body_name
from cli.rows import form_name, option_name, row_names, shown_rows
from domain.contests import KOLOM_KOSONG, Contest, ContestOption, contest
from domain.election import Election, election_of
from domain.events import ContestDeclared, DeclaredOption, ElectionDeclared, Line
from domain.profiles import profile, rows_for
from domain.types import Hash, PublicKey
from ledger.texts import text

PARTIES = (
    ContestOption(1, "Partai Anggrek"),
    ContestOption(1, "Ani", 1),
    ContestOption(2, "Budi", 1),
    ContestOption(2, "Partai Bakung yang namanya sangat panjang sekali sehingga tidak muat pada satu baris layar"),
)
ALONE = (ContestOption(1, "Anggrek dan Melati"), ContestOption(2, KOLOM_KOSONG))
DAPIL = "dprd_kabko-1609-1"
Cells = dict[str, int | None]


def made(contest_id: str, options: tuple[ContestOption, ...], name: str, *extra: str) -> tuple[Election, Contest]:
    """An election with one contest, and the contest."""
    rows = (*rows_for(profile(name), options), *extra)
    area = contest_id.split("-")[1]
    of = contest(contest_id, areas=(area,), levels=("kecamatan", "kabko"), options=options, rows=rows)
    line = Line(PublicKey(bytes(32)), "example.id/a/kpu/0", 1, ())
    declared = ElectionDeclared(None, "practice", line, "Latihan", (), name, ())
    listed = tuple(DeclaredOption(each.name, each.no, each.parent) for each in options)
    event = ContestDeclared(of.areas, tuple(map(str, of.levels)), listed, rows)
    return election_of(Hash(bytes(32)), declared, [(contest_id, Hash(bytes(32)), event)]), of


DPRD = made(DAPIL, PARTIES, "pemilu-2024")
BUPATI = made("bupati-1609", ALONE, "pilkada-2024")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """English, 80 columns."""
    monkeypatch.setenv("REKAP_LANG", "en")
    monkeypatch.setenv("COLUMNS", "80")


def shown(of: tuple[Election, Contest], cells: Cells, words: Cells | None = None) -> list[str]:
    """The lines of a form with these cells, 0 everywhere else."""
    rows = of[1].rows
    spelled = [words.get(row) for row in rows] if words else []
    lines = list(form_lines(*of, [cells.get(row, 0) for row in rows], spelled))
    assert max(map(len, lines)) <= 80
    return lines


VOTES: Cells = {"suara_1": 40, "suara_1_1": 30, "suara_1_2": 10, "suara_1_total": 80, "suara_2": 5, "suara_2_total": 5}


def line_of(lines: list[str], name: str) -> list[str]:
    """The cells of the line with this name."""
    (line,) = [each for each in lines if name in each]
    return line.split(name)[1].split()


def test_beside_the_votes_stands_the_sum_so_far_of_the_block_and_of_all_parties() -> None:
    lines = shown(DPRD, VOTES)
    assert line_of(lines, "Ani") == ["30", "70"]
    assert line_of(lines, "Budi") == ["10", "80"]
    assert line_of(lines, "Party 1 with its candidates") == ["80", "80"]
    assert line_of(lines, "Party 2 with its candidates") == ["5", "85"]


def test_the_total_of_a_party_that_differs_from_what_stands_above_it_is_marked() -> None:
    assert line_of(shown(DPRD, VOTES | {"suara_1_total": 81}), "Party 1 with its candidates") == ["!81", "81"]


def test_what_was_not_filled_in_is_a_dash_and_no_sum_is_shown_behind_it() -> None:
    lines = shown(DPRD, VOTES | {"suara_1_1": None, "suara_2_total": None, "pengguna_dpt_l": None})
    assert line_of(lines, "Ani") == ["-", "-"]
    assert line_of(lines, "Budi") == ["10", "-"]
    assert line_of(lines, "Party 1 with its candidates") == ["80", "80"]
    assert line_of(lines, "Party 2 with its candidates") == ["-", "-"]
    assert line_of(lines, "Voters from the roll (DPT) who voted") == ["-", "0", "0"]


def test_voters_stand_in_one_line_per_group_with_their_printed_word() -> None:
    lines = shown(DPRD, {f"pengguna_pindahan_{column}": at for at, column in enumerate("lpj", start=1)})
    assert line_of(lines, "Moved voters who voted (DPTb)") == ["1", "2", "3"]
    assert line_of(shown(BUPATI, {}), "Moved voters who voted (DPPh)") == ["0", "0", "0"]


def test_numbers_in_words_are_shown_wherever_they_were_entered() -> None:
    words: Cells = {"suara_1_1": 31, "suara_sah": 86, "pengguna_total_p": 7}
    lines = shown(DPRD, VOTES, words)
    assert line_of(lines, "Ani")[:2] == ["words:", "31"]
    assert line_of(lines, "Valid votes  ")[:2] == ["words:", "86"]
    assert any(line.split() == ["words:", "7"] for line in lines)


def test_a_row_that_the_profile_does_not_have_is_shown_under_its_own_name() -> None:
    of = made(DAPIL, PARTIES, "pemilu-2024", "catatan_lain")
    assert line_of(shown(of, {"catatan_lain": 7}), "catatan_lain") == ["7"]


def test_every_figure_of_a_form_is_seen() -> None:
    figures: Cells = {row: 1_000 + at for at, row in enumerate(DPRD[1].rows)}
    seen = set(re.findall(r"!?(1,[0-9]{3})", "\n".join(shown(DPRD, figures))))
    assert {f"{figure:,}" for figure in figures.values()} <= seen


def test_totals_of_the_nation_fit_as_well() -> None:
    lines = shown(DPRD, dict.fromkeys(DPRD[1].rows, 164_227_475))
    assert line_of(lines, "Valid votes  ") == ["164,227,475"]


def test_kolom_kosong_is_called_so_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    votes: Cells = {"suara_1": 150, "suara_2": 50}
    assert line_of(shown(BUPATI, votes), "Empty column (kolom kosong)") == ["50", "200"]
    assert option_name(ALONE[1]) == text("option.kolom_kosong", "en")
    assert "Empty column (kolom kosong) (IV no. 2)" in row_names(BUPATI[1], BUPATI[0])
    monkeypatch.setenv("REKAP_LANG", "id")
    assert line_of(shown(BUPATI, votes), "Kolom kosong") == ["50", "200"]
    assert "Kolom kosong (IV no. 2)" in row_names(BUPATI[1], BUPATI[0])


def test_party_by_party_only_the_totals_of_the_blocks_stand_for_the_votes() -> None:
    of = DPRD[1]
    rows = [of.rows[at] for at in shown_rows(of, with_candidates=False)]
    assert [row for row in rows if row.startswith("suara_")] == [
        *("suara_1_total", "suara_2_total", "suara_sah", "suara_tidak_sah", "suara_total")
    ]
    assert shown_rows(of, with_candidates=True) == list(range(len(of.rows)))
    assert shown_rows(BUPATI[1], with_candidates=False) == list(range(len(BUPATI[1].rows)))


def test_the_partys_own_votes_are_not_taken_for_its_total() -> None:
    names = dict(zip(DPRD[1].rows, row_names(DPRD[1], DPRD[0]), strict=True))
    assert names["suara_1"] == "Partai Anggrek: for the party alone (IV no. 1)"
    assert names["suara_1_total"] == "Partai Anggrek (IV no. 1 total)"
    assert names["suara_1_2"] == "Budi (IV no. 1.2)"


@pytest.mark.parametrize(
    ("area", "name"),
    [
        ("1609012001001", "C.HASIL-DPRD-KAB/KOTA"),
        ("1609012001", "D.HASIL KECAMATAN-DPRD-KAB/KOTA"),
        ("160901", "D.HASIL KECAMATAN-DPRD-KAB/KOTA"),
        ("1609", "D.HASIL KABKO-DPRD-KAB/KOTA"),
        ("16", "D.HASIL"),
        ("3171011001001", "C.HASIL"),
    ],
)
def test_a_form_is_called_by_its_printed_name_where_there_is_one(area: str, name: str) -> None:
    assert form_name(DPRD[0], DPRD[1], area) == name


def test_the_body_of_a_region_is_called_as_there() -> None:
    origins = {"kpu/1171": "KIP Kab/Kota 1171", "kpu/11": "KIP Provinsi 11", "ppk/910101": "PPD 910101", "kpu/0": "KPU"}
    for end, name in origins.items():
        assert body_name(f"example.id/pemilu/{end}") == name
