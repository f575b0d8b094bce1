"""Headers that people write, and the rows they mean; what may mean two rows is not guessed."""

from pathlib import Path

import pytest

from domain.contests import Counted
from domain.profiles import profile
from ledger.feeds import Guess, HeaderMapping, open_feed, read_mapping, save_mapping
from ledger.feeds.errors import (
    FeedColumnMissingError,
    FeedColumnTwiceError,
    FeedTwoHeadersError,
    MappingInPlaceError,
    MappingMalformedError,
)
from ledger.feeds.mapping import mapping_of
from ledger.feeds.vocabulary import guessed_target

FILE = Path("rekap.xlsx")


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Kode TPS", "kode_tps"),
        ("KODE_TPS", "kode_tps"),
        ("No. TPS", "nomor_tps"),
        ("TPS", "nomor_tps"),
        ("Nomor TPS", "nomor_tps"),
        ("Kode Desa", "kode_kelurahan"),
        ("Kode Desa/Kelurahan", "kode_kelurahan"),
        ("Kd. Kec.", "kode_kecamatan"),
        ("Nama Desa", "kelurahan"),
        ("DESA/KELURAHAN", "kelurahan"),
        ("Kabupaten/Kota", "kabko"),
        ("01", "suara_1"),
        ("7", "suara_7"),
        ("Paslon 1", "suara_1"),
        ("Paslon No. Urut 02", "suara_2"),
        ("Perolehan Suara Pasangan Calon 3", "suara_3"),
        ("Jumlah Suara Paslon 3", "suara_3"),
        ("Partai 12", "suara_12"),
        ("Suara Partai 12", "suara_12"),
        ("Partai 4 Calon 10", "suara_4_10"),
        ("Calon No. 10 Partai No. 4", "suara_4_10"),
        ("Suara Sah Partai dan Calon 4", "suara_4_total"),
        ("Suara Sah", "suara_sah"),
        ("Jumlah Seluruh Suara Sah", "suara_sah"),
        ("Jumlah Suara Tidak Sah", "suara_tidak_sah"),
        ("Suara Sah + Tidak Sah", "suara_total"),
        ("Jumlah Suara Sah dan Suara Tidak Sah", "suara_total"),
        ("Total Suara", "suara_total"),
        ("DPT L", "pemilih_dpt_l"),
        ("DPT (Laki-laki)", "pemilih_dpt_l"),
        ("Pemilih dalam DPT - Pr", "pemilih_dpt_p"),
        ("Jumlah DPT", "pemilih_dpt_j"),
        ("DPT L+P", "pemilih_dpt_j"),
        ("Jumlah Pengguna Hak Pilih", "pengguna_total_j"),
        ("Pengguna Hak Pilih dari DPT, Perempuan", "pengguna_dpt_p"),
        ("Pengguna Pindahan L", "pengguna_pindahan_l"),
        ("Pengguna e-KTP", "pengguna_khusus_j"),
        ("Disabilitas L", "disabilitas_l"),
        ("Pemilih Disabilitas Terdaftar P", "disabilitas_terdaftar_p"),
        ("Surat Suara Diterima", "surat_suara_diterima"),
        ("Jumlah Surat Suara yang Digunakan", "surat_suara_digunakan"),
        ("Surat suara tidak digunakan", "surat_suara_tidak_digunakan"),
    ],
)
def test_what_people_write_over_their_columns_is_understood(header: str, target: str) -> None:
    assert guessed_target(header, {}, {}) == target


@pytest.mark.parametrize(
    "header",
    [
        "", "No", "Ket", "Keterangan", "Jumlah Partai 3", "Total Suara Partai 3", "Suara", "L", "P", "Jumlah", "DPTb L",
        "Pengguna DPTb", "000", "123", "Tanggal", "TPS Rawan", "Selisih", "Saksi 1", "Suara Sah 2019",
    ],
)  # fmt: skip
def test_what_is_not_certain_is_not_guessed(header: str) -> None:
    assert guessed_target(header, {}, {}) is None


def test_the_printed_words_mean_what_the_election_means_by_them() -> None:
    headers = ("kode_tps", "suara_1", "Pengguna DPTb L")
    row = {"pemilu-2024": "pengguna_pindahan_l", "pilkada-2024": "pengguna_khusus_l"}
    for name, target in row.items():
        mapping = mapping_of(FILE, headers, Guess(profile(name)))
        assert mapping.columns["Pengguna DPTb L"] == target
    assert mapping_of(FILE, headers).ignored == ("Pengguna DPTb L",)
    both = mapping_of(FILE, (*headers, "Pengguna DPK"))
    assert both.columns["Pengguna DPTb L"] == "pengguna_pindahan_l"
    assert both.columns["Pengguna DPK"] == "pengguna_khusus_j"
    assert mapping_of(FILE, (*headers, "Pengguna DPPh")).columns["Pengguna DPTb L"] == "pengguna_khusus_l"


def test_the_name_of_an_option_stands_for_its_votes() -> None:
    guess = Guess(names={"H. ABUSAMA, S.H. - H. MISNADI": "suara_4"})
    mapping = mapping_of(FILE, ("kode_tps", "h. abusama s.h. & h. misnadi", "01"), guess)
    assert mapping.rows == ("suara_4", "suara_1")


