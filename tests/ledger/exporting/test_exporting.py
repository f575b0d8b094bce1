"""The rebuilt recapitulation as files: CSV, JSON, workbook, facts.

- What the files say is worked out here from the generated plan with plain sums: nothing of the export is asked.
- What is not known is nothing in every format, with its state beside it.
- No file can run anything, and none depends on when it was written.
"""

import csv
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from domain.areas import NATION, AreaLevel
from domain.findings import Finding, Level
from ledger.errors import (
    ExportAreaError,
    NothingToExportError,
    UnknownExportFormatError,
)
from ledger.exports.exporting import check_area, check_formats
from ledger.making.facts import plan_of, read_facts
from ledger.making.plan import Plan
from ledger.passes import Scope, Verification
from tests.support.exported import (
    LEVELS,
    column,
    election_of,
    exported,
    figures,
    in_contest,
    lines,
    sheets,
    sums,
    verified,
    with_unknown,
)

# ---------------------------------------------------------------- CSV


def test_the_figures_of_every_tps_are_those_of_the_plan(plan: Plan, out: Path) -> None:
    for contest in plan.contests:
        found = {line["kode"]: line for line in lines(out / contest.id / "tps.csv")}
        wanted = dict(in_contest(plan, contest))
        assert list(found) == sorted(wanted)
        for tps, form in wanted.items():
            assert figures(found[tps]) == list(form or [None] * len(contest.rows))
            assert found[tps]["state"] == ("absent" if form is None else "known")
    everywhere = [form for contest in plan.contests for _, form in in_contest(plan, contest)]
    assert None in everywhere
    assert any(None in form for form in everywhere if form is not None)


@pytest.mark.parametrize("level", LEVELS)
def test_the_sums_of_every_level_are_those_of_its_tps(level: AreaLevel, plan: Plan, out: Path) -> None:
    for contest in plan.contests:
        if level in (*contest.levels, AreaLevel.DESA):
            wanted = sums(plan, contest, level)
            for name, expected in zip((f"{level}.csv", f"{level}_missing.csv"), wanted, strict=True):
                found = lines(out / contest.id / name)
                assert {line["kode"]: figures(line) for line in found} == expected
                assert [line["kode"] for line in found] == sorted(expected)
        else:
            assert not (out / contest.id / f"{level}.csv").exists()


def test_every_line_names_the_kind_of_election_and_the_status_of_the_archive(out: Path) -> None:
    files = list(out.glob("*/*.csv"))
    assert len(files) == 11 + 11 + 7
    for path in files:
        assert {(line["kind"], line["status"]) for line in lines(path)} == {("practice", "findings")}


def test_no_cell_holds_a_text_that_a_spreadsheet_could_run(out: Path) -> None:
    for path in [*out.glob("*/*.csv"), *out.glob("*.csv")]:
        with path.open(encoding="ascii", newline="") as file:
            assert all(re.fullmatch("[a-z0-9_]*", cell) for row in csv.reader(file) for cell in row)
        assert b"\r" not in path.read_bytes()


# ---------------------------------------------------------------- JSON


def test_the_document_says_what_the_csv_files_say(plan: Plan, out: Path) -> None:
    for contest in plan.contests:
        document = json.loads((out / contest.id / f"{contest.id}.json").read_text())
        assert document["rows"] == list(contest.rows)
        for level in (*contest.levels, AreaLevel.DESA, AreaLevel.TPS):
            areas = {code: area for code, area in document["areas"].items() if area["level"] == level}
            known = {line["kode"]: figures(line) for line in lines(out / contest.id / f"{level}.csv")}
            assert {code: area["figures"] or [None] * len(contest.rows) for code, area in areas.items()} == known
            if level is not AreaLevel.TPS:
                lacked = {line["kode"]: figures(line) for line in lines(out / contest.id / f"{level}_missing.csv")}
                assert {code: area["missing"] for code, area in areas.items()} == lacked


def test_the_children_of_an_area_add_up_to_it_and_a_ppln_is_a_child_of_the_nation(out: Path) -> None:
    areas = json.loads((out / "ppwp" / "ppwp.json").read_text())["areas"]
    assert areas[NATION]["children"] == ["90", "990101"]
    for area in areas.values():
        below = [areas[child]["figures"] or [None] * len(area["figures"]) for child in area["children"]]
        if below:
            assert area["figures"] == [sum(figure or 0 for figure in row) for row in zip(*below, strict=True)]
    assert {code for area in areas.values() for code in area["children"]} == set(areas) - {NATION}


