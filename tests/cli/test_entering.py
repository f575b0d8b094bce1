"""`rekap tally type`, `compare`, `template`: from paper into the program.

- Whatever would stop the end is said before the first field is asked for; nothing is asked without a terminal.
- What is written is what `rekap tally prepare` writes.
- Two entries of a transcription are made blind; comparing asks for what differs only.
"""

import json
import shutil
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch

import pytest

from domain.statements import CHasil, Transcription
from ledger.signing_round import read_round
from tests.support.by_hand import Outcome, rekap
from tests.support.typed_entry import KABKO, PPWP, SOUND, TPS, Station, station

FIGURES = [str(figure) for figure in SOUND.values()]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Station:
    made = station(tmp_path_factory.mktemp("pemilu"))
    made.signers()
    return made


@pytest.fixture
def here(made: Station, tmp_path: Path) -> Station:
    """A TPS machine of one's own."""
    shutil.copytree(made.folder, tmp_path / "tps")
    return Station(made.town, tmp_path / "tps")


class Stopped(BaseException):
    """The machine loses power."""


def at_terminal(lines: Sequence[str], *args: object, prompts: list[str] | None = None) -> Outcome:
    """Run the program with somebody at the terminal who types these lines, then presses Ctrl-D."""
    typed: Iterator[str] = iter(lines)

    def answer(prompt: str = "") -> str:
        if prompts is not None:
            prompts.append(prompt)
        line = next(typed, None)
        if line is None:
            raise EOFError
        return line

    with patch("cli.entering.is_interactive", return_value=True), patch("builtins.input", answer):
        return rekap(*args)


def type_ppwp(here: Station, *options: object) -> tuple[object, ...]:
    return ("tally", "type", TPS, "--contest", PPWP, *options, "--desk", here.folder)


def data_of(path: Path) -> CHasil:
    data = read_round(path.read_bytes()).statement.data
    assert isinstance(data, CHasil)
    return data


def test_what_was_typed_becomes_the_statement_that_prepare_writes(here: Station) -> None:
    out, by_form = here.folder / "typed.json", here.folder / "prepared.json"
    outcome = at_terminal([*FIGURES, "7", "2", ""], *type_ppwp(here, "--out", out, *here.signers()))
    assert outcome.code == 0, outcome
    assert "Nothing was found" in outcome.out
    pairs = [option for row, figure in SOUND.items() for option in ("--figure", f"{row}={figure}")]
    options = ["--contest", PPWP, *pairs, "--kpps", 7, "--saksi", 2, *here.signers()]
    assert rekap("tally", "prepare", TPS, *options, "--out", by_form, "--desk", here.folder).code == 0
    assert data_of(out) == data_of(by_form)
    assert read_round(out.read_bytes()).missing == read_round(by_form.read_bytes()).missing


def test_all_contests_of_the_tps_are_typed_in_the_order_of_the_ballots(here: Station) -> None:
    lines = [*FIGURES, *["1"] * 22, *["-"] * 50]
    folder = here.folder / "forms"
    outcome = at_terminal([*lines, ">>", ""], "tally", "type", TPS, "--forms", folder, "--desk", here.folder)
    assert outcome.code == 0, outcome
    assert sorted(path.name for path in folder.iterdir()) == [f"{KABKO}.csv", f"{PPWP}.csv"]
    assert folder.joinpath("ppwp.csv").read_text().splitlines()[1] == "pemilih_dpt_l,120,"


def test_form_files_are_read_by_prepare(here: Station) -> None:
    folder = here.folder / "forms"
    assert at_terminal([*FIGURES, "-", "-", ""], *type_ppwp(here, "--forms", folder)).code == 0
    options = ["--contest", PPWP, "--form", folder / "ppwp.csv", *here.signers(), "--out", here.folder / "x.json"]
    assert rekap("tally", "prepare", TPS, *options, "--desk", here.folder).code == 0
    assert data_of(here.folder / "x.json").forms[0].figures == tuple(SOUND.values())


def test_a_rule_speaks_as_soon_as_its_rows_are_there_and_again_when_it_agrees(here: Station) -> None:
    lines = [*FIGURES[:2], "251", "<", "250"]
    outcome = at_terminal(lines, *type_ppwp(here, "--forms", here.folder / "forms"))
    assert outcome.code == 130
    assert outcome.out.index("! G.102") < outcome.out.index("ok G.102")
    assert "Mistyped? Type < to go back" in outcome.out


def test_a_rule_that_can_no_longer_be_judged_is_not_said_to_agree(here: Station) -> None:
    outcome = at_terminal([*FIGURES[:2], "251", "<", "-"], *type_ppwp(here, "--forms", here.folder / "forms"))
    assert "! G.102" in outcome.out
    assert "ok G.102" not in outcome.out


def test_sums_so_far_stand_beside_the_next_field(here: Station) -> None:
    prompts: list[str] = []
    at_terminal(["iv", "70", "90"], *type_ppwp(here, "--forms", here.folder / "forms"), prompts=prompts)
    assert [prompt.partition("(")[2] for prompt in prompts[1:]] == ["", "sum 70): ", "sum 160): "]
    assert all(len(prompt) <= 72 for prompt in prompts)


