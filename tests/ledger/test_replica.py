"""A replica takes what a feed carries, for one contest of any kind, and names what it leaves out."""

from pathlib import Path

import pytest

from domain.areas import AreaLevel
from domain.errors import RekapError, UnknownAreaCodeError, UnknownContestIdError
from ledger.errors import NothingToRebuildError
from ledger.feeds import Feed, FeedProblem, ManyFeeds, open_feed
from ledger.feeds.errors import AreaOutsideContestError, FeedColumnMissingError, FeedOptionsError
from ledger.making.replica import NothingLeftError, plan_replica

DOMESTIC, OTHER, ABROAD = "1609011013001", "1608011013001", "9917010001001"


def feed(folder: Path, header: str, *lines: str, name: str = "feed.csv") -> Feed:
    path = folder / name
    path.write_text("\n".join([header, *lines, ""]))
    return open_feed(path)


def test_the_contest_declares_the_rows_that_the_feed_carries_in_the_order_of_the_form(tmp_path: Path) -> None:
    carried = feed(tmp_path, "kode,suara_sah,suara_2,suara_1,pemilih_dpt_j", f"{DOMESTIC},3,2,1,5")
    [contest] = plan_replica(carried, "ppwp").plan.contests
    assert contest.rows == ("pemilih_dpt_j", "suara_1", "suara_2", "suara_sah")
    assert contest.areas == ("1609",)
    [result] = plan_replica(carried, "ppwp").plan.results
    assert result.forms == {"ppwp": (5, 1, 2, 3)}
    assert result.dpt == 5


def test_a_tps_without_figures_has_no_form(tmp_path: Path) -> None:
    [result] = plan_replica(feed(tmp_path, "kode,suara_1", f"{DOMESTIC},"), "ppwp").plan.results
    assert result.forms == {}


@pytest.mark.parametrize(
    ("contest", "word", "profile", "final"),
    [
        ("ppwp", "Paslon", "pemilu-2024", AreaLevel.NASIONAL),
        ("dpr-16-2", "Partai", "pemilu-2024", AreaLevel.NASIONAL),
        ("dpd-16", "Calon", "pemilu-2024", AreaLevel.NASIONAL),
        ("dprd_prov-16-2", "Partai", "pemilu-2024", AreaLevel.PROVINSI),
        ("dprd_kabko-1609-1", "Partai", "pemilu-2024", AreaLevel.KABKO),
        ("gubernur-16", "Paslon", "pilkada-2024", AreaLevel.PROVINSI),
        ("bupati-1609", "Paslon", "pilkada-2024", AreaLevel.KABKO),
        ("walikota-1609", "Paslon", "pilkada-2024", AreaLevel.KABKO),
    ],
)
def test_every_kind_of_contest_can_be_rebuilt(
    tmp_path: Path, contest: str, word: str, profile: str, final: AreaLevel
) -> None:
    plan = plan_replica(feed(tmp_path, "kode,suara_1,suara_2", f"{DOMESTIC},1,2"), contest).plan
    [declared] = plan.contests
    assert [option.name for option in declared.options] == [f"{word} 1", f"{word} 2"]
    assert (plan.profile, declared.final_level) == (profile, final)
    assert declared.areas == (("160901",) if contest.startswith("dprd_kabko") else ("1609",))
    assert "_" not in plan.host


def test_parties_come_with_their_candidates_and_every_row_of_theirs(tmp_path: Path) -> None:
    carried = feed(tmp_path, "kode,suara_4_2,suara_4,suara_24,suara_4_1,suara_sah", f"{DOMESTIC},2,1,3,5,11")
    [contest] = plan_replica(carried, "dpr-16").plan.contests
    assert [(option.no, option.name, option.parent) for option in contest.options] == [
        (4, "Partai 4", None), (1, "Calon 1", 4), (2, "Calon 2", 4), (24, "Partai 24", None),
    ]  # fmt: skip
    assert contest.rows == (
        "suara_4", "suara_4_1", "suara_4_2", "suara_4_total", "suara_24", "suara_24_total", "suara_sah",
    )  # fmt: skip
    [result] = plan_replica(carried, "dpr-16").plan.results
    assert result.forms["dpr-16"] == (1, 5, 2, None, 3, None, 11)


@pytest.mark.parametrize(
    ("contest", "header", "error"),
    [
        ("ppwp", "kode,suara_1,suara_3", FeedColumnMissingError),
        ("bupati-1609", "kode,suara_2", FeedColumnMissingError),
        ("dpr-16", "kode,suara_4_1,suara_5", FeedColumnMissingError),
        ("ppwp", "kode,suara_1,suara_1_1", FeedOptionsError),
        ("dpd-16", "kode,suara_1,suara_1_total,suara_1_2", FeedOptionsError),
        ("presiden", "kode,suara_1", UnknownContestIdError),
    ],
)
def test_vote_columns_that_do_not_fit_the_contest_are_one_error(
    tmp_path: Path, contest: str, header: str, error: type[RekapError]
) -> None:
    line = ",".join([DOMESTIC, *["1"] * header.count(",")])
    with pytest.raises(error):
        plan_replica(feed(tmp_path, header, line), contest)


