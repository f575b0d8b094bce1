"""What one book tells of one number, entry by entry, with the room in which each thing happened.

- The book is replayed by the rules of `domain.replaying`: what counted there counts here, and nothing else.
- An entry that is faulty by itself is told too, as one that does not count, with what is wrong with it.
- A TPS's life has every result, correction, recount and absence of it; of a larger area, those that changed the row.
- What follows an order has with it what the order says.
- Who was there is the attendance that the act names, or the last one recorded in the plenary under way.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from domain.areas import AreaLevel, contains, level_of, meets
from domain.bookstate import BookState
from domain.events import (
    AttendanceRecorded,
    ChildCorrected,
    ChildReceived,
    ChildRecounted,
    Entry,
    ObjectionRaised,
    ObjectionResolved,
    OrderRegistered,
    RecapitulationCertified,
    RecapitulationHandedOver,
    RecapitulationReopened,
    TallyAbsent,
    TallyCorrected,
    TallyReceived,
    TallyRecounted,
    WitnessRecorded,
)
from domain.findings import Finding
from domain.recap import Recap
from domain.replaying import step
from domain.statements import Form, Statement, StatementData, Transcription
from domain.tally import Result
from domain.types import Hash, PublicKey
from ledger.bookreplay import ReplayJob, start
from ledger.explain.explained import Certified, Figure, Named, Objected, Ordered, Passed, Position, Reopened, Room, Step
from ledger.explain.pathcheck import ReadBook
from ledger.signers import Seat, seat_of

Faults = tuple[Finding, ...]


@dataclass(slots=True)
class Told:
    """What one book tells; `certified` are the certificates that count, not judged against what is below yet."""

    state: BookState
    leaves: dict[Hash, Named] = field(default_factory=dict)
    life: list[Step] = field(default_factory=list)
    adjustments: list[Step] = field(default_factory=list)
    objections: dict[Hash, Objected] = field(default_factory=dict)
    certified: list[Certified] = field(default_factory=list)
    arrivals: list[Passed] = field(default_factory=list)
    handed_over: list[Passed] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    reopenings: list[Reopened] = field(default_factory=list)


def tell(book: ReadBook, job: ReplayJob, contest: str, area: str, row: str) -> Told:
    """Replay the book, and tell what bears on the row of the area."""
    teller = _Teller(job, contest, area, row)
    for index, entry, faults in book.all_entries:
        teller.take(index, entry, faults)
    return teller.told


class _Teller:
    def __init__(self, job: ReplayJob, contest: str, area: str, row: str) -> None:
        self.told = Told(start(job))
        self._contest = contest
        self._area = area
        self._row = row
        self._at = self.told.state.election.contests[contest].contest.rows.index(row)
        self._rooms: dict[Hash, AttendanceRecorded] = {}
        self._orders: dict[Hash, Ordered] = {}

    def take(self, index: int, entry: Entry, faults: Faults) -> None:
        """Tell one entry, and take the state it leads to."""
        state = self.told.state
        here = Named(entry.book, index, entry.hash)
        self.told.leaves[entry.hash] = here
        is_tally = entry.stream.startswith("tally/")
        before = state.result_of(entry.subject, self._contest) if is_tally else None
        room = self._room()
        found = faults or tuple(step(state, index, entry))
        match entry.data:
            case AttendanceRecorded() as event if not faults:
                self._rooms[entry.hash] = event
            case OrderRegistered() as event if not faults:
                said = Ordered(event.what, event.issuer, event.number, event.document, event.ruling)
                self._orders[entry.hash] = said
            case TallyReceived() | TallyAbsent() | TallyCorrected() if contains(self._area, entry.subject):
                self._tally(here, entry, before, room, found)
            case _ if entry.stream == f"recap/{self._contest}":
                self._recap(here, entry, room, found, is_faulty=bool(faults))

    # ------------------------------------------------------------ a TPS

    def _tally(self, here: Named, entry: Entry, before: Result | None, room: Room, found: Faults) -> None:
        after = self.told.state.result_of(entry.subject, self._contest)
        made = self._step(here, entry, before, after, room)
        if made is None:
            return
        made = replace(made, findings=tuple(each for each in found if each.contest in (None, self._contest)))
        is_first = before is None and made.kind in ("received", "transcribed", "absent") and made.counts
        if level_of(self._area) is AreaLevel.TPS or not (is_first or made.old == made.new):
            self.told.life.append(made)

    def _step(self, here: Named, entry: Entry, before: Result | None, after: Result | None, room: Room) -> Step | None:
        old = self._figure(before)
        step = Step("", here, entry.subject, entry.time, self._seat(entry.signer), after is not before, old, room=room)
        match entry.data:
            case TallyReceived() as event:
                form = next((form for form in event.statement.data.forms if form.contest == self._contest), None)
                return None if form is None else self._received(step, event, form, before)
            case TallyAbsent(contests=contests, reason=reason):
                return replace(step, kind="absent", reason=reason) if self._contest in contests else None
            case TallyCorrected() as event if event.contest == self._contest:
                kind = "recounted" if isinstance(event, TallyRecounted) else "corrected"
                new = next((cell.new for cell in event.cells if cell.row == self._row), old)
                return replace(
                    step,
                    kind=kind,
                    new=new,
                    generation=event.generation,
                    reason=event.reason,
                    papers=(event.paper,),
                    objection=self._named(event.objection),
                    room=self._room_of(event.attendance, room),
                )
            case _:
                return None

    def _received(self, step: Step, event: TallyReceived, form: Form, before: Result | None) -> Step:
        statement = event.statement
        kind = "transcribed" if isinstance(statement.data, Transcription) else "received"
        if before is not None and before.figures is not None:
            kind = "revoted" if step.counts else "second"
        figure = form.figures[self._at] if len(form.figures) > self._at else None
        return replace(
            step,
            kind=kind,
            new=figure,
            signers=self._signers(statement),
            statement=statement.hash,
            generation=statement.data.generation,
            reason="; ".join(
                each.reason for each in event.explained if (each.contest, each.row) == (self._contest, self._row)
            ),
            box=event.box,
            carrier=event.carrier,
            papers=form.papers,
            order=self._named(event.order),
            ordered=self._orders.get(event.order) if event.order is not None else None,
        )

    def _figure(self, result: Result | None) -> Figure:
        return result.figures[self._at] if result is not None and result.figures is not None else None

    # ------------------------------------------------------------ the recapitulation

    def _recap(self, here: Named, entry: Entry, room: Room, found: Faults, *, is_faulty: bool) -> None:
        told, recap = self.told, self.told.state.recaps.get(self._contest, Recap())
        match entry.data:
            case ObjectionRaised() as event if meets(event.unit, self._area):
                told.objections[entry.hash] = Objected(
                    here, event.unit, event.by, event.rows, event.text, room, outcome="void" if found else ""
                )
            case ObjectionResolved() as event if event.objection in told.objections and not found:
                raised = told.objections[event.objection]
                told.objections[event.objection] = replace(
                    raised, answered=here, outcome=event.outcome, reason=event.reason
                )
            case RecapitulationCertified() as event if recap.in_force and recap.in_force.leaf == entry.hash:
                told.certified.append(self._certified(here, entry, event, room))
            case ChildReceived() as event if contains(event.child, self._area) and not is_faulty:
                told.arrivals.append(Passed(here, Named(event.book, event.index, event.leaf), event.child, event.box))
            case RecapitulationHandedOver() as event if not is_faulty:
                told.handed_over.append(Passed(here, self._named(event.certificate), event.to))
            case RecapitulationReopened(order=order) if not is_faulty:
                where, said, seat = self._named(order), self._orders.get(order), self._seat(entry.signer)
                told.reopenings.append(Reopened(here, entry.time, seat, not found, where, said, found))
            case ChildCorrected() as event if meets(event.unit, self._area):
                told.adjustments += self._adjusted(here, entry, event, room, found, recap)
            case WitnessRecorded() as event if not found:
                told.positions.append(Position(here, event.option, event.stance, event.reason))

    def _adjusted(
        self, here: Named, entry: Entry, event: ChildCorrected, room: Room, found: Faults, recap: Recap
    ) -> Iterator[Step]:
        cell = next((cell for cell in event.cells if cell.row == self._row), None)
        if cell is None:
            return
        made = recap.adjustments.get(event.child, ())
        yield Step(
            "child_recounted" if isinstance(event, ChildRecounted) else "child_corrected",
            here,
            event.unit,
            entry.time,
            self._seat(entry.signer),
            bool(made) and made[-1].leaf == entry.hash,
            cell.old,
            cell.new,
            reason=event.reason,
            basis=event.basis,
            papers=event.papers,
            objection=self._named(event.objection),
            room=self._room_of(event.attendance, room),
            findings=found,
        )

    def _certified(self, here: Named, entry: Entry, event: RecapitulationCertified, room: Room) -> Certified:
        data = event.dhasil.data
        return Certified(
            here,
            event.dhasil.hash,
            None,
            None,
            0,
            data.totals[self._at],
            data.missing[self._at],
            "superseded",
            (),
            self._seat(entry.signer),
            self._signers(event.dhasil),
            room,
        )

    # ------------------------------------------------------------ who and where

    def _seat(self, key: PublicKey) -> Seat:
        return seat_of(key, self.told.state.authority.keys)

    def _signers(self, statement: Statement[StatementData]) -> tuple[Seat, ...]:
        return tuple(sorted(map(self._seat, statement.signers), key=lambda seat: (_rank(seat.role), seat.person)))

    def _named(self, leaf: Hash | None) -> Named | None:
        return None if leaf is None else self.told.leaves.get(leaf)

    def _room(self) -> Room:
        """The plenary of the contest that is under way, and who was recorded there last."""
        state = self.told.state
        plenary = state.plenary_for(self._contest)
        if plenary is None:
            return Room()
        number = next(number for number, each in state.plenaries.items() if each is plenary)
        room = Room(number, str(plenary.phase))
        return self._room_of(plenary.attendances[-1], room) if plenary.attendances else room

    def _room_of(self, attendance: Hash, room: Room) -> Room:
        event = self._rooms.get(attendance)
        return room if event is None else replace(room, attendance=self._named(attendance), present=event.present)


def _rank(role: str) -> int:
    """Ketua before anggota."""
    return 0 if role.endswith("ketua") else 1
