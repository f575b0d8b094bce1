"""What differs beside the figures of the TPS: sums above them, changes by levels above, columns that count twice.

Rules of this module:

- The sums in force of every area are compared row by row, where both sides know them; one that changed otherwise than
  the sums of the areas in it, taken together, changed is a change of its own.
- A change by a level above counts for the side in which it is in force: told by body, kind, unit and cells.
- A certificate in which a TPS has several columns, or whose totals are not the sums of its columns, is named with what
  it totals, what its columns add up to, and what the C.Hasil in force do.
- Where the D.Hasil of the kecamatan is compared, none above it is: what the verification says of those is counted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from operator import add
from typing import Final

from domain.areas import NATION, AreaLevel, contains, length_of, parent
from domain.bodies import body_of_origin
from domain.election import DeclaredContest
from domain.events import Cell
from domain.totals import Totals, nothing_from
from ledger.diff.differing_books import ColumnOfTps, Said
from ledger.diff.differing_sources import Read

FIGURES_ABOVE: Final = ("J.501", "J.502", "J.504", "J.512")
"""What a verification finds where the figures of levels above do not fit those below."""

_Totals = Mapping[str, Totals | None]
_KECAMATAN: Final = length_of(AreaLevel.KECAMATAN)


@dataclass(frozen=True, slots=True)
class Sums:
    """The rows in which sums of one area differ: the sums in their order, and of how many TPS each lacks the row."""

    sums: Mapping[str, tuple[int, ...]]
    missing: Mapping[str, tuple[int, ...]]

    def __bool__(self) -> bool:
        """Whether they differ."""
        return bool(self.sums or self.missing)


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A change of a unit's figures by a level above, in force on one side only."""

    area: str
    unit: str
    is_recount: bool
    cells: tuple[Cell, ...]
    said: Said

    @property
    def key(self) -> tuple[str, str, bool, tuple[Cell, ...]]:
        """What it is told by, wherever it stands."""
        return self.area, self.unit, self.is_recount, self.cells


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate that counts a TPS twice, or does not add up: the columns of such TPS, and the sums that differ.

    The sums are those of the certificate, of its columns, and of the C.Hasil in force.
    """

    columns: Mapping[str, tuple[ColumnOfTps, ...]]
    sums: Sums


@dataclass(frozen=True, slots=True)
class Above:
    """The levels whose D.Hasil were not compared, from the lowest up, and how often each finding stands there."""

    levels: tuple[AreaLevel, ...]
    findings: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Beside:
    """What is told beside the figures of the TPS.

    Attributes:
        totals: by area above the TPS, from the highest down, the sums in force that differ, earlier and later.
        own: those of them that changed otherwise than what is in them.
        only_earlier: the changes by levels above that are in force in the earlier side only; `only_later` likewise.
        certified: by kecamatan, the certificates that count twice or do not add up.
        above: what was not compared of the levels above; None where no D.Hasil is.
        generations: by TPS, the generation of the forms that are compared; empty where it is the one in force.
    """

    totals: Mapping[str, Sums] = field(default_factory=dict)
    own: tuple[str, ...] = ()
    only_earlier: tuple[Adjusted, ...] = ()
    only_later: tuple[Adjusted, ...] = ()
    certified: Mapping[str, Certified] = field(default_factory=dict)
    above: Above | None = None
    generations: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_different(self) -> bool:
        """Whether anything here differs."""
        return bool(self.totals or self.only_earlier or self.only_later or self.certified)


def beside_archives(reads: Sequence[Read], contests: Sequence[DeclaredContest], area: str) -> Beside:
    """The sums and the changes by levels above of one contest, in two archives or at two moments."""
    names = [contest.contest.id for contest in contests]
    totals = [read.result.totals.get(name, {}) for read, name in zip(reads, names, strict=True)]
    rows = tuple(row for row in contests[0].contest.rows if row in set(contests[1].contest.rows))
    earlier, later = (
        {code: _rows_of(known, contest, rows) if known is not None else None for code, known in its.items()}
        for its, contest in zip(totals, contests, strict=True)
    )
    common = [code for code in sorted(earlier.keys() & later.keys()) if contains(area, code)]
    found = {code: sums for code in common if (sums := differing_sums(rows, earlier[code], later[code]))}
    ordered = sorted(found, key=lambda code: (len(code), code))
    own = _of_their_own(earlier, later, len(rows))
    ours, theirs = (list(_adjusted(read, name, area)) for read, name in zip(reads, names, strict=True))
    return Beside(
        {code: found[code] for code in ordered},
        tuple(code for code in ordered if code in own),
        tuple(_not_in(ours, theirs)),
        tuple(_not_in(theirs, ours)),
    )


def beside_levels(read: Read, contest: DeclaredContest, area: str) -> Beside:
    """What certificates of the PPK say beside one column of every TPS, and what is not compared of those above."""
    name, rows = contest.contest.id, contest.contest.rows
    certified: dict[str, Certified] = {}
    for kecamatan, book in sorted(read.books.get(name, {}).items()):
        columns = {tps: its for tps, its in sorted(book.repeated.items()) if contains(area, tps)}
        is_inside = book.certified is not None and contains(area, kecamatan)
        sums = differing_sums(rows, *(book.certified or ())) if is_inside else differing_sums(())
        if columns or sums:
            certified[kecamatan] = Certified(columns, sums)
    levels = [level for level in contest.contest.levels if length_of(AreaLevel(level)) < _KECAMATAN]
    found = Counter(
        finding.code
        for finding in read.result.findings
        if finding.code in FIGURES_ABOVE
        and finding.contest == name
        and _is_above(finding.book or "")
        and (finding.area is None or contains(area, finding.area) or contains(finding.area, area))
    )
    return Beside(
        certified=certified, above=Above(tuple(AreaLevel(each) for each in levels), dict(sorted(found.items())))
    )


def differing_sums(rows: Sequence[str], *sums: Totals | None) -> Sums:
    """The rows in which sums, all in the order of `rows`, are not the same; one that is not known differs in none."""
    known = [each for each in sums if each is not None]
    return Sums(_unequal(rows, [each.sums for each in known]), _unequal(rows, [each.missing for each in known]))


def _unequal(rows: Sequence[str], versions: Sequence[Sequence[int]]) -> dict[str, tuple[int, ...]]:
    cells = zip(rows, zip(*versions, strict=True), strict=True)
    return {row: tuple(figures) for row, figures in cells if len(set(figures)) > 1} if versions else {}


def _rows_of(totals: Totals, contest: DeclaredContest, rows: Sequence[str]) -> Totals:
    """The totals of a contest in these of its rows."""
    if contest.contest.rows == rows:
        return totals
    places = [contest.contest.rows.index(row) for row in rows]
    return Totals(tuple(totals.sums[at] for at in places), tuple(totals.missing[at] for at in places))


def _of_their_own(earlier: _Totals, later: _Totals, width: int) -> set[str]:
    """The areas above the kecamatan that changed otherwise than what is in them."""
    known = earlier.keys() | later.keys()
    nothing = nothing_from(0, width)
    changed: dict[str, tuple[int, ...]] = {}
    inside: dict[str, tuple[int, ...]] = {}
    for code in known:
        before, after = earlier.get(code, nothing), later.get(code, nothing)
        if before is None or after is None or before == after:
            continue
        pairs = zip((*after.sums, *after.missing), (*before.sums, *before.missing), strict=True)
        changed[code] = change = tuple([ours - theirs for ours, theirs in pairs])
        around = _above(code, known)
        if around is not None:
            inside[around] = tuple(map(add, inside.get(around, (0,) * len(change)), change))
    return {code for code, change in changed.items() if len(code) < _KECAMATAN and inside.get(code) != change}


def _above(code: str, known: AbstractSet[str]) -> str | None:
    """The next area above `code` that is known; None for the highest."""
    while code != NATION:
        code = parent(code)
        if code in known:
            return code
    return None


def _adjusted(read: Read, contest: str, area: str) -> Iterator[Adjusted]:
    """The changes by levels above that are in force, of units in `area`, by book and entry."""
    for origin, replay in sorted(read.result.replays.items()):
        made = replay.contests[contest].adjustments if contest in replay.contests else {}
        body = body_of_origin(origin)
        for each in sorted((each for those in made.values() for each in those), key=lambda each: each.index):
            said = read.adjusted.get((origin, each.index))
            event = each.event
            if said is not None and body is not None and contains(area, event.unit):
                is_recount = said.act == "ChildRecounted"
                yield Adjusted(body.area, event.unit, is_recount, tuple(event.cells), said)


def _not_in(ours: Sequence[Adjusted], theirs: Sequence[Adjusted]) -> Iterator[Adjusted]:
    left = Counter(each.key for each in theirs)
    for each in ours:
        if left[each.key]:
            left[each.key] -= 1
        else:
            yield each


def _is_above(origin: str) -> bool:
    body = body_of_origin(origin)
    return body is not None and len(body.area) < _KECAMATAN
