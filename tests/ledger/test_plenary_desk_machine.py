"""Random plenaries at real desks, against the shadow (`tests.domain.shadow`).

- No act that may not be logged is stored, and none that may be is refused.
- A refused attempt leaves exactly one AttemptRefused.
- The published book verifies: nothing in it is broken, and its totals are those of the shadow.
"""

import atexit
import copy
import shutil
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, Final

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from domain.findings import Level
from domain.replaying import NOT_BLOCKING
from ledger.verification import verify_archive
from tests.domain.dice import CONTESTS, Dice
from tests.domain.playing import go_on, play
from tests.domain.saying import Names
from tests.domain.shadow import Shadow
from tests.domain.shadow_acts import ROWS, Sums
from tests.domain.shadow_book import ShadowBook
from tests.support.practice import KAB, PPK
from tests.support.room import DeskHall, groundwork, kab_shadow, ppk_shadow

DICE: Final = st.binary(min_size=16, max_size=16)
AT_THE_END: Final = NOT_BLOCKING | {"J.501", "J.507", "J.509", "S.101"}
"""What a book may have once all of it is read, though every act in it was allowed when it was logged."""


class DeskPlenary(RuleBasedStateMachine):
    """One body's desk."""

    begin: ClassVar[Callable[[Path], DeskHall]]

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.hall = type(self).begin(Path(self._folder.name))

    @rule(dice=DICE)
    def somebody_tries_something(self, dice: bytes) -> None:
        """Any act."""
        self.hall.attempt(play(self.hall.shadow, Dice(dice)))

    def teardown(self) -> None:
        """Publish and verify the book."""
        hall, desk = self.hall, self.hall.desk
        hall.publish()
        found = verify_archive(desk.archive.folder, desk.trust)
        desk.close()
        self._folder.cleanup()
        wrong = [each for each in found.findings if each.level in {Level.BROKEN, Level.INCOMPLETE}]
        others = {each.code for each in wrong if each.book == desk.origin}
        assert not others, wrong
        serious = [each for each in found.findings if each.book == desk.origin and each.level is Level.OPEN]
        assert {each.code for each in serious} <= AT_THE_END, serious
        for contest in CONTESTS:
            totals = found.totals[contest].get(hall.shadow.area)
            assert totals is not None
            sums = zip(totals.sums, totals.missing, strict=True)
            assert dict(zip(ROWS, sums, strict=True)) == totals_of(hall.shadow, contest), contest


def totals_of(shadow: ShadowBook, contest: str) -> Sums:
    """The totals of a body's area: those of the TPS, as what was changed above has set them."""
    if not shadow.of_stations:
        (child,) = shadow.children
        made = shadow.contests[contest].adjusted.get(child, [])
        return shadow.given(contest, child, child, made) or totals_of(shadow.children[child], contest)
    found = [shadow.in_force(tps, contest) for tps in shadow.units]
    sheets = [(each.sheet if each else None) or dict.fromkeys(ROWS) for each in found]
    return {row: (sum(each[row] or 0 for each in sheets), sum(each[row] is None for each in sheets)) for row in ROWS}


def at_the_ppk(folder: Path) -> DeskHall:
    """A PPK that has opened its book."""
    return DeskHall.create(folder / "desk", PPK, KAB, ppk_shadow(), Names())


@lru_cache(maxsize=1)
def finished_ppk() -> tuple[Path, Shadow, Names]:
    """A PPK that has recapitulated and handed over everything: its published book, its shadow and names."""
    folder = Path(tempfile.mkdtemp(prefix="rekap-ppk-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    hall = at_the_ppk(folder)
    for at, contest in enumerate(CONTESTS):
        while not hall.shadow.contests[contest].handed_over:
            assert hall.attempt(go_on(hall.shadow, Dice(bytes([at]))))
    hall.publish()
    hall.desk.close()
    return hall.desk.archive.folder, hall.shadow, hall.names


def at_the_kabupaten(folder: Path) -> DeskHall:
    """A KPU Kabupaten whose only PPK has handed over."""
    archive, shadow, names = finished_ppk()
    hall = DeskHall.go_on(folder / "desk", KAB, kab_shadow(copy.deepcopy(shadow)), copy.deepcopy(names))
    shutil.copytree(archive / groundwork().origin(PPK), hall.desk.archive.folder / groundwork().origin(PPK))
    hall.desk.known = {}  # what lies in the archive was looked at before the PPK's book came
    return hall


class PpkDesk(DeskPlenary):
    """The desk of a PPK."""

    begin = at_the_ppk


class KabupatenDesk(DeskPlenary):
    """The desk of a KPU Kabupaten."""

    begin = at_the_kabupaten


@pytest.mark.parametrize("machine", [PpkDesk, KabupatenDesk])
def test_a_desk_stores_what_may_be_logged_and_of_the_rest_the_attempt(machine: type[DeskPlenary]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=14,
            stateful_step_count=25,
            suppress_health_check=[HealthCheck.too_slow],
            phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to make a failing story shorter takes minutes
        ),
    )
