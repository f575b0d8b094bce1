"""`docs/operator.md` and `docs/id/panduan-operator.md` can be followed: the commands are run as they stand.

- Each section is run at the machine it speaks of; both pages print the same commands in the same order.
- Where the guide shows one signature, the others whom the file names sign as well: "the file goes around".
- Passphrases come from a file descriptor instead of a prompt; what is typed field by field, from a list.
- A command inside a sentence or a table exists.
"""

import re
import shlex
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

import pytest
import typer

from cli.program import COMMANDS, module_of
from domain.contests import ContestOption
from domain.profiles import profile, rows_for
from ledger import keys
from ledger.keys import read_public_key
from ledger.signing_round import read_round
from tests.support.by_hand import (
    CHEAP_SCRYPT,
    FD,
    KPPS,
    OFFICIALS,
    STATIONS,
    Cells,
    Outcome,
    Town,
    rekap,
    sound_figures,
)

BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`rekap ([a-z][^`]*)`")
ENGLISH, INDONESIAN = "operator.md", "id/panduan-operator.md"
KAB, PPK, TPS = "kpu-1609", "ppk-160901", STATIONS[0]
SEATS = {"operator": "operator:1", "ketua": "ketua:2", "anggota-3": "anggota:3", "anggota-4": "anggota:4"}
ROOTS = ("root:1", "root:2")
ROWS = rows_for(profile("pilkada-2024"), (ContestOption(1, "A"), ContestOption(2, "B")))


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    """KPU, one provinsi and one kabupaten, whose books are open."""
    monkeypatch.setenv("REKAP_LANG", "en")
    monkeypatch.setattr(keys, "_SCRYPT_COSTS", CHEAP_SCRYPT)
    town = Town(tmp_path)
    town.declare()
    town.authorize("kpu-0", "kpu-16", ROOTS)
    town.open_book("kpu-0", "kpu-16")
    town.authorize("kpu-16", KAB, OFFICIALS[1:])
    town.open_book("kpu-16", KAB)
    return town


class Guide:
    """The guide, read and followed; `typed` holds what people type at `rekap tally type` and `compare`."""

    def __init__(self, page: str, patch_: pytest.MonkeyPatch, typed: list[list[str]]) -> None:
        self.sections = {title: text for title, _, text in (part.partition("\n") for part in page.split("\n## ")[1:])}
        self.followed: set[str] = set()
        self._patch = patch_
        self._typed = iter(typed)

    def follow(self, title: str, folder: Path) -> list[Outcome]:
        """Run every command of a section in `folder`; all but `verify` must end with 0."""
        self._patch.chdir(folder)
        self.followed.add(title)
        return [self._run(line) for line in lines_of(self.sections[title])]

    def _run(self, line: str) -> Outcome:
        words = shlex.split(line)[1:]
        outcome = self._done(words)
        if words[1] == "sign":
            key, file = words[words.index("--key") + 1], Path(words[2])
            missing = set(read_round(file.read_bytes()).missing)
            others = sorted(path.with_suffix("") for path in Path().glob("*.pem.pub"))
            for other in others:
                if other.exists() and read_public_key(Path(f"{other}.pub")) in missing:
                    outcome = self._done([str(other) if word == key else word for word in words])
            assert not read_round(file.read_bytes()).missing, words
        return outcome

    def _done(self, words: list[str]) -> Outcome:
        used = [word for word in words if word in ("--key", "--log-key")]
        asks = len(used) or (words[:2] in (["key", "new"], ["key", "possess"]))
        line = [*words, *(("--passphrase-fd", FD) if asks else ())]
        if words[:2] in (["tally", "type"], ["tally", "compare"]):
            lines = iter(next(self._typed))
            with (
                patch("cli.entering.is_interactive", return_value=True),
                patch("builtins.input", lambda _: next(lines)),
            ):
                outcome = rekap(*line)
        else:
            outcome = rekap(*line, keys=max(int(asks), 1))
        assert outcome.code in ((0, 1) if words[0] == "verify" else (0,)), f"{words}\n{outcome.sentences}"
        return outcome


def lines_of(text: str) -> Iterator[str]:
    """The commands of the blocks of a text."""
    for block in BLOCK.findall(text):
        yield from filter(None, block.replace("\\\n", " ").split("\n"))


def carry(town: Town, who: str, folder: Path, name: str, *, is_private: bool = True) -> None:
    """Lay somebody's key into a folder as the guide names it."""
    person = town.person(who)
    shutil.copy(person.beside, folder / f"{name}.pem.pub")
    if is_private:
        shutil.copy(person.key, folder / f"{name}.pem")


def equip(town: Town, body: str) -> Path:
    """The folder of a body with the keys of its officials and its book."""
    folder = town.desk(body)
    folder.mkdir(exist_ok=True)
    for name, seat in SEATS.items():
        carry(town, f"{body}:{seat}", folder, name)
    carry(town, f"{body}:log", folder, "log")
    return folder


def form_file(path: Path, figures: Cells) -> None:
    """A form file as a spreadsheet writes it."""
    path.write_text("\n".join(["row,figure", *(f"{row},{figure}" for row, figure in figures.items()), ""]))


def typed_form(figures: Cells) -> list[str]:
    """What somebody types who reads these figures from the paper, up to the last Enter."""
    return [*(str(figures[row]) for row in ROWS), "7", "2", ""]


@pytest.fixture(scope="module")
def docs(pytestconfig: pytest.Config) -> Path:
    return pytestconfig.rootpath / "docs"


def test_the_guide_can_be_followed_from_the_keys_to_the_hand_over(
    town: Town, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plano = sound_figures(60, 50)
    typed = [
        typed_form(sound_figures()),
        typed_form(plano),
        typed_form(plano | {"suara_1": 61, "suara_sah": 111, "suara_tidak_sah": 9}),
        ["60", "110", "10", ""],
    ]
    guide = Guide((docs / ENGLISH).read_text(), monkeypatch, typed)
    at_home = town.root / "home"
    at_home.mkdir()
    shutil.copy(town.trust, at_home / "trust")
    guide.follow("Setting up", at_home)
    guide.follow("Keys", at_home)

    kpu = town.root / "another-kpu"
    kpu.mkdir()
    carry(town, "kpu-0:log", kpu, "log", is_private=False)
    for number, seat in enumerate(ROOTS, start=1):
        carry(town, f"kpu-0:{seat}", kpu, f"root-{number}")
        shutil.copy(town.possession("kpu-0", seat), kpu / f"root-{number}.json")
    guide.follow("KPU: the election", kpu)

    kab = equip(town, KAB)
    carry(town, f"{PPK}:log", kab, "ppk-log", is_private=False)
    for name, seat in SEATS.items():
        carry(town, f"{PPK}:{seat}", kab, f"ppk-{name}", is_private=False)
        shutil.copy(town.possession(PPK, seat), kab / f"ppk-{name}.json")
    guide.follow("A body gives the one below its book and its officials", kab)
    people = [(tps, seat) for tps in STATIONS[:2] for seat in KPPS]
    rows = [f"{tps},{seat.replace(':', ',')},{town.person(f'{tps}:{seat}').public}" for tps, seat in people]
    (kab / "kpps.csv").write_text("\n".join(["tps,role,person,key", *rows, ""]))
    guide.follow("KPU Kab/Kota: TPS and the keys of their KPPS", kab)

    ppk = equip(town, PPK)
    (ppk / "kab").symlink_to(kab)
    (ppk / "trust").write_bytes(town.trust.read_bytes())
    guide.follow("The body below opens its book", ppk)

    station = town.root / "tps"
    station.mkdir()
    shutil.copy(town.trust, station / "trust")
    (station / "kab").symlink_to(kab)
    form_file(station / "hasil.csv", sound_figures())
    for number, seat in enumerate(KPPS, start=1):
        carry(town, f"{TPS}:{seat}", station, f"kpps-{number}")
        carry(town, f"{TPS}:{seat}", ppk, f"kpps-{number}")
    guide.follow("KPPS: the C.Hasil", station)

    lay_out_the_papers(town, station, kab, ppk)
    for title in (
        "the plenary opens",
        "receiving",
        "typing from paper",
        "objections and corrections",
        "suspending and resuming",
        "a recount",
        "a revote",
        "certifying and handing over",
    ):
        guide.follow(f"PPK: {title}", ppk)

    (kab / "ppk").symlink_to(ppk)
    (kab / "plano-002.pdf").write_bytes(b"plano")
    guide.follow("KPU: receiving, correcting, certifying", kab)
    guide.follow("Reopening on an order", ppk)
    last = guide.follow("Others' books, copies, proofs", kab)
    assert "VALID" in last[-1].out or "FINDINGS" in last[-1].out

    replacement(town, kab)
    guide.follow("A key is lost", kab)
    (kpu / "ruling.pdf").write_bytes(b"putusan")
    guide.follow("KPU: what the roots amend", kpu)
    for title in ("Bawaslu: its own line, and copies", "When something is refused", "At two in the morning"):
        guide.follow(title, kpu)
    assert guide.followed == set(guide.sections)


def test_both_pages_print_the_same_commands_section_by_section(docs: Path) -> None:
    pages = [(docs / name).read_text() for name in (ENGLISH, INDONESIAN)]
    english, indonesian = ([list(lines_of(part)) for part in page.split("\n## ")] for page in pages)
    assert english == indonesian
    assert sum(map(len, english)) > 80


@pytest.mark.parametrize("name", [ENGLISH, INDONESIAN])
def test_a_command_inside_a_sentence_exists(name: str, docs: Path) -> None:
    found = [line.split() for line in INLINE.findall((docs / name).read_text())]
    assert len(found) > 10
    for words in found:
        assert words[0] in COMMANDS, words
        group = typer.main.get_command(import_module(module_of(words[0])).app)
        commands = getattr(group, "commands", None)
        used = commands[words[1]] if commands and len(words) > 1 else group
        options = {"--help", *(option for each in used.params for option in each.opts)}
        assert {word for word in words if word.startswith("--")} <= options, words


@pytest.mark.parametrize("name", [ENGLISH, INDONESIAN])
def test_ten_things_go_wrong_at_two_in_the_morning(name: str, docs: Path) -> None:
    table = (docs / name).read_text().rpartition("\n## ")[2]
    assert len([line for line in table.splitlines() if line.startswith("| ")]) == 11


def lay_out_the_papers(town: Town, station: Path, kab: Path, ppk: Path) -> None:
    """What lies on the PPK's table: two C.Hasil, one with a slip, forms, keys of a paslon and its saksi, scans."""
    shutil.copy(station / "c-hasil.json", ppk)
    shutil.copytree(kab / "archive", town.station(STATIONS[1]) / "archive", dirs_exist_ok=True)
    wrong = sound_figures(98, 93, 9) | {"suara_tidak_sah": 8}
    shutil.copy(town.tally(STATIONS[1], wrong), ppk / "c-hasil-2.json")
    for name in ("paslon-2", "saksi-2"):
        carry(town, name, ppk, name)
    for paper in (
        *("mandat-2.pdf", "plano-004.jpg", "plano-001.pdf", "ulang-002.pdf", "rekomendasi-psu.pdf", "putusan.pdf"),
        "d-hasil-ttd.pdf",
    ):
        (ppk / paper).write_bytes(f"kertas {paper}".encode())
    counted = sound_figures(98, 93, 9)
    form_file(ppk / "ulang-002.csv", {row: figure for row, figure in counted.items() if row.startswith("suara_")})
    form_file(ppk / "psu-001.csv", sound_figures(70, 45))
    for reading in ("ketua", "anggota"):
        form_file(ppk / f"{reading}-004.csv", sound_figures(60, 50))


def replacement(town: Town, folder: Path) -> None:
    """The new key of the PPK's operator, and its possession."""
    carry(town, "pengganti", folder, "ppk-new", is_private=False)
    seat = ("--body", PPK, "--role", "operator", "--person", "1", "--trust", town.trust)
    key = town.person("pengganti").key
    outcome = rekap("key", "possess", key, *seat, "--out", folder / "ppk-new.json", "--passphrase-fd", FD)
    assert outcome.code == 0
