"""Whole elections built in bulk: several contests of every kind, up to where each of them ends, at home and abroad."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from domain.areas import AreaLevel, ancestor
from domain.contests import KOLOM_KOSONG, Contest, Kind
from domain.events import (
    ChildReceived,
    ContestDeclared,
    Entry,
    PlenaryOpened,
    RecapitulationCertified,
    RecapitulationHandedOver,
    RegionRegistered,
    StationKeysIssued,
    TallyAbsent,
    TallyReceived,
)
from domain.findings import Level
from domain.statements import Form
from domain.totals import Totals
from domain.types import Figures, Hash
from ledger.archive import Archive
from ledger.errors import PlanMalformedError
from ledger.inspection import inspect_book
from ledger.making import simulation
from ledger.making.generating import Shape, generate
from ledger.making.generating_shapes import contests_for, made_up_places
from ledger.making.plan import AS_PUBLISHED, NOT_PUBLISHED, Plan, StationResult, planned_contest
from ledger.making.simulation import Given, batches, simulate
from ledger.passes import Verification
from ledger.trust import read_trust
from ledger.verification import verify_archive
from tests.support.sound_forms import CAST, parties, singles, sound_form

HOST = "example.id/latihan"
PASLON = singles(["Satu", "Dua", "Tiga"])
PEMILU = "pemilu-2024"
PILKADA = "pilkada-2024"


def plan(contests: Iterable[Contest], stations: Iterable[str], profile: str = PEMILU) -> Plan:
    """A plan in which every TPS has a sound form of every contest that is held there."""
    listed = tuple(contests)
    results = tuple(
        StationResult(tps, {each.id: sound_form(each, tps) for each in listed if each.covers(tps)}, 250)
        for tps in sorted(stations)
    )
    return Plan("practice", "Latihan", profile, HOST, listed, results)


def stations(*desa: str, count: int = 2) -> list[str]:
    return [f"{each}{number:03}" for each in desa for number in range(1, count + 1)]


@dataclass(frozen=True)
class Built:
    """An election that was built, verified."""

    plan: Plan
    archive: Path
    found: Verification

    def entries(self, body: str) -> list[Entry]:
        """The book of `kpu/16`."""
        return [entry for _, entry in inspect_book(Archive(self.archive).book(f"{HOST}/{body}"), None).entries]

    def streams(self, body: str, kind: type) -> list[str]:
        """The streams in which a body logged entries of this kind, in their order."""
        return [entry.stream for entry in self.entries(body) if isinstance(entry.data, kind)]


def built(of: Plan, out: Path, workers: int = 1) -> Built:
    made = simulate(of, out, seed=7, workers=workers)
    return Built(of, made.archive, verify_archive(made.archive, read_trust(made.trust)))


def sums(of: Plan, levels: Mapping[str, tuple[AreaLevel, ...]] | None = None) -> dict[str, dict[str, Totals]]:
    """What every area's totals must be, straight from the plan."""
    totals: dict[str, dict[str, Totals]] = {}
    for contest in of.contests:
        areas: dict[str, list[Figures]] = {}
        for result in of.results:
            for level in (levels or {}).get(contest.id, contest.levels):
                area = ancestor(result.tps, level)
                if area is not None and contest.covers(result.tps):
                    blank: Figures = (None,) * len(contest.rows)
                    areas.setdefault(area, []).append(result.forms.get(contest.id, blank))
        totals[contest.id] = {
            area: Totals(
                tuple(sum(figure or 0 for figure in column) for column in zip(*forms, strict=True)),
                tuple(sum(figure is None for figure in column) for column in zip(*forms, strict=True)),
            )
            for area, forms in areas.items()
        }
    return totals


def wrong(found: Verification) -> list[tuple[str, str | None, str | None]]:
    return [(each.code, each.area, each.contest) for each in found.findings if each.level is not Level.HINT]


# --- Pemilu: five contests at one TPS, dapil of kecamatan and of kabupaten -------------------------------------------

FIRST, SECOND, THIRD, OTHER = "1607012001", "1607022001", "1607032001", "1608012001"
"""A desa in each kecamatan of Banyuasin, and one in OKU Timur."""


