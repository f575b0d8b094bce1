"""The timeline: the order of the books, and what is marked in it.

- The order of every book is kept, and an entry that quotes entries of another book comes after them.
- The order is the same for everybody; books that contradict each other are told all the same, and marked.
- Acts outside a plenary, at night, after handing over and refused attempts are marked, each as what it is.
- An area, contest, body or key limits what is shown, never the order; what is not there is refused.
- What is done after a lawful reopening has a mark of its own, and is not called late.
- A refused attempt that names no contest is about all of its book's.
- What is wrong and stands at no act is said; with the trust file of another election nothing else is.
"""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.events import (
    AttemptRefused,
    AttendanceRecorded,
    Attendee,
    Cell,
    CheckpointAcknowledged,
    Entry,
    Event,
    OrderRegistered,
    PlenaryClosed,
    PlenaryOpened,
    RecapitulationPart,
    RecapitulationReopened,
    TallyCorrected,
)
from domain.types import ZERO_HASH, Hash, PublicKey
from ledger.archive import Archive
from ledger.errors import NotInElectionError, TimelineFilterError
from ledger.history.timeline import Act, Timeline, Wanted, timeline
from ledger.history.timeline_marks import Night
from ledger.history.timeline_order import Quoting, in_order
from ledger.merkle import leaf_hash
from ledger.moment import Quote, moment_of
from ledger.trust import Trust
from tests.support import lives
from tests.support.bawaslu import KAB as BAWASLU_KAB
from tests.support.bawaslu import PANWASLU, copying, two_lines
from tests.support.commands import run
from tests.support.moments import asked, written
from tests.support.practice import (
    CONTEST,
    KAB,
    OTHER_TPS,
    PPK,
    RECAP,
    TPS,
    Script,
    Step,
    World,
    altered,
    certifying,
    handing_over,
    key_of,
    operator,
    practice,
    publishing,
    with_row,
)

HOUR = 3_600_000
ELEVEN_AT_NIGHT_WIB = 16 * HOUR
WANTED = Wanted(area="160901")


# ---------------------------------------------------------------- order


def entry(book: str, time: int) -> Entry:
    """An entry of which only its book and claimed time matter."""
    key = PublicKey(bytes(32))
    return Entry(book, PlenaryClosed(), ZERO_HASH, ZERO_HASH, 1, key, "plenary/1", time, Hash(bytes(32)))


@st.composite
def histories(draw: st.DrawFn) -> dict[str, list[Quoting]]:
    """Books written one entry after another, each quoting what others had by then; the clocks say anything."""
    books: dict[str, list[Quoting]] = {name: [] for name in "abcd"[: draw(st.integers(1, 4))]}
    for _ in range(draw(st.integers(0, 25))):
        book = draw(st.sampled_from(sorted(books)))
        others = [name for name in sorted(books) if name != book and books[name]]
        quotes = [
            Quote(name, draw(st.integers(1, len(books[name]))))
            for name in (draw(st.sets(st.sampled_from(others))) if others else ())
        ]
        books[book].append((len(books[book]), entry(book, draw(st.integers(0, 3))), tuple(quotes)))
    return books


@given(histories())
def test_every_entry_comes_once_after_what_it_quotes_and_after_the_one_before_it(
    books: dict[str, list[Quoting]],
) -> None:
    told = list(in_order(books))
    places = {(book, index): place for place, (book, index, _, _) in enumerate(told)}
    assert len(places) == len(told) == sum(map(len, books.values()))
    for book, line in books.items():
        for index, _, quotes in line:
            before = [(book, index - 1)] if index else []
            before += [(quote.origin, quote.size - 1) for quote in quotes]
            assert all(places[each] < places[book, index] for each in before)
    assert not any(is_forced for *_, is_forced in told)


@given(histories(), st.randoms())
def test_the_order_does_not_depend_on_how_the_books_are_found(books: dict[str, list[Quoting]], chance: object) -> None:
    names = sorted(books)
    chance.shuffle(names)  # type: ignore[attr-defined]
    assert list(in_order({name: books[name] for name in names})) == list(in_order(books))


