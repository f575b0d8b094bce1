"""What `rekap diff` shows beside the figures of the TPS, and what it proves.

Rules of this module:

- Sums above the TPS are shown where they changed otherwise than what is in them, and in the highest area then.
- A change by a level above is shown with its unit, both figures of every row, who logged it, and the papers.
- A certificate that counts a TPS twice or does not add up is shown with the columns and the three sums of the votes,
  and those of every row that does not add up; how many others differ is said.
- What was not compared is said, and where to look for it.
- What is proved is said where something differs only: that it does, and who signed; of an outside list nobody did.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from cli.diff_words import few, signers_told
from cli.frame import tr
from cli.helping import language
from cli.layout import area_name, body_name, figure_or_dash, number, paragraph, table
from cli.rows import form_name, row_names, shown_rows

if TYPE_CHECKING:
    from domain.election import Election
    from ledger.diff.beside import Adjusted, Certified, Sums
    from ledger.diff.comparing import Compared, Comparison
    from ledger.diff.differing_books import Said

_COPY = "copy"
_LIST = "list"
_VOTES = "suara_"
_ALIKE = frozenset(("archive_1", "moment_1"))
"""Sides of which both versions are forms of the same kind."""


def beside_lines(comparison: "Comparison", election: "Election") -> Iterator[str]:
    """The lines on what one comparison has beside the figures of the TPS."""
    lines = _Beside(comparison, election)
    for part in (lines.certified(), lines.sums(), lines.changes(), lines.copies()):
        told = list(part)
        if told:
            yield ""
            yield from told
    yield from lines.not_compared()


def closing_lines(found: "Compared") -> Iterator[str]:
    """The contests that only one side has, and what is proved."""
    if found.comparisons:
        first = found.comparisons[0]
        for contests, side in ((found.only_earlier, first.earlier), (found.only_later, first.later)):
            if contests:
                named = {"side": tr(f"diff.side.{side}", holder=""), "contests": few(contests)}
                yield ""
                yield from paragraph(tr("diff.only_contests", **named))
    if found.is_different:
        yield ""
        yield from paragraph(tr("diff.proves_list" if found.mode == _LIST else "diff.proves"))


def acts_of(comparison: "Comparison", tps: str) -> Iterator[tuple[str, "Said"]]:
    """The acts that say the two versions of a TPS, each once; where they are of one kind, with the side before it."""
    earlier, later = comparison.said.get(tps, (None, None))
    is_alike = comparison.earlier in _ALIKE and earlier != later
    for said, side in {earlier: comparison.earlier, later: comparison.later}.items():
        if said is not None:
            yield (f"{tr(f'diff.side.{side}', holder='')}: " if is_alike else ""), said


class _Beside:
    def __init__(self, comparison: "Comparison", election: "Election") -> None:
        self._comparison = comparison
        self._beside = comparison.beside
        self._election = election
        self._contest = comparison.difference.contest
        names = row_names(self._contest, election)
        self._names: Mapping[str, str] = dict(zip(self._contest.rows, names, strict=True))

    def sums(self) -> Iterator[str]:
        """The sums that changed otherwise than what is in them, with those of the highest area."""
        beside = self._beside
        if not beside.own:
            return
        highest = next(iter(beside.totals))
        yield from paragraph(tr("diff.sums"))
        for area in dict.fromkeys((highest, *beside.own)):
            yield f"  {area_name(area)}"
            yield from self._changed(beside.totals[area])

    def _changed(self, sums: "Sums") -> Iterator[str]:
        for row in dict.fromkeys((*sums.sums, *sums.missing)):
            if row in sums.sums:
                earlier, later = sums.sums[row]
                change = f"{later - earlier:+,}"
                change = change.replace(",", ".") if language() == "id" else change
                cell = f"{self._names[row]}: {number(earlier)} -> {number(later)} ({change})"
                yield from paragraph(cell, "        ", "    ")
            if row in sums.missing:
                earlier, later = sums.missing[row]
                told = {"earlier": number(earlier), "later": number(later)}
                yield from paragraph(tr("diff.sums_missing", row=self._names[row], **told), "        ", "    ")

    def changes(self) -> Iterator[str]:
        """The changes by levels above that are in force on one side only."""
        beside = self._beside
        sides = ((beside.only_earlier, self._comparison.earlier), (beside.only_later, self._comparison.later))
        for changes, side in sides:
            if changes:
                yield from paragraph(tr("diff.changed_above", side=tr(f"diff.side.{side}", holder="")))
                for each in changes:
                    yield from self._change(each)

    def _change(self, change: "Adjusted") -> Iterator[str]:
        yield f"  {area_name(change.unit)}"
        for cell in change.cells:
            figures = f"{figure_or_dash(cell.old)} -> {figure_or_dash(cell.new)}"
            yield from paragraph(f"{self._names.get(cell.row, cell.row)}: {figures}", "        ", "    ")
        kind = "diff.recounted_above" if change.is_recount else "diff.corrected_above"
        yield from paragraph(tr(kind, **_told(change.said)), "      ", "    ")

    def certified(self) -> Iterator[str]:
        """The certificates that count a TPS twice or do not add up."""
        for kecamatan, each in self._beside.certified.items():
            yield area_name(kecamatan)
            for tps in each.columns:
                yield from self._columns(tps, each)
            if each.sums.sums:
                yield from self._three_sums(each.sums)
            certificate = self._comparison.certificates.get(kecamatan)
            if certificate is not None:
                form = form_name(self._election, self._contest, kecamatan)
                paper = tr("diff.statement", statement=certificate.statement)
                yield from paragraph(tr("diff.said", form=form, **{**_told(certificate), "paper": paper}), "    ", "  ")

    def _three_sums(self, sums: "Sums") -> Iterator[str]:
        """The sums of the votes, and every other one in which the certificate is not the sum of its columns."""
        shown = {self._contest.rows[at] for at in shown_rows(self._contest, with_candidates=False)}
        rows = [
            row
            for row, (certified, summed, _) in sums.sums.items()
            if (row in shown and row.startswith(_VOTES)) or certified != summed
        ]
        heads = [tr(f"diff.sum_of.{name}") for name in ("certificate", "columns", "chasil")]
        cells = [[number(sums.sums[row][at]) for row in rows] for at in range(len(heads))]
        yield from paragraph(tr("diff.certified"), "  ")
        yield from table([self._names[row] for row in rows], dict(zip(heads, cells, strict=True)))
        if len(rows) < len(sums.sums):
            yield from paragraph(tr("diff.certified_more", count=number(len(sums.sums) - len(rows))), "  ")

    def _columns(self, tps: str, certified: "Certified") -> Iterator[str]:
        several = certified.columns[tps]
        yield from paragraph(tr("diff.repeated", area=area_name(tps), count=number(len(several))), "    ", "  ")
        columns = zip(self._contest.rows, *(each.figures for each in several), strict=True)
        uneven = [(row, figures) for row, *figures in columns if len(set(figures)) > 1]
        for row, figures in uneven:
            told = " / ".join(map(figure_or_dash, figures))
            yield from paragraph(f"{self._names[row]}: {told}", "        ", "    ")
        if not uneven:
            yield from paragraph(tr("diff.repeated_same"), "    ")
        form = form_name(self._election, self._contest, tps[:6])
        for said in dict.fromkeys(each.said for each in several):
            if said is not None:
                yield from paragraph(tr("diff.part", form=form, **_told(said)), "      ", "    ")

    def copies(self) -> Iterator[str]:
        """Of which generation the copies are that differ, and the acts of those without a C.Hasil."""
        generations = self._beside.generations
        for generation in sorted(set(generations.values())):
            stations = [area_name(tps) for tps, its in generations.items() if its == generation]
            told = {"generation": number(generation), "areas": few(stations)}
            yield from paragraph(tr("diff.generation", **told), "  ")
        if self._comparison.later != _COPY:
            return
        for tps in self._comparison.difference.only_later:
            _, said = self._comparison.said.get(tps, (None, None))
            if said is not None:
                form = tr("diff.copy_form", form=form_name(self._election, self._contest, tps))
                yield f"  {area_name(tps)}"
                yield from paragraph(tr("diff.said", form=form, **_told(said)), "      ", "    ")

    def not_compared(self) -> Iterator[str]:
        """That the D.Hasil of levels above were not compared, and what a verification finds there."""
        above = self._beside.above
        if above is None or not above.levels:
            return
        yield ""
        if above.findings:
            findings = ", ".join(f"{code} ({number(count)})" for code, count in above.findings.items())
            yield from paragraph(tr("diff.above_findings", findings=findings), "  ")
        else:
            yield from paragraph(tr("diff.above"), "  ")


def _told(said: "Said") -> dict[str, str]:
    """What a sentence on an act is filled with."""
    return {
        "index": str(said.index),
        "body": body_name(said.book),
        "signers": signers_told(said.signers),
        "paper": "".join(tr("diff.paper", paper=each) for each in said.papers),
    }
