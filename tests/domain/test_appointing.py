"""Authority as a fold: what a book grants, and every reason for which it grants nothing."""

from collections.abc import Iterable

import pytest

from domain.appointing import AUTHORITY_EVENTS, fold_authority
from domain.authority import FROM_THE_START, Authority
from domain.events import (
    STREAMS,
    AuthoritySeen,
    BodyAuthorized,
    BookOpened,
    ContestDeclared,
    ElectionDeclared,
    Entry,
    Event,
    Line,
    OfficialAppointed,
    RegionRegistered,
    Station,
    StationKeysIssued,
)
from domain.findings import Finding
from domain.grants import Grants, Use, use_text
from domain.statements import Appointment, KeyGrant, LogGrant, Possession, Role, Statement
from domain.types import ZERO_HASH, Hash, PublicKey
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
    declared_contest,
    digest,
    key,
    officials,
    said,
)

DESA = "1609012001"
PROV = "kpu-16"


def root_book(body: str = "kpu-0") -> Authority:
    authority = authority_of(body, superior=None)
    roots = [appointed(f"root {person}", body, "0", person, Role.ROOT, FROM_THE_START) for person in (1, 2, 3)]
    authority.keys = {each.key: each for each in roots}
    return authority


def entry(stream: str, data: Event, signer: str, election: Hash = ELECTION) -> Entry:
    leaf = digest("leaf", stream, data)
    return Entry("example.id/a/kpu/1", data, election, ZERO_HASH, 1, key(signer), stream, 0, leaf)


def fold(authority: Authority, *entries: Entry, used: dict[PublicKey, Use] | None = None, start: int = 0) -> Grants:
    authority.steps.setdefault(start, SEEN)
    return fold_authority(authority, list(enumerate(entries, start)), {} if used is None else used)


def kab() -> Authority:
    return authority_of(KAB)


def from_kab(stream: str, data: Event) -> Entry:
    return entry(stream, data, f"operator {KAB}")


def seats(body: str, *keys: tuple[str, Role, int], area: str | None = None) -> Appointment:
    """The appointment of keys by name, role and person."""
    within = body.partition("-")[2] if area is None else area
    return Appointment(tuple(KeyGrant(within, key(name), person, role) for name, role, person in keys), None)


def proof(body: str, name: str, role: Role, person: int, election: Hash = ELECTION) -> Statement[Possession]:
    return said(Possession(body.partition("-")[2], person, role), body, [name], election=election)


def appointing(
    body: str = PPK,
    *,
    data: Appointment | None = None,
    proofs: Iterable[Statement[Possession]] | None = None,
    signers: Iterable[str] | None = None,
    subject: str | None = None,
    election: Hash = ELECTION,
) -> OfficialAppointed:
    """The appointment of one ketua called `new ketua`."""
    granted = seats(body, ("new ketua", Role.KETUA, 1)) if data is None else data
    given = (proof(body, "new ketua", Role.KETUA, 1),) if proofs is None else tuple(proofs)
    names = officials(KAB) if signers is None else signers
    return OfficialAppointed(said(granted, subject or body, names, election=election), given)


def authorizing(
    body: str = PPK,
    *,
    origin: str = "example.id/pemilu/ppk/160901",
    log: str = "log",
    data: Appointment | None = None,
    signers: Iterable[str] | None = None,
    subject: str | None = None,
) -> BodyAuthorized:
    granted = Appointment((), LogGrant(key(log), origin)) if data is None else data
    return BodyAuthorized(said(granted, subject or body, officials(KAB) if signers is None else signers))


def values(finding: Finding) -> dict[str, int | str]:
    return dict(finding.params)


# ---------------------------------------------------------------- who grants


def test_an_entry_whose_signer_does_not_count_grants_nothing() -> None:
    for signer, code in (("somebody", "R402"), (f"ketua {KAB}", "R403")):
        grants = fold(
            kab(),
            entry(f"body/{PPK}", appointing(), signer),
            entry(f"body/{PPK}", authorizing(), signer),
            entry(f"region/{DESA}", RegionRegistered((Station(100, TPS),)), signer),
        )
        assert codes(grants.findings) == [code] * 3
        assert (grants.officials, grants.books, grants.registered) == ({}, [], {})


