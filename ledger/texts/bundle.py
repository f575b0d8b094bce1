"""Texts of evidence bundles and their reports, as (Indonesian, English)."""

from typing import Final

BUNDLE: Final[dict[str, tuple[str, str]]] = {
    # --- help
    "help.dispute.bundle": (
        "Membuat berkas bukti satu angka: catatan, pembuktian, kewenangan dan laporannya dalam satu berkas.",
        "Make the evidence file of a number: entries, proofs, authority and a report in one file.",
    ),
    "help.dispute.bundle.archive": ("Arsip yang diperiksa.", "The archive."),
    "help.dispute.bundle.contest": ("Kontesnya, misalnya ppwp.", "The contest, for example ppwp."),
    "help.dispute.bundle.area": ("TPS, desa atau kecamatannya.", "The TPS, desa or kecamatan."),
    "help.dispute.bundle.row": (
        "Baris formulir, boleh beberapa kali (bawaan: baris yang pernah berubah).",
        "Row of the form, may be given several times (default: the rows that somebody changed).",
    ),
    "help.dispute.bundle.out": ("Berkas bukti yang dibuat.", "The evidence file to write."),
    "help.dispute.bundle.lang": ("Bahasa laporannya: id atau en.", "Language of the report: id or en."),
    "help.dispute.bundle.with_documents": (
        "Menyertakan dokumen yang disebut, sejauh ada dalam arsip.",
        "Put the documents named into it, as far as the archive has them.",
    ),
    "help.dispute.bundle.report": (
        "Menulis laporannya juga sebagai berkas HTML tersendiri.",
        "Write the report as an HTML file of its own as well.",
    ),
    "help.verify.report": (
        "Hanya untuk berkas bukti: menulis laporannya, dibuat lagi dari catatan yang diperiksa, sebagai berkas HTML.",
        "For an evidence file only: write its report, made again from the entries checked, as an HTML file.",
    ),
    "progress.bundle": ("Mengumpulkan bukti", "Collecting evidence"),
    # --- errors
    "E385": (
        "Ini bukan berkas bukti. Mintalah lagi dari pembuatnya.",
        "This is no evidence file. Ask whoever made it for another copy.",
    ),
    "E386": (
        "Wadah berkas bukti rusak atau berubah ({reason}). Mintalah salinan lain.",
        "The container of the evidence file is damaged or was changed ({reason}). Ask for another copy.",
    ),
    "E387": (
        "Pembuktian dalam berkas bukti tidak lengkap atau berlebih ({reason}). Mintalah salinan lain.",
        "The proof in the evidence file has too little or too much in it ({reason}). Ask for another copy.",
    ),
    "E388": (
        "Bagian {path} dari berkas bukti tidak ada atau tidak semestinya ({reason}). Mintalah salinan lain.",
        "The part {path} of the evidence file is missing or not what it must be ({reason}). Ask for another copy.",
    ),
    "E389": (
        "Buku {origin} tidak utuh dalam arsip ini ({reason}), jadi tidak membuktikan apa pun. Periksa: rekap verify.",
        "The book {origin} is not whole in this archive ({reason}), so it can prove nothing. Look first: rekap verify.",
    ),
    "E390": (
        "Berkas bukti dibuat untuk TPS, desa atau kecamatan, bukan untuk {area}. Pilih salah satu di bawahnya.",
        "An evidence file is made for a TPS, desa or kecamatan, not for {area}. Choose one below it.",
    ),
    # --- what the command says
    "bundle.made": (
        "Berkas bukti: {path}, {size} byte, {entries} catatan dari {books} buku.",
        "Evidence file: {path}, {size} bytes, {entries} entries of {books} books.",
    ),
    "bundle.rows": ("Baris: {rows}.", "Rows: {rows}."),
    "bundle.further": (
        "Baris lain yang pernah berubah: {rows}. Sebutkan dengan --row.",
        "Other rows that somebody changed: {rows}. Name them with --row.",
    ),
    "bundle.lang": ("Bahasa {lang} tidak ada. Pilih id atau en.", "There is no language {lang}. Choose id or en."),
    "bundle.absent": (
        "Dokumen yang disebut tetapi tidak disertakan: {count}. Sertakan dengan --with-documents atau terpisah.",
        "Documents named and not in it: {count}. Put them in with --with-documents, or hand them over beside it.",
    ),
    "bundle.verify": (
        "Diperiksa tanpa arsip dengan: rekap verify {path} --trust BERKAS",
        "Checked without the archive by: rekap verify {path} --trust FILE",
    ),
    "bundle.is": (
        "Berkas bukti: {contest}, {area}, baris {rows}.",
        "Evidence file: {contest}, {area}, rows {rows}.",
    ),
    "bundle.no_trust": (
        "Berkas bukti hanya dapat diperiksa terhadap berkas kepercayaan. Tambahkan: --trust BERKAS.",
        "An evidence file can be checked against a trust file only. Add: --trust FILE.",
    ),
    "bundle.no_scope": (
        "Untuk berkas bukti, --contest, --area dan --save-state tidak berlaku: isinya tentang satu angka.",
        "For an evidence file, --contest, --area and --save-state do not apply: it is about one number.",
    ),
    "bundle.report_of_archive": (
        "--report hanya untuk berkas bukti. Laporan satu angka dari arsip: rekap dispute bundle --report.",
        "--report is for an evidence file only. The report of a number in an archive: rekap dispute bundle --report.",
    ),
    "bundle.report": (
        "Laporannya, dibuat lagi dari catatan yang diperiksa: {path}",
        "Its report, made again from the entries that were checked: {path}",
    ),
    "bundle.no_report": (
        "Laporan tidak ditulis: pemeriksaan menemukan hal yang tidak tertulis di dalamnya.",
        "No report was written: the check found what does not stand in it.",
    ),
    "bundle.proves": (
        (
            "Tidak dibuktikan: bahwa sesudah titik periksa ini tidak ada catatan lagi, dan bahwa tidak ada catatan"
            " terakhir suatu aliran yang ditinggalkan. Untuk itu: rekap verify ARSIP."
        ),
        (
            "Not proven: that nothing was logged after these checkpoints, and that no last entry of a stream was left"
            " out. For that: rekap verify ARCHIVE."
        ),
    ),
    "bundle.of_file": (
        "Tidak tampak dalam berkas bukti ini, yang hanya memuat sebagian setiap buku: {text}",
        "Not in this evidence file, which holds a part of each book only: {text}",
    ),
    # --- the report: head
    "bundle.title": ("Bukti: {area}, {contest}", "Evidence: {area}, {contest}"),
    "bundle.lead": (
        "Dari mana angka ini, siapa yang menandatanganinya, dan di mana berubah. Pemilihan: {name} ({kind}).",
        "Where this number comes from, who signed it, and where it changed. Election: {name} ({kind}).",
    ),
    "bundle.status.valid": (
        "Semua yang ada di sini cocok: segel, tanda tangan, kewenangan.",
        "Everything here agrees: seals, signatures, authority.",
    ),
    "bundle.status.findings": (
        "Segel dan tanda tangan sah; ada temuan yang belum dijelaskan.",
        "Seals and signatures are valid; some findings are not explained.",
    ),
    "bundle.status.broken": (
        "RUSAK: sesuatu di sini bertentangan dengan segel, tanda tangan atau kewenangan.",
        "BROKEN: something here contradicts a seal, a signature or an authority.",
    ),
    "bundle.status.incomplete": (
        "TIDAK LENGKAP: sesuatu yang dirujuk tidak ada di sini.",
        "INCOMPLETE: something that is referred to is not here.",
    ),
    "bundle.alone": (
        (
            "Halaman ini sendiri tidak membuktikan apa-apa: siapa pun dapat menulis halaman serupa. Buktinya ada dalam"
            " berkas bukti asalnya; perintah di bagian akhir memeriksanya."
        ),
        (
            "This page alone proves nothing: anybody can write one like it. The proof is in the evidence file that it"
            " came with; the command near the end checks that file."
        ),
    ),
    "bundle.contents": ("Isi", "Contents"),
    "bundle.summary": ("Ringkasan", "Summary"),
    "bundle.summary.caption": ("Angka setiap baris di setiap tingkat", "The figure of every row at every level"),
    "bundle.column.row": ("Baris", "Row"),
    "bundle.column.first": ("Selisih pertama", "First difference"),
    "bundle.column.other": ("Selisih lain", "Another difference"),
    "bundle.none": ("tidak ada", "none"),
    "bundle.first": (
        "{area}: disahkan {certified}, dari bawah {given} ({change})",
        "{area}: certified {certified}, from below {given} ({change})",
    ),
    "bundle.difference_is": (
        "Selisih menunjukkan perubahan dan siapa yang menandatanganinya, bukan maksudnya.",
        "A difference shows the change and who signed it, not the intent.",
    ),
    "contest.ppwp": ("Presiden dan Wakil Presiden", "President and Vice President"),
    "contest.dpr": ("DPR", "DPR"),
    "contest.dpd": ("DPD", "DPD"),
    "contest.dprd_prov": ("DPRD Provinsi", "DPRD Provinsi"),
    "contest.dprd_kabko": ("DPRD Kabupaten/Kota", "DPRD Kabupaten/Kota"),
    "contest.gubernur": ("Gubernur dan Wakil Gubernur", "Governor and Deputy Governor"),
    "contest.bupati": ("Bupati dan Wakil Bupati", "Regent and Deputy Regent (bupati)"),
    "contest.walikota": ("Wali Kota dan Wakil Wali Kota", "Mayor and Deputy Mayor"),
    # --- the report: one row
    "bundle.now": ("Angka yang berlaku: {figure}", "In force: {figure}"),
    "bundle.now_missing": (
        "Angka yang berlaku: {figure} (TPS tanpa angka: {missing})",
        "In force: {figure} (TPS without a figure: {missing})",
    ),
    "bundle.adjusted": (
        "Setelah pembetulan di tingkat atas: {figure}",
        "After what the levels above changed: {figure}",
    ),
    "bundle.no_difference": (
        "Tidak ada selisih antara yang disahkan dan yang di bawahnya.",
        "No difference between what was certified and what is below it.",
    ),
    "bundle.path": ("Jalan angka ini", "The path of this number"),
    "bundle.path.column": ("kolom {unit}: {figure}", "column of {unit}: {figure}"),
    "bundle.path.total": ("jumlah: {figure}", "total: {figure}"),
    "bundle.path.none": ("belum disahkan", "not certified"),
    "bundle.path.stale": ("usang: dasarnya tidak berlaku lagi", "stale: its basis is not in force"),
    "bundle.path.left_out": ("tanpa kolom yang seharusnya ada", "without a column that belongs in it"),
    "bundle.path.rests_on_stale": ("dasarnya tidak mutakhir", "rests on one that is not current"),
    "bundle.path.older": ("sebelumnya disahkan: {figure}", "certified before: {figure}"),
    "bundle.path.total_differs": (
        "jumlah kolomnya {given} ({change})",
        "its columns add up to {given} ({change})",
    ),
    "bundle.path.carries": ("{figure}, sama", "{figure}, the same"),
    "bundle.path.differs": ("berbeda {change}", "differs by {change}"),
    "bundle.short.received": ("C.Hasil {new}", "C.Hasil {new}"),
    "bundle.short.transcribed": ("disalin dari kertas {new}", "from paper {new}"),
    "bundle.short.absent": ("tanpa hasil", "no result"),
    "bundle.short.second": ("C.Hasil lain {new}", "another C.Hasil {new}"),
    "bundle.short.revoted": ("pemungutan ulang {old} → {new}", "revote {old} → {new}"),
    "bundle.short.corrected": ("dibetulkan {old} → {new}", "corrected {old} → {new}"),
    "bundle.short.recounted": ("dihitung ulang {old} → {new}", "recounted {old} → {new}"),
    "bundle.short.child_corrected": ("dibetulkan di sini {old} → {new}", "corrected here {old} → {new}"),
    "bundle.short.child_recounted": ("dihitung ulang di sini {old} → {new}", "recounted here {old} → {new}"),
    "bundle.kind.received": ("C.Hasil diterima", "C.Hasil received"),
    "bundle.kind.transcribed": ("Disalin PPK dari kertas", "Transcribed from paper by the PPK"),
    "bundle.kind.absent": ("Dinyatakan tanpa hasil", "Declared absent"),
    "bundle.kind.second": ("C.Hasil lain untuk pemungutan yang sama", "Another C.Hasil of the same vote"),
    "bundle.kind.revoted": ("Pemungutan suara ulang", "Revote"),
    "bundle.kind.corrected": ("Pembetulan", "Correction"),
    "bundle.kind.recounted": ("Penghitungan ulang", "Recount"),
    "bundle.kind.child_corrected": ("Pembetulan di tingkat atas", "Correction at a level above"),
    "bundle.kind.child_recounted": ("Penghitungan ulang di tingkat atas", "Recount at a level above"),
    "bundle.not_counted": ("tidak berlaku", "does not count"),
    "bundle.life": ("Perjalanan angka di TPS dan di tingkat atas", "What happened to the figure"),
    "bundle.life.what": ("Peristiwa", "Act"),
    "bundle.life.old": ("Semula", "Before"),
    "bundle.life.new": ("Menjadi", "After"),
    "bundle.life.who": ("Siapa", "Who"),
    "bundle.life.ground": ("Dasar", "Ground"),
    "bundle.life.entry": ("Catatan", "Entry"),
    "bundle.claimed": ("waktu yang dinyatakan: {time}", "claimed time: {time}"),
    "bundle.signed": ("Ditandatangani: {seats}", "Signed: {seats}"),
    "bundle.logged": ("Dicatat: {seat}", "Logged: {seat}"),
    "bundle.reason": ("Alasan: {reason}", "Reason: {reason}"),
    "bundle.basis": ("Dasar: {basis}", "Basis: {basis}"),
    "bundle.box": ("Kotak {box}, dibawa {carrier}", "Box {box}, carried by {carrier}"),
    "bundle.paper": ("Kertas (SHA-256)", "Paper (SHA-256)"),
    "bundle.order": ("Atas perintah dalam catatan {index}", "On the order in entry {index}"),
    "bundle.cited_objection": ("Atas keberatan dalam catatan {index}", "After the objection in entry {index}"),
    "bundle.room": ("Rapat pleno {plenary}; hadir: {present}", "Plenary {plenary}; present: {present}"),
    "bundle.nobody": ("tidak dicatat", "not recorded"),
    "bundle.entry": ("catatan {index}", "entry {index}"),
    "bundle.certificates": ("Yang disahkan di setiap tingkat", "What was certified at every level"),
    "bundle.certificates.level": ("Tingkat", "Level"),
    "bundle.certificates.column": ("Kolom yang memuatnya", "Column that carries it"),
    "bundle.certificates.total": ("Jumlah", "Total"),
    "bundle.certificates.state": ("Keadaan", "State"),
    "bundle.column_of": ("kolom {unit}", "column of {unit}"),
    "bundle.children": ("Jumlah dari", "The sum of"),
    "bundle.children.area": ("Wilayah", "Area"),
    "bundle.children.figure": ("Hitungan", "Rebuilt"),
    "bundle.children.certified": ("Disahkan", "Certified"),
    # --- the report: the contest
    "bundle.around": ("Di sekitar angka ini", "Around this number"),
    "bundle.disputes": ("Sengketa", "Disputes"),
    "bundle.disputes.one": ("Sengketa {name}, {body}", "Dispute {name}, {body}"),
    "bundle.disputes.act": ("Peristiwa", "Act"),
    "bundle.disputes.said": ("Isi", "What it says"),
    "bundle.disputes.who": ("Siapa", "Who"),
    "bundle.disputes.named": ("Yang disebut", "What it names"),
    "bundle.disputes.filed": ("Laporan", "Complaint"),
    "bundle.disputes.evidence": ("Bukti", "Evidence"),
    "bundle.disputes.ruled": ("Putusan", "Ruling"),
    "bundle.disputes.seen": ("Pelaksanaan menurut Bawaslu", "Execution as Bawaslu saw it"),
    "bundle.disputes.none": ("belum diputus", "not ruled"),
    "bundle.disputes.reporter": ("Pelapor: {reporter}", "Reported by: {reporter}"),
    "bundle.disputes.about": ("Tentang: {areas}; {contests}", "About: {areas}; {contests}"),
    "bundle.disputes.all_contests": ("semua kontes", "every contest"),
    "bundle.disputes.happened": ("Terjadi menurut pelapor: {time}", "Happened, as reported: {time}"),
    "bundle.disputes.known": ("Diketahui menurut pelapor: {time}", "Became known, as reported: {time}"),
    "bundle.disputes.order": ("{order}, kepada {to}", "{order}, to {to}"),
    "bundle.disputes.deadline": ("Batas waktu: {time}", "Deadline: {time}"),
    "bundle.disputes.document": ("Dokumen (SHA-256)", "Document (SHA-256)"),
    "bundle.disputes.commitment": (
        "Surat yang disimpan Bawaslu (komitmen)",
        "Paper that stays with Bawaslu (commitment)",
    ),
    "bundle.objections": ("Keberatan", "Objections"),
    "bundle.objections.by": ("Oleh", "By"),
    "bundle.objections.unit": ("Tentang", "About"),
    "bundle.objections.text": ("Isi", "Text"),
    "bundle.objections.answer": ("Jawaban", "Answer"),
    "bundle.unanswered": ("belum dijawab", "not answered"),
    "bundle.passed": ("Serah terima", "Handed over and received"),
    "bundle.passed.what": ("Peristiwa", "Act"),
    "bundle.passed.names": ("Menunjuk", "Names"),
    "bundle.handed_over": ("{body} menyerahkan kepada {to}", "{body} hands over to {to}"),
    "bundle.arrived": ("{body} menerima dari {area}, kotak {box}", "{body} receives from {area}, box {box}"),
    "bundle.saksi": ("Saksi terhadap D.Hasil", "Saksi and the D.Hasil"),
    "bundle.saksi.who": ("Saksi", "Saksi"),
    "bundle.saksi.stance": ("Sikap", "Stance"),
    "bundle.saksi.option": ("{body}, saksi pilihan {option}", "{body}, saksi of option {option}"),
    "bundle.stance.signed": ("menandatangani", "signed"),
    "bundle.stance.refused": ("menolak: {reason}", "refused: {reason}"),
    "bundle.stance.absent": ("tidak hadir", "not there"),
    # --- the report: findings and proof
    "bundle.findings": ("Temuan", "Findings"),
    "bundle.findings.caption": ("Yang ditemukan pemeriksaan", "What the check found"),
    "bundle.findings.code": ("Kode", "Code"),
    "bundle.findings.where": ("Di mana", "Where"),
    "bundle.findings.text": ("Apa", "What"),
    "bundle.proof": ("Bagaimana ini dibuktikan", "How this is proven"),
    "bundle.proof.text": (
        (
            "Setiap catatan di atas ada dalam berkas bukti sebagaimana disimpan, dengan tanda tangannya ({signatures}"
            " tanda tangan) dan pembuktian bahwa catatan itu ada dalam bukunya menurut segel di bawah ini."
        ),
        (
            "Every entry named above is in the evidence file as it was stored, with its signatures ({signatures} of"
            " them) and a proof that it stands in its book under the seal below."
        ),
    ),
    "bundle.books": ("Buku dan segelnya", "Books and their seals"),
    "bundle.books.book": ("Buku", "Book"),
    "bundle.books.size": ("Catatan", "Entries"),
    "bundle.books.here": ("Di sini", "Here"),
    "bundle.books.root": ("Akar", "Root"),
    "bundle.check": (
        "Periksa sendiri, tanpa arsip dan tanpa jaringan:",
        "Check it yourself, without archive or network:",
    ),
    "bundle.check.command": ("rekap verify BERKAS --trust KEPERCAYAAN", "rekap verify FILE --trust TRUST"),
    "bundle.check.trust": (
        "Berkas kepercayaan harus didapat dari jalan lain; baris keduanya harus berbunyi:",
        "Get the trust file by another way; its second line must be:",
    ),
    "bundle.limits": ("Yang tidak dibuktikan", "What this does not prove"),
    "bundle.limits.later": (
        "Bahwa sesudah segel ini tidak dicatat apa-apa lagi.",
        "That nothing was logged after these seals.",
    ),
    "bundle.limits.tail": (
        (
            "Bahwa tidak ada yang ditinggalkan di antara yang tidak dirujuk di sini: catatan terakhir suatu aliran,"
            " atau seluruh aliran. Yang dirujuk, dan yang di tengah aliran, tidak dapat ditinggalkan."
        ),
        (
            "That nothing was left out that nothing here names: the last entry of a stream, or a stream as a whole."
            " What is named, and what stands inside of a stream, cannot be."
        ),
    ),
    "bundle.limits.others": (
        "Hasil TPS lain; angkanya hanya terbaca dari kolom yang disahkan.",
        "The results of other TPS; their figures are read from certified columns only.",
    ),
    "bundle.limits.intent": ("Mengapa sesuatu diubah.", "Why something was changed."),
    "bundle.documents": ("Dokumen dalam berkas bukti", "Documents in the evidence file"),
}
