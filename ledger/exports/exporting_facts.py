"""Facts from which a verified election can be built again, as a replica (`docs/facts.md`).

Rules of this module:

- A contest keeps its id, areas, levels, options and rows; what a TPS did not fill in stays blank, without a result too.
- An official election becomes a replica; a practice election stays one, so that nobody takes its figures for real.
- The replica's origins name the election it is from: no book of it can be taken for one of the original.
- A form with rows of its own, or of a kind that the profile does not have, cannot be described by facts.
"""

from collections.abc import Iterable, Iterator

from domain.contests import Contest
from domain.election import Election
from domain.profiles import rows_for
from ledger.exports.exporting_tables import ContestTables
from ledger.making.facts import Sheet
from ledger.making.facts_description import FORMAT, ElectionFacts, FactsContest, FactsOption
from ledger.making.facts_tables import CODE

_HASH_SHOWN = 16


def is_describable(election: Election, contest: Contest) -> bool:
    """Whether facts can describe a contest: every row of its form is one of the profile's, and so is its kind."""
    known = election.profile
    return contest.kind in known.kinds and set(contest.rows) <= set(rows_for(known, contest.options))


def description(election: Election, contests: Iterable[Contest], source: str) -> ElectionFacts:
    """The description of an election of these contests; `source` says where its figures are from."""
    declared = election.declared
    return ElectionFacts(
        format=FORMAT,
        kind="practice" if declared.kind == "practice" else "replica",
        name=declared.name,
        profile=declared.profile,
        host=f"example.id/replika-{election.hash.hex()[:_HASH_SHOWN]}",
        source=source,
        contests=tuple(map(_described, contests)),
    )


def table_of(tables: ContestTables) -> Sheet:
    """The table of a contest, a line per TPS."""
    return Sheet((CODE, *tables.contest.rows), _lines(tables))


def _described(contest: Contest) -> FactsContest:
    return FactsContest(
        id=contest.id,
        per="tps",
        table=f"{contest.id}.csv",
        options=tuple(FactsOption(option.no, option.name, option.parent) for option in contest.options),
        areas=contest.areas,
        levels=contest.levels,
    )


def _lines(tables: ContestTables) -> Iterator[list[str | int | None]]:
    blank = (None,) * len(tables.contest.rows)
    for tps in tables.stations():
        yield [tps, *(tables.station(tps).figures or blank)]
