"""Going on from an earlier verification: less work, and never a better answer.

- The same archive gives the same answer, and not one signature is checked again.
- Of an archive that has grown, the signatures of what is new are checked, and no others.
- A book that is not what it was then is named: rewritten (R304), cut short (R305), gone (R307).
- A state of a broken book spares nothing of it; a state of another archive spares nothing at all.
- Whatever is done to an archive, everything that a verification from the beginning finds is found.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import entrycheck
from ledger.archive import Archive
from ledger.moment import moment_of
from ledger.passes import Verification
from ledger.signing import verify
from ledger.verification import state_of, verify_archive
from ledger.verified_state import State, checkpoints_of, read_state
from tests.support.practice import PPK, SMALL_RESULTS, TPS, altered, practice
from tests.support.tampering import (
    Change,
    Files,
    changed,
    changes,
    delete,
    flip,
    rewritten,
    small_files,
    small_world,
    write,
)


class Checked:
    """A verification of files, and how many signatures it checked."""

    def __init__(self, files: Files, since: State | None = None, *, workers: int = 1, at: str | None = None) -> None:
        self.calls = 0
        with TemporaryDirectory() as folder, patch.object(entrycheck, "verify", self._verify):
            archive, trust = write(files, Path(folder) / "archive"), small_world().trust()
            moment = moment_of(Archive.open(archive), trust, [at]) if at else None
            self.found: Verification = verify_archive(archive, trust, workers=workers, since=since, at=moment)
            self.state = state_of(self.found, checkpoints_of(archive))

    def _verify(self, *signed: object) -> bool:
        self.calls += 1
        return verify(*signed)  # type: ignore[arg-type]

    @property
    def codes(self) -> set[tuple[str, str | None]]:
        """The findings by code and book."""
        return {(each.code, each.book) for each in self.found.findings}


def _bundle(body: str) -> str:
    """The path of a book's first bundle of entries."""
    return next(path for path in small_files() if path.startswith(f"{small_world().origin(body)}/tile/entries"))


@pytest.fixture(scope="module")
def untouched() -> State:
    state = Checked(small_files()).state
    assert state is not None
    return state


def answer(found: Verification) -> tuple[object, ...]:
    """All that a verification says."""
    return found.status, found.findings, found.totals, found.entries, found.statements, found.signatures


def test_the_same_archive_is_answered_alike_without_one_signature(untouched: State) -> None:
    first, again = Checked(small_files()), Checked(small_files(), untouched)
    assert first.calls == first.found.signatures > 0
    assert (again.calls, answer(again.found)) == (0, answer(first.found))
    assert again.state == untouched


def test_several_workers_say_the_same(untouched: State) -> None:
    assert answer(Checked(small_files(), untouched, workers=2).found) == answer(Checked(small_files()).found)


def test_a_moment_is_judged_the_same(untouched: State) -> None:
    plain, again = Checked(small_files(), at=f"{PPK}@3"), Checked(small_files(), untouched, at=f"{PPK}@3")
    assert (again.calls, answer(again.found)) == (0, answer(plain.found))


def test_of_what_has_grown_only_the_new_is_checked() -> None:
    script = practice(SMALL_RESULTS)
    del script.steps[script.at(f"{PPK} certificate") :]
    then = Checked(script.run().files()).state
    assert then is not None
    whole, again = Checked(small_files()), Checked(small_files(), then)
    assert 0 < again.calls < whole.calls
    assert answer(again.found) == answer(whole.found)


def test_a_book_that_was_rewritten_is_named_and_checked_whole(untouched: State) -> None:
    script = practice(SMALL_RESULTS)
    script.alter(f"tally {TPS}", lambda _, event: altered(event, box="another box"))
    files = rewritten(small_world(), PPK, script.run().books[PPK].raw)
    plain, again = Checked(files), Checked(files, untouched)
    assert again.calls > 0
    assert again.codes == plain.codes | {("R304", small_world().origin(PPK))}


