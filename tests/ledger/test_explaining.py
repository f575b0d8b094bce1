"""Explaining a number: the life of a TPS, the certificates that carry it, the first difference.

- The number is the one that a replay gives, for every area, and its children are those it is the sum of.
- A TPS's life has every act with the old and the new figure, its paper, its reason, who signed and who was there.
- A second C.Hasil of one vote is told and does not count; a revote counts.
- Every certificate above carries the number, and says whether it is current, stale or superseded.
- What the levels above changed is told, and what the number is after it.
- The first difference is the lowest book that certified something else than those below it give, validly signed or not.
- Signers are named by role and seat.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.events import RecapitulationPart
from domain.statements import DHasil
from ledger.archive import Archive as ArchiveFolder
from ledger.errors import NoSuchRowError, NotInElectionError
from ledger.explain.explained import Explanation
from ledger.explain.explaining import explain
from ledger.moment import moment_of
from ledger.rebuilding import rebuilt
from ledger.verification import verify_archive
from tests.support.lives import PAPER, PART, PRESENT, adjusting, corrected, figures_of, refused, revoted, second
from tests.support.practice import (
    CONTEST,
    KAB,
    OTHER_PPK,
    OTHER_TPS,
    PPK,
    PROV,
    RECAP,
    RESULTS,
    ROOT_BODY,
    ROWS,
    SECOND_TPS,
    TPS,
    Script,
    Step,
    World,
    altered,
    certifying,
    form,
    operator,
    practice,
    with_row,
)

if TYPE_CHECKING:
    from domain.types import Figures
    from ledger.signers import Seat

AREAS = (TPS, SECOND_TPS, OTHER_TPS, TPS[:10], OTHER_TPS[:10], "160901", "160902", "1609", "16", "0")
OLD = figures_of()["suara_1"]


class Archive:
    """The archive of a script, to be asked."""

    def __init__(self, script: Script, folder: Path) -> None:
        self.world = script.run()
        self.folder = folder / "archive"
        self.world.write(self.folder)

    def explain(self, area: str = TPS, row: str = "suara_1") -> Explanation:
        kept = self.folder.with_name("index")
        return explain(self.folder, self.world.trust(), CONTEST, area, row, kept=kept)


def seats(signers: "Iterable[Seat]") -> list[tuple[str, int, str]]:
    return [(seat.role, seat.person, seat.area) for seat in signers]


@pytest.fixture
def archive(tmp_path: Path) -> Callable[[Script], Archive]:
    return lambda script: Archive(script, tmp_path)


def lead(script: Script, votes: int = 3) -> None:
    """The PPK certifies votes moved from one paslon to the other, in one TPS, with every total right."""

    def moved(_: World, part: RecapitulationPart) -> RecapitulationPart:
        first, *others = part.columns
        by_row = dict(zip(ROWS, first.figures, strict=True))
        figures = with_row(
            first.figures,
            suara_1=(by_row["suara_1"] or 0) - votes,
            suara_2=(by_row["suara_2"] or 0) + votes,
        )
        return altered(part, columns=(altered(first, figures=figures), *others))

    script.alter(PART, moved)


# ---------------------------------------------------------------- the number


def same_as_replayed(archive: Archive, row: str) -> None:
    """Every area's number, missing and children are those of a replay."""
    at = ROWS.index(row)
    result = verify_archive(archive.folder, archive.world.trust(), with_stations=True)
    assert result.election is not None
    for area in AREAS:
        replayed = rebuilt(result, result.election.contests[CONTEST], area)
        found = archive.explain(area, row)
        assert replayed.totals is not None
        assert (found.missing, found.figure or 0) == (replayed.totals.missing[at], replayed.totals.sums[at]), area
        expected = {
            each: (totals.missing[at], totals.sums[at])
            for each, totals in replayed.children.items()
            if totals is not None and each != area
        }
        assert {child.area: (child.missing, child.figure or 0) for child in found.children} == expected, area


def test_the_number_of_every_area_is_the_one_that_a_replay_gives(archive: Callable[[Script], Archive]) -> None:
    same_as_replayed(archive(practice()), "suara_1")


