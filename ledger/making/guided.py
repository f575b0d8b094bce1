"""The election of a guided lesson: a PPK with three TPS, and what a class does in it, step by step.

- Everything is done at real desks: a step is refused, stored and published as it would be in earnest.
- How far a class is stands in the books alone: a lesson that was left is gone on with exactly there.
- A step is stored whole or not at all.
- The election is of kind `practice`; every key is the practice keyring's.
"""

import shutil
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Final

from domain.areas import AreaLevel
from domain.bodies import Body
from domain.bookstate import BookState
from domain.contests import Contest
from domain.errors import Refused
from domain.events import (
    Event,
    Explanation,
    PlenaryClosed,
    PlenaryOpened,
    RecapitulationCertified,
    TallyReceived,
)
from domain.findings import Finding
from domain.judging_room import REFUSED
from domain.statements import CHasil, DHasil, Form, Statement
from domain.tally import Result
from domain.types import Figures
from ledger.acts import signed
from ledger.archive import read_bounded
from ledger.casework import arrival, d_hasil, draft, handover
from ledger.desk import Desk
from ledger.durable import write_file
from ledger.entry.scans import store_scan
from ledger.envelope import MAX_ENVELOPE, write_envelope
from ledger.keys import PRACTICE_PASSPHRASE, PracticeKeyring
from ledger.making.groundwork import authorize_level, declare, open_book
from ledger.making.guided_papers import (
    CONTEST,
    KPU,
    OBJECTOR,
    OPTIONS,
    PPK,
    PRESENT,
    REFUSER,
    ROWS,
    RULE,
    RULE_ROW,
    SIGNED_KPPS,
    SIGNED_SAKSI,
    SLIP_ROW,
    TPS,
    copied,
    lesson_contest,
    lesson_plan,
    plano,
)
from ledger.making.practice import Tampering, tamper
from ledger.making.site import CLAIMED_TIME, KPPS, Site, log_acts
from ledger.passes import Verification
from ledger.room.correcting import Ground, correction
from ledger.room.roomwork import attendance, delivery, objection, resolution
from ledger.room.witnessing import note
from ledger.signing_round import envelope_of, read_round
from ledger.trust import read_trust
from ledger.verification import verify_archive

MARK: Final = ".rekap-demo"
"""The file that marks a folder of `rekap demo`, which may be replaced."""

_SEED_FILE: Final = "guided"
_PLANO: Final = "plano-002.txt"
_D_HASIL: Final = "d-hasil.json"
_PLENARY: Final = "plenary/1"
_RECAP: Final = f"recap/{CONTEST}"
_MAX_SEED_FILE: Final = 64


