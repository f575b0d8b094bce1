"""Mandates of saksi, and what a saksi does with a D.Hasil."""

import pytest

from domain.events import MandateRecorded, WitnessRecorded
from domain.findings import Level
from domain.judging_room import closing_objections
from domain.statements import Mandate, Possession, Role, WitnessPosition
from tests.domain.stories import BUPATI, PPK, PPWP, Book, codes, digest, key, said
from tests.domain.test_judging_room import AREA, RECAP, certified, field, in_session


def possession(name: str, person: int, role: Role) -> object:
    return said(Possession(AREA, person, role), PPK, [name])


def mandate(**other: object) -> MandateRecorded:
    fields: dict[str, object] = {
        "area": AREA,
        "contests": (PPWP,),
        "key": key("saksi 2"),
        "option": 2,
        "person": 1,
    }
    data = Mandate(**(fields | other))  # type: ignore[arg-type]  # fields of mixed types by name
    proofs = (possession("peserta 2", 2, Role.PESERTA), possession("saksi 2", 1, Role.SAKSI))
    return MandateRecorded(said(data, PPK, ["peserta 2"]), None, proofs)  # type: ignore[arg-type]


def position(book: Book, stance: str = "signed", why: str = "", signer: str = "saksi 2") -> WitnessRecorded:
    certificate = digest("the statement", book.body)
    statement = said(WitnessPosition(certificate, 2, why, stance), f"{AREA}/{PPWP}", [signer])
    return WitnessRecorded(certificate, 2, None, (statement,), why, stance)


def test_a_mandated_saksi_signs_or_refuses_with_a_reason() -> None:
    book = certified()
    assert book.log("plenary/1", mandate()) == []
    assert book.log(RECAP, position(book)) == []
    assert book.log(RECAP, position(book, "refused", "Angka TPS 001 tidak cocok.")) == []
    assert field(book.log(RECAP, position(book, "refused"))) == ("R203", "reason")


def test_a_saksi_without_a_mandate_has_no_position() -> None:
    book = certified()
    assert codes(book.log(RECAP, position(book))) == ["R402"]
    book.log("plenary/1", mandate(contests=(BUPATI,)))
    assert codes(book.log(RECAP, position(book))) == ["R402"]


def test_a_saksi_without_a_key_is_recorded_from_the_paper() -> None:
    book = certified()
    assert book.log("plenary/1", mandate(key=None)) == []
    assert book.log(RECAP, WitnessRecorded(digest("d"), 2, digest("scan"), (), "", "signed")) == []
    assert book.log(RECAP, WitnessRecorded(digest("d"), 1, None, (), "", "absent")) == []


def test_what_is_recorded_is_what_the_saksi_said() -> None:
    book = certified()
    book.log("plenary/1", mandate())
    said_otherwise = position(book, "refused", "Tidak setuju.")
    other = WitnessRecorded(said_otherwise.dhasil, 2, None, said_otherwise.positions, "", "signed")
    assert field(book.log(RECAP, other)) == ("R203", "stance")
    assert field(book.log(RECAP, WitnessRecorded(digest("d"), 2, None, (), "", "maybe"))) == ("R203", "stance")


def test_a_refusal_blocks_nothing() -> None:
    book = in_session()
    book.log("plenary/1", mandate())
    assert book.log(RECAP, position(book, "refused", "Tidak setuju.")) == []
    assert book.certify(next(iter(book.state.recaps[PPWP].parts))) == []


def test_a_mandate_is_signed_by_a_key_that_proves_itself_and_for_this_plenary() -> None:
    book = in_session()
    bare = mandate()
    assert codes(book.log("plenary/1", MandateRecorded(bare.mandate, None, ()))) == ["R407", "R407"]
    assert codes(book.log("plenary/1", mandate(area="160902", key=None, option=2))) == ["R203", "R407"]
    assert codes(book.log("plenary/1", mandate(option=9, key=None))) == ["G.101", "R407"]


def test_one_key_may_be_mandated_for_one_contest_after_another() -> None:
    book = in_session()
    assert book.log("plenary/1", mandate(contests=(PPWP,))) == []
    assert book.log("plenary/1", mandate(contests=(BUPATI,))) == []
    assert book.log(RECAP, position(book)) == []


def test_what_is_recorded_gives_the_reason_that_the_saksi_gave() -> None:
    book = certified()
    book.log("plenary/1", mandate())
    told = position(book, "refused", "Angka TPS 001 tidak cocok.")
    other = WitnessRecorded(told.dhasil, 2, None, told.positions, "Tidak ada alasan.", "refused")
    assert field(book.log(RECAP, other)) == ("R203", "stance")


def test_a_position_is_recorded_once() -> None:
    book = certified()
    book.log("plenary/1", mandate())
    assert book.log(RECAP, position(book)) == []
    assert codes(book.log(RECAP, position(book))) == ["R206"]


def test_a_position_about_a_d_hasil_that_was_not_certified_here_is_named() -> None:
    book = in_session()
    told = WitnessRecorded(digest("a draft"), 2, digest("scan"), (), "", "signed")
    assert book.log(RECAP, told) == []
    assert list(closing_objections(book.state)) == []
    draft = next(iter(book.state.recaps[PPWP].parts))
    assert book.certify(draft) == []
    (finding,) = closing_objections(book.state)
    assert (finding.code, finding.level, dict(finding.params)["option"]) == ("S.103", Level.HINT, 2)
    certificate = book.state.recaps[PPWP].certificates[-1].statement
    assert book.log(RECAP, WitnessRecorded(certificate, 1, digest("scan"), (), "", "signed")) == []
    assert codes(closing_objections(book.state)) == ["S.103"]


@pytest.mark.parametrize("other", [{"person": 2}, {"option": 1}])
def test_a_saksis_key_is_one_persons_of_one_option(other: dict[str, object]) -> None:
    book = in_session()
    assert book.log("plenary/1", mandate()) == []
    assert "R406" in codes(book.log("plenary/1", mandate(**other)))


def test_the_key_of_a_peserta_is_nobody_elses() -> None:
    book = in_session()
    proofs = (possession("peserta 2", 2, Role.PESERTA), possession("peserta 2", 1, Role.SAKSI))
    both = said(Mandate(AREA, (PPWP,), key("peserta 2"), 2, 1), PPK, ["peserta 2"])
    assert codes(book.log("plenary/1", MandateRecorded(both, None, proofs))) == ["R406"]  # type: ignore[arg-type]
    officer = said(Mandate(AREA, (PPWP,), None, 2, 1), PPK, [f"ketua {PPK}"])
    proof = (possession(f"ketua {PPK}", 2, Role.PESERTA),)
    assert codes(book.log("plenary/1", MandateRecorded(officer, None, proof))) == ["R406"]  # type: ignore[arg-type]


def test_only_an_option_of_the_contest_has_a_saksi() -> None:
    assert codes(certified().log(RECAP, WitnessRecorded(digest("d"), 9, None, (), "", "absent"))) == ["G.101"]
