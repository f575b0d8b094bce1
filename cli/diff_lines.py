"""What `rekap diff` shows to people: a summary first, then area by area.

Rules of this module:

- A difference is called a difference; at the end stands what it does not prove.
- Every TPS that differs is shown with its rows, both figures, the pattern, and who signed which paper.
- Of each kecamatan the first few TPS are shown, all of them on demand; nothing that is left out goes unsaid.
- A line of an outside list that was left out is named with its TPS and the reason.
- Sums that only follow are not shown again; lines fit 80 columns.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Final

from cli.diff_beside import acts_of, beside_lines, closing_lines
from cli.diff_effects import effect_lines, pattern_lines
from cli.diff_words import few, signers_told
from cli.frame import tr
from cli.helping import language
from cli.layout import area_name, body_name, figure_or_dash, number, paragraph
from cli.report import mark, moment_lines
from cli.rows import form_name, row_names

if TYPE_CHECKING:
    from domain.election import Election
    from domain.patterns import Cell, Move, Reading
    from ledger.diff.comparing import Compared, Comparison
    from ledger.diff.differing import Difference
    from ledger.diff.differing_books import Said

_KECAMATAN: Final = 6
_SHOWN: Final = 5
"""How many TPS of a kecamatan are shown unless all are asked for."""

_FAULTS: Final = 20
"""How many faults of an outside list are shown unless all are asked for."""


def report(found: "Compared", *, with_all: bool = False) -> Iterator[str]:
    """The lines of the comparison."""
    marks = mark(found.reads[0].result)
    yield from marks
    for read in found.reads:
        yield from paragraph(tr(f"status.{read.result.status}"))
    if len({read.result.election.hash for read in found.reads if read.result.election is not None}) > 1:
        yield from paragraph(tr("diff.other_election"))
    yield from _faults(found, with_all=with_all)
    for comparison in found.comparisons:
        if found.election is not None:
            yield ""
            yield from _Lines(comparison, found.election, with_all=with_all).lines()
            yield from beside_lines(comparison, found.election)
    yield from closing_lines(found)
    yield from marks


def moments_told(found: "Compared") -> Iterator[str]:
    """Of what moment everything is said, and with two of them which is which; nothing where both are now."""
    moments = [read.result.at for read in found.reads]
    if all(moment is None for moment in moments):
        return
    for place, moment in enumerate(moments, start=1):
        if len(moments) > 1:
            side = tr(f"diff.side.{'moment' if found.mode == 'moments' else 'archive'}_{place}")
            yield from paragraph(tr("diff.side_now" if moment is None else "diff.side_then", side=side))
        yield from moment_lines(moment)


def _faults(found: "Compared", *, with_all: bool) -> Iterator[str]:
    """What was left out of an outside list, and why."""
    from cli.problems import problem_text

    if not found.faults:
        return
    yield from paragraph(tr("diff.problems", count=number(len(found.faults))))
    shown = found.faults if with_all else found.faults[:_FAULTS]
    for fault in shown:
        text = problem_text(fault.problem)
        yield from paragraph(f"{area_name(fault.tps)}: {text}" if fault.tps else text, "    ", "  - ")
    if len(shown) < len(found.faults):
        yield "  " + tr("feed.more", count=number(len(found.faults) - len(shown)))


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
        yield from pattern_lines(difference)
        yield from effect_lines(difference, self._names, with_all=self._with_all)
        yield from self._areas()

    def _side(self, side: str) -> str:
        return tr(f"diff.side.{side}", holder=self._comparison.holder)

    # --- the summary ---

    def _summary(self, earlier: str, later: str) -> Iterator[str]:
        difference = self._difference
        compared = number(difference.compared)
        if difference.cells:
            changed = [bool(cell.patterns) for reading in difference.stations.values() for cell in reading.cells]
            counts = {"cells": sum(changed), "sums": len(changed) - sum(changed), "votes": difference.votes}
            told = {name: number(count) for name, count in counts.items()}
            stations = number(sum(bool(reading.cells) for reading in difference.stations.values()))
            yield from paragraph(tr("diff.summary", stations=stations, compared=compared, **told), "  ")
        else:
            yield from paragraph(tr("diff.none", compared=compared), "  ")
        if difference.blanks:
            stations = number(sum(bool(reading.blanks) for reading in difference.stations.values()))
            count = number(difference.blanks.total())
            yield from paragraph(tr("diff.blanks", count=count, stations=stations), "  ")
        if difference.absent:
            areas = few([area_name(tps) for tps in difference.absent])
            yield from paragraph(tr("diff.absent", count=number(len(difference.absent)), areas=areas), "  ")
        for only, side in ((difference.only_earlier, earlier), (difference.only_later, later)):
            if only:
                listed = few([area_name(tps) for tps in only])
                yield from paragraph(tr("diff.only_earlier", count=number(len(only)), side=side, areas=listed), "  ")
        if difference.unknown:
            yield from paragraph(tr("diff.unknown", areas=few([area_name(each) for each in difference.unknown])), "  ")
        own = frozenset(difference.contest.rows)
        ours = [row for row in difference.uncompared if row in own]
        theirs = [row for row in difference.uncompared if row not in own]
        for rows, side in ((ours, earlier), (theirs, later)):
            if rows:
                yield from paragraph(tr("diff.uncompared", rows=few(rows), side=side), "  ")

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
        for label, said in acts_of(self._comparison, tps):
            yield from paragraph(label + self._said(said, tps), "      ", "    ")

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
        key = {"RecapitulationPart": "part", "TallyCorrected": "corrected", "TallyRecounted": "recounted"}
        place = area[:_KECAMATAN] if said.act == "RecapitulationPart" else area
        form = form_name(self._election, self._difference.contest, place)
        if said.act == "CopyRecorded":
            form = tr("diff.copy_form", form=form)
        paper = "".join(tr("diff.paper", paper=each) for each in said.papers)
        if said.act == "RecapitulationCertified":
            paper = tr("diff.statement", statement=said.statement)
        where = {"index": said.index, "body": body_name(said.book), "signers": signers_told(said.signers)}
        return tr(f"diff.{key.get(said.act, 'said')}", form=form, paper=paper, **where)
