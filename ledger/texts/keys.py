"""Texts of keys over time, amendments, the two lines and copies: help, messages, findings and errors."""

from typing import Final

KEYS: Final[dict[str, tuple[str, str]]] = {
    # commands
    "help.copy": (
        "Salinan C.Hasil pada Bawaslu atau Panwaslu: siapkan, tanda tangani, catat.",
        "Copies of C.Hasil held by Bawaslu or Panwaslu: prepare, sign, record.",
    ),
    "help.copy.prepare": ("Menyiapkan salinan untuk ditandatangani.", "Prepare a copy for signing."),
    "help.copy.prepare.contest": (
        "Kontesnya; boleh dihilangkan jika hanya satu di TPS itu.",
        "The contest; may be left out where the TPS has only one.",
    ),
    "help.copy.prepare.figure": ("Satu angka BARIS=N; boleh diulang.", "One figure ROW=N; may be repeated."),
    "help.copy.prepare.form": (
        "Berkas formulir JSON atau CSV; untuk beberapa kontes: KONTES=BERKAS.",
        "Form file, JSON or CSV; for several contests: CONTEST=FILE.",
    ),
    "help.copy.prepare.generation": (
        "Pemungutan suara ke berapa (1; pemungutan suara ulang 2, dan seterusnya).",
        "Which vote (1; a revote is 2, and so on).",
    ),
    "help.copy.sign": ("Menampilkan lalu menandatangani salinan.", "Show a copy, then sign it."),
    "help.copy.record": ("Mencatat salinan yang sudah ditandatangani.", "Record a signed copy."),
    "help.copy.record.area": (
        "Kecamatan atau desa tempat salinan dicatat (baku: desa TPS itu).",
        "The kecamatan or desa under which it is recorded (default: the desa of the TPS).",
    ),
    "help.copy.record.paper": ("Pindaian salinan itu.", "The scan of the copy."),
    "help.param.revoked": (
        "Kunci umum yang dicabut (berkas .pub atau 64 digit).",
        "The public key that is taken back (a .pub file or 64 digits).",
    ),
    "help.body.prepare-revocation": (
        "Menyiapkan pencabutan sebuah kunci, misalnya karena hilang.",
        "Prepare taking back a key, for instance because it was lost.",
    ),
    "help.body.prepare-revocation.cut": (
        "Di buku mana kunci masih berlaku, dan sampai berapa catatan (baku: sebanyak yang diketahui di sini).",
        "In which book the key still counts, and for how many entries (default: as many as are known here).",
    ),
    "help.body.prepare-revocation.nowhere": (
        "Kunci tidak berlaku di mana pun, juga untuk yang sudah ditandatangani.",
        "The key counts nowhere, not even for what it has signed.",
    ),
    "help.body.revoke": ("Mencatat pencabutan yang sudah ditandatangani.", "Log a signed revocation."),
    "help.body.prepare-affirmation": (
        "Menyiapkan pengukuhan catatan yang ditandatangani kunci yang dicabut.",
        "Prepare affirming entries that a revoked key signed.",
    ),
    "help.body.prepare-affirmation.begin": (
        "Catatan pertama yang dikukuhkan: BUKU@INDEKS.",
        "The first entry that is affirmed: BOOK@INDEX.",
    ),
    "help.body.prepare-affirmation.end": (
        "Sampai berapa catatan buku itu (baku: seluruhnya).",
        "Up to how many entries of that book (default: all of them).",
    ),
    "help.body.affirm": ("Mencatat pengukuhan yang sudah ditandatangani.", "Log a signed affirmation."),
    "help.body.replace": (
        "Mengganti kunci yang hilang: mencatat pencabutan dan pengangkatan kunci baru sekaligus.",
        "Replace a lost key: log the revocation and the appointment of the new key together.",
    ),
    "help.body.replace.revocation": ("Berkas pencabutan yang sudah ditandatangani.", "The signed revocation."),
    "help.body.replace.appointment": (
        "Berkas pengangkatan kunci baru yang sudah ditandatangani.",
        "The signed appointment of the new key.",
    ),
    "help.election.declare.bawaslu_log": (
        "Kunci umum buku induk Bawaslu; dengan ini jalur Bawaslu ikut dinyatakan.",
        "Public log key of Bawaslu's root book; with it Bawaslu's line is declared too.",
    ),
    "help.election.declare.bawaslu_quorum": (
        "Berapa pemegang kunci induk Bawaslu yang harus menandatangani.",
        "How many holders of Bawaslu's root keys must sign.",
    ),
    "help.election.prepare-amendment": (
        "Menyiapkan perubahan pemilihan: nama, kuorum, atau kunci induk jalur ini.",
        "Prepare an amendment of the election: its name, quorums, or the root keys of this line.",
    ),
    "help.election.prepare-amendment.name": ("Nama pemilihan yang baru.", "The election's new name."),
    "help.election.prepare-amendment.quorum": (
        "Berapa pemegang kunci induk yang harus menandatangani mulai sekarang.",
        "How many holders of root keys must sign from now on.",
    ),
    "help.election.prepare-amendment.anggota": (
        "Berapa anggota yang ikut menandatangani pada jenis badan itu, misalnya kpps=2; boleh diulang.",
        "How many anggota sign in bodies of that kind, for example kpps=2; may be repeated.",
    ),
    "help.election.prepare-amendment.remove": (
        "Kunci induk yang tidak berlaku lagi; boleh diulang.",
        "A root key that no longer counts; may be repeated.",
    ),
    "help.election.prepare-contest-amendment": (
        "Menyiapkan perubahan kontes: wilayahnya, atau pilihan yang ditarik.",
        "Prepare an amendment of a contest: its areas, or options that are withdrawn.",
    ),
    "help.election.prepare-contest-amendment.contest": ("Kontesnya.", "The contest."),
    "help.election.prepare-contest-amendment.paper": ("Keputusan yang mendasarinya.", "The ruling it rests on."),
    "help.election.prepare-contest-amendment.area": (
        "Wilayah kontes mulai sekarang; boleh diulang (baku: tidak berubah).",
        "An area of the contest from now on; may be repeated (default: as before).",
    ),
    "help.election.prepare-contest-amendment.withdraw": (
        "Nomor pilihan yang ditarik (calon partai: PARTAI.NOMOR); boleh diulang.",
        "Number of an option that is withdrawn (a party's candidate: PARTY.NUMBER); may be repeated.",
    ),
    "help.election.sign": ("Menampilkan lalu menandatangani perubahan.", "Show an amendment, then sign it."),
    "help.election.amend": (
        "Mencatat perubahan pemilihan yang sudah ditandatangani.",
        "Log a signed amendment of the election.",
    ),
    "help.election.contest-amend": (
        "Mencatat perubahan kontes yang sudah ditandatangani.",
        "Log a signed amendment of a contest.",
    ),
    # what is shown
    "body.cut_or_nowhere": (
        "Berikan --cut, atau --nowhere; tidak keduanya.",
        "Give --cut, or --nowhere; not both.",
    ),
    "show.Revocation": (
        "Pencabutan kunci {public} pada {subject}: {reason}",
        "Taking back the key {public} of {subject}: {reason}",
    ),
    "show.cut": (
        "  masih berlaku untuk {size} catatan pertama buku {origin}, akar {root}",
        "  still counts for the first {size} entries of the book {origin}, root {root}",
    ),
    "show.no_cut": (
        "  tidak berlaku di mana pun, juga untuk yang sudah ditandatangani",
        "  counts nowhere, not even for what it has signed",
    ),
    "show.Affirmation": (
        "Pengukuhan bagi kunci {public} pada {subject}",
        "Affirmation for the key {public} of {subject}",
    ),
    "show.range": (
        "  catatan ke-{begin} sampai ke-{end} buku {origin} tetap berlaku, akar {root}",
        "  entries {begin} to {end} of the book {origin} count all the same, root {root}",
    ),
    "show.ElectionAmendment": (
        "Perubahan pemilihan, jalur {subject}: {quorum} dari {count} kunci induk harus menandatangani",
        "Amendment of the election, line of {subject}: {quorum} of {count} root keys must sign",
    ),
    "show.new_name": ("  nama: {name}", "  name: {name}"),
    "show.root": ("  kunci induk: {public}", "  root key: {public}"),
    "show.ContestAmendment": (
        "Perubahan kontes {contest} di wilayah {areas}: {reason}",
        "Amendment of the contest {contest} in the areas {areas}: {reason}",
    ),
    "show.withdrawn": ("    pilihan {option} ditarik", "    option {option} is withdrawn"),
    "show.Copy": (
        "Salinan C.Hasil TPS {tps}, pemungutan suara ke-{generation}",
        "Copy of the C.Hasil of TPS {tps}, vote {generation}",
    ),
    "election.line": (
        "Buku induk {origin}: {quorum} dari {count} kunci induk mengangkat",
        "Root book {origin}: {quorum} of {count} root keys appoint",
    ),
    # errors
    "E280": (
        "Kunci {key} tidak pernah diangkat di buku ini untuk {body}, jadi tidak dapat dicabut di sini.",
        "This book never appointed the key {key} for {body}, so it cannot be taken back here.",
    ),
    "E281": (
        "Buku {origin} di sini hanya {there} catatan; {size} di luar itu. Ambil salinan yang lebih baru.",
        "The book {origin} has only {there} entries here; {size} lies beyond. Get a newer copy.",
    ),
    "E282": (
        "{origin} bukan buku induk. Perubahan pemilihan disiapkan di meja kerja buku induk.",
        "{origin} is no root book. Amendments of the election are prepared at the desk of the root book.",
    ),
    "E283": ("Tidak ada yang diubah pada {what}.", "Nothing would change for {what}."),
    "E200.no_log_key": (
        "Ada kunci induk {value} tetapi kunci bukunya belum diberikan. Tambahkan --bawaslu-log.",
        "There are root keys of {value} and no key of its book. Add --bawaslu-log.",
    ),
    "E200.not_a_root_key": ("{value} bukan kunci induk yang berlaku.", "{value} is no root key in force."),
    "E200.other_line": (
        "Nama pemilihan hanya diubah di buku induk KPU, bukan di sini.",
        "The name of the election is amended in the root book of KPU only, not here.",
    ),
    "E200.two_bodies": (
        "Pencabutan dan pengangkatan itu untuk dua badan yang berbeda ({value}).",
        "The revocation and the appointment are for two different bodies ({value}).",
    ),
    "E200.two_readings": (
        "Salinan dari kertas dibuat dari dua bacaan: beri dua berkas --form tiap kontes, dari dua orang ({value}).",
        "A transcription is made from two readings: give two --form files for each contest, of two people ({value}).",
    ),
    "E200.readings_differ": (
        "Kedua bacaan {value} berbeda pada {known}. Lihat lagi kertasnya.",
        "The two readings of {value} differ in {known}. Look at the paper again.",
    ),
    "E200.two_forms": (
        "Kontes {value} punya dua formulir. Berikan --form KONTES=BERKAS, satu per kontes.",
        "The contest {value} has two forms. Give --form CONTEST=FILE, one per contest.",
    ),
    "E200.figures_or_files": (
        "Berikan --figure atau --form, tidak keduanya.",
        "Give --figure or --form, not both.",
    ),
}

