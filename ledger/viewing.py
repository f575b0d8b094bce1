"""What can be seen from a folder with a trust file and copies of published books, without a book of one's own.

- A folder is a body's desk, or that of people who only sign (a TPS): `trust` and `archive/`.
- The election is read from the root book of the trust file, which is verified; a desk reads its own store as well.
- What cannot be read is named: nothing is shown from a book that contradicts itself.
"""

from pathlib import Path

from domain.authority import Appointed
from domain.election import DeclaredContest, Election
from domain.types import Hash, PublicKey
from ledger.archive import Archive
from ledger.bookreplay import replay_book
from ledger.desk import ARCHIVE_FOLDER, DESK_FILE, TRUST_FILE, Desk
from ledger.errors import ContestNotDeclaredError, NoElectionError
from ledger.inspection import InspectedBook, inspect_book
from ledger.passes import Passes, Scope, Verification
from ledger.trust import Trust, read_trust


def election_at(folder: Path) -> Election:
    """The election that a folder belongs to.  Raises `NoElectionError`, and the errors of trust file and desk."""
    if (folder / DESK_FILE).is_file():
        with Desk.open(folder) as desk:
            return election_of_desk(desk)
    trust = read_trust(folder / TRUST_FILE)
    archive = Archive.open(folder / ARCHIVE_FOLDER)
    root = inspect_book(archive.book(trust.root.name), trust.election)
    return _required(_passes({trust.root.name: root}, trust), folder)


def election_of_desk(desk: Desk) -> Election:
    """The election of a desk.  Raises `NoElectionError`."""
    return _required(desk.examine(), desk.folder)


def passes_at(folder: Path) -> Passes:
    """Passes 1 to 3 over all books in a folder's archive, by its trust file."""
    trust = read_trust(folder / TRUST_FILE)
    archive = Archive.open(folder / ARCHIVE_FOLDER)
    books = {origin: inspect_book(archive.book(origin), trust.election) for origin in archive.survey()[0]}
    return _passes(books, trust)


def seats_in(passes: Passes) -> dict[PublicKey, Appointed]:
    """Whose key is whose, as far as the books that were read say."""
    return {key: seat for book in passes.traced.books.values() for key, seat in book.authority.keys.items()}


def seats_at(folder: Path) -> dict[PublicKey, Appointed]:
    """As `seats_in`, for a folder; empty for one without a trust file or an archive."""
    if (folder / DESK_FILE).is_file():
        with Desk.open(folder) as desk:
            return seats_in(desk.examine())
    if not (folder / TRUST_FILE).is_file() or not (folder / ARCHIVE_FOLDER).is_dir():
        return {}
    return seats_in(passes_at(folder))


def contest_in(election: Election, contest_id: str) -> DeclaredContest:
    """A contest of the election.  Raises `ContestNotDeclaredError`."""
    contest = election.contests.get(contest_id)
    if contest is None:
        raise ContestNotDeclaredError(contest=contest_id)
    return contest


def _passes(books: dict[str, InspectedBook], trust: Trust) -> Passes:
    passes = Passes(
        books,
        trust,
        Verification(Scope()),
        lambda jobs: {origin: replay_book(job, books[origin].entries) for origin, job in jobs.items()},
    )
    passes.run()
    return passes


def _required(passes: Passes, folder: Path) -> Election:
    election = passes.result.election
    if election is None:
        first = min(passes.result.findings, key=lambda finding: finding.order, default=None)
        raise NoElectionError(path=str(folder), finding=first.code if first else "-")
    return election


def election_hash_at(folder: Path) -> Hash | None:
    """The hash that names the election by a folder's trust file; None where there is none."""
    trust = folder / TRUST_FILE
    return read_trust(trust).election if trust.is_file() else None
