"""What a bundle tells of the disputes in it: report, evidence, ruling and execution, each with its entry and signers.

- What counts is told, in the order of the books: what is wrong stands among the findings.
- Of a paper that stays with Bawaslu there is its commitment; of a document and of an entry cited, their hashes.
- Times of a dispute are claims: of whoever logged it, and of the reporter where it is said so.
"""

from collections.abc import Iterable, Iterator

from domain.authority import Authority
from domain.disputes import Dispute
from domain.events import DisputeRuled, Entry, Reference
from domain.statements import Ruling, Statement
from domain.types import Hash, PublicKey
from ledger.bundles.bundle_document import (
    DisputeTold,
    EntryTold,
    EvidenceTold,
    FiledTold,
    RuledTold,
    SeatTold,
    SeenTold,
)
from ledger.explain.pathcheck import CheckedPath
from ledger.signers import seat_of


def disputes_of(path: CheckedPath) -> Iterator[DisputeTold]:
    """The disputes in the books of `path`, in the order of the books and of their names."""
    for origin, docket in path.passes.dockets.items():
        entries = dict(path.books[origin].inspected.entries)
        teller = _Teller(origin, docket.authority, entries)
        for name, dispute in sorted(docket.disputes.items()):
            yield teller.dispute(name, dispute)


class _Teller:
    """Tells the disputes of one book."""

    def __init__(self, origin: str, authority: Authority, entries: dict[int, Entry]) -> None:
        self._origin = origin
        self._authority = authority
        self._entries = entries

    def dispute(self, name: str, dispute: Dispute) -> DisputeTold:
        filed = dispute.filed
        return DisputeTold(
            book=self._origin,
            name=name,
            filed=FiledTold(
                entry=self._named(dispute.index),
                time=self._entries[dispute.index].time,
                logged_by=self._logged_by(dispute.index),
                reporter=filed.reporter,
                text=filed.text,
                areas=list(filed.areas),
                contests=list(filed.contests),
                happened=filed.happened,
                known=filed.known,
                commitments=_hex(filed.papers),
            ),
            evidence=[
                EvidenceTold(
                    entry=self._named(index),
                    time=self._entries[index].time,
                    logged_by=self._logged_by(index),
                    text=added.text,
                    commitments=_hex(added.commitments),
                    documents=_hex(added.documents),
                    entries=list(map(_cited, added.entries)),
                )
                for index, added in dispute.evidence
            ],
            ruled=None if dispute.ruled is None else self._ruled(dispute.ruled.index),
            seen=[
                SeenTold(
                    entry=self._named(index),
                    time=self._entries[index].time,
                    logged_by=self._logged_by(index),
                    outcome=seen.outcome,
                    entries=list(map(_cited, seen.entries)),
                )
                for index, seen in dispute.seen
            ],
        )

    def _ruled(self, index: int) -> RuledTold | None:
        event = self._entries[index].data
        if not isinstance(event, DisputeRuled):
            return None
        statement, ruling = event.ruling, event.ruling.data
        return RuledTold(
            entry=self._named(index),
            time=self._entries[index].time,
            logged_by=self._logged_by(index),
            statement=statement.hash.hex(),
            signers=self._signers(statement),
            order=ruling.order,
            to=ruling.to,
            areas=list(ruling.areas),
            contests=list(ruling.contests),
            deadline=ruling.deadline,
            reason=ruling.reason,
            document=ruling.document.hex(),
        )

    def _signers(self, statement: Statement[Ruling]) -> list[SeatTold]:
        return sorted(map(self._seat, statement.signers), key=lambda seat: (seat.role != "ketua", seat.person))

    def _logged_by(self, index: int) -> SeatTold:
        return self._seat(self._entries[index].signer)

    def _seat(self, key: PublicKey) -> SeatTold:
        seat = seat_of(key, self._authority.keys)
        return SeatTold(role=seat.role or "unknown", person=seat.person, area=seat.area)

    def _named(self, index: int) -> EntryTold:
        return EntryTold(book=self._origin, index=index, hash=self._entries[index].hash.hex())


def _cited(reference: Reference) -> EntryTold:
    return EntryTold(book=reference.book, index=reference.index, hash=reference.leaf.hex())


def _hex(hashes: Iterable[Hash]) -> list[str]:
    return [each.hex() for each in hashes]
