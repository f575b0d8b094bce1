"""Checking an evidence bundle without the archive it was made from: nothing in it is trusted (`docs/bundle.md`).

- Every entry in it is checked as in a verification, and hashes, with the proof, to the root that the book's log signed
  (R301); the log key is the one that authority names (R303), down from the trust file's root key and election (R308).
- Entries of a stream stand there from the first one on: a gap is `incomplete` (R107), never guessed at.
- Authority, receipts and procedure are judged by the same code as in a verification, over what is there.
- What hangs on entries that no bundle of this number holds is not judged: other contests, the results of other TPS.
- `explanation.json` and `report.html` are what follows from the entries, to the byte (R108); a document is what its
  name says (R110).
- A bundle does not prove that nothing was logged after its checkpoints, nor that no stream was left out at its end.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from msgspec import to_builtins
from msgspec.structs import replace

from domain.areas import AreaLevel, contains, is_area, level_of, meets
from domain.bodies import KPU_LINE, body_of_origin
from domain.errors import RekapError
from domain.events import (
    AuthoritySeen,
    BookOpened,
    CheckpointAcknowledged,
    ChildReceived,
    CopyRecorded,
    Entry,
    Event,
    EvidenceAdded,
    ExecutionSeen,
    MandateRecorded,
    ObjectionResolved,
    OrderRegistered,
    PlenaryOpened,
    TallyAbsent,
    TallyReceived,
)
from domain.findings import Finding, Level, broken, params
from ledger.archive import VKEY, read_bounded
from ledger.bookreplay import BookReplay, ReplayJob, replay_book
from ledger.bundles.bundle import REPORT, STORY, BookPart, Bundle, json_bytes, read_bundle
from ledger.bundles.bundle_container import MAX_BYTES
from ledger.bundles.bundle_document import Story
from ledger.bundles.bundle_story import story_of
from ledger.bundles.bundle_tree import PartialTree
from ledger.bundles.report_html import page
from ledger.checkpoint import open_checkpoint, peek_checkpoint
from ledger.entrycheck import EntryChecker, entry_finding
from ledger.errors import BundleFormatError, BundleProofError, FileTooLargeError, FormatError
from ledger.explain.pathcheck import CheckedPath, ReadBook
from ledger.inspection import InspectedBook
from ledger.merkle import leaf_hash
from ledger.note import parse_vkey
from ledger.passes import STATUS_OF, Passes, Replayer, Scope, Verification
from ledger.records import decode_entry
from ledger.trust import Trust

_FOR_WANT_OF_ENTRIES = frozenset({"R205", "R306", "R402", "R405", "R407", "R409"})
_NOTES = (AuthoritySeen, BookOpened, CheckpointAcknowledged, ChildReceived, ExecutionSeen)


@dataclass(slots=True)
class CheckedBundle:
    """How the check of a bundle ended; `path` None: it is no bundle, or cannot be followed.  `story` is its content."""

    findings: list[Finding]
    bundle: Bundle | None = None
    path: CheckedPath | None = None
    story: Story | None = None

    @property
    def status(self) -> str:
        """`broken`, `incomplete`, `findings` or `valid`."""
        worst = min((finding.level for finding in self.findings), key=lambda level: level.rank, default=Level.HINT)
        return STATUS_OF.get(worst, "valid")


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
    found += _against_trust(checked, trust)
    if checked.story is not None:
        found += _derived(bundle, checked.story)
    checked.findings = sorted([*checked.findings, *found], key=lambda each: each.order)
    return checked


def follow(bundle: Bundle, trust: Trust) -> CheckedBundle:
    """Check the entries of a bundle, and tell the story of its rows; what it says itself of it is not looked at."""
    books = {part.origin: _read(part, bundle.contest) for part in bundle.books}
    gaps = list(_gaps(books))
    if gaps:
        return CheckedBundle([*_of_books(books), *gaps], bundle)
    inspected = {origin: book.inspected for origin, book in books.items()}
    passes = Passes(inspected, Trust(trust.root, trust.election), Verification(Scope()), _replayer(inspected))
    try:
        passes.run()
    except RekapError as error:
        # Something is asked for that no honest bundle leaves out.
        missing = Finding("R107", Level.INCOMPLETE, params=params(path=error.code))
        return CheckedBundle([*_of_books(books), missing], bundle)
    judged = _Judged(books, bundle.contest, bundle.area)
    findings = _excused(filter(judged.is_about, passes.result.findings))
    path = CheckedPath(bundle.contest, bundle.area, books, passes, findings)
    try:
        story = story_of(path, bundle.rows, bundle.language, sorted(bundle.documents)) if bundle.rows else None
    except RekapError as error:
        if not findings:
            findings.append(broken("R203", field=error.code, value=bundle.area))
        return CheckedBundle(findings, bundle)
    return CheckedBundle(list(findings), bundle, path, story)


def _excused(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in their order; where entries are missing, what may be for want of them contradicts nothing."""
    found = list(findings)
    if any(each.code == "R107" for each in found):
        found = [replace(each, level=Level.INCOMPLETE) if each.code in _FOR_WANT_OF_ENTRIES else each for each in found]
    return sorted(found, key=lambda each: each.order)


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


