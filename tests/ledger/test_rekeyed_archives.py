"""Keys over time in whole archives: every act here is signed validly, and judged by all the books together.

- A revoked key counts in a book below its cut only, whether it signs an entry or a statement, and elsewhere not at all;
  what is affirmed counts all the same (R409).
- It does not matter when the superior says so: a book is judged by all that was taken back.
- A cut below what the superior has received is found (R410), and so is a root that is not the book's (R411).
- Only who appointed a key takes it back (R402, R404); a revoked key is never appointed again (R406).
- A lost key is replaced in its seat.
- A checkpoint that was acknowledged is checked like any quoted note.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.events import (
    AuthoritySeen,
    CheckpointAcknowledged,
    EntriesAffirmed,
    Event,
    OfficialAppointed,
    OfficialRevoked,
)
from domain.statements import Affirmation, Appointment, Cut, KeyGrant, Possession, Revocation, Role
from domain.types import Hash
from ledger.merkle import Tree, leaf_hash
from ledger.passes import Verification
from tests.support.expecting import verified
from tests.support.practice import (
    KAB,
    OTHER_PPK,
    PPK,
    PROV,
    ROOT_BODY,
    TPS,
    Script,
    Step,
    World,
    key_of,
    kpps,
    operator,
    practice,
    quorum,
    roots,
)

BOOK = f"example.id/latihan/ppk/{PPK[4:]}"
KETUA = f"ketua {PPK} 2"
NEW = "operator baru"


def root_of(world: World, body: str, size: int) -> Hash:
    return Tree(map(leaf_hash, world.books[body].raw[:size])).root()


def cut_at(world: World, body: str, size: int) -> Cut:
    return Cut(world.origin(body), root_of(world, body, size), size)


Sizes = Callable[[World], dict[str, int]]


def everything(*bodies: str) -> Sizes:
    """Cuts at all that these bodies have written so far."""
    return lambda world: {body: len(world.books[body].raw) for body in bodies}


def revoking(
    key: str, sizes: Sizes, body: str = PPK, signers: tuple[str, ...] | None = None
) -> Callable[[World], OfficialRevoked]:
    def make(world: World) -> OfficialRevoked:
        cuts = tuple(cut_at(world, each, size) for each, size in sizes(world).items())
        data = Revocation(cuts, key_of(key).public, "hilang")
        return OfficialRevoked(world.sign(data, body, quorum(KAB) if signers is None else signers))

    return make


def affirming(key: str, begin: int, end: int, body: str = PPK, book: str = PPK) -> Callable[[World], EntriesAffirmed]:
    def make(world: World) -> EntriesAffirmed:
        data = Affirmation(begin, world.origin(book), end, key_of(key).public, root_of(world, book, end))
        return EntriesAffirmed(world.sign(data, body, quorum(KAB)))

    return make


def appointing(name: str, role: Role, person: int, body: str = PPK) -> Callable[[World], OfficialAppointed]:
    def make(world: World) -> OfficialAppointed:
        area = body.partition("-")[2]
        grant = Appointment((KeyGrant(area, key_of(name).public, person, role),), None)
        proof = world.sign(Possession(area, person, role), body, [name])
        return OfficialAppointed(world.sign(grant, body, quorum(KAB)), (proof,))

    return make


def in_kab(name: str, event: Callable[[World], Event], body: str = PPK) -> Step:
    return Step(name, KAB, operator(KAB), f"body/{body}", event)


def at_last(*events: Callable[[World], Event], body: str = PPK) -> Script:
    """The practice election; at its end the kabupaten says these things about the PPK's keys."""
    script = practice()
    steps = [in_kab(f"said {number}", event, body) for number, event in enumerate(events)]
    script.before(f"{KAB} publish at last", *steps)
    return script


def found(result: Verification, code: str) -> list[tuple[str | None, int | None]]:
    return [(each.book, each.index) for each in result.findings if each.code == code]


# ---------------------------------------------------------------- cuts


def test_what_a_key_signed_below_its_cut_counts(tmp_path: Path) -> None:
    result = verified(at_last(revoking(operator(PPK), everything(PPK))), tmp_path)
    assert (result.status, result.findings) == ("valid", [])


