"""Case 2, Magelang: every total consistent, party and invalid votes moved to one candidate in 12 of 13 desa.

- Found without anything from outside, each cell named: level, TPS, row, who signed, on what paper.
- The 476 votes are counted, the candidate who gains is named, and the report says what it does not prove.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from domain.contests import Kind
from domain.types import Figures
from ledger.making.generating import Shape, generate
from ledger.making.generating_shapes import Place, contests_for
from ledger.making.simulation import simulate
from tests.support.commands import Outcome, run
from tests.support.shifted import Cells, paper_of, shifted, summed, with_papers

KECAMATAN = "330801"
CONTEST = "dprd_kabko-3308"
DESA = tuple(f"{KECAMATAN}20{number:02}" for number in range(1, 14))
HONEST = DESA[6]
VOTES = 476
PARTY, WINNER, INVALID = "suara_2", "suara_2_3", "suara_tidak_sah"


@dataclass(frozen=True)
class Magelang:
    """The archive, what the C.Hasil say, and what was taken from each TPS: party votes and invalid ones."""

    archive: Path
    trust: Path
    forms: Mapping[str, Cells]
    papers: Mapping[str, str]
    taken: Mapping[str, tuple[int, int]]

    def diff(self, *args: object, **environment: str) -> Outcome:
        return run("diff", self.archive, "--trust", self.trust, "--levels", *args, **environment)

    @property
    def comparison(self) -> dict[str, Any]:
        document: dict[str, Any] = self.diff("--json").document
        [comparison] = document["comparisons"]
        return dict(comparison)


@pytest.fixture(scope="module")
def magelang(tmp_path_factory: pytest.TempPathFactory) -> Magelang:
    places = tuple(Place(f"{desa}{number:03}") for desa in DESA for number in (1, 2, 3))
    shape = Shape(places, contests_for([Kind.DPRD_KABKO], ["3308"], parties=4, candidates=4), mistakes={})
    plan = generate(shape, 2).plan
    rows = plan.contests[0].rows
    figures = {result.tps: result.forms[CONTEST] for result in plan.results}
    forms = {tps: dict(zip(rows, map(int, filled(form)), strict=True)) for tps, form in figures.items()}
    taken = shares({tps: cells for tps, cells in forms.items() if not tps.startswith(HONEST)})

    def shift(tps: str, cells: Cells) -> None:
        of_party, invalid = taken[tps]
        cells[PARTY] -= of_party
        cells[INVALID] -= invalid
        cells[WINNER] += of_party + invalid
        summed(cells)

    with shifted(CONTEST, dict.fromkeys(taken, shift)), with_papers():
        built = simulate(plan, tmp_path_factory.mktemp("magelang") / "built", seed=3)
    papers = {tps: paper_of(CONTEST, form).hex() for tps, form in figures.items()}
    return Magelang(built.archive, built.trust, forms, papers, taken)


def filled(figures: Figures) -> list[int]:
    return [figure for figure in figures if figure is not None]


def shares(forms: Mapping[str, Cells]) -> dict[str, tuple[int, int]]:
    """What to take from each TPS, so that it is 476 votes in all, of two kinds."""
    taken = {}
    rest = VOTES
    # Those with the fewest votes first: what they cannot give the others must.
    for place, (tps, cells) in enumerate(sorted(forms.items(), key=lambda each: each[1][PARTY])):
        wanted = -(-rest // (len(forms) - place))
        invalid = min(cells[INVALID], 2, wanted)
        of_party = min(cells[PARTY], wanted - invalid)
        taken[tps] = (of_party, invalid)
        rest -= of_party + invalid
    assert rest == 0
    return taken


def test_every_total_that_the_papers_print_is_consistent(magelang: Magelang) -> None:
    columns = magelang.comparison["stations"]
    for tps, station in columns.items():
        cells = magelang.forms[tps] | {cell["row"]: cell["later"] for cell in station["cells"]}
        assert cells["suara_total"] == cells["suara_sah"] + cells[INVALID] == cells["pengguna_total_j"]
        again = dict(cells)
        summed(again)
        assert again == cells


def test_each_cell_is_named_in_twelve_of_thirteen_desa(magelang: Magelang) -> None:
    stations = magelang.comparison["stations"]
    assert {tps[:10] for tps in stations} == set(DESA) - {HONEST}
    for tps, (of_party, invalid) in magelang.taken.items():
        cells = {cell["row"]: cell for cell in stations[tps]["cells"] if cell["patterns"]}
        lost = {row: votes for row, votes in ((PARTY, of_party), (INVALID, invalid)) if votes}
        assert set(cells) == {*lost, WINNER}
        for row, votes in (*((row, -votes) for row, votes in lost.items()), (WINNER, of_party + invalid)):
            before = magelang.forms[tps][row]
            assert (cells[row]["earlier"], cells[row]["later"]) == (before, before + votes)


def test_the_pattern_the_votes_and_the_winner_are_named(magelang: Magelang) -> None:
    comparison = magelang.comparison
    expected: Counter[str] = Counter()
    for of_party, invalid in magelang.taken.values():
        expected += Counter({"party_to_candidate": of_party, "invalid_to_valid": invalid})
    assert comparison["votes"] == VOTES
    assert {name: found["votes"] for name, found in comparison["patterns"].items()} == expected
    changes = comparison["areas"][KECAMATAN]["changes"]
    assert changes[WINNER] == VOTES
    assert {row for row, change in changes.items() if change > 0} <= {WINNER, "suara_2_total", "suara_sah"}


def test_the_level_the_signers_and_the_papers_are_named(magelang: Magelang) -> None:
    comparison = magelang.comparison
    assert (comparison["earlier"], comparison["later"]) == ("chasil", "dhasil")
    certificate = comparison["certificates"][KECAMATAN]
    assert certificate["book"].endswith(f"/ppk/{KECAMATAN}")
    assert {(each["role"], each["of"]) for each in certificate["signers"]} == {
        ("ketua", f"ppk-{KECAMATAN}"),
        ("anggota", f"ppk-{KECAMATAN}"),
    }
    for tps, station in comparison["stations"].items():
        chasil, column = station["said"]
        assert {(each["role"], each["of"]) for each in chasil["signers"]} == {
            ("kpps_ketua", tps),
            ("kpps_anggota", tps),
        }
        assert chasil["papers"] == [magelang.papers[tps]]
        assert (column["act"], column["book"]) == ("RecapitulationPart", certificate["book"])


def test_people_read_it_in_both_languages_with_what_it_does_not_prove(magelang: Magelang) -> None:
    tps = min(magelang.taken)
    cells = magelang.forms[tps]
    of_party, invalid = magelang.taken[tps]
    english, indonesian = magelang.diff(), magelang.diff(REKAP_LANG="id")
    assert english.code == indonesian.code == 1
    assert max(map(len, (english.out + indonesian.out).splitlines())) <= 80
    assert "476 votes moved" in english.words
    assert f"votes of a party to a candidate of the same party, {of_party} votes" in english.words
    assert f"(IV no. 2.3): {cells[WINNER]} -> {cells[WINNER] + of_party + invalid}" in english.words
    assert f"at PPK {KECAMATAN}" in english.words
    assert f"signed by ketua of KPPS (1) of TPS {tps}" in english.words
    assert f"paper SHA-256 {magelang.papers[tps]}" in english.words
    assert "D.HASIL KECAMATAN-DPRD-KAB/KOTA: entry" in english.words
    assert f"ketua (2) of PPK {KECAMATAN}, anggota (3, 4) of PPK {KECAMATAN}" in english.words
    assert "it does not prove why, nor any intent" in english.words
    assert "tidak membuktikan kesengajaan" in indonesian.words
    assert "476 suara berpindah" in indonesian.words
