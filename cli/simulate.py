"""`rekap simulate`: a replica of an election from published results.

Rules of this module:

- What is wrong in the feed is named by line and left out; nothing is guessed.
- The folder appears when it is complete; one that holds something is never touched.
- Messages go to stderr; the command to verify is the last thing said.
"""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.frame import command, note, say, single, tr
from cli.helping import program_path
from cli.layout import number
from cli.progress import progress
from cli.verify import count_of

if TYPE_CHECKING:
    from ledger.feed import FeedProblem
    from ledger.plan import Plan
    from ledger.replica import Replica

app = single()

_SHOWN = 20
"""How many lines with problems are named one by one."""


@command(app)
def simulate(
    feed: Annotated[Path, typer.Argument(metavar="FEED")],
    out: Annotated[Path, typer.Option(metavar="DIR")],
    contest: Annotated[str, typer.Option(metavar="K")] = "ppwp",
    seed: Annotated[int, typer.Option(metavar="N", min=0, max=2**53 - 1)] = 1,
    workers: Annotated[int | None, typer.Option(metavar="N", min=1, max=256)] = None,
) -> None:
    from ledger import simulation
    from ledger.feed import read_feed
    from ledger.replica import plan_replica
    from ledger.target import building

    with building(out) as place:
        with progress("progress.feed"):
            replica = plan_replica(read_feed(feed), contest)
        _report_problems(replica)
        with progress("progress.simulate", published_part(place, replica.plan)):
            built = simulation.simulate(replica.plan, place, seed=seed, workers=count_of(workers))
    say("mark.replica")
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


def _report_problems(replica: "Replica") -> None:
    """Names the lines that were left out: the first ones one by one, all of them by reason."""
    from ledger.replica import by_reason

    for problem in replica.problems[:_SHOWN]:
        note(f"feed.{'line' if problem.column else 'whole_line'}", **_described(problem))
    if len(replica.problems) > _SHOWN:
        note("feed.more", count=number(len(replica.problems) - _SHOWN))
    for reason, count in by_reason(replica.problems):
        note("feed.summary", count=number(count), reason=_reason(reason))


def _described(problem: "FeedProblem") -> dict[str, object]:
    return {
        "line": problem.line,
        "column": problem.column,
        "reason": _reason(problem.reason),
        "value": problem.value,
    }


def _reason(reason: str) -> str:
    return tr(f"feed.reason.{reason}")
