"""`rekap tally`: bad input is one sentence with its place, the right exit code, and nothing stored.

- Figures are whole numbers from 0 to 1,000,000 in rows of the form, each once; anything else is named.
- TPS, contest and election are known; the signers are the KPPS of that TPS, with their quorum, and all of them signed.
- What the rules refuse ends with exit 5 and every finding's text.
"""

import json
import re
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pytest

from tests.support.by_hand import DESA, FD, KPPS, STATIONS, Town, done, refused, rekap, sound_figures, stored

Line = Callable[[Town, Path], tuple[object, ...]]
PPK: Final = "ppk-160901"


def _signers(town: Town, tps: str = STATIONS[0], seats: tuple[str, ...] = KPPS) -> list[object]:
    return [option for seat in seats for option in ("--signer", town.person(f"{tps}:{seat}").beside)]


def _prepare(*options: object, tps: str = STATIONS[0]) -> Line:
    return lambda town, folder: (
        *("tally", "prepare", tps, *options, *_signers(town)),
        *("--out", folder / "out.json", "--desk", town.station(STATIONS[0])),
    )


def _with_file(name: str, content: str) -> Line:
    def line(town: Town, folder: Path) -> tuple[object, ...]:
        (folder / name).write_text(content)
        return _prepare("--form", folder / name)(town, folder)

    return line


BAD_FORMS: Final[dict[str, tuple[Line, str]]] = {
    "negative": (_prepare("--figure", "suara_1=-4"), "negative"),
    "huge": (_prepare("--figure", "suara_1=10000000"), "too large"),
    "beyond any integer": (_prepare("--figure", f"suara_1={'9' * 5000}"), "too large"),
    "a fraction": (_prepare("--figure", "suara_1=4.5"), "not a whole number"),
    "boolean": (_prepare("--figure", "suara_1=true"), "yes or no"),
    "words": (_prepare("--figure", "suara_1=empat"), "not a number"),
    "other digits": (_prepare("--figure", "suara_1=\u0664"), "not a number"),
    "leading zero": (_prepare("--figure", "suara_1=007"), "not a number"),
    "no sign": (_prepare("--figure", "suara_1"), "not ROW=FIGURE"),
    "unknown row": (_prepare("--figure", "suara_9=4"), "no row suara_9"),
    "row twice": (_prepare("--figure", "suara_1=4", "--figure", "suara_1=4"), "given twice"),
    "no figures": (_prepare(), "one of the two"),
    "figures and a form": (_prepare("--figure", "suara_1=4", "--form", "x.csv"), "one of the two"),
    "unknown contest": (_prepare("--contest", "bupati-1610", "--figure", "suara_1=4"), "no contest bupati-1610"),
    "TPS of another kabupaten": (_prepare("--figure", "suara_1=4", tps="1610012001001"), "No contest is held"),
    "no TPS": (_prepare("--figure", "suara_1=4", tps="160901"), "no code of a TPS"),
    "no such file": (_prepare("--form", "there-is-none.csv"), "no file there-is-none.csv"),
    "csv: header": (_with_file("a.csv", "baris,angka\nsuara_1,4\n"), "header must be"),
    "csv: cells": (_with_file("a.csv", "row,figure\nsuara_1,4,5\n"), "a.csv:2"),
    "csv: figure": (_with_file("a.csv", "row,figure\nsuara_1,4\nsuara_2,1e3\n"), "a.csv:3"),
    "csv: empty": (_with_file("a.csv", ""), "header must be"),
    "json: float": (_with_file("a.json", '{"suara_1": 4.0}'), "not a whole number"),
    "json: boolean": (_with_file("a.json", '{"suara_1": true}'), "yes or no"),
    "json: text": (_with_file("a.json", '{"suara_1": "4"}'), "not a number"),
    "json: row twice": (_with_file("a.json", '{"suara_1": 4, "suara_1": 5}'), "given twice"),
    "json: nan": (_with_file("a.json", '{"suara_1": NaN}'), "not a number"),
    "json: nested": (_with_file("a.json", '{"suara_1": {"a": 1}}'), "not a number"),
    "json: list": (_with_file("a.json", "[1]"), "no JSON"),
    "json: broken": (_with_file("a.json", '{"suara_1": '), "no JSON"),
    "json: deep": (_with_file("a.json", "[" * 100_000), "no JSON"),
}


