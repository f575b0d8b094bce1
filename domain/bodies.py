"""Bodies, and the books they write.

- A body id is `<kind>-<area>`; its origin is `host/election/<kind>/<area>`, a successor book's ends in `-2`, `-3`, ...
- KPU and PPK hang on one line of authority, Bawaslu and Panwaslu on another; neither reaches into the other.
- The body above is the one whose area is the parent; a PPLN stands under the nation.
- The same body is printed under another name in some regions: KIP in Aceh, PPD in Papua.
- A PPK is in the country and a PPLN abroad; KPPS write no book and stand under none.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.areas import NATION, AreaLevel, is_abroad, is_area, level_of, parent

_SUCCESSOR: Final = re.compile(r"(.*)-(?:[2-9]|[1-9][0-9]+)")


class BodyKind(StrEnum):
    """The kinds of body that write books, and KPPS, which only signs."""

    KPU = "kpu"
    PPK = "ppk"
    PPLN = "ppln"
    BAWASLU = "bawaslu"
    PANWASLU = "panwaslu"
    KPPS = "kpps"


_KINDS: Final = {str(kind): kind for kind in BodyKind}
KPU_LINE: Final = frozenset({BodyKind.KPU, BodyKind.PPK, BodyKind.PPLN})
BAWASLU_LINE: Final = frozenset({BodyKind.BAWASLU, BodyKind.PANWASLU})
LEVELS: Final[dict[BodyKind, frozenset[AreaLevel]]] = {
    BodyKind.KPU: frozenset({AreaLevel.NASIONAL, AreaLevel.PROVINSI, AreaLevel.KABKO}),
    BodyKind.PPK: frozenset({AreaLevel.KECAMATAN}),
    BodyKind.PPLN: frozenset({AreaLevel.KECAMATAN}),
    BodyKind.BAWASLU: frozenset({AreaLevel.NASIONAL, AreaLevel.PROVINSI, AreaLevel.KABKO}),
    BodyKind.PANWASLU: frozenset({AreaLevel.KECAMATAN}),
    BodyKind.KPPS: frozenset({AreaLevel.DESA}),
}

_PRINTED: Final = {
    BodyKind.KPU: "KPU",
    BodyKind.PPK: "PPK",
    BodyKind.PPLN: "PPLN",
    BodyKind.BAWASLU: "Bawaslu",
    BodyKind.PANWASLU: "Panwaslu",
    BodyKind.KPPS: "KPPS",
}
_PAPUA: Final = ("91", "92", "93", "94", "95", "96")
_REGIONAL: Final = {
    ("11", BodyKind.KPU): "KIP",
    ("11", BodyKind.BAWASLU): "Panwaslih",  # (?) in a Pemilu it is Bawaslu's own office there, in a Pilkada Panwaslih
    **dict.fromkeys(((region, BodyKind.PPK) for region in _PAPUA), "PPD"),
    ("99", BodyKind.KPPS): "KPPSLN",
}
"""Names that differ by region, by the first two digits of the area."""

# Whether the kind works abroad: were both in one place, a TPS would be counted on two ways up.
_ABROAD: Final = {BodyKind.PPLN: True, BodyKind.PPK: False}


@dataclass(frozen=True, slots=True)
class Body:
    """A body of one kind in one area."""

    kind: BodyKind
    area: str

    @property
    def id(self) -> str:
        """`<kind>-<area>`, for example `ppk-160901`."""
        return f"{self.kind}-{self.area}"

    @property
    def recapitulates_tps(self) -> bool:
        """Whether its units are TPS (PPK, PPLN) and not other bodies' areas."""
        return self.kind in (BodyKind.PPK, BodyKind.PPLN)

    def is_above(self, other: "Body") -> bool:
        """Whether `other` stands directly under this body, in the same line."""
        in_line = any(self.kind in line and other.kind in line for line in (KPU_LINE, BAWASLU_LINE))
        return in_line and self.area != other.area and self.area == superior_area(other)


def parse_body(text: str) -> Body | None:
    """The body with the id `text`, or None: unknown kind, no area code, or a kind that does not exist there."""
    kind_text, _, area = text.partition("-")
    kind = _KINDS.get(kind_text)
    if kind is None or not is_area(area):
        return None
    if level_of(area) not in LEVELS[kind] or (kind in _ABROAD and is_abroad(area) is not _ABROAD[kind]):
        return None
    return Body(kind, area)


def body_name(body: Body) -> str:
    """What a body of this kind is called on paper in its region, the same in both languages: `PPK`, in Papua `PPD`."""
    return _REGIONAL.get((body.area[:2], body.kind), _PRINTED[body.kind])


def body_of_origin(origin: str) -> Body | None:
    """The body that a book with this origin belongs to, or None."""
    segments = origin.split("/")
    if len(segments) != 4:  # noqa: PLR2004 - host/election/body/area
        return None
    successor = _SUCCESSOR.fullmatch(segments[3])
    return parse_body(f"{segments[2]}-{successor[1] if successor else segments[3]}")


def superior_area(body: Body) -> str | None:
    """The area of the body directly above; None for the nation, which has none."""
    if body.area == NATION:
        return None
    return NATION if body.kind is BodyKind.PPLN else parent(body.area)