def test_entries_behind_the_cut_do_not_count_whenever_it_was_made(tmp_path: Path) -> None:
    script = at_last(revoking(operator(PPK), lambda _: {PPK: 3}))
    script.drop(f"arrival {PPK}")
    result = verified(script, tmp_path)
    total = len(script.run().books[PPK].raw)
    assert found(result, "R409") == [(BOOK, index) for index in range(3, total)]
    assert result.status == "broken"
    assert dict(next(each for each in result.findings if each.code == "R409").params)["cut"] == 3


def test_a_key_without_a_cut_counts_nowhere(tmp_path: Path) -> None:
    script = at_last(revoking(operator(PPK), lambda _: {}))
    script.drop(f"arrival {PPK}")
    indexes = [index for _, index in found(verified(script, tmp_path), "R409")]
    assert indexes[0] == 0
    assert len(indexes) == len(script.run().books[PPK].raw)


def test_a_cut_in_another_book_does_not_save_it_here(tmp_path: Path) -> None:
    script = at_last(revoking(operator(PPK), everything(OTHER_PPK)))
    script.drop(f"arrival {PPK}")
    assert (BOOK, 0) in found(verified(script, tmp_path), "R409")


def test_statements_behind_the_cut_do_not_count_either(tmp_path: Path) -> None:
    script = at_last(revoking(KETUA, lambda _: {PPK: 3}))
    script.drop(f"arrival {PPK}")
    certificate = script.run().indexes[f"{PPK} certificate"]
    assert found(verified(script, tmp_path), "R409") == [(BOOK, certificate)]


def test_the_key_of_a_kpps_is_taken_back_in_the_book_that_receives_its_forms(tmp_path: Path) -> None:
    body = f"kpps-{TPS[:10]}"
    script = at_last(revoking(kpps(TPS)[0], lambda _: {PPK: 2}, body), body=body)
    script.drop(f"arrival {PPK}")
    received = script.run().indexes[f"tally {TPS}"]
    assert found(verified(script, tmp_path), "R409") == [(BOOK, received)]
    fine = at_last(revoking(kpps(TPS)[0], everything(PPK), body), body=body)
    assert verified(fine, tmp_path / "fine").status == "valid"


def test_what_was_affirmed_counts_all_the_same(tmp_path: Path) -> None:
    script = at_last(revoking(operator(PPK), lambda _: {PPK: 3}), affirming(operator(PPK), 3, 5))
    script.drop(f"arrival {PPK}")
    indexes = [index for _, index in found(verified(script, tmp_path), "R409")]
    assert indexes == list(range(5, len(script.run().books[PPK].raw)))


def test_all_of_it_affirmed_is_as_if_nothing_had_been_taken_back(tmp_path: Path) -> None:
    whole = len(practice().run().books[PPK].raw)
    script = practice()
    script.before(
        f"arrival {PPK}",
        in_kab("taken", revoking(operator(PPK), lambda _: {PPK: 3})),
        in_kab("affirmed", affirming(operator(PPK), 3, whole)),
    )
    assert verified(script, tmp_path).status == "valid"


def test_a_second_revocation_can_only_lower_the_cut(tmp_path: Path) -> None:
    script = at_last(revoking(operator(PPK), lambda _: {PPK: 4}), revoking(operator(PPK), lambda _: {PPK: 6}))
    script.drop(f"arrival {PPK}")
    assert found(verified(script, tmp_path), "R409")[0] == (BOOK, 4)
    script = at_last(revoking(operator(PPK), lambda _: {PPK: 6}), revoking(operator(PPK), lambda _: {PPK: 4}))
    script.drop(f"arrival {PPK}")
    assert found(verified(script, tmp_path / "b"), "R409")[0] == (BOOK, 4)


# ---------------------------------------------------------------- receipts and roots


def test_a_cut_below_an_own_receipt_is_found_at_the_revocation(tmp_path: Path) -> None:
    script = at_last(revoking(operator(PPK), lambda _: {PPK: 3}))
    result = verified(script, tmp_path)
    assert found(result, "R410") == [(f"example.id/latihan/kpu/{KAB[4:]}", script.run().indexes["said 0"])]
    finding = next(each for each in result.findings if each.code == "R410")
    assert dict(finding.params)["seen"] == len(script.run().books[PPK].raw)


def test_a_cut_made_before_the_receipt_is_no_such_thing(tmp_path: Path) -> None:
    script = practice()
    script.before(f"arrival {PPK}", in_kab("early", revoking(operator(PPK), lambda _: {PPK: 3})))
    assert found(verified(script, tmp_path), "R410") == []


