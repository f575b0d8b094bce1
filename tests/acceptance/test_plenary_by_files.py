"""A plenary as it is: every laptop a folder, everything through the command line and files, mistakes included.

- Three TPS, a PPK with two operators, three signers and two panels, two saksi (one refuses), Panwaslu with a copy,
  KPU Kabupaten, KPU Provinsi.
- Suspension, an accepted and a rejected objection, a correction, a recount, a revote, a box opened at KPU Kabupaten, a
  lost key replaced; certified, handed over up to the provinsi, reopened on an order, and all of it again.
- At the end the archive is valid, the totals are those of the last figures, and old and new stand side by side.
"""

import json
import re

import pytest

from tests.support.by_hand import STATIONS, Outcome, done, refused, rekap, sound_figures, stored_since
from tests.support.by_hand_room import CONTEST, KABUPATEN, PANWASLU, PPK, PROVINSI, PlenaryTown, entry_in

FIRST, SECOND, THIRD = STATIONS
ROOM = ("ketua:2", "anggota:3", f"saksi:1@{CONTEST}", f"saksi:2@{CONTEST}", "panwaslu")
REFUSAL = "keberatan kami atas TPS 002 ditolak"
NEW_OPERATOR = "operator:6"
BODIES = ("kpu-0", PROVINSI, KABUPATEN, PPK, "bawaslu-0", "bawaslu-16", "bawaslu-1609", PANWASLU)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[PlenaryTown, dict[str, Outcome]]:
    """The town after the whole story, and what was said at its turning points."""
    town = PlenaryTown(tmp_path_factory.mktemp("town"))
    town.set_up()
    town.set_up_panwaslu()
    town.set_up_panels()
    said: dict[str, Outcome] = {}
    _first_day(town, said)
    _second_day(town, said)
    _certify_at_ppk(town, said)
    _up_for_the_first_time(town, said)
    _up_again(town, said)
    town.gather(*BODIES)
    return town, said


def _first_day(town: PlenaryTown, said: dict[str, Outcome]) -> None:
    """The plenary opens; two TPS arrive; an objection leads to a correction, another one is rejected."""
    done("plenary", "open", "--contest", CONTEST, *town.by(PPK))
    town.attend(PPK, *ROOM)
    town.mandate(1)
    town.mandate(2)
    town.receive(town.tally(FIRST, sound_figures(120, 80)))
    town.receive(town.tally(SECOND, sound_figures(100, 90)))
    said["copy"] = town.copy_at_panwaslu(FIRST, sound_figures(120, 80))
    by = ("--by", f"saksi:2@{CONTEST}")
    raised = done(
        "objection", "raise", CONTEST, FIRST, *by, "--row", "suara_1", "--text", "angka nomor 1", *town.by(PPK)
    )
    ground = ("--reason", "salah salin dari plano", "--paper", town.paper("plano-001"))
    figures = ("--figure", "suara_1=115", "--figure", "suara_2=85")
    led = ("--objection", entry_in(raised))
    said["corrected"] = done("tally", "correct", FIRST, *figures, *ground, *led, *town.by(PPK))
    answer = ("--outcome", "accepted", "--entry", entry_in(said["corrected"]))
    done("objection", "resolve", entry_in(raised), *answer, *town.by(PPK))
    raised = done("objection", "raise", CONTEST, SECOND, *by, "--text", "kotak terbuka", *town.by(PPK))
    answer = ("--outcome", "rejected", "--reason", "segel utuh, dicatat Panwaslu")
    done("objection", "resolve", entry_in(raised), *answer, *town.by(PPK))
    done("plenary", "suspend", "--reason", "istirahat malam", *town.by(PPK))
    said["suspended"] = rekap("tally", "correct", FIRST, *figures[:2], *ground, *town.by(PPK), keys=2)


