"""Passes 1 to 3 over inspected books: authority, replay, join (`docs/architecture.md`).

- Pass 1 follows authority from the roots down, pass 2 replays every book, pass 3 joins the levels.
- Disputes in the books of Bawaslu's line are judged before pass 2, and their orders followed after it.
- Totals are rebuilt, never read; they are unknown (None) where a broken book's area is, and above.
- Limiting the report to an area or contest never limits the checks of bytes, chain, log and authority.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from msgspec import structs

from domain.areas import contains, level_of
from domain.bodies import KPU_LINE, Body, body_of_origin
from domain.copies import HeldCopy
from domain.deciding import totals_of
from domain.election import Election, declaration_in_force
from domain.errors import RekapError, reason_of
from domain.events import ElectionDeclared
from domain.findings import Finding, Level, params
from domain.joining import join
from domain.nodes import ContestReplay, Node
from domain.totals import Totals
from domain.types import Figures, Hash
from ledger.bookreplay import BookReplay, Declarations, ReplayJob, election_from
from ledger.dockets import Dockets, following_findings, judged_dockets
from ledger.inspection import InspectedBook
from ledger.moment import Moment
from ledger.receipts import recorded_copies, saying_findings, stations_changed_above
from ledger.tracing import Trace, TracedBook, is_recapitulating, receipt_findings, trace, trusted_note_findings
from ledger.trust import Trust
from ledger.verified_state import State

_ABOUT_ANOTHER: Final = ("R304", "R305")
"""Findings placed where a note is quoted that speak against the book in the note."""

Replayer = Callable[[Mapping[str, ReplayJob]], Mapping[str, BookReplay]]
"""Does pass 2 on the books with these jobs, wherever their entries are."""

_FOR_WANT_OF_ENTRIES: Final = frozenset({"R205", "R306", "R402", "R405", "R409"})
"""What is found below a book whose entries are not all there, though nothing contradicts."""

_STATUS_OF: Final = {Level.BROKEN: "broken", Level.INCOMPLETE: "incomplete", Level.OPEN: "findings"}


@dataclass(frozen=True, slots=True)
class Scope:
    """What the report is limited to; None for no limit."""

    area: str | None = None
    contest: str | None = None

    def shows(self, finding: Finding) -> bool:
        """Whether a finding belongs in the report; findings of family R always do."""
        if finding.code.startswith("R"):
            return True
        if self.contest is not None and finding.contest not in (None, self.contest):
            return False
        return self.area is None or finding.area is None or contains(self.area, finding.area)


def status_of(findings: Iterable[Finding]) -> str:
    """`broken`, `incomplete`, `findings` or `valid`: what these come to."""
    worst = min((finding.level for finding in findings), key=lambda level: level.rank, default=Level.HINT)
    return _STATUS_OF.get(worst, "valid")


@dataclass(slots=True)
class Verification:
    """The outcome: counts, findings in their order, and the rebuilt totals (None: not known, a book is broken).

    `replays` are what the books said, by origin; `at` is the moment of which all this is, None for all there is;
    `since` the state of an earlier verification that this one goes on from, with `spared` of the `signatures` checked
    then and not again.  `copies` are those that Bawaslu's line holds of the C.Hasil.
    """

    scope: Scope
    election: Election | None = None
    books: int = 0
    entries: int = 0
    statements: int = 0
    signatures: int = 0
    spared: int = 0
    findings: list[Finding] = field(default_factory=list)
    totals: dict[str, dict[str, Totals | None]] = field(default_factory=dict)
    stations: dict[str, dict[str, Figures | None]] = field(default_factory=dict)
    replays: Mapping[str, BookReplay] = field(default_factory=dict)
    at: Moment | None = None
    since: State | None = None
    copies: tuple[HeldCopy, ...] = ()

    @property
    def status(self) -> str:
        """`broken`, `incomplete`, `findings` or `valid`."""
        return status_of(self.findings)

    def finished(self) -> "Verification":
        """The same with the findings of its scope, sorted."""
        shown = (finding for finding in self.findings if self.scope.shows(finding))
        return replace(self, findings=sorted(shown, key=lambda finding: finding.order))


class Passes:
    """The passes after the first, over what it found; `trust` None means that nothing is known from outside."""

    def __init__(
        self,
        inspected: Mapping[str, InspectedBook],
        trust: Trust | None,
        result: Verification,
        replayer: Replayer,
        *,
        with_stations: bool = False,
    ) -> None:
        """Nothing runs yet; `result` is added to."""
        self.result = result
        self.traced = Trace()
        self.jobs: dict[str, ReplayJob] = {}
        self.replays: dict[str, BookReplay] = {}
        self.dockets: Dockets = {}
        self._inspected = inspected
        self._trust = trust
        self._replayer = replayer
        self._with_stations = with_stations

    def run(self) -> None:
        """Passes 1, 2 and 3."""
        result = self.result
        for book in self._inspected.values():
            result.findings += book.findings
            result.books += book.was_known
            result.entries += book.tree.size
            result.statements += book.statements
            result.signatures += book.signatures
            result.spared += book.spared
        root = self._root()
        declaration = self._declaration(root)
        if declaration is None:
            return
        election, declared = declaration
        self.traced = traced = trace(self._inspected, election, declared)
        result.findings += traced.findings
        result.findings += saying_findings(traced, self._inspected)
        if self._trust is not None:
            result.findings += trusted_note_findings(self._trust.notes, traced, self._inspected)
        declarations = self._declarations(election, declared, traced)
        if declarations is None:
            return
        result.election = election_from(declarations)
        copies, found = recorded_copies(traced, self._inspected, result.election)
        result.findings += found
        self.dockets, found = judged_dockets(traced, self._inspected, result.election)
        result.findings += found
        result.copies = tuple(copy for origin in sorted(copies) for copy in copies[origin])
        self._replay(traced, declarations, copies)
        result.findings += following_findings(traced, self._inspected, self.dockets, self.replays)
        self._excuse(traced)
        self._join(traced, result.election)

    def _root(self) -> str | None:
        """The origin of the root book: the trust file's, or without one the first that holds a declaration."""
        if self._trust is None:
            self._add(Finding("R311", Level.INCOMPLETE))
            return next((origin for origin, book in self._inspected.items() if _declared_in(book) is not None), None)
        root = self._trust.root
        book = self._inspected.get(root.name)
        if book is None:
            other = next((origin for origin, each in self._inspected.items() if _declared_in(each) is not None), None)
            if other is not None:
                self._add(Finding("R308", Level.BROKEN, other, params=params(what="root")))
            else:
                self._add(Finding("R307", Level.INCOMPLETE, root.name, area="0", params=params(origin=root.name)))
            return None
        if book.vkey is not None and book.vkey != root:
            self._add(Finding("R308", Level.BROKEN, root.name, params=params(what="key")))
            return None
        return root.name

    def _declaration(self, root: str | None) -> tuple[Hash, ElectionDeclared] | None:
        """The declaration at index 0 of the root book, and its leaf hash, which names the election."""
        if root is None:
            return None
        book = self._inspected[root]
        declared = _declared_in(book)
        if declared is None:
            if book.tree.size:
                self._add(Finding("R308", Level.BROKEN, root, params=params(what="declaration")))
            return None
        election = book.tree.leaf(0)
        if self._trust is not None and election != self._trust.election:
            self._add(Finding("R308", Level.BROKEN, root, params=params(what="election")))
            return None
        if declared.kpu.origin != root:
            self._add(Finding("R308", Level.BROKEN, root, params=params(what="origin")))
        return election, declared

    def _declarations(self, election: Hash, declared: ElectionDeclared, traced: Trace) -> Declarations | None:
        """The declaration with its contests, if they make an election."""
        kpu = traced.lines[0].grants
        bawaslu = traced.lines[1].grants.amendments if len(traced.lines) > 1 else []
        declarations = (
            election,
            declaration_in_force(declared, kpu.amendments, bawaslu),
            tuple((name, leaf, event) for name, (leaf, event) in kpu.contests.items()),
            tuple(kpu.withdrawn.items()),
        )
        try:
            election_from(declarations)
        except RekapError as error:
            self._add(Finding("R207", Level.BROKEN, declared.kpu.origin, params=params(reason=reason_of(error))))
            return None
        return declarations

    def _replay(self, traced: Trace, declarations: Declarations, copies: Mapping[str, list[HeldCopy]]) -> None:
        wanted = stations_changed_above(self._inspected)
        self.jobs = {
            origin: ReplayJob(
                origin,
                declarations,
                book.authority,
                _expected(book),
                book.superior.body.id if book.superior else None,
                with_stations=self._with_stations,
                copies=tuple(copies.get(origin, ())),
                wanted=wanted.get(book.body.area, frozenset()),
            )
            for origin, book in traced.books.items()
            if origin in self._inspected and is_recapitulating(book.body)
        }
        self.replays = dict(self._replayer(self.jobs))
        self.result.replays = self.replays
        for replay in self.replays.values():
            self.result.findings += replay.findings

    def _excuse(self, traced: Trace) -> None:
        """What may be for want of entries of a book above contradicts nothing: `incomplete`, not `broken`."""
        gaps = [book.body for origin, book in traced.books.items() if not _is_whole(self._inspected.get(origin))]
        if not gaps:
            return
        for place, finding in enumerate(self.result.findings):
            if finding.level is Level.BROKEN and finding.code in _FOR_WANT_OF_ENTRIES:
                body = body_of_origin(finding.book or "")
                if body is not None and any(_is_higher(gap, body) for gap in gaps):
                    self.result.findings[place] = structs.replace(finding, level=Level.INCOMPLETE)

    def _join(self, traced: Trace, election: Election) -> None:
        result = self.result
        handed_over = {contest_id: self._handed_over(contest_id) for contest_id in election.contests}
        for origin, replay in self.replays.items():
            for contest_id, replayed in replay.contests.items():
                result.findings += receipt_findings(
                    traced.books[origin], replayed.arrivals, self._inspected, contest_id, handed_over[contest_id]
                )
                if self._with_stations and replayed.stations:
                    result.stations.setdefault(contest_id, {}).update(replayed.stations)
        lines = [book for book in traced.lines if is_recapitulating(book.body)]
        broken = self._broken_areas(traced)
        for contest_id, contest in sorted(election.contests.items()):
            if result.scope.contest not in (None, contest_id):
                continue
            for line in lines:
                node = _node(line, self.replays)
                result.findings += join(node, contest)
                result.totals[contest_id] = {
                    area: None if any(contains(area, each) for each in broken) else totals
                    for area, totals in sorted(totals_of(node, contest).items())
                    if self._is_shown(area) and level_of(area) in contest.contest.levels
                }

    def _handed_over(self, contest: str) -> dict[str, set[Hash]]:
        """Per book, the leaf hashes of what hands a certificate of `contest` over."""
        return {
            origin: {leaf for _, _, leaf in replay.contests[contest].handed_over}
            for origin, replay in self.replays.items()
        }

    def _broken_areas(self, traced: Trace) -> set[str]:
        """The areas of the books that something is broken in, or that others have seen otherwise."""
        broken = [finding for finding in self.result.findings if finding.level is Level.BROKEN]
        names = {finding.book for finding in broken}
        names |= {str(dict(finding.params).get("origin", "")) for finding in broken if finding.code in _ABOUT_ANOTHER}
        bodies = [traced.books[name].body if name in traced.books else body_of_origin(name) for name in names if name]
        return {body.area for body in bodies if body is not None}

    def _is_shown(self, area: str) -> bool:
        return self.result.scope.area is None or contains(self.result.scope.area, area)

    def _add(self, finding: Finding) -> None:
        self.result.findings.append(finding)


