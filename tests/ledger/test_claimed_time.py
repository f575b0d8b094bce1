"""Times as people write them, with their zone, and as they are shown."""

import pytest

from domain.types import MAX_INTEGER
from ledger.claimed_time import parse_time, shown_time
from ledger.errors import InputMalformedError

MOMENT = 1_732_803_300_000
"""2024-11-28 14:15 UTC."""


@pytest.mark.parametrize(
    "text",
    [
        "2024-11-28T21:15WIB",
        "2024-11-28 21:15 WIB",
        "2024-11-28T22:15WITA",
        "2024-11-28T23:15WIT",
        "2024-11-28T14:15Z",
        "2024-11-28T14:15UTC",
        "2024-11-28T21:15+07:00",
        "2024-11-28T09:15-05:00",
    ],
)
def test_a_time_is_written_with_its_zone(text: str) -> None:
    assert parse_time(text) == MOMENT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kemarin",
        "2024-11-28",
        "2024-11-28T21:15",
        "2024-11-28T21:15 wib",
        "2024-13-28T21:15WIB",
        "2024-02-30T21:15WIB",
        "2024-11-28T25:15WIB",
        "2024-11-28T21:15+99:00",
        "1969-12-31T23:59Z",
        "1970-01-01T06:59WIB",
        "٢٠٢٤-11-28T21:15WIB",
        "0001-01-01T00:00+07:00",
    ],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(InputMalformedError):
        parse_time(text)


@pytest.mark.parametrize(
    ("milliseconds", "shown"),
    [(MOMENT, "2024-11-28 21:15 WIB"), (0, "1970-01-01 07:00 WIB"), (MAX_INTEGER, f"{MAX_INTEGER} ms")],
)
def test_a_time_is_shown_in_wib_and_one_without_a_calendar_as_its_number(milliseconds: int, shown: str) -> None:
    assert shown_time(milliseconds) == shown


@pytest.mark.parametrize(("zone", "shown"), [("wita", "2024-11-28 22:15 WITA"), ("wit", "2024-11-28 23:15 WIT")])
def test_a_time_is_shown_in_another_zone_where_that_is_asked_for(zone: str, shown: str) -> None:
    assert shown_time(MOMENT, zone) == shown


def test_what_is_typed_in_wib_is_read_again_as_it_was_typed() -> None:
    assert shown_time(parse_time("2024-11-28T23:00WIB")) == "2024-11-28 23:00 WIB"


@pytest.mark.parametrize("text", ["9999-12-31T23:59-05:00", "9999-12-31T23:59UTC"])
def test_a_time_after_the_last_one_of_the_calendar_is_still_taken(text: str) -> None:
    last = parse_time(text)
    assert shown_time(last) == f"{last} ms"
