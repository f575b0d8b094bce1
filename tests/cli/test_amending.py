"""`rekap election`, amendments, and the two lines, as people do it: by files from machine to machine.

- The roots amend name, quorums and root keys; a root that is gone no longer signs, a new one does.
- An option is withdrawn on a ruling, shown with the contest, and forms go on citing the declaration.
- Bawaslu's root book stands beside that of KPU, under its own roots, down to a Panwaslu that records copies.
- A copy that differs is found when the archive of both lines is verified.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.support.by_hand import CONTEST, FD, HOST, OFFICIALS, STATIONS, Town, done, refused, rekap, sound_figures

ROOT: Final = "kpu-0"
ROOTS: Final = ("kpu-0:root:1", "kpu-0:root:2")
BAWASLU: Final = "bawaslu-0"
PANWASLU: Final = "panwaslu-160901"
Line = Callable[[Town, Path], tuple[object, ...]]


@pytest.fixture
def here(town: Town, tmp_path: Path) -> Town:
    """The town of this test alone."""
    return town.copy_to(tmp_path / "town")


def signers(town: Town, names: tuple[str, ...] = ROOTS) -> list[object]:
    return [option for name in names for option in ("--signer", town.person(name).beside)]


def new_root(town: Town, body: str = ROOT) -> Path:
    """The possession of a new root key, for an election that is declared already."""
    who, proof = town.person(f"{body}:root:3"), town.root / "root-possession.json"
    seat = ("--body", body, "--role", "root", "--person", "3", "--trust", town.trust)
    done("key", "possess", who.key, *seat, "--out", proof, "--passphrase-fd", FD)
    return proof


def amend(town: Town, *options: object, proofs: tuple[Path, ...] = ()) -> None:
    """Prepare, sign and log an amendment of the election."""
    file = town.root / f"amendment-{len(list(town.root.glob('amendment-*')))}.json"
    given = [option for proof in proofs for option in ("--possession", proof)]
    done(
        "election",
        "prepare-amendment",
        *options,
        *given,
        *signers(town),
        *("--out", file, "--desk", town.desk(ROOT)),
    )
    town.signed_by("election", file, ROOTS, town.desk(ROOT))
    done("election", "amend", file, *given, *town.by(ROOT, "root:1"))


def shown(town: Town) -> str:
    return done("election", "show", "--desk", town.desk(ROOT)).out


# ---------------------------------------------------------------- the election


def test_the_election_gets_another_name_and_quorum(here: Town) -> None:
    amend(here, "--name", "Latihan Ulang", "--anggota", "kpps=1")
    out = shown(here)
    assert "Latihan Ulang" in out
    assert "Signatures of kpps: ketua and 1 anggota" in out
    assert "Signatures of ppk: ketua and 2 anggota" in out


def test_a_root_key_comes_and_another_goes(here: Town) -> None:
    proof = new_root(here)
    removed = here.person(ROOTS[1])
    amend(here, "--remove", removed.beside, proofs=(proof,))
    assert "2 of 2 root keys appoint" in shown(here)
    line = ("election", "prepare-amendment", "--name", "Lagi", *signers(here), "--out", here.root / "x.json")
    refused(here.desk(ROOT), *line, "--desk", here.desk(ROOT), code=5, says="R409")
    names = (ROOTS[0], "kpu-0:root:3")
    file = here.root / "again.json"
    done(
        "election",
        "prepare-amendment",
        "--name",
        "Lagi",
        *signers(here, names),
        "--out",
        file,
        "--desk",
        here.desk(ROOT),
    )
    here.signed_by("election", file, names, here.desk(ROOT))
    done("election", "amend", file, *here.by(ROOT, "root:3"))
    assert "Lagi" in shown(here)


def test_an_option_is_withdrawn_and_votes_for_it_are_a_hint(here: Town) -> None:
    paper, file = here.root / "putusan.pdf", here.root / "contest.json"
    paper.write_bytes(b"putusan")
    line = ("election", "prepare-contest-amendment", CONTEST, "--withdraw", "2", "--paper", paper, "--reason", "mundur")
    done(*line, *signers(here), "--out", file, "--desk", here.desk(ROOT))
    here.signed_by("election", file, ROOTS, here.desk(ROOT))
    done("election", "contest-amend", file, *here.by(ROOT, "root:1"))
    assert "option 2 is withdrawn" in shown(here)
    here.publish(ROOT)
    folder = here.station(STATIONS[1])
    done("log", "fetch", here.desk(ROOT) / "archive", "--desk", folder)
    (folder / "c-hasil.json").unlink()
    (folder / "hasil.csv").unlink()
    file = here.prepare_tally(STATIONS[1], sound_figures())
    outcome = rekap(
        "tally",
        "sign",
        file,
        "--key",
        here.person(f"{STATIONS[1]}:kpps_ketua:1").key,
        "--desk",
        folder,
        "--passphrase-fd",
        FD,
    )
    assert (outcome.code, "P.211" in outcome.out) == (0, True)


def _amendment(*options: object, names: tuple[str, ...] = ROOTS, desk: str = ROOT) -> Line:
    return lambda town, folder: (
        *("election", "prepare-amendment", *options, *signers(town, names)),
        *("--out", folder / "out.json", "--desk", town.desk(desk)),
    )


def _contest(*options: object, contest: str = CONTEST) -> Line:
    return lambda town, folder: (
        *("election", "prepare-contest-amendment", contest, *options, "--paper", town.trust, "--reason", "putusan"),
        *signers(town),
        *("--out", folder / "out.json", "--desk", town.desk(ROOT)),
    )


BAD: Final[dict[str, tuple[Line, int, str]]] = {
    "nothing at all": (_amendment(), 2, "Nothing would change"),
    "one root alone": (_amendment("--name", "Lain", names=ROOTS[:1]), 5, "R405"),
    "a quorum out of reach": (_amendment("--quorum", "3"), 2, "more than there are root keys"),
    "no quorum": (_amendment("--anggota", "kpps"), 2, "quorum kpps"),
    "no number": (_amendment("--anggota", "kpps=banyak"), 2, "quorum kpps=banyak"),
    "an empty name": (_amendment("--name", " "), 2, "name is empty"),
    "no root's key": (
        lambda town, folder: _amendment("--remove", town.person("kpu-16:ketua:2").beside)(town, folder),
        2,
        "no root key in force",
    ),
    "an operator's possession": (
        lambda town, folder: _amendment("--possession", town.possession("kpu-16", "operator:1"))(town, folder),
        2,
        "not that of a root key",
    ),
    "at another desk": (_amendment("--name", "Lain", desk="kpu-16"), 2, "no root book"),
    "no contest": (_contest("--withdraw", "1", contest="dpd-16"), 2, "dpd-16"),
    "no option": (_contest("--withdraw", "9"), 2, "option 9"),
    "no option's number": (_contest("--withdraw", "satu"), 2, "option satu"),
    "nothing of a contest": (_contest(), 2, "Nothing would change"),
    "no area": (_contest("--area", "99999"), 5, "R207"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_amendment_is_refused(town: Town, tmp_path: Path, case: str) -> None:
    line, code, says = BAD[case]
    refused(town.desk(ROOT), *line(town, tmp_path), code=code, says=says)
    assert not (tmp_path / "out.json").exists()


# ---------------------------------------------------------------- two lines


class TwoLines(Town):
    """A town whose election has Bawaslu's line as well."""

    def declare(self) -> None:
        """KPU declares the election with both lines, its contest, and its own operator."""
        roots = ["root:1", "root:2"]
        proofs = [option for seat in roots for option in ("--possession", self.possession(ROOT, seat))]
        theirs = [option for seat in roots for option in ("--possession", self.possession(BAWASLU, seat))]
        named = ("--origin", f"{HOST}/kpu/0", "--name", "Latihan", "--profile", "pilkada-2024")
        books = ("--log", self.log_key(ROOT).beside, "--bawaslu-log", self.log_key(BAWASLU).beside)
        done("election", "declare", *named, *books, *proofs, *theirs, *self.by(ROOT, "root:1"))
        options = ["--option", "1=Anggrek", "--option", "2=Bakung"]
        done("election", "contest", CONTEST, *options, *self.by(ROOT, "root:1"))
        self.own_operator(ROOT)

    def own_operator(self, body: str) -> None:
        """The roots of a line appoint the operator of its root book."""
        file = self.root / f"{body}-officials.json"
        self.prepare_officials(body, body, ["operator:1"], ["root:1", "root:2"], file)
        self.appoint(body, body, ["operator:1"], file, "root:1")

    def second_line(self) -> None:
        """Bawaslu opens its root book and goes down to the Panwaslu of a kecamatan."""
        source = ["--from", self.desk(ROOT) / "archive", "--trust", self.trust]
        done("body", "open", "--origin", f"{HOST}/bawaslu/0", *source, *self.by(BAWASLU, "root:1"))
        self.own_operator(BAWASLU)
        self.authorize(BAWASLU, "bawaslu-16", ["root:1", "root:2"])
        self.open_book(BAWASLU, "bawaslu-16")
        self.authorize("bawaslu-16", "bawaslu-1609", OFFICIALS[1:])
        self.open_book("bawaslu-16", "bawaslu-1609")
        self.authorize("bawaslu-1609", PANWASLU, OFFICIALS[1:], (*OFFICIALS, "panwaslu:7"))
        self.open_book("bawaslu-1609", PANWASLU)


