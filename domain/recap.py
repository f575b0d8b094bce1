"""The aggregate of one contest in one book: drafted parts, certificates, what arrived and what was handed over.

- A D.Hasil is, per child unit, its figures; the totals are their sum (J.502).
- A unit stands in a D.Hasil once (J.504).
- Two certificates from the same sources with different totals contradict each other (J.505).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from domain.events import ChildReceived, Column, Entry, RecapitulationPart
from domain.statements import DHasil
from domain.totals import Totals, add, totals_of_stations
from domain.types import Hash


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certified D.Hasil: the leaf hash and index of its entry, its totals, and the columns they come from."""

    leaf: Hash
    index: int
    totals: Totals
    columns: tuple[Column, ...]

    @property
    def by_unit(self) -> dict[str, Column]:
        """The columns by their unit."""
        return {column.unit: column for column in self.columns}


@dataclass(frozen=True, slots=True)
class Recap:
    """The state of `recap/<contest>`; the last certificate is in force, and the last arrival of a child."""

    parts: Mapping[Hash, RecapitulationPart] = field(default_factory=dict)
    certificates: tuple[Certificate, ...] = ()
    handed_over: tuple[tuple[Hash, int, Hash], ...] = ()
    received: Mapping[str, tuple[int, ChildReceived]] = field(default_factory=dict)
    arrivals: tuple[tuple[int, ChildReceived], ...] = ()

    @property
    def in_force(self) -> Certificate | None:
        """The certificate that counts, or None."""
        return self.certificates[-1] if self.certificates else None


def with_part(recap: Recap, entry: Entry, part: RecapitulationPart) -> Recap:
    """The state after a part was drafted."""
    return replace(recap, parts={**recap.parts, entry.hash: part})


def with_certificate(recap: Recap, index: int, entry: Entry, dhasil: DHasil) -> Recap:
    """The state after a certificate."""
    columns = tuple(column for part in dhasil.parts for column in recap.parts[part].columns)
    totals = Totals(dhasil.totals, dhasil.missing)
    certificate = Certificate(entry.hash, index, totals, columns)
    return replace(recap, certificates=(*recap.certificates, certificate))


def with_child(recap: Recap, index: int, child: ChildReceived) -> Recap:
    """The state after a child's certificate arrived."""
    received = {**recap.received, child.child: (index, child)}
    return replace(recap, received=received, arrivals=(*recap.arrivals, (index, child)))


def with_handover(recap: Recap, index: int, entry: Entry, certificate: Hash) -> Recap:
    """The state after the certificate was handed over by this entry."""
    return replace(recap, handed_over=(*recap.handed_over, (certificate, index, entry.hash)))


def sum_of_columns(columns: tuple[Column, ...], width: int, *, of_stations: bool) -> Totals:
    """What the totals of a D.Hasil with these columns must be: of TPS with unfilled rows, or of units with sums."""
    if of_stations:
        return totals_of_stations([column.figures for column in columns], width)
    return add((Totals(tuple([figure or 0 for figure in column.figures]), column.missing) for column in columns), width)
