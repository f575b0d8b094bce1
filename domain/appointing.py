"""Authority as a fold: what one book grants to the bodies and stations below it.

- Only an entry whose own signer counts grants anything.
- An appointment is signed by the quorum of the book's own body; in a line's root book, by the quorum of the roots.
- A body is authorised, and its officials appointed, by the body directly above it in the same line (R404).
- An official proves that he holds his key (R407); a KPPS proves it with its C.Hasil.
- A TPS is registered, and its keys issued, in the region of its own desa, by the KPU above its kecamatan.
- An election is declared once, at the start of the root book, and contests nowhere else (R203, R206).
- An area has one book (R206).

What is taken back is in `domain.revoking`, what the roots declare and amend in `domain.amending`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter

from domain.amending import amend_contest, amend_election, declare_contest, root_findings
from domain.areas import AreaLevel, is_area, is_tps_of, level_of, parent
from domain.authority import Appointed, Authority, appointers_findings, signer_findings
from domain.bodies import BAWASLU_LINE, BodyKind, body_of_origin, parse_body
from domain.events import (
    AttemptRefused,
    AuthoritySeen,
    BodyAuthorized,
    BookOpened,
    CheckpointAcknowledged,
    ContestAmended,
    ContestDeclared,
    ElectionAmended,
    ElectionDeclared,
    EntriesAffirmed,
    Entry,
    Event,
    OfficialAppointed,
    OfficialRevoked,
    RegionRegistered,
    Station,
    StationKeysIssued,
)
from domain.findings import Finding, broken
from domain.grants import AuthorizedBook, Grants, Use, twice
from domain.revoking import affirm, revoke
from domain.statements import (
    STATION_ROLES,
    Affirmation,
    Appointment,
    KeyGrant,
    Possession,
    Revocation,
    Role,
    Statement,
)
from domain.types import PublicKey

AUTHORITY_EVENTS: frozenset[type[Event]] = frozenset(
    (
        ElectionDeclared,
        ElectionAmended,
        ContestDeclared,
        ContestAmended,
        BookOpened,
        AuthoritySeen,
        CheckpointAcknowledged,
        AttemptRefused,
        BodyAuthorized,
        OfficialAppointed,
        OfficialRevoked,
        EntriesAffirmed,
        RegionRegistered,
        StationKeysIssued,
    )
)
"""The entries this fold judges; every other entry is judged by `domain.replaying`."""

_GRANT_FIELDS = attrgetter("area", "key", "person", "role")
_OFFICIAL_ROLES = frozenset({Role.OPERATOR, Role.KETUA, Role.ANGGOTA})
_BAWASLU_ROLES = _OFFICIAL_ROLES | {Role.PANWASLU}


def fold_authority(authority: Authority, entries: Iterable[tuple[int, Entry]], used: dict[PublicKey, Use]) -> Grants:
    """What the book of `authority` grants with these of its entries, each with its index, in order.

    `used` says of every key already granted anywhere for what; it is added to.
    """
    found = list(entries)
    if authority.is_root and any(_is_of_own_officials(authority, entry) for _, entry in found):
        # A cut lies before the entry that makes it.  Only root keys take back keys of the root body, so what they
        # say does not hang on any of those: reading the book once for them and once for everything is enough.
        rehearsed = replace(authority, keys=dict(authority.keys), revoked={}, amended=[])
        rehearsal = _fold_all(rehearsed, found, dict(used))
        own = {each.key for each in rehearsal.officials.get(authority.body.id, ())}
        authority.revoked = rehearsal.revoked_in(authority.origin, own)
    return _fold_all(authority, found, used)


def _is_of_own_officials(authority: Authority, entry: Entry) -> bool:
    return isinstance(entry.data, OfficialRevoked) and entry.subject == authority.body.id


def _fold_all(authority: Authority, entries: Sequence[tuple[int, Entry]], used: dict[PublicKey, Use]) -> Grants:
    grants = Grants(used=used)
    limit = 0
    for index, entry in entries:
        limit = authority.limit_at(index, limit)
        findings = signer_findings(authority, entry, limit) or _fold(grants, authority, index, entry, limit)
        grants.findings += [finding.at(book=entry.book, index=index, stream=entry.stream) for finding in findings]
    return grants


def _fold(grants: Grants, authority: Authority, index: int, entry: Entry, limit: int) -> tuple[Finding, ...]:
    """Add what `entry` grants or takes back, unless something speaks against it."""
    match entry.data:
        case ElectionDeclared(kpu=kpu, bawaslu=bawaslu, possessions=possessions):
            is_first = index == 0 and authority.is_root and authority.body.kind is BodyKind.KPU
            return root_findings((kpu, bawaslu), possessions) if is_first else (broken("R206", subject="election"),)
        case ElectionAmended() as event:
            return amend_election(grants, authority, index, entry, event, limit)
        case ContestDeclared() as event:
            return declare_contest(grants, authority, entry, event)
        case ContestAmended() as event:
            return amend_contest(grants, authority, entry, event, limit)
        case RegionRegistered(stations):
            findings = _region_findings(authority, entry, (station.tps for station in stations))
            return findings or _register(grants, index, stations)
        case _:
            return _fold_signed(grants, authority, index, entry, limit)


def _fold_signed(grants: Grants, authority: Authority, index: int, entry: Entry, limit: int) -> tuple[Finding, ...]:
    """What those who appoint in this book have signed."""
    found = _signed_in(entry)
    if found is None:
        return ()
    subject, statement = found
    log = statement.data.log if isinstance(statement.data, Appointment) else None
    if log is not None and not isinstance(entry.data, BodyAuthorized):
        return (broken("R203", field="log", value=log.origin),)
    findings = appointers_findings(authority, entry, subject, statement, limit)
    if findings:
        return findings
    match entry.data:
        case BodyAuthorized(appointment):
            return _authorize(grants, authority, index, entry, appointment.data)
        case OfficialAppointed(appointment, possessions):
            return _appoint(grants, authority, index, entry, appointment.data.keys, possessions)
        case StationKeysIssued(appointment):
            return _issue(grants, authority, index, entry, appointment.data.keys)
        case OfficialRevoked(revocation):
            return revoke(grants, index, entry, revocation.data)
        case EntriesAffirmed(affirmation):
            return affirm(grants, index, entry, affirmation.data)
        case _:
            return ()


def _signed_in(entry: Entry) -> tuple[str, Statement[Appointment | Revocation | Affirmation]] | None:
    """The statement by which those who appoint grant or take back, and what it must be about."""
    match entry.data:
        case BodyAuthorized(statement) | OfficialAppointed(statement):
            return entry.subject, statement
        case OfficialRevoked(revocation):
            return entry.subject, revocation
        case EntriesAffirmed(affirmation):
            return entry.subject, affirmation
        case StationKeysIssued(statement):
            return f"kpps-{entry.subject}", statement
        case _:
            return None


def _register(grants: Grants, index: int, stations: tuple[Station, ...]) -> tuple[Finding, ...]:
    twice = []
    for station in stations:
        if station.tps in grants.registered:
            twice.append(station.tps)
        grants.registered.setdefault(station.tps, index)
    return tuple(broken("R206", subject=tps) for tps in twice)


def _authorize(
    grants: Grants, authority: Authority, index: int, entry: Entry, granted: Appointment
) -> tuple[Finding, ...]:
    body = parse_body(entry.subject)
    if body is None or not authority.body.is_above(body):
        return (broken("R404", key="", area=entry.subject, wanted=authority.body.area),)
    if granted.log is None or granted.keys or body_of_origin(granted.log.origin) != body:
        return (broken("R203", field="log", value=granted.log.origin if granted.log else ""),)
    if granted.log.origin.split("/")[:2] != authority.origin.split("/")[:2]:
        return (broken("R203", field="log", value=granted.log.origin),)
    if any(book.body.area == body.area for book in grants.books):
        # A second book of one area would count its votes twice.
        return (broken("R206", subject=body.id),)
    if granted.log.key in grants.used:
        return (twice(grants, granted.log.key, ("log", granted.log.origin, 0)),)
    grants.used[granted.log.key] = ("log", granted.log.origin, 0, entry.book, index, entry.stream)
    grants.books.append(AuthorizedBook(body, granted.log, index))
    return ()


def _appoint(
    grants: Grants,
    authority: Authority,
    index: int,
    entry: Entry,
    keys: tuple[KeyGrant, ...],
    possessions: tuple[Statement[Possession], ...],
) -> tuple[Finding, ...]:
    body = parse_body(entry.subject)
    own = authority.is_root and body == authority.body
    if body is None or not (own or authority.body.is_above(body)):
        return (broken("R404", key="", area=entry.subject, wanted=authority.body.area),)
    proofs = {proof.signers[0]: proof for proof in possessions if len(proof.signers) == 1}
    findings: list[Finding] = []
    for grant in keys:
        appointed = Appointed(grant.key, body.id, body.area, grant.person, grant.role, index)
        if grant.role not in (_BAWASLU_ROLES if body.kind in BAWASLU_LINE else _OFFICIAL_ROLES):
            findings.append(broken("R403", key=grant.key.hex(), role=str(grant.role), wanted=str(Role.ANGGOTA)))
        elif grant.area != body.area:
            findings.append(broken("R404", key=grant.key.hex(), area=grant.area, wanted=body.area))
        elif not _proves(proofs.get(grant.key), grant, entry):
            findings.append(broken("R407", key=grant.key.hex()))
        elif grant.key in grants.used:
            findings.append(twice(grants, grant.key, (grant.role, body.id, grant.person)))
        else:
            grants.used[grant.key] = (grant.role, body.id, grant.person, entry.book, index, entry.stream)
            grants.officials.setdefault(body.id, []).append(appointed)
            if own:
                authority.keys[grant.key] = appointed
    return tuple(findings)


def _proves(proof: Statement[Possession] | None, grant: KeyGrant, entry: Entry) -> bool:
    """Whether the key's own statement names the same seat."""
    return (
        proof is not None
        and proof.subject == entry.subject
        and proof.election == entry.election
        and proof.data == Possession(grant.area, grant.person, grant.role)
    )


