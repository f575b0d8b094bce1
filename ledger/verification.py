"""Verification of an archive: pass 0 on every book by itself, then the others (`docs/architecture.md`).

- Passes 0 and 2 run on several workers; the result is the same for any number of them.
- Every failure is listed; the first level present decides the status.
- At a moment (`ledger.moment`) pass 0 checks the whole books, the others judge what was known of them then.
- Going on from an earlier verification (`ledger.verified_state`) the signatures that held then are not checked again,
  and a book that is not what it was then is named (R304, R305, R307); everything else is done anew.
- What lies in the archive and belongs to no book is a stranger (R106); a document is what its name says (R110).
"""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.findings import Finding, Level, broken
from ledger.archive import Archive, is_hex_hash
from ledger.bookreading import BookReading, for_the_parent, readings_of
from ledger.bookreplay import BookReplay, ReplayJob, replay_book
from ledger.digest import digest_of
from ledger.inspection import InspectedBook
from ledger.moment import Moment
from ledger.passes import Passes, Scope, Verification
from ledger.trust import Trust
from ledger.verified_state import Checkpoints, State
from ledger.workers import Workers

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
    since: State | None = None,
) -> Verification:
    """Verify the archive in `folder` against `trust` (None: it can be `incomplete` at best).

    `with_stations` keeps the figures in force of every TPS; `at` is the moment to verify it at (None: now); `since` is
    the state of an earlier verification to go on from.
    Raises `ArchiveMissingError`.
    """
    archive = Archive.open(folder)
    result = Verification(scope or Scope(), at=at, since=since)
    with without_collector():
        _verify(archive, trust, result, workers, with_stations=with_stations)
    return result.finished()


def state_of(result: Verification, books: Checkpoints) -> State | None:
    """The state of a verification of a whole archive with these checkpoints; None if of no known election.

    A book is sound if no finding that something is broken or missing names it.  One that was sound in the verification
    that this one went on from, and is not any more, stands there as it was: so it is named the next time too.
    """
    if result.election is None:
        return None
    faulty = {each.book for each in result.findings if each.level in {Level.BROKEN, Level.INCOMPLETE}}
    sound = frozenset(books) - faulty
    since = result.since
    kept = {origin: since.books[origin] for origin in since.sound - sound} if since is not None else {}
    return State(result.election.hash, result.status, {**books, **kept}, sound | kept.keys())


def _verify(archive: Archive, trust: Trust | None, result: Verification, workers: int, *, with_stations: bool) -> None:
    """All that `verify_archive` does, added to `result`."""
    origins, strangers = archive.survey()
    result.findings += [broken("R106", path=path) for path in strangers]
    result.findings += document_findings(archive)
    weights = {origin: archive.book(origin).weight() if workers > 1 else 0 for origin in origins}
    try:
        with Workers(workers, weights) as crew:
            readings, trust = readings_of(archive, origins, trust, result)
            inspected = crew.run(_inspect, readings)
            passes = Passes(inspected, trust, result, lambda jobs: crew.run(_replay, jobs), with_stations=with_stations)
            passes.run()
    finally:
        _at_hand.clear()


@contextmanager
def without_collector() -> Iterator[None]:
    """Without Python's search for cycles: it would look again and again at all that was read, and free nothing."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _inspect(reading: BookReading) -> InspectedBook:
    """Pass 0 on one book; what the other passes need of its entries elsewhere goes back, the rest stays here."""
    _at_hand[reading.files.origin] = book = reading.inspect()
    return for_the_parent(book)


def _replay(job: ReplayJob) -> BookReplay:
    """Pass 2 on one book, in the process that inspected it."""
    return replay_book(job, _at_hand.pop(job.origin).entries)


def document_findings(archive: Archive) -> Iterable[Finding]:
    """Documents whose content is not what their name says."""
    for name, path in archive.documents():
        if not is_hex_hash(name) or path.is_symlink() or not path.is_file():
            continue  # named as a stranger already
        if digest_of(path).hex() != name:
            yield broken("R110", path=f"files/{name}")
