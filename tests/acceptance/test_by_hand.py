"""A whole election by hand: what `simulate` does in bulk, people do with files, each on a machine of their own.

- KPU, KPU Provinsi, KPU Kabupaten, one PPK and the KPPS of two TPS have folders of their own; only files travel.
- Declaration, authority, region, three TPS (one with a reason for its G findings, one absent), plenary, recapitulation
  and handover up to the final level; then the archive at KPU verifies, and only the absent TPS stays open.
"""

import json
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from securesystemslib.dsse import Envelope as ForeignEnvelope
from securesystemslib.signer import Key, SSlibKey  # type: ignore[attr-defined]  # re-exported without saying so

from tests.support.by_hand import (
    CONTEST,
    FD,
    HOST,
    KPPS,
    STATIONS,
    Outcome,
    Town,
    done,
    refused,
    rekap,
    sound_figures,
)

PPK = "ppk-160901"
KABUPATEN = "kpu-1609"
REASON = "di plano tertulis begitu"
OPENSSL = Path(__file__).parents[1] / "interop" / "verify_with_openssl.sh"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Town, list[Outcome]]:
    """The town after the whole story, and what was said at its turning points."""
    town = Town(tmp_path_factory.mktemp("town")).set_up()
    said = [
        _receive_sound_tally(town),
        *_receive_tally_with_a_reason(town),
        done("tally", "absent", STATIONS[2], "--reason", "kotak tidak sampai", *town.by(PPK)),
    ]
    town.certify(PPK)
    done("plenary", "close", *town.by(PPK))
    said.append(done("handoff", "give", CONTEST, *town.by(PPK)))
    town.publish(PPK)
    arrival = ("--contest", CONTEST, "--child", PPK, "--box", "Kotak PPK, segel 77")
    said.append(done("handoff", "receive", town.desk(PPK) / "archive", *arrival, *town.by(KABUPATEN)))
    done("plenary", "open", "--contest", CONTEST, *town.by(KABUPATEN))
    town.certify(KABUPATEN)
    done("plenary", "close", *town.by(KABUPATEN))
    town.publish(KABUPATEN)
    done("log", "fetch", town.desk(KABUPATEN), "--desk", town.desk("kpu-0"))
    return town, said


def _receive_sound_tally(town: Town) -> Outcome:
    """The plenary opens; a C.Hasil that breaks no rule is received."""
    done("plenary", "open", "--contest", CONTEST, *town.by(PPK))
    file = town.tally(STATIONS[0], sound_figures())
    return done("tally", "receive", file, "--box", "K-1, segel 11", "--carrier", "PPS", *town.by(PPK))


def _receive_tally_with_a_reason(town: Town) -> Iterator[Outcome]:
    """A C.Hasil that breaks rules is refused, then received with the reasons that the refusal asked for."""
    file = town.tally(STATIONS[1], sound_figures(100, 90, 7) | {"suara_total": 199})
    receipt = ("tally", "receive", file, "--box", "K-2, segel 12", "--carrier", "PPS", *town.by(PPK))
    refusal = refused(town.desk(PPK), *receipt, code=5, says="G.303")
    yield refusal
    wanted = re.findall(r'--explain "([^"]*)=\.\.\."', refusal.err)
    yield done(*receipt, *[option for place in wanted for option in ("--explain", f"{place}={REASON}")])


def test_everything_but_the_absent_tps_is_verified(told: tuple[Town, list[Outcome]]) -> None:
    town, _ = told
    outcome = rekap("verify", town.desk("kpu-0") / "archive", "--trust", town.trust, "--json")
    report = json.loads(outcome.out)
    assert (outcome.code, report["status"], report["books"]) == (1, "findings", 4)
    assert Counter((each["code"], each["level"]) for each in report["findings"]) == {
        ("J.503", "open"): 1,
        ("G.303", "explained"): 1,
        ("G.304", "explained"): 1,
        ("G.305", "explained"): 1,
    }
    assert {each["area"] for each in report["findings"] if each["level"] == "open"} == {STATIONS[2]}


def test_the_totals_at_the_final_level_are_the_sums_of_the_forms(told: tuple[Town, list[Outcome]]) -> None:
    town, _ = told
    outcome = rekap("verify", town.desk("kpu-0") / "archive", "--trust", town.trust, "--json")
    totals = json.loads(outcome.out)["totals"][CONTEST]["1609"]
    sums = {row: (cell["sum"], cell["missing"]) for row, cell in totals.items()}
    assert sums["suara_1"] == (120 + 100, 1)
    assert sums["suara_2"] == (80 + 90, 1)
    assert sums["suara_total"] == (210 + 199, 1)
    shown = done("recap", "show", CONTEST, "--desk", town.desk(KABUPATEN)).out
    assert "D.HASIL KABKO-KWK-BUPATI, contest bupati-1609" in shown
    assert re.search(r"^ +1 +Anggrek dan Melati +220 +220$", shown, re.MULTILINE)


