"""What a difference between two versions of one form looks like: its pattern (`docs/diff.md`).

A pattern says what moved and where to; it never says who meant what.  Rules of this module:

- Only whole numbers that both versions have are compared; what one of them lacks is a blank, listed apart.
- A sum (of a party's block, V.A, V.C) that changed by just what its parts changed follows them: it has no pattern.
- Every other changed row has at least one pattern; a difference may hold several.
- Votes are led from the rows that lost to those that gained, the likeliest pairs first: two rows exchanged; equal
  amounts in one party, then between parties, then with the invalid votes; then what is left, in the same order, row by
  row as on the form.  What moves keeps its sum.
- Votes that come from nowhere are added ballots if users or used ballots rise by as many, crude inflation if they stay,
  and else `other`; likewise, the other way round, for votes that are gone.
- V.C that changed by more or less than its parts while users and used ballots stay is inflated, or deflated, by itself;
  so is a party's block or V.A that is off by as many.
- Two rows count as exchanged if both had votes and differ by at least `LEAST_EXCHANGED`: less is a move as well.
- A column is another TPS's if its whole vector of votes is, with `LEAST_FILLED` of them not 0 and at least two of them
  changed: swapped if that TPS has this one's in return, else carried over.

| pattern | rows |
|---|---|
| `party_to_candidate` | party -x, candidate of the same party +x |
| `candidate_to_party` | candidate -x, its party +x |
| `between_candidates` | candidate -x, candidate of the same party +x |
| `between_parties` | a row of one party -x, of another one +x |
| `between_options` | paslon or single candidate -x, another one +x |
| `invalid_to_valid` | V.B -x, an option +x |
| `valid_to_invalid` | an option -x, V.B +x |
| `added_ballots`, `removed_ballots` | V.C +x (-x), and users or used ballots +x (-x) |
| `crude_inflation`, `crude_loss` | V.C +x (-x), users and used ballots the same |
| `swapped_rows` | two options have each other's figure |
| `swapped_tps` | two TPS have each other's votes |
| `carried_over` | a TPS has another one's votes |
| `other` | anything else |
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.contests import ContestOption, has_parties
from domain.types import Figures

LEAST_EXCHANGED: Final = 3
"""By how much the figures of two rows differ at least to be called exchanged."""

LEAST_FILLED: Final = 3
"""How many votes of a column are not 0 at least to be told from another TPS's (as in P.207)."""

_LEAST_CHANGED: Final = 2
_VALID: Final = "suara_sah"
_INVALID: Final = "suara_tidak_sah"
_ALL: Final = "suara_total"
_USERS: Final = "pengguna_total_j"
_USED: Final = "surat_suara_digunakan"
_UNUSED: Final = "surat_suara_tidak_digunakan"
_USER_ROWS: Final = "pengguna_"


