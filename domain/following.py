"""Following orders through the books: was it registered by whom it is to, carried out, in time, and as ordered.

- An order of a ruling that the ordered body did not register is open (S.201), and one that was registered and not
  recorded as executed (S.202); what cannot be looked up, because the book is not there, is not said.
- An order is executed by the first OrderExecuted before which everything ordered was done, else by the last one; what
  was not done then is named, area by area and contest by contest (S.204), and so is a deadline that its claimed time
  lies after (S.203).
- A recount is done by a TallyRecounted or ChildRecounted in each area, a correction by any change of figures there, a
  revote by a result of a later generation there, a recapitulation by a certificate whose area meets it; each behind the
  registration, in the book of the ordered body or in one below it that registered the same ruling.
- What is registered of a ruling is what was ruled, by the body it is to or one below it (S.204).
- What Bawaslu itself saw last of an order stands, whatever the other books say: carried out differently (S.204), or not
  at all (S.202), until it has seen it executed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from domain.areas import contains, meets
from domain.bodies import KPU_LINE, Body, parse_body
from domain.bookstate import BookState
from domain.disputes import DIFFERENTLY, NONE
from domain.events import ChildRecounted, Event, TallyCorrected, TallyRecounted
from domain.findings import Finding, Level, or_dash, params
from domain.orders import CORRECT, RECAPITULATE, RECOUNT, REVOTE, Order
from domain.statements import Ruling
from domain.types import Hash

_LACKING: Final = {
    CORRECT: "not_corrected",
    RECOUNT: "not_recounted",
    REVOTE: "not_revoted",
    RECAPITULATE: "not_recapitulated",
}
"""What is said of an order of this kind that was not done; of any other nothing is."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that may carry out an order: of which kind, where, in which contest, at which entry."""

    kind: str
    area: str
    contest: str
    index: int


@dataclass(frozen=True, slots=True)
class OrderBook:
    """What the book of a body says of its orders, and what was done there."""

    body: Body
    origin: str
    orders: Mapping[str, Order]
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class StandingRuling:
    """A ruling that orders something, where it stands, and whether the book of the ordered body is at hand.

    `seen` are the index of the entry with what was seen last of it, and the outcome (None: nothing was seen yet).
    """

    dispute: str
    book: str
    index: int
    leaf: Hash
    ruling: Ruling
    can_be_followed: bool
    seen: tuple[int, str] | None = None


def acts_of(state: BookState, changes: Mapping[int, Event]) -> tuple[Act, ...]:
    """What was done in a book; `changes` are the corrections and recounts of TPS in it, by the index of their entry."""
    return tuple(sorted(_acts_of(state, changes), key=lambda act: act.index))


def _acts_of(state: BookState, changes: Mapping[int, Event]) -> Iterator[Act]:
    for tps, tally in state.tallies.items():
        for contest, results in tally.results.items():
            for result in results:
                kind = _kind_of(changes.get(result.index))
                if kind is None and result.generation > 1 and result.figures is not None:
                    kind = REVOTE
                if kind is not None:
                    yield Act(kind, tps, contest, result.index)
    for contest, recap in state.recaps.items():
        for certificate in recap.certificates:
            yield Act(RECAPITULATE, state.authority.body.area, contest, certificate.index)
        for made in recap.made:
            kind = RECOUNT if isinstance(made.event, ChildRecounted) else CORRECT
            yield Act(kind, made.event.unit, contest, made.index)


def _kind_of(change: Event | None) -> str | None:
    match change:
        case TallyRecounted():
            return RECOUNT
        case TallyCorrected():
            return CORRECT
        case _:
            return None


def order_findings(standing: Sequence[StandingRuling], books: Mapping[str, OrderBook]) -> Iterator[Finding]:
    """The findings S.201 to S.204 over all rulings and all books with orders (by body id)."""
    by_leaf = {each.leaf: each for each in standing}
    for each in standing:
        yield from _ruling_findings(each, books)
        yield from _seen_findings(each)
    for book in books.values():
        for name, order in book.orders.items():
            ruling = by_leaf.get(order.registered.ruling) if order.registered.ruling is not None else None
            if ruling is not None:
                yield from _registration_findings(ruling, book, name, order)
            if order.executed:
                yield from _execution_findings(ruling, books, book, name, order)


def _ruling_findings(each: StandingRuling, books: Mapping[str, OrderBook]) -> Iterator[Finding]:
    """S.201 or S.202, placed at the ruling."""
    if not each.can_be_followed:
        return
    book = books.get(each.ruling.to)
    registered = _registered(book, each.leaf)
    if any(order.executed for order in registered):
        return
    yield _at_dispute(each, "S.202" if registered else "S.201", each.index, **_ordered(each))


