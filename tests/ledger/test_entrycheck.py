"""One entry after another of one book: its place, its chain and its signatures."""

from typing import Any

import pytest

from domain.events import (
    EVENT_TYPES,
    STREAMS,
    AuthoritySeen,
    BodyAuthorized,
    BookOpened,
    ElectionDeclared,
    Event,
    Line,
    OfficialAppointed,
    PlenaryClosed,
    PlenaryOpened,
    TallyAbsent,
    Unsupported,
)
from domain.findings import Finding, Level
from domain.statements import Appointment, KeyGrant, Possession, Role, Statement
from domain.types import ZERO_HASH, Hash, Signature
from ledger.acts import book_of, signed
from ledger.entrycheck import EntryChecker, entry_finding, statements_in
from ledger.errors import EntryTooLargeError, FormatError, NotCanonicalError, RecordError
from ledger.records import SealedEntry, decode_entry, encode_entry, entry_payload
from ledger.signing import ENTRY_TYPE, SigningKey, pae
from tests.ledger.record_strategies import sample

ORIGIN = "example.id/latihan/ppk/160901"
ELECTION = Hash(b"e" * 32)
OPERATOR, OTHER, THIRD = (SigningKey.from_seed(bytes([number]) * 32) for number in (1, 2, 3))


class Chain:
    """Entries as an honest operator writes them, unless a field is overridden."""

    def __init__(self) -> None:
        self.heads: dict[str, tuple[int, Hash]] = {}

    def seal(self, stream: str, event: Event, *, signature: Signature | None = None, **fields: object) -> SealedEntry:
        seq, prev = self.heads.get(stream, (0, ZERO_HASH))
        values: dict[str, Any] = {
            "book": ORIGIN,
            "election": ELECTION,
            "prev": prev,
            "seq": seq + 1,
            "signer": OPERATOR.public,
            "stream": stream,
            "time": 0,
            **fields,
        }
        payload = entry_payload(event, **values)
        given = OPERATOR.sign(pae(ENTRY_TYPE, payload)) if signature is None else signature
        sealed = decode_entry(encode_entry(payload, given))
        self.heads[stream] = (sealed.entry.seq, sealed.entry.hash)
        return sealed


OPENED = BookOpened(b"note", None)
PLENARY = PlenaryOpened("160901", ("ppwp",))


def check(*entries: SealedEntry, election: Hash | None = ELECTION, start: int = 0) -> list[Finding]:
    checker = EntryChecker(ORIGIN, election)
    return [found for index, entry in enumerate(entries, start) for found in checker.findings(entry, index)]


def named(findings: list[Finding]) -> list[tuple[str, dict[str, int | str]]]:
    assert all(finding.level is Level.BROKEN for finding in findings)
    return [(finding.code, dict(finding.params)) for finding in findings]


# ---------------------------------------------------------------- the chain


def test_an_honest_book_is_sound() -> None:
    chain = Chain()
    entries = [
        chain.seal("book", OPENED),
        chain.seal("plenary/1", PLENARY),
        chain.seal("tally/1609012001001", TallyAbsent(("ppwp",), "banjir")),
        chain.seal("plenary/1", PlenaryClosed()),
        chain.seal("book", AuthoritySeen(b"note")),
    ]
    assert check(*entries) == []


@pytest.mark.parametrize("seq", [0, 2, 99])
def test_a_streams_first_entry_has_seq_1(seq: int) -> None:
    assert named(check(Chain().seal("book", OPENED, seq=seq))) == [("R201", {"seq": seq, "expected": 1})]


def test_a_streams_first_entry_follows_nothing() -> None:
    found = named(check(Chain().seal("book", OPENED, prev=Hash(b"p" * 32))))
    assert found == [("R202", {"prev": (b"p" * 32).hex(), "expected": ZERO_HASH.hex()})]


def test_a_dropped_entry_is_missed_by_the_next_of_its_stream() -> None:
    chain = Chain()
    first, dropped, last = (chain.seal("book", AuthoritySeen(note)) for note in (b"a", b"b", b"c"))
    assert [code for code, _ in named(check(first, last))] == ["R201", "R202"]
    assert dropped.entry.hash == last.entry.prev


def test_entries_in_another_order_do_not_follow_each_other() -> None:
    chain = Chain()
    first, second = (chain.seal("book", AuthoritySeen(note)) for note in (b"a", b"b"))
    assert [code for code, _ in named(check(second, first))] == ["R201", "R202", "R201", "R202"]


def test_an_entry_twice_does_not_follow_itself() -> None:
    first = Chain().seal("book", OPENED)
    assert [code for code, _ in named(check(first, first))] == ["R201", "R202"]


