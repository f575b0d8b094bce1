"""What is said and done in a plenary beside the figures, from what people type to the event that is logged.

- Who is in the room is written `ROLE`, `ROLE:NO`, or for a saksi `saksi:NO@CONTEST`.
- An entry of the own book is named by its index or its hash.
- Copies are delivered of the certificate in force; a posted one is for everybody.
- A plenary with objections that nobody answered closes only if that is said in so many words.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from domain.areas import is_area
from domain.bookstate import BookState
from domain.events import (
    AttendanceRecorded,
    Attendee,
    CopyDelivered,
    ObjectionRaised,
    ObjectionResolved,
    OrderExecuted,
    OrderRegistered,
)
from domain.judging_room import HANDED, POSTED
from domain.orders import KINDS
from domain.plenary import ATTENDING, Plenary
from domain.recap import OUTCOMES, Objection
from domain.types import Hash
from ledger.casework import next_plenary
from ledger.desk import Desk
from ledger.errors import InputMalformedError, NotCertifiedError, ObjectionsOpenError
from ledger.seats import hash_of, said, shown
from ledger.viewing import contest_in

_ATTENDEE: Final = re.compile(r"([a-z]+)(?::([0-9]{1,4}))?(?:@([a-z0-9_-]+))?")
_NAME: Final = re.compile("[a-z0-9][a-z0-9_.-]{0,39}")
_INDEX: Final = re.compile("0|[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a contest is in a book: units with a result (or arrived), units expected, objections."""

    done: int
    expected: int
    objected: int
    unanswered: int


def attendee(text: str) -> Attendee:
    """Somebody in the room.  Raises `InputMalformedError`."""
    match = _ATTENDEE.fullmatch(text)
    if match is None or match[1] not in ATTENDING or (match[1] == "saksi" and not (match[2] and match[3])):
        raise InputMalformedError(what="attendee", value=shown(text), reason="attendee")
    return Attendee(match[3] or "", int(match[2] or 0), match[1])


def attendance(texts: Iterable[str]) -> AttendanceRecorded:
    """Who is in the room from now on, each once.  Raises `InputMalformedError`."""
    return AttendanceRecorded(tuple(dict.fromkeys(attendee(text) for text in texts)))


def leaf_of(desk: Desk, text: str) -> Hash:
    """The leaf hash of an own entry named by index or hash.  Raises `InputMalformedError`."""
    if _INDEX.fullmatch(text) is None:
        return hash_of(text)
    own = desk.entries()
    if int(text) >= len(own):
        raise InputMalformedError(what="entry", value=shown(text), reason="no_entry")
    return own[int(text)][1].hash


def plenary_meant(state: BookState, number: int | None) -> int:
    """The plenary `number`, or the one that was opened and not closed; where there is none, the next.

    Whether anything may happen in it is asked when the act is judged, so that trying it is on record.
    """
    if number is not None:
        return number
    there = [int(name) for name, plenary in state.plenaries.items() if plenary.is_under_way and name.isdecimal()]
    return max(there, default=next_plenary(state))


def progress(state: BookState, contest_id: str) -> Progress:
    """How far the recapitulation of a contest is.  Raises `ContestNotDeclaredError`."""
    units, recap = state.expected_units(contest_in(state.election, contest_id)), state.recaps.get(contest_id)
    if state.of_stations:
        results = (state.result_of(unit, contest_id) for unit in units)
        done = sum(result is not None and (bool(result.reason) or not result.is_blank) for result in results)
    else:
        done = sum(unit in recap.received for unit in units) if recap is not None else 0
    objections = list(recap.objections.values()) if recap is not None else []
    objected = {objection.raised.unit for objection in objections}
    return Progress(done, len(units), len(objected), sum(objection.resolved is None for objection in objections))


# ---------------------------------------------------------------- objections and orders


def unanswered(state: BookState, contests: Iterable[str]) -> list[Objection]:
    """The objections in these contests that nobody answered, in the order of the book."""
    recaps = [state.recaps[contest] for contest in contests if contest in state.recaps]
    found = [recap.objections[leaf] for recap in recaps for leaf in recap.unanswered]
    return sorted(found, key=lambda each: each.index)