def _second_day(town: PlenaryTown, said: dict[str, Outcome]) -> None:
    """The first operator's laptop is gone; the other one goes on: a recount, and a revote on an order."""
    other = "operator:5"
    said["replaced"] = town.replace_operator("operator:1", NEW_OPERATOR)
    done("body", "see", "--from", town.desk(KABUPATEN) / "archive", *town.by(PPK, other))
    said["lost key"] = rekap("plenary", "resume", *town.by(PPK), keys=2)
    done("plenary", "resume", *town.by(PPK, other))
    town.attend(PPK, *ROOM, seat=other)
    town.receive(town.transcribe(THIRD, sound_figures(60, 50), "panel-b"), seat=other)
    counted = {"suara_1": 98, "suara_2": 93, "suara_sah": 191, "suara_tidak_sah": 9, "suara_total": 200}
    figures = [option for row, figure in counted.items() for option in ("--figure", f"{row}={figure}")]
    ground = ("--reason", "penghitungan ulang atas permintaan saksi", "--paper", town.paper("ulang-002"))
    said["recounted"] = done("tally", "recount", SECOND, *figures, *ground, *town.by(PPK, other))
    letter = ("--issuer", "Panwaslu", "--number", "12/PM.02/2024", "--document", town.paper("rekomendasi-psu"))
    about = ("--what", "revote", "--area", THIRD, "--contest", CONTEST)
    done("order", "register", "psu-1", *about, *letter, *town.by(PPK, NEW_OPERATOR))
    again = town.transcribe(THIRD, sound_figures(70, 45), "panel-b", generation=2)
    said["revote"] = town.receive(again, "--order", "psu-1", seat=NEW_OPERATOR)
    done("order", "execute", "psu-1", "--entry", entry_in(said["revote"]), *town.by(PPK, NEW_OPERATOR))
    said["progress"] = done("plenary", "show", "--desk", town.desk(PPK))


def _certify_at_ppk(town: PlenaryTown, said: dict[str, Outcome]) -> None:
    """Saksi check the draft: one signs, one refuses; it is certified, copies go out, it is handed over."""
    file = town.draft(PPK, "pertama", NEW_OPERATOR)
    said["signed"] = town.say_of(file, 1, seat=NEW_OPERATOR)
    said["refused"] = town.say_of(file, 2, REFUSAL, seat=NEW_OPERATOR)
    town.sign_and_certify(PPK, file, NEW_OPERATOR)
    done("plenary", "close", *town.by(PPK, NEW_OPERATOR))
    for to in (("--to", f"saksi:1@{CONTEST}"), ("--to", "panwaslu"), ("--posted",)):
        done("recap", "deliver", CONTEST, *to, *town.by(PPK, NEW_OPERATOR))


def _begin(town: PlenaryTown, body: str, seat: str = "operator:1") -> None:
    """A plenary opens for the contest, and it is on record who is there."""
    done("plenary", "open", "--contest", CONTEST, *town.by(body, seat))
    town.attend(body, *ROOM, seat=seat)


def _finish(town: PlenaryTown, body: str, which: str, seat: str = "operator:1") -> None:
    """The D.Hasil is drafted, signed, certified; the plenary closes."""
    town.sign_and_certify(body, town.draft(body, which, seat), seat)
    done("plenary", "close", *town.by(body, seat))


def _open_a_box(town: PlenaryTown, said: dict[str, Outcome]) -> None:
    """KPU Kabupaten opens the box of a TPS and moves two votes; a wrong old figure is refused."""
    ground = ("--basis", "c-hasil", "--reason", "kotak dibuka, plano dibaca", "--paper", town.paper("plano-001"))
    wrong = ("--change", "suara_1=120:113", "--change", "suara_2=80:87")
    right = ("--change", "suara_1=115:113", "--change", "suara_2=85:87")
    said["wrong"] = rekap("recap", "correct", CONTEST, FIRST, *wrong, *ground, *town.by(KABUPATEN), keys=2)
    said["opened"] = done("recap", "correct", CONTEST, FIRST, *right, *ground, *town.by(KABUPATEN))


