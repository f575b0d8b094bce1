"""`rekap demo --guided`: the class is asked, answered kindly, and may leave and come back."""

import re
import shlex
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

import pytest
import typer

from cli.guided_commands import attempt, command_lines, commands
from cli.program import module_of
from ledger.making.guided import Classroom, Step
from ledger.making.guided_papers import TPS, plano
from tests.support.commands import Outcome, run

ENTERS = 40
"""More than the lesson has questions."""


def lesson(out: Path, lines: Sequence[str] = (), *, enters: int = ENTERS, language: str = "en") -> Outcome:
    """A class that types these lines, then Enter at everything, then leaves with Ctrl-D."""
    typed: Iterator[str] = iter([*lines, *[""] * enters])

    def answer(prompt: str = "") -> str:
        sys.stdout.write(f"{prompt}\n")  # as a terminal shows it
        line = next(typed, None)
        if line is None:
            raise EOFError
        return line

    with patch("cli.guided.is_interactive", return_value=True), patch("builtins.input", answer):
        return run("demo", "--guided", "--out", out, REKAP_LANG=language)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    out = tmp_path_factory.mktemp("class") / "out"
    return out, lesson(out)


def test_enter_at_everything_leads_through_the_whole_lesson(whole: tuple[Path, Outcome]) -> None:
    _, outcome = whole
    assert outcome.code == 0, outcome
    for step in range(1, 12):
        assert f"== {step}/11 " in outcome.out
    assert "VALID: everything agrees" in outcome.out
    assert "Verification found it. BROKEN" in outcome.out


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_is_shown_fits_80_columns_and_every_step_is_marked(language: str, tmp_path: Path) -> None:
    out = lesson(tmp_path / "o", language=language).out
    wide = [line for line in out.splitlines() if len(line) > 80 and str(tmp_path) not in line]
    assert wide == []
    bars = [line for line in out.splitlines() if line.startswith("== ")]
    assert len(bars) == 13
    assert all("LATIHAN" in bar for bar in bars)
    asked = [line for line in out.splitlines() if line.startswith(("[LATIHAN]", "[PRACTICE]"))]
    assert len(asked) > 12


def test_each_step_shows_the_command_and_what_was_stored(whole: tuple[Path, Outcome]) -> None:
    out = whole[1].out
    for command, stored in {
        "rekap plenary open --contest bupati-9001": "PlenaryOpened",
        "rekap tally receive c-hasil-001.json": "TallyReceived",
        "rekap objection raise bupati-9001": "ObjectionRaised",
        "rekap tally correct 9001012001002": "TallyCorrected",
        "rekap recap certify d-hasil.json": "RecapitulationCertified",
        "rekap handoff give bupati-9001": "RecapitulationHandedOver",
    }.items():
        assert 0 < out.index(command) < out.index(stored, out.index(command))


def test_a_practice_archive_never_verifies_as_official(whole: tuple[Path, Outcome]) -> None:
    out, _ = whole
    paths = (out / "archive", "--trust", out / "trust")
    for language, mark in (("en", "*** PRACTICE (LATIHAN)"), ("id", "*** LATIHAN")):
        lines = run("verify", *paths, REKAP_LANG=language).out.splitlines()
        assert lines[0].startswith(mark)
        assert lines[-1].startswith(mark)
    assert run("verify", *paths, "--json").document["kind"] == "practice"


def test_a_wrong_answer_is_answered_kindly_and_asked_again(tmp_path: Path) -> None:
    typed = ["", *["-"] + [""] * 11]  # a field left empty: not what the paper says
    outcome = lesson(tmp_path / "o", typed)
    assert "typed empty, on the paper 199" in outcome.words
    through_form = ["", *[""] * 12, "", "", ""]
    mistake = ["7", "tujuh", "", "", "1", "9", "2", "3"]
    outcome = lesson(tmp_path / "p", [*through_form, *mistake])
    assert outcome.code == 0, outcome
    assert "7? Not yet. No harm done" in outcome.words
    assert '"tujuh" is no figure' in outcome.words
    assert "the KPPS have signed these figures" in outcome.words
    assert "Type a number from 1 to 3." in outcome.words
    assert "Then the votes of TPS 002 are lost" in outcome.words
    assert "VALID" in outcome.out


def test_whoever_leaves_is_told_where_it_is_kept_and_goes_on_there(tmp_path: Path) -> None:
    out = tmp_path / "o"
    left = lesson(out, ["", *[""] * 12, "", "q"])
    assert left.code == 0
    assert f"Everything is kept in the folder {out}" in left.words.replace("- ", "-")
    assert f"rekap demo --guided --out {out}" in left.out
    again = lesson(out)
    assert 'an unfinished lesson, at the step "PPK: receiving the C.Hasil of TPS 001"' in again.words
    assert "== 2/11 " not in again.out
    assert "VALID" in again.out


def test_a_form_that_was_begun_is_gone_on_with(tmp_path: Path) -> None:
    lesson(tmp_path / "o", ["", "", "", "q"])
    again = lesson(tmp_path / "o", ["", "q"])
    assert "2 of 11 fields" in again.out
    assert "0 of 11 fields" not in again.out


def test_a_class_may_begin_anew(tmp_path: Path) -> None:
    lesson(tmp_path / "o", ["", *[""] * 12, "", "q"])
    lesson(tmp_path / "o", ["n", "q"])
    room = Classroom.open(tmp_path / "o")
    assert room is not None
    assert room.next_step() is Step.FORM


def test_leaving_before_the_beginning_writes_nothing(tmp_path: Path) -> None:
    assert "nothing was written" in lesson(tmp_path / "o", ["q"]).words
    assert not (tmp_path / "o").exists()


def test_without_a_terminal_it_says_so_and_writes_nothing(tmp_path: Path) -> None:
    outcome = run("demo", "--guided", "--out", tmp_path / "o")
    assert outcome.code == 2
    assert "run it in a terminal" in outcome.err
    assert not (tmp_path / "o").exists()


def test_a_folder_with_something_else_in_it_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "mine").touch()
    outcome = lesson(tmp_path)
    assert outcome.code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_what_the_class_says_in_its_own_words_is_what_is_stored(tmp_path: Path) -> None:
    out = tmp_path / "o"
    reason = ["", *[""] * 12, "", "", "", "", "", "", "angka tak cocok"]
    lesson(out, [*reason, "", "kurang sepuluh", "q"])
    room = Classroom.open(out)
    assert room is not None
    (objection,) = room.state().recaps["bupati-9001"].objections.values()
    assert objection.raised.text == "kurang sepuluh"
    assert room.next_step() is Step.CORRECT
    assert plano(1, TPS[0]) == getattr(room.result(TPS[0]), "figures", None)


def shown_commands() -> list[list[str]]:
    given = {"reason": "salah salin", "text": "kurang 10", "figure": 60, "raised": 7, "made": 8}
    return [attempt(), *(each for step in Step for each in commands(step, given))]


@pytest.mark.parametrize("command", shown_commands(), ids=" ".join)
def test_every_command_that_is_shown_can_be_typed_as_it_stands(command: list[str]) -> None:
    lines = command_lines(command)
    assert all(len(line) <= 76 for line in lines)
    whole = re.sub(r" \\\n +", " ", "\n".join(lines))
    assert shlex.split(whole) == ["rekap", *command]
    group = typer.main.get_command(import_module(module_of(command[0])).app)
    context = typer.Context(group)
    found = getattr(group, "commands")[command[1]]  # noqa: B009 - a group has them
    found.make_context(command[1], list(command[2:]), parent=context, resilient_parsing=False)
