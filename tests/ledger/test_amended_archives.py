"""Amendments in whole archives, each signed validly.

- The quorum of roots in force amends the election; a root key not named again counts only up to there (R409), a new one
  proves itself (R407) and is used for nothing else (R406).
- An amended quorum counts in the root book from the next entry on, and in a book below from where its notes reach it.
- Each line amends its own roots; the name and the contests are KPU's (R203).
- A contest's areas and withdrawn options hold for the whole election; votes for a withdrawn option are P.211.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.areas import NATION
from domain.events import AuthoritySeen, BookOpened, ContestAmended, ElectionAmended, Event
from domain.findings import Level
from domain.statements import ContestAmendment, ElectionAmendment, Possession, Quorum, Role, Withdrawn
from domain.types import Hash
from ledger.passes import Verification
from tests.support import bawaslu
from tests.support.expecting import verified
from tests.support.practice import (
    CONTEST,
    KAB,
    OTHER_PPK,
    PPK,
    PROV,
    RESULTS,
    ROOT_BODY,
    TPS,
    Script,
    Step,
    World,
    altered,
    appointing,
    authorizing,
    key_of,
    kpps,
    operator,
    practice,
    receiving,
)

ROOT_BOOK = "example.id/latihan/kpu/0"
ROOTS = tuple(f"root {ROOT_BODY} {person}" for person in (1, 2, 3))
NEW_ROOT = "root baru"
QUORUM = ROOTS[:2]


def amending(
    *,
    name: str = "Latihan",
    quorum: int = 2,
    quorums: tuple[Quorum, ...] = (),
    roots: tuple[str, ...] = ROOTS,
    signers: tuple[str, ...] = QUORUM,
    proofs: tuple[str, ...] = (),
    subject: str = ROOT_BODY,
) -> Callable[[World], ElectionAmended]:
    def make(world: World) -> ElectionAmended:
        data = ElectionAmendment(name, quorum, quorums, tuple(key_of(each).public for each in roots))
        possessions = tuple(world.sign(Possession(NATION, 9, Role.ROOT), subject, [each]) for each in proofs)
        return ElectionAmended(world.sign(data, subject, signers), possessions)

    return make


def amended(*events: Callable[[World], Event], before: str = f"authorize {PROV}") -> Script:
    """The practice election with these amendments in the root book, before something else."""
    script = practice()
    steps = [Step(f"amended {number}", ROOT_BODY, ROOTS[0], "election", event) for number, event in enumerate(events)]
    script.before(before, *steps)
    return script


def codes(result: Verification) -> list[str]:
    return [each.code for each in result.findings]


# ---------------------------------------------------------------- the roots


def test_the_quorum_of_roots_amends_the_election(tmp_path: Path) -> None:
    result = verified(amended(amending(name="Latihan Kedua")), tmp_path)
    assert result.status == "valid"
    assert result.election is not None
    assert result.election.declared.name == "Latihan Kedua"


def test_the_last_amendment_holds(tmp_path: Path) -> None:
    result = verified(amended(amending(name="Dua"), amending(name="Tiga")), tmp_path)
    assert result.election is not None
    assert result.election.declared.name == "Tiga"


def test_one_root_alone_amends_nothing(tmp_path: Path) -> None:
    result = verified(amended(amending(name="Lain", signers=ROOTS[:1])), tmp_path)
    assert codes(result) == ["R405"]
    assert result.election is not None
    assert result.election.declared.name == "Latihan"


def test_a_root_key_that_is_not_named_again_no_longer_counts(tmp_path: Path) -> None:
    result = verified(amended(amending(roots=ROOTS[1:], signers=ROOTS[1:])), tmp_path)
    assert "R409" in codes(result)
    fine = amended(amending(roots=ROOTS[:2]))
    assert verified(fine, tmp_path / "fine").status == "valid"


def test_a_root_that_amends_itself_away_may_still_log_it(tmp_path: Path) -> None:
    script = practice()
    event = amending(roots=ROOTS[1:])
    script.before(f"{ROOT_BODY} publish at last", Step("amended", ROOT_BODY, ROOTS[0], "election", event))
    assert verified(script, tmp_path).status == "valid"
    more = Step("more", ROOT_BODY, ROOTS[0], "election", amending(roots=ROOTS[1:], signers=ROOTS[1:]))
    script.after("amended", more)
    assert codes(verified(script, tmp_path / "b")) == ["R409"]


def test_a_new_root_proves_itself_and_counts_from_then_on(tmp_path: Path) -> None:
    roots = (ROOTS[0], NEW_ROOT)
    script = amended(amending(roots=roots, proofs=(NEW_ROOT,)))
    script.change(f"authorize {PROV}", event=authorizing(PROV, roots))
    script.change(f"officials {PROV}", event=appointing(PROV, roots))
    result = verified(script, tmp_path)
    assert result.status == "valid"
    assert result.election is not None
    assert len(result.election.declared.kpu.roots) == 2


def test_a_new_root_without_possession_amends_nothing(tmp_path: Path) -> None:
    assert codes(verified(amended(amending(roots=(*ROOTS, NEW_ROOT))), tmp_path)) == ["R407"]


def test_a_root_key_serves_nothing_else(tmp_path: Path) -> None:
    other = operator(ROOT_BODY)
    assert set(codes(verified(amended(amending(roots=(*ROOTS, other), proofs=(other,))), tmp_path))) == {"R406"}


def test_a_root_key_that_went_does_not_come_back(tmp_path: Path) -> None:
    back = amending(proofs=ROOTS[2:])
    assert set(codes(verified(amended(amending(roots=ROOTS[:2]), back), tmp_path))) == {"R406"}


@pytest.mark.parametrize(("quorum", "roots"), [(0, ROOTS), (4, ROOTS), (2, (ROOTS[0], ROOTS[0])), (1, ())])
def test_a_quorum_out_of_reach_amends_nothing(tmp_path: Path, quorum: int, roots: tuple[str, ...]) -> None:
    assert codes(verified(amended(amending(quorum=quorum, roots=roots)), tmp_path)) == ["R207"]


def test_an_amended_quorum_of_roots_counts_from_the_next_entry_on(tmp_path: Path) -> None:
    script = amended(amending(quorum=3))
    index = script.run().indexes[f"authorize {PROV}"]
    result = verified(script, tmp_path)
    assert [each.index for each in result.findings if each.code == "R405"] == [index, index + 1]


def test_an_amendment_is_of_the_line_that_it_stands_in(tmp_path: Path) -> None:
    assert codes(verified(amended(amending(subject=PROV)), tmp_path)) == ["R203"]
    script = practice()
    step = Step("amended", KAB, operator(KAB), "election", amending())
    script.before(f"{KAB} publish at last", step)
    assert codes(verified(script, tmp_path / "b")) == ["R203"]


def test_an_operator_logs_no_amendment(tmp_path: Path) -> None:
    script = practice()
    script.before(
        f"{ROOT_BODY} publish at last", Step("amended", ROOT_BODY, operator(ROOT_BODY), "election", amending())
    )
    assert codes(verified(script, tmp_path)) == ["R403"]


# ---------------------------------------------------------------- quorums below


def short_handed(quorums: tuple[Quorum, ...], tps: str = TPS) -> Script:
    """The quorums are amended before the provinces are authorised; one TPS has only two signatures."""
    script = amended(amending(quorums=quorums))
    script.change(f"tally {tps}", event=receiving(tps, RESULTS[tps], kpps(tps)[:2]))
    return script


def test_an_amended_quorum_counts_in_a_book_whose_notes_reach_it(tmp_path: Path) -> None:
    assert verified(short_handed((Quorum(1, "kpps"),)), tmp_path).status == "valid"
    assert "R405" in codes(verified(short_handed(()), tmp_path / "b"))


def test_kinds_of_bodies_that_are_not_named_keep_their_quorum(tmp_path: Path) -> None:
    assert "R405" in codes(verified(short_handed((Quorum(1, "ppk"),)), tmp_path))


def test_a_book_that_has_not_seen_the_amendment_is_judged_as_before(tmp_path: Path) -> None:
    script = practice()
    script.change(f"tally {TPS}", event=receiving(TPS, RESULTS[TPS], kpps(TPS)[:2]))
    late = Step("amended", ROOT_BODY, ROOTS[0], "election", amending(quorums=(Quorum(1, "kpps"),)))
    script.before(f"{ROOT_BODY} publish at last", late)
    assert "R405" in codes(verified(script, tmp_path))


def test_an_amended_quorum_reaches_a_book_through_every_level_above(tmp_path: Path) -> None:
    script = practice()
    more = amending(quorums=(Quorum(3, "kpps"),))
    news = [Step("amended", ROOT_BODY, ROOTS[0], "election", more), Step("told 0", ROOT_BODY)]
    for superior, body in ((ROOT_BODY, PROV), (PROV, KAB), (KAB, PPK)):
        make = seeing(superior)
        news += [Step(f"seen {body}", body, operator(body), "book", make), Step(f"told {body}", body)]
    script.before(f"tally {TPS}", *news)
    script.change(f"{OTHER_PPK} open", event=lambda world: BookOpened(world.note(KAB, before(world)), None))
    result = verified(script, tmp_path)
    books = {each.book for each in result.findings if each.code == "R405"}
    assert books == {f"example.id/latihan/ppk/{PPK[4:]}"}


def before(world: World) -> int:
    """The size of the kabupaten's book before it saw the amendment."""
    return world.indexes[f"seen {KAB}"]


