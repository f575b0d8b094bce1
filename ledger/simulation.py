"""Building a whole election from results per TPS: what people do by hand with files, done in bulk.

- Every body writes its own book at its own desk, through the same acts, checks and publishing as by hand.
- Every key is derived from one practice keyring; the same plan and seed give the same bytes.
- A TPS with any published figure becomes a CHasil of its KPPS; one without becomes TallyAbsent; nothing is guessed.
- G findings of a published form carry the reason `as-published`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from domain.areas import NATION, AreaLevel, ancestor, level_of
from domain.bodies import Body, BodyKind
from domain.contests import ContestOption, contest, levels_of, parse_contest_id
from domain.election import DeclaredContest
from domain.events import (
    BodyAuthorized,
    BookOpened,
    ChildReceived,
    ContestDeclared,
    DeclaredOption,
    ElectionDeclared,
    Event,
    Explanation,
    Line,
    OfficialAppointed,
    PlenaryClosed,
    PlenaryOpened,
    Quorum,
    RecapitulationCertified,
    RecapitulationHandedOver,
    RecapitulationPart,
    RegionRegistered,
    Station,
    StationKeysIssued,
    TallyAbsent,
    TallyReceived,
)
from domain.profiles import profile, rows_for
from domain.statements import Appointment, CHasil, Form, KeyGrant, Role
from domain.types import ZERO_HASH, Figures, Hash
from ledger.acts import book_of, officials, possession, signed
from ledger.archive import Archive
from ledger.desk import Act, Desk
from ledger.drafting import child_parts, dhasil, station_parts
from ledger.durable import write_file
from ledger.inspection import InspectedBook, inspect_book
from ledger.keys import PRACTICE_PASSPHRASE, PracticeKeyring
from ledger.note import VerifierKey
from ledger.signing import SigningKey
from ledger.trust import Trust
from ledger.workers import Workers

STATIONS_PER_ISSUE: Final = 150
"""TPS per StationKeysIssued: three keys each fit one entry."""

OFFICIALS: Final = ((Role.OPERATOR, 1), (Role.KETUA, 2), (Role.ANGGOTA, 3), (Role.ANGGOTA, 4))
KPPS: Final = ((Role.KPPS_KETUA, 1), (Role.KPPS_ANGGOTA, 2), (Role.KPPS_ANGGOTA, 3))
ROOTS: Final = (1, 2, 3)
ROOT_QUORUM: Final = 2
CLAIMED_TIME: Final = 1_707_868_800_000
"""2024-02-14T00:00:00Z in milliseconds: a simulation claims the day of the vote, so that its bytes never change."""


@dataclass(frozen=True, slots=True)
class StationResult:
    """What is known of one TPS: figures in the order of the contest's rows; None if nothing was published."""

    tps: str
    figures: Figures | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What to build: an election of one contest over the TPS of `results`."""

    kind: str
    name: str
    profile: str
    host: str
    contest: str
    options: tuple[ContestOption, ...]
    results: tuple[StationResult, ...]
    reason: str = "as-published"

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows of the contest's forms."""
        return rows_for(profile(self.profile), self.options)

    @property
    def areas(self) -> tuple[str, ...]:
        """Where the contest is held: the kabupaten and kota of the results."""
        return tuple(sorted({ancestor(result.tps, AreaLevel.KABKO) or NATION for result in self.results}))

    def bodies(self, level: AreaLevel) -> list[Body]:
        """The bodies that recapitulate at `level`, ascending."""
        kind = BodyKind.PPK if level is AreaLevel.KECAMATAN else BodyKind.KPU
        areas = {ancestor(result.tps, level) for result in self.results}
        return [Body(kind, area) for area in sorted(area for area in areas if area is not None)]

    def origin(self, body: Body) -> str:
        """The origin of a body's book."""
        return f"{self.host}/{body.kind}/{body.area}"


@dataclass(frozen=True, slots=True)
class Built:
    """Where a simulation wrote what."""

    archive: Path
    trust: Path
    keys: Path
    stations: int
    received: int


NATIONAL: Final = Body(BodyKind.KPU, NATION)
_BELOW: Final = {
    AreaLevel.NASIONAL: AreaLevel.PROVINSI,
    AreaLevel.PROVINSI: AreaLevel.KABKO,
    AreaLevel.KABKO: AreaLevel.KECAMATAN,
}
_KPU_LEVELS: Final = (AreaLevel.KABKO, AreaLevel.PROVINSI, AreaLevel.NASIONAL)


