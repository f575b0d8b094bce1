"""Made-up elections of any size and shape, for tests, benchmarks, examples and training.

Rules of this module:

- The same shape and seed give the same plan, on every machine; what is drawn for a kecamatan depends on no other one.
- A form breaks no rule, G or P, unless a mistake was put into it; a form has at most one, and each is named.
- A contest has figures at the TPS that its areas hold, and its form has the rows of the contest.
- A TPS or a form may be absent, and a form may lack a block; nothing else is missing.
- A shape that cannot be filled is refused, with what is wrong with it.

The votes of two TPS in a kecamatan are drawn again while they are the same (P.207); where so few vote for so few
options that there are not enough different results, they stay the same.

A mistake may be corrected in the plenary; then the form as it should be is in force at the end, and breaks nothing.

    places = made_up_places(kecamatan=2, desa=3, tps=4)
    shape = Shape(places, contests_for([Kind.PPWP], ["9001"]))
    generated = generate(shape, seed=1)
    simulate(generated.plan, folder, seed=1)
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from domain.areas import AreaLevel, is_abroad, is_area, level_of
from domain.contests import Contest, has_parties
from domain.profiles import Profile, profile_for
from domain.types import Figures
from ledger.errors import ImpossibleShapeError
from ledger.making.chance import CERTAIN, Chance
from ledger.making.generating_forms import LEAST_VOTERS, Ballot, Cells, drawn_roll, sound_form, usual_turnout, voters
from ledger.making.generating_mistakes import MISTAKES, PUBLISHED, Mistake
from ledger.making.generating_shapes import Place
from ledger.making.plan import Plan, StationResult

MOST_ABROAD: Final = 100_000
"""The most voters of a TPS abroad, where no limit is printed."""

UNFILLED: Final = "P.210"
"""The code of a form with a block that is not filled in."""

_LEANS_IN_KECAMATAN: Final = 350
_LEANS_IN_DESA: Final = 250
_TRIES: Final = 20


@dataclass(frozen=True, slots=True)
class Shape:
    """What an election looks like; all rates are per thousand.

    Attributes:
        places: the TPS, in any order.
        contests: what is voted on; all of one profile.
        mistakes: how often a form breaks each rule of `MISTAKES`; where a rule cannot be broken, the form stays sound.
        absent_tps: how often a TPS has no result at all.
        absent_forms: how often the form of one contest is missing.
        partial_forms: how often a form lacks a whole block.
        corrected: how often a form with a mistake is corrected in the plenary.
        plants: mistakes put where one wants them: (TPS, contest) to the code of a rule; that TPS is not absent.
    """

    places: tuple[Place, ...]
    contests: tuple[Contest, ...]
    mistakes: Mapping[str, int] = field(default_factory=lambda: PUBLISHED)
    absent_tps: int = 0
    absent_forms: int = 0
    partial_forms: int = 0
    corrected: int = 0
    plants: Mapping[tuple[str, str], str] = field(default_factory=dict)
    kind: str = "practice"
    name: str = "Pemilihan buatan"
    host: str = "example.id/buatan"
    reason: str = "made-up"


@dataclass(frozen=True, slots=True)
class Planted:
    """A mistake: the rule it breaks in the form of a contest at a TPS, and the rows at which the rule is named."""

    tps: str
    contest: str
    code: str
    rows: tuple[str, ...]
    is_corrected: bool = False


@dataclass(frozen=True, slots=True)
class Generated:
    """A plan, and the mistakes in it in the order of TPS and contests."""

    plan: Plan
    planted: tuple[Planted, ...]


def generate(shape: Shape, seed: int) -> Generated:
    """The whole election; raises `ImpossibleShapeError`."""
    results: list[StationResult] = []
    planted: list[Planted] = []
    for result, mistakes in stations(shape, seed):
        results.append(result)
        planted += mistakes
    name = profile_for(shape.contests[0].kind).name
    plan = Plan(shape.kind, shape.name, name, shape.host, shape.contests, tuple(results), shape.reason)
    return Generated(plan, tuple(planted))


def stations(shape: Shape, seed: int) -> Iterator[tuple[StationResult, list[Planted]]]:
    """The TPS one after the other, ascending by code, with their mistakes; raises `ImpossibleShapeError`."""
    _check(shape)
    ballots = {each.id: Ballot.of(each, Chance(seed, "contest", each.id)) for each in shape.contests}
    ordered = sorted(shape.places, key=lambda place: place.tps)
    for kecamatan, places in groupby(ordered, key=lambda place: place.tps[:6]):
        writer = _Writer(shape, seed, kecamatan, ballots)
        for place in places:
            yield writer.station(place)


# --- checking a shape ------------------------------------------------------------------------------------------------


def _check(shape: Shape) -> None:
    codes = [place.tps for place in shape.places]
    if not codes or not shape.contests:
        raise ImpossibleShapeError(reason="empty", value=shape.name)
    for code in codes:
        if not is_area(code) or level_of(code) is not AreaLevel.TPS:
            raise ImpossibleShapeError(reason="code", value=code)
    if len(set(codes)) < len(codes):
        raise ImpossibleShapeError(reason="twice", value=next(code for code in codes if codes.count(code) > 1))
    election = profile_for(shape.contests[0].kind)
    for contest in shape.contests:
        if contest.kind not in election.kinds:
            raise ImpossibleShapeError(reason="profile", value=contest.id)
    for place in shape.places:
        most = MOST_ABROAD if is_abroad(place.tps) else election.voter_limit
        if place.voters is not None and not LEAST_VOTERS <= place.voters <= most:
            raise ImpossibleShapeError(reason="voters", value=f"{place.tps}: {place.voters}")
    _check_mistakes(shape)


def _check_mistakes(shape: Shape) -> None:
    rates = (shape.absent_forms, shape.partial_forms, *shape.mistakes.values())
    alone = (shape.absent_tps, shape.corrected)
    if min(rates) < 0 or sum(rates) > CERTAIN or not 0 <= min(alone) <= max(alone) <= CERTAIN:
        raise ImpossibleShapeError(reason="rates", value=sum(rates))
    for code in (*shape.mistakes, *shape.plants.values()):
        if code not in MISTAKES and code != UNFILLED:
            raise ImpossibleShapeError(reason="mistake", value=code)


# --- writing forms ---------------------------------------------------------------------------------------------------

_ABSENT: Final = "absent"
_SOUND: Final = ""
_WITH_USERS: Final = frozenset(MISTAKES["P.206"].needs)


class _Writer:
    """Writes the forms of one kecamatan."""

    def __init__(self, shape: Shape, seed: int, kecamatan: str, ballots: Mapping[str, Ballot]) -> None:
        self._shape = shape
        self._seed = seed
        self._contests = [each for each in shape.contests if each.meets(kecamatan)]
        self._election = profile_for(shape.contests[0].kind)
        self._usual = usual_turnout(Chance(seed, "turnout", kecamatan))
        self._ballots = {
            each.id: ballots[each.id].leaning(Chance(seed, each.id, kecamatan), _LEANS_IN_KECAMATAN)
            for each in self._contests
        }
        self._desa = ""
        self._here: dict[str, Ballot] = {}
        self._seen: dict[str, set[tuple[int, ...]]] = {each.id: set() for each in self._contests}
        self._planted_tps = {tps for tps, _ in shape.plants if tps.startswith(kecamatan)}

    def station(self, place: Place) -> tuple[StationResult, list[Planted]]:
        """The results of one TPS and the mistakes in them."""
        chance = Chance(self._seed, "tps", place.tps)
        roll = drawn_roll(self._election.voter_limit, chance) if place.voters is None else place.voters
        if chance.happens(self._shape.absent_tps) and place.tps not in self._planted_tps:
            return StationResult(place.tps, {}, roll), []
        self._move_to(place.tps[:10])
        people = voters(roll, self._usual, chance)
        forms: dict[str, Figures] = {}
        corrected: dict[str, Figures] = {}
        planted = []
        has_sound_voters = False
        for contest in self._contests:
            if not contest.covers(place.tps):
                continue
            fate = self._fate(place.tps, contest, chance, has_sound_voters=has_sound_voters)
            if fate == _ABSENT:
                continue
            figures, right, rows = self._form(contest, people, fate, chance)
            forms[contest.id] = figures
            # P.206 reads the forms as they came, all of them together.
            if fate in MISTAKES and fate != "P.206" and self._shape.corrected and chance.happens(self._shape.corrected):
                corrected[contest.id] = right
            if fate != _SOUND:
                planted.append(Planted(place.tps, contest.id, fate, rows, contest.id in corrected))
            has_sound_voters |= fate not in {UNFILLED, "P.206"} and _WITH_USERS.issubset(contest.rows)
        return StationResult(place.tps, forms, roll, corrected), planted

    def _move_to(self, desa: str) -> None:
        if desa != self._desa:
            self._desa = desa
            self._here = {
                contest: ballot.leaning(Chance(self._seed, contest, desa), _LEANS_IN_DESA)
                for contest, ballot in self._ballots.items()
            }

    def _fate(self, tps: str, contest: Contest, chance: Chance, *, has_sound_voters: bool) -> str:
        """What happens to a form: nothing, or it is absent, or lacks a block, or the code of a mistake."""
        drawn = chance.below(CERTAIN)
        wanted = self._shape.plants.get((tps, contest.id))
        if wanted is not None:
            if not _may_happen(wanted, contest, has_sound_voters=has_sound_voters):
                raise ImpossibleShapeError(reason="plant", value=f"{wanted}: {tps}, {contest.id}")
            return wanted
        rates = ((_ABSENT, self._shape.absent_forms), (UNFILLED, self._shape.partial_forms))
        for fate, rate in (*rates, *self._shape.mistakes.items()):
            drawn -= rate
            if drawn < 0:
                is_possible = fate == _ABSENT or _may_happen(fate, contest, has_sound_voters=has_sound_voters)
                return fate if is_possible else _SOUND
        return _SOUND

    def _form(
        self, contest: Contest, people: Cells, fate: str, chance: Chance
    ) -> tuple[Figures, Figures, tuple[str, ...]]:
        """The figures of a form, with votes no other TPS of the kecamatan has; the right ones; rows of the mistake."""
        seen, rows_of_votes = self._seen[contest.id], self._here[contest.id].rows
        mistake = MISTAKES.get(fate)
        cells, right, rows = self._written(contest, people, mistake, chance)
        tries = 1
        while (votes := tuple([cells[row] for row in rows_of_votes])) in seen and tries < _TRIES:
            cells, right, rows = self._written(contest, people, mistake, chance)
            tries += 1
        seen.add(votes)
        figures: Figures = tuple([cells[row] for row in contest.rows])
        if fate == UNFILLED:
            figures, rows = _unfilled(contest, self._election, figures, chance)
        return figures, tuple([right[row] for row in contest.rows]), rows

    def _written(
        self, contest: Contest, people: Cells, mistake: Mistake | None, chance: Chance
    ) -> tuple[Cells, Cells, tuple[str, ...]]:
        """The form with the mistake, the form as it should be, and the rows of the mistake."""
        ballot = self._here[contest.id]
        cells = sound_form(people, ballot, self._election, chance)
        right = dict(cells)
        return cells, right, mistake.plant(cells, ballot, chance) if mistake is not None else ()


def _may_happen(code: str, contest: Contest, *, has_sound_voters: bool) -> bool:
    if code == UNFILLED:
        return True
    mistake = MISTAKES[code]
    return (
        frozenset(contest.rows).issuperset(mistake.needs)
        and (has_parties(contest.options) or not mistake.of_parties)
        and (has_sound_voters or not mistake.beside_another)
    )


def _unfilled(contest: Contest, election: Profile, figures: Figures, chance: Chance) -> tuple[Figures, tuple[str, ...]]:
    """The figures without one block of the form, and that block's first row."""
    present = frozenset(contest.rows)
    on_form = ([row for row in block.rows if row in present] for block in election.blocks_for(contest.options))
    blocks = [rows for rows in on_form if rows]
    empty = blocks[chance.below(len(blocks))]
    kept = tuple([None if row in empty else figure for row, figure in zip(contest.rows, figures, strict=True)])
    return kept, (empty[0],)
