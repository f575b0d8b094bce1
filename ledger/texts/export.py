"""Texts of `rekap export`: help, messages, errors, and the words on the sheets; as (Indonesian, English)."""

from typing import Final

EXPORT: Final[dict[str, tuple[str, str]]] = {
    "help.export": (
        "Menyimpan rekapitulasi yang disusun ulang sebagai CSV, XLSX dan JSON.",
        "Save the rebuilt recapitulation as CSV, XLSX and JSON.",
    ),
    "help.export.out": (
        "Folder baru untuk hasilnya. Folder yang sudah berisi tidak disentuh.",
        "New folder for the result. A folder that holds something is not touched.",
    ),
    "help.export.area": (
        "Hanya wilayah ini: kode 2, 4 atau 6 angka; 0 untuk nasional.",
        "Only this area: a code of 2, 4 or 6 digits; 0 for the nation.",
    ),
    "help.export.format": (
        "csv, xlsx atau json; boleh diulang. Tanpa opsi ini: ketiganya.",
        "csv, xlsx or json; may be repeated. Without this option: all three.",
    ),
    "progress.export": ("Menulis berkas", "Writing files"),
    "export.done": (
        "Rekapitulasi {contest}: {areas} wilayah, {stations} TPS, {absent} di antaranya tanpa hasil.",
        "Recapitulation of {contest}: {areas} areas, {stations} TPS, {absent} of them without a result.",
    ),
    "export.withheld": (
        (
            "{contest}: angka {areas} tidak ditulis, karena ada buku yang rusak atau tidak ada. Angka itu tidak"
            " diketahui, bukan 0."
        ),
        (
            "{contest}: the figures of {areas} are not written, because a book is broken or not there. They are not"
            " known, they are not 0."
        ),
    ),
    "export.withheld_more": ("{areas} dan {count} wilayah lagi", "{areas} and {count} more"),
    "export.out": ("Semuanya ada di {out}.", "Everything is in {out}."),
    "export.facts": (
        "Susun ulang sebagai replika dengan: {command}",
        "Rebuild it as a replica with: {command}",
    ),
    "export.no_facts.not_whole": (
        (
            "Berkas fakta untuk membuat replika tidak ditulis: arsipnya tidak utuh, sehingga yang hilang akan tampak"
            " seolah tidak pernah ada hasilnya."
        ),
        (
            "The facts for a replica are not written: the archive is not whole, and what is missing would look as if it"
            " had never had a result."
        ),
    ),
    "export.no_facts.area": (
        (
            "Berkas fakta untuk membuat replika tidak ditulis: dengan --area hanya sebagian pemilihan yang diekspor."
            " Ekspor tanpa --area untuk mendapatkannya."
        ),
        (
            "The facts for a replica are not written: with --area only a part of the election is exported. Export"
            " without --area to get them."
        ),
    ),
    "export.no_facts.forms": (
        "Berkas fakta untuk membuat replika tidak ditulis: formulirnya memuat baris yang tidak ada dalam profilnya.",
        "The facts for a replica are not written: a form has rows that its profile does not have.",
    ),
    "export.nothing": (
        "Tidak ada yang ditulis: pemilihannya tidak terbaca dari arsip ini.",
        "Nothing was written: no election can be read from this archive.",
    ),
    "export.section": ("Bagian", "Section"),
    "export.row": ("Baris formulir", "Row of the form"),
    "export.desa": ("Jumlah desa", "Total of the desa"),
    "export.absent": ("tanpa hasil", "no result"),
    "export.unknown": ("tidak diketahui", "not known"),
    "export.legend": (
        "Sel kosong: tidak diisi, bukan 0. Tanda ?: tidak diketahui, karena ada buku yang rusak atau tidak ada.",
        "Empty cell: not filled in, which is not 0. A question mark: not known, because a book is broken or not there.",
    ),
    "E255": (
        "{area} tidak punya rekapitulasi sendiri. Ekspor paling bawah adalah kecamatan: pakai --area {kecamatan}.",
        "{area} has no recapitulation of its own. The lowest area of an export is the kecamatan: --area {kecamatan}.",
    ),
    "E256": (
        "Tidak ada yang dapat ditulis: {contest} tidak direkap di wilayah {area}. Periksa --contest dan --area.",
        "Nothing to write: {contest} is not recapitulated in the area {area}. Check --contest and --area.",
    ),
    "E257": (
        "{path} tidak dapat ditulis karena openpyxl belum terpasang. Pasang openpyxl, atau pakai --format csv.",
        "{path} cannot be written because openpyxl is not installed. Install openpyxl, or use --format csv.",
    ),
    "E258": (
        (
            "Lembar {area} memerlukan {columns} kolom, padahal sebuah lembar paling banyak {most} kolom. Pakai --format"
            " csv."
        ),
        "The sheet of {area} needs {columns} columns; a sheet has at most {most}. Use --format csv.",
    ),
    "E259": (
        "Format {format} tidak ada. Yang ada: {formats}.",
        "There is no format {format}. There are: {formats}.",
    ),
}
