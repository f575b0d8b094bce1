"""Aggregates of a Pilkada per kecamatan or kabupaten: votes, TPS in, marks, and whether they add up."""

import json
from pathlib import Path

import pytest

from domain.areas import AreaLevel
from domain.errors import RekapError
from ledger.feeds.aggregates import Aggregate, Candidate, read_aggregate, read_candidates
from ledger.feeds.errors import (
    AggregateMalformedError,
    CandidatesMalformedError,
    CandidatesMissingError,
    FeedUnreadableError,
)

CANDIDATES = {"1609": (Candidate("11", 1, "A"), Candidate("12", 2, "B"))}


def part(first: object, second: object, tps_in: object = 2, total: object = 3, **more: object) -> dict[str, object]:
    progress = {"total": total, "persen": 66.67, "progres": tps_in}
    return {"psu": "Reguler", "11": first, "12": second, "progres": progress, "status_progress": True} | more


def document(**parts: object) -> dict[str, object]:
    table = {"160901": part(10, 20), "160902": part(1, 2)} | parts
    return {"mode": "hhcw", "tungsura": {"chart": part(11, 22, 4, 6), "table": table}, "ts": "2024-11-28"}


def read(folder: Path, content: object, name: str = "1609.json") -> Aggregate:
    path = folder / name
    path.write_text(json.dumps(content))
    return read_aggregate(path, CANDIDATES)


def test_a_part_names_votes_tps_and_mark(tmp_path: Path) -> None:
    aggregate = read(tmp_path, document())
    assert (aggregate.area, aggregate.level) == ("1609", AreaLevel.KECAMATAN)
    assert [option.name for option in aggregate.options] == ["A", "B"]
    [first, _] = aggregate.rows
    assert (first.area, first.tps_in, first.tps_total, first.votes, first.psu) == (
        "160901", 2, 3, {1: 10, 2: 20}, "Reguler",
    )  # fmt: skip
    assert (aggregate.tps_in, aggregate.tps_total, aggregate.votes) == (4, 6, {1: 11, 2: 22})
    assert aggregate.problems == ()


def test_every_listed_candidate_is_looked_for_in_every_part(tmp_path: Path) -> None:
    content = document()
    for each in [content["tungsura"]["chart"], *content["tungsura"]["table"].values()]:  # type: ignore[index]
        del each["12"]
    aggregate = read(tmp_path, content)
    assert aggregate.rows == ()
    assert [(problem.column, problem.reason, problem.value) for problem in aggregate.problems] == [
        (f"{part}.12", "json_key_missing", "B") for part in ("table.160901", "table.160902", "chart")
    ]  # fmt: skip


def test_what_does_not_add_up_is_a_problem(tmp_path: Path) -> None:
    problems = read(tmp_path, document(**{"160902": part(2, 2, 1)})).problems
    assert [(problem.column, problem.reason, problem.value) for problem in problems] == [
        ("chart.votes.1", "not_the_sum", "11, 12"), ("chart.progres.progres", "not_the_sum", "4, 3"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "content", "column", "reason"),
    [
        ("160902", part(-1, 2), "table.160902.11", "not_a_number"),
        ("160902", part(1.5, 2), "table.160902.11", "not_a_number"),
        ("160902", part("1", 2), "table.160902.11", "not_a_number"),
        ("160902", part(10**9, 2), "table.160902.11", "not_a_number"),
        ("160902", part(1, 2, 4), "table.160902.progres.progres", "more_than_all"),
        ("160902", part(1, 2, progres=None), "table.160902.progres.progres", "not_a_number"),
        ("160902", part(1, 2, psu=7), "table.160902.psu", "psu_mark"),
        ("160902", part(1, 2, suara=7), "table.160902.suara", "json_key_unknown"),
        ("160902", None, "table.160902", "json_not_object"),
        ("160801", part(1, 2), "table.160801", "area"),
        ("1609011013", part(1, 2), "table.1609011013", "area"),
        ("x", part(1, 2), "table.x", "area"),
        ("0", part(1, 2), "table.0", "area"),
    ],
)
def test_a_part_with_a_problem_is_left_out(tmp_path: Path, key: str, content: object, column: str, reason: str) -> None:
    aggregate = read(tmp_path, document(**{key: content}))
    assert key not in [row.area for row in aggregate.rows]
    assert (column, reason) in [(problem.column, problem.reason) for problem in aggregate.problems]


