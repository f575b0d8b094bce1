"""Any moment: how much of every book could be known, and that what is judged then is just that.

- At every size of a book the answer is that of a copy which has nothing more.
- What is known follows from what the books quote, until nothing is added; of several sizes the largest counts.
- Bytes, chain, tree and known notes are checked over the whole books all the same.
- A moment that is none is an error, and says why.
"""

import shutil
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest

from domain.contests import Kind
from domain.events import CheckpointAcknowledged, DisputeRuled, OrderRegistered
from domain.findings import Level
from domain.statements import Ruling
from ledger.archive import Archive
from ledger.checkpoint import Checkpoint, sign_checkpoint
from ledger.errors import MomentBookError, MomentMalformedError, MomentNoteError, MomentSizeError
from ledger.explain.explaining import explain
from ledger.making.generating import Shape, generate
from ledger.making.generating_shapes import contests_for, made_up_places
from ledger.making.simulation import simulate
from ledger.moment import Moment, moment_of, require_notes
from ledger.passes import Verification
from ledger.trust import Trust, read_trust
from ledger.verification import verify_archive
from tests.support import lives
from tests.support.bawaslu import MEMBER, PANWASLU, copying, recording, two_lines
from tests.support.commands import run
from tests.support.moments import answer, known_at, truncated, written
from tests.support.practice import (
    CONTEST,
    KAB,
    OTHER_PPK,
    PPK,
    PROV,
    ROOT_BODY,
    TPS,
    Script,
    Step,
    World,
    form,
    key_of,
    operator,
    practice,
    publishing,
)


def story() -> Script:
    """An election with a correction after an objection, in two kecamatan."""
    script = practice()
    lives.corrected(script, {"suara_1": 90, "suara_2": 70}, objected=True)
    return script


