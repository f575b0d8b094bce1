"""Elections in which a PPK's D.Hasil says other figures than the C.Hasil, properly signed all the same.

- The columns are changed where they are drafted, and the desks refuse nothing: whoever holds the keys can write it.
- What was changed stands in the columns alone; every C.Hasil stays as the KPPS signed it.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from unittest.mock import patch

from domain.bookstate import BookState
from domain.contests import Contest
from domain.election import DeclaredContest
from domain.events import RecapitulationPart
from domain.patterns import LEAST_EXCHANGED, Pattern
from domain.statements import Form
from domain.types import Figures, Hash
from ledger import drafting
from tests.support.practice import altered

Cells = dict[str, int]
"""The figures of one form by row."""

Shift = Callable[[str, Cells], None]
"""Changes the column of a TPS."""


@contextmanager
def shifted(contest: str, shifts: Mapping[str, Shift]) -> Iterator[None]:
    """Within it, a simulation's D.Hasil has these columns changed, by TPS, and nothing is refused."""

    def parts(state: BookState, declared: DeclaredContest) -> list[RecapitulationPart]:
        honest = drafting.station_parts(state, declared)
        return [_changed(part, declared, shifts) for part in honest] if declared.contest.id == contest else honest

    with patch("ledger.making.simulation.station_parts", parts), patch("ledger.desk.blocking", lambda _: ()):
        yield


@contextmanager
def with_papers() -> Iterator[None]:
    """Within it, every C.Hasil of a simulation names the scan of its form: see `paper_of`."""

    def form(contest: str, declared: Hash, figures: Figures, papers: object, words: Figures) -> Form:  # noqa: ARG001
        return Form(contest, declared, figures, (paper_of(contest, figures),), words)

    with patch("ledger.making.simulation.Form", form):
        yield


def paper_of(contest: str, figures: Figures) -> Hash:
    """The hash of the scan of a C.Hasil with these figures."""
    return Hash(sha256(f"{contest} {figures}".encode()).digest())


def _changed(part: RecapitulationPart, declared: DeclaredContest, shifts: Mapping[str, Shift]) -> RecapitulationPart:
    columns = []
    for column in part.columns:
        shift = shifts.get(column.unit)
        if shift is not None:
            cells = {row: figure or 0 for row, figure in zip(declared.contest.rows, column.figures, strict=True)}
            shift(column.unit, cells)
            columns.append(altered(column, figures=tuple(cells[row] for row in declared.contest.rows)))
        else:
            columns.append(column)
    return altered(part, columns=tuple(columns))


def move(source: str, target: str, votes: int) -> Shift:
    """So many votes from one row to another; the sums of the form follow."""

    def shift(_: str, cells: Cells) -> None:
        cells[source] -= votes
        cells[target] += votes
        summed(cells)

    return shift


def summed(cells: Cells) -> None:
    """Make the sums of the form agree with its votes."""
    for row in cells:
        if row.endswith("_total") and row.startswith("suara_") and row != "suara_total":
            block = row.removesuffix("_total")
            cells[row] = sum(cells[each] for each in cells if _is_vote(each) and (each + "_").startswith(f"{block}_"))
    cells["suara_sah"] = sum(cells[row] for row in cells if _is_vote(row))
    cells["suara_total"] = cells["suara_sah"] + cells["suara_tidak_sah"]


def _is_vote(row: str) -> bool:
    return row.startswith("suara_") and row.removeprefix("suara_").replace("_", "").isdigit()


# --- the six kinds of the table "Signatures of manipulation" ----------------------------------------------------------

SIX_KINDS = (
    Pattern.PARTY_TO_CANDIDATE,
    Pattern.BETWEEN_CANDIDATES,
    Pattern.BETWEEN_PARTIES,
    Pattern.INVALID_TO_VALID,
    Pattern.ADDED_BALLOTS,
    Pattern.CRUDE_INFLATION,
)


@dataclass(frozen=True)
class Plant:
    """A shift of one kind at a TPS, and the rows that it changes beside the sums."""

    tps: str
    pattern: Pattern
    rows: frozenset[str]
    shift: Shift


def planted(contest: Contest, forms: Mapping[str, Figures], each: int, chance: random.Random) -> list[Plant]:
    """Every kind `each` times, in TPS drawn from `forms`, of amounts that the TPS has."""
    codes = sorted(forms)
    chance.shuffle(codes)
    wanted = [pattern for pattern in SIX_KINDS for _ in range(each)]
    plants = []
    while wanted:
        tps = codes.pop()
        figures = dict(zip(contest.rows, (figure or 0 for figure in forms[tps]), strict=True))
        plant = _plant(contest, tps, figures, wanted[-1], chance)
        if plant is not None:
            plants.append(plant)
            wanted.pop()
    return plants


def _plant(contest: Contest, tps: str, cells: Cells, pattern: Pattern, chance: random.Random) -> Plant | None:
    candidates = [f"suara_{option.parent}_{option.no}" for option in contest.options if option.parent is not None]
    target = chance.choice(candidates)
    party = target.split("_")[1]
    if pattern in {Pattern.ADDED_BALLOTS, Pattern.CRUDE_INFLATION}:
        votes = chance.randint(1, 30)
        return Plant(tps, pattern, frozenset({target}), _more(target, votes, ballots=pattern is Pattern.ADDED_BALLOTS))
    sources = {
        Pattern.PARTY_TO_CANDIDATE: [f"suara_{party}"],
        Pattern.BETWEEN_CANDIDATES: [row for row in candidates if row.split("_")[1] == party and row != target],
        Pattern.BETWEEN_PARTIES: [row for row in candidates if row.split("_")[1] != party],
        Pattern.INVALID_TO_VALID: ["suara_tidak_sah"],
    }[pattern]
    sources = [row for row in sources if cells[row]]
    if not sources:
        return None
    source = chance.choice(sources)
    votes = chance.randint(1, cells[source])
    # Two rows that have each other's figure afterwards are told as exchanged, which is as true.
    is_swap = cells[source] - cells[target] == votes >= LEAST_EXCHANGED and cells[target]
    rows = frozenset({source, target})
    return None if is_swap else Plant(tps, pattern, rows, move(source, target, votes))


def _more(target: str, votes: int, *, ballots: bool) -> Shift:
    """More votes, with or without the users and used ballots for them."""

    def shift(_: str, cells: Cells) -> None:
        cells[target] += votes
        summed(cells)
        if ballots:
            for row in ("pengguna_dpt_l", "pengguna_dpt_j", "pengguna_total_l", "pengguna_total_j"):
                cells[row] += votes
            cells["surat_suara_digunakan"] += votes

    return shift