def seeing(superior: str) -> Callable[[World], AuthoritySeen]:
    return lambda world: AuthoritySeen(world.note(superior))


def test_a_body_that_never_passed_it_on_keeps_the_old_quorum_below(tmp_path: Path) -> None:
    script = practice()
    more = amending(quorums=(Quorum(3, "kpps"),))
    script.before(
        f"tally {TPS}",
        Step("amended", ROOT_BODY, ROOTS[0], "election", more),
        Step("told 0", ROOT_BODY),
        Step("seen prov", PROV, operator(PROV), "book", seeing(ROOT_BODY)),
        Step("told prov", PROV),
    )
    assert verified(script, tmp_path).status == "valid"


# ---------------------------------------------------------------- the other line


def test_bawaslu_amends_the_roots_of_its_own_line(tmp_path: Path) -> None:
    roots = (bawaslu.roots()[0], NEW_ROOT)
    event = amending(name="", roots=roots, signers=bawaslu.roots(), proofs=(NEW_ROOT,), subject=bawaslu.ROOT)
    script = bawaslu.two_lines()
    script.before(f"{bawaslu.ROOT} publish", Step("amended", bawaslu.ROOT, bawaslu.roots()[0], "election", event))
    result = verified(script, tmp_path)
    assert result.status == "valid"
    assert result.election is not None
    assert result.election.declared.bawaslu is not None
    assert key_of(NEW_ROOT).public in result.election.declared.bawaslu.roots
    assert result.election.declared.name == "Latihan"


