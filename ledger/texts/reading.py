"""Texts of the commands that read: verify, replay, rules, simulate, demo; as (Indonesian, English)."""

from typing import Final

REPORTS: Final[dict[str, tuple[str, str]]] = {
    "status.valid": (
        "SAH: semua cocok, dan tidak ada temuan yang belum dijelaskan.",
        "VALID: everything agrees, and no finding is left unexplained.",
    ),
    "status.findings": (
        "ADA TEMUAN: bukunya utuh dan semua tanda tangannya sah, tetapi ada temuan yang belum dijelaskan.",
        "FINDINGS: the books are whole and every signature is valid, but some findings are not explained.",
    ),
    "status.incomplete": (
        "TIDAK LENGKAP: yang ada tidak bertentangan, tetapi ada yang belum ada di sini; jangan dianggap sah.",
        "INCOMPLETE: nothing contradicts, but something is missing here; do not take it for valid.",
    ),
    "status.broken": (
        (
            "RUSAK: yang ada di sini bertentangan dengan segel, tanda tangan atau kewenangan. Jangan memakai angkanya"
            " sebelum diterangkan."
        ),
        (
            "BROKEN: what is here contradicts a seal, a signature or an authority. Do not use its figures until that is"
            " explained."
        ),
    ),
    "mark.practice": (
        "*** LATIHAN: bukan pemilihan sungguhan ***",
        "*** PRACTICE (LATIHAN): not a real election ***",
    ),
    "mark.replica": (
        "*** REPLIKA: disusun dari hasil yang sudah diumumkan, bukan dokumen resmi ***",
        "*** REPLICA (REPLIKA): rebuilt from published results, not an official document ***",
    ),
    "kind.official": ("resmi", "official"),
    "kind.practice": ("latihan", "practice"),
    "kind.replica": ("replika", "replica"),
    "report.election": ("Pemilihan: {name} ({kind})", "Election: {name} ({kind})"),
    "report.hash": ("Nomor    : {hash}", "Hash    : {hash}"),
    "report.no_election": (
        "Pemilihan: tidak diketahui, buku induknya tidak terbaca.",
        "Election: not known, its root book cannot be read.",
    ),
    "report.checked": (
        "Diperiksa: {books} buku, {entries} catatan, {statements} pernyataan, {signatures} tanda tangan.",
        "Checked: {books} books, {entries} entries, {statements} statements, {signatures} signatures.",
    ),
    "report.scope": ("Laporan ini hanya untuk: {area}, {contest}.", "This report is only on: {area}, {contest}."),
    "report.everywhere": ("semua wilayah", "all areas"),
    "report.every_contest": ("semua jenis pemilihan", "all contests"),
    "report.no_findings": ("Tidak ada temuan.", "No findings."),
    "report.more": ("... dan {count} lagi", "... and {count} more"),
    "report.all": ("Semua temuan: ulangi dengan --all.", "For every finding run again with --all."),
    "report.remedy": ("Yang harus dilakukan: {remedy}", "What to do: {remedy}"),
    "report.reason": ("Alasan yang dicatat: {reason}.", "Reason on record: {reason}."),
    "report.totals": ("Jumlah {contest}, {area}:", "Totals of {contest}, {area}:"),
    "report.totals_unknown": (
        "Tidak diketahui, karena ada buku yang rusak di dalamnya.",
        "Not known, because a book in it is broken.",
    ),
    "level.broken": ("Rusak ({count}):", "Broken ({count}):"),
    "level.incomplete": ("Tidak lengkap ({count}):", "Incomplete ({count}):"),
    "level.open": ("Belum dijelaskan ({count}):", "Open, not explained ({count}):"),
    "level.explained": ("Sudah dijelaskan ({count}):", "Explained ({count}):"),
    "level.hint": ("Peringatan saja ({count}):", "Hints only ({count}):"),
    "place.book": ("buku {body}", "book of {body}"),
    "place.entry": ("catatan {index}", "entry {index}"),
    "area.nasional": ("nasional", "the nation"),
    "area.provinsi": ("Provinsi {area}", "Provinsi {area}"),
    "area.kabko": ("Kab/Kota {area}", "Kab/Kota {area}"),
    "area.kecamatan": ("Kecamatan {area}", "Kecamatan {area}"),
    "area.desa": ("Desa/Kelurahan {area}", "Desa/Kelurahan {area}"),
    "area.tps": ("TPS {area}", "TPS {area}"),
    "body.kpu.nasional": ("KPU", "KPU"),
    "body.kpu.provinsi": ("KPU Provinsi {area}", "KPU Provinsi {area}"),
    "body.kpu.kabko": ("KPU Kab/Kota {area}", "KPU Kab/Kota {area}"),
    "body.bawaslu.nasional": ("Bawaslu", "Bawaslu"),
    "body.bawaslu.provinsi": ("Bawaslu Provinsi {area}", "Bawaslu Provinsi {area}"),
    "body.bawaslu.kabko": ("Bawaslu Kab/Kota {area}", "Bawaslu Kab/Kota {area}"),
    "body.ppk": ("PPK {area}", "PPK {area}"),
    "body.ppln": ("PPLN {area}", "PPLN {area}"),
    "body.panwaslu": ("Panwaslu {area}", "Panwaslu {area}"),
    "table.sum": ("Jumlah", "Total"),
    "table.missing": ("TPS kosong", "TPS blank"),
    "table.missing_note": (
        "TPS kosong: banyaknya TPS yang tidak mengisi baris itu; kosong tidak dihitung sebagai 0.",
        "TPS blank: how many TPS did not fill in that row; blank does not count as 0.",
    ),
    "scope.contest": (
        "Pemilihan ini tidak memuat {contest}. Yang ada: {contests}.",
        "This election has no {contest}. There are: {contests}.",
    ),
    "scope.area": (
        "Wilayah {area} tidak ada dalam pemilihan ini. Periksa kodenya.",
        "There is no area {area} in this election. Check the code.",
    ),
    "scope.which_contest": (
        "Sebutkan jenis pemilihannya dengan --contest. Yang ada: {contests}.",
        "Name the contest with --contest. There are: {contests}.",
    ),
    "replay.title": (
        "Rekapitulasi {contest}, {area}, dari {count} wilayah di bawahnya:",
        "Recapitulation of {contest}, {area}, from {count} areas below:",
    ),
    "replay.no_level": ("{contest} tidak direkap di {area}.", "{contest} is not recapitulated for {area}."),
    "replay.title_alone": ("Hasil {contest}, {area}:", "Result of {contest}, {area}:"),
    "replay.missing_note": (
        (
            "* Tidak semua TPS mengisi baris ini. TPS kosong: banyaknya TPS yang tidak mengisinya; kosong tidak"
            " dihitung sebagai 0."
        ),
        "* Not every TPS filled in this row. TPS blank: how many did not; blank does not count as 0.",
    ),
    "replay.unknown_note": (
        "? Tidak diketahui, karena ada buku yang rusak di dalamnya.",
        "? Not known, because a book in it is broken.",
    ),
    "progress.verify": ("Memeriksa", "Verifying"),
    "progress.feed": ("Membaca hasil", "Reading results"),
    "progress.simulate": ("Menyusun buku", "Building books"),
}

