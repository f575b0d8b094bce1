"""`rekap explain` and `rekap verify --save-state`: what they print, in both languages, and how they end.

- The exit code is that of the path: 0 valid, 1 findings or a difference, 3 broken, 4 incomplete.
- "Archive not verified" stands there unless a state with just these checkpoints is given.
- The document has the same keys for every number, and is the same bytes in every language, with and without an index.
- The text is one column of levels from the TPS up, at most 80 wide, and names nobody.
"""

import json
import shutil
from pathlib import Path

import pytest

from ledger.explain.explained import Explanation
from tests.support.commands import Outcome, run
from tests.support.lives import PART, adjusting, corrected, figures_of, refused, reopened, revoted, second
from tests.support.practice import KAB, PPK, RESULTS, ROWS, TPS, Script, altered, form, practice, with_row

KEYS = {
    *("status", "path", "below", "archive", "election", "kind", "contest", "area", "row", "known", "figure"),
    *("missing", "adjusted", "children", "life", "objections", "levels", "first_difference", "other_differences"),
    *("findings", "at"),
}
OLD = figures_of()["suara_1"]


class Written:
    """A written archive with its trust file."""

    def __init__(self, script: Script, folder: Path) -> None:
        self.world = script.run()
        self.archive, self.trust, self.state = folder / "archive", folder / "trust", folder / "state"
        self.world.write(self.archive)
        self.trust.write_text(self.world.trust().text)

    def explain(self, *args: object, area: str = TPS, row: str = "suara_1", **environment: str) -> Outcome:
        asked = ("--contest", "ppwp", "--area", area, "--row", row)
        return run("explain", self.archive, "--trust", self.trust, *asked, *args, **environment)

    def verify(self, *args: object) -> Outcome:
        return run("verify", self.archive, "--trust", self.trust, *args)


def moved(script: Script) -> Script:
    """Votes moved by the PPK in one TPS, every total right."""

    def change(_: object, part: object) -> object:
        first, *others = part.columns  # type: ignore[attr-defined]
        cells = dict(zip(ROWS, first.figures, strict=True))
        figures = with_row(first.figures, suara_1=cells["suara_1"] - 3, suara_2=cells["suara_2"] + 3)
        return altered(part, columns=(altered(first, figures=figures), *others))

    script.alter(PART, change)  # type: ignore[arg-type]
    return script


@pytest.fixture
def written(tmp_path: Path) -> Written:
    return Written(practice(), tmp_path)


def test_a_sound_path_ends_with_0_and_says_that_the_archive_was_not_verified(written: Written) -> None:
    outcome = written.explain()
    assert (outcome.code, outcome.err) == (0, "")
    assert f"TPS {TPS}: 100" in outcome.words
    assert "Path verified: " in outcome.out
    assert "Archive not verified." in outcome.out
    assert "No difference between what was certified and what is below it." in outcome.out


def test_levels_stand_in_one_column_from_the_tps_up(written: Written) -> None:
    lines = written.explain().out.splitlines()
    heads = [f"TPS {TPS}", "Kecamatan 160901", "Kab/Kota 1609", "Provinsi 16", "the nation"]
    places = [next(at for at, line in enumerate(lines) if line.startswith(head)) for head in heads]
    assert places == sorted(places)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("area", [TPS, TPS[:10], "160901", "1609", "0"])
def test_no_line_is_wider_than_80(written: Written, area: str, language: str) -> None:
    script = practice()
    corrected(script, {"suara_1": OLD + 4}, objected=True)
    outcome = written.explain(area=area, REKAP_LANG=language)
    assert outcome.code == 0
    assert max(map(len, outcome.out.splitlines())) <= 80
    assert "explain." not in outcome.out


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["corrected: 100 -> 104", "objection of saksi 2", "accepted", "plenary 1; present: ketua 2, anggota 3"]),
        ("id", ["dibetulkan: 100 -> 104", "keberatan saksi 2", "diterima", "rapat pleno 1; hadir: ketua 2, anggota 3"]),
    ],
)
def test_a_life_is_told_in_both_languages(tmp_path: Path, language: str, said: list[str]) -> None:
    script = practice()
    corrected(script, {"suara_1": OLD + 4, "suara_2": figures_of()["suara_2"] - 4}, objected=True)
    outcome = Written(script, tmp_path).explain(REKAP_LANG=language)
    assert outcome.code == 0
    for each in [*said, "salah tulis", "07" * 32]:
        assert each in outcome.words


