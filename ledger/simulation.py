"""Building a whole election from results per TPS: what people do by hand with files, done in bulk.

- Every body writes its own book at its own desk, through the same acts, checks and publishing as by hand.
- Every key is derived from one practice keyring; the same plan and seed give the same bytes.
- A TPS with any published figure becomes a CHasil of its KPPS; one without becomes TallyAbsent; nothing is guessed.
- G findings of a published form carry the plan's reason, `as-published`.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from domain.areas import AreaLevel, level_of
from domain.bodies import Body
from domain.contests import levels_of, parse_contest_id
from domain.election import DeclaredContest
from domain.events import (
    ChildReceived,
    Event,
    Explanation,
    PlenaryClosed,
    PlenaryOpened,
    RecapitulationCertified,
    RecapitulationHandedOver,
    RecapitulationPart,
    TallyAbsent,
    TallyReceived,
)
from domain.joining import ContestReplay
from domain.statements import CHasil, Form
from domain.types import Hash
from ledger.acts import signed
from ledger.desk import ARCHIVE_FOLDER, TRUST_FILE, Desk
from ledger.drafting import child_parts, dhasil, station_parts
from ledger.groundwork import authorize_level, declare, open_book
from ledger.inspection import InspectedBook, inspect_book
from ledger.keys import PRACTICE_PASSPHRASE, PracticeKeyring
from ledger.plan import NATIONAL, Plan
from ledger.site import CLAIMED_TIME, DESKS_FOLDER, KPPS, Site, log_acts
from ledger.workers import Workers

_BELOW: Final = {
    AreaLevel.NASIONAL: AreaLevel.PROVINSI,
    AreaLevel.PROVINSI: AreaLevel.KABKO,
    AreaLevel.KABKO: AreaLevel.KECAMATAN,
}
_KPU_LEVELS: Final = (AreaLevel.KABKO, AreaLevel.PROVINSI, AreaLevel.NASIONAL)


@dataclass(frozen=True, slots=True)
class Built:
    """Where a simulation wrote what."""

    archive: Path
    trust: Path
    keys: Path
    stations: int
    received: int


def simulate(plan: Plan, out: Path, *, seed: int, workers: int = 1, keep_desks: bool = False) -> Built:
    """Build the election of `plan` below `out`: `archive`, `trust`, `keys`; with `keep_desks`, the bodies' desks too.

    Raises `FileExistsError` if `out` already holds an archive.
    """
    archive = out / ARCHIVE_FOLDER
    archive.mkdir(parents=True, exist_ok=False)
    (out / "keys").mkdir()
    keyring = PracticeKeyring.create(out / "keys" / "practice.pem", seed, PRACTICE_PASSPHRASE)
    site = Site(plan, out, keyring)
    election = declare(site)
    authorize_level(site, election, AreaLevel.PROVINSI, AreaLevel.KABKO)
    authorize_level(site, election, AreaLevel.KABKO, AreaLevel.KECAMATAN)
    _count(site, seed, workers)
    levels = levels_of(parse_contest_id(plan.contest).kind)
    for level in _KPU_LEVELS:
        if level in levels:
            for body in plan.bodies(level):
                _recapitulate(site, body, is_final=level is levels[-1])
    if not keep_desks:
        shutil.rmtree(out / DESKS_FOLDER)  # everything in them is published
    received = sum(result.figures is not None for result in plan.results)
    return Built(archive, out / TRUST_FILE, out / "keys", len(plan.results), received)


# ---------------------------------------------------------------- kecamatan


@dataclass(frozen=True, slots=True)
class _PpkJob:
    """One PPK's work, for a worker."""

    plan: Plan
    out: Path
    seed: int
    body: Body


