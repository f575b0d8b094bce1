"""Texts of `rekap dispute whatif`, as (Indonesian, English)."""

from typing import Final

WHATIF: Final[dict[str, tuple[str, str]]] = {
    "help.dispute.whatif": (
        "Andaikan suatu putusan: jumlah, urutan dan selisih sebelum dan sesudahnya. Tidak ada yang ditulis.",
        "Suppose a ruling: totals, order and margin before and after it. Nothing is written.",
    ),
    "help.dispute.whatif.archive": ("Arsip yang diandaikan.", "The archive."),
    "help.dispute.whatif.contest": ("Kontesnya, misalnya ppwp.", "The contest, for example ppwp."),
    "help.dispute.whatif.exclude": (
        "TPS yang tidak dihitung. Boleh berulang.",
        "A TPS that is not counted. May be repeated.",
    ),
    "help.dispute.whatif.replace": (
        "TPS yang angkanya diganti salinan (awal hash catatannya) atau berkas formulir. Boleh berulang.",
        "A TPS whose figures are replaced by a copy (the beginning of its entry's hash) or a form file. Repeatable.",
    ),
    "help.dispute.whatif.recount": (
        "TPS dengan hasil hitung ulang, bagian IV dan V lengkap, dari berkas formulir. Boleh berulang.",
        "A TPS with a recount, all of sections IV and V, from a form file. May be repeated.",
    ),
    "whatif.hypothetical": (
        "PENGANDAIAN: putusan ini tidak ada. Tidak ada yang ditulis, dan hasil yang berlaku tidak berubah.",
        "HYPOTHETICAL: there is no such ruling. Nothing is written, and the result in force does not change.",
    ),
    "whatif.exclude": ("{tps} tidak dihitung.", "{tps} is not counted."),
    "whatif.replace": ("{tps}: angka diganti dengan {source}.", "{tps}: the figures are replaced by {source}."),
    "whatif.replace_copy": (
        "{tps}: angka diganti dengan salinan di buku {body}, catatan {index} ({leaf}).",
        "{tps}: the figures are replaced by the copy in the book of {body}, entry {index} ({leaf}).",
    ),
    "whatif.recount": ("{tps}: dihitung ulang, hasilnya {source}.", "{tps}: recounted, with the result {source}."),
    "whatif.no_result": ("Sebelumnya TPS ini tanpa hasil.", "Before, this TPS had no result."),
    "whatif.undone": (
        "Perubahan angka TPS ini di {area} (catatan {index}) tidak dipakai lagi.",
        "What {area} changed of this TPS (entry {index}) does not count any more.",
    ),
    "whatif.before": ("Sebelum", "Before"),
    "whatif.after": ("Sesudah", "After"),
    "whatif.change": ("Selisih", "Change"),
    "whatif.missing_note": ("* Ada TPS tanpa angka pada baris itu.", "* Some TPS have no figure in that row."),
    "whatif.nothing": ("Tidak ada jumlah yang berubah.", "No sum changes."),
    "whatif.same_order": (
        "Urutan tetap: {order}. Selisih urutan pertama dan kedua {before} -> {after}.",
        "The order stays: {order}. Margin of the first over the second {before} -> {after}.",
    ),
    "whatif.new_order": (
        "URUTAN BERUBAH: {old} -> {new}. Selisih urutan pertama dan kedua {before} -> {after}.",
        "THE ORDER CHANGES: {old} -> {new}. Margin of the first over the second {before} -> {after}.",
    ),
    "whatif.new_order_party": (
        "Calon {party}, URUTAN BERUBAH: {old} -> {new}. Selisih {before} -> {after}.",
        "Candidates of {party}, THE ORDER CHANGES: {old} -> {new}. Margin {before} -> {after}.",
    ),
    "whatif.tie_before": ("Sebelum: suara sama: {options}.", "Before: equal votes: {options}."),
    "whatif.tie_after": ("Sesudah: suara sama: {options}.", "After: equal votes: {options}."),
    "E375": (
        "TPS {tps} tidak ada dalam {contest} di arsip ini. Periksa kodenya.",
        "There is no TPS {tps} in {contest} in this archive. Check its code.",
    ),
    "E375.twice": (
        "TPS {tps} disebut lebih dari satu kali. Sebutkan sekali saja.",
        "TPS {tps} is named twice. Name it once.",
    ),
    "E376": (
        "{value}: bukan berkas formulir dan bukan hash catatan salinan (sedikitnya 8 angka heksadesimal).",
        "{value}: neither a form file nor the hash of a copy's entry (at least 8 hexadecimal digits).",
    ),
    "E376.copy": (
        "Tidak ada salinan {value} untuk TPS {tps} pada kontes ini. Carilah dengan rekap timeline --area {tps}.",
        "There is no copy {value} of TPS {tps} in this contest. Look it up with rekap timeline --area {tps}.",
    ),
    "E376.several": (
        "Beberapa salinan TPS {tps} berawalan {value}. Tulis lebih banyak angka hashnya.",
        "Several copies of TPS {tps} begin with {value}. Write more digits of the hash.",
    ),
    "E376.blank": (
        "{value} tidak berisi satu angka pun untuk TPS {tps}.",
        "{value} has no figure at all for TPS {tps}.",
    ),
    "E376.recount_lacks": (
        "Hasil hitung ulang TPS {tps} harus lengkap: baris {value} kosong.",
        "The recount of TPS {tps} must be complete: row {value} is empty.",
    ),
    "E376.recount_more": (
        "Hitung ulang TPS {tps} hanya mengisi bagian IV dan V; hapus baris {value}.",
        "The recount of TPS {tps} has sections IV and V only; leave out row {value}.",
    ),
    "E376.pair": ("Tulis TPS=SUMBER, bukan {value}.", "Write TPS=SOURCE, not {value}."),
    "E376.exclude": ("Tulis kode TPS saja, bukan {value}.", "Write the code of the TPS only, not {value}."),
    "E377": (
        "Sebutkan putusan yang diandaikan: --exclude, --replace atau --recount.",
        "Name the ruling to suppose: --exclude, --replace or --recount.",
    ),
}