class Step(StrEnum):
    """The steps of the lesson, in their order."""

    FORM = "form"
    ROOM = "room"
    RECEIVE = "receive"
    MISTAKE = "mistake"
    OBJECT = "object"
    CORRECT = "correct"
    ANSWER = "answer"
    CERTIFY = "certify"
    HANDOVER = "handover"
    ABOVE = "above"
    VERIFY = "verify"


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry that a step stored: its place in the book, its stream and its type."""

    index: int
    stream: str
    type: str


class Classroom:
    """The folder of a lesson, with the desks of everybody in it."""

    def __init__(self, out: Path, seed: int) -> None:
        """Use `Classroom.build` or `Classroom.open`."""
        self.out, self.seed = out, seed
        self.site = Site(lesson_plan(seed), out, PracticeKeyring.from_number(seed))

    @classmethod
    def build(cls, place: Path, seed: int) -> None:
        """Lay the groundwork in a folder that is there: election, books, keys, and the papers of two TPS."""
        (place / "archive").mkdir()
        (place / "keys").mkdir()
        PracticeKeyring.create(place / "keys" / "practice.pem", seed, PRACTICE_PASSPHRASE)
        room = cls(place, seed)
        election = declare(room.site)
        for level in (AreaLevel.PROVINSI, AreaLevel.KABKO):
            authorize_level(room.site, election, level)
        with room.site.create_desk(PPK) as desk:
            desk.known = room.site.inspect(room.site.superiors(PPK), election)
            open_book(room.site, desk, PPK)
            desk.publish(room.site.log_key(PPK))
        (place / _PLANO).write_text(room._paper_text(TPS[1]), encoding="utf-8")
        for tps in TPS[1:]:
            room.sign_form(tps, copied(seed, tps))
        (place / _SEED_FILE).write_text(f"{seed}\n", encoding="ascii")

    @classmethod
    def open(cls, out: Path) -> "Classroom | None":
        """The lesson in a folder; None where there is none."""
        raw = read_bounded(out / _SEED_FILE, _MAX_SEED_FILE) if (out / MARK).is_file() else None
        if raw is None or not raw.strip().isdigit():
            return None
        return cls(out, int(raw))

    # ---------------------------------------------------------------- looking

    @cached_property
    def contest(self) -> Contest:
        """What is voted on."""
        return lesson_contest()

    def state(self, body: Body = PPK) -> BookState:
        """The book of a body as it stands."""
        with self._desk(body) as desk:
            return desk.state()

    def next_step(self) -> Step:
        """The first step that the books do not show yet."""
        if not self.form_file(TPS[0]).exists():
            return Step.FORM
        state = self.state()
        recap = state.recaps.get(CONTEST)
        objections = list(recap.objections.values()) if recap is not None else []
        second = state.result_of(TPS[1], CONTEST)
        reached = {
            Step.ROOM: bool(state.plenaries),
            Step.RECEIVE: state.result_of(TPS[0], CONTEST) is not None,
            Step.MISTAKE: second is not None,
            Step.OBJECT: bool(objections),
            Step.CORRECT: second is not None and second.figures == plano(self.seed, TPS[1]),
            Step.ANSWER: bool(objections) and all(each.resolved is not None for each in objections),
            Step.CERTIFY: recap is not None and recap.in_force is not None,
            Step.HANDOVER: recap is not None and bool(recap.handed_over),
        }
        waiting = next((step for step, is_done in reached.items() if not is_done), None)
        if waiting is not None:
            return waiting
        above = self.state(KPU).recaps.get(CONTEST)
        return Step.ABOVE if above is None or above.in_force is None else Step.VERIFY

    def result(self, tps: str) -> Result | None:
        """The result of a TPS in force in the PPK's book."""
        return self.state().result_of(tps, CONTEST)

    def objection_entry(self) -> int:
        """Where the objection of the lesson stands in the PPK's book."""
        return next(iter(self.state().recaps[CONTEST].objections.values())).index

    def correction_entry(self) -> int:
        """Where the correction of the lesson stands in the PPK's book."""
        with self._desk(PPK) as desk:
            return max(index for index, entry in desk.entries() if entry.type == "TallyCorrected")

    def form_file(self, tps: str) -> Path:
        """The envelope with the C.Hasil of a TPS."""
        return self.out / f"c-hasil-{tps[-3:]}.json"

    @property
    def plano_file(self) -> Path:
        """The scan of the plano that is opened."""
        return self.out / _PLANO

    @property
    def d_hasil_file(self) -> Path:
        """The envelope with the D.Hasil."""
        return self.out / _D_HASIL

    # ---------------------------------------------------------------- the steps

    def sign_form(self, tps: str, figures: Figures) -> Path:
        """The KPPS of a TPS sign their C.Hasil; the file that goes to the PPK."""
        state = self.state()
        data = CHasil(
            (Form(CONTEST, state.election.contests[CONTEST].declared, figures, (), ()),),
            1,
            SIGNED_KPPS,
            SIGNED_SAKSI,
            (),
        )
        keys = [self.site.key(role, tps, person) for role, person in KPPS]
        statement = signed(data, tps, keys, state.election.hash, CLAIMED_TIME)
        path = self.form_file(tps)
        write_file(path, write_envelope(envelope_of(statement)), self.out)
        return path

    def open_plenary(self) -> list[Logged]:
        """The plenary opens, and it is on record who is there."""
        opened = PlenaryOpened(PPK.area, (CONTEST,))
        return self._log(PPK, (_PLENARY, opened), (_PLENARY, attendance(PRESENT)))

    def receive_first(self) -> list[Logged]:
        """The PPK receives what the class signed."""
        return self._log(PPK, self._receipt(TPS[0]))

    def try_mistake(self) -> tuple[tuple[Finding, ...], list[Logged]]:
        """The form with the slip is received without a reason: what speaks against it, and what the book keeps of it.

        Nothing speaks against it only if the program is wrong.
        """
        before = self._size(PPK)
        try:
            self._log(PPK, self._receipt(TPS[1]))
        except Refused as refused:
            return refused.findings, self._since(PPK, before)
        return (), self._since(PPK, before)

    def receive_with_reason(self, reason: str) -> list[Logged]:
        """The form with the slip is received with its reason, and the third one with it."""
        explained = Explanation(RULE, CONTEST, reason, RULE_ROW)
        return self._log(PPK, self._receipt(TPS[1], explained), self._receipt(TPS[2]))

    def object(self, text: str) -> list[Logged]:
        """A saksi objects."""
        return self._log(PPK, (_RECAP, objection(OBJECTOR, TPS[1], [SLIP_ROW], text, None)))

    def correct(self, figure: int, reason: str) -> list[Logged]:
        """The slip is corrected to `figure`, by the plano.  Raises `Refused`."""
        paper = store_scan(self.plano_file, self.site.archive.folder)
        with self._desk(PPK) as desk:
            led = next(iter(desk.state().recaps[CONTEST].objections))
            event = correction(desk, TPS[1], CONTEST, [f"{SLIP_ROW}={figure}"], Ground(reason, (paper,), led))
        return self._log(PPK, (f"tally/{TPS[1]}", event))

    def answer(self) -> list[Logged]:
        """The objection is accepted; what followed from it is named."""
        raised, made = str(self.objection_entry()), str(self.correction_entry())
        with self._desk(PPK) as desk:
            event = resolution(desk, raised, "accepted", [made], "")
        return self._log(PPK, (_RECAP, event))

    def certify(self, refusal: str) -> list[Logged]:
        """D.Hasil is drafted and signed, the saksi who refuses is recorded, and it is certified."""
        before = self._size(PPK)
        statement = self._signed_d_hasil(PPK)
        write_file(self.d_hasil_file, write_envelope(envelope_of(statement)), self.out)
        with self._desk(PPK) as desk:
            refused = note(desk, CONTEST, REFUSER, REFUSED, refusal, statement, None)
        self._log(PPK, (_RECAP, refused), (_RECAP, RecapitulationCertified(statement)))
        return self._since(PPK, before)

    def hand_over(self) -> list[Logged]:
        """The plenary closes, copies go out, the certificate goes up; the book is published."""
        with self._desk(PPK) as desk:
            state = desk.state()
            copies: list[tuple[str, Event]] = [
                (_RECAP, delivery(state, CONTEST, f"saksi:{each.no}@{CONTEST}", None)) for each in OPTIONS
            ]
            copies.append((_RECAP, delivery(state, CONTEST, None, None)))
            given = handover(desk, CONTEST)
        logged = self._log(PPK, (_PLENARY, PlenaryClosed()), *copies, (_RECAP, given))
        self._publish(PPK)
        return logged

    def recapitulate_above(self) -> list[Logged]:
        """KPU Kabupaten, played by the program: receives, certifies, closes, publishes."""
        before = self._size(KPU)
        self._publish(PPK)
        state = self.state(KPU)
        recap = state.recaps.get(CONTEST)
        if recap is None or PPK.area not in recap.received:
            with self._desk(KPU) as desk:
                came = arrival(desk, CONTEST, PPK, "kotak PPK")
            self._log(KPU, (_RECAP, came))
        if not state.plenaries:
            self._log(KPU, (_PLENARY, PlenaryOpened(KPU.area, (CONTEST,))))
        certificate = RecapitulationCertified(self._signed_d_hasil(KPU))
        self._log(KPU, (_RECAP, certificate), (_PLENARY, PlenaryClosed()))
        self._publish(KPU)
        return self._since(KPU, before)

    def verify(self, archive: str = "archive") -> Verification:
        """Verify all books, as anybody can."""
        for body in (PPK, KPU):
            self._publish(body)
        return verify_archive(self.out / archive, read_trust(self.out / "trust"))

    def tamper(self) -> Tampering:
        """Move votes in a copy of the archive, which replaces an earlier one."""
        copy = self.out / "tampered"
        shutil.rmtree(copy, ignore_errors=True)
        return tamper(self.out / "archive", copy, self.site.plan.origin(PPK), self.contest)

    # ---------------------------------------------------------------- desks

    def _desk(self, body: Body) -> Desk:
        return self.site.open_desk(
            body, [*self.site.superiors(body), *(self.site.children(body) if body == KPU else ())]
        )

    def _log(self, body: Body, *acts: tuple[str, Event]) -> list[Logged]:
        before = self._size(body)
        with self._desk(body) as desk:
            log_acts(desk, self.site.operator(body), *acts)
        return self._since(body, before)

    def _size(self, body: Body) -> int:
        with self._desk(body) as desk:
            return len(desk.entries())

    def _since(self, body: Body, before: int) -> list[Logged]:
        with self._desk(body) as desk:
            return [Logged(index, entry.stream, entry.type) for index, entry in desk.entries()[before:]]

    def _publish(self, body: Body) -> None:
        with self._desk(body) as desk:
            desk.publish(self.site.log_key(body))

    def _receipt(self, tps: str, *explained: Explanation) -> tuple[str, TallyReceived]:
        statement = read_round(self._form_bytes(tps)).complete(CHasil)
        return f"tally/{tps}", TallyReceived(f"K-{tps[-3:]}", "PPS", explained, None, statement)

    def _form_bytes(self, tps: str) -> bytes:
        return read_bounded(self.form_file(tps), MAX_ENVELOPE) or b""

    def _signed_d_hasil(self, body: Body) -> Statement[DHasil]:
        """The D.Hasil over the parts in the book, which are logged if they are not there, signed by the quorum."""
        with self._desk(body) as desk:
            missing = draft(desk, CONTEST).unlogged
        if missing:
            self._log(body, *((_RECAP, part) for part in missing))
        with self._desk(body) as desk:
            data, election = d_hasil(desk, CONTEST), desk.election()
        return signed(data, f"{body.area}/{CONTEST}", self.site.officials(body), election, CLAIMED_TIME)

    def _paper_text(self, tps: str) -> str:
        lines = [f"{row} {figure}" for row, figure in zip(ROWS, plano(self.seed, tps), strict=True)]
        return "\n".join([f"LATIHAN C.HASIL plano TPS {tps}", *lines, ""])
