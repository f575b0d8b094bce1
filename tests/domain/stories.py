"""Plain data for stories of one book: an election, bodies with their keys, and acts logged one after another.

Nothing is signed here: the domain takes signatures as checked, so a key is a name made into 32 bytes.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import TypedDict, TypeVar, Unpack

from domain.authority import Appointed, Authority
from domain.bodies import parse_body
from domain.bookstate import BookState
from domain.contests import ContestOption, option_rows
from domain.election import DeclaredContest, Election, election_of
from domain.events import (
    ChildReceived,
    Column,
    ContestDeclared,
    DeclaredOption,
    ElectionDeclared,
    Entry,
    Event,
    Line,
    PlenaryOpened,
    RecapitulationCertified,
    RecapitulationPart,
    TallyReceived,
)
from domain.findings import Finding
from domain.recap import sum_of_columns
from domain.replaying import step
from domain.statements import CHasil, DHasil, Form, Role, Statement, StatementData
from domain.tally import Tally
from domain.types import Figures, Hash, PublicKey

D = TypeVar("D", bound=StatementData)

PPWP = "ppwp"
BUPATI = "bupati-1609"
DAPIL = "dprd_kabko-1609-1"
PPK = "ppk-160901"
KAB = "kpu-1609"
TPS = "1609012001001"
SECOND = "1609012001002"
THIRD = "1609012002001"
ROWS = ("suara_1", "suara_2", "suara_sah", "suara_tidak_sah", "suara_total")
WIDTH = len(ROWS)
QUORUMS = {"kpu": 2, "ppk": 2, "ppln": 2, "kpps": 2, "bawaslu": 2, "panwaslu": 2}
SEEN = 100
"""How much of the superior's book these books have seen."""


def digest(*parts: object) -> Hash:
    """32 bytes that stand for these parts."""
    return Hash(sha256(repr(parts).encode()).digest())


def key(name: str) -> PublicKey:
    """The key of that name."""
    return PublicKey(digest("key", name))


ELECTION = digest("the election")


def form(first: int, second: int, invalid: int = 0) -> Figures:
    """Figures that break no rule."""
    return (first, second, first + second, invalid, first + second + invalid)


def declared_contest(
    contest: str, areas: tuple[str, ...], levels: tuple[str, ...]
) -> tuple[str, Hash, ContestDeclared]:
    """A contest with two paslon, as the election takes it."""
    options = (DeclaredOption("Pertama", 1, None), DeclaredOption("Kedua", 2, None))
    assert set(option_rows([ContestOption(each.no, each.name, each.parent) for each in options])) <= set(ROWS)
    return contest, digest("contest", contest), ContestDeclared(areas, levels, options, ROWS)


def declaration(kind: str = "practice", profile: str = "pemilu-2024") -> ElectionDeclared:
    """The declaration of the election."""
    line = Line(key("log kpu-0"), "example.id/pemilu/kpu/0", 2, (key("root 1"), key("root 2"), key("root 3")))
    return ElectionDeclared(None, kind, line, "Latihan", (), profile, ())


def election() -> Election:
    """An election with three contests: of the nation, of the kabupaten 1609, and of its kecamatan 160901 alone."""
    levels = ("kecamatan", "kabko", "provinsi", "nasional")
    contests = (
        declared_contest(PPWP, ("0",), levels),
        declared_contest(BUPATI, ("1609",), levels[:2]),
        declared_contest(DAPIL, ("160901",), levels[:2]),
    )
    return election_of(ELECTION, declaration(), contests)


THE_ELECTION = election()


def contest(name: str = PPWP) -> DeclaredContest:
    """A contest of the election."""
    return THE_ELECTION.contests[name]


def said(
    data: D,
    subject: str,
    signers: Iterable[str],
    *,
    election: Hash = ELECTION,
    replaces: tuple[Hash, ...] = (),
    time: int = 0,
) -> Statement[D]:
    """A statement signed by the keys of these names."""
    keys = tuple(sorted(key(name) for name in signers))
    name = digest(data, subject, keys, election, replaces, time)
    return Statement(data, election, replaces, keys, subject, time, name, b"", (b"",) * len(keys))  # type: ignore[arg-type]  # signatures are checked elsewhere


