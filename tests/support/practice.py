"""A small practice election as a script of acts, so that any act can be made otherwise and still be signed validly.

Rules of this module:

- A script is a list of steps in the order of time: log one entry, or publish one book.
- What a step logs is made when it is its turn, from what was logged before it: change a figure low down, and every
  part, certificate and note above is made again from it.
- Nothing is refused here: whoever holds the practice keys can write anything.
- Untouched, a script gives the very bytes of `ledger.making.simulation` (test_verification.py holds it to that).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from msgspec import structs

from domain.areas import NATION
from domain.bodies import parse_body
from domain.contests import ContestOption
from domain.events import (
    BodyAuthorized,
    BookOpened,
    ChildReceived,
    Column,
    ContestDeclared,
    DeclaredOption,
    ElectionDeclared,
    Event,
    Line,
    OfficialAppointed,
    PlenaryClosed,
    PlenaryOpened,
    Quorum,
    RecapitulationCertified,
    RecapitulationHandedOver,
    RecapitulationPart,
    RegionRegistered,
    Station,
    StationKeysIssued,
    TallyAbsent,
    TallyReceived,
)
from domain.profiles import profile, rows_for
from domain.recap import sum_of_columns
from domain.statements import (
    Appointment,
    CHasil,
    DHasil,
    Form,
    KeyGrant,
    LogGrant,
    Possession,
    Role,
    Statement,
    StatementData,
)
from domain.types import ZERO_HASH, Figures, Hash
from ledger.checkpoint import Checkpoint, sign_checkpoint
from ledger.keys import PracticeKeyring
from ledger.making.plan import Plan, StationResult, planned_contest
from ledger.making.site import CLAIMED_TIME, KPPS, OFFICIALS, ROOT_QUORUM, ROOTS
from ledger.merkle import Tree, leaf_hash
from ledger.note import VerifierKey
from ledger.records import encode_entry, entry_payload, parse_statement, statement_payload
from ledger.signing import ENTRY_TYPE, STATEMENT_TYPE, SigningKey, pae
from ledger.tiles import bundles, hash_tiles, join_bundle, tile_bytes
from ledger.trust import Trust

D = TypeVar("D", bound=StatementData)

SEED: Final = 7
CONTEST: Final = "ppwp"
RECAP: Final = f"recap/{CONTEST}"
PROFILE: Final = "pemilu-2024"
ROOT_BODY: Final = "kpu-0"
PROV: Final = "kpu-16"
KAB: Final = "kpu-1609"
PPK: Final = "ppk-160901"
OTHER_PPK: Final = "ppk-160902"
TPS: Final = "1609012001001"
SECOND_TPS: Final = "1609012001002"
OTHER_TPS: Final = "1609022001001"
OPTIONS: Final = (ContestOption(1, "Paslon 1"), ContestOption(2, "Paslon 2"))
_UNKNOWN: Final = ("surat_suara_", "disabilitas_")
"""What published results do not carry."""

ROWS: Final = tuple(row for row in rows_for(profile(PROFILE), OPTIONS) if not row.startswith(_UNKNOWN))
VOTERS: Final = ROWS.index("pemilih_dpt_j")


def form(first: int, second: int, invalid: int = 3) -> Figures:
    """Figures of one TPS that break no rule: a DPT of 250, and as many users as ballots."""
    used = first + second + invalid
    row = {
        **dict(zip(("pemilih_dpt_l", "pemilih_dpt_p", "pemilih_dpt_j"), (120, 130, 250), strict=True)),
        **{f"pengguna_{group}_{sex}": 0 for group in ("pindahan", "khusus") for sex in "lpj"},
        **{f"pengguna_{group}_l": used // 2 for group in ("dpt", "total")},
        **{f"pengguna_{group}_p": used - used // 2 for group in ("dpt", "total")},
        **{f"pengguna_{group}_j": used for group in ("dpt", "total")},
        "suara_1": first,
        "suara_2": second,
        "suara_sah": first + second,
        "suara_tidak_sah": invalid,
        "suara_total": used,
    }
    return tuple(row[name] for name in ROWS)


E = TypeVar("E")


def altered(record: E, **changes: object) -> E:
    """A copy of an event or of a part of one, with other values in these fields."""
    return cast("E", structs.replace(cast("Any", record), **changes))


def with_row(figures: Figures, **rows: int | None) -> Figures:
    """The same figures with other values in these rows."""
    return tuple(rows.get(name, figure) for name, figure in zip(ROWS, figures, strict=True))


RESULTS: Final = {TPS: form(100, 60), SECOND_TPS: form(81, 92), OTHER_TPS: form(70, 110)}
SMALL_RESULTS: Final = {TPS: form(100, 60), SECOND_TPS: form(81, 92)}
"""Of one desa: the whole election has 97 signatures."""


def plan_of(results: Mapping[str, Figures | None]) -> Plan:
    """The plan of the same election for `ledger.making.simulation`."""
    stations = tuple(
        StationResult(tps, {CONTEST: figures}, figures[VOTERS]) if figures else StationResult(tps, {})
        for tps, figures in results.items()
    )
    contest = planned_contest(CONTEST, PROFILE, OPTIONS, areas=("1609",), rows=ROWS)
    return Plan("practice", "Latihan", PROFILE, "example.id/latihan", (contest,), stations)


@lru_cache(maxsize=4096)
def key_of(name: str) -> SigningKey:
    """The practice key called `name`."""
    return PracticeKeyring.from_number(SEED).key(name)


@dataclass(frozen=True, slots=True)
class Step:
    """One act: `event` makes what `signer` (a key's name) logs in `stream` of the book of `book` (a body's id).

    With `event` None the book is published.  `seal` overrides fields of the entry: book, election, prev, seq.
    """

    name: str
    book: str
    signer: str = ""
    stream: str = ""
    event: Callable[["World"], Event] | None = None
    seal: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class BookWritten:
    """What one book holds so far: raw entries, the head of every stream, and its notes by size, oldest first."""

    raw: list[bytes] = field(default_factory=list)
    heads: dict[str, tuple[int, Hash]] = field(default_factory=dict)
    notes: dict[int, bytes] = field(default_factory=dict)


class World:
    """What was written so far, for the steps that follow; leaves, indexes and events are found by the step's name."""

    def __init__(self, origins: Mapping[str, str] | None = None, log_keys: Mapping[str, str] | None = None) -> None:
        self.books: dict[str, BookWritten] = {}
        self.leaves: dict[str, Hash] = {}
        self.indexes: dict[str, int] = {}
        self.events: dict[str, Event] = {}
        self.election: Hash = ZERO_HASH
        self._origins = dict(origins or {})
        self._log_keys = dict(log_keys or {})

    def origin(self, body: str) -> str:
        """The origin of a body's book."""
        kind, _, area = body.partition("-")
        return self._origins.get(body, f"example.id/latihan/{kind}/{area}")

    def log_key(self, body: str) -> SigningKey:
        """The key that signs a book's checkpoints."""
        return key_of(self._log_keys.get(body, f"log {body} 0"))

    def note(self, body: str, size: int | None = None) -> bytes:
        """The last published note of a book, or the one of this size, whether published or not."""
        book = self.books[body]
        if size is None:
            return list(book.notes.values())[-1]
        tree = Tree(map(leaf_hash, book.raw[:size]))
        return sign_checkpoint(Checkpoint(self.origin(body), size, tree.root()), self.log_key(body))

    def sign(
        self,
        data: D,
        subject: str,
        signers: Iterable[str],
        *,
        election: Hash | None = None,
        replaces: tuple[Hash, ...] = (),
        time: int = CLAIMED_TIME,
    ) -> Statement[D]:
        """The statement of `data` about `subject`, signed with the practice keys of these names."""
        keys = {key_of(name).public: key_of(name) for name in signers}
        payload = statement_payload(
            data,
            election=self.election if election is None else election,
            signers=tuple(keys),
            subject=subject,
            time=time,
            replaces=replaces,
        )
        message = pae(STATEMENT_TYPE, payload)
        signatures = tuple(keys[public].sign(message) for public in sorted(keys))
        return cast("Statement[D]", parse_statement(payload, signatures))

    def log(self, step: Step, event: Event) -> None:
        """Seal and keep one entry."""
        book = self.books.setdefault(step.book, BookWritten())
        seq, prev = book.heads.get(step.stream, (0, ZERO_HASH))
        signer = key_of(step.signer)
        fields: dict[str, Any] = {
            "book": self.origin(step.book),
            "election": self.election,
            "prev": prev,
            "seq": seq + 1,
            "signer": signer.public,
            "stream": step.stream,
            "time": CLAIMED_TIME + 1000 * len(book.raw),
            **step.seal,
        }
        payload = entry_payload(event, **fields)
        raw = encode_entry(payload, signer.sign(pae(ENTRY_TYPE, payload)))
        leaf = leaf_hash(raw)
        book.heads[step.stream] = (fields["seq"], leaf)
        self.leaves[step.name], self.indexes[step.name], self.events[step.name] = leaf, len(book.raw), event
        book.raw.append(raw)
        if isinstance(event, ElectionDeclared) and self.election == ZERO_HASH:
            self.election = leaf

    def publish(self, body: str) -> None:
        """Sign a checkpoint over what the book holds."""
        size = len(self.books.setdefault(body, BookWritten()).raw)
        self.books[body].notes[size] = self.note(body, size)

    def trust(self, notes: tuple[bytes, ...] = ()) -> Trust:
        """The trust file of this election."""
        return Trust(VerifierKey.of(self.origin(ROOT_BODY), self.log_key(ROOT_BODY).public), self.election, notes)

    def write(self, folder: Path) -> None:
        """Write every published book as an archive below `folder`."""
        for path, data in self.files().items():
            place = folder.joinpath(*path.split("/"))
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)

    def files(self) -> dict[str, bytes]:
        """The files of every published book by their path in the archive."""
        return {
            f"{self.origin(body)}/{path}": data
            for body, book in self.books.items()
            for path, data in self._files(body, book)
        }

    def _files(self, body: str, book: BookWritten) -> Iterator[tuple[str, bytes]]:
        vkey = VerifierKey.of(self.origin(body), self.log_key(body).public)
        yield "log.vkey", f"{vkey.text}\n".encode()
        tree = Tree(map(leaf_hash, book.raw))
        for size, note in book.notes.items():
            for name in hash_tiles(size):
                yield name.path, tile_bytes(tree, name)
            for name in bundles(size):
                yield name.path, join_bundle(book.raw[name.begin : name.end])
            yield f"checkpoints/{size}", note
            yield "checkpoint", note


