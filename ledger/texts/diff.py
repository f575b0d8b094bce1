"""Texts of `rekap diff`; as (Indonesian, English)."""

from typing import Final

DIFF_HELP: Final[dict[str, tuple[str, str]]] = {
    "help.diff": (
        (
            "Bandingkan dua sumber angka sel demi sel: dua arsip, C.Hasil dengan D.Hasil, salinan dengan C.Hasil, atau"
            " buku dengan daftar dari luar."
        ),
        (
            "Compare two sources of figures cell by cell: two archives, C.Hasil with D.Hasil, copies with C.Hasil, or"
            " the books with an outside list."
        ),
    ),
    "help.diff.archive2": (
        "Arsip kedua, yang dianggap lebih kemudian.",
        "The second archive, taken for the later one.",
    ),
    "help.diff.trust2": (
        "Berkas kepercayaan arsip kedua; tanpa ini dipakai --trust.",
        "The trust file of the second archive; --trust if not given.",
    ),
    "help.diff.levels": (
        "Bandingkan C.Hasil tiap TPS dengan kolomnya di D.Hasil kecamatan.",
        "Compare the C.Hasil of every TPS with its column in the D.Hasil of the kecamatan.",
    ),
    "help.diff.copies": (
        "Bandingkan salinan di buku Bawaslu dan Panwaslu dengan C.Hasil.",
        "Compare the copies in the books of Bawaslu and Panwaslu with the C.Hasil.",
    ),
    "help.diff.outside": (
        "Bandingkan dengan daftar dari luar: tabel dengan kode_tps dan baris formulir.",
        "Compare with an outside list: a table with kode_tps and rows of the form.",
    ),
    "help.diff.with_all": (
        "Tampilkan semua TPS yang berbeda, bukan beberapa saja tiap kecamatan.",
        "Show every TPS that differs, not only some of each kecamatan.",
    ),
}

