"""A rebuilt recapitulation as lines: every area of a contest, ascending, as CSV files and as one JSON document.

Rules of this module:

- What is not known is written as nothing, with its state beside it; never as 0.  Nothing is known of an area in which
  a book is broken, and of one with no book that says anything of its TPS.
- A figure that a TPS did not fill in is an empty cell or null; sums skip it, and how many TPS lacked it stands apart.
- Every line of a CSV file names the kind of election and the status of the archive: a file is easily parted from
  its folder.
- No cell of a CSV file holds a text from the archive: only area codes, row names, words of ours and figures.
- One area at a time is written; no file is held in memory.
- The same archive gives the same bytes, in every language.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from domain.areas import NATION, AreaLevel, length_of, level_of, parent
from domain.contests import Contest
from domain.election import Election
from domain.totals import Totals, totals_of_stations
from domain.types import Figures
from ledger.passes import Verification

if TYPE_CHECKING:
    from _csv import Writer

JSON_FORMAT: Final = "rekap-recapitulation-1"
"""What the JSON document of a contest calls itself."""

COLUMNS: Final = ("kode", "kind", "status", "state")
"""The columns of every CSV file before those of the rows."""

MISSING: Final = "_missing"
"""Ends the name of the file that says how many TPS lacked each row."""

_DESA: Final = length_of(AreaLevel.DESA)
_KECAMATAN: Final = length_of(AreaLevel.KECAMATAN)


class State(StrEnum):
    """What is known of an area: its figures, that a TPS has no result, or nothing: a book is broken or not there."""

    KNOWN = "known"
    ABSENT = "absent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AreaResult:
    """One area of one contest, in the order of its rows.

    Attributes:
        figures: sums, or those of a TPS; None unless the state is `known`.
        missing: how many TPS lacked each row; None for a TPS, and where nothing is known.
        children: the codes of the areas directly below, ascending.
    """

    area: str
    level: AreaLevel
    state: State
    figures: Figures | None
    missing: tuple[int, ...] | None
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What every file of an export says of where it is from."""

    election: str
    name: str
    kind: str
    profile: str
    status: str

    @classmethod
    def of(cls, election: Election, status: str) -> "Head":
        """The head of what comes of an archive of `election`, verified with this `status`."""
        declared = election.declared
        return cls(election.hash.hex(), declared.name, declared.kind, declared.profile, status)


class ContestTables:
    """One contest of a verification with its stations, area by area."""

    def __init__(self, result: Verification, contest: Contest) -> None:
        """`result` has kept the figures of the TPS; what is shown is its scope."""
        self.contest = contest
        self._totals: Mapping[str, Totals | None] = result.totals.get(contest.id, {})
        self._figures: Mapping[str, Figures | None] = result.stations.get(contest.id, {})
        self._stations: dict[str, list[str]] = {}
        for tps in sorted(self._figures):
            kecamatan = tps[:_KECAMATAN]
            if kecamatan in self._totals:
                self._stations.setdefault(kecamatan, []).append(tps)
        self._said = frozenset(area for kecamatan in self._stations for area in _around(kecamatan))
        self._children: dict[str, list[str]] = {}
        for area in sorted(self._totals):
            if area != NATION:
                self._children.setdefault(parent(area), []).append(area)

    @property
    def recapitulating(self) -> list[str]:
        """The areas with a recapitulation of their own, the highest first, then ascending."""
        return sorted(self._totals, key=lambda area: (len(area), area))

    @property
    def unknown(self) -> list[str]:
        """Those of them of which nothing is known."""
        return [area for area in self.recapitulating if self._known(area) is None]

    def _known(self, area: str) -> Totals | None:
        """The totals of a recapitulating area; None where a book is broken, or none says anything of its TPS."""
        return self._totals[area] if area in self._said else None

    def stations(self) -> Iterator[str]:
        """The TPS, ascending."""
        for kecamatan in sorted(self._stations):
            yield from self._stations[kecamatan]

    def areas(self) -> Iterator[AreaResult]:
        """Every area from the highest down to its TPS, ascending by code."""
        for area in sorted(self._totals):
            yield self.area(area)
            for desa, stations in self.desa_of(area):
                yield self.desa(desa, stations)
                for tps in stations:
                    yield self.station(tps)

    def area(self, area: str) -> AreaResult:
        """A recapitulating area."""
        totals = self._known(area)
        level = level_of(area)
        if level is AreaLevel.KECAMATAN:
            children = tuple(desa for desa, _ in self.desa_of(area))
        else:
            children = tuple(self._children.get(area, ()))
        return _summed(area, level, totals, children)

    def desa_of(self, area: str) -> Iterator[tuple[str, list[str]]]:
        """The desa of a kecamatan, each with its TPS; nothing above it."""
        for desa, stations in groupby(self._stations.get(area, ()), key=lambda tps: tps[:_DESA]):
            yield desa, list(stations)

    def desa(self, desa: str, stations: list[str]) -> AreaResult:
        """A desa, added up from its TPS."""
        totals = None
        if self._totals[desa[:_KECAMATAN]] is not None:
            totals = totals_of_stations((self._figures[tps] for tps in stations), len(self.contest.rows))
        return _summed(desa, AreaLevel.DESA, totals, tuple(stations))

    def station(self, tps: str) -> AreaResult:
        """The figures in force of a TPS."""
        if self._totals[tps[:_KECAMATAN]] is None:
            return AreaResult(tps, AreaLevel.TPS, State.UNKNOWN, None, None)
        figures = self._figures[tps]
        return AreaResult(tps, AreaLevel.TPS, State.ABSENT if figures is None else State.KNOWN, figures, None)


