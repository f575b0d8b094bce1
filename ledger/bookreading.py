"""A book to read in pass 0, with what is known of it from elsewhere: a moment, notes, an earlier verification.

- At a moment the whole book is checked, and then cut to what was known of it.
- Notes from outside, and what an earlier verification saw, hold for the whole book, whatever the moment is.
- A book that an earlier verification found sound has its signatures checked behind what was there then; that this is
  what is there now is proved by its root, and where it is not, that is a finding.  Of other books nothing was certain.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import msgspec

from domain.bodies import body_of_origin
from domain.findings import Finding, Level, params
from domain.types import Hash
from ledger.archive import Archive, BookFiles
from ledger.errors import StateElectionError
from ledger.inspection import InspectedBook, inspect_book
from ledger.moment import Moment, cut, note_findings, notes_by_book, stray_note_findings
from ledger.passes import Verification
from ledger.receipts import needed_elsewhere
from ledger.tracing import is_recapitulating, seen_otherwise
from ledger.trust import Trust
from ledger.verified_state import leaves_below


@dataclass(frozen=True, slots=True)
class BookReading:
    """A book to read.  `size` is how much of it was known (None: all), `seen` the size and root found sound earlier."""

    files: BookFiles
    size: int | None = None
    notes: tuple[bytes, ...] = ()
    seen: tuple[int, Hash] | None = None

    def inspect(self) -> InspectedBook:
        """Pass 0 on the whole book, then what was known of it."""
        return self.at_its_moment(self.inspect_whole())

    def inspect_whole(self, sound: Iterable[Hash] = ()) -> InspectedBook:
        """Pass 0 on the whole book; `sound` are leaf hashes of entries whose signatures are known to hold."""
        held = leaves_below(self.files, *self.seen) if self.seen is not None else frozenset()
        # Which election the books must name is seen in pass 1: a trust file of another one is no fault of theirs.
        return inspect_book(self.files, None, held.union(sound))

    def at_its_moment(self, book: InspectedBook) -> InspectedBook:
        """The inspected book with what is known against it, as it was at the moment."""
        against = note_findings(self.notes, book)
        if self.seen is not None:
            against += [msgspec.structs.replace(each, book=book.origin) for each in seen_otherwise(book, *self.seen)]
        book = replace(book, findings=[*book.findings, *against])
        return book if self.size is None else cut(book, self.size)


def readings_of(
    archive: Archive, origins: Iterable[str], trust: Trust | None, result: Verification
) -> tuple[dict[str, BookReading], Trust | None]:
    """The books of an archive as they are to be read for `result`, and the trust file for the passes after that.

    What speaks of books that are not there is added to the findings of `result`.  Raises `StateElectionError`.
    """
    readings = {origin: BookReading(archive.book(origin)) for origin in origins}
    at, since = result.at, result.since
    if since is not None and trust is not None and since.election != trust.election:
        raise StateElectionError
    if since is not None:
        readings = {
            origin: replace(reading, seen=since.books[origin]) if origin in since.sound else reading
            for origin, reading in readings.items()
        }
        result.findings += (_missing(origin) for origin in sorted(since.sound - readings.keys()))
    if at is None:
        return readings, trust
    notes = notes_by_book(at, trust)
    result.findings += stray_note_findings(notes, readings)
    at_moment = {origin: _at(reading, at, tuple(notes.get(origin, ()))) for origin, reading in readings.items()}
    return at_moment, None if trust is None else replace(trust, notes=())  # the notes are held against whole books


def for_the_parent(book: InspectedBook) -> InspectedBook:
    """What the passes between need of a book that a worker has inspected and is to replay."""
    body = body_of_origin(book.origin)
    if body is not None and not is_recapitulating(body):
        return book  # nobody replays it: pass 1 judges all of it
    return replace(book, entries=needed_elsewhere(book.entries))


def _at(reading: BookReading, at: Moment, notes: tuple[bytes, ...]) -> BookReading:
    return replace(reading, size=at.sizes.get(reading.files.origin, 0), notes=notes)


def _missing(origin: str) -> Finding:
    return Finding("R307", Level.INCOMPLETE, origin, params=params(origin=origin))
