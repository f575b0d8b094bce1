"""The aggregate of one TPS: which figures are in force, and what stays beside them."""

from hypothesis import given
from hypothesis import strategies as st

from domain.tally import Heard, Result, Tally, absent, received
from domain.types import Figures, Hash
from tests.domain.stories import digest


def heard(name: str, generation: int = 1, *contests: str) -> Heard:
    return Heard(contests or ("ppwp",), generation, (), digest("statement", name))


def result(name: str, generation: int = 1, figures: Figures | None = (1,)) -> Result:
    return Result(figures, generation, digest("entry", name), 0)


def test_the_first_result_sets_the_figures() -> None:
    tally = received(Tally(), heard("a"), {"ppwp": result("a")})
    assert tally.in_force("ppwp") == result("a")
    assert tally.in_force("dpr") is None


def test_a_second_of_the_same_generation_is_kept_and_sets_nothing() -> None:
    tally = received(Tally(), heard("a"), {"ppwp": result("a")})
    tally = received(tally, heard("b"), {"ppwp": result("b")})
    assert tally.in_force("ppwp") == result("a")
    assert tally.statements == (heard("a"), heard("b"))
    assert tally.set_by("ppwp", digest("entry", "b")) is None


def test_a_later_generation_sets_the_figures_and_the_earlier_ones_stay() -> None:
    tally = received(Tally(), heard("a"), {"ppwp": result("a")})
    tally = received(tally, heard("b", 2), {"ppwp": result("b", 2)})
    assert tally.in_force("ppwp") == result("b", 2)
    assert tally.results["ppwp"] == (result("a"), result("b", 2))
    assert tally.set_by("ppwp", digest("entry", "a")) == result("a")


def test_a_result_of_one_contest_says_nothing_about_another() -> None:
    tally = received(Tally(), heard("a"), {"ppwp": result("a")})
    tally = received(tally, heard("b", 1, "dpr"), {"dpr": result("b")})
    assert (tally.in_force("ppwp"), tally.in_force("dpr")) == (result("a"), result("b"))
    assert (tally.generation_of("ppwp"), tally.generation_of("dpd")) == (1, 0)


def test_a_form_that_set_nothing_was_heard_all_the_same() -> None:
    tally = received(Tally(), heard("unsound", 1, "ppwp", "dpr"), {"dpr": result("unsound")})
    tally = received(tally, heard("again"), {"ppwp": result("again")})
    assert tally.in_force("ppwp") is None


def test_an_absent_tps_has_no_figures_and_the_entry_that_says_so() -> None:
    tally = absent(Tally(), ("ppwp", "dpr"), digest("entry", "absent"), 7, "banjir")
    assert tally.in_force("ppwp") == Result(None, 0, digest("entry", "absent"), 7, "banjir")
    assert tally.set_by("dpr", digest("entry", "absent")) == tally.in_force("dpr")
    tally = received(tally, heard("late"), {"ppwp": result("late")})
    assert tally.in_force("ppwp") == result("late")
    assert len(tally.results["ppwp"]) == 2


ARRIVALS = st.lists(st.tuples(st.integers(1, 3), st.sets(st.sampled_from(("ppwp", "dpr", "dpd")), min_size=1)))


@given(ARRIVALS)
def test_in_force_is_the_first_result_of_the_highest_generation(arrivals: list[tuple[int, set[str]]]) -> None:
    tally, expected = Tally(), dict[str, tuple[int, Hash]]()
    for number, (generation, contests) in enumerate(arrivals):
        name = str(number)
        made = {contest: result(name, generation) for contest in contests}
        tally = received(tally, heard(name, generation, *sorted(contests)), made)
        for contest in contests:
            if generation > expected.get(contest, (0, Hash(b"")))[0]:
                expected[contest] = (generation, digest("entry", name))
    for contest in ("ppwp", "dpr", "dpd"):
        in_force = tally.in_force(contest)
        assert (in_force and (in_force.generation, in_force.source)) == expected.get(contest)
    assert len(tally.statements) == len(arrivals)
