"""Messages and errors of the commands that write books, as (Indonesian, English)."""

from typing import Final

DESK_MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "desk.key_for": ("Kunci: {path}", "Key: {path}"),
    "desk.stored": (
        "tersimpan, entri ke-{index}: {type} di {stream}, hash {hash}",
        "stored, entry {index}: {type} in {stream}, hash {hash}",
    ),
    "desk.recorded": (
        "tercatat sampai entri ke-{index}: segel {origin} dengan {size} entri, akar {root}",
        "recorded up to entry {index}: checkpoint of {origin} with {size} entries, root {root}",
    ),
    "desk.attempt": (
        "Tindakan ini ditolak ({codes}). Upaya ini dicatat dalam buku, ditandatangani dengan kunci yang mencoba.",
        "This act is refused ({codes}). The attempt goes on record, signed with the key of whoever made it.",
    ),
    "desk.attempt_logged": (
        "upaya yang ditolak tersimpan sebagai entri {index}",
        "the refused attempt is stored as entry {index}",
    ),
    "desk.prepared": (
        "Disiapkan di {path}; {count} orang harus menandatangani.",
        "Prepared in {path}; {count} people have to sign.",
    ),
    "desk.signed": ("Ditandatangani: {path}; masih kurang {count}.", "Signed: {path}; still missing: {count}."),
    "desk.signed_by_all": (
        "Ditandatangani: {path}; semua tanda tangan sudah ada.",
        "Signed: {path}; every signature is there.",
    ),
    "desk.copied.new": ("disalin: {origin}, {size} entri", "copied: {origin}, {size} entries"),
    "desk.copied.newer": (
        "disalin: {origin}, {size} entri (sebelumnya {before})",
        "copied: {origin}, {size} entries (before: {before})",
    ),
    "desk.copied.same": ("sudah ada: {origin}, {size} entri", "already here: {origin}, {size} entries"),
    "desk.copied.older": (
        "dibiarkan: {origin}, di sini {before} entri, di sana hanya {size}",
        "left alone: {origin}, {before} entries here, only {size} there",
    ),
    "body.nothing_new": (
        "Tidak ada yang baru: segel {origin} di arsip ini sudah dilihat. Tidak ada yang disimpan.",
        "Nothing new: the checkpoint of {origin} in this archive was seen already. Nothing was stored.",
    ),
    "key.made": (
        "Kunci dibuat: {path} (jaga bersama frasa sandinya) dan {beside} (boleh dibagikan). Kunci umum: {public}",
        "Key made: {path} (guard it and its passphrase) and {beside} (may be handed out). Public key: {public}",
    ),
    "key.public": ("Kunci umum: {public}", "Public key: {public}"),
    "key.possession": (
        "Kepemilikan di {path}: {public} sebagai {role} nomor {person} pada {body}",
        "Possession in {path}: {public} as {role} number {person} of {body}",
    ),
    "election.declared": (
        "Pemilihan dinyatakan: {name} ({kind}), hash {hash}. Berkas kepercayaan: {trust}",
        "Election declared: {name} ({kind}), hash {hash}. Trust file: {trust}",
    ),
    "election.profile": ("Profil: {profile}", "Profile: {profile}"),
    "election.quorum": (
        "Tanda tangan {body}: ketua dan {anggota} anggota",
        "Signatures of {body}: ketua and {anggota} anggota",
    ),
    "body.seats_or_book": (
        "Berikan --seat untuk petugas, atau --book beserta --log untuk buku; tidak keduanya.",
        "Give --seat for officials, or --book with --log for a book; not both.",
    ),
    "body.no_book": (
        "{path} mengangkat petugas, bukan membuka buku. Pakai rekap body appoint.",
        "{path} appoints officials; it opens no book. Use rekap body appoint.",
    ),
    "body.no_seats": (
        "{path} membuka buku, bukan mengangkat petugas. Pakai rekap body authorize.",
        "{path} opens a book; it appoints nobody. Use rekap body authorize.",
    ),
    "region.list_or_file": (
        "Berikan daftarnya di baris perintah atau dalam berkas, salah satu saja.",
        "Give the list on the command line or in a file, one of the two.",
    ),
    "region.not_of_a_desa": (
        "{path} bukan pengangkatan KPPS satu desa. Siapkan dengan rekap region prepare.",
        "{path} is no appointment of the KPPS of a desa. Prepare one with rekap region prepare.",
    ),
    "tally.figures_or_form": (
        "Berikan angka dengan --figure atau dengan --form, salah satu saja.",
        "Give the figures by --figure or by --form, one of the two.",
    ),
    "tally.two_readings": (
        "Salinan dari kertas dibuat dari dua bacaan: beri dua berkas --form untuk tiap kontes, dari dua orang.",
        "A transcription is made from two readings: give two --form files for each contest, of two people.",
    ),
    "tally.paper_not_named": (
        "Tidak ada formulir yang menyebut pindaian {path}; tidak dimasukkan ke arsip.",
        "No form names the scan {path}; it is not taken into the archive.",
    ),
    "show.replaces": ("Menggantikan pernyataan {hash}", "In place of the statement {hash}"),
    "tally.explain": (
        "Jika kertasnya memang begitu, ulangi dengan alasannya: {option}",
        "If the paper really says so, run it again with the reason: {option}",
    ),
    "tally.of": ("TPS {tps}", "TPS {tps}"),
    "plenary.opened": ("Rapat pleno {number} dibuka: {contests}", "Plenary {number} is open: {contests}"),
    "plenary.closed": ("Rapat pleno {number} ditutup.", "Plenary {number} is closed."),
    "recap.none": (
        "{contest} belum disahkan di sini; yang sudah diterima dari bawah: {arrived}",
        "{contest} is not certified here yet; arrived from below: {arrived}",
    ),
    "recap.certified": (
        "{contest} disahkan, entri ke-{index}, hash {hash}",
        "{contest} certified, entry {index}, hash {hash}",
    ),
    "handoff.given": (
        "{contest} diserahkan kepada {to}. Antarkan folder {folder}",
        "{contest} handed over to {to}. Bring the folder {folder}",
    ),
    "handoff.publish_first": (
        "Terbitkan dulu (rekap log publish), baru antarkan foldernya.",
        "Publish first (rekap log publish), then bring the folder.",
    ),
    "handoff.received": (
        "{contest} dari {child} diterima: {origin} entri ke-{index}",
        "{contest} of {child} received: {origin} entry {index}",
    ),
    "handoff.waiting": ("  {unit}  belum diterima", "  {unit}  not received yet"),
    "handoff.arrived": (
        "  {unit}  diterima, entri ke-{index} ({origin} entri ke-{entry})",
        "  {unit}  received, entry {index} ({origin} entry {entry})",
    ),
    "handoff.handed_over": (
        "{contest} diserahkan ke atas, entri ke-{index}, pengesahan {hash}",
        "{contest} handed over, entry {index}, certificate {hash}",
    ),
    "log.needs_key": ("Kunci buku diperlukan: --log-key BERKAS.", "The book's log key is needed: --log-key FILE."),
    "log.book": (
        "{origin}: tersimpan {size}, diterbitkan {published}",
        "{origin}: stored {size}, published {published}",
    ),
    "log.attempt": (
        "    ditolak: {type} di {stream} ({codes}), dicoba dengan kunci {by}",
        "    refused: {type} in {stream} ({codes}), tried with key {by}",
    ),
    "log.entry": ("  {index}  {type}  {stream} #{seq}  {hash}", "  {index}  {type}  {stream} #{seq}  {hash}"),
    "log.exported": ("{entry} ({type}) ditulis ke {path}", "{entry} ({type}) written to {path}"),
    "log.proved": (
        "Bukti {entry} ditulis ke {path} ({hashes} hash)",
        "Proof of {entry} written to {path} ({hashes} hashes)",
    ),
    "log.checked": (
        "Terbukti: entri ke-{index} dari {origin}, di bawah segel dengan {size} entri, akar {root}",
        "Proved: entry {index} of {origin}, under the checkpoint with {size} entries, root {root}",
    ),
    "show.election": ("Pemilihan: {name} ({hash})", "Election: {name} ({hash})"),
    "show.kind.practice": ("*** LATIHAN: bukan hasil resmi ***", "*** PRACTICE (LATIHAN): not an official result ***"),
    "show.kind.replica": (
        "*** REPLIKA dari hasil yang sudah diumumkan: bukan hasil resmi ***",
        "*** REPLICA of published results: not an official result ***",
    ),
    "show.has_signed": ("  sudah menandatangani  {seat}  {public}", "  has signed      {seat}  {public}"),
    "show.has_not_signed": ("  belum menandatangani  {seat}  {public}", "  has not signed  {seat}  {public}"),
    "show.seat_of": ("{role} nomor {person} di {area}", "{role} number {person} of {area}"),
    "show.no_seat": ("(kursi tidak dikenal di sini)", "(seat not known here)"),
    "show.contest": ("Kontes {contest}", "Contest {contest}"),
    "show.in_words": ("   (dengan huruf: {words})", "   (in words: {words})"),
    "show.form_sound": ("Tidak ada temuan pada formulir ini.", "Nothing was found on this form."),
    "show.form_misfit": (
        "Formulir {contest} tidak cocok dengan pernyataan kontesnya; jangan ditandatangani.",
        "The form of {contest} does not fit its declaration; do not sign it.",
    ),
    "show.finding": ("  {code} {place}: {text}", "  {code} {place}: {text}"),
    "show.CHasil": ("C.Hasil TPS {tps}, pemungutan suara ke-{generation}", "C.Hasil of TPS {tps}, vote {generation}"),
    "show.Transcription": (
        "Salinan dari kertas, TPS {tps}, pemungutan suara ke-{generation}",
        "Transcription from paper, TPS {tps}, vote {generation}",
    ),
    "show.DHasil": (
        "D.Hasil {area}, kontes {contest}, {parts} bagian. Jumlah:",
        "D.Hasil of {area}, contest {contest}, {parts} parts. Totals:",
    ),
    "show.missing": (
        "Tidak lengkap: {rows} baris tidak diisi oleh sampai {count} TPS.",
        "Not complete: {rows} rows were not filled in by up to {count} TPS.",
    ),
    "show.none_missing": ("Semua baris diisi oleh semua TPS.", "Every TPS filled in every row."),
    "show.columns": ("Per bagian wilayah:", "By unit:"),
    "show.Appointment": ("Pengangkatan untuk {subject}", "Appointment for {subject}"),
    "show.book": ("  buku {origin}, kunci {public}", "  book {origin}, key {public}"),
    "show.seat": ("  {role} nomor {person} di {area}: {public}", "  {role} number {person} of {area}: {public}"),
    "show.no_result": ("{contest}: belum ada hasil", "{contest}: no result yet"),
    "show.absent": ("{contest}: dinyatakan tidak ada, entri ke-{index}", "{contest}: declared absent, entry {index}"),
    "show.in_force": (
        "{contest}: berlaku menurut entri ke-{index}, {hash}",
        "{contest}: in force by entry {index}, {hash}",
    ),
}

