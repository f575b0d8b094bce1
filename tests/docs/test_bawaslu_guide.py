"""The guide for Bawaslu can be followed as it stands, from the complaint to the evidence file.

- Every command of the English page is run, in order, in the folder of a desk; what the PPK does between is done for it.
- The Indonesian page has the same commands.
"""

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.bundles.bundle import read_bundle
from tests.cli.test_dispute import BODY, BOOK, carry, certify_all, recount, register
from tests.support.by_hand import FD, STATIONS, Outcome, done, rekap, sound_figures
from tests.support.by_hand_room import CONTEST, KABUPATEN, PANWASLU, PPK, PlenaryTown, entry_in

BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LOOKING = ("verify", "explain", "diff", "timeline")
"""Commands that end with 1 where they have found something."""


@pytest.fixture(scope="module")
def pages(pytestconfig: pytest.Config) -> tuple[str, str]:
    docs = pytestconfig.rootpath / "docs"
    return (docs / "bawaslu.md").read_text(), (docs / "id" / "bawaslu.md").read_text()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> PlenaryTown:
    """Both lines are set up; the plenary of the PPK is open and has received its TPS."""
    town = PlenaryTown(tmp_path_factory.mktemp("town"))
    town.set_up()
    town.set_up_panwaslu()
    town.set_up_panels()
    done("plenary", "open", "--contest", CONTEST, *town.by(PPK))
    town.attend(PPK, "ketua:2", "anggota:3", "panwaslu")
    for tps, figures in zip(STATIONS[:2], (sound_figures(120, 80), sound_figures(100, 90)), strict=True):
        town.receive(town.tally(tps, figures))
    town.receive(town.transcribe(STATIONS[2], sound_figures(60, 50), "panel-b"))
    for body in (KABUPATEN, PPK, PANWASLU):
        town.publish(body)
    return town


def commands(page: str) -> Iterator[list[str]]:
    """The command lines of a page, as words."""
    for block in BLOCK.findall(page):
        for line in filter(None, block.replace("\\\n", " ").split("\n")):
            yield shlex.split(line)


def run(words: list[str]) -> Outcome:
    keys = sum(word in ("--key", "--log-key") for word in words)
    outcome = rekap(*words[1:], *(("--passphrase-fd", FD) if keys else ()), keys=max(keys, 1))
    assert outcome.code in ((0, 1) if words[1] in LOOKING else (0,)), f"{words}\n{outcome.sentences}"
    return outcome


def test_the_guide_can_be_followed_from_the_complaint_to_the_evidence_file(
    town: PlenaryTown, pages: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = town.desk(BODY)
    for name in ("operator:1", "ketua:2", "log"):
        person = town.person(f"{BODY}:{name}")
        shutil.copy(person.key, folder / f"{name.partition(':')[0]}.pem")
        shutil.copy(person.beside, folder / f"{name.partition(':')[0]}.pem.pub")
    for name, body in (("kab", KABUPATEN), ("ppk", PPK), ("panwaslu", PANWASLU)):
        (folder / name).symlink_to(town.desk(body))
    for name in ("laporan.pdf", "salinan.pdf", "foto.jpg", "putusan.pdf"):
        (folder / name).write_bytes(name.encode())
    monkeypatch.chdir(folder)
    last, index = None, 0
    for words in commands(pages[0]):
        if words[1:3] == ["log", "fetch"] and last is not None:
            index = carried_out(town, last)
        if words[1:3] == ["dispute", "seen"]:
            assert words[words.index("--entry") + 1] == str(index), index
        outcome = run(words)
        last = outcome if words[1:3] == ["dispute", "rule"] else last
    evidence(folder)


def carried_out(town: PlenaryTown, ruled: Outcome) -> int:
    """The PPK registers the order, counts again and certifies; gives the index of the recount."""
    carry(town, BODY, PPK)
    register(town, f"{BOOK}@{entry_in(ruled)}")
    recounted = entry_in(recount(town))
    done("order", "execute", "bawaslu-12", "--entry", recounted, *town.by(PPK))
    certify_all(town)
    town.publish(PPK)
    return int(recounted)


def evidence(folder: Path) -> None:
    """The evidence file tells the recount, and its report lies beside it."""
    bundle = read_bundle((folder / "bukti.rekap").read_bytes())
    assert (bundle.area, bundle.contest) == (STATIONS[0], CONTEST)
    assert {"suara_1", "suara_2"} <= set(bundle.rows)
    assert (folder / "bukti.html").read_bytes() == bundle.report
    story = json.loads(bundle.story)
    assert {step["kind"] for step in story["rows"][0]["life"]} == {"received", "recounted"}
    assert [(each["name"], each["order"], each["outcome"]) for each in story["disputes"]] == [
        ("12-2024", "recount", "executed")
    ]
    assert b"suara nomor 1 berbeda dari salinan" in bundle.report


def test_both_languages_have_the_same_commands(pages: tuple[str, str]) -> None:
    english, indonesian = (list(commands(page)) for page in pages)
    assert english == indonesian
    assert len(english) > 12
