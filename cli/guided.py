"""`rekap demo --guided`: a trainer leads a class through the roles of KPPS and PPK in a terminal.

Rules of this module:

- Each step says what is happening, shows what one would type, does it, and shows what was stored.
- Everything that is shown stands under a line that is marked LATIHAN.
- Nothing is asked when stdin is not a terminal.
- Whoever leaves is told where the folder is and how to go on; nothing is lost.
- At the end the books are verified, and one tampering is caught.
"""

import shlex
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cli.frame import INTERNAL, Mistake, exit_with, is_interactive, tr, write
from cli.guided_asking import LeftError, answer, choice, figure, go_on, tell, words
from cli.guided_commands import attempt, command_lines, commands
from cli.guided_form import paper_lines, type_form
from cli.helping import language, program_path
from cli.layout import number, paragraph, table
from cli.progress import progress
from cli.rows import row_names
from cli.simulate import verify_command
from cli.tampering import tell_of_tampering
from ledger.making.guided import MARK, Classroom, Logged, Step
from ledger.making.guided_papers import CONTEST, OPTIONS, RULE, SLIP_ROW, TPS, copied, plano
from ledger.target import building
from ledger.texts import finding_text, remedy_text

if TYPE_CHECKING:
    from domain.findings import Finding

_BAR: Final = 78
_NEW: Final = frozenset({"b", "baru", "n", "new"})


def guide(out: Path, seed: int) -> None:
    """Lead a class through the lesson in `out`.  Raises `Mistake`, `FolderInUseError`."""
    if not is_interactive():
        raise Mistake("guided.no_terminal")
    try:
        room = _classroom(out, seed)
        while True:
            step = room.next_step()
            _head(step)
            _STEPS[step](room)
            if step is Step.VERIFY:
                break
            go_on()
    except LeftError:
        _tell_of_leaving(out)
    except KeyboardInterrupt:
        _tell_of_leaving(out)
        raise


def _classroom(out: Path, seed: int) -> Classroom:
    """The lesson that was left in this folder, if the class wants to go on with it, or a new one."""
    write(tr("mark.practice"))
    write()
    for part in ("welcome", "welcome_roles", "welcome_keys"):
        tell(f"guided.{part}")
        write()
    found = Classroom.open(out)
    if found is not None:
        tell("guided.found", out=out, title=tr(f"guided.{found.next_step()}.title"))
        if answer(tr("guided.go_on_or_new")).lower() not in _NEW:
            return found
    else:
        go_on()
    with progress("progress.simulate"), building(out, MARK) as place:
        Classroom.build(place, seed)
    return Classroom(out, seed)


# --- the steps ---


def _form(room: Classroom) -> None:
    """KPPS: the class types the C.Hasil and signs it."""
    for line in paper_lines(room, TPS[0], plano(room.seed, TPS[0])):
        write(line)
    write()
    figures = type_form(room, TPS[0], plano(room.seed, TPS[0]))
    _show_commands(commands(Step.FORM, {}))
    path = room.sign_form(TPS[0], figures)
    tell("guided.form.signed", path=path)


def _room(room: Classroom) -> None:
    """PPK: the plenary opens."""
    _do(Step.ROOM, room.open_plenary)


def _receive(room: Classroom) -> None:
    """PPK: the form of the class arrives."""
    _do(Step.RECEIVE, room.receive_first)


def _mistake(room: Classroom) -> None:
    """PPK: a form that breaks a rule is handed to the class."""
    wrong = copied(room.seed, TPS[1])
    for line in paper_lines(room, TPS[1], wrong):
        write(line)
    write()
    votes = [wrong[room.contest.rows.index(f"suara_{each.no}")] or 0 for each in OPTIONS]
    figure(tr("guided.mistake.add"), sum(votes), tr("guided.mistake.hint", sum=" + ".join(map(number, votes))))
    write()
    tell("guided.mistake.hurry")
    write()
    _show_commands([attempt()])
    findings, kept = room.try_mistake()
    tell("guided.mistake.refused")
    write()
    _show_findings(findings)
    write()
    _show_stored(kept)
    go_on()
    _bar(tr("guided.mistake.decide_title"))
    tell("guided.mistake.rule")
    write()
    tell("guided.mistake.remedy", remedy=getattr(remedy_text(RULE), language()))
    write()
    _choose("mistake.choice", 3)
    reason = words(tr("guided.mistake.reason"), tr("guided.mistake.reason_proposed"))
    write()
    _do(Step.MISTAKE, lambda: room.receive_with_reason(reason), {"reason": reason})


def _object(room: Classroom) -> None:
    """A saksi objects."""
    text = words(tr("guided.object.ask"), tr("guided.object.proposed"))
    write()
    _do(Step.OBJECT, lambda: room.object(text), {"text": text})


def _correct(room: Classroom) -> None:
    """PPK: the plano is opened, and the figure corrected."""
    right = plano(room.seed, TPS[1])
    for line in paper_lines(room, TPS[1], right, title="guided.plano"):
        write(line)
    write()
    _choose("correct.choice", 2)
    new = figure(
        tr("guided.correct.figure"), right[room.contest.rows.index(SLIP_ROW)] or 0, tr("guided.correct.figure_hint")
    )
    write()
    reason = tr("guided.correct.reason")
    given = {"reason": reason, "figure": new, "raised": room.objection_entry()}
    _do(Step.CORRECT, lambda: room.correct(new, reason), given)


