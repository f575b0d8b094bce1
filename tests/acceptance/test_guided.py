"""A trainer leads a class through the lesson in a real terminal: one wrong figure, one wrong choice, one break."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ledger.making.guided_papers import TPS, plano
from tests.support.terminal import WIDTH, Terminal, opened


@pytest.fixture
def terminal(program: Callable[[str], Path], tmp_path: Path) -> Iterator[Terminal]:
    with opened(program("tmux"), tmp_path) as screen:
        yield screen


def enter(terminal: Terminal, until: str) -> str:
    """Press Enter and wait for what comes."""
    terminal.type("")
    return terminal.sees(until)


def test_a_class_plays_the_lesson_leaves_once_and_comes_back(terminal: Terminal, pytestconfig: pytest.Config) -> None:
    out = terminal.folder / "kelas"
    command = [sys.executable, "-m", "cli.main", "demo", "--guided", "--out", out]
    terminal.start(command, pytestconfig.rootpath)
    terminal.sees("Enter = go on, q = leave")
    enter(terminal, "I.A.1 J Voters on the roll (DPT) [199]:")
    figures = [str(figure) for figure in plano(1, TPS[0])]
    terminal.fill(*figures[:6], "167")
    terminal.sees("! G.301 Valid votes (V.A) says 167, but the votes of all options add up to 176")
    terminal.fill("<", *figures[6:], "7", "3")
    enter(terminal, "Three people have signed")
    enter(terminal, "2/11 PPK: opening the plenary")
    terminal.sees("2 AttendanceRecorded")
    terminal.type("q")
    terminal.sees("ended with 0")
    terminal.close()

    terminal.start(command, pytestconfig.rootpath)
    terminal.sees('an unfinished lesson, at the step "PPK: receiving the C.Hasil of TPS 001"')
    enter(terminal, "3 TallyReceived")
    enter(terminal, "how many votes do the three paslon have together?")
    terminal.type("171")
    terminal.sees("171? Not yet.")
    enter(terminal, "! G.301 Valid votes (V.A) says 171, but the votes of all options add up to 161")
    terminal.sees("4 AttemptRefused")
    enter(terminal, "What does the PPK decide?")
    terminal.type("1")
    terminal.sees("the KPPS have signed these figures")
    enter(terminal, "The reason, in your own words")
    enter(terminal, "6 TallyReceived")
    enter(terminal, "Saksi, what is the objection?")
    terminal.type("our photo of the plano says 60")
    terminal.sees("7 ObjectionRaised")
    enter(terminal, "What does the PPK answer?")
    enter(terminal, "by the plano? [PRACTICE] [60]:")
    enter(terminal, "8 TallyCorrected")
    enter(terminal, "9 ObjectionResolved")
    enter(terminal, "how many votes does your paslon have in all?")
    enter(terminal, "What now?")
    enter(terminal, "12 RecapitulationCertified")
    enter(terminal, "18 RecapitulationHandedOver")
    enter(terminal, "9 PlenaryClosed")
    enter(terminal, "VALID: everything agrees")
    enter(terminal, "Is it found?")
    shown = enter(terminal, "ended with 0")
    assert "Verification found it. BROKEN" in " ".join(shown.split())
    assert max(map(len, shown.splitlines())) <= WIDTH or str(out) in shown
    assert (out / "tampered").is_dir()
