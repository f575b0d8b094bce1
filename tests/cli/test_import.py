"""`rekap import`: published results reported, and written as facts that `rekap simulate` takes."""

import json
import os
from pathlib import Path

import pytest

from tests.support.commands import run

CSV = "kode_tps,kecamatan,suara_1,Suara Sah,Catatan\n9001012001001,A,60,60,x\n9001012001002,A,,,\n"
AGGREGATE = {
    "tungsura": {
        "chart": {"11": 9, "12": 4, "progres": {"total": 5, "progres": 4, "persen": 80.0}},
        "table": {
            "900101": {"psu": "Reguler", "11": 6, "12": 1, "progres": {"total": 3, "progres": 2}},
            "900102": {"psu": "PSU", "11": 3, "12": 3, "progres": {"total": 2, "progres": 2}},
        },
    }
}
PASLON = {"9001": {"11": {"nama": "A", "nomor_urut": 1}, "12": {"nama": "B", "nomor_urut": 2}}}


def put(folder: Path, name: str, content: object) -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def totals(folder: Path, contest: str, area: str) -> dict[str, int]:
    """The totals of the replica that the facts in `folder` make."""
    out = folder / "out"
    assert run("simulate", folder / "facts.json", "--out", out, "--workers", 1).code == 0
    document = run("verify", out / "archive", "--trust", out / "trust", "--json").document
    found = document["totals"]
    assert isinstance(found, dict)
    return {row: total["sum"] for row, total in found[contest][area].items()}


def test_what_was_read_is_said_with_every_column(tmp_path: Path) -> None:
    outcome = run("import", put(tmp_path, "feed.csv", CSV + "9001012001003,A,x,1,\n"))
    assert outcome.code == 0
    assert "feed.csv: 2 TPS, 1 with figures; 1 left out." in outcome.words
    assert "  Columns by names of rows: kode_tps, kecamatan, suara_1\n" in outcome.out
    assert "  Column Suara Sah -> suara_sah: Valid votes (V.A) (guessed)\n" in outcome.out
    assert "  Columns not used: Catatan\n" in outcome.out
    assert "feed.csv, line 4, column suara_1: it is no figure (x). The line is left out." in outcome.err
    assert "Left out because it is no figure: 1." in outcome.err
    assert [path.name for path in tmp_path.iterdir()] == ["feed.csv"]


def test_facts_are_written_that_give_the_same_totals(tmp_path: Path) -> None:
    outcome = run("import", put(tmp_path, "feed.csv", CSV), "--contest", "ppwp", "--out", tmp_path / "facts")
    assert outcome.code == 0
    assert f"Build it with: rekap simulate {tmp_path}/facts/facts.json --out {tmp_path}/facts-archive" in outcome.words
    assert (tmp_path / "facts" / "ppwp.csv").read_text() == (
        "kode,suara_1,suara_sah\n9001012001001,60,60\n9001012001002,,\n"
    )
    assert totals(tmp_path / "facts", "ppwp", "0") == {"suara_1": 60, "suara_sah": 60}


def test_strict_stops_at_any_problem_and_writes_nothing(tmp_path: Path) -> None:
    path = put(tmp_path, "feed.csv", CSV + "9001012001003,A,x,1,\n")
    written = ("--out", tmp_path / "facts", "--save-mapping", tmp_path / "columns.toml")
    outcome = run("import", path, "--contest", "ppwp", *written, "--strict")
    assert outcome.code == 5
    assert "lets none pass" in outcome.err
    assert [each.name for each in tmp_path.iterdir()] == ["feed.csv"]
    assert run("import", put(tmp_path, "feed.csv", CSV), "--strict").code == 0


def test_a_saved_mapping_is_taken_again(tmp_path: Path) -> None:
    path, columns = put(tmp_path, "feed.csv", CSV), tmp_path / "columns.toml"
    assert f"The mapping of columns was saved in {columns}." in run("import", path, "--save-mapping", columns).words
    again = run("import", path, "--mapping", columns)
    assert again.code == 0
    assert "  Column Suara Sah -> suara_sah: Valid votes (V.A)\n" in again.out
    other = put(tmp_path, "other.csv", "kode,suara_1\n9001012001009,1\n")
    missing = run("import", other, "--mapping", columns)
    assert missing.code == 2
    assert "lacks columns: kode_tps,kecamatan,Suara Sah." in missing.err
    assert run("import", path, other, "--save-mapping", columns).code == 2


