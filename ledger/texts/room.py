"""Texts of what happens in a plenary: help, messages and errors, as (Indonesian, English)."""

from typing import Final

ROOM: Final[dict[str, tuple[str, str]]] = {
    # --- errors
    "correct.no_attendance": (
        "Belum dicatat siapa yang hadir dalam rapat pleno. Catat dulu: rekap plenary attend.",
        "Nobody is on record as being in a plenary. Record it first: rekap plenary attend.",
    ),
    "E295": (
        "{unit} belum ada hasilnya untuk {contest}, jadi tidak ada yang dibetulkan. Lihat rekap tally show.",
        "{unit} has no result for {contest}, so there is nothing to correct. See rekap tally show.",
    ),
    # --- plenary
    "help.plenary.suspend": ("Menskors rapat pleno.", "Suspend the plenary."),
    "help.plenary.resume": ("Melanjutkan rapat pleno yang diskors.", "Resume a suspended plenary."),
    "help.plenary.attend": ("Mencatat siapa yang hadir mulai sekarang.", "Record who is in the room from now on."),
    "help.plenary.attend.present": (
        "Yang hadir: ketua:1, anggota:2, panwaslu, saksi:2@ppwp (nomor pilihan@kontes); boleh diulang.",
        "Who is there: ketua:1, anggota:2, panwaslu, saksi:2@ppwp (option number@contest); may be repeated.",
    ),
    "help.plenary.show": (
        "Kemajuan setiap kontes: hasil yang masuk, keberatan, pengesahan.",
        "How far every contest is: results in, objections, certificate.",
    ),
    "help.param.number": (
        "Nomor rapat pleno (bawaan: yang sedang berjalan).",
        "Number of the plenary (default: the one under way).",
    ),
    "plenary.suspended": ("Rapat pleno {number} diskors.", "Plenary {number} is suspended."),
    "plenary.resumed": ("Rapat pleno {number} dilanjutkan.", "Plenary {number} goes on."),
    "plenary.attended": ("Hadir: {present} orang.", "Present: {present} people."),
    "plenary.none": ("Belum ada rapat pleno.", "There has been no plenary yet."),
    "plenary.line": (
        "Rapat pleno {number}: {phase}; kontes: {contests}",
        "Plenary {number}: {phase}; contests: {contests}",
    ),
    "plenary.phase.open": ("terbuka", "open"),
    "plenary.phase.suspended": ("diskors", "suspended"),
    "plenary.phase.closed": ("ditutup", "closed"),
    "plenary.phase.announced": ("belum dibuka", "not opened"),
    "plenary.progress": (
        "  {contest}: {done} dari {expected} masuk, {objected} dengan keberatan ({unanswered} belum dijawab); {state}",
        "  {contest}: {done} of {expected} in, {objected} with objections ({unanswered} not answered); {state}",
    ),
    "plenary.certified": ("disahkan", "certified"),
    "plenary.reopened": ("dibuka kembali", "reopened"),
    "plenary.not_certified": ("belum disahkan", "not certified yet"),
    # --- objections
    "help.objection": ("Keberatan: ajukan, jawab, lihat.", "Objections: raise, answer, list."),
    "help.objection.raise": (
        "Mencatat keberatan seseorang yang hadir.",
        "Record an objection of somebody in the room.",
    ),
    "help.objection.raise.unit": ("TPS atau wilayah yang dikeberatkan.", "The TPS or area objected to."),
    "help.objection.raise.by": (
        "Yang keberatan: saksi:2@ppwp, panwaslu, ketua:1.",
        "Who objects: saksi:2@ppwp, panwaslu, ketua:1.",
    ),
    "help.objection.raise.row": (
        "Baris formulir yang dikeberatkan; boleh diulang.",
        "A row objected to; may be repeated.",
    ),
    "help.objection.raise.text": ("Isi keberatannya.", "What is objected."),
    "help.objection.resolve": (
        "Menjawab keberatan: accepted (diterima), rejected (ditolak), withdrawn (ditarik).",
        "Answer an objection: accepted, rejected, withdrawn.",
    ),
    "help.objection.resolve.objection": (
        "Keberatannya: nomor catatan dalam buku ini, atau hash.",
        "The objection: its index in this book, or its hash.",
    ),
    "help.objection.resolve.outcome": ("accepted, rejected atau withdrawn.", "accepted, rejected or withdrawn."),
    "help.objection.resolve.entry": (
        "Pembetulan yang mengikutinya: nomor catatan atau hash; boleh diulang.",
        "A correction that followed from it: index or hash; may be repeated.",
    ),
    "help.objection.list": ("Menampilkan keberatan dan statusnya.", "List the objections and their status."),
    "objection.none": ("Tidak ada keberatan.", "There are no objections."),
    "objection.line": (
        "  entri {index}, {unit}, oleh {by}: {text} [{status}]",
        "  entry {index}, {unit}, by {by}: {text} [{status}]",
    ),
    "objection.below": ("  Dari {area} (tingkat di bawah):", "  From {area} (the level below):"),
    "objection.status.open": ("belum dijawab", "not answered"),
    "objection.status.accepted": ("diterima", "accepted"),
    "objection.status.rejected": ("ditolak: {reason}", "rejected: {reason}"),
    "objection.status.withdrawn": ("ditarik kembali", "withdrawn"),
    # --- corrections
    "help.tally.correct": (
        "Membetulkan angka satu TPS dalam rapat pleno; angka lamanya diambil dari buku.",
        "Correct figures of a TPS in the plenary; the old ones are read from the book.",
    ),
    "help.tally.recount": (
        "Mencatat penghitungan suara ulang satu TPS: bagian IV dan V seluruhnya.",
        "Record a recount of a TPS: the whole of sections IV and V.",
    ),
    "help.param.cell": (
        "Angka baru, BARIS=ANGKA (BARIS= untuk kosong); boleh diulang.",
        "A new figure, ROW=N; may be repeated.",
    ),
    "help.tally.recount.figure": (
        "Angka hasil hitung ulang, BARIS=ANGKA untuk setiap baris bagian IV dan V; boleh diulang.",
        "A figure of the recount, ROW=N for every row of sections IV and V; may be repeated.",
    ),
    "help.tally.recount.form": (
        "Berkas formulir JSON atau CSV dengan angka hitung ulang, sebagai ganti --figure.",
        "Form file, JSON or CSV, with the figures of the recount, in the place of --figure.",
    ),
    "help.param.change": (
        "Angka lama (di D.Hasil yang datang) dan baru, BARIS=LAMA:BARU; boleh diulang.",
        "The old figure (of the D.Hasil that arrived) and the new, ROW=OLD:NEW; may be repeated.",
    ),
    "help.param.paper": (
        "Pindaian formulirnya; yang dicatat hanya SHA-256-nya.",
        "The scan of the form; only its SHA-256 is recorded.",
    ),
    "help.param.objection": (
        "Keberatan yang mendasarinya: nomor catatan atau hash.",
        "The objection that led to it: index or hash.",
    ),
    "help.param.order": (
        "Perintahnya: nama singkatnya, nomor catatannya, atau hash.",
        "The order: its short name, its entry's index, or its hash.",
    ),
    "help.param.explain": (
        "Alasan untuk galat pada angka yang baru: KODE:BARIS=ALASAN.",
        "Reason for a rule that the new figures break: CODE:ROW=REASON.",
    ),
    "tally.cell": ("      {row}: {old} -> {new}", "      {row}: {old} -> {new}"),
    "help.recap.correct": (
        "Membetulkan angka wilayah di bawah, dalam rapat pleno tingkat ini.",
        "Correct figures of a unit below, in the plenary of this level.",
    ),
    "help.recap.recount": (
        "Mencatat penghitungan suara ulang satu TPS di tingkat ini.",
        "Record a recount of one TPS at this level.",
    ),
    "help.recap.correct.unit": ("Wilayah atau TPS yang dibetulkan.", "The area or TPS that is corrected."),
    "help.recap.recount.unit": ("TPS yang dihitung ulang.", "The TPS that is recounted."),
    "help.param.basis": (
        "Yang dicocokkan: c-hasil, copies, ballots, d-hasil, court.",
        "What was looked at: c-hasil, copies, ballots, d-hasil, court.",
    ),
    # --- after certifying
    "help.recap.deliver": (
        "Mencatat salinan D.Hasil yang diserahkan atau diumumkan.",
        "Record that a copy of the D.Hasil was handed out or posted.",
    ),
    "help.recap.deliver.to": (
        "Penerimanya: saksi:2@ppwp, panwaslu, masyarakat.",
        "To whom: saksi:2@ppwp, panwaslu, masyarakat.",
    ),
    "help.recap.deliver.posted": ("Diumumkan, bukan diserahkan.", "Posted, not handed out."),
    "help.recap.reopen": (
        "Membuka kembali rekapitulasi yang sudah disahkan, atas perintah.",
        "Reopen a certified recapitulation, on an order.",
    ),
    # --- orders
    "help.order": (
        "Perintah kepada badan ini: catat, laksanakan, lihat.",
        "Orders to this body: register, execute, list.",
    ),
    "help.order.register": ("Mencatat perintah yang sampai di sini.", "Register an order that reached this body."),
    "help.order.register.name": ("Nama singkatnya, misalnya psu-1.", "A short name for it, for example psu-1."),
    "help.order.register.what": (
        "Isinya: correct, recount, recapitulate, revote, reopen.",
        "What it orders: correct, recount, recapitulate, revote, reopen.",
    ),
    "help.order.register.area": ("TPS atau wilayahnya; boleh diulang.", "A TPS or area; may be repeated."),
    "help.order.register.contest": ("Kontesnya; boleh diulang.", "A contest; may be repeated."),
    "help.order.register.issuer": ("Yang memerintahkan.", "Who gave it."),
    "help.order.register.number": ("Nomor suratnya.", "The number of the paper."),
    "help.order.register.document": ("Pindaian suratnya.", "The scan of the paper."),
    "help.order.execute": ("Mencatat bahwa perintah sudah dilaksanakan.", "Record that an order was carried out."),
    "help.order.execute.name": ("Nama singkat perintahnya.", "The short name of the order."),
    "help.order.execute.entry": (
        "Catatan yang melaksanakannya: nomor atau hash; boleh diulang.",
        "An entry that carried it out: index or hash; may be repeated.",
    ),
    "help.order.list": ("Menampilkan perintah dan pelaksanaannya.", "List the orders and what came of them."),
    "order.none": ("Tidak ada perintah.", "There are no orders."),
    "order.line": (
        "{name}: {what}, {areas}, {contests}; dari {issuer} nomor {number} [{status}]",
        "{name}: {what}, {areas}, {contests}; from {issuer}, number {number} [{status}]",
    ),
    "order.executed": ("dilaksanakan", "carried out"),
    "order.open": ("belum dilaksanakan", "not carried out yet"),
    # --- witnesses
    "help.witness": (
        "Saksi: mandat, tanda tangan atau penolakan atas D.Hasil.",
        "Witnesses: mandate, signature or refusal.",
    ),
    "help.witness.mandate": (
        "Menyiapkan mandat peserta untuk saksinya.",
        "Prepare the mandate of a party or paslon for its saksi.",
    ),
    "help.witness.mandate.contest": ("Kontesnya; boleh diulang.", "A contest; may be repeated."),
    "help.witness.mandate.option": ("Nomor pilihan peserta.", "The ballot number of the party or paslon."),
    "help.witness.mandate.person": ("Nomor saksi.", "The number of the saksi."),
    "help.witness.mandate.saksi": ("Kunci umum saksi, bila ada.", "The public key of the saksi, if there is one."),
    "help.witness.mandate.signer": ("Kunci umum peserta.", "The public key of the party or paslon."),
    "help.witness.position": (
        "Menyiapkan sikap saksi atas D.Hasil: menandatangani atau menolak.",
        "Prepare what a saksi says of a D.Hasil: signed or refused.",
    ),
    "help.witness.position.dhasil": ("Berkas D.Hasil yang disiapkan.", "The file of the prepared D.Hasil."),
    "help.witness.position.option": ("Nomor pilihan yang diwakili.", "The ballot number of the option."),
    "help.witness.position.refuse": ("Menolak, dengan alasan ini.", "Refuse, for this reason."),
    "help.witness.sign": (
        "Menampilkan lalu menandatangani mandat atau sikap saksi.",
        "Show and sign a mandate or a position.",
    ),
    "help.witness.record": (
        "Mencatat mandat, atau sikap saksi, dalam buku.",
        "Log a mandate, or what a saksi said.",
    ),
    "help.witness.note": (
        "Mencatat sikap saksi yang hanya ada di kertas, atau saksi yang tidak hadir.",
        "Log what a saksi did on paper only, or that the saksi was not there.",
    ),
    "help.witness.note.dhasil": (
        "Berkas D.Hasil yang disiapkan (baku: yang terakhir disahkan di buku ini).",
        "The file of the prepared D.Hasil (default: the one certified last in this book).",
    ),
    "help.witness.note.stance": ("signed, refused atau absent.", "signed, refused or absent."),
    "help.witness.note.contest": ("Kontesnya.", "The contest."),
    "help.witness.note.option": ("Nomor pilihan yang diwakili.", "The ballot number of the option."),
    "show.Mandate": (
        "Mandat untuk saksi nomor {person} dari pilihan {option} pada {subject}; kontes: {contests}",
        "Mandate for saksi number {person} of option {option} at {subject}; contests: {contests}",
    ),
    "show.WitnessPosition.signed": (
        "Saksi pilihan {option} MENANDATANGANI D.Hasil {subject} ({hash})",
        "The saksi of option {option} SIGNS the D.Hasil {subject} ({hash})",
    ),
    "show.WitnessPosition.refused": (
        "Saksi pilihan {option} MENOLAK menandatangani D.Hasil {subject} ({hash}). Alasan: {reason}",
        "The saksi of option {option} REFUSES to sign the D.Hasil {subject} ({hash}). Reason: {reason}",
    ),
}
