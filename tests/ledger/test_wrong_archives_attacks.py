"""Validly signed wrong archives that were once taken for valid: what an insider with keys would try.

- Nobody outside the body that may act is needed: each of these was made by people using their own keys.
- Each was found by trying, gave a green answer or a crash, and stays here.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.areas import NATION
from domain.events import (
    BodyAuthorized,
    BookOpened,
    Column,
    Continued,
    ElectionDeclared,
    Event,
    Explanation,
    Line,
    RecapitulationCertified,
    RecapitulationPart,
    RegionRegistered,
    Station,
    TallyAbsent,
    TallyReceived,
)
from domain.statements import Appointment, LogGrant, Possession, Role
from domain.types import ZERO_HASH, Hash, PublicKey
from ledger.checkpoint import Checkpoint, sign_checkpoint
from tests.support.expecting import Case, Table, differences, verified_case
from tests.support.practice import (
    CONTEST,
    KAB,
    OTHER_PPK,
    PPK,
    PROV,
    RECAP,
    RESULTS,
    ROOT_BODY,
    SECOND_TPS,
    TPS,
    Script,
    Step,
    World,
    altered,
    appointing,
    arriving,
    authorizing,
    chasil,
    declaring,
    declaring_contest,
    dhasil_of,
    form,
    handing_over,
    issuing,
    key_of,
    kpps,
    opening,
    operator,
    publishing,
    quorum,
    receiving,
    roots,
    with_row,
)

DESA = TPS[:10]
AREA = PPK[4:]
PART = f"{PPK} part {DESA}"
UNKNOWN = Hash(b"\x05" * 32)
TWIN = "ppk-twin"
TWIN_ORIGIN = "example.id/latihan/ppk/160901-2"

wrong = Table()


def log(name: str, book: str, stream: str, event: Callable[[World], Event], signer: str = "") -> Step:
    """A step of a body's operator, or of another signer."""
    return Step(name, book, signer or operator(book), stream, event)


# ---------------------------------------------------------------- votes that come from nowhere


@wrong("a column for a provinsi outside the contest's areas", "G.101", "R205", "J.503 0")
def _(script: Script) -> None:
    script.after(
        f"officials {PROV}",
        log("17", ROOT_BODY, "body/kpu-17", authorizing("kpu-17", roots())),
        log("officials 17", ROOT_BODY, "body/kpu-17", appointing("kpu-17", roots())),
    )
    script.after("kpu-0 publish", log("17 opens", "kpu-17", "book", opening(ROOT_BODY)), publishing("kpu-17"))

    def with_ghost(_: World, part: RecapitulationPart) -> RecapitulationPart:
        real = part.columns[0]
        ghost = Column(with_row(real.figures, suara_1=5000), real.missing, (UNKNOWN,), "17")
        return altered(part, columns=(real, ghost))

    script.alter("kpu-0 part", with_ghost)


@wrong("a second book of one PPK, with the same votes once more", "R206", "R306", f"J.502 {AREA}")
def _(script: Script) -> None:
    script.origins[TWIN] = TWIN_ORIGIN
    script.after(
        f"officials {PPK}",
        log("twin", KAB, f"body/{PPK}", authorizing(PPK, quorum(KAB), origin=TWIN_ORIGIN, key=f"log {TWIN} 0")),
    )
    script.after(f"{PPK} publish at last", *_twin_steps(script))
    script.alter(
        f"{KAB} part",
        lambda world, part: altered(
            part,
            columns=(
                altered(part.columns[0], sources=(*part.columns[0].sources, world.leaves["twin certificate"])),
                *part.columns[1:],
            ),
        ),
    )


