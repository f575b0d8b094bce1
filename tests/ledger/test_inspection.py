"""Pass 0, one book by itself: bytes, chain, tree, signatures.

- What the checkpoint commits to and is not there is named (R107); what never belongs is a stranger (R106).
- Entries are strict (R101 to R104), in their book, election and stream (R203), in order (R201, R202), signed (R401).
- They hash to the checkpoint's root (R301) and to every older note's (R304); tiles are what they hash to (R108).
- A faulty entry is reported and not used further; a cut bundle is reported with its entry (R109).
"""

from collections.abc import Callable
from pathlib import Path

import msgpack
import pytest

from ledger.archive import BookFiles
from ledger.checkpoint import Checkpoint, sign_checkpoint
from ledger.inspection import InspectedBook, inspect_book
from ledger.merkle import Tree, leaf_hash
from ledger.note import VerifierKey, encode_base64
from ledger.signing import ENTRY_TYPE, pae
from tests.support.practice import KAB, PPK, BookWritten, World, key_of, operator, practice
from tests.support.tampering import book_of, small_files, small_world, write

ORIGIN = small_world().origin(PPK)
ELECTION = small_world().election
SIZE = len(small_world().books[PPK].raw)


def inspected(folder: Path) -> InspectedBook:
    return inspect_book(BookFiles(ORIGIN, folder / ORIGIN), ELECTION)


def with_entries(folder: Path, raw: list[bytes]) -> InspectedBook:
    """The inspection of the PPK's book with these entries, under a checkpoint of its own key."""
    world = World()
    world.books = {PPK: BookWritten(raw)}
    world.publish(PPK)
    write(world.files(), folder)
    return inspected(folder)


def with_file(folder: Path, name: str, data: bytes | None) -> InspectedBook:
    """The inspection of the PPK's book with one file other than it was, or gone."""
    files = {**small_files(), f"{ORIGIN}/{name}": data or b""}
    if data is None:
        del files[f"{ORIGIN}/{name}"]
    write({path: each for path, each in files.items() if book_of(path) == ORIGIN}, folder)
    return inspected(folder)


def codes(book: InspectedBook) -> list[tuple[str, int | None]]:
    return [(each.code, each.index) for each in book.findings]


def entry(**changes: object) -> bytes:
    """The PPK's third entry with other fields, signed by its operator whatever they are."""
    sealed = msgpack.unpackb(small_world().books[PPK].raw[2])
    payload = msgpack.unpackb(sealed["payload"])
    packed = msgpack.packb({**payload, **changes})
    signature = key_of(operator(PPK)).sign(pae(ENTRY_TYPE, packed))
    return bytes(msgpack.packb({"payload": packed, "signature": signature}))


def replaced(raw: bytes) -> list[bytes]:
    own = small_world().books[PPK].raw
    return [*own[:2], raw, *own[3:]]


# ---------------------------------------------------------------- files


def test_an_untouched_book_is_complete_and_has_no_findings(tmp_path: Path) -> None:
    write(small_files(), tmp_path)
    book = inspected(tmp_path)
    assert (book.findings, book.is_complete, book.is_broken, book.tree.size) == ([], True, False, SIZE)


@pytest.mark.parametrize("name", ["checkpoint", "log.vkey", f"tile/entries/000.p/{SIZE}", f"tile/0/000.p/{SIZE}"])
def test_what_the_checkpoint_commits_to_and_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    book = with_file(tmp_path, name, None)
    assert [(each.code, dict(each.params)["path"]) for each in book.findings] == [("R107", name)]
    assert not book.is_broken


@pytest.mark.parametrize(
    "name",
    ["x", "tile/0/001", "tile/9/000", f"tile/entries/000.p/{SIZE + 1}", "checkpoints/01", "tile/entries/000.p/0"],
)
def test_a_file_that_never_belongs_is_a_stranger(tmp_path: Path, name: str) -> None:
    book = with_file(tmp_path, name, b"x")
    assert {each.code for each in book.findings} & {"R106", "R302"}
    assert book.is_broken


