"""Amendments as they change an election, without any book.

- A line's amendment replaces its roots and their quorum and lays its quorums over those in force; only KPU's renames.
- Quorums are known from the entry they count from, and asked for at the entry being judged.
- A withdrawn option keeps its row; only its votes are named.
"""

import pytest
from msgspec.structs import replace

from domain.amending import root_findings
from domain.authority import quorums_of, role_wanted
from domain.election import DeclaredContest, declaration_in_force, election_of, row_of
from domain.events import (
    BookOpened,
    ContestAmended,
    ElectionAmended,
    EntriesAffirmed,
    Event,
    Line,
    OfficialRevoked,
    Quorum,
)
from domain.statements import (
    Affirmation,
    ContestAmendment,
    ElectionAmendment,
    Possession,
    Revocation,
    Role,
    Withdrawn,
)
from domain.types import ZERO_HASH
from tests.domain.stories import (
    ELECTION,
    authority_of,
    codes,
    contest,
    declaration,
    declared_contest,
    digest,
    form,
    key,
    said,
)

KPU = Line(key("log kpu"), "example.id/a/kpu/0", 2, (key("root 1"), key("root 2")))
BAWASLU = Line(key("log bawaslu"), "example.id/a/bawaslu/0", 1, (key("root b"),))


def amendment(name: str = "", quorum: int = 1, quorums: tuple[Quorum, ...] = (), *roots: str) -> ElectionAmendment:
    return ElectionAmendment(name, quorum, quorums, tuple(map(key, roots or ("root 1",))))


# ---------------------------------------------------------------- the declaration in force


def test_without_amendments_the_declaration_holds() -> None:
    declared = declaration()
    assert declaration_in_force(declared, (), ()) == declared


def test_the_last_amendment_of_kpu_holds() -> None:
    declared = replace(declaration(), kpu=KPU, bawaslu=BAWASLU)
    held = declaration_in_force(declared, (amendment("Dua"), amendment("Tiga", 2, (), "root 1", "root 3")), ())
    assert (held.name, held.kpu.quorum, held.kpu.roots) == ("Tiga", 2, (key("root 1"), key("root 3")))
    assert (held.kpu.log, held.kpu.origin, held.bawaslu) == (KPU.log, KPU.origin, BAWASLU)


def test_bawaslu_changes_its_own_roots_and_quorums_only() -> None:
    declared = replace(declaration(), kpu=KPU, bawaslu=BAWASLU)
    held = declaration_in_force(declared, (), (amendment("Lain", 1, (Quorum(1, "bawaslu"),), "root x"),))
    assert (held.name, held.kpu) == (declared.name, KPU)
    assert held.bawaslu is not None
    assert held.bawaslu.roots == (key("root x"),)
    assert quorums_of(held.quorums) == {**quorums_of(declared.quorums), "bawaslu": 1}


def test_an_amendment_of_a_line_that_is_not_there_says_nothing() -> None:
    declared = replace(declaration(), bawaslu=None)
    assert declaration_in_force(declared, (), (amendment("Lain"),)) == declared


# ---------------------------------------------------------------- quorums in force


def test_a_quorum_counts_from_the_entry_it_was_learnt_at() -> None:
    authority = authority_of("ppk-160901")
    authority.amend(3, {"kpps": 1})
    authority.amend(5, {"ppk": 4})
    found = []
    for index in (0, 2, 3, 4, 5, 9):
        authority.limit_at(index, 0)
        found.append((authority.quorum_of("kpps"), authority.quorum_of("ppk")))
    assert found == [(2, 2), (2, 2), (1, 2), (1, 2), (1, 4), (1, 4)]
    assert authority.quorum_of("panitia") == 0


# ---------------------------------------------------------------- who signs what in a root book


@pytest.mark.parametrize(
    ("event", "subject", "role"),
    [
        (ElectionAmended(said(amendment(), "kpu-0", ["a"]), ()), "", Role.ROOT),
        (ContestAmended(said(ContestAmendment((), ELECTION, ELECTION, "", ()), "ppwp", ["a"])), "ppwp", Role.ROOT),
        (OfficialRevoked(said(Revocation((), key("a"), ""), "kpu-0", ["a"])), "kpu-0", Role.ROOT),
        (OfficialRevoked(said(Revocation((), key("a"), ""), "kpu-16", ["a"])), "kpu-16", Role.OPERATOR),
        (EntriesAffirmed(said(Affirmation(0, "", 1, key("a"), ELECTION), "kpu-0", ["a"])), "kpu-0", Role.ROOT),
        (BookOpened(None, None), "", Role.ROOT),
    ],
)
def test_the_roots_sign_what_is_said_of_the_election_and_of_their_own_body(
    event: Event, subject: str, role: Role
) -> None:
    assert role_wanted(authority_of("kpu-0", superior=None), event, subject) is role
    assert role_wanted(authority_of("kpu-16"), event, subject) is Role.OPERATOR


def test_a_root_of_one_line_does_not_speak_for_the_other() -> None:
    proof = said(Possession("0", 1, Role.ROOT), "kpu-0", ["root b"], election=ZERO_HASH)
    assert codes(root_findings((None, BAWASLU), (proof,))) == ["R407"]


# ---------------------------------------------------------------- withdrawn options


def withdrawn(*options: Withdrawn) -> DeclaredContest:
    one = declared_contest("ppwp", ("0",), ("kecamatan", "kabko", "provinsi", "nasional"))
    return election_of(ELECTION, declaration(), [one], [("ppwp", options)]).contests["ppwp"]


def test_votes_for_a_withdrawn_option_are_named() -> None:
    assert withdrawn(Withdrawn(2, None)).votes_withdrawn(form(3, 4)) == [("suara_2", 4)]
    assert withdrawn(Withdrawn(2, None)).votes_withdrawn(form(3, 0)) == []
    assert withdrawn().votes_withdrawn(form(3, 4)) == []
    assert contest().withdrawn == ()


def test_a_form_that_leaves_the_row_of_a_withdrawn_option_empty_has_no_votes_there() -> None:
    assert withdrawn(Withdrawn(2, None)).votes_withdrawn((3, None, 3, 0, 3)) == []


def test_the_row_of_an_option_is_its_own_votes() -> None:
    assert (row_of(Withdrawn(2, None)), row_of(Withdrawn(2, 5))) == ("suara_2", "suara_5_2")
    assert digest("a") != digest("b")