def test_revotes_second_versions_and_refusals_are_told(tmp_path: Path) -> None:
    script = practice()
    revoted(script, form(55, 66))
    refused(script)
    assert "revote, number 2: 100 -> 55" in (words := Written(script, tmp_path / "a").explain().words)
    assert "the saksi of option 1 refused to sign: tidak sesuai" in words
    assert "on the order of Bawaslu, number 1/2024: a revote entry example.id/latihan/ppk/160901@" in words
    script = practice()
    second(script, form(90, 70))
    outcome = Written(script, tmp_path / "b").explain()
    assert outcome.code == 1
    assert "another C.Hasil of vote 1: 90; in force is 100 (does not count)" in outcome.words
    assert "J.506" in outcome.words


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "recapitulation reopened entry {place} {leaf} logged: operator 1 on the order of MK, number 7/2024:"),
        ("id", "rekapitulasi dibuka kembali catatan {place} {leaf} dicatat: operator 1 atas perintah MK nomor 7/2024:"),
    ],
)
def test_a_recapitulation_that_was_opened_again_is_told_with_its_order(
    tmp_path: Path, language: str, said: str
) -> None:
    script = practice()
    reopened(script, {"suara_1": OLD - 10, "suara_2": figures_of()["suara_2"] + 10})
    made = Written(script, tmp_path)
    words = made.explain(REKAP_LANG=language).words
    order, opened = (
        {"place": f"{made.world.origin(PPK)}@{made.world.indexes[step]}", "leaf": made.world.leaves[step].hex()}
        for step in ("order", "reopened")
    )
    assert said.format(**opened) in words
    assert "{place} {leaf}".format(**order) in words
    assert words.index(order["leaf"]) > words.index(opened["leaf"])


def test_entries_are_named_as_other_commands_take_them(tmp_path: Path) -> None:
    """BOOK@INDEX: of acts, of the objection that a correction follows, of its answer, and of findings."""
    script = practice()
    corrected(script, {"suara_1": OLD + 4}, objected=True)
    made = Written(script, tmp_path)
    words = made.explain().words
    assert [name for name in ("objection", "corrected", "answer") if _place(made, name) not in words] == []
    assert f"after the objection entry {_place(made, 'objection')}" in words
    assert f"answer: accepted entry {_place(made, 'answer')}" in words
    assert f"{_place(made, 'corrected')}:" in words  # of the sum that no longer fits


def _place(made: Written, step: str) -> str:
    return f"{made.world.origin(PPK)}@{made.world.indexes[step]}"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["After what the levels above changed: 97", "corrected at this level, TPS", "basis: c-hasil"]),
        ("id", ["Setelah pembetulan di tingkat atas: 97", "dibetulkan di tingkat ini, TPS", "dasar: c-hasil"]),
    ],
)
def test_what_a_level_above_changed_is_told(tmp_path: Path, language: str, said: list[str]) -> None:
    script = practice()
    adjusting(script)
    outcome = Written(script, tmp_path).explain(REKAP_LANG=language)
    assert outcome.code == 0
    for each in said:
        assert each in outcome.words


def test_what_is_not_certified_or_not_answered_or_absent_is_told(tmp_path: Path) -> None:
    script = practice({**RESULTS, TPS: None})
    corrected(script, {"suara_1": OLD + 4}, objected=True)
    script.drop("answer", "corrected", PART)
    script.drop(*(name for name in (f"{PPK} certificate", f"{PPK} handover")))
    script.drop(f"arrival {PPK}")
    outcome = Written(script, tmp_path).explain()
    assert outcome.code == 1
    for each in ("declared absent", "TPS without a figure: 1", "not certified", "not answered"):
        assert each in outcome.words


def test_of_a_larger_area_each_change_names_its_tps(tmp_path: Path) -> None:
    script = practice()
    corrected(script, {"suara_1": OLD + 4})
    words = Written(script, tmp_path).explain(area="160901").words
    assert f"TPS {TPS}: corrected: 100 -> 104" in words


def test_a_difference_is_named_and_ends_with_1(tmp_path: Path) -> None:
    made = Written(moved(practice()), tmp_path)
    for area in (TPS, "0"):
        outcome = made.explain(area=area)
        assert outcome.code == 1
        assert "The first difference from the bottom: Kecamatan 160901" in outcome.words
        assert f"column of TPS {TPS}: certified 97, from below 100" in outcome.words
        assert "not the intent" in outcome.words


def test_a_broken_path_ends_with_3_and_the_number_is_not_known(written: Written) -> None:
    place = written.archive.joinpath(*written.world.origin(PPK).split("/"))
    for file in (place / "tile" / "entries").rglob("000.p/*"):
        raw = bytearray(file.read_bytes())
        raw[600] ^= 1
        file.write_bytes(bytes(raw))
    outcome = written.explain()
    assert outcome.code == 3
    assert "not known" in outcome.out
    assert "Path BROKEN" in outcome.out
    document = written.explain("--json").document
    assert (document["known"], document["figure"], document["status"]) == (False, None, "broken")


@pytest.mark.parametrize("area", [TPS, "1609"])
def test_an_incomplete_path_ends_with_4(written: Written, area: str) -> None:
    shutil.rmtree(written.archive.joinpath(*written.world.origin(PPK).split("/")))
    outcome = written.explain(area=area)
    assert outcome.code == 4
    assert "INCOMPLETE" in outcome.out


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        ({"area": "1608"}, "This election has no 1608"),
        ({"area": "16x"}, "16x is no area code."),
        ({"row": "suara_9"}, "The forms of ppwp have no row suara_9."),
    ],
)
def test_what_is_not_there_is_an_error_and_never_an_answer(
    written: Written, args: dict[str, str], sentence: str
) -> None:
    outcome = written.explain(**args)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(sentence)


