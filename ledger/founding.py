"""How an election begins and books open: declaration, contests, desks, authority.

- The root keys are those that speak for themselves, each for its own line; the trust file follows from the declaration.
- The line of Bawaslu has a root book of its own, beside that of KPU.
- A contest has the rows of the profile's form and the levels of its kind; it is held in its region, and meets no other
  contest of its kind.
- A desk can be set up again as long as nothing was logged at it.
- A book opens under, and sees, the note of the book that authorised it.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from domain.areas import AreaLevel
from domain.bodies import body_of_origin
from domain.contests import Contest, ContestOption, contest, levels_of, parse_contest_id, refuse_overlap
from domain.election import KINDS
from domain.errors import ContestNotHeldError
from domain.events import (
    AuthoritySeen,
    BodyAuthorized,
    BookOpened,
    ContestDeclared,
    DeclaredOption,
    ElectionDeclared,
    Event,
    Line,
    OfficialAppointed,
    Quorum,
)
from domain.profiles import profile, rows_for
from domain.statements import Appointment, Possession, Role, Statement
from domain.types import ZERO_HASH, Hash, PublicKey
from ledger.casework import traced
from ledger.checkpoint import open_checkpoint
from ledger.desk import DESK_FILE, Act, Desk
from ledger.errors import (
    DeskMalformedError,
    InputMalformedError,
    NotAuthorizedError,
)
from ledger.note import VerifierKey
from ledger.seats import said, shown
from ledger.signing import SigningKey
from ledger.tracing import TracedBook
from ledger.trust import Trust

KPU_ROOT: Final = "kpu-0"
BAWASLU_ROOT: Final = "bawaslu-0"

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
    bawaslu: tuple[PublicKey, int] | None = None,
) -> ElectionDeclared:
    """The declaration whose root keys are those that speak for themselves, in the order of their seats.

    With `bawaslu`, the log key and the quorum of its root book, Bawaslu has a line too, of the root keys that speak for
    `bawaslu-0`.
    Raises `InputMalformedError` for an unknown kind, a possession that is not a root's, a seat named twice, or a quorum
    out of reach, and `UnknownProfileError`.
    """
    body = body_of_origin(origin)
    if body is None or body.id != KPU_ROOT or not origin.endswith("/kpu/0"):
        raise InputMalformedError(what="origin", value=shown(origin), reason="not_the_root")
    if kind not in KINDS:
        raise InputMalformedError(what="kind", value=shown(kind), reason="unknown")
    proofs = _by_line(possessions)
    kpu = _line(log, origin, root_quorum, proofs[KPU_ROOT])
    theirs = proofs[BAWASLU_ROOT]
    beside = None
    if bawaslu is not None:
        beside = _line(bawaslu[0], f"{origin.removesuffix('/kpu/0')}/bawaslu/0", bawaslu[1], theirs)
    elif theirs:
        raise InputMalformedError(what="possession", value=BAWASLU_ROOT, reason="no_log_key")
    quorums = tuple(Quorum(anggota, str(body)) for body, anggota in sorted(profile(profile_name).quorums.items()))
    ordered = (*proofs[KPU_ROOT], *theirs)
    return ElectionDeclared(beside, kind, kpu, said("name", name), ordered, profile_name, quorums)


def _by_line(possessions: Sequence[Statement[Possession]]) -> dict[str, list[Statement[Possession]]]:
    """The possessions of the root keys of each line, in the order of their seats."""
    found: dict[str, dict[int, Statement[Possession]]] = {KPU_ROOT: {}, BAWASLU_ROOT: {}}
    for proof in possessions:
        is_root = proof.data.role is Role.ROOT and len(proof.signers) == 1 and proof.election == ZERO_HASH
        if not is_root or proof.subject not in found:
            raise InputMalformedError(what="possession", value=shown(proof.subject), reason="not_a_root")
        if proof.data.person in found[proof.subject]:
            raise InputMalformedError(what="possession", value=str(proof.data.person), reason="seat_twice")
        found[proof.subject][proof.data.person] = proof
    return {subject: [seats[person] for person in sorted(seats)] for subject, seats in found.items()}


def _line(log: PublicKey, origin: str, quorum: int, proofs: Sequence[Statement[Possession]]) -> Line:
    if not 1 <= quorum <= len(proofs):
        raise InputMalformedError(what="quorum", value=str(quorum), reason="out_of_reach")
    return Line(log, origin, quorum, tuple(proof.signers[0] for proof in proofs))


def contest_declared(
    election_profile: str,
    contest_id: str,
    areas: Sequence[str],
    options: Sequence[ContestOption],
    others: Iterable[Contest] = (),
) -> ContestDeclared:
    """A contest with the rows of the profile's form, beside the `others` that are declared.

    Raises `UnknownContestIdError`, `InvalidDeclarationError`, `ContestNotHeldError` for what is not held in that
    region, and `UnknownFormError` for what is not held in this kind of election.
    """
    identity, of = parse_contest_id(contest_id), profile(election_profile)
    within = tuple(areas) or (identity.area,)
    rows = rows_for(of, options)
    declared = contest(contest_id, areas=within, levels=levels_of(identity.kind), options=options, rows=rows)
    if not of.is_held(identity.kind, identity.area):
        raise ContestNotHeldError(contest=contest_id, profile=of.name)
    of.form_name(identity.kind, AreaLevel.TPS, identity.area)
    refuse_overlap(((each.id, each.areas) for each in others), contest_id, within)
    return declaration_of(declared)


def declaration_of(declared: Contest) -> ContestDeclared:
    """The event that declares this contest."""
    options = tuple(DeclaredOption(option.name, option.no, option.parent) for option in declared.options)
    return ContestDeclared(declared.areas, tuple(map(str, declared.levels)), options, declared.rows)


def new_desk(folder: Path, origin: str) -> Desk:
    """A new desk for this book; or the one that is there, if nothing was logged at it yet.

    Raises `DeskMalformedError`, and the store's errors.
    """
    if not (folder / DESK_FILE).is_file():
        return Desk.create(folder, origin)
    desk = Desk.open(folder)
    if desk.origin != origin or desk.store.count():
        desk.close()
        raise DeskMalformedError(path=str(folder), reason="exists")
    return desk


def open_root(desk: Desk, declared: ElectionDeclared, signer: SigningKey, time: int) -> Hash:
    """Log the declaration, write the trust file that follows from it, and open the book; gives the election's hash."""
    (entry,) = desk.append([Act("election", declared, time)], signer)
    desk.write_trust(Trust(VerifierKey.of(desk.origin, declared.kpu.log), entry.hash))
    desk.append([Act("book", BookOpened(None, None), time)], signer)
    return entry.hash


