"""Which contests an act names by itself.

- The stream of a recapitulation or a declaration is named after its contest.
- Forms, copies, plenaries, orders and disputes name theirs; what follows one of these is about what that was about, and
  names none.
"""

from domain.events import (
    AttemptRefused,
    CopyRecorded,
    DisputeFiled,
    Event,
    OrderRegistered,
    PlenaryOpened,
    TallyAbsent,
    TallyCorrected,
    TallyReceived,
)


def contests_named(stream: str, event: Event) -> tuple[str, ...]:
    """The contests that an event logged in this stream names, as often as it does; none if it names none."""
    kind, _, subject = stream.partition("/")
    named: tuple[str, ...] = (subject,) if kind in ("recap", "contest") else ()
    match event:
        case TallyReceived(statement=statement):
            named = tuple(form.contest for form in statement.data.forms)
        case CopyRecorded(copy=copy):
            named = tuple(form.contest for form in copy.data.forms)
        case TallyAbsent(contests=several) | PlenaryOpened(contests=several):
            named = several
        case OrderRegistered(contests=several) | DisputeFiled(contests=several):
            named = several
        case TallyCorrected(contest=contest):
            named = (contest,)
        case AttemptRefused(contest=contest):
            named = (contest,) if contest else ()
    return named


def only_named(stream: str, event: Event) -> str:
    """The contest that such an event names, if it is one; empty where it names several or none."""
    named = set(contests_named(stream, event))
    return named.pop() if len(named) == 1 else ""
