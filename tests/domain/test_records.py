"""Records, findings, streams and the election: what is explicit in their tables and types."""

import re

import pytest

from domain.election import KINDS, contest_of, election_of
from domain.errors import InvalidDeclarationError, UnknownContestIdError, UnknownProfileError
from domain.events import EVENT_TYPES, STREAMS, ContestDeclared, DeclaredOption, Entry, PlenaryClosed, Unsupported
from domain.findings import Finding, Level, params
from domain.statements import STATEMENT_TYPES, CHasil, Role, Statement, Transcription
from domain.types import MAX_INTEGER, MAX_NOTE, MAX_TEXT, ZERO_HASH, Record
from tests.domain.stories import ELECTION, PPWP, ROWS, THE_ELECTION, contest, declaration, declared_contest, digest, key

RECORDS: list[type[Record]] = [*STATEMENT_TYPES.values(), *EVENT_TYPES.values(), Statement, Entry]


def entry(stream: str, data: PlenaryClosed | Unsupported) -> Entry:
    return Entry("book", data, ELECTION, ZERO_HASH, 1, key("operator"), stream, 0, digest("leaf"))


# ---------------------------------------------------------------- records


@pytest.mark.parametrize("kind", [*STATEMENT_TYPES.values(), *EVENT_TYPES.values()])
def test_the_fields_of_a_record_stand_in_ascending_order_of_their_names(kind: type[Record]) -> None:
    names = kind.__struct_fields__
    assert list(names) == sorted(names)
    assert all(re.fullmatch("[a-z0-9_]{1,32}", name) for name in names)


@pytest.mark.parametrize("kind", RECORDS)
def test_a_record_is_immutable(kind: type[Record]) -> None:
    assert kind.__struct_config__.frozen


def test_records_are_compared_by_value() -> None:
    assert PlenaryClosed() == PlenaryClosed()
    assert hash(Unsupported("a", 1)) == hash(Unsupported("a", 1))
    assert Unsupported("a", 1) != Unsupported("a", 2)


def test_types_resolve_through_closed_tables_by_the_names_of_their_classes() -> None:
    assert all(kind.__name__ == name for name, kind in (*STATEMENT_TYPES.items(), *EVENT_TYPES.items()))
    assert set(STREAMS) == set(EVENT_TYPES.values())
    assert "Unsupported" not in EVENT_TYPES


def test_every_stream_is_a_whole_name_or_a_prefix() -> None:
    assert all(re.fullmatch("[a-z]+/?", stream) for stream in STREAMS.values())


def test_a_transcription_is_for_ever_told_from_a_c_hasil() -> None:
    paper = CHasil((), 1, None, None, ())
    copied = Transcription((), 1, None, None, ())
    assert isinstance(copied, CHasil)
    assert paper != copied


def test_the_limits_are_those_of_the_format() -> None:
    assert (MAX_INTEGER, MAX_TEXT, MAX_NOTE) == (9_007_199_254_740_991, 500, 16_384)
    assert [str(role) for role in Role] == [
        *("root", "operator", "ketua", "anggota", "kpps_ketua", "kpps_anggota"),
        *("saksi", "peserta", "panwaslu", "witness"),
    ]


@pytest.mark.parametrize(
    ("stream", "subject"),
    [("tally/16", "16"), ("recap/dpr-16-2", "dpr-16-2"), ("book", ""), ("a/b/c", "b/c"), ("", "")],
)
def test_the_subject_of_an_entry_is_what_its_stream_is_about(stream: str, subject: str) -> None:
    assert entry(stream, PlenaryClosed()).subject == subject


def test_an_entry_has_the_type_it_has_on_the_wire_even_if_that_is_not_known() -> None:
    assert entry("book", PlenaryClosed()).type == "PlenaryClosed"
    assert entry("book", Unsupported("DisputeRuled", 1)).type == "DisputeRuled"
    assert entry("book", Unsupported("SeatsAllotted", 1, "TallyReceived")).type == "TallyReceived"


# ---------------------------------------------------------------- findings


