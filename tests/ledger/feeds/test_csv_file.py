"""A feed is read line by line; what is not sound is reported with its place and left out, and nothing is guessed."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.checking import form_check
from domain.contests import contest
from domain.errors import RekapError
from domain.profiles import profile, rows_for
from ledger.feeds import MAX_FIGURE, Feed, FeedProblem, open_feed
from ledger.feeds.csv_file import MAX_LINE
from ledger.feeds.errors import (
    FeedColumnMissingError,
    FeedColumnTwiceError,
    FeedEmptyError,
    FeedNotCsvError,
    FeedUnreadableError,
)

HEADER = (
    "kode_tps,kode_provinsi,kode_kabko,kode_kecamatan,kode_kelurahan,provinsi,kabko,kecamatan,kelurahan,"
    "suara_1,suara_2,suara_sah,suara_tidak_sah,suara_total,pengguna_dptb_j,pengguna_non_dpt_j,ts"
)
PLACE = "16,1609,160901,1609011013,SUMSEL,OKU SELATAN,MUARA DUA,BATU BELANG"
FIRST = f"1609011013001,{PLACE},10,20,30,1,31,2,3,2024"
SECOND = f"1609011013002,{PLACE},,,,,,,,2024"

Write = Callable[..., Path]


@pytest.fixture(name="write")
def _write(tmp_path: Path) -> Write:
    def write(*lines: str | bytes, header: str | bytes = HEADER) -> Path:
        path = tmp_path / "feed.csv"
        encoded = (line if isinstance(line, bytes) else line.encode() for line in (header, *lines))
        path.write_bytes(b"".join(line + b"\n" for line in encoded))
        return path

    return write


def problems(path: Path) -> list[tuple[int, str, str]]:
    feed = open_feed(path)
    list(feed)
    return [(problem.line, problem.column, problem.reason) for problem in feed.problems]


def test_a_line_is_one_tps_with_its_figures_by_row_of_the_form(write: Write) -> None:
    feed = open_feed(write(FIRST, SECOND))
    first, second = feed
    assert (first.line, first.tps) == (2, "1609011013001")
    assert first.figures == {
        "suara_1": 10, "suara_2": 20, "suara_sah": 30, "suara_tidak_sah": 1, "suara_total": 31,
        "pengguna_pindahan_j": 2, "pengguna_khusus_j": 3,
    }  # fmt: skip
    assert first.is_published
    assert not second.is_published
    assert [option.no for option in feed.options] == [1, 2]
    assert feed.problems == []


def test_an_empty_cell_is_not_published_and_not_zero(write: Write) -> None:
    [row] = open_feed(write(SECOND))
    assert set(row.figures.values()) == {None}
    assert row.figures_for(("suara_1", "pemilih_dpt_j")) == (None, None)


def test_a_feed_can_be_read_twice(write: Write) -> None:
    feed = open_feed(write(FIRST, "kacau"))
    assert list(feed) == list(feed)
    assert len(feed.problems) == 1


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("-1", "negative"),
        ("-0", "negative"),
        ("1.0", "not_whole"),
        ("1,5", "not_whole"),
        ("1e3", "not_whole"),
        ("nan", "not_whole"),
        ("true", "boolean"),
        ("False", "boolean"),
        (" 1", "spaces"),
        ("1 ", "spaces"),
        ("1 000", "spaces"),
        ("1\u00a0000", "spaces"),
        (" ", "spaces"),
        ("+1", "not_a_number"),
        ("007", "not_a_number"),
        ("0x1F", "not_a_number"),
        ("1_000", "not_a_number"),
        ("sepuluh", "not_a_number"),
        ("null", "not_a_number"),
        ("\u0663", "not_a_number"),
        ("\u00b2", "not_a_number"),
        (str(MAX_FIGURE + 1), "too_large"),
        (str(2**53), "too_large"),
        ("9" * 5000, "too_large"),
    ],
)
def test_a_figure_that_is_no_figure_is_reported_and_its_line_left_out(write: Write, cell: str, reason: str) -> None:
    bad = f'1609011013002,{PLACE},"{cell}",20,30,1,31,2,3,2024'
    path = write(FIRST, bad)
    assert [row.line for row in open_feed(path)] == [2]
    assert problems(path) == [(3, "suara_1", reason)]


def test_the_largest_figure_is_still_read(write: Write) -> None:
    [row] = open_feed(write(FIRST.replace(",10,", f",{MAX_FIGURE},")))
    assert row.figures["suara_1"] == MAX_FIGURE


def test_every_problem_of_a_line_is_reported(write: Write) -> None:
    bad = f"16090110130O1,{PLACE},-1,x,30,1,31,2,3,2024"
    assert problems(write(bad)) == [(2, "kode_tps", "code"), (2, "suara_1", "negative"), (2, "suara_2", "not_a_number")]


@pytest.mark.parametrize(
    "code", ["", "160901101300", "16090110130011", "1609011013OO1", "9917010001?006-tps-005", "١٦٠٩٠١١٠١٣٠٠١"]
)
def test_a_code_that_is_not_13_ascii_digits_is_reported(write: Write, code: str) -> None:
    assert problems(write(FIRST.replace("1609011013001", code))) == [(2, "kode_tps", "code")]


def test_a_code_that_disagrees_with_the_columns_beside_it_is_reported(write: Write) -> None:
    moved = FIRST.replace("16,1609,160901,", "16,1608,160901,")
    assert problems(write(moved)) == [(2, "kode_kabko", "code_disagrees")]


def test_a_tps_stands_once_and_every_later_line_is_left_out(write: Write) -> None:
    path = write(FIRST, SECOND, FIRST, FIRST)
    assert [row.line for row in open_feed(path)] == [2, 3]
    assert problems(path) == [(4, "kode_tps", "duplicate_tps"), (5, "kode_tps", "duplicate_tps")]


def test_a_later_line_does_not_replace_a_first_one_that_was_left_out(write: Write) -> None:
    path = write(FIRST.replace(",10,", ",-10,"), FIRST)
    assert list(open_feed(path)) == []
    assert problems(path) == [(2, "suara_1", "negative"), (3, "kode_tps", "duplicate_tps")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (FIRST + ",1", "cells"),
        (FIRST.removesuffix(",2024"), "cells"),
        ("    ", "cells"),
        (FIRST.replace("SUMSEL", '"SUMSEL'), "malformed"),
        (FIRST.replace("SUMSEL", '"SUM"SEL'), "malformed"),
        (FIRST.encode().replace(b"SUMSEL", b"SUMS\xc9L"), "not_utf8"),
        (FIRST.replace("SUMSEL", "SUM\0SEL"), "control_character"),
        (FIRST.replace("SUMSEL", "SUM\u202eSEL"), "control_character"),
        (FIRST.replace("SUMSEL", "X" * MAX_LINE), "too_long"),
    ],
)
def test_a_line_that_cannot_be_read_is_reported_and_reading_goes_on(
    write: Write, line: str | bytes, reason: str
) -> None:
    path = write(line, SECOND)
    assert [row.line for row in open_feed(path)] == [3]
    assert problems(path) == [(2, "", reason)]


def test_what_is_reported_is_short_and_printable(write: Write) -> None:
    feed = open_feed(write(b"\x1b[2J\xff" + b"x" * 100))
    list(feed)
    [problem] = feed.problems
    assert problem == FeedProblem("feed.csv", 2, "", "not_utf8", "\\x1b[2J\\udcff" + "x" * 35 + "...")


def test_empty_lines_carry_nothing_and_are_passed_over(write: Write) -> None:
    path = write(FIRST, "", SECOND, "")
    assert [row.line for row in open_feed(path)] == [2, 4]
    assert problems(path) == []


def test_the_names_and_codes_of_areas_may_be_left_out_and_rows_of_any_form_are_taken(write: Write) -> None:
    header = "kode,suara_4,suara_4_1,suara_4_10,suara_4_total,surat_suara_diterima,pemilih_total_j,disabilitas_l"
    [row] = feed = open_feed(write("1609011013001,1,2,3,6,300,,7", header=header))
    assert row.figures == {
        "suara_4": 1, "suara_4_1": 2, "suara_4_10": 3, "suara_4_total": 6, "surat_suara_diterima": 300,
        "pemilih_total_j": None, "disabilitas_l": 7,
    }  # fmt: skip
    assert [(option.no, option.name, option.parent) for option in feed.options] == [
        (4, "Partai 4", None), (1, "Calon 1", 4), (10, "Calon 10", 4),
    ]  # fmt: skip


def test_the_desa_and_the_number_of_a_tps_give_its_code(write: Write) -> None:
    header = "kode_kelurahan,kode_kecamatan,nomor_tps,suara_1"
    numbers = ("7", "012", "TPS 3", "004-tps", "0", "1000", "satu", "")
    path = write(*(f"1609011013,160901,{number},1" for number in numbers), "16090110,160901,1,1", header=header)
    assert [row.tps[-3:] for row in open_feed(path)] == ["007", "012", "003", "004"]
    assert problems(path) == [
        *((line, "nomor_tps", "tps_number") for line in (6, 7, 8, 9)), (10, "kode_kelurahan", "desa_code"),
    ]  # fmt: skip
    other = write("1609011013,160902,7,1", "1609011013,160901,7,x", "1609011013,160901,07,1", header=header)
    assert problems(other) == [
        (2, "kode_kecamatan", "code_disagrees"), (3, "suara_1", "not_a_number"), (4, "kode_tps", "duplicate_tps"),
    ]  # fmt: skip


def test_columns_may_be_parted_by_semicolons(write: Write) -> None:
    [row] = open_feed(write(FIRST.replace(",", ";"), header=HEADER.replace(",", ";")))
    assert row.figures["suara_2"] == 20


@pytest.mark.parametrize("ending", [b"\r\n", b"\r"])
def test_other_line_ends_and_a_byte_order_mark_are_tolerated(tmp_path: Path, ending: bytes) -> None:
    path = tmp_path / "feed.csv"
    path.write_bytes(b"\xef\xbb\xbf" + ending.join([HEADER.encode(), FIRST.encode(), b""]))
    assert [row.tps for row in open_feed(path)] == ["1609011013001"]


@pytest.mark.parametrize(
    ("content", "error", "said"),
    [
        (b"", FeedEmptyError, {}),
        (b"\n\n", FeedEmptyError, {}),
        (b"\xef\xbb\xbf", FeedEmptyError, {}),
        (b"GIF8\x15\x04\x15", FeedNotCsvError, {"reason": "control_character"}),
        (HEADER.encode("utf-16"), FeedNotCsvError, {"reason": "not_utf8"}),
        (b"\x89PNG", FeedNotCsvError, {"reason": "not_utf8"}),
        (b'"kode_tps,suara_1', FeedNotCsvError, {"reason": "malformed"}),
        (b"x" * (MAX_LINE + 1), FeedNotCsvError, {"reason": "too_long"}),
        (HEADER.replace("kode_tps,", "").encode(), FeedColumnMissingError, {"columns": "kode_tps"}),
        (HEADER.replace(",suara_1,suara_2", "").encode(), FeedColumnMissingError, {"columns": "suara_1"}),
        (b"kode_kelurahan,suara_1", FeedColumnMissingError, {"columns": "kode_tps"}),
        (HEADER.replace(",", "|").encode(), FeedColumnMissingError, {"columns": "kode_tps,suara_1"}),
        (b"," * 9000, FeedNotCsvError, {"reason": "columns"}),
        (HEADER.replace(",ts", ",suara_1").encode(), FeedColumnTwiceError, {"column": "suara_1"}),
    ],
)
def test_a_file_without_a_sound_header_is_one_error(
    tmp_path: Path, content: bytes, error: type[RekapError], said: dict[str, str]
) -> None:
    path = tmp_path / "feed.csv"
    path.write_bytes(content)
    with pytest.raises(error) as caught:
        open_feed(path)
    assert (said | {"path": str(path)}).items() <= dict(caught.value.params).items()


def test_a_file_that_is_not_there_or_no_file_is_one_error(tmp_path: Path, write: Write) -> None:
    with pytest.raises(FeedUnreadableError):
        open_feed(tmp_path / "absent.csv")
    feed = open_feed(write(FIRST))
    feed.path.unlink()
    with pytest.raises(FeedUnreadableError):
        list(feed)


# --- the published results of three kabupaten ------------------------------------------------------------------------

RULES = ("G.301", "G.303", "G.305", "G.201", "G.202", "G.102")
PUBLISHED = {
    "oku_selatan_1609": ((1352, 1237, 1222), "51/1100 13/1114 73/1114 153/3345 41/3345 99/5575"),
    "oku_timur_1608": ((2180, 2143, 2050), "58/1891 4/1984 133/1984 153/5952 52/5952 85/9920"),
    "banyuasin_1607": ((2564, 2208, 2168), "120/1771 16/1810 123/1810 191/5433 51/5433 142/9055"),
}
VOTES = {
    "oku_selatan_1609": [32_434, 171_254, 27_446],
    "oku_timur_1608": [42_961, 311_882, 51_303],
    "banyuasin_1607": [66_771, 323_074, 53_691],
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_results_break_the_rules_exactly_as_often_as_was_counted(shared: Path, name: str) -> None:
    feed = open_feed(shared / "data" / "sirekap2024" / f"sirekap2024_ppwp_{name}.csv")
    (total, published, voted), expected = PUBLISHED[name]
    runs, broken, votes = _count(feed)
    rows = list(feed)
    assert feed.problems == []
    assert len(rows) == total
    assert sum(row.is_published for row in rows) == published
    assert sum(all(row.figures[f"suara_{no}"] is not None for no in (1, 2, 3)) for row in rows) == voted
    assert " ".join(f"{broken[code]}/{runs[code]}" for code in RULES) == expected
    assert votes == VOTES[name]


def _count(feed: Feed) -> tuple[Counter[str], Counter[str], list[int]]:
    election = profile("pemilu-2024")
    carried = set(feed.rows)
    rows = tuple(row for row in rows_for(election, feed.options) if row in carried)
    check = form_check(contest("ppwp", areas=("0",), levels=("kecamatan",), options=feed.options, rows=rows), election)
    runs: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    votes = [0] * len(feed.options)
    for row in feed:
        figures = row.figures_for(rows)
        runs.update(code for code, _ in check.ran(figures))
        broken.update(breach.code for breach in check.breaches(figures))
        cast = row.figures_for([f"suara_{option.no}" for option in feed.options])
        # One TPS of OKU Timur has the votes of two candidates only; the published sums leave it out.
        if None not in cast:
            votes = [total + (vote or 0) for total, vote in zip(votes, cast, strict=True)]
    return runs, broken, votes


@pytest.mark.parametrize(
    ("name", "count"),
    [("oku_selatan", 1273), ("oku_selatan_crowd", 1273), ("oku_timur", 2178), ("oku_timur_crowd", 2178)],
)
def test_the_results_of_2019_have_two_paslon_and_no_users_of_the_right_to_vote(
    shared: Path, name: str, count: int
) -> None:
    feed = open_feed(shared / "data" / "situng2019" / f"pilpres2019_tps_{name}.csv")
    assert len(list(feed)) == count
    assert feed.problems == []
    assert [option.no for option in feed.options] == [1, 2]
    assert "pengguna_total_j" not in feed.rows
    assert ("pemilih_dpt_j" in feed.rows) == (not name.endswith("crowd"))
