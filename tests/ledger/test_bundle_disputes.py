"""Disputes in a bundle: which come along, what is told of them, and what the page shows of it.

- Report, evidence, ruling and execution are told, each with its entry, its signers and what it names.
- The page shows all of this in both languages, says what is not ruled, and calls bodies and contests by their names.
- A dispute comes along where its report, its ruling or the entries that its evidence cites are about the number.
- Findings stand under the status, and the page says that it proves nothing alone.
"""

import re
from html import unescape
from pathlib import Path

import pytest
from msgspec.structs import replace

from domain.statements import Ruling
from ledger.bundles.bundle import read_bundle
from ledger.bundles.bundle_document import DisputeTold, SeatTold, Story
from ledger.bundles.bundling import make_bundle
from ledger.bundles.report_html import page
from ledger.making.site import CLAIMED_TIME
from tests.support.disputes import (
    BOOK,
    DISMISSAL,
    LATER,
    REPORT,
    RULING,
    added,
    at_bawaslu,
    recounted,
    seeing,
    seen,
    told,
)
from tests.support.disputes import Story as Dispute
from tests.support.lives import PAPER
from tests.support.practice import CONTEST, PPK, SECOND_TPS, TPS, Script, World

LIMIT = 256 * 1024
KECAMATAN = TPS[:6]
PPK_BOOK = "example.id/latihan/ppk/160901"


def story_of(script: Script, folder: Path, area: str = TPS) -> tuple[World, Story]:
    """The archive of a script, and the story of the bundle of an area in it."""
    world = script.run()
    world.write(folder / "archive")
    made = make_bundle(folder / "archive", world.trust(), CONTEST, area, language="id")
    assert len(made.raw) < LIMIT
    assert made.checked.story is not None
    assert read_bundle(made.raw).report == page(made.checked.story, "id")
    return world, made.checked.story


def text_of(story: Story, language: str) -> str:
    """The page without its markup."""
    return unescape(re.sub(r"<[^>]*>", " ", page(story, language).decode().partition("<body>")[2]))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, Story]:
    """A dispute from the report of a Panwaslu to its execution."""
    script = told(Dispute(act=recounted))
    report = replace(REPORT, happened=CLAIMED_TIME, known=CLAIMED_TIME + 60_000, reporter="panwaslu")
    script.change("filed", event=lambda _: report)
    seen(script, seeing())
    script.before("seen", at_bawaslu("evidence", added))
    return story_of(script, tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="module")
def dispute(whole: tuple[World, Story]) -> DisputeTold:
    (found,) = whole[1].disputes
    return found


def test_what_was_reported_is_told(whole: tuple[World, Story], dispute: DisputeTold) -> None:
    filed = dispute.filed
    assert (dispute.book, dispute.name) == (BOOK, "12-2024")
    assert filed.entry.hash == whole[0].leaves["filed"].hex()
    assert (filed.reporter, filed.text, filed.areas, filed.contests) == ("panwaslu", REPORT.text, [TPS], [CONTEST])
    assert (filed.happened, filed.known) == (CLAIMED_TIME, CLAIMED_TIME + 60_000)
    assert filed.commitments == [PAPER.hex()]
    assert filed.logged_by == SeatTold("operator", 1, "1609")


def test_evidence_is_told_with_all_that_it_names(whole: tuple[World, Story], dispute: DisputeTold) -> None:
    (evidence,) = dispute.evidence
    assert evidence.text == "lihat penerimaannya"
    assert (evidence.commitments, evidence.documents) == ([PAPER.hex()], [PAPER.hex()])
    (cited,) = evidence.entries
    assert (cited.book, cited.hash) == (PPK_BOOK, whole[0].leaves[f"tally {TPS}"].hex())


def test_a_ruling_is_told_with_its_signers_document_and_places(dispute: DisputeTold) -> None:
    ruled = dispute.ruled
    assert ruled is not None
    assert [(seat.role, seat.person) for seat in ruled.signers] == [("ketua", 2), ("anggota", 3), ("anggota", 4)]
    assert (ruled.order, ruled.to, ruled.areas, ruled.contests) == ("recount", PPK, [TPS], [CONTEST])
    assert (ruled.document, ruled.deadline, ruled.reason) == (PAPER.hex(), LATER, RULING.reason)
    assert len(ruled.statement) == 64


