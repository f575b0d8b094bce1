"""Verification of a whole archive: the status, the counts, the totals, the scope.

- The scripted election of the tests is byte for byte the one that `ledger.making.simulation` builds.
- The first level present decides the status; everything is listed, in one order.
- Totals are rebuilt from the TPS; they are unknown where a broken book's area is, and above, and known elsewhere.
- A scope limits what is reported, never what is checked.
- The answer is the same for any number of workers and does not depend on where the archive lies.
"""

import gc
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.events import TallyAbsent
from ledger.errors import ArchiveMissingError
from ledger.making.simulation import simulate
from ledger.passes import Scope, Verification
from ledger.verification import verify_archive
from tests.support.expecting import verified
from tests.support.practice import (
    CONTEST,
    KAB,
    OTHER_PPK,
    OTHER_TPS,
    PPK,
    RESULTS,
    ROWS,
    SEED,
    SMALL_RESULTS,
    TPS,
    certifying,
    form,
    plan_of,
    practice,
    receiving,
    with_row,
)
from tests.support.tampering import book_of, changed, flip, small_files, small_world, verify_files

Results = dict[str, tuple[int | None, ...] | None]


@pytest.mark.parametrize("results", [RESULTS, SMALL_RESULTS], ids=["two kecamatan", "one desa"])
def test_the_scripted_election_is_the_simulated_one_byte_for_byte(results: Results, tmp_path: Path) -> None:
    built = simulate(plan_of(results), tmp_path / "simulated", seed=SEED)
    world = practice(results).run()
    simulated = {
        path.relative_to(built.archive).as_posix(): path.read_bytes()
        for path in built.archive.rglob("*")
        if path.is_file()
    }
    assert world.files() == simulated
    assert world.trust().text == built.trust.read_text()


def test_the_small_election_has_at_most_a_hundred_signatures(tmp_path: Path) -> None:
    found = verify_files(small_files(), tmp_path / "a", small_world().trust())
    assert (found.status, found.books, found.entries, found.statements, found.signatures) == ("valid", 4, 39, 33, 97)


def test_an_archive_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissingError):
        verify_archive(tmp_path / "nowhere", small_world().trust())


def sums(found: Verification, area: str) -> dict[str, int] | None:
    totals = found.totals[CONTEST][area]
    return dict(zip(ROWS, totals.sums, strict=True)) if totals is not None else None


