"""Published results as election facts: what `rekap import` reads, and what it writes.

Rules of this module:

- A source is a feed per TPS or an aggregate; sources of one contest are one table, those of several one election.
- Sources per TPS of one contest are read as one: a TPS that stands in two is reported, and left out the second time.
- An aggregate becomes facts only per kecamatan, and only beside a list of desa; the parts without any TPS in are kept.
- The names of options come from the list of candidates; without one they are numbers.
- The contest of an aggregate is a gubernur's where its candidates stand in a provinsi; any other must be named.
- An aggregate is of its contest only with the candidates listed for it, in its area, once, and all with one ballot.
- Feed JSON, and a table with the feed's own names of columns, is of ppwp where nothing else is said; any other table
  must be named.
- Facts are no published results.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from domain.areas import AreaLevel, contains, length_of
from domain.contests import ContestOption, Kind, counted, option_rows, parse_contest_id
from domain.profiles import COLUMNS, profile_for
from ledger.digest import digest_of, digest_of_all
from ledger.feeds import Feed, FeedProblem, Guess, HeaderMapping, ManyFeeds, open_feed, options_of
from ledger.feeds.aggregates import Aggregate, Candidates, candidates_of, read_aggregate
from ledger.feeds.desa_list import read_desa
from ledger.feeds.errors import (
    AggregateContestError,
    AggregateLevelError,
    AggregateNotStationsError,
    ContestNeededError,
    ElectionsMixedError,
    FactsGivenError,
    SourcesMixedError,
    UnitsNeededError,
)
from ledger.feeds.many import problems_by_path
from ledger.feeds.sirekap_json import PPWP_2024
from ledger.making.facts import FORMAT, ElectionFacts, FactsContest, FactsOption, Sheet, is_facts, write_facts
from ledger.making.plan import planned_contest
from ledger.making.replica import NothingLeftError, Replica, plan_replica, slug

UNITS_TABLE: Final = "desa.csv"
"""The name that the list of desa gets."""

_FEED_NAMES: Final = frozenset(
    f"{group}_{column}" for group in ("pengguna_dptb", "pengguna_non_dpt") for column in COLUMNS
)
"""What only the public feed of ppwp calls its columns."""

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
    if path.is_file() and is_facts(path):
        raise FactsGivenError(path=str(path))
    kind = parse_contest_id(contest).kind if contest is not None else None
    listed = candidates_of(parse_contest_id(contest).area, candidates) if contest is not None else ()
    names = {each.name: f"suara_{each.no}" for each in listed}
    guess = Guess() if kind is None else Guess(profile_for(kind), names, counted(kind))
    numbers = {each.id: each.no for each in listed} or numbers_known(kind)
    try:
        return open_feed(path, mapping, guess=guess, sheet=sheet, numbers=numbers)
    except AggregateNotStationsError:
        return read_aggregate(path, candidates)


def numbers_known(kind: Kind | None) -> Mapping[str, int]:
    """The option ids that need no list: those of ppwp, which is also what feed JSON is of if nobody says otherwise."""
    return PPWP_2024 if kind in {None, Kind.PPWP} else {}


def import_contest(sources: Sequence[Source], contest: str, candidates: Candidates) -> ContestImport:
    """All sources of one contest as one table; raises `SourcesMixedError` for some per TPS and some not."""
    feeds = [source for source in sources if isinstance(source, Feed)]
    aggregates = [source for source in sources if isinstance(source, Aggregate)]
    if feeds and aggregates:
        raise SourcesMixedError(first=str(feeds[0].path), second=str(aggregates[0].path))
    return import_stations(feeds, contest, candidates) if feeds else import_aggregates(aggregates, contest, candidates)


def contest_of(source: Source, given: str | None, candidates: Candidates) -> str:
    """The contest of a source: the given one, or else what the source itself tells; raises `ContestNeededError`."""
    if given is not None:
        parse_contest_id(given)
        return given
    if isinstance(source, Feed):
        if source.mapping is not None and _FEED_NAMES.isdisjoint(source.mapping.columns):
            raise ContestNeededError(path=str(source.path))
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


def import_aggregates(aggregates: Sequence[Aggregate], contest: str, candidates: Candidates) -> ContestImport:
    """Aggregates of one contest as a table per kecamatan.

    Raises `AggregateContestError`, `AggregateLevelError`, `NothingLeftError` and what `planned_contest` raises.
    """
    seen: set[str] = set()
    for each in aggregates:
        reason = _misfit(each, contest, candidates) or ("area_twice" if each.area in seen else None)
        if reason is None and each.options != aggregates[0].options:
            reason = "options"
        if reason is not None:
            raise AggregateContestError(path=str(each.path), contest=contest, reason=reason)
        if each.level is not AreaLevel.KECAMATAN:
            raise AggregateLevelError(path=str(each.path))
        seen.add(each.area)
    options = aggregates[0].options
    rows = option_rows(options)
    table = f"{slug(contest)}.csv"
    areas = tuple(sorted(each.area for each in aggregates))
    lines: list[Sequence[str | int | None]] = [
        (part.area, "", part.tps_in, *(part.votes[option.no] for option in options))
        for each in sorted(aggregates, key=lambda aggregate: aggregate.area)
        for part in each.rows
    ]
    found = [
        problems_by_path(each.path, each.problems) if len(aggregates) > 1 else each.problems for each in aggregates
    ]
    problems = tuple(problem for each in found for problem in each)
    if not lines:
        raise NothingLeftError(problems, path=str(aggregates[0].path), contest=contest)
    planned_contest(contest, profile_for(parse_contest_id(contest).kind).name, options, areas=areas)
    described = FactsContest(contest, "kecamatan", table, _options(options), areas)
    digest = digest_of_all(digest_of(each.path) for each in aggregates).hex()
    return ContestImport(described, Sheet(("kode", "nama", "tps", *rows), lines), problems, digest)


def _misfit(aggregate: Aggregate, contest: str, candidates: Candidates) -> str | None:
    """Why an aggregate is not of a contest: Pilkada only, in its area, and between the candidates listed for it."""
    identity = parse_contest_id(contest)
    if identity.kind not in {Kind.GUBERNUR, Kind.BUPATI, Kind.WALIKOTA}:
        return "kind"
    if not contains(identity.area, aggregate.area):
        return "outside"
    listed = [(each.no, each.name) for each in sorted(candidates.get(identity.area, ()), key=lambda each: each.no)]
    return "candidates" if listed != [(option.no, option.name) for option in aggregate.options] else None


def write_import(folder: Path, imports: Sequence[ContestImport], desa: Path | None) -> Path:
    """Writes facts of these contests into an existing folder and gives the path of their description.

    Raises `ElectionsMixedError`, `UnitsNeededError`, and for the list of desa what `read_desa` raises.
    """
    profiles = {each.contest.id: profile_for(parse_contest_id(each.contest.id).kind).name for each in imports}
    first, *others = profiles
    for other in others:
        if profiles[other] != profiles[first]:
            raise ElectionsMixedError(first=first, second=other)
    tables = {each.contest.table: each.sheet for each in imports}
    per_area = [each.contest for each in imports if each.contest.per == "kecamatan"]
    if per_area and desa is not None:
        tables[UNITS_TABLE] = _units(desa, sorted({area for each in per_area for area in each.areas}))
    if len(per_area) == len(imports) and (desa is None or not tables[UNITS_TABLE].lines):
        raise UnitsNeededError(contest=per_area[0].id)
    digests = [bytes.fromhex(each.digest) for each in imports]
    digest = (digests[0] if len(digests) == 1 else digest_of_all(digests)).hex()
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
    listed = read_desa(desa, areas)
    if any(each.tps is not None for each in listed):
        return Sheet(("kode", "nama", "tps"), [(each.code, each.name, each.tps) for each in listed])
    return Sheet(("kode", "nama"), [(each.code, each.name) for each in listed])


def _options(options: Iterable[ContestOption]) -> tuple[FactsOption, ...]:
    return tuple(FactsOption(option.no, option.name, option.parent) for option in options)
