"""Times as people write and read them; in the records they are milliseconds since 1970, and claims.

- A time is written `2024-12-03T21:15WIB`: day, hour, minute, and a zone (WIB, WITA, WIT, UTC, Z or +07:00), for a time
  without its zone is three times in this country.
- It is shown in WIB, the time of the capital, or in another zone where that is asked for, to the minute and always with
  its zone; one that no calendar has is shown as its number.
"""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from ledger.errors import InputMalformedError

_FORM: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}) ?(WIB|WITA|WIT|UTC|Z|[+-]\d{2}:\d{2})", re.ASCII)
ZONES: Final = {"wib": 7, "wita": 8, "wit": 9}
"""The zones that times are shown in, with their hours east of Greenwich."""

_ZONES: Final = {"WIB": "+07:00", "WITA": "+08:00", "WIT": "+09:00", "UTC": "+00:00", "Z": "+00:00"}
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SHOWN: Final = 40


def parse_time(text: str) -> int:
    """Milliseconds since 1970.  Raises `InputMalformedError`."""
    moment = _moment(text.strip())
    if moment is None or moment < _EPOCH:
        shown = text.encode("ascii", "replace").decode()[:_SHOWN]
        raise InputMalformedError(what="time", value=shown, reason="time")
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def _moment(text: str) -> datetime | None:
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    with suppress(ValueError):
        return datetime.fromisoformat(f"{match[1]}T{match[2]}{_ZONES.get(match[3], match[3])}")
    return None


def shown_time(milliseconds: int, zone: str = "wib") -> str:
    """`2024-12-03 21:15 WIB`, of one of `ZONES`; every time that people read is written by this function."""
    east = timezone(timedelta(hours=ZONES[zone]))
    try:
        return f"{(_EPOCH + timedelta(milliseconds=milliseconds)).astimezone(east):%Y-%m-%d %H:%M} {zone.upper()}"
    except OverflowError:
        return f"{milliseconds} ms"
