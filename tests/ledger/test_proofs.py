"""Inclusion proofs as files (`ledger.proofs`; c2sp.org/tlog-proof)."""

import pytest

from domain.types import Hash
from ledger.checkpoint import Checkpoint, sign_checkpoint
from ledger.errors import FormatError, OutsideTreeError, ProofInvalidError, ProofMalformedError
from ledger.merkle import Tree, leaf_hash
from ledger.note import VerifierKey
from ledger.proofs import Proof, check_proof, prove, read_proof
from ledger.signing import SigningKey

KEY = SigningKey.from_seed(b"k" * 32)
ORIGIN = "example.id/latihan/ppk/160901"
VKEY = VerifierKey.of(ORIGIN, KEY.public)
LEAVES = [leaf_hash(b"%d" % number) for number in range(11)]
TREE = Tree(LEAVES)
CHECKPOINT = Checkpoint(ORIGIN, TREE.size, TREE.root())
NOTE = sign_checkpoint(CHECKPOINT, KEY)


def proof(index: int) -> Proof:
    return prove(TREE, index, CHECKPOINT, NOTE)


@pytest.mark.parametrize("index", range(len(LEAVES)))
def test_every_entry_is_proved_and_the_file_says_so(index: int) -> None:
    read = read_proof(proof(index).raw)
    assert read == proof(index)
    assert check_proof(read, LEAVES[index], VKEY) == CHECKPOINT


def test_the_layout_is_the_specifications() -> None:
    lines = proof(10).raw.split(b"\n")
    assert lines[:2] == [b"c2sp.org/tlog-proof@v1", b"index 10"]
    assert proof(10).raw.endswith(b"\n\n" + NOTE)


def test_another_leaf_or_another_index_is_not_proved() -> None:
    for wrong in (LEAVES[3], Hash(bytes(32))):
        with pytest.raises(ProofInvalidError):
            check_proof(proof(4), wrong, VKEY)
    with pytest.raises(ProofInvalidError):
        check_proof(Proof(5, proof(4).hashes, NOTE), LEAVES[4], VKEY)


def test_an_index_beyond_the_checkpoint_is_not_proved() -> None:
    with pytest.raises(ProofInvalidError):
        check_proof(Proof(len(LEAVES), proof(10).hashes, NOTE), LEAVES[10], VKEY)
    with pytest.raises(OutsideTreeError):
        prove(TREE, len(LEAVES), CHECKPOINT, NOTE)


def test_a_checkpoint_signed_by_another_log_is_not_believed() -> None:
    other = VerifierKey.of(ORIGIN, SigningKey.from_seed(b"o" * 32).public)
    with pytest.raises(FormatError):
        check_proof(proof(4), LEAVES[4], other)


def test_extra_data_is_read_over() -> None:
    raw = proof(4).raw.replace(b"index 4", b"extra aGk=\nindex 4")
    assert check_proof(read_proof(raw), LEAVES[4], VKEY) == CHECKPOINT


HASH_LINE = proof(0).raw.split(b"\n")[2]
RAW = proof(0).raw


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "note"),
        (RAW.replace(b"@v1", b"@v2"), "header"),
        (RAW.replace(b"index 0", b"index 00"), "index"),
        (RAW.replace(b"index 0", b"index -1"), "index"),
        (RAW.replace(b"index 0", b"index 9007199254740992"), "index"),
        (RAW.replace(b"index 0\n", b""), "index"),
        (RAW.replace(b"index 0", b"extra a\nindex 0"), "extra"),
        (RAW.replace(HASH_LINE, HASH_LINE[:-1]), "hashes"),
        (RAW.replace(HASH_LINE, b"AAAA"), "hashes"),
        (RAW.replace(HASH_LINE, b"\n".join([HASH_LINE] * 64)), "hashes"),
        (RAW.replace(b"index 0", b"index \xd9\xa0"), "ascii"),
        (RAW.partition(b"\n\n")[0] + b"\n\n", "note"),
        (RAW + b"x" * 70_000, "size"),
        (RAW + b"x" * 20_000, "note"),
    ],
)
def test_what_is_written_otherwise_is_refused(raw: bytes, reason: str) -> None:
    with pytest.raises(ProofMalformedError) as caught:
        read_proof(raw)
    assert dict(caught.value.params) == {"reason": reason}
