"""`rekap simulate` and `rekap demo`: elections built, problems named, nothing of others replaced."""

import shutil
from pathlib import Path

import pytest

from cli.helping import program_path
from tests.support.commands import Outcome, run

NAMES = ("provinsi", "kabko", "kecamatan", "kelurahan")
GROUPS = ("pemilih_dpt", "pengguna_dpt", "pengguna_dptb", "pengguna_non_dpt", "pengguna_total")
PREFIXES = {"kode_provinsi": 2, "kode_kabko": 4, "kode_kecamatan": 6, "kode_kelurahan": 10}
VOTES = ("suara_1", "suara_2", "suara_sah", "suara_tidak_sah", "suara_total")
HEADER = ("kode_tps", *PREFIXES, *NAMES, *VOTES, *(f"{group}_{k}" for group in GROUPS for k in "jlp"))
SOUND = {"suara_1": 60, "suara_2": 37, "suara_sah": 97, "suara_tidak_sah": 3, "suara_total": 100}


def line(tps: str, **figures: object) -> str:
    """A line of a feed: one TPS with these figures; whatever is not given was not published."""
    cells: dict[str, object] = {"kode_tps": tps, **{name: tps[:length] for name, length in PREFIXES.items()}}
    cells |= dict.fromkeys(NAMES, "X") | figures
    return ",".join(str(cells.get(name, "")) for name in HEADER)


def feed(folder: Path, *lines: str) -> Path:
    path = folder / "feed.csv"
    path.write_text("\n".join([",".join(HEADER), *lines, ""]))
    return path


def simulate(folder: Path, *lines: str, contest: str = "ppwp", **environment: str) -> Outcome:
    args = ("--out", folder / "out", "--contest", contest, "--workers", 1)
    return run("simulate", feed(folder, *lines), *args, **environment)


def verified(folder: Path) -> dict[str, object]:
    return run("verify", folder / "out" / "archive", "--trust", folder / "out" / "trust", "--json").document


def total(document: dict[str, object], area: str, row: str, contest: str = "ppwp") -> object:
    totals = document["totals"]
    assert isinstance(totals, dict)
    return totals[contest][area][row]


def test_a_published_station_counts_and_one_without_figures_is_a_gap(tmp_path: Path) -> None:
    outcome = simulate(tmp_path, line("9001012001001", **SOUND), line("9001012001002"))
    assert outcome.code == 0
    assert "Done: 2 TPS, 1 with a result, 1 without." in outcome.words
    document = verified(tmp_path)
    assert document["kind"] == "replica"
    assert document["status"] == "findings"
    assert total(document, "0", "suara_1") == {"sum": 60, "missing": 1}


def test_a_bad_line_is_named_and_left_out(tmp_path: Path) -> None:
    outcome = simulate(
        tmp_path,
        line("9001012001001", **SOUND),
        line("9001012001002", **SOUND | {"suara_1": -4}),
        line("9001012001003", **SOUND | {"suara_2": "3.5"}),
        "half a line",
        line("9001012001001", **SOUND),
    )
    assert outcome.code == 0
    assert "feed.csv, line 3, column suara_1: the figure is negative (-4)." in outcome.err
    assert "feed.csv, line 4, column suara_2: the figure is not whole (3.5)." in outcome.err
    assert "feed.csv, line 5: the number of cells is not that of the header (half a line)." in outcome.err
    assert "feed.csv, line 6, column kode_tps: this TPS stands on another line already (9001012001001)." in outcome.err
    assert "Done: 1 TPS" in outcome.out


