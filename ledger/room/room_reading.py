"""What happened in the plenaries around one area, read from the replays of its books (what `recap show` prints).

- An area's own body and those directly below it tell: what was changed, objections, saksi, copies, the lives of TPS.
- Of a desa or TPS its PPK tells, and every level above that changed something there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.areas import NATION, AreaLevel, contains, length_of, level_of, parent
from domain.bodies import body_of_origin
from domain.contests import Contest
from domain.nodes import ContestReplay
from domain.recap import Adjustment
from domain.totals import Totals, add
from ledger.bookreplay import BookReplay
from ledger.rooms import Room

_BELOW_KECAMATAN = (AreaLevel.DESA, AreaLevel.TPS)


@dataclass(frozen=True, slots=True)
class Told:
    """What one body's book tells of a contest."""

    replay: ContestReplay = field(default_factory=ContestReplay)
    room: Room = field(default_factory=Room)


@dataclass(frozen=True, slots=True)
class Around:
    """What the body of `area` and those below it tell; `changes` are by the area of the body that made them.

    `lapsed` are those that a newer arrival ended.
    """

    area: str
    own: Told
    below: Mapping[str, Told]
    changes: tuple[tuple[str, Adjustment], ...]
    lapsed: tuple[tuple[str, Adjustment], ...] = ()

    def column(self, child: str, contest: Contest) -> tuple[Totals, Totals] | None:
        """A child's certificate, and its column as this body moved it; None where there is no certificate."""
        told = self.below.get(child)
        if told is None or not told.replay.certificates:
            return None
        certified = told.replay.certificates[-1].totals
        moves = [each.moved(contest.rows) for _, each in self.changes if each.event.child == child]
        return certified, add([certified, *moves], len(contest.rows))


def around(replays: Mapping[str, BookReplay], area: str, contest: str) -> Around:
    """What the books tell of `area`; `replays` are by origin."""
    told = {
        body.area: Told(replay.contests.get(contest, ContestReplay()), replay.rooms.get(contest, Room()))
        for origin, replay in replays.items()
        if (body := body_of_origin(origin)) is not None
    }
    if level_of(area) in _BELOW_KECAMATAN:
        return _around_stations(told, area)
    own = told.get(area, Told())
    below = {each: told[each] for each in sorted(told) if each != NATION and parent(each) == area}
    lapsed = tuple((area, each) for each in own.room.lapsed)
    return Around(area, own, below, tuple((area, each) for each in own.room.adjustments), lapsed)


def _around_stations(told: Mapping[str, Told], area: str) -> Around:
    """A desa or TPS: the lives of its results, objections about it, and what every level above changed there."""
    ppk = told.get(area[: length_of(AreaLevel.KECAMATAN)], Told())
    lives = {tps: life for tps, life in ppk.room.lives.items() if contains(area, tps)}
    raised = tuple(each for each in ppk.room.objections if contains(area, each.raised.unit))
    changes = tuple((body, each) for body in sorted(told) for each in told[body].room.changes_within(area))
    lapsed = tuple((body, each) for body in sorted(told) for each in told[body].room.lapsed_within(area))
    return Around(area, Told(ppk.replay, Room(objections=raised, lives=lives)), {}, changes, lapsed)