def test_a_changed_entry_breaks_the_link_of_the_next() -> None:
    chain, other = Chain(), Chain()
    chain.seal("book", AuthoritySeen(b"a"))
    second = chain.seal("book", AuthoritySeen(b"b"))
    assert [code for code, _ in named(check(other.seal("book", AuthoritySeen(b"x")), second))] == ["R202"]


def test_a_fault_is_named_once_and_not_again_at_every_later_entry() -> None:
    chain = Chain()
    entries = [chain.seal("book", OPENED, seq=5), *(chain.seal("book", AuthoritySeen(note)) for note in (b"a", b"b"))]
    assert [code for code, _ in named(check(*entries))] == ["R201"]


def test_streams_follow_themselves_only() -> None:
    chain = Chain()
    entries = [chain.seal(f"plenary/{number}", PLENARY) for number in (1, 2, 3)]
    assert [entry.entry.seq for entry in entries] == [1, 1, 1]
    assert check(*entries) == []


def test_a_check_goes_on_where_an_earlier_one_ended() -> None:
    chain = Chain()
    first, second = (chain.seal("book", AuthoritySeen(note)) for note in (b"a", b"b"))
    heads = {"book": (1, first.entry.hash)}
    assert EntryChecker(ORIGIN, ELECTION, heads).findings(second, 1) == []
    assert heads == {"book": (1, first.entry.hash)}


# ---------------------------------------------------------------- book, election, stream


def test_an_entry_of_another_book_is_out_of_place() -> None:
    other = "example.id/latihan/ppk/160902"
    assert named(check(Chain().seal("book", OPENED, book=other))) == [("R203", {"field": "book", "value": other})]


def test_an_entry_of_another_election_is_out_of_place() -> None:
    other = Hash(b"x" * 32)
    for election, index in ((other, 0), (ZERO_HASH, 0), (ZERO_HASH, 3)):
        found = named(check(Chain().seal("book", OPENED, election=election), start=index))
        assert found == [("R203", {"field": "election", "value": election.hex()})]


def declared() -> ElectionDeclared:
    line = Line(OPERATOR.public, "example.id/latihan/kpu/0", 1, (OPERATOR.public,))
    return ElectionDeclared(None, "practice", line, "Latihan", (), "pemilu-2024", ())


def test_the_declaration_alone_carries_no_election_and_names_it_for_all_that_follow() -> None:
    chain = Chain()
    first = chain.seal("election", declared(), election=ZERO_HASH)
    name = first.entry.hash
    second, stray = chain.seal("book", BookOpened(None, None), election=name), chain.seal("plenary/1", PLENARY)
    assert check(first, second, election=None) == []
    assert named(check(first, second, stray, election=None)) == [
        ("R203", {"field": "election", "value": ELECTION.hex()})
    ]


def test_a_declaration_later_on_or_in_a_known_election_carries_its_name() -> None:
    sealed = Chain().seal("election", declared(), election=ZERO_HASH)
    assert named(check(sealed, start=1)) == [("R203", {"field": "election", "value": ZERO_HASH.hex()})]
    assert check(sealed, start=0) == []


def test_without_a_known_election_all_entries_name_that_of_the_first() -> None:
    chain = Chain()
    first, second = chain.seal("book", OPENED), chain.seal("plenary/1", PLENARY, election=Hash(b"x" * 32))
    assert [code for code, _ in named(check(first, second, election=None))] == ["R203"]


@pytest.mark.parametrize("kind", EVENT_TYPES.values(), ids=EVENT_TYPES)
def test_every_act_has_its_stream_and_stands_in_no_other(kind: type[Event]) -> None:
    event, own = sample(kind), STREAMS[kind]
    right = f"{own}1609" if own.endswith("/") else own
    index = 1
    for stream in ("election", "contest/ppwp", "book", "body/x", "region/x", "tally/x", "plenary/x", "recap/x", "x"):
        sealed = Chain().seal(stream, event)
        found = [each for each in check(sealed, start=index) if each.code == "R203"]
        expected = [] if stream.partition("/")[0] == right.partition("/")[0] else [stream]
        assert [dict(each.params)["value"] for each in found] == expected


@pytest.mark.parametrize("stream", ["plenary", "plenary/", "plenary/1/2", "plenary/A", "plenary/é", "/plenary/1", ""])
def test_a_stream_is_its_kind_and_one_subject(stream: str) -> None:
    assert named(check(Chain().seal(stream, PLENARY))) == [("R203", {"field": "stream", "value": stream})]


# ---------------------------------------------------------------- signatures


def test_an_entry_signed_with_another_key_is_named_by_the_key_it_claims() -> None:
    sealed = Chain().seal("book", OPENED, signature=OTHER.sign(b"something"))
    assert named(check(sealed)) == [("R401", {"signer": OPERATOR.public.hex(), "signed": "entry"})]