def require_answers(state: BookState, number: int) -> None:
    """Raise `ObjectionsOpenError` if plenary `number` has objections that nobody answered."""
    plenary = state.plenaries.get(str(number), Plenary())
    left = unanswered(state, plenary.contests) if plenary.is_under_way else []
    if left:
        entries = ", ".join(str(each.index) for each in left)
        raise ObjectionsOpenError(number=number, count=len(left), entries=entries)


def objection(by: str, unit: str, rows: Sequence[str], text: str, paper: Hash | None) -> ObjectionRaised:
    """An objection of somebody in the room.  Raises `InputMalformedError`."""
    return ObjectionRaised(attendee(by), paper, tuple(dict.fromkeys(rows)), said("text", text), _area(unit))


def resolution(desk: Desk, raised: str, outcome: str, entries: Sequence[str], reason: str) -> ObjectionResolved:
    """The answer to an objection.  Raises `InputMalformedError`."""
    made = tuple(leaf_of(desk, entry) for entry in entries)
    known = _one_of("outcome", outcome, OUTCOMES)
    return ObjectionResolved(made, leaf_of(desk, raised), known, said("reason", reason) if reason else "")


def objection_contest(state: BookState, raised: Hash) -> str:
    """The contest in whose stream an objection was raised.  Raises `InputMalformedError`."""
    for contest, recap in state.recaps.items():
        if raised in recap.objections:
            return contest
    raise InputMalformedError(what="objection", value=raised.hex(), reason="no_objection")


def order(
    *, what: str, areas: Sequence[str], contests: Sequence[str], issuer: str, number: str, document: Hash
) -> OrderRegistered:
    """An order as it reached this body on paper.  Raises `InputMalformedError`."""
    return OrderRegistered(
        areas=tuple(_area(area) for area in areas),
        contests=tuple(contests),
        deadline=None,
        document=document,
        issuer=said("issuer", issuer),
        number=said("number", number),
        ruling=None,
        what=_one_of("what", what, KINDS),
    )


def order_stream(name: str) -> str:
    """The stream of the order with this short name.  Raises `InputMalformedError`."""
    if _NAME.fullmatch(name) is None:
        raise InputMalformedError(what="name", value=shown(name), reason="short_name")
    return f"order/{name}"


def execution(desk: Desk, entries: Sequence[str]) -> OrderExecuted:
    """That an order was carried out by these own entries.  Raises `InputMalformedError`."""
    return OrderExecuted(tuple(leaf_of(desk, entry) for entry in entries))


def order_named(desk: Desk, text: str) -> Hash:
    """The registration of an order: by its short name, or the index or hash of the entry.

    Raises `InputMalformedError`.
    """
    named = desk.state().orders.get(text)
    return named.leaf if named is not None else leaf_of(desk, text)


# ---------------------------------------------------------------- after certifying


def delivery(state: BookState, contest_id: str, receiver: str | None, paper: Hash | None) -> CopyDelivered:
    """A copy of the certificate in force for `receiver`; None: it is posted.

    Raises `ContestNotDeclaredError`, `NotCertifiedError`, `InputMalformedError`.
    """
    contest_in(state.election, contest_id)
    recap = state.recaps.get(contest_id)
    if recap is None or recap.in_force is None:
        raise NotCertifiedError(contest=contest_id)
    to = attendee(receiver) if receiver is not None else Attendee("", 0, "masyarakat")
    return CopyDelivered(recap.in_force.leaf, POSTED if receiver is None else HANDED, paper, to)


def _area(code: str) -> str:
    if not is_area(code):
        raise InputMalformedError(what="area", value=shown(code), reason="no_area_code")
    return code


def _one_of(what: str, value: str, known: Sequence[str]) -> str:
    if value not in known:
        raise InputMalformedError(what=what, value=shown(value), reason="one_of", known=", ".join(known))
    return value
