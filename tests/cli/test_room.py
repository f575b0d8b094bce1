"""`rekap objection`, `tally correct`, `witness`, `recap deliver`: in the room, under pressure, with mistakes.

- A figure that breaks a rule needs a reason, and the way to give it is said before a key is asked for.
- What is not in force cannot be corrected; what is not certified cannot be delivered or reopened.
- A mandate needs a plenary under way and proofs of its keys; only a mandated key speaks for a saksi.
- A plenary does not just close over an objection that nobody answered.
"""

import re
from pathlib import Path
from typing import Final

import pytest

from tests.support.by_hand import (
    CONTEST,
    FD,
    OFFICIALS,
    STATIONS,
    Outcome,
    Town,
    done,
    refused,
    rekap,
    sound_figures,
    stored_since,
)

PPK: Final = "ppk-160901"


@pytest.fixture
def room(town: Town, tmp_path: Path) -> Town:
    """The town, with people in the room."""
    copy = town.copy_to(tmp_path / "copy")
    who = ("ketua:2", "panwaslu", f"saksi:1@{CONTEST}")
    done("plenary", "attend", *[option for each in who for option in ("--present", each)], *copy.by(PPK))
    (copy.root / "plano.pdf").write_bytes(b"%PDF plano")
    return copy


def correct(room: Town, *pairs: str) -> tuple[object, ...]:
    figures = [option for pair in pairs for option in ("--figure", pair)]
    ground = ("--reason", "salah salin", "--paper", room.root / "plano.pdf")
    return ("tally", "correct", STATIONS[0], *figures, *ground, *room.by(PPK))


def objecting(room: Town) -> str:
    said = done("objection", "raise", CONTEST, STATIONS[0], "--by", "panwaslu", "--text", "beda", *room.by(PPK))
    return str(re.findall(r"stored, entry (\d+)", said.out)[-1])


def mandate(room: Town, *contests: str) -> Path:
    """A mandate of paslon 1 for a saksi with a key, signed."""
    party, saksi, file = room.person("peserta 1"), room.person("saksi 1"), room.root / "mandat.json"
    sent = [option for each in contests or (CONTEST,) for option in ("--contest", each)]
    named = ["--option", 1, "--person", 1, "--saksi", saksi.beside, "--signer", party.beside, "--out", file]
    done("witness", "mandate", PPK, *sent, *named, "--desk", room.desk(PPK))
    done("witness", "sign", file, "--key", party.key, "--desk", room.desk(PPK), "--passphrase-fd", FD)
    return file


def proofs(room: Town) -> list[object]:
    """The possessions of the keys of peserta and saksi."""
    options: list[object] = []
    for role in ("peserta", "saksi"):
        who = room.person(f"{role} 1")
        out = who.folder / "possession.json"
        seat = ("--body", PPK, "--role", role, "--person", 1, "--trust", room.trust)
        done("key", "possess", who.key, *seat, "--out", out, "--passphrase-fd", FD)
        options += ["--possession", out]
    return options


def test_a_correction_that_breaks_a_rule_is_told_how_to_be_explained(room: Town) -> None:
    before = len(stored_since(room.desk(PPK), 0))
    outcome = refused(room.desk(PPK), *correct(room, "suara_1=121"), code=5, says="G.301")
    assert f'--explain "G.301:suara_sah@{CONTEST}=..."' in outcome.err
    assert stored_since(room.desk(PPK), before) == []
    assert "120 -> 121" in outcome.out
    place = re.findall(r'--explain "([^"]*)=\.\.\."', outcome.err)
    done(*correct(room, "suara_1=121"), *[option for each in place for option in ("--explain", f"{each}=begitu")])
    assert "120 -> 121" in done("tally", "show", STATIONS[0], "--desk", room.desk(PPK)).out


def test_the_scan_is_in_the_archive_before_the_correction_names_it(room: Town) -> None:
    said = done(*correct(room, "suara_1=119", "suara_2=81")).out
    (digest,) = re.findall(r"kept as files/([0-9a-f]{64})", said)
    assert (room.desk(PPK) / "archive" / "files" / digest).read_bytes() == b"%PDF plano"
    assert said.index("kept as") < said.index("stored, entry")


def test_a_correction_that_changes_nothing_is_refused_and_on_record(room: Town) -> None:
    before = len(stored_since(room.desk(PPK), 0))
    outcome = refused(room.desk(PPK), *correct(room, "suara_1=120"), code=5, says="J.512")
    assert "AttemptRefused" in stored_since(room.desk(PPK), before)
    assert "goes on record" in outcome.err


def test_nothing_is_corrected_before_it_is_on_record_who_is_there(town: Town, tmp_path: Path) -> None:
    copy = town.copy_to(tmp_path / "copy")
    (copy.root / "plano.pdf").write_bytes(b"x")
    before = len(stored_since(copy.desk(PPK), 0))
    refused(copy.desk(PPK), *correct(copy, "suara_1=119", "suara_2=81"), code=5, says="plenary attend")
    assert stored_since(copy.desk(PPK), before) == ["AttemptRefused"]


