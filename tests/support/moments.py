"""Truncated copies of a practice election, and what could be known when a book was so long, worked out plainly.

- What is known is found by asking every entry again and again until nothing is added: no other way could be simpler.
- A truncated copy has every known book with its first entries under a checkpoint of just that size; a book that was
  authorised and that nobody knew is there with no entry, any other is not there at all.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from domain.bodies import body_of_origin
from domain.events import BodyAuthorized
from ledger.checkpoint import peek_checkpoint
from ledger.passes import Verification
from ledger.records import decode_entry
from tests.support.commands import run
from tests.support.practice import BookWritten, World

Sizes = dict[str, int]


def known_at(world: World, body: str, size: int) -> Sizes:
    """By body, how many entries could be known when the book of `body` had `size`."""
    known = {body: size}
    while True:
        seen = dict(known)
        for other, length in known.items():
            for quoted, amount in _quoted(world, other, length):
                seen[quoted] = max(seen.get(quoted, 0), amount)
        if seen == known:
            return known
        known = seen


def _quoted(world: World, body: str, size: int) -> Iterator[tuple[str, int]]:
    for raw in world.books[body].raw[:size]:
        data = decode_entry(raw).entry.data
        for name in ("note", "authority"):
            note = getattr(data, name, None)
            if isinstance(note, bytes):
                claimed = peek_checkpoint(note)
                quoted = body_of_origin(claimed.origin)
                assert quoted is not None
                yield quoted.id, claimed.size


def truncated(world: World, sizes: Mapping[str, int]) -> World:
    """A world in which nothing was logged beyond these sizes."""
    copy = World()
    copy.election = world.election
    authorised = {
        decode_entry(raw).entry.subject
        for body, size in sizes.items()
        for raw in world.books[body].raw[:size]
        if isinstance(decode_entry(raw).entry.data, BodyAuthorized)
    }
    for body, book in world.books.items():
        size = sizes.get(body, 0)
        if size or body in authorised:
            notes = {older: note for older, note in book.notes.items() if older < size}
            copy.books[body] = BookWritten(book.raw[:size], {}, {**notes, size: world.note(body, size)})
    return copy


def written(world: World, folder: Path) -> tuple[Path, Path]:
    """The archive and the trust file of a world."""
    world.write(folder / "archive")
    (folder / "trust").write_text(world.trust().text)
    return folder / "archive", folder / "trust"


def answer(found: Verification) -> object:
    """All that a verification says, but for the books and signatures it counted and for its moment."""
    kept = ("status", "entries", "findings", "totals", "stations")
    return {name: getattr(found, name) for name in kept}


def asked(command: str, archive: Path, trust: Path, *options: object) -> tuple[int, dict[str, object]]:
    """Exit code and document of a command."""
    outcome = run(command, archive, "--trust", trust, *options, "--json")
    assert outcome.out, outcome.err
    document: dict[str, object] = json.loads(outcome.out)
    return outcome.code, document