def _count(site: Site, seed: int, workers: int) -> None:
    """Every PPK receives its TPS, certifies and hands over; in several processes if asked."""
    plan = site.plan
    bodies = plan.bodies(AreaLevel.KECAMATAN)
    jobs = {}
    for body in bodies:
        own = tuple(result for result in plan.results if result.tps.startswith(body.area))
        jobs[body.id] = _PpkJob(replace(plan, results=own), site.out, seed, body)
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
        operator = site.operator(job.body)
        contest_id = job.plan.contest
        log_acts(desk, operator, ("plenary/1", PlenaryOpened(job.body.area, (contest_id,))))
        declared = desk.state().election.contests[contest_id]
        log_acts(desk, operator, *_tallies(site, declared, election))
        parts = station_parts(desk.state(), declared)
        _certify(site, desk, job.body, declared, parts)
        _close_and_hand_over(site, desk, job.body)
        desk.publish(site.log_key(job.body))


def _tallies(site: Site, contest: DeclaredContest, election: Hash) -> Iterator[tuple[str, Event]]:
    """TallyReceived or TallyAbsent for every TPS."""
    for result in site.plan.results:
        stream = f"tally/{result.tps}"
        if result.figures is None:
            yield stream, TallyAbsent((contest.contest.id,), "not-published")
            continue
        form = Form(contest.contest.id, contest.declared, result.figures, (), ())
        keys = [site.key(role, result.tps, person) for role, person in KPPS]
        statement = signed(CHasil((form,), 1, None, None, ()), result.tps, keys, election, CLAIMED_TIME)
        explained = tuple(
            Explanation(breach.code, contest.contest.id, site.plan.reason, breach.row or "")
            for breach in contest.check.breaches(result.figures)
            if breach.code.startswith("G")
        )
        yield stream, TallyReceived("-", "-", explained, None, statement)


# ---------------------------------------------------------------- above


def _recapitulate(site: Site, body: Body, *, is_final: bool) -> None:
    """A KPU receives its children, certifies, and hands over unless it is the last."""
    contest_id = site.plan.contest
    below = _BELOW[level_of(body.area)]
    children = [child for child in site.plan.bodies(below) if body == NATIONAL or child.area.startswith(body.area)]
    with site.open_desk(body, [*site.superiors(body), *children]) as desk:
        replays = desk.children(contest_id)
        arrivals = [(f"recap/{contest_id}", _arrival(site, desk, child, replays[child.area])) for child in children]
        opened = ("plenary/1", PlenaryOpened(body.area, (contest_id,)))
        log_acts(desk, site.operator(body), *arrivals, opened)
        state = desk.state()
        declared = state.election.contests[contest_id]
        _certify(site, desk, body, declared, child_parts(state, declared, replays))
        if is_final:
            log_acts(desk, site.operator(body), ("plenary/1", PlenaryClosed()))
        else:
            _close_and_hand_over(site, desk, body)
        desk.publish(site.log_key(body))


def _arrival(site: Site, desk: Desk, child: Body, replay: ContestReplay) -> ChildReceived:
    """The child's handover as its published book shows it."""
    origin = site.plan.origin(child)
    _, index, leaf = replay.handed_over[-1]
    return ChildReceived(origin, "-", child.area, index, leaf, desk.note_of(origin))


def _certify(site: Site, desk: Desk, body: Body, contest: DeclaredContest, parts: list[RecapitulationPart]) -> None:
    """Log the parts, have the quorum sign the D.Hasil, log the certificate."""
    stream = f"recap/{contest.contest.id}"
    leaves = log_acts(desk, site.operator(body), *((stream, part) for part in parts))
    data = dhasil(desk.state(), contest, zip(leaves, parts, strict=True))
    subject = f"{body.area}/{contest.contest.id}"
    statement = signed(data, subject, site.officials(body), desk.election(), CLAIMED_TIME)
    log_acts(desk, site.operator(body), (stream, RecapitulationCertified(statement)))


def _close_and_hand_over(site: Site, desk: Desk, body: Body) -> None:
    stream = f"recap/{site.plan.contest}"
    certificate = desk.state().recaps[site.plan.contest].in_force
    if certificate is None:
        raise LookupError(body.id)
    to = site.superiors(body)[-1].id
    closed = ("plenary/1", PlenaryClosed())
    log_acts(desk, site.operator(body), closed, (stream, RecapitulationHandedOver(certificate.leaf, to)))
