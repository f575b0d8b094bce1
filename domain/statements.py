"""Statements: what people sign about the world, without a place in any book (`docs/format.md`, section 4).

- The fields of each record stand in ascending order of their names, as on the wire.
- A statement is named by the hash of the bytes that were signed, and carries those bytes verbatim.
- A statement's type is the name of its class.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from domain.types import Figures, Hash, PublicKey, Signature


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


@dataclass(frozen=True, slots=True)
class Form:
    """One contest's C.Hasil: figures in the row order of the declaration it cites; words, where they were read too."""

    contest: str
    declared: Hash
    figures: Figures
    papers: tuple[Hash, ...]
    words: Figures


@dataclass(frozen=True, slots=True)
class CHasil:
    """The result of one TPS, signed by its KPPS; generation 1 is the first vote, a revote is the next."""

    forms: tuple[Form, ...]
    generation: int
    signed_kpps: int | None
    signed_saksi: int | None
    times: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Transcription(CHasil):
    """The same, taken from the paper by two officials of the PPK; for ever marked as such."""


@dataclass(frozen=True, slots=True)
class DHasil:
    """A body's result of one contest: its parts by leaf hash, and per row the total and how many TPS lacked the row."""

    declared: Hash
    missing: tuple[int, ...]
    parts: tuple[Hash, ...]
    totals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class KeyGrant:
    """One key for one person: seat number `person` within the body (or TPS) of `area`."""

    area: str
    key: PublicKey
    person: int
    role: Role


@dataclass(frozen=True, slots=True)
class LogGrant:
    """The log key and the origin of a body's book."""

    key: PublicKey
    origin: str


@dataclass(frozen=True, slots=True)
class Appointment:
    """Keys, or a book with its log key, given to the body that is the statement's subject."""

    keys: tuple[KeyGrant, ...]
    log: LogGrant | None


@dataclass(frozen=True, slots=True)
class Possession:
    """A key speaking for itself: I am held, for this seat."""

    area: str
    person: int
    role: Role


StatementData = CHasil | Transcription | DHasil | Appointment | Possession

STATEMENT_TYPES: dict[str, type[StatementData]] = {
    kind.__name__: kind for kind in (CHasil, Transcription, DHasil, Appointment, Possession)
}
"""The closed table of statement types."""

D_co = TypeVar("D_co", bound=StatementData, covariant=True)


@dataclass(frozen=True, slots=True)
class Statement(Generic[D_co]):
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