def _declared_in(book: InspectedBook) -> ElectionDeclared | None:
    """The declaration, if the book's first entry is one."""
    if book.entries and book.entries[0][0] == 0 and isinstance(book.entries[0][1].data, ElectionDeclared):
        return book.entries[0][1].data
    return None


def _expected(book: TracedBook) -> dict[str, int]:
    """The units of a body: the registered TPS, or the areas it has authorised."""
    if book.body.recapitulates_tps:
        return dict(book.registered)
    return {granted.body.area: granted.index for granted in book.grants.books if is_recapitulating(granted.body)}


def _node(book: TracedBook, replays: Mapping[str, BookReplay]) -> Node:
    replay = replays.get(book.origin)
    contests: Mapping[str, ContestReplay] | None = replay.contests if replay is not None else None
    children = [_node(child, replays) for child in book.children if is_recapitulating(child.body)]
    return Node(book.origin, book.body.area, contests, book.body.recapitulates_tps, tuple(book.registered), children)


def _is_whole(book: InspectedBook | None) -> bool:
    """Whether all entries are there that a book's checkpoint commits to (an own book has none yet)."""
    if book is None:
        return False
    return book.is_whole


def _is_higher(above: Body, below: Body) -> bool:
    """Whether authority comes down from one body to the other."""
    same_line = (above.kind in KPU_LINE) == (below.kind in KPU_LINE)
    return same_line and above.area != below.area and contains(above.area, below.area)
