"""The aggregate of one contest in one book: drafted parts, certificates, what arrived and what was handed over.

- A D.Hasil is, per child unit, its figures; the totals are their sum (J.502).
- A unit stands in a D.Hasil once (J.504).
- Two certificates from the same sources with different totals contradict each other (J.505).
- An objection is raised, then resolved once; a certified recapitulation is reopened on an order only, and on each
  order once.
- What a level changes of a child's column counts from the child's last arrival on; with the next one it lapses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from domain.events import (
    ChildCorrected,
    ChildReceived,
    Column,
    CopyDelivered,
    Entry,
    ObjectionRaised,
    ObjectionResolved,
    RecapitulationPart,
    WitnessRecorded,
)
from domain.statements import DHasil, Statement
from domain.totals import Totals, add, totals_of_stations
from domain.types import Hash

NO_STATEMENT: Final = Hash(b"")
"""Where a certificate's statement is not asked for."""

ACCEPTED, REJECTED, WITHDRAWN = OUTCOMES = ("accepted", "rejected", "withdrawn")
"""How an objection is resolved."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certified D.Hasil: leaf hash and index of its entry, totals, columns they come from, hash of the statement."""

    leaf: Hash
    index: int
    totals: Totals
    columns: tuple[Column, ...]
    statement: Hash = NO_STATEMENT

    @property
    def by_unit(self) -> dict[str, Column]:
        """The columns by their unit."""
        return {column.unit: column for column in self.columns}


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection as entry `index` raised it, and how it was resolved, if it was."""

    index: int
    raised: ObjectionRaised
    resolved: ObjectionResolved | None = None

    @property
    def is_dismissed(self) -> bool:
        """Whether it was rejected or withdrawn."""
        return self.resolved is not None and self.resolved.outcome in {REJECTED, WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A ChildCorrected or ChildRecounted: the leaf hash and index of its entry, and what it says."""

    leaf: Hash
    index: int
    event: ChildCorrected

    def moved(self, rows: tuple[str, ...]) -> Totals:
        """By how much it moves the child's column: per row new - old, and the TPS that lack it (both may be < 0)."""
        cells = {cell.row: cell for cell in self.event.cells}
        sums, missing = [0] * len(rows), [0] * len(rows)
        for place, row in enumerate(rows):
            if (cell := cells.get(row)) is not None:
                sums[place] = (cell.new or 0) - (cell.old or 0)
                missing[place] = (cell.new is None) - (cell.old is None)
        return Totals(tuple(sums), tuple(missing))

    def setting(self, rows: tuple[str, ...], now: Totals, *, is_station: bool) -> Totals:
        """By how much it moves the figures `now` of its unit, so that they are the new ones afterwards.

        What is missing of a larger unit than a TPS stays missing.
        """
        cells = {cell.row: cell for cell in self.event.cells}
        sums, missing = [0] * len(rows), [0] * len(rows)
        for place, row in enumerate(rows):
            if (cell := cells.get(row)) is not None:
                sums[place] = (cell.new or 0) - now.sums[place]
                missing[place] = (cell.new is None) - now.missing[place] if is_station else 0
        return Totals(tuple(sums), tuple(missing))


@dataclass(frozen=True, slots=True)
class Recap:
    """The state of `recap/<contest>`; the last certificate is in force, and the last arrival of a child.

    `objections` are by the leaf hash of what raised them; `adjustments` by child, since its last arrival; `made` are
    all that there ever were, in the order of the book; `reopened_on` are the orders that reopened it.
    """

    parts: Mapping[Hash, RecapitulationPart] = field(default_factory=dict)
    certificates: tuple[Certificate, ...] = ()
    handed_over: tuple[tuple[Hash, int, Hash], ...] = ()
    received: Mapping[str, tuple[int, ChildReceived]] = field(default_factory=dict)
    arrivals: tuple[tuple[int, ChildReceived], ...] = ()
    objections: Mapping[Hash, Objection] = field(default_factory=dict)
    witnesses: tuple[tuple[int, WitnessRecorded], ...] = ()
    copies: tuple[tuple[int, CopyDelivered], ...] = ()
    adjustments: Mapping[str, tuple[Adjustment, ...]] = field(default_factory=dict)
    made: tuple[Adjustment, ...] = ()
    is_reopened: bool = False
    reopened_on: tuple[Hash, ...] = ()

    @property
    def is_final(self) -> bool:
        """Whether it is certified, and not reopened since."""
        return bool(self.certificates) and not self.is_reopened

    @property
    def unanswered(self) -> tuple[Hash, ...]:
        """The objections that nobody resolved, in the order they were raised."""
        return tuple(leaf for leaf, objection in self.objections.items() if objection.resolved is None)

    @property
    def in_force(self) -> Certificate | None:
        """The certificate that counts, or None."""
        return self.certificates[-1] if self.certificates else None


def with_part(recap: Recap, entry: Entry, part: RecapitulationPart) -> Recap:
    """The state after a part was drafted."""
    return replace(recap, parts={**recap.parts, entry.hash: part})


def with_certificate(recap: Recap, index: int, entry: Entry, statement: Statement[DHasil]) -> Recap:
    """The state after a certificate."""
    dhasil = statement.data
    columns = tuple(column for part in dhasil.parts for column in recap.parts[part].columns)
    totals = Totals(dhasil.totals, dhasil.missing)
    certificate = Certificate(entry.hash, index, totals, columns, statement.hash)
    return replace(recap, certificates=(*recap.certificates, certificate), is_reopened=False)


def with_child(recap: Recap, index: int, child: ChildReceived) -> Recap:
    """The state after a child's certificate arrived."""
    received = {**recap.received, child.child: (index, child)}
    adjustments = {unit: made for unit, made in recap.adjustments.items() if unit != child.child}
    return replace(recap, received=received, arrivals=(*recap.arrivals, (index, child)), adjustments=adjustments)


def with_adjustment(recap: Recap, index: int, entry: Entry, event: ChildCorrected) -> Recap:
    """The state after a child's column was changed at this level."""
    made = Adjustment(entry.hash, index, event)
    of_child = (*recap.adjustments.get(event.child, ()), made)
    return replace(recap, adjustments={**recap.adjustments, event.child: of_child}, made=(*recap.made, made))


def with_objection(recap: Recap, index: int, entry: Entry, raised: ObjectionRaised) -> Recap:
    """The state after an objection."""
    return replace(recap, objections={**recap.objections, entry.hash: Objection(index, raised)})


def with_resolution(recap: Recap, resolved: ObjectionResolved) -> Recap:
    """The state after an objection, which must be there, was resolved."""
    answered = replace(recap.objections[resolved.objection], resolved=resolved)
    return replace(recap, objections={**recap.objections, resolved.objection: answered})


def with_reopening(recap: Recap, order: Hash) -> Recap:
    """The state after the recapitulation was reopened on this order."""
    return replace(recap, is_reopened=True, reopened_on=(*recap.reopened_on, order))


def with_handover(recap: Recap, index: int, entry: Entry, certificate: Hash) -> Recap:
    """The state after the certificate was handed over by this entry."""
    return replace(recap, handed_over=(*recap.handed_over, (certificate, index, entry.hash)))


def sum_of_columns(columns: tuple[Column, ...], width: int, *, of_stations: bool) -> Totals:
    """What the totals of a D.Hasil with these columns must be: of TPS with unfilled rows, or of units with sums."""
    if of_stations:
        return totals_of_stations([column.figures for column in columns], width)
    return add((Totals(tuple([figure or 0 for figure in column.figures]), column.missing) for column in columns), width)
