"""A hypothetical ruling: what it would change, worked out against plain sums, and nothing written.

- Excluded, replaced and recounted TPS move the totals of every area they lie in by exactly that much.
- A copy on record or a form file replaces a form; a recount has all of sections IV and V and nothing else.
- Order, margin and ties are named before and after.
- What cannot be meant is refused; everything printed says that it is hypothetical.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.election import DeclaredContest, election_of
from domain.errors import RekapError
from domain.events import Cell, ChildCorrected, ContestDeclared, ElectionDeclared
from domain.judging_corrections import recounted_rows
from domain.totals import totals_of_stations
from domain.types import Figures
from ledger.errors import NotInElectionError, RulingEmptyError, RulingFormError, RulingTpsError
from ledger.history.whatif import EXCLUDE, RECOUNT, REPLACE, Asked, Changed, WhatIf, apply, asked_of, what_if
from tests.support import lives
from tests.support.bawaslu import copying, two_lines
from tests.support.commands import run
from tests.support.moments import written
from tests.support.practice import (
    CONTEST,
    KAB,
    OTHER_TPS,
    PPK,
    RECAP,
    RESULTS,
    ROWS,
    SECOND_TPS,
    TPS,
    Step,
    World,
    form,
    operator,
    practice,
    with_row,
)

FIRST, SECOND = ROWS.index("suara_1"), ROWS.index("suara_2")
RECOUNTED = recounted_rows(lives.plan().contests[0])
AREAS = ["160901", "1609", "16", "0"]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, Path]:
    """An election with a copy that differs in one TPS."""
    world = two_lines({"copy": copying(figures=with_row(RESULTS[TPS], suara_1=90, suara_2=70))}).run()
    return world, written(world, tmp_path_factory.mktemp("whatif"))[0]


def supposed(told: tuple[World, Path], *rulings: Asked) -> WhatIf:
    """The effect of a ruling."""
    world, folder = told
    return what_if(folder, world.trust(), CONTEST, rulings)


def sums(found: WhatIf, area: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The sums and the numbers missing of an area under the ruling."""
    after = next(each.after for each in found.areas if each.area == area)
    assert after is not None
    return after.sums, after.missing