DESK_ERRORS: Final[dict[str, tuple[str, str]]] = {
    "E180": (
        "Kunci {signer} bukan penanda tangan pernyataan ini. Siapkan lagi dengan penanda tangan yang benar.",
        "The key {signer} is not among the signers of this statement. Prepare it again with the right signers.",
    ),
    "E181": (
        "Masih kurang {count} tanda tangan: {missing}. Minta mereka menandatangani, atau siapkan lagi tanpa mereka.",
        "{count} signatures are missing: {missing}. Have them sign, or prepare it again without them.",
    ),
    "E182": (
        "Tanda tangan {signer} dalam berkas ini tidak sah. Minta berkas yang utuh.",
        "The signature of {signer} in this file is not valid. Ask for the file again.",
    ),
    "E183": (
        "Berkas ini memuat {found}, padahal yang diperlukan {wanted}.",
        "This file holds a {found} where a {wanted} is needed.",
    ),
    "E184": (
        "Pernyataan ini tentang pemilihan lain ({found}); di sini {election}.",
        "This statement is about another election ({found}); here it is {election}.",
    ),
    "E185": (
        "Salinan buku {origin} bertentangan dengan yang di sini (pada {size} entri): buku itu ditulis ulang. Laporkan.",
        "The copy of {origin} contradicts the one here (at {size} entries): the book was rewritten. Report it.",
    ),
    "E186": (
        "Salinan buku {origin} lebih lama ({size} entri) dari yang ada di sini ({have}). Minta yang terbaru.",
        "The copy of {origin} is older ({size} entries) than the one here ({have}). Ask for the newest.",
    ),
    "E187": (
        "Salinan buku {origin} memakai kunci buku lain dari yang sudah dikenal di sini. Jangan dipakai; laporkan.",
        "The copy of {origin} has another log key than the one known here. Do not use it; report it.",
    ),
    "E188": (
        "Salinan buku {origin} tidak lengkap ({finding}). Salin lagi seluruh foldernya.",
        "The copy of {origin} is incomplete ({finding}). Copy its whole folder again.",
    ),
    "E189": (
        "{place}: {row} = {value} tidak dapat dipakai ({reason}).",
        "{place}: {row} = {value} cannot be used ({reason}).",
    ),
    "E189.unknown_row": (
        "{place}: formulir ini tidak punya baris {row}. Lihat rekap election show.",
        "{place}: this form has no row {row}. See rekap election show.",
    ),
    "E189.row_twice": (
        "{place}: {row} diberikan dua kali. Hapus satu.",
        "{place}: {row} is given twice. Take one out.",
    ),
    "E189.no_equals_sign": (
        "{place}: {value} bukan BARIS=ANGKA.",
        "{place}: {value} is not ROW=FIGURE.",
    ),
    "E189.negative": (
        "{place}: {row} = {value} kurang dari nol.",
        "{place}: {row} = {value} is negative.",
    ),
    "E189.boolean": (
        "{place}: {row} = {value} bukan angka melainkan ya/tidak.",
        "{place}: {row} = {value} is a yes or no, not a number.",
    ),
    "E189.not_whole": (
        "{place}: {row} = {value} bukan bilangan bulat.",
        "{place}: {row} = {value} is not a whole number.",
    ),
    "E189.too_large": (
        "{place}: {row} = {value} terlalu besar untuk satu TPS (paling banyak 1000000).",
        "{place}: {row} = {value} is too large for one TPS (at most 1000000).",
    ),
    "E189.not_a_number": (
        "{place}: {row} = {value} bukan angka.",
        "{place}: {row} = {value} is not a number.",
    ),
    "E189.not_json": ("{source} bukan JSON {{baris: angka}}.", "{source} is no JSON {{row: figure}}."),
    "E189.header": (
        "{source}: baris judulnya harus row,figure atau row,figure,words, bukan {value}.",
        "{source}: its header must be row,figure or row,figure,words, not {value}.",
    ),
    "E189.cells": (
        "{place}: jumlah kolomnya {value}, tidak sama dengan baris judul.",
        "{place}: it has {value} cells, not as many as the header.",
    ),
    "E190": ("Ini bukan berkas bukti tlog-proof ({reason}).", "This is no tlog-proof ({reason})."),
    "E191": (
        "Bukti tidak berlaku: catatan ini tidak terbukti sebagai entri ke-{index} dari {origin} ({size} entri).",
        "The proof does not hold: this entry is not shown to be entry {index} of {origin} ({size} entries).",
    ),
    "E192": (
        "{child} belum menyerahkan {contest} dalam buku yang diterbitkannya. Minta salinan terbaru.",
        "{child} has not handed over {contest} in its published book. Ask for the newest copy.",
    ),
    "E193": (
        "{contest} belum disahkan di sini. Sahkan dulu: rekap recap certify.",
        "{contest} is not certified here. Certify it first: rekap recap certify.",
    ),
    "E194": (
        "{contest} tidak direkapitulasi di atas tingkat akhirnya; {body} tidak menyerahkan atau menyusunnya.",
        "{contest} is not recapitulated beyond its final level; {body} neither hands it on nor drafts it.",
    ),
    "E195": (
        "Pemilihan ini tidak punya kontes {contest}. Lihat rekap election show.",
        "This election has no contest {contest}. See rekap election show.",
    ),
    "E197": (
        "Buku {origin} tidak punya entri ke-{index}, atau tidak ada pernyataan di dalamnya.",
        "The book {origin} has no entry {index}, or there is no statement in it.",
    ),
    "E198": ("Berkas {path} tidak dapat dibaca ({reason}).", "The file {path} cannot be read ({reason})."),
    "E198.not_there": ("Tidak ada berkas {path}. Periksa namanya.", "There is no file {path}. Check the name."),
    "E198.no_folder": ("Tidak ada folder {path}. Buat dulu.", "There is no folder {path}. Make it first."),
    "E198.too_large": ("Berkas {path} terlalu besar.", "The file {path} is too large."),
    "E198.not_utf8": ("Berkas {path} bukan teks UTF-8.", "The file {path} is no UTF-8 text."),
    "E199": (
        "{path} sudah ada dan tidak ditimpa. Pilih nama lain.",
        "{path} is there already and is not overwritten. Choose another name.",
    ),
    "E200": ("{what} {value} tidak dapat dipakai ({reason}).", "{what} {value} cannot be used ({reason})."),
    "E200.empty": ("{what} kosong. Isi dengan keterangan.", "{what} is empty. Say something."),
    "E200.characters": (
        "{what} memuat huruf yang tidak dapat dicatat ({value}). Pakai huruf Latin dan tanda baca biasa.",
        "{what} has characters that cannot be recorded ({value}). Use Latin letters and plain punctuation.",
    ),
    "E200.too_long": (
        "{what} lebih panjang dari 500 byte. Persingkat.",
        "{what} is longer than 500 bytes. Shorten it.",
    ),
    "E200.twice": ("{what} {value} diberikan dua kali.", "{what} {value} is given twice."),
    "E200.unknown": ("{what} {value} tidak dikenal.", "{what} {value} is not known."),
    "E200.no_tps_code": (
        "{value} bukan kode TPS (13 angka).",
        "{value} is no code of a TPS (13 digits).",
    ),
    "E200.not_a_number": ("{what} {value} bukan nomor yang sah.", "{what} {value} is no valid number."),
    "E200.which": (
        "Di TPS ini ada beberapa kontes ({value}). Pilih satu dengan --contest.",
        "There are several contests at this TPS ({value}). Choose one by --contest.",
    ),
    "E200.none_here": (
        "Tidak ada kontes di TPS {value}. Periksa kodenya.",
        "No contest is held at TPS {value}. Check the code.",
    ),
    "E200.seat_twice": ("Kursi nomor {value} diberikan dua kali.", "Seat number {value} is given twice."),
    "E200.not_a_root": (
        "Kepemilikan untuk {value} bukan milik pemegang kunci induk (root).",
        "The possession for {value} is not that of a root key.",
    ),
    "E200.out_of_reach": (
        "Kuorum {value} melebihi jumlah pemegang kunci induk.",
        "The quorum {value} is more than there are root keys.",
    ),
    "E200.not_the_root": (
        "{value} bukan nama buku induk: host/pemilihan/kpu/0.",
        "{value} is no origin of a root book: host/election/kpu/0.",
    ),
    "E201": (
        "Pemilihan tidak dapat dibaca dari {path} ({finding}). Periksa trust dan archive di dalamnya.",
        "The election cannot be read from {path} ({finding}). Check trust and archive in it.",
    ),
    "E202": ("Buku {origin} belum punya entri.", "The book {origin} has no entries yet."),
    "E203": (
        "Entri ke-{index} dari {origin} belum diterbitkan (terbit: {size}). Terbitkan dulu.",
        "Entry {index} of {origin} is not published yet (published: {size}). Publish first.",
    ),
}
