"""Validly signed wrong archives, by what the level above makes of the level below: the J rules of `domain.md`.

- Everybody who signs may sign; only the figures, the order of acts, or what is cited is wrong.
- Each of J.501 to J.507, J.509 and J.510 is found, and nothing else.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.events import (
    Column,
    Event,
    PlenaryClosed,
    PlenaryOpened,
    RecapitulationPart,
    TallyAbsent,
    TallyReceived,
)
from domain.statements import DHasil
from tests.support.expecting import Case, Table, differences, verified_case
from tests.support.practice import (
    CONTEST,
    KAB,
    OTHER_PPK,
    PPK,
    RECAP,
    RESULTS,
    ROOT_BODY,
    ROWS,
    SECOND_TPS,
    TPS,
    Script,
    Step,
    World,
    altered,
    arriving,
    certifying,
    chasil,
    form,
    kpps,
    operator,
    receiving,
    station_part,
    with_row,
)

DESA = TPS[:10]
PART = f"{PPK} part {DESA}"
AREA = PPK[4:]
OTHER_AREA = OTHER_PPK[4:]

wrong = Table()


def log(name: str, book: str, stream: str, event: Callable[[World], Event]) -> Step:
    """A step of a body's operator."""
    return Step(name, book, operator(book), stream, event)


def moved(column: Column, votes: int) -> Column:
    """A column with votes of the first option given to the second: every total stays as it was."""
    figures = dict(zip(ROWS, column.figures, strict=True))
    first, second = figures["suara_1"], figures["suara_2"]
    assert first is not None
    assert second is not None
    return altered(column, figures=with_row(column.figures, suara_1=first - votes, suara_2=second + votes))


def plus(data: DHasil, row: str, votes: int) -> DHasil:
    """A D.Hasil with a total that is not the sum."""
    at = ROWS.index(row)
    return altered(data, totals=(*data.totals[:at], data.totals[at] + votes, *data.totals[at + 1 :]))


# ---------------------------------------------------------------- J.501 and J.502: figures


@wrong(
    "votes moved between two options of a TPS in the D.Hasil of its kecamatan, all totals kept",
    *(f"{code} {TPS} {row}" for code in ("J.501", "J.502") for row in ("suara_1", "suara_2")),
)
def _(script: Script) -> None:
    script.alter(PART, lambda _, part: altered(part, columns=(moved(part.columns[0], 20), *part.columns[1:])))


@wrong(
    "votes moved between two TPS of a desa, every sum kept",
    *(f"{code} {tps} suara_1" for code in ("J.501", "J.502") for tps in (TPS, SECOND_TPS)),
)
def _(script: Script) -> None:
    def move(_: World, part: RecapitulationPart) -> RecapitulationPart:
        one, two = part.columns
        return altered(
            part,
            columns=(
                altered(one, figures=with_row(one.figures, suara_1=95)),
                altered(two, figures=with_row(two.figures, suara_1=86)),
            ),
        )

    script.alter(PART, move)


@wrong(
    "two columns that stand under each other's TPS",
    "J.502 x2",
    "J.507 x2",
    *(
        f"J.501 {tps} {row}"
        for tps in (TPS, SECOND_TPS)
        for row in (
            "pengguna_dpt_l",
            "pengguna_dpt_p",
            "pengguna_dpt_j",
            "pengguna_total_l",
            "pengguna_total_p",
            "pengguna_total_j",
            "suara_1",
            "suara_2",
            "suara_sah",
            "suara_total",
        )
    ),
)
def _(script: Script) -> None:
    def swap(_: World, part: RecapitulationPart) -> RecapitulationPart:
        one, two = part.columns
        return altered(part, columns=(altered(two, unit=one.unit), altered(one, unit=two.unit)))

    script.alter(PART, swap)


@wrong(
    "votes moved between two options of a kecamatan in the D.Hasil of its kabupaten, all totals kept",
    *(f"{code} {AREA} {row}" for code in ("J.501", "J.502") for row in ("suara_1", "suara_2")),
)
def _(script: Script) -> None:
    script.alter(f"{KAB} part", lambda _, part: altered(part, columns=(moved(part.columns[0], 20), *part.columns[1:])))


@wrong(
    "votes moved between two options of a provinsi in the D.Hasil of the nation",
    *(f"{code} 16 {row}" for code in ("J.501", "J.502") for row in ("suara_1", "suara_2")),
)
def _(script: Script) -> None:
    script.alter("kpu-0 part", lambda _, part: altered(part, columns=(moved(part.columns[0], 20),)))