def _up_for_the_first_time(town: PlenaryTown, said: dict[str, Outcome]) -> None:
    """KPU Kabupaten opens a box and certifies; KPU Provinsi certifies."""
    town.hand_up(PPK, KABUPATEN, NEW_OPERATOR)
    _begin(town, KABUPATEN)
    _open_a_box(town, said)
    _finish(town, KABUPATEN, "pertama")
    town.hand_up(KABUPATEN, PROVINSI)
    _begin(town, PROVINSI)
    _finish(town, PROVINSI, "pertama")


def _reopen(town: PlenaryTown, body: str, seat: str = "operator:1") -> None:
    """On a court's order the recapitulation of a body is opened again, in a new plenary."""
    letter = ("--issuer", "Mahkamah Konstitusi", "--number", "7/PHP/2024", "--document", town.paper("putusan"))
    about = ("--what", "reopen", "--area", body.partition("-")[2])
    done("order", "register", "putusan-7", *about, *letter, *town.by(body, seat))
    done("recap", "reopen", CONTEST, "--order", "putusan-7", *town.by(body, seat))
    _begin(town, body, seat)


def _up_again(town: PlenaryTown, said: dict[str, Outcome]) -> None:
    """One more correction at the PPK, and everything above it anew; the box at KPU Kabupaten counts again."""
    closed = ("plenary", "open", "--contest", CONTEST, *town.by(PPK, NEW_OPERATOR))
    said["certified"] = rekap(*closed, keys=2)
    _reopen(town, PPK, NEW_OPERATOR)
    ground = ("--reason", "putusan MK", "--paper", town.paper("putusan"))
    figures = ("--figure", "suara_1=97", "--figure", "suara_2=94")
    done("tally", "correct", SECOND, *figures, *ground, *town.by(PPK, NEW_OPERATOR))
    _finish(town, PPK, "kedua", NEW_OPERATOR)
    done("witness", "note", CONTEST, "--option", 2, "--stance", "absent", *town.by(PPK, NEW_OPERATOR))
    _reopen(town, KABUPATEN)
    town.hand_up(PPK, KABUPATEN, NEW_OPERATOR)
    _open_a_box(town, said)
    _finish(town, KABUPATEN, "kedua")
    _reopen(town, PROVINSI)
    town.hand_up(KABUPATEN, PROVINSI)
    _finish(town, PROVINSI, "kedua")
    for body in BODIES:
        town.publish(body)


# ---------------------------------------------------------------- what is there at the end


def verified(town: PlenaryTown) -> Outcome:
    return rekap("verify", town.desk("auditor") / "archive", "--trust", town.trust, "--json")


def replayed(town: PlenaryTown, area: str) -> str:
    return done("replay", town.desk("auditor") / "archive", "--trust", town.trust, "--area", area).out


def shown(town: PlenaryTown, body: str, *command: object) -> str:
    return done(*command, "--desk", town.desk(body)).out


def test_the_archive_is_valid(told: tuple[PlenaryTown, dict[str, Outcome]]) -> None:
    outcome = verified(told[0])
    report = json.loads(outcome.out)
    assert (outcome.code, report["status"], report["books"]) == (0, "valid", len(BODIES)), outcome.out
    assert {finding["level"] for finding in report["findings"]} == {"hint"}
    assert "S.102" in {finding["code"] for finding in report["findings"]}


def test_the_totals_are_those_of_the_last_figures(told: tuple[PlenaryTown, dict[str, Outcome]]) -> None:
    totals = json.loads(verified(told[0]).out)["totals"][CONTEST]
    for area, first, second in (
        ("160901", 115 + 97 + 70, 85 + 94 + 45),
        ("1609", 113 + 97 + 70, 87 + 94 + 45),
        ("16", 113 + 97 + 70, 87 + 94 + 45),
    ):
        figures = {row: totals[area][row]["sum"] for row in ("suara_1", "suara_2")}
        assert figures == {"suara_1": first, "suara_2": second}, area
    assert all(each["missing"] == 0 for area in totals.values() for each in area.values())


