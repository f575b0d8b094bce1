"""The guide for Bawaslu can be followed as it stands, from the complaint to the evidence file.

- Every command of the English page is run, in order, in the folder of a desk: that of Bawaslu, or of the PPK where the
  page says so; what the PPK does in its plenary between is done for it.
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
from tests.cli.test_dispute import BODY, BOOK, certify_all, recount
from tests.support.by_hand import FD, STATIONS, Outcome, done, rekap, sound_figures
from tests.support.by_hand_room import CONTEST, KABUPATEN, PANWASLU, PPK, PROVINSI, PlenaryTown, entry_in

BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LOOKING = ("verify", "explain", "diff", "timeline")
"""Commands that end with 1 where they have found something."""
NAMED: dict[tuple[str, ...], dict[str, str]] = {
    ("order", "register"): {"--ruling": f"{BOOK}@{{rule}}"},
    ("order", "execute"): {"--entry": "{recount}"},
    ("dispute", "seen"): {"--entry": "{recount}"},
}
"""The entries that a command must name, as they turn out to be."""


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
    folder, ordered = town.desk(BODY), town.desk(PPK)
    lay_ready(town)
    index = {}
    for words in commands(pages[0]):
        what = tuple(words[1:3])
        if what == ("order", "execute"):
            index["recount"] = entry_in(recount(town))
        for option, known in NAMED.get(what, {}).items():
            if option in words:
                assert words[words.index(option) + 1] == known.format(**index)
        monkeypatch.chdir(ordered if is_for_the_ordered_body(words) else folder)
        outcome = run(words)
        if what == ("dispute", "rule"):
            index["rule"] = entry_in(outcome)
        if what == ("order", "execute"):
            certify_all(town)
            for body in (PPK, KABUPATEN, PROVINSI):
                town.publish(body)
    evidence(folder)


def lay_ready(town: PlenaryTown) -> None:
    """The keys and papers that the page names, in the folders where it names them, and the way to the others' books."""
    folder, ordered = town.desk(BODY), town.desk(PPK)
    for desk, body, seats in ((folder, BODY, ("operator:1", "ketua:2", "log")), (ordered, PPK, ("operator:1", "log"))):
        for seat in seats:
            person = town.person(f"{body}:{seat}")
            shutil.copy(person.key, desk / f"{seat.partition(':')[0]}.pem")
            shutil.copy(person.beside, desk / f"{seat.partition(':')[0]}.pem.pub")
    for name, body in (("prov", PROVINSI), ("kab", KABUPATEN), ("ppk", PPK), ("panwaslu", PANWASLU)):
        (folder / name).symlink_to(town.desk(body))
    (ordered / "bawaslu").symlink_to(folder)
    for name in ("laporan.pdf", "salinan.pdf", "foto.jpg", "putusan.pdf"):
        (folder / name).write_bytes(name.encode())
    (ordered / "putusan-mk.pdf").write_bytes(b"putusan-mk.pdf")


def is_for_the_ordered_body(words: list[str]) -> bool:
    """Whether the page says that the body that was ordered types this."""
    return words[1] == "order" or words[1:4] == ["log", "fetch", "bawaslu/archive"]


def evidence(folder: Path) -> None:
    """The evidence file tells the recount, and its report lies beside it."""
    bundle = read_bundle((folder / "bukti.rekap").read_bytes())
    assert (bundle.area, bundle.contest) == (STATIONS[0], CONTEST)
    assert {"suara_1", "suara_2"} <= set(bundle.rows)
    assert (folder / "bukti.html").read_bytes() == bundle.report
    story = json.loads(bundle.story)
    assert {step["kind"] for step in story["rows"][0]["life"]} == {"received", "recounted"}
    [dispute] = story["disputes"]
    assert (dispute["name"], dispute["ruled"]["order"]) == ("12-2024", "recount")
    assert [each["outcome"] for each in dispute["seen"]] == ["executed"]
    assert b"suara nomor 1 berbeda dari salinan" in bundle.report


def test_both_languages_have_the_same_commands(pages: tuple[str, str]) -> None:
    english, indonesian = (list(commands(page)) for page in pages)
    assert english == indonesian
    assert len(english) > 12
