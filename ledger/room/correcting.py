"""Changes of figures in a plenary, from what people type to the event that is logged.

- A correction names the new figure, `ROW=NEW` (`ROW=` for none); the old one is read from the book.
- A recount gives every row of sections IV and V; what else stands on the form stays as it is.
- A change of a child's figures names both, `ROW=OLD:NEW`: they stand in another body's book.
- One paper shows a change at the PPK; above, as many as were looked at.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from domain.bookstate import BookState
from domain.contests import Contest
from domain.events import Cell, ChildCorrected, ChildRecounted, TallyCorrected, TallyRecounted
from domain.judging_children import BASES
from domain.judging_corrections import recounted_rows
from domain.tally import Result
from domain.totals import MAX_STATION_FIGURE
from domain.types import MAX_INTEGER, ZERO_HASH, Figures, Hash
from ledger.casework import explanations
from ledger.desk import Desk
from ledger.errors import InputMalformedError, NothingToCorrectError
from ledger.seats import said, shown
from ledger.viewing import contest_in

_FIGURE: Final = re.compile(r"0|[1-9][0-9]{0,15}")
C = TypeVar("C", bound=TallyCorrected)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a change of figures rests on: its reason, the scans, the objection that led to it, if one did.

    `explain` are reasons for rules that the new figures break, as `ledger.casework.explanations` reads them.
    """

    reason: str
    papers: tuple[Hash, ...]
    objection: Hash | None = None
    explain: tuple[str, ...] = ()


def attendance_in_force(state: BookState, contest: str) -> Hash:
    """The attendance recorded last in the plenary of `contest`, or in the last one there was; `ZERO_HASH` for none.

    Whether it is one in force is asked when the act is judged, so that trying it without is on record.
    """
    plenary = state.plenary_for(contest)
    held = [each for each in state.plenaries.values() if contest in each.contests]
    there = [plenary] if plenary is not None else held[-1:]
    return there[0].attendances[-1] if there and there[0].attendances else ZERO_HASH


# ---------------------------------------------------------------- figures of a TPS


def correction(desk: Desk, tps: str, contest_id: str, pairs: Sequence[str], ground: Ground) -> TallyCorrected:
    """A correction of figures of a TPS, `ROW=NEW` each.

    Raises `ContestNotDeclaredError`, `NothingToCorrectError`, `InputMalformedError`.
    """
    state = desk.state()
    contest = contest_in(state.election, contest_id).contest
    before = _in_force(state, tps, contest_id)
    current = _by_row(contest, before)
    new = _new_figures(contest, pairs)
    cells = tuple(Cell(new[row], current[row], row) for row in contest.rows if row in new)
    return _change(TallyCorrected, state, contest_id, before, cells, ground)


def recount(desk: Desk, tps: str, contest_id: str, figures: Figures, ground: Ground) -> TallyRecounted:
    """A recount of a TPS: `figures` in the order of the form, of which sections IV and V count.

    Raises as `correction`.
    """
    state = desk.state()
    contest = contest_in(state.election, contest_id).contest
    before = _in_force(state, tps, contest_id)
    current, counted = _by_row(contest, before), recounted_rows(contest)
    new = dict(zip(contest.rows, figures, strict=True))
    for row, figure in new.items():
        if row not in counted and figure not in (None, current[row]):
            raise InputMalformedError(what="cell", value=f"{row}={figure}", reason="not_recounted")
    cells = tuple(Cell(new[row], current[row], row) for row in counted)
    return _change(TallyRecounted, state, contest_id, before, cells, ground)


def _change(
    kind: type[C], state: BookState, contest: str, before: Result, cells: tuple[Cell, ...], ground: Ground
) -> C:
    if len(ground.papers) != 1:
        raise InputMalformedError(what="paper", value=str(len(ground.papers)), reason="one")
    return kind(
        attendance=attendance_in_force(state, contest),
        cells=cells,
        contest=contest,
        explained=explanations(ground.explain, [contest]),
        generation=before.generation,
        objection=ground.objection,
        paper=ground.papers[0],
        reason=said("reason", ground.reason),
        source=before.source,
    )


def _in_force(state: BookState, tps: str, contest: str) -> Result:
    result = state.result_of(tps, contest)
    if result is None or result.figures is None:
        raise NothingToCorrectError(unit=tps, contest=contest)
    return result


def _by_row(contest: Contest, result: Result) -> Mapping[str, int | None]:
    return dict(zip(contest.rows, result.figures or (), strict=True))


def _new_figures(contest: Contest, pairs: Iterable[str]) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for text in pairs:
        row, sign, figure = text.partition("=")
        if not sign or row not in contest.rows:
            raise InputMalformedError(what="cell", value=shown(text), reason="cell_form")
        if row in found:
            raise InputMalformedError(what="cell", value=shown(text), reason="twice")
        found[row] = _figure(figure, text, MAX_STATION_FIGURE)
    return found


def _figure(figure: str, text: str, largest: int) -> int | None:
    if figure == "":
        return None
    if _FIGURE.fullmatch(figure) is None or int(figure) > largest:
        raise InputMalformedError(what="cell", value=shown(text), reason="figure")
    return int(figure)


# ---------------------------------------------------------------- figures of a child


def adjustment(
    desk: Desk,
    contest_id: str,
    unit: str,
    pairs: Sequence[str],
    ground: Ground,
    *,
    basis: str,
    is_recount: bool = False,
) -> ChildCorrected:
    """A change of the figures of a child, or of a unit below it, `ROW=OLD:NEW` each.

    Raises `ContestNotDeclaredError`, `NothingToCorrectError`, `InputMalformedError`.
    """
    if basis not in BASES:
        raise InputMalformedError(what="basis", value=shown(basis), reason="one_of", known=", ".join(BASES))
    state = desk.state()
    contest = contest_in(state.election, contest_id)
    cells = _changes(contest.contest, pairs)
    child = next((area for area in state.expected_units(contest) if unit.startswith(area)), "")
    replay = desk.children(contest_id).get(child)
    recap = state.recaps.get(contest_id)
    if replay is None or not replay.certificates or recap is None or child not in recap.received:
        raise NothingToCorrectError(unit=shown(unit), contest=contest_id)
    made = recap.adjustments.get(child, ())
    kind = ChildRecounted if is_recount else ChildCorrected
    return kind(
        attendance=attendance_in_force(state, contest_id),
        basis=basis,
        cells=cells,
        child=child,
        objection=ground.objection,
        papers=ground.papers,
        reason=said("reason", ground.reason),
        source=made[-1].leaf if made else replay.certificates[-1].leaf,
        unit=unit,
    )


def _changes(contest: Contest, pairs: Iterable[str]) -> tuple[Cell, ...]:
    found: dict[str, Cell] = {}
    for text in pairs:
        row, sign, change = text.partition("=")
        old, colon, new = change.partition(":")
        if not (sign and colon) or row not in contest.rows:
            raise InputMalformedError(what="change", value=shown(text), reason="change_form")
        if row in found:
            raise InputMalformedError(what="change", value=shown(text), reason="twice")
        found[row] = Cell(_figure(new, text, MAX_INTEGER), _figure(old, text, MAX_INTEGER), row)
    return tuple(found[row] for row in contest.rows if row in found)
