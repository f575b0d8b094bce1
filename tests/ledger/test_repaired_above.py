"""A PPK certifies something else than its C.Hasil say, and a level above repairs it: what is in force, everywhere.

- The rebuilt totals of the level that decided, and of those above, are what is true after the decision; explanation,
  replay and what-if have the same figures, and the certificates of these levels say so too.
- A decision names the figure that the D.Hasil prints; what the C.Hasil says is another figure, and is refused as old.
- Decisions on one unit, or on a TPS and the kecamatan around it, count in their order; a newer arrival ends them.
- A hypothetical ruling on a TPS moves the repaired totals by the difference to what counts of that TPS there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from domain.events import Cell, ChildCorrected, RecapitulationPart
from domain.recap import Adjustment
from ledger.explain.explaining import explain
from ledger.history.whatif import EXCLUDE, REPLACE, Asked, what_if
from ledger.passes import Verification
from ledger.rebuilding import rebuilt
from ledger.verification import verify_archive
from tests.support.lives import PAPER, PART, attended, figures_of
from tests.support.moments import written
from tests.support.practice import (
    CONTEST,
    KAB,
    PPK,
    PROV,
    RECAP,
    ROWS,
    SECOND_TPS,
    TPS,
    Script,
    Step,
    World,
    altered,
    operator,
    practice,
    with_row,
)

KECAMATAN = "160901"
ABOVE = ("1609", "16", "0")
FIRST, SECOND = figures_of()["suara_1"], figures_of()["suara_2"]
LOWER, HIGHER = FIRST - 3, SECOND + 3
TRUTH = 251
"""What the C.Hasil of the kabupaten say of the first paslon."""
VOTES = ("suara_1", "suara_2")
Cells = Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Decision:
    """What a level says of a unit: per row the old figure and the new one."""

    unit: str
    cells: Cells

    def event(self, world: World, body: str, child: str, source: str) -> ChildCorrected:
        cells = tuple(Cell(self.cells[row][1], self.cells[row][0], row) for row in ROWS if row in self.cells)
        room = world.leaves[f"{body} attendance"]
        area = child.partition("-")[2]
        return ChildCorrected(room, "c-hasil", cells, area, None, (PAPER,), "plano", world.leaves[source], self.unit)


def votes(first: tuple[int, int], second: tuple[int, int]) -> Cells:
    return dict(zip(VOTES, (first, second), strict=True))


REPAIRED = Decision(TPS, votes((LOWER, FIRST), (HIGHER, SECOND)))
WHOLE = Decision(KECAMATAN, votes((178, 181), (155, 152)))


def wrong(script: Script) -> Script:
    """The PPK certifies three votes of the TPS for the other paslon; every total is right."""

    def moved(_: World, part: RecapitulationPart) -> RecapitulationPart:
        first, *others = part.columns
        return altered(
            part, columns=(altered(first, figures=with_row(first.figures, suara_1=LOWER, suara_2=HIGHER)), *others)
        )

    script.alter(PART, moved)
    return script


def decided(script: Script, *decisions: Decision, body: str = KAB, child: str = PPK) -> Script:
    """A level decides so about its child, and certifies its certificate moved by that."""
    attended(script, body)
    names = [f"{body} decision {number}" for number in range(len(decisions))]

    def step(number: int, decision: Decision) -> Step:
        before = names[number - 1] if number else f"{child} certificate"
        return Step(names[number], body, operator(body), RECAP, lambda at: decision.event(at, body, child, before))

    def moved(world: World, part: RecapitulationPart) -> RecapitulationPart:
        first, *others = part.columns
        figures, sources = list(first.figures), list(first.sources)
        for name in names:
            event = world.events[name]
            assert isinstance(event, ChildCorrected)
            by = Adjustment(world.leaves[name], 0, event).moved(ROWS)
            figures = [(figure or 0) + more for figure, more in zip(figures, by.sums, strict=True)]
            sources.append(world.leaves[name])
        return altered(part, columns=(altered(first, figures=tuple(figures), sources=tuple(sources)), *others))

    script.after(f"{body} attendance", *(step(number, each) for number, each in enumerate(decisions)))
    script.alter(f"{body} part", moved)
    return script


class Repaired:
    """The archive of a script, asked in every way."""

    def __init__(self, script: Script, folder: Path) -> None:
        self.world = script.run()
        self.folder = written(self.world, folder)[0]
        self.trust = self.world.trust()

    def verified(self, *, workers: int = 1) -> Verification:
        return verify_archive(self.folder, self.trust, with_stations=True, workers=workers)

    def totals(self, row: str = "suara_1") -> dict[str, tuple[int, int]]:
        """Per area the rebuilt sum and missing; the same from verification, replay and explanation."""
        result = self.verified()
        assert result.election is not None
        at, found = ROWS.index(row), {}
        for area in (KECAMATAN, *ABOVE):
            totals = result.totals[CONTEST][area]
            assert totals is not None
            replayed = rebuilt(result, result.election.contests[CONTEST], area).totals
            told = explain(self.folder, self.trust, CONTEST, area, row, kept=self.folder.with_name("index"))
            assert replayed == totals
            assert (told.figure, told.missing) == (totals.sums[at], totals.missing[at]), area
            found[area] = totals.sums[at], totals.missing[at]
        return found

    def sums(self) -> list[int]:
        return [figure for figure, _ in self.totals().values()]

    def certified(self) -> list[int]:
        """What the certificates in force of the kabupaten, provinsi and nation say of the first paslon."""
        replays = self.verified().replays
        bodies = (KAB, PROV, "kpu-0")
        contests = [replays[self.world.origin(body)].contests[CONTEST] for body in bodies]
        return [each.certificates[-1].totals.sums[ROWS.index("suara_1")] for each in contests]

    def findings_above(self) -> list[tuple[str, str | None, str | None]]:
        """What is found in the books above the PPK."""
        ppk = self.world.origin(PPK)
        return [(each.code, each.area, each.row) for each in self.verified().findings if each.book != ppk]

    def supposed(self, *rulings: Asked) -> dict[str, tuple[int, int]]:
        """Before and after a ruling, of the first paslon."""
        at = ROWS.index("suara_1")
        areas = what_if(self.folder, self.trust, CONTEST, rulings).areas
        return {
            each.area: (each.before.sums[at], each.after.sums[at])
            for each in areas
            if each.before is not None and each.after is not None
        }


@pytest.fixture
def repaired(tmp_path: Path) -> Callable[[Script], Repaired]:
    return lambda script: Repaired(script, tmp_path)


# ---------------------------------------------------------------- what is in force


@pytest.mark.parametrize("decision", [REPAIRED, WHOLE], ids=["tps", "kecamatan"])
def test_a_repaired_certificate_gives_what_the_c_hasil_say_everywhere(
    repaired: Callable[[Script], Repaired], decision: Decision
) -> None:
    archive = repaired(decided(wrong(practice()), decision))
    assert archive.sums() == [181, TRUTH, TRUTH, TRUTH]
    assert archive.certified() == [TRUTH] * 3
    assert archive.findings_above() == []
    assert archive.verified(workers=2).totals == archive.verified().totals


@pytest.mark.parametrize("decision", [REPAIRED, WHOLE], ids=["tps", "kecamatan"])
def test_what_the_ppk_did_stays_named(repaired: Callable[[Script], Repaired], decision: Decision) -> None:
    found = repaired(decided(wrong(practice()), decision)).verified()
    assert {(each.code, each.row) for each in found.findings} >= {("J.502", "suara_1"), ("J.502", "suara_2")}


@pytest.mark.parametrize("decision", [REPAIRED, WHOLE], ids=["tps", "kecamatan"])
def test_the_explanation_below_says_what_the_number_is_above(
    repaired: Callable[[Script], Repaired], decision: Decision
) -> None:
    archive = repaired(decided(wrong(practice()), decision))
    asked = [TPS, KECAMATAN] if decision is REPAIRED else [KECAMATAN]
    expected = {TPS: (FIRST, FIRST), KECAMATAN: (181, 181)}
    for area in asked:
        told = explain(archive.folder, archive.trust, CONTEST, area, "suara_1")
        assert (told.figure, told.adjusted) == expected[area]


def test_the_c_hasil_is_not_what_the_column_moves_from(repaired: Callable[[Script], Repaired]) -> None:
    """The people in the room have 97 before them: from there the column moves, and not from the 100 of the C.Hasil."""
    other = Decision(TPS, votes((FIRST, FIRST - 5), (SECOND, SECOND + 5)))
    found = repaired(decided(wrong(practice()), other)).verified().findings
    (refused,) = [each for each in found if each.code == "J.512" and each.row == "suara_1"]
    said = dict(refused.params)
    assert (said["left"], said["right"], said["reason"]) == (FIRST, LOWER, "printed")


def test_a_recount_that_finds_a_third_figure_holds_for_both_lines(repaired: Callable[[Script], Repaired]) -> None:
    found_in_the_box = Decision(TPS, votes((LOWER, FIRST - 5), (HIGHER, SECOND + 5)))
    archive = repaired(decided(wrong(practice()), found_in_the_box))
    assert archive.sums() == [181, TRUTH - 5, TRUTH - 5, TRUTH - 5]
    assert archive.certified() == [TRUTH - 5] * 3
    assert archive.findings_above() == []


@pytest.mark.parametrize(
    ("decisions", "total"),
    [
        ((Decision(TPS, votes((LOWER, 90), (HIGHER, 70))), Decision(TPS, votes((90, FIRST), (70, SECOND)))), TRUTH),
        ((REPAIRED, Decision(KECAMATAN, votes((181, 180), (152, 153)))), TRUTH - 1),
        ((WHOLE, Decision(TPS, votes((FIRST, FIRST - 1), (SECOND, SECOND + 1)))), TRUTH - 1),
        ((REPAIRED, Decision(SECOND_TPS, {"suara_1": (81, 80), "suara_2": (92, 93)})), TRUTH - 1),
    ],
    ids=["twice", "tps then kecamatan", "kecamatan then tps", "two tps"],
)
def test_decisions_count_one_after_the_other(
    repaired: Callable[[Script], Repaired], decisions: Sequence[Decision], total: int
) -> None:
    archive = repaired(decided(wrong(practice()), *decisions))
    assert archive.sums()[1:] == archive.certified() == [total] * 3
    assert archive.findings_above() == []


def test_a_repair_that_was_made_for_the_whole_cannot_be_made_once_more_for_its_tps(
    repaired: Callable[[Script], Repaired],
) -> None:
    archive = repaired(decided(wrong(practice()), WHOLE, REPAIRED))
    assert ("J.512", TPS, "suara_1") in archive.findings_above()
    assert archive.sums() == [181, TRUTH, TRUTH, TRUTH]


def test_a_level_further_up_repairs_what_the_kabupaten_passed_on(repaired: Callable[[Script], Repaired]) -> None:
    archive = repaired(decided(wrong(practice()), REPAIRED, body=PROV, child=KAB))
    assert archive.sums() == [181, TRUTH, TRUTH, TRUTH]
    assert archive.certified() == [TRUTH - 3, TRUTH, TRUTH]
    assert archive.findings_above() == []


def test_two_levels_decide_about_one_tps(repaired: Callable[[Script], Repaired]) -> None:
    script = decided(wrong(practice()), REPAIRED)
    again = Decision(TPS, votes((FIRST, FIRST - 2), (SECOND, SECOND + 2)))
    archive = repaired(decided(script, again, body=PROV, child=KAB))
    assert archive.sums() == [181, TRUTH, TRUTH - 2, TRUTH - 2]
    assert archive.certified() == [TRUTH, TRUTH - 2, TRUTH - 2]
    assert archive.findings_above() == []


# ---------------------------------------------------------------- what if


@pytest.mark.parametrize("decision", [REPAIRED, WHOLE], ids=["tps", "kecamatan"])
def test_a_tps_that_is_excluded_takes_what_counts_of_it_away(
    repaired: Callable[[Script], Repaired], decision: Decision
) -> None:
    found = repaired(decided(wrong(practice()), decision)).supposed(Asked(EXCLUDE, TPS))
    assert found == {KECAMATAN: (181, 81), **dict.fromkeys(ABOVE, (TRUTH, TRUTH - FIRST))}


@pytest.mark.parametrize("decision", [REPAIRED, WHOLE], ids=["tps", "kecamatan"])
def test_a_form_that_is_replaced_moves_the_repaired_total_by_the_difference(
    repaired: Callable[[Script], Repaired], tmp_path: Path, decision: Decision
) -> None:
    figures = with_row(tuple(figures_of().values()), suara_1=FIRST - 10, suara_2=SECOND + 10)
    path = tmp_path / "form.csv"
    lines = [f"{row},{figure}" for row, figure in zip(ROWS, figures, strict=True)]
    path.write_text("\n".join(["row,figure", *lines, ""]))
    found = repaired(decided(wrong(practice()), decision)).supposed(Asked(REPLACE, TPS, str(path)))
    assert found == {KECAMATAN: (181, 171), **dict.fromkeys(ABOVE, (TRUTH, TRUTH - 10))}


def test_what_counts_of_a_tps_is_what_the_last_level_up_to_there_decided(
    repaired: Callable[[Script], Repaired],
) -> None:
    script = decided(wrong(practice()), Decision(TPS, votes((LOWER, 90), (HIGHER, SECOND + 10))))
    again = Decision(TPS, votes((90, 80), (SECOND + 10, SECOND + 20)))
    found = repaired(decided(script, again, body=PROV, child=KAB)).supposed(Asked(EXCLUDE, TPS))
    assert found == {KECAMATAN: (181, 81), "1609": (241, 151), "16": (231, 151), "0": (231, 151)}
