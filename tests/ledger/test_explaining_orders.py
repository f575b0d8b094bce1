"""Explaining what was done on an order: whose order it is, what it says, where it stands, and what it opened again.

- A revote has the order that it cites: its entry, issuer, number, kind and paper.
- A recapitulation that was opened again is told at its level, with the order.
- One that the book did not take is told as one that does not count.
"""

from pathlib import Path

from ledger.explain.explained import Explanation, Ordered
from ledger.explain.explaining import explain
from tests.support.lives import PAPER, figures_of, reopened, revoted
from tests.support.practice import CONTEST, OTHER_TPS, PPK, TPS, Script, World, form, practice

OLD = figures_of()["suara_1"]
NEW = {"suara_1": OLD - 10, "suara_2": figures_of()["suara_2"] + 10}


def explained(script: Script, folder: Path, area: str = TPS) -> tuple[World, Explanation]:
    world = script.run()
    world.write(folder / "archive")
    return world, explain(folder / "archive", world.trust(), CONTEST, area, "suara_1")


def test_a_revote_has_the_order_that_it_cites(tmp_path: Path) -> None:
    script = practice()
    revoted(script, form(55, 66))
    world, found = explained(script, tmp_path)
    revote = found.life[-1]
    assert revote.order is not None
    assert (revote.order.book, revote.order.index) == (world.origin(PPK), world.indexes["order"])
    assert revote.order.leaf == world.leaves["order"]
    assert revote.ordered == Ordered("revote", "Bawaslu", "1/2024", PAPER, None)
    assert found.life[0].ordered is None


def test_a_recapitulation_that_was_opened_again_is_told_with_its_order(tmp_path: Path) -> None:
    script = practice()
    reopened(script, NEW)
    world, found = explained(script, tmp_path)
    assert found.figure == OLD - 10
    lowest, *above = found.rungs
    (made,) = lowest.reopenings
    assert (made.entry.book, made.entry.index, made.entry.leaf) == (
        world.origin(PPK),
        world.indexes["reopened"],
        world.leaves["reopened"],
    )
    assert made.logged_by.role == "operator"
    assert made.counts
    assert made.order is not None
    assert made.order.leaf == world.leaves["order"]
    assert made.ordered == Ordered("correct", "MK", "7/2024", PAPER, None)
    assert [each.state for each in lowest.certificates] == ["superseded", "current"]
    assert not any(level.reopenings for level in above)


def test_an_opening_that_the_book_did_not_take_does_not_count(tmp_path: Path) -> None:
    """The order is about an area elsewhere."""
    script = practice()
    reopened(script, NEW, covers=OTHER_TPS)
    _, found = explained(script, tmp_path)
    (made,) = found.rungs[0].reopenings
    assert not made.counts
    assert "R404" in {each.code for each in found.findings}
    assert {each.code for each in made.findings} == {"R205"}