def test_strangers_are_named_even_without_a_checkpoint(tmp_path: Path) -> None:
    write({f"{ORIGIN}/stranger": b"x", f"{ORIGIN}/tile/0/000": b"x"}, tmp_path)
    book = inspected(tmp_path)
    assert sorted((each.code, dict(each.params)["path"]) for each in book.findings) == [
        ("R106", "stranger"),
        ("R107", "checkpoint"),
        ("R107", "log.vkey"),
    ]


def test_a_partial_tile_of_an_older_size_belongs(tmp_path: Path) -> None:
    tree = Tree(map(leaf_hash, small_world().books[PPK].raw))
    assert with_file(tmp_path, "tile/0/000.p/3", tree.cells(0, 0, 3)).findings == []


def test_a_tile_that_is_not_what_the_entries_hash_to_is_found(tmp_path: Path) -> None:
    assert codes(with_file(tmp_path, "tile/0/000.p/3", bytes(96))) == [("R108", None)]


# ---------------------------------------------------------------- notes


def note(size: int, *, key: str = f"log {PPK} 0", origin: str = ORIGIN) -> bytes:
    """A note over the first entries of the book."""
    root = Tree(map(leaf_hash, small_world().books[PPK].raw[:size])).root()
    return sign_checkpoint(Checkpoint(origin, size, root), key_of(key))


def test_an_older_note_of_the_same_history_belongs(tmp_path: Path) -> None:
    assert with_file(tmp_path, "checkpoints/3", note(3)).findings == []


def test_an_older_note_of_another_history_is_found(tmp_path: Path) -> None:
    other = sign_checkpoint(Checkpoint(ORIGIN, 3, leaf_hash(b"")), key_of(f"log {PPK} 0"))
    assert codes(with_file(tmp_path, "checkpoints/3", other)) == [("R304", None)]


def test_an_older_note_that_is_longer_than_the_checkpoint_is_found(tmp_path: Path) -> None:
    longer = sign_checkpoint(Checkpoint(ORIGIN, 99, leaf_hash(b"")), key_of(f"log {PPK} 0"))
    assert codes(with_file(tmp_path, "checkpoints/99", longer)) == [("R305", None)]


def test_an_older_note_under_another_size_is_a_stranger(tmp_path: Path) -> None:
    assert codes(with_file(tmp_path, "checkpoints/4", note(3))) == [("R106", None)]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"rubbish",
        note(SIZE, key="somebody"),
        note(SIZE) + note(SIZE)[-90:],
        note(SIZE).replace(b"\n\n", b"\nmore\n\n"),
    ],
    ids=["empty", "rubbish", "another key", "half a line more", "an extension"],
)
def test_a_checkpoint_that_its_log_did_not_sign_so_is_found(tmp_path: Path, data: bytes) -> None:
    assert codes(with_file(tmp_path, "checkpoint", data)) == [("R302", None)]


def test_a_checkpoint_signed_twice_by_its_log_is_found(tmp_path: Path) -> None:
    signed = note(SIZE)
    line = signed.rpartition(b"\n\n")[2]
    assert codes(with_file(tmp_path, "checkpoint", signed + line)) == [("R302", None)]


def test_a_signature_line_that_nobody_knows_is_a_hint(tmp_path: Path) -> None:
    line = f"\u2014 witness.example {encode_base64(bytes(76))}\n".encode()
    book = with_file(tmp_path, "checkpoint", note(SIZE) + line)
    assert [(each.code, str(each.level)) for each in book.findings] == [("R309", "hint")]
    assert book.is_complete


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"rubbish\n",
        VerifierKey.of(ORIGIN, key_of(f"log {PPK} 0").public).text.encode(),
        VerifierKey.of("example.id/latihan/ppk/160902", key_of(f"log {PPK} 0").public).text.encode() + b"\n",
    ],
    ids=["empty", "no text", "rubbish", "no line end", "another origin"],
)
def test_a_log_key_that_is_not_the_origins_is_found(tmp_path: Path, data: bytes) -> None:
    assert ("R303", None) in codes(with_file(tmp_path, "log.vkey", data))


def test_a_root_that_is_not_the_entries_is_found(tmp_path: Path) -> None:
    other = sign_checkpoint(Checkpoint(ORIGIN, SIZE, leaf_hash(b"")), key_of(f"log {PPK} 0"))
    assert ("R301", None) in codes(with_file(tmp_path, "checkpoint", other))


