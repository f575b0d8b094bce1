"""Copying published books into an archive: how books travel between machines.

- A copy is checked by itself (pass 0) before anything of it is visible: a broken or incomplete one is refused.
- A copy never takes the place of the own book, of a newer checkpoint, or of one it contradicts.
- A book keeps its log key for life: a copy with another key is refused.
- `checkpoint` is written last; what was there before stays until then.
- Of the own book, seen elsewhere, only the checkpoint is kept: a store behind it is a restored backup.
- Documents are copied if they are what their names say; links and strangers are not copied.
"""

import shutil
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from domain.findings import Level
from domain.types import Hash
from ledger.archive import CHECKPOINT, FILES, OLDER, VKEY, Archive, BookFiles, is_hex_hash, read_bounded
from ledger.checkpoint import Checkpoint, open_checkpoint
from ledger.durable import write_file
from ledger.errors import (
    BookMissingError,
    BrokenCopyError,
    CopyForkedError,
    CopyIncompleteError,
    CopyOlderError,
    CopyOtherKeyError,
    FileTooLargeError,
    FormatError,
)
from ledger.inspection import InspectedBook, inspect_book
from ledger.note import parse_vkey

MAX_DOCUMENT_BYTES: Final = 256 * 1024 * 1024
_STAGED: Final = "books"


@dataclass(frozen=True, slots=True)
class Mirrored:
    """What was done about one book: `outcome` is `new`, `newer`, `same` or `older` (nothing copied)."""

    origin: str
    outcome: str
    size: int
    before: int


def mirror(
    source: Archive,
    target: Archive,
    *,
    staging: Path,
    own: str | None = None,
    election: Hash | None = None,
    only: Collection[str] | None = None,
) -> list[Mirrored]:
    """Copy the books of `source` (those in `only`, if given) into `target`; temporary files go to `staging`.

    With `only`, a book that is not there raises `BookMissingError`, and an older one `CopyOlderError`; else an older
    one is left alone.  Raises `BrokenCopyError`, `CopyIncompleteError`, `CopyForkedError`, `CopyOtherKeyError`.
    """
    there, _ = source.survey()
    missing = sorted(set(only or ()) - set(there))
    if missing:
        raise BookMissingError(origin=missing[0])
    wanted = [origin for origin in there if origin != own and (only is None or origin in only)]
    try:
        done = [_Copy(source.book(origin), target.book(origin), staging, election).run() for origin in wanted]
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    for copied in done:
        if only is not None and copied.outcome == "older":
            raise CopyOlderError(origin=copied.origin, size=copied.size, have=copied.before)
    _copy_documents(source, target, staging)
    return done


def checkpoint_of(files: BookFiles) -> Checkpoint | None:
    """The checkpoint of a book's folder, as its own `log.vkey` verifies it; None if there is none."""
    vkey, note = files.read(VKEY), files.read(CHECKPOINT)
    if vkey is None or note is None:
        return None
    try:
        return open_checkpoint(note, parse_vkey(vkey.decode().removesuffix("\n"))).checkpoint
    except (FormatError, UnicodeDecodeError):
        raise BrokenCopyError(origin=files.origin, finding="R302") from None


class _Copy:
    """One book on its way from an archive into another."""

    def __init__(self, source: BookFiles, target: BookFiles, staging: Path, election: Hash | None) -> None:
        self._source = source
        self._target = target
        self._staging = staging
        self._staged = BookFiles(source.origin, staging.joinpath(_STAGED, *source.origin.split("/")))
        self._election = election

    def run(self) -> Mirrored:
        """Look, stage, check, compare, and only then put in place."""
        origin = self._source.origin
        have = checkpoint_of(self._target)
        before = have.size if have else 0
        if have is not None and self._source.read(CHECKPOINT) == self._target.read(CHECKPOINT):
            return Mirrored(origin, "same", before, before)
        self._stage()
        book = self._checked()
        size = book.tree.size
        if have is None:
            self._put()
            return Mirrored(origin, "new", size, before)
        if self._target.read(VKEY) != self._staged.read(VKEY):
            raise CopyOtherKeyError(origin=origin)
        self._refuse_fork(book, have)
        if size > have.size:
            self._put()
        outcome = "newer" if size > have.size else "same" if size == have.size else "older"
        return Mirrored(origin, outcome, size, before)

    def _stage(self) -> None:
        """Copy the files as they are now: the source may change while it is looked at."""
        try:
            for path in self._source.paths():
                data = self._source.read(path)
                if data is not None:
                    place = self._staged.folder.joinpath(*path.split("/"))
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(data)
        except FileTooLargeError:
            raise BrokenCopyError(origin=self._source.origin, finding="R105") from None

    def _checked(self) -> InspectedBook:
        book = inspect_book(self._staged, self._election)
        for finding in book.findings:
            if finding.level is Level.BROKEN:
                raise BrokenCopyError(origin=book.origin, finding=finding.code)
        for finding in book.findings:
            if finding.level is Level.INCOMPLETE and finding.code == "R107":
                raise CopyIncompleteError(origin=book.origin, finding=finding.code)
        if not book.is_complete:
            raise CopyIncompleteError(origin=book.origin, finding="R107")
        return book

    def _refuse_fork(self, book: InspectedBook, have: Checkpoint) -> None:
        """One of the two must be the beginning of the other."""
        size = min(book.tree.size, have.size)
        ours = have.root
        if book.tree.size < have.size:
            ours = inspect_book(self._target, self._election).tree.root(size)
        if book.tree.root(size) != ours:
            raise CopyForkedError(origin=book.origin, size=size)

    def _put(self) -> None:
        last = (VKEY, CHECKPOINT)
        paths = self._staged.paths()
        old = self._target.read(CHECKPOINT)
        have = checkpoint_of(self._target)
        if old is not None and have is not None:
            self._write(f"{OLDER}/{have.size}", old)
        for path in [*(path for path in paths if path not in last), *last]:
            data = self._staged.read(path)
            if data is not None:
                self._write(path, data)

    def _write(self, path: str, data: bytes) -> None:
        place = self._target.folder.joinpath(*path.split("/"))
        if self._target.read(path) != data:
            write_file(place, data, self._staging)


def _copy_documents(source: Archive, target: Archive, staging: Path) -> None:
    for name, path in source.documents():
        place = target.folder / FILES / name
        if not is_hex_hash(name) or place.exists():
            continue
        data = read_bounded(path, MAX_DOCUMENT_BYTES)
        if data is not None and sha256(data).hexdigest() == name:
            write_file(place, data, staging)
    shutil.rmtree(staging, ignore_errors=True)
