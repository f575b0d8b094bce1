"""`rekap order`: orders to this body are registered, carried out and listed.

- An order is typed as it stands on paper, or taken from a ruling in the archive; then the book also acknowledges the
  checkpoint under which the ruling was seen.
- Orders go to bodies of KPU's line; at a desk of Bawaslu's it is said where its rulings are.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.desking import (
    HERE,
    DeskFolder,
    KeyFile,
    Keys,
    LogKeyFile,
    PassphraseFd,
    append,
    carry_out,
    refuse_beforehand,
)
from cli.frame import Mistake, command, group, say, tr

if TYPE_CHECKING:
    from ledger.desk import Desk

app = group()


@command(app, "register")
def register(  # noqa: PLR0913, PLR0917 - what a letter with an order says
    name: Annotated[str, typer.Argument(metavar="NAME")],
    key: KeyFile,
    what: Annotated[str | None, typer.Option(metavar="WHAT")] = None,
    area: Annotated[list[str] | None, typer.Option(metavar="AREA")] = None,
    issuer: Annotated[str | None, typer.Option(metavar="TEXT")] = None,
    number: Annotated[str | None, typer.Option(metavar="TEXT")] = None,
    document: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    contest: Annotated[list[str] | None, typer.Option(metavar="CONTEST")] = None,
    ruling: Annotated[str | None, typer.Option(metavar="BOOK@INDEX")] = None,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Register an order: one on paper, or a ruling in the archive, of which nothing is typed again."""
    from ledger.desk import Desk
    from ledger.disputework import order_of_ruling
    from ledger.forms.form_input import document_hash
    from ledger.room.roomwork import order, order_stream

    stream = order_stream(name)
    if ruling is not None and (what or area or contest or document):
        raise Mistake("order.ruling_or_typed")
    keys = Keys(key, log_key, passphrase_fd)
    with Desk.open(desk) as opened:
        _refuse_bawaslu(opened)
        if ruling is not None:
            seen, event = order_of_ruling(opened, ruling, issuer=issuer, number=number)
            refuse_beforehand(opened, stream, event, keys)
            append(opened, [("book", seen), (stream, event)], keys)
        elif what and area and issuer is not None and number is not None and document is not None:
            paper, contests = document_hash(document), contest or ()
            event = order(what=what, areas=area, contests=contests, issuer=issuer, number=number, document=paper)
            carry_out(opened, stream, event, keys, document)
        else:
            raise Mistake("order.incomplete")


@command(app, "execute")
def execute(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    entry: Annotated[list[str], typer.Option(metavar="ENTRY")],
    key: KeyFile,
    desk: DeskFolder = HERE,
    log_key: LogKeyFile = None,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Record that an order was carried out."""
    from ledger.desk import Desk
    from ledger.room.roomwork import execution, order_stream

    stream = order_stream(name)
    with Desk.open(desk) as opened:
        _refuse_bawaslu(opened)
        carry_out(opened, stream, execution(opened, entry), Keys(key, log_key, passphrase_fd))


@command(app, "list")
def list_orders(desk: DeskFolder = HERE) -> None:
    """Print every order of this book."""
    from ledger.desk import Desk

    with Desk.open(desk) as opened:
        _refuse_bawaslu(opened)
        orders = opened.state().orders
    for name, order in sorted(orders.items()):
        said = order.registered
        say(
            "order.line",
            name=name,
            what=said.what,
            areas=", ".join(said.areas),
            contests=", ".join(said.contests) or "*",
            issuer=said.issuer,
            number=said.number,
            status=tr("order.executed" if order.executed else "order.open"),
        )
    if not orders:
        say("order.none")


def _refuse_bawaslu(desk: "Desk") -> None:
    from domain.bodies import KPU_LINE

    if desk.body.kind not in KPU_LINE:
        raise Mistake("order.of_bawaslu", body=desk.body.id)