def test_the_keys_of_a_document_are_sorted_and_its_bytes_plain(out: Path) -> None:
    for path in out.glob("*/*.json"):
        text = path.read_text(encoding="ascii")
        pairs = json.loads(text, object_pairs_hook=list)
        assert json.dumps(json.loads(text), sort_keys=True) == json.dumps(json.loads(text))
        assert len(pairs) == len(dict(pairs))
        assert text.endswith("}\n")


def test_the_page_lists_the_keys_of_a_document(pytestconfig: pytest.Config, out: Path) -> None:
    page = (pytestconfig.rootpath / "docs" / "export.md").read_text().partition("## JSON")[2].partition("## Facts")[0]
    of_document, of_area = (
        {key for line in part.splitlines() for key in re.findall(r"`([a-z]+)`", line.partition(" | ")[0])}
        for part in page.split("Each of `areas`:")
    )
    document = json.loads((out / "ppwp" / "ppwp.json").read_text())
    assert of_document == set(document)
    assert of_area == set(document["areas"][NATION]) == set(document["areas"]["9001012001001"])


# ---------------------------------------------------------------- what is not known


def test_what_is_not_known_is_nothing_in_every_format(result: Verification, tmp_path: Path) -> None:
    broken = with_unknown(result, "900101", "9001", "90", NATION)
    done = exported(broken, tmp_path / "out")
    assert {each.contest: each.unknown for each in done.contests}["ppwp"] == (NATION, "90", "9001", "900101")
    folder = tmp_path / "out" / "ppwp"
    for path in folder.glob("*.csv"):
        for line in lines(path):
            is_unknown = line["kode"].startswith("900101") or line["kode"] in {NATION, "90", "9001"}
            assert line["status"] == "broken"
            assert (line["state"] == "unknown") == is_unknown
            assert not is_unknown or set(figures(line)) == {None}
    areas = json.loads((folder / "ppwp.json").read_text())["areas"]
    assert all(
        areas[area]["figures"] is areas[area]["missing"] is None for area in (NATION, "90", "900101", "9001012001")
    )
    assert areas["900102"]["figures"] == list(result.totals["ppwp"]["900102"].sums)  # type: ignore[union-attr]
    sheet = sheets(folder / "ppwp.xlsx")["kabko 9001"]
    assert set(column(sheet, 3)) == set(column(sheet, sheet.max_column)) == {"?"}
    assert "?" not in column(sheet, 4)
    assert sheet["C8"].value == "not known"
    assert "BROKEN" in str(sheet["A4"].value)


@pytest.mark.parametrize(
    ("books", "areas"),
    [(["ppk/900101"], {"900101"}), (["kpu/9001", "ppk/900101", "ppk/900102"], {"90", "9001", "900101", "900102"})],
)
def test_an_area_of_which_no_book_says_anything_is_not_known(
    books: list[str], areas: set[str], archive: Path, plan: Plan, tmp_path: Path
) -> None:
    copy = shutil.copytree(archive, tmp_path / "copy")
    for book in books:
        shutil.rmtree(copy / "archive" / plan.host / book)
    result = verified(copy)
    assert result.status == "incomplete"
    done = exported(result, tmp_path / "out")
    shown = {area for area in areas if area in result.totals["ppwp"]}
    assert {each.contest: set(each.unknown) for each in done.contests}["ppwp"] == shown
    folder = tmp_path / "out" / "ppwp"
    for path in folder.glob("*.csv"):
        for line in lines(path):
            assert (line["state"] == "unknown") == (line["kode"] in shown)
            assert line["kode"] not in shown or set(figures(line)) == {None}
    document = json.loads((folder / "ppwp.json").read_text())["areas"]
    assert all(document[area]["figures"] is document[area]["missing"] is None for area in shown)
    sheet = sheets(folder / "ppwp.xlsx")["nasional 0"]
    assert (set(column(sheet, 3)) == {"?"}) == ("90" in shown)


def test_an_archive_that_is_not_whole_gives_no_facts(result: Verification, tmp_path: Path) -> None:
    for level in (Level.BROKEN, Level.INCOMPLETE):
        missing = replace(result, findings=[Finding("R307", level), *result.findings])
        done = exported(missing, tmp_path / level, "csv")
        assert done.lacks_facts == "not_whole"
        assert not list((tmp_path / level).glob("*.csv"))
        assert not (tmp_path / level / "facts.json").exists()


def test_what_was_verified_stands_in_the_folder(result: Verification, out: Path) -> None:
    about = json.loads((out / "export.json").read_text())
    assert about["status"] == "findings"
    assert about["kind"] == "practice"
    assert about["election"] == election_of(result).hash.hex()
    assert sum(sum(codes.values()) for codes in about["findings"].values()) == len(result.findings)
    assert about["contests"]["ppwp"] | {"absent": 0} == {"areas": 6, "stations": 10, "absent": 0, "unknown": []}
    assert about["facts"]


