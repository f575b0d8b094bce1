"""Made-up elections: sound but for the mistakes that were put into them, and the same for the same seed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.areas import AreaLevel, is_abroad
from domain.checking import FormCheck, across_forms, form_check, same_vector
from domain.contests import Contest, Kind
from domain.profiles import profile_for
from ledger.errors import ImpossibleShapeError
from ledger.making.generating import UNFILLED, Generated, Shape, generate, stations
from ledger.making.generating_mistakes import MISTAKES, PUBLISHED
from ledger.making.generating_shapes import Place, contests_for, made_up_places
from ledger.making.plan import Plan, planned_contest

PEMILU = (Kind.PPWP, Kind.DPR, Kind.DPD, Kind.DPRD_PROV, Kind.DPRD_KABKO)
PILKADA = (Kind.GUBERNUR, Kind.BUPATI)
HOME = "9001"
FIRST = "9001012001001"
Named = tuple[str, str, str, str | None]
"""A finding: TPS, contest, code, row."""


def shape_of(*kinds: Kind, desa: int = 2, tps: int = 3) -> Shape:
    """One kecamatan with small ballots, no mistakes and nothing missing."""
    contests = contests_for(kinds, [HOME], parties=3, candidates=4)
    return Shape(made_up_places(desa=desa, tps=tps), contests, mistakes={})


@lru_cache(maxsize=64)
def check_of(contest: Contest) -> FormCheck:
    """The check of a contest; making one takes longer than any form."""
    return form_check(contest, profile_for(contest.kind))


def found_in(plan: Plan) -> Iterator[Named]:
    """Every finding of the rules G and P, those over several forms too."""
    checks = {each.id: check_of(each) for each in plan.contests}
    contests = {each.id: each for each in plan.contests}
    vectors: dict[tuple[str, str], list[tuple[str, tuple[int | None, ...]]]] = {}
    for result in plan.results:
        for contest, figures in result.forms.items():
            check = checks[contest]
            vectors.setdefault((contest, result.tps[:6]), []).append((result.tps, check.votes(figures)))
            for breach in check.breaches(figures, abroad=is_abroad(result.tps)):
                yield result.tps, contest, breach.code, breach.row
        for contest, breach in across_forms([(contests[each], figures) for each, figures in result.forms.items()]):
            yield result.tps, contest, breach.code, breach.row
    for (contest, _), votes in vectors.items():
        for tps, breach in same_vector(votes):
            yield tps, contest, breach.code, breach.row


def planted_in(generated: Generated) -> list[Named]:
    """The findings that the planted mistakes stand for."""
    return [(each.tps, each.contest, each.code, row) for each in generated.planted for row in each.rows]


def row_of(plan: Plan, contest: Contest, row: str) -> list[int | None]:
    """A row of a contest at every TPS."""
    at = contest.rows.index(row)
    return [result.forms[contest.id][at] for result in plan.results if contest.id in result.forms]


# --- chance ----------------------------------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_election_and_another_seed_another() -> None:
    shape = Shape(made_up_places(kecamatan=2), contests_for(PILKADA, [HOME]), absent_tps=80)
    assert generate(shape, 1) == generate(shape, 1)
    assert generate(shape, 1).plan.results != generate(shape, 2).plan.results


def test_the_figures_of_a_seed_are_known_for_ever() -> None:
    (result, _), *_ = stations(shape_of(Kind.PPWP), 1)
    assert result.tps == FIRST
    assert result.dpt == 210
    assert result.forms["ppwp"][:12] == (100, 110, 210, 72, 81, 153, 1, 1, 2, 0, 4, 4)
    assert result.forms["ppwp"][-6:] == (66, 52, 33, 151, 8, 159)


def test_the_places_may_stand_in_any_order() -> None:
    shape = shape_of(Kind.PPWP)
    turned = replace(shape, places=shape.places[::-1])
    assert generate(turned, 1) == generate(shape, 1)


def test_a_kecamatan_looks_the_same_whatever_stands_around_it() -> None:
    contests = contests_for([Kind.PPWP], [HOME])
    small, large = (generate(Shape(made_up_places(kecamatan=count), contests), 3).plan for count in (1, 4))
    assert small.results == large.results[: len(small.results)]


# --- sound forms -----------------------------------------------------------------------------------------------------

KIND_SETS = st.one_of(
    st.lists(st.sampled_from(PEMILU), min_size=1, unique=True),
    st.lists(st.sampled_from((*PILKADA, Kind.WALIKOTA)), min_size=1, unique=True),
)
ROLLS = st.none() | st.integers(20, 300)


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    """Small shapes of all kinds: any rolls, any number of options, TPS with gaps, abroad too, some forms missing."""
    kinds = draw(KIND_SETS)
    made = made_up_places(
        kabko=draw(st.integers(1, 2)),
        kecamatan=draw(st.integers(1, 2)),
        tps=draw(st.integers(1, 4)),
        ppln=draw(st.integers(0, 1)),
        is_gapped=draw(st.booleans()),
    )
    contests = contests_for(
        kinds,
        [place.tps for place in made],
        paslon=draw(st.integers(1, 4)),
        parties=draw(st.integers(1, 4)),
        candidates=draw(st.integers(1, 5)),
    )
    rates = draw(st.tuples(*[st.sampled_from((0, 0, 300))] * 2))
    places = tuple(Place(each.tps, draw(ROLLS)) for each in made)
    return Shape(places, contests, mistakes={}, absent_tps=rates[0], absent_forms=rates[1])


def has_room_for_different_votes(shape: Shape) -> bool:
    return all(place.voters is None or place.voters >= 100 for place in shape.places)


@settings(max_examples=40)
@given(shapes(), st.integers(0, 2**32))
def test_a_form_without_a_mistake_breaks_no_rule(shape: Shape, seed: int) -> None:
    generated = generate(shape, seed)
    ignored = set() if has_room_for_different_votes(shape) else {"P.207"}
    assert not [each for each in found_in(generated.plan) if each[2] not in ignored]
    assert not generated.planted
    figures = [figure for result in generated.plan.results for form in result.forms.values() for figure in form]
    assert all(figure is not None and figure >= 0 for figure in figures)


def test_a_large_kecamatan_has_no_two_tps_with_the_same_votes() -> None:
    plan = generate(shape_of(Kind.PPWP, desa=10, tps=45), 5).plan
    assert not list(found_in(plan))


def test_all_contests_of_a_tps_have_the_same_voters() -> None:
    plan = generate(shape_of(*PEMILU), 1).plan
    groups = [row for row in plan.contests[0].rows if row.startswith(("pemilih", "pengguna", "disabilitas"))]
    for row in groups:
        assert len({tuple(row_of(plan, contest, row)) for contest in plan.contests}) == 1


def test_a_contest_has_the_rows_it_has_and_no_other() -> None:
    whole = contests_for([Kind.PPWP], [HOME])[0]
    feed = [row for row in whole.rows if not row.startswith(("surat_suara", "disabilitas"))]
    few = planned_contest("ppwp", "pemilu-2024", whole.options, rows=feed)
    plan = generate(Shape(made_up_places(), (few,), mistakes={"G.203": 1000}), 1)
    assert {len(result.forms["ppwp"]) for result in plan.plan.results} == {len(feed)}
    assert not plan.planted


@pytest.mark.parametrize("kind", [Kind.PPWP, Kind.BUPATI])
def test_rolls_turnout_and_invalid_votes_are_plausible(kind: Kind) -> None:
    plan = generate(shape_of(kind, desa=20, tps=20), 1).plan
    contest, limit = plan.contests[0], profile_for(kind).voter_limit
    rolls, users, cast, invalid = (
        sum(figure or 0 for figure in row_of(plan, contest, row))
        for row in ("pemilih_dpt_j", "pengguna_total_j", "suara_total", "suara_tidak_sah")
    )
    assert limit * 70 < rolls * 100 // len(plan.results) < limit * 80
    assert 600 < users * 1000 // rolls < 900
    assert 20 < invalid * 1000 // cast < 60
    assert [result.dpt for result in plan.results] == row_of(plan, contest, "pemilih_dpt_j")


def test_a_few_parties_are_large_and_most_are_small() -> None:
    places = made_up_places(desa=10, tps=10)
    contest = contests_for([Kind.DPR], [HOME])[0]
    plan = generate(Shape(places, (contest,), mistakes={}), 1).plan
    totals = sorted(sum(figure or 0 for figure in row_of(plan, contest, f"suara_{no}_total")) for no in range(1, 19))
    assert sum(totals[-4:]) > sum(totals[:-4])
    assert totals[0] > 0


def test_what_is_strong_differs_from_kecamatan_to_kecamatan() -> None:
    contest = contests_for([Kind.PPWP], [HOME])[0]
    plan = generate(Shape(made_up_places(kecamatan=4, desa=6, tps=6), (contest,), mistakes={}), 1).plan
    first = row_of(plan, contest, "suara_1")
    sums = [sum(figure or 0 for figure in first[begin : begin + 36]) for begin in range(0, len(first), 36)]
    assert max(sums) * 100 > min(sums) * 120


# --- what is held where ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_contest_has_figures_at_each_tps_of_its_area(kind: Kind) -> None:
    places = made_up_places(provinsi=2, kabko=2, ppln=1)
    contests = contests_for([kind], [place.tps for place in places], parties=2, candidates=2)
    plan = generate(Shape(places, contests, mistakes={}), 1).plan
    assert len(contests) == {"ppwp": 1, "dpr": 2, "dpd": 2, "dprd_prov": 2, "gubernur": 2}.get(kind, 4)
    for result in plan.results:
        votes_here = not is_abroad(result.tps) or kind in {Kind.PPWP, Kind.DPR}
        assert len(result.forms) == votes_here
        assert all(each.covers(result.tps) == (each.id in result.forms) for each in contests)


def test_a_single_paslon_stands_against_kolom_kosong() -> None:
    contest = contests_for([Kind.BUPATI], [HOME], paslon=1)[0]
    assert [option.is_kolom_kosong for option in contest.options] == [False, True]


def test_dapil_split_by_kecamatan_have_their_own_votes() -> None:
    whole = contests_for([Kind.DPRD_KABKO], [HOME], parties=2, candidates=2)[0]
    dapil = tuple(
        planned_contest(f"{whole.id}-{number}", "pemilu-2024", whole.options, areas=[f"{HOME}0{number}"])
        for number in (1, 2)
    )
    plan = generate(Shape(made_up_places(kecamatan=2), dapil, mistakes={}), 1).plan
    assert [[*result.forms] for result in plan.results] == [[f"{whole.id}-1"]] * 6 + [[f"{whole.id}-2"]] * 6


def test_numbers_of_tps_may_have_gaps() -> None:
    assert [place.tps[-3:] for place in made_up_places(desa=1, tps=5, is_gapped=True)] == [
        "001",
        "002",
        "004",
        "005",
        "007",
    ]


def test_made_up_areas_are_those_of_no_province_and_the_ppln_stand_under_99() -> None:
    places = made_up_places(provinsi=2, kabko=2, kecamatan=2, desa=2, tps=2, ppln=2)
    assert {place.tps[:2] for place in places} == {"90", "91", "99"}
    assert len({place.tps for place in places}) == len(places) == 36
    assert (
        generate(Shape(places, contests_for([Kind.PPWP], [])), 1).plan.bodies(AreaLevel.KECAMATAN)[-1].id
        == "ppln-990102"
    )


def test_a_roll_that_is_given_is_kept() -> None:
    places = (Place(FIRST, 20), Place("9901012001001", 2_500))
    results = generate(Shape(places, contests_for([Kind.PPWP], [])), 1).plan.results
    assert [result.dpt for result in results] == [20, 2_500]


# --- mistakes and absences -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kinds", [PEMILU, PILKADA], ids=["pemilu", "pilkada"])
@pytest.mark.parametrize("code", MISTAKES)
def test_each_mistake_gives_exactly_its_finding(code: str, kinds: tuple[Kind, ...]) -> None:
    generated = generate(replace(shape_of(*kinds, desa=4, tps=8), mistakes={code: 300}), 11)
    assert sorted(map(str, found_in(generated.plan))) == sorted(map(str, planted_in(generated)))
    assert {each.code for each in generated.planted} == ({code} if kinds is PEMILU or code != "G.302" else set())


@given(
    st.sampled_from(sorted(MISTAKES)),
    st.sampled_from((PEMILU, PILKADA)),
    st.sampled_from((None, 20, 21, 35, 67, 68, 150, 300)),
    st.integers(0, 2**32),
)
def test_each_mistake_gives_exactly_its_finding_at_small_tps_too(
    code: str, kinds: tuple[Kind, ...], roll: int | None, seed: int
) -> None:
    contests = contests_for(kinds, [HOME], parties=3, candidates=4)
    generated = generate(Shape((Place(FIRST, roll),), contests, mistakes={code: 700}), seed)
    assert sorted(map(str, found_in(generated.plan))) == sorted(map(str, planted_in(generated)))


def test_mistakes_are_as_frequent_as_in_published_forms() -> None:
    contests = contests_for([Kind.PPWP], [HOME])
    generated = generate(Shape(made_up_places(desa=25, tps=200), contests, absent_tps=80), 1)
    forms = sum(len(result.forms) for result in generated.plan.results)
    assert len(generated.plan.results) == 5_000
    assert 4_500 < forms < 4_700
    counted = Counter(each.code for each in generated.planted)
    assert set(counted) == set(PUBLISHED)
    for code, rate in PUBLISHED.items():
        assert rate * 3 // 4 - 2 <= counted[code] * 1000 // forms <= rate * 5 // 4 + 2
    assert Counter(named[2] for named in set(planted_in(generated))) == Counter(
        named[2] for named in found_in(generated.plan)
    )


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kinds", [PEMILU, PILKADA], ids=["pemilu", "pilkada"])
def test_mistakes_of_all_kinds_beside_each_other_give_just_their_findings(kinds: tuple[Kind, ...], seed: int) -> None:
    shape = replace(shape_of(*kinds, desa=4, tps=10), mistakes=dict.fromkeys(MISTAKES, 40))
    generated = generate(replace(shape, absent_tps=50, absent_forms=50, partial_forms=50), seed)
    assert Counter(found_in(generated.plan)) == Counter(planted_in(generated))


def test_a_block_that_is_not_filled_in_is_named_and_nothing_else() -> None:
    for kinds in (PEMILU, PILKADA):
        generated = generate(replace(shape_of(*kinds, desa=4, tps=5), partial_forms=400), 1)
        assert sorted(found_in(generated.plan)) == sorted(planted_in(generated))
        assert {each.code for each in generated.planted} == {UNFILLED}
        assert len({each.rows for each in generated.planted}) >= 6


def test_some_tps_and_some_forms_have_no_result() -> None:
    generated = generate(replace(shape_of(*PEMILU, desa=20, tps=20), absent_tps=100, absent_forms=200), 1)
    whole = sum(not result.forms for result in generated.plan.results)
    assert 25 <= whole <= 55
    single = sum(5 - len(result.forms) for result in generated.plan.results if result.forms)
    assert 300 <= single <= 420
    assert all(result.dpt for result in generated.plan.results)


def test_a_mistake_can_be_put_where_one_wants_it() -> None:
    plants = {(FIRST, "bupati-9001"): "G.203"}
    generated = generate(replace(shape_of(*PILKADA), absent_tps=1000, plants=plants), 1)
    assert (
        planted_in(generated)
        == [(FIRST, "bupati-9001", "G.203", "surat_suara_diterima")]
        == [*found_in(generated.plan)]
    )
    assert [len(result.forms) for result in generated.plan.results] == [2, 0, 0, 0, 0, 0]


# --- what is refused -------------------------------------------------------------------------------------------------

PPWP = contests_for([Kind.PPWP], [])
HERE = (Place(FIRST),)


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        (Shape((), PPWP), "empty"),
        (Shape(HERE, ()), "empty"),
        (Shape((Place("900101"),), PPWP), "code"),
        (Shape((Place("../x"),), PPWP), "code"),
        (Shape(HERE * 2, PPWP), "twice"),
        (Shape(HERE, (*PPWP, *contests_for([Kind.BUPATI], [HOME]))), "profile"),
        (Shape((Place(FIRST, 19),), PPWP), "voters"),
        (Shape((Place(FIRST, 301),), PPWP), "voters"),
        (Shape((Place("9901012001001", 100_001),), PPWP), "voters"),
        (Shape(HERE, PPWP, mistakes={"G.301": -1}), "rates"),
        (Shape(HERE, PPWP, mistakes={"G.301": 600}, absent_forms=401), "rates"),
        (Shape(HERE, PPWP, absent_tps=1001), "rates"),
        (Shape(HERE, PPWP, mistakes={"P.207": 1}), "mistake"),
        (Shape(HERE, PPWP, plants={(FIRST, "ppwp"): "G.302"}), "plant"),
        (Shape(HERE, PPWP, plants={(FIRST, "ppwp"): "P.206"}), "plant"),
    ],
)
def test_a_shape_that_cannot_be_filled_is_refused(shape: Shape, reason: str) -> None:
    with pytest.raises(ImpossibleShapeError) as refused:
        generate(shape, 1)
    assert dict(refused.value.params)["reason"] == reason


@pytest.mark.parametrize(
    "wanted", [{"provinsi": 10}, {"kabko": 100}, {"ppln": 100}, {"first": 0}, {"desa": 8_000}, {"tps": 1_000}]
)
def test_more_areas_than_there_are_codes_are_refused(wanted: dict[str, int]) -> None:
    with pytest.raises(ImpossibleShapeError):
        made_up_places(**wanted)  # type: ignore[arg-type]  # only numbers are handed over
