"""Saksi: who sends them, and what they say of a D.Hasil, from what people type to the event that is logged.

- A mandate is about one body's plenary, for one option, in contests that have that option.
- What a saksi says is about one D.Hasil: the file that is signed, or the one certified last in this book.
- A refusal has a reason; it blocks nothing.
"""

from collections.abc import Sequence

from domain.bodies import Body
from domain.bookstate import BookState
from domain.election import Election
from domain.events import Event, MandateRecorded, RecapitulationCertified, WitnessRecorded
from domain.judging_room import ABSENT, REFUSED, SIGNED, STANCES
from domain.statements import DHasil, Mandate, Possession, Statement, WitnessPosition
from domain.types import Hash, PublicKey
from ledger.desk import Desk
from ledger.errors import InputMalformedError, MandateMissingError, NotCertifiedError
from ledger.seats import said, shown
from ledger.viewing import contest_in


def mandate(
    election: Election, body: Body, contests: Sequence[str], option: int, person: int, saksi: PublicKey | None
) -> Mandate:
    """The mandate for saksi number `person` of `option` at the plenary of `body`.

    Raises `ContestNotDeclaredError`, `InputMalformedError` for an option that a contest does not have.
    """
    listed = tuple(sorted(set(contests)))
    for contest_id in listed:
        _require_option(election, contest_id, option)
    return Mandate(body.area, listed, saksi, option, person)


def position(election: Election, statement: Statement[DHasil], option: int, refusal: str | None) -> WitnessPosition:
    """What the saksi of `option` says of this D.Hasil: signed, or refused for a reason.

    Raises `ContestNotDeclaredError`, `InputMalformedError`.
    """
    _require_option(election, statement.subject.partition("/")[2], option)
    if refusal is None:
        return WitnessPosition(statement.hash, option, "", SIGNED)
    return WitnessPosition(statement.hash, option, said("reason", refusal), REFUSED)


def mandate_recorded(
    state: BookState, statement: Statement[Mandate], possessions: Sequence[Statement[Possession]], paper: Hash | None
) -> tuple[str, Event]:
    """The stream and event that record a mandate in the plenary that is under way for its contests.

    Raises `MandateMissingError`.
    """
    contests = statement.data.contests
    for number, plenary in sorted(state.plenaries.items()):
        if plenary.is_under_way and set(contests) <= set(plenary.contests):
            return f"plenary/{number}", MandateRecorded(statement, paper, tuple(possessions))
    raise MandateMissingError(subject=statement.subject, contests=", ".join(contests))


def position_recorded(statement: Statement[WitnessPosition], paper: Hash | None) -> tuple[str, Event]:
    """The stream and event that record what a saksi signed."""
    said_so = statement.data
    event = WitnessRecorded(said_so.dhasil, said_so.option, paper, (statement,), said_so.reason, said_so.stance)
    return f"recap/{statement.subject.partition('/')[2]}", event


def note(
    desk: Desk,
    contest_id: str,
    option: int,
    stance: str,
    reason: str,
    statement: Statement[DHasil] | None,
    paper: Hash | None,
) -> WitnessRecorded:
    """What a saksi did on paper only, or that there was none, about `statement` or the D.Hasil certified last.

    Raises `ContestNotDeclaredError`, `InputMalformedError`, `NotCertifiedError`.
    """
    _require_option(desk.state().election, contest_id, option)
    if stance not in STANCES:
        raise InputMalformedError(what="stance", value=shown(stance), reason="one_of", known=", ".join(STANCES))
    given = said("reason", reason) if reason or stance == REFUSED else ""
    about = statement.hash if statement is not None else _certified_last(desk, contest_id)
    return WitnessRecorded(about, option, None if stance == ABSENT else paper, (), given, stance)


def _certified_last(desk: Desk, contest_id: str) -> Hash:
    stream = f"recap/{contest_id}"
    for _, entry in reversed(desk.entries()):
        if entry.stream == stream and isinstance(entry.data, RecapitulationCertified):
            return entry.data.dhasil.hash
    raise NotCertifiedError(contest=contest_id)


def _require_option(election: Election, contest_id: str, option: int) -> None:
    options = contest_in(election, contest_id).contest.options
    numbers = sorted(each.no for each in options if each.parent is None)
    if option not in numbers:
        known = ", ".join(map(str, numbers))
        raise InputMalformedError(what="option", value=str(option), reason="one_of", known=known)
