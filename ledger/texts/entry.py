"""Texts of typing forms, of templates and of comparing two entries, as (Indonesian, English)."""

from typing import Final

ENTRY_HELP: Final[dict[str, tuple[str, str]]] = {
    "help.tally.type": (
        (
            "Mengetik formulir C.Hasil di terminal, isian demi isian, sambil diperiksa. Setiap isian langsung tersimpan"
            " dalam draf; kalau terputus, jalankan perintah yang sama untuk melanjutkan."
        ),
        (
            "Type a C.Hasil in the terminal, field by field, checked as you go. Every field is saved in a draft at"
            " once; if you are cut off, run the same command to go on."
        ),
    ),
    "help.tally.type.contest": (
        "Kontes yang diketik; boleh diulang (bawaan: semua di TPS itu).",
        "The contest to type; may be repeated (default: all at the TPS).",
    ),
    "help.tally.type.signer": (
        "Kunci umum satu penanda tangan (berkas .pub atau 64 digit); bersama --out; boleh diulang.",
        "Public key of one signer (a .pub file or 64 digits); with --out; may be repeated.",
    ),
    "help.tally.type.out": (
        "Berkas baru untuk pernyataan yang akan ditandatangani.",
        "The new file for the statement to be signed.",
    ),
    "help.tally.type.forms": (
        "Folder untuk berkas formulir, satu per kontes, yang dibaca rekap tally prepare --form.",
        "Folder for form files, one per contest, that rekap tally prepare --form reads.",
    ),
    "help.tally.type.scan": (
        "Pindaian (foto) formulir; disimpan dalam arsip dan ikut diterbitkan; boleh diulang.",
        "Scan (photo) of the form; kept in the archive and published with it; may be repeated.",
    ),
    "help.tally.type.generation": ("1; pemungutan suara ulang: 2 dan seterusnya.", "1; after a revote 2, and so on."),
    "help.tally.type.words": (
        "Tanyakan juga angka dengan huruf pada bagian IV dan V.",
        "Also ask for the numbers in words of sections IV and V.",
    ),
    "help.tally.type.transcription": (
        "Menyalin dari kertas oleh dua orang PPK, yang tidak saling melihat; bersama --by.",
        "Copying from paper by two of the PPK who do not see each other's figures; with --by.",
    ),
    "help.tally.type.by": ("Ketikan orang pertama (1) atau kedua (2).", "Entry of the first (1) or second (2) person."),
    "help.tally.type.draft": (
        "Berkas draf (bawaan: dalam folder drafts di meja kerja).",
        "The draft's file (default: in the desk's folder drafts).",
    ),
    "help.tally.compare": (
        (
            "Membandingkan dua ketikan salinan dari kertas, menanyakan lagi yang berbeda saja, lalu menyiapkan"
            " pernyataannya untuk ditandatangani kedua petugas."
        ),
        (
            "Compare the two entries of a transcription, ask again only for what differs, and prepare the statement for"
            " both officials to sign."
        ),
    ),
    "help.tally.compare.left": ("Draf ketikan yang satu.", "The draft of one entry."),
    "help.tally.compare.right": ("Draf ketikan yang lain.", "The draft of the other entry."),
    "help.tally.template": (
        "Menulis formulir kosong sebuah kontes untuk diisi, lalu dibaca dengan rekap tally prepare --form.",
        "Write an empty form of a contest to fill in; rekap tally prepare --form reads it.",
    ),
    "help.tally.template.contest": ("Kontes formulir itu.", "The form's contest."),
    "help.tally.template.kind": (
        "csv atau xlsx (bawaan: menurut nama berkas).",
        "csv or xlsx (default: by the file's name).",
    ),
}

