"""What a comparison changes in the votes: patterns, who gains and who loses, and the effect on order and margin.

Rules of this module:

- The effect is that in the whole area; where it is known over the compared TPS alone, it is said over how many.
- Of the areas below the highest one, those are shown in which the order changes; how many others there are is said.
- Options that are tied share a place, and nobody leads with a margin of 0.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from cli.frame import tr
from cli.helping import language
from cli.layout import area_name, number, paragraph, table
from cli.rows import shown_rows
from cli.standing_text import changed_order, order_text

if TYPE_CHECKING:
    from domain.standings import Effect
    from ledger.diff.differing import Difference

_EFFECTS: Final = 20
"""How many effects on the order are shown unless all are asked for."""

_PLACES: Final = 5
"""How many places of an order are shown."""


def pattern_lines(difference: "Difference") -> Iterator[str]:
    """The patterns with their TPS and votes; nothing where no figure differs."""
    if not difference.patterns:
        return
    yield ""
    yield tr("diff.patterns")
    for pattern, (stations, votes) in difference.patterns.items():
        counts = {"stations": number(stations), "votes": number(votes)}
        yield from paragraph(tr("diff.pattern_line", pattern=tr(f"pattern.{pattern}"), **counts), "    ", "  ")


def effect_lines(difference: "Difference", names: Mapping[str, str], *, with_all: bool) -> Iterator[str]:
    """Who gains and who loses in the highest area, then order and margin; nothing where no figure and no sum differs.

    `names` are the rows as people call them.
    """
    top = next(iter(difference.areas), None)
    if top is None or not (difference.cells or any(each.earlier != each.later for each in difference.effects(top))):
        return
    yield from _winners(difference, top, names)
    yield ""
    yield tr("diff.effect")
    told = {area: difference.effects(area) for area in difference.areas}
    others = {area: [effect for effect in its if effect.is_new_order] for area, its in told.items() if area != top}
    shown = [(area, effect) for area, its in {top: told[top], **others}.items() for effect in its]
    for area, effect in shown if with_all else shown[:_EFFECTS]:
        yield from paragraph(_effect(_where(difference, area), effect, names), "    ", "  ")
    if len(shown) > _EFFECTS and not with_all:
        yield "  " + tr("diff.more_effects", count=number(len(shown) - _EFFECTS))
    same = sum(not its for its in others.values())
    if same:
        yield from paragraph(tr("diff.same_elsewhere", count=number(same)), "    ", "  ")


def _winners(difference: "Difference", area: str, names: Mapping[str, str]) -> Iterator[str]:
    """By how many votes the rows change over the compared TPS of an area."""
    contest, changes = difference.contest, difference.changes(area)
    rows = [contest.rows[at] for at in shown_rows(contest, with_candidates=True)]
    changed = [row for row in rows if row in changes]
    if not changed:
        return
    yield ""
    yield from paragraph(tr("diff.winners", area=_compared(difference, area)))
    signed = [f"{changes[row]:+,}" for row in changed]
    cells = [each.replace(",", ".") if language() == "id" else each for each in signed]
    yield from table([names[row] for row in changed], {"+/-": cells})


def _where(difference: "Difference", area: str) -> str:
    """What an effect is about: a whole area, or so many TPS."""
    return area_name(area) if difference.is_whole(area) else _compared(difference, area)


def _compared(difference: "Difference", area: str) -> str:
    """The compared TPS of an area; the nation is not named, of which they may be few."""
    from domain.areas import NATION

    count = number(difference.areas[area].compared)
    if area == NATION:
        return tr("diff.over_all", count=count)
    return tr("diff.over", count=count, area=area_name(area))


def _effect(where: str, effect: "Effect", names: Mapping[str, str]) -> str:
    given = {"area": where, "earlier": number(effect.earlier.margin), "later": number(effect.later.margin)}
    if not effect.is_new_order:
        first = effect.later.places[:1]
        if first and effect.later.leader is None:
            return tr("diff.order_tied", first=order_text(first, names, 1), **given)
        return tr("diff.order_same", **given)
    before, after = changed_order(effect, names, _PLACES)
    if effect.party is None:
        return tr("diff.order_new", before=before, after=after, **given)
    party = names.get(f"suara_{effect.party}_total", str(effect.party))
    return tr("diff.order_party", party=party, before=before, after=after, **given)
