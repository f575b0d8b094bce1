"""`rekap demo`: a small practice election, verified, and one tampering caught; `--guided` leads a class through one.

Rules of this module:

- Everything is marked LATIHAN; the election's areas are made up.
- Only a folder that an earlier demo made is replaced.
- The demo ends well (exit 0) only if the election is valid and the tampering is found at its place.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.frame import INTERNAL, command, exit_with, single, tr, write
from cli.layout import area_name, number
from cli.progress import progress
from cli.simulate import published_part, verify_command
from cli.tampering import say, tell_of_tampering
from cli.verify import count_of

if TYPE_CHECKING:
    from ledger.passes import Verification

app = single()

_MARK = ".rekap-demo"
_CONTEST = "ppwp"


@command(app)
def demo(
    out: Annotated[Path, typer.Option(metavar="DIR")] = Path("rekap-demo"),
    seed: Annotated[int, typer.Option(metavar="N", min=0, max=2**53 - 1)] = 1,
    guided: Annotated[bool, typer.Option("--guided")] = False,
) -> None:
    if guided:
        from cli.guided import guide

        guide(out, seed)
        return
    _run(out, seed)


def _run(out: Path, seed: int) -> None:
    """The demo that runs by itself."""
    from ledger.making import simulation
    from ledger.making.practice import practice_plan, tamper
    from ledger.target import building
    from ledger.trust import read_trust
    from ledger.verification import verify_archive

    plan = practice_plan(seed)
    with building(out, _MARK) as place:
        with progress("progress.simulate", published_part(place, plan)):
            built = simulation.simulate(plan, place, seed=seed, workers=count_of(None))
        trust = read_trust(built.trust)
        tampering = tamper(built.archive, place / "tampered")
        sound = verify_archive(built.archive, trust)
        caught = verify_archive(place / "tampered", trust)
    _tell_of_election(sound, built.stations)
    tell_of_tampering(tampering, caught)
    _tell_how_to_go_on(out)
    is_found = any(found.book == tampering.book and found.index == tampering.index for found in caught.findings)
    if sound.status != "valid" or caught.status != "broken" or not is_found:
        exit_with(INTERNAL)


def _tell_of_election(sound: "Verification", stations: int) -> None:
    say("mark.practice")
    write()
    say("demo.election", stations=number(stations), books=number(sound.books))
    for label, figure in _votes(sound):
        write(f"    {label:<40} {number(figure):>7}")
    write()
    say("demo.verified", signatures=number(sound.signatures), status=tr(f"status.{sound.status}"))
    for finding in sound.findings:
        if str(finding.level) == "explained":
            say("demo.explained", area=area_name(finding.area or ""), code=finding.code)
    write()


def _votes(sound: "Verification") -> Iterator[tuple[str, int]]:
    """The national votes, with the names of their rows."""
    from cli.rows import row_names

    if sound.election is None:
        return
    declared = sound.election.contests[_CONTEST]
    totals = sound.totals[_CONTEST]["0"]
    labels = row_names(declared.contest, sound.election)
    for place, row in enumerate(declared.contest.rows):
        if row.startswith("suara_") and totals is not None:
            yield labels[place], totals.sums[place]


def _tell_how_to_go_on(out: Path) -> None:
    say("demo.again")
    write(f"    {verify_command(out)}")
    write(f"    {verify_command(out, 'tampered')}")
    write()
    say("mark.practice")