@pytest.mark.parametrize(
    "line",
    [("suspend", "--reason", "malam"), ("resume",), ("attend", "--present", "ketua:2"), ("close",)],
    ids=lambda line: str(line[0]),
)
def test_what_needs_a_plenary_is_refused_without_one_and_on_record(
    town: Town, tmp_path: Path, line: tuple[object, ...]
) -> None:
    copy = town.copy_to(tmp_path / "copy")
    before = len(stored_since(copy.desk("kpu-1609"), 0))
    refused(copy.desk("kpu-1609"), "plenary", *line, *copy.by("kpu-1609"), code=5, says="J.510")
    assert stored_since(copy.desk("kpu-1609"), before) == ["AttemptRefused"]


def test_a_correction_before_any_plenary_is_refused_and_on_record(tmp_path: Path) -> None:
    room = Town(tmp_path / "town").set_up()
    (room.root / "plano.pdf").write_bytes(b"x")
    form = room.tally(STATIONS[0], sound_figures())
    done("tally", "receive", form, "--box", "K-1", "--carrier", "PPS", *room.by(PPK))
    before = len(stored_since(room.desk(PPK), 0))
    refused(room.desk(PPK), *correct(room, "suara_1=119", "suara_2=81"), code=5, says="J.510")
    assert stored_since(room.desk(PPK), before) == ["AttemptRefused"]


def test_an_empty_scan_is_not_taken(room: Town) -> None:
    (room.root / "plano.pdf").write_bytes(b"")
    refused(room.desk(PPK), *correct(room, "suara_1=119", "suara_2=81"))


def test_a_plenary_does_not_close_over_an_objection_without_being_told_to(room: Town) -> None:
    entry = objecting(room)
    outcome = refused(room.desk(PPK), "plenary", "close", *room.by(PPK), says="without an answer")
    assert f"(entries {entry})" in outcome.err
    assert "S.101" in outcome.err
    done("plenary", "close", "--unanswered", *room.by(PPK))


def test_who_drafts_is_told_of_objections_that_nobody_answered(room: Town) -> None:
    entry = objecting(room)
    for tps in STATIONS[1:]:
        done("tally", "absent", tps, "--reason", "kotak hilang", *room.by(PPK))
    who = [option for seat in OFFICIALS[1:] for option in ("--signer", room.person(f"{PPK}:{seat}").beside)]
    drafted = done("recap", "draft", CONTEST, *who, "--out", room.root / "d.json", *room.by(PPK))
    assert f"objections without an answer: 1 (entries {entry})" in drafted.err


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--outcome", "accepted"), "R203"),
        (("--outcome", "rejected"), "R203"),
        (("--outcome", "accepted", "--entry", "1"), "R205"),
    ],
    ids=["accepted without a correction", "rejected without a reason", "accepted by what is no correction"],
)
def test_an_answer_that_is_none_is_refused(room: Town, options: tuple[str, ...], says: str) -> None:
    entry = objecting(room)
    refused(room.desk(PPK), "objection", "resolve", entry, *options, *room.by(PPK), code=5, says=says)


def test_an_objection_is_answered_once(room: Town) -> None:
    entry = objecting(room)
    answer = ("objection", "resolve", entry, "--outcome", "withdrawn", *room.by(PPK))
    done(*answer)
    refused(room.desk(PPK), *answer, code=5, says="R206")


def test_a_mandate_needs_proofs_of_its_keys(room: Town) -> None:
    file = mandate(room)
    refused(room.desk(PPK), "witness", "record", file, *room.by(PPK), code=5, says="R407")
    assert "MandateRecorded" in done("witness", "record", file, *proofs(room), *room.by(PPK)).out


def test_a_mandate_needs_a_plenary_under_way(room: Town) -> None:
    file = mandate(room)
    done("plenary", "close", *room.by(PPK))
    refused(room.desk(PPK), "witness", "record", file, *proofs(room), *room.by(PPK), says="no plenary is under way")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--contest", "dpd-16", "--option", 1), "no contest dpd-16"),
        (("--contest", CONTEST, "--option", 9), "1, 2"),
    ],
)
def test_a_mandate_is_for_an_option_of_a_contest(room: Town, options: tuple[object, ...], says: str) -> None:
    key = room.person("peserta 1").beside
    line = ("witness", "mandate", PPK, *options, "--person", 1, "--signer", key, "--out", room.root / "m.json")
    refused(room.desk(PPK), *line, "--desk", room.desk(PPK), says=says)


