"""What can be said while a form is being typed: the sums so far, and the rules that can be judged already.

Rules of this module:

- A sum so far adds what stands above a row and belongs to it: L and P, the groups of I.B.4, a party's block, V.A.
- Where a part of a sum is not filled in there is no sum.
- A rule speaks as soon as every row it reads is filled in; that a block is empty (P.210) is said at the end only.
- What a figure brought up and what it put right are told apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from domain.contests import Contest, has_parties
from domain.election import DeclaredContest, Election
from domain.findings import Finding
from domain.judging_forms import contest_of, form_findings, whole_findings
from domain.profiles import COLUMNS, VOTER_GROUPS, VOTES
from domain.statements import CHasil, Form
from domain.types import Figures, Hash
from ledger.forms.typing_form import SIGNED_KPPS, SIGNED_SAKSI, Field, Typing, section_of

_PARTS_OF_TOTAL: Final = ("dpt", "pindahan", "khusus")
_USES: Final = ("surat_suara_digunakan", "surat_suara_dikembalikan", "surat_suara_tidak_digunakan")


@dataclass(frozen=True, slots=True)
class News:
    """What the last answer changed: findings that are new, and findings that are gone."""

    appeared: tuple[Finding, ...]
    mended: tuple[Finding, ...]


def addends(contest: Contest, row: str) -> tuple[str, ...]:
    """The rows that are added up by the time `row` is typed; empty where nothing is."""
    return tuple(each for each in _addends(contest, row) if each in contest.rows)


def _addends(contest: Contest, row: str) -> Sequence[str]:
    group, _, column = row.rpartition("_")
    if group in VOTER_GROUPS:
        if column == "j":
            return (f"{group}_l", f"{group}_p")
        base = group.removesuffix("_total")
        return [f"{base}_{part}_{column}" for part in _PARTS_OF_TOTAL] if base != group else ()
    if row in _USES:
        return _USES[: _USES.index(row)]
    if row == "suara_total":
        return ("suara_sah", "suara_tidak_sah")
    if row == "suara_sah":
        ending = "_total" if has_parties(contest.options) else ""
        return [f"suara_{option.no}{ending}" for option in contest.options if option.parent is None]
    return _votes_before(contest, row) if section_of(row) == VOTES else ()


def _votes_before(contest: Contest, row: str) -> Sequence[str]:
    """The votes above `row`: of all options, or with parties those of its own block."""
    rows = [each for each in contest.rows if section_of(each) == VOTES]
    above = rows[: rows.index(row)]
    if has_parties(contest.options):
        party = row.split("_")[1]
        return [each for each in above if each.split("_")[1] == party]
    return above


def sum_so_far(contest: Contest, field: Field, values: Mapping[Field, int | None]) -> int | None:
    """What the rows add up to that belong above this field; None where there are none, or one is not filled in."""
    parts = [values.get(Field(contest.id, row)) for row in addends(contest, field.row)]
    known = [part for part in parts if part is not None]
    return sum(known) if parts and len(known) == len(parts) else None


def group_of(field: Field) -> tuple[Field, ...]:
    """The fields L, P and J of the group of voters that a field belongs to; empty for any other field."""
    group, _, column = field.row.rpartition("_")
    if group not in VOTER_GROUPS or column not in COLUMNS or field.in_words:
        return ()
    return tuple(Field(field.contest, f"{group}_{each}") for each in COLUMNS)


def form_of(contest: DeclaredContest, values: Mapping[Field, int | None], papers: Sequence[Hash] = ()) -> Form:
    """The form of a contest as far as it was typed; numbers in words only where some were."""
    rows, name = contest.contest.rows, contest.contest.id
    figures: Figures = tuple(values.get(Field(name, row)) for row in rows)
    words: Figures = tuple(values.get(Field(name, row, in_words=True)) for row in rows)
    spelled = words if any(word is not None for word in words) else ()
    return Form(name, contest.declared, figures, tuple(papers), spelled)


def c_hasil_of(
    contests: Sequence[DeclaredContest],
    values: Mapping[Field, int | None],
    *,
    generation: int = 1,
    papers: Mapping[str, Sequence[Hash]] | None = None,
    kind: type[CHasil] = CHasil,
) -> CHasil:
    """The C.Hasil of these contests; `papers` are the scans by contest, `kind` may be `Transcription`."""
    forms = tuple(form_of(each, values, (papers or {}).get(each.contest.id, ())) for each in contests)
    return kind(forms, generation, values.get(Field("", SIGNED_KPPS)), values.get(Field("", SIGNED_SAKSI)), ())


def findings_so_far(election: Election, tps: str, contests: Sequence[DeclaredContest], typing: Typing) -> list[Finding]:
    """Every rule that what was typed breaks; as long as fields are open, no empty block is named."""
    data = c_hasil_of(contests, typing.values)
    found: list[Finding] = []
    for form in data.forms:
        contest = contest_of(election.contests, tps, form)
        found += [contest] if isinstance(contest, Finding) else form_findings(contest, tps, form, {})
    found += whole_findings(election.contests, election.quorums.get("kpps", 0), tps, data)
    return [each for each in found if typing.is_complete or each.code != "P.210"]


def news(before: Sequence[Finding], after: Sequence[Finding]) -> News:
    """What is new in `after` or says something else there, and what of `before` is gone."""
    held = {_name(each): each.params for each in before}
    now = {_name(each) for each in after}
    return News(
        tuple(each for each in after if held.get(_name(each)) != each.params),
        tuple(each for each in before if _name(each) not in now),
    )


def has_run(contests: Sequence[DeclaredContest], typing: Typing, finding: Finding) -> bool:
    """Whether a form rule that found something before has everything it reads: if not, nothing was put right."""
    contest = next((each for each in contests if each.contest.id == finding.contest), None)
    if contest is None:
        return False
    return (finding.code, finding.row) in contest.check.ran(form_of(contest, typing.values).figures)


def _name(finding: Finding) -> tuple[str, str | None, str | None]:
    return finding.code, finding.contest, finding.row
