"""`rekap tally type`, `template`, `compare`: the form of a TPS from paper into the program.

- Whatever would stop the end is said before the first field is asked for.
- Nothing is asked when stdin is not a terminal.
- The first and the second entry of a transcription end as drafts; comparing them makes the statement.
- What is written is what `rekap tally prepare` writes, or a form file that it reads.
"""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli.desking import HERE, DeskFolder, refuse_existing, write_new
from cli.entering_parts import (
    agreed_head,
    begun,
    contests_of,
    contests_of_draft,
    form_name,
    introduce,
    kept,
    refuse_existing_forms,
    resumed,
    signing_keys,
    stored_scans,
    write_envelope,
    write_forms,
)
from cli.frame import Mistake, command, is_interactive, say
from cli.helping import language
from cli.showing import show_head
from cli.typing_screen import Screen

Tps = Annotated[str, typer.Argument(metavar="TPS")]
Contests = Annotated[list[str] | None, typer.Option("--contest", metavar="CONTEST")]
SomeSigners = Annotated[list[str] | None, typer.Option("--signer", metavar="KEY")]
_TWO = 2


class Format(StrEnum):
    """The kinds of template."""

    CSV = "csv"
    XLSX = "xlsx"


def register_entry(app: typer.Typer) -> None:
    """Makes these commands subcommands of `app`."""
    command(app, "type")(type_form)
    command(app, "compare")(compare)
    command(app, "template")(template)


def type_form(  # noqa: PLR0913, PLR0917 - the parts of a C.Hasil
    tps: Tps,
    contest: Contests = None,
    signer: SomeSigners = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    forms: Annotated[Path | None, typer.Option(metavar="DIR")] = None,
    scan: Annotated[list[str] | None, typer.Option(metavar="[CONTEST=]FILE")] = None,
    generation: Annotated[int, typer.Option(metavar="N", min=1, max=99)] = 1,
    words: Annotated[bool, typer.Option("--words")] = False,
    transcription: Annotated[bool, typer.Option("--transcription")] = False,
    by: Annotated[int | None, typer.Option(metavar="1|2", min=1, max=2)] = None,
    draft: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    desk: DeskFolder = HERE,
) -> None:
    """Type the forms of a TPS in the terminal, field by field."""
    from ledger.entry.entry_draft import ALONE, FIRST, SECOND, DraftFile, DraftHead
    from ledger.seats import tps_of
    from ledger.viewing import election_at

    station = tps_of(tps)
    if not is_interactive():
        raise Mistake("typing.no_terminal", tps=station)
    if transcription != (by is not None):
        raise Mistake("typing.by")
    signers = signing_keys(signer or (), out, forms, is_transcription=transcription)
    election = election_at(desk)
    contests = contests_of(election, station, contest or ())
    declared = tuple((each.contest.id, each.declared) for each in contests)
    refuse_existing_forms(forms, contests)
    papers = stored_scans(scan or (), [name for name, _ in declared], desk)
    head = DraftHead(election.hash, station, generation, declared, by or ALONE, words, papers)
    file = DraftFile(draft) if draft is not None else DraftFile.of(head, desk)
    head, typing = begun(file, head, contests)
    file.write(head, typing)
    screen = Screen(election, station, contests)
    introduce(election, head, contests, file, len(typing.fields))
    with kept(file):
        typing = screen.type(typing, lambda state: file.write(head, state))
    if transcription:
        say("typing.entered", by=by, path=file.path)
        other = file.path.with_name(replace(head, entry=FIRST + SECOND - head.entry).file_name)
        pair = (file.path, other) if head.entry == FIRST else (other, file.path)
        if other.exists():
            say("typing.compare_next", first=pair[0], second=pair[1])
        else:
            say("typing.other_entry", by=FIRST + SECOND - head.entry)
        return
    if forms is not None:
        write_forms(forms, contests, typing.values, station)
    if out is not None:
        write_envelope(election, head, contests, typing.values, signers, out, desk)


def compare(
    left: Annotated[Path, typer.Argument(metavar="A")],
    right: Annotated[Path, typer.Argument(metavar="B")],
    signer: Annotated[list[str], typer.Option("--signer", metavar="KEY")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE")],
    desk: DeskFolder = HERE,
) -> None:
    """Compare the two entries of a transcription, ask for what differs, prepare the transcription."""
    from ledger.entry.entry_compare import require_complete, require_pair, settling
    from ledger.entry.entry_draft import DraftFile, read_draft
    from ledger.forms.typing_form import Typing, fields_of
    from ledger.viewing import election_at

    signers = signing_keys(signer, out, None, is_transcription=False)
    if len(set(signers)) < _TWO:
        raise Mistake("typing.two_signers")
    election = election_at(desk)
    read = {path: read_draft(path) for path in (left, right)}
    if len(read) < _TWO:
        raise Mistake("typing.same_draft", path=left)
    first, second = require_pair(read[left][0], read[right][0], (left, right))
    paths = (left, right) if first is read[left][0] else (right, left)
    contests = contests_of_draft(election, first.head, left)
    fields = fields_of([each.contest for each in contests], with_words=first.head.with_words)
    alike, state = settling(
        fields, require_complete(first, fields, paths[0]), require_complete(second, fields, paths[1])
    )
    head = agreed_head(first.head, second.head, [read[path][1] for path in paths])
    file = DraftFile.of(head, desk)
    state = resumed(state, file, head)
    screen = Screen(election, head.tps, contests)
    show_head(election)
    say("typing.compared", tps=head.tps, same=len(alike), total=len(fields), differ=len(state.readings))
    if not state.typing.is_complete:
        if not is_interactive():
            raise Mistake("typing.compare_no_terminal", count=len(state.readings))
        say("typing.settle")
        with kept(file):
            state = replace(
                state,
                typing=screen.settle(
                    state, alike, lambda each: file.write(head, Typing(fields, {**alike, **each.values}, each.at))
                ),
            )
    values = {**alike, **state.typing.values}
    screen.show_all(Typing(fields, values, len(fields)))
    write_envelope(election, head, contests, values, signers, out, desk)


def template(
    contest: Annotated[str, typer.Option("--contest", metavar="CONTEST")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE")],
    kind: Annotated[Format | None, typer.Option("--format", metavar="csv|xlsx")] = None,
    desk: DeskFolder = HERE,
) -> None:
    """Write an empty form of a contest as a file to fill in."""
    from ledger.forms.form_template import csv_template, template_lines, workbook_template
    from ledger.viewing import contest_in, election_at

    refuse_existing(out)
    election = election_at(desk)
    declared = contest_in(election, contest)
    kind = kind or (Format.XLSX if out.suffix.lower() == ".xlsx" else Format.CSV)
    lines = template_lines(declared.contest, election.profile, language())
    if kind is Format.CSV:
        data = csv_template(lines, language())
    else:
        title = f"{form_name(election, declared)}  {contest}  {election.declared.name}"
        data = workbook_template(lines, title, language())
    write_new(out, data)
    say("template.written", path=out, contest=contest)
