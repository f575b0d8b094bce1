"""The entries of a published book as they are stored, one after another; nothing is checked."""

from collections.abc import Iterator
from typing import Final

import msgspec

from ledger.archive import BookFiles
from ledger.errors import FileTooLargeError, FormatError
from ledger.tiles import bundles, split_bundle


class _Sealed(msgspec.Struct):
    payload: bytes


class _Head(msgspec.Struct):
    stream: str


_sealed: Final = msgspec.msgpack.Decoder(_Sealed)
_heads: Final = msgspec.msgpack.Decoder(_Head)


def stored_entries(files: BookFiles, begin: int = 0) -> Iterator[tuple[int, bytes]]:
    """The stored bytes of the published entries from index `begin` on, as far as they are there and whole."""
    for name in bundles(files.weight()):
        if name.end <= begin:
            continue
        try:
            data = files.read(name.path)
            raw = split_bundle(data, name.width) if data is not None else None
        except (FormatError, FileTooLargeError):
            return  # what is wrong with it is said by whoever checks the book
        if raw is None:
            return
        yield from ((name.begin + at, each) for at, each in enumerate(raw) if name.begin + at >= begin)


def stream_of(raw: bytes) -> str | None:
    """The stream that a stored entry says to stand in; None where nobody can say."""
    try:
        return _heads.decode(_sealed.decode(raw).payload).stream
    except msgspec.MsgspecError:
        return None