DIFF: Final[dict[str, tuple[str, str]]] = {
    "diff.what": (
        "Sebutkan satu hal yang dibandingkan: arsip kedua, --levels, --copies atau --outside FILE.",
        "Name one thing to compare with: a second archive, --levels, --copies or --outside FILE.",
    ),
    "diff.side.archive_1": ("arsip pertama", "the first archive"),
    "diff.side.archive_2": ("arsip kedua", "the second archive"),
    "diff.side.moment_1": ("saat pertama", "the first moment"),
    "diff.side.moment_2": ("saat kedua", "the second moment"),
    "diff.side.chasil": ("C.Hasil yang berlaku", "the C.Hasil in force"),
    "diff.side.chasil_first": ("C.Hasil yang pertama diterima", "the C.Hasil first received"),
    "diff.side.dhasil": ("D.Hasil kecamatan", "the D.Hasil of the kecamatan"),
    "diff.side.copy": ("salinan milik {holder}", "the copy of {holder}"),
    "diff.side.list": ("daftar dari luar", "the outside list"),
    "diff.side_then": ("Untuk {side}:", "Of {side}:"),
    "diff.side_now": ("Untuk {side}: keadaan sekarang.", "Of {side}: what there is now."),
    "diff.title": ("{contest}: {earlier} dibandingkan dengan {later}", "{contest}: {earlier} compared with {later}"),
    "diff.none": (
        "Tidak ada perbedaan pada {compared} TPS yang dibandingkan.",
        "No difference in the {compared} TPS compared.",
    ),
    "diff.summary": (
        (
            "{stations} dari {compared} TPS berbeda: {cells} sel dan {sums} jumlah yang mengikutinya; {votes} suara"
            " berpindah."
        ),
        "{stations} of {compared} TPS differ: {cells} cells, and {sums} sums that follow; {votes} votes moved.",
    ),
    "diff.blanks": (
        "{count} sel di {stations} TPS hanya terisi di satu sisi; tidak dihitung sebagai perbedaan angka.",
        "{count} cells in {stations} TPS are filled on one side only; they are not counted as different figures.",
    ),
    "diff.absent": (
        "{count} TPS tanpa hasil di satu atau kedua sisi, tidak dibandingkan: {areas}",
        "{count} TPS have no result on one side or both, and are not compared: {areas}",
    ),
    "diff.only_earlier": ("{count} TPS hanya ada di {side}: {areas}", "{count} TPS are only in {side}: {areas}"),
    "diff.unknown": (
        "Tidak dibandingkan, karena bukunya rusak atau D.Hasilnya belum ada: {areas}",
        "Not compared, because a book is broken or there is no D.Hasil yet: {areas}",
    ),
    "diff.uncompared": (
        "Baris yang hanya ada di {side}, tidak dibandingkan: {rows}",
        "Rows that only {side} has, not compared: {rows}",
    ),
    "diff.other_election": (
        "Kedua arsip ini dari pemilihan yang berlainan; yang dibandingkan hanyalah angkanya.",
        "The two archives are of different elections; only their figures are compared.",
    ),
    "diff.problems": (
        "{count} kesalahan dalam daftar dari luar. TPS di baris itu tidak dibandingkan:",
        "{count} faults in the outside list. The TPS of these lines are not compared:",
    ),
    "diff.patterns": ("Pola perubahan:", "Patterns of the change:"),
    "diff.pattern_line": ("{pattern}: {stations} TPS, {votes} suara", "{pattern}: {stations} TPS, {votes} votes"),
    "diff.winners": ("Yang bertambah dan yang berkurang, {area}:", "Who gains and who loses, {area}:"),
    "diff.effect": ("Pengaruh pada urutan dan selisih:", "Effect on order and margin:"),
    "diff.order_same": (
        "{area}: urutan tetap, selisih urutan pertama dan kedua {earlier} -> {later}.",
        "{area}: the order stays, the margin of the first over the second {earlier} -> {later}.",
    ),
    "diff.order_new": (
        "{area}: URUTAN BERUBAH: {before} -> {after}; selisih {earlier} -> {later}.",
        "{area}: THE ORDER CHANGES: {before} -> {after}; margin {earlier} -> {later}.",
    ),
    "diff.order_tied": (
        "{area}: urutan tetap, urutan pertama tetap imbang: {first}.",
        "{area}: the order stays, the first place stays tied: {first}.",
    ),
    "diff.over": ("{count} TPS yang dibandingkan di {area}", "the {count} TPS compared in {area}"),
    "diff.over_all": ("{count} TPS yang dibandingkan", "the {count} TPS compared"),
    "diff.order_party": (
        "{area}, calon {party}: urutan berubah: {before} -> {after}; selisih {earlier} -> {later}.",
        "{area}, candidates of {party}: the order changes: {before} -> {after}; margin {earlier} -> {later}.",
    ),
    "standing.tied": ("{options} (suara sama)", "{options} (tied)"),
    "diff.same_elsewhere": (
        "Di {count} wilayah lain yang berbeda, urutannya tetap; selisihnya ada di --json.",
        "In {count} other areas with differences the order stays; the margins are in --json.",
    ),
    "diff.more_effects": ("... dan {count} perubahan urutan lagi", "... and {count} more changes of order"),
    "diff.move": ("{pattern}, {votes} suara: {source} -> {target}", "{pattern}, {votes} votes: {source} -> {target}"),
    "diff.move_unit": ("{pattern}: suara TPS {unit}", "{pattern}: the votes of TPS {unit}"),
    "diff.nowhere": ("(tidak dari baris lain)", "(from no other row)"),
    "diff.gone": ("(tidak ke baris lain)", "(to no other row)"),
    "diff.blank_row": (
        "{row}: kosong di satu sisi ({earlier} / {later})",
        "{row}: blank on one side ({earlier} / {later})",
    ),
    "diff.said": (
        "{form}: catatan {index} buku {body}, ditandatangani {signers}{paper}.",
        "{form}: entry {index} of the book of {body}, signed by {signers}{paper}.",
    ),
    "diff.corrected": (
        "{form}: dibetulkan di catatan {index} buku {body}, dicatat oleh {signers}{paper}.",
        "{form}: corrected in entry {index} of the book of {body}, logged by {signers}{paper}.",
    ),
    "diff.recounted": (
        "{form}: dihitung ulang di catatan {index} buku {body}, dicatat oleh {signers}{paper}.",
        "{form}: recounted in entry {index} of the book of {body}, logged by {signers}{paper}.",
    ),
    "diff.part": (
        "{form}: kolom TPS ini di catatan {index} buku {body}, dicatat oleh {signers}.",
        "{form}: the column of this TPS in entry {index} of the book of {body}, logged by {signers}.",
    ),
    "diff.statement": ("; pernyataan {statement}", "; statement {statement}"),
    "diff.paper": ("; kertas SHA-256 {paper}", "; paper SHA-256 {paper}"),
    "diff.signers_of": ("{role} ({persons}) {of}", "{role} ({persons}) of {of}"),
    "diff.copy_form": ("SALINAN {form}", "SALINAN of {form}"),
    "diff.more": ("... dan {count} TPS lagi di kecamatan ini", "... and {count} more TPS in this kecamatan"),
    "diff.all": ("Semua TPS: ulangi dengan --all.", "For every TPS run again with --all."),
    "diff.where": (
        "Perubahannya terjadi di antara C.Hasil TPS dan D.Hasil kecamatan, di {body}.",
        "The change happened between the C.Hasil of the TPS and the D.Hasil of the kecamatan, at {body}.",
    ),
    "diff.proves": (
        (
            "Ini membuktikan bahwa angkanya berbeda dan siapa yang menandatanganinya; tidak membuktikan mengapa, dan"
            " tidak membuktikan kesengajaan."
        ),
        "This proves that the figures differ and who signed them; it does not prove why, nor any intent.",
    ),
    "pattern.party_to_candidate": (
        "suara partai ke calon dari partai yang sama",
        "votes of a party to a candidate of the same party",
    ),
    "pattern.candidate_to_party": ("suara calon ke partainya", "votes of a candidate to its party"),
    "pattern.between_candidates": ("antarcalon satu partai", "between candidates of one party"),
    "pattern.between_parties": ("antarpartai", "between parties"),
    "pattern.between_options": ("antarcalon", "between options"),
    "pattern.invalid_to_valid": ("suara tidak sah menjadi sah", "invalid votes made valid"),
    "pattern.valid_to_invalid": ("suara sah menjadi tidak sah", "valid votes made invalid"),
    "pattern.added_ballots": ("surat suara ditambahkan", "added ballots"),
    "pattern.removed_ballots": ("surat suara dikurangi", "removed ballots"),
    "pattern.crude_inflation": (
        "suara bertambah, pengguna tetap",
        "more votes, the same number of voters",
    ),
    "pattern.crude_loss": ("suara berkurang, pengguna tetap", "fewer votes, the same number of voters"),
    "pattern.swapped_rows": ("dua baris tertukar", "two rows exchanged"),
    "pattern.swapped_tps": ("kolom dua TPS tertukar", "the columns of two TPS exchanged"),
    "pattern.carried_over": ("kolom TPS lain terbawa", "the column of another TPS carried over"),
    "pattern.other": ("lain-lain", "other"),
}

