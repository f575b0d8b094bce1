"""Areas: from the nation down to the polling station, named by digits as text (`docs/format.md`, section 6).

Rules of this module:

- An area code is `0` (the nation) or 2, 4, 6, 10 or 13 ASCII digits: provinsi, kab/kota, kecamatan, desa, TPS.
- The parent of an area is its prefix; the parent of a provinsi is the nation.
- Abroad lies under `99`.  A PPLN has a code as long as that of a kecamatan, and its parent is the nation itself.
- Nothing follows from the numbers: those of TPS have gaps, and a code says nothing about whether the area exists.

    >>> parent("1609011013001"), contains("1609", "1609011013001"), level_of("160901")
    ('1609011013', True, <AreaLevel.KECAMATAN: 'kecamatan'>)
"""

import re
from enum import StrEnum
from typing import Final

from domain.errors import UnknownAreaCodeError

NATION: Final = "0"
"""The area of the whole nation."""

ABROAD: Final = "99"
"""The prefix of every area abroad."""


class AreaLevel(StrEnum):
    """The levels of areas, from the top down."""

    NASIONAL = "nasional"
    PROVINSI = "provinsi"
    KABKO = "kabko"
    KECAMATAN = "kecamatan"
    DESA = "desa"
    TPS = "tps"


_LEVELS: Final = {
    1: AreaLevel.NASIONAL,
    2: AreaLevel.PROVINSI,
    4: AreaLevel.KABKO,
    6: AreaLevel.KECAMATAN,
    10: AreaLevel.DESA,
    13: AreaLevel.TPS,
}
_LENGTHS: Final = {level: length for length, level in _LEVELS.items()}
_PARENT_LENGTHS: Final = {13: 10, 10: 6, 6: 4, 4: 2}
_CODE: Final = re.compile(r"0|[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{10}|[0-9]{13}")


def is_area(code: str) -> bool:
    """Whether `code` is written as an area code; not whether such an area exists."""
    return _CODE.fullmatch(code) is not None


def is_tps_of(desa: str, code: str) -> bool:
    """Whether `code` is written as the code of a TPS in this desa."""
    return len(code) == _LENGTHS[AreaLevel.TPS] and code.startswith(desa) and is_area(code)


def level_of(code: str) -> AreaLevel:
    """The level of an area; raises `UnknownAreaCodeError` for anything that is no area code."""
    if not is_area(code):
        raise UnknownAreaCodeError(code=code)
    return _LEVELS[len(code)]


def is_abroad(code: str) -> bool:
    """Whether an area lies abroad."""
    return code.startswith(ABROAD)


def parent(code: str) -> str:
    """The area whose recapitulation takes in that of `code`; raises `UnknownAreaCodeError`, also for the nation."""
    level = level_of(code)
    if level is AreaLevel.NASIONAL:
        raise UnknownAreaCodeError(code=code)
    if level is AreaLevel.PROVINSI or (level is AreaLevel.KECAMATAN and is_abroad(code)):
        return NATION
    return code[: _PARENT_LENGTHS[len(code)]]


def ancestor(code: str, level: AreaLevel) -> str | None:
    """The area of `level` that takes in `code`, which may be `code` itself.

    None where there is no such area: below `code`, and between a PPLN and the nation.  Raises `UnknownAreaCodeError`.
    """
    own = level_of(code)
    if level is AreaLevel.NASIONAL or own is AreaLevel.NASIONAL:
        return NATION if level is AreaLevel.NASIONAL else None
    length = _LENGTHS[level]
    if length > len(code) or (is_abroad(code) and length < _LENGTHS[AreaLevel.KECAMATAN]):
        return code if own is level else None
    return code[:length]


def length_of(level: AreaLevel) -> int:
    """How many digits the codes of a level have."""
    return _LENGTHS[level]


def contains(outer: str, inner: str) -> bool:
    """Whether `outer` is `inner` or lies around it; both are area codes and are not checked again."""
    return outer == NATION or inner.startswith(outer)


def areas_around(code: str) -> tuple[str, ...]:
    """Every area that contains this one, from the nation down to itself; an area code that is not checked again."""
    return (NATION, *[code[:length] for length in _LEVELS if 1 < length <= len(code)])


def meets(first: str, second: str) -> bool:
    """Whether two areas have a TPS in common: one of them contains the other."""
    return contains(first, second) or contains(second, first)