@lru_cache(maxsize=1)
def world() -> World:
    """The story as it was written; do not change it."""
    return story().run()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the story."""
    return written(world(), tmp_path_factory.mktemp("story"))[0]


def at(folder: Path, *asked: str, trust: Trust | None = None) -> Moment:
    """A moment of an archive."""
    found = moment_of(Archive.open(folder), trust or world().trust(), asked)
    assert found is not None
    return found


def verified_at(folder: Path, *asked: str, trust: Trust | None = None, workers: int = 1) -> Verification:
    """What is said of an archive at a moment."""
    moment = at(folder, *asked, trust=trust)
    return verify_archive(folder, trust or world().trust(), at=moment, with_stations=True, workers=workers)


def by_body(moment: Moment, told: World) -> dict[str, int]:
    """The known books of a moment by the ids of their bodies."""
    origins = {told.origin(body): body for body in told.books}
    return {origins[origin]: size for origin, size in moment.known.items()}


# ---------------------------------------------------------------- what is judged


@pytest.mark.parametrize("size", range(1, len(world().books[PPK].raw) + 1))
def test_at_every_size_of_a_ppk_book_the_answer_is_that_of_a_truncated_copy(
    folder: Path, tmp_path: Path, size: int
) -> None:
    known = known_at(world(), PPK, size)
    copy, _ = written(truncated(world(), known), tmp_path)
    now = verify_archive(copy, world().trust(), with_stations=True)
    then = verified_at(folder, f"{PPK}@{size}")
    assert by_body(then.at, world()) == known  # type: ignore[arg-type]
    assert answer(then) == answer(now)


@pytest.mark.parametrize("body", [ROOT_BODY, PROV, KAB])
def test_at_every_size_of_a_book_above_the_answer_is_that_of_a_truncated_copy(
    folder: Path, tmp_path: Path, body: str
) -> None:
    for size in range(1, len(world().books[body].raw) + 1):
        known = known_at(world(), body, size)
        if ROOT_BODY not in known or known[ROOT_BODY] < 3:
            continue  # before the contest is declared there is nothing to compare
        copy, _ = written(truncated(world(), known), tmp_path / str(size))
        now = verify_archive(copy, world().trust(), with_stations=True)
        assert answer(verified_at(folder, f"{body}@{size}")) == answer(now), size


def test_at_its_last_size_the_root_book_knows_what_there_is(folder: Path) -> None:
    then = verified_at(folder, f"{ROOT_BODY}@{len(world().books[ROOT_BODY].raw)}")
    now = verify_archive(folder, world().trust(), with_stations=True)
    assert then.status == now.status == "valid"
    assert then.totals == now.totals


def test_a_book_that_nobody_quoted_then_is_not_known_and_its_tps_are_missing(folder: Path) -> None:
    size = world().indexes["corrected"] + 1
    then = verified_at(folder, f"{PPK}@{size}")
    assert world().origin(OTHER_PPK) not in then.at.known  # type: ignore[union-attr]
    rows = then.election.contests[CONTEST].contest.rows  # type: ignore[union-attr]
    first = rows.index("suara_1")
    assert then.totals[CONTEST]["1609"].sums[first] == 90 + 81  # type: ignore[union-attr]
    assert then.totals[CONTEST]["1609"].missing[first] == 1  # type: ignore[union-attr]
    assert ("J.503", "160902") in {(each.code, each.area) for each in then.findings}
    assert {each.level for each in then.findings} <= {Level.OPEN, Level.HINT}


def test_a_figure_is_what_it_was_before_it_was_corrected(folder: Path) -> None:
    before, after = world().indexes["corrected"], world().indexes["corrected"] + 1
    rows = verified_at(folder, f"{PPK}@{after}").election.contests[CONTEST].contest.rows  # type: ignore[union-attr]
    first = rows.index("suara_1")
    figures = [verified_at(folder, f"{PPK}@{size}").stations[CONTEST][TPS] for size in (before, after)]
    assert [each[first] for each in figures if each is not None] == [100, 90]


def test_one_worker_and_two_give_the_same_bytes(folder: Path) -> None:
    trust = folder.parent / "trust"
    lines = [run("verify", folder, "--trust", trust, "--at", f"{KAB}@12", "--json", "--workers", n) for n in (1, 2)]
    assert lines[0].out == lines[1].out
    assert '"at":{' in lines[0].out


def test_explain_knows_what_was_known_then(folder: Path) -> None:
    before = at(folder, f"{PPK}@{world().indexes['corrected']}")
    found = explain(folder, world().trust(), CONTEST, TPS, "suara_1", sizes=before.sizes)
    assert found.figure == 100
    found = explain(folder, world().trust(), CONTEST, "1609", "suara_1", sizes=before.sizes)
    assert (found.figure, found.missing) == (100 + 81, 1)
    assert explain(folder, world().trust(), CONTEST, TPS, "suara_1").figure == 90


# ---------------------------------------------------------------- what is known


def test_several_moments_together_are_all_that_any_of_them_knew(folder: Path) -> None:
    one, two = at(folder, f"{PPK}@3"), at(folder, f"{OTHER_PPK}@3")
    both = at(folder, f"{PPK}@3", f"{OTHER_PPK}@3")
    assert both.sizes == {book: max(one.sizes[book], two.sizes[book]) for book in one.sizes}
    assert at(folder, f"{OTHER_PPK}@3", f"{PPK}@3").sizes == both.sizes


def test_a_moment_within_a_moment_adds_nothing(folder: Path) -> None:
    moment = at(folder, f"{ROOT_BODY}@{len(world().books[ROOT_BODY].raw)}")
    again = at(folder, *(f"{origin}@{size}" for origin, size in moment.known.items()))
    assert again.sizes == moment.sizes


def test_a_checkpoint_that_was_acknowledged_is_known(tmp_path: Path) -> None:
    script = two_lines({"copy": copying()})
    script.steps.append(
        recording("seen", lambda made: CheckpointAcknowledged(made.note(PPK)), "book"),
    )
    script.steps.append(publishing(PANWASLU, " again"))
    told = script.run()
    archive, _ = written(told, tmp_path)
    before = by_body(at(archive, f"{PANWASLU}@{told.indexes['seen']}", trust=told.trust()), told)
    after = by_body(at(archive, f"{PANWASLU}@{told.indexes['seen'] + 1}", trust=told.trust()), told)
    assert PPK not in before
    assert after[PPK] == len(told.books[PPK].raw)
    assert KAB in after  # for the PPK had seen it


def test_the_ruling_that_an_order_cites_is_known_with_all_before_it(tmp_path: Path) -> None:
    script = two_lines()
    ruling = Ruling((TPS,), (CONTEST,), None, lives.PAPER, "correct", "salah tulis", PPK)
    script.steps += [
        recording("ruled", lambda made: DisputeRuled(made.sign(ruling, "lapor-1", (MEMBER,))), "dispute/lapor-1"),
        publishing(PANWASLU, " again"),
        Step(
            "ordered",
            PPK,
            operator(PPK),
            "order/lapor-1",
            lambda made: OrderRegistered(
                (TPS,), (CONTEST,), None, lives.PAPER, "Panwaslu", "1", made.leaves["ruled"], "correct"
            ),
        ),
        publishing(PPK, " again"),
    ]
    told = script.run()
    archive, _ = written(told, tmp_path)
    before = by_body(at(archive, f"{PPK}@{told.indexes['ordered']}", trust=told.trust()), told)
    after = by_body(at(archive, f"{PPK}@{told.indexes['ordered'] + 1}", trust=told.trust()), told)
    assert PANWASLU not in before
    assert after[PANWASLU] == told.indexes["ruled"] + 1


def test_where_nobody_quotes_the_root_book_it_is_known_to_its_last_contest(tmp_path: Path) -> None:
    told = two_lines({"copy": copying(figures=form(99, 61))}).run()
    archive, _ = written(told, tmp_path)
    then = verified_at(archive, f"{PANWASLU}@2", trust=told.trust())
    assert by_body(then.at, told)[ROOT_BODY] == told.indexes["contest"] + 1  # type: ignore[arg-type]
    assert then.election is not None
    assert not [each for each in then.findings if each.code == "G.101"]


def test_a_note_that_its_log_did_not_sign_makes_nothing_known(tmp_path: Path) -> None:
    script = two_lines()
    real = f"{PPK} handover"
    forged = recording(
        "seen",
        lambda made: CheckpointAcknowledged(
            sign_checkpoint(Checkpoint(made.origin(PPK), 3, made.leaves[real]), key_of("somebody else"))
        ),
        "book",
    )
    script.steps += [forged, publishing(PANWASLU, " again")]
    told = script.run()
    archive, _ = written(told, tmp_path)
    moment = at(archive, f"{PANWASLU}@{told.indexes['seen'] + 1}", trust=told.trust())
    assert PPK not in by_body(moment, told)


def test_the_nation_knows_a_kecamatan_from_when_its_certificate_arrived(tmp_path: Path) -> None:
    places = made_up_places(kabko=2, kecamatan=2, desa=1, tps=2, ppln=1)
    contests = contests_for([Kind.PPWP], [place.tps for place in places])
    built = simulate(generate(Shape(places, contests, mistakes={}), 5).plan, tmp_path / "made", seed=3)
    trust, archive = read_trust(built.trust), Archive.open(built.archive)
    now = verify_archive(built.archive, trust, with_stations=True)
    root = trust.root.name
    books, totals, then = [], [], now
    for size in range(1, archive.book(root).weight() + 1):
        moment = moment_of(archive, trust, [f"{root}@{size}"])
        assert moment is not None
        then = verify_archive(built.archive, trust, at=moment, with_stations=True)
        assert then.status in {"valid", "findings"}
        books.append(len(moment.known))
        nation = then.totals.get("ppwp", {}).get("0")
        low = [each for area, each in then.totals.get("ppwp", {}).items() if len(area) == 6]
        if nation is not None:
            assert not low or nation.sums == tuple(map(sum, zip(*(each.sums for each in low if each), strict=True)))
            totals.append(nation.sums[0])
    assert books == sorted(books)
    assert books[-1] == now.books
    assert totals == sorted(totals)
    assert len(set(totals)) == 3  # nothing; the province; the PPLN
    assert then.totals == now.totals


# ---------------------------------------------------------------- how it is named


def test_a_book_is_named_by_its_origin_or_by_its_body(folder: Path) -> None:
    assert at(folder, f"{world().origin(PPK)}@3") == at(folder, f"{PPK}@3")


def test_a_note_names_the_moment_of_its_size(folder: Path, tmp_path: Path) -> None:
    size, note = next(iter(world().books[PPK].notes.items()))
    (tmp_path / "note").write_bytes(note)
    assert at(folder, str(tmp_path / "note")).sizes == at(folder, f"{PPK}@{size}").sizes
    require_notes(Archive.open(folder), at(folder, str(tmp_path / "note")))


Naming = Callable[[Path], str]


@pytest.mark.parametrize(
    ("name", "error", "reason"),
    [
        (lambda _: "ppk-169999@3", MomentBookError, "none"),
        (lambda _: f"{PPK}@0", MomentSizeError, "zero"),
        (lambda _: f"{PPK}@999", MomentSizeError, "large"),
        (lambda _: f"{PPK}@", MomentMalformedError, None),
        (lambda _: PPK, MomentMalformedError, None),
        (lambda _: f"{PPK}@-1", MomentMalformedError, None),
        (lambda here: str(here / "nothing"), MomentMalformedError, None),
        (lambda here: str(here / "text"), MomentNoteError, None),
        (lambda here: str(here / "forged"), MomentNoteError, None),
        (lambda here: str(here / "elsewhere"), MomentBookError, "none"),
    ],
)
def test_what_names_no_moment_is_refused(
    folder: Path, tmp_path: Path, name: Naming, error: type[Exception], reason: str | None
) -> None:
    (tmp_path / "text").write_text("not a note\n")
    root = world().leaves["corrected"]
    for file, origin in (("forged", world().origin(PPK)), ("elsewhere", "example.id/latihan/ppk/169999")):
        (tmp_path / file).write_bytes(sign_checkpoint(Checkpoint(origin, 3, root), key_of("somebody else")))
    with pytest.raises(error) as refused:
        at(folder, name(tmp_path))
    assert dict(refused.value.params).get("reason") == reason  # type: ignore[attr-defined]


def test_a_body_with_two_books_is_named_by_an_origin(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "archive")
    book = tmp_path / "archive" / world().origin(PPK)
    shutil.copytree(book, book.with_name(f"{book.name}-2"))
    with pytest.raises(MomentBookError) as refused:
        at(tmp_path / "archive", f"{PPK}@3")
    assert dict(refused.value.params)["reason"] == "several"
    assert at(tmp_path / "archive", f"{world().origin(PPK)}@3").known


def test_every_error_says_what_to_do_in_both_languages(folder: Path) -> None:
    trust = folder.parent / "trust"
    for language in ("id", "en"):
        outcome = run("verify", folder, "--trust", trust, "--at", f"{PPK}@0", REKAP_LANG=language)
        assert outcome.code == 2
        assert PPK in outcome.words


# ---------------------------------------------------------------- what is checked


def test_bytes_behind_the_moment_are_checked_all_the_same(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "archive")
    bundle = max(
        (tmp_path / "archive" / world().origin(PPK)).glob("tile/entries/*.p/*"), key=lambda path: int(path.name)
    )
    data = bytearray(bundle.read_bytes())
    data[-3] ^= 1
    bundle.write_bytes(bytes(data))
    then = verified_at(tmp_path / "archive", f"{PPK}@3")
    assert then.status == "broken"
    assert then.totals[CONTEST]["160901"] is None


def test_a_note_of_a_later_moment_in_the_trust_file_holds_for_the_whole_book(folder: Path) -> None:
    later = world().trust((world().note(PPK),))
    assert verified_at(folder, f"{PPK}@3", trust=later).status == "findings"
    other = Checkpoint(world().origin(PPK), 5, world().leaves["corrected"])
    wrong = world().trust((sign_checkpoint(other, world().log_key(PPK)),))
    assert "R304" in {each.code for each in verified_at(folder, f"{PPK}@3", trust=wrong).findings}


def test_a_note_with_another_root_shows_that_the_book_was_rewritten(folder: Path, tmp_path: Path) -> None:
    other = Checkpoint(world().origin(PPK), 3, world().leaves["corrected"])
    (tmp_path / "note").write_bytes(sign_checkpoint(other, world().log_key(PPK)))
    then = verified_at(folder, str(tmp_path / "note"))
    assert then.status == "broken"
    assert "R304" in {each.code for each in then.findings}
    with pytest.raises(MomentNoteError):
        require_notes(Archive.open(folder), at(folder, str(tmp_path / "note")))


def test_a_note_beyond_the_book_shows_that_it_is_too_short(folder: Path, tmp_path: Path) -> None:
    other = Checkpoint(world().origin(PPK), 99, world().leaves["corrected"])
    (tmp_path / "note").write_bytes(sign_checkpoint(other, world().log_key(PPK)))
    then = verified_at(folder, str(tmp_path / "note"))
    assert "R305" in {each.code for each in then.findings}
    assert then.at is not None
    assert then.at.known[world().origin(PPK)] == len(world().books[PPK].raw)
