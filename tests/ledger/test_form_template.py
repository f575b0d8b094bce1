"""Templates of forms (`ledger.forms.form_template`): what the program writes it reads back, and nothing else."""

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from domain.contests import Contest, ContestOption
from ledger.errors import TemplateCellError, TemplateMalformedError
from ledger.forms.form_input import FormInput, read_form
from ledger.forms.form_template import (
    HEADERS,
    MAX_TEMPLATE_BYTES,
    csv_template,
    is_template,
    read_template,
    template_lines,
    workbook_template,
)
from tests.support.typed_entry import PEMILU, SOUND, parties, ppwp

ROWS: Final = ppwp().rows
WORKBOOK: Final = workbook_template(template_lines(ppwp(), PEMILU, "id"), "C.HASIL", "id")
FIGURE: Final = "E"
WORDS: Final = "F"


def written(contest: Contest, kind: str, language: str = "id") -> bytes:
    lines = template_lines(contest, PEMILU, language)
    return csv_template(lines, language) if kind == "csv" else workbook_template(lines, "C.HASIL", language)


def filled_csv(path: Path, cells: dict[str, tuple[object, object]]) -> Path:
    rows = list(csv.reader(io.StringIO(written(ppwp(), "csv").decode("utf-8-sig")), delimiter=";"))
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(
        [
            rows[0],
            *([*row[:4], *("" if n is None else str(n) for n in cells.get(row[3], ("", "")))] for row in rows[1:]),
        ]
    )
    path.write_text(out.getvalue(), encoding="utf-8-sig")
    return path


def filled_workbook(path: Path, change: Callable[[Worksheet], object]) -> Path:
    book = openpyxl.load_workbook(io.BytesIO(written(ppwp(), "xlsx")))
    change(book.worksheets[0])
    book.save(path)
    return path


def line_of(row: str) -> int:
    return 5 + ROWS.index(row)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_an_empty_template_is_a_form_in_which_nothing_is_filled_in(tmp_path: Path, kind: str, language: str) -> None:
    for contest in (ppwp(), parties()):
        path = tmp_path / f"{contest.id}.{kind}"
        path.write_bytes(written(contest, kind, language))
        assert is_template(path)
        assert read_template(path, contest.rows) == ((None,) * len(contest.rows), ())


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_same_form_gives_the_same_bytes(kind: str) -> None:
    assert written(parties(), kind) == written(parties(), kind)


@settings(max_examples=25)
@given(st.lists(st.none() | st.integers(0, 1_000_000), min_size=len(ROWS), max_size=len(ROWS)))
def test_what_is_filled_in_is_read_back(tmp_path_factory: pytest.TempPathFactory, figures: list[int | None]) -> None:
    folder = tmp_path_factory.mktemp("form")

    def fill(sheet: Worksheet) -> None:
        for row, figure in zip(ROWS, figures, strict=True):
            sheet[f"{FIGURE}{line_of(row)}"] = figure

    workbook = filled_workbook(folder / "a.xlsx", fill)
    table = filled_csv(folder / "a.csv", {row: (n, None) for row, n in zip(ROWS, figures, strict=True)})
    assert read_template(workbook, ROWS) == read_template(table, ROWS) == (tuple(figures), ())


def test_tally_prepare_reads_it_as_any_form(tmp_path: Path) -> None:
    path = filled_csv(tmp_path / "ppwp.csv", {row: (n, None) for row, n in SOUND.items()})
    assert read_form(path, ROWS) == FormInput(tuple(SOUND.values()), ())


def test_a_number_in_words_may_be_digits_or_indonesian_words(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet[f"{WORDS}{line_of('suara_1')}"] = "Tujuh puluh"
        sheet[f"{WORDS}{line_of('suara_2')}"] = 90

    _, words = read_template(filled_workbook(tmp_path / "a.xlsx", fill), ROWS)
    assert [words[ROWS.index(row)] for row in ("suara_1", "suara_2", "suara_3")] == [70, 90, None]


def test_only_the_cells_to_be_filled_in_can_be_changed() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written(ppwp(), "xlsx"))).worksheets[0]
    assert sheet.protection.sheet
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    spelled = ("suara_1", "suara_2", "suara_3", "suara_sah", "suara_tidak_sah", "suara_total")
    assert unlocked == {f"{FIGURE}{line_of(row)}" for row in ROWS} | {f"{WORDS}{line_of(row)}" for row in spelled}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_name_is_never_a_formula(tmp_path: Path, kind: str) -> None:
    options = (ContestOption(1, '=HYPERLINK("x")'), ContestOption(2, "@SUM(A1)"))
    rows = [line._replace(label=option.name) for line, option in zip(template_lines(ppwp(), PEMILU, "id"), options)]  # noqa: B905
    if kind == "csv":
        cells = list(csv.reader(io.StringIO(csv_template(rows, "id").decode("utf-8-sig")), delimiter=";"))
        assert all(not line[2].startswith(("=", "@")) for line in cells)
        return
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook_template(rows, "x", "id"))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert {cell.data_type for cell in sheet["C"][4:]} == {"s"}


BAD_CELLS: Final[dict[str, tuple[str | float, str]]] = {
    "formula": ("=1+1", "formula"),
    "negative": (-4, "negative"),
    "fraction": (4.5, "not_whole"),
    "too large": (1_000_001, "too_large"),
    "boolean": (True, "not_a_number"),
    "words": ("empat", "not_a_number"),
    "separators": ("1.352", "separators"),
}


