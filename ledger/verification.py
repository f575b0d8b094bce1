"""Verification of an archive: pass 0 on every book by itself, then the others (`docs/architecture.md`).

- Passes 0 and 2 run on several workers; the result is the same for any number of them.
- Every failure is listed; the first level present decides the status.
- At a moment (`ledger.moment`) pass 0 checks the whole books, the others judge what was known of them then.
- What lies in the archive and belongs to no book is a stranger (R106); a document is what its name says (R110).
"""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from domain.bodies import body_of_origin
from domain.findings import Finding, broken
from ledger.archive import Archive, is_hex_hash
from ledger.bookreplay import BookReplay, ReplayJob, replay_book
from ledger.inspection import InspectedBook, inspect_book
from ledger.moment import Moment, cut, note_findings, notes_by_book, stray_note_findings
from ledger.passes import Passes, Scope, Verification
from ledger.receipts import needed_elsewhere
from ledger.tracing import is_recapitulating
from ledger.trust import Trust
from ledger.workers import Workers

_DOCUMENT_CHUNK: Final = 1 << 20

# What this process has inspected in pass 0 and will replay in pass 2.
_at_hand: dict[str, InspectedBook] = {}


def verify_archive(
    folder: Path,
    trust: Trust | None,
    *,
    workers: int = 1,
    scope: Scope | None = None,
    with_stations: bool = False,
    at: Moment | None = None,
) -> Verification:
    """Verify the archive in `folder` against `trust` (None: it can be `incomplete` at best).

    `with_stations` keeps the figures in force of every TPS; `at` is the moment to verify it at (None: now).
    Raises `ArchiveMissingError`.
    """
    archive = Archive.open(folder)
    result = Verification(scope or Scope(), at=at)
    with _without_collector():
        _verify(archive, trust, result, workers, with_stations=with_stations)
    return result.finished()


def _verify(archive: Archive, trust: Trust | None, result: Verification, workers: int, *, with_stations: bool) -> None:
    """All that `verify_archive` does, added to `result`."""
    origins, strangers = archive.survey()
    at = result.at
    result.findings += [broken("R106", path=path) for path in strangers]
    result.findings += document_findings(archive)
    weights = {origin: archive.book(origin).weight() if workers > 1 else 0 for origin in origins}
    try:
        with Workers(workers, weights) as crew:
            reading = {origin: _Reading(archive.folder, origin) for origin in origins}
            if at is not None:
                reading, trust = _readings_at(at, trust, reading, result), _without_notes(trust)
            inspected = crew.run(_inspect, reading)
            passes = Passes(inspected, trust, result, lambda jobs: crew.run(_replay, jobs), with_stations=with_stations)
            passes.run()
    finally:
        _at_hand.clear()


@contextmanager
def _without_collector() -> Iterator[None]:
    """Without Python's search for cycles: it would look again and again at all that was read, and free nothing."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@dataclass(frozen=True, slots=True)
class _Reading:
    """A book to inspect; at a moment also how much of it was known, and the notes of it that are known from outside."""

    folder: Path
    origin: str
    size: int | None = None
    notes: tuple[bytes, ...] = ()


def _readings_at(
    at: Moment, trust: Trust | None, readings: Mapping[str, _Reading], result: Verification
) -> dict[str, _Reading]:
    """The same books at a moment; notes known from outside hold for the whole books, whenever it is."""
    notes = notes_by_book(at, trust)
    result.findings += stray_note_findings(notes, readings)
    return {
        origin: replace(reading, size=at.sizes.get(origin, 0), notes=tuple(notes.get(origin, ())))
        for origin, reading in readings.items()
    }


def _without_notes(trust: Trust | None) -> Trust | None:
    return None if trust is None else replace(trust, notes=())


def _inspect(job: _Reading) -> InspectedBook:
    """Pass 0 on one book; what the other passes need of its entries elsewhere goes back, the rest stays here."""
    origin = job.origin
    # Which election the books must name is seen in pass 1: a trust file of another one is no fault of theirs.
    book = inspect_book(Archive(job.folder).book(origin), None)
    if job.size is not None:
        book.findings += note_findings(job.notes, book)
        book = cut(book, job.size)
    _at_hand[origin] = book
    body = body_of_origin(origin)
    if body is not None and not is_recapitulating(body):
        return book  # nobody replays it: pass 1 judges all of it
    return replace(book, entries=needed_elsewhere(book.entries))


def _replay(job: ReplayJob) -> BookReplay:
    """Pass 2 on one book, in the process that inspected it."""
    return replay_book(job, _at_hand.pop(job.origin).entries)


def document_findings(archive: Archive) -> Iterable[Finding]:
    """Documents whose content is not what their name says."""
    for name, path in archive.documents():
        if not is_hex_hash(name) or path.is_symlink() or not path.is_file():
            continue  # named as a stranger already
        digest = sha256()
        with path.open("rb") as file:
            while chunk := file.read(_DOCUMENT_CHUNK):
                digest.update(chunk)
        if digest.hexdigest() != name:
            yield broken("R110", path=f"files/{name}")