class Script:
    """The steps of one election; a copy of it can be changed."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self.steps = list(steps)
        self.origins: dict[str, str] = {}
        self.log_keys: dict[str, str] = {}

    def copy(self) -> "Script":
        """The same steps, to be changed."""
        other = Script(self.steps)
        other.origins, other.log_keys = dict(self.origins), dict(self.log_keys)
        return other

    def run(self) -> World:
        """Log and publish everything, in order."""
        world = World(self.origins, self.log_keys)
        for step in self.steps:
            if step.event is None:
                world.publish(step.book)
            else:
                world.log(step, step.event(world))
        return world

    def at(self, name: str) -> int:
        """The place of the step called `name`."""
        return [step.name for step in self.steps].index(name)

    def names(self, prefix: str) -> list[str]:
        """The names of the steps that begin so."""
        return [step.name for step in self.steps if step.name.startswith(prefix)]

    def drop(self, *names: str) -> None:
        """Leave these acts out."""
        for name in names:
            del self.steps[self.at(name)]

    def change(self, name: str, **fields: object) -> None:
        """Give a step another event, signer, stream or seal."""
        self.steps[self.at(name)] = replace(self.steps[self.at(name)], **cast("Any", fields))

    def alter(self, name: str, change: Callable[[World, Any], Event]) -> None:
        """Change the event a step would log."""
        made = self.steps[self.at(name)].event
        assert made is not None
        self.change(name, event=lambda world: change(world, made(world)))

    def before(self, name: str, *steps: Step) -> None:
        """Put steps in front of another."""
        at = self.at(name)
        self.steps[at:at] = steps

    def after(self, name: str, *steps: Step) -> None:
        """Put steps behind another."""
        at = self.at(name) + 1
        self.steps[at:at] = steps

    def move(self, name: str, *, before: str) -> None:
        """Do an act earlier or later."""
        step = self.steps.pop(self.at(name))
        self.before(before, step)


# ---------------------------------------------------------------- who signs


def operator(body: str) -> str:
    """The name of the operator's key."""
    return f"operator {body} 1"


