"""People at their machines: folders, key files and the command line, as the tests of the writing commands use them.

One person is one machine is one folder; what travels between them are files: public keys, envelopes, published folders.
"""

import io
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from unittest.mock import patch

from cli.frame import REFUSED
from cli.main import main
from ledger import keys as key_files
from ledger.desk import Desk

PASSPHRASE: Final = "kopi susu gula aren"  # noqa: S105 - of keys that live for one test
HOST: Final = "example.id/pilkada-2024"
CONTEST: Final = "bupati-1609"
DESA: Final = "1609012001"
STATIONS: Final = (f"{DESA}001", f"{DESA}002", f"{DESA}004")
OFFICIALS: Final = ("operator:1", "ketua:2", "anggota:3", "anggota:4")
KPPS: Final = ("kpps_ketua:1", "kpps_anggota:2", "kpps_anggota:3")
PASLON: Final = ("--option", "1=Anggrek dan Melati", "--option", "2=Bakung dan Cempaka")
Cells = dict[str, int | None]
"""The figures of a form by row."""

CHEAP_SCRYPT: Final = {"n": 2**4, "r": 8, "p": 1}
"""Key files are opened a hundred times here; what opening one costs is tested in `tests/ledger/test_keys.py`."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command line ended with."""

    code: int
    out: str
    err: str

    @property
    def sentences(self) -> str:
        """All that was said."""
        return self.out + self.err


@contextmanager
def _as_spoken(language: str) -> Iterator[None]:
    """The language, and key files that are cheap to open; only while the program runs: no other test sees it."""
    spoken = patch.dict(os.environ, {"REKAP_LANG": language})
    with spoken, patch.object(key_files, "_SCRYPT_COSTS", CHEAP_SCRYPT):
        yield


def rekap(*args: object, keys: int = 1, language: str = "en") -> Outcome:
    """Run the program in this process; `keys` passphrases lie ready on a file descriptor."""
    out, err = io.StringIO(), io.StringIO()
    reading, writing = os.pipe()
    try:
        os.write(writing, f"{PASSPHRASE}\n".encode() * keys)
        os.close(writing)
        texts = [str(reading) if arg is FD else str(arg) for arg in args]
        with _as_spoken(language), redirect_stdout(out), redirect_stderr(err):
            code = main(texts)
    finally:
        os.close(reading)
    return Outcome(code, out.getvalue(), err.getvalue())


FD: Final = object()
"""Stands in a command line for the file descriptor that holds the passphrases."""


def done(*args: object, keys: int = 1) -> Outcome:
    """As `rekap`, for what must succeed."""
    outcome = rekap(*args, keys=keys)
    assert outcome.code == 0, f"rekap {' '.join(map(str, args))}\n{outcome.sentences}"
    return outcome


@dataclass
class Person:
    """Somebody with a key of their own, on a machine of their own."""

    folder: Path
    public: str

    @property
    def key(self) -> Path:
        """The private key file."""
        return self.folder / "key.pem"

    @property
    def beside(self) -> Path:
        """The public half."""
        return self.folder / "key.pem.pub"


