"""What `rekap diff` compares: two archives, two levels, copies, an outside list.

Rules of this module:

- Two archives, or two moments of one, are compared in the contests that both have, by the figures in force of the TPS,
  the sums above them, and what levels above changed; a contest that only one of them has is named.
- Two levels: the column of the D.Hasil against the C.Hasil in force; and, for the TPS whose figures were changed since
  the KPPS signed them, against the first C.Hasil too.
- A copy is compared with the C.Hasil first received of its TPS and generation, holder by holder.
- An outside list is compared with the figures in force.
- Of every TPS that differs the acts are named that say the two versions; nobody signed an outside list.
- The status is the worst of the archives' own; what a broken book tells is never compared.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from domain.areas import AreaLevel, contains, length_of
from domain.copies import HeldCopy
from domain.election import DeclaredContest, Election
from ledger.diff.beside import Beside, beside_archives, beside_levels
from ledger.diff.differing import Difference, Forms, compare
from ledger.diff.differing_books import BookForms, Said
from ledger.diff.differing_sources import Read, Source, read_sources
from ledger.errors import NoCommonContestError

if TYPE_CHECKING:
    from domain.types import Figures
    from ledger.diff.outside import Fault

CHASIL: Final = "chasil"
FIRST_CHASIL: Final = "chasil_first"
DHASIL: Final = "dhasil"
COPY: Final = "copy"
LIST: Final = "list"
FIRST_ARCHIVE: Final = "archive_1"
SECOND_ARCHIVE: Final = "archive_2"
FIRST_MOMENT: Final = "moment_1"
SECOND_MOMENT: Final = "moment_2"

_WORST_FIRST: Final = ("broken", "incomplete", "findings", "valid")
_KECAMATAN: Final = length_of(AreaLevel.KECAMATAN)


SaidOf = dict[str, tuple[Said | None, Said | None]]
"""By TPS, the acts that say the earlier and the later version."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One contest in two versions.

    Attributes:
        earlier: what the earlier version is: `chasil`, `chasil_first`, `archive_1`, `moment_1`.
        later: what the later one is: `dhasil`, `copy`, `list`, `archive_2`, `moment_2`.
        holder: who holds the copies.
        said: by TPS, the acts that say the earlier and the later version; None for what no act says alone.
        certificates: by kecamatan, the certificate that the columns stand in.
        beside: what is told beside the figures of the TPS.
    """

    declared: DeclaredContest
    earlier: str
    later: str
    difference: Difference
    holder: str = ""
    said: Mapping[str, tuple[Said | None, Said | None]] = field(default_factory=dict)
    certificates: Mapping[str, Said] = field(default_factory=dict)
    beside: Beside = field(default_factory=Beside)

    @property
    def is_different(self) -> bool:
        """Whether anything differs, in the figures of the TPS or beside them."""
        return self.difference.is_different or self.beside.is_different


@dataclass(frozen=True, slots=True)
class Compared:
    """The outcome: what was read, and how it differs, contest by contest."""

    mode: str
    area: str
    reads: tuple[Read, ...]
    comparisons: tuple[Comparison, ...]
    faults: "tuple[Fault, ...]" = ()
    """Of an outside list: what was left out, as far as it may lie in the area."""
    sha256: str | None = None
    """Of the outside list."""
    only_earlier: tuple[str, ...] = ()
    """The contests that only the first archive or moment has."""
    only_later: tuple[str, ...] = ()

    @property
    def election(self) -> Election | None:
        """The election of the first archive."""
        return self.reads[0].result.election

    @property
    def status(self) -> str:
        """The worst status of the archives: `broken`, `incomplete`, `findings`, `valid`."""
        return min((read.result.status for read in self.reads), key=_WORST_FIRST.index)

    @property
    def is_different(self) -> bool:
        """Whether anything differs, be it that only one side has a contest, or that a line of a list was left out."""
        one_sided = bool(self.only_earlier or self.only_later or self.faults)
        return one_sided or any(each.is_different for each in self.comparisons)


Check = Callable[[Read], None]
"""Looks at what was read of an archive before anything is compared, and may raise."""


def between_archives(
    first: Source, second: Source, *, contest: str | None, area: str, workers: int, check: Check
) -> Compared:
    """The figures in force of every TPS in two archives, or at two moments of one.  Raises `NoCommonContestError`."""
    reads = tuple(read_sources([first, second], workers=workers, contest=contest))
    check(reads[0])
    check(reads[1])
    ours, theirs = ({each.contest.id: each for each in _contests(read, contest)} for read in reads)
    if not ours.keys() & theirs.keys() and all(read.result.election is not None for read in reads):
        raise NoCommonContestError(first=", ".join(sorted(ours)), second=", ".join(sorted(theirs)))
    is_one = first.archive == second.archive and (first.at is not None or second.at is not None)
    sides = (FIRST_MOMENT, SECOND_MOMENT) if is_one else (FIRST_ARCHIVE, SECOND_ARCHIVE)
    comparisons = tuple(
        _in_force((reads[0], reads[1]), (ours[name], theirs[name]), sides, area)
        for name in sorted(ours.keys() & theirs.keys())
    )
    only = [tuple(sorted(these.keys() - those.keys())) for these, those in ((ours, theirs), (theirs, ours))]
    if any(read.result.election is None for read in reads):
        only = [(), ()]  # nothing is known of it, its contests neither
    mode = "moments" if is_one else "archives"
    return Compared(mode, area, reads, comparisons, only_earlier=only[0], only_later=only[1])


def between_levels(source: Source, *, contest: str | None, area: str, workers: int, check: Check) -> Compared:
    """The C.Hasil of every TPS and its column in the D.Hasil of the PPK."""
    [read] = read_sources([source], workers=workers, contest=contest, with_levels=True)
    check(read)
    comparisons = [each for declared in _contests(read, contest) for each in _levels(read, declared, area)]
    return Compared("levels", area, (read,), tuple(comparisons))


def with_copies(source: Source, *, contest: str | None, area: str, workers: int, check: Check) -> Compared:
    """The copies in the books of Bawaslu's line and the C.Hasil first received."""
    [read] = read_sources([source], workers=workers, contest=contest, with_levels=True)
    check(read)
    comparisons = [each for declared in _contests(read, contest) for each in _copies(read, declared, area)]
    return Compared("copies", area, (read,), tuple(comparisons))