ENTRY_MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "typing.no_terminal": (
        (
            "Mengetik perlu terminal. Kalau tidak ada, isi formulir kosong (rekap tally template), lalu rekap tally"
            " prepare {tps} --form BERKAS."
        ),
        (
            "Typing needs a terminal. Without one, fill in an empty form (rekap tally template), then rekap tally"
            " prepare {tps} --form FILE."
        ),
    ),
    "typing.by": (
        "Salinan dari kertas diketik dua kali: --transcription --by 1 oleh orang pertama, --by 2 oleh orang kedua.",
        "A transcription is typed twice: --transcription --by 1 by the first person, --by 2 by the second.",
    ),
    "typing.transcription_out": (
        "Ketikan salinan berakhir sebagai draf. --out dan --signer diberikan nanti kepada rekap tally compare.",
        "An entry of a transcription ends as a draft. Give --out and --signer to rekap tally compare later.",
    ),
    "typing.nowhere": (
        "Sebutkan hasilnya mau ditulis ke mana: --out BERKAS dengan --signer KUNCI, atau --forms FOLDER.",
        "Say where the result goes: --out FILE with --signer KEY, or --forms DIR.",
    ),
    "typing.out_and_signers": (
        "--out dan --signer diberikan bersama: yang menandatangani harus disebut.",
        "--out and --signer go together: those who sign must be named.",
    ),
    "typing.two_signers": (
        "Salinan dari kertas ditandatangani dua petugas PPK: berikan --signer dua kali, dengan dua kunci.",
        "Two officials of the PPK sign a transcription: give --signer twice, with two keys.",
    ),
    "typing.same_draft": (
        "{path} disebut dua kali. Sebutkan draf orang pertama dan draf orang kedua.",
        "{path} is named twice. Name the first person's draft and the second person's.",
    ),
    "typing.not_here": ("{contest} tidak diadakan di TPS {tps}.", "{contest} is not held at TPS {tps}."),
    "typing.scans": (
        "{count} pindaian terlalu banyak; paling banyak {limit} untuk satu TPS.",
        "{count} scans are too many; at most {limit} for one TPS.",
    ),
    "typing.scan": ("Pindaian {path} disimpan: {hash}", "Scan {path} is kept: {hash}"),
    "typing.form": ("{form} ({contest}), TPS {tps}", "{form} ({contest}), TPS {tps}"),
    "typing.blind": (
        "Ketikan ke-{by} dari dua. Jangan melihat ketikan yang lain; baca dari kertas saja.",
        "Entry {by} of two. Do not look at the other one; read from the paper only.",
    ),
    "typing.how": (
        "{count} isian. Ketik angka persis seperti di kertas, lalu tekan Enter. Bantuan: ketik ?",
        "{count} fields. Type the figure exactly as on the paper, then press Enter. For help type ?",
    ),
    "typing.draft": (
        "Setiap isian langsung tersimpan dalam draf {path}",
        "Every field is saved at once in the draft {path}",
    ),
    "typing.found": (
        "Ada draf TPS {tps}: {answered} dari {total} isian sudah diketik ({path}).",
        "There is a draft of TPS {tps}: {answered} of {total} fields are typed ({path}).",
    ),
    "typing.go_on": (
        "Lanjutkan? Enter = lanjut, b = mulai baru (draf lama tetap disimpan):",
        "Go on with it? Enter = go on, n = begin anew (the old draft is kept):",
    ),
    "typing.aside": ("Draf lama disimpan sebagai {path}", "The old draft is kept as {path}"),
    "typing.kept": (
        "Berhenti. Semua yang sudah diketik tersimpan di {path}. Jalankan perintah yang sama untuk melanjutkan.",
        "Stopped. Everything you typed is saved in {path}. Run the same command to go on.",
    ),
    "typing.so_far": ("{answered} dari {total} isian", "{answered} of {total} fields"),
    "typing.sum": ("(jumlah {total})", "(sum {total})"),
    "typing.men_women": ("(L + P = {total})", "(L + P = {total})"),
    "typing.nothing": ("kosong", "empty"),
    "typing.in_words": ("  dengan huruf", "  in words"),
    "typing.signatures": ("Tanda tangan di kertas", "Signatures on the paper"),
    "typing.signed_kpps": ("Jumlah anggota KPPS yang menandatangani", "How many of the KPPS signed"),
    "typing.signed_saksi": ("Jumlah saksi yang menandatangani", "How many witnesses signed"),
    "typing.party_alone": ("Suara partai {party}", "Votes for the party {party}"),
    "typing.party_total": ("JUMLAH partai dan calon, {party}", "TOTAL of party and candidates, {party}"),
    "typing.ask": (
        "Apakah di kertas memang kosong? Tekan Enter sekali lagi kalau ya; kalau tidak, ketik angkanya.",
        "Is it really empty on the paper? Press Enter once more if so; if not, type the figure.",
    ),
    "typing.again": (
        "Ini lain dari kedua ketikan. Lihat kertasnya, lalu ketik sekali lagi.",
        "This differs from both entries. Look at the paper and type it once more.",
    ),
    "typing.open": (
        "{count} isian belum diketik. Ini yang pertama; kalau di kertas kosong, tekan Enter.",
        "{count} fields are not typed yet. This is the first; if it is empty on the paper, press Enter.",
    ),
    "typing.mend": (
        (
            "Salah ketik? Ketik < untuk kembali ke isian tadi, atau tempatnya (misalnya {place}). Kalau di kertas"
            " memang begitu, teruskan saja."
        ),
        (
            "Mistyped? Type < to go back to that field, or its place (for example {place}). If the paper really says"
            " so, just go on."
        ),
    ),
    "typing.mended": ("ok {code}: sekarang cocok.", "ok {code}: agrees now."),
    "typing.sound": (
        "Tidak ada temuan: semua yang dapat diperiksa cocok.",
        "Nothing was found: all that can be checked agrees.",
    ),
    "typing.finish": (
        "Bandingkan dengan kertas. Enter = selesai; tempat (misalnya V.A) = betulkan:",
        "Compare with the paper. Enter = finish; a place (for example V.A) = correct it:",
    ),
    "typing.finish_open": (
        "Masih ada isian yang belum diketik. Enter = ke isian itu:",
        "Some fields are not typed yet. Enter = go there:",
    ),
    "typing.refused.not_a_number": (
        "{value} bukan angka. Ketik angkanya saja, misalnya 125.",
        "{value} is no number. Type digits only, for example 125.",
    ),
    "typing.refused.not_words": (
        "{value} tidak terbaca sebagai bilangan. Ketik misalnya: seratus dua puluh lima, atau 125.",
        "{value} cannot be read as a number. Type for example: seratus dua puluh lima, or 125.",
    ),
    "typing.refused.no_place": (
        "Tidak ada tempat {value} di formulir ini. Ketik angka, atau tempat seperti I.B.4 L, IV 2, V.A.",
        "This form has no place {value}. Type a figure, or a place such as I.B.4 L, IV 2, V.A.",
    ),
    "typing.refused.negative": ("{value}: angka tidak bisa kurang dari 0.", "{value}: no figure is less than 0."),
    "typing.refused.boolean": ("{value} bukan angka. Ketik angkanya.", "{value} is no number. Type the figure."),
    "typing.refused.separators": (
        "{value}: ketik tanpa titik atau koma, misalnya 1352.",
        "{value}: type it without points or commas, for example 1352.",
    ),
    "typing.refused.not_whole": ("{value} bukan bilangan bulat.", "{value} is not a whole number."),
    "typing.refused.too_large": (
        "{value} terlalu besar untuk isian ini (paling banyak {limit}).",
        "{value} is too large for this field (at most {limit}).",
    ),
    "typing.refused.at_start": ("Ini isian pertama.", "This is the first field."),
    "typing.refused.at_end": (
        "Semua isian sudah lewat. Untuk membetulkan ketik tempatnya, misalnya V.A.",
        "You are past the last field. To correct one, type its place, for example V.A.",
    ),
    "typing.help": (
        (
            "angka    isi, lalu ke isian berikut|Enter    pada isian kosong: dibiarkan kosong (ditanya sekali);"
            " pada isian terisi: lanjut|-        di kertas kosong (menghapus yang terketik)|<        kembali satu"
            " isian|>        maju satu isian|>>       ke isian pertama yang belum diketik|V.A      pergi ke tempat"
            " itu (juga I.B.4 L, IV 3, IV 3.2, TTD)|=        lihat semua|q        berhenti; draf tetap tersimpan"
        ),
        (
            "figure   fill in and go to the next field|Enter    on an empty field: leave it empty (asks once); on a"
            " filled one: go on|-        empty on the paper (clears what was typed)|<        back one field|>       "
            " forward one field|>>       to the first field not typed yet|V.A      go to that place (also I.B.4 L,"
            " IV 3, IV 3.2, TTD)|=        see everything|q        stop; the draft is kept"
        ),
    ),
    "typing.entered": ("Ketikan ke-{by} selesai: {path}", "Entry {by} is complete: {path}"),
    "typing.other_entry": (
        "Bersihkan layar. Lalu orang lain mengetik dari kertas: perintah yang sama, dengan --by {by}.",
        "Clear the screen. Then the other person types from the paper: the same command, with --by {by}.",
    ),
    "typing.compare_next": (
        "Kedua ketikan selesai: rekap tally compare {first} {second} --signer KUNCI --signer KUNCI --out BERKAS",
        "Both entries are complete: rekap tally compare {first} {second} --signer KEY --signer KEY --out FILE",
    ),
    "typing.compared": (
        "TPS {tps}: {same} dari {total} isian sama, {differ} berbeda.",
        "TPS {tps}: {same} of {total} fields agree, {differ} differ.",
    ),
    "typing.settle": (
        "Baca isian berikut sekali lagi dari kertas, bersama-sama. Ketik = untuk melihat kedua ketikan.",
        "Read the following fields from the paper once more, together. Type = to see the two entries.",
    ),
    "typing.readings": ("Yang terketik: {one} dan {two}.", "What was typed: {one} and {two}."),
    "typing.compare_no_terminal": (
        "{count} isian berbeda dan harus diketik lagi. Jalankan di terminal.",
        "{count} fields differ and must be typed again. Run this in a terminal.",
    ),
    "typing.form_file": (
        "Formulir ditulis ke {path}. Berikutnya: rekap tally prepare {tps} --form {path} ...",
        "The form is written to {path}. Next: rekap tally prepare {tps} --form {path} ...",
    ),
    "typing.sign_next": (
        "Berikutnya setiap penanda tangan: rekap tally sign {path} --key KUNCI",
        "Next, each signer: rekap tally sign {path} --key KEY",
    ),
    "template.written": (
        "Formulir kosong {contest} ditulis ke {path}. Isi kolom angka saja; yang kosong di kertas dibiarkan kosong.",
        "The empty form of {contest} is written to {path}. Fill in the figures only; leave empty what is empty.",
    ),
    "template.advice": (
        "Isi kolom angka persis seperti di kertas (dan kolom huruf bila ada). Yang kosong di kertas dibiarkan kosong.",
        "Fill in the figures exactly as on the paper (and the words where there are any). Leave empty what is empty.",
    ),
    "template.whole": (
        "Hanya bilangan bulat dari 0 sampai 1000000, tanpa titik.",
        "Whole numbers from 0 to 1000000 only, without points.",
    ),
}
