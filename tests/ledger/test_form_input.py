"""Figures as people write them (`ledger.forms.form_input`)."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import FormInputError, FormUnnamedError, InputMissingError
from ledger.forms.form_input import (
    MAX_INPUT_BYTES,
    FormInput,
    document_hash,
    empty_form,
    form_file,
    form_of_pairs,
    read_form,
)

ROWS = ("suara_1", "suara_2", "suara_sah")


def test_a_row_that_is_not_named_is_not_filled_in_which_is_not_0() -> None:
    assert form_of_pairs(["suara_2=0", "suara_sah="], ROWS) == FormInput((None, 0, None), ())


@given(st.tuples(*[st.none() | st.integers(0, 1_000_000)] * 3))
def test_csv_and_json_say_the_same(tmp_path_factory: pytest.TempPathFactory, figures: tuple[int | None, ...]) -> None:
    folder = tmp_path_factory.mktemp("form")
    with (folder / "a.csv").open("w", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerows(
            [["row", "figure"], *zip(ROWS, ["" if each is None else each for each in figures], strict=True)]
        )
    (folder / "a.json").write_text(json.dumps(dict(zip(ROWS, figures, strict=True))))
    assert read_form(folder / "a.csv", ROWS) == read_form(folder / "a.json", ROWS) == FormInput(figures, ())


def test_numbers_in_words_stand_in_a_third_column(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("row,figure,words\nsuara_1,12,12\nsuara_2,7,\n")
    assert read_form(tmp_path / "a.csv", ROWS) == FormInput((12, 7, None), (12, None, None))


def test_a_byte_order_mark_and_blank_lines_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xef\xbb\xbfRow,Figure\r\n\r\nsuara_1 , 12\r\n")
    assert read_form(tmp_path / "a.csv", ROWS) == FormInput((12, None, None), ())


@pytest.mark.parametrize("value", ["-1", "+1", "1.0", "1e3", "01", "1_000", "1 000", "\u0661", "true", "x", "1000001"])
def test_what_is_no_whole_number_within_the_limit_is_refused_with_its_place(tmp_path: Path, value: str) -> None:
    (tmp_path / "a.csv").write_text(f"row,figure\nsuara_1,5\nsuara_2,{value}\n")
    with pytest.raises(FormInputError) as caught:
        read_form(tmp_path / "a.csv", ROWS)
    place = dict(caught.value.params)
    assert (place["source"], place["line"], place["row"]) == ("a.csv", 3, "suara_2")


@pytest.mark.parametrize("value", ["-1", "1.0", "1e3", "true", '"1"', "[1]", "{}", "1000001", "1" * 400])
def test_in_json_a_figure_is_an_integer_or_null(tmp_path: Path, value: str) -> None:
    (tmp_path / "a.json").write_text(f'{{"suara_1": {value}}}')
    with pytest.raises(FormInputError) as caught:
        read_form(tmp_path / "a.json", ROWS)
    assert dict(caught.value.params)["row"] == "suara_1"


@pytest.mark.parametrize("value", ["1" * 5000, "[" * 5000, "", "null", "7", "{", '{"a": 1} x'])
def test_what_is_no_json_object_is_refused(tmp_path: Path, value: str) -> None:
    (tmp_path / "a.json").write_text(value)
    with pytest.raises(FormInputError):
        read_form(tmp_path / "a.json", ROWS)


def test_a_row_stands_once_and_is_one_of_the_contests() -> None:
    for pairs, reason in ((["suara_1=1", "suara_1=1"], "row_twice"), (["suara_3=1"], "unknown_row")):
        with pytest.raises(FormInputError) as caught:
            form_of_pairs(pairs, ROWS)
        assert dict(caught.value.params)["reason"] == reason


@pytest.mark.parametrize("content", [b"\xff\xfe", b"row,figure\nsuara_1,\xb2\n", b"x" * (MAX_INPUT_BYTES + 1)])
def test_a_file_that_is_no_text_or_too_large_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(InputMissingError):
        read_form(tmp_path / "a.csv", ROWS)


@pytest.mark.parametrize("name", ["none.csv", ".", "form.csv/none.csv"])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "form.csv").write_text("row,figure\n")
    with pytest.raises(InputMissingError) as caught:
        read_form(tmp_path / name, ROWS)
    assert dict(caught.value.params) == {"path": str(tmp_path / name), "reason": "not_there"}


def test_a_paper_is_named_by_its_hash(tmp_path: Path) -> None:
    (tmp_path / "scan.jpg").write_bytes(b"")
    assert document_hash(tmp_path / "scan.jpg").hex().startswith("e3b0c442")


# --- the forms of several contests ---


def test_an_empty_form_filled_in_is_read_whatever_its_labels_say(tmp_path: Path) -> None:
    text = empty_form(ROWS, ['Suara "satu", dua', "b", "row"])
    (tmp_path / "a.csv").write_text(text)
    assert read_form(tmp_path / "a.csv", ROWS) == FormInput((None, None, None), ())
    (tmp_path / "a.csv").write_text(text.replace("suara_2,", "suara_2,7"))
    assert read_form(tmp_path / "a.csv", ROWS) == FormInput((None, 7, None), ())


def test_a_label_stands_in_the_last_column_and_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("row,figure,words,label\nsuara_1,1,1,x\n")
    assert read_form(tmp_path / "a.csv", ROWS) == FormInput((1, None, None), (1, None, None))
    for header in ("row,label,figure", "label,row,figure", "row,label"):
        (tmp_path / "a.csv").write_text(f"{header}\nsuara_1,1,1\n")
        with pytest.raises(FormInputError):
            read_form(tmp_path / "a.csv", ROWS)


HELD = ["dpd-16", "ppwp"]


@pytest.mark.parametrize(
    ("text", "held", "default", "expected"),
    [
        ("ppwp=a.csv", HELD, None, ("ppwp", "a.csv")),
        ("x/ppwp.csv", HELD, None, ("ppwp", "x/ppwp.csv")),
        ("dpd-16.json", HELD, None, ("dpd-16", "dpd-16.json")),
        ("a.csv", HELD, "dpd-16", ("dpd-16", "a.csv")),
        ("ppwp.csv", HELD, "dpd-16", ("dpd-16", "ppwp.csv")),
        ("a=b.csv", ["ppwp"], None, ("ppwp", "a=b.csv")),
        ("dpr-16=a.csv", HELD, None, None),
        ("a.csv", HELD, None, None),
        ("a.csv", [], None, None),
    ],
)
def test_a_forms_file_names_its_contest(
    text: str, held: list[str], default: str | None, expected: tuple[str, str] | None
) -> None:
    if expected is None:
        with pytest.raises(FormUnnamedError):
            form_file(text, held, default)
        return
    contest, path = form_file(text, held, default)
    assert (contest, path) == (expected[0], Path(expected[1]))