@pytest.mark.parametrize("case", BAD_FORMS)
def test_a_bad_form_is_named_with_its_place(town: Town, tmp_path: Path, case: str) -> None:
    line, says = BAD_FORMS[case]
    outcome = rekap(*line(town, tmp_path))
    assert outcome.code == 2, outcome
    assert says in outcome.err
    assert not (tmp_path / "out.json").exists()


def _receive(file: Path, town: Town, *options: object) -> tuple[object, ...]:
    return ("tally", "receive", file, "--box", "K-1", "--carrier", "PPS", *options, *town.by(PPK))


def _waiting(town: Town) -> Path:
    return town.station(STATIONS[1]) / "c-hasil.json"


Document = dict[str, Any]


def _changed(town: Town, folder: Path, change: Callable[[Document], None]) -> Path:
    document = json.loads(_waiting(town).read_text())
    change(document)
    file = folder / "changed.json"
    file.write_text(json.dumps(document))
    return file


def _drop_one(document: Document) -> None:
    document["signatures"].pop()


def _swap_signatures(document: Document) -> None:
    one, two, _ = document["signatures"]
    one["sig"], two["sig"] = two["sig"], one["sig"]


def _number(document: Document) -> None:
    document["extra"] = 1


def _payload(document: Document) -> None:
    document["payload"] = "gQ=="


BAD_RECEIPTS: Final[dict[str, tuple[Line, int, str]]] = {
    "no reason": (lambda town, _: _receive(_waiting(town), town), 5, "G.305"),
    "a reason for another row": (
        lambda town, _: _receive(_waiting(town), town, "--explain", "G.303:suara_1=begitu"),
        5,
        "G.303",
    ),
    "a reason without a reason": (
        lambda town, _: _receive(_waiting(town), town, "--explain", "G.303:suara_total= "),
        2,
        "explain is empty",
    ),
    "a reason without a row": (
        lambda town, _: _receive(_waiting(town), town, "--explain", "G.303=begitu"),
        2,
        "CODE:ROW=REASON",
    ),
    "a signature missing": (lambda town, folder: _receive(_changed(town, folder, _drop_one), town), 2, "missing"),
    "signatures swapped": (
        lambda town, folder: _receive(_changed(town, folder, _swap_signatures), town),
        2,
        "not valid",
    ),
    "a number in the envelope": (lambda town, folder: _receive(_changed(town, folder, _number), town), 2, "DSSE"),
    "no statement in it": (lambda town, folder: _receive(_changed(town, folder, _payload), town), 2, "E1"),
    "not an envelope": (lambda town, _: _receive(town.trust, town), 2, "DSSE"),
    "no such file": (lambda town, folder: _receive(folder / "none.json", town), 2, "no file"),
    "an appointment": (lambda town, _: _receive(town.root / "kpps.json", town), 2, "Appointment"),
    "received already": (
        lambda town, _: _receive(town.station(STATIONS[0]) / "c-hasil.json", town),
        5,
        "R206",
    ),
    "order is no hash": (lambda town, _: _receive(_waiting(town), town, "--order", "xyz"), 2, "hash xyz"),
    "absent: unknown TPS": (
        lambda town, _: ("tally", "absent", f"{DESA}777", "--reason", "hilang", *town.by(PPK)),
        5,
        "G.101",
    ),
    "absent: received before": (
        lambda town, _: ("tally", "absent", STATIONS[0], "--reason", "hilang", *town.by(PPK)),
        5,
        "J.510",
    ),
    "absent: no reason": (
        lambda town, _: ("tally", "absent", STATIONS[2], "--reason", " ", *town.by(PPK)),
        2,
        "reason is empty",
    ),
    "absent: a reason that turns its direction": (
        lambda town, _: ("tally", "absent", STATIONS[2], "--reason", "a\u202eb", *town.by(PPK)),
        2,
        "cannot be recorded",
    ),
    "absent: a reason too long": (
        lambda town, _: ("tally", "absent", STATIONS[2], "--reason", "x" * 501, *town.by(PPK)),
        2,
        "longer than 500",
    ),
    "absent: unknown contest": (
        lambda town, _: (
            *("tally", "absent", STATIONS[2], "--reason", "hilang", "--contest", "dpr-16-1", *town.by(PPK)),
        ),
        2,
        "no contest dpr-16-1",
    ),
    "not an operator": (
        lambda town, _: (
            *("tally", "absent", STATIONS[2], "--reason", "hilang", "--desk", town.desk(PPK)),
            *("--key", town.person(f"{PPK}:ketua:2").key, "--passphrase-fd", FD),
        ),
        5,
        "R403",
    ),
    "an operator of another body": (
        lambda town, _: (
            *("tally", "absent", STATIONS[2], "--reason", "hilang", "--desk", town.desk(PPK)),
            *("--key", town.person("kpu-1609:operator:1").key, "--passphrase-fd", FD),
        ),
        5,
        "R402",
    ),
    "wrong log key": (
        lambda town, _: (
            *("log", "publish", "--desk", town.desk(PPK)),
            *("--log-key", town.person("kpu-1609:log").key, "--passphrase-fd", FD),
        ),
        5,
        "not that of the book",
    ),
}


