"""Parquet in the columns of the CSV layout: read by batches; null is not published, all else a figure or a problem."""

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from unittest.mock import patch

import pytest

from domain.errors import RekapError
from ledger.feeds import Feed, FeedProblem, by_reason, open_feed, read_mapping, save_mapping
from ledger.feeds.errors import FeedMalformedError, FeedTooLargeError, FeedUnreadableError, ParquetUnavailableError
from ledger.feeds.mapping import HeaderMapping
from ledger.feeds.rows import MAX_FIGURE

arrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

CODES = ["1609011013001", "1609011013002", "1609011013003"]


def written(folder: Path, columns: Mapping[str, Sequence[object]], **types: str) -> Path:
    path = folder / "feed.parquet"
    arrays = {
        name: arrow.array(values, getattr(arrow, types[name])() if name in types else None)
        for name, values in columns.items()
    }
    parquet.write_table(arrow.table(arrays), path)
    return path


def found(feed: Feed) -> list[tuple[int, str, str, str]]:
    list(feed)
    return [(problem.line, problem.column, problem.reason, problem.value) for problem in feed.problems]


@pytest.mark.parametrize("kind", ["int8", "int32", "int64", "uint8", "float32", "float64", "string", "large_string"])
def test_figures_of_every_sound_type_are_the_same_figures(tmp_path: Path, kind: str) -> None:
    values: list[object] = ["7", None, "0"] if "string" in kind else [7, None, 0]
    path = written(tmp_path, {"kode_tps": CODES, "suara_1": values}, suara_1=kind)
    feed = open_feed(path)
    assert [row.figures["suara_1"] for row in feed] == [7, None, 0]
    assert [row.line for row in feed] == [2, 3, 4]
    assert feed.problems == []


@pytest.mark.parametrize(
    ("value", "kind", "reason"),
    [
        (-1, "int64", "negative"),
        (MAX_FIGURE + 1, "int64", "too_large"),
        (2**64 - 1, "uint64", "too_large"),
        (math.nan, "float64", "not_whole"),
        (math.inf, "float64", "not_whole"),
        (1e300, "float64", "too_large"),
        (1.5, "float64", "not_whole"),
        (True, "bool_", "boolean"),
        ("1.0", "string", "not_whole"),
        (20_000, "date32", "date"),
        (b"1", "binary", "not_a_number"),
    ],
)
def test_what_is_no_figure_is_a_problem_of_its_row_and_column(
    tmp_path: Path, value: object, kind: str, reason: str
) -> None:
    columns: dict[str, Sequence[object]] = {"kode_tps": CODES, "suara_1": [value, None, value], "suara_2": [1, 2, 3]}
    feed = open_feed(written(tmp_path, columns, suara_1=kind))
    assert [row.tps for row in feed] == [CODES[1]]
    assert [(line, column, why) for line, column, why, _ in found(feed)] == [
        (2, "suara_1", reason), (4, "suara_1", reason),
    ]  # fmt: skip


def test_a_decimal_is_no_figure(tmp_path: Path) -> None:
    feed = open_feed(written(tmp_path, {"kode_tps": CODES, "suara_1": [Decimal(1), None, None]}))
    assert found(feed) == [(2, "suara_1", "not_whole", "1")]


def test_codes_may_be_whole_numbers_and_names_are_not_read(tmp_path: Path) -> None:
    columns: dict[str, Sequence[object]] = {
        "kode_tps": [int(code) for code in CODES],
        "kecamatan": ["A", None, "B\x1b"],
        "suara_1": [1, 2, 3],
    }
    feed = open_feed(written(tmp_path, columns))
    assert [row.tps for row in feed] == list(CODES)
    assert feed.problems == []


def test_a_long_text_is_refused_however_often_it_stands_there(tmp_path: Path) -> None:
    path = written(tmp_path, {"kode_tps": [*CODES, *["9" * 5000] * 200], "suara_1": [1] * 203})
    with pytest.raises(FeedTooLargeError) as caught:
        list(open_feed(path))
    assert dict(caught.value.params)["reason"] == "cell"
    with patch("ledger.feeds.parquet_file.MAX_COLUMN_BYTES", 1000), pytest.raises(FeedTooLargeError) as caught:
        open_feed(path)
    assert dict(caught.value.params)["reason"] == "column"


