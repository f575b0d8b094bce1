"""Saying what is wrong in published results, and what their columns were read as.

- The first problems are named one by one with file, line and column, and all of them are counted by reason.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cli.frame import note, tr
from cli.helping import language
from cli.layout import number

if TYPE_CHECKING:
    from ledger.feeds import FeedProblem

SHOWN: Final = 20
"""How many problems are named one by one."""


def report_problems(problems: "Sequence[FeedProblem]") -> None:
    """Names the lines that were left out on stderr."""
    from ledger.feeds import by_reason

    for problem in problems[:SHOWN]:
        note(f"feed.{_place(problem)}", **_described(problem))
    if len(problems) > SHOWN:
        note("feed.more", count=number(len(problems) - SHOWN))
    for reason, count in by_reason(problems):
        note("feed.summary", count=number(count), reason=_reason(reason))


@contextmanager
def naming_what_was_left_out() -> Iterator[None]:
    """Names the problems also where they have left nothing to go on with."""
    from ledger.making.replica import NothingLeftError

    try:
        yield
    except NothingLeftError as error:
        report_problems(error.problems)
        raise


def problem_text(problem: "FeedProblem") -> str:
    """Where a problem is, what it is, and what was left out because of it."""
    return tr(f"feed.{_place(problem)}", **_described(problem))


def refuse_problems(path: Path, problems: "Sequence[FeedProblem]") -> None:
    """Raises `FeedProblemsError` if there are any."""
    from ledger.feeds.errors import FeedProblemsError

    if problems:
        raise FeedProblemsError(path=str(path), count=len(problems))


def row_words(target: str) -> str:
    """A row of the form by its name and in words; a code or a name of an area as it is."""
    from domain.errors import UnknownRowError
    from domain.profiles import label

    try:
        words = label(target)
    except UnknownRowError:
        return target
    return f"{target}: {words.en if language() == 'en' else words.id}"


def _place(problem: "FeedProblem") -> str:
    if problem.line:
        return "line" if problem.column else "whole_line"
    return "place" if problem.column else "whole_file"


def _described(problem: "FeedProblem") -> Mapping[str, object]:
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "reason": _reason(problem.reason),
        "value": problem.value,
    }


def _reason(reason: str) -> str:
    return tr(f"feed.reason.{reason}")
