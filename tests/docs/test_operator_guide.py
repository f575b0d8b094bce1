"""`docs/operator.md` can be followed: its commands are run as they stand, each section at the machine it speaks of.

- Where the guide shows one signature, the others of the quorum sign as well: "the file goes around".
- Passphrases come from a file descriptor instead of a prompt; nothing else is added.
"""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger import keys
from tests.support.by_hand import CHEAP_SCRYPT, FD, KPPS, OFFICIALS, STATIONS, Outcome, Town, rekap, sound_figures

BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KAB, PPK, TPS = "kpu-1609", "ppk-160901", STATIONS[0]
SEATS = {"operator": "operator:1", "ketua": "ketua:2", "anggota-3": "anggota:3", "anggota-4": "anggota:4"}
ROOTS = ("root:1", "root:2")


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
    """The guide, read and followed."""

    def __init__(self, page: str, patch: pytest.MonkeyPatch) -> None:
        self.sections = {title: text for title, _, text in (part.partition("\n") for part in page.split("\n## ")[1:])}
        self.followed: set[str] = set()
        self._patch = patch

    def follow(self, title: str, folder: Path) -> list[Outcome]:
        """Run every command of a section in `folder`; all but `verify` must end with 0."""
        self._patch.chdir(folder)
        self.followed.add(title)
        return [self._run(line) for line in self._lines(title)]

    def _lines(self, title: str) -> Iterator[str]:
        for block in BLOCK.findall(self.sections[title]):
            yield from filter(None, block.replace("\\\n", " ").split("\n"))

    def _run(self, line: str) -> Outcome:
        words = shlex.split(line)[1:]
        outcome = self._done(words)
        if words[1] == "sign":
            key = words[words.index("--key") + 1]
            others = ("anggota-3.pem", "anggota-4.pem") if key == "ketua.pem" else ("kpps-2.pem", "kpps-3.pem")
            for other in others:
                outcome = self._done([other if word == key else word for word in words])
        return outcome

    def _done(self, words: list[str]) -> Outcome:
        used = [word for word in words if word in ("--key", "--log-key")]
        asks = len(used) or (words[:2] in (["key", "new"], ["key", "possess"]))
        outcome = rekap(*words, *(("--passphrase-fd", FD) if asks else ()), keys=max(int(asks), 1))
        assert outcome.code in ((0, 1) if words[0] == "verify" else (0,)), f"{words}\n{outcome.sentences}"
        return outcome


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


def test_the_guide_can_be_followed_from_the_keys_to_the_hand_over(
    town: Town, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = Guide((pytestconfig.rootpath / "docs" / "operator.md").read_text(), monkeypatch)
    at_home = town.root / "home"
    at_home.mkdir()
    shutil.copy(town.trust, at_home / "trust")
    guide.follow("Keys", at_home)

    kpu = town.root / "another-kpu"
    kpu.mkdir()
    carry(town, "kpu-0:log", kpu, "log", is_private=False)
    carry(town, "kpu-0:root:1", kpu, "root-1")
    for number, seat in enumerate(ROOTS, start=1):
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
    cells = sound_figures().items()
    (station / "hasil.csv").write_text("\n".join(["row,figure", *(f"{row},{figure}" for row, figure in cells), ""]))
    for number, seat in enumerate(KPPS, start=1):
        carry(town, f"{TPS}:{seat}", station, f"kpps-{number}")
    guide.follow("KPPS: the C.Hasil", station)

    shutil.copy(station / "c-hasil.json", ppk)
    shutil.copytree(kab / "archive", town.station(STATIONS[1]) / "archive", dirs_exist_ok=True)
    shutil.copy(town.tally(STATIONS[1], sound_figures() | {"suara_tidak_sah": 9}), ppk / "c-hasil-2.json")
    guide.follow("PPK: receive, recapitulate, certify, hand over", ppk)

    (kab / "ppk").symlink_to(ppk)
    guide.follow("KPU: receive, recapitulate, certify", kab)
    last = guide.follow("Others' books, copies, proofs", kab)
    assert "VALID" in last[-1].out or "FINDINGS" in last[-1].out
    assert guide.followed == set(guide.sections)