class Pattern(StrEnum):
    """The patterns, in the order in which reports list them."""

    PARTY_TO_CANDIDATE = "party_to_candidate"
    CANDIDATE_TO_PARTY = "candidate_to_party"
    BETWEEN_CANDIDATES = "between_candidates"
    BETWEEN_PARTIES = "between_parties"
    BETWEEN_OPTIONS = "between_options"
    INVALID_TO_VALID = "invalid_to_valid"
    VALID_TO_INVALID = "valid_to_invalid"
    ADDED_BALLOTS = "added_ballots"
    REMOVED_BALLOTS = "removed_ballots"
    CRUDE_INFLATION = "crude_inflation"
    CRUDE_LOSS = "crude_loss"
    SWAPPED_ROWS = "swapped_rows"
    SWAPPED_TPS = "swapped_tps"
    CARRIED_OVER = "carried_over"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Move:
    """So many votes from row `source` to row `target`; None where they come from nowhere, or are gone.

    With `unit` they are those of a whole column, which is that of this other TPS, and no row is named.
    """

    pattern: Pattern
    votes: int
    source: str | None
    target: str | None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A row in which two versions differ; without patterns it is a sum that follows, or a blank."""

    row: str
    earlier: int | None
    later: int | None
    patterns: tuple[Pattern, ...] = ()

    @property
    def change(self) -> int:
        """Later less earlier; 0 where one is not known."""
        return self.later - self.earlier if self.later is not None and self.earlier is not None else 0


@dataclass(frozen=True, slots=True)
class Reading:
    """How two versions of a form differ: rows with both figures, rows that one of them lacks, what moved."""

    cells: tuple[Cell, ...] = ()
    blanks: tuple[Cell, ...] = ()
    moves: tuple[Move, ...] = ()

    @property
    def votes(self) -> int:
        """How many votes moved."""
        return sum(move.votes for move in self.moves)


@dataclass(frozen=True, slots=True)
class Layout:
    """What the compared rows of a contest are: the rows of votes with their party (0: the invalid ones), and sums."""

    rows: tuple[str, ...]
    parties: Mapping[str, int]
    heads: frozenset[str]
    sums: Mapping[str, tuple[str, ...]]
    with_parties: bool


def layout_of(options: Sequence[ContestOption], rows: Sequence[str]) -> Layout:
    """The layout of a contest with these options, of whose form `rows` are compared."""
    present = frozenset(rows)
    with_parties = has_parties(options)
    parties, sums = {}, {}
    for option in options:
        party = option.no if option.parent is None else option.parent
        row = f"suara_{option.no}" if option.parent is None else f"suara_{party}_{option.no}"
        if row in present:
            parties[row] = party
    if with_parties:
        for party in sorted(set(parties.values())):
            sums[f"suara_{party}_total"] = tuple(row for row, its in parties.items() if its == party)
    sums[_VALID] = tuple(parties)
    if _INVALID in present:
        parties[_INVALID] = 0
    sums[_ALL] = tuple(parties)
    heads = frozenset(f"suara_{party}" for party in parties.values()) if with_parties else frozenset()
    return Layout(
        tuple(rows), parties, heads, {row: parts for row, parts in sums.items() if row in present}, with_parties
    )


def read(layout: Layout, earlier: Figures, later: Figures) -> Reading:
    """How `later` differs from `earlier`, both in the order of the layout's rows."""
    return _read(layout, _differing(layout, earlier, later))


def read_neighbours(layout: Layout, stations: Sequence[tuple[str, Figures, Figures]]) -> Iterator[tuple[str, Reading]]:
    """Those of the TPS of one area (code, earlier, later) that differ, each as `read` does, or as another's column."""
    columns: dict[Figures, list[str]] | None = None
    versions = {tps: (earlier, later) for tps, earlier, later in stations}
    for tps, earlier, later in stations:
        if earlier == later:
            continue
        columns = _columns(layout, stations) if columns is None else columns
        differing = _differing(layout, earlier, later)
        other = _owner(layout, tps, versions, columns)
        reading = _of_another(layout, differing, other, versions) if other else _read(layout, differing)
        yield tps, reading


# --- what differs ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Differing:
    """The figures by row, and by how much those rows changed that both have (0 included)."""

    cells: tuple[Cell, ...]
    blanks: tuple[Cell, ...]
    earlier: Mapping[str, int | None]
    changes: Mapping[str, int]


def _differing(layout: Layout, earlier: Figures, later: Figures) -> _Differing:
    cells, blanks, changes = [], [], {}
    for row, before, after in zip(layout.rows, earlier, later, strict=True):
        if before is None or after is None:
            if before is not after:
                blanks.append(Cell(row, before, after))
            continue
        changes[row] = after - before
        if before != after:
            cells.append(Cell(row, before, after))
    return _Differing(tuple(cells), tuple(blanks), dict(zip(layout.rows, earlier, strict=True)), changes)


def _read(layout: Layout, differing: _Differing) -> Reading:
    changes = differing.changes
    left = {row: change for row in layout.parties if (change := changes.get(row, 0))}
    moves = [*_swapped(layout, differing, left), *_moved(layout, left)]
    rest, beyond = sum(left.values()), _crude(layout, differing)
    pattern = _from_nowhere(layout, changes, rest)
    moves += [_to_or_from_nowhere(pattern, row, change) for row, change in left.items()]
    if beyond:
        crude = Pattern.CRUDE_INFLATION if beyond > 0 else Pattern.CRUDE_LOSS
        moves.append(_to_or_from_nowhere(crude, _ALL, beyond))
    found: dict[str, set[Pattern]] = {}
    for move in moves:
        for end in (move.source, move.target):
            if end is not None:
                found.setdefault(end, set()).add(move.pattern)
    explained = rest if pattern in {Pattern.ADDED_BALLOTS, Pattern.REMOVED_BALLOTS} else 0
    if beyond:
        found |= {row: found[_ALL] for row in layout.sums if _beyond(layout, differing, row) == beyond}
    cells = tuple(_with_patterns(layout, differing, cell, found, explained) for cell in differing.cells)
    return Reading(cells, differing.blanks, tuple(moves))


