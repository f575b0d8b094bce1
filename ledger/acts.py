"""Making the statements and events that people sign and log, from keys that are at hand.

- A statement lists its signers in ascending order and carries one signature of each.
- What is made here is parsed back from its bytes before anything uses it.
"""

from collections.abc import Sequence
from typing import TypeVar, cast

from domain.bodies import Body
from domain.statements import Appointment, KeyGrant, LogGrant, Possession, Role, Statement, StatementData
from domain.types import Hash, PublicKey
from ledger.records import parse_statement, statement_payload
from ledger.signing import STATEMENT_TYPE, SigningKey, pae

D = TypeVar("D", bound=StatementData)


def signed(data: D, subject: str, keys: Sequence[SigningKey], election: Hash, time: int) -> Statement[D]:
    """The statement of `data` about `subject`, signed by all `keys`; `time` is claimed, in milliseconds since 1970."""
    by_public = {key.public: key for key in keys}
    payload = statement_payload(data, election=election, signers=tuple(by_public), subject=subject, time=time)
    message = pae(STATEMENT_TYPE, payload)
    signatures = tuple(by_public[public].sign(message) for public in sorted(by_public))
    return cast("Statement[D]", parse_statement(payload, signatures))


def possession(
    key: SigningKey, body: Body, person: int, role: Role, election: Hash, time: int
) -> Statement[Possession]:
    """The proof that `key` is held, for this seat of this body."""
    return signed(Possession(body.area, person, role), body.id, [key], election, time)


def officials(body: Body, seats: Sequence[tuple[PublicKey, Role, int]]) -> Appointment:
    """The appointment of these keys to the seats of a body."""
    return Appointment(tuple(KeyGrant(body.area, key, person, role) for key, role, person in seats), None)


def book_of(origin: str, log: PublicKey) -> Appointment:
    """The authorisation of a book."""
    return Appointment((), LogGrant(log, origin))