def test_a_finding_says_in_which_book_entry_and_stream() -> None:
    (finding,) = fold(kab(), entry(f"body/{PPK}", appointing(), "somebody"), start=4).findings
    assert (finding.book, finding.index, finding.stream) == ("example.id/a/kpu/1", 4, f"body/{PPK}")


def test_an_appointment_is_signed_by_the_quorum_of_the_own_body() -> None:
    for event in (appointing(signers=officials(KAB)[:2]), authorizing(signers=officials(KAB)[:2])):
        grants = fold(kab(), from_kab(f"body/{PPK}", event))
        assert codes(grants.findings) == ["R405"]
        assert (grants.officials, grants.books) == ({}, [])


@pytest.mark.parametrize("signers", [officials(PPK), officials(PROV), ["somebody"]])
def test_nobody_else_appoints(signers: list[str]) -> None:
    grants = fold(kab(), from_kab(f"body/{PPK}", appointing(signers=signers)))
    assert set(codes(grants.findings)) == {"R402", "R405"}
    assert grants.officials == {}


def test_in_a_root_book_the_roots_appoint() -> None:
    own = entry("body/kpu-0", appointing("kpu-0", signers=["root 1", "root 2"]), "root 1")
    grants = fold(root_book(), own)
    assert grants.findings == []
    assert [each.body for each in grants.officials["kpu-0"]] == ["kpu-0"]
    too_few = entry("body/kpu-0", appointing("kpu-0", signers=["root 1"]), "root 1")
    assert codes(fold(root_book(), too_few).findings) == ["R405"]


def test_officials_of_the_root_body_count_in_its_own_book_from_the_next_entry_on() -> None:
    operator = seats("kpu-0", ("the operator", Role.OPERATOR, 1))
    first = appointing(
        "kpu-0",
        data=operator,
        proofs=[proof("kpu-0", "the operator", Role.OPERATOR, 1)],
        signers=["root 1", "root 2"],
    )
    second = appointing(PROV, signers=["root 1", "root 2"])
    entries = [entry("body/kpu-0", first, "root 1"), entry(f"body/{PROV}", second, "the operator")]
    grants = fold(root_book(), *entries)
    assert grants.findings == []
    assert list(grants.officials) == ["kpu-0", PROV]
    assert codes(fold(root_book(), entries[1], entries[0]).findings) == ["R402"]


# ---------------------------------------------------------------- statement and subject


@pytest.mark.parametrize("subject", ["ppk-160902", KAB, f"kpps-{DESA}"])
def test_an_appointment_is_about_the_body_of_its_stream(subject: str) -> None:
    for event in (appointing(subject=subject), authorizing(subject=subject)):
        grants = fold(kab(), from_kab(f"body/{PPK}", event))
        assert codes(grants.findings) == ["R203"]
        assert (grants.officials, grants.books) == ({}, [])


def test_an_appointment_of_another_election_is_refused() -> None:
    grants = fold(kab(), from_kab(f"body/{PPK}", appointing(election=digest("another"))))
    assert codes(grants.findings) == ["R203"]


# ---------------------------------------------------------------- bodies


def test_a_body_is_authorised_by_the_one_directly_above() -> None:
    grants = fold(kab(), from_kab(f"body/{PPK}", authorizing()))
    assert grants.findings == []
    (book,) = grants.books
    assert (book.body.id, book.log.key, book.index) == (PPK, key("log"), 0)


@pytest.mark.parametrize(
    "body", ["ppk-160801", "kpu-1608", "kpu-16", "kpu-0", "bawaslu-0", "panwaslu-160901", "ppln-990101", KAB, "x", ""]
)
def test_no_body_elsewhere_above_or_of_the_other_line_is_authorised_or_appointed(body: str) -> None:
    for event in (authorizing(body), appointing(body)):
        grants = fold(kab(), from_kab(f"body/{body}", event))
        assert codes(grants.findings) == ["R404"]
        assert (grants.officials, grants.books) == ({}, [])


@pytest.mark.parametrize("body", [f"kpps-{DESA}"])
def test_nobody_is_above_a_kpps_which_writes_no_book(body: str) -> None:
    for upper in (authority_of("panwaslu-160901"), authority_of(PPK), kab()):
        operator = f"operator {upper.body.id}"
        event = authorizing(body, origin=f"example.id/pemilu/kpps/{DESA}", signers=officials(upper.body.id))
        assert codes(fold(upper, entry(f"body/{body}", event, operator)).findings) == ["R404"]


