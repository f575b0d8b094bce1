"""Random acts for a plenary: what somebody at the table of a body might try next, right or wrong.

Rules of this module:

- An act is one that may be logged now, as far as that is easily told, or has one thing wrong with it (a twist).
- Whether it may be logged is not decided here.
"""

from collections.abc import Callable, Sequence
from typing import Final

from tests.domain.dice import CONTESTS, NOBODY, UNKNOWN_CONTEST, Dice
from tests.domain.playing_room import (
    attendance,
    deliver,
    execute,
    mandate,
    open_plenary,
    opening,
    pause,
    raise_objection,
    register,
    reopen,
    resolve,
    toward_reopening,
    witness,
)
from tests.domain.playing_stations import adjust, be_absent, correct, receipt, receive
from tests.domain.shadow import Shadow
from tests.domain.shadow_acts import ROWS, Act, Column, Sheet, inside, summed


def play(shadow: Shadow, dice: Dice) -> Act:
    """Any act; often one that brings the recapitulation nearer to its end."""
    if dice.one_in(3):
        return go_on(shadow, dice)
    moves = [*_MOVES_BELOW, *_MOVES] if shadow.of_stations else [*_MOVES_ABOVE, *_MOVES]
    return _signed(shadow, dice.pick(moves)(shadow, dice), dice)


def go_on(shadow: Shadow, dice: Dice) -> Act:
    """What brings the recapitulation of a contest nearer to its handover."""
    contest = dice.pick([name for name in CONTESTS if shadow.expected(name)])
    return _signed(shadow, _next(shadow, contest, dice), Dice(b""))


def _signed(shadow: Shadow, act: Act, dice: Dice) -> Act:
    """The act as the operator's, seldom as somebody else's."""
    others = (f"ketua {shadow.body}", "somebody from elsewhere")
    return act | Act(signer=dice.pick(others) if dice.one_in(40) else f"operator {shadow.body}")


def _after_certificate(shadow: Shadow, contest: str) -> Act:
    """The handover, or after that what opens it again."""
    known = shadow.contests[contest]
    if len(known.handed_over) < len(known.certificates):
        return Act(kind="hand over", contest=contest, certificate=known.certificates[-1].name, to=shadow.superior)
    return toward_reopening(shadow, contest)


def _next(shadow: Shadow, contest: str, dice: Dice) -> Act:
    known = shadow.contests[contest]
    if known.is_final:
        return _after_certificate(shadow, contest)
    for unit in shadow.expected(contest):
        if shadow.of_stations and shadow.in_force(unit, contest) is None:
            return receipt(unit, (contest,), dice)
        if not shadow.of_stations and shadow.arrived_certificate(contest, unit) is None:
            return arrival(shadow, contest, unit)
    if not shadow.in_session(contest):
        return opening(shadow, (contest,))
    if all(each.attendance is None for each in shadow.plenaries.values() if each.phase == "open"):
        return attendance(shadow, dice)
    return _toward_certificate(shadow, contest)


def _toward_certificate(shadow: Shadow, contest: str) -> Act:
    """The certificate, or a part that is missing for it."""
    parts = fresh_parts(shadow, contest)
    areas = part_areas(shadow, contest)
    missing = [area for area in areas if area not in parts]
    if missing:
        return draft_of(shadow, contest, missing[0])
    return certificate(shadow, contest, tuple(parts[area] for area in areas))


# ---------------------------------------------------------------- recapitulation


def part_areas(shadow: Shadow, contest: str) -> list[str]:
    """The areas of the parts that a D.Hasil needs."""
    desa = sorted({unit[:10] for unit in shadow.expected(contest)}) if shadow.of_stations else []
    return desa or [shadow.area]


def _columns(shadow: Shadow, contest: str, area: str) -> tuple[Column, ...]:
    """The columns of a part as they must be now."""
    columns = []
    for unit in shadow.expected(contest):
        if not inside(area, unit):
            continue
        found = shadow.in_force(unit, contest) if shadow.of_stations else None
        if found is not None:
            figures = found.sheet or dict.fromkeys(ROWS)
            columns.append(Column(unit=unit, figures=figures, missing={}, sources=(found.source,)))
        column = None if shadow.of_stations else shadow.current_column(contest, unit)
        if column is not None:
            columns.append(column)
    return tuple(columns)


def fresh_parts(shadow: Shadow, contest: str) -> dict[str, str]:
    """The parts in the book that are as they must be now, by their area."""
    areas = part_areas(shadow, contest)
    wanted = {area: _columns(shadow, contest, area) for area in areas}
    parts = shadow.contests[contest].parts.items()
    return {area: name for area in areas for name, columns in parts if columns == wanted[area]}


def draft_of(shadow: Shadow, contest: str, area: str) -> Act:
    return Act(kind="part", contest=contest, unit=area, columns=_columns(shadow, contest, area))


