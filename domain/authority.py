"""Which keys count, for what, and from where on.

- A key counts in a book if it was appointed in the superior's book below the size of the last note seen; in a line's
  root book, from its lower index there.  No clock decides anything.
- One key is one person in one role with one use across the election; a second appointment is void, and a finding at
  both places (R406).
- A revoked key counts in a book below its cut there, and in the ranges affirmed since; elsewhere not at all (R409).
- A quorum counts distinct persons of one body or TPS: its ketua and the profile's number of anggota (R405).
- Root keys sign the election, its contests, their amendments, what is said of the root body's own officials and the
  root book's opening; every other entry is signed by an operator of the book's body (R402 not appointed, R403 wrong
  role, R404 wrong area).
- Amended quorums count from where a book knows of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from domain.areas import contains
from domain.bodies import Body
from domain.events import (
    BookOpened,
    ContestAmended,
    ContestDeclared,
    ElectionAmended,
    ElectionDeclared,
    EntriesAffirmed,
    Entry,
    Event,
    OfficialAppointed,
    OfficialRevoked,
    Quorum,
)
from domain.findings import Finding, broken
from domain.statements import STATION_ROLES, Role, Statement, StatementData
from domain.types import PublicKey, Record

_OFFICIALS: Final = (Role.KETUA, Role.ANGGOTA, Role.OPERATOR)
FROM_THE_START: Final = -1
"""The index of a key that the election's declaration itself names."""


class Appointed(Record, frozen=True):
    """A key as appointed by entry `index` of the superior's book (of the own book, in a line's root book)."""

    key: PublicKey
    body: str
    area: str
    person: int
    role: Role
    index: int


class Revoked(Record, frozen=True):
    """Where in one book a revoked key still counts: below `cut`, and in the ranges (begin, end) affirmed since."""

    cut: int
    affirmed: tuple[tuple[int, int], ...] = ()

    def counts_at(self, index: int) -> bool:
        """Whether what the key signed in entry `index` counts."""
        return index < self.cut or any(begin <= index < end for begin, end in self.affirmed)


@dataclass(slots=True)
class Authority:
    """What signatures in one book are judged by.

    `keys` holds every key ever appointed for this book; `limit` decides which of them count at the entry being judged,
    `revoked` which of those no longer do.  `index` is the entry being judged (`limit_at` sets it).  `amended` are the
    changed quorums, each with the index from which this book knows of them.  In a line's root book `keys` grows while
    the book is read.
    """

    body: Body
    origin: str
    superior: str | None
    root_quorum: int
    quorums: Mapping[str, int]
    keys: dict[PublicKey, Appointed] = field(default_factory=dict)
    steps: dict[int, int] = field(default_factory=dict)
    revoked: dict[PublicKey, Revoked] = field(default_factory=dict)
    amended: list[tuple[int, Mapping[str, int]]] = field(default_factory=list)
    index: int = 0

    is_root: bool = field(init=False)
    """Whether this is a line's root book."""

    _body_id: str = field(init=False)

    def __post_init__(self) -> None:
        """What is asked at every entry is worked out once."""
        self.is_root = self.superior is None
        self._body_id = self.body.id

    def is_own(self, appointed: Appointed) -> bool:
        """Whether an appointment is one of this book's body."""
        return appointed.body == self._body_id

    def limit_at(self, index: int, limit: int) -> int:
        """The limit at entry `index`, given the limit before it: keys appointed below it count."""
        self.index = index
        return index if self.is_root else self.steps.get(index, limit)

    def counting(self, key: PublicKey, limit: int) -> Appointed | None:
        """The appointment of `key`, if it counts under `limit` (whether it was revoked is another question)."""
        appointed = self.keys.get(key)
        return appointed if appointed is not None and appointed.index < limit else None

    def revoked_here(self, key: PublicKey) -> Finding | None:
        """R409 if `key` was revoked and does not count at the entry being judged."""
        revoked = self.revoked.get(key)
        if revoked is None or revoked.counts_at(self.index):
            return None
        return broken("R409", key=key.hex(), cut=revoked.cut)

    def quorum_of(self, kind: str) -> int:
        """How many anggota sign beside the ketua in bodies of this kind, at the entry being judged."""
        if not self.amended:
            return self.quorums.get(kind, 0)
        return self.quorums_known(self.index).get(kind, 0)

    def quorums_known(self, index: int) -> Mapping[str, int]:
        """The quorums of all kinds of bodies that are in force at entry `index`."""
        return next((quorums for since, quorums in reversed(self.amended) if since <= index), self.quorums)

    def amend(self, since: int, changed: Mapping[str, int]) -> None:
        """Let `changed` quorums count from entry `since` on; kinds that are not named keep theirs."""
        self.amended.append((since, {**self.quorums_known(since), **changed}))


def quorums_of(quorums: Iterable[Quorum]) -> dict[str, int]:
    """Anggota per kind of body."""
    return {quorum.body: quorum.anggota for quorum in quorums}


