"""The Merkle tree of a book: RFC 6962 hashing, roots at any size, proofs and their verification.

Rules of this module:

- A leaf is hashed behind 0x00 and a node behind 0x01, so that neither can pass for the other.
- A lonely subtree moves up as it is: never paired with itself, never padded.
- A node is hashed as (left, right): a proof shows the position of a leaf, not only that it is there.
- A proof is checked against a root, an index and a size that come from elsewhere, never from the proof.
- An index lies below the size; a proof has exactly the length that index and size give, at most 63 hashes of 32 bytes.
- Two trees are consistent only from size 1 on; from size 0 there is nothing to verify and no proof is accepted.

In use:

    tree = Tree(map(leaf_hash, entries))
    proof = tree.inclusion_proof(3, tree.size)
    verify_inclusion(3, tree.size, leaf_hash(entries[3]), proof, tree.root())
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from hashlib import sha256
from typing import Final

from domain.types import Hash
from ledger.errors import OutsideTreeError

HASH_BYTES: Final = 32
MAX_PROOF: Final = 63
"""The most hashes a proof may have (c2sp.org/tlog-witness)."""

EMPTY_ROOT: Final = Hash(sha256(b"").digest())
"""The root of a tree without leaves (RFC 6962, section 2.1)."""

_LEAF: Final = b"\x00"
_NODE: Final = b"\x01"
_PAIR: Final = 2 * HASH_BYTES
_BLOCK: Final = 1024 * _PAIR  # what is hashed up at once: small enough to stay in the processor's cache


def leaf_hash(data: bytes) -> Hash:
    """The hash that names `data`: its leaf in the tree (RFC 6962, section 2.1)."""
    return Hash(sha256(_LEAF + data).digest())


def node_hash(left: bytes, right: bytes) -> Hash:
    """The hash over two neighbouring subtrees (RFC 6962, section 2.1)."""
    return Hash(sha256(_NODE + left + right).digest())


class Tree:
    """An append-only Merkle tree that remembers every complete subtree.

    Level `l` holds, as one array of 32-byte cells, the hashes of the complete subtrees of 2**l leaves, left to right:
    about 64 bytes per leaf in all.  Pickling one costs little more than copying these arrays.
    """

    __slots__ = ("_levels",)

    def __init__(self, leaf_hashes: Iterable[Hash] = ()) -> None:
        """A tree over `leaf_hashes`, which are leaf hashes already (`leaf_hash`)."""
        self._levels: list[bytearray] = [bytearray()]
        self.extend(leaf_hashes)

    @property
    def size(self) -> int:
        """The number of leaves."""
        return len(self._levels[0]) // HASH_BYTES

    def extend(self, leaf_hashes: Iterable[Hash]) -> None:
        """Add leaves at the right; amortised one node hash per leaf."""
        self._levels[0] += b"".join(leaf_hashes)
        level = 0
        while len(self._levels[level]) >= _PAIR:
            if level + 1 == len(self._levels):
                self._levels.append(bytearray())
            self._add_parents(level)
            level += 1

    def leaf(self, index: int) -> Hash:
        """The leaf hash at `index`.  Raises OutsideTreeError."""
        self._require(0 <= index < self.size, index)
        return self._cell(0, index)

    def holds(self, leaf: Hash) -> bool:
        """Whether some leaf has this hash."""
        return any(self.leaf(index) == leaf for index in range(self.size))

    def cells(self, level: int, begin: int, end: int) -> bytes:
        """The hashes of the complete subtrees `begin` to `end` (exclusive) of 2**level leaves, joined.

        Raises OutsideTreeError when the tree does not have them all yet.
        """
        self._require(0 <= begin <= end <= self.size >> level, end)
        return bytes(self._levels[level][begin * HASH_BYTES : end * HASH_BYTES]) if end else b""

    def peaks(self) -> Iterator[Hash]:
        """The roots of the maximal complete subtrees, from the right (smallest) to the left."""
        return self._peaks(0, self.size)

    def root(self, size: int | None = None) -> Hash:
        """The root over the first `size` leaves (all when None), in O(log n).  Raises OutsideTreeError."""
        size = self.size if size is None else size
        self._require(0 <= size <= self.size, size)
        return self._range_root(0, size)

    def inclusion_proof(self, index: int, size: int) -> tuple[Hash, ...]:
        """The audit path of leaf `index` in the tree of `size` leaves, leaf sibling first (RFC 6962, section 2.1.1).

        Raises OutsideTreeError unless index < size <= self.size.
        """
        self._require(0 <= index < size <= self.size, index)
        path: list[Hash] = []
        begin, end = 0, size
        while end - begin > 1:
            split = begin + _split(end - begin)
            if index < split:
                path.append(self._range_root(split, end))
                end = split
            else:
                path.append(self._range_root(begin, split))
                begin = split
        return tuple(reversed(path))

    def consistency_proof(self, old: int, new: int) -> tuple[Hash, ...]:
        """What shows that the first `old` leaves are the beginning of the first `new` (RFC 6962, section 2.1.2).

        Raises OutsideTreeError unless 0 < old <= new <= self.size.
        """
        self._require(0 < old <= new <= self.size, old)
        path: list[Hash] = []
        begin, end = 0, new
        while end != old:
            split = begin + _split(end - begin)
            if old <= split:
                path.append(self._range_root(split, end))
                end = split
            else:
                path.append(self._range_root(begin, split))
                begin = split
        if begin != 0:  # else the remaining subtree is the whole old tree, whose root the verifier knows
            path.append(self._range_root(begin, end))
        return tuple(reversed(path))

    def _cell(self, level: int, index: int) -> Hash:
        return Hash(bytes(self._levels[level][index * HASH_BYTES : (index + 1) * HASH_BYTES]))

    def _add_parents(self, level: int) -> None:
        """Hash the pairs of `level` that have no node above them yet."""
        cells, parents = self._levels[level], self._levels[level + 1]
        paired = len(cells) - len(cells) % _PAIR
        for start in range(2 * len(parents), paired, _BLOCK):
            block = bytes(cells[start : min(start + _BLOCK, paired)])
            parents += b"".join([sha256(_NODE + block[at : at + _PAIR]).digest() for at in range(0, len(block), _PAIR)])

    def _peaks(self, begin: int, end: int) -> Iterator[Hash]:
        while end > begin:
            level = _trailing_zeros(end - begin)
            yield self._cell(level, (end >> level) - 1)
            end -= 1 << level

    def _range_root(self, begin: int, end: int) -> Hash:
        """MTH(D[begin:end]), where begin is a multiple of a power of two that is at least end - begin."""
        return fold_peaks(self._peaks(begin, end))

    def _require(self, inside: bool, index: int) -> None:  # noqa: FBT001 - reads as an assertion at the call
        if not inside:
            raise OutsideTreeError(index=index, size=self.size)


def fold_peaks(peaks: Iterable[Hash]) -> Hash:
    """The root over complete subtrees given from the right to the left; EMPTY_ROOT over none."""
    iterator = iter(peaks)
    return reduce(lambda right, left: node_hash(left, right), iterator, next(iterator, EMPTY_ROOT))


def verify_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `proof` shows that `leaf` (a leaf hash) is at `index` of the tree of `size` leaves with this `root`."""
    if not 0 <= index < size or not _are_hashes(leaf, root, *proof):
        return False
    inner = (index ^ (size - 1)).bit_length()
    border = (index >> inner).bit_count()
    if len(proof) != inner + border:
        return False
    found = leaf
    for bit, sibling in enumerate(proof):
        is_right = bit >= inner or index >> bit & 1
        found = node_hash(sibling, found) if is_right else node_hash(found, sibling)
    return found == root


