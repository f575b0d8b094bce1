"""Laying out text for people: numbers, wrapped paragraphs, tables of areas.

Rules of this module:

- Numbers are grouped as the language writes them: 1.352 or 1,352.
- Lines fit the terminal; in a pipe they are 80 wide.
- What stands in a foreign file reaches the terminal printable.
"""

import shutil
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from cli.frame import tr
from cli.helping import language
from ledger.texts import find, printable, seat_key

if TYPE_CHECKING:
    from ledger.signers import Seat

WIDEST: Final = 120
_LEAST_LABEL: Final = 24
_GAP: Final = "  "


def width() -> int:
    """How many characters a line may have."""
    return min(shutil.get_terminal_size((80, 24)).columns, WIDEST)


def number(value: int) -> str:
    """A whole number as the language of this run writes it."""
    grouped = f"{value:,}"
    return grouped.replace(",", ".") if language() == "id" else grouped


def figure_or_dash(figure: int | None) -> str:
    """A figure as `number` writes it; a dash for what is not filled in or not known."""
    return "-" if figure is None else number(figure)


def word(name: str) -> str:
    """A name of ours as people say it; what somebody wrote, as it stands."""
    key = f"word.{name}"
    return name if find(key) is None else tr(key)


def seat_word(role: str) -> str:
    """The role of a seat in a body as people say it."""
    key = seat_key(role)
    return role if find(key) is None else tr(key)


def seat_name(seat: "Seat") -> str:
    """A signer as people say it, by role and number of the seat: `Anggota KPPS 3`."""
    said = seat_word(seat.role or "unknown")
    return f"{said} {seat.person}" if seat.person else said


def paragraph(sentence: str, indent: str = "", first: str | None = None) -> list[str]:
    """A sentence as lines; the first one begins with `first` in the place of `indent`."""
    start = indent if first is None else first
    # A path or a hash is never cut in two: it is copied from here.
    lines = textwrap.wrap(
        printable(sentence),
        width(),
        initial_indent=start,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines or [start.rstrip()]


def area_name(area: str) -> str:
    """An area as people say it: `TPS 1609011013001`, `Kecamatan 160901`, `nasional`."""
    from domain.areas import is_area, level_of

    return tr(f"area.{level_of(area)}", area=area) if is_area(area) else printable(area)


def body_name(origin: str) -> str:
    """A book's body as people say it: `PPK 160901`, `KIP Kab/Kota 1171`; the origin if it names no body."""
    from domain.areas import level_of
    from domain.bodies import body_name as printed_name
    from domain.bodies import body_of_origin

    body = body_of_origin(origin)
    if body is None:
        return printable(origin)
    name = printed_name(body).lower()
    return tr(
        f"body.{name}.{level_of(body.area)}" if body.kind in {"kpu", "bawaslu"} else f"body.{name}", area=body.area
    )


def table(labels: Sequence[str], columns: Mapping[str, Sequence[str]]) -> Iterable[str]:
    """Lines of a table with a label per line and named columns; as many columns side by side as fit."""
    wide = {name: max(len(name), *map(len, cells)) if cells else len(name) for name, cells in columns.items()}
    label_width = max(_LEAST_LABEL, min(max(map(len, labels), default=0), width() // 2))
    pending = list(columns)
    while pending:
        shown = _that_fit(pending, wide, width() - label_width)
        del pending[: len(shown)]
        yield "".join([" " * label_width, *(_GAP + name.rjust(wide[name]) for name in shown)]).rstrip()
        for index, label in enumerate(labels):
            lines = textwrap.wrap(label, label_width, subsequent_indent="  ") or [""]
            yield from lines[:-1]
            cells = (_GAP + columns[name][index].rjust(wide[name]) for name in shown)
            yield "".join([lines[-1].ljust(label_width), *cells]).rstrip()
        if pending:
            yield ""


def _that_fit(names: Sequence[str], wide: Mapping[str, int], room: int) -> list[str]:
    """The first names whose columns fit into `room`, at least one."""
    shown: list[str] = []
    for name in names:
        room -= len(_GAP) + wide[name]
        if shown and room < 0:
            break
        shown.append(name)
    return shown
