"""What books say of other books: notes that were seen, roots in cuts and affirmations, copies of forms.

- A checkpoint that was acknowledged is that of its log (R310), of a book at least as long (R305) and of the same
  history (R304); it is of a book of this election (R205).
- The root in a cut or an affirmation is that of the book's first entries, where the book is there (R411).
- A cut does not lie below what the revoking book has itself received of the other before (R410).
- Copies stand in the books of Bawaslu's line (`domain.copies`).
- What a level above says to have changed of a TPS is judged against that TPS's figures: its book is asked for them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from domain.appointing import AUTHORITY_EVENTS
from domain.areas import AreaLevel, is_area, length_of, level_of
from domain.authority import Appointed, signer_findings
from domain.bodies import body_of_origin, parse_body
from domain.copies import Copies, HeldCopy
from domain.election import Election
from domain.events import (
    CheckpointAcknowledged,
    ChildCorrected,
    ChildReceived,
    ChildRecounted,
    CopyRecorded,
    Entry,
    OfficialRevoked,
)
from domain.findings import Finding, broken
from domain.grants import Claim
from ledger.checkpoint import peek_checkpoint
from ledger.errors import FormatError
from ledger.inspection import InspectedBook
from ledger.tracing import Trace, TracedBook, is_recapitulating, quoted_checkpoint

Books = Mapping[str, InspectedBook]
_BELOW_KECAMATAN: Final = (AreaLevel.DESA, AreaLevel.TPS)
_NEEDED: Final = AUTHORITY_EVENTS | {ChildCorrected, ChildRecounted}


def needed_elsewhere(entries: Iterable[tuple[int, Entry]]) -> list[tuple[int, Entry]]:
    """The entries of a book that are read before pass 2.

    They are all of authority, the changes of a child's figures, and arrivals where a key was taken back.
    """
    kept = [(index, entry) for index, entry in entries if type(entry.data) in _NEEDED]
    if any(type(entry.data) is OfficialRevoked for _, entry in kept):
        kinds = {*_NEEDED, ChildReceived}
        kept = [(index, entry) for index, entry in entries if type(entry.data) in kinds]
    return kept


def saying_findings(traced: Trace, inspected: Books) -> Iterator[Finding]:
    """What speaks against the notes acknowledged, the roots claimed, and the cuts, in every book."""
    for origin, book in traced.books.items():
        there = inspected.get(origin)
        if there is None:
            continue
        for index, entry in there.entries:
            if isinstance(entry.data, CheckpointAcknowledged):
                for finding in _acknowledged(entry.data.note, traced, inspected):
                    yield finding.at(book=origin, index=index, stream=entry.stream)
        for claim in book.grants.claims:
            for finding in _claim_findings(claim, inspected):
                yield finding.at(book=origin, index=claim.index, stream=claim.stream)
        if book.grants.taken:
            yield from _cut_findings(book, there, traced, inspected)


def _acknowledged(note: bytes, traced: Trace, inspected: Books) -> Iterable[Finding]:
    try:
        origin = peek_checkpoint(note).origin
    except FormatError as error:
        return [broken("R310", origin="", reason=error.code)]
    quoted = traced.books.get(origin)
    if quoted is None:
        # Perhaps the book that authorises it is not there; only what is no book of this election contradicts.
        prefix = next(iter(traced.books)).split("/")[:2]
        known = body_of_origin(origin) is not None and origin.split("/")[:2] == prefix
        return [] if known else [broken("R205", cited=origin)]
    return quoted_checkpoint(note, quoted.vkey, inspected)[1]


def _claim_findings(claim: Claim, inspected: Books) -> Iterator[Finding]:
    """R411, as far as the book is there; an own book that was not published yet counts as it is stored."""
    there = inspected.get(claim.book)
    if there is None:
        return
    size = there.checkpoint.size if there.checkpoint is not None else there.tree.size
    if claim.size > size:
        yield broken("R411", reason="size", origin=claim.book, size=claim.size, there=size)
    elif claim.size <= there.tree.size and there.tree.root(claim.size) != claim.root:
        yield broken("R411", reason="root", origin=claim.book, size=claim.size, there=size)


def _cut_findings(book: TracedBook, there: InspectedBook, traced: Trace, inspected: Books) -> Iterator[Finding]:
    """R410 for every key taken back with a cut below a receipt of the book that it signs in."""
    receipts = list(_receipts(book, there, traced, inspected))
    for taken in book.grants.taken:
        origin = book_signed_in(book, taken.appointed)
        cut = dict(taken.cuts).get(origin, 0)
        seen = max((size for index, name, size in receipts if name == origin and index < taken.index), default=0)
        if cut < seen:
            finding = broken("R410", key=taken.appointed.key.hex(), origin=origin, cut=cut, seen=seen)
            yield finding.at(book=book.origin, index=taken.index, stream=taken.stream)


def _receipts(
    book: TracedBook, there: InspectedBook, traced: Trace, inspected: Books
) -> Iterator[tuple[int, str, int]]:
    """Index, origin and size of every note of another book that this one has received."""
    limit = 0
    for index, entry in there.entries:
        limit = book.authority.limit_at(index, limit)
        if not isinstance(entry.data, (ChildReceived, CheckpointAcknowledged)):
            continue
        if signer_findings(book.authority, entry, limit):
            continue
        try:
            quoted = traced.books.get(peek_checkpoint(entry.data.note).origin)
        except FormatError:
            continue
        checkpoint = quoted_checkpoint(entry.data.note, quoted.vkey, inspected)[0] if quoted is not None else None
        if checkpoint is not None:
            yield index, checkpoint.origin, checkpoint.size


def book_signed_in(book: TracedBook, appointed: Appointed) -> str:
    """The origin of the book in which a key signs: its body's, or for KPPS that of the PPK; empty if there is none."""
    body = parse_body(appointed.body)
    if body == book.body:
        return book.origin
    digits = length_of(AreaLevel.KECAMATAN)
    for child in book.children:
        if child.body == body or (child.body.recapitulates_tps and child.body.area == appointed.area[:digits]):
            return child.origin
    return ""