def test_a_kpu_of_the_nation_authorises_a_ppln() -> None:
    authority = root_book()
    operator = appointed("operator kpu-0", "kpu-0", "0", 1, Role.OPERATOR, FROM_THE_START)
    authority.keys[operator.key] = operator
    event = authorizing("ppln-990101", origin="example.id/pemilu/ppln/990101", signers=["root 1", "root 2"])
    grants = fold(authority, entry("body/ppln-990101", event, "operator kpu-0"))
    assert grants.findings == []
    assert grants.books[0].body.id == "ppln-990101"


@pytest.mark.parametrize(
    "data",
    [
        Appointment((), None),
        Appointment((), LogGrant(key("log"), "example.id/pemilu/ppk/160902")),
        Appointment((), LogGrant(key("log"), "example.id/pemilu/kpu/160901")),
        Appointment((), LogGrant(key("log"), "160901")),
        Appointment(
            (KeyGrant("160901", key("x"), 1, Role.KETUA),), LogGrant(key("log"), "example.id/pemilu/ppk/160901")
        ),
    ],
)
def test_an_authorisation_names_one_book_of_that_body_and_no_officials(data: Appointment) -> None:
    grants = fold(kab(), from_kab(f"body/{PPK}", authorizing(data=data)))
    assert [(each.code, values(each)["field"]) for each in grants.findings] == [("R203", "log")]
    assert grants.books == []


@pytest.mark.parametrize("origin", ["example.id/pemilu/ppk/160901", "example.id/pemilu/ppk/160901-2"])
def test_an_area_has_one_book(origin: str) -> None:
    second = authorizing(origin=origin, log="another log")
    grants = fold(kab(), from_kab(f"body/{PPK}", authorizing()), from_kab(f"body/{PPK}", second))
    assert codes(grants.findings) == ["R206"]
    assert len(grants.books) == 1


def test_a_log_key_writes_one_book() -> None:
    other = authorizing("ppk-160902", origin="example.id/pemilu/ppk/160902")
    grants = fold(kab(), from_kab(f"body/{PPK}", authorizing()), from_kab("body/ppk-160902", other))
    assert [(each.code, values(each)["use"]) for each in grants.findings] == [
        ("R406", "log example.id/pemilu/ppk/160902 0"),
        ("R406", "log example.id/pemilu/ppk/160901 0"),
    ]
    assert len(grants.books) == 1


# ---------------------------------------------------------------- officials


def test_an_official_who_proves_possession_is_appointed() -> None:
    grants = fold(kab(), from_kab(f"body/{PPK}", appointing()), start=3)
    assert grants.findings == []
    assert grants.officials == {PPK: [appointed("new ketua", PPK, "160901", 1, Role.KETUA, 3)]}
    assert use_text(grants.used[key("new ketua")]) == f"ketua {PPK} 1"


@pytest.mark.parametrize(
    "proofs",
    [
        [],
        [proof(PPK, "another key", Role.KETUA, 1)],
        [proof(PPK, "new ketua", Role.ANGGOTA, 1)],
        [proof(PPK, "new ketua", Role.KETUA, 2)],
        [proof("ppk-160902", "new ketua", Role.KETUA, 1)],
        [said(Possession("160902", 1, Role.KETUA), PPK, ["new ketua"])],
        [proof(PPK, "new ketua", Role.KETUA, 1, election=ZERO_HASH)],
        [said(Possession("160901", 1, Role.KETUA), PPK, ["new ketua", "another key"])],
    ],
)
def test_an_official_proves_that_he_holds_his_key_for_this_seat(proofs: list[Statement[Possession]]) -> None:
    grants = fold(kab(), from_kab(f"body/{PPK}", appointing(proofs=proofs)))
    assert [(each.code, values(each)) for each in grants.findings] == [("R407", {"key": key("new ketua").hex()})]
    assert grants.officials == {}
    assert key("new ketua") not in grants.used


