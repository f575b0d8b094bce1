"""How disputes and rulings are printed: what was reported, added, ruled and seen, each with its entry.

- Times are claims of those who signed, and shown as such, in WIB.
- Papers that stay with Bawaslu are their commitments, nothing more.
"""

from typing import TYPE_CHECKING

from cli.frame import say, tr
from cli.layout import word
from cli.showing import seat_said, show_signers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from domain.authority import Appointed
    from domain.disputes import Dispute
    from domain.events import Reference
    from domain.statements import Ruling
    from domain.types import Hash, PublicKey
    from ledger.signing_round import Round


def dispute_line(book: str, name: str, dispute: "Dispute") -> None:
    """One dispute on one line."""
    filed, status = dispute.filed, tr("dispute.status.filed")
    if dispute.ruled is not None and dispute.ruled.orders_something:
        what = tr(f"word.{dispute.ruled.ruling.order}")
        status = tr("dispute.status.ordered", what=what, ruling=f"{book}@{dispute.ruled.index}")
        if dispute.seen:
            status += "; " + tr(f"dispute.outcome.{dispute.seen[-1][1].outcome}")
    elif dispute.ruled is not None:
        status = tr("dispute.status.dismiss")
    areas, contests = _about(filed.areas, filed.contests)
    values = {"areas": areas, "contests": contests, "status": status}
    say("dispute.line", book=book, index=dispute.index, dispute=name, **values)


def show_dispute(book: str, name: str, dispute: "Dispute", seats: "Mapping[PublicKey, Appointed]") -> None:
    """All of one dispute, in the order of its stages; the signers of its ruling by their seats."""
    filed = dispute.filed
    say("dispute.filed", dispute=name, book=book, index=dispute.index, reporter=word(filed.reporter))
    _say_about(filed.areas, filed.contests)
    say("dispute.text", text=filed.text)
    for key, time in (("dispute.happened", filed.happened), ("dispute.known", filed.known)):
        if time is not None:
            say(key, time=_time(time))
    _papers(filed.papers, ())
    for index, added in dispute.evidence:
        say("dispute.evidence", book=book, index=index)
        if added.text:
            say("dispute.text", text=added.text)
        _papers(added.commitments, added.documents)
        _entries(added.entries)
    if dispute.ruled is None:
        return
    ruled = dispute.ruled
    say("dispute.ruled", book=book, index=ruled.index, hash=ruled.leaf.hex(), what=tr(f"word.{ruled.ruling.order}"))
    _ruling(ruled.ruling)
    for signer in ruled.signers:
        say("dispute.signer", seat=seat_said(signer, seats), public=signer.hex())
    for index, seen in dispute.seen:
        say("dispute.seen", to=ruled.ruling.to, outcome=tr(f"dispute.outcome.{seen.outcome}"), index=index)
        _entries(seen.entries)


def show_ruling(name: str, ruling: "Ruling", found: "Round", seats: "Mapping[PublicKey, Appointed]") -> None:
    """A ruling before signing."""
    say("show.Ruling", dispute=name, what=tr(f"word.{ruling.order}"))
    _ruling(ruling)
    show_signers(found, seats)


def _ruling(ruling: "Ruling") -> None:
    _say_about(ruling.areas, ruling.contests)
    if ruling.to:
        say("dispute.to", to=ruling.to, deadline="-" if ruling.deadline is None else _time(ruling.deadline))
    say("dispute.reason", reason=ruling.reason)
    _papers((), (ruling.document,))


def _say_about(areas: tuple[str, ...], contests: tuple[str, ...]) -> None:
    shown = _about(areas, contests)
    say("dispute.about", areas=shown[0], contests=shown[1])


def _about(areas: tuple[str, ...], contests: tuple[str, ...]) -> tuple[str, str]:
    return ", ".join(areas) or "-", ", ".join(contests) or "*"


def _papers(commitments: "tuple[Hash, ...]", documents: "tuple[Hash, ...]") -> None:
    for each in commitments:
        say("dispute.paper", hash=each.hex())
    for each in documents:
        say("dispute.document", hash=each.hex())


def _entries(entries: "tuple[Reference, ...]") -> None:
    for each in entries:
        say("dispute.cited", book=each.book, index=each.index, hash=each.leaf.hex())


def _time(milliseconds: int) -> str:
    from ledger.claimed_time import shown_time

    return shown_time(milliseconds)
