"""`rekap election`: bad input is one sentence, and no half-made desk stands in the way of the next try.

- The declaration needs root keys that speak for themselves, a quorum within reach, a known kind and profile, and the
  origin of a root book; a second declaration at the same desk is refused.
- A contest is one that its own id allows, with options; it is declared once, by a root key.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from ledger.desk import Desk
from tests.support.by_hand import CONTEST, FD, HOST, Town, done, refused, rekap

Line = Callable[[Town, Path], tuple[object, ...]]
ROOT: Final = "kpu-0"


def _declare(*changes: object) -> Line:
    options: dict[object, object] = {
        "--origin": f"{HOST}/kpu/0",
        "--name": "Latihan",
        "--profile": "pilkada-2024",
        "--kind": "practice",
        "--quorum": "2",
    }
    options |= dict(zip(changes[::2], changes[1::2], strict=True))
    flat = [part for pair in options.items() for part in pair]
    return lambda town, folder: (
        *("election", "declare", *flat, "--log", town.log_key(ROOT).beside),
        *("--possession", town.possession(ROOT, "root:1"), "--possession", town.possession(ROOT, "root:2")),
        *("--key", town.person(f"{ROOT}:root:1").key, "--desk", folder / "desk", "--passphrase-fd", FD),
    )


BAD_DECLARATIONS: Final[dict[str, tuple[Line, int, str]]] = {
    "unknown kind": (_declare("--kind", "sungguhan"), 2, "kind sungguhan"),
    "unknown profile": (_declare("--profile", "pemilu-1955"), 2, "pemilu-1955"),
    "profile that is only read": (_declare("--profile", "sirekap-2024"), 2, "no election profile sirekap-2024"),
    "origin of a PPK": (_declare("--origin", f"{HOST}/ppk/160901"), 2, "no origin of a root book"),
    "no origin": (_declare("--origin", "KPU"), 2, "no origin of a root book"),
    "quorum out of reach": (_declare("--quorum", "3"), 2, "more than there are root keys"),
    "quorum of nobody": (_declare("--quorum", "0"), 2, "--quorum"),
    "a root twice": (
        lambda town, folder: (
            *_declare("--quorum", "1")(town, folder),
            *("--possession", town.possession(ROOT, "root:1")),
        ),
        2,
        "given twice",
    ),
    "an operator's possession": (
        lambda town, folder: (
            *_declare()(town, folder),
            *("--possession", town.possession("kpu-16", "operator:1")),
        ),
        2,
        "not that of a root key",
    ),
    "signed by no root": (
        lambda town, folder: (
            *_declare()(town, folder),
            *("--key", town.person("kpu-16:operator:1").key),
        ),
        5,
        "R402",
    ),
}


@pytest.mark.parametrize("case", BAD_DECLARATIONS)
def test_a_bad_declaration_is_refused(town: Town, tmp_path: Path, case: str) -> None:
    line, code, says = BAD_DECLARATIONS[case]
    refused(tmp_path / "desk", *line(town, tmp_path), code=code, says=says)


def test_after_a_refused_declaration_the_right_one_is_taken(town: Town, tmp_path: Path) -> None:
    wrong = (*_declare()(town, tmp_path), "--key", town.person("kpu-16:operator:1").key)
    refused(tmp_path / "desk", *wrong, code=5)
    assert "Election declared" in done(*_declare()(town, tmp_path)).out
    refused(tmp_path / "desk", *_declare()(town, tmp_path), code=2, says="exists")


BAD_CONTESTS: Final[dict[str, tuple[tuple[str, ...], int, str]]] = {
    "unknown kind of contest": (("lurah-1609", "--option", "1=A"), 2, "lurah-1609"),
    "area of another level": (("bupati-16", "--option", "1=A"), 2, "bupati-16"),
    "area outside": (
        ("bupati-1609", "--option", "1=A", "--area", "1610"),
        2,
        "outside the area that its id",
    ),
    "no options": (("bupati-1609",), 2, "has no options"),
    "option without a name": (("bupati-1609", "--option", "1="), 2, "option is empty"),
    "option twice": (("gubernur-16", "--option", "1=A", "--option", "1=B"), 2, "used twice"),
    "a name that no text may be": (("gubernur-16", "--option", "1=\u202eA"), 2, "cannot be recorded"),
    "kolom kosong against two": (
        ("bupati-1609", "--option", "1=A", "--option", "2=B", "--option", "3=Kolom kosong"),
        2,
        "exactly two options",
    ),
    "not held in this kind of election": (("ppwp", "--option", "1=A"), 2, "no form of ppwp"),
    "not held in DKI": (("walikota-3171", "--option", "1=A"), 2, "walikota-3171 is not held"),
    "a candidate of a party where none stand": (
        ("gubernur-16", "--option", "1=A", "--option", "1.1=B"),
        2,
        "No parties stand in gubernur-16",
    ),
    "a candidate of no party": (("dprd_kabko-1609-1", "--option", "1.1=A"), 2, "a party that is not in the list"),
    "declared twice": ((CONTEST, "--option", "1=A"), 5, "R206"),
}


@pytest.mark.parametrize("case", BAD_CONTESTS)
def test_a_bad_contest_is_refused(town: Town, case: str) -> None:
    args, code, says = BAD_CONTESTS[case]
    refused(town.desk(ROOT), "election", "contest", *args, *town.by(ROOT, "root:1"), code=code, says=says)


def test_a_contest_is_not_declared_by_an_operator(town: Town) -> None:
    line = ("election", "contest", "gubernur-16", "--option", "1=A", *town.by(ROOT))
    refused(town.desk(ROOT), *line, code=5, says="R403")


def test_show_names_the_contest_and_marks_an_exercise(town: Town) -> None:
    said = done("election", "show", "--desk", town.desk(ROOT)).out
    assert "PRACTICE (LATIHAN)" in said
    assert re.search(r"1 +Anggrek dan Melati", said)


@pytest.mark.parametrize("content", [None, "nonsense\n", "example.id/a/kpu/0+00000000+AAAA\nelection 00\n"])
def test_a_folder_without_a_sound_trust_file_shows_nothing(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "trust").write_text(content)
    outcome = rekap("election", "show", "--desk", tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert "trust" in outcome.err


def test_a_stop_right_after_the_declaration_loses_nothing(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next act finishes the opening and writes the trust file."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Desk, "write_trust", stop)
        assert rekap(*_declare()(town, tmp_path)).code == 130
    desk = ("--desk", tmp_path / "desk", "--key", town.person(f"{ROOT}:root:1").key, "--passphrase-fd", FD)
    said = done("election", "contest", CONTEST, "--option", "1=A", *desk).out
    assert "entry 1: BookOpened" in said
    assert "entry 2: ContestDeclared" in said
    assert CONTEST in done("election", "show", "--desk", tmp_path / "desk").out
    assert (tmp_path / "desk" / "trust").exists()
