"""Events: what an operator logs, one class per entry type (`docs/format.md`, section 5).

- The fields of each record stand in ascending order of their names, as on the wire.
- An event's type is the name of its class; types resolve through the closed table `EVENT_TYPES`.
- `STREAMS` says in which streams each event may stand.
"""

from dataclasses import dataclass

from domain.statements import Appointment, CHasil, DHasil, Possession, Statement
from domain.types import Figures, Hash, PublicKey


@dataclass(frozen=True, slots=True)
class Line:
    """One line of authority: the root book's log key and origin, and how many of which root keys appoint."""

    log: PublicKey
    origin: str
    quorum: int
    roots: tuple[PublicKey, ...]


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many anggota sign beside the ketua in bodies of kind `body`."""

    anggota: int
    body: str


@dataclass(frozen=True, slots=True)
class ElectionDeclared:
    """The election itself, at index 0 of the root book; its leaf hash names the election everywhere."""

    bawaslu: Line | None
    kind: str
    kpu: Line
    name: str
    possessions: tuple[Statement[Possession], ...]
    profile: str
    quorums: tuple[Quorum, ...]


@dataclass(frozen=True, slots=True)
class DeclaredOption:
    """A choice on the ballot; a candidate names its party as `parent`."""

    name: str
    no: int
    parent: int | None


@dataclass(frozen=True, slots=True)
class ContestDeclared:
    """A contest: where it is held, up to which level, its options in ballot order and its rows in form order."""

    areas: tuple[str, ...]
    levels: tuple[str, ...]
    options: tuple[DeclaredOption, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Continued:
    """The book that a successor book goes on from."""

    book: str
    root: Hash
    size: int


@dataclass(frozen=True, slots=True)
class BookOpened:
    """A book's first entry, under the superior's checkpoint note (none in a line's root book)."""

    authority: bytes | None
    continues: Continued | None


@dataclass(frozen=True, slots=True)
class AuthoritySeen:
    """A newer checkpoint note of the superior; keys appointed below its size count from here."""

    note: bytes


@dataclass(frozen=True, slots=True)
class BodyAuthorized:
    """A body below gets a book: origin and log key."""

    appointment: Statement[Appointment]


@dataclass(frozen=True, slots=True)
class OfficialAppointed:
    """Keys for the officials of a body, each with its proof of possession."""

    appointment: Statement[Appointment]
    possessions: tuple[Statement[Possession], ...]


@dataclass(frozen=True, slots=True)
class Station:
    """A TPS and its DPT, where known."""

    dpt: int | None
    tps: str


@dataclass(frozen=True, slots=True)
class RegionRegistered:
    """The TPS of a desa."""

    stations: tuple[Station, ...]


@dataclass(frozen=True, slots=True)
class StationKeysIssued:
    """The KPPS keys of a desa's TPS; a CHasil signed with them is the proof of possession."""

    appointment: Statement[Appointment]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a form that breaks a G rule is recorded all the same."""

    code: str
    contest: str
    reason: str
    row: str


@dataclass(frozen=True, slots=True)
class TallyReceived:
    """A CHasil or Transcription reaches the PPK: in which box, carried by whom; a later generation names its order."""

    box: str
    carrier: str
    explained: tuple[Explanation, ...]
    order: Hash | None
    statement: Statement[CHasil]


@dataclass(frozen=True, slots=True)
class TallyAbsent:
    """A TPS has no result in these contests, for this reason."""

    contests: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class PlenaryOpened:
    """A plenary opens, for an area and contests."""

    area: str
    contests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlenaryClosed:
    """The plenary of this stream closes."""


@dataclass(frozen=True, slots=True)
class Column:
    """One child unit in a part: its figures, per row the TPS that lacked it, and the entries they come from."""

    figures: Figures
    missing: tuple[int, ...]
    sources: tuple[Hash, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class RecapitulationPart:
    """Columns of a D.Hasil: those of one desa, or of the child units; `number` counts the parts of a draft from 1."""

    columns: tuple[Column, ...]
    declared: Hash
    number: int
    unit: str


@dataclass(frozen=True, slots=True)
class RecapitulationCertified:
    """The body's signed D.Hasil."""

    dhasil: Statement[DHasil]


@dataclass(frozen=True, slots=True)
class RecapitulationHandedOver:
    """The certificate (by leaf hash) goes up to the body `to`."""

    certificate: Hash
    to: str


@dataclass(frozen=True, slots=True)
class ChildReceived:
    """A child's handed-over certificate arrives: where it stands in the child's book, under which checkpoint note."""

    book: str
    box: str
    child: str
    index: int
    leaf: Hash
    note: bytes


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A sound entry of a type or version that this program does not know."""

    type: str
    v: int


Event = (
    ElectionDeclared
    | ContestDeclared
    | BookOpened
    | AuthoritySeen
    | BodyAuthorized
    | OfficialAppointed
    | RegionRegistered
    | StationKeysIssued
    | TallyReceived
    | TallyAbsent
    | PlenaryOpened
    | PlenaryClosed
    | RecapitulationPart
    | RecapitulationCertified
    | RecapitulationHandedOver
    | ChildReceived
    | Unsupported
)

STREAMS: dict[type[Event], str] = {
    ElectionDeclared: "election",
    ContestDeclared: "contest/",
    BookOpened: "book",
    AuthoritySeen: "book",
    BodyAuthorized: "body/",
    OfficialAppointed: "body/",
    RegionRegistered: "region/",
    StationKeysIssued: "region/",
    TallyReceived: "tally/",
    TallyAbsent: "tally/",
    PlenaryOpened: "plenary/",
    PlenaryClosed: "plenary/",
    RecapitulationPart: "recap/",
    RecapitulationCertified: "recap/",
    RecapitulationHandedOver: "recap/",
    ChildReceived: "recap/",
}
"""The stream of each event: a whole name, or a prefix ending in `/` before the subject."""

EVENT_TYPES: dict[str, type[Event]] = {kind.__name__: kind for kind in STREAMS}
"""The closed table of entry types."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A decoded entry; `time` is milliseconds since 1970 and only a claim; `hash` is its leaf hash."""

    book: str
    data: Event
    election: Hash
    prev: Hash
    seq: int
    signer: PublicKey
    stream: str
    time: int
    hash: Hash

    @property
    def subject(self) -> str:
        """What the stream is about: the part after the first `/`."""
        return self.stream.partition("/")[2]

    @property
    def type(self) -> str:
        """The entry type as it stands on the wire."""
        return self.data.type if isinstance(self.data, Unsupported) else type(self.data).__name__
