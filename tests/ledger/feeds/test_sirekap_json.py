"""Feed JSON, one file per TPS: a file, a folder or a zip; every file is read or refused with a reason."""

import json
import os
import time
import zipfile
from collections import Counter
from pathlib import Path
from unittest.mock import patch

import pytest

from ledger.feeds import FeedProblem, open_feed
from ledger.feeds.errors import (
    AggregateNotStationsError,
    FeedMalformedError,
    FeedTooLargeError,
    FeedUnreadableError,
    OptionIdsUnknownError,
)
from ledger.feeds.sirekap_json import SirekapFeed
from ledger.feeds.strict_json import MAX_BYTES, JsonRefusedError, parse_json

TPS = "1609011013001"
VOTES = {"null": None, "100025": 10, "100026": 20, "100027": 0}
FIGURES = {"suara_sah": 30, "suara_tidak_sah": 1, "suara_total": 31, "pengguna_dptb_l": 2, "pengguna_non_dpt_p": 3}


def document(**changed: object) -> dict[str, object]:
    whole = {
        "mode": "hhcw", "chart": VOTES, "images": ["https://example.id/1.jpg"], "administrasi": FIGURES,
        "psu": None, "ts": "2024-02-15 07:00:44", "status_suara": True, "status_adm": True,
    }  # fmt: skip
    return whole | changed


def station(folder: Path, content: object, name: str = f"{TPS}.json") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def found(path: Path) -> list[tuple[str, str, str, str]]:
    feed = open_feed(path)
    list(feed)
    return [(problem.file, problem.column, problem.reason, problem.value) for problem in feed.problems]


def test_the_code_is_the_name_of_the_file_and_both_blocks_are_read(tmp_path: Path) -> None:
    [row] = feed = open_feed(station(tmp_path, document()))
    assert isinstance(feed, SirekapFeed)
    assert row.tps == TPS
    assert row.figures["suara_1"] == 10
    assert row.figures["suara_3"] == 0
    assert row.figures["suara_total"] == 31
    assert row.figures["pengguna_pindahan_l"] == 2
    assert row.figures["pengguna_khusus_p"] == 3
    assert row.figures["pemilih_dpt_j"] is None
    assert [option.name for option in feed.options] == ["Paslon 1", "Paslon 2", "Paslon 3"]
    assert len(feed.rows) == 3 + 18


@pytest.mark.parametrize(("votes", "figures"), [(VOTES, FIGURES), (VOTES, None), (None, FIGURES), (None, None)])
def test_each_block_may_be_null_which_is_not_0(
    tmp_path: Path, votes: dict[str, int] | None, figures: dict[str, int] | None
) -> None:
    states = {"status_suara": votes is not None, "status_adm": figures is not None}
    feed = open_feed(station(tmp_path, document(chart=votes, administrasi=figures, **states)))
    assert isinstance(feed, SirekapFeed)
    [row] = feed
    assert row.figures["suara_1"] == (10 if votes else None)
    assert row.figures["suara_sah"] == (30 if figures else None)
    assert row.is_published == (votes is not None or figures is not None)
    assert feed.states == {(votes is not None, figures is not None): 1}


def test_a_vote_under_the_null_key_is_reported_and_null_there_is_nothing(tmp_path: Path) -> None:
    path = station(tmp_path, document(chart=VOTES | {"null": 7}))
    assert found(path) == [(path.name, "chart.null", "null_key", "7")]
    assert found(station(tmp_path, document())) == []


def test_a_mark_of_a_revote_stays_with_the_tps_and_is_counted(tmp_path: Path) -> None:
    station(tmp_path, document(psu="PSU"))
    station(tmp_path, document(), "1609011013002.json")
    feed = open_feed(tmp_path)
    assert isinstance(feed, SirekapFeed)
    assert [row.psu for row in feed] == ["PSU", ""]
    assert feed.psu == {"PSU": 1, "": 1}
    assert found(station(tmp_path, document(psu="x" * 41)))[0][1:3] == ("psu", "psu_mark")


