"""Tiles and bundles: their names, their bytes, and publishing from the right edge alone."""

from collections.abc import Callable
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import BundleMalformedError, EntryTooLargeError, OutsideTreeError, StoredEdgeError
from ledger.merkle import EMPTY_ROOT, Tree, leaf_hash
from ledger.tiles import (
    MAX_ENTRY_BYTES,
    BundleEdge,
    TileEdge,
    TileName,
    bundle_path,
    bundles,
    hash_tiles,
    join_bundle,
    parse_tile_path,
    split_bundle,
    tile_bytes,
    tile_path,
)

ENTRIES: Final = [b"entry %d" % number for number in range(1_500)]
LEAVES: Final = [leaf_hash(entry) for entry in ENTRIES]
MANY: Final = [leaf_hash(number.to_bytes(4, "big")) for number in range(256 * 256 + 600)]
TREE: Final = Tree(MANY)


def published(tree: Tree) -> dict[str, bytes]:
    return {name.path: tile_bytes(tree, name) for name in hash_tiles(tree.size)}


# --- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (tile_path(0, 0), "tile/0/000"),
        (tile_path(0, 0, 1), "tile/0/000.p/1"),
        (tile_path(3, 1234067), "tile/3/x001/x234/067"),
        (tile_path(63, 999, 255), "tile/63/999.p/255"),
        (tile_path(0, 1000), "tile/0/x001/000"),
        (bundle_path(273, 112), "tile/entries/273.p/112"),
        (bundle_path(0), "tile/entries/000"),
    ],
)
def test_a_number_is_written_in_groups_of_three_digits(path: str, name: str) -> None:
    assert path == name


names = st.builds(TileName, st.none() | st.integers(0, 63), st.integers(0, 2**44), st.integers(1, 256))


@given(name=names)
def test_a_tile_path_round_trips(name: TileName) -> None:
    assert parse_tile_path(name.path) == name


@pytest.mark.parametrize(
    "path",
    [
        "",
        "checkpoint",
        "tile/0/0",
        "tile/0/0000",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/x000/000",
        "tile/0/x001/x000",
        "tile/0/001/000",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/000\n",
        "tile/0/../0/000",
        "tile/0/000.P/1",
        "tile/data/000",
        "tile/8/0/000",
        "tile/0/\u0660\u0660\u0660",
        "tile\\0\\000",
        "tile/0/x999/x999/x999/x999/x999/999",
        "tile/0/x001/x001/x001/x001/x001/x001/001",
    ],
)
def test_a_path_spelt_otherwise_is_no_tile(path: str) -> None:
    assert parse_tile_path(path) is None


@given(path=st.text(alphabet="tile/0128x.p\nentries9", max_size=30).map(lambda tail: "tile/" + tail))
def test_only_the_one_spelling_of_a_tile_is_its_path(path: str) -> None:
    name = parse_tile_path(path)
    assert name is None or name.path == path


def test_a_log_of_70000_entries_has_the_tiles_of_the_specification() -> None:
    found = list(hash_tiles(70_000))
    assert found[:273] == [TileName(0, n) for n in range(273)]
    assert found[273:] == [TileName(0, 273, 112), TileName(1, 0), TileName(1, 1, 17), TileName(2, 0, 1)]
    assert list(bundles(70_000))[-1] == TileName(None, 273, 112)


def test_a_log_of_256_entries_has_a_full_tile_and_one_hash_above() -> None:
    assert [name.path for name in hash_tiles(256)] == ["tile/0/000", "tile/1/000.p/1"]


def test_no_tile_is_empty() -> None:
    assert list(hash_tiles(0)) == []
    assert list(bundles(0)) == []
    assert [name.path for name in bundles(256)] == ["tile/entries/000"]


def test_a_partial_tile_still_belongs_to_the_log_when_it_has_grown() -> None:
    assert TileName(0, 0, 5).belongs_to(70_000)
    assert TileName(None, 0, 5).belongs_to(5)
    assert not TileName(None, 0, 6).belongs_to(5)
    assert TileName(1, 1, 17).belongs_to(70_000)
    assert not TileName(1, 1, 18).belongs_to(70_000)
    assert not TileName(3, 0, 1).belongs_to(70_000)


# --- hash tiles ------------------------------------------------------------------------------------------------------


@given(size=st.integers(1, len(MANY)), pick=st.integers(0, 10_000))
def test_a_hash_in_a_tile_is_the_root_over_its_leaves(size: int, pick: int) -> None:
    tiles = list(hash_tiles(size))
    name = tiles[-1 - pick % min(len(tiles), 4)]
    span = 256 ** (name.level or 0)
    for at in {0, name.width - 1, pick % name.width}:
        begin = (name.begin + at) * span
        cell = tile_bytes(TREE, name)[at * 32 : at * 32 + 32]
        assert cell == Tree(MANY[begin : begin + span]).root()


def test_a_tile_that_the_tree_does_not_have_yet_is_refused() -> None:
    with pytest.raises(OutsideTreeError):
        tile_bytes(Tree(LEAVES[:5]), TileName(0, 0, 6))


# --- bundles ---------------------------------------------------------------------------------------------------------


def test_a_bundle_is_each_entry_behind_its_length() -> None:
    assert join_bundle([b"one", b"", b"two"]) == b"\x00\x03one\x00\x00\x00\x03two"


@given(entries=st.lists(st.binary(max_size=300), max_size=256))
def test_a_bundle_round_trips(entries: list[bytes]) -> None:
    assert split_bundle(join_bundle(entries), len(entries)) == entries