@wrong(
    "invalid votes made valid in a column",
    *(f"{code} {TPS} {row}" for code in ("J.501", "J.502") for row in ("suara_1", "suara_sah", "suara_tidak_sah")),
)
def _(script: Script) -> None:
    script.alter(
        PART,
        lambda _, part: altered(
            part,
            columns=(
                altered(part.columns[0], figures=with_row(RESULTS[TPS], suara_1=103, suara_sah=163, suara_tidak_sah=0)),
                *part.columns[1:],
            ),
        ),
    )


@wrong("a filled row left blank in a column", f"J.501 {TPS} suara_tidak_sah", f"J.502 {TPS} suara_tidak_sah")
def _(script: Script) -> None:
    script.alter(
        PART,
        lambda _, part: altered(
            part,
            columns=(altered(part.columns[0], figures=with_row(RESULTS[TPS], suara_tidak_sah=None)), *part.columns[1:]),
        ),
    )


@wrong("a certificate altered by one vote", f"J.502 {AREA} suara_1")
def _(script: Script) -> None:
    script.change(f"{PPK} certificate", event=certifying(PPK, change=lambda data: plus(data, "suara_1", 1)))


@wrong("a certificate of a kabupaten altered by one vote", "J.502 1609 suara_2")
def _(script: Script) -> None:
    script.change(f"{KAB} certificate", event=certifying(KAB, change=lambda data: plus(data, "suara_2", 1)))


@wrong("the final certificate altered by one vote", "J.502 0 suara_2")
def _(script: Script) -> None:
    script.change("kpu-0 certificate", event=certifying(ROOT_BODY, change=lambda data: plus(data, "suara_2", 1)))


@wrong("a certificate that hides how many TPS lacked a row", f"J.502 {AREA} suara_1")
def _(script: Script) -> None:
    def claim(data: DHasil) -> DHasil:
        at = ROWS.index("suara_1")
        return altered(data, missing=(*data.missing[:at], 1, *data.missing[at + 1 :]))

    script.change(f"{PPK} certificate", event=certifying(PPK, change=claim))


@wrong("a column that cites an entry that set nothing of its TPS", f"J.502 {TPS}", f"J.507 {TPS}")
def _(script: Script) -> None:
    script.alter(
        PART,
        lambda world, part: altered(
            part,
            columns=(altered(part.columns[0], sources=(world.leaves[f"tally {SECOND_TPS}"],)), *part.columns[1:]),
        ),
    )


@wrong("a column that cites nothing", f"J.502 {TPS}", f"J.507 {TPS}")
def _(script: Script) -> None:
    script.alter(PART, lambda _, part: altered(part, columns=(altered(part.columns[0], sources=()), *part.columns[1:])))


@wrong("a column above that cites the certificate of another kecamatan", f"J.502 {AREA}", f"J.509 {AREA}")
def _(script: Script) -> None:
    script.alter(
        f"{KAB} part",
        lambda world, part: altered(
            part,
            columns=(
                altered(part.columns[0], sources=(world.leaves[f"{OTHER_PPK} certificate"],)),
                *part.columns[1:],
            ),
        ),
    )


# ---------------------------------------------------------------- J.503, J.504, J.509: units


@wrong("a TPS declared absent", f"J.503 {TPS}")
def _(script: Script) -> None:
    script.change(f"tally {TPS}", event=lambda _: TallyAbsent((CONTEST,), "flood"))


@wrong("certified before a TPS was received", f"J.503 {TPS}", f"J.509 {TPS}")
def _(script: Script) -> None:
    script.drop(f"tally {TPS}")


@wrong("a TPS received only after certifying", f"J.501 {TPS}", f"J.509 {TPS}")
def _(script: Script) -> None:
    script.change(PART, event=station_part(DESA, [SECOND_TPS], 1))
    script.move(f"tally {TPS}", before=f"{PPK} close")


@wrong("certified above before a kecamatan arrived", f"J.509 {AREA}")
def _(script: Script) -> None:
    script.move(f"arrival {PPK}", before=f"{KAB} close")


@wrong("a kecamatan that never certified", f"J.503 {AREA}", f"J.509 {AREA}")
def _(script: Script) -> None:
    script.drop(f"{PPK} certificate", f"{PPK} handover", f"arrival {PPK}")


@wrong("a kabupaten that never certified", "J.503 1609", "J.509 1609")
def _(script: Script) -> None:
    script.drop(f"{KAB} certificate", f"{KAB} handover", f"arrival {KAB}")


