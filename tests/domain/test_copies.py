"""A copy against the C.Hasil that was received first: every row that differs, and nothing else.

- Only the same TPS, contest and generation are compared; what was never received is not.
- A row that one of the two did not fill differs from a row with a figure.
"""

import pytest

from domain.copies import Generation, HeldCopy, copy_differences
from domain.findings import Finding, Level, params
from domain.types import Figures
from tests.domain.stories import PPWP, ROWS, SECOND, THE_ELECTION, TPS, form

HELD = HeldCopy(TPS, PPWP, 1, form(3, 4), "panwaslu-160901", "book", 7, "copies/160901")


def found(copy: HeldCopy, received: dict[Generation, Figures]) -> list[Finding]:
    return list(copy_differences([copy], received, THE_ELECTION.contests))


def test_a_copy_that_agrees_differs_in_nothing() -> None:
    assert found(HELD, {(TPS, PPWP, 1): form(3, 4)}) == []


def test_every_row_that_differs_is_named_at_the_copy_with_both_figures() -> None:
    findings = found(HELD, {(TPS, PPWP, 1): form(5, 4)})
    assert [finding.row for finding in findings] == ["suara_1", "suara_sah", "suara_total"]
    assert findings[0] == Finding(
        *("J.511", Level.OPEN, "book", 7, "copies/160901", TPS, PPWP, "suara_1"),
        params(holder="panwaslu-160901", left=3, right=5),
    )


def test_what_was_not_filled_is_shown_as_a_dash() -> None:
    empty = (None,) * len(ROWS)
    findings = found(HELD, {(TPS, PPWP, 1): empty})
    assert [dict(finding.params)["right"] for finding in findings] == ["-"] * len(ROWS)


@pytest.mark.parametrize("received", [(SECOND, PPWP, 1), (TPS, "bupati-1609", 1), (TPS, PPWP, 2)])
def test_another_tps_contest_or_generation_is_not_compared(received: Generation) -> None:
    assert found(HELD, {received: form(9, 9)}) == []
