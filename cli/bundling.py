"""`rekap dispute bundle`, and `rekap verify` of such a file: evidence of one number in one file.

Rules of this module:

- The file appears whole or not at all; one that is there is never overwritten.
- The exit code of the check is that of a verification: 0 valid, 1 findings, 3 broken, 4 incomplete.
- Making a bundle ends with 0 also where what it shows is broken: that is what it shows.
- What a bundle does not prove is said whenever one is checked.
- The report that a check writes is made anew from the entries that were checked; where the check found more than what
  stands in it, but for hints, none is written, and the check does not end with 0.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli.frame import Mistake, command, emit, exit_with, note, say, tr, write
from cli.helping import language
from cli.layout import area_name, number, paragraph
from cli.progress import progress

if TYPE_CHECKING:
    from ledger.bundles.bundle_check import CheckedBundle

NOT_WRITTEN: Final = 2
"""The exit code where nothing is wrong, but the report that was asked for could not be written."""


def register(app: typer.Typer) -> None:
    """Make `bundle` a command of `app`."""
    command(app, "bundle")(bundle)


def bundle(  # noqa: PLR0913, PLR0917 - every option is a parameter
    archive: Annotated[Path, typer.Argument(metavar="ARCHIVE")],
    trust: Annotated[Path, typer.Option(metavar="FILE")],
    contest: Annotated[str, typer.Option(metavar="ID")],
    area: Annotated[str, typer.Option(metavar="CODE")],
    out: Annotated[Path, typer.Option(metavar="FILE")],
    row: Annotated[list[str] | None, typer.Option(metavar="ROW")] = None,
    lang: Annotated[str | None, typer.Option(metavar="LANG")] = None,
    with_documents: Annotated[bool, typer.Option("--with-documents")] = False,
    report: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
) -> None:
    from cli.desking import refuse_existing
    from ledger.bundles.bundle import LANGUAGES, read_bundle
    from ledger.bundles.bundling import make_bundle
    from ledger.durable import write_file
    from ledger.trust import read_trust

    for path in (out, report):
        if path is not None:
            refuse_existing(path)
    if lang not in (None, *LANGUAGES):
        raise Mistake("bundle.lang", lang=lang)
    known = read_trust(trust)
    with progress("progress.bundle"):
        made = make_bundle(
            archive, known, contest, area, row or (), language=lang or language(), with_documents=with_documents
        )
    write_file(out, made.raw, out.parent)
    if report is not None:
        write_file(report, read_bundle(made.raw).report, report.parent)
    story = made.checked.story
    books = story.books if story is not None else []
    entries = number(sum(book.entries for book in books))
    say("bundle.made", path=out, size=number(len(made.raw)), entries=entries, books=len(books))
    say("bundle.rows", rows=", ".join(each.row for each in story.rows) if story is not None else "-")
    if made.further:
        say("bundle.further", rows=", ".join(made.further))
    if made.absent:
        say("bundle.absent", count=number(len(made.absent)))
    say("bundle.verify", path=out)


def verify_bundle(path: Path, trust: Path | None, *, has_scope: bool, json: bool, report: Path | None = None) -> None:
    """Check the bundle in a file, report, and end with the exit code of its status.

    `report` is where its page is written to.
    """
    from cli.desking import refuse_existing
    from cli.report import EXIT_CODES
    from ledger.bundles.bundle_check import check_bundle
    from ledger.trust import read_trust

    if trust is None:
        raise Mistake("bundle.no_trust")
    if has_scope:
        raise Mistake("bundle.no_scope")
    if report is not None:
        refuse_existing(report)
    known = read_trust(trust)
    with progress("progress.verify"):
        checked = check_bundle(path, known)
    if json:
        emit(document(checked))
    else:
        for line in lines(checked):
            write(line)
    is_written = report is None or _write_report(checked, report)
    exit_with(EXIT_CODES[checked.status] or (0 if is_written else NOT_WRITTEN))


def _write_report(checked: "CheckedBundle", path: Path) -> bool:
    """Write the page of what was checked; False where it would leave something out that was found."""
    from domain.findings import Level
    from ledger.bundles.report_html import page
    from ledger.durable import write_file

    story = checked.story
    found = [each for each in checked.findings if each.level is not Level.HINT]
    told = [each for each in story.findings if each.level != str(Level.HINT)] if story is not None else []
    if checked.bundle is None or story is None or len(told) != len(found):
        note("bundle.no_report")
        return False
    write_file(path, page(story, checked.bundle.language), path.parent)
    note("bundle.report", path=path)
    return True


def document(checked: "CheckedBundle") -> dict[str, object]:
    """What is said of a bundle for programs (`docs/bundle.md`)."""
    from msgspec import to_builtins

    from cli.report import finding_document

    election = checked.path.passes.result.election if checked.path is not None else None
    story = checked.story
    return {
        "area": checked.bundle.area if checked.bundle is not None else None,
        "books": to_builtins(story.books) if story is not None else [],
        "contest": checked.bundle.contest if checked.bundle is not None else None,
        "documents": sorted(checked.bundle.documents) if checked.bundle is not None else [],
        "election": election.hash.hex() if election is not None else None,
        "findings": [finding_document(each, election) for each in checked.findings],
        "kind": str(election.declared.kind) if election is not None else None,
        "rows": {each.row: each.figure for each in story.rows} if story is not None else {},
        "status": checked.status,
    }


def lines(checked: "CheckedBundle") -> Iterator[str]:
    """What is said of a bundle for people."""
    from cli.report import place
    from ledger.texts import finding_text

    story, election = checked.story, checked.path.passes.result.election if checked.path is not None else None
    kind = str(election.declared.kind) if election is not None else "official"
    mark = [] if kind == "official" else paragraph(tr(f"mark.{kind}"))
    yield from mark
    if story is not None:
        rows = ", ".join(each.row for each in story.rows)
        yield from paragraph(tr("bundle.is", contest=story.contest, area=area_name(story.area), rows=rows))
        books, entries = len(story.books), number(sum(book.entries for book in story.books))
        counts = {"statements": number(story.statements), "signatures": number(story.signatures)}
        yield from paragraph(tr("report.checked", books=books, entries=entries, **counts))
    yield from paragraph(tr(f"bundle.status.{checked.status}"))
    profile = election.profile if election is not None else None
    for finding in checked.findings:
        said = getattr(finding_text(finding, profile), language())
        where = place(finding)
        yield from paragraph(f"{finding.code} {where}: {said}" if where else f"{finding.code} {said}", "    ", "  - ")
    yield from paragraph(tr("bundle.proves"))
    yield from _figures(checked)
    yield from mark


def _figures(checked: "CheckedBundle") -> Iterable[str]:
    if checked.story is None:
        return
    for row in checked.story.rows:
        said = row.label.en if language() == "en" else row.label.id
        figure = "-" if row.figure is None else number(row.figure)
        yield from paragraph(f"{said}: {figure}", "    ", "  ")
