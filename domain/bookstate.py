"""What is known of one book while it is replayed: its authority, its election, and the aggregate of every stream."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.areas import meets
from domain.authority import Authority
from domain.election import DeclaredContest, Election
from domain.findings import Finding, Level, params
from domain.orders import Order
from domain.plenary import Plenary
from domain.recap import Recap
from domain.tally import Result, Tally
from domain.types import Hash

State = Tally | Plenary | Recap | Order


@dataclass(slots=True)
class BookState:
    """The state of one body's book.

    `units` are the expected ones, each with the index that a note must reach beyond for it to count: for PPK and PPLN
    the registered TPS (index in the superior's book), for the others the areas they have authorised themselves.
    `superior` is the id of the body above.
    """

    authority: Authority
    election: Election
    units: Mapping[str, int]
    superior: str | None = None
    limit: int = 0
    tallies: dict[str, Tally] = field(default_factory=dict)
    plenaries: dict[str, Plenary] = field(default_factory=dict)
    recaps: dict[str, Recap] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)

    of_stations: bool = field(init=False)
    _expected: dict[tuple[str, int], list[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Whether this book's units are TPS is asked at every entry."""
        self.of_stations = self.authority.body.recapitulates_tps

    def is_expected(self, unit: str) -> bool:
        """Whether `unit` is registered or authorised, as far as this book has seen."""
        index = self.units.get(unit)
        return index is not None and (not self.of_stations or index < self.limit)

    def expected_units(self, contest: DeclaredContest) -> list[str]:
        """The units that a recapitulation of `contest` must contain, ascending."""
        key = (contest.contest.id, self.limit if self.of_stations else len(self.units))
        if key not in self._expected:
            areas = contest.contest.areas
            expected = (unit for unit in self.units if self.is_expected(unit))
            self._expected[key] = sorted(unit for unit in expected if any(meets(area, unit) for area in areas))
        return self._expected[key]

    def unseen_units(self, contest: DeclaredContest) -> list[str]:
        """The TPS of `contest` registered behind the last note seen here, ascending: no result of theirs can count."""
        areas = contest.contest.areas
        unseen = (unit for unit in self.units if not self.is_expected(unit))
        return sorted(unit for unit in unseen if any(meets(area, unit) for area in areas))

    def result_of(self, tps: str, contest: str) -> Result | None:
        """The result in force of a TPS, or None where nothing was received or declared absent."""
        tally = self.tallies.get(tps)
        return tally.in_force(contest) if tally is not None else None

    def order(self, leaf: Hash) -> Order | None:
        """The order that the entry with this leaf hash registered, or None."""
        return next((order for order in self.orders.values() if order.leaf == leaf), None)

    def plenary_for(self, contest: str) -> Plenary | None:
        """The plenary for `contest` that is under way, or None."""
        under_way = (each for each in self.plenaries.values() if each.is_under_way)
        return next((each for each in under_way if contest in each.contests), None)

    def session_findings(self, contest: str, act: str, area: str) -> list[Finding]:
        """Empty while a plenary for `contest` is open; else J.510."""
        plenary = self.plenary_for(contest)
        if plenary is not None and plenary.is_open:
            return []
        reason = "session" if plenary is None else "suspended"
        return [Finding("J.510", Level.OPEN, area=area, contest=contest, params=params(act=act, reason=reason))]

    def change_findings(self, contest: str, act: str, area: str) -> list[Finding]:
        """As `session_findings`; J.510 also where the contest is certified and was not reopened since."""
        recap = self.recaps.get(contest)
        if recap is None or not recap.is_final:
            return self.session_findings(contest, act, area)
        values = params(act=act, reason="certified")
        return [Finding("J.510", Level.OPEN, area=area, contest=contest, params=values)]

    def put(self, stream: str, state: State) -> None:
        """Take `state` as the new state of the aggregate in `stream`."""
        subject = stream.partition("/")[2]
        match state:
            case Tally():
                self.tallies[subject] = state
            case Plenary():
                self.plenaries[subject] = state
            case Recap():
                self.recaps[subject] = state
            case Order():
                self.orders[subject] = state
