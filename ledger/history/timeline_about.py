"""What an entry is about: areas, contests, bodies and keys, cells, statements and papers.

- A thing is about the areas it names, and about its body's area where it names none; what follows an order, a dispute
  or an objection is about what that was about.
- A body's plenary, and what a recapitulation as a whole passes through, is about its contests.
- The keys of an entry are those that signed it or a statement in it, those granted or taken back, and whoever tried
  what was refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from domain.areas import contains, is_area
from domain.bodies import Body, body_of_origin, parse_body
from domain.contests_named import contests_named
from domain.events import (
    AttemptRefused,
    BodyAuthorized,
    Cell,
    ChildCorrected,
    ChildReceived,
    CopyDelivered,
    CopyRecorded,
    DisputeFiled,
    Entry,
    MandateRecorded,
    ObjectionRaised,
    ObjectionResolved,
    OfficialAppointed,
    OfficialRevoked,
    OrderRegistered,
    PlenaryOpened,
    RecapitulationCertified,
    RecapitulationHandedOver,
    RecapitulationPart,
    RecapitulationReopened,
    StationKeysIssued,
    TallyCorrected,
    WitnessRecorded,
)
from domain.statements import Possession, Statement, StatementData
from domain.types import Hash, PublicKey
from ledger.entrycheck import statements_in

_OF_THE_WHOLE: Final = (
    RecapitulationCertified,
    RecapitulationHandedOver,
    RecapitulationReopened,
    CopyDelivered,
    WitnessRecorded,
)
"""What a recapitulation passes through with everything in it."""


@dataclass(frozen=True, slots=True)
class About:
    """What one entry is about; `is_room` says that it concerns everything that its body recapitulates."""

    areas: tuple[str, ...]
    contests: tuple[str, ...]
    is_room: bool = False


@dataclass(slots=True)
class Reader:
    """Reads the entries of one book in their order, for what is about what earlier ones were about."""

    body: Body | None
    _streams: dict[str, About] = field(default_factory=dict)
    _objections: dict[Hash, str] = field(default_factory=dict)

    def about(self, entry: Entry) -> About:  # noqa: PLR0911 - one return per kind of stream
        """What this entry is about."""
        kind, _, subject = entry.stream.partition("/")
        own = (self.body.area,) if self.body is not None else ()
        match kind:
            case "tally":
                return About((subject,), contests_named(entry.stream, entry.data))
            case "recap":
                return About(self._recap_areas(entry) or own, (subject,), isinstance(entry.data, _OF_THE_WHOLE))
            case "plenary" | "order" | "dispute":
                return self._remembered(entry, own, is_room=kind == "plenary")
            case "contest":
                return About(own, (subject,))
            case "region":
                return About((subject,), ())
            case "body":
                below = parse_body(subject)
                return About((below.area,) if below is not None else own, ())
            case _:
                return _about_copy_or_attempt(entry, own)

    def _recap_areas(self, entry: Entry) -> tuple[str, ...]:
        match entry.data:
            case RecapitulationPart(columns=columns):
                return tuple(column.unit for column in columns)
            case ChildReceived(child=child):
                return (child,)
            case ChildCorrected(unit=unit):
                return (unit,)
            case ObjectionRaised(unit=unit):
                self._objections[entry.hash] = unit
                return (unit,)
            case ObjectionResolved(objection=objection):
                return (self._objections[objection],) if objection in self._objections else ()
            case _:
                return ()

    def _remembered(self, entry: Entry, own: tuple[str, ...], *, is_room: bool) -> About:
        match entry.data:
            case PlenaryOpened(area=area, contests=contests):
                self._streams[entry.stream] = About((area,), contests, is_room=True)
            case OrderRegistered(areas=areas, contests=contests) | DisputeFiled(areas=areas, contests=contests):
                self._streams[entry.stream] = About(areas, contests)
        return self._streams.get(entry.stream, About(own, (), is_room))


def _about_copy_or_attempt(entry: Entry, own: tuple[str, ...]) -> About:
    match entry.data:
        case CopyRecorded(copy=copy):
            return About((copy.subject,), contests_named(entry.stream, entry.data))
        case AttemptRefused(area=area):
            return About((area,) if is_area(area) else own, contests_named(entry.stream, entry.data))
        case _:
            return About(own, ())


def bodies_of(entry: Entry) -> frozenset[str]:
    """The ids of the bodies that an entry is of or about."""
    named = {entry.stream.partition("/")[2]} if entry.stream.startswith("body/") else set()
    origins = [entry.book]
    match entry.data:
        case ChildReceived(book=book):
            origins.append(book)
        case RecapitulationHandedOver(to=to):
            named.add(to)
    found = (body_of_origin(origin) for origin in origins)
    return frozenset(named | {body.id for body in found if body is not None})


def keys_of(entry: Entry) -> frozenset[PublicKey]:
    """The keys that an entry is of or about."""
    keys = {entry.signer}
    for statement in statements_logged(entry):
        keys |= set(statement.signers)
    match entry.data:
        case AttemptRefused(by=key):
            keys.add(key)
        case OfficialAppointed(appointment=given) | StationKeysIssued(appointment=given):
            keys |= {grant.key for grant in given.data.keys}
        case BodyAuthorized(appointment=given) if given.data.log is not None:
            keys.add(given.data.log.key)
        case OfficialRevoked(revocation=revocation):
            keys.add(revocation.data.key)
        case MandateRecorded(mandate=mandate) if mandate.data.key is not None:
            keys.add(mandate.data.key)
    return frozenset(keys)


def statements_logged(entry: Entry) -> Iterator[Statement[StatementData]]:
    """The statements that an entry logs; proofs of possession are not among them."""
    return (each for each in statements_in(entry.data) if not isinstance(each.data, Possession))


def cells_of(entry: Entry) -> tuple[Cell, ...]:
    """The figures that an entry says to change, old and new."""
    data = entry.data
    return data.cells if isinstance(data, (TallyCorrected, ChildCorrected)) else ()


def papers_of(entry: Entry, contest: str | None) -> tuple[Hash, ...]:
    """The papers that an entry names for a contest (None: for all)."""
    found: list[bytes] = []
    for statement in statements_logged(entry):
        forms = getattr(statement.data, "forms", ())
        found += [paper for form in forms if contest in (None, form.contest) for paper in form.papers]
    for name in ("paper", "document"):
        value = getattr(entry.data, name, None)
        found += [value] if isinstance(value, bytes) else []
    if isinstance(entry.data, ChildCorrected):
        found += entry.data.papers
    return tuple(dict.fromkeys(Hash(paper) for paper in found))


def reason_given(entry: Entry) -> str:
    """The reason, code or words, that an entry gives."""
    said = getattr(entry.data, "reason", None) or getattr(entry.data, "text", None)
    return said if isinstance(said, str) else ""


def lies_in(area: str, about: About, body: Body | None) -> bool:
    """Whether an entry is about `area`: it names something in it, or it is an act of the room in which it is decided.

    The room is that of the body that recapitulates the area's TPS, for a desa or a TPS.
    """
    if any(is_area(each) and contains(area, each) for each in about.areas):
        return True
    is_decided_here = body is not None and body.recapitulates_tps and contains(body.area, area)
    return about.is_room and is_decided_here
