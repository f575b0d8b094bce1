"""`rekap election`: the root book's acts, and what is in force.

- The declaration names the lines of authority: KPU's, and Bawaslu's where its root keys and log key are given.
- What the roots amend is prepared, signed by their quorum, and logged: see `cli.amending`.
"""

from pathlib import Path
from typing import Annotated

import typer

from cli.amending import AMENDING
from cli.desking import HERE, DeskFolder, KeyFile, Keys, LogKeyFile, PassphraseFd, append, now, publish_if
from cli.frame import command, group, say
from cli.rounds import read_possessions
from cli.showing import show_contest, show_head
from cli.showing_keys import show_lines, show_withdrawn

app = group()
for name, function in AMENDING.items():
    command(app, name)(function)


@command(app, "declare")
def declare(  # noqa: PLR0913, PLR0917 - the parts of a declaration
    origin: Annotated[str, typer.Option(metavar="HOST/ELECTION/kpu/0")],
    name: Annotated[str, typer.Option(metavar="TEXT")],
    profile: Annotated[str, typer.Option(metavar="NAME")],
    log: Annotated[str, typer.Option(metavar="KEY")],
    possession: Annotated[list[Path], typer.Option(metavar="FILE")],
    key: KeyFile,
    kind: Annotated[str, typer.Option(metavar="KIND")] = "practice",
    quorum: Annotated[int, typer.Option(metavar="N", min=1, max=99)] = 2,
    bawaslu_log: Annotated[str | None, typer.Option(metavar="KEY")] = None,
    bawaslu_quorum: Annotated[int, typer.Option(metavar="N", min=1, max=99)] = 2,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Create the root desk: the declaration, the trust file, the opening of the book."""
    from domain.profiles import offered
    from ledger.founding import declaration, new_desk, open_root
    from ledger.seats import key_of

    proofs = read_possessions(possession)
    declared = declaration(
        proofs,
        origin=origin,
        log=key_of(log),
        kind=kind,
        name=name,
        profile_name=offered(profile).name,
        root_quorum=quorum,
        bawaslu=(key_of(bawaslu_log), bawaslu_quorum) if bawaslu_log is not None else None,
    )
    signer, book_key = Keys(key, log_key, passphrase_fd).open()
    with new_desk(desk, origin) as opened:
        election = open_root(opened, declared, signer, now())
        say("election.declared", name=name, kind=kind, hash=election.hex(), trust=opened.folder / "trust")
        publish_if(opened, book_key)


@command(app, "contest")
def contest(
    contest: Annotated[str, typer.Argument(metavar="CONTEST")],
    key: KeyFile,
    option: Annotated[list[str] | None, typer.Option(metavar="NO=NAME")] = None,
    options: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    area: Annotated[list[str] | None, typer.Option(metavar="CODE")] = None,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Declare a contest in the root book."""
    from ledger.desk import Desk
    from ledger.founding import contest_declared, unfinished_opening
    from ledger.option_input import read_options, with_kolom_kosong
    from ledger.seats import options as parse_options
    from ledger.viewing import election_of_desk

    given = with_kolom_kosong(parse_options(option or ()))
    choices = (*given, *(read_options(options) if options is not None else ()))
    with Desk.open(desk) as opened:
        election = election_of_desk(opened)
        others = [each.contest for each in election.contests.values()]
        declared = contest_declared(election.declared.profile, contest, area or (), choices, others)
        acts = [*unfinished_opening(opened), (f"contest/{contest}", declared)]
        append(opened, acts, Keys(key, log_key, passphrase_fd))


@command(app, "show")
def show(desk: DeskFolder = HERE) -> None:
    """Print what was declared."""
    from ledger.viewing import election_at

    election = election_at(desk)
    show_head(election)
    say("election.profile", profile=election.profile.name)
    for quorum in election.declared.quorums:
        say("election.quorum", body=quorum.body, anggota=quorum.anggota)
    show_lines(election.declared)
    for _, each in sorted(election.contests.items()):
        show_contest(each)
        show_withdrawn(each)
