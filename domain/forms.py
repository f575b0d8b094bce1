"""The printed names of the forms, by kind of contest and level, with what differs by region.

Rules of this module:

- A name is looked up whole; it is never joined from strings.
- A region's own name (DPRA, DPRK, DPRP...) stands in the place of the general one for areas inside that provinsi.
- What is certainly not held in a region has no form there: DKI has no dprd_kabko, bupati or walikota.  That DIY elects
  no gubernur (?: 37 provinsi of 38 voted in 2024) is refused nowhere.
- Abroad only ppwp and dpr are held, with forms of their own.

A comment `(?)` marks a fact that is likely but was not read in the original regulation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from domain.areas import ABROAD, AreaLevel
from domain.contests import Kind

ACEH: Final = "11"
DKI: Final = "31"


@dataclass(frozen=True, slots=True)
class FormNames:
    """The names of one election's forms.

    Attributes:
        general: the name where no region has its own, by kind of contest and level.
        regional: a region's own name: by the first two digits of its areas, kind and level.
        not_held: region and kind of contests that are not held there.
    """

    general: Mapping[tuple[Kind, AreaLevel], str]
    regional: Mapping[tuple[str, Kind, AreaLevel], str]
    not_held: frozenset[tuple[str, Kind]]

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of contest that have forms."""
        return frozenset(kind for kind, _ in self.general)

    def is_held(self, kind: Kind, area: str) -> bool:
        """Whether nothing says that contests of this kind are not held in the region of `area`."""
        return (area[:2], kind) not in self.not_held

    def name(self, kind: Kind, level: AreaLevel, area: str) -> str | None:
        """The name of the form of a contest at a level in an area; None where there is none."""
        if not self.is_held(kind, area):
            return None
        return self.regional.get((area[:2], kind, level)) or self.general.get((kind, level))


_PEMILU_GENERAL: Final = {
    (Kind.PPWP, AreaLevel.TPS): "C.HASIL-PPWP",
    (Kind.PPWP, AreaLevel.KECAMATAN): "D.HASIL KECAMATAN-PPWP",
    (Kind.PPWP, AreaLevel.KABKO): "D.HASIL KABKO-PPWP",
    (Kind.PPWP, AreaLevel.PROVINSI): "D.HASIL PROV-PPWP",
    (Kind.PPWP, AreaLevel.NASIONAL): "D.HASIL NASIONAL-PPWP",
    (Kind.DPR, AreaLevel.TPS): "C.HASIL-DPR",
    (Kind.DPR, AreaLevel.KECAMATAN): "D.HASIL KECAMATAN-DPR",
    (Kind.DPR, AreaLevel.KABKO): "D.HASIL KABKO-DPR",
    (Kind.DPR, AreaLevel.PROVINSI): "D.HASIL PROV-DPR",
    (Kind.DPR, AreaLevel.NASIONAL): "D.HASIL NASIONAL-DPR",
    (Kind.DPD, AreaLevel.TPS): "C.HASIL-DPD",
    (Kind.DPD, AreaLevel.KECAMATAN): "D.HASIL KECAMATAN-DPD",
    (Kind.DPD, AreaLevel.KABKO): "D.HASIL KABKO-DPD",
    (Kind.DPD, AreaLevel.PROVINSI): "D.HASIL PROV-DPD",
    (Kind.DPD, AreaLevel.NASIONAL): "D.HASIL NASIONAL-DPD",
    (Kind.DPRD_PROV, AreaLevel.TPS): "C.HASIL-DPRD-PROV",
    (Kind.DPRD_PROV, AreaLevel.KECAMATAN): "D.HASIL KECAMATAN-DPRD-PROV",
    (Kind.DPRD_PROV, AreaLevel.KABKO): "D.HASIL KABKO-DPRD-PROV",
    (Kind.DPRD_PROV, AreaLevel.PROVINSI): "D.HASIL PROV-DPRD-PROV",
    (Kind.DPRD_KABKO, AreaLevel.TPS): "C.HASIL-DPRD-KAB/KOTA",
    (Kind.DPRD_KABKO, AreaLevel.KECAMATAN): "D.HASIL KECAMATAN-DPRD-KAB/KOTA",
    (Kind.DPRD_KABKO, AreaLevel.KABKO): "D.HASIL KABKO-DPRD-KAB/KOTA",
}
_PEMILU_REGIONAL: Final = {
    (ACEH, Kind.DPRD_PROV, AreaLevel.TPS): "C.HASIL-DPRA",
    (ACEH, Kind.DPRD_PROV, AreaLevel.KECAMATAN): "D.HASIL KECAMATAN-DPRA",
    (ACEH, Kind.DPRD_PROV, AreaLevel.KABKO): "D.HASIL KABKO-DPRA",
    (ACEH, Kind.DPRD_PROV, AreaLevel.PROVINSI): "D.HASIL PROV-DPRA",
    (ACEH, Kind.DPRD_KABKO, AreaLevel.TPS): "C.HASIL-DPRK",
    (ACEH, Kind.DPRD_KABKO, AreaLevel.KECAMATAN): "D.HASIL KECAMATAN-DPRK",
    (ACEH, Kind.DPRD_KABKO, AreaLevel.KABKO): "D.HASIL KABKO-DPRK",
    # (?) the short names of the six provinsi of Papua; their kab/kota keep DPRD-KAB/KOTA (?)
    ("91", Kind.DPRD_PROV, AreaLevel.TPS): "C.HASIL-DPRP",
    ("91", Kind.DPRD_PROV, AreaLevel.KECAMATAN): "D.HASIL KECAMATAN-DPRP",
    ("91", Kind.DPRD_PROV, AreaLevel.KABKO): "D.HASIL KABKO-DPRP",
    ("91", Kind.DPRD_PROV, AreaLevel.PROVINSI): "D.HASIL PROV-DPRP",
    ("92", Kind.DPRD_PROV, AreaLevel.TPS): "C.HASIL-DPRPB",
    ("92", Kind.DPRD_PROV, AreaLevel.KECAMATAN): "D.HASIL KECAMATAN-DPRPB",
    ("92", Kind.DPRD_PROV, AreaLevel.KABKO): "D.HASIL KABKO-DPRPB",
    ("92", Kind.DPRD_PROV, AreaLevel.PROVINSI): "D.HASIL PROV-DPRPB",
    ("93", Kind.DPRD_PROV, AreaLevel.TPS): "C.HASIL-DPRPS",
    ("93", Kind.DPRD_PROV, AreaLevel.KECAMATAN): "D.HASIL KECAMATAN-DPRPS",
    ("93", Kind.DPRD_PROV, AreaLevel.KABKO): "D.HASIL KABKO-DPRPS",
    ("93", Kind.DPRD_PROV, AreaLevel.PROVINSI): "D.HASIL PROV-DPRPS",
    ("94", Kind.DPRD_PROV, AreaLevel.TPS): "C.HASIL-DPRPT",
    ("94", Kind.DPRD_PROV, AreaLevel.KECAMATAN): "D.HASIL KECAMATAN-DPRPT",
    ("94", Kind.DPRD_PROV, AreaLevel.KABKO): "D.HASIL KABKO-DPRPT",
    ("94", Kind.DPRD_PROV, AreaLevel.PROVINSI): "D.HASIL PROV-DPRPT",
    ("95", Kind.DPRD_PROV, AreaLevel.TPS): "C.HASIL-DPRPP",
    ("95", Kind.DPRD_PROV, AreaLevel.KECAMATAN): "D.HASIL KECAMATAN-DPRPP",
    ("95", Kind.DPRD_PROV, AreaLevel.KABKO): "D.HASIL KABKO-DPRPP",
    ("95", Kind.DPRD_PROV, AreaLevel.PROVINSI): "D.HASIL PROV-DPRPP",
    ("96", Kind.DPRD_PROV, AreaLevel.TPS): "C.HASIL-DPRPBD",
    ("96", Kind.DPRD_PROV, AreaLevel.KECAMATAN): "D.HASIL KECAMATAN-DPRPBD",
    ("96", Kind.DPRD_PROV, AreaLevel.KABKO): "D.HASIL KABKO-DPRPBD",
    ("96", Kind.DPRD_PROV, AreaLevel.PROVINSI): "D.HASIL PROV-DPRPBD",
    # (?) the names of the forms abroad
    (ABROAD, Kind.PPWP, AreaLevel.TPS): "C.HASIL LN-PPWP",
    (ABROAD, Kind.PPWP, AreaLevel.KECAMATAN): "D.HASIL PPLN-PPWP",
    (ABROAD, Kind.DPR, AreaLevel.TPS): "C.HASIL LN-DPR",
    (ABROAD, Kind.DPR, AreaLevel.KECAMATAN): "D.HASIL PPLN-DPR",
}
PEMILU_FORMS: Final = FormNames(
    MappingProxyType(_PEMILU_GENERAL),
    MappingProxyType(_PEMILU_REGIONAL),
    frozenset({(DKI, Kind.DPRD_KABKO), (ABROAD, Kind.DPD), (ABROAD, Kind.DPRD_PROV), (ABROAD, Kind.DPRD_KABKO)}),
)
"""The forms of a Pemilu."""