def with_list(source: Source, path: Path, *, contest: str | None, area: str, workers: int, check: Check) -> Compared:
    """The figures in force and an outside list.  `check` sees to it that there is one contest to compare.

    Raises `NothingInCommonError` and the errors of `ledger.feeds`.
    """
    from ledger.diff.outside import read_outside  # noqa: PLC0415 - the other comparisons read no list

    [read] = read_sources([source], workers=workers, contest=contest)
    check(read)
    comparisons = []
    faults: list[Fault] = []
    sha256 = None
    for declared in _contests(read, contest):
        ledger = read.forms(declared)
        outside = read_outside(path, declared.contest, ledger)
        difference = compare(declared.contest, ledger, outside.forms, area)
        acts = read.acts(declared.contest.id, _to_name(difference))
        said: SaidOf = {tps: (act, None) for tps, act in acts.items()}
        comparisons.append(Comparison(declared, CHASIL, LIST, difference, "", said))
        faults += [each for each in outside.faults if not each.tps or contains(area, each.tps)]
        sha256 = outside.sha256
    return Compared("list", area, (read,), tuple(comparisons), tuple(faults), sha256)


def _contests(read: Read, contest: str | None) -> list[DeclaredContest]:
    """The contests of an archive that are compared, ascending by id."""
    election = read.result.election
    known = election.contests if election is not None else {}
    return [known[name] for name in sorted(known) if contest in (None, name)]