RULES: Final[dict[str, tuple[str, str]]] = {
    "family.G": (
        "G, galat: hitungan pada formulir tidak cocok; harus dibetulkan atau diberi alasan.",
        "G, galat: arithmetic on the form does not add up; correct it or give a reason.",
    ),
    "family.P": (
        "P, peringatan: patut dilihat lagi; tidak menghalangi pengesahan.",
        "P, peringatan: worth another look; does not stop certification.",
    ),
    "family.J": (
        "J, jenjang: hasil satu tingkat tidak cocok dengan tingkat di bawahnya, atau prosedurnya dilanggar.",
        "J, jenjang: the result of one level does not agree with the level below, or procedure was broken.",
    ),
    "family.R": (
        "R: keutuhan buku: byte, rantai, segel, tanda tangan dan kewenangan.",
        "R: whether books are whole: bytes, chain, seals, signatures and authority.",
    ),
    "family.E": (
        "E: kesalahan yang menghentikan satu perintah.",
        "E: errors that end a command.",
    ),
    "rules.one": ("Satu aturan lebih lengkap: rekap rules G.305", "One rule in full: rekap rules G.305"),
    "rules.wrong": ("  Apa yang salah", "  What is wrong"),
    "rules.equation": ("  Yang harus berlaku", "  What must hold"),
    "rules.rows": ("  Baris formulirnya", "  The rows of the form"),
    "rules.remedy": ("  Penyebab yang biasa, dan yang harus dilakukan", "  Usual causes, and what to do"),
    "rules.basis": ("  Dasar", "  Basis"),
}

