"""A DPR contest of 18 parties with 10 candidates each in a kecamatan of 450 TPS (issue 3, done when 4).

- Every entry stays within its limit, the D.Hasil is certified at every level, and the archive verifies.
- One vote moved between two candidates of a party, every total of the forms kept, everything signed by those who may
  sign: found, with the TPS and both rows, and nothing else is found.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import pytest

from domain.bookstate import BookState
from domain.contests import Kind
from domain.election import DeclaredContest
from domain.events import RecapitulationCertified, RecapitulationPart
from domain.findings import Finding, Level
from ledger import drafting
from ledger.archive import CHECKPOINT, Archive
from ledger.checkpoint import peek_checkpoint
from ledger.inspection import inspect_book
from ledger.making.generating import Shape, generate
from ledger.making.generating_shapes import contests_for, made_up_places
from ledger.making.plan import Plan
from ledger.making.simulation import simulate
from ledger.passes import Verification
from ledger.tiles import MAX_ENTRY_BYTES, bundles, split_bundle
from ledger.trust import read_trust
from ledger.verification import verify_archive
from tests.support.practice import altered

CONTEST = "dpr-90"
AREAS = ("900101", "9001", "90", "0")
TPS = "9001012003071"
PARTY = 3


@dataclass(frozen=True)
class Election:
    """An election as it was built and as it verifies."""

    plan: Plan
    archive: Path
    found: Verification

    @property
    def findings(self) -> list[Finding]:
        """What decides the status."""
        return [finding for finding in self.found.findings if finding.level is not Level.HINT]

    def certified(self, area: str) -> tuple[int, ...]:
        """The total of every row in the D.Hasil that a body signed."""
        body = "ppk" if area == AREAS[0] else "kpu"
        book = inspect_book(Archive(self.archive).book(f"{self.plan.host}/{body}/{area}"), None)
        signed = [entry.data for _, entry in book.entries if isinstance(entry.data, RecapitulationCertified)]
        assert len(signed) == 1
        return signed[0].dhasil.data.totals

    def sums(self, area: str) -> tuple[int, ...]:
        """The total of every row as verification adds it up from the C.Hasil."""
        totals = self.found.totals[CONTEST][area]
        assert totals is not None
        return totals.sums


def built(out: Path) -> Election:
    """The election, built and verified."""
    places = made_up_places(desa=5, tps=90)
    plan = generate(Shape(places, contests_for([Kind.DPR], ["9001"]), mistakes={}), 1).plan
    made = simulate(plan, out, seed=1)
    return Election(plan, made.archive, verify_archive(made.archive, read_trust(made.trust)))


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Election:
    """The election as it was."""
    return built(tmp_path_factory.mktemp("dpr") / "honest")


@pytest.fixture(scope="module")
def crooked(tmp_path_factory: pytest.TempPathFactory, moved: tuple[str, str]) -> Election:
    """The same, where the PPK moved one vote in its D.Hasil, with a program that refuses nothing."""

    def parts(state: BookState, contest: DeclaredContest) -> list[RecapitulationPart]:
        return [with_vote_moved(part, contest, *moved) for part in drafting.station_parts(state, contest)]

    with patch("ledger.making.simulation.station_parts", parts), patch("ledger.desk.blocking", lambda _: ()):
        return built(tmp_path_factory.mktemp("dpr") / "crooked")


@pytest.fixture(scope="module")
def moved(honest: Election) -> tuple[str, str]:
    """The rows of two candidates of one party: the first has a vote to lose at the TPS."""
    contest = honest.plan.contests[0]
    rows = [f"suara_{PARTY}_{number}" for number in range(1, 11)]
    figures = next(result.forms[CONTEST] for result in honest.plan.results if result.tps == TPS)
    return next((loser, winner) for loser, winner in pairwise(rows) if figures[contest.rows.index(loser)])


def with_vote_moved(part: RecapitulationPart, contest: DeclaredContest, loser: str, winner: str) -> RecapitulationPart:
    """The part with one vote of `TPS` given to another candidate."""
    change = {contest.contest.rows.index(loser): -1, contest.contest.rows.index(winner): 1}
    columns = []
    for column in part.columns:
        if column.unit == TPS:
            figures = [figure + change.get(at, 0) for at, figure in enumerate(column.figures) if figure is not None]
            columns.append(altered(column, figures=tuple(figures)))
        else:
            columns.append(column)
    return altered(part, columns=tuple(columns))


def sizes(archive: Path) -> Iterator[int]:
    """The size of every entry in an archive."""
    place = Archive(archive)
    for origin in place.survey()[0]:
        book = place.book(origin)
        for bundle in bundles(peek_checkpoint(book.read(CHECKPOINT) or b"").size):
            yield from map(len, split_bundle(book.read(bundle.path) or b"", bundle.width))


def test_it_is_certified_at_every_level_and_verifies(honest: Election) -> None:
    assert honest.found.status == "valid"
    assert honest.findings == []
    contest = honest.plan.contests[0]
    assert len(contest.options) == 18 + 180
    sums = [sum(figures) for figures in zip(*(result.forms[CONTEST] for result in honest.plan.results), strict=True)]
    assert set(honest.found.totals[CONTEST]) == set(AREAS)
    for area in AREAS:
        assert list(honest.sums(area)) == sums


def test_every_entry_is_within_its_limit(honest: Election) -> None:
    assert len(honest.plan.results) == 450
    assert 5_000 < max(sizes(honest.archive)) <= MAX_ENTRY_BYTES == 65_535


def test_one_vote_moved_between_candidates_of_a_party_is_found(crooked: Election, moved: tuple[str, str]) -> None:
    named = {(finding.code, finding.area, finding.row) for finding in crooked.findings}
    assert named == {(code, TPS, row) for code in ("J.501", "J.502") for row in moved}


def test_only_the_sums_of_the_two_candidates_show_it_and_no_other(
    honest: Election, crooked: Election, moved: tuple[str, str]
) -> None:
    contest = honest.plan.contests[0]
    loser, winner = (contest.rows.index(row) for row in moved)
    for area in AREAS:
        expected = list(honest.certified(area))
        expected[loser] -= 1
        expected[winner] += 1
        assert list(crooked.certified(area)) == expected
        assert crooked.sums(area) == honest.sums(area) == honest.certified(area)