def pemilu_contests() -> tuple[Contest, ...]:
    """In the order of the ballots; Banyuasin has two dapil of its own, one of two kecamatan."""
    return (
        planned_contest("ppwp", PEMILU, PASLON),
        planned_contest("dpr-16-1", PEMILU, parties(4, 3)),
        planned_contest("dpd-16", PEMILU, singles(f"Calon {no}" for no in range(1, 12))),
        planned_contest("dprd_prov-16-1", PEMILU, parties(3, 2), areas=("1607",)),
        planned_contest("dprd_prov-16-2", PEMILU, parties(3, 4), areas=("1608",)),
        planned_contest("dprd_kabko-1607-1", PEMILU, parties(3, 2), areas=("160701", "160702")),
        planned_contest("dprd_kabko-1607-2", PEMILU, parties(2, 5), areas=("160703",)),
        planned_contest("dprd_kabko-1608-1", PEMILU, parties(2, 2), areas=("160801",)),
    )


@pytest.fixture(scope="module")
def pemilu(tmp_path_factory: pytest.TempPathFactory) -> Built:
    of = plan(pemilu_contests(), stations(FIRST, SECOND, THIRD, OTHER))
    return built(of, tmp_path_factory.mktemp("pemilu") / "out")


def test_an_election_of_every_kind_of_contest_is_valid_and_has_the_sums_of_its_tps(pemilu: Built) -> None:
    assert (wrong(pemilu.found), pemilu.found.status) == ([], "valid")
    assert pemilu.found.totals == sums(pemilu.plan)
    assert pemilu.found.books == 1 + 1 + 2 + 4


def test_a_contest_is_declared_with_its_own_areas_levels_options_and_rows(pemilu: Built) -> None:
    declared = {entry.subject: entry.data for entry in pemilu.entries("kpu/0") if entry.type == "ContestDeclared"}
    assert list(declared) == [contest.id for contest in pemilu.plan.contests]
    for contest in pemilu.plan.contests:
        data = declared[contest.id]
        assert isinstance(data, ContestDeclared)
        assert (data.areas, data.levels, data.rows) == (contest.areas, contest.levels, contest.rows)
        assert [(each.no, each.name, each.parent) for each in data.options] == [
            (each.no, each.name, each.parent) for each in contest.options
        ]


def test_a_tps_has_one_c_hasil_with_its_contests_in_the_order_of_the_plan(pemilu: Built) -> None:
    tallies = [entry.data for entry in pemilu.entries("ppk/160703") if isinstance(entry.data, TallyReceived)]
    assert [[form.contest for form in tally.statement.data.forms] for tally in tallies] == 2 * [
        ["ppwp", "dpr-16-1", "dpd-16", "dprd_prov-16-1", "dprd_kabko-1607-2"]
    ]


def test_a_body_outside_of_a_dapil_has_nothing_of_it(pemilu: Built) -> None:
    assert pemilu.streams("ppk/160703", RecapitulationCertified) == [
        f"recap/{contest}" for contest in ("ppwp", "dpr-16-1", "dpd-16", "dprd_prov-16-1", "dprd_kabko-1607-2")
    ]
    own = ("ppwp", "dpr-16-1", "dpd-16", "dprd_prov-16-2", "dprd_kabko-1608-1")
    assert pemilu.streams("kpu/1608", RecapitulationCertified) == [f"recap/{contest}" for contest in own]
    dapil = [entry.data for entry in pemilu.entries("kpu/1607") if entry.stream == "recap/dprd_kabko-1607-1"]
    assert [each.child for each in dapil if isinstance(each, ChildReceived)] == ["160701", "160702"]
    dapil = [entry.data for entry in pemilu.entries("kpu/16") if entry.stream == "recap/dprd_prov-16-1"]
    assert [each.child for each in dapil if isinstance(each, ChildReceived)] == ["1607"]


def test_a_body_has_one_plenary_over_all_its_contests(pemilu: Built) -> None:
    for body, count in (("ppk/160701", 5), ("kpu/1607", 6), ("kpu/16", 5), ("kpu/0", 3)):
        opened = [entry.data for entry in pemilu.entries(body) if isinstance(entry.data, PlenaryOpened)]
        assert [len(each.contests) for each in opened] == [count], body


