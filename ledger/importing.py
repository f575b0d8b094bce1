"""Published results as election facts: what `rekap import` reads, and what it writes.

Rules of this module:

- A source is a feed per TPS or an aggregate; sources of one contest are one table, those of several one election.
- Sources per TPS of one contest are read as one: a TPS that stands in two is reported, and left out the second time.
- An aggregate becomes facts only per kecamatan, and only beside a list of desa; the parts without any TPS in are kept.
- The names of options come from the list of candidates; without one they are numbers.
- The contest of an aggregate is a gubernur's where its candidates stand in a provinsi; any other must be named.
"""

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from domain.areas import AreaLevel, contains, length_of
from domain.contests import ContestOption, Kind, option_rows, parse_contest_id
from domain.profiles import profile_for
from ledger.facts import FORMAT, ElectionFacts, FactsContest, FactsOption, Sheet, write_facts
from ledger.facts_tables import read_units
from ledger.feeds import Feed, FeedProblem, Guess, HeaderMapping, ManyFeeds, open_feed, options_of
from ledger.feeds.aggregates import Aggregate, Candidates, candidates_of, read_aggregate
from ledger.feeds.errors import (
    AggregateLevelError,
    AggregateNotStationsError,
    ContestNeededError,
    ElectionsMixedError,
    SourcesMixedError,
    UnitsNeededError,
)
from ledger.feeds.sirekap_json import PPWP_2024
from ledger.replica import Replica, plan_replica, slug

UNITS_TABLE: Final = "desa.csv"
"""The name that the list of desa gets."""

Source = Feed | Aggregate
"""What a file or folder of published results is read as."""


@dataclass(frozen=True, slots=True)
class ContestImport:
    """What one contest becomes: its description, its table, and what was left out."""

    contest: FactsContest
    sheet: Sheet
    problems: tuple[FeedProblem, ...]
    digest: str


def open_source(
    path: Path,
    contest: str | None,
    candidates: Candidates,
    mapping: HeaderMapping | None = None,
    sheet: str | None = None,
) -> Source:
    """The feed or aggregate in a file or folder; raises what `open_feed` and `read_aggregate` raise."""
    kind = parse_contest_id(contest).kind if contest is not None else None
    listed = candidates_of(parse_contest_id(contest).area, candidates) if contest is not None else ()
    guess = Guess(None if kind is None else profile_for(kind), {each.name: f"suara_{each.no}" for each in listed})
    numbers = {each.id: each.no for each in listed} or PPWP_2024
    try:
        return open_feed(path, mapping, guess=guess, sheet=sheet, numbers=numbers)
    except AggregateNotStationsError:
        return read_aggregate(path, candidates)


def import_contest(sources: Sequence[Source], contest: str, candidates: Candidates) -> ContestImport:
    """All sources of one contest as one table; raises `SourcesMixedError` for some per TPS and some not."""
    feeds = [source for source in sources if isinstance(source, Feed)]
    aggregates = [source for source in sources if isinstance(source, Aggregate)]
    if feeds and aggregates:
        raise SourcesMixedError(first=str(feeds[0].path), second=str(aggregates[0].path))
    return import_stations(feeds, contest, candidates) if feeds else import_aggregates(aggregates, contest)


def contest_of(source: Source, given: str | None, candidates: Candidates) -> str:
    """The contest of a source: the given one, or else what the source itself tells; raises `ContestNeededError`."""
    if given is not None:
        parse_contest_id(given)
        return given
    if isinstance(source, Feed):
        return str(Kind.PPWP)
    listed = {option.name for option in source.options}
    province = source.area[: length_of(AreaLevel.PROVINSI)]
    if listed <= {each.name for each in candidates.get(province, ())}:
        return f"{Kind.GUBERNUR}-{province}"
    raise ContestNeededError(path=str(source.path))


def named_options(rows: Iterable[str], contest: str, candidates: Candidates) -> tuple[ContestOption, ...]:
    """The options that vote rows name, with the names of the candidates where they are listed."""
    identity = parse_contest_id(contest)
    listed = candidates_of(identity.area, candidates)
    names = {each.no: each.name for each in listed}
    return tuple(
        ContestOption(
            option.no, names.get(option.no, option.name) if option.parent is None else option.name, option.parent
        )
        for option in options_of(rows, identity.kind)
    )


