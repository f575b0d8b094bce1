"""Building a whole election from results per TPS: what people do by hand with files, done in bulk.

- Every body writes its own book at its own desk, through the same acts, checks and publishing as by hand.
- Every key is derived from one practice keyring; the same plan and seed give the same bytes.
- A TPS becomes one CHasil of its KPPS with the forms of every contest that has a result, in the order of the plan.
- Forms that do not fit one statement go on in the next: each takes as many as it holds, in their order.
- The contests of a TPS without a result are named in one TallyAbsent; nothing is guessed.
- A body has one plenary over all its contests, and hands over those that do not end with it.
- G findings of a published form carry the plan's reason.
- What the plan corrects is corrected in the plenary of the PPK, with the attendance recorded first.
"""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from domain.areas import AreaLevel, level_of
from domain.bodies import Body
from domain.bookstate import BookState
from domain.contests import Contest
from domain.election import DeclaredContest, Election
from domain.events import (
    AttendanceRecorded,
    Attendee,
    Cell,
    ChildReceived,
    Event,
    Explanation,
    PlenaryClosed,
    PlenaryOpened,
    RecapitulationCertified,
    RecapitulationHandedOver,
    RecapitulationPart,
    TallyAbsent,
    TallyCorrected,
    TallyReceived,
)
from domain.nodes import ContestReplay
from domain.statements import CHasil, Form
from domain.types import Figures, Hash
from ledger.acts import signed
from ledger.desk import ARCHIVE_FOLDER, TRUST_FILE, Desk
from ledger.drafting import child_parts, dhasil, station_parts
from ledger.inspection import InspectedBook, inspect_book
from ledger.keys import PRACTICE_PASSPHRASE, PracticeKeyring
from ledger.making.groundwork import authorize_level, declare, open_book
from ledger.making.plan import NOT_PUBLISHED, Plan, StationResult
from ledger.making.site import CLAIMED_TIME, DESKS_FOLDER, KPPS, OFFICIALS, Site, log_acts
from ledger.workers import Workers

_KPU_LEVELS: Final = (AreaLevel.KABKO, AreaLevel.PROVINSI, AreaLevel.NASIONAL)

MAX_FORMS_BYTES: Final = 60_000
"""Leaves room in the entry, which is at most 65,535 bytes, for the keys and signatures of the KPPS."""


@dataclass(frozen=True, slots=True)
class Built:
    """Where a simulation wrote what; `received` TPS have a result in at least one contest."""

    archive: Path
    trust: Path
    keys: Path
    stations: int
    received: int


def simulate(plan: Plan, out: Path, *, seed: int, workers: int = 1, keep_desks: bool = False) -> Built:
    """Build the election of `plan` below `out`: `archive`, `trust`, `keys`; with `keep_desks`, the bodies' desks too.

    Raises `PlanMalformedError`, `FileExistsError` if `out` already holds an archive, and what the desks raise for a
    plan that says what no body may log, above all `Refused`.
    """
    plan.refuse_malformed()
    archive = out / ARCHIVE_FOLDER
    archive.mkdir(parents=True, exist_ok=False)
    (out / "keys").mkdir()
    keyring = PracticeKeyring.create(out / "keys" / "practice.pem", seed, PRACTICE_PASSPHRASE)
    site = Site(plan, out, keyring)
    election = declare(site)
    authorize_level(site, election, AreaLevel.PROVINSI)
    authorize_level(site, election, AreaLevel.KABKO)
    _count(site, seed, workers)
    for level in _KPU_LEVELS:
        for body in site.bodies(level):
            _recapitulate(site, body)
    if not keep_desks:
        shutil.rmtree(out / DESKS_FOLDER)  # everything in them is published
    received = sum(bool(result.forms) for result in plan.results)
    return Built(archive, out / TRUST_FILE, out / "keys", len(plan.results), received)


# ---------------------------------------------------------------- kecamatan


@dataclass(frozen=True, slots=True)
class _PpkJob:
    """The work of one PPK or PPLN, for a worker; its plan holds only its own TPS and contests."""

    plan: Plan
    out: Path
    seed: int
    body: Body


def _count(site: Site, seed: int, workers: int) -> None:
    """Every PPK and PPLN receives its TPS, certifies and hands over; in several processes if asked."""
    plan = site.plan
    jobs = {}
    for body in site.bodies(AreaLevel.KECAMATAN):
        own = replace(plan, contests=plan.contests_of(body), results=tuple(site.stations(body)))
        jobs[body.id] = _PpkJob(own, site.out, seed, body)
    with Workers(workers, {name: len(job.plan.results) for name, job in jobs.items()}) as crew:
        crew.run(_run_ppk, jobs)