def test_a_whole_election_made_again_is_named(untouched: State) -> None:
    """Nobody outside has seen any of it, so that only the state can tell."""
    script = practice(SMALL_RESULTS)
    script.alter(f"tally {TPS}", lambda _, event: altered(event, box="another box"))
    files = script.run().files()
    assert Checked(files).found.status == "valid"
    again = Checked(files, untouched)
    assert again.found.status == "broken"
    assert ("R304", small_world().origin(PPK)) in again.codes


@pytest.mark.parametrize("change", ["rewritten", "short", "gone", "damaged"])
def test_what_was_sound_once_is_asked_for_ever_after(change: str, untouched: State) -> None:
    """Whoever runs it every night, each time from the state of the night before, is told every night."""
    origin = small_world().origin(PPK)
    raw = small_world().books[PPK].raw
    files = {
        "rewritten": rewritten(small_world(), PPK, [*raw[:-1], raw[-2]]),
        "short": rewritten(small_world(), PPK, raw[:-1]),
        "gone": {path: data for path, data in small_files().items() if not path.startswith(origin)},
        "damaged": changed(small_files(), flip(_bundle(PPK), -1)),
    }[change]
    first = Checked(files, untouched)
    assert first.state is not None
    assert first.state.books[origin] == untouched.books[origin]
    assert origin in first.state.sound
    second = Checked(files, first.state)
    assert answer(second.found) == answer(first.found)
    assert Checked(small_files(), second.state).codes == set()


def test_a_book_cut_short_is_named(untouched: State) -> None:
    files = rewritten(small_world(), PPK, small_world().books[PPK].raw[:-1])
    again = Checked(files, untouched)
    assert ("R305", small_world().origin(PPK)) in again.codes
    assert again.found.status == "broken"


def test_a_book_that_is_gone_is_named(untouched: State) -> None:
    origin = small_world().origin(PPK)
    files = {path: data for path, data in small_files().items() if not path.startswith(origin)}
    assert ("R307", origin) in Checked(files, untouched).codes


def test_a_broken_book_is_not_spared() -> None:
    origin = small_world().origin(PPK)
    files = changed(small_files(), flip(_bundle(PPK), -1))
    broken = Checked(files)
    assert broken.state is not None
    assert origin not in broken.state.sound
    again = Checked(files, broken.state)
    assert again.calls > 0
    assert broken.codes <= again.codes


def test_a_book_with_something_missing_is_not_spared() -> None:
    origin = small_world().origin(PPK)
    then = Checked(changed(small_files(), delete(_bundle(PPK)))).state
    assert then is not None
    assert origin not in then.sound
    assert Checked(small_files(), then).calls > 0


def test_a_state_that_lies_of_the_root_spares_nothing(untouched: State) -> None:
    origin = small_world().origin(PPK)
    size, _ = untouched.books[origin]
    other = {**untouched.books, origin: (size, untouched.election)}
    again = Checked(small_files(), State(untouched.election, "valid", other, untouched.sound))
    assert again.calls > 0
    assert again.codes == {("R304", origin)}


def test_it_goes_on_from_a_file(untouched: State, tmp_path: Path) -> None:
    (tmp_path / "state").write_text(untouched.text)
    assert Checked(small_files(), read_state(tmp_path / "state")).calls == 0


@settings(max_examples=50)
@given(picked=st.lists(changes(sorted(small_files())), min_size=1, max_size=3))
def test_nothing_is_overlooked(picked: list[Change]) -> None:
    state = Checked(small_files()).state
    assert state is not None
    files = changed(small_files(), *picked)
    plain, again = Checked(files), Checked(files, state)
    assert set(plain.found.findings) <= set(again.found.findings)
    assert plain.found.totals == again.found.totals or again.found.status == "broken"
    own = Checked(files, plain.state)
    assert answer(own.found) == answer(plain.found)