def import_stations(feeds: Sequence[Feed], contest: str, candidates: Candidates) -> ContestImport:
    """Feeds of one contest as a table per TPS; raises what `plan_replica` raises."""
    feed = feeds[0] if len(feeds) == 1 else ManyFeeds(feeds)
    replica = plan_replica(feed, contest, options=named_options(feed.rows, contest, candidates))
    [declared] = replica.plan.contests
    table = f"{slug(contest)}.csv"
    described = FactsContest(contest, "tps", table, _options(declared.options), declared.areas)
    sheet = Sheet(("kode", *declared.rows), _station_lines(replica, contest, len(declared.rows)))
    return ContestImport(described, sheet, replica.problems, feed.sha256())


def _station_lines(replica: Replica, contest: str, width: int) -> Iterator[Sequence[str | int | None]]:
    for result in replica.plan.results:
        yield (result.tps, *result.forms.get(contest, (None,) * width))


def import_aggregates(aggregates: Sequence[Aggregate], contest: str) -> ContestImport:
    """Aggregates of one contest as a table per kecamatan; raises `AggregateLevelError`."""
    for each in aggregates:
        if each.level is not AreaLevel.KECAMATAN:
            raise AggregateLevelError(path=str(each.path))
    options = aggregates[0].options
    rows = option_rows(options)
    table = f"{slug(contest)}.csv"
    areas = tuple(sorted(each.area for each in aggregates))
    lines: list[Sequence[str | int | None]] = [
        (part.area, "", part.tps_in, *(part.votes[option.no] for option in options))
        for each in sorted(aggregates, key=lambda aggregate: aggregate.area)
        for part in each.rows
    ]
    problems = tuple(problem for each in aggregates for problem in each.problems)
    described = FactsContest(contest, "kecamatan", table, _options(options), areas)
    digest = hashlib.sha256(b"".join(sorted(_digest(each.path) for each in aggregates))).hexdigest()
    return ContestImport(described, Sheet(("kode", "nama", "tps", *rows), lines), problems, digest)


def write_import(folder: Path, imports: Sequence[ContestImport], desa: Path | None) -> Path:
    """Writes facts of these contests into an existing folder and gives the path of their description.

    Raises `ElectionsMixedError`, `UnitsNeededError`, and for the list of desa what `read_units` raises.
    """
    profiles = {each.contest.id: profile_for(parse_contest_id(each.contest.id).kind).name for each in imports}
    first, *others = profiles
    for other in others:
        if profiles[other] != profiles[first]:
            raise ElectionsMixedError(first=first, second=other)
    tables = {each.contest.table: each.sheet for each in imports}
    per_area = [each.contest for each in imports if each.contest.per == "kecamatan"]
    if per_area and desa is None and len(per_area) == len(imports):
        raise UnitsNeededError(contest=per_area[0].id)
    if per_area and desa is not None:
        tables[UNITS_TABLE] = _units(desa, sorted({area for each in per_area for area in each.areas}))
    digests = sorted(bytes.fromhex(each.digest) for each in imports)
    digest = imports[0].digest if len(imports) == 1 else hashlib.sha256(b"".join(digests)).hexdigest()
    facts = ElectionFacts(
        format=FORMAT,
        kind="replica",
        name=f"Replika {', '.join(profiles)}, SHA-256 {digest}",
        profile=profiles[first],
        host=f"example.id/replika-{slug(first)}",
        source=f"rekap import, SHA-256 {digest}",
        contests=tuple(each.contest for each in imports),
        units=UNITS_TABLE if UNITS_TABLE in tables else None,
    )
    return write_facts(folder, facts, tables)


def _units(desa: Path, areas: Sequence[str]) -> Sheet:
    """The desa inside these areas, as they are listed."""
    known = {code for listed in read_units(desa).values() for code in listed}
    with desa.open(encoding="utf-8-sig", newline="") as file:
        lines: list[Mapping[str, str]] = [
            line
            for line in csv.DictReader(file)
            if line["kode"] in known and any(contains(area, line["kode"]) for area in areas)
        ]
    columns = ["kode", "nama", *(["tps"] if lines and "tps" in lines[0] else [])]
    return Sheet(columns, [[line[column] for column in columns] for line in lines])


def _options(options: Iterable[ContestOption]) -> tuple[FactsOption, ...]:
    return tuple(FactsOption(option.no, option.name, option.parent) for option in options)


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
