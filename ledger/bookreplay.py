"""Pass 2: one book's acts replayed: which signatures count, procedure, form rules (`docs/architecture.md`).

- Form rules run once per TPS and contest, on the figures received; P.207 once per kecamatan, on those in force.
- What a replay gives upward is small: certificates, arrivals, the totals rebuilt from the TPS, and what happened in the
  room.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from msgspec import structs

from domain.areas import AreaLevel, length_of
from domain.authority import Authority
from domain.bookstate import BookState
from domain.checking import same_vector
from domain.copies import Generation, HeldCopy, copy_differences
from domain.election import DeclaredContest, Election, election_of
from domain.events import ContestDeclared, ElectionDeclared, Entry, Event, TallyCorrected, TallyReceived
from domain.findings import Finding, Level
from domain.following import Act, acts_of
from domain.judging_recap import closing_findings
from domain.judging_room import closing_objections
from domain.nodes import ContestReplay
from domain.orders import Order
from domain.recap import Recap
from domain.replaying import step
from domain.statements import Withdrawn
from domain.totals import totals_of_stations
from domain.types import Figures, Hash
from ledger.rooms import Room, rooms_of

Declarations = tuple[
    Hash,
    ElectionDeclared,
    tuple[tuple[str, Hash, ContestDeclared], ...],
    tuple[tuple[str, tuple[Withdrawn, ...]], ...],
]
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
    copies: tuple[HeldCopy, ...] = ()
    """Copies of C.Hasil that others hold of TPS of this book."""
    wanted: frozenset[str] = frozenset()
    """The TPS and desa whose figures are asked for, because a level above changed them."""


@dataclass(slots=True)
class BookReplay:
    """What pass 2 found in one book."""

    origin: str
    findings: list[Finding] = field(default_factory=list)
    contests: dict[str, ContestReplay] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    acts: tuple[Act, ...] = ()
    """What was done, where there are orders that it may carry out."""


@lru_cache(maxsize=4)
def election_from(declarations: Declarations) -> Election:
    """The election, made once per process: compiling the rules of a contest takes milliseconds."""
    return election_of(*declarations)


def start(job: ReplayJob) -> BookState:
    """The state of a book before its first entry."""
    return BookState(job.authority, election_from(job.declarations), job.units, job.superior)


def replay_book(job: ReplayJob, entries: Iterable[tuple[int, Entry]]) -> BookReplay:
    """Replay the sound entries of a book, each with its index."""
    return replay_with_state(job, entries)[0]


def replay_with_state(job: ReplayJob, entries: Iterable[tuple[int, Entry]]) -> tuple[BookReplay, BookState]:
    """Replay the sound entries of a book, each with its index: what it gives upward, and the state it ends in."""
    state = start(job)
    replayed = BookReplay(job.origin)
    received: dict[Generation, Figures] = {}
    copied = {copy.tps for copy in job.copies}
    telling: dict[int, Event] = {}
    for index, entry in entries:
        found = step(state, index, entry)
        if found:
            replayed.findings += found
        if copied and entry.subject in copied and isinstance(entry.data, TallyReceived):
            _keep_first(received, state, entry)
        if isinstance(entry.data, TallyCorrected):
            telling[index] = entry.data
    replayed.rooms = rooms_of(state, telling)
    replayed.orders = state.orders
    replayed.acts = acts_of(state, telling) if state.orders else ()
    replayed.findings += copy_differences(job.copies, received, state.election.contests)
    replayed.findings += _form_findings(state, job.origin)
    replayed.findings += [structs.replace(finding, book=job.origin) for finding in closing_objections(state)]
    for contest_id, contest in state.election.contests.items():
        recap = state.recaps.get(contest_id, Recap())
        in_force = _in_force(state, contest) if state.of_stations else {}
        last = recap.in_force.index if recap.in_force else None
        for finding in _closing(state, contest, in_force):
            # What is missing stands nowhere, and is named at the certificate that lacks it.
            placed = finding if finding.stream else structs.replace(finding, index=last, stream=f"recap/{contest_id}")
            replayed.findings.append(structs.replace(placed, book=job.origin))
        replayed.contests[contest_id] = _summary(state, contest, recap, in_force, job)
    return replayed, state


def _form_findings(state: BookState, origin: str) -> Iterator[Finding]:
    """What the form rules find on the figures in force, placed at the entry that set them."""
    for tps, tally in state.tallies.items():
        for contest in tally.results:
            result = tally.in_force(contest)
            if result is not None and result.findings:
                for finding in result.findings:
                    yield finding.at(book=origin, index=result.index, stream=f"tally/{tps}")


def _keep_first(received: dict[Generation, Figures], state: BookState, entry: Entry) -> None:
    """Keep what this entry was the first to set for a contest and generation of its TPS."""
    tally = state.tallies.get(entry.subject)
    for contest in tally.results if tally is not None else ():
        result = tally.set_by(contest, entry.hash) if tally is not None else None
        if result is not None and result.figures is not None:
            received.setdefault((entry.subject, contest, result.generation), result.figures)


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
    job: ReplayJob,
) -> ContestReplay:
    objections = tuple(recap.objections.values())
    if not state.of_stations:
        return ContestReplay(
            recap.certificates,
            recap.handed_over,
            recap.received,
            recap.arrivals,
            adjustments=recap.adjustments,
            made=recap.made,
            objections=objections,
        )
    stations = {**in_force, **dict.fromkeys(state.unseen_units(contest))}
    totals = totals_of_stations(stations.values(), contest.width)
    # The columns are compared already, and are most of what there is to send; levels above ask for those they changed.
    certificates = tuple(
        replace(each, columns=tuple([column for column in each.columns if _is_within(column.unit, job.wanted)]))
        for each in recap.certificates
    )
    return ContestReplay(
        certificates,
        recap.handed_over,
        totals=totals,
        stations=stations if job.with_stations else _within(stations, job.wanted),
        objections=objections,
    )


def _within(stations: Mapping[str, Figures | None], areas: frozenset[str]) -> dict[str, Figures | None]:
    """Those of the TPS that are among `areas` or lie in a desa that is."""
    return {tps: figures for tps, figures in stations.items() if _is_within(tps, areas)}


def _is_within(tps: str, areas: frozenset[str]) -> bool:
    return tps in areas or tps[: length_of(AreaLevel.DESA)] in areas