def _around(area: str) -> Iterator[str]:
    """An area and those that take it in, up to the nation."""
    yield area
    while area != NATION:
        area = parent(area)
        yield area


def _summed(area: str, level: AreaLevel, totals: Totals | None, children: tuple[str, ...]) -> AreaResult:
    if totals is None:
        return AreaResult(area, level, State.UNKNOWN, None, None, children)
    return AreaResult(area, level, State.KNOWN, totals.sums, totals.missing, children)


# ---------------------------------------------------------------- CSV


def write_csv(folder: Path, tables: ContestTables, head: Head) -> None:
    """A file per level with the figures, and above the TPS one with how many lacked each row, into `folder`.

    `tps.csv`, `desa.csv`, `desa_missing.csv`, `kecamatan.csv` and so on: RFC 4180, UTF-8, lines end with LF.
    """
    rows = tables.contest.rows
    with ExitStack() as open_files:
        files: dict[str, Writer] = {}

        def line(name: str, area: AreaResult, cells: Iterable[int | None] | None) -> None:
            if name not in files:
                file = open_files.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
                files[name] = csv.writer(file, lineterminator="\n")
                files[name].writerow((*COLUMNS, *rows))
            files[name].writerow((area.area, head.kind, head.status, area.state, *(cells or (None,) * len(rows))))

        for area in tables.areas():
            line(area.level, area, area.figures)
            if area.level is not AreaLevel.TPS:
                line(f"{area.level}{MISSING}", area, area.missing)


# ---------------------------------------------------------------- JSON


def write_json(path: Path, tables: ContestTables, head: Head) -> None:
    """One document, keys sorted, ASCII, a line per area: `docs/export.md` says what stands in it."""
    contest = tables.contest
    about: dict[str, object] = {
        "contest": contest.id,
        "election": head.election,
        "format": JSON_FORMAT,
        "kind": head.kind,
        "levels": list(contest.levels),
        "name": head.name,
        "options": [{"name": option.name, "no": option.no, "parent": option.parent} for option in contest.options],
        "profile": head.profile,
        "rows": list(contest.rows),
        "status": head.status,
    }
    with path.open("w", encoding="ascii", newline="\n") as file:
        file.write('{"areas":{')
        before = "\n"
        for area in tables.areas():
            file.write(f"{before}{_text(area.area)}:{_text(_area_document(area))}")
            before = ",\n"
        # `areas` is the first of the sorted keys, so that the rest follows it as it stands.
        file.write(f"\n}},\n{_text(about)[1:]}\n")


def _area_document(area: AreaResult) -> dict[str, object]:
    return {
        "children": area.children,
        "figures": area.figures,
        "level": area.level,
        "missing": area.missing,
        "state": area.state,
    }


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