def test_a_signature_over_the_bare_payload_is_none() -> None:
    chain = Chain()
    payload = chain.seal("book", OPENED).payload
    sealed = decode_entry(encode_entry(payload, OPERATOR.sign(payload)))
    assert [code for code, _ in named(check(sealed))] == ["R401"]


def appointment(*signers: SigningKey) -> Statement[Appointment]:
    return signed(book_of("example.id/latihan/ppk/160902", THIRD.public), "ppk-160902", signers, ELECTION, 0)


def spoilt(statement: Statement[Any], place: int) -> Statement[Any]:
    signatures = list(statement.signatures)
    signatures[place] = Signature(bytes(64))
    return Statement(
        statement.data,
        statement.election,
        statement.replaces,
        statement.signers,
        statement.subject,
        statement.time,
        statement.hash,
        statement.payload,
        tuple(signatures),
    )


def test_every_signature_of_an_embedded_statement_is_checked() -> None:
    good = appointment(OPERATOR, OTHER, THIRD)
    assert check(Chain().seal("body/ppk-160902", BodyAuthorized(good))) == []
    for place in range(3):
        found = named(check(Chain().seal("body/ppk-160902", BodyAuthorized(spoilt(good, place)))))
        assert found == [("R401", {"signer": good.signers[place].hex(), "signed": "Appointment"})]


def possession(key: SigningKey) -> Statement[Possession]:
    return signed(Possession("160902", 1, Role.KETUA), "ppk-160902", [key], ELECTION, 0)


def test_statements_in_lists_are_checked_too_and_each_signature_is_counted_once() -> None:
    granted = Appointment((KeyGrant("160902", OTHER.public, 1, Role.KETUA),), None)
    statement = signed(granted, "ppk-160902", [OPERATOR, THIRD], ELECTION, 0)
    event = OfficialAppointed(statement, (possession(OTHER), spoilt(possession(THIRD), 0)))
    checker = EntryChecker(ORIGIN, ELECTION)
    found = checker.findings(Chain().seal("body/ppk-160902", event), 0)
    assert named(found) == [("R401", {"signer": THIRD.public.hex(), "signed": "Possession"})]
    assert (checker.statements, checker.signatures) == (3, 5)
    assert [type(each.data).__name__ for each in statements_in(event)] == ["Appointment", "Possession", "Possession"]


def test_an_act_without_statements_has_none() -> None:
    assert list(statements_in(PlenaryClosed())) == []
    assert list(statements_in(Unsupported("OrderRegistered", 1))) == []


def test_all_faults_of_an_entry_are_listed_together() -> None:
    sealed = Chain().seal(
        "recap/x", PLENARY, signature=Signature(bytes(64)), book="b", election=ZERO_HASH, prev=Hash(b"p" * 32), seq=7
    )
    codes = [code for code, _ in named(check(sealed))]
    assert codes == ["R203", "R203", "R203", "R201", "R202", "R401"]


# ---------------------------------------------------------------- unknown types and what is no entry


def unknown(stream: str) -> SealedEntry:
    """A sound entry of a type that this version does not know, validly signed."""
    known = Chain().seal(stream, PlenaryClosed())
    payload = known.payload.replace(b"\xadPlenaryClosed", b"\xadSeatsAllotted")
    return decode_entry(encode_entry(payload, OPERATOR.sign(pae(ENTRY_TYPE, payload))))


@pytest.mark.parametrize("stream", ["order/1", "dispute/1609-3", "copies/1609", "a/b/c", "x" * 100])
def test_an_unknown_type_is_unsupported_and_not_broken_in_any_stream_of_the_format(stream: str) -> None:
    (finding,) = check(unknown(stream))
    assert (finding.code, finding.level, dict(finding.params)) == (
        "R103",
        Level.INCOMPLETE,
        {"type": "SeatsAllotted", "v": 1},
    )


@pytest.mark.parametrize("stream", ["", "Order/1", "order 1", "é", "x" * 101])
def test_an_unknown_type_in_what_is_no_stream_is_broken(stream: str) -> None:
    assert [(each.code, each.level) for each in check(unknown(stream))] == [
        ("R203", Level.BROKEN),
        ("R103", Level.INCOMPLETE),
    ]


def test_an_unknown_type_keeps_the_chain_of_its_stream() -> None:
    first = unknown("order/1")
    chain = Chain()
    chain.heads["order/1"] = (1, first.entry.hash)
    second = chain.seal("order/1", PlenaryClosed())
    assert [each.code for each in check(first, second)] == ["R103", "R203"]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NotCanonicalError(reason="encoding"), "R101"),
        (RecordError(reason="keys"), "R102"),
        (EntryTooLargeError(size=70_000), "R104"),
    ],
)
def test_bytes_that_are_no_entry_are_named_by_what_is_wrong_with_them(error: FormatError, code: str) -> None:
    finding = entry_finding(error)
    assert (finding.code, finding.level, finding.params) == (code, Level.BROKEN, error.params)
