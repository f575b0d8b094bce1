"""The town of `tests.support.by_hand` with what a whole plenary needs: two operators, panels, saksi, Bawaslu's line.

Everybody has a folder; between the folders travel files only.  The contest goes up to the provinsi.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.support.by_hand import FD, HOST, OFFICIALS, Outcome, Town, done

CONTEST: Final = "gubernur-16"
PPK: Final = "ppk-160901"
KABUPATEN: Final = "kpu-1609"
PROVINSI: Final = "kpu-16"
PANWASLU: Final = "panwaslu-160901"
SEATS: Final[dict[str, tuple[str, ...]]] = {PPK: (*OFFICIALS, "operator:5")}
SIGNERS: Final = OFFICIALS[1:]
PANELS: Final = ("panel-a", "panel-b")


class PlenaryTown(Town):
    """The bodies of KPU's line and of Bawaslu's, with their officials."""

    def declare(self) -> None:
        """KPU declares the election with both lines, and its contest."""
        roots = ["root:1", "root:2"]
        proofs = [
            option
            for body in ("kpu-0", "bawaslu-0")
            for seat in roots
            for option in ("--possession", self.possession(body, seat))
        ]
        logs = ["--log", self.log_key("kpu-0").beside, "--bawaslu-log", self.log_key("bawaslu-0").beside]
        named = ["--origin", f"{HOST}/kpu/0", "--name", "Latihan Gubernur 16", "--profile", "pilkada-2024"]
        done("election", "declare", *named, *logs, *proofs, *self.by("kpu-0", "root:1"))
        options = ["--option", "1=Anggrek dan Melati", "--option", "2=Bakung dan Cempaka"]
        done("election", "contest", CONTEST, *options, *self.by("kpu-0", "root:1"))
        self.give_operator("kpu-0")

    def give_operator(self, body: str) -> None:
        """The roots of a line appoint the operator of their own book."""
        roots, file = ["root:1", "root:2"], self.root / f"{body}-officials.json"
        self.prepare_officials(body, body, ["operator:1"], roots, file)
        self.appoint(body, body, ["operator:1"], file, "root:1")

    def authorize(self, by: str, body: str, signers: Sequence[str], seats: Sequence[str] = OFFICIALS) -> None:
        """As in the town; some bodies have more seats."""
        super().authorize(by, body, signers, SEATS.get(body, seats))

    def set_up_panwaslu(self) -> None:
        """Bawaslu's line opens its books, down to the Panwaslu of the kecamatan."""
        self.publish("kpu-0")
        source = ["--from", self.desk("kpu-0") / "archive", "--trust", self.trust]
        done("body", "open", "--origin", f"{HOST}/bawaslu/0", *source, *self.by("bawaslu-0", "root:1"))
        self.give_operator("bawaslu-0")
        seats = ["operator:1", "ketua:2"]
        signers = ["root:1", "root:2"]
        for above, body in (("bawaslu-0", "bawaslu-16"), ("bawaslu-16", "bawaslu-1609"), ("bawaslu-1609", PANWASLU)):
            self.authorize(above, body, signers, seats)
            self.open_book(above, body)
            signers = ["ketua:2"]

    def set_up_panels(self) -> None:
        """The panels of the PPK get a trust file and the published folders; they have no book."""
        for panel in PANELS:
            source = self.desk(KABUPATEN) / "archive"
            done("log", "fetch", source, "--trust", self.trust, "--desk", self.desk(panel))

    def paper(self, name: str) -> Path:
        """The scan of a paper."""
        path = self.root / "papers" / f"{name}.pdf"
        path.parent.mkdir(exist_ok=True)
        if not path.exists():
            path.write_bytes(b"%PDF-1.7 " + name.encode())
        return path

    # --- what is done in a plenary ---

    def attend(self, body: str, *who: str, seat: str = "operator:1") -> Outcome:
        """Record who is there."""
        present = [option for each in who for option in ("--present", each)]
        return done("plenary", "attend", *present, *self.by(body, seat))

    def mandate(self, option: int, body: str = PPK) -> None:
        """A paslon sends a saksi with a key of their own; the body records it."""
        party, saksi = self.person(f"peserta {option}"), self.person(f"saksi {option}")
        file = party.folder / "mandat.json"
        machine = self.desk("panel-a")  # any folder with the election in it
        sent = ["--contest", CONTEST, "--option", option, "--person", option, "--saksi", saksi.beside]
        done("witness", "mandate", body, *sent, "--signer", party.beside, "--out", file, "--desk", machine)
        done("witness", "sign", file, "--key", party.key, "--desk", machine, "--passphrase-fd", FD)
        proofs = []
        for who, role in ((party, "peserta"), (saksi, "saksi")):
            proof = who.folder / "possession.json"
            seat = ["--body", body, "--role", role, "--person", option, "--trust", self.trust]
            done("key", "possess", who.key, *seat, "--out", proof, "--passphrase-fd", FD)
            proofs += ["--possession", proof]
        done("witness", "record", file, *proofs, "--paper", self.paper(f"mandat-{option}"), *self.by(body))

    def say_of(self, dhasil: Path, option: int, refusal: str | None = None, seat: str = "operator:1") -> Outcome:
        """A saksi signs or refuses a D.Hasil; the PPK records it."""
        saksi, machine = self.person(f"saksi {option}"), self.desk("panel-a")
        file = saksi.folder / f"{dhasil.stem}.json"
        words = ["--refuse", refusal] if refusal is not None else []
        named = ["--option", option, "--signer", saksi.beside, "--out", file, "--desk", machine]
        done("witness", "position", dhasil, *named, *words)
        done("witness", "sign", file, "--key", saksi.key, "--desk", machine, "--passphrase-fd", FD)
        return done("witness", "record", file, *self.by(PPK, seat))

    def transcribe(self, tps: str, figures: dict[str, int | None], panel: str, generation: int = 1) -> Path:
        """Two officials of the PPK read a paper in their panel, each alone, and sign what both read."""
        folder = self.desk(panel)
        tables, file = (folder / "plano-ketua.csv", folder / "plano-anggota.csv"), folder / f"{tps}-{generation}.json"
        for table in tables:
            table.write_text("\n".join(["row,figure", *(f"{row},{figure}" for row, figure in figures.items()), ""]))
        names = [f"{PPK}:ketua:2", f"{PPK}:anggota:3"]
        who = [option for name in names for option in ("--signer", self.person(name).beside)]
        made = ["--transcription", "--generation", generation, "--paper", self.paper(f"plano-{tps}")]
        made += [option for table in tables for option in ("--form", table)]
        done("tally", "prepare", tps, *made, *who, "--out", file, "--desk", folder)
        return self.signed_by("tally", file, names, folder)

    def receive(self, file: Path, *options: object, seat: str = "operator:1") -> Outcome:
        """The book's laptop logs a C.Hasil."""
        box = ["--box", f"K-{file.stem[:20]}", "--carrier", "PPS"]
        return done("tally", "receive", file, *box, *options, *self.by(PPK, seat))

    def draft(self, body: str, which: str, seat: str = "operator:1") -> Path:
        """Draft a D.Hasil; the file goes round."""
        file = self.root / f"{body}-{which}.json"
        who = [option for each in SIGNERS for option in ("--signer", self.person(f"{body}:{each}").beside)]
        done("recap", "draft", CONTEST, *who, "--out", file, *self.by(body, seat))
        return file

    def sign_and_certify(self, body: str, file: Path, seat: str = "operator:1") -> Outcome:
        """The quorum signs one after another, at the panels where there are any, and the book's laptop certifies."""
        folder = self.desk(PANELS[0]) if body == PPK else self.desk(body)
        self.signed_by("recap", file, [f"{body}:{each}" for each in SIGNERS], folder)
        return done("recap", "certify", file, *self.by(body, seat))

    def hand_up(self, body: str, above: str, seat: str = "operator:1") -> Outcome:
        """Hand the certificate over, publish, and carry the folder to the body above."""
        done("handoff", "give", CONTEST, *self.by(body, seat))
        self.publish(body)
        arrival = ("--contest", CONTEST, "--child", body, "--box", f"kotak {body}")
        return done("handoff", "receive", self.desk(body) / "archive", *arrival, *self.by(above))

    def replace_operator(self, old: str, new: str) -> Outcome:
        """The operator of the PPK lost the key: KPU Kabupaten takes it back and gives another, both at once."""
        self.publish(PPK)
        done("log", "fetch", self.desk(PPK) / "archive", "--desk", self.desk(KABUPATEN))
        gone, given = self.root / "pencabutan.json", self.root / "penggantian.json"
        signers = [f"{KABUPATEN}:{seat}" for seat in SIGNERS]
        who = [option for name in signers for option in ("--signer", self.person(name).beside)]
        lost = ["--revoked", self.person(f"{PPK}:{old}").public, "--reason", "laptop hilang di perjalanan"]
        done("body", "prepare-revocation", PPK, *lost, *who, "--out", gone, "--desk", self.desk(KABUPATEN))
        self.signed_by("body", gone, signers, self.desk(KABUPATEN))
        self.prepare_officials(KABUPATEN, PPK, [new], SIGNERS, given)
        proof = ["--possession", self.possession(PPK, new)]
        said = done("body", "replace", gone, given, *proof, *self.by(KABUPATEN))
        self.publish(KABUPATEN)
        return said

    def copy_at_panwaslu(self, tps: str, figures: dict[str, int | None]) -> Outcome:
        """Panwaslu types the copy it holds, signs and records it."""
        folder = self.desk(PANWASLU)
        file = folder / "salinan.json"
        given = [option for row, figure in figures.items() for option in ("--figure", f"{row}={figure}")]
        who = self.person(f"{PANWASLU}:ketua:2")
        done("copy", "prepare", tps, *given, "--signer", who.beside, "--out", file, "--desk", folder)
        done("copy", "sign", file, "--key", who.key, "--desk", folder, "--passphrase-fd", FD)
        return done("copy", "record", file, *self.by(PANWASLU))

    def gather(self, *bodies: str) -> Path:
        """An auditor copies the published folders of everybody."""
        folder = self.desk("auditor")
        for body in bodies:
            done("log", "fetch", self.desk(body) / "archive", "--trust", self.trust, "--desk", folder)
        return folder / "archive"


def entry_in(outcome: Outcome) -> str:
    """The index of the entry that a command stored last."""
    found = re.findall(r"stored, entry (\d+):", outcome.out)
    assert found, outcome.sentences
    return str(found[-1])
