"""Keys over time as a fold: what is taken back and affirmed, and a small model of it.

- A key counts below the lowest of its cuts in a book and in the ranges affirmed after it was taken back.
- A book that no cut names has the cut 0; a book cut twice in one revocation has the lower cut.
- Nothing that the quorum did not sign, or that is of another's key, changes anything.
- In a root book the keys of the root's own body are judged by what is said of them later.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.appointing import fold_authority
from domain.authority import FROM_THE_START, Authority, Revoked, signer_findings, single_official_findings
from domain.events import EntriesAffirmed, Entry, Event, OfficialAppointed, OfficialRevoked, PlenaryClosed
from domain.findings import Finding, broken
from domain.grants import Grants
from domain.statements import Affirmation, Appointment, Cut, KeyGrant, Possession, Revocation, Role
from domain.types import ZERO_HASH
from tests.domain.stories import (
    ELECTION,
    KAB,
    PPK,
    SEEN,
    appointed,
    authority_of,
    codes,
    digest,
    key,
    officials,
    said,
)

BOOK: Final = "example.id/a/ppk/160901"
OTHER: Final = "example.id/a/ppk/160902"
ROOT: Final = digest("root")
NAMES: Final = ("satu", "dua", "tiga")


def entry(data: Event, body: str = PPK, signer: str = f"operator {KAB}") -> Entry:
    leaf = digest("leaf", body, data)
    return Entry("example.id/a/kpu/1609", data, ELECTION, ZERO_HASH, 1, key(signer), f"body/{body}", 0, leaf)


def appointing(name: str, role: Role = Role.OPERATOR, signers: Iterable[str] = officials(KAB)) -> OfficialAppointed:
    grant = Appointment((KeyGrant("160901", key(name), 1, role),), None)
    return OfficialAppointed(
        said(grant, PPK, signers), (said(Possession("160901", 1, role), PPK, [name], election=ELECTION),)
    )


def revoking(
    name: str, *cuts: tuple[str, int], signers: Iterable[str] = officials(KAB), body: str = PPK
) -> OfficialRevoked:
    made = tuple(Cut(book, ROOT, size) for book, size in cuts)
    return OfficialRevoked(said(Revocation(made, key(name), "hilang"), body, signers))


def affirming(name: str, begin: int, end: int, book: str = BOOK) -> EntriesAffirmed:
    return EntriesAffirmed(said(Affirmation(begin, book, end, key(name), ROOT), PPK, officials(KAB)))


def fold(*events: Event) -> Grants:
    authority = authority_of(KAB)
    authority.steps.setdefault(0, SEEN)
    return fold_authority(authority, list(enumerate(map(entry, events))), {})


def within(grants: Grants, name: str, book: str = BOOK) -> Revoked | None:
    return grants.revoked_in(book, {key(name)}).get(key(name))


# ---------------------------------------------------------------- one revocation


def test_a_key_counts_below_its_cut_only() -> None:
    revoked = Revoked(3)
    assert [revoked.counts_at(index) for index in range(5)] == [True, True, True, False, False]


def test_a_range_affirmed_counts_from_its_first_entry_to_before_its_end() -> None:
    revoked = Revoked(1, ((3, 5), (7, 8)))
    assert [index for index in range(10) if revoked.counts_at(index)] == [0, 3, 4, 7]


def test_a_key_that_was_not_taken_back_is_not_limited() -> None:
    assert within(fold(appointing("satu")), "satu") is None


def test_a_book_without_a_cut_has_the_cut_0() -> None:
    grants = fold(appointing("satu"), revoking("satu", (OTHER, 7)))
    assert within(grants, "satu") == Revoked(0)
    assert within(grants, "satu", OTHER) == Revoked(7)


def test_a_book_that_is_cut_twice_has_the_lower_cut() -> None:
    assert within(fold(appointing("satu"), revoking("satu", (BOOK, 7), (BOOK, 4), (BOOK, 9))), "satu") == Revoked(4)


def test_a_later_revocation_that_leaves_a_book_out_cuts_it_at_0() -> None:
    assert within(fold(appointing("satu"), revoking("satu", (BOOK, 7)), revoking("satu")), "satu") == Revoked(0)


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (revoking("satu", (BOOK, 3), signers=officials(KAB)[:1]), "R405"),
        (revoking("satu", (BOOK, 3), signers=officials(PPK)), "R402"),
        (revoking("satu", (BOOK, 3), body="ppk-160902"), "R203"),
        (revoking("dua", (BOOK, 3)), "R402"),
        (affirming("satu", 1, 2), "R205"),
        (affirming("dua", 1, 2), "R402"),
    ],
)
def test_what_may_not_be_said_changes_nothing(event: Event, code: str) -> None:
    grants = fold(appointing("satu"), event)
    assert code in codes(grants.findings)
    assert {finding.index for finding in grants.findings} == {1}
    assert (grants.revoked, grants.taken, grants.claims) == ({}, [], [])


def test_what_is_claimed_of_books_is_kept_with_its_place() -> None:
    grants = fold(appointing("satu"), revoking("satu", (BOOK, 3)), affirming("satu", 4, 6))
    assert [(claim.index, claim.book, claim.size) for claim in grants.claims] == [(1, BOOK, 3), (2, BOOK, 6)]
    assert [(taken.index, taken.appointed.key, taken.cuts) for taken in grants.taken] == [
        (1, key("satu"), ((BOOK, 3),))
    ]


# ---------------------------------------------------------------- judged by it


def judged(authority: Authority, signer: str, index: int) -> tuple[Finding, ...]:
    authority.limit_at(index, 0)
    closing = Entry("book", PlenaryClosed(), ELECTION, ZERO_HASH, 1, key(signer), "plenary/1", 0, digest(index))
    return signer_findings(authority, closing, SEEN)


def test_an_entry_behind_the_cut_says_which_key_and_where_it_was_cut() -> None:
    authority = authority_of(PPK)
    operator = f"operator {PPK}"
    authority.revoked[key(operator)] = Revoked(3, ((5, 6),))
    assert [codes(judged(authority, operator, index)) for index in range(7)] == [
        [],
        [],
        [],
        ["R409"],
        ["R409"],
        [],
        ["R409"],
    ]
    assert judged(authority, operator, 3) == (broken("R409", key=key(operator).hex(), cut=3),)


def test_one_official_signs_alone_and_nobody_beside_him() -> None:
    authority = authority_of(PPK)
    wanted = (Role.KETUA,)
    ketua = f"ketua {PPK}"
    assert single_official_findings(authority, said(Appointment((), None), PPK, [ketua]), SEEN, wanted) == ()
    found = single_official_findings(
        authority, said(Appointment((), None), PPK, [ketua, f"operator {PPK}"]), SEEN, wanted
    )
    assert codes(found) == ["R403"]
    authority.revoked[key(ketua)] = Revoked(0)
    found = single_official_findings(authority, said(Appointment((), None), PPK, [ketua]), SEEN, wanted)
    assert codes(found) == ["R409", "R405"]


# ---------------------------------------------------------------- the root's own body


def test_what_the_root_body_logged_is_judged_by_what_the_roots_say_later() -> None:
    authority = authority_of("kpu-0", superior=None)
    roots = [f"root {person}" for person in (1, 2, 3)]
    authority.keys = {
        key(name): appointed(name, "kpu-0", "0", person, Role.ROOT, FROM_THE_START)
        for person, name in enumerate(roots, start=1)
    }
    grant = Appointment((KeyGrant("0", key("lama"), 1, Role.OPERATOR),), None)
    proof = said(Possession("0", 1, Role.OPERATOR), "kpu-0", ["lama"], election=ELECTION)
    given = OfficialAppointed(said(grant, "kpu-0", roots), (proof,))
    below = OfficialAppointed(said(Appointment((), None), "kpu-16", roots), ())
    taken = OfficialRevoked(said(Revocation((Cut(authority.origin, ROOT, 2),), key("lama"), "hilang"), "kpu-0", roots))
    entries = [
        entry(given, "kpu-0", roots[0]),
        entry(below, "kpu-16", "lama"),
        entry(below, "kpu-16", "lama"),
        entry(taken, "kpu-0", roots[0]),
    ]
    grants = fold_authority(authority, list(enumerate(entries)), {})
    assert [(finding.code, finding.index) for finding in grants.findings] == [("R409", 2)]
    assert len(grants.officials["kpu-0"]) == 1


# ---------------------------------------------------------------- against a model


@dataclass
class Model:
    """What a body's keys are worth, in the plainest words."""

    granted: set[str] = field(default_factory=set)
    cuts: dict[str, int] = field(default_factory=dict)
    affirmed: dict[str, set[int]] = field(default_factory=dict)

    def appoint(self, name: str) -> bool:
        if name in self.granted:
            return False
        self.granted.add(name)
        return True

    def revoke(self, name: str, cut: int) -> bool:
        if name not in self.granted:
            return False
        self.cuts[name] = min(cut, self.cuts.get(name, cut))
        return True

    def affirm(self, name: str, begin: int, end: int) -> bool:
        if name not in self.cuts or begin >= end:
            return False
        self.affirmed.setdefault(name, set()).update(range(begin, end))
        return True

    def counts(self, name: str, index: int) -> bool:
        if name not in self.granted:
            return False
        return name not in self.cuts or index < self.cuts[name] or index in self.affirmed.get(name, ())