def test_the_names_of_the_layout_always_win() -> None:
    mapping = mapping_of(FILE, ("Paslon 1", "kode_tps", "suara_1", "Kode TPS"))
    assert dict(mapping.columns) == {"kode_tps": "kode_tps", "suara_1": "suara_1"}
    assert mapping.ignored == ("Paslon 1", "Kode TPS")
    assert mapping.guessed == ()


def test_two_headers_for_one_row_are_an_error_that_names_both() -> None:
    with pytest.raises(FeedTwoHeadersError) as caught:
        mapping_of(FILE, ("kode_tps", "01", "Paslon 1"))
    assert dict(caught.value.params) == {"path": str(FILE), "row": "suara_1", "first": "01", "second": "Paslon 1"}
    with pytest.raises(FeedTwoHeadersError):
        mapping_of(FILE, ("kode", "kode_tps", "suara_1"))
    with pytest.raises(FeedTwoHeadersError):
        mapping_of(FILE, ("kode", "suara_1", "pengguna_dptb_l", "pengguna_pindahan_l"))
    with pytest.raises(FeedColumnTwiceError):
        mapping_of(FILE, ("kode", "suara_1", "suara_1"))


def test_columns_without_a_header_are_none(tmp_path: Path) -> None:
    path = tmp_path / "feed.csv"
    path.write_text("kode_tps,,suara_1,\n1609011013001,a,5,b\n")
    [row] = feed = open_feed(path)
    assert row.figures == {"suara_1": 5}
    assert feed.mapping is not None
    assert feed.mapping.ignored == ()


@pytest.mark.parametrize("name", ["columns.toml", "columns.json"])
def test_a_saved_mapping_reads_the_same_and_guesses_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / "feed.csv"
    path.write_text('"Kode ""TPS""\\ é",Paslon 1,Suara Sah\n1609011013001,5,6\n')
    mapping = HeaderMapping({'Kode "TPS"\\ é': "kode_tps", "Paslon 1": "suara_2"})
    save_mapping(tmp_path / name, mapping)
    read = read_mapping(tmp_path / name)
    assert read.columns == mapping.columns
    [row] = feed = open_feed(path, read)
    assert row.figures == {"suara_2": 5}
    assert feed.mapping is not None
    assert (feed.mapping.ignored, feed.mapping.guessed) == (("Suara Sah",), ())


def test_each_header_of_a_mapping_must_be_there(tmp_path: Path) -> None:
    path = tmp_path / "feed.csv"
    path.write_text("kode_tps,suara_1\n1609011013001,5\n")
    with pytest.raises(FeedColumnMissingError) as caught:
        open_feed(path, HeaderMapping({"kode_tps": "kode_tps", "suara_1": "suara_1", "DPT": "pemilih_dpt_j"}))
    assert dict(caught.value.params)["columns"] == "DPT"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "fields"),
        ("x", "syntax"),
        ('format = "rekap-mapping-2"\n[columns]\n', "format"),
        ('format = "rekap-mapping-1"\n', "fields"),
        ('format = "rekap-mapping-1"\nmore = 1\n[columns]\n', "fields"),
        ('format = "rekap-mapping-1"\n[columns]\na = 1\n', "fields"),
        ('format = "rekap-mapping-1"\n[columns]\na = "suara"\n', "row"),
        ('format = "rekap-mapping-1"\n[columns]\na = "suara_0"\n', "row"),
        ('format = "rekap-mapping-1"\n[columns]\na = "suara_1"\nb = "suara_1"\n', "two_headers"),
        ('format = "rekap-mapping-1"\n[columns]\n"a\\u001b" = "suara_1"\n', "header"),
        ("x" * 1024 * 1024 + "x", "too_large"),
    ],
)
def test_a_file_that_is_no_mapping_is_one_error(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "columns.toml"
    path.write_text(content)
    with pytest.raises(MappingMalformedError) as caught:
        read_mapping(path)
    assert dict(caught.value.params)["reason"] == reason


def test_json_that_is_no_mapping_is_one_error(tmp_path: Path) -> None:
    path = tmp_path / "columns.json"
    for content in ("{", "[]", "[" * 100_000, '{"format": "rekap-mapping-1", "columns": []}'):
        path.write_text(content)
        with pytest.raises(MappingMalformedError):
            read_mapping(path)


@pytest.mark.parametrize(
    ("on_ballot", "header", "row"),
    [
        (Counted.PARTIES, "Calon 1", None),
        (Counted.PARTIES, "01", None),
        (Counted.PARTIES, "Paslon 1", None),
        (Counted.PARTIES, "Partai 1", "suara_1"),
        (Counted.PARTIES, "Partai 1 Calon 2", "suara_1_2"),
        (Counted.CANDIDATES, "Calon 1", "suara_1"),
        (Counted.PASLON, "Partai 1", None),
        (Counted.PASLON, "01", "suara_1"),
        (None, "Calon 1", "suara_1"),
        (None, "Partai 1", "suara_1"),
    ],
)
def test_what_is_counted_decides_what_a_number_means(on_ballot: Counted | None, header: str, row: str | None) -> None:
    found = mapping_of(Path("a.csv"), ["kode_tps", header], Guess(counted=on_ballot))
    assert found.columns.get(header) == row


def test_a_mapping_is_never_written_over_anything(tmp_path: Path) -> None:
    path = tmp_path / "columns.toml"
    path.write_text("mine")
    with pytest.raises(MappingInPlaceError):
        save_mapping(path, HeaderMapping({"Kode": "kode_tps"}))
    assert path.read_text() == "mine"