def test_what_no_book_orders_stands_in_the_order_of_the_claims() -> None:
    books: dict[str, list[Quoting]] = {
        "a": [(0, entry("a", 5), ())],
        "b": [(0, entry("b", 3), ())],
        "c": [(0, entry("c", 5), ())],
    }
    assert [book for book, *_ in in_order(books)] == ["b", "a", "c"]


def test_a_clock_never_beats_a_quote() -> None:
    books: dict[str, list[Quoting]] = {"a": [(0, entry("a", 9), ())], "b": [(0, entry("b", 1), (Quote("a", 1),))]}
    assert [book for book, *_ in in_order(books)] == ["a", "b"]


def test_books_that_contradict_each_other_are_told_all_the_same_and_marked() -> None:
    books: dict[str, list[Quoting]] = {
        "a": [(0, entry("a", 2), (Quote("b", 1),)), (1, entry("a", 3), ())],
        "b": [(0, entry("b", 1), (Quote("a", 1),))],
    }
    told = [(book, index, is_forced) for book, index, _, is_forced in in_order(books)]
    assert told == [("b", 0, True), ("a", 0, False), ("a", 1, False)]


def test_a_book_quoted_beyond_its_end_holds_nobody_up() -> None:
    books: dict[str, list[Quoting]] = {
        "a": [(0, entry("a", 2), ())],
        "b": [(0, entry("b", 1), (Quote("a", 99), Quote("z", 3)))],
    }
    assert [(book, is_forced) for book, _, _, is_forced in in_order(books)] == [("a", False), ("b", False)]


# ---------------------------------------------------------------- marks


def after_handover(script: Script) -> None:
    """At 23:00, after the plenary and the handover, the operator changes a figure, and then tries again."""

    def late(world: World) -> TallyCorrected:
        return TallyCorrected(
            attendance=world.leaves[f"{PPK} attendance"],
            cells=(Cell(90, 100, "suara_1"), Cell(70, 60, "suara_2")),
            contest=CONTEST,
            explained=(),
            generation=1,
            objection=None,
            paper=lives.PAPER,
            reason="perbaikan",
            source=world.leaves[f"tally {TPS}"],
        )

    def refused(_: World) -> AttemptRefused:
        by = key_of(operator(PPK)).public
        return AttemptRefused(TPS, by, ("J.510",), CONTEST, f"tally/{TPS}", "TallyCorrected")

    night = {"time": ELEVEN_AT_NIGHT_WIB}
    lives.attended(script)
    script.after(
        f"{PPK} handover",
        Step("late", PPK, operator(PPK), f"tally/{TPS}", late, night),
        Step("refused", PPK, operator(PPK), "book", refused, night),
    )


def told_of(script: Script, folder: Path, wanted: Wanted = WANTED) -> tuple[World, Timeline]:
    """The world and the timeline of a script."""
    world = script.run()
    archive, _ = written(world, folder)
    return world, timeline(archive, world.trust(), wanted)


def act_of(world: World, found: Timeline, step: str) -> Act:
    """The act that a step logged."""
    return next(act for act in found.acts if act.leaf == world.leaves[step])


@pytest.fixture
def late(tmp_path: Path) -> tuple[World, Timeline]:
    """The story of 23:00."""
    script = practice()
    after_handover(script)
    return told_of(script, tmp_path)


def test_a_change_at_night_after_the_plenary_and_the_handover_is_marked_as_all_three(
    late: tuple[World, Timeline],
) -> None:
    act = act_of(*late, "late")
    assert act.marks == ("outside_plenary", "night", "after_handover")
    assert "J.510" in act.codes
    assert [(cell.row, cell.old, cell.new) for cell in act.cells] == [("suara_1", 100, 90), ("suara_2", 60, 70)]
    assert (act.logged_by.role, act.logged_by.person, act.logged_by.of) == ("operator", 1, PPK)
    assert act.papers == (lives.PAPER,)


def test_a_refused_attempt_is_told_as_one_with_who_tried_what(late: tuple[World, Timeline]) -> None:
    act = act_of(*late, "refused")
    assert act.marks == ("refused", "outside_plenary", "night", "after_handover")
    assert act.tried is not None
    assert act.tried_by is not None
    assert (act.tried.type, act.tried_by.role, act.areas) == ("TallyCorrected", "operator", (TPS,))


