"""Envelope files at the desk, as every `sign` command treats them.

- What is in the file is shown before a key is asked for.
- A statement about another election than the folder's is refused; a folder without a trust file knows no election.
- A file that was refused is as it was.
"""

from pathlib import Path
from typing import Final

import pytest

from domain.statements import (
    Affirmation,
    Appointment,
    ContestAmendment,
    ElectionAmendment,
    Mandate,
    Revocation,
    Ruling,
    StatementData,
    WitnessPosition,
)
from domain.types import Hash
from ledger.note import VerifierKey
from ledger.signing import SigningKey
from ledger.signing_round import prepare
from ledger.trust import Trust
from tests.support.commands import run

ELECTION: Final = Hash(b"e" * 32)
ANOTHER: Final = Hash(b"a" * 32)
DIGEST: Final = Hash(b"d" * 32)
KEY: Final = SigningKey.from_seed(b"k" * 32)

STATEMENTS: Final[dict[str, tuple[str, str, StatementData]]] = {
    "an appointment": ("body", "ppk-160901", Appointment((), None)),
    "a revocation": ("body", "ppk-160901", Revocation((), KEY.public, "hilang")),
    "an affirmation": ("body", "ppk-160901", Affirmation(1, "kpu.example/2024/ppk/160901", 2, KEY.public, DIGEST)),
    "the keys of a desa": ("region", "kpps-1609012001", Appointment((), None)),
    "an amendment of the election": ("election", "kpu-0", ElectionAmendment("", 2, (), (KEY.public,))),
    "an amendment of a contest": ("election", "ppwp", ContestAmendment(("0",), DIGEST, DIGEST, "koreksi", ())),
    "a mandate": ("witness", "ppk-160901", Mandate("160901", ("ppwp",), None, 1, 1)),
    "a position": ("witness", "160901/ppwp", WitnessPosition(DIGEST, 1, "", "signed")),
    "a ruling": ("dispute", "sengketa-1", Ruling((), (), None, DIGEST, "dismiss", "tidak terbukti", "")),
}


@pytest.fixture(params=sorted(STATEMENTS))
def group(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The group of commands that signs what lies in `round.json`."""
    group, subject, data = STATEMENTS[request.param]
    prepared = prepare(data, subject=subject, signers=[KEY.public], election=ELECTION, time=7)
    (tmp_path / "round.json").write_bytes(prepared.raw)
    return group


def trust(folder: Path, election: Hash) -> None:
    root = VerifierKey.of("kpu.example/2024/kpu/0", KEY.public)
    (folder / "trust").write_text(Trust(root, election).text)


def sign(group: str, folder: Path) -> tuple[int, str, str]:
    """Signing with a key file that is not there."""
    outcome = run(group, "sign", folder / "round.json", "--key", folder / "none.pem", "--desk", folder)
    return outcome.code, outcome.out, outcome.err


def test_a_statement_about_another_election_is_refused_before_anything_of_it_is_shown(
    group: str, tmp_path: Path
) -> None:
    before = (tmp_path / "round.json").read_bytes()
    trust(tmp_path, ANOTHER)
    code, out, err = sign(group, tmp_path)
    assert (code, out) == (2, "")
    assert ELECTION.hex() in err
    assert "none.pem" not in err
    assert (tmp_path / "round.json").read_bytes() == before


@pytest.mark.parametrize("known", [ELECTION, None], ids=["of this election", "without a trust file"])
def test_a_statement_is_shown_before_a_key_is_asked_for(group: str, tmp_path: Path, known: Hash | None) -> None:
    if known is not None:
        trust(tmp_path, known)
    code, out, err = sign(group, tmp_path)
    assert code == 2
    assert out
    assert "none.pem" in err
