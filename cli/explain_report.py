"""What `rekap explain` prints for people: one column of levels, from the TPS up.

Rules of this module:

- Every act is named by book, index and hash, with who signed it by role and seat, never by name.
- What is not known is said to be unknown, never shown as 0; what is not filled in is a dash.
- It says what was checked: the path; the archive only where a state of its verification fits.
- A difference is called a difference: it shows what changed and who signed it, not why.
"""

from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from cli.frame import tr
from cli.helping import language
from cli.layout import area_name, body_name, figure_or_dash, number, paragraph, seat_name, word
from ledger.texts import finding_text

if TYPE_CHECKING:
    from domain.events import Attendee
    from ledger.explain.explained import (
        Certified,
        Child,
        Difference,
        Explanation,
        Named,
        Objected,
        Reopened,
        Room,
        Rung,
        Step,
    )
    from ledger.signers import Seat
    from ledger.verified_state import State

_FINDINGS_SHOWN: Final = 20
_IN: Final = "  "
_DEEP: Final = "    "


def report(found: "Explanation", state: "State | None", differing: tuple[str, ...]) -> Iterator[str]:
    """The lines for people."""
    yield from _mark(found)
    yield from paragraph(_headline(found))
    if found.adjusted is not None:
        yield from paragraph(tr("explain.adjusted", figure=number(found.adjusted)))
    yield from _checked(found, state, differing)
    yield from _findings(found)
    yield from _children(found.children)
    if found.life or found.objections:
        yield ""
        yield area_name(found.area)
        for step in found.life:
            yield from _step(step, found)
        for objection in found.objections:
            yield from _objection(objection)
    for rung in found.rungs:
        yield ""
        yield from _rung(rung)
    yield ""
    yield from _differences(found)
    yield from _mark(found)


def _mark(found: "Explanation") -> list[str]:
    kind = found.election.declared.kind if found.election else "official"
    return [] if kind == "official" else paragraph(tr(f"mark.{kind}"))


def _headline(found: "Explanation") -> str:
    row = found.row
    if found.election is not None and found.declared is not None:
        from cli.rows import row_names

        row = row_names(found.declared.contest, found.election)[found.declared.contest.rows.index(found.row)]
    values = {"row": row, "contest": found.contest, "area": area_name(found.area)}
    if not found.is_known:
        return tr("explain.unknown", **values)
    if found.missing:
        return tr(
            "explain.number_missing", figure=figure_or_dash(found.figure), missing=number(found.missing), **values
        )
    return tr("explain.number", figure=figure_or_dash(found.figure), **values)


def _checked(found: "Explanation", state: "State | None", differing: tuple[str, ...]) -> Iterator[str]:
    """What was verified, and what was not."""
    counts = {"entries": number(found.entries), "signatures": number(found.signatures), "books": len(found.books)}
    yield from paragraph(tr(f"explain.path.{found.status}", **counts))
    if found.from_index:
        yield from paragraph(tr("explain.from_index", books=number(found.from_index)))
    if state is None:
        yield from paragraph(tr("explain.archive.unverified"))
    elif differing:
        yield from paragraph(tr("explain.archive.other", count=number(len(differing)), book=differing[0]))
    else:
        yield from paragraph(tr("explain.archive.state", status=tr(f"status.{state.status}")))


def _findings(found: "Explanation") -> Iterator[str]:
    shown = [each for each in found.findings if str(each.level) != "hint"]
    if not shown:
        return
    yield ""
    yield from paragraph(tr("explain.findings"))
    for finding in shown[:_FINDINGS_SHOWN]:
        said = getattr(finding_text(finding, found.election.profile if found.election else None), language())
        where = tr("explain.entry", index=finding.index, book=finding.book) if finding.index is not None else ""
        yield from paragraph(f"{finding.code} {where}: {said}" if where else f"{finding.code}: {said}", _DEEP, "  - ")
    if len(shown) > _FINDINGS_SHOWN:
        yield from paragraph(tr("report.more", count=number(len(shown) - _FINDINGS_SHOWN)), _DEEP)


