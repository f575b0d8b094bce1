"""`docs/format.md` is what the program writes, and is enough to read it.

- Every block of the page is what the code makes of the fixed seeds, byte for byte.
- The example is an archive that verifies as valid.
- A reader that knows only the page reads the example and every book of a small election, and refuses changed ones.
- Practice keys follow from their number and name as the page says.
- The tables of statements and entries have every record of the code, with exactly its fields.
"""

import re
from hashlib import sha256
from pathlib import Path
from types import UnionType
from typing import Final, Union, get_args, get_origin, get_type_hints

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain import types
from domain.contests import ContestOption
from domain.events import EVENT_TYPES, STREAMS, Explanation
from domain.statements import STATEMENT_TYPES, Role, Statement
from domain.types import ListOf, Record
from ledger.keys import PracticeKeyring
from ledger.making.plan import Plan, StationResult, planned_contest
from ledger.making.simulation import simulate
from ledger.tiles import join_bundle
from ledger.trust import read_trust
from ledger.verification import verify_archive
from tests.support import independent_reader as reader
from tests.support.format_example import ORIGIN, blocks, entries

BLOCK: Final = re.compile(r"^```(?:hex|text) ([a-z0-9-]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHORT: Final = {"Count": "u", "Text": "t", "HashField": "h", "KeyField": "k", "Note": "bin", "Figures": "[u?]"}


@pytest.fixture(scope="module")
def page(pytestconfig: pytest.Config) -> str:
    return (pytestconfig.rootpath / "docs" / "format.md").read_text()


@pytest.fixture(scope="module")
def printed(page: str) -> dict[str, str]:
    return dict(BLOCK.findall(page))


@pytest.fixture(scope="module")
def folder(printed: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive that the page prints, made of its blocks and nothing else."""
    archive = tmp_path_factory.mktemp("format") / "archive"
    write_book(archive / ORIGIN, printed)
    (archive.parent / "trust").write_text(printed["trust"])
    return archive


def write_book(folder: Path, printed: dict[str, str]) -> None:
    raw = [bytes.fromhex(printed[f"entry-{index}"]) for index in range(3)]
    files = {
        "checkpoint": printed["checkpoint"].encode(),
        "log.vkey": printed["vkey"].encode(),
        "tile/0/000.p/3": bytes.fromhex(printed["tile"]),
        "tile/entries/000.p/3": b"".join(len(each).to_bytes(2, "big") + each for each in raw),
    }
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def test_every_block_of_the_page_is_what_the_code_makes(printed: dict[str, str]) -> None:
    made = {name: block.rstrip("\n") for name, block in blocks().items()}
    assert {name: block.rstrip("\n") for name, block in printed.items()} == made


def test_the_lengths_of_the_bundle_are_those_of_the_page(printed: dict[str, str]) -> None:
    lengths = [join_bundle([raw])[:2].hex() for raw in entries()]
    assert printed["bundle-lengths"].split() == lengths


def test_the_example_is_an_archive_that_lacks_nothing_but_a_result(folder: Path) -> None:
    result = verify_archive(folder, read_trust(folder.parent / "trust"))
    assert (result.status, result.entries, result.statements, result.signatures) == ("findings", 3, 1, 4)
    assert [(finding.code, finding.area) for finding in result.findings] == [("J.503", "0")]


def test_a_reader_made_from_the_page_alone_reads_the_example(folder: Path, printed: dict[str, str]) -> None:
    book = reader.read_book(folder / ORIGIN)
    assert [payload["type"] for _, payload in book] == ["ElectionDeclared", "BookOpened", "ContestDeclared"]
    assert [leaf.hex() for leaf, _ in book] == printed["leaves"].split()
    assert reader.root([leaf for leaf, _ in book]).hex() == printed["root"].strip()
    assert sha256(b"\0" + bytes.fromhex(printed["entry-0"])).hexdigest() in printed["trust"]


def test_that_reader_reads_every_book_of_a_small_election(tmp_path: Path) -> None:
    out = tmp_path / "out"
    simulate(small_plan(), out, seed=3)
    books = {place.parent: reader.read_book(place.parent) for place in sorted(out.rglob("archive/**/checkpoint"))}
    read = sum(map(len, books.values()))
    assert read == verify_archive(out / "archive", read_trust(out / "trust")).entries
    assert {payload["type"] for book in books.values() for _, payload in book} == set(WRITTEN.split())


@pytest.mark.parametrize("name", ["checkpoint", "tile/entries/000.p/3", "tile/0/000.p/3"])
def test_that_reader_refuses_a_changed_byte(name: str, tmp_path: Path, printed: dict[str, str]) -> None:
    write_book(tmp_path, printed)
    data = bytearray((tmp_path / name).read_bytes())
    data[30] ^= 1
    (tmp_path / name).write_bytes(data)
    with pytest.raises((AssertionError, InvalidSignature, ValueError)):
        reader.read_book(tmp_path)


def test_a_practice_key_follows_from_its_number_and_name_as_the_page_says(page: str) -> None:
    master = sha256(b"rekap practice master v1 7").digest()
    name = "ketua ppk-160901 2"
    assert f'"{name}"' in page
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=b"rekap practice key v1", info=name.encode())
    key = Ed25519PrivateKey.from_private_bytes(hkdf.derive(master)).public_key().public_bytes_raw()
    assert PracticeKeyring.from_number(7).key(name).public == key


# --- the tables -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("section", "known"), [("## 4", STATEMENT_TYPES), ("## 5", EVENT_TYPES)])
def test_the_tables_list_every_type_with_exactly_its_fields(
    page: str, section: str, known: dict[str, type[Record]]
) -> None:
    text = page.split(f"\n{section}")[1].split("\n## ", maxsplit=1)[0]
    rows = dict(re.findall(r"^\| (\w+) \| .*? \| (.*) \|$", text, re.MULTILINE))
    rows.pop("type")
    assert list(rows) == list(known)
    shapes = dict(re.findall(r"([A-Z]+) = (\{.*?\}|\{.*\})(?=[;`])", text))
    for name, kind in known.items():
        other = rows[name].removeprefix("as ")
        written = rows[other] if other in rows else rows[name]
        for short, shape in shapes.items():
            written = re.sub(rf"\b{short}\b", shape, written)
        written = written.replace("[as above]", shown_type(ListOf[Explanation]))
        assert written.strip("`").replace(" or ", "|") == shown(kind), name


def test_the_table_of_entries_names_their_streams(page: str) -> None:
    text = page.split("\n## 5")[1].split("\n## ", maxsplit=1)[0]
    streams = dict(re.findall(r"^\| (\w+) \| `([^`]+)` \|", text, re.MULTILINE))
    assert {name: stream.split("<")[0] for name, stream in streams.items()} == {
        kind.__name__: stream for kind, stream in STREAMS.items()
    }


def test_the_page_names_every_role(page: str) -> None:
    assert f"`{' '.join(Role)}`" in page


def shown(kind: type[Record]) -> str:
    """A record as the tables write it: `{box: t, order: h?}`."""
    hints = get_type_hints(kind, include_extras=True)
    return "{" + ", ".join(f"{name}: {shown_type(hints[name])}" for name in kind.__struct_fields__) + "}"


def shown_type(hint: object) -> str:
    for name, short in SHORT.items():
        if hint == getattr(types, name):
            return short
    if get_origin(hint) in (Union, UnionType):
        return f"{shown_type(get_args(hint)[0])}?"
    if hint is Role:
        return "t"
    if get_origin(hint) is Statement:
        name = get_args(hint)[0].__name__
        return "S<CHasil>|S<Transcription>" if name == "CHasil" else f"S<{name}>"
    if isinstance(hint, type) and issubclass(hint, Record):
        return shown(hint)
    return f"[{shown_type(get_args(get_args(hint)[0])[0])}]"


# --- a small election, and what is written in it ----------------------------------------------------------------------


def small_plan() -> Plan:
    """One kecamatan, two TPS, one of them without a result."""
    options = (ContestOption(1, "Paslon 1"), ContestOption(2, "Paslon 2"))
    contest = planned_contest("ppwp", "pemilu-2024", options)
    known = {"suara_1": 60, "suara_2": 40, "suara_sah": 100, "suara_tidak_sah": 3, "suara_total": 103}
    results = (
        StationResult("1609011013001", {contest.id: tuple(known.get(row) for row in contest.rows)}),
        StationResult("1609011013002", {}),
    )
    return Plan("practice", "Latihan", "pemilu-2024", "example.id/latihan", (contest,), results)


WRITTEN: Final = (
    "ElectionDeclared ContestDeclared BookOpened BodyAuthorized OfficialAppointed RegionRegistered StationKeysIssued "
    "TallyReceived TallyAbsent PlenaryOpened PlenaryClosed RecapitulationPart RecapitulationCertified "
    "RecapitulationHandedOver ChildReceived"
)