@pytest.mark.parametrize(
    "role", [Role.ROOT, Role.KPPS_KETUA, Role.KPPS_ANGGOTA, Role.SAKSI, Role.PESERTA, Role.PANWASLU, Role.WITNESS]
)
def test_an_official_is_operator_ketua_or_anggota(role: Role) -> None:
    event = appointing(data=seats(PPK, ("new ketua", role, 1)), proofs=[proof(PPK, "new ketua", role, 1)])
    grants = fold(kab(), from_kab(f"body/{PPK}", event))
    assert codes(grants.findings) == ["R403"]
    assert grants.officials == {}


def test_an_official_is_appointed_for_the_area_of_the_body() -> None:
    event = appointing(data=seats(PPK, ("new ketua", Role.KETUA, 1), area="160902"))
    assert codes(fold(kab(), from_kab(f"body/{PPK}", event)).findings) == ["R404"]


def test_one_bad_seat_does_not_spoil_the_others() -> None:
    data = seats(PPK, ("new ketua", Role.KETUA, 1), ("unproven", Role.ANGGOTA, 2))
    grants = fold(kab(), from_kab(f"body/{PPK}", appointing(data=data)))
    assert codes(grants.findings) == ["R407"]
    assert [each.key for each in grants.officials[PPK]] == [key("new ketua")]


def test_a_key_is_appointed_once_in_the_whole_election() -> None:
    used: dict[PublicKey, Use] = {}
    first = from_kab(f"body/{PPK}", appointing())
    assert fold(kab(), first, used=used).findings == []
    grants = fold(kab(), first, used=used)
    assert [(each.code, values(each)["use"]) for each in grants.findings] == [("R406", f"ketua {PPK} 1")] * 2
    assert grants.officials == {}


def test_a_key_has_one_use() -> None:
    entries = [
        from_kab(f"body/{PPK}", appointing()),
        from_kab(f"body/{PPK}", authorizing(log="new ketua")),
        from_kab(f"region/{DESA}", issuing(("new ketua", TPS, Role.KPPS_KETUA, 1))),
    ]
    grants = fold(kab(), *entries)
    assert [(each.code, each.index) for each in grants.findings] == [("R406", 0), ("R406", 1), ("R406", 0), ("R406", 2)]
    assert (grants.books, grants.stations) == ([], [])


def test_two_keys_may_be_given_to_one_person() -> None:
    data = seats(PPK, ("new ketua", Role.KETUA, 1), ("spare", Role.KETUA, 1))
    proofs = [proof(PPK, name, Role.KETUA, 1) for name in ("new ketua", "spare")]
    grants = fold(kab(), from_kab(f"body/{PPK}", appointing(data=data, proofs=proofs)))
    assert grants.findings == []
    assert {each.person for each in grants.officials[PPK]} == {1}


# ---------------------------------------------------------------- the declaration


def declared(*lines: Line, proofs: Iterable[Statement[Possession]]) -> ElectionDeclared:
    kpu, bawaslu = (*lines, None)[:2]
    assert kpu is not None
    return ElectionDeclared(bawaslu, "practice", kpu, "Latihan", tuple(proofs), "pemilu-2024", ())


def line(kind: str, *roots: str) -> Line:
    return Line(key(f"log {kind}"), f"example.id/pemilu/{kind}/0", 1, tuple(key(root) for root in roots))


def root_proof(name: str, election: Hash = ZERO_HASH, body: str = "kpu-0") -> Statement[Possession]:
    return said(Possession("0", 1, Role.ROOT), body, [name], election=election)


def test_every_root_key_of_both_lines_proves_possession_inside_the_declaration() -> None:
    lines = (line("kpu", "root 1", "root 2"), line("bawaslu", "root 3"))
    for proven, missing in ((("root 1", "root 2", "root 3"), []), (("root 1", "root 3"), ["root 2"]), ((), [1, 2, 3])):
        bodies = {"root 3": "bawaslu-0"}
        event = declared(*lines, proofs=[root_proof(name, body=bodies.get(name, "kpu-0")) for name in proven])
        grants = fold(root_book(), entry("election", event, "root 1", ZERO_HASH))
        assert codes(grants.findings) == ["R407"] * len(missing)