@pytest.mark.parametrize("case", BAD_RECEIPTS)
def test_a_bad_receipt_stores_nothing(town: Town, tmp_path: Path, case: str) -> None:
    line, code, says = BAD_RECEIPTS[case]
    refused(town.desk(PPK), *line(town, tmp_path), code=code, says="" if says == "E1" else says)


def _signed_by(town: Town, folder: Path, seats: tuple[tuple[str, str], ...]) -> Path:
    """A sound C.Hasil of the third TPS whose signers are these seats of these TPS."""
    station, file = town.station(STATIONS[2]), folder / "c-hasil.json"
    table = folder / "hasil.json"
    table.write_text(json.dumps(sound_figures()))
    who = [option for tps, seat in seats for option in ("--signer", town.person(f"{tps}:{seat}").beside)]
    done("tally", "prepare", STATIONS[2], "--form", table, *who, "--out", file, "--desk", station)
    return town.signed_by("tally", file, [f"{tps}:{seat}" for tps, seat in seats], station)


@pytest.mark.parametrize(
    ("seats", "code"),
    [
        (tuple((STATIONS[0], seat) for seat in KPPS), "R404"),
        (tuple((STATIONS[2], seat) for seat in KPPS), "R402"),
        (((PPK, "ketua:2"), (PPK, "anggota:3"), (PPK, "anggota:4")), "R403"),
    ],
    ids=["the KPPS of another TPS", "keys that nobody appointed", "the PPK itself"],
)
def test_a_c_hasil_signed_by_the_wrong_people_is_refused(
    town: Town, tmp_path: Path, seats: tuple[tuple[str, str], ...], code: str
) -> None:
    file = _signed_by(town, tmp_path, seats)
    refused(town.desk(PPK), *_receive(file, town), code=5, says=code)


def test_who_is_not_among_the_signers_cannot_sign(town: Town) -> None:
    file = _waiting(town)
    before = file.read_bytes()
    key = town.person(f"{STATIONS[0]}:{KPPS[0]}").key
    desk = ("--desk", town.station(STATIONS[1]))
    refused(town.desk(PPK), "tally", "sign", file, "--key", key, *desk, "--passphrase-fd", FD, says="not among")
    assert file.read_bytes() == before


def test_a_prepared_file_is_not_overwritten(town: Town) -> None:
    file = _waiting(town)
    before = file.read_bytes()
    outcome = rekap(
        *("tally", "prepare", STATIONS[1], "--figure", "suara_1=1", *_signers(town, STATIONS[1])),
        *("--out", file, "--desk", town.station(STATIONS[1])),
    )
    assert (outcome.code, file.read_bytes()) == (2, before)
    assert "not overwritten" in outcome.err


def test_a_statement_of_another_election_is_not_signed(town: Town, tmp_path: Path) -> None:
    folder = tmp_path / "station"
    shutil.copytree(town.station(STATIONS[1]), folder)
    trust = (folder / "trust").read_text()
    (folder / "trust").write_text(trust.replace("election ", "election 00", 1)[: len(trust)])
    key = town.person(f"{STATIONS[1]}:{KPPS[0]}").key
    outcome = rekap("tally", "sign", _waiting(town), "--key", key, "--desk", folder, "--passphrase-fd", FD)
    assert outcome.code == 2
    assert outcome.err.count("\n") == 1


def test_show_prints_what_is_in_force(town: Town) -> None:
    said = done("tally", "show", STATIONS[0], "--desk", town.desk(PPK)).out
    assert "in force by entry 2" in said
    assert "no result yet" in done("tally", "show", STATIONS[2], "--desk", town.desk(PPK)).out
    assert "no result yet" in done("tally", "show", STATIONS[1], "--desk", town.desk(PPK)).out