DEMO: Final[dict[str, tuple[str, str]]] = {
    "demo.election": (
        (
            "Sebuah pemilihan kecil telah dijalankan sampai tingkat nasional: {stations} TPS, 2 kecamatan, 1 kabupaten,"
            " 1 provinsi. KPPS menandatangani C.Hasil; PPK dan KPU menerima, merekap, mengesahkan dan menyerahkannya ke"
            " atas, masing-masing dalam bukunya sendiri ({books} buku). Hasilnya:"
        ),
        (
            "A small election was run up to the nation: {stations} TPS, 2 kecamatan, 1 kabupaten, 1 provinsi. KPPS"
            " signed their C.Hasil; PPK and KPU received, recapitulated, certified and handed them up, each in a book"
            " of its own ({books} books). The result:"
        ),
    ),
    "demo.verified": (
        "Semua buku lalu diperiksa, {signatures} tanda tangan satu per satu. {status}",
        "Then all books were verified, {signatures} signatures one by one. {status}",
    ),
    "demo.explained": (
        "(Formulir {area} memuat salah hitung, {code}. Alasannya dicatat dan tetap terlihat; angkanya tidak diubah.)",
        (
            "(The form of {area} has a sum that does not add up, {code}. The reason is on record and stays visible; no"
            " number was changed.)"
        ),
    ),
    "demo.tampered": (
        (
            "Lalu seseorang mengubah salinan arsip itu: dalam buku {body}, hasil {area}, {moved} suara dipindahkan dari"
            " paslon {loser} ke paslon {winner}. Semua jumlah tetap sama, jadi tidak ada hitungan yang tampak salah."
        ),
        (
            "Then somebody changed a copy of the archive: in the book of {body}, result of {area}, {moved} votes were"
            " moved from paslon {loser} to paslon {winner}. All sums stay the same, so no arithmetic looks wrong."
        ),
    ),
    "demo.caught": ("Pemeriksaan menemukannya. {status}", "Verification found it. {status}"),
    "demo.R401": (
        "Tanda tangan KPPS {area} tidak cocok lagi dengan angkanya (R401): angka ini bukan yang mereka tanda tangani.",
        "The signatures of the KPPS of {area} no longer fit the figures (R401): these are not what they signed.",
    ),
    "demo.R301": (
        "Segel buku {body} tidak cocok lagi (R301): isi buku diubah setelah diterbitkan.",
        "The seal of the book of {body} no longer fits (R301): the book was changed after it was published.",
    ),
    "demo.R202": (
        "Catatan berikutnya tidak menyambung lagi pada catatan {index} (R202).",
        "The next entry no longer continues entry {index} (R202).",
    ),
    "demo.R108": (
        "Sidik catatan yang diterbitkan berbeda dari isinya (R108).",
        "The published fingerprint of the entry differs from its content (R108).",
    ),
    "demo.lesson": (
        (
            "Tempatnya ditunjuk tepat: buku {body}, catatan {index}, {area}. Salinan yang asli tetap ada, jadi angka"
            " yang benar dapat dibaca kembali."
        ),
        (
            "The place is named exactly: book of {body}, entry {index}, {area}. The original is still there, so the"
            " right figures can be read again."
        ),
    ),
    "demo.again": (
        "Periksa sendiri, arsip yang asli lalu yang diubah:",
        "Verify it yourself, the original and then the changed one:",
    ),
}

HELP: Final[dict[str, tuple[str, str]]] = {
    "help.demo": (
        "Pemilihan latihan kecil sampai tingkat nasional, diperiksa, dan satu pemalsuan ditemukan.",
        "A small practice election through all levels, verified, and one tampering caught.",
    ),
    "help.demo.out": (
        "Folder untuk hasilnya. Hanya folder dari demo sebelumnya yang diganti.",
        "Folder for the result. Only the folder of an earlier demo is replaced.",
    ),
    "help.verify": (
        "Memeriksa arsip: byte, rantai, tanda tangan, wewenang, formulir, dan jenjang.",
        "Verify an archive: bytes, chain, signatures, authority, forms, and levels.",
    ),
    "help.verify.with_all": (
        "Menampilkan semua temuan, bukan hanya beberapa yang pertama.",
        "Show every finding, not only the first few.",
    ),
    "help.replay": (
        "Menyusun kembali rekapitulasi satu wilayah: bagian, baris, jumlah.",
        "Rebuild the recapitulation of one area: children, rows, totals.",
    ),
    "help.rules": (
        "Aturan dan kode: apa artinya, penyebab yang biasa, apa yang harus dilakukan.",
        "The rules and codes: what they mean, usual causes, what to do.",
    ),
    "help.rules.code": (
        "Kode aturan, temuan atau kesalahan, misalnya G.305, R301, E162; tanpa kode: semuanya.",
        "Code of a rule, finding or error, for example G.305, R301, E162; without a code: all of them.",
    ),
    "help.param.archive": ("Folder arsip yang diterbitkan.", "Folder of the published archive."),
    "help.param.trust": (
        "Berkas kepercayaan, dari sumber yang Anda percayai.",
        "The trust file, from a source that you trust.",
    ),
    "help.param.contest": (
        "Hanya jenis pemilihan ini, misalnya ppwp atau bupati-1609.",
        "Only this contest, for example ppwp or bupati-1609.",
    ),
    "help.param.area": (
        "Hanya wilayah ini: kode 2, 4, 6, 10 atau 13 angka; 0 untuk nasional.",
        "Only this area: a code of 2, 4, 6, 10 or 13 digits; 0 for the nation.",
    ),
    "help.param.workers": (
        "Banyaknya proses, 1 sampai 256; biasanya satu per prosesor. Hasilnya selalu sama.",
        "Number of processes, 1 to 256; normally one per processor. The result is always the same.",
    ),
    "help.param.seed": (
        "Bilangan asal semua kunci dan angka latihan: 0 atau lebih; bilangan sama, hasil sama.",
        "Number that all keys and practice figures derive from: 0 or more; same number, same result.",
    ),
    "help.param.json": (
        "Satu dokumen JSON di stdout, untuk program lain.",
        "One JSON document on stdout, for other programs.",
    ),
}

READING: Final[dict[str, tuple[str, str]]] = REPORTS | RULES | DEMO | HELP
