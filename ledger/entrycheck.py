"""The checks of one entry after another of one book: form, place, chain and signatures.

- Bytes are decoded strictly (R101, R102, R104); an unknown type or version is `unsupported` (R103), not broken.
- An entry stands in its book, election and stream (R203) and follows its stream's last entry (R201, R202).
- Its own signature and those of the statements in it are checked, each once (R401); not again where the very bytes of
  the entry, told by its leaf hash, were checked before and held.
"""

import re
from collections.abc import Container, Iterator, Mapping
from typing import Final

from domain.events import EVENT_TYPES, STREAMS, Entry, Event, Unsupported
from domain.findings import Finding, Level, broken, params
from domain.statements import Statement, StatementData
from domain.types import ZERO_HASH, Hash
from ledger.errors import EntryTooLargeError, FormatError, NotCanonicalError
from ledger.records import SealedEntry
from ledger.signing import ENTRY_TYPE, STATEMENT_TYPE, pae, verify
from ledger.wire import statement_fields


class EntryChecker:
    """The checks of one entry after another of one book: stream, chain and signatures."""

    def __init__(
        self,
        origin: str,
        election: Hash | None,
        heads: Mapping[str, tuple[int, Hash]] | None = None,
        *,
        sound: Container[Hash] = frozenset(),
    ) -> None:
        """Start at the first entry of the book `origin`, or go on from `heads`: last seq and hash of its streams.

        `sound` are the leaf hashes of entries whose signatures are known to hold: these are counted, and spared.
        """
        self.statements = 0
        self.signatures = 0
        self.spared = 0
        self.election = election
        self._origin = origin
        self._heads = dict(heads or {})
        self._sound = sound

    def findings(self, sealed: SealedEntry, index: int) -> list[Finding]:
        """What is wrong with the next entry; it becomes its stream's last either way."""
        entry = sealed.entry
        found = self._place(entry, index)
        seq, prev = self._heads.get(entry.stream, (0, ZERO_HASH))
        self._heads[entry.stream] = (entry.seq, entry.hash)
        if entry.seq != seq + 1:
            found.append(broken("R201", seq=entry.seq, expected=seq + 1))
        if entry.prev != prev:
            found.append(broken("R202", prev=entry.prev.hex(), expected=prev.hex()))
        is_sound, before = entry.hash in self._sound, self.signatures
        self.signatures += 1
        if not is_sound and not verify(entry.signer, sealed.signature, pae(ENTRY_TYPE, sealed.payload)):
            found.append(broken("R401", signer=entry.signer.hex(), signed="entry"))
        for statement in statements_in(entry.data):
            self.statements += 1
            self.signatures += len(statement.signers)
            if not is_sound:
                _check_statement(statement, found)
        if is_sound:
            self.spared += self.signatures - before
        if isinstance(entry.data, Unsupported):
            found.append(Finding("R103", Level.INCOMPLETE, params=params(type=entry.data.type, v=entry.data.v)))
        return found

    def _place(self, entry: Entry, index: int) -> list[Finding]:
        """Book, election and stream as this entry must name them."""
        found = []
        if self.election is None:
            self.election = entry.hash if index == 0 and entry.election == ZERO_HASH else entry.election
        if entry.book != self._origin:
            found.append(broken("R203", field="book", value=entry.book))
        is_declaration = index == 0 and entry.stream == "election"
        if entry.election != (ZERO_HASH if is_declaration else self.election):
            found.append(broken("R203", field="election", value=entry.election.hex()))
        if not _fits_stream.get(type(entry.data), _is_any_stream)(entry.stream):
            found.append(broken("R203", field="stream", value=entry.stream))
        return found


def _check_statement(statement: Statement[StatementData], found: list[Finding]) -> None:
    """Check all signatures of a statement, and add what is found."""
    message = pae(STATEMENT_TYPE, statement.payload)
    for signer, signature in zip(statement.signers, statement.signatures, strict=True):
        if not verify(signer, signature, message):
            found.append(broken("R401", signer=signer.hex(), signed=type(statement.data).__name__))


def statements_in(event: Event) -> Iterator[Statement[StatementData]]:
    """The statements embedded in an event, in the order of its fields."""
    for name in _STATEMENT_FIELDS.get(type(event), ()):
        value = getattr(event, name)
        if isinstance(value, Statement):
            yield value
        else:
            yield from value


def entry_finding(error: FormatError) -> Finding:
    """The finding for bytes that are no entry."""
    match error:
        case NotCanonicalError():
            code = "R101"
        case EntryTooLargeError():
            code = "R104"
        case _:
            code = "R102"
    return Finding(code, Level.BROKEN, params=error.params)


_is_any_stream: Final = re.compile(r"[a-z0-9_/.-]{1,100}").fullmatch
_fits_stream: Final = {
    kind: re.compile(f"{wanted}[a-z0-9_.-]{{1,80}}" if wanted.endswith("/") else wanted).fullmatch
    for kind, wanted in STREAMS.items()
}
"""Whether an entry of this type may stand in a stream."""

_STATEMENT_FIELDS: Final = {
    kind: tuple(kind.__struct_fields__[place] for place in places)
    for kind in EVENT_TYPES.values()
    if (places := statement_fields(kind))
}