# ---------------------------------------------------------------- copies


def recorded_copies(
    traced: Trace, inspected: Books, election: Election
) -> tuple[dict[str, list[HeldCopy]], list[Finding]]:
    """The copies in the books of Bawaslu's line, by the book that received their TPS, and what speaks against them."""
    held: defaultdict[str, list[HeldCopy]] = defaultdict(list)
    findings: list[Finding] = []
    receivers = {book.body.area: origin for origin, book in traced.books.items() if book.body.recapitulates_tps}
    digits = length_of(AreaLevel.KECAMATAN)
    for origin, book in traced.books.items():
        there = inspected.get(origin)
        if there is None or is_recapitulating(book.body):
            continue
        for copy in _judged(book, there, election, findings):
            receiver = receivers.get(copy.tps[:digits])
            if receiver is not None:
                held[receiver].append(copy)
    return dict(held), findings


def _judged(book: TracedBook, there: InspectedBook, election: Election, findings: list[Finding]) -> Iterable[HeldCopy]:
    copies = Copies(book.authority, election)
    limit = 0
    for index, entry in there.entries:
        limit = book.authority.limit_at(index, limit)
        if isinstance(entry.data, CopyRecorded):
            found = list(signer_findings(book.authority, entry, limit))
            found = found or copies.judge(index, entry, entry.data, limit)
            findings += [finding.at(book=book.origin, index=index, stream=entry.stream) for finding in found]
    return copies.held


def stations_changed_above(inspected: Books) -> dict[str, frozenset[str]]:
    """The TPS, or desa, whose figures some level above says to have changed, by the area of their PPK or PPLN."""
    found: dict[str, set[str]] = defaultdict(set)
    for book in inspected.values():
        for _, entry in book.entries:
            if isinstance(entry.data, ChildCorrected):
                unit = entry.data.unit
                if is_area(unit) and level_of(unit) in _BELOW_KECAMATAN:
                    found[unit[: length_of(AreaLevel.KECAMATAN)]].add(unit)
    return {area: frozenset(units) for area, units in found.items()}
