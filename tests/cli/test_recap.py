"""`rekap plenary`, `recap` and `handoff`: out of order is refused, and says what comes first.

- A D.Hasil is drafted and certified in an open plenary, when every TPS was received or declared absent.
- What is not certified is not handed over; what was not handed over is not received.
- A plenary is for contests of this election; only an open one closes.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.support.by_hand import CONTEST, OFFICIALS, STATIONS, Town, done, refused, rekap, stored, stored_since

Line = Callable[[Town, Path], tuple[object, ...]]
PPK: Final = "ppk-160901"
KABUPATEN: Final = "kpu-1609"


def _draft(contest: str = CONTEST, body: str = PPK, signers: tuple[str, ...] = OFFICIALS[1:]) -> Line:
    return lambda town, folder: (
        *("recap", "draft", contest, *town.by(body), "--out", folder / "d.json"),
        *(option for seat in signers for option in ("--signer", town.person(f"{body}:{seat}").beside)),
    )


BAD: Final[dict[str, tuple[str, Line, int, str]]] = {
    "unknown contest": (PPK, _draft("bupati-1610"), 2, "no contest bupati-1610"),
    "outside a plenary": (KABUPATEN, _draft(body=KABUPATEN), 5, "J.50"),
    "beyond the final level": ("kpu-16", _draft(body="kpu-16"), 2, "final level"),
    "plenary: unknown contest": (
        PPK,
        lambda town, _: ("plenary", "open", "--contest", "dpd-16", *town.by(PPK)),
        5,
        "G.101",
    ),
    "plenary: not open": (PPK, lambda town, _: ("plenary", "close", "--number", "7", *town.by(PPK)), 5, "J.510"),
    "plenary: none open": (KABUPATEN, lambda town, _: ("plenary", "close", *town.by(KABUPATEN)), 5, "J.510"),
    "give: not certified": (PPK, lambda town, _: ("handoff", "give", CONTEST, *town.by(PPK)), 2, "not certified"),
    "give: final level": (
        KABUPATEN,
        lambda town, _: ("handoff", "give", CONTEST, *town.by(KABUPATEN)),
        2,
        "final level",
    ),
    "receive: not published": (
        KABUPATEN,
        lambda town, _: (
            *("handoff", "receive", town.desk("kpu-16"), "--contest", CONTEST, "--child", PPK, "--box", "K"),
            *town.by(KABUPATEN),
        ),
        2,
        "not in the archive",
    ),
    "receive: no child": (
        KABUPATEN,
        lambda town, _: (
            *("handoff", "receive", town.desk("kpu-16"), "--contest", CONTEST, "--child", "ppk-160907", "--box", "K"),
            *town.by(KABUPATEN),
        ),
        2,
        "ppk-160907",
    ),
    "receive: no folder": (
        KABUPATEN,
        lambda town, folder: (
            *("handoff", "receive", folder / "none", "--contest", CONTEST, "--child", PPK, "--box", "K"),
            *town.by(KABUPATEN),
        ),
        2,
        "no archive folder",
    ),
    "certify: a C.Hasil": (
        PPK,
        lambda town, _: ("recap", "certify", town.station(STATIONS[1]) / "c-hasil.json", *town.by(PPK)),
        2,
        "CHasil",
    ),
    "show: no desk": (PPK, lambda _, folder: ("recap", "show", CONTEST, "--desk", folder), 2, "no desk"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_out_of_order_is_refused(town: Town, tmp_path: Path, case: str) -> None:
    body, line, code, says = BAD[case]
    refused(town.desk(body), *line(town, tmp_path), code=code, says=says)
    assert not (tmp_path / "d.json").exists()


@pytest.fixture
def copy(town: Town, tmp_path: Path) -> Town:
    """The town, to go on with."""
    return town.copy_to(tmp_path / "copy")


def test_a_d_hasil_with_a_tps_neither_received_nor_absent_is_not_prepared(copy: Town, tmp_path: Path) -> None:
    before = stored(copy.desk(PPK))
    outcome = rekap(*_draft()(copy, tmp_path))
    assert stored_since(copy.desk(PPK), before) == ["AttemptRefused"]
    assert outcome.code == 5
    assert f"{STATIONS[1]}" in outcome.err
    assert f"{STATIONS[2]}" in outcome.err
    assert not (tmp_path / "d.json").exists()


def test_a_second_draft_logs_nothing_twice(copy: Town, tmp_path: Path) -> None:
    for tps in STATIONS[1:]:
        done("tally", "absent", tps, "--reason", "kotak hilang", *copy.by(PPK))
    done(*_draft()(copy, tmp_path))
    (tmp_path / "d.json").unlink()
    before = stored(copy.desk(PPK))
    done(*_draft()(copy, tmp_path))
    assert stored(copy.desk(PPK)) == before


def test_a_d_hasil_needs_the_quorum_of_its_body(copy: Town, tmp_path: Path) -> None:
    for tps in STATIONS[1:]:
        done("tally", "absent", tps, "--reason", "kotak hilang", *copy.by(PPK))
    outcome = rekap(*_draft(signers=("ketua:2", "anggota:3"))(copy, tmp_path))
    assert outcome.code == 5
    assert "R405" in outcome.err


def test_a_child_that_handed_nothing_over_is_not_received(copy: Town) -> None:
    copy.publish(PPK)
    line = ("handoff", "receive", copy.desk(PPK), "--contest", CONTEST, "--child", PPK, "--box", "K")
    refused(copy.desk(KABUPATEN), *line, *copy.by(KABUPATEN), says="has not handed over")
    assert "not received yet" in done("handoff", "show", CONTEST, "--desk", copy.desk(KABUPATEN)).out


def test_signing_a_d_hasil_shows_units_and_totals(copy: Town, tmp_path: Path) -> None:
    for tps in STATIONS[1:]:
        done("tally", "absent", tps, "--reason", "kotak hilang", *copy.by(PPK))
    done(*_draft()(copy, tmp_path))
    key = ("--key", copy.person(f"{PPK}:ketua:2").key)
    said = done("recap", "sign", tmp_path / "d.json", *key, *copy.by(PPK)[:2], *copy.by(PPK)[4:]).out
    assert f"{STATIONS[0]}" in said
    assert "Not complete" in said
