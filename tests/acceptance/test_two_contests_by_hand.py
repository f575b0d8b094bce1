"""Two contests by hand: presiden and a DPRD with parties, at the same TPS, in one C.Hasil or in two.

- The options come from a CSV file; the KPPS fill in empty forms, one file per contest, and sign one C.Hasil.
- The PPK receives, certifies both contests, and hands over; the DPRD is final at the kabupaten, presiden at the nation.
- A TPS whose contests come in two C.Hasil is compared across them (P.206); the same votes at two TPS are named (P.207).
- What people see: forms by block and party, candidates on demand, in both languages, within 80 columns.
"""

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest

from tests.support.by_hand import FD, KPPS, OFFICIALS, STATIONS, Cells, Outcome, Town, done, rekap

PPK, KAB, PROV, KPU = "ppk-160901", "kpu-1609", "kpu-16", "kpu-0"
PPWP, DPRD = "ppwp", "dprd_kabko-1609-1"
PARTIES: Final = """no,name,party
1,Partai Anggrek,
1,Ani,1
2,Budi,1
2,Partai Bakung,
1,Citra,2
2,Dewi Lestari,2
3,Partai Cempaka,
1,Eko,3
2,Fitri,3
"""
PPWP_VOTES: Final = (
    {"suara_1": 60, "suara_2": 90, "suara_3": 50},
    {"suara_1": 70, "suara_2": 80, "suara_3": 50},
    {"suara_1": 50, "suara_2": 100, "suara_3": 50},
)
DPRD_VOTES: Final = {
    "suara_1": 40, "suara_1_1": 30, "suara_1_2": 10, "suara_1_total": 80,
    "suara_2": 20, "suara_2_1": 30, "suara_2_2": 40, "suara_2_total": 90,
    "suara_3": 0, "suara_3_1": 20, "suara_3_2": 10, "suara_3_total": 30,
}  # fmt: skip


