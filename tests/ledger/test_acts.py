"""Making statements from keys that are at hand."""

from domain.bodies import Body, BodyKind
from domain.statements import Appointment, KeyGrant, LogGrant, Possession, Role
from domain.types import Hash
from ledger.acts import book_of, officials, possession, signed
from ledger.records import parse_statement
from ledger.signing import STATEMENT_TYPE, SigningKey, pae, verify

KEYS = [SigningKey.from_seed(bytes([number]) * 32) for number in range(1, 5)]
ELECTION = Hash(b"e" * 32)
PPK = Body(BodyKind.PPK, "160901")


def test_every_key_signs_and_signers_ascend_in_whatever_order_they_come() -> None:
    data = Possession("160901", 1, Role.KETUA)
    made = [signed(data, PPK.id, keys, ELECTION, 5) for keys in (KEYS, KEYS[::-1])]
    assert made[0] == made[1]
    assert list(made[0].signers) == sorted(key.public for key in KEYS)
    message = pae(STATEMENT_TYPE, made[0].payload)
    pairs = zip(made[0].signers, made[0].signatures, strict=True)
    assert all(verify(signer, signature, message) for signer, signature in pairs)


def test_a_key_given_twice_signs_once() -> None:
    assert len(signed(book_of("o", KEYS[0].public), PPK.id, [KEYS[1], KEYS[1]], ELECTION, 5).signers) == 1


def test_what_is_made_is_what_its_bytes_say() -> None:
    made = signed(book_of("example.id/a/ppk/160901", KEYS[0].public), PPK.id, KEYS[:2], ELECTION, 5)
    assert parse_statement(made.payload, made.signatures) == made
    assert (made.subject, made.election, made.time, made.replaces) == (PPK.id, ELECTION, 5, ())


def test_a_possession_is_the_key_speaking_for_its_seat() -> None:
    made = possession(KEYS[0], PPK, 2, Role.ANGGOTA, ELECTION, 5)
    assert made.data == Possession("160901", 2, Role.ANGGOTA)
    assert made.signers == (KEYS[0].public,)


def test_officials_and_a_book_are_appointed_apart() -> None:
    assert officials(PPK, [(KEYS[0].public, Role.KETUA, 1)]) == Appointment(
        (KeyGrant("160901", KEYS[0].public, 1, Role.KETUA),), None
    )
    assert book_of("origin", KEYS[0].public) == Appointment((), LogGrant(KEYS[0].public, "origin"))
