"""Texts of `rekap explain` and of the state of a verification, as (Indonesian, English)."""

from typing import Final

EXPLAIN: Final[dict[str, tuple[str, str]]] = {
    # --- help
    "help.explain": (
        "Menjelaskan satu angka: dari mana, siapa yang menandatangani, di mana berubah.",
        "Explain one number: where it comes from, who signed it, where it changed.",
    ),
    "help.explain.contest": ("Kontesnya, misalnya ppwp.", "The contest, for example ppwp."),
    "help.explain.area": ("TPS atau wilayahnya.", "The TPS or area."),
    "help.explain.row": ("Baris formulir, misalnya suara_1.", "The row of the form, for example suara_1."),
    "help.explain.index": (
        "Folder indeks, di luar arsip (bawaan: folder program ini milik Anda).",
        "Folder of the index, outside of the archive (default: this program's folder of yours).",
    ),
    "help.explain.state": (
        "Berkas keadaan dari rekap verify --save-state.",
        "State file of rekap verify --save-state.",
    ),
    "help.verify.save_state": (
        "Menyimpan keadaan pemeriksaan ini dalam berkas, untuk --since, dan untuk rekap explain --state.",
        "Keep the state of this verification in a file, for --since, and for rekap explain --state.",
    ),
    "help.param.since": (
        "Melanjutkan pemeriksaan yang keadaannya Anda simpan: tanda tangan yang waktu itu sah tidak diperiksa lagi.",
        "Go on from a verification whose state you kept: signatures that held then are not checked again.",
    ),
    "help.diff.since2": ("Keadaan pemeriksaan arsip kedua.", "The state of a verification of the second archive."),
    "report.since": (
        (
            "Melanjutkan pemeriksaan sebelumnya ({status}): {spared} dari tanda tangan ini diperiksa waktu itu, dan"
            " tidak diperiksa lagi. Percayai ini hanya bila keadaan itu Anda simpan sendiri."
        ),
        (
            "Goes on from an earlier verification ({status}): {spared} of these signatures were checked then, and not"
            " again. Trust this only if you kept that state yourself."
        ),
    ),
    "report.since_of": (
        (
            "Melanjutkan pemeriksaan sebelumnya ({status}): tanda tangan yang waktu itu sah tidak diperiksa lagi."
            " Percayai ini hanya bila keadaan itu Anda simpan sendiri."
        ),
        (
            "Goes on from an earlier verification ({status}): signatures that held then are not checked again. Trust"
            " this only if you kept that state yourself."
        ),
    ),
    "E342": (
        "Keadaan pemeriksaan ini milik pemilihan lain daripada berkas kepercayaan. Pilih keadaan dari arsip ini.",
        "This state is of a verification of another election than the trust file's. Choose the state of this archive.",
    ),
    "E343": (
        "{path} terletak di dalam arsip. Simpan keadaan pemeriksaan di tempat lain, di luar arsip.",
        "{path} lies inside the archive. Keep the state of the verification somewhere else, outside of it.",
    ),
    "since.valid": ("sah", "valid"),
    "since.findings": ("dengan temuan", "with findings"),
    "since.broken": ("rusak", "broken"),
    "since.incomplete": ("tidak lengkap", "incomplete"),
    "progress.explain": ("Menelusuri", "Tracing"),
    # --- errors
    "E335": (
        "{path} terletak di dalam arsip. Pilih folder lain untuk indeks, di luar arsip.",
        "{path} lies inside the archive. Choose another folder for the index, outside of it.",
    ),
    "E336": (
        "{path} bukan keadaan pemeriksaan. Buat lagi: rekap verify ARSIP --trust BERKAS --save-state BERKAS.",
        "{path} is no state of a verification. Make it again: rekap verify ARCHIVE --trust FILE --save-state FILE.",
    ),
    "E337": (
        "Tidak ada berkas keadaan {path}. Buat: rekap verify ARSIP --trust BERKAS --save-state BERKAS.",
        "There is no state file {path}. Make it: rekap verify ARCHIVE --trust FILE --save-state FILE.",
    ),
    "E338": (
        "Formulir {contest} tidak memuat baris {row}. Yang ada: {rows}.",
        "The forms of {contest} have no row {row}. There are: {rows}.",
    ),
    "E339": (
        "{value} tidak ada dalam pemilihan ini, atau kontesnya tidak diadakan di sana. Periksa kodenya.",
        "This election has no {value}, or the contest is not held there. Check the code.",
    ),
    "E340": (
        "Keadaan yang disimpan harus tentang seluruh arsip. Hilangkan --area dan --contest.",
        "What is kept must be about the whole archive. Leave out --area and --contest.",
    ),
    "E341": (
        "Arsip {path} berubah selama diperiksa. Periksa sekali lagi.",
        "The archive {path} changed while it was verified. Verify it again.",
    ),
    # --- the number
    "explain.number": ("{row}, {contest}, {area}: {figure}", "{row}, {contest}, {area}: {figure}"),
    "explain.number_missing": (
        "{row}, {contest}, {area}: {figure} (TPS tanpa angka: {missing})",
        "{row}, {contest}, {area}: {figure} (TPS without a figure: {missing})",
    ),
    "explain.unknown": (
        "{row}, {contest}, {area}: tidak diketahui",
        "{row}, {contest}, {area}: not known",
    ),
    "explain.adjusted": (
        "Setelah pembetulan di tingkat atas: {figure}",
        "After what the levels above changed: {figure}",
    ),
    "explain.path.valid": (
        "Jalur diperiksa dan utuh: {entries} catatan dan {signatures} tanda tangan dalam {books} buku.",
        "Path verified: {entries} entries and {signatures} signatures in {books} books.",
    ),
    "explain.path.findings": (
        (
            "Jalur diperiksa, dengan temuan yang belum dijelaskan: {entries} catatan dan {signatures} tanda tangan"
            " dalam {books} buku."
        ),
        "Path verified, with open findings: {entries} entries and {signatures} signatures in {books} books.",
    ),
    "explain.path.broken": (
        "Jalur RUSAK ({entries} catatan dan {signatures} tanda tangan dalam {books} buku diperiksa).",
        "Path BROKEN ({entries} entries and {signatures} signatures in {books} books were checked).",
    ),
    "explain.path.incomplete": (
        "Jalur TIDAK LENGKAP ({entries} catatan dan {signatures} tanda tangan dalam {books} buku diperiksa).",
        "Path INCOMPLETE ({entries} entries and {signatures} signatures in {books} books were checked).",
    ),
    "explain.from_index": (
        (
            "Angka wilayah di bawahnya dari indeks {books} buku: dihitung program ini dari isi buku yang cocok dengan"
            " hash-nya; tanda tangan di dalamnya tidak diperiksa di sini."
        ),
        (
            "The figures of the areas below are from an index of {books} books: computed by this program from contents"
            " whose hashes fit; the signatures in them are not checked here."
        ),
    ),
    "explain.archive.unverified": (
        "Arsip tidak diperiksa. Untuk itu: rekap verify.",
        "Archive not verified. For that: rekap verify.",
    ),
    "explain.archive.state": (
        "Arsip dengan titik periksa yang sama pernah diperiksa. {status}",
        "The archive with these checkpoints was verified. {status}",
    ),
    "explain.archive.other": (
        (
            "Arsip tidak diperiksa: keadaan yang diberikan tentang titik periksa lain ({count} buku berbeda, di"
            " antaranya {book})."
        ),
        "Archive not verified: the state given is of other checkpoints ({count} books differ, among them {book}).",
    ),
    "explain.findings": ("Temuan pada jalur ini:", "Findings on this path:"),
    "explain.sum_of": ("Jumlah dari:", "The sum of:"),
    "explain.table.sum": ("Hitungan", "Rebuilt"),
    "explain.table.certified": ("Disahkan", "Certified"),
    # --- acts
    "explain.entry": ("catatan {book}@{index}", "entry {book}@{index}"),
    "explain.statement": ("pernyataan {hash}", "statement {hash}"),
    "explain.signed": ("ditandatangani: {seats}", "signed: {seats}"),
    "explain.logged": ("dicatat: {seat}", "logged: {seat}"),
    "explain.box": ("kotak {box}, dibawa {carrier}", "box {box}, carried by {carrier}"),
    "explain.reason": ("alasan: {reason}", "reason: {reason}"),
    "explain.basis": ("dasar: {basis}", "basis: {basis}"),
    "explain.paper": ("kertas {hash}", "paper {hash}"),
    "explain.order": (
        "atas perintah {issuer} nomor {number}: {what}",
        "on the order of {issuer}, number {number}: {what}",
    ),
    "explain.objection_cited": ("atas keberatan", "after the objection"),
    "explain.room": ("rapat pleno {plenary}; hadir: {present}", "plenary {plenary}; present: {present}"),
    "explain.nobody": ("tidak dicatat", "not recorded"),
    "explain.not_counted": (" (tidak berlaku)", " (does not count)"),
    "explain.step.received": ("C.Hasil diterima: {new}", "C.Hasil received: {new}"),
    "explain.step.transcribed": (
        "diterima, disalin PPK dari kertas: {new}",
        "received, transcribed from paper by the PPK: {new}",
    ),
    "explain.step.absent": ("dinyatakan tanpa hasil", "declared absent"),
    "explain.step.second": (
        "C.Hasil lain dari pemungutan ke-{generation}: {new}; yang berlaku {old}",
        "another C.Hasil of vote {generation}: {new}; in force is {old}",
    ),
    "explain.step.revoted": (
        "pemungutan suara ulang, yang ke-{generation}: {old} -> {new}",
        "revote, number {generation}: {old} -> {new}",
    ),
    "explain.step.corrected": ("dibetulkan: {old} -> {new}", "corrected: {old} -> {new}"),
    "explain.step.recounted": ("dihitung ulang: {old} -> {new}", "recounted: {old} -> {new}"),
    "explain.step.child_corrected": (
        "dibetulkan di tingkat ini, {unit}: {old} -> {new}",
        "corrected at this level, {unit}: {old} -> {new}",
    ),
    "explain.step.child_recounted": (
        "dihitung ulang di tingkat ini, {unit}: {old} -> {new}",
        "recounted at this level, {unit}: {old} -> {new}",
    ),
    "explain.objection": ("keberatan {by}, {unit}: {text}", "objection of {by}, {unit}: {text}"),
    "explain.answered": ("jawaban: {outcome}", "answer: {outcome}"),
    "explain.void": ("tidak berlaku", "does not count"),
    "explain.unanswered": ("belum dijawab", "not answered"),
    # --- levels
    "explain.arrived": ("diterima dari {area}, kotak {box}", "received from {area}, box {box}"),
    "explain.handed_over": ("diserahkan kepada {to}", "handed over to {to}"),
    "explain.certified": (
        "disahkan: {column} untuk {unit}, {total} seluruhnya; {state}",
        "certified: {column} for {unit}, {total} in all; {state}",
    ),
    "explain.certified_total": ("disahkan: {total}; {state}", "certified: {total}; {state}"),
    "explain.reopened": ("rekapitulasi dibuka kembali", "recapitulation reopened"),
    "explain.no_certificate": ("belum disahkan", "not certified"),
    "explain.state.current": ("berlaku", "current"),
    "explain.state.stale": (
        "berlaku, tetapi usang: yang dirujuknya bukan yang berlaku di bawahnya",
        "in force, but stale: it cites something else than what is in force below",
    ),
    "explain.state.left_out": (
        "berlaku, tetapi tanpa kolom yang seharusnya ada",
        "in force, but without a column that belongs in it",
    ),
    "explain.state.rests_on_stale": (
        "berlaku, tetapi yang disahkan di bawahnya tidak mutakhir",
        "in force, but rests on a certificate that is not current",
    ),
    "explain.state.unread": (
        "berlaku; yang mendasarinya tidak dapat dibaca",
        "in force; what it rests on could not be read",
    ),
    "explain.state.superseded": ("sudah diganti", "superseded"),
    "explain.saksi.signed": ("saksi pilihan {option} menandatangani", "the saksi of option {option} signed"),
    "explain.saksi.refused": (
        "saksi pilihan {option} menolak menandatangani: {reason}",
        "the saksi of option {option} refused to sign: {reason}",
    ),
    "explain.saksi.absent": ("saksi pilihan {option} tidak hadir", "the saksi of option {option} was not there"),
    # --- differences
    "explain.first": (
        "Selisih pertama dari bawah: {area}, disahkan oleh {book}.",
        "The first difference from the bottom: {area}, certified by {book}.",
    ),
    "explain.differs.column": (
        "kolom {unit}: disahkan {certified}, dari bawah {given}",
        "column of {unit}: certified {certified}, from below {given}",
    ),
    "explain.differs.total": (
        "jumlah {unit}: disahkan {certified}, dari bawah {given}",
        "total of {unit}: certified {certified}, from below {given}",
    ),
    "explain.differs.column_missing": (
        "kolom {unit}, TPS tanpa angka: disahkan {certified}, dari bawah {given}",
        "column of {unit}, TPS without a figure: certified {certified}, from below {given}",
    ),
    "explain.differs.total_missing": (
        "jumlah {unit}, TPS tanpa angka: disahkan {certified}, dari bawah {given}",
        "total of {unit}, TPS without a figure: certified {certified}, from below {given}",
    ),
    "explain.differs.times": (
        "{unit} ada dalam {certified} kolom, seharusnya dalam {given}",
        "{unit} stands in {certified} columns, where it belongs in {given}",
    ),
    "explain.further": (
        "Selisih lain: {area} ({count}).",
        "Another difference: {area} ({count}).",
    ),
    "explain.no_difference": (
        "Tidak ada selisih antara yang disahkan dan yang di bawahnya.",
        "No difference between what was certified and what is below it.",
    ),
    "explain.not_all_compared": (
        "Tidak semuanya dapat dibaca: selisih antara yang disahkan dan yang di bawahnya tidak diketahui.",
        "Not everything could be read: whether what was certified differs from what is below it is not known.",
    ),
    "explain.no_intent": (
        "Selisih menunjukkan perubahan dan siapa yang menandatanganinya, bukan maksudnya.",
        "A difference shows the change and who signed it, not the intent.",
    ),
    "word.unknown": ("kunci yang tidak diangkat siapa pun", "a key that nobody appointed"),
}
