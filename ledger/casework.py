"""What a body needs for its next act, made from what its desk knows.

- What speaks against an act can be seen before anybody signs or logs it.
- A draft that is still in force is used again: preparing a D.Hasil a second time logs nothing twice.
- A handover names the body above; where the contest ends, nothing goes up.
- An arrival names the child's last handover as its published book shows it.
- A book opens under, and sees, the note of the book that authorised it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from domain.areas import level_of
from domain.bodies import Body
from domain.bookstate import BookState
from domain.contests import ContestOption, contest, levels_of, parse_contest_id
from domain.election import KINDS, DeclaredContest, Election
from domain.events import (
    AuthoritySeen,
    BookOpened,
    ChildReceived,
    ContestDeclared,
    DeclaredOption,
    ElectionDeclared,
    Explanation,
    Line,
    Quorum,
    RecapitulationHandedOver,
    RecapitulationPart,
    TallyAbsent,
)
from domain.findings import Finding, Level
from domain.profiles import profile, rows_for
from domain.statements import CHasil, DHasil, Form, Possession, Role, Statement
from domain.types import ZERO_HASH, Hash, PublicKey, Signature
from ledger.archive import CHECKPOINT, Archive
from ledger.checkpoint import open_checkpoint
from ledger.desk import ARCHIVE_FOLDER, Act, Desk
from ledger.drafting import child_parts, dhasil, station_parts
from ledger.errors import (
    FinalLevelError,
    FormatError,
    InputMalformedError,
    NotAuthorizedError,
    NotCertifiedError,
    NotHandedOverError,
    PlenaryMissingError,
    RestoredBackupError,
)
from ledger.merkle import Tree
from ledger.mirroring import Mirrored, mirror
from ledger.records import decode_entry, encode_entry, entry_payload
from ledger.signing import SIGNATURE_SIZE
from ledger.tracing import TracedBook
from ledger.viewing import contest_in

STAGING: Final = ".mirroring"
_UNSIGNED: Final = Signature(bytes(SIGNATURE_SIZE))


# ---------------------------------------------------------------- looking ahead


def preview(desk: Desk, act: Act, signer: PublicKey | None = None) -> list[Finding]:
    """What would be found at this act if it were the next entry, signed by `signer` (default: an operator)."""
    own = desk.entries()
    last = next((entry for _, entry in reversed(own) if entry.stream == act.stream), None)
    payload = entry_payload(
        act.event,
        book=desk.origin,
        election=desk.election(),
        prev=last.hash if last else ZERO_HASH,
        seq=last.seq + 1 if last else 1,
        signer=signer or _operator(desk),
        stream=act.stream,
        time=act.time,
    )
    entry = decode_entry(encode_entry(payload, _UNSIGNED)).entry
    index = len(own)
    findings = desk.examine([*own, (index, entry)]).result.findings
    return [finding for finding in findings if finding.book == desk.origin and finding.index == index]


def _operator(desk: Desk) -> PublicKey:
    """The key of an operator of this body; of any official where there is none."""
    keys = sorted(traced(desk).authority.keys.values(), key=lambda key: (key.role is not Role.OPERATOR, key.index))
    return keys[0].key if keys else PublicKey(bytes(32))


def traced(desk: Desk) -> TracedBook:
    """The own book as authority sees it.  Raises `NotAuthorizedError`."""
    book = desk.examine().traced.books.get(desk.origin)
    if book is None:
        raise NotAuthorizedError(origin=desk.origin)
    return book


def galat(findings: Sequence[Finding]) -> list[Finding]:
    """The G findings that lack a reason, and would stop the result from being received."""
    return [finding for finding in findings if finding.code.startswith("G") and finding.level is Level.OPEN]


# ---------------------------------------------------------------- the election


def declaration(
    possessions: Sequence[Statement[Possession]],
    *,
    origin: str,
    log: PublicKey,
    kind: str,
    name: str,
    profile_name: str,
    root_quorum: int,
) -> ElectionDeclared:
    """The declaration whose root keys are those that speak for themselves, in the order of their seats.

    Raises `InputMalformedError` for an unknown kind, a possession that is not a root's, a seat named twice, or a quorum
    out of reach, and `UnknownProfileError`.
    """
    if kind not in KINDS:
        raise InputMalformedError(what="kind", value=_ascii(kind), reason="unknown")
    by_person: dict[int, Statement[Possession]] = {}
    for proof in possessions:
        if proof.data.role is not Role.ROOT or len(proof.signers) != 1 or proof.election != ZERO_HASH:
            raise InputMalformedError(what="possession", value=proof.subject, reason="not_a_root")
        if proof.data.person in by_person:
            raise InputMalformedError(what="possession", value=str(proof.data.person), reason="seat_twice")
        by_person[proof.data.person] = proof
    if not 1 <= root_quorum <= len(by_person):
        raise InputMalformedError(what="quorum", value=str(root_quorum), reason="out_of_reach")
    ordered = tuple(by_person[person] for person in sorted(by_person))
    quorums = tuple(Quorum(anggota, str(body)) for body, anggota in sorted(profile(profile_name).quorums.items()))
    line = Line(log, origin, root_quorum, tuple(proof.signers[0] for proof in ordered))
    return ElectionDeclared(None, kind, line, name, ordered, profile_name, quorums)


def contest_declared(
    election_profile: str, contest_id: str, areas: Sequence[str], options: Sequence[ContestOption]
) -> ContestDeclared:
    """A contest with the rows of the profile's form.  Raises `UnknownContestIdError`, `InvalidDeclarationError`."""
    identity = parse_contest_id(contest_id)
    rows = rows_for(profile(election_profile), options)
    levels = tuple(str(level) for level in levels_of(identity.kind))
    within = tuple(areas) or (identity.area,)
    contest(contest_id, areas=within, levels=levels, options=options, rows=rows)
    declared = tuple(DeclaredOption(option.name, option.no, option.parent) for option in options)
    return ContestDeclared(within, levels, declared, rows)


