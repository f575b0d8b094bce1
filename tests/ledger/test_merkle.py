"""The Merkle tree: RFC 6962 hashing, roots, proofs, and the vectors of other programs."""

import base64
import json
import pickle
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.types import Hash
from ledger.errors import OutsideTreeError
from ledger.merkle import (
    EMPTY_ROOT,
    MAX_PROOF,
    Tree,
    is_subtree,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
    verify_subtree_consistency,
    verify_subtree_inclusion,
)

LEAVES: Final = [leaf_hash(b"entry %d" % number) for number in range(300)]
TREE: Final = Tree(LEAVES)
VECTORS: Final = "vectors/transparency-dev-merkle/testdata"
NOT_32_BYTES: Final = "additional/sizes-are-equal-one-and-proof-is-empty"


class Inclusion(NamedTuple):
    """What a prover sends, together with what the verifier must know already."""

    at: int
    size: int
    leaf: bytes
    proof: tuple[bytes, ...]
    root: bytes

    def holds(self) -> bool:
        return verify_inclusion(*self)


class Consistency(NamedTuple):
    """The same for two sizes."""

    old: int
    new: int
    proof: tuple[bytes, ...]
    old_root: bytes
    new_root: bytes

    def holds(self) -> bool:
        return verify_consistency(*self)


def inclusion(index: int, size: int) -> Inclusion:
    return Inclusion(index, size, LEAVES[index], TREE.inclusion_proof(index, size), TREE.root(size))


def consistency(old: int, new: int) -> Consistency:
    return Consistency(old, new, TREE.consistency_proof(old, new), TREE.root(old), TREE.root(new))