def test_a_contest_goes_up_to_its_final_level_and_no_further(pemilu: Built) -> None:
    assert pemilu.streams("kpu/1608", RecapitulationHandedOver) == [
        f"recap/{contest}" for contest in ("ppwp", "dpr-16-1", "dpd-16", "dprd_prov-16-2")
    ]
    assert pemilu.streams("kpu/16", RecapitulationHandedOver) == ["recap/ppwp", "recap/dpr-16-1", "recap/dpd-16"]
    assert pemilu.streams("kpu/0", RecapitulationHandedOver) == []
    assert pemilu.streams("kpu/0", RecapitulationCertified) == ["recap/ppwp", "recap/dpr-16-1", "recap/dpd-16"]


def test_the_voters_of_the_roll_are_registered_as_the_plan_has_them(tmp_path: Path) -> None:
    of = plan([planned_contest("ppwp", PEMILU, PASLON)], stations(FIRST))
    of = replace(of, results=(replace(of.results[0], dpt=None), replace(of.results[1], dpt=251)))
    regions = [entry.data for entry in built(of, tmp_path / "out").entries("kpu/1607")]
    registered = [each.stations for each in regions if isinstance(each, RegionRegistered)]
    assert [[(each.tps, each.dpt) for each in desa] for desa in registered] == [
        [(f"{FIRST}001", None), (f"{FIRST}002", 251)]
    ]


# --- what is not known -----------------------------------------------------------------------------------------------


def without(of: Plan, gaps: Mapping[str, Iterable[str]]) -> Plan:
    """The plan without the results of these contests at these TPS."""
    results = [
        replace(each, forms={name: form for name, form in each.forms.items() if name not in gaps.get(each.tps, ())})
        for each in of.results
    ]
    return replace(of, results=tuple(results))


def test_the_contests_without_a_result_are_named_in_one_absence(tmp_path: Path) -> None:
    first, second = f"{FIRST}001", f"{FIRST}002"
    contests = pemilu_contests()[:3]
    of = plan(contests, [first, second])
    of = without(of, {first: ("ppwp", "dpd-16"), second: [contest.id for contest in contests]})
    made = built(of, tmp_path / "out")
    book = made.entries("ppk/160701")
    absences = {entry.subject: entry.data for entry in book if isinstance(entry.data, TallyAbsent)}
    assert absences == {
        first: TallyAbsent(("ppwp", "dpd-16"), NOT_PUBLISHED),
        second: TallyAbsent(("ppwp", "dpr-16-1", "dpd-16"), NOT_PUBLISHED),
    }
    received = [entry.data.statement for entry in book if isinstance(entry.data, TallyReceived)]
    assert [(each.subject, [form.contest for form in each.data.forms]) for each in received] == [(first, ["dpr-16-1"])]
    gaps = {(first, "ppwp"), (first, "dpd-16"), (second, "ppwp"), (second, "dpr-16-1"), (second, "dpd-16")}
    assert sorted(wrong(made.found)) == sorted(("J.503", tps, contest) for tps, contest in gaps)
    assert made.found.totals == sums(of)


def test_mistakes_of_every_contest_carry_the_reason_of_the_plan(tmp_path: Path) -> None:
    contests = pemilu_contests()[:2]
    of = plan(contests, stations(FIRST, count=1))
    forms = dict(of.results[0].forms)
    for contest, row in ((contests[0], "suara_sah"), (contests[1], "suara_2_total")):
        figures = dict(zip(contest.rows, forms[contest.id], strict=True))
        figures[row] = (figures[row] or 0) + 1
        forms[contest.id] = tuple(figures.values())
    of = replace(of, results=(replace(of.results[0], forms=forms),))
    found = built(of, tmp_path / "out").found
    mistakes = [each for each in found.findings if each.code.startswith("G")]
    assert {(each.code, each.contest, each.level) for each in mistakes} == {
        ("G.301", "ppwp", Level.EXPLAINED),
        ("G.303", "ppwp", Level.EXPLAINED),
        ("G.301", "dpr-16-1", Level.EXPLAINED),
        ("G.302", "dpr-16-1", Level.EXPLAINED),
    }
    assert {dict(each.params)["reason"] for each in mistakes} == {AS_PUBLISHED}
    assert found.status == "valid"


# --- Pilkada: two contests at one TPS, kolom kosong -------------------------------------------------------------------


@pytest.fixture(scope="module")
def pilkada(tmp_path_factory: pytest.TempPathFactory) -> Built:
    contests = (
        planned_contest("gubernur-16", PILKADA, PASLON),
        planned_contest("bupati-1608", PILKADA, singles(["Satu-satunya", KOLOM_KOSONG])),
        planned_contest("walikota-1671", PILKADA, singles(["Satu", "Dua"])),
    )
    of = plan(contests, stations(OTHER, "1671012001"), PILKADA)
    return built(of, tmp_path_factory.mktemp("pilkada") / "out")


