"""`rekap body` and `rekap region`: what cannot be granted is said before anybody signs it.

- A body authorises and appoints only directly below itself, with its own quorum, each key for one seat.
- Officials prove that they hold their keys; a book opens only where the body above has authorised it.
- TPS and KPPS keys belong to the desa they are registered in, each once.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.support.by_hand import DESA, FD, HOST, OFFICIALS, STATIONS, Town, refused, rekap

Line = Callable[[Town, Path], tuple[object, ...]]
KABUPATEN: Final = "kpu-1609"


def _signers(town: Town, body: str = KABUPATEN, seats: tuple[str, ...] = OFFICIALS[1:]) -> list[object]:
    return [option for seat in seats for option in ("--signer", town.person(f"{body}:{seat}").beside)]


def _prepare(body: str, *options: object, signers: tuple[str, ...] = OFFICIALS[1:], by: str = KABUPATEN) -> Line:
    return lambda town, folder: (
        *("body", "prepare", body, *options, *_signers(town, by, signers)),
        *("--out", folder / "out.json", "--desk", town.desk(KABUPATEN)),
    )


def _book(body: str, origin: str, *, signers: tuple[str, ...] = OFFICIALS[1:], by: str = KABUPATEN) -> Line:
    """A book for `body`, with a log key that nobody has used."""
    return lambda town, folder: _prepare(
        *(body, "--book", f"{HOST}/{origin}", "--log", _fresh(town)), signers=signers, by=by
    )(town, folder)


def _fresh(town: Town) -> str:
    return town.person("nobody").public


BAD: Final[dict[str, tuple[Line, int, str]]] = {
    "unknown body": (_prepare("kua-1609", "--seat", "operator:1=x"), 2, "kua-1609"),
    "neither seats nor book": (_prepare("ppk-160902"), 2, "--seat"),
    "unknown role": (
        lambda town, folder: _prepare("ppk-160902", "--seat", f"camat:1={_fresh(town)}")(town, folder),
        2,
        "role camat",
    ),
    "no key there": (_prepare("ppk-160902", "--seat", "operator:1=there-is-none.pub"), 2, "there-is-none.pub"),
    "no public key": (_prepare("ppk-160902", "--seat", "operator:1"), 2, "seat operator:1"),
    "a weak key": (_prepare("ppk-160902", "--seat", f"operator:1={'00' * 32}"), 2, "weak"),
    "a seat twice": (
        lambda town, folder: _prepare(
            *("ppk-160902", "--seat", f"ketua:1={_fresh(town)}", "--seat", f"anggota:1={town.person('b').public}")
        )(town, folder),
        2,
        "given twice",
    ),
    "one person's key in two seats": (
        lambda town, folder: _prepare(
            *("ppk-160902", "--seat", f"ketua:1={_fresh(town)}", "--seat", f"anggota:2={_fresh(town)}")
        )(town, folder),
        2,
        "given twice",
    ),
    "a key that has a use already": (
        lambda town, folder: _prepare(
            "ppk-160902", "--book", f"{HOST}/ppk/160902", "--log", town.log_key("kpu-16").public
        )(town, folder),
        5,
        "R406",
    ),
    "a body of another kabupaten": (
        lambda town, folder: _prepare("ppk-161001", "--book", f"{HOST}/ppk/161001", "--log", _fresh(town))(
            town, folder
        ),
        5,
        "R404",
    ),
    "two levels down": (
        _book("kpu-1609", "kpu/1609"),
        5,
        "R404",
    ),
    "the book of another body": (
        lambda town, folder: _prepare("ppk-160902", "--book", f"{HOST}/ppk/160903", "--log", _fresh(town))(
            town, folder
        ),
        5,
        "R203",
    ),
    "no quorum": (
        _book("ppk-160902", "ppk/160902", signers=("ketua:2", "anggota:3")),
        5,
        "R405",
    ),
    "signers of another body": (
        _book("ppk-160902", "ppk/160902", by="kpu-16"),
        5,
        "R402",
    ),
    "appoint: no possession of that key": (
        lambda town, _: (
            *("body", "appoint", town.root / "ppk-160901-officials.json"),
            *("--possession", town.possession("kpu-16", "ketua:2"), *town.by(KABUPATEN)),
        ),
        5,
        "R407",
    ),
    "appoint: a book": (
        lambda town, _: (
            *("body", "appoint", town.root / "ppk-160901-book.json"),
            *("--possession", town.possession("kpu-16", "ketua:2"), *town.by(KABUPATEN)),
        ),
        2,
        "rekap body authorize",
    ),
    "authorize: officials": (
        lambda town, _: ("body", "authorize", town.root / "ppk-160901-officials.json", *town.by(KABUPATEN)),
        2,
        "rekap body appoint",
    ),
    "authorize: twice": (
        lambda town, _: ("body", "authorize", town.root / "ppk-160901-book.json", *town.by(KABUPATEN)),
        5,
        "R206",
    ),
    "register: TPS twice": (
        lambda town, _: (
            *("region", "register", DESA, "--tps", f"{DESA}009", "--tps", f"{DESA}009", *town.by(KABUPATEN)),
        ),
        2,
        "given twice",
    ),
    "register: again": (
        lambda town, _: ("region", "register", DESA, "--tps", STATIONS[0], *town.by(KABUPATEN)),
        5,
        "R206",
    ),
    "register: TPS of another desa": (
        lambda town, _: ("region", "register", DESA, "--tps", "1609012002001", *town.by(KABUPATEN)),
        5,
        "R404",
    ),
    "register: no TPS": (
        lambda town, _: ("region", "register", DESA, "--tps", "12", *town.by(KABUPATEN)),
        2,
        "no code of a TPS",
    ),
    "register: no desa": (
        lambda town, _: ("region", "register", "160901", "--tps", STATIONS[0], *town.by(KABUPATEN)),
        5,
        "R203",
    ),
    "register: negative DPT": (
        lambda town, _: ("region", "register", DESA, "--tps", f"{DESA}009=-1", *town.by(KABUPATEN)),
        2,
        "dpt -1",
    ),
    "register: nothing": (lambda town, _: ("region", "register", DESA, *town.by(KABUPATEN)), 2, "one of the two"),
    "keys: again": (
        lambda town, _: ("region", "keys", town.root / "kpps.json", *town.by(KABUPATEN)),
        5,
        "R406",
    ),
    "keys: of a body": (
        lambda town, _: ("region", "keys", town.root / "ppk-160901-book.json", *town.by(KABUPATEN)),
        2,
        "no appointment of the KPPS",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_granted_is_refused(town: Town, tmp_path: Path, case: str) -> None:
    line, code, says = BAD[case]
    refused(town.desk(KABUPATEN), *line(town, tmp_path), code=code, says=says)
    assert not (tmp_path / "out.json").exists()


def _open(origin: str, *options: object, source: str = KABUPATEN) -> Line:
    return lambda town, folder: (
        *("body", "open", "--origin", origin, "--from", town.desk(source) / "archive", "--trust", town.trust),
        *(
            "--key",
            town.person("ppk-160901:operator:1").key,
            "--desk",
            folder / "desk",
            "--passphrase-fd",
            FD,
            *options,
        ),
    )


BAD_OPENINGS: Final[dict[str, tuple[Line, int, str]]] = {
    "a book nobody authorised": (_open(f"{HOST}/ppk/160909"), 2, "authorised"),
    "no origin": (_open("ppk-160901"), 2, "origin"),
    "the superior's folder is not there": (_open(f"{HOST}/ppk/160901", "--from", "there-is-none"), 2, "there-is-none"),
    "no trust file": (_open(f"{HOST}/ppk/160901", "--trust", "there-is-none"), 2, "there-is-none"),
    "the superior is not in it": (_open(f"{HOST}/ppk/160901", source="kpu-16"), 2, "authorised"),
    "by somebody else's operator": (_open(f"{HOST}/kpu/16", source="kpu-0"), 5, "R402"),
}


@pytest.mark.parametrize("case", BAD_OPENINGS)
def test_a_book_that_may_not_be_opened_is_refused(town: Town, tmp_path: Path, case: str) -> None:
    line, code, says = BAD_OPENINGS[case]
    refused(tmp_path / "desk", *line(town, tmp_path), code=code, says=says)


def test_a_desk_in_use_is_not_opened_again(town: Town) -> None:
    source = ("--from", town.desk(KABUPATEN), "--trust", town.trust)
    line = ("body", "open", "--origin", f"{HOST}/ppk/160901", *source, *town.by("ppk-160901"))
    refused(town.desk("ppk-160901"), *line, says="exists")


def test_a_signature_is_added_only_by_who_is_named(town: Town) -> None:
    file = town.root / "ppk-160901-book.json"
    before = file.read_bytes()
    key = town.person("ppk-160901:ketua:2").key
    outcome = rekap("body", "sign", file, "--key", key, "--desk", town.desk(KABUPATEN), "--passphrase-fd", FD)
    assert (outcome.code, file.read_bytes()) == (2, before)
    assert "not among the signers" in outcome.err


def test_what_speaks_against_an_act_is_said_once(town: Town) -> None:
    line = ("region", "register", "160901", "--tps", STATIONS[0], *town.by(KABUPATEN))
    outcome = refused(town.desk(KABUPATEN), *line, code=5, says="R203")
    assert outcome.err.count("R203") == 1


def test_kpu_appoints_more_officials_of_its_own_when_it_has_an_operator_already(town: Town, tmp_path: Path) -> None:
    copy = town.copy_to(tmp_path / "copy")
    seats, file = ["ketua:2", "anggota:3"], tmp_path / "officials.json"
    copy.prepare_officials("kpu-0", "kpu-0", seats, ["root:1", "root:2"], file)
    copy.appoint("kpu-0", "kpu-0", seats, file, "root:1")