def _with_patterns(
    layout: Layout, differing: _Differing, cell: Cell, found: Mapping[str, set[Pattern]], explained: int
) -> Cell:
    if cell.row in found:
        return Cell(cell.row, cell.earlier, cell.later, tuple(each for each in Pattern if each in found[cell.row]))
    if _follows(layout, differing, cell, explained):
        return cell
    return Cell(cell.row, cell.earlier, cell.later, (Pattern.OTHER,))


def _follows(layout: Layout, differing: _Differing, cell: Cell, explained: int) -> bool:
    """Whether a row that is no vote changed by just what other rows changed."""
    if cell.row in layout.sums:
        return _beyond(layout, differing, cell.row) == 0
    if explained == 0:
        return False
    if cell.row == _USED:
        return cell.change == explained
    if cell.row == _UNUSED:
        return cell.change == -explained
    if cell.row.startswith(_USER_ROWS):
        return 0 < cell.change * (1 if explained > 0 else -1) <= abs(explained)
    return False


def _beyond(layout: Layout, differing: _Differing, row: str) -> int | None:
    """By how much a sum changed more than its parts did; None where it or a part of it is blank on one side."""
    parts = layout.sums[row]
    blank = {each.row for each in differing.blanks}
    if row not in differing.changes or not blank.isdisjoint(parts):
        return None
    return differing.changes[row] - sum(differing.changes.get(part, 0) for part in parts)


def _crude(layout: Layout, differing: _Differing) -> int:
    """How many votes V.C gained or lost (< 0) beyond its parts while users and used ballots stayed; else 0."""
    change = differing.changes.get(_ALL, 0) if _ALL in layout.sums and _same_users(differing.changes) else 0
    beyond = _beyond(layout, differing, _ALL) or 0 if change else 0
    return beyond if beyond * change > 0 else 0


# --- what moved ------------------------------------------------------------------------------------------------------


def _swapped(layout: Layout, differing: _Differing, left: dict[str, int]) -> Iterator[Move]:
    """Pairs of options that have each other's figure; what they lost and gained is taken out of `left`."""
    rows = [row for row in left if layout.parties[row]]
    for place, row in enumerate(rows):
        for other in rows[place + 1 :]:
            if row in left and other in left and _are_exchanged(differing, row, other):
                source, target = (row, other) if left[row] < 0 else (other, row)
                yield Move(Pattern.SWAPPED_ROWS, left[target], source, target)
                del left[row], left[other]


def _are_exchanged(differing: _Differing, row: str, other: str) -> bool:
    first, second = differing.earlier[row], differing.earlier[other]
    return (
        bool(first and second)
        and (first or 0) - (second or 0) == differing.changes[other] == -differing.changes[row]
        and abs(differing.changes[row]) >= LEAST_EXCHANGED
    )


def _moved(layout: Layout, left: dict[str, int]) -> Iterator[Move]:
    """Votes from rows that lost to rows that gained, taken out of `left`; only one sign remains there."""
    for is_exact in (True, False):
        for kinds in _NEAREST_FIRST:
            for source in [row for row, change in left.items() if change < 0]:
                for target in [row for row, change in left.items() if change > 0]:
                    lost, gained = -left.get(source, 0), left.get(target, 0)
                    pattern = _between(layout, source, target)
                    if not lost or not gained or pattern not in kinds or (is_exact and lost != gained):
                        continue
                    votes = min(lost, gained)
                    yield Move(pattern, votes, source, target)
                    _take(left, source, votes)
                    _take(left, target, -votes)


_NEAREST_FIRST: Final = (
    (Pattern.PARTY_TO_CANDIDATE, Pattern.CANDIDATE_TO_PARTY, Pattern.BETWEEN_CANDIDATES),
    (Pattern.BETWEEN_PARTIES, Pattern.BETWEEN_OPTIONS),
    (Pattern.INVALID_TO_VALID, Pattern.VALID_TO_INVALID),
)


