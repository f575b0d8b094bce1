"""The signing round: a statement travels as an envelope file until everybody it names has signed.

- Preparing fixes the signers; only they can sign, and all of them must: an incomplete statement is nothing.
- What is signed is the payload in the envelope, byte for byte; what is shown comes from the same bytes.
- Every signature in the file is checked when the file is read; one that fails, or is a stranger's, is named.
- A statement is about one election; signing or receiving it for another is refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar, cast

from domain.statements import Statement, StatementData
from domain.types import Hash, PublicKey, Signature
from ledger import canonical
from ledger.envelope import Envelope, read_envelope, write_envelope
from ledger.errors import (
    NotASignerError,
    OtherElectionError,
    SignaturesMissingError,
    StatementSignatureError,
    WrongStatementError,
)
from ledger.records import parse_statement, statement_payload
from ledger.signing import SIGNATURE_SIZE, STATEMENT_TYPE, SigningKey, verify

D = TypeVar("D", bound=StatementData)
_UNSIGNED = Signature(bytes(SIGNATURE_SIZE))


@dataclass(frozen=True, slots=True)
class Round:
    """A statement on its way: the envelope, and the statement in it, whose missing signatures are zero bytes."""

    envelope: Envelope
    statement: Statement[StatementData]

    @property
    def signed(self) -> tuple[PublicKey, ...]:
        """Who has signed, ascending."""
        return tuple(key for key, _ in self.envelope.signatures)

    @property
    def missing(self) -> tuple[PublicKey, ...]:
        """Who has still to sign, ascending."""
        return tuple(key for key in self.statement.signers if key not in self.signed)

    @property
    def raw(self) -> bytes:
        """The bytes of the file."""
        return write_envelope(self.envelope)

    def require_signer(self, key: PublicKey) -> None:
        """Raise `NotASignerError` if the statement does not name `key`."""
        if key not in self.statement.signers:
            raise NotASignerError(signer=key.hex())

    def require_election(self, election: Hash) -> None:
        """Raise `OtherElectionError` if the statement is about another election."""
        if self.statement.election != election:
            raise OtherElectionError(election=election.hex(), found=self.statement.election.hex())

    def require_kind(self, kind: type[D]) -> Statement[D]:
        """The statement, if it is of this type.  Raises `WrongStatementError`."""
        if not isinstance(self.statement.data, kind):
            raise WrongStatementError(wanted=kind.__name__, found=type(self.statement.data).__name__)
        return cast("Statement[D]", self.statement)

    def sign(self, key: SigningKey) -> "Round":
        """The round with `key`'s signature.  Raises `NotASignerError`."""
        self.require_signer(key.public)
        return _round(self.envelope.with_signature(key.public, key.sign(self.envelope.message)))

    def complete(self, kind: type[D]) -> Statement[D]:
        """The statement with every signature.  Raises `WrongStatementError`, `SignaturesMissingError`."""
        statement = self.require_kind(kind)
        if self.missing:
            raise SignaturesMissingError(missing=" ".join(key.hex() for key in self.missing), count=len(self.missing))
        return statement


def prepare(
    data: StatementData,
    *,
    subject: str,
    signers: Iterable[PublicKey],
    election: Hash,
    time: int,
    replaces: tuple[Hash, ...] = (),
) -> Round:
    """A statement that nobody has signed yet; `time` is claimed, in milliseconds since 1970.  Raises `FormatError`."""
    payload = statement_payload(
        data, election=election, signers=tuple(signers), subject=subject, time=time, replaces=replaces
    )
    return _round(Envelope(STATEMENT_TYPE, payload))


def read_round(raw: bytes) -> Round:
    """The round in the bytes of an envelope file.

    Raises `FormatError` for anything that is no statement, `NotASignerError`, `StatementSignatureError`.
    """
    envelope = read_envelope(raw)
    if envelope.payload_type != STATEMENT_TYPE:
        raise WrongStatementError(wanted="statement", found="entry")
    found = _round(envelope)
    for key, signature in envelope.signatures:
        found.require_signer(key)
        if not verify(key, signature, envelope.message):
            raise StatementSignatureError(signer=key.hex())
    return found


def envelope_of(statement: Statement[StatementData]) -> Envelope:
    """The complete envelope of a statement, as it is exported from an entry."""
    signatures = tuple(zip(statement.signers, statement.signatures, strict=True))
    return Envelope(STATEMENT_TYPE, statement.payload, signatures)


def _round(envelope: Envelope) -> Round:
    """The envelope with its statement; a signature that is not there yet is zero bytes."""
    fields = canonical.decode(envelope.payload)
    named = fields.get("signers") if isinstance(fields, dict) else None
    count = len(named) if isinstance(named, tuple) else 0
    signers = parse_statement(envelope.payload, (_UNSIGNED,) * count).signers
    given = dict(envelope.signatures)
    signatures = tuple(given.get(key, _UNSIGNED) for key in signers)
    return Round(envelope, parse_statement(envelope.payload, signatures))