@pytest.mark.parametrize(
    ("content", "column", "reason"),
    [
        (document(chart=VOTES | {"100099": 1}), "chart.100099", "option_unknown"),
        (document(chart=[1, 2, 3]), "chart", "json_not_object"),
        (document(chart=VOTES | {"100025": "10"}), "chart.100025", "not_a_number"),
        (document(chart=VOTES | {"100025": 1.0}), "chart.100025", "not_whole"),
        (document(chart=VOTES | {"100025": True}), "chart.100025", "boolean"),
        (document(chart=VOTES | {"100025": -1}), "chart.100025", "negative"),
        (document(chart=VOTES | {"100025": 10**7}), "chart.100025", "too_large"),
        (document(chart=VOTES | {"100025": [1]}), "chart.100025", "not_a_number"),
        (document(administrasi=FIGURES | {"suara": 1}), "administrasi.suara", "json_key_unknown"),
        (document(administrasi=FIGURES | {"suara_sah": 1e99}), "administrasi.suara_sah", "not_whole"),
        (document(status_suara=1), "status_suara", "not_a_boolean"),
        (document(suara=1), "suara", "json_key_unknown"),
        ({"chart": None, "status_suara": False, "status_adm": False}, "administrasi", "json_key_missing"),
        ({"tungsura": {}}, "tungsura", "aggregate"),
        ([], "", "json_not_object"),
        (b'{"chart": {"100025": 1, "100025": 2}}', "", "json_key_twice"),
        (b'{"chart": NaN}', "", "not_whole"),
        (b'{"chart": -Infinity}', "", "not_whole"),
        (b'{"chart": ' + b"9" * 5000 + b"}", "", "too_large"),
        (b'{"chart": 0.' + b"9" * 5000 + b"}", "", "too_large"),
        (b"[" * 100_000, "", "json_too_deep"),
        (b'{"chart": ' * 17, "", "json_too_deep"),
        (b'{"chart": "\xff"}', "", "not_utf8"),
        (b'{"chart": null', "", "json_malformed"),
        (b"", "", "json_malformed"),
        (b" " * (MAX_BYTES + 1), "", "json_too_large"),
    ],
)
def test_a_file_with_anything_wrong_is_left_out_with_place_and_reason(
    tmp_path: Path, content: object, column: str, reason: str
) -> None:
    station(tmp_path, content)
    station(tmp_path, document(), "1609011013002.json")
    assert [row.tps for row in open_feed(tmp_path)] == ["1609011013002"]
    assert (f"{TPS}.json", column, reason) in [problem[:3] for problem in found(tmp_path)]


def test_a_brace_in_a_text_is_no_depth() -> None:
    assert parse_json(b'{"a": "[[[[[[[[[[[[[[[[[[[[\\"[[["}') == {"a": '[[[[[[[[[[[[[[[[[[[["[[['}
    with pytest.raises(JsonRefusedError):
        parse_json(b'{"a": "b" 1}')


