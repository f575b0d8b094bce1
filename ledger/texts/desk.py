"""Help of the commands that write books, as (Indonesian, English)."""

from typing import Final

DESK_HELP: Final[dict[str, tuple[str, str]]] = {
    "help.param.desk": ("Folder meja kerja (atau folder dengan trust dan archive).", "The desk's folder."),
    "help.param.key": ("Berkas kunci pribadi yang menandatangani.", "The private key file that signs."),
    "help.param.log_key": (
        "Berkas kunci buku; bila diberikan, yang tersimpan langsung diterbitkan.",
        "The book's log key file; if given, what is stored is published at once.",
    ),
    "help.param.passphrase_fd": (
        "Deskriptor berkas untuk frasa sandi, satu baris per kunci (--key dulu, lalu --log-key).",
        "File descriptor with the passphrases, one line per key (--key first, then --log-key).",
    ),
    "help.param.out": ("Berkas baru yang ditulis; tidak menimpa.", "The new file to write; never overwrites."),
    "help.param.file": ("Berkas yang dibaca.", "The file to read."),
    "help.param.signer": (
        "Kunci umum satu penanda tangan (berkas .pub atau 64 digit heksadesimal); boleh diulang.",
        "Public key of one signer (a .pub file or 64 hex digits); may be repeated.",
    ),
    "help.param.option": ("Pilihan NOMOR=NAMA; boleh diulang.", "An option NUMBER=NAME; may be repeated."),
    "help.param.body": ("Badan, misalnya ppk-160901 atau kpu-1609.", "A body, for example ppk-160901 or kpu-1609."),
    "help.param.tps": ("Kode TPS, 13 angka.", "The code of the TPS, 13 digits."),
    "help.param.desa": ("Kode desa atau kelurahan, 10 angka.", "The code of the desa, 10 digits."),
    "help.param.origin": ("Nama buku: host/pemilihan/badan/wilayah.", "The book's origin: host/election/body/area."),
    "help.param.source": (
        "Folder arsip, atau folder meja kerja, yang disalin bukunya.",
        "The archive, or the desk's folder, whose books are copied.",
    ),
    "help.param.possession": (
        "Berkas pernyataan kepemilikan kunci; boleh diulang.",
        "File of a possession statement; may be repeated.",
    ),
    "help.param.box": ("Nomor kotak dan segelnya.", "Number of the box and of its seal."),
    "help.param.reason": ("Alasannya.", "The reason."),
    "help.param.entry": ("Nama catatan: BUKU@INDEKS.", "The entry's name: BOOK@INDEX."),
    "help.param.seats": (
        "Berkas CSV berjudul tps,role,person,key.",
        "CSV file with the header tps,role,person,key.",
    ),
    "help.param.log": (
        "Kunci umum buku (berkas .pub atau 64 digit).",
        "Public log key of the book (a .pub file or 64 digits).",
    ),
    "help.key.new": (
        "Membuat kunci baru, terenkripsi; kunci umumnya di FILE.pub.",
        "Make a new encrypted key; its public half is FILE.pub.",
    ),
    "help.key.show": ("Menampilkan kunci umum.", "Print the public key."),
    "help.key.possess": (
        "Kunci menyatakan dirinya dipegang, untuk satu kursi pada satu badan.",
        "The key states that it is held, for one seat of one body.",
    ),
    "help.key.possess.role": (
        "Peran: root, operator, ketua, anggota, atau panwaslu.",
        "The role: root, operator, ketua, anggota, or panwaslu.",
    ),
    "help.key.possess.person": ("Nomor kursi, mulai 1.", "The seat's number, from 1."),
    "help.key.possess.trust": (
        "Berkas kepercayaan pemilihannya (bawaan: trust dalam meja kerja; root tidak memerlukannya).",
        "Trust file of the election (default: trust in the desk's folder; a root needs none).",
    ),
    "help.election.declare": (
        "Membuat meja kerja buku induk: deklarasi pemilihan, berkas trust, pembukaan buku.",
        "Create the root desk: the declaration, the trust file, the opening of the book.",
    ),
    "help.election.declare.name": ("Nama pemilihan.", "The election's name."),
    "help.election.declare.profile": (
        "Profil: pemilu-2024, pilkada-2024.",
        "Profile: pemilu-2024, pilkada-2024.",
    ),
    "help.election.declare.kind": (
        "Jenis: official (resmi), practice (latihan), replica.",
        "Kind: official, practice, replica.",
    ),
    "help.election.declare.quorum": (
        "Berapa pemegang kunci induk yang harus menandatangani pengangkatan.",
        "How many root key holders sign an appointment.",
    ),
    "help.election.contest": (
        "Menyatakan satu kontes di buku induk.",
        "Declare a contest in the root book.",
    ),
    "help.election.contest.contest": (
        "Kode kontes, misalnya ppwp atau bupati-1609.",
        "The contest's id, for example ppwp or bupati-1609.",
    ),
    "help.election.contest.options": (
        "Berkas pilihan: CSV no,name,party (party: nomor partai seorang calon), atau satu NOMOR=NAMA per baris.",
        "File of options: CSV no,name,party (party: the number of a candidate's party), or one NUMBER=NAME per line.",
    ),
    "help.election.contest.area": (
        "Wilayah kontes; boleh diulang (bawaan: wilayah dalam kodenya).",
        "An area of the contest; may be repeated (default: the area in its id).",
    ),
    "help.election.show": ("Menampilkan pemilihan dan kontesnya.", "Print the election and its contests."),
    "help.body.prepare": (
        "Menyiapkan pengangkatan: petugas (--seat) atau buku (--book dan --log) satu badan.",
        "Prepare an appointment of a body: officials (--seat), or a book (--book and --log).",
    ),
    "help.body.prepare.seat": (
        "Kursi PERAN:NOMOR=KUNCI; boleh diulang.",
        "A seat ROLE:NUMBER=KEY; may be repeated.",
    ),
    "help.body.prepare.book": ("Nama buku badan itu.", "The origin of the body's book."),
    "help.body.sign": (
        "Menampilkan lalu menandatangani pengangkatan, pencabutan, atau pengukuhan.",
        "Show an appointment, a revocation or an affirmation, then sign it.",
    ),
    "help.body.authorize": (
        "Mencatat buku badan di bawah, dari pengangkatan yang sudah ditandatangani.",
        "Log the book of a body below, from the signed appointment.",
    ),
    "help.body.appoint": (
        "Mencatat pengangkatan petugas beserta pernyataan kepemilikan kuncinya.",
        "Log the appointment of officials with their possessions.",
    ),
    "help.body.open": (
        "Membuat meja kerja badan dan membuka bukunya.",
        "Create the desk of a body and open its book.",
    ),
    "help.body.see": (
        "Mengambil segel buku atasan yang lebih baru.",
        "Take a newer checkpoint of the superior.",
    ),
    "help.region.register": ("Mendaftarkan TPS satu desa.", "Register the TPS of a desa."),
    "help.region.register.tps": (
        "TPS, atau TPS=DPT; boleh diulang.",
        "A TPS, or TPS=DPT; may be repeated.",
    ),
    "help.region.register.stations": ("Berkas CSV berjudul tps,dpt.", "CSV file with the header tps,dpt."),
    "help.region.prepare": ("Menyiapkan pengangkatan kunci KPPS satu desa.", "Prepare the KPPS keys of a desa."),
    "help.region.prepare.seat": (
        "Kursi TPS:PERAN:NOMOR=KUNCI (kpps_ketua, kpps_anggota); boleh diulang.",
        "A seat TPS:ROLE:NUMBER=KEY (kpps_ketua, kpps_anggota); may be repeated.",
    ),
    "help.region.sign": ("Menampilkan lalu menandatanganinya.", "Show it, then sign it."),
    "help.region.keys": ("Mencatat kunci KPPS yang sudah ditandatangani.", "Log the signed KPPS keys."),
    "help.tally.prepare": (
        "Menyiapkan C.Hasil untuk ditandatangani KPPS; semua temuan aturan ditampilkan.",
        "Prepare a C.Hasil for the KPPS to sign; every finding of the rules is shown.",
    ),
    "help.tally.prepare.contest": (
        "Kontes formulir itu (bawaan: satu-satunya di TPS itu).",
        "The form's contest (default: the only one at the TPS).",
    ),
    "help.tally.prepare.figure": ("BARIS=ANGKA; boleh diulang.", "ROW=FIGURE; may be repeated."),
    "help.tally.prepare.form": (
        "CSV (row,figure[,words]) atau JSON, satu per kontes, bernama KONTES.csv atau KONTES=BERKAS; boleh diulang.",
        "CSV file (row,figure[,words]) or JSON, one per contest, called CONTEST.csv or CONTEST=FILE; may be repeated.",
    ),
    "help.tally.prepare.paper": (
        "Pindaian formulir, disimpan di arsip di bawah SHA-256-nya; boleh diulang.",
        "Scan of the form, kept in the archive under its SHA-256; may be repeated.",
    ),
    "help.tally.prepare.generation": (
        "1; pemungutan suara ulang: 2 dan seterusnya.",
        "1; after a revote 2, and so on.",
    ),
    "help.tally.prepare.kpps": ("Jumlah tanda tangan KPPS di kertas.", "Signatures of KPPS on the paper."),
    "help.tally.prepare.saksi": ("Jumlah tanda tangan saksi di kertas.", "Signatures of witnesses on the paper."),
    "help.tally.prepare.transcription": (
        "Salinan dari kertas oleh dua petugas PPK: dua berkas --form untuk tiap kontes, yang harus sama.",
        "Taken from the paper by two officials of the PPK: two --form files for each contest, which must agree.",
    ),
    "help.tally.prepare.replaces": (
        "C.Hasil yang digantikan: berkasnya atau hash-nya; boleh diulang.",
        "A C.Hasil that this one replaces: its file or its hash; may be repeated.",
    ),
    "help.tally.sign": ("Menampilkan C.Hasil lalu menandatanganinya.", "Show a C.Hasil, then sign it."),
    "help.tally.receive": ("Mencatat C.Hasil yang diterima.", "Log a C.Hasil that has arrived."),
    "help.tally.receive.paper": (
        "Pindaian yang disebut formulirnya, dimasukkan ke arsip; boleh diulang.",
        "A scan that the forms name, taken into the archive; may be repeated.",
    ),
    "help.tally.receive.carrier": ("Siapa yang membawanya.", "Who carried it."),
    "help.tally.receive.explain": (
        "Alasan satu temuan G: KODE:BARIS=ALASAN (atau KODE:BARIS@KONTES=ALASAN); boleh diulang.",
        "Reason for one G finding: CODE:ROW=REASON (or CODE:ROW@CONTEST=REASON); may be repeated.",
    ),
    "help.tally.receive.order": (
        "Perintah pemungutan suara ulang: nama singkatnya, nomor catatannya, atau hash.",
        "The order for the revote: its short name, its entry's index, or its hash.",
    ),
    "help.tally.absent": ("Mencatat bahwa TPS tidak punya hasil.", "Log that a TPS has no result."),
    "help.tally.absent.contest": (
        "Kontes itu; boleh diulang (bawaan: semua di TPS itu).",
        "The contest; may be repeated (default: all at the TPS).",
    ),
    "help.tally.show": ("Menampilkan hasil TPS yang berlaku.", "Print the result of a TPS in force."),
    "help.plenary.open": ("Membuka rapat pleno.", "Open a plenary."),
    "help.plenary.open.contest": ("Kontes yang dibahas; boleh diulang.", "A contest dealt with; may be repeated."),
    "help.plenary.close": ("Menutup rapat pleno.", "Close the plenary."),
    "help.plenary.close.number": ("Nomor rapat (bawaan: yang terbuka).", "Its number (default: the open one)."),
    "help.recap.draft": (
        "Menyusun D.Hasil dari buku dan menyiapkannya untuk ditandatangani.",
        "Draft a D.Hasil from the book and prepare it for signing.",
    ),
    "help.recap.sign": ("Menampilkan D.Hasil lalu menandatanganinya.", "Show a D.Hasil, then sign it."),
    "help.recap.certify": ("Mencatat D.Hasil yang sudah ditandatangani.", "Log the signed D.Hasil."),
    "help.recap.show": ("Menampilkan D.Hasil yang berlaku.", "Print the D.Hasil in force."),
    "help.handoff.give": ("Menyerahkan hasil ke badan di atas.", "Hand the result to the body above."),
    "help.handoff.receive": (
        "Menyalin buku badan di bawah dan mencatat penerimaannya.",
        "Copy the child's books and log the arrival.",
    ),
    "help.handoff.receive.child": ("Badan yang menyerahkan, misalnya ppk-160901.", "The body that hands over."),
    "help.handoff.show": ("Menampilkan yang sudah diterima dan diserahkan.", "Print what arrived and went up."),
    "help.log.publish": ("Menerbitkan yang tersimpan.", "Publish what is stored."),
    "help.log.publish.log_key": ("Berkas kunci buku.", "The book's log key file."),
    "help.log.fetch": ("Menyalin buku yang diterbitkan ke folder ini.", "Copy published books into this folder."),
    "help.log.fetch.book": (
        "Hanya buku ini; boleh diulang (bawaan: semua).",
        "Only this book; may be repeated (default: all).",
    ),
    "help.log.fetch.trust": (
        "Berkas kepercayaan, untuk folder yang belum punya.",
        "Trust file, for a folder that has none yet.",
    ),
    "help.log.show": ("Menampilkan catatan terakhir buku ini.", "Print the last entries of this book."),
    "help.log.show.last": ("Berapa catatan.", "How many entries."),
    "help.log.export": ("Menulis satu catatan sebagai amplop DSSE.", "Write an entry as a DSSE envelope."),
    "help.log.export.statement": (
        "Pernyataan di dalamnya, bukan catatannya.",
        "The statement in it instead of the entry.",
    ),
    "help.log.prove": (
        "Menulis bukti bahwa satu catatan ada dalam bukunya.",
        "Write the proof that an entry stands in its book.",
    ),
    "help.log.check": ("Memeriksa bukti itu.", "Check such a proof."),
    "help.log.check.proof": ("Berkas bukti.", "The proof file."),
    "help.log.check.entry": ("Amplop catatan itu (log export).", "The entry's envelope (log export)."),
    "help.log.check.vkey": (
        "Berkas log.vkey (bawaan: menurut trust dan archive dalam folder).",
        "A log.vkey file (default: by the trust file and archive of the folder).",
    ),
}