DIFF_ERRORS: Final[dict[str, tuple[str, str]]] = {
    "E320": (
        "Daftar {path} tidak dapat dibandingkan dengan {contest}: tidak ada yang sama.",
        "The list {path} cannot be compared with {contest}: they have nothing in common.",
    ),
    "E320.tps": (
        (
            "Daftar {path} tidak dapat dibandingkan dengan {contest}: tidak satu pun kode TPS-nya ada di arsip. Periksa"
            " kolom kode_tps."
        ),
        (
            "The list {path} cannot be compared with {contest}: none of its TPS is in the archive. Check the column"
            " kode_tps."
        ),
    ),
    "E320.faults": (
        (
            "Daftar {path} tidak dapat dibandingkan dengan {contest}: ada kesalahan di setiap baris yang TPS-nya ada di"
            " arsip. Yang pertama dari {count}: baris {line}, kolom {column}: {value}."
        ),
        (
            "The list {path} cannot be compared with {contest}: every line of it whose TPS is in the archive has a"
            " fault. The first of {count}: line {line}, column {column}: {value}."
        ),
    ),
    "E320.rows": (
        (
            "Daftar {path} tidak dapat dibandingkan dengan {contest}: tidak satu pun kolomnya adalah baris formulir"
            " itu. Periksa nama kolomnya, misalnya suara_1."
        ),
        (
            "The list {path} cannot be compared with {contest}: none of its columns is a row of that form. Check the"
            " names of its columns, for instance suara_1."
        ),
    ),
    "E321": (
        "Kedua arsip tidak memuat pemilihan yang sama. Yang pertama: {first}; yang kedua: {second}.",
        "The two archives have no contest in common. The first has: {first}; the second: {second}.",
    ),
}