@pytest.mark.parametrize("case", BAD_CELLS)
def test_what_is_no_whole_number_is_refused_with_its_cell(tmp_path: Path, case: str) -> None:
    value, reason = BAD_CELLS[case]

    def fill(sheet: Worksheet) -> None:
        sheet[f"{FIGURE}{line_of('suara_2')}"] = value

    with pytest.raises(TemplateCellError) as caught:
        read_template(filled_workbook(tmp_path / "a.xlsx", fill), ROWS)
    found = dict(caught.value.params)
    assert (found["reason"], found["column"], found["line"]) == (reason, FIGURE, line_of("suara_2"))
    assert found["row"] == "suara_2"


def test_words_that_nobody_spells_so_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateCellError) as caught:
        read_template(filled_csv(tmp_path / "a.csv", {"suara_1": (1, "dua dua")}), ROWS)
    assert dict(caught.value.params)["reason"] == "not_words"


def test_a_row_that_was_deleted_is_not_an_empty_figure(tmp_path: Path) -> None:
    with pytest.raises(TemplateMalformedError) as caught:
        read_template(filled_workbook(tmp_path / "a.xlsx", lambda sheet: sheet.delete_rows(line_of("suara_2"))), ROWS)
    assert dict(caught.value.params)["value"] == "suara_2"


def test_a_sheet_that_was_shifted_in_part_is_refused(tmp_path: Path) -> None:
    def shift(sheet: Worksheet) -> None:
        one, two = sheet[f"D{line_of('suara_1')}"], sheet[f"D{line_of('suara_2')}"]
        one.value, two.value = two.value, one.value

    with pytest.raises(TemplateCellError) as caught:
        read_template(filled_workbook(tmp_path / "a.xlsx", shift), ROWS)
    assert dict(caught.value.params)["reason"] == "shifted"


def test_the_form_of_another_contest_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(written(parties(), "csv"))
    with pytest.raises(TemplateCellError) as caught:
        read_template(path, ROWS)
    assert dict(caught.value.params)["reason"] == "unknown_row"


def test_a_row_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = filled_csv(tmp_path / "a.csv", {})
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    path.write_text("\n".join([*lines, lines[-1]]))
    with pytest.raises(TemplateCellError) as caught:
        read_template(path, ROWS)
    assert dict(caught.value.params)["reason"] == "row_twice"


def test_a_line_of_another_width_is_refused(tmp_path: Path) -> None:
    path = filled_csv(tmp_path / "a.csv", {})
    path.write_text(path.read_text(encoding="utf-8-sig") + "V;V.C\n")
    with pytest.raises(TemplateCellError) as caught:
        read_template(path, ROWS)
    assert dict(caught.value.params)["reason"] == "cells"


def _no_header(path: Path) -> None:
    path.write_text("row,figure\nsuara_1,4\n")


def _too_large(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + bytes(MAX_TEMPLATE_BYTES))


def _no_workbook(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 and then nothing")


def _not_utf8(path: Path) -> None:
    path.write_bytes(";".join(HEADERS["id"]).encode() + b"\n\xff;;;;;\n")


def _torn_quote(path: Path) -> None:
    path.write_text(";".join(HEADERS["id"]) + '\n"I.A;')


def _two_sheets(path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(ppwp(), "xlsx")))
    book.create_sheet("2")
    book.save(path)


def _repacked(path: Path, change: Callable[[str, bytes], bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(written(ppwp(), "xlsx"))) as before, zipfile.ZipFile(path, "w", 8) as after:
        for name in before.namelist():
            after.writestr(name, change(name, before.read(name)))


def _entities(path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    _repacked(path, lambda name, data: bomb + data[data.index(b"<worksheet") :] if "sheet1" in name else data)


def _zip_bomb(path: Path) -> None:
    _repacked(path, lambda name, data: bytes(70_000_000) if "sheet1" in name else data)


BAD_FILES: Final[dict[str, tuple[Callable[[Path], None], str]]] = {
    "no header": (_no_header, "header"),
    "too large": (_too_large, "too_large"),
    "no workbook": (_no_workbook, "workbook"),
    "not utf-8": (_not_utf8, "not_utf8"),
    "torn quote": (_torn_quote, "csv"),
    "two sheets": (_two_sheets, "sheets"),
    "entities": (_entities, "entities"),
    "zip bomb": (_zip_bomb, "too_large"),
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_file_that_is_no_template_is_refused_with_its_reason(tmp_path: Path, case: str) -> None:
    make, reason = BAD_FILES[case]
    path = tmp_path / "a.xlsx"
    make(path)
    with pytest.raises(TemplateMalformedError) as caught:
        read_template(path, ROWS)
    assert dict(caught.value.params)["reason"] == reason


@settings(max_examples=60)
@given(st.integers(0, 20_000), st.binary(min_size=1, max_size=3))
def test_a_damaged_workbook_is_read_or_refused_with_one_error(
    tmp_path_factory: pytest.TempPathFactory, at: int, damage: bytes
) -> None:
    path = tmp_path_factory.mktemp("form") / "a.xlsx"
    data = WORKBOOK
    at %= len(data)
    path.write_bytes(data[:at] + damage + data[at + len(damage) :])
    try:
        figures, _ = read_template(path, ROWS)
    except (TemplateMalformedError, TemplateCellError):
        return
    assert len(figures) == len(ROWS)


def test_other_files_are_no_templates(tmp_path: Path) -> None:
    plain = tmp_path / "a.csv"
    plain.write_text("row,figure\nsuara_1,4\n")
    assert not is_template(plain)
    assert not is_template(tmp_path)
    assert not is_template(tmp_path / "none.csv")
