"""The common order of several books.

- The order of a book is the order of its entries; an entry that quotes entries of another book comes after them.
- What the books do not order stands in the order of the claimed times, then by origin and index.
- Where books contradict each other, so that no order fits, the one with the earliest claim goes on, and that is said.
"""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.events import Entry
from ledger.moment import Quote

Quoting = tuple[int, Entry, tuple[Quote, ...]]
"""An entry with its index and what it quotes."""


@dataclass(slots=True)
class _Line:
    """One book on its way into the order: entries with what they quote, and the next one to be told."""

    entries: Sequence[Quoting]
    size: int
    at: int = 0

    @property
    def passed(self) -> int:
        """How many entries of the book are told."""
        return self.entries[self.at][0] if self.at < len(self.entries) else self.size


def in_order(lines: Mapping[str, Sequence[Quoting]]) -> Iterator[tuple[str, int, Entry, bool]]:
    """Book, index and entry of every entry of these books in their common order; True where the books contradict it."""
    waiting = {origin: _Line(entries, entries[-1][0] + 1) for origin, entries in lines.items() if entries}
    ready: list[tuple[int, str]] = []
    blocked: dict[str, list[str]] = {}
    pending = set(waiting)

    def look(origin: str) -> None:
        """Put the next entry of a book where it belongs: ready, or waiting for another book."""
        line = waiting[origin]
        if line.at == len(line.entries):
            pending.discard(origin)
            return
        _, entry, quotes = line.entries[line.at]
        for quote in quotes:
            other = waiting.get(quote.origin)
            if other is not None and quote.origin != origin and other.passed < min(quote.size, other.size):
                blocked.setdefault(quote.origin, []).append(origin)
                return
        heapq.heappush(ready, (entry.time, origin))

    for origin in sorted(waiting):
        look(origin)
    while pending:
        is_forced = not ready
        if is_forced:
            heads = ((waiting[name].entries[waiting[name].at][1].time, name) for name in pending)
            origin = min(heads)[1]
            for names in blocked.values():
                names[:] = [name for name in names if name != origin]
        else:
            origin = heapq.heappop(ready)[1]
        line = waiting[origin]
        index, entry, _ = line.entries[line.at]
        line.at += 1
        yield origin, index, entry, is_forced
        for name in blocked.pop(origin, ()):
            look(name)
        look(origin)