def cells(votes: dict[str, int], *, valid: int = 200, invalid: int = 10, users: int | None = None) -> Cells:
    """A sound form of a Pemilu around these votes."""
    used = valid + invalid if users is None else users
    figures: Cells = dict(votes)
    for group, figure in (("pemilih_dpt", 250), ("pengguna_dpt", used - 1), ("pengguna_pindahan", 1)):
        figures |= {f"{group}_l": figure // 2, f"{group}_p": figure - figure // 2, f"{group}_j": figure}
    figures |= {f"pengguna_khusus_{column}": 0 for column in "lpj"} | {f"disabilitas_{column}": 0 for column in "lpj"}
    for column in "lpj":
        figures[f"pengguna_total_{column}"] = sum(
            figures[f"pengguna_{who}_{column}"] or 0 for who in ("dpt", "pindahan")
        )
    return figures | {
        "surat_suara_diterima": 255,
        "surat_suara_digunakan": used,
        "surat_suara_dikembalikan": 0,
        "surat_suara_tidak_digunakan": 255 - used,
        "suara_sah": valid,
        "suara_tidak_sah": used - valid,
        "suara_total": used,
    }


def fill_in(path: Path, figures: Cells) -> Path:
    """Write the figures into an empty form, as people do with a spreadsheet."""
    with path.open(newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["row", "figure", "label"]
    with path.open("w", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerows([header, *([row, figures[row], label] for row, _, label in rows)])
    return path


def forms_of(town: Town, tps: str, figures: dict[str, Cells]) -> list[Path]:
    """The empty forms of a TPS, filled in."""
    folder = town.station(tps) / "formulir"
    done("tally", "blank", tps, "--out", folder, "--desk", town.station(tps))
    assert {path.name for path in folder.iterdir()} == {f"{PPWP}.csv", f"{DPRD}.csv"}
    return [fill_in(folder / f"{name}.csv", each) for name, each in figures.items()]


def receive(town: Town, tps: str, file: Path) -> Outcome:
    """The KPPS sign, the PPK receives."""
    town.signed_by("tally", file, [f"{tps}:{seat}" for seat in KPPS], town.station(tps))
    return done("tally", "receive", file, "--box", "K-1", "--carrier", "PPS", *town.by(PPK))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The election after both contests were certified and handed over up to where they end."""
    root = tmp_path_factory.mktemp("two")
    (root / "partai.csv").write_text(PARTIES)
    paslon = [option for no in (1, 2, 3) for option in ("--option", f"{no}=Paslon {no}")]
    town = Town(
        root,
        host="example.id/pemilu-2024",
        name="Latihan Pemilu",
        profile="pemilu-2024",
        contests={PPWP: paslon, DPRD: ("--options", root / "partai.csv", "--area", "160901")},
        national=OFFICIALS,
    ).set_up()
    done("plenary", "open", "--contest", PPWP, "--contest", DPRD, *town.by(PPK))
    first, second, third = STATIONS
    together = forms_of(town, first, {PPWP: cells(PPWP_VOTES[0]), DPRD: cells(DPRD_VOTES)})
    receive(town, first, town.prepare_forms(first, together))
    presiden, dprd = forms_of(town, second, {PPWP: cells(PPWP_VOTES[1]), DPRD: cells(DPRD_VOTES, users=205)})
    receive(town, second, town.prepare_forms(second, [presiden], name="presiden"))
    said = receive(town, second, town.prepare_forms(second, [dprd], name="dprd"))
    assert "TallyReceived" in said.out
    transcribe(town, third, forms_of(town, third, {PPWP: cells(PPWP_VOTES[2]), DPRD: cells(DPRD_VOTES)}))
    finish(town, PPK, None, (PPWP, DPRD))
    finish(town, KAB, PPK, (PPWP, DPRD))
    finish(town, PROV, KAB, (PPWP,))
    finish(town, KPU, PROV, (PPWP,))
    return town


def transcribe(town: Town, tps: str, tables: list[Path]) -> None:
    """A TPS whose KPPS have no keys: two officials of the PPK take its forms from the paper."""
    file = town.root / "transcription.json"
    names = [f"{PPK}:{seat}" for seat in OFFICIALS[1:3]]
    who = [option for name in names for option in ("--signer", town.person(name).beside)]
    forms = []
    for table in tables:
        again = table.with_name(f"lagi-{table.name}")
        again.write_bytes(table.read_bytes())
        forms += ["--form", table, "--form", f"{table.stem}={again}"]
    done("tally", "prepare", tps, *forms, *who, "--transcription", "--out", file, "--desk", town.desk(PPK))
    town.signed_by("tally", file, names, town.desk(PPK))
    done("tally", "receive", file, "--box", "K-3", "--carrier", "PPS", *town.by(PPK))


def finish(town: Town, body: str, child: str | None, contests: tuple[str, ...]) -> None:
    """A body receives what its child handed over, certifies, hands over what goes on, and publishes."""
    if child is not None:
        for contest in contests:
            arrival = ("--contest", contest, "--child", child, "--box", "K")
            done("handoff", "receive", town.desk(child) / "archive", *arrival, *town.by(body))
        done("plenary", "open", *[option for each in contests for option in ("--contest", each)], *town.by(body))
    for contest in contests:
        town.certify(body, contest)
    done("plenary", "close", *town.by(body))
    for contest in contests:
        if (body, contest) not in ((KAB, DPRD), (KPU, PPWP)):
            done("handoff", "give", contest, *town.by(body))
    town.publish(body)


Report = dict[str, Any]


def report(town: Town) -> Report:
    """What a verification of the archive at KPU says."""
    outcome = rekap("verify", town.desk(KPU) / "archive", "--trust", town.trust, "--json")
    found: Report = json.loads(outcome.out)
    return found


def test_the_election_is_valid_and_what_is_unusual_is_hinted_at(town: Town) -> None:
    found = report(town)
    counts = Counter((each["code"], each["level"], each["contest"]) for each in found["findings"])
    assert (found["status"], found["books"]) == ("valid", 5 - 1)
    assert counts == {("P.206", "hint", DPRD): 1, ("P.207", "hint", DPRD): 3}


def test_contests_that_came_in_two_c_hasil_are_compared(town: Town) -> None:
    (hint,) = [each for each in report(town)["findings"] if each["code"] == "P.206"]
    assert (hint["area"], hint["contest"]) == (STATIONS[1], DPRD)
    assert hint["params"] == {"left": 205, "right": 210, "other": PPWP, "moved": 1}


def test_the_totals_of_both_contests_are_the_sums_of_the_forms(town: Town) -> None:
    totals = report(town)["totals"]
    presiden, dprd = totals[PPWP]["0"], totals[DPRD]["1609"]
    assert [presiden[f"suara_{no}"]["sum"] for no in (1, 2, 3)] == [180, 270, 150]
    for row, figure in DPRD_VOTES.items():
        assert dprd[row] == {"sum": 3 * figure, "missing": 0}


def lines_of(*args: object, language: str = "en") -> list[str]:
    """What a command says, each line within 80 columns."""
    outcome = rekap(*args, language=language)
    lines = outcome.out.splitlines()
    wide = [line for line in lines if len(line) > 80 and not re.search("[0-9a-f]{64}", line)]
    assert wide == []
    return lines


def test_a_form_with_parties_is_shown_block_by_block(town: Town) -> None:
    said = "\n".join(lines_of("tally", "show", STATIONS[0], "--desk", town.desk(PPK)))
    assert "C.HASIL-PPWP, contest ppwp" in said
    assert "C.HASIL-DPRD-KAB/KOTA, contest dprd_kabko-1609-1" in said
    for line in (
        r"I\.B\.4 +All who voted +104 +106 +210",
        r" +2 +Partai Bakung",
        r" +For the party alone +20 +20",
        r" +2 +Dewi Lestari +40 +90",
        r" +Party 2 with its candidates +90 +170",
        r"V\.A +Valid votes +200",
    ):
        assert re.search(f"^{line}$", said, re.MULTILINE), line
    spoken = "\n".join(lines_of("tally", "show", STATIONS[0], "--desk", town.desk(PPK), language="id"))
    assert re.search(r"^ +Jumlah partai 2 dan calonnya +90 +170$", spoken, re.MULTILINE)


def test_a_d_hasil_is_shown_under_the_name_of_its_level(town: Town) -> None:
    for body, name in ((PPK, "D.HASIL KECAMATAN-DPRD-KAB/KOTA"), (KAB, "D.HASIL KABKO-DPRD-KAB/KOTA")):
        said = "\n".join(lines_of("recap", "show", DPRD, "--desk", town.desk(body)))
        assert name in said
        assert re.search(r"^ +1 +Ani +90 +210$", said, re.MULTILINE)


def test_a_replay_shows_parties_and_candidates_on_demand(town: Town) -> None:
    line = ("replay", town.desk(KAB) / "archive", "--trust", town.trust, "--contest", DPRD, "--area", "160901")
    short, long = lines_of(*line), lines_of(*line, "--candidates", language="id")
    assert "Form: D.HASIL KECAMATAN-DPRD-KAB/KOTA" in short
    assert not any("Dewi" in each for each in short)
    assert any(re.match(r"Partai Bakung \(IV no\. 2 total\) +270", each) for each in short)
    assert any(re.match(r"Dewi Lestari \(IV no\. 2\.2\) +120", each) for each in long)
    assert any(re.match(r"Partai Bakung: suara partai saja", each) for each in long)


def test_signing_a_d_hasil_shows_every_tps_by_party(town: Town, tmp_path: Path) -> None:
    file = town.root / f"{PPK}-{DPRD}-d-hasil.json"
    copy = tmp_path / "d-hasil.json"
    copy.write_bytes(file.read_bytes())
    key = ("--key", town.person(f"{PPK}:ketua:2").key, "--desk", town.desk(PPK), "--passphrase-fd", FD)
    short = rekap("recap", "sign", copy, *key).out
    assert re.search(r"^Partai Bakung \(IV no\. 2 total\) +90 +90$", short, re.MULTILINE)
    assert "By party" in short
    long = rekap("recap", "sign", copy, *key, "--candidates").out
    assert re.search(r"^Dewi Lestari \(IV no\. 2\.2\) +40 +40$", long, re.MULTILINE)


def test_an_empty_form_overwrites_nothing(town: Town) -> None:
    folder = town.station(STATIONS[0]) / "formulir"
    before = (folder / f"{DPRD}.csv").read_text()
    outcome = rekap("tally", "blank", STATIONS[0], "--out", folder, "--desk", town.station(STATIONS[0]))
    assert outcome.code == 2
    assert (folder / f"{DPRD}.csv").read_text() == before


def test_a_form_that_names_no_contest_is_asked_for_one(town: Town, tmp_path: Path) -> None:
    (tmp_path / "hasil.csv").write_text("row,figure\nsuara_1,4\n")
    who = [option for seat in KPPS for option in ("--signer", town.person(f"{STATIONS[0]}:{seat}").beside)]
    line = ("tally", "prepare", STATIONS[0], *who, "--out", tmp_path / "c.json", "--desk", town.station(STATIONS[0]))
    outcome = rekap(*line, "--form", tmp_path / "hasil.csv")
    assert (outcome.code, "CONTEST=FILE" in outcome.err) == (2, True)
    twice = rekap(*line, "--form", f"{PPWP}={tmp_path / 'hasil.csv'}", "--form", f"{PPWP}={tmp_path / 'hasil.csv'}")
    assert (twice.code, "has two forms" in twice.err) == (2, True)
