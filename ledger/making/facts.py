"""Election facts: a small file that describes an election and names the tables with its figures (`docs/facts.md`).

Rules of this module:

- Every table that is named is read whole, and what is wrong is named before anything is built.
- A contest stands once, belongs to the election's profile, is held in its region, and meets no other of its kind; its
  rows are those that its table has.
- The TPS of an election are those of its tables per TPS, and else those of its desa; all contests share them.
- A TPS that is not in for a contest has no result in it, and neither has one whose line is empty.
- What `write_facts` writes, `read_facts` reads again, and nothing is written over.

A person writes facts as TOML, the program writes them as JSON; both hold the same fields.

    facts = read_facts(path)
    plan = plan_of(facts)
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import msgspec

from domain.areas import AreaLevel, length_of
from domain.contests import Contest, ContestOption, parse_contest_id, refuse_overlap
from domain.errors import InvalidDeclarationError, UnknownContestIdError, UnknownProfileError, reason_of
from domain.profiles import profile
from domain.totals import MAX_STATION_FIGURE
from domain.types import Figures
from ledger.errors import FactsTableError
from ledger.making.facts_description import (
    FORMAT,
    ElectionFacts,
    FactsContest,
    FactsOption,
    is_facts,
    read_description,
    refuse_field,
)
from ledger.making.facts_tables import (
    TPS,
    AreaLine,
    AreaTable,
    StationTable,
    read_areas,
    read_options,
    read_stations,
    read_units,
)
from ledger.making.plan import Plan, StationResult, planned_contest
from ledger.spreading import in_turn, spread, stations_of_units

__all__ = [
    "FACTS_FILE",
    "FORMAT",
    "ElectionFacts",
    "Facts",
    "FactsContest",
    "FactsOption",
    "Sheet",
    "is_facts",
    "plan_of",
    "read_facts",
    "write_facts",
]

FACTS_FILE: Final = "facts.json"
"""The name of a description that is written."""

Units = Mapping[str, Mapping[str, int | None]]
"""The desa of each kecamatan, with their number of TPS where that is known."""

_KECAMATAN_DIGITS: Final = length_of(AreaLevel.KECAMATAN)


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts as they were read: the description, its contests, their tables in the same order, and the desa."""

    path: Path
    description: ElectionFacts
    contests: tuple[Contest, ...]
    tables: tuple[StationTable | AreaTable, ...]
    units: Units


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be written: the names of its columns and its lines; None is an empty cell."""

    header: Sequence[str]
    lines: Iterable[Sequence[str | int | None]]


def read_facts(path: Path) -> Facts:
    """The facts that a TOML or JSON file describes, with all tables it names.

    Raises `FactsUnreadableError`, `FactsFieldError`, `FactsTableError`, `FactsSumError`.
    """
    described = read_description(path)
    units = read_units(path.parent / described.units) if described.units is not None else {}
    contests: list[Contest] = []
    tables: list[StationTable | AreaTable] = []
    for at, each in enumerate(described.contests):
        contest = _declared(path, described, each, at)
        if contest.id in [earlier.id for earlier in contests]:
            refuse_field(path, f"contests[{at}].id", "contest_twice", contest.id)
        try:
            refuse_overlap(((each.id, each.areas) for each in contests), contest.id, contest.areas)
        except InvalidDeclarationError:
            refuse_field(path, f"contests[{at}].areas", "contests_overlap", contest.id)
        read = read_stations if each.per == "tps" else read_areas
        table = read(path.parent / each.table, contest)
        contests.append(replace(contest, rows=table.rows))
        tables.append(table)
    return Facts(path, described, tuple(contests), tuple(tables), units)


def plan_of(facts: Facts) -> Plan:
    """What to build from facts.

    Raises `FactsTableError` where a kecamatan has fewer TPS than are in, or a share is above what a TPS may count.
    """
    stations = _stations(facts)
    forms: dict[str, dict[str, Figures]] = {tps: {} for each in stations.values() for tps in each}
    dpt: dict[str, int] = {}
    for contest, table in zip(facts.contests, facts.tables, strict=True):
        if isinstance(table, StationTable):
            for tps, figures in table.figures.items():
                if figures is not None:
                    forms[tps][contest.id] = figures
            for tps, voters in _voters(table).items():
                dpt.setdefault(tps, voters)
        else:
            for line in table.lines:
                places = stations.get(line.kecamatan, ())[: line.tps]
                for tps, figures in _spread(contest, table, line, places):
                    forms[tps][contest.id] = figures
    described = facts.description
    return Plan(
        described.kind,
        described.name,
        described.profile,
        described.host,
        facts.contests,
        tuple(StationResult(tps, forms[tps], dpt.get(tps)) for tps in sorted(forms)),
        described.reason,
    )


def write_facts(folder: Path, description: ElectionFacts, tables: Mapping[str, Sheet]) -> Path:
    """Write a description as `facts.json`, and its tables by their names, into a folder that is there; gives its path.

    The lines of a table are asked for one by one.  Raises `FileExistsError`; `ValueError` for tables that are not those
    of the description, or not named plainly.
    """
    checked = msgspec.convert(msgspec.to_builtins(description), ElectionFacts)
    named = {each.table for each in checked.contests}
    named |= {each.options for each in checked.contests if isinstance(each.options, str)}
    if checked.units is not None:
        named.add(checked.units)
    if named != set(tables):
        raise ValueError(sorted(named ^ set(tables)))
    for name, sheet in tables.items():
        with (folder / name).open("x", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(sheet.header)
            writer.writerows(sheet.lines)  # None becomes an empty cell
    path = folder / FACTS_FILE
    with path.open("xb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(checked), indent=2) + b"\n")
    return path


def _declared(path: Path, described: ElectionFacts, each: FactsContest, at: int) -> Contest:
    """A contest with every row of its form."""
    if isinstance(each.options, str):
        options = read_options(path.parent / each.options)
    else:
        options = tuple(ContestOption(option.no, option.name, option.parent) for option in each.options)
    try:
        contest = planned_contest(each.id, described.profile, options, areas=each.areas, levels=each.levels)
    except UnknownProfileError:
        refuse_field(path, "profile", "profile", described.profile)
    except UnknownContestIdError:
        refuse_field(path, f"contests[{at}].id", "contest_id", each.id)
    except InvalidDeclarationError as error:
        reason = reason_of(error)
        if reason == "option_candidate":
            refuse_field(path, f"contests[{at}].options", reason, each.id)
        refuse_field(path, f"contests[{at}].{_field_of(reason)}", _field_of(reason), f"{each.id}: {reason}")
    held = profile(described.profile)
    if contest.kind not in held.kinds:
        refuse_field(path, f"contests[{at}].id", "contest_kind", each.id)
    if not held.is_held(contest.kind, parse_contest_id(contest.id).area):
        refuse_field(path, f"contests[{at}].id", "not_held", each.id)
    if each.per == "kecamatan" and described.units is None and not any(x.per == "tps" for x in described.contests):
        refuse_field(path, "units", "field_missing", "units")
    return contest


def _field_of(reason: str) -> str:
    """The field that a contest's declaration contradicts."""
    return next((field for field in ("areas", "levels", "options") if field[:4] in reason), "options")


