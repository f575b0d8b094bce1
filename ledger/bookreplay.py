"""Pass 2: one book's acts replayed: which signatures count, procedure, form rules (`docs/architecture.md`).

- Form rules run once per TPS and contest, on the figures received; P.207 once per kecamatan, on those in force.
- What a replay gives upward is small: certificates, arrivals, and the totals rebuilt from the TPS.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from msgspec import structs

from domain.authority import Authority
from domain.bookstate import BookState
from domain.checking import same_vector
from domain.election import DeclaredContest, Election, election_of
from domain.events import ContestDeclared, ElectionDeclared, Entry
from domain.findings import Finding, Level
from domain.joining import ContestReplay
from domain.judging_recap import closing_findings
from domain.recap import Recap
from domain.replaying import step
from domain.totals import totals_of_stations
from domain.types import Figures, Hash

Declarations = tuple[Hash, ElectionDeclared, tuple[tuple[str, Hash, ContestDeclared], ...]]
"""What `election_of` makes an election from, in a form that can be sent to another process."""


@dataclass(frozen=True, slots=True)
class ReplayJob:
    """What pass 2 needs to know of a book besides its entries."""

    origin: str
    declarations: Declarations
    authority: Authority
    units: Mapping[str, int]
    superior: str | None
    with_stations: bool = False


@dataclass(slots=True)
class BookReplay:
    """What pass 2 found in one book."""

    origin: str
    findings: list[Finding] = field(default_factory=list)
    contests: dict[str, ContestReplay] = field(default_factory=dict)


@lru_cache(maxsize=4)
def election_from(declarations: Declarations) -> Election:
    """The election, made once per process: compiling the rules of a contest takes milliseconds."""
    return election_of(*declarations)


def start(job: ReplayJob) -> BookState:
    """The state of a book before its first entry."""
    return BookState(job.authority, election_from(job.declarations), job.units, job.superior)


def replay_book(job: ReplayJob, entries: Iterable[tuple[int, Entry]]) -> BookReplay:
    """Replay the sound entries of a book, each with its index."""
    state = start(job)
    replayed = BookReplay(job.origin)
    for index, entry in entries:
        found = step(state, index, entry)
        if found:
            replayed.findings += found
    for contest_id, contest in state.election.contests.items():
        recap = state.recaps.get(contest_id, Recap())
        in_force = _in_force(state, contest) if state.of_stations else {}
        last = recap.in_force.index if recap.in_force else None
        for finding in _closing(state, contest, in_force):
            # What is missing stands nowhere, and is named at the certificate that lacks it.
            placed = finding if finding.stream else structs.replace(finding, index=last, stream=f"recap/{contest_id}")
            replayed.findings.append(structs.replace(placed, book=job.origin))
        replayed.contests[contest_id] = _summary(state, contest, recap, in_force, with_stations=job.with_stations)
    return replayed


def _closing(state: BookState, contest: DeclaredContest, in_force: Mapping[str, Figures | None]) -> Iterator[Finding]:
    if not state.of_stations:
        return
    yield from closing_findings(state, contest)
    contest_id = contest.contest.id
    votes = [(tps, contest.check.votes(figures)) for tps, figures in in_force.items() if figures is not None]
    for tps, breach in same_vector(votes):
        yield Finding(breach.code, Level.HINT, area=tps, contest=contest_id, row=breach.row, params=breach.params)


def _in_force(state: BookState, contest: DeclaredContest) -> dict[str, Figures | None]:
    """Every expected TPS with its figures, None where it has none."""
    contest_id = contest.contest.id
    results = {tps: state.result_of(tps, contest_id) for tps in state.expected_units(contest)}
    return {tps: result.figures if result else None for tps, result in results.items()}


def _summary(
    state: BookState,
    contest: DeclaredContest,
    recap: Recap,
    in_force: Mapping[str, Figures | None],
    *,
    with_stations: bool,
) -> ContestReplay:
    if not state.of_stations:
        return ContestReplay(recap.certificates, recap.handed_over, recap.received, recap.arrivals)
    stations = {**in_force, **dict.fromkeys(state.unseen_units(contest))}
    totals = totals_of_stations(stations.values(), contest.width)
    # The columns are compared already, and are most of what there is to send.
    certificates = tuple(replace(certificate, columns=()) for certificate in recap.certificates)
    return ContestReplay(certificates, recap.handed_over, {}, (), totals, stations if with_stations else {})