def _between(layout: Layout, source: str, target: str) -> Pattern:
    """The pattern of votes that go from one row to another."""
    loser, winner = layout.parties[source], layout.parties[target]
    if not loser or not winner:
        return Pattern.VALID_TO_INVALID if loser else Pattern.INVALID_TO_VALID
    if not layout.with_parties:
        return Pattern.BETWEEN_OPTIONS
    if loser != winner:
        return Pattern.BETWEEN_PARTIES
    if source in layout.heads:
        return Pattern.PARTY_TO_CANDIDATE
    return Pattern.CANDIDATE_TO_PARTY if target in layout.heads else Pattern.BETWEEN_CANDIDATES


def _to_or_from_nowhere(pattern: Pattern, row: str, change: int) -> Move:
    return Move(pattern, abs(change), *((None, row) if change > 0 else (row, None)))


def _take(left: dict[str, int], row: str, votes: int) -> None:
    left[row] += votes
    if not left[row]:
        del left[row]


def _from_nowhere(layout: Layout, changes: Mapping[str, int], rest: int) -> Pattern:
    """The pattern of votes that came from no other row, or went to none."""
    if _ALL not in layout.sums or changes.get(_ALL) != rest:
        return Pattern.OTHER
    if rest in [changes[row] for row in (_USERS, _USED) if row in changes]:
        return Pattern.ADDED_BALLOTS if rest > 0 else Pattern.REMOVED_BALLOTS
    if _same_users(changes):
        return Pattern.CRUDE_INFLATION if rest > 0 else Pattern.CRUDE_LOSS
    return Pattern.OTHER


def _same_users(changes: Mapping[str, int]) -> bool:
    """Whether users and used ballots stayed, as far as both versions have them; one of them at least."""
    known = [changes[row] for row in (_USERS, _USED) if row in changes]
    return bool(known) and not any(known)


# --- columns of other TPS --------------------------------------------------------------------------------------------


def _columns(layout: Layout, stations: Sequence[tuple[str, Figures, Figures]]) -> dict[Figures, list[str]]:
    """The TPS by their earlier votes, where these are enough to be told from others."""
    columns: dict[Figures, list[str]] = {}
    for tps, earlier, _ in stations:
        votes = _votes(layout, earlier)
        if None not in votes and sum(map(bool, votes)) >= LEAST_FILLED:
            columns.setdefault(votes, []).append(tps)
    return columns


def _votes(layout: Layout, figures: Figures) -> Figures:
    return tuple([figure for row, figure in zip(layout.rows, figures, strict=True) if row in layout.parties])


def _owner(
    layout: Layout,
    tps: str,
    versions: Mapping[str, tuple[Figures, Figures]],
    columns: Mapping[Figures, Sequence[str]],
) -> str | None:
    """The other TPS whose earlier votes this one has later: one that has this one's in return, else the first."""
    before, after = (_votes(layout, figures) for figures in versions[tps])
    changed = sum(first != second for first, second in zip(before, after, strict=True))
    if None in before or changed < _LEAST_CHANGED:
        return None
    owners = [other for other in columns.get(after, ()) if other != tps]
    swapped = [other for other in owners if _votes(layout, versions[other][1]) == before]
    return next(iter(swapped or owners), None)


def _of_another(
    layout: Layout, differing: _Differing, other: str, versions: Mapping[str, tuple[Figures, Figures]]
) -> Reading:
    """The reading of a TPS that has the votes of `other`."""
    theirs, theirs_later = (dict(zip(layout.rows, figures, strict=True)) for figures in versions[other])
    swapped = all(theirs_later[row] == differing.earlier[row] for row in layout.parties)
    pattern = Pattern.SWAPPED_TPS if swapped else Pattern.CARRIED_OVER
    cells = []
    for cell in differing.cells:
        is_theirs = cell.row in layout.parties or cell.later == theirs[cell.row]
        is_sum = cell.row in layout.sums and _follows(layout, differing, cell, 0)
        patterns = () if is_sum else (pattern,) if is_theirs else (Pattern.OTHER,)
        cells.append(Cell(cell.row, cell.earlier, cell.later, patterns))
    votes = sum(max(differing.changes.get(row, 0), 0) for row in layout.parties)
    lost = sum(max(-differing.changes.get(row, 0), 0) for row in layout.parties)
    return Reading(tuple(cells), differing.blanks, (Move(pattern, max(votes, lost), None, None, other),))
