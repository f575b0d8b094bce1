"""Validly signed wrong archives, by who signed what, where and when (issue "One real kabupaten", done when 4).

- Every archive is made with the practice keys, every signature in it is valid, and every book above is made again.
- Exactly the findings that the wrong act deserves come beyond those of the untouched archive, which has none.
- The answer is the same for one worker and two.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.events import (
    AuthoritySeen,
    BookOpened,
    Event,
    OfficialAppointed,
    RecapitulationHandedOver,
    RegionRegistered,
    Station,
    StationKeysIssued,
    TallyReceived,
)
from domain.statements import Appointment, KeyGrant, Possession, Role, Transcription
from domain.types import Hash
from tests.support.expecting import Case, Table, differences, verified, verified_case
from tests.support.practice import (
    CONTEST,
    KAB,
    OTHER_PPK,
    OTHER_TPS,
    PPK,
    PROV,
    RESULTS,
    ROOT_BODY,
    ROWS,
    SECOND_TPS,
    TPS,
    Script,
    Step,
    World,
    altered,
    arriving,
    authorizing,
    certifying,
    chasil,
    declaring_contest,
    handing_over,
    issuing,
    key_of,
    kpps,
    opening,
    operator,
    practice,
    publishing,
    quorum,
    receiving,
)

DESA = TPS[:10]
OTHER_DESA = OTHER_TPS[:10]
ALL_ROWS = len(ROWS)
UNUSED = Hash(b"\x05" * 32)

wrong = Table()

NOTHING_COUNTS = ("R402 x8", "R205", f"J.503 {PPK[4:]}", f"J.503 {TPS}", f"J.503 {SECOND_TPS}")
"""What follows when none of a PPK's entries counts: its superior has received something that is none."""

NOT_RECEIVED = ("J.502", f"J.503 {TPS}", f"J.509 {TPS}")
"""What follows when a C.Hasil does not count and the PPK goes on as if it did."""


def log(name: str, book: str, stream: str, event: Callable[[World], Event], signer: str = "") -> Step:
    """A step of a body's operator, or of another signer."""
    return Step(name, book, signer or operator(book), stream, event)


def receive(signers: tuple[str, ...]) -> Callable[[World], Event]:
    """The first TPS received with a C.Hasil of these signers."""
    return receiving(TPS, RESULTS[TPS], signers)


# ---------------------------------------------------------------- who signs a C.Hasil


@wrong("a KPPS without its ketua", "R405", *NOT_RECEIVED)
def _(script: Script) -> None:
    script.change(f"tally {TPS}", event=receive(kpps(TPS)[1:]))


@wrong("a KPPS of two", "R405", *NOT_RECEIVED)
def _(script: Script) -> None:
    script.change(f"tally {TPS}", event=receive(kpps(TPS)[:2]))


@wrong("a KPPS quorum made of one person's two keys", "R405", *NOT_RECEIVED)
def _(script: Script) -> None:
    def issue(world: World, issued: StationKeysIssued) -> StationKeysIssued:
        second = KeyGrant(TPS, key_of("second key").public, 2, Role.KPPS_ANGGOTA)
        granted = (*issued.appointment.data.keys, second)
        return StationKeysIssued(world.sign(Appointment(granted, None), f"kpps-{DESA}", quorum(KAB)))

    script.alter(f"keys {DESA}", issue)
    script.change(f"tally {TPS}", event=receive((*kpps(TPS)[:2], "second key")))


@wrong("a C.Hasil signed with the keys of another TPS", "R404 x3", "R405", *NOT_RECEIVED)
def _(script: Script) -> None:
    script.change(f"tally {TPS}", event=receive(kpps(SECOND_TPS)))


@wrong("a C.Hasil signed with the keys of a TPS in another kecamatan", "R402 x3", "R405", *NOT_RECEIVED)
def _(script: Script) -> None:
    script.change(f"tally {TPS}", event=receive(kpps(OTHER_TPS)))


@wrong("a C.Hasil signed by a key nobody appointed", "R402", *NOT_RECEIVED)
def _(script: Script) -> None:
    script.change(f"tally {TPS}", event=receive((*kpps(TPS), "somebody")))