# ---------------------------------------------------------------- the book


def opening(desk: Desk) -> BookOpened:
    """The opening of the book under its superior's published note.  Raises `NotAuthorizedError`, `BookMissingError`."""
    return BookOpened(desk.note_of(_superior(desk).origin), None)


def seen(desk: Desk) -> AuthoritySeen:
    """The superior's newest note that lies in the archive."""
    return AuthoritySeen(desk.note_of(_superior(desk).origin))


def _superior(desk: Desk) -> TracedBook:
    superior = traced(desk).superior
    if superior is None:
        raise NotAuthorizedError(origin=desk.origin)
    return superior


# ---------------------------------------------------------------- TPS


def c_hasil(
    forms: Sequence[Form],
    *,
    generation: int = 1,
    signed_kpps: int | None = None,
    signed_saksi: int | None = None,
) -> CHasil:
    """A C.Hasil of these forms."""
    return CHasil(tuple(forms), generation, signed_kpps, signed_saksi, ())


def explanations(texts: Sequence[str], contests: Sequence[str]) -> tuple[Explanation, ...]:
    """Reasons written as `CODE:ROW=reason`, or `CODE:ROW@CONTEST=reason` where the form has several contests.

    Raises `InputMalformedError`.
    """
    given = []
    for text in texts:
        place, sign, reason = text.partition("=")
        code, colon, rest = place.partition(":")
        row, _, contest_id = rest.partition("@")
        contest_id = contest_id or (contests[0] if len(contests) == 1 else "")
        if not (sign and colon and reason.strip()) or contest_id not in contests:
            raise InputMalformedError(what="explain", value=_ascii(text), reason="form")
        given.append(Explanation(code, contest_id, reason.strip(), row))
    return tuple(given)


def absence(election: Election, tps: str, contests: Sequence[str], reason: str) -> TallyAbsent:
    """A TPS without a result in these contests (default: all that are held there)."""
    for contest_id in contests:
        contest_in(election, contest_id)
    held = (name for name, each in sorted(election.contests.items()) if each.contest.covers(tps))
    return TallyAbsent(tuple(contests) or tuple(held), reason)


# ---------------------------------------------------------------- plenary


def next_plenary(state: BookState) -> int:
    """The number of a plenary that has not been opened yet."""
    return max((int(number) for number in state.plenaries if number.isdecimal()), default=0) + 1


def open_plenary(state: BookState) -> int:
    """The number of the plenary that is open; of the latest, if several are.  Raises `PlenaryMissingError`."""
    numbers = [int(number) for number, plenary in state.plenaries.items() if plenary.is_open and number.isdecimal()]
    if not numbers:
        raise PlenaryMissingError(number=0)
    return max(numbers)


# ---------------------------------------------------------------- recapitulation


@dataclass(frozen=True, slots=True)
class Draft:
    """The parts of a D.Hasil, and those of them that still have to be logged."""

    contest: DeclaredContest
    parts: tuple[RecapitulationPart, ...]
    logged: dict[Hash, RecapitulationPart]

    @property
    def unlogged(self) -> tuple[RecapitulationPart, ...]:
        """The parts that are not in the book yet."""
        there = tuple(self.logged.values())
        return tuple(part for part in self.parts if part not in there)


