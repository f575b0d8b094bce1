"""What is known of one number: the words of `rekap explain` (`docs/explain.md`).

- An entry is named by its book, its index and its leaf hash; a signer by role and seat, never by a name.
- Figures are of one row; None is "not filled in" at a TPS, and "not known" of a sum.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from domain.election import DeclaredContest, Election
from domain.events import Attendee
from domain.findings import Finding
from domain.types import Hash
from ledger.signers import Seat

Figure = int | None


@dataclass(frozen=True, slots=True)
class Named:
    """An entry: book, index, leaf hash."""

    book: str
    index: int
    leaf: Hash


@dataclass(frozen=True, slots=True)
class Room:
    """In which plenary something happened, and who was recorded as being there (`attendance` names that entry)."""

    plenary: str | None = None
    phase: str | None = None
    attendance: Named | None = None
    present: tuple[Attendee, ...] = ()


@dataclass(frozen=True, slots=True)
class Ordered:
    """What an order says that an act cites: `document` names its paper, `ruling` the Bawaslu entry that it follows."""

    what: str
    issuer: str
    number: str
    document: Hash
    ruling: Hash | None


@dataclass(frozen=True, slots=True)
class Step:
    """One act that set, or tried to set, the figure of a TPS or of a unit: `kind` says which.

    `received transcribed absent revoted corrected recounted second`, and above the PPK `child_corrected
    child_recounted`.  `counts` is whether the book took it; `order` where the order stands that it cites.
    """

    kind: str
    entry: Named
    unit: str
    time: int
    logged_by: Seat
    counts: bool
    old: Figure = None
    new: Figure = None
    signers: tuple[Seat, ...] = ()
    statement: Hash | None = None
    generation: int | None = None
    reason: str = ""
    basis: str = ""
    box: str = ""
    carrier: str = ""
    papers: tuple[Hash, ...] = ()
    order: Named | None = None
    ordered: Ordered | None = None
    objection: Named | None = None
    room: Room = field(default_factory=Room)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Objected:
    """An objection and what became of it; `outcome` is empty while nobody answered, `void` if it does not count."""

    entry: Named
    unit: str
    by: Attendee
    rows: tuple[str, ...]
    text: str
    room: Room
    answered: Named | None = None
    outcome: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What was certified of a unit (or of the area itself: the total), and what those below give.

    `what` is `column` or `total`, of the figures; `column_missing` or `total_missing`, of how many TPS lack the row;
    or `times`, of how many columns the unit has, which is to be 1.
    """

    what: str
    unit: str
    certified: Figure
    given: Figure


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate and how it carries the number: in the columns of `unit` together, and in its total.

    `state` is `superseded`, or how current it is: `current`, `stale` (it cites what is not in force), `left_out` (a
    column that belongs in it), `rests_on_stale` (on one of these), `unread` (what it rests on was not read).
    """

    entry: Named
    statement: Hash
    unit: str | None
    column: Figure
    column_missing: int
    total: int
    total_missing: int
    state: str
    sources: tuple[Named, ...]
    logged_by: Seat
    signers: tuple[Seat, ...]
    room: Room


@dataclass(frozen=True, slots=True)
class Reopened:
    """A certified recapitulation was opened again, on an order; `counts` is whether the book took it."""

    entry: Named
    time: int
    logged_by: Seat
    counts: bool
    order: Named | None = None
    ordered: Ordered | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Passed:
    """A handover, or the arrival of a child's; `other` is the certificate or the handover that it names."""

    entry: Named
    other: Named | None
    area: str
    box: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """What a saksi did with the D.Hasil."""

    entry: Named
    option: int
    stance: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rung:
    """One body above the number, and what its book says; `given` is what its children give together."""

    area: str
    book: str
    certificates: tuple[Certified, ...] = ()
    arrivals: tuple[Passed, ...] = ()
    handed_over: tuple[Passed, ...] = ()
    adjustments: tuple[Step, ...] = ()
    objections: tuple[Objected, ...] = ()
    positions: tuple[Position, ...] = ()
    reopenings: tuple[Reopened, ...] = ()
    given: Figure = None
    differences: tuple[Difference, ...] = ()

    @property
    def in_force(self) -> Certified | None:
        """The certificate that counts."""
        return self.certificates[-1] if self.certificates else None


@dataclass(frozen=True, slots=True)
class Child:
    """One area or TPS below: its figure as rebuilt, how many TPS lack the row, what it certified; None: not known.

    `state` is `read`, `incomplete` or `broken`: of its book and those below.
    """

    area: str
    figure: Figure
    missing: int
    certified: Figure = None
    book: str | None = None
    state: str = "read"


@dataclass(frozen=True, slots=True)
class FirstDifference:
    """The lowest place where what was certified is not what those below give."""

    area: str
    book: str
    entry: Named
    differences: tuple[Difference, ...]


@dataclass(slots=True)
class Explanation:
    """Everything of one number; `figure` None: not known, or of a TPS not filled in (`missing` 1)."""

    election: Election | None
    declared: DeclaredContest | None
    contest: str
    area: str
    row: str
    status: str
    figure: Figure = None
    missing: int = 0
    is_known: bool = True
    adjusted: Figure = None
    children: tuple[Child, ...] = ()
    life: tuple[Step, ...] = ()
    objections: tuple[Objected, ...] = ()
    rungs: tuple[Rung, ...] = ()
    first: FirstDifference | None = None
    others: tuple[FirstDifference, ...] = ()
    findings: tuple[Finding, ...] = ()
    books: Mapping[str, tuple[int, Hash]] = field(default_factory=dict)
    entries: int = 0
    statements: int = 0
    signatures: int = 0
    from_index: int = 0
    made: int = 0

    def differ_at(self, places: Iterable[FirstDifference]) -> None:
        """Tell where what was certified is not what those below give: these places, lowest first."""
        listed = tuple(places)
        self.first, self.others = (listed[0], listed[1:]) if listed else (None, ())


def differing_places(rungs: Iterable[Rung]) -> Iterator[FirstDifference]:
    """Where the certificate in force of a level is not what those below give."""
    for rung in rungs:
        if rung.differences and rung.in_force is not None:
            yield FirstDifference(rung.area, rung.book, rung.in_force.entry, rung.differences)