# ---------------------------------------------------------------- bundles and entries


@pytest.mark.parametrize(
    ("change", "reason"), [(lambda data: data[:-1], "truncated"), (lambda data: data + b"x", "extra_bytes")]
)
def test_a_bundle_that_is_cut_or_has_bytes_left_is_found(
    tmp_path: Path, change: Callable[[bytes], bytes], reason: str
) -> None:
    name = f"tile/entries/000.p/{SIZE}"
    book = with_file(tmp_path, name, change(small_files()[f"{ORIGIN}/{name}"]))
    assert [(each.code, dict(each.params)["reason"]) for each in book.findings] == [("R109", reason)]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "R101"),
        (b"\xc1", "R101"),
        (b"\x80", "R102"),
        (entry(extra=1), "R102"),
        (entry(seq=-1), "R102"),
        (entry(seq=1.5), "R102"),
        (entry(seq=True), "R102"),
        (entry(time=2**53), "R102"),
        (entry(stream="tally/\u202e"), "R101"),
        (entry(prev=bytes(31)), "R102"),
        (entry(data={}), "R102"),
        (entry(v="1"), "R102"),
    ],
)
def test_an_entry_that_is_not_sound_is_found_at_its_index(tmp_path: Path, raw: bytes, code: str) -> None:
    book = with_entries(tmp_path, replaced(raw))
    assert any(each.index == 2 and each.code in {code, "R101", "R102"} for each in book.findings)
    assert 2 not in [index for index, _ in book.entries]


@pytest.mark.parametrize("changes", [{"v": 2}, {"type": "BallotsBurnt"}])
def test_a_sound_entry_of_a_later_version_is_unsupported(tmp_path: Path, changes: dict[str, object]) -> None:
    book = with_entries(tmp_path, replaced(entry(**changes)))
    assert [(each.code, str(each.level), each.index) for each in book.findings] == [("R103", "incomplete", 2)]
    assert book.is_complete


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"book": "example.id/latihan/ppk/160902"}, "R203"),
        ({"election": bytes(32)}, "R203"),
        ({"stream": "recap/ppwp"}, "R203"),
        ({"stream": "tally"}, "R203"),
        ({"stream": "tally/"}, "R203"),
        ({"stream": "tally/../x y"}, "R203"),
        ({"seq": 3}, "R201"),
        ({"seq": 0}, "R201"),
        ({"prev": b"\x01" * 32}, "R202"),
    ],
)
def test_an_entry_out_of_its_place_is_found_at_its_index(tmp_path: Path, changes: dict[str, object], code: str) -> None:
    book = with_entries(tmp_path, replaced(entry(**changes)))
    assert (code, 2) in codes(book)
    assert 2 not in [index for index, _ in book.entries]


def test_an_entry_whose_signature_is_anothers_is_found_at_its_index(tmp_path: Path) -> None:
    sealed = msgpack.unpackb(small_world().books[PPK].raw[2])
    sealed["signature"] = key_of("somebody").sign(pae(ENTRY_TYPE, sealed["payload"]))
    assert codes(with_entries(tmp_path, replaced(bytes(msgpack.packb(sealed))))) == [("R401", 2)]


def test_a_small_order_signer_or_signature_is_refused(tmp_path: Path) -> None:
    sealed = msgpack.unpackb(small_world().books[PPK].raw[2])
    sealed["signature"] = (1).to_bytes(32, "little") + bytes(32)
    assert codes(with_entries(tmp_path, replaced(bytes(msgpack.packb(sealed))))) == [("R401", 2)]
    payload = msgpack.packb({**msgpack.unpackb(sealed["payload"]), "signer": bytes(32)})
    forged = msgpack.packb({"payload": payload, "signature": sealed["signature"]})
    assert ("R401", 2) in codes(with_entries(tmp_path, replaced(bytes(forged))))


def test_an_entry_of_another_book_of_the_same_election_is_found(tmp_path: Path) -> None:
    foreign = small_world().books[KAB].raw[0]
    assert ("R203", 2) in codes(with_entries(tmp_path, replaced(foreign)))


def test_signatures_are_counted_each_once() -> None:
    world = practice().run()
    assert sum(len(book.raw) for book in world.books.values()) == 51
