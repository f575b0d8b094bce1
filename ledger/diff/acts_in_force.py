"""The acts that set the figures in force of TPS, read again from books that were verified.

Rules of this module:

- Which entry set what is known from the replay; only the entries that are asked for are read.
- An entry is used if it is the one that was verified: it has the leaf hash that is in the book's tree.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from domain.areas import AreaLevel, length_of
from domain.nodes import ContestReplay
from ledger.archive import BookFiles
from ledger.diff.differing_books import Said, said_in
from ledger.errors import FileTooLargeError, FormatError
from ledger.merkle import Tree, leaf_hash
from ledger.records import decode_entry
from ledger.signers import Keys
from ledger.tiles import bundles, split_bundle

NOTHING: Final = -1
"""Stands for the entry where nothing set the figures of a TPS."""

_KECAMATAN: Final = length_of(AreaLevel.KECAMATAN)


@dataclass(frozen=True, slots=True)
class BookOfTps:
    """A verified book of a PPK or PPLN: its files, its leaves, and the keys that its signers are told by.

    `indexes` are by contest the entries that set the figures in force, in the order of the TPS in `contests`, which is
    what the book's replay gave.
    """

    files: BookFiles
    tree: Tree
    keys: Keys
    contests: Mapping[str, ContestReplay]
    indexes: Mapping[str, Sequence[int]]


def acts_in_force(books: Mapping[str, BookOfTps], contest: str, wanted: Iterable[str]) -> dict[str, Said]:
    """By TPS the act that set its figures in force, of those `wanted` that have any; `books` are by kecamatan."""
    asked: defaultdict[str, set[str]] = defaultdict(set)
    for tps in wanted:
        asked[tps[:_KECAMATAN]].add(tps)
    found: dict[str, Said] = {}
    for kecamatan in sorted(asked.keys() & books.keys()):
        book = books[kecamatan]
        # What was registered behind the last note seen there stands at the end, and nothing set it.
        places = zip(book.contests[contest].stations, book.indexes[contest], strict=False)
        indexes = {tps: index for tps, index in places if tps in asked[kecamatan] and index != NOTHING}
        acts = dict(_acts(book, contest, frozenset(indexes.values())))
        found |= {tps: acts[index] for tps, index in indexes.items() if index in acts}
    return found


def _acts(book: BookOfTps, contest: str, indexes: frozenset[int]) -> Iterator[tuple[int, Said]]:
    for index, raw in _stored(book.files, indexes):
        if index < book.tree.size and leaf_hash(raw) == book.tree.leaf(index):
            yield index, said_in(index, decode_entry(raw).entry, book.keys, contest)


def _stored(files: BookFiles, indexes: frozenset[int]) -> Iterator[tuple[int, bytes]]:
    """The stored bytes of these entries, as far as they are there and whole."""
    last = max(indexes, default=NOTHING)
    for name in bundles(files.weight()):
        if name.begin > last:
            return
        here = [index for index in range(name.begin, name.end) if index in indexes]
        if not here:
            continue
        try:
            data = files.read(name.path)
            entries = split_bundle(data, name.width) if data is not None else []
        except (FormatError, FileTooLargeError):
            continue  # whoever verified the book has said so
        yield from ((index, entries[index - name.begin]) for index in here if entries)
