"""Where a body above the PPK certified something else than its children.

- Its columns are compared per child: all columns of a unit together, and how many there are, with what the child
  certified, moved by what the body itself changed of it; votes, and the TPS that lack the row.
- Its total is compared with what the children give together, or with its own columns where not all of that is known.
- Of bodies that are not on the path the index says where they differ, and whether what they certified is current.
"""

from collections.abc import Iterable, Iterator, Mapping

from domain.areas import contains
from domain.election import DeclaredContest
from domain.types import Hash
from ledger.explain.currency import CURRENT, UNREAD, resting_on, state_of_column, worst_of
from ledger.explain.explained import Difference, FirstDifference, Named
from ledger.explain.index_records import Index, KeptBook, KeptContest

Count = tuple[int, int]
"""The votes, and how many TPS lack the row."""


def add_up(counts: Iterable[Count]) -> Count:
    """The sum."""
    listed = list(counts)
    return sum(votes for votes, _ in listed), sum(missing for _, missing in listed)


def differences_above(
    area: str,
    total: Count,
    columns: Iterable[tuple[str, Count]],
    given: Mapping[str, Count | None],
    whole: Count | None,
) -> Iterator[Difference]:
    """Where a certificate of the body of `area`, with this total and these columns, differs from what is below it.

    `given` is what the children do, None for one that was read and certified nothing; `whole` what all of them give
    together, None where that is not known.
    """
    said: dict[str, list[Count]] = {}
    for unit, count in columns:
        said.setdefault(unit, []).append(count)
    for unit, theirs in sorted(given.items()):
        yield from _of_unit(unit, said.get(unit, []), theirs)
    wanted = whole if whole is not None else add_up(each for some in said.values() for each in some)
    yield from _of_counts("total", area, total, wanted)


def _of_unit(unit: str, columns: list[Count], given: Count | None) -> Iterator[Difference]:
    if len(columns) > 1:
        yield Difference("times", unit, len(columns), 1)
    if columns and given is not None:
        yield from _of_counts("column", unit, add_up(columns), given)
    elif columns:
        yield Difference("column", unit, add_up(columns)[0], None)
    elif given is not None:
        yield Difference("column", unit, None, given[0])


def _of_counts(what: str, unit: str, certified: Count, given: Count) -> Iterator[Difference]:
    if certified[0] != given[0]:
        yield Difference(what, unit, certified[0], given[0])
    if certified[1] != given[1]:
        yield Difference(f"{what}_missing", unit, certified[1], given[1])


class Kept:
    """What an index says of the levels: of one row of a contest, `at` its place."""

    def __init__(self, index: Index, contest: DeclaredContest, row: str) -> None:
        """Nothing is read yet."""
        self._index = index
        self._contest = contest
        self._id = contest.contest.id
        self._row = row
        self._at = contest.contest.rows.index(row)

    def places(self, area: str, beside: Iterable[str]) -> list[FirstDifference]:
        """The places inside `area` where a certificate differs, lowest first; books `beside` are left out."""
        left_out, found = set(beside), []
        for origin, book in self._index.books.items():
            if origin in left_out or not contains(area, book.area):
                continue
            contest = self._index.contest(origin, self._id)
            if contest is None or contest.certificate is None:
                continue
            differences = tuple(self._differences(book, contest))
            if differences:
                where = Named(origin, contest.certificate.index, contest.certificate.leaf)
                found.append(FirstDifference(book.area, origin, where, differences))
        return sorted(found, key=lambda each: (-len(each.area), each.area))

    def certified(self, origin: str) -> tuple[Hash, Count] | None:
        """Leaf hash and figure of the certificate in force of a book."""
        contest = self._index.contest(origin, self._id)
        if contest is None or contest.certificate is None:
            return None
        kept = contest.certificate
        return kept.leaf, (kept.sums[self._at], kept.missing[self._at])

    def is_read(self, origin: str) -> bool:
        """Whether the book was read, whole and sound."""
        book = self._index.books.get(origin)
        return book is not None and book.is_known and book.is_whole

    def children(self, origin: str) -> list[KeptBook]:
        """The books below that the contest concerns."""
        return list(self._index.children(origin, self._contest))

    def state(self, origin: str) -> str:
        """How current the certificate in force of a book is; where there is none, nothing speaks against it."""
        contest = self._index.contest(origin, self._id)
        if not self.is_read(origin):
            return UNREAD
        if contest is None or contest.certificate is None:
            return CURRENT
        return worst_of([contest.certificate.state, *self._states_below(origin, contest)])

    def _states_below(self, origin: str, contest: KeptContest) -> Iterator[str]:
        for child in self.children(origin):
            theirs = self.certified(child.origin)
            if theirs is not None:
                wanted = (theirs[0], *(move.leaf for move in contest.moves if move.child == child.area))
                cited = [column.sources for column in contest.columns if column.unit == child.area]
                yield state_of_column(cited, wanted, came_later=False)
            yield resting_on(self.state(child.origin))

    def _differences(self, book: KeptBook, contest: KeptContest) -> Iterator[Difference]:
        for cell in contest.cells:
            if cell.row == self._row:
                yield Difference(cell.what, cell.unit, cell.certified, cell.given)
        if book.of_stations or contest.certificate is None:
            return
        given: dict[str, Count | None] = {}
        children = self.children(book.origin)
        for child in children:
            theirs = self.certified(child.origin)
            if theirs is None:
                given |= {child.area: None} if self.is_read(child.origin) else {}
                continue
            moves = [(move.sums, move.missing) for move in contest.moves if move.child == child.area]
            given[child.area] = add_up([theirs[1], *((sums[self._at], gone[self._at]) for sums, gone in moves)])
        is_whole = self.is_read(book.origin) and all(self.is_read(child.origin) for child in children)
        whole = add_up(each for each in given.values() if each is not None) if is_whole else None
        columns = [(each.unit, (each.figures[self._at] or 0, each.missing[self._at])) for each in contest.columns]
        total = contest.certificate.sums[self._at], contest.certificate.missing[self._at]
        yield from differences_above(book.area, total, columns, given, whole)
