"""`rekap body`, keys over time, as people do it: by files from machine to machine.

- A lost key is replaced: revocation and appointment are prepared, signed by the quorum, and logged together; the new
  key goes on, the old one is refused.
- A key is cut where its book is known to stand, or where one says; a book that is not here is not guessed.
- What a revoked key signed is affirmed by range.
- What speaks against an act is said before anybody signs it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from ledger.desk import Desk
from tests.support.by_hand import FD, HOST, OFFICIALS, STATIONS, Town, done, refused, rekap, stored

KAB: Final = "kpu-1609"
PPK: Final = "ppk-160901"
BOOK: Final = f"{HOST}/ppk/160901"
QUORUM: Final = tuple(f"{KAB}:{seat}" for seat in OFFICIALS[1:])
OLD: Final = f"{PPK}:operator:1"
Line = Callable[[Town, Path], tuple[object, ...]]


@pytest.fixture
def here(town: Town, tmp_path: Path) -> Town:
    """The town of this test alone; the kabupaten has a copy of what the PPK has published."""
    own = town.copy_to(tmp_path / "town")
    own.publish(PPK)
    done("log", "fetch", own.desk(PPK) / "archive", "--desk", own.desk(KAB))
    return own


def signers(town: Town, names: tuple[str, ...] = QUORUM) -> list[object]:
    return [option for name in names for option in ("--signer", town.person(name).beside)]


def revocation(town: Town, *options: object, revoked: str = OLD) -> Path:
    """A revocation, signed by everybody who must."""
    file = town.root / f"revocation-{len(list(town.root.glob('revocation-*')))}.json"
    line = ("body", "prepare-revocation", PPK, "--revoked", town.person(revoked).beside, "--reason", "laptop hilang")
    done(*line, *options, *signers(town), "--out", file, "--desk", town.desk(KAB))
    return town.signed_by("body", file, QUORUM, town.desk(KAB))


def appointment(town: Town, newcomer: str) -> tuple[Path, Path]:
    """The appointment of a new key to the operator's seat, and its possession."""
    file, proof = town.root / f"{newcomer}.json", town.root / f"{newcomer}-possession.json"
    who = town.person(newcomer)
    seat = ("--seat", f"operator:1={who.beside}")
    done("body", "prepare", PPK, *seat, *signers(town), "--out", file, "--desk", town.desk(KAB))
    town.signed_by("body", file, QUORUM, town.desk(KAB))
    holding = ("--body", PPK, "--role", "operator", "--person", "1", "--trust", town.trust)
    done("key", "possess", who.key, *holding, "--out", proof, "--passphrase-fd", FD)
    return file, proof


def by_new(town: Town, name: str = "pengganti") -> list[object]:
    return ["--desk", town.desk(PPK), "--key", town.person(name).key, "--passphrase-fd", FD]


def told(town: Town) -> None:
    """The kabupaten publishes, and the PPK sees it with its new key."""
    town.publish(KAB)
    done("body", "see", "--from", town.desk(KAB) / "archive", *by_new(town))


def test_a_lost_key_is_replaced_and_the_book_goes_on(here: Town) -> None:
    file, proof = appointment(here, "pengganti")
    before = stored(here.desk(KAB))
    done("body", "replace", revocation(here), file, "--possession", proof, *here.by(KAB))
    assert stored(here.desk(KAB)) == before + 2
    told(here)
    again = ("tally", "absent", STATIONS[1], "--reason", "banjir")
    outcome = rekap(*again, *here.by(PPK), keys=2)
    assert (outcome.code, "R409" in outcome.err) == (5, True)
    done(*again, *by_new(here))
    here.publish(PPK)
    verified = rekap("verify", here.desk(PPK) / "archive", "--trust", here.trust)
    assert "R4" not in verified.sentences


def test_a_replacement_is_logged_whole_or_not_at_all(here: Town) -> None:
    file, _ = appointment(here, "pengganti")
    wrong = here.possession("kpu-16", "ketua:2")
    line = ("body", "replace", revocation(here), file, "--possession", wrong, *here.by(KAB))
    outcome = rekap(*line, keys=2)
    assert (outcome.code, "R407" in outcome.err) == (5, True)
    assert stored_types(here.desk(KAB)).count("OfficialRevoked") == 0


def stored_types(desk: Path) -> list[str]:
    with Desk.open(desk) as opened:
        return [entry.type for _, entry in opened.entries()]


def test_a_replacement_is_of_one_body(here: Town) -> None:
    other = here.root / "kpu-1609-officials.json"
    line = ("body", "replace", revocation(here), other, "--possession", here.possession(KAB, "ketua:2"), *here.by(KAB))
    refused(here.desk(KAB), *line, says="two different bodies")