def test_a_tps_stands_once_and_lines_go_on_over_batches(tmp_path: Path) -> None:
    many = [f"16090110130{number:02}" for number in range(1, 60)]
    path = written(tmp_path, {"kode_tps": [*many, many[0]], "suara_1": [1] * 60})
    with patch("ledger.feeds.parquet_file.BATCH", 7):
        feed = open_feed(path)
        assert [row.line for row in feed] == list(range(2, 61))
    assert feed.problems == [FeedProblem("feed.parquet", 61, "kode_tps", "duplicate_tps", many[0])]


def test_without_its_library_a_parquet_file_says_what_to_install(tmp_path: Path) -> None:
    path = written(tmp_path, {"kode_tps": CODES, "suara_1": [1, 2, 3]})
    with (
        patch("ledger.feeds.parquet_file.importlib.import_module", side_effect=ImportError),
        pytest.raises(ParquetUnavailableError),
    ):
        open_feed(path)


@pytest.mark.parametrize(
    ("damage", "error"),
    [
        (lambda data: data[:100], FeedMalformedError),
        (lambda data: b"PAR1" + bytes(len(data)), FeedMalformedError),
        (lambda data: data[:-9] + b"\xff" + data[-8:], FeedMalformedError),
    ],
)
def test_a_damaged_file_is_one_error(tmp_path: Path, damage: object, error: type[RekapError]) -> None:
    path = written(tmp_path, {"kode_tps": CODES, "suara_1": [1, 2, 3]})
    assert callable(damage)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises((error, FeedUnreadableError)):
        open_feed(path)


def test_damage_within_the_data_is_one_error_when_it_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, {"kode_tps": CODES, "suara_1": [1, 2, 3]})
    data = bytearray(path.read_bytes())
    data[4:60] = bytes(range(56))
    path.write_bytes(data)
    feed = open_feed(path)
    with pytest.raises((FeedMalformedError, FeedUnreadableError)):
        list(feed)


def test_what_would_unpack_to_too_much_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, {"kode_tps": CODES, "suara_1": [1, 2, 3]})
    with patch("ledger.feeds.parquet_file.MAX_GROUP_BYTES", 10), pytest.raises(FeedTooLargeError):
        open_feed(path)
    with patch("ledger.feeds.parquet_file.MAX_COLUMNS", 1), pytest.raises(FeedTooLargeError):
        open_feed(path)


# --- the published results of the nation -----------------------------------------------------------------------------


def test_the_csv_and_the_parquet_of_a_kabupaten_give_the_same_rows(shared: Path) -> None:
    folder = shared / "data" / "sirekap2024"
    of_csv = {row.tps: row.figures for row in open_feed(folder / "sirekap2024_ppwp_oku_selatan_1609.csv")}
    nation = open_feed(folder / "sirekap2024_ppwp_tps_36wilayah.parquet")
    of_parquet = {}
    count = 0
    for row in nation:
        count += 1
        if row.tps.startswith("1609"):
            of_parquet[row.tps] = row.figures
    assert of_parquet == of_csv
    assert len(of_csv) == 1_352
    assert count == 442_723
    assert by_reason(nation.problems) == [("code", 1_245)]
    assert {problem.column for problem in nation.problems} == {"kode_tps"}
    assert all(problem.value.startswith("99") for problem in nation.problems)


@pytest.mark.soak
def test_the_nation_of_2019_adds_up_once_the_voters_that_nobody_entered_are_not_read(
    shared: Path, tmp_path: Path
) -> None:
    path = shared / "data" / "situng2019" / "pilpres2019_tps_nasional.parquet"
    feed = open_feed(path)
    assert sum(1 for _ in feed) == 816_920 - 4_340
    assert by_reason(feed.problems) == [("negative", 4_340)]
    columns = {name: name for name in ("kode_tps", "suara_1", "suara_2", "suara_sah")}
    save_mapping(tmp_path / "votes.toml", HeaderMapping(columns))
    votes = open_feed(path, read_mapping(tmp_path / "votes.toml"))
    sums = [0, 0, 0]
    for row in votes:
        sums = [
            total + (row.figures[name] or 0)
            for total, name in zip(sums, ("suara_1", "suara_2", "suara_sah"), strict=True)
        ]
    assert sums == [84_298_880, 68_221_284, 151_950_244]
    assert votes.problems == []
