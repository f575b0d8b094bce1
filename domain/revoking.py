"""Keys that are taken back, and what they signed that counts all the same.

- Only a key that this book itself appointed to the body of the stream is taken back or affirmed (R402, R404).
- A further revocation of the same key can only lower its cuts.
- What is affirmed is a range of entries of one book, of a key that was revoked before (R203, R205).

Whether a cut lies below what this book has itself seen of the other, and whether the roots are those of the books, is
asked where the books are (`ledger.receipts`).
"""

from domain.authority import Appointed
from domain.bodies import BodyKind, parse_body
from domain.events import Entry
from domain.findings import Finding, broken
from domain.grants import Claim, Grants, RevokedKey, Taken
from domain.statements import Affirmation, Revocation
from domain.types import PublicKey


def revoke(grants: Grants, index: int, entry: Entry, revocation: Revocation) -> tuple[Finding, ...]:
    """Take a key back; findings if it is not for this book to take."""
    appointed = _appointed(grants, entry.subject, revocation.key)
    if isinstance(appointed, Finding):
        return (appointed,)
    cuts: dict[str, int] = {}
    for cut in revocation.cuts:
        cuts[cut.book] = min(cut.size, cuts.get(cut.book, cut.size))
        grants.claims.append(Claim(index, entry.stream, cut.book, cut.size, cut.root))
    grants.taken.append(Taken(index, entry.stream, appointed, tuple(cuts.items())))
    before = grants.revoked.get(revocation.key)
    if before is None:
        grants.revoked[revocation.key] = RevokedKey(appointed, cuts)
    else:
        before.cuts = {book: min(size, cuts[book]) for book, size in before.cuts.items() if book in cuts}
    return ()


def affirm(grants: Grants, index: int, entry: Entry, affirmation: Affirmation) -> tuple[Finding, ...]:
    """Let entries that a revoked key signed count; findings if there is nothing to affirm."""
    appointed = _appointed(grants, entry.subject, affirmation.key)
    if isinstance(appointed, Finding):
        return (appointed,)
    revoked = grants.revoked.get(affirmation.key)
    if revoked is None:
        return (broken("R205", cited=affirmation.key.hex()),)
    if affirmation.begin >= affirmation.end:
        return (broken("R203", field="end", value=affirmation.end),)
    revoked.affirmed.append((affirmation.book, affirmation.begin, affirmation.end))
    grants.claims.append(Claim(index, entry.stream, affirmation.book, affirmation.end, affirmation.root))
    return ()


def _appointed(grants: Grants, subject: str, key: PublicKey) -> Appointed | Finding:
    """The key's appointment to the body `subject` in this book, or why there is none."""
    body = parse_body(subject)
    stations = body is not None and body.kind is BodyKind.KPPS
    there = grants.stations if stations else grants.officials.get(subject, ())
    appointed = next((each for each in there if each.key == key and each.body == subject), None)
    if appointed is not None:
        return appointed
    everybody = (each for body_keys in (*grants.officials.values(), grants.stations) for each in body_keys)
    other = next((each for each in everybody if each.key == key), None)
    if other is None:
        return broken("R402", key=key.hex())
    return broken("R404", key=key.hex(), area=other.area, wanted=subject)
