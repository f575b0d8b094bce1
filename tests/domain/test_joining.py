"""The join upward: what a body certified about its children, and the totals rebuilt from the TPS."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.deciding import totals_of
from domain.events import Column
from domain.findings import Finding, Level
from domain.joining import join
from domain.nodes import ContestReplay, Node
from domain.recap import Certificate
from domain.totals import Totals, nothing_from, totals_of_stations
from domain.types import Figures, Hash
from tests.domain.stories import BUPATI, DAPIL, PPWP, WIDTH, arrival, codes, contest, digest, form

ZEROS = (0,) * WIDTH


def totals(first: int, second: int, missing: int = 0) -> Totals:
    sums = tuple(figure or 0 for figure in form(first, second))
    return Totals(sums, (missing,) * WIDTH)


def certificate(name: str, of: Totals, *columns: Column, index: int = 20) -> Certificate:
    return Certificate(digest("certificate", name), index, of, columns)


def column(unit: str, of: Totals, *sources: str) -> Column:
    return Column(of.sums, of.missing, tuple(digest("certificate", source) for source in sources), unit)


def ppk(area: str, *certificates: Certificate, name: str = PPWP, totals: Totals | None = None) -> Node:
    """A PPK with these certificates, the last of which was handed over."""
    handed_over = tuple((each.leaf, each.index + 1, digest("handover", each.leaf)) for each in certificates)
    replay = ContestReplay(certificates, handed_over, totals=totals)
    return Node(f"example.id/a/ppk/{area}", area, {name: replay}, of_stations=True)


def kab(*children: Node, certified: Certificate | None = None, name: str = PPWP, arrived: Hash | None = None) -> Node:
    certificates = (certified,) if certified else ()
    arrivals = ((7, arrival("160901", leaf=arrived)),) if arrived else ()
    replay = ContestReplay(certificates, arrivals=arrivals)
    return Node("example.id/a/kpu/1609", "1609", {name: replay}, of_stations=False, children=list(children))


def parent(child: Totals, *sources: str, unit: str = "160901") -> Certificate:
    return certificate("kab", child, column(unit, child, *(sources or ("first",))), index=33)


FIRST, SECOND = certificate("first", totals(10, 5)), certificate("second", totals(10, 6), index=40)


def found(node: Node, name: str = PPWP) -> list[Finding]:
    return list(join(node, contest(name)))


# ---------------------------------------------------------------- parent against child


def test_a_parent_that_says_what_its_child_certified_is_sound() -> None:
    assert found(kab(ppk("160901", FIRST), certified=parent(totals(10, 5)))) == []


def test_a_parents_other_figure_is_named_with_its_cell() -> None:
    """The number changed between two levels: what is above differs from what is below, and from what it cites."""
    findings = found(kab(ppk("160901", FIRST), certified=parent(totals(11, 4))))
    assert codes(findings) == ["J.502", "J.502", "J.501", "J.501"]
    last = findings[-1]
    assert (last.level, last.book, last.index, last.stream) == (
        Level.OPEN,
        "example.id/a/kpu/1609",
        33,
        f"recap/{PPWP}",
    )
    assert (last.area, last.contest, last.row) == ("160901", PPWP, "suara_2")
    assert dict(last.params) == {"unit": "160901", "left": 4, "right": 5, "what": "figure"}


def test_a_parents_other_number_of_missing_tps_is_named() -> None:
    column_above = Column(FIRST.totals.sums, (0, 1, 0, 0, 0), (FIRST.leaf,), "160901")
    findings = found(kab(ppk("160901", FIRST), certified=certificate("kab", FIRST.totals, column_above)))
    assert [(each.code, each.row, dict(each.params)["what"]) for each in findings] == [
        ("J.502", "suara_2", "missing"),
        ("J.501", "suara_2", "missing"),
    ]


@pytest.mark.parametrize("sources", [("unknown",), ("first", "unknown"), ("first", "first")])
def test_a_column_cites_one_certificate_of_the_child(sources: tuple[str, ...]) -> None:
    findings = found(kab(ppk("160901", FIRST), certified=parent(totals(10, 5), *sources)))
    assert [(each.code, dict(each.params)["reason"]) for each in findings] == [("J.502", "source")]


def test_a_column_that_cites_nothing_is_named() -> None:
    bare = Column(FIRST.totals.sums, ZEROS, (), "160901")
    findings = found(kab(ppk("160901", FIRST), certified=certificate("kab", FIRST.totals, bare)))
    assert codes(findings) == ["J.502"]


def test_a_child_left_out_of_the_certificate_above_is_named() -> None:
    other = parent(totals(10, 5), unit="160902")
    findings = found(kab(ppk("160901", FIRST), certified=other))
    assert [(each.code, each.area, dict(each.params)["reason"]) for each in findings] == [
        ("J.501", "160901", "left_out")
    ]


def test_a_child_that_certified_again_makes_its_parent_stale() -> None:
    findings = found(kab(ppk("160901", FIRST, SECOND), certified=parent(totals(10, 5))))
    assert codes(findings) == ["J.507", "J.501", "J.501", "J.501"]
    assert dict(findings[0].params)["cited"] == FIRST.leaf.hex()
    assert dict(findings[0].params)["in_force"] == SECOND.leaf.hex()


def test_a_child_that_certified_the_same_again_makes_its_parent_stale_all_the_same() -> None:
    again = replace(FIRST, leaf=digest("certificate", "again"), index=50)
    assert codes(found(kab(ppk("160901", FIRST, again), certified=parent(totals(10, 5))))) == ["J.507"]


def test_a_parent_that_follows_the_child_is_up_to_date() -> None:
    assert found(kab(ppk("160901", FIRST, SECOND), certified=parent(totals(10, 6), "second"))) == []


def test_a_child_without_a_certificate_is_a_gap() -> None:
    for child in (ppk("160901"), Node("gone", "160901", None, of_stations=True)):
        for certified in (None, parent(totals(10, 5))):
            findings = found(kab(child, certified=certified))
            assert [(each.code, each.area, dict(each.params)["reason"]) for each in findings] == [
                ("J.503", "160901", "no_certificate")
            ]


def test_a_parent_that_has_not_certified_yet_contradicts_nobody() -> None:
    assert found(kab(ppk("160901", FIRST))) == []


def test_a_parent_whose_book_is_not_there_is_not_compared() -> None:
    gone = Node("gone", "1609", None, of_stations=False, children=[ppk("160901", FIRST)])
    assert found(gone) == []


@pytest.mark.parametrize(("cited", "expected"), [("first", ["J.509"]), ("second", [])])
def test_what_was_certified_was_handed_over_and_arrived(cited: str, expected: list[str]) -> None:
    child = ppk("160901", FIRST, SECOND)
    leaf: Hash = digest("handover", SECOND.leaf)
    other = replace(FIRST, totals=SECOND.totals)
    child.replays = {PPWP: replace(child.replays[PPWP], certificates=(other, SECOND))} if child.replays else None
    above = kab(child, certified=parent(totals(10, 6), cited), arrived=leaf)
    assert [code for code in codes(found(above)) if code == "J.509"] == expected


def test_a_final_level_that_has_not_certified_is_a_gap_of_its_own() -> None:
    findings = found(kab(ppk("160901", name=DAPIL), name=DAPIL), DAPIL)
    assert ("J.503", "1609") in [(each.code, each.area) for each in findings]


def test_a_contest_is_joined_in_its_areas_and_up_to_its_last_level() -> None:
    inside, outside = ppk("160901", name=DAPIL), ppk("160902", name=DAPIL)
    assert [each.area for each in found(kab(inside, outside, name=DAPIL), DAPIL)] == ["1609", "160901"]
    province = Node("p", "16", {BUPATI: ContestReplay()}, of_stations=False, children=[kab(inside, name=BUPATI)])
    book = "example.id/a/kpu/1609"
    assert [(each.book, each.area) for each in found(province, BUPATI)] == [(book, "1609"), (book, "160901")]


def test_findings_of_all_levels_come_from_below_upward() -> None:
    province = Node("p", "16", {PPWP: ContestReplay()}, of_stations=False, children=[kab(ppk("160901"))])
    assert [each.area for each in found(province)] == ["160901", "1609"]


def test_a_ppk_by_itself_has_nothing_to_join() -> None:
    assert found(ppk("160901", FIRST)) == []


# ---------------------------------------------------------------- totals


def test_a_book_that_is_not_there_lacks_every_row_of_every_registered_tps_of_the_contest() -> None:
    stations = ("1609011001001", "1609011001002", "1609021001001")
    gone = Node("gone", "160901", None, of_stations=True, registered=stations)
    assert totals_of(gone, contest())["160901"] == nothing_from(3, WIDTH)
    assert totals_of(gone, contest(DAPIL))["160901"] == nothing_from(2, WIDTH)


def test_a_book_without_totals_of_the_contest_lacks_them_too() -> None:
    empty = Node("o", "160901", {PPWP: ContestReplay()}, of_stations=True, registered=("1609011001001",))
    assert totals_of(empty, contest())["160901"] == nothing_from(1, WIDTH)
    other = Node("o", "160901", {}, of_stations=True, registered=("1609011001001",))
    assert totals_of(other, contest())["160901"] == nothing_from(1, WIDTH)


def test_areas_outside_the_contest_are_in_no_total() -> None:
    children = [ppk("160901", totals=totals(1, 2)), ppk("160902", totals=totals(3, 4))]
    assert totals_of(kab(*children), contest()) == {
        "160901": totals(1, 2),
        "160902": totals(3, 4),
        "1609": totals(4, 6),
    }
    dapil = [ppk("160901", name=DAPIL, totals=totals(1, 2)), ppk("160902", name=DAPIL, totals=totals(3, 4))]
    assert totals_of(kab(*dapil, name=DAPIL), contest(DAPIL)) == {"160901": totals(1, 2), "1609": totals(1, 2)}


def test_a_body_without_children_has_a_total_of_nothing() -> None:
    assert totals_of(kab(), contest()) == {"1609": nothing_from(0, WIDTH)}


CELLS = st.none() | st.integers(0, 2**40)
STATIONS = st.dictionaries(
    st.builds(
        "{:02}{:02}{:02}2001{:03}".format, st.integers(11, 13), st.integers(1, 2), st.integers(1, 2), st.integers(1, 3)
    ),
    st.none() | st.tuples(*[CELLS] * WIDTH),
    max_size=30,
)


@settings(max_examples=80)
@given(STATIONS, st.sets(st.integers(0, 30)))
def test_the_total_of_every_area_is_the_sum_over_its_tps(
    stations: dict[str, Figures | None], books_gone: set[int]
) -> None:
    root, known = _tree(stations, books_gone)
    found = totals_of(root, contest())
    for area, total in found.items():
        inside = [figures for tps, figures in known.items() if area == "0" or tps.startswith(area)]
        assert total.sums == tuple(sum(figures[row] or 0 for figures in inside if figures) for row in range(WIDTH))
        lacking = [sum(1 for figures in inside if not figures or figures[row] is None) for row in range(WIDTH)]
        assert total.missing == tuple(lacking)
    assert set(found) == {"0", *(tps[:length] for tps in stations for length in (2, 4, 6))}


def _tree(stations: dict[str, Figures | None], books_gone: set[int]) -> tuple[Node, dict[str, Figures | None]]:
    """The tree of bodies over these TPS, some PPK books not there; and what is known of the TPS then."""
    known = dict(stations)
    nodes = {"0": Node("o/0", "0", None, of_stations=False)}
    for number, area in enumerate(sorted({tps[:6] for tps in stations})):
        own = {tps: figures for tps, figures in stations.items() if tps.startswith(area)}
        replay = ContestReplay(totals=totals_of_stations(own.values(), WIDTH))
        is_gone = number in books_gone
        if is_gone:
            known |= dict.fromkeys(own)
        child = Node(f"o/{area}", area, None if is_gone else {PPWP: replay}, of_stations=True, registered=tuple(own))
        for upper in (area[:4], area[:2], "0"):
            is_new = upper not in nodes
            above = nodes.setdefault(upper, Node(f"o/{upper}", upper, {}, of_stations=False))
            above.children.append(child)
            if not is_new:
                break
            child = above
    return nodes["0"], known
