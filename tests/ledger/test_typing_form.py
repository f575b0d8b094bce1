"""Typing a form field by field (`typing_form`): whatever people type, nothing is lost and nothing invented."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.types import Hash
from ledger.entry.entry_draft import DraftFile, DraftHead, decode_draft, encode_draft
from ledger.forms.typing_form import Did, Field, Typing, answer, fields_of
from tests.support.typed_entry import KABKO, PPWP, SOUND, TPS, parties, ppwp

FIELDS = fields_of([ppwp(), parties()], with_words=True)
HEAD = DraftHead(Hash(bytes(32)), TPS, 1, ((PPWP, Hash(b"1" * 32)), (KABKO, Hash(b"2" * 32))), 0, with_words=True)
PLACES = ("I.A.1 L", "ib4j", "II", "iv 2", "IV no. 3", "v.a", "V.C", "TTD", "ttd saksi", "IX", KABKO, PPWP, "iv 1.2")
COMMANDS = ("", "", "-", "<", ">", ">>", "?", "=", "q")
LINES = st.one_of(
    st.integers(0, 1_000_000).map(str),
    st.sampled_from((*COMMANDS, *PLACES)),
    st.sampled_from(("seratus dua", "007", "-4", "1.5", "9999999999", "Q")),
    st.text(max_size=12),
)


def typed(lines: list[str], typing: Typing) -> Typing:
    for line in lines:
        typing = answer(typing, line).typing
    return typing


def only(*rows: str) -> Typing:
    return Typing(tuple(Field(PPWP, row) for row in rows))


def test_fields_come_in_the_order_of_the_form_contest_after_contest_last_the_signatures() -> None:
    fields = fields_of([ppwp(), parties()])
    assert [each.row for each in fields[: len(SOUND)]] == list(SOUND)
    assert [each.contest for each in fields] == [PPWP] * len(SOUND) + [KABKO] * len(parties().rows) + ["", ""]
    assert [each.row for each in fields[-2:]] == ["signed_kpps", "signed_saksi"]


def test_sections_iv_and_v_may_be_typed_in_words_too() -> None:
    spelled = {each.row for each in fields_of([ppwp()], with_words=True) if each.in_words}
    assert spelled == {"suara_1", "suara_2", "suara_3", "suara_sah", "suara_tidak_sah", "suara_total"}


def test_enter_on_a_field_that_is_not_answered_asks_once_whether_it_is_empty() -> None:
    asked = answer(only("suara_1", "suara_2"), "")
    assert (asked.did, asked.typing.at, asked.typing.answered) == (Did.ASK, 0, 0)
    left = answer(asked.typing, " ")
    assert left.did is Did.EMPTIED
    assert left.typing.values == {Field(PPWP, "suara_1"): None}
    assert left.typing.at == 1


def test_a_figure_after_the_question_is_taken() -> None:
    step = answer(answer(only("suara_1"), "").typing, "0")
    assert (step.did, step.typing.values) == (Did.FILLED, {Field(PPWP, "suara_1"): 0})


def test_enter_on_an_answered_field_goes_on_and_keeps_it() -> None:
    typing = typed(["5", "<"], only("suara_1", "suara_2"))
    step = answer(typing, "")
    assert (step.did, step.typing.at, step.typing.values) == (Did.KEPT, 1, {Field(PPWP, "suara_1"): 5})


def test_a_field_is_corrected_by_going_back() -> None:
    typing = typed(["51", "<", "15"], only("suara_1", "suara_2"))
    assert typing.values == {Field(PPWP, "suara_1"): 15}
    assert typing.at == 1


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("I.A.1 L", "pemilih_dpt_l"),
        ("ib4 j", "pengguna_total_j"),
        ("II", "surat_suara_diterima"),
        ("iii p", "disabilitas_p"),
        ("iv", "suara_1"),
        ("IV no. 2", "suara_2"),
        ("iv3", "suara_3"),
        ("v.a", "suara_sah"),
        ("VC", "suara_total"),
        ("ttd saksi", "signed_saksi"),
    ],
)
def test_a_place_of_the_form_goes_there(text: str, row: str) -> None:
    step = answer(Typing(fields_of([ppwp()])), text)
    assert step.did is Did.MOVED
    assert step.typing.current is not None
    assert step.typing.current.row == row


def test_a_place_is_looked_for_in_the_contest_that_is_being_typed() -> None:
    typing = answer(Typing(fields_of([ppwp(), parties()])), KABKO).typing
    assert typing.current == Field(KABKO, "pemilih_dpt_l")
    assert answer(typing, "iv 1.2").typing.current == Field(KABKO, "suara_1_2")
    assert answer(typing, "IV no. 1 total").typing.current == Field(KABKO, "suara_1_total")


def test_to_the_first_field_that_is_not_answered() -> None:
    typing = typed(["1", ">", "3", "<", "<", "<"], only("suara_1", "suara_2", "suara_3"))
    assert typing.at == 0
    assert answer(typing, ">>").typing.at == 1


def test_typing_ends_when_all_are_answered() -> None:
    typing = typed([">", "2"], only("suara_1", "suara_2"))
    step = answer(typing, "")
    assert (step.did, step.typing.at) == (Did.OPEN, 0)
    assert answer(typed(["1", ">"], step.typing), "").did is Did.FINISHED


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("-5", "negative"),
        ("1.352", "separators"),
        ("12.5", "not_whole"),
        ("1000001", "too_large"),
        ("empat", "no_place"),
        ("IX", "no_place"),
        ("12x", "not_a_number"),
        ("<", "at_start"),
        ("\x1b[2J", "not_a_number"),
    ],
)
def test_what_is_neither_figure_nor_place_is_refused_with_its_reason(line: str, reason: str) -> None:
    step = answer(only("suara_1"), line)
    assert (step.did, step.reason) == (Did.REFUSED, reason)
    assert step.typing == only("suara_1")


def test_at_the_end_no_figure_is_taken() -> None:
    step = answer(typed(["1"], only("suara_1")), "2")
    assert (step.did, step.reason, step.typing.values) == (Did.REFUSED, "at_end", {Field(PPWP, "suara_1"): 1})


def test_a_number_of_signatures_has_its_own_limit() -> None:
    step = answer(Typing((Field("", "signed_kpps"),)), "100")
    assert (step.reason, step.limit) == ("too_large", 99)


def test_words_may_be_typed_as_words_or_digits() -> None:
    field = Field(PPWP, "suara_1", in_words=True)
    assert answer(Typing((field,)), "seratus dua").typing.values == {field: 102}
    assert answer(Typing((field,)), "102").typing.values == {field: 102}
    assert answer(Typing((field,)), "seratus satu ribu dua dua").reason == "not_words"


@given(st.lists(LINES, max_size=60))
def test_after_any_lines_the_draft_loads_to_the_same_state(lines: list[str]) -> None:
    typing = Typing(FIELDS)
    for line in lines:
        typing = answer(typing, line).typing
        raw = encode_draft(HEAD, typing.values, typing.at)
        draft = decode_draft(raw, Path("draft"))
        assert draft.head == HEAD
        assert draft.typing(FIELDS, Path("draft")) == replace(typing, asked=False)


@given(st.lists(LINES, max_size=60))
def test_a_line_changes_only_the_field_it_answers(lines: list[str]) -> None:
    typing = Typing(FIELDS)
    for line in lines:
        current, before = typing.current, dict(typing.values)
        step = answer(typing, line)
        typing = step.typing
        changed = {each for each, value in typing.values.items() if each not in before or before[each] != value}
        assert set(before) <= set(typing.values)
        assert changed <= {current}
        assert step.did in {Did.FILLED, Did.EMPTIED} or not changed
        assert 0 <= typing.at <= len(FIELDS)
        assert all(value is None or 0 <= value <= each.limit for each, value in typing.values.items())


@given(st.lists(LINES, max_size=30), st.lists(LINES, max_size=30))
def test_a_draft_that_is_gone_on_with_ends_as_if_it_had_never_been_left(
    tmp_path_factory: pytest.TempPathFactory, first: list[str], then: list[str]
) -> None:
    file = DraftFile(tmp_path_factory.mktemp("draft") / "draft.json")
    left = typed(first, Typing(FIELDS))
    file.write(HEAD, left)
    found = DraftFile(file.path).read()
    assert found is not None
    assert typed(then, found.typing(FIELDS, file.path)) == typed(then, replace(left, asked=False))
