"""Areas are named by digits as text; the parent is a prefix, and a PPLN goes straight to the nation."""

import pytest

from domain.areas import AreaLevel, ancestor, contains, is_abroad, is_area, length_of, level_of, meets, parent
from domain.errors import UnknownAreaCodeError

TPS = "1609011013001"


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("0", AreaLevel.NASIONAL),
        ("16", AreaLevel.PROVINSI),
        ("1609", AreaLevel.KABKO),
        ("160901", AreaLevel.KECAMATAN),
        ("1609011013", AreaLevel.DESA),
        (TPS, AreaLevel.TPS),
        ("99", AreaLevel.PROVINSI),
        ("990101", AreaLevel.KECAMATAN),
    ],
)
def test_the_number_of_digits_says_the_level(code: str, level: AreaLevel) -> None:
    assert level_of(code) is level
    assert length_of(level) == len(code)


@pytest.mark.parametrize(
    "text", ["", "1", "160", "16090", f"{TPS}1", "16a9", " 16", "16\n", "-1", "+9", "1.", "١٦", "\uff11\uff16"]
)
def test_a_text_that_is_no_area_code_is_refused(text: str) -> None:
    assert not is_area(text)
    with pytest.raises(UnknownAreaCodeError) as caught:
        level_of(text)
    assert caught.value.params == (("code", text),)


def test_the_parent_is_the_prefix_up_to_the_nation() -> None:
    chain = [TPS]
    while chain[-1] != "0":
        chain.append(parent(chain[-1]))
    assert chain == [TPS, "1609011013", "160901", "1609", "16", "0"]


def test_the_nation_has_no_parent() -> None:
    with pytest.raises(UnknownAreaCodeError):
        parent("0")


def test_a_ppln_goes_straight_to_the_nation() -> None:
    assert is_abroad("990101")
    assert parent("990101") == "0"
    assert parent("9901010001") == "990101"
    assert ancestor("9901010001001", AreaLevel.PROVINSI) is None
    assert ancestor("9901010001001", AreaLevel.KECAMATAN) == "990101"


def test_an_ancestor_is_found_at_its_level_and_never_below() -> None:
    assert ancestor(TPS, AreaLevel.KABKO) == "1609"
    assert ancestor(TPS, AreaLevel.TPS) == TPS
    assert ancestor(TPS, AreaLevel.NASIONAL) == "0"
    assert ancestor("16", AreaLevel.KECAMATAN) is None


def test_the_nation_contains_every_area_and_an_area_contains_itself() -> None:
    assert contains("0", TPS)
    assert contains("0", "0")
    assert contains("0", "990101")
    assert contains("1609", "1609")
    assert not contains("1609", "16")
    assert not contains("1609", "1608")


def test_two_areas_meet_when_one_contains_the_other() -> None:
    assert meets("16", TPS)
    assert meets(TPS, "16")
    assert not meets("1608", TPS)