def quorum(body: str) -> tuple[str, ...]:
    """The names of the keys of a body's quorum."""
    return tuple(f"{role} {body} {person}" for role, person in OFFICIALS if role is not Role.OPERATOR)


def kpps(tps: str) -> tuple[str, ...]:
    """The names of the keys of a TPS's KPPS."""
    return tuple(f"{role} {tps} {person}" for role, person in KPPS)


def roots() -> tuple[str, ...]:
    """The names of the root keys that appoint."""
    return tuple(f"root {ROOT_BODY} {person}" for person in ROOTS[:ROOT_QUORUM])


# ---------------------------------------------------------------- what is logged


def grants_of(body: str, seats: Iterable[tuple[Role, int]] = OFFICIALS) -> Appointment:
    """The appointment of a body's officials."""
    area = body.partition("-")[2]
    return Appointment(
        tuple(KeyGrant(area, key_of(f"{role} {body} {person}").public, person, role) for role, person in seats), None
    )


def appointing(body: str, signers: tuple[str, ...]) -> Callable[[World], OfficialAppointed]:
    """OfficialAppointed for a body, by these."""

    def make(world: World) -> OfficialAppointed:
        area = body.partition("-")[2]
        proofs = tuple(
            world.sign(Possession(area, person, role), body, [f"{role} {body} {person}"]) for role, person in OFFICIALS
        )
        return OfficialAppointed(world.sign(grants_of(body), body, signers), proofs)

    return make


