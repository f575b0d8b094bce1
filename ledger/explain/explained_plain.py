"""The words of an explanation as plain values, for JSON: what `rekap explain --json` and bundles print.

- Hashes are in hexadecimal; an entry is `{book, hash, index}`; a signer is `{area, person, role}`, of a key that nobody
  appointed with the role `unknown`.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass

from domain.events import Attendee
from domain.findings import Finding
from ledger.explain.explained import Named
from ledger.signers import Seat


def plain(value: object, finding: Callable[[Finding], object]) -> object:
    """A value of an explanation as JSON has it; what a finding is to be, `finding` says."""
    told: object = value
    match value:
        case bytes():
            told = value.hex()
        case Named(book=book, index=index, leaf=leaf):
            told = {"book": book, "hash": leaf.hex(), "index": index}
        case Seat(role=role, person=person, area=area):
            told = {"area": area, "person": person, "role": role or "unknown"}
        case Attendee(contest=contest, no=no, role=role):
            told = {"contest": contest, "no": no, "role": role}
        case Finding():
            told = finding(value)
        case tuple():
            told = [plain(each, finding) for each in value]
        case _ if is_dataclass(value):
            told = {field.name: plain(getattr(value, field.name), finding) for field in fields(value)}
    return told
