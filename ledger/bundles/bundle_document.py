"""What `explanation.json` of a bundle holds (`docs/bundle.md`): the words of `ledger.explain.explained`, for programs.

- Every key is there in every document; what does not apply is null or empty.
- Hashes are in hexadecimal; figures are integers or null, which at a TPS is "not filled in".
"""

import msgspec

Figure = int | None


class EntryTold(msgspec.Struct, frozen=True):
    """An entry: book, index, leaf hash."""

    book: str
    index: int
    hash: str


class SeatTold(msgspec.Struct, frozen=True):
    """A signer by role and seat."""

    role: str
    person: int
    area: str


class PersonTold(msgspec.Struct, frozen=True):
    """Somebody recorded as being there."""

    contest: str
    no: int
    role: str


class RoomTold(msgspec.Struct, frozen=True):
    """In which plenary, and who was there."""

    plenary: str | None
    phase: str | None
    attendance: EntryTold | None
    present: list[PersonTold]


class StepTold(msgspec.Struct, frozen=True):
    """One act on the figure of a TPS or unit."""

    kind: str
    entry: EntryTold
    unit: str
    time: int
    logged_by: SeatTold
    counts: bool
    old: Figure
    new: Figure
    signers: list[SeatTold]
    statement: str | None
    generation: int | None
    reason: str
    basis: str
    box: str
    carrier: str
    papers: list[str]
    order: EntryTold | None
    objection: EntryTold | None
    room: RoomTold
    findings: list[str]


class ObjectionTold(msgspec.Struct, frozen=True):
    """An objection and its answer."""

    entry: EntryTold
    unit: str
    by: PersonTold
    rows: list[str]
    text: str
    room: RoomTold
    answered: EntryTold | None
    outcome: str
    reason: str


class DifferenceTold(msgspec.Struct, frozen=True):
    """What was certified, and what those below give; `what` says of what (`explained.Difference`)."""

    what: str
    unit: str
    certified: Figure
    given: Figure


class CertificateTold(msgspec.Struct, frozen=True):
    """A certificate and how it carries the number."""

    entry: EntryTold
    statement: str
    unit: str | None
    column: Figure
    column_missing: int
    total: int
    total_missing: int
    state: str
    sources: list[EntryTold]
    logged_by: SeatTold
    signers: list[SeatTold]
    room: RoomTold


class PassedTold(msgspec.Struct, frozen=True):
    """A handover or an arrival."""

    entry: EntryTold
    other: EntryTold | None
    area: str
    box: str


class PositionTold(msgspec.Struct, frozen=True):
    """What a saksi did with a D.Hasil."""

    entry: EntryTold
    option: int
    stance: str
    reason: str


class LevelTold(msgspec.Struct, frozen=True):
    """One body above the number."""

    area: str
    book: str
    certificates: list[CertificateTold]
    arrivals: list[PassedTold]
    handed_over: list[PassedTold]
    adjustments: list[StepTold]
    objections: list[ObjectionTold]
    positions: list[PositionTold]
    given: Figure
    differences: list[DifferenceTold]


class ChildTold(msgspec.Struct, frozen=True):
    """One TPS or desa below."""

    area: str
    figure: Figure
    missing: int
    certified: Figure


class PlaceTold(msgspec.Struct, frozen=True):
    """Where what was certified is not what those below give."""

    area: str
    book: str
    entry: EntryTold
    differences: list[DifferenceTold]


class FiledTold(msgspec.Struct, frozen=True):
    """A report to Bawaslu; `happened` and `known` are the reporter's, `commitments` are of papers that stay there."""

    entry: EntryTold
    time: int
    logged_by: SeatTold
    reporter: str
    text: str
    areas: list[str]
    contests: list[str]
    happened: int | None
    known: int | None
    commitments: list[str]


class EvidenceTold(msgspec.Struct, frozen=True):
    """Evidence in a dispute: commitments to papers, documents, entries of books."""

    entry: EntryTold
    time: int
    logged_by: SeatTold
    text: str
    commitments: list[str]
    documents: list[str]
    entries: list[EntryTold]


class RuledTold(msgspec.Struct, frozen=True):
    """A ruling and who signed it; `to` is empty and `deadline` null where nothing is ordered."""

    entry: EntryTold
    time: int
    logged_by: SeatTold
    statement: str
    signers: list[SeatTold]
    order: str
    to: str
    areas: list[str]
    contests: list[str]
    deadline: int | None
    reason: str
    document: str


class SeenTold(msgspec.Struct, frozen=True):
    """What came of a ruling, as Bawaslu saw it in these entries of the ordered body's book."""

    entry: EntryTold
    time: int
    logged_by: SeatTold
    outcome: str
    entries: list[EntryTold]


class DisputeTold(msgspec.Struct, frozen=True):
    """A dispute about the number in Bawaslu's line; `ruled` is null while nothing is ruled."""

    book: str
    name: str
    filed: FiledTold
    evidence: list[EvidenceTold]
    ruled: RuledTold | None
    seen: list[SeenTold]


class Said(msgspec.Struct, frozen=True):
    """A sentence in both languages."""

    en: str
    id: str


class FindingTold(msgspec.Struct, frozen=True):
    """A finding on the path."""

    area: str | None
    book: str | None
    code: str
    index: int | None
    level: str
    row: str | None
    text: Said


class RowTold(msgspec.Struct, frozen=True):
    """The explanation of one row."""

    row: str
    label: Said
    known: bool
    figure: Figure
    missing: int
    adjusted: Figure
    children: list[ChildTold]
    life: list[StepTold]
    objections: list[ObjectionTold]
    levels: list[LevelTold]
    first_difference: PlaceTold | None
    other_differences: list[PlaceTold]


class ElectionTold(msgspec.Struct, frozen=True):
    """The election."""

    hash: str
    kind: str
    name: str
    profile: str


class BookTold(msgspec.Struct, frozen=True):
    """A book: its checkpoint, and how many of its entries are here."""

    origin: str
    size: int
    root: str
    entries: int


class Story(msgspec.Struct, frozen=True):
    """The whole document."""

    format: str
    language: str
    election: ElectionTold
    contest: str
    area: str
    status: str
    books: list[BookTold]
    statements: int
    signatures: int
    disputes: list[DisputeTold]
    documents: list[str]
    findings: list[FindingTold]
    rows: list[RowTold]
