"""Made-up areas and contests, to be filled with figures by `ledger.making.generating`.

Rules of this module:

- Codes are those of no real area unless one asks for them: the first provinsi is 90, the PPLN stand under 9901.
- There is one contest for each area of its kind: dapil are made by hand, with `ledger.making.plan.planned_contest`.
- A contest has every row of its form.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from domain.areas import ABROAD, is_abroad
from domain.contests import KOLOM_KOSONG, Contest, ContestOption, Counted, Kind, counted, parse_contest_id
from domain.errors import UnknownContestIdError
from domain.profiles import profile_for
from ledger.errors import ImpossibleShapeError
from ledger.making.plan import planned_contest

_TWO_DIGITS: Final = 99
_FIRST_DESA: Final = 2001
_MOST_DESA: Final = 7999
_MOST_TPS: Final = 999


@dataclass(frozen=True, slots=True)
class Place:
    """A TPS, and how many voters are on its roll; None to have that drawn."""

    tps: str
    voters: int | None = None


def made_up_places(
    *,
    provinsi: int = 1,
    kabko: int = 1,
    kecamatan: int = 1,
    desa: int = 2,
    tps: int = 3,
    ppln: int = 0,
    first: int = 90,
    is_gapped: bool = False,
) -> tuple[Place, ...]:
    """So many provinsi from the code `first` on, in each so many kab/kota, and so on down; and so many PPLN.

    With `is_gapped` every third number of a TPS is missing, as some are in real lists.  No province has a code from 90
    on; a PPLN has as many TPS as a desa.  Raises `ImpossibleShapeError`.
    """
    if not (first >= 1 and 0 <= provinsi <= int(ABROAD) - first and 0 <= max(kabko, kecamatan, ppln) <= _TWO_DIGITS):
        raise ImpossibleShapeError(reason="codes", value=f"{provinsi}, {kabko}, {kecamatan}, {ppln}")
    numbers = [number + (number - 1) // 2 if is_gapped else number for number in range(1, tps + 1)]
    if desa > _MOST_DESA or (numbers and numbers[-1] > _MOST_TPS):
        raise ImpossibleShapeError(reason="codes", value=f"{desa}, {tps}")
    kecamatan_codes = (
        f"{first + province:02}{kab:02}{kec:02}"
        for province in range(provinsi)
        for kab in range(1, kabko + 1)
        for kec in range(1, kecamatan + 1)
    )
    at_home = (f"{area}{_FIRST_DESA + number}" for area in kecamatan_codes for number in range(desa))
    abroad = (f"{ABROAD}01{number:02}{_FIRST_DESA}" for number in range(1, ppln + 1))
    return tuple(Place(f"{area}{number:03}") for areas in (at_home, abroad) for area in areas for number in numbers)


def contests_for(
    kinds: Iterable[Kind], areas: Iterable[str], *, paslon: int = 3, parties: int = 18, candidates: int = 10
) -> tuple[Contest, ...]:
    """The contests of these kinds in `areas` (codes of a kab/kota or of what lies below), without dapil.

    Pairs are `paslon`, a single one stands against kolom kosong; `candidates` are those of each party, or as many
    single ones.  The first `dpr` holds the voters abroad, where there are any.  Raises `InvalidDeclarationError`.
    """
    codes = set(areas)
    wanted = []
    for kind in kinds:
        options = _options(kind, paslon, parties, candidates)
        holds_abroad = kind is Kind.DPR and any(map(is_abroad, codes))
        for contest_id in _ids(kind, codes):
            own = (parse_contest_id(contest_id).area, ABROAD) if holds_abroad else ()
            wanted.append(planned_contest(contest_id, profile_for(kind).name, options, areas=own))
            holds_abroad = False
    return tuple(wanted)


def _ids(kind: Kind, codes: Iterable[str]) -> list[str]:
    """The ids of a kind: that of the nation, or those of the provinsi or kab/kota around `codes`."""
    at_home = [code for code in codes if not is_abroad(code)]
    around = sorted({code[:length] for code in at_home for length in (2, 4)})
    return [name for name in (str(kind), *(f"{kind}-{area}" for area in around)) if _is_contest_id(name)]


def _is_contest_id(text: str) -> bool:
    try:
        parse_contest_id(text)
    except UnknownContestIdError:
        return False
    return True


def _options(kind: Kind, paslon: int, parties: int, candidates: int) -> tuple[ContestOption, ...]:
    match counted(kind):
        case Counted.PASLON:
            return paslon_options(paslon)
        case Counted.PARTIES:
            return party_options(parties, candidates)
        case Counted.CANDIDATES:
            return tuple(ContestOption(number, f"Calon {number}") for number in range(1, candidates + 1))


def paslon_options(count: int) -> tuple[ContestOption, ...]:
    """So many paslon; a single one against kolom kosong."""
    if count == 1:
        return (ContestOption(1, "Paslon 1"), ContestOption(2, KOLOM_KOSONG))
    return tuple(ContestOption(number, f"Paslon {number}") for number in range(1, count + 1))


def party_options(parties: int, candidates: int) -> tuple[ContestOption, ...]:
    """So many parties with so many candidates each."""
    return tuple(
        option
        for party in range(1, parties + 1)
        for option in (
            ContestOption(party, f"Partai {party}"),
            *(ContestOption(number, f"Calon {number}", party) for number in range(1, candidates + 1)),
        )
    )
