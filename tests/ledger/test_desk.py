"""A body's desk (`ledger.desk`).

- An act is refused exactly when verifying the book with it would find something against it; then nothing is stored.
- Acts given together are stored together or not at all.
- Acts are judged against the whole book as it is stored; one that somebody else extended meanwhile is a conflict.
- A book that nobody authorised is not written.
- A restored backup is neither written nor published, whoever knows better: the archive, a superior, the trust file.
- Only the authorised log key publishes.
- A broken copy of another book is not relied on.
"""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from msgspec import structs

from domain.errors import Refused
from domain.events import AttemptRefused, PlenaryOpened, TallyAbsent, TallyReceived
from domain.types import Signature
from ledger.archive import CHECKPOINT
from ledger.desk import Act, Desk
from ledger.errors import (
    BookMissingError,
    BrokenCopyError,
    ConflictError,
    DeskMalformedError,
    DeskMissingError,
    LogKeyError,
    NotAuthorizedError,
    RestoredBackupError,
    StoreBusyError,
    TrustMissingError,
)
from ledger.inspection import inspect_book
from ledger.trust import Trust
from tests.support.crash_election import HOST, KABUPATEN, PPK, ROOT, Election, build, files_of, remove

OPENED: Final = 2
"""Acts until the plenary is open: BookOpened, PlenaryOpened; the tallies of four TPS follow."""

STRANGER: Final = f"{HOST}/ppk/160999"


@pytest.fixture(scope="module")
def election(tmp_path_factory: pytest.TempPathFactory) -> Election:
    return build(tmp_path_factory.mktemp("election"))


@pytest.fixture
def desk(tmp_path: Path, election: Election) -> Desk:
    """The PPK's desk with its plenary open, published."""
    with election.new_desk(tmp_path / "desk") as desk:
        desk.append(election.acts()[:OPENED], election.operator(PPK))
        desk.publish(election.log_key(PPK))
        return Desk.open(tmp_path / "desk")


def log(desk: Desk, election: Election, begin: int, end: int) -> None:
    """Log the acts of the finished book from one index to another."""
    desk.append(election.acts()[begin:end], election.operator(PPK))


# ---------------------------------------------------------------- acts


def test_the_same_acts_give_the_same_book_as_in_bulk(tmp_path: Path, election: Election) -> None:
    with election.new_desk(tmp_path / "desk") as desk:
        election.finish(desk)
        assert files_of(desk.archive, PPK)[CHECKPOINT] == files_of(election.archive, PPK)[CHECKPOINT]
        assert inspect_book(desk.archive.book(PPK), election.trust.election).findings == []


def test_entries_are_there_after_reopening(desk: Desk, election: Election) -> None:
    log(desk, election, OPENED, 4)
    with Desk.open(desk.folder) as again:
        assert [entry.hash for _, entry in again.entries()] == [entry.hash for entry in election.entries(PPK)[:4]]


def attempts(desk: Desk) -> list[AttemptRefused]:
    return [entry.data for _, entry in desk.entries() if isinstance(entry.data, AttemptRefused)]


def test_of_a_refused_act_only_the_attempt_is_stored(desk: Desk, election: Election) -> None:
    unknown = Act("tally/1609012001777", TallyAbsent(("ppwp",), "not-published"), 0)
    operator = election.operator(PPK)
    with pytest.raises(Refused) as caught:
        desk.append([unknown], operator)
    assert caught.value.findings
    (attempt,) = attempts(desk)
    assert attempt == AttemptRefused(
        "1609012001777", operator.public, ("G.101",), "ppwp", "tally/1609012001777", "TallyAbsent"
    )
    log(desk, election, OPENED, 3)
    assert desk.store.count() == 4, "and the next act is judged as if it had never been tried"
    assert desk.examine().result.status != "broken"


def test_an_attempt_at_several_contests_names_none_of_them(desk: Desk, election: Election) -> None:
    unknown = Act("tally/1609012001777", TallyAbsent(("ppwp", "dpd-16"), "not-published"), 0)
    with pytest.raises(Refused):
        desk.append([unknown], election.operator(PPK))
    assert [attempt.contest for attempt in attempts(desk)] == [""]


