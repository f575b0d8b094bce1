"""What `rekap explain --json` prints (`docs/explain.md`).

Rules of this module:

- The document has the same keys for every number, sorted; it is the same bytes in every language.
- Hashes are in hexadecimal; an entry is `{book, hash, index}`; what does not apply is null or empty.
- Nothing in it depends on whether the index was there before.
"""

from typing import TYPE_CHECKING

from cli.report import finding_document
from ledger.explain.explained_plain import plain as plain_value

if TYPE_CHECKING:
    from ledger.explain.explained import Explanation
    from ledger.verified_state import State

Document = dict[str, object]


def document(found: "Explanation", state: "State | None", differing: tuple[str, ...]) -> Document:
    """The one JSON document of an explanation."""
    election = found.election

    def plain(value: object) -> object:
        return plain_value(value, lambda finding: finding_document(finding, election))

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