@pytest.mark.parametrize(
    "wrong",
    [
        root_proof("root 1", election=ELECTION),
        said(Possession("0", 1, Role.KETUA), "kpu-0", ["root 1"], election=ZERO_HASH),
        said(Possession("0", 1, Role.ROOT), "kpu-0", ["root 1", "root 2"], election=ZERO_HASH),
    ],
)
def test_a_root_key_speaks_for_itself_as_a_root_and_before_the_election_has_a_name(
    wrong: Statement[Possession],
) -> None:
    event = declared(line("kpu", "root 1"), proofs=[wrong])
    assert codes(fold(root_book(), entry("election", event, "root 1", ZERO_HASH)).findings) == ["R407"]


def test_an_election_is_declared_once_at_the_start_of_a_root_book() -> None:
    event = declared(line("kpu", "root 1"), proofs=[root_proof("root 1")])
    first = entry("election", event, "root 1", ZERO_HASH)
    assert codes(fold(root_book(), first).findings) == []
    assert codes(fold(root_book(), first, first).findings) == ["R206"]
    assert codes(fold(kab(), from_kab("election", event)).findings) == ["R206"]


def test_a_contest_is_declared_once_and_by_the_kpu_line_alone() -> None:
    name, _, event = declared_contest("ppwp", ("0",), ("kecamatan",))
    first = entry(f"contest/{name}", event, "root 1")
    second = entry(f"contest/{name}", ContestDeclared((), (), (), ()), "root 1")
    grants = fold(root_book(), first, second)
    assert codes(grants.findings) == ["R206"]
    assert grants.contests == {"ppwp": (first.hash, event)}
    assert codes(fold(root_book("bawaslu-0"), first).findings) == ["R203"]
    assert codes(fold(kab(), from_kab("contest/ppwp", event)).findings) == ["R203"]


def test_a_contest_that_contradicts_itself_or_meets_another_of_its_kind_is_none() -> None:
    areas = {
        "dprd_kabko-1609-1": ("160901",),
        "dprd_kabko-1609-2": ("160901", "160902"),
        "dprd_kabko-1609-3": ("1608",),
    }
    made = [declared_contest(name, inside, ("kecamatan",)) for name, inside in areas.items()]
    grants = fold(root_book(), *(entry(f"contest/{name}", event, "root 1") for name, _, event in made))
    assert [(each.code, values(each)["reason"]) for each in grants.findings] == [
        ("R207", "contests_overlap"),
        ("R207", "area_outside"),
    ]
    assert list(grants.contests) == ["dprd_kabko-1609-1"]


# ---------------------------------------------------------------- regions


def issuing(*keys: tuple[str, str, Role, int], desa: str = DESA, subject: str | None = None) -> StationKeysIssued:
    granted = tuple(KeyGrant(tps, key(name), person, role) for name, tps, role, person in keys)
    return StationKeysIssued(said(Appointment(granted, None), subject or f"kpps-{desa}", officials(KAB)))


def test_the_tps_of_a_desa_are_registered_by_the_kpu_above_its_kecamatan() -> None:
    event = RegionRegistered((Station(100, TPS), Station(None, SECOND)))
    grants = fold(kab(), from_kab(f"region/{DESA}", event), start=7)
    assert grants.findings == []
    assert grants.registered == {TPS: 7, SECOND: 7}


def test_a_tps_is_registered_once() -> None:
    one, two = RegionRegistered((Station(100, TPS),)), RegionRegistered((Station(100, SECOND), Station(100, TPS)))
    grants = fold(kab(), from_kab(f"region/{DESA}", one), from_kab(f"region/{DESA}", two))
    assert [(each.code, values(each)["subject"]) for each in grants.findings] == [("R206", TPS)]
    assert grants.registered == {TPS: 0, SECOND: 1}
    twice = RegionRegistered((Station(100, TPS), Station(90, TPS)))
    assert codes(fold(kab(), from_kab(f"region/{DESA}", twice)).findings) == ["R206"]


@pytest.mark.parametrize("desa", ["160901", "1609", "x", "", TPS])
def test_a_region_is_a_desa(desa: str) -> None:
    for event in (RegionRegistered(()), issuing(desa=desa)):
        assert codes(fold(kab(), from_kab(f"region/{desa}", event)).findings) == ["R203"]


