"""An outside list: what is taken from it, what is left out of it and why, and when it is refused."""

from pathlib import Path

import pytest

from domain.contests import ContestOption
from ledger.diff.differing import Forms, compare
from ledger.diff.outside import OutsideList, read_outside
from ledger.errors import NothingInCommonError
from ledger.making.plan import planned_contest

ROWS = ("suara_1", "suara_2", "suara_sah")
OPTIONS = (ContestOption(1, "Paslon 1"), ContestOption(2, "Paslon 2"))
CONTEST = planned_contest("bupati-1609", "pilkada-2024", OPTIONS, rows=ROWS)
ONE, TWO, THREE = "1609012001001", "1609012001002", "1609012001003"
LEDGER = Forms(ROWS, {ONE: (50, 40, 90), TWO: (30, 35, 65), THREE: (20, 10, 30)})
HEAD = "kode_tps,suara_1,suara_2"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "l.csv"


def outside(path: Path, *lines: str, head: str = HEAD) -> OutsideList:
    path.write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    return read_outside(path, CONTEST, LEDGER)


def faults(found: OutsideList) -> list[tuple[int, str, str]]:
    """Line, reason and TPS of what was left out."""
    return [(each.problem.line, each.problem.reason, each.tps) for each in found.faults]


def test_an_empty_cell_is_a_blank_and_never_0(path: Path) -> None:
    assert outside(path, f"{ONE},50,").forms.stations == {ONE: (50, None)}


def test_of_a_tps_on_several_lines_none_is_taken_and_every_line_is_named(path: Path) -> None:
    found = outside(path, f"{ONE},50,40", f"{TWO},30,35", f"{ONE},0,160", f"{ONE},50,40")
    assert set(found.forms.stations) == {TWO}
    assert faults(found) == [(line, "duplicate_tps", ONE) for line in (2, 4, 5)]


def test_a_faulty_line_makes_another_one_of_its_tps_no_better(path: Path) -> None:
    found = outside(path, f"{ONE},x,40", f"{ONE},50,40", f"{TWO},30,35")
    assert set(found.forms.stations) == {TWO}
    assert faults(found) == [
        (2, "not_a_number", ONE),
        (2, "duplicate_tps", ONE),
        (3, "duplicate_tps", ONE),
    ]


def test_a_faulty_line_is_left_out_and_its_tps_is_not_said_to_be_in_the_ledger_alone(path: Path) -> None:
    found = outside(path, f"{ONE},5O,40", f"{TWO},30,35", "16090120010,1,1")
    assert faults(found) == [(2, "not_a_number", ONE), (4, "code", "")]
    assert compare(CONTEST, LEDGER, found.forms).only_earlier == (THREE,)


def test_rows_that_the_contest_lacks_are_named_and_not_compared(path: Path) -> None:
    found = outside(path, f"{ONE},50,9,40", head="kode_tps,suara_1,suara_3,suara_2")
    assert found.forms.rows == ("suara_1", "suara_2", "suara_3")
    assert found.forms.stations == {ONE: (50, 40, 9)}
    difference = compare(CONTEST, LEDGER, found.forms)
    assert difference.uncompared == ("suara_sah", "suara_3")
    assert not difference.stations


@pytest.mark.parametrize(
    ("head", "lines", "reason"),
    [
        (HEAD, ["1699012001001,1,1"], "tps"),
        ("kode_tps,suara_7", [f"{ONE},1"], "rows"),
        (HEAD, [f"{ONE},1O0,1"], "faults"),
        (HEAD, [f"{ONE},1,1", f"{ONE},1,2", "1699012001001,1,1"], "faults"),
        (HEAD, ["1699012001001,1,1", "1699012001002,x,1"], "tps"),
    ],
)
def test_a_list_with_nothing_in_common_is_refused_for_its_own_reason(
    head: str, lines: list[str], reason: str, path: Path
) -> None:
    with pytest.raises(NothingInCommonError) as refused:
        outside(path, *lines, head=head)
    assert dict(refused.value.params)["reason"] == reason


def test_where_only_faulty_lines_are_in_common_the_first_fault_is_told(path: Path) -> None:
    with pytest.raises(NothingInCommonError) as refused:
        outside(path, f"{ONE},1O0,1", f"{TWO},x,y")
    told = {name: dict(refused.value.params)[name] for name in ("count", "line", "column", "value")}
    assert told == {"count": 3, "line": 2, "column": "suara_1", "value": "1O0"}
