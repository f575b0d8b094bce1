"""Comparisons where a level above decided a TPS: what differs there is what differs from the decision.

- A list that says what was decided changes nothing at that level and above; one that says the C.Hasil does, and only
  there; one that says something else moves every area by what it differs from what counts there.
- The column of a D.Hasil that a level above repaired changes nothing above.
- The first C.Hasil and copies stand in the place of what was decided of their TPS.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.archive import Archive
from ledger.diff.comparing import Compared, Comparison, between_levels, with_copies, with_list
from ledger.diff.differing_sources import Source
from ledger.verification import verify_archive
from tests.ledger.test_repaired_above import REPAIRED, WHOLE, Decision, decided, votes, wrong
from tests.support.bawaslu import copying, two_lines
from tests.support.moments import written
from tests.support.practice import CONTEST, KAB, PROV, RESULTS, TPS, Script, practice, with_row

DECIDED = Decision(TPS, votes((100, 90), (60, 70)))
KECAMATAN, KABKO, PROVINSI, NATION = "160901", "1609", "16", "0"
HIGHER = (KABKO, PROVINSI, NATION)
TRUTH = 251
Moves = dict[str, tuple[int, int]]


class Asked:
    """The archive of a script, compared in every way."""

    def __init__(self, script: Script, folder: Path) -> None:
        world = script.run()
        self.folder = folder
        archive, self.trust = written(world, folder)[0], world.trust()
        self.source = Source(Archive.open(archive), self.trust)
        self.status = verify_archive(archive, self.trust).status

    def listed(self, *lines: str, area: str = NATION) -> Compared:
        path = self.folder / "list.csv"
        path.write_text("\n".join(["kode_tps,suara_1,suara_2", *lines, ""]))
        return with_list(self.source, path, contest=CONTEST, area=area, workers=1, check=lambda _: None)

    def levels(self) -> tuple[Comparison, ...]:
        return between_levels(self.source, contest=CONTEST, area=NATION, workers=1, check=lambda _: None).comparisons

    def copies(self) -> Comparison:
        [found] = with_copies(self.source, contest=CONTEST, area=NATION, workers=1, check=lambda _: None).comparisons
        return found


@pytest.fixture
def asked(tmp_path: Path) -> Callable[[Script], Asked]:
    return lambda script: Asked(script, tmp_path)


def moves(found: Comparison, row: str = "suara_1") -> Moves:
    """By area that is told, the sum of the first paslon in both versions."""
    told = {area: each.whole for area, each in found.difference.areas.items()}
    return {area: (whole[0][row], whole[1][row]) for area, whole in told.items() if whole is not None}


# ---------------------------------------------------------------- an outside list


def test_a_list_that_says_what_a_level_decided_changes_nothing_there_and_above(
    asked: Callable[[Script], Asked],
) -> None:
    place = asked(decided(practice(), DECIDED))
    assert place.status == "valid"
    [found] = place.listed(f"{TPS},90,70").comparisons
    assert moves(found) == {KECAMATAN: (181, 171), **dict.fromkeys(HIGHER, (TRUTH - 10, TRUTH - 10))}
    for area in HIGHER:
        [effect] = found.difference.effects(area)
        assert (effect.earlier, effect.earlier.margin) == (effect.later, 31)


def test_a_list_that_says_the_c_hasil_differs_where_a_level_decided_otherwise(asked: Callable[[Script], Asked]) -> None:
    compared = asked(decided(practice(), DECIDED)).listed(f"{TPS},100,60")
    [found] = compared.comparisons
    assert found.difference.stations == {}
    assert compared.is_different
    assert moves(found) == dict.fromkeys(HIGHER, (TRUTH - 10, TRUTH))


def test_a_list_that_says_a_third_figure_moves_every_area_from_what_counts_there(
    asked: Callable[[Script], Asked],
) -> None:
    script = decided(decided(practice(), DECIDED), Decision(TPS, votes((90, 80), (70, 80))), body=PROV, child=KAB)
    [found] = asked(script).listed(f"{TPS},85,75").comparisons
    assert moves(found) == {
        KECAMATAN: (181, 166),
        KABKO: (TRUTH - 10, TRUTH - 15),
        **dict.fromkeys((PROVINSI, NATION), (TRUTH - 20, TRUTH - 15)),
    }


def test_a_blank_in_a_list_is_no_figure_where_a_level_decided(asked: Callable[[Script], Asked]) -> None:
    [found] = asked(decided(practice(), DECIDED)).listed(f"{TPS},,75").comparisons
    assert moves(found)[NATION] == (TRUTH - 10, TRUTH - 10)
    assert moves(found, "suara_2")[NATION] == (272, 277)


def test_a_kecamatan_decided_as_a_whole_moves_by_the_difference_to_the_c_hasil(
    asked: Callable[[Script], Asked],
) -> None:
    [found] = asked(decided(wrong(practice()), WHOLE)).listed(f"{TPS},90,70").comparisons
    assert moves(found) == {KECAMATAN: (181, 171), **dict.fromkeys(HIGHER, (TRUTH, TRUTH - 10))}


def test_in_a_desa_nothing_was_decided(asked: Callable[[Script], Asked]) -> None:
    [found] = asked(decided(practice(), DECIDED)).listed(f"{TPS},90,70", area=TPS).comparisons
    assert moves(found) == {TPS: (100, 90)}


# ---------------------------------------------------------------- columns, first C.Hasil, copies


@pytest.mark.parametrize("decision", [REPAIRED, WHOLE], ids=["tps", "kecamatan"])
def test_a_column_that_was_repaired_above_changes_nothing_above(
    asked: Callable[[Script], Asked], decision: Decision
) -> None:
    [found] = asked(decided(wrong(practice()), decision)).levels()
    assert moves(found) == {KECAMATAN: (181, 178), **dict.fromkeys(HIGHER, (TRUTH, TRUTH))}


def test_where_nobody_repaired_it_the_column_changes_every_sum(asked: Callable[[Script], Asked]) -> None:
    [found] = asked(wrong(practice())).levels()
    assert moves(found) == {KECAMATAN: (181, 178), **dict.fromkeys(HIGHER, (TRUTH, TRUTH - 3))}


def test_columns_that_are_the_c_hasil_do_not_differ_from_what_was_decided_later(
    asked: Callable[[Script], Asked],
) -> None:
    [found] = asked(decided(practice(), DECIDED)).levels()
    assert not found.is_different


def test_a_copy_is_compared_with_the_c_hasil_in_the_place_of_what_was_decided(asked: Callable[[Script], Asked]) -> None:
    copy = copying(figures=with_row(RESULTS[TPS], suara_1=90, suara_2=70))
    found = asked(decided(two_lines({"copy": copy}), DECIDED)).copies()
    assert moves(found) == {KECAMATAN: (181, 171), **dict.fromkeys(HIGHER, (TRUTH, TRUTH - 10))}