def _issue(
    grants: Grants, authority: Authority, index: int, entry: Entry, keys: tuple[KeyGrant, ...]
) -> tuple[Finding, ...]:
    findings = list(_region_findings(authority, entry, {grant.area for grant in keys}))
    if findings:
        return tuple(findings)
    body = f"kpps-{entry.subject}"
    used, stations = grants.used, grants.stations
    for area, key, person, role in map(_GRANT_FIELDS, keys):
        if role not in STATION_ROLES:
            findings.append(broken("R403", key=key.hex(), role=str(role), wanted=str(Role.KPPS_ANGGOTA)))
        elif key in used:
            findings.append(twice(grants, key, (role, area, person)))
        else:
            used[key] = (role, area, person, entry.book, index, entry.stream)
            stations.append(Appointed(key, body, area, person, role, index))
    return tuple(findings)


def _region_findings(authority: Authority, entry: Entry, stations: Iterable[str]) -> tuple[Finding, ...]:
    """Empty if the stream's desa lies in the body's area and every station in the desa."""
    desa = entry.subject
    if not is_area(desa) or level_of(desa) is not AreaLevel.DESA:
        return (broken("R203", field="stream", value=entry.stream),)
    outside = sorted(tps for tps in stations if not is_tps_of(desa, tps))
    if outside:
        return (broken("R404", key="", area=outside[0], wanted=desa),)
    if authority.body.kind is not BodyKind.KPU or parent(parent(desa)) != authority.body.area:
        return (broken("R404", key="", area=desa, wanted=authority.body.area),)
    return ()
