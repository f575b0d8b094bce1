"""What one book has granted so far, and taken back.

- A key serves one use in the whole election; what it serves is kept after it was taken back, so it never serves again.
- A revocation gives every book a cut, 0 where it names none; a later one can only lower the cuts.
- An affirmation lets entries behind the cut count all the same, in the book and range it names.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from domain.authority import Appointed, Revoked
from domain.bodies import Body
from domain.events import ContestDeclared
from domain.findings import Finding, broken
from domain.statements import ElectionAmendment, LogGrant, Withdrawn
from domain.types import Hash, PublicKey

Use = tuple[str, str, int, str, int, str]
"""What a key is for: role (or `log`), body, TPS or book, and person; and the book, index and stream that say so."""


@dataclass(frozen=True, slots=True)
class AuthorizedBook:
    """A book that entry `index` of its superior's book opens for `body`."""

    body: Body
    log: LogGrant
    index: int


@dataclass(frozen=True, slots=True)
class Claim:
    """Entry `index` says that the first `size` entries of `book` have this root."""

    index: int
    stream: str
    book: str
    size: int
    root: Hash


@dataclass(frozen=True, slots=True)
class Taken:
    """Entry `index` takes back the key of `appointed`: below these cuts (book and size) it counts."""

    index: int
    stream: str
    appointed: Appointed
    cuts: tuple[tuple[str, int], ...]


@dataclass(slots=True)
class RevokedKey:
    """A key that was taken back: what it was, its cut in each book that has one, and what was affirmed since."""

    appointed: Appointed
    cuts: dict[str, int]
    affirmed: list[tuple[str, int, int]] = field(default_factory=list)

    def within(self, book: str) -> Revoked:
        """Where in `book` the key still counts."""
        ranges = tuple((begin, end) for named, begin, end in self.affirmed if named == book)
        return Revoked(self.cuts.get(book, 0), ranges)


@dataclass(slots=True)
class Grants:
    """What a book has granted so far; folding entries in the order of the book adds to it."""

    contests: dict[str, tuple[Hash, ContestDeclared]] = field(default_factory=dict)
    withdrawn: dict[str, tuple[Withdrawn, ...]] = field(default_factory=dict)
    amendments: list[ElectionAmendment] = field(default_factory=list)
    books: list[AuthorizedBook] = field(default_factory=list)
    officials: dict[str, list[Appointed]] = field(default_factory=dict)
    stations: list[Appointed] = field(default_factory=list)
    registered: dict[str, int] = field(default_factory=dict)
    revoked: dict[PublicKey, RevokedKey] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    used: dict[PublicKey, Use] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def revoked_in(self, book: str, keys: Collection[PublicKey]) -> dict[PublicKey, Revoked]:
        """Those of `keys` that were taken back, and where in `book` they still count."""
        return {key: revoked.within(book) for key, revoked in self.revoked.items() if key in keys}


def twice(grants: Grants, key: PublicKey, use: tuple[str, str, int]) -> Finding:
    """R406 for the grant at hand; and at the earlier one too, for which of the two is right nobody can say."""
    first = grants.used[key]
    earlier = broken("R406", key=key.hex(), use=" ".join(map(str, use)))
    grants.findings.append(earlier.at(book=first[3], index=first[4], stream=first[5]))
    return broken("R406", key=key.hex(), use=use_text(first))


def use_text(use: Use) -> str:
    """What a key is for, in the words of the format."""
    return " ".join(map(str, use[:3]))
