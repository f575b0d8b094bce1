"""Signers by role and seat."""

from domain.authority import Appointed
from domain.statements import Role
from domain.types import PublicKey
from ledger.signers import Seat, seat_of

KEY = PublicKey(bytes(32))
TPS = "1609011013001"


def test_a_key_is_told_by_what_it_was_appointed_for() -> None:
    known = {KEY: Appointed(KEY, "ppk-160901", "160901", 3, Role.ANGGOTA, 7)}
    assert seat_of(KEY, known) == Seat(KEY, "anggota", 3, "160901", "ppk-160901")


def test_a_kpps_is_of_its_tps_not_of_the_body_that_issued_its_keys() -> None:
    known = {KEY: Appointed(KEY, "kpu-1609", TPS, 1, Role.KPPS_KETUA, 7)}
    assert seat_of(KEY, known) == Seat(KEY, "kpps_ketua", 1, TPS, TPS)


def test_of_any_other_key_nothing_is_known_but_itself() -> None:
    assert seat_of(KEY, {}) == Seat(KEY, role="", person=0, area="", of="")
