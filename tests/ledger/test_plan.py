"""A plan that contradicts itself is refused before anything is built, and by the desk should it come that far."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from domain.contests import Contest
from domain.errors import Refused
from ledger.errors import PlanMalformedError
from ledger.making.plan import Plan, StationResult, planned_contest
from ledger.making.simulation import simulate
from tests.support.sound_forms import parties, singles, sound_form

PASLON = singles(["Satu", "Dua", "Tiga"])
PEMILU = "pemilu-2024"
PILKADA = "pilkada-2024"
OTHER = "1608012001"
"""A desa in OKU Timur."""


def plan(contests: Iterable[Contest], profile: str) -> Plan:
    """A plan of one TPS with a sound form of every contest."""
    listed, tps = tuple(contests), f"{OTHER}001"
    result = StationResult(tps, {each.id: sound_form(each, tps) for each in listed}, 250)
    return Plan("practice", "Latihan", profile, "example.id/latihan", listed, (result,))


TWO_DAPIL = tuple(planned_contest(f"dprd_kabko-1608-{dapil}", PEMILU, parties(2, 2)) for dapil in (1, 2))


def test_a_contest_that_meets_another_one_is_refused_by_the_desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Plan, "refuse_malformed", lambda _: None)
    with pytest.raises(Refused) as raised:
        simulate(plan(TWO_DAPIL, PEMILU), tmp_path / "out", seed=1)
    assert [(each.code, dict(each.params)) for each in raised.value.findings] == [
        ("R207", {"reason": "contests_overlap"})
    ]


def test_a_plan_that_contradicts_itself_is_refused_before_anything_is_built(tmp_path: Path) -> None:
    good = plan([planned_contest("bupati-1608", PILKADA, PASLON)], PILKADA)
    (result,) = good.results
    figures = result.forms["bupati-1608"]
    cases = {
        "kind": replace(good, profile=PEMILU),
        "contest_twice": replace(good, contests=good.contests * 2),
        "not_held": replace(good, contests=(planned_contest("bupati-3101", PILKADA, PASLON),)),
        "contests_overlap": replace(good, profile=PEMILU, contests=TWO_DAPIL),
        "tps_twice": replace(good, results=good.results * 2),
        "no_tps": replace(good, results=(replace(result, tps=OTHER),)),
        "contest": replace(good, results=(replace(result, forms={"bupati-1609": figures}),)),
        "outside": replace(good, results=(replace(result, tps="1609011001001"),)),
        "rows": replace(good, results=(replace(result, forms={"bupati-1608": figures[1:]}),)),
    }
    for reason, bad in cases.items():
        with pytest.raises(PlanMalformedError) as raised:
            simulate(bad, tmp_path / "out", seed=1)
        assert dict(raised.value.params)["reason"] == reason
    assert not (tmp_path / "out").exists()
