"""The join upward: what a body certified about its children against what they certified themselves.

- A column above equals the child's certificate in force, moved by what the level above changed of it (J.501), and what
  it cites (J.502); a child that certified again, or was changed, makes its parent stale (J.507); a child without a
  certificate is a gap (J.503), and so is the final level.
- What a level above changes is the figure in force of the unit it names, first that of the certificate that arrived;
  no figure of the column falls below 0 (J.512).
- What it leaves of a TPS keeps the form rules (G); of a larger unit the sums hold where they held before (G.301, G.302,
  G.303).  A breach that was there before stays with the book where it was made.
- With a newer arrival of the child it lapses, and is named there until it was repeated, or the unit has the figure that
  it had given it (J.513).
- The totals of every area are rebuilt from the figures in force at the TPS, moved by what the levels above changed; a
  TPS of which nothing is known counts as missing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from msgspec.structs import replace

from domain.areas import AreaLevel, contains, is_abroad, level_of, meets
from domain.checking import Breach
from domain.comparing import differences
from domain.election import DeclaredContest
from domain.events import ChildReceived, Column
from domain.findings import Finding, Level, Params, or_dash, params
from domain.judging_corrections import lead_findings
from domain.judging_forms import figures_behind
from domain.recap import Adjustment, Certificate, Objection
from domain.totals import Totals, add, nothing_from, totals_of_stations
from domain.types import Hash

_SUMS: Final = frozenset(("G.301", "G.302", "G.303"))
"""The rules that hold of an area where they hold of its TPS."""


@dataclass(frozen=True, slots=True)
class ContestReplay:
    """One contest in one replayed book: certificates in order, handovers, arrivals; totals where the units are TPS."""

    certificates: tuple[Certificate, ...] = ()
    handed_over: tuple[tuple[Hash, int, Hash], ...] = ()
    received: Mapping[str, tuple[int, ChildReceived]] = field(default_factory=dict)
    arrivals: tuple[tuple[int, ChildReceived], ...] = ()
    totals: Totals | None = None
    stations: Mapping[str, tuple[int | None, ...] | None] = field(default_factory=dict)
    adjustments: Mapping[str, tuple[Adjustment, ...]] = field(default_factory=dict)
    made: tuple[Adjustment, ...] = ()
    objections: tuple[Objection, ...] = ()


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
            yield from _adjustment_findings(node, replay, child, contest)
            yield from _sum_findings(node, replay, child, contest)
            yield from _lapsed_findings(node, replay, child, contest)


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
    replay = _replay_of(node, contest)
    moved = [made.moved(contest.contest.rows) for each in replay.adjustments.values() for made in each]
    totals[node.area] = add([*direct, *moved], contest.width)
    return totals


def figures_known(node: Node, unit: str, contest: DeclaredContest) -> Totals | None:
    """What `node` and the books below it hold of `unit`, an area inside the node's: None if they hold nothing.

    Of a TPS its figures in force, of a desa those of its TPS, of any other unit its certificate in force; moved by what
    the levels between have changed of it.
    """
    replay = _replay_of(node, contest)
    if node.area == unit:
        return replay.certificates[-1].totals if replay.certificates else None
    if node.of_stations:
        inside = [figures for tps, figures in replay.stations.items() if contains(unit, tps)]
        return totals_of_stations(inside, contest.width) if inside else None
    below = next((child for child in node.children if contains(child.area, unit)), None)
    known = figures_known(below, unit, contest) if below is not None else None
    if known is None or below is None:
        return None
    return _moved(known, unit, replay.adjustments.get(below.area, ()), contest)


def _moved(figures: Totals, unit: str, made: Iterable[Adjustment], contest: DeclaredContest) -> Totals:
    """The figures of `unit`, moved by every change of it or of a unit inside it."""
    inside = [each.moved(contest.contest.rows) for each in made if contains(unit, each.event.unit)]
    return add([figures, *inside], contest.width)


def _replay_of(node: Node, contest: DeclaredContest) -> ContestReplay:
    """The node's own replay of a contest; an empty one where its book is not there."""
    return (node.replays or {}).get(contest.contest.id, ContestReplay())


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
    made = replay.adjustments.get(child.area, ())
    cited = next((certificate for certificate in theirs if column.sources[:1] == (certificate.leaf,)), None)
    heeded = _heeded(replay, child.area, ours.index)
    if cited is None or column.sources[1:] != tuple(each.leaf for each in heeded):
        yield _finding("J.502", node, contest_id, child.area, ours.index, reason="source")
    else:
        figures = _moved(cited.totals, child.area, heeded, contest)
        yield from _differences("J.502", node, contest, child.area, ours.index, column, figures)
        if cited is not in_force or heeded != made:
            latest = made[-1].leaf if made and cited is in_force else in_force.leaf
            values: dict[str, int | str] = {"cited": column.sources[-1].hex(), "in_force": latest.hex()}
            yield _finding("J.507", node, contest_id, child.area, ours.index, **values)
    now = _moved(in_force.totals, child.area, made, contest)
    yield from _differences("J.501", node, contest, child.area, ours.index, column, now)