def officials(body: str) -> list[str]:
    """The names of the keys of a body's quorum."""
    return [f"ketua {body}", f"anggota {body} 2", f"anggota {body} 3"]


def kpps(tps: str) -> list[str]:
    """The names of the keys of a KPPS's quorum."""
    return [f"kpps_ketua {tps}", f"kpps_anggota {tps} 2", f"kpps_anggota {tps} 3"]


def appointed(name: str, body: str, area: str, person: int, role: Role, index: int = 5) -> Appointed:
    """A key as its appointment says."""
    return Appointed(key(name), body, area, person, role, index)


def authority_of(body: str, stations: Iterable[str] = (), superior: str | None = "example.id/above") -> Authority:
    """The authority of a body's book: an operator, a ketua, four anggota, and the KPPS of the TPS."""
    parsed = parse_body(body)
    assert parsed is not None
    area = parsed.area
    granted = [
        appointed(f"operator {body}", body, area, 1, Role.OPERATOR),
        appointed(f"ketua {body}", body, area, 1, Role.KETUA),
        *[appointed(f"anggota {body} {person}", body, area, person, Role.ANGGOTA) for person in (2, 3, 4, 5)],
    ]
    for tps in stations:
        granted.append(appointed(f"kpps_ketua {tps}", f"kpps-{tps[:10]}", tps, 1, Role.KPPS_KETUA))
        granted += [
            appointed(f"kpps_anggota {tps} {person}", f"kpps-{tps[:10]}", tps, person, Role.KPPS_ANGGOTA)
            for person in (2, 3, 4)
        ]
    keys = {each.key: each for each in granted}
    return Authority(parsed, f"example.id/pemilu/{parsed.kind}/{area}", superior, 2, QUORUMS, keys, {0: SEEN})


class Tallied(TypedDict, total=False):
    """What may be otherwise about a C.Hasil."""

    generation: int
    signers: Iterable[str] | None
    subject: str | None
    order: Hash | None
    election: Hash
    replaces: tuple[Hash, ...]


class Certified(TypedDict, total=False):
    """What may be otherwise about a D.Hasil."""

    name: str
    signers: Iterable[str] | None
    subject: str | None
    election: Hash
    declared: Hash
    missing: tuple[int, ...]
    totals: tuple[int, ...]


