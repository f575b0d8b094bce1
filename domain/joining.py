"""The join upward: what a body certified about its children against what they certified themselves.

- A column above equals the child's certificate in force (J.501) and the one it cites (J.502); a child that certified
  again makes its parent stale (J.507); a child without a certificate is a gap (J.503), and so is the final level.
- The totals of every area are rebuilt from the figures in force at the TPS; a TPS of which nothing is known counts as
  missing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from domain.areas import AreaLevel, level_of, meets
from domain.comparing import differences
from domain.election import DeclaredContest
from domain.events import ChildReceived, Column
from domain.findings import Finding, Level, params
from domain.recap import Certificate
from domain.totals import Totals, add, nothing_from
from domain.types import Hash


@dataclass(frozen=True, slots=True)
class ContestReplay:
    """One contest in one replayed book: certificates in order, handovers, arrivals; totals where the units are TPS."""

    certificates: tuple[Certificate, ...] = ()
    handed_over: tuple[tuple[Hash, int, Hash], ...] = ()
    received: Mapping[str, tuple[int, ChildReceived]] = field(default_factory=dict)
    arrivals: tuple[tuple[int, ChildReceived], ...] = ()
    totals: Totals | None = None
    stations: Mapping[str, tuple[int | None, ...] | None] = field(default_factory=dict)


@dataclass(slots=True)
class Node:
    """A body in the tree of bodies: its book's replay per contest (none if the book is not there) and its children.

    `registered` are the TPS of its area, where the superior has registered them; they stand in for a book not there.
    """

    origin: str
    area: str
    replays: Mapping[str, ContestReplay] | None
    of_stations: bool
    registered: tuple[str, ...] = ()
    children: list["Node"] = field(default_factory=list)


def join(node: Node, contest: DeclaredContest) -> Iterator[Finding]:
    """The findings of all levels above the TPS, for `node` and everything below it."""
    if node.of_stations:
        return
    children = [child for child in node.children if _concerns(contest, child.area)]
    for child in children:
        yield from join(child, contest)
    if node.replays is not None and str(_level_of(node)) in contest.contest.levels:
        replay = node.replays.get(contest.contest.id, ContestReplay())
        if _level_of(node) is contest.contest.final_level and not replay.certificates:
            yield _finding("J.503", node, contest.contest.id, node.area, None, reason="no_certificate")
        for child in children:
            yield from _child_findings(node, replay, child, contest)


def totals_of(node: Node, contest: DeclaredContest) -> dict[str, Totals]:
    """The rebuilt totals of `node`'s area and of every area below it, down to the kecamatan."""
    if node.of_stations:
        replay = node.replays.get(contest.contest.id) if node.replays is not None else None
        if replay is not None and replay.totals is not None:
            return {node.area: replay.totals}
        stations = [tps for tps in node.registered if contest.contest.covers(tps)]
        return {node.area: nothing_from(len(stations), contest.width)}
    totals: dict[str, Totals] = {}
    direct = []
    for child in node.children:
        if _concerns(contest, child.area):
            below = totals_of(child, contest)
            direct.append(below[child.area])
            totals |= below
    totals[node.area] = add(direct, contest.width)
    return totals


def _concerns(contest: DeclaredContest, area: str) -> bool:
    return any(meets(outer, area) for outer in contest.contest.areas)


def _level_of(node: Node) -> AreaLevel:
    return level_of(node.area)


def _child_findings(node: Node, replay: ContestReplay, child: Node, contest: DeclaredContest) -> Iterator[Finding]:
    contest_id = contest.contest.id
    theirs = child.replays.get(contest_id, ContestReplay()).certificates if child.replays is not None else ()
    if not theirs:
        yield _finding("J.503", node, contest_id, child.area, None, reason="no_certificate")
    if not replay.certificates or not theirs:
        return
    ours, in_force = replay.certificates[-1], theirs[-1]
    column = ours.by_unit.get(child.area)
    if column is None:
        yield _finding("J.501", node, contest_id, child.area, ours.index, reason="left_out")
        return
    if child.replays is not None and not _is_received(replay, child.replays[contest_id], column):
        yield _finding("J.509", node, contest_id, child.area, ours.index)
    cited = next((certificate for certificate in theirs if column.sources == (certificate.leaf,)), None)
    if cited is None:
        yield _finding("J.502", node, contest_id, child.area, ours.index, reason="source")
    else:
        yield from _differences("J.502", node, contest, child.area, ours.index, column, cited.totals)
        if cited is not in_force:
            values: dict[str, int | str] = {"cited": cited.leaf.hex(), "in_force": in_force.leaf.hex()}
            yield _finding("J.507", node, contest_id, child.area, ours.index, **values)
    yield from _differences("J.501", node, contest, child.area, ours.index, column, in_force.totals)


def _is_received(ours: ContestReplay, theirs: ContestReplay, column: Column) -> bool:
    """Whether what the column cites was handed over and arrived.

    True also where nothing arrived, or nothing that was handed over: that is reported where the arrival is judged.
    """
    arrived = {event.leaf for _, event in ours.arrivals if event.child == column.unit}
    handed_over = {certificate for certificate, _, leaf in theirs.handed_over if leaf in arrived}
    return not arrived or not handed_over or not handed_over.isdisjoint(column.sources)


def _differences(
    code: str, node: Node, contest: DeclaredContest, area: str, index: int, column: Column, child: Totals
) -> Iterator[Finding]:
    """The rows in which the parent's column differs from the child's totals."""
    found = [
        *differences(code, contest, area, column.figures, child.sums),
        *differences(code, contest, area, column.missing, child.missing, "missing"),
    ]
    for finding in found:
        yield finding.at(book=node.origin, index=index, stream=f"recap/{contest.contest.id}")


def _finding(code: str, node: Node, contest: str, area: str, index: int | None, **values: int | str) -> Finding:
    stream = f"recap/{contest}"
    return Finding(code, Level.OPEN, node.origin, index, stream, area, contest, params=params(unit=area, **values))