def test_what_the_rules_refused_is_on_record_and_ended_with_5(told: tuple[PlenaryTown, dict[str, Outcome]]) -> None:
    town, said = told
    for name, code in {"suspended": "J.510", "wrong": "J.512", "certified": "J.510", "lost key": "R4"}.items():
        assert said[name].code == 5, said[name].sentences
        assert code in said[name].err
        assert "Traceback" not in said[name].sentences
    attempts = [kind for body in BODIES for kind in stored_since(town.desk(body), 0) if kind == "AttemptRefused"]
    assert len(attempts) == 4  # a lost key can record nothing
    assert "120" in said["wrong"].err
    assert "115" in said["wrong"].err


def test_the_life_of_a_result_is_shown_with_reasons_and_papers(told: tuple[PlenaryTown, dict[str, Outcome]]) -> None:
    town, _ = told
    first = shown(town, PPK, "tally", "show", FIRST)
    assert re.search(r"corrected; reason: salah salin dari plano\n +paper SHA-256 [0-9a-f]{64}\n", first)
    assert re.search(r"Votes for number 1 \(IV no\. 1\): 120 -> 115\n", first)
    second = shown(town, PPK, "tally", "show", SECOND)
    assert second.index("received") < second.index("recounted") < second.index("corrected; reason: putusan MK")
    assert "100 -> 98" in second
    assert "98 -> 97" in second
    third = shown(town, PPK, "tally", "show", THIRD)
    assert re.search(r"revote\n", third)
    assert "60 -> 70" in third


def test_each_level_shows_what_it_changed_of_the_level_below(told: tuple[PlenaryTown, dict[str, Outcome]]) -> None:
    town, _ = told
    for text in (shown(town, KABUPATEN, "recap", "show", CONTEST), replayed(town, "1609")):
        assert f"correction of {FIRST}; ground: c-hasil" in text
        assert "kotak dibuka, plano dibaca" in text
        assert re.search(r"IV no\. 1\): 115 -> 113", text)
        assert re.search(r"column 160901.*\n.*IV no\. 1\): 282 -> 280", text)
    assert "115 -> 113" in replayed(town, FIRST)


def test_objections_are_read_again_one_level_above(told: tuple[PlenaryTown, dict[str, Outcome]]) -> None:
    town, _ = told
    here = shown(town, PPK, "objection", "list")
    above = shown(town, KABUPATEN, "objection", "list")
    for text in (here, above, shown(town, KABUPATEN, "recap", "show", CONTEST), replayed(town, "1609")):
        assert "angka nomor 1 [accepted]" in text
        assert "kotak terbuka [rejected: segel utuh, dicatat Panwaslu]" in text
    assert "From 160901" in above


def test_saksi_and_copies_are_shown(told: tuple[PlenaryTown, dict[str, Outcome]]) -> None:
    town, said = told
    for text in (shown(town, PPK, "recap", "show", CONTEST), replayed(town, "160901")):
        assert "the saksi of number 1 signed" in text
        refused = next(line for line in text.splitlines() if "the saksi of number 2 refused to sign" in line)
        assert "(an earlier D.Hasil, " in refused  # it was certified again since
        assert refused.endswith(f"reason: {REFUSAL}")
        assert "the saksi of number 2 was not there" in text
        assert "handed to saksi 1" in text
        assert "handed to Panwaslu" in text
        assert "posted" in text
    assert "WitnessRecorded" in said["signed"].out
    assert "CopyRecorded" in said["copy"].out


def test_progress_counts_tps_and_those_with_objections(told: tuple[PlenaryTown, dict[str, Outcome]]) -> None:
    assert "3 of 3 in, 2 with objections (0 not answered)" in told[1]["progress"].out


