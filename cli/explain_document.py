"""What `rekap explain --json` prints (`docs/explain.md`).

Rules of this module:

- The document has the same keys for every number, sorted; it is the same bytes in every language.
- Hashes are in hexadecimal; an entry is `{book, hash, index}`; what does not apply is null or empty.
- Nothing in it depends on whether the index was there before.
"""

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from cli.report import finding_document
from domain.events import Attendee
from domain.findings import Finding
from ledger.explain.explained import Named

if TYPE_CHECKING:
    from domain.election import Election
    from ledger.explain.explained import Explanation
    from ledger.explain.verified_state import State

Document = dict[str, object]


def document(found: "Explanation", state: "State | None", differing: tuple[str, ...]) -> Document:
    """The one JSON document of an explanation."""
    election = found.election

    def plain(value: object) -> object:
        return _plain(value, election)

    return {
        "status": found.status,
        "path": {
            "books": {book: {"root": root.hex(), "size": size} for book, (size, root) in found.books.items()},
            "entries": found.entries,
            "statements": found.statements,
            "signatures": found.signatures,
        },
        "below": {"books": found.from_index},
        "archive": {
            "state": None if state is None else state.status,
            "fits": None if state is None else not differing,
            "differing": list(differing),
        },
        "election": election.hash.hex() if election else None,
        "kind": election.declared.kind if election else None,
        "contest": found.contest,
        "area": found.area,
        "row": found.row,
        "known": found.is_known,
        "figure": found.figure,
        "missing": found.missing,
        "adjusted": found.adjusted,
        "children": plain(found.children),
        "life": plain(found.life),
        "objections": plain(found.objections),
        "levels": plain(found.rungs),
        "first_difference": plain(found.first),
        "other_differences": plain(found.others),
        "findings": plain(found.findings),
    }


def _plain(value: object, election: "Election | None") -> object:
    """A value of an explanation as JSON has it."""
    plain: object = value
    match value:
        case bytes():
            plain = value.hex()
        case Named(book=book, index=index, leaf=leaf):
            plain = {"book": book, "hash": leaf.hex(), "index": index}
        case Finding():
            plain = finding_document(value, election)
        case Attendee(contest=contest, no=no, role=role):
            plain = {"contest": contest, "no": no, "role": role}
        case tuple():
            plain = [_plain(each, election) for each in value]
        case _ if is_dataclass(value):
            plain = {field.name: _plain(getattr(value, field.name), election) for field in fields(value)}
    return plain
