"""Helpers of the acceptance tests that are named after real cases: one town, from the first TPS to the auditor.

- Everybody has a folder; between the folders travel files only, and only the command line is used.
"""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from domain.events import Entry
from ledger.desk import Desk
from tests.support.by_hand import HOST, STATIONS, Outcome, Person, done, rekap
from tests.support.by_hand_room import CONTEST, KABUPATEN, PPK, PROVINSI, PlenaryTown

BODIES: Final = ("kpu-0", "bawaslu-0", PROVINSI, KABUPATEN, PPK)
FIRST, SECOND, THIRD = STATIONS
ROOM: Final = ("ketua:2", "anggota:3", f"saksi:1@{CONTEST}", f"saksi:2@{CONTEST}", "panwaslu")
Report = dict[str, object]


def copied(town: PlenaryTown, folder: Path) -> PlenaryTown:
    """The same town again elsewhere, with the keys where they were."""
    shutil.copytree(town.root, folder)
    people = {
        name: Person(folder / each.folder.relative_to(town.root), each.public) for name, each in town.people.items()
    }
    return PlenaryTown(folder, people)


def set_up(folder: Path) -> PlenaryTown:
    """A town whose books are all open; nothing was received yet."""
    folder.mkdir()
    town = PlenaryTown(folder)
    town.set_up()
    town.set_up_panels()
    source = ["--from", town.desk("kpu-0") / "archive", "--trust", town.trust]
    done("body", "open", "--origin", f"{HOST}/bawaslu/0", *source, *town.by("bawaslu-0", "root:1"))
    return town


def begin(town: PlenaryTown, body: str = PPK) -> None:
    """A plenary opens, and it is on record who is there."""
    done("plenary", "open", "--contest", CONTEST, *town.by(body))
    town.attend(body, *ROOM)


def the_third_is_absent(town: PlenaryTown) -> None:
    """The TPS whose KPPS have no keys sent nothing."""
    done("tally", "absent", THIRD, "--reason", "kotak tidak sampai", *town.by(PPK))


def finish(town: PlenaryTown, body: str = PPK) -> None:
    """The D.Hasil is drafted, signed and certified; the plenary closes."""
    town.sign_and_certify(body, town.draft(body, "d-hasil"))
    done("plenary", "close", *town.by(body))


def published(town: PlenaryTown) -> Path:
    """Everybody publishes; an auditor copies all of it."""
    for body in BODIES:
        town.publish(body)
    return town.gather(*BODIES)


def verified(town: PlenaryTown, archive: Path) -> tuple[int, list[dict[str, object]], dict[str, dict[str, int]]]:
    """What a verification says: exit code, findings, and the sum of every row by area."""
    outcome = rekap("verify", archive, "--trust", town.trust, "--json")
    report = json.loads(outcome.out)
    totals = {
        area: {row: cell["sum"] for row, cell in rows.items()} for area, rows in report["totals"][CONTEST].items()
    }
    return outcome.code, report["findings"], totals


def replayed(town: PlenaryTown, archive: Path, area: str, *options: object) -> Outcome:
    """What a replay of one area shows."""
    return rekap("replay", archive, "--trust", town.trust, "--area", area, *options)


def entries(town: PlenaryTown, body: str) -> list[Entry]:
    """What a body has stored."""
    with Desk.open(town.desk(body)) as desk:
        return [entry for _, entry in desk.entries()]


def figure_options(figures: Mapping[str, int], names: Sequence[str] = ()) -> list[object]:
    """`--figure ROW=N` for each row (of these)."""
    rows = [(row, figure) for row, figure in figures.items() if not names or row in names]
    return [option for row, figure in rows for option in ("--figure", f"{row}={figure}")]


def codes(findings: Sequence[Mapping[str, object]]) -> set[object]:
    """The codes of findings, but for the absent TPS and what is missing above the PPK."""
    return {each["code"] for each in findings if each["code"] != "J.503"}