@wrong("a C.Hasil signed by the officials of the PPK", "R403 x3", "R405", *NOT_RECEIVED)
def _(script: Script) -> None:
    script.change(f"tally {TPS}", event=receive(quorum(PPK)))


@wrong("a C.Hasil about another TPS", "R203", *NOT_RECEIVED)
def _(script: Script) -> None:
    script.change(
        f"tally {TPS}",
        event=lambda world: TallyReceived(
            "-", "-", (), None, world.sign(chasil(world, RESULTS[TPS]), SECOND_TPS, kpps(TPS))
        ),
    )


@wrong("a C.Hasil of another election", "R203", *NOT_RECEIVED)
def _(script: Script) -> None:
    script.change(
        f"tally {TPS}",
        event=lambda world: TallyReceived(
            "-", "-", (), None, world.sign(chasil(world, RESULTS[TPS]), TPS, kpps(TPS), election=UNUSED)
        ),
    )


def transcribe(script: Script, signers: tuple[str, ...]) -> None:
    def make(world: World) -> TallyReceived:
        result = chasil(world, RESULTS[TPS])
        copy = Transcription(result.forms, 1, None, None, ())
        return TallyReceived("-", "-", (), None, world.sign(copy, TPS, signers))

    script.change(f"tally {TPS}", event=make)


@wrong("a transcription by one person", "R405", *NOT_RECEIVED)
def _(script: Script) -> None:
    transcribe(script, quorum(PPK)[:1])


@wrong("a transcription by the KPPS themselves", "R403 x3", "R405", *NOT_RECEIVED)
def _(script: Script) -> None:
    transcribe(script, kpps(TPS))


# ---------------------------------------------------------------- who logs


@wrong("an entry logged by the ketua instead of an operator", "R403", *NOT_RECEIVED)
def _(script: Script) -> None:
    script.change(f"tally {TPS}", signer=quorum(PPK)[0])


@wrong("an entry logged by the operator of the neighbouring PPK", "R402", *NOT_RECEIVED)
def _(script: Script) -> None:
    script.change(f"tally {TPS}", signer=operator(OTHER_PPK))


@wrong("an entry logged by the operator of the KPU above", "R402", *NOT_RECEIVED)
def _(script: Script) -> None:
    script.change(f"tally {TPS}", signer=operator(KAB))


@wrong("an entry logged by a KPPS", "R403", *NOT_RECEIVED)
def _(script: Script) -> None:
    script.change(f"tally {TPS}", signer=kpps(TPS)[0])


@wrong("an entry logged with the book's log key", "R402", *NOT_RECEIVED)
def _(script: Script) -> None:
    script.change(f"tally {TPS}", signer=f"log {PPK} 0")


@wrong("a plenary opened by an official of the root body in a PPK's book", "R402", "J.510 x2")
def _(script: Script) -> None:
    script.change(f"{PPK} plenary", signer=operator(ROOT_BODY))
    script.drop(f"{PPK} close")


# ---------------------------------------------------------------- who signs a D.Hasil


@wrong("a D.Hasil of a kecamatan signed by two of three", "R405", "R205 x2", f"J.503 {PPK[4:]}")
def _(script: Script) -> None:
    script.change(f"{PPK} certificate", event=certifying(PPK, signers=quorum(PPK)[:2]))


@wrong("a D.Hasil signed by the anggota without the ketua", "R405", "R205 x2", f"J.503 {PPK[4:]}")
def _(script: Script) -> None:
    script.change(f"{PPK} certificate", event=certifying(PPK, signers=quorum(PPK)[1:]))


@wrong("a D.Hasil of a kabupaten signed by a PPK", "R402 x3", "R405", "R205 x2", f"J.503 {KAB[4:]}")
def _(script: Script) -> None:
    script.change(f"{KAB} certificate", event=certifying(KAB, signers=quorum(PPK)))


@wrong("a D.Hasil signed by an operator beside the quorum", "R403", "R205 x2", f"J.503 {PPK[4:]}")
def _(script: Script) -> None:
    script.change(f"{PPK} certificate", event=certifying(PPK, signers=(*quorum(PPK), operator(PPK))))


