"""A small practice election, and one tampering with a copy of its archive.

Rules of this module:

- The areas are made up (provinsi 90), so that nobody takes the figures for real ones.
- The same seed gives the same figures; all forms are sound but one, which has a mistake with its reason on record.
- The tampering moves votes between two paslon of one TPS, all sums kept: no rule of arithmetic can see it.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from domain.contests import Contest
from domain.events import TallyReceived
from domain.profiles import profile, rows_for
from domain.types import Figures
from ledger.archive import Archive
from ledger.canonical import encode
from ledger.checkpoint import peek_checkpoint
from ledger.inspection import inspect_book
from ledger.making.chance import Chance
from ledger.making.generating import Shape, generate
from ledger.making.generating_shapes import Place, paslon_options
from ledger.making.plan import Plan, planned_contest
from ledger.tiles import bundles, join_bundle, split_bundle

CONTEST: Final = "ppwp"
PROFILE: Final = "pemilu-2024"
HOST: Final = "example.id/latihan"
MISTAKE_REASON: Final = "sum-miscounted"
PPK: Final = f"{HOST}/ppk/900101"
"""The book that is tampered with."""

DESA: Final = ("9001012001", "9001012002", "9001022001", "9001022002")
OPTIONS: Final = paslon_options(3)
_MISTAKE: Final = "G.203"
_MISTAKE_AT: Final = "9001022001001"
"""The TPS whose form has a mistake."""


@dataclass(frozen=True, slots=True)
class Tampering:
    """What was changed: in which book and entry, at which TPS, how many votes from which paslon to which."""

    book: str
    index: int
    tps: str
    moved: int
    loser: int
    winner: int


def practice_plan(seed: int) -> Plan:
    """The plan of the practice election: 1 provinsi, 1 kabupaten, 2 kecamatan, 4 desa, 2 or 3 TPS each."""
    chance = Chance(seed, "practice stations")
    places = [Place(f"{desa}{number:03}") for desa in DESA for number in range(1, chance.between(2, 3) + 1)]
    shape = Shape(
        tuple(places),
        (planned_contest(CONTEST, PROFILE, OPTIONS),),
        mistakes={},
        plants={(_MISTAKE_AT, CONTEST): _MISTAKE},
        name="Latihan rekapitulasi",
        host=HOST,
        reason=MISTAKE_REASON,
    )
    return generate(shape, seed).plan


def tamper(archive: Path, copy: Path, book: str = PPK, contest: Contest | None = None) -> Tampering:
    """Copy a practice archive to `copy` and move votes there, in the first TPS that `book` received.

    `contest` is what is voted on, with three options (default: that of `practice_plan`).
    """
    rows = rows_for(profile(PROFILE), OPTIONS) if contest is None else contest.rows
    options = OPTIONS if contest is None else contest.options
    shutil.copytree(archive, copy)
    files = Archive(copy).book(book)
    index, event = next(
        (index, entry.data)
        for index, entry in inspect_book(files, None).entries
        if isinstance(entry.data, TallyReceived)
    )
    form = event.statement.data.forms[0]
    places = [rows.index(f"suara_{option.no}") for option in options]
    changed, moved, loser, winner = _moved(form.figures, places)
    note = files.read("checkpoint") or b""
    for bundle in bundles(peek_checkpoint(note).size):
        if bundle.begin <= index < bundle.end:
            path = files.folder.joinpath(*bundle.path.split("/"))
            entries = split_bundle(path.read_bytes(), bundle.width)
            entry = entries[index - bundle.begin]
            entries[index - bundle.begin] = entry.replace(encode(form.figures), encode(changed), 1)
            path.write_bytes(join_bundle(entries))
    return Tampering(book, index, event.statement.subject, moved, options[loser].no, options[winner].no)


def _moved(figures: Figures, places: list[int]) -> tuple[Figures, int, int, int]:
    """Votes moved from the first of two options to the other, so that the form stays as long as it was."""
    size = len(encode(figures))
    order = sorted(range(len(places)), key=lambda at: -(figures[places[at]] or 0))
    for moved in (20, 15, 10, 5, 3, 2, 1):
        for loser, winner in ((order[0], order[1]), (order[0], order[2]), (order[1], order[2])):
            changed = list(figures)
            changed[places[loser]] = (figures[places[loser]] or 0) - moved
            changed[places[winner]] = (figures[places[winner]] or 0) + moved
            if (changed[places[loser]] or 0) >= 0 and len(encode(tuple(changed))) == size:
                return tuple(changed), moved, loser, winner
    raise LookupError(figures)
