"""`rekap import`: published results read and reported, and on demand written as election facts.

Rules of this module:

- What was read is said per source: TPS, rows, columns and what each was taken for, columns not used, states, marks.
- What is wrong is named by file, line and column and left out, with `--strict` it ends the command before writing.
- A contest that is named is checked, written or not; results without a single TPS or area are an error.
- The folder appears when it is complete; one that holds something is never touched, and no mapping is overwritten.
"""

import shlex
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.frame import Mistake, command, say, single, tr, write
from cli.helping import program_path
from cli.layout import number, paragraph
from cli.problems import naming_what_was_left_out, refuse_problems, report_problems, row_words
from cli.progress import progress

if TYPE_CHECKING:
    from ledger.feeds import Feed, FeedProblem, HeaderMapping
    from ledger.feeds.aggregates import Aggregate, Candidate, Candidates
    from ledger.making.importing import ContestImport, Source

app = single()


@command(app)
def import_(  # noqa: PLR0913, PLR0917 - every option is a parameter
    sources: Annotated[list[Path], typer.Argument(metavar="SOURCE")],
    out: Annotated[Path | None, typer.Option(metavar="DIR")] = None,
    contest: Annotated[list[str] | None, typer.Option(metavar="K")] = None,
    mapping: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    save_mapping: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    sheet: Annotated[str | None, typer.Option(metavar="NAME")] = None,
    strict: Annotated[bool, typer.Option("--strict")] = False,
    candidates: Annotated[list[Path] | None, typer.Option(metavar="FILE")] = None,
    desa: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
) -> None:
    from ledger.feeds import read_mapping
    from ledger.making.importing import open_source
    from ledger.target import building

    _refuse_in_place(save_mapping)
    contests = _contests(sources, contest or [])
    listed = _candidates(candidates or [])
    columns = None if mapping is None else read_mapping(mapping)
    opened = [open_source(path, given, listed, columns, sheet) for path, given in zip(sources, contests, strict=True)]
    with naming_what_was_left_out(), progress("progress.feed"):
        problems = [problem for source in opened for problem in _report(source, of_several=len(opened) > 1)]
        imports = _imports(opened, contests, listed) if out is not None or contest else []
    if imports:
        problems = [problem for each in imports for problem in each.problems]
    report_problems(problems)
    if strict:
        refuse_problems(sources[0], problems)
    _refuse_empty(opened)
    if save_mapping is not None:
        _save(save_mapping, opened)
    if out is not None:
        from ledger.making.importing import write_import

        with building(out) as place:
            facts = write_import(place, imports, desa).name
        _say_written(out, facts, [each.contest.id for each in imports])


def _refuse_in_place(mapping: Path | None) -> None:
    from ledger.feeds.errors import MappingInPlaceError

    if mapping is not None and (mapping.is_symlink() or mapping.exists()):
        raise MappingInPlaceError(path=str(mapping))


def _refuse_empty(sources: "Sequence[Source]") -> None:
    from ledger.feeds import Feed
    from ledger.feeds.errors import NoStationsError

    for source in sources:
        if not (source.count if isinstance(source, Feed) else source.rows):
            raise NoStationsError(path=str(source.path))


def _contests(sources: Sequence[Path], given: Sequence[str]) -> list[str | None]:
    """The contest of each source, None where none was named."""
    from ledger.feeds.errors import SourcesUnevenError

    if len(given) == len(sources):
        return list(given)
    if len(given) > 1:
        raise SourcesUnevenError(contests=len(given), sources=len(sources))
    return list(repeat(given[0] if given else None, len(sources)))


def _candidates(paths: Sequence[Path]) -> "dict[str, tuple[Candidate, ...]]":
    """The candidates of all lists together."""
    from ledger.feeds.aggregates import read_candidates

    listed: dict[str, tuple[Candidate, ...]] = {}
    for path in paths:
        listed |= read_candidates(path)
    return listed


