"""The recapitulation of one area, rebuilt.

- The children of an area are those whose recapitulation it takes in; a PPLN is a child of the nation.
"""

from domain.checking import form_check
from domain.contests import ContestOption, contest
from domain.election import DeclaredContest
from domain.profiles import PROFILES, rows_for
from domain.totals import nothing_from
from domain.types import ZERO_HASH
from ledger.passes import Scope, Verification
from ledger.rebuilding import rebuilt


def test_a_ppln_is_a_child_of_the_nation_beside_the_provinsi() -> None:
    known = PROFILES["pemilu-2024"]
    options = (ContestOption(1, "Satu"), ContestOption(2, "Dua"))
    levels = ("kecamatan", "kabko", "provinsi", "nasional")
    ppwp = contest("ppwp", areas=("0",), levels=levels, options=options, rows=rows_for(known, options))
    nothing = nothing_from(1, len(ppwp.rows))
    areas = ("0", "16", "1609", "160901", "17", "990101")
    result = Verification(Scope(), totals={"ppwp": dict.fromkeys(areas, nothing)})
    declared = DeclaredContest(ppwp, ZERO_HASH, form_check(ppwp, known))
    assert list(rebuilt(result, declared, "0").children) == ["16", "17", "990101"]
    assert list(rebuilt(result, declared, "16").children) == ["1609"]
    assert list(rebuilt(result, declared, "1609").children) == ["160901"]