@dataclass
class Town:
    """An election by hand: KPU, one provinsi, one kabupaten, one PPK and three TPS, each in a folder of its own."""

    root: Path
    people: dict[str, Person] = field(default_factory=dict)
    host: str = HOST
    name: str = "Latihan Bupati 1609"
    profile: str = "pilkada-2024"
    contests: Mapping[str, Sequence[object]] = field(default_factory=lambda: {CONTEST: PASLON})
    """The options of `rekap election contest` for each."""
    national: Sequence[str] = OFFICIALS[:1]
    """The officials of KPU itself: an operator, and those who certify if a contest ends at the nation."""

    def person(self, name: str) -> Person:
        """The person of that name; a new one makes a key."""
        if name not in self.people:
            folder = self.root / "people" / name.replace(":", "-")
            folder.mkdir(parents=True)
            made = done("key", "new", folder / "key.pem", "--passphrase-fd", FD)
            self.people[name] = Person(folder, made.out.strip().rpartition(" ")[2])
        return self.people[name]

    def desk(self, name: str) -> Path:
        """The folder of a body's machine."""
        return self.root / name

    @property
    def trust(self) -> Path:
        """The trust file, as everybody got it."""
        return self.desk("kpu-0") / "trust"

    def possession(self, body: str, seat: str) -> Path:
        """The possession of a seat's key, made by its holder."""
        who = self.person(f"{body}:{seat}")
        role, _, number = seat.partition(":")
        path = who.folder / "possession.json"
        if not path.exists():
            options = ["--body", body, "--role", role, "--person", number, "--out", path]
            known = [] if role == "root" else ["--trust", self.trust]
            done("key", "possess", who.key, *options, *known, "--passphrase-fd", FD)
        return path

    def by(self, body: str, seat: str = "operator:1") -> list[object]:
        """The options of a logging command at a body's desk."""
        return ["--desk", self.desk(body), "--key", self.person(f"{body}:{seat}").key, "--passphrase-fd", FD]

    def log_key(self, body: str) -> Person:
        """The key of a body's book."""
        return self.person(f"{body}:log")

    def publish(self, body: str) -> Outcome:
        """Publish the book of a body."""
        return done(
            "log", "publish", "--desk", self.desk(body), "--log-key", self.log_key(body).key, "--passphrase-fd", FD
        )

    def signed_by(self, group: str, file: Path, names: Iterable[str], desk: Path) -> Path:
        """Have people sign an envelope, one after another."""
        for name in names:
            done(group, "sign", file, "--key", self.person(name).key, "--desk", desk, "--passphrase-fd", FD)
        return file

    # --- the acts of the story ---

    def declare(self) -> None:
        """KPU declares the election and its contests, and appoints its own officials."""
        roots = ["root:1", "root:2"]
        proofs = [option for seat in roots for option in ("--possession", self.possession("kpu-0", seat))]
        done(
            *(
                "election",
                "declare",
                "--origin",
                f"{self.host}/kpu/0",
                "--name",
                self.name,
                "--kind",
                "practice",
            ),
            *("--profile", self.profile, "--log", self.log_key("kpu-0").beside, *proofs),
            *self.by("kpu-0", "root:1"),
        )
        for contest, options in self.contests.items():
            done("election", "contest", contest, *options, *self.by("kpu-0", "root:1"))
        file = self.root / "kpu-0-officials.json"
        self.prepare_officials("kpu-0", "kpu-0", self.national, roots, file)
        self.appoint("kpu-0", "kpu-0", self.national, file, "root:1")

    def prepare_officials(self, by: str, body: str, seats: Sequence[str], signers: Sequence[str], file: Path) -> None:
        """The appointment of a body's officials, signed by everybody who must."""
        named = [option for seat in seats for option in ("--seat", f"{seat}={self.person(f'{body}:{seat}').beside}")]
        who = [option for seat in signers for option in ("--signer", self.person(f"{by}:{seat}").beside)]
        done("body", "prepare", body, *named, *who, "--out", file, "--desk", self.desk(by))
        self.signed_by("body", file, [f"{by}:{seat}" for seat in signers], self.desk(by))

    def appoint(self, by: str, body: str, seats: Sequence[str], file: Path, seat: str = "operator:1") -> None:
        """Log a signed appointment with its possessions."""
        proofs = [option for each in seats for option in ("--possession", self.possession(body, each))]
        done("body", "appoint", file, *proofs, *self.by(by, seat))

    def authorize(self, by: str, body: str, signers: Sequence[str], seats: Sequence[str] = OFFICIALS) -> None:
        """The body above gives `body` its book and its officials, and publishes; then `body` opens its book."""
        kind, _, area = body.partition("-")
        file = self.root / f"{body}-book.json"
        who = [option for seat in signers for option in ("--signer", self.person(f"{by}:{seat}").beside)]
        book = ["--book", f"{self.host}/{kind}/{area}", "--log", self.log_key(body).public]
        done("body", "prepare", body, *book, *who, "--out", file, "--desk", self.desk(by))
        self.signed_by("body", file, [f"{by}:{seat}" for seat in signers], self.desk(by))
        done("body", "authorize", file, *self.by(by))
        officials = self.root / f"{body}-officials.json"
        self.prepare_officials(by, body, seats, signers, officials)
        self.appoint(by, body, seats, officials)

    def open_book(self, by: str, body: str) -> Outcome:
        """`body` opens its book under the published one of the body above."""
        kind, _, area = body.partition("-")
        self.publish(by)
        source = ["--from", self.desk(by) / "archive", "--trust", self.trust]
        return done("body", "open", "--origin", f"{self.host}/{kind}/{area}", *source, *self.by(body))

    def register(self) -> None:
        """KPU Kabupaten registers the TPS and issues the keys of their KPPS."""
        listed = [option for tps in STATIONS for option in ("--tps", f"{tps}=300")]
        done("region", "register", DESA, *listed, *self.by("kpu-1609"))
        file = self.root / "kpps.json"
        rows = [
            f"{tps},{seat.replace(':', ',')},{self.person(f'{tps}:{seat}').public}"
            for tps in STATIONS[:2]
            for seat in KPPS
        ]
        table = self.root / "kpps.csv"
        table.write_text("\n".join(["tps,role,person,key", *rows, ""]))
        signers = [f"kpu-1609:{seat}" for seat in OFFICIALS[1:]]
        who = [option for name in signers for option in ("--signer", self.person(name).beside)]
        done("region", "prepare", DESA, "--seats", table, *who, "--out", file, "--desk", self.desk("kpu-1609"))
        self.signed_by("region", file, signers, self.desk("kpu-1609"))
        done("region", "keys", file, *self.by("kpu-1609"))

    def set_up(self) -> "Town":
        """Everything up to the opening of the PPK's book."""
        self.declare()
        self.authorize("kpu-0", "kpu-16", ["root:1", "root:2"])
        self.open_book("kpu-0", "kpu-16")
        self.authorize("kpu-16", "kpu-1609", OFFICIALS[1:])
        self.open_book("kpu-16", "kpu-1609")
        self.authorize("kpu-1609", "ppk-160901", OFFICIALS[1:])
        self.register()
        self.open_book("kpu-1609", "ppk-160901")
        return self

    def station(self, tps: str) -> Path:
        """The machine of a TPS: a trust file and a copy of the published folders."""
        folder = self.root / f"tps-{tps}"
        if not folder.exists():
            done("log", "fetch", self.desk("kpu-0") / "archive", "--trust", self.trust, "--desk", folder)
        return folder

    def prepare_tally(self, tps: str, figures: Cells, *options: object) -> Path:
        """The KPPS fill in their C.Hasil."""
        table = self.station(tps) / "hasil.csv"
        lines = [f"{row},{'' if figure is None else figure}" for row, figure in figures.items()]
        table.write_text("\n".join(["row,figure", *lines, ""]))
        return self.prepare_forms(tps, [table], *options)

    def prepare_forms(self, tps: str, tables: Iterable[Path], *options: object, name: str = "c-hasil") -> Path:
        """The KPPS make one C.Hasil of the forms they have filled in."""
        folder = self.station(tps)
        file = folder / f"{name}.json"
        who = [option for seat in KPPS for option in ("--signer", self.person(f"{tps}:{seat}").beside)]
        forms = [option for table in tables for option in ("--form", table)]
        done("tally", "prepare", tps, *forms, *who, *options, "--out", file, "--desk", folder)
        return file

    def tally(self, tps: str, figures: Cells, *options: object) -> Path:
        """The KPPS fill in and sign their C.Hasil."""
        file = self.prepare_tally(tps, figures, *options)
        return self.signed_by("tally", file, [f"{tps}:{seat}" for seat in KPPS], self.station(tps))

    def certify(self, body: str, contest: str = CONTEST) -> None:
        """A body drafts, signs and certifies its D.Hasil."""
        file = self.root / f"{body}-{contest}-d-hasil.json"
        names = [f"{body}:{seat}" for seat in OFFICIALS[1:]]
        who = [option for name in names for option in ("--signer", self.person(name).beside)]
        done("recap", "draft", contest, *who, "--out", file, *self.by(body))
        self.signed_by("recap", file, names, self.desk(body))
        done("recap", "certify", file, *self.by(body))

    def copy_to(self, folder: Path) -> "Town":
        """The same town again elsewhere, with the keys where they were."""
        shutil.copytree(self.root, folder)
        people = {
            name: Person(folder / each.folder.relative_to(self.root), each.public) for name, each in self.people.items()
        }
        return Town(folder, people, self.host, self.name, self.profile, self.contests, self.national)