@wrong("a D.Hasil about another kecamatan", "R203", "R205 x2", f"J.503 {PPK[4:]}")
def _(script: Script) -> None:
    script.alter(
        f"{PPK} certificate",
        lambda world, event: altered(
            event, dhasil=world.sign(event.dhasil.data, f"{OTHER_PPK[4:]}/{CONTEST}", quorum(PPK))
        ),
    )


# ---------------------------------------------------------------- who appoints


@wrong("a key appointed only after the note that the book has seen", "R402", *NOT_RECEIVED)
def _(script: Script) -> None:
    late = f"kpps_anggota {TPS} 9"
    grant = Appointment((KeyGrant(TPS, key_of(late).public, 9, Role.KPPS_ANGGOTA),), None)
    script.after(
        f"{KAB} publish",
        log(
            "late key",
            KAB,
            f"region/{DESA}",
            lambda world: StationKeysIssued(world.sign(grant, f"kpps-{DESA}", quorum(KAB))),
        ),
        publishing(KAB, " again"),
    )
    script.change(f"{PPK} open", event=lambda world: BookOpened(world.note(KAB, world.indexes["late key"]), None))
    script.change(f"tally {TPS}", event=receive((*kpps(TPS), late)))


@wrong("one KPPS key in two TPS", "R406 x2", "R405", "J.502", f"J.503 {SECOND_TPS}", f"J.509 {SECOND_TPS}")
def _(script: Script) -> None:
    def issue(world: World, issued: StationKeysIssued) -> StationKeysIssued:
        keys = issued.appointment.data.keys
        shared = tuple(altered(each, key=keys[1].key) if each == keys[4] else each for each in keys)
        return StationKeysIssued(world.sign(Appointment(shared, None), f"kpps-{DESA}", quorum(KAB)))

    script.alter(f"keys {DESA}", issue)
    script.change(
        f"tally {SECOND_TPS}",
        event=receiving(SECOND_TPS, RESULTS[SECOND_TPS], (kpps(SECOND_TPS)[0], kpps(SECOND_TPS)[2])),
    )


@wrong("a log key that is also an operator's", "R406 x2", *NOTHING_COUNTS)
def _(script: Script) -> None:
    script.log_keys[PPK] = operator(PPK)


@wrong("one key as ketua in two kecamatan", "R406 x2", "R402", "R405", "R205 x2", f"J.503 {OTHER_PPK[4:]}")
def _(script: Script) -> None:
    ketua = quorum(PPK)[0]

    def appoint(world: World, appointed: OfficialAppointed) -> OfficialAppointed:
        keys = tuple(
            altered(each, key=key_of(ketua).public) if each.role is Role.KETUA else each
            for each in appointed.appointment.data.keys
        )
        proof = world.sign(Possession(OTHER_PPK[4:], 2, Role.KETUA), OTHER_PPK, [ketua])
        statement = world.sign(Appointment(keys, None), OTHER_PPK, quorum(KAB))
        return OfficialAppointed(statement, (*appointed.possessions, proof))

    script.alter(f"officials {OTHER_PPK}", appoint)
    script.change(f"{OTHER_PPK} certificate", event=certifying(OTHER_PPK, signers=(ketua, *quorum(OTHER_PPK)[1:])))


@wrong(
    "officials appointed without proof that they hold their keys", "R407", "R405", "R402", "R205 x2", f"J.503 {PPK[4:]}"
)
def _(script: Script) -> None:
    script.alter(f"officials {PPK}", lambda _, event: altered(event, possessions=event.possessions[:3]))


@wrong("station keys issued by two of three", "R405", "R402 x6", "R405 x2", "J.502 x2", "J.503 x2", "J.509 x2")
def _(script: Script) -> None:
    script.change(f"keys {DESA}", event=issuing(DESA, [TPS, SECOND_TPS], quorum(KAB)[:2]))


@wrong(
    "station keys issued for a TPS of another desa", "R404", "R402 x6", "R405 x2", "J.502 x2", "J.503 x2", "J.509 x2"
)
def _(script: Script) -> None:
    script.change(f"keys {DESA}", event=issuing(DESA, [TPS, SECOND_TPS, OTHER_TPS], quorum(KAB)))
    script.move(f"keys {OTHER_DESA}", before=f"keys {DESA}")
    script.move(f"region {OTHER_DESA}", before=f"keys {OTHER_DESA}")


