"""What a bundle tells: the explanation of each row, as one document that its report is made from.

- It follows from the entries of the bundle alone, by the code that explains a number of an archive.
- Hashes are in hexadecimal; an entry is `{book, hash, index}`; what does not apply is null or empty.
- Of a TPS or desa the columns of other units are not compared with their results, which are not here; the total of a
  certificate is compared with its columns, which are.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import msgspec

from domain.areas import contains, is_area, meets
from domain.election import DeclaredContest
from domain.events import (
    ChildCorrected,
    Entry,
    RecapitulationCertified,
    RecapitulationPart,
    TallyCorrected,
    TallyReceived,
)
from domain.findings import Finding, Params
from domain.profiles import Profile, label
from ledger.bundles.bundle_disputes import disputes_of
from ledger.bundles.bundle_document import Story
from ledger.bundles.report_words import Words
from ledger.errors import NotInElectionError
from ledger.explain.explained import Difference, Explanation, Rung, differing_places
from ledger.explain.explained_plain import plain
from ledger.explain.explaining import explain_path, require_row
from ledger.explain.pathcheck import CheckedPath, ReadBook
from ledger.texts import finding_text

Document = dict[str, object]

FORMAT: Final = "rekap-explanation-1"


def story_of(path: CheckedPath, rows: Sequence[str], language: str, documents: Sequence[str]) -> Story:
    """The document of a bundle whose entries were read as `path`.

    Raises `NoSuchRowError`, `NotInElectionError`.
    """
    election = path.passes.result.election
    declared = election.contests.get(path.contest) if election is not None else None
    if election is None or declared is None:
        raise NotInElectionError(value=path.contest)
    for row in rows:
        require_row(declared.contest, row)
    labels = _labels(declared, election.profile)
    told = [_told(explain_path(path, election, declared, row), path) for row in rows]
    document = {
        "format": FORMAT,
        "language": language,
        "election": {
            "hash": election.hash.hex(),
            "kind": str(election.declared.kind),
            "name": election.declared.name,
            "profile": election.declared.profile,
        },
        "contest": path.contest,
        "area": path.area,
        "status": path.status,
        "books": [_book(origin, book) for origin, book in path.books.items()],
        "statements": sum(book.inspected.statements for book in path.books.values()),
        "signatures": sum(book.inspected.signatures for book in path.books.values()),
        "disputes": msgspec.to_builtins(list(disputes_of(path))),
        "documents": list(documents),
        "findings": [_finding(each, election.profile) for each in path.findings],
        "rows": [_row(found, labels[found.row]) for found in told],
    }
    return msgspec.convert(document, Story)


def _labels(declared: DeclaredContest, profile: Profile) -> dict[str, Document]:
    """Every row as people call it, in both languages; options by their names."""
    contest = declared.contest
    parties = {option.no: option.name for option in contest.options if option.parent is None}
    names = {f"suara_{no}": name for no, name in parties.items()}
    names |= {f"suara_{no}_total": name for no, name in parties.items()}
    names |= {f"suara_{each.parent}_{each.no}": each.name for each in contest.options if each.parent is not None}
    found: dict[str, Document] = {}
    for row in contest.rows:
        said = label(row, profile)
        more = f": {names[row]}" if row in names else ""
        found[row] = {"en": f"{said.en}{more}", "id": f"{said.id}{more}"}
    return found


def _book(origin: str, book: ReadBook) -> Document:
    checkpoint = book.inspected.checkpoint
    return {
        "origin": origin,
        "size": checkpoint.size if checkpoint else 0,
        "root": checkpoint.root.hex() if checkpoint else "",
        "entries": len(book.checked),
    }


def changed_rows(path: CheckedPath) -> tuple[str, ...]:
    """The rows whose figure somebody changed, or that two levels say otherwise, in the order of the form."""
    election = path.passes.result.election
    declared = election.contests.get(path.contest) if election is not None else None
    if declared is None:
        return ()
    rows = declared.contest.rows
    named = {each.row for each in path.findings if each.code.startswith(("J", "S"))}
    forms: dict[str, list[tuple[int | None, ...]]] = {}
    for book in path.books.values():
        for _, entry, _ in book.all_entries:
            if isinstance(entry.data, (TallyCorrected, ChildCorrected)) and _is_of(entry, path):
                named |= {cell.row for cell in entry.data.cells if cell.old != cell.new}
            elif isinstance(entry.data, TallyReceived) and contains(path.area, entry.subject):
                said = [form.figures for form in entry.data.statement.data.forms if form.contest == path.contest]
                forms.setdefault(entry.subject, []).extend(said)
    for said in forms.values():
        named |= {row for at, row in enumerate(rows) if len({each[at] for each in said if len(each) > at}) > 1}
    return tuple(row for row in rows if row in named)


def _is_of(entry: Entry, path: CheckedPath) -> bool:
    """Whether a change is one of the contest, in the area or in a unit that it lies in."""
    match entry.data:
        case ChildCorrected(unit=unit):
            return is_area(unit) and meets(unit, path.area)
        case TallyCorrected(contest=contest):
            return contest == path.contest and contains(path.area, entry.subject)
        case _:
            return False


def _told(found: Explanation, path: CheckedPath) -> Explanation:
    """The explanation, with what the results of other TPS would be needed for left out."""
    found.rungs = tuple(_within(rung, found, path) for rung in found.rungs)
    found.differ_at(differing_places(found.rungs))
    return found


def _within(rung: Rung, found: Explanation, path: CheckedPath) -> Rung:
    job = path.passes.jobs.get(rung.book)
    if job is None or not job.authority.body.recapitulates_tps or rung.area == found.area:
        return rung
    columns = [each for each in rung.differences if each.unit != rung.area and contains(found.area, each.unit)]
    total = _sum_of_columns(path.books[rung.book], rung, found)
    if rung.in_force is not None and total is not None and total != rung.in_force.total:
        columns.append(Difference("total", rung.area, rung.in_force.total, total))
    return replace(rung, given=total, differences=tuple(columns))


def _sum_of_columns(book: ReadBook, rung: Rung, found: Explanation) -> int | None:
    """What the columns of the certificate in force of a PPK give together; None where they are not all here."""
    if rung.in_force is None or found.declared is None:
        return None
    events = {entry.hash: entry.data for _, entry in book.inspected.entries}
    at = found.declared.contest.rows.index(found.row)
    certified = events.get(rung.in_force.entry.leaf)
    if not isinstance(certified, RecapitulationCertified):
        return None
    parts = [events.get(leaf) for leaf in certified.dhasil.data.parts]
    columns = [part.columns if isinstance(part, RecapitulationPart) else None for part in parts]
    known = [each for each in columns if each is not None]
    if len(known) < len(columns):
        return None
    return sum(column.figures[at] or 0 for each in known for column in each)


# ---------------------------------------------------------------- as JSON has it


def _row(found: Explanation, said: Document) -> Document:
    """What is told of one row."""
    return {
        "row": found.row,
        "label": said,
        "known": found.is_known,
        "figure": found.figure,
        "missing": found.missing,
        "adjusted": found.adjusted,
        "children": _plain(found.children),
        "life": _plain(found.life),
        "objections": _plain(found.objections),
        "levels": _plain(found.rungs),
        "first_difference": _plain(found.first),
        "other_differences": _plain(found.others),
    }


def _finding(finding: Finding, profile: Profile) -> Document:
    said = finding_text(msgspec.structs.replace(finding, params=_with_names(finding.params)), profile)
    return {
        "area": finding.area,
        "book": finding.book,
        "code": finding.code,
        "index": finding.index,
        "level": str(finding.level),
        "row": finding.row,
        "text": {"en": said.en, "id": said.id},
    }


def _with_names(given: Params) -> Params:
    """The parameters with the name of the body that an order is to, which is the same in both languages."""
    return tuple((key, Words("id").body_id(str(value)) if key == "to" else value) for key, value in given)


def _plain(value: object) -> object:
    """A value of an explanation as JSON has it; of a finding its code, the bundle has the rest elsewhere."""
    return plain(value, lambda finding: finding.code)
