"""What a level above the PPK changes of a TPS, in validly signed archives: judged against that TPS's own figures.

- The right old figures verify, and every total above is moved; nothing is asked of a book that nobody changed.
- A wrong old figure is J.512 at the entry that says so, with the TPS, the row, and the figure in force.
- What one level changed is what the next one above must name.
- A desa is all of its TPS; a unit that nobody knows has nothing that could be changed.
- Two workers find what one finds.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.events import (
    AttendanceRecorded,
    Attendee,
    Cell,
    ChildCorrected,
    ChildRecounted,
    RecapitulationPart,
)
from domain.recap import Adjustment
from domain.types import Hash
from ledger.passes import Verification
from tests.support.expecting import differences, verified
from tests.support.practice import (
    KAB,
    OTHER_PPK,
    PPK,
    PROV,
    RECAP,
    RESULTS,
    ROOT_BODY,
    ROWS,
    TPS,
    Script,
    Step,
    World,
    altered,
    operator,
    practice,
)

PAPER = Hash(bytes(32))
Change = Callable[[World], ChildCorrected]


def cells(old: dict[str, int], new: dict[str, int]) -> tuple[Cell, ...]:
    return tuple(Cell(new[row], old[row], row) for row in ROWS if row in new)


def changing(
    body: str, child: str, old: dict[str, int], new: dict[str, int], *, is_recount: bool = False, unit: str = TPS
) -> Change:
    """`body` changes figures of the TPS (or another unit), which lies in the area of its child."""

    def make(world: World) -> ChildCorrected:
        kind = ChildRecounted if is_recount else ChildCorrected
        return kind(
            attendance=world.leaves[f"{body} attendance"],
            basis="c-hasil",
            cells=cells(old, new),
            child=child.partition("-")[2],
            objection=None,
            papers=(PAPER,),
            reason="plano",
            source=world.leaves[f"{child} certificate"],
            unit=unit,
        )

    return make


def change(script: Script, body: str, child: str, make: Change) -> None:
    """Put the change into the plenary of `body`, and its column after it."""
    log = operator(body)
    present = AttendanceRecorded((Attendee("", 2, "ketua"),))
    script.after(
        f"{body} plenary",
        Step(f"{body} attendance", body, log, "plenary/1", lambda _: present),
        Step(f"{body} change", body, log, RECAP, make),
    )

    def moved(world: World, part: RecapitulationPart) -> RecapitulationPart:
        made = world.events[f"{body} change"]
        assert isinstance(made, ChildCorrected)
        leaf = world.leaves[f"{body} change"]
        by = Adjustment(leaf, 0, made).moved(ROWS)
        columns = [
            column
            if column.unit != child.partition("-")[2]
            else altered(
                column,
                figures=tuple((figure or 0) + more for figure, more in zip(column.figures, by.sums, strict=True)),
                sources=(*column.sources, leaf),
            )
            for column in part.columns
        ]
        return altered(part, columns=tuple(columns))

    script.alter(f"{body} part", moved)


def figure(row: str, tps: str = TPS) -> int:
    found = RESULTS[tps]
    assert found is not None
    return found[ROWS.index(row)] or 0


OLD = {row: figure(row) for row in ("suara_1", "suara_2")}
NEW = {"suara_1": OLD["suara_1"] - 3, "suara_2": OLD["suara_2"] + 3}
NEWER = {"suara_1": OLD["suara_1"] - 5, "suara_2": OLD["suara_2"] + 5}


def untouched(folder: Path) -> Verification:
    return verified(practice(), folder)


def test_the_figures_in_force_of_a_tps_are_changed_at_the_kabupaten(tmp_path: Path) -> None:
    script = practice()
    change(script, KAB, PPK, changing(KAB, PPK, OLD, NEW))
    found, before = verified(script, tmp_path / "changed"), untouched(tmp_path / "before")
    assert (found.status, found.findings) == ("valid", [])
    first, second = ROWS.index("suara_1"), ROWS.index("suara_2")
    for area, moves in (("160901", 0), ("1609", 3), ("16", 3), ("0", 3)):
        totals, earlier = found.totals["ppwp"][area], before.totals["ppwp"][area]
        assert totals is not None
        assert earlier is not None
        assert (earlier.sums[first] - totals.sums[first], totals.sums[second] - earlier.sums[second]) == (moves, moves)
    assert not found.stations


@pytest.mark.parametrize(("body", "child"), [(KAB, PPK), (PROV, KAB), (ROOT_BODY, PROV)])
@pytest.mark.parametrize("workers", [1, 2])
def test_a_wrong_old_figure_is_named_with_its_place(tmp_path: Path, body: str, child: str, workers: int) -> None:
    script = practice()
    wrong = {**OLD, "suara_1": OLD["suara_1"] + 1}
    change(script, body, child, changing(body, child, wrong, {**NEW, "suara_1": NEW["suara_1"] + 1}))
    world = script.run()
    found = verified(script, tmp_path, workers=workers)
    assert differences(found.findings, [f"J.512 {TPS} suara_1"]) == ([], [])
    (finding,) = found.findings
    assert (finding.book, finding.index) == (world.origin(body), world.indexes[f"{body} change"])
    assert dict(finding.params)["left"] == OLD["suara_1"] + 1
    assert dict(finding.params)["right"] == OLD["suara_1"]


@pytest.mark.parametrize(("body", "child"), [(PROV, KAB), (ROOT_BODY, PROV)])
def test_a_level_further_up_changes_a_tps_as_well(tmp_path: Path, body: str, child: str) -> None:
    script = practice()
    change(script, body, child, changing(body, child, OLD, NEW))
    assert verified(script, tmp_path).status == "valid"


def test_a_second_level_names_what_the_first_has_changed(tmp_path: Path) -> None:
    for name, old, expected in (
        ("right", NEW, []),
        ("wrong", OLD, [f"J.512 {TPS} suara_1", f"J.512 {TPS} suara_2"]),
    ):
        script = practice()
        change(script, KAB, PPK, changing(KAB, PPK, OLD, NEW))
        change(script, PROV, KAB, changing(PROV, KAB, old, NEWER))
        assert differences(verified(script, tmp_path / name).findings, expected) == ([], []), name


def test_a_recount_above_gives_all_of_sections_iv_and_v(tmp_path: Path) -> None:
    rows = ("suara_1", "suara_2", "suara_sah", "suara_tidak_sah", "suara_total")
    whole = {row: figure(row) for row in rows}
    script = practice()
    change(script, KAB, PPK, changing(KAB, PPK, whole, {**whole, **NEW}, is_recount=True))
    assert verified(script, tmp_path / "whole").status == "valid"
    script = practice()
    change(script, KAB, PPK, changing(KAB, PPK, OLD, NEW, is_recount=True))
    found = verified(script, tmp_path / "part")
    assert "J.512" in {finding.code for finding in found.findings}


def test_only_the_tps_that_were_changed_are_sent_up(tmp_path: Path) -> None:
    script = practice()
    change(script, KAB, PPK, changing(KAB, PPK, OLD, NEW))
    found = verified(script, tmp_path / "changed", workers=2)
    world = script.run()
    assert set(found.replays[world.origin(PPK)].contests["ppwp"].stations) == {TPS}
    assert not found.replays[world.origin(OTHER_PPK)].contests["ppwp"].stations
    (told,) = found.replays[world.origin(KAB)].rooms["ppwp"].adjustments
    assert told.leaf == world.leaves[f"{KAB} change"]
    before = untouched(tmp_path / "before")
    assert not any(replay.rooms for replay in before.replays.values())
    assert not any(contest.stations for replay in before.replays.values() for contest in replay.contests.values())


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("unit", ["1609012001099", "1609012099", "1609012099001"])
def test_a_unit_that_nobody_knows_cannot_be_changed(tmp_path: Path, unit: str, workers: int) -> None:
    script = practice()
    change(script, KAB, PPK, changing(KAB, PPK, OLD, NEW, unit=unit))
    found = verified(script, tmp_path, workers=workers)
    assert differences(found.findings, [f"J.512 {unit}"]) == ([], [])


def test_a_desa_is_the_sum_of_its_tps(tmp_path: Path) -> None:
    desa = TPS[:10]
    sums = {row: sum(figure(row, tps) for tps in RESULTS if tps.startswith(desa)) for row in OLD}
    less = {"suara_1": sums["suara_1"] - 3, "suara_2": sums["suara_2"] + 3}
    for name, old, expected in (("right", sums, []), ("wrong", {**sums, "suara_1": 4}, [f"J.512 {desa} suara_1"])):
        script = practice()
        new = {row: less[row] - sums[row] + old[row] for row in old} if name == "right" else {**less, "suara_1": 1}
        change(script, KAB, PPK, changing(KAB, PPK, old, new, unit=desa))
        assert differences(verified(script, tmp_path / name).findings, expected) == ([], []), name


def test_a_kecamatan_is_its_certificate(tmp_path: Path) -> None:
    area = PPK[4:]
    sums = {row: sum(figure(row, tps) for tps in RESULTS if tps.startswith(area)) for row in OLD}
    less = {"suara_1": sums["suara_1"] - 3, "suara_2": sums["suara_2"] + 3}
    script = practice()
    change(script, KAB, PPK, changing(KAB, PPK, sums, less, unit=area))
    assert verified(script, tmp_path).status == "valid"