def test_without_the_log_key_a_command_stops_at_stored(town: Town, tmp_path: Path) -> None:
    copy = town.copy_to(tmp_path / "copy")
    absent = ("tally", "absent", STATIONS[2], "--reason", "kotak hilang", *copy.by(PPK))
    before = stored(copy.desk(PPK))
    said = done(*absent).out
    assert f"stored, entry {before}" in said
    assert "recorded" not in said
    assert stored(copy.desk(PPK)) == before + 1
    both = done("plenary", "close", *copy.by(PPK), "--log-key", copy.log_key(PPK).key, keys=2).out
    assert f"recorded up to entry {before + 1}" in both


def test_indonesian_is_spoken_where_indonesian_is_wanted(town: Town, tmp_path: Path) -> None:
    copy = town.copy_to(tmp_path / "copy")
    line = ("tally", "absent", STATIONS[2], "--reason", "kotak hilang", *copy.by(PPK))
    assert f"tersimpan, entri ke-{stored(copy.desk(PPK))}" in rekap(*line, language="id").out
    said = rekap("tally", "show", STATIONS[0], "--desk", copy.desk(PPK), language="id").out
    assert "LATIHAN: bukan hasil resmi" in said
    assert re.search(r"^V\.A +Jumlah suara sah +200$", said, re.MULTILINE)
    assert "C.HASIL-KWK-BUPATI, kontes bupati-1609" in said


def test_scans_are_kept_where_the_form_is_prepared_and_taken_over_where_it_is_received(
    town: Town, tmp_path: Path
) -> None:
    copy = town.copy_to(tmp_path / "copy")
    tps, scan, other = STATIONS[2], tmp_path / "plano.pdf", tmp_path / "lain.pdf"
    scan.write_bytes(b"%PDF plano")
    other.write_bytes(b"%PDF lain")
    file, table, again = tmp_path / "salinan.json", tmp_path / "a.csv", tmp_path / "b.csv"
    for path in (table, again):
        path.write_text("\n".join(["row,figure", *(f"{row},{each}" for row, each in sound_figures().items()), ""]))
    names = [f"{PPK}:ketua:2", f"{PPK}:anggota:3"]
    who = [option for name in names for option in ("--signer", copy.person(name).beside)]
    line = ("tally", "prepare", tps, "--transcription", "--form", table, *who, "--out", file, "--paper", scan)
    refused(copy.desk(PPK), *line, "--desk", copy.station(STATIONS[0]), says="two readings")
    said = done(*line, "--form", again, "--desk", copy.station(STATIONS[0])).out
    digest = sha256(b"%PDF plano").hexdigest()
    assert digest in said
    assert (copy.station(STATIONS[0]) / "archive" / "files" / digest).read_bytes() == b"%PDF plano"
    copy.signed_by("tally", file, names, copy.desk(PPK))
    refused(copy.desk(PPK), *_receive(file, copy, "--paper", other), says="names the scan")
    done(*_receive(file, copy, "--paper", scan))
    assert (copy.desk(PPK) / "archive" / "files" / digest).read_bytes() == b"%PDF plano"


def test_a_c_hasil_that_is_signed_again_names_the_one_it_replaces(town: Town, tmp_path: Path) -> None:
    figures = [option for row, each in sound_figures().items() for option in ("--figure", f"{row}={each}")]
    for earlier in (_waiting(town), "ab" * 32):
        said = done(*_prepare(*figures, "--replaces", earlier)(town, tmp_path)).out
        assert "In place of the statement" in said
        assert isinstance(earlier, Path) or earlier in said
        (tmp_path / "out.json").unlink()
    assert rekap(*_prepare(*figures, "--replaces", "nix")(town, tmp_path)).code == 2


def test_a_form_without_any_figure_is_said_to_have_no_result_and_may_be_declared_absent(
    town: Town, tmp_path: Path
) -> None:
    copy = town.copy_to(tmp_path / "copy")
    tps, table = STATIONS[1], tmp_path / "a.csv"
    table.write_text("row,figure\n")
    file = tmp_path / "kosong.json"
    made = ("--form", table, "--kpps", 5, "--saksi", 0, *_signers(copy, tps), "--out", file)
    said = done("tally", "prepare", tps, *made, "--desk", copy.station(tps)).out
    assert f"{tps} has no result" in said.replace("\n    ", " ")
    copy.signed_by("tally", file, [f"{tps}:{seat}" for seat in KPPS], copy.station(tps))
    done(*_receive(file, copy))
    assert "1 of 3" in done("plenary", "show", "--desk", copy.desk(PPK)).out
    done("tally", "absent", tps, "--reason", "formulir kosong", *copy.by(PPK))
