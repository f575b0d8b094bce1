"""What can be said while a form is being typed (`ledger.entry.typing_sums`)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.checking import form_check
from domain.contests import Contest
from domain.election import DeclaredContest
from domain.findings import Finding, Level, params
from domain.types import Hash
from ledger.entry.typing_sums import News, addends, form_of, group_of, news, sum_so_far
from ledger.forms.typing_form import Field, fields_of
from tests.support.typed_entry import KABKO, PEMILU, PPWP, SOUND, parties, ppwp


def sums(contest: Contest, values: dict[str, int | None], row: str) -> int | None:
    return sum_so_far(contest, Field(contest.id, row), {Field(contest.id, each): n for each, n in values.items()})


@pytest.mark.parametrize(
    ("row", "rows"),
    [
        ("pengguna_dpt_l", ()),
        ("pengguna_dpt_j", ("pengguna_dpt_l", "pengguna_dpt_p")),
        ("pengguna_total_l", ("pengguna_dpt_l", "pengguna_pindahan_l", "pengguna_khusus_l")),
        ("surat_suara_tidak_digunakan", ("surat_suara_digunakan", "surat_suara_dikembalikan")),
        ("suara_1", ()),
        ("suara_3", ("suara_1", "suara_2")),
        ("suara_sah", ("suara_1", "suara_2", "suara_3")),
        ("suara_total", ("suara_sah", "suara_tidak_sah")),
    ],
)
def test_a_sum_so_far_adds_what_stands_above_a_row_and_belongs_to_it(row: str, rows: tuple[str, ...]) -> None:
    assert addends(ppwp(), row) == rows


@pytest.mark.parametrize(
    ("row", "rows"),
    [
        ("suara_2", ()),
        ("suara_1_2", ("suara_1", "suara_1_1")),
        ("suara_1_total", ("suara_1", "suara_1_1", "suara_1_2")),
        ("suara_2_total", ("suara_2", "suara_2_1")),
        ("suara_sah", ("suara_1_total", "suara_2_total")),
    ],
)
def test_with_parties_each_block_has_its_own_sum(row: str, rows: tuple[str, ...]) -> None:
    assert addends(parties(), row) == rows


@given(st.fixed_dictionaries({row: st.none() | st.integers(0, 1_000_000) for row in SOUND}), st.sampled_from([*SOUND]))
def test_a_sum_is_that_of_its_parts_and_none_where_one_is_not_filled_in(
    values: dict[str, int | None], row: str
) -> None:
    parts = [values[each] for each in addends(ppwp(), row)]
    known = [part for part in parts if part is not None]
    assert sums(ppwp(), values, row) == (sum(known) if parts and known == parts else None)


def test_in_a_sound_form_every_sum_equals_the_figure_it_stands_beside() -> None:
    values = dict[str, int | None](SOUND)
    for row in ("pemilih_dpt_j", "pengguna_total_l", "pengguna_total_j", "suara_sah", "suara_total"):
        assert sums(ppwp(), values, row) == SOUND[row]


def test_columns_of_one_group_of_voters_belong_together() -> None:
    assert [each.row[-1] for each in group_of(Field(PPWP, "pengguna_dpt_p"))] == ["l", "p", "j"]
    assert group_of(Field(PPWP, "suara_1")) == ()


def test_words_stand_in_the_form_only_where_some_were_typed() -> None:
    declared = DeclaredContest(parties(), Hash(bytes(32)), form_check(parties(), PEMILU))
    values = {Field(KABKO, "suara_1"): 5}
    assert form_of(declared, values).words == ()
    form = form_of(declared, {**values, Field(KABKO, "suara_1", in_words=True): 6})
    at = parties().rows.index("suara_1")
    assert (form.figures[at], form.words[at], form.words[at + 1]) == (5, 6, None)


def test_what_a_figure_brought_up_and_what_it_put_right_are_told_apart() -> None:
    def found(code: str, left: int) -> Finding:
        return Finding(code, Level.OPEN, contest=PPWP, row="suara_sah", params=params(left=left))

    before, after = [found("G.301", 1), found("G.303", 1), found("G.305", 1)], [found("G.301", 2), found("G.303", 1)]
    assert news(before, after) == News((found("G.301", 2),), (found("G.305", 1),))


def test_every_row_of_every_form_has_its_sum_or_none() -> None:
    for contest in (ppwp(), parties()):
        for each in fields_of([contest]):
            assert set(addends(contest, each.row)) <= set(contest.rows)
