"""What is in force of a unit once levels above the PPK have decided about it (ChildCorrected, ChildRecounted).

There are two lines of figures, and a decision is about both:

- As printed: what a child certified, moved by (new - old) of every decision about it.  This is what stands on the
  D.Hasil before the people in the room, and what the level certifies in its own column.
- As rebuilt: the figures in force at the TPS, added up.  Here a decision sets the unit that it names to the new
  figure, at its level and above; every area around the unit moves by as much, other units stay.
- The two differ where somebody below certified something else than its TPS give; a decision that puts this right moves
  the printed figure, and leaves the rebuilt one, which was right already.
- The old figure that a decision names is the printed one, for the column moves by (new - old).  The rebuilt one is the
  old figure where nothing is printed of the unit, and inside a larger unit that was decided as a whole before: its
  figure is no longer what the columns inside it give.
- Decisions count in the order of the book, since the child's last arrival; with a newer one they lapse.
- A figure that is not filled is nil: it adds nothing, and counts as missing.
- Every decision is counted once, into every area around its unit; what is in force of a unit is looked up.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, cached_property

from domain.areas import AreaLevel, areas_around, contains, level_of
from domain.election import DeclaredContest
from domain.events import Column
from domain.nodes import Node, arrived, child_around, concerned, replay_of
from domain.recap import Adjustment, Certificate
from domain.totals import Totals, add, nothing_from, totals_of_stations
from domain.types import Figures, Hash


def is_station(unit: str) -> bool:
    """Whether a unit is a TPS, whose figures may be nil."""
    return level_of(unit) is AreaLevel.TPS


def totals_of(node: Node, contest: DeclaredContest) -> dict[str, Totals]:
    """The rebuilt totals of `node`'s area and of every area below it, down to the kecamatan."""
    return InForce(node, contest).totals


def rebuilt_of(node: Node, unit: str, contest: DeclaredContest) -> Totals | None:
    """The rebuilt figures of `unit`, an area inside the node's, as the node's book leaves them.

    None if nothing is known of such a unit.
    """
    return InForce(node, contest).rebuilt(unit)


def rebuilt_moves(node: Node, child: Node, contest: DeclaredContest) -> list[tuple[str, Totals]]:
    """By how much each decision of the node about the child moves the rebuilt figures of which unit, in their order."""
    return InForce(node, contest).decided(child).moves


def printed(figures: Totals, unit: str, made: Iterable[Adjustment], contest: DeclaredContest) -> Totals:
    """Certified figures of `unit`, moved by every decision about it or about a unit inside it."""
    inside = [each.moved(contest.contest.rows) for each in made if contains(unit, each.event.unit)]
    return add([figures, *inside], contest.width)


class InForce:
    """What is in force of a contest in the area of a body, as its book and those below it have it.

    Each book is read once, however much is asked; none may change meanwhile.
    """

    def __init__(self, node: Node, contest: DeclaredContest) -> None:
        """Nothing is read before something is asked."""
        self.node, self.contest = node, contest
        self.replay = replay_of(node, contest)
        self._below: dict[str, InForce] = {}
        self._decided: dict[str, Decided] = {}

    def below(self, child: Node) -> "InForce":
        """The same of a body below."""
        return self._below.setdefault(child.origin, InForce(child, self.contest))

    @cached_property
    def totals(self) -> dict[str, Totals]:
        """The rebuilt totals of the area and of every area below it, down to the kecamatan."""
        node, contest = self.node, self.contest
        if node.of_stations:
            if self.replay.totals is not None:
                return {node.area: self.replay.totals}
            stations = [tps for tps in node.registered if contest.contest.covers(tps)]
            return {node.area: nothing_from(len(stations), contest.width)}
        totals: dict[str, Totals] = {}
        direct, moves = [], []
        for child in concerned(node, contest):
            below = self.below(child).totals
            direct.append(below[child.area])
            totals |= below
            if child.area in self.replay.adjustments:
                moves += [by for _, by in self.decided(child).moves]
        totals[node.area] = add([*direct, *moves], contest.width)
        return totals

    def rebuilt(self, unit: str) -> Totals | None:
        """The rebuilt figures of a unit in the area; None: nothing is known of it."""
        if self.node.area == unit:
            return self.totals[unit]
        if self.node.of_stations:
            inside = self._stations.get(unit)
            return totals_of_stations(inside, self.contest.width) if inside else None
        child = child_around(self.node, unit)
        return self.decided(child).rebuilt(unit) if child is not None else None

    @cached_property
    def _stations(self) -> dict[str, list[Figures | None]]:
        """What a PPK's TPS have, by every area around them; nothing of those registered, if its book is not there."""
        covered = (tps for tps in self.node.registered if self.contest.contest.covers(tps))
        return _by_area((self.replay.stations if self.node.replays is not None else dict.fromkeys(covered)).items())

    def decided(self, child: Node) -> "Decided":
        """The child's figures after all that counts of what the body decided about it."""
        if child.origin not in self._decided:
            decided = self._decided[child.origin] = self.undecided(child)
            decided.take(self.replay.adjustments.get(child.area, ()))
        return self._decided[child.origin]

    def undecided(self, child: Node) -> "Decided":
        """The child's figures before any decision about it."""
        theirs = replay_of(child, self.contest).certificates
        certificate = arrived(self.replay, child, self.contest) or (theirs[-1] if theirs else None)
        return Decided(self.below(child), certificate)


