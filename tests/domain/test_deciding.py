"""What a level decided about many TPS of one kecamatan: a recount that a court ordered of all of them."""

import sys
from collections.abc import Callable
from typing import Final

import pytest

from domain.deciding import totals_of
from domain.events import Cell, ChildCorrected, Column
from domain.joining import join
from domain.nodes import ContestReplay, Node
from domain.recap import Adjustment, Certificate
from domain.totals import totals_of_stations
from domain.types import Hash
from tests.domain.stories import PPWP, WIDTH, arrival, contest, digest, form

PPK: Final = "160901"
KAB: Final = "1609"


def decisions(child: str, stations: list[str], old: int, new: int, source: Hash) -> tuple[Adjustment, ...]:
    """In every one of these TPS the first paslon gets `new` votes instead of `old`."""
    cells = (Cell(new, old, contest().contest.rows[0]),)
    return tuple(
        Adjustment(
            digest("decision", child, tps),
            10 + index,
            ChildCorrected(digest("basis"), "c-hasil", cells, child, None, (), "x", source, tps),
        )
        for index, tps in enumerate(stations)
    )


def decided(child: str, handover: Hash, made: tuple[Adjustment, ...], *certified: Certificate) -> ContestReplay:
    """The book of a body whose child has handed over, and was changed then."""
    arrived = (7, arrival(child, leaf=handover))
    handed_over = tuple((each.leaf, each.index + 1, digest("handover", each.leaf)) for each in certified)
    return ContestReplay(
        certified, handed_over, received={child: arrived}, arrivals=(arrived,), adjustments={child: made}, made=made
    )


def province(number: int) -> Node:
    """A provinsi that changes once more what its kabupaten has changed of every one of so many TPS."""
    stations = [f"{PPK}{2001 + place % 10}{place // 10:03d}" for place in range(number)]
    figures = dict.fromkeys(stations, form(10, 5))
    totals = totals_of_stations(figures.values(), WIDTH)
    columns = tuple(Column(each, (0,) * WIDTH, (), tps) for tps, each in figures.items())
    first = Certificate(digest("ppk"), 20, totals, columns)
    handed_over = ((first.leaf, 21, digest("handover", first.leaf)),)
    ppk = Node(
        "ppk", PPK, {PPWP: ContestReplay((first,), handed_over, totals=totals, stations=figures)}, of_stations=True
    )

    made = decisions(PPK, stations, 10, 9, first.leaf)
    now = totals_of_stations([form(9, 5)] * number, WIDTH)
    column = Column(now.sums, now.missing, (first.leaf, *(each.leaf for each in made)), PPK)
    second = Certificate(digest("kab"), 9_000, now, (column,))
    below = decided(PPK, digest("handover", first.leaf), made, second)
    kab = Node("kab", KAB, {PPWP: below}, of_stations=False, children=[ppk])

    again = decisions(KAB, stations, 9, 8, second.leaf)
    above = decided(KAB, digest("handover", second.leaf), again)
    return Node("kpu-16", "16", {PPWP: above}, of_stations=False, children=[kab])


def calls(work: Callable[[], object]) -> int:
    """How many functions are called for this work, those of the interpreter too."""
    counted = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted


def test_every_decision_names_what_the_levels_below_left() -> None:
    node = province(20)
    assert not [finding for finding in join(node, contest()) if finding.code in {"J.512", "J.513"}]
    sums = {area: totals.sums[0] for area, totals in totals_of(node, contest()).items()}
    assert sums == {PPK: 20 * 10, KAB: 20 * 9, "16": 20 * 8}


def joined(number: int) -> int:
    """The work of a verification with so many decisions."""
    node = province(number)
    return calls(lambda: list(join(node, contest())))


def rebuilt(number: int) -> int:
    """The same of the rebuilt totals."""
    node = province(number)
    return calls(lambda: totals_of(node, contest()))


@pytest.mark.parametrize("work", [joined, rebuilt])
def test_twice_as_many_decisions_are_twice_as_much_work(work: Callable[[int], int]) -> None:
    assert work(1_000) < 2.2 * work(500)
