"""Two people typed the same paper without seeing each other's figures: what they differ in is typed again.

Rules of this module:

- The drafts are the first and the second entry of one TPS, the same contests, the same vote, both complete.
- Where both typed the same, that stands; only fields that differ are asked again.
- A third reading that is neither of the two is typed twice before it stands.
- Who typed what is not told: the two readings are given in ascending order.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ledger.entry.entry_draft import FIRST, SECOND, Draft
from ledger.errors import DraftIncompleteError, DraftsDifferError
from ledger.forms.typing_form import Did, Field, Step, Typing, answer

Reading = int | None


@dataclass(frozen=True, slots=True)
class Settling:
    """The differing fields being typed again: `readings` are the two figures of each, `again` a third to confirm."""

    typing: Typing
    readings: Mapping[Field, tuple[Reading, Reading]]
    again: tuple[Field, Reading] | None = None

    def answer(self, line: str) -> tuple["Settling", Step]:
        """What `line` does; a third reading is asked for once more (`Did.AGAIN`)."""
        current = self.typing.current
        step = answer(self.typing, line)
        if current is None or step.did not in {Did.FILLED, Did.EMPTIED}:
            return replace(self, typing=step.typing, again=self.again if step.did is Did.ASK else None), step
        third = (current, step.typing.values[current])
        if third[1] in self.readings[current] or self.again == third:
            return replace(self, typing=step.typing, again=None), step
        return replace(self, again=third), Step(self.typing, Did.AGAIN)

    def shown(self, field: Field) -> tuple[Reading, Reading]:
        """The two readings of a field, the smaller first, an empty one before all; whose is whose is not told."""
        first, second = sorted(self.readings[field], key=lambda each: -1 if each is None else each)
        return first, second


def require_pair(left: Draft, right: Draft, paths: tuple[Path, Path]) -> tuple[Draft, Draft]:
    """The first and the second entry.  Raises `DraftsDifferError`."""
    names = {"left": str(paths[0]), "right": str(paths[1])}
    if {left.head.entry, right.head.entry} != {FIRST, SECOND}:
        raise DraftsDifferError(**names, reason="entry")
    for what in ("election", "tps", "generation", "contests", "with_words"):
        if getattr(left.head, what) != getattr(right.head, what):
            raise DraftsDifferError(**names, reason=what)
    return (left, right) if left.head.entry == FIRST else (right, left)


def require_complete(draft: Draft, fields: tuple[Field, ...], path: Path) -> Mapping[Field, Reading]:
    """The figures of a draft with an answer to every field.  Raises `DraftIncompleteError`, `DraftMismatchError`."""
    typing = draft.typing(fields, path)
    if not typing.is_complete:
        raise DraftIncompleteError(path=str(path), answered=typing.answered, total=len(fields))
    return typing.values


def settling(
    fields: tuple[Field, ...], first: Mapping[Field, Reading], second: Mapping[Field, Reading]
) -> tuple[dict[Field, Reading], Settling]:
    """What both typed alike, and the fields to type again."""
    alike = {each: first[each] for each in fields if first[each] == second[each]}
    readings = {each: (first[each], second[each]) for each in fields if each not in alike}
    return alike, Settling(Typing(tuple(readings)), readings)
