"""Texts of forms, options and contests: help, messages and errors, as (Indonesian, English)."""

from typing import Final

FORMS: Final[dict[str, tuple[str, str]]] = {
    "option.kolom_kosong": ("Kolom kosong", "Empty column (kolom kosong)"),
    "rows.party_alone": ("{party}: suara partai saja", "{party}: for the party alone"),
    "form.votes": ("suara", "votes"),
    "form.so_far": ("berjalan", "so far"),
    "form.party_alone": ("Suara partai saja", "For the party alone"),
    "form.party_total": ("Jumlah partai {no} dan calonnya", "Party {no} with its candidates"),
    "form.in_words": ("huruf: {words}", "words: {words}"),
    "show.form": ("{form}, kontes {contest}", "{form}, contest {contest}"),
    "replay.form": ("Formulir: {form}", "Form: {form}"),
    "replay.by_party": (
        "Per partai, dengan calonnya dijumlahkan. Suara tiap calon: tambahkan --candidates.",
        "By party, its candidates added up. The votes of each candidate: add --candidates.",
    ),
    "tally.blank": ("Formulir kosong: {path}", "Empty form: {path}"),
    "tally.blank_next": (
        "Isi kolom figure (kosong = tidak diisi, bukan 0), lalu: rekap tally prepare {tps} {options} ...",
        "Fill in the column figure (empty = not filled in, not 0), then: rekap tally prepare {tps} {options} ...",
    ),
    "body.kip.provinsi": ("KIP Provinsi {area}", "KIP Provinsi {area}"),
    "body.kip.kabko": ("KIP Kab/Kota {area}", "KIP Kab/Kota {area}"),
    "body.panwaslih.provinsi": ("Panwaslih Provinsi {area}", "Panwaslih Provinsi {area}"),
    "body.panwaslih.kabko": ("Panwaslih Kab/Kota {area}", "Panwaslih Kab/Kota {area}"),
    "body.ppd": ("PPD {area}", "PPD {area}"),
    "help.tally.blank": (
        "Menulis formulir kosong satu TPS, satu berkas CSV per kontes, untuk diisi.",
        "Write the empty forms of a TPS, a CSV file per contest, to be filled in.",
    ),
    "help.tally.blank.contest": (
        "Hanya kontes ini; boleh diulang (bawaan: semua yang ada di TPS itu).",
        "Only this contest; may be repeated (default: all that are held at the TPS).",
    ),
    "help.tally.blank.out": ("Folder untuk berkas-berkas itu.", "Folder for the files."),
    "help.param.candidates": (
        "Menampilkan suara tiap calon, bukan hanya jumlah per partai.",
        "Show the votes of each candidate, not only the totals of the parties.",
    ),
}

FORM_ERRORS: Final[dict[str, tuple[str, str]]] = {
    "E003.no_areas": ("Kontes {contest} tidak punya wilayah.", "Contest {contest} has no area."),
    "E003.area_unknown": (
        "Satu wilayah kontes {contest} bukan kode wilayah. Kode wilayah: 0, atau 2, 4, 6, 10 atau 13 angka.",
        "An area of contest {contest} is no area code. Area codes are 0, or 2, 4, 6, 10 or 13 digits.",
    ),
    "E003.area_outside": (
        "Satu wilayah kontes {contest} terletak di luar wilayah yang disebut kodenya. Periksa --area.",
        "An area of contest {contest} lies outside the area that its id names. Check --area.",
    ),
    "E003.areas_overlap": (
        "Dua wilayah kontes {contest} bertumpang tindih: satu TPS akan terhitung dua kali. Hapus satu.",
        "Two areas of contest {contest} overlap: a TPS would count twice. Take one out.",
    ),
    "E003.no_options": (
        "Kontes {contest} tidak punya pilihan. Berikan dengan --option NOMOR=NAMA atau --options BERKAS.",
        "Contest {contest} has no options. Give them by --option NUMBER=NAME or --options FILE.",
    ),
    "E003.option_number": (
        "Satu nomor urut kontes {contest} di luar 1 sampai 9999.",
        "A ballot number of contest {contest} is outside 1 to 9999.",
    ),
    "E003.option_twice": (
        "Pada kontes {contest} satu nomor urut dipakai dua kali (antarpartai, atau dalam satu partai). Periksa lagi.",
        "In contest {contest} a ballot number is used twice (by parties, or within one party). Check the list.",
    ),
    "E003.option_parent": (
        "Pada kontes {contest} satu calon menyebut partai yang tidak ada dalam daftar. Tambahkan baris partainya.",
        "In contest {contest} a candidate names a party that is not in the list. Add the line of the party.",
    ),
    "E003.option_candidate": (
        "Pada {contest} tidak ada partai, jadi tidak ada calon partai. Tuliskan nomor calonnya saja, tanpa partai.",
        "No parties stand in {contest}, so nobody is a party's candidate. Write only the number of each candidate.",
    ),
    "E003.contests_overlap": (
        (
            "Wilayah {contest} bertumpang tindih dengan kontes lain yang sejenis; tidak ada yang memilih di keduanya."
            " Tuliskan wilayah masing-masing dengan --area."
        ),
        (
            "The areas of {contest} overlap those of another contest of its kind; nobody votes in both. Name the areas"
            " of each with --area."
        ),
    ),
    "E003.kolom_kosong": (
        "Kontes {contest}: kolom kosong hanya ada bila satu paslon berdiri sendiri: tepat dua pilihan, tanpa partai.",
        "Contest {contest}: kolom kosong is there only where one paslon stands alone: exactly two options, no parties.",
    ),
    "E270": (
        "{place}: {value} tidak dapat dipakai sebagai pilihan ({reason}).",
        "{place}: {value} cannot be used as an option ({reason}).",
    ),
    "E270.header": (
        "{source}: baris judulnya harus no,name,party (party: nomor partai seorang calon), bukan {value}.",
        "{source}: its header must be no,name,party (party: of which party a candidate is), not {value}.",
    ),
    "E270.cells": (
        "{place}: jumlah kolomnya {value}, tidak sama dengan baris judul.",
        "{place}: it has {value} cells, not as many as the header.",
    ),
    "E270.number": (
        "{place}: nomor {value} bukan bilangan dari 1 sampai 9999.",
        "{place}: the number {value} is no whole number from 1 to 9999.",
    ),
    "E270.twice": (
        "{place}: nomor {value} sudah dipakai di atasnya. Periksa nomor urut dan kolom party.",
        "{place}: the number {value} stands further up already. Check the number and the column party.",
    ),
    "E270.name": (
        "{place}: namanya kosong atau memuat huruf yang tidak dapat dicatat.",
        "{place}: the name is empty or holds characters that cannot be recorded.",
    ),
    "E271": (
        "{path}: formulir kontes mana? Namai berkasnya KONTES.csv atau tulis KONTES=BERKAS. Di TPS ini: {contests}.",
        "{path}: the form of which contest? Call the file CONTEST.csv, or write CONTEST=FILE. At this TPS: {contests}.",
    ),
    "E272": (
        "{contest} tidak diselenggarakan di wilayah {body}. Periksa kode kontesnya: rekap election show.",
        "{contest} is not held in the area of {body}. Check the contest: rekap election show.",
    ),
}
