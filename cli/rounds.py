"""Envelope files at the desk: a statement is prepared, signed by everybody it names, and read when it is logged.

- What is prepared at a desk is shown, and what would speak against logging it is said, before the file is written.
- What is in an envelope file is shown before a passphrase is asked for.
- A statement about another election than the desk's is refused before anybody signs it.
- An envelope file is overwritten only by the same envelope with one more signature.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cli.desking import now, open_key, public_keys, refuse_beforehand, write_new
from cli.frame import say

if TYPE_CHECKING:
    from domain.authority import Appointed
    from domain.election import Election
    from domain.events import Event
    from domain.statements import Possession, Statement, StatementData
    from domain.types import Hash, PublicKey
    from ledger.desk import Desk
    from ledger.signing_round import Round

D = TypeVar("D", bound="StatementData")


# --- preparing ---


def new_round(
    data: "StatementData",
    *,
    subject: str,
    signers: "Iterable[PublicKey]",
    election: "Hash",
    replaces: "tuple[Hash, ...]" = (),
) -> "Round":
    """A statement of this moment that nobody has signed yet.  Raises `FormatError`."""
    from ledger.signing_round import prepare

    return prepare(data, subject=subject, signers=signers, election=election, time=now(), replaces=replaces)


def prepare_at(
    desk: "Desk",
    data: D,
    *,
    subject: str,
    signers: Sequence[str],
    show: "Callable[[Round, Statement[D], Mapping[PublicKey, Appointed]], None]",
    stream: str,
    event: "Callable[[Statement[D]], Event]",
    besides: Sequence[str] = (),
) -> "Round":
    """The statement that an open desk will log as `event` in `stream`: unsigned, shown, with what speaks against it.

    `signers` are files or hexadecimal digits; `show` prints the statement, with the seats this desk knows.
    Raises `FormatError`, the errors of `public_keys`, and `Refused` as `refuse_beforehand`.
    """
    from ledger.viewing import seats_in

    keys = public_keys(signers)
    prepared = new_round(data, subject=subject, signers=keys, election=desk.election())
    statement = prepared.require_kind(type(data))
    show(prepared, statement, seats_in(desk.examine()))
    refuse_beforehand(desk, stream, event(statement), besides=besides)
    return prepared


def write_round(path: Path, prepared: "Round") -> None:
    """Write a new envelope file and say who has to sign.  Raises as `write_new`."""
    write_new(path, prepared.raw)
    say("desk.prepared", path=path, count=len(prepared.missing))


# --- signing ---


def require_election_of(desk: Path, found: "Round") -> None:
    """Raise `OtherElectionError` if the trust file in the folder `desk`, where there is one, is of another election."""
    from ledger.viewing import election_hash_at

    known = election_hash_at(desk)
    if known is not None:
        found.require_election(known)


def sign_round(path: Path, key: Path, desk: Path, fd: int | None, show: "Callable[[Round], None]") -> None:
    """Show what is in an envelope file of the desk's election, then add a signature to it.

    Raises `OtherElectionError`, and as `show_and_sign`.
    """

    def show_ours(found: "Round") -> None:
        require_election_of(desk, found)
        show(found)

    show_and_sign(path, key, fd, show_ours)


def show_and_sign(path: Path, key: Path, fd: int | None, show: "Callable[[Round], None]") -> None:
    """As `sign_round`, for a `show` that judges itself of which election the statement has to be.

    Raises what `show` raises, `NotASignerError`, and the errors of `read_round` and `open_key`.
    """
    from ledger.durable import write_file
    from ledger.keys import public_key_path, read_public_key

    found = read_round(path)
    show(found)
    beside = public_key_path(key)
    if beside.is_file():
        found.require_signer(read_public_key(beside))
    signed = found.sign(open_key(key, fd))
    write_file(path, signed.raw, path.parent)
    if signed.missing:
        say("desk.signed", path=path, count=len(signed.missing))
    else:
        say("desk.signed_by_all", path=path)


def sign_figures(
    path: Path,
    key: Path,
    desk: Path,
    fd: int | None,
    kind: "type[D]",
    show: "Callable[[Election, Round, Statement[D], Mapping[PublicKey, Appointed]], None]",
) -> None:
    """As `sign_round`, for a statement of this kind with figures, which `show` needs the election at the desk for.

    Raises `WrongStatementError`, `OtherElectionError`, and as `show_and_sign`.
    """
    from ledger.viewing import election_at, seats_at

    def show_ours(found: "Round") -> None:
        statement, election = found.require_kind(kind), election_at(desk)
        found.require_election(election.hash)
        show(election, found, statement, seats_at(desk))

    show_and_sign(path, key, fd, show_ours)


# --- reading ---


def read_round(path: Path) -> "Round":
    """The statement on its way in an envelope file.

    Raises `FormatError`, `NotASignerError`, `StatementSignatureError`, and the errors of reading a file.
    """
    from ledger.envelope import MAX_ENVELOPE
    from ledger.forms.form_input import read_input
    from ledger.signing_round import read_round as parse

    return parse(read_input(path, MAX_ENVELOPE))


def read_signed(path: Path, kind: type[D]) -> "Statement[D]":
    """The statement of this kind in an envelope file that everybody signed.

    Raises as `read_round`, `WrongStatementError`, `SignaturesMissingError`.
    """
    return read_round(path).complete(kind)


def read_possessions(paths: Iterable[Path] | None) -> "tuple[Statement[Possession], ...]":
    """The possessions of keys in these files, in this order; none where none were given.  Raises as `read_signed`."""
    from domain.statements import Possession

    return tuple(read_signed(path, Possession) for path in paths or ())