@pytest.mark.parametrize("tps", ["1609012002001", "160901200100", "16090120010011", DESA, ""])
def test_a_tps_is_registered_and_its_keys_issued_in_its_own_desa(tps: str) -> None:
    for event in (RegionRegistered((Station(1, tps),)), issuing(("kpps", tps, Role.KPPS_KETUA, 1))):
        grants = fold(kab(), from_kab(f"region/{DESA}", event))
        assert [(each.code, values(each)["area"]) for each in grants.findings] == [("R404", tps)]
        assert (grants.registered, grants.stations) == ({}, [])


@pytest.mark.parametrize("desa", ["1608012001", "9901012001"])
def test_a_desa_elsewhere_is_registered_elsewhere(desa: str) -> None:
    for event in (RegionRegistered(()), issuing(desa=desa)):
        assert codes(fold(kab(), from_kab(f"region/{desa}", event)).findings) == ["R404"]


@pytest.mark.parametrize("body", [PROV, PPK, "bawaslu-1609"])
def test_no_other_body_registers_a_desa(body: str) -> None:
    event = RegionRegistered((Station(1, TPS),))
    grants = fold(authority_of(body), entry(f"region/{DESA}", event, f"operator {body}"))
    assert codes(grants.findings) == ["R404"]
    assert grants.registered == {}


def test_the_keys_of_a_kpps_are_issued_without_a_proof_as_the_c_hasil_is_one() -> None:
    event = issuing(("ketua 1", TPS, Role.KPPS_KETUA, 1), ("anggota 2", TPS, Role.KPPS_ANGGOTA, 2))
    grants = fold(kab(), from_kab(f"region/{DESA}", event), start=9)
    assert grants.findings == []
    body = f"kpps-{DESA}"
    assert grants.stations == [
        appointed("ketua 1", body, TPS, 1, Role.KPPS_KETUA, 9),
        appointed("anggota 2", body, TPS, 2, Role.KPPS_ANGGOTA, 9),
    ]


def test_a_key_of_a_tps_is_that_of_its_kpps() -> None:
    event = issuing(("ketua", TPS, Role.KETUA, 1), ("kpps", TPS, Role.KPPS_KETUA, 1))
    grants = fold(kab(), from_kab(f"region/{DESA}", event))
    assert codes(grants.findings) == ["R403"]
    assert [each.key for each in grants.stations] == [key("kpps")]


def test_a_key_is_issued_to_one_seat() -> None:
    event = issuing(("kpps", TPS, Role.KPPS_KETUA, 1), ("kpps", SECOND, Role.KPPS_KETUA, 1))
    grants = fold(kab(), from_kab(f"region/{DESA}", event))
    assert [(each.code, values(each)["use"]) for each in grants.findings] == [
        ("R406", f"kpps_ketua {SECOND} 1"),
        ("R406", f"kpps_ketua {TPS} 1"),
    ]
    assert len(grants.stations) == 1


@pytest.mark.parametrize("subject", [f"kpps-{DESA}1", DESA, PPK])
def test_station_keys_are_about_the_kpps_of_the_streams_desa(subject: str) -> None:
    assert codes(fold(kab(), from_kab(f"region/{DESA}", issuing(subject=subject))).findings) == ["R203"]


# ---------------------------------------------------------------- what grants nothing


def test_opening_a_book_and_seeing_more_of_the_superiors_grant_nothing() -> None:
    entries = [from_kab("book", BookOpened(b"note", None)), from_kab("book", AuthoritySeen(b"note"))]
    assert fold(kab(), *entries) == Grants()


def test_a_later_note_lets_keys_count_that_were_appointed_in_between() -> None:
    authority = kab()
    late = appointed("late operator", KAB, "1609", 2, Role.OPERATOR, 120)
    authority.keys[late.key] = late
    authority.steps = {0: 100, 1: 121}
    act = entry(f"region/{DESA}", RegionRegistered((Station(1, TPS),)), "late operator")
    seen = from_kab("book", AuthoritySeen(b"note"))
    assert codes(fold(authority, act).findings) == ["R402"]
    assert codes(fold(authority, from_kab("book", BookOpened(b"note", None)), seen, act).findings) == []


def test_every_authority_event_stands_in_a_stream_of_authority() -> None:
    assert {STREAMS[kind] for kind in AUTHORITY_EVENTS} == {"election", "contest/", "book", "body/", "region/"}
    assert declaration().kpu.quorum == 2
