"""An election that is exported and built again from what was exported is the same election.

A generated election is built by real desks, verified, exported; a replica is built from the exported facts alone and
verified: the same contests, the same figures of every TPS, the same totals of every area, the same findings.
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from domain.contests import Contest, Kind
from domain.findings import Finding
from ledger.exports.exporting import export
from ledger.making.facts import plan_of, read_facts
from ledger.making.generating import Shape, generate
from ledger.making.generating_mistakes import MISTAKES
from ledger.making.generating_shapes import Place, contests_for, made_up_places
from ledger.making.plan import AS_PUBLISHED, Plan, planned_contest
from ledger.making.simulation import simulate
from ledger.passes import Verification
from ledger.trust import read_trust
from ledger.verification import verify_archive
from tests.support.commands import run

PEMILU = (Kind.PPWP, Kind.DPR, Kind.DPD, Kind.DPRD_PROV, Kind.DPRD_KABKO)
FEW_EXAMPLES = 3
MANY_EXAMPLES = 100
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""An example takes seconds; looking for a smaller one would take minutes, and its seed says enough."""


@st.composite
def pemilu(draw: st.DrawFn) -> Shape:
    """Five contests at one TPS, some of them abroad as well; the last in two dapil where there are two kecamatan."""
    places = draw(some_places(abroad=1))
    sizes = {
        "paslon": draw(st.integers(2, 4)),
        "parties": draw(st.integers(1, 3)),
        "candidates": draw(st.integers(1, 3)),
    }
    *others, dprd_kabko = contests_for(PEMILU, sorted({place.tps[:6] for place in places}), **sizes)
    kecamatan = sorted({place.tps[:6] for place in places if place.tps.startswith("9001")})
    dapil = [
        planned_contest(f"{dprd_kabko.id}-{number}", "pemilu-2024", dprd_kabko.options, areas=[area])
        for number, area in enumerate(kecamatan, start=1)
    ]
    return draw(shapes(places, (*others, *dapil)))


@st.composite
def pilkada(draw: st.DrawFn) -> Shape:
    """Gubernur in a provinsi, and bupati in one kabupaten beside walikota in another; sometimes against no one."""
    places = draw(some_places(kabko=2))
    sizes = {"paslon": draw(st.integers(1, 4))}
    contests = (
        *contests_for([Kind.GUBERNUR], ["90"], **sizes),
        *contests_for([Kind.BUPATI], ["9001"], **sizes),
        *contests_for([Kind.WALIKOTA], ["9002"], **sizes),
    )
    return draw(shapes(places, contests))


@st.composite
def some_places(draw: st.DrawFn, *, abroad: int = 0, kabko: int = 1) -> tuple[Place, ...]:
    """A handful of TPS in one or two kecamatan."""
    return made_up_places(
        kabko=kabko,
        kecamatan=1 if kabko > 1 else draw(st.integers(1, 2)),
        desa=draw(st.integers(1, 2)),
        tps=draw(st.integers(2, 3)),
        ppln=draw(st.integers(0, abroad)),
        is_gapped=draw(st.booleans()),
    )


@st.composite
def shapes(draw: st.DrawFn, places: tuple[Place, ...], contests: tuple[Contest, ...]) -> Shape:
    """An election in which some forms have any mistake, and some are absent or not filled in; most are sound."""
    return Shape(
        places,
        contests,
        mistakes=dict.fromkeys(MISTAKES, 30),
        absent_tps=100,
        absent_forms=draw(st.integers(0, 100)),
        partial_forms=draw(st.integers(0, 200)),
        kind=draw(st.sampled_from(("practice", "replica"))),
        reason=AS_PUBLISHED,
    )


def built(plan: Plan, folder: Path) -> Verification:
    """The election of a plan, verified with the figures of its TPS."""
    made = simulate(plan, folder, seed=1)
    return verify_archive(made.archive, read_trust(made.trust), with_stations=True)


def named(finding: Finding) -> tuple[str, ...]:
    """A finding without the book and entry, which are another's in a replica."""
    return tuple(map(str, (finding.code, finding.level, finding.contest, finding.area, finding.row, finding.params)))


def forms(plan: Plan) -> Mapping[str, Mapping[str, object]]:
    return {result.tps: result.forms for result in plan.results if result.forms}


def check_round_trip(shape: Shape, seed: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plan = generate(shape, seed).plan
        first = built(plan, folder / "first")
        assert first.election is not None
        (folder / "export").mkdir()
        export(first, first.election, folder / "export", ["csv"], "id")
        again = plan_of(read_facts(folder / "export" / "facts.json"))
        second = built(again, folder / "second")
    assert (again.kind, again.profile, again.contests) == (plan.kind, plan.profile, plan.contests)
    assert forms(again) == forms(plan)
    assert second.status == first.status
    assert second.stations == first.stations
    assert second.totals == first.totals
    assert sorted(map(named, second.findings)) == sorted(map(named, first.findings))


@settings(max_examples=FEW_EXAMPLES, phases=UNSHRUNK)
@given(shape=pemilu(), seed=st.integers(0, 1000))
def test_a_pemilu_comes_back_as_it_was(shape: Shape, seed: int) -> None:
    check_round_trip(shape, seed)


@settings(max_examples=FEW_EXAMPLES, phases=UNSHRUNK)
@given(shape=pilkada(), seed=st.integers(0, 1000))
def test_a_pilkada_comes_back_as_it_was(shape: Shape, seed: int) -> None:
    check_round_trip(shape, seed)


@pytest.mark.soak
@settings(max_examples=MANY_EXAMPLES, phases=UNSHRUNK)
@given(shape=st.one_of(pemilu(), pilkada()), seed=st.integers(0, 2**32))
def test_any_election_comes_back_as_it_was(shape: Shape, seed: int) -> None:
    check_round_trip(shape, seed)


def test_a_replica_is_built_by_the_command_that_the_export_prints(tmp_path: Path) -> None:
    places = made_up_places(kecamatan=1, desa=1, tps=2)
    plan = generate(Shape(places, contests_for([Kind.GUBERNUR, Kind.BUPATI], ["9001"])), 1).plan
    simulate(plan, tmp_path / "first", seed=1)
    archive = ("--trust", tmp_path / "first" / "trust", "--out", tmp_path / "out")
    exported = run("export", tmp_path / "first" / "archive", *archive)
    assert exported.code == 0
    command = next(line for line in exported.out.splitlines() if "rekap simulate" in line).partition("rekap ")[2]
    assert run(*command.split()).code == 0
    first, second = (
        run("verify", folder / "archive", "--trust", folder / "trust", "--json").document
        for folder in (tmp_path / "first", tmp_path / "out-replika")
    )
    assert second["totals"] == first["totals"]
    assert second["kind"] == "practice"
