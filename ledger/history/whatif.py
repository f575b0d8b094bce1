"""What if: a hypothetical ruling applied to a replay (`rekap dispute whatif`, `docs/moment.md`).

- Nothing is written; what comes out is hypothetical, and says so.
- A TPS is excluded (it counts no more, not as missing either), or its form is replaced by a copy on record or by a form
  file, or sections IV and V are those of a recount and the other rows stay.
- Each TPS is named once, is in the archive, and the ruling is about one contest.
- An area moves by the difference to what counts of the TPS there: its figures in force, or what that level or one
  below it had decided them to be; such a decision goes with the figures that it changed.
- A desa or kecamatan that was decided as a whole stays decided, and moves by the same difference.
- Before and after are sums of whole numbers over the same TPS; where a book is broken nothing is known (None).
- Order, margin and ties are those of `domain.standings`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from domain.areas import contains
from domain.contests import Contest, parse_contest_id
from domain.copies import HeldCopy
from domain.election import DeclaredContest
from domain.judging_corrections import recounted_rows
from domain.standings import Effect, effects
from domain.totals import Totals, totals_of_station
from domain.types import Figures, Hash
from ledger.archive import Archive
from ledger.decided_above import Decided, counting, decided_above
from ledger.errors import NotInElectionError, RulingEmptyError, RulingFormError, RulingTpsError
from ledger.forms.form_input import read_form
from ledger.merkle import leaf_hash
from ledger.moment import Moment
from ledger.passes import Scope, Verification
from ledger.published_entries import stored_entries
from ledger.trust import Trust
from ledger.verification import verify_archive

EXCLUDE, REPLACE, RECOUNT = KINDS = ("exclude", "replace", "recount")
"""What a hypothetical ruling does with a TPS."""

LEAST_DIGITS: Final = 8
_HEX: Final = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for one TPS: `kind`, and from where the figures come (a file, or the hash of an entry)."""

    kind: str
    tps: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """A TPS under the ruling: its figures before and after (None: none), and the copy they come from, if any."""

    asked: Asked
    before: Figures | None
    after: Figures | None
    copy: HeldCopy | None = None
    leaf: Hash | None = None
    undone: Decided = ()
    """What levels above had changed of it, each with the area of that level; the lowest level first."""

    def standing(self, area: str, contest: Contest) -> Figures | None:
        """The figures of the TPS that count in `area`, as the levels up to it decided, one after another."""
        return counting(contest, self.before, self.undone, area)


@dataclass(frozen=True, slots=True)
class AreaEffect:
    """An area with its totals before and after; None where they are not known.  The first of `effects` is the order."""

    area: str
    before: Totals | None
    after: Totals | None
    effects: tuple[Effect, ...] = ()

    @property
    def ties(self) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]:
        """The options at the top with as many votes, before and after."""
        return (self.effects[0].earlier.ties, self.effects[0].later.ties) if self.effects else ((), ())


@dataclass(slots=True)
class WhatIf:
    """A hypothetical ruling and its effect, from the kecamatan up."""

    contest: str
    result: Verification
    changes: list[Changed] = field(default_factory=list)
    areas: list[AreaEffect] = field(default_factory=list)

    @property
    def declared(self) -> DeclaredContest | None:
        """The contest as declared; None where the election cannot be read."""
        return self.result.election.contests.get(self.contest) if self.result.election is not None else None


def what_if(
    folder: Path, trust: Trust, contest: str, asked: Sequence[Asked], *, workers: int = 1, at: Moment | None = None
) -> WhatIf:
    """The effect of a hypothetical ruling on one contest.

    Raises `RulingEmptyError`, `RulingTpsError`, `RulingFormError`, `NotInElectionError`, `UnknownContestIdError`,
    `ArchiveMissingError`, and what `read_form` raises.
    """
    parse_contest_id(contest)
    if not asked:
        raise RulingEmptyError
    named: set[str] = set()
    for each in asked:
        if each.tps in named:
            raise RulingTpsError(tps=each.tps, contest=contest, reason="twice")
        named.add(each.tps)
    result = verify_archive(folder, trust, workers=workers, scope=Scope(None, contest), with_stations=True, at=at)
    found = WhatIf(contest, result)
    if result.election is None:
        return found
    declared = found.declared
    if declared is None:
        raise NotInElectionError(value=contest)
    archive = Archive.open(folder)
    decided = decided_above(declared.contest, result.replays).units
    found.changes = [_changed(each, declared, result, archive, decided.get(each.tps, ())) for each in asked]
    found.areas = list(_areas(found, declared))
    return found


