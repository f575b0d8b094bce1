"""Evidence bundles: one number's entries with all that makes them count, in one file (`docs/bundle.md`).

    bundle.json                      what it is about, which books, the sizes they are quoted at
    books/<origin>/checkpoint        the note, as its log signed it
    books/<origin>/log.vkey          the key of that log
    books/<origin>/entries           the entries: index (8 bytes), length (2 bytes), the bytes as they are stored
    books/<origin>/proof             the hashes that lead from them to the note's root (`ledger.bundles.bundle_tree`)
    files/<sha256>                   documents that the entries name, if asked for
    explanation.json, report.html    what follows from all this (`bundle_story`, `report_html`)

- `bundle.json` is one line of JSON with exactly these keys, sorted; nothing else is read from it.
- A book has exactly its four members; whatever else is in the file is a stranger.
- Entries stand in ascending order, none twice; an entry has 100 to 65,535 bytes, and a bundle at most 65,536 entries.
"""

import json
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from domain.bodies import KPU_LINE, body_of_origin
from domain.types import MAX_INTEGER, Hash
from ledger.archive import MAX_VKEY_BYTES, is_hex_hash
from ledger.bundles.bundle_container import MAGIC, pack, unpack
from ledger.checkpoint import MAX_CHECKPOINT_BYTES, is_book_origin
from ledger.errors import BundleContentError
from ledger.merkle import HASH_BYTES

FORMAT: Final = "rekap-bundle-1"
MANIFEST: Final = "bundle.json"
STORY: Final = "explanation.json"
REPORT: Final = "report.html"
LANGUAGES: Final = ("id", "en")
MAX_ROWS: Final = 400
MAX_BOOKS: Final = 16
MIN_ENTRY_BYTES: Final = 100
"""No entry is shorter: its signature, its key and two hashes are longer."""

MAX_ENTRIES: Final = 1 << 16
"""Of all books together."""

_MAX_JSON: Final = 1024 * 1024
_HEAD: Final = struct.Struct(">QH")
_OF_BOOK: Final = ("checkpoint", "entries", "log.vkey", "proof")


class _BookNamed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    origin: str
    sizes: list[int]


class _Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    area: str
    books: list[_BookNamed]
    contest: str
    format: str
    language: str
    rows: list[str]


