"""How what happened in a plenary is printed: changes with old and new figures, objections, saksi, copies, results.

- A figure that changed is shown with its row, the old and the new one, the reason, and the hash of the paper.
- A child's column is shown as its own D.Hasil has it and as this level moved it.
- What lapsed when a child's newer certificate arrived is shown as lapsed.
- Of a saksi's position it is shown which D.Hasil it is about: the one in force, an earlier one, or none certified here.
- An objection is shown with its answer, also where it was raised one level below.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from cli.frame import tr
from cli.helping import language
from cli.layout import word

if TYPE_CHECKING:
    from domain.election import DeclaredContest, Election
    from domain.events import Attendee, WitnessRecorded
    from domain.recap import Adjustment, Objection
    from domain.types import Hash
    from ledger.room.room_reading import Around
    from ledger.rooms import Room, Step

Document = dict[str, object]

IN_FORCE = "in_force"
"""That a saksi's act is about the D.Hasil in force goes without saying."""


def room_lines(election: "Election", contest: "DeclaredContest", seen: "Around") -> Iterator[str]:
    """All that there is to tell of a contest around an area; nothing where nothing happened."""
    yield from _change_lines(election, contest, seen)
    yield from _titled("room.lives", _lives_lines(election, contest, seen))
    yield from _titled("room.objections", objection_lines(seen))
    yield from _titled("room.witnesses", _witness_lines(seen.own.room))
    yield from _titled("room.copies", _copy_lines(seen.own.room))


def life_lines(election: "Election", contest: "DeclaredContest", life: "Sequence[Step]") -> Iterator[str]:
    """The life of one TPS's result, step by step, with every figure that changed."""
    from ledger.rooms import changed_rows

    for at, step in enumerate(life):
        reason = tr("room.reason", reason=step.reason) if step.reason else ""
        yield tr(f"life.{step.kind}", index=step.index, reason=reason)
        yield from _papers(step.papers)
        if at:
            for row, old, new in changed_rows(contest.contest.rows, life[at - 1], step):
                yield cell_line(election, row, old, new)


def objection_lines(seen: "Around") -> Iterator[str]:
    """The objections of a body and, with their answers, those of the bodies below."""
    for objection in seen.own.room.objections:
        yield _objection(objection)
    for area, told in seen.below.items():
        if told.room.objections:
            yield tr("objection.below", area=area)
            for objection in told.room.objections:
                yield _objection(objection)


def _change_lines(election: "Election", contest: "DeclaredContest", seen: "Around") -> Iterator[str]:
    yield from _titled("room.changes", _made_lines(election, seen.changes))
    yield from _titled("room.lapsed", _made_lines(election, seen.lapsed))
    for child in dict.fromkeys(made.event.child for _, made in seen.changes):
        column = seen.column(child, contest.contest)
        if column is not None:
            yield tr("room.column", child=child)
            for at, row in enumerate(contest.contest.rows):
                if column[0].sums[at] != column[1].sums[at]:
                    yield cell_line(election, row, column[0].sums[at], column[1].sums[at])


def _made_lines(election: "Election", changes: "Iterable[tuple[str, Adjustment]]") -> Iterator[str]:
    for by, made in changes:
        event = made.event
        kind = tr(f"room.kind.{type(event).__name__}")
        yield tr("room.change", area=by, index=made.index, kind=kind, unit=event.unit, basis=event.basis)
        yield tr("room.because", reason=event.reason)
        yield from _papers(event.papers)
        for cell in event.cells:
            yield cell_line(election, cell.row, cell.old, cell.new)


def _lives_lines(election: "Election", contest: "DeclaredContest", seen: "Around") -> Iterator[str]:
    for tps, life in seen.own.room.lives.items():
        yield tr("room.tps", tps=tps)
        yield from life_lines(election, contest, life)


def _witness_lines(room: "Room") -> Iterator[str]:
    for index, event in room.witnesses:
        where = tr("room.on_paper") if not event.positions else ""
        about = _about(room, event)
        if about != IN_FORCE:
            where += tr(f"room.about.{about}", dhasil=event.dhasil.hex())
        yield tr(f"room.witness.{event.stance}", index=index, option=event.option, reason=event.reason, where=where)


