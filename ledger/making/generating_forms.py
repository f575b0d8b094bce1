"""Plausible figures of one form: who votes, what becomes of the ballots, and whom the votes are for.

Rules of this module:

- Every figure is an integer, none is negative, and no equation of the catalogue is broken by what is drawn here.
- Everybody at a TPS votes in all its contests: the voters are drawn once, the votes contest by contest.
- Shares belong to the contest and lean otherwise in each kecamatan and desa; the votes of a TPS are drawn one by one.
- Of parties a few are large and most are small, and so it is with the candidates of each (Zipf's law).
- A form knows every row of every profile; a contest takes those that it has.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from domain.contests import Contest, has_parties
from domain.profiles import COLUMNS, Profile
from ledger.making.chance import Chance

Cells = dict[str, int]
"""A form that is being filled in: figures by row."""

LEAST_VOTERS: Final = 20
"""Fewer voters than this on a roll leave no room for figures that break no rule."""

LEAST_TURNOUT: Final = 570
MOST_TURNOUT: Final = 930
MOST_USERS: Final = 980
"""Per thousand of the roll; above it P.203 finds the turnout unusual."""

MOST_INVALID: Final = 80
"""Per thousand of the ballots; at 100 P.204 finds them unusual."""

_TURNOUT_OF_KECAMATAN: Final = (650, 850)
_TURNOUT_AROUND: Final = 80
_MEN: Final = (470, 530)
_MOVED: Final = 15
_EKTP: Final = 25
_USER_GROUPS: Final = ("pengguna_dpt", "pengguna_pindahan", "pengguna_khusus")
_PERMILLE: Final = 1000


# --- who votes -------------------------------------------------------------------------------------------------------


def usual_turnout(chance: Chance) -> int:
    """The turnout, per thousand, around which that of the TPS of one kecamatan lies."""
    return chance.between(*_TURNOUT_OF_KECAMATAN)


def drawn_roll(limit: int, chance: Chance) -> int:
    """How many voters a TPS has where at most `limit` may be: most have many."""
    return max(LEAST_VOTERS, min(limit, limit * (500 + chance.below(251) + chance.below(251)) // _PERMILLE))


def voters(roll: int, usual: int, chance: Chance) -> Cells:
    """Blocks I and III of a TPS with `roll` voters, in a kecamatan with this usual turnout."""
    cells: Cells = {}
    men = roll * chance.between(*_MEN) // _PERMILLE
    _fill(cells, "pemilih_dpt", men, roll)
    moved, ektp = (chance.below(roll * most // _PERMILLE + 1) for most in (_MOVED, _EKTP))
    turnout = chance.between(usual - _TURNOUT_AROUND, usual + _TURNOUT_AROUND)
    came = min(roll * turnout // _PERMILLE, roll * MOST_USERS // _PERMILLE - moved - ektp)
    _fill(cells, "pengguna_dpt", came * men // roll, came)
    _fill(cells, "pengguna_pindahan", chance.below(moved + 1), moved)
    _fill(cells, "pengguna_khusus", chance.below(ektp + 1), ektp)
    for column in COLUMNS:
        cells[f"pengguna_total_{column}"] = sum(cells[f"{group}_{column}"] for group in _USER_GROUPS)
    _registered(cells, chance)
    _disabled(cells, chance)
    return cells


def _registered(cells: Cells, chance: Chance) -> None:
    """Moved voters and those with an e-KTP as registered; some of the moved do not come."""
    moved = cells["pengguna_pindahan_j"]
    _fill(cells, "pemilih_pindahan", cells["pengguna_pindahan_l"], moved + chance.below(3))
    _fill(cells, "pemilih_khusus", cells["pengguna_khusus_l"], cells["pengguna_khusus_j"])
    for column in COLUMNS:
        cells[f"pemilih_total_{column}"] = sum(
            cells[f"{group}_{column}"] for group in ("pemilih_dpt", "pemilih_pindahan", "pemilih_khusus")
        )


def _disabled(cells: Cells, chance: Chance) -> None:
    men, women = (chance.below(min(3, cells[f"pengguna_total_{column}"] // 4) + 1) for column in "lp")
    _fill(cells, "disabilitas", men, men + women)
    _fill(cells, "disabilitas_terdaftar", men, men + women + chance.below(3))


def _fill(cells: Cells, group: str, men: int, both: int) -> None:
    cells[f"{group}_l"], cells[f"{group}_p"], cells[f"{group}_j"] = men, both - men, both


# --- what may be voted for -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rival:
    """An option that others run against: its rows that are counted, and for a party the row of its total."""

    rows: tuple[str, ...]
    total: str | None


def rivals_of(contest: Contest) -> tuple[Rival, ...]:
    """Paslon and single candidates by their one row; a party by its own row and those of its candidates."""
    if not has_parties(contest.options):
        return tuple(Rival((f"suara_{option.no}",), None) for option in contest.options)
    parties: dict[int, list[str]] = {option.no: [] for option in contest.options if option.parent is None}
    for option in contest.options:
        if option.parent is not None:
            parties[option.parent].append(f"suara_{option.parent}_{option.no}")
    return tuple(Rival((f"suara_{no}", *rows), f"suara_{no}_total") for no, rows in parties.items())


class Ballot:
    """The rows of one contest in which votes are counted, and how strong each is where one votes."""

    __slots__ = ("_bounds", "_weights", "rivals", "rows")

    def __init__(self, rivals: Sequence[Rival], weights: Sequence[Sequence[int]]) -> None:
        self.rivals = tuple(rivals)
        self.rows = tuple(row for rival in rivals for row in rival.rows)
        self._weights = tuple(tuple(each) for each in weights)
        sums = list(accumulate(weight for each in weights for weight in each))
        self._bounds = tuple([(bound << 32) // sums[-1] for bound in sums[:-1]])

    @classmethod
    def of(cls, contest: Contest, chance: Chance) -> "Ballot":
        """The ballot of a contest with the shares it has on the whole."""
        rivals = rivals_of(contest)
        if not has_parties(contest.options):
            return cls(rivals, [[chance.between(200, 1000)] for _ in rivals])
        ranks = chance.shuffled(len(rivals))
        return cls(rivals, [_party(len(rival.rows), rank + 1) for rival, rank in zip(rivals, ranks, strict=True)])

    def leaning(self, chance: Chance, around: int) -> "Ballot":
        """The same ballot in a smaller area: every rival and every row stronger or weaker by `around` per thousand."""
        low, high = _PERMILLE - around, _PERMILLE + around
        weights = []
        for rows in self._weights:
            whole = chance.between(low, high)
            weights.append([max(1, weight * whole * chance.between(low, high) // _PERMILLE**2) for weight in rows])
        return Ballot(self.rivals, weights)

    def votes(self, count: int, chance: Chance) -> Cells:
        """`count` votes, each for one row; where there are rivals, one of them never has all (P.205)."""
        counts = [0] * len(self.rows)
        for word in chance.words(count):
            counts[bisect_right(self._bounds, word)] += 1
        cells = dict(zip(self.rows, counts, strict=True))
        sums = [sum([cells[row] for row in rival.rows]) for rival in self.rivals]
        if count > 1 and len(sums) > 1 and count in sums:
            winner = sums.index(count)
            move(cells, max(self.rivals[winner].rows, key=cells.__getitem__), self.rivals[winner - 1].rows[0])
            sums[winner], sums[winner - 1] = count - 1, 1
        for rival, votes in zip(self.rivals, sums, strict=True):
            if rival.total is not None:
                cells[rival.total] = votes
        return cells


def _party(rows: int, rank: int) -> list[int]:
    """The weights of a party's rows: a third for the party itself, the rest falling with the candidate's number."""
    whole = 10_000_000 // rank
    if rows == 1:
        return [whole]
    shares = [_PERMILLE // number for number in range(1, rows)]
    return [whole // 3, *(whole * 2 // 3 * share // sum(shares) for share in shares)]


def move(cells: Cells, loser: str, winner: str) -> None:
    """One vote from a row to another."""
    cells[loser] -= 1
    cells[winner] += 1


# --- what becomes of the ballots -------------------------------------------------------------------------------------


def sound_form(people: Cells, ballot: Ballot, election: Profile, chance: Chance) -> Cells:
    """A whole form of one contest that breaks no rule, for the voters of a TPS."""
    cast = people["pengguna_total_j"]
    received = people["pemilih_dpt_j"] - (-people["pemilih_dpt_j"] * election.reserve_permille // _PERMILLE)
    spoilt = min(chance.below(3), received - cast - 1)
    invalid = chance.below(cast * MOST_INVALID // _PERMILLE + 1)
    return {
        **people,
        "surat_suara_diterima": received,
        "surat_suara_digunakan": cast,
        "surat_suara_dikembalikan": spoilt,
        "surat_suara_tidak_digunakan": received - cast - spoilt,
        **ballot.votes(cast - invalid, chance),
        "suara_sah": cast - invalid,
        "suara_tidak_sah": invalid,
        "suara_total": cast,
    }
