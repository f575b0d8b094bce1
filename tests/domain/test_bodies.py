"""Bodies by their ids, their origins, and who stands above whom."""

from itertools import pairwise

import pytest

from domain.bodies import LEVELS, Body, BodyKind, body_name, body_of_origin, parse_body, superior_area


@pytest.mark.parametrize(
    "text",
    [
        "kpu-0",
        "kpu-16",
        "kpu-1609",
        "ppk-160901",
        "ppln-990101",
        "bawaslu-0",
        "bawaslu-16",
        "bawaslu-1609",
        "panwaslu-160901",
        "kpps-1609012001",
    ],
)
def test_a_body_id_is_its_kind_and_its_area(text: str) -> None:
    body = parse_body(text)
    assert body is not None
    assert body.id == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kpu",
        "kpu-",
        "KPU-16",
        "kip-11",
        "kpu-160901",
        "kpu-1609012001001",
        "ppk-1609",
        "ppk-1609012001",
        "ppln-0",
        "bawaslu-160901",
        "panwaslu-1609",
        "kpps-1609012001001",
        "ppk-160901-2",
        "ppk 160901",
        "ppk-16090a",
        "ppk-\u0661\u0666\u0660\u0669\u0660\u0661",
    ],
)
def test_what_is_no_body_id_is_none(text: str) -> None:
    assert parse_body(text) is None


def test_a_ppk_is_in_the_country_and_a_ppln_abroad() -> None:
    """Were both in one place, one TPS would be counted on two ways up."""
    assert parse_body("ppk-990101") is None
    assert parse_body("ppln-160901") is None


@pytest.mark.parametrize(
    ("origin", "body"),
    [
        ("example.id/pilkada-2024/ppk/160902", "ppk-160902"),
        ("example.id/pilkada-2024/ppk/160902-2", "ppk-160902"),
        ("example.id/pilkada-2024/ppk/160902-13", "ppk-160902"),
        ("example.id/pilkada-2024/kpu/0", "kpu-0"),
        ("example.id/pilkada-2024/kpu/0-9", "kpu-0"),
    ],
)
def test_a_book_belongs_to_the_body_its_origin_names(origin: str, body: str) -> None:
    assert body_of_origin(origin) == parse_body(body)


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "example.id/pilkada-2024/ppk",
        "example.id/pilkada-2024/ppk/160902/x",
        "example.id/pilkada-2024/ppk/160902-1",
        "example.id/pilkada-2024/ppk/160902-0",
        "example.id/pilkada-2024/ppk/160902-02",
        "example.id/pilkada-2024/ppk/160902-2-2",
        "example.id/pilkada-2024/ppk/160902-",
        "example.id/pilkada-2024/party/160902",
    ],
)
def test_an_origin_that_names_no_body_belongs_to_none(origin: str) -> None:
    assert body_of_origin(origin) is None


LINE = ["kpu-0", "kpu-16", "kpu-1609", "ppk-160901"]
OTHER_LINE = ["bawaslu-0", "bawaslu-16", "bawaslu-1609", "panwaslu-160901"]
ALL = [*LINE, *OTHER_LINE, "ppln-990101", "kpps-1609012001", "kpu-17", "ppk-160801"]
ABOVE = {
    *pairwise(LINE),
    *pairwise(OTHER_LINE),
    ("kpu-0", "ppln-990101"),
    ("kpu-0", "kpu-17"),
}


@pytest.mark.parametrize("upper", ALL)
@pytest.mark.parametrize("lower", ALL)
def test_a_body_stands_under_the_one_of_its_own_line_in_the_area_around(upper: str, lower: str) -> None:
    above, below = parse_body(upper), parse_body(lower)
    assert above is not None
    assert below is not None
    assert above.is_above(below) is ((upper, lower) in ABOVE)


def test_nothing_stands_above_the_nation() -> None:
    assert superior_area(Body(BodyKind.KPU, "0")) is None
    assert superior_area(Body(BodyKind.BAWASLU, "0")) is None


def test_a_ppln_stands_straight_under_the_nation() -> None:
    assert superior_area(Body(BodyKind.PPLN, "990101")) == "0"


def test_only_ppk_and_ppln_recapitulate_tps() -> None:
    assert {kind for kind in BodyKind if Body(kind, "x").recapitulates_tps} == {BodyKind.PPK, BodyKind.PPLN}


def test_every_kind_of_body_has_its_levels() -> None:
    assert set(LEVELS) == set(BodyKind)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("kpu-0", "KPU"),
        ("kpu-16", "KPU"),
        ("kpu-11", "KIP"),
        ("kpu-1171", "KIP"),
        ("bawaslu-1171", "Panwaslih"),
        ("bawaslu-1609", "Bawaslu"),
        ("ppk-117101", "PPK"),
        ("ppk-160901", "PPK"),
        ("ppk-910101", "PPD"),
        ("ppk-960101", "PPD"),
        ("kpu-9101", "KPU"),
        ("ppln-990101", "PPLN"),
        ("panwaslu-160901", "Panwaslu"),
        ("kpps-1609012001", "KPPS"),
        ("kpps-9901010001", "KPPSLN"),
    ],
)
def test_a_body_has_the_name_of_its_region(body: str, name: str) -> None:
    parsed = parse_body(body)
    assert parsed is not None
    assert body_name(parsed) == name
