"""Keys over time, as a body's desk prepares it: what is taken back, affirmed, or amended.

- A revocation cuts the book that the key signs in at what is known of it here, unless another size is asked for.
- A book that does not lie here cannot be cut; that the key counts nowhere must be said in so many words.
- An amendment says everything that holds from then on: what is not changed is taken over.
- A lost key is replaced by a revocation and an appointment, logged together.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from domain.authority import Appointed
from domain.events import Event, OfficialAppointed, OfficialRevoked, Quorum
from domain.statements import (
    Affirmation,
    Appointment,
    ContestAmendment,
    Cut,
    ElectionAmendment,
    Possession,
    Revocation,
    Role,
    Statement,
    Withdrawn,
)
from domain.types import Hash, PublicKey
from ledger.casework import traced
from ledger.collecting import parse_entry_name
from ledger.desk import Desk
from ledger.errors import (
    BookMissingError,
    CutBeyondError,
    InputMalformedError,
    KeyNotGrantedError,
    NothingAmendedError,
    NotRootError,
)
from ledger.forms.form_input import document_hash
from ledger.merkle import Tree
from ledger.receipts import book_signed_in
from ledger.seats import body_of, option_of, said, shown
from ledger.tracing import TracedBook
from ledger.viewing import contest_in, election_of_desk

MAX_QUORUM = 99


def revocation(
    desk: Desk, subject: str, key: PublicKey, reason: str, cuts: Sequence[str] = (), *, nowhere: bool = False
) -> Revocation:
    """What takes back `key` of the body `subject`: cut where `cuts` (`BOOK@SIZE`) say, else where its book stands here.

    Raises `KeyNotGrantedError`, `BookMissingError`, `CutBeyondError`, `InputMalformedError`.
    """
    book = traced(desk)
    appointed = _granted(book, subject, key)
    why = said("reason", reason)
    if nowhere:
        return Revocation((), key, why)
    if cuts:
        made = [cut(desk, *parse_entry_name(each)) for each in cuts]
        return Revocation(tuple(sorted(made, key=lambda each: each.book)), key, why)
    origin = book_signed_in(book, appointed)
    if not origin:
        raise BookMissingError(origin=subject)
    return Revocation((cut(desk, origin),), key, why)


def affirmation(desk: Desk, subject: str, key: PublicKey, begin: str, end: int | None) -> Affirmation:
    """What lets count all the same what `key` signed from entry `BOOK@INDEX` to below `end` (the end of the book).

    Raises as `revocation`.
    """
    _granted(traced(desk), subject, key)
    origin, first = parse_entry_name(begin)
    last = cut(desk, origin, end)
    if first >= last.size:
        raise CutBeyondError(origin=origin, size=first, there=last.size)
    return Affirmation(first, origin, last.size, key, last.root)


def cut(desk: Desk, origin: str, size: int | None = None) -> Cut:
    """The first `size` entries (all that are known here) of a book that lies here, or of the own one.

    Raises `BookMissingError`, `CutBeyondError`.
    """
    if origin == desk.origin:
        tree = Tree(entry.hash for _, entry in desk.entries())
    else:
        there = desk.known_books().get(origin)
        if there is None or there.checkpoint is None:
            raise BookMissingError(origin=origin)
        tree = there.tree
    wanted = tree.size if size is None else size
    if wanted > tree.size:
        raise CutBeyondError(origin=origin, size=wanted, there=tree.size)
    return Cut(origin, tree.root(wanted), wanted)


def replacement(
    revoked: Statement[Revocation], appointed: Statement[Appointment], proofs: Iterable[Statement[Possession]]
) -> list[tuple[str, Event]]:
    """Both acts of a replacement, which is for one body.  Raises `InputMalformedError`."""
    if revoked.subject != appointed.subject:
        raise InputMalformedError(what="body", value=shown(appointed.subject), reason="two_bodies")
    stream = f"body/{revoked.subject}"
    return [(stream, OfficialRevoked(revoked)), (stream, OfficialAppointed(appointed, tuple(proofs)))]


def _granted(book: TracedBook, subject: str, key: PublicKey) -> Appointed:
    """The appointment of a key in the own book.  Raises `KeyNotGrantedError`."""
    body = body_of(subject).id
    keys: list[Appointed] = [*book.grants.officials.get(body, ()), *book.grants.stations]
    appointed = next((each for each in keys if each.key == key and each.body == body), None)
    if appointed is None:
        raise KeyNotGrantedError(key=key.hex(), body=body)
    return appointed


# ---------------------------------------------------------------- the roots' amendments


def election_amendment(
    desk: Desk,
    *,
    name: str | None,
    quorum: int | None,
    quorums: Sequence[str],
    added: Sequence[Statement[Possession]],
    removed: Sequence[PublicKey],
) -> ElectionAmendment:
    """What holds of this line from then on; what is None or empty stays as it is.

    `quorums` are written `KIND=ANGGOTA`.  Raises `NotRootError`, `NothingAmendedError`, `InputMalformedError`.
    """
    book = traced(desk)
    if not book.authority.is_root:
        raise NotRootError(origin=desk.origin)
    authority = book.authority
    seats = [each for each in authority.keys.values() if each.role is Role.ROOT and each.key not in authority.revoked]
    roots = [each.key for each in sorted(seats, key=lambda each: each.person)]
    for key in removed:
        if key not in roots:
            raise InputMalformedError(what="key", value=key.hex(), reason="not_a_root_key")
        roots.remove(key)
    for proof in added:
        if proof.data.role is not Role.ROOT or len(proof.signers) != 1 or proof.subject != book.body.id:
            raise InputMalformedError(what="possession", value=shown(proof.subject), reason="not_a_root")
        roots.append(proof.signers[0])
    if name is None and quorum is None and not (quorums or added or removed):
        raise NothingAmendedError(what=book.body.id)
    need = authority.root_quorum if quorum is None else quorum
    if not 1 <= need <= len(set(roots)):
        raise InputMalformedError(what="quorum", value=str(need), reason="out_of_reach")
    named = ""
    if book.body.id == "kpu-0":
        named = election_of_desk(desk).declared.name if name is None else said("name", name)
    elif name is not None:
        raise InputMalformedError(what="name", value=shown(name), reason="other_line")
    return ElectionAmendment(named, need, tuple(_quorum(each) for each in quorums), tuple(roots))


def contest_amendment(
    desk: Desk, contest_id: str, *, areas: Sequence[str], withdrawn: Sequence[str], paper: Path, reason: str
) -> ContestAmendment:
    """What holds of a contest from then on: other areas (the same where none are given), more options withdrawn.

    Raises `ContestNotDeclaredError`, `NothingAmendedError`, `InputMalformedError`, `InputMissingError`.
    """
    contest = contest_in(election_of_desk(desk), contest_id)
    if not areas and not withdrawn:
        raise NothingAmendedError(what=contest_id)
    there = {(option.no, option.parent) for option in contest.contest.options}
    gone = {(each.parent, each.no) for each in contest.withdrawn}
    for text in withdrawn:
        number, party = option_of(text)
        if (number, party) not in there:
            raise InputMalformedError(what="option", value=shown(text), reason="unknown")
        gone.add((party, number))
    ordered = sorted(gone, key=lambda each: (each[0] or 0, each[1]))
    return ContestAmendment(
        tuple(areas) or contest.contest.areas,
        Hash(contest.declared),
        document_hash(paper),
        said("reason", reason),
        tuple(Withdrawn(no, party) for party, no in ordered),
    )


def _quorum(text: str) -> Quorum:
    kind, sign, number = text.partition("=")
    if not sign or not number.isdecimal() or not number.isascii() or int(number) > MAX_QUORUM:
        raise InputMalformedError(what="quorum", value=shown(text), reason="form")
    return Quorum(int(number), said("quorum", kind))
