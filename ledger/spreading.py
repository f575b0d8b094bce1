"""Spreading figures that are known per kecamatan over the TPS of its desa.

Rules of this module:

- The TPS of a kecamatan lie round-robin over its desa, numbered from 001 in each, or as many per desa as is stated.
- Each row's figure is spread by itself: the shares of the TPS add up to it exactly, none is negative.
- A share follows from SHA-256 of contest, row and code alone: the same facts give the same TPS on every machine.
- Sums of a form (a party's block, valid votes, all votes) are added up per TPS and never spread.

What comes out is made up below the kecamatan: plausible, and the same everywhere, but nobody counted it so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from domain.areas import AreaLevel, length_of
from domain.contests import ContestOption, has_parties
from domain.types import Figures

MOST_PER_DESA: Final = 999
"""The highest number of a TPS within its desa: three digits."""

_LEAST_SIZE: Final = 896
"""With a byte of a hash on top, the TPS of a kecamatan differ from their mean by an eighth at most."""

_LEAST_WEIGHT: Final = 384
"""With a byte of a hash on top, the shares of a row differ from their mean by a quarter at most, beside the size."""

_DESA_DIGITS: Final = length_of(AreaLevel.DESA)


@dataclass(frozen=True, slots=True)
class Sum:
    """A row of a form that is the sum of others."""

    row: str
    parts: tuple[str, ...]


def vote_leaves(options: Sequence[ContestOption]) -> tuple[str, ...]:
    """The rows of the votes that are counted by themselves, in ballot order: no block totals."""
    if not has_parties(options):
        return tuple(f"suara_{option.no}" for option in options)
    return tuple(leaf for block in _blocks(options) for leaf in block.parts)


def sums_of(options: Sequence[ContestOption], *, with_invalid: bool) -> tuple[Sum, ...]:
    """The sums on a form, each behind what it needs; `suara_total` only where the invalid votes are known."""
    blocks = tuple(_blocks(options)) if has_parties(options) else ()
    valid = Sum("suara_sah", vote_leaves(options))
    cast = (Sum("suara_total", ("suara_sah", "suara_tidak_sah")),) if with_invalid else ()
    return (*blocks, valid, *cast)


def stations_of_units(desa: Mapping[str, int | None], needed: int) -> tuple[str, ...]:
    """The TPS of one kecamatan in the order of their turn: every desa's 001, every desa's 002, and so on.

    Args:
        desa: the codes of its desa, each with its number of TPS; all None where that is not known.
        needed: how many TPS there are where the desa do not say; no more than they can number are given.
    """
    codes = sorted(desa)
    known = [count for count in desa.values() if count is not None]
    if known:
        turns = range(1, max(known) + 1)
        return tuple(f"{code}{turn:03}" for turn in turns for code in codes if turn <= (desa[code] or 0))
    most = MOST_PER_DESA * len(codes)
    return tuple(f"{codes[at % len(codes)]}{at // len(codes) + 1:03}" for at in range(min(needed, most)))


def in_turn(stations: Sequence[str]) -> tuple[str, ...]:
    """TPS in the order of their turn: by their number, then by their desa."""
    return tuple(sorted(stations, key=lambda tps: (tps[_DESA_DIGITS:], tps)))


def shares(contest: str, row: str, stations: Sequence[str], figure: int) -> list[int]:
    """The share of each TPS in the figure of a row; they add up to it exactly (largest remainder)."""
    weights = [_weight(tps, _LEAST_SIZE) * _weight(f"{contest}/{row}/{tps}", _LEAST_WEIGHT) for tps in stations]
    return largest_remainder(figure, weights)


def largest_remainder(figure: int, weights: Sequence[int]) -> list[int]:
    """`figure` in whole parts after `weights` (all above 0); of equal remainders the first one comes first."""
    whole = sum(weights)
    parts = [figure * weight // whole for weight in weights]
    left = figure - sum(parts)
    if left:
        order = sorted(range(len(weights)), key=lambda at: -(figure * weights[at] % whole))
        for at in order[:left]:
            parts[at] += 1
    return parts


def spread(
    contest: str, rows: Sequence[str], sums: Sequence[Sum], stations: Sequence[str], figures: Mapping[str, int]
) -> Iterator[tuple[str, Figures]]:
    """Each TPS with its form: `figures` of the kecamatan spread over its TPS, the sums added up.

    Args:
        contest: the contest's id.
        rows: the rows of the form, in its order: those of `figures`, and those of `sums`.
        sums: the rows that are added up, each behind what it needs.
        stations: the TPS that are in.
        figures: the figure of the kecamatan for every row that is no sum.
    """
    columns = {row: shares(contest, row, stations, figure) for row, figure in figures.items()}
    for each in sums:
        columns[each.row] = [sum(parts) for parts in zip(*(columns[part] for part in each.parts), strict=True)]
    forms = zip(*(columns[row] for row in rows), strict=True)
    yield from zip(stations, forms, strict=True)


def _blocks(options: Sequence[ContestOption]) -> Iterator[Sum]:
    """Each party's block: the party's own votes and those of its candidates."""
    for party in options:
        if party.parent is None:
            own = (f"suara_{party.no}_{each.no}" for each in options if each.parent == party.no)
            yield Sum(f"suara_{party.no}_total", (f"suara_{party.no}", *own))


def _weight(text: str, least: int) -> int:
    return least + sha256(text.encode()).digest()[0]
