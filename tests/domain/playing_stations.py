"""Random acts about figures: of a TPS, and of what lies below a level.

Rules of this module:

- An act is one that may be logged now, as far as that is easily told, or has one thing wrong with it (a twist).
- Whether it may be logged is not decided here.
"""

from collections.abc import Sequence
from typing import Final

from tests.domain.dice import CONTESTS, NOBODY, UNKNOWN_CONTEST, Dice
from tests.domain.shadow import Shadow
from tests.domain.shadow_acts import ROWS, Act, Sheet, broken_rules

Cells = tuple[tuple[str, int | None, int | None], ...]


def sheet(first: int | None, second: int | None, invalid: int | None) -> Sheet:
    """A form that adds up; with something unfilled, its sums are unfilled too."""
    valid = None if first is None or second is None else first + second
    total = None if valid is None or invalid is None else valid + invalid
    return dict(zip(ROWS, (first, second, valid, invalid, total), strict=True))


def _some_sheet(dice: Dice) -> Sheet:
    numbers = (3, 10, 5, 0, 120, None)
    made = sheet(dice.pick(numbers), dice.pick((4, 0, 7, 99)), dice.pick((0, 2)))
    if dice.one_in(4):
        made[dice.pick(("suara_total", "suara_sah"))] = dice.pick((8, None, 300))
    return made


def receipt(tps: str, contests: Sequence[str], dice: Dice) -> Act:
    """A first C.Hasil of a TPS, with reasons for what is wrong with it."""
    forms = {contest: _some_sheet(dice) for contest in contests}
    reasons = tuple((code, name, row) for name, made in forms.items() for code, row in sorted(broken_rules(made)))
    return _named(Act(kind="receive", unit=tps, forms=forms, generation=1, order="", reasons=reasons, replaces=()))


def _named(act: Act, signers: Sequence[str] = ()) -> Act:
    """The receipt with its signers, and the name of its statement, which is what is in it."""
    by = tuple(signers) or tuple(f"kpps_{seat}".replace("@", act["unit"]) for seat in _KPPS)
    content = (act["unit"], act["forms"], act["generation"], by, act["replaces"])
    return act | Act(signers=by, statement=repr(content))


_KPPS: Final = ("ketua @", "anggota @ 2", "anggota @ 3")


def receive(shadow: Shadow, dice: Dice) -> Act:
    tps = dice.pick(shadow.units)
    contests = dice.pick((CONTESTS[:1], CONTESTS[1:2], CONTESTS[2:], CONTESTS[:2], CONTESTS))
    act = receipt(tps, contests, dice)
    before = max(shadow.generation(tps, contest) for contest in contests)
    if before and dice.one_in(2):
        act["generation"] = before + (2 if dice.one_in(6) else 1)
        act["order"] = dice.pick((*shadow.registered, ""))
    same = [heard.statement for heard in shadow.heard if heard.tps == tps]
    if same and dice.one_in(4):
        act["replaces"] = (dice.pick(same),)
    if dice.one_in(12):
        short = tuple(f"kpps_{seat}".replace("@", tps) for seat in _KPPS[: dice.pick((2, 1))])
        return _named(act, (*short, *(("kpps_ketua 1609012001001",) if dice.one_in(2) else ())))
    return _named(_twisted_receipt(act, contests[0], dice))


def _twisted_receipt(act: Act, contest: str, dice: Dice) -> Act:
    match dice.twist("reasons", "generation", "order", "tps", "contest", "large", "zero"):
        case "reasons":
            act["reasons"] = ()
        case "generation":
            act["generation"] += 1
        case "zero":
            act["generation"] = 0
        case "order":
            act["order"] = NOBODY
        case "tps":
            act["unit"] = "1609012001009"
        case "contest":
            act["forms"] = {UNKNOWN_CONTEST: act["forms"][contest]}
        case "large":
            act["forms"][contest] = sheet(1_000_001, 0, 0)
        case _:
            pass
    return act


def be_absent(shadow: Shadow, dice: Dice) -> Act:
    contests = dice.pick((CONTESTS[:1], CONTESTS[1:], CONTESTS))
    act = Act(kind="absent", unit=dice.pick(shadow.units), contests=contests, reason="kotak tidak sampai")
    match dice.twist("tps", "contest", "reason"):
        case "tps":
            act["unit"] = "1609012001009"
        case "contest":
            act["contests"] = (UNKNOWN_CONTEST,)
        case "reason":
            act["reason"] = ""
        case _:
            pass
    return act


