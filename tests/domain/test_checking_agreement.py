"""The generated functions say what a plain reading of the catalogue says, on forms of all sorts."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.checking import form_check
from domain.contests import Contest, contest
from domain.profiles import VOTER_GROUPS, Profile, profile
from domain.rules import CATALOGUE
from domain.types import Figures
from tests.domain.checked_forms import DPRD, PASLON, PPWP, form


def lists(of: Contest) -> dict[str, list[str]]:
    """What the catalogue's lists mean for a contest, written out a second time for the comparison below."""
    totals = ["suara_1_total", "suara_2_total"]
    suara = totals if of is DPRD else [f"suara_{option.no}" for option in of.options]
    return {
        "suara": suara,
        "rivals": suara,
        "pengguna": [row for row in of.rows if row.startswith("pengguna")],
        "surat_suara": [row for row in of.rows if row.startswith("surat_suara")],
        "hasil": [*suara, "suara_sah", "suara_tidak_sah", "suara_total"],
    }


CANDIDATES: dict[str, list[str]] = {"1": ["suara_1_1", "suara_1_2"], "2": []}


def naive(of: Contest, election: Profile, figures: Figures) -> set[tuple[str, str]]:
    """Rule by rule with `eval` over dictionaries of names: slow, and near to how the catalogue is read."""
    values = dict(zip(of.rows, figures, strict=True))
    broken: set[tuple[str, str]] = set()
    for code, each in CATALOGUE.items():
        for template in each.holds:
            for k in ("l", "p", "j") if "{k}" in template else ("",):
                for group in VOTER_GROUPS if "{group}" in template else ("",):
                    text = template.replace("{k}", k).replace("{group}", group)
                    text = text.replace("{limit}", str(election.voter_limit))
                    text = text.replace("{reserve}", str(election.reserve_permille))
                    broken |= {(code, row) for row in judged_by_party(text, values, of)}
    return broken


def judged_by_party(text: str, values: Mapping[str, int | None], of: Contest) -> set[str]:
    if "{party}" not in text:
        return {row for row in [judged(text, values, lists(of))] if row}
    parties = CANDIDATES if of is DPRD else {}
    found = {
        judged(text.replace("{party}", party).replace("sum(calon)", "+".join(["0", *rows])), values, lists(of))
        for party, rows in parties.items()
    }
    return {row for row in found if row}


def judged(text: str, values: Mapping[str, int | None], named: Mapping[str, list[str]]) -> str | None:
    names = [name for name in compile(text, "rule", "eval").co_names if name not in {"sum", "any"}]
    rows = [row for name in names for row in named.get(name, [name])]
    if not all(named.get(name, [name]) for name in names) or any(values.get(row) is None for row in rows):
        return None
    scope = {name: [values[row] for row in named[name]] if name in named else values[name] for name in names}
    return None if eval(text, dict(scope)) else rows[0]  # noqa: S307 - the catalogue's own expressions


FIGURE = st.one_of(st.none(), st.integers(0, 3), st.integers(0, 400), st.just(2**53 - 1))


@st.composite
def nearly_sound(draw: st.DrawFn, of: Contest) -> Figures:
    """A sound form with a few cells changed: forms of chance alone break nearly every rule."""
    sound = dict(zip(of.rows, form(of=of), strict=True))
    base = sound if draw(st.booleans()) else dict.fromkeys(of.rows, 0)
    changed = draw(st.dictionaries(st.sampled_from(of.rows), FIGURE, max_size=len(of.rows)))
    return tuple({**base, **changed}[row] for row in of.rows)


@pytest.mark.parametrize("name", ["the whole form", "what is published", "parties"])
@given(data=st.data())
def test_the_quick_answer_the_slow_one_and_the_plain_reading_agree(name: str, data: st.DataObject) -> None:
    election = profile("pemilu-2024")
    of, check = CHECKS[name]
    figures = data.draw(nearly_sound(of))
    breaches = check.breaches(figures)
    by_equation = {(breach.code, breach.row) for breach in breaches if breach.code != "P.210"}
    assert by_equation == naive(of, election, figures)
    assert check._is_sound(figures) == (not by_equation and None not in figures)
    assert by_equation <= set(check.ran(figures))
    assert len({(breach.code, breach.row) for breach in breaches}) == len(breaches)


PUBLISHED = contest(
    "ppwp",
    areas=("1609",),
    levels=("kecamatan", "kabko"),
    options=PASLON,
    rows=[row for row in PPWP.rows if not row.startswith(("surat_suara_", "disabilitas_"))],
)
CHECKS = {
    name: (each, form_check(each, profile("pemilu-2024")))
    for name, each in (("the whole form", PPWP), ("what is published", PUBLISHED), ("parties", DPRD))
}
