"""`rekap dispute`, as people do it: from a report at Bawaslu to the recount at the PPK, and what Bawaslu saw of it.

- A paper that stays with Bawaslu is a commitment in the book; its salt lies beside it, for its owner only, and proves
  it.
- A ruling is shown and judged before anybody signs; the order is registered from the archive without typing.
- What does not fit is refused in one sentence, and nothing of it is stored.
"""

import json
import re
import stat
from pathlib import Path
from typing import Final

import pytest

from ledger.commitments import commitment_of
from tests.support.by_hand import FD, HOST, STATIONS, Outcome, done, refused, rekap, sound_figures, stored, stored_since
from tests.support.by_hand_room import CONTEST, KABUPATEN, PANWASLU, PPK, PROVINSI, PlenaryTown, entry_in
from tests.support.cases import copied

BODY: Final = "bawaslu-1609"
BOOK: Final = f"{HOST}/bawaslu/1609"
NAME: Final = "12-2024"
DEADLINE: Final = "2099-12-31T23:59WIB"
FIRST, SECOND, THIRD = STATIONS
BODIES: Final = ("kpu-0", PROVINSI, KABUPATEN, PPK, "bawaslu-0", "bawaslu-16", BODY, PANWASLU)
COUNTED: Final = {"suara_1": 118, "suara_2": 82, "suara_sah": 200, "suara_tidak_sah": 10, "suara_total": 210}
Told = tuple[PlenaryTown, dict[str, Outcome]]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> PlenaryTown:
    """Both lines are set up; two TPS are received, the third is absent, the plenary is open."""
    town = PlenaryTown(tmp_path_factory.mktemp("town"))
    town.set_up()
    town.set_up_panwaslu()
    town.set_up_panels()
    done("plenary", "open", "--contest", CONTEST, *town.by(PPK))
    town.attend(PPK, "ketua:2", "anggota:3", "panwaslu")
    town.receive(town.tally(FIRST, sound_figures(120, 80)))
    town.receive(town.tally(SECOND, sound_figures(100, 90)))
    town.receive(town.transcribe(THIRD, sound_figures(60, 50), "panel-b"))
    carry(town, PPK, BODY)
    return town


@pytest.fixture
def here(begun: PlenaryTown, tmp_path: Path) -> PlenaryTown:
    """The town of one test alone."""
    return copied(begun, tmp_path / "town")