def simulate(plan: Plan, out: Path, *, seed: int, workers: int = 1) -> Built:
    """Build the election of `plan` below `out`: `archive`, `trust`, `keys`, and the bodies' desks.

    Raises `FileExistsError` if `out` already holds an archive.
    """
    archive = out / "archive"
    archive.mkdir(parents=True, exist_ok=False)
    (out / "keys").mkdir()
    keyring = PracticeKeyring.create(out / "keys" / "practice.pem", seed, PRACTICE_PASSPHRASE)
    site = _Site(plan, out, keyring)
    election = _declare(site)
    _authorize_level(site, election, AreaLevel.PROVINSI, AreaLevel.KABKO)
    _authorize_level(site, election, AreaLevel.KABKO, AreaLevel.KECAMATAN)
    _count(site, seed, workers)
    levels = levels_of(parse_contest_id(plan.contest).kind)
    for level in _KPU_LEVELS:
        if level in levels:
            for body in plan.bodies(level):
                _recapitulate(site, body, election, is_final=level is levels[-1])
    received = sum(result.figures is not None for result in plan.results)
    return Built(archive, out / "trust", out / "keys", len(plan.results), received)


class _Site:
    """The place where everything is built, with the keys of everybody."""

    def __init__(self, plan: Plan, out: Path, keyring: PracticeKeyring) -> None:
        self.plan = plan
        self.out = out
        self.archive = Archive(out / "archive")
        self._keyring = keyring

    def key(self, role: Role | str, place: str, person: int = 0) -> SigningKey:
        """The practice key of a seat: `<role> <body or TPS> <person>`."""
        return self._keyring.key(f"{role} {place} {person}")

    def officials(self, body: Body) -> list[SigningKey]:
        """The keys of a body's quorum."""
        return [self.key(role, body.id, person) for role, person in OFFICIALS if role is not Role.OPERATOR]

    def roots(self) -> list[SigningKey]:
        """The root keys that appoint."""
        return [self.key(Role.ROOT, NATIONAL.id, person) for person in ROOTS[:ROOT_QUORUM]]

    def operator(self, body: Body) -> SigningKey:
        """The key of the operator who logs."""
        return self.key(Role.OPERATOR, body.id, 1)

    def log_key(self, body: Body) -> SigningKey:
        """The key that signs a book's checkpoints."""
        return self.key("log", body.id)

    def create_desk(self, body: Body) -> Desk:
        """A new desk for a body; what it knows of other books is set by the caller."""
        desk = Desk.create(self.out / "desks" / body.id, self.plan.origin(body), self.archive.folder)
        trust = self.out / "trust"
        if trust.exists():
            write_file(desk.folder / "trust", trust.read_bytes(), desk.folder)
        return desk

    def open_desk(self, body: Body, known: Iterable[Body]) -> Desk:
        """The desk of a body again, with the published books of `known` beside it."""
        desk = Desk.open(self.out / "desks" / body.id, self.archive.folder)
        desk.known = self.inspect(known, desk.trust.election)
        return desk

    def inspect(self, bodies: Iterable[Body], election: Hash) -> dict[str, InspectedBook]:
        """The published books of these bodies."""
        origins = [self.plan.origin(body) for body in bodies]
        return {origin: inspect_book(self.archive.book(origin), election) for origin in origins}

    def superiors(self, body: Body) -> list[Body]:
        """The bodies above, from the nation down."""
        above = [
            level for level in (AreaLevel.PROVINSI, AreaLevel.KABKO) if (ancestor(body.area, level) or "") != body.area
        ]
        areas = [area for level in above if (area := ancestor(body.area, level)) is not None]
        return [NATIONAL, *(Body(BodyKind.KPU, area) for area in areas)] if body != NATIONAL else []


def _log(desk: Desk, signer: SigningKey, *acts: tuple[str, Event]) -> list[Hash]:
    """Append acts of one signer; gives their leaf hashes."""
    first = len(desk.entries())
    timed = [Act(stream, event, CLAIMED_TIME + 1000 * index) for index, (stream, event) in enumerate(acts, start=first)]
    return [entry.hash for entry in desk.append(timed, signer)]


