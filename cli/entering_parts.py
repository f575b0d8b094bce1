"""What the commands of typed entry have in common: drafts, scans, form files, and the envelope at the end.

- A draft that is there is gone on with, or set aside, as the person wants; it is never lost.
- What two people agreed on belongs to their two drafts as they are; if one changed, comparing begins anew.
- What is written is what `rekap tally prepare` writes, or a form file that it reads.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cli.desking import public_keys, refuse_existing, write_new
from cli.frame import Mistake, note, say, tr, write
from cli.layout import paragraph
from cli.rounds import new_round, write_round
from cli.showing import show_head, show_signers
from cli.typing_screen import read_line

if TYPE_CHECKING:
    from domain.election import DeclaredContest, Election
    from domain.types import Hash, PublicKey
    from ledger.entry.entry_compare import Settling
    from ledger.entry.entry_draft import DraftFile, DraftHead
    from ledger.forms.typing_form import Field, Typing


MAX_SCANS: Final = 50
"""More photos than a form has pages."""


# --- what is typed -------------------------------------------------------------------------------------------------


def signing_keys(
    keys: Sequence[str], out: Path | None, forms: Path | None, *, is_transcription: bool
) -> "list[PublicKey]":
    """The keys that will sign; everything that would go wrong at the end goes wrong here."""
    if is_transcription:
        if out is not None or forms is not None or keys:
            raise Mistake("typing.transcription_out")
        return []
    if out is None and forms is None:
        raise Mistake("typing.nowhere")
    if (out is None) != (not keys):
        raise Mistake("typing.out_and_signers")
    if out is not None:
        refuse_existing(out)
    return public_keys(keys)


def contests_of(election: "Election", tps: str, named: Sequence[str]) -> "list[DeclaredContest]":
    """The contests to type, in the order of the ballots: those that were named, or all that are held at the TPS."""
    from domain.contests import Kind
    from ledger.errors import InputMalformedError
    from ledger.viewing import contest_in

    chosen = [contest_in(election, name) for name in dict.fromkeys(named)] or list(election.contests.values())
    for each in chosen:
        if named and not each.contest.covers(tps):
            raise Mistake("typing.not_here", contest=each.contest.id, tps=tps)
    here = [each for each in chosen if each.contest.covers(tps)]
    if not here:
        raise InputMalformedError(what="contest", value=tps, reason="none_here")
    kinds = list(Kind)
    return sorted(here, key=lambda each: (kinds.index(each.contest.kind), each.contest.id))


def contests_of_draft(election: "Election", head: "DraftHead", path: Path) -> "list[DeclaredContest]":
    """The contests of a draft, if it belongs to this election."""
    from ledger.errors import DraftMismatchError
    from ledger.viewing import contest_in

    if head.election != election.hash:
        raise DraftMismatchError(path=str(path), reason="election")
    contests = [contest_in(election, name) for name, _ in head.contests]
    if any(each.declared != declared for each, (_, declared) in zip(contests, head.contests, strict=True)):
        raise DraftMismatchError(path=str(path), reason="contests")
    return contests


def stored_scans(scans: Sequence[str], contests: Sequence[str], desk: Path) -> "dict[str, tuple[Hash, ...]]":
    """The scans in the archive, by the contest whose paper they show; without a name they belong to every form."""
    from ledger.desk import ARCHIVE_FOLDER
    from ledger.entry.scans import store_scan

    if len(scans) > MAX_SCANS:
        raise Mistake("typing.scans", count=len(scans), limit=MAX_SCANS)
    papers: dict[str, tuple[Hash, ...]] = {}
    for text in scans:
        named, sign, path = text.partition("=")
        is_named = bool(sign) and named in contests
        scan = Path(path if is_named else text)
        digest = store_scan(scan, desk / ARCHIVE_FOLDER)
        say("typing.scan", path=scan, hash=digest.hex())
        for name in [named] if is_named else contests:
            papers[name] = _joined(papers.get(name, ()), (digest,))
    return papers


def _joined(one: "Sequence[Hash]", two: "Sequence[Hash]") -> "tuple[Hash, ...]":
    return tuple(dict.fromkeys((*one, *two)))


# --- drafts --------------------------------------------------------------------------------------------------------


def begun(file: "DraftFile", head: "DraftHead", contests: "Sequence[DeclaredContest]") -> "tuple[DraftHead, Typing]":
    """A new draft, or the one that is there if the person wants to go on with it."""
    from ledger.entry.entry_draft import require_same
    from ledger.forms.typing_form import Typing, fields_of

    def fields(of: "DraftHead") -> "tuple[Field, ...]":
        return fields_of([each.contest for each in contests], with_words=of.with_words)

    found = file.read()
    if found is None:
        return head, Typing(fields(head))
    require_same(found.head, head, file.path)
    joined = replace(
        head,
        with_words=head.with_words or found.head.with_words,
        papers={
            name: papers
            for name, _ in head.contests
            if (papers := _joined(found.head.papers.get(name, ()), head.papers.get(name, ())))
        },
    )
    typing = found.typing(fields(joined), file.path)
    if joined.with_words != found.head.with_words:
        typing = replace(typing, at=typing.first_open)
    if not typing.answered:
        return joined, typing
    write_paragraph(
        tr("typing.found", tps=head.tps, answered=typing.answered, total=len(typing.fields), path=file.path)
    )
    if _wants_new():
        say("typing.aside", path=file.set_aside())
        return head, Typing(fields(head))
    return joined, typing


def _wants_new() -> bool:
    """Whether a person would rather begin anew."""
    while True:
        said = read_line(f"{tr('typing.go_on')} ").strip().lower()
        if said in {"", "y", "ya", "yes"}:
            return False
        if said in {"b", "baru", "n", "new"}:
            return True


def agreed_head(first: "DraftHead", second: "DraftHead", raws: Sequence[bytes]) -> "DraftHead":
    """What the two entries agree on has a draft of its own, which names both."""
    from domain.types import Hash
    from ledger.entry.entry_draft import AGREED

    papers = {
        name: joined
        for name, _ in first.contests
        if (joined := _joined(first.papers.get(name, ()), second.papers.get(name, ())))
    }
    return replace(first, entry=AGREED, papers=papers, sources=tuple(Hash(sha256(raw).digest()) for raw in raws))


def resumed(state: "Settling", file: "DraftFile", head: "DraftHead") -> "Settling":
    """The comparison as far as it was done; of other drafts than these it begins anew."""
    found = file.read()
    if found is None:
        return state
    if found.head.sources != head.sources:
        say("typing.aside", path=file.set_aside())
        return state
    values = {each: found.values[each] for each in state.typing.fields if each in found.values}
    return replace(state, typing=replace(state.typing, values=values, at=min(found.at, len(state.typing.fields))))


@contextmanager
def kept(file: "DraftFile") -> Iterator[None]:
    """Says that nothing is lost if the person stops."""
    try:
        yield
    except (EOFError, KeyboardInterrupt):
        if file.path.exists():
            write()
            note("typing.kept", path=file.path)
        raise


# --- before and after ------------------------------------------------------------------------------------------------


def introduce(
    election: "Election", head: "DraftHead", contests: "Sequence[DeclaredContest]", file: "DraftFile", count: int
) -> None:
    show_head(election)
    for each in contests:
        say("typing.form", form=form_name(election, each), contest=each.contest.id, tps=head.tps)
    lines = [tr("typing.blind", by=head.entry)] if head.entry else []
    for line in (*lines, tr("typing.how", count=count), tr("typing.draft", path=file.path)):
        write_paragraph(line)


def write_paragraph(line: str) -> None:
    """A sentence, wrapped to the terminal."""
    for part in paragraph(line):
        write(part)


def form_name(election: "Election", contest: "DeclaredContest") -> str:
    from domain.areas import AreaLevel
    from domain.errors import UnknownFormError

    try:
        return election.profile.form_name(contest.contest.kind, AreaLevel.TPS)
    except UnknownFormError:
        return "C.HASIL"


def _form_files(folder: Path, contests: "Sequence[DeclaredContest]") -> "dict[Path, DeclaredContest]":
    return {folder / f"{each.contest.id}.csv": each for each in contests}


def refuse_existing_forms(folder: Path | None, contests: "Sequence[DeclaredContest]") -> None:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        for path in _form_files(folder, contests):
            refuse_existing(path)


def write_forms(
    folder: Path, contests: "Sequence[DeclaredContest]", values: "Mapping[Field, int | None]", tps: str
) -> None:
    """The form files that `rekap tally prepare --form` reads."""
    from ledger.forms.typing_form import Field

    for path, each in _form_files(folder, contests).items():
        lines = ["row,figure,words"]
        for row in each.contest.rows:
            cells = (values.get(Field(each.contest.id, row, in_words=spelled)) for spelled in (False, True))
            lines.append(",".join([row, *("" if cell is None else str(cell) for cell in cells)]))
        write_new(path, "\n".join([*lines, ""]).encode())
        say("typing.form_file", path=path, tps=tps)


def write_envelope(
    election: "Election",
    head: "DraftHead",
    contests: "Sequence[DeclaredContest]",
    values: "Mapping[Field, int | None]",
    signers: "Sequence[PublicKey]",
    out: Path,
    desk: Path,
) -> None:
    """The envelope that everybody it names has to sign; of a transcription, if two typed it."""
    from domain.statements import CHasil, Transcription
    from ledger.entry.typing_sums import c_hasil_of
    from ledger.viewing import seats_at

    kind = Transcription if head.entry else CHasil
    data = c_hasil_of(contests, values, generation=head.generation, papers=head.papers, kind=kind)
    prepared = new_round(data, subject=head.tps, signers=signers, election=election.hash)
    show_signers(prepared, seats_at(desk))
    write_round(out, prepared)
    say("typing.sign_next", path=out)
