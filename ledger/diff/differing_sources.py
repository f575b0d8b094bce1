"""Sources of forms per TPS, verified as `rekap verify` does, for a comparison.

Rules of this module:

- A source is an archive under its own trust file; every pass of a verification runs on it and gives its status.
- A book with the same files in two archives is read once; of one that differs, an entry that both have is checked once.
- Signatures that held in an earlier verification whose state is given are not checked again.
- A moment of an archive is what was known then, as in a verification; two moments of one archive are read once.
- What a broken book's area tells is unknown; nothing of it is compared.
- A kecamatan without a certificate has no D.Hasil to compare; one in which a contest is not held has none to expect.
- Which entry set the figures in force of a TPS is kept as its index; the act is read where it is asked for.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from domain.areas import AreaLevel, level_of
from domain.bodies import body_of_origin
from domain.bookstate import BookState
from domain.copies import HeldCopy
from domain.election import DeclaredContest
from domain.findings import broken
from ledger.archive import Archive, BookFiles
from ledger.bookreading import BookReading, for_the_parent, readings_of
from ledger.bookreplay import BookReplay, ReplayJob, replay_with_state
from ledger.decided_above import decided_above
from ledger.diff.acts_in_force import NOTHING, BookOfTps, acts_in_force
from ledger.diff.differing import Forms
from ledger.diff.differing_books import BookForms, Said, forms_of, said_in
from ledger.diff.wholes import whole_of
from ledger.errors import FileTooLargeError
from ledger.inspection import InspectedBook
from ledger.moment import Moment
from ledger.passes import Passes, Scope, Verification
from ledger.trust import Trust
from ledger.verification import document_findings, without_collector
from ledger.verified_state import State
from ledger.workers import Workers

Indexes = dict[str, tuple[int, ...]]
"""By contest, the entries that set the figures in force, in the order of the TPS of the replay."""


@dataclass(frozen=True, slots=True)
class Source:
    """An archive, what is known of it from outside (None: `incomplete` at best), and the moment (None: now).

    `since` is the state of an earlier verification to go on from.
    """

    archive: Archive
    trust: Trust | None
    at: Moment | None = None
    since: State | None = None


@dataclass(slots=True)
class Read:
    """A source as it verifies, with its stations; with levels also what the PPK said, by contest and kecamatan.

    `adjusted` are the changes by levels above that are in force, by book and index.
    """

    result: Verification
    books: dict[str, dict[str, BookForms]] = field(default_factory=dict)
    copies: tuple[HeldCopy, ...] = ()
    copied: dict[tuple[str, int, str], Said] = field(default_factory=dict)
    adjusted: dict[tuple[str, int], Said] = field(default_factory=dict)
    of_tps: dict[str, BookOfTps] = field(default_factory=dict)

    def unknown(self, contest: str) -> frozenset[str]:
        """The kecamatan of which nothing may be used."""
        known = self.result.totals.get(contest, {})
        return frozenset(
            area for area, totals in known.items() if totals is None and level_of(area) is AreaLevel.KECAMATAN
        )

    def forms(self, contest: DeclaredContest) -> Forms:
        """The figures in force of every TPS."""
        contest_id = contest.contest.id
        stations = self.result.stations.get(contest_id, {})
        decided = decided_above(contest.contest, self.result.replays)
        whole = whole_of(contest.width, self.result.totals.get(contest_id, {}), stations, decided)
        return Forms(contest.contest.rows, stations, self.unknown(contest_id), whole=whole)

    def dhasil(self, contest: DeclaredContest) -> Forms:
        """The columns of the D.Hasil of the PPK; where there is no certificate yet, nothing is known."""
        in_force = self.forms(contest)
        stations = dict(in_force.stations)
        uncertified = set()
        for kecamatan, book in self.books.get(contest.contest.id, {}).items():
            if book.certificate is None:
                uncertified.add(kecamatan)
            for tps, figures in book.columns.items():
                stations[tps] = figures
                if figures is None:
                    del stations[tps]
        return Forms(in_force.rows, stations, in_force.unknown | uncertified, is_decided_on=True)

    def acts(self, contest: str, stations: Iterable[str]) -> dict[str, Said]:
        """By TPS the act that set its figures in force; a TPS without any is left out."""
        return acts_in_force(self.of_tps, contest, stations)

    def first(self, contest: DeclaredContest, *, only_changed: bool = False) -> Forms:
        """What the KPPS said first of every TPS, or only of those whose figures were changed since."""
        in_force = self.forms(contest)
        stations = {} if only_changed else dict(in_force.stations)
        for book in self.books.get(contest.contest.id, {}).values():
            stations |= book.first
        whole = in_force.whole.with_figures(stations) if in_force.whole is not None else None
        return Forms(in_force.rows, stations, in_force.unknown, whole=whole)


def read_sources(
    sources: Sequence[Source], *, workers: int = 1, contest: str | None = None, with_levels: bool = False
) -> list[Read]:
    """Verify archives and keep the figures of their TPS."""
    archives = [source.archive for source in sources]
    reads = [Read(Verification(Scope(None, contest), at=source.at, since=source.since)) for source in sources]
    origins: list[frozenset[str]] = []
    for archive, read in zip(archives, reads, strict=True):
        own, strangers = archive.survey()
        origins.append(frozenset(own))
        read.result.findings += [broken("R106", path=path) for path in strangers]
        read.result.findings += document_findings(archive)
    names = sorted(frozenset().union(*origins))
    weights = {
        name: max(
            archive.book(name).weight() for archive, found in zip(archives, origins, strict=True) if name in found
        )
        if workers > 1
        else 0
        for name in names
    }
    with ExitStack() as stack:
        stack.callback(_at_hand.clear)
        crew = stack.enter_context(Workers(workers, weights))
        stack.enter_context(without_collector())
        readings, trusts = [], []
        for source, found, read in zip(sources, origins, reads, strict=True):
            its, trust = readings_of(source.archive, found, source.trust, read.result)
            readings.append(its)
            trusts.append(trust)
        inspected = crew.run(_inspect, {name: tuple(its.get(name) for its in readings) for name in names})
        for place, (trust, read) in enumerate(zip(trusts, reads, strict=True)):
            books = {name: book for name in sorted(origins[place]) if (book := inspected[name][place]) is not None}
            _run_passes(place, sources[place], trust, read, books, crew, with_levels=with_levels)
    return reads


def _run_passes(
    place: int,
    source: Source,
    trust: Trust | None,
    read: Read,
    inspected: Mapping[str, InspectedBook],
    crew: Workers,
    *,
    with_levels: bool,
) -> None:
    indexes: dict[str, Indexes] = {}

    def replay(jobs: Mapping[str, ReplayJob]) -> Mapping[str, BookReplay]:
        answers = crew.run(_replay, {name: (place, job, with_levels) for name, job in jobs.items()})
        for name, answer in answers.items():
            indexes[name] = answer.indexes
            for contest, book in answer.forms.items():
                read.books.setdefault(contest, {})[_area_of(name)] = book
        read.copies = tuple(copy for name in sorted(jobs) for copy in jobs[name].copies)
        return {name: answer.replay for name, answer in answers.items()}

    passes = Passes(inspected, trust, read.result, replay, with_stations=True)
    passes.run()
    read.result = read.result.finished()
    read.of_tps = {
        _area_of(name): BookOfTps(
            source.archive.book(name),
            inspected[name].tree,
            passes.traced.books[name].authority.keys,
            passes.replays[name].contests,
            its,
        )
        for name, its in indexes.items()
        if its
    }
    for name, replayed in passes.replays.items():
        made = [
            each for contest in replayed.contests.values() for those in contest.adjustments.values() for each in those
        ]
        read.adjusted |= _said_of(name, [each.index for each in made], None, passes, inspected)
    if with_levels:
        places: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        for copy in read.copies:
            places[copy.book, copy.contest].add(copy.index)
        for (name, contest), chosen in places.items():
            found = _said_of(name, chosen, contest, passes, inspected)
            read.copied |= {(*place, contest): said for place, said in found.items()}


def _area_of(origin: str) -> str:
    body = body_of_origin(origin)
    return body.area if body is not None else origin


def _said_of(
    origin: str, indexes: Container[int], contest: str | None, passes: Passes, inspected: Mapping[str, InspectedBook]
) -> dict[tuple[str, int], Said]:
    """The acts in these entries of a book, which are read before pass 2 as well."""
    keys = passes.traced.books[origin].authority.keys
    return {
        (origin, index): said_in(index, entry, keys, contest)
        for index, entry in inspected[origin].entries
        if index in indexes
    }


# ---------------------------------------------------------------- in the workers

_at_hand: dict[tuple[int, str], InspectedBook] = {}


@dataclass(frozen=True, slots=True)
class _Replayed:
    """A replayed book; of one with TPS the entries that set their figures, and with levels what it says of them."""

    replay: BookReplay
    indexes: Indexes = field(default_factory=dict)
    forms: dict[str, BookForms] = field(default_factory=dict)


def _inspect(readings: tuple[BookReading | None, ...]) -> list[InspectedBook | None]:
    """Pass 0 on one book in every source that has it, once where its files are the same."""
    answers: list[InspectedBook | None] = []
    read: list[tuple[BookFiles, InspectedBook]] = []
    for place, reading in enumerate(readings):
        if reading is None:
            answers.append(None)
            continue
        files = reading.files
        whole = next((known for other, known in read if _are_same(files, other)), None)
        if whole is None:
            whole = reading.inspect_whole(entry.hash for _, known in read for _, entry in known.entries)
            read.append((files, whole))
        _at_hand[place, files.origin] = book = reading.at_its_moment(whole)
        answers.append(for_the_parent(book))
    return answers


def _are_same(files: BookFiles, other: BookFiles) -> bool:
    """Whether two books have the same files with the same bytes."""
    if files == other:
        return True
    paths = sorted(files.paths())
    try:
        return paths == sorted(other.paths()) and all(files.read(path) == other.read(path) for path in paths)
    except FileTooLargeError:
        return False  # each is reported by itself


def _replay(job: tuple[int, ReplayJob, bool]) -> _Replayed:
    """Pass 2 on one book, and what it says of the TPS if it is a PPK's."""
    place, replaying, with_levels = job
    entries = _at_hand.pop((place, replaying.origin)).entries
    replayed, state = replay_with_state(replaying, entries)
    if not state.of_stations:
        return _Replayed(replayed)
    indexes = {name: _indexes(state, contest) for name, contest in state.election.contests.items()}
    forms = forms_of(state, entries, replaying.copies) if with_levels else {}
    return _Replayed(replayed, indexes, forms)


def _indexes(state: BookState, contest: DeclaredContest) -> tuple[int, ...]:
    """The entries that set the figures in force, in the order of the TPS."""
    results = (state.result_of(tps, contest.contest.id) for tps in state.expected_units(contest))
    return tuple([result.index if result is not None else NOTHING for result in results])