def test_stations_abroad_and_outside_of_the_contest_are_named_and_left_out(tmp_path: Path) -> None:
    lines = [line(tps, **SOUND) for tps in ("9001012001001", "9917010001001", "9002012001001")]
    outcome = simulate(tmp_path, *lines, contest="bupati-9001")
    assert outcome.code == 0
    assert "feed.csv, line 3, column kode_tps: the TPS lies abroad (9917010001001)." in outcome.err
    assert (
        "feed.csv, line 4, column kode_tps: the TPS lies outside of the contest's area (9002012001001)." in outcome.err
    )
    document = verified(tmp_path)
    assert document["contests"] == ["bupati-9001"]
    assert document["status"] == "valid"
    assert total(document, "9001", "suara_2", "bupati-9001") == {"sum": 37, "missing": 0}


def test_a_contest_ends_at_its_final_level(tmp_path: Path) -> None:
    simulate(tmp_path, line("9001012001001", **SOUND), contest="bupati-9001")
    args = ("replay", tmp_path / "out" / "archive", "--trust", tmp_path / "out" / "trust")
    assert run(*args, "--json").document["area"] == "9001"
    above = run(*args, "--area", "90")
    assert above.code == 2
    assert above.err == "bupati-9001 is not recapitulated for Provinsi 90.\n"


def test_a_broken_equation_is_explained_as_published(tmp_path: Path) -> None:
    simulate(tmp_path, line("9001012001001", **SOUND | {"suara_sah": 96}))
    document = verified(tmp_path)
    assert document["status"] == "valid"
    found = document["findings"]
    assert isinstance(found, list)
    assert {(each["code"], each["level"]) for each in found if each["code"][0] == "G"} == {
        ("G.301", "explained"),
        ("G.303", "explained"),
    }


def test_only_the_first_problems_are_listed_and_all_are_counted(tmp_path: Path) -> None:
    bad = [line(f"9001012001{number:03}", suara_1="x") for number in range(1, 31)]
    outcome = simulate(tmp_path, line("9001012002001", **SOUND), *bad)
    assert outcome.err.count("column suara_1: it is no figure") == 20
    assert "... and 10 more problems." in outcome.err
    assert "Left out because it is no figure: 30." in outcome.err


def test_the_same_feed_and_seed_give_the_same_bytes(tmp_path: Path) -> None:
    books = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        simulate(tmp_path / name, line("9001012001001", **SOUND))
        archive = tmp_path / name / "out" / "archive"
        books.append({path.relative_to(archive): path.read_bytes() for path in archive.rglob("*") if path.is_file()})
    assert books[0] == books[1]


