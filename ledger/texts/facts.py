"""Texts of the errors of election facts: what, where, and what to do, as (Indonesian, English)."""

from typing import Final

_PLACE: Final = ("{file}, baris {line}, kolom {column}: ", "{file}, line {line}, column {column}: ")


def _cell(indonesian: str, english: str) -> tuple[str, str]:
    """A sentence about a cell of a table, behind its place."""
    return _PLACE[0] + indonesian, _PLACE[1] + english


FACTS: Final[dict[str, tuple[str, str]]] = {
    "E240": (
        "{path} tidak dapat dibaca ({reason}). Periksa berkas itu.",
        "{path} cannot be read ({reason}). Check that file.",
    ),
    "E240.not_there": (
        "Tidak ada berkas {path}. Periksa namanya; tabel harus berada di samping berkas yang menyebutnya.",
        "There is no file {path}. Check its name; a table lies beside the file that names it.",
    ),
    "E240.not_a_file": (
        "{path} bukan berkas biasa, melainkan folder atau tautan. Letakkan berkasnya sendiri di sana.",
        "{path} is no plain file but a folder or a link. Put the file itself there.",
    ),
    "E240.too_large": ("{path} terlalu besar untuk dibaca.", "{path} is too large to be read."),
    "E240.not_utf8": (
        "{path} bukan teks UTF-8. Simpan kembali sebagai UTF-8.",
        "{path} is no UTF-8 text. Save it again as UTF-8.",
    ),
    "E241": (
        "{place}: bidang {field} tidak sesuai bentuknya. Bentuknya ada di docs/facts.md.",
        "{place}: field {field} is not what it should be. The format is in docs/facts.md.",
    ),
    "E241.toml": (
        "{place}: ini bukan TOML. Betulkan di sekitar tempat itu.",
        "{place}: this is no TOML. Correct it near that place.",
    ),
    "E241.json": (
        "{place}: ini bukan JSON. Betulkan di sekitar tempat itu.",
        "{place}: this is no JSON. Correct it near that place.",
    ),
    "E241.format": (
        '{place}: format {value} tidak dikenal. Tuliskan format = "rekap-facts-1".',
        '{place}: the format {value} is unknown. Write format = "rekap-facts-1".',
    ),
    "E241.kind": (
        '{place}: pemilihan jenis {value} tidak dapat dibuat dari fakta; hanya "replica" atau "practice".',
        '{place}: an election of kind {value} cannot be made from facts; only "replica" or "practice" can.',
    ),
    "E241.field_unknown": (
        "{place}: tidak ada bidang {field}. Periksa ejaannya; bidang yang ada tercantum di docs/facts.md.",
        "{place}: there is no field {field}. Check its spelling; the fields are listed in docs/facts.md.",
    ),
    "E241.field_missing": (
        "{place}: bidang {field} belum ada. Tambahkan; bentuknya ada di docs/facts.md.",
        "{place}: field {field} is missing. Add it; the format is in docs/facts.md.",
    ),
    "E241.field_twice": (
        "{place}: bidang {field} ada dua kali. Hapus salah satunya.",
        "{place}: field {field} stands twice. Remove one of them.",
    ),
    "E241.characters": (
        "{place}: {field} berisi huruf yang tidak dapat dicatat, atau lebih dari 500 bita. Pakai huruf Latin biasa.",
        "{place}: {field} holds characters that cannot be recorded, or over 500 bytes. Use plain Latin letters.",
    ),
    "E241.profile": (
        "{place}: profil {value} tidak dikenal. Yang ada: pemilu-2024, pilkada-2024.",
        "{place}: there is no profile {value}. There are: pemilu-2024, pilkada-2024.",
    ),
    "E241.contest_id": (
        "{place}: {value} bukan kode kontes. Contoh: ppwp, gubernur-16, bupati-1609, dprd_kabko-1607-3.",
        "{place}: {value} is no contest id. Examples: ppwp, gubernur-16, bupati-1609, dprd_kabko-1607-3.",
    ),
    "E241.areas": (
        "{place}: wilayah kontes tidak cocok dengan kodenya atau bertumpang tindih ({value}). Betulkan areas.",
        "{place}: the contest's areas overlap or do not lie in the area of its id ({value}). Correct areas.",
    ),
    "E241.levels": (
        "{place}: tingkat kontes harus mulai dari kecamatan, berurutan, tidak melewati tingkat akhirnya ({value}).",
        "{place}: levels begin at the kecamatan, leave none out, and end at the contest's final one ({value}).",
    ),
    "E241.options": (
        "{place}: nomor urut dipakai dua kali, di luar 1 sampai 9999, atau partainya tidak ada ({value}).",
        "{place}: a ballot number stands twice, is not within 1 to 9999, or lacks its party ({value}).",
    ),
    "E241.option_candidate": (
        "{place}: pada {value} tidak ada partai. Hapus parent dari calonnya.",
        "{place}: no parties stand in {value}. Remove parent from its candidates.",
    ),
    "E241.contests_overlap": (
        "{place}: wilayah {value} bertumpang tindih dengan kontes lain yang sejenis. Tuliskan areas masing-masing.",
        "{place}: the areas of {value} overlap those of another contest of its kind. Write the areas of each.",
    ),
    "E241.not_held": (
        "{place}: {value} tidak diadakan: di wilayah itu tidak ada pemilihan ini. Periksa kodenya.",
        "{place}: {value} is not held: there is no such election in that region. Check the id.",
    ),
    "E241.contest_twice": (
        "{place}: kontes {value} ada dua kali. Hapus salah satunya.",
        "{place}: contest {value} stands twice. Remove one of them.",
    ),
    "E241.contest_kind": (
        "{place}: profil pemilihan ini tidak mempunyai kontes seperti {value}. Ganti profil atau kontesnya.",
        "{place}: the election's profile has no contest like {value}. Change the profile or the contest.",
    ),
    "E242": _cell("isinya tidak sesuai ({reason}: {value}).", "this is not what it should be ({reason}: {value})."),
    "E242.characters": _cell(
        "ada huruf yang tidak dapat dipakai. Pakai huruf Latin biasa, tanpa tab.",
        "there are characters that cannot be used. Use plain Latin letters, no tabs.",
    ),
    "E242.quotes": _cell(
        'tanda petik (") tidak berpasangan. Betulkan baris itu.',
        'the quotation marks (") do not match. Correct that line.',
    ),
    "E242.not_utf8": _cell(
        "bukan teks UTF-8. Simpan kembali tabel itu sebagai UTF-8.",
        "this is no UTF-8 text. Save the table again as UTF-8.",
    ),
    "E242.line_too_long": _cell("baris ini terlalu panjang.", "this line is too long."),
    "E242.cells": _cell(
        "jumlah sel {value} tidak sama dengan kepala tabel. Periksa koma di baris itu.",
        "{value} cells are not as many as in the header. Check the commas of that line.",
    ),
    "E242.column_unknown": _cell(
        "tabel ini tidak mempunyai kolom seperti itu. Periksa ejaannya di kepala tabel.",
        "this table has no such column. Check its spelling in the header.",
    ),
    "E242.column_twice": _cell("kolom ini ada dua kali. Hapus salah satunya.", "it stands twice. Remove one of them."),
    "E242.column_missing": _cell("kolom ini belum ada. Tambahkan.", "this column is missing. Add it."),
    "E242.no_tps": _cell("{value} bukan kode TPS; kode TPS 13 angka.", "{value} is no code of a TPS: 13 digits."),
    "E242.no_kecamatan": _cell(
        "{value} bukan kode kecamatan; kode kecamatan 6 angka.", "{value} is no code of a kecamatan: 6 digits."
    ),
    "E242.no_desa": _cell("{value} bukan kode desa; kode desa 10 angka.", "{value} is no code of a desa: 10 digits."),
    "E242.twice": _cell(
        "{value} sudah ada di baris sebelumnya. Hapus salah satunya.",
        "{value} stands already above. Remove one of them.",
    ),
    "E242.outside": _cell(
        "{value} di luar wilayah kontes ini. Periksa kodenya, atau wilayah kontesnya.",
        "{value} lies outside of this contest's areas. Check the code, or the areas.",
    ),
    "E242.empty": _cell(
        "angka ini harus diisi; kosong berarti tidak diketahui, bukan 0.",
        "this figure must be filled in; empty means not known, not 0.",
    ),
    "E242.no_figure": _cell(
        "{value} bukan angka. Tuliskan bilangan bulat tanpa titik, koma atau spasi.",
        "{value} is no figure. Write a whole number without points, commas or spaces.",
    ),
    "E242.too_large": _cell("{value} terlalu besar. Periksa angkanya.", "{value} is too large. Check the figure."),
    "E242.without_tps": _cell(
        "ada angka {value}, padahal belum ada TPS yang masuk. Betulkan kolom tps atau angka ini.",
        "there is a figure, {value}, but no TPS is in. Correct the column tps or this figure.",
    ),
    "E242.partly_known": _cell(
        "jumlah TPS harus diisi untuk semua desa dari satu kecamatan, atau untuk tidak satu pun ({value}).",
        "the number of TPS is filled in for all desa of a kecamatan, or for none ({value}).",
    ),
    "E242.no_room": _cell(
        "{value} TPS tidak muat di desa-desanya. Periksa jumlah itu dan tabel desa.",
        "{value} TPS do not fit into its desa. Check that number and the table of desa.",
    ),
    "E243": _cell(
        "tertulis {stated}, padahal jumlah bagiannya {sum}. Betulkan salah satunya.",
        "it says {stated}, but its parts add up to {sum}. Correct one of them.",
    ),
}