_superiors_seen: dict[tuple[Path, str], InspectedBook] = {}


def _run_ppk(job: _PpkJob) -> None:
    site = Site(job.plan, job.out, PracticeKeyring.from_number(job.seed))
    with site.create_desk(job.body) as desk:
        election = desk.trust.election
        for body in site.superiors(job.body):
            origin = job.plan.origin(body)
            if (job.out, origin) not in _superiors_seen:
                _superiors_seen[job.out, origin] = inspect_book(site.archive.book(origin), election)
            desk.known[origin] = _superiors_seen[job.out, origin]
        open_book(site, desk, job.body)
        contests = job.plan.contests
        if contests:
            log_acts(desk, site.operator(job.body), _plenary_of(job.body, contests))
            log_acts(desk, site.operator(job.body), *_tallies(site, desk.state().election))
            _correct(site, desk, job.body)
            state = desk.state()
            declared = [state.election.contests[contest.id] for contest in contests]
            parts = {each.contest.id: station_parts(state, each) for each in declared}
            _certify(site, desk, job.body, parts)
            _close_and_hand_over(site, desk, job.body, contests)
        desk.publish(site.log_key(job.body))


def _tallies(site: Site, election: Election) -> Iterator[tuple[str, Event]]:
    """What is logged of every TPS: its CHasil, and what it has no result of."""
    for result in site.plan.results:
        stream = f"tally/{result.tps}"
        held = [election.contests[contest.id] for contest in site.plan.contests_at(result.tps)]
        given = [_given(site.plan, contest, result) for contest in held if contest.contest.id in result.forms]
        for batch in batches(given, MAX_FORMS_BYTES):
            yield stream, _received(site, result.tps, batch, election.hash)
        absent = tuple([contest.contest.id for contest in held if contest.contest.id not in result.forms])
        if absent:
            yield stream, TallyAbsent(absent, NOT_PUBLISHED)


def _correct(site: Site, desk: Desk, body: Body) -> None:
    """Record who is in the room, and correct there what the plan says."""
    if not any(result.corrected for result in site.plan.results):
        return
    present = tuple(Attendee("", person, str(role)) for role, person in OFFICIALS)
    (attendance,) = log_acts(desk, site.operator(body), ("plenary/1", AttendanceRecorded(present)))
    state = desk.state()
    acts = [
        (f"tally/{result.tps}", _correction(site.plan, state, result, contest_id, attendance))
        for result in site.plan.results
        for contest_id in result.corrected
    ]
    log_acts(desk, site.operator(body), *acts)


def _correction(
    plan: Plan, state: BookState, result: StationResult, contest_id: str, attendance: Hash
) -> TallyCorrected:
    """The correction of one form; its paper is made up, as everything in a plan is."""
    contest = state.election.contests[contest_id]
    before, after = state.result_of(result.tps, contest_id), result.corrected[contest_id]
    if before is None:
        raise LookupError(result.tps)
    changes = zip(contest.contest.rows, result.forms[contest_id], after, strict=True)
    cells = tuple(Cell(new, old, row) for row, old, new in changes if old != new)
    paper = Hash(sha256(f"{plan.host} {result.tps} {contest_id}".encode()).digest())
    explained = _explained(plan, contest, after)
    return TallyCorrected(
        attendance, cells, contest_id, explained, before.generation, None, paper, plan.reason, before.source
    )


@dataclass(frozen=True, slots=True)
class Given:
    """A form, and the reasons on record for what breaks a G rule on it."""

    form: Form
    explained: tuple[Explanation, ...]

    @property
    def weight(self) -> int:
        """How many bytes it takes in an entry, at most."""
        # A figure of a TPS is at most 1,000,000 and takes 5 bytes; 300 are the names of fields, contest and row.
        reasons = sum(300 + len(explanation.reason.encode()) for explanation in self.explained)
        return 300 + 5 * len(self.form.figures) + reasons


def batches(given: Iterable[Given], limit: int) -> Iterator[list[Given]]:
    """The forms of one TPS as they fit statements of at most `limit` bytes: as many as one holds, in their order."""
    batch: list[Given] = []
    size = 0
    for each in given:
        if batch and size + each.weight > limit:
            yield batch
            batch, size = [], 0
        batch.append(each)
        size += each.weight
    if batch:
        yield batch