def test_several_files_of_one_contest_are_one_table(tmp_path: Path) -> None:
    first = put(tmp_path, "a.csv", "kode,suara_1,suara_2\n9001012001001,1,2\n")
    second = put(tmp_path, "b.csv", "kode,suara_1,suara_2\n9001022001001,3,4\n9001012001001,9,9\n")
    outcome = run("import", first, second, "--contest", "bupati-9001", "--out", tmp_path / "facts")
    assert outcome.code == 0
    assert "b.csv, line 3, column kode_tps: this TPS stands on another line already" in outcome.err
    assert totals(tmp_path / "facts", "bupati-9001", "9001") == {"suara_1": 4, "suara_2": 6}


def test_several_contests_are_one_election(tmp_path: Path) -> None:
    bupati = put(tmp_path, "bupati.csv", "kode,suara_1,suara_2\n9001012001001,1,2\n")
    gubernur = put(tmp_path, "gubernur.csv", "kode,suara_1,suara_2\n9001012001001,3,4\n")
    contests = ("--contest", "bupati-9001", "--contest", "gubernur-90")
    assert run("import", bupati, gubernur, *contests, "--out", tmp_path / "facts").code == 0
    assert totals(tmp_path / "facts", "gubernur-90", "90") == {"suara_1": 3, "suara_2": 4}
    mixed = run(
        "import", bupati, gubernur, "--contest", "ppwp", "--contest", "gubernur-90", "--out", tmp_path / "other"
    )
    assert mixed.code == 2
    assert "ppwp and gubernur-90 are not of one election." in mixed.err
    uneven = run("import", bupati, gubernur, gubernur, *contests)
    assert uneven.code == 2
    assert "There are 2 contests for 3 sources." in uneven.err
    assert not (tmp_path / "other").exists()


def test_an_aggregate_becomes_facts_beside_a_list_of_desa(tmp_path: Path) -> None:
    path, paslon = put(tmp_path, "9001.json", AGGREGATE), put(tmp_path, "paslon.json", PASLON)
    desa = put(tmp_path, "desa.csv", "kode,nama\n9001012001,Satu\n9001012002,Dua\n9001022001,Tiga\n9002012001,Lain\n")
    base = ("import", path, "--candidates", paslon)
    read = run(*base)
    assert "9001.json: 4 of 5 TPS in, 2 areas; 0 problems." in read.words
    assert "  1 A: 9\n" in read.out
    assert "  Mark PSU: 1\n" in read.out
    unnamed = run(*base, "--out", tmp_path / "facts")
    assert (unnamed.code, "Give --contest" in unnamed.err) == (2, True)
    named = (*base, "--contest", "bupati-9001", "--out", tmp_path / "facts")
    without = run(*named)
    assert (without.code, "Give it by --desa" in without.err) == (2, True)
    assert run(*named, "--desa", desa).code == 0
    assert (tmp_path / "facts" / "desa.csv").read_text() == (
        "kode,nama\n9001012001,Satu\n9001012002,Dua\n9001022001,Tiga\n"
    )
    found = totals(tmp_path / "facts", "bupati-9001", "9001")
    assert (found["suara_1"], found["suara_2"], found["suara_sah"]) == (9, 4, 13)


def test_an_aggregate_without_its_candidates_is_an_error(tmp_path: Path) -> None:
    outcome = run("import", put(tmp_path, "9001.json", AGGREGATE))
    assert outcome.code == 2
    assert "Give their list with --candidates." in outcome.err


def test_the_contest_of_a_gubernur_is_told_by_its_candidates_and_parts_must_be_kecamatan(tmp_path: Path) -> None:
    path, paslon = put(tmp_path, "9001.json", AGGREGATE), put(tmp_path, "paslon.json", {"90": PASLON["9001"]})
    desa = put(tmp_path, "desa.csv", "kode,nama,tps\n9001012001,Satu,3\n9001022001,Tiga,2\n")
    out = ("--candidates", paslon, "--desa", desa, "--out", tmp_path / "facts")
    assert run("import", path, *out).code == 0
    assert totals(tmp_path / "facts", "gubernur-90", "90")["suara_1"] == 9
    part = AGGREGATE["tungsura"]["table"]["900101"]  # type: ignore[index]  # nested as written above
    whole = {"tungsura": {"chart": part, "table": {"9001": part}}}
    per_kabko = run("import", put(tmp_path, "90.json", whole), *out[:-1], tmp_path / "other")
    assert per_kabko.code == 2
    assert "is not per kecamatan, so no facts can be made of it." in per_kabko.err


