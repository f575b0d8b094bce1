"""The part of one book that a bundle has: bytes, chain, proof and signatures, as pass 0 of a verification has them.

- Every entry in it is checked as in a verification, and hashes, with the proof, to the root that the book's log signed
  (R301).
- Entries of a stream stand there from the first one on: a gap is `incomplete` (R107), never guessed at.
- Of an entry about several contests only what is about the one of the bundle is read further.
- Where too many entries are no entries at all, the rest is not looked at.
"""

from typing import Final

from msgspec.structs import replace

from domain.events import (
    CopyRecorded,
    DisputeFiled,
    DisputeRuled,
    Entry,
    Event,
    MandateRecorded,
    OrderRegistered,
    PlenaryOpened,
    TallyAbsent,
    TallyReceived,
)
from domain.findings import Finding, Level, Params, broken, params
from ledger.archive import VKEY
from ledger.bundles.bundle import BookPart
from ledger.bundles.bundle_tree import PartialTree
from ledger.checkpoint import open_checkpoint
from ledger.entrycheck import EntryChecker, entry_finding
from ledger.errors import BundleProofError, FormatError
from ledger.explain.pathcheck import ReadBook
from ledger.inspection import InspectedBook
from ledger.merkle import leaf_hash
from ledger.note import parse_vkey
from ledger.records import decode_entry

MOST_UNREADABLE: Final = 64


def read_part(part: BookPart, contest: str) -> ReadBook:
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
    unreadable = 0
    for index, raw in part.entries:
        unreadable += not _entry(book, checker, index, raw, contest)
        if unreadable > MOST_UNREADABLE:
            break
    book.inspected.findings = [replace(each, book=part.origin) for each in found]
    book.inspected.election = checker.election
    book.inspected.statements, book.inspected.signatures = checker.statements, checker.signatures
    return book


def _entry(book: ReadBook, checker: EntryChecker, index: int, raw: bytes, contest: str) -> bool:
    """Check one entry; False where its bytes are none."""
    book.checked.add(index)
    found = book.inspected.findings
    try:
        sealed = decode_entry(raw)
    except FormatError as error:
        found.append(replace(entry_finding(error), index=index))
        return False
    entry = sealed.entry
    wrong = [each.at(book=entry.book, index=index, stream=entry.stream) for each in checker.findings(sealed, index)]
    gap = next((each for each in wrong if each.code == "R201" and _is_gap(each)), None)
    if gap is not None:
        # An entry of this stream is not in the bundle; whether the archive lacks it nobody can say from here.
        wrong = [each for each in wrong if each.code not in ("R201", "R202")]
        name = f"{entry.stream} {dict(gap.params)['expected']}"
        wrong.append(replace(gap, code="R107", level=Level.INCOMPLETE, params=absent(name)))
    found += wrong
    if any(each.level is Level.BROKEN for each in wrong):
        book.faults[index] = (about(entry, contest), tuple(wrong))
    else:
        book.inspected.entries.append((index, about(entry, contest)))
    return True


def absent(path: str) -> Params:
    """The parameters of R107 for something that is not in the file of the bundle."""
    return params(path=path, what="bundle")


def _is_gap(finding: Finding) -> bool:
    given = dict(finding.params)
    return int(given["seq"]) > int(given["expected"])


def about(entry: Entry, contest: str) -> Entry:
    """The entry as far as it is about a contest: of the others the declarations are not here.

    Its hash and signatures were checked on the bytes as they are stored.
    """
    event: Event = entry.data
    match event:
        case PlenaryOpened() | TallyAbsent():
            event = replace(event, contests=_only(event.contests, contest))
        case OrderRegistered() | DisputeFiled():
            event = replace(event, contests=_only(event.contests, contest) or event.contests)
        case DisputeRuled():
            ruling = event.ruling.data
            kept = replace(ruling, contests=_only(ruling.contests, contest) or ruling.contests)
            event = replace(event, ruling=replace(event.ruling, data=kept))
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