def _children(children: "tuple[Child, ...]") -> Iterator[str]:
    if not children:
        return
    from cli.layout import table

    yield ""
    columns = {
        tr("explain.table.sum"): [
            "?" if child.state != "read" and child.figure is None else figure_or_dash(child.figure)
            for child in children
        ],
        tr("table.missing"): [number(child.missing) if child.missing else "" for child in children],
        tr("explain.table.certified"): [figure_or_dash(child.certified) for child in children],
    }
    yield from paragraph(tr("explain.sum_of"))
    yield from table([area_name(child.area) for child in children], columns)


# --- acts ---


def _step(step: "Step", found: "Explanation") -> Iterator[str]:
    values = {"old": figure_or_dash(step.old), "new": figure_or_dash(step.new), "generation": step.generation or 1}
    said = tr(f"explain.step.{step.kind}", **values)
    if step.unit != found.area:
        said = f"{area_name(step.unit)}: {said}"
    if not step.counts:
        said += tr("explain.not_counted")
    yield from paragraph(said, _DEEP, _IN)
    yield from _entry(step.entry)
    if step.statement is not None:
        yield from _item("explain.statement", hash=step.statement.hex())
    yield from _signed(step.signers, step.logged_by)
    yield from _grounds(step)
    yield from _room(step.room)
    for finding in step.findings:
        said = getattr(finding_text(finding, found.election.profile if found.election else None), language())
        yield from paragraph(f"{finding.code}: {said}", _DEEP + _IN, _DEEP)


def _grounds(step: "Step") -> Iterator[str]:
    """How it came, why, on what paper, after what."""
    if step.box or step.carrier:
        yield from _item("explain.box", box=step.box, carrier=step.carrier)
    if step.reason:
        yield from _item("explain.reason", reason=word(step.reason))
    if step.basis:
        yield from _item("explain.basis", basis=word(step.basis))
    for paper in step.papers:
        yield from _item("explain.paper", hash=paper.hex())
    yield from _order(step)
    if step.objection is not None:
        yield from _item("explain.objection_cited")
        yield from _entry(step.objection, _DEEP + _IN)


def _order(act: "Step | Reopened") -> Iterator[str]:
    """The order that an act follows: whose it is, what it says, where it stands."""
    if act.order is None or act.ordered is None:
        return
    said = act.ordered
    yield from _item("explain.order", issuer=said.issuer, number=said.number, what=word(said.what))
    yield from _entry(act.order, _DEEP + _IN)
    yield from _item("explain.paper", _DEEP + _IN, hash=said.document.hex())


def _objection(objection: "Objected") -> Iterator[str]:
    by = _who(objection.by)
    yield from paragraph(
        tr("explain.objection", by=by, unit=area_name(objection.unit), text=objection.text), _DEEP, _IN
    )
    yield from _entry(objection.entry)
    yield from _room(objection.room)
    if objection.outcome == "void":
        yield from _item("explain.void")
    elif objection.answered is None:
        yield from _item("explain.unanswered")
    else:
        outcome = tr(f"objection.status.{objection.outcome}", reason=objection.reason)
        yield from _item("explain.answered", outcome=outcome)
        yield from _entry(objection.answered, _DEEP + _IN)


