"""The join upward: what a body certified about its children against what they certified themselves.

- A column above equals the child's certificate in force, moved by what the level above changed of it (J.501), and what
  it cites (J.502); a child that certified again, or was changed, makes its parent stale (J.507); a child without a
  certificate is a gap (J.503), and so is the final level.
- What a level above changes is the figure in force of the unit it names: the one that the certificate that arrived
  prints, as `domain.deciding` has it; no figure of the column falls below 0 (J.512).
- What it leaves of a TPS keeps the form rules (G); of a larger unit the sums hold where they held before (G.301, G.302,
  G.303).  A breach that was there before stays with the book where it was made.
- With a newer arrival of the child it lapses, and is named there until it was repeated, or the unit has the figure that
  it had given it (J.513).
"""

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from domain.areas import AreaLevel, is_abroad, level_of
from domain.checking import Breach
from domain.comparing import differences
from domain.deciding import InForce, is_station, printed
from domain.election import DeclaredContest
from domain.events import Column
from domain.findings import Finding, Level, Params, or_dash, params
from domain.judging_corrections import lead_findings
from domain.judging_forms import figures_behind
from domain.nodes import ContestReplay, Node, arrived, concerned, holder
from domain.recap import Adjustment
from domain.totals import Totals

_SUMS: Final = frozenset(("G.301", "G.302", "G.303"))
"""The rules that hold of an area where they hold of its TPS."""


def join(node: Node, contest: DeclaredContest) -> Iterator[Finding]:
    """The findings of all levels above the TPS, for `node` and everything below it."""
    yield from _join(InForce(node, contest))


def _join(book: InForce) -> Iterator[Finding]:
    node, contest = book.node, book.contest
    if node.of_stations:
        return
    children = concerned(node, contest)
    for child in children:
        yield from _join(book.below(child))
    if node.replays is not None and str(_level_of(node)) in contest.contest.levels:
        replay = node.replays.get(contest.contest.id, ContestReplay())
        if _level_of(node) is contest.contest.final_level and not replay.certificates:
            yield _finding("J.503", node, contest.contest.id, node.area, None, reason="no_certificate")
        for child in children:
            yield from _child_findings(node, replay, child, contest)
            if child.area in replay.adjustments:
                yield from _adjustment_findings(book, child)
                yield from _sum_findings(book, child)
            yield from _lapsed_findings(book, child)


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
        figures = printed(cited.totals, child.area, heeded, contest)
        yield from _differences("J.502", node, contest, child.area, ours.index, column, figures)
        if cited is not in_force or heeded != made:
            latest = made[-1].leaf if made and cited is in_force else in_force.leaf
            values: dict[str, int | str] = {"cited": column.sources[-1].hex(), "in_force": latest.hex()}
            yield _finding("J.507", node, contest_id, child.area, ours.index, **values)
    now = printed(in_force.totals, child.area, made, contest)
    yield from _differences("J.501", node, contest, child.area, ours.index, column, now)


def _heeded(replay: ContestReplay, child: str, index: int) -> tuple[Adjustment, ...]:
    """What had been changed of a child, since its arrival, where entry `index` was logged."""
    since = max((place for place, event in replay.arrivals if event.child == child and place < index), default=-1)
    return tuple(each for each in replay.made if each.event.child == child and since < each.index < index)


def _adjustment_findings(book: InForce, child: Node) -> Iterator[Finding]:
    """J.512 for every old figure in a change of the child that is not the one in force; J.508 where it turns the lead.

    In force is what the child's certificate prints of the unit, as the changes before left it (`Decided.standing`).
    Nothing is said where the book of the unit is not there: that is named already.
    """
    node, contest = book.node, book.contest
    made = book.replay.adjustments[child.area]
    rows = contest.contest.rows
    certified = arrived(book.replay, child, contest)
    decided = book.undecided(child)
    for place, each in enumerate(made):
        event, unit = each.event, each.event.unit
        before, given = decided.standing(unit), decided.rebuilt(unit)
        decided.take([each])
        after = decided.standing(unit)
        if holder(child, unit).replays is None:
            continue
        if before is None or after is None:
            yield _refused(node, contest, each, None, "absent", None, None)
            continue
        if place == 0 and (certified is None or event.source != certified.leaf):
            yield _refused(node, contest, each, None, "source", None, None)
        for cell in event.cells:
            at = rows.index(cell.row)
            current = _figure(before, unit, at)
            if cell.old != current:
                is_given = given is not None and cell.old == _figure(given, unit, at)
                yield _refused(node, contest, each, cell.row, "printed" if is_given else "old", cell.old, current)
        column = decided.printed(certified.totals, child.area) if certified else after
        for row, figure, lacking in zip(rows, column.sums, column.missing, strict=True):
            if min(figure, lacking) < 0:
                yield _refused(node, contest, each, row, "negative", None, None)
        for finding in lead_findings(contest.contest, unit, before.sums, after.sums):
            yield finding.at(book=node.origin, index=each.index, stream=f"recap/{contest.contest.id}")


def _sum_findings(book: InForce, child: Node) -> Iterator[Finding]:
    """Every form rule that a unit breaks since it was changed here, at its last change."""
    node, contest = book.node, book.contest
    made = book.replay.adjustments[child.area]
    for unit, last in {each.event.unit: each for each in made}.items():
        decided = book.decided(child)
        before, after = decided.standing(unit, itself=False), decided.standing(unit)
        if before is None or after is None or holder(child, unit).replays is None:
            continue
        known = _breaches(before, unit, contest)
        for place, (breach, how) in _breaches(after, unit, contest).items():
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
    if is_station(unit):
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


def _lapsed_findings(book: InForce, child: Node) -> Iterator[Finding]:
    """J.513 for every figure that was changed before the child's last arrival, and is another again."""
    node, contest, replay = book.node, book.contest, book.replay
    came, _ = replay.received.get(child.area, (-1, None))
    made = replay.adjustments.get(child.area, ())
    repeated = {(each.event.unit, cell.row) for each in made for cell in each.event.cells}
    lapsed = [each for each in replay.made if each.event.child == child.area and each.index < came]
    wanted = {(each.event.unit, cell.row): (each, cell) for each in lapsed for cell in each.event.cells}
    for (unit, row), (change, cell) in wanted.items():
        is_there = holder(child, unit).replays is not None
        now = book.decided(child).standing(unit) if is_there else None
        current = _figure(now, unit, contest.contest.rows.index(row)) if now is not None else None
        if (unit, row) in repeated or (now is not None and current == cell.new):
            continue
        said = {"left": or_dash(cell.new), "right": or_dash(current)}
        finding = _finding("J.513", node, contest.contest.id, unit, came, change=change.leaf.hex(), **said)
        yield replace(finding, row=row)


def _figure(figures: Totals, unit: str, at: int) -> int | None:
    """One figure of a unit; of a TPS None where the row is not filled."""
    is_empty = is_station(unit) and figures.missing[at] > 0
    return None if is_empty else figures.sums[at]


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