def _about(room: "Room", event: "WitnessRecorded") -> str:
    """Which D.Hasil the saksi's act is about."""
    if event.dhasil not in room.certified:
        return "other"
    return IN_FORCE if event.dhasil == room.certified[-1] else "earlier"


def _copy_lines(room: "Room") -> Iterator[str]:
    for index, event in room.copies:
        yield tr(f"room.copy.{event.how}", index=index, to=_attendee(event.receiver))


def _objection(objection: "Objection") -> str:
    raised, resolved = objection.raised, objection.resolved
    status = tr("objection.status.open")
    if resolved is not None:
        status = tr(f"objection.status.{resolved.outcome}", reason=resolved.reason)
    by = _attendee(raised.by)
    return tr("objection.line", index=objection.index, unit=raised.unit, by=by, text=raised.text, status=status)


def _attendee(who: "Attendee") -> str:
    return f"{word(who.role)} {who.no}" if who.no else word(who.role)


def _papers(papers: "Iterable[Hash]") -> Iterator[str]:
    for paper in papers:
        yield tr("room.paper", hash=paper.hex())


def cell_line(election: "Election", row: str, old: int | None, new: int | None) -> str:
    from domain.profiles import label

    name = getattr(label(row, election.profile), language())
    return tr("tally.cell", row=name, old="-" if old is None else old, new="-" if new is None else new)


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield tr(title)
        yield from listed


# --- for programs ---


def room_document(contest: "DeclaredContest", seen: "Around") -> Document:
    """The same as one JSON document; hashes in hexadecimal."""
    room = seen.own.room
    below = [(seen.area, each) for each in room.objections]
    below += [(area, each) for area, told in seen.below.items() for each in told.room.objections]
    return {
        "changes": [_change_document(by, each) for by, each in seen.changes],
        "lapsed": [_change_document(by, each) for by, each in seen.lapsed],
        "results": {tps: _life_document(contest, life) for tps, life in room.lives.items()},
        "objections": [_objection_document(area, each) for area, each in below],
        "witnesses": [
            {
                "index": index,
                "option": each.option,
                "stance": each.stance,
                "reason": each.reason,
                "dhasil": each.dhasil.hex(),
                "about": _about(room, each),
            }
            for index, each in room.witnesses
        ],
        "copies": [
            {"index": index, "how": each.how, "receiver": _attendee(each.receiver)} for index, each in room.copies
        ],
    }


def _change_document(by: str, made: "Adjustment") -> Document:
    event = made.event
    return {
        "area": by,
        "index": made.index,
        "type": type(event).__name__,
        "child": event.child,
        "unit": event.unit,
        "basis": event.basis,
        "reason": event.reason,
        "papers": [paper.hex() for paper in event.papers],
        "rows": {cell.row: {"old": cell.old, "new": cell.new} for cell in event.cells},
    }


def _life_document(contest: "DeclaredContest", life: "Sequence[Step]") -> list[Document]:
    from ledger.rooms import changed_rows

    rows = contest.contest.rows
    changes: list[dict[str, object]] = [{}]
    for before, after in pairwise(life):
        changes.append({row: {"old": old, "new": new} for row, old, new in changed_rows(rows, before, after)})
    return [
        {
            "index": step.index,
            "kind": step.kind,
            "reason": step.reason,
            "papers": [paper.hex() for paper in step.papers],
            "rows": changed,
        }
        for step, changed in zip(life, changes, strict=True)
    ]


def _objection_document(area: str, objection: "Objection") -> Document:
    raised, resolved = objection.raised, objection.resolved
    return {
        "area": area,
        "index": objection.index,
        "unit": raised.unit,
        "by": _attendee(raised.by),
        "rows": list(raised.rows),
        "text": raised.text,
        "outcome": resolved.outcome if resolved is not None else None,
        "reason": resolved.reason if resolved is not None else None,
    }