def _rung(rung: "Rung") -> Iterator[str]:
    yield from paragraph(f"{area_name(rung.area)} ({body_name(rung.book)})")
    for passed in rung.arrivals:
        yield from _item("explain.arrived", _IN, area=area_name(passed.area), box=passed.box or "-")
        yield from _entry(passed.entry)
    for step in rung.adjustments:
        values = {"old": figure_or_dash(step.old), "new": figure_or_dash(step.new), "unit": area_name(step.unit)}
        said = tr(f"explain.step.{step.kind}", **values)
        yield from paragraph(said if step.counts else said + tr("explain.not_counted"), _DEEP, _IN)
        yield from _entry(step.entry)
        yield from _signed((), step.logged_by)
        yield from _grounds(step)
        yield from _room(step.room)
    for objection in rung.objections:
        yield from _objection(objection)
    acts = [(each.entry.index, _certified(each)) for each in rung.certificates]
    acts += [(each.entry.index, _reopened(each)) for each in rung.reopenings]
    for _, lines in sorted(acts, key=itemgetter(0)):
        yield from lines
    if not rung.certificates:
        yield from _item("explain.no_certificate", _IN)
    for position in rung.positions:
        yield from _item(f"explain.saksi.{position.stance}", _IN, option=position.option, reason=position.reason)
        yield from _entry(position.entry)
    for passed in rung.handed_over:
        yield from _item("explain.handed_over", _IN, to=passed.area)
        yield from _entry(passed.entry)
    for difference in rung.differences:
        yield from _item(f"explain.differs.{difference.what}", _IN, **_differing(difference))


def _reopened(act: "Reopened") -> Iterator[str]:
    said = tr("explain.reopened")
    yield from paragraph(said if act.counts else said + tr("explain.not_counted"), _DEEP, _IN)
    yield from _entry(act.entry)
    yield from _signed((), act.logged_by)
    yield from _order(act)


def _certified(certificate: "Certified") -> Iterator[str]:
    state = tr(f"explain.state.{certificate.state}")
    values = {"total": number(certificate.total), "state": state, "column": figure_or_dash(certificate.column)}
    if certificate.unit is None:
        yield from _item("explain.certified_total", _IN, **values)
    else:
        yield from _item("explain.certified", _IN, unit=area_name(certificate.unit), **values)
    yield from _entry(certificate.entry)
    yield from _signed(certificate.signers, certificate.logged_by)
    yield from _room(certificate.room)


def _differences(found: "Explanation") -> Iterator[str]:
    if found.first is None:
        is_compared = found.is_known and found.status in ("valid", "findings")
        yield from paragraph(tr("explain.no_difference" if is_compared else "explain.not_all_compared"))
        return
    yield from paragraph(tr("explain.first", area=area_name(found.first.area), book=body_name(found.first.book)))
    yield from _entry(found.first.entry, _IN)
    for difference in found.first.differences:
        yield from _item(f"explain.differs.{difference.what}", _IN, **_differing(difference))
    for place in found.others:
        yield from _item("explain.further", "", area=area_name(place.area), count=len(place.differences))
    yield from paragraph(tr("explain.no_intent"))


# --- parts ---


def _differing(difference: "Difference") -> dict[str, object]:
    certified, given = figure_or_dash(difference.certified), figure_or_dash(difference.given)
    return {"unit": area_name(difference.unit), "certified": certified, "given": given}


def _entry(entry: "Named", indent: str = _DEEP) -> Iterator[str]:
    yield from paragraph(tr("explain.entry", index=entry.index, book=entry.book), indent + _IN, indent)
    yield indent + entry.leaf.hex()


def _signed(signers: "Iterable[Seat]", logged_by: "Seat") -> Iterator[str]:
    listed = ", ".join(map(seat_name, signers))
    if listed:
        yield from _item("explain.signed", seats=listed)
    yield from _item("explain.logged", seat=seat_name(logged_by))


def _room(room: "Room") -> Iterator[str]:
    if room.plenary is None:
        return
    present = ", ".join(map(_who, room.present)) or tr("explain.nobody")
    yield from _item("explain.room", plenary=room.plenary, present=present)


def _item(key: str, indent: str = _DEEP, **values: object) -> list[str]:
    return paragraph(tr(key, **values), indent + _IN, indent)


def _who(who: "Attendee") -> str:
    return f"{word(who.role)} {who.no}" if who.no else word(who.role)