def _declare(site: _Site) -> Hash:
    """The root book: the election, its contest, KPU's officials and the provinces; and the trust file."""
    plan = site.plan
    origin = plan.origin(NATIONAL)
    roots = [site.key(Role.ROOT, NATIONAL.id, person) for person in ROOTS]
    log = site.log_key(NATIONAL)
    possessions = tuple(
        possession(key, NATIONAL, person, Role.ROOT, ZERO_HASH, CLAIMED_TIME)
        for key, person in zip(roots, ROOTS, strict=True)
    )
    quorums = tuple(Quorum(anggota, str(kind)) for kind, anggota in sorted(profile(plan.profile).quorums.items()))
    line = Line(log.public, origin, ROOT_QUORUM, tuple(key.public for key in roots))
    declared = ElectionDeclared(None, plan.kind, line, plan.name, possessions, plan.profile, quorums)
    with site.create_desk(NATIONAL) as desk:
        (election,) = _log(desk, roots[0], ("election", declared))
        trust = Trust(VerifierKey.of(origin, log.public), election)
        write_file(site.out / "trust", trust.text.encode(), desk.folder)
        desk.write_trust(trust)
        contest_declared = _contest_declared(plan)
        _log(desk, roots[0], ("book", BookOpened(None, None)), (f"contest/{plan.contest}", contest_declared))
        _log(desk, roots[0], _appointment(site, NATIONAL, election, site.roots()))
        _authorize(site, desk, NATIONAL, plan.bodies(AreaLevel.PROVINSI), election)
        desk.publish(log)
    return election


def _contest_declared(plan: Plan) -> ContestDeclared:
    kind = parse_contest_id(plan.contest).kind
    levels = tuple(str(level) for level in levels_of(kind))
    contest(plan.contest, areas=plan.areas, levels=levels, options=plan.options, rows=plan.rows)
    options = tuple(DeclaredOption(option.name, option.no, option.parent) for option in plan.options)
    return ContestDeclared(plan.areas, levels, options, plan.rows)


def _authorize_level(site: _Site, election: Hash, level: AreaLevel, below: AreaLevel) -> None:
    """The books of the bodies at `level`: opened, with the bodies below authorised, and the TPS in a kabupaten."""
    for body in site.plan.bodies(level):
        with site.create_desk(body) as desk:
            superiors = site.superiors(body)
            desk.known = site.inspect(superiors, election)
            _open_book(site, desk, body)
            children = [child for child in site.plan.bodies(below) if child.area.startswith(body.area)]
            _authorize(site, desk, body, children, election)
            if below is AreaLevel.KECAMATAN:
                _register(site, desk, body, election)
            desk.publish(site.log_key(body))


def _open_book(site: _Site, desk: Desk, body: Body) -> None:
    note = desk.note_of(site.plan.origin(site.superiors(body)[-1]))
    _log(desk, site.operator(body), ("book", BookOpened(note, None)))


def _authorize(site: _Site, desk: Desk, body: Body, children: Iterable[Body], election: Hash) -> None:
    """A book and officials for each child, by the body's quorum (in the root book, by the roots)."""
    signers = site.roots() if body == NATIONAL else site.officials(body)
    acts: list[tuple[str, Event]] = []
    for child in children:
        grant = book_of(site.plan.origin(child), site.log_key(child).public)
        authorized = BodyAuthorized(signed(grant, child.id, signers, election, CLAIMED_TIME))
        acts += [(f"body/{child.id}", authorized), _appointment(site, child, election, signers)]
    if acts:
        _log(desk, site.operator(body), *acts)


def _appointment(site: _Site, body: Body, election: Hash, signers: list[SigningKey]) -> tuple[str, OfficialAppointed]:
    seats = [(site.key(role, body.id, person), role, person) for role, person in OFFICIALS]
    grant = officials(body, [(key.public, role, person) for key, role, person in seats])
    proofs = tuple(possession(key, body, person, role, election, CLAIMED_TIME) for key, role, person in seats)
    return f"body/{body.id}", OfficialAppointed(signed(grant, body.id, signers, election, CLAIMED_TIME), proofs)


def _register(site: _Site, desk: Desk, body: Body, election: Hash) -> None:
    """The TPS of every desa of a kabupaten, with their DPT and the keys of their KPPS."""
    by_desa: dict[str, list[StationResult]] = {}
    for result in site.plan.results:
        if result.tps.startswith(body.area):
            by_desa.setdefault(ancestor(result.tps, AreaLevel.DESA) or "", []).append(result)
    voters = site.plan.rows.index("pemilih_dpt_j")
    acts: list[tuple[str, Event]] = []
    for desa, results in sorted(by_desa.items()):
        stations = [Station(result.figures[voters] if result.figures else None, result.tps) for result in results]
        acts.append((f"region/{desa}", RegionRegistered(tuple(stations))))
        for start in range(0, len(results), STATIONS_PER_ISSUE):
            grants = _station_grants(site, results[start : start + STATIONS_PER_ISSUE])
            statement = signed(Appointment(grants, None), f"kpps-{desa}", site.officials(body), election, CLAIMED_TIME)
            acts.append((f"region/{desa}", StationKeysIssued(statement)))
    _log(desk, site.operator(body), *acts)


