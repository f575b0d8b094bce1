"""`rekap key`: bad input is one sentence and exit 2, and no key file is lost.

- A key file is never overwritten, neither half of it.
- A passphrase that is too short, empty or not there makes no key.
- A possession names a role, a seat and a body that exist, for an election that is known.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.support.by_hand import FD, Town, done, rekap

Line = Callable[[Town, Path], tuple[object, ...]]


def _possess(*changes: object) -> Line:
    options = {"--body": "ppk-160901", "--role": "operator", "--person": "1"}
    options |= dict(zip(changes[::2], changes[1::2], strict=True))  # type: ignore[arg-type]
    flat = [part for pair in options.items() for part in pair]
    return lambda town, folder: (
        *("key", "possess", town.person("ppk-160901:operator:1").key, *flat),
        *("--out", folder / "out.json", "--trust", town.trust, "--passphrase-fd", FD),
    )


BAD: Final[dict[str, tuple[Line, str]]] = {
    "the file is there": (
        lambda town, _: ("key", "new", town.person("kpu-0:log").key, "--passphrase-fd", FD),
        "not overwritten",
    ),
    "nobody can type": (lambda _, folder: ("key", "new", folder / "k.pem"), "--passphrase-fd"),
    "no such descriptor": (
        lambda _, folder: ("key", "new", folder / "k.pem", "--passphrase-fd", 997),
        "descriptor 997",
    ),
    "show: no such key": (lambda _, folder: ("key", "show", folder / "k.pem", "--passphrase-fd", FD), "no file"),
    "show: not a key": (lambda town, _: ("key", "show", town.trust, "--passphrase-fd", FD), "no sound key file"),
    "possess: unknown role": (_possess("--role", "raja"), "role raja is not known"),
    "possess: unknown body": (_possess("--body", "ppk-16"), "body ppk-16 is not known"),
    "possess: seat 0": (_possess("--person", "0"), "person 0"),
    "possess: no trust file": (
        lambda town, folder: (
            *("key", "possess", town.person("kpu-0:log").key, "--body", "kpu-0", "--role", "operator"),
            *("--person", "1", "--out", folder / "out.json", "--desk", folder, "--passphrase-fd", FD),
        ),
        "no trust file",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_one_sentence(town: Town, tmp_path: Path, case: str) -> None:
    line, says = BAD[case]
    outcome = rekap(*line(town, tmp_path))
    assert (outcome.code, outcome.out) == (2, "")
    assert says in outcome.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("town")
def test_a_key_of_which_only_the_public_half_is_there_is_not_made_again(tmp_path: Path) -> None:
    done("key", "new", tmp_path / "a.pem", "--passphrase-fd", FD)
    (tmp_path / "a.pem").rename(tmp_path / "moved.pem")
    kept = (tmp_path / "a.pem.pub").read_bytes()
    assert rekap("key", "new", tmp_path / "a.pem", "--passphrase-fd", FD).code == 2
    assert ((tmp_path / "a.pem.pub").read_bytes(), (tmp_path / "a.pem").exists()) == (kept, False)


def test_a_public_key_is_shown_without_a_passphrase(town: Town) -> None:
    who = town.person("kpu-0:log")
    assert who.public in done("key", "show", who.key, keys=0).out
    assert who.public in done("key", "show", who.beside, keys=0).out
