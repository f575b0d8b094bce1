"""The C.Hasil of the guided lesson: shown as the paper that lies there, and typed by the class.

Rules of this module:

- Typing is that of `rekap tally type`: the same fields, sums, rule texts and drafts.
- The figures of the paper stand in brackets: Enter takes them.
- A C.Hasil says what the paper says: what differs is named, and typed again.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cli.form_view import form_lines
from cli.frame import tr, write
from cli.guided_asking import LeftError, tell
from cli.layout import number
from cli.typing_screen import Screen
from ledger.entry.entry_draft import DraftFile, DraftHead
from ledger.forms.typing_form import SIGNED_KPPS as KPPS_FIELD
from ledger.forms.typing_form import SIGNED_SAKSI as SAKSI_FIELD
from ledger.forms.typing_form import Field, Typing, fields_of
from ledger.making.guided import Classroom
from ledger.making.guided_papers import CONTEST, SIGNED_KPPS, SIGNED_SAKSI

if TYPE_CHECKING:
    from collections.abc import Mapping

    from domain.election import DeclaredContest, Election
    from domain.types import Figures


def paper_lines(room: Classroom, tps: str, figures: "Figures", title: str = "guided.paper") -> Iterator[str]:
    """A paper of a TPS on the screen."""
    yield f"--- {tr(title, tps=tps)} "
    yield from form_lines(room.state().election, room.contest, figures)


def type_form(room: Classroom, tps: str, right: "Figures") -> "Figures":
    """What the class typed, once it is what stands on the paper.  Raises `LeftError`."""
    election = room.state().election
    declared = election.contests[CONTEST]
    paper = {Field(CONTEST, row): figure or 0 for row, figure in zip(room.contest.rows, right, strict=True)}
    paper |= {Field("", KPPS_FIELD): SIGNED_KPPS, Field("", SAKSI_FIELD): SIGNED_SAKSI}
    fields = fields_of([room.contest])
    head = DraftHead(election.hash, tps, 1, ((CONTEST, declared.declared),))
    file = DraftFile.of(head, room.out)
    found = file.read()
    typing = Typing(fields) if found is None else found.typing(fields, file.path)
    screen = _Proposing(election, tps, declared, paper)
    tell("guided.form.how")
    while True:
        try:
            typing = screen.type(typing, lambda state: file.write(head, state))
        except EOFError:
            raise LeftError from None
        wrong = [each for each in fields if typing.values[each] != paper[each]]
        if not wrong:
            tell("guided.form.right")
            write()
            return tuple(typing.values[each] for each in fields if each.contest)
        tell("guided.form.differs")
        for each in wrong:
            typed = typing.values[each]
            said = tr("typing.nothing") if typed is None else number(typed)
            tell("guided.form.cell", place=each.place, typed=said, paper=number(paper[each]))
        kept = {each: value for each, value in typing.values.items() if each not in wrong}
        typing = Typing(fields, kept, fields.index(wrong[0]))


class _Proposing(Screen):
    """The screen of typed entry, with the figure of the paper in brackets beside every open field."""

    def __init__(
        self, election: "Election", tps: str, contest: "DeclaredContest", paper: "Mapping[Field, int]"
    ) -> None:
        super().__init__(election, tps, [contest])
        self._paper = paper

    def _ask(self, typing: Typing, known: "Mapping[Field, int | None] | None" = None) -> str:
        current = typing.current
        if current is None or current in typing.values:
            return super()._ask(typing, known)
        proposed = self._paper[current]
        said = super()._ask(typing, {**typing.values, current: proposed})
        return said if said.strip() else str(proposed)
