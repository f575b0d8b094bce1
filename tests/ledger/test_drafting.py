"""A draft is taken from what the book holds, in parts that fit one entry each."""

import pytest

from domain.events import Column, RecapitulationPart, TallyAbsent
from domain.nodes import ContestReplay
from domain.recap import Certificate, sum_of_columns
from domain.totals import Totals
from domain.types import Hash, PublicKey
from ledger import drafting
from ledger.drafting import MAX_PART_BYTES, child_parts, dhasil, station_parts
from ledger.records import entry_payload
from tests.domain.stories import DAPIL, KAB, PPK, PPWP, WIDTH, Book, contest, digest, form

DESA = ("1609012001", "1609012002")
STATIONS = [f"{desa}{number:03}" for desa in DESA for number in (1, 2, 3)]


def ppk(stations: list[str]) -> Book:
    book = Book(PPK, stations)
    for number, tps in enumerate(stations):
        book.receive(tps, form(10 + number, 5))
    book.open()
    return book


def columns_of(parts: list[RecapitulationPart]) -> list[Column]:
    return [column for part in parts for column in part.columns]


def size_of(part: RecapitulationPart) -> int:
    zero = Hash(bytes(32))
    return len(
        entry_payload(
            part,
            book="b" * 300,
            election=zero,
            prev=zero,
            seq=2**53 - 1,
            signer=PublicKey(zero),
            stream="s" * 100,
            time=2**53 - 1,
        )
    )


def test_a_draft_has_a_part_for_each_desa_with_a_column_for_each_tps() -> None:
    book = ppk(STATIONS)
    parts = station_parts(book.state, contest())
    assert [(part.number, part.unit, [column.unit for column in part.columns]) for part in parts] == [
        (1, DESA[0], STATIONS[:3]),
        (2, DESA[1], STATIONS[3:]),
    ]
    assert columns_of(parts) == [book.column(tps) for tps in STATIONS]


def test_a_draft_is_accepted_as_it_is_and_certified() -> None:
    book = ppk(STATIONS)
    drafted = []
    for part in station_parts(book.state, contest()):
        assert book.log(f"recap/{PPWP}", part) == []
        drafted.append((book.last, part))
    result = dhasil(book.state, contest(), drafted)
    assert result.parts == tuple(leaf for leaf, _ in drafted)
    assert (result.totals, result.missing) == ((75, 30, 105, 0, 105), (0,) * WIDTH)
    assert book.certify(*result.parts, totals=result.totals, missing=result.missing) == []


def test_an_absent_tps_has_a_blank_column_and_one_never_heard_of_has_none() -> None:
    book = ppk(STATIONS[:1])
    book.state.units = dict.fromkeys(STATIONS[:3], 5)
    book.log(f"tally/{STATIONS[1]}", TallyAbsent((PPWP,), "banjir"))
    (part,) = station_parts(book.state, contest())
    assert [column.figures for column in part.columns] == [form(10, 5), (None,) * WIDTH]
    assert dhasil(book.state, contest(), [(digest("part"), part)]).missing == (1,) * WIDTH


def test_a_contest_that_is_not_held_here_has_no_parts() -> None:
    book = Book("ppk-160902", ("1609022001001",))
    assert station_parts(book.state, contest(DAPIL)) == []
    nothing = dhasil(book.state, contest(DAPIL), [])
    assert (nothing.totals, nothing.missing, nothing.parts) == ((0,) * WIDTH, (0,) * WIDTH, ())


@pytest.mark.parametrize("limit", [1, 500, 2_000, MAX_PART_BYTES])
def test_what_does_not_fit_one_entry_goes_into_the_next(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "MAX_PART_BYTES", limit)
    book = ppk([f"{DESA[0]}{number:03}" for number in range(1, 21)])
    parts = station_parts(book.state, contest())
    assert columns_of(parts) == [book.column(tps) for tps in book.state.expected_units(contest())]
    assert [part.number for part in parts] == list(range(1, len(parts) + 1))
    assert len(parts) == {1: 20, 500: 7, 2_000: 2}.get(limit, 1)


def test_a_part_of_a_thousand_tps_with_the_largest_figures_fits_an_entry() -> None:
    """A PPK's largest contest: 5 rows here; the weight counts 9 bytes for each figure."""
    largest = (2**53 - 1,) * WIDTH
    columns = [Column(largest, (), (digest(number),), f"{DESA[0]}{number:03}") for number in range(999)]
    parts = drafting._parts(contest(), {DESA[0]: columns})
    assert columns_of(parts) == columns
    assert max(map(size_of, parts)) < 65_535 - 100


def child(name: str, first: int) -> ContestReplay:
    older = Certificate(digest("older", name), 3, Totals((1, 1, 2, 0, 2), (9,) * WIDTH), ())
    in_force = Certificate(
        digest("in force", name),
        7,
        Totals((first, 2, first + 2, 0, first + 2), (1, 0, 0, 0, 0)),
        (),
    )
    return ContestReplay((older, in_force))


def test_a_kpus_draft_has_the_certificate_in_force_of_every_child() -> None:
    book = Book(KAB, ("160901", "160902", "160903"), "kpu-16")
    children = {"160901": child("a", 4), "160902": child("b", 6), "160903": ContestReplay()}
    (part,) = child_parts(book.state, contest(), children)
    assert part.unit == "1609"
    assert part.columns == (
        Column(form(4, 2), (1, 0, 0, 0, 0), (digest("in force", "a"),), "160901"),
        Column(form(6, 2), (1, 0, 0, 0, 0), (digest("in force", "b"),), "160902"),
    )
    result = dhasil(book.state, contest(), [(digest("part"), part)])
    expected = sum_of_columns(part.columns, WIDTH, of_stations=False)
    assert (result.totals, result.missing) == (expected.sums, expected.missing) == ((10, 4, 14, 0, 14), (2, 0, 0, 0, 0))


def test_a_kpus_draft_without_any_child_has_no_part() -> None:
    book = Book(KAB, ("160901",), "kpu-16")
    assert child_parts(book.state, contest(), {}) == []
