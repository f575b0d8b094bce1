"""Copies of a C.Hasil in the book of Bawaslu's line, and what they say against the C.Hasil that was received.

- A copy is recorded in the stream of an area of the body, of a TPS in that area (R203, R404), once (R206).
- One official of the body signs it: its ketua, an anggota, or a member with the role `panwaslu` (R402 to R405).
- Its forms fit the declared contests (G.101); the rules of forms are not asked again.
- A copy is compared with the first C.Hasil received of its TPS, contest and generation, row by row (J.511); what was
  corrected since says nothing about a copy made before.
"""

from collections.abc import Iterable, Iterator, Mapping

from domain.areas import AreaLevel, contains, is_area, level_of
from domain.authority import Authority, area_findings, single_official_findings
from domain.election import DeclaredContest, Election
from domain.events import CopyRecorded, Entry
from domain.findings import Finding, Level, broken, or_dash, params
from domain.judging_forms import contest_of
from domain.statements import Role
from domain.types import Figures, Hash, Record

HOLDERS = (Role.KETUA, Role.ANGGOTA, Role.PANWASLU)
"""The roles that may sign a copy."""

Generation = tuple[str, str, int]
"""A TPS, a contest, and a generation."""


class HeldCopy(Record, frozen=True):
    """Figures of one contest of a TPS as entry `index` of the book of `holder` has them from a copy."""

    tps: str
    contest: str
    generation: int
    figures: Figures
    holder: str
    book: str
    index: int
    stream: str


class Copies:
    """The copies of one book, entry by entry."""

    def __init__(self, authority: Authority, election: Election) -> None:
        """Nothing is recorded yet."""
        self.held: list[HeldCopy] = []
        self._authority = authority
        self._election = election
        self._statements: set[Hash] = set()

    def judge(self, index: int, entry: Entry, event: CopyRecorded, limit: int) -> list[Finding]:
        """What speaks against this copy; without anything broken it is held."""
        statement, tps = event.copy, event.copy.subject
        findings = list(_place_findings(self._authority, entry, tps))
        if statement.election != entry.election:
            findings.append(broken("R203", field="subject", value=tps))
        findings += single_official_findings(self._authority, statement, limit, HOLDERS)
        if statement.hash in self._statements or len({form.contest for form in statement.data.forms}) < len(
            statement.data.forms
        ):
            findings.append(broken("R206", subject=statement.hash.hex()))
        if findings:
            return findings
        self._statements.add(statement.hash)
        for form in statement.data.forms:
            contest = contest_of(self._election.contests, tps, form)
            if isinstance(contest, Finding):
                findings.append(contest)
                continue
            holder, generation = self._authority.body.id, statement.data.generation
            self.held.append(
                HeldCopy(tps, form.contest, generation, form.figures, holder, entry.book, index, entry.stream)
            )
        return findings


def copy_differences(
    copies: Iterable[HeldCopy], received: Mapping[Generation, Figures], contests: Mapping[str, DeclaredContest]
) -> Iterator[Finding]:
    """J.511 for every row in which a copy and the C.Hasil first received differ; placed at the copy."""
    for copy in copies:
        figures = received.get((copy.tps, copy.contest, copy.generation))
        if figures is None or figures == copy.figures:
            continue
        rows = contests[copy.contest].contest.rows
        for row, left, right in zip(rows, copy.figures, figures, strict=True):
            if left != right:
                values = params(holder=copy.holder, left=or_dash(left), right=or_dash(right))
                yield Finding(
                    "J.511", Level.OPEN, copy.book, copy.index, copy.stream, copy.tps, copy.contest, row, values
                )


def _place_findings(authority: Authority, entry: Entry, tps: str) -> Iterator[Finding]:
    area = entry.subject
    if not is_area(area) or level_of(area) not in (AreaLevel.KECAMATAN, AreaLevel.DESA):
        yield broken("R203", field="stream", value=entry.stream)
    elif not is_area(tps) or level_of(tps) is not AreaLevel.TPS or not contains(area, tps):
        yield broken("R203", field="subject", value=tps)
    else:
        yield from area_findings(authority, area)