_PILKADA_GENERAL: Final = {
    (Kind.GUBERNUR, AreaLevel.TPS): "C.HASIL-KWK-GUBERNUR",
    (Kind.GUBERNUR, AreaLevel.KECAMATAN): "D.HASIL KECAMATAN-KWK-GUBERNUR",  # (?) from here on: KWK in D.HASIL
    (Kind.GUBERNUR, AreaLevel.KABKO): "D.HASIL KABKO-KWK-GUBERNUR",
    (Kind.GUBERNUR, AreaLevel.PROVINSI): "D.HASIL PROV-KWK-GUBERNUR",
    (Kind.BUPATI, AreaLevel.TPS): "C.HASIL-KWK-BUPATI",
    (Kind.BUPATI, AreaLevel.KECAMATAN): "D.HASIL KECAMATAN-KWK-BUPATI",
    (Kind.BUPATI, AreaLevel.KABKO): "D.HASIL KABKO-KWK-BUPATI",
    (Kind.WALIKOTA, AreaLevel.TPS): "C.HASIL-KWK-WALIKOTA",
    (Kind.WALIKOTA, AreaLevel.KECAMATAN): "D.HASIL KECAMATAN-KWK-WALIKOTA",
    (Kind.WALIKOTA, AreaLevel.KABKO): "D.HASIL KABKO-KWK-WALIKOTA",
}
PILKADA_FORMS: Final = FormNames(
    MappingProxyType(_PILKADA_GENERAL),
    MappingProxyType({}),
    frozenset(
        {
            (DKI, Kind.BUPATI),
            (DKI, Kind.WALIKOTA),
            (ABROAD, Kind.GUBERNUR),
            (ABROAD, Kind.BUPATI),
            (ABROAD, Kind.WALIKOTA),
        }
    ),
)
"""The forms of a Pilkada."""