@wrong("an operator appointed among the KPPS", "R403")
def _(script: Script) -> None:
    def issue(world: World, issued: StationKeysIssued) -> StationKeysIssued:
        stranger = KeyGrant(TPS, key_of("operator of a TPS").public, 9, Role.OPERATOR)
        keys = (*issued.appointment.data.keys, stranger)
        return StationKeysIssued(world.sign(Appointment(keys, None), f"kpps-{DESA}", quorum(KAB)))

    script.alter(f"keys {DESA}", issue)


@wrong("a PPK authorised by the KPU of the provinsi", "R404", "R306")
def _(script: Script) -> None:
    third = "ppk-160903"
    script.after(f"authorize {KAB}", log("third", PROV, f"body/{third}", authorizing(third, quorum(PROV))))
    script.before(f"{PPK} open", log("third opens", third, "book", opening(PROV)), publishing(third))


@wrong("a body of the other line appointed by KPU", "R404")
def _(script: Script) -> None:
    panwaslu = "panwaslu-160901"
    script.after(f"officials {PPK}", log("panwaslu", KAB, f"body/{panwaslu}", authorizing(panwaslu, quorum(KAB))))


@wrong("a TPS registered twice", "R206")
def _(script: Script) -> None:
    script.after(
        f"region {DESA}", log("again", KAB, f"region/{DESA}", lambda _: RegionRegistered((Station(250, TPS),)))
    )


@wrong("a TPS registered in another kabupaten's desa", "R404")
def _(script: Script) -> None:
    script.after(
        f"region {DESA}",
        log("foreign", KAB, "region/1608012001", lambda _: RegionRegistered((Station(250, "1608012001001"),))),
    )


# ---------------------------------------------------------------- place and chain


@wrong("an entry that names another election", "R203", *NOT_RECEIVED)
def _(script: Script) -> None:
    script.change(f"tally {TPS}", seal={"election": UNUSED})


@wrong("an entry that names another book", "R203", *NOT_RECEIVED)
def _(script: Script) -> None:
    script.change(f"tally {TPS}", seal={"book": "example.id/latihan/ppk/160902"})


@wrong("an entry in a stream of another kind", "R203", *NOT_RECEIVED)
def _(script: Script) -> None:
    script.change(f"tally {TPS}", stream=f"region/{TPS}")


@wrong("an entry whose seq leaves a gap", "R201", *NOT_RECEIVED)
def _(script: Script) -> None:
    script.change(f"tally {TPS}", seal={"seq": 2})


@wrong("an entry whose prev is not its stream's last", "R202", *NOT_RECEIVED)
def _(script: Script) -> None:
    script.change(f"tally {TPS}", seal={"prev": UNUSED})


@wrong("a TPS of another kecamatan", "R404", "R402 x3", "R405")
def _(script: Script) -> None:
    script.after(f"tally {TPS}", log("foreign", PPK, f"tally/{OTHER_TPS}", receiving(OTHER_TPS, RESULTS[OTHER_TPS])))


@wrong("a TPS that nobody registered", "G.101", "R402 x3", "R405")
def _(script: Script) -> None:
    unknown = f"{DESA}009"
    script.after(f"tally {TPS}", log("unknown", PPK, f"tally/{unknown}", receiving(unknown, RESULTS[TPS])))


@wrong("a contest that nobody declared", "G.101")
def _(script: Script) -> None:
    def make(world: World) -> TallyReceived:
        result = chasil(world, RESULTS[TPS])
        forms = (result.forms[0], altered(result.forms[0], contest="dpd-16"))
        return TallyReceived("-", "-", (), None, world.sign(altered(result, forms=forms), TPS, kpps(TPS)))

    script.change(f"tally {TPS}", event=make)


@wrong("figures of the wrong length", "G.101", "J.502", f"J.503 {TPS}", f"J.509 {TPS}")
def _(script: Script) -> None:
    script.change(
        f"tally {TPS}",
        event=lambda world: TallyReceived(
            "-", "-", (), None, world.sign(chasil(world, RESULTS[TPS][:-1]), TPS, kpps(TPS))
        ),
    )
    script.alter(
        f"{PPK} part {DESA}",
        lambda _, event: altered(event, columns=(altered(event.columns[0], figures=RESULTS[TPS]), *event.columns[1:])),
    )


