"""Forms of any contest that break no rule, for plans of several contests."""

import random
from collections.abc import Iterable

from domain.contests import Contest, ContestOption, has_parties
from domain.profiles import profile_for
from domain.types import Figures

MEN, WOMEN = 120, 130
"""On the roll of every TPS."""

CAST = 190
"""Who voted, in every contest of every TPS."""


def parties(count: int, candidates: int) -> tuple[ContestOption, ...]:
    """So many parties with so many candidates each."""
    tops = tuple(ContestOption(no, f"Partai {no}") for no in range(1, count + 1))
    below = (ContestOption(no, f"Calon {no}", top.no) for top in tops for no in range(1, candidates + 1))
    return (*tops, *below)


def singles(names: Iterable[str]) -> tuple[ContestOption, ...]:
    """Options of these names, numbered from 1."""
    return tuple(ContestOption(no, name) for no, name in enumerate(names, start=1))


def sound_form(contest: Contest, tps: str) -> Figures:
    """A sound form of this contest at this TPS: always the same one."""
    chance = random.Random(f"{contest.id} {tps}")  # noqa: S311 - figures for a test
    both = MEN + WOMEN
    received = both + -(-both * profile_for(contest.kind).reserve_permille // 1000)
    values = _split("pemilih_dpt", MEN, WOMEN) | _split("pemilih_total", MEN, WOMEN)
    values |= _split("pengguna_dpt", 90, CAST - 90) | _split("pengguna_total", 90, CAST - 90)
    values |= {"surat_suara_diterima": received, "surat_suara_digunakan": CAST}
    values |= {"surat_suara_tidak_digunakan": received - CAST}
    invalid = chance.randint(1, 9)
    values |= {"suara_sah": CAST - invalid, "suara_tidak_sah": invalid, "suara_total": CAST}
    values |= _votes(contest, CAST - invalid, chance)
    return tuple([values.get(row, 0) for row in contest.rows])


def _votes(contest: Contest, valid: int, chance: random.Random) -> dict[str, int]:
    """`valid` votes over the options, and the totals of parties."""
    leaves = [
        f"suara_{option.no}" if option.parent is None else f"suara_{option.parent}_{option.no}"
        for option in contest.options
    ]
    votes = dict.fromkeys(leaves, 0)
    for _ in range(valid):
        votes[chance.choice(leaves)] += 1
    if has_parties(contest.options):
        for party in (option.no for option in contest.options if option.parent is None):
            block = (row for row in leaves if row == f"suara_{party}" or row.startswith(f"suara_{party}_"))
            votes[f"suara_{party}_total"] = sum(votes[row] for row in block)
    return votes


def _split(group: str, men: int, women: int) -> dict[str, int]:
    return {f"{group}_l": men, f"{group}_p": women, f"{group}_j": men + women}
