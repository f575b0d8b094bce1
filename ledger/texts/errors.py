"""Texts of the errors by their codes: what, where, and what to do, as (Indonesian, English)."""

from typing import Final

ERRORS: Final[dict[str, tuple[str, str]]] = {
    "E049": ("Perbuatan ini ditolak.", "This act is refused."),
    "E000": ("Perintah ini tidak dapat dijalankan.", "This could not be done."),
    "E001": (
        "{code} bukan kode wilayah. Kode wilayah adalah 0, atau 2, 4, 6, 10 atau 13 angka.",
        "{code} is no area code. An area code is 0, or 2, 4, 6, 10 or 13 digits.",
    ),
    "E002": (
        "{contest} bukan kode jenis pemilihan. Contoh: ppwp, gubernur-16, bupati-1609.",
        "{contest} is no contest id. Examples: ppwp, gubernur-16, bupati-1609.",
    ),
    "E003": (
        "Pernyataan kontes {contest} bertentangan dengan dirinya sendiri ({reason}). Betulkan lalu ulangi.",
        "The declaration of contest {contest} contradicts itself ({reason}). Correct it and try again.",
    ),
    "E004": (
        "Profil pemilihan {profile} tidak dikenal. Yang ada: pemilu-2024, pilkada-2024.",
        "There is no election profile {profile}. There are: pemilu-2024, pilkada-2024.",
    ),
    "E005": (
        "Tidak ada aturan atau kode {rule}. Daftarnya: rekap rules",
        "There is no rule or code {rule}. For the list: rekap rules",
    ),
    "E006": ("Baris {row} tidak ada pada formulir.", "No form has a row {row}."),
    "E007": (
        "Pada profil {profile} tidak ada formulir {contest} untuk tingkat {level}.",
        "Profile {profile} has no form of {contest} at level {level}.",
    ),
    "E008": (
        "Menurut profil {profile}, {contest} tidak diadakan: di wilayah itu tidak ada pemilihan ini. Periksa kodenya.",
        "By profile {profile}, {contest} is not held: there is no such election in that region. Check the id.",
    ),
    "E050": (
        "Ditolak oleh aturan: {codes}. Tindakan itu sendiri tidak dicatat.",
        "Refused by the rules: {codes}. The act itself was not recorded.",
    ),
    "E100": ("Bentuk data ini tidak dikenal.", "These bytes do not follow their format."),
    "E101": ("Data ini tidak dalam bentuk baku ({reason}).", "This is not canonical msgpack ({reason})."),
    "E102": ("Isi rekaman ini tidak menurut bentuknya ({reason}).", "This record is malformed ({reason})."),
    "E103": (
        "Jenis {type} versi {v} belum dikenal; pakai program rekap yang lebih baru.",
        "Type {type} version {v} is unknown here; use a newer version of rekap.",
    ),
    "E104": (
        "Catatan ini terlalu besar ({size} byte). Bagi menjadi beberapa catatan.",
        "This entry is too large ({size} bytes). Split it.",
    ),
    "E110": (
        "Catatan {index} tidak ada dalam pohon dengan {size} catatan.",
        "There is no entry {index} in a tree of {size}.",
    ),
    "E111": ("Ini bukan nota bertanda tangan ({reason}).", "This is no signed note ({reason})."),
    "E112": ("Tanda tangan {name} pada nota ini tidak sah.", "The signature of {name} on this note is not valid."),
    "E113": (
        "Tidak satu pun dari {lines} tanda tangan pada nota ini dikenal.",
        "None of the {lines} signatures on this note is known.",
    ),
    "E114": ("Ini bukan kunci pemeriksa ({reason}).", "This is no verifier key ({reason})."),
    "E115": (
        "Kunci pemeriksa {name} memakai algoritma {algorithm} yang tidak dikenal.",
        "The verifier key {name} uses algorithm {algorithm}, unknown here.",
    ),
    "E116": ("Nota ini bukan segel buku ({reason}).", "This note is no checkpoint ({reason})."),
    "E117": (
        "Segel buku {origin} ditandatangani dengan kunci buku {name}.",
        "The checkpoint of {origin} is signed with the key of {name}.",
    ),
    "E118": (
        "Segel buku {origin} memuat {lines} tanda tangan bukunya; harus tepat satu.",
        "The checkpoint of {origin} has {lines} signatures of its log; there must be exactly one.",
    ),
    "E119": (
        "Berkas catatan ini terpotong atau kelebihan isi pada catatan ke-{entry} ({reason}).",
        "This bundle is cut off or has too much in it at its entry {entry} ({reason}).",
    ),
    "E120": (
        "Berkas {path} pada buku ini tidak utuh. Terbitkan lagi dari penyimpanannya.",
        "The file {path} of this book is not whole. Publish again from the store.",
    ),
    "E130": ("Ini bukan amplop DSSE dari rekap ({reason}).", "This is no DSSE envelope of rekap ({reason})."),
    "E131": ("Tidak ada berkas kunci {path}. Periksa namanya.", "There is no key file {path}. Check the name."),
    "E132": (
        "Berkas kunci {path} sudah ada dan tidak ditimpa. Pilih nama lain.",
        "The key file {path} is there already and is not overwritten. Choose another name.",
    ),
    "E133": ("{path} bukan berkas kunci yang utuh.", "{path} is no sound key file."),
    "E134": (
        "Kunci di {path} tidak dienkripsi. Kunci harus dilindungi frasa sandi; buat yang baru.",
        "The key in {path} is not encrypted. A key must be protected by a passphrase; make a new one.",
    ),
    "E135": (
        "Frasa sandi ini tidak membuka {path}. Coba lagi; jika pasti benar, berkasnya rusak.",
        "This passphrase does not open {path}. Try again; if it is surely right, the file is damaged.",
    ),
    "E136": ("Kunci di {path} bukan Ed25519.", "The key in {path} is not Ed25519."),
    "E137": (
        "Frasa sandi terlalu pendek; sedikitnya {minimum} byte.",
        "The passphrase is too short; at least {minimum} bytes are needed.",
    ),
    "E138": (
        "Berkas kunci {path} lebih besar dari {limit} byte; itu bukan kunci.",
        "The key file {path} is larger than {limit} bytes; that is no key.",
    ),
    "E139": (
        "Kunci umum di {path} lemah atau rusak dan tidak diterima. Buat kunci baru.",
        "The public key in {path} is weak or damaged and is not accepted. Make a new key.",
    ),
    "E140": (
        "Penyimpanan {place} gagal ({reason}). Yang sudah dinyatakan tersimpan tetap aman.",
        "The store {place} failed ({reason}). What was reported as stored is safe.",
    ),
    "E140.SQLITE_CORRUPT": (
        "Berkas {place} rusak. Simpan apa adanya, dan ambil buku dari cadangan atau arsip yang sudah diterbitkan.",
        "The file {place} is damaged. Keep it as it is, and take the book from a backup or the published archive.",
    ),
    "E141": (
        "Tidak ada penyimpanan di {place}, atau tidak dapat dimasuki. Periksa tempatnya.",
        "There is no store at {place}, or it does not let us in. Check the place.",
    ),
    "E142": (
        "{place} bukan penyimpanan rekap dari versi ini ({reason}).",
        "{place} is no store of this version of rekap ({reason}).",
    ),
    "E143": (
        "{place} tidak boleh ditulis oleh pengguna ini. Periksa hak aksesnya.",
        "This user may not write to {place}. Check its permissions.",
    ),
    "E144": (
        "Tidak ada ruang lagi untuk {place}. Kosongkan sebagian penyimpanan, lalu ulangi.",
        "No space is left for {place}. Free some, then try again.",
    ),
    "E145": (
        "{place} sedang dipakai proses lain ({use}). Tunggu sebentar, lalu ulangi.",
        "{place} is held by another process ({use}). Wait a moment, then try again.",
    ),
    "E146": (
        "Penyimpanan {place} dapat kehilangan catatan saat listrik mati ({setting} = {value}); tidak dipakai.",
        "The store {place} could lose entries in a power cut ({setting} = {value}); it is not used.",
    ),
    "E147": (
        (
            "Orang lain menambah catatan pada buku ini pada saat yang sama, jadi yang ini tidak disimpan"
            " (catatan {seq} pada {stream}; yang terakhir di sana {last}). Lihat dulu yang ditambahkan"
            " (rekap log show), lalu ulangi."
        ),
        (
            "Somebody else added to this book in the meantime, so this was not stored (entry {seq} of {stream}; the"
            " last one there is {last}). Look at what was added (rekap log show), then try again."
        ),
    ),
    "E148": (
        "Baris {index} pada penyimpanan tidak cocok dengan catatannya ({column}). Berhenti; periksa cadangannya.",
        "Row {index} of the store contradicts its entry ({column}). Do not go on; check the backup.",
    ),
    "E149": (
        "Segel untuk {size} catatan tidak dapat dicatat: yang terakhir {last}, tersimpan {count}.",
        "A checkpoint of size {size} cannot be recorded: the last one is {last}, stored are {count}.",
    ),
    "E150": (
        "Berkas {path} tidak dapat dibaca ({reason}). Periksa nama dan hak aksesnya.",
        "The file {path} cannot be read ({reason}). Check its name and permissions.",
    ),
    "E151": (
        "Berkas {path} kosong: baris judul kolom tidak ada.",
        "The file {path} is empty: it has no header line.",
    ),
    "E152": (
        "Baris pertama {path} bukan judul kolom CSV ({reason}). Pakai CSV dengan satu baris per TPS.",
        "The first line of {path} is no CSV header ({reason}). Use a CSV with one line per TPS.",
    ),
    "E153": (
        "Dalam {path} tidak ada kolom: {columns}. Yang diminta: tabel hasil per TPS (lihat rekap simulate --help).",
        "The file {path} lacks columns: {columns}. Wanted is a table of results per TPS (see rekap simulate --help).",
    ),
    "E154": (
        "Dalam {path} kolom {column} ada dua kali. Hapus satu.",
        "The file {path} has the column {column} twice. Take one out.",
    ),
    "E160": ("Tidak ada folder arsip {path}. Periksa namanya.", "There is no archive folder {path}. Check the name."),
    "E161": (
        "Berkas {path} lebih besar dari batasnya, {limit} byte.",
        "The file {path} is larger than its limit of {limit} bytes.",
    ),
    "E162": (
        "Tidak ada berkas kepercayaan {path}. Periksa namanya.",
        "There is no trust file {path}. Check the name.",
    ),
    "E163": (
        "Berkas kepercayaan {path} salah pada baris {line}. Minta lagi dari sumbernya.",
        "The trust file {path} is wrong at line {line}. Get it again from its source.",
    ),
    "E164": (
        "Kunci ini bukan kunci buku {origin}. Pakai kunci yang ditetapkan untuk buku itu.",
        "This key is not that of the book {origin}. Use the one authorised for it.",
    ),
    "E165": (
        (
            "Penyimpanan buku {origin} memuat {size} catatan, padahal pernah terlihat {seen}: ini cadangan lama. Jangan"
            " dipakai; minta badan di atasnya membuka buku pengganti."
        ),
        (
            "The store of {origin} has {size} entries where {seen} have been seen: it is an old backup. Do not use it;"
            " ask the body above to open a successor book."
        ),
    ),
    "E166": ("Tidak ada meja kerja di {path}. Periksa namanya.", "There is no desk in {path}. Check the name."),
    "E167": ("Folder {path} bukan meja kerja yang utuh ({reason}).", "The folder {path} is no sound desk ({reason})."),
    "E168": (
        "Salinan buku {origin} rusak ({finding}). Ambil salinan baru dari pemiliknya.",
        "The copy of the book {origin} is broken ({finding}). Get a new one from its body.",
    ),
    "E169": (
        "Buku {origin} diperlukan, tetapi tidak ada dalam arsip. Salin dulu dari pemiliknya.",
        "The book {origin} is needed and is not in the archive. Copy it there first.",
    ),
    "E170": (
        "Buku {origin} belum ditetapkan oleh badan di atasnya, atau buku badan itu belum disalin ke arsip.",
        "The book {origin} is not authorised by the body above it, or that body's book was not copied here yet.",
    ),
    "E172": (
        "Dalam {path} tidak ada satu baris pun yang dapat dipakai untuk {contest}.",
        "The file {path} has no usable line for {contest}.",
    ),
    "E173": (
        "{path} sudah berisi sesuatu dan tidak diganti. Pilih folder lain, atau kosongkan sendiri.",
        "{path} holds something already and is not replaced. Choose another folder, or empty it yourself.",
    ),
    "E210": (
        "Rencana pemilihan ini bertentangan dengan dirinya sendiri: {place}, {contest} ({reason}).",
        "The plan of this election contradicts itself: {place}, {contest} ({reason}).",
    ),
    "E210.kind": (
        "{contest} bukan jenis pemilihan dalam profil rencana ini. Pisahkan Pemilu dan Pilkada.",
        "{contest} is no contest of this plan's profile. Keep Pemilu and Pilkada apart.",
    ),
    "E210.contest_twice": (
        "{contest} ada dua kali dalam rencana ini. Hapus salah satunya.",
        "{contest} stands twice in this plan. Remove one of them.",
    ),
    "E210.contests_overlap": (
        "Wilayah {contest} bertumpang tindih dengan kontes lain yang sejenis. Tuliskan wilayah masing-masing.",
        "The areas of {contest} overlap those of another contest of its kind. Name the areas of each.",
    ),
    "E210.not_held": (
        "{contest} tidak diadakan: di wilayah itu tidak ada pemilihan ini. Periksa kodenya.",
        "{contest} is not held: there is no such election in that region. Check the id.",
    ),
    "E210.tps_twice": (
        "TPS {place} ada dua kali dalam rencana ini. Hapus salah satunya.",
        "TPS {place} stands twice in this plan. Remove one of them.",
    ),
    "E210.no_tps": (
        "{place} bukan kode TPS. Kode TPS 13 angka.",
        "{place} is no code of a TPS. Such a code has 13 digits.",
    ),
    "E210.contest": (
        "TPS {place} mempunyai hasil {contest}, tetapi kontes itu tidak ada dalam rencana. Tambahkan kontesnya.",
        "TPS {place} has a result of {contest}, but this contest is not in the plan. Add the contest.",
    ),
    "E210.outside": (
        "TPS {place} mempunyai hasil {contest}, padahal di luar wilayahnya. Periksa kode TPS dan wilayah kontes.",
        "TPS {place} has a result of {contest}, but lies outside of it. Check the code of the TPS and the areas.",
    ),
    "E210.correction": (
        "Pembetulan {contest} di {place} tidak mengubah apa pun, atau formulirnya tidak ada.",
        "The correction of {contest} at {place} changes nothing, or its form is not there.",
    ),
    "E210.rows": (
        "TPS {place}: banyaknya angka untuk {contest} tidak sama dengan banyaknya baris formulir. Samakan.",
        "TPS {place}: there are not as many figures of {contest} as its form has rows. Make them agree.",
    ),
}
