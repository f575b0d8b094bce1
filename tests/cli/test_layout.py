"""How lines are laid out: within the width, and nothing that is copied from them cut in two; and how people are called.

- In a room the Panwaslu is there; in its own book a member of it has signed.
"""

import pytest

from cli.layout import paragraph, seat_name, width, word
from domain.types import PublicKey
from ledger.signers import Seat


@pytest.mark.parametrize("length", [10, 79, 80, 300])
def test_a_path_or_hash_is_never_cut(length: int) -> None:
    word = "/" + "a" * length
    lines = paragraph(f"The result is in {word} and can be checked there.", "    ")
    assert word in " ".join(lines).split()
    assert all(len(line) <= width() for line in lines if word not in line)


@pytest.mark.parametrize(("language", "member"), [("en", "member 7"), ("id", "petugas 7")])
def test_the_panwaslu_in_the_room_is_no_member_of_the_body(
    monkeypatch: pytest.MonkeyPatch, language: str, member: str
) -> None:
    monkeypatch.setenv("REKAP_LANG", language)
    assert word("panwaslu") == "Panwaslu"
    assert seat_name(Seat(PublicKey(bytes(32)), "panwaslu", 7)) == member
    assert seat_name(Seat(PublicKey(bytes(32)), "ketua", 2)) == "ketua 2"