def authorizing(body: str, signers: tuple[str, ...], *, origin: str = "", key: str = "") -> Callable[[World], Event]:
    """BodyAuthorized for a body, by these."""

    def make(world: World) -> BodyAuthorized:
        log = LogGrant((key_of(key) if key else world.log_key(body)).public, origin or world.origin(body))
        return BodyAuthorized(world.sign(Appointment((), log), body, signers))

    return make


def registering(stations: tuple[Station, ...]) -> Callable[[World], RegionRegistered]:
    """RegionRegistered with these TPS."""
    return lambda _: RegionRegistered(stations)


def issuing(desa: str, stations: Iterable[str], signers: tuple[str, ...]) -> Callable[[World], StationKeysIssued]:
    """StationKeysIssued for the TPS of a desa, by these."""

    def make(world: World) -> StationKeysIssued:
        granted = tuple(
            KeyGrant(tps, key_of(f"{role} {tps} {person}").public, person, role)
            for tps in stations
            for role, person in KPPS
        )
        return StationKeysIssued(world.sign(Appointment(granted, None), f"kpps-{desa}", signers))

    return make


def chasil(world: World, figures: Figures, *, generation: int = 1, declared: Hash | None = None) -> CHasil:
    """A C.Hasil with these figures."""
    cited = world.leaves["contest"] if declared is None else declared
    return CHasil((Form(CONTEST, cited, figures, (), ()),), generation, None, None, ())


def receiving(tps: str, figures: Figures, signers: tuple[str, ...] | None = None) -> Callable[[World], TallyReceived]:
    """TallyReceived with a C.Hasil of these figures."""

    def make(world: World) -> TallyReceived:
        statement = world.sign(chasil(world, figures), tps, kpps(tps) if signers is None else signers)
        return TallyReceived("-", "-", (), None, statement)

    return make


def station_part(desa: str, stations: Iterable[str], number: int) -> Callable[[World], RecapitulationPart]:
    """The part of one desa, from what was received last for each TPS."""

    def make(world: World) -> RecapitulationPart:
        columns = [column for tps in stations if (column := _station_column(world, tps)) is not None]
        return RecapitulationPart(tuple(columns), world.leaves["contest"], number, desa)

    return make


def _station_column(world: World, tps: str) -> Column | None:
    match world.events.get(f"tally {tps}"):
        case TallyReceived(statement=statement):
            figures = statement.data.forms[0].figures
        case TallyAbsent():
            figures = (None,) * len(ROWS)
        case _:
            return None
    return Column(figures, (), (world.leaves[f"tally {tps}"],), tps)


