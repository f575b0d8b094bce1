"""Texts of what is shown of a plenary, and of what goes wrong there, as (Indonesian, English)."""

from typing import Final

ROOM_SHOWN: Final[dict[str, tuple[str, str]]] = {
    # --- errors
    "E296": (
        "Mandat untuk {subject} belum dapat dicatat: tidak ada rapat pleno yang berjalan untuk {contests}.",
        "The mandate for {subject} cannot be recorded yet: no plenary is under way for {contests}.",
    ),
    "E297": (
        (
            "Rapat pleno {number} masih punya {count} keberatan yang belum dijawab (entri {entries}). Jawab dulu dengan"
            " rekap objection resolve; atau tutup dengan --unanswered, dan keberatan itu tetap menjadi temuan (S.101)."
        ),
        (
            "Plenary {number} still has objections without an answer: {count} (entries {entries}). Answer them by rekap"
            " objection resolve; or close with --unanswered, and they stay as findings (S.101)."
        ),
    ),
    "help.plenary.close.unanswered": (
        "Tutup walaupun ada keberatan yang belum dijawab; keberatan itu menjadi temuan.",
        "Close although objections are not answered; they stay as findings.",
    ),
    "E200.attendee": (
        "{value} tidak dikenal sebagai hadirin. Tulis misalnya ketua:1, anggota:2, panwaslu, atau saksi:2@ppwp.",
        "{value} is nobody in the room. Write for example ketua:1, anggota:2, panwaslu, or saksi:2@ppwp.",
    ),
    "E200.no_entry": (
        "Buku ini tidak punya entri ke-{value}. Lihat nomornya pada baris 'tersimpan'.",
        "This book has no entry {value}. Its number is on the line that says 'stored'.",
    ),
    "E200.no_objection": (
        "{value} bukan keberatan dalam buku ini. Lihat rekap objection list.",
        "{value} is no objection in this book. See rekap objection list.",
    ),
    "E200.one_of": (
        "{what} {value} tidak dikenal; pilihannya: {known}.",
        "{what} {value} is not known; say one of: {known}.",
    ),
    "E200.explain_form": (
        "{value} bukan KODE:BARIS=ALASAN (di TPS dengan beberapa kontes: KODE:BARIS@KONTES=ALASAN).",
        "{value} is not CODE:ROW=REASON (at a TPS with several contests: CODE:ROW@CONTEST=REASON).",
    ),
    "E200.no_area_code": (
        "{value} bukan kode wilayah atau TPS (2, 4, 6, 10 atau 13 angka).",
        "{value} is no code of an area or TPS (2, 4, 6, 10 or 13 digits).",
    ),
    "E200.short_name": (
        "Nama {value} tidak dapat dipakai. Pakai huruf kecil, angka, titik, - dan _, paling banyak 40.",
        "The name {value} cannot be used. Use small letters, digits, dots, - and _, at most 40.",
    ),
    "E200.cell_form": (
        "{value} bukan BARIS=ANGKA dari formulir kontes ini. Lihat barisnya pada rekap tally template.",
        "{value} is no ROW=FIGURE of this contest's form. Look at the rows of its template (rekap tally template).",
    ),
    "E200.change_form": (
        "{value} bukan BARIS=LAMA:BARU dari formulir kontes ini.",
        "{value} is no ROW=OLD:NEW of this contest's form.",
    ),
    "E200.figure": (
        "Angka pada {value} tidak dapat dipakai: hanya angka bulat tanpa tanda dan tanpa nol di depan.",
        "The figure in {value} cannot be used: whole numbers only, without a sign or leading zeros.",
    ),
    "E200.not_recounted": (
        "{value} bukan bagian IV atau V, jadi tidak dihitung ulang. Betulkan dengan rekap tally correct.",
        "{value} is not in section IV or V, so it is not recounted. Correct it by rekap tally correct.",
    ),
    "E200.one": (
        "Satu pembetulan menyebut tepat satu dokumen, bukan {value}.",
        "A correction names exactly one paper, not {value}.",
    ),
    "recap.unanswered": (
        "Perhatian: {count} keberatan belum dijawab (entri {entries}). Jawab sebelum D.Hasil ditandatangani.",
        "Note: objections without an answer: {count} (entries {entries}). Answer them before the D.Hasil is signed.",
    ),
    "recap.to_or_posted": (
        "Sebutkan penerima salinan dengan --to, atau --posted bila diumumkan; salah satu saja.",
        "Name who received the copy by --to, or say --posted; one of the two.",
    ),
    # --- while writing
    "desk.scan": ("pindaian {path} disimpan sebagai files/{hash}", "scan {path} kept as files/{hash}"),
    "show.TallyCorrected": ("Pembetulan hasil TPS {unit}: {reason}", "Correction of TPS {unit}: {reason}"),
    "show.TallyRecounted": ("Penghitungan ulang TPS {unit}: {reason}", "Recount of TPS {unit}: {reason}"),
    "show.ChildCorrected": (
        "Pembetulan {unit} di tingkat ini: {reason}",
        "Correction of {unit} at this level: {reason}",
    ),
    "show.ChildRecounted": (
        "Penghitungan ulang TPS {unit} di tingkat ini: {reason}",
        "Recount of TPS {unit} at this level: {reason}",
    ),
    # --- the life of a result
    "tally.life": ("{contest}, riwayat hasil:", "{contest}, how the result came about:"),
    "life.received": ("  entri {index}: diterima", "  entry {index}: received"),
    "life.revoted": ("  entri {index}: pemungutan suara ulang", "  entry {index}: revote"),
    "life.corrected": ("  entri {index}: dibetulkan{reason}", "  entry {index}: corrected{reason}"),
    "life.recounted": ("  entri {index}: dihitung ulang{reason}", "  entry {index}: recounted{reason}"),
    "life.absent": ("  entri {index}: dinyatakan tidak ada{reason}", "  entry {index}: declared absent{reason}"),
    # --- the room
    "room.reason": ("; alasan: {reason}", "; reason: {reason}"),
    "room.because": ("    alasan: {reason}", "    reason: {reason}"),
    "room.paper": ("    dokumen SHA-256 {hash}", "    paper SHA-256 {hash}"),
    "room.changes": (
        "Yang diubah pada hasil wilayah di bawahnya:",
        "What was changed of the results of the levels below:",
    ),
    "room.lapsed": (
        "Yang gugur karena hasil yang lebih baru datang dari wilayah itu:",
        "What lapsed because a newer result arrived from there:",
    ),
    "room.change": (
        "  {area}, entri {index}: {kind} atas {unit}; dasar: {basis}",
        "  {area}, entry {index}: {kind} of {unit}; ground: {basis}",
    ),
    "room.kind.ChildCorrected": ("pembetulan", "correction"),
    "room.kind.ChildRecounted": ("penghitungan ulang", "recount"),
    "room.column": (
        "  kolom {child}: menurut D.Hasil-nya, dan setelah perubahan itu",
        "  column {child}: by its own D.Hasil, and after these changes",
    ),
    "room.lives": ("TPS yang hasilnya berubah:", "TPS whose result changed:"),
    "room.tps": ("  TPS {tps}", "  TPS {tps}"),
    "room.objections": ("Keberatan:", "Objections:"),
    "room.witnesses": ("Saksi:", "Witnesses:"),
    "room.witness.signed": (
        "  entri {index}: saksi nomor {option} menandatangani{where}",
        "  entry {index}: the saksi of number {option} signed{where}",
    ),
    "room.witness.refused": (
        "  entri {index}: saksi nomor {option} menolak menandatangani{where}; alasan: {reason}",
        "  entry {index}: the saksi of number {option} refused to sign{where}; reason: {reason}",
    ),
    "room.witness.absent": (
        "  entri {index}: saksi nomor {option} tidak hadir",
        "  entry {index}: the saksi of number {option} was not there",
    ),
    "room.on_paper": (" (di kertas)", " (on paper)"),
    "room.about.earlier": (" (D.Hasil yang terdahulu, {dhasil})", " (an earlier D.Hasil, {dhasil})"),
    "room.about.other": (
        " (D.Hasil yang tidak disahkan di sini, {dhasil})",
        " (a D.Hasil that was not certified here, {dhasil})",
    ),
    "room.copies": ("Salinan D.Hasil:", "Copies of the D.Hasil:"),
    "room.copy.handed": ("  entri {index}: diserahkan kepada {to}", "  entry {index}: handed to {to}"),
    "room.copy.posted": ("  entri {index}: diumumkan", "  entry {index}: posted"),
}
