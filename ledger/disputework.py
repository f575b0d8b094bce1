"""Disputes at the desk of Bawaslu or Panwaslu, from what people type to the event that is logged.

- A dispute is named by a short name; who reports is a role.
- An entry of any book in the archive is named `BOOK@INDEX`; one of the ordered body's by its index alone.
- A ruling that is registered as an order is taken from the archive as it stands there: nothing of it is typed again,
  and the note of its book is acknowledged with it, so that a later verification knows what could be seen then.
- What was seen of an order is seen in the ordered body's book as it is published in the archive.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from domain.areas import contains, is_area
from domain.disputes import DISMISS, NONE, ORDERS, OUTCOMES, REPORTERS, Dispute
from domain.events import (
    CheckpointAcknowledged,
    DisputeFiled,
    DisputeRuled,
    EvidenceAdded,
    ExecutionSeen,
    OrderRegistered,
    Reference,
)
from domain.statements import Ruling, Statement
from domain.types import Hash
from ledger.collecting import entry_at, parse_entry_name
from ledger.desk import DESK_FILE, Desk
from ledger.errors import (
    DisputeMissingError,
    InputMalformedError,
    NoRulingError,
    NotAuthorizedError,
    RulingDocumentError,
)
from ledger.passes import Passes
from ledger.seats import body_of, said, shown
from ledger.viewing import passes_at

_NAME: Final = re.compile("[a-z0-9][a-z0-9_.-]{0,39}")
_INDEX: Final = re.compile("0|[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class Place:
    """What a dispute or ruling is about."""

    areas: Sequence[str]
    contests: Sequence[str]


def dispute_stream(name: str) -> str:
    """The stream of the dispute with this short name.  Raises `InputMalformedError`."""
    if _NAME.fullmatch(name) is None:
        raise InputMalformedError(what="name", value=shown(name), reason="short_name")
    return f"dispute/{name}"


def report(
    place: Place, *, reporter: str, text: str, happened: int | None, known: int | None, papers: Sequence[Hash]
) -> DisputeFiled:
    """A report that reached the body.  Raises `InputMalformedError`."""
    return DisputeFiled(
        areas=_areas(place),
        contests=tuple(dict.fromkeys(place.contests)),
        happened=happened,
        known=known,
        papers=tuple(papers),
        reporter=_one_of("reporter", reporter, REPORTERS),
        text=said("text", text),
    )


def evidence(
    folder: Path, *, text: str, papers: Sequence[Hash], documents: Sequence[Hash], entries: Sequence[str]
) -> EvidenceAdded:
    """Evidence: papers committed to, published documents, entries of books in the folder's archive.

    Raises `InputMalformedError` and the errors of `entry_at`.
    """
    return EvidenceAdded(
        commitments=tuple(papers),
        documents=tuple(documents),
        entries=tuple(reference(folder, entry) for entry in entries),
        text=said("text", text) if text else "",
    )


def ruling(place: Place, *, order: str, to: str, deadline: int | None, document: Hash, reason: str) -> Ruling:
    """What is decided; a dismissal goes to nobody.  Raises `InputMalformedError`."""
    known = _one_of("order", order, ORDERS)
    if known != DISMISS or to:
        to = body_of(to).id
    return Ruling(
        areas=_areas(place),
        contests=tuple(dict.fromkeys(place.contests)),
        deadline=deadline,
        document=document,
        order=known,
        reason=said("reason", reason),
        to=to,
    )


def ruled(statement: Statement[Ruling], document: Hash | None) -> DisputeRuled:
    """The signed ruling; `document` is the paper at hand, if it is.  Raises `RulingDocumentError`."""
    if document is not None and document != statement.data.document:
        raise RulingDocumentError(wanted=statement.data.document.hex(), found=document.hex())
    return DisputeRuled(statement)


def seen(desk: Desk, name: str, outcome: str, entries: Sequence[str]) -> ExecutionSeen:
    """What the ordered body did, by its published book; entries are indexes in that book, or `BOOK@INDEX`.

    Raises `DisputeMissingError`, `NoRulingError`, `NotAuthorizedError` where the archive has no book of that body,
    `InputMalformedError` and the errors of `entry_at`.
    """
    found = dispute_in(desk, name)
    if found.ruled is None or not found.ruled.orders_something:
        raise NoRulingError(entry=name)
    to = found.ruled.ruling.to
    books = desk.examine().traced.books.values()
    origin = next((book.origin for book in books if book.body.id == to), None)
    if origin is None:
        raise NotAuthorizedError(origin=to)
    named = [f"{origin}@{entry}" if _INDEX.fullmatch(entry) else entry for entry in entries]
    known = _one_of("outcome", outcome, OUTCOMES)
    if known != NONE and not named:
        raise InputMalformedError(what="entry", value=known, reason="needs_entries")
    return ExecutionSeen(tuple(reference(desk.folder, entry) for entry in named), desk.note_of(origin), known)


def reference(folder: Path, name: str) -> Reference:
    """An entry of a book in a folder's archive, or of its own book.  Raises as `entry_at`."""
    origin, index = parse_entry_name(name)
    return Reference(origin, index, entry_at(folder, name).entry.hash)


