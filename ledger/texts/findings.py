"""Texts of the findings of family R: what is wrong, and what to do, as (Indonesian, English).

Rules of this module:

- `<code>` says what is wrong; `<code>.<reason>` says it for one value of the parameter `reason`, `what` or `field`.
- `remedy.<code>` says what to do, or else `remedy.<family>` of its hundred: `remedy.R1`.
"""

from typing import Final

from ledger.texts.keys import KEY_FINDINGS, KEY_REMEDIES
from ledger.texts.procedure import PROCEDURE_FINDINGS

FINDINGS: Final[dict[str, tuple[str, str]]] = {
    # Bytes and files.
    "R101": (
        "Catatan ini tidak ditulis dalam bentuk baku ({reason}).",
        "This entry is not written in the canonical form ({reason}).",
    ),
    "R102": (
        "Isi catatan ini tidak menurut bentuk rekamannya ({reason}).",
        "The content of this entry does not follow its record ({reason}).",
    ),
    "R103": (
        "Program ini belum mengenal jenis {type} versi {v}, jadi catatan ini tidak dapat diperiksa.",
        "This program does not know type {type} version {v}, so this entry cannot be checked.",
    ),
    "R104": ("Catatan ini terlalu besar: {size} byte.", "This entry is too large: {size} bytes."),
    "R105": (
        "Berkas {path} lebih besar dari batasnya, {limit} byte.",
        "The file {path} is larger than its limit of {limit} bytes.",
    ),
    "R106": (
        "{path} tidak termasuk dalam arsip ini.",
        "{path} does not belong in this archive.",
    ),
    "R106.bundle": (
        "Tidak ada catatan dalam berkas bukti ini yang menyebut {path}, jadi berkas itu tidak membuktikan apa pun.",
        "No entry in this evidence file names {path}, so it is evidence of nothing.",
    ),
    "R107": (
        "Berkas {path} tidak ada, padahal buku ini seharusnya memuatnya.",
        "The file {path} is not there, although this book must have it.",
    ),
    "R107.bundle": (
        "{path} tidak ada dalam berkas bukti ini; apa yang bergantung padanya tidak dinilai.",
        "{path} is not in this evidence file; what hangs on it is not judged.",
    ),
    "R107.proof": (
        "Berkas bukti ini kekurangan hash untuk membandingkan buku-bukunya, jadi isinya tidak dinilai.",
        "This evidence file lacks hashes for comparing its books with each other, so its content is not judged.",
    ),
    "R107.note": (
        "Segel {path} yang Anda ketahui tidak dapat dibandingkan: berkas bukti ini tidak memuat akar untuk ukuran itu.",
        "The seal {path} that you know of cannot be compared: this evidence file has no root for that size.",
    ),
    "R108": (
        "Isi {path} berbeda dari yang dihitung dari catatan-catatan buku ini.",
        "{path} differs from what the entries of this book give.",
    ),
    "R109": (
        "{path} terpotong atau kelebihan isi pada catatan ke-{entry} di dalamnya ({reason}).",
        "{path} is cut off or has too much in it at its entry {entry} ({reason}).",
    ),
    "R110": (
        "Isi dokumen {path} bukan yang disebut oleh namanya.",
        "The content of the document {path} is not what its name says.",
    ),
    # The chain.
    "R201": (
        "Nomor urut catatan ini {seq}, seharusnya {expected}: ada yang dihapus, disisipkan atau dipindahkan.",
        "This entry has number {seq} where {expected} is due: something was taken out, put in or moved.",
    ),
    "R202": (
        "Catatan ini tidak menyambung pada catatan sebelumnya: menyebut {prev}, seharusnya {expected}.",
        "This entry does not continue the one before it: it names {prev} where {expected} is due.",
    ),
    "R203": (
        "Catatan ini tidak cocok dengan tempatnya: {field} tertulis {value}.",
        "This entry contradicts its place: {field} says {value}.",
    ),
    "R203.bundle": (
        "Berkas bukti ini menyebut {field} {value}, padahal itu tidak mungkin menurut isinya.",
        "This evidence file names {field} {value}, which its content rules out.",
    ),
    "R205": (
        "Yang dirujuk tidak ada di tempatnya: {cited}.",
        "What is cited is not there: {cited}.",
    ),
    "R206": (
        "{subject} sudah tercatat; hal yang sama tidak dapat dicatat dua kali.",
        "{subject} is on record already; the same cannot be recorded a second time.",
    ),
    "R206.ruling": (
        "Sengketa {subject} sudah diputus; satu sengketa hanya diputus sekali.",
        "Dispute {subject} has been ruled on already; a dispute is ruled on once.",
    ),
    "R207": (
        "Pernyataan pemilihan atau kontesnya tidak sah ({reason}).",
        "The declaration of the election or of a contest is not sound ({reason}).",
    ),
    "R207.contests_overlap": (
        "Dua kontes sejenis dinyatakan untuk wilayah yang sama.",
        "Two contests of one kind are declared for the same area.",
    ),
    "R207.option_candidate": (
        "Sebuah kontes tanpa partai dinyatakan dengan calon sebuah partai.",
        "A contest without parties is declared with the candidate of a party.",
    ),
    # The log.
    "R301": (
        (
            "Isi buku tidak cocok dengan segelnya (checkpoint, {size} catatan): sedikitnya satu catatan diubah setelah"
            " diterbitkan."
        ),
        (
            "The book does not match its seal (checkpoint, {size} entries): at least one entry was changed after it was"
            " published."
        ),
    ),
    "R302": (
        "Segel {path} rusak atau tidak ditandatangani oleh kunci buku ini ({reason}).",
        "The seal {path} is damaged or not signed by the key of this book ({reason}).",
    ),
    "R303": (
        "Kunci buku di {path} bukan kunci yang ditetapkan untuk buku ini.",
        "The log key in {path} is not the one authorised for this book.",
    ),
    "R304": (
        "Buku {origin} ditulis ulang: {size} catatan pertamanya berbeda dari yang pernah dilihat pihak lain.",
        "The book {origin} was rewritten: its first {size} entries differ from what somebody else has seen.",
    ),
    "R305": (
        "Buku {origin} memuat {size} catatan, padahal pernah terlihat {seen}: bagian akhirnya hilang.",
        "The book {origin} has {size} entries where {seen} have been seen: its end is missing.",
    ),
    "R305.bundle": (
        "Berkas bukti ini memuat buku {origin} sampai catatan ke-{size}; {seen} pernah terlihat. Mintalah yang baru.",
        "This evidence file has the book {origin} up to its entry {size}; {seen} have been seen. Ask for a newer one.",
    ),
    "R306": (
        "Buku {origin} tidak pernah ditetapkan oleh badan di atasnya.",
        "The book {origin} was never authorised by a body above it.",
    ),
    "R307": (
        "Buku {origin} tidak ada dalam arsip ini.",
        "The book {origin} is not in this archive.",
    ),
    "R308": (
        "Berkas kepercayaan ini bukan milik arsip ini: {what} berbeda. Isi arsip tidak diperiksa lebih jauh.",
        "This trust file does not belong to this archive: {what} differs. The archive was not checked any further.",
    ),
    "R309": (
        "Di {path} ada baris tanda tangan yang tidak dikenal, {name}; baris itu diabaikan.",
        "{path} has a signature line that nobody knows, {name}; it is ignored.",
    ),
    "R310": (
        "Kutipan segel buku {origin} rusak atau tidak ditandatangani oleh kuncinya ({reason}).",
        "The quoted seal of the book {origin} is damaged or not signed by its key ({reason}).",
    ),
    "R311": (
        "Berkas kepercayaan tidak diberikan, jadi tidak diketahui apakah ini pemilihan yang dimaksud.",
        "No trust file was given, so nothing says that this is the election that is meant.",
    ),
    # Authority.
    "R401": (
        "Tanda tangan {signer} pada {signed} tidak sah.",
        "The signature of {signer} on {signed} is not valid.",
    ),
    "R402": (
        "Kunci {key} tidak diangkat, atau belum diangkat pada saat itu.",
        "The key {key} is not appointed, or was not yet appointed then.",
    ),
    "R403": (
        "Kunci {key} diangkat sebagai {role}, padahal yang diperlukan {wanted}.",
        "The key {key} is appointed as {role} where {wanted} is needed.",
    ),
    "R404": (
        "Wilayah {area} di luar kewenangan: yang berwenang di sini {wanted}.",
        "Area {area} is outside of this authority, which is for {wanted}.",
    ),
    "R405": (
        "Yang menandatangani {have} orang, sedikitnya harus {need} orang.",
        "{have} persons signed where at least {need} are needed.",
    ),
    "R405.0": (
        "Ketua tidak ikut menandatangani ({have} anggota; sedikitnya {need} orang termasuk ketua).",
        "The ketua did not sign ({have} anggota; at least {need} persons with the ketua are needed).",
    ),
    "R406": (
        "Kunci {key} diangkat dua kali; sudah dipakai untuk {use}.",
        "The key {key} is appointed twice; it already serves {use}.",
    ),
    "R407": (
        "Kunci {key} tidak disertai bukti bahwa pemiliknya memegangnya.",
        "The key {key} comes without proof that its owner holds it.",
    ),
    "R408": (
        "Yang dilihat buku ini dari buku di atasnya tidak benar ({reason}).",
        "What this book has seen of the book above it is not right ({reason}).",
    ),
    "R408.opening": (
        "Buku ini tidak dibuka sebagaimana mestinya oleh catatan pertamanya.",
        "This book was not properly opened by its first entry.",
    ),
    "R408.no_note": (
        "Buku ini dibuka tanpa mengutip segel buku di atasnya.",
        "This book was opened without quoting the seal of the book above it.",
    ),
    "R408.root": (
        "Buku induk mengutip buku di atasnya, padahal tidak ada buku di atasnya.",
        "A root book quotes a book above it, and there is none.",
    ),
    "R408.falling": (
        "Buku ini mengutip buku di atasnya dengan {size} catatan, padahal sebelumnya sudah {seen}.",
        "This book quotes the book above it at {size} entries after having quoted it at {seen}.",
    ),
    **KEY_FINDINGS,
    **PROCEDURE_FINDINGS,
}

