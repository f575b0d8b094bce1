"""The practice election: plausible, sound but for its one mistake, and the tampering that keeps every sum."""

from pathlib import Path

import pytest

from domain.checking import form_check
from domain.profiles import profile
from ledger.errors import FolderInUseError
from ledger.making.plan import Plan
from ledger.making.practice import CONTEST, practice_plan, tamper
from ledger.making.simulation import simulate
from ledger.target import building
from ledger.verification import verify_archive


def codes(plan: Plan) -> list[str]:
    check = form_check(plan.contests[0], profile(plan.profile))
    return [breach.code for result in plan.results for breach in check.breaches(result.forms[CONTEST])]


@pytest.mark.parametrize("seeds", [range(start, start + 50) for start in range(0, 300, 50)], ids=str)
def test_every_form_is_sound_but_one_whatever_the_seed(seeds: range) -> None:
    for seed in seeds:
        assert codes(practice_plan(seed)) == ["G.203"], seed


def test_the_same_seed_gives_the_same_figures_and_another_seed_others() -> None:
    assert practice_plan(1) == practice_plan(1)
    assert practice_plan(1).results != practice_plan(2).results


def test_no_figure_is_negative() -> None:
    figures = [
        figure for seed in range(300) for result in practice_plan(seed).results for figure in result.forms[CONTEST]
    ]
    assert min(figure for figure in figures if figure is not None) >= 0


def test_the_areas_are_those_of_no_province() -> None:
    assert {result.tps[:2] for result in practice_plan(1).results} == {"90"}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_tampering_keeps_every_sum_and_is_found_at_its_place(seed: int, tmp_path: Path) -> None:
    built = simulate(practice_plan(seed), tmp_path / "out", seed=seed)
    tampering = tamper(built.archive, tmp_path / "tampered")
    assert verify_archive(built.archive, None).status == "incomplete"
    found = verify_archive(tmp_path / "tampered", None).findings
    at = {(each.code, each.book, each.index) for each in found}
    assert ("R401", tampering.book, tampering.index) in at
    assert ("R301", tampering.book, None) in at
    assert not [each for each in found if each.code == "G.301"]
    assert tampering.loser != tampering.winner
    assert tampering.moved > 0


# --- the folder that appears when it is complete ---


def test_a_folder_appears_only_when_it_is_complete(tmp_path: Path) -> None:
    with building(tmp_path / "out") as place:
        (place / "file").touch()
        assert not (tmp_path / "out").exists()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["file"]


def test_whatever_ends_the_building_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), building(tmp_path / "out"):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_is_taken_and_a_used_one_refused(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with building(tmp_path / "out") as place:
        (place / "file").touch()
    with pytest.raises(FolderInUseError), building(tmp_path / "out"):
        pytest.fail("built")


def test_a_folder_that_came_into_use_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    def come_into_use() -> None:
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "mine").touch()

    with pytest.raises(FolderInUseError), building(tmp_path / "out"):
        come_into_use()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_only_a_marked_folder_is_replaced(tmp_path: Path) -> None:
    for name in ("first", "second"):
        with building(tmp_path / "out", ".mark") as place:
            (place / name).touch()
    assert {path.name for path in (tmp_path / "out").iterdir()} == {".mark", "second"}
    with pytest.raises(FolderInUseError), building(tmp_path / "out", ".other"):
        pytest.fail("built")
