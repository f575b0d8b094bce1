"""Random acts in the room: plenaries, mandates, objections, saksi, copies, orders.

Rules of this module:

- An act is one that may be logged now, as far as that is easily told, or has one thing wrong with it (a twist).
- Whether it may be logged is not decided here.
"""

from tests.domain.dice import CONTESTS, NOBODY, UNKNOWN_CONTEST, Dice
from tests.domain.shadow import Shadow
from tests.domain.shadow_acts import Act, Position, inside


def opening(shadow: Shadow, contests: tuple[str, ...]) -> Act:
    number = str(len(shadow.plenaries) + 1)
    return Act(kind="open", plenary=number, area=shadow.area, contests=contests)


def open_plenary(shadow: Shadow, dice: Dice) -> Act:
    act = opening(shadow, dice.pick((CONTESTS, CONTESTS[:2], CONTESTS[:1], CONTESTS[2:])))
    match dice.twist("again", "area", "contest", "none"):
        case "again":
            act["plenary"] = "1"
        case "area":
            act["area"] = "160999"
        case "contest":
            act["contests"] = (UNKNOWN_CONTEST,)
        case "none":
            act["contests"] = ()
        case _:
            pass
    return act


def _some_plenary(shadow: Shadow, dice: Dice) -> str:
    return dice.pick([*reversed(shadow.plenaries), "1", "9"])


def attendance(shadow: Shadow, dice: Dice) -> Act:
    role = "walikota" if dice.one_in(8) else "saksi"
    there = [name for name, each in shadow.plenaries.items() if each.phase == "open"]
    number = 9 if dice.one_in(12) else 1
    return Act(kind="attend", plenary=there[-1] if there else "1", role=role, number=number)


def pause(shadow: Shadow, dice: Dice) -> Act:
    kind = dice.pick(("suspend", "resume", "resume", "close"))
    wanted = "suspended" if kind == "resume" else "open"
    fitting = [name for name, each in shadow.plenaries.items() if each.phase == wanted]
    plenary = _some_plenary(shadow, dice) if not fitting or dice.one_in(4) else fitting[-1]
    return Act(kind=kind, plenary=plenary, reason="magrib")


def mandate(shadow: Shadow, dice: Dice) -> Act:
    option = dice.pick((1, 2))
    act = Act(
        kind="mandate",
        plenary=attendance(shadow, Dice(b""))["plenary"],
        area=shadow.area,
        key=f"saksi {option}",
        option=option,
        contests=dice.pick((CONTESTS, CONTESTS[:1], CONTESTS[1:2])),
        signers=(f"peserta {option}",),
    )
    match dice.twist("option", "other", "own", "signers", "area", "contest", "plenary"):
        case "option":
            act["option"] = 9
        case "other":
            act["key"] = f"saksi {3 - option}"
        case "own":
            act["key"] = f"peserta {option}"
        case "signers":
            act["signers"] = (f"peserta {3 - option}",)
        case "area":
            act["area"] = "160999"
        case "contest":
            act["contests"] = (UNKNOWN_CONTEST,)
        case "plenary":
            act["plenary"] = _some_plenary(shadow, dice)
        case _:
            pass
    return act


def raise_objection(shadow: Shadow, dice: Dice) -> Act:
    act = Act(
        kind="raise",
        contest=dice.pick(CONTESTS),
        unit=dice.pick((*shadow.units, shadow.area)),
        rows=dice.pick((("suara_1",), ())),
        role="saksi",
        number=1,
        reason="Angka tidak cocok.",
    )
    match dice.twist("unit", "nowhere", "desa", "option", "word", "rows", "role", "reason", "contest"):
        case "unit":
            act["unit"] = "170901"
        case "nowhere":
            act["unit"] = f"{shadow.area}9999999"[:10]
        case "desa":
            act["unit"] = f"{shadow.units[0]}2001"[:10]
        case "option":
            act["number"] = 9
        case "word":
            act["unit"] = f"{shadow.area}semua"
        case "rows":
            act["rows"] = ("suara_9",)
        case "role":
            act["role"] = "walikota"
        case "reason":
            act["reason"] = ""
        case "contest":
            act["contest"] = UNKNOWN_CONTEST
        case _:
            pass
    return act