# ---------------------------------------------------------------- reading


def disputes_in(passes: Passes) -> dict[str, dict[str, Dispute]]:
    """Every dispute that the books of some passes tell of, by book and name."""
    return {origin: docket.disputes for origin, docket in sorted(passes.dockets.items()) if docket.disputes}


def disputes_at(folder: Path) -> dict[str, dict[str, Dispute]]:
    """As `disputes_in`, for a desk, or for a folder with a trust file and an archive."""
    if (folder / DESK_FILE).is_file():
        with Desk.open(folder) as desk:
            return disputes_in(desk.examine())
    return disputes_in(passes_at(folder))


def dispute_in(desk: Desk, name: str) -> Dispute:
    """A dispute of the own book.  Raises `DisputeMissingError`."""
    found = disputes_in(desk.examine()).get(desk.origin, {}).get(name)
    if found is None:
        raise DisputeMissingError(dispute=shown(name))
    return found


def order_of_ruling(
    desk: Desk, named: str, *, issuer: str | None = None, number: str | None = None
) -> tuple[CheckpointAcknowledged, OrderRegistered]:
    """The order to this body that a ruling in the archive gives, word by word, and the note that it is seen under.

    Raises `NoRulingError` for an entry that is no ruling that counts, or one that orders nothing, and the errors of
    `parse_entry_name` and `Desk.note_of`.
    """
    origin, index = parse_entry_name(named)
    passes = desk.examine()
    for name, dispute in disputes_in(passes).get(origin, {}).items():
        found = dispute.ruled
        if found is not None and found.index == index and found.orders_something:
            given = found.ruling
            # Passed on to a body below, it is about what lies there.
            inside = tuple(area for area in given.areas if contains(desk.body.area, area))
            return CheckpointAcknowledged(desk.note_of(origin)), OrderRegistered(
                areas=inside or given.areas,
                contests=given.contests,
                deadline=given.deadline,
                document=given.document,
                issuer=said("issuer", issuer) if issuer else passes.traced.books[origin].body.id,
                number=said("number", number) if number else name,
                ruling=found.leaf,
                what=given.order,
            )
    raise NoRulingError(entry=shown(named))


def _areas(place: Place) -> tuple[str, ...]:
    for area in place.areas:
        if not is_area(area):
            raise InputMalformedError(what="area", value=shown(area), reason="no_area_code")
    return tuple(dict.fromkeys(place.areas))


def _one_of(what: str, value: str, known: Sequence[str]) -> str:
    if value not in known:
        raise InputMalformedError(what=what, value=shown(value), reason="one_of", known=", ".join(known))
    return value
