"""Asking a class: the proposed answer stands in brackets, a wrong one is answered kindly, and `q` leaves.

Rules of this module:

- Enter takes the proposed answer.
- After a wrong answer something is said about it, and the same question comes again.
- `q` leaves at every question, Ctrl-D as well.
- Every question is marked LATIHAN.
"""

from collections.abc import Sequence
from typing import Final

from cli.frame import tr, write
from cli.layout import number, paragraph
from cli.typing_screen import read_line
from ledger.errors import TypedFigureError
from ledger.forms.figure_text import figure_of_text
from ledger.texts import printable

LEAVE: Final = "q"
_MAX_FIGURE: Final = 1_000_000
_MAX_TEXT: Final = 200
_INDENT: Final = "    "


class LeftError(Exception):
    """The class leaves the lesson."""


def answer(question: str, proposed: str = "") -> str:
    """What the class types; the proposed answer for Enter.  Raises `LeftError`."""
    for line in paragraph(question):
        write(line)
    held = f" [{printable(proposed)}]" if proposed else ""
    try:
        said = read_line(f"{tr('guided.prompt')}{held}: ").strip()
    except EOFError:
        write()
        raise LeftError from None
    if said.lower() == LEAVE:
        raise LeftError
    return said or proposed


def go_on() -> None:
    """Wait until the class goes on.  Raises `LeftError`."""
    write()
    answer(tr("guided.enter"))


def figure(question: str, right: int, hint: str) -> int:
    """Ask for a figure until it is right; `hint` is said after a wrong one.  Raises `LeftError`."""
    while True:
        said = answer(question, str(right))
        try:
            if figure_of_text(said, limit=_MAX_FIGURE) == right:
                tell("guided.right")
                return right
        except TypedFigureError:
            tell("guided.no_figure", value=said)
            continue
        tell("guided.wrong_figure", value=said)
        say_lines(hint)


def choice(question: str, options: Sequence[str], right: int, replies: Sequence[str]) -> None:
    """Ask until the right one of the options (counted from 1) is chosen; each has its reply.  Raises `LeftError`."""
    for at, option in enumerate(options, start=1):
        for line in paragraph(option, "       ", f"    {at}  "):
            write(line)
    write()
    while True:
        said = answer(question, str(right))
        if not said.isdecimal() or not 1 <= int(said) <= len(options):
            tell("guided.no_choice", count=number(len(options)))
            continue
        say_lines(replies[int(said) - 1])
        if int(said) == right:
            return
        write()


def words(question: str, proposed: str) -> str:
    """Ask for a sentence; what is too long is asked for again.  Raises `LeftError`."""
    while True:
        said = answer(question, proposed)
        if len(said) <= _MAX_TEXT and said.isprintable():
            return said
        tell("guided.too_long", limit=number(_MAX_TEXT))


def tell(key: str, **values: object) -> None:
    """Something said to the class, indented."""
    say_lines(tr(key, **values))


def say_lines(sentence: str) -> None:
    """A sentence, indented and wrapped."""
    for line in paragraph(sentence, _INDENT):
        write(line)
