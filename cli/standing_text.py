"""The order of options as one line: who stands where, and who shares a place (`domain.standings`).

Rules of this module:

- Whoever is tied stands in one place, which is said; the next place is counted after all of them: 1, 1, 3.
- Of a long order the first places are shown; that there are more is said.
- Of an order that changed, the places that are the same at its beginning and its end are left out.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from cli.frame import tr

if TYPE_CHECKING:
    from domain.standings import Effect


def order_text(places: Sequence[Sequence[str]], called: Mapping[str, str], most: int, *, first: int = 1) -> str:
    """Places from the `first` on, each with the rows that share it, by the names in `called`; at most so many."""
    shown, place = [], first
    for rows in places[:most]:
        options = " = ".join(called.get(row, row) for row in rows)
        shown.append(f"{place}. {tr('standing.tied', options=options) if len(rows) > 1 else options}")
        place += len(rows)
    return ", ".join([*shown, *(["..."] if len(places) > most else [])])


def changed_order(effect: "Effect", called: Mapping[str, str], most: int) -> tuple[str, str]:
    """Both orders, from the first place that changed to the last."""
    before, after = effect.earlier.places, effect.later.places
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    same = next((at for at in range(shorter - start) if before[-1 - at] != after[-1 - at]), shorter - start)
    first = 1 + sum(map(len, before[:start]))
    told = [order_text(each[start : len(each) - same], called, most, first=first) for each in (before, after)]
    return told[0], told[1]