def _stations(facts: Facts) -> dict[str, tuple[str, ...]]:
    """The TPS of every kecamatan in the order of their turn."""
    found: dict[str, set[str]] = {}
    needed: dict[str, int] = {}
    for table in facts.tables:
        if isinstance(table, StationTable):
            for tps in table.figures:
                found.setdefault(tps[:_KECAMATAN_DIGITS], set()).add(tps)
        else:
            for line in table.lines:
                needed[line.kecamatan] = max(line.tps, needed.get(line.kecamatan, 0))
    stations = {kecamatan: in_turn(sorted(codes)) for kecamatan, codes in found.items()}
    for kecamatan, desa in facts.units.items():
        if kecamatan not in stations:
            stations[kecamatan] = stations_of_units(desa, needed.get(kecamatan, 0))
    for table in facts.tables:
        if isinstance(table, AreaTable):
            _check_room(table, stations)
    return stations


def _check_room(table: AreaTable, stations: Mapping[str, tuple[str, ...]]) -> None:
    """Raises `FactsTableError` where a kecamatan has no desa, or fewer TPS than are in."""
    for line in table.lines:
        if line.tps > len(stations.get(line.kecamatan, ())):
            raise FactsTableError(
                file=table.file, line=line.line, column=TPS, reason="no_room", value=f"{line.kecamatan}: {line.tps}"
            )


def _spread(
    contest: Contest, table: AreaTable, line: AreaLine, stations: Sequence[str]
) -> Iterable[tuple[str, Figures]]:
    """The forms of a kecamatan; raises `FactsTableError` where a share is above what a TPS may count."""
    if not stations:
        return
    for tps, figures in spread(contest.id, table.rows, table.sums, stations, line.figures):
        for row, figure in zip(table.rows, figures, strict=True):
            if figure is not None and figure > MAX_STATION_FIGURE:
                raise FactsTableError(
                    file=table.file, line=line.line, column=row, reason="too_large", value=f"{tps}: {figure}"
                )
        yield tps, figures


def _voters(table: StationTable) -> Mapping[str, int]:
    """The voters of each TPS, as its column `dpt` says or else its form."""
    if table.dpt or "pemilih_dpt_j" not in table.rows:
        return table.dpt
    at = table.rows.index("pemilih_dpt_j")
    voters = {tps: figures[at] for tps, figures in table.figures.items() if figures is not None}
    return {tps: count for tps, count in voters.items() if count is not None}