def _twin_steps(script: Script) -> list[Step]:
    def part(world: World) -> RecapitulationPart:
        columns = [Column(RESULTS[tps], (), (world.leaves[f"twin tally {tps}"],), tps) for tps in (TPS, SECOND_TPS)]
        return RecapitulationPart(tuple(columns), world.leaves["contest"], 1, DESA)

    def certify(world: World) -> RecapitulationCertified:
        return RecapitulationCertified(
            world.sign(dhasil_of(world, PPK, ["twin part"]), f"{AREA}/{CONTEST}", quorum(PPK))
        )

    changed: dict[str, tuple[str, Callable[[World], Event]]] = {
        PART: ("twin part", part),
        f"{PPK} certificate": ("twin certificate", certify),
        f"{PPK} handover": ("twin handover", handing_over(PPK, KAB, "twin certificate")),
    }
    steps = []
    for step in script.steps:
        if step.book == PPK:
            same = (f"twin {step.name}", step.event)
            name, event = changed.get(step.name, same)
            steps.append(Step(name, TWIN, step.signer, step.stream, event))
    return steps


@wrong("a second book of one PPK under another host", "R203", "R306")
def _(script: Script) -> None:
    script.origins[TWIN] = "elsewhere.id/latihan/ppk/160901"
    origin, key = script.origins[TWIN], f"log {TWIN} 0"
    script.after(
        f"officials {PPK}", log("twin", KAB, f"body/{PPK}", authorizing(PPK, quorum(KAB), origin=origin, key=key))
    )
    script.before(f"{PPK} open", Step("twin opens", TWIN, operator(PPK), "book", opening(KAB)), publishing(TWIN))


@wrong("a C.Hasil with two forms of one contest", "R206", "J.502", f"J.503 {TPS}", f"J.509 {TPS}")
def _(script: Script) -> None:
    def make(world: World) -> TallyReceived:
        result = chasil(world, RESULTS[TPS])
        both = altered(result, forms=(altered(result.forms[0], figures=form(60, 100)), result.forms[0]))
        return TallyReceived("-", "-", (), None, world.sign(both, TPS, kpps(TPS)))

    script.change(f"tally {TPS}", event=make)
    script.alter(
        PART,
        lambda _, part: altered(part, columns=(altered(part.columns[0], figures=RESULTS[TPS]), *part.columns[1:])),
    )


def revote(generation: int) -> Step:
    """A second result of the first TPS that cites an order which nobody registered."""
    return log(
        "revote",
        PPK,
        f"tally/{TPS}",
        lambda world: TallyReceived(
            "-", "-", (), UNKNOWN, world.sign(chasil(world, form(60, 100), generation=generation), TPS, kpps(TPS))
        ),
    )


@pytest.mark.parametrize("generation", [2, 9])
def test_a_revote_on_an_order_that_is_not_there_sets_nothing(generation: int, tmp_path: Path) -> None:
    case = Case("revote", lambda script: script.after(f"tally {TPS}", revote(generation)), ())
    found = verified_case(case, tmp_path)
    assert differences(found.findings, ["R205"]) == ([], [])


# ---------------------------------------------------------------- votes that vanish


@wrong("a PPK that opens its book under a note from before a TPS was registered", "J.503 1609012002001")
def _(script: Script) -> None:
    late = "1609012002001"
    script.after(
        f"{KAB} publish",
        log("late", KAB, f"region/{late[:10]}", lambda _: RegionRegistered((Station(250, late),))),
        log("late keys", KAB, f"region/{late[:10]}", issuing(late[:10], [late], quorum(KAB))),
        publishing(KAB, " again"),
    )
    for ppk in (PPK, OTHER_PPK):
        script.change(f"{ppk} open", event=lambda world: BookOpened(world.note(KAB, 9), None))


@wrong("a column in the part of another desa", "G.101", "R205 x3", f"J.503 {AREA}")
def _(script: Script) -> None:
    script.alter(PART, lambda _, part: altered(part, unit="1609019999"))


@wrong("a certificate above the contest's final level", "G.101", "R205")
def _(script: Script) -> None:
    script.alter("contest", lambda _, declared: altered(declared, levels=declared.levels[:3]))


# ---------------------------------------------------------------- receipts that say nothing


@wrong("an arrival that names the child's opening instead of its handover", "R205")
def _(script: Script) -> None:
    script.change(f"arrival {PPK}", event=arriving(PPK, leaf=f"{PPK} open"))