@wrong("a TPS left out of the D.Hasil", f"J.501 {TPS}")
def _(script: Script) -> None:
    script.change(PART, event=station_part(DESA, [SECOND_TPS], 1))


@wrong("a kecamatan left out of the kabupaten's D.Hasil", f"J.501 {AREA}")
def _(script: Script) -> None:
    script.alter(f"{KAB} part", lambda _, part: altered(part, columns=part.columns[1:]))


@wrong("a TPS counted twice", f"J.504 {TPS}")
def _(script: Script) -> None:
    script.change(PART, event=station_part(DESA, [TPS, SECOND_TPS, TPS], 1))


@wrong("a part listed twice in a certificate", f"J.504 {TPS}", f"J.504 {SECOND_TPS}")
def _(script: Script) -> None:
    script.change(f"{PPK} certificate", event=certifying(PPK, parts=[PART, PART]))


@wrong("a kecamatan counted twice", f"J.504 {AREA}")
def _(script: Script) -> None:
    script.alter(f"{KAB} part", lambda _, part: altered(part, columns=(*part.columns, part.columns[0])))


@wrong("a registered TPS that its PPK never speaks of", f"J.503 {DESA}009", f"J.509 {DESA}009")
def _(script: Script) -> None:
    script.alter(
        f"region {DESA}",
        lambda _, event: altered(event, stations=(*event.stations, altered(event.stations[0], tps=f"{DESA}009"))),
    )


# ---------------------------------------------------------------- J.505 and J.506: contradictions


@wrong("a second certificate with other totals", f"J.505 {AREA}", f"J.502 {AREA} suara_1", f"J.510 {AREA}")
def _(script: Script) -> None:
    script.before(
        f"{PPK} certificate",
        log("first certificate", PPK, RECAP, certifying(PPK, change=lambda data: plus(data, "suara_1", 7))),
    )


@wrong("two C.Hasil of one TPS", f"J.506 {TPS}")
def _(script: Script) -> None:
    script.after(f"tally {TPS}", log("second", PPK, f"tally/{TPS}", receiving(TPS, form(60, 100))))


@wrong(
    "two C.Hasil of one TPS, the second after the certificate and outside the plenary", f"J.506 {TPS}", f"J.510 {TPS}"
)
def _(script: Script) -> None:
    script.after(f"{PPK} close", log("second", PPK, f"tally/{TPS}", receiving(TPS, form(60, 100))))


@wrong("one C.Hasil received twice", "R206")
def _(script: Script) -> None:
    script.after(f"tally {TPS}", log("second", PPK, f"tally/{TPS}", receiving(TPS, RESULTS[TPS])))


# ---------------------------------------------------------------- J.507: stale


@wrong(
    "a draft of a TPS that was absent and came after the draft", f"J.507 {TPS}", *(f"J.501 {TPS} {row}" for row in ROWS)
)
def _(script: Script) -> None:
    script.before(f"tally {TPS}", log("absent", PPK, f"tally/{TPS}", lambda _: TallyAbsent((CONTEST,), "flood")))
    script.alter(
        PART,
        lambda world, part: altered(
            part,
            columns=(
                altered(part.columns[0], figures=(None,) * len(ROWS), sources=(world.leaves["absent"],)),
                *part.columns[1:],
            ),
        ),
    )


@wrong(
    "a TPS that came after the certificate that called it absent",
    f"J.507 {TPS}",
    *(f"J.501 {TPS} {row}" for row in ROWS),
)
def _(script: Script) -> None:
    script.before(f"tally {TPS}", log("absent", PPK, f"tally/{TPS}", lambda _: TallyAbsent((CONTEST,), "flood")))
    script.alter(
        PART,
        lambda world, part: altered(
            part,
            columns=(Column((None,) * len(ROWS), (), (world.leaves["absent"],), TPS), *part.columns),
        ),
    )
    script.move(f"tally {TPS}", before=f"{PPK} handover")


@wrong("a kecamatan that certified again after its kabupaten did", f"J.507 {AREA}", f"J.510 {AREA}")
def _(script: Script) -> None:
    script.before(f"{PPK} close", log("again", PPK, RECAP, certifying(PPK)))
    script.move(f"{PPK} handover", before="again")