def _answer(room: Classroom) -> None:
    """PPK: the objection is answered."""
    _do(Step.ANSWER, room.answer, {"raised": room.objection_entry(), "made": room.correction_entry()})


def _certify(room: Classroom) -> None:
    """PPK: the D.Hasil is checked, signed and certified; one saksi refuses."""
    state = room.state()
    results = {tps[-3:]: state.result_of(tps, CONTEST) for tps in TPS}
    figures = {name: tuple(each.figures or ()) if each else () for name, each in results.items()}
    columns = {f"TPS {name}": [number(value or 0) for value in each] for name, each in figures.items()}
    for line in table(row_names(room.contest, state.election), columns):
        write(line)
    write()
    votes = [each[room.contest.rows.index(SLIP_ROW)] or 0 for each in figures.values()]
    figure(tr("guided.certify.add"), sum(votes), tr("guided.mistake.hint", sum=" + ".join(map(number, votes))))
    write()
    tell("guided.certify.refusal")
    write()
    _choose("certify.choice", 1)
    reason = tr("guided.certify.reason")
    _do(Step.CERTIFY, lambda: room.certify(reason), {"reason": reason})


def _handover(room: Classroom) -> None:
    """PPK: copies go out, the certificate goes up."""
    _do(Step.HANDOVER, room.hand_over)


def _above(room: Classroom) -> None:
    """The program plays KPU Kabupaten."""
    _do(Step.ABOVE, room.recapitulate_above)


def _verify(room: Classroom) -> None:
    """Everybody: the books are verified, and a tampering is caught."""
    _show_typed([verify_command(room.out)])
    sound = room.verify()
    tell("guided.verify.done", books=number(sound.books), signatures=number(sound.signatures))
    tell(f"status.{sound.status}")
    go_on()
    _bar(tr("guided.verify.tamper_title"))
    tell("guided.verify.cheat")
    write()
    _choose("verify.choice", 2)
    tampering = room.tamper()
    caught = room.verify("tampered")
    write()
    tell_of_tampering(tampering, caught)
    tell("guided.end")
    write()
    _show_typed([verify_command(room.out), verify_command(room.out, "tampered")])
    write(tr("mark.practice"))
    is_found = any(found.book == tampering.book and found.index == tampering.index for found in caught.findings)
    if sound.status != "valid" or caught.status != "broken" or not is_found:
        exit_with(INTERNAL)


_STEPS: Final[Mapping[Step, Callable[[Classroom], None]]] = {
    Step.FORM: _form,
    Step.ROOM: _room,
    Step.RECEIVE: _receive,
    Step.MISTAKE: _mistake,
    Step.OBJECT: _object,
    Step.CORRECT: _correct,
    Step.ANSWER: _answer,
    Step.CERTIFY: _certify,
    Step.HANDOVER: _handover,
    Step.ABOVE: _above,
    Step.VERIFY: _verify,
}


# --- what is shown ---


def _head(step: Step) -> None:
    """The line a step stands under, and what is happening."""
    steps = list(Step)
    _bar(tr("guided.step", number=steps.index(step) + 1, count=len(steps), title=tr(f"guided.{step}.title")))
    tell(f"guided.{step}.tell")
    write()


def _bar(title: str) -> None:
    write()
    write()
    write(f"== {tr('guided.mark')} == {title} ".ljust(_BAR, "="))
    write()


def _do(step: Step, act: Callable[[], list[Logged]], given: Mapping[str, object] | None = None) -> None:
    """What one would type, then the act, what was stored, and what that means."""
    _show_commands(commands(step, given or {}))
    _show_stored(act())
    write()
    tell(f"guided.{step}.after")


def _show_commands(lines: Sequence[Sequence[str]]) -> None:
    _show_typed([line for command in lines for line in command_lines(command)])


def _show_typed(lines: Sequence[str]) -> None:
    write(tr("guided.command"))
    for line in lines:
        write(f"    {line}")
    write()


def _show_stored(logged: Sequence[Logged]) -> None:
    write(tr("guided.stored"))
    for each in logged:
        write(f"    {each.index:>3}  {each.type:<25} {tr(f'guided.event.{each.type}')}")


def _show_findings(findings: "Sequence[Finding]") -> None:
    for each in findings:
        said = getattr(finding_text(each), language())
        for line in paragraph(said, " " * (7 + len(each.code)), f"    ! {each.code} "):
            write(line)


def _choose(key: str, right: int) -> None:
    """A question with three answers, each with its reply."""
    options = [tr(f"guided.{key}.{at}") for at in (1, 2, 3)]
    replies = [tr(f"guided.{key}.{at}.reply") for at in (1, 2, 3)]
    choice(tr(f"guided.{key}"), options, right, replies)
    write()


def _tell_of_leaving(out: Path) -> None:
    write()
    if Classroom.open(out) is None:
        tell("guided.not_begun")
        return
    tell("guided.left", out=out)
    write(f"    {shlex.join([program_path(), 'demo', '--guided', '--out', str(out)])}")
    write(tr("mark.practice"))