def naive_root(leaves: Sequence[bytes]) -> bytes:
    """MTH as RFC 6962, section 2.1, writes it down."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + naive_root(leaves[:split]) + naive_root(leaves[split:])).digest()


def flip(data: bytes, bit: int) -> bytes:
    at = bit // 8 % len(data)
    return data[:at] + bytes([data[at] ^ 1 << bit % 8]) + data[at + 1 :]


def flip_in_proof(proof: tuple[bytes, ...], bit: int) -> tuple[bytes, ...]:
    at = bit // 256 % len(proof)
    return (*proof[:at], flip(proof[at], bit), *proof[at + 1 :])


sizes = st.integers(1, len(LEAVES))
bits = st.integers(0, 2**14)


@st.composite
def inclusions(draw: st.DrawFn) -> Inclusion:
    size = draw(sizes)
    return inclusion(draw(st.integers(0, size - 1)), size)


@st.composite
def consistencies(draw: st.DrawFn) -> Consistency:
    new = draw(sizes)
    return consistency(draw(st.integers(1, new)), new)


# --- hashing ---------------------------------------------------------------------------------------------------------


def test_an_empty_tree_has_the_hash_of_nothing_as_root() -> None:
    assert Tree().root() == EMPTY_ROOT == sha256(b"").digest()


def test_a_leaf_cannot_pass_for_a_node() -> None:
    left, right = LEAVES[:2]
    assert leaf_hash(left + right) != node_hash(left, right)
    assert leaf_hash(b"x") != sha256(b"x").digest()


def test_a_lonely_leaf_moves_up_as_it_is_and_is_never_doubled() -> None:
    a, b, c = LEAVES[:3]
    assert Tree([a, b, c]).root() == node_hash(node_hash(a, b), c)
    assert Tree([a, b, c]).root() != Tree([a, b, c, c]).root()


def test_the_two_sides_of_a_node_cannot_be_exchanged() -> None:
    a, b = LEAVES[:2]
    assert node_hash(a, b) != node_hash(b, a)
    assert not verify_inclusion(0, 2, b, [a], node_hash(a, b))


@given(size=st.integers(0, 300))
def test_a_root_at_any_earlier_size_is_the_root_that_the_rfc_defines(size: int) -> None:
    assert TREE.root(size) == naive_root(LEAVES[:size])


@given(batches=st.lists(st.integers(0, 70), max_size=8))
def test_a_tree_grown_in_batches_is_the_tree_built_at_once(batches: list[int]) -> None:
    tree = Tree()
    for batch in batches:
        tree.extend(LEAVES[tree.size % 200 :][:batch])
    rebuilt = Tree([tree.leaf(index) for index in range(tree.size)])
    assert (tree.size, tree.root()) == (rebuilt.size, rebuilt.root())


@given(index=st.integers(0, 299), bit=bits)
def test_every_bit_of_every_leaf_is_bound_to_the_root(index: int, bit: int) -> None:
    changed = list(LEAVES)
    changed[index] = Hash(flip(changed[index], bit))
    assert Tree(changed).root() != TREE.root()


def test_the_order_of_the_leaves_is_bound_to_the_root() -> None:
    assert Tree(reversed(LEAVES)).root() != TREE.root()


def test_a_tree_larger_than_one_block_of_hashing_has_the_right_root() -> None:
    leaves = [leaf_hash(number.to_bytes(4, "big")) for number in range(5_001)]
    assert Tree(leaves).root() == naive_root(leaves)


def test_a_level_holds_the_complete_subtrees_only() -> None:
    tree = Tree(LEAVES[:7])
    assert tree.cells(1, 0, 3) == b"".join(node_hash(*LEAVES[at : at + 2]) for at in (0, 2, 4))
    assert tree.cells(2, 0, 1) == tree.root(4)
    assert tree.cells(9, 0, 0) == b""
    with pytest.raises(OutsideTreeError):
        tree.cells(2, 0, 2)


def test_a_tree_survives_pickling() -> None:
    again = pickle.loads(pickle.dumps(TREE))  # noqa: S301 - our own bytes
    assert (again.size, again.root(), again.root(123)) == (TREE.size, TREE.root(), TREE.root(123))


def test_what_the_tree_does_not_have_is_refused() -> None:
    tree = Tree(LEAVES[:5])
    for ask in (
        lambda: tree.leaf(5),
        lambda: tree.leaf(-1),
        lambda: tree.root(6),
        lambda: tree.root(-1),
        lambda: tree.inclusion_proof(5, 5),
        lambda: tree.inclusion_proof(0, 6),
        lambda: tree.consistency_proof(0, 5),
        lambda: tree.consistency_proof(5, 4),
        lambda: tree.consistency_proof(4, 6),
    ):
        with pytest.raises(OutsideTreeError):
            ask()


# --- proofs ----------------------------------------------------------------------------------------------------------


@given(made=inclusions())
def test_a_proof_made_for_a_leaf_is_verified(made: Inclusion) -> None:
    assert made.holds()


@given(made=consistencies())
def test_a_proof_made_for_two_sizes_is_verified(made: Consistency) -> None:
    assert made.holds()


@given(made=inclusions(), bit=bits)
def test_an_inclusion_proof_with_one_bit_changed_anywhere_is_refused(made: Inclusion, bit: int) -> None:
    assert not made._replace(leaf=flip(made.leaf, bit)).holds()
    assert not made._replace(root=flip(made.root, bit)).holds()
    assert not made.proof or not made._replace(proof=flip_in_proof(made.proof, bit)).holds()


@given(made=consistencies(), bit=bits)
def test_a_consistency_proof_with_one_bit_changed_anywhere_is_refused(made: Consistency, bit: int) -> None:
    assert not made._replace(old_root=flip(made.old_root, bit)).holds()
    assert not made._replace(new_root=flip(made.new_root, bit)).holds()
    assert not made.proof or not made._replace(proof=flip_in_proof(made.proof, bit)).holds()


@given(made=inclusions(), index=st.integers(-3, 400))
def test_an_inclusion_proof_shows_one_index_only(made: Inclusion, index: int) -> None:
    assert made._replace(at=index).holds() == (index == made.at)


@given(made=inclusions())
def test_a_proof_for_an_index_beyond_the_tree_is_refused(made: Inclusion) -> None:
    assert not made._replace(at=made.at + made.size).holds()
    assert not made._replace(at=made.size).holds()
    assert not made._replace(at=-1).holds()
    assert not made._replace(at=made.at + 2**64).holds()


def test_a_leaf_cannot_be_proven_at_an_index_that_the_size_does_not_have() -> None:
    """Without the check of index < size the walk to the top is the same for both sizes."""
    made = inclusion(7, 8)
    assert made.holds()
    assert not made._replace(size=5).holds()


def test_a_proof_that_brings_its_own_root_proves_nothing() -> None:
    forged = Tree([leaf_hash(b"forged"), *LEAVES[1:]])
    proof = forged.inclusion_proof(0, 300)
    assert verify_inclusion(0, 300, forged.leaf(0), proof, forged.root())
    assert not verify_inclusion(0, 300, forged.leaf(0), proof, TREE.root())


@given(made=inclusions(), extra=st.binary(min_size=32, max_size=32))
def test_an_inclusion_proof_of_another_length_is_refused(made: Inclusion, extra: bytes) -> None:
    assert not made._replace(proof=(*made.proof, extra)).holds()
    assert not made._replace(proof=(extra, *made.proof)).holds()
    assert not made.proof or not made._replace(proof=made.proof[:-1]).holds()


@given(made=consistencies(), extra=st.binary(min_size=32, max_size=32))
def test_a_consistency_proof_of_another_length_is_refused(made: Consistency, extra: bytes) -> None:
    assert not made._replace(proof=(*made.proof, extra)).holds()
    assert not made._replace(proof=(extra, *made.proof)).holds()
    assert not made.proof or not made._replace(proof=made.proof[:-1]).holds()


def test_a_hash_that_has_not_32_bytes_is_refused() -> None:
    made = inclusion(3, 8)
    assert not made._replace(proof=(made.proof[0] + b"\x00", *made.proof[1:])).holds()
    assert not verify_inclusion(0, 1, b"short", (), b"short")
    assert not verify_consistency(1, 1, (), b"short", b"short")


def test_a_proof_has_at_most_63_hashes() -> None:
    leaf = found = LEAVES[0]
    for _ in range(MAX_PROOF):
        found = node_hash(found, leaf)
    assert verify_inclusion(0, 2**63, leaf, [leaf] * 63, found)
    assert not verify_inclusion(0, 2**64, leaf, [leaf] * 64, node_hash(found, leaf))


@given(size=st.integers(0, 300))
def test_equal_sizes_are_consistent_when_the_roots_are_equal_and_the_proof_is_empty(size: int) -> None:
    root = TREE.root(size)
    assert verify_consistency(size, size, (), root, root)
    assert not verify_consistency(size, size, (root,), root, root)
    assert not verify_consistency(size, size, (), root, flip(root, 7))


def test_two_trees_without_leaves_have_the_empty_root() -> None:
    assert not verify_consistency(0, 0, (), LEAVES[0], LEAVES[0])


def test_from_size_0_there_is_nothing_to_verify() -> None:
    assert not verify_consistency(0, 5, (), EMPTY_ROOT, TREE.root(5))
    assert not verify_consistency(0, 5, (EMPTY_ROOT,), EMPTY_ROOT, TREE.root(5))


@given(made=consistencies())
def test_a_log_never_becomes_consistent_with_a_smaller_one(made: Consistency) -> None:
    backward = made._replace(old=made.new, new=made.old, old_root=made.new_root, new_root=made.old_root)
    assert backward.holds() == (made.old == made.new)


@given(made=consistencies(), old=st.integers(-2, 320), new=st.integers(-2, 320))
def test_a_consistency_proof_gives_the_verdict_of_the_formula(made: Consistency, old: int, new: int) -> None:
    """The published formula (`log-formats.md`) is another way to the same verdicts."""
    for claim in (made, made._replace(old=old), made._replace(new=new)):
        assert claim.holds() == by_formula(claim)


def by_formula(claim: Consistency) -> bool:
    """The verification of a consistency proof with its length computed beforehand."""
    old, new, proof, old_root, new_root = claim
    if old == new:
        return not proof and old_root == new_root
    if not 0 < old < new:
        return False
    shift = (old & -old).bit_length() - 1
    inner = ((old - 1) ^ (new - 1)).bit_length()
    border = ((old - 1) >> inner).bit_count()
    inner -= shift
    start = 0 if old == 1 << shift else 1
    if len(proof) != start + inner + border:
        return False
    first = second = proof[0] if start else old_root
    mask = (old - 1) >> shift
    for at, sibling in enumerate(proof[start:]):
        if at >= inner or mask >> at & 1:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
        else:
            second = node_hash(second, sibling)
    return (first, second) == (old_root, new_root)


@given(level=st.integers(0, 8), position=st.integers(0, 300), size=sizes)
def test_a_complete_subtree_is_proven_by_the_path_of_its_root(level: int, position: int, size: int) -> None:
    """A complete subtree is a leaf of the tree above it, so that tree's inclusion proof is what a verifier needs."""
    begin = (position % size) >> level << level
    end = begin + (1 << level)
    if end > size or size % (1 << level):
        return
    above = Tree(Hash(TREE.cells(level, at, at + 1)) for at in range(size >> level))
    proof = above.inclusion_proof(begin >> level, above.size)
    root = TREE.cells(level, begin >> level, (begin >> level) + 1)
    assert verify_subtree_consistency(begin, end, size, proof, root, TREE.root(size))


