"""The options of a contest as people keep them (`ledger.option_input`)."""

from pathlib import Path

import pytest

from domain.contests import KOLOM_KOSONG, ContestOption
from ledger.errors import InputMalformedError, InputMissingError, OptionInputError
from ledger.option_input import read_options

EXPECTED = (ContestOption(1, "Partai Satu"), ContestOption(1, "Calon, Pertama", 1), ContestOption(2, "Partai Dua"))


@pytest.mark.parametrize(
    "content",
    [
        'no,name,party\n1,Partai Satu,\n1,"Calon, Pertama",1\n2,Partai Dua,\n',
        "No;Nama;Partai\n1;Partai Satu;\n1;Calon, Pertama;1\n\n;;\n2;Partai Dua;\n",
        "1=Partai Satu\n\n1.1=Calon, Pertama\n2=Partai Dua\n",
        '\ufeffno,name,party\r\n1,Partai Satu,\r\n1,"Calon, Pertama",1\r\n2,Partai Dua,\r\n',
    ],
)
def test_a_csv_file_and_a_list_say_the_same(tmp_path: Path, content: str) -> None:
    (tmp_path / "options").write_text(content)
    assert read_options(tmp_path / "options") == EXPECTED


def test_without_parties_the_last_column_may_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "options").write_text("no,nama\n1,Anggrek\n2,Bakung\n")
    assert read_options(tmp_path / "options") == (ContestOption(1, "Anggrek"), ContestOption(2, "Bakung"))


@pytest.mark.parametrize("written", ["kolom kosong", "KOLOM  KOSONG", "Kolom kosong"])
def test_kolom_kosong_is_declared_under_its_one_name(tmp_path: Path, written: str) -> None:
    (tmp_path / "options").write_text(f"no,name\n1,Anggrek\n2,{written}\n")
    assert read_options(tmp_path / "options")[1] == ContestOption(2, KOLOM_KOSONG)


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ("", 1, "header"),
        ("nomor,calon\n1,A\n", 1, "header"),
        ("no,name,party\n1,A\n", 2, "cells"),
        ("no,name,party\n1,A,\n1,B,\n", 3, "twice"),
        ("no,name,party\n1,A,\n1,B,1\n1,C,1\n", 4, "twice"),
        ("no,name,party\n0,A,\n", 2, "number"),
        ("no,name,party\n01,A,\n", 2, "number"),
        ("no,name,party\n10000,A,\n", 2, "number"),
        ("no,name,party\n\u0661,A,\n", 2, "number"),
        ("no,name,party\n1,A,\n1,B,x\n", 3, "number"),
        ("no,name,party\n1,,\n", 2, "name"),
        ("no,name,party\n1,a\u202eb,\n", 2, "name"),
        (f"no,name,party\n1,{'x' * 501},\n", 2, "name"),
    ],
)
def test_what_is_no_option_is_refused_with_its_line(tmp_path: Path, content: str, line: int, reason: str) -> None:
    (tmp_path / "options.csv").write_text(content)
    with pytest.raises(OptionInputError) as caught:
        read_options(tmp_path / "options.csv")
    params = dict(caught.value.params)
    assert (params["place"], params["reason"]) == (f"options.csv:{line}", reason)


def test_a_line_that_is_no_option_and_a_file_that_is_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "list").write_text("1=A\nB\n")
    with pytest.raises(InputMalformedError):
        read_options(tmp_path / "list")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    for name in ("bytes", "none"):
        with pytest.raises(InputMissingError):
            read_options(tmp_path / name)
