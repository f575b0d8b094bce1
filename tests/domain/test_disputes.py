"""Disputes in one book of Bawaslu's line: what may follow what, who signs, and where it may be about.

- A dispute is filed first and once, and ruled on once.
- A ruling is signed by the quorum of the body, inside its area; an order goes to a body of KPU's line there.
"""

from collections.abc import Iterable

import pytest

from domain.disputes import ORDERS, Ruled
from domain.events import DisputeFiled, DisputeRuled, Entry, Event, EvidenceAdded, ExecutionSeen, Reference
from domain.findings import Finding
from domain.judging_disputes import Docket
from domain.statements import Ruling, Statement
from domain.types import Hash
from tests.domain.stories import (
    ELECTION,
    KAB,
    PPK,
    PPWP,
    SEEN,
    THE_ELECTION,
    TPS,
    authority_of,
    codes,
    digest,
    key,
    officials,
    said,
)

BODY = "bawaslu-1609"
NAME = "12-2024"
PAPER = digest("paper")
FILED = DisputeFiled((TPS,), (PPWP,), 1, 2, (PAPER,), "saksi", "angka berbeda")
EVIDENCE = EvidenceAdded((PAPER,), (), (), "salinan saksi")
RULING = Ruling((TPS,), (PPWP,), None, PAPER, "recount", "angka tidak cocok", PPK)
DISMISSAL = Ruling((), (), None, PAPER, "dismiss", "tidak terbukti", "")
CITED = Reference("example.id/pemilu/ppk/160901", 3, digest("leaf"))


class Book:
    """The book of a Bawaslu body: events one after another."""

    def __init__(self, body: str = BODY) -> None:
        self.body = body
        self.docket = Docket(authority_of(body), THE_ELECTION)
        self.size = 0

    def log(self, event: object, name: str = NAME) -> list[Finding]:
        """Log an event; gives what was found."""
        stream, leaf = f"dispute/{name}", digest(self.size)
        entry = Entry(self.docket.authority.origin, event, ELECTION, Hash(b""), 1, key("x"), stream, 0, leaf)  # type: ignore[arg-type]  # one of the four
        found = self.docket.judge(self.size, entry, event, SEEN)  # type: ignore[arg-type]  # as above
        self.size += 1
        return found

    def rule(self, ruling: Ruling, signers: Iterable[str] | None = None) -> list[Finding]:
        """Log a ruling signed by these."""
        return self.log(DisputeRuled(self.signed(ruling, signers)))

    def signed(self, ruling: Ruling, signers: Iterable[str] | None = None) -> Statement[Ruling]:
        """The statement of a ruling."""
        return said(ruling, NAME, officials(self.body) if signers is None else signers)


def filed(body: str = BODY) -> Book:
    book = Book(body)
    assert book.log(FILED) == []
    return book


def fields(found: list[Finding]) -> list[tuple[str, object]]:
    return [(each.code, dict(each.params).get("field")) for each in found]


def other(ruling: Ruling, **changes: object) -> Ruling:
    given = {name: getattr(ruling, name) for name in ruling.__struct_fields__}
    return Ruling(**{**given, **changes})


def test_a_dispute_goes_from_report_to_ruling_to_execution() -> None:
    book = filed()
    assert book.log(EVIDENCE) == []
    assert book.rule(RULING) == []
    assert book.log(ExecutionSeen((CITED,), b"note", "executed")) == []
    dispute = book.docket.disputes[NAME]
    assert (dispute.index, [index for index, _ in dispute.evidence], [index for index, _ in dispute.seen]) == (
        0,
        [1],
        [3],
    )
    assert dispute.ruled == Ruled(digest(2), 2, RULING, book.signed(RULING).signers)
    assert dispute.ruled.orders_something


@pytest.mark.parametrize("event", [EVIDENCE, ExecutionSeen((CITED,), b"note", "executed")])
def test_a_dispute_is_filed_first(event: Event) -> None:
    assert codes(Book().log(event)) == ["R205"]


def test_a_dispute_is_filed_once_and_ruled_on_once() -> None:
    book = filed()
    assert codes(book.log(FILED)) == ["R206"]
    assert book.rule(RULING) == []
    assert codes(book.rule(DISMISSAL)) == ["R206"]


def test_what_is_refused_is_not_taken() -> None:
    book = filed()
    assert book.rule(other(RULING, order="annul")) != []
    assert book.docket.disputes[NAME].ruled is None
    assert book.rule(RULING) == []