def test_levels_are_ranked_from_the_worst_to_the_mildest() -> None:
    assert sorted(Level, key=lambda level: level.rank) == [
        *(Level.BROKEN, Level.INCOMPLETE, Level.OPEN),
        *(Level.EXPLAINED, Level.HINT),
    ]


def test_findings_are_sorted_by_level_then_book_then_entry_then_code() -> None:
    ordered = [
        Finding("R401", Level.BROKEN),
        Finding("R401", Level.BROKEN, "a"),
        Finding("R402", Level.BROKEN, "a", 0),
        Finding("G.301", Level.BROKEN, "a", 2),
        Finding("R401", Level.BROKEN, "a", 2),
        Finding("R401", Level.BROKEN, "a", 2, area="16"),
        Finding("R401", Level.BROKEN, "a", 2, area="16", contest="dpr"),
        Finding("R401", Level.BROKEN, "a", 2, area="16", contest="dpr", row="suara_1"),
        Finding("R401", Level.BROKEN, "a", 10),
        Finding("R401", Level.BROKEN, "b", 0),
        Finding("A", Level.HINT),
    ]
    turned = list(reversed(ordered))
    assert sorted(turned, key=lambda finding: finding.order) == ordered


def test_findings_of_one_place_keep_the_order_in_which_they_were_found() -> None:
    found = [Finding("A", Level.OPEN, "a", 2, params=params(left=value)) for value in (9, "-", 10)]
    assert sorted(found, key=lambda finding: finding.order) == found


def test_parameters_stand_in_the_order_of_their_names() -> None:
    assert params(b=1, a="x") == (("a", "x"), ("b", 1))


def test_a_finding_is_placed_and_keeps_everything_else() -> None:
    found = Finding("G.301", Level.OPEN, area="16", contest="dpr", row="suara_1", params=params(a=1))
    placed = found.at(book="b", index=3, stream="tally/16")
    assert placed == Finding("G.301", Level.OPEN, "b", 3, "tally/16", "16", "dpr", "suara_1", params(a=1))


# ---------------------------------------------------------------- the election


def test_an_election_has_its_contests_with_their_rules() -> None:
    assert sorted(THE_ELECTION.contests) == ["bupati-1609", "dprd_kabko-1609-1", "ppwp"]
    assert contest().width == len(ROWS)
    assert contest().check.breaches((1, 2, 4, 0, 4))[0].code == "G.301"
    assert (THE_ELECTION.hash, THE_ELECTION.profile.name) == (ELECTION, "pemilu-2024")


@pytest.mark.parametrize("kind", KINDS)
def test_an_election_is_official_practice_or_a_replica(kind: str) -> None:
    assert election_of(ELECTION, declaration(kind), ()).declared.kind == kind


@pytest.mark.parametrize("kind", ["", "OFFICIAL", "latihan"])
def test_an_election_of_another_kind_is_none(kind: str) -> None:
    with pytest.raises(InvalidDeclarationError):
        election_of(ELECTION, declaration(kind), ())


def test_an_election_of_an_unknown_profile_is_none() -> None:
    with pytest.raises(UnknownProfileError):
        election_of(ELECTION, declaration(profile="pemilu-1955"), ())


def test_a_contest_that_contradicts_itself_makes_no_election() -> None:
    name, leaf, event = declared_contest(PPWP, (), ("kecamatan",))
    with pytest.raises(InvalidDeclarationError):
        election_of(ELECTION, declaration(), [(name, leaf, event)])
    with pytest.raises(UnknownContestIdError):
        election_of(ELECTION, declaration(), [("presiden", leaf, event)])


def test_the_options_of_a_contest_are_those_declared_in_their_order() -> None:
    options = (DeclaredOption("Partai", 1, None), DeclaredOption("Calon", 1, 1))
    rows = ("suara_1", "suara_1_1", "suara_1_total")
    made = contest_of("dpr-16-1", ContestDeclared(("1609",), ("kecamatan",), options, rows))
    assert [(each.no, each.name, each.parent) for each in made.options] == [(1, "Partai", None), (1, "Calon", 1)]
    assert made.rows == rows
