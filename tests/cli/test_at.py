"""`--at` on the command line: the same moment for every command that reads, and everything says that it is not now."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from tests.support import lives
from tests.support.commands import run
from tests.support.moments import asked, written
from tests.support.practice import CONTEST, PPK, TPS, World, practice


@lru_cache(maxsize=1)
def world() -> World:
    """An election with a correction after an objection; do not change it."""
    script = practice()
    lives.corrected(script, {"suara_1": 90, "suara_2": 70}, objected=True)
    return script.run()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its archive, with the trust file beside it."""
    return written(world(), tmp_path_factory.mktemp("story"))[0]


def test_replay_gives_the_area_as_it_was(folder: Path) -> None:
    trust = folder.parent / "trust"
    code, document = asked("replay", folder, trust, "--area", "160901", "--at", f"{PPK}@{world().indexes['corrected']}")
    assert code == 1
    totals: dict[str, dict[str, int]] = document["totals"]  # type: ignore[assignment]
    assert totals["suara_1"] == {"sum": 181, "missing": 0}
    moment: dict[str, object] = document["at"]  # type: ignore[assignment]
    assert moment["named"] == [{"book": world().origin(PPK), "size": world().indexes["corrected"]}]


def test_what_is_printed_says_that_it_is_not_now(folder: Path) -> None:
    trust = folder.parent / "trust"
    for command, *options in (
        ("verify",),
        ("replay", "--area", "160901"),
        ("explain", "--contest", CONTEST, "--area", TPS, "--row", "suara_1"),
        ("diff",),
        ("timeline", "--area", TPS),
    ):
        said = run(command, folder, "--trust", trust, *options, "--at", f"{PPK}@5").words
        assert "AS IT STOOD THEN, not now: PPK 160901 with 5 entries" in said, command


def test_without_a_moment_the_document_says_so(folder: Path) -> None:
    assert asked("verify", folder, folder.parent / "trust")[1]["at"] is None


def test_the_state_of_a_moment_is_not_kept(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "state"
    outcome = run("verify", folder, "--trust", folder.parent / "trust", "--at", f"{PPK}@3", "--save-state", kept)
    assert outcome.code == 2
    assert not kept.exists()


def test_two_moments_of_one_archive_differ_by_the_correction(folder: Path) -> None:
    before, after = world().indexes["corrected"], world().indexes["corrected"] + 1
    trust = folder.parent / "trust"
    code, document = asked("diff", folder, trust, "--at", f"{PPK}@{before}", "--at2", f"{PPK}@{after}")
    assert code == 1
    comparisons: list[dict[str, dict[str, Any]]] = document["comparisons"]  # type: ignore[assignment]
    stations = comparisons[0]["stations"]
    assert set(stations) == {TPS}
    cells = {cell["row"]: (cell["earlier"], cell["later"]) for cell in stations[TPS]["cells"]}
    assert cells == {"suara_1": (100, 90), "suara_2": (60, 70)}
