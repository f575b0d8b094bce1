"""Aggregates become facts only of the contest that they are of, all with one ballot, each area once."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.areas import AreaLevel
from domain.contests import ContestOption
from ledger.feeds.aggregates import Aggregate, AggregateRow, Candidate
from ledger.feeds.errors import AggregateContestError, AggregateLevelError
from ledger.making.importing import import_aggregates
from ledger.making.replica import NothingLeftError

LISTED = {
    "16": (Candidate("1", 1, "G"), Candidate("2", 2, "H")),
    "1609": (Candidate("11", 1, "A"), Candidate("12", 2, "B"), Candidate("13", 3, "C")),
}
TWO = (ContestOption(1, "G"), ContestOption(2, "H"))
THREE = (ContestOption(1, "A"), ContestOption(2, "B"), ContestOption(3, "C"))


def aggregate(area: str, options: tuple[ContestOption, ...] = TWO, *, rows: int = 1) -> Aggregate:
    parts = [AggregateRow(f"{area}{no:02}", 1, 1, {option.no: 5 for option in options}, "") for no in range(rows)]
    return Aggregate(Path(f"{area}.json"), area, AreaLevel.KECAMATAN, options, tuple(parts), ())


@pytest.mark.parametrize(
    ("aggregates", "contest", "reason"),
    [
        ([aggregate("1607"), aggregate("1609", THREE)], "gubernur-16", "candidates"),
        ([aggregate("1609", THREE), aggregate("1607")], "gubernur-16", "candidates"),
        ([aggregate("1609")], "bupati-1609", "candidates"),
        ([aggregate("1609", THREE[:2])], "bupati-1609", "candidates"),
        ([aggregate("1609", THREE)], "bupati-1607", "outside"),
        ([aggregate("3214")], "gubernur-16", "outside"),
        ([aggregate("1609"), aggregate("1609")], "gubernur-16", "area_twice"),
        ([aggregate("1609")], "ppwp", "kind"),
        ([aggregate("1609")], "dpr-16-1", "kind"),
        ([aggregate("1609")], "dpd-16", "kind"),
    ],
)
def test_an_aggregate_that_is_not_of_the_contest_is_refused(
    aggregates: list[Aggregate], contest: str, reason: str
) -> None:
    with pytest.raises(AggregateContestError) as caught:
        import_aggregates(aggregates, contest, LISTED)
    assert dict(caught.value.params)["reason"] == reason


def test_aggregates_of_one_contest_are_one_table(tmp_path: Path) -> None:
    both = [replace(aggregate(area), path=tmp_path / area) for area in ("1609", "1607")]
    for each in both:
        each.path.write_text("{}")
    made = import_aggregates(both, "gubernur-16", LISTED)
    assert made.contest.areas == ("1607", "1609")
    assert [line[0] for line in made.sheet.lines] == ["160700", "160900"]


def test_an_aggregate_without_a_sound_part_is_an_error() -> None:
    with pytest.raises(NothingLeftError):
        import_aggregates([aggregate("1609", rows=0)], "gubernur-16", LISTED)


def test_parts_must_be_kecamatan() -> None:
    whole = Aggregate(Path("16.json"), "16", AreaLevel.KABKO, TWO, (), ())
    with pytest.raises(AggregateLevelError):
        import_aggregates([whole], "gubernur-16", LISTED)