def verify_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether `proof` shows that the tree of `old` leaves is the beginning of the tree of `new` leaves.

    Equal sizes need an empty proof and equal roots; old 0 with a larger new is False, for there is nothing to verify.
    """
    if old == new:
        root_fits = old > 0 or (old == 0 and old_root == EMPTY_ROOT)
        return root_fits and not proof and old_root == new_root and _are_hashes(old_root)
    return old > 0 and verify_subtree_consistency(0, old, new, proof, old_root, new_root)


def is_subtree(begin: int, end: int) -> bool:
    """Whether `begin` to `end` (exclusive) is a subtree: begin is a multiple of a power of two >= end - begin."""
    return 0 <= begin < end and begin % (1 << (end - begin - 1).bit_length()) == 0


def verify_subtree_inclusion(
    index: int, begin: int, end: int, leaf: bytes, proof: Sequence[bytes], root: bytes
) -> bool:
    """Whether `proof` shows that `leaf` is at `index` of a log, inside the subtree `begin` to `end` with this root."""
    return is_subtree(begin, end) and verify_inclusion(index - begin, end - begin, leaf, proof, root)


def verify_subtree_consistency(
    begin: int, end: int, size: int, proof: Sequence[bytes], subtree_root: bytes, root: bytes
) -> bool:
    """Whether `proof` shows that the leaves `begin` to `end` of the tree of `size` leaves form the subtree given.

    RFC 9162, section 2.1.4.2, widened to subtrees that begin elsewhere than at 0.  The walk goes up from the last leaf
    of the subtree; `first`, `last` and `edge` are the positions, at the level reached, of the subtree's first and
    last node and of the tree's last node.  The empty subtree is in every tree, with the empty root and an empty proof.
    """
    if 0 <= begin == end <= size:
        return subtree_root == EMPTY_ROOT and not proof
    if not is_subtree(begin, end) or end > size or not _are_hashes(subtree_root, root, *proof):
        return False
    first, last, edge = begin, end - 1, size - 1
    while first != last and (last & 1 or last == edge):
        first, last, edge = first >> 1, last >> 1, edge >> 1
    rest = list(proof)
    if first != last and not rest:
        return False
    found_subtree = found = subtree_root if first == last else rest.pop(0)
    for sibling in rest:
        if edge == 0:
            return False
        if last & 1 or last == edge:
            while not last & 1:
                first, last, edge = first >> 1, last >> 1, edge >> 1
            found_subtree = node_hash(sibling, found_subtree) if first < last else found_subtree
            found = node_hash(sibling, found)
        else:
            found = node_hash(found, sibling)
        first, last, edge = first >> 1, last >> 1, edge >> 1
    return edge == 0 and found_subtree == subtree_root and found == root


def _split(count: int) -> int:
    """The largest power of two smaller than `count`, which is at least 2."""
    return 1 << (count - 1).bit_length() - 1


def _trailing_zeros(number: int) -> int:
    return (number & -number).bit_length() - 1


def _are_hashes(*hashes: bytes) -> bool:
    """Whether these are 32-byte hashes, no more than the longest proof and its two ends."""
    return len(hashes) <= MAX_PROOF + 2 and all(len(one) == HASH_BYTES for one in hashes)
