"""Whatever bytes a file holds, reading it ends in rows, in named problems or in one error of ours."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import RekapError
from ledger.feeds import open_feed

TPS = "1609011013001"
STATION = {
    "chart": {"null": None, "100025": 1}, "administrasi": {"suara_sah": 3}, "psu": None, "status_suara": True,
    "status_adm": True,
}  # fmt: skip

CHANGES = st.lists(st.tuples(st.integers(0, 2**20), st.binary(max_size=4), st.integers(0, 8)), min_size=1, max_size=4)
"""Places in a file, the bytes that are put there, and how many are taken out."""


def sound_csv() -> bytes:
    return f'kode_tps,suara_1,kecamatan\n{TPS},5,"a"\n1609011013002,,b\n'.encode()


def sound_json() -> bytes:
    return json.dumps(STATION).encode()


def sound_zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in (1, 2):
            archive.writestr(f"160901101300{number}.json", sound_json())
    return file.getvalue()


def sound_xlsx() -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in (["Kode TPS", "01", "Suara Sah"], [TPS, 1, 2], ["1609011013002", 2, "x"]):
        book.worksheets[0].append(row)
    book.save(file)
    return file.getvalue()


def changed(data: bytes, changes: list[tuple[int, bytes, int]]) -> bytes:
    for place, put, taken in changes:
        at = place % (len(data) + 1)
        data = data[:at] + put + data[at + taken :]
    return data


def read_whole(path: Path) -> None:
    try:
        feed = open_feed(path)
        rows = list(feed)
    except RekapError:
        return
    assert all(len(row.tps) == 13 and row.tps.isdigit() for row in rows)
    assert len({row.tps for row in rows}) == len(rows)


@pytest.fixture(scope="module", name="place")
def _place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.mark.parametrize(
    ("name", "sound"),
    [("feed.csv", sound_csv), (f"{TPS}.json", sound_json), ("feed.zip", sound_zip), ("feed.xlsx", sound_xlsx)],
)
def test_a_file_with_any_bytes_changed_never_breaks_the_reader(
    place: Path, name: str, sound: Callable[[], bytes]
) -> None:
    whole = sound()

    @given(CHANGES)
    def read(changes: list[tuple[int, bytes, int]]) -> None:
        (place / name).write_bytes(changed(whole, changes))
        read_whole(place / name)

    read()


def test_a_workbook_with_any_part_changed_never_breaks_the_reader(place: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(sound_xlsx())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    @given(st.sampled_from(sorted(parts)), CHANGES)
    def read(name: str, changes: list[tuple[int, bytes, int]]) -> None:
        path = place / "part.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            for each, data in parts.items():
                archive.writestr(each, changed(data, changes) if each == name else data)
        read_whole(path)

    read()


@given(data=st.binary(max_size=200))
def test_any_bytes_at_all_are_read_or_refused(place: Path, data: bytes) -> None:
    path = place / "any"
    path.write_bytes(data)
    read_whole(path)
