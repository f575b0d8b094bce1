"""The practice election with the line of Bawaslu beside that of KPU, down to a Panwaslu that records copies."""

from collections.abc import Callable, Mapping
from typing import Final

from domain.areas import NATION
from domain.events import BookOpened, CopyRecorded, ElectionDeclared, Event, Line, OfficialAppointed
from domain.statements import Appointment, Copy, Form, KeyGrant, Possession, Role
from domain.types import ZERO_HASH, Figures
from tests.support.practice import (
    CONTEST,
    RESULTS,
    ROOT_BODY,
    TPS,
    Script,
    Step,
    World,
    altered,
    appointing,
    authorizing,
    declaring,
    key_of,
    opening,
    operator,
    practice,
    publishing,
    quorum,
)

ROOT: Final = "bawaslu-0"
PROV: Final = "bawaslu-16"
KAB: Final = "bawaslu-1609"
PANWASLU: Final = "panwaslu-160901"
ROOTS: Final = (1, 2)
MEMBER: Final = f"panwaslu {PANWASLU} 7"
"""The key of a member of Panwaslu who is neither ketua nor anggota."""


def roots() -> tuple[str, ...]:
    """The names of the root keys of Bawaslu's line."""
    return tuple(f"root {ROOT} {person}" for person in ROOTS)


def declaring_two_lines(world: World) -> ElectionDeclared:
    """The declaration with both lines."""
    declared = declaring(world)
    proofs = tuple(
        world.sign(Possession(NATION, person, Role.ROOT), ROOT, [name], election=ZERO_HASH)
        for name, person in zip(roots(), ROOTS, strict=True)
    )
    line = Line(world.log_key(ROOT).public, world.origin(ROOT), 2, tuple(key_of(name).public for name in roots()))
    return altered(declared, bawaslu=line, possessions=(*declared.possessions, *proofs))


def with_member(world: World) -> OfficialAppointed:
    """The officials of the Panwaslu, with one more member."""
    made = appointing(PANWASLU, quorum(KAB))(world)
    area = PANWASLU.partition("-")[2]
    keys = (*made.appointment.data.keys, KeyGrant(area, key_of(MEMBER).public, 7, Role.PANWASLU))
    proof = world.sign(Possession(area, 7, Role.PANWASLU), PANWASLU, [MEMBER])
    return OfficialAppointed(world.sign(Appointment(keys, None), PANWASLU, quorum(KAB)), (*made.possessions, proof))


def copying(
    tps: str = TPS,
    figures: Figures | None = None,
    *,
    signers: tuple[str, ...] = (MEMBER,),
    subject: str | None = None,
    generation: int = 1,
) -> Callable[[World], CopyRecorded]:
    """CopyRecorded of a TPS: as it was received, or with these figures."""

    def make(world: World) -> CopyRecorded:
        copied = RESULTS[tps] if figures is None else figures
        form = Form(CONTEST, world.leaves["contest"], copied, (), ())
        return CopyRecorded(world.sign(Copy((form,), generation), subject or tps, signers), None)

    return make


def recording(name: str, event: Callable[[World], Event], stream: str = f"copies/{TPS[:10]}") -> Step:
    """The step that logs a copy in the book of the Panwaslu."""
    return Step(name, PANWASLU, operator(PANWASLU), stream, event)


def two_lines(copies: Mapping[str, Callable[[World], Event]] | None = None) -> Script:
    """The whole election; the Panwaslu records these copies, by the names of their steps."""
    script = practice()
    script.change("election", event=declaring_two_lines)
    root = roots()[0]
    steps = [
        Step(f"{ROOT} open", ROOT, root, "book", lambda _: BookOpened(None, None)),
        Step(f"officials {ROOT}", ROOT, root, f"body/{ROOT}", appointing(ROOT, roots())),
        *_giving(ROOT, PROV, roots()),
        publishing(ROOT),
    ]
    for superior, body, below in ((ROOT, PROV, KAB), (PROV, KAB, PANWASLU)):
        steps.append(Step(f"{body} open", body, operator(body), "book", opening(superior)))
        steps += _giving(body, below, quorum(body))
        steps.append(publishing(body))
    steps.append(Step(f"{PANWASLU} open", PANWASLU, operator(PANWASLU), "book", opening(KAB)))
    steps += [recording(name, event) for name, event in (copies or {}).items()]
    steps.append(publishing(PANWASLU))
    script.after(f"{ROOT_BODY} publish", *steps)
    script.change(f"officials {PANWASLU}", event=with_member)
    return script


def _giving(superior: str, body: str, signers: tuple[str, ...]) -> list[Step]:
    stream = f"body/{body}"
    return [
        Step(f"authorize {body}", superior, operator(superior), stream, authorizing(body, signers)),
        Step(f"officials {body}", superior, operator(superior), stream, appointing(body, signers)),
    ]
