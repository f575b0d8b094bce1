"""Workbooks as a PPK keeps them: a header somewhere above, one row per TPS, and nothing in a cell is guessed."""

import datetime as dt
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import patch

import openpyxl
import pytest

from domain.errors import RekapError
from ledger.feeds import HeaderMapping, open_feed
from ledger.feeds.errors import (
    FeedColumnMissingError,
    FeedColumnTwiceError,
    FeedKindUnknownError,
    FeedMalformedError,
    FeedTooLargeError,
    FeedTwoHeadersError,
    HeaderMissingError,
    SheetMissingError,
)
from ledger.feeds.xlsx_file import XlsxFeed

HEADER = ("No", "Kode TPS", "Kecamatan", "01", "02", "Suara Sah")
FIRST = (1, "1609011013001", "MUARA DUA", 10, 20, 30)
SECOND = (2, "1609011013002", "MUARA DUA", None, 0, None)

Rows = Sequence[Sequence[object]]


def book(folder: Path, **sheets: Rows) -> Path:
    path = folder / "rekap.xlsx"
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return path


def problems(path: Path, **chosen: str) -> list[tuple[int, str, str]]:
    feed = open_feed(path, **chosen)  # type: ignore[arg-type]  # only the sheet is chosen here
    list(feed)
    return [(problem.line, problem.column, problem.reason) for problem in feed.problems]


def changed(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The workbook with one of its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def test_the_header_is_found_below_titles_and_lines_are_those_of_the_sheet(tmp_path: Path) -> None:
    path = book(tmp_path, Rekap=[["REKAP PPK"], [], ["(1)", "(2)"], HEADER, FIRST, [], ["", None], SECOND])
    feed = open_feed(path)
    assert isinstance(feed, XlsxFeed)
    assert [(row.line, row.tps) for row in feed] == [(5, FIRST[1]), (8, SECOND[1])]
    assert [row.figures for row in feed] == [
        {"suara_1": 10, "suara_2": 20, "suara_sah": 30}, {"suara_1": None, "suara_2": 0, "suara_sah": None},
    ]  # fmt: skip
    assert feed.problems == []


def test_a_header_below_the_twentieth_row_is_not_found(tmp_path: Path) -> None:
    assert len(list(open_feed(book(tmp_path, A=[*[["x"]] * 19, HEADER, FIRST])))) == 1
    with pytest.raises(HeaderMissingError):
        open_feed(book(tmp_path, A=[*[["x"]] * 20, HEADER, FIRST]))


def test_the_first_sheet_with_a_known_header_is_read_or_the_named_one(tmp_path: Path) -> None:
    path = book(tmp_path, Sampul=[["PPK"]], Satu=[HEADER, FIRST], Dua=[HEADER, SECOND])
    assert [row.tps for row in open_feed(path)] == [FIRST[1]]
    assert [row.tps for row in open_feed(path, sheet="Dua")] == [SECOND[1]]
    with pytest.raises(HeaderMissingError):
        open_feed(path, sheet="Sampul")
    with pytest.raises(SheetMissingError) as caught:
        open_feed(path, sheet="Tiga")
    assert dict(caught.value.params)["sheets"] == "Sampul, Satu, Dua"


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("=D2+E2", "formula"),
        (dt.date(2024, 2, 14), "date"),
        (dt.time(7), "date"),
        (True, "boolean"),
        (10.5, "not_whole"),
        (-1, "negative"),
        (2_000_000, "too_large"),
        ("10 suara", "spaces"),
        ("sepuluh", "not_a_number"),
        ("#REF!", "not_a_number"),
    ],
)
def test_a_cell_that_is_no_figure_is_a_problem(tmp_path: Path, cell: object, reason: str) -> None:
    path = book(tmp_path, A=[HEADER, (1, FIRST[1], "X", 10, 20, cell), SECOND])
    assert [row.tps for row in open_feed(path)] == [SECOND[1]]
    assert problems(path) == [(2, "Suara Sah", reason)]