def resolve(shadow: Shadow, dice: Dice) -> Act:
    open_ones = [name for name, each in shadow.objections.items() if each.outcome is None]
    name = dice.pick(open_ones or [*shadow.objections, NOBODY])
    found = shadow.objections.get(name)
    contest = found.contest if found else CONTESTS[0]
    since = found.place if found else 0
    about = found.unit if found else shadow.area
    changes = [(entry, of, *place) for (entry, of), place in shadow.changes.items()]
    behind = [(entry, unit) for entry, of, place, unit in changes if of == contest and place > since]
    made = [entry for entry, unit in behind if dice.one_in(8) or inside(about, unit) or inside(unit, about)]
    outcome = "accepted" if made and dice.one_in(2) else dice.pick(("rejected", "withdrawn"))
    entries = (made[-1],) if outcome == "accepted" else ()
    act = Act(kind="resolve", contest=contest, objection=name, outcome=outcome, entries=entries, reason="Sudah benar.")
    match dice.twist("objection", "outcome", "entries", "before", "reason", "contest", "answered"):
        case "objection":
            act["objection"] = NOBODY
        case "outcome":
            act["outcome"] = dice.pick(("forgotten", "accepted", "rejected"))
        case "entries":
            act["entries"] = (NOBODY,)
        case "before":
            earlier = [results[0].source for results in shadow.figures.values()]
            act["outcome"], act["entries"] = "accepted", (dice.pick([*earlier, NOBODY]),)
        case "reason":
            act["outcome"], act["entries"], act["reason"] = "rejected", (), ""
        case "contest":
            act["contest"] = dice.pick(CONTESTS)
        case "answered":
            act["objection"] = dice.pick([*shadow.objections, NOBODY])
        case _:
            pass
    return act


def witness(_: Shadow, dice: Dice) -> Act:
    option, stance = dice.pick((1, 2)), dice.pick(("signed", "refused", "absent"))
    reason = "Angka TPS 001 tidak cocok." if stance == "refused" else ""
    said = Position(key=f"saksi {option}", option=option, stance=stance, reason=reason)
    spoken = stance != "absent" and dice.one_in(2)
    act = Act(kind="witness", contest=dice.pick(CONTESTS), option=option, stance=stance, reason=reason)
    act["positions"] = (said,) if spoken else ()
    match dice.twist("stance", "reason", "option", "other", "key", "mandate", "twice", "said", "contest"):
        case "stance":
            act["stance"] = "undecided"
        case "reason":
            act["stance"], act["reason"] = "refused", ""
        case "option":
            act["option"] = 9
        case "other":
            act["positions"] = (said | Position(key=said["key"], option=option, stance="signed", reason=reason),)
        case "key":
            act["positions"] = (Position(key="nobody", option=option, stance=stance, reason=reason),)
        case "mandate":
            act["positions"] = (Position(key=f"saksi {3 - option}", option=option, stance=stance, reason=reason),)
        case "twice":
            act["positions"] = (said, said)
        case "said":
            act["positions"] = (Position(key=said["key"], option=option, stance=stance, reason="Yang lain."),)
        case "contest":
            act["contest"] = UNKNOWN_CONTEST
        case _:
            pass
    return act


def deliver(shadow: Shadow, dice: Dice) -> Act:
    contest = dice.pick(CONTESTS)
    certificates = [each.name for each in shadow.contests[contest].certificates]
    how = dice.pick(("handed", "posted"))
    act = Act(kind="deliver", contest=contest, certificate=dice.pick(certificates or [NOBODY]), how=how)
    act["role"], act["number"] = ("saksi", 1) if how == "handed" else ("masyarakat", 0)
    match dice.twist("how", "role", "certificate", "receiver"):
        case "how":
            act["how"] = "sold"
        case "role":
            act["role"] = "walikota"
        case "certificate":
            act["certificate"] = NOBODY
        case "receiver":
            act["how"], act["role"] = "posted", "saksi"
        case _:
            pass
    return act


def register(shadow: Shadow, dice: Dice) -> Act:
    what = dice.pick(("reopen", "revote", "recount", "correct", "recapitulate"))
    act = Act(kind="register", id=f"putusan-{len(shadow.orders) + 1}", what=what)
    act["areas"] = dice.pick(((shadow.area,), (), shadow.units[:1]))
    act["contests"] = dice.pick((CONTESTS[:2], (), CONTESTS[2:]))
    match dice.twist("id", "what", "areas", "word", "contests"):
        case "id":
            act["id"] = "putusan-1"
        case "what":
            act["what"] = "annul"
        case "areas":
            act["areas"] = ("170901",)
        case "word":
            act["areas"] = (f"{shadow.area}semua",)
        case "contests":
            act["contests"] = (UNKNOWN_CONTEST,)
        case _:
            pass
    return act


def execute(shadow: Shadow, dice: Dice) -> Act:
    return Act(kind="execute", id=dice.pick([*shadow.orders, "putusan-99"]))


def toward_reopening(shadow: Shadow, contest: str) -> Act:
    """Reopening on an order about everything, or first the registration of such an order."""
    used = shadow.contests[contest].reopened_on
    wide = [name for name, order in shadow.registered.items() if not shadow.orders[order]["contests"]]
    unused = [name for name in wide if name not in used]
    if unused:
        return Act(kind="reopen", contest=contest, order=unused[0])
    return Act(kind="register", id=f"putusan-{len(shadow.orders) + 1}", what="reopen", areas=(), contests=())


def reopen(shadow: Shadow, dice: Dice) -> Act:
    final = [name for name, each in shadow.contests.items() if each.is_final]
    order = NOBODY if dice.one_in(6) else dice.pick([*shadow.registered, NOBODY])
    return Act(kind="reopen", contest=dice.pick(final or CONTESTS), order=order)