class Decided:
    """The figures of every unit in the area of a body, after those decisions about it that were taken so far.

    Not known to have a unit is None.  All are looked up, however many decisions there were.
    """

    def __init__(self, book: InForce, certificate: Certificate | None) -> None:
        """The figures of this body, as its book and this certificate have them."""
        width = book.contest.width
        self.contest = book.contest
        self.moves: list[tuple[str, Totals]] = []
        self._before = cache(book.rebuilt)
        self._certified = cache(Certified(book, certificate).figures) if certificate is not None else None
        self._rebuilt, self._printed = _Moved(width), _Moved(width)
        self._wholes: dict[str, set[str]] = {}

    def take(self, made: Iterable[Adjustment]) -> None:
        """Take these decisions, the next ones in the order of the book."""
        rows = self.contest.contest.rows
        for each in made:
            unit, now = each.event.unit, self.rebuilt(each.event.unit)
            if now is not None:
                move = each.setting(rows, now, is_station=is_station(unit))
                self.moves.append((unit, move))
                self._rebuilt.put(unit, move)
            self._printed.put(unit, each.moved(rows))
            self._wholes.setdefault(unit, set()).update(cell.row for cell in each.event.cells)

    def rebuilt(self, unit: str, *, itself: bool = True) -> Totals | None:
        """The rebuilt figures of a unit; those that it had if it had not been decided `itself`."""
        before = self._before(unit)
        return self._rebuilt.applied(before, unit, itself=itself) if before is not None else None

    def printed(self, figures: Totals, unit: str, *, itself: bool = True) -> Totals:
        """Certified figures of a unit, moved by every decision about it (`itself`) or about a unit inside it."""
        return self._printed.applied(figures, unit, itself=itself)

    def certified(self, unit: str) -> Totals | None:
        """What the certificate says of a unit."""
        return self._certified(unit) if self._certified is not None else None

    def standing(self, unit: str, *, itself: bool = True) -> Totals | None:
        """The figures of a unit that the next decision about it has to name.

        These are the printed ones; row by row the rebuilt ones, where nothing is printed of the unit, or a larger unit
        around it was decided as a whole.
        """
        rebuilt, certified = self.rebuilt(unit, itself=itself), self.certified(unit)
        if rebuilt is None or certified is None:
            return rebuilt
        first = self.printed(certified, unit, itself=itself)
        around = [self._wholes[area] for area in areas_around(unit) if area != unit and area in self._wholes]
        if not around:
            return first
        decided = frozenset().union(*around)
        chosen = [rebuilt if row in decided else first for row in self.contest.contest.rows]
        return Totals(
            tuple([each.sums[at] for at, each in enumerate(chosen)]),
            tuple([each.missing[at] for at, each in enumerate(chosen)]),
        )


class Certified:
    """What a certificate of a body says of the units in its area."""

    def __init__(self, book: InForce, certificate: Certificate) -> None:
        """Nothing is read before something is asked."""
        self._book, self._certificate = book, certificate
        self._cited: dict[str, Decided] = {}

    def figures(self, unit: str) -> Totals | None:
        """The certified figures of a unit; None if the certificate says nothing of it."""
        if self._book.node.area == unit:
            return self._certificate.totals
        if self._book.node.of_stations:
            columns = self._stations.get(unit)
            return totals_of_stations(columns, self._book.contest.width) if columns else None
        return self._below(unit)

    @cached_property
    def _stations(self) -> dict[str, list[Figures | None]]:
        """The columns of TPS by every area around them."""
        return _by_area((column.unit, column.figures) for column in self._certificate.columns)

    @cached_property
    def _columns(self) -> dict[str, Column]:
        return self._certificate.by_unit

    def _below(self, unit: str) -> Totals | None:
        """The same of a body above the PPK: a child's column; inside a child what that cites, and what was decided."""
        child = child_around(self._book.node, unit)
        column = self._columns.get(child.area) if child is not None else None
        if child is None or column is None:
            return None
        if child.area == unit:
            return Totals(tuple([figure or 0 for figure in column.figures]), column.missing)
        if child.origin not in self._cited:
            self._cited[child.origin] = self._as_cited(child, frozenset(column.sources))
        cited = self._cited[child.origin]
        return cited.standing(unit) if cited.certified(unit) is not None else None

    def _as_cited(self, child: Node, sources: frozenset[Hash]) -> Decided:
        """The child's figures as a column has them: what it certified, and what was decided, of these sources."""
        book = self._book.below(child)
        decided = Decided(book, next((each for each in book.replay.certificates if each.leaf in sources), None))
        decided.take(each for each in self._book.replay.made if each.leaf in sources)
        return decided


class _Moved:
    """By how much units were moved, themselves and by what lies inside them."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._itself: dict[str, Totals] = {}
        self._inside: dict[str, Totals] = {}

    def put(self, unit: str, by: Totals) -> None:
        """Move a unit, and with it every area around it."""
        for area in areas_around(unit):
            moved = self._itself if area == unit else self._inside
            moved[area] = add([moved[area], by], self._width) if area in moved else by

    def applied(self, figures: Totals, unit: str, *, itself: bool) -> Totals:
        """The figures of a unit after all its moves; with those of what lies inside only, if not with `itself`."""
        moved = [self._inside.get(unit), self._itself.get(unit) if itself else None]
        return add([figures, *(by for by in moved if by is not None)], self._width)


def _by_area(stations: Iterable[tuple[str, Figures | None]]) -> dict[str, list[Figures | None]]:
    """The figures of TPS by every area around them."""
    found: dict[str, list[Figures | None]] = defaultdict(list)
    for tps, figures in stations:
        for area in areas_around(tps):
            found[area].append(figures)
    return found
