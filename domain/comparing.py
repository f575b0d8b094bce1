"""Comparing what is said with what is rebuilt, row by row.

- Every row that differs is one finding, with both figures; what was not filled is shown as a dash.
"""

from collections.abc import Iterator

from domain.election import DeclaredContest
from domain.findings import Finding, Level, or_dash, params
from domain.types import Figures


def differences(
    code: str, contest: DeclaredContest, unit: str, said: Figures, rebuilt: Figures, what: str = "figure"
) -> Iterator[Finding]:
    """The rows in which `said` differs from `rebuilt`; `what`: `figure`, or `missing` for counts of TPS."""
    if said == rebuilt:
        return
    for row, left, right in zip(contest.contest.rows, said, rebuilt, strict=True):
        if left != right:
            values = params(unit=unit, left=or_dash(left), right=or_dash(right), what=what)
            yield Finding(code, Level.OPEN, area=unit, contest=contest.contest.id, row=row, params=values)
