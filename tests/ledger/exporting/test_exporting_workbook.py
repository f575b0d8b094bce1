"""The workbook of a contest: laid out as D.HASIL is, marked, safe, the same bytes at any time."""

import re
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from domain.areas import NATION, AreaLevel
from ledger.errors import SheetTooWideError, WorkbookUnavailableError
from ledger.exports import exporting_workbook
from ledger.exports.exporting_workbook import row_labels
from ledger.making.plan import Plan
from ledger.passes import Verification
from tests.support.exported import (
    HOSTILE,
    column,
    election_of,
    exported,
    in_contest,
    sheets,
    sums,
)


def test_there_is_a_sheet_for_every_recapitulating_area_the_highest_first(out: Path) -> None:
    names = ["nasional 0", "provinsi 90", "kabko 9001", "kecamatan 900101", "kecamatan 900102", "kecamatan 990101"]
    assert list(sheets(out / "ppwp" / "ppwp.xlsx")) == names
    assert all(re.fullmatch(r"[a-z]+ [0-9]+", name) for name in names)


def test_the_sheet_of_a_kecamatan_has_its_tps_by_desa_and_the_total_last(plan: Plan, out: Path) -> None:
    contest = plan.contests[0]
    sheet = sheets(out / "ppwp" / "ppwp.xlsx")["kecamatan 900101"]
    groups = [sheet.cell(6, at).value for at in range(3, sheet.max_column + 1)]
    names = [sheet.cell(7, at).value for at in range(3, sheet.max_column + 1)]
    assert groups == ["9001012001"] * 3 + ["9001012002"] * 3 + [None, None]
    assert names[:3] == ["9001012001001", "9001012001002", "Total of the desa"]
    assert names[-2:] == ["TPS blank", "Total"]
    forms = dict(in_contest(plan, contest))
    for at, name in enumerate(names, 3):
        if str(name).isdigit():
            assert column(sheet, at) == list(forms[str(name)] or [None] * len(contest.rows))
    total, missing = sums(plan, contest, AreaLevel.KECAMATAN)
    assert column(sheet, sheet.max_column) == total["900101"]
    assert column(sheet, sheet.max_column - 1) == missing["900101"]
    assert column(sheet, 5) == sums(plan, contest, AreaLevel.DESA)[0]["9001012001"]


def test_the_sheet_above_has_a_column_for_every_child(plan: Plan, out: Path) -> None:
    sheet = sheets(out / "ppwp" / "ppwp.xlsx")["nasional 0"]
    assert [sheet.cell(7, at).value for at in range(3, 7)] == ["90", "990101", "TPS blank", "Total"]
    assert column(sheet, 3) == sums(plan, plan.contests[0], AreaLevel.PROVINSI)[0]["90"]
    assert column(sheet, 6) == sums(plan, plan.contests[0], AreaLevel.NASIONAL)[0][NATION]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "id",
            ("*** LATIHAN: bukan pemilihan", "Bagian", "Jumlah pengguna hak pilih, laki-laki", "Calon 2 (IV no. 1.2)"),
        ),
        ("en", ("*** PRACTICE (LATIHAN): not a", "Section", "All who voted, men", "Calon 2 (IV no. 1.2)")),
    ],
)
def test_every_sheet_is_marked_and_labelled_in_the_language_asked_for(
    language: str, words: tuple[str, str, str, str], result: Verification, tmp_path: Path
) -> None:
    exported(result, tmp_path / "out", "xlsx", language=language)
    mark, section, label, candidate = words
    for sheet in sheets(tmp_path / "out" / "dpr-90" / "dpr-90.xlsx").values():
        assert str(sheet["A1"].value).startswith(mark)
        assert sheet["A2"].value.startswith("D.HASIL ")
        assert sheet["A7"].value == section
        assert sheet.freeze_panes == "C9"
        labels = [str(each) for each in column(sheet, 2)]
        assert any(each.startswith(label) for each in labels)
        assert candidate in labels
        assert "IV" in column(sheet, 1)


def test_no_cell_of_a_workbook_is_a_formula(out: Path) -> None:
    for path in out.glob("*/*.xlsx"):
        cells = [cell for sheet in sheets(path).values() for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
    book = zipfile.ZipFile(out / "ppwp" / "ppwp.xlsx")
    assert not any(b"<f>" in book.read(name) for name in book.namelist())
    texts = [str(each) for each in column(sheets(out / "ppwp" / "ppwp.xlsx")["nasional 0"], 2)]
    assert f"{HOSTILE} (IV no. 1)" in texts


def test_a_workbook_is_the_same_bytes_at_any_time(result: Verification, out: Path, tmp_path: Path) -> None:
    exported(result, tmp_path / "again", language="en")
    for path in out.rglob("*"):
        if path.is_file():
            assert (tmp_path / "again" / path.relative_to(out)).read_bytes() == path.read_bytes()
    for path in out.glob("*/*.xlsx"):
        with zipfile.ZipFile(path) as book:
            assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert set(re.findall(rb"[12][0-9]{3}-[0-9]{2}-[0-9]{2}", book.read("docProps/core.xml"))) == {
                b"1980-01-01"
            }


def test_only_a_workbook_depends_on_the_language(result: Verification, out: Path, tmp_path: Path) -> None:
    exported(result, tmp_path / "id", language="id")
    for path in out.rglob("*"):
        if path.is_file():
            other = (tmp_path / "id" / path.relative_to(out)).read_bytes()
            assert (other == path.read_bytes()) == (path.suffix != ".xlsx")


def test_a_sheet_that_is_too_wide_is_refused(
    result: Verification, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting_workbook, "MAX_COLUMNS", 9)
    with pytest.raises(SheetTooWideError):
        exported(result, tmp_path / "out", "xlsx")


def test_without_openpyxl_the_other_formats_are_written(
    result: Verification, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    exported(result, tmp_path / "out", "csv", "json")
    with pytest.raises(WorkbookUnavailableError):
        exported(result, tmp_path / "again", "xlsx")


def test_a_row_that_no_profile_has_is_labelled_by_its_own_name(result: Verification) -> None:
    election = election_of(result)
    contest = election.contests["ppwp"].contest
    own = replace(contest, rows=(*contest.rows, "antrean"))
    assert row_labels(own, election.profile, "id")[-1] == ("", "antrean")
