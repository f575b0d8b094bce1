"""Which documents the entries of a bundle name: only these may be in it.

- A document is named by its SHA-256; what a report to Bawaslu names are commitments, which name no document.
"""

from collections.abc import Iterable

from domain.events import DisputeFiled, DisputeRuled, Event, TallyReceived
from domain.types import Hash


def documents_named(events: Iterable[Event], contest: str) -> set[str]:
    """The SHA-256, in hexadecimal, of every document that these events name; of forms those of the contest."""
    found: set[Hash] = set()
    for event in events:
        for name in ("paper", "document"):
            found.add(getattr(event, name, None) or Hash(b""))
        if not isinstance(event, DisputeFiled):
            found |= set(getattr(event, "papers", ()))
        found |= set(getattr(event, "documents", ()))
        if isinstance(event, DisputeRuled):
            found.add(event.ruling.data.document)
        if isinstance(event, TallyReceived):
            forms = [form for form in event.statement.data.forms if form.contest == contest]
            found |= {paper for form in forms for paper in form.papers}
    return {each.hex() for each in found if each}
