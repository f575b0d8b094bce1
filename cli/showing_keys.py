"""What is shown of keys over time, of amendments, and of copies, before anybody signs.

What is shown comes from the bytes that are signed.
"""

from typing import TYPE_CHECKING

from cli.frame import say
from cli.showing import show_form, show_head, show_signers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from domain.authority import Appointed
    from domain.election import DeclaredContest, Election
    from domain.events import ElectionDeclared
    from domain.statements import (
        Affirmation,
        ContestAmendment,
        Copy,
        ElectionAmendment,
        Revocation,
        Statement,
    )
    from domain.types import PublicKey
    from ledger.signing_round import Round

    Seats = Mapping[PublicKey, Appointed]


def show_revocation(found: "Round", statement: "Statement[Revocation]", seats: "Seats") -> None:
    """A revocation: the key, why, and where it still counts."""
    data = statement.data
    say("show.Revocation", subject=statement.subject, public=data.key.hex(), reason=data.reason)
    for cut in data.cuts:
        say("show.cut", origin=cut.book, size=cut.size, root=cut.root.hex())
    if not data.cuts:
        say("show.no_cut")
    show_signers(found, seats)


def show_affirmation(found: "Round", statement: "Statement[Affirmation]", seats: "Seats") -> None:
    """An affirmation: the key and the range."""
    data = statement.data
    say("show.Affirmation", subject=statement.subject, public=data.key.hex())
    say("show.range", origin=data.book, begin=data.begin, end=data.end - 1, root=data.root.hex())
    show_signers(found, seats)


def show_election_amendment(found: "Round", statement: "Statement[ElectionAmendment]", seats: "Seats") -> None:
    """An amendment of the election: everything that holds from then on."""
    data = statement.data
    say("show.ElectionAmendment", subject=statement.subject, quorum=data.quorum, count=len(data.roots))
    if data.name:
        say("show.new_name", name=data.name)
    for key in data.roots:
        say("show.root", public=key.hex())
    for quorum in data.quorums:
        say("election.quorum", body=quorum.body, anggota=quorum.anggota)
    show_signers(found, seats)


def show_contest_amendment(found: "Round", statement: "Statement[ContestAmendment]", seats: "Seats") -> None:
    """An amendment of a contest."""
    data = statement.data
    say("show.ContestAmendment", contest=statement.subject, reason=data.reason, areas=", ".join(data.areas))
    for option in data.withdrawn:
        say("show.withdrawn", option=_number(option.no, option.parent))
    show_signers(found, seats)


def show_copy(election: "Election", found: "Round", statement: "Statement[Copy]", seats: "Seats") -> None:
    """A copy of a C.Hasil, row by row."""
    show_head(election)
    say("show.Copy", tps=statement.subject, generation=statement.data.generation)
    for form in statement.data.forms:
        show_form(election, statement.subject, form)
    show_signers(found, seats)


def show_lines(declared: "ElectionDeclared") -> None:
    """The lines of authority, with their roots in force."""
    for line in (declared.kpu, declared.bawaslu):
        if line is not None:
            say("election.line", origin=line.origin, quorum=line.quorum, count=len(line.roots))


def show_withdrawn(contest: "DeclaredContest") -> None:
    """The options of a contest that were withdrawn."""
    for option in contest.withdrawn:
        say("show.withdrawn", option=_number(option.no, option.parent))


def _number(no: int, parent: int | None) -> str:
    return str(no) if parent is None else f"{parent}.{no}"