def test_a_subtree_begins_where_one_of_its_size_can() -> None:
    assert is_subtree(8, 14)
    assert is_subtree(4, 5)
    assert not is_subtree(2, 5)
    assert not is_subtree(1, 3)
    assert not is_subtree(4, 4)
    assert not is_subtree(-4, -2)


# --- vectors of other programs ---------------------------------------------------------------------------------------


class Vector(NamedTuple):
    """One proof of transparency-dev/merkle: where it came from, its verdict and ours."""

    name: str
    wanted: bool
    found: bool


def vectors(shared: Path, kind: str) -> Iterator[Vector]:
    folder = shared / VECTORS / kind
    for path in sorted(folder.rglob("*.json")):
        case = json.loads(path.read_bytes())
        name = path.relative_to(folder).with_suffix("").as_posix()
        yield Vector(name, not case["wantErr"], VERDICTS[kind](case))


def decoded(text: str | None) -> bytes:
    return base64.b64decode(text or "")


def proof_of(case: dict[str, list[str]]) -> list[bytes]:
    return [decoded(one) for one in case["proof"] or []]


VERDICTS: Final = {
    "inclusion": lambda case: verify_inclusion(
        case["leafIdx"], case["treeSize"], decoded(case["leafHash"]), proof_of(case), decoded(case["root"])
    ),
    "consistency": lambda case: verify_consistency(
        case["size1"], case["size2"], proof_of(case), decoded(case["root1"]), decoded(case["root2"])
    ),
    "subtreeinclusion": lambda case: verify_subtree_inclusion(
        case["leafIdx"], case["start"], case["end"], decoded(case["leafHash"]), proof_of(case), decoded(case["root"])
    ),
    "subtreeconsistency": lambda case: verify_subtree_consistency(
        case["start"], case["end"], case["size"], proof_of(case), decoded(case["root1"]), decoded(case["root2"])
    ),
}