def prepared(room: Town) -> Path:
    """A D.Hasil that goes round."""
    for tps in STATIONS[1:]:
        done("tally", "absent", tps, "--reason", "kotak hilang", *room.by(PPK))
    who = [option for seat in OFFICIALS[1:] for option in ("--signer", room.person(f"{PPK}:{seat}").beside)]
    done("recap", "draft", CONTEST, *who, "--out", room.root / "d.json", *room.by(PPK))
    return room.root / "d.json"


def say_of(room: Town, dhasil: Path, *options: object) -> Outcome:
    saksi, file = room.person("saksi 1"), room.root / "sikap.json"
    desk = ("--desk", room.desk(PPK))
    shown = done("witness", "position", dhasil, "--option", 1, "--signer", saksi.beside, "--out", file, *options, *desk)
    done("witness", "sign", file, "--key", saksi.key, *desk, "--passphrase-fd", FD)
    return shown


def test_only_a_mandated_key_speaks_for_a_saksi(room: Town) -> None:
    shown = say_of(room, prepared(room), "--refuse", "kotak terbuka")
    assert "REFUSES to sign" in shown.out
    line = ("witness", "record", room.root / "sikap.json", *room.by(PPK))
    refused(room.desk(PPK), *line, code=5, says="R402")
    done("witness", "record", mandate(room), *proofs(room), *room.by(PPK))
    assert "WitnessRecorded" in done(*line).out
    assert "kotak terbuka" in done("recap", "show", CONTEST, "--desk", room.desk(PPK)).out


def test_what_a_saksi_did_on_paper_is_noted(room: Town) -> None:
    file = prepared(room)
    note = ("witness", "note", CONTEST, "--option", 2, *room.by(PPK))
    refused(room.desk(PPK), *note, "--stance", "signed", says="not certified")
    refused(room.desk(PPK), *note, "--stance", "refused", "--dhasil", file, says="empty")
    done(*note, "--stance", "refused", "--reason", "tidak setuju", "--dhasil", file)
    assert "reason: tidak setuju" in done("recap", "show", CONTEST, "--desk", room.desk(PPK)).out


def test_what_is_not_certified_is_not_delivered_and_not_reopened(room: Town) -> None:
    refused(room.desk(PPK), "recap", "deliver", CONTEST, "--posted", *room.by(PPK), says="not certified")
    refused(room.desk(PPK), "recap", "reopen", CONTEST, "--order", "1", *room.by(PPK), code=5, says="R205")
    letter = ("--issuer", "MK", "--number", "7", "--document", room.root / "plano.pdf")
    done("order", "register", "mk-7", "--what", "reopen", "--area", "160901", *letter, *room.by(PPK))
    refused(room.desk(PPK), "recap", "reopen", CONTEST, "--order", "mk-7", *room.by(PPK), code=5, says="J.510")
    assert (
        "mk-7: reopen, 160901, *; from MK, number 7 [not carried out yet]"
        in done("order", "list", "--desk", room.desk(PPK)).out
    )


def test_a_level_above_changes_nothing_that_has_not_arrived(town: Town, tmp_path: Path) -> None:
    copy = town.copy_to(tmp_path / "copy")
    (copy.root / "plano.pdf").write_bytes(b"x")
    done("plenary", "open", "--contest", CONTEST, *copy.by("kpu-1609"))
    ground = ("--basis", "c-hasil", "--reason", "x", "--paper", copy.root / "plano.pdf")
    line = ("recap", "correct", CONTEST, STATIONS[0], *ground, *copy.by("kpu-1609"))
    refused(copy.desk("kpu-1609"), *line, "--change", "suara_1=120:119", says="nothing to correct")
    refused(copy.desk("kpu-1609"), *line, "--change", "suara_1=120", says="ROW=OLD:NEW")
    unknown = [each if each != "c-hasil" else "nix" for each in line]
    refused(copy.desk("kpu-1609"), *unknown, "--change", "suara_1=120:119", says="c-hasil, copies, ballots")


@pytest.mark.parametrize(
    ("unit", "row", "says"),
    [
        (STATIONS[0], "nix", f"The form of {CONTEST} has no row nix"),
        ("1610012001001", "suara_1", "1610012001001 lies outside the area of this book"),
    ],
)
def test_an_objection_about_what_is_not_here_is_refused_and_says_what_is_not(
    room: Town, unit: str, row: str, says: str
) -> None:
    line = ("objection", "raise", CONTEST, unit, "--by", "panwaslu", "--row", row, "--text", "beda")
    outcome = refused(room.desk(PPK), *line, *room.by(PPK), code=5, says="G.101")
    assert says in " ".join(outcome.err.split())


def test_an_empty_room_says_so(room: Town) -> None:
    desk = ("--desk", room.desk(PPK))
    assert "There are no objections" in done("objection", "list", *desk).out
    assert "There are no orders" in done("order", "list", *desk).out
    assert "There has been no plenary" in rekap("plenary", "show", "--desk", room.desk("kpu-1609")).out