def test_a_key_is_cut_where_its_book_stands_here(here: Town) -> None:
    file = here.root / "shown.json"
    line = ("body", "prepare-revocation", PPK, "--revoked", here.person(OLD).public, "--reason", "hilang")
    outcome = done(*line, *signers(here), "--out", file, "--desk", here.desk(KAB))
    assert f"first {stored(here.desk(PPK))} entries of the book {BOOK}" in outcome.out
    assert "laptop" not in outcome.out


def test_what_a_revoked_key_signed_is_affirmed(here: Town) -> None:
    done("body", "revoke", revocation(here, "--cut", f"{BOOK}@1"), *here.by(KAB))
    file = here.root / "affirmation.json"
    line = ("body", "prepare-affirmation", PPK, "--revoked", here.person(OLD).beside, "--from", f"{BOOK}@1")
    outcome = done(*line, *signers(here), "--out", file, "--desk", here.desk(KAB))
    assert f"entries 1 to {stored(here.desk(PPK)) - 1}" in outcome.out
    here.signed_by("body", file, QUORUM, here.desk(KAB))
    done("body", "affirm", file, *here.by(KAB))
    here.publish(KAB)
    verified = rekap("verify", here.desk(KAB) / "archive", "--trust", here.trust)
    assert "R409" not in verified.sentences


def test_without_an_affirmation_it_does_not_count(here: Town) -> None:
    done("body", "revoke", revocation(here, "--cut", f"{BOOK}@1"), *here.by(KAB))
    here.publish(KAB)
    verified = rekap("verify", here.desk(KAB) / "archive", "--trust", here.trust)
    assert verified.code == 3
    assert "R409" in verified.out


def test_a_key_can_be_taken_back_for_everything_it_ever_signed(here: Town) -> None:
    file = here.root / "nowhere.json"
    line = ("body", "prepare-revocation", PPK, "--revoked", here.person(OLD).beside, "--reason", "palsu", "--nowhere")
    outcome = done(*line, *signers(here), "--out", file, "--desk", here.desk(KAB))
    assert "counts nowhere" in outcome.out


def _prepare(*options: object, revoked: str = OLD, body: str = PPK, names: tuple[str, ...] = QUORUM) -> Line:
    return lambda town, folder: (
        *("body", "prepare-revocation", body, "--revoked", town.person(revoked).beside, "--reason", "hilang"),
        *options,
        *signers(town, names),
        *("--out", folder / "out.json", "--desk", town.desk(KAB)),
    )


def _affirm(*options: object) -> Line:
    return lambda town, folder: (
        *("body", "prepare-affirmation", PPK, "--revoked", town.person(OLD).beside, *options),
        *signers(town),
        *("--out", folder / "out.json", "--desk", town.desk(KAB)),
    )


BAD: Final[dict[str, tuple[Line, int, str]]] = {
    "nobody's key": (_prepare(revoked="nobody"), 2, "never appointed"),
    "the key of another body": (_prepare(revoked=f"{KAB}:operator:1"), 2, "never appointed"),
    "no body": (_prepare(body="ppk"), 2, "body ppk"),
    "a book that is not here": (_prepare("--cut", f"{HOST}/ppk/160999@1"), 2, "160999"),
    "more than there is": (_prepare("--cut", f"{BOOK}@999"), 2, "999 lies beyond"),
    "no size": (_prepare("--cut", BOOK), 2, "entry"),
    "a cut and nowhere": (_prepare("--cut", f"{BOOK}@1", "--nowhere"), 2, "not both"),
    "no quorum": (_prepare(names=QUORUM[:1]), 5, "R405"),
    "affirming a key that was not revoked": (_affirm("--from", f"{BOOK}@1"), 5, "R205"),
    "affirming behind the end": (_affirm("--from", f"{BOOK}@999"), 2, "lies beyond"),
    "affirming an appointment": (
        lambda town, _: ("body", "affirm", town.root / "ppk-160901-officials.json", *town.by(KAB)),
        2,
        "",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_taken_back_is_refused(here: Town, tmp_path: Path, case: str) -> None:
    line, code, says = BAD[case]
    refused(here.desk(KAB), *line(here, tmp_path), code=code, says=says)
    assert not (tmp_path / "out.json").exists()


def test_a_key_whose_book_does_not_lie_here_is_not_cut_by_guess(town: Town, tmp_path: Path) -> None:
    line = _prepare()(town, tmp_path)
    refused(town.desk(KAB), *line, says="160901")