def test_a_paslon_against_kolom_kosong_is_counted_like_any_other(pilkada: Built) -> None:
    assert (wrong(pilkada.found), pilkada.found.status) == ([], "valid")
    assert pilkada.found.totals == sums(pilkada.plan)
    contest = next(each for each in pilkada.plan.contests if each.id == "bupati-1608")
    totals = pilkada.found.totals["bupati-1608"]["1608"]
    assert totals is not None
    by_row = dict(zip(contest.rows, totals.sums, strict=True))
    assert by_row["suara_1"] + by_row["suara_2"] + by_row["suara_tidak_sah"] == 2 * CAST
    assert by_row["suara_2"] > 0


def test_a_pilkada_ends_at_the_kabupaten_or_the_provinsi(pilkada: Built) -> None:
    assert pilkada.streams("kpu/1608", RecapitulationCertified) == ["recap/gubernur-16", "recap/bupati-1608"]
    assert pilkada.streams("kpu/1608", RecapitulationHandedOver) == ["recap/gubernur-16"]
    assert pilkada.streams("kpu/1671", RecapitulationCertified) == ["recap/gubernur-16", "recap/walikota-1671"]
    assert pilkada.streams("kpu/16", RecapitulationCertified) == ["recap/gubernur-16"]
    assert pilkada.streams("kpu/16", RecapitulationHandedOver) == []
    assert not pilkada.streams("kpu/0", PlenaryOpened)


def test_a_kecamatan_in_which_nothing_is_voted_on_has_an_open_book_and_no_plenary(tmp_path: Path) -> None:
    of = plan([planned_contest("bupati-1608", PILKADA, PASLON)], stations(OTHER, "1671012001"), PILKADA)
    made = built(of, tmp_path / "out")
    assert [entry.type for entry in made.entries("ppk/167101")] == ["BookOpened"]
    assert made.found.status == "valid"


# --- abroad ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def with_abroad(tmp_path_factory: pytest.TempPathFactory) -> Built:
    contests = (
        planned_contest("ppwp", PEMILU, PASLON),
        planned_contest("dpr-31-2", PEMILU, parties(3, 3), areas=("3171", "99")),
        planned_contest("dpd-31", PEMILU, singles(["Satu", "Dua"])),
    )
    of = plan(contests, [*stations("3171011001"), *stations("9901010001", "9901010002", "9902010001")])
    return built(of, tmp_path_factory.mktemp("abroad") / "out")


def test_what_was_counted_abroad_goes_straight_to_the_nation(with_abroad: Built) -> None:
    assert (wrong(with_abroad.found), with_abroad.found.status) == ([], "valid")
    assert with_abroad.found.totals == sums(with_abroad.plan)
    assert set(with_abroad.found.totals["ppwp"]) == {"0", "31", "3171", "317101", "990101", "990201"}
    handovers = [entry.data for entry in with_abroad.entries("ppln/990101")]
    assert {each.to for each in handovers if isinstance(each, RecapitulationHandedOver)} == {"kpu-0"}


def test_the_nation_receives_provinces_and_ppln_of_the_contests_held_there(with_abroad: Built) -> None:
    received: dict[str, list[str]] = {}
    for entry in with_abroad.entries("kpu/0"):
        if isinstance(entry.data, ChildReceived):
            received.setdefault(entry.subject, []).append(entry.data.child)
    assert received == {"ppwp": ["31", "990101", "990201"], "dpr-31-2": ["31", "990101", "990201"], "dpd-31": ["31"]}
    assert with_abroad.streams("ppln/990201", RecapitulationCertified) == ["recap/ppwp", "recap/dpr-31-2"]


def test_the_tps_abroad_and_their_keys_stand_in_the_book_of_kpu(with_abroad: Built) -> None:
    regions = [f"region/{desa}" for desa in ("9901010001", "9901010002", "9902010001")]
    assert with_abroad.streams("kpu/0", RegionRegistered) == regions
    assert with_abroad.streams("kpu/0", StationKeysIssued) == regions
    assert with_abroad.streams("kpu/3171", RegionRegistered) == ["region/3171011001"]


# --- the size of a statement -----------------------------------------------------------------------------------------


