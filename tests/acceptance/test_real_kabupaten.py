"""Three real kabupaten, from the published results of every TPS to a verified national total, by the command line.

What must come out is worked out here from the CSV files with the `csv` module alone: nothing of the program is asked.
"""

import csv
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

FILES = ("oku_selatan_1609", "oku_timur_1608", "banyuasin_1607")
EXPECTED = {
    "oku_selatan_1609": {"G.301": 51, "G.303": 13, "G.305": 73, "G.201": 153, "G.202": 41, "G.102": 99},
    "oku_timur_1608": {"G.301": 58, "G.303": 4, "G.305": 133, "G.201": 153, "G.202": 52, "G.102": 85},
    "banyuasin_1607": {"G.301": 120, "G.303": 16, "G.305": 123, "G.201": 191, "G.202": 51, "G.102": 142},
}
"""The six columns of `../shared/data/README.md`."""

STATIONS = {"oku_selatan_1609": (1352, 1237), "oku_timur_1608": (2180, 2143), "banyuasin_1607": (2564, 2208)}
"""All TPS, and those with any published figure."""

GROUPS = {
    "pemilih_dpt": "pemilih_dpt",
    "pengguna_dpt": "pengguna_dpt",
    "pengguna_dptb": "pengguna_pindahan",
    "pengguna_non_dpt": "pengguna_khusus",
    "pengguna_total": "pengguna_total",
}
"""The groups of voters: the column of the file and the row of the form."""

ROWS = {f"{column}_{k}": f"{row}_{k}" for column, row in GROUPS.items() for k in "lpj"} | {
    name: name for name in ("suara_1", "suara_2", "suara_3", "suara_sah", "suara_tidak_sah", "suara_total")
}

Sheet = dict[str, dict[str, int | None]]
"""Figures by TPS and row of the form."""


