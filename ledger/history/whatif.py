"""What if: a hypothetical ruling applied to a replay (`rekap dispute whatif`, `docs/moment.md`).

- Nothing is written; what comes out is hypothetical, and says so.
- A TPS is excluded (it counts no more, not as missing either), or its form is replaced by a copy on record or by a form
  file, or sections IV and V are those of a recount and the other rows stay.
- Each TPS is named once, is in the archive, and the ruling is about one contest.
- What a level above changed of that very TPS goes with the figures that it changed; everything else stays.
- Before and after are sums of whole numbers over the same TPS; where a book is broken nothing is known (None).
- Order and margin are those of `domain.standings`; options with as many votes are named as tied.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from domain.areas import contains
from domain.bodies import body_of_origin
from domain.contests import parse_contest_id
from domain.copies import HeldCopy
from domain.election import DeclaredContest
from domain.judging_corrections import recounted_rows
from domain.recap import Adjustment
from domain.standings import Effect, effects
from domain.totals import Totals, totals_of_station
from domain.types import Figures, Hash
from ledger.archive import Archive
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
    undone: tuple[tuple[str, Adjustment], ...] = ()
    """What levels above had changed of it, each with the area of that level."""


@dataclass(frozen=True, slots=True)
class AreaEffect:
    """An area with its totals before and after; None where they are not known.  The first of `effects` is the order."""

    area: str
    before: Totals | None
    after: Totals | None
    effects: tuple[Effect, ...] = ()
    ties: tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]] = ((), ())
    """The options with as many votes, before and after."""


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
    found.changes = [_changed(each, declared, result, archive) for each in asked]
    found.areas = list(_areas(found, declared))
    return found


def apply(before: Totals, area: str, changes: Sequence[Changed], contest: DeclaredContest) -> Totals:
    """The totals of an area as they are under the ruling."""
    sums, missing = list(before.sums), list(before.missing)
    for change in changes:
        if not contains(area, change.asked.tps):
            continue
        moved = [made.moved(contest.contest.rows) for above, made in change.undone if contains(area, above)]
        old = totals_of_station(change.before, contest.width)
        new = totals_of_station(change.after, contest.width)
        for at in range(contest.width):
            is_in = change.asked.kind != EXCLUDE
            sums[at] += (new.sums[at] if is_in else 0) - old.sums[at] - sum(each.sums[at] for each in moved)
            missing[at] += (new.missing[at] if is_in else 0) - old.missing[at]
            missing[at] -= sum(each.missing[at] for each in moved)
    return Totals(tuple(sums), tuple(missing))


def tied(contest: DeclaredContest, votes: Mapping[str, int], order: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The options, in their order, that have as many votes as others and any; also none, if that is the most."""
    groups: dict[int, list[str]] = {}
    for row in order:
        groups.setdefault(_votes_of(contest, row, votes), []).append(row)
    most = max(groups, default=0)
    return tuple(tuple(rows) for count, rows in groups.items() if len(rows) > 1 and (count or count == most))


def _votes_of(contest: DeclaredContest, row: str, votes: Mapping[str, int]) -> int:
    """The votes of a row; of a party those of its parts."""
    if not row.endswith("_total"):
        return votes.get(row, 0)
    party = row.removesuffix("_total")
    inside = [f"{party}_{option.no}" for option in contest.contest.options if f"suara_{option.parent}" == party]
    return sum(votes.get(each, 0) for each in (party, *inside))


# ---------------------------------------------------------------- the ruling


def _changed(asked: Asked, contest: DeclaredContest, result: Verification, archive: Archive) -> Changed:
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
    undone = tuple(_undone(asked.tps, contest_id, result))
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


def _undone(tps: str, contest: str, result: Verification) -> Iterator[tuple[str, Adjustment]]:
    """What levels above changed of this very TPS, each with the area of the level."""
    for origin, replay in sorted(result.replays.items()):
        body, recap = body_of_origin(origin), replay.contests.get(contest)
        if body is not None and recap is not None:
            for made in recap.adjustments.values():
                yield from ((body.area, each) for each in made if each.event.unit == tps)


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
        made = tuple(effects(contest.contest.options, rows, before.sums, after.sums))
        ties = (
            tied(contest, dict(zip(rows, before.sums, strict=True)), made[0].earlier.order),
            tied(contest, dict(zip(rows, after.sums, strict=True)), made[0].later.order),
        )
        yield AreaEffect(area, before, after, made, ties)


def asked_of(kind: str, text: str) -> Asked:
    """What `TPS` or `TPS=SOURCE` asks for.  Raises `RulingFormError`."""
    tps, sign, source = text.partition("=")
    if kind != EXCLUDE and not (sign and source):
        raise RulingFormError(value=text, tps=tps, reason="pair")
    if kind == EXCLUDE and sign:
        raise RulingFormError(value=text, tps=tps, reason="exclude")
    return Asked(kind, tps, source)