@pytest.fixture(scope="module")
def told(begun: PlenaryTown, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The whole story of a recount."""
    town = copied(begun, tmp_path_factory.mktemp("whole") / "town")
    said = {"filed": file_report(town)}
    said["evidence"] = done("dispute", "evidence", NAME, *proofs(town), *town.by(BODY))
    file = ruling(town)
    said["prepared"] = done(*prepare(town, *ordering(), "--deadline", DEADLINE, out="again.json"))
    said["signed"] = done(
        "dispute", "sign", file, "--key", ketua(town), "--desk", town.desk(BODY), "--passphrase-fd", FD
    )
    said["ruled"] = done("dispute", "rule", file, "--document", town.paper("putusan"), *town.by(BODY))
    carry(town, BODY, PPK)
    said["order"] = register(town, f"{BOOK}@{entry_in(said['ruled'])}")
    said["between"] = verify(town)
    said["recount"] = recount(town)
    said["executed"] = done("order", "execute", "bawaslu-12", "--entry", entry_in(said["recount"]), *town.by(PPK))
    certify_all(town)
    carry(town, PPK, BODY)
    seen = ("--outcome", "executed", "--entry", entry_in(said["recount"]), "--entry", entry_in(said["executed"]))
    said["seen"] = done("dispute", "seen", NAME, *seen, *town.by(BODY))
    said["at the end"] = verify(town)
    return town, said


def carry(town: PlenaryTown, body: str, to: str) -> None:
    """A body publishes, and another one copies its book."""
    town.publish(body)
    done("log", "fetch", town.desk(body) / "archive", "--desk", town.desk(to))


def ketua(town: PlenaryTown) -> Path:
    return town.person(f"{BODY}:ketua:2").key


def file_report(town: PlenaryTown) -> Outcome:
    about = ("--area", FIRST, "--contest", CONTEST, "--reporter", "saksi", "--text", "angka nomor 1 berbeda")
    when = ("--happened", "2024-11-28T21:15WIB", "--known", "2024-11-29T08:00WIB")
    paper = ("--paper", town.paper("laporan"), "--paper", town.paper("ktp-pelapor"))
    return done("dispute", "file", NAME, *about, *when, *paper, *town.by(BODY))


def proofs(town: PlenaryTown) -> tuple[object, ...]:
    entry = f"{HOST}/ppk/160901@{stored(town.desk(PPK)) - 1}"
    papers = ("--paper", town.paper("salinan"), "--document", town.paper("foto"))
    return ("--text", "salinan saksi", "--entry", entry, *papers)


def prepare(town: PlenaryTown, *options: object, out: str = "putusan.json") -> tuple[object, ...]:
    who = ("--signer", town.person(f"{BODY}:ketua:2").beside)
    said = ("--reason", "angka tidak cocok", "--document", town.paper("putusan"))
    folder = ("--out", town.root / out, "--desk", town.desk(BODY))
    return ("dispute", "prepare-ruling", NAME, *said, *options, *who, *folder)


def ordering(order: str = "recount", to: str = PPK, area: str = FIRST) -> tuple[object, ...]:
    return ("--order", order, "--to", to, "--area", area, "--contest", CONTEST)


def ruling(town: PlenaryTown) -> Path:
    """A ruling that orders a recount, prepared."""
    outcome = done(*prepare(town, *ordering(), "--deadline", DEADLINE))
    assert "a recount" in outcome.out
    assert "2099-12-31 23:59 WIB" in outcome.out
    return town.root / "putusan.json"


def register(town: PlenaryTown, entry: str) -> Outcome:
    return done("order", "register", "bawaslu-12", "--ruling", entry, *town.by(PPK))


def recount(town: PlenaryTown) -> Outcome:
    figures = [option for row, figure in COUNTED.items() for option in ("--figure", f"{row}={figure}")]
    ground = ("--reason", "perintah Bawaslu", "--paper", town.paper("hitung-ulang"))
    return done("tally", "recount", FIRST, *figures, *ground, *town.by(PPK))


def certify_all(town: PlenaryTown) -> None:
    """The PPK certifies, and everybody above it."""
    for body, above in ((PPK, KABUPATEN), (KABUPATEN, PROVINSI), (PROVINSI, "")):
        if body != PPK:
            done("plenary", "open", "--contest", CONTEST, *town.by(body))
        town.sign_and_certify(body, town.draft(body, "d-hasil"))
        done("plenary", "close", *town.by(body))
        if above:
            town.hand_up(body, above)


def verify(town: PlenaryTown) -> Outcome:
    """What an auditor finds who copies everything."""
    for body in BODIES:
        town.publish(body)
    archive = town.gather(*BODIES)
    return rekap("verify", archive, "--trust", town.trust, "--json")


# ---------------------------------------------------------------- the story


def test_a_recount_that_was_ordered_carried_out_and_seen_leaves_a_valid_archive(told: Told) -> None:
    outcome = told[1]["at the end"]
    report = json.loads(outcome.out)
    assert [each["code"] for each in report["findings"] if each["level"] != "hint"] == []
    assert (outcome.code, report["status"]) == (0, "valid")


def test_an_order_that_is_not_carried_out_yet_is_named(told: Told) -> None:
    codes = [each["code"] for each in json.loads(told[1]["between"].out)["findings"]]
    assert "S.202" in codes
    assert "S.201" not in codes


def test_the_order_is_what_was_ruled(told: Told) -> None:
    town, _ = told
    line = done("order", "list", "--desk", town.desk(PPK)).out
    assert f"bawaslu-12: recount, {FIRST}, {CONTEST}; from {BODY}, number {NAME} [carried out]" in line


def test_the_body_that_registers_an_order_says_under_which_checkpoint_it_saw_the_ruling(told: Told) -> None:
    town, said = told
    before = int(entry_in(said["order"])) - 1
    assert stored_since(town.desk(PPK), before)[:2] == ["CheckpointAcknowledged", "OrderRegistered"]
    at_order = rekap(
        *("verify", town.desk("auditor") / "archive", "--trust", town.trust, "--json"),
        *("--at", f"{HOST}/ppk/160901@{before + 2}"),
    )
    codes = {each["code"] for each in json.loads(at_order.out)["findings"]}
    assert "S.202" in codes
    assert not {"R205", "S.201"} & codes


def test_a_dispute_is_shown_stage_by_stage(told: Told) -> None:
    town, said = told
    shown = done("dispute", "show", NAME, "--desk", town.desk(BODY)).out
    stages = ("Dispute 12-2024", "Evidence at", "Ruling at", "Execution, by the book of ppk-160901: carried out")
    assert sorted(stages, key=shown.index) == list(stages)
    assert "2024-11-28 21:15 WIB" in shown
    assert re.search(r"Signed: ketua number \d+ of 1609, [0-9a-f]{64}\n", shown)
    for entry in (entry_in(said["recount"]), entry_in(said["executed"])):
        assert f"Entry {HOST}/ppk/160901@{entry}" in shown


def test_every_dispute_of_the_archive_is_listed(told: Told) -> None:
    town, said = told
    for body in (BODY, PPK, "auditor"):
        listed = done("dispute", "list", "--desk", town.desk(body)).out
        assert f"a recount, ruling at {BOOK}@{entry_in(said['ruled'])}" in listed
        seen = body != PPK  # its copy of the book ends with the ruling
        assert ("; carried out]" in listed) == seen, body


def test_a_ruling_is_not_blamed_for_what_nobody_could_register_yet(told: Told) -> None:
    _, said = told
    assert "S.201" not in said["prepared"].out
    assert "S.201" not in said["ruled"].out


def test_disputes_are_one_document_for_programs(told: Told) -> None:
    town, said = told
    shown = done("dispute", "show", NAME, "--json", "--desk", town.desk(BODY)).out
    assert done("dispute", "list", "--json", "--desk", town.desk("auditor")).out == shown
    [dispute] = json.loads(shown)["disputes"]
    assert (dispute["book"], dispute["dispute"]) == (BOOK, NAME)
    assert set(dispute) == {"book", "dispute", "filed", "evidence", "ruled", "seen"}
    assert (dispute["ruled"]["index"], dispute["ruled"]["order"]) == (int(entry_in(said["ruled"])), "recount")
    assert dispute["ruled"]["signers"]
    assert {each["index"] for added in dispute["evidence"] for each in added["entries"]}
    assert dispute["seen"][0]["note"].startswith(f"{HOST}/ppk/160901\n")
    assert dispute["filed"]["happened"] == 1732803300000


# ---------------------------------------------------------------- papers


def test_the_salt_lies_beside_the_paper_for_its_owner_only_and_proves_it(told: Told) -> None:
    town, said = told
    paper = town.paper("laporan")
    salt = paper.with_name(f"{paper.name}.salt")
    assert stat.S_IMODE(salt.stat().st_mode) == 0o600
    commitment = commitment_of(bytes.fromhex(salt.read_text().strip()), paper.read_bytes()).hex()
    assert commitment in said["filed"].out
    assert "It fits" in done("dispute", "check", paper, "--salt", salt, "--commitment", commitment).out
    other = town.paper("ktp-pelapor")
    wrong = rekap("dispute", "check", other, "--salt", salt, "--commitment", commitment)
    assert (wrong.code, "does not give the commitment" in wrong.err) == (2, True)


def test_neither_paper_nor_salt_is_in_any_archive(told: Told) -> None:
    town, _ = told
    secret = [town.paper(name).read_bytes() for name in ("laporan", "ktp-pelapor", "salinan")]
    salts = [path.read_text().strip() for path in (town.root / "papers").glob("*.salt")]
    assert len(salts) == 3
    for path in town.root.glob("*/archive/**/*"):
        if path.is_file():
            raw = path.read_bytes()
            assert not any(each in raw for each in secret)
            assert not any(salt.encode() in raw or bytes.fromhex(salt) in raw for salt in salts)


def test_what_is_a_document_is_published(told: Told) -> None:
    town, said = told
    for name in ("evidence", "ruled"):
        (digest,) = re.findall(r"kept as files/([0-9a-f]{64})", said[name].out)
        assert (town.desk(BODY) / "archive" / "files" / digest).is_file()


def test_a_command_can_be_repeated_with_the_same_salt(here: PlenaryTown) -> None:
    line = ("--area", FIRST, "--reporter", "saksi", "--text", "x", "--paper", here.paper("laporan"), *here.by(BODY))
    first = done("dispute", "file", "a-1", *line)
    again = done("dispute", "file", "a-2", *line)
    commitments = [re.findall(r"commitment ([0-9a-f]{64})", each.out) for each in (first, again)]
    assert commitments[0] == commitments[1]


def test_a_paper_in_the_archive_is_refused(here: PlenaryTown) -> None:
    inside = here.desk(BODY) / "archive" / "surat.pdf"
    inside.write_bytes(b"x")
    line = ("--area", FIRST, "--reporter", "saksi", "--text", "x", "--paper", inside, *here.by(BODY))
    refused(here.desk(BODY), "dispute", "file", NAME, *line, says="which is published")
    assert not list(inside.parent.glob("*.salt"))


def test_a_broken_salt_is_named(here: PlenaryTown) -> None:
    paper = here.paper("laporan")
    salt = paper.with_name(f"{paper.name}.salt")
    salt.write_text("bukan garam")
    line = ("--area", FIRST, "--reporter", "saksi", "--text", "x", "--paper", paper, *here.by(BODY))
    refused(here.desk(BODY), "dispute", "file", NAME, *line, says="is no salt file")
    assert salt.read_text() == "bukan garam"


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (("--area", FIRST, "--reporter", "Budi"), 2, "peserta"),
        (("--area", "apa", "--reporter", "saksi"), 2, "apa"),
        (("--area", "1608", "--reporter", "saksi"), 5, "R404"),
        (("--area", FIRST, "--reporter", "saksi", "--contest", "dpd-16"), 5, "G.101"),
        (("--area", FIRST, "--reporter", "saksi", "--happened", "kemarin"), 2, "2024-12-03T21:15WIB"),
    ],
)
def test_a_report_that_is_none_is_refused(here: PlenaryTown, options: tuple[str, ...], code: int, says: str) -> None:
    paper = here.paper("laporan")
    line = ("dispute", "file", NAME, *options, "--text", "x", "--paper", paper, *here.by(BODY))
    refused(here.desk(BODY), *line, code=code, says=says)
    assert not paper.with_name(f"{paper.name}.salt").exists()


def test_a_dispute_has_a_short_name_and_is_filed_once(here: PlenaryTown) -> None:
    file_report(here)
    line = ("--area", FIRST, "--reporter", "saksi", "--text", "x", *here.by(BODY))
    refused(here.desk(BODY), "dispute", "file", NAME, *line, code=5, says="R206")
    refused(here.desk(BODY), "dispute", "file", "Sengketa Dua", *line, says="Sengketa Dua")


def test_evidence_needs_a_dispute_and_an_entry_that_is_there(here: PlenaryTown) -> None:
    refused(here.desk(BODY), "dispute", "evidence", NAME, "--text", "x", *here.by(BODY), code=5, says="R205")
    file_report(here)
    line = ("dispute", "evidence", NAME, *here.by(BODY))
    refused(here.desk(BODY), *line, code=5, says="R203")
    refused(here.desk(BODY), *line, "--entry", f"{HOST}/ppk/160901@900", says="900")
    refused(here.desk(BODY), *line, "--entry", f"{HOST}/ppk/160902@0", says="160902")


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (ordering("annul"), 2, "dismiss, correct, recount, recapitulate, revote"),
        (ordering(to="kpps-1609012001"), 5, "R203"),
        (ordering(to="ppk-16"), 2, "ppk-16"),
        (ordering(to="kpu-16"), 5, "R404"),
        (ordering(area="160902"), 5, "R404"),
        (("--order", "recount", "--area", FIRST), 2, "body"),
        (("--order", "recount", "--to", PPK), 5, "R203"),
        (("--order", "dismiss", "--to", PPK), 5, "R203"),
    ],
)
def test_a_ruling_that_would_be_refused_is_never_signed(
    here: PlenaryTown, options: tuple[object, ...], code: int, says: str
) -> None:
    file_report(here)
    refused(here.desk(BODY), *prepare(here, *options), code=code, says=says)
    assert not (here.root / "putusan.json").exists()


def test_a_ruling_needs_its_signatures_its_dispute_and_its_paper(here: PlenaryTown) -> None:
    refused(here.desk(BODY), *prepare(here, *ordering()), code=5, says="R205")
    file_report(here)
    file = ruling(here)
    refused(here.desk(BODY), "dispute", "rule", file, *here.by(BODY), says="sign")
    done("dispute", "sign", file, "--key", ketua(here), "--desk", here.desk(BODY), "--passphrase-fd", FD)
    line = ("dispute", "rule", file, *here.by(BODY))
    refused(here.desk(BODY), *line, "--document", here.paper("lain"), says="not the one that the ruling names")
    done(*line)
    refused(here.desk(BODY), *line, code=5, says="R206")


def test_a_dismissal_needs_no_order(here: PlenaryTown) -> None:
    file_report(here)
    done(*prepare(here, "--order", "dismiss"))
    file = here.root / "putusan.json"
    done("dispute", "sign", file, "--key", ketua(here), "--desk", here.desk(BODY), "--passphrase-fd", FD)
    entry = entry_in(done("dispute", "rule", file, *here.by(BODY)))
    assert "[dismissed]" in done("dispute", "list", "--desk", here.desk(BODY)).out
    refused(here.desk(BODY), "dispute", "seen", NAME, "--outcome", "none", *here.by(BODY), says="no ruling")
    carry(here, BODY, PPK)
    line = ("order", "register", "x-1", "--ruling", f"{BOOK}@{entry}", *here.by(PPK))
    refused(here.desk(PPK), *line, says="no ruling")


def test_what_was_seen_needs_a_dispute_an_outcome_and_entries(told: Told, tmp_path: Path) -> None:
    town = copied(told[0], tmp_path / "town")
    desk, line = town.desk(BODY), ("dispute", "seen")
    refused(desk, *line, "lain", "--outcome", "none", *town.by(BODY), says="no dispute lain")
    refused(desk, *line, NAME, "--outcome", "sudah", *town.by(BODY), says="executed, differently, none")
    refused(desk, *line, NAME, "--outcome", "executed", *town.by(BODY), says="--entry")
    refused(desk, *line, NAME, "--outcome", "executed", "--entry", "900", *town.by(BODY), says="900")
    refused(desk, *line, NAME, "--outcome", "executed", "--entry", f"{BOOK}@1", *town.by(BODY), code=5, says="R203")
    done(*line, NAME, "--outcome", "none", *town.by(BODY))


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--ruling", f"{BOOK}@0"), "no ruling"),
        (("--ruling", f"{HOST}/bawaslu/1699@1"), "no ruling"),
        (("--ruling", "12-2024"), "12-2024"),
        (("--ruling", f"{BOOK}@1", "--what", "recount"), "Leave out --what"),
        (("--what", "recount", "--area", FIRST), "--issuer"),
    ],
)
def test_an_order_is_a_ruling_in_the_archive_or_typed_whole(
    told: Told, tmp_path: Path, options: tuple[str, ...], says: str
) -> None:
    town = copied(told[0], tmp_path / "town")
    refused(town.desk(PPK), "order", "register", "x-1", *options, *town.by(PPK), says=says)


def test_a_dispute_is_ruled_on_once_and_it_is_said_so(told: Told, tmp_path: Path) -> None:
    town = copied(told[0], tmp_path / "town")
    refused(town.desk(BODY), *prepare(town, *ordering(), out="third.json"), code=5, says="has been ruled on already")


@pytest.mark.parametrize("words", [("list",), ("execute", "x", "--entry", "1")])
def test_at_a_desk_of_bawaslu_there_are_no_orders(here: PlenaryTown, words: tuple[str, ...]) -> None:
    keys = () if words == ("list",) else here.by(BODY)
    outcome = rekap("order", *words, *(keys or ("--desk", here.desk(BODY))), keys=2)
    assert (outcome.code, "rekap dispute list" in outcome.err) == (2, True), outcome.sentences


def test_the_panwaslu_who_reports_is_called_by_that_name(here: PlenaryTown) -> None:
    line = ("--area", FIRST, "--reporter", "panwaslu", "--text", "x", *here.by(BODY))
    done("dispute", "file", NAME, *line)
    assert "reported by: Panwaslu" in done("dispute", "show", NAME, "--desk", here.desk(BODY)).out


def test_where_there_are_no_disputes_it_says_so(here: PlenaryTown) -> None:
    assert "There are no disputes" in done("dispute", "list", "--desk", here.desk(BODY)).out
    refused(here.desk(BODY), "dispute", "show", NAME, "--desk", here.desk(BODY), says=f"no dispute {NAME}")
