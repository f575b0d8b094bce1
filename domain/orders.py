"""The aggregate of one order to a body: what is to be done, where, for which contests, and whether it was.

- An order is registered once, and executed after that.
- What needs an order (a revote, reopening) names one that was registered in the same book and covers it.
"""

from dataclasses import dataclass
from typing import Final

from domain.areas import meets
from domain.events import OrderExecuted, OrderRegistered
from domain.types import Hash

CORRECT: Final = "correct"
RECOUNT: Final = "recount"
RECAPITULATE: Final = "recapitulate"
REVOTE: Final = "revote"
REOPEN: Final = "reopen"
KINDS: Final = (CORRECT, RECOUNT, RECAPITULATE, REVOTE, REOPEN)
"""What a ruling or a court may order."""


@dataclass(frozen=True, slots=True)
class Execution:
    """That an order was carried out, as entry `index` says it; `time` is claimed, in milliseconds since 1970."""

    index: int
    time: int
    event: OrderExecuted


@dataclass(frozen=True, slots=True)
class Order:
    """The state of `order/<id>`: leaf hash, index and content of its registration, and what executed it."""

    leaf: Hash
    index: int
    registered: OrderRegistered
    executed: tuple[Execution, ...] = ()

    def covers(self, area: str, contest: str) -> bool:
        """Whether it is about this area (or part of it, or what contains it) and contest; none named means all."""
        areas, contests = self.registered.areas, self.registered.contests
        return (not contests or contest in contests) and (not areas or any(meets(each, area) for each in areas))
