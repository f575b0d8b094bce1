"""Seats, TPS and options as people write them (`ledger.seats`)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.contests import ContestOption
from domain.events import Station
from domain.statements import KeyGrant, Role
from ledger.errors import FormatError, InputMalformedError, KeyFileMissingError
from ledger.keys import write_public_key
from ledger.seats import (
    body_of,
    body_seats,
    hash_of,
    options,
    person_of,
    said,
    station_seats,
    station_seats_file,
    stations,
    stations_file,
)
from ledger.signing import SigningKey

KEYS = [SigningKey.from_seed(bytes([number]) * 32).public for number in range(1, 4)]
TPS = "1609012001001"


def test_a_seat_names_its_key_by_file_or_by_digits(tmp_path: Path) -> None:
    write_public_key(tmp_path / "a.pub", KEYS[0])
    expected = (KeyGrant("160901", KEYS[0], 2, Role.KETUA), KeyGrant("160901", KEYS[1], 3, Role.ANGGOTA))
    assert body_seats([f"ketua:2={tmp_path / 'a.pub'}", f"anggota:3={KEYS[1].hex()}"], "160901") == expected


def test_station_seats_come_from_arguments_or_from_a_file_with_keys_beside_it(tmp_path: Path) -> None:
    write_public_key(tmp_path / "a.pub", KEYS[0])
    (tmp_path / "kpps.csv").write_text(
        f"tps,role,person,key\n{TPS},kpps_ketua,1,a.pub\n{TPS},kpps_anggota,2,{KEYS[1].hex()}\n"
    )
    written = [f"{TPS}:kpps_ketua:1={KEYS[0].hex()}", f"{TPS}:kpps_anggota:2={KEYS[1].hex()}"]
    assert station_seats_file(tmp_path / "kpps.csv") == station_seats(written)


def test_stations_come_with_or_without_their_voters(tmp_path: Path) -> None:
    (tmp_path / "tps.csv").write_text(f"tps;dpt\n{TPS};300\n1609012001002;\n")
    expected = (Station(300, TPS), Station(None, "1609012001002"))
    assert stations_file(tmp_path / "tps.csv") == stations([f"{TPS}=300", "1609012001002"]) == expected


def test_options_are_numbers_and_names_and_candidates_name_their_party(tmp_path: Path) -> None:
    (tmp_path / "options.txt").write_text("1=Partai Satu\n\n1.1=Calon Pertama\n")
    expected = (ContestOption(1, "Partai Satu"), ContestOption(1, "Calon Pertama", 1))
    assert options(["1=Partai Satu", "1.1=Calon Pertama"]) == expected


@pytest.mark.parametrize(
    "read",
    [
        lambda: body_seats([f"ketua:1={KEYS[0].hex()}", f"anggota:1={KEYS[1].hex()}"], "160901"),
        lambda: body_seats([f"ketua:1={KEYS[0].hex()}", f"anggota:2={KEYS[0].hex()}"], "160901"),
        lambda: body_seats([f"ketua={KEYS[0].hex()}"], "160901"),
        lambda: body_seats(["ketua:1"], "160901"),
        lambda: station_seats([f"160901:kpps_ketua:1={KEYS[0].hex()}"]),
        lambda: stations([TPS, TPS]),
        lambda: stations([f"{TPS}=-3"]),
        lambda: stations([f"{TPS}=3.5"]),
        lambda: options(["A"]),
        lambda: options(["0=A"]),
        lambda: options(["1= "]),
        lambda: body_of("kpps"),
        lambda: hash_of("00"),
        lambda: said("reason", "\u200b"),
        lambda: said("reason", "\u00e9" * 251),
    ],
)
def test_what_cannot_be_meant_is_named(read: Callable[[], object]) -> None:
    with pytest.raises(InputMalformedError):
        read()


@pytest.mark.parametrize("text", ["0", "01", "100", "-1", "1.0", "\u0661", ""])
def test_a_person_is_a_number_from_1_to_99(text: str) -> None:
    with pytest.raises(InputMalformedError):
        person_of(text)
    assert person_of("99") == 99


@pytest.mark.parametrize("content", ["", "tps\n", f"tps,dpt\n{TPS},1,2\n", f"tps,dpt\n{TPS}\n"])
def test_a_list_without_its_header_or_with_other_cells_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "tps.csv").write_text(content)
    if content:
        with pytest.raises(InputMalformedError):
            stations_file(tmp_path / "tps.csv")
    else:
        assert stations_file(tmp_path / "tps.csv") == ()


@pytest.mark.parametrize("key", ["there-is-none.pub", "00" * 32, "ff" * 32])
def test_a_key_that_is_weak_or_not_there_is_refused(key: str) -> None:
    with pytest.raises((FormatError, KeyFileMissingError)):
        body_seats([f"ketua:1={key}"], "160901")