def test_stopping_loses_nothing_and_the_next_run_goes_on(here: Station) -> None:
    command = type_ppwp(here, "--out", here.folder / "out.json", *here.signers())
    stopped = at_terminal(FIGURES[:14], *command)
    assert stopped.code == 130
    assert "is saved in" in stopped.err
    prompts: list[str] = []
    outcome = at_terminal(["", *FIGURES[14:], "7", "2", ""], *command, prompts=prompts)
    assert outcome.code == 0, outcome
    assert "14 of 30 fields are typed" in " ".join(outcome.out.split())
    assert prompts[1].startswith("  I.B.4 J")
    assert data_of(here.folder / "out.json").forms[0].figures == tuple(SOUND.values())


def test_a_power_cut_after_an_answer_loses_nothing(here: Station) -> None:
    command = type_ppwp(here, "--forms", here.folder / "forms")
    lines = iter(FIGURES[:5])

    def answer(_prompt: str = "") -> str:
        line = next(lines, None)
        if line is None:
            raise Stopped
        return line

    with patch("cli.entering.is_interactive", return_value=True), patch("builtins.input", answer):
        rekap(*command)
    draft = json.loads((here.folder / "drafts" / f"{TPS}_ppwp.json").read_text())
    assert (draft["at"], len(draft["forms"][0]["figures"])) == (5, 5)


def test_beginning_anew_keeps_the_old_draft(here: Station) -> None:
    command = type_ppwp(here, "--forms", here.folder / "forms")
    at_terminal(FIGURES[:3], *command)
    at_terminal(["n", "1"], *command)
    kept, new = (here.folder / "drafts" / f"{TPS}_ppwp.json{ending}" for ending in (".1.old", ""))
    assert json.loads(kept.read_text())["at"] == 3
    assert json.loads(new.read_text())["at"] == 1


def test_scans_are_stored_and_named_by_the_form(here: Station) -> None:
    scan = here.folder / "foto.jpg"
    scan.write_bytes(b"C.HASIL")
    out = here.folder / "out.json"
    command = type_ppwp(here, "--scan", scan, "--scan", f"{PPWP}={scan}", "--out", out, *here.signers())
    assert at_terminal([*FIGURES, "7", "2", ""], *command).code == 0
    digest = sha256(b"C.HASIL")
    assert (here.folder / "archive" / "files" / digest.hexdigest()).read_bytes() == b"C.HASIL"
    assert data_of(out).forms[0].papers == (digest.digest(),)
    checked = rekap("verify", here.folder / "archive", "--trust", here.folder / "trust")
    assert "R1" not in checked.out
    (here.folder / "archive" / "files" / digest.hexdigest()).write_bytes(b"another")
    assert "R110" in rekap("verify", here.folder / "archive", "--trust", here.folder / "trust").out


