"""Tampering with the files of a small archive, and what must be said about it.

- An archive is held as a mapping of paths to bytes, so that thousands of variants cost no disk.
- `required` files are those a checkpoint commits to; older notes and older partial tiles may be missing.
- A variant in which every file that is there has its right bytes, and every required one is there, is untouched.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from hypothesis import strategies as st

from ledger.checkpoint import peek_checkpoint
from ledger.passes import Verification
from ledger.tiles import bundles, hash_tiles
from ledger.trust import Trust
from ledger.verification import verify_archive
from tests.support.practice import SMALL_RESULTS, BookWritten, World, practice

Files = Mapping[str, bytes]
BAD: Final = ("broken", "incomplete")
ORIGIN_SEGMENTS: Final = 4


@lru_cache(maxsize=1)
def small_world() -> World:
    """The small election, built once; do not change it."""
    return practice(SMALL_RESULTS).run()


@lru_cache(maxsize=1)
def small_files() -> Files:
    """The archive of the small election (97 signatures)."""
    return small_world().files()


def book_of(path: str) -> str:
    """The origin of the book that a path lies in."""
    return "/".join(path.split("/")[:ORIGIN_SEGMENTS])


def required(files: Files) -> frozenset[str]:
    """The paths that some checkpoint in `files` commits to, with the checkpoints and keys themselves."""
    found = set()
    for path, data in files.items():
        if path.endswith("/checkpoint"):
            book = book_of(path)
            size = peek_checkpoint(data).size
            names = [name.path for name in (*hash_tiles(size), *bundles(size))]
            found |= {f"{book}/{name}" for name in ("checkpoint", "log.vkey", *names)}
    return frozenset(found)


def write(files: Files, folder: Path) -> Path:
    """The files below `folder`, which is new or empty."""
    for path, data in files.items():
        place = folder.joinpath(*path.split("/"))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def verify_files(files: Files, folder: Path, trust: Trust, *, workers: int = 1) -> Verification:
    """The verification of these files, written below `folder`."""
    return verify_archive(write(files, folder), trust, workers=workers)


@dataclass(frozen=True, slots=True)
class Damage:
    """How a variant differs: paths with other bytes or that were not there, and required paths that are missing."""

    changed: frozenset[str]
    lost: frozenset[str]

    @property
    def is_none(self) -> bool:
        """Whether nothing that matters was touched."""
        return not self.changed and not self.lost

    @property
    def books(self) -> set[str]:
        """The origins (or first path segments) that were touched."""
        return {book_of(path) for path in self.changed | self.lost}


def damage(before: Files, after: Files) -> Damage:
    """What was done to an archive."""
    changed = frozenset(path for path, data in after.items() if before.get(path) != data)
    return Damage(changed, required(before) - after.keys())


def is_named(path: str, found: Verification) -> bool:
    """Whether a finding that decides the status names this file, or the book it lies in."""
    deciding = [finding for finding in found.findings if str(finding.level) in BAD]
    return any(finding.book == book_of(path) or path in dict(finding.params).values() for finding in deciding)


def rewritten(world: World, body: str, raw: Sequence[bytes], log_key: str = "") -> Files:
    """The archive with a book that holds other entries, under a new checkpoint of its own key or of another."""
    other = World(log_keys={body: log_key} if log_key else {})
    other.books = {**world.books, body: BookWritten(list(raw))}
    other.publish(body)
    return other.files()


# ---------------------------------------------------------------- single changes

Change = Callable[[dict[str, bytes]], None]


def flip(path: str, at: int, bits: int = 1) -> Change:
    """Change one byte; `at` is taken modulo the file's length."""

    def apply(files: dict[str, bytes]) -> None:
        data = bytearray(files[path] or b"\x00")
        data[at % len(data)] ^= bits
        files[path] = bytes(data)

    return apply


def cut(path: str, at: int) -> Change:
    """Truncate a file."""
    return lambda files: files.update({path: files[path][: at % (len(files[path]) or 1)]})


def extend(path: str, more: bytes) -> Change:
    """Add bytes to a file."""
    return lambda files: files.update({path: files[path] + more})


def exchange(first: str, second: str) -> Change:
    """Let two files change places."""
    return lambda files: files.update({first: files[second], second: files[first]})


def delete(path: str) -> Change:
    """Take a file away."""

    def apply(files: dict[str, bytes]) -> None:
        del files[path]

    return apply


def copy(path: str, to: str) -> Change:
    """Put a second copy of a file somewhere."""
    return lambda files: files.update({to: files[path]})


def rename(path: str, to: str) -> Change:
    """Move a file."""
    return lambda files: files.update({to: files.pop(path)})


def changed(files: Files, *changes: Change) -> dict[str, bytes]:
    """The files after these changes; a change of a file that is gone by then is left out."""
    after = dict(files)
    for change in changes:
        try:
            change(after)
        except KeyError:
            continue
    return after


_BOOKS: Final = sorted({book_of(path) for path in small_files()})
STRANGERS: Final = (
    "junk",
    "files/junk",
    f"files/{'0' * 64}",
    "example.id/checkpoint",
    "example.id/latihan/ppk/readme.txt",
    *(f"{_BOOKS[-1]}/{name}" for name in ("checkpoint.bak", "tile/0/001", "tile/0/000", "tile/1/000.p/1", "tile/junk")),
    *(f"{_BOOKS[0]}/{name}" for name in ("checkpoints/1", "checkpoints/x", "tile/entries/000")),
    "example.id/latihan/ppk/160999/checkpoint",
    "elsewhere.id/latihan/ppk/160901/log.vkey",
)


def changes(paths: Sequence[str]) -> st.SearchStrategy[Change]:
    """A random change of an archive with these files."""
    path, place = st.sampled_from(paths), st.integers(0, 1 << 16)
    elsewhere = st.one_of(path, st.sampled_from(STRANGERS))
    return st.one_of(
        st.builds(flip, path, place, st.integers(1, 255)),
        st.builds(cut, path, place),
        st.builds(extend, path, st.binary(min_size=1, max_size=40)),
        st.builds(exchange, path, path),
        st.builds(delete, path),
        st.builds(copy, path, elsewhere),
        st.builds(rename, path, elsewhere),
    )
