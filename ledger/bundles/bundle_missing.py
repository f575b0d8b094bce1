"""What an evidence bundle must hold because its own entries name it: R107 for whatever is not there.

- A root that a note quotes, and a leaf that is cited by its place, must follow from what is there.
- An entry that names another one by its hash needs it, where both are about the contest and area of the bundle: columns
  their sources, a D.Hasil its parts, a handover its certificate, an arrival its handover, a correction its basis, an
  answer its objection and what followed, an order its ruling, evidence whatever it cites of the books that are here.
- What hangs on entries that no bundle of this number holds is not asked for: results of other TPS, certificates of
  other bodies, other contests.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from domain.areas import contains, is_area, meets
from domain.events import (
    AuthoritySeen,
    BookOpened,
    CheckpointAcknowledged,
    ChildCorrected,
    ChildReceived,
    ChildRecounted,
    ContestAmended,
    CopyDelivered,
    DisputeFiled,
    DisputeRuled,
    Entry,
    EvidenceAdded,
    ExecutionSeen,
    ObjectionResolved,
    OrderExecuted,
    OrderRegistered,
    RecapitulationCertified,
    RecapitulationHandedOver,
    RecapitulationPart,
    RecapitulationReopened,
    TallyCorrected,
    TallyReceived,
    TallyRecounted,
)
from domain.findings import Finding, Level
from domain.types import Hash
from ledger.bundles.bundle import place_of
from ledger.bundles.bundle_books import absent
from ledger.bundles.bundle_tree import PartialTree
from ledger.checkpoint import peek_checkpoint
from ledger.errors import FormatError
from ledger.explain.pathcheck import ReadBook

Books = Mapping[str, ReadBook]

_NAMING: Final[Mapping[type, tuple[str, ...]]] = {
    ChildCorrected: ("source", "attendance", "objection"),
    ChildReceived: ("leaf",),
    ChildRecounted: ("source", "attendance", "objection"),
    CopyDelivered: ("certificate",),
    ObjectionResolved: ("objection",),
    OrderRegistered: ("ruling",),
    RecapitulationHandedOver: ("certificate",),
    RecapitulationPart: ("declared",),
    RecapitulationReopened: ("order",),
    TallyCorrected: ("source", "attendance", "objection"),
    TallyRecounted: ("source", "attendance", "objection"),
}
"""The fields in which an act names one entry."""

_NOTES: Final = (AuthoritySeen, BookOpened, CheckpointAcknowledged, ChildReceived, ExecutionSeen)


def unproven(books: Books, root: str) -> Iterator[Finding]:
    """R107 for every root or leaf that the entries refer to by its place, and that does not follow from what is here.

    Without them the books cannot be compared; `root` is the origin of the book that declares the election.
    """
    for origin, book in books.items():
        for index, entry in book.inspected.entries:
            for name, size in _quoted(entry):
                tree = tree_of(books, name)
                if tree is not None and size <= tree.size and not tree.knows_root(size):
                    yield _missing(origin, index, entry, f"{name} {size}")
            for name, at in _cited(entry):
                tree = tree_of(books, name)
                if tree is not None and at < tree.size and not tree.knows_leaf(at):
                    yield _missing(origin, index, entry, f"{name}@{at}")
    if root in books and 0 not in books[root].checked:
        yield Finding("R107", Level.INCOMPLETE, root, 0, params=absent(f"{root}@0"))


def tree_of(books: Books, origin: str) -> PartialTree | None:
    """The tree of a book, as far as it is proven; None if there is none."""
    book = books.get(origin)
    tree = book.inspected.tree if book is not None else None
    return tree if isinstance(tree, PartialTree) else None


def quoted_sizes(entry: Entry) -> Iterator[tuple[str, int]]:
    """Book and size of every note that the entry quotes, of every root that it claims, and around what it cites."""
    yield from _quoted(entry)
    for origin, index in _cited(entry):
        yield from ((origin, index), (origin, index + 1))


def _cited(entry: Entry) -> Iterator[tuple[str, int]]:
    """Book and index of every entry that this one cites by its place."""
    match entry.data:
        case ChildReceived(book=origin, index=index):
            yield origin, index
        case EvidenceAdded(entries=references) | ExecutionSeen(entries=references):
            yield from ((each.book, each.index) for each in references)


def _quoted(entry: Entry) -> Iterator[tuple[str, int]]:
    note = getattr(entry.data, "authority" if isinstance(entry.data, BookOpened) else "note", None)
    if isinstance(entry.data, _NOTES) and note is not None:
        try:
            quoted = peek_checkpoint(note)
        except FormatError:
            return
        yield quoted.origin, quoted.size
    said = getattr(entry.data, "revocation", None) or getattr(entry.data, "affirmation", None)
    if said is not None:
        for cut in getattr(said.data, "cuts", ()):
            yield cut.book, cut.size
        if hasattr(said.data, "end"):
            yield said.data.book, said.data.end


# ---------------------------------------------------------------- by hash


def named_and_absent(books: Books, contest: str, area: str) -> Iterator[Finding]:
    """R107 for every entry that one of these names by its hash, and that is in none of the books."""
    entries = [(origin, index, entry) for origin, book in books.items() for index, entry, _ in book.all_entries]
    here = {entry.hash: entry for _, _, entry in entries}
    namer = _Namer(books, here, contest, area)
    for origin, index, entry in entries:
        for leaf, unit in namer.named(entry):
            if leaf not in here:
                yield _missing(origin, index, entry, leaf.hex(), unit)


@dataclass(frozen=True, slots=True)
class _Namer:
    """Says what an entry names; `here` are the entries of the bundle by their leaf hash, `books` the origins."""

    books: Collection[str]
    here: Mapping[Hash, Entry]
    contest: str
    area: str

    def named(self, entry: Entry) -> Iterator[tuple[Hash, str | None]]:
        """The leaf hashes that the entry names, each with the unit that it is about (None: no one unit)."""
        unit = unit_of(entry)
        for leaf in self._simply(entry):
            if leaf is not None:
                yield leaf, unit
        match entry.data:
            case RecapitulationPart(columns=columns):
                for column in columns:
                    if self._is_near(column.unit):
                        yield from ((leaf, column.unit) for leaf in column.sources)
            case ObjectionResolved(objection=objection, entries=entries):
                raised = self.here.get(objection)
                if raised is None or self._is_near(getattr(raised.data, "unit", "")):
                    yield from ((leaf, unit) for leaf in entries)

    def _simply(self, entry: Entry) -> Iterable[Hash | None]:
        """What an entry names in fields of their own."""
        match entry.data:
            case TallyReceived(order=order, statement=statement):
                return (order, *(form.declared for form in statement.data.forms if form.contest == self.contest))
            case RecapitulationCertified(dhasil=dhasil):
                return (dhasil.data.declared, *dhasil.data.parts)
            case ContestAmended(amendment=amendment):
                return (amendment.data.declared,)
            case OrderExecuted(entries=entries):
                return entries if self._is_ordered_here(entry) else ()
            case EvidenceAdded(entries=cited) | ExecutionSeen(entries=cited):
                return [each.leaf for each in cited if each.book in self.books and not place_of(each.book)[0]]
            case event:
                return [getattr(event, name) for name in _NAMING.get(type(event), ()) if self._is_judged(event)]

    def _is_judged(self, event: object) -> bool:
        """Whether an act is about this contest, and about a child in whose area the number lies."""
        child = getattr(event, "child", None)
        return getattr(event, "contest", self.contest) == self.contest and (child is None or self._is_near(child))

    def _is_near(self, unit: str) -> bool:
        return is_area(unit) and meets(unit, self.area)

    def _is_ordered_here(self, executed: Entry) -> bool:
        """Whether the order of this stream is about this contest and nothing but this area."""
        stream = (executed.book, executed.stream)
        orders = [each.data for each in self.here.values() if (each.book, each.stream) == stream]
        return any(
            isinstance(order, OrderRegistered)
            and not concerns_others(order, self.contest)
            and bool(order.areas)
            and all(is_area(each) and contains(self.area, each) for each in order.areas)
            for order in orders
        )


def concerns_others(event: object, contest: str) -> bool:
    """Whether an order, a report or a ruling is about other contests only; no contest named is every contest."""
    match event:
        case OrderRegistered(contests=contests) | DisputeFiled(contests=contests):
            return bool(contests) and contest not in contests
        case DisputeRuled(ruling=ruling):
            return bool(ruling.data.contests) and contest not in ruling.data.contests
        case _:
            return False


def unit_of(entry: Entry) -> str | None:
    """The TPS or unit that an entry is about; None if it is about no one unit."""
    kind, _, subject = entry.stream.partition("/")
    named = subject if kind == "tally" else getattr(entry.data, "unit", None)
    return named if isinstance(named, str) and is_area(named) else None


def _missing(origin: str, index: int, entry: Entry, name: str, unit: str | None = None) -> Finding:
    found = Finding("R107", Level.INCOMPLETE, area=unit, params=absent(name))
    return found.at(book=origin, index=index, stream=entry.stream)
