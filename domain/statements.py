"""Statements: what people sign about the world, without a place in any book (`docs/format.md`, section 4).

- The fields of each record stand in ascending order of their names, as on the wire.
- A statement is named by the hash of the bytes that were signed, and carries those bytes verbatim.
- A statement's type is the name of its class.
"""

from enum import StrEnum
from typing import Final, Generic, TypeVar

from domain.types import Count, Figures, Hash, HashField, KeyField, ListOf, PublicKey, Record, Signature, Text


class Role(StrEnum):
    """What a key may be used for; a role implies the use (log, official or cosigner)."""

    ROOT = "root"
    OPERATOR = "operator"
    KETUA = "ketua"
    ANGGOTA = "anggota"
    KPPS_KETUA = "kpps_ketua"
    KPPS_ANGGOTA = "kpps_anggota"
    SAKSI = "saksi"
    PESERTA = "peserta"
    PANWASLU = "panwaslu"
    WITNESS = "witness"


STATION_ROLES: Final = (Role.KPPS_KETUA, Role.KPPS_ANGGOTA)
"""The roles of the KPPS of a TPS."""


class Form(Record, frozen=True):
    """One contest's C.Hasil: figures in the row order of the declaration it cites; words, where they were read too."""

    contest: Text
    declared: HashField
    figures: Figures
    papers: ListOf[HashField]
    words: Figures


class CHasil(Record, frozen=True):
    """The result of one TPS, signed by its KPPS; generation 1 is the first vote, a revote is the next."""

    forms: ListOf[Form]
    generation: Count
    signed_kpps: Count | None
    signed_saksi: Count | None
    times: Figures


class Transcription(CHasil, frozen=True):
    """The same, taken from the paper by two officials of the PPK; for ever marked as such."""


class DHasil(Record, frozen=True):
    """A body's result of one contest: its parts by leaf hash, and per row the total and how many TPS lacked the row."""

    declared: HashField
    missing: ListOf[Count]
    parts: ListOf[HashField]
    totals: ListOf[Count]


class KeyGrant(Record, frozen=True):
    """One key for one person: seat number `person` within the body (or TPS) of `area`."""

    area: Text
    key: KeyField
    person: Count
    role: Role


class LogGrant(Record, frozen=True):
    """The log key and the origin of a body's book."""

    key: KeyField
    origin: Text


class Appointment(Record, frozen=True):
    """Keys, or a book with its log key, given to the body that is the statement's subject."""

    keys: ListOf[KeyGrant]
    log: LogGrant | None


class Possession(Record, frozen=True):
    """A key speaking for itself: I am held, for this seat."""

    area: Text
    person: Count
    role: Role


class Copy(Record, frozen=True):
    """The C.Hasil of a TPS as somebody else holds it: the SALINAN of a saksi or of Panwaslu."""

    forms: ListOf[Form]
    generation: Count


class Mandate(Record, frozen=True):
    """A party or paslon (ballot number `option`) sends saksi number `person`, with this key if there is one.

    `area` is the plenary's; in each of `contests` the saksi speaks for that option.
    """

    area: Text
    contests: ListOf[Text]
    key: KeyField | None
    option: Count
    person: Count


class WitnessPosition(Record, frozen=True):
    """A saksi signs the D.Hasil statement with this hash, or refuses with a reason."""

    dhasil: HashField
    option: Count
    reason: Text
    stance: Text


class Cut(Record, frozen=True):
    """A book's first `size` entries, with their root."""

    book: Text
    root: HashField
    size: Count


class Revocation(Record, frozen=True):
    """From now on this key counts in each of these books below the cut only, and nowhere else."""

    cuts: ListOf[Cut]
    key: KeyField
    reason: Text


class Affirmation(Record, frozen=True):
    """What a revoked key signed in this book from index `begin` to below `end` counts all the same."""

    begin: Count
    book: Text
    end: Count
    key: KeyField
    root: HashField


class Quorum(Record, frozen=True):
    """How many anggota sign beside the ketua in bodies of kind `body`."""

    anggota: Count
    body: Text


class ElectionAmendment(Record, frozen=True):
    """What the declaration of the election says from now on of its name, quorums and root keys of one line."""

    name: Text
    quorum: Count
    quorums: ListOf[Quorum]
    roots: ListOf[KeyField]


class Withdrawn(Record, frozen=True):
    """An option that is withdrawn; it keeps its place on the ballot."""

    no: Count
    parent: Count | None


class ContestAmendment(Record, frozen=True):
    """What a contest's declaration says from now on of its areas and of withdrawn options, and on what paper."""

    areas: ListOf[Text]
    declared: HashField
    paper: HashField
    reason: Text
    withdrawn: ListOf[Withdrawn]


class Ruling(Record, frozen=True):
    """Bawaslu decides a dispute: `order` is `dismiss`, or what body `to` has to do by `deadline` (ms, a claim)."""

    areas: ListOf[Text]
    contests: ListOf[Text]
    deadline: Count | None
    document: HashField
    order: Text
    reason: Text
    to: Text


StatementData = (
    CHasil
    | Transcription
    | Copy
    | DHasil
    | Mandate
    | WitnessPosition
    | Appointment
    | Possession
    | Revocation
    | Affirmation
    | ElectionAmendment
    | ContestAmendment
    | Ruling
)

STATEMENT_TYPES: dict[str, type[StatementData]] = {
    kind.__name__: kind
    for kind in (
        CHasil,
        Transcription,
        Copy,
        DHasil,
        Mandate,
        WitnessPosition,
        Appointment,
        Possession,
        Revocation,
        Affirmation,
        ElectionAmendment,
        ContestAmendment,
        Ruling,
    )
}
"""The closed table of statement types."""

D_co = TypeVar("D_co", bound=StatementData, covariant=True)


class Statement(Record, Generic[D_co], frozen=True):
    """A decoded statement; `time` is milliseconds since 1970 and only a claim; `hash` names it."""

    data: D_co
    election: Hash
    replaces: tuple[Hash, ...]
    signers: tuple[PublicKey, ...]
    subject: str
    time: int
    hash: Hash
    payload: bytes
    signatures: tuple[Signature, ...]
