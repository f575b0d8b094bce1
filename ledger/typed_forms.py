"""The forms of one TPS as they are given on a command line: figures of one contest, or one file for each.

- A file is given as `FILE`, or `CONTEST=FILE` where the TPS has several contests; a contest stands once.
- A transcription has two files for each contest, one from each of two readings, and they agree in every row.
"""

from collections.abc import Iterable, Sequence

from domain.contests import Contest
from domain.election import DeclaredContest, Election
from domain.statements import Form
from ledger.casework import only_contest
from ledger.errors import InputMalformedError
from ledger.forms.form_input import FormInput, form_file, form_of_pairs, read_form
from ledger.seats import shown
from ledger.viewing import contest_in

_READINGS = 2


def forms_given(
    election: Election, tps: str, contest: str | None, figures: Sequence[str] = (), files: Sequence[str] = ()
) -> tuple[Form, ...]:
    """The forms of `figures` (ROW=N, of one contest) or of `files`.

    Raises `InputMalformedError` for both or neither or a contest given twice, `ContestNotDeclaredError`,
    `FormUnnamedError`, and the errors of the files.
    """
    if bool(figures) == bool(files):
        raise InputMalformedError(what="form", value=shown(tps), reason="figures_or_files")
    if figures:
        declared = contest_in(election, contest or only_contest(election, tps))
        return (_form(declared, form_of_pairs(figures, declared.contest.rows)),)
    read = _read(election, tps, contest, files)
    for chosen, given in read.items():
        if len(given) > 1:
            raise InputMalformedError(what="contest", value=chosen, reason="two_forms")
    return tuple(_form(contest_in(election, chosen), given[0]) for chosen, given in read.items())


def forms_read_twice(election: Election, tps: str, contest: str | None, files: Sequence[str]) -> tuple[Form, ...]:
    """The forms of two readings that agree: two of `files` for each contest.

    Raises `InputMalformedError` for another number of files and for readings that differ, with the rows in which they
    do; else as `forms_given`.
    """
    forms = []
    for chosen, given in _read(election, tps, contest, files).items():
        declared = contest_in(election, chosen)
        if len(given) != _READINGS:
            raise InputMalformedError(what="contest", value=chosen, reason="two_readings")
        rows = ", ".join(_differing(declared.contest, *given))
        if rows:
            raise InputMalformedError(what="contest", value=chosen, reason="readings_differ", known=rows)
        forms.append(_form(declared, given[0]))
    if not forms or len(set(files)) < len(files):
        raise InputMalformedError(what="form", value=shown(tps), reason="two_readings")
    return tuple(forms)


def _read(election: Election, tps: str, contest: str | None, files: Iterable[str]) -> dict[str, list[FormInput]]:
    """The forms in `files`, by contest."""
    held = [name for name, each in sorted(election.contests.items()) if each.contest.covers(tps)]
    read: dict[str, list[FormInput]] = {}
    for text in files:
        chosen, path = form_file(text, held, contest)
        read.setdefault(chosen, []).append(read_form(path, contest_in(election, chosen).contest.rows))
    return read


def _differing(contest: Contest, one: FormInput, two: FormInput) -> list[str]:
    """The rows in which two readings of one form differ, in figures or in words."""
    nothing = (None,) * len(contest.rows)
    pairs = zip(contest.rows, one.figures, two.figures, one.words or nothing, two.words or nothing, strict=True)
    return [row for row, figure, other, words, other_words in pairs if (figure, words) != (other, other_words)]


def _form(declared: DeclaredContest, given: FormInput) -> Form:
    return Form(declared.contest.id, declared.declared, given.figures, (), given.words)
