"""The rebuilt recapitulation of a verified archive as files: CSV, XLSX, JSON, and facts to rebuild it from.

Rules of this module:

- Only what a verification rebuilt is written; the status of the archive stands in every file.
- Figures of an area in which a book is broken are not written, nor those of the areas above it.
- A contest has a folder of its own, named by its id; nothing else that stands in the archive names a file.
- Facts are written only of an archive that is whole, and of whole contests: in them, what is missing would look as if
  it had never been.
- The facts of an official election make a replica, under an origin of its own.

What lies in the folder (`docs/export.md`):

    export.json              what was verified, how, and what is in the folder
    facts.json, *.csv        facts for `rekap simulate`
    <contest>/*.csv          a file per level
    <contest>/<contest>.xlsx
    <contest>/<contest>.json
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from domain.areas import NATION, AreaLevel, ancestor, level_of
from domain.contests import RECAP_LEVELS
from domain.election import Election
from ledger.errors import ExportAreaError, NothingToExportError, UnknownExportFormatError
from ledger.exports.exporting_facts import description, is_describable, table_of
from ledger.exports.exporting_tables import ContestTables, Head, State, write_csv, write_json
from ledger.exports.exporting_workbook import write_workbook
from ledger.making.facts import write_facts
from ledger.passes import Verification

FORMATS: Final = ("csv", "xlsx", "json")
"""What an export can be written as, besides the facts."""

EXPORT_FORMAT: Final = "rekap-export-1"
EXPORT_FILE: Final = "export.json"
WHOLE: Final = frozenset({"valid", "findings"})
"""The statuses of an archive from which nothing is missing."""


@dataclass(frozen=True, slots=True)
class ExportedContest:
    """What was written of a contest: how many areas and TPS, how many TPS without a result, and what is not known."""

    contest: str
    areas: int
    stations: int
    absent: int
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written; `lacks_facts` says why there are no facts: `not_whole`, `area`, `forms`, or nothing."""

    contests: tuple[ExportedContest, ...]
    lacks_facts: str


def check_area(area: str | None) -> None:
    """Raises `ExportAreaError` for a desa or TPS, `UnknownAreaCodeError` for what is no code."""
    if area is not None and level_of(area) not in RECAP_LEVELS:
        raise ExportAreaError(area=area, kecamatan=ancestor(area, AreaLevel.KECAMATAN) or "-")


def check_formats(formats: Collection[str]) -> tuple[str, ...]:
    """The formats asked for, all if none; raises `UnknownExportFormatError`."""
    for each in formats:
        if each not in FORMATS:
            raise UnknownExportFormatError(format=each, formats=", ".join(FORMATS))
    return tuple(each for each in FORMATS if not formats or each in formats)


def export(result: Verification, election: Election, place: Path, formats: Collection[str], language: str) -> Exported:
    """Write what is in the scope of `result`, which has kept the figures of the TPS, into the empty folder `place`.

    `election` is that of the verification; `language` is that of the sheets.  Raises `NothingToExportError`,
    `UnknownExportFormatError`, `WorkbookUnavailableError`, `SheetTooWideError`.
    """
    chosen = check_formats(formats)
    head = Head.of(election, result.status)
    written = []
    for contest_id, declared in election.contests.items():
        if not result.totals.get(contest_id):
            continue
        tables = ContestTables(result, declared.contest)
        folder = place / contest_id
        folder.mkdir()
        if "csv" in chosen:
            write_csv(folder, tables, head)
        if "xlsx" in chosen:
            write_workbook(folder / f"{contest_id}.xlsx", tables, head, language)
        if "json" in chosen:
            write_json(folder / f"{contest_id}.json", tables, head)
        written.append(_counted(tables))
    if not written:
        raise NothingToExportError(contest=result.scope.contest or "-", area=result.scope.area or "-")
    exported = Exported(tuple(written), _write_facts(result, election, place, [each.contest for each in written]))
    _write_about(result, head, place, exported)
    return exported


def _write_facts(result: Verification, election: Election, place: Path, contest_ids: Iterable[str]) -> str:
    """Writes the facts if that can be done faithfully; else says why not."""
    if result.status not in WHOLE:
        return "not_whole"
    if result.scope.area not in {None, NATION}:
        return "area"
    contests = [election.contests[each].contest for each in contest_ids]
    if not all(is_describable(election, each) for each in contests):
        return "forms"
    source = f"{election.declared.name}; election {election.hash.hex()}, verified: {result.status}"
    sheets = {f"{each.id}.csv": table_of(ContestTables(result, each)) for each in contests}
    write_facts(place, description(election, contests, source), sheets)
    return ""


def _counted(tables: ContestTables) -> ExportedContest:
    states = Counter(tables.station(tps).state for tps in tables.stations())
    return ExportedContest(
        tables.contest.id,
        len(tables.recapitulating),
        states.total(),
        states[State.ABSENT],
        tuple(tables.unknown),
    )


def _write_about(result: Verification, head: Head, place: Path, exported: Exported) -> None:
    """What was verified and how it ended: the status, and how many findings of which code."""
    codes = Counter((str(finding.level), finding.code) for finding in result.findings)
    findings: dict[str, dict[str, int]] = {}
    for (level, code), count in sorted(codes.items()):
        findings.setdefault(level, {})[code] = count
    document = {
        "format": EXPORT_FORMAT,
        "election": head.election,
        "name": head.name,
        "kind": head.kind,
        "profile": head.profile,
        "status": head.status,
        "scope": {"area": result.scope.area, "contest": result.scope.contest},
        "findings": findings,
        "contests": {
            each.contest: {
                "areas": each.areas,
                "stations": each.stations,
                "absent": each.absent,
                "unknown": each.unknown,
            }
            for each in exported.contests
        },
        "facts": not exported.lacks_facts,
    }
    text = json.dumps(document, ensure_ascii=True, sort_keys=True, indent=2)
    (place / EXPORT_FILE).write_text(f"{text}\n", encoding="ascii", newline="\n")
