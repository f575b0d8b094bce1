"""What the players of `tests.domain.playing` try, made into events of the domain: names become hashes and keys.

Rules of this module:

- The same act in the same book gives the same event.
- Nothing is judged here; a name that stands for nothing becomes a hash that stands for nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from domain.events import (
    AttendanceRecorded,
    Attendee,
    Cell,
    ChildCorrected,
    ChildReceived,
    ChildRecounted,
    Column,
    CopyDelivered,
    Event,
    Explanation,
    MandateRecorded,
    ObjectionRaised,
    ObjectionResolved,
    OrderExecuted,
    OrderRegistered,
    PlenaryClosed,
    PlenaryOpened,
    PlenaryResumed,
    PlenarySuspended,
    RecapitulationCertified,
    RecapitulationHandedOver,
    RecapitulationPart,
    RecapitulationReopened,
    TallyAbsent,
    TallyCorrected,
    TallyReceived,
    TallyRecounted,
    WitnessRecorded,
)
from domain.statements import (
    CHasil,
    DHasil,
    Form,
    Mandate,
    Possession,
    Role,
    Statement,
    StatementData,
    WitnessPosition,
)
from domain.types import Hash, PublicKey
from tests.domain.shadow_acts import ROWS, Act
from tests.domain.shadow_acts import Column as Drafted
from tests.domain.shadow_book import ShadowBook
from tests.domain.stories import digest

D = TypeVar("D", bound=StatementData)
A_DHASIL = digest("a D.Hasil about which saksi have a say")
PAPER = digest("paper")


class Signing(Protocol):
    """Where statements and the names of things come from."""

    def said(self, data: D, subject: str, signers: Sequence[str], replaces: tuple[Hash, ...]) -> Statement[D]:
        """The statement, signed by the keys of these names."""

    def key(self, name: str) -> PublicKey:
        """The key of that name."""

    def declared(self, contest: str) -> Hash:
        """The leaf hash of a contest's declaration."""

    def arrival(self, child: str, contest: str, handover: str, leaf: Hash) -> ChildReceived:
        """The arrival of a child's handover, which has that name and leaf hash."""


@dataclass
class Names:
    """Which hash a name stands for: entries, and what people signed."""

    leaves: dict[str, Hash] = field(default_factory=dict)
    statements: dict[str, Hash] = field(default_factory=dict)

    def leaf(self, name: str) -> Hash:
        """The leaf hash of that entry."""
        return self.leaves.get(name) or digest("no entry", name)

    def cited(self, name: str) -> Hash | None:
        """The leaf hash of that entry; None where none is named."""
        return self.leaf(name) if name else None


