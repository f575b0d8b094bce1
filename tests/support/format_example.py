"""The worked example of `docs/format.md`: a book of three entries, made from fixed seeds.

Run it to print the blocks of the page anew:

    python -m tests.support.format_example
"""

from functools import cache
from typing import Final

from domain.bodies import Body, BodyKind
from domain.events import BookOpened, ContestDeclared, DeclaredOption, ElectionDeclared, Event, Line, Quorum
from domain.statements import Role
from domain.types import ZERO_HASH, Hash
from ledger.acts import possession
from ledger.checkpoint import Checkpoint, sign_checkpoint
from ledger.merkle import Tree, leaf_hash
from ledger.note import VerifierKey
from ledger.records import encode_entry, entry_payload
from ledger.signing import ENTRY_TYPE, STATEMENT_TYPE, SigningKey, pae
from ledger.tiles import TileName, join_bundle, tile_bytes
from ledger.trust import Trust

ORIGIN: Final = "example.id/latihan/kpu/0"
ROOT_KEY: Final = SigningKey.from_seed(bytes(32))
LOG_KEY: Final = SigningKey.from_seed(bytes([1]) * 32)
TIME: Final = 1_700_000_000_000
LINE_LENGTH: Final = 96

NATIONAL: Final = Body(BodyKind.KPU, "0")


def _entry(event: Event, election: Hash, stream: str) -> bytes:
    """The first entry of `stream`."""
    payload = entry_payload(
        event,
        book=ORIGIN,
        election=election,
        prev=ZERO_HASH,
        seq=1,
        signer=ROOT_KEY.public,
        stream=stream,
        time=TIME,
    )
    return encode_entry(payload, ROOT_KEY.sign(pae(ENTRY_TYPE, payload)))


@cache
def entries() -> tuple[bytes, ...]:
    """The three entries of the book."""
    proof = possession(ROOT_KEY, NATIONAL, 1, Role.ROOT, ZERO_HASH, TIME)
    line = Line(LOG_KEY.public, ORIGIN, 1, (ROOT_KEY.public,))
    quorums = (Quorum(2, "kpps"), Quorum(2, "kpu"), Quorum(2, "ppk"))
    declared = ElectionDeclared(None, "practice", line, "Latihan", (proof,), "pemilu-2024", quorums)
    options = (DeclaredOption("A", 1, None), DeclaredOption("B", 2, None))
    levels = ("kecamatan", "kabko", "provinsi", "nasional")
    contest = ContestDeclared(("0",), levels, options, ("suara_1", "suara_2", "suara_sah"))
    first = _entry(declared, ZERO_HASH, "election")
    election = leaf_hash(first)
    return (
        first,
        _entry(BookOpened(None, None), election, "book"),
        _entry(contest, election, "contest/ppwp"),
    )


def blocks() -> dict[str, str]:
    """Every block of the page by its name: hexadecimal digits, or text."""
    proof = possession(ROOT_KEY, NATIONAL, 1, Role.ROOT, ZERO_HASH, TIME)
    raw = entries()
    tree = Tree(map(leaf_hash, raw))
    checkpoint = Checkpoint(ORIGIN, 3, tree.root())
    return {
        "root-key": _hex(ROOT_KEY.public),
        "log-key": _hex(LOG_KEY.public),
        "statement-payload": _hex(proof.payload),
        "statement-pae": _hex(pae(STATEMENT_TYPE, proof.payload)),
        "statement-signature": _hex(proof.signatures[0]),
        "entry-0": _hex(raw[0]),
        "entry-1": _hex(raw[1]),
        "entry-2": _hex(raw[2]),
        "leaves": "\n".join(leaf_hash(each).hex() for each in raw),
        "node": _hex(tree.root(2)),
        "root": _hex(tree.root()),
        "checkpoint": sign_checkpoint(checkpoint, LOG_KEY).decode(),
        "vkey": VerifierKey.of(ORIGIN, LOG_KEY.public).text,
        "trust": Trust(VerifierKey.of(ORIGIN, LOG_KEY.public), leaf_hash(raw[0])).text,
        "tile": _hex(tile_bytes(tree, TileName(0, 0, 3))),
        "bundle-lengths": " ".join(join_bundle([each])[:2].hex() for each in raw),
    }


def _hex(data: bytes) -> str:
    digits = data.hex()
    return "\n".join(digits[at : at + LINE_LENGTH] for at in range(0, len(digits), LINE_LENGTH))


if __name__ == "__main__":
    for name, block in blocks().items():
        print(f"--- {name}\n{block}")  # noqa: T201 - this is what it is for
