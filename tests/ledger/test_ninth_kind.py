"""A ninth kind of contest touches data: `docs/architecture.md` tells how on paper, and this does it.

- A referendum of a provinsi is added to the tables: one row of shapes, its form names, its profile.
- An election with it is built, certified up to its final level, and verified, by nothing but the program as it is.
- No module names a kind of contest but the tables, and those few that choose a default.
"""

import ast
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pytest

from domain import contests, election, forms, profiles
from domain.areas import AreaLevel
from domain.contests import ContestOption, Counted, levels_of, parse_contest_id
from domain.errors import UnknownContestIdError
from domain.forms import FormNames
from domain.profiles import Profile, profile, profile_for
from ledger.making.plan import Plan, StationResult, planned_contest
from ledger.making.simulation import simulate
from ledger.trust import read_trust
from ledger.verification import verify_archive

PACKAGES: Final = ("domain", "ledger", "cli")
TABLES: Final = {"domain/contests.py", "domain/forms.py"}
CHOOSING: Final = {"ledger/feeds/feed.py", "ledger/making/generating_shapes.py", "ledger/making/importing.py"}
"""What a feed is of that says nothing; which contest the voters abroad of a made-up election belong to."""

TPS: Final = ("1609011013001", "1609011013002", "1609011014001")


class NineKinds(StrEnum):
    """The eight kinds and a referendum."""

    PPWP = "ppwp"
    DPR = "dpr"
    DPD = "dpd"
    DPRD_PROV = "dprd_prov"
    DPRD_KABKO = "dprd_kabko"
    GUBERNUR = "gubernur"
    BUPATI = "bupati"
    WALIKOTA = "walikota"
    REFERENDUM = "referendum"


def _forms(kind: contests.Kind) -> FormNames:
    names = {
        (kind, AreaLevel.TPS): "C.HASIL-REFERENDUM",
        (kind, AreaLevel.KECAMATAN): "D.HASIL KECAMATAN-REFERENDUM",
        (kind, AreaLevel.KABKO): "D.HASIL KABKO-REFERENDUM",
        (kind, AreaLevel.PROVINSI): "D.HASIL PROV-REFERENDUM",
    }
    return FormNames(MappingProxyType(names), MappingProxyType({}), frozenset())


@pytest.fixture
def referendum(monkeypatch: pytest.MonkeyPatch) -> contests.Kind:
    """The ninth kind, in the tables."""
    kind: contests.Kind = NineKinds.REFERENDUM  # type: ignore[assignment]  # the table of kinds, one row longer
    shape = contests._Shape(AreaLevel.PROVINSI, dapil=False, final=AreaLevel.PROVINSI, counted=Counted.CANDIDATES)
    monkeypatch.setattr(contests, "Kind", NineKinds)
    monkeypatch.setattr(contests, "_KIND_NAMES", frozenset(map(str, NineKinds)))
    monkeypatch.setattr(contests, "_SHAPES", contests._SHAPES | {kind: shape})
    base = profile("pilkada-2024")
    own = Profile(
        "referendum-2027",
        base.blocks,
        base.words,
        base.voter_limit,
        base.reserve_permille,
        base.quorums,
        _forms(kind),
    )
    known = MappingProxyType({**profiles.PROFILES, own.name: own})
    for module in (profiles, election):
        monkeypatch.setattr(module, "PROFILES", known)
    return kind


def test_a_ninth_kind_is_certified_by_the_program_as_it_is(referendum: contests.Kind, tmp_path: Path) -> None:
    options = (ContestOption(1, "Setuju"), ContestOption(2, "Tidak setuju"))
    rows = ("suara_1", "suara_2", "suara_sah", "suara_tidak_sah", "suara_total")
    planned = planned_contest("referendum-16", profile_for(referendum).name, options, rows=rows)
    assert planned.levels == levels_of(referendum) == (AreaLevel.KECAMATAN, AreaLevel.KABKO, AreaLevel.PROVINSI)
    results = tuple(StationResult(tps, {planned.id: (90, at, 90 + at, 3, 93 + at)}) for at, tps in enumerate(TPS, 60))
    host = "example.id/referendum-2027"
    simulate(Plan("practice", "Referendum", "referendum-2027", host, (planned,), results), tmp_path / "out", seed=1)
    report = verify_archive(tmp_path / "out" / "archive", read_trust(tmp_path / "out" / "trust"))
    assert (report.status, list(report.totals)) == ("valid", ["referendum-16"])
    totals = report.totals["referendum-16"]["16"]
    assert totals is not None
    assert totals.sums == (270, 183, 453, 9, 462)


def test_without_its_row_a_ninth_kind_is_no_contest() -> None:
    with pytest.raises(UnknownContestIdError):
        parse_contest_id("referendum-16")


def test_no_module_names_a_kind_but_the_tables_and_those_that_choose_a_default(pytestconfig: pytest.Config) -> None:
    files = [file for package in PACKAGES for file in (pytestconfig.rootpath / package).rglob("*.py")]
    naming = {file.relative_to(pytestconfig.rootpath).as_posix() for file in files if _names_a_kind(file)}
    assert naming <= TABLES | CHOOSING
    assert naming >= TABLES
    assert forms.PEMILU_FORMS.kinds | forms.PILKADA_FORMS.kinds == frozenset(contests.Kind)


def _names_a_kind(file: Path) -> bool:
    attributes = [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Attribute)]
    return any(
        isinstance(node.value, ast.Name) and node.value.id == "Kind" and node.attr.isupper() for node in attributes
    )