@wrong("a kabupaten that took up a certificate that was never handed over", f"J.509 {AREA}", f"J.510 {AREA}")
def _(script: Script) -> None:
    script.before(f"{PPK} close", log("again", PPK, RECAP, certifying(PPK)))
    script.move(f"{PPK} handover", before="again")
    script.alter(
        f"{KAB} part",
        lambda world, part: altered(
            part, columns=(altered(part.columns[0], sources=(world.leaves["again"],)), *part.columns[1:])
        ),
    )


# ---------------------------------------------------------------- J.510: sessions


@wrong("a part drafted after the plenary", f"J.510 {DESA}", f"J.510 {AREA}")
def _(script: Script) -> None:
    script.move(f"{PPK} close", before=PART)


@wrong("a certificate before the plenary opened", "J.510 1609 x3", "J.510")
def _(script: Script) -> None:
    script.move(f"{KAB} plenary", before=f"{KAB} close")


@wrong("a plenary for another body's area", "R404", f"J.510 {DESA}", f"J.510 {AREA}", "J.510")
def _(script: Script) -> None:
    script.alter(f"{PPK} plenary", lambda _, event: altered(event, area=OTHER_AREA))


@wrong("a plenary for a contest that nobody declared", "G.101", f"J.510 {DESA}", f"J.510 {AREA}", "J.510")
def _(script: Script) -> None:
    script.alter(f"{PPK} plenary", lambda _, event: altered(event, contests=("dpd-16",)))


@wrong("a plenary opened twice", "J.510", f"J.510 {AREA}")
def _(script: Script) -> None:
    script.after(f"{PPK} plenary", log("again", PPK, "plenary/1", lambda _: PlenaryOpened(AREA, (CONTEST,))))


@wrong("a plenary closed twice", "J.510")
def _(script: Script) -> None:
    script.after(f"{PPK} close", log("again", PPK, "plenary/1", lambda _: PlenaryClosed()))


@wrong("a TPS declared absent outside the plenary", f"J.503 {TPS}", f"J.510 {TPS}")
def _(script: Script) -> None:
    script.change(f"tally {TPS}", event=lambda _: TallyAbsent((CONTEST,), "flood"))
    script.move(f"tally {TPS}", before=f"{PPK} plenary")


@wrong("a TPS declared absent after its result was received", f"J.510 {TPS}")
def _(script: Script) -> None:
    script.after(f"tally {TPS}", log("absent", PPK, f"tally/{TPS}", lambda _: TallyAbsent((CONTEST,), "burnt")))


@wrong("a kecamatan whose handover is received twice", f"R206 {AREA}")
def _(script: Script) -> None:
    script.after(f"arrival {PPK}", log("again", KAB, RECAP, arriving(PPK)))


@wrong(
    "a second generation without an order",
    f"J.510 {TPS}",
    f"J.501 {TPS} suara_1",
    f"J.501 {TPS} suara_2",
    f"J.507 {TPS}",
)
def _(script: Script) -> None:
    script.before(
        PART,
        log(
            "revote",
            PPK,
            f"tally/{TPS}",
            lambda world: TallyReceived(
                "-", "-", (), None, world.sign(chasil(world, form(60, 100), generation=2), TPS, kpps(TPS))
            ),
        ),
    )


# ---------------------------------------------------------------- G


@wrong("a form that does not add up, certified without a reason", f"G.301 {TPS} suara_sah")
def _(script: Script) -> None:
    script.change(f"tally {TPS}", event=receiving(TPS, with_row(RESULTS[TPS], suara_1=101)))


# ---------------------------------------------------------------- the test


@pytest.mark.parametrize("case", wrong.cases, ids=lambda case: case.id)
def test_a_validly_signed_wrong_archive_gives_exactly_what_is_wrong_with_it(case: Case, tmp_path: Path) -> None:
    found = verified_case(case, tmp_path)
    assert differences(found.findings, case.expected) == ([], [])
    assert found.status != "valid"


@pytest.mark.parametrize("code", [f"J.{number}" for number in (501, 502, 503, 504, 505, 506, 507, 509, 510)])
def test_every_rule_between_levels_has_an_archive_that_breaks_it(code: str) -> None:
    assert any(code in expected for case in wrong.cases for expected in case.expected)


@pytest.mark.parametrize("case", wrong.cases[::8], ids=lambda case: case.id)
def test_two_workers_find_what_one_finds(case: Case, tmp_path: Path) -> None:
    one, two = (verified_case(case, tmp_path / str(workers), workers=workers) for workers in (1, 2))
    assert (one.findings, one.totals, one.status) == (two.findings, two.totals, two.status)
