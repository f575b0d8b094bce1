"""What can happen to the result of one TPS, as changes of a script: each is validly signed and stands in the plenary.

Names of steps: `<body> attendance`, `objection`, `corrected`, `answer`, `order`, `revoted`, `second`.
"""

from typing import Final

from domain.events import (
    AttendanceRecorded,
    Attendee,
    Cell,
    ChildCorrected,
    Event,
    ObjectionRaised,
    ObjectionResolved,
    OrderRegistered,
    PlenaryOpened,
    RecapitulationPart,
    RecapitulationReopened,
    TallyCorrected,
    TallyReceived,
    TallyRecounted,
    WitnessRecorded,
)
from domain.judging_corrections import recounted_rows
from domain.recap import Adjustment
from domain.types import Figures, Hash
from ledger.making.plan import Plan
from tests.support.practice import (
    CONTEST,
    KAB,
    PPK,
    RECAP,
    RESULTS,
    ROWS,
    TPS,
    Script,
    Step,
    World,
    altered,
    certifying,
    chasil,
    kpps,
    operator,
    plan_of,
    with_row,
)

PAPER: Final = Hash(bytes([7]) * 32)
PART: Final = f"{PPK} part {TPS[:10]}"
PRESENT: Final = (Attendee("", 2, "ketua"), Attendee("", 3, "anggota"), Attendee(CONTEST, 2, "saksi"))


def plan() -> Plan:
    """The plan of the untouched election."""
    return plan_of(RESULTS)


def figures_of(tps: str = TPS) -> dict[str, int]:
    """The figures of a TPS as received, by row."""
    found = RESULTS[tps]
    assert found is not None
    return {row: figure or 0 for row, figure in zip(ROWS, found, strict=True)}


def attended(script: Script, body: str = PPK) -> None:
    """Record who is there, right after the plenary opened."""
    present = AttendanceRecorded(PRESENT)
    script.after(f"{body} plenary", Step(f"{body} attendance", body, operator(body), "plenary/1", lambda _: present))


def _log(name: str, stream: str, event: object) -> Step:
    return Step(name, PPK, operator(PPK), stream, event)  # type: ignore[arg-type]  # a function of the world


def cells_of(new: dict[str, int], *, whole: bool = False) -> tuple[Cell, ...]:
    """The cells that lead from the figures received to the new ones; with `whole`, all of sections IV and V."""
    old = figures_of()
    rows = recounted_rows(plan().contests[0]) if whole else tuple(row for row in ROWS if row in new)
    return tuple(Cell(new.get(row, old[row]), old[row], row) for row in rows)


def corrected(script: Script, new: dict[str, int], *, recount: bool = False, objected: bool = False) -> None:
    """Correct or recount the TPS before the draft, on an objection or without one; the draft has the new figures."""
    attended(script)

    def make(world: World) -> TallyCorrected:
        return (TallyRecounted if recount else TallyCorrected)(
            attendance=world.leaves[f"{PPK} attendance"],
            cells=cells_of(new, whole=recount),
            contest=CONTEST,
            explained=(),
            generation=1,
            objection=world.leaves["objection"] if objected else None,
            paper=PAPER,
            reason="salah tulis",
            source=world.leaves[f"tally {TPS}"],
        )

    def raised(_: World) -> ObjectionRaised:
        return ObjectionRaised(Attendee(CONTEST, 2, "saksi"), None, ("suara_1",), "angka berbeda dari salinan", TPS)

    def answered(world: World) -> ObjectionResolved:
        return ObjectionResolved((world.leaves["corrected"],), world.leaves["objection"], "accepted", "")

    steps = [_log("corrected", f"tally/{TPS}", make)]
    if objected:
        steps = [_log("objection", RECAP, raised), *steps, _log("answer", RECAP, answered)]
    script.before(PART, *steps)
    drafted(script, with_row(RESULTS[TPS] or (), **new), "corrected")


def drafted(script: Script, figures: Figures, source: str) -> None:
    """Let the draft have these figures of the TPS, from the entry of this step."""

    def change(world: World, part: RecapitulationPart) -> RecapitulationPart:
        first, *others = part.columns
        return altered(part, columns=(altered(first, figures=figures, sources=(world.leaves[source],)), *others))

    script.alter(PART, change)