def _station_grants(site: _Site, results: Iterable[StationResult]) -> tuple[KeyGrant, ...]:
    return tuple(
        KeyGrant(result.tps, site.key(role, result.tps, person).public, person, role)
        for result in results
        for role, person in KPPS
    )


# ---------------------------------------------------------------- kecamatan


@dataclass(frozen=True, slots=True)
class _PpkJob:
    """One PPK's work, for a worker."""

    plan: Plan
    out: Path
    seed: int
    body: Body


def _count(site: _Site, seed: int, workers: int) -> None:
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
    site = _Site(job.plan, job.out, PracticeKeyring.from_number(job.seed))
    with site.create_desk(job.body) as desk:
        election = desk.trust.election
        for body in site.superiors(job.body):
            origin = job.plan.origin(body)
            if (job.out, origin) not in _superiors_seen:
                _superiors_seen[job.out, origin] = inspect_book(site.archive.book(origin), election)
            desk.known[origin] = _superiors_seen[job.out, origin]
        _open_book(site, desk, job.body)
        operator = site.operator(job.body)
        contest_id = job.plan.contest
        _log(desk, operator, ("plenary/1", PlenaryOpened(job.body.area, (contest_id,))))
        declared = desk.state().election.contests[contest_id]
        _log(desk, operator, *_tallies(site, declared, election))
        parts = station_parts(desk.state(), declared)
        _certify(site, desk, job.body, declared, parts)
        _close_and_hand_over(site, desk, job.body)
        desk.publish(site.log_key(job.body))


def _tallies(site: _Site, contest: DeclaredContest, election: Hash) -> Iterator[tuple[str, Event]]:
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


def _recapitulate(site: _Site, body: Body, election: Hash, *, is_final: bool) -> None:
    """A KPU receives its children, certifies, and hands over unless it is the last."""
    contest_id = site.plan.contest
    below = _BELOW[level_of(body.area)]
    children = [child for child in site.plan.bodies(below) if body == NATIONAL or child.area.startswith(body.area)]
    with site.open_desk(body, [*site.superiors(body), *children]) as desk:
        arrivals = [(f"recap/{contest_id}", _arrival(site, desk, child)) for child in children]
        opened = ("plenary/1", PlenaryOpened(body.area, (contest_id,)))
        _log(desk, site.operator(body), *arrivals, opened)
        state = desk.state()
        declared = state.election.contests[contest_id]
        _certify(site, desk, body, declared, child_parts(state, declared, desk.children(contest_id)))
        if is_final:
            _log(desk, site.operator(body), ("plenary/1", PlenaryClosed()))
        else:
            _close_and_hand_over(site, desk, body)
        desk.publish(site.log_key(body))


def _arrival(site: _Site, desk: Desk, child: Body) -> ChildReceived:
    """The child's handover as its published book shows it."""
    origin, contest_id = site.plan.origin(child), site.plan.contest
    _, index, leaf = desk.children(contest_id)[child.area].handed_over[-1]
    return ChildReceived(origin, "-", child.area, index, leaf, desk.note_of(origin))


def _certify(site: _Site, desk: Desk, body: Body, contest: DeclaredContest, parts: list[RecapitulationPart]) -> None:
    """Log the parts, have the quorum sign the D.Hasil, log the certificate."""
    stream = f"recap/{contest.contest.id}"
    leaves = _log(desk, site.operator(body), *((stream, part) for part in parts))
    data = dhasil(desk.state(), contest, zip(leaves, parts, strict=True))
    subject = f"{body.area}/{contest.contest.id}"
    statement = signed(data, subject, site.officials(body), desk.election(), CLAIMED_TIME)
    _log(desk, site.operator(body), (stream, RecapitulationCertified(statement)))


def _close_and_hand_over(site: _Site, desk: Desk, body: Body) -> None:
    stream = f"recap/{site.plan.contest}"
    certificate = desk.state().recaps[site.plan.contest].in_force
    if certificate is None:
        raise LookupError(body.id)
    to = site.superiors(body)[-1].id
    closed = ("plenary/1", PlenaryClosed())
    _log(desk, site.operator(body), closed, (stream, RecapitulationHandedOver(certificate.leaf, to)))
