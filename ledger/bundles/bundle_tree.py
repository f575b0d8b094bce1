"""A part of a book's Merkle tree: some of its entries, and the hashes that lead from them to the root.

- A part is shown by the hashes of the largest subtrees that hold none of its entries, left to right, and by no other.
- Where the book was quoted at an earlier size, subtrees are cut there: so the earlier root can be had as well.
- What a hash is for follows from size, indexes and quoted sizes alone; one hash too few or too many is refused.
- What a part does not hold it does not know: asking for it is an error, never a guess.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence

from domain.types import Hash
from ledger.errors import BundleProofError, OutsideTreeError
from ledger.merkle import EMPTY_ROOT, Tree, node_hash

Range = tuple[int, int]


def cover(tree: Tree, size: int, indexes: Iterable[int], sizes: Iterable[int]) -> tuple[Hash, ...]:
    """The hashes that show the leaves `indexes` of the first `size` of `tree`, and its roots at `sizes`."""
    found: list[Hash] = []
    _walk((0, size), sorted(set(indexes)), sorted(set(sizes)), lambda begin, end: _add(found, tree, begin, end))
    return tuple(found)


def _add(found: list[Hash], tree: Tree, begin: int, end: int) -> None:
    found.append(_root_of(tree, begin, end))


def _root_of(tree: Tree, begin: int, end: int) -> Hash:
    """The root over a subtree of a tree that is all there."""
    if begin == 0:
        return tree.root(end)
    width = end - begin
    if width & (width - 1) == 0:
        return Hash(tree.cells(width.bit_length() - 1, begin // width, begin // width + 1))
    split = begin + _split(width)
    return node_hash(_root_of(tree, begin, split), _root_of(tree, split, end))


class PartialTree(Tree):
    """The tree of `size` leaves, of which `leaves` are known, and what `hashes` show of the others."""

    __slots__ = ("_leaves", "_nodes", "_size")

    def __init__(self, size: int, leaves: Mapping[int, Hash], sizes: Sequence[int], hashes: Sequence[Hash]) -> None:
        """Raises `BundleProofError` unless the hashes are exactly those that are needed."""
        super().__init__()
        self._size = size
        self._leaves = frozenset(leaves.values())
        self._nodes: dict[Range, Hash] = {(index, index + 1): leaf for index, leaf in leaves.items()}
        rest = iter(hashes)

        def take(begin: int, end: int) -> None:
            given = next(rest, None)
            if given is None:
                raise BundleProofError(reason="few")
            self._nodes[begin, end] = given

        if any(not 0 <= index < size for index in leaves) or any(not 0 <= each <= size for each in sizes):
            raise BundleProofError(reason="outside")
        if size:
            _walk((0, size), sorted(leaves), sorted(set(sizes)), take)
        if next(rest, None) is not None:
            raise BundleProofError(reason="many")

    @property
    def size(self) -> int:
        """The number of leaves, known or not."""
        return self._size

    def leaf(self, index: int) -> Hash:
        """The leaf hash at `index`.  Raises `OutsideTreeError` where it is not known."""
        return self._known(index, index + 1)

    def root(self, size: int | None = None) -> Hash:
        """The root over the first `size` leaves (all when None).  Raises `OutsideTreeError` where it is not known."""
        size = self._size if size is None else size
        return EMPTY_ROOT if size == 0 else self._known(0, size)

    def holds(self, leaf: Hash) -> bool:
        """Whether one of the entries that are here has this leaf hash; of the others only hashes are known."""
        return leaf in self._leaves

    def knows_leaf(self, index: int) -> bool:
        """Whether the leaf at `index` is among those that are here."""
        return (index, index + 1) in self._nodes

    def knows_root(self, size: int) -> bool:
        """Whether the root over the first `size` leaves follows from what is here."""
        try:
            self.root(size)
        except OutsideTreeError:
            return False
        return True

    def _known(self, begin: int, end: int) -> Hash:
        found = self._nodes.get((begin, end))
        if found is not None:
            return found
        if end - begin <= 1 or not self._has_part(begin, end):
            raise OutsideTreeError(index=begin, size=end)
        split = begin + _split(end - begin)
        made = node_hash(self._known(begin, split), self._known(split, end))
        self._nodes[begin, end] = made
        return made

    def _has_part(self, begin: int, end: int) -> bool:
        return 0 <= begin < end <= self._size


def _walk(within: Range, indexes: Sequence[int], sizes: Sequence[int], take: Callable[[int, int], None]) -> None:
    """Call `take` for every largest subtree without an index in it and without a size inside it, left to right."""
    pending = [within]
    while pending:
        begin, end = pending.pop()
        has_leaf = bisect_left(indexes, begin) < bisect_left(indexes, end)
        is_cut = bisect_right(sizes, begin) < bisect_left(sizes, end)
        if not has_leaf and not is_cut:
            take(begin, end)
        elif end - begin > 1:
            split = begin + _split(end - begin)
            pending += ((split, end), (begin, split))


def _split(count: int) -> int:
    """The largest power of two smaller than `count`, which is at least 2."""
    return 1 << (count - 1).bit_length() - 1