def child_part(body: str, children: Iterable[str]) -> Callable[[World], RecapitulationPart]:
    """The part of a KPU, from the certificates of its children."""

    def make(world: World) -> RecapitulationPart:
        columns = []
        for child in children:
            certified = world.events.get(f"{child} certificate")
            if isinstance(certified, RecapitulationCertified):
                result = certified.dhasil.data
                leaf = world.leaves[f"{child} certificate"]
                columns.append(Column(result.totals, result.missing, (leaf,), child.partition("-")[2]))
        return RecapitulationPart(tuple(columns), world.leaves["contest"], 1, body.partition("-")[2])

    return make


def dhasil_of(world: World, body: str, parts: Iterable[str]) -> DHasil:
    """The D.Hasil of these parts (names of steps), truly added up."""
    parsed = parse_body(body)
    assert parsed is not None
    columns = tuple(column for name in parts for column in cast("RecapitulationPart", world.events[name]).columns)
    totals = sum_of_columns(columns, len(ROWS), of_stations=parsed.recapitulates_tps)
    return DHasil(world.leaves["contest"], totals.missing, tuple(world.leaves[name] for name in parts), totals.sums)


def certifying(
    body: str,
    *,
    parts: Iterable[str] | None = None,
    signers: tuple[str, ...] | None = None,
    change: Callable[[DHasil], DHasil] | None = None,
) -> Callable[[World], RecapitulationCertified]:
    """RecapitulationCertified of all the body's parts (or these), signed by its quorum (or these)."""

    def make(world: World) -> RecapitulationCertified:
        listed = [name for name in world.events if name.startswith(f"{body} part")] if parts is None else list(parts)
        data = dhasil_of(world, body, listed)
        subject = f"{body.partition('-')[2]}/{CONTEST}"
        keys = quorum(body) if signers is None else signers
        return RecapitulationCertified(world.sign(change(data) if change else data, subject, keys))

    return make


def arriving(child: str, *, leaf: str = "", index: str = "", note: bytes | None = None) -> Callable[[World], Event]:
    """ChildReceived of a child's handover; `leaf` and `index` name other steps to point to."""

    def make(world: World) -> ChildReceived:
        handover = f"{child} handover"
        return ChildReceived(
            world.origin(child),
            "-",
            child.partition("-")[2],
            world.indexes[index or leaf or handover],
            world.leaves[leaf or handover],
            world.note(child) if note is None else note,
        )

    return make


def handing_over(body: str, to: str, certificate: str = "") -> Callable[[World], RecapitulationHandedOver]:
    """RecapitulationHandedOver of the body's certificate."""
    return lambda world: RecapitulationHandedOver(world.leaves[certificate or f"{body} certificate"], to)


def opening(superior: str) -> Callable[[World], BookOpened]:
    """BookOpened under the superior's last note."""
    return lambda world: BookOpened(world.note(superior), None)


# ---------------------------------------------------------------- the script


def practice(results: Mapping[str, Figures | None] = RESULTS) -> Script:
    """The whole election: nation, one provinsi, one kabupaten, the kecamatan and TPS of `results`."""
    ppks = sorted({f"ppk-{tps[:6]}" for tps in results})
    steps = [*_root_steps(), *_kpu_opening(PROV, ROOT_BODY, [KAB]), publishing(PROV)]
    steps += [*_kpu_opening(KAB, PROV, ppks), *_region_steps(results), publishing(KAB)]
    for ppk in ppks:
        steps += _ppk_steps(ppk, {tps: figures for tps, figures in results.items() if tps.startswith(ppk[4:])})
    steps += _kpu_recap(KAB, ppks, PROV)
    steps += _kpu_recap(PROV, [KAB], ROOT_BODY)
    steps += _kpu_recap(ROOT_BODY, [PROV], None)
    return Script(steps)


def publishing(body: str, which: str = "") -> Step:
    """The step that publishes a book."""
    return Step(f"{body} publish{which}", body)


def _root_steps() -> list[Step]:
    root = f"root {ROOT_BODY} {ROOTS[0]}"
    return [
        Step("election", ROOT_BODY, root, "election", declaring),
        Step("kpu-0 open", ROOT_BODY, root, "book", lambda _: BookOpened(None, None)),
        Step("contest", ROOT_BODY, root, f"contest/{CONTEST}", declaring_contest),
        Step("officials kpu-0", ROOT_BODY, root, "body/kpu-0", appointing(ROOT_BODY, roots())),
        *_authorize(ROOT_BODY, PROV, roots()),
        publishing(ROOT_BODY),
    ]


