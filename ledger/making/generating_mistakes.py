"""Mistakes of a form, one rule each: what goes wrong on paper or in reading it.

Rules of this module:

- A mistake takes a sound form and breaks the one rule that it is named after, at the rows it says, and no other.
- It is put only into a form that has the rows the rule reads.
- How often each happens is the shape's; `PUBLISHED` is how often published forms broke them (ppwp 2024, 258,470 TPS).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from domain.profiles import COLUMNS
from ledger.making.chance import Chance
from ledger.making.generating_forms import Ballot, Cells, Rival

PUBLISHED: Final[Mapping[str, int]] = MappingProxyType({"G.201": 36, "G.301": 49, "G.303": 12, "G.305": 76})
"""The rate of each mistake per thousand forms."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """How a rule comes to be broken.

    `plant` changes a sound form and gives the rows the rule is then named at; `needs` are the rows the rule reads;
    `of_parties` and `beside_another` say that it needs parties, or another contest with sound voters at the TPS.
    """

    plant: Callable[[Cells, Ballot, Chance], tuple[str, ...]]
    needs: tuple[str, ...]
    of_parties: bool = False
    beside_another: bool = False


def _slip(chance: Chance) -> int:
    """By how much a number is wrong: often by little, sometimes by a misread digit of tens or hundreds."""
    return (1 + chance.below(9)) * (1, 1, 1, 10, 100)[chance.below(5)]


def _men_on_the_roll(cells: Cells, _: Ballot, chance: Chance) -> tuple[str, ...]:
    cells["pemilih_dpt_l"] += _slip(chance)
    return ("pemilih_dpt_j",)


def _woman_summed_as_man(cells: Cells, _: Ballot, chance: Chance) -> tuple[str, ...]:
    wrong = chance.between(1, min(9, cells["pengguna_total_p"] - cells["disabilitas_p"]))
    cells["pengguna_total_l"] += wrong
    cells["pengguna_total_p"] -= wrong
    return ("pengguna_total_l", "pengguna_total_p")


def _more_men_than_on_the_roll(cells: Cells, _: Ballot, chance: Chance) -> tuple[str, ...]:
    cells["pemilih_dpt_l"] = cells["pengguna_dpt_l"] - chance.between(1, min(5, cells["pengguna_dpt_l"]))
    cells["pemilih_dpt_p"] = cells["pemilih_dpt_j"] - cells["pemilih_dpt_l"]
    return ("pengguna_dpt_l",)


def _ballots_left_over(cells: Cells, _: Ballot, chance: Chance) -> tuple[str, ...]:
    cells["surat_suara_tidak_digunakan"] += chance.between(1, 9)
    return ("surat_suara_diterima",)


def _more_disabled_than_users(cells: Cells, _: Ballot, __: Chance) -> tuple[str, ...]:
    men = cells["pengguna_total_l"] + 1
    cells["disabilitas_l"], cells["disabilitas_p"], cells["disabilitas_j"] = men, 0, men
    return ("disabilitas_l",)


def _votes_of_an_option(cells: Cells, ballot: Ballot, chance: Chance) -> tuple[str, ...]:
    _add(cells, _any_rival(ballot, chance), _slip(chance), chance)
    return ("suara_sah",)


def _sum_of_a_party(cells: Cells, ballot: Ballot, chance: Chance) -> tuple[str, ...]:
    rival = _any_rival(ballot, chance)
    cells[rival.rows[chance.below(len(rival.rows))]] += _slip(chance)
    return (f"{rival.total}",)


def _invalid_votes(cells: Cells, _: Ballot, chance: Chance) -> tuple[str, ...]:
    room = (cells["suara_total"] - 1) // 10 - cells["suara_tidak_sah"]  # from a tenth on P.204 speaks too
    cells["suara_tidak_sah"] += chance.between(1, room) if room else -1
    return ("suara_total",)


def _ballots_used(cells: Cells, _: Ballot, chance: Chance) -> tuple[str, ...]:
    wrong = chance.between(1, min(9, cells["surat_suara_digunakan"]))
    cells["surat_suara_digunakan"] -= wrong
    cells["surat_suara_tidak_digunakan"] += wrong
    return ("suara_total",)


def _more_ballots_than_voters(cells: Cells, ballot: Ballot, chance: Chance) -> tuple[str, ...]:
    more = min(cells["surat_suara_tidak_digunakan"], _slip(chance))
    _add(cells, _any_rival(ballot, chance), more, chance)
    for row in ("suara_sah", "suara_total", "surat_suara_digunakan"):
        cells[row] += more
    cells["surat_suara_tidak_digunakan"] -= more
    return ("suara_total",)


def _delivery(cells: Cells, _: Ballot, chance: Chance) -> tuple[str, ...]:
    more = _slip(chance)
    cells["surat_suara_diterima"] += more
    cells["surat_suara_tidak_digunakan"] += more
    return ("surat_suara_diterima",)


def _fewer_than_in_another_contest(cells: Cells, ballot: Ballot, _: Chance) -> tuple[str, ...]:
    """So many fewer voters that the moved ones cannot be the reason; in itself the form stays sound."""
    fewer = cells["pengguna_pindahan_j"] + 1
    column = max("lp", key=lambda sex: cells[f"pengguna_dpt_{sex}"])
    for row in (f"pengguna_dpt_{column}", "pengguna_dpt_j", f"pengguna_total_{column}", "pengguna_total_j"):
        cells[row] -= fewer
    for row in ("suara_sah", "suara_total", "surat_suara_digunakan"):
        cells[row] -= fewer
    cells["surat_suara_tidak_digunakan"] += fewer
    for _one in range(fewer):
        rival = max(ballot.rivals, key=lambda each: max(cells[row] for row in each.rows))
        cells[max(rival.rows, key=cells.__getitem__)] -= 1
        if rival.total is not None:
            cells[rival.total] -= 1
    return ("pengguna_total_j",)


def _any_rival(ballot: Ballot, chance: Chance) -> Rival:
    return ballot.rivals[chance.below(len(ballot.rivals))]


def _add(cells: Cells, rival: Rival, votes: int, chance: Chance) -> None:
    cells[rival.rows[chance.below(len(rival.rows))]] += votes
    if rival.total is not None:
        cells[rival.total] += votes


def _cells(*groups: str) -> tuple[str, ...]:
    return tuple(f"{group}_{column}" for group in groups for column in COLUMNS)


_BALLOTS: Final = tuple(f"surat_suara_{what}" for what in ("diterima", "digunakan", "dikembalikan", "tidak_digunakan"))
_SUMMED: Final = _cells("pengguna_dpt", "pengguna_pindahan", "pengguna_khusus", "pengguna_total")

MISTAKES: Final[Mapping[str, Mistake]] = MappingProxyType(
    {
        "G.102": Mistake(_men_on_the_roll, _cells("pemilih_dpt")),
        "G.201": Mistake(_woman_summed_as_man, _SUMMED),
        "G.202": Mistake(_more_men_than_on_the_roll, _cells("pemilih_dpt", "pengguna_dpt")),
        "G.203": Mistake(_ballots_left_over, _BALLOTS),
        "G.204": Mistake(_more_disabled_than_users, _cells("pengguna_total", "disabilitas")),
        "G.301": Mistake(_votes_of_an_option, ("suara_sah",)),
        "G.302": Mistake(_sum_of_a_party, (), of_parties=True),
        "G.303": Mistake(_invalid_votes, ("suara_sah", "suara_tidak_sah", "suara_total")),
        "G.304": Mistake(_ballots_used, ("suara_total", "surat_suara_digunakan")),
        "G.305": Mistake(_more_ballots_than_voters, ("suara_total", "pengguna_total_j")),
        "P.201": Mistake(_delivery, ("surat_suara_diterima", "pemilih_dpt_j")),
        "P.206": Mistake(
            _fewer_than_in_another_contest, ("pengguna_total_j", "pengguna_pindahan_j"), beside_another=True
        ),
    }
)
"""Every rule that can be broken alone, by its code."""