REMEDIES: Final[dict[str, tuple[str, str]]] = {
    "remedy.R1": (
        (
            "Ambil salinan arsip ini dari tempat lain dan bandingkan. Jika salinannya baik, salinan ini rusak atau"
            " diubah orang; jika semuanya begitu, tanyakan kepada badan pemilik buku."
        ),
        (
            "Get a copy of this archive from somewhere else and compare. If that one is sound, this copy was damaged or"
            " changed; if all are like this, ask the body whose book it is."
        ),
    ),
    "remedy.R2": (
        (
            "Catatan dalam buku ini dihapus, disisipkan, dipindahkan atau diganti. Bandingkan dengan salinan lain dan"
            " mintai keterangan badan pemilik buku."
        ),
        (
            "Entries of this book were taken out, put in, moved or replaced. Compare with another copy and ask the body"
            " whose book it is for an explanation."
        ),
    ),
    "remedy.R3": (
        (
            "Jangan memakai angka buku ini dan wilayahnya. Bandingkan dengan salinan lain, dengan segel di badan"
            " atasnya dan dengan yang tercetak pada D.Hasil."
        ),
        (
            "Do not use the figures of this book and its area. Compare with other copies, with the seal the body above"
            " keeps, and with the one printed on the D.Hasil."
        ),
    ),
    **KEY_REMEDIES,
    "remedy.R4": (
        (
            "Tanyakan kepada badan yang mengangkat siapa pemegang kunci ini dan apa wewenangnya. Sampai jelas, catatan"
            " ini tidak berlaku."
        ),
        "Ask the appointing body who holds this key and what for. Until that is clear the entry does not count.",
    ),
    "remedy.R103": (
        "Periksa dengan program rekap yang lebih baru.",
        "Verify with a newer version of rekap.",
    ),
    "remedy.R106": (
        "Keluarkan berkas itu dari arsip jika Anda sendiri yang menaruhnya; jika bukan, cari tahu asalnya.",
        "Take it out of the archive if you put it there yourself; otherwise find out where it came from.",
    ),
    "remedy.R107": (
        "Salin berkas itu dari arsip badan pemilik buku atau dari cermin lain, lalu periksa lagi.",
        "Copy it from the archive of the body whose book it is, or from another mirror, and verify again.",
    ),
    "remedy.R307": (
        "Salin buku itu dari badan pemiliknya atau dari cermin lain ke dalam arsip, lalu periksa lagi.",
        "Copy that book from its body or from another mirror into the archive, and verify again.",
    ),
    "remedy.R308": (
        "Pastikan berkas kepercayaan berasal dari sumber yang Anda percayai dan memang untuk pemilihan ini.",
        "Make sure that the trust file comes from a source you trust and is meant for this election.",
    ),
    "remedy.R309": ("Tidak perlu berbuat apa-apa.", "Nothing needs to be done."),
    "remedy.R311": (
        (
            "Minta berkas kepercayaan dari sumber yang Anda percayai (bukan dari pemberi arsip), lalu ulangi dengan"
            " --trust BERKAS."
        ),
        (
            "Get the trust file from a source you trust (not from whoever gave you the archive) and run again with"
            " --trust FILE."
        ),
    ),
    "remedy.R405": (
        (
            "Biasanya berkasnya belum sampai ke semua orang. Minta tanda tangan yang kurang; satu orang dihitung satu"
            " kali, berapa pun kuncinya."
        ),
        (
            "Usually the file has not gone round to everybody. Have the missing persons sign; one person counts once,"
            " with however many keys."
        ),
    ),
}