SIZE = st.integers(0, 9)
ACTS = st.one_of(
    st.tuples(st.just("appoint"), st.sampled_from(NAMES)),
    st.tuples(st.just("revoke"), st.sampled_from(NAMES), SIZE),
    st.tuples(st.just("affirm"), st.sampled_from(NAMES), SIZE, SIZE),
    st.tuples(st.just("forge"), st.sampled_from(NAMES), SIZE),
)


def event_of(act: tuple[str | int, ...]) -> Event:
    match act:
        case ("appoint", str(name)):
            return appointing(name)
        case ("revoke", str(name), int(cut)):
            return revoking(name, (BOOK, cut))
        case ("affirm", str(name), int(begin), int(end)):
            return affirming(name, begin, end)
        case (_, str(name), int(cut)):
            return revoking(name, (BOOK, cut), signers=("siapa saja",))
    raise TypeError(act)


@settings(max_examples=200)
@given(st.lists(ACTS, max_size=14))
def test_any_sequence_of_acts_leaves_the_keys_worth_what_a_plain_model_says(acts: list[tuple[str | int, ...]]) -> None:
    model = Model()
    legal = []
    for act in acts:
        name, rest = str(act[0]), act[1:]
        legal.append(name != "forge" and getattr(model, name)(*rest))
    grants = fold(*map(event_of, acts))
    at_fault = {finding.index for finding in grants.findings if finding.code != "R406"}
    twice = {at for at, act in enumerate(acts) if act[0] == "appoint" and not legal[at]}
    assert at_fault == {at for at, is_legal in enumerate(legal) if not is_legal} - twice
    assert {finding.index for finding in grants.findings if finding.code == "R406"} >= twice
    authority = authority_of(PPK)
    authority.keys = {each.key: each for each in grants.officials.get(PPK, ())}
    authority.revoked = grants.revoked_in(BOOK, authority.keys)
    for name in NAMES:
        for index in range(10):
            assert (not judged(authority, name, index)) is model.counts(name, index), (name, index)
