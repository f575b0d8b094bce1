"""What happened in the plenaries of one body to one contest, kept for whoever looks at its figures later.

- The life of a TPS's result: received, corrected, recounted, voted again, absent; every step with its paper.
- What a level changed of the levels below, objections and their answers, saksi, copies delivered.
- Only what is there is kept: of a TPS whose first result is in force there is nothing to tell.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from domain.areas import contains
from domain.bookstate import BookState
from domain.events import CopyDelivered, Event, TallyCorrected, TallyReceived, TallyRecounted, WitnessRecorded
from domain.recap import Adjustment, Objection, Recap
from domain.tally import Result
from domain.types import Figures, Hash

RECEIVED, CORRECTED, RECOUNTED, REVOTED, ABSENT = "received", "corrected", "recounted", "revoted", "absent"


@dataclass(frozen=True, slots=True)
class Step:
    """One result of a TPS: how it came about, at which entry, with what figures, why, and which papers show it."""

    kind: str
    index: int
    figures: Figures | None
    reason: str = ""
    papers: tuple[Hash, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """One contest in one book, beside its figures; `lives` are of the TPS whose result changed.

    `lapsed` are the changes of children that a newer arrival ended; `certified` the hashes of the D.Hasil statements
    certified here, oldest first.
    """

    adjustments: tuple[Adjustment, ...] = ()
    objections: tuple[Objection, ...] = ()
    witnesses: tuple[tuple[int, WitnessRecorded], ...] = ()
    copies: tuple[tuple[int, CopyDelivered], ...] = ()
    lives: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    lapsed: tuple[Adjustment, ...] = ()
    certified: tuple[Hash, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        told = (self.adjustments, self.objections, self.witnesses, self.copies, self.lives, self.lapsed)
        return not any(told)

    def changes_within(self, area: str) -> tuple[Adjustment, ...]:
        """What was changed of `area` or of a unit inside it, in the order of the book."""
        return tuple(each for each in self.adjustments if contains(area, each.event.unit))

    def lapsed_within(self, area: str) -> tuple[Adjustment, ...]:
        """The same of what lapsed."""
        return tuple(each for each in self.lapsed if contains(area, each.event.unit))


def life_of(results: Sequence[Result], contest: str, events: Mapping[int, Event]) -> tuple[Step, ...]:
    """The life of a result, oldest first; `events` are those that set it, by their index, as far as they are known."""
    return tuple(_step(result, contest, events.get(result.index)) for result in results)


def changed_rows(rows: Sequence[str], before: Step, after: Step) -> Iterator[tuple[str, int | None, int | None]]:
    """The rows in which two steps differ, with the old and the new figure."""
    nothing: Figures = (None,) * len(rows)
    for row, old, new in zip(rows, before.figures or nothing, after.figures or nothing, strict=True):
        if old != new:
            yield row, old, new


def rooms_of(state: BookState, events: Mapping[int, Event]) -> dict[str, Room]:
    """Every contest of a book of which there is something to tell."""
    lives: dict[str, dict[str, tuple[Step, ...]]] = {}
    for tps, tally in state.tallies.items():
        for contest, results in tally.results.items():
            if len(results) > 1:
                lives.setdefault(contest, {})[tps] = life_of(results, contest, events)
    rooms = {
        contest: _room(state.recaps.get(contest, Recap()), lives.get(contest, {}))
        for contest in sorted({*state.recaps, *lives})
    }
    return {contest: room for contest, room in rooms.items() if not room.is_empty}


def _room(recap: Recap, lives: Mapping[str, tuple[Step, ...]]) -> Room:
    made = sorted((each for child in recap.adjustments.values() for each in child), key=lambda each: each.index)
    counting = {each.leaf for each in made}
    return Room(
        tuple(made),
        tuple(recap.objections.values()),
        recap.witnesses,
        recap.copies,
        dict(sorted(lives.items())),
        lapsed=tuple(each for each in recap.made if each.leaf not in counting),
        certified=tuple(certificate.statement for certificate in recap.certificates),
    )


def _step(result: Result, contest: str, event: Event | None) -> Step:
    match event:
        case TallyRecounted(reason=reason, paper=paper):
            return Step(RECOUNTED, result.index, result.figures, reason, (paper,))
        case TallyCorrected(reason=reason, paper=paper):
            return Step(CORRECTED, result.index, result.figures, reason, (paper,))
        case TallyReceived(statement=statement):
            papers = next((form.papers for form in statement.data.forms if form.contest == contest), ())
            return Step(_received(result), result.index, result.figures, "", papers)
        case _:
            kind = ABSENT if result.figures is None else _received(result)
            return Step(kind, result.index, result.figures, result.reason)


def _received(result: Result) -> str:
    return RECEIVED if result.generation == 1 else REVOTED
