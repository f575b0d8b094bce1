"""The examples of `docs/examples`: each runs by its command, verifies, and its totals are those of its tables.

What must come out is added up here from the tables with the `csv` module alone: nothing of the program is asked.
"""

import csv
import json
import os
import re
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

KABKO, PROVINSI, NATION = 1, 2, 3
"""How many levels above the kecamatan a contest has."""


@dataclass(frozen=True)
class Example:
    """What is known of an example: its kind, its TPS, and for each contest how many levels stand above the kecamatan.

    All are valid: every TPS has a result in each contest held there, so that there is no gap (J.503); and what breaks
    a rule G, in the practice kecamatan, has its reason on record.
    """

    kind: str
    stations: int
    contests: dict[str, int]
    explained: Counter[str]


NOTHING: Counter[str] = Counter()
PLANTED = Counter({"G.301": 2, "G.102": 1, "G.201": 1, "G.203": 1, "G.302": 1, "G.303": 1, "G.304": 1, "G.305": 1})
DAPIL = {f"dprd_kabko-1607-{dapil}": KABKO for dapil in range(1, 7)}
PEMILU = {"ppwp": NATION, "dpr-16-1": NATION, "dpd-16": NATION, "dprd_prov-16-10": PROVINSI, **DAPIL}
EXAMPLES = {
    "bupati-oku-selatan": Example("replica", 663, {"bupati-1609": KABKO}, NOTHING),
    "bupati-purwakarta": Example("replica", 1_452, {"bupati-3214": KABKO}, NOTHING),
    "oku-timur": Example("replica", 1_012, {"gubernur-16": PROVINSI, "bupati-1608": KABKO}, NOTHING),
    "pemilu-banyuasin": Example("practice", 2_564, PEMILU, NOTHING),
    "latihan-kecamatan": Example("practice", 12, {"ppwp": KABKO, "dprd_kabko-9001-1": KABKO}, PLANTED),
}
LEAF = re.compile(r"suara_[0-9]+(_[0-9]+)?")
NAMES = ("kode", "nama", "tps", "dpt")
VOTERS = 600
"""No TPS of an election of 2024 has more."""

Rows = dict[str, int]


@pytest.fixture(scope="module")
def folder(pytestconfig: pytest.Config) -> Path:
    return pytestconfig.rootpath / "docs" / "examples"


@pytest.fixture(scope="module")
def commands(folder: Path) -> dict[str, list[str]]:
    """The command of each example, as its README has it."""
    found = re.findall(r"(?m)^rekap (simulate docs/examples/([a-z-]+)/.*)$", (folder / "README.md").read_text())
    return {name: shlex.split(command) for command, name in found}