def apply(before: Totals, area: str, changes: Sequence[Changed], contest: DeclaredContest) -> Totals:
    """The totals of an area as they are under the ruling."""
    sums, missing = list(before.sums), list(before.missing)
    for change in changes:
        if not contains(area, change.asked.tps):
            continue
        old = totals_of_station(change.standing(area, contest.contest), contest.width)
        new = totals_of_station(change.after, contest.width)
        for at in range(contest.width):
            is_in = change.asked.kind != EXCLUDE
            sums[at] += (new.sums[at] if is_in else 0) - old.sums[at]
            missing[at] += (new.missing[at] if is_in else 0) - old.missing[at]
    return Totals(tuple(sums), tuple(missing))


# ---------------------------------------------------------------- the ruling


def _changed(
    asked: Asked, contest: DeclaredContest, result: Verification, archive: Archive, undone: Decided
) -> Changed:
    contest_id = contest.contest.id
    stations = result.stations.get(contest_id, {})
    if asked.tps not in stations:
        raise RulingTpsError(tps=asked.tps, contest=contest_id, reason="unknown")
    before, copy, leaf, after = stations[asked.tps], None, None, None
    if asked.kind == REPLACE and not Path(asked.source).is_file():
        copy, leaf = _copy(asked, contest_id, result, archive)
        after = copy.figures
    elif asked.kind != EXCLUDE:
        after = _form(asked, contest)
    if asked.kind == RECOUNT:
        after = _recounted(asked, contest, before, after or ())
    return Changed(asked, before, after, copy, leaf, undone)


def _form(asked: Asked, contest: DeclaredContest) -> Figures:
    figures = read_form(Path(asked.source), contest.contest.rows).figures
    if all(figure is None for figure in figures):
        raise RulingFormError(value=asked.source, tps=asked.tps, reason="blank")
    return figures


def _recounted(asked: Asked, contest: DeclaredContest, before: Figures | None, given: Figures) -> Figures:
    """The figures in force with sections IV and V of the recount, which has all of them and nothing else."""
    counted = frozenset(recounted_rows(contest.contest))
    for row, figure in zip(contest.contest.rows, given, strict=True):
        if (figure is not None) != (row in counted):
            reason = "recount_lacks" if row in counted else "recount_more"
            raise RulingFormError(value=row, tps=asked.tps, reason=reason)
    old = before if before is not None else (None,) * contest.width
    rows = zip(contest.contest.rows, given, old, strict=True)
    return tuple(new if row in counted else figure for row, new, figure in rows)


def _copy(asked: Asked, contest: str, result: Verification, archive: Archive) -> tuple[HeldCopy, Hash]:
    """The copy of this TPS in the entry whose hash begins so."""
    if len(asked.source) < LEAST_DIGITS or set(asked.source) - _HEX:
        raise RulingFormError(value=asked.source, tps=asked.tps, reason="source")
    held = [copy for copy in result.copies if (copy.tps, copy.contest) == (asked.tps, contest)]
    named = [(copy, _leaf_of(archive, copy)) for copy in held]
    fitting = [(copy, leaf) for copy, leaf in named if leaf.hex().startswith(asked.source)]
    if len(fitting) != 1:
        raise RulingFormError(value=asked.source, tps=asked.tps, reason="several" if fitting else "copy")
    return fitting[0]


def _leaf_of(archive: Archive, copy: HeldCopy) -> Hash:
    _, raw = next(stored_entries(archive.book(copy.book), copy.index))
    return leaf_hash(raw)


# ---------------------------------------------------------------- the effect


def _areas(found: WhatIf, contest: DeclaredContest) -> Iterator[AreaEffect]:
    """The areas that a TPS of the ruling lies in, the lowest first."""
    known = found.result.totals.get(found.contest, {})
    for area in sorted(known, key=lambda each: (-len(each), each)):
        if not any(contains(area, change.asked.tps) for change in found.changes):
            continue
        before = known[area]
        if before is None:
            yield AreaEffect(area, None, None)
            continue
        after = apply(before, area, found.changes, contest)
        rows = contest.contest.rows
        yield AreaEffect(area, before, after, tuple(effects(contest.contest.options, rows, before.sums, after.sums)))


def asked_of(kind: str, text: str) -> Asked:
    """What `TPS` or `TPS=SOURCE` asks for.  Raises `RulingFormError`."""
    tps, sign, source = text.partition("=")
    if kind != EXCLUDE and not (sign and source):
        raise RulingFormError(value=text, tps=tps, reason="pair")
    if kind == EXCLUDE and sign:
        raise RulingFormError(value=text, tps=tps, reason="exclude")
    return Asked(kind, tps, source)
