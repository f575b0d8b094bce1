"""Typing a form in the terminal: what is asked, and what is said after every line.

Rules of this module:

- One line asks for one field: its place and name as on the paper, the sum so far, what was typed before.
- Lines fit 80 columns; there is no colour and no cursor movement, so that it works anywhere.
- After every answer the draft is saved; then what the rules say about it is printed, with what to do.
- What a person types reaches the terminal printable.
"""

import sys
from typing import TYPE_CHECKING, Final

from cli.frame import tr, write
from cli.helping import language
from cli.layout import number, paragraph
from ledger.texts import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from domain.contests import Contest
    from domain.election import DeclaredContest, Election
    from domain.findings import Finding
    from ledger.entry.entry_compare import Settling
    from ledger.forms.typing_form import Field, Step, Typing

_PLACE: Final = 9
_WIDTH: Final = 80
_FIGURE: Final = 9
_LEAST_NAME: Final = 20


class Screen:
    """What is shown of one TPS while its forms are being typed."""

    def __init__(self, election: "Election", tps: str, contests: "Sequence[DeclaredContest]") -> None:
        self._election = election
        self._tps = tps
        self._contests = contests
        self._by_id: dict[str, Contest] = {each.contest.id: each.contest for each in contests}
        self._shown: tuple[str, str] | None = None

    def type(self, typing: "Typing", save: "Callable[[Typing], None]") -> "Typing":
        """Ask until every field is answered and the end is confirmed; the last state.

        Raises `EOFError` and `KeyboardInterrupt` when the person stops; everything answered is saved by then.
        """
        from ledger.entry.typing_sums import findings_so_far, has_run, news
        from ledger.forms.typing_form import Did, answer

        findings = findings_so_far(self._election, self._tps, self._contests, typing)
        if typing.current is None:
            self.view(typing, findings)
        while True:
            step = answer(typing, self._ask(typing))
            before, typing = typing, step.typing
            if step.did in {Did.FILLED, Did.EMPTIED, Did.MOVED, Did.KEPT, Did.OPEN}:
                save(typing)
            if step.did in {Did.FILLED, Did.EMPTIED}:
                after = findings_so_far(self._election, self._tps, self._contests, typing)
                changed = news(findings, after)
                self._say_mended([each for each in changed.mended if has_run(self._contests, typing, each)])
                self._say_findings(changed.appeared, advise=True)
                findings = after
            self._say(step, before)
            if step.did is Did.FINISHED:
                return typing
            if step.did is Did.STOPPED:
                raise EOFError
            if step.did is Did.VIEW or (typing.current is None and before.current is not None):
                self.view(typing, findings)

    def settle(
        self, settling: "Settling", alike: "Mapping[Field, int | None]", save: "Callable[[Typing], None]"
    ) -> "Typing":
        """Ask for the fields that two people typed differently until all are settled; the last state."""
        from ledger.forms.typing_form import Did

        while not (settling.typing.current is None and settling.typing.is_complete):
            known = {**alike, **settling.typing.values}
            current = settling.typing.current
            settling, step = settling.answer(self._ask(settling.typing, known))
            if step.did is Did.VIEW and current is not None:
                one, two = (tr("typing.nothing") if each is None else number(each) for each in settling.shown(current))
                self._lines(tr("typing.readings", one=one, two=two))
            elif step.did is Did.STOPPED:
                raise EOFError
            else:
                save(step.typing)
                self._say(step, step.typing)
        return settling.typing

    def show_all(self, typing: "Typing") -> None:
        """As `view`, with what the rules find."""
        from ledger.entry.typing_sums import findings_so_far

        self.view(typing, findings_so_far(self._election, self._tps, self._contests, typing))

    # --- asking ---

    def _ask(self, typing: "Typing", known: "Mapping[Field, int | None] | None" = None) -> str:
        current = typing.current
        if current is None:
            self._shown = None
            prompt = tr("typing.finish" if typing.is_complete else "typing.finish_open") + " "
        else:
            self._head(current, typing)
            prompt = self._line(current, typing.values if known is None else known) + ": "
        return read_line(prompt)

    def _head(self, current: "Field", typing: "Typing") -> None:
        """The title of the block and how far one is, where a block begins or was jumped to."""
        from ledger.forms.form_labels import party_of

        block = (current.contest, current.section)
        if self._shown != block:
            self._shown = block
            write()
            title = f"{current.section}  {self._title(current)}".strip()
            done = tr("typing.so_far", answered=typing.answered, total=len(typing.fields))
            write(f"{printable(title):<{_WIDTH - len(done) - 2}}  {done}")
        contest = self._by_id.get(current.contest)
        party = party_of(contest, current.row) if contest and not current.in_words else None
        if party is not None:
            write()
            write(f"  {party.no:<{_PLACE}} {printable(party.name)}")

    def _title(self, current: "Field") -> str:
        if not current.contest:
            return tr("typing.signatures")
        blocks = self._election.profile.blocks
        title = next((getattr(each.title, language()) for each in blocks if each.section == current.section), "")
        return f"{title} - {current.contest}" if len(self._contests) > 1 else title

    def _line(self, field: "Field", values: "Mapping[Field, int | None]") -> str:
        """A field with the sum above it, and in brackets what was typed before."""
        extra = []
        total = self._sum(field, values)
        if total is not None:
            extra.append(total)
        if field in values:
            held = values[field]
            extra.append(f"[{tr('typing.nothing') if held is None else number(held)}]")
        shown = "  ".join(extra)
        room = max(_LEAST_NAME, _WIDTH - _PLACE - _FIGURE - 5 - len(shown))
        return f"  {self._place(field):<{_PLACE}} {_cut(self._name(field), room):<{room}} {shown}"

    def _sum(self, field: "Field", values: "Mapping[Field, int | None]") -> str | None:
        from ledger.entry.typing_sums import sum_so_far

        contest = self._by_id.get(field.contest)
        total = None if contest is None or field.in_words else sum_so_far(contest, field, values)
        if total is None:
            return None
        return tr("typing.men_women" if field.row.endswith("_j") else "typing.sum", total=number(total))

    def _place(self, field: "Field") -> str:
        from ledger.forms.form_labels import party_of, short_place

        contest = self._by_id.get(field.contest)
        # The ballot number of a party stands above its block.
        is_bare = contest is None or field.in_words or party_of(contest, field.row) is not None
        return "" if is_bare else short_place(field.row)

    def _name(self, field: "Field") -> str:
        from ledger.forms.form_labels import group_label, signature_label

        contest = self._by_id.get(field.contest)
        if contest is None:
            return signature_label(field.row, language())
        if field.in_words:
            return tr("typing.in_words")
        return group_label(contest, field.row, self._election.profile, language())

    # --- telling ---

    def _say(self, step: "Step", before: "Typing") -> None:
        from ledger.forms.typing_form import Did

        if step.did is Did.REFUSED:
            self._lines(tr(f"typing.refused.{step.reason}", value=step.value, limit=number(step.limit)))
        elif step.did in {Did.ASK, Did.AGAIN}:
            self._lines(tr(f"typing.{step.did}"))
        elif step.did is Did.OPEN:
            count = len(before.fields) - before.answered
            self._lines(tr("typing.open", count=count))
        elif step.did is Did.HELP:
            for line in tr("typing.help").split("|"):
                for part in paragraph(line[_PLACE:], " " * (4 + _PLACE), f"    {line[:_PLACE]}"):
                    write(part)

    def _say_mended(self, findings: "Sequence[Finding]") -> None:
        for each in findings:
            self._lines(tr("typing.mended", code=each.code))

    def _say_findings(self, findings: "Sequence[Finding]", *, advise: bool) -> None:
        """Each rule that is broken: what is wrong, what usually causes it, how to mend it here."""
        from ledger.texts import finding_text, remedy_text

        for each in findings:
            sentence = getattr(finding_text(each, self._election.profile), language())
            for line in paragraph(sentence, "           ", f"  ! {each.code}  "):
                write(line)
            for line in paragraph(getattr(remedy_text(each.code), language()), "           "):
                write(line)
        if findings and advise:
            self._lines(tr("typing.mend", place=_place_of(findings[0])))

    def _lines(self, sentence: str) -> None:
        for line in paragraph(sentence, "    "):
            write(line)

    def view(self, typing: "Typing", findings: "Sequence[Finding]") -> None:
        """Everything that was typed, line by line, and every rule it breaks."""
        shown = None
        for field in typing.fields:
            block = (field.contest, field.section)
            if block != shown:
                shown = block
                write()
                write(printable(f"{field.section}  {self._title(field)}".strip()))
            self._view_line(field, typing)
        write()
        if findings:
            self._say_findings(findings, advise=False)
        else:
            self._lines(tr("typing.sound"))
        write()
        self._shown = None

    def _view_line(self, field: "Field", typing: "Typing") -> None:
        """A field with its figure; a group of voters on one line, with its columns L, P and J."""
        from ledger.entry.typing_sums import group_of

        group = group_of(field)
        if group and field != group[0] and group[0] in typing.fields:
            return
        together = [each for each in group or (field,) if each in typing.fields]
        where = self._place(field)
        cells = [_held(each, typing) for each in together]
        if len(together) > 1:
            where = where.rpartition(" ")[0]
            cells = [f"{each.row[-1].upper()} {cell}" for each, cell in zip(together, cells, strict=True)]
        figures = "".join(f"{cell:>{_FIGURE}}" for cell in cells)
        room = _WIDTH - _PLACE - len(figures) - 4
        write(f"  {where:<{_PLACE}} {_cut(self._name(field), room):<{room}} {figures}")


def _place_of(finding: "Finding") -> str:
    """The place that a finding names, as it may be typed."""
    from domain.errors import UnknownRowError
    from domain.profiles import place

    try:
        return place(finding.row) if finding.row else "V.A"
    except UnknownRowError:
        return "V.A"


def _held(field: "Field", typing: "Typing") -> str:
    """The figure of a field, `empty`, or dots where it has not been answered."""
    if field not in typing.values:
        return "..."
    value = typing.values[field]
    return tr("typing.nothing") if value is None else number(value)


def read_line(prompt: str) -> str:
    """A line that a person types; what is no text in this terminal becomes `?`-like marks, never an error."""
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
    return input(prompt)


def _cut(name: str, room: int) -> str:
    """A name that fits."""
    return name if len(name) <= room else f"{name[: room - 3].rstrip()}..."
