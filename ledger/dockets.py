"""Disputes over the whole archive: the dockets of Bawaslu's books, what they cite, and their orders in other books.

- Disputes stand in the books of Bawaslu's line only (`domain.judging_disputes`).
- Evidence and what was seen name entries of books: where the book is there, so is the entry, with that leaf (R205);
  an entry behind the end of the copy at hand is not there yet.
- What was seen of an order is under a note of the ordered body's book, which its log signed (R310), and whose book is
  at least as long (R305) with that root (R304); the entries named lie below it, in that book (R203, R205).
- An order that cites a ruling cites one that counts (R205): another entry contradicts it; a ruling that is nowhere in
  the books where it could stand is not there yet.
"""

from collections.abc import Iterable, Iterator, Mapping

from domain.areas import contains
from domain.authority import signer_findings
from domain.bodies import parse_body
from domain.disputes import DISPUTE_EVENTS, DisputeEvent
from domain.election import Election
from domain.events import Entry, EvidenceAdded, ExecutionSeen, Reference
from domain.findings import Finding, Level, broken, params
from domain.following import OrderBook, StandingRuling, order_findings
from domain.judging_disputes import Docket
from domain.types import Hash
from ledger.bookreplay import BookReplay
from ledger.checkpoint import peek_checkpoint
from ledger.errors import FormatError
from ledger.inspection import InspectedBook
from ledger.tracing import Trace, TracedBook, is_recapitulating, quoted_checkpoint

Books = Mapping[str, InspectedBook]
Dockets = Mapping[str, Docket]


def judged_dockets(traced: Trace, inspected: Books, election: Election) -> tuple[dict[str, Docket], list[Finding]]:
    """The disputes in every book of Bawaslu's line that is there, by origin, and what speaks against them."""
    dockets: dict[str, Docket] = {}
    findings: list[Finding] = []
    for origin, book in traced.books.items():
        there = inspected.get(origin)
        if there is None or is_recapitulating(book.body):
            continue
        dockets[origin] = docket = Docket(book.authority, election)
        limit = 0
        for index, entry in there.entries:
            limit = book.authority.limit_at(index, limit)
            if isinstance(entry.data, DISPUTE_EVENTS):
                found = _judged(docket, index, entry, entry.data, limit)
                found = found or list(_cited_findings(docket, entry, traced, inspected))
                findings += [each.at(book=origin, index=index, stream=entry.stream) for each in found]
    return dockets, findings


def _judged(docket: Docket, index: int, entry: Entry, event: DisputeEvent, limit: int) -> list[Finding]:
    found = signer_findings(docket.authority, entry, limit)
    return list(found) or docket.judge(index, entry, event, limit)


# ---------------------------------------------------------------- what is cited


def _cited_findings(docket: Docket, entry: Entry, traced: Trace, inspected: Books) -> Iterator[Finding]:
    match entry.data:
        case EvidenceAdded(entries=entries):
            for cited in entries:
                yield from _reference_findings(cited, inspected)
        case ExecutionSeen() as event:
            dispute = docket.disputes[entry.subject]
            if dispute.ruled is not None:
                yield from _seen_findings(event, dispute.ruled.ruling.to, traced, inspected)
        case _:
            return


def _reference_findings(cited: Reference, inspected: Books) -> Iterator[Finding]:
    """R205 for an entry that is not there, in a book that is."""
    there = inspected.get(cited.book)
    if there is None:
        return
    if cited.index >= there.tree.size:
        yield Finding("R205", Level.INCOMPLETE, params=params(cited=cited.leaf.hex()))
    elif there.tree.leaf(cited.index) != cited.leaf:
        yield broken("R205", cited=cited.leaf.hex())


