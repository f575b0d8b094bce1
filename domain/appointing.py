"""Authority as a fold: what one book grants to the bodies and stations below it.

- Only an entry whose own signer counts grants anything.
- An appointment is signed by the quorum of the book's own body; in a line's root book, by the quorum of the roots.
- A body is authorised, and its officials appointed, by the body directly above it in the same line (R404).
- An official proves that he holds his key (R407); a KPPS proves it with its C.Hasil.
- The declaration proves possession of the root keys; a contest is declared once.
- A TPS is registered, and its keys issued, in the region of its own desa, by the KPU above its kecamatan.
- An election is declared once, at the start of the root book, and contests nowhere else (R203, R206).
- An area has one book (R206).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter

from domain.areas import NATION, AreaLevel, is_area, is_tps_of, level_of, parent
from domain.authority import (
    Appointed,
    Authority,
    body_quorum_findings,
    root_quorum_findings,
    signer_findings,
)
from domain.bodies import Body, BodyKind, body_of_origin, parse_body
from domain.events import (
    AuthoritySeen,
    BodyAuthorized,
    BookOpened,
    ContestDeclared,
    ElectionDeclared,
    Entry,
    Event,
    Line,
    OfficialAppointed,
    RegionRegistered,
    Station,
    StationKeysIssued,
)
from domain.findings import Finding, broken
from domain.statements import Appointment, KeyGrant, LogGrant, Possession, Role, Statement
from domain.types import ZERO_HASH, Hash, PublicKey

AUTHORITY_EVENTS: frozenset[type[Event]] = frozenset(
    (
        ElectionDeclared,
        ContestDeclared,
        BookOpened,
        AuthoritySeen,
        BodyAuthorized,
        OfficialAppointed,
        RegionRegistered,
        StationKeysIssued,
    )
)
"""The entries this fold judges; every other entry is judged by `domain.replaying`."""

Use = tuple[str, str, int, str, int, str]
"""What a key is for: role (or `log`), body, TPS or book, and person; and the book, index and stream that say so."""

_GRANT_FIELDS = attrgetter("area", "key", "person", "role")
_OFFICIAL_ROLES = frozenset({Role.OPERATOR, Role.KETUA, Role.ANGGOTA})
_STATION_ROLES = frozenset({Role.KPPS_KETUA, Role.KPPS_ANGGOTA})


@dataclass(frozen=True, slots=True)
class AuthorizedBook:
    """A book that entry `index` of its superior's book opens for `body`."""

    body: Body
    log: LogGrant
    index: int


@dataclass(slots=True)
class Grants:
    """What a book has granted so far; folding entries in the order of the book adds to it."""

    contests: dict[str, tuple[Hash, ContestDeclared]] = field(default_factory=dict)
    books: list[AuthorizedBook] = field(default_factory=list)
    officials: dict[str, list[Appointed]] = field(default_factory=dict)
    stations: list[Appointed] = field(default_factory=list)
    registered: dict[str, int] = field(default_factory=dict)
    used: dict[PublicKey, Use] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def fold_authority(authority: Authority, entries: Iterable[tuple[int, Entry]], used: dict[PublicKey, Use]) -> Grants:
    """What the book of `authority` grants with these of its entries, each with its index, in order.

    `used` says of every key already granted anywhere for what; it is added to.
    """
    grants = Grants(used=used)
    limit = 0
    for index, entry in entries:
        limit = authority.limit_at(index, limit)
        findings = signer_findings(authority, entry, limit) or _fold(grants, authority, index, entry, limit)
        grants.findings += [finding.at(book=entry.book, index=index, stream=entry.stream) for finding in findings]
    return grants