def test_in_a_plenary_by_day_nothing_is_marked(late: tuple[World, Timeline]) -> None:
    world, found = late
    marked = {act.leaf for act in found.acts if act.marks}
    assert marked == {world.leaves["late"], world.leaves["refused"]}


@pytest.mark.parametrize(
    ("night", "hour", "is_night"),
    [
        (Night(), 22, True),
        (Night(), 21, False),
        (Night(), 4, True),
        (Night(), 5, False),
        (Night(1, 3), 0, False),
        (Night(1, 3), 1, True),
        (Night(1, 3), 3, False),
        (Night(0, 0), 12, False),
    ],
)
def test_night_is_from_the_first_hour_to_before_the_last(night: Night, hour: int, is_night: bool) -> None:  # noqa: FBT001
    local = (hour - 7) % 24 * HOUR
    assert night.has(local) is is_night
    assert night.has(local + HOUR - 1) is is_night
    assert replace(night, zone=9).has(local - 2 * HOUR + 24 * HOUR) is is_night


def test_an_entry_whose_signer_does_not_count_is_marked(tmp_path: Path) -> None:
    script = practice()
    script.change(f"tally {TPS}", signer="nobody")
    world, found = told_of(script, tmp_path)
    act = act_of(world, found, f"tally {TPS}")
    assert "faulty" in act.marks
    assert act.logged_by.role == ""
    assert found.status == "broken"


def reopened_and_certified_again(script: Script) -> None:
    """After the handover an order opens the recapitulation again; it is corrected, certified and handed over anew."""
    lives.attended(script)

    def log(name: str, stream: str, make: Callable[[World], Event]) -> Step:
        return Step(name, PPK, operator(PPK), stream, make)

    def order(_: World) -> OrderRegistered:
        return OrderRegistered((TPS,), (CONTEST,), None, lives.PAPER, "Bawaslu", "1/2024", None, "correct")

    def correction(world: World) -> TallyCorrected:
        cells = lives.cells_of({"suara_1": 90, "suara_2": 70})
        source, room = world.leaves[f"tally {TPS}"], world.leaves["people again"]
        return TallyCorrected(room, cells, CONTEST, (), 1, None, lives.PAPER, "putusan", source)

    def part(world: World) -> RecapitulationPart:
        before = world.events[lives.PART]
        assert isinstance(before, RecapitulationPart)
        first, *others = before.columns
        figures = with_row(first.figures, suara_1=90, suara_2=70)
        return altered(before, columns=(altered(first, figures=figures, sources=(world.leaves["late"],)), *others))

    room, present = "plenary/2", AttendanceRecorded((Attendee("", 2, "ketua"),))
    script.after(
        f"{PPK} handover",
        log("order", "order/1", order),
        log("reopen", RECAP, lambda world: RecapitulationReopened(world.leaves["order"])),
        log("open again", room, lambda _: PlenaryOpened("160901", (CONTEST,))),
        log("people again", room, lambda _: present),
        log("late", f"tally/{TPS}", correction),
        log("part again", RECAP, part),
        log("certificate again", RECAP, certifying(PPK, parts=["part again"])),
        log("close again", room, lambda _: PlenaryClosed()),
        log("handover again", RECAP, handing_over(PPK, KAB, "certificate again")),
        log("much later", f"tally/{TPS}", correction),
    )


def test_what_is_done_after_a_lawful_reopening_is_said_to_be_that_and_not_late(tmp_path: Path) -> None:
    script = practice()
    reopened_and_certified_again(script)
    world, found = told_of(script, tmp_path)
    for step in ("late", "part again", "certificate again"):
        assert act_of(world, found, step).marks == ("reopened",), step
    assert "after_handover" in act_of(world, found, "much later").marks
    assert act_of(world, found, "open again").marks == ()


