"""How statements, forms and results are printed, row by row.

- What is shown before signing comes from the bytes that will be signed.
- A form is printed block by block (`cli.form_view`) under the name that its region prints; "-" is not filled in.
- The columns of a D.Hasil stand side by side; with parties their totals, each candidate on demand.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from cli.form_view import form_lines
from cli.frame import note, say, tr, write
from cli.helping import language
from cli.layout import number, paragraph, table
from cli.rows import form_name, option_name, row_names, shown_rows

if TYPE_CHECKING:
    from domain.authority import Appointed
    from domain.election import DeclaredContest, Election
    from domain.events import Column
    from domain.findings import Finding
    from domain.profiles import Profile
    from domain.statements import Appointment, CHasil, DHasil, Form, KeyGrant, Statement
    from domain.tally import Result
    from domain.types import PublicKey
    from ledger.signing_round import Round

    Seats = Mapping[PublicKey, Appointed]


def show_head(election: "Election") -> None:
    """The election, and that it is an exercise or a replica, if it is one."""
    declared = election.declared
    say("show.election", name=declared.name, hash=election.hash.hex())
    if declared.kind != "official":
        say(f"show.kind.{declared.kind}")


def show_signers(found: "Round", seats: "Seats") -> None:
    """Who has to sign, by seat and key, and who did."""
    signed = found.signed
    for key in found.statement.signers:
        said = "show.has_signed" if key in signed else "show.has_not_signed"
        say(said, seat=seat_said(key, seats), public=key.hex())


def seat_said(key: "PublicKey", seats: "Seats") -> str:
    """The seat that a key was appointed for, as people say it."""
    named = seats.get(key)
    if named is None:
        return tr("show.no_seat")
    return tr("show.seat_of", role=str(named.role), person=named.person, area=named.area)


def show_form(election: "Election", tps: str, form: "Form") -> None:
    """A form as it is signed: every row with its figure, and in words where that was entered."""
    contest = election.contests.get(form.contest)
    if contest is None or contest.declared != form.declared or len(form.figures) != contest.width:
        say("show.form_misfit", contest=form.contest)
        return
    show_rows(election, contest, tps, form.figures, form.words)


def show_contest(contest: "DeclaredContest") -> None:
    """The contest and its options."""
    say("show.contest", contest=contest.contest.id)
    for option in contest.contest.options:
        number = f"{option.no:>4}" if option.parent is None else f"{option.parent:>4}.{option.no}"
        write(f"  {number:<8} {option_name(option)}")


def show_rows(
    election: "Election",
    contest: "DeclaredContest",
    area: str,
    figures: Sequence[int | None],
    words: Sequence[int | None] = (),
) -> None:
    """The form of an area with its name, block by block."""
    write()
    say("show.form", form=form_name(election, contest.contest, area), contest=contest.contest.id)
    for line in form_lines(election, contest.contest, figures, words):
        write(line)


def show_findings(findings: "Iterable[Finding]", profile: "Profile | None" = None) -> None:
    """Each finding with its code, place, text, and what to do."""
    from ledger.texts import finding_text, remedy_text

    for finding in findings:
        where = " ".join(part for part in (finding.contest, finding.area) if part)
        sentence = getattr(finding_text(finding, profile), language())
        said = tr("show.finding", code=finding.code, place=where, text=sentence).strip()
        for line in (
            *paragraph(said, "    ", "  "),
            *paragraph(getattr(remedy_text(finding.code), language()), "    "),
        ):
            write(line)


def show_c_hasil(election: "Election", found: "Round", statement: "Statement[CHasil]", seats: "Seats") -> None:
    """A C.Hasil before signing."""
    from ledger.casework import findings_before_signing

    show_head(election)
    kind = type(statement.data).__name__
    say(f"show.{kind}", tps=statement.subject, generation=statement.data.generation)
    for earlier in statement.replaces:
        say("show.replaces", hash=earlier.hex())
    for form in statement.data.forms:
        show_form(election, statement.subject, form)
    found_here = findings_before_signing(election, statement, seats)
    if not found_here:
        say("show.form_sound")
    show_findings(found_here, election.profile)
    show_signers(found, seats)


def show_d_hasil(election: "Election", found: "Round", statement: "Statement[DHasil]", seats: "Seats") -> None:
    """A D.Hasil before signing: its totals, row by row."""
    show_head(election)
    area, _, contest_id = statement.subject.partition("/")
    say("show.DHasil", area=area, contest=contest_id, parts=len(statement.data.parts))
    contest = election.contests.get(contest_id)
    if contest is None or contest.declared != statement.data.declared or len(statement.data.totals) != contest.width:
        say("show.form_misfit", contest=contest_id)
        return
    show_rows(election, contest, area, statement.data.totals)
    show_missing(contest, statement.data.missing)
    show_signers(found, seats)


def show_columns(
    election: "Election", statement: "Statement[DHasil]", columns: "Sequence[Column]", *, with_candidates: bool = False
) -> None:
    """The columns of a D.Hasil: every unit with its votes, valid, invalid and total, as far as the form has them."""
    contest = election.contests.get(statement.subject.partition("/")[2])
    if contest is None:
        return
    rows = contest.contest.rows
    shown = [at for at in shown_rows(contest.contest, with_candidates=with_candidates) if rows[at].startswith("suara_")]
    names = row_names(contest.contest, election)
    say("show.columns")
    cells = {
        column.unit: ["-" if column.figures[at] is None else number(column.figures[at] or 0) for at in shown]
        for column in columns
    }
    for line in table([names[at] for at in shown], cells):
        write(line)
    if len(shown) < len(shown_rows(contest.contest, with_candidates=True)) and not with_candidates:
        for line in paragraph(tr("replay.by_party")):
            write(line)


def show_missing(contest: "DeclaredContest", missing: Sequence[int]) -> None:
    """How many TPS lacked rows, where some did."""
    most = max(missing, default=0)
    if most:
        say("show.missing", count=most, rows=sum(1 for each in missing if each))
    elif contest.width:
        say("show.none_missing")


def show_appointment(found: "Round", statement: "Statement[Appointment]", seats: "Seats") -> None:
    """An appointment before signing: the keys and seats, or the book."""
    say("show.Appointment", subject=statement.subject)
    show_grants(statement.data.keys)
    if statement.data.log is not None:
        say("show.book", origin=statement.data.log.origin, public=statement.data.log.key.hex())
    show_signers(found, seats)


def show_grants(grants: "Iterable[KeyGrant]") -> None:
    """Keys with their seats."""
    for grant in grants:
        say("show.seat", area=grant.area, role=str(grant.role), person=grant.person, public=grant.key.hex())


def show_result(election: "Election", contest: "DeclaredContest", tps: str, result: "Result | None") -> None:
    """The result in force of one TPS and contest."""
    if result is None:
        say("show.no_result", contest=contest.contest.id)
    elif result.figures is None:
        say("show.absent", contest=contest.contest.id, index=result.index)
    else:
        say("show.in_force", contest=contest.contest.id, index=result.index, hash=result.source.hex())
        show_rows(election, contest, tps, result.figures)


def say_how_to_explain(findings: "Iterable[Finding]") -> None:
    """The options that would record the reasons, ready to be filled in."""
    for finding in findings:
        if may_be_explained(finding):
            place = f"{finding.code}:{finding.row or ''}@{finding.contest}"
            note("tally.explain", option=f'--explain "{place}=..."')


def may_be_explained(finding: "Finding") -> bool:
    """Whether a reason on record lets this finding pass."""
    return finding.code.startswith("G") and finding.code != "G.101"
