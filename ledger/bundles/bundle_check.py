"""Checking an evidence bundle without the archive it was made from: nothing in it is trusted (`docs/bundle.md`).

- Every book is checked as in a verification (`bundle_books`); its log key is the one that authority names (R303), down
  from the trust file's root key and election (R308).  Books stand in one order; a bundle is about a TPS, desa or
  kecamatan.
- What its own entries name is there, or is named (R107, `bundle_missing`).
- Authority, receipts and procedure are judged by the same code as in a verification, over what is there; what would
  have to be known of the whole book is not claimed (`bundle_hedging`).
- What hangs on entries that no bundle of this number holds is not judged: other contests, the results of other TPS.
- `explanation.json` and `report.html` are what follows from the entries, to the byte (R108); a document is what its
  name says (R110), and some entry names it (R106).
- A seal known from outside is compared: another root (R304), a longer book (R305), or that it cannot be (R107, a hint).
- A bundle does not prove that nothing was logged after its checkpoints, nor that no stream was left out at its end.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from msgspec import to_builtins
from msgspec.structs import replace

from domain.areas import AreaLevel, contains, is_area, level_of, meets
from domain.bodies import KPU_LINE, body_of_origin
from domain.events import ObjectionResolved
from domain.findings import Finding, Level, broken, params
from ledger.archive import read_bounded
from ledger.bookreplay import BookReplay, ReplayJob, replay_book
from ledger.bundles.bundle import REPORT, STORY, Bundle, json_bytes, place_of, read_bundle
from ledger.bundles.bundle_books import absent, read_part
from ledger.bundles.bundle_container import MAX_BYTES
from ledger.bundles.bundle_document import Story
from ledger.bundles.bundle_hedging import hedged
from ledger.bundles.bundle_missing import concerns_others, named_and_absent, tree_of, unproven
from ledger.bundles.bundle_papers import documents_named
from ledger.bundles.bundle_story import story_of
from ledger.bundles.bundle_tree import PartialTree
from ledger.bundles.report_html import page
from ledger.checkpoint import Checkpoint, open_checkpoint, peek_checkpoint
from ledger.errors import BundleFormatError, FileTooLargeError, FormatError, NoSuchRowError, OutsideTreeError
from ledger.explain.pathcheck import CheckedPath, ReadBook
from ledger.inspection import InspectedBook
from ledger.note import VerifierKey
from ledger.passes import Passes, Replayer, Scope, Verification, status_of
from ledger.trust import Trust

AREA_LEVELS: Final = (AreaLevel.KECAMATAN, AreaLevel.DESA, AreaLevel.TPS)
"""What a bundle may be about."""


@dataclass(slots=True)
class CheckedBundle:
    """How the check of a bundle ended; `path` None: it is no bundle, or cannot be followed.  `story` is its content.

    `books` are what was read of it.
    """

    findings: list[Finding]
    bundle: Bundle | None = None
    path: CheckedPath | None = None
    story: Story | None = None
    books: Mapping[str, ReadBook] = field(default_factory=dict)

    @property
    def status(self) -> str:
        """`broken`, `incomplete`, `findings` or `valid`."""
        return status_of(self.findings)


def check_bundle(path: Path, trust: Trust) -> CheckedBundle:
    """Check the bundle in a file."""
    try:
        raw = read_bounded(path, MAX_BYTES * 2)
    except FileTooLargeError:
        return CheckedBundle([broken("R105", path=path.name, limit=MAX_BYTES)])
    return check_bytes(raw or b"", trust)


def check_bytes(raw: bytes, trust: Trust) -> CheckedBundle:
    """Check a bundle given as bytes."""
    try:
        bundle = read_bundle(raw)
    except BundleFormatError as error:
        return CheckedBundle([_unreadable(error)])
    checked = follow(bundle, trust)
    found = [broken("R110", path=f"files/{name}") for name, data in bundle.documents.items() if _differs(name, data)]
    # What a trust file says is no part of the story, which is the same whoever checks it.
    found += _against_trust(checked.books, trust)
    if checked.story is not None:
        found += _derived(bundle, checked.story)
    checked.findings = sorted([*checked.findings, *found], key=lambda each: each.order)
    return checked


def follow(bundle: Bundle, trust: Trust) -> CheckedBundle:
    """Check the entries of a bundle, and tell the story of its rows; what it says itself of it is not looked at."""
    misplaced = list(_misplaced(bundle))
    if misplaced:
        return CheckedBundle(misplaced, bundle)
    books = {part.origin: read_part(part, bundle.contest) for part in bundle.books}
    named = documents_named((entry.data for book in books.values() for _, entry, _ in book.all_entries), bundle.contest)
    found = [_unnamed(name) for name in bundle.documents if name not in named]
    gaps = list(unproven(books, trust.root.name))
    passes = None if gaps else _passed(books, trust)
    if passes is None:
        # Something is asked for that no honest bundle leaves out.
        missing = gaps or [Finding("R107", Level.INCOMPLETE, params=params(path="proof", what="proof"))]
        of_books = [each for book in books.values() for each in book.inspected.findings]
        return CheckedBundle(hedged([*of_books, *found, *missing], books), bundle, books=books)
    judged = _Judged(books, bundle.contest, bundle.area)
    found += filter(judged.is_about, passes.result.findings)
    found += named_and_absent(books, bundle.contest, bundle.area)
    unknown = _unknown(bundle, passes)
    if unknown:
        found = [each for each in found if each.code.startswith("R")]
        found += [Finding("R107", Level.INCOMPLETE, params=absent(each)) for each in unknown]
    findings = hedged(found, books)
    if unknown or passes.result.election is None:
        return CheckedBundle(findings, bundle, books=books)
    path = CheckedPath(bundle.contest, bundle.area, books, passes, findings)
    documents = sorted(name for name in bundle.documents if name in named)
    try:
        story = story_of(path, bundle.rows, bundle.language, documents) if bundle.rows else None
    except NoSuchRowError as error:
        findings.append(_wrong("rows", str(dict(error.params)["row"])))
        return CheckedBundle(findings, bundle, books=books)
    return CheckedBundle(list(findings), bundle, path, story, books)


def is_there(passes: Passes, contest: str, area: str) -> bool:
    """Whether the contest is held in the area, and authority knows it: its PPK, or one of the TPS registered in it."""
    election = passes.result.election
    declared = election.contests.get(contest) if election is not None else None
    if declared is None or not any(meets(outer, area) for outer in declared.contest.areas):
        return False
    books = passes.traced.books.values()
    is_body = any(book.body.area == area for book in books)
    return is_body or any(contains(area, tps) for book in books for tps in book.registered)


def _misplaced(bundle: Bundle) -> Iterator[Finding]:
    """R203 for an area that no bundle is about, and for books in another order than theirs."""
    if not is_area(bundle.area) or level_of(bundle.area) not in AREA_LEVELS:
        yield _wrong("area", bundle.area)
    origins = [part.origin for part in bundle.books]
    for given, due in zip(origins, sorted(origins, key=place_of), strict=True):
        if given != due:
            yield _wrong("books", given)
            return


def _wrong(field: str, value: str) -> Finding:
    """R203 for a field of `bundle.json`."""
    return broken("R203", field=field, value=value, what="bundle")


def _unnamed(name: str) -> Finding:
    """R106 for a document that no entry here names."""
    return Finding("R106", Level.INCOMPLETE, params=absent(f"files/{name}"))


def _unknown(bundle: Bundle, passes: Passes) -> list[str]:
    """The contest, or the area, if nothing in the bundle declares or registers it."""
    election = passes.result.election
    if election is not None and bundle.contest not in election.contests:
        return [f"contest/{bundle.contest}"]
    return [] if election is None or is_there(passes, bundle.contest, bundle.area) else [bundle.area]


def _passed(books: Mapping[str, ReadBook], trust: Trust) -> Passes | None:
    """The passes of a verification over the books; None where they ask for what is not there."""
    inspected = {origin: book.inspected for origin, book in books.items()}
    passes = Passes(inspected, Trust(trust.root, trust.election), Verification(Scope()), _replayer(inspected))
    try:
        passes.run()
    except OutsideTreeError:
        return None
    return passes


def _unreadable(error: BundleFormatError) -> Finding:
    given = dict(error.params)
    reason = f"{error.code} {given.get('reason', '')}".strip()
    return broken("R109", path=given.get("path", "bundle"), reason=reason, entry="-")


def _differs(name: str, data: bytes) -> bool:
    return sha256(data).hexdigest() != name


def _derived(bundle: Bundle, story: Story) -> Iterator[Finding]:
    """R108 for what is not what follows from the entries."""
    if bundle.story != json_bytes(to_builtins(story)):
        yield broken("R108", path=STORY)
    if bundle.report != page(story, bundle.language):
        yield broken("R108", path=REPORT)


def _against_trust(books: Mapping[str, ReadBook], trust: Trust) -> Iterator[Finding]:
    """What the notes known from outside say of the books that are here."""
    for note in trust.notes:
        try:
            seen = peek_checkpoint(note)
        except FormatError:
            continue
        book, tree = books.get(seen.origin), tree_of(books, seen.origin)
        if book is not None and tree is not None and book.inspected.vkey is not None:
            found = _compared(note, book.inspected.vkey, tree, seen)
            yield from (replace(each, book=seen.origin) for each in found)


def _compared(note: bytes, vkey: VerifierKey, tree: PartialTree, seen: Checkpoint) -> Iterator[Finding]:
    """R310, R304, R305, or as a hint that the bundle has no root of that size (R107)."""
    try:
        open_checkpoint(note, vkey)
    except FormatError as error:
        yield broken("R310", origin=seen.origin, reason=error.code)
        return
    if seen.size > tree.size:
        values = params(origin=seen.origin, seen=seen.size, size=tree.size, what="bundle")
        yield Finding("R305", Level.INCOMPLETE, params=values)
    elif not tree.knows_root(seen.size):
        yield Finding("R107", Level.HINT, params=params(path=f"{seen.origin} {seen.size}", what="note"))
    elif tree.root(seen.size) != seen.root:
        yield broken("R304", origin=seen.origin, size=seen.size)


# ---------------------------------------------------------------- what is about the number


def _replayer(inspected: Mapping[str, InspectedBook]) -> Replayer:
    def replay(jobs: Mapping[str, ReplayJob]) -> dict[str, BookReplay]:
        return {origin: replay_book(job, inspected[origin].entries) for origin, job in jobs.items()}

    return replay


class _Judged:
    """Which findings are about what a bundle holds."""

    def __init__(self, books: Mapping[str, ReadBook], contest: str, area: str) -> None:
        self._books = books
        self._contest = contest
        self._area = area
        self._elsewhere = {*_answered_elsewhere(books, area), *_disputed_elsewhere(books, contest)}

    def is_about(self, finding: Finding) -> bool:
        """Whether what the finding says can be said from what is here."""
        if finding.code == "R307":
            return self._is_on_path(str(dict(finding.params).get("origin", "")))
        if finding.code.startswith("R"):
            return not (finding.code == "R205" and (finding.book, finding.index) in self._elsewhere)
        if finding.contest not in (None, self._contest):
            return False
        if finding.area is None or not is_area(finding.area):
            book = self._books.get(finding.book or "")
            return book is not None and finding.index in book.checked
        is_below = finding.area != self._area and contains(self._area, finding.area)
        is_unread = is_below and level_of(finding.area) not in (AreaLevel.DESA, AreaLevel.TPS)
        return meets(finding.area, self._area) and not is_unread

    def _is_on_path(self, origin: str) -> bool:
        body = body_of_origin(origin)
        return body is None or (body.kind in KPU_LINE and contains(body.area, self._area))


def _answered_elsewhere(books: Mapping[str, ReadBook], area: str) -> Iterable[tuple[str, int]]:
    """The answers to objections about other units: what they cite stands in streams that are not here."""
    for origin, book in books.items():
        raised = {entry.hash: entry.data for _, entry in book.inspected.entries}
        for index, entry in book.inspected.entries:
            if isinstance(entry.data, ObjectionResolved):
                unit = getattr(raised.get(entry.data.objection), "unit", "")
                if not (is_area(unit) and meets(unit, area)):
                    yield origin, index


def _disputed_elsewhere(books: Mapping[str, ReadBook], contest: str) -> Iterable[tuple[str, int]]:
    """What stands in orders and disputes about other contests, which no bundle of this one judges."""
    for origin, book in books.items():
        others = {entry.stream for _, entry in book.inspected.entries if concerns_others(entry.data, contest)}
        yield from ((origin, index) for index, entry in book.inspected.entries if entry.stream in others)