def revoted(script: Script, figures: Figures) -> None:
    """A revote on an order, before the draft."""
    attended(script)

    def order(_: World) -> OrderRegistered:
        return OrderRegistered((TPS,), (CONTEST,), None, PAPER, "Bawaslu", "1/2024", None, "revote")

    def make(world: World) -> TallyReceived:
        statement = world.sign(chasil(world, figures, generation=2), TPS, kpps(TPS))
        return TallyReceived("K-2", "PPS", (), world.leaves["order"], statement)

    script.before(PART, _log("order", "order/psu-1", order), _log("revoted", f"tally/{TPS}", make))
    drafted(script, figures, "revoted")


def second(script: Script, figures: Figures) -> None:
    """Another C.Hasil of the same vote, signed as validly as the first."""

    def make(world: World) -> TallyReceived:
        statement = world.sign(chasil(world, figures), TPS, kpps(TPS), time=1)
        return TallyReceived("K-9", "PPS", (), None, statement)

    script.before(PART, _log("second", f"tally/{TPS}", make))


def reopened(script: Script, new: dict[str, int], *, covers: str = TPS) -> None:
    """After handing over, the PPK opens its recapitulation again on a court's order, corrects, and certifies anew."""
    attended(script)

    def order(_: World) -> OrderRegistered:
        return OrderRegistered((covers,), (CONTEST,), None, PAPER, "MK", "7/2024", None, "correct")

    def correct(world: World) -> TallyCorrected:
        return TallyCorrected(
            attendance=world.leaves["present again"],
            cells=cells_of(new),
            contest=CONTEST,
            explained=(),
            generation=1,
            objection=None,
            paper=PAPER,
            reason="putusan",
            source=world.leaves[f"tally {TPS}"],
        )

    def part(world: World) -> Event:
        first, *others = world.events[PART].columns  # type: ignore[union-attr]
        figures, source = with_row(first.figures, **new), (world.leaves["corrected"],)
        return altered(world.events[PART], columns=(altered(first, figures=figures, sources=source), *others))

    script.after(
        f"{PPK} handover",
        _log("order", "order/mk-7", order),
        _log("reopened", RECAP, lambda world: RecapitulationReopened(world.leaves["order"])),
        _log("plenary again", "plenary/2", lambda _: PlenaryOpened("160901", (CONTEST,))),
        _log("present again", "plenary/2", lambda _: AttendanceRecorded(PRESENT)),
        _log("corrected", f"tally/{TPS}", correct),
        _log("part again", RECAP, part),
        _log("certificate again", RECAP, certifying(PPK, parts=["part again"])),
    )


def refused(script: Script, option: int = 1) -> None:
    """A saksi refuses to sign the PPK's D.Hasil, on paper."""

    def make(world: World) -> WitnessRecorded:
        certified = world.events[f"{PPK} certificate"]
        return WitnessRecorded(certified.dhasil.hash, option, None, (), "tidak sesuai", "refused")  # type: ignore[union-attr]

    script.after(f"{PPK} certificate", _log("refusal", RECAP, make))


def adjusting(script: Script) -> None:
    """The KPU of the kabupaten moves three votes of the TPS, in its own plenary."""
    first_votes, other = figures_of()["suara_1"], figures_of()["suara_2"]
    attended(script, KAB)

    def make(world: World) -> ChildCorrected:
        cells = (Cell(first_votes - 3, first_votes, "suara_1"), Cell(other + 3, other, "suara_2"))
        source = world.leaves[f"{PPK} certificate"]
        leaf = world.leaves[f"{KAB} attendance"]
        return ChildCorrected(leaf, "c-hasil", cells, "160901", None, (PAPER,), "plano", source, TPS)

    def moved(world: World, part: RecapitulationPart) -> RecapitulationPart:
        made = world.events["adjusted"]
        assert isinstance(made, ChildCorrected)
        by = Adjustment(world.leaves["adjusted"], 0, made).moved(ROWS)
        first, *others = part.columns
        figures = tuple((figure or 0) + more for figure, more in zip(first.figures, by.sums, strict=True))
        column = altered(first, figures=figures, sources=(*first.sources, world.leaves["adjusted"]))
        return altered(part, columns=(column, *others))

    script.after(f"{KAB} attendance", Step("adjusted", KAB, operator(KAB), RECAP, make))
    script.alter(f"{KAB} part", moved)
