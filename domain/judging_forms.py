"""Judging the forms of one TPS: what the rules find on each, and on all of them together.

- A form that does not fit its contest's declaration is G.101, and sets no figures.
- A reason given for a G finding makes it `explained`; a blank one does not.
- P.209 reads the signatures; P.206 all contests of the TPS, also those that came in another C.Hasil.

The book asks these questions when a result is received, the command line before it is signed.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from domain.areas import is_abroad
from domain.checking import Breach, across_forms, signature_breaches
from domain.election import DeclaredContest
from domain.findings import Finding, Level, Params, params
from domain.statements import CHasil, Form
from domain.totals import MAX_STATION_FIGURE
from domain.types import Figures

Explained = Mapping[tuple[str, str, str], str]
"""Reasons by code, contest and row."""

NO_OTHERS: Final[Mapping[str, Figures]] = MappingProxyType({})
"""Where all contests of a TPS stand in one C.Hasil."""


def contest_of(contests: Mapping[str, DeclaredContest], tps: str, form: Form) -> DeclaredContest | Finding:
    """The contest a form belongs to, or why it does not fit (G.101)."""
    contest = contests.get(form.contest)
    if contest is None:
        return unknown(tps, form.contest, "contest")
    if not contest.contest.covers(tps):
        return unknown(tps, form.contest, "outside")
    if contest.declared != form.declared or len(form.figures) != contest.width:
        return unknown(tps, form.contest, "rows")
    if form.words and len(form.words) != contest.width:
        return unknown(tps, form.contest, "words")
    if max(filter(None, form.figures), default=0) > MAX_STATION_FIGURE:
        return unknown(tps, form.contest, "too_large")
    return contest


def form_findings(contest: DeclaredContest, tps: str, form: Form, explained: Explained) -> list[Finding]:
    """Every rule that one fitting form breaks."""
    breaches = contest.check.breaches(form.figures, abroad=is_abroad(tps))
    if form.words:
        breaches += contest.check.words_breaches(form.figures, form.words)
    gone = contest.votes_withdrawn(form.figures)
    if gone:
        breaches = (*breaches, *(Breach("P.211", row, params(left=count)) for row, count in gone))
    return [_form_finding(breach, tps, form.contest, explained) for breach in breaches]


def whole_findings(
    contests: Mapping[str, DeclaredContest],
    kpps_anggota: int,
    tps: str,
    result: CHasil,
    others: Mapping[str, Figures] = NO_OTHERS,
) -> list[Finding]:
    """What reads more than one form; `kpps_anggota` must sign beside the ketua.

    `others` are the figures in force of contests that came in another C.Hasil of this TPS.
    """
    found: list[Finding] = []
    if result.signed_kpps is not None or result.signed_saksi is not None:
        breaches = signature_breaches(result.signed_kpps, result.signed_saksi, kpps_anggota + 1)
        found += [Finding(breach.code, Level.HINT, area=tps, params=breach.params) for breach in breaches]
    if len(result.forms) + len(others) > 1:
        found += _across_findings(contests, tps, result, others)
    return found


def _across_findings(
    contests: Mapping[str, DeclaredContest], tps: str, result: CHasil, others: Mapping[str, Figures]
) -> Iterator[Finding]:
    """P.206 as far as a form of this C.Hasil has a part in it; what others say of each other was found before."""
    fitting = [form for form in result.forms if isinstance(contest_of(contests, tps, form), DeclaredContest)]
    new = {form.contest for form in fitting}
    # Those that came before stand first: of two with the same number of users the earlier one is named.
    forms = [(contests[name].contest, figures) for name, figures in sorted(others.items()) if name not in new]
    forms += [(contests[form.contest].contest, form.figures) for form in fitting]
    for contest, breach in across_forms(forms):
        if contest in new or dict(breach.params)["other"] in new:
            yield Finding(breach.code, Level.HINT, None, None, None, tps, contest, breach.row, breach.params)


def figures_behind(values: Params) -> Params:
    """What a breach says in figures, whatever reason was given for it and however its rows are listed."""
    return tuple((name, value) for name, value in values if name not in {"reason", "rows"})


def unknown(tps: str, contest: str | None, what: str) -> Finding:
    """G.101: what of this TPS is not known here, or lies outside."""
    return Finding("G.101", Level.OPEN, area=tps, contest=contest, params=params(value=contest or tps, what=what))


def _form_finding(breach: Breach, tps: str, contest: str, explained: Explained) -> Finding:
    level = Level.HINT if breach.code.startswith("P") else Level.OPEN
    values = breach.params
    reason = explained.get((breach.code, contest, breach.row or ""))
    if reason and not reason.isspace() and level is Level.OPEN:
        level, values = Level.EXPLAINED, tuple(sorted((*breach.params, ("reason", reason))))
    return Finding(breach.code, level, area=tps, contest=contest, row=breach.row, params=values)
