"""Disputes as one JSON document, which `docs/bawaslu.md` describes; the same bytes in every language."""

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from domain.disputes import Dispute

Document = dict[str, object]


def document(books: "Mapping[str, Mapping[str, Dispute]]") -> Document:
    """The disputes of these books, ascending by book and name, each with the entries that tell it."""
    listed = [(book, name, disputes[name]) for book, disputes in sorted(books.items()) for name in sorted(disputes)]
    return {"disputes": [_dispute(*each) for each in listed]}


def _dispute(book: str, name: str, dispute: "Dispute") -> Document:
    ruled = dispute.ruled
    by = {} if ruled is None else {"leaf": ruled.leaf.hex(), "signers": [key.hex() for key in ruled.signers]}
    return {
        "book": book,
        "dispute": name,
        "filed": _entry(dispute.index, dispute.filed) | {"leaf": dispute.leaf.hex()},
        "evidence": [_entry(index, added) for index, added in dispute.evidence],
        "ruled": None if ruled is None else _entry(ruled.index, ruled.ruling) | by,
        "seen": [_entry(index, seen) for index, seen in dispute.seen],
    }


def _entry(index: int, record: msgspec.Struct) -> Document:
    """What an entry says, with its index."""
    return {"index": index, **{name: _plain(name, value) for name, value in msgspec.structs.asdict(record).items()}}


def _plain(name: str, value: object) -> object:
    """A value of a record: hashes in hexadecimal, a checkpoint note as the text that it is."""
    told: object = value
    match value:
        case bytes():
            told = value.decode("utf-8", "replace") if name == "note" else value.hex()
        case tuple():
            told = [_plain(name, each) for each in value]
        case msgspec.Struct():
            told = {field: _plain(field, each) for field, each in msgspec.structs.asdict(value).items()}
    return told
