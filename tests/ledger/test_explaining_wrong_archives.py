"""Explaining numbers of archives that are wrong in one way or another: never more than a verification finds.

- Every finding on a path is one of the verification's; a path of a sound archive is sound.
- A number that is known on both sides is the same on both.
- Nothing in an archive ends it otherwise than with an answer.
"""

import random
from collections.abc import Iterable
from pathlib import Path

import pytest

from domain.findings import Finding
from ledger.explain.explained import Explanation
from ledger.explain.explaining import explain
from ledger.rebuilding import rebuilt
from ledger.verification import verify_archive
from tests.ledger.test_wrong_archives import wrong as simple
from tests.ledger.test_wrong_archives_attacks import wrong as attacks
from tests.ledger.test_wrong_archives_levels import wrong as levels
from tests.support.expecting import Case
from tests.support.practice import CONTEST, ROWS, TPS, World, practice

CASES = [*simple.cases[::3], *attacks.cases[::3], *levels.cases[::3]]
AT = ROWS.index("suara_1")


def explained(folder: Path, world: World, area: str) -> Explanation:
    return explain(folder, world.trust(), CONTEST, area, "suara_1", kept=folder.with_name("index"))


def places(findings: Iterable[Finding]) -> set[tuple[object, ...]]:
    return {(each.code, each.book, each.index, each.contest, each.area, each.row) for each in findings}


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_a_path_has_no_finding_that_a_verification_has_not(case: Case, tmp_path: Path) -> None:
    script = practice()
    case.change(script)
    world, folder = script.run(), tmp_path / "archive"
    world.write(folder)
    whole = verify_archive(folder, world.trust(), with_stations=True)
    for area in (TPS, "160902", "1609"):
        found = explained(folder, world, area)
        assert places(found.findings) <= places(whole.findings)
        if whole.status in ("valid", "findings"):
            assert found.status in ("valid", "findings")
        if whole.election is not None and found.is_known:
            known = rebuilt(whole, whole.election.contests[CONTEST], area).totals
            assert known is None or (known.sums[AT], known.missing[AT]) == (found.figure or 0, found.missing)


def test_no_changed_byte_goes_unnoticed_on_the_path(tmp_path: Path) -> None:
    """Of tiles and older notes nothing is read; everything that is read is covered by a hash or a signature."""
    world, folder = practice().run(), tmp_path / "archive"
    world.write(folder)
    sound = explained(folder, world, TPS)
    origins = set(sound.books)
    current = [
        path
        for origin in sorted(origins)
        for path in (
            folder / origin / "checkpoint",
            folder / origin / "log.vkey",
            folder / origin / f"tile/entries/000.p/{sound.books[origin][0]}",
        )
    ]
    chance = random.Random(5)  # noqa: S311 - places to damage, no secret
    for path in current:
        raw = path.read_bytes()
        for _ in range(12):
            at, bit = chance.randrange(len(raw)), 1 << chance.randrange(8)
            path.write_bytes(raw[:at] + bytes([raw[at] ^ bit]) + raw[at + 1 :])
            found = explained(folder, world, TPS)
            assert found.status in ("broken", "incomplete"), (path, at, bit)
            assert not found.is_known or found.status == "incomplete"
        path.write_bytes(raw[: len(raw) // 2])
        assert explained(folder, world, TPS).status in ("broken", "incomplete")
        path.write_bytes(raw)
    assert explained(folder, world, TPS) == sound
