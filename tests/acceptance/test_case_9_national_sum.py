"""Case 9, the national sum of ppwp 2024: 40,971,906 + 96,214,691 + 27,040,878 = 164,227,475, of 38 provinsi and abroad.

- An election generated to these totals is valid, and its replay gives them, whatever bodies lie in between.
- One vote moved between two paslon, in one TPS and properly signed, is named: the TPS and both rows, and nothing else.
"""

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from domain.contests import ContestOption
from ledger.making.plan import Plan, StationResult, planned_contest
from ledger.making.simulation import Built, simulate
from ledger.signing import verify
from ledger.spreading import shares
from tests.support.by_hand import rekap
from tests.support.shifted import Cells, shifted

CONTEST, PROFILE = "ppwp", "pemilu-2024"
VOTES = {"suara_1": 40_971_906, "suara_2": 96_214_691, "suara_3": 27_040_878}
ALL = 164_227_475
ROWS = (*VOTES, "suara_sah")
PASLON = [ContestOption(no, name) for no, name in enumerate(("Anggrek", "Bakung", "Cempaka"), start=1)]
ABROAD = "990001"
EACH = 7
MOST = 1_000_000
MOVED = "3201010001004"
"""The TPS in which a vote is moved: one of Jawa Barat."""


@pytest.fixture(scope="module")
def plan(shared: Path) -> Plan:
    """One kabupaten, one kecamatan and one desa in each provinsi, and one PPLN; the votes spread over their TPS."""
    with (shared / "data" / "wilayah" / "kpu_region_provinsi.csv").open(encoding="utf-8", newline="") as file:
        provinsi = [line["kode"] for line in csv.DictReader(file)]
    desa = [*(f"{code}01010001" for code in provinsi), f"{ABROAD}0001"]
    stations = sorted(f"{code}{number:03}" for code in desa for number in range(1, EACH + 1))
    columns = [shares(CONTEST, row, stations, votes) for row, votes in VOTES.items()]
    forms = [(*votes, sum(votes)) for votes in zip(*columns, strict=True)]
    results = tuple(StationResult(tps, {CONTEST: form}) for tps, form in zip(stations, forms, strict=True))
    contest = planned_contest(CONTEST, PROFILE, PASLON, rows=ROWS)
    return Plan("practice", "Latihan nasional", PROFILE, "example.id/latihan", (contest,), results)


checked = lru_cache(maxsize=None)(verify)


@contextmanager
def quickly_made() -> Iterator[None]:
    """Within it, a signature that 116 desks read is checked once; the reading commands check all of them afresh."""
    with patch("ledger.entrycheck.verify", checked):
        yield


@pytest.fixture(scope="module")
def honest(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The election as it was counted."""
    with quickly_made():
        return simulate(plan, tmp_path_factory.mktemp("national") / "honest", seed=9)


@pytest.fixture(scope="module")
def moved(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The same election; the D.Hasil of one PPK has one vote of paslon 1 with paslon 2."""

    def shift(_: str, cells: Cells) -> None:
        cells["suara_1"] -= 1
        cells["suara_2"] += 1

    with shifted(CONTEST, {MOVED: shift}), quickly_made():
        return simulate(plan, tmp_path_factory.mktemp("national") / "moved", seed=9)


def asked(command: str, built: Built, *options: str, code: int) -> dict[str, Any]:
    """The JSON document of a reading command that ends with this code."""
    outcome = rekap(command, built.archive, "--trust", built.trust, *options, "--json", "--workers", 1)
    assert outcome.code == code, outcome.sentences
    document: dict[str, Any] = json.loads(outcome.out)
    return document


def sums(totals: dict[str, Any]) -> dict[str, int]:
    """The sums of an area by row, of which no TPS is missing."""
    assert not any(total["missing"] for total in totals.values())
    return {row: total["sum"] for row, total in totals.items()}


def before(plan: Plan) -> dict[str, int]:
    """The C.Hasil of the TPS in which a vote is moved, by row."""
    [form] = [result.forms[CONTEST] for result in plan.results if result.tps == MOVED]
    return {row: figure for row, figure in zip(ROWS, form, strict=True) if figure is not None}


def test_the_election_is_that_of_the_case(plan: Plan) -> None:
    assert sum(VOTES.values()) == ALL
    assert len({result.tps[:2] for result in plan.results} - {ABROAD[:2]}) == 38
    assert {result.tps[:6] for result in plan.results if result.tps.startswith("99")} == {ABROAD}
    assert all((figure or 0) <= MOST for result in plan.results for figure in result.forms[CONTEST])


@pytest.mark.soak  # a second election of 116 books
def test_it_is_valid_and_has_the_national_sum(honest: Built) -> None:
    document = asked("verify", honest, code=0)
    assert (document["status"], document["findings"]) == ("valid", [])
    assert sums(document["totals"][CONTEST]["0"]) == {**VOTES, "suara_sah": ALL}


def test_its_replay_gives_the_sum_from_38_provinsi_and_abroad(moved: Built) -> None:
    document = asked("replay", moved, code=1)
    children = document["children"]
    assert len(children) == 39
    assert ABROAD in children
    assert sums(document["totals"]) == {**VOTES, "suara_sah": ALL}
    assert {row: sum(sums(child)[row] for child in children.values()) for row in ROWS} == sums(document["totals"])


@pytest.mark.parametrize(("language", "point"), [("en", ","), ("id", ".")])
def test_people_read_the_sum(moved: Built, language: str, point: str) -> None:
    outcome = rekap("replay", moved.archive, "--trust", moved.trust, language=language)
    assert outcome.code == 1
    for votes in (*VOTES.values(), ALL):
        assert f"{votes:,}".replace(",", point) in outcome.out.split()


def test_one_vote_moved_in_one_tps_is_named_by_verify(plan: Plan, moved: Built) -> None:
    document = asked("verify", moved, code=1)
    figures = before(plan)
    told = sorted(
        (each["code"], each["area"], each["row"], each["params"]["left"], each["params"]["right"])
        for each in document["findings"]
    )
    assert told == [
        (code, MOVED, row, figures[row] + change, figures[row])
        for code in ("J.501", "J.502")
        for row, change in (("suara_1", -1), ("suara_2", +1))
    ]
    assert {each["book"] for each in document["findings"]} == {plan.host + f"/ppk/{MOVED[:6]}"}
    # What is rebuilt follows the C.Hasil, so the sum of the nation is still the true one.
    assert sums(document["totals"][CONTEST]["0"]) == {**VOTES, "suara_sah": ALL}


def test_the_two_cells_and_none_other_are_named_by_diff(plan: Plan, moved: Built) -> None:
    [comparison] = asked("diff", moved, "--levels", code=1)["comparisons"]
    figures = before(plan)
    assert (comparison["earlier"], comparison["later"]) == ("chasil", "dhasil")
    assert (comparison["compared"], comparison["votes"]) == (39 * EACH, 1)
    cells = {
        (tps, cell["row"]): (cell["earlier"], cell["later"], cell["patterns"])
        for tps, station in comparison["stations"].items()
        for cell in station["cells"]
    }
    assert cells == {
        (MOVED, "suara_1"): (figures["suara_1"], figures["suara_1"] - 1, ["between_options"]),
        (MOVED, "suara_2"): (figures["suara_2"], figures["suara_2"] + 1, ["between_options"]),
    }
