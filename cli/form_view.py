"""A form on the screen, block by block as it is printed, at most 80 characters wide.

Rules of this module:

- Voters stand in one line per group, with the columns L, P and J; everything else in the last column.
- Beside the votes of every option stands the sum so far: inside a party's block that of the block, at its end that of
  all parties; what is added up stands right above the total that must equal it.
- The total of a party that differs from what stands above it is marked with `!`.
- What was not filled in is `-`, never 0, and no sum is shown where a part of it is missing.
- A row that the profile's form does not have is shown under its own name: nothing that is signed stays unseen.
"""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cli.frame import tr
from cli.helping import language
from cli.layout import number, width
from cli.rows import option_name
from ledger.texts import printable

if TYPE_CHECKING:
    from domain.contests import Contest
    from domain.election import Election
    from domain.profiles import Block

WIDEST: Final = 80
_LEAST_CELL: Final = 10
_GAP: Final = 2
_PLACE: Final = 7
_LEAST: Final = 20


@dataclass(frozen=True, slots=True)
class _Form:
    """A form's figures by row, those in words where they were entered, and the width of its columns."""

    election: "Election"
    contest: "Contest"
    figures: Mapping[str, int | None]
    words: Mapping[str, int | None]
    cell: int


def form_lines(
    election: "Election", contest: "Contest", figures: Sequence[int | None], words: Sequence[int | None] = ()
) -> Iterator[str]:
    """The lines of a form; `figures` and `words` (may be empty) are in the order of the contest's rows."""
    from domain.profiles import VOTES

    form = _Form(
        election,
        contest,
        dict(zip(contest.rows, figures, strict=True)),
        dict(zip(contest.rows, words, strict=bool(words))),
        _cell_width(figures, words),
    )
    shown: set[str] = set()
    for block in election.profile.blocks_for(contest.options):
        rows = [row for row in block.rows if row in form.figures]
        if rows:
            shown.update(rows)
            yield from _votes(form, block) if block.section == VOTES else _block(form, block, rows)
    for row in contest.rows:
        if row not in shown:
            yield from _line(form, "", printable(row), (_cell(form.figures[row]),))


def _cell_width(figures: Sequence[int | None], words: Sequence[int | None]) -> int:
    """How wide the columns are: as the longest figure, what is added up, and the numbers in words need."""
    most = sum(figure or 0 for figure in figures)
    spelled = [len(tr("form.in_words", words=number(word))) for word in words if word is not None]
    return max(_LEAST_CELL, *(_GAP + each for each in (len(number(most)), *spelled)))


# --- voters, ballots, results ---


def _block(form: _Form, block: "Block", rows: Sequence[str]) -> Iterator[str]:
    from domain.profiles import COLUMNS, group_label, place, plain_label, voter_cell

    title = getattr(block.title, language())
    groups = {cell[0]: None for cell in map(voter_cell, rows) if cell is not None}
    yield from _line(form, block.section, title, [column.upper() for column in COLUMNS] if groups else ())
    for group in groups:
        where = place(f"{group}_j").rpartition(" ")[0]
        rows_here = [f"{group}_{column}" for column in COLUMNS]
        cells = [_cell(form.figures[row]) if row in form.figures else "" for row in rows_here]
        yield from _line(form, where, getattr(group_label(group, form.election.profile), language()), cells)
        spelled = ["".join(_spelled(form, row)) for row in rows_here]
        if any(spelled):
            yield from _line(form, "", "", spelled)
    for row in rows:
        if voter_cell(row) is None:
            cells = [*_spelled(form, row), _cell(form.figures[row])]
            yield from _line(form, place(row), getattr(plain_label(row), language()), cells)


def _spelled(form: _Form, row: str) -> list[str]:
    """The number in words, where one was entered."""
    word = form.words.get(row)
    return [] if word is None else [tr("form.in_words", words=number(word)), ""]


# --- votes ---


def _votes(form: _Form, block: "Block") -> Iterator[str]:
    from domain.contests import has_parties

    options = form.contest.options
    yield from _line(form, block.section, getattr(block.title, language()), (tr("form.votes"), tr("form.so_far")))
    if has_parties(options):
        yield from _parties(form)
        return
    so_far: int | None = 0
    for option in options:
        row = f"suara_{option.no}"
        so_far = _plus(so_far, form.figures[row])
        yield from _vote_line(form, row, f"{option.no:>4}", option_name(option), _cell(so_far))


def _parties(form: _Form) -> Iterator[str]:
    """Party by party: its own votes, its candidates, the total of the block."""
    everything: int | None = 0
    for party in form.contest.options:
        if party.parent is not None:
            continue
        yield from _line(form, f"{party.no:>4}", option_name(party), ())
        own = form.figures[f"suara_{party.no}"]
        block = _plus(0, own)
        yield from _vote_line(form, f"suara_{party.no}", "", tr("form.party_alone"), _cell(block))
        for each in form.contest.options:
            if each.parent == party.no:
                row = f"suara_{party.no}_{each.no}"
                block = _plus(block, form.figures[row])
                yield from _vote_line(form, row, f"{each.no:>6}", option_name(each), _cell(block))
        row = f"suara_{party.no}_total"
        total = form.figures[row]
        everything = _plus(everything, total)
        wrong = total is not None and block is not None and total != block
        yield from _vote_line(
            form, row, "", tr("form.party_total", no=party.no), _cell(everything), mark="!" if wrong else ""
        )


def _plus(so_far: int | None, figure: int | None) -> int | None:
    return None if so_far is None or figure is None else so_far + figure


def _vote_line(form: _Form, row: str, where: str, name: str, so_far: str, mark: str = "") -> Iterator[str]:
    yield from _line(form, where, name, (*_spelled(form, row)[:1], f"{mark}{_cell(form.figures[row])}", so_far))


# --- lines ---


def _cell(figure: int | None) -> str:
    return "-" if figure is None else number(figure)


def _line(form: _Form, where: str, name: str, cells: Sequence[str]) -> Iterator[str]:
    """A line with the place on the form, a name (wrapped), and cells flush with the right edge."""
    room = max(_LEAST, min(width(), WIDEST) - _PLACE - 1 - form.cell * len(cells))
    names = textwrap.wrap(name, room, subsequent_indent="  ", break_on_hyphens=False) or [""]
    for head, part in zip([where, *[""] * len(names)], names[:-1], strict=False):
        yield f"{head:<{_PLACE}} {part}".rstrip()
    head = where if len(names) == 1 else ""
    yield f"{head:<{_PLACE}} {names[-1]:<{room}}{''.join(f'{cell:>{form.cell}}' for cell in cells)}".rstrip()