def test_an_attempt_with_a_key_that_may_log_nothing_here_leaves_no_trace(desk: Desk, election: Election) -> None:
    with pytest.raises(Refused):
        desk.append([election.acts()[OPENED]], election.operator(KABUPATEN))
    assert desk.store.count() == OPENED


def test_acts_together_are_stored_together_or_not_at_all(desk: Desk, election: Election) -> None:
    good, bad = election.acts()[OPENED], Act("plenary/1", PlenaryOpened("160901", ("ppwp",)), 0)
    with pytest.raises(Refused):
        desk.append([good, bad], election.operator(PPK))
    assert desk.store.count() == OPENED + len(attempts(desk)) == OPENED + 1
    log(desk, election, OPENED, 6)
    assert desk.store.count() == 7


def test_an_act_of_a_key_that_is_not_appointed_is_refused(desk: Desk, election: Election) -> None:
    with pytest.raises(Refused) as caught:
        desk.append([election.acts()[OPENED]], election.operator(KABUPATEN))
    assert {finding.code for finding in caught.value.findings} <= {"R402", "R403", "R404"}
    assert desk.store.count() == OPENED


def test_a_statement_whose_signature_is_wrong_is_refused(desk: Desk, election: Election) -> None:
    act = election.acts()[OPENED]
    assert isinstance(act.event, TallyReceived)
    statement = act.event.statement
    signatures = (Signature(bytes(64)), *statement.signatures[1:])
    forged = structs.replace(act.event, statement=structs.replace(statement, signatures=signatures))
    with pytest.raises(Refused) as caught:
        desk.append([replace(act, event=forged)], election.operator(PPK))
    assert [finding.code for finding in caught.value.findings] == ["R401"]
    assert [attempt.codes for attempt in attempts(desk)] == [("R401",)]


def test_an_event_in_a_stream_that_is_not_its_own_is_refused(desk: Desk, election: Election) -> None:
    with pytest.raises(Refused) as caught:
        desk.append([replace(election.acts()[OPENED], stream="recap/ppwp")], election.operator(PPK))
    assert "R203" in {finding.code for finding in caught.value.findings}


def test_a_book_that_nobody_authorised_is_not_written(tmp_path: Path, election: Election) -> None:
    with election.new_desk(tmp_path / "stranger", STRANGER) as desk:
        opened = election.acts()[0]
        with pytest.raises(NotAuthorizedError) as caught:
            desk.append([opened], election.operator(PPK))
        assert dict(caught.value.params) == {"origin": STRANGER}
        assert desk.store.count() == 0
        with pytest.raises(NotAuthorizedError):
            desk.publish(election.log_key(STRANGER))
        with pytest.raises(NotAuthorizedError):
            desk.state()
        assert not desk.archive.book(STRANGER).folder.exists()


def test_without_a_trust_file_nothing_is_written(tmp_path: Path, election: Election) -> None:
    with Desk.create(tmp_path / "desk", PPK) as desk, pytest.raises(TrustMissingError):
        desk.append(election.acts()[:1], election.operator(PPK))


# ---------------------------------------------------------------- several at one desk


def test_of_two_who_append_at_once_the_loser_is_told_and_can_go_on(desk: Desk, election: Election) -> None:
    with Desk.open(desk.folder) as second:
        second.entries()
        stale = second.store.count
        log(desk, election, OPENED, 3)
        second.store.count = lambda: OPENED  # type: ignore[method-assign]  # the other one was quicker by a moment
        with pytest.raises(ConflictError):
            log(second, election, 3, 4)
        second.store.count = stale  # type: ignore[method-assign]
        log(second, election, 3, 4)
        assert second.store.count() == 4
    assert [entry.hash for _, entry in desk.entries()] == [entry.hash for entry in election.entries(PPK)[:4]]


