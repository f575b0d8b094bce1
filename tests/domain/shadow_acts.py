"""What the shadow (`tests.domain.shadow`) is made of: acts, and what is kept of them, as plain data.

Rules of this module:

- Entries, statements and keys are names; figures are numbers by row.
- The arithmetic of forms and sums is written out once more, without code of the domain.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

Sheet = dict[str, int | None]
"""The figures of one form, by row."""

Sums = dict[str, tuple[int, int]]
"""Per row the sum, and how many TPS lacked it."""

VOTES = ("suara_1", "suara_2")
ROWS = (*VOTES, "suara_sah", "suara_tidak_sah", "suara_total")
LARGEST = 1_000_000
ROLES = ("ketua", "anggota", "operator", "saksi", "panwaslu", "pps", "kpps", "pemantau", "masyarakat")
BASES = ("c-hasil", "copies", "ballots", "d-hasil", "court")
ORDERS = ("correct", "recount", "recapitulate", "revote", "reopen")
OPTIONS = (1, 2)
AREA_LENGTHS = (2, 4, 6, 10, 13)


class Column(TypedDict):
    """One unit in a part: its figures, per row the TPS that lacked it, and the entries they come from."""

    unit: str
    figures: Sheet
    missing: dict[str, int]
    sources: tuple[str, ...]


class Position(TypedDict):
    """What a saksi signed."""

    key: str
    option: int
    stance: str
    reason: str


class Act(TypedDict, total=False):
    """Something that somebody wants to log; which keys there are follows from `kind`."""

    kind: str
    signer: str
    plenary: str
    contest: str
    contests: tuple[str, ...]
    area: str
    unit: str
    child: str
    forms: dict[str, Sheet]
    generation: int
    statement: str
    replaces: tuple[str, ...]
    order: str
    reasons: tuple[tuple[str, str, str], ...]
    signers: tuple[str, ...]
    cells: tuple[tuple[str, int | None, int | None], ...]
    whole: bool
    source: str
    attendance: str
    objection: str
    basis: str
    reason: str
    rows: tuple[str, ...]
    role: str
    outcome: str
    entries: tuple[str, ...]
    columns: tuple[Column, ...]
    parts: tuple[str, ...]
    totals: Sums
    certificate: str
    to: str
    how: str
    number: int
    handover: str
    key: str
    option: int
    stance: str
    positions: tuple[Position, ...]
    id: str
    what: str
    areas: tuple[str, ...]


@dataclass
class Figures:
    """What one TPS has in one contest: None where it was declared absent; `reasons` explain what is wrong with it."""

    sheet: Sheet | None
    generation: int
    source: str
    reasons: set[tuple[str, str]] = field(default_factory=set)


@dataclass
class Heard:
    """One C.Hasil that was received."""

    tps: str
    contests: tuple[str, ...]
    generation: int
    statement: str
    order: str = ""


@dataclass
class Plenary:
    """One plenary."""

    contests: tuple[str, ...]
    phase: str = "open"
    attendance: str | None = None


@dataclass
class Certificate:
    """One certified D.Hasil."""

    name: str
    totals: Sums
    columns: tuple[Column, ...]


@dataclass
class Objection:
    """One objection, the place of its entry in the book, and how it was answered."""

    contest: str
    place: int
    unit: str = ""
    outcome: str | None = None


@dataclass
class Adjusted:
    """One change of a child's figures."""

    name: str
    unit: str
    cells: tuple[tuple[str, int | None, int | None], ...]


@dataclass
class Contest:
    """What a body has on record of one contest."""

    parts: dict[str, tuple[Column, ...]] = field(default_factory=dict)
    certificates: list[Certificate] = field(default_factory=list)
    is_reopened: bool = False
    handed_over: dict[str, str] = field(default_factory=dict)
    arrived: dict[str, list[str]] = field(default_factory=dict)
    adjusted: dict[str, list[Adjusted]] = field(default_factory=dict)
    witnesses: list[tuple[int, str]] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    reopened_on: list[str] = field(default_factory=list)
    copies: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_final(self) -> bool:
        """Whether it is certified and not reopened."""
        return bool(self.certificates) and not self.is_reopened


def broken_rules(sheet: Sheet) -> set[tuple[str, str]]:
    """The arithmetic of the form that does not hold: code and row."""
    return set(gaps(sheet))


def gaps(sheet: Sheet) -> dict[tuple[str, str], tuple[int, int]]:
    """The same, with what stands there and what it should be."""
    found = {}
    for code, row, parts in (
        ("G.301", "suara_sah", VOTES),
        ("G.303", "suara_total", ("suara_sah", "suara_tidak_sah")),
    ):
        figures = [sheet[part] for part in (*parts, row)]
        stands, should = figures[-1], sum(filter(None, figures[:-1]))
        if None not in figures and stands is not None and should != stands:
            found[code, row] = (stands, should)
    return found


def unchanged(before: Sheet, after: Sheet) -> set[tuple[str, str]]:
    """What is broken on both in the same figures."""
    now = gaps(after)
    return {place for place, values in gaps(before).items() if now.get(place) == values}


def inside(outer: str, inner: str) -> bool:
    """Whether an area lies in another."""
    return outer == "0" or inner.startswith(outer)


def is_quorum(signers: Sequence[str], ketua: str, anggota: Iterable[str]) -> bool:
    """Whether these are the ketua and two anggota or more, and nobody else."""
    others = set(signers) - {ketua}
    return ketua in signers and len(others) >= 2 and others <= set(anggota)


def summed(columns: Iterable[Column], *, of_stations: bool) -> Sums:
    """The totals of a D.Hasil with these columns."""
    listed = list(columns)
    totals = {}
    for row in ROWS:
        figures = [column["figures"][row] for column in listed]
        lacking = figures.count(None) if of_stations else sum(column["missing"][row] for column in listed)
        totals[row] = (sum(filter(None, figures)), lacking)
    return totals


def moved(sums: Sums, changes: Iterable[Adjusted]) -> Sums:
    """The sums after these changes."""
    after = dict(sums)
    for change in changes:
        for row, old, new in change.cells:
            total, lacking = after[row]
            after[row] = (total + (new or 0) - (old or 0), lacking + (new is None) - (old is None))
    return after