def _imports(
    sources: "Sequence[Source]", contests: Sequence[str | None], listed: "Candidates"
) -> "list[ContestImport]":
    """What each contest becomes, in the order in which it is named first."""
    from ledger.making.importing import contest_of, import_contest

    grouped: dict[str, list[Source]] = {}
    for source, given in zip(sources, contests, strict=True):
        grouped.setdefault(contest_of(source, given, listed), []).append(source)
    return [import_contest(chosen, contest, listed) for contest, chosen in grouped.items()]


def _report(source: "Source", *, of_several: bool) -> "Sequence[FeedProblem]":
    """Reads a source and says what is in it; gives what is wrong."""
    from ledger.feeds import Feed
    from ledger.feeds.many import problems_by_path

    problems = _report_feed(source) if isinstance(source, Feed) else _report_aggregate(source)
    return problems_by_path(source.path, problems) if of_several else problems


def _say(key: str, **values: object) -> None:
    """Prints a text in lines that fit; those behind the first are set in."""
    for line in paragraph(tr(key, **values), "    ", ""):
        write(line)


def _report_feed(feed: "Feed") -> "Sequence[FeedProblem]":
    from ledger.feeds.sirekap_json import SirekapFeed
    from ledger.feeds.xlsx_file import XlsxFeed

    published = sum(row.is_published for row in feed)
    left_out = len({(problem.file, problem.line) for problem in feed.problems})
    said = {"read": number(feed.count), "published": number(published), "left_out": number(left_out)}
    _say("import.stations", path=feed.path, **said)
    if isinstance(feed, XlsxFeed):
        _say("import.sheet", sheet=feed.sheet)
    if feed.sums:
        _say("import.sums", count=number(feed.sums))
    if feed.mapping is not None:
        _say_mapping(feed.mapping)
    else:
        _say("import.rows", rows=", ".join(feed.rows))
    if isinstance(feed, SirekapFeed):
        for (votes, figures), count in sorted(feed.states.items(), reverse=True):
            _say("import.state", votes=_json(votes), figures=_json(figures), count=number(count))
        _say_marks(feed.psu)
    return feed.problems


def _report_aggregate(aggregate: "Aggregate") -> "Sequence[FeedProblem]":
    counts = {"tps_in": aggregate.tps_in, "tps_total": aggregate.tps_total, "parts": len(aggregate.rows)}
    counts["problems"] = len(aggregate.problems)
    _say("import.aggregate", path=aggregate.path, **{name: number(count) for name, count in counts.items()})
    for option in aggregate.options:
        _say("import.option", no=option.no, name=option.name, votes=number(aggregate.votes[option.no]))
    _say_marks(Counter(row.psu for row in aggregate.rows))
    return aggregate.problems


def _say_mapping(mapping: "HeaderMapping") -> None:
    own = [header for header, row in mapping.columns.items() if header == row]
    if own:
        _say("import.own", headers=", ".join(own))
    for header, row in mapping.columns.items():
        if header != row:
            _say("import.guessed" if header in mapping.guessed else "import.column", header=header, row=row_words(row))
    if mapping.ignored:
        _say("import.ignored", headers=", ".join(mapping.ignored))


def _say_marks(marks: Mapping[str, int]) -> None:
    for mark, count in sorted(marks.items()):
        if mark:
            _say("import.psu", mark=mark, count=number(count))


def _json(state: bool) -> str:
    return "true" if state else "false"


def _save(path: Path, sources: "Sequence[Source]") -> None:
    """Saves the one mapping of all tables among the sources."""
    from ledger.feeds import Feed, save_mapping

    tables = [source for source in sources if isinstance(source, Feed) and source.mapping is not None]
    if not tables or tables[0].mapping is None:
        raise Mistake("import.no_mapping")
    first = tables[0].mapping
    for other in tables[1:]:
        if other.mapping is not None and other.mapping.columns != first.columns:
            raise Mistake("import.mappings_differ", path=other.path)
    save_mapping(path, first)
    say("import.saved", path=path)


def _say_written(out: Path, facts: str, contests: Sequence[str]) -> None:
    built = shlex.join([program_path(), "simulate", str(out / facts), "--out", f"{out}-archive"])
    say("import.written", contests=", ".join(contests), path=out, command=built)