def test_a_desk_sees_what_another_process_appended_before_it_judges(desk: Desk, election: Election) -> None:
    with Desk.open(desk.folder) as second:
        assert len(second.entries()) == OPENED
        log(desk, election, OPENED, 10)
        assert len(second.entries()) == 10
        again = Act("plenary/1", PlenaryOpened("160901", ("ppwp",)), 0)
        late = Act("tally/1609012001001", TallyAbsent(("ppwp",), "not-published"), 0)
        with pytest.raises(Refused):
            second.append([late], election.operator(PPK))
        with pytest.raises(Refused):
            second.append([again, late], election.operator(PPK))


def test_the_same_act_at_two_desks_is_stored_once(desk: Desk, election: Election) -> None:
    with Desk.open(desk.folder) as second:
        second.entries()
        count = second.store.count
        log(desk, election, OPENED, 3)
        second.store.count = lambda: OPENED  # type: ignore[method-assign]  # the other one was quicker by a moment
        log(second, election, OPENED, 3)
        second.store.count = count  # type: ignore[method-assign]
        assert second.store.count() == 3


def test_of_two_publishers_one_is_refused_and_can_go_on(desk: Desk, election: Election) -> None:
    log(desk, election, OPENED, 4)
    with Desk.open(desk.folder) as second:
        with second.store.publishing(), pytest.raises(StoreBusyError):
            desk.publish(election.log_key(PPK))
        note = desk.publish(election.log_key(PPK)).note
        assert second.publish(election.log_key(PPK)).note == note


# ---------------------------------------------------------------- publishing


@pytest.mark.parametrize("is_first", [True, False])
def test_only_the_authorised_log_key_publishes(tmp_path: Path, election: Election, *, is_first: bool) -> None:
    with election.new_desk(tmp_path / "desk") as desk:
        log(desk, election, 0, OPENED)
        if not is_first:
            desk.publish(election.log_key(PPK))
        for wrong in (election.log_key(KABUPATEN), election.operator(PPK)):
            with pytest.raises(LogKeyError):
                desk.publish(wrong)
        assert len(list(desk.store.checkpoints())) == (0 if is_first else 1)
        assert desk.archive.book(PPK).folder.exists() is not is_first


# ---------------------------------------------------------------- restored backups


def back_up(desk: Desk, folder: Path) -> None:
    """A copy of the desk as it is."""
    desk.close()
    shutil.copytree(desk.folder, folder)


def assert_refused_as_restored(folder: Path, election: Election, seen: int) -> None:
    """Appending and publishing are refused at the desk in `folder`, and nothing is stored or signed."""
    with Desk.open(folder) as desk:
        count, recorded = desk.store.count(), list(desk.store.checkpoints())
        before = files_of(desk.archive, PPK) if desk.archive.book(PPK).folder.exists() else None
        for act in (
            lambda: log(desk, election, count, count + 1),
            lambda: desk.publish(election.log_key(PPK)),
        ):
            with pytest.raises(RestoredBackupError) as caught:
                act()
            assert dict(caught.value.params) == {"origin": PPK, "size": count, "seen": seen}
        assert (desk.store.count(), list(desk.store.checkpoints())) == (count, recorded)
        assert (files_of(desk.archive, PPK) if before is not None else None) == before


def test_a_store_put_back_is_refused_because_of_the_published_book(
    tmp_path: Path, desk: Desk, election: Election
) -> None:
    back_up(desk, tmp_path / "backup")
    with Desk.open(desk.folder) as later:
        log(later, election, OPENED, 5)
        later.publish(election.log_key(PPK))
    for file in desk.folder.glob("book.sqlite*"):
        file.unlink()
    shutil.copy(tmp_path / "backup" / "book.sqlite", desk.folder)
    assert_refused_as_restored(desk.folder, election, seen=5)


def test_a_whole_desk_put_back_is_refused_because_of_what_a_superior_received(desk: Desk, election: Election) -> None:
    desk.close()
    shutil.copytree(election.archive.book(KABUPATEN).folder, desk.archive.book(KABUPATEN).folder, dirs_exist_ok=True)
    assert_refused_as_restored(desk.folder, election, seen=11)


def test_a_desk_put_back_without_any_published_book_is_refused_all_the_same(desk: Desk, election: Election) -> None:
    desk.close()
    shutil.copytree(election.archive.book(KABUPATEN).folder, desk.archive.book(KABUPATEN).folder, dirs_exist_ok=True)
    shutil.rmtree(desk.archive.book(PPK).folder)
    assert_refused_as_restored(desk.folder, election, seen=11)