def sound_figures(first: int = 120, second: int = 80, invalid: int = 10) -> Cells:
    """A C.Hasil of bupati that breaks no rule: 250 voters, as many users as ballots."""
    used = first + second + invalid
    men = used // 2
    cells: Cells = {}
    for group, total in (
        ("pemilih_dpt", 250),
        ("pemilih_total", 250),
        ("pengguna_dpt", used),
        ("pengguna_total", used),
    ):
        share = men if group.startswith("pengguna") else total // 2
        cells |= {f"{group}_l": share, f"{group}_p": total - share, f"{group}_j": total}
    for group in ("pemilih_pindahan", "pemilih_khusus", "pengguna_pindahan", "pengguna_khusus"):
        cells |= {f"{group}_{column}": 0 for column in "lpj"}
    for group in ("disabilitas_terdaftar", "disabilitas"):
        cells |= {f"{group}_l": 1, f"{group}_p": 1, f"{group}_j": 2}
    ballots = 257
    cells |= {
        "surat_suara_diterima": ballots,
        "surat_suara_digunakan": used,
        "surat_suara_dikembalikan": 0,
        "surat_suara_tidak_digunakan": ballots - used,
        "suara_1": first,
        "suara_2": second,
        "suara_sah": first + second,
        "suara_tidak_sah": invalid,
        "suara_total": used,
    }
    return cells


def stored(desk: Path) -> int:
    """How many entries a desk holds."""
    with Desk.open(desk) as opened:
        return opened.store.count()


def refused(desk: Path, *args: object, code: int = 2, says: str = "", keys: int = 3) -> Outcome:
    """Run what must be refused: this exit code, one clear sentence, no traceback, and nothing stored.

    What the rules refuse (exit 5) is on record as an attempt, where it was one.
    """
    before = stored(desk) if (desk / "desk.json").exists() else 0
    outcome = rekap(*args, keys=keys)
    line = f"rekap {' '.join(map(str, args))}\n{outcome.sentences}"
    assert outcome.code == code, line
    assert says in outcome.err, line
    assert "Traceback" not in outcome.sentences, line
    assert stored_since(desk, before) in ([], ["AttemptRefused"] if code == REFUSED else []), line
    return outcome


def stored_since(desk: Path, before: int) -> list[str]:
    """The types of the entries that a desk stored after the first `before`."""
    if not (desk / "desk.json").exists():
        return []
    with Desk.open(desk) as opened:
        return [entry.type for _, entry in opened.entries()[before:]]