@wrong("a first arrival under a note of a history that is gone, hidden behind a second one", "R304", "R206 160901")
def _(script: Script) -> None:
    def make(world: World) -> Event:
        book = Checkpoint(world.origin(PPK), len(world.books[PPK].raw), Hash(b"\x07" * 32))
        return altered(arriving(PPK)(world), note=sign_checkpoint(book, world.log_key(PPK)))

    script.before(f"arrival {PPK}", log("first arrival", KAB, RECAP, make))
    script.move(f"{KAB} plenary", before="first arrival")


@wrong("a column that cites what is not there beside the certificate", "J.502 x2")
def _(script: Script) -> None:
    script.alter(
        f"{KAB} part",
        lambda _, part: altered(
            part, columns=tuple(altered(each, sources=(*each.sources, UNKNOWN)) for each in part.columns)
        ),
    )


@wrong("a G finding explained with an empty reason", f"G.301 {TPS}")
def _(script: Script) -> None:
    script.change(
        f"tally {TPS}",
        event=lambda world: TallyReceived(
            "-",
            "-",
            (Explanation("G.301", CONTEST, "", "suara_sah"), Explanation("G.301", CONTEST, "  ", "suara_sah")),
            None,
            world.sign(chasil(world, with_row(RESULTS[TPS], suara_1=101)), TPS, kpps(TPS)),
        ),
    )


# ---------------------------------------------------------------- declarations


@wrong("a second declaration of the election", "R206")
def _(script: Script) -> None:
    script.after("contest", log("again", ROOT_BODY, "election", declaring, f"root {ROOT_BODY} 1"))


@wrong("a contest declared by a PPK", "R203")
def _(script: Script) -> None:
    script.after(f"{PPK} open", log("contest of a PPK", PPK, "contest/dpd-16", declaring_contest))


@wrong("a TPS registered by the KPU of the provinsi", "R404")
def _(script: Script) -> None:
    stations = RegionRegistered((Station(250, "1609012009001"),))
    script.after(f"authorize {KAB}", log("region", PROV, "region/1609012009", lambda _: stations))


@wrong("a TPS registered by its PPK", "R404")
def _(script: Script) -> None:
    stations = RegionRegistered((Station(250, "1609012009001"),))
    script.after(f"{PPK} open", log("region", PPK, "region/1609012009", lambda _: stations))


@wrong("a TPS twice in one registration", "R206")
def _(script: Script) -> None:
    script.alter(f"region {DESA}", lambda _, event: altered(event, stations=(*event.stations, event.stations[0])))


@wrong("a log key that no key can be", "R203")
def _(script: Script) -> None:
    grant = Appointment((), LogGrant(PublicKey(bytes(32)), "example.id/latihan/ppk/160903"))
    script.after(
        f"officials {PPK}",
        log(
            "third", KAB, "body/ppk-160903", lambda world: BodyAuthorized(world.sign(grant, "ppk-160903", quorum(KAB)))
        ),
    )


@wrong("an origin that no book can have", "R203")
def _(script: Script) -> None:
    grant = Appointment((), LogGrant(key_of("x").public, "Exa mple/latihan/ppk/160903"))
    script.after(
        f"officials {PPK}",
        log(
            "third", KAB, "body/ppk-160903", lambda world: BodyAuthorized(world.sign(grant, "ppk-160903", quorum(KAB)))
        ),
    )


@wrong("a root book that says it goes on from another", "R103 incomplete")
def _(script: Script) -> None:
    continued = Continued("example.id/latihan/kpu/0-1", UNKNOWN, 5)
    script.alter("kpu-0 open", lambda _, event: altered(event, continues=continued))


@wrong("a root key that is also the log key", "R406")
def _(script: Script) -> None:
    script.log_keys[ROOT_BODY] = f"root {ROOT_BODY} 1"


@wrong("a kind of election that does not exist", "R207")
def _(script: Script) -> None:
    script.alter("election", lambda _, declared: altered(declared, kind="OFFICIAL"))