@dataclass(frozen=True)
class Kabupaten:
    """One file, the replica built from it, and its reports."""

    name: str
    sheet: Sheet
    built: Path
    said: str
    reports: dict[str, bytes]

    @property
    def report(self) -> dict[str, object]:
        loaded: dict[str, object] = json.loads(self.reports["id 1"])
        return loaded

    @property
    def findings(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = json.loads(self.reports["id 1"])["findings"]
        return found


def rekap(root: Path, *args: object, language: str = "en", code: int = 0) -> bytes:
    """Runs the program as a person does; gives what it wrote to stdout."""
    environment = os.environ | {"REKAP_LANG": language, "LC_ALL": "C"}
    command = [sys.executable, "-m", "cli.main", *map(str, args)]
    done = subprocess.run(command, check=False, capture_output=True, cwd=root, env=environment, timeout=280)
    assert done.returncode == code, done.stderr.decode()
    return done.stdout


def read(path: Path) -> Sheet:
    with path.open(encoding="utf-8", newline="") as file:
        return {
            line["kode_tps"]: {row: int(line[column]) if line[column] else None for column, row in ROWS.items()}
            for line in csv.DictReader(file)
        }


@pytest.fixture(scope="module", params=FILES)
def kabupaten(
    request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Kabupaten:
    name = str(request.param)
    feed = shared / "data" / "sirekap2024" / f"sirekap2024_ppwp_{name}.csv"
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"replica-{name}"
    build_once(pytestconfig.rootpath, feed, folder)
    reports = {file.stem: file.read_bytes() for file in folder.glob("*.json")}
    return Kabupaten(name, read(feed), folder / "out", (folder / "said").read_text(), reports)


def build_once(root: Path, feed: Path, folder: Path) -> None:
    """Builds a replica and verifies it, once for all test processes: whoever makes the folder, the others wait."""
    try:
        folder.mkdir()
    except FileExistsError:
        while not (folder / "done").exists():
            time.sleep(0.1)
        return
    try:
        said = rekap(root, "simulate", feed, "--out", folder / "out", "--workers", 2)
        (folder / "said").write_bytes(said)
        verify = ("verify", folder / "out" / "archive", "--trust", folder / "out" / "trust", "--json", "--workers")
        for language, workers in (("id", 1), ("en", 2)):
            report = rekap(root, *verify, workers, language=language, code=1)
            (folder / f"{language} {workers}.json").write_bytes(report)
    finally:
        (folder / "done").touch()


def breaches(sheet: Sheet) -> Iterator[tuple[str, str, str]]:
    """Code, TPS and row of every broken rule; a rule runs where all it reads is published."""
    for tps, cell in sheet.items():
        for code, row, reads, holds in equations():
            figures = [cell[name] for name in (row, *reads)]
            if None not in figures and not holds(*figures):
                yield code, tps, row


def equations() -> Iterator[tuple[str, str, tuple[str, ...], Callable[..., bool]]]:
    """Code, row, the rows it is compared with, and whether the rule holds."""
    yield "G.301", "suara_sah", ("suara_1", "suara_2", "suara_3"), lambda left, *right: left == sum(right)
    yield "G.303", "suara_total", ("suara_sah", "suara_tidak_sah"), lambda left, *right: left == sum(right)
    yield "G.305", "suara_total", ("pengguna_total_j",), lambda left, right: left == right
    for k in "lpj":
        parts = tuple(f"pengguna_{group}_{k}" for group in ("dpt", "pindahan", "khusus"))
        yield "G.201", f"pengguna_total_{k}", parts, lambda left, *right: left == sum(right)
        yield "G.202", f"pengguna_dpt_{k}", (f"pemilih_dpt_{k}",), lambda left, right: left <= right
    for row in GROUPS.values():
        yield "G.102", f"{row}_j", (f"{row}_l", f"{row}_p"), lambda left, *right: left == sum(right)


def totals(sheet: Sheet) -> dict[str, dict[str, dict[str, int]]]:
    """Sum and number of TPS without a figure, for every row of every area from the kecamatan up."""
    areas: dict[str, dict[str, dict[str, int]]] = {}
    for tps, cell in sheet.items():
        for area in ("0", tps[:2], tps[:4], tps[:6]):
            rows = areas.setdefault(area, {row: {"sum": 0, "missing": 0} for row in ROWS.values()})
            for row, figure in cell.items():
                rows[row]["sum"] += figure or 0
                rows[row]["missing"] += figure is None
    return areas


def test_the_findings_of_a_real_kabupaten_are_exactly_those_of_its_file(kabupaten: Kabupaten) -> None:
    found = [(each["code"], each["area"], each["row"]) for each in kabupaten.findings if each["code"][0] == "G"]
    assert sorted(found) == sorted(breaches(kabupaten.sheet))
    assert Counter(code for code, _, _ in found) == EXPECTED[kabupaten.name]


def test_every_finding_on_a_published_form_carries_its_reason(kabupaten: Kabupaten) -> None:
    explained = {each["level"] for each in kabupaten.findings if each["code"][0] == "G"}
    assert explained == {"explained"}
    hints = {each["level"] for each in kabupaten.findings if each["code"][0] == "P"}
    assert hints == {"hint"}


def test_a_station_without_any_figure_is_a_gap_with_a_name(kabupaten: Kabupaten) -> None:
    gaps = [each["area"] for each in kabupaten.findings if each["code"] == "J.503"]
    blank = [tps for tps, cell in kabupaten.sheet.items() if set(cell.values()) == {None}]
    assert sorted(gaps) == sorted(blank)
    assert (len(kabupaten.sheet), len(kabupaten.sheet) - len(blank)) == STATIONS[kabupaten.name]
    assert {each["code"][0] for each in kabupaten.findings} == {"G", "P", "J"}
    assert kabupaten.report["status"] == "findings"


def test_the_totals_of_every_area_are_the_sums_of_the_file(kabupaten: Kabupaten) -> None:
    assert kabupaten.report["totals"] == {"ppwp": totals(kabupaten.sheet)}


def test_a_replica_says_that_it_is_one(kabupaten: Kabupaten) -> None:
    assert kabupaten.report["kind"] == "replica"
    assert kabupaten.said.startswith("*** REPLICA (REPLIKA)")
    assert f"rekap verify {kabupaten.built / 'archive'} --trust {kabupaten.built / 'trust'}" in kabupaten.said


def test_a_report_is_the_same_bytes_in_every_language_and_for_every_number_of_workers(kabupaten: Kabupaten) -> None:
    assert len(set(kabupaten.reports.values())) == 1
    report = kabupaten.reports["id 1"]
    assert report.endswith(b"}\n")
    assert report.count(b"\n") == 1


def test_paths_are_those_of_the_design(kabupaten: Kabupaten) -> None:
    regions = {tps[:2] for tps in kabupaten.sheet}, {tps[:4] for tps in kabupaten.sheet}
    bodies = ["kpu/0", *(f"kpu/{area}" for level in regions for area in level)]
    bodies += [f"ppk/{area}" for area in {tps[:6] for tps in kabupaten.sheet}]
    books = {path.parent for path in (kabupaten.built / "archive").glob("*/*/*/*/checkpoint")}
    assert books == {kabupaten.built / "archive" / "example.id" / "replika-ppwp" / body for body in bodies}
    assert all((book / "log.vkey").is_file() and (book / "tile").is_dir() for book in books)
    assert (kabupaten.built / "trust").is_file()
    assert (kabupaten.built / "keys").is_dir()
    assert kabupaten.report["books"] == len(books)