@pytest.mark.parametrize("is_published", [True, False])
def test_a_desk_put_back_is_refused_because_of_the_trust_file(
    desk: Desk, election: Election, *, is_published: bool
) -> None:
    note = files_of(election.archive, PPK)[CHECKPOINT]
    desk.write_trust(Trust(election.trust.root, election.trust.election, (note,)))
    desk.close()
    if not is_published:
        shutil.rmtree(desk.archive.book(PPK).folder)
    assert_refused_as_restored(desk.folder, election, seen=11)


def test_the_desk_of_the_root_book_knows_a_restored_backup_too(tmp_path: Path, election: Election) -> None:
    with election.new_desk(tmp_path / "root", ROOT) as desk:
        with pytest.raises(RestoredBackupError):
            desk.append(election.acts(ROOT)[:1], election.root_key())
        assert desk.store.count() == 0


def test_the_desk_of_the_root_book_declares_the_election_that_everybody_trusts(
    tmp_path: Path, election: Election
) -> None:
    with Desk.create(tmp_path / "root", ROOT) as desk:
        desk.append(election.acts(ROOT)[:1], election.root_key())
        assert desk.election() == election.trust.election
        with pytest.raises(LogKeyError):
            desk.publish(election.log_key(PPK))
        assert desk.publish(election.log_key(ROOT)).added == 1


def test_a_note_of_another_book_says_nothing_about_this_one(desk: Desk, election: Election) -> None:
    note = files_of(election.archive, KABUPATEN)[CHECKPOINT]
    desk.write_trust(Trust(election.trust.root, election.trust.election, (note, b"no note at all\n")))
    log(desk, election, OPENED, 3)
    assert desk.publish(election.log_key(PPK)).added == 1


# ---------------------------------------------------------------- copies of other books


def test_a_broken_copy_of_a_superiors_book_is_refused(desk: Desk, election: Election) -> None:
    desk.close()
    path = next(path for path in desk.archive.book(KABUPATEN).paths() if path.startswith("tile/entries/"))
    bundle = desk.archive.book(KABUPATEN).folder.joinpath(path)
    damaged = bytearray(bundle.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    bundle.write_bytes(damaged)
    with Desk.open(desk.folder) as again:
        with pytest.raises(BrokenCopyError) as caught:
            log(again, election, OPENED, 3)
        assert dict(caught.value.params)["origin"] == KABUPATEN
        with pytest.raises(BrokenCopyError):
            again.publish(election.log_key(PPK))
        assert again.store.count() == OPENED


def test_a_book_that_does_not_lie_there_is_missing(desk: Desk) -> None:
    assert desk.note_of(KABUPATEN).startswith(KABUPATEN.encode())
    with pytest.raises(BookMissingError):
        desk.note_of(STRANGER)
    remove(desk.archive, KABUPATEN)
    with pytest.raises(BookMissingError):
        desk.note_of(KABUPATEN)


# ---------------------------------------------------------------- folders


@pytest.mark.parametrize("origin", ["no origin", f"{HOST}/ppk", f"{HOST}/nobody/160901", ""])
def test_a_desk_is_for_a_bodys_book(tmp_path: Path, origin: str) -> None:
    with pytest.raises(DeskMalformedError):
        Desk.create(tmp_path / "desk", origin)


def test_a_desk_is_not_made_over_another(desk: Desk) -> None:
    with pytest.raises(DeskMalformedError):
        Desk.create(desk.folder, PPK)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"origin": 3}', b'{"origin": "no origin"}', b"\xff"])
def test_a_desk_file_that_is_none_is_refused(desk: Desk, content: bytes) -> None:
    (desk.folder / "desk.json").write_bytes(content)
    with pytest.raises(DeskMalformedError):
        Desk.open(desk.folder)


def test_no_desk_is_not_a_desk(tmp_path: Path) -> None:
    with pytest.raises(DeskMissingError):
        Desk.open(tmp_path)