def signer_findings(authority: Authority, entry: Entry, limit: int) -> tuple[Finding, ...]:
    """Empty if the entry's signer may log it here; else why not (R402, R403, R404)."""
    appointed = authority.counting(entry.signer, limit)
    if appointed is None:
        return (broken("R402", key=entry.signer.hex()),)
    revoked = authority.revoked_here(entry.signer) if authority.revoked else None
    if revoked is not None:
        return (revoked,)
    wanted = role_wanted(authority, entry.data, entry.subject)
    if appointed.role is not wanted:
        return (broken("R403", key=entry.signer.hex(), role=str(appointed.role), wanted=str(wanted)),)
    if not authority.is_own(appointed):
        return (broken("R404", key=entry.signer.hex(), area=appointed.area, wanted=authority.body.area),)
    return ()


def role_wanted(authority: Authority, event: Event, subject: str) -> Role:
    """The role of the key that logs `event` in the stream about `subject`."""
    match event if authority.is_root else None:
        case ElectionDeclared() | ElectionAmended() | ContestDeclared() | ContestAmended() | BookOpened():
            return Role.ROOT
        case OfficialAppointed() | OfficialRevoked() | EntriesAffirmed() if subject == authority.body.id:
            return Role.ROOT
        case _:
            return Role.OPERATOR


def appointers_findings(
    authority: Authority, entry: Entry, subject: str, statement: Statement[StatementData], limit: int
) -> tuple[Finding, ...]:
    """Whether the statement is about `subject` and signed by those who appoint in this book."""
    if statement.subject != subject or statement.election != entry.election:
        return (broken("R203", field="subject", value=statement.subject),)
    if authority.is_root:
        return root_quorum_findings(authority, statement, limit)
    return body_quorum_findings(authority, statement, limit)


def body_quorum_findings(authority: Authority, statement: Statement[StatementData], limit: int) -> tuple[Finding, ...]:
    """Empty if the book's own body signed with its quorum; else R402, R403, R404 per signer, and R405."""
    need = authority.quorum_of(authority.body.kind)
    return _quorum_findings(authority, statement, authority.body.area, limit, (Role.KETUA, Role.ANGGOTA), need)


def station_quorum_findings(
    authority: Authority, statement: Statement[StatementData], tps: str, limit: int
) -> tuple[Finding, ...]:
    """Empty if the KPPS of `tps` signed with its quorum; else R402, R403, R404 per signer, and R405."""
    need = authority.quorum_of("kpps")
    return _quorum_findings(authority, statement, tps, limit, STATION_ROLES, need)


def official_pair_findings(
    authority: Authority, statement: Statement[StatementData], limit: int
) -> tuple[Finding, ...]:
    """Empty if two distinct officials of the book's body signed (a transcription from paper)."""
    findings, counting = _signers(authority, statement, authority.body.area, limit, _OFFICIALS)
    return _enough(findings, have=len({signer.person for signer in counting}), need=2)


def single_official_findings(
    authority: Authority, statement: Statement[StatementData], limit: int, roles: tuple[Role, ...]
) -> tuple[Finding, ...]:
    """Empty if an official of the book's body in one of these roles signed, and nobody else."""
    findings, counting = _signers(authority, statement, authority.body.area, limit, roles)
    return _enough(findings, have=len({signer.person for signer in counting}), need=1)


def root_quorum_findings(authority: Authority, statement: Statement[StatementData], limit: int) -> tuple[Finding, ...]:
    """Empty if as many distinct root persons signed as the declaration demands."""
    findings, counting = _signers(authority, statement, authority.body.area, limit, (Role.ROOT,))
    return _enough(findings, have=len({signer.person for signer in counting}), need=authority.root_quorum)


def _quorum_findings(
    authority: Authority,
    statement: Statement[StatementData],
    area: str,
    limit: int,
    roles: tuple[Role, Role],
    need: int,
) -> tuple[Finding, ...]:
    findings, counting = _signers(authority, statement, area, limit, roles)
    ketua, anggota = set[int](), set[int]()
    for signer in counting:
        (ketua if signer.role is roles[0] else anggota).add(signer.person)
    if not ketua:
        return (*findings, broken("R405", have=len(anggota), need=need + 1, ketua=0))
    return _enough(findings, have=1 + len(anggota - ketua), need=need + 1)


def _signers(
    authority: Authority, statement: Statement[StatementData], area: str, limit: int, roles: tuple[Role, ...]
) -> tuple[list[Finding], list[Appointed]]:
    """Those of `area` in one of these roles who signed with a key that counts; a finding for every other signer."""
    findings: list[Finding] = []
    counting: list[Appointed] = []
    keys = authority.keys
    for key in statement.signers:
        appointed = keys.get(key)
        if appointed is None or appointed.index >= limit:
            findings.append(broken("R402", key=key.hex()))
        elif appointed.role not in roles:
            findings.append(broken("R403", key=key.hex(), role=str(appointed.role), wanted=str(roles[-1])))
        elif appointed.area != area:
            findings.append(broken("R404", key=key.hex(), area=appointed.area, wanted=area))
        elif authority.revoked and (revoked := authority.revoked_here(key)) is not None:
            findings.append(revoked)
        else:
            counting.append(appointed)
    return findings, counting


def _enough(findings: list[Finding], *, have: int, need: int) -> tuple[Finding, ...]:
    if have < need:
        findings.append(broken("R405", have=have, need=need, ketua=1))
    return tuple(findings) if findings else ()


def area_findings(authority: Authority, area: str) -> tuple[Finding, ...]:
    """Empty if `area` lies within the area of the book's body (R404)."""
    if contains(authority.body.area, area):
        return ()
    return (broken("R404", key="", area=area, wanted=authority.body.area),)
