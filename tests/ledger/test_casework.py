"""What a body needs for its next act (`ledger.casework`), at a PPK's desk half-way through its book."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from domain.bodies import Body, BodyKind
from domain.events import AuthoritySeen, BookOpened, RecapitulationHandedOver, TallyReceived
from ledger import casework
from ledger.archive import CHECKPOINT, Archive
from ledger.casework import (
    arrival,
    draft,
    explanations,
    handover,
    next_plenary,
    preview,
)
from ledger.collecting import fetch
from ledger.desk import Act, Desk
from ledger.errors import (
    BookMissingError,
    ContestElsewhereError,
    ContestNotDeclaredError,
    FinalLevelError,
    InputMalformedError,
    NotAuthorizedError,
    NotCertifiedError,
    NotHandedOverError,
    RestoredBackupError,
)
from ledger.founding import opening, seen
from ledger.mirroring import mirror
from ledger.viewing import contest_in
from tests.support.crash_election import HOST, KABUPATEN, PPK, ROOT, Election, build, files_of

CONTEST = "ppwp"
TALLIES = 6
"""BookOpened, PlenaryOpened and four TallyReceived."""


CHILD = Body(BodyKind.PPK, "160901")


def only_book(archive: Archive, origin: str, folder: Path) -> Archive:
    """A stick with one book on it."""
    stick = Archive(folder / "stick")
    mirror(archive, stick, staging=folder / "staging", only=[origin])
    return stick


@pytest.fixture(scope="module")
def election(tmp_path_factory: pytest.TempPathFactory) -> Election:
    return build(tmp_path_factory.mktemp("election"))


@pytest.fixture
def desk(election: Election, tmp_path: Path) -> Iterator[Desk]:
    with election.new_desk(tmp_path / "desk") as desk:
        desk.append(election.acts()[:TALLIES], election.operator(PPK))
        yield desk


@pytest.fixture
def above(election: Election, tmp_path: Path) -> Iterator[Desk]:
    """The desk of the body above, before any child has arrived."""
    with Desk.create(tmp_path / "above", KABUPATEN) as above:
        above.write_trust(election.trust)
        upper = [ROOT, f"{HOST}/kpu/16"]
        mirror(Archive(election.superiors), above.archive, staging=tmp_path / "staging", only=upper)
        beginning = [act for act in election.acts(KABUPATEN) if not act.stream.startswith(("recap/", "plenary/"))]
        above.append(beginning, election.operator(KABUPATEN))
        yield above


def test_what_speaks_against_an_act_is_seen_before_it_is_logged(desk: Desk, election: Election) -> None:
    again = election.acts()[TALLIES - 1]
    assert isinstance(again.event, TallyReceived)
    assert "R206" in {finding.code for finding in preview(desk, again)}
    handed = next(act for act in election.acts() if isinstance(act.event, RecapitulationHandedOver))
    assert [finding.code for finding in preview(desk, handed)] == ["R205"]
    assert desk.store.count() == TALLIES


def test_what_is_allowed_has_nothing_against_it(desk: Desk, election: Election) -> None:
    following = election.acts()[TALLIES]
    assert preview(desk, following) == []
    assert preview(desk, following, election.operator(KABUPATEN).public) != []


def test_a_draft_that_is_logged_is_used_again(desk: Desk, election: Election) -> None:
    parts = draft(desk, CONTEST)
    assert parts.unlogged == parts.parts
    acts = [Act(f"recap/{CONTEST}", part, 0) for part in parts.unlogged]
    desk.append(acts[:1], election.operator(PPK))
    assert draft(desk, CONTEST).unlogged == parts.parts[1:]
    desk.append(acts[1:], election.operator(PPK))
    assert draft(desk, CONTEST).unlogged == ()


def test_a_contest_that_is_not_held_here_is_not_drafted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    declared = contest_in(desk.state().election, CONTEST)
    elsewhere = replace(declared, contest=replace(declared.contest, areas=("1801",)))
    monkeypatch.setattr(casework, "contest_in", lambda *_: elsewhere)
    with pytest.raises(ContestElsewhereError):
        draft(desk, CONTEST)


def test_a_handover_names_the_body_above_and_needs_a_certificate(desk: Desk, election: Election) -> None:
    with pytest.raises(NotCertifiedError):
        handover(desk, CONTEST)
    with pytest.raises(ContestNotDeclaredError):
        handover(desk, "dpd-16")
    election.finish(desk)
    assert handover(desk, CONTEST).to == "kpu-1609"


def test_where_the_contest_ends_nothing_goes_up(election: Election) -> None:
    nation = Desk.open(election.folder / "desks" / "kpu-0", election.archive.folder)
    with nation as root, pytest.raises(FinalLevelError):
        handover(root, CONTEST)


def test_an_arrival_names_the_childs_last_handover(above: Desk, election: Election, tmp_path: Path) -> None:
    with pytest.raises(NotAuthorizedError):
        arrival(above, CONTEST, Body(BodyKind.PPK, "160999"), "K")
    with pytest.raises(BookMissingError):
        arrival(above, CONTEST, CHILD, "K")
    fetch(above, only_book(election.archive, PPK, tmp_path))
    received = arrival(above, CONTEST, CHILD, " K-1 ")
    entry = election.entries(PPK)[received.index]
    assert (received.book, received.leaf, received.box) == (PPK, entry.hash, "K-1")
    assert isinstance(entry.data, RecapitulationHandedOver)


def test_a_child_that_has_not_handed_over_is_told(above: Desk, desk: Desk, election: Election) -> None:
    desk.publish(election.log_key(PPK))
    fetch(above, desk.archive, [PPK])
    with pytest.raises(NotHandedOverError):
        arrival(above, CONTEST, CHILD, "K")


def test_a_book_opens_under_and_sees_the_note_of_the_book_that_authorised_it(
    desk: Desk, election: Election, tmp_path: Path
) -> None:
    note = Archive(election.superiors).book(KABUPATEN).read(CHECKPOINT)
    assert opening(desk) == BookOpened(note, None)
    assert seen(desk) is None
    fetch(desk, only_book(election.archive, KABUPATEN, tmp_path))
    newer = election.archive.book(KABUPATEN).read(CHECKPOINT)
    assert newer is not None
    assert seen(desk) == AuthoritySeen(newer)


def test_the_own_book_seen_longer_elsewhere_stops_the_desk_for_good(desk: Desk, election: Election) -> None:
    with pytest.raises(RestoredBackupError):
        fetch(desk, election.archive)
    assert desk.archive.book(PPK).read(CHECKPOINT) is None
    with Desk.open(desk.folder) as again, pytest.raises(RestoredBackupError):
        again.append(election.acts()[TALLIES : TALLIES + 1], election.operator(PPK))


def test_the_own_book_seen_as_it_is_is_no_trouble(desk: Desk, election: Election) -> None:
    election.finish(desk)
    before = files_of(desk.archive, PPK)
    assert PPK not in {book.origin for book in fetch(desk, election.archive)}
    assert files_of(desk.archive, PPK) == before


def test_plenaries_are_numbered(desk: Desk) -> None:
    assert next_plenary(desk.state()) == 2


def test_a_reason_names_code_row_and_where_needed_the_contest() -> None:
    (given,) = explanations(["G.303:suara_total=salah jumlah = di plano"], ["ppwp"])
    assert (given.code, given.row, given.contest, given.reason) == (
        "G.303",
        "suara_total",
        "ppwp",
        "salah jumlah = di plano",
    )
    for text in ("G.303:suara_total", "G.303=x", "G.303:suara_total=", "G.303:suara_total=x"):
        with pytest.raises(InputMalformedError):
            explanations([text], ["ppwp", "dpd-16"])