def _heeded(replay: ContestReplay, child: str, index: int) -> tuple[Adjustment, ...]:
    """What had been changed of a child, since its arrival, where entry `index` was logged."""
    since = max((place for place, event in replay.arrivals if event.child == child and place < index), default=-1)
    return tuple(each for each in replay.made if each.event.child == child and since < each.index < index)


def _adjustment_findings(node: Node, replay: ContestReplay, child: Node, contest: DeclaredContest) -> Iterator[Finding]:
    """J.512 for every old figure in a change of the child that is not the one in force; J.508 where it turns the lead.

    Nothing is said where the book of the unit is not there: that is named already.
    """
    made = replay.adjustments.get(child.area, ())
    rows = contest.contest.rows
    arrived = _arrived(replay, child, contest)
    for place, each in enumerate(made):
        event, unit = each.event, each.event.unit
        below = _figures_below(child, unit, contest, arrived)
        if below is None:
            if _holder(child, unit).replays is not None:
                yield _refused(node, contest, each, None, "absent", None, None)
            continue
        if place == 0 and (arrived is None or event.source != arrived.leaf):
            yield _refused(node, contest, each, None, "source", None, None)
        before = _moved(below, unit, made[:place], contest)
        after = _moved(below, unit, made[: place + 1], contest)
        for cell in event.cells:
            at = rows.index(cell.row)
            current = _figure(before, unit, at)
            if cell.old != current:
                yield _refused(node, contest, each, cell.row, "old", cell.old, current)
        column = _moved(arrived.totals, child.area, made[: place + 1], contest) if arrived else after
        for row, figure, lacking in zip(rows, column.sums, column.missing, strict=True):
            if min(figure, lacking) < 0:
                yield _refused(node, contest, each, row, "negative", None, None)
        for finding in lead_findings(contest.contest, unit, before.sums, after.sums):
            yield finding.at(book=node.origin, index=each.index, stream=f"recap/{contest.contest.id}")


def _figures_below(child: Node, unit: str, contest: DeclaredContest, arrived: Certificate | None) -> Totals | None:
    """What a change of `unit` starts from: of the child the certificate that arrived, else what is in force below."""
    return arrived.totals if arrived and unit == child.area else figures_known(child, unit, contest)


def _sum_findings(node: Node, replay: ContestReplay, child: Node, contest: DeclaredContest) -> Iterator[Finding]:
    """Every form rule that a unit breaks since it was changed here, at its last change."""
    made = replay.adjustments.get(child.area, ())
    arrived = _arrived(replay, child, contest)
    for unit, last in {each.event.unit: each for each in made}.items():
        below = _figures_below(child, unit, contest, arrived)
        if below is None:
            continue
        others = [each for each in made if each.event.unit != unit]
        known = _breaches(_moved(below, unit, others, contest), unit, contest)
        for place, (breach, how) in _breaches(_moved(below, unit, made, contest), unit, contest).items():
            if place not in known or known[place][1] != how:
                yield Finding(
                    breach.code,
                    Level.OPEN,
                    node.origin,
                    last.index,
                    f"recap/{contest.contest.id}",
                    unit,
                    contest.contest.id,
                    breach.row,
                    breach.params,
                )


