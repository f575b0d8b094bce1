"""How a tampering with a copy of a practice archive, and its discovery, are told.

- The place is named: book, entry, TPS.
- What verification says is told in the words of a person, code by code.
"""

import textwrap
from typing import TYPE_CHECKING

from cli.frame import tr, write
from cli.layout import area_name, body_name, paragraph

if TYPE_CHECKING:
    from ledger.making.practice import Tampering
    from ledger.passes import Verification


def tell_of_tampering(tampering: "Tampering", caught: "Verification") -> None:
    """What was changed in the copy, and how verifying it found that."""
    where = {"body": body_name(tampering.book), "area": area_name(tampering.tps), "index": tampering.index}
    change = {"moved": tampering.moved, "loser": tampering.loser, "winner": tampering.winner}
    say("demo.tampered", **where, **change)
    write()
    say("demo.caught", status=tr(f"status.{caught.status}"))
    codes = {found.code for found in caught.findings if str(found.level) == "broken"}
    for code in sorted(codes & {"R401", "R301", "R202", "R108"}, reverse=True):
        for line in paragraph(tr(f"demo.{code}", **where), "      ", "    - "):
            write(line)
    write()
    say("demo.lesson", **where)
    write()


def say(key: str, **values: object) -> None:
    """A text of the catalogue, wrapped."""
    for line in paragraph(textwrap.dedent(tr(key, **values))):
        write(line)