def test_bawaslu_does_not_rename_the_election_nor_amend_its_contests(tmp_path: Path) -> None:
    event = amending(name="Lain", roots=bawaslu.roots(), signers=bawaslu.roots(), subject=bawaslu.ROOT)
    script = bawaslu.two_lines()
    root = bawaslu.roots()[0]
    contest = altering_contest(signers=bawaslu.roots())
    script.before(
        f"{bawaslu.ROOT} publish",
        Step("amended", bawaslu.ROOT, root, "election", event),
        Step("contest amended", bawaslu.ROOT, root, f"contest/{CONTEST}", contest),
    )
    assert codes(verified(script, tmp_path)) == ["R203", "R203"]


def test_kpu_says_what_the_election_is_called(tmp_path: Path) -> None:
    assert codes(verified(amended(amending(name=" ")), tmp_path)) == ["R203"]


# ---------------------------------------------------------------- contests


def altering_contest(
    *,
    areas: tuple[str, ...] = ("1609",),
    withdrawn: tuple[Withdrawn, ...] = (),
    signers: tuple[str, ...] = QUORUM,
    subject: str = CONTEST,
    declared: Hash | None = None,
) -> Callable[[World], ContestAmended]:
    def make(world: World) -> ContestAmended:
        cited = world.leaves["contest"] if declared is None else declared
        data = ContestAmendment(areas, cited, Hash(b"p" * 32), "putusan", withdrawn)
        return ContestAmended(world.sign(data, subject, signers))

    return make


def contest_amended(event: Callable[[World], Event], stream: str = f"contest/{CONTEST}") -> Script:
    script = practice()
    script.before(f"{ROOT_BODY} publish at last", Step("amended", ROOT_BODY, ROOTS[0], stream, event))
    return script


def test_votes_for_a_withdrawn_option_are_a_hint(tmp_path: Path) -> None:
    result = verified(contest_amended(altering_contest(withdrawn=(Withdrawn(2, None),))), tmp_path)
    assert {(each.code, each.level, each.row) for each in result.findings} == {("P.211", Level.HINT, "suara_2")}
    assert {(each.area, dict(each.params)["left"]) for each in result.findings} >= {(TPS, 60)}
    assert result.status == "valid"


def test_the_areas_of_a_contest_are_the_last_ones_for_the_whole_election(tmp_path: Path) -> None:
    result = verified(contest_amended(altering_contest(areas=("160902",))), tmp_path)
    assert ("G.101", TPS) in {(each.code, each.area) for each in result.findings}
    assert result.election is not None
    assert result.election.contests[CONTEST].contest.areas == ("160902",)


@pytest.mark.parametrize(
    ("event", "stream", "code"),
    [
        (altering_contest(signers=ROOTS[:1]), None, "R405"),
        (altering_contest(subject="dpd-16"), None, "R203"),
        (altering_contest(subject="dpd-16"), "contest/dpd-16", "R205"),
        (altering_contest(declared=Hash(b"x" * 32)), None, "R205"),
        (altering_contest(areas=("9999999",)), None, "R207"),
        (altering_contest(areas=()), None, "R207"),
        (altering_contest(withdrawn=(Withdrawn(3, None),)), None, "R203"),
        (altering_contest(withdrawn=(Withdrawn(1, 1),)), None, "R203"),
    ],
)
def test_what_makes_no_amendment_of_a_contest_changes_nothing(
    tmp_path: Path, event: Callable[[World], Event], stream: str | None, code: str
) -> None:
    result = verified(contest_amended(event, stream or f"contest/{CONTEST}"), tmp_path)
    assert codes(result) == [code]
    assert result.election is not None
    assert result.election.contests[CONTEST].contest.areas == ("1609",)


def test_an_amended_contest_keeps_its_declaration(tmp_path: Path) -> None:
    script = contest_amended(altering_contest(withdrawn=(Withdrawn(2, None),)))
    world = script.run()
    result = verified(script, tmp_path)
    assert result.election is not None
    assert result.election.contests[CONTEST].declared == world.leaves["contest"]
    assert altered(world.events["amended"]) == world.events["amended"]
    assert ROOT_BOOK in world.origin(ROOT_BODY)
