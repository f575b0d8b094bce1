"""Events: what an operator logs, one class per entry type (`docs/format.md`, section 5).

- The fields of each record stand in ascending order of their names, as on the wire.
- An event's type is the name of its class; types resolve through the closed table `EVENT_TYPES`.
- `STREAMS` says in which streams each event may stand.
"""

from domain.statements import Appointment, CHasil, DHasil, Possession, Statement
from domain.types import Count, Figures, Hash, HashField, KeyField, ListOf, Note, PublicKey, Record, Text


class Line(Record, frozen=True):
    """One line of authority: the root book's log key and origin, and how many of which root keys appoint."""

    log: KeyField
    origin: Text
    quorum: Count
    roots: ListOf[KeyField]


class Quorum(Record, frozen=True):
    """How many anggota sign beside the ketua in bodies of kind `body`."""

    anggota: Count
    body: Text


class ElectionDeclared(Record, frozen=True):
    """The election itself, at index 0 of the root book; its leaf hash names the election everywhere."""

    bawaslu: Line | None
    kind: Text
    kpu: Line
    name: Text
    possessions: ListOf[Statement[Possession]]
    profile: Text
    quorums: ListOf[Quorum]


class DeclaredOption(Record, frozen=True):
    """A choice on the ballot; a candidate names its party as `parent`."""

    name: Text
    no: Count
    parent: Count | None


class ContestDeclared(Record, frozen=True):
    """A contest: where it is held, up to which level, its options in ballot order and its rows in form order."""

    areas: ListOf[Text]
    levels: ListOf[Text]
    options: ListOf[DeclaredOption]
    rows: ListOf[Text]


class Continued(Record, frozen=True):
    """The book that a successor book goes on from."""

    book: Text
    root: HashField
    size: Count


class BookOpened(Record, frozen=True):
    """A book's first entry, under the superior's checkpoint note (none in a line's root book)."""

    authority: Note | None
    continues: Continued | None


class AuthoritySeen(Record, frozen=True):
    """A newer checkpoint note of the superior; keys appointed below its size count from here."""

    note: Note


class BodyAuthorized(Record, frozen=True):
    """A body below gets a book: origin and log key."""

    appointment: Statement[Appointment]


class OfficialAppointed(Record, frozen=True):
    """Keys for the officials of a body, each with its proof of possession."""

    appointment: Statement[Appointment]
    possessions: ListOf[Statement[Possession]]


class Station(Record, frozen=True):
    """A TPS and its DPT, where known."""

    dpt: Count | None
    tps: Text


class RegionRegistered(Record, frozen=True):
    """The TPS of a desa."""

    stations: ListOf[Station]


class StationKeysIssued(Record, frozen=True):
    """The KPPS keys of a desa's TPS; a CHasil signed with them is the proof of possession."""

    appointment: Statement[Appointment]


class Explanation(Record, frozen=True):
    """Why a form that breaks a G rule is recorded all the same."""

    code: Text
    contest: Text
    reason: Text
    row: Text


class TallyReceived(Record, frozen=True):
    """A CHasil or Transcription reaches the PPK: in which box, carried by whom; a later generation names its order."""

    box: Text
    carrier: Text
    explained: ListOf[Explanation]
    order: HashField | None
    statement: Statement[CHasil]


class TallyAbsent(Record, frozen=True):
    """A TPS has no result in these contests, for this reason."""

    contests: ListOf[Text]
    reason: Text


class PlenaryOpened(Record, frozen=True):
    """A plenary opens, for an area and contests."""

    area: Text
    contests: ListOf[Text]


class PlenaryClosed(Record, frozen=True):
    """The plenary of this stream closes."""


class Column(Record, frozen=True):
    """One child unit in a part: its figures, per row the TPS that lacked it, and the entries they come from."""

    figures: Figures
    missing: ListOf[Count]
    sources: ListOf[HashField]
    unit: Text


class RecapitulationPart(Record, frozen=True):
    """Columns of a D.Hasil: those of one desa, or of the child units; `number` counts the parts of a draft from 1."""

    columns: ListOf[Column]
    declared: HashField
    number: Count
    unit: Text


class RecapitulationCertified(Record, frozen=True):
    """The body's signed D.Hasil."""

    dhasil: Statement[DHasil]


class RecapitulationHandedOver(Record, frozen=True):
    """The certificate (by leaf hash) goes up to the body `to`."""

    certificate: HashField
    to: Text


class ChildReceived(Record, frozen=True):
    """A child's handed-over certificate arrives: where it stands in the child's book, under which checkpoint note."""

    book: Text
    box: Text
    child: Text
    index: Count
    leaf: HashField
    note: Note


class Unsupported(Record, frozen=True):
    """A sound entry of an unknown type or version, or (then `within` is its own type) with such a statement in it."""

    type: str
    v: int
    within: str | None = None


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


class Entry(Record, frozen=True):
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
        data = self.data
        return data.within or data.type if isinstance(data, Unsupported) else type(data).__name__