def test_after_a_reopening_that_does_not_count_it_is_late_as_ever(tmp_path: Path) -> None:
    script = practice()
    reopened_and_certified_again(script)
    script.alter("reopen", lambda _, event: altered(event, order=Hash(bytes(32))))
    world, found = told_of(script, tmp_path)
    assert "after_handover" in act_of(world, found, "late").marks


def attempt(tried: str, stream: str, contest: str = "") -> Step:
    """An attempt of the operator of the PPK, refused for want of a plenary."""
    by = key_of(operator(PPK)).public
    event = AttemptRefused(TPS, by, ("J.510",), contest, stream, tried)
    return Step("refused", PPK, operator(PPK), "book", lambda _: event)


def test_a_refused_attempt_that_names_no_contest_is_about_all_of_them(tmp_path: Path) -> None:
    script = practice()
    script.after(f"{PPK} handover", attempt("TallyReceived", f"tally/{TPS}"))
    world, found = told_of(script, tmp_path, Wanted(area=TPS, contest=CONTEST))
    assert act_of(world, found, "refused").marks == ("refused", "outside_plenary", "after_handover")


def test_a_refused_attempt_at_what_decides_no_figures_is_never_late(tmp_path: Path) -> None:
    script = practice()
    script.after(f"{PPK} handover", attempt("OfficialAppointed", f"body/{PPK}"))
    assert act_of(*told_of(script, tmp_path), "refused").marks == ("refused", "outside_plenary")


# ---------------------------------------------------------------- what is shown


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, Path]:
    """Both lines, with a copy, a correction and an objection."""
    script = two_lines({"copy": copying()})
    lives.corrected(script, {"suara_1": 90, "suara_2": 70}, objected=True)
    script.steps += [
        Step(
            "seen",
            PANWASLU,
            operator(PANWASLU),
            "book",
            lambda world: CheckpointAcknowledged(world.note(PPK)),
        ),
        publishing(PANWASLU, " again"),
    ]
    world = script.run()
    return world, written(world, tmp_path_factory.mktemp("both"))[0]


def steps_of(both: tuple[World, Path], wanted: Wanted) -> list[str]:
    """The steps whose entries are shown, in order."""
    world, folder = both
    names = {leaf: name for name, leaf in world.leaves.items()}
    return [names[act.leaf] for act in timeline(folder, world.trust(), wanted).acts]


def test_of_a_tps_its_own_acts_are_shown_with_the_plenary_they_happened_in(both: tuple[World, Path]) -> None:
    shown = steps_of(both, Wanted(area=TPS))
    expected = [
        f"tally {TPS}",
        "objection",
        "corrected",
        "answer",
        f"{PPK} part {TPS[:10]}",
        f"{PPK} certificate",
        f"{PPK} close",
    ]
    assert [name for name in shown if name in expected] == expected
    assert "copy" in shown
    assert not [name for name in shown if OTHER_TPS in name or name.startswith(KAB)]


def test_of_a_kecamatan_the_bodies_above_are_shown_where_they_name_it(both: tuple[World, Path]) -> None:
    shown = steps_of(both, Wanted(area="160901"))
    assert shown.index(f"authorize {PPK}") < shown.index(f"{PPK} open")
    assert shown.index(f"{PPK} handover") < shown.index(f"arrival {PPK}")
    assert "arrival ppk-160902" not in shown


def test_what_quotes_a_book_comes_after_it_whatever_the_clocks_say(both: tuple[World, Path]) -> None:
    shown = steps_of(both, Wanted())
    assert shown.index(f"{PPK} handover") < shown.index("seen")
    assert shown.index("election") == 0
    world, _ = both
    assert len(shown) == sum(len(book.raw) for book in world.books.values())


def test_of_a_body_its_book_is_shown_and_what_others_did_to_it(both: tuple[World, Path]) -> None:
    world, _ = both
    shown = steps_of(both, Wanted(body=PANWASLU))
    written_there = {leaf_hash(raw) for raw in world.books[PANWASLU].raw}
    own = [name for name in shown if world.leaves[name] in written_there]
    assert {"copy", "seen", f"{PANWASLU} open"} <= set(own)
    assert {f"authorize {PANWASLU}", f"officials {PANWASLU}"} == set(shown) - set(own)
    assert not [name for name in shown if BAWASLU_KAB in name and PANWASLU not in name]


