"""Texts of the errors of typed entry: drafts, scans, templates, as (Indonesian, English)."""

from typing import Final

ENTRY_ERRORS: Final[dict[str, tuple[str, str]]] = {
    "E300": (
        "{path} bukan draf yang utuh ({reason}). Jangan mengubahnya sendiri; singkirkan berkas itu lalu ketik lagi.",
        "{path} is no sound draft ({reason}). Do not change it by hand; move the file away and type again.",
    ),
    "E300.changed": (
        "Draf {path} diubah dengan program lain. Singkirkan berkas itu lalu ketik lagi.",
        "The draft {path} was changed with another program. Move the file away and type again.",
    ),
    "E301": (
        "Draf {path} bukan untuk yang sedang diketik ({reason}). Singkirkan berkas itu, atau pakai --draft lain.",
        "The draft {path} is not of what is being typed ({reason}). Move it away, or give another --draft.",
    ),
    "E301.election": (
        "Draf {path} dari pemilihan lain. Singkirkan berkas itu, atau pakai --draft lain.",
        "The draft {path} is of another election. Move it away, or give another --draft.",
    ),
    "E301.tps": (
        "Draf {path} dari TPS lain. Periksa kode TPS, atau pakai --draft lain.",
        "The draft {path} is of another TPS. Check the code of the TPS, or give another --draft.",
    ),
    "E301.contests": (
        "Draf {path} dari kontes lain. Periksa --contest, atau pakai --draft lain.",
        "The draft {path} is of other contests. Check --contest, or give another --draft.",
    ),
    "E301.generation": (
        "Draf {path} dari pemungutan suara lain. Periksa --generation, atau pakai --draft lain.",
        "The draft {path} is of another vote. Check --generation, or give another --draft.",
    ),
    "E301.entry": (
        "Draf {path} dari ketikan lain. Periksa --transcription dan --by, atau pakai --draft lain.",
        "The draft {path} is of another entry. Check --transcription and --by, or give another --draft.",
    ),
    "E302": (
        "Draf {path} sedang ditulis oleh orang atau jendela lain. Tutup salah satu, lalu jalankan lagi.",
        "The draft {path} is being written by somebody else, or in another window. Close one, then run this again.",
    ),
    "E303": (
        "Draf {path} belum selesai: baru {answered} dari {total} isian. Selesaikan dulu dengan rekap tally type.",
        "The draft {path} is not complete: {answered} of {total} fields. Finish it first with rekap tally type.",
    ),
    "E304": (
        "{left} dan {right} bukan dua ketikan dari satu kertas ({reason}). Periksa kedua nama berkas.",
        "{left} and {right} are not two entries of one paper ({reason}). Check both file names.",
    ),
    "E304.entry": (
        "{left} dan {right} bukan ketikan ke-1 dan ke-2. Keduanya diketik dengan --transcription --by 1 dan --by 2.",
        "{left} and {right} are not entry 1 and entry 2. Both are typed with --transcription --by 1 and --by 2.",
    ),
    "E304.tps": (
        "{left} dan {right} dari TPS yang berbeda. Periksa kedua nama berkas.",
        "{left} and {right} are of different TPS. Check both file names.",
    ),
    "E304.contests": (
        "{left} dan {right} tidak memuat kontes yang sama. Periksa kedua nama berkas.",
        "{left} and {right} do not hold the same contests. Check both file names.",
    ),
    "E304.with_words": (
        "Hanya satu dari {left} dan {right} memuat angka dengan huruf. Lengkapi yang lain dengan --words.",
        "Only one of {left} and {right} has the numbers in words. Complete the other one with --words.",
    ),
    "E305": ("{value} bukan angka ({reason}).", "{value} is no figure ({reason})."),
    "E306": (
        "Pindaian {path} tidak dapat disimpan ({reason}).",
        "The scan {path} cannot be kept ({reason}).",
    ),
    "E306.empty": ("Pindaian {path} kosong. Pindai lagi.", "The scan {path} is empty. Scan the paper again."),
    "E306.too_large": (
        "Pindaian {path} terlalu besar (paling banyak {limit} byte). Pindai lagi dengan mutu lebih rendah.",
        "The scan {path} is too large (at most {limit} bytes). Scan it again at a lower quality.",
    ),
    "E307": (
        "Isi {path} tidak sesuai dengan namanya. Singkirkan berkas itu lalu jalankan lagi.",
        "The content of {path} is not what its name says. Move that file away and run this again.",
    ),
    "E308": ("{path} bukan formulir isian ({reason}).", "{path} is no template of ours ({reason})."),
    "E308.header": (
        "{path}: tidak ada baris judul {value}. Buat formulir kosong lagi dengan rekap tally template.",
        "{path}: the header {value} is missing. Make an empty form again with rekap tally template.",
    ),
    "E308.rows": (
        "{path}: baris {value} hilang. Yang kosong di kertas dibiarkan kosong, barisnya tidak dihapus.",
        "{path}: the row {value} is missing. Leave a figure empty if it is empty; do not delete its row.",
    ),
    "E308.sheets": (
        "{path}: ada {value} lembar; satu berkas hanya satu formulir. Sisakan lembar C.HASIL.",
        "{path}: there are {value} sheets; a file is one form. Keep the sheet C.HASIL only.",
    ),
    "E308.too_large": (
        "{path} terlalu besar untuk satu formulir. Buat formulir kosong lagi dengan rekap tally template.",
        "{path} is too large for one form. Make an empty form again with rekap tally template.",
    ),
    "E308.not_utf8": (
        "{path} bukan teks UTF-8. Simpan sebagai CSV UTF-8.",
        "{path} is no UTF-8 text. Save it as CSV UTF-8.",
    ),
    "E309": (
        "{path}, sel {column}{line} ({row}): {value} tidak dapat dipakai ({reason}).",
        "{path}, cell {column}{line} ({row}): {value} cannot be used ({reason}).",
    ),
    "E309.cells": (
        "{path}, baris {line}: jumlah kolomnya tidak sama dengan baris judul.",
        "{path}, line {line}: it has not as many columns as the header.",
    ),
    "E309.unknown_row": (
        "{path}, sel {column}{line}: formulir ini tidak punya baris {value}. Apakah ini formulir kontes lain?",
        "{path}, cell {column}{line}: this form has no row {value}. Is this the form of another contest?",
    ),
    "E309.row_twice": (
        "{path}, sel {column}{line}: baris {row} ada dua kali. Hapus satu.",
        "{path}, cell {column}{line}: the row {row} is there twice. Take one out.",
    ),
    "E309.shifted": (
        (
            "{path}, sel {column}{line}: tempat {value} tidak cocok dengan baris {row}. Lembar ini bergeser atau"
            " terurut sebagian; isi lagi formulir kosong."
        ),
        (
            "{path}, cell {column}{line}: the place {value} does not belong to the row {row}. The sheet was shifted or"
            " sorted in part; fill in an empty form again."
        ),
    ),
    "E309.formula": (
        "{path}, sel {column}{line} ({row}): ada rumus. Ketik angkanya.",
        "{path}, cell {column}{line} ({row}): it holds a formula. Type the figure.",
    ),
    "E309.negative": (
        "{path}, sel {column}{line} ({row}): {value} kurang dari nol.",
        "{path}, cell {column}{line} ({row}): {value} is negative.",
    ),
    "E309.not_whole": (
        "{path}, sel {column}{line} ({row}): {value} bukan bilangan bulat.",
        "{path}, cell {column}{line} ({row}): {value} is not a whole number.",
    ),
    "E309.separators": (
        "{path}, sel {column}{line} ({row}): tulis {value} tanpa titik atau koma.",
        "{path}, cell {column}{line} ({row}): write {value} without points or commas.",
    ),
    "E309.too_large": (
        "{path}, sel {column}{line} ({row}): {value} terlalu besar untuk satu TPS (paling banyak 1000000).",
        "{path}, cell {column}{line} ({row}): {value} is too large for one TPS (at most 1000000).",
    ),
    "E309.not_a_number": (
        "{path}, sel {column}{line} ({row}): {value} bukan angka.",
        "{path}, cell {column}{line} ({row}): {value} is not a number.",
    ),
    "E309.not_words": (
        "{path}, sel {column}{line} ({row}): {value} tidak terbaca sebagai bilangan.",
        "{path}, cell {column}{line} ({row}): {value} cannot be read as a number.",
    ),
    "E310": (
        "Untuk {path} perlu pustaka openpyxl dan defusedxml. Pasang, atau pakai format csv.",
        "{path} needs the libraries openpyxl and defusedxml. Install them, or use the format csv.",
    ),
}