def test_tps_and_aggregates_of_one_contest_do_not_mix(tmp_path: Path) -> None:
    path, paslon = put(tmp_path, "9001.json", AGGREGATE), put(tmp_path, "paslon.json", PASLON)
    csv = put(tmp_path, "feed.csv", "kode,suara_1\n9001012001001,1\n")
    out = ("--candidates", paslon, "--contest", "bupati-9001", "--out", tmp_path / "facts")
    outcome = run("import", path, csv, *out)
    assert outcome.code == 2
    assert "Use one kind only for one contest." in outcome.err


def test_names_of_candidates_are_headers_options_and_ids(tmp_path: Path) -> None:
    paslon = put(tmp_path, "paslon.json", {"9001": {"11": {"nama": "SITI - BUDI", "nomor_urut": 1}}})
    csv = put(tmp_path, "feed.csv", "kode,Siti/Budi\n9001012001001,5\n")
    text = '{"chart": {"11": 7}, "administrasi": null, "psu": "PSU", "status_suara": true, "status_adm": false}'
    station = put(tmp_path, "9001012001002.json", text)
    base = ("--candidates", paslon, "--contest", "bupati-9001")
    read = run("import", csv, station, *base, "--out", tmp_path / "facts")
    assert read.code == 0
    assert "Column Siti/Budi -> suara_1" in read.out
    assert "status_suara true, status_adm false: 1 TPS" in read.out
    assert '"name": "SITI - BUDI"' in (tmp_path / "facts" / "facts.json").read_text()
    assert totals(tmp_path / "facts", "bupati-9001", "9001")["suara_1"] == 12


def test_there_is_no_mapping_of_what_has_no_headers(tmp_path: Path) -> None:
    text = '{"chart": {"100025": 7}, "administrasi": null, "status_suara": true, "status_adm": false}'
    station = put(tmp_path, "9001012001002.json", text)
    outcome = run("import", station, "--save-mapping", tmp_path / "columns.toml")
    assert outcome.code == 2
    assert "There is no mapping to save" in outcome.err


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_published_kabupaten_of_a_pilkada_is_reported(shared: Path, language: str) -> None:
    folder = shared / "data" / "pilkada2024"
    both = ("--candidates", folder / "paslon_pkwkk.json", "--candidates", folder / "paslon_pkwkp.json")
    files = sorted([*(folder / "pkwkk").glob("*.json"), *(folder / "pkwkp").glob("*.json")])
    outcome = run("import", *files, *both, REKAP_LANG=language)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.count(".json: ") == 9
    assert "84.531" in outcome.out if language == "id" else "84,531" in outcome.out


# --- what is refused -------------------------------------------------------------------------------------------------


def test_a_table_is_of_no_contest_until_somebody_says_so(tmp_path: Path) -> None:
    outcome = run("import", put(tmp_path, "feed.csv", CSV), "--out", tmp_path / "facts")
    assert (outcome.code, "Give --contest" in outcome.err) == (2, True)
    published = put(tmp_path, "published.csv", "kode_tps,suara_1,pengguna_dptb_j\n9001012001001,60,1\n")
    assert run("import", published, "--out", tmp_path / "facts").code == 0
    assert (tmp_path / "facts" / "ppwp.csv").exists()


def test_a_contest_that_is_named_is_checked_though_nothing_is_written(tmp_path: Path) -> None:
    path = put(tmp_path, "feed.csv", CSV + "9002012001001,A,1,1,\n")
    outcome = run("import", path, "--contest", "bupati-9001")
    assert outcome.code == 0
    assert "the TPS lies outside of the contest's area (9002012001001)" in outcome.words
    assert run("import", path, "--contest", "bupati-9001", "--strict").code == 5
    assert run("import", path, "--contest", "bupati-9009").code == 2


def test_where_every_line_is_bad_each_is_named(tmp_path: Path) -> None:
    path = put(tmp_path, "feed.csv", "kode,suara_1\n9001012001001,x\n")
    for args in (("import", path, "--contest", "ppwp"), ("simulate", path, "--out", tmp_path / "out")):
        outcome = run(*args)
        assert outcome.code == 2
        assert "feed.csv, line 2, column suara_1: it is no figure (x)." in outcome.err
        assert "has no usable line for ppwp" in outcome.words