@pytest.mark.parametrize("step", [f"tally {SECOND_TPS}", f"{PPK} certificate", f"{KAB} certificate"])
def test_the_number_of_an_earlier_moment_is_the_one_of_a_replay_then(
    archive: Callable[[Script], Archive], step: str
) -> None:
    made = archive(practice())
    body = KAB if step.startswith(KAB) else PPK
    trust = made.world.trust()
    moment = moment_of(
        ArchiveFolder.open(made.folder), trust, [f"{made.world.origin(body)}@{made.world.indexes[step] + 1}"]
    )
    assert moment is not None
    result = verify_archive(made.folder, trust, with_stations=True, at=moment)
    assert result.election is not None
    for area in (TPS, SECOND_TPS, "160901", *(("1609",) if body == KAB else ())):
        found = explain(made.folder, trust, CONTEST, area, "suara_1", sizes=moment.sizes)
        known = rebuilt(result, result.election.contests[CONTEST], area).totals
        assert known is not None
        assert (found.figure or 0, found.missing) == (
            known.sums[ROWS.index("suara_1")],
            known.missing[ROWS.index("suara_1")],
        )


CHANGES = st.sampled_from(["none", "corrected", "recounted", "revoted", "second", "moved", "absent"])
VOTES = st.integers(0, 110)


