"""`rekap key`: make a key, show its public half, let it speak for itself.

- A key file is encrypted and never overwritten; its public half lies beside it as `FILE.pub`.
- A possession is signed by the key itself, for one seat of one election (root keys: for the election to be
  declared, or with the trust file for an amendment of one that is).
"""

from pathlib import Path
from typing import Annotated

import typer

from cli.desking import HERE, DeskFolder, OutFile, PassphraseFd, open_key, refuse_existing, write_new
from cli.frame import command, group, passphrase, say

app = group()


@command(app, "new")
def new(file: Annotated[Path, typer.Argument(metavar="FILE")], passphrase_fd: PassphraseFd = None) -> None:
    """Make a key file and its public half."""
    from ledger.errors import KeyFileExistsError
    from ledger.keys import public_key_path, write_private_key, write_public_key
    from ledger.signing import SigningKey

    beside = public_key_path(file)
    for path in (file, beside):
        if path.exists() or path.is_symlink():
            raise KeyFileExistsError(path=str(path))
    secret = passphrase(passphrase_fd, confirm=True)
    key = SigningKey.generate()
    write_private_key(file, key, secret)
    write_public_key(beside, key.public)
    say("key.made", path=file, beside=beside, public=key.public.hex())


@command(app, "show")
def show(file: Annotated[Path, typer.Argument(metavar="FILE")], passphrase_fd: PassphraseFd = None) -> None:
    """Print the public half of a key."""
    from ledger.keys import public_key_path, read_public_key

    beside = public_key_path(file)
    if beside.is_file():
        say("key.public", public=read_public_key(beside).hex())
    elif file.suffix == ".pub":
        say("key.public", public=read_public_key(file).hex())
    else:
        say("key.public", public=open_key(file, passphrase_fd).public.hex())


@command(app, "possess")
def possess(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    body: Annotated[str, typer.Option(metavar="BODY")],
    role: Annotated[str, typer.Option(metavar="ROLE")],
    person: Annotated[str, typer.Option(metavar="N")],
    out: OutFile,
    trust: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    desk: DeskFolder = HERE,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Let a key speak for itself: a Possession for one seat."""
    from cli.desking import now
    from domain.statements import Role
    from domain.types import ZERO_HASH
    from ledger.acts import possession
    from ledger.envelope import write_envelope
    from ledger.seats import body_of, person_of, role_of
    from ledger.signing_round import envelope_of
    from ledger.trust import read_trust

    refuse_existing(out)
    seat, number, held_by = role_of(role), person_of(person), body_of(body)
    declares = seat is Role.ROOT and trust is None
    election = ZERO_HASH if declares else read_trust(trust or desk / "trust").election
    key = open_key(file, passphrase_fd)
    statement = possession(key, held_by, number, seat, election, now())
    write_new(out, write_envelope(envelope_of(statement)))
    say("key.possession", path=out, body=held_by.id, role=str(seat), person=number, public=key.public.hex())