@pytest.mark.parametrize(
    ("content", "name", "error"),
    [
        ([], "1609.json", AggregateMalformedError),
        ({"tungsura": {"table": {}}}, "1609.json", AggregateMalformedError),
        (document(), "oku.json", AggregateMalformedError),
        (document(), "9917.json", AggregateMalformedError),
        (document(), "1608.json", CandidatesMissingError),
        (document(**{"160903": part(1, 2, **{"13": 5})}), "1609.json", CandidatesMissingError),
    ],
)
def test_a_file_that_is_no_aggregate_is_one_error(
    tmp_path: Path, content: object, name: str, error: type[RekapError]
) -> None:
    with pytest.raises(error):
        read(tmp_path, content, name)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"1609": {"11": {"nama": "A", "nomor_urut": 1}, "12": {"nama": "B", "nomor_urut": 1}}}', "option_unknown"),
        ('{"1609": {"11": {"nama": "A", "nomor_urut": 0}}}', "option_unknown"),
        ('{"1609": {"11": {"nama": "A", "nomor_urut": true}}}', "option_unknown"),
        ('{"1609": {"x": {"nama": "A", "nomor_urut": 1}}}', "option_unknown"),
        ('{"1609": {"11": {"nama": "A\\u001b", "nomor_urut": 1}}}', "name"),
        ('{"1609": {"11": {"nama": "", "nomor_urut": 1}}}', "name"),
        ('{"OKU": {}}', "area"),
        ('{"1609": []}', "area"),
        ("[]", "json_not_object"),
        ("{", "json_malformed"),
    ],
)
def test_a_list_of_candidates_is_read_without_trust(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "paslon.json"
    path.write_text(content)
    with pytest.raises(CandidatesMalformedError) as caught:
        read_candidates(path)
    assert dict(caught.value.params)["reason"] == reason
    with pytest.raises(FeedUnreadableError):
        read_candidates(tmp_path / "none.json")


# --- the published aggregates ----------------------------------------------------------------------------------------

PUBLISHED = {
    "pkwkk/1607": (1387, 1389, {1: 241_149, 2: 159_805}, 21),
    "pkwkk/1608": (1012, 1012, {1: 243_590, 2: 136_191}, 20),
    "pkwkk/1609": (663, 688, {1: 7_727, 2: 80_953, 3: 35_296, 4: 84_531}, 19),
    "pkwkk/3214": (1452, 1462, {1: 250_524, 2: 191_630, 3: 39_794, 4: 34_042}, 17),
    "pkwkp/16": (12_996, 13_206, {1: 2_174_133, 2: 1_063_635, 3: 983_644}, 17),
    "pkwkp/1608": (1012, 1012, {1: 334_081, 2: 24_870, 3: 20_268}, 20),
    "pkwkp/3214": (1453, 1462, {1: 27_013, 2: 25_226, 3: 80_863, 4: 382_654}, 17),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_aggregates_add_up(shared: Path, name: str) -> None:
    folder = shared / "data" / "pilkada2024"
    kind = name.partition("/")[0]
    aggregate = read_aggregate(folder / f"{name}.json", read_candidates(folder / f"paslon_{kind}.json"))
    assert (aggregate.tps_in, aggregate.tps_total, aggregate.votes, len(aggregate.rows)) == PUBLISHED[name]
    assert aggregate.problems == ()
    assert {row.psu for row in aggregate.rows} == {"Reguler"}
    assert aggregate.level is (AreaLevel.KABKO if name == "pkwkp/16" else AreaLevel.KECAMATAN)


def test_the_candidates_of_a_gubernur_stand_under_the_provinsi_and_beside_those_of_a_bupati(shared: Path) -> None:
    folder = shared / "data" / "pilkada2024"
    both = read_candidates(folder / "paslon_pkwkk.json") | read_candidates(folder / "paslon_pkwkp.json")
    names = [
        read_aggregate(folder / kind / "3214.json", both).options[0].name.partition(" ")[0]
        for kind in ("pkwkk", "pkwkp")
    ]
    assert names == ["SAEPUL", "Drs."]