@st.composite
def elections(draw: st.DrawFn) -> Script:
    """A small election with figures of any kind, some not filled, in which anything may have happened."""
    results: dict[str, Figures | None] = {}
    for tps in RESULTS:
        figures = form(draw(VOTES), draw(VOTES))
        if tps != TPS and draw(st.booleans()):
            figures = with_row(figures, suara_1=None)
        results[tps] = None if tps != TPS and draw(st.integers(0, 3)) == 0 else figures
    results[TPS] = RESULTS[TPS]
    script = practice(results)
    match draw(CHANGES):
        case "corrected":
            corrected(script, {"suara_1": draw(st.integers(101, 120))})
        case "recounted":
            corrected(script, {"suara_1": draw(st.integers(101, 120))}, recount=True)
        case "revoted":
            revoted(script, form(draw(VOTES), draw(VOTES)))
        case "second":
            second(script, form(draw(VOTES), draw(VOTES)))
        case "moved":
            lead(script, draw(st.integers(1, 60)))
        case _:
            pass
    return script


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(script=elections(), row=st.sampled_from(["suara_1", "suara_2", "suara_total"]))
def test_the_number_of_any_election_is_the_one_that_a_replay_gives(
    script: Script, row: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    same_as_replayed(Archive(script, tmp_path_factory.mktemp("any")), row)


def test_the_children_of_a_desa_are_its_tps_with_what_was_certified(archive: Callable[[Script], Archive]) -> None:
    children = archive(practice()).explain(TPS[:10]).children
    assert [(child.area, child.figure, child.certified) for child in children] == [
        (TPS, 100, 100),
        (SECOND_TPS, 81, 81),
    ]


def test_a_tps_without_the_row_has_no_figure_and_is_not_zero(archive: Callable[[Script], Archive]) -> None:
    results = {**RESULTS, TPS: with_row(RESULTS[TPS] or (), suara_1=None)}
    found = archive(practice(results)).explain()
    assert (found.figure, found.missing, found.is_known) == (None, 1, True)


@pytest.mark.parametrize("area", ["1609019001001", "1609019001", "160903", "1608", "17", "1701"])
def test_an_area_that_is_not_there_is_an_error(archive: Callable[[Script], Archive], area: str) -> None:
    with pytest.raises(NotInElectionError):
        archive(practice()).explain(area)


def test_a_row_or_contest_that_is_not_there_is_an_error(archive: Callable[[Script], Archive]) -> None:
    made = archive(practice())
    with pytest.raises(NoSuchRowError):
        made.explain(TPS, "suara_9")
    with pytest.raises(NotInElectionError):
        explain(made.folder, made.world.trust(), "bupati-1609", TPS, "suara_1")


# ---------------------------------------------------------------- the life of a TPS


def test_the_life_of_a_tps_begins_with_its_receipt_by_role_and_seat(archive: Callable[[Script], Archive]) -> None:
    made = archive(practice())
    found = made.explain()
    (step,) = found.life
    assert (step.kind, step.old, step.new, step.counts, step.generation) == ("received", None, OLD, True, 1)
    assert (step.entry.book, step.entry.index) == (made.world.origin(PPK), made.world.indexes[f"tally {TPS}"])
    assert step.entry.leaf == made.world.leaves[f"tally {TPS}"]
    assert seats(step.signers) == [("kpps_ketua", 1, TPS), ("kpps_anggota", 2, TPS), ("kpps_anggota", 3, TPS)]
    assert seats([step.logged_by]) == [("operator", 1, "160901")]
    assert (found.status, found.first) == ("valid", None)


@pytest.mark.parametrize(("recount", "kind"), [(False, "corrected"), (True, "recounted")])
def test_a_correction_is_told_with_old_new_paper_objection_and_who_was_there(
    archive: Callable[[Script], Archive], kind: str, *, recount: bool
) -> None:
    script = practice()
    new = {"suara_1": OLD + 4, "suara_2": figures_of()["suara_2"] - 4}
    corrected(script, new, recount=recount, objected=True)
    made = archive(script)
    found = made.explain()
    _, step = found.life
    assert (step.kind, step.old, step.new, step.counts) == (kind, OLD, OLD + 4, True)
    assert (step.reason, step.papers) == ("salah tulis", (PAPER,))
    assert step.objection is not None
    assert step.objection.leaf == made.world.leaves["objection"]
    assert (step.room.plenary, step.room.present) == ("1", PRESENT)
    (objection,) = found.objections
    assert (objection.outcome, objection.by.role, objection.unit) == ("accepted", "saksi", TPS)
    assert objection.answered is not None
    assert objection.answered.leaf == made.world.leaves["answer"]
    assert (found.figure, found.status, found.first) == (OLD + 4, "valid", None)
    assert [rung.in_force.column for rung in found.rungs[:1] if rung.in_force] == [OLD + 4]


def test_an_objection_outside_of_a_plenary_is_told_and_does_not_count(archive: Callable[[Script], Archive]) -> None:
    script = practice()
    corrected(script, {"suara_1": OLD + 4}, objected=True)
    script.move(f"{PPK} close", before="objection")
    found = archive(script).explain()
    assert [(each.outcome, each.answered) for each in found.objections] == [("void", None)]
    assert [step.counts for step in found.life] == [True, False]
    assert found.status == "broken"  # the correction cites an objection that was never raised


def test_a_revote_counts_and_the_old_vote_stays_visible(archive: Callable[[Script], Archive]) -> None:
    script = practice()
    revoted(script, form(55, 66))
    found = archive(script).explain()
    first, then = found.life
    assert (first.kind, first.new, first.counts) == ("received", OLD, True)
    assert (then.kind, then.old, then.new, then.generation, then.box) == ("revoted", OLD, 55, 2, "K-2")
    assert then.order is not None
    assert (found.figure, found.status) == (55, "valid")


def test_a_second_version_of_a_c_hasil_is_told_and_does_not_count(archive: Callable[[Script], Archive]) -> None:
    script = practice()
    second(script, form(90, 70))
    found = archive(script).explain()
    step = found.life[1]
    assert (step.kind, step.old, step.new, step.counts) == ("second", OLD, 90, False)
    assert [each.code for each in step.findings] == ["J.506"]
    assert (found.figure, found.status) == (OLD, "findings")


def test_an_absent_tps_is_told_with_its_reason(archive: Callable[[Script], Archive]) -> None:
    found = archive(practice({**RESULTS, TPS: None})).explain()
    (step,) = found.life
    assert (step.kind, step.reason, step.new) == ("absent", "not-published", None)
    assert (found.figure, found.missing, found.status) == (None, 1, "findings")


def test_a_larger_area_tells_what_changed_its_row_and_nothing_else(archive: Callable[[Script], Archive]) -> None:
    script = practice()
    corrected(script, {"suara_1": OLD + 4, "suara_2": figures_of()["suara_2"] - 4})
    made = archive(script)
    assert [(step.unit, step.kind, step.new) for step in made.explain("160901").life] == [(TPS, "corrected", OLD + 4)]
    assert made.explain("160901", "suara_tidak_sah").life == ()


# ---------------------------------------------------------------- the levels above


def test_every_certificate_above_carries_the_number(archive: Callable[[Script], Archive]) -> None:
    rungs = archive(practice()).explain().rungs
    carried = [
        (rung.area, rung.in_force.unit, rung.in_force.column, rung.in_force.state) for rung in rungs if rung.in_force
    ]
    assert carried == [
        ("160901", TPS, 100, "current"),
        ("1609", "160901", 181, "current"),
        ("16", "1609", 251, "current"),
        ("0", "16", 251, "current"),
    ]
    assert all(
        seats(rung.in_force.signers) == [(role, person, rung.area) for role, person in QUORUM]
        for rung in rungs
        if rung.in_force
    )


QUORUM = (("ketua", 2), ("anggota", 3), ("anggota", 4))


def test_a_certificate_is_stale_once_what_it_rests_on_has_changed(archive: Callable[[Script], Archive]) -> None:
    script = practice()
    corrected(script, {"suara_1": OLD + 4})
    script.move(PART, before="corrected")
    script.change(PART, event=practice().steps[practice().at(PART)].event)
    found = archive(script).explain()
    last = found.rungs[0].in_force
    assert last is not None
    assert (last.state, last.column) == ("stale", OLD)
    assert found.first is not None
    assert (found.first.area, found.status) == ("160901", "findings")


def test_an_earlier_certificate_is_told_as_superseded(archive: Callable[[Script], Archive]) -> None:
    script = practice()
    again = Step(f"{PPK} certificate again", PPK, operator(PPK), RECAP, certifying(PPK))
    script.before(f"{PPK} certificate", again)
    states = [each.state for each in archive(script).explain().rungs[0].certificates]
    assert states == ["superseded", "current"]


def test_a_saksi_who_refused_is_told_with_the_reason(archive: Callable[[Script], Archive]) -> None:
    script = practice()
    refused(script)
    (position,) = archive(script).explain().rungs[0].positions
    assert (position.option, position.stance, position.reason) == (1, "refused", "tidak sesuai")


def test_what_a_level_above_changed_is_told_and_moves_the_number(archive: Callable[[Script], Archive]) -> None:
    script = practice()
    adjusting(script)
    made = archive(script)
    found = made.explain()
    assert (found.figure, found.adjusted) == (OLD, OLD - 3)
    (step,) = found.rungs[1].adjustments
    assert (step.kind, step.unit, step.old, step.new, step.basis) == ("child_corrected", TPS, OLD, OLD - 3, "c-hasil")
    assert step.counts
    assert (found.status, found.first) == ("valid", None)
    assert made.explain("1609").figure == 251 - 3


# ---------------------------------------------------------------- the first difference


def test_votes_moved_at_the_kecamatan_are_found_there(archive: Callable[[Script], Archive]) -> None:
    """Everything above is consistent with the altered certificate: only the lowest differs."""
    script = practice()
    lead(script)
    made = archive(script)
    for area in (TPS, TPS[:10], "160901", "1609", "16", "0"):
        found = made.explain(area)
        assert found.first is not None, area
        assert (found.first.area, found.first.entry.leaf) == ("160901", made.world.leaves[f"{PPK} certificate"])
        assert (found.first.differences[0].unit, found.first.differences[0].certified) == (TPS, OLD - 3)
        assert found.first.differences[0].given == OLD
        assert found.others == ()


@pytest.mark.parametrize(("body", "child", "area"), [(KAB, PPK, "1609"), (PROV, KAB, "16"), (ROOT_BODY, PROV, "0")])
def test_a_column_altered_at_a_level_above_is_found_there(
    archive: Callable[[Script], Archive], body: str, child: str, area: str
) -> None:
    script = practice()

    def change(_: World, part: RecapitulationPart) -> RecapitulationPart:
        first, *others = part.columns
        by_row = dict(zip(ROWS, first.figures, strict=True))
        figures = with_row(first.figures, suara_1=(by_row["suara_1"] or 0) + 9)
        return altered(part, columns=(altered(first, figures=figures), *others))

    script.alter(f"{body} part", change)
    made = archive(script)
    for asked in (TPS, "160901", "0"):
        found = made.explain(asked)
        assert found.first is not None
        assert found.first.area == area
        assert found.first.differences[0].unit == child.partition("-")[2]


def test_a_total_that_is_not_the_sum_of_its_columns_is_found(archive: Callable[[Script], Archive]) -> None:
    script = practice()

    def more(data: DHasil) -> DHasil:
        totals = [total + (row == "suara_1") for row, total in zip(ROWS, data.totals, strict=True)]
        return altered(data, totals=tuple(totals))

    script.change(f"{KAB} certificate", event=certifying(KAB, change=more))
    found = archive(script).explain("160902")
    assert found.first is not None
    assert [(each.what, each.unit, each.certified, each.given) for each in found.first.differences] == [
        ("total", "1609", 252, 251)
    ]


def test_a_difference_beside_the_number_is_not_taken_for_one_of_another_row(
    archive: Callable[[Script], Archive],
) -> None:
    script = practice()
    lead(script)
    assert archive(script).explain(TPS, "suara_tidak_sah").first is None


def test_two_differences_are_named_lowest_first(archive: Callable[[Script], Archive]) -> None:
    script = practice()
    lead(script)

    def more(data: DHasil) -> DHasil:
        return altered(
            data, totals=tuple(total + (row == "suara_1") for row, total in zip(ROWS, data.totals, strict=True))
        )

    script.change(f"{OTHER_PPK} certificate", event=certifying(OTHER_PPK, change=more))
    found = archive(script).explain("0")
    assert found.first is not None
    assert [found.first.area, *(place.area for place in found.others)] == ["160901", "160902"]
