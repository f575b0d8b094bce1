"""A KPPS member types the C.HASIL-PPWP of a TPS in a real terminal.

One figure is mistyped: the rule says so at once, and it is corrected.  Half-way the machine loses power: the draft is
found again and gone on with.  What comes out is the statement that three of the KPPS have to sign.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from domain.statements import CHasil
from ledger.signing_round import read_round
from tests.support.terminal import WIDTH, Terminal, opened
from tests.support.typed_entry import PPWP, SOUND, TPS, Station, station

FIGURES: Final = [str(figure) for figure in SOUND.values()]


@pytest.fixture
def here(tmp_path: Path) -> Station:
    made = station(tmp_path)
    made.signers()
    return made


@pytest.fixture
def terminal(program: Callable[[str], Path], here: Station) -> Iterator[Terminal]:
    with opened(program("tmux"), here.folder) as screen:
        yield screen


def test_a_form_is_typed_with_one_mistake_caught_and_one_draft_resumed(
    terminal: Terminal, here: Station, pytestconfig: pytest.Config
) -> None:
    out = here.folder / "c-hasil.json"
    program = [sys.executable, "-m", "cli.main", "tally", "type", TPS, "--contest", PPWP]
    command = [*program, *here.signers(), "--out", out]

    process = terminal.start(command, pytestconfig.rootpath)
    terminal.sees("PRACTICE")
    terminal.sees("30 fields. Type the figure exactly as on the paper")
    terminal.sees("I.A.1 L Voters on the roll (DPT) :")
    terminal.fill(*FIGURES[:2], "251")
    terminal.sees("! G.102 Voters on the roll (DPT), men + women (I.A.1 J) says 251, but men plus women make 250")
    terminal.sees("Type < to go back to that field")
    terminal.fill("<")
    terminal.sees("(L + P = 250) [251]:")
    terminal.fill("250")
    terminal.sees("ok G.102: agrees now.")
    terminal.fill(*FIGURES[3:14])
    shown = terminal.sees("I.B.4 J All who voted (L + P = 210):")
    assert max(map(len, shown.splitlines())) <= WIDTH
    terminal.run("send-keys", "-l", "21")
    os.kill(process, signal.SIGKILL)
    terminal.sees("ended with 137")
    terminal.close()

    terminal.start(command, pytestconfig.rootpath)
    terminal.sees(f"There is a draft of TPS {TPS}: 14 of 30 fields are typed")
    terminal.type("")
    terminal.sees("I.B.4 J All who voted (L + P = 210):")
    terminal.fill(*FIGURES[14:], "7")
    terminal.type("")
    terminal.sees("Is it really empty on the paper?")
    terminal.type("2")
    terminal.sees("Nothing was found: all that can be checked agrees.")
    terminal.sees("I.B.4 All who voted L 103 P 107 J 210")
    terminal.sees("Compare with the paper. Enter = finish;")
    assert not out.exists()
    terminal.type("")
    terminal.sees("ended with 0")

    found = read_round(out.read_bytes())
    assert found.statement.subject == TPS
    assert len(found.missing) == 3
    data = found.statement.data
    assert isinstance(data, CHasil)
    assert dict(zip(SOUND, data.forms[0].figures, strict=True)) == SOUND
    assert (data.forms[0].contest, data.signed_kpps, data.signed_saksi) == (PPWP, 7, 2)
