"""Events of disputes in the book of Bawaslu (`docs/format.md`, section 5).

- The fields of each record stand in ascending order of their names, as on the wire.
- Papers of a dispute stay with Bawaslu: what is logged is SHA-256(salt || document), 32 bytes of salt.
"""

from domain.statements import Ruling, Statement
from domain.types import Count, HashField, ListOf, Note, Record, Text


class Reference(Record, frozen=True):
    """An entry of some book: where it stands, and its leaf hash."""

    book: Text
    index: Count
    leaf: HashField


class DisputeFiled(Record, frozen=True):
    """A report reached Bawaslu: about which areas and contests, when it happened and became known (ms, claims)."""

    areas: ListOf[Text]
    contests: ListOf[Text]
    happened: Count | None
    known: Count | None
    papers: ListOf[HashField]
    reporter: Text
    text: Text


class EvidenceAdded(Record, frozen=True):
    """Evidence: salted commitments to papers, documents in `files/`, entries of books."""

    commitments: ListOf[HashField]
    documents: ListOf[HashField]
    entries: ListOf[Reference]
    text: Text


class DisputeRuled(Record, frozen=True):
    """Bawaslu's ruling."""

    ruling: Statement[Ruling]


class ExecutionSeen(Record, frozen=True):
    """What the ordered body did, as its published book shows it under this checkpoint note."""

    entries: ListOf[Reference]
    note: Note
    outcome: Text