@pytest.mark.parametrize("tail", [b"", b"\\", b'"', b"}"])
def test_a_text_without_an_end_takes_no_longer_than_it_is_long(tail: bytes) -> None:
    data = b'{"a": "' + b'\\"' * (MAX_BYTES // 2 - 8) + tail
    begun = time.process_time()
    with pytest.raises(JsonRefusedError):
        parse_json(data + (b"" if tail != b'"' else b"x"))
    assert time.process_time() - begun < 2


def test_option_ids_of_another_contest_than_ppwp_need_a_list(tmp_path: Path) -> None:
    with pytest.raises(OptionIdsUnknownError):
        open_feed(station(tmp_path, document()), numbers={})


def test_a_name_that_is_no_code_is_reported(tmp_path: Path) -> None:
    for name in ("ppwp.json", "160901101300.json", "1609011013OO1.json"):
        station(tmp_path, document(), name)
    assert {problem[2] for problem in found(tmp_path)} == {"code"}
    assert len(found(tmp_path)) == 3


def test_a_tps_in_two_folders_stands_once(tmp_path: Path) -> None:
    station(tmp_path, document(), f"a/{TPS}.json")
    station(tmp_path, document(chart=None), f"b/{TPS}.json")
    feed = open_feed(tmp_path)
    [row] = feed
    assert row.file == f"a/{TPS}.json"
    assert feed.problems == [FeedProblem(f"b/{TPS}.json", 0, "kode_tps", "duplicate_tps", TPS)]


def test_links_and_what_is_no_plain_file_are_named_and_other_files_are_not_looked_at(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    station(outside, document())
    station(inside, b"x", "README.txt")
    (inside / f"{TPS}.json").symlink_to(outside / f"{TPS}.json")
    (inside / "folder").symlink_to(outside)
    os.mkfifo(inside / "1609011013002.json")
    assert list(open_feed(inside)) == []
    assert found(inside) == [
        ("1609011013001.json", "", "link", "1609011013001.json"),
        ("1609011013002.json", "", "not_a_file", "1609011013002.json"),
        ("folder", "", "link", "folder"),
    ]


def test_a_folder_is_told_by_the_digests_of_its_files(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        station(folder, document())
        station(folder, document(psu="PSU"), f"{'x/' if folder is other else ''}1609011013002.json")
    assert open_feed(one).sha256() == open_feed(other).sha256()
    station(other, document(chart=None))
    assert open_feed(one).sha256() != open_feed(other).sha256()


def test_an_aggregate_by_itself_is_no_feed_of_tps(tmp_path: Path) -> None:
    with pytest.raises(AggregateNotStationsError):
        open_feed(station(tmp_path, {"tungsura": {"table": {}}, "persen": 96.37}, "1609.json"))


# --- zip -------------------------------------------------------------------------------------------------------------


def zipped(folder: Path, **parts: object) -> Path:
    path = folder / "feed.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content if isinstance(content, bytes) else json.dumps(content))
    return path


def test_a_zip_is_read_like_the_folder_it_holds(tmp_path: Path) -> None:
    path = zipped(
        tmp_path, **{f"31/{TPS}.json": document(), "31/1609011013002.json": document(chart=None), "a.txt": b"x"}
    )
    feed = open_feed(path)
    assert [row.file for row in feed] == [f"31/{TPS}.json", "31/1609011013002.json"]
    assert feed.problems == []


def test_names_in_a_zip_lead_nowhere_else(tmp_path: Path) -> None:
    names = (f"../{TPS}.json", f"/etc/{TPS}.json", f"a/../../{TPS}.json", f"C:{TPS}.json", f"..\\{TPS}.json")
    path = zipped(tmp_path, **{name: document() for name in names})
    assert list(open_feed(path)) == []
    assert [problem[2] for problem in found(path)] == ["zip_name"] * 5
    assert [each.name for each in tmp_path.iterdir()] == ["feed.zip"]


def test_a_name_stands_once_in_a_zip(tmp_path: Path) -> None:
    path = tmp_path / "feed.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{TPS}.json", json.dumps(document()))
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(f"{TPS}.json", json.dumps(document(chart=None)))
    assert [problem[2] for problem in found(path)] == ["zip_name_twice"]
    assert len(list(open_feed(path))) == 1


def test_a_part_of_a_zip_that_unpacks_to_too_much_is_never_unpacked(tmp_path: Path) -> None:
    path = zipped(tmp_path, **{f"{TPS}.json": bytes(64 * 1024**2), "1609011013002.json": document()})
    assert path.stat().st_size < 1024**2
    assert [problem[2] for problem in found(path)] == ["json_too_large"]
    with patch("ledger.feeds.sources.MAX_ALL_BYTES", 1000), pytest.raises(FeedTooLargeError):
        list(open_feed(path))
    with patch("ledger.feeds.sources.MAX_FILES", 1), pytest.raises(FeedTooLargeError):
        list(open_feed(path))


def test_a_damaged_or_encrypted_part_is_reported_and_a_damaged_zip_is_one_error(tmp_path: Path) -> None:
    path = tmp_path / "feed.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{TPS}.json", json.dumps(document()))
        archive.writestr("1609011013002.json", json.dumps(document()))
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b'"hhcw"', b'"HHCW"', 1))
    assert [problem[2] for problem in found(path)] == ["zip_damaged"]
    at = whole.rindex(b"PK\x01\x02") + 8
    path.write_bytes(whole[:at] + b"\x01" + whole[at + 1 :])
    assert [problem[2] for problem in found(path)] == ["zip_encrypted"]
    path.write_bytes(whole[:-30])
    with pytest.raises(FeedMalformedError):
        open_feed(path)


def test_a_file_that_vanishes_is_one_error(tmp_path: Path) -> None:
    path = station(tmp_path, document())
    feed = open_feed(path)
    path.unlink()
    with pytest.raises(FeedUnreadableError):
        list(feed)


# --- the published feed ----------------------------------------------------------------------------------------------


def test_every_published_file_is_read_or_refused_with_a_reason_and_all_four_states_are_counted(shared: Path) -> None:
    feed = open_feed(shared / "data" / "sirekap_json")
    assert isinstance(feed, SirekapFeed)
    rows = list(feed)
    assert len(rows) == 53
    assert feed.states == {(True, True): 28, (True, False): 18, (False, False): 6, (False, True): 1}
    assert Counter(row.is_published for row in rows) == {True: 47, False: 6}
    assert [(problem.file, problem.reason) for problem in feed.problems] == [
        ("pilkada_pkwkk_1609.json", "aggregate"),
        ("ppwp_tps_kosong.json", "code"),
        ("ppwp_tps_lengkap.json", "code"),
    ]
    assert feed.psu == {"": 53}
    for name in ("ppwp_tps_kosong.json", "ppwp_tps_lengkap.json"):
        assert [reason for _, _, reason, _ in found(shared / "data" / "sirekap_json" / name)] == ["code"]


def test_a_published_file_gives_the_figures_it_holds(shared: Path) -> None:
    [row] = open_feed(shared / "data" / "sirekap_json" / "ppwp" / "3101011002013.json")
    assert row.figures_for(("suara_1", "suara_2", "suara_3", "suara_sah", "suara_tidak_sah", "suara_total")) == (
        97, 102, 43, 242, 1, 243,
    )  # fmt: skip
    assert row.figures_for(("pemilih_dpt_j", "pengguna_pindahan_l", "pengguna_khusus_j")) == (288, 4, 0)
