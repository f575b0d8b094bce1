"""The report of a verification: one JSON document for programs, plain words for people.

Rules of this module:

- The document has the keys of the design (section 10), sorted, and is the same bytes in every language.
- Both languages of a finding's text stand in the document; people see the one of this run.
- A practice election or a replica is marked at the top and at the end of what people see.
- Findings are grouped by level, worst first, then by code; the first few of each are shown with their place.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from cli.frame import tr
from cli.helping import language
from cli.layout import area_name, body_name, number, paragraph, table
from cli.rows import row_names, shown_rows
from ledger.texts import finding_text, remedy_text

if TYPE_CHECKING:
    from domain.contests import Contest
    from domain.election import Election
    from domain.findings import Finding
    from domain.totals import Totals
    from ledger.moment import Moment
    from ledger.passes import Verification
    from ledger.verified_state import State

EXIT_CODES: Final = {"valid": 0, "findings": 1, "broken": 3, "incomplete": 4}
"""The exit code of every status (`docs/format.md`, section 10)."""

Document = dict[str, object]

_SHOWN: Final = 3
"""How many findings of a code are shown unless all are asked for."""


# --- for programs ---


def document(result: "Verification") -> Document:
    """The report as one JSON document; its keys are those of the design."""
    election = result.election
    return {
        "status": result.status,
        "at": moment_document(result.at),
        "since": since_document(result),
        "election": election.hash.hex() if election else None,
        "kind": election.declared.kind if election else None,
        "scope": {"area": result.scope.area, "contest": result.scope.contest},
        "books": result.books,
        "entries": result.entries,
        "statements": result.statements,
        "signatures": result.signatures,
        "contests": sorted(election.contests) if election else [],
        "findings": [finding_document(finding, election) for finding in result.findings],
        "totals": {
            contest: {area: rows_document(totals, _rows(election, contest)) for area, totals in areas.items()}
            for contest, areas in result.totals.items()
        },
    }


def moment_document(moment: "Moment | None") -> Document | None:
    """The moment of a report: what was asked for, and the books that were known, each with its size; None for now."""
    if moment is None:
        return None
    named = [{"book": each.origin, "size": each.size} for each in moment.named]
    return {"named": named, "books": moment.known}


def since_document(result: "Verification") -> Document | None:
    """The earlier verification that this one goes on from, and how many signatures were not checked again; or None."""
    since = state_document(result.since)
    return None if since is None else since | {"spared": result.spared}


def state_document(state: "State | None") -> Document | None:
    """How an earlier verification ended, its books, and how many of them were sound; None where there is none."""
    return None if state is None else {"status": state.status, "books": len(state.books), "sound": len(state.sound)}


def finding_document(finding: "Finding", election: "Election | None") -> Document:
    """One finding, with its place, its parameters and its text in both languages."""
    said = finding_text(finding, election.profile if election else None)
    return {
        "code": finding.code,
        "level": str(finding.level),
        "book": finding.book,
        "index": finding.index,
        "stream": finding.stream,
        "area": finding.area,
        "contest": finding.contest,
        "row": finding.row,
        "params": dict(finding.params),
        "text": {"id": said.id, "en": said.en},
    }


def rows_document(totals: "Totals | None", rows: Iterable[str]) -> Document | None:
    """Totals by row; None where they are not known."""
    if totals is None:
        return None
    cells = zip(rows, totals.sums, totals.missing, strict=True)
    return {row: {"sum": figure, "missing": missing} for row, figure, missing in cells}


def _rows(election: "Election | None", contest: str) -> tuple[str, ...]:
    return election.contests[contest].contest.rows if election else ()


# --- for people ---


def report(result: "Verification", *, with_all: bool = False) -> Iterator[str]:
    """The lines of the report for people; `with_all` lists every finding."""
    yield from head(result)
    yield ""
    yield from _findings(result, with_all=with_all)
    for contest, areas in result.totals.items():
        if result.election is not None and areas:
            yield from _totals(result.election.contests[contest].contest, areas, result.election)
            yield ""
    yield from mark(result)


def head(result: "Verification") -> Iterator[str]:
    """What was checked, of which election, and how it ended."""
    yield from mark(result)
    yield from moment_lines(result.at)
    if result.election is not None:
        declared = result.election.declared
        yield from paragraph(tr("report.election", name=declared.name, kind=tr(f"kind.{declared.kind}")))
        yield tr("report.hash", hash=result.election.hash.hex())
    else:
        yield from paragraph(tr("report.no_election"))
    counts = {name: number(getattr(result, name)) for name in ("books", "entries", "statements", "signatures")}
    yield from paragraph(tr("report.checked", **counts))
    if result.since is not None:
        status = tr(f"since.{result.since.status}")
        yield from paragraph(tr("report.since", status=status, spared=number(result.spared)))
    if result.scope.area is not None or result.scope.contest is not None:
        area = area_name(result.scope.area) if result.scope.area else tr("report.everywhere")
        yield from paragraph(tr("report.scope", area=area, contest=result.scope.contest or tr("report.every_contest")))
    yield ""
    yield from status_lines(result)


def moment_lines(moment: "Moment | None") -> Iterator[str]:
    """What moment it is of which everything is said; nothing for what there is now."""
    if moment is None:
        return
    named = [tr("moment.named", body=body_name(each.origin), size=number(each.size)) for each in moment.named]
    counts = {"books": number(len(moment.known)), "entries": number(sum(moment.known.values()))}
    yield from paragraph(tr("moment.as_of", named=", ".join(named), **counts))
    yield from paragraph(tr("moment.outside"))


def state_lines(state: "State | None") -> Iterator[str]:
    """That signatures were not checked again, because of an earlier verification; nothing where there was none."""
    if state is not None:
        yield from paragraph(tr("report.since_of", status=tr(f"since.{state.status}")))


def status_lines(result: "Verification") -> list[str]:
    """The status in one plain sentence."""
    return paragraph(tr(f"status.{result.status}"))


def mark(result: "Verification") -> list[str]:
    """The line that marks a practice election or a replica; nothing for an official one."""
    kind = result.election.declared.kind if result.election else "official"
    return [] if kind == "official" else paragraph(tr(f"mark.{kind}"))


def place(finding: "Finding") -> str:
    """Where a finding is: area, book, entry, row."""
    parts = [area_name(finding.area)] if finding.area else []
    if finding.book is not None:
        parts.append(tr("place.book", body=body_name(finding.book)))
    if finding.index is not None:
        parts.append(tr("place.entry", index=finding.index))
    return ", ".join(parts)


def _findings(result: "Verification", *, with_all: bool) -> Iterator[str]:
    if not result.findings:
        yield tr("report.no_findings")
        yield ""
        return
    groups: dict[str, dict[str, list[Finding]]] = {}
    for finding in result.findings:
        groups.setdefault(str(finding.level), {}).setdefault(finding.code, []).append(finding)
    for level, codes in groups.items():
        yield from paragraph(tr(f"level.{level}", count=number(sum(map(len, codes.values())))))
        for code, findings in sorted(codes.items()):
            yield from _code(code, findings, result.election, with_all=with_all)
        yield ""
    if not with_all and any(len(findings) > _SHOWN for codes in groups.values() for findings in codes.values()):
        yield from paragraph(tr("report.all"))
        yield ""


def _code(code: str, findings: "list[Finding]", election: "Election | None", *, with_all: bool) -> Iterator[str]:
    """The findings of one code: how many, the first few, what to do."""
    yield f"  {code}  {number(len(findings))}"
    shown = findings if with_all else findings[:_SHOWN]
    for finding in shown:
        said = getattr(finding_text(finding, election.profile if election else None), language())
        where = place(finding)
        yield from paragraph(f"{where}: {said}{_reason(finding)}" if where else said, "      ", "    - ")
    if len(shown) < len(findings):
        yield "    " + tr("report.more", count=number(len(findings) - len(shown)))
    yield from paragraph(tr("report.remedy", remedy=getattr(remedy_text(code), language())), "    ")


def _reason(finding: "Finding") -> str:
    """The reason on record for an explained finding."""
    reason = dict(finding.params).get("reason")
    if str(finding.level) != "explained" or reason is None:
        return ""
    said = tr(f"word.{reason}")
    return " " + tr("report.reason", reason=reason if said.startswith("word.") else said)


def _totals(contest: "Contest", areas: "dict[str, Totals | None]", election: "Election") -> Iterator[str]:
    """The totals of a contest at its highest area in the report."""
    area = min(areas, key=lambda each: (len(each), each))
    yield from paragraph(tr("report.totals", contest=contest.id, area=area_name(area)))
    totals = areas[area]
    if totals is None:
        yield from paragraph(tr("report.totals_unknown"), "  ")
        return
    rows, names = shown_rows(contest, with_candidates=False), row_names(contest, election)
    columns = {
        tr("table.sum"): [number(totals.sums[at]) for at in rows],
        tr("table.missing"): [number(totals.missing[at]) if totals.missing[at] else "" for at in rows],
    }
    yield from table([names[at] for at in rows], columns)
    if any(totals.missing):
        yield from paragraph(tr("table.missing_note"))
