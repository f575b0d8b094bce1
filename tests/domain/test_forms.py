"""The forms have the names that their region prints; what is not held in a region has no form there."""

import re

import pytest

from domain.areas import AreaLevel
from domain.contests import Kind, levels_of
from domain.errors import UnknownFormError
from domain.forms import PEMILU_FORMS, PILKADA_FORMS, FormNames
from domain.profiles import profile

PEMILU, PILKADA = profile("pemilu-2024"), profile("pilkada-2024")


@pytest.mark.parametrize(
    ("kind", "level", "area", "name"),
    [
        (Kind.PPWP, AreaLevel.TPS, "1609011013001", "C.HASIL-PPWP"),
        (Kind.PPWP, AreaLevel.NASIONAL, "0", "D.HASIL NASIONAL-PPWP"),
        (Kind.DPRD_PROV, AreaLevel.PROVINSI, "16", "D.HASIL PROV-DPRD-PROV"),
        (Kind.DPRD_PROV, AreaLevel.PROVINSI, "11", "D.HASIL PROV-DPRA"),
        (Kind.DPRD_PROV, AreaLevel.TPS, "1171010001001", "C.HASIL-DPRA"),
        (Kind.DPRD_KABKO, AreaLevel.KECAMATAN, "117101", "D.HASIL KECAMATAN-DPRK"),
        (Kind.PPWP, AreaLevel.KABKO, "1171", "D.HASIL KABKO-PPWP"),
        (Kind.DPRD_PROV, AreaLevel.KABKO, "9101", "D.HASIL KABKO-DPRP"),
        (Kind.DPRD_PROV, AreaLevel.TPS, "9201010001001", "C.HASIL-DPRPB"),
        (Kind.DPRD_KABKO, AreaLevel.TPS, "9201010001001", "C.HASIL-DPRD-KAB/KOTA"),
        (Kind.DPR, AreaLevel.KECAMATAN, "990101", "D.HASIL PPLN-DPR"),
    ],
)
def test_a_form_has_the_name_of_its_region(kind: Kind, level: AreaLevel, area: str, name: str) -> None:
    assert PEMILU.form_name(kind, level, area) == name


@pytest.mark.parametrize(
    ("kind", "level", "area"),
    [
        (Kind.DPRD_KABKO, AreaLevel.TPS, "3171011001001"),
        (Kind.DPD, AreaLevel.KECAMATAN, "990101"),
        (Kind.DPRD_PROV, AreaLevel.TPS, "9901010001001"),
    ],
)
def test_what_is_not_held_in_a_region_has_no_form_there(kind: Kind, level: AreaLevel, area: str) -> None:
    with pytest.raises(UnknownFormError):
        PEMILU.form_name(kind, level, area)


def test_dki_elects_no_bupati() -> None:
    for kind, area in ((Kind.WALIKOTA, "3171"), (Kind.BUPATI, "3101")):
        assert not PILKADA.is_held(kind, area)
        with pytest.raises(UnknownFormError):
            PILKADA.form_name(kind, AreaLevel.TPS, area)
    assert PILKADA.form_name(Kind.GUBERNUR, AreaLevel.PROVINSI, "31") == "D.HASIL PROV-KWK-GUBERNUR"


def test_what_is_only_likely_is_refused_nowhere() -> None:
    assert PILKADA.is_held(Kind.GUBERNUR, "34")
    assert PILKADA.form_name(Kind.GUBERNUR, AreaLevel.PROVINSI, "34") == "D.HASIL PROV-KWK-GUBERNUR"


@pytest.mark.parametrize("names", [PEMILU_FORMS, PILKADA_FORMS], ids=["pemilu", "pilkada"])
def test_a_region_has_names_of_its_own_for_all_levels_of_a_kind_or_for_none(names: FormNames) -> None:
    for region, kind in {(region, kind) for region, kind, _ in names.regional}:
        levels = {level for where, what, level in names.regional if (where, what) == (region, kind)}
        wanted = {AreaLevel.TPS, *levels_of(kind)}
        assert levels == (wanted & {AreaLevel.TPS, AreaLevel.KECAMATAN} if region == "99" else wanted)


@pytest.mark.parametrize("names", [PEMILU_FORMS, PILKADA_FORMS], ids=["pemilu", "pilkada"])
def test_no_two_forms_of_a_region_share_a_name(names: FormNames) -> None:
    for region in {"16", "0", *(region for region, _, _ in names.regional)}:
        found = [names.name(kind, level, region) for kind, level in names.general]
        given = [name for name in found if name is not None]
        assert len(set(given)) == len(given)
        assert all(re.fullmatch(r"C\.HASIL( LN)?-.+|D\.HASIL [A-Z]+-.+", name) for name in given)