def _fold(grants: Grants, authority: Authority, index: int, entry: Entry, limit: int) -> tuple[Finding, ...]:
    """Add what `entry` grants, unless something speaks against it."""
    match entry.data:
        case ElectionDeclared(kpu=kpu, bawaslu=bawaslu, possessions=possessions):
            is_first = index == 0 and authority.is_root and authority.body.kind is BodyKind.KPU
            return _root_findings((kpu, bawaslu), possessions) if is_first else (broken("R206", subject="election"),)
        case ContestDeclared():
            return _declare(grants, authority, entry, entry.data)
        case BodyAuthorized(appointment):
            findings = _appointment_findings(authority, entry, appointment, limit)
            return findings or _authorize(grants, authority, index, entry, appointment.data)
        case OfficialAppointed(appointment) | StationKeysIssued(appointment) if appointment.data.log is not None:
            return (broken("R203", field="log", value=appointment.data.log.origin),)
        case OfficialAppointed(appointment, possessions):
            findings = _appointment_findings(authority, entry, appointment, limit)
            return findings or _appoint(grants, authority, index, entry, appointment.data.keys, possessions)
        case StationKeysIssued(appointment):
            findings = _appointment_findings(authority, entry, appointment, limit)
            return findings or _issue(grants, authority, index, entry, appointment.data.keys)
        case RegionRegistered(stations):
            findings = _region_findings(authority, entry, (station.tps for station in stations))
            return findings or _register(grants, index, stations)
        case _:
            return ()


def _root_findings(lines: Iterable[Line | None], possessions: tuple[Statement[Possession], ...]) -> tuple[Finding, ...]:
    """Every root key must speak for itself and its line's body, inside the declaration (R407)."""
    proven = {
        (proof.subject, proof.signers[0])
        for proof in possessions
        if len(proof.signers) == 1
        and proof.election == ZERO_HASH
        and (proof.data.role, proof.data.area) == (Role.ROOT, NATION)
    }
    roots = [(body_of_origin(line.origin), key) for line in lines if line is not None for key in line.roots]
    unproven = [key for body, key in roots if body is None or (body.id, key) not in proven]
    return tuple(broken("R407", key=key.hex()) for key in unproven)


def _declare(grants: Grants, authority: Authority, entry: Entry, declared: ContestDeclared) -> tuple[Finding, ...]:
    if not authority.is_root or authority.body.kind is not BodyKind.KPU:
        return (broken("R203", field="stream", value=entry.stream),)
    if entry.subject in grants.contests:
        return (broken("R206", subject=entry.subject),)
    grants.contests[entry.subject] = (entry.hash, declared)
    return ()


def _register(grants: Grants, index: int, stations: tuple[Station, ...]) -> tuple[Finding, ...]:
    twice = []
    for station in stations:
        if station.tps in grants.registered:
            twice.append(station.tps)
        grants.registered.setdefault(station.tps, index)
    return tuple(broken("R206", subject=tps) for tps in twice)


def _appointment_findings(
    authority: Authority, entry: Entry, appointment: Statement[Appointment], limit: int
) -> tuple[Finding, ...]:
    """Whether the statement is about the stream's subject and signed by those who may appoint."""
    subject = f"kpps-{entry.subject}" if isinstance(entry.data, StationKeysIssued) else entry.subject
    if appointment.subject != subject or appointment.election != entry.election:
        return (broken("R203", field="subject", value=appointment.subject),)
    if authority.is_root:
        return root_quorum_findings(authority, appointment, limit)
    return body_quorum_findings(authority, appointment, limit)


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
        return (_twice(grants, granted.log.key, ("log", granted.log.origin, 0)),)
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
        if grant.role not in _OFFICIAL_ROLES:
            findings.append(broken("R403", key=grant.key.hex(), role=str(grant.role), wanted=str(Role.ANGGOTA)))
        elif grant.area != body.area:
            findings.append(broken("R404", key=grant.key.hex(), area=grant.area, wanted=body.area))
        elif not _proves(proofs.get(grant.key), grant, entry):
            findings.append(broken("R407", key=grant.key.hex()))
        elif grant.key in grants.used:
            findings.append(_twice(grants, grant.key, (grant.role, body.id, grant.person)))
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
        if role not in _STATION_ROLES:
            findings.append(broken("R403", key=key.hex(), role=str(role), wanted=str(Role.KPPS_ANGGOTA)))
        elif key in used:
            findings.append(_twice(grants, key, (role, area, person)))
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


def _twice(grants: Grants, key: PublicKey, use: tuple[str, str, int]) -> Finding:
    """R406 for the grant at hand; and at the earlier one too, for which of the two is right nobody can say."""
    first = grants.used[key]
    earlier = broken("R406", key=key.hex(), use=" ".join(map(str, use)))
    grants.findings.append(earlier.at(book=first[3], index=first[4], stream=first[5]))
    return broken("R406", key=key.hex(), use=use_text(first))


def use_text(use: Use) -> str:
    """What a key is for, in the words of the format."""
    return " ".join(map(str, use[:3]))