def rekap(root: Path, *args: object) -> str:
    """Runs the program as a person does; gives what it wrote to stdout."""
    environment = os.environ | {"REKAP_LANG": "en", "LC_ALL": "C"}
    command = [sys.executable, "-m", "cli.main", *map(str, args)]
    done = subprocess.run(command, check=False, capture_output=True, cwd=root, env=environment, timeout=600)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def table_of(folder: Path, name: str, contest: str) -> list[dict[str, str]]:
    with (folder / name / f"{contest}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows_of(line: dict[str, str]) -> Rows:
    """The figures of a line, with the sums that its form has."""
    rows = {column: int(cell) for column, cell in line.items() if column not in NAMES}
    votes = {row: figure for row, figure in rows.items() if LEAF.fullmatch(row)}
    blocks: Counter[str] = Counter()
    for row, figure in votes.items():
        blocks[f"suara_{row.split('_')[1]}_total"] += figure
    has_parties = any(row.count("_") == 2 for row in votes)
    return {"suara_sah": sum(votes.values())} | (dict(blocks) if has_parties else {}) | rows


def expected(lines: Iterable[dict[str, str]], levels: int) -> dict[str, Rows]:
    """The totals of every area, from the kecamatan up to the contest's final level."""
    totals: dict[str, Counter[str]] = {}
    for line in lines:
        kecamatan = line["kode"][:6]
        for area in (kecamatan, *(kecamatan[:4], kecamatan[:2], "0")[:levels]):
            totals.setdefault(area, Counter()).update(rows_of(line))
    return {area: dict(rows) for area, rows in totals.items()}


def sums_of(areas: dict[str, dict[str, dict[str, int]]]) -> dict[str, Rows]:
    """The sums of a report's totals; nothing is missing from any of them."""
    assert {cell["missing"] for rows in areas.values() for cell in rows.values()} == {0}
    return {area: {row: cell["sum"] for row, cell in rows.items()} for area, rows in areas.items()}


def without_zeros(totals: dict[str, Rows]) -> dict[str, Rows]:
    """A `Counter` keeps no promise about rows that are 0 everywhere."""
    return {area: {row: figure for row, figure in rows.items() if figure} for area, rows in totals.items()}


def test_the_readme_has_one_command_for_every_example_and_each_is_tested(
    folder: Path, commands: dict[str, list[str]]
) -> None:
    assert set(commands) == set(EXAMPLES) == {path.name for path in folder.iterdir() if path.is_dir()}
    for name, command in commands.items():
        assert command == ["simulate", f"docs/examples/{name}/facts.toml", "--out", f"build/{name}"]


@pytest.mark.timeout(900)  # the whole of a Pemilu in a kabupaten, and under coverage
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_runs_by_its_command_and_verifies_with_the_totals_of_its_tables_at_every_level(
    pytestconfig: pytest.Config, tmp_path: Path, folder: Path, commands: dict[str, list[str]], name: str
) -> None:
    example = EXAMPLES[name]
    *command, _ = commands[name]
    said = rekap(pytestconfig.rootpath, *command, tmp_path / name)
    assert f"{example.stations:,}" in said
    place = (tmp_path / name / "archive", "--trust", tmp_path / name / "trust")

    report = json.loads(rekap(pytestconfig.rootpath, "verify", *place, "--json"))

    assert (report["status"], report["kind"]) == ("valid", example.kind)
    assert set(report["totals"]) == set(example.contests)
    for contest, levels in example.contests.items():
        wanted = expected(table_of(folder, name, contest), levels)
        assert without_zeros(sums_of(report["totals"][contest])) == without_zeros(wanted), contest
    assert {each["level"] for each in report["findings"]} <= {"explained", "hint"}
    assert Counter(each["code"] for each in report["findings"] if each["level"] == "explained") == example.explained
    a_kecamatan_is_divided_among_its_tps(pytestconfig.rootpath, folder, place, name)


def a_kecamatan_is_divided_among_its_tps(root: Path, folder: Path, place: tuple[object, ...], name: str) -> None:
    """The last kecamatan of the last contest's table has as many TPS as are in, which add up to its figures."""
    contest = [*EXAMPLES[name].contests][-1]
    lines = table_of(folder, name, contest)
    area = lines[-1]["kode"][:6]
    replay = json.loads(rekap(root, "replay", *place, "--area", area, "--contest", contest, "--json"))
    stations = sums_of(replay["stations"])
    in_it = [line for line in lines if line["kode"].startswith(area)]
    assert len(stations) == int(in_it[0].get("tps", len(in_it)))
    assert all(rows["suara_sah"] <= VOTERS for rows in stations.values())
    added: Counter[str] = Counter()
    for rows in stations.values():
        added.update(rows)
    assert without_zeros({area: dict(added)}) == without_zeros({area: expected(in_it, 0)[area]})


@pytest.mark.parametrize(
    ("name", "contest", "feed", "names"),
    [
        ("bupati-oku-selatan", "bupati-1609", "pkwkk/1609", "1609"),
        ("bupati-purwakarta", "bupati-3214", "pkwkk/3214", "3214"),
        ("oku-timur", "bupati-1608", "pkwkk/1608", "1608"),
        ("oku-timur", "gubernur-16", "pkwkp/1608", "16"),
    ],
)
def test_what_is_called_real_of_a_pilkada_is_what_was_published(
    shared: Path, folder: Path, name: str, contest: str, feed: str, names: str
) -> None:
    published = json.loads((shared / "data" / "pilkada2024" / f"{feed}.json").read_text())["tungsura"]
    kind = feed.partition("/")[0]
    paslon = json.loads((shared / "data" / "pilkada2024" / f"paslon_{kind}.json").read_text())[names]
    lines = {line["kode"]: line for line in table_of(folder, name, contest)}
    assert set(lines) == set(published["table"])
    for code, line in lines.items():
        assert int(line["tps"]) == published["table"][code]["progres"]["progres"]
        for option, each in paslon.items():
            assert int(line[f"suara_{each['nomor_urut']}"]) == published["table"][code][option]
    description = (folder / name / "facts.toml").read_text()
    assert all(each["nama"] in description for each in paslon.values())


def test_what_is_called_real_of_banyuasin_is_what_was_published(shared: Path, folder: Path) -> None:
    votes: dict[str, Counter[str]] = {}
    desa: Counter[str] = Counter()
    with (shared / "data" / "sirekap2024" / "sirekap2024_ppwp_banyuasin_1607.csv").open(newline="") as file:
        for line in csv.DictReader(file):
            desa[line["kode_kelurahan"]] += 1
            sums = votes.setdefault(line["kode_kecamatan"], Counter())
            sums.update({"tps": 1} | {f"suara_{no}": int(line[f"suara_{no}"] or 0) for no in (1, 2, 3)})
    stated = {line["kode"]: line for line in table_of(folder, "pemilu-banyuasin", "ppwp")}
    assert {code: {row: int(stated[code][row]) for row in sums} for code, sums in votes.items()} == votes
    units = table_of(folder, "pemilu-banyuasin", "desa")
    assert {line["kode"]: int(line["tps"]) for line in units} == desa


def test_the_examples_stay_small(folder: Path) -> None:
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 200_000
