"""The lesson at real desks: its steps in their order, a mistake that is refused, and an archive that stays practice."""

from pathlib import Path

import pytest

from domain.bodies import Body
from domain.checking import form_check
from domain.profiles import profile
from ledger.making.guided import MARK, Classroom, Step
from ledger.making.guided_papers import KPU, PROFILE, RULE, RULE_ROW, TPS, copied, lesson_contest, plano
from ledger.target import building

SECOND = TPS[1]


def begun(out: Path, seed: int = 1) -> Classroom:
    with building(out, MARK) as place:
        Classroom.build(place, seed)
    return Classroom(out, seed)


def played(room: Classroom) -> list[str]:
    """Play the lesson to its end; the step that was next before each act."""
    acts = {
        Step.FORM: lambda: room.sign_form(TPS[0], plano(room.seed, TPS[0])),
        Step.ROOM: room.open_plenary,
        Step.RECEIVE: room.receive_first,
        Step.MISTAKE: lambda: room.receive_with_reason("menunggu plano"),
        Step.OBJECT: lambda: room.object("kurang 10 suara"),
        Step.CORRECT: lambda: room.correct(plano(room.seed, SECOND)[4] or 0, "salah salin"),
        Step.ANSWER: room.answer,
        Step.CERTIFY: lambda: room.certify("mau melapor"),
        Step.HANDOVER: room.hand_over,
        Step.ABOVE: room.recapitulate_above,
    }
    steps = []
    while (step := room.next_step()) is not Step.VERIFY:
        steps.append(str(step))
        acts[step]()
    return steps


def breaches(figures: tuple[int | None, ...]) -> list[tuple[str, str | None]]:
    check = form_check(lesson_contest(), profile(PROFILE))
    return [(each.code, each.row) for each in check.breaches(figures) if each.code.startswith("G")]


@pytest.mark.parametrize("seeds", [range(start, start + 50) for start in range(0, 200, 50)], ids=str)
def test_every_plano_is_sound_and_one_form_breaks_the_rule_whatever_the_seed(seeds: range) -> None:
    for seed in seeds:
        assert [breaches(plano(seed, tps)) for tps in TPS] == [[], [], []], seed
        assert [breaches(copied(seed, tps)) for tps in TPS] == [[], [(RULE, RULE_ROW)], []], seed


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_lesson_goes_through_its_steps_and_its_archive_is_valid(seed: int, tmp_path: Path) -> None:
    room = begun(tmp_path / "out", seed)
    assert played(room) == [str(step) for step in Step if step is not Step.VERIFY]
    sound = room.verify()
    assert sound.status == "valid"
    assert sound.election is not None
    assert sound.election.declared.kind == "practice"
    totals = sound.totals["bupati-9001"]["9001"]
    assert totals is not None
    assert totals.sums == tuple(sum(plano(seed, tps)[at] or 0 for tps in TPS) for at in range(len(totals.sums)))


def test_the_form_with_the_slip_is_refused_without_a_reason_and_the_attempt_is_kept(tmp_path: Path) -> None:
    room = begun(tmp_path / "out")
    room.sign_form(TPS[0], plano(1, TPS[0]))
    room.open_plenary()
    room.receive_first()
    findings, kept = room.try_mistake()
    assert [(each.code, each.row) for each in findings] == [(RULE, RULE_ROW)]
    assert [each.type for each in kept] == ["AttemptRefused"]
    assert room.next_step() is Step.MISTAKE
    room.receive_with_reason("menunggu plano")
    assert room.next_step() is Step.OBJECT


def test_a_lesson_that_was_left_is_found_again_with_its_seed(tmp_path: Path) -> None:
    begun(tmp_path / "out", 7).sign_form(TPS[0], plano(7, TPS[0]))
    again = Classroom.open(tmp_path / "out")
    assert again is not None
    assert (again.seed, again.next_step()) == (7, Step.ROOM)


def test_the_work_of_the_level_above_is_gone_on_with_where_it_was_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = begun(tmp_path / "out")

    whole = Classroom._signed_d_hasil

    def cut_off(self: Classroom, body: Body) -> object:
        if body == KPU:
            raise NotADirectoryError
        return whole(self, body)

    with monkeypatch.context() as patch:
        patch.setattr(Classroom, "_signed_d_hasil", cut_off)
        with pytest.raises(NotADirectoryError):
            played(room)
    assert room.next_step() is Step.ABOVE
    room.recapitulate_above()
    assert room.verify().status == "valid"


def test_no_lesson_is_found_in_a_folder_of_something_else(tmp_path: Path) -> None:
    assert Classroom.open(tmp_path) is None
    (tmp_path / MARK).touch()
    assert Classroom.open(tmp_path) is None
    (tmp_path / "guided").write_text("x")
    assert Classroom.open(tmp_path) is None


def test_the_tampering_of_the_lesson_is_caught_at_its_place(tmp_path: Path) -> None:
    room = begun(tmp_path / "out")
    played(room)
    for _ in range(2):  # a second one replaces the first
        tampering = room.tamper()
        caught = room.verify("tampered")
        assert caught.status == "broken"
        assert (tampering.book, tampering.index) in {(each.book, each.index) for each in caught.findings}
    assert room.verify().status == "valid"
