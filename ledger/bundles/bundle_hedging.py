"""What an evidence bundle cannot say: that something is not there, for it holds a part of its books only.

- Where a book is not there, or not all of it, a claim of absence is `incomplete`, never `open` or `broken`: somebody
  not appointed, an entry, result, certificate, session, answer or registration that is not there, a result or
  certificate that is out of date.
- So is a comparison that rests on what such a claim about figures or authority, or an entry that is missing (R107), is
  about: the result in force, where a newer one may be missing; an act on an entry that is not here.
- What was not done (an order, an answer, a session: S, J.510) or is not kept (J.513) says nothing of figures, and
  makes nothing else `incomplete`.
- What two entries that are here say against each other stays what it is: a column and the source that it cites (J.502),
  unless an entry of that very result is missing or not accepted.  What Bawaslu recorded is such an entry.
- Of these the text says that it is of this file: the parameter `of` is `file`.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec.structs import replace

from domain.areas import contains, is_area, meets
from domain.bodies import body_of_origin
from domain.findings import Finding, Level
from ledger.explain.pathcheck import ReadBook

_ANY: Final = frozenset({"*"})
_UNSAID: Final = ""
_ABSENT: Final[Mapping[str, frozenset[str]]] = {
    "R205": _ANY,
    "R207": _ANY,
    "R306": _ANY,
    "R402": _ANY,
    "R403": _ANY,
    "R405": _ANY,
    "R407": _ANY,
    "R408": frozenset({"opening", "no_note"}),
    "R409": _ANY,
    "G.101": frozenset({"tps", "unit", "contest", "outside", "level"}),
    "J.501": frozenset({"left_out"}),
    "J.502": frozenset({"source"}),
    "J.503": frozenset({"not_seen", "not_received", "no_certificate"}),
    "J.507": _ANY,
    "J.509": _ANY,
    "J.510": _ANY,
    "J.512": frozenset({"source", "absent"}),
    "J.513": _ANY,
    "S.101": _ANY,
    "S.201": _ANY,
    "S.202": frozenset({_UNSAID}),
    "S.204": frozenset({"not_corrected", "not_recounted", "not_revoted", "not_recapitulated"}),
}
"""The findings that say that something is not there, by code, for these reasons.

`_ANY`: whatever the reason; `_UNSAID`: where none is given.
"""

_NO_DOUBT: Final = frozenset({"J.510", "J.513", "S.101", "S.201", "S.202", "S.204"})
"""Claims of absence of which no figure comes out otherwise."""


def hedged(findings: Iterable[Finding], books: Mapping[str, ReadBook]) -> list[Finding]:
    """The findings in their order, with what the parts of the books cannot bear out made `incomplete`."""
    found = list(findings)
    is_whole = all(len(book.checked) == book.inspected.tree.size for book in books.values())
    if is_whole and not any(each.code in ("R107", "R307") for each in found):
        return sorted(found, key=lambda each: each.order)
    doubts = [each for each in found if each.code == "R107" or (_is_absence(each) and each.code not in _NO_DOUBT)]
    said = [_of_file(each) if _is_absence(each) or _rests_on(each, doubts) else each for each in found]
    return sorted(said, key=lambda each: each.order)


def _of_file(finding: Finding) -> Finding:
    """The same, as what the file of the bundle does not show."""
    if finding.level not in (Level.BROKEN, Level.OPEN):
        return finding
    return replace(finding, level=Level.INCOMPLETE, params=tuple(sorted((*finding.params, ("of", "file")))))


def _is_absence(finding: Finding) -> bool:
    reasons = _ABSENT.get(finding.code, frozenset())
    given = dict(finding.params)
    return reasons is _ANY or given.get("reason", _UNSAID) in reasons or given.get("what") in reasons


def _rests_on(finding: Finding, doubts: Iterable[Finding]) -> bool:
    """Whether what a finding of the procedure compares may be otherwise where there is doubt."""
    if finding.code == "J.502":
        return any(_is_of_the_source(each, finding) for each in doubts)
    return finding.code.startswith(("J", "S")) and any(_is_below(each, finding) for each in doubts)


def _is_of_the_source(doubt: Finding, finding: Finding) -> bool:
    """Whether a doubt is about the entries that a column is compared with, or about the one that says so.

    Above the TPS these are cited one by one, and nothing else comes into the figures.
    """
    is_of_it = doubt.stream == f"tally/{finding.area}" or (doubt.index is not None and doubt.index == finding.index)
    return doubt.code.startswith("R") and doubt.book == finding.book and is_of_it


def _is_below(doubt: Finding, finding: Finding) -> bool:
    """Whether a doubt is about what the finding rests on: its entry, its unit, or what lies between unit and book."""
    if doubt.book == finding.book and doubt.index is not None and doubt.index == finding.index:
        return True
    body = body_of_origin(finding.book or "")
    if doubt.area is None or finding.area is None or not (is_area(doubt.area) and is_area(finding.area)):
        # A gap, or a name of no one unit: it bears on all that its book says.
        return doubt.book == finding.book and doubt.code == "R107"
    if body is not None and doubt.area == body.area != finding.area:
        return doubt.code == "J.503"
    is_within = body is None or contains(body.area, doubt.area)
    return is_within and meets(doubt.area, finding.area)