def test_of_an_official_what_they_signed_and_how_they_were_appointed_is_shown(both: tuple[World, Path]) -> None:
    key = key_of(f"ketua {PPK} 2").public.hex()
    assert steps_of(both, Wanted(key=key)) == [f"officials {PPK}", f"{PPK} certificate"]
    assert steps_of(both, Wanted(key=key[:8])) == [f"officials {PPK}", f"{PPK} certificate"]


def test_proofs_of_possession_are_not_among_what_was_signed(both: tuple[World, Path]) -> None:
    world, folder = both
    found = timeline(folder, world.trust(), Wanted())
    appointed = [act for act in found.acts if act.type == "OfficialAppointed"]
    assert appointed
    assert {seat.role for act in appointed for seat in act.signed} <= {"root", "ketua", "anggota"}
    assert all(not act.signed for act in found.acts if act.type == "ElectionDeclared")


def test_of_a_contest_only_what_names_it_is_shown(both: tuple[World, Path]) -> None:
    world, folder = both
    shown = timeline(folder, world.trust(), Wanted(contest=CONTEST)).acts
    assert shown
    assert all(act.contests == (CONTEST,) for act in shown)
    assert {act.stream for act in shown} >= {RECAP, f"contest/{CONTEST}", f"tally/{TPS}", f"copies/{TPS[:10]}"}


def test_limits_hold_together(both: tuple[World, Path]) -> None:
    key = key_of(operator(PPK)).public.hex()
    every = steps_of(both, Wanted(area=TPS, contest=CONTEST, body=PPK, key=key))
    assert set(every) < set(steps_of(both, Wanted(area=TPS)))
    assert f"tally {TPS}" in every


def test_what_is_asked_for_must_be_something(both: tuple[World, Path]) -> None:
    world, folder = both
    for wanted in (Wanted(body="ppk-16"), Wanted(key="abc"), Wanted(key="ABCDEF0123")):
        with pytest.raises(TimelineFilterError):
            timeline(folder, world.trust(), wanted)
    with pytest.raises(NotInElectionError):
        timeline(folder, world.trust(), Wanted(contest="dpd-16"))


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        (Wanted(area="1609019999"), NotInElectionError),
        (Wanted(area="1609012001777"), NotInElectionError),
        (Wanted(area="160999"), NotInElectionError),
        (Wanted(area="99"), NotInElectionError),
        (Wanted(body="ppk-160999"), TimelineFilterError),
    ],
)
def test_an_area_or_body_that_is_not_there_is_refused(
    both: tuple[World, Path], wanted: Wanted, error: type[Exception]
) -> None:
    world, folder = both
    with pytest.raises(error):
        timeline(folder, world.trust(), wanted)


@pytest.mark.parametrize("area", ["0", "16", "1609", "160901", TPS[:10], TPS, OTHER_TPS])
def test_what_is_there_is_not_refused(both: tuple[World, Path], area: str) -> None:
    world, folder = both
    assert timeline(folder, world.trust(), Wanted(area=area)).acts


def test_where_a_book_is_missing_nobody_can_say_that_an_area_is_not_there(tmp_path: Path) -> None:
    world = practice().run()
    archive, _ = written(world, tmp_path)
    shutil.rmtree(archive / world.origin(PPK))
    assert timeline(archive, world.trust(), Wanted(area=TPS)).status == "incomplete"
    assert timeline(archive, world.trust(), Wanted(area="1609019999")).status == "incomplete"


def test_with_the_trust_file_of_another_election_nothing_is_told_but_that(tmp_path: Path) -> None:
    world = practice().run()
    archive, _ = written(world, tmp_path)
    found = timeline(archive, Trust(world.trust().root, Hash(bytes(32))), WANTED)
    assert (found.status, found.acts) == ("broken", [])
    assert {each.code for each in found.findings} == {"R308"}


def test_of_an_area_no_other_books_are_read(both: tuple[World, Path]) -> None:
    world, folder = both
    found = timeline(folder, world.trust(), Wanted(area="160901"))
    assert world.origin("ppk-160902") not in found.books
    assert found.status == "valid"


