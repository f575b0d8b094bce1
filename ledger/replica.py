"""A replica's plan: what to build from a feed of published results.

Rules of this module:

- Every TPS of the feed that lies in the contest's area is in the plan, with its figures as published or none at all.
- A TPS abroad, or outside of the contest's area, is left out and named with its line; nothing is guessed.
- The election is named after the feed's SHA-256, so that the trust file of one replica does not fit another.
- Only contests between paslon can be rebuilt so far: a feed has no votes of parties and candidates.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from domain.areas import contains, is_abroad
from domain.contests import Kind, parse_contest_id
from domain.profiles import profile, rows_for
from ledger.errors import NothingToRebuildError, NotRebuildableError
from ledger.feed import CODE, Feed, FeedProblem
from ledger.plan import Plan, StationResult

PROFILE: Final = "sirekap-2024"
PASLON_KINDS: Final = frozenset({Kind.PPWP, Kind.GUBERNUR, Kind.BUPATI, Kind.WALIKOTA})


@dataclass(frozen=True, slots=True)
class Replica:
    """A plan, and the lines of the feed that are not in it, in the order of the lines."""

    plan: Plan
    problems: tuple[FeedProblem, ...]


def plan_replica(feed: Feed, contest: str) -> Replica:
    """The plan of a replica of `contest` from a feed.

    Raises `UnknownContestIdError`, `NotRebuildableError`, `NothingToRebuildError`, `FeedUnreadableError`.
    """
    identity = parse_contest_id(contest)
    if identity.kind not in PASLON_KINDS:
        raise NotRebuildableError(contest=contest)
    rows = rows_for(profile(PROFILE), feed.options)
    results: list[StationResult] = []
    left_out: list[FeedProblem] = []
    for row in feed:
        reason = "abroad" if is_abroad(row.tps) else None if contains(identity.area, row.tps) else "outside"
        if reason is not None:
            left_out.append(FeedProblem(row.line, CODE, reason, row.tps))
            continue
        results.append(StationResult(row.tps, row.figures_for(rows) if row.is_published else None))
    if not results:
        raise NothingToRebuildError(path=str(feed.path), contest=contest)
    problems = tuple(sorted([*feed.problems, *left_out], key=lambda problem: problem.line))
    # Every replica of a contest has the same practice keys; the feed's hash in its name tells one from another.
    with feed.path.open("rb") as file:
        name = f"Replika {contest}, SHA-256 {hashlib.file_digest(file, 'sha256').hexdigest()}"
    return Replica(
        Plan("replica", name, PROFILE, f"example.id/replika-{contest}", contest, feed.options, tuple(results)), problems
    )


def by_reason(problems: tuple[FeedProblem, ...]) -> Iterator[tuple[str, int]]:
    """How many lines were left out for each reason, ascending by reason."""
    for reason in sorted({problem.reason for problem in problems}):
        yield reason, len({problem.line for problem in problems if problem.reason == reason})