def test_a_formula_counts_with_the_result_that_its_spreadsheet_stored(tmp_path: Path) -> None:
    path = book(tmp_path, A=[HEADER, (*FIRST[:5], 30)])
    with zipfile.ZipFile(path) as parts:
        held = {name: parts.read(name) for name in parts.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    stored = re.sub(rb'<c r="F2"[^>]*><v>30</v>', b'<c r="F2"><f>D2+E2</f><v>30</v>', held[sheet])
    assert stored != held[sheet]
    with zipfile.ZipFile(path, "w") as parts:
        for name, data in (held | {sheet: stored}).items():
            parts.writestr(name, data)
    (row,) = open_feed(path)
    assert row.figures["suara_sah"] == 30


def test_whole_numbers_are_read_however_the_cell_holds_them(tmp_path: Path) -> None:
    path = book(tmp_path, A=[HEADER, (1, 1609011013001, "X", 10.0, "20", 30), (2, 1609011013002.0, "X", "", 0, None)])
    assert [(row.tps, *row.figures.values()) for row in open_feed(path)] == [
        ("1609011013001", 10, 20, 30), ("1609011013002", None, 0, None),
    ]  # fmt: skip


def test_the_line_of_sums_at_the_end_is_no_tps(tmp_path: Path) -> None:
    path = book(tmp_path, A=[HEADER, FIRST, ("JUMLAH", None, None, 10, 20, 30)])
    feed = open_feed(path)
    assert [row.tps for row in feed] == [FIRST[1]]
    assert (feed.problems, feed.sums) == ([], 1)


@pytest.mark.parametrize("words", ["Total", " Sub Total:", "JUMLAH SELURUHNYA", "Jml. Kecamatan"])
def test_a_word_for_a_sum_may_stand_in_any_column_before_the_figures(tmp_path: Path, words: str) -> None:
    feed = open_feed(book(tmp_path, A=[HEADER, FIRST, (None, None, words, 10, 20, 30), (2, words, None, 10, 20, 30)]))
    assert (len(list(feed)), feed.problems, feed.sums) == (1, [], 2)


@pytest.mark.parametrize(
    "row", [("JUMLAH", "16090110130x1", None, 1, 2, 3), (2, None, "JUMLAHAN", 1, 2, 3), (2, None, None, 1, 2, 3)]
)
def test_a_row_that_may_be_a_tps_is_no_sum(tmp_path: Path, row: tuple[object, ...]) -> None:
    assert problems(book(tmp_path, A=[HEADER, FIRST, row])) == [(3, "Kode TPS", "code")]


def test_cells_beyond_the_headers_are_not_read(tmp_path: Path) -> None:
    path = book(tmp_path, A=[HEADER, (*FIRST, "catatan", "=A1"), SECOND[:4]])
    assert len(list(open_feed(path))) == 2
    assert problems(path) == []


def test_a_duplicate_tps_is_named_with_its_row(tmp_path: Path) -> None:
    assert problems(book(tmp_path, A=[HEADER, FIRST, FIRST])) == [(3, "kode_tps", "duplicate_tps")]


@pytest.mark.parametrize(
    ("header", "error"),
    [
        ((*HEADER, "Paslon 1"), FeedTwoHeadersError),
        ((*HEADER, "01"), FeedColumnTwiceError),
    ],
)
def test_two_headers_for_one_row_are_an_error(tmp_path: Path, header: Sequence[str], error: type[RekapError]) -> None:
    with pytest.raises(error):
        open_feed(book(tmp_path, A=[header, FIRST]))


def test_a_mapping_finds_its_header_and_reads_nothing_else(tmp_path: Path) -> None:
    path = book(tmp_path, A=[["01"], HEADER, FIRST])
    feed = open_feed(path, HeaderMapping({"Kode TPS": "kode_tps", "02": "suara_1"}))
    assert [row.figures for row in feed] == [{"suara_1": 20}]
    assert feed.mapping is not None
    assert feed.mapping.ignored == ("No", "Kecamatan", "01", "Suara Sah")
    with pytest.raises(HeaderMissingError):
        open_feed(path, HeaderMapping({"Kode TPS": "kode_tps", "03": "suara_1"}))
    with pytest.raises(FeedColumnMissingError):
        open_feed(path, HeaderMapping({"Kode TPS": "kode_tps"}))


# --- hostile files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml", "docProps/core.xml"])
def test_xml_entities_are_refused_in_any_part(tmp_path: Path, part: str) -> None:
    def with_bomb(data: bytes) -> bytes:
        place = data.index(b"?>") + 2 if data.startswith(b"<?") else 0
        return data[:place] + b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' + data[place:]

    with pytest.raises(FeedMalformedError) as caught:
        list(open_feed(changed(book(tmp_path, A=[HEADER, FIRST]), part, with_bomb)))
    assert dict(caught.value.params)["reason"] == "xml_entities"


def test_xml_entities_are_refused(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'

    def with_bomb(data: bytes) -> bytes:
        return data.replace(b"<worksheet", bomb + b"<worksheet", 1).replace(b"</sheetData>", b"&b;</sheetData>")

    path = changed(book(tmp_path, A=[HEADER, FIRST]), "xl/worksheets/sheet1.xml", with_bomb)
    with pytest.raises(FeedMalformedError) as caught:
        list(open_feed(path))
    assert dict(caught.value.params)["reason"] == "xml_entities"


def test_without_the_protection_of_xml_nothing_is_read(tmp_path: Path) -> None:
    with patch("openpyxl.DEFUSEDXML", new=False), pytest.raises(FeedMalformedError) as caught:
        open_feed(book(tmp_path, A=[HEADER, FIRST]))
    assert dict(caught.value.params)["reason"] == "xml_unprotected"


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = book(tmp_path, A=[HEADER, FIRST])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/x.bin", "w") as part:
        for _ in range(9):
            part.write(bytes(64 * 1024**2))
    assert path.stat().st_size < 1024**2
    with pytest.raises(FeedTooLargeError) as caught:
        open_feed(path)
    assert dict(caught.value.params)["reason"] == "unpacked"
    with patch("ledger.feeds.xlsx_file.MAX_BYTES", 100), pytest.raises(FeedTooLargeError):
        open_feed(path)


def test_parts_that_are_read_as_a_whole_are_small(tmp_path: Path) -> None:
    def grown(data: bytes) -> bytes:
        return data.replace(b"</styleSheet>", b"<a/>" * (1024**2 + 1) + b"</styleSheet>")

    with pytest.raises(FeedTooLargeError) as caught:
        open_feed(changed(book(tmp_path, A=[HEADER, FIRST]), "xl/styles.xml", grown))
    assert dict(caught.value.params)["reason"] == "part"


def test_a_large_picture_is_not_read_and_nothing_that_is_read_is_called_one(tmp_path: Path) -> None:
    path = book(tmp_path, A=[HEADER, FIRST])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", bytes(5 * 1024**2))
    assert len(list(open_feed(path))) == 1
    changed(path, "[Content_Types].xml", lambda data: data.replace(b"/xl/workbook.xml", b"/xl/media/image1.png"))
    with pytest.raises(FeedMalformedError):
        open_feed(path)


def test_a_damaged_part_is_one_error(tmp_path: Path) -> None:
    data = bytearray(book(tmp_path, A=[HEADER, FIRST]).read_bytes())
    at = data.index(b"xl/styles.xml") + len(b"xl/styles.xml")
    data[at : at + 8] = b"\xff" * 8
    (tmp_path / "rekap.xlsx").write_bytes(data)
    with pytest.raises(FeedMalformedError):
        list(open_feed(tmp_path / "rekap.xlsx"))


def test_a_sheet_is_not_as_large_as_it_says(tmp_path: Path) -> None:
    path = changed(
        book(tmp_path, A=[HEADER, FIRST]), "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b'<dimension ref="A1:F2"', b'<dimension ref="A1:XFD1048576"'),
    )  # fmt: skip
    assert len(list(open_feed(path))) == 1


def test_a_row_far_below_is_refused_without_walking_there(tmp_path: Path) -> None:
    path = changed(
        book(tmp_path, A=[HEADER, FIRST]), "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b'<row r="2"', b'<row r="999999999999"').replace(b'r="A2"', b'r="A999999999999"'),
    )  # fmt: skip
    with patch("ledger.feeds.xlsx_file.MAX_ROWS", 5_000), pytest.raises(FeedTooLargeError):
        list(open_feed(path))


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/workbook.xml", lambda _: b"<x/>"),
        ("xl/workbook.xml", lambda _: b"<x"),
        ("xl/worksheets/sheet1.xml", lambda data: data[: len(data) // 2]),
        ("xl/worksheets/sheet1.xml", lambda data: data.replace(b'r="B2"', b'r="!!"')),
        ("xl/worksheets/sheet1.xml", lambda data: data.replace(b"<v>10</v>", b"<v>1e999999999</v>")),
        ("xl/worksheets/sheet1.xml", lambda data: data.replace(b"<v>10</v>", b"<v>" + b"9" * 5000 + b"</v>")),
        ("[Content_Types].xml", lambda _: b"<Types/>"),
    ],
)
def test_parts_that_do_not_fit_together_are_one_error_or_named_problems(
    tmp_path: Path, part: str, change: Callable[[bytes], bytes]
) -> None:
    path = changed(book(tmp_path, A=[HEADER, FIRST, SECOND]), part, change)
    try:
        feed = open_feed(path)
        read = list(feed)
    except (FeedMalformedError, HeaderMissingError):
        return
    assert len(read) < 2
    assert feed.problems


def test_an_old_workbook_and_a_cut_one_are_refused(tmp_path: Path) -> None:
    old = tmp_path / "rekap.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(FeedKindUnknownError):
        open_feed(old)
    path = book(tmp_path, A=[HEADER, FIRST])
    path.write_bytes(path.read_bytes()[:300])
    with pytest.raises(RekapError):
        list(open_feed(path))