# ---------------------------------------------------------------- one book


def _of_books(books: Mapping[str, ReadBook]) -> Iterator[Finding]:
    for book in books.values():
        yield from book.inspected.findings


def _read(part: BookPart, contest: str) -> ReadBook:
    """What pass 0 finds in the part of a book."""
    book = ReadBook(InspectedBook(part.origin), part.note)
    found = book.inspected.findings
    leaves = {index: leaf_hash(raw) for index, raw in part.entries}
    try:
        key = parse_vkey(part.vkey.decode("utf-8").removesuffix("\n"))
        if part.vkey != f"{key.text}\n".encode() or key.name != part.origin:
            found.append(broken("R303", path=VKEY))
        checkpoint = open_checkpoint(part.note, key).checkpoint
        tree = PartialTree(checkpoint.size, leaves, part.sizes, part.hashes)
        if tree.root() != checkpoint.root:
            found.append(broken("R301", size=checkpoint.size))
        book.inspected.vkey, book.inspected.checkpoint, book.inspected.tree = key, checkpoint, tree
    except BundleProofError as error:
        found.append(broken("R109", path="proof", reason=dict(error.params)["reason"], entry="-"))
    except (FormatError, UnicodeDecodeError) as error:
        code = error.code if isinstance(error, FormatError) else "E113"
        found.append(broken("R302", path="checkpoint", reason=code))
    # Which election they must name is seen from the root down: a trust file of another one is no fault of theirs.
    checker = EntryChecker(part.origin, None)
    for index, raw in part.entries:
        _entry(book, checker, index, raw, contest)
    book.inspected.findings = [replace(each, book=part.origin) for each in found]
    book.inspected.election = checker.election
    book.inspected.statements, book.inspected.signatures = checker.statements, checker.signatures
    return book


def _entry(book: ReadBook, checker: EntryChecker, index: int, raw: bytes, contest: str) -> None:
    book.checked.add(index)
    found = book.inspected.findings
    try:
        sealed = decode_entry(raw)
    except FormatError as error:
        found.append(replace(entry_finding(error), index=index))
        return
    entry = sealed.entry
    wrong = [each.at(book=entry.book, index=index, stream=entry.stream) for each in checker.findings(sealed, index)]
    gap = next((each for each in wrong if each.code == "R201" and _is_gap(each)), None)
    if gap is not None:
        # An entry of this stream is not in the bundle; whether the archive lacks it nobody can say from here.
        wrong = [each for each in wrong if each.code not in ("R201", "R202")]
        name = f"{entry.stream} {dict(gap.params)['expected']}"
        wrong.append(replace(gap, code="R107", level=Level.INCOMPLETE, params=params(path=name)))
    found += wrong
    if any(each.level is Level.BROKEN for each in wrong):
        book.faults[index] = (about(entry, contest), tuple(wrong))
    else:
        book.inspected.entries.append((index, about(entry, contest)))


def _is_gap(finding: Finding) -> bool:
    given = dict(finding.params)
    return int(given["seq"]) > int(given["expected"])


