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
"""

from collections.abc import Iterable, Iterator, Sequence

from domain.areas import AreaLevel, contains, level_of
from domain.election import DeclaredContest
from domain.nodes import Node, arrived, child_around, concerned, replay_of
from domain.recap import Adjustment, Certificate
from domain.totals import Totals, add, nothing_from, totals_of_stations


def is_station(unit: str) -> bool:
    """Whether a unit is a TPS, whose figures may be nil."""
    return level_of(unit) is AreaLevel.TPS


# ---------------------------------------------------------------- as rebuilt


def totals_of(node: Node, contest: DeclaredContest) -> dict[str, Totals]:
    """The rebuilt totals of `node`'s area and of every area below it, down to the kecamatan."""
    if node.of_stations:
        replay = replay_of(node, contest)
        if replay.totals is not None:
            return {node.area: replay.totals}
        stations = [tps for tps in node.registered if contest.contest.covers(tps)]
        return {node.area: nothing_from(len(stations), contest.width)}
    totals: dict[str, Totals] = {}
    direct, moves = [], []
    for child in concerned(node, contest):
        below = totals_of(child, contest)
        direct.append(below[child.area])
        totals |= below
        moves += [by for _, by in rebuilt_moves(node, child, contest)]
    totals[node.area] = add([*direct, *moves], contest.width)
    return totals


def rebuilt_of(node: Node, unit: str, contest: DeclaredContest) -> Totals | None:
    """The rebuilt figures of `unit`, an area inside the node's, as the node's book leaves them.

    None if nothing is known of such a unit.
    """
    if node.area == unit:
        return totals_of(node, contest)[unit]
    if node.of_stations:
        stations = replay_of(node, contest).stations
        inside = [figures for tps, figures in stations.items() if contains(unit, tps)]
        if not inside and node.replays is None:
            inside = [None for tps in node.registered if contains(unit, tps) and contest.contest.covers(tps)]
        return totals_of_stations(inside, contest.width) if inside else None
    child = child_around(node, unit)
    below = rebuilt_of(child, unit, contest) if child is not None else None
    if child is None or below is None:
        return None
    return _within(below, unit, rebuilt_moves(node, child, contest), contest)


def rebuilt_moves(
    node: Node, child: Node, contest: DeclaredContest, made: Sequence[Adjustment] | None = None
) -> list[tuple[str, Totals]]:
    """By how much each decision of the node about the child moves the rebuilt figures of which unit, in their order.

    `made` are the decisions, if not those that count.
    """
    moves: list[tuple[str, Totals]] = []
    for each in replay_of(node, contest).adjustments.get(child.area, ()) if made is None else made:
        unit = each.event.unit
        below = rebuilt_of(child, unit, contest)
        if below is not None:
            now = _within(below, unit, moves, contest)
            moves.append((unit, each.setting(contest.contest.rows, now, is_station=is_station(unit))))
    return moves


def _within(figures: Totals, unit: str, moves: Iterable[tuple[str, Totals]], contest: DeclaredContest) -> Totals:
    """The figures of a unit, moved by what was decided of it and of the units inside it."""
    return add([figures, *(by for moved, by in moves if contains(unit, moved))], contest.width)


# ---------------------------------------------------------------- as printed


def printed(figures: Totals, unit: str, made: Iterable[Adjustment], contest: DeclaredContest) -> Totals:
    """Certified figures of `unit`, moved by every decision about it or about a unit inside it."""
    inside = [each.moved(contest.contest.rows) for each in made if contains(unit, each.event.unit)]
    return add([figures, *inside], contest.width)


def standing_of(
    node: Node, child: Node, unit: str, made: Sequence[Adjustment], contest: DeclaredContest
) -> Totals | None:
    """The figures of `unit` that a decision of the node about the child has to name, after the decisions `made`.

    These are the printed ones; row by row the rebuilt ones, where nothing is printed of the unit, or a larger unit
    around it was decided as a whole.  None if nothing is known of the unit.
    """
    given = given_of(node, child, unit, made, contest)
    theirs = replay_of(child, contest).certificates
    certificate = arrived(replay_of(node, contest), child, contest) or (theirs[-1] if theirs else None)
    certified = _certified_of(child, unit, certificate, contest)
    if given is None or certified is None:
        return given
    return _row_by_row(unit, certified, given, made, contest)


def given_of(node: Node, child: Node, unit: str, made: Sequence[Adjustment], contest: DeclaredContest) -> Totals | None:
    """The rebuilt figures of `unit` after the decisions `made` of the node about the child; None: nothing is known."""
    below = rebuilt_of(child, unit, contest)
    return None if below is None else _within(below, unit, rebuilt_moves(node, child, contest, made), contest)


def _row_by_row(
    unit: str, certified: Totals, given: Totals, made: Sequence[Adjustment], contest: DeclaredContest
) -> Totals:
    """The figures of a unit after the decisions `made`, of what was certified before and is given by the TPS now."""
    first = printed(certified, unit, made, contest)
    around = frozenset(_decided_around(unit, made))
    if not around:
        return first
    chosen = [given if row in around else first for row in contest.contest.rows]
    return Totals(
        tuple([each.sums[at] for at, each in enumerate(chosen)]),
        tuple([each.missing[at] for at, each in enumerate(chosen)]),
    )


def _decided_around(unit: str, made: Iterable[Adjustment]) -> Iterator[str]:
    """The rows in which a larger unit around this one was decided as a whole."""
    for each in made:
        if each.event.unit != unit and contains(each.event.unit, unit):
            yield from (cell.row for cell in each.event.cells)


def _certified_of(node: Node, unit: str, certificate: Certificate | None, contest: DeclaredContest) -> Totals | None:
    """What a certificate of the node says of a unit inside its area; None if it says nothing of it."""
    if certificate is None:
        return None
    if node.area == unit:
        return certificate.totals
    if node.of_stations:
        columns = [column.figures for column in certificate.columns if contains(unit, column.unit)]
        return totals_of_stations(columns, contest.width) if columns else None
    return _certified_below(node, unit, certificate, contest)


def _certified_below(node: Node, unit: str, certificate: Certificate, contest: DeclaredContest) -> Totals | None:
    """The same of a body above the PPK: of a child its column, of what lies inside one that, and what was decided."""
    child = child_around(node, unit)
    column = certificate.by_unit.get(child.area) if child is not None else None
    if child is None or column is None:
        return None
    if child.area == unit:
        return Totals(tuple([figure or 0 for figure in column.figures]), column.missing)
    cited = (each for each in replay_of(child, contest).certificates if each.leaf in column.sources)
    heeded = [each for each in replay_of(node, contest).made if each.leaf in column.sources]
    below = _certified_of(child, unit, next(cited, None), contest)
    given = given_of(node, child, unit, heeded, contest)
    return None if below is None or given is None else _row_by_row(unit, below, given, heeded, contest)