@pytest.mark.parametrize(
    ("contest", "sentence"),
    [
        ("presiden", "presiden is no contest id."),
        ("dpr-16", "feed.csv has no usable line for dpr-16."),
        ("bupati-9009", "feed.csv has no usable line for bupati-9009."),
    ],
)
def test_a_contest_that_cannot_be_built_is_an_error_and_leaves_nothing(
    contest: str, sentence: str, tmp_path: Path
) -> None:
    outcome = simulate(tmp_path, line("9001012001001", **SOUND), contest=contest)
    assert outcome.code == 2
    assert sentence in outcome.err
    assert [path.name for path in tmp_path.iterdir()] == ["feed.csv"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "cannot be read"),
        (b"", "is empty: it has no header line."),
        (b"a,b,c\n1,2,3\n", "lacks columns: kode_tps,suara_1."),
        (b"\xff\xfe\x00\n", "is no CSV header (not_utf8)."),
    ],
)
def test_a_file_that_is_no_feed_is_an_error(content: bytes | None, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "feed.csv"
    if content is not None:
        path.write_bytes(content)
    outcome = run("simulate", path, "--out", tmp_path / "out")
    assert outcome.code == 2
    assert sentence in outcome.err
    assert not (tmp_path / "out").exists()


def test_strict_stops_at_any_problem_and_leaves_nothing(tmp_path: Path) -> None:
    path = feed(tmp_path, line("9001012001001", **SOUND), line("9001012001002", **SOUND | {"suara_1": -4}))
    outcome = run("simulate", path, "--out", tmp_path / "out", "--strict")
    assert outcome.code == 5
    assert "feed.csv, line 3, column suara_1: the figure is negative (-4)." in outcome.err
    assert "there are 1 problems, and --strict lets none pass. Nothing was written." in outcome.err
    assert [each.name for each in tmp_path.iterdir()] == ["feed.csv"]


def test_only_the_area_asked_for_is_built_and_the_rest_is_counted(tmp_path: Path) -> None:
    path = feed(tmp_path, line("9001012001001", **SOUND), line("9002012001001", **SOUND))
    outcome = run("simulate", path, "--out", tmp_path / "out", "--area", "9001", "--workers", 1)
    assert outcome.code == 0
    assert "1 TPS outside of the area 9001 were passed over." in outcome.err
    assert "Done: 1 TPS" in outcome.out
    wrong = run("simulate", path, "--out", tmp_path / "other", "--area", "9001", "--contest", "bupati-9002")
    assert wrong.code == 2
    assert "The area 9001 is not inside that of bupati-9002." in wrong.err


def test_headers_that_were_guessed_are_shown_and_a_mapping_ends_the_guessing(tmp_path: Path) -> None:
    path = tmp_path / "feed.csv"
    path.write_text("Kode TPS;Paslon 1;Suara Sah\n9001012001001;5;5\n")
    outcome = run("simulate", path, "--out", tmp_path / "out", "--workers", 1)
    assert "Column Paslon 1 -> suara_1: Votes for number 1 (IV no. 1) (guessed)" in outcome.err
    columns = tmp_path / "columns.toml"
    columns.write_text('format = "rekap-mapping-1"\n[columns]\n"Kode TPS" = "kode_tps"\n"Suara Sah" = "suara_1"\n')
    assert run("simulate", path, "--out", tmp_path / "two", "--workers", 1, "--mapping", columns).code == 0
    archive, trust = tmp_path / "two" / "archive", tmp_path / "two" / "trust"
    document = run("verify", archive, "--trust", trust, "--json").document
    assert total(document, "0", "suara_1") == {"sum": 5, "missing": 0}
    assert "suara_sah" not in str(document["totals"])


def test_a_contest_of_parties_is_rebuilt_with_its_candidates(tmp_path: Path) -> None:
    path = tmp_path / "dpr.csv"
    path.write_text("kode,suara_4,suara_4_1,suara_4_2,suara_4_total\n9001012001001,1,2,3,6\n9901012001001,1,,,\n")
    outcome = run("simulate", path, "--out", tmp_path / "out", "--contest", "dpr-90-1", "--workers", 1)
    assert outcome.code == 0
    assert "dpr.csv, line 3, column kode_tps: the TPS lies abroad" in outcome.err
    assert total(verified(tmp_path), "90", "suara_4_2", "dpr-90-1") == {"sum": 3, "missing": 0}


def test_stations_abroad_go_straight_to_the_nation(tmp_path: Path) -> None:
    outcome = simulate(tmp_path, line("9001012001001", **SOUND), line("9917012001001", **SOUND))
    assert outcome.code == 0
    document = verified(tmp_path)
    assert total(document, "0", "suara_1") == {"sum": 120, "missing": 0}
    assert total(document, "991701", "suara_1") == {"sum": 60, "missing": 0}


def test_feed_json_in_a_folder_is_rebuilt(tmp_path: Path) -> None:
    folder = tmp_path / "json"
    folder.mkdir()
    text = '{"chart": {"100025": 7}, "administrasi": null, "psu": null, "status_suara": true, "status_adm": false}'
    (folder / "9001012001001.json").write_text(text)
    assert run("simulate", folder, "--out", tmp_path / "out", "--workers", 1).code == 0
    assert total(verified(tmp_path), "0", "suara_1") == {"sum": 7, "missing": 0}
    (tmp_path / "1609.json").write_text('{"tungsura": {"chart": {}, "table": {}}}')
    aggregate = run("simulate", tmp_path / "1609.json", "--out", tmp_path / "other")
    assert aggregate.code == 2
    assert "is an aggregate of areas, without results per TPS." in aggregate.err


def test_facts_settle_contest_area_and_columns_themselves(tmp_path: Path) -> None:
    run("import", feed(tmp_path, line("9001012001001", **SOUND)), "--contest", "ppwp", "--out", tmp_path / "facts")
    facts = tmp_path / "facts" / "facts.json"
    for option in ("--contest", "--area", "--mapping", "--sheet"):
        outcome = run("simulate", facts, "--out", tmp_path / "out", option, "9001")
        assert outcome.code == 2
        assert f"The option {option} is for published results only" in outcome.err
    assert run("simulate", facts, "--out", tmp_path / "out", "--workers", 1).code == 0
    assert total(verified(tmp_path), "0", "suara_1") == {"sum": 60, "missing": 0}


def test_a_folder_in_use_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").write_text("mine")
    for outcome in (simulate(tmp_path, line("9001012001001", **SOUND)), run("demo", "--out", tmp_path / "out")):
        assert outcome.code == 2
        assert "holds something already and is not replaced." in outcome.err
    assert (tmp_path / "out" / "mine").read_text() == "mine"


def test_the_command_it_prints_verifies_what_it_built(tmp_path: Path) -> None:
    folder = tmp_path / "a b"
    folder.mkdir()
    said = simulate(folder, line("9001012001001", **SOUND)).out.splitlines()[-1]
    assert said == f"Verify it with: rekap verify '{folder}/out/archive' --trust '{folder}/out/trust'"


def test_a_program_off_the_search_path_is_printed_as_it_was_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "rekap"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setattr("sys.argv", [str(program)])
    monkeypatch.setenv("PATH", str(tmp_path))
    assert program_path() == str(program)
    monkeypatch.setenv("PATH", str(program.parent))
    assert program_path() == "rekap"
    monkeypatch.setattr("sys.argv", ["pytest"])
    assert program_path() == "rekap"


# --- demo ---


def test_the_demo_ends_with_a_valid_election_and_a_tampering_caught_at_its_place(tmp_path: Path) -> None:
    outcome = run("demo", "--out", tmp_path / "demo", REKAP_LANG="id")
    assert outcome.code == 0
    words = outcome.words
    assert "SAH: semua cocok" in words
    assert "seseorang mengubah salinan arsip itu: dalam buku PPK 900101" in words
    assert "RUSAK" in words
    assert "Tanda tangan KPPS TPS 9001012001001 tidak cocok lagi dengan angkanya (R401)" in words
    assert words.startswith(mark := "*** LATIHAN: bukan pemilihan sungguhan ***")
    assert words.endswith(mark)
    for archive, code in (("archive", 0), ("tampered", 3)):
        command = f"rekap verify {tmp_path}/demo/{archive} --trust {tmp_path}/demo/trust"
        assert command in words
        assert run(*command.split()[1:]).code == code


def test_the_demo_replaces_only_what_a_demo_made(tmp_path: Path) -> None:
    assert run("demo", "--out", tmp_path / "demo").code == 0
    assert run("demo", "--out", tmp_path / "demo", "--seed", 3).code == 0
    (tmp_path / "link").symlink_to(tmp_path / "demo")
    assert run("demo", "--out", tmp_path / "link").code == 2
    shutil.rmtree(tmp_path / "demo")
    (tmp_path / "demo").write_text("a file")
    assert run("demo", "--out", tmp_path / "demo").code == 2


def test_a_practice_election_never_says_that_it_is_official(tmp_path: Path) -> None:
    run("demo", "--out", tmp_path / "demo")
    outcome = run("verify", tmp_path / "demo" / "archive", "--trust", tmp_path / "demo" / "trust", "--json")
    assert outcome.document["kind"] == "practice"
