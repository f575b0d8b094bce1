"""A replica's plan: what to build from a feed of published results, for one contest of any kind.

Rules of this module:

- Every TPS of the feed that lies in the contest's area is in the plan, with its figures as published or none at all.
- A TPS outside of the contest's area is left out and named with its line; nothing is guessed.
- TPS abroad are taken in where voters abroad vote: for the president, and for the dapil of dpr that they belong to.
- Where only an area is asked for, the other TPS are passed over, and no fault is found with them.
- Where nothing is left to build, the error still has all that was left out.
- The contest declares the rows that the feed carries, and every row of its options; the rest of the form is not known.
- Paslon are numbered without gaps: a number left out would be votes left out.  So is a party of which only candidates
  are there.
- The election is named after the feed's SHA-256, so that the trust file of one replica does not fit another.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from domain.areas import ABROAD, NATION, AreaLevel, ancestor, contains, is_abroad, level_of
from domain.contests import ContestId, ContestOption, Counted, counted, held_abroad, option_rows, parse_contest_id
from domain.profiles import profile_for, rows_for
from ledger.errors import NothingToRebuildError
from ledger.feeds import CODE, Feed, FeedProblem, FeedRow, options_of
from ledger.feeds.errors import AreaOutsideContestError, FeedColumnMissingError, FeedOptionsError
from ledger.making.plan import Plan, StationResult, planned_contest

DPT_ROW: Final = "pemilih_dpt_j"
"""The row that says how many voters are registered at a TPS."""

_DPR_OF_ABROAD: Final = "31"  # (?) the voters abroad belong to dapil Jakarta II


@dataclass(frozen=True, slots=True)
class Replica:
    """A plan, and what of the feed is not in it.

    Attributes:
        plan: what to build.
        problems: what was left out, in the order of the feed's files and lines.
        passed_over: how many TPS lie outside of the area that was asked for.
        sums: how many lines of sums the feed has beside its TPS.
    """

    plan: Plan
    problems: tuple[FeedProblem, ...]
    passed_over: int = 0
    sums: int = 0


class NothingLeftError(NothingToRebuildError):
    """`NothingToRebuildError` with what was left out: `problems`, in the order of the feed's files and lines."""

    def __init__(self, problems: Iterable[FeedProblem], **params: int | str) -> None:
        super().__init__(**params)
        self.problems = tuple(problems)


def plan_replica(
    feed: Feed, contest: str, area: str = NATION, *, options: Sequence[ContestOption] | None = None
) -> Replica:
    """The plan of a replica of `contest` from a feed, of the TPS in `area`; without `options` a number is a name.

    Raises `UnknownContestIdError`, `UnknownAreaCodeError`, `AreaOutsideContestError`, `FeedColumnMissingError`,
    `FeedOptionsError`, `NothingLeftError`, `FeedUnreadableError`.
    """
    identity = parse_contest_id(contest)
    _check_area(contest, area)
    known = tuple(options) if options is not None else options_of(feed.rows, identity.kind)
    check_columns(feed, contest)
    election = profile_for(identity.kind)
    carried = {*feed.rows, *option_rows(known)}
    rows = tuple(row for row in rows_for(election, known) if row in carried)
    results: list[StationResult] = []
    left_out: list[FeedProblem] = []
    for row in feed.within(area):
        reason = _reason_to_leave(identity, row.tps)
        if reason is None:
            results.append(_result(contest, row, rows))
        else:
            left_out.append(FeedProblem(row.file, row.line, CODE, reason, row.tps))
    problems = sorted([*feed.problems, *left_out], key=lambda problem: (problem.file, problem.line))
    if not results:
        raise NothingLeftError(problems, path=str(feed.path), contest=contest)
    results.sort(key=lambda result: result.tps)
    areas = _areas_of(identity, area, results)
    declared = planned_contest(contest, election.name, known, areas=areas, rows=rows)
    # Every replica of a contest has the same practice keys; the feed's hash in its name tells one from another.
    part = "" if area == NATION else f", {area}"
    name = f"Replika {contest}{part}, SHA-256 {feed.sha256()}"
    plan = Plan("replica", name, election.name, f"example.id/replika-{slug(contest)}", (declared,), tuple(results))
    return Replica(plan, tuple(problems), feed.passed_over, feed.sums)


def slug(contest: str) -> str:
    """A contest id as part of an origin, which knows no underscore."""
    return contest.replace("_", "-")


def check_columns(feed: Feed, contest: str) -> None:
    """Raises `FeedOptionsError` or `FeedColumnMissingError` unless the vote columns fit a contest of this kind."""
    kind = parse_contest_id(contest).kind
    options = options_of(feed.rows, kind)
    candidates = [f"suara_{option.parent}_{option.no}" for option in options if option.parent is not None]
    if candidates and counted(kind) is not Counted.PARTIES:
        raise FeedOptionsError(
            path=str(feed.path), contest=contest, reason="candidates", columns=",".join(candidates[:5])
        )
    tops = {option.no for option in options if option.parent is None}
    wanted = set(range(1, max(tops) + 1)) if counted(kind) is Counted.PASLON else tops
    missing = [f"suara_{no}" for no in sorted(wanted) if f"suara_{no}" not in feed.rows]
    if missing:
        raise FeedColumnMissingError(path=str(feed.path), columns=",".join(missing))


def _check_area(contest: str, area: str) -> None:
    identity = parse_contest_id(contest)
    level_of(area)
    abroad = is_abroad(area) and _votes_abroad(identity)
    if area != NATION and not contains(identity.area, area) and not abroad:
        raise AreaOutsideContestError(area=area, contest=contest)


def _votes_abroad(identity: ContestId) -> bool:
    return held_abroad(identity.kind) and identity.area in (NATION, _DPR_OF_ABROAD)


def _reason_to_leave(identity: ContestId, tps: str) -> str | None:
    if is_abroad(tps):
        return None if _votes_abroad(identity) else "abroad"
    return None if contains(identity.area, tps) else "outside"


def _result(contest: str, row: FeedRow, rows: Sequence[str]) -> StationResult:
    forms = {contest: row.figures_for(rows)} if row.is_published else {}
    return StationResult(row.tps, forms, row.figures.get(DPT_ROW))


def _areas_of(identity: ContestId, area: str, results: Iterable[StationResult]) -> list[str]:
    """The kabupaten and kota of the TPS (the kecamatan for a dapil of one), and all that is abroad."""
    split = level_of(identity.area) is AreaLevel.KABKO and identity.dapil is not None
    level = AreaLevel.KECAMATAN if split else AreaLevel.KABKO
    found = {ABROAD if is_abroad(result.tps) else ancestor(result.tps, level) or "" for result in results}
    return sorted({area if contains(each, area) else each for each in found})
