"""Whether a certificate in force is current.

- It is stale where it cites something else than what is in force below, or what came after it.
- One without the column of a unit that was there before it left the unit out: nothing changed since.
- One that rests on either rests on a stale certificate; of one whose basis was not read it is not known.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from domain.areas import contains
from domain.bookstate import BookState
from domain.election import DeclaredContest
from domain.recap import Certificate
from domain.types import Hash

CURRENT, STALE, LEFT_OUT, ON_STALE, UNREAD, SUPERSEDED = (
    "current",
    "stale",
    "left_out",
    "rests_on_stale",
    "unread",
    "superseded",
)
_WORST: Final = (STALE, LEFT_OUT, ON_STALE, UNREAD, CURRENT)


def worst_of(states: Iterable[str]) -> str:
    """The state of a certificate for which each of these speaks."""
    return min(states, key=_WORST.index, default=CURRENT)


def resting_on(state: str) -> str:
    """What the state of a certificate makes of one that rests on it."""
    return state if state in (CURRENT, UNREAD) else ON_STALE


def state_of_column(cited: Iterable[tuple[Hash, ...]], wanted: tuple[Hash, ...], *, came_later: bool) -> str:
    """What a certificate is for one unit: `cited` by the columns of the unit, `wanted` is in force of it."""
    listed = list(cited)
    if not listed:
        return STALE if came_later else LEFT_OUT
    return CURRENT if all(sources == wanted for sources in listed) else STALE


def state_of_stations(state: BookState, contest: DeclaredContest, certificate: Certificate, area: str) -> str:
    """What a PPK's certificate is for the TPS in `area`."""
    return worst_of(_of_stations(state, contest, certificate, area))


def _of_stations(state: BookState, contest: DeclaredContest, certificate: Certificate, area: str) -> Iterator[str]:
    columns = certificate.by_unit
    several: dict[str, list[tuple[Hash, ...]]] = {}
    if len(columns) < len(certificate.columns):
        for column in certificate.columns:
            several.setdefault(column.unit, []).append(column.sources)
    for unit in state.expected_units(contest):
        result = state.result_of(unit, contest.contest.id) if contains(area, unit) else None
        if result is None:
            continue
        single = columns.get(unit)
        cited = several.get(unit) or ([single.sources] if single is not None else [])
        yield state_of_column(cited, (result.source,), came_later=result.index > certificate.index)