class Book:
    """One body's book: acts are logged one after another, and each says what was found."""

    def __init__(self, body: str, units: Mapping[str, int] | Iterable[str], superior: str | None = KAB) -> None:
        """A book that expects these units (of a PPK: TPS; with the index of their registration)."""
        indexed = dict(units) if isinstance(units, Mapping) else dict.fromkeys(units, 5)
        stations = [unit for unit in indexed if len(unit) == 13]
        self.body = body
        self.state = BookState(authority_of(body, stations), THE_ELECTION, indexed, superior, SEEN)
        self.entries: list[tuple[int, Entry]] = []

    def entry(self, stream: str, data: Event, signer: str | None = None) -> Entry:
        """The next entry of the book, not logged."""
        index = len(self.entries)
        origin = self.state.authority.origin
        leaf = digest("leaf", self.body, index, stream, data)
        return Entry(origin, data, ELECTION, Hash(b""), 1, key(signer or f"operator {self.body}"), stream, 0, leaf)

    def log(self, stream: str, data: Event, signer: str | None = None) -> list[Finding]:
        """Log one act; gives what was found, on the act and on the form that it sets."""
        entry = self.entry(stream, data, signer)
        found = step(self.state, len(self.entries), entry)
        self.entries.append((len(self.entries), entry))
        results = self.state.tallies.get(entry.subject, Tally()).results.values()
        return found + [
            each for of in results for result in of if result.source == entry.hash for each in result.findings
        ]

    @property
    def last(self) -> Hash:
        """The leaf hash of the last entry."""
        return self.entries[-1][1].hash

    def open(self, *contests: str, number: int = 1) -> list[Finding]:
        """Open a plenary for these contests."""
        area = self.state.authority.body.area
        return self.log(f"plenary/{number}", PlenaryOpened(area, contests or (PPWP, BUPATI, DAPIL)))

    def receive(self, tps: str, figures: Figures, name: str = PPWP, **how: Unpack[Tallied]) -> list[Finding]:
        """Receive the C.Hasil of one TPS."""
        return self.log(f"tally/{tps}", tally(tps, {name: figures}, **how))

    def part(self, columns: Iterable[Column], *, name: str = PPWP, unit: str | None = None) -> list[Finding]:
        """Draft a part with these columns."""
        area = self.state.authority.body.area
        return self.log(f"recap/{name}", RecapitulationPart(tuple(columns), contest(name).declared, 1, unit or area))

    def certify(self, *parts: Hash, **changes: Unpack[Certified]) -> list[Finding]:
        """Certify the D.Hasil of these parts, truly added up but for the `changes`."""
        return self.log(f"recap/{changes.get('name', PPWP)}", RecapitulationCertified(self.dhasil(*parts, **changes)))

    def dhasil(self, *parts: Hash, **changes: Unpack[Certified]) -> Statement[DHasil]:
        """The signed D.Hasil of these parts."""
        state, name = self.state, changes.get("name", PPWP)
        known = state.recaps[name].parts if name in state.recaps else {}
        columns = tuple(column for part in parts if part in known for column in known[part].columns)
        totals = sum_of_columns(columns, WIDTH, of_stations=state.of_stations)
        data = DHasil(
            changes.get("declared", contest(name).declared),
            changes.get("missing", totals.missing),
            parts,
            changes.get("totals", totals.sums),
        )
        subject = changes.get("subject") or f"{state.authority.body.area}/{name}"
        signers = changes.get("signers") or officials(self.body)
        return said(data, subject, signers, election=changes.get("election", ELECTION))

    def column(self, tps: str, figures: Figures | None = None, name: str = PPWP) -> Column:
        """The column of a TPS with the figures in force (or these)."""
        result = self.state.tallies[tps].in_force(name)
        assert result is not None
        shown = result.figures if figures is None else figures
        return Column(shown or (None,) * WIDTH, (), (result.source,), tps)


def c_hasil(forms: Mapping[str, Figures], generation: int = 1) -> CHasil:
    """A C.Hasil with these figures by contest."""
    made = tuple(
        Form(name, contest(name).declared if name in THE_ELECTION.contests else digest(name), figures, (), ())
        for name, figures in forms.items()
    )
    return CHasil(made, generation, None, None, ())


def tally(tps: str, forms: Mapping[str, Figures], **how: Unpack[Tallied]) -> TallyReceived:
    """The arrival of a C.Hasil of this TPS."""
    statement = said(
        c_hasil(forms, how.get("generation", 1)),
        how.get("subject") or tps,
        how.get("signers") or kpps(tps),
        election=how.get("election", ELECTION),
        replaces=how.get("replaces", ()),
    )
    return TallyReceived("-", "-", (), how.get("order"), statement)


def arrival(child: str, *, book: str = "example.id/below", index: int = 9, leaf: Hash | None = None) -> ChildReceived:
    """The arrival of a child's handover."""
    return ChildReceived(book, "-", child, index, leaf or digest("handover", child, index), b"note")


def codes(findings: Iterable[Finding]) -> list[str]:
    """The codes of the findings."""
    return [finding.code for finding in findings]


def ready_ppk() -> Book:
    """A PPK with an open plenary, two received TPS and a draft with both."""
    book = Book(PPK, (TPS, SECOND))
    assert book.receive(TPS, form(10, 5)) == []
    assert book.receive(SECOND, form(3, 4)) == []
    assert book.open() == []
    assert book.part([book.column(TPS), book.column(SECOND)], unit="1609012001") == []
    return book