def correct(shadow: Shadow, dice: Dice) -> Act:
    contest, tps = dice.pick(CONTESTS), dice.pick(shadow.units)
    before = shadow.in_force(tps, contest)
    old = (before.sheet if before else None) or dict.fromkeys(ROWS)
    act = change(shadow, contest, tps, old, dice) | Act(
        kind="correct",
        generation=before.generation if before else 1,
        source=before.source if before else NOBODY,
    )
    broken = broken_rules(old | {row: new for row, _, new in act["cells"] if row in ROWS})
    act["reasons"] = tuple((code, contest, row) for code, row in sorted(broken))
    match dice.twist("source", "generation", "attendance", "objection", "reasons", "contest", "cells"):
        case "source":
            results = shadow.figures.get((tps, contest), [])
            act["source"] = results[0].source if results and dice.one_in(2) else NOBODY
        case "generation":
            act["generation"] += 1
        case "attendance":
            act["attendance"] = NOBODY
        case "objection":
            act["objection"] = NOBODY
        case "reasons":
            act["reasons"] = ()
        case "contest":
            act["contest"] = UNKNOWN_CONTEST
        case "cells":
            act["cells"] = wrong_cells(act["cells"], dice)
        case _:
            pass
    return act


def change(shadow: Shadow, contest: str, unit: str, old: Sheet, dice: Dice) -> Act:
    """What a correction and an adjustment have in common."""
    whole, new = dice.one_in(3), _some_sheet(dice)
    if whole:
        new = sheet(dice.pick((3, 9)), dice.pick((4, 11)), dice.pick((0, 1)))
    cells = tuple((row, old[row], new[row]) for row in ROWS if whole or old[row] != new[row])
    rooms = [each.attendance for each in shadow.plenaries.values() if each.phase == "open" and each.attendance]
    raised = [name for name, each in shadow.objections.items() if each.contest == contest]
    return Act(
        contest=contest,
        unit=unit,
        whole=whole,
        cells=cells,
        attendance=_attendance(shadow, contest, rooms, dice),
        objection=dice.pick(raised) if raised and dice.one_in(3) else "",
        reason="salah tulis",
    )


def _attendance(shadow: Shadow, contest: str, rooms: Sequence[str], dice: Dice) -> str:
    """Who is in the room; seldom who was there before."""
    if shadow.attended and dice.one_in(8):
        return dice.pick(shadow.attended)
    there = [each.attendance for each in shadow.plenaries.values() if each.phase == "open" and contest in each.contests]
    return dice.pick([each for each in there if each] or rooms or [NOBODY])


def wrong_cells(
    cells: tuple[tuple[str, int | None, int | None], ...], dice: Dice
) -> tuple[tuple[str, int | None, int | None], ...]:
    row, old, new = cells[0] if cells else ("suara_1", 1, 2)
    return dice.pick(
        (
            ((row, 77 if old != 77 else 78, new), *cells[1:]),
            (*cells[:-1], (cells[-1][0], (cells[-1][1] or 0) + 1, cells[-1][2])) if cells else (),
            ((row, new, old), *cells[1:]),
            ((row, old, old), *cells[1:]),
            ((row, old, 1_000_001), *cells[1:]),
            (*cells, (row, old, new)),
            (*cells, ("suara_9", 1, 2)),
            cells[1:],
            (),
            ((row, old, None), *cells[1:]),
        )
    )


def adjust(shadow: Shadow, dice: Dice) -> Act:
    contest, child = dice.pick(CONTESTS[:2]), dice.pick(shadow.units)
    below = shadow.children[child].units
    unit = dice.pick((below[0], below[-1], below[0][:10], child))
    now = shadow.known(contest, child, unit) or {}
    old: Sheet = {row: total for row, (total, _) in now.items()} or dict.fromkeys(ROWS, 0)
    if len(unit) == len(below[0]):
        old |= {row: None for row, (_, lacking) in now.items() if lacking}
    act = change(shadow, contest, unit, old, dice) | Act(kind="adjust", child=child, basis="c-hasil")
    made = shadow.contests[contest].adjusted.get(child, [])
    arrived = shadow.arrived_certificate(contest, child)
    act["source"] = made[-1].name if made else arrived.name if arrived else NOBODY
    if dice.one_in(12):
        certificates = shadow.children[child].contests[contest].certificates
        act["source"] = certificates[0].name if certificates and dice.one_in(2) else NOBODY
    return _twisted_adjustment(act, dice)


def _twisted_adjustment(act: Act, dice: Dice) -> Act:
    match dice.twist("unit", "tps", "child", "attendance", "basis", "objection", "cells", "contest"):
        case "unit":
            act["unit"] = "1709012001001"
        case "tps":
            act["unit"] = f"{act['child']}2001099"
        case "child":
            act["child"] = "160999"
        case "attendance":
            act["attendance"] = NOBODY
        case "basis":
            act["basis"] = "rumour"
        case "objection":
            act["objection"] = NOBODY
        case "cells":
            act["cells"] = wrong_cells(act["cells"], dice)
        case "contest":
            act["contest"] = UNKNOWN_CONTEST
        case _:
            pass
    return act