def _seen_findings(each: StandingRuling) -> Iterator[Finding]:
    """S.202 or S.204, placed where Bawaslu says that its order was not carried out, or differently."""
    if each.seen is None:
        return
    index, outcome = each.seen
    if outcome == NONE:
        yield _at_dispute(each, "S.202", index, **_ordered(each), reason="seen_none")
    elif outcome == DIFFERENTLY:
        order = {"order": each.dispute, "what": each.ruling.order}
        yield _at_dispute(each, "S.204", index, **order, reason="seen_differently")


def _ordered(each: StandingRuling) -> dict[str, int | str]:
    deadline = or_dash(each.ruling.deadline)
    return {"dispute": each.dispute, "to": each.ruling.to, "what": each.ruling.order, "deadline": deadline}


def _at_dispute(each: StandingRuling, code: str, index: int, **values: int | str) -> Finding:
    """A finding at an entry of the dispute, about what the ruling is about."""
    area, contest = _place(each.ruling.areas, each.ruling.contests, each.ruling.to.partition("-")[2])
    stream, said = f"dispute/{each.dispute}", params(**values)
    return Finding(code, Level.OPEN, each.book, index, stream, area, contest, params=said)


def _registration_findings(each: StandingRuling, book: OrderBook, name: str, order: Order) -> Iterator[Finding]:
    """S.204 where the registration says otherwise than the ruling, placed at the registration."""
    said, ruling, to = order.registered, each.ruling, parse_body(each.ruling.to)
    is_ordered = book.body == to
    if to is None or not (contains(to.area, book.body.area) and book.body.kind in KPU_LINE):
        reason = "other_body"
    elif said.what != ruling.order:
        reason = "other_what"
    elif set(said.contests) != set(ruling.contests):
        reason = "other_contests"
    elif set(said.areas) != set(ruling.areas) if is_ordered else not _within(said.areas, ruling.areas):
        reason = "other_areas"
    else:
        return
    area, contest = _place(said.areas, said.contests, book.body.area)
    yield _differs(book, order.index, name, said.what, reason, area, contest)


def _execution_findings(
    each: StandingRuling | None, books: Mapping[str, OrderBook], book: OrderBook, name: str, order: Order
) -> Iterator[Finding]:
    """S.203 and S.204 at the entry that says the order was executed."""
    is_ordered = each is not None and each.ruling.to == book.body.id
    source = each.ruling if each is not None and is_ordered else order.registered
    what = source.order if isinstance(source, Ruling) else source.what
    areas, contests = source.areas or (book.body.area,), source.contests or (None,)
    elsewhere = _done_below(each, books, book) if each is not None and is_ordered else ()
    lacking: list[tuple[str, str | None]] = []
    for execution in order.executed:
        own = (act for act in book.acts if order.index < act.index < execution.index)
        done = (*own, *elsewhere)
        lacking = [
            (area, contest)
            for area in areas
            for contest in contests
            if not any(_does(what, area, contest, act) for act in done)
        ]
        if not lacking or what not in _LACKING:
            break
    for area, contest in lacking if what in _LACKING else ():
        yield _differs(book, execution.index, name, what, _LACKING[what], area, contest)
    if source.deadline is not None and execution.time > source.deadline:
        values = params(order=name, what=what, deadline=source.deadline, time=execution.time)
        area, contest = _place(source.areas, source.contests, book.body.area)
        stream = f"order/{name}"
        yield Finding("S.203", Level.OPEN, book.origin, execution.index, stream, area, contest, params=values)


def _done_below(each: StandingRuling, books: Mapping[str, OrderBook], above: OrderBook) -> tuple[Act, ...]:
    """What was done in the books below, behind where they registered the same ruling."""
    found = []
    for book in books.values():
        registered = _registered(book, each.leaf)
        if registered and book is not above and contains(above.body.area, book.body.area):
            first = min(order.index for order in registered)
            found += [act for act in book.acts if act.index > first]
    return tuple(found)


def _does(what: str, area: str, contest: str | None, act: Act) -> bool:
    """Whether an act does in this area and contest what was ordered."""
    if contest not in (None, act.contest):
        return False
    if what == RECAPITULATE:
        return act.kind == what and meets(area, act.area)
    return contains(area, act.area) and (act.kind == what or (what == CORRECT and act.kind == RECOUNT))


def _registered(book: OrderBook | None, ruling: Hash) -> list[Order]:
    return [order for order in book.orders.values() if order.registered.ruling == ruling] if book else []


def _within(inner: Iterable[str], outer: Iterable[str]) -> bool:
    return all(any(contains(around, area) for around in outer) for area in inner)


def _place(areas: Sequence[str], contests: Sequence[str], otherwise: str) -> tuple[str, str | None]:
    """The one area and contest that something is about; of several areas what contains them all."""
    return areas[0] if len(areas) == 1 else otherwise, contests[0] if len(contests) == 1 else None


def _differs(book: OrderBook, index: int, name: str, what: str, reason: str, area: str, contest: str | None) -> Finding:
    values = params(order=name, what=what, reason=reason)
    return Finding("S.204", Level.OPEN, book.origin, index, f"order/{name}", area, contest, params=values)