def test_a_checkpoint_acknowledged_is_a_receipt_too(tmp_path: Path) -> None:
    script = at_last(revoking(operator(PPK), lambda _: {PPK: 3}))
    seen = Step("seen", KAB, operator(KAB), "book", lambda world: CheckpointAcknowledged(world.note(PPK, 4)))
    script.change(f"arrival {PPK}", event=seen.event, stream="book")
    result = verified(script, tmp_path)
    assert [dict(each.params)["seen"] for each in result.findings if each.code == "R410"] == [4]


@pytest.mark.parametrize(
    ("cut", "reason"),
    [(Cut(BOOK, Hash(b"x" * 32), 3), "root"), (Cut(BOOK, Hash(b"x" * 32), 500), "size")],
)
def test_a_root_that_is_not_the_books_is_found_at_the_revocation(tmp_path: Path, cut: Cut, reason: str) -> None:
    data = Revocation((cut,), key_of(operator(PPK)).public, "hilang")
    script = at_last(lambda world: OfficialRevoked(world.sign(data, PPK, quorum(KAB))))
    result = verified(script, tmp_path)
    (finding,) = [each for each in result.findings if each.code == "R411"]
    assert (finding.index, dict(finding.params)["reason"]) == (script.run().indexes["said 0"], reason)


def test_a_root_that_is_not_the_books_is_found_at_the_affirmation(tmp_path: Path) -> None:
    data = Affirmation(3, BOOK, 4, key_of(operator(PPK)).public, Hash(b"x" * 32))
    script = at_last(
        revoking(operator(PPK), everything(PPK)),
        lambda world: EntriesAffirmed(world.sign(data, PPK, quorum(KAB))),
    )
    assert found(verified(script, tmp_path), "R411") == [
        (f"example.id/latihan/kpu/{KAB[4:]}", script.run().indexes["said 1"])
    ]


def test_a_cut_of_a_book_that_is_not_there_is_taken_as_said(tmp_path: Path) -> None:
    elsewhere = Cut("example.id/latihan/ppk/160999", Hash(b"x" * 32), 3)

    def make(world: World) -> OfficialRevoked:
        cuts = (cut_at(world, PPK, len(world.books[PPK].raw)), elsewhere)
        return OfficialRevoked(world.sign(Revocation(cuts, key_of(operator(PPK)).public, "hilang"), PPK, quorum(KAB)))

    assert verified(at_last(make), tmp_path).status == "valid"


# ---------------------------------------------------------------- who takes back


@pytest.mark.parametrize(
    ("key", "code"),
    [("nobody", "R402"), (operator(KAB), "R402"), (operator(OTHER_PPK), "R404"), (kpps(TPS)[0], "R404")],
)
def test_a_body_takes_back_only_what_it_gave_to_that_body(tmp_path: Path, key: str, code: str) -> None:
    script = at_last(revoking(key, lambda _: {}))
    result = verified(script, tmp_path)
    assert [(each.code, each.index) for each in result.findings] == [(code, script.run().indexes["said 0"])]


def test_it_takes_the_quorum_of_the_body_that_appointed(tmp_path: Path) -> None:
    script = at_last(revoking(operator(PPK), everything(PPK), signers=(f"ketua {KAB} 2",)))
    assert [each.code for each in verified(script, tmp_path).findings] == ["R405"]
    script = at_last(revoking(operator(PPK), everything(PPK), signers=quorum(PROV)))
    assert {each.code for each in verified(script, tmp_path / "b").findings} == {"R402", "R405"}


def test_what_was_not_revoked_is_not_affirmed(tmp_path: Path) -> None:
    assert [each.code for each in verified(at_last(affirming(operator(PPK), 1, 2)), tmp_path).findings] == ["R205"]


def test_a_range_of_nothing_is_not_affirmed(tmp_path: Path) -> None:
    script = at_last(revoking(operator(PPK), everything(PPK)), affirming(operator(PPK), 2, 2))
    assert [each.code for each in verified(script, tmp_path).findings] == ["R203"]


def test_a_revoked_key_is_never_appointed_again(tmp_path: Path) -> None:
    script = at_last(revoking(operator(PPK), everything(PPK)), appointing(operator(PPK), Role.OPERATOR, 1))
    codes = {each.code for each in verified(script, tmp_path).findings}
    assert codes == {"R406"}


# ---------------------------------------------------------------- a lost key replaced


