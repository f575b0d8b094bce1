"""The forms of one TPS from a command line (`ledger.typed_forms`)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.election import Election as Declared
from ledger.errors import InputMalformedError
from ledger.typed_forms import forms_given, forms_read_twice
from tests.support.crash_election import PPK, build

TPS = "1609012001001"


@pytest.fixture(scope="module")
def election(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Declared]:
    built = build(tmp_path_factory.mktemp("election"))
    with built.new_desk(tmp_path_factory.mktemp("place") / "desk") as desk:
        desk.append(built.acts()[:2], built.operator(PPK))
        yield desk.state().election


def reading(path: Path, **figures: int) -> str:
    path.write_text("\n".join(["row,figure", *(f"{row},{figure}" for row, figure in figures.items()), ""]))
    return str(path)


def refusal(error: pytest.ExceptionInfo[InputMalformedError]) -> dict[str, object]:
    return dict(error.value.params)


def test_a_contest_has_one_form(election: Declared, tmp_path: Path) -> None:
    one, two = reading(tmp_path / "a.csv", suara_1=4), reading(tmp_path / "b.csv", suara_1=4)
    (form,) = forms_given(election, TPS, None, files=[one])
    assert form.figures.count(None) == len(form.figures) - 1
    with pytest.raises(InputMalformedError) as refused:
        forms_given(election, TPS, None, files=[one, two])
    assert refusal(refused)["reason"] == "two_forms"
    for figures, files in (((), ()), (("suara_1=4",), (one,))):
        with pytest.raises(InputMalformedError):
            forms_given(election, TPS, None, figures, files)


def test_a_transcription_takes_two_readings_of_two_files(election: Declared, tmp_path: Path) -> None:
    one, two = reading(tmp_path / "a.csv", suara_1=4), reading(tmp_path / "b.csv", suara_1=4)
    assert forms_read_twice(election, TPS, None, [one, two]) == forms_given(election, TPS, None, files=[one])
    for files in ([], [one], [one, one], [one, two, two]):
        with pytest.raises(InputMalformedError) as refused:
            forms_read_twice(election, TPS, None, files)
        assert refusal(refused)["reason"] == "two_readings"


def test_readings_that_differ_are_refused_with_the_rows(election: Declared, tmp_path: Path) -> None:
    one = reading(tmp_path / "a.csv", suara_1=4, suara_2=5, suara_sah=9)
    two = reading(tmp_path / "b.csv", suara_1=4, suara_2=6)
    with pytest.raises(InputMalformedError) as refused:
        forms_read_twice(election, TPS, None, [one, two])
    assert refusal(refused)["reason"] == "readings_differ"
    assert refusal(refused)["known"] == "suara_2, suara_sah"