def unfinished_opening(desk: Desk) -> list[tuple[str, Event]]:
    """What is still to be logged, if the program was stopped right after the declaration; writes the trust file too."""
    own = desk.entries()
    if len(own) != 1 or not isinstance(own[0][1].data, ElectionDeclared):
        return []
    desk.write_trust(Trust(VerifierKey.of(desk.origin, own[0][1].data.kpu.log), own[0][1].hash))
    return [("book", BookOpened(None, None))]


# ---------------------------------------------------------------- the book


def appointment_event(
    statement: Statement[Appointment], possessions: tuple[Statement[Possession], ...]
) -> BodyAuthorized | OfficialAppointed:
    """The act that an appointment is for: a book, or officials with their possessions."""
    return BodyAuthorized(statement) if statement.data.log is not None else OfficialAppointed(statement, possessions)


def opening(desk: Desk) -> BookOpened:
    """The opening of the book under its superior's published note; of a root book under none.

    Raises `NotAuthorizedError`, `BookMissingError`.
    """
    book = traced(desk)
    return BookOpened(None if book.authority.is_root else desk.note_of(_superior(book).origin), None)


def superior_of(desk: Desk) -> str:
    """The origin of the book that authorised this one.  Raises `NotAuthorizedError`."""
    return _superior(traced(desk)).origin


def seen(desk: Desk) -> AuthoritySeen | None:
    """The superior's newest note that lies in the archive; None if it was seen already."""
    book = traced(desk)
    superior = _superior(book)
    note = desk.note_of(superior.origin)
    size = open_checkpoint(note, superior.vkey).checkpoint.size
    if size <= max(book.authority.steps.values(), default=0):
        return None
    return AuthoritySeen(note)


def _superior(book: TracedBook) -> TracedBook:
    if book.superior is None:
        raise NotAuthorizedError(origin=book.origin)
    return book.superior