def test_what_was_seen_is_told_with_its_entries(whole: tuple[World, Story], dispute: DisputeTold) -> None:
    (one,) = dispute.seen
    assert one.outcome == "executed"
    assert [(cited.book, cited.hash) for cited in one.entries] == [(PPK_BOOK, whole[0].leaves["executed"].hex())]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "id",
            [
                "Pelapor: Panwaslu",
                "Ditandatangani: ketua 2, anggota 3, anggota 4",
                "penghitungan ulang, kepada PPK 160901",
                f"Tentang: TPS {TPS}; Presiden dan Wakil Presiden (ppwp)",
                "Surat yang disimpan Bawaslu (komitmen)",
                "dilaksanakan",
                "Halaman ini sendiri tidak membuktikan apa-apa",
            ],
        ),
        (
            "en",
            [
                "Reported by: Panwaslu",
                "Signed: ketua 2, anggota 3, anggota 4",
                "a recount, to PPK 160901",
                f"About: TPS {TPS}; President and Vice President (ppwp)",
                "Paper that stays with Bawaslu (commitment)",
                "carried out",
                "This page alone proves nothing",
            ],
        ),
    ],
)
def test_the_page_shows_all_of_it(
    whole: tuple[World, Story], dispute: DisputeTold, language: str, sentences: list[str]
) -> None:
    shown = text_of(whole[1], language)
    assert [each for each in sentences if each not in shown] == []
    entries = [dispute.filed.entry, dispute.evidence[0].entry, *dispute.evidence[0].entries, dispute.seen[0].entry]
    assert [each.hash for each in entries if each.hash not in shown] == []
    assert shown.count(" WIB") > 5


def test_the_acts_stand_in_the_order_of_the_book(whole: tuple[World, Story]) -> None:
    shown = text_of(whole[1], "en").partition("Disputes")[2]
    acts = ("Complaint", "Ruling", "Evidence", "Execution as Bawaslu saw it")
    assert sorted(acts, key=shown.index) == list(acts)


@pytest.mark.parametrize("language", ["id", "en"])
def test_bodies_and_contests_have_their_names(whole: tuple[World, Story], language: str) -> None:
    shown = text_of(whole[1], language)
    assert not re.findall(r"\b(?:ppk|kpu|bawaslu)-\d+", shown)
    assert shown.count("ppwp") == shown.count("(ppwp)")


def test_that_nothing_is_ruled_is_said(tmp_path: Path) -> None:
    script = told(Dispute(is_registered=False, is_executed=False))
    script.drop("ruled")
    _, story = story_of(script, tmp_path)
    (found,) = story.disputes
    assert (found.ruled, found.seen) == (None, [])
    assert "belum diputus" in text_of(story, "id")


def test_a_dismissal_orders_nobody(tmp_path: Path) -> None:
    _, story = story_of(told(Dispute(DISMISSAL, is_registered=False, is_executed=False)), tmp_path)
    assert "tidak diterima" in text_of(story, "id")
    assert ", kepada" not in text_of(story, "id")


# ---------------------------------------------------------------- which come along


def test_a_ruling_wider_than_its_report_comes_along(tmp_path: Path) -> None:
    wide = Ruling((KECAMATAN,), (CONTEST,), LATER, PAPER, "recapitulate", "angka tidak cocok", PPK)
    _, story = story_of(told(Dispute(wide, is_registered=False, is_executed=False)), tmp_path, SECOND_TPS)
    assert [each.name for each in story.disputes] == ["12-2024"]
    assert "S.201" in {each.code for each in story.findings}


def test_evidence_that_cites_results_of_the_area_brings_its_dispute(tmp_path: Path) -> None:
    script = told(Dispute(DISMISSAL, is_registered=False, is_executed=False))
    seen(script, lambda world: added(world, [f"tally {SECOND_TPS}"]))
    _, story = story_of(script, tmp_path, SECOND_TPS)
    assert [len(each.evidence) for each in story.disputes] == [1]


def test_a_dispute_about_other_areas_stays_away(tmp_path: Path) -> None:
    _, story = story_of(told(Dispute(DISMISSAL, is_registered=False, is_executed=False)), tmp_path, SECOND_TPS)
    assert story.disputes == []


def test_findings_stand_under_the_status(tmp_path: Path) -> None:
    _, story = story_of(told(Dispute(is_registered=False, is_executed=False)), tmp_path)
    shown = text_of(story, "id")
    assert shown.index("S.201") < shown.index("Ringkasan")
    assert shown.count("S.201") == 1
    assert not re.findall(r"\b(?:ppk|kpu|bawaslu)-\d+", shown)
