"""The election and its contests: declared once, amended by the roots.

- The declaration proves possession of the root keys (R407); a contest is declared once, in the root book of KPU's line
  (R203, R206), does not contradict itself, and meets no other of its kind (R207).
- An amendment is signed by the quorum of roots in force until then, and counts from the entry after it.
- A line amends its own roots and quorums, KPU's line the name and the contests as well; the other line says nothing of
  them (R203).
- A root key that is not named again is revoked; a new one proves itself (R407) and was never used before (R406).
- A contest's amendment cites its declaration (R205), leaves a contest that meets no other of its
  kind (R207), and withdraws options that it has (R203).
"""

from collections.abc import Iterable

from msgspec.structs import replace

from domain.areas import NATION
from domain.authority import Appointed, Authority, Revoked, quorums_of, root_quorum_findings
from domain.bodies import BodyKind, body_of_origin
from domain.contests import refuse_overlap
from domain.election import contest_of
from domain.errors import RekapError, reason_of
from domain.events import ContestAmended, ContestDeclared, ElectionAmended, Entry, Line
from domain.findings import Finding, broken
from domain.grants import Grants, twice
from domain.statements import ElectionAmendment, Possession, Role, Statement
from domain.types import ZERO_HASH, Hash, PublicKey


def root_findings(lines: Iterable[Line | None], possessions: tuple[Statement[Possession], ...]) -> tuple[Finding, ...]:
    """Every root key must speak for itself and its line's body, inside the declaration (R407)."""
    proven = _proven(possessions, ZERO_HASH)
    roots = [(body_of_origin(line.origin), key) for line in lines if line is not None for key in line.roots]
    unproven = [key for body, key in roots if body is None or (body.id, key) not in proven]
    return tuple(broken("R407", key=key.hex()) for key in unproven)


def declare_contest(
    grants: Grants, authority: Authority, entry: Entry, declared: ContestDeclared
) -> tuple[Finding, ...]:
    """Declare a contest."""
    if not _leads(authority):
        return (broken("R203", field="stream", value=entry.stream),)
    if entry.subject in grants.contests:
        return (broken("R206", subject=entry.subject),)
    try:
        refuse_overlap(_held(grants), entry.subject, contest_of(entry.subject, declared).areas)
    except RekapError as error:
        return (broken("R207", reason=reason_of(error)),)
    grants.contests[entry.subject] = (entry.hash, declared)
    return ()


def _held(grants: Grants) -> Iterable[tuple[str, tuple[str, ...]]]:
    return ((name, event.areas) for name, (_, event) in grants.contests.items())


def amend_election(
    grants: Grants, authority: Authority, index: int, entry: Entry, event: ElectionAmended, limit: int
) -> tuple[Finding, ...]:
    """Replace what the declaration says of this line, from the next entry on; `authority` is changed."""
    statement = event.amendment
    findings = _place_findings(authority, entry, statement.subject, authority.body.id, statement.election)
    findings = findings or root_quorum_findings(authority, statement, limit)
    findings = findings or _line_findings(authority, statement.data)
    if findings:
        return findings
    before = {key for key, each in authority.keys.items() if each.role is Role.ROOT and key not in authority.revoked}
    proven = _proven(event.possessions, entry.election)
    found = []
    for person, key in enumerate(statement.data.roots, start=1):
        if key in before:
            continue
        if (authority.body.id, key) not in proven:
            found.append(broken("R407", key=key.hex()))
        elif key in grants.used:
            found.append(twice(grants, key, (Role.ROOT, authority.body.id, person)))
    if found:
        return tuple(found)
    _take_over(grants, authority, index, entry, statement.data, before)
    return ()


def amend_contest(
    grants: Grants, authority: Authority, entry: Entry, event: ContestAmended, limit: int
) -> tuple[Finding, ...]:
    """Replace a contest's areas and say which of its options are withdrawn."""
    statement = event.amendment
    findings = _place_findings(authority, entry, statement.subject, entry.subject, statement.election)
    findings = findings or root_quorum_findings(authority, statement, limit)
    if findings:
        return findings
    if not _leads(authority):
        return (broken("R203", field="stream", value=entry.stream),)
    leaf, declared = grants.contests.get(entry.subject, (None, None))
    if declared is None or leaf is None or statement.data.declared != leaf:
        return (broken("R205", cited=statement.data.declared.hex()),)
    amended = replace(declared, areas=statement.data.areas)
    try:
        contest = contest_of(entry.subject, amended)
        refuse_overlap(_held(grants), entry.subject, contest.areas)
    except RekapError as error:
        return (broken("R207", reason=reason_of(error)),)
    options = {(option.no, option.parent) for option in contest.options}
    unknown = [each.no for each in statement.data.withdrawn if (each.no, each.parent) not in options]
    if unknown:
        return (broken("R203", field="withdrawn", value=unknown[0]),)
    grants.contests[entry.subject] = (leaf, amended)
    grants.withdrawn[entry.subject] = statement.data.withdrawn
    return ()


def _place_findings(
    authority: Authority, entry: Entry, subject: str, wanted: str, election: Hash
) -> tuple[Finding, ...]:
    if not authority.is_root:
        return (broken("R203", field="stream", value=entry.stream),)
    if subject != wanted or election != entry.election:
        return (broken("R203", field="subject", value=subject),)
    return ()


def _line_findings(authority: Authority, data: ElectionAmendment) -> tuple[Finding, ...]:
    """What an amendment may say of its line."""
    if bool(data.name.strip()) is not _leads(authority):
        return (broken("R203", field="name", value=data.name),)
    if not 1 <= data.quorum <= len(set(data.roots)) or len(set(data.roots)) < len(data.roots):
        return (broken("R207", reason="quorum"),)
    return ()


def _take_over(
    grants: Grants, authority: Authority, index: int, entry: Entry, data: ElectionAmendment, before: set[PublicKey]
) -> None:
    body = authority.body
    for key in before.difference(data.roots):
        authority.revoked[key] = Revoked(index + 1)
    for person, key in enumerate(data.roots, start=1):
        since = authority.keys[key].index if key in before else index
        authority.keys[key] = Appointed(key, body.id, body.area, person, Role.ROOT, since)
        grants.used.setdefault(key, (Role.ROOT, body.id, person, entry.book, index, entry.stream))
    authority.root_quorum = data.quorum
    authority.amend(index + 1, quorums_of(data.quorums))
    grants.amendments.append(data)


def _proven(possessions: Iterable[Statement[Possession]], election: Hash) -> set[tuple[str, PublicKey]]:
    """The root keys that speak for themselves, each with the body it speaks for."""
    return {
        (proof.subject, proof.signers[0])
        for proof in possessions
        if len(proof.signers) == 1
        and proof.election == election
        and (proof.data.role, proof.data.area) == (Role.ROOT, NATION)
    }


def _leads(authority: Authority) -> bool:
    """Whether this is the root book of KPU's line, which speaks for the whole election."""
    return authority.is_root and authority.body.kind is BodyKind.KPU
