"""The aggregate of one TPS: what was received, and which figures are in force.

- The first result of a generation sets the figures; a second CHasil of that generation is kept and sets nothing.
- Of an absent TPS it is on record that it has no result, and why.
- A result is named by the leaf hash of the entry that set it; earlier results stay.
"""

from msgspec import field
from msgspec.structs import replace

from domain.types import Figures, Hash, Record


class Result(Record, frozen=True):
    """Figures of one contest as entry `index` set them; None when that entry declares the TPS absent."""

    figures: Figures | None
    generation: int
    source: Hash
    index: int


class Tally(Record, frozen=True):
    """The state of `tally/<tps>`: per contest the results, oldest first; the last is in force."""

    generation: int = 0
    statements: tuple[tuple[int, Hash], ...] = ()
    results: dict[str, tuple[Result, ...]] = field(default_factory=dict)

    def in_force(self, contest: str) -> Result | None:
        """The result that counts, or None where nothing was received or declared absent."""
        results = self.results.get(contest)
        return results[-1] if results else None

    def set_by(self, contest: str, source: Hash) -> Result | None:
        """The result that the entry with this leaf hash set, or None."""
        return next((result for result in self.results.get(contest, ()) if result.source == source), None)


def received(tally: Tally, statement: Hash, generation: int, results: dict[str, Result]) -> Tally:
    """The state after a CHasil of `generation` whose sound forms gave `results` (kept, not set, if not newer)."""
    if not tally.statements and not tally.results:
        return Tally(
            generation, ((generation, statement),), {contest: (result,) for contest, result in results.items()}
        )
    statements = (*tally.statements, (generation, statement))
    if generation <= tally.generation:
        return replace(tally, statements=statements)
    return Tally(generation, statements, _with(tally, results))


def absent(tally: Tally, contests: tuple[str, ...], source: Hash, index: int) -> Tally:
    """The state after TallyAbsent for `contests`."""
    results = {contest: Result(None, tally.generation, source, index) for contest in contests}
    return replace(tally, results=_with(tally, results))


def _with(tally: Tally, results: dict[str, Result]) -> dict[str, tuple[Result, ...]]:
    return tally.results | {contest: (*tally.results.get(contest, ()), result) for contest, result in results.items()}
