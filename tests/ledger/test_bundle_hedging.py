"""What a bundle hedges, and what it says as the archive does: a fault proven in the file beside something left undone.

- A ruling that nobody registered, or an objection that nobody answered, hedges nothing that the entries here show of
  the figures: who certifies something else than the C.Hasil cannot hide it behind one of these.
- Neither does a name that stands nowhere, in another entry than the one whose figures are compared.
- An entry that is not here hedges what rests on it: nobody is accused of figures that it explains.
- What Bawaslu itself recorded, that nothing was done, is in the file, and stands.
- That nobody answered an objection stays of this file: it may be answered in a later session, which may not be here.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import pytest

from domain.events import Attendee, ObjectionRaised
from domain.findings import Finding, Level
from ledger.bundles.bundle_hedging import hedged
from tests.ledger.test_bundle_forged import Forger
from tests.ledger.test_repaired_above import wrong
from tests.support.disputes import Story, seeing, seen, told
from tests.support.lives import PART, attended, corrected, figures_of
from tests.support.practice import CONTEST, PPK, RECAP, TPS, Script, Step, operator, practice

OLD: Final = figures_of()
RAISED: Final = ObjectionRaised(Attendee(CONTEST, 2, "saksi"), None, ("suara_1",), "angka berbeda", TPS)


def objected(script: Script) -> Script:
    """A saksi objects to the figures of the TPS, and nobody answers."""
    attended(script)
    script.before(PART, Step("objection", PPK, operator(PPK), RECAP, lambda _: RAISED))
    return script


def alone() -> Script:
    """A wrong column, and nothing else."""
    return wrong(practice())


def unregistered() -> Script:
    """A wrong column, and a ruling about it that nobody registered."""
    return wrong(told(Story(is_registered=False, is_executed=False)))


def unanswered() -> Script:
    """A wrong column, and an objection to it that nobody answered."""
    return wrong(objected(practice()))


def levels(found: Iterable[Finding]) -> set[tuple[str, str | None, Level]]:
    return {(each.code, each.row, each.level) for each in found}


@pytest.mark.parametrize("script", [alone, unregistered, unanswered])
def test_a_wrong_column_is_open_whatever_else_was_left_undone(script: Callable[[], Script], tmp_path: Path) -> None:
    forger = Forger(script(), tmp_path)
    checked = forger.made.check(forger.bundle.raw)
    about = [each for each in checked.findings if each.code in ("J.501", "J.502")]
    assert levels(about) == {(code, row, Level.OPEN) for code in ("J.501", "J.502") for row in ("suara_1", "suara_2")}
    assert levels(about) <= levels(forger.whole.findings)


@pytest.mark.parametrize(("script", "code"), [(unregistered, "S.201"), (unanswered, "S.101")])
def test_that_something_was_not_done_is_still_only_of_the_file(
    script: Callable[[], Script], code: str, tmp_path: Path
) -> None:
    forger = Forger(script(), tmp_path)
    checked = forger.made.check(forger.bundle.raw)
    assert (code, None, Level.INCOMPLETE) in levels(checked.findings)
    assert checked.status == "incomplete"


def test_that_bawaslu_saw_nothing_done_is_in_the_file(tmp_path: Path) -> None:
    forger = Forger(seen(told(Story(is_executed=False)), seeing("none", ())), tmp_path)
    found = {dict(each.params).get("reason"): each for each in forger.made.check(forger.bundle.raw).findings}
    assert (found["seen_none"].code, found["seen_none"].level) == ("S.202", Level.OPEN)
    assert all(each.level is Level.INCOMPLETE for reason, each in found.items() if reason != "seen_none")


@pytest.mark.parametrize("script", [unregistered, unanswered])
def test_a_wrong_column_beside_something_undone_accuses_nobody_of_more(
    script: Callable[[], Script], tmp_path: Path
) -> None:
    forger = Forger(script(), tmp_path)
    for place in forger.entries:
        assert forger.accuses(forger.without({place})) == [], place
    for origin, stream in forger.streams:
        assert forger.accuses(forger.without(forger.of_stream(origin, stream))) == [], stream


@pytest.mark.parametrize(
    ("stream", "level"), [(f"tally/{TPS}", Level.INCOMPLETE), (RECAP, Level.OPEN), ("order/psu-1", Level.OPEN)]
)
def test_a_column_and_its_source_are_in_doubt_only_by_what_is_missing_of_that_result(stream: str, level: Level) -> None:
    book = "example.id/latihan/ppk/160901"
    missing = Finding("R107", Level.INCOMPLETE, book, 7, stream, TPS)
    said = Finding("J.502", Level.OPEN, book, 9, RECAP, TPS, CONTEST, "suara_1")
    found = {each.code: each.level for each in hedged([missing, said], {})}
    assert found == {"R107": Level.INCOMPLETE, "J.502": level}


def test_figures_that_a_missing_correction_explains_accuse_nobody(tmp_path: Path) -> None:
    script = practice()
    corrected(script, {"suara_1": OLD["suara_1"] + 3, "suara_2": OLD["suara_2"] - 3})
    forger = Forger(script, tmp_path)
    (place,) = (at for at, entry in forger.entries.items() if entry.type == "TallyCorrected")
    checked = forger.without({place})
    assert forger.accuses(checked) == []
    assert checked.status == "incomplete"