@pytest.fixture(scope="module")
def two_lines(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Both lines down to the kecamatan; one C.Hasil is received by the PPK."""
    town = TwoLines(tmp_path_factory.mktemp("two-lines"))
    town.set_up()
    town.second_line()
    done("plenary", "open", "--contest", CONTEST, *town.by("ppk-160901"))
    form = town.tally(STATIONS[0], sound_figures())
    done("tally", "receive", form, "--box", "K-1", "--carrier", "PPS", *town.by("ppk-160901"))
    return town


def copy(town: Town, folder: Path, figures: dict[str, int | None], *, signer: str = "panwaslu:7") -> Path:
    """The Panwaslu types its copy and signs it."""
    table, file = folder / "salinan.csv", folder / "copy.json"
    lines = [f"{row},{'' if figure is None else figure}" for row, figure in figures.items()]
    table.write_text("\n".join(["row,figure", *lines, ""]))
    who = ("--signer", town.person(f"{PANWASLU}:{signer}").beside)
    desk = ("--desk", town.desk(PANWASLU))
    outcome = done("copy", "prepare", STATIONS[0], "--form", table, *who, "--out", file, *desk)
    assert f"Copy of the C.Hasil of TPS {STATIONS[0]}" in outcome.out
    return town.signed_by("copy", file, [f"{PANWASLU}:{signer}"], town.desk(PANWASLU))


def verify_both(town: Town) -> str:
    """What verifying the archives of both lines together says."""
    for body in ("ppk-160901", PANWASLU):
        town.publish(body)
    folder = town.root / "auditor"
    for body in ("ppk-160901", PANWASLU):
        done("log", "fetch", town.desk(body) / "archive", "--trust", town.trust, "--desk", folder)
    return rekap("verify", folder / "archive", "--trust", town.trust).sentences


def test_a_copy_that_agrees_and_one_that_differs(two_lines: Town, tmp_path: Path) -> None:
    town = two_lines.copy_to(tmp_path / "town")
    town.__class__ = TwoLines
    same = copy(town, tmp_path, sound_figures())
    done("copy", "record", same, *town.by(PANWASLU))
    assert "J.511" not in verify_both(town)
    same.unlink()
    (tmp_path / "salinan.csv").unlink()
    other = copy(town, tmp_path, sound_figures() | {"suara_1": 121}, signer="ketua:2")
    done("copy", "record", other, "--area", "160901", "--paper", town.trust, *town.by(PANWASLU))
    assert "J.511" in verify_both(town)


def test_a_copy_is_recorded_under_an_area_of_the_body(two_lines: Town, tmp_path: Path) -> None:
    town = two_lines.copy_to(tmp_path / "town")
    file = copy(town, tmp_path, sound_figures())
    outcome = rekap("copy", "record", file, "--area", "160902", *town.by(PANWASLU), keys=2)
    assert (outcome.code, "R203" in outcome.err) == (5, True)
    outcome = rekap("copy", "record", file, *town.by("ppk-160901"), keys=2)
    assert (outcome.code, "R203" in outcome.err) == (5, True)


def test_a_copy_signed_by_nobody_of_the_body_is_refused(two_lines: Town, tmp_path: Path) -> None:
    town = two_lines.copy_to(tmp_path / "town")
    file = copy(town, tmp_path, sound_figures(), signer="operator:1")
    outcome = rekap("copy", "record", file, *town.by(PANWASLU), keys=2)
    assert (outcome.code, "R403" in outcome.err) == (5, True)


def test_figures_or_a_form_but_not_both(two_lines: Town, tmp_path: Path) -> None:
    who = ("--signer", two_lines.person(f"{PANWASLU}:ketua:2").beside)
    line = ("copy", "prepare", STATIONS[0], *who, "--out", tmp_path / "x.json", "--desk", two_lines.desk(PANWASLU))
    refused(two_lines.desk(PANWASLU), *line, says="--figure or --form")
    refused(two_lines.desk(PANWASLU), *line, "--figure", "suara_1=1", "--form", "x.csv", says="--figure or --form")
    done(*line, "--figure", "suara_1=1", "--contest", CONTEST)


def test_the_declaration_shows_both_lines(two_lines: Town) -> None:
    out = shown(two_lines)
    assert f"{HOST}/kpu/0: 2 of 2" in out
    assert f"{HOST}/bawaslu/0: 2 of 2" in out


def test_bawaslu_amends_its_own_roots_and_not_the_name(two_lines: Town, tmp_path: Path) -> None:
    town = two_lines.copy_to(tmp_path / "town")
    names = (f"{BAWASLU}:root:1", f"{BAWASLU}:root:2")
    at = ("--desk", town.desk(BAWASLU))
    line = ("election", "prepare-amendment", "--name", "Lain", *signers(town, names), "--out", tmp_path / "x.json", *at)
    refused(town.desk(BAWASLU), *line, says="root book of KPU")
    proof, file = new_root(town, BAWASLU), tmp_path / "roots.json"
    done("election", "prepare-amendment", "--possession", proof, *signers(town, names), "--out", file, *at)
    town.signed_by("election", file, names, town.desk(BAWASLU))
    done("election", "amend", file, "--possession", proof, *town.by(BAWASLU, "root:1"))
    assert "2 of 3 root keys" in done("election", "show", *at).out


@pytest.mark.parametrize("left_out", ["log", "roots"])
def test_a_second_line_needs_its_roots_and_its_log_key(town: Town, tmp_path: Path, left_out: str) -> None:
    named = ("--origin", f"{HOST}/kpu/0", "--name", "Latihan", "--profile", "pilkada-2024")
    proofs = [option for seat in ("root:1", "root:2") for option in ("--possession", town.possession(ROOT, seat))]
    if left_out == "log":
        more: tuple[object, ...] = ("--possession", town.possession(BAWASLU, "root:1"))
    else:
        more = ("--bawaslu-log", town.log_key(BAWASLU).beside)
    desk = ("--desk", tmp_path / "desk", "--key", town.person("kpu-0:root:1").key, "--passphrase-fd", FD)
    line = ("election", "declare", *named, "--log", town.log_key(ROOT).beside, *proofs, *more, *desk)
    refused(tmp_path / "desk", *line, says="--bawaslu-log" if left_out == "log" else "more than there are root keys")