def _given(plan: Plan, contest: DeclaredContest, result: StationResult) -> Given:
    figures = result.forms[contest.contest.id]
    form = Form(contest.contest.id, contest.declared, figures, (), ())
    return Given(form, _explained(plan, contest, figures))


def _explained(plan: Plan, contest: DeclaredContest, figures: Figures) -> tuple[Explanation, ...]:
    """The plan's reason for every rule of kind G that these figures break."""
    return tuple(
        Explanation(breach.code, contest.contest.id, plan.reason, breach.row or "")
        for breach in contest.check.breaches(figures)
        if breach.code.startswith("G")
    )


def _received(site: Site, tps: str, batch: Iterable[Given], election: Hash) -> TallyReceived:
    listed = list(batch)
    keys = [site.key(role, tps, person) for role, person in KPPS]
    data = CHasil(tuple([each.form for each in listed]), 1, None, None, ())
    explained = tuple([explanation for each in listed for explanation in each.explained])
    return TallyReceived("-", "-", explained, None, signed(data, tps, keys, election, CLAIMED_TIME))


# ---------------------------------------------------------------- above


def _recapitulate(site: Site, body: Body) -> None:
    """A KPU receives its children, certifies its contests, and hands over those that go on; it may have none."""
    contests = site.plan.contests_of(body)
    if not contests:
        return
    children = site.children(body)
    with site.open_desk(body, [*site.superiors(body), *children]) as desk:
        replays = desk.replays()
        arrivals = [
            (f"recap/{contest.id}", _arrival(site, desk, child, replays[child.area][contest.id]))
            for contest in contests
            for child in children
            if contest.meets(child.area)
        ]
        log_acts(desk, site.operator(body), *arrivals, _plenary_of(body, contests))
        state = desk.state()
        parts = {}
        for contest in contests:
            below = {area: replayed[contest.id] for area, replayed in replays.items()}
            parts[contest.id] = child_parts(state, state.election.contests[contest.id], below)
        _certify(site, desk, body, parts)
        _close_and_hand_over(site, desk, body, contests)
        desk.publish(site.log_key(body))


def _arrival(site: Site, desk: Desk, child: Body, replay: ContestReplay) -> ChildReceived:
    """The child's handover as its published book shows it."""
    origin = site.plan.origin(child)
    _, index, leaf = replay.handed_over[-1]
    return ChildReceived(origin, "-", child.area, index, leaf, desk.note_of(origin))


def _plenary_of(body: Body, contests: Iterable[Contest]) -> tuple[str, Event]:
    return "plenary/1", PlenaryOpened(body.area, tuple([contest.id for contest in contests]))


def _certify(site: Site, desk: Desk, body: Body, parts: dict[str, list[RecapitulationPart]]) -> None:
    """Log the parts of every contest, have the quorum sign each D.Hasil, log the certificates."""
    operator = site.operator(body)
    listed = [(contest, part) for contest, its in parts.items() for part in its]
    leaves = log_acts(desk, operator, *((f"recap/{contest}", part) for contest, part in listed))
    drafted: dict[str, list[tuple[Hash, RecapitulationPart]]] = {contest: [] for contest in parts}
    for leaf, (contest, part) in zip(leaves, listed, strict=True):
        drafted[contest].append((leaf, part))
    state = desk.state()
    certificates = []
    for contest, its in drafted.items():
        data = dhasil(state, state.election.contests[contest], its)
        subject = f"{body.area}/{contest}"
        statement = signed(data, subject, site.officials(body), state.election.hash, CLAIMED_TIME)
        certificates.append((f"recap/{contest}", RecapitulationCertified(statement)))
    log_acts(desk, operator, *certificates)


def _close_and_hand_over(site: Site, desk: Desk, body: Body, contests: Sequence[Contest]) -> None:
    """Close the plenary; the contests that do not end here go to the body above."""
    state = desk.state()
    handovers = []
    for contest in contests:
        certificate = state.recaps[contest.id].in_force
        if certificate is None:
            raise LookupError(body.id)
        if contest.final_level is not level_of(body.area):
            to = site.superiors(body)[-1].id
            handovers.append((f"recap/{contest.id}", RecapitulationHandedOver(certificate.leaf, to)))
    log_acts(desk, site.operator(body), ("plenary/1", PlenaryClosed()), *handovers)