def test_an_index_inside_the_archive_is_refused(written: Written) -> None:
    outcome = written.explain("--index", written.archive / "x", area="1609")
    assert outcome.code == 2
    assert "inside the archive" in outcome.err
    assert not (written.archive / "x").exists()


def test_an_archive_stays_as_it_was(written: Written) -> None:
    before = sorted(written.archive.rglob("*"))
    written.explain(area="0")
    assert sorted(written.archive.rglob("*")) == before
    assert written.verify().code == 0


# ---------------------------------------------------------------- for programs


def test_the_document_has_the_same_keys_for_every_number(written: Written) -> None:
    for area in (TPS, TPS[:10], "160901", "1609", "16", "0"):
        assert set(written.explain("--json", area=area).document) == KEYS


def test_the_document_is_the_same_in_every_language_and_with_every_index(written: Written, tmp_path: Path) -> None:
    for area in (TPS, "1609"):
        index = ("--json", "--index", tmp_path / area)
        documents = {written.explain(*index, area=area, REKAP_LANG=language).out for language in ("id", "en", "id")}
        assert len(documents) == 1


def test_the_document_names_every_entry_by_book_index_and_hash(tmp_path: Path) -> None:
    script = practice()
    corrected(script, {"suara_1": OLD + 4}, objected=True)
    document = Written(script, tmp_path).explain("--json").document
    entries: list[dict[str, object]] = []

    def gather(value: object) -> None:
        if isinstance(value, dict):
            entries.extend(value[name] for name in ("entry", "other", "answered") if isinstance(value.get(name), dict))
            for each in value.values():
                gather(each)
        elif isinstance(value, list):
            for each in value:
                gather(each)

    gather(document)
    assert len(entries) > 8
    assert all(set(entry) == {"book", "hash", "index"} for entry in entries)
    assert json.loads(json.dumps(document)) == document


def test_the_page_lists_the_keys_of_the_document(written: Written, pytestconfig: pytest.Config) -> None:
    page = (pytestconfig.rootpath / "docs" / "explain.md").read_text()
    documented = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `")}
    script = practice()
    corrected(script, {"suara_1": OLD + 4}, objected=True)
    assert documented >= KEYS
    for part in ("life", "levels"):
        parts = written.explain("--json").document[part]
        assert isinstance(parts, list)
        assert set(parts[0]) <= documented


# ---------------------------------------------------------------- the state of a verification


def test_with_the_state_of_a_verification_the_archive_is_said_to_be_verified(written: Written) -> None:
    assert written.verify("--save-state", written.state).code == 0
    outcome = written.explain("--state", written.state)
    assert "The archive with these checkpoints was verified. VALID" in outcome.words
    assert "not verified" not in outcome.words
    assert written.explain("--json", "--state", written.state).document["archive"] == {
        "state": "valid",
        "fits": True,
        "differing": [],
    }


def test_a_state_of_other_checkpoints_says_nothing_of_this_archive(written: Written) -> None:
    written.verify("--save-state", written.state)
    shutil.rmtree(written.archive.joinpath(*written.world.origin(KAB).split("/")))
    outcome = written.explain("--state", written.state)
    assert "Archive not verified: the state given is of other checkpoints" in outcome.words
    assert written.world.origin(KAB) in outcome.words


def test_a_state_is_of_the_whole_archive(written: Written) -> None:
    outcome = written.verify("--save-state", written.state, "--area", "1609")
    assert outcome.code == 2
    assert not written.state.exists()


def test_an_archive_that_changes_while_it_is_verified_gives_no_state(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = iter([{}, {"example.id/a/ppk/160901": (1, b"")}])
    monkeypatch.setattr("ledger.verified_state.checkpoints_of", lambda _: next(seen))
    outcome = written.verify("--save-state", written.state)
    assert outcome.code == 2
    assert "changed while it was verified" in outcome.err
    assert not written.state.exists()


def test_a_state_of_another_election_says_nothing(written: Written) -> None:
    written.verify("--save-state", written.state)
    document = json.loads(written.state.read_text())
    written.state.write_text(json.dumps({**document, "election": "00" * 32}))
    assert "Archive not verified" in written.explain("--state", written.state).words


@pytest.mark.parametrize(
    "content", [b"", b"{}", b'{"books":{},"election":"","format":"rekap-state-1","status":"valid"}', None]
)
def test_a_file_that_is_no_state_is_an_error(written: Written, content: bytes | None) -> None:
    if content is not None:
        written.state.write_bytes(content)
    outcome = written.explain("--state", written.state)
    assert (outcome.code, outcome.out) == (2, "")
    assert "rekap verify ARCHIVE" in outcome.err


def test_every_part_of_an_explanation_reaches_the_document() -> None:
    shown = {"rungs": "levels", "first": "first_difference", "others": "other_differences", "is_known": "known"}
    beside = {"declared", "books", "entries", "statements", "signatures", "from_index", "made"}
    assert {shown.get(name, name) for name in Explanation.__dataclass_fields__} - beside <= KEYS