def test_nothing_is_asked_without_a_terminal(here: Station) -> None:
    outcome = rekap(*type_ppwp(here, "--forms", here.folder / "forms"))
    assert outcome.code == 2
    assert "rekap tally template" in outcome.err


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "Say where the result goes"),
        (("--out", "x.json"), "go together"),
        (("--transcription",), "typed twice"),
        (("--by", "1"), "typed twice"),
        (("--transcription", "--by", "1", "--out", "x.json"), "ends as a draft"),
        (("--forms", "forms", "--scan", "none.jpg"), "no file none.jpg"),
        (("--contest", "bupati-1609", "--forms", "forms"), "no contest bupati-1609"),
    ],
)
def test_whatever_would_stop_the_end_is_said_before_the_first_field(
    here: Station, options: tuple[str, ...], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(here.folder)
    prompts: list[str] = []
    outcome = at_terminal(["1"], "tally", "type", TPS, *options, prompts=prompts)
    assert (outcome.code, prompts) == (2, [])
    assert says in outcome.err


def test_a_file_that_is_there_is_never_overwritten(here: Station) -> None:
    out = here.folder / "out.json"
    out.write_text("mine")
    assert at_terminal(["1"], *type_ppwp(here, "--out", out, *here.signers())).code == 2
    assert out.read_text() == "mine"


# --- transcription ---


def transcribe(here: Station, by: int, figures: Sequence[str], *options: object) -> Outcome:
    return at_terminal([*figures, ""], *type_ppwp(here, "--transcription", "--by", by, *options))


def drafts(here: Station) -> list[Path]:
    return [here.folder / "drafts" / f"{TPS}_ppwp_{by}.json" for by in (1, 2)]


def test_the_second_entry_does_not_see_the_first(here: Station) -> None:
    first = transcribe(here, 1, [*FIGURES, "7", "2"])
    assert "--by 2" in first.out
    prompts: list[str] = []
    second = at_terminal(["1"], *type_ppwp(here, "--transcription", "--by", 2), prompts=prompts)
    assert not any("[" in prompt for prompt in prompts)
    assert "There is a draft" not in second.out


def test_only_what_differs_is_asked_again_and_both_sign(here: Station) -> None:
    transcribe(here, 1, [*FIGURES, "7", "2"])
    wrong = [*FIGURES]
    wrong[list(SOUND).index("suara_2")] = "80"
    wrong[list(SOUND).index("disabilitas_l")] = "-"
    done = transcribe(here, 2, [*wrong, "7", "2"])
    assert "rekap tally compare" in done.out
    out, prompts = here.folder / "t.json", list[str]()
    command = ("tally", "compare", *drafts(here), *here.signers(2), "--out", out, "--desk", here.folder)
    outcome = at_terminal(["1", "=", "90"], *command, prompts=prompts)
    assert outcome.code == 0, outcome
    assert [prompt.split()[0] for prompt in prompts] == ["III", "2", "2"]
    assert "28 of 30 fields agree, 2 differ" in outcome.out
    assert "What was typed: 80 and 90." in outcome.out
    data = data_of(out)
    assert isinstance(data, Transcription)
    assert data.forms[0].figures == tuple(SOUND.values())
    assert (data.signed_kpps, data.signed_saksi) == (7, 2)
    assert len(read_round(out.read_bytes()).missing) == 2
    here.town.signed_by("tally", out, [f"{TPS}:anggota:{number}" for number in (1, 2)], here.folder)
    assert read_round(out.read_bytes()).missing == ()


def test_entries_that_agree_need_no_terminal(here: Station) -> None:
    for by in (1, 2):
        transcribe(here, by, [*FIGURES, "7", "2"])
    out = here.folder / "t.json"
    outcome = rekap("tally", "compare", *drafts(here), *here.signers(2), "--out", out, "--desk", here.folder)
    assert outcome.code == 0, outcome
    assert isinstance(data_of(out), Transcription)


def test_a_comparison_that_was_left_is_gone_on_with(here: Station) -> None:
    transcribe(here, 1, [*FIGURES, "7", "2"])
    transcribe(here, 2, ["121", "131", *FIGURES[2:], "7", "2"])
    out = here.folder / "t.json"
    command = ("tally", "compare", *drafts(here), *here.signers(2), "--out", out, "--desk", here.folder)
    assert at_terminal(["120"], *command).code == 130
    prompts: list[str] = []
    assert at_terminal(["130"], *command, prompts=prompts).code == 0
    assert len(prompts) == 1
    assert data_of(out).forms[0].figures == tuple(SOUND.values())


def test_a_comparison_of_drafts_that_changed_begins_anew(here: Station) -> None:
    transcribe(here, 1, [*FIGURES, "7", "2"])
    transcribe(here, 2, ["121", "131", *FIGURES[2:], "7", "2"])
    command = ("tally", "compare", *drafts(here), *here.signers(2), "--out", here.folder / "t.json")
    assert at_terminal(["120"], *command, "--desk", here.folder).code == 130
    at_terminal(["", "V.B", "8", ">>", ""], *type_ppwp(here, "--transcription", "--by", 2))
    prompts: list[str] = []
    outcome = at_terminal(["120", "130", "7"], *command, "--desk", here.folder, prompts=prompts)
    assert outcome.code == 0, outcome
    assert len(prompts) == 3


def test_a_comparison_needs_two_complete_entries_and_two_signers(here: Station) -> None:
    transcribe(here, 1, [*FIGURES, "7", "2"])
    at_terminal(FIGURES[:4], *type_ppwp(here, "--transcription", "--by", 2))
    out = ("--out", here.folder / "t.json", "--desk", here.folder)
    assert "4 of 30" in rekap("tally", "compare", *drafts(here), *here.signers(2), *out).err
    assert "Two officials" in rekap("tally", "compare", *drafts(here), *here.signers(1), *out).err
    one = drafts(here)[0]
    assert "named twice" in rekap("tally", "compare", one, one, *here.signers(2), *out).err


def test_a_comparison_that_needs_answers_says_so_without_a_terminal(here: Station) -> None:
    transcribe(here, 1, [*FIGURES, "7", "2"])
    transcribe(here, 2, ["121", *FIGURES[1:], "7", "2"])
    out = ("--out", here.folder / "t.json", "--desk", here.folder)
    outcome = rekap("tally", "compare", *drafts(here), *here.signers(2), *out)
    assert outcome.code == 2
    assert "1 fields differ" in outcome.err


# --- templates ---


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_template_is_written_and_read_back(here: Station, kind: str) -> None:
    out = here.folder / f"form.{kind}"
    written = rekap("tally", "template", "--contest", PPWP, "--format", kind, "--out", out, "--desk", here.folder)
    assert written.code == 0, written
    options = ["--contest", PPWP, "--form", out, *here.signers(), "--out", here.folder / "x.json"]
    assert rekap("tally", "prepare", TPS, *options, "--desk", here.folder).code == 0
    assert set(data_of(here.folder / "x.json").forms[0].figures) == {None}


def test_a_template_never_overwrites(here: Station) -> None:
    out = here.folder / "form.csv"
    out.write_text("mine")
    assert rekap("tally", "template", "--contest", PPWP, "--out", out, "--desk", here.folder).code == 2
    assert out.read_text() == "mine"