def test_storing_says_stored_and_publishing_says_recorded(told: tuple[Town, list[Outcome]]) -> None:
    town, said = told
    assert re.search(r"stored, entry 2: TallyReceived in tally/", said[0].out)
    again = town.publish(PPK)
    assert re.search(rf"recorded up to entry \d+: checkpoint of {HOST}/ppk/160901 with \d+ entries", again.out)


def test_a_refused_form_is_told_with_every_text_and_the_way_to_give_reasons(told: tuple[Town, list[Outcome]]) -> None:
    _, said = told
    for code in ("G.303", "G.304", "G.305"):
        assert f'--explain "{code}:suara_total@{CONTEST}=..."' in said[1].err
    assert "valid plus invalid votes make 197" in said[1].err


def test_before_signing_the_figures_are_shown_with_the_option_names(told: tuple[Town, list[Outcome]]) -> None:
    town, _ = told
    other = town.root / "second"
    file = other / "c-hasil.json"
    other.mkdir()
    who = [option for seat in KPPS for option in ("--signer", town.person(f"{STATIONS[0]}:{seat}").beside)]
    figures = [option for row, figure in sound_figures().items() for option in ("--figure", f"{row}={figure}")]
    desk = ("--desk", town.station(STATIONS[0]))
    done("tally", "prepare", STATIONS[0], *figures, *who, "--out", file, *desk)
    key = town.person(f"{STATIONS[0]}:{KPPS[0]}").key
    shown = done("tally", "sign", file, "--key", key, *desk, "--passphrase-fd", FD).out
    assert "Anggrek dan Melati" in shown
    assert re.search(r"^ +2 +Bakung dan Cempaka +80 +200$", shown, re.MULTILINE)
    assert "still missing: 2" in shown


def test_an_exported_entry_and_its_statement_verify_elsewhere(
    told: tuple[Town, list[Outcome]], tmp_path: Path, program: Callable[[str], Path]
) -> None:
    town, _ = told
    program("openssl")
    shell = program("sh")
    where = ("--desk", town.desk(KABUPATEN))
    for name, options in {"entry": (), "statement": ("--statement",)}.items():
        file = tmp_path / f"{name}.json"
        done("log", "export", f"{HOST}/ppk/160901@2", "--out", file, *options, *where)
        checked = subprocess.run([shell, OPENSSL, file], check=False, capture_output=True, text=True)
        assert checked.returncode == 0, checked
        assert checked.stdout.count("ok ") == (1 if name == "entry" else 3)
        document = json.loads(file.read_text())
        ids = [each["keyid"] for each in document["signatures"]]
        trusted: list[Key] = [SSlibKey(each, "ed25519", "ed25519", {"public": each}) for each in ids]
        assert set(ForeignEnvelope.from_dict(document).verify(trusted, threshold=len(ids))) == set(ids)


def test_an_entry_is_proved_and_the_proof_checked_by_authority_or_by_a_given_key(
    told: tuple[Town, list[Outcome]], tmp_path: Path
) -> None:
    town, _ = told
    entry, proof = tmp_path / "entry.json", tmp_path / "entry.tlog-proof"
    name, where = f"{HOST}/ppk/160901@3", ("--desk", town.desk(KABUPATEN))
    done("log", "export", name, "--out", entry, *where)
    done("log", "prove", name, "--out", proof, *where)
    assert "Proved: entry 3" in done("log", "check", proof, "--entry", entry, *where).out
    vkey = town.desk(PPK) / "archive" / HOST / "ppk" / "160901" / "log.vkey"
    assert "Proved: entry 3" in done("log", "check", proof, "--entry", entry, "--vkey", vkey).out
    other = tmp_path / "other.json"
    done("log", "export", f"{HOST}/ppk/160901@4", "--out", other, *where)
    refused(town.desk(PPK), "log", "check", proof, "--entry", other, *where, says="does not hold")


def test_a_superiors_newer_note_is_seen(told: tuple[Town, list[Outcome]], tmp_path: Path) -> None:
    town = told[0].copy_to(tmp_path / "copy")
    said = done("body", "see", "--from", town.desk(KABUPATEN), *town.by(PPK)).out
    assert "copied: example.id/pilkada-2024/kpu/1609" in said
    assert "AuthoritySeen" in said


def test_a_restored_backup_of_a_desk_is_stopped(told: tuple[Town, list[Outcome]], tmp_path: Path) -> None:
    """The laptop of the PPK is set back to the day before: what KPU holds says so, and the desk remembers it."""
    town = told[0].copy_to(tmp_path / "copy")
    old = town.desk(PPK)
    for path in sorted(old.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    source = ["--from", town.desk(KABUPATEN), "--trust", town.trust]
    origin = ["--origin", f"{HOST}/ppk/160901"]
    outcome = rekap("body", "open", *origin, *source, *town.by(PPK))
    assert outcome.code == 5
    assert "old backup" in outcome.err
