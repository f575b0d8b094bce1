"""Signers by role and seat; no name of a person is known.

- A key is told by what it was appointed for in the book at hand; of any other key nothing is known but itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.authority import Appointed
from domain.statements import STATION_ROLES
from domain.types import PublicKey

Keys = Mapping[PublicKey, Appointed]
"""The keys that are appointed for a book."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Whose key it is: role, number of the seat, and the area and body it is of; `role` is empty if nobody knows."""

    key: PublicKey
    role: str = ""
    person: int = 0
    area: str = ""
    of: str = ""


def seat_of(key: PublicKey, known: Keys) -> Seat:
    """The seat that a key was appointed for; `of` is the body's id, and of a KPPS the code of its TPS."""
    appointed = known.get(key)
    if appointed is None:
        return Seat(key)
    of = appointed.area if appointed.role in STATION_ROLES else appointed.body
    return Seat(key, str(appointed.role), appointed.person, appointed.area, of)
