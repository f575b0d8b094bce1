"""What the rows and options of a contest are called where people see them.

Rules of this module:

- A paslon, a party and a candidate are called by name; what stands in a foreign file reaches the terminal printable.
- `suara_1` is what paslon 1 has, but with parties what was cast for party 1 itself; what it has is its block total.
- Where it would be too long, a contest of parties is shown party by party, and the candidates on demand.
- A form is called as its region prints it; where there is no such form, C.HASIL or D.HASIL.
"""

from typing import TYPE_CHECKING

from cli.frame import tr
from cli.helping import language
from ledger.texts import printable

if TYPE_CHECKING:
    from domain.contests import Contest, ContestOption
    from domain.election import Election


def option_name(option: "ContestOption") -> str:
    """An option as people call it; the empty column in the language of this run."""
    return tr("option.kolom_kosong") if option.is_kolom_kosong else printable(option.name)


def shown_rows(contest: "Contest", *, with_candidates: bool) -> list[int]:
    """Positions of the rows to show; without candidates a party stands there with its block total alone."""
    from domain.contests import has_parties, option_rows

    if with_candidates or not has_parties(contest.options):
        return list(range(len(contest.rows)))
    hidden = {row for row in option_rows(contest.options) if not row.endswith("_total")}
    return [at for at, row in enumerate(contest.rows) if row not in hidden]


def row_names(contest: "Contest", election: "Election") -> list[str]:
    """Every row with its name and its place on the form; options by their names."""
    from domain.profiles import label, place

    names = _option_names(contest)
    return [
        f"{names[row]} ({place(row)})" if row in names else getattr(label(row, election.profile), language())
        for row in contest.rows
    ]


def form_name(election: "Election", contest: "Contest", area: str) -> str:
    """The printed name of the form of a contest for an area: of a TPS its C.HASIL, above the D.HASIL."""
    from domain.areas import AreaLevel, level_of
    from domain.errors import UnknownFormError

    level = level_of(area)
    # A desa has no form of its own: it is an annex of the kecamatan's.
    level = AreaLevel.KECAMATAN if level is AreaLevel.DESA else level
    try:
        return election.profile.form_name(contest.kind, level, area)
    except UnknownFormError:
        return "C.HASIL" if level is AreaLevel.TPS else "D.HASIL"


def _option_names(contest: "Contest") -> dict[str, str]:
    """The rows of the votes with the names of their options."""
    from domain.contests import has_parties

    if not has_parties(contest.options):
        return {f"suara_{option.no}": option_name(option) for option in contest.options}
    names = {}
    for option in contest.options:
        name = option_name(option)
        if option.parent is None:
            names[f"suara_{option.no}"] = tr("rows.party_alone", party=name)
            names[f"suara_{option.no}_total"] = name
        else:
            names[f"suara_{option.parent}_{option.no}"] = name
    return names
