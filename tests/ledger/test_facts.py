"""Election facts, read, planned and written (`ledger.making.facts*`)."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.areas import AreaLevel
from domain.errors import RekapError
from domain.totals import MAX_STATION_FIGURE
from domain.types import Figures
from ledger.errors import FactsFieldError, FactsSumError, FactsTableError, FactsUnreadableError
from ledger.making import facts_description, facts_tables
from ledger.making.facts import (
    FORMAT,
    ElectionFacts,
    FactsContest,
    FactsOption,
    Sheet,
    is_facts,
    plan_of,
    read_facts,
    write_facts,
)
from ledger.texts import LANGUAGES, error_text

HEAD = """
format = "rekap-facts-1"
kind = "replica"
name = "Bupati OKU Selatan 2024"
profile = "pilkada-2024"
host = "example.id/bupati-2024"
source = "dari tempat lain"
units = "desa.csv"
"""
BUPATI = """
[[contests]]
id = "bupati-1609"
per = "kecamatan"
table = "bupati.csv"
options = [{no = 1, name = "Anggrek"}, {no = 2, name = "Bakung"}]
"""
GUBERNUR = """
[[contests]]
id = "gubernur-16"
areas = ["1609"]
levels = ["kecamatan", "kabko"]
per = "kecamatan"
table = "gubernur.csv"
options = "calon.csv"
"""
FILES = {
    "facts.toml": HEAD + BUPATI,
    "desa.csv": "kode,nama\n1609012001,Satu\n1609012002,Dua\n1609022001,Tiga\n",
    "bupati.csv": "kode,nama,tps,suara_1,suara_2\n160901,Muara,3,30,60\n160902,Hulu,1,7,8\n",
}
TWO = {
    **FILES,
    "facts.toml": HEAD + BUPATI + GUBERNUR,
    "gubernur.csv": "kode,nama,tps,suara_1,suara_2\n160901,Muara,2,20,40\n160902,Hulu,0,,0\n",
    "calon.csv": "no,name\n1,Calon 1\n2,Calon 2\n",
}
PER_TPS = {
    "facts.toml": HEAD.replace('units = "desa.csv"\n', "") + BUPATI.replace('"kecamatan"', '"tps"'),
    "bupati.csv": "kode,pemilih_dpt_j,suara_1,suara_2\n1609012001002,210,3,\n1609012001001,,,\n1609022001001,0,0,0\n",
}

Lay = Callable[[Mapping[str, str]], Path]


@pytest.fixture
def lay(tmp_path: Path) -> Lay:
    """Writes files and gives the path of the description among them."""

    def write(files: Mapping[str, str]) -> Path:
        for name, text in files.items():
            (tmp_path / name).write_bytes(text.encode())
        return tmp_path / next(name for name in files if name.startswith("facts"))

    return write


def refused(path: Path, kind: type[RekapError]) -> dict[str, int | str]:
    """What an error of that kind says of the facts; also that it can be said."""
    with pytest.raises(kind) as caught:
        plan_of(read_facts(path))
    assert type(caught.value) is kind
    for language in LANGUAGES:
        assert error_text(caught.value, language).endswith((".", "TOML", "JSON"))
    return dict(caught.value.params)


def forms(path: Path, contest: str) -> dict[str, Figures | None]:
    plan = plan_of(read_facts(path))
    return {result.tps: result.forms.get(contest) for result in plan.results}


# --- what comes of sound facts ---------------------------------------------------------------------------------------


def test_a_table_per_kecamatan_becomes_tps_that_sum_exactly_to_it(lay: Lay) -> None:
    plan = plan_of(read_facts(lay(FILES)))
    assert (plan.kind, plan.name, plan.profile) == ("replica", "Bupati OKU Selatan 2024", "pilkada-2024")
    assert (plan.host, plan.reason) == ("example.id/bupati-2024", "as-published")
    assert [result.tps for result in plan.results] == [
        *("1609012001001", "1609012001002", "1609012002001"),
        "1609022001001",
    ]
    (contest,) = plan.contests
    assert contest.rows == ("suara_1", "suara_2", "suara_sah")
    assert contest.levels == ("kecamatan", "kabko")
    columns = zip(*(result.forms["bupati-1609"] for result in plan.results), strict=True)
    assert [sum(each or 0 for each in column) for column in columns] == [37, 68, 105]
    assert plan.results[-1].forms["bupati-1609"] == (7, 8, 15)


def test_a_table_per_tps_is_taken_as_it_is_and_an_empty_line_is_a_tps_without_result(lay: Lay) -> None:
    plan = plan_of(read_facts(lay(PER_TPS)))
    assert [(each.tps, dict(each.forms), each.dpt) for each in plan.results] == [
        ("1609012001001", {}, None),
        ("1609012001002", {"bupati-1609": (210, 3, None)}, 210),
        ("1609022001001", {"bupati-1609": (0, 0, 0)}, 0),
    ]
    assert plan.contests[0].rows == ("pemilih_dpt_j", "suara_1", "suara_2")


def test_rows_stand_in_the_order_of_the_form_whatever_the_order_of_the_columns(lay: Lay) -> None:
    table = "suara_2,kode,dpt,suara_1\n5,1609012001001,300,4\n"
    plan = plan_of(read_facts(lay({**PER_TPS, "bupati.csv": table})))
    assert plan.contests[0].rows == ("suara_1", "suara_2")
    assert (plan.results[0].forms["bupati-1609"], plan.results[0].dpt) == ((4, 5), 300)


def test_a_tps_that_is_not_in_for_a_contest_has_no_result_in_it(lay: Lay) -> None:
    path = lay(TWO)
    held = {tps for tps, form in forms(path, "gubernur-16").items() if form is not None}
    assert held == {"1609012001001", "1609012002001"}
    assert None not in forms(path, "bupati-1609").values()


def test_desa_with_a_known_number_of_tps_name_those_that_are_not_in(lay: Lay) -> None:
    desa = "kode,nama,tps\n1609012001,Satu,1\n1609012002,Dua,3\n1609022001,Tiga,1\n"
    found = forms(lay({**FILES, "desa.csv": desa}), "bupati-1609")
    assert [tps for tps, form in found.items() if form is None] == ["1609012002003"]


def test_all_contests_share_the_tps_of_the_tables_per_tps(lay: Lay) -> None:
    files = {**TWO, "facts.toml": HEAD + BUPATI.replace('"kecamatan"', '"tps"') + GUBERNUR}
    files["bupati.csv"] = "kode,suara_1,suara_2\n1609012001007,1,2\n1609012009002,3,4\n1609022001001,5,6\n"
    files["desa.csv"] = "kode,nama\n1609032001,Lain\n"
    assert forms(lay(files), "gubernur-16").keys() == {"1609012001007", "1609012009002", "1609022001001"}
    assert forms(lay(files), "gubernur-16")["1609022001001"] is None


def test_a_contest_has_the_areas_and_levels_it_names(lay: Lay) -> None:
    contest = read_facts(lay(TWO)).contests[1]
    assert (contest.areas, contest.levels) == (("1609",), (AreaLevel.KECAMATAN, AreaLevel.KABKO))
    assert [option.name for option in contest.options] == ["Calon 1", "Calon 2"]


def test_sums_that_a_table_states_are_compared_and_added_up_per_tps(lay: Lay) -> None:
    table = "kode,nama,tps,suara_1,suara_2,suara_sah,suara_tidak_sah,suara_total\n160901,Muara,3,30,60,90,5,95\n"
    found = forms(lay({**FILES, "bupati.csv": table}), "bupati-1609")
    sheet = [tuple(each or 0 for each in form or ()) for form in found.values()]
    assert [sum(column) for column in zip(*sheet, strict=True)] == [30, 60, 90, 5, 95]
    for first, second, valid, invalid, cast in sheet:
        assert (first + second, valid + invalid) == (valid, cast)


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "line", "stated", "found"),
    [("suara_sah", "160901,Muara,3,30,60,91,5,95", 91, 90), ("suara_total", "160901,Muara,3,30,60,90,5,96", 96, 95)],
)
def test_a_sum_that_contradicts_its_parts_is_refused(lay: Lay, column: str, line: str, stated: int, found: int) -> None:
    header = "kode,nama,tps,suara_1,suara_2,suara_sah,suara_tidak_sah,suara_total\n160902,Hulu,1,1,1,2,0,2\n"
    said = refused(lay({**FILES, "bupati.csv": header + line + "\n"}), FactsSumError)
    assert said == {"file": "bupati.csv", "line": 3, "column": column, "stated": stated, "sum": found}


def test_a_block_total_that_contradicts_its_party_is_refused(lay: Lay) -> None:
    parties = 'options = [{no = 1, name = "A"}, {no = 1, name = "Calon 1", parent = 1}, {no = 2, name = "B"}]'
    head = HEAD.replace("pilkada", "pemilu")
    contest = BUPATI.replace("bupati-1609", "dprd_kabko-1609-1").rpartition("options")[0] + parties + "\n"
    header = "kode,nama,tps,suara_1,suara_1_1,suara_1_total,suara_2,suara_2_total\n"
    files = {**FILES, "facts.toml": head + contest, "bupati.csv": header + "160901,Muara,3,10,20,31,5,5\n"}
    assert refused(lay(files), FactsSumError)["column"] == "suara_1_total"
    found = forms(lay({**files, "bupati.csv": header + "160901,Muara,3,10,20,30,5,5\n"}), "dprd_kabko-1609-1")
    assert sum((form or (0,))[-1] or 0 for form in found.values()) == 35


AREA_HEADER = "kode,nama,tps,suara_1,suara_2"


@pytest.mark.parametrize(
    ("table", "line", "column", "reason"),
    [
        ("", 1, "kode", "column_missing"),
        ("kode,nama,tps,suara_1\n", 1, "suara_2", "column_missing"),
        (f"{AREA_HEADER},suara_3\n", 1, "suara_3", "column_unknown"),
        (f"{AREA_HEADER},pemilih_dpt_j\n", 1, "pemilih_dpt_j", "column_unknown"),
        (f"{AREA_HEADER},suara_1\n", 1, "suara_1", "column_twice"),
        (f"{AREA_HEADER},suara_total\n", 1, "suara_tidak_sah", "column_missing"),
        (f"{AREA_HEADER}\n160901,Muara,3,30\n", 2, "suara_2", "cells"),
        (f"{AREA_HEADER}\n160901,Muara,3,30,60,1\n", 2, "suara_2", "cells"),
        (f"{AREA_HEADER}\n\n16090,Muara,3,30,60\n", 3, "kode", "no_kecamatan"),
        (f"{AREA_HEADER}\n160901\u0661,Muara,3,30,60\n", 2, "kode", "no_kecamatan"),
        (f"{AREA_HEADER}\n160901,M,1,3,6\n160901,M,1,3,6\n", 3, "kode", "twice"),
        (f"{AREA_HEADER}\n160801,M,1,3,6\n", 2, "kode", "outside"),
        (f"{AREA_HEADER}\n160901,M,,3,6\n", 2, "tps", "empty"),
        (f"{AREA_HEADER}\n160901,M,1,,6\n", 2, "suara_1", "empty"),
        (f"{AREA_HEADER}\n160901,M,0,,6\n", 2, "suara_2", "without_tps"),
        (f"{AREA_HEADER}\n160901,M,1,3,-6\n", 2, "suara_2", "no_figure"),
        (f"{AREA_HEADER}\n160901,M,1,3,06\n", 2, "suara_2", "no_figure"),
        (f"{AREA_HEADER}\n160901,M,1,3,6.0\n", 2, "suara_2", "no_figure"),
        (f"{AREA_HEADER}\n160901,M,1,3, 6\n", 2, "suara_2", "no_figure"),
        (f"{AREA_HEADER}\n160901,M,1,3,\u0666\n", 2, "suara_2", "no_figure"),
        (f"{AREA_HEADER}\n160901,M,1,3,{'9' * 5000}\n", 2, "suara_2", "too_large"),
        (f"{AREA_HEADER}\n160901,M,1,3,100000001\n", 2, "suara_2", "too_large"),
        (f"{AREA_HEADER}\n160901,M,2,3,5000000\n", 2, "suara_2", "too_large"),
        (f"{AREA_HEADER}\n160901,M,1,900000,900000\n", 2, "suara_sah", "too_large"),
        (f"{AREA_HEADER}\n160901,M,2000,3,6\n", 2, "tps", "no_room"),
        (f"{AREA_HEADER}\n160903,M,1,3,6\n", 2, "tps", "no_room"),
        (f'{AREA_HEADER}\n160901,"M,1,3,6\n', 2, "-", "quotes"),
        (f"{AREA_HEADER}\n160901,M\x1b[2J,1,3,6\n", 2, "-", "characters"),
        (f"{AREA_HEADER}\n160901,M\t,1,3,6\n", 2, "-", "characters"),
    ],
)
def test_what_is_wrong_in_a_table_per_kecamatan_is_named_with_its_place(
    lay: Lay, table: str, line: int, column: str, reason: str
) -> None:
    said = refused(lay({**FILES, "bupati.csv": table}), FactsTableError)
    assert (said["file"], said["line"], said["column"], said["reason"]) == ("bupati.csv", line, column, reason)
    assert len(str(said["value"])) <= 40


@pytest.mark.parametrize(
    ("table", "line", "column", "reason"),
    [
        ("kode,suara_1\n", 1, "suara_2", "column_missing"),
        ("kode,nama,suara_1,suara_2\n", 1, "nama", "column_unknown"),
        ("kode,suara_1,suara_2\n160901200100,1,2\n", 2, "kode", "no_tps"),
        ("kode,suara_1,suara_2\n1609012001001,1,2\n1609012001001,,\n", 3, "kode", "twice"),
        ("kode,suara_1,suara_2\n1608012001001,1,2\n", 2, "kode", "outside"),
        (f"kode,suara_1,suara_2\n1609012001001,1,{MAX_STATION_FIGURE + 1}\n", 2, "suara_2", "too_large"),
        ("kode,dpt,suara_1,suara_2\n1609012001001,x,1,2\n", 2, "dpt", "no_figure"),
    ],
)
def test_what_is_wrong_in_a_table_per_tps_is_named_with_its_place(
    lay: Lay, table: str, line: int, column: str, reason: str
) -> None:
    said = refused(lay({**PER_TPS, "bupati.csv": table}), FactsTableError)
    assert (said["file"], said["line"], said["column"], said["reason"]) == ("bupati.csv", line, column, reason)


@pytest.mark.parametrize(
    ("name", "table", "line", "column", "reason"),
    [
        ("desa.csv", "kode,nama\n160901200,Satu\n", 2, "kode", "no_desa"),
        ("desa.csv", "kode,nama\n1609012001,Satu\n1609012001,Satu\n", 3, "kode", "twice"),
        ("desa.csv", "kode,nama,tps\n1609012001,Satu,1000\n", 2, "tps", "too_large"),
        ("desa.csv", "kode,nama,tps\n1609012001,Satu,3\n1609012002,Dua,\n", 3, "tps", "partly_known"),
        ("calon.csv", "no,name,party\n", 1, "party", "column_unknown"),
        ("calon.csv", "no,name\n,Calon\n", 2, "no", "empty"),
        ("calon.csv", "no,name\n10000,Calon\n", 2, "no", "too_large"),
        ("calon.csv", "no,name\n1,\u4e00\n", 2, "name", "characters"),
        ("calon.csv", f"no,name\n1,{'x' * 501}\n", 2, "name", "characters"),
    ],
)
def test_what_is_wrong_in_a_table_of_desa_or_options_is_named_with_its_place(
    lay: Lay, name: str, table: str, line: int, column: str, reason: str
) -> None:
    said = refused(lay({**TWO, name: table}), FactsTableError)
    assert (said["file"], said["line"], said["column"], said["reason"]) == (name, line, column, reason)


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "reason"),
    [
        ('"rekap-facts-1"', '"rekap-facts-2"', 2, "format", "format"),
        ('"replica"', '"official"', 3, "kind", "kind"),
        ('\nname = "B', '\nnama = "B', 4, "nama", "field_unknown"),
        ('host = "example.id/bupati-2024"\n', "", 0, "host", "field_missing"),
        ("example.id/bupati-2024", "example.id", 6, "host", "type"),
        ("example.id/bupati-2024", "example..id/bupati", 6, "host", "type"),
        ("example.id/bupati-2024", "example.id/bupati\\n", 6, "host", "type"),
        ('units = "desa.csv"', 'units = "../desa.csv"', 8, "units", "type"),
        ('units = "desa.csv"', "", 0, "units", "field_missing"),
        ('"Bupati OKU Selatan 2024"', '"Bupati \\u4e00"', 4, "name", "characters"),
        ('"Bupati OKU Selatan 2024"', "20", 4, "name", "type"),
        ('table = "bupati.csv"', 'table = "/etc/bupati.csv"', 13, "contests[0].table", "type"),
        ('table = "bupati.csv"', 'table = "..csv"', 13, "contests[0].table", "type"),
        ('table = "bupati.csv"', 'table = "a\\u0000.csv"', 13, "contests[0].table", "type"),
        ('per = "kecamatan"', 'per = "desa"', 12, "contests[0].per", "type"),
        ('per = "kecamatan"', 'per = "kecamatan"\nlevels = ["desa", 1]', 13, "contests[0].levels[1]", "type"),
        ("no = 2", "no = 2.0", 14, "contests[0].options[1].no", "type"),
        ("no = 2", "no = true", 14, "contests[0].options[1].no", "type"),
        ('name = "Bakung"', 'name = "Bakung", seats = 1', 14, "contests[0].options[1].seats", "field_unknown"),
        ('name = "Bakung"', 'name = "\\u202e"', 14, "contests[0].options[1].name", "characters"),
        ("bupati-1609", "ppwp", 11, "contests[0].id", "contest_kind"),
        ("bupati-1609", "bupati-3101", 11, "contests[0].id", "not_held"),
        ("[[contests]]", "[contests]", 0, "contests", "type"),
        (BUPATI, "contests = []", 9, "contests", "type"),
        (BUPATI, BUPATI + BUPATI, 17, "contests[1].id", "contest_twice"),
        ('per = "kecamatan"', 'per = "kecamatan', 12, "-", "toml"),
        ('"replica"', "9" * 9_000, 0, "-", "toml"),
        ('"replica"', "[" * 9_000, 0, "-", "toml"),
    ],
)
def test_what_is_wrong_in_a_description_is_named_with_its_field_and_line(
    lay: Lay, old: str, new: str, line: int, field: str, reason: str
) -> None:
    assert old in FILES["facts.toml"]
    said = refused(lay({**FILES, "facts.toml": FILES["facts.toml"].replace(old, new)}), FactsFieldError)
    assert (said["line"], said["field"], said["reason"]) == (line, field, reason)
    assert said["place"] == (f"facts.toml:{line}" if line and reason != "toml" else said["place"])
    assert len(str(said["value"])) <= 60


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "reason"),
    [
        ("bupati-1609", "camat-1609", 11, "contests[0].id", "contest_id"),
        ("pilkada-2024", "pilkada-1955", 5, "profile", "profile"),
        ("no = 2", "no = 1", 14, "contests[0].options", "options"),
        ("no = 2", "no = 2, parent = 1", 14, "contests[0].options", "option_candidate"),
        ("no = 2", "no = -2", 14, "contests[0].options", "options"),
        ('per = "kecamatan"', 'per = "kecamatan"\nareas = ["1608"]', 13, "contests[0].areas", "areas"),
        ('per = "kecamatan"', 'per = "kecamatan"\nareas = ["1609", "160901"]', 13, "contests[0].areas", "areas"),
        ('per = "kecamatan"', 'per = "kecamatan"\nlevels = ["kabko"]', 13, "contests[0].levels", "levels"),
        (
            'per = "kecamatan"',
            'per = "kecamatan"\nlevels = ["kecamatan", "kabko", "provinsi"]',
            13,
            *("contests[0].levels", "levels"),
        ),
    ],
)
def test_a_contest_that_contradicts_itself_is_named_with_its_field(
    lay: Lay, old: str, new: str, line: int, field: str, reason: str
) -> None:
    said = refused(lay({**FILES, "facts.toml": FILES["facts.toml"].replace(old, new)}), FactsFieldError)
    assert (said["line"], said["field"], said["reason"]) == (line, field, reason)


def test_two_dapil_without_areas_of_their_own_are_refused(lay: Lay) -> None:
    dapil = BUPATI.replace("bupati-1609", "dprd_kabko-1609-1") + BUPATI.replace("bupati-1609", "dprd_kabko-1609-2")
    path = lay({**FILES, "facts.toml": HEAD.replace("pilkada", "pemilu") + dapil})
    said = refused(path, FactsFieldError)
    assert (said["field"], said["reason"], said["value"]) == (
        "contests[1].areas",
        "contests_overlap",
        "dprd_kabko-1609-2",
    )


@pytest.mark.parametrize(
    ("text", "field", "reason"),
    [
        ("[]", "format", "format"),
        ('{"format": "rekap-facts-1"', "-", "json"),
        ('{"format": "rekap-facts-1", "kind": "replica", "kind": "replica"}', "kind", "field_twice"),
        ("[" * 90_000, "-", "json"),
        ('{"format": ' + "9" * 9_000 + "}", "-", "json"),
    ],
)
def test_what_is_wrong_in_json_is_named_too(lay: Lay, text: str, field: str, reason: str) -> None:
    said = refused(lay({"facts.json": text}), FactsFieldError)
    assert (said["field"], said["reason"]) == (field, reason)


def test_a_table_that_is_not_there_or_lies_elsewhere_is_refused(lay: Lay, tmp_path: Path) -> None:
    path = lay(FILES)
    (tmp_path / "bupati.csv").rename(tmp_path / "elsewhere.csv")
    assert refused(path, FactsUnreadableError)["reason"] == "not_there"
    (tmp_path / "bupati.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert refused(path, FactsUnreadableError)["reason"] == "not_a_file"
    (tmp_path / "bupati.csv").unlink()
    (tmp_path / "bupati.csv").mkdir()
    assert refused(path, FactsUnreadableError)["reason"] == "not_a_file"


def test_files_and_lines_over_their_limits_are_refused(lay: Lay, monkeypatch: pytest.MonkeyPatch) -> None:
    path = lay(FILES)
    monkeypatch.setattr(facts_tables, "MAX_LINE_BYTES", 20)
    assert refused(path, FactsTableError)["reason"] == "line_too_long"
    monkeypatch.setattr(facts_tables, "MAX_TABLE_BYTES", 20)
    assert refused(path, FactsUnreadableError)["reason"] == "too_large"
    monkeypatch.setattr(facts_description, "MAX_DESCRIPTION_BYTES", 20)
    assert refused(path, FactsUnreadableError)["path"] == str(path)


def test_what_is_no_utf_8_is_refused(lay: Lay, tmp_path: Path) -> None:
    path = lay(FILES)
    (tmp_path / "desa.csv").write_bytes(b"kode,nama\n1609012001,\xff\n")
    assert refused(path, FactsTableError)["reason"] == "not_utf8"
    path.write_bytes(b"\xff")
    assert refused(path, FactsUnreadableError)["reason"] == "not_utf8"


@given(st.binary(max_size=200))
def test_any_bytes_as_a_table_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    folder = tmp_path_factory.mktemp("facts")
    for name, text in FILES.items():
        (folder / name).write_text(text)
    (folder / "bupati.csv").write_bytes(raw)
    with pytest.raises(RekapError):
        plan_of(read_facts(folder / "facts.toml"))


# --- which files are facts, and writing them -------------------------------------------------------------------------


def test_facts_are_toml_or_json_whose_format_says_so(lay: Lay, tmp_path: Path) -> None:
    assert is_facts(lay(FILES))
    for name, text, expected in (
        ("a.json", '{"kind": 1, "format": "rekap-facts-9"}', True),
        ("b.json", '{"mode": "hhcw"}', False),
        ("c.json", "[1]", False),
        ("d.json", "{", False),
        ("e.csv", "format\nrekap-facts-1\n", False),
    ):
        (tmp_path / name).write_text(text)
        assert is_facts(tmp_path / name) is expected, name
    assert not is_facts(tmp_path / "none.toml")
    assert not is_facts(tmp_path / "none.json")
    assert not is_facts(tmp_path)


def description(**changes: object) -> ElectionFacts:
    options = (FactsOption(1, "Partai \u00c9"), FactsOption(2, "Calon 2", 1))
    contest = FactsContest("dprd_kabko-1609-2", "tps", "a.csv", options, ("160901",), (AreaLevel.KECAMATAN,))
    fields = {
        "format": FORMAT,
        "kind": "practice",
        "name": "Uji",
        "profile": "pemilu-2024",
        "host": "example.id/uji",
        "source": "uji\ndua baris",
        "contests": (contest,),
        "reason": "uji",
    }
    return ElectionFacts(**{**fields, **changes})  # type: ignore[arg-type]  # fields by name, as a table of cases


@given(
    st.dictionaries(
        st.integers(1, 999).map(lambda number: f"1609012001{number:03}"),
        st.tuples(*[st.none() | st.integers(0, MAX_STATION_FIGURE)] * 4),
        min_size=1,
    )
)
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, sheet: dict[str, tuple[int | None, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("facts")
    header = ("kode", "dpt", "suara_1", "suara_1_2", "suara_1_total")
    written = write_facts(
        folder, description(), {"a.csv": Sheet(header, ([tps, *line] for tps, line in sheet.items()))}
    )
    assert is_facts(written)
    facts = read_facts(written)
    assert facts.description == description()
    plan = plan_of(facts)
    assert [each.tps for each in plan.results] == sorted(sheet)
    for result in plan.results:
        dpt, *figures = sheet[result.tps]
        assert result.dpt == dpt
        empty = all(figure is None for figure in figures)
        assert result.forms == ({} if empty else {"dprd_kabko-1609-2": tuple(figures)})


def test_writing_leaves_what_is_there_and_asks_for_exactly_the_tables_named(tmp_path: Path) -> None:
    sheet = Sheet(("kode", "suara_1", "suara_1_2", "suara_1_total"), [])
    with pytest.raises(ValueError, match=r"b\.csv"):
        write_facts(tmp_path, description(), {"a.csv": sheet, "b.csv": sheet})
    with pytest.raises(ValueError, match="contests"):
        write_facts(tmp_path, description(contests=()), {})
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "a.csv").write_text("mine")
    with pytest.raises(FileExistsError):
        write_facts(tmp_path, description(), {"a.csv": sheet})
    assert (tmp_path / "a.csv").read_text() == "mine"


def test_facts_are_written_with_their_format_first(tmp_path: Path) -> None:
    path = write_facts(tmp_path, description(), {"a.csv": Sheet(("kode",), [])})
    assert next(iter(json.loads(path.read_text()))) == "format"
    assert (tmp_path / "a.csv").read_bytes() == b"kode\n"
