"""Texts of `rekap demo --guided`, as (Indonesian, English)."""

from typing import Final

GUIDED: Final[dict[str, tuple[str, str]]] = {
    "help.demo.guided": (
        (
            "Pelatih memandu kelas di terminal: mengisi C.Hasil, menemukan kesalahan, keberatan, pembetulan,"
            " pengesahan, penyerahan."
        ),
        (
            "A trainer leads a class in the terminal: fill in a C.Hasil, find a mistake, object, correct, certify,"
            " hand over."
        ),
    ),
    "guided.no_terminal": (
        "Latihan berpandu bertanya dan menunggu jawaban: jalankan di terminal, tanpa pipa atau pengalihan.",
        "The guided lesson asks and waits for answers: run it in a terminal, without pipes or redirection.",
    ),
    "guided.mark": ("LATIHAN", "PRACTICE (LATIHAN)"),
    "guided.prompt": ("[LATIHAN]", "[PRACTICE]"),
    "guided.step": ("{number}/{count} {title}", "{number}/{count} {title}"),
    "guided.command": ("  Yang diketik:", "  What one types:"),
    "guided.stored": ("  Yang tersimpan di buku:", "  What the book now holds:"),
    "guided.enter": ("Enter = lanjut, q = berhenti", "Enter = go on, q = leave"),
    "guided.box": ("Kotak PPK, segel 77", "Kotak PPK, seal 77"),
    "guided.welcome": (
        (
            "Kelas ini memainkan satu malam rekapitulasi: satu PPK, tiga TPS, pemilihan bupati di kabupaten buatan."
            " Semuanya latihan: arsipnya tertanda latihan untuk selamanya dan tidak pernah lolos sebagai hasil resmi."
        ),
        (
            "This class plays one night of recapitulation: one PPK, three TPS, the bupati of a made-up kabupaten. All"
            " of it is practice: its archive is marked as practice for ever, and never passes as an official one."
        ),
    ),
    "guided.welcome_roles": (
        (
            "Bagi perannya: KPPS TPS 001, operator dan ketua PPK, saksi paslon 1, 2 dan 3. Satu orang mengetik; yang"
            " lain membaca layar dan memutuskan."
        ),
        (
            "Share out the roles: the KPPS of TPS 001, the operator and the ketua of the PPK, the saksi of paslon 1,"
            " 2 and 3. One person types; the others read the screen and decide."
        ),
    ),
    "guided.welcome_keys": (
        (
            "Jawaban yang diusulkan ada dalam [kurung]: Enter menerimanya. Jawaban yang salah tidak apa-apa, coba"
            " lagi. q untuk berhenti kapan saja; tidak ada yang hilang."
        ),
        (
            "The proposed answer stands in [brackets]: Enter takes it. A wrong answer does no harm, just try again."
            " q leaves at any time; nothing is lost."
        ),
    ),
    "guided.found": (
        'Di {out} ada latihan yang belum selesai, sampai langkah "{title}".',
        'In {out} there is an unfinished lesson, at the step "{title}".',
    ),
    "guided.go_on_or_new": (
        "Enter = lanjutkan, b = mulai baru, q = berhenti",
        "Enter = go on with it, n = begin anew, q = leave",
    ),
    "guided.left": (
        "Latihan dihentikan. Semuanya tersimpan di folder {out}. Untuk melanjutkan:",
        "The lesson was left. Everything is kept in the folder {out}. To go on:",
    ),
    "guided.not_begun": (
        "Latihan belum dimulai; tidak ada yang ditulis.",
        "The lesson was not begun; nothing was written.",
    ),
    "guided.right": ("Benar.", "Right."),
    "guided.no_figure": (
        '"{value}" bukan angka. Ketik angkanya saja, misalnya 120.',
        '"{value}" is no figure. Type the figure alone, for example 120.',
    ),
    "guided.wrong_figure": (
        "{value}? Belum cocok. Tidak apa-apa, hitung sekali lagi bersama-sama.",
        "{value}? Not yet. No harm done: count once more, together.",
    ),
    "guided.no_choice": ("Ketik angka 1 sampai {count}.", "Type a number from 1 to {count}."),
    "guided.too_long": ("Paling panjang {limit} huruf.", "At most {limit} characters."),
    "guided.paper": ("Kertas LATIHAN: C.HASIL TPS {tps}", "PRACTICE paper: C.HASIL of TPS {tps}"),
    "guided.plano": (
        "Kertas LATIHAN: C.HASIL plano TPS {tps}, dari kotak",
        "PRACTICE paper: C.HASIL plano of TPS {tps}, from the box",
    ),
    # --- what an entry is
    "guided.event.AttemptRefused": ("percobaan yang ditolak", "an attempt that was refused"),
    "guided.event.AttendanceRecorded": ("siapa yang hadir", "who is there"),
    "guided.event.ChildReceived": ("hasil dari PPK datang", "the result of the PPK arrives"),
    "guided.event.CopyDelivered": ("salinan D.Hasil diberikan", "a copy of the D.Hasil is given"),
    "guided.event.ObjectionRaised": ("keberatan", "an objection"),
    "guided.event.ObjectionResolved": ("jawaban atas keberatan", "the answer to an objection"),
    "guided.event.PlenaryClosed": ("rapat pleno ditutup", "the plenary closes"),
    "guided.event.PlenaryOpened": ("rapat pleno dibuka", "the plenary opens"),
    "guided.event.RecapitulationCertified": ("D.Hasil disahkan", "the D.Hasil is certified"),
    "guided.event.RecapitulationHandedOver": ("diserahkan ke atas", "handed to the level above"),
    "guided.event.RecapitulationPart": ("kolom-kolom D.Hasil", "the columns of the D.Hasil"),
    "guided.event.TallyCorrected": ("angka TPS dibetulkan", "figures of a TPS corrected"),
    "guided.event.TallyReceived": ("C.Hasil diterima", "a C.Hasil is received"),
    "guided.event.WitnessRecorded": ("sikap saksi", "what a saksi did"),
}