# ---------------------------------------------------------------- facts


def test_the_facts_are_the_plan_again(plan: Plan, out: Path) -> None:
    again = plan_of(read_facts(out / "facts.json"))
    assert (again.contests, again.profile, again.kind) == (plan.contests, plan.profile, "practice")
    assert {each.tps: each.forms for each in again.results} == {each.tps: each.forms for each in plan.results}


def test_facts_never_stand_under_the_origins_of_the_election_they_are_from(plan: Plan, out: Path) -> None:
    again = plan_of(read_facts(out / "facts.json"))
    assert again.host != plan.host
    assert re.fullmatch(r"example\.id/replika-[0-9a-f]{16}", again.host)


def test_the_facts_of_an_official_election_make_a_replica(result: Verification, tmp_path: Path) -> None:
    election = election_of(result)
    official = replace(election, declared=structs.replace(election.declared, kind="official"))
    exported(replace(result, election=official), tmp_path / "out", "xlsx")
    assert plan_of(read_facts(tmp_path / "out" / "facts.json")).kind == "replica"
    sheet = sheets(tmp_path / "out" / "ppwp" / "ppwp.xlsx")["nasional 0"]
    assert sheet["A1"].value is None


def test_a_form_with_rows_of_its_own_gives_no_facts(result: Verification, tmp_path: Path) -> None:
    election = election_of(result)
    declared = election.contests["ppwp"]
    rows = ("antrean", *declared.contest.rows[1:])
    own = replace(declared, contest=replace(declared.contest, rows=rows))
    contests = {**election.contests, "ppwp": own}
    done = exported(replace(result, election=replace(election, contests=contests)), tmp_path / "out", "csv")
    assert done.lacks_facts == "forms"


# ---------------------------------------------------------------- scope


def test_an_area_limits_what_is_written(archive: Path, tmp_path: Path) -> None:
    exported(verified(archive, Scope(area="900102", contest="ppwp")), tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir() if path.is_dir()] == ["ppwp"]
    names = {"tps.csv", "desa.csv", "desa_missing.csv", "kecamatan.csv", "kecamatan_missing.csv"}
    assert {path.name for path in (tmp_path / "out" / "ppwp").glob("*.csv")} == names
    codes = {line["kode"][:6] for name in names for line in lines(tmp_path / "out" / "ppwp" / name)}
    assert codes == {"900102"}
    assert list(sheets(tmp_path / "out" / "ppwp" / "ppwp.xlsx")) == ["kecamatan 900102"]


@pytest.mark.parametrize("scope", [Scope(area="90"), Scope(area="990101"), Scope(area="900102", contest="ppwp")])
def test_a_part_of_an_election_gives_no_facts(archive: Path, scope: Scope, tmp_path: Path) -> None:
    assert exported(verified(archive, scope), tmp_path / "out", "csv").lacks_facts == "area"
    assert not list((tmp_path / "out").glob("*.csv"))
    assert not (tmp_path / "out" / "facts.json").exists()
    assert not json.loads((tmp_path / "out" / "export.json").read_text())["facts"]


def test_a_contest_of_an_election_and_all_of_the_nation_give_facts(archive: Path, plan: Plan, tmp_path: Path) -> None:
    done = exported(verified(archive, Scope(area=NATION, contest="ppwp")), tmp_path / "out", "csv")
    assert done.lacks_facts == ""
    assert plan_of(read_facts(tmp_path / "out" / "facts.json")).contests == plan.contests[:1]


def test_a_contest_that_is_not_recapitulated_in_an_area_is_an_error(archive: Path, tmp_path: Path) -> None:
    scoped = verified(archive, Scope(area="90", contest="dprd_kabko-9001"))
    above = replace(scoped, totals={"dprd_kabko-9001": {}})
    with pytest.raises(NothingToExportError):
        exported(above, tmp_path / "out")


def test_a_desa_or_tps_is_not_exported_by_itself() -> None:
    for area in ("9001012001", "9001012001001"):
        with pytest.raises(ExportAreaError) as raised:
            check_area(area)
        assert dict(raised.value.params)["kecamatan"] == "900101"
    for recapitulating in (None, NATION, "90", "9001", "900101"):
        check_area(recapitulating)


def test_a_format_that_is_not_there_is_refused() -> None:
    assert check_formats([]) == ("csv", "xlsx", "json")
    assert check_formats(["json", "csv", "csv"]) == ("csv", "json")
    with pytest.raises(UnknownExportFormatError):
        check_formats(["ods"])