def test_bytes_after_the_expected_entries_of_a_bundle_are_refused() -> None:
    data = join_bundle(ENTRIES[:3])
    for extra in (b"\x00", b"\x00\x00", join_bundle([b"smuggled in"])):
        with pytest.raises(BundleMalformedError) as refusal:
            split_bundle(data + extra, 3)
        assert refusal.value.params == (("entry", 3), ("reason", "extra_bytes"))


def test_a_bundle_of_fewer_entries_than_expected_is_refused() -> None:
    with pytest.raises(BundleMalformedError):
        split_bundle(join_bundle(ENTRIES[:2]), 3)


@given(cut=st.integers(1, 30))
def test_a_bundle_cut_off_anywhere_is_refused(cut: int) -> None:
    data = join_bundle(ENTRIES[:4])
    with pytest.raises(BundleMalformedError) as refusal:
        split_bundle(data[:-cut], 4)
    assert dict(refusal.value.params)["reason"] == "truncated"


def test_an_entry_has_at_most_65535_bytes() -> None:
    largest = bytes(MAX_ENTRY_BYTES)
    assert split_bundle(join_bundle([largest]), 1) == [largest]
    with pytest.raises(EntryTooLargeError):
        join_bundle([largest + b"x"])
    with pytest.raises(EntryTooLargeError):
        BundleEdge().extend([largest + b"x"])


# --- the right edge --------------------------------------------------------------------------------------------------


class Files(dict[str, bytes]):
    """A published folder in memory that remembers what was read."""

    def __init__(self) -> None:
        super().__init__()
        self.reads: list[str] = []

    def read(self, path: str) -> bytes:
        self.reads.append(path)
        return self[path]

    def write(self, changes: list[tuple[TileName, bytes]]) -> None:
        self.update((name.path, data) for name, data in changes)


@given(batches=st.lists(st.integers(0, 400), max_size=6))
def test_an_edge_loaded_and_extended_in_batches_publishes_the_tiles_of_the_tree(batches: list[int]) -> None:
    files, tree = Files(), Tree()
    for batch in batches:
        added = LEAVES[tree.size :][:batch]
        edge = TileEdge.load(tree.size, files.read)
        assert edge.root == tree.root()
        edge.extend(added)
        tree.extend(added)
        assert (edge.size, edge.root) == (tree.size, tree.root())
        changes = edge.take_changes()
        assert not any(name.path in files for name, _ in changes)  # what is published never changes
        files.write(changes)
    expected = published(tree)
    assert {path: files.get(path) for path in expected} == expected
    assert all(parse_tile_path(path) for path in files)


@given(batches=st.lists(st.integers(0, 400), max_size=6))
def test_an_edge_of_bundles_extended_in_batches_publishes_every_entry(batches: list[int]) -> None:
    files, size = Files(), 0
    for batch in batches:
        edge = BundleEdge.load(size, files.read)
        edge.extend(ENTRIES[size:][:batch])
        size = edge.size
        files.write(edge.take_changes())
    stored = [entry for name in bundles(size) for entry in split_bundle(files[name.path], name.width)]
    assert stored == ENTRIES[:size]


def test_an_edge_can_go_on_after_its_changes_were_taken() -> None:
    tiles, entries = TileEdge(), BundleEdge()
    files = Files()
    for begin in range(0, 900, 90):
        tiles.extend(LEAVES[begin : begin + 90])
        entries.extend(ENTRIES[begin : begin + 90])
        files.write(tiles.take_changes())
        files.write(entries.take_changes())
    assert published(Tree(LEAVES[:900])).items() <= files.items()
    assert files["tile/entries/003.p/132"] == join_bundle(ENTRIES[768:900])


def test_adding_one_entry_to_a_large_book_reads_and_writes_the_edge_only() -> None:
    size = len(MANY) - 1
    whole = Tree(MANY[:size])
    files = Files()
    files.update(published(whole))
    edge = TileEdge.load(size, files.read)
    edge.extend(MANY[size:])
    assert files.reads == ["tile/0/258.p/87", "tile/1/001.p/2", "tile/2/000.p/1"]
    assert [name.path for name, _ in edge.take_changes()] == ["tile/0/258.p/88"]
    assert edge.root == TREE.root()


def test_nothing_changes_when_nothing_is_added() -> None:
    files = Files()
    first = TileEdge()
    first.extend(LEAVES[:300])
    files.write(first.take_changes())
    again, entries = TileEdge.load(300, files.read), BundleEdge()
    again.extend([])
    entries.extend([])
    assert again.take_changes() == entries.take_changes() == []


def test_the_edge_of_an_empty_book_has_the_empty_root() -> None:
    edge = TileEdge()
    edge.extend([])
    assert (edge.size, edge.root, edge.take_changes()) == (0, EMPTY_ROOT, [])


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: data + b"x", lambda _: b""])
def test_a_stored_edge_of_the_wrong_length_is_refused(damage: Callable[[bytes], bytes]) -> None:
    files = published(Tree(LEAVES[:300]))
    with pytest.raises(StoredEdgeError) as refusal:
        TileEdge.load(300, lambda path: damage(files[path]))
    assert refusal.value.params == (("path", "tile/0/001.p/44"),)


def test_a_stored_edge_with_one_bit_changed_gives_another_root() -> None:
    files = published(Tree(LEAVES[:300]))
    edge = TileEdge.load(300, lambda path: bytes([files[path][0] ^ 1]) + files[path][1:])
    assert edge.root != Tree(LEAVES[:300]).root()


def test_a_stored_bundle_with_bytes_behind_its_entries_is_refused() -> None:
    with pytest.raises(BundleMalformedError):
        BundleEdge.load(3, lambda _: join_bundle(ENTRIES[:3]) + b"\x00\x01x")
