"""Who leads, and by how much: the order of the options of a contest under given sums.

- Options stand in the order of their votes, those with as many in the order of the ballot.
- A party stands with its block total: its own votes and those of its candidates; its candidates stand among themselves.
- Options with as many votes, if any, are tied: they share a place.  Those without any are so if nobody has more.
- The margin is the lead of the first over the second; 0 with equal votes, when nobody leads.
- The order is new where somebody stands in another place, be it one that is shared now or was shared before.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from domain.contests import ContestOption, has_parties


@dataclass(frozen=True, slots=True)
class Standing:
    """The order of some options, by the rows with their votes, and the margin of the first over the second.

    `ties` are those of them that have as many votes, group by group in that order.
    """

    order: tuple[str, ...]
    margin: int
    ties: tuple[tuple[str, ...], ...] = ()

    @property
    def leader(self) -> str | None:
        """The row that leads; None with equal votes."""
        return self.order[0] if self.order and self.margin else None

    @property
    def places(self) -> tuple[tuple[str, ...], ...]:
        """The rows by their place: one alone, or those that are tied."""
        shared = {row: tied for tied in self.ties for row in tied}
        return tuple(dict.fromkeys(shared.get(row, (row,)) for row in self.order))


@dataclass(frozen=True, slots=True)
class Effect:
    """The standing of the options at the top (`party` None) or of the candidates of a party, in two versions."""

    party: int | None
    earlier: Standing
    later: Standing

    @property
    def is_new_order(self) -> bool:
        """Whether somebody stands in another place."""
        return self.earlier.places != self.later.places


def standing(votes: Mapping[str, int]) -> Standing:
    """The standing of rows, given in the order of the ballot."""
    order = sorted(votes, key=lambda row: -votes[row])
    margin = votes[order[0]] - votes[order[1]] if len(order) > 1 else sum(votes.values())
    return Standing(tuple(order), margin, tuple(_tied(order, votes)))


def _tied(order: Sequence[str], votes: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    for count, rows in groupby(order, key=votes.__getitem__):
        tied = tuple(rows)
        if len(tied) > 1 and (count or tied[0] == order[0]):
            yield tied


def effects(
    options: Sequence[ContestOption], rows: Sequence[str], earlier: Sequence[int], later: Sequence[int]
) -> Iterator[Effect]:
    """The effect on the options at the top, then on the candidates of every party where their order changes."""
    before, after = dict(zip(rows, earlier, strict=True)), dict(zip(rows, later, strict=True))
    parties = has_parties(options)
    tops = [option.no for option in options if option.parent is None]
    top = {party: _parts(options, party, rows) for party in tops}
    yield Effect(
        None,
        *(
            standing({_name(party, parties=parties): sum(votes[row] for row in top[party]) for party in tops})
            for votes in (before, after)
        ),
    )
    for party in tops if parties else ():
        candidates = [row for row in top[party] if row != f"suara_{party}"]
        effect = Effect(party, *(standing({row: votes[row] for row in candidates}) for votes in (before, after)))
        if candidates and effect.is_new_order:
            yield effect


def _name(party: int, *, parties: bool) -> str:
    return f"suara_{party}_total" if parties else f"suara_{party}"


def _parts(options: Sequence[ContestOption], top: int, rows: Sequence[str]) -> list[str]:
    """The rows with the votes of an option and of its candidates, as far as they are compared."""
    present = frozenset(rows)
    named = [f"suara_{top}", *(f"suara_{top}_{option.no}" for option in options if option.parent == top)]
    return [row for row in named if row in present]