def _breaches(
    figures: Totals, unit: str, contest: DeclaredContest
) -> dict[tuple[str, str | None], tuple[Breach, Params | int]]:
    """The G rules broken by a unit's figures, by code and row, each with what must not change: above a TPS the gap."""
    if level_of(unit) is AreaLevel.TPS:
        filled = zip(figures.sums, figures.missing, strict=True)
        form = tuple([None if lacking > 0 else figure for figure, lacking in filled])
        found = contest.check.breaches(form, abroad=is_abroad(unit))
        return {
            (each.code, each.row): (each, figures_behind(each.params)) for each in found if each.code.startswith("G")
        }
    found = contest.check.breaches(figures.sums)
    return {(each.code, each.row): (each, _gap(each)) for each in found if each.code in _SUMS}


def _gap(breach: Breach) -> int:
    values = dict(breach.params)
    return int(values["left"]) - int(values["right"])


def _lapsed_findings(node: Node, replay: ContestReplay, child: Node, contest: DeclaredContest) -> Iterator[Finding]:
    """J.513 for every figure that was changed before the child's last arrival, and is another again."""
    came, _ = replay.received.get(child.area, (-1, None))
    made = replay.adjustments.get(child.area, ())
    repeated = {(each.event.unit, cell.row) for each in made for cell in each.event.cells}
    lapsed = [each for each in replay.made if each.event.child == child.area and each.index < came]
    wanted = {(each.event.unit, cell.row): (each, cell) for each in lapsed for cell in each.event.cells}
    arrived = _arrived(replay, child, contest)
    for (unit, row), (change, cell) in wanted.items():
        below = _figures_below(child, unit, contest, arrived)
        current = _figure(_moved(below, unit, made, contest), unit, contest.contest.rows.index(row)) if below else None
        if (unit, row) in repeated or (below is not None and current == cell.new):
            continue
        said = {"left": or_dash(cell.new), "right": or_dash(current)}
        finding = _finding("J.513", node, contest.contest.id, unit, came, change=change.leaf.hex(), **said)
        yield replace(finding, row=row)


def _figure(figures: Totals, unit: str, at: int) -> int | None:
    """One figure of a unit; of a TPS None where the row is not filled."""
    is_empty = level_of(unit) is AreaLevel.TPS and figures.missing[at] > 0
    return None if is_empty else figures.sums[at]


def _arrived(replay: ContestReplay, child: Node, contest: DeclaredContest) -> Certificate | None:
    """The child's certificate that arrived last; None if it stands in no book that is there."""
    theirs = _replay_of(child, contest)
    _, arrival = replay.received.get(child.area, (0, None))
    handed = {leaf: certificate for certificate, _, leaf in theirs.handed_over}
    certificate = handed.get(arrival.leaf) if arrival is not None else None
    return next((each for each in theirs.certificates if each.leaf == certificate), None)


def _holder(node: Node, unit: str) -> Node:
    """The lowest body, `node` or one below it, in whose area the unit lies."""
    below = next((child for child in node.children if contains(child.area, unit)), None)
    return node if below is None else _holder(below, unit)


def _refused(
    node: Node,
    contest: DeclaredContest,
    made: Adjustment,
    row: str | None,
    reason: str,
    left: int | None,
    right: int | None,
) -> Finding:
    unit, contest_id = made.event.unit, contest.contest.id
    values = params(unit=unit, reason=reason, left=or_dash(left), right=or_dash(right))
    return Finding("J.512", Level.OPEN, node.origin, made.index, f"recap/{contest_id}", unit, contest_id, row, values)


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
