"""What `rekap diff` shows to people: a summary first, then area by area.

Rules of this module:

- A difference is called a difference; at the end stands what it does not prove.
- Every TPS that differs is shown with its rows, both figures, the pattern, and who signed which paper.
- Of each kecamatan the first few TPS are shown, all of them on demand; nothing that is left out goes unsaid.
- Of the areas below the highest one, those are shown in which the order changes.
- Sums that only follow are not shown again; lines fit 80 columns.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Final

from cli.frame import tr
from cli.helping import language
from cli.layout import area_name, body_name, figure_or_dash, number, paragraph, table, word
from cli.report import mark
from cli.rows import form_name, row_names, shown_rows

if TYPE_CHECKING:
    from domain.election import Election
    from domain.patterns import Cell, Move, Reading
    from domain.standings import Effect
    from ledger.diff.comparing import Compared, Comparison
    from ledger.diff.differing import Difference
    from ledger.diff.differing_books import Said
    from ledger.signers import Seat

_KECAMATAN: Final = 6
_SHOWN: Final = 5
"""How many TPS of a kecamatan are shown unless all are asked for."""

_NAMED: Final = 10
"""How many areas or rows are listed by name in a sentence."""

_EFFECTS: Final = 20
"""How many effects on the order are shown unless all are asked for."""

_PLACES: Final = 5
"""How many places of an order are shown."""


def report(found: "Compared", *, with_all: bool = False) -> Iterator[str]:
    """The lines of the comparison."""
    marks = mark(found.reads[0].result)
    yield from marks
    for read in found.reads:
        yield from paragraph(tr(f"status.{read.result.status}"))
    if len({read.result.election.hash for read in found.reads if read.result.election is not None}) > 1:
        yield from paragraph(tr("diff.other_election"))
    if found.problems:
        file, line, *_ = found.problems[0]
        yield from paragraph(tr("diff.problems", count=number(len(found.problems)), file=file, line=line))
    for comparison in found.comparisons:
        if found.election is not None:
            yield ""
            yield from _Lines(comparison, found.election, with_all=with_all).lines()
    yield ""
    yield from paragraph(tr("diff.proves"))
    yield from marks


class _Lines:
    """The lines of one comparison."""

    def __init__(self, comparison: "Comparison", election: "Election", *, with_all: bool) -> None:
        self._comparison = comparison
        self._difference: Difference = comparison.difference
        self._election = election
        self._with_all = with_all
        contest = comparison.difference.contest
        self._names: Mapping[str, str] = dict(zip(contest.rows, row_names(contest, election), strict=True))

    def lines(self) -> Iterator[str]:
        difference = self._difference
        sides = {side: self._side(side) for side in (self._comparison.earlier, self._comparison.later)}
        earlier, later = sides[self._comparison.earlier], sides[self._comparison.later]
        yield from paragraph(tr("diff.title", contest=difference.contest.id, earlier=earlier, later=later))
        yield from self._summary(earlier, later)
        if difference.stations:
            yield from self._patterns()
            yield from self._effects()
            yield from self._areas()

    def _side(self, side: str) -> str:
        return tr(f"diff.side.{side}", holder=self._comparison.holder)

    # --- the summary ---

    def _summary(self, earlier: str, later: str) -> Iterator[str]:
        difference = self._difference
        compared = number(difference.compared)
        if difference.stations:
            changed = [bool(cell.patterns) for reading in difference.stations.values() for cell in reading.cells]
            counts = {"cells": sum(changed), "sums": len(changed) - sum(changed), "votes": difference.votes}
            told = {name: number(count) for name, count in counts.items()}
            stations = number(len(difference.stations))
            yield from paragraph(tr("diff.summary", stations=stations, compared=compared, **told), "  ")
        else:
            yield from paragraph(tr("diff.none", compared=compared), "  ")
        if difference.blanks:
            yield from paragraph(tr("diff.blanks", count=number(difference.blanks.total())), "  ")
        for only, side in ((difference.only_earlier, earlier), (difference.only_later, later)):
            if only:
                listed = _few([area_name(tps) for tps in only])
                yield from paragraph(tr("diff.only_earlier", count=number(len(only)), side=side, areas=listed), "  ")
        if difference.unknown:
            yield from paragraph(tr("diff.unknown", areas=_few([area_name(each) for each in difference.unknown])), "  ")
        if difference.uncompared:
            yield from paragraph(tr("diff.uncompared", rows=_few(list(difference.uncompared))), "  ")

    def _patterns(self) -> Iterator[str]:
        yield ""
        yield tr("diff.patterns")
        for pattern, (stations, votes) in self._difference.patterns.items():
            counts = {"stations": number(stations), "votes": number(votes)}
            yield from paragraph(tr("diff.pattern_line", pattern=tr(f"pattern.{pattern}"), **counts), "    ", "  ")

    def _effects(self) -> Iterator[str]:
        difference = self._difference
        top = next(iter(difference.areas))
        contest = difference.contest
        changes = difference.changes(top)
        rows = [contest.rows[at] for at in shown_rows(contest, with_candidates=True)]
        changed = [row for row in rows if row in changes]
        if changed:
            yield ""
            yield from paragraph(tr("diff.winners", area=area_name(top)))
            signed = [f"{changes[row]:+,}" for row in changed]
            cells = [each.replace(",", ".") if language() == "id" else each for each in signed]
            yield from table([self._names[row] for row in changed], {"+/-": cells})
        yield ""
        yield tr("diff.effect")
        told = {area: difference.effects(area) for area in difference.areas}
        others = {area: [effect for effect in its if effect.is_new_order] for area, its in told.items() if area != top}
        shown = [(area, effect) for area, its in {top: told[top], **others}.items() for effect in its]
        for area, effect in shown if self._with_all else shown[:_EFFECTS]:
            yield from paragraph(self._effect(area, effect), "    ", "  ")
        if len(shown) > _EFFECTS and not self._with_all:
            yield "  " + tr("diff.more_effects", count=number(len(shown) - _EFFECTS))
        same = sum(not its for its in others.values())
        if same:
            yield from paragraph(tr("diff.same_elsewhere", count=number(same)), "    ", "  ")

    def _effect(self, area: str, effect: "Effect") -> str:
        margins = {"earlier": number(effect.earlier.margin), "later": number(effect.later.margin)}
        where = {"area": area_name(area), **margins}
        if not effect.is_new_order:
            return tr("diff.order_same", **where)
        before, after = self._orders(effect)
        if effect.party is None:
            return tr("diff.order_new", before=before, after=after, **where)
        party = self._names.get(f"suara_{effect.party}_total", str(effect.party))
        return tr("diff.order_party", party=party, before=before, after=after, **where)

    def _orders(self, effect: "Effect") -> list[str]:
        """The places from the first to the last that changes, in both orders, or the first few of them."""
        pairs = list(zip(effect.earlier.order, effect.later.order, strict=True))
        new = [at for at, (left, right) in enumerate(pairs) if left != right]
        places = range(new[0], min(new[-1] + 1, new[0] + _PLACES))
        orders = (effect.earlier.order, effect.later.order)
        return [", ".join(f"{at + 1}. {self._names.get(order[at], order[at])}" for at in places) for order in orders]

    # --- area by area ---

    def _areas(self) -> Iterator[str]:
        for kecamatan, group in groupby(self._difference.stations, key=lambda tps: tps[:_KECAMATAN]):
            codes = list(group)
            yield ""
            yield area_name(kecamatan)
            certificate = self._comparison.certificates.get(kecamatan)
            if certificate is not None:
                yield from paragraph(tr("diff.where", body=body_name(certificate.book)), "  ")
                yield from paragraph(self._said(certificate, kecamatan), "    ", "  ")
            shown = codes if self._with_all else codes[:_SHOWN]
            for tps in shown:
                yield from self._station(tps, self._difference.stations[tps])
            if len(shown) < len(codes):
                yield "  " + tr("diff.more", count=number(len(codes) - len(shown)))
                yield "  " + tr("diff.all")

    def _station(self, tps: str, reading: "Reading") -> Iterator[str]:
        yield f"  {area_name(tps)}"
        cells = [cell for cell in reading.cells if cell.patterns]
        for cell in cells:
            yield from paragraph(self._cell(cell), "        ", "    ")
        for cell in reading.blanks:
            figures = {"earlier": figure_or_dash(cell.earlier), "later": figure_or_dash(cell.later)}
            yield from paragraph(
                tr("diff.blank_row", row=self._names.get(cell.row, cell.row), **figures), "        ", "    "
            )
        for move in reading.moves:
            yield from paragraph(self._move(move), "        ", "    = ")
        for said in dict.fromkeys(self._comparison.said.get(tps, ())):
            if said is not None:
                yield from paragraph(self._said(said, tps), "      ", "    ")

    def _cell(self, cell: "Cell") -> str:
        change = f"{cell.change:+,}"
        change = change.replace(",", ".") if language() == "id" else change
        earlier, later = figure_or_dash(cell.earlier), figure_or_dash(cell.later)
        return f"{self._names.get(cell.row, cell.row)}: {earlier} -> {later} ({change})"

    def _move(self, move: "Move") -> str:
        pattern = tr(f"pattern.{move.pattern}")
        if move.unit is not None:
            return tr("diff.move_unit", pattern=pattern, unit=move.unit)
        source = tr("diff.nowhere") if move.source is None else self._names[move.source]
        target = tr("diff.gone") if move.target is None else self._names[move.target]
        return tr("diff.move", pattern=pattern, votes=number(move.votes), source=source, target=target)

    def _said(self, said: "Said", area: str) -> str:
        key = {"RecapitulationPart": "part", "TallyCorrected": "corrected", "TallyRecounted": "corrected"}
        place = area[:_KECAMATAN] if said.act == "RecapitulationPart" else area
        form = form_name(self._election, self._difference.contest, place)
        if said.act == "CopyRecorded":
            form = tr("diff.copy_form", form=form)
        paper = "".join(tr("diff.paper", paper=each) for each in said.papers)
        if said.act == "RecapitulationCertified":
            paper = tr("diff.statement", statement=said.statement)
        where = {"index": said.index, "body": body_name(said.book), "signers": _signers(said.signers)}
        return tr(f"diff.{key.get(said.act, 'said')}", form=form, paper=paper, **where)


def _signers(signers: "tuple[Seat, ...]") -> str:
    """Signers by role and body, with the numbers of their seats."""
    ordered = sorted(signers, key=lambda each: (each.of, each.person))
    groups = groupby(ordered, key=lambda each: (each.role, each.of))
    said = []
    for (role, of), group in groups:
        persons = ", ".join(str(each.person) for each in group)
        said.append(tr("diff.signers_of", role=word(role), persons=persons, of=_of(of)))
    return ", ".join(said)


def _of(name: str) -> str:
    """A body by its id (`ppk-160901`) or a TPS by its code, as people say it."""
    from domain.areas import level_of

    kind, _, area = name.partition("-")
    if not area:
        return area_name(name)
    return tr(f"body.{kind}.{level_of(area)}" if kind in {"kpu", "bawaslu"} else f"body.{kind}", area=area)


def _few(names: list[str]) -> str:
    """The first few of a list, and how many more there are."""
    shown = ", ".join(names[:_NAMED])
    return shown if len(names) <= _NAMED else f"{shown}, ... (+{number(len(names) - _NAMED)})"
