"""A dispute in the practice election with two lines: report, ruling of Bawaslu, order of a PPK or KPU, what came of it.

Names of steps: `filed`, `ruled`, `order`, `executed`, `seen`; what carries an order out is called `<kind> <area>`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from domain.events import (
    DisputeFiled,
    DisputeRuled,
    Event,
    EvidenceAdded,
    ExecutionSeen,
    OrderExecuted,
    OrderRegistered,
    Reference,
    TallyReceived,
)
from domain.statements import Ruling
from domain.types import Hash
from ledger.making.site import CLAIMED_TIME
from tests.support import bawaslu
from tests.support.bawaslu import two_lines
from tests.support.lives import PAPER, PART, attended, corrected, drafted
from tests.support.practice import (
    CONTEST,
    PPK,
    TPS,
    Script,
    Step,
    World,
    altered,
    chasil,
    form,
    kpps,
    operator,
    publishing,
    quorum,
)

BODY: Final = bawaslu.KAB
BOOK: Final = "example.id/latihan/bawaslu/1609"
DISPUTE: Final = "12-2024"
STREAM: Final = f"dispute/{DISPUTE}"
LATER: Final = CLAIMED_TIME + 10**9
REPORT: Final = DisputeFiled((TPS,), (CONTEST,), None, None, (PAPER,), "saksi", "angka berbeda dari salinan")
RULING: Final = Ruling((TPS,), (CONTEST,), LATER, PAPER, "recount", "angka tidak cocok", PPK)
DISMISSAL: Final = Ruling((), (), None, PAPER, "dismiss", "tidak terbukti", "")


@dataclass(frozen=True, slots=True)
class Story:
    """How far a dispute goes, and what is said in it."""

    ruling: Ruling = RULING
    signers: Sequence[str] = quorum(BODY)
    registered: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the registration that are not the ruling's."""
    is_registered: bool = True
    is_executed: bool = True
    act: Callable[[Script], None] | None = None
    """Carries the order out, behind its registration."""


def at_bawaslu(name: str, event: Callable[[World], Event], stream: str = STREAM) -> Step:
    """A step of the operator of Bawaslu."""
    return Step(name, BODY, operator(BODY), stream, event)


def ruling(data: Ruling, signers: Sequence[str] = quorum(BODY)) -> Callable[[World], DisputeRuled]:
    """The signed ruling."""
    return lambda world: DisputeRuled(world.sign(data, DISPUTE, signers))


def registering(said: Ruling, **other: object) -> Callable[[World], OrderRegistered]:
    """The registration of a ruling, with other values in these fields."""

    def make(world: World) -> OrderRegistered:
        leaf = world.leaves.get("ruled")
        issued = (said.deadline, said.document, BODY, DISPUTE, leaf, said.order)
        return altered(OrderRegistered(said.areas, said.contests, *issued), **other)

    return make


def at_ppk(name: str, event: Callable[[World], Event], stream: str = "order/psu-1") -> Step:
    """A step of the operator of the PPK."""
    return Step(name, PPK, operator(PPK), stream, event)


def recounted(script: Script) -> None:
    """The TPS is counted again, with the same figures."""
    corrected(script, {}, recount=True)


def told(story: Story | None = None) -> Script:
    """The whole election with the dispute in it, as far as the story goes."""
    story = story or Story()
    script = two_lines()
    if story.act is not None:
        story.act(script)
    first = [
        at_bawaslu("filed", lambda _: REPORT),
        at_bawaslu("ruled", ruling(story.ruling, story.signers)),
        publishing(BODY, " ruled"),
    ]
    script.before(f"{PPK} plenary", *first)
    if story.is_registered:
        script.before(f"{PPK} plenary", at_ppk("order", registering(story.ruling, **story.registered)))
    if story.is_executed:
        script.before(f"{PPK} publish at last", at_ppk("executed", lambda _: OrderExecuted(())))
    return script


def revoting(script: Script) -> None:
    """The TPS votes again, on the order."""
    attended(script)
    again = form(60, 130)

    def make(world: World) -> TallyReceived:
        statement = world.sign(chasil(world, again, generation=2), TPS, kpps(TPS))
        return TallyReceived("K-2", "PPS", (), world.leaves["order"], statement)

    script.before(PART, at_ppk("revote", make, f"tally/{TPS}"))
    drafted(script, again, "revote")


def correcting(script: Script) -> None:
    """One vote moves from one option to the other."""
    corrected(script, {"suara_1": 99, "suara_2": 61})


def added(world: World, entries: Sequence[str] = (f"tally {TPS}",)) -> EvidenceAdded:
    """Evidence: entries of the PPK's book, by the names of their steps."""
    return EvidenceAdded((PAPER,), (PAPER,), tuple(reference(world, name) for name in entries), "lihat penerimaannya")


def reference(world: World, name: str, body: str = PPK) -> Reference:
    """The entry of a step, in the book of this body."""
    return Reference(world.origin(body), world.indexes[name], world.leaves[name])


def seeing(
    outcome: str = "executed", entries: Sequence[str] = ("executed",), **other: object
) -> Callable[[World], ExecutionSeen]:
    """What Bawaslu sees in the PPK's published book."""

    def make(world: World) -> ExecutionSeen:
        cited = tuple(reference(world, name) for name in entries)
        return altered(ExecutionSeen(cited, world.note(PPK), outcome), **other)

    return make


def seen(script: Script, event: Callable[[World], Event]) -> Script:
    """Bawaslu logs something once the PPK has published, and publishes again."""
    script.after(f"{PPK} publish at last", at_bawaslu("seen", event), publishing(BODY, " again"))
    return script


NOWHERE: Final = Hash(bytes([9]) * 32)
"""The leaf hash of no entry."""