def test_numbers_of_single_candidates_and_parties_may_have_gaps(tmp_path: Path) -> None:
    carried = feed(tmp_path, "kode,suara_1,suara_24", f"{DOMESTIC},1,2")
    for contest in ("dpd-16", "dpr-16"):
        assert [option.no for option in plan_replica(carried, contest).plan.contests[0].options] == [1, 24]


def test_stations_abroad_are_taken_in_where_voters_abroad_vote(tmp_path: Path) -> None:
    lines = [f"{tps},1" for tps in (ABROAD, "3171011001001", "9917010001?006-tps-005")]
    carried = feed(tmp_path, "kode,suara_1", *lines)
    for contest in ("ppwp", "dpr-31-2"):
        replica = plan_replica(carried, contest)
        assert [result.tps for result in replica.plan.results] == ["3171011001001", ABROAD]
        assert replica.plan.contests[0].areas == ("3171", "99")
        assert [problem.reason for problem in replica.problems] == ["code"]
    other = plan_replica(carried, "gubernur-31")
    assert [(problem.line, problem.reason) for problem in other.problems] == [(2, "abroad"), (4, "code")]
    with pytest.raises(NothingToRebuildError):
        plan_replica(carried, "dpr-16")


def test_a_tps_outside_of_the_contest_is_a_problem_and_one_outside_of_the_area_is_passed_over(tmp_path: Path) -> None:
    carried = feed(tmp_path, "kode,suara_1", f"{DOMESTIC},1", f"{OTHER},1", f"{ABROAD},1")
    replica = plan_replica(carried, "bupati-1609")
    assert replica.problems == (
        FeedProblem("feed.csv", 3, "kode_tps", "outside", OTHER),
        FeedProblem("feed.csv", 4, "kode_tps", "abroad", ABROAD),
    )
    restricted = plan_replica(carried, "gubernur-16", "160901")
    assert restricted.problems == ()
    assert restricted.passed_over == 2
    assert restricted.plan.contests[0].areas == ("160901",)
    assert ", 160901, SHA-256" in restricted.plan.name


def test_a_code_that_begins_elsewhere_is_passed_over_as_far_as_it_can_be_read(tmp_path: Path) -> None:
    codes = ("99170?0001001", "1608x", "16", "x")
    carried = feed(tmp_path, "kode,suara_1", f"{DOMESTIC},1", f"{OTHER},bad", *[f"{code},1" for code in codes])
    replica = plan_replica(carried, "ppwp", "1609")
    assert [(problem.line, problem.value) for problem in replica.problems] == [(6, "16"), (7, "x")]
    assert replica.passed_over == 3


def test_where_nothing_is_left_the_error_has_all_that_was_left_out(tmp_path: Path) -> None:
    carried = feed(tmp_path, "kode,suara_1", f"{DOMESTIC},x", f"{OTHER},1")
    with pytest.raises(NothingLeftError) as caught:
        plan_replica(carried, "bupati-1609")
    assert [(each.line, each.reason) for each in caught.value.problems] == [(2, "not_a_number"), (3, "outside")]


def test_an_area_lies_inside_that_of_the_contest(tmp_path: Path) -> None:
    carried = feed(tmp_path, "kode,suara_1", f"{DOMESTIC},1", f"{ABROAD},1")
    with pytest.raises(AreaOutsideContestError):
        plan_replica(carried, "bupati-1609", "1608")
    with pytest.raises(AreaOutsideContestError):
        plan_replica(carried, "bupati-1609", "99")
    with pytest.raises(UnknownAreaCodeError):
        plan_replica(carried, "ppwp", "16090")
    assert [result.tps for result in plan_replica(carried, "ppwp", "99").plan.results] == [ABROAD]


def test_the_name_tells_one_feed_from_another(tmp_path: Path) -> None:
    first = feed(tmp_path, "kode,suara_1", f"{DOMESTIC},1")
    digest = "SHA-256 " + first.sha256()
    assert plan_replica(first, "ppwp").plan.name.endswith(digest)
    assert not plan_replica(feed(tmp_path, "kode,suara_1", f"{DOMESTIC},2"), "ppwp").plan.name.endswith(digest)


def test_many_feeds_are_one_a_tps_stands_once_in_all_and_files_are_named_by_path(tmp_path: Path) -> None:
    first = feed(tmp_path, "kode,suara_1,suara_sah", f"{OTHER},1,1", name="a.csv")
    second = feed(tmp_path, "kode,suara_1", f"{DOMESTIC},2", f"{OTHER},3", name="b.csv")
    replica = plan_replica(ManyFeeds([first, second]), "ppwp")
    assert [(result.tps, result.forms["ppwp"]) for result in replica.plan.results] == [
        (OTHER, (1, 1)), (DOMESTIC, (2, None)),
    ]  # fmt: skip
    assert replica.problems == (FeedProblem(str(tmp_path / "b.csv"), 3, "kode_tps", "duplicate_tps", OTHER),)
    assert ManyFeeds([second, first]).sha256() == ManyFeeds([first, second]).sha256()
