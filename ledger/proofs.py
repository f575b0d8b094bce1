"""Inclusion proofs as files (c2sp.org/tlog-proof): that an entry stands in a book under a signed checkpoint.

    c2sp.org/tlog-proof@v1 LF
    [extra <base64> LF]
    index <n> LF
    (<base64 of a hash> LF){0..63}
    LF
    <checkpoint note>

- The proof says nothing of itself: leaf and log key come from elsewhere.
- Its first line, the index and the hashes have one way to be written; a file is at most 64 KiB.
- `extra` is not authenticated; it is read over and never used.
- The index lies below the checkpoint's size and the hashes lead to its root, or the proof is invalid.
"""

import re
from dataclasses import dataclass
from typing import Final, NoReturn

from domain.types import MAX_INTEGER, Hash
from ledger.checkpoint import MAX_CHECKPOINT_BYTES, Checkpoint, open_checkpoint, peek_checkpoint
from ledger.errors import ProofInvalidError, ProofMalformedError
from ledger.merkle import HASH_BYTES, MAX_PROOF, Tree, verify_inclusion
from ledger.note import VerifierKey, decode_base64, encode_base64

MAX_PROOF_BYTES: Final = 64 * 1024

_HEADER: Final = "c2sp.org/tlog-proof@v1"
_INDEX: Final = re.compile("index (0|[1-9][0-9]{0,15})")


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof as it is written: nothing in it is checked yet."""

    index: int
    hashes: tuple[Hash, ...]
    note: bytes

    @property
    def origin(self) -> str:
        """The book that the note claims to be about.  Raises `FormatError`."""
        return peek_checkpoint(self.note).origin

    @property
    def raw(self) -> bytes:
        """The bytes of the file."""
        lines = [_HEADER, f"index {self.index}", *map(encode_base64, self.hashes), "", ""]
        return "\n".join(lines).encode() + self.note


def prove(tree: Tree, index: int, checkpoint: Checkpoint, note: bytes) -> Proof:
    """The proof that leaf `index` of `tree` stands under this checkpoint.  Raises `OutsideTreeError`."""
    return Proof(index, tree.inclusion_proof(index, checkpoint.size), note)


def read_proof(raw: bytes) -> Proof:
    """The proof in the bytes of a file.  Raises `ProofMalformedError`."""
    if len(raw) > MAX_PROOF_BYTES:
        _refuse("size")
    head, blank, note = raw.partition(b"\n\n")
    if not blank or not note or len(note) > MAX_CHECKPOINT_BYTES:
        _refuse("note")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        _refuse("ascii")
    if lines.pop(0) != _HEADER:
        _refuse("header")
    if lines and lines[0].startswith("extra ") and decode_base64(lines.pop(0).removeprefix("extra ")) is None:
        _refuse("extra")
    match = _INDEX.fullmatch(lines.pop(0)) if lines else None
    if match is None or int(match[1]) > MAX_INTEGER:
        _refuse("index")
    return Proof(int(match[1]), tuple(map(_hash, _bounded(lines))), note)


def check_proof(proof: Proof, leaf: Hash, vkey: VerifierKey) -> Checkpoint:
    """The checkpoint under which `leaf` stands at the proof's index.

    Raises `FormatError` if the log with `vkey` did not sign the note, `ProofInvalidError` if the proof does not hold.
    """
    checkpoint = open_checkpoint(proof.note, vkey).checkpoint
    if not verify_inclusion(proof.index, checkpoint.size, leaf, proof.hashes, checkpoint.root):
        raise ProofInvalidError(origin=checkpoint.origin, index=proof.index, size=checkpoint.size)
    return checkpoint


def _bounded(lines: list[str]) -> list[str]:
    if len(lines) > MAX_PROOF:
        _refuse("hashes")
    return lines


def _hash(line: str) -> Hash:
    value = decode_base64(line)
    if value is None or len(value) != HASH_BYTES:
        _refuse("hashes")
    return Hash(value)


def _refuse(reason: str) -> NoReturn:
    raise ProofMalformedError(reason=reason) from None
