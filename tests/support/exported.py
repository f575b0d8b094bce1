"""A small election that is exported, and what its files must say, worked out from the plan alone."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from domain.areas import AreaLevel, ancestor
from domain.contests import Contest, ContestOption, Kind
from domain.election import Election
from domain.findings import Finding, Level
from domain.types import Figures
from ledger.exports.exporting import Exported, export
from ledger.making.generating import Shape, generate
from ledger.making.generating_shapes import contests_for, made_up_places
from ledger.making.plan import Plan, planned_contest
from ledger.passes import Scope, Verification
from ledger.trust import read_trust
from ledger.verification import verify_archive

HOSTILE = "=HYPERLINK(1)"
LEVELS = (AreaLevel.NASIONAL, AreaLevel.PROVINSI, AreaLevel.KABKO, AreaLevel.KECAMATAN, AreaLevel.DESA)
BESIDE = ("kode", "kind", "status", "state")
PLACES = made_up_places(kabko=1, kecamatan=2, desa=2, tps=2, ppln=1)
SUMS = tuple[dict[str, list[int]], dict[str, list[int]]]


def export_plan() -> Plan:
    """Three contests with every way of counting votes, mistakes, absent TPS and blocks that are not filled in."""
    paslon = [ContestOption(1, HOSTILE), ContestOption(2, "@cmd")]
    contests = (
        planned_contest("ppwp", "pemilu-2024", paslon),
        *contests_for([Kind.DPR], ["9001", "99"], parties=2, candidates=2),
        *contests_for([Kind.DPRD_KABKO], ["9001"], parties=2, candidates=1),
    )
    return generate(Shape(PLACES, contests, absent_tps=250, absent_forms=200, partial_forms=300), 5).plan


def verified(archive: Path, scope: Scope | None = None) -> Verification:
    return verify_archive(archive / "archive", read_trust(archive / "trust"), scope=scope, with_stations=True)


def election_of(result: Verification) -> Election:
    assert result.election is not None
    return result.election


def exported(result: Verification, folder: Path, *formats: str, language: str = "en") -> Exported:
    folder.mkdir(parents=True)
    return export(result, election_of(result), folder, formats, language)


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figures(line: dict[str, str]) -> list[int | None]:
    return [int(cell) if cell else None for name, cell in line.items() if name not in BESIDE]


def in_contest(plan: Plan, contest: Contest) -> Iterator[tuple[str, Figures | None]]:
    for each in plan.results:
        if contest.covers(each.tps):
            yield each.tps, each.forms.get(contest.id)


def sums(plan: Plan, contest: Contest, level: AreaLevel) -> SUMS:
    """Per area of a level the sums and how many TPS lacked each row."""
    total: dict[str, list[int]] = defaultdict(lambda: [0] * len(contest.rows))
    missing: dict[str, list[int]] = defaultdict(lambda: [0] * len(contest.rows))
    for tps, form in in_contest(plan, contest):
        area = ancestor(tps, level)
        if area is not None:
            for at in range(len(contest.rows)):
                figure = form[at] if form is not None else None
                total[area][at] += figure or 0
                missing[area][at] += figure is None
    return dict(total), dict(missing)


def with_unknown(result: Verification, *areas: str) -> Verification:
    """The verification as it is when a book of the first of these areas is broken."""
    totals = {
        contest: {area: None if area in areas else each for area, each in known.items()}
        for contest, known in result.totals.items()
    }
    broken = Finding("R301", Level.BROKEN, "example.id/buatan/ppk/900101")
    return replace(result, totals=totals, findings=[broken, *result.findings])


def sheets(path: Path) -> dict[str, Worksheet]:
    book = openpyxl.load_workbook(path)
    return {sheet.title: sheet for sheet in book.worksheets}


def column(sheet: Worksheet, at: int) -> list[object]:
    return [sheet.cell(row, at).value for row in range(9, sheet.max_row + 1)]
