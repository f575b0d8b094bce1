"""The aggregate of one TPS: what was received, and which figures are in force.

- The first result of a contest and generation sets the figures; a second one is kept and sets nothing.
- A correction or recount sets new figures of the same generation; what is found on a form goes with its figures.
- A TPS may give its contests in one CHasil or in several; those of one contest say nothing about another.
- Of an absent TPS it is on record that it has no result, and why.
- A result is named by the leaf hash of the entry that set it; earlier results stay.
"""

from msgspec import field
from msgspec.structs import replace

from domain.events import Explanation
from domain.findings import Finding
from domain.types import Figures, Hash, Record


class Result(Record, frozen=True):
    """Figures of one contest as entry `index` set them; None when it declares the TPS absent, for this reason.

    `findings` are those of the form rules on these figures; `explained` the reasons that were given for them.
    """

    figures: Figures | None
    generation: int
    source: Hash
    index: int
    reason: str = ""
    findings: tuple[Finding, ...] = ()
    explained: tuple[Explanation, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether no row has a figure: there is no result, whatever was received."""
        return self.figures is None or self.figures.count(None) == len(self.figures)


class Heard(Record, frozen=True):
    """A CHasil that was received, by its hash: its contests and generation, what it replaces, on which order."""

    contests: tuple[str, ...]
    generation: int
    replaces: tuple[Hash, ...]
    statement: Hash
    order: Hash | None = None


class Tally(Record, frozen=True):
    """The state of `tally/<tps>`: per contest the results, oldest first; the last is in force."""

    statements: tuple[Heard, ...] = ()
    results: dict[str, tuple[Result, ...]] = field(default_factory=dict)

    def in_force(self, contest: str) -> Result | None:
        """The result that counts, or None where nothing was received or declared absent."""
        results = self.results.get(contest)
        return results[-1] if results else None

    def figures_in_force(self) -> dict[str, Figures]:
        """The figures that count, by contest; a contest without any is not in it."""
        last = ((contest, results[-1].figures) for contest, results in self.results.items() if results)
        return {contest: figures for contest, figures in last if figures is not None}

    def generation_of(self, contest: str) -> int:
        """The highest generation received for a contest; 0 if nothing was."""
        return max((heard.generation for heard in self.statements if contest in heard.contests), default=0)

    def set_by(self, contest: str, source: Hash) -> Result | None:
        """The result that the entry with this leaf hash set, or None."""
        for result in self.results.get(contest, ()):
            if result.source == source:
                return result
        return None


def received(tally: Tally, heard: Heard, results: dict[str, Result]) -> Tally:
    """The state after a CHasil whose sound forms gave `results` (kept, not set, where they are not newer)."""
    if not tally.statements and not tally.results:
        return Tally((heard,), {contest: (result,) for contest, result in results.items()})
    newer = {contest: each for contest, each in results.items() if each.generation > tally.generation_of(contest)}
    return Tally((*tally.statements, heard), _with(tally, newer))


def corrected(tally: Tally, contest: str, result: Result) -> Tally:
    """The state after a correction or recount gave `contest` this result."""
    return replace(tally, results=_with(tally, {contest: result}))


def absent(tally: Tally, contests: tuple[str, ...], source: Hash, index: int, reason: str) -> Tally:
    """The state after TallyAbsent for `contests`."""
    results = {contest: Result(None, tally.generation_of(contest), source, index, reason) for contest in contests}
    return replace(tally, results=_with(tally, results))


def _with(tally: Tally, results: dict[str, Result]) -> dict[str, tuple[Result, ...]]:
    return tally.results | {contest: (*tally.results.get(contest, ()), result) for contest, result in results.items()}
