"""Texts of disputes: help, messages, errors, and words of findings, as (Indonesian, English)."""

from typing import Final

DISPUTE: Final[dict[str, tuple[str, str]]] = {
    # --- errors
    "E200.time": (
        "{value} bukan waktu. Tulis tanggal, jam, dan zonanya: 2024-12-03T21:15WIB.",
        "{value} is no time. Write the day, the hour and the zone: 2024-12-03T21:15WIB.",
    ),
    "E200.needs_entries": (
        'Hasil "{value}" harus menyebut catatan yang dilihat: --entry NOMOR, boleh diulang.',
        'The outcome "{value}" needs the entries that were seen: --entry INDEX, may be repeated.',
    ),
    "E360": (
        "{path} berada di folder arsip yang dipublikasikan. Pindahkan ke luar arsip; surat ini tetap pada Anda.",
        "{path} lies in the archive, which is published. Move it out of there; this paper stays with you.",
    ),
    "E361": (
        "{path} bukan berkas garam: isinya harus 64 digit heksadesimal. Cari berkas .salt yang asli.",
        "{path} is no salt file: it must hold 64 hexadecimal digits. Find the original .salt file.",
    ),
    "E362": (
        (
            "{path} dengan garam {salt} tidak cocok dengan komitmen {commitment}. Periksa ketiganya: dokumennya lain,"
            " berubah, atau garamnya bukan pasangannya."
        ),
        (
            "{path} with the salt {salt} does not give the commitment {commitment}. Check all three: it is another or a"
            " changed document, or the salt of another one."
        ),
    ),
    "E363": (
        "Tidak ada sengketa {dispute} di buku ini. Lihat daftarnya: rekap dispute list.",
        "There is no dispute {dispute} in this book. List them: rekap dispute list.",
    ),
    "E364": (
        (
            "{entry} bukan putusan yang berlaku dan memerintahkan sesuatu. Ambil buku Bawaslu yang terbaru, lalu lihat"
            " nomornya: rekap dispute list."
        ),
        (
            "{entry} is no ruling that counts and orders something. Fetch the newest book of Bawaslu, then look up the"
            " entry: rekap dispute list."
        ),
    ),
    "E365": (
        "Surat ini (SHA-256 {found}) bukan yang disebut putusan ({wanted}). Berikan pindaian yang sama.",
        "This paper (SHA-256 {found}) is not the one that the ruling names ({wanted}). Give the same scan.",
    ),
    # --- words of findings
    "word.correct": ("pembetulan", "a correction"),
    "word.recount": ("penghitungan ulang", "a recount"),
    "word.recapitulate": ("rekapitulasi ulang", "a new recapitulation"),
    "word.revote": ("pemungutan suara ulang", "a revote"),
    "word.reopen": ("pembukaan kembali rekapitulasi", "reopening the recapitulation"),
    "word.not_corrected": (
        "di antara pencatatan dan pelaksanaannya belum ada pembetulan di sana",
        "no correction there is on record between registration and execution",
    ),
    "word.not_recounted": (
        "di antara pencatatan dan pelaksanaannya belum ada penghitungan ulang di sana",
        "no recount there is on record between registration and execution",
    ),
    "word.not_revoted": (
        "di antara pencatatan dan pelaksanaannya belum ada hasil pemungutan suara ulang di sana",
        "no result of a revote there is on record between registration and execution",
    ),
    "word.not_recapitulated": (
        "di antara pencatatan dan pelaksanaannya belum ada pengesahan rekapitulasi yang baru",
        "no new certificate is on record between registration and execution",
    ),
    "word.other_body": (
        "dicatat oleh badan yang tidak diperintah oleh putusannya",
        "registered by a body that the ruling is not to",
    ),
    "word.other_what": ("isi perintah yang dicatat lain dari putusannya", "what is registered is not what was ruled"),
    "word.other_contests": (
        "kontes yang dicatat lain dari putusannya",
        "the contests registered are not those of the ruling",
    ),
    "word.other_areas": (
        "wilayah yang dicatat lain dari putusannya",
        "the areas registered are not those of the ruling",
    ),
    # --- help
    "help.dispute": (
        "Sengketa pada Bawaslu: laporan, bukti, putusan, dan pelaksanaannya.",
        "Disputes before Bawaslu: report, evidence, ruling, and what came of it.",
    ),
    "help.dispute.file": ("Mencatat laporan yang masuk.", "Record a report."),
    "help.dispute.file.area": ("TPS atau wilayah yang dilaporkan; boleh diulang.", "A TPS or area it is about."),
    "help.dispute.file.contest": (
        "Kontesnya; boleh diulang (baku: semua).",
        "A contest it is about; may be repeated (default: all).",
    ),
    "help.dispute.file.reporter": (
        "Peran pelapor, bukan namanya: peserta, saksi, pemantau, masyarakat, ...",
        "The reporter's role, never a name: peserta, saksi, pemantau, masyarakat, ...",
    ),
    "help.dispute.file.text": ("Apa yang dilaporkan, tanpa nama orang.", "What is reported, without names of people."),
    "help.dispute.file.happened": (
        "Kapan terjadi, menurut pelapor: 2024-12-03T21:15WIB.",
        "When it happened, as the reporter says: 2024-12-03T21:15WIB.",
    ),
    "help.dispute.file.known": (
        "Kapan pelapor mengetahuinya: 2024-12-03T21:15WIB.",
        "When the reporter came to know of it: 2024-12-03T21:15WIB.",
    ),
    "help.dispute.file.paper": (
        "Surat yang tetap pada Anda; yang dicatat hanya komitmennya, dan garamnya ditulis di BERKAS.salt.",
        "A paper that stays with you; only its commitment is recorded, and its salt written to FILE.salt.",
    ),
    "help.dispute.evidence": ("Menambah bukti.", "Add evidence."),
    "help.dispute.evidence.text": ("Keterangan atas bukti itu.", "What there is to say of it."),
    "help.dispute.evidence.paper": (
        "Surat yang tetap pada Anda; yang dicatat hanya komitmennya, dan garamnya ditulis di BERKAS.salt.",
        "A paper that stays with you; only its commitment is recorded, and its salt written to FILE.salt.",
    ),
    "help.dispute.evidence.document": (
        "Dokumen yang ikut dipublikasikan; boleh diulang.",
        "A document that is published; may be repeated.",
    ),
    "help.dispute.evidence.entry": (
        "Catatan sebuah buku di arsip: BUKU@NOMOR; boleh diulang.",
        "An entry of a book in the archive: BOOK@INDEX; may be repeated.",
    ),
    "help.dispute.prepare-ruling": (
        "Menyiapkan putusan untuk ditandatangani.",
        "Prepare a ruling for signing.",
    ),
    "help.dispute.prepare-ruling.order": (
        "Isinya: dismiss (tidak diterima), correct, recount, recapitulate, revote.",
        "What is ruled: dismiss, correct, recount, recapitulate, revote.",
    ),
    "help.dispute.prepare-ruling.to": (
        "Badan yang harus melaksanakan, misalnya ppk-160901.",
        "The body that has to do it, for example ppk-160901.",
    ),
    "help.dispute.prepare-ruling.area": ("TPS atau wilayahnya; boleh diulang.", "A TPS or area; may be repeated."),
    "help.dispute.prepare-ruling.contest": (
        "Kontesnya; boleh diulang (baku: semua).",
        "A contest; may be repeated (default: all).",
    ),
    "help.dispute.prepare-ruling.deadline": (
        "Batas waktunya: 2024-12-03T21:15WIB.",
        "Until when: 2024-12-03T21:15WIB.",
    ),
    "help.dispute.prepare-ruling.document": ("Pindaian surat putusan.", "The scan of the ruling."),
    "help.dispute.sign": ("Menampilkan lalu menandatangani putusan.", "Show a ruling, then sign it."),
    "help.dispute.rule": ("Mencatat putusan yang sudah ditandatangani.", "Record a signed ruling."),
    "help.dispute.rule.document": (
        "Pindaian surat putusan, untuk dipublikasikan bersama buku.",
        "The scan of the ruling, to be published with the book.",
    ),
    "help.dispute.seen": (
        "Mencatat pelaksanaan putusan, menurut buku badan yang diperintah.",
        "Record what came of a ruling, as the book of the ordered body shows it.",
    ),
    "help.dispute.seen.outcome": (
        "Hasilnya: executed (dilaksanakan), differently (dilaksanakan lain), none (tidak ada).",
        "What came of it: executed, differently, none.",
    ),
    "help.dispute.seen.entry": (
        "Catatan di buku badan itu: nomor, atau BUKU@NOMOR; boleh diulang.",
        "An entry of that body's book: index, or BOOK@INDEX; may be repeated.",
    ),
    "help.dispute.show": ("Menampilkan satu sengketa.", "Show one dispute."),
    "help.dispute.list": ("Menampilkan semua sengketa di arsip.", "List all disputes in the archive."),
    "help.dispute.check": (
        "Memeriksa apakah sebuah surat adalah yang dikomitmenkan.",
        "Check that a paper is the one that was committed to.",
    ),
    "help.dispute.check.document": ("Suratnya.", "The paper."),
    "help.dispute.check.salt": ("Berkas garamnya (.salt).", "Its salt file (.salt)."),
    "help.dispute.check.commitment": ("Komitmennya: 64 digit.", "The commitment: 64 digits."),
    "help.param.dispute": ("Nama singkat sengketanya, misalnya 12-2024.", "The dispute's short name, as in 12-2024."),
    "help.order.register.ruling": (
        "Putusan di arsip, BUKU@NOMOR; isi, wilayah, kontes, dan surat diambil dari sana.",
        "A ruling in the archive, BOOK@INDEX; what, areas, contests and document are taken from it.",
    ),
    # --- messages
    "dispute.salted": (
        "{path}: komitmen {commitment}; garamnya di {salt}, simpan bersama suratnya",
        "{path}: commitment {commitment}; its salt is in {salt}, keep it with the paper",
    ),
    "dispute.checked": (
        "Cocok: {path} dengan garam itu adalah yang dikomitmenkan sebagai {commitment}.",
        "It fits: {path} with that salt is what was committed to as {commitment}.",
    ),
    "dispute.none": ("Tidak ada sengketa.", "There are no disputes."),
    "dispute.line": (
        "{book}@{index} {dispute}: {areas}; {contests} [{status}]",
        "{book}@{index} {dispute}: {areas}; {contests} [{status}]",
    ),
    "dispute.status.filed": ("belum diputus", "not ruled on yet"),
    "dispute.status.dismiss": ("tidak diterima", "dismissed"),
    "dispute.status.ordered": ("{what}, putusan di {ruling}", "{what}, ruling at {ruling}"),
    "dispute.filed": (
        "Sengketa {dispute}, dicatat di {book}@{index}; pelapor: {reporter}",
        "Dispute {dispute}, recorded at {book}@{index}; reported by: {reporter}",
    ),
    "dispute.about": ("  Tentang: {areas}; kontes: {contests}", "  About: {areas}; contests: {contests}"),
    "dispute.text": ('  "{text}"', '  "{text}"'),
    "dispute.happened": ("  Terjadi (menurut pelapor): {time}", "  Happened (as reported): {time}"),
    "dispute.known": ("  Diketahui (menurut pelapor): {time}", "  Became known (as reported): {time}"),
    "dispute.paper": ("  Surat pada Bawaslu, komitmen {hash}", "  Paper with Bawaslu, commitment {hash}"),
    "dispute.document": ("  Dokumen files/{hash}", "  Document files/{hash}"),
    "dispute.cited": ("  Catatan {book}@{index}, hash {hash}", "  Entry {book}@{index}, hash {hash}"),
    "dispute.evidence": ("Bukti di {book}@{index}", "Evidence at {book}@{index}"),
    "dispute.ruled": (
        "Putusan di {book}@{index}, hash {hash}: {what}",
        "Ruling at {book}@{index}, hash {hash}: {what}",
    ),
    "dispute.to": ("  Kepada {to}, batas waktu {deadline}", "  To {to}, deadline {deadline}"),
    "dispute.reason": ("  Alasan: {reason}", "  Reason: {reason}"),
    "dispute.signer": ("  Ditandatangani: {seat}, {public}", "  Signed: {seat}, {public}"),
    "dispute.seen": (
        "Pelaksanaan menurut buku {to}: {outcome} (catatan {index})",
        "Execution, by the book of {to}: {outcome} (entry {index})",
    ),
    "dispute.outcome.executed": ("dilaksanakan", "carried out"),
    "dispute.outcome.differently": ("dilaksanakan lain dari putusannya", "carried out differently"),
    "dispute.outcome.none": ("belum ada", "nothing yet"),
    "word.dismiss": ("tidak diterima", "dismissed"),
    "show.Ruling": ("Putusan atas sengketa {dispute}: {what}", "Ruling on dispute {dispute}: {what}"),
    "order.ruling_or_typed": (
        "Dengan --ruling semuanya diambil dari putusan. Hapus --what, --area, --contest, dan --document.",
        "With --ruling all of it comes from the ruling. Leave out --what, --area, --contest and --document.",
    ),
    "order.of_bawaslu": (
        (
            "Meja {body} tidak menerima perintah: yang mencatat dan melaksanakannya badan KPU. Putusan dan"
            " pelaksanaannya ada di sini: rekap dispute list."
        ),
        (
            "No orders go to the desk of {body}: bodies of KPU register and carry them out. Rulings, and what came of"
            " them, are here: rekap dispute list."
        ),
    ),
    "order.incomplete": (
        "Tulis --what, --area, --issuer, --number, dan --document; atau --ruling BUKU@NOMOR.",
        "Give --what, --area, --issuer, --number and --document; or --ruling BOOK@INDEX.",
    ),
}
