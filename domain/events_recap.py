"""Events of the recapitulation: D.Hasil, witnesses, objections, handing over, the levels above, copies (section 5).

- The fields of each record stand in ascending order of their names, as on the wire.
- A column is taken from the entries it cites; what changes a child's column above names the child and the unit.
"""

from domain.events_plenary import Attendee, Cell
from domain.statements import Copy, DHasil, Statement, WitnessPosition
from domain.types import Count, Figures, HashField, ListOf, Note, Record, Text


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


class WitnessRecorded(Record, frozen=True):
    """A saksi signed the D.Hasil with this hash, refused with a reason, or was not there.

    `positions` has the saksi's own statement where the saksi has a key, and is empty where there is only paper.
    """

    dhasil: HashField
    option: Count
    paper: HashField | None
    positions: ListOf[Statement[WitnessPosition]]
    reason: Text
    stance: Text


class ObjectionRaised(Record, frozen=True):
    """Somebody in the room objects to rows of a unit."""

    by: Attendee
    paper: HashField | None
    rows: ListOf[Text]
    text: Text
    unit: Text


class ObjectionResolved(Record, frozen=True):
    """An objection was accepted, rejected or withdrawn; `entries` are what followed from it."""

    entries: ListOf[HashField]
    objection: HashField
    outcome: Text
    reason: Text


class CopyDelivered(Record, frozen=True):
    """A copy of the certified D.Hasil was handed to somebody, or posted."""

    certificate: HashField
    how: Text
    paper: HashField | None
    receiver: Attendee


class RecapitulationHandedOver(Record, frozen=True):
    """The certificate (by leaf hash) goes up to the body `to`."""

    certificate: HashField
    to: Text


class RecapitulationReopened(Record, frozen=True):
    """The certified recapitulation is opened again, on an order registered in this book."""

    order: HashField


class ChildReceived(Record, frozen=True):
    """A child's handed-over certificate arrives: where it stands in the child's book, under which checkpoint note."""

    book: Text
    box: Text
    child: Text
    index: Count
    leaf: HashField
    note: Note


class ChildCorrected(Record, frozen=True):
    """Figures of a child, or of a unit below it, are corrected at the level above.

    The child's column moves by the difference.  `source` set the column until now; `basis` says what was looked at.
    """

    attendance: HashField
    basis: Text
    cells: ListOf[Cell]
    child: Text
    objection: HashField | None
    papers: ListOf[HashField]
    reason: Text
    source: HashField
    unit: Text


class ChildRecounted(ChildCorrected, frozen=True):
    """The ballots of a TPS were counted again at the level above: the cells are the whole of sections IV and V."""


class CopyRecorded(Record, frozen=True):
    """A copy of a C.Hasil, as a saksi, Panwaslu or Bawaslu holds it; `paper` is its scan."""

    copy: Statement[Copy]
    paper: HashField | None
