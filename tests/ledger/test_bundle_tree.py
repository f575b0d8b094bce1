"""A part of a tree: its root, its leaves, earlier roots; nothing guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.types import Hash
from ledger.bundles.bundle_tree import PartialTree, cover
from ledger.errors import BundleProofError, OutsideTreeError
from ledger.merkle import Tree, leaf_hash

LEAVES = [leaf_hash(bytes([at])) for at in range(70)]


@st.composite
def parts(draw: st.DrawFn) -> tuple[Tree, dict[int, Hash], list[int], tuple[Hash, ...]]:
    """A tree, some of its leaves, some of its earlier sizes, and the hashes that show them."""
    size = draw(st.integers(1, len(LEAVES)))
    tree = Tree(LEAVES[:size])
    indexes = draw(st.sets(st.integers(0, size - 1), max_size=6))
    sizes = draw(st.sets(st.integers(1, size), max_size=4))
    return tree, {at: LEAVES[at] for at in indexes}, sorted(sizes), cover(tree, size, indexes, sizes)


@given(parts())
def test_a_part_leads_to_the_root_and_to_every_size_asked_for(
    part: tuple[Tree, dict[int, Hash], list[int], tuple[Hash, ...]],
) -> None:
    tree, leaves, sizes, hashes = part
    found = PartialTree(tree.size, leaves, sizes, hashes)
    assert found.root() == tree.root()
    assert [found.root(size) for size in sizes] == [tree.root(size) for size in sizes]
    assert {at: found.leaf(at) for at in leaves} == leaves


@given(parts(), st.integers(0, 80))
def test_what_it_does_not_hold_it_does_not_know(
    part: tuple[Tree, dict[int, Hash], list[int], tuple[Hash, ...]], at: int
) -> None:
    tree, leaves, sizes, hashes = part
    found = PartialTree(tree.size, leaves, sizes, hashes)
    if found.knows_leaf(at):
        assert found.leaf(at) == tree.leaf(at)
    else:
        with pytest.raises(OutsideTreeError):
            found.leaf(at)
    if at <= tree.size and found.knows_root(at):
        assert found.root(at) == tree.root(at)


@given(parts())
def test_one_hash_too_few_or_too_many_is_refused(
    part: tuple[Tree, dict[int, Hash], list[int], tuple[Hash, ...]],
) -> None:
    tree, leaves, sizes, hashes = part
    with pytest.raises(BundleProofError):
        PartialTree(tree.size, leaves, sizes, (*hashes, LEAVES[0]))
    if hashes:
        with pytest.raises(BundleProofError):
            PartialTree(tree.size, leaves, sizes, hashes[:-1])


@given(parts(), st.data())
def test_any_other_leaf_or_hash_gives_another_root(
    part: tuple[Tree, dict[int, Hash], list[int], tuple[Hash, ...]], data: st.DataObject
) -> None:
    tree, leaves, sizes, hashes = part
    other = leaf_hash(b"other")
    at = data.draw(st.integers(0, 99))
    if leaves and at % 2:
        leaves = leaves | {sorted(leaves)[at % len(leaves)]: other}
    elif hashes:
        at %= len(hashes)
        hashes = (*hashes[:at], other, *hashes[at + 1 :])
    else:
        return
    assert PartialTree(tree.size, leaves, sizes, hashes).root() != tree.root()


@pytest.mark.parametrize(("leaves", "sizes"), [({5: LEAVES[0]}, []), ({}, [6]), ({-1: LEAVES[0]}, [])])
def test_a_place_outside_of_the_tree_is_refused(leaves: dict[int, Hash], sizes: list[int]) -> None:
    with pytest.raises(BundleProofError):
        PartialTree(5, leaves, sizes, ())


def test_a_tree_of_any_claimed_size_is_shown_by_few_hashes() -> None:
    size = 2**53 - 1
    with pytest.raises(BundleProofError):
        PartialTree(size, {7: LEAVES[7]}, [], ())
