"""The tree of bodies as an index has it, so that what levels above decided is rebuilt as in a replay."""

from domain.deciding import rebuilt_moves
from domain.election import DeclaredContest
from domain.nodes import ContestReplay, Node, concerned
from domain.recap import Adjustment
from domain.totals import Totals
from ledger.explain.index_records import Index, KeptBook, KeptContest, decode_stations


def node_of(index: Index, book: KeptBook, contest: DeclaredContest) -> Node:
    """The body of a book, with those below it that the contest concerns: their figures, and what they changed."""
    children = [node_of(index, child, contest) for child in index.children(book.origin, contest)]
    kept = index.contest(book.origin, contest.contest.id)
    replay = _replay(book, kept) if kept is not None else ContestReplay()
    return Node(book.origin, book.area, {contest.contest.id: replay}, book.of_stations, (), children)


def moves_of(node: Node, contest: DeclaredContest) -> list[Totals]:
    """By how much what the body of a node changed moves the rebuilt totals of its area."""
    return [by for child in concerned(node, contest) for _, by in rebuilt_moves(node, child, contest)]


def _replay(book: KeptBook, kept: KeptContest) -> ContestReplay:
    if book.of_stations:
        stations = decode_stations(kept.stations) if kept.stations else {}
        return ContestReplay(totals=Totals(kept.sums, kept.missing), stations=stations)
    made: dict[str, tuple[Adjustment, ...]] = {}
    for move in kept.moves:
        made[move.child] = (*made.get(move.child, ()), Adjustment(move.leaf, 0, move.event))
    return ContestReplay(adjustments=made)