@wrong("a contest declared twice", "R206")
def _(script: Script) -> None:
    script.after("contest", log("twice", ROOT_BODY, f"contest/{CONTEST}", declaring_contest, f"root {ROOT_BODY} 1"))


# ---------------------------------------------------------------- notes


@wrong("sizes seen that fall", "R408")
def _(script: Script) -> None:
    script.after(f"{PPK} open", log("older", PPK, "book", lambda world: AuthoritySeen(world.note(KAB, 5))))


@wrong("a book opened under a note signed with another key", "R310", *NOTHING_COUNTS)
def _(script: Script) -> None:
    def make(world: World) -> BookOpened:
        other = World(log_keys={KAB: "somebody"})
        other.books = world.books
        return BookOpened(other.note(KAB, 16), None)

    script.change(f"{PPK} open", event=make)


@wrong("a book opened twice", "R408")
def _(script: Script) -> None:
    script.after(f"{PPK} open", log("again", PPK, "book", opening(KAB)))


@wrong("a book that opens without a note", "R408", *NOTHING_COUNTS)
def _(script: Script) -> None:
    script.change(f"{PPK} open", event=lambda _: BookOpened(None, None))


@wrong("an arrival whose note is of another book", "R310")
def _(script: Script) -> None:
    script.change(f"arrival {PPK}", event=lambda world: arriving(PPK, note=world.note(OTHER_PPK))(world))


@wrong("an arrival whose note is older than the entry it names", "R205")
def _(script: Script) -> None:
    script.change(f"arrival {PPK}", event=lambda world: arriving(PPK, note=world.note(PPK, 3))(world))


@wrong("an arrival that names a leaf at another index", "R205")
def _(script: Script) -> None:
    script.change(f"arrival {PPK}", event=arriving(PPK, index=f"{PPK} open"))


@wrong("an arrival that names an entry that is no handover", "R205")
def _(script: Script) -> None:
    script.change(f"arrival {PPK}", event=arriving(PPK, leaf=f"{PPK} certificate"))


@wrong("an arrival of an area that is not the body's", "G.101", f"J.509 {PPK[4:]}")
def _(script: Script) -> None:
    script.alter(f"arrival {PPK}", lambda _, event: altered(event, child="160909"))


@wrong("an arrival that names the book of another child", "R205 x1")
def _(script: Script) -> None:
    script.alter(f"arrival {PPK}", lambda world, event: altered(event, book=world.origin(OTHER_PPK)))


@wrong("handing over a certificate that is not there", "R205 x2")
def _(script: Script) -> None:
    script.change(f"{PPK} handover", event=lambda _: RecapitulationHandedOver(UNUSED, KAB))


@wrong("handing over to a body that is not the one above", "R203", "R205")
def _(script: Script) -> None:
    script.change(f"{PPK} handover", event=handing_over(PPK, PROV))


# ---------------------------------------------------------------- the test


@pytest.mark.parametrize("case", wrong.cases, ids=lambda case: case.id)
def test_a_validly_signed_wrong_archive_gives_exactly_what_is_wrong_with_it(case: Case, tmp_path: Path) -> None:
    found = verified_case(case, tmp_path)
    assert differences(found.findings, case.expected) == ([], [])
    assert found.status != "valid"


def test_the_untouched_archive_has_no_findings(tmp_path: Path) -> None:
    found = verified(practice(), tmp_path)
    assert (found.status, found.findings, found.signatures) == ("valid", [], 128)


@pytest.mark.parametrize("case", wrong.cases[::7], ids=lambda case: case.id)
def test_two_workers_find_what_one_finds(case: Case, tmp_path: Path) -> None:
    one, two = (verified_case(case, tmp_path / str(workers), workers=workers) for workers in (1, 2))
    assert (one.findings, one.totals, one.status) == (two.findings, two.totals, two.status)


def test_the_table_is_as_long_as_the_issue_asks() -> None:
    assert len({case.name for case in wrong.cases}) >= 30
