"""Two lines of authority, and the copies that the second one holds of what the first one received.

- KPU's and Bawaslu's keys hang on separate roots: neither line appoints, revokes, amends or signs in the other.
- A copy stands in the book of a body of Bawaslu's line, of a TPS in its area, signed by one official of that body.
- A copy that differs from the C.Hasil as first received is found at the copy, row by row (J.511); a later correction
  says nothing about it.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.events import CopyRecorded, Event
from domain.findings import Finding, Level
from domain.statements import Role
from ledger.passes import Verification
from tests.ledger.test_rekeyed_archives import everything, revoking
from tests.support import practice
from tests.support.bawaslu import KAB, MEMBER, PANWASLU, copying, recording, two_lines
from tests.support.expecting import verified
from tests.support.practice import RESULTS, TPS, Step, World, altered, form, operator, quorum, with_row

BOOK = "example.id/latihan/panwaslu/160901"
Make = Callable[[World], Event]


def copied(tmp_path: Path, event: Make, *, stream: str = f"copies/{TPS[:10]}", signer: str = "") -> Verification:
    """What is found when the Panwaslu records this."""
    script = two_lines({"copy": event})
    script.change("copy", stream=stream)
    if signer:
        script.change("copy", signer=signer)
    return verified(script, tmp_path)


def codes(result: Verification) -> list[str]:
    return [each.code for each in result.findings]


def test_both_lines_verify_together(tmp_path: Path) -> None:
    result = verified(two_lines(), tmp_path)
    assert (result.status, result.books) == ("valid", 9)


def test_the_root_book_of_bawaslu_is_opened_by_its_own_root(tmp_path: Path) -> None:
    script = two_lines()
    script.change("bawaslu-0 open", signer="root kpu-0 1")
    assert "R402" in codes(verified(script, tmp_path))


@pytest.mark.parametrize(
    ("step", "book", "signer", "signers"),
    [
        (f"authorize {PANWASLU}", practice.KAB, operator(practice.KAB), quorum(practice.KAB)),
        (f"officials {PANWASLU}", practice.KAB, operator(practice.KAB), quorum(practice.KAB)),
        (f"authorize {practice.PPK}", KAB, operator(KAB), quorum(KAB)),
        (f"officials {practice.PPK}", KAB, operator(KAB), quorum(KAB)),
    ],
)
def test_no_line_appoints_in_the_other(
    tmp_path: Path, step: str, book: str, signer: str, signers: tuple[str, ...]
) -> None:
    script = two_lines()
    made = script.steps[script.at(step)].event
    assert made is not None
    body = step.partition(" ")[2]

    def again(world: World) -> Event:
        event = made(world)
        statement = event.appointment  # type: ignore[union-attr]  # both grant something
        return altered(event, appointment=world.sign(statement.data, body, signers))

    where = f"{book} publish" if book == KAB else f"{practice.KAB} publish"
    script.before(where, Step("across", book, signer, f"body/{body}", again))
    result = verified(script, tmp_path)
    assert [(each.code, each.index) for each in result.findings if each.code != "R406"] == [
        ("R404", script.run().indexes["across"])
    ]


def test_no_line_takes_back_keys_of_the_other(tmp_path: Path) -> None:
    script = two_lines()
    data = revoking(operator(PANWASLU), everything(PANWASLU), PANWASLU)
    script.before(
        f"{practice.KAB} publish at last",
        Step("across", practice.KAB, operator(practice.KAB), f"body/{PANWASLU}", data),
    )
    assert codes(verified(script, tmp_path)) == ["R402"]


def test_no_line_signs_in_the_other(tmp_path: Path) -> None:
    script = two_lines()
    script.change(f"{practice.PPK} plenary", signer=operator(PANWASLU))
    assert "R402" in codes(verified(script, tmp_path))


def test_a_key_serves_in_one_line_only(tmp_path: Path) -> None:
    script = two_lines()
    script.alter(
        "election",
        lambda _, event: altered(
            event, bawaslu=altered(event.bawaslu, roots=(event.kpu.roots[0], *event.bawaslu.roots[1:]))
        ),
    )
    assert {"R406", "R407"} <= set(codes(verified(script, tmp_path)))


# ---------------------------------------------------------------- copies


def test_a_copy_that_agrees_says_nothing(tmp_path: Path) -> None:
    assert codes(copied(tmp_path, copying())) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_a_copy_that_differs_is_found_at_the_copy_row_by_row(tmp_path: Path, workers: int) -> None:
    other = with_row(RESULTS[TPS], suara_1=99, suara_tidak_sah=None)
    script = two_lines({"first": copying(practice.SECOND_TPS), "copy": copying(figures=other)})
    result = verified(script, tmp_path, workers=workers)
    index = script.run().indexes["copy"]
    assert result.findings == [
        Finding(
            *("J.511", Level.OPEN, BOOK, index, f"copies/{TPS[:10]}", TPS, "ppwp", row),
            (("holder", PANWASLU), ("left", left), ("right", right)),
        )
        for row, left, right in (("suara_1", 99, 100), ("suara_tidak_sah", "-", 3))
    ]
    assert result.status == "findings"


def test_a_copy_of_a_tps_that_was_never_received_says_nothing_of_its_figures(tmp_path: Path) -> None:
    script = two_lines({"copy": copying()})
    script.drop(f"tally {TPS}")
    assert "J.511" not in codes(verified(script, tmp_path))


def test_a_copy_of_another_generation_is_not_compared(tmp_path: Path) -> None:
    assert codes(copied(tmp_path, copying(figures=form(1, 1), generation=2))) == []


@pytest.mark.parametrize("signer", [MEMBER, f"ketua {PANWASLU} 2", f"anggota {PANWASLU} 3"])
def test_one_official_of_the_body_signs_a_copy(tmp_path: Path, signer: str) -> None:
    assert codes(copied(tmp_path, copying(signers=(signer,)))) == []


@pytest.mark.parametrize(
    ("signers", "expected"),
    [
        ((operator(PANWASLU),), {"R403", "R405"}),
        ((f"ketua {KAB} 2",), {"R402", "R405"}),
        (("nobody",), {"R402", "R405"}),
        ((MEMBER, "nobody"), {"R402"}),
    ],
)
def test_nobody_else_does(tmp_path: Path, signers: tuple[str, ...], expected: set[str]) -> None:
    assert set(codes(copied(tmp_path, copying(signers=signers)))) == expected


def test_an_operator_of_the_body_records_it(tmp_path: Path) -> None:
    assert codes(copied(tmp_path, copying(), signer=MEMBER)) == ["R403"]


@pytest.mark.parametrize(
    ("stream", "event", "code"),
    [
        ("copies/160901", copying(), None),
        ("copies/1609", copying(), "R203"),
        ("copies/apa", copying(), "R203"),
        ("copies/1609012099", copying(), "R203"),
        ("copies/160902", copying(practice.OTHER_TPS), "R404"),
        ("copies/160901", copying(subject="160901"), "R203"),
    ],
)
def test_a_copy_stands_under_an_area_of_the_body_that_its_tps_lies_in(
    tmp_path: Path, stream: str, event: Make, code: str | None
) -> None:
    assert codes(copied(tmp_path, event, stream=stream)) == ([] if code is None else [code])


def test_the_same_copy_is_not_recorded_twice(tmp_path: Path) -> None:
    script = two_lines({"copy": copying()})
    script.after("copy", recording("again", lambda world: world.events["copy"]))
    assert codes(verified(script, tmp_path)) == ["R206"]


def test_a_copy_has_one_form_of_a_contest(tmp_path: Path) -> None:
    def twice(world: World) -> CopyRecorded:
        event = copying()(world)
        forms = event.copy.data.forms * 2
        return CopyRecorded(world.sign(altered(event.copy.data, forms=forms), TPS, [MEMBER]), None)

    assert codes(copied(tmp_path, twice)) == ["R206"]


def test_a_copy_of_a_form_that_does_not_fit_the_contest_is_named(tmp_path: Path) -> None:
    assert codes(copied(tmp_path, copying(figures=(1, 2)))) == ["G.101"]


def test_a_copy_in_the_book_of_another_line_is_no_act_there(tmp_path: Path) -> None:
    script = two_lines()
    script.before(
        f"{practice.PPK} publish at last",
        Step("copy", practice.PPK, operator(practice.PPK), f"copies/{TPS[:10]}", copying()),
    )
    assert codes(verified(script, tmp_path)) == ["R203"]


def test_a_kpu_body_gives_no_key_the_role_of_panwaslu(tmp_path: Path) -> None:
    script = two_lines()
    made = script.steps[script.at(f"officials {practice.PPK}")].event
    assert made is not None

    def other(world: World) -> Event:
        event = made(world)
        keys = event.appointment.data.keys  # type: ignore[union-attr]  # an appointment
        changed = (*keys[:-1], altered(keys[-1], role=Role.PANWASLU))
        data = altered(event.appointment.data, keys=changed)  # type: ignore[union-attr]  # as above
        return altered(event, appointment=world.sign(data, practice.PPK, quorum(practice.KAB)))

    script.change(f"officials {practice.PPK}", event=other)
    assert "R403" in codes(verified(script, tmp_path))