class Speaker:
    """Makes the acts of one body's shadow into events."""

    def __init__(self, shadow: ShadowBook, names: Names, signing: Signing) -> None:
        """`names` is shared by all books, for they cite each other."""
        self._shadow, self._names, self._signing = shadow, names, signing

    def event(self, act: Act) -> tuple[str, Event]:
        """The stream and the event of an act."""
        kind = act["kind"]
        makers: dict[str, tuple[str, Callable[[Act], Event]]] = {
            "receive": (f"tally/{act.get('unit')}", self._received),
            "absent": (f"tally/{act.get('unit')}", lambda act: TallyAbsent(act["contests"], act["reason"])),
            "correct": (f"tally/{act.get('unit')}", self._corrected),
            "register": (f"order/{act.get('id')}", _registered),
            "execute": (f"order/{act.get('id')}", lambda _: OrderExecuted((PAPER,))),
        }
        if "plenary" in act:
            return f"plenary/{act['plenary']}", self._in_plenary(act)
        if kind in makers:
            stream, make = makers[kind]
            return stream, make(act)
        return f"recap/{act['contest']}", self._in_recap(act)

    # ---------------------------------------------------------------- TPS

    def _received(self, act: Act) -> TallyReceived:
        forms = tuple(
            Form(name, self._signing.declared(name), tuple(sheet[row] for row in ROWS), (), ())
            for name, sheet in act["forms"].items()
        )
        replaces = tuple(self._names.statements.get(name) or digest(name) for name in act["replaces"])
        result = CHasil(forms, act["generation"], None, None, ())
        statement = self._signing.said(result, act["unit"], act["signers"], replaces)
        self._names.statements[act["statement"]] = statement.hash
        return TallyReceived("-", "-", _explained(act), self._names.cited(act["order"]), statement)

    def _corrected(self, act: Act) -> TallyCorrected:
        kind = TallyRecounted if act["whole"] else TallyCorrected
        return kind(
            attendance=self._names.leaf(act["attendance"]),
            cells=_cells(act),
            contest=act["contest"],
            explained=_explained(act),
            generation=act["generation"],
            objection=self._names.cited(act["objection"]),
            paper=PAPER,
            reason=act["reason"],
            source=self._names.leaf(act["source"]),
        )

    # ---------------------------------------------------------------- the room

    def _in_plenary(self, act: Act) -> Event:
        match act["kind"]:
            case "open":
                return PlenaryOpened(act["area"], act["contests"])
            case "suspend":
                return PlenarySuspended(act["reason"])
            case "resume":
                return PlenaryResumed()
            case "close":
                return PlenaryClosed()
            case "attend":
                contest = "ppwp" if act["role"] == "saksi" else ""
                return AttendanceRecorded((Attendee(contest, act["number"], act["role"]),))
            case _:
                return self._mandated(act)

    def _mandated(self, act: Act) -> MandateRecorded:
        body, option = self._shadow.body, act["option"]
        data = Mandate(act["area"], act["contests"], self._signing.key(act["key"]), option, 1)
        proofs = (
            (Possession(act["area"], option, Role.PESERTA), f"peserta {option}"),
            (Possession(act["area"], 1, Role.SAKSI), act["key"]),
        )
        possessions = tuple(self._signing.said(proof, body, (name,), ()) for proof, name in proofs)
        return MandateRecorded(self._signing.said(data, body, act["signers"], ()), None, possessions)

    def _witnessed(self, act: Act) -> WitnessRecorded:
        subject = f"{self._shadow.area}/{act['contest']}"
        positions = tuple(
            self._signing.said(
                WitnessPosition(A_DHASIL, said["option"], said["reason"], said["stance"]), subject, (said["key"],), ()
            )
            for said in act["positions"]
        )
        return WitnessRecorded(A_DHASIL, act["option"], None, positions, act["reason"], act["stance"])

    # ---------------------------------------------------------------- recapitulation

    def _in_recap(self, act: Act) -> Event:
        names, declared = self._names, self._signing.declared
        makers: dict[str, Callable[[], Event]] = {
            "raise": lambda: ObjectionRaised(
                Attendee(act["contest"], act["number"], act["role"]), None, act["rows"], act["reason"], act["unit"]
            ),
            "resolve": lambda: ObjectionResolved(
                tuple(names.leaf(entry) for entry in act["entries"]),
                names.leaf(act["objection"]),
                act["outcome"],
                act["reason"],
            ),
            "witness": lambda: self._witnessed(act),
            "deliver": lambda: CopyDelivered(names.leaf(act["certificate"]), act["how"], None, _receiver(act)),
            "reopen": lambda: RecapitulationReopened(names.leaf(act["order"])),
            "part": lambda: RecapitulationPart(
                tuple(self._column(column) for column in act["columns"]), declared(act["contest"]), 1, act["unit"]
            ),
            "certify": lambda: self._certified(act),
            "hand over": lambda: RecapitulationHandedOver(names.leaf(act["certificate"]), act["to"]),
            "arrive": lambda: self._signing.arrival(
                act["child"], act["contest"], act["handover"], names.leaf(act["handover"])
            ),
            "adjust": lambda: self._adjusted(act),
        }
        return makers[act["kind"]]()

    def _column(self, column: Drafted) -> Column:
        figures = tuple(column["figures"][row] for row in ROWS)
        missing = tuple(column["missing"][row] for row in ROWS if column["missing"])
        return Column(figures, missing, tuple(self._names.leaf(name) for name in column["sources"]), column["unit"])

    def _certified(self, act: Act) -> RecapitulationCertified:
        totals = act["totals"]
        data = DHasil(
            declared=self._signing.declared(act["contest"]),
            missing=tuple(totals[row][1] for row in ROWS),
            parts=tuple(self._names.leaf(part) for part in act["parts"]),
            totals=tuple(totals[row][0] for row in ROWS),
        )
        subject = f"{self._shadow.area}/{act['contest']}"
        return RecapitulationCertified(self._signing.said(data, subject, act["signers"], ()))

    def _adjusted(self, act: Act) -> ChildCorrected:
        kind = ChildRecounted if act["whole"] else ChildCorrected
        return kind(
            attendance=self._names.leaf(act["attendance"]),
            basis=act["basis"],
            cells=_cells(act),
            child=act["child"],
            objection=self._names.cited(act["objection"]),
            papers=(PAPER,),
            reason=act["reason"],
            source=self._names.leaf(act["source"]),
            unit=act["unit"],
        )


def _receiver(act: Act) -> Attendee:
    return Attendee(act["contest"] if act["role"] == "saksi" else "", act["number"], act["role"])


def _cells(act: Act) -> tuple[Cell, ...]:
    return tuple(Cell(new, old, row) for row, old, new in act["cells"])


def _explained(act: Act) -> tuple[Explanation, ...]:
    return tuple(Explanation(code, contest, "begitu pada plano", row) for code, contest, row in act["reasons"])


def _registered(act: Act) -> OrderRegistered:
    return OrderRegistered(act["areas"], act["contests"], None, PAPER, "Bawaslu", act["id"], None, act["what"])