@pytest.mark.parametrize(
    ("kind", "count", "stricter"),
    [
        ("inclusion", 98, set()),
        ("consistency", 98, {NOT_32_BYTES}),  # its roots are not 32 bytes long
        ("subtreeinclusion", 204, set()),
        ("subtreeconsistency", 118, {NOT_32_BYTES}),
    ],
)
def test_the_proofs_of_another_program_get_its_verdicts(
    shared: Path, kind: str, count: int, stricter: set[str]
) -> None:
    cases = list(vectors(shared, kind))
    assert len(cases) == count
    assert {case.name for case in cases if case.wanted != case.found} == stricter
    assert all(case.wanted for case in cases if case.name in stricter)


def test_the_roots_paths_and_proofs_of_the_first_log_are_ours(shared: Path) -> None:
    known = json.loads((shared / "vectors/rfc6962-roots/rfc6962.json").read_bytes())
    tree = Tree(leaf_hash(bytes.fromhex(leaf)) for leaf in known["leaves_hex"])
    assert [tree.root(size).hex() for size in range(9)] == known["root_by_size_hex"]
    for case in known["inclusion_1based_cpp"]:
        path = tree.inclusion_proof(case["leaf"] - 1, case["snapshot"])
        assert [one.hex() for one in path] == case["path"]
    for case in known["consistency"]:
        assert [one.hex() for one in tree.consistency_proof(case["m"], case["n"])] == case["proof"]
    hasher = known["hasher"]
    assert EMPTY_ROOT.hex() == hasher["empty_root"]
    assert leaf_hash(b"").hex() == hasher["empty_leaf"]
    assert leaf_hash(b"L123456").hex() == hasher["leaf_L123456"]
    assert node_hash(b"N123", b"N456").hex() == hasher["node_N123_N456"]