def test_papers_lie_in_the_archive_by_their_hash(told: tuple[PlenaryTown, dict[str, Outcome]]) -> None:
    town, said = told
    names = {path.name for path in (town.desk(PPK) / "archive" / "files").iterdir()}
    assert set(re.findall(r"kept as files/([0-9a-f]{64})", said["corrected"].out)) <= names
    assert "kept as files/" in said["corrected"].out


def test_the_same_for_programs(told: tuple[PlenaryTown, dict[str, Outcome]]) -> None:
    archive = told[0].desk("auditor") / "archive"
    outcome = done("replay", archive, "--trust", told[0].trust, "--area", "160901", "--json")
    plenary = json.loads(outcome.out)["plenary"]
    assert [step["kind"] for step in plenary["results"][SECOND]] == ["received", "recounted", "corrected"]
    assert plenary["results"][SECOND][2]["rows"]["suara_1"] == {"old": 98, "new": 97}
    assert [each["stance"] for each in plenary["witnesses"]] == ["signed", "refused", "absent"]
    assert [each["outcome"] for each in plenary["objections"]] == ["accepted", "rejected"]


def test_what_is_wrong_on_the_command_line_is_said_in_one_sentence(
    told: tuple[PlenaryTown, dict[str, Outcome]],
) -> None:
    """Exit 2, and nothing stored."""
    town, _ = told
    paper = ("--paper", town.paper("putusan"))
    by = town.by(PPK, NEW_OPERATOR)
    wrong: dict[str, tuple[object, ...]] = {
        "no ROW=FIGURE": ("tally", "correct", FIRST, "--figure", "suara_9=1", "--reason", "x", *paper, *by),
        "whole numbers": ("tally", "correct", FIRST, "--figure", "suara_1=1,5", "--reason", "x", *paper, *by),
        "twice": ("tally", "correct", FIRST, *["--figure", "suara_1=1"] * 2, "--reason", "x", *paper, *by),
        "nothing to correct": (
            "tally",
            "correct",
            f"{FIRST[:10]}009",
            "--figure",
            "suara_1=1",
            "--reason",
            "x",
            *paper,
            *by,
        ),
        "not in section IV or V": (
            "tally",
            "recount",
            FIRST,
            "--figure",
            "pemilih_dpt_j=1",
            "--reason",
            "x",
            *paper,
            *by,
        ),
        "nobody in the room": ("objection", "raise", CONTEST, FIRST, "--by", "tamu", "--text", "x", *by),
        "no code of an area": ("objection", "raise", CONTEST, "16x", "--by", "panwaslu", "--text", "x", *by),
        "has no entry": ("objection", "resolve", "999", "--outcome", "rejected", "--reason", "x", *by),
        "no objection": ("objection", "resolve", "1", "--outcome", "rejected", "--reason", "x", *by),
        "say one of": ("objection", "resolve", "1", "--outcome", "maybe", *by),
        "cannot be used": (
            "order",
            "register",
            "PSU 1",
            "--what",
            "revote",
            "--area",
            FIRST,
            "--issuer",
            "x",
            "--number",
            "1",
            "--document",
            town.paper("putusan"),
            *by,
        ),
        "revote, reopen": (
            "order",
            "register",
            "psu-2",
            "--what",
            "again",
            "--area",
            FIRST,
            "--issuer",
            "x",
            "--number",
            "1",
            "--document",
            town.paper("putusan"),
            *by,
        ),
        "one of the two": ("recap", "deliver", CONTEST, *by),
        "1, 2": ("witness", "note", CONTEST, "--option", 7, "--stance", "absent", *by),
        "signed, refused, absent": ("witness", "note", CONTEST, "--option", 1, "--stance", "away", *by),
    }
    for says, line in wrong.items():
        refused(town.desk(PPK), *line, code=2, says=says)
