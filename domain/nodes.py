"""The tree of bodies over which results are joined: each with the replay of its book, and the bodies below it.

- A book that is not there has no replay; the TPS that are registered for it are all that is known of it.
- Of the child's certificates the one counts whose handover arrived last.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.areas import contains, meets
from domain.election import DeclaredContest
from domain.events import ChildReceived
from domain.recap import Adjustment, Certificate, Objection
from domain.totals import Totals
from domain.types import Hash


@dataclass(frozen=True, slots=True)
class ContestReplay:
    """One contest in one replayed book: certificates in order, handovers, arrivals; totals where the units are TPS."""

    certificates: tuple[Certificate, ...] = ()
    handed_over: tuple[tuple[Hash, int, Hash], ...] = ()
    received: Mapping[str, tuple[int, ChildReceived]] = field(default_factory=dict)
    arrivals: tuple[tuple[int, ChildReceived], ...] = ()
    totals: Totals | None = None
    stations: Mapping[str, tuple[int | None, ...] | None] = field(default_factory=dict)
    adjustments: Mapping[str, tuple[Adjustment, ...]] = field(default_factory=dict)
    made: tuple[Adjustment, ...] = ()
    objections: tuple[Objection, ...] = ()


@dataclass(slots=True)
class Node:
    """A body in the tree of bodies: its book's replay per contest (none if the book is not there) and its children.

    `registered` are the TPS of its area, where the superior has registered them; they stand in for a book not there.
    """

    origin: str
    area: str
    replays: Mapping[str, ContestReplay] | None
    of_stations: bool
    registered: tuple[str, ...] = ()
    children: list["Node"] = field(default_factory=list)


def replay_of(node: Node, contest: DeclaredContest) -> ContestReplay:
    """The node's own replay of a contest; an empty one where its book is not there."""
    return (node.replays or {}).get(contest.contest.id, ContestReplay())


def concerned(node: Node, contest: DeclaredContest) -> list[Node]:
    """The children in whose areas the contest is held."""
    return [child for child in node.children if any(meets(outer, child.area) for outer in contest.contest.areas)]


def child_around(node: Node, unit: str) -> Node | None:
    """The child in whose area a unit lies."""
    return next((child for child in node.children if contains(child.area, unit)), None)


def holder(node: Node, unit: str) -> Node:
    """The lowest body, `node` or one below it, in whose area the unit lies."""
    below = child_around(node, unit)
    return node if below is None else holder(below, unit)


def arrived(replay: ContestReplay, child: Node, contest: DeclaredContest) -> Certificate | None:
    """The child's certificate that arrived last; None if it stands in no book that is there."""
    theirs = replay_of(child, contest)
    _, arrival = replay.received.get(child.area, (0, None))
    handed = {leaf: certificate for certificate, _, leaf in theirs.handed_over}
    certificate = handed.get(arrival.leaf) if arrival is not None else None
    return next((each for each in theirs.certificates if each.leaf == certificate), None)