def declaring(world: World) -> ElectionDeclared:
    """The declaration of the election."""
    keys = [f"root {ROOT_BODY} {person}" for person in ROOTS]
    proofs = tuple(
        world.sign(Possession(NATION, person, Role.ROOT), ROOT_BODY, [name], election=ZERO_HASH)
        for name, person in zip(keys, ROOTS, strict=True)
    )
    quorums = tuple(Quorum(anggota, str(kind)) for kind, anggota in sorted(profile(PROFILE).quorums.items()))
    publics = tuple(key_of(name).public for name in keys)
    line = Line(world.log_key(ROOT_BODY).public, world.origin(ROOT_BODY), ROOT_QUORUM, publics)
    return ElectionDeclared(None, "practice", line, "Latihan", proofs, PROFILE, quorums)


def declaring_contest(_: World) -> ContestDeclared:
    """The declaration of the one contest."""
    options = tuple(DeclaredOption(option.name, option.no, option.parent) for option in OPTIONS)
    return ContestDeclared(("1609",), ("kecamatan", "kabko", "provinsi", "nasional"), options, ROWS)


def _authorize(superior: str, body: str, signers: tuple[str, ...]) -> list[Step]:
    stream = f"body/{body}"
    return [
        Step(f"authorize {body}", superior, operator(superior), stream, authorizing(body, signers)),
        Step(f"officials {body}", superior, operator(superior), stream, appointing(body, signers)),
    ]


def _kpu_opening(body: str, superior: str, children: Iterable[str]) -> list[Step]:
    steps = [Step(f"{body} open", body, operator(body), "book", opening(superior))]
    for child in children:
        steps += _authorize(body, child, quorum(body))
    return steps


def _region_steps(results: Mapping[str, Figures | None]) -> list[Step]:
    steps = []
    for desa in sorted({tps[:10] for tps in results}):
        own = {tps: figures for tps, figures in results.items() if tps.startswith(desa)}
        stations = tuple(Station(figures[VOTERS] if figures else None, tps) for tps, figures in own.items())
        steps.append(Step(f"region {desa}", KAB, operator(KAB), f"region/{desa}", registering(stations)))
        steps.append(Step(f"keys {desa}", KAB, operator(KAB), f"region/{desa}", issuing(desa, own, quorum(KAB))))
    return steps


def _ppk_steps(ppk: str, results: Mapping[str, Figures | None]) -> list[Step]:
    log = operator(ppk)
    steps = [
        Step(f"{ppk} open", ppk, log, "book", opening(KAB)),
        Step(f"{ppk} plenary", ppk, log, "plenary/1", lambda _: PlenaryOpened(ppk[4:], (CONTEST,))),
    ]
    for tps, figures in results.items():
        make = receiving(tps, figures) if figures is not None else lambda _: TallyAbsent((CONTEST,), "not-published")
        steps.append(Step(f"tally {tps}", ppk, log, f"tally/{tps}", make))
    for number, desa in enumerate(sorted({tps[:10] for tps in results}), start=1):
        stations = [tps for tps in results if tps.startswith(desa)]
        steps.append(Step(f"{ppk} part {desa}", ppk, log, RECAP, station_part(desa, stations, number)))
    return [*steps, *_closing(ppk, KAB)]


def _kpu_recap(body: str, children: list[str], superior: str | None) -> list[Step]:
    log, area = operator(body), body.partition("-")[2]
    arrivals = [Step(f"arrival {child}", body, log, RECAP, arriving(child)) for child in children]
    return [
        *arrivals,
        Step(f"{body} plenary", body, log, "plenary/1", lambda _: PlenaryOpened(area, (CONTEST,))),
        Step(f"{body} part", body, log, RECAP, child_part(body, children)),
        *_closing(body, superior),
    ]


def _closing(body: str, superior: str | None) -> list[Step]:
    log = operator(body)
    steps = [
        Step(f"{body} certificate", body, log, RECAP, certifying(body)),
        Step(f"{body} close", body, log, "plenary/1", lambda _: PlenaryClosed()),
    ]
    if superior is not None:
        steps.append(Step(f"{body} handover", body, log, RECAP, handing_over(body, superior)))
    return [*steps, publishing(body, " at last")]