def draft(shadow: Shadow, dice: Dice) -> Act:
    contest = dice.pick(CONTESTS)
    act = draft_of(shadow, contest, dice.pick(part_areas(shadow, contest)))
    columns = act["columns"]
    if not columns:
        return act
    first, *rest = columns
    match dice.twist("figure", "source", "unit", "area", "twice", "contest", "less"):
        case "figure":
            figures = first["figures"] | {"suara_1": (first["figures"]["suara_1"] or 0) + 1}
            act["columns"] = (_column(first, figures=figures), *rest)
        case "source":
            act["columns"] = (_column(first, sources=(NOBODY,)), *rest)
        case "unit":
            act["columns"] = (_column(first, unit="1609999999999"[: len(first["unit"])]), *rest)
        case "area":
            act["unit"] = "1709"
        case "twice":
            act["columns"] = (*columns, first)
        case "contest":
            act["contest"] = UNKNOWN_CONTEST
        case "less":
            act["columns"] = columns[1:]
        case _:
            pass
    return act


def _column(
    column: Column, *, unit: str = "", figures: Sheet | None = None, sources: tuple[str, ...] | None = None
) -> Column:
    return Column(
        unit=unit or column["unit"],
        figures=column["figures"] if figures is None else figures,
        missing=column["missing"],
        sources=column["sources"] if sources is None else sources,
    )


def certificate(shadow: Shadow, contest: str, parts: tuple[str, ...]) -> Act:
    known = shadow.contests[contest].parts
    columns = [column for part in parts for column in known.get(part, ())]
    signers = (f"ketua {shadow.body}", f"anggota {shadow.body} 2", f"anggota {shadow.body} 3")
    totals = summed(columns, of_stations=shadow.of_stations)
    return Act(kind="certify", contest=contest, parts=parts, totals=totals, signers=signers)


def certify(shadow: Shadow, dice: Dice) -> Act:
    contest = dice.pick(CONTESTS)
    known = shadow.contests[contest].parts
    fresh, areas = fresh_parts(shadow, contest), part_areas(shadow, contest)
    parts = tuple(fresh[area] for area in areas if area in fresh)
    if dice.one_in(4) or not parts:
        parts = tuple(
            {next(iter(columns), {"unit": ""})["unit"][:10]: name for name, columns in known.items()}.values()
        )
    act = certificate(shadow, contest, parts)
    match dice.twist("totals", "missing", "parts", "twice", "less", "signers", "contest"):
        case "totals":
            total, lacking = act["totals"]["suara_1"]
            act["totals"]["suara_1"] = (total + 1, lacking)
        case "missing":
            total, lacking = act["totals"]["suara_1"]
            act["totals"]["suara_1"] = (total, lacking + 1)
        case "parts":
            act["parts"] = (*parts, NOBODY)
        case "twice":
            act = certificate(shadow, contest, (*parts, *parts[:1]))
        case "less":
            act = certificate(shadow, contest, parts[1:])
        case "signers":
            act["signers"] = act["signers"][1:] if dice.one_in(2) else act["signers"][:2]
        case "contest":
            act["contest"] = UNKNOWN_CONTEST
        case _:
            pass
    return act


def hand_over(shadow: Shadow, dice: Dice) -> Act:
    contest = dice.pick(CONTESTS)
    certificates = [each.name for each in reversed(shadow.contests[contest].certificates)]
    act = Act(kind="hand over", contest=contest, certificate=(certificates or [NOBODY])[0], to=shadow.superior)
    match dice.twist("certificate", "to", "contest"):
        case "certificate":
            act["certificate"] = (certificates or [NOBODY])[-1]
        case "to":
            act["to"] = "kpu-99"
        case "contest":
            act["contest"] = UNKNOWN_CONTEST
        case _:
            pass
    return act


def arrival(shadow: Shadow, contest: str, child: str) -> Act:
    handovers = list(shadow.children[child].contests[contest].handed_over)
    new = [name for name in handovers if name not in shadow.contests[contest].arrived.get(child, ())]
    return Act(kind="arrive", contest=contest, child=child, handover=(new or handovers)[-1])


def arrive(shadow: Shadow, dice: Dice) -> Act:
    act = arrival(shadow, dice.pick(CONTESTS[:2]), dice.pick(shadow.units))
    match dice.twist("child", "contest"):
        case "child":
            act["child"] = "160999"
        case "contest":
            act["contest"] = UNKNOWN_CONTEST
        case _:
            pass
    return act


_Move = Callable[[Shadow, Dice], Act]
_MOVES: Final[Sequence[_Move]] = (
    open_plenary,
    attendance,
    pause,
    mandate,
    raise_objection,
    resolve,
    witness,
    deliver,
    register,
    execute,
    reopen,
    draft,
    certify,
    hand_over,
)
_MOVES_BELOW: Final[Sequence[_Move]] = (receive, receive, correct, correct, correct, be_absent)
_MOVES_ABOVE: Final[Sequence[_Move]] = (arrive, adjust, adjust, adjust)