@pytest.mark.parametrize("switch", [gc.enable, gc.disable])
def test_the_collector_rests_and_is_left_as_it_was(
    switch: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []

    def refuse(*_: object) -> None:
        seen.append(gc.isenabled())
        raise ArchiveMissingError(path="")

    monkeypatch.setattr("ledger.bookreading.inspect_book", refuse)
    switch()
    before = gc.isenabled()
    try:
        with pytest.raises(ArchiveMissingError):
            verify_files(small_files(), tmp_path / "a", small_world().trust())
        assert (seen, gc.isenabled()) == ([False], before)
    finally:
        gc.enable()


def test_totals_are_the_sums_of_the_tps_at_every_level(tmp_path: Path) -> None:
    found = verified(practice(), tmp_path)
    votes = {tps: dict(zip(ROWS, figures, strict=True)) for tps, figures in RESULTS.items()}
    for area in ("0", "16", "1609", "160901", "160902"):
        inside = [each for tps, each in votes.items() if area == "0" or tps.startswith(area)]
        assert sums(found, area) == {row: sum(each[row] or 0 for each in inside) for row in ROWS}


def test_what_was_certified_is_what_is_rebuilt(tmp_path: Path) -> None:
    script = practice()
    found = verified(script, tmp_path)
    world = script.run()
    for body, area in ((PPK, "160901"), (OTHER_PPK, "160902"), (KAB, "1609"), ("kpu-16", "16"), ("kpu-0", "0")):
        certified = world.events[f"{body} certificate"].dhasil.data  # type: ignore[union-attr]
        totals = found.totals[CONTEST][area]
        assert totals is not None
        assert (certified.totals, certified.missing) == (totals.sums, totals.missing)


def test_a_certificate_is_never_the_source_of_a_total(tmp_path: Path) -> None:
    script = practice()
    raised = certifying(
        PPK, change=lambda data: type(data)(data.declared, data.missing, data.parts, tuple(n + 1 for n in data.totals))
    )
    script.change(f"{PPK} certificate", event=raised)
    assert sums(verified(script, tmp_path), "160901") == sums(verified(practice(), tmp_path / "true"), "160901")


def test_an_absent_tps_counts_as_missing(tmp_path: Path) -> None:
    script = practice()
    script.change(f"tally {TPS}", event=lambda _: TallyAbsent((CONTEST,), "flood"))
    found = verified(script, tmp_path)
    totals = found.totals[CONTEST]["0"]
    assert totals is not None
    assert (set(totals.missing), found.status) == ({1}, "findings")


def test_a_blank_row_counts_as_missing_and_a_zero_does_not(tmp_path: Path) -> None:
    script = practice()
    script.change(f"tally {TPS}", event=receiving(TPS, with_row(RESULTS[TPS], suara_tidak_sah=None)))
    script.change(f"tally {OTHER_TPS}", event=receiving(OTHER_TPS, form(70, 110, 0)))
    totals = verified(script, tmp_path).totals[CONTEST]["1609"]
    assert totals is not None
    assert (totals.missing[ROWS.index("suara_tidak_sah")], totals.missing[ROWS.index("suara_1")]) == (1, 0)


def test_totals_are_unknown_where_a_broken_book_is_and_above_and_known_elsewhere(tmp_path: Path) -> None:
    world = practice().run()
    files = world.files()
    path = next(path for path in files if book_of(path) == world.origin(PPK) and path.endswith("/checkpoint"))
    found = verify_files(changed(files, flip(path, 200)), tmp_path / "a", world.trust())
    unknown = {area for area, totals in found.totals[CONTEST].items() if totals is None}
    assert (found.status, unknown) == ("broken", {"0", "16", "1609", "160901"})


def test_a_missing_book_leaves_its_tps_missing_in_the_totals(tmp_path: Path) -> None:
    world = practice().run()
    files = {path: data for path, data in world.files().items() if book_of(path) != world.origin(PPK)}
    found = verify_files(files, tmp_path / "a", world.trust())
    totals = found.totals[CONTEST]["0"]
    assert totals is not None
    assert (found.status, set(totals.missing)) == ("incomplete", {2})


def wrong_twice() -> object:
    script = practice()
    for ppk in (PPK, OTHER_PPK):
        raised = certifying(
            ppk,
            change=lambda data: type(data)(
                data.declared, data.missing, data.parts, (data.totals[0] + 1, *data.totals[1:])
            ),
        )
        script.change(f"{ppk} certificate", event=raised)
    return script


@pytest.mark.parametrize(
    ("scope", "areas"),
    [
        (Scope(), ["160901", "160902"]),
        (Scope(area="160901"), ["160901"]),
        (Scope(area="1608"), []),
        (Scope(contest="dpd-16"), []),
    ],
)
def test_a_scope_limits_the_report(scope: Scope, areas: list[str], tmp_path: Path) -> None:
    world = wrong_twice().run()  # type: ignore[attr-defined]
    world.write(tmp_path)
    found = verify_archive(tmp_path, world.trust(), scope=scope)
    assert [each.area for each in found.findings] == areas
    assert (found.scope, found.books, found.signatures) == (scope, 5, 128)


def test_a_scope_never_hides_what_is_broken(tmp_path: Path) -> None:
    world = small_world()
    files = changed(small_files(), flip(f"{world.origin(PPK)}/checkpoint", 200))
    write_to = tmp_path / "a"
    verify_files(files, write_to, world.trust())
    found = verify_archive(write_to, world.trust(), scope=Scope(area="11", contest="dpd-11"))
    assert found.status == "broken"


def test_stations_are_kept_when_asked_for(tmp_path: Path) -> None:
    world = practice().run()
    world.write(tmp_path)
    found = verify_archive(tmp_path, world.trust(), with_stations=True)
    assert found.stations == {CONTEST: RESULTS}
    assert verify_archive(tmp_path, world.trust()).stations == {}


def test_the_answer_is_the_same_for_any_number_of_workers_and_any_place(tmp_path: Path) -> None:
    world = wrong_twice().run()  # type: ignore[attr-defined]
    world.write(tmp_path / "here")
    shutil.copytree(tmp_path / "here", tmp_path / "there")
    answers = [
        verify_archive(folder, world.trust(), workers=workers)
        for folder, workers in ((tmp_path / "here", 1), (tmp_path / "there", 2), (tmp_path / "there", 5))
    ]
    first, *others = ((each.findings, each.totals, each.signatures, each.status) for each in answers)
    assert others == [first, first]


def test_findings_come_worst_first(tmp_path: Path) -> None:
    world = wrong_twice().run()  # type: ignore[attr-defined]
    files = {path: data for path, data in world.files().items() if not path.endswith("ppk/160902/checkpoint")}
    found = verify_files({**files, "junk": b""}, tmp_path / "a", world.trust())
    assert [str(each.level) for each in found.findings][:2] == ["broken", "incomplete"]
    assert found.findings == sorted(found.findings, key=lambda each: each.order)
