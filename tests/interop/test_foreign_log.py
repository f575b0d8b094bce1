"""A small log written by another program verifies here, and ours equals it byte for byte."""

from pathlib import Path
from typing import Final

import pytest

from ledger.checkpoint import open_checkpoint
from ledger.merkle import Tree, leaf_hash, verify_consistency, verify_inclusion
from ledger.note import parse_vkey
from ledger.tiles import (
    BundleEdge,
    TileEdge,
    bundle_path,
    bundles,
    hash_tiles,
    join_bundle,
    parse_tile_path,
    split_bundle,
    tile_bytes,
    tile_path,
)

VKEY: Final = parse_vkey("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx")
ENTRIES: Final = (
    b"one two three four five six seven eit nain ten ileven twelf threeten fourten fivten".split()  # as it spells them
)
SIZES: Final = range(len(ENTRIES) + 1)
TREE: Final = Tree(leaf_hash(entry) for entry in ENTRIES)


@pytest.fixture(scope="module")
def log(shared: Path) -> Path:
    return shared / "vectors/tessera-testlog/testdata/log"


def files(log: Path) -> dict[str, bytes]:
    """The tiles and bundles of the log by their paths."""
    return {path.relative_to(log).as_posix(): path.read_bytes() for path in log.glob("tile/**/*") if path.is_file()}


@pytest.mark.parametrize("size", SIZES)
def test_every_checkpoint_of_the_foreign_log_is_signed_and_has_our_root(log: Path, size: int) -> None:
    opened = open_checkpoint((log / f"checkpoint.{size}").read_bytes(), VKEY)
    assert opened.checkpoint.origin == VKEY.name
    assert opened.checkpoint.size == size
    assert opened.checkpoint.root == TREE.root(size)
    assert opened.hints == ()


def test_the_current_checkpoint_is_the_last_one(log: Path) -> None:
    assert (log / "checkpoint").read_bytes() == (log / "checkpoint.15").read_bytes()


@pytest.mark.parametrize("size", SIZES[1:])
def test_the_foreign_log_verifies_from_its_own_files(log: Path, size: int) -> None:
    checkpoint = open_checkpoint((log / f"checkpoint.{size}").read_bytes(), VKEY).checkpoint
    entries = split_bundle((log / bundle_path(0, size)).read_bytes(), size)
    edge = TileEdge.load(size, lambda path: (log / path).read_bytes())
    assert entries == ENTRIES[:size]
    assert (log / tile_path(0, 0, size)).read_bytes() == b"".join(map(leaf_hash, entries))
    assert edge.root == checkpoint.root


@pytest.mark.parametrize("new", SIZES[1:])
def test_every_checkpoint_of_the_foreign_log_is_consistent_with_every_older_one(log: Path, new: int) -> None:
    roots = [open_checkpoint((log / f"checkpoint.{size}").read_bytes(), VKEY).checkpoint.root for size in SIZES]
    for old in range(1, new + 1):
        assert verify_consistency(old, new, TREE.consistency_proof(old, new), roots[old], roots[new])
    for index in range(new):
        assert verify_inclusion(index, new, leaf_hash(ENTRIES[index]), TREE.inclusion_proof(index, new), roots[new])


def test_our_tiles_and_bundles_of_every_size_equal_the_foreign_ones_byte_for_byte(log: Path) -> None:
    ours = {name.path: tile_bytes(TREE, name) for size in SIZES for name in hash_tiles(size)}
    ours |= {name.path: join_bundle(ENTRIES[name.begin : name.end]) for size in SIZES for name in bundles(size)}
    assert ours == files(log)


def test_publishing_one_entry_at_a_time_writes_the_foreign_files(log: Path) -> None:
    written: dict[str, bytes] = {}
    for size in SIZES[1:]:
        tiles = TileEdge.load(size - 1, written.__getitem__)
        entries = BundleEdge.load(size - 1, written.__getitem__)
        tiles.extend([leaf_hash(ENTRIES[size - 1])])
        entries.extend([ENTRIES[size - 1]])
        written |= {name.path: data for name, data in tiles.take_changes() + entries.take_changes()}
    assert written == files(log)


def test_every_file_of_the_foreign_log_has_a_name_that_we_read(log: Path) -> None:
    for path in files(log):
        name = parse_tile_path(path)
        assert name is not None
        assert name.belongs_to(15)
