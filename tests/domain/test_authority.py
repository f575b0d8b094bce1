"""Which keys count: appointed below what was seen, in the right role and area, and one person once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.authority import (
    FROM_THE_START,
    Authority,
    area_findings,
    body_quorum_findings,
    official_pair_findings,
    quorums_of,
    root_quorum_findings,
    signer_findings,
    station_quorum_findings,
)
from domain.bodies import Body, BodyKind
from domain.events import (
    BodyAuthorized,
    BookOpened,
    ContestDeclared,
    Entry,
    Event,
    OfficialAppointed,
    PlenaryClosed,
    Quorum,
)
from domain.findings import Finding, Level
from domain.statements import Appointment, Role, Statement, StatementData
from domain.types import Hash
from tests.domain.stories import (
    ELECTION,
    KAB,
    PPK,
    SECOND,
    SEEN,
    TPS,
    appointed,
    authority_of,
    codes,
    declaration,
    key,
    kpps,
    officials,
    said,
)


def entry(signer: str, data: Event | None = None, stream: str = "plenary/1") -> Entry:
    return Entry("book", data or PlenaryClosed(), ELECTION, ELECTION, 1, key(signer), stream, 0, ELECTION)


def signed_by(*signers: str) -> Statement[StatementData]:
    return said(Appointment((), None), PPK, signers)


def root_book() -> Authority:
    authority = authority_of("kpu-0", superior=None)
    roots = [appointed(f"root {person}", "kpu-0", "0", person, Role.ROOT, FROM_THE_START) for person in (1, 2, 3)]
    authority.keys |= {each.key: each for each in roots}
    return authority


def params_of(finding: Finding) -> dict[str, int | str]:
    return dict(finding.params)


# ---------------------------------------------------------------- who may log


def test_the_operator_of_the_body_may_log() -> None:
    assert signer_findings(authority_of(PPK), entry(f"operator {PPK}"), SEEN) == ()


@pytest.mark.parametrize(
    ("signer", "code"),
    [
        ("somebody", "R402"),
        (f"ketua {PPK}", "R403"),
        (f"anggota {PPK} 2", "R403"),
        (f"kpps_ketua {TPS}", "R403"),
        ("operator elsewhere", "R404"),
    ],
)
def test_nobody_else_may(signer: str, code: str) -> None:
    authority = authority_of(PPK, (TPS,))
    stray = appointed("operator elsewhere", "ppk-160902", "160902", 1, Role.OPERATOR)
    authority.keys[stray.key] = stray
    (finding,) = signer_findings(authority, entry(signer), SEEN)
    assert (finding.code, finding.level) == (code, Level.BROKEN)
    assert params_of(finding)["key"] == key(signer).hex()


@pytest.mark.parametrize(("index", "counts"), [(0, True), (SEEN - 1, True), (SEEN, False), (SEEN + 1, False)])
def test_a_key_counts_if_it_was_appointed_below_the_size_of_the_note_seen(index: int, *, counts: bool) -> None:
    authority = authority_of(PPK)
    late = appointed(f"operator {PPK}", PPK, "160901", 1, Role.OPERATOR, index)
    authority.keys[late.key] = late
    assert (authority.counting(late.key, SEEN) == late) is counts
    assert codes(signer_findings(authority, entry(f"operator {PPK}"), SEEN)) == ([] if counts else ["R402"])
    assert codes(official_pair_findings(authority, signed_by(f"operator {PPK}", f"anggota {PPK} 2"), SEEN)) == (
        [] if counts else ["R402", "R405"]
    )


def test_what_was_seen_holds_until_more_is_seen() -> None:
    authority = authority_of(PPK)
    authority.steps = {0: 10, 4: 20}
    limits, limit = [], 0
    for index in range(6):
        limit = authority.limit_at(index, limit)
        limits.append(limit)
    assert limits == [10, 10, 10, 10, 20, 20]


def test_in_a_root_book_a_key_counts_from_its_lower_index_on() -> None:
    authority = root_book()
    assert [authority.limit_at(index, 0) for index in range(3)] == [0, 1, 2]
    late = appointed("operator kpu-0", "kpu-0", "0", 1, Role.OPERATOR, 3)
    authority.keys[late.key] = late
    for index, expected in ((3, ["R402"]), (4, [])):
        assert codes(signer_findings(authority, entry("operator kpu-0"), authority.limit_at(index, 0))) == expected


ROOT_ACTS: list[tuple[Event, str]] = [
    (declaration(), "election"),
    (ContestDeclared((), (), (), ()), "contest/ppwp"),
    (BookOpened(None, None), "book"),
    (OfficialAppointed(said(Appointment((), None), "kpu-0", ["root 1"]), ()), "body/kpu-0"),
]
OPERATORS_ACTS: list[tuple[Event, str]] = [
    (OfficialAppointed(said(Appointment((), None), "kpu-16", ["root 1"]), ()), "body/kpu-16"),
    (BodyAuthorized(said(Appointment((), None), "kpu-16", ["root 1"])), "body/kpu-16"),
    (PlenaryClosed(), "plenary/1"),
]


@pytest.mark.parametrize(("data", "stream"), ROOT_ACTS)
def test_root_keys_sign_the_election_its_contests_the_opening_and_their_own_officials(data: Event, stream: str) -> None:
    assert signer_findings(root_book(), entry("root 1", data, stream), SEEN) == ()
    assert codes(signer_findings(root_book(), entry("operator kpu-0", data, stream), SEEN)) == ["R403"]


@pytest.mark.parametrize(("data", "stream"), OPERATORS_ACTS)
def test_an_operator_signs_everything_else_in_a_root_book(data: Event, stream: str) -> None:
    assert signer_findings(root_book(), entry("operator kpu-0", data, stream), SEEN) == ()
    assert codes(signer_findings(root_book(), entry("root 1", data, stream), SEEN)) == ["R403"]


@pytest.mark.parametrize(("data", "stream"), ROOT_ACTS)
def test_below_the_root_book_there_are_no_acts_of_roots(data: Event, stream: str) -> None:
    assert signer_findings(authority_of(KAB), entry(f"operator {KAB}", data, stream), SEEN) == ()


# ---------------------------------------------------------------- quorums


def test_a_body_signs_with_its_ketua_and_two_anggota() -> None:
    assert body_quorum_findings(authority_of(PPK), signed_by(*officials(PPK)), SEEN) == ()


def test_a_body_without_its_ketua_has_no_quorum_however_many_sign() -> None:
    signers = [f"anggota {PPK} {person}" for person in (2, 3, 4, 5)]
    (finding,) = body_quorum_findings(authority_of(PPK), signed_by(*signers), SEEN)
    assert (finding.code, params_of(finding)) == ("R405", {"have": 4, "need": 3, "ketua": 0})


def test_one_signature_too_few_is_named_with_what_is_needed() -> None:
    (finding,) = body_quorum_findings(authority_of(PPK), signed_by(*officials(PPK)[:2]), SEEN)
    assert params_of(finding) == {"have": 2, "need": 3, "ketua": 1}


def test_two_keys_of_one_person_are_one_signature() -> None:
    authority = authority_of(PPK)
    again = appointed("second key", PPK, "160901", 2, Role.ANGGOTA)
    authority.keys[again.key] = again
    signers = [f"ketua {PPK}", f"anggota {PPK} 2", "second key"]
    assert codes(body_quorum_findings(authority, signed_by(*signers), SEEN)) == ["R405"]
    assert body_quorum_findings(authority, signed_by(*signers, f"anggota {PPK} 3"), SEEN) == ()


def test_a_ketua_who_is_also_anggota_is_one_person() -> None:
    authority = authority_of(PPK)
    again = appointed("second hat", PPK, "160901", 1, Role.ANGGOTA)
    authority.keys[again.key] = again
    signers = [f"ketua {PPK}", "second hat", f"anggota {PPK} 2"]
    assert codes(body_quorum_findings(authority, signed_by(*signers), SEEN)) == ["R405"]


def test_two_ketua_are_not_a_ketua_and_an_anggota() -> None:
    authority = authority_of(PPK)
    second = appointed("second ketua", PPK, "160901", 9, Role.KETUA)
    authority.keys[second.key] = second
    signers = [f"ketua {PPK}", "second ketua", f"anggota {PPK} 2"]
    assert codes(body_quorum_findings(authority, signed_by(*signers), SEEN)) == ["R405"]
    assert body_quorum_findings(authority, signed_by(*signers, f"anggota {PPK} 3"), SEEN) == ()


def test_persons_of_the_same_number_at_two_tps_are_not_one_quorum() -> None:
    authority = authority_of(PPK, (TPS, SECOND))
    assert station_quorum_findings(authority, signed_by(*kpps(TPS)), TPS, SEEN) == ()
    mixed = [kpps(TPS)[0], kpps(TPS)[1], kpps(SECOND)[2]]
    assert codes(station_quorum_findings(authority, signed_by(*mixed), TPS, SEEN)) == ["R404", "R405"]


@pytest.mark.parametrize(
    ("stranger", "code"),
    [("somebody", "R402"), (f"operator {PPK}", "R403"), (f"kpps_ketua {TPS}", "R403")],
)
def test_whoever_does_not_belong_spoils_a_statement_that_has_its_quorum(stranger: str, code: str) -> None:
    authority = authority_of(PPK, (TPS,))
    assert codes(body_quorum_findings(authority, signed_by(*officials(PPK), stranger), SEEN)) == [code]


def test_an_official_of_another_area_does_not_count() -> None:
    authority = authority_of(PPK)
    stray = appointed("stray", PPK, "160902", 3, Role.ANGGOTA)
    authority.keys[stray.key] = stray
    signers = [f"ketua {PPK}", f"anggota {PPK} 2", "stray"]
    found = body_quorum_findings(authority, signed_by(*signers), SEEN)
    assert codes(found) == ["R404", "R405"]
    assert params_of(found[0]) == {"key": key("stray").hex(), "area": "160902", "wanted": "160901"}


def test_a_pair_of_officials_are_two_persons_in_any_role_of_the_body() -> None:
    authority = authority_of(PPK, (TPS,))
    for pair in ((f"ketua {PPK}", f"anggota {PPK} 2"), (f"operator {PPK}", f"anggota {PPK} 3")):
        assert official_pair_findings(authority, signed_by(*pair), SEEN) == ()
    assert codes(official_pair_findings(authority, signed_by(f"ketua {PPK}"), SEEN)) == ["R405"]
    assert codes(official_pair_findings(authority, signed_by(f"operator {PPK}", f"ketua {PPK}"), SEEN)) == ["R405"]
    assert codes(official_pair_findings(authority, signed_by(*kpps(TPS)[:2]), SEEN)) == ["R403", "R403", "R405"]


def test_the_roots_sign_with_as_many_as_the_declaration_demands() -> None:
    authority = root_book()
    assert root_quorum_findings(authority, signed_by("root 1", "root 3"), 0) == ()
    assert codes(root_quorum_findings(authority, signed_by("root 1"), 0)) == ["R405"]
    assert codes(root_quorum_findings(authority, signed_by("root 1", "ketua kpu-0"), SEEN)) == ["R403", "R405"]


def test_one_root_key_under_two_numbers_is_one_person() -> None:
    authority = root_book()
    twice = appointed("root 1", "kpu-0", "0", 2, Role.ROOT, FROM_THE_START)
    authority.keys[twice.key] = twice
    assert codes(root_quorum_findings(authority, signed_by("root 1"), 0)) == ["R405"]


@given(st.sets(st.integers(1, 5), max_size=5), st.integers(0, 4))
def test_a_quorum_is_the_ketua_and_enough_others(persons: set[int], anggota: int) -> None:
    authority = authority_of(PPK)
    authority.quorums = {"ppk": anggota}
    names = [f"ketua {PPK}" if person == 1 else f"anggota {PPK} {person}" for person in persons]
    found = body_quorum_findings(authority, signed_by(*names), SEEN)
    assert (found == ()) == (1 in persons and len(persons) > anggota)


def test_quorums_are_those_of_the_declaration_by_kind_of_body() -> None:
    assert quorums_of((Quorum(2, "ppk"), Quorum(3, "kpu"))) == {"ppk": 2, "kpu": 3}


@pytest.mark.parametrize(("area", "inside"), [("160901", True), (TPS, True), ("160902", False), ("1609", False)])
def test_an_act_is_within_the_area_of_the_body(area: str, *, inside: bool) -> None:
    assert codes(area_findings(authority_of(PPK), area)) == ([] if inside else ["R404"])


def test_everything_lies_within_the_nation() -> None:
    authority = Authority(Body(BodyKind.KPU, "0"), "origin", None, 1, {})
    assert area_findings(authority, TPS) == ()
    assert authority.is_root
    assert authority.counting(key("nobody"), 9) is None
    assert Hash(b"") == b""