def replaced(sees: Step) -> Script:
    """The operator's key is lost after the plenary opened; the new one logs everything else."""
    script = practice()
    lost = script.at(f"{PPK} plenary") + 1
    steps = script.steps[lost:]
    script.steps[lost:] = [
        in_kab("taken", revoking(operator(PPK), everything(PPK))),
        in_kab("given", appointing(NEW, Role.OPERATOR, 1)),
        sees,
        *steps,
    ]
    for step in steps:
        if step.book == PPK and step.event is not None:
            script.change(step.name, signer=NEW)
    return script


SEES = Step("sees", PPK, NEW, "book", lambda world: AuthoritySeen(world.note(KAB, len(world.books[KAB].raw))))


def test_a_lost_key_is_replaced_in_its_seat(tmp_path: Path) -> None:
    assert verified(replaced(SEES), tmp_path).status == "valid"


def test_the_new_key_counts_only_where_the_book_has_seen_it(tmp_path: Path) -> None:
    script = replaced(SEES)
    script.drop("sees")
    assert {code.code for code in verified(script, tmp_path).findings} >= {"R402"}


def test_one_person_with_an_old_and_a_new_key_counts_once(tmp_path: Path) -> None:
    script = practice()
    second = "ketua kedua"
    script.before(f"{PPK} open", in_kab("given", appointing(second, Role.KETUA, 2)))
    script.alter(
        f"{PPK} certificate",
        lambda world, event: type(event)(world.sign(event.dhasil.data, event.dhasil.subject, [KETUA, second])),
    )
    assert "R405" in {each.code for each in verified(script, tmp_path).findings}


# ---------------------------------------------------------------- the root body's own officials


def in_root(name: str, event: Callable[[World], Event], signer: str = f"root {ROOT_BODY} 1") -> Step:
    return Step(name, ROOT_BODY, signer, f"body/{ROOT_BODY}", event)


def test_the_roots_take_back_a_key_of_their_own_body_even_behind_its_back(tmp_path: Path) -> None:
    script = practice()
    data = revoking(operator(ROOT_BODY), lambda _: {ROOT_BODY: 5}, ROOT_BODY, roots())
    script.before(f"{ROOT_BODY} publish at last", in_root("taken", data))
    result = verified(script, tmp_path)
    world = script.run()
    by_operator = [
        index
        for name, index in world.indexes.items()
        if any(step.name == name and step.signer == operator(ROOT_BODY) for step in script.steps)
    ]
    indexes = [index for book, index in found(result, "R409") if book == world.origin(ROOT_BODY)]
    assert indexes == [index for index in by_operator if index >= 5]
    assert indexes


def test_below_the_cut_the_root_bodys_key_counts(tmp_path: Path) -> None:
    script = practice()
    data = revoking(operator(ROOT_BODY), everything(ROOT_BODY), ROOT_BODY, roots())
    script.before(f"{ROOT_BODY} publish at last", in_root("taken", data))
    assert verified(script, tmp_path).status == "valid"


def test_an_operator_does_not_log_what_is_said_of_his_own_body_in_the_root_book(tmp_path: Path) -> None:
    script = practice()
    data = revoking(f"anggota {ROOT_BODY} 4", everything(ROOT_BODY), ROOT_BODY, roots())
    script.before(f"{ROOT_BODY} publish at last", in_root("taken", data, operator(ROOT_BODY)))
    assert [each.code for each in verified(script, tmp_path).findings] == ["R403"]


# ---------------------------------------------------------------- acknowledged checkpoints


def acknowledging(note: Callable[[World], bytes]) -> Script:
    script = practice()
    step = Step("noted", PROV, operator(PROV), "book", lambda world: CheckpointAcknowledged(note(world)))
    script.before(f"{PROV} publish at last", step)
    return script


def test_a_checkpoint_of_any_book_may_be_acknowledged(tmp_path: Path) -> None:
    assert verified(acknowledging(lambda world: world.note(PPK)), tmp_path).status == "valid"


def test_an_acknowledged_checkpoint_that_is_not_the_books_is_found(tmp_path: Path) -> None:
    def other(world: World) -> bytes:
        note = world.note(PPK)
        return note[:-10] + b"AAAAAAAAA\n"

    assert [each.code for each in verified(acknowledging(other), tmp_path).findings] == ["R310"]
    assert [each.code for each in verified(acknowledging(lambda _: b"x"), tmp_path / "b").findings] == ["R310"]