def given(width: int) -> Given:
    return Given(Form("ppwp", Hash(bytes(32)), (1,) * width, (), ()), ())


def test_forms_that_do_not_fit_go_on_in_the_next_statement_in_their_order() -> None:
    listed = [given(width) for width in (10, 20, 200, 5, 5)]
    limit = listed[0].weight + listed[1].weight
    assert list(batches(listed, limit)) == [listed[:2], listed[2:3], listed[3:]]
    assert list(batches(listed, 10**6)) == [listed]
    assert list(batches([], limit)) == []


def test_a_tps_whose_forms_were_split_is_whole_again_in_the_recapitulation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulation, "MAX_FORMS_BYTES", 1000)
    of = plan(pemilu_contests()[:3], stations(FIRST))
    made = built(of, tmp_path / "out")
    book = made.entries("ppk/160701")
    received = [entry.data.statement.data for entry in book if isinstance(entry.data, TallyReceived)]
    assert [[form.contest for form in each.forms] for each in received] == 2 * [["ppwp", "dpr-16-1"], ["dpd-16"]]
    assert (made.found.status, made.found.totals) == ("valid", sums(of))


def test_five_wide_contests_fit_one_statement(tmp_path: Path) -> None:
    wide = parties(18, 12)
    contests = (
        planned_contest("ppwp", PEMILU, PASLON),
        planned_contest("dpr-16-1", PEMILU, wide),
        planned_contest("dpd-16", PEMILU, singles(f"Calon {no}" for no in range(1, 60))),
        planned_contest("dprd_prov-16-1", PEMILU, wide),
        planned_contest("dprd_kabko-1607-1", PEMILU, wide),
    )
    made = built(plan(contests, stations(FIRST, count=1)), tmp_path / "out")
    assert len(made.streams("ppk/160701", TallyReceived)) == 1
    assert made.found.status == "valid"


# --- the same bytes --------------------------------------------------------------------------------------------------


def files(archive: Path) -> dict[str, bytes]:
    return {str(path.relative_to(archive)): path.read_bytes() for path in archive.rglob("*") if path.is_file()}


def test_the_bytes_are_the_same_for_any_number_of_workers(pemilu: Built, tmp_path: Path) -> None:
    assert files(built(pemilu.plan, tmp_path / "out", workers=2).archive) == files(pemilu.archive)


# --- what older programs declared -----------------------------------------------------------------------------------


def test_an_archive_with_a_profile_that_is_only_read_is_verified_as_ever(tmp_path: Path) -> None:
    old = "sirekap-2024"
    of = plan([planned_contest("ppwp", old, PASLON)], stations(FIRST), old)
    made = built(of, tmp_path / "out")
    assert (wrong(made.found), made.found.status) == ([], "valid")
    assert made.found.election is not None
    assert made.found.election.profile.name == old
    assert made.found.totals == sums(of)


def test_what_a_plan_corrects_is_corrected_in_the_plenary_and_in_force_at_the_end(tmp_path: Path) -> None:
    places = made_up_places(kecamatan=2, desa=2, tps=6)
    shape = Shape(places, contests_for([Kind.PPWP, Kind.DPR], ["9001"]), mistakes={"G.301": 400}, corrected=500)
    generated = generate(shape, seed=3)
    corrected = [each for each in generated.planted if each.is_corrected]
    assert 0 < len(corrected) < len(generated.planted)
    built = simulate(generated.plan, tmp_path / "out", seed=1)
    result = verify_archive(built.archive, read_trust(built.trust), with_stations=True)
    assert result.status == "valid"
    named = {(each.area, each.contest) for each in result.findings if each.code.startswith("G")}
    assert named == {(each.tps, each.contest) for each in generated.planted if not each.is_corrected}
    after = {each.tps: {**each.forms, **each.corrected} for each in generated.plan.results}
    for contest, stations in result.stations.items():
        assert stations == {tps: forms[contest] for tps, forms in after.items()}


def test_a_correction_that_changes_nothing_is_no_plan(tmp_path: Path) -> None:
    generated = generate(Shape(made_up_places(), contests_for([Kind.PPWP], ["9001"]), mistakes={}), seed=3)
    first = generated.plan.results[0]
    same = replace(generated.plan, results=(replace(first, corrected=first.forms),))
    with pytest.raises(PlanMalformedError):
        simulate(same, tmp_path / "out", seed=1)