def plain(forms: Sequence[Figures | None]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The same, added up one by one."""
    return (
        tuple(sum(figures[at] or 0 for figures in forms if figures is not None) for at in range(len(ROWS))),
        tuple(sum(1 for figures in forms if figures is None or figures[at] is None) for at in range(len(ROWS))),
    )


def form_file(folder: Path, figures: Figures, *, only: Sequence[str] = ROWS) -> Path:
    """A form file with some rows of these figures."""
    lines = [f"{row},{figure}" for row, figure in zip(ROWS, figures, strict=True) if row in only]
    path = folder / "form.csv"
    path.write_text("\n".join(["row,figure", *lines, ""]))
    return path


# ---------------------------------------------------------------- arithmetic


def test_an_excluded_tps_is_in_no_sum_and_is_not_missing(told: tuple[World, Path]) -> None:
    found = supposed(told, Asked(EXCLUDE, TPS))
    assert [each.area for each in found.areas] == AREAS
    assert sums(found, "160901") == plain([RESULTS[SECOND_TPS]])
    assert sums(found, "1609") == sums(found, "0") == plain([RESULTS[SECOND_TPS], RESULTS[OTHER_TPS]])


def test_a_copy_on_record_replaces_the_form(told: tuple[World, Path]) -> None:
    world, _ = told
    found = supposed(told, Asked(REPLACE, TPS, world.leaves["copy"].hex()[:12]))
    assert found.changes[0].leaf == world.leaves["copy"]
    copied = with_row(RESULTS[TPS], suara_1=90, suara_2=70)
    assert sums(found, "1609") == plain([copied, RESULTS[SECOND_TPS], RESULTS[OTHER_TPS]])


def test_a_form_file_replaces_the_form(told: tuple[World, Path], tmp_path: Path) -> None:
    figures = form(10, 150)
    found = supposed(told, Asked(REPLACE, TPS, str(form_file(tmp_path, figures))))
    assert sums(found, "160901") == plain([figures, RESULTS[SECOND_TPS]])


def test_a_recount_leaves_the_voters_as_they_are(told: tuple[World, Path], tmp_path: Path) -> None:
    path = form_file(tmp_path, form(60, 100), only=RECOUNTED)
    found = supposed(told, Asked(RECOUNT, TPS, str(path)))
    new = dict(zip(ROWS, form(60, 100), strict=True))
    expected = with_row(RESULTS[TPS], **{row: new[row] for row in RECOUNTED})
    assert sums(found, "160901") == plain([expected, RESULTS[SECOND_TPS]])


def test_several_tps_at_once_move_their_own_areas_only(told: tuple[World, Path], tmp_path: Path) -> None:
    path = form_file(tmp_path, form(1, 2))
    found = supposed(told, Asked(EXCLUDE, OTHER_TPS), Asked(REPLACE, TPS, str(path)))
    assert sums(found, "160902") == plain([])
    assert sums(found, "160901") == plain([form(1, 2), RESULTS[SECOND_TPS]])
    assert sums(found, "0") == plain([form(1, 2), RESULTS[SECOND_TPS]])


FIGURES = st.lists(st.none() | st.integers(0, 400), min_size=len(ROWS), max_size=len(ROWS)).map(tuple)
FORM = st.none() | FIGURES


@given(st.lists(st.tuples(FORM, FORM, st.sampled_from((EXCLUDE, REPLACE, None))), min_size=1, max_size=8))
def test_the_effect_is_that_of_adding_up_again(
    stations: list[tuple[Figures | None, Figures | None, str | None]],
) -> None:
    contest = contest_declared()
    codes = [f"1609012001{number:03d}" for number in range(1, len(stations) + 1)]
    before = totals_of_stations((old for old, _, _ in stations), len(ROWS))
    changes = [
        Changed(Asked(kind, code), old, None if kind == EXCLUDE else new)
        for code, (old, new, kind) in zip(codes, stations, strict=True)
        if kind is not None
    ]
    after = apply(before, "160901", changes, contest)
    again = [old if kind is None else new for old, new, kind in stations if kind != EXCLUDE]
    assert (after.sums, after.missing) == plain(again)
    assert apply(before, "160902", changes, contest) == before


def test_what_a_level_above_changed_of_the_tps_goes_with_the_figures_it_changed(tmp_path: Path) -> None:
    script = practice()
    lives.attended(script, KAB)

    def adjusted(world: World) -> ChildCorrected:
        return ChildCorrected(
            attendance=world.leaves[f"{KAB} attendance"],
            basis="c-hasil",
            cells=(Cell(95, 100, "suara_1"), Cell(65, 60, "suara_2")),
            child="160901",
            objection=None,
            papers=(lives.PAPER,),
            reason="salah tulis",
            source=world.leaves[f"{PPK} certificate"],
            unit=TPS,
        )

    script.before(f"{KAB} part", Step("adjusted", KAB, operator(KAB), RECAP, adjusted))
    world = script.run()
    told = world, written(world, tmp_path)[0]
    found = supposed(told, Asked(EXCLUDE, TPS))
    assert [(area, made.event.unit) for area, made in found.changes[0].undone] == [("1609", TPS)]
    before = {each.area: each.before.sums[FIRST] for each in found.areas if each.before is not None}
    assert (before["160901"], before["1609"]) == (181, 246)
    assert sums(found, "160901") == plain([RESULTS[SECOND_TPS]])
    assert sums(found, "1609") == sums(found, "0") == plain([RESULTS[SECOND_TPS], RESULTS[OTHER_TPS]])


@lru_cache(maxsize=1)
def contest_declared() -> DeclaredContest:
    """The contest of the practice election, as its books declare it."""
    world = practice().run()
    declared = world.events["election"]
    contest = world.events["contest"]
    assert isinstance(declared, ElectionDeclared)
    assert isinstance(contest, ContestDeclared)
    return election_of(world.election, declared, ((CONTEST, world.leaves["contest"], contest),), ()).contests[CONTEST]


# ---------------------------------------------------------------- order, margin, ties


def test_the_order_and_the_margin_are_named_before_and_after(told: tuple[World, Path]) -> None:
    found = supposed(told, Asked(EXCLUDE, TPS))
    effect = found.areas[0].effects[0]
    assert (effect.earlier.order, effect.earlier.margin) == (("suara_1", "suara_2"), 29)
    assert (effect.later.order, effect.later.margin) == (("suara_2", "suara_1"), 11)


def test_options_with_as_many_votes_are_named_as_tied(told: tuple[World, Path], tmp_path: Path) -> None:
    path = form_file(tmp_path, form(92, 81))
    found = supposed(told, Asked(REPLACE, TPS, str(path)))
    assert found.areas[0].ties == ((), (("suara_1", "suara_2"),))
    assert found.areas[0].effects[0].later.leader is None


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("rulings", "error"),
    [
        ((), RulingEmptyError),
        ((Asked(EXCLUDE, "1609012001099"),), RulingTpsError),
        ((Asked(EXCLUDE, TPS), Asked(EXCLUDE, TPS)), RulingTpsError),
        ((Asked(REPLACE, TPS, "00000000"),), RulingFormError),
        ((Asked(REPLACE, TPS, "nothing.csv"),), RulingFormError),
    ],
)
def test_what_cannot_be_meant_is_refused(
    told: tuple[World, Path], rulings: tuple[Asked, ...], error: type[RekapError]
) -> None:
    with pytest.raises(error):
        supposed(told, *rulings)


def test_a_copy_of_another_tps_is_refused(told: tuple[World, Path]) -> None:
    with pytest.raises(RulingFormError):
        supposed(told, Asked(REPLACE, SECOND_TPS, told[0].leaves["copy"].hex()))


def test_a_recount_with_a_row_more_or_less_is_refused(told: tuple[World, Path], tmp_path: Path) -> None:
    for only, reason in ((ROWS, "recount_more"), (RECOUNTED[1:], "recount_lacks")):
        path = form_file(tmp_path, form(60, 100), only=only)
        with pytest.raises(RulingFormError) as refused:
            supposed(told, Asked(RECOUNT, TPS, str(path)))
        assert dict(refused.value.params)["reason"] == reason


def test_a_contest_of_no_such_election_is_refused(told: tuple[World, Path]) -> None:
    with pytest.raises(NotInElectionError):
        what_if(told[1], told[0].trust(), "bupati-1609", [Asked(EXCLUDE, TPS)])


@pytest.mark.parametrize(("kind", "text"), [(REPLACE, TPS), (RECOUNT, f"{TPS}="), (EXCLUDE, f"{TPS}=x")])
def test_a_ruling_that_is_not_written_as_one_is_refused(kind: str, text: str) -> None:
    with pytest.raises(RulingFormError):
        asked_of(kind, text)


# ---------------------------------------------------------------- the command


def test_everything_printed_says_that_it_is_hypothetical(told: tuple[World, Path]) -> None:
    _, folder = told
    trust = folder.parent / "trust"
    line = ("dispute", "whatif", folder, "--trust", trust, "--contest", CONTEST, "--exclude", TPS)
    for language, word in (("en", "HYPOTHETICAL"), ("id", "PENGANDAIAN")):
        outcome = run(*line, REKAP_LANG=language)
        assert outcome.code == 0, outcome.err
        assert outcome.words.count(word) == 2
        assert max(map(len, outcome.out.splitlines())) <= 80
    assert '"hypothetical":true' in run(*line, "--json").out


def test_nothing_is_written(told: tuple[World, Path]) -> None:
    _, folder = told
    before = {path: path.read_bytes() for path in folder.parent.rglob("*") if path.is_file()}
    run("dispute", "whatif", folder, "--trust", folder.parent / "trust", "--contest", CONTEST, "--exclude", TPS)
    assert {path: path.read_bytes() for path in folder.parent.rglob("*") if path.is_file()} == before


def test_one_worker_and_two_give_the_same_bytes(told: tuple[World, Path]) -> None:
    _, folder = told
    line = ("dispute", "whatif", folder, "--trust", folder.parent / "trust", "--contest", CONTEST, "--exclude", TPS)
    answers = [run(*line, "--json", "--workers", count).out for count in (1, 2)]
    assert answers[0] == answers[1]


def test_where_a_book_is_broken_nothing_is_known_of_its_area_and_above(tmp_path: Path) -> None:
    world = practice().run()
    archive, trust = written(world, tmp_path)
    (archive / world.origin(PPK) / "log.vkey").write_text("nothing\n")
    code, document = _whatif(archive, trust)
    assert code == 3
    areas: dict[str, dict[str, object]] = document["areas"]  # type: ignore[assignment]
    assert {area for area, each in areas.items() if each["after"] is None} == {"1609", "16", "0"}
    assert areas["160902"]["after"] is not None


def _whatif(archive: Path, trust: Path) -> tuple[int, dict[str, object]]:
    outcome = run(
        "dispute", "whatif", archive, "--trust", trust, "--contest", CONTEST, "--exclude", OTHER_TPS, "--json"
    )
    return outcome.code, outcome.document
