"""Events of a TPS's result and of the plenary (`docs/format.md`, section 5).

- The fields of each record stand in ascending order of their names, as on the wire.
- A figure is never edited: a correction names the entry that set it, the old and the new.
"""

from domain.statements import CHasil, Mandate, Possession, Statement
from domain.types import Count, HashField, ListOf, Record, Text


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


class Cell(Record, frozen=True):
    """One figure that changes: its row, what stood there, what stands there now (None: not filled)."""

    new: Count | None
    old: Count | None
    row: Text


class TallyCorrected(Record, frozen=True):
    """Figures of a TPS are corrected in the plenary.

    `source` set the figures until now; `attendance` says who was there; `objection` led to it; `paper` shows it.
    """

    attendance: HashField
    cells: ListOf[Cell]
    contest: Text
    explained: ListOf[Explanation]
    generation: Count
    objection: HashField | None
    paper: HashField
    reason: Text
    source: HashField


class TallyRecounted(TallyCorrected, frozen=True):
    """The ballots of a TPS were counted again: the cells are the whole of sections IV and V."""


class PlenaryOpened(Record, frozen=True):
    """A plenary opens, for an area and contests."""

    area: Text
    contests: ListOf[Text]


class PlenarySuspended(Record, frozen=True):
    """The plenary of this stream pauses."""

    reason: Text


class PlenaryResumed(Record, frozen=True):
    """The plenary of this stream goes on."""


class PlenaryClosed(Record, frozen=True):
    """The plenary of this stream closes."""


class Attendee(Record, frozen=True):
    """Somebody in the room, by role and number: a seat of the body, or for a saksi the option in `contest`."""

    contest: Text
    no: Count
    role: Text


class AttendanceRecorded(Record, frozen=True):
    """Who is in the room from now on."""

    present: ListOf[Attendee]


class MandateRecorded(Record, frozen=True):
    """A saksi showed a mandate; `possessions` are those of the keys of peserta and saksi, where they have keys."""

    mandate: Statement[Mandate]
    paper: HashField | None
    possessions: ListOf[Statement[Possession]]


class OrderRegistered(Record, frozen=True):
    """An order to this body: a ruling of Bawaslu's by reference, or a court's by number and document.

    `what` is one of `domain.orders.KINDS`; `deadline` is in milliseconds since 1970.
    """

    areas: ListOf[Text]
    contests: ListOf[Text]
    deadline: Count | None
    document: HashField
    issuer: Text
    number: Text
    ruling: HashField | None
    what: Text


class OrderExecuted(Record, frozen=True):
    """The order of this stream was carried out by these entries of the book."""

    entries: ListOf[HashField]