@dataclass(frozen=True, slots=True)
class BookPart:
    """What a bundle has of one book: nothing in it is checked.  `sizes` are those whose roots can be had."""

    origin: str
    note: bytes
    vkey: bytes
    entries: tuple[tuple[int, bytes], ...]
    sizes: tuple[int, ...]
    hashes: tuple[Hash, ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle as it is written: nothing in it is checked.  Books stand in the order of `place_of`."""

    contest: str
    area: str
    rows: tuple[str, ...]
    language: str
    books: tuple[BookPart, ...]
    documents: Mapping[str, bytes]
    story: bytes = b""
    report: bytes = b""

    @property
    def raw(self) -> bytes:
        """The bytes of the file.  Raises `BundleContainerError` if there is too much for one."""
        return pack(dict(self._members()))

    def _members(self) -> Iterator[tuple[str, bytes]]:
        books = [{"origin": book.origin, "sizes": list(book.sizes)} for book in self.books]
        manifest = {
            "area": self.area,
            "books": books,
            "contest": self.contest,
            "format": FORMAT,
            "language": self.language,
            "rows": list(self.rows),
        }
        yield MANIFEST, json_bytes(manifest)
        yield STORY, self.story
        yield REPORT, self.report
        for book in self.books:
            place = f"books/{book.origin}"
            yield f"{place}/checkpoint", book.note
            yield f"{place}/log.vkey", book.vkey
            yield f"{place}/entries", b"".join(_HEAD.pack(index, len(raw)) + raw for index, raw in book.entries)
            yield f"{place}/proof", b"".join(book.hashes)
        for name, data in self.documents.items():
            yield f"files/{name}", data


def place_of(origin: str) -> tuple[bool, int, str, str]:
    """Sorts the books of a bundle: KPU's line from the root down, then Bawaslu's."""
    body = body_of_origin(origin)
    if body is None:
        return True, MAX_INTEGER, "", origin
    return body.kind not in KPU_LINE, len(body.area), body.area, origin


def is_bundle(path: Path) -> bool:
    """Whether this is a file that begins as a bundle does."""
    try:
        with path.open("rb") as file:
            return path.is_file() and file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def json_bytes(document: object) -> bytes:
    """A document as it stands in a bundle: one line, sorted keys, ASCII, LF."""
    return json.dumps(document, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode("ascii") + b"\n"


def read_bundle(raw: bytes) -> Bundle:
    """The bundle in the bytes of a file.  Raises `BundleFormatError`."""
    members = unpack(raw)
    named = _manifest(members.pop(MANIFEST, None))
    story, report = (_member(members, name) for name in (STORY, REPORT))
    books = tuple(_book(members, book) for book in named.books)
    if sum(len(book.entries) for book in books) > MAX_ENTRIES:
        raise BundleContentError(path="books", reason="many")
    documents = {name.partition("/")[2]: members.pop(name) for name in list(members) if _is_document(name)}
    if members:
        raise BundleContentError(path=min(members), reason="stranger")
    return Bundle(named.contest, named.area, tuple(named.rows), named.language, books, documents, story, report)


def _manifest(raw: bytes | None) -> _Manifest:
    if raw is None or len(raw) > _MAX_JSON:
        raise BundleContentError(path=MANIFEST, reason="missing" if raw is None else "size")
    try:
        named = msgspec.json.decode(raw, type=_Manifest)
    except msgspec.MsgspecError:
        raise BundleContentError(path=MANIFEST, reason="form") from None
    origins = [book.origin for book in named.books]
    is_sound = (
        named.format == FORMAT
        and named.language in LANGUAGES
        and 0 < len(origins) <= MAX_BOOKS
        and len(set(origins)) == len(origins)
        and all(map(is_book_origin, origins))
        and all(_are_sizes(book.sizes) for book in named.books)
        and 0 < len(named.rows) == len(set(named.rows)) <= MAX_ROWS
    )
    if not is_sound or json_bytes(msgspec.to_builtins(named)) != raw:
        raise BundleContentError(path=MANIFEST, reason="value")
    return named


def _are_sizes(sizes: list[int]) -> bool:
    return sizes == sorted(set(sizes)) and all(0 < size <= MAX_INTEGER for size in sizes)


def _book(members: dict[str, bytes], named: _BookNamed) -> BookPart:
    place = f"books/{named.origin}"
    note, entries, vkey, proof = (_member(members, f"{place}/{name}") for name in _OF_BOOK)
    if len(note) > MAX_CHECKPOINT_BYTES or len(vkey) > MAX_VKEY_BYTES or len(proof) % HASH_BYTES:
        raise BundleContentError(path=place, reason="size")
    hashes = tuple(Hash(proof[at : at + HASH_BYTES]) for at in range(0, len(proof), HASH_BYTES))
    return BookPart(named.origin, note, vkey, tuple(_entries(entries, place)), tuple(named.sizes), hashes)


def _entries(raw: bytes, place: str) -> Iterator[tuple[int, bytes]]:
    at, last, count = 0, -1, 0
    while at < len(raw):
        if count == MAX_ENTRIES:
            raise BundleContentError(path=f"{place}/entries", reason="many")
        if at + _HEAD.size > len(raw):
            raise BundleContentError(path=f"{place}/entries", reason="cut")
        index, length = _HEAD.unpack_from(raw, at)
        at += _HEAD.size
        if length < MIN_ENTRY_BYTES:
            raise BundleContentError(path=f"{place}/entries", reason="short")
        if at + length > len(raw) or not last < index <= MAX_INTEGER:
            raise BundleContentError(path=f"{place}/entries", reason="cut" if at + length > len(raw) else "order")
        yield index, raw[at : at + length]
        at, last, count = at + length, index, count + 1


def _member(members: dict[str, bytes], name: str) -> bytes:
    data = members.pop(name, None)
    if data is None:
        raise BundleContentError(path=name, reason="missing")
    return data


def _is_document(name: str) -> bool:
    folder, _, rest = name.partition("/")
    return folder == "files" and is_hex_hash(rest)