def test_evidence_may_come_after_the_ruling_and_says_something() -> None:
    book = filed()
    book.rule(RULING)
    assert book.log(EVIDENCE) == []
    assert fields(book.log(EvidenceAdded((), (), (), " "))) == [("R203", "text")]
    assert book.log(EvidenceAdded((), (), (CITED,), "")) == []


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (DisputeFiled((TPS,), (PPWP,), None, None, (), "Budi", "x"), [("R203", "reporter")]),
        (DisputeFiled((TPS,), (PPWP,), None, None, (), "saksi", " "), [("R203", "text")]),
        (DisputeFiled((), (), None, None, (), "saksi", "x"), [("R203", "areas")]),
        (DisputeFiled(("1608",), (), None, None, (), "saksi", "x"), [("R404", None)]),
        (DisputeFiled(("apa",), (), None, None, (), "saksi", "x"), [("R404", None)]),
        (DisputeFiled((TPS,), ("dpd-16",), None, None, (), "saksi", "x"), [("G.101", None)]),
        (DisputeFiled((TPS,), (), None, None, (), "peserta", "x"), []),
    ],
)
def test_a_report_says_who_what_and_where(event: DisputeFiled, expected: list[tuple[str, object]]) -> None:
    assert fields(Book().log(event)) == expected


@pytest.mark.parametrize(
    ("signers", "expected"),
    [
        (officials(BODY)[:2], ["R405"]),
        (officials(BODY)[1:], ["R405"]),
        ([*officials(BODY), "nobody"], ["R402"]),
        ([*officials(BODY), f"operator {BODY}"], ["R403"]),
        (officials(KAB), ["R402"] * 3 + ["R405"]),
    ],
)
def test_the_quorum_of_the_body_signs_a_ruling(signers: list[str], expected: list[str]) -> None:
    assert codes(filed().rule(RULING, signers)) == expected


def test_a_ruling_is_of_its_dispute_and_election() -> None:
    for statement in (
        said(RULING, "another", officials(BODY)),
        said(RULING, NAME, officials(BODY), election=digest("another")),
    ):
        assert fields(filed().log(DisputeRuled(statement))) == [("R203", "subject")]


@pytest.mark.parametrize("order", ORDERS[1:])
def test_every_order_has_somebody_who_carries_it_out(order: str) -> None:
    assert filed().rule(other(RULING, order=order)) == []
    assert fields(filed().rule(other(RULING, order=order, to=""))) == [("R203", "to")]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"order": "reopen"}, [("R203", "order")]),
        ({"reason": ""}, [("R203", "reason")]),
        ({"to": "bawaslu-1609"}, [("R203", "to")]),
        ({"to": "kpps-1609012001"}, [("R203", "to")]),
        ({"to": "kpu-16"}, [("R404", None)]),
        ({"to": "ppk-160802"}, [("R404", None), ("R404", None)]),
        ({"to": "ppk-160902"}, [("R404", None)]),
        ({"to": KAB}, []),
        ({"areas": ()}, [("R203", "areas")]),
        ({"areas": ("160901", "16")}, [("R404", None)]),
        ({"contests": ("dpd-16",)}, [("G.101", None)]),
        ({"contests": ()}, []),
    ],
)
def test_an_order_is_of_a_known_kind_to_a_body_of_kpu_inside_the_area_of_both(
    changes: dict[str, object], expected: list[tuple[str, object]]
) -> None:
    assert fields(filed().rule(other(RULING, **changes))) == expected


def test_a_panwaslu_judges_inside_its_kecamatan() -> None:
    assert filed("panwaslu-160901").rule(RULING) == []
    assert codes(Book("panwaslu-160902").log(FILED)) == ["R404"]


@pytest.mark.parametrize(
    ("changes", "expected"), [({}, []), ({"to": PPK}, ["to"]), ({"deadline": 7}, ["deadline"]), ({"areas": (TPS,)}, [])]
)
def test_a_dismissal_goes_to_nobody(changes: dict[str, object], expected: list[str]) -> None:
    assert fields(filed().rule(other(DISMISSAL, **changes))) == [("R203", field) for field in expected]


def test_of_a_dismissed_dispute_nothing_is_seen() -> None:
    book = filed()
    assert book.rule(DISMISSAL) == []
    assert fields(book.log(ExecutionSeen((), b"note", "none"))) == [("R203", "outcome")]


def test_nothing_is_seen_before_there_is_a_ruling() -> None:
    assert codes(filed().log(ExecutionSeen((), b"note", "none"))) == ["R205"]


@pytest.mark.parametrize(
    ("outcome", "entries", "expected"),
    [
        ("executed", (), ["entries"]),
        ("differently", (), ["entries"]),
        ("none", (), []),
        ("executed", (CITED,), []),
        ("perhaps", (CITED,), ["outcome"]),
    ],
)
def test_what_was_seen_has_an_outcome_and_its_entries(
    outcome: str, entries: tuple[Reference, ...], expected: list[str]
) -> None:
    book = filed()
    book.rule(RULING)
    assert fields(book.log(ExecutionSeen(entries, b"note", outcome))) == [("R203", field) for field in expected]