def _seen_findings(event: ExecutionSeen, to: str, traced: Trace, inspected: Books) -> Iterator[Finding]:
    try:
        origin = peek_checkpoint(event.note).origin
    except FormatError as error:
        yield broken("R310", origin="", reason=error.code)
        return
    book = _book_of(to, traced)
    if book is None or book.origin != origin:
        # Perhaps the book that authorises it is not there: then it is that one which is missed.
        if book is not None or _all_there(to, traced, inspected):
            yield broken("R205", cited=origin)
        return
    checkpoint, found = quoted_checkpoint(event.note, book.vkey, inspected)
    yield from found
    for cited in event.entries:
        if cited.book != origin:
            yield broken("R203", field="entries", value=cited.book)
        elif checkpoint is not None and cited.index >= checkpoint.size:
            yield broken("R205", cited=cited.leaf.hex())
        else:
            yield from _reference_findings(cited, inspected)


# ---------------------------------------------------------------- orders


def following_findings(
    traced: Trace, inspected: Books, dockets: Dockets, replays: Mapping[str, BookReplay]
) -> Iterator[Finding]:
    """R205 for a ruling that an order cites and that is none, and what became of every order (S.201 to S.204)."""
    books = {
        traced.books[origin].body.id: OrderBook(traced.books[origin].body, origin, replay.orders, replay.acts)
        for origin, replay in replays.items()
        if origin in traced.books
    }
    standing = list(_standing(traced, inspected, dockets))
    for book in books.values():
        for name, order in book.orders.items():
            cited = order.registered.ruling
            if cited is not None and all(cited != each.leaf for each in standing):
                finding = _ruling_missing(cited, book, traced, inspected)
                if finding is not None:
                    yield finding.at(book=book.origin, index=order.index, stream=f"order/{name}")
    yield from order_findings(standing, books)


def _standing(traced: Trace, inspected: Books, dockets: Dockets) -> Iterator[StandingRuling]:
    """Every ruling that orders something, in the order of the books."""
    for origin, docket in dockets.items():
        for name, dispute in docket.disputes.items():
            ruled = dispute.ruled
            if ruled is not None and ruled.orders_something:
                book = _book_of(ruled.ruling.to, traced)
                can = _is_whole(book, inspected) if book else _all_there(ruled.ruling.to, traced, inspected)
                seen = next(((index, event.outcome) for index, event in reversed(dispute.seen)), None)
                yield StandingRuling(name, origin, ruled.index, ruled.leaf, ruled.ruling, can, seen)


def _ruling_missing(cited: Hash, book: OrderBook, traced: Trace, inspected: Books) -> Finding | None:
    """R205 for a ruling that no book of Bawaslu's line has; None where a book that may have it is not there."""
    judges = [
        each
        for each in traced.books.values()
        if not is_recapitulating(each.body) and contains(each.body.area, book.body.area)
    ]
    if any(_has(inspected.get(each.origin), cited) for each in traced.books.values()):
        return broken("R205", cited=cited.hex())
    if not all(_is_whole(each, inspected) for each in judges):
        return None
    return Finding("R205", Level.INCOMPLETE, params=params(cited=cited.hex()))


def _has(book: InspectedBook | None, leaf: Hash) -> bool:
    """Whether an entry of a book has this leaf hash."""
    return book is not None and book.tree.holds(leaf)


# ---------------------------------------------------------------- books


def _book_of(body: str, traced: Trace) -> TracedBook | None:
    return next((book for book in traced.books.values() if book.body.id == body), None)


def _is_whole(book: TracedBook, inspected: Books) -> bool:
    there = inspected.get(book.origin)
    return there is not None and there.is_whole


def _all_there(body: str, traced: Trace, inspected: Books) -> bool:
    """Whether the books of all bodies above this one are there, so that they would name its book."""
    below = parse_body(body)
    above: Iterable[TracedBook] = (
        book
        for book in traced.books.values()
        if below is not None and is_recapitulating(book.body) and contains(book.body.area, below.area)
    )
    return all(_is_whole(book, inspected) for book in above)