def test_results_without_any_tps_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "folder", put(tmp_path, "feed.csv", "kode,suara_1\n")):
        outcome = run("import", path, "--strict")
        assert outcome.code == 2
        assert "There is not one TPS or area in" in outcome.words


def test_no_mapping_is_written_over_anything(tmp_path: Path) -> None:
    path = put(tmp_path, "feed.csv", CSV)
    outcome = run("import", path, "--save-mapping", path)
    assert (outcome.code, path.read_text()) == (2, CSV)
    assert "is not overwritten" in outcome.words


def test_a_file_of_facts_is_named_as_such(tmp_path: Path) -> None:
    assert run("import", put(tmp_path, "feed.csv", CSV), "--contest", "ppwp", "--out", tmp_path / "facts").code == 0
    outcome = run("import", tmp_path / "facts" / "facts.json")
    assert outcome.code == 2
    assert "is a file of facts, not published results." in outcome.words


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for args in (("import",), ("simulate", "--out", tmp_path / "out")):
        outcome = run(*args, tmp_path / "pipe.csv")
        assert outcome.code == 2
        assert "is no plain file." in outcome.words


def test_files_of_one_name_are_told_apart_by_their_paths(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        put(tmp_path / name, "x.csv", f"kode,suara_1\n900101{2001001 + (name == 'b')},1\n9001012001009,x\n")
    for contest in ((), ("--contest", "ppwp")):
        outcome = run("import", tmp_path / "a" / "x.csv", tmp_path / "b" / "x.csv", *contest)
        assert outcome.code == 0
        assert f"{tmp_path}/a/x.csv, line 3, column suara_1" in outcome.err
        assert f"{tmp_path}/b/x.csv, line 3, column suara_1" in outcome.err
        assert "Left out because it is no figure: 2." in outcome.err


def test_feed_json_of_another_contest_needs_its_candidates(tmp_path: Path) -> None:
    text = '{"chart": {"100025": 7}, "administrasi": null, "status_suara": true, "status_adm": false}'
    station = put(tmp_path, "9001012001002.json", text)
    assert run("import", station).code == 0
    for args in (("import",), ("simulate", "--out", tmp_path / "out")):
        outcome = run(*args, station, "--contest", "bupati-9001")
        assert (outcome.code, "list of candidates with --candidates" in outcome.words) == (2, True)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("id,nama,kode,tingkat\n5,Satu,9001012001,4\n6,Dua,9001022001,4\n7,Lain,9002012001,4\n",
         "kode,nama\n9001012001,Satu\n9001022001,Dua\n"),
        ("kode_kabko,kode_kelurahan,kelurahan,jumlah_tps\n9001,9001012001,Satu,3\n9001,9001022001,Dua,2\n",
         "kode,nama,tps\n9001012001,Satu,3\n9001022001,Dua,2\n"),
        ("nama,kode\nSatu,9001012001\nSatu,9001012001\n", None),
        ("nama,kode\nSatu,90010120\n", None),
        ("nama,kode\nLain,9002012001\n", None),
        ("nama,kode,tps\nSatu,9001012001,x\n", None),
        ("nama,kode,tps\nSatu,9001012001,1\nDua,9001012002,\n", None),
        ("nama,kecamatan\nSatu,900101\n", None),
    ],
)  # fmt: skip
def test_a_list_of_desa_may_have_other_columns(tmp_path: Path, text: str, written: str | None) -> None:
    path, paslon = put(tmp_path, "9001.json", AGGREGATE), put(tmp_path, "paslon.json", PASLON)
    named = ("--candidates", paslon, "--contest", "bupati-9001", "--desa", put(tmp_path, "list.csv", text))
    outcome = run("import", path, *named, "--out", tmp_path / "facts")
    assert outcome.code == (2 if written is None else 0)
    if written is not None:
        assert (tmp_path / "facts" / "desa.csv").read_text() == written


def test_the_report_fits_80_columns(tmp_path: Path) -> None:
    header = ",".join(["kode_tps", *(f"suara_{number}" for number in range(1, 30)), *(f"Kolom {n}" for n in range(30))])
    outcome = run("import", put(tmp_path, "feed.csv", f"{header}\n9001012001001{',' * 59}\n"))
    assert outcome.code == 0
    # A path may be longer than that and is never cut.
    assert all(len(line) <= 80 for line in outcome.out.splitlines() if str(tmp_path) not in line)


def test_the_help_names_the_sources_once() -> None:
    assert "SOURCE... [" in run("import", "--help").words
