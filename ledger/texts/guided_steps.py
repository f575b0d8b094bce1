"""Texts of the steps of `rekap demo --guided`, as (Indonesian, English)."""

from typing import Final

GUIDED_STEPS: Final[dict[str, tuple[str, str]]] = {
    # --- 1
    "guided.form.title": ("KPPS: mengisi C.Hasil", "KPPS: filling in the C.Hasil"),
    "guided.form.tell": (
        (
            "Penghitungan di TPS 001 selesai. KPPS menyalin angka dari kertas ke program, lalu ketua dan dua anggota"
            " menandatanganinya, masing-masing dengan kuncinya sendiri. Formulir latihan ini pendek: sembilan baris."
        ),
        (
            "Counting at TPS 001 is over. The KPPS copy the figures from the paper into the program; then the ketua"
            " and two anggota sign, each with their own key. The practice form is short: nine rows."
        ),
    ),
    "guided.form.how": (
        (
            "Ketik angka di kertas, baris demi baris; Enter menerima yang dalam kurung. Cobalah sengaja salah satu"
            " angka: program langsung menegur."
        ),
        (
            "Type the figures of the paper, row by row; Enter takes the one in brackets. Try one wrong figure on"
            " purpose: the program speaks up at once."
        ),
    ),
    "guided.form.right": (
        "Sama dengan kertasnya. Sekarang ditandatangani.",
        "The same as on the paper. Now it is signed.",
    ),
    "guided.form.differs": (
        "Belum sama dengan kertasnya. C.Hasil berisi apa yang ada di kertas, tidak lebih. Ketik lagi:",
        "Not yet what the paper says. A C.Hasil says what the paper says, no more. Type again:",
    ),
    "guided.form.cell": ("{place}: diketik {typed}, di kertas {paper}", "{place}: typed {typed}, on the paper {paper}"),
    "guided.form.signed": (
        (
            "Tiga orang sudah menandatangani {path}. Siapa pun yang kelak mengubah satu angka di dalamnya merusak"
            " ketiga tanda tangan itu. Berkas ini ikut kotak suara ke PPK."
        ),
        (
            "Three people have signed {path}. Whoever changes one figure in it later breaks all three signatures. The"
            " file goes to the PPK with the box."
        ),
    ),
    # --- 2
    "guided.room.title": ("PPK: membuka rapat pleno", "PPK: opening the plenary"),
    "guided.room.tell": (
        (
            "Rapat pleno dibuka dan dicatat siapa yang hadir: ketua, anggota, saksi, Panwaslu. Sebelum dibuka, buku"
            " tidak menerima rekapitulasi apa pun. Hanya operator yang menulis, pada satu laptop."
        ),
        (
            "The plenary opens, and it is recorded who is there: ketua, anggota, saksi, Panwaslu. Before it is open"
            " the book takes no recapitulation. Only the operator writes, on one laptop."
        ),
    ),
    "guided.room.after": (
        (
            "Tiap baris adalah catatan bernomor yang menyambung pada catatan sebelumnya. Catatan tidak dapat dihapus;"
            " yang keliru dibetulkan dengan catatan baru."
        ),
        (
            "Each line is a numbered entry that continues the one before it. Entries cannot be deleted; what is"
            " wrong is corrected by a new one."
        ),
    ),
    # --- 3
    "guided.receive.title": ("PPK: menerima C.Hasil TPS 001", "PPK: receiving the C.Hasil of TPS 001"),
    "guided.receive.tell": (
        (
            "Kotak TPS 001 datang dengan berkas yang baru saja ditandatangani kelas ini. Operator mencatat nomor kotak"
            " dan siapa yang membawanya. Program memeriksa tanda tangan dan semua hitungan sebelum menyimpan."
        ),
        (
            "The box of TPS 001 arrives with the file this class has just signed. The operator records the number of"
            " the box and who carried it. The program checks signatures and arithmetic before it stores."
        ),
    ),
    "guided.receive.after": (
        "Hasil TPS 001 masuk. Untuk melihatnya di PPK sungguhan: rekap tally show 9001012001001",
        "The result of TPS 001 is in. To look at it in a real PPK: rekap tally show 9001012001001",
    ),
    # --- 4
    "guided.mistake.title": ("PPK: ada yang tidak cocok di TPS 002", "PPK: something is wrong at TPS 002"),
    "guided.mistake.tell": (
        "Ini C.Hasil TPS 002, sudah ditandatangani KPPS-nya. Satu angkanya salah. Siapa yang menemukannya lebih dulu?",
        "This is the C.Hasil of TPS 002, signed by its KPPS. One figure is wrong. Who finds it first?",
    ),
    "guided.mistake.add": (
        "Jumlahkan bagian IV: berapa suara ketiga paslon bersama-sama?",
        "Add up section IV: how many votes do the three paslon have together?",
    ),
    "guided.mistake.hint": ("Yang dijumlahkan: {sum}", "What is added up: {sum}"),
    "guided.mistake.hurry": (
        "Jumlah itu tidak sama dengan V.A. Operator sedang terburu-buru dan tetap mencoba menerimanya:",
        "That is not what V.A says. The operator is in a hurry and tries to receive it all the same:",
    ),
    "guided.mistake.refused": (
        "Ditolak (kode keluar 5). Hasilnya tidak disimpan; yang disimpan hanya bahwa hal itu dicoba.",
        "Refused (exit code 5). The result is not stored; what is stored is only that it was tried.",
    ),
    "guided.mistake.decide_title": ("4 PPK: apa yang dilakukan?", "4 PPK: what to do?"),
    "guided.mistake.rule": (
        "Inilah isi rekap rules G.301, penyebab yang biasa dan yang harus dilakukan:",
        "This is what rekap rules G.301 says, the usual cause and what to do:",
    ),
    "guided.mistake.remedy": ("{remedy}", "{remedy}"),
    "guided.mistake.choice": ("Apa keputusan PPK? 1, 2 atau 3", "What does the PPK decide? 1, 2 or 3"),
    "guided.mistake.choice.1": (
        "Operator mengganti angkanya sendiri supaya cocok.",
        "The operator changes the figure so that it fits.",
    ),
    "guided.mistake.choice.1.reply": (
        (
            "Mudah dimengerti, tetapi tidak bisa: KPPS sudah menandatangani angka ini. Satu angka diubah, tanda"
            " tangannya rusak. Coba pilihan lain."
        ),
        (
            "Easy to understand, but it cannot be: the KPPS have signed these figures. Change one, and their"
            " signatures break. Try another one."
        ),
    ),
    "guided.mistake.choice.2": ("TPS 002 dilewati saja.", "TPS 002 is simply left out."),
    "guided.mistake.choice.2.reply": (
        (
            "Maka suara warga TPS 002 hilang, dan D.Hasil tidak dapat disahkan selama satu TPS tanpa hasil dan tanpa"
            " alasan. Coba pilihan lain."
        ),
        (
            "Then the votes of TPS 002 are lost, and no D.Hasil can be certified while a TPS has neither result nor"
            " reason. Try another one."
        ),
    ),
    "guided.mistake.choice.3": (
        "Diterima apa adanya dengan alasannya, lalu dibetulkan dalam rapat pleno.",
        "It is received as it is, with the reason, and corrected in the plenary.",
    ),
    "guided.mistake.choice.3.reply": (
        "Benar. Angka kertas tetap terlihat, alasannya tertulis, dan pembetulannya terjadi di depan saksi.",
        "Right. The figure of the paper stays visible, the reason is written down, and the saksi see the correction.",
    ),
    "guided.mistake.reason": ("Alasannya, dengan kata-kata sendiri", "The reason, in your own words"),
    "guided.mistake.reason_proposed": (
        "IV dan V.A beda, menunggu plano",
        "IV and V.A differ, awaiting the plano",
    ),
    "guided.mistake.after": (
        "TPS 002 masuk dengan alasannya; TPS 003, yang tidak bermasalah, ikut diterima. Sudah 3 dari 3 TPS.",
        "TPS 002 is in with its reason; TPS 003, which is sound, was received with it. That makes 3 of 3 TPS.",
    ),
    # --- 5
    "guided.object.title": ("Saksi paslon 2: keberatan", "Saksi of paslon 2: an objection"),
    "guided.object.tell": (
        (
            "Saksi paslon 2 membandingkan layar dengan salinannya: suara paslonnya di TPS 002 kurang. Keberatannya"
            " dicatat saat itu juga, dengan TPS dan barisnya. Setiap keberatan harus dijawab sebelum rapat ditutup."
        ),
        (
            "The saksi of paslon 2 compares the screen with the copy: votes of that paslon are missing at TPS 002. The"
            " objection is recorded at once, with TPS and row. Every objection is answered before the plenary closes."
        ),
    ),
    "guided.object.ask": ("Saksi, apa keberatannya?", "Saksi, what is the objection?"),
    "guided.object.proposed": ("salinan kami lebih 10 suara", "our copy has 10 votes more"),
    "guided.object.after": (
        "Keberatan itu kini ada di buku, dan tetap terbaca di semua tingkat, apa pun jawabannya.",
        "The objection is in the book now, and can be read at every level, whatever the answer.",
    ),
    # --- 6
    "guided.correct.title": ("PPK: membuka plano dan membetulkan", "PPK: opening the plano, correcting"),
    "guided.correct.tell": (
        "Di depan semua orang kotak TPS 002 dibuka dan C.HASIL plano dibacakan. Bandingkan dengan C.Hasil tadi.",
        "Before everybody the box of TPS 002 is opened and the C.HASIL plano read out. Compare it with the C.Hasil.",
    ),
    "guided.correct.choice": ("Apa jawaban PPK? 1, 2 atau 3", "What does the PPK answer? 1, 2 or 3"),
    "guided.correct.choice.1": ("Keberatan ditolak: sudah malam.", "The objection is rejected: it is late."),
    "guided.correct.choice.1.reply": (
        "Semua lelah. Tetapi plano membenarkan saksi, dan penolakan perlu alasan yang tahan dibaca orang. Coba lagi.",
        "Everybody is tired. But the plano says the saksi is right, and a rejection needs a reason. Try again.",
    ),
    "guided.correct.choice.2": (
        "Diterima: angkanya dibetulkan menurut plano.",
        "Accepted: the figure is corrected by the plano.",
    ),
    "guided.correct.choice.2.reply": ("Benar: plano yang menentukan.", "Right: the plano decides."),
    "guided.correct.choice.3": ("Suaranya diberikan, tanpa dicatat.", "The votes are given, off the record."),
    "guided.correct.choice.3.reply": (
        "Niatnya baik, tetapi yang tidak tercatat tidak dapat diperiksa, dan tidak masuk D.Hasil. Coba lagi.",
        "Well meant, but what is not recorded cannot be checked and is not in the D.Hasil. Try again.",
    ),
    "guided.correct.figure": (
        "Suara paslon 2 (IV no. 2) yang benar, menurut plano?",
        "The right votes of paslon 2 (IV no. 2), by the plano?",
    ),
    "guided.correct.figure_hint": ("Lihat plano, bagian IV, nomor 2.", "Look at the plano, section IV, number 2."),
    "guided.correct.reason": ("salah salin dari plano", "miscopied from the plano"),
    "guided.correct.after": (
        (
            "Buku menyimpan angka lama, angka baru, alasan, sidik kertas plano, siapa yang hadir, dan keberatan yang"
            " mendahuluinya. Aturan G.301 kini terpenuhi."
        ),
        (
            "The book keeps the old figure, the new one, the reason, the fingerprint of the plano, who was there, and"
            " the objection that led to it. Rule G.301 holds now."
        ),
    ),
    # --- 7
    "guided.answer.title": ("PPK: menjawab keberatan", "PPK: answering the objection"),
    "guided.answer.tell": (
        "Keberatan dijawab: diterima, dengan menunjuk catatan pembetulannya. Saksi dapat mencocokkan nomornya.",
        "The objection is answered: accepted, naming the entry of the correction. The saksi can compare the number.",
    ),
    "guided.answer.after": (
        "Tidak ada lagi keberatan yang terbuka. Andai ditolak, alasannya dibacakan juga di tingkat atas (S.102).",
        "No objection is open any more. Had it been rejected, the level above would read out the reason (S.102).",
    ),
    # --- 8
    "guided.certify.title": ("PPK: memeriksa dan mengesahkan D.Hasil", "PPK: checking and certifying the D.Hasil"),
    "guided.certify.tell": (
        "D.Hasil dijumlahkan dari buku; tidak ada yang mengetik jumlah. Sebelum ditandatangani, saksi mencocokkannya.",
        "The D.Hasil is added up from the book; nobody types a sum. Before it is signed, the saksi check it.",
    ),
    "guided.certify.add": (
        "Saksi paslon 2, berapa jumlah suara paslonmu?",
        "Saksi of paslon 2, how many votes does your paslon have in all?",
    ),
    "guided.certify.refusal": (
        "Saksi paslon 3 tidak mau menandatangani.",
        "The saksi of paslon 3 does not want to sign.",
    ),
    "guided.certify.choice": ("Lalu bagaimana? 1, 2 atau 3", "What now? 1, 2 or 3"),
    "guided.certify.choice.1": (
        "Alasannya dicatat; pengesahan jalan terus.",
        "The reason is recorded; certification goes on.",
    ),
    "guided.certify.choice.1.reply": (
        "Benar: penolakan saksi tidak menghalangi, tetapi selalu tercatat dengan alasannya.",
        "Right: a saksi who refuses stops nothing, but is always on record with the reason.",
    ),
    "guided.certify.choice.2": ("Rapat ditunda sampai saksi mau.", "The plenary waits until the saksi signs."),
    "guided.certify.choice.2.reply": (
        "Tidak perlu: tanda tangan saksi bukan syarat sah. Coba lagi.",
        "No need: the D.Hasil is valid without the saksi's signature. Try again.",
    ),
    "guided.certify.choice.3": ("Ketua menandatangani atas nama saksi.", "The ketua signs for the saksi."),
    "guided.certify.choice.3.reply": (
        "Jangan pernah. Satu kunci satu orang; tanda tangan itu akan terlihat milik ketua. Coba lagi.",
        "Never. One key is one person; the signature would be seen to be the ketua's. Try again.",
    ),
    "guided.certify.reason": ("mau melapor ke Panwaslu dulu", "wants to report to Panwaslu first"),
    "guided.certify.after": (
        "Ketua dan dua anggota sudah menandatangani; D.Hasil sah. Sejak kini angka hanya berubah atas perintah resmi.",
        "The ketua and two anggota have signed; the D.Hasil is certified. From now on figures change on an order only.",
    ),
    # --- 9
    "guided.handover.title": ("PPK: salinan dan penyerahan", "PPK: copies and handing over"),
    "guided.handover.tell": (
        (
            "Rapat ditutup. Saksi mendapat salinan, satu ditempel di papan, dan D.Hasil diserahkan ke KPU Kabupaten."
            " Buku diterbitkan dengan segel: sejak itu isinya tidak dapat diganti diam-diam."
        ),
        (
            "The plenary closes. The saksi get copies, one goes on the board, and the D.Hasil is handed to KPU"
            " Kabupaten. The book is published under a seal: from then on nobody can quietly replace it."
        ),
    ),
    "guided.handover.after": (
        "Yang dibawa ke kabupaten adalah salinan folder arsip ini, bersama kotaknya.",
        "What travels to the kabupaten is a copy of this archive folder, along with the box.",
    ),
    # --- 10
    "guided.above.title": ("KPU Kabupaten: menerima dan mengesahkan", "KPU Kabupaten: receiving and certifying"),
    "guided.above.tell": (
        "Langkah ini dimainkan program: KPU Kabupaten memeriksa buku PPK, menerimanya, dan mengesahkan hasilnya.",
        "This step is played by the program: KPU Kabupaten checks the book of the PPK, receives it, and certifies.",
    ),
    "guided.above.after": (
        "KPU mencatat segel buku PPK yang dilihatnya. PPK yang mengganti bukunya kelak tertangkap di sini.",
        "KPU records the seal of the PPK's book as it saw it. A PPK that replaces its book later is caught here.",
    ),
    # --- 11
    "guided.verify.title": ("Siapa saja: memeriksa semuanya", "Anybody: verifying everything"),
    "guided.verify.tell": (
        "Siapa pun yang punya folder arsip dan berkas kepercayaan dapat memeriksa semuanya, tanpa jaringan.",
        "Whoever has the archive folder and the trust file can verify everything, without a network.",
    ),
    "guided.verify.done": (
        "{books} buku dan {signatures} tanda tangan diperiksa.",
        "{books} books and {signatures} signatures were verified.",
    ),
    "guided.verify.tamper_title": ("11 Lalu seseorang berbuat curang", "11 Then somebody cheats"),
    "guided.verify.cheat": (
        "Malam itu di satu salinan arsip suara dipindahkan antarpaslon. Semua jumlah tetap cocok.",
        "That night, in one copy of the archive, votes are moved between paslon. All sums still agree.",
    ),
    "guided.verify.choice": ("Apakah ketahuan? 1, 2 atau 3", "Is it found? 1, 2 or 3"),
    "guided.verify.choice.1": ("Tidak: semua jumlahnya cocok.", "No: all sums agree."),
    "guided.verify.choice.1.reply": (
        "Hitungannya memang cocok. Tetapi siapa yang menandatangani angka-angka itu? Coba lagi.",
        "The arithmetic does agree. But who signed those figures? Try again.",
    ),
    "guided.verify.choice.2": (
        "Ya: tanda tangan KPPS dan segel buku tidak cocok lagi.",
        "Yes: the KPPS's signatures and the book's seal no longer fit.",
    ),
    "guided.verify.choice.2.reply": ("Benar. Mari kita lihat.", "Right. Let us see."),
    "guided.verify.choice.3": ("Hanya kalau ada yang ingat angkanya.", "Only if somebody remembers the figures."),
    "guided.verify.choice.3.reply": (
        "Untunglah tidak perlu mengandalkan ingatan. Coba lagi.",
        "Luckily nobody has to rely on memory. Try again.",
    ),
    "guided.end": (
        "Latihan selesai. Periksa sendiri arsip yang asli, lalu salinan yang diubah:",
        "The lesson is over. Verify it yourself, the original and then the changed copy:",
    ),
}