DIFF_BESIDE: Final[dict[str, tuple[str, str]]] = {
    "diff.only_contests": (
        "Kontes yang hanya ada di {side}, tidak dibandingkan: {contests}",
        "Contests that only {side} has, not compared: {contests}",
    ),
    "diff.proves_list": (
        (
            "Ini menunjukkan bahwa angka daftar berbeda dari angka buku, dan siapa yang menandatangani angka buku;"
            " daftarnya tidak ditandatangani siapa pun. Ini tidak membuktikan mana yang benar, mengapa berbeda, atau"
            " kesengajaan."
        ),
        (
            "This shows that the figures of the list are not those of the books, and who signed those of the books;"
            " nobody signed the list. It does not prove which are right, nor why they differ, nor any intent."
        ),
    ),
    "diff.sums": (
        "Jumlah yang berlaku, di wilayah yang berubah selain karena angka wilayah di dalamnya:",
        "Sums in force, of areas that changed otherwise than by what is in them:",
    ),
    "diff.sums_missing": (
        "{row}: TPS yang tidak mengisinya {earlier} -> {later}",
        "{row}: TPS that lack it {earlier} -> {later}",
    ),
    "diff.changed_above": (
        "Perubahan oleh tingkat di atas PPK yang hanya berlaku di {side}:",
        "Changes by levels above the PPK that are in force in {side} only:",
    ),
    "diff.corrected_above": (
        "dibetulkan di catatan {index} buku {body}, dicatat oleh {signers}{paper}.",
        "corrected in entry {index} of the book of {body}, logged by {signers}{paper}.",
    ),
    "diff.recounted_above": (
        "dihitung ulang di catatan {index} buku {body}, dicatat oleh {signers}{paper}.",
        "counted again in entry {index} of the book of {body}, logged by {signers}{paper}.",
    ),
    "diff.certified": (
        "Jumlah yang disahkan, jumlah kolomnya, dan jumlah C.Hasil yang berlaku:",
        "What is certified, what its columns add up to, and what the C.Hasil in force do:",
    ),
    "diff.certified_more": (
        "Baris lain yang berbeda ({count}) ada di --json.",
        "Other rows that differ ({count}) are in --json.",
    ),
    "diff.sum_of.certificate": ("D.Hasil", "D.Hasil"),
    "diff.sum_of.columns": ("kolom", "columns"),
    "diff.sum_of.chasil": ("C.Hasil", "C.Hasil"),
    "diff.repeated": ("{area} mempunyai {count} kolom di D.Hasil:", "{area} has {count} columns in the D.Hasil:"),
    "diff.repeated_same": ("Angkanya sama, dan dihitung lebih dari sekali.", "They say the same, and all count."),
    "diff.generation": (
        "Salinan dari pemungutan suara ke-{generation}: {areas}",
        "Copies from vote {generation}: {areas}",
    ),
    "diff.above": (
        "Yang dibandingkan hanya D.Hasil kecamatan. D.Hasil di atasnya: lihat `rekap verify`.",
        "Only the D.Hasil of the kecamatan is compared. For those above it see `rekap verify`.",
    ),
    "diff.above_findings": (
        (
            "Yang dibandingkan hanya D.Hasil kecamatan. DI ATASNYA ADA YANG BERBEDA: {findings}. Lihat `rekap"
            " verify`, dan `rekap explain` untuk tiap angka."
        ),
        (
            "Only the D.Hasil of the kecamatan is compared. ABOVE IT SOMETHING DIFFERS: {findings}. See `rekap verify`,"
            " and `rekap explain` for any number."
        ),
    ),
}
