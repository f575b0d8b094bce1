"""Archives in which something differs, and what `rekap diff` says of them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from domain.events import AttendanceRecorded, Attendee, Cell, Column, RecapitulationPart, TallyCorrected
from domain.types import Figures, Hash
from tests.support.commands import Outcome, run
from tests.support.practice import CONTEST, PPK, TPS, Script, Step, World, altered, form, operator, practice

KEYS: Final = {
    "mode",
    "status",
    "different",
    "area",
    "archives",
    "list",
    "comparisons",
    "contests",
    "proves",
    "at",
    "at2",
    "since",
    "since2",
}
PART: Final = f"{PPK} part {TPS[:10]}"
PAPER: Final = Hash(bytes(range(32)))
MOVED: Final = form(90, 70)


@dataclass(frozen=True)
class Place:
    """An archive and its trust file."""

    archive: Path
    trust: Path

    def diff(self, *args: object, **environment: str) -> Outcome:
        """What the command ends with."""
        return run("diff", self.archive, *args, "--trust", self.trust, **environment)

    def comparisons(self, *args: object) -> list[dict[str, Any]]:
        """The comparisons of its document."""
        document: dict[str, Any] = self.diff(*args, "--json").document
        assert set(document) == KEYS
        return list(document["comparisons"])


def with_column(script: Script, figures: Figures, source: str = "") -> Script:
    """The script in whose D.Hasil the first TPS has these figures, taken from the entry of this step."""

    def change(world: World, part: RecapitulationPart) -> RecapitulationPart:
        columns: list[Column] = []
        for column in part.columns:
            cited = (world.leaves[source],) if source else column.sources
            columns.append(altered(column, figures=figures, sources=cited) if column.unit == TPS else column)
        return altered(part, columns=tuple(columns))

    script.alter(PART, change)
    return script


def corrected() -> Script:
    """The practice election in which the PPK corrects the first TPS in its plenary, from 100 : 60 to 90 : 70."""
    script = practice()
    present = (Attendee("", 2, "ketua"), Attendee("", 3, "anggota"))
    cells = (Cell(90, 100, "suara_1"), Cell(70, 60, "suara_2"))

    def correction(world: World) -> TallyCorrected:
        return TallyCorrected(
            world.leaves["attendance"], cells, CONTEST, (), 1, None, PAPER, "salah_tulis", world.leaves[f"tally {TPS}"]
        )

    script.before(
        PART,
        Step("attendance", PPK, operator(PPK), "plenary/1", lambda _: AttendanceRecorded(present)),
        Step("correction", PPK, operator(PPK), f"tally/{TPS}", correction),
    )
    return with_column(script, MOVED, "correction")
