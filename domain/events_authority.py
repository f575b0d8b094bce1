"""Events of authority: the election and its contests, books, bodies, officials, stations (`docs/format.md`, section 5).

- The fields of each record stand in ascending order of their names, as on the wire.
- What is granted or taken back is a statement of those who may; the entry only logs it.
"""

from domain.statements import (
    Affirmation,
    Appointment,
    ContestAmendment,
    ElectionAmendment,
    Possession,
    Quorum,
    Revocation,
    Statement,
)
from domain.types import Count, HashField, KeyField, ListOf, Note, Record, Text


class Line(Record, frozen=True):
    """One line of authority: the root book's log key and origin, and how many of which root keys appoint."""

    log: KeyField
    origin: Text
    quorum: Count
    roots: ListOf[KeyField]


class ElectionDeclared(Record, frozen=True):
    """The election itself, at index 0 of the root book; its leaf hash names the election everywhere."""

    bawaslu: Line | None
    kind: Text
    kpu: Line
    name: Text
    possessions: ListOf[Statement[Possession]]
    profile: Text
    quorums: ListOf[Quorum]


class ElectionAmended(Record, frozen=True):
    """Name, quorums or root keys of the election change, by the quorum in force; new roots prove themselves."""

    amendment: Statement[ElectionAmendment]
    possessions: ListOf[Statement[Possession]]


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


class ContestAmended(Record, frozen=True):
    """Where a contest is held changes, or an option is withdrawn; options and rows stay where they are."""

    amendment: Statement[ContestAmendment]


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


class CheckpointAcknowledged(Record, frozen=True):
    """A checkpoint note of another body's book was seen here, so that the book cannot be rewritten unnoticed."""

    note: Note


class AttemptRefused(Record, frozen=True):
    """An act that an appointed key tried and that was refused: in which stream, of which type, for which findings."""

    area: Text
    by: KeyField
    codes: ListOf[Text]
    contest: Text
    stream: Text
    type: Text


class BodyAuthorized(Record, frozen=True):
    """A body below gets a book: origin and log key."""

    appointment: Statement[Appointment]


class OfficialAppointed(Record, frozen=True):
    """Keys for the officials of a body, each with its proof of possession."""

    appointment: Statement[Appointment]
    possessions: ListOf[Statement[Possession]]


class OfficialRevoked(Record, frozen=True):
    """A key no longer counts, but for what it signed below the cuts."""

    revocation: Statement[Revocation]


class EntriesAffirmed(Record, frozen=True):
    """Entries that a revoked key signed count all the same."""

    affirmation: Statement[Affirmation]


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
