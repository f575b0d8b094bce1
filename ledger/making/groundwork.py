"""The groundwork of a planned election: declaration, bodies from the nation down, TPS and the keys of their KPPS.

- A body is authorised by the one above it, by that one's quorum; in the root book, by the quorum of the roots.
- Every book opens under the published checkpoint of its superior.
- A PPLN gets its book and its TPS from KPU itself, which issues the keys of their KPPS by the quorum of the roots.
- A contest is declared with the areas, levels, options and rows of the plan.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from domain.areas import AreaLevel, ancestor
from domain.bodies import Body
from domain.events import (
    BodyAuthorized,
    BookOpened,
    Event,
    OfficialAppointed,
    RegionRegistered,
    Station,
    StationKeysIssued,
)
from domain.statements import Appointment, KeyGrant, Role
from domain.types import ZERO_HASH, Hash
from ledger.acts import book_of, officials, possession, signed
from ledger.desk import TRUST_FILE, Desk
from ledger.durable import write_file
from ledger.founding import declaration, declaration_of
from ledger.making.plan import NATIONAL, StationResult
from ledger.making.site import CLAIMED_TIME, KPPS, OFFICIALS, ROOT_QUORUM, ROOTS, Site, log_acts
from ledger.note import VerifierKey
from ledger.signing import SigningKey
from ledger.trust import Trust

STATIONS_PER_ISSUE: Final = 150
"""TPS per StationKeysIssued: three keys each fit one entry."""


def declare(site: Site) -> Hash:
    """The root book: election and contests, KPU's officials, the provinces, what is abroad; and the trust file."""
    plan = site.plan
    origin = plan.origin(NATIONAL)
    roots = [site.key(Role.ROOT, NATIONAL.id, person) for person in ROOTS]
    log = site.log_key(NATIONAL)
    possessions = tuple(
        possession(key, NATIONAL, person, Role.ROOT, ZERO_HASH, CLAIMED_TIME)
        for key, person in zip(roots, ROOTS, strict=True)
    )
    declared = declaration(
        possessions,
        origin=origin,
        log=log.public,
        kind=plan.kind,
        name=plan.name,
        profile_name=plan.profile,
        root_quorum=ROOT_QUORUM,
    )
    with site.create_desk(NATIONAL) as desk:
        (election,) = log_acts(desk, roots[0], ("election", declared))
        trust = Trust(VerifierKey.of(origin, log.public), election)
        write_file(site.out / TRUST_FILE, trust.text.encode(), desk.folder)
        desk.write_trust(trust)
        contests = [(f"contest/{contest.id}", declaration_of(contest)) for contest in plan.contests]
        log_acts(desk, roots[0], ("book", BookOpened(None, None)), *contests)
        log_acts(desk, roots[0], _appointment(site, NATIONAL, election, site.roots()))
        _authorize(site, desk, NATIONAL, election)
        desk.publish(log)
    return election


def authorize_level(site: Site, election: Hash, level: AreaLevel) -> None:
    """The books of the bodies at `level`: opened, with the bodies below authorised, and the TPS in a kabupaten."""
    for body in site.bodies(level):
        with site.create_desk(body) as desk:
            superiors = site.superiors(body)
            desk.known = site.inspect(superiors, election)
            open_book(site, desk, body)
            _authorize(site, desk, body, election)
            desk.publish(site.log_key(body))


def open_book(site: Site, desk: Desk, body: Body) -> None:
    """Open a body's book under the published checkpoint of the body above."""
    note = desk.note_of(site.plan.origin(site.superiors(body)[-1]))
    log_acts(desk, site.operator(body), ("book", BookOpened(note, None)))


def _authorize(site: Site, desk: Desk, body: Body, election: Hash) -> None:
    """A book and officials for each child, and the TPS of those that count them, by the body's quorum or the roots'."""
    signers = site.roots() if body == NATIONAL else site.officials(body)
    acts: list[tuple[str, Event]] = []
    children = site.children(body)
    for child in children:
        grant = book_of(site.plan.origin(child), site.log_key(child).public)
        authorized = BodyAuthorized(signed(grant, child.id, signers, election, CLAIMED_TIME))
        acts += [(f"body/{child.id}", authorized), _appointment(site, child, election, signers)]
    for child in children:
        if child.recapitulates_tps:
            acts += _regions(site, child, election, signers)
    if acts:
        log_acts(desk, site.operator(body), *acts)


def _appointment(site: Site, body: Body, election: Hash, signers: list[SigningKey]) -> tuple[str, OfficialAppointed]:
    seats = [(site.key(role, body.id, person), role, person) for role, person in OFFICIALS]
    grant = officials(body, [(key.public, role, person) for key, role, person in seats])
    proofs = tuple(possession(key, body, person, role, election, CLAIMED_TIME) for key, role, person in seats)
    return f"body/{body.id}", OfficialAppointed(signed(grant, body.id, signers, election, CLAIMED_TIME), proofs)


def _regions(site: Site, child: Body, election: Hash, signers: list[SigningKey]) -> Iterator[tuple[str, Event]]:
    """The TPS of every desa of a PPK or PPLN, with their DPT and the keys of their KPPS."""
    by_desa: dict[str, list[StationResult]] = {}
    for result in site.stations(child):
        by_desa.setdefault(ancestor(result.tps, AreaLevel.DESA) or "", []).append(result)
    for desa, results in sorted(by_desa.items()):
        stations = tuple([Station(result.dpt, result.tps) for result in results])
        yield f"region/{desa}", RegionRegistered(stations)
        for start in range(0, len(results), STATIONS_PER_ISSUE):
            grants = _station_grants(site, results[start : start + STATIONS_PER_ISSUE])
            statement = signed(Appointment(grants, None), f"kpps-{desa}", signers, election, CLAIMED_TIME)
            yield f"region/{desa}", StationKeysIssued(statement)


def _station_grants(site: Site, results: Iterable[StationResult]) -> tuple[KeyGrant, ...]:
    return tuple(
        KeyGrant(result.tps, site.key(role, result.tps, person).public, person, role)
        for result in results
        for role, person in KPPS
    )
