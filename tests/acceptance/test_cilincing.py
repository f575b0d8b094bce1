"""Case 3, a replica of Kecamatan Cilincing: six kinds of shift between C.Hasil and D.Hasil, signed as it should be.

- Every planted cell is found with its pattern and none other is named, whatever the seed: 5 here, 50 in `make soak`.
- The level at which it happened, the TPS, the rows, the signers and the papers are named.
"""

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from domain.contests import Kind
from ledger.making.generating import Shape, generate
from ledger.making.generating_shapes import Place, contests_for
from ledger.making.simulation import simulate
from tests.support.commands import run
from tests.support.shifted import SIX_KINDS, Plant, planted, shifted, with_papers

KECAMATAN = "317204"
CONTEST = "dpr-31"
KELURAHAN = {
    "Marunda": 28,
    "Rorotan": 72,
    "Semper Barat": 53,
    "Cilincing": 9,
    "Sukapura": 39,
    "Semper Timur": 15,
    "Kalibaru": 17,
}
PLACES = tuple(
    Place(f"{KECAMATAN}100{desa}{tps:03}")
    for desa, count in enumerate(KELURAHAN.values(), start=1)
    for tps in range(1, count + 1)
)
EACH = 3
SEEDS = [*range(5), *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(5, 50))]


@dataclass(frozen=True)
class Cilincing:
    """An archive, what was planted in it, and what the comparison of its levels says."""

    archive: Path
    trust: Path
    plants: list[Plant]
    comparison: dict[str, Any]


@pytest.fixture(scope="module", params=SEEDS)
def cilincing(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Cilincing:
    seed: int = request.param
    contests = contests_for([Kind.DPR], ["3172"], parties=18, candidates=6)
    plan = generate(Shape(PLACES, contests, mistakes={}), seed).plan
    forms = {result.tps: result.forms[CONTEST] for result in plan.results}
    plants = planted(plan.contests[0], forms, EACH, random.Random(seed))  # noqa: S311 - where to plant
    with shifted(CONTEST, {plant.tps: plant.shift for plant in plants}), with_papers():
        built = simulate(plan, tmp_path_factory.mktemp("cilincing") / "built", seed=seed)
    outcome = run("diff", built.archive, "--trust", built.trust, "--levels", "--json", "--workers", 1)
    assert outcome.code == 1
    document: dict[str, Any] = outcome.document
    [comparison] = document["comparisons"]
    return Cilincing(built.archive, built.trust, plants, comparison)


def test_the_kecamatan_is_that_of_the_case() -> None:
    assert len(PLACES) == 233
    assert len({place.tps[:10] for place in PLACES}) == len(KELURAHAN) == 7


def test_every_planted_cell_is_found_with_its_pattern_and_no_other(cilincing: Cilincing) -> None:
    comparison, plants = cilincing.comparison, cilincing.plants
    assert comparison["compared"] == 233
    named = {
        (tps, cell["row"]): tuple(cell["patterns"])
        for tps, station in comparison["stations"].items()
        for cell in station["cells"]
        if cell["patterns"]
    }
    assert named == {(plant.tps, row): (str(plant.pattern),) for plant in plants for row in plant.rows}
    found = {name: each["tps"] for name, each in comparison["patterns"].items()}
    assert found == dict.fromkeys(map(str, SIX_KINDS), EACH)
    assert comparison["only_earlier"] == comparison["only_later"] == comparison["not_compared"] == []


def test_the_level_the_signers_and_the_papers_are_named(cilincing: Cilincing) -> None:
    comparison = cilincing.comparison
    assert (comparison["earlier"], comparison["later"]) == ("chasil", "dhasil")
    certificate = comparison["certificates"][KECAMATAN]
    assert certificate["act"] == "RecapitulationCertified"
    assert {each["of"] for each in certificate["signers"]} == {f"ppk-{KECAMATAN}"}
    for tps, station in comparison["stations"].items():
        chasil, column = station["said"]
        assert chasil["act"] == "TallyReceived"
        assert len(chasil["papers"]) == 1
        assert {each["of"] for each in chasil["signers"]} == {tps}
        assert (column["act"], column["book"]) == ("RecapitulationPart", certificate["book"])


def test_people_read_where_it_happened(cilincing: Cilincing) -> None:
    plant = min(cilincing.plants, key=lambda each: each.tps)
    outcome = run("diff", cilincing.archive, "--trust", cilincing.trust, "--levels", "--all", "--workers", 1)
    assert outcome.code == 1
    assert f"between the C.Hasil of the TPS and the D.Hasil of the kecamatan, at PPK {KECAMATAN}" in outcome.words
    assert f"signed by ketua of KPPS (1) of TPS {plant.tps}" in outcome.words
    assert f"ketua (2) of PPK {KECAMATAN}, anggota (3, 4) of PPK {KECAMATAN}" in outcome.words
    assert outcome.words.count("paper SHA-256") == len(cilincing.plants)