def test_at_a_moment_nothing_later_is_told(both: tuple[World, Path]) -> None:
    world, folder = both
    size = world.indexes["corrected"]
    moment = moment_of(Archive.open(folder), world.trust(), [f"{PPK}@{size}"])
    found = timeline(folder, world.trust(), Wanted(area=TPS), at=moment)
    assert world.leaves["objection"] in {act.leaf for act in found.acts}
    assert world.leaves["corrected"] not in {act.leaf for act in found.acts}
    assert found.status == "valid"


def test_bytes_that_were_changed_are_said_to_be_broken(tmp_path: Path) -> None:
    world = practice().run()
    archive, _ = written(world, tmp_path)
    (archive / world.origin(PPK) / "checkpoint").write_bytes(b"nothing\n")
    assert timeline(archive, world.trust(), WANTED).status == "broken"
    for path in sorted((archive / world.origin(PPK)).rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (archive / world.origin(PPK)).rmdir()
    assert timeline(archive, world.trust(), WANTED).status == "incomplete"


# ---------------------------------------------------------------- the command


def test_people_read_it_in_80_columns_in_both_languages(tmp_path: Path) -> None:
    script = practice()
    after_handover(script)
    archive, trust = written(script.run(), tmp_path)
    for language, words in (("en", "REFUSED: TPS result corrected"), ("id", "DITOLAK: Pembetulan hasil TPS")):
        outcome = run("timeline", archive, "--trust", trust, "--area", TPS, REKAP_LANG=language)
        assert outcome.code == 0
        assert words in outcome.words
        assert "1970-01-01 23:00 WIB" in outcome.words
        assert max(map(len, outcome.out.splitlines())) <= 80
        assert outcome.out.splitlines()[0] == outcome.out.splitlines()[-1]  # marked as practice


def test_the_document_is_the_same_in_every_language_and_names_every_entry(tmp_path: Path) -> None:
    archive, trust = written(practice().run(), tmp_path)
    options = ("timeline", archive, "--trust", trust, "--area", TPS, "--json")
    assert run(*options, REKAP_LANG="id").out == run(*options, REKAP_LANG="en").out
    code, document = asked("timeline", archive, trust, "--area", TPS)
    assert code == 0
    acts: list[dict[str, object]] = document["acts"]  # type: ignore[assignment]
    assert all(len(str(act["hash"])) == 64 for act in acts)


def test_what_stands_at_no_act_is_said_before_them(tmp_path: Path) -> None:
    world = practice().run()
    archive, trust = written(world, tmp_path)
    (archive / world.origin(PPK) / "checkpoint").write_bytes(b"nothing\n")
    outcome = run("timeline", archive, "--trust", trust, "--area", "160901", REKAP_LANG="en")
    assert outcome.code == 3
    assert "- R302 book of PPK 160901: " in " ".join(outcome.words.split())
    other = tmp_path / "other"
    other.write_text(Trust(world.trust().root, Hash(bytes(32))).text)
    outcome = run("timeline", archive, "--trust", other, REKAP_LANG="en")
    assert outcome.code == 3
    assert "This trust file does not belong to this archive" in outcome.words
    assert "NOT SOUND" not in outcome.words
    assert "Nothing happened" not in outcome.words


def test_an_act_is_named_as_other_commands_take_it(tmp_path: Path) -> None:
    world = practice().run()
    archive, trust = written(world, tmp_path)
    outcome = run("timeline", archive, "--trust", trust, "--area", TPS)
    assert f"{world.origin(PPK)}@{world.indexes[f'tally {TPS}']} " in outcome.words


@pytest.mark.parametrize("options", [("--night", "22"), ("--night", "22-24"), ("--zone", "utc"), ("--key", "12")])
def test_a_wrong_option_is_refused(tmp_path: Path, options: tuple[str, str]) -> None:
    archive, trust = written(practice().run(), tmp_path)
    outcome = run("timeline", archive, "--trust", trust, *options)
    assert outcome.code == 2
    assert options[1] in outcome.words