@wrong("a declaration that names no quorum: the profile's counts", "R405", "J.502", f"J.503 {TPS}", f"J.509 {TPS}")
def _(script: Script) -> None:
    script.alter("election", lambda _, declared: altered(declared, quorums=()))
    script.change(f"tally {TPS}", event=receiving(TPS, RESULTS[TPS], kpps(TPS)[:1]))


# ---------------------------------------------------------------- what once crashed


@wrong(
    "a column without sources of a TPS that comes after the certificate",
    "J.502 x2",
    "J.507 x3",
    *(f"J.501 {TPS}" for _ in RESULTS[TPS]),
)
def _(script: Script) -> None:
    script.change(f"tally {TPS}", event=lambda _: TallyAbsent((CONTEST,), "flood"))
    script.alter(PART, lambda _, part: altered(part, columns=tuple(altered(each, sources=()) for each in part.columns)))
    script.after(f"{PPK} certificate", log("late", PPK, f"tally/{TPS}", receiving(TPS, RESULTS[TPS])))


# ---------------------------------------------------------------- the other line


BAWASLU = "bawaslu-0"
BAWASLU_ROOT = f"root {BAWASLU} 1"


def with_bawaslu(script: Script, *acts: Step) -> None:
    """A line of Bawaslu beside KPU's, with a root book of its own and these acts in it."""

    def declare(world: World, declared: ElectionDeclared) -> ElectionDeclared:
        line = Line(world.log_key(BAWASLU).public, world.origin(BAWASLU), 1, (key_of(BAWASLU_ROOT).public,))
        proof = world.sign(Possession(NATION, 1, Role.ROOT), BAWASLU, [BAWASLU_ROOT], election=ZERO_HASH)
        return altered(declared, bawaslu=line, possessions=(*declared.possessions, proof))

    script.alter("election", declare)
    opened = log("bawaslu opens", BAWASLU, "book", lambda _: BookOpened(None, None), BAWASLU_ROOT)
    script.after("kpu-0 publish", opened, *acts, publishing(BAWASLU))


@wrong("an act of a PPK in Bawaslu's book", "R403", "R203")
def _(script: Script) -> None:
    with_bawaslu(script, log("ghost", BAWASLU, f"tally/{TPS}", lambda _: TallyAbsent((CONTEST,), "-"), BAWASLU_ROOT))


@wrong("an act in Bawaslu's book by somebody nobody appointed", "R402", "R203")
def _(script: Script) -> None:
    with_bawaslu(script, log("ghost", BAWASLU, f"tally/{TPS}", lambda _: TallyAbsent((CONTEST,), "-"), "somebody"))


@wrong("a declaration of the election in Bawaslu's book", "R206")
def _(script: Script) -> None:
    with_bawaslu(script, log("again", BAWASLU, "election", declaring, BAWASLU_ROOT))


@wrong("a contest declared by Bawaslu", "R203")
def _(script: Script) -> None:
    with_bawaslu(script, log("contest of Bawaslu", BAWASLU, "contest/dpd-16", declaring_contest, BAWASLU_ROOT))


@wrong("a PPK authorised by Bawaslu", "R404")
def _(script: Script) -> None:
    with_bawaslu(
        script,
        log("officials", BAWASLU, f"body/{BAWASLU}", appointing(BAWASLU, (BAWASLU_ROOT,)), BAWASLU_ROOT),
        log("ppk", BAWASLU, "body/kpu-17", authorizing("kpu-17", (BAWASLU_ROOT,))),
    )


def test_a_line_of_bawaslu_is_a_book_like_any_other(tmp_path: Path) -> None:
    found = verified_case(Case("bawaslu", with_bawaslu, ()), tmp_path)
    assert (found.status, found.findings, found.books) == ("valid", [], 6)


# ---------------------------------------------------------------- the test


@pytest.mark.parametrize("case", wrong.cases, ids=lambda case: case.id)
def test_an_insider_is_found_out(case: Case, tmp_path: Path) -> None:
    found = verified_case(case, tmp_path)
    assert differences(found.findings, case.expected) == ([], [])
    assert found.status != "valid"
