"""Tables for the terminal and for a document, and the targets that a measure is held against."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Table:
    """Rows under a title; `note` says what exactly was measured, `missed` which targets were not reached."""

    title: str
    note: str
    head: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def row(self, *cells: str) -> None:
        """Add a row."""
        self.rows.append(cells)

    def target(self, what: str, measured: float, *, least: float | None = None, most: float | None = None) -> str:
        """`measured` as a cell that says whether the target is reached."""
        is_reached = (least is None or measured >= least) and (most is None or measured <= most)
        wanted = f">= {least:g}" if least is not None else f"<= {most:g}"
        if not is_reached:
            self.missed.append(f"{what}: {measured:.3g}, wanted {wanted}")
        return f"{measured:.3g} ({'reached' if is_reached else 'MISSED'}: {wanted})"

    def plain(self) -> str:
        """For a terminal."""
        lines = [self.head, *self.rows]
        widths = [max(len(line[column]) for line in lines) for column in range(len(self.head))]
        body = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
        return "\n".join([self.title, *(f"  {line.rstrip()}" for line in body), f"  {self.note}", ""])

    def markdown(self) -> str:
        """For a document."""
        lines = [self.head, ["---"] * len(self.head), *self.rows]
        return "\n".join([f"### {self.title}", "", *(f"| {' | '.join(line)} |" for line in lines), "", self.note])


def record(path: Path, parts: Sequence[str], name: str = "measured") -> None:
    """Put `parts` between the marks of this name in the file; ValueError when it has none."""
    text = path.read_text()
    mark = f"<!-- {name}: begin -->"
    begin, end = text.index(mark) + len(mark), text.index(f"<!-- {name}: end -->")
    path.write_text(text[:begin] + "\n\n" + "\n\n".join(parts) + "\n\n" + text[end:])