def draft(desk: Desk, contest_id: str) -> Draft:
    """The parts of a D.Hasil as the book stands now.  Raises `ContestNotDeclaredError`, `FinalLevelError`."""
    state = desk.state()
    declared = contest_in(state.election, contest_id)
    body = state.authority.body
    if level_of(body.area) not in declared.contest.levels:
        raise FinalLevelError(contest=contest_id, body=body.id)
    if state.of_stations:
        parts = station_parts(state, declared)
    else:
        parts = child_parts(state, declared, desk.children(contest_id))
    recap = state.recaps.get(contest_id)
    logged = {leaf: part for leaf, part in recap.parts.items() if part in parts} if recap else {}
    return Draft(declared, tuple(parts), logged)


def d_hasil(desk: Desk, contest_id: str) -> DHasil:
    """The D.Hasil over the parts in the book.  The draft must be logged first."""
    found = draft(desk, contest_id)
    by_part = {part: leaf for leaf, part in found.logged.items()}
    return dhasil(desk.state(), found.contest, [(by_part[part], part) for part in found.parts])


# ---------------------------------------------------------------- handing over


def handover(desk: Desk, contest_id: str) -> RecapitulationHandedOver:
    """The certificate in force goes to the body above.

    Raises `ContestNotDeclaredError`, `FinalLevelError`, `NotCertifiedError`.
    """
    state = desk.state()
    declared = contest_in(state.election, contest_id)
    body = state.authority.body
    if state.superior is None or declared.contest.final_level is level_of(body.area):
        raise FinalLevelError(contest=contest_id, body=body.id)
    recap = state.recaps.get(contest_id)
    if recap is None or recap.in_force is None:
        raise NotCertifiedError(contest=contest_id)
    return RecapitulationHandedOver(recap.in_force.leaf, state.superior)


def arrival(desk: Desk, contest_id: str, child: Body, box: str) -> ChildReceived:
    """The child's last handover as its published book in the archive shows it.

    Raises `ContestNotDeclaredError`, `NotAuthorizedError` for a body that is no child, `BookMissingError`,
    `NotHandedOverError`.
    """
    contest_in(desk.state().election, contest_id)
    origin = next((book.origin for book in traced(desk).children if book.body == child), None)
    if origin is None:
        raise NotAuthorizedError(origin=child.id)
    note = desk.note_of(origin)
    replayed = desk.children(contest_id).get(child.area)
    if replayed is None or not replayed.handed_over:
        raise NotHandedOverError(child=child.id, contest=contest_id)
    _, index, leaf = replayed.handed_over[-1]
    return ChildReceived(origin, box, child.area, index, leaf, note)


def _ascii(text: str) -> str:
    return text.encode("ascii", "replace").decode()[:80]


# ---------------------------------------------------------------- books of others


def fetch(desk: Desk, source: Archive, only: Collection[str] | None = None) -> list[Mirrored]:
    """Copy published books to the desk; the own book's checkpoint, seen there, is compared and never copied.

    Raises what `ledger.mirroring.mirror` raises, and `RestoredBackupError`.
    """
    election = None if _declares(desk) else desk.trust.election
    copied = mirror(source, desk.archive, staging=desk.folder / STAGING, own=desk.origin, election=election, only=only)
    desk.known = {}
    _compare_own(desk, source)
    return copied


def _compare_own(desk: Desk, source: Archive) -> None:
    """A checkpoint of the own book that the store does not reach is kept in the trust file, and stops the desk."""
    note = source.book(desk.origin).read(CHECKPOINT)
    book = desk.examine().traced.books.get(desk.origin)
    if note is None or book is None:
        return
    try:
        seen_there = open_checkpoint(note, book.vkey).checkpoint
    except FormatError:
        return  # not signed by this book's log
    tree = Tree(entry.hash for _, entry in desk.entries())
    if seen_there.size <= tree.size and tree.root(seen_there.size) == seen_there.root:
        return
    if not _declares(desk):
        desk.write_trust(replace(desk.trust, notes=(*desk.trust.notes, note)))
    raise RestoredBackupError(origin=desk.origin, size=tree.size, seen=seen_there.size)


def _declares(desk: Desk) -> bool:
    """Whether this is the desk of the root book, whose trust follows from its own first entry."""
    own = desk.entries()
    return bool(own) and isinstance(own[0][1].data, ElectionDeclared)


def archive_in(path: Path) -> Archive:
    """The archive at `path`, which may also be the folder of a desk.  Raises `ArchiveMissingError`."""
    within = path / ARCHIVE_FOLDER
    return Archive.open(within if within.is_dir() else path)
