"""`rekap simulate`: a replica of an election from published results, or an election from facts.

Rules of this module:

- What is wrong in the feed is named by file, line and column and left out; nothing is guessed.
- With `--strict` nothing is left out: any problem ends the command, and nothing is written.
- The folder appears when it is complete; one that holds something is never touched.
- Messages go to stderr; the command to verify is the last thing said.
"""

import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli.frame import Mistake, command, note, say, single
from cli.helping import program_path
from cli.layout import number
from cli.problems import naming_what_was_left_out, refuse_problems, report_problems, row_words
from cli.progress import progress
from cli.verify import count_of

if TYPE_CHECKING:
    from ledger.making.plan import Plan

app = single()

DEFAULT_CONTEST: Final = "ppwp"
_NATION: Final = "0"


@command(app)
def simulate(  # noqa: PLR0913, PLR0917 - every option is a parameter
    feed: Annotated[Path, typer.Argument(metavar="FEED")],
    out: Annotated[Path, typer.Option(metavar="DIR")],
    contest: Annotated[str | None, typer.Option(metavar="K")] = None,
    area: Annotated[str | None, typer.Option(metavar="CODE")] = None,
    mapping: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    sheet: Annotated[str | None, typer.Option(metavar="NAME")] = None,
    strict: Annotated[bool, typer.Option("--strict")] = False,
    seed: Annotated[int, typer.Option(metavar="N", min=0, max=2**53 - 1)] = 1,
    workers: Annotated[int | None, typer.Option(metavar="N", min=1, max=256)] = None,
) -> None:
    from ledger.making import simulation
    from ledger.making.facts import is_facts, plan_of, read_facts
    from ledger.target import building

    with building(out) as place:
        if is_facts(feed):
            _refuse_options({"--contest": contest, "--area": area, "--mapping": mapping, "--sheet": sheet})
            plan = plan_of(read_facts(feed))
        else:
            plan = _plan_of_feed(feed, contest or DEFAULT_CONTEST, area or _NATION, mapping, sheet, strict=strict)
        with progress("progress.simulate", published_part(place, plan)):
            built = simulation.simulate(plan, place, seed=seed, workers=count_of(workers))
    say("mark.replica" if plan.kind == "replica" else "mark.practice")
    say(
        "simulate.done",
        stations=number(built.stations),
        received=number(built.received),
        absent=number(built.stations - built.received),
        out=out,
    )
    say("simulate.verify", command=verify_command(out))


def verify_command(out: Path, archive: str = "archive") -> str:
    """The command that verifies what lies in `out`, ready for a shell."""
    return shlex.join([program_path(), "verify", str(out / archive), "--trust", str(out / "trust")])


def published_part(place: Path, plan: "Plan") -> Callable[[], float]:
    """How much of a plan is built: the part of its books that are published."""
    from domain.contests import RECAP_LEVELS

    books = sum(len(plan.bodies(level)) for level in RECAP_LEVELS)
    pattern = "*/*/*/*/checkpoint"
    return lambda: sum(1 for _ in (place / "archive").glob(pattern)) / max(books, 1)


def _plan_of_feed(
    path: Path, contest: str, area: str, mapping: Path | None, sheet: str | None, *, strict: bool
) -> "Plan":
    """What to build from published results, after naming what of them is left out."""
    from domain.contests import counted, parse_contest_id
    from domain.profiles import profile_for
    from ledger.feeds import Guess, open_feed, read_mapping
    from ledger.making.importing import numbers_known
    from ledger.making.replica import plan_replica

    kind = parse_contest_id(contest).kind
    guess = Guess(profile_for(kind), counted=counted(kind))
    columns = None if mapping is None else read_mapping(mapping)
    with naming_what_was_left_out(), progress("progress.feed"):
        feed = open_feed(path, columns, guess=guess, sheet=sheet, numbers=numbers_known(kind))
        replica = plan_replica(feed, contest, area)
    if feed.mapping is not None:
        for header in feed.mapping.guessed:
            note("import.guessed", header=header, row=row_words(feed.mapping.columns[header]))
    report_problems(replica.problems)
    if replica.passed_over:
        note("feed.passed_over", count=number(replica.passed_over), area=area)
    if replica.sums:
        note("feed.sums", count=number(replica.sums))
    if strict:
        refuse_problems(path, replica.problems)
    return replica.plan


def _refuse_options(given: Mapping[str, object]) -> None:
    for option, value in given.items():
        if value is not None:
            raise Mistake("simulate.only_feeds", option=option)