KEY_FINDINGS: Final[dict[str, tuple[str, str]]] = {
    "R409": (
        "Kunci {key} sudah dicabut; di buku ini hanya berlaku untuk {cut} catatan pertama.",
        "The key {key} was taken back; in this book it counts for the first {cut} entries only.",
    ),
    "R410": (
        "Pencabutan kunci {key} memotong buku {origin} pada {cut} catatan, padahal buku ini sudah menerima {seen}.",
        "Taking back the key {key} cuts the book {origin} at {cut} entries, though this book has received {seen}.",
    ),
    "R411": (
        "Akar {size} catatan pertama buku {origin} tidak seperti yang disebut di sini.",
        "The root of the first {size} entries of the book {origin} is not what is said here.",
    ),
    "R411.size": (
        "Di sini disebut {size} catatan buku {origin}, padahal buku itu hanya {there} catatan.",
        "This speaks of {size} entries of the book {origin}, which has only {there}.",
    ),
}

KEY_REMEDIES: Final[dict[str, tuple[str, str]]] = {
    "remedy.R401": (
        (
            "Biasanya angka atau berkasnya diubah setelah ditandatangani, atau rusak ketika disalin. Ambil salinan dari"
            " tempat lain dan bandingkan; jangan memakai angkanya sampai jelas."
        ),
        (
            "Usually the figures or the file were changed after signing, or damaged in copying. Get a copy from"
            " somewhere else and compare; do not use the figures until it is clear."
        ),
    ),
    "remedy.R402": (
        (
            "Biasanya badan di atas belum mencatat pengangkatannya, atau catatan itu belum disalin ke sini: salin"
            " bukunya yang terbaru, lalu rekap body see. Jika tetap begitu, tanyakan siapa pemegang kunci ini."
        ),
        (
            "Usually the body above has not logged the appointment yet, or that has not been copied here: copy its"
            " newest book, then rekap body see. If it stays so, ask who holds this key."
        ),
    ),
    "remedy.R403": (
        (
            "Biasanya yang dipakai kunci orang lain, misalnya kunci ketua di tempat kunci operator. Ulangi dengan kunci"
            " yang tepat."
        ),
        (
            "Usually somebody else's key was used, for example the ketua's in the place of the operator's. Do it again"
            " with the right key."
        ),
    ),
    "remedy.R404": (
        (
            "Biasanya kode wilayahnya salah ketik, atau kunci dari TPS atau kecamatan lain yang dipakai. Periksa"
            " keduanya, lalu ulangi."
        ),
        (
            "Usually the code of the area was mistyped, or the key of another TPS or kecamatan was used. Check both,"
            " then do it again."
        ),
    ),
    "remedy.R406": (
        (
            "Biasanya satu berkas .pub dikirim untuk dua orang. Setiap orang membuat kuncinya sendiri: rekap key new,"
            " lalu siapkan lagi pengangkatannya."
        ),
        (
            "Usually one .pub file was sent for two people. Everybody makes their own key: rekap key new, then prepare"
            " the appointment again."
        ),
    ),
    "remedy.R407": (
        (
            "Biasanya berkas dari rekap key possess lupa disertakan, atau dibuat untuk jabatan lain. Minta dari"
            " pemegang kuncinya dan ulangi dengan --possession."
        ),
        (
            "Usually the file made by rekap key possess was left out, or was made for another seat. Ask the holder of"
            " the key for it, and do it again with --possession."
        ),
    ),
    "remedy.R408": (
        (
            "Biasanya buku dibuka dari salinan badan atas yang lama atau tidak lengkap. Salin lagi buku badan atas,"
            " lalu ulangi."
        ),
        (
            "Usually the book was opened from an old or incomplete copy of the body above. Copy its book again, then"
            " repeat."
        ),
    ),
    "remedy.R409": (
        (
            "Biasanya kunci itu hilang, dan dipakai lagi setelah dicabut. Tanyakan kepada badan yang mengangkatnya."
            " Bila catatan itu benar dibuat oleh yang berwenang, badan itu dapat mengukuhkannya; bila tidak, catatan"
            " itu tidak berlaku."
        ),
        (
            "Usually the key was lost, and was used after it was taken back. Ask the body that appointed it. If the"
            " entry was truly made by who may, that body can affirm it; if not, the entry does not count."
        ),
    ),
    "remedy.R410": (
        (
            "Biasanya pencabutan disiapkan dari salinan buku yang lama. Potong pada ukuran yang sudah diterima atau"
            " sesudahnya; yang sudah diterima tidak dapat dibatalkan begitu."
        ),
        (
            "Usually the revocation was prepared from an old copy of the book. Cut at the size received or behind it;"
            " what was received cannot be undone this way."
        ),
    ),
    "remedy.R411": (
        ("Biasanya salinan buku itu sudah lama. Ambil yang terbaru dan siapkan lagi pencabutan atau pengukuhannya."),
        (
            "Usually the copy of that book is an old one. Get the newest and prepare the revocation or affirmation"
            " again."
        ),
    ),
}