def about(entry: Entry, contest: str) -> Entry:
    """The entry as far as it is about a contest: of the others the declarations are not here.

    Its hash and signatures were checked on the bytes as they are stored.
    """
    event: Event = entry.data
    match event:
        case PlenaryOpened() | OrderRegistered() | TallyAbsent():
            event = replace(event, contests=_only(event.contests, contest))
        case MandateRecorded():
            data = event.mandate.data
            said = replace(event.mandate, data=replace(data, contests=_only(data.contests, contest)))
            event = replace(event, mandate=said)
        case TallyReceived():
            form = event.statement.data
            forms = tuple(each for each in form.forms if each.contest == contest)
            event = replace(event, statement=replace(event.statement, data=replace(form, forms=forms)))
        case CopyRecorded():
            copied = event.copy.data
            held = tuple(each for each in copied.forms if each.contest == contest)
            event = replace(event, copy=replace(event.copy, data=replace(copied, forms=held)))
        case _:
            return entry
    return replace(entry, data=event)


def _only(contests: tuple[str, ...], contest: str) -> tuple[str, ...]:
    return tuple(each for each in contests if each == contest)


# ---------------------------------------------------------------- what must be there


def _gaps(books: Mapping[str, ReadBook]) -> Iterator[Finding]:
    """R107 for every root or leaf that the entries refer to, and that does not follow from what is here."""
    for origin, book in books.items():
        for index, entry in book.inspected.entries:
            for name, size in _quoted(entry):
                tree = _tree(books, name)
                if tree is not None and size <= tree.size and not tree.knows_root(size):
                    yield _missing(origin, index, f"{name} {size}")
            for name, at in _cited(entry):
                tree = _tree(books, name)
                if tree is not None and at < tree.size and not tree.knows_leaf(at):
                    yield _missing(origin, index, f"{name}@{at}")
    root = next(iter(books))
    known = _tree(books, root)
    if known is not None and not known.knows_leaf(0):
        yield _missing(root, 0, f"{root}@0")


def _tree(books: Mapping[str, ReadBook], origin: str) -> PartialTree | None:
    book = books.get(origin)
    tree = book.inspected.tree if book is not None else None
    return tree if isinstance(tree, PartialTree) else None


def quoted_sizes(entry: Entry) -> Iterator[tuple[str, int]]:
    """Book and size of every note that the entry quotes, of every root that it claims, and around what it cites."""
    yield from _quoted(entry)
    for origin, index in _cited(entry):
        yield from ((origin, index), (origin, index + 1))


def _cited(entry: Entry) -> Iterator[tuple[str, int]]:
    """Book and index of every entry that this one cites by its place."""
    match entry.data:
        case ChildReceived(book=origin, index=index):
            yield origin, index
        case EvidenceAdded(entries=references) | ExecutionSeen(entries=references):
            yield from ((each.book, each.index) for each in references)


def _quoted(entry: Entry) -> Iterator[tuple[str, int]]:
    note = getattr(entry.data, "authority" if isinstance(entry.data, BookOpened) else "note", None)
    if isinstance(entry.data, _NOTES) and note is not None:
        try:
            quoted = peek_checkpoint(note)
        except FormatError:
            return
        yield quoted.origin, quoted.size
    said = getattr(entry.data, "revocation", None) or getattr(entry.data, "affirmation", None)
    if said is not None:
        for cut in getattr(said.data, "cuts", ()):
            yield cut.book, cut.size
        if hasattr(said.data, "end"):
            yield said.data.book, said.data.end


def _missing(origin: str, index: int, name: str) -> Finding:
    return Finding("R107", Level.INCOMPLETE, origin, index, params=params(path=name))


def _against_trust(checked: CheckedBundle, trust: Trust) -> Iterator[Finding]:
    """R304 where a note known from outside has another root; one of another size says nothing of this bundle."""
    books = checked.path.books if checked.path is not None else {}
    for note in trust.notes:
        try:
            seen = peek_checkpoint(note)
        except FormatError:
            continue
        book = books.get(seen.origin)
        tree = _tree(books, seen.origin)
        if book is None or tree is None or book.inspected.vkey is None or not tree.knows_root(seen.size):
            continue
        try:
            open_checkpoint(note, book.inspected.vkey)
        except FormatError as error:
            yield replace(broken("R310", origin=seen.origin, reason=error.code), book=seen.origin)
            continue
        if seen.size <= tree.size and tree.root(seen.size) != seen.root:
            yield replace(broken("R304", origin=seen.origin, size=seen.size), book=seen.origin)


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
        self._elsewhere = set(_answered_elsewhere(books, area))

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