def _in_force(
    reads: tuple[Read, Read], contests: tuple[DeclaredContest, DeclaredContest], sides: tuple[str, str], area: str
) -> Comparison:
    """One contest by its figures in force in two archives, or at two moments."""
    earlier, later = (read.forms(contest) for read, contest in zip(reads, contests, strict=True))
    difference = compare(contests[0].contest, earlier, later, area)
    named = _to_name(difference)
    before, after = (read.acts(contest.contest.id, named) for read, contest in zip(reads, contests, strict=True))
    said = {tps: (before.get(tps), after.get(tps)) for tps in named}
    beside = beside_archives(reads, contests, area)
    return Comparison(contests[0], *sides, difference, "", said, beside=beside)


def _to_name(difference: Difference) -> list[str]:
    """The TPS of which it is told who signed what: those that differ, and those that only one side has."""
    return [*difference.stations, *difference.only_earlier, *difference.only_later]


def _levels(read: Read, declared: DeclaredContest, area: str) -> Iterator[Comparison]:
    books = read.books.get(declared.contest.id, {})
    certificates = {code: book.certificate for code, book in books.items() if book.certificate is not None}
    first: SaidOf = {}
    in_force: SaidOf = {}
    for book in books.values():
        for tps, (original, last) in book.said.items():
            first[tps] = original, book.parts.get(tps, last)
            in_force[tps] = last, book.parts.get(tps)
    columns = read.dhasil(declared)
    difference = compare(declared.contest, read.forms(declared), columns, area)
    beside = beside_levels(read, declared, area)
    yield Comparison(declared, CHASIL, DHASIL, difference, "", in_force, certificates, beside)
    changed = read.first(declared, only_changed=True)
    if changed.stations:
        difference = compare(declared.contest, changed, columns, area, only_common=True)
        yield Comparison(declared, FIRST_CHASIL, DHASIL, difference, "", first, certificates)


def _copies(read: Read, declared: DeclaredContest, area: str) -> Iterator[Comparison]:
    name, rows = declared.contest.id, declared.contest.rows
    in_force = read.forms(declared)
    books = read.books.get(name, {})
    for holder, copies in _by_holder(read, name):
        pairs = [(copy, books.get(copy.tps[:_KECAMATAN], BookForms())) for copy in copies]
        later: dict[str, Figures | None] = {copy.tps: copy.figures for copy in copies}
        earlier: dict[str, Figures | None] = {
            copy.tps: book.received[copy.tps, copy.generation]
            for copy, book in pairs
            if (copy.tps, copy.generation) in book.received
        }
        said = {
            copy.tps: (book.receipts.get((copy.tps, copy.generation)), read.copied.get((copy.book, copy.index, name)))
            for copy, book in pairs
        }
        whole = in_force.whole.with_figures(earlier) if in_force.whole is not None else None
        first = Forms(rows, earlier, in_force.unknown, whole=whole)
        difference = compare(declared.contest, first, Forms(rows, later), area)
        named = frozenset(_to_name(difference))
        generations = {copy.tps: copy.generation for copy in copies if copy.tps in named}
        yield Comparison(declared, FIRST_CHASIL, COPY, difference, holder, said, beside=Beside(generations=generations))


def _by_holder(read: Read, contest: str) -> Iterator[tuple[str, list[HeldCopy]]]:
    """The copies of a contest, holder by holder; what a holder recorded again of a TPS stands in a further round."""
    rounds: dict[tuple[str, int], dict[str, HeldCopy]] = {}
    for copy in sorted(read.copies, key=lambda each: (each.book, each.index)):
        if copy.contest != contest:
            continue
        number = 1
        while copy.tps in rounds.get((copy.holder, number), {}):
            number += 1
        rounds.setdefault((copy.holder, number), {})[copy.tps] = copy
    for (holder, _), copies in sorted(rounds.items()):
        yield holder, list(copies.values())
